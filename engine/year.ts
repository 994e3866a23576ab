import type { Arithmetic } from './arithmetic.ts';
import { type Check, checksOf } from './checks.ts';
import { readCosts } from './costs.ts';
import { Counting } from './counting.ts';
import { type Funded, type FundingRule, fundingOf, readFunding } from './funding.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { type Line, linesOf } from './lines.ts';
import { hourlyRates, readNorms } from './norms.ts';
import { type PartyResult, partiesOf } from './parties.ts';
import type { Plan, Variant } from './plan/format.ts';
import { type Region, readRegion } from './region.ts';
import type { Rule } from './rules.ts';
import { type Division, divide } from './split.ts';
import {
  fteOf,
  type NetworkResult,
  networksOf,
  type SchoolResult,
  type Staffing,
  type StaffResult,
  schoolsOf,
  staffingOf,
  staffOf,
} from './staffing.ts';

/** The hours and the money of one variant in one year, as quantities: what there is to fund and who bears it. */
export interface Money<Q> {
  readonly year: number;
  readonly region: Region<Q>;
  readonly students: Q;
  readonly lines: readonly Line<Q>[];
  readonly funded: readonly Funded<Q>[];
  readonly division: Division<Q>;
  readonly parties: readonly PartyResult<Q>[];
  readonly totals: Totals<Q>;
  readonly roles: readonly { readonly role: string; readonly hours: Q; readonly fte: Q; readonly cost: Q }[];
}

/** Everything of one variant in one year. */
export interface Year<Q> extends Money<Q> {
  readonly staffing: readonly Staffing<Q>[];
  readonly schools: readonly SchoolResult<Q>[];
  readonly networks: readonly NetworkResult<Q>[];
  readonly staff: readonly StaffResult<Q>[];
  readonly checks: readonly Check<Q>[];
}

export interface Totals<Q> {
  readonly hours: Q;
  readonly fte: Q;
  readonly cost: Q;
  readonly funding: Q;
  readonly contributions: Q;
  readonly result: Q;
  readonly net: Q;
  readonly coverage: Q | null;
  readonly costPerStudent: Q | null;
  readonly fundingPerStudent: Q | null;
}

/** A variant made ready: what its years share. */
export interface Prepared<Q> {
  readonly counting: Counting<Q>;
  readonly norms: readonly Rule<Q>[];
  readonly costs: readonly Rule<Q>[];
  readonly funding: readonly FundingRule<Q>[];
  readonly rates: ReadonlyMap<string, readonly Q[]>;
}

/** @param plan a valid plan with the variant's changes */
export function prepare<Q>(a: Arithmetic<Q>, plan: Plan, variant: Variant): Prepared<Q> {
  const region = readRegion(a, plan, variant);
  return {
    counting: new Counting(a, region),
    norms: readNorms(a, plan),
    costs: readCosts(a, plan),
    funding: readFunding(a, plan),
    rates: hourlyRates(a, region),
  };
}

/** The pipeline of the model: students are counted, rules make lines of them, lines make everything else. */
export function calculateYear<Q>(a: Arithmetic<Q>, prepared: Prepared<Q>, year: number): Year<Q> {
  const { counting } = prepared;
  const { region } = counting;
  const money = calculateMoney(a, prepared, year);
  const { ledger, division, funded, parties, totals } = money;
  const staffing = staffingOf(a, region, ledger);
  const schools = schoolsOf(a, counting, division, year);
  const networks = networksOf(a, counting, ledger, division, year);
  const staff = staffOf(a, region, ledger, year);
  const findings = { counting, ledger, funded, parties, schools, staff, result: totals.result };
  const checks = checksOf(a, findings, year);
  return { ...money, staffing, schools, networks, staff, checks };
}

/** The part of the pipeline that ends in money: without people, places and checks. */
export function calculateMoney<Q>(
  a: Arithmetic<Q>,
  prepared: Prepared<Q>,
  year: number,
): Money<Q> & { readonly ledger: Ledger<Q> } {
  const { counting, funding, rates } = prepared;
  const { region } = counting;
  const students = a.name(counting.of(counting.students(), year), 'students-total');
  const lines = linesOf(a, counting, prepared, rates, year);
  const ledger = openLedger(a, region, lines);
  const cost = a.name(ledger.all.cost.total(), 'total-cost');
  const funded = fundingOf(a, counting, funding, cost, year);
  const regionCost = a.name((ledger.parties.at(-1) as Ledger<Q>['all']).cost.total(), 'party-cost', 'region');
  const division = divide(a, counting, funded, regionCost, students, year);
  const parties = partiesOf(a, region, ledger, funded, division, year);
  const totals = totalsOf(a, region, ledger, cost, funded, parties, students);
  const roles = rolesOf(a, region, ledger);
  return { year, region, students, lines, funded, division, parties, totals, roles, ledger };
}

function totalsOf<Q>(
  a: Arithmetic<Q>,
  region: Region<Q>,
  ledger: Ledger<Q>,
  cost: Q,
  funded: readonly Funded<Q>[],
  parties: readonly PartyResult<Q>[],
  students: Q,
): Totals<Q> {
  const hours = a.name(ledger.all.hours.total(), 'total-hours');
  const amounts = funded.map(({ amount }) => amount);
  const funding = a.name(a.sum(amounts, 2), 'total-funding');
  const paid = parties.map(({ contribution }) => contribution);
  const contributions = a.name(a.sum(paid, 2), 'total-contributions');
  const result = a.name(a.minus(funding, cost), 'total-result');
  const anyone = !a.nothing(students);
  return {
    hours,
    fte: a.name(fteOf(a, region, hours), 'total-fte'),
    cost,
    funding,
    contributions,
    result,
    net: a.name(a.minus(result, contributions), 'total-net'),
    coverage: a.nothing(cost) ? null : a.name(a.quotient(funding, cost, 4), 'coverage'),
    costPerStudent: anyone ? a.name(a.quotient(cost, students, 2), 'cost-per-student') : null,
    fundingPerStudent: anyone ? a.name(a.quotient(funding, students, 2), 'funding-per-student') : null,
  };
}

function rolesOf<Q>(a: Arithmetic<Q>, region: Region<Q>, ledger: Ledger<Q>): Money<Q>['roles'] {
  return region.plan.roles.map(({ id: role }, index) => {
    const account = ledger.roles[index] as Ledger<Q>['all'];
    const hours = a.name(account.hours.total(), 'role-hours', role);
    const fte = a.name(fteOf(a, region, hours), 'role-fte', role);
    return { role, hours, fte, cost: a.name(account.cost.total(), 'role-cost', role) };
  });
}
