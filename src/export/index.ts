/** Out again: results as CSV for others to check, and plans as files. */
export {
  CSV_LOCALES,
  type CsvLocale,
  type CsvLocaleName,
  type CsvWriteOptions,
  csvText,
  neutralised,
  type OutCell,
  withoutNeutralising,
} from './csv.ts';
export { planText } from './plan-text.ts';
export { type ExportTable, exportTable, TABLES, type Table } from './tables.ts';
