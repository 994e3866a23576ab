import type { Arithmetic } from './arithmetic.ts';
import { NOTHING } from './bearers.ts';
import type { Counting } from './counting.ts';
import { Exact } from './numbers/index.ts';
import type { Funding, Plan } from './plan/format.ts';
import { read, readOptional } from './region.ts';
import { readPhase, readSteps } from './rules.ts';

/** A funding item with its figures read. */
export interface FundingRule<Q> {
  readonly item: Funding;
  readonly each: Q | null;
  readonly steps: readonly { readonly from: Q; readonly value: Q }[] | null;
  readonly minStudents: Q | null;
  readonly cap: Q | null;
  readonly phase: readonly Q[] | null;
}

/** What a funding item gives in a school year, in euro. */
export interface Funded<Q> {
  readonly item: Funding;
  readonly amount: Q;
  readonly payers: readonly { readonly party: number; readonly amount: Q }[];
  /** the parts for August–December and January–July, where it is granted per calendar year */
  readonly calendar: { readonly autumn: Q; readonly spring: Q } | null;
  /** the students it counts over the region, for each grant, beside the minimum it asks for */
  readonly counted: readonly Q[];
  readonly minStudents: Q | null;
}

export const readFunding = <Q>(a: Arithmetic<Q>, plan: Plan): FundingRule<Q>[] =>
  (plan.funding ?? []).map((item, index) => {
    const path = `/funding/${index}`;
    const steps = item.kind === 'steps' ? item.steps : undefined;
    return {
      item,
      each: readEach(a, item, path),
      steps: readSteps(
        a,
        steps?.map(({ from, amount }) => ({ from, value: amount })),
        path,
        'amount',
      ),
      minStudents: readOptional(a, item.minStudents, `${path}/minStudents`),
      cap: readOptional(a, item.cap, `${path}/cap`),
      phase: readPhase(a, item.phase, path),
    };
  });

function readEach<Q>(a: Arithmetic<Q>, item: Funding, path: string): Q | null {
  if (item.kind === 'steps') return null;
  return item.kind === 'ofCost'
    ? read(a, item.share, `${path}/share`)
    : read(a, item.amount, `${path}/amount`);
}

/**
 * Every funding item of the variant in a year (model, section 6), also those that give nothing.
 * @param totalCost the year's total cost, for items that pay a share of it
 */
export function fundingOf<Q>(
  a: Arithmetic<Q>,
  counting: Counting<Q>,
  rules: readonly FundingRule<Q>[],
  totalCost: Q,
  year: number,
): Funded<Q>[] {
  const variant = counting.region.variant.id;
  return rules
    .filter(({ item }) => item.variants?.includes(variant) ?? true)
    .map((rule) => {
      const { item, minStudents } = rule;
      const from = year - (item.lag ?? 0);
      const counted = item.basis === 'calendar' ? [from, from + 1] : [from];
      const students = counted.map((each) => studentsCounted(a, counting, item, each));
      const common = { item, counted: students, minStudents };
      if (item.basis === 'calendar') {
        const { autumn, spring } = perCalendarYear(a, counting, rule, students as [Q, Q], year);
        const amount = a.name(a.sum([autumn, spring], 2), 'funding-amount', item.id);
        return { ...common, amount, payers: [], calendar: { autumn, spring } };
      }
      if (item.payer !== undefined) {
        const payers = perPayer(a, counting, rule, from, year);
        const amounts = payers.map(({ amount }) => amount);
        return {
          ...common,
          amount: a.name(a.sum(amounts, 2), 'funding-amount', item.id),
          payers,
          calendar: null,
        };
      }
      const raw = grant(a, rule, students[0] as Q, totalCost);
      const amount = a.name(a.round(adjusted(a, counting, rule, raw, year), 2), 'funding-amount', item.id);
      return { ...common, amount, payers: [], calendar: null };
    });
}

/** `n(E)` over the region in a counted year. */
function studentsCounted<Q>(a: Arithmetic<Q>, counting: Counting<Q>, item: Funding, year: number): Q {
  const unit = counting.units('region', item.where, year)[0];
  return a.name(counting.of(unit?.entries ?? [], year), 'funding-counted', item.id);
}

/** The amount before phase, index and rounding. */
function grant<Q>(a: Arithmetic<Q>, rule: FundingRule<Q>, students: Q, totalCost: Q): Q {
  let raw = unbounded(a, rule, students, totalCost);
  if (rule.minStudents !== null) raw = a.fromMinimum(students, rule.minStudents, raw);
  return rule.cap === null ? raw : a.smallest(raw, rule.cap);
}

function unbounded<Q>(a: Arithmetic<Q>, { item, each, steps }: FundingRule<Q>, students: Q, totalCost: Q): Q {
  switch (item.kind) {
    case 'perStudent':
      return a.times(students, each as Q);
    case 'steps':
      return a.step(students, steps ?? []);
    case 'fixed':
      return each as Q;
    case 'ofCost':
      return a.times(totalCost, each as Q);
  }
}

function adjusted<Q>(a: Arithmetic<Q>, counting: Counting<Q>, rule: FundingRule<Q>, raw: Q, year: number): Q {
  const phase = rule.phase?.[year];
  const phased = phase === undefined ? raw : a.times(raw, phase);
  const price = rule.item.indexed === true ? (counting.region.price[year] ?? null) : null;
  return price === null ? phased : a.times(phased, price);
}

/** A contribution, computed for each party over its own entries; who has nobody counted pays nothing. */
function perPayer<Q>(
  a: Arithmetic<Q>,
  counting: Counting<Q>,
  rule: FundingRule<Q>,
  from: number,
  year: number,
) {
  const { item } = rule;
  const { region } = counting;
  const at = item.payer as 'board' | 'institute';
  const none = a.constant(NOTHING);
  return counting
    .units(at, item.where, from)
    .map(({ unit, entries }) => ({ unit, counted: counting.of(entries, from) }))
    .filter(({ counted }) => !a.nothing(counted))
    .map(({ unit, counted }) => {
      const party = at === 'board' ? unit : region.boards + unit;
      const students = a.name(counted, 'funding-counted', item.id, region.parties[party]);
      const given = a.round(adjusted(a, counting, rule, grant(a, rule, students, none), year), 2);
      const amount = a.choose(a.test(counted, '>', a.constant(Exact.zero)), given, none);
      return { party, amount: a.name(amount, 'funding-payer', item.id, region.parties[party]) };
    })
    .filter(({ amount }) => !a.nothing(amount));
}

const FIVE = Exact.of(5);
const SEVEN = Exact.of(7);
const TWELVE = Exact.of(12);

/** A grant per calendar year: 5/12 of the first year's and 7/12 of the next one's fall in the school year. */
function perCalendarYear<Q>(
  a: Arithmetic<Q>,
  counting: Counting<Q>,
  rule: FundingRule<Q>,
  [first, next]: readonly [Q, Q],
  year: number,
): { autumn: Q; spring: Q } {
  const { id } = rule.item;
  const none = a.constant(NOTHING);
  const part = (students: Q, months: Exact): Q => {
    const given = a.name(grant(a, rule, students, none), 'funding-grant', id);
    const whole = adjusted(a, counting, rule, given, year);
    return a.quotient(a.times(whole, a.constant(months)), a.constant(TWELVE), 2);
  };
  return {
    autumn: a.name(part(first, FIVE), 'funding-autumn', id),
    spring: a.name(part(next, SEVEN), 'funding-spring', id),
  };
}
