import type { Arithmetic, Tally, Verdict } from './arithmetic.ts';
import { NOTHING, weighBoards } from './bearers.ts';
import type { Counting } from './counting.ts';
import type { Funded } from './funding.ts';
import { Exact } from './numbers/index.ts';
import { LEVELS, type Level, type Plan } from './plan/format.ts';
import type { Network, RegionSchool } from './region.ts';
import { read } from './region.ts';

/** Who receives the pot, in euro (model, section 7). */
export interface Division<Q> {
  readonly levels: Readonly<Record<Level, { readonly amount: Q; readonly perStudent: Q | null }>>;
  /** by place of the school, network and party; a missing one received nothing */
  readonly schools: ReadonlyMap<number, Q>;
  readonly networks: ReadonlyMap<number, Q>;
  readonly parties: readonly Q[];
}

/**
 * Divides the pot: earmarked items to their level, the region first where it goes first, the rest by the shares
 * (apportioned in cents); then each level's amount over its units by their students.
 * @param students all students of the year
 * @param regionCost what the region bears
 */
export function divide<Q>(
  a: Arithmetic<Q>,
  counting: Counting<Q>,
  funded: readonly Funded<Q>[],
  regionCost: Q,
  students: Q,
  year: number,
): Division<Q> {
  const { region } = counting;
  const someone = a.test(students, '>', a.constant(Exact.zero));
  const anyone = a.decides(someone) !== false;
  const amounts = anyone
    ? dividedIf(a, someone, funded, levelAmounts(a, region.plan.split, funded, regionCost))
    : allToRegion(a, funded);
  const received: Tally<Q>[] = region.parties.map(() => a.tally(2));
  const schools = new Map<number, Q>();
  const networks = new Map<number, Q>();
  received.at(-1)?.add(amounts.region);
  if (anyone) {
    over(a, counting, 'school', amounts.school, year, (unit, part) => {
      const { id, board } = region.schools[unit] as RegionSchool<Q>;
      const budget = a.name(part, 'school-budget', id);
      schools.set(unit, budget);
      received[board]?.add(budget);
    });
    over(a, counting, 'network', amounts.network, year, (unit, part, entries) => {
      const budget = a.name(part, 'network-budget', region.networks[unit]?.id);
      networks.set(unit, budget);
      for (const [board, own] of networkBoards(a, counting, unit, entries, budget, year))
        received[board]?.add(own);
    });
    over(a, counting, 'institute', amounts.institute, year, (unit, part) => {
      received[region.boards + unit]?.add(a.name(part, 'institute-budget', region.plan.institutes[unit]?.id));
    });
  }
  const level = (name: Level) => ({
    amount: amounts[name],
    perStudent: anyone ? a.name(a.quotient(amounts[name], students, 2), 'level-per-student', name) : null,
  });
  return {
    levels: {
      region: level('region'),
      network: level('network'),
      school: level('school'),
      institute: level('institute'),
    },
    schools,
    networks,
    parties: received.map((tally, party) => a.name(tally.total(), 'party-budget', region.parties[party])),
  };
}

type Amounts<Q> = Record<Level, Q>;

const byLevel = <T>(make: (level: Level) => T): Record<Level, T> => ({
  region: make('region'),
  network: make('network'),
  school: make('school'),
  institute: make('institute'),
});

const sumOf = <Q>(a: Arithmetic<Q>, funded: readonly Funded<Q>[]): Q =>
  a.sum(
    funded.map(({ amount }) => amount),
    2,
  );

/** Without students nobody but the region can receive, the earmarked too. */
function allToRegion<Q>(a: Arithmetic<Q>, funded: readonly Funded<Q>[]): Amounts<Q> {
  const pot = sumOf(a, funded);
  return byLevel((level) => a.name(level === 'region' ? pot : a.constant(NOTHING), 'level-amount', level));
}

/** The divided amounts; where it isn't settled whether there is anyone, these or all to the region. */
function dividedIf<Q>(
  a: Arithmetic<Q>,
  someone: Verdict<Q>,
  funded: readonly Funded<Q>[],
  amounts: Amounts<Q>,
): Amounts<Q> {
  if (a.decides(someone) !== null) return amounts;
  const undivided = allToRegion(a, funded);
  return byLevel((level) => a.choose(someone, amounts[level], undivided[level]));
}

function levelAmounts<Q>(
  a: Arithmetic<Q>,
  split: Plan['split'],
  funded: readonly Funded<Q>[],
  regionCost: Q,
): Amounts<Q> {
  const earmarked = byLevel((level) => {
    const items = funded.filter(({ item }) => item.to === level);
    return a.name(sumOf(a, items), 'earmarked', level);
  });
  const free = a.name(
    sumOf(
      a,
      funded.filter(({ item }) => item.to === undefined),
    ),
    'pot',
  );
  let first: Q | null = null;
  if (split?.regionFirst === true) {
    const uncovered = a.largest(a.constant(NOTHING), a.minus(regionCost, earmarked.region));
    first = a.name(a.smallest(free, uncovered), 'region-first');
  }
  const left = first === null ? free : a.name(a.minus(free, first), 'shared-pot');
  const weights = LEVELS.map((level) => {
    if (split === undefined) return a.constant(level === 'region' ? Exact.one : Exact.zero);
    const share = split.shares[level];
    return share === undefined ? a.constant(Exact.zero) : read(a, share, `/split/shares/${level}`);
  });
  const parts = a.apportion(left, weights);
  return byLevel((level) => {
    const share = a.name(parts[LEVELS.indexOf(level)] as Q, 'level-share', level);
    const terms =
      level === 'region' && first !== null ? [earmarked.region, first, share] : [earmarked[level], share];
    return a.name(a.sum(terms, 2), 'level-amount', level);
  });
}

/** A level's amount over its units, by their students. */
function over<Q>(
  a: Arithmetic<Q>,
  counting: Counting<Q>,
  at: 'school' | 'network' | 'institute',
  amount: Q,
  year: number,
  receive: (unit: number, part: Q, entries: readonly number[]) => void,
): void {
  const units = counting.units(at, undefined, year);
  const { plan, networks } = counting.region;
  const ids = { school: plan.schools, network: networks, institute: plan.institutes }[at];
  const rule = `students-${at}` as const;
  const weights = units.map(({ unit, entries }) => a.name(counting.of(entries, year), rule, ids[unit]?.id));
  a.apportion(amount, weights).forEach((part, index) => {
    const { unit, entries } = units[index] as { unit: number; entries: readonly number[] };
    receive(unit, part, entries);
  });
}

/** Who receives a network's budget: the board of the lead school, else its boards by their students. */
function networkBoards<Q>(
  a: Arithmetic<Q>,
  counting: Counting<Q>,
  unit: number,
  entries: readonly number[],
  budget: Q,
  year: number,
): [board: number, amount: Q][] {
  const { region } = counting;
  const { id, lead } = region.networks[unit] as Network;
  if (lead >= 0) return [[(region.schools[lead] as RegionSchool<Q>).board, budget]];
  const { units, weights } = weighBoards(counting, entries, year);
  return a.apportion(budget, weights).map((part, index) => {
    const board = units[index] as number;
    return [board, a.name(part, 'network-budget-board', id, region.plan.boards[board]?.id)];
  });
}
