import { calendarOf } from './calendar.ts';
import { plain } from './plain.ts';
import type { Plan, Variant } from './plan/format.ts';
import { planOf } from './plan/validate.ts';
import type { Result, VariantResult } from './result/format.ts';
import { asResult, presentCalendar, presentYear, yearLabels } from './result/present.ts';
import { calculateYear, prepare } from './year.ts';

export interface CalculateOptions {
  /** only these variants, in plan order; all where absent */
  readonly variants?: readonly string[];
  /** called before each variant, so that who waits can be told */
  readonly onVariant?: (variant: Variant) => void;
}

/**
 * Calculates a plan: every variant and year, in the format `samenplan-result/1`.
 * @param plan a plan that `validate` has accepted
 * @returns hours, euro, fte and counts, rounded only where the model rounds
 */
export function calculate(plan: Plan, { variants, onVariant }: CalculateOptions = {}): Result {
  const chosen = plan.variants.filter(({ id }) => variants?.includes(id) ?? true);
  return {
    format: 'samenplan-result/1',
    plan: plan.name,
    years: yearLabels(plan),
    variants: chosen.map((variant) => {
      onVariant?.(variant);
      return calculateVariant(plan, variant);
    }),
  };
}

/** One variant of a valid plan. */
export function calculateVariant(plan: Plan, variant: Variant): VariantResult {
  const changed = planOf(plan, variant);
  const prepared = prepare(plain, changed, variant);
  const presented: VariantResult['years'] = [];
  const schoolYears = Array.from({ length: plan.years }, (_, index) => {
    const year = calculateYear(plain, prepared, index);
    presented.push(presentYear(year, asResult));
    return { cost: year.totals.cost, funded: year.funded }; // the rest of the year can go
  });
  return {
    id: variant.id,
    years: presented,
    calendar: presentCalendar(calendarOf(plain, plan.startYear, schoolYears), asResult.decimal),
  };
}
