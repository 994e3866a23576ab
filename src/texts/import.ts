import type {
  ChangedList,
  ImportProblemCode,
  ImportProblemValues,
  Input,
  PlanWords,
  RemarkCode,
  RemarkValues,
} from '../import/index.ts';

/** What a user reads of an import, in one language. */
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
}

export type ImportHeading = 'refused' | 'remarks' | 'changes' | 'nothing' | 'not-written';
