import type { Ledger } from './bearers.ts';
import { sumOfRows } from './bearers.ts';
import {
  ceilQuotient,
  compare,
  type Expr,
  eachIs,
  eachTimes,
  iff,
  isNumber,
  max,
  maxOf,
  minus,
  of,
  plus,
  quotient,
  sum,
  sumProduct,
  sumWhere,
  times,
} from './formula.ts';
import type { LiveFunding } from './funding.ts';
import { block, title } from './region.ts';
import type { LiveRule, Scene } from './rules.ts';
import type { LabelCell, Range, Row } from './sheet.ts';
import { addYearly, type Field, numberOr } from './source.ts';
import { addPerStudent, type LiveParty, type LiveSplit } from './split.ts';

/** Results per year (model, section 8) and the calendar years. */

export interface LiveTotals {
  readonly students: Row;
  readonly hours: Row;
  readonly fte: Row;
  readonly cost: Row;
  readonly funding: Row;
  readonly contributions: Row;
  readonly result: Row;
  readonly net: Row;
  /** an empty text where there is no cost */
  readonly coverage: Row;
  /** an empty text where there are no students */
  readonly costPerStudent: Row;
  readonly fundingPerStudent: Row;
}

export interface LiveRole {
  readonly role: string;
  readonly hours: Row;
  readonly fte: Row;
  readonly cost: Row;
}

export interface LiveStaffing {
  readonly at: string;
  readonly unit: string;
  readonly role: string;
  readonly hours: Row;
  readonly fte: Row;
  readonly persons: Row;
}

export interface LiveSchool {
  readonly school: string;
  readonly students: Row;
  readonly needed: Row;
  /** an empty text where it is not given, and so is the shortage */
  readonly available: Row;
  readonly supervisorShortage: Row;
  /** an empty text where it is not given, and so is the shortage */
  readonly capacity: Row;
  readonly placementShortage: Row;
  readonly budget: Row;
}

export interface LiveNetwork {
  readonly network: string;
  readonly schools: Row;
  readonly students: Row;
  readonly budget: Row;
  readonly hours: Row;
  readonly cost: Row;
}

export interface LiveStaff {
  readonly role: string;
  readonly party: string;
  readonly needed: Row;
  readonly available: Row;
  readonly shortage: Row;
}

export interface LiveCalendar {
  /** the calendar year that the school year begins in; the last one ends after the last school year */
  readonly cost: Row;
  readonly funding: Row;
  readonly autumnCost: Row;
  readonly springCost: Row;
  readonly autumnFunding: Row;
  readonly springFunding: Row;
  /** the calendar year after the last school year begins, in the column of that school year; elsewhere empty texts */
  readonly lastCost: Row;
  readonly lastFunding: Row;
}

const fteOf = (scene: Scene, hours: Expr): Expr => quotient(hours, scene.base.hoursPerFte, 4);

export function addTotals(
  scene: Scene,
  ledger: Ledger,
  split: LiveSplit,
  parties: readonly LiveParty[],
): LiveTotals {
  const { base, students } = scene;
  const { sheet } = base;
  title(sheet, 'Totalen');
  const euro = (A: string, formula: Expr): Row => sheet.add({ A, C: 'region', F: 'EUR' }, formula, 'euro');
  const hours = ledger.totalHours;
  const fte = sheet.add({ A: 'fte', C: 'region', F: 'fte' }, fteOf(scene, hours), 'fte');
  const cost = ledger.totalCost;
  const funding = split.pot;
  const contributions = euro(
    'eigen bijdragen',
    sum(sheet.range(parties.map(({ contribution }) => contribution))),
  );
  const result = euro('resultaat', minus(funding, cost));
  const net = euro('resultaat na eigen bijdragen', minus(result, contributions));
  const coverage = sheet.add(
    { A: 'dekkingsgraad', C: 'region', F: 'deel' },
    iff(compare(cost, '=', 0), '', quotient(funding, cost, 4)),
    'ratio',
  );
  const costPerStudent = addPerStudent(scene, cost, { A: 'lasten per student', C: 'region' });
  const fundingPerStudent = addPerStudent(scene, funding, { A: 'dekking per student', C: 'region' });
  return {
    students: students.total,
    hours,
    fte,
    cost,
    funding,
    contributions,
    result,
    net,
    coverage,
    costPerStudent,
    fundingPerStudent,
  };
}

