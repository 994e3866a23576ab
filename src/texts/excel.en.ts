import type { excelNl } from './excel.nl.ts';

/** What Excel does not let us do, in English. */
export const excelEn: typeof excelNl = {
  'excel-workbook-protected': () =>
    'The structure of this workbook is protected, so no sheets can be added. Remove the protection (Review, Protect Workbook) and try again. Nothing has changed.',
  'excel-table-taken': ({ name, sheet }) =>
    `On sheet ${sheet} there is a table called ${name}, as one of the tables of Samenplan is. Give that table another name (Table Design, Table Name). Nothing has changed.`,
  'excel-sheet-twice': ({ sheet, other }) =>
    `Sheet ${sheet} is a copy of sheet ${other}. Delete the copy, or paste it as values into a sheet of your own. Nothing has changed.`,
  'excel-editing': () => 'A cell is being edited. Press Enter or Esc and try again. Nothing has changed.',
  'excel-no-access': ({ reason }) =>
    `Excel does not allow writing (${reason}). Is the workbook read-only or protected? Nothing has changed.`,
  'excel-too-large': () =>
    'The plan is too large to give to Excel at once. Nothing has changed. Save it as a file and open that in Excel.',
  'excel-stopped': () => 'Stopped. Nothing has changed.',
  'excel-failed': ({ reason }) => `Excel could not do this (${reason}). Nothing has changed.`,
  'excel-undo-later': () =>
    'Excel no longer answers. What was written already is undone as soon as the workbook is opened with Samenplan again.',
};
