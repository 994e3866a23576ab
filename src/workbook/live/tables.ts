import { Exact } from '../../../engine/index.ts';
import type { CellDescription, SheetDescription } from '../description.ts';
import type { Cells, Grid, Value } from './formula.ts';

/** The tables of the input sheets as formulas refer to them. */
export class InputTables {
  private readonly tables = new Map<string, InputTable>();

  constructor(sheets: readonly SheetDescription[]) {
    for (const { rows, tables = [] } of sheets) {
      for (const { name, area } of tables) {
        const lines = rows
          .slice(area.top - 1, area.bottom)
          .map(({ cells }) =>
            Array.from({ length: area.right - area.left + 1 }, (_, at) => valueIn(cells[area.left - 1 + at])),
          );
        const [headings = [], ...body] = lines;
        this.tables.set(name, new InputTable(name, headings as string[], body));
      }
    }
  }

  get(name: string): InputTable {
    const table = this.tables.get(name);
    if (table === undefined) throw new RangeError(`no table ${name}`);
    return table;
  }

  has(name: string): boolean {
    return this.tables.has(name);
  }
}

function valueIn(cell: CellDescription): Value {
  const value = cell?.value ?? null;
  if (value === null) return null;
  return 'text' in value ? (value.text === '' ? null : value.text) : Exact.of(value.number);
}

/** A column in a reference: a heading of more than letters, digits and spaces stands in brackets of its own. */
const columnOf = (heading: string): string =>
  /^[\p{L}\p{N} ]+$/u.test(heading) ? `[${heading}]` : `[[${escaped(heading)}]]`;

/** In a reference to a table these characters of a heading have an apostrophe before them. */
const escaped = (heading: string): string => heading.replaceAll(/[[\]#']/g, (special) => `'${special}`);

export class InputTable {
  private readonly columns = new Map<string, Cells>();

  constructor(
    readonly name: string,
    readonly headings: readonly string[],
    readonly rows: readonly (readonly Value[])[],
  ) {}

  has(heading: string): boolean {
    return this.headings.includes(heading);
  }

  private place(heading: string): number {
    const at = this.headings.indexOf(heading);
    if (at < 0) throw new RangeError(`no column ${heading} in ${this.name}`);
    return at;
  }

  /** The value in a row, from 0. */
  at(row: number, heading: string): Value {
    return this.rows[row]?.[this.place(heading)] ?? null;
  }

  /** How many rows have something in this column. */
  count(heading: string): number {
    const at = this.place(heading);
    return this.rows.filter((row) => (row[at] ?? null) !== null).length;
  }

  column(heading: string): Cells {
    let cells = this.columns.get(heading);
    if (cells === undefined) {
      const at = this.place(heading);
      const values = this.rows.map((row) => row[at] ?? null);
      cells = { print: () => `${this.name}${columnOf(heading)}`, values: () => values };
      this.columns.set(heading, cells);
    }
    return cells;
  }

  /** The columns from one heading to another. */
  grid(first: string, last: string): Grid {
    const [from, to] = [this.place(first), this.place(last)];
    return {
      print: () => `${this.name}[[${escaped(first)}]:[${escaped(last)}]]`,
      width: to - from + 1,
      row: (row) => (this.rows[row - 1] ?? []).slice(from, to + 1),
    };
  }
}
