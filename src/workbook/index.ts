import type { Plan } from '../../engine/index.ts';
import { fingerprintOf, shortFingerprint } from '../files/fingerprint.ts';
import type { Texts } from '../texts/index.ts';
import { analysisOf } from './analysis.ts';
import type { WorkbookDescription } from './description.ts';
import { editionOf } from './edition.ts';
import { describeInputs, inputNames } from './inputs/index.ts';
import { describeLiveSheets, liveWorkbook } from './live/index.ts';
import { describeLog, type LogEntry } from './log/index.ts';
import { clipped } from './page.ts';

export type * from './description.ts';
export { SHEET_MARK } from './inputs/index.ts';
export * from './log/index.ts';
export { clipped } from './page.ts';

export interface WorkbookOptions {
  /** only these variants, in plan order; all where absent */
  readonly variants?: readonly string[] | undefined;
  /** the times it was written, this one as the last */
  readonly log?: readonly LogEntry[];
}

/**
 * The financial-plan workbook: the plan as tables to edit, and its calculation and results as formulas down to the input
 * cells, so that it calculates by itself in any spreadsheet program.
 * @param plan a valid plan
 */
export function describeWorkbook(
  texts: Texts,
  plan: Plan,
  { variants, log = [] }: WorkbookOptions = {},
): WorkbookDescription {
  const fingerprint = shortFingerprint(fingerprintOf(plan));
  const footer = footerOf(texts, plan, fingerprint);
  const inputs = describeInputs(texts.inputs, plan, footer);
  const logged = describeLog(texts.log, inputs, log, footer);
  const shown = plan.variants.filter(({ id }) => variants?.includes(id) ?? true);
  const analysis = analysisOf(plan, shown);
  const written = log.at(-1)?.moment;
  const live = liveWorkbook(texts, plan, inputs, { fingerprint, variants, written, analysis, logged: true });
  return {
    title: plan.name,
    subject: plan.region,
    sheets: [...describeLiveSheets(texts, live, inputs, footer), logged.sheet],
    names: [...inputNames(texts.inputs), ...logged.names],
  };
}

/** What every page says at its foot: which plan it is, in which state, and its fingerprint, which is never cut off. */
function footerOf(texts: Texts, plan: Plan, fingerprint: string): string {
  const { name, version } = plan;
  const edition = editionOf(texts, {
    ...plan,
    ...(version !== undefined && { version: clipped(version, 20) }),
  });
  return `${clipped(name, 40)}${edition} · ${texts.workbook.fingerprint} ${fingerprint}`;
}
