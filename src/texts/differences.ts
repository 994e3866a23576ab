import type { Driver, Figures, NoValues } from '../../engine/index.ts';

/** What a user reads of variants, years and versions beside one another, and of what makes them differ. */
export interface DifferenceTexts {
  readonly drivers: Readonly<Record<Driver, string>>;
  readonly measures: Readonly<Record<keyof Figures, string>>;
  readonly heading: (text: DifferenceHeading) => string;
  /** `2026-2027` to `2030-2031`, or the one year */
  readonly period: (first: string, last: string) => string;
  /** some years that are no period */
  readonly years: (labels: readonly string[]) => string;
  /** before a table of figures of these years */
  readonly sideBySide: (years: string) => string;
  /** before the table with what makes each variant differ from the first one, in one measure */
  readonly differencesIn: (measure: string, first: string, years: string) => string;
  readonly differenceBetween: (from: string, to: string, about: string) => string;
  readonly onlyIn: (file: string, names: readonly string[]) => string;
  readonly explanation: string;
  /** the sheet of the workbook with what makes each variant differ from the first */
  readonly sheet: Readonly<Record<DifferenceSheetWord, string>>;
}

export type DifferenceSheetWord =
  | 'name'
  | 'purpose'
  | 'madeOf'
  | 'state'
  | 'current'
  | 'stale'
  | 'chart'
  | 'support'
  | 'whole'
  | 'more'
  | 'less';

export type DifferenceHeading =
  | 'number'
  | 'variant'
  | 'id'
  | 'party'
  | 'contributions'
  | 'nets'
  | 'side'
  | 'perYear'
  | 'perStudent'
  | 'total';

/** What can be wrong with what is to be compared. */
export interface DifferenceProblemValues {
  'unknown-year': { readonly found: string; readonly known: readonly string[] };
  'compare-two-years': { readonly found: number };
  'compare-no-shared-variant': NoValues;
  'compare-no-shared-year': NoValues;
}
