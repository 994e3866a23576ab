import { Exact } from '../../../engine/index.ts';
import { columnName, quoteSheetName } from '../../ooxml/index.ts';
import { type Cells, type Expr, Late, type Site, sum, type Value, ZERO } from './formula.ts';

/** What the label columns hold: a word or number, or a formula that is the same in all years. */
export type Label = string | number | Expr;

/**
 * The label columns, from A: what a row is, the ids it is about, and for people what it is (E), in which unit (F), from
 * which source (G), since when (H) and how firm (I).
 */
export const LABELS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I'] as const;
export type LabelColumn = (typeof LABELS)[number];
export type Labels = Partial<Readonly<Record<LabelColumn, Label>>>;

/** The column of the first year, from 1. */
export const FIRST_YEAR = LABELS.length + 1;

export type RowLook =
  | 'euro'
  /** euro that others add up to */
  | 'total'
  | 'hours'
  | 'fte'
  | 'count'
  | 'factor'
  | 'flag'
  | 'ratio'
  | 'amount'
  | 'year'
  | 'title'
  | 'label'
  /** small print under a title */
  | 'note'
  /** over rows that belong together */
  | 'band'
  /** names, small */
  | 'among'
  /** in words, whether it fits */
  | 'verdict'
  /** its label G is 1 where something is wrong, its D how many are */
  | 'check'
  | 'master';

/** Looks of a row that its labels have too. */
const LABEL_LOOKS: readonly RowLook[] = ['title', 'total', 'note', 'band', 'master'];

/** Cells that hold one formula, filled from the first of them: the same text as steps from where it stands. */
export interface LiveFill {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A cell as it is to be written. */
export interface LiveCell {
  readonly row: number;
  /** from 1 */
  readonly column: number;
  /** without a leading `=` */
  readonly formula?: string;
  /** where other cells have the same formula; one object for all of them */
  readonly fill?: LiveFill | undefined;
  readonly value: Exclude<Value, null>;
  readonly look: RowLook;
}

/** A formula cell. Its text is made when it is asked for: a filled one needs only that of its first cell. */
class FormulaCell implements LiveCell {
  readonly row: number;

  constructor(
    private readonly of: Row,
    readonly column: number,
    readonly value: Exclude<Value, null>,
    readonly look: RowLook,
    private readonly expr: Expr,
    readonly fill?: LiveFill,
  ) {
    this.row = of.number;
  }

  get formula(): string {
    const year = this.column < FIRST_YEAR ? -1 : this.column - FIRST_YEAR;
    return this.expr.print({ sheet: this.of.sheet.name, year });
  }
}

/** A sheet of rows, one formula per row over all years. A row's number is its place; references find it there. */
export class LiveSheet {
  private readonly all: Row[] = [];
  /** a printed page ends after these rows */
  readonly breaks: number[] = [];

  constructor(
    readonly name: string,
    readonly years: number,
  ) {}

  get rows(): readonly Row[] {
    return this.all;
  }

  /** @param years the formula of its year columns; absent: it has only labels */
  add(labels: Labels, years?: Expr, look: RowLook = years === undefined ? 'label' : 'count'): Row {
    const row = new Row(this, this.all.length + 1, labels, years, look);
    this.all.push(row);
    return row;
  }

  /** The same, with the sum of its years in a column after them. */
  addSummed(labels: Labels, years: Expr, look: RowLook): Row {
    const row = new Row(this, this.all.length + 1, labels, years, look, undefined, true);
    this.all.push(row);
    return row;
  }

  /** A row of figures that are no formulas: years, and what names them. */
  addValues(labels: Labels, values: readonly Exclude<Value, null>[], look: RowLook): Row {
    const row = new Row(this, this.all.length + 1, labels, undefined, look, values);
    this.all.push(row);
    return row;
  }

  /** What comes next is printed on a new page. */
  break(): void {
    this.breaks.push(this.all.length);
  }

  blank(): Row {
    return this.add({});
  }

  /** Rows that were added one after the other, as one range. */
  range(rows: readonly Row[]): Range {
    return new Range(rows);
  }

  /** How many of its cells are formulas. */
  get formulas(): number {
    return this.all.reduce((total, row) => total + row.formulas, 0);
  }

