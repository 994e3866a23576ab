/** What a user reads of the questions behind a plan (break-even, seek, sensitivity, simulation), in one language. */
export interface QuestionTexts {
  readonly breakEven: (variant: string, year: string) => string;
  /** what the plan has now, and which numbers were looked at */
  readonly looked: (students: string, from: string, to: string) => string;
  readonly ofGroup: (group: string) => string;
  readonly ofNetwork: (network: string) => string;
  readonly whole: string;
  readonly becomes: string;
  readonly covered: string;
  readonly short: string;
  readonly studentsFrom: string;
  readonly resultThere: string;
  readonly oneLess: string;
  readonly always: string;
  readonly never: string;
  readonly noStudents: string;
  readonly seek: (input: string, variant: string, year: string) => string;
  readonly now: (value: string, result: string) => string;
  readonly fits: (value: string, result: string) => string;
  readonly fitsNot: (value: string, result: string) => string;
  readonly alwaysFits: (from: string, to: string) => string;
  readonly neverFits: (from: string, to: string) => string;
  readonly moreBoundaries: (count: number) => string;
  readonly complete: string;
  readonly incomplete: string;
  readonly sensitivity: (variant: string, band: string) => string;
  readonly input: string;
  readonly value: string;
  readonly lower: string;
  readonly higher: string;
  readonly swing: string;
  readonly stress: (fall: string, over: number) => string;
  readonly studentsThen: string;
  readonly costThen: string;
  readonly resultThen: string;
  readonly fixed: string;
  readonly fixedShare: string;
  readonly simulation: (variant: string, trials: string, seed: string) => string;
  /** what was assumed where nothing was said */
  readonly assumed: (band: string) => string;
  readonly chance: string;
  readonly low: string;
  readonly middle: string;
  readonly high: string;
  readonly perParty: string;
  readonly studentsOf: (group: string) => string;
}
