import type {
  ChangedList,
  ImportProblemCode,
  ImportProblemValues,
  Input,
  PlanWords,
  RemarkCode,
  RemarkValues,
} from '../import/index.ts';
import type {
  FigureKind,
  MergeNote,
  MergeProblemCode,
  MergeProblemValues,
  MergeReason,
} from '../merge/index.ts';

/** What a user reads of importing, merging and exporting, in one language. */
export interface ImportTexts {
  readonly problems: { readonly [Code in ImportProblemCode]: (values: ImportProblemValues[Code]) => string };
  readonly remarks: { readonly [Code in RemarkCode]: (values: RemarkValues[Code]) => string };
  /** what a column of a list is called */
  readonly field: (field: string) => string;
  readonly input: (input: Input) => string;
  /** what a list of a plan is called */
  readonly list: (list: ChangedList) => string;
  /** what an import writes into a plan */
  readonly plan: () => PlanWords;
  readonly heading: (text: ImportHeading) => string;
  readonly reading: (file: string, percent: number | undefined) => string;
  readonly changed: (kind: 'new' | 'changed' | 'gone', count: number) => string;
  readonly changedTo: (field: string, from: string, to: string) => string;
  readonly more: (count: number) => string;
  readonly mergeProblems: {
    readonly [Code in MergeProblemCode]: (values: MergeProblemValues[Code]) => string;
  };
  readonly mergeNote: (note: MergeNote) => string;
  readonly mergeReason: (reason: MergeReason) => string;
  readonly merge: (text: MergeText) => string;
  readonly merged: (parts: number, schools: number, renamed: number) => string;
  /** a figure that is compared: what it is, and of what */
  readonly figure: (kind: FigureKind, key: string, of: string) => string;
  readonly sums: (sums: number, differences: number) => string;
  /** the heading of a column of an exported table, by the key of the result */
  readonly column: (key: string) => string;
}

export type MergeText =
  | 'totals'
  | 'differences'
  | 'figure'
  | 'sum'
  | 'merged'
  | 'difference'
  | 'reason'
  | 'not-written';

export type ImportHeading = 'refused' | 'remarks' | 'changes' | 'nothing' | 'not-written';
