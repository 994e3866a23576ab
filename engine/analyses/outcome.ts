import type { Sums } from './ask.ts';

/** Sums over some years: hours and euro, as text with two decimals. */
export interface Outcome {
  readonly hours: string;
  readonly cost: string;
  readonly funding: string;
  readonly result: string;
}

export const outcomeOf = ({ hours, cost, funding, result }: Sums): Outcome => ({
  hours: hours.toString(),
  cost: cost.toString(),
  funding: funding.toString(),
  result: result.toString(),
});
