import { Exact, type Plan, yearLabels } from '../../../engine/index.ts';
import {
  and,
  compare,
  type Expr,
  iff,
  index,
  isNumber,
  late,
  minus,
  numberOf,
  of,
  one,
  plus,
  round,
  sum,
  sumWhere,
} from './formula.ts';
import type { Inzet } from './inzet.ts';
import { LiveSheet, type Row, type RowLook } from './sheet.ts';

/** The result sheets: formulas on the calculation sheets, one section per variant. */

/** The names of the sheets. */
export interface ReportNames {
  readonly budget: string;
  readonly perStudent: string;
  readonly perParty: string;
  readonly staffing: string;
  readonly comparison: string;
  readonly checks: string;
}

/** The variants below each other, of one measure. */
export interface Compared {
  readonly room: readonly Row[];
  readonly cost: readonly Row[];
  readonly funding: readonly Row[];
}

export interface Reports {
  readonly comparison: Compared;
  readonly sheets: readonly LiveSheet[];
  /** D: how many checks of the workbook itself are red; 0 is well */
  readonly master: Row;
  readonly budgets: readonly Budget[];
}

export interface Budget {
  /** the blank rows below it, for a chart */
  readonly room: readonly Row[];
  readonly income: Row;
  readonly cost: Row;
  readonly result: Row;
  readonly cumulative: Row;
}

interface Page {
  readonly sheet: LiveSheet;
  readonly year: Row;
}

function pageOf(name: string, plan: Plan): Page {
  const sheet = new LiveSheet(name, plan.years);
  sheet.add({ A: name }, undefined, 'title');
  sheet.blank();
  sheet.addValues({ A: '', F: 'in' }, yearLabels(plan), 'label');
  const years = Array.from({ length: plan.years }, (_, at) => Exact.whole(at + 1));
  return { sheet, year: sheet.addValues({ A: 'jaar' }, years, 'count') };
}

const section = ({ sheet }: Page, text: string): void => {
  sheet.blank();
  sheet.add({ A: text }, undefined, 'title');
};

/** A row that shows a row of a calculation sheet. */
const shown = ({ sheet }: Page, name: string, unit: string, from: Expr, look: RowLook): Row =>
  look === 'euro' || look === 'total' || look === 'hours'
    ? sheet.addSummed({ A: name, F: unit }, from, look)
    : sheet.add({ A: name, F: unit }, from, look);

const rangeSum = (sheet: LiveSheet, rows: readonly Row[]): Expr =>
  rows.length === 0 ? of(0) : sum(sheet.range(rows));

/**
 * @param inzets of all variants, in plan order
 * @param asWritten the same before a user's edits: they decide which rows are shown
 */
export function addReports(
  names: ReportNames,
  plan: Plan,
  inzets: readonly Inzet[],
  asWritten: readonly Inzet[],
): Reports {
  const budget = pageOf(names.budget, plan);
  const budgets = inzets.map((inzet) => addBudget(budget, inzet));
  const perStudent = pageOf(names.perStudent, plan);
  for (const inzet of inzets) addPerStudents(perStudent, inzet);
  const perParty = pageOf(names.perParty, plan);
  for (const inzet of inzets) addPerParty(perParty, inzet);
  const staffing = pageOf(names.staffing, plan);
  for (const [at, inzet] of inzets.entries()) addStaffingReport(staffing, inzet, asWritten[at] ?? inzet);
  const comparison = pageOf(names.comparison, plan);
  const compared = addComparison(comparison, inzets);
  const checks = pageOf(names.checks, plan);
  const others = [
    ...inzets.map(({ sheet }) => sheet),
    ...[budget, perStudent, perParty, staffing, comparison].map(({ sheet }) => sheet),
  ];
  const master = addCheckReport(checks, inzets, budgets, others);
  const sheets = [budget, perStudent, perParty, staffing, comparison, checks].map(({ sheet }) => sheet);
  return { sheets, master, budgets, comparison: compared };
}

const titleOf = ({ scene }: Inzet): string => scene.base.source.variant.name;

/** Other costs by category, in order of appearance; a cost without one stands by its name. */
function categoriesOf({ rules, ledger }: Inzet): ReadonlyMap<string, readonly Row[]> {
  const found = new Map<string, Row[]>();
  for (const rule of rules) {
    if (rule.list !== 'costs') continue;
    const category = ('category' in rule.item ? rule.item.category : undefined) ?? rule.item.name;
    const own = found.get(category);
    const row = ledger.costs.get(rule) as Row;
    if (own === undefined) found.set(category, [row]);
    else own.push(row);
  }
  return found;
}

