import { compare, floorQuotient, max, mod, one, type Expr, plus, rankOf, sum, times } from './formula.ts';
import type { Labels, LiveSheet, Range, Row } from './sheet.ts';

/**
 * Divides a whole number over weights by largest remainder (model, section 1), in helper rows: what is left of
 * each quota, its rank among the others, and the part.
 * @param total whole, at least 0
 * @param weights whole numbers
 * @param labels of the rows of each part
 * @returns the parts, in the order of the weights
 */
export function apportion(
  sheet: LiveSheet,
  total: Expr,
  weights: Range,
  labels: (at: number) => Labels,
  name: string,
): Range {
  const all = sheet.add({ ...labels(0), A: 'gewicht samen', B: '', C: '', D: '' }, max(sum(weights), 1));
  const remainders = sheet.range(
    weights.rows.map((weight, at) => sheet.add({ ...labels(at), A: 'rest' }, mod(times(total, weight), all))),
  );
  const ranks = remainders.rows.map((rest, at) =>
    sheet.add({ ...labels(at), A: 'rang' }, rankOf(rest, remainders, remainders.upTo(rest), at)),
  );
  return sheet.range(
    weights.rows.map((weight, at): Row => {
      const first = floorQuotient(times(total, weight), all);
      const extra = one(compare(times(ranks[at] as Row, all), '<=', sum(remainders)));
      return sheet.add({ ...labels(at), A: name }, plus(first, extra));
    }),
  );
}
