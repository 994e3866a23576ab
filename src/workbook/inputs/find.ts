import {
  cellIndex,
  cellName,
  type ReadBook,
  type ReadCell,
  type ReadSheet,
  type ReadTable,
} from '../../ooxml/index.ts';
import type { InputTexts } from '../../texts/inputs.ts';
import { BLANK, type InputCell, type TableSpec } from './spec.ts';

/** Finding our tables and their cells in a workbook that was read, wherever they stand now. */

export interface FoundTable {
  readonly spec: TableSpec;
  readonly sheet: string;
  /** the row of its headings */
  readonly headingRow: number;
  /** headings with their columns, from left to right */
  readonly headings: readonly { readonly text: string; readonly column: number }[];
  /** rows with something in them, from the top down; those right below the table among them */
  readonly rows: readonly number[];
  readonly cell: (row: number, column: number) => InputCell;
}

/** What of a workbook its plan is read from. */
export interface InputBook {
  readonly sheets: readonly InputSheet[];
  readonly names: ReadBook['names'];
  /** whether days are counted from 1904 */
  readonly date1904: boolean;
}

type InputSheet = Pick<ReadSheet, 'name' | 'cells'> & {
  readonly tables: readonly Pick<ReadTable, 'name' | 'area' | 'headerRows' | 'totalsRows' | 'columns'>[];
};

/** Compares names and headings as a spreadsheet program does: capitals don't count, nor does white space. */
export const fold = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase();

/** Our tables in a workbook, by name. */
export function findTables(book: InputBook, specs: readonly TableSpec[]): ReadonlyMap<TableSpec, FoundTable> {
  const byName = new Map(specs.map((spec) => [fold(spec.name), spec]));
  const found = new Map<TableSpec, FoundTable>();
  for (const sheet of book.sheets) {
    let at: ReturnType<typeof cellIndex> | undefined;
    for (const table of sheet.tables) {
      const spec = byName.get(fold(table.name));
      if (spec === undefined || found.has(spec)) continue;
      at ??= cellIndex(sheet);
      found.set(spec, foundTable(spec, sheet, table, at));
    }
  }
  return found;
}

function foundTable(
  spec: TableSpec,
  sheet: InputSheet,
  table: InputSheet['tables'][number],
  at: (row: number, column: number) => ReadCell | undefined,
): FoundTable {
  const { area, headerRows, totalsRows } = table;
  const cell = (row: number, column: number): InputCell => inputCell(at(row, column));
  const headings = table.columns.map(({ name }, index) => {
    const column = area.left + index;
    // some programs change the cell and leave the table's own list of names behind
    const shown = headerRows > 0 ? cell(area.top, column) : BLANK;
    return { text: shown.kind === 'text' ? shown.value : name, column };
  });
  const isEmpty = (row: number): boolean => headings.every(({ column }) => isBlank(cell(row, column)));
  const rows: number[] = [];
  const last = area.bottom - totalsRows;
  for (let row = area.top + headerRows; row <= last; row++) if (!isEmpty(row)) rows.push(row);
  // rows typed below a table that did not grow along
  const others = sheet.tables.filter((other) => other !== table).map((other) => other.area);
  const taken = (row: number): boolean =>
    others.some((o) => row >= o.top && row <= o.bottom && o.left <= area.right && o.right >= area.left);
  if (totalsRows === 0) {
    for (let row = last + 1; !isEmpty(row) && !taken(row); row++) rows.push(row);
  }
  return { spec, sheet: sheet.name, headingRow: area.top, headings, rows, cell };
}

export const isBlank = (cell: InputCell): boolean =>
  cell.kind === 'blank' || (cell.kind === 'text' && cell.value.trim() === '');

/** A cell as an input: a formula counts by its stored value. */
function inputCell(cell: ReadCell | undefined): InputCell {
  switch (cell?.type) {
    case undefined:
    case 'blank':
      return BLANK;
    case 'number': {
      // what a formula leaves beyond the 15 digits a program shows is no input of anyone's
      const value = cell.formula === undefined ? cell.value : Number(cell.value.toPrecision(15));
      return { kind: 'number', value: value === 0 ? 0 : value, date: isDateFormat(cell.style.numberFormat) };
    }
    case 'text':
      return { kind: 'text', value: cell.value };
    case 'boolean':
      return { kind: 'boolean', value: cell.value };
    case 'error':
      return { kind: 'error', value: cell.value };
    case 'date':
      return { kind: 'isoDate', value: cell.value };
  }
}

const formats = new Map<string, boolean>();

/** Whether a number format shows a number as a day or a time. */
function isDateFormat(format: string): boolean {
  let found = formats.get(format);
  if (found === undefined) {
    const bare = format.replace(/"[^"]*"|\\.|\[[^\]]*\]|General|Standaard|E[+-]/gi, '');
    found = /[dmyhsj]/i.test(bare);
    if (formats.size < 1000) formats.set(format, found);
  }
  return found;
}

/** `D14` */
export const address = cellName;

/** The language a workbook is in: the one that knows most of its headings. */
export function languageOf(tables: Iterable<FoundTable>, languages: readonly InputTexts[]): InputTexts {
  const headings = [...tables].flatMap((table) => table.headings.map(({ text }) => fold(text)));
  const known = languages.map((texts) => {
    const words = new Set(Object.values(texts.headings).map(fold));
    return headings.filter((heading) => words.has(heading)).length;
  });
  const most = Math.max(...known);
  return languages[known.indexOf(most)] as InputTexts;
}
