import type { DamageTexts } from './damage.ts';

/** The message itself begins with sheet and cell, of the first one where they are more. */
const cells = ({ place, count }: { readonly place?: string; readonly count?: number }): string =>
  place === undefined || count === undefined ? '' : `${String(count)} cells, ${place}: `;
/** A sentence on its own, or after what it is about. */
const after = (start: string, text: string): string =>
  start === '' ? text.charAt(0).toUpperCase() + text.slice(1) : start + text;
const span = (from: number | string, to: number | string): string =>
  from === to ? String(from) : `${String(from)} to ${String(to)}`;
const RESTORE = 'Write the workbook again to put the formulas back.';

export const damageEn: DamageTexts = {
  'damage-formula-overwritten': ({ found, formula, ...block }) =>
    after(
      cells(block),
      `"${found}" stands where the formula ${formula} was. That cell does not follow the input any more. ${RESTORE}`,
    ),
  'damage-formula-emptied': ({ formula, ...block }) =>
    after(cells(block), `empty, where the formula ${formula} was. ${RESTORE}`),
  'damage-formula-changed': ({ found, formula, ...block }) =>
    after(cells(block), `the formula is ${found} now, and was ${formula}. ${RESTORE}`),
  'damage-value-changed': ({ found, formula, ...block }) =>
    after(cells(block), `it said "${formula}", and now "${found}". ${RESTORE}`),
  'damage-cell-added': ({ found, ...block }) =>
    after(
      cells(block),
      `nothing belongs here, but there is "${found}"; a total may count it. Put figures of your own on a sheet of your own.`,
    ),
  'damage-more': ({ sheet, count }) => `Sheet ${sheet}: ${String(count)} more cells like these.`,
  'damage-rows-deleted': ({ from, to, label }) =>
    `Row ${span(from, to)} was deleted${label === '' ? '' : ` (${label})`}: totals may be too low. ${RESTORE}`,
  'damage-rows-inserted': ({ from, to }) =>
    `Row ${span(from, to)} was inserted on a sheet that is Samenplan's. Take it out; lines of your own go on a sheet of your own.`,
  'damage-columns-deleted': ({ from, to }) => `Column ${span(from, to)} was deleted. ${RESTORE}`,
  'damage-columns-inserted': ({ from, to }) =>
    `Column ${span(from, to)} was inserted on a sheet that is Samenplan's. Take it out.`,
  'damage-sheet-missing': ({ sheet }) => `The sheet ${sheet} is missing. ${RESTORE}`,
  'damage-sheet-renamed': ({ sheet, now }) =>
    `The sheet ${sheet} is called ${now} now. The workbook goes on calculating; give it its name back to prevent confusion.`,
  'damage-sheet-hidden': ({ sheet }) =>
    `The sheet ${sheet} is hidden. Show it: nothing in this plan is hidden.`,
  'damage-mark-missing': ({ sheet, name }) =>
    `The sheet ${sheet} has lost its mark (the name ${name}): Samenplan does not know it as its own. ${RESTORE}`,
  'damage-table-missing': ({ table, sheet }) =>
    `The table ${table} on the sheet ${sheet} is gone. ${RESTORE}`,
  'damage-table-renamed': ({ table, now }) =>
    `The table ${table} is called ${now} now. Give it its name back: formulas and reading look for it by name.`,
  'damage-name-missing': ({ name, formula }) => `The name ${name} (for ${formula}) was deleted. ${RESTORE}`,
  'damage-name-changed': ({ name, formula, found }) =>
    `The name ${name} stands for ${found} now, and was ${formula}. ${RESTORE}`,
  'workbook-other-version': ({ found, version }) =>
    `The workbook was written with Samenplan ${found}; this is ${version}. So its formulas were not looked at. Write the workbook again.`,
  'workbook-without-log': () =>
    'How the input was when the workbook was written can not be read any more (sheet Log): its cells were not looked at one by one. Write the workbook again.',
  'workbook-stale': ({ was, is }) =>
    `The input has changed since the workbook was written (fingerprint ${was}, now ${is}). What is no formula is out of date: write the workbook again.`,
};
