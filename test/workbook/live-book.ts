/** Live sheets as a workbook that LibreOffice can recalculate: what the tests of the calculation share. */
import { Exact, type Plan } from '../../engine/index.ts';
import {
  areaName,
  type Book,
  type Cell,
  cellIndex,
  type ReadBook,
  readBook,
  type Sheet,
  writeBook,
} from '../../src/ooxml/index.ts';
import { inputsNl } from '../../src/texts/inputs.nl.ts';
import type { SheetDescription } from '../../src/workbook/description.ts';
import { describeInputs } from '../../src/workbook/inputs/index.ts';
import type { FormulaSheet } from '../../src/workbook/live/index.ts';
import { InputTables } from '../../src/workbook/live/tables.ts';
import { convert } from '../support/libreoffice.ts';

export const inputsOf = (plan: Plan): readonly SheetDescription[] => describeInputs(inputsNl, plan, '');
export const tablesOf = (plan: Plan): InputTables => new InputTables(inputsOf(plan));

function inputSheet({ name, rows, tables = [] }: SheetDescription): Sheet {
  const cells = rows.flatMap(({ cells }, row) =>
    cells.flatMap((cell, column): Cell[] => {
      const value = cell?.value ?? null;
      if (value === null || ('text' in value && value.text === '')) return [];
      const place = { row: row + 1, column: column + 1 };
      return 'text' in value
        ? [{ kind: 'text', value: value.text, ...place }]
        : [{ kind: 'number', value: value.number, ...place }];
    }),
  );
  return {
    name,
    cells,
    tables: tables.map((table) => ({
      name: table.name,
      area: areaName(table.area),
      filter: false,
      columns: rows[table.area.top - 1]!.cells.slice(table.area.left - 1, table.area.right).map((cell) => ({
        name: (cell!.value as { text: string }).text,
      })),
    })),
  };
}

/** @param poisoned stores 999 in every number, so that only a recalculation gives the right one */
function liveSheet(sheet: FormulaSheet, poisoned: boolean): Sheet {
  const cells = [...sheet.cells()].map(({ row, column, formula, value }): Cell => {
    const place = { row, column };
    const plain = value instanceof Exact ? { decimal: value.toPlain() } : value;
    if (formula !== undefined) {
      return {
        kind: 'formula',
        formula,
        value: poisoned && typeof plain === 'object' ? 999 : plain,
        ...place,
      };
    }
    if (typeof value === 'string') return { kind: 'text', value, ...place };
    return { kind: 'number', value: (value as Exact).toPlain(), ...place };
  });
  return { name: sheet.name, cells };
}

export interface Part {
  readonly inputs: readonly SheetDescription[];
  readonly sheets: readonly FormulaSheet[];
}

/** A place where a user typed a number over a formula. */
export interface Damage {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

function damaged(sheet: Sheet, damage: Damage | undefined): Sheet {
  if (damage?.sheet !== sheet.name) return sheet;
  const { row, column } = damage;
  const cells = sheet.cells.map(
    (cell): Cell =>
      cell.row === row && cell.column === column ? { kind: 'number', row, column, value: '12' } : cell,
  );
  return { ...sheet, cells };
}

export function bytesOf({ inputs, sheets }: Part, damage?: Damage): Uint8Array {
  const book: Book = {
    properties: { created: '2026-08-01T09:30:00Z' },
    sheets: [...inputs.map(inputSheet), ...sheets.map((sheet) => damaged(liveSheet(sheet, true), damage))],
  };
  return writeBook(book);
}

/** Every cell of the live sheets that LibreOffice gives another value than we store. */
export const differences = (part: Part): string[] =>
  misses(readBook(convert(bytesOf(part), 'xlsx')), part.sheets);

/** Half a cent; LibreOffice writes 15 digits, which is less than cents from 10 trillion on. */
const toleranceOf = (value: number): number => (Math.abs(value) < 1e13 ? 0.005 : Math.abs(value) * 1e-14);

/** Every cell that was read with another value than the sheets store. */
export function misses(back: ReadBook, sheets: readonly FormulaSheet[]): string[] {
  const wrong: string[] = [];
  for (const sheet of sheets) {
    const read = back.sheets.find(({ name }) => name === sheet.name);
    if (read === undefined) throw new Error(`no sheet ${sheet.name}`);
    const found = cellIndex(read);
    for (const { row, column, formula, value } of sheet.cells()) {
      const cell = found(row, column);
      const own = cell === undefined || cell.type === 'blank' ? undefined : cell.value;
      const equal =
        value instanceof Exact
          ? typeof own === 'number' && Math.abs(own - Number(value.toPlain())) < toleranceOf(own)
          : own === value || (value === '' && own === undefined);
      if (!equal) {
        const shown = value instanceof Exact ? value.toPlain() : String(value);
        wrong.push(`${sheet.name} R${row}C${column} ${formula ?? ''}: ${String(own)} is not ${shown}`);
      }
    }
  }
  return wrong;
}
