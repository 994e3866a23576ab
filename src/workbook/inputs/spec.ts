import type {
  Band,
  ChoiceName,
  Heading,
  InputSheet,
  InputTable,
  InputTexts,
  InputUnit,
  Prompt,
} from '../../texts/inputs.ts';
import type { CellValue, InputLook } from '../description.ts';
import type { InputProblemCode, InputProblemValues } from './problems.ts';

/** The words in which the tables of the input sheets are described: fields, their columns, and tables of them. */

/** What decides how many columns there are: the plan's years, its variants, and how far `before` goes back. */
export interface Context {
  /** labels, as `2026-2027` */
  readonly years: readonly string[];
  /** the ids of the variants */
  readonly variants: readonly string[];
  readonly yearsBefore: number;
}

/** A list that ids refer to, by the table that holds it. */
export type ReferredTable =
  | 'boards'
  | 'institutes'
  | 'schools'
  | 'groups'
  | 'roles'
  | 'rates'
  | 'norms'
  | 'costs'
  | 'funding'
  | 'variants';

/** What a program lets a user type. */
export type Check =
  /** `loose`: an id of a variant's own is possible too; `several`: more than one, with ; between */
  | {
      readonly kind: 'reference';
      readonly to: ReferredTable;
      readonly loose?: boolean;
      readonly several?: boolean;
    }
  | { readonly kind: 'choice'; readonly of: ChoiceName; readonly several?: boolean }
  | {
      readonly kind: 'number';
      readonly whole?: boolean;
      readonly min?: string;
      readonly above?: string;
      readonly max?: string;
    }
  | { readonly kind: 'date' }
  /** what a variant can change */
  | { readonly kind: 'changedList' };

export interface Column {
  readonly heading: (texts: InputTexts) => string;
  /** the year it is about, from 0; absent: no year or all of them */
  readonly year?: number;
  readonly unit?: InputUnit;
  readonly look: InputLook;
  readonly width: number;
  readonly check?: Check;
  /** what is said beside a cell of it while that is chosen */
  readonly prompt?: Prompt;
}

/** What a cell holds, as it is read. */
export type InputCell =
  | { readonly kind: 'blank' }
  | { readonly kind: 'number'; readonly value: number; readonly date: boolean }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'isoDate'; readonly value: string }
  | { readonly kind: 'error'; readonly value: string };

export const BLANK: InputCell = { kind: 'blank' };

/** How a reading goes: it takes problems, and knows what a cell alone can't tell. */
export interface Reading {
  readonly from1904: boolean;
  /** every language a workbook may be in */
  readonly languages: readonly InputTexts[];
  /** the language of the workbook, for what is said about it */
  readonly texts: InputTexts;
  report<Code extends InputProblemCode>(column: number, code: Code, values: InputProblemValues[Code]): void;
  /** a value that has to be there and isn't */
  missing(column: number): void;
}

/**
 * Stands in a plan where a cell can't be read, so that the rest is judged as well. The engine refuses it, and what
 * it says of it is left out: the cell has its own problem already.
 */
export const UNREADABLE = null;

export interface Writing {
  readonly texts: InputTexts;
  readonly context: Context;
}

/** One value of an item, over one or more columns. */
export interface Field {
  /** its keys below the item; the first begins with $ where it stands elsewhere in the plan */
  readonly path: readonly string[];
  readonly heading: Heading;
  readonly band: Band;
  columns(context: Context): readonly Column[];
  /** @param value `undefined` where the item doesn't have it; @returns one for each column */
  write(value: unknown, writing: Writing): readonly CellValue[];
  /** @returns `undefined` where the cells say nothing */
  read(cells: readonly InputCell[], reading: Reading): unknown;
  /** the group of values that this field speaks for where the group is there and empty */
  readonly standsFor?: readonly string[];
  /** as a fixed line it is there only where it has something to say */
  readonly optional?: boolean;
  /** which of its columns keys below its path are about */
  at(rest: readonly string[]): number;
}

export interface TableSpec {
  /** the name of the ListObject */
  readonly name: string;
  readonly key: InputTable;
  readonly sheet: InputSheet;
  /** `lines`: a list of fixed lines, one per field, with its value beside it */
  readonly form: 'rows' | 'lines';
  /** begins with a column that says in which order the rows count */
  readonly numbered: boolean;
  /** may be absent from a workbook */
  readonly optional?: boolean;
  fields(context: Context): readonly Field[];
}

/** The name that stands for the ids of a table, for lists to choose from. */
export const listName = (table: string): string => `lijst${table.slice('tbl'.length)}`;

/** The name that marks a sheet as ours. */
export const SHEET_MARK = 'samenplan_blad';