export function addRoles(scene: Scene, ledger: Ledger, rules: readonly LiveRule[]): readonly LiveRole[] {
  const { sheet, source } = scene.base;
  title(sheet, 'Rollen');
  return source.plan.roles.map(({ id, name }): LiveRole => {
    const own = rules.filter(({ item }) => 'role' in item && item.role === id);
    const of = (rows: ReadonlyMap<LiveRule, Row>): Expr =>
      sumOfRows(own.map((rule) => rows.get(rule) as Row));
    const hours = sheet.add({ A: 'uren van rol', B: id, E: name, F: 'uur' }, of(ledger.hours), 'hours');
    const fte = sheet.add({ A: 'fte van rol', B: id, E: name, F: 'fte' }, fteOf(scene, hours), 'fte');
    const cost = sheet.add({ A: 'lasten van rol', B: id, E: name, F: 'EUR' }, of(ledger.costs), 'euro');
    return { role: id, hours, fte, cost };
  });
}

const PLACES = ['school', 'network', 'board', 'institute', 'region'] as const;

/** Hours, fte and persons per unit and role, wherever a norm can book hours. */
export function addStaffing(scene: Scene, rules: readonly LiveRule[]): readonly LiveStaffing[] {
  const { sheet, source, hoursPerFte } = scene.base;
  title(sheet, 'Bezetting');
  const perPerson = new Map(
    source.plan.roles.map(({ id }) => {
      const most = numberOr(source.field('roles', id, ['maxFte'], 'maxFte'), 1);
      return [
        id,
        sheet.add({ A: 'uren per persoon', B: id, D: times(most, hoursPerFte), F: 'uur' }).label('D'),
      ];
    }),
  );
  const staffing: LiveStaffing[] = [];
  for (const at of PLACES) {
    const here = rules.filter(({ list, item }) => list === 'norms' && item.at === at);
    const units = here[0]?.lines.length ?? 0;
    for (let unit = 0; unit < units; unit++) {
      for (const { id: role, name } of source.plan.roles) {
        const own = here.filter(({ item }) => 'role' in item && item.role === role);
        if (own.length === 0) continue;
        const id = here[0]?.lines[unit]?.unit.id as string;
        const labels = { B: role, C: id, E: `${name}, ${id}` };
        const rows = own.map(({ lines }) => lines[unit]?.hours as Row);
        const hours = sheet.add({ A: 'uren op eenheid', ...labels, F: 'uur' }, sumOfRows(rows), 'hours');
        const fte = sheet.add({ A: 'fte op eenheid', ...labels, F: 'fte' }, fteOf(scene, hours), 'fte');
        const persons = sheet.add(
          { A: 'personen', ...labels, F: 'persoon' },
          ceilQuotient(hours, perPerson.get(role) as LabelCell),
        );
        staffing.push({ at, unit: id, role, hours, fte, persons });
      }
    }
  }
  return staffing;
}

