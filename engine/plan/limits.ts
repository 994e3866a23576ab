import type { Plan, Variant } from './format.ts';
import { type LimitName, type Problem, problem } from './problems.ts';

/** The largest plan that is taken on (model, section 11): above it an error, never a hang. */
export const LIMITS = {
  schools: 5_000,
  students: 100_000,
  rules: 1_000,
  variants: 50,
  unitYears: 5_000_000,
} as const;

/**
 * How many unit-years the norms and costs of one variant come to: for each rule that holds there the units of
 * its `at`, times the years. Known before anything is calculated.
 * @param plan the plan with the variant's changes
 */
export function unitYears(plan: Plan, variant: Variant): number {
  const units = {
    school: plan.schools.length,
    network: new Set(variant.layout.map(({ network }) => network)).size,
    board: plan.boards.length,
    institute: plan.institutes.length,
    region: 1,
  };
  const rules = [...(plan.norms ?? []), ...(plan.costs ?? [])];
  const holding = rules.filter(({ variants }) => variants?.includes(variant.id) ?? true);
  return holding.reduce((sum, { at }) => sum + units[at], 0) * plan.years;
}

/** What is too large in a plan, by the lengths of its lists alone, whatever is in them. */
export function tooLarge(plan: Record<string, unknown>): Problem[] {
  const length = (key: string): number => (Array.isArray(plan[key]) ? (plan[key] as unknown[]).length : 0);
  const found: readonly [path: string, what: Exclude<LimitName, 'unitYears'>, found: number][] = [
    ['/schools', 'schools', length('schools')],
    ['/students', 'students', length('students')],
    [length('norms') > 0 ? '/norms' : '/costs', 'rules', length('norms') + length('costs')],
    ['/variants', 'variants', length('variants')],
  ];
  return found.flatMap(([path, what, count]) =>
    count > LIMITS[what] ? [problem(path, 'limit', { what, found: count, maximum: LIMITS[what] })] : [],
  );
}
