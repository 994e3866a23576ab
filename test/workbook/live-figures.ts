/** The figures of live sheets beside those of the engine: what the tests of the calculation share. */
import { expect } from 'vitest';
import { calculate, type Plan, type YearResult } from '../../engine/index.ts';
import { nl } from '../../src/texts/index.ts';
import { type Inzet, type LiveWorkbook, liveWorkbook } from '../../src/workbook/live/index.ts';
import { Row } from '../../src/workbook/live/sheet.ts';
import { inputsOf } from './live-book.ts';

/**
 * The calculation of a plan as sheets.
 * @param values the plan whose tables the formulas look at; another one with the same rows is what a user's edits make
 */
export const liveOf = (plan: Plan, values = plan): LiveWorkbook =>
  liveWorkbook(nl, plan, inputsOf(plan), {
    written: '46235.479166667',
    fingerprint: '0123-4567-89ab',
    edited: inputsOf(values),
  });

/** The figures of a year as the result has them, from the cells of the sheet. */
function figuresOf(inzet: Inzet, year: number) {
  const { checks, parties, split, totals, roles, staffing, schools, networks, staff, funding, ledger } =
    inzet;
  const at = (row: Row): number => Number(row.in(year));
  const known = (row: Row): number | null => (row.in(year) === '' ? null : at(row));
  const all = (rows: object): Record<string, number | null> =>
    Object.fromEntries(
      Object.entries(rows as Record<string, unknown>).flatMap(([key, row]) =>
        row instanceof Row ? [[key, known(row)]] : [],
      ),
    );
  return {
    students: at(totals.students),
    funding: funding.map(({ amount, payers }): [number, Record<string, number>] => [
      at(amount),
      Object.fromEntries(
        [...payers]
          .map(([party, row]): [string, number] => [party, at(row)])
          .filter(([, paid]) => paid !== 0),
      ),
    ]),
    levels: Object.fromEntries(Object.entries(split.levels).map(([level, rows]) => [level, all(rows)])),
    borne: ledger.borne.rows.map(at),
    parties: parties.map(all),
    totals: all(totals),
    roles: roles.map(all),
    staffing: staffing
      .filter(({ hours }) => at(hours) > 0)
      .map((row) => [row.at, row.unit, row.role, all(row)]),
    schools: schools.map((row) => ({ id: row.school, ...all(row) })),
    networks: networks.map((row) => ({ id: row.network, ...all(row) })),
    staff: staff.map(({ role, party, ...rows }) => [role, party, all(rows)]),
    checks: checks.map(({ check, requirement, failing, subjects }) => {
      const wrong = subjects.filter(({ fails }) => at(fails) === 1).map(({ subject }) => subject);
      return [check, requirement, at(failing), wrong];
    }),
  };
}

const num = (value: string | number | null): number => Number(value ?? 0);
/** What is not known is an empty cell. */
const orNone = (value: string | number | null | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);

function wantedOf(year: YearResult, plan: Plan): ReturnType<typeof figuresOf> {
  const { totals } = year;
  return {
    students: year.students,
    funding: year.funding.map(({ amount, payers }) => [
      num(amount),
      Object.fromEntries(payers.map(({ party, amount: paid }) => [party, num(paid)])),
    ]),
    levels: Object.fromEntries(
      Object.entries(year.levels).map(([level, { amount, perStudent }]) => [
        level,
        { amount: num(amount), perStudent: orNone(perStudent) },
      ]),
    ),
    borne: year.parties.map(({ cost }) => num(cost)),
    parties: year.parties.map(({ budget, cost, contribution, net, ceiling, status }) => ({
      budget: num(budget),
      cost: num(cost),
      contribution: num(contribution),
      net: num(net),
      ceiling: orNone(ceiling),
      covered: status === 'covered' ? 1 : 0,
      affordable: status === 'deficit' ? 0 : 1,
    })),
    totals: {
      students: year.students,
      ...Object.fromEntries(Object.entries(totals).map(([key, value]) => [key, orNone(value)])),
    },
    roles: year.roles.map(({ hours, fte, cost }) => ({ hours: num(hours), fte: num(fte), cost: num(cost) })),
    staffing: year.staffing.map(({ at, unit, role, hours, fte, persons }) => [
      at,
      unit,
      role,
      { hours: num(hours), fte: num(fte), persons },
    ]),
    schools: plan.schools.map(({ id }) => {
      const own = year.schools.find(({ school }) => school === id);
      return {
        id,
        students: own?.students ?? 0,
        needed: own?.supervisorsNeeded ?? 0,
        available: orNone(own?.supervisorsAvailable),
        supervisorShortage: orNone(own?.supervisorShortage),
        capacity: orNone(own?.capacity),
        placementShortage: orNone(own?.placementShortage),
        budget: num(own?.budget ?? 0),
      };
    }),
    networks: year.networks.map(({ network, schools, students, budget, hours, cost }) => ({
      id: network,
      schools,
      students,
      budget: num(budget),
      hours: num(hours),
      cost: num(cost),
    })),
    checks: year.checks.map(({ check, requirement, subjects }) => [
      check,
      requirement,
      subjects.length,
      subjects,
    ]),
    staff: year.staff.map(({ role, party, needed, available, shortage }) => [
      role,
      party,
      { needed: num(needed), available: num(available), shortage: num(shortage) },
    ]),
  };
}

/** Every figure of the sheets is the engine's for this plan. */
export function expectResult({ inzets, reports }: LiveWorkbook, plan: Plan): void {
  const result = calculate(plan);
  expect(String(reports.master.label('D').value())).toBe('0');
  inzets.forEach((inzet, at) => {
    const { years, calendar } = result.variants[at]!;
    for (const [year, wanted] of years.entries()) {
      const own = figuresOf(inzet, year);
      const outside = new Set(
        inzet.scene.base.source.plan.schools
          .map(({ id }) => id)
          .filter((id) => !wanted.schools.some(({ school }) => school === id)),
      );
      const inLayout = (figures: typeof own) => ({
        ...figures,
        schools: figures.schools.filter(({ id }) => !outside.has(id)),
      });
      expect(inLayout(own)).toEqual(inLayout(wantedOf(wanted, inzet.scene.base.source.plan)));
    }
    const { cost, funding, lastCost, lastFunding } = inzet.calendar;
    const last = plan.years - 1;
    expect(calendar.map((each) => [num(each.cost), num(each.funding)])).toEqual([
      ...years.map((_, year) => [Number(cost.in(year)), Number(funding.in(year))]),
      [Number(lastCost.in(last)), Number(lastFunding.in(last))],
    ]);
  });
}
