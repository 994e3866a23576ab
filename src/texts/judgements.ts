import type {
  AnswerProblemValues,
  Aspect,
  FigureUnit,
  JudgementName,
  Oordeel,
  TestName,
} from '../../engine/index.ts';

/** What a user reads of the judgement of a variant, and of the development model. */
export interface JudgementTexts {
  readonly judgements: Readonly<Record<JudgementName, string>>;
  readonly answers: Readonly<Record<Oordeel, string>>;
  /** what a test asks, short and in full */
  readonly tests: Readonly<Record<TestName, { readonly short: string; readonly question: string }>>;
  /** behind a figure; a ratio is written as a percentage */
  readonly units: Readonly<Record<FigureUnit, string>>;
  readonly aspects: Readonly<Record<Aspect, string>>;
  readonly phases: readonly [string, string, string, string, string];
  readonly heading: (text: JudgementHeading) => string;
  readonly phase: (phase: number) => string;
}

export type JudgementHeading =
  | 'judgement'
  | 'answer'
  | 'test'
  | 'figure'
  | 'limit'
  | 'year'
  | 'where'
  | 'judgements'
  | 'deciding'
  | 'byPeople'
  | 'development'
  | 'aspect'
  | 'network'
  | 'badNotes';

export type JudgementProblemTexts = {
  readonly [Code in keyof AnswerProblemValues]: (values: AnswerProblemValues[Code]) => string;
};
