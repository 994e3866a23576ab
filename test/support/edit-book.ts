/**
 * Small edits of a description as a user would make them in the written workbook: found by table name, heading and
 * what stands in the row.
 */
import type {
  CellDescription,
  CellValue,
  SheetDescription,
  TableDescription,
  WorkbookDescription,
} from '../../src/workbook/index.ts';
import { plainWorkbook } from '../../src/workbook/plain.ts';

interface Sheet extends Omit<SheetDescription, 'rows' | 'tables' | 'name'> {
  name: string;
  rows: { cells: CellDescription[]; height?: number }[];
  tables?: TableDescription[];
}

export function textOf(cell: CellDescription): string {
  const value = cell?.value;
  if (value === undefined || value === null) return '';
  return 'text' in value ? value.text : value.number;
}

interface Editable extends Omit<WorkbookDescription, 'sheets'> {
  sheets: Sheet[];
}

/** A workbook that can be edited; the description itself stays as it is. */
export class Edited {
  readonly description: Editable;

  constructor(description: WorkbookDescription) {
    this.description = structuredClone(plainWorkbook(description)) as unknown as Editable;
  }

  /** The table with its sheet. */
  table(name: string): { sheet: Sheet; table: TableDescription } {
    for (const sheet of this.description.sheets) {
      const table = sheet.tables?.find((each) => each.name === name);
      if (table) return { sheet, table };
    }
    throw new Error(`no table ${name}`);
  }

  /** The column of a heading, from 1; a heading that is there more than once is meant by its place. */
  column(name: string, heading: string): number {
    const { sheet, table } = this.table(name);
    const cells = sheet.rows[table.area.top - 1]?.cells ?? [];
    for (let column = table.area.left; column <= table.area.right; column++) {
      if (textOf(cells[column - 1]) === heading) return column;
    }
    throw new Error(`no heading ${heading} in ${name}`);
  }

  /** The sheet rows of a table, from 1, without its headings. */
  rowsOf(name: string): number[] {
    const { area } = this.table(name).table;
    return Array.from({ length: area.bottom - area.top }, (_, index) => area.top + 1 + index);
  }

  /** The row in which a column says this. */
  row(name: string, heading: string, says: string): number {
    const { sheet } = this.table(name);
    const column = this.column(name, heading);
    const found = this.rowsOf(name).find((row) => textOf(sheet.rows[row - 1]?.cells[column - 1]) === says);
    if (found === undefined) throw new Error(`no ${says} under ${heading} in ${name}`);
    return found;
  }

  /** Sets a cell, in the look it has; makes the row where it isn't there yet. */
  set(name: string, row: number, heading: string, value: CellValue): this {
    const { sheet, table } = this.table(name);
    const column = this.column(name, heading);
    while (sheet.rows.length < row) sheet.rows.push({ cells: [] });
    const { cells } = sheet.rows[row - 1] as Sheet['rows'][number];
    while (cells.length < column) cells.push(undefined);
    const look = cells[column - 1]?.look ?? sheet.rows[table.area.top]?.cells[column - 1]?.look ?? 'text';
    cells[column - 1] = { value, look };
    return this;
  }

  /** Replaces the cells of a table's rows, from its first row on: their order, or fewer of them, or more. */
  arrange(name: string, change: (rows: CellDescription[][]) => CellDescription[][]): this {
    const { sheet, table } = this.table(name);
    const { top, left, bottom, right } = table.area;
    const old = this.rowsOf(name).map((row) => sheet.rows[row - 1]?.cells.slice(left - 1, right) ?? []);
    const rows = change(old);
    for (let index = 0; index < Math.max(rows.length, bottom - top); index++) {
      const row = top + 1 + index;
      while (sheet.rows.length < row) sheet.rows.push({ cells: [] });
      const { cells } = sheet.rows[row - 1] as Sheet['rows'][number];
      while (cells.length < right) cells.push(undefined);
      for (let column = left; column <= right; column++) cells[column - 1] = rows[index]?.[column - left];
    }
    const area = { ...table.area, bottom: top + Math.max(1, rows.length) };
    sheet.tables = sheet.tables?.map((each) => (each === table ? { ...table, area } : each)) ?? [];
    return this;
  }

  /** Puts the columns of a table in another order, headings and all. */
  shuffleColumns(name: string, order: (columns: number) => number[]): this {
    const { sheet, table } = this.table(name);
    const { top, left, bottom, right } = table.area;
    const places = order(right - left + 1);
    for (let row = top; row <= bottom; row++) {
      const { cells } = sheet.rows[row - 1] as Sheet['rows'][number];
      const old = cells.slice(left - 1, right);
      places.forEach((from, to) => {
        cells[left - 1 + to] = old[from];
      });
    }
    // what goes with the old order is of no use any more
    delete (sheet as { validations?: unknown }).validations;
    delete (sheet as { conditionalLooks?: unknown }).conditionalLooks;
    return this;
  }
}
