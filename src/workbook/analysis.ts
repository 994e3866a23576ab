import {
  type Plan,
  planOf,
  type Sensitivity,
  type Stress,
  sensitivity,
  stress,
  unitYears,
  type Variant,
} from '../../engine/index.ts';

/** What no formula can do: the plan calculated again with other inputs. */
export interface Analysis {
  /** of the first variant */
  readonly sensitivity: Sensitivity;
  /** of every variant */
  readonly stresses: readonly Stress[];
}

/** Unit-years of a plan that is too large to calculate again and again while a workbook is written. */
const MOST = 150_000;

/**
 * Recalculates a plan with each input lower and higher, and with fewer students.
 * @param variants in the order in which they are shown
 * @returns undefined for a plan that is too large for that
 */
export function analysisOf(plan: Plan, variants: readonly Variant[]): Analysis | undefined {
  const [first] = variants;
  if (first === undefined) return undefined;
  if (variants.some((variant) => unitYears(planOf(plan, variant), variant) > MOST)) return undefined;
  return {
    sensitivity: sensitivity(plan, { variant: first.id }),
    stresses: variants.map(({ id }) => stress(plan, { variant: id })),
  };
}