export function addSchools(scene: Scene, split: LiveSplit): readonly LiveSchool[] {
  const { base, students } = scene;
  const { sheet, source, year } = base;
  title(sheet, 'Scholen');
  return source.plan.schools.map(({ id, name }, at): LiveSchool => {
    const labels = { C: id, E: name };
    const own = students.schools?.rows[at] as Row;
    const needed = students.needed?.rows[at] as Row;
    const have = (path: 'supervisors' | 'capacity', A: string, F: string): Row =>
      addYearly(
        sheet,
        { A, ...labels, F },
        source.field('schools', id, [path], path, { perYear: true }),
        year,
        'count',
        '',
      );
    const supervisors = have('supervisors', 'begeleiders beschikbaar', 'persoon');
    const capacity = have('capacity', 'opleidingsplaatsen', 'student');
    const short = (A: string, F: string, needs: Row, there: Row): Row =>
      sheet.add({ A, ...labels, F }, iff(isNumber(there), max(minus(needs, there), 0), ''));
    return {
      school: id,
      students: own,
      needed,
      available: supervisors,
      supervisorShortage: short('tekort aan begeleiders', 'persoon', needed, supervisors),
      capacity,
      placementShortage: short('tekort aan plaatsen', 'student', own, capacity),
      budget: split.schools?.rows[at] as Row,
    };
  });
}

/** What is booked at each school, by its own lines: in all, and of a role. */
export interface Booked {
  readonly hours: Range | undefined;
  readonly cost: Range | undefined;
  readonly rules: readonly LiveRule[];
}

const hoursAt = ({ lines }: LiveRule, at: number): readonly Row[] => [lines[at]?.hours ?? []].flat();
const costAt = ({ lines }: LiveRule, at: number): readonly Row[] => [lines[at]?.amount ?? []].flat();

/** Rows per school with the hours of rules booked there. */
export function bookedAtSchools(
  { base }: Scene,
  name: string,
  rules: readonly LiveRule[],
  of_: typeof hoursAt,
  look: 'hours' | 'euro',
): Range | undefined {
  const { sheet, source } = base;
  const here = rules.filter(({ item }) => item.at === 'school');
  return block(sheet, source.plan.schools.length, (school) =>
    sheet.add(
      { A: name, C: source.plan.schools[school]?.id ?? '', F: look === 'hours' ? 'uur' : 'EUR' },
      sumOfRows(here.flatMap((rule) => of_(rule, school))),
      look,
    ),
  );
}

export function addBooked(scene: Scene, rules: readonly LiveRule[]): Booked {
  title(scene.base.sheet, 'Geboekt op scholen');
  return {
    hours: bookedAtSchools(scene, 'uren op school', rules, hoursAt, 'hours'),
    cost: bookedAtSchools(scene, 'lasten op school', rules, costAt, 'euro'),
    rules,
  };
}

/** What is booked at a network or at one of its schools: a formula of one of its rows. */
export function inNetwork(
  { lists }: Scene,
  network: Row,
  at: number,
  schools: Range | undefined,
  rules: readonly LiveRule[],
  of_: typeof hoursAt,
): Expr {
  const keys = lists.schoolNetworks?.label('B');
  const own = rules.filter(({ item }) => item.at === 'network').flatMap((rule) => of_(rule, at));
  if (keys === undefined || schools === undefined) return sumOfRows(own);
  return plus(sumWhere(schools, { cells: keys, value: network.label('B') }), ...own);
}

export { hoursAt };

export function addNetworks(scene: Scene, split: LiveSplit, booked: Booked): readonly LiveNetwork[] {
  const { base, lists, students } = scene;
  const { sheet } = base;
  const { networks } = lists;
  if (networks === undefined) return [];
  title(sheet, 'Netwerken');
  const keys = (lists.schoolNetworks as Range).label('B');
  const schools = students.schools as Range;
  return networks.rows.map((network, at): LiveNetwork => {
    const id = network.label('C').value() as string;
    const labels = { B: at + 1, C: id };
    const inside = eachIs(keys, '=', network.label('B'));
    const { rules } = booked;
    return {
      network: id,
      schools: sheet.add(
        { A: 'scholen met studenten', ...labels, F: 'school' },
        sumProduct(eachTimes(inside, eachIs(schools, '>', 0))),
      ),
      students: sheet.add(
        { A: 'studenten in netwerk', ...labels, F: 'student' },
        sumWhere(schools, { cells: keys, value: network.label('B') }),
      ),
      budget: split.networks?.rows[at] as Row,
      hours: sheet.add(
        { A: 'uren in netwerk', ...labels, F: 'uur' },
        inNetwork(scene, network, at, booked.hours, rules, hoursAt),
        'hours',
      ),
      cost: sheet.add(
        { A: 'lasten in netwerk', ...labels, F: 'EUR' },
        inNetwork(scene, network, at, booked.cost, rules, costAt),
        'euro',
      ),
    };
  });
}

