import type { Funding } from '../../engine/index.ts';
import type {
  FundingProblemCode,
  FundingProblemValues,
  FundingWarningCode,
  FundingWarningValues,
  FundingWords,
} from '../funding/index.ts';

/** What a user reads of funding rules, in one language. */
export interface FundingTexts {
  readonly problems: {
    readonly [Code in FundingProblemCode]: (values: FundingProblemValues[Code]) => string;
  };
  readonly warnings: {
    readonly [Code in FundingWarningCode]: (values: FundingWarningValues[Code]) => string;
  };
  /** what comes into the plan itself */
  readonly words: FundingWords;
  readonly heading: Readonly<Record<FundingHeading, string>>;
  /** what an item gives, in one phrase without the name */
  readonly gives: (item: Funding) => string;
  /** in which school years its dates let it hold */
  readonly holds: (years: {
    readonly outside: readonly string[];
    readonly partly: readonly string[];
    readonly all: number;
    readonly dated: boolean;
  }) => string;
}

export type FundingHeading =
  | 'rules'
  | 'planFunding'
  | 'rule'
  | 'item'
  | 'gives'
  | 'from'
  | 'to'
  | 'checked'
  | 'holds'
  | 'sources'
  | 'conditions'
  | 'replaced'
  | 'applied'
  | 'warnings'
  | 'none'
  | 'notWritten'
  | 'how';

/** School years in order, from label to label where they follow each other: `2026-2027 t/m 2030-2031 en 2033-2034`. */
export function stretches(years: readonly string[], through: string, and: string): string {
  const found: [first: string, last: string][] = [];
  for (const year of years) {
    const last = found.at(-1);
    if (last && last[1].split('-')[1] === year.split('-')[0]) last[1] = year;
    else found.push([year, year]);
  }
  return found.map(([first, last]) => (first === last ? first : `${first} ${through} ${last}`)).join(and);
}
