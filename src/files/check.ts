import { OoxmlError, readBook } from '../ooxml/index.ts';
import { type Damage, findDamage } from '../workbook/damage/index.ts';
import { planFromWorkbook } from '../workbook/inputs/index.ts';
import { isWorkbook, MAXIMUM_CELLS, type PlanOutcome, readPlanBytes, workbookProblem } from './plan-bytes.ts';

/** Checking a file: the plan in it, and whether a workbook is still what was written. */

export interface Checked {
  readonly outcome: PlanOutcome;
  readonly damage: Damage;
}

const NONE: Damage = { problems: [], notes: [] };

/** Checks what holds a plan: a workbook, or a plan file. */
export function checkBytes(bytes: Uint8Array): Checked {
  if (!isWorkbook(bytes)) return { outcome: readPlanBytes(bytes), damage: NONE };
  try {
    const book = readBook(bytes, { maxCells: MAXIMUM_CELLS });
    const outcome = planFromWorkbook(book);
    const damage = findDamage(book, outcome);
    if (outcome.ok) return { outcome, damage };
    // a table that was given another name is missing from the input as well: say it once
    const renamed = new Set(
      damage.problems.flatMap(({ code, values }) => (code === 'damage-table-renamed' ? [values.table] : [])),
    );
    const problems = outcome.problems.filter(
      ({ code, values }) => code !== 'workbook-table-missing' || !renamed.has(values.table),
    );
    return { outcome: { ok: false, problems }, damage };
  } catch (error) {
    if (!(error instanceof OoxmlError)) throw error;
    return { outcome: { ok: false, problems: [workbookProblem(error)] }, damage: NONE };
  }
}
