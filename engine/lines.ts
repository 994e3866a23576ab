import type { Arithmetic } from './arithmetic.ts';
import { type Bearer, bearersOf, type Share, sharesOf } from './bearers.ts';
import { costAmount } from './costs.ts';
import type { Counted, Counting } from './counting.ts';
import { normCost, normHours } from './norms.ts';
import type { Cost, Norm, Place, Role } from './plan/format.ts';
import { countOf, isActive, type Rule } from './rules.ts';

/** One rule for one unit in one year: what is counted there, and what that comes to. */
export interface Line<Q> {
  readonly rule: Rule<Q>;
  readonly kind: 'hours' | 'cost';
  /** place of the role in the plan, -1 for a cost */
  readonly role: number;
  readonly at: Place;
  readonly unit: number;
  readonly count: Q;
  readonly hours: Q | null;
  /** euro per hour */
  readonly rate: Q | null;
  readonly amount: Q;
  readonly shares: readonly Share<Q>[];
}

/** What all lines of a rule in a year share. */
interface Terms<Q> {
  readonly rule: Rule<Q>;
  readonly role: number;
  readonly rate: Q | null;
  readonly bearer: Bearer;
  readonly year: number;
  readonly results: Map<string | number, { hours: Q | null; amount: Q }>;
}

/**
 * All lines of a year, norms before costs, rules and units in plan order. Every total of the plan is a sum of
 * these lines, so that who adds up by hand finds what the plan says.
 * @param rates euro per hour of each rate and year
 */
export function linesOf<Q>(
  a: Arithmetic<Q>,
  counting: Counting<Q>,
  rules: { readonly norms: readonly Rule<Q>[]; readonly costs: readonly Rule<Q>[] },
  rates: ReadonlyMap<string, readonly Q[]>,
  year: number,
): Line<Q>[] {
  const { roles } = counting.region.plan;
  const roleAt = new Map(roles.map(({ id }, index) => [id, index]));
  const lines: Line<Q>[] = [];
  for (const rule of rules.norms) {
    const role = roleAt.get((rule.item as Norm).role) as number;
    const { employer, rate } = roles[role] as Role;
    const terms = {
      rule,
      role,
      rate: rates.get(rate)?.[year] as Q,
      bearer: employer,
      year,
      results: new Map(),
    };
    addLines(a, counting, terms, lines);
  }
  for (const rule of rules.costs) {
    const terms = {
      rule,
      role: -1,
      rate: null,
      bearer: (rule.item as Cost).bearer,
      year,
      results: new Map(),
    };
    addLines(a, counting, terms, lines);
  }
  return lines;
}

function addLines<Q>(a: Arithmetic<Q>, counting: Counting<Q>, terms: Terms<Q>, lines: Line<Q>[]): void {
  const { rule, year, results } = terms;
  const { at, where } = rule.item;
  const { region } = counting;
  if (!isActive(rule.item, region.variant.id, year)) return;
  for (const unit of counting.units(at, where, year)) {
    const count = countOf(a, counting, rule, unit, year);
    if (count === null) continue;
    const { hours, amount } = a.once(results, count, () => resultOf(a, counting, terms, count, unit));
    const bearers = bearersOf(a, counting, terms.bearer, at, unit, year);
    const ids = { item: rule.item.id, parties: region.parties };
    lines.push({
      rule,
      kind: terms.rate === null ? 'cost' : 'hours',
      role: terms.role,
      at,
      unit: unit.unit,
      count,
      hours,
      rate: terms.rate,
      amount,
      shares: sharesOf(a, bearers, hours, amount, ids),
    });
  }
}

/** The formulas of a line; they depend on the count alone, so equal counts share one result. */
function resultOf<Q>(
  a: Arithmetic<Q>,
  counting: Counting<Q>,
  { rule, rate, year }: Terms<Q>,
  count: Q,
  unit: Counted,
): { hours: Q | null; amount: Q } {
  const { id, at } = rule.item;
  const where = unitId(counting.region, at, unit.unit);
  if (rate === null) {
    return {
      hours: null,
      amount: a.name(costAmount(a, counting.region, rule, count, year), 'cost-amount', id, at, where),
    };
  }
  const hours = a.name(normHours(a, rule, count, year), 'norm-hours', id, at, where);
  return { hours, amount: a.name(normCost(a, hours, rate), 'norm-cost', id, at, where) };
}

/** The id of a unit in the result; the region's is `region`. */
export function unitId(region: Counting<unknown>['region'], at: Place, unit: number): string {
  switch (at) {
    case 'school':
      return region.plan.schools[unit]?.id as string;
    case 'network':
      return region.networks[unit]?.id as string;
    case 'board':
      return region.plan.boards[unit]?.id as string;
    case 'institute':
      return region.plan.institutes[unit]?.id as string;
    case 'region':
      return 'region';
  }
}
