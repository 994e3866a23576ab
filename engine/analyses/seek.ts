import { type DecimalInput, Exact } from '../numbers/index.ts';
import { valueAt, withValue } from '../plan/edit.ts';
import type { Plan, Variant } from '../plan/format.ts';
import { type Input, inputAt } from '../plan/inputs.ts';
import { validate } from '../plan/validate.ts';
import { Asked, calculated } from './ask.ts';
import { type Crossing, searchCrossings } from './crossings.ts';

/** How far an input can go before the plan no longer fits: the result of a year is zero or above, or it isn't. */
export interface Seek {
  readonly variant: string;
  readonly year: number;
  readonly path: string;
  /** what the plan itself has, and what that gives */
  readonly current: Point;
  /** the distance between two values that are looked at */
  readonly step: string;
  /** the range that was looked at, with the results at its ends */
  readonly from: Point;
  readonly to: Point;
  /** the last value that fits before the plan no longer does; null where there is no such place in the range */
  readonly answer: Boundary | null;
  /** every place where fitting and not fitting meet, in order of the value */
  readonly boundaries: readonly Boundary[];
  /** whether it is proven that there are no others in the range */
  readonly complete: boolean;
}

export interface Point {
  readonly value: string;
  /** euro, with two decimals */
  readonly result: string;
}

/** A value at which the plan fits, and its neighbour at which it doesn't. */
export interface Boundary {
  readonly value: string;
  readonly result: string;
  readonly next: string;
  readonly nextResult: string;
}

export interface SeekOptions {
  readonly variant: string;
  /** 0 for the first */
  readonly year: number;
  /** JSON Pointer of a number in the plan */
  readonly path: string;
}

export type SeekOutcome =
  | { readonly ok: true; readonly seek: Seek }
  | { readonly ok: false; readonly problem: SeekProblem };

export type SeekProblem =
  | { readonly code: 'input-unknown'; readonly path: string }
  | { readonly code: 'input-no-number'; readonly path: string };

/**
 * Seeks the largest norm, the least amount or the size at which a plan still fits, on a grid of 0.01 (of 1 for counts
 * and sizes), with the next value on the grid, at which it doesn't, as the proof.
 * Where the largest values don't fit the answer is the largest one that does, where only the largest do the smallest.
 * @param plan a plan that `validate` has accepted, with the variant and the year in it
 */
export function seek(plan: Plan, { variant: id, year, path }: SeekOptions): SeekOutcome {
  const value = valueAt(plan, path);
  if (value === undefined) return { ok: false, problem: { code: 'input-unknown', path } };
  const input = inputAt(path, value);
  if (input === null) return { ok: false, problem: { code: 'input-no-number', path } };
  const variant = plan.variants.find((each) => each.id === id) as Variant;
  const grid = new Grid(plan, input);
  const digits = Math.max(Exact.of(input.value).scale, grid.digits);
  const asked = new Asked(plan, variant, [year], { digits: (each) => (each === path ? digits : 0) });
  const { resultAt, bounds } =
    asked.has(path) || asked.compiled.idle.has(path)
      ? compiledSeek(asked, path, grid)
      : {
          resultAt: (written: DecimalInput) => calculated(plan, id, year, path, written),
          bounds: () => null,
        };
  const at = (place: number): Exact => resultAt(grid.written(place));
  const [from, to] = grid.range();
  const { found, complete } = searchCrossings(from, to, at, bounds);
  const point = (place: number, result: Exact): Point => ({
    value: grid.text(place),
    result: result.toString(),
  });
  const boundaryOf = ({ at, value, below, valueBelow, rising }: Crossing): Boundary => {
    const [fits, next] = rising
      ? [point(at, value), point(below, valueBelow)]
      : [point(below, valueBelow), point(at, value)];
    return { ...fits, next: next.value, nextResult: next.result };
  };
  const begins = at(from).sign < 0 && at(to).sign >= 0;
  const answer = begins ? found[0] : found.findLast(({ rising }) => !rising);
  return {
    ok: true,
    seek: {
      variant: id,
      year,
      path,
      current: { value: Exact.of(input.value).toPlain(), result: resultAt(input.value).toString() },
      step: grid.step,
      from: point(from, at(from)),
      to: point(to, at(to)),
      answer: answer === undefined ? null : boundaryOf(answer),
      boundaries: found.map(boundaryOf),
      complete,
    },
  };
}

/** The result of the year with another value, and its bounds over a stretch of the grid. */
function compiledSeek(asked: Asked, path: string, grid: Grid) {
  const { program, inputs } = asked.compiled;
  const node = inputs.get(path);
  const { result } = asked.nodes[0] as (typeof asked.nodes)[number];
  const slice = program.slice(node === undefined ? [] : [node], [result]);
  const now = (): Exact => program.exact(result) as Exact;
  return {
    resultAt: (written: DecimalInput): Exact => {
      if (node === undefined) return now();
      program.setAll(node, Exact.of(written));
      program.run(slice);
      return now();
    },
    bounds: (from: number, to: number): { least: Exact; most: Exact } | null => {
      if (node === undefined) return { least: now(), most: now() };
      const unit = 10 ** (program.digits(node) - grid.digits);
      const stretch = new Map([[node, { least: from * unit, most: to * unit }]]);
      const { least, most } = program.bounds(slice, stretch, result);
      if (!Number.isSafeInteger(least) || !Number.isSafeInteger(most)) {
        // beyond 2^53 only the side matters
        const side = least >= 0 ? 1 : most < 0 ? -1 : 0;
        return side === 0 ? ANYTHING : { least: Exact.of(side), most: Exact.of(side) };
      }
      return { least: new Exact(least, 2), most: new Exact(most, 2) };
    },
  };
}

const ANYTHING = { least: Exact.of(-1), most: Exact.of(1) };

/** So many times the value of the plan is looked at. */
const TIMES = 1_000;
const MOST = 1_000_000_000;

/** The values that are looked at, as whole numbers of steps. */
class Grid {
  readonly digits: number;

  constructor(
    private readonly plan: Plan,
    private readonly input: Input,
  ) {
    this.digits = input.kind === 'whole' ? 0 : 2;
  }

  get step(): string {
    return this.digits === 0 ? '1' : '0.01';
  }

  text(place: number): string {
    return new Exact(place, this.digits).toString();
  }

  /** As the plan writes it: a JSON number for a count, text for a decimal. */
  written(place: number): DecimalInput {
    return this.digits === 0 ? place : this.text(place);
  }

  /** From the lowest to the highest value that makes a valid plan: the values in between do too. */
  range(): [from: number, to: number] {
    const value = Exact.of(this.input.value);
    const own = value.round(this.digits).mantissa as number;
    const unit = 10 ** this.digits;
    const lowest = /^\/(wageIndex|priceIndex|trend)\b/.test(this.input.path) ? 1 - unit : 0;
    const highest = Math.min(Math.max(Math.abs(own), unit) * TIMES, MOST * unit);
    const middle = this.isValid(own) ? own : own + 1;
    return [this.furthest(middle, lowest), this.furthest(middle, highest)];
  }

  /** The last valid place on the way from one that is: what is valid in one number is a stretch. */
  private furthest(valid: number, end: number): number {
    if (this.isValid(end)) return end;
    let [good, bad] = [valid, end];
    while (Math.abs(bad - good) > 1) {
      const middle = Math.trunc((good + bad) / 2);
      if (this.isValid(middle)) good = middle;
      else bad = middle;
    }
    return good;
  }

  private isValid(place: number): boolean {
    return validate(withValue(this.plan, this.input.path, this.written(place))).ok;
  }
}
