import {
  type Area,
  cellName,
  OoxmlError,
  parseSheetReference,
  type ReadBook,
  type ReadCell,
  type ReadSheet,
  readBook,
} from '../ooxml/index.ts';
import { refuse } from './problems.ts';
import type { Cell, Row, RowSource } from './rows.ts';

/** A list in a workbook: a sheet, a table or a named range of an `.xlsx`. */

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * @param name the file's name, for the problems
 * @param wanted a sheet, a table or a named range; '' where the workbook has only one sheet to choose from
 * @throws ImportRefusal for what is no workbook, and for a part that isn't there
 */
export function sheetRows(name: string, bytes: Uint8Array, wanted: string): RowSource {
  const book = opened(name, bytes);
  const { sheet, area } = chosen(name, book, wanted);
  return {
    name: `${name}#${sheet.name}`,
    place: (line, column) => `${name}#${sheet.name}!${cellName(line, column + (area?.left ?? 1) - 1)}`,
    rows: () => rowsOf(sheet, area),
  };
}

function opened(name: string, bytes: Uint8Array): ReadBook {
  try {
    return readBook(bytes);
  } catch (error) {
    if (error instanceof OoxmlError) return refuse(name, 'book-unreadable', { reason: error.code });
    throw error;
  }
}

interface Chosen {
  readonly sheet: ReadSheet;
  readonly area?: Area;
}

function chosen(name: string, book: ReadBook, wanted: string): Chosen {
  const sheets = book.sheets.filter(({ kind }) => kind === 'worksheet');
  const tables = sheets.flatMap((sheet) => sheet.tables.map((table) => ({ sheet, table })));
  const visible = sheets.filter(({ state, cells }) => state === 'visible' && cells.length > 0);
  const known = [
    ...sheets.map((sheet) => sheet.name),
    ...tables.map(({ table }) => table.name),
    ...book.names
      .filter(({ hidden, name: each }) => !hidden && !each.startsWith('_xlnm.'))
      .map(({ name: each }) => each),
  ];
  if (wanted === '') {
    const [only] = visible;
    if (only && visible.length === 1) return { sheet: only };
    return refuse(name, 'sheet-which', { known });
  }
  const sheet = sheets.find((each) => same(each.name, wanted));
  if (sheet) return { sheet };
  const table = tables.find((each) => same(each.table.name, wanted));
  if (table) {
    const { area, totalsRows } = table.table;
    return { sheet: table.sheet, area: { ...area, bottom: area.bottom - totalsRows } };
  }
  const named = book.names.find((each) => same(each.name, wanted));
  const place = named && referenceOf(named.formula);
  const target = place && sheets.find((each) => same(each.name, place.sheet));
  if (place && target) return { sheet: target, area: place.area };
  return refuse(name, 'sheet-unknown', { found: wanted, known });
}

/** The cells a name stands for; undefined for a name that is a formula or a constant. */
function referenceOf(formula: string): { sheet: string; area: Area } | undefined {
  try {
    return parseSheetReference(formula, { where: 'name' });
  } catch (error) {
    if (error instanceof OoxmlError) return undefined;
    throw error;
  }
}

function* rowsOf(sheet: ReadSheet, area: Area | undefined): Generator<Row> {
  const inside = ({ row, column }: ReadCell): boolean =>
    !area || (row >= area.top && row <= area.bottom && column >= area.left && column <= area.right);
  const left = area?.left ?? 1;
  const byRow = new Map<number, ReadCell[]>();
  for (const cell of sheet.cells) {
    if (!inside(cell) || (cell.type === 'blank' && cell.formula === undefined)) continue;
    const row = byRow.get(cell.row);
    if (row) row.push(cell);
    else byRow.set(cell.row, [cell]);
  }
  for (const line of [...byRow.keys()].sort((a, b) => a - b)) {
    const cells: Cell[] = [];
    for (const cell of byRow.get(line) ?? []) {
      cells[cell.column - left] = cellValue(cell);
    }
    // what no cell stands in is a hole until now
    for (let at = 0; at < cells.length; at++) cells[at] ??= '';
    yield { line, cells };
  }
}

function cellValue(cell: ReadCell): Cell {
  switch (cell.type) {
    case 'text':
      return cell.value;
    case 'number':
      return { number: cell.text };
    case 'boolean':
      return cell.value ? 'WAAR' : 'ONWAAR';
    case 'date':
      return cell.value;
    case 'error':
      return { fault: 'sheet-cell-error', found: cell.value };
    case 'blank':
      return { fault: 'sheet-formula-empty', found: '' };
  }
}
