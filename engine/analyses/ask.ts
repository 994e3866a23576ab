import { type DecimalInput, Exact } from '../numbers/index.ts';
import { plain } from '../plain.ts';
import { countsOf, entriesOf, type Scope, valueAt, withCounts, withValue } from '../plan/edit.ts';
import type { Plan, Variant } from '../plan/format.ts';
import { planOf } from '../plan/validate.ts';
import { Compiled, decimalsOf, type YearNodes } from '../sweep/compile.ts';
import { calculateMoney, prepare } from '../year.ts';

/** The sums of some years of a variant: hours and euro. */
export interface Sums {
  readonly hours: Exact;
  readonly cost: Exact;
  readonly funding: Exact;
  readonly result: Exact;
}

export interface AskedOptions {
  /** how many calculations run side by side */
  readonly lanes?: number;
  /** at least so many decimals for the input at this pointer */
  readonly digits?: (path: string) => number;
  /** whether the students of every year are inputs apart: what is projected is written out */
  readonly students?: boolean;
}

const KEYS = ['hours', 'cost', 'funding', 'result'] as const;

const sumsOf = (of: (key: keyof Sums) => readonly Exact[]): Sums => {
  const [hours, cost, funding, result] = KEYS.map((key) => plain.sum(of(key), 2)) as [
    Exact,
    Exact,
    Exact,
    Exact,
  ];
  return { hours, cost, funding, result };
};

/** Some years of one variant of a valid plan, compiled once, of which can be asked what they come to with other inputs. */
export class Asked {
  readonly compiled: Compiled;
  readonly nodes: readonly YearNodes[];
  /** students and starters of each entry and year, as the plan has them */
  readonly counts: readonly (readonly number[])[];
  private readonly slices = new Map<string, Int32Array>();
  private readonly targets: readonly number[];

  constructor(
    readonly plan: Plan,
    readonly variant: Variant,
    readonly years: readonly number[],
    { lanes = 1, digits = () => 0, students = false }: AskedOptions = {},
  ) {
    this.counts = countsOf(plan, variant);
    this.compiled = new Compiled(students ? withCounts(plan, this.counts) : plan, {
      variants: [variant.id],
      years,
      lanes,
      digits: (path) => Math.max(decimalsOf(path), digits(path)),
    });
    this.nodes = years.map((year) => this.compiled.nodes(variant.id, year));
    this.targets = this.nodes.flatMap(({ hours, cost, funding, result, nets }) => [
      ...[hours, cost, funding, result],
      ...nets,
    ]);
  }

  /** Whether an input is compiled: then it can be moved. */
  has(path: string): boolean {
    return this.compiled.inputs.has(path);
  }

  /** Moves inputs, each in every lane, and runs what depends on them. */
  move(values: ReadonlyMap<string, Exact>): void {
    const { program, inputs } = this.compiled;
    const moved: number[] = [];
    for (const [path, value] of values) {
      const node = inputs.get(path);
      if (node === undefined) continue; // no figure depends on it
      program.setAll(node, value);
      moved.push(node);
    }
    this.run(moved);
  }

  /** Puts inputs back as they are in the plan. */
  restore(paths: Iterable<string>): void {
    this.move(new Map([...paths].map((path) => [path, this.compiled.given.get(path) ?? Exact.zero])));
  }

  /** Runs what depends on these inputs, and leads to hours, totals or what parties have left. */
  run(inputs: readonly number[]): void {
    const key = inputs.join();
    let slice = this.slices.get(key);
    if (slice === undefined) {
      slice = this.compiled.program.slice(inputs, this.targets);
      this.slices.set(key, slice);
    }
    this.compiled.program.run(slice);
  }

  /** The sums of one of its years, by its place. */
  sumsOf(place: number): Sums {
    const nodes = this.nodes[place] as YearNodes;
    return sumsOf((key) => [this.compiled.program.exact(nodes[key]) as Exact]);
  }

  /** The sums of all its years together. */
  sums(): Sums {
    const { program } = this.compiled;
    return sumsOf((key) => this.nodes.map((each) => program.exact(each[key]) as Exact));
  }
}

/** The paths of the counts of a scope in a year, with the counts that the plan has there. */
export function countsIn(
  asked: Asked,
  scope: Scope,
  year: number,
): { readonly paths: string[]; readonly weights: number[] } {
  const entries = entriesOf(asked.plan, asked.variant, scope);
  return {
    paths: entries.map((entry) => `/students/${entry}/counts/${year}`),
    weights: entries.map((entry) => asked.counts[entry]?.[year] as number),
  };
}

/** What a plan with another value at a path comes to, calculated whole: for what can't be compiled. */
export function calculated(plan: Plan, id: string, year: number, path: string, value: DecimalInput): Exact {
  const changed = valueAt(plan, path) === value ? plan : withValue(plan, path, value);
  const variant = changed.variants.find((each) => each.id === id) as Variant;
  return calculateMoney(plain, prepare(plain, planOf(changed, variant), variant), year).totals.result;
}
