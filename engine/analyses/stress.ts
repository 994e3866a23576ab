import { apportion, type DecimalInput, Exact } from '../numbers/index.ts';
import type { Plan, Variant } from '../plan/format.ts';
import { Asked, countsIn } from './ask.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** What is left of the costs when fewer students come. */
export interface Stress {
  readonly variant: string;
  /** the part of all students that is lost in the end, and in how many years after the first */
  readonly fall: string;
  readonly over: number;
  readonly years: readonly StressedYear[];
}

export interface StressedYear {
  /** 0 for the first, which stays as it is */
  readonly year: number;
  readonly students: number;
  readonly stressedStudents: number;
  readonly base: Outcome;
  readonly stressed: Outcome;
  /** euro that stay although the students left: the cost above what it would be if it followed their number */
  readonly fixed: string;
  /** the part of what would have to be saved that stays: 0 where costs follow students, 1 where they don't move; null where nobody left */
  readonly fixedShare: string | null;
}

export interface StressOptions {
  readonly variant: string;
  /** 0.30 where absent */
  readonly fall?: DecimalInput;
  /** 3 where absent */
  readonly over?: number;
}

/**
 * Lets the students of every group fall in equal steps, from the second year on, and shows what stays. Each group's
 * total of a year is rounded to whole students and apportioned over its entries; starters stay.
 * @param plan a plan that `validate` has accepted, with the variant in it
 */
export function stress(plan: Plan, { variant: id, fall = '0.30', over = 3 }: StressOptions): Stress {
  const variant = plan.variants.find((each) => each.id === id) as Variant;
  const years = Array.from({ length: plan.years }, (_, year) => year);
  const asked = new Asked(plan, variant, years, { students: true });
  const base = years.map((_, place) => asked.sumsOf(place));
  const counts = new Map<string, Exact>();
  const before = years.map(() => 0);
  const after = years.map(() => 0);
  for (const { id: group, kind } of plan.groups) {
    if (kind === 'starter') continue;
    for (const year of years) {
      const { paths, weights } = countsIn(asked, { group }, year);
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const lost = Exact.of(fall).times(Exact.whole(total * Math.min(year, over)));
      const left = total - (lost.quotient(Exact.whole(over), 0).mantissa as number);
      before[year] = (before[year] as number) + total;
      after[year] = (after[year] as number) + left;
      apportion(left, weights).forEach((part, index) => {
        counts.set(paths[index] as string, Exact.whole(part));
      });
    }
  }
  asked.move(counts);
  return {
    variant: id,
    fall: Exact.of(fall).toString(),
    over,
    years: years.map((year) => {
      const [was, is] = [base[year] as (typeof base)[number], asked.sumsOf(year)];
      const [many, fewer] = [before[year] as number, after[year] as number];
      // what the cost would be if it followed the students
      const followed =
        many === 0 ? was.cost : was.cost.times(Exact.whole(fewer)).quotient(Exact.whole(many), 2);
      const fixed = is.cost.minus(followed);
      const toSave = was.cost.minus(followed);
      return {
        year,
        students: many,
        stressedStudents: fewer,
        base: outcomeOf(was),
        stressed: outcomeOf(is),
        fixed: fixed.toString(),
        fixedShare: toSave.sign > 0 ? fixed.quotient(toSave, 4).toString() : null,
      };
    }),
  };
}
