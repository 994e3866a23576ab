import { compare, type Expr, iff, late, maxOf, minus, one, plus, times } from './formula.ts';
import type { Inzet } from './inzet.ts';
import {
  allYears,
  band,
  known,
  nameOf,
  type Report,
  rangeSum,
  shown,
  total,
  variantSection,
} from './report.ts';
import type { Row } from './sheet.ts';

/** Baten, lasten and resultaat of a variant, per school year and per calendar year. */
export interface Budget {
  /** the blank rows below it, for a chart */
  readonly room: readonly Row[];
  /** the same for a second one; none where nobody is paid */
  readonly roleRoom: readonly Row[];
  /** the rows of baten; B says where each comes from */
  readonly incomes: readonly Row[];
  readonly staffCosts: readonly Row[];
  readonly income: Row;
  readonly cost: Row;
  readonly result: Row;
  readonly cumulative: Row;
  /** all calendar years together: baten and lasten */
  readonly calendar: { readonly income: Expr; readonly cost: Expr };
}

/** As many rows as leave room for a chart on their page. */
const MOST_ROWS = 32;
/** The height of a chart, in rows. */
export const CHART_ROWS = 18;

/** Other costs by category, in order of appearance; a cost without one stands by its name. */
export function categoriesOf({ rules, ledger }: Inzet): ReadonlyMap<string, readonly Row[]> {
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

export function addBudget(report: Report, inzet: Inzet): Budget {
  const { sheet } = report;
  const { words, units } = report.texts.live;
  const { funding, roles, totals, scene } = inzet;
  const { source } = scene.base;
  const from = sheet.rows.length;
  variantSection(report, inzet);
  band(report, words.income);
  const incomes = funding.map(({ item, amount }) => {
    const origin = source.field('funding', item.id, ['source'], 'origin').one;
    return shown(report, nameOf(inzet, 'funding', item.id), units.euro, amount, 'euro', {
      ...(origin && { B: origin }),
    });
  });
  const income = shown(report, words.incomeTotal, units.euro, rangeSum(sheet, incomes), 'total');
  band(report, words.costs);
  const staffCosts = roles.map(({ role, cost }) =>
    shown(report, nameOf(inzet, 'roles', role), units.euro, cost, 'euro'),
  );
  const categories = [...categoriesOf(inzet)].map(([category, rows]) =>
    shown(report, category, units.euro, total(rows), 'euro'),
  );
  const lasten = [...staffCosts, ...categories];
  const cost = shown(report, words.costsTotal, units.euro, rangeSum(sheet, lasten), 'total');
  const result = shown(report, words.result, units.euro, minus(income, cost), 'total');
  const cumulative: Row = sheet.add(
    { A: words.cumulative, F: units.euro },
    late(() => plus(result, iff(compare(report.year, '=', 1), 0, cumulative.previous))),
    'euro',
  );
  shown(report, words.ofWhichContributions, units.euro, totals.contributions, 'euro');
  shown(report, words.afterContributions, units.euro, totals.net, 'euro');
  const calendar = addCalendarYears(report, inzet);
  addRatios(report, inzet);
  // a chart is not cut in two
  const charts = staffCosts.length > 0 ? 2 : 1;
  if (sheet.rows.length - from > MOST_ROWS - (charts - 1) * CHART_ROWS) sheet.break();
  else sheet.blank();
  const chartRoom = (): Row[] => Array.from({ length: CHART_ROWS }, () => sheet.blank());
  const room = chartRoom();
  const roleRoom = charts === 2 ? chartRoom() : [];
  return { room, roleRoom, incomes, staffCosts, income, cost, result, cumulative, calendar };
}

/**
 * The calendar years. Each stands under the school year that begins in it; the last one, of which the plan has only
 * January to July, has rows of its own.
 */
function addCalendarYears(report: Report, inzet: Inzet): Budget['calendar'] {
  const { sheet, year, texts } = report;
  const { words, units, lastCalendarYear } = texts.live;
  const { calendar, scene } = inzet;
  const { source } = scene.base;
  band(report, words.calendarYears);
  const start = source.planField('plan', ['startYear'], 'startYear').one as Expr;
  sheet.add({ A: words.calendarYear }, minus(plus(start, year), 1), 'year');
  const row = (name: string, from: Expr, look: 'euro' | 'total' = 'euro'): Row =>
    shown(report, name, units.euro, from, look);
  const income = row(words.calendarIncome, calendar.funding);
  const cost = row(words.calendarCosts, calendar.cost);
  row(words.calendarResult, minus(income, cost), 'total');
  const { startYear, years } = source.base;
  band(report, lastCalendarYear(String(startYear + years)));
  const isLast = one(compare(year, '=', maxOf(year.across)));
  const lastIncome = row(words.calendarIncome, times(isLast, calendar.springFunding));
  const lastCost = row(words.calendarCosts, times(isLast, calendar.springCost));
  row(words.calendarResult, minus(lastIncome, lastCost), 'total');
  return {
    income: plus(allYears(income), allYears(lastIncome)),
    cost: plus(allYears(cost), allYears(lastCost)),
  };
}

function addRatios(report: Report, inzet: Inzet): void {
  const { words, units } = report.texts.live;
  const { totals } = inzet;
  band(report, words.ratios);
  shown(report, words.students, units.student, totals.students, 'count');
  shown(report, words.hours, units.hour, totals.hours, 'hours');
  shown(report, units.fte, units.fte, totals.fte, 'fte');
  addPerStudentFigures(report, inzet);
}

/** What a student costs and brings in, and what part of the costs is covered. */
export function addPerStudentFigures(report: Report, { totals }: Inzet): void {
  const { words, units } = report.texts.live;
  const { costPerStudent, fundingPerStudent, coverage } = totals;
  const each = units.euroPerStudent;
  shown(report, words.costPerStudent, each, known(costPerStudent, words.notApplicable), 'amount');
  shown(report, words.incomePerStudent, each, known(fundingPerStudent, words.notApplicable), 'amount');
  shown(report, words.coverage, units.share, known(coverage, words.notApplicable), 'ratio');
}
