export * from './address.ts';
export * from './book.ts';
export * from './errors.ts';
export { formulaFault, isValidName, sheetNameFault } from './names.ts';
export { type PackageLimits, type PackageParts, type Part, packParts, unpackParts } from './package.ts';
export * from './read.ts';
export { PALETTE } from './theme.ts';
export { writeBook } from './write.ts';
export { XmlReader } from './xml.ts';
