import { type DecimalInput, Exact } from '../numbers/index.ts';
import { plain } from '../plain.ts';
import { readCounts } from '../students.ts';
import type { Plan, StudentEntry, Variant } from './format.ts';
import { pointerKeys } from './problems.ts';
import { planOf } from './validate.ts';

/** Which student entries are meant; all of students (not starters) where nothing is said. */
export interface Scope {
  /** those of this group, which may be one of starters */
  readonly group?: string;
  /** those at the schools of this network of the variant */
  readonly network?: string;
}

/** The value at a pointer; undefined where there is none. */
export function valueAt(plan: unknown, path: string): unknown {
  let at: unknown = plan;
  for (const key of pointerKeys(path)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

/** A copy of the plan with this value at a pointer that leads somewhere; the rest is shared. */
export function withValue<T>(plan: T, path: string, value: unknown): T {
  const put = (at: unknown, [key, ...rest]: readonly string[]): unknown => {
    if (key === undefined) return value;
    const copy = (Array.isArray(at) ? [...(at as unknown[])] : { ...(at as object) }) as Record<
      string,
      unknown
    >;
    copy[key] = put(copy[key], rest);
    return copy;
  };
  return put(plan, pointerKeys(path)) as T;
}

/** The entries that a scope means, as places in the plan's `students`. */
export function entriesOf(plan: Plan, variant: Variant, { group, network }: Scope = {}): number[] {
  const { groups } = planOf(plan, variant);
  const starters = new Set(groups.filter(({ kind }) => kind === 'starter').map(({ id }) => id));
  const schools = new Set(
    variant.layout.filter((place) => place.network === network).map(({ school }) => school),
  );
  return plan.students.flatMap((entry, index) => {
    const counts = group === undefined ? !starters.has(entry.group) : entry.group === group;
    return counts && (network === undefined || schools.has(entry.school)) ? [index] : [];
  });
}

/** The counts of every entry in every year as a variant sees them: what is given and what is projected. */
export function countsOf(plan: Plan, variant: Variant): number[][] {
  const counts = readCounts(plain, planOf(plan, variant));
  return plan.students.map((_, entry) =>
    Array.from({ length: plan.years }, (_, year) => counts.of(entry, year).mantissa as number),
  );
}

/** The plan with a count for every year at every entry: what was projected is written out. */
export const withCounts = (plan: Plan, counts: readonly (readonly number[])[]): Plan => ({
  ...plan,
  students: plan.students.map(
    (entry, index): StudentEntry => ({ ...entry, counts: [...(counts[index] ?? [])] }),
  ),
});

/** A value times a factor, to the decimals that its field is asked in: what a band or a draw makes of it. */
export const scaled = (value: DecimalInput, factor: Exact, digits: number): Exact =>
  Exact.of(value).times(factor).round(digits);
