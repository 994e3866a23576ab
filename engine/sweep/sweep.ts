import { type DecimalInput, Exact } from '../numbers/index.ts';
import { plain } from '../plain.ts';
import { valueAt, withValue } from '../plan/edit.ts';
import type { Plan, Variant } from '../plan/format.ts';
import { unitYears } from '../plan/limits.ts';
import { type Problem, pointer, pointerKeys, problem } from '../plan/problems.ts';
import { planOf, validate } from '../plan/validate.ts';
import type { YearFigures } from '../result/format.ts';
import { asResult, presentMoney } from '../result/present.ts';
import { calculateMoney, prepare } from '../year.ts';
import { Compiled, decimalsOf } from './compile.ts';

/**
 * How figures are made: `compiled` runs only what depends on what was set; `recompiled` the same after compiling anew,
 * which takes as long as calculating the plan a few times; `calculated` calculates a year whole when it is asked for.
 */
export type Made = 'compiled' | 'recompiled' | 'calculated';

export type SetOutcome =
  | { readonly ok: true; readonly made: Made }
  /** nothing was changed */
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Above so many units × years, summed over the variants, a plan is not compiled but calculated. */
const MOST = 500_000;

/**
 * A plan whose inputs can be moved, with the figures that follow from them: equal to those of `calculate` on the plan
 * with these inputs, to the cent.
 *
 * Compiled is every number that hours and euro are made of and that the plan writes: norms, amounts, steps, bounds,
 * phases, sizes, counts, trends, rates, indexes, shares, ceilings. Anything else (what a rule counts, its filters and
 * years, layout, a key that the plan does not have yet, a value with more decimals than compiled for) is set as well,
 * by compiling anew.
 */
export class Sweep {
  private current: Plan;
  private compiled: Compiled | null = null;
  /** compiled for a plan that differs from the original in more than its inputs */
  private rebuilt = false;
  private readonly digits = new Map<string, number>();
  private readonly slices = new Map<string, Int32Array>();
  private readonly ranges = new Map<string, Range>();

  /** @param original a plan that `validate` has accepted */
  constructor(private readonly original: Plan) {
    this.current = original;
    this.compile();
  }

  /** The plan with what was set. */
  get plan(): Plan {
    return this.current;
  }

  /** How figures are made now. */
  get made(): Made {
    return this.compiled === null ? 'calculated' : 'compiled';
  }

  /** The JSON Pointers of the inputs that are compiled; of the last ones no figure depends. */
  inputs(): string[] {
    return [...(this.compiled?.inputs.keys() ?? []), ...(this.compiled?.idle ?? [])];
  }

  /** Sets an input of the plan, or nothing where that makes no valid plan. */
  set(path: string, value: DecimalInput): SetOutcome {
    const parent = valueAt(this.current, pointer('', ...pointerKeys(path).slice(0, -1)));
    if (!path.startsWith('/') || typeof parent !== 'object' || parent === null) {
      return { ok: false, problems: [problem(path, 'missing', { key: pointerKeys(path).at(-1) ?? '' })] };
    }
    const problems = this.problemsOf(path, value);
    if (problems.length > 0) return { ok: false, problems };
    this.current = withValue(this.current, path, value);
    return { ok: true, made: this.move(path, value) };
  }

  /** The plan as it was. */
  reset(): void {
    this.current = this.original;
    this.ranges.clear();
    const { compiled } = this;
    if (compiled === null) return;
    const { program } = compiled;
    const originals = this.rebuilt
      ? []
      : [...compiled.inputs].map(([path, node]) => {
          const value = Exact.of(valueAt(this.original, path) as DecimalInput);
          return { node, value: Exact.of(value.toPlain()) };
        });
    // compiled anew since, an input may have room for fewer decimals than it had at first
    if (this.rebuilt || originals.some(({ node, value }) => value.scale > program.digits(node))) {
      this.rebuilt = false;
      this.compile();
      return;
    }
    for (const { node, value } of originals) program.setAll(node, value);
    program.run(this.slice(null));
  }