  /** The same, counted by the spreadsheet itself: less where a formula was overwritten or a row deleted. */
  get formulasNow(): Expr {
    const columns = FIRST_YEAR + this.years;
    const area = `$A$1:$${columnName(columns)}$${this.all.length}`;
    return {
      rank: 9,
      print: () => `SUMPRODUCT(_xlfn.ISFORMULA(${quoteSheetName(this.name)}!${area})*1)`,
      value: () => Exact.whole(this.formulas),
    };
  }

  /** Whether there is a column with sums after the years. */
  get isSummed(): boolean {
    return this.all.some(({ summed }) => summed);
  }

  /** From the first row down, from left to right. */
  *cells(): Generator<LiveCell> {
    const fills = this.fills();
    for (const row of this.all) yield* row.cells(fills);
  }

  /** The fills of all rows; it takes all formulas in turn. */
  fills(): Fills {
    const fills = new Fills();
    const open = new Map<LabelColumn | 0, { text: string; first: number; last: number }>();
    const close = (column: LabelColumn | 0): void => {
      const run = open.get(column);
      open.delete(column);
      if (run !== undefined) fills.add(column, run.first, run.last, this.years);
    };
    for (const row of this.all) {
      const seen = row.relativeFormulas();
      for (const column of [...open.keys()]) if (!seen.has(column)) close(column);
      for (const [column, text] of seen) {
        const run = open.get(column);
        if (run?.text === text) run.last = row.number;
        else {
          close(column);
          open.set(column, { text, first: row.number, last: row.number });
        }
      }
    }
    for (const column of [...open.keys()]) close(column);
    return fills;
  }
}

/** The fills of a sheet: of each label column, and of the year columns (0), from the first row down. */
export class Fills {
  private readonly byColumn = new Map<LabelColumn | 0, LiveFill[]>();

  add(column: LabelColumn | 0, top: number, bottom: number, years: number): void {
    const left = column === 0 ? FIRST_YEAR : LABELS.indexOf(column) + 1;
    const right = column === 0 ? FIRST_YEAR + years - 1 : left;
    if (top === bottom && left === right) return;
    const own = this.byColumn.get(column);
    const fill = { top, left, bottom, right };
    if (own === undefined) this.byColumn.set(column, [fill]);
    else own.push(fill);
  }

