import type { CalendarYear } from '../calendar.ts';
import { type Check, failing } from '../checks.ts';
import type { Line } from '../lines.ts';
import { unitId } from '../lines.ts';
import type { Exact } from '../numbers/index.ts';
import type { PartyResult, PartyStatus } from '../parties.ts';
import type { Plan } from '../plan/format.ts';
import type { Region } from '../region.ts';
import type { Money, Year } from '../year.ts';

/** Writes quantities in the result format (model, section 10). */

/** `2026-2027` for each year of the plan. */
export const yearLabels = ({ startYear, years }: Pick<Plan, 'startYear' | 'years'>): string[] =>
  Array.from({ length: years }, (_, year) => `${startYear + year}-${startYear + year + 1}`);

/**
 * What the figures of a year become: text in a result, steps in an explanation. So both have the same places, and
 * a reference into the one is a reference into the other.
 */
export interface Leaves<Q, Decimal, Count, Status, PartyStatus> {
  readonly decimal: (quantity: Q) => Decimal;
  readonly count: (quantity: Q) => Count;
  /** a count that may have decimals */
  readonly weighted: (quantity: Q) => Decimal;
  readonly check: (check: Check<Q>) => Status;
  readonly party: (party: PartyResult<Q>) => PartyStatus;
}

type Any<Q> = Leaves<Q, unknown, unknown, unknown, unknown>;

/** As text and numbers, rounded already. A count beyond 2^53 is a bigint; the writer of results knows both. */
export const asResult = {
  decimal: (value: Exact): string => value.toString(),
  count: (value: Exact): number => value.mantissa as number,
  weighted: (value: Exact): string => value.toPlain(),
  check: (check: Check<Exact>): 'pass' | 'fail' => (failing(check).length === 0 ? 'pass' : 'fail'),
  party: ({ status }: PartyResult<Exact>): PartyStatus => status,
} satisfies Any<Exact>;

/** The totals, levels, parties and roles of a year with their figures as `leaves` makes them. */
export function presentMoney<Q, D, C, S, P>(year: Money<Q>, leaves: Leaves<Q, D, C, S, P>) {
  const { region, division, totals } = year;
  const { decimal, count } = leaves;
  const decimalOrNull = (value: Q | null): D | null => (value === null ? null : decimal(value));
  const level = ({ amount, perStudent }: { amount: Q; perStudent: Q | null }) => ({
    amount: decimal(amount),
    perStudent: decimalOrNull(perStudent),
  });
  return {
    year: yearLabels(region)[year.year] as string,
    students: count(year.students),
    levels: {
      region: level(division.levels.region),
      network: level(division.levels.network),
      school: level(division.levels.school),
      institute: level(division.levels.institute),
    },
    parties: year.parties.map((party) => ({
      party: party.party,
      budget: decimal(party.budget),
      cost: decimal(party.cost),
      contribution: decimal(party.contribution),
      net: decimal(party.net),
      ceiling: decimalOrNull(party.ceiling),
      status: leaves.party(party),
    })),
    totals: {
      hours: decimal(totals.hours),
      fte: decimal(totals.fte),
      cost: decimal(totals.cost),
      funding: decimal(totals.funding),
      contributions: decimal(totals.contributions),
      result: decimal(totals.result),
      net: decimal(totals.net),
      coverage: decimalOrNull(totals.coverage),
      costPerStudent: decimalOrNull(totals.costPerStudent),
      fundingPerStudent: decimalOrNull(totals.fundingPerStudent),
    },
    roles: year.roles.map(({ role, hours, fte, cost }) => ({
      role,
      hours: decimal(hours),
      fte: decimal(fte),
      cost: decimal(cost),
    })),
  };
}

/** A year with its figures as `leaves` makes them, in the places of the result format. */
export function presentYear<Q, D, C, S, P>(year: Year<Q>, leaves: Leaves<Q, D, C, S, P>) {
  const { region, funded } = year;
  const { decimal, count } = leaves;
  const { levels, parties, totals, roles, ...head } = presentMoney(year, leaves);
  const countOrNull = (value: Q | null): C | null => (value === null ? null : count(value));
  return {
    ...head,
    lines: year.lines.map((line) => presentLine(region, line, leaves)),
    funding: funded.map(({ item, amount, payers }) => ({
      item: item.id,
      amount: decimal(amount),
      payers: payers.map((payer) => ({
        party: region.parties[payer.party] as string,
        amount: decimal(payer.amount),
      })),
    })),
    levels,
    parties,
    totals,
    roles,
    staffing: year.staffing.map(({ at, unit, role, hours, fte, persons }) => ({
      at,
      unit,
      role,
      hours: decimal(hours),
      fte: decimal(fte),
      persons: count(persons),
    })),
    schools: year.schools.map((school) => ({
      school: school.school,
      kind: school.kind,
      network: school.network,
      students: count(school.students),
      supervisorsNeeded: count(school.supervisorsNeeded),
      supervisorsAvailable: countOrNull(school.supervisorsAvailable),
      supervisorShortage: countOrNull(school.supervisorShortage),
      capacity: countOrNull(school.capacity),
      placementShortage: countOrNull(school.placementShortage),
      budget: decimal(school.budget),
    })),
    networks: year.networks.map((network) => ({
      network: network.network,
      lead: network.lead,
      schools: count(network.schools),
      students: count(network.students),
      budget: decimal(network.budget),
      hours: decimal(network.hours),
      cost: decimal(network.cost),
    })),
    staff: year.staff.map(({ role, party, needed, available, shortage }) => ({
      role,
      party,
      needed: decimal(needed),
      available: decimal(available),
      shortage: decimal(shortage),
    })),
    checks: year.checks.map((check) => ({
      check: check.check,
      requirement: check.requirement,
      status: leaves.check(check),
      subjects: failing(check),
    })),
  };
}

function presentLine<Q, D, C>(region: Region<Q>, line: Line<Q>, leaves: Leaves<Q, D, C, unknown, unknown>) {
  const { item } = line.rule;
  const { decimal } = leaves;
  const weighted = item.weighted === true && item.per === 'student';
  return {
    item: item.id,
    kind: line.kind,
    role: line.role < 0 ? null : (region.plan.roles[line.role]?.id as string),
    at: line.at,
    unit: unitId(region, line.at, line.unit),
    count: weighted ? leaves.weighted(line.count) : leaves.count(line.count),
    hours: line.hours === null ? null : decimal(line.hours),
    rate: line.rate === null ? null : decimal(line.rate),
    amount: decimal(line.amount),
    shares: line.shares.map(({ party, hours, amount }) => ({
      party: region.parties[party] as string,
      hours: hours === null ? null : decimal(hours),
      amount: decimal(amount),
    })),
  };
}

export const presentCalendar = <Q, D>(years: readonly CalendarYear<Q>[], decimal: (quantity: Q) => D) =>
  years.map(({ year, cost, funding, result }) => ({
    year,
    cost: decimal(cost),
    funding: decimal(funding),
    result: decimal(result),
  }));
