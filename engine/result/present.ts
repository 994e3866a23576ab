import type { CalendarYear } from '../calendar.ts';
import { failing } from '../checks.ts';
import type { Line } from '../lines.ts';
import { unitId } from '../lines.ts';
import type { Exact } from '../numbers/index.ts';
import { LEVELS, type Level, type Plan } from '../plan/format.ts';
import type { Region } from '../region.ts';
import type { Year } from '../year.ts';
import type { CalendarResult, LineResult, YearResult } from './format.ts';

/** Writes quantities in the result format (model, section 10). */

/** `2026-2027` for each year of the plan. */
export const yearLabels = ({ startYear, years }: Pick<Plan, 'startYear' | 'years'>): string[] =>
  Array.from({ length: years }, (_, year) => `${startYear + year}-${startYear + year + 1}`);

const text = (value: Exact): string => value.toString();
const textOrNull = (value: Exact | null): string | null => (value === null ? null : value.toString());

/** A count as a JSON integer; beyond 2^53 a bigint, which the writer of results writes as an integer too. */
const count = (value: Exact): number => value.mantissa as number;
const countOrNull = (value: Exact | null): number | null => (value === null ? null : count(value));

export function presentYear(year: Year<Exact>): YearResult {
  const { region, students, lines, funded, division, totals } = year;
  return {
    year: yearLabels(region)[year.year] as string,
    students: count(students),
    lines: lines.map((line) => presentLine(region, line)),
    funding: funded.map(({ item, amount, payers }) => ({
      item: item.id,
      amount: text(amount),
      payers: payers
        .filter((payer) => payer.amount.sign !== 0)
        .map((payer) => ({ party: region.parties[payer.party] as string, amount: text(payer.amount) })),
    })),
    levels: Object.fromEntries(
      LEVELS.map((level) => {
        const { amount, perStudent } = division.levels[level];
        return [level, { amount: text(amount), perStudent: textOrNull(perStudent) }];
      }),
    ) as Record<Level, { amount: string; perStudent: string | null }>,
    parties: year.parties.map((party) => ({
      party: party.party,
      budget: text(party.budget),
      cost: text(party.cost),
      contribution: text(party.contribution),
      net: text(party.net),
      ceiling: textOrNull(party.ceiling),
      status: party.status,
    })),
    totals: {
      hours: text(totals.hours),
      fte: text(totals.fte),
      cost: text(totals.cost),
      funding: text(totals.funding),
      contributions: text(totals.contributions),
      result: text(totals.result),
      net: text(totals.net),
      coverage: textOrNull(totals.coverage),
      costPerStudent: textOrNull(totals.costPerStudent),
      fundingPerStudent: textOrNull(totals.fundingPerStudent),
    },
    roles: year.roles.map(({ role, hours, fte, cost }) => ({
      role,
      hours: text(hours),
      fte: text(fte),
      cost: text(cost),
    })),
    staffing: year.staffing.map(({ at, unit, role, hours, fte, persons }) => ({
      at,
      unit,
      role,
      hours: text(hours),
      fte: text(fte),
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
      budget: text(school.budget),
    })),
    networks: year.networks.map((network) => ({
      network: network.network,
      lead: network.lead,
      schools: count(network.schools),
      students: count(network.students),
      budget: text(network.budget),
      hours: text(network.hours),
      cost: text(network.cost),
    })),
    staff: year.staff.map(({ role, party, needed, available, shortage }) => ({
      role,
      party,
      needed: text(needed),
      available: text(available),
      shortage: text(shortage),
    })),
    checks: year.checks.map((check) => {
      const subjects = failing(check);
      return {
        check: check.check,
        requirement: check.requirement,
        status: subjects.length === 0 ? 'pass' : 'fail',
        subjects,
      };
    }),
  };
}

function presentLine(region: Region<Exact>, line: Line<Exact>): LineResult {
  const { item } = line.rule;
  const weighted = item.weighted === true && item.per === 'student';
  return {
    item: item.id,
    kind: line.kind,
    role: line.role < 0 ? null : (region.plan.roles[line.role]?.id as string),
    at: line.at,
    unit: unitId(region, line.at, line.unit),
    count: weighted ? line.count.toPlain() : count(line.count),
    hours: textOrNull(line.hours),
    rate: textOrNull(line.rate),
    amount: text(line.amount),
    shares: line.shares.map(({ party, hours, amount }) => ({
      party: region.parties[party] as string,
      hours: textOrNull(hours),
      amount: text(amount),
    })),
  };
}

export const presentCalendar = (years: readonly CalendarYear<Exact>[]): CalendarResult[] =>
  years.map(({ year, cost, funding, result }) => ({
    year,
    cost: text(cost),
    funding: text(funding),
    result: text(result),
  }));