/** The height of a chart, in rows. */
const CHART_ROWS = 18;

function addBudget(page: Page, inzet: Inzet): Budget {
  const { sheet, year } = page;
  const { funding, roles, totals, calendar } = inzet;
  section(page, titleOf(inzet));
  const baten = funding.map(({ item, amount }) => shown(page, item.name, 'EUR', amount, 'euro'));
  const income = shown(page, 'Baten', 'EUR', rangeSum(sheet, baten), 'total');
  const names = new Map(inzet.scene.base.source.plan.roles.map(({ id, name }) => [id, name]));
  const lasten = [
    ...roles.map(({ role, cost }) => shown(page, names.get(role) ?? role, 'EUR', cost, 'euro')),
    ...[...categoriesOf(inzet)].map(([category, rows]) =>
      shown(page, category, 'EUR', plus(...rows), 'euro'),
    ),
  ];
  const cost = shown(page, 'Lasten', 'EUR', rangeSum(sheet, lasten), 'total');
  const result = shown(page, 'Resultaat', 'EUR', minus(income, cost), 'total');
  const cumulative = cumulated(page, result);
  shown(page, 'Eigen bijdragen (in de baten)', 'EUR', totals.contributions, 'euro');
  shown(page, 'Resultaat na eigen bijdragen', 'EUR', totals.net, 'euro');
  sheet.blank();
  const start = inzet.scene.base.source.planField('plan', ['startYear'], 'startYear').one as Expr;
  sheet.add({ A: 'Kalenderjaar van augustus' }, minus(plus(start, year), 1), 'year');
  shown(page, 'Lasten augustus-december', 'EUR', calendar.autumnCost, 'euro');
  shown(page, 'Lasten januari-juli erna', 'EUR', calendar.springCost, 'euro');
  shown(page, 'Dekking augustus-december', 'EUR', calendar.autumnFunding, 'euro');
  shown(page, 'Dekking januari-juli erna', 'EUR', calendar.springFunding, 'euro');
  const lastenOfYear = sheet.add({ A: 'Lasten in het kalenderjaar', F: 'EUR' }, calendar.cost, 'euro');
  const dekkingOfYear = sheet.add({ A: 'Dekking in het kalenderjaar', F: 'EUR' }, calendar.funding, 'euro');
  sheet.add({ A: 'Resultaat in het kalenderjaar', F: 'EUR' }, minus(dekkingOfYear, lastenOfYear), 'euro');
  const room = Array.from({ length: CHART_ROWS }, () => sheet.blank());
  return { room, income, cost, result, cumulative };
}

function cumulated({ sheet, year }: Page, result: Row): Row {
  const row: Row = sheet.add(
    { A: 'Resultaat, opgeteld', F: 'EUR' },
    late(() => plus(result, iff(compare(year, '=', 1), 0, row.previous))),
    'euro',
  );
  return row;
}

function addPerStudents(page: Page, inzet: Inzet): void {
  const { totals, split, scene } = inzet;
  const words = scene.base.source.texts.choices.fundedLevel;
  section(page, titleOf(inzet));
  shown(page, 'Studenten', 'student', totals.students, 'count');
  shown(page, 'Lasten per student', 'EUR/student', totals.costPerStudent, 'amount');
  shown(page, 'Dekking per student', 'EUR/student', totals.fundingPerStudent, 'amount');
  shown(page, 'Dekkingsgraad', 'deel', totals.coverage, 'ratio');
  for (const [level, { amount, perStudent }] of Object.entries(split.levels) as [
    keyof typeof words,
    (typeof split.levels)['region'],
  ][]) {
    shown(page, `Budget ${words[level]}`, 'EUR', amount, 'euro');
    shown(page, `Budget ${words[level]} per student`, 'EUR/student', perStudent, 'amount');
  }
}

function addPerParty(page: Page, inzet: Inzet): void {
  const { parties, scene } = inzet;
  const { sheet } = page;
  section(page, titleOf(inzet));
  const words = ['gedekt', 'binnen het plafond', 'tekort'].map((word) =>
    sheet.add({ A: 'uitkomst', D: word }),
  );
  const status = sheet.range(words).label('D');
  parties.forEach((party, at) => {
    const name = scene.lists.parties.rows[at]?.labels.E;
    sheet.blank();
    sheet.add({ A: name ?? '' });
    shown(page, 'Budget', 'EUR', party.budget, 'euro');
    shown(page, 'Lasten', 'EUR', party.cost, 'euro');
    shown(page, 'Eigen bijdrage', 'EUR', party.contribution, 'euro');
    const net = shown(page, 'Saldo', 'EUR', party.net, 'euro');
    const ceiling = shown(page, 'Plafond (leeg waar er geen is)', 'EUR', party.ceiling, 'amount');
    sheet.add(
      { A: 'Ruimte onder het plafond', F: 'EUR' },
      iff(isNumber(ceiling), plus(ceiling, net), ''),
      'amount',
    );
    const open = minus(1, party.covered);
    sheet.add({ A: 'Uitkomst' }, index(status, plus(1, open, minus(1, party.affordable))), 'label');
  });
}

