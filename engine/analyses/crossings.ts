import type { Exact } from '../numbers/index.ts';

/** Two neighbours on a grid of which one is at or above zero and the other is not. */
export interface Crossing {
  /** the higher of the two places */
  readonly at: number;
  readonly value: Exact;
  readonly below: number;
  readonly valueBelow: Exact;
  /** whether it is at or above zero from `at` on (rising), or up to `below` (falling) */
  readonly rising: boolean;
}

const holds = (value: Exact): boolean => value.sign >= 0;

/** Gathers the crossings of a row of values that comes place by place. */
export class Crossings {
  readonly found: Crossing[] = [];
  private last: { at: number; value: Exact } | undefined;

  add(at: number, value: Exact): void {
    const { last } = this;
    if (last !== undefined && holds(last.value) !== holds(value)) {
      this.found.push({ at, value, below: last.at, valueBelow: last.value, rising: holds(value) });
    }
    this.last = { at, value };
  }
}

/** The least and the most a figure can be over a stretch of the grid; null where that isn't known. */
export type Bounds = (from: number, to: number) => { readonly least: Exact; readonly most: Exact } | null;

/** Calculations after which a search stops and says that it isn't complete. */
const ENOUGH = 20_000;

/**
 * The crossings on a grid that is too long to calculate whole. A stretch is left where its bounds prove that the figure
 * stays on one side of zero, and halved where they don't.
 * @param at the figure at a place of the grid
 * @param bounds without them only a stretch whose ends differ is looked into
 * @returns the crossings in order; complete where it is proven that there are no others
 */
export function searchCrossings(
  from: number,
  to: number,
  at: (place: number) => Exact,
  bounds: Bounds,
): { readonly found: readonly Crossing[]; readonly complete: boolean } {
  const found: Crossing[] = [];
  let complete = true;
  let calculated = 2;
  const stack = [{ from, to, low: at(from), high: at(to) }];
  for (let stretch = stack.pop(); stretch; stretch = stack.pop()) {
    const { low, high } = stretch;
    const differs = holds(low) !== holds(high);
    if (stretch.to - stretch.from <= 1) {
      if (differs) {
        found.push({
          at: stretch.to,
          value: high,
          below: stretch.from,
          valueBelow: low,
          rising: holds(high),
        });
      }
      continue;
    }
    if (!differs) {
      const known = bounds(stretch.from, stretch.to);
      if (known !== null && (holds(known.least) || !holds(known.most))) continue;
      if (known === null || calculated >= ENOUGH) {
        complete = false;
        continue;
      }
    }
    const middle = stretch.from + Math.floor((stretch.to - stretch.from) / 2);
    const value = at(middle);
    calculated += 1;
    // the lower half is looked at first, so that crossings come in order
    stack.push({ from: middle, to: stretch.to, low: value, high });
    stack.push({ from: stretch.from, to: middle, low, high: value });
  }
  return { found, complete };
}