  /** The fill that a row's cells are in. */
  of(column: LabelColumn | 0, row: number): LiveFill | undefined {
    const all = this.byColumn.get(column) ?? [];
    let [from, to] = [0, all.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((all[middle] as LiveFill).bottom < row) from = middle + 1;
      else to = middle;
    }
    const found = all[from];
    return found !== undefined && found.top <= row ? found : undefined;
  }
}

/** A program keeps a formula with another sheet or a table in it to its own cell. */
const isFillable = (text: string): boolean => !/[![]/.test(text);

/** A row; as a formula it is its own cell in the same year. */
export class Row implements Expr {
  readonly rank = 9;
  private known: (Value | undefined)[] | undefined;
  private labelCells: Partial<Record<LabelColumn, LabelCell>> | undefined;
  /** Its formula as steps from where it stands, until all fills are known. */
  private relative: string | undefined;
  private busy = false;
  private pinned = false;

  constructor(
    readonly sheet: LiveSheet,
    readonly number: number,
    readonly labels: Labels,
    readonly formula: Expr | undefined,
    readonly look: RowLook,
    readonly fixed?: readonly Exclude<Value, null>[],
    readonly summed = false,
  ) {}

  /** Whether it has year columns. */
  get hasYears(): boolean {
    return this.formula !== undefined || this.fixed !== undefined;
  }

  /** How many of its cells are formulas. */
  get formulas(): number {
    let count = this.formula === undefined ? 0 : this.sheet.years + (this.summed ? 1 : 0);
    for (const column in this.labels) {
      if (typeof this.labels[column as LabelColumn] === 'object') count++;
    }
    return count;
  }

  print(site: Site): string {
    const { sheet, year, row } = site;
    if (year < 0) throw new RangeError(`a year of row ${this.number} in a label`);
    const column = row === undefined ? columnName(FIRST_YEAR + year) : 'C';
    return `${this.prefix(sheet)}${column}${this.place(site)}`;
  }

  /** It stands alone, and is not one of many alike: references to it stay where they are when they are filled down. */
  pin(): this {
    this.pinned = true;
    return this;
  }

  /** Its row in a reference: the number, or steps from where that stands. */
  place({ row, pinned }: Site): string {
    if (this.pinned || pinned === true) return `$${this.number}`;
    return row === undefined ? String(this.number) : `R{${this.number - row}}`;
  }

  prefix(sheet: string): string {
    return sheet === this.sheet.name ? '' : `${quoteSheetName(this.sheet.name)}!`;
  }

  value({ year }: Site): Value {
    return this.in(year);
  }

  /** The value in a year; a blank that a formula gives is 0. */
  in(year: number): Exclude<Value, null> {
    if (this.fixed !== undefined) return this.fixed[year] as Exclude<Value, null>;
    const value = this.known?.[year] ?? this.evaluate(year);
    return value as Exclude<Value, null>;
  }

  /** Evaluates all years together, so that the formula is made once; but not while it is at that already. */
  private evaluate(wanted: number): Value {
    if (this.formula === undefined) throw new RangeError(`row ${this.number} has no years`);
    this.known ??= new Array<Value | undefined>(this.sheet.years);
    const expr = this.formula instanceof Late ? this.formula.make() : this.formula;
    const [from, to] = this.busy ? [wanted, wanted + 1] : [0, this.sheet.years];
    const outer = !this.busy;
    this.busy = true;
    // while the formula is there: to make it again for its text would take as long
    this.relative ??= expr.print({ sheet: this.sheet.name, year: 0, row: this.number });
    for (let year = from; year < to; year++) {
      this.known[year] ??= expr.value({ sheet: this.sheet.name, year }) ?? ZERO;
    }
    if (outer) this.busy = false;
    return this.known[wanted] as Value;
  }

  /** The cell in a label column. */
  label(column: LabelColumn): LabelCell {
    this.labelCells ??= {};
    this.labelCells[column] ??= new LabelCell(this, column);
    return this.labelCells[column];
  }

  /** The cell of the year before; in the first year the label beside it, which has to be left alone there. */
  get previous(): Expr {
    return {
      rank: 9,
      print: (site) => {
        const column = site.row === undefined ? columnName(FIRST_YEAR + site.year - 1) : 'C{-1}';
        return `${this.prefix(site.sheet)}${column}${this.place(site)}`;
      },
      value: ({ year }) => this.in(year - 1),
    };
  }

  /** The cell of one year, whatever the year of the formula. */
  at(year: number): Expr {
    const column = `$${columnName(FIRST_YEAR + year)}`;
    return {
      rank: 9,
      print: (site) => `${this.prefix(site.sheet)}${column}${this.place(site)}`,
      value: () => this.in(year),
    };
  }

  /** All its years. */
  get across(): Cells {
    const [first, last] = [columnName(FIRST_YEAR), columnName(FIRST_YEAR + this.sheet.years - 1)];
    return {
      print: (site) => {
        const own = this.place(site);
        return `${this.prefix(site.sheet)}$${first}${own}:$${last}${own}`;
      },
      values: () => Array.from({ length: this.sheet.years }, (_, year) => this.in(year)),
    };
  }

  /** Its formulas as steps from where they stand, by column, where they can be filled. */
  relativeFormulas(): ReadonlyMap<LabelColumn | 0, string> {
    const found = new Map<LabelColumn | 0, string>();
    const site: Site = { sheet: this.sheet.name, year: 0, row: this.number };
    for (const column in this.labels) {
      const label = this.labels[column as LabelColumn];
      if (typeof label !== 'object') continue;
      const text = label.print({ ...site, year: -1 });
      if (isFillable(text)) found.set(column as LabelColumn, text);
    }
    if (this.formula !== undefined) {
      const text = this.relative ?? this.formula.print(site);
      this.relative = undefined;
      if (isFillable(text)) found.set(0, text);
    }
    return found;
  }

  /** Its cells from left to right. */
  cells(fills: Fills): readonly LiveCell[] {
    const { sheet, number, formula, look } = this;
    const cells: LiveCell[] = [];
    for (const [at, column] of LABELS.entries()) {
      const label = this.labels[column];
      if (label === undefined || label === '') continue;
      const shown: RowLook = LABEL_LOOKS.includes(look) ? look : 'label';
      if (typeof label === 'object') {
        const value = this.label(column).value();
        cells.push(new FormulaCell(this, at + 1, value, shown, label, fills.of(column, number)));
      } else {
        const value = typeof label === 'number' ? Exact.of(label) : label;
        cells.push({ row: number, column: at + 1, look: shown, value });
      }
    }
    for (const [year, value] of (this.fixed ?? []).entries())
      cells.push({ row: number, column: FIRST_YEAR + year, value, look });
    if (formula === undefined) return cells;
    const fill = fills.of(0, number);
    for (let year = 0; year < sheet.years; year++) {
      cells.push(new FormulaCell(this, FIRST_YEAR + year, this.in(year), look, formula, fill));
    }
    if (!this.summed) return cells;
    const all = sum(this.across);
    const value = all.value({ sheet: sheet.name, year: 0 }) as Exact;
    cells.push(new FormulaCell(this, FIRST_YEAR + sheet.years, value, look, all));
    return cells;
  }
}

export class LabelCell implements Expr {
  readonly rank = 9;
  private known: Exclude<Value, null> | undefined;

  constructor(
    readonly row: Row,
    readonly column: LabelColumn,
  ) {}

  print(site: Site): string {
    return `${this.row.prefix(site.sheet)}$${this.column}${this.row.place(site)}`;
  }

  value(): Exclude<Value, null> {
    if (this.known === undefined) {
      const label = this.row.labels[this.column];
      if (label === undefined) throw new RangeError(`no label ${this.column}${this.row.number}`);
      this.known =
        typeof label === 'object'
          ? (label.value({ sheet: this.row.sheet.name, year: -1 }) ?? ZERO)
          : typeof label === 'number'
            ? Exact.of(label)
            : label;
    }
    return this.known;
  }
}

/** Rows below each other. */
export class Range implements Cells {
  private readonly known = new Map<number, readonly Value[]>();
  private readonly labelled = new Map<LabelColumn, Cells>();

  /** @param rows at least one, and without a gap */
  constructor(readonly rows: readonly Row[]) {
    const [first] = rows;
    if (first === undefined) throw new RangeError('a range of no rows');
    if (rows.some(({ number }, at) => number !== first.number + at))
      throw new RangeError('a range with a gap');
  }

  private get first(): Row {
    return this.rows[0] as Row;
  }

  private get last(): Row {
    return this.rows[this.rows.length - 1] as Row;
  }

  /** Its cells of a year. */
  print({ sheet, year, row }: Site): string {
    const column = row === undefined ? columnName(FIRST_YEAR + year) : 'C';
    return `${this.first.prefix(sheet)}${column}$${this.first.number}:${column}$${this.last.number}`;
  }

  values({ year }: Site): readonly Value[] {
    let values = this.known.get(year);
    if (values === undefined) {
      values = this.rows.map((row) => (row.hasYears ? row.in(year) : null));
      this.known.set(year, values);
    }
    return values;
  }

  /** Its cells in a label column; a row without that label is blank. */
  label(column: LabelColumn): Cells {
    let cells = this.labelled.get(column);
    if (cells === undefined) {
      let values: readonly Value[] | undefined;
      cells = {
        print: ({ sheet }) =>
          `${this.first.prefix(sheet)}$${column}$${this.first.number}:$${column}$${this.last.number}`,
        values: () => {
          values ??= this.rows.map((row) =>
            row.labels[column] === undefined ? null : row.label(column).value(),
          );
          return values;
        },
      };
      this.labelled.set(column, cells);
    }
    return cells;
  }

  /** From its first row down to this one, for who came before. */
  upTo(row: Row): Cells {
    return {
      print: (site) => {
        const column = site.row === undefined ? columnName(FIRST_YEAR + site.year) : 'C';
        const first = `${this.first.prefix(site.sheet)}${column}$${this.first.number}`;
        return `${first}:${column}${row.place(site)}`;
      },
      values: (site) => this.values(site).slice(0, row.number - this.first.number + 1),
    };
  }
}
