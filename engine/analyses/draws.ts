import { ln, normalBelow } from '../numbers/portable.ts';

/** Whole numbers from 0 to 2^32 - 1, each as likely as any other. */
export type Random = () => number;

/** How an uncertain number may turn out, in the unit of that number. */
export type Distribution =
  | { readonly type: 'triangular'; readonly low: number; readonly mode: number; readonly high: number }
  /** beyond four standard deviations a draw is put back to four */
  | { readonly type: 'normal'; readonly mean: number; readonly sd: number };

/** The least and the most that can be drawn. */
export function supportOf(distribution: Distribution): [low: number, high: number] {
  if (distribution.type === 'triangular') return [distribution.low, distribution.high];
  const { mean, sd } = distribution;
  return [mean - FURTHEST * sd, mean + FURTHEST * sd];
}

const FURTHEST = 4;

/** The value of a distribution for a standard normal draw: so draws can be correlated whatever their distributions. */
export function drawnFrom(distribution: Distribution, normal: number): number {
  if (distribution.type === 'normal') {
    return distribution.mean + distribution.sd * Math.max(-FURTHEST, Math.min(FURTHEST, normal));
  }
  const { low, mode, high } = distribution;
  if (high === low) return low;
  const below = normalBelow(normal);
  const turn = (mode - low) / (high - low);
  return below < turn
    ? low + Math.sqrt(below * (high - low) * (mode - low))
    : high - Math.sqrt((1 - below) * (high - low) * (high - mode));
}

/** Standard normal draws by the polar method, two at a time. */
export class NormalDraws {
  private spare: number | null = null;

  constructor(private readonly random: Random) {}

  next(): number {
    if (this.spare !== null) {
      const { spare } = this;
      this.spare = null;
      return spare;
    }
    for (;;) {
      const [x, y] = [2 * this.uniform() - 1, 2 * this.uniform() - 1];
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * ln(square)) / square);
      this.spare = y * factor;
      return x * factor;
    }
  }

  /** Between 0 and 1, with 53 bits. */
  private uniform(): number {
    const [first, second] = [this.random(), this.random()];
    return ((first >>> 5) * 67_108_864 + (second >>> 6) + 0.5) / 9_007_199_254_740_992;
  }
}

/**
 * The lower triangle that turns independent draws into correlated ones (Cholesky), row by row.
 * @param correlations symmetric, with ones on the diagonal
 * @returns null where no draws can be correlated like that
 */
export function correlating(correlations: readonly (readonly number[])[]): number[][] | null {
  const rows: number[][] = [];
  for (const [row, wanted] of correlations.entries()) {
    const made: number[] = [];
    for (let column = 0; column <= row; column++) {
      const above = column === row ? made : (rows[column] as number[]);
      let rest = wanted[column] as number;
      for (let before = 0; before < column; before++)
        rest -= (made[before] as number) * (above[before] as number);
      if (column < row) made.push(rest / (above[column] as number));
      else if (rest < 1e-9) return null;
      else made.push(Math.sqrt(rest));
    }
    rows.push(made);
  }
  return rows;
}
