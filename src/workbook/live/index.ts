import type { Plan } from '../../../engine/index.ts';
import type { InputTexts } from '../../texts/inputs.ts';
import type { ChartDescription, SheetDescription } from '../description.ts';
import { budgetChart, comparisonChart, describeLive } from './describe.ts';
import { addInzet, type Inzet } from './inzet.ts';
import { addReports, type ReportNames, type Reports } from './reports.ts';
import type { LiveSheet } from './sheet.ts';
import { InputTables } from './tables.ts';

export { describeLive } from './describe.ts';
export type { Inzet } from './inzet.ts';
export type { ReportNames, Reports } from './reports.ts';
export { FIRST_YEAR, LABELS, type LiveCell, type LiveSheet, type RowLook } from './sheet.ts';

/** The calculation and its results as sheets of formulas. */
export interface LiveWorkbook {
  /** calculation sheets, one per variant in plan order, then the result sheets */
  readonly sheets: readonly LiveSheet[];
  readonly inzets: readonly Inzet[];
  readonly reports: Reports;
}

export interface LiveNames extends ReportNames {
  /** what the name of each calculation sheet begins with */
  readonly lines: string;
}

export interface LiveOptions {
  /** the input sheets as a user has changed them since: the same formulas, with the values they then give */
  readonly edited?: readonly SheetDescription[];
  /** only these variants; all where absent */
  readonly variants?: readonly string[];
}

/**
 * The formulas of a plan, down to its input cells, each with the value that the engine's numbers give.
 * @param plan a valid plan
 * @param inputs the input sheets, with the tables that the formulas look at
 */
export function liveWorkbook(
  texts: InputTexts,
  names: LiveNames,
  plan: Plan,
  inputs: readonly SheetDescription[],
  { edited = inputs, variants }: LiveOptions = {},
): LiveWorkbook {
  const { lines, ...own } = names;
  const taken = [...inputs.map(({ name }) => name), ...Object.values<string>(own)];
  const written = new InputTables(inputs);
  const build = (tables: InputTables): Inzet[] => {
    const used = new Set(taken.map((name) => name.toLowerCase()));
    return plan.variants
      .filter(({ id }) => variants?.includes(id) ?? true)
      .map((variant) =>
        addInzet(sheetName(`${lines} ${variant.id}`, used), texts, tables, plan, variant, written),
      );
  };
  const inzets = build(edited === inputs ? written : new InputTables(edited));
  const asWritten = edited === inputs ? inzets : build(written);
  const reports = addReports(names, plan, inzets, asWritten);
  return { sheets: [...inzets.map(({ sheet }) => sheet), ...reports.sheets], inzets, reports };
}

/**
 * The calculation and its results as sheets of the workbook: first the results, then the calculation, then the checks.
 * @param footer on every page
 */
export function describeLiveSheets({ inzets, reports }: LiveWorkbook, footer: string): SheetDescription[] {
  const results = reports.sheets.slice(0, -1);
  const checks = reports.sheets.slice(-1);
  const charts = new Map<LiveSheet, ChartDescription[]>();
  for (const [at, budget] of reports.budgets.entries()) {
    const title = `Baten en lasten: ${inzets[at]?.scene.base.source.variant.name ?? ''}`;
    const own = charts.get(budget.income.sheet) ?? [];
    charts.set(budget.income.sheet, [...own, budgetChart(budget, title)]);
  }
  const [compared] = reports.comparison.cost;
  if (compared !== undefined)
    charts.set(compared.sheet, [comparisonChart(reports.comparison, ['Lasten', 'Dekking'])]);
  return [
    ...results.map((sheet) => describeLive(sheet, 'result', sheet.name, footer, charts.get(sheet))),
    ...inzets.map(({ sheet }) => describeLive(sheet, 'calculation', sheet.name, footer)),
    ...checks.map((sheet) => describeLive(sheet, 'result', sheet.name, footer)),
  ];
}

/** A sheet name within Excel's 31 characters, unlike those before it (capitals don't count). */
function sheetName(wanted: string, used: Set<string>): string {
  let name = wanted.slice(0, 31);
  for (let number = 2; used.has(name.toLowerCase()); number++) {
    const ending = ` ${number}`;
    name = wanted.slice(0, 31 - ending.length) + ending;
  }
  used.add(name.toLowerCase());
  return name;
}
