/**
 * A workbook as plain data: what stands where, what it looks like and how it prints. It knows nothing of files or of
 * Excel's programming interface; hosts render it.
 */
export interface WorkbookDescription {
  readonly title: string;
  readonly subject: string;
  readonly sheets: readonly SheetDescription[];
  /** known in the whole workbook */
  readonly names?: readonly NameDescription[];
}

/** A name that stands for a formula in English notation, without a leading `=`. */
export interface NameDescription {
  readonly name: string;
  readonly formula: string;
}

export interface SheetDescription {
  readonly name: string;
  /** from the first row down; cells from the first column to the right; of a large sheet made when it is asked for */
  readonly rows: readonly RowDescription[];
  /** around all cells, of a large sheet whose rows are made each time they are asked for */
  readonly area?: CellRange;
  /** widths in characters */
  readonly widths: readonly number[];
  readonly frozen: { readonly rows: number; readonly columns: number };
  readonly landscape: boolean;
  /** rows repeated on each printed page */
  readonly titleRows?: { readonly from: number; readonly to: number };
  readonly footer: string;
  readonly charts?: readonly ChartDescription[];
  /** by which it is known as ours when it is renamed or moved: the same in every language */
  readonly mark?: string;
  /** nothing in it is typed: it is protected, without a password */
  readonly locked?: boolean;
  readonly tables?: readonly TableDescription[];
  readonly validations?: readonly ValidationDescription[];
  /** where text may look like a number, on purpose */
  readonly textAreas?: readonly CellRange[];
  /** earlier ones go before later ones */
  readonly conditionalLooks?: readonly ConditionalLook[];
  /** cells that lead to another sheet */
  readonly links?: readonly LinkDescription[];
  /** a page ends after each of these rows */
  readonly breakAfterRows?: readonly number[];
  /** how many pages it is high in print; as many as it takes by default */
  readonly pagesHigh?: number;
  /** how many pages it is wide in print; one by default */
  readonly pagesWide?: number;
  /** columns repeated on each printed page */
  readonly titleColumns?: { readonly from: number; readonly to: number };
  /** columns that are printed apart from the others, each group from a new page */
  readonly printColumns?: readonly { readonly from: number; readonly to: number }[];
  /** RRGGBB */
  readonly tabColor?: string;
}

/** A table (ListObject); its headings are the text cells of its first row. */
export interface TableDescription {
  readonly name: string;
  /** with its row of headings */
  readonly area: CellRange;
  readonly filter: boolean;
}

/** What may be typed in cells. */
export interface ValidationDescription {
  readonly areas: readonly CellRange[];
  readonly rule:
    | { readonly kind: 'words'; readonly words: readonly string[] }
    /** the cells a defined name stands for */
    | { readonly kind: 'name'; readonly name: string }
    | {
        readonly kind: 'number';
        readonly whole: boolean;
        readonly min?: string;
        /** that itself is not allowed */
        readonly above?: string;
        readonly max?: string;
      }
    | { readonly kind: 'date' };
  /** what else is typed is refused, or only remarked on */
  readonly strict: boolean;
  readonly message: { readonly title: string; readonly text: string };
  /** shown beside the cell while it is chosen */
  readonly prompt?: string;
}

/** A look that lies over the cells' own where a formula is true, which is written for the first cell of the area. */
export interface ConditionalLook {
  readonly area: CellRange;
  readonly formula: string;
  readonly look: 'assumption' | 'good' | 'bad';
}

/** A cell that leads to the first cell of a sheet. */
export interface LinkDescription {
  readonly row: number;
  readonly column: number;
  readonly sheet: string;
}

export interface RowDescription {
  readonly cells: readonly CellDescription[];
  readonly height?: number;
}

/** `undefined` leaves a place empty. */
export type CellDescription =
  | {
      readonly value: CellValue;
      /** in English notation, without a leading `=`; then the value is what it gives */
      readonly formula?: string;
      /** where it is filled from the first cell of an area to the others: one and the same object in each of them */
      readonly fill?: CellRange | undefined;
      readonly look: Look;
    }
  | undefined;

/** Text is always text; a number is an exact decimal as the engine writes it. */
export type CellValue = { readonly text: string } | { readonly number: string } | null;

/** What a cell looks like, by what it is. */
export type Look =
  | 'title'
  | 'subtitle'
  | 'heading'
  | 'headingRight'
  /** over figures that keep some room to their right */
  | 'headingFigure'
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
  /** a text that stands in a column of figures */
  | 'right'
  /** what stands first in a line about it */
  | 'label'
  /** the one sentence that a page is about */
  | 'lead'
  | 'verdict'
  /** names in a column of figures */
  | 'among'
  /** a number beside words */
  | 'countLeft'
  | 'date'
  | 'link'
  | 'good'
  | 'bad'
  | 'note'
  | 'band'
  | 'unit'
  | 'unitRight'
  | 'line'
  | 'legendAssumption'
  | 'legendInput'
  | 'totalCount'
  /** a day with its time */
  | 'moment'
  | 'day'
  /** what stands elsewhere, to be held against it */
  | 'copied'
  | InputLook;

/** Cells that a user fills in. */
export type InputLook =
  | 'inputText'
  | 'inputWrapped'
  /** small, for what explains the rest of its row */
  | 'inputNote'
  /** text or a number, as it comes */
  | 'inputAny'
  | 'inputNumber'
  | 'inputEuro'
  | 'inputHours'
  | 'inputFte'
  | 'inputCount'
  /** which comes first */
  | 'inputOrder'
  | 'inputYear'
  | 'inputPercentage'
  | 'inputDate';

/** A chart with one column per category for each series, beside each other, and lines over them. */
export interface ChartDescription {
  readonly title: string;
  /** covered cells, rows and columns from 1 */
  readonly area: CellRange;
  readonly columns: readonly SeriesDescription[];
  readonly lines: readonly SeriesDescription[];
  readonly unit: string;
  /** lying bars over each other instead of standing ones beside each other, the first category at the top */
  readonly bars?: true;
  /** columns on top of each other instead of beside each other */
  readonly stacked?: boolean;
  /** nothing is below zero, and columns stand on it: else a small difference looks large */
  readonly fromZero?: true;
}

export interface SeriesDescription {
  readonly name: string;
  readonly categories: CellRange;
  readonly values: CellRange;
  /** RRGGBB, or `none` for one that is not painted; by its order where absent */
  readonly color?: string;
}

/** A rectangle of cells, from 1 and inclusive. */
export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}
