/**
 * A workbook as plain data: what stands where, what it looks like and how it prints. It knows nothing of files or of
 * Excel's programming interface; hosts render it.
 */
export interface WorkbookDescription {
  readonly title: string;
  readonly subject: string;
  readonly sheets: readonly SheetDescription[];
}

export interface SheetDescription {
  readonly name: string;
  /** from the first row down; cells from the first column to the right */
  readonly rows: readonly RowDescription[];
  /** widths in characters */
  readonly widths: readonly number[];
  readonly frozen: { readonly rows: number; readonly columns: number };
  readonly landscape: boolean;
  /** rows repeated on each printed page */
  readonly titleRows?: { readonly from: number; readonly to: number };
  readonly footer: string;
  readonly charts?: readonly ChartDescription[];
}

export interface RowDescription {
  readonly cells: readonly CellDescription[];
  readonly height?: number;
}

/** `undefined` leaves a place empty. */
export type CellDescription = { readonly value: CellValue; readonly look: Look } | undefined;

/** Text is always text; a number is an exact decimal as the engine writes it. */
export type CellValue = { readonly text: string } | { readonly number: string } | null;

/** What a cell looks like, by what it is. */
export type Look =
  | 'title'
  | 'subtitle'
  | 'heading'
  | 'headingRight'
  | 'section'
  | 'text'
  | 'wrapped'
  | 'euro'
  | 'hours'
  | 'fte'
  | 'count'
  | 'weighted'
  | 'percentage'
  | 'totalText'
  | 'totalEuro'
  | 'totalHours'
  | 'good'
  | 'bad'
  | 'note';

/** A chart with one column per category for each series, beside each other, and lines over them. */
export interface ChartDescription {
  readonly title: string;
  /** covered cells, rows and columns from 1 */
  readonly area: CellRange;
  readonly columns: readonly SeriesDescription[];
  readonly lines: readonly SeriesDescription[];
  readonly unit: string;
}

export interface SeriesDescription {
  readonly name: string;
  readonly categories: CellRange;
  readonly values: CellRange;
}

/** A rectangle of cells, from 1 and inclusive. */
export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}
