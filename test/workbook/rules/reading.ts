/** What the checks of the rules read a workbook with. */
export * from '../../../src/ooxml/index.ts';
export { partText } from '../../../src/ooxml/package.ts';
