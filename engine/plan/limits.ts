import type { Plan, Variant } from './format.ts';

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
