import type { AnyProblem } from '../texts/index.ts';
import type { UpdateResult } from './xlsx-update.ts';

/** How many references or notes are named one by one. */
const NAMED = 20;

/** What writing into a workbook would shift or lose, each with its place; the last says how to write all the same. */
export function updateCosts({ shifted, lost }: Pick<UpdateResult, 'shifted' | 'lost'>): AnyProblem[] {
  const references = shifted.slice(0, NAMED).map(({ place, formula, text, state }): AnyProblem => {
    const where = [place.sheet, place.cell ?? place.name].filter((part) => part !== undefined).join('!');
    const values = { place: where, formula, text };
    return { path: where, code: state === 'missing' ? 'out-reference-gone' : 'out-reference-shifts', values };
  });
  const notes = lost.slice(0, NAMED).map(({ sheet, cell, name }): AnyProblem => {
    const where = [sheet, cell ?? name].filter((part) => part !== undefined).join('!');
    return { path: where, code: 'out-content-lost', values: { place: where } };
  });
  const more = shifted.length + lost.length - references.length - notes.length;
  const problems = [...references, ...notes];
  if (more > 0) problems.push({ path: '', code: 'out-more', values: { count: more } });
  if (problems.length > 0) problems.push({ path: '', code: 'out-needs-force', values: {} });
  return problems;
}
