import { Exact } from '../../../engine/index.ts';
import { columnName, quoteSheetName } from '../../ooxml/index.ts';
import { type Cells, type Expr, type Site, sum, type Value, ZERO } from './formula.ts';

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
  | 'label';

/** A cell as it is to be written. */
export interface LiveCell {
  readonly row: number;
  /** from 1 */
  readonly column: number;
  /** without a leading `=` */
  readonly formula?: string;
  readonly value: Exclude<Value, null>;
  readonly look: RowLook;
}

/** A sheet of rows, one formula per row over all years. A row's number is its place; references find it there. */
export class LiveSheet {
  private readonly all: Row[] = [];

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

  *cells(): Generator<LiveCell> {
    for (const row of this.all) yield* row.cells();
  }
}

/** A row; as a formula it is its own cell in the same year. */
export class Row implements Expr {
  readonly rank = 9;
  private readonly known: (Value | undefined)[] = [];
  private readonly labelExprs = new Map<LabelColumn, LabelCell>();

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
    const labels = Object.values(this.labels).filter((label) => typeof label === 'object').length;
    if (this.formula === undefined) return labels;
    return labels + this.sheet.years + (this.summed ? 1 : 0);
  }

  print({ sheet, year }: Site): string {
    if (year < 0) throw new RangeError(`a year of row ${this.number} in a label`);
    return `${this.prefix(sheet)}${columnName(FIRST_YEAR + year)}${this.number}`;
  }

  prefix(sheet: string): string {
    return sheet === this.sheet.name ? '' : `${quoteSheetName(this.sheet.name)}!`;
  }

  value({ year }: Site): Value {
    return this.in(year);
  }

  /** The value in a year; a blank that a formula gives is 0. */
  in(year: number): Exclude<Value, null> {
    let value = this.fixed === undefined ? this.known[year] : this.fixed[year];
    if (value === undefined) {
      if (this.formula === undefined) throw new RangeError(`row ${this.number} has no years`);
      value = this.formula.value({ sheet: this.sheet.name, year }) ?? ZERO;
      this.known[year] = value;
    }
    return value as Exclude<Value, null>;
  }

  /** The cell in a label column. */
  label(column: LabelColumn): LabelCell {
    let cell = this.labelExprs.get(column);
    if (cell === undefined) {
      cell = new LabelCell(this, column);
      this.labelExprs.set(column, cell);
    }
    return cell;
  }

  /** The cell of the year before; in the first year the label beside it, which has to be left alone there. */
  readonly previous: Expr = {
    rank: 9,
    print: ({ sheet, year }) => `${this.prefix(sheet)}${columnName(FIRST_YEAR + year - 1)}${this.number}`,
    value: ({ year }) => this.in(year - 1),
  };

  /** The cell of one year, whatever the year of the formula. */
  at(year: number): Expr {
    return {
      rank: 9,
      print: ({ sheet }) => `${this.prefix(sheet)}$${columnName(FIRST_YEAR + year)}${this.number}`,
      value: () => this.in(year),
    };
  }

  /** All its years. */
  get across(): Cells {
    return {
      print: ({ sheet }) =>
        `${this.prefix(sheet)}$${columnName(FIRST_YEAR)}${this.number}:$${columnName(FIRST_YEAR + this.sheet.years - 1)}${this.number}`,
      values: () => Array.from({ length: this.sheet.years }, (_, year) => this.in(year)),
    };
  }

  *cells(): Generator<LiveCell> {
    const { sheet, number, formula, look } = this;
    for (const [at, column] of LABELS.entries()) {
      const label = this.labels[column];
      if (label === undefined || label === '') continue;
      const place = {
        row: number,
        column: at + 1,
        look: look === 'title' || look === 'total' ? look : ('label' as const),
      };
      if (typeof label === 'object') {
        const site = { sheet: sheet.name, year: -1 };
        yield { ...place, formula: label.print(site), value: this.label(column).value() };
      } else yield { ...place, value: typeof label === 'number' ? Exact.of(label) : label };
    }
    for (const [year, value] of (this.fixed ?? []).entries())
      yield { row: number, column: FIRST_YEAR + year, value, look };
    if (formula === undefined) return;
    for (let year = 0; year < sheet.years; year++) {
      const value = this.in(year);
      yield {
        row: number,
        column: FIRST_YEAR + year,
        formula: formula.print({ sheet: sheet.name, year }),
        value,
        look,
      };
    }
    if (!this.summed) return;
    const all = sum(this.across);
    const site = { sheet: sheet.name, year: 0 };
    const value = all.value(site) as Exact;
    yield { row: number, column: FIRST_YEAR + sheet.years, formula: all.print(site), value, look };
  }
}

export class LabelCell implements Expr {
  readonly rank = 9;
  private known: Exclude<Value, null> | undefined;

  constructor(
    readonly row: Row,
    readonly column: LabelColumn,
  ) {}

  print({ sheet }: Site): string {
    return `${this.row.prefix(sheet)}$${this.column}${this.row.number}`;
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
  print({ sheet, year }: Site): string {
    const column = columnName(FIRST_YEAR + year);
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
      print: ({ sheet, year }) => {
        const column = columnName(FIRST_YEAR + year);
        return `${this.first.prefix(sheet)}${column}$${this.first.number}:${column}${row.number}`;
      },
      values: (site) => this.values(site).slice(0, row.number - this.first.number + 1),
    };
  }
}
