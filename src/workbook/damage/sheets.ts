import { cellIndex, type ReadCell, type ReadSheet } from '../../ooxml/index.ts';
import type { CellDescription, SheetDescription } from '../description.ts';
import { fold } from '../inputs/index.ts';
import { type Alignment, align } from './align.ts';
import type { SheetPlace } from './formula.ts';
import { shapeOf } from './formula.ts';

/** A sheet as it was written beside what it is now, row by row and column by column. */
export class SheetPair {
  private readonly at: (row: number, column: number) => ReadCell | undefined;
  /** the cells of each row as they were written */
  readonly cells: readonly (readonly CellDescription[])[];
  readonly rows: Alignment;
  readonly columns: Alignment;
  /** every cell holds what was written, to the letter */
  readonly untouched: boolean;

  constructor(
    readonly written: SheetDescription,
    readonly found: ReadSheet,
  ) {
    this.at = cellIndex(found);
    const rowsFound: ReadCell[][] = [];
    let width = 0;
    for (const cell of found.cells) {
      if (isBlank(cell)) continue;
      while (rowsFound.length < cell.row) rowsFound.push([]);
      (rowsFound[cell.row - 1] as ReadCell[]).push(cell);
      width = Math.max(width, cell.column);
    }
    // the rows of a large sheet are made each time they are asked for
    this.cells = Array.from(written.rows, ({ cells }) => cells);
    // rows that are just what they were need no closer look
    const whole = this.cells.map((cells, at) => this.isWhole(cells, rowsFound[at] ?? []));
    this.untouched = whole.every(Boolean) && rowsFound.length <= this.cells.length;
    // where rows came or went, a row in the same place may be another one that looks the same
    const height = this.cells.findLastIndex((cells) => cells.some((cell) => signOf(cell) !== '')) + 1;
    const firstOther = whole.indexOf(false);
    const same = (at: number): boolean =>
      whole[at] === true && (height === rowsFound.length || firstOther < 0 || at < firstOther);
    const signs = this.cells.map((cells, at) =>
      same(at) ? [`\u0002${at}`] : cells.map(signOf).filter((sign) => sign !== ''),
    );
    const signsFound = rowsFound.map((cells, at) => (same(at) ? [`\u0002${at}`] : cells.map(signOfFound)));
    this.rows = align(
      signs.map((row) => row.join('\u0001')),
      signsFound.map((row) => row.join('\u0001')),
      (one, other) => likeness(signs[one] as string[], signsFound[other] as string[]),
    );
    this.columns = this.untouched ? this.unmoved() : this.alignColumns(width);
  }

  private isWhole(cells: readonly CellDescription[], found: readonly ReadCell[]): boolean {
    let next = 0;
    for (const [at, cell] of cells.entries()) {
      const formula = cell?.formula;
      if (formula === undefined && signOf(cell) === '') continue;
      const other = found[next++];
      if (other?.column !== at + 1 || other.formula !== formula) return false;
      if (formula === undefined && signOf(cell) !== signOfFound(other)) return false;
    }
    return next === found.length;
  }

  private unmoved(): Alignment {
    const most = this.cells.reduce((sum, row) => Math.max(sum, row.length), 0);
    return { to: Array.from({ length: most }, (_, column) => column), inserted: [] };
  }

  /** Over the rows that are still there, at most so many of them that differ from each other in something. */
  private alignColumns(width: number): Alignment {
    const { rows, cells, at } = this;
    const most = cells.reduce((sum, row) => Math.max(sum, row.length), 0);
    const step = Math.max(1, Math.floor(cells.length / 400));
    const kept = rows.to.flatMap((to, row) =>
      to === undefined || (row > 12 && row % step > 0) ? [] : [[row, to] as const],
    );
    const columns = Array.from({ length: most }, (_, column) =>
      kept.map(([row]) => signOf(cells[row]?.[column])),
    );
    const columnsFound = Array.from({ length: width }, (_, column) =>
      kept.map(([, to]) => signOfFound(at(to + 1, column + 1))),
    );
    return align(
      columns.map((column) => column.join('\u0001')),
      columnsFound.map((column) => column.join('\u0001')),
      (one, other) => {
        const [left, right] = [columns[one] as string[], columnsFound[other] as string[]];
        const both = left.filter((sign, row) => sign !== '' || right[row] !== '').length;
        const same = left.filter((sign, row) => sign !== '' && sign === right[row]).length;
        return both === 0 ? 0.5 : same / both;
      },
    );
  }

  get place(): SheetPlace {
    const step = ({ to }: Alignment, at: number): number | undefined => {
      // beyond what was written nothing is known to have moved but what moved before it
      if (at > to.length)
        return to.length === 0 ? at : at + (to.findLast((each) => each !== undefined) ?? 0) + 1 - to.length;
      const found = to[at - 1];
      return found === undefined ? undefined : found + 1;
    };
    return {
      name: fold(this.found.name),
      row: (row) => step(this.rows, row),
      column: (column) => step(this.columns, column),
    };
  }

  /** The cell, as it is now, of one that was written; both from 1, and where it is now. */
  cell(row: number, column: number): { row: number; column: number; cell: ReadCell | undefined } | undefined {
    const [to, across] = [this.rows.to[row - 1], this.columns.to[column - 1]];
    if (to === undefined) return undefined;
    // a blank column at the end is no column of its own
    if (across === undefined) return undefined;
    return { row: to + 1, column: across + 1, cell: this.at(to + 1, across + 1) };
  }

  find(row: number, column: number): ReadCell | undefined {
    return this.at(row, column);
  }
}

export const isBlank = (cell: ReadCell | undefined): boolean =>
  cell === undefined ||
  (cell.formula === undefined && (cell.type === 'blank' || (cell.type === 'text' && cell.value === '')));

/** What stands in a cell as it was written; '' for nothing. */
function signOf(cell: CellDescription): string {
  if (cell === undefined) return '';
  if (cell.formula !== undefined) return `=${shapeOf(cell.formula)}`;
  if (cell.value === null) return '';
  return 'text' in cell.value ? cell.value.text : String(Number(cell.value.number));
}

function signOfFound(cell: ReadCell | undefined): string {
  if (cell === undefined) return '';
  if (cell.formula !== undefined) return `=${shapeOf(cell.formula)}`;
  return cell.type === 'blank' ? '' : String(cell.value);
}

/** The part of the cells of two rows that they share. */
function likeness(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 && other.length === 0) return 1;
  const signs = new Set(other);
  const shared = one.filter((sign) => signs.has(sign)).length;
  return (2 * shared) / (one.length + other.length);
}