  /** The figures of a variant in a year (0 for the first), as they stand in the result of `calculate`. */
  figures(variant: string, year: number): YearFigures {
    if (this.compiled !== null) return this.compiled.figures(variant, year);
    const found = this.current.variants.find(({ id }) => id === variant) as Variant;
    const prepared = prepare(plain, planOf(this.current, found), found);
    return presentMoney(calculateMoney(plain, prepared, year), asResult);
  }

  private move(path: string, value: DecimalInput): Made {
    const { compiled } = this;
    if (compiled === null) return 'calculated';
    if (compiled.idle.has(path)) return 'compiled';
    const node = compiled.inputs.get(path);
    const exact = Exact.of(Exact.of(value).toPlain());
    if (node === undefined || exact.scale > compiled.program.digits(node)) {
      if (node === undefined) this.rebuilt = true;
      this.digits.set(path, exact.scale);
      this.compile();
      return this.made === 'calculated' ? 'calculated' : 'recompiled';
    }
    compiled.program.setAll(node, exact);
    compiled.program.run(this.slice(node));
    return 'compiled';
  }

  private compile(): void {
    this.slices.clear();
    const units = this.current.variants.reduce(
      (sum, variant) => sum + unitYears(planOf(this.current, variant), variant),
      0,
    );
    const digits = (path: string): number => Math.max(decimalsOf(path), this.digits.get(path) ?? 0);
    this.compiled = units > MOST ? null : new Compiled(this.current, { digits });
  }

  private slice(node: number | null): Int32Array {
    const { program } = this.compiled as Compiled;
    const key = String(node);
    let slice = this.slices.get(key);
    if (slice === undefined) {
      slice = program.slice(node === null ? null : [node], null);
      this.slices.set(key, slice);
    }
    return slice;
  }

  /**
   * What is wrong with a value. What is valid in one number is a stretch, so between two values that were judged valid
   * nothing needs judging, as long as no other input moves.
   */
  private problemsOf(path: string, value: DecimalInput): readonly Problem[] {
    const known = this.ranges.get(path);
    if (known?.has(value)) return [];
    const judged = validate(withValue(this.current, path, value));
    if (!judged.ok) return judged.problems;
    if (known) known.extend(value);
    else {
      this.ranges.clear();
      const given = valueAt(this.current, path);
      if (typeof given === 'number' || typeof given === 'string') {
        const range = new Range(given, value);
        // usually nothing up to here is wrong either, and then a slider never asks again
        for (const far of range.far()) {
          if (validate(withValue(this.current, path, far)).ok) range.extend(far);
        }
        this.ranges.set(path, range);
      }
    }
    return [];
  }
}

/** A stretch of values of which both ends are known to be valid, for values written like them. */
class Range {
  private low: Exact;
  private high: Exact;
  private readonly digits: number;

  constructor(
    private readonly given: DecimalInput,
    value: DecimalInput,
  ) {
    const [one, other] = [Exact.of(given), Exact.of(value)];
    this.digits = Math.max(one.scale, other.scale);
    this.low = one.compare(other) < 0 ? one : other;
    this.high = one.compare(other) < 0 ? other : one;
  }

  /** Values far to both sides, in the same notation. */
  far(): DecimalInput[] {
    const high = this.high.times(Exact.of(100)).round(0);
    const places = high.sign > 0 ? [0, high.mantissa as number] : [0, 1];
    return places.map((place) => (typeof this.given === 'number' ? place : String(place)));
  }

  extend(value: DecimalInput): void {
    const exact = Exact.of(value);
    if (exact.compare(this.low) < 0) this.low = exact;
    if (exact.compare(this.high) > 0) this.high = exact;
  }

  /** Whether a value lies within, is written in the same way and has no more decimals. */
  has(value: DecimalInput): boolean {
    if (typeof value !== typeof this.given) return false;
    if (typeof value === 'string' ? !/^-?\d{1,12}(\.\d+)?$/.test(value) : !Number.isFinite(value))
      return false;
    const exact = Exact.of(value);
    return exact.scale <= this.digits && exact.compare(this.low) >= 0 && exact.compare(this.high) <= 0;
  }
}
