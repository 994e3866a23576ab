import type { Arithmetic } from './arithmetic.ts';
import type { Counted, Counting } from './counting.ts';
import { Exact } from './numbers/index.ts';
import type { Place } from './plan/format.ts';
import type { Entry, Network, RegionSchool } from './region.ts';

/** Who pays the people or the bill: the employer of the role, the bearer of the cost. */
export type Bearer = 'school' | 'institute' | 'region';

/** Parties (places in party order) that bear a line, with their weights; one party needs no weight. */
export type Bearers<Q> =
  | { readonly party: number }
  | { readonly parties: readonly number[]; readonly weights: readonly Q[] };

/** What a party bears of a line; hours is null for a cost. */
export interface Share<Q> {
  readonly party: number;
  readonly hours: Q | null;
  readonly amount: Q;
}

/** Who bears what is counted at this unit (model, section 5). */
export function bearersOf<Q>(
  a: Arithmetic<Q>,
  counting: Counting<Q>,
  bearer: Bearer,
  at: Place,
  unit: Counted,
  year: number,
): Bearers<Q> {
  const { region } = counting;
  const regional = region.parties.length - 1;
  if (bearer === 'region') return { party: regional };
  if (bearer === 'institute') {
    if (at === 'institute') return { party: region.boards + unit.unit };
    const weighed = weigh(counting, unit.entries, year, ({ institute }) => institute);
    const { weights } = weighed;
    if (weights.every((weight) => a.nothing(weight))) return { party: regional };
    const parties = weighed.units.map((institute) => region.boards + institute);
    const zero = a.constant(Exact.zero);
    const someone = a.test(a.sum(weights, 0), '>', zero);
    if (a.decides(someone) !== null) return { parties, weights };
    // the region bears it where nobody is counted
    const nobody = a.choose(someone, zero, a.constant(Exact.one));
    return { parties: [...parties, regional], weights: [...weights, nobody] };
  }
  if (at === 'school') return { party: (region.schools[unit.unit] as RegionSchool<Q>).board };
  if (at === 'board') return { party: unit.unit };
  if (at === 'network') {
    const { lead } = region.networks[unit.unit] as Network;
    if (lead >= 0) return { party: (region.schools[lead] as RegionSchool<Q>).board };
  }
  const { units, weights } = weighBoards(counting, unit.entries, year);
  return { parties: units, weights };
}

/** Boards or institutes with entries, in plan order, with the counts of their entries. */
export interface Weighed<Q> {
  readonly units: readonly number[];
  readonly weights: readonly Q[];
}

/** The counts of these entries by board. */
export function weighBoards<Q>(counting: Counting<Q>, entries: readonly number[], year: number): Weighed<Q> {
  const { schools } = counting.region;
  return weigh(counting, entries, year, ({ school }) => (schools[school] as RegionSchool<Q>).board);
}

/** Looks at the parties of these entries only: a region has many boards, a network few. */
function weigh<Q>(
  counting: Counting<Q>,
  entries: readonly number[],
  year: number,
  partyOf: (entry: Entry) => number,
): Weighed<Q> {
  const own = new Map<number, number[]>();
  for (const index of entries) {
    const party = partyOf(counting.entry(index));
    if (party < 0) continue; // starters without an institute
    const known = own.get(party);
    if (known) known.push(index);
    else own.set(party, [index]);
  }
  const units = [...own.keys()].sort((a, b) => a - b);
  return { units, weights: units.map((unit) => counting.of(own.get(unit) as number[], year)) };
}

/** Apportions a line over its bearers, amounts in cents and hours in hundredths; shares of nothing are left out. */
export function sharesOf<Q>(
  a: Arithmetic<Q>,
  bearers: Bearers<Q>,
  hours: Q | null,
  amount: Q,
  ids: Ids,
): Share<Q>[] {
  const isSomething = (share: Share<Q>): boolean =>
    !a.nothing(share.amount) || (share.hours !== null && !a.nothing(share.hours));
  if ('party' in bearers) {
    const share = { party: bearers.party, hours, amount };
    return isSomething(share) ? [share] : [];
  }
  const { parties, weights } = bearers;
  const amounts = a.apportion(amount, weights);
  const parts = hours === null ? null : a.apportion(hours, weights);
  return parties
    .map((party, index) => ({
      party,
      hours: parts === null ? null : a.name(parts[index] as Q, 'share-hours', ids.item, ids.parties[party]),
      amount: a.name(amounts[index] as Q, 'share-amount', ids.item, ids.parties[party]),
    }))
    .filter(isSomething);
}

interface Ids {
  readonly item: string;
  readonly parties: readonly string[];
}

/** Nothing, with two decimals: an amount or hours. */
export const NOTHING = new Exact(0, 2);