export function addStaff(scene: Scene, ledger: Ledger, rules: readonly LiveRule[]): readonly LiveStaff[] {
  const { sheet, source, year } = scene.base;
  title(sheet, 'Formatie');
  const table = source.table('staff');
  const numbers = source.numbers('staff');
  return (source.plan.staff ?? []).map(({ role, party }, at): LiveStaff => {
    const labels = { B: role, D: party, F: 'fte' };
    const hours = rules
      .filter(({ item }) => 'role' in item && item.role === role)
      .flatMap(({ item }) => ledger.borneHours.get(`${party} ${item.id}`) ?? []);
    const needed = sheet.add(
      { A: 'fte nodig', ...labels },
      fteOf(scene, hours.length === 0 ? of(0) : plus(...hours)),
      'fte',
    );
    const place = source.place('staff', numbers[at] as number) as LabelCell;
    const name = source.heading('fte');
    const labelsOf = table.headings.filter((heading) => heading.startsWith(`${name} `));
    const field: Field = {
      one: source.cell('staff', numbers[at] as number, 'fte'),
      ...(labelsOf.length > 0 && {
        years: { grid: table.grid(name, labelsOf.at(-1) as string), row: place, from: 0 },
      }),
    };
    const available = addYearly(sheet, { A: 'fte beschikbaar', D: party, F: 'fte' }, field, year, 'fte', 0);
    const shortage = sheet.add({ A: 'fte tekort', ...labels }, max(minus(needed, available), 0), 'fte');
    return { role, party, needed, available, shortage };
  });
}

/** 5/12 of a school year falls in the calendar year it begins in, the rest in the next. */
export function addCalendar(scene: Scene, totals: LiveTotals, funding: readonly LiveFunding[]): LiveCalendar {
  const { sheet, year } = scene.base;
  title(sheet, 'Kalenderjaren');
  const euro = (A: string, formula: Expr): Row => sheet.add({ A, F: 'EUR' }, formula, 'euro');
  const autumnOf = (A: string, row: Row): Row => euro(A, quotient(times(row, 5), 12, 2));
  const granted = funding.flatMap(({ calendar }) => calendar ?? []);
  const yearly = euro(
    'dekking per schooljaar',
    sumOfRows(funding.filter(({ calendar }) => calendar === undefined).map(({ amount }) => amount)),
  );
  const autumnCost = autumnOf('lasten augustus-december', totals.cost);
  const springCost = euro('lasten januari-juli', minus(totals.cost, autumnCost));
  const autumnShare = autumnOf('deel augustus-december', yearly);
  const autumnFunding = euro(
    'dekking augustus-december',
    sumOfRows([autumnShare, ...granted.map(({ autumn }) => autumn)]),
  );
  const springFunding = euro(
    'dekking januari-juli',
    plus(minus(yearly, autumnShare), ...granted.map(({ spring }) => spring)),
  );
  const both = (A: string, autumn: Row, spring: Row): Row =>
    euro(A, plus(autumn, iff(compare(year, '=', 1), 0, spring.previous)));
  const last = (A: string, spring: Row): Row =>
    euro(A, iff(compare(year, '=', maxOf(year.across)), spring, ''));
  return {
    lastCost: last('lasten in laatste kalenderjaar', springCost),
    lastFunding: last('dekking in laatste kalenderjaar', springFunding),
    cost: both('lasten in kalenderjaar van augustus', autumnCost, springCost),
    funding: both('dekking in kalenderjaar van augustus', autumnFunding, springFunding),
    autumnCost,
    springCost,
    autumnFunding,
    springFunding,
  };
}
