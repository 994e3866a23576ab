import type { Arithmetic } from './arithmetic.ts';
import type { Cost, Plan } from './plan/format.ts';
import type { Region } from './region.ts';
import { type Rule, rawOf, readRule } from './rules.ts';

/** Other costs: euro (model, section 4). */
export const readCosts = <Q>(a: Arithmetic<Q>, plan: Plan): Rule<Q>[] =>
  (plan.costs ?? []).map((cost, index) => {
    const steps = cost.steps?.map(({ from, amount }) => ({ from, value: amount }));
    return readRule(a, cost, `/costs/${index}`, cost.amount, steps, 'amount');
  });

/** Euro of a cost's line: `round(raw × phase × P, 2)`, without P where it isn't indexed. */
export function costAmount<Q>(a: Arithmetic<Q>, region: Region<Q>, rule: Rule<Q>, count: Q, year: number): Q {
  const raw = rawOf(a, rule, count, year);
  const price = (rule.item as Cost).indexed === false ? null : (region.price[year] ?? null);
  return a.round(price === null ? raw : a.times(raw, price), 2);
}
