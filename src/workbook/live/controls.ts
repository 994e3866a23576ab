import type { Budget } from './budget.ts';
import type { LiveCheck } from './checks.ts';
import {
  compare,
  concat,
  type Expr,
  iff,
  index,
  late,
  match,
  minus,
  of,
  one,
  plus,
  round,
  sum,
} from './formula.ts';
import type { FormulaSheet } from './grid.ts';
import type { Inzet } from './inzet.ts';
import { allYears, band, type Report, section, titleOf } from './report.ts';
import type { Label, Row } from './sheet.ts';

/** Whether the workbook is whole, and what of the plan does not hold. */

/**
 * @param counted the sheets whose formulas are counted
 * @returns the row with in D how many checks of the workbook are red
 */
export function addControls(
  report: Report,
  inzets: readonly Inzet[],
  budgets: readonly Budget[],
  counted: readonly FormulaSheet[],
): Row {
  const { sheet, texts } = report;
  const { words } = texts.live;
  section(report, words.workbookItself);
  const broken = addConnections(report, inzets, budgets);
  sheet.blank();
  sheet.add({ A: words.what, B: words.shouldBe, D: words.is, G: words.recalculate }, undefined, 'band');
  const red: Row[] = [];
  const own = (name: Label, written: number, found: Expr): void => {
    const row: Row = sheet.add(
      {
        A: name,
        B: written,
        D: found,
        F: texts.live.units.number,
        G: late(() => one(compare(row.label('D'), '<>', row.label('B')))),
      },
      undefined,
      'check',
    );
    red.push(row);
  };
  for (const inzet of inzets)
    own(concat(titleOf(inzet), `: ${words.inputDiffers}`), 0, inzet.stale.label('D'));
  for (const other of counted)
    own(`${other.name}: ${words.formulasOnSheet}`, other.formulas, other.formulasNow);
  own(words.brokenConnections, 0, allYears(broken));
  const master = sheet.add(
    { A: words.masterCheck, D: sum(sheet.range(red).label('G')) },
    undefined,
    'master',
  );
  for (const inzet of inzets) {
    section(report, titleOf(inzet));
    for (const check of inzet.checks) addCheck(report, check);
  }
  return master;
}

/** Figures that were reached in two ways, each 1 where they differ. */
function addConnections(report: Report, inzets: readonly Inzet[], budgets: readonly Budget[]): Row {
  const { sheet, texts } = report;
  const { words } = texts.live;
  band(report, words.connections);
  const identities: Row[] = [];
  inzets.forEach((inzet, at) => {
    const { ledger, parties, totals, split } = inzet;
    const budget = budgets[at] as Budget;
    const add = (name: string, left: Expr, right: Expr): void => {
      const differs = one(compare(round(minus(left, right), 2), '<>', 0));
      identities.push(sheet.add({ A: concat(titleOf(inzet), `: ${name}`) }, differs, 'flag'));
    };
    const all = (key: 'budget' | 'net'): Expr => {
      const rows = parties.map((party) => party[key]);
      return sum((rows[0] as Row).sheet.range(rows));
    };
    add(words.connectionCosts, sum(ledger.borne), totals.cost);
    add(words.connectionIncome, all('budget'), totals.funding);
    add(words.connectionNet, all('net'), totals.net);
    add(
      words.connectionLevels,
      plus(...Object.values(split.levels).map(({ amount }) => amount)),
      totals.funding,
    );
    add(words.connectionBudget, budget.result, totals.result);
    const calendar = minus(budget.calendar.income, budget.calendar.cost);
    add(words.connectionCalendar, calendar, allYears(totals.result));
  });
  const block = identities.length === 0 ? undefined : sheet.range(identities);
  return sheet.add({ A: words.brokenConnections }, block === undefined ? of(0) : sum(block), 'flag');
}

/** A check with how many fail it in each year, and one of them by name. */
function addCheck(report: Report, check: LiveCheck): void {
  const { sheet, texts } = report;
  const { words, units } = texts.live;
  const name = texts.checks[check.check as keyof typeof texts.checks];
  const number = check.requirement === null ? '' : `${words.requirement} ${check.requirement + 1}: `;
  const count = sheet.add({ A: `${number}${name}`, F: units.number }, check.failing, 'flag');
  // one subject is the check itself
  if (check.subjects.length <= 1) return;
  const rows = check.subjects.map(({ fails }) => fails);
  const flags = (rows[0] as Row).sheet.range(rows);
  const first = index(flags.label('E'), match(of(1), flags));
  sheet.add({ A: `– ${words.among}` }, iff(compare(count, '=', 0), '', first), 'among');
}
