import type { Level } from '../../../engine/index.ts';
import { addPerStudentFigures } from './budget.ts';
import type { Inzet } from './inzet.ts';
import { known, type Report, section, shown, titleOf } from './report.ts';

/** Lasten, baten and budget per student of a variant. */
export function addPerStudents(report: Report, inzet: Inzet): void {
  const { texts, sheet } = report;
  const { words, units } = texts.live;
  const { totals, split } = inzet;
  section(report, titleOf(inzet));
  shown(report, words.students, units.student, totals.students, 'count');
  addPerStudentFigures(report, inzet);
  for (const level of Object.keys(split.levels) as Level[]) {
    const { amount, perStudent } = split.levels[level];
    const name = texts.levels[level];
    shown(report, `${words.budgetOf} ${name}`, units.euro, amount, 'euro');
    const each = known(perStudent, words.notApplicable);
    shown(report, `${words.budgetPerStudentOf} ${name}`, units.euroPerStudent, each, 'amount');
  }
  sheet.add({ A: words.notApplicableMeans }, undefined, 'note');
}