/** The units and roles with hours in some year. */
function staffedIn({ staffing }: Inzet): ReadonlySet<string> {
  const works = (row: Row): boolean =>
    Array.from({ length: row.sheet.years }, (_, year) => row.in(year)).some(
      (hours) => numberOf(hours).sign !== 0,
    );
  return new Set(
    staffing.filter(({ hours }) => works(hours)).map(({ at, unit, role }) => `${at} ${unit} ${role}`),
  );
}

function addStaffingReport(page: Page, inzet: Inzet, asWritten: Inzet): void {
  const { staffing, schools, staff, scene } = inzet;
  const { plan } = scene.base.source;
  const { sheet } = page;
  const roles = new Map(plan.roles.map(({ id, name }) => [id, name]));
  section(page, titleOf(inzet));
  const written = staffedIn(asWritten);
  const from = sheet.rows.length;
  for (const { at, unit, role, hours, fte, persons } of staffing) {
    // where nobody works a row would say nothing; what a user's edits bring there stands in the row below
    if (!written.has(`${at} ${unit} ${role}`)) continue;
    const name = `${unit}: ${roles.get(role) ?? role}`;
    shown(page, name, 'uur', hours, 'hours');
    shown(page, name, 'fte', fte, 'fte');
    shown(page, name, 'persoon', persons, 'count');
  }
  const listed = sheet.rows.slice(from);
  const other: Row = sheet.addSummed(
    { A: 'Overige eenheden en rollen', F: 'uur' },
    late(() => {
      if (listed.length === 0) return inzet.totals.hours;
      const range = sheet.range(listed);
      return minus(inzet.totals.hours, sumWhere(range, { cells: range.label('F'), value: other.label('F') }));
    }),
    'hours',
  );
  sheet.blank();
  const names = new Map(plan.schools.map(({ id, name }) => [id, name]));
  for (const school of schools) {
    const name = names.get(school.school) ?? school.school;
    shown(page, `${name}: studenten`, 'student', school.students, 'count');
    shown(page, `${name}: begeleiders nodig`, 'persoon', school.needed, 'count');
    shown(page, `${name}: begeleiders beschikbaar`, 'persoon', school.available, 'count');
    shown(page, `${name}: tekort aan begeleiders`, 'persoon', school.supervisorShortage, 'count');
    shown(page, `${name}: opleidingsplaatsen`, 'student', school.capacity, 'count');
    shown(page, `${name}: tekort aan plaatsen`, 'student', school.placementShortage, 'count');
  }
  sheet.blank();
  for (const { role, party, needed, available, shortage } of staff) {
    const name = `${roles.get(role) ?? role}, ${party}`;
    shown(page, `${name}: nodig`, 'fte', needed, 'fte');
    shown(page, `${name}: beschikbaar`, 'fte', available, 'fte');
    shown(page, `${name}: tekort`, 'fte', shortage, 'fte');
  }
}

