import type { NoValues, Problem } from '../../../engine/index.ts';

/** What can be wrong with the input sheets of a workbook, before there is a plan to judge. */
export interface InputProblemValues {
  /** none of our tables is in it */
  'workbook-not-ours': NoValues;
  'workbook-table-missing': { readonly table: string; readonly sheet: string };
  'workbook-column-missing': { readonly table: string; readonly heading: string };
  'workbook-column-twice': { readonly heading: string; readonly first: string };
  /** a copy of one of our sheets, so that there would be two of it */
  'workbook-sheet-twice': { readonly sheet: string; readonly other: string };
  /** a line of a list of fixed lines, by its name */
  'workbook-line-missing': { readonly line: string };
  'workbook-line-unknown': { readonly found: string; readonly known: readonly string[] };
  'workbook-line-twice': { readonly line: string; readonly first: string };
  /** an Excel error value */
  'cell-error': { readonly found: string };
  'cell-not-number': { readonly found: string };
  /** a number that a program shows as a date: 3-5 that became 3 May */
  'cell-is-date': { readonly found: string };
  'cell-not-text': { readonly found: string };
  'cell-not-date': { readonly found: string };
  'cell-not-one-of': { readonly found: string; readonly allowed: readonly string[] };
  'cell-missing': { readonly heading: string };
  /** one value for all years, and values per year as well */
  'cell-two-ways': { readonly first: string; readonly second: string };
  /** a value where the counting follows the trend */
  'cell-beside-trend': NoValues;
  'change-unknown-list': { readonly found: string; readonly known: readonly string[] };
  'change-unknown-field': { readonly found: string; readonly list: string };
  /** values per year for what has one value */
  'change-not-per-year': NoValues;
  'change-twice': { readonly first: string };
  'change-clashes': { readonly first: string };
}

export type InputProblemCode = keyof InputProblemValues;

/** A cell by the name of its sheet and its address. */
export interface CellPlace {
  readonly sheet: string;
  readonly cell: string;
}

/** A problem at a cell; its path is `Studenten!D14`. */
export type InputProblem =
  | {
      [Code in InputProblemCode]: {
        readonly path: string;
        readonly code: Code;
        readonly values: InputProblemValues[Code];
        readonly variant?: string;
        readonly cell?: CellPlace;
      };
    }[InputProblemCode]
  | (Problem & { readonly cell?: CellPlace });
