import type { Plan } from '../../../engine/index.ts';
import type { Texts } from '../../texts/index.ts';
import type { Analysis } from '../analysis.ts';
import { addBudget, type Budget } from './budget.ts';
import { addComparison, type Compared } from './comparison.ts';
import { addControls } from './controls.ts';
import type { FormulaSheet } from './grid.ts';
import type { Inzet } from './inzet.ts';
import { addPerParty, type PerParty } from './per-party.ts';
import { addPerStudents } from './per-student.ts';
import { reportOf } from './report.ts';
import { type SensitivityPage, sensitivityPage } from './sensitivity.ts';
import type { LiveSheet, Row } from './sheet.ts';
import { addStaffingReport } from './staffing.ts';
import { addSummary, partyOrder, type Summary } from './summary.ts';

/** The result sheets: formulas on the calculation sheets, one section per variant. */
export interface Reports {
  readonly summary: Summary;
  /** from the multi-year budget to the comparison, in the order of the workbook */
  readonly results: readonly LiveSheet[];
  readonly checks: LiveSheet;
  /** D: how many checks of the workbook itself are red; 0 is well */
  readonly master: Row;
  readonly budgets: readonly Budget[];
  readonly perParties: readonly PerParty[];
  readonly comparison: Compared;
  /** absent where nothing was calculated again */
  readonly sensitivity: SensitivityPage | undefined;
}

/**
 * @param inzets of all variants, in plan order
 * @param asWritten the same before a user's edits: they decide which rows are shown
 * @param again what the engine found with other inputs
 * @param others sheets whose formulas are counted as well
 */
export function addReports(
  texts: Texts,
  plan: Plan,
  inzets: readonly Inzet[],
  asWritten: readonly Inzet[],
  again: { readonly analysis: Analysis; readonly fingerprint: string } | undefined,
  others: readonly FormulaSheet[],
): Reports {
  const order = partyOrder(asWritten);
  const budget = reportOf(texts, plan, 'budget');
  const budgets = inzets.map((inzet) => addBudget(budget, inzet));
  const perStudent = reportOf(texts, plan, 'perStudent');
  for (const inzet of inzets) addPerStudents(perStudent, inzet);
  const perParty = reportOf(texts, plan, 'perParty');
  const perParties = inzets.map((inzet) => addPerParty(perParty, inzet, order.all));
  const staffing = reportOf(texts, plan, 'staffing');
  for (const [at, inzet] of inzets.entries()) addStaffingReport(staffing, inzet, asWritten[at] ?? inzet);
  const comparison = reportOf(texts, plan, 'comparison');
  const compared = addComparison(comparison, inzets);
  const sensitivity = again && sensitivityPage(texts, plan, inzets, again.analysis, again.fingerprint);
  const stressed = sensitivity?.stressed ?? [];
  const summary = addSummary(texts, plan, order, { inzets, budgets, perParties, stressed });
  const results = [budget, perStudent, perParty, staffing, comparison].map(({ sheet }) => sheet);
  const checks = reportOf(texts, plan, 'checks');
  const counted: FormulaSheet[] = [
    ...others,
    summary.sheet,
    ...results,
    ...(sensitivity ? [sensitivity.sheet] : []),
    ...inzets.map(({ sheet }) => sheet),
  ];
  const master = addControls(checks, inzets, budgets, counted);
  summary.addMaster(master);
  return {
    summary,
    results,
    checks: checks.sheet,
    master,
    budgets,
    perParties,
    comparison: compared,
    sensitivity,
  };
}
