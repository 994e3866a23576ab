import type { Arithmetic, Tally } from './arithmetic.ts';
import type { Line } from './lines.ts';
import { PLACES, type Place } from './plan/format.ts';
import type { Region, RegionSchool } from './region.ts';

/** Hours and euro of some lines together. */
export interface Account<Q> {
  readonly hours: Tally<Q>;
  readonly cost: Tally<Q>;
}

/** The lines of a year, added up along every way the plan looks at them, in one pass. */
export interface Ledger<Q> {
  readonly all: Account<Q>;
  readonly roles: readonly Account<Q>[];
  readonly networks: readonly Account<Q>[];
  /** what each party bears */
  readonly parties: readonly Account<Q>[];
  /** hours of a role booked at a unit; undefined where there is no line */
  booked(at: Place, unit: number, role: number): Tally<Q> | undefined;
  /** hours of a role that a party bears */
  borne(party: number, role: number): Tally<Q> | undefined;
}

export function openLedger<Q>(a: Arithmetic<Q>, region: Region<Q>, lines: readonly Line<Q>[]): Ledger<Q> {
  const account = (): Account<Q> => ({ hours: a.tally(2), cost: a.tally(2) });
  const all = account();
  const roles = region.plan.roles.map(account);
  const networks = region.networks.map(account);
  const parties = region.parties.map(account);
  const booked = new Map<Place, Map<number, Tally<Q>>>(PLACES.map((place) => [place, new Map()]));
  const borne = new Map<number, Tally<Q>>();
  const size = region.plan.roles.length;
  for (const { at, unit, role, hours, amount, shares } of lines) {
    all.cost.add(amount);
    const network =
      at === 'network' ? unit : at === 'school' ? (region.schools[unit] as RegionSchool<Q>).network : -1;
    networks[network]?.cost.add(amount);
    if (hours !== null) {
      all.hours.add(hours);
      roles[role]?.hours.add(hours);
      roles[role]?.cost.add(amount);
      networks[network]?.hours.add(hours);
      tallyAt(a, booked.get(at) as Map<number, Tally<Q>>, unit * size + role).add(hours);
    }
    for (const share of shares) {
      parties[share.party]?.cost.add(share.amount);
      if (share.hours !== null) tallyAt(a, borne, share.party * size + role).add(share.hours);
    }
  }
  return {
    all,
    roles,
    networks,
    parties,
    booked: (at, unit, role) => booked.get(at)?.get(unit * size + role),
    borne: (party, role) => borne.get(party * size + role),
  };
}

function tallyAt<Q>(a: Arithmetic<Q>, tallies: Map<number, Tally<Q>>, key: number): Tally<Q> {
  let tally = tallies.get(key);
  if (!tally) {
    tally = a.tally(2);
    tallies.set(key, tally);
  }
  return tally;
}
