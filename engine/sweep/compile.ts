import type { Exact } from '../numbers/index.ts';
import { judge } from '../parties.ts';
import { plain } from '../plain.ts';
import type { Plan } from '../plan/format.ts';
import { inputAt } from '../plan/inputs.ts';
import { Origin } from '../plan/origin.ts';
import type { YearFigures } from '../result/format.ts';
import { type Leaves, presentMoney } from '../result/present.ts';
import { calculateMoney, type Money, prepare } from '../year.ts';
import { Program } from './program.ts';
import { Recording } from './recording.ts';

export interface CompileOptions {
  /** only these variants; all where absent */
  readonly variants?: readonly string[];
  /** only these years (0 for the first); all where absent */
  readonly years?: readonly number[];
  /** at least so many decimals for the input at this pointer */
  readonly digits?: (path: string) => number;
  /** how many calculations run side by side */
  readonly lanes?: number;
}

/** The totals and the nets of the parties of a variant in a year, as nodes. */
export interface YearNodes {
  readonly hours: number;
  readonly cost: number;
  readonly funding: number;
  readonly result: number;
  /** in party order */
  readonly nets: readonly number[];
  readonly ceilings: readonly (number | null)[];
}

/**
 * A plan as a program: the rules are run once on an arithmetic that writes down what they do, for every variant and
 * year together. What the inputs of the plan are at these pointers can then be set, and the program run again.
 */
export class Compiled {
  readonly program: Program;
  /** the node of each input that any figure depends on, by its JSON Pointer in the plan */
  readonly inputs: ReadonlyMap<string, number>;
  /** inputs that are read, but that no figure depends on, such as a school's places */
  readonly idle: ReadonlySet<string>;
  /** what each input is in the plan */
  readonly given: ReadonlyMap<string, Exact>;
  /** in party order: the same for every variant, whose changes can't touch them */
  readonly parties: readonly string[];
  private readonly years = new Map<string, ReadonlyMap<number, Money<number>>>();
  private readonly placeOf: Int32Array;

  /** @param plan a plan that `validate` has accepted */
  constructor(plan: Plan, { variants, years, digits = decimalsOf, lanes = 1 }: CompileOptions = {}) {
    const recording = new Recording();
    const given = new Map<string, Exact>();
    for (const variant of plan.variants) {
      if (variants && !variants.includes(variant.id)) continue;
      const origin = new Origin(plan, variant);
      const arithmetic = recording.arithmetic((value, path) => {
        const name = origin.of(path);
        given.set(name, value);
        return recording.input(name, value, digits(name));
      });
      const prepared = prepare(arithmetic, origin.changed, variant);
      const money = new Map<number, Money<number>>();
      for (let year = 0; year < plan.years; year++) {
        if (years?.includes(year) ?? true)
          money.set(year, essence(calculateMoney(arithmetic, prepared, year)));
      }
      this.years.set(variant.id, money);
    }
    const [first] = [...this.years.values()].flatMap((money) => [...money.values()]);
    this.parties = first?.region.parties ?? [];
    const kept = new Set<number>();
    const gather = leavesOf((node) => void kept.add(node));
    for (const money of this.years.values()) for (const year of money.values()) presentMoney(year, gather);
    const { program, placeOf } = Program.of(recording, kept, lanes);
    this.program = program;
    this.placeOf = placeOf;
    const inputs = new Map<string, number>();
    const idle = new Set<string>();
    for (const [name, node] of recording.inputs) {
      const place = placeOf[node] as number;
      if (place < 0) {
        idle.add(name);
        continue;
      }
      inputs.set(name, place);
      program.setAll(place, given.get(name) as Exact);
    }
    this.inputs = inputs;
    this.idle = idle;
    this.given = given;
    program.run(program.slice(null, null));
  }

  /** The figures of a variant in a year, as the result has them. */
  figures(variant: string, year: number, lane = 0): YearFigures {
    const { program, placeOf } = this;
    const exactOf = (node: number): Exact | null => program.exact(placeOf[node] as number, lane);
    const leaves = {
      decimal: (node: number) => exactOf(node)?.toString() ?? null,
      count: (node: number) => exactOf(node)?.mantissa,
      weighted: () => null,
      check: () => null,
      party: ({ net, ceiling }: { net: number; ceiling: number | null }) =>
        judge(plain, exactOf(net) as Exact, ceiling === null ? null : exactOf(ceiling)).status,
    };
    // only quotients by zero have no value, and these may be null
    return presentMoney(this.money(variant, year), leaves) as YearFigures;
  }

  /** The main nodes of a variant in a year. */
  nodes(variant: string, year: number): YearNodes {
    const { totals, parties } = this.money(variant, year);
    const place = (node: number): number => this.placeOf[node] as number;
    return {
      hours: place(totals.hours),
      cost: place(totals.cost),
      funding: place(totals.funding),
      result: place(totals.result),
      nets: parties.map(({ net }) => place(net)),
      ceilings: parties.map(({ ceiling }) => (ceiling === null ? null : place(ceiling))),
    };
  }

  private money(variant: string, year: number): Money<number> {
    const found = this.years.get(variant)?.get(year);
    if (found === undefined) throw new RangeError(`not compiled: ${variant}, year ${year}`);
    return found;
  }
}

/** Without the lines, of which only the sums are asked. */
const essence = ({ year, region, students, funded, division, parties, totals, roles }: Money<number>) => ({
  year,
  region,
  students,
  lines: [],
  funded,
  division,
  parties,
  totals,
  roles,
});

function leavesOf(visit: (node: number) => void): Leaves<number, void, void, void, void> {
  return { decimal: visit, count: visit, weighted: visit, check: () => undefined, party: () => undefined };
}

/** Hours and euro to the cent, also where the plan writes them shorter; the rest as fine as the plan writes it. */
export function decimalsOf(path: string): number {
  return inputAt(path, 0)?.kind === 'amount' ? 2 : 0;
}
