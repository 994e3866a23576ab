import { refersTo } from './formulas.ts';
import type { Context } from './office.ts';
import type { SheetState, WorkbookState } from './state.ts';
import type { UserFormula } from './write.ts';

/** How many cells an answer of Excel's may hold: the limit in Excel on the web is 5 MB. */
const CELLS = 50_000;

/**
 * The formulas in sheets that are not ours which name our sheets or tables.
 * @param ours those that are there now
 */
export async function userFormulas(
  context: Context,
  { sheets }: WorkbookState,
  ours: readonly SheetState[],
): Promise<UserFormula[]> {
  if (ours.length === 0) return [];
  const names = new Set(ours.map(({ name }) => name.toLowerCase()));
  const tables = new Set(ours.flatMap((sheet) => sheet.tables.map((name) => name.toLowerCase())));
  const found: UserFormula[] = [];
  const used = sheets
    .filter(({ mark }) => mark === undefined)
    .map(({ name }) => {
      const range = context.workbook.worksheets.getItem(name).getUsedRangeOrNullObject(true);
      range.load('rowIndex,columnIndex,rowCount,columnCount');
      return { name, range };
    });
  if (used.length === 0) return [];
  await context.sync();
  for (const { name, range } of used) {
    if (range.isNullObject) continue;
    const { rowIndex, columnIndex, rowCount, columnCount } = range;
    const step = Math.max(1, Math.floor(CELLS / columnCount));
    for (let from = 0; from < rowCount; from += step) {
      const rows = Math.min(step, rowCount - from);
      const part = context.workbook.worksheets
        .getItem(name)
        .getRangeByIndexes(rowIndex + from, columnIndex, rows, columnCount);
      part.load('formulas');
      await context.sync();
      for (const [row, cells] of (part.formulas as unknown[][]).entries()) {
        for (const [column, formula] of cells.entries()) {
          if (typeof formula !== 'string' || !formula.startsWith('=')) continue;
          if (!refersTo(formula.slice(1), names, tables)) continue;
          found.push({ sheet: name, row: rowIndex + from + row, column: columnIndex + column, formula });
        }
      }
    }
  }
  return found;
}
