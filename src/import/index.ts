/**
 * Lists into plans: read, recognise, preview, accept. Runs without Node, so that a pane can use it: files come in as
 * pieces of bytes, workbooks as bytes.
 */
export { type Change, type ChangedList, changesBetween, type FieldChange } from './changes.ts';
export { CSV_LIMITS, type CsvOptions, csvRows, readCsv, type Separator } from './csv.ts';
export { decode, type Encoding, MAXIMUM_INPUT_BYTES, type Pieces } from './decode.ts';
export type { PlanWords } from './draft.ts';
export { FIELDS, knownHeadings, type Recognised, recognise } from './headings.ts';
export { type ListMapping, type Mapping, readMapping } from './mapping.ts';
export { readNumber } from './numbers.ts';
export { accept, type ImportLists, type ImportOptions, type Preview, preview } from './preview.ts';
export {
  type ImportProblem,
  type ImportProblemCode,
  type ImportProblemValues,
  ImportRefusal,
  INPUTS,
  type Input,
  type Offer,
  type Reading,
  type Remark,
  type RemarkCode,
  type RemarkValues,
  type Target,
} from './problems.ts';
export type { Cell, Row, RowSource } from './rows.ts';
export { sheetRows } from './sheet.ts';