/** The variants below each other, and what each differs from the first. */
function addComparison(page: Page, inzets: readonly Inzet[]): Compared {
  const first = inzets[0] as Inzet;
  const compared = new Map<string, readonly Row[]>();
  const measures: readonly [name: string, unit: string, look: RowLook, of_: (inzet: Inzet) => Row][] = [
    ['Lasten', 'EUR', 'euro', ({ totals }) => totals.cost],
    ['Dekking', 'EUR', 'euro', ({ totals }) => totals.funding],
    ['Resultaat', 'EUR', 'euro', ({ totals }) => totals.result],
    ['Resultaat na eigen bijdragen', 'EUR', 'euro', ({ totals }) => totals.net],
    ['Uren', 'uur', 'hours', ({ totals }) => totals.hours],
    ['Fte', 'fte', 'fte', ({ totals }) => totals.fte],
    ['Lasten per student', 'EUR/student', 'amount', ({ totals }) => totals.costPerStudent],
    ['Dekking per student', 'EUR/student', 'amount', ({ totals }) => totals.fundingPerStudent],
    ['Dekkingsgraad', 'deel', 'ratio', ({ totals }) => totals.coverage],
  ];
  for (const [name, unit, look, of_] of measures) {
    section(page, name);
    const rows = inzets.map((inzet) => shown(page, titleOf(inzet), unit, of_(inzet), look));
    compared.set(name, rows);
    const [base, ...others] = rows as [Row, ...Row[]];
    for (const [at, row] of others.entries()) {
      const name = `${titleOf(inzets[at + 1] as Inzet)} min ${titleOf(first)}`;
      const known = and(isNumber(row), isNumber(base));
      shown(page, name, unit, iff(known, minus(row, base), ''), look);
    }
  }
  section(page, 'Lasten per rol en categorie: verschil met de eerste variant');
  const roles = first.scene.base.source.base.roles;
  const costOf = (inzet: Inzet, role: string): Expr =>
    inzet.roles.find((each) => each.role === role)?.cost ?? of(0);
  for (const inzet of inzets.slice(1)) {
    for (const { id, name } of roles) {
      shown(page, `${titleOf(inzet)}: ${name}`, 'EUR', minus(costOf(inzet, id), costOf(first, id)), 'euro');
    }
    const [own, base] = [categoriesOf(inzet), categoriesOf(first)];
    const total = (rows: readonly Row[] | undefined): Expr => (rows === undefined ? of(0) : plus(...rows));
    for (const category of new Set([...base.keys(), ...own.keys()])) {
      const difference = minus(total(own.get(category)), total(base.get(category)));
      shown(page, `${titleOf(inzet)}: ${category}`, 'EUR', difference, 'euro');
    }
  }
  const room = Array.from({ length: CHART_ROWS }, () => page.sheet.blank());
  return { room, cost: compared.get('Lasten') ?? [], funding: compared.get('Dekking') ?? [] };
}

/** The workbook's own checks, and what of the plan does not hold. */
function addCheckReport(
  page: Page,
  inzets: readonly Inzet[],
  budgets: readonly Budget[],
  others: readonly LiveSheet[],
): Row {
  const { sheet } = page;
  section(page, 'De werkmap zelf');
  const red: Row[] = [];
  const own = (name: string, written: number, found: Expr): void => {
    const row: Row = sheet.add({
      A: name,
      B: written,
      D: found,
      F: 'aantal',
      G: late(() => one(compare(row.label('D'), '<>', row.label('B')))),
    });
    red.push(row);
  };
  sheet.add({ A: 'Wat', B: 'hoort', D: 'is', G: '1: bereken opnieuw' });
  for (const inzet of inzets) own(`${titleOf(inzet)}: afwijkingen van de invoer`, 0, inzet.stale.label('D'));
  for (const other of others) own(`${other.name}: formules op het blad`, other.formulas, other.formulasNow);
  const identities: Row[] = [];
  inzets.forEach((inzet, at) => {
    const { ledger, parties, totals, split } = inzet;
    const budget = budgets[at] as Budget;
    const differs = (left: Expr, right: Expr): Expr => one(compare(round(minus(left, right), 2), '<>', 0));
    const add = (name: string, left: Expr, right: Expr): void => {
      identities.push(sheet.add({ A: `${titleOf(inzet)}: ${name}` }, differs(left, right), 'flag'));
    };
    const all = (key: 'budget' | 'net'): Expr => {
      const rows = parties.map((party) => party[key]);
      return sum((rows[0] as Row).sheet.range(rows));
    };
    add('lasten van de partijen zijn alle lasten', sum(ledger.borne), totals.cost);
    add('budget van de partijen is alle dekking', all('budget'), totals.funding);
    add('saldo van de partijen is het resultaat', all('net'), totals.net);
    add(
      'niveaus zijn alle dekking',
      plus(...Object.values(split.levels).map(({ amount }) => amount)),
      totals.funding,
    );
    add('meerjarenbegroting is de berekening', budget.result, totals.result);
  });
  const block = identities.length === 0 ? undefined : sheet.range(identities);
  const broken = sheet.add(
    { A: 'Aansluitingen die niet kloppen' },
    block === undefined ? of(0) : sum(block),
    'count',
  );
  const total: Expr = plus(sum(sheet.range(red).label('G')), sum(broken.across));
  const master = sheet.add({ A: 'Controles van de werkmap die niet goed zijn', D: total });
  for (const inzet of inzets) {
    section(page, titleOf(inzet));
    for (const { check, requirement, failing } of inzet.checks) {
      const name = requirement === null ? check : `eis ${requirement + 1}: ${check}`;
      sheet.add({ A: name, F: 'aantal' }, failing, 'count');
    }
  }
  return master;
}
