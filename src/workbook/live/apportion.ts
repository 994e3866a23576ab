import {
  type Cells,
  compare,
  type Expr,
  floorQuotient,
  late,
  max,
  mod,
  one,
  pinned,
  plus,
  rankBy,
  rankOf,
  sum,
  times,
} from './formula.ts';
import type { Labels, LiveSheet, Range, Row } from './sheet.ts';

/** The weights that something is divided over, with their sum (1 where they are all 0, so that everyone gets 0). */
export interface Weights {
  readonly rows: Range;
  readonly total: Row;
}

export const weightsOf = (sheet: LiveSheet, rows: Range, unit = 'student'): Weights => ({
  rows,
  total: sheet.add({ A: 'gewicht samen', F: unit }, max(sum(rows), 1)).pin(),
});

/** Something to divide. */
export interface Division {
  /** whole, at least 0 */
  readonly total: Expr;
  /** whole numbers */
  readonly weights: Weights;
  /** of the rows of each part */
  readonly labels: (at: number) => Labels;
}

/**
 * Divides whole numbers over weights by largest remainder (model, section 1): rows with what is left of each quota, and
 * then rows with the parts. What is left over goes to the largest remainders, of equal ones to the earlier.
 * @param priorities of equal remainders the one with the larger priority goes first, where that is not their order
 * @returns the parts, in the order of the divisions and of their weights
 */
export function apportionAll(
  sheet: LiveSheet,
  divisions: readonly Division[],
  name: string,
  priorities?: Cells & { readonly of: (at: number) => Expr },
): readonly Range[] {
  const rests = divisions.map(({ total, weights, labels }) =>
    sheet.range(
      weights.rows.rows.map((weight, at) =>
        sheet.add(
          { A: 'rest', F: labels(at).F ?? '' },
          late(() => mod(times(pinned(total), weight), weights.total)),
        ),
      ),
    ),
  );
  return divisions.map(({ total: whole, weights, labels }, division) => {
    const total = pinned(whole);
    const all = weights.total;
    const own = rests[division] as Range;
    return sheet.range(
      weights.rows.rows.map((weight, at): Row => {
        const rest = own.rows[at] as Row;
        const part = (): Expr => {
          const rank =
            priorities === undefined
              ? rankOf(rest, own, own.upTo(rest), at)
              : rankBy(rest, own, priorities.of(at), priorities);
          const extra = one(compare(times(rank, all), '<=', sum(own)));
          return plus(floorQuotient(times(total, weight), all), extra);
        };
        return sheet.add({ ...labels(at), A: name }, late(part));
      }),
    );
  });
}

/** The same for one number. */
export const apportion = (
  sheet: LiveSheet,
  total: Expr,
  weights: Weights,
  labels: (at: number) => Labels,
  name: string,
  priorities?: Cells & { readonly of: (at: number) => Expr },
): Range => apportionAll(sheet, [{ total, weights, labels }], name, priorities)[0] as Range;
