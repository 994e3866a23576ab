import { type Funding, type Plan, planOf, yearLabels } from '../../engine/index.ts';

/** Where a plan counts on funding in school years for which its rule does not hold, or holds only in part. */
export interface OutsideValidity {
  /** the item in the plan's `funding`; undefined where only a variant's changes add it */
  readonly index: number | undefined;
  readonly item: Funding;
  /** the variants it holds for */
  readonly variants: readonly string[];
  /** labels of the school years that lie outside altogether, and of those that are covered for a part */
  readonly outside: readonly string[];
  readonly partly: readonly string[];
}

/** A school year as its first and last day, in the form in which dates compare as texts. */
function daysOf(plan: Plan, year: number): readonly [first: string, last: string] {
  const four = (each: number): string => String(each).padStart(4, '0');
  return [`${four(plan.startYear + year)}-08-01`, `${four(plan.startYear + year + 1)}-07-31`];
}

/**
 * The school years in which an item pays without its rule holding. A school year in which its phase is 0 pays nothing
 * and is left out. For an item without dates nothing is known, so nothing is said.
 */
export function yearsOutside(plan: Plan, item: Funding): { outside: string[]; partly: string[] } {
  const { validFrom = '0000-01-01', validTo = '9999-12-31' } = item;
  const outside: string[] = [];
  const partly: string[] = [];
  for (const [year, label] of yearLabels(plan).entries()) {
    if (Number(item.phase?.[year] ?? 1) === 0) continue;
    const [first, last] = daysOf(plan, year);
    if (last < validFrom || first > validTo) outside.push(label);
    else if (first < validFrom || last > validTo) partly.push(label);
  }
  return { outside, partly };
}

/**
 * All funding of a plan that it counts on outside its validity, in each variant as that variant has it. An item that
 * several variants have alike is given once.
 */
export function outsideValidity(plan: Plan): OutsideValidity[] {
  const found = new Map<string, OutsideValidity>();
  for (const variant of plan.variants) {
    for (const item of planOf(plan, variant).funding ?? []) {
      if (!(item.variants?.includes(variant.id) ?? true)) continue;
      const years = yearsOutside(plan, item);
      if (years.outside.length + years.partly.length === 0) continue;
      const key = JSON.stringify([item.id, item.name, item.validFrom, item.validTo, years]);
      const earlier = found.get(key);
      const place = plan.funding?.findIndex(({ id }) => id === item.id) ?? -1;
      const index = place < 0 ? undefined : place;
      found.set(key, { index, item, variants: [...(earlier?.variants ?? []), variant.id], ...years });
    }
  }
  return [...found.values()];
}
