export { describeInputs, inputNames } from './describe.ts';
export type { InputBook } from './find.ts';
export { findTables, fold, languageOf } from './find.ts';
export type { CellPlace, InputProblem, InputProblemValues } from './problems.ts';
export { planFromWorkbook, type WorkbookOutcome } from './read.ts';
export { SHEET_MARK } from './spec.ts';
export { TABLE_LIST } from './tables.ts';
