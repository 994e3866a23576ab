import type { Arithmetic, Verdict } from './arithmetic.ts';
import { NOTHING } from './bearers.ts';
import type { Funded } from './funding.ts';
import type { Ledger } from './ledger.ts';
import type { Region } from './region.ts';
import type { Division } from './split.ts';

export type PartyStatus = 'covered' | 'within-ceiling' | 'deficit';

/** What a party receives, bears and pays in a year, in euro (model, section 8). */
export interface PartyResult<Q> {
  readonly party: string;
  readonly budget: Q;
  readonly cost: Q;
  readonly contribution: Q;
  readonly net: Q;
  readonly ceiling: Q | null;
  readonly status: PartyStatus;
  /** whether it can afford this: covered, or within its ceiling */
  readonly affordable: Verdict<Q>;
}

export function partiesOf<Q>(
  a: Arithmetic<Q>,
  region: Region<Q>,
  ledger: Ledger<Q>,
  funded: readonly Funded<Q>[],
  division: Division<Q>,
  year: number,
): PartyResult<Q>[] {
  const paid = region.parties.map(() => a.tally(2));
  for (const { payers } of funded) {
    for (const { party, amount } of payers) paid[party]?.add(amount);
  }
  return region.parties.map((party, index) => {
    const budget = division.parties[index] as Q;
    const cost = a.name(
      (ledger.parties[index] as { cost: { total(): Q } }).cost.total(),
      'party-cost',
      party,
    );
    const contribution = a.name((paid[index] as { total(): Q }).total(), 'party-contribution', party);
    const net = a.name(a.minus(a.minus(budget, cost), contribution), 'party-net', party);
    const ceiling = region.ceilings[index]?.[year] ?? null;
    return { party, budget, cost, contribution, net, ceiling, ...judge(a, net, ceiling) };
  });
}

/** Whether a party can afford what it has left, and what that is called. */
export function judge<Q>(
  a: Arithmetic<Q>,
  net: Q,
  ceiling: Q | null,
): { readonly status: PartyStatus; readonly affordable: Verdict<Q> } {
  const none = a.constant(NOTHING);
  const covered = a.test(net, '>=', none);
  const own = covered.holds || ceiling === null ? covered : a.test(a.minus(none, net), '<=', ceiling);
  return { status: covered.holds ? 'covered' : own.holds ? 'within-ceiling' : 'deficit', affordable: own };
}
