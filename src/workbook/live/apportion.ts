import { compare, type Expr, floorQuotient, max, mod, one, plus, rankOf, sum, times } from './formula.ts';
import type { Labels, LiveSheet, Range, Row } from './sheet.ts';

/** The weights that something is divided over, with their sum (1 where they are all 0, so that everyone gets 0). */
export interface Weights {
  readonly rows: Range;
  readonly total: Row;
}

export const weightsOf = (sheet: LiveSheet, rows: Range): Weights => ({
  rows,
  total: sheet.add({ A: 'gewicht samen' }, max(sum(rows), 1)),
});

/**
 * Divides a whole number over weights by largest remainder (model, section 1): a row with what is left of each
 * quota, and one with the part. What is left over goes to the largest remainders, of equal ones to the earlier.
 * @param total whole, at least 0
 * @param weights whole numbers
 * @param labels of the rows of each part
 * @returns the parts, in the order of the weights
 */
export function apportion(
  sheet: LiveSheet,
  total: Expr,
  weights: Weights,
  labels: (at: number) => Labels,
  name: string,
): Range {
  const all = weights.total;
  const remainders = sheet.range(
    weights.rows.rows.map((weight) => sheet.add({ A: 'rest' }, mod(times(total, weight), all))),
  );
  return sheet.range(
    weights.rows.rows.map((weight, at): Row => {
      const rest = remainders.rows[at] as Row;
      const rank = rankOf(rest, remainders, remainders.upTo(rest), at);
      const extra = one(compare(times(rank, all), '<=', sum(remainders)));
      return sheet.add({ ...labels(at), A: name }, plus(floorQuotient(times(total, weight), all), extra));
    }),
  );
}
