import type { Arithmetic } from './arithmetic.ts';
import { type DecimalInput, Exact } from './numbers/index.ts';
import type { Plan } from './plan/format.ts';

/** How many students or starters each entry has in a year. */
export interface Counts<Q> {
  /**
   * @param entry place of the entry in the plan's `students`
   * @param year 0 is the first year; years before it come from `before`, or else are the first count
   */
  of(entry: number, year: number): Q;
}

/**
 * Students of every entry and year (model, section 2). An entry with a count per year is taken as it is. The
 * one-count entries of a group follow its trend together: the group's total is rounded to whole students and
 * apportioned over them by their counts, so that a fall arrives even where every school has two students.
 */
export function readCounts<Q>(a: Arithmetic<Q>, plan: Plan): Counts<Q> {
  const counts: Q[][] = plan.students.map(({ counts }, entry) => {
    const path = `/students/${entry}/counts`;
    if (typeof counts === 'number') return [a.input(Exact.of(counts), path)];
    return counts.map((count, year) => a.input(Exact.of(count), path, year));
  });
  const before = plan.students.map((entry, index) =>
    entry.before?.map((count, place) => a.input(Exact.of(count), `/students/${index}/before`, place)),
  );
  const projected = new Map<string, number[]>();
  plan.students.forEach(({ group }, entry) => {
    if (counts[entry]?.length === plan.years) return;
    const together = projected.get(group);
    if (together) together.push(entry);
    else projected.set(group, [entry]);
  });
  for (const [group, entries] of projected) project(a, plan, group, entries, counts);
  return {
    of(entry, year) {
      const own = counts[entry] as Q[];
      return year >= 0 ? (own[year] as Q) : (before[entry]?.[-year - 1] ?? (own[0] as Q));
    },
  };
}

function project<Q>(
  a: Arithmetic<Q>,
  plan: Plan,
  group: string,
  entries: readonly number[],
  counts: Q[][],
): void {
  const first = entries.map((entry) => counts[entry]?.[0] as Q);
  const trend = plan.trend !== undefined && Object.hasOwn(plan.trend, group) ? plan.trend[group] : undefined;
  const together = a.name(a.sum(first, 0), 'students-group', group);
  const one = a.constant(Exact.one);
  let growth: Q | null = null;
  for (let year = 1; year < plan.years; year++) {
    let parts = first;
    if (trend !== undefined) {
      const value = (typeof trend === 'object' ? trend[year - 1] : trend) as DecimalInput;
      const change = a.input(
        Exact.of(value),
        `/trend/${group}`,
        typeof trend === 'object' ? year - 1 : undefined,
      );
      const factor: Q = a.sum([one, change], 0);
      growth = growth === null ? factor : a.times(growth, factor);
      const total = a.name(a.round(a.times(together, growth), 0), 'students-projected-total', group);
      parts = a.apportion(total, first).map((part) => a.name(part, 'students-projected', group));
    }
    for (const [index, entry] of entries.entries()) counts[entry]?.push(parts[index] as Q);
  }
}
