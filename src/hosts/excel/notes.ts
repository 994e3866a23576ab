import { type Area, areasOverlap, cellName, type Discarded, parseSheetReference } from '../../ooxml/index.ts';
import type { WorkbookDescription } from '../../workbook/index.ts';
import type { ExcelLibrary } from './office.ts';
import { readState } from './state.ts';

/**
 * What a user put on our sheets that is not in the plan: notes beside a table, sums of their own. Sheets of results are
 * protected, so only those to fill in are looked at.
 * @param written how our sheets are with the plan that stands in them
 */
export async function userNotes(excel: ExcelLibrary, written: WorkbookDescription): Promise<Discarded[]> {
  return excel.run(async (context) => {
    const { sheets } = await readState(context);
    const open = sheets.flatMap(({ name, mark, tables }) => {
      const description = written.sheets.find((sheet) => sheet.mark !== undefined && sheet.mark === mark);
      if (description === undefined || description.locked === true) return [];
      const worksheet = context.workbook.worksheets.getItem(name);
      const range = worksheet.getUsedRangeOrNullObject(true);
      range.load('rowIndex,columnIndex,formulas');
      const areas = tables.map((table) => {
        const area = worksheet.tables.getItem(table).getRange();
        area.load('address');
        return area;
      });
      return [{ name, description, range, areas }];
    });
    if (open.length === 0) return [];
    await context.sync();
    return open.flatMap(({ name, description, range, areas }) => {
      if (range.isNullObject) return [];
      const { rowIndex, columnIndex } = range;
      const contents = range.formulas as unknown[][];
      const { rows } = description;
      const at = (row: number, column: number): unknown =>
        contents[row - rowIndex - 1]?.[column - columnIndex - 1] ?? '';
      const tables = areas.map(({ address }) =>
        grown(parseSheetReference(address, { where: name }).area, at),
      );
      return contents.flatMap((cells, row) =>
        cells.flatMap((content, column) => {
          const place = { top: rowIndex + row + 1, left: columnIndex + column + 1 };
          const cell = { ...place, bottom: place.top, right: place.left };
          const ours =
            rows[row + rowIndex]?.cells[column + columnIndex] !== undefined ||
            tables.some((table) => areasOverlap(table, cell));
          return content === '' || ours
            ? []
            : [{ kind: 'cell' as const, sheet: name, cell: cellName(place.top, place.left) }];
        }),
      );
    });
  });
}

/** A table with the rows right below it, which are read as rows of it. */
function grown(area: Area, at: (row: number, column: number) => unknown): Area {
  let { bottom } = area;
  const isFilled = (row: number): boolean => {
    for (let column = area.left; column <= area.right; column++) if (at(row, column) !== '') return true;
    return false;
  };
  while (isFilled(bottom + 1)) bottom++;
  return { ...area, bottom };
}
