import { Exact } from '../../../engine/index.ts';
import { columnName, quoteSheetName } from '../../ooxml/index.ts';
import type { CellRange, CellValue, Look } from '../description.ts';
import { type Cells, type Expr, type Site, textOf, type Value, ZERO } from './formula.ts';

/** A sheet that other sheets can count the formulas of, and that a test can hold against another program. */
export interface FormulaSheet {
  readonly name: string;
  /** how many of its cells are formulas, as it is written */
  readonly formulas: number;
  /** the same, counted by the spreadsheet itself */
  readonly formulasNow: Expr;
  cells(): Iterable<FormulaSheetCell>;
}

export interface FormulaSheetCell {
  readonly row: number;
  /** from 1 */
  readonly column: number;
  /** without a leading `=` */
  readonly formula?: string;
  readonly value: Exclude<Value, null>;
}

/** What a cell holds: a text, a number, or a formula. */
export type Content = string | number | Exact | Expr;

const isFormula = (content: Content): content is Expr =>
  typeof content === 'object' && !(content instanceof Exact);

/** How many cells of an area are formulas: the spreadsheet counts fewer where one was overwritten or deleted. */
export const formulasIn = (sheet: string, area: CellRange, written: () => number): Expr => ({
  rank: 9,
  print: () =>
    `SUMPRODUCT(_xlfn.ISFORMULA(${quoteSheetName(sheet)}!$${columnName(area.left)}$${area.top}:$${columnName(area.right)}$${area.bottom})*1)`,
  value: () => Exact.whole(written()),
});

/** A sheet whose cells stand where its maker puts them: for pages that are no rows of years. */
export class GridSheet implements FormulaSheet {
  private readonly placed = new Map<string, GridCell>();
  private readonly heights = new Map<number, number>();
  private last = { row: 0, column: 0 };
  /** from this row on its formulas are not counted: those look at the count themselves */
  uncountedFrom: number | undefined;

  constructor(readonly name: string) {}

  put(row: number, column: number, content: Content, look: Look): GridCell {
    const cell = new GridCell(this, row, column, content, look);
    this.placed.set(`${row}:${column}`, cell);
    this.last = { row: Math.max(this.last.row, row), column: Math.max(this.last.column, column) };
    return cell;
  }

  /** The number of the row after the last one with something in it. */
  get next(): number {
    return this.last.row + 1;
  }

  get columns(): number {
    return this.last.column;
  }

  setHeight(row: number, points: number): void {
    this.heights.set(row, points);
  }

  heightOf(row: number): number | undefined {
    return this.heights.get(row);
  }

  private get counted(): readonly GridCell[] {
    const end = this.uncountedFrom ?? Number.POSITIVE_INFINITY;
    return [...this.placed.values()].filter(({ row, isFormula }) => isFormula && row < end);
  }

  get formulas(): number {
    return this.counted.length;
  }

  get formulasNow(): Expr {
    const bottom = (this.uncountedFrom ?? this.next) - 1;
    return formulasIn(this.name, { top: 1, left: 1, bottom, right: this.columns }, () => this.formulas);
  }

  *cells(): Generator<FormulaSheetCell & { readonly look: Look }> {
    const cells = [...this.placed.values()].sort((x, y) => x.row - y.row || x.column - y.column);
    for (const cell of cells) {
      const { row, column, look, isFormula } = cell;
      const value = cell.value();
      yield { row, column, look, value, ...(isFormula && { formula: cell.formula() }) };
    }
  }
}

/** A cell of such a sheet; in a formula it stands for itself. */
export class GridCell implements Expr {
  readonly rank = 9;
  private known: Exclude<Value, null> | undefined;

  constructor(
    readonly sheet: GridSheet,
    readonly row: number,
    readonly column: number,
    private readonly content: Content,
    readonly look: Look,
  ) {}

  get isFormula(): boolean {
    return isFormula(this.content);
  }

  private get site(): Site {
    return { sheet: this.sheet.name, year: -1 };
  }

  formula(): string {
    return isFormula(this.content) ? this.content.print(this.site) : '';
  }

  print({ sheet }: Site): string {
    const place = `${columnName(this.column)}${this.row}`;
    return sheet === this.sheet.name ? place : `${quoteSheetName(this.sheet.name)}!${place}`;
  }

  value(): Exclude<Value, null> {
    this.known ??= held(this.content, this.site);
    return this.known;
  }

  get range(): CellRange {
    return { top: this.row, left: this.column, bottom: this.row, right: this.column };
  }
}

const held = (content: Content, site: Site): Exclude<Value, null> => {
  if (isFormula(content)) return content.value(site) ?? ZERO;
  return typeof content === 'number' ? Exact.of(content) : content;
};

/** Cells below or beside each other, from the first to the last. */
export const cellsOf = (cells: readonly GridCell[]): Cells => {
  const [first, last] = [cells[0] as GridCell, cells.at(-1) as GridCell];
  return {
    print: (site) => `${first.print(site)}:${columnName(last.column)}${last.row}`,
    values: () => cells.map((cell) => cell.value()),
  };
};

/** As a description has it. */
export const cellValueOf = (value: Exclude<Value, null>): CellValue =>
  value instanceof Exact ? { number: value.toPlain() } : { text: textOf(value) };
