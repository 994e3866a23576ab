/** Rows of a list as they come in, from a CSV file or from cells of a workbook. */

/**
 * Text as it stands, or a number of a workbook by its exact digits, which has only one reading. A formula of a workbook
 * can have an error or no value at all; that only matters where the cell is wanted.
 */
export type Cell =
  | string
  | { readonly number: string }
  | { readonly fault: 'sheet-cell-error' | 'sheet-formula-empty'; readonly found: string };

export interface Row {
  /** the line of the file, or the row of the sheet, from 1 */
  readonly line: number;
  readonly cells: readonly Cell[];
}

export interface RowSource {
  /** the file's name, without its folder */
  readonly name: string;
  /** where a cell stands: `file:line:column`, or `file#sheet!cell`; columns are counted from 1 */
  place(line: number, column: number): string;
  rows(): AsyncIterable<Row> | Iterable<Row>;
}

/**
 * The text of a cell. Spaces around it say nothing (open data writes an empty cell as a space); a tab or a return at
 * the start may, and stays.
 */
export const textOf = (cell: Cell | undefined): string =>
  cell === undefined || (typeof cell !== 'string' && 'fault' in cell)
    ? ''
    : typeof cell === 'string'
      ? cell.replace(/^[ \u00a0]+|[ \u00a0]+$/g, '')
      : plain(cell.number);

/** `42510.0` and `4.251E4` as `42510`: a number that stands for a code. */
function plain(number: string): string {
  if (/^-?\d+$/.test(number)) return number;
  const value = Number(number);
  return Number.isSafeInteger(value) ? String(value) : number;
}

export const isBlank = (cell: Cell): boolean => typeof cell === 'string' && cell.trim() === '';
