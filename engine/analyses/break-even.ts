import { apportion, type Exact } from '../numbers/index.ts';
import type { Scope } from '../plan/edit.ts';
import type { Plan, Variant } from '../plan/format.ts';
import { Asked, countsIn } from './ask.ts';
import { type Crossing, Crossings } from './crossings.ts';

/** At how many students a year is covered: every number in the range is calculated, so nothing is missed. */
export interface BreakEven {
  readonly variant: string;
  readonly year: number;
  readonly scope: Scope;
  /** what the plan itself has */
  readonly students: number;
  /** the range that was calculated, with the results at its ends */
  readonly from: BreakPlace;
  readonly to: BreakPlace;
  /** where the result comes to zero or above, or falls below it, in order of students */
  readonly crossings: readonly Break[];
  /** the same for what each party has left, in party order */
  readonly parties: readonly {
    readonly party: string;
    readonly from: BreakPlace;
    readonly to: BreakPlace;
    readonly crossings: readonly Break[];
  }[];
}

export interface BreakPlace {
  readonly students: number;
  /** euro, with two decimals: the result, or a party's net */
  readonly result: string;
}

/** Two neighbouring numbers of students, of which one is covered and the other is not. */
export interface Break {
  readonly students: number;
  readonly result: string;
  readonly studentsBelow: number;
  readonly resultBelow: string;
  /** `covered`: from here up it is; `short`: from here up it is not */
  readonly becomes: 'covered' | 'short';
}

export interface BreakEvenOptions {
  readonly variant: string;
  /** 0 for the first */
  readonly year: number;
  readonly scope?: Scope;
  /** the most students that are looked at; four times those of the plan where absent, and at least 100 */
  readonly most?: number;
}

/**
 * The numbers of students at which a year breaks even. N students means: the entries in the scope get N that year,
 * apportioned over the counts they have (largest remainder); everything else of the plan stays.
 * @param plan a plan that `validate` has accepted, with the variant and the year in it
 * @returns null where the scope has no students that year: there is nothing to scale
 */
export function breakEven(
  plan: Plan,
  { variant: id, year, scope = {}, most }: BreakEvenOptions,
): BreakEven | null {
  const variant = plan.variants.find((each) => each.id === id) as Variant;
  const asked = new Asked(plan, variant, [year], { lanes: LANES, students: true });
  const counted = countsIn(asked, scope, year);
  const students = counted.weights.reduce((sum, weight) => sum + weight, 0);
  if (students === 0) return null;
  const last = most ?? Math.max(4 * students, 100);
  const { program, inputs } = asked.compiled;
  const moved = counted.paths.map((path) => inputs.get(path) ?? -1);
  const live = moved.filter((node) => node >= 0);
  const { result, nets } = asked.nodes[0] as (typeof asked.nodes)[number];
  const all = new Row();
  const parties = nets.map(() => new Row());
  for (let first = 0; first <= last; first += LANES) {
    const here = Math.min(LANES, last - first + 1);
    for (let lane = 0; lane < here; lane++) {
      apportion(first + lane, counted.weights).forEach((part, index) => {
        const node = moved[index] as number;
        if (node >= 0) program.setWhole(node, lane, part as number);
      });
    }
    asked.run(live);
    for (let lane = 0; lane < here; lane++) {
      all.add(first + lane, program.exact(result, lane) as Exact);
      for (const [index, net] of nets.entries()) {
        parties[index]?.add(first + lane, program.exact(net, lane) as Exact);
      }
    }
  }
  return {
    variant: id,
    year,
    scope,
    students,
    ...all.report(),
    parties: parties.map((row, index) => ({
      party: asked.compiled.parties[index] as string,
      ...row.report(),
    })),
  };
}

/** Numbers of students that are calculated side by side. */
const LANES = 16;

/** A figure along the numbers of students. */
class Row {
  private readonly crossings = new Crossings();
  private first: BreakPlace | undefined;
  private last: BreakPlace | undefined;

  add(students: number, value: Exact): void {
    this.crossings.add(students, value);
    this.last = { students, result: value.toString() };
    this.first ??= this.last;
  }

  report(): { from: BreakPlace; to: BreakPlace; crossings: Break[] } {
    return {
      from: this.first as BreakPlace,
      to: this.last as BreakPlace,
      crossings: this.crossings.found.map(breakOf),
    };
  }
}

const breakOf = ({ at, value, below, valueBelow, rising }: Crossing): Break => ({
  students: at,
  result: value.toString(),
  studentsBelow: below,
  resultBelow: valueBelow.toString(),
  becomes: rising ? 'covered' : 'short',
});
