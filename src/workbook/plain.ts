import type { CellDescription, SheetDescription, WorkbookDescription } from './description.ts';

/**
 * A workbook as data through and through, for a message to another thread: rows and cells that would be made when they
 * are asked for are there.
 */
export const plainWorkbook = (workbook: WorkbookDescription): WorkbookDescription => ({
  ...workbook,
  sheets: workbook.sheets.map(plainSheet),
});

function plainSheet({ area: _, rows, ...sheet }: SheetDescription): SheetDescription {
  return {
    ...sheet,
    rows: rows.map(({ cells, height }) => ({
      cells: Array.from(cells, plainCell),
      ...(height !== undefined && { height }),
    })),
  };
}

function plainCell(cell: CellDescription): CellDescription {
  if (cell === undefined) return undefined;
  const { value, look, formula } = cell;
  return { value, look, ...(formula !== undefined && { formula }) };
}
