import { isPersonal, knownHeadings, type Recognised, recognise, specOf } from './headings.ts';
import type { ListMapping } from './mapping.ts';
import { fold } from './matching.ts';
import { NumberColumn } from './numbers.ts';
import {
  ENOUGH_PROBLEMS,
  type ImportProblem,
  type ImportProblemCode,
  type ImportProblemValues,
  ImportRefusal,
  type Input,
  importProblem,
  type Remark,
  remark,
} from './problems.ts';
import { type Cell, isBlank, type Row, type RowSource, textOf } from './rows.ts';

/** A list with its headings recognised, row by row: what every importer of one kind of list works with. */

/** How many rows may go before the headings: titles and explanations of a sheet. */
const HEADING_ROWS = 20;

export const MAXIMUM_ROWS = 1_000_000;

export interface ListRow {
  readonly line: number;
  text(field: string): string;
  /** what `number(field).add` gave for this row's cell */
  number(field: string): string | undefined;
  /** the same for a year's column */
  year(year: number): string | undefined;
  place(field: string): string;
  yearPlace(year: number): string;
}

/** Whether cells of a list may be quoted in a problem: never where they may be about a person. */
export type Tells = boolean;

export class ListReader {
  readonly problems: ImportProblem[] = [];
  readonly remarks: Remark[] = [];
  recognised: Recognised | undefined;
  /** false where a cell's text may be about a person */
  tells: Tells = true;
  /** false where what a list says must be known already: a name in a wrong column would become an item of the plan */
  creates = true;
  rows = 0;
  private readonly numbers = new Map<number, NumberColumn>();
  private headings: readonly string[] = [];
  private headingLine = 1;

  constructor(
    readonly input: Input,
    readonly source: RowSource,
    private readonly mapping: ListMapping = {},
  ) {}

  has(field: string): boolean {
    return this.recognised?.columns.has(field) ?? false;
  }

  get years(): readonly number[] {
    return this.recognised?.years.map(({ year }) => year) ?? [];
  }

  add<Code extends ImportProblemCode>(path: string, code: Code, values: ImportProblemValues[Code]): void {
    if (this.problems.length < ENOUGH_PROBLEMS) this.problems.push(importProblem(path, code, values));
  }

  /**
   * The rows below the headings. Where the headings are not there, or the file can't be read on, it ends and
   * `problems` says why.
   */
  async *read(): AsyncGenerator<ListRow> {
    const before: Row[] = [];
    try {
      for await (const row of this.source.rows()) {
        if (row.cells.every(isBlank)) continue;
        if (this.recognised) {
          const made = this.row(row);
          if (made) yield made;
          continue;
        }
        before.push(row);
        if (this.isHeading(row)) this.begin(before.length - 1, before);
        else if (before.length >= HEADING_ROWS) break;
      }
    } catch (error) {
      if (!(error instanceof ImportRefusal)) throw error;
      this.problems.push(error.problem);
      return;
    }
    const [first] = before;
    if (!this.recognised && first) {
      const best = before.reduce((most, row) => (this.score(row) > this.score(most) ? row : most), first);
      this.reject(best);
    } else if (!first) this.add(this.source.name, 'input-empty', {});
    else if (this.rows === 0 && this.problems.length === 0) {
      this.add(this.headingPlace(), 'list-without-rows', {});
    }
  }

  /** Settles all columns of numbers; call it when the rows are done, and before `value`. */
  settle(): void {
    for (const column of this.numbers.values()) {
      column.settle();
      for (const problem of column.problems) {
        if (this.problems.length < ENOUGH_PROBLEMS) this.problems.push(problem);
      }
    }
  }

  /** The plain decimal of what a row's `number` gave. */
  value(field: string, added: string | undefined): string | undefined {
    const column = this.recognised?.columns.get(field);
    return column === undefined ? undefined : this.valueAt(column, added);
  }

  yearValue(year: number, added: string | undefined): string | undefined {
    const found = this.recognised?.years.find((each) => each.year === year);
    return found && this.valueAt(found.column, added);
  }

  private valueAt(column: number, added: string | undefined): string | undefined {
    return added === undefined ? undefined : this.numbers.get(column)?.value(added);
  }

  /** A place in the heading line. */
  headingPlace(column = 0): string {
    return this.source.place(this.headingLine, column + 1);
  }

  private score(row: Row): number {
    return knownHeadings(this.input, row.cells.map(textOf));
  }

  private given(headings: readonly string[]): { given: Map<string, number>; unknown: string[] } {
    const given = new Map<string, number>();
    const unknown: string[] = [];
    for (const [field, wanted] of Object.entries(this.mapping.columns ?? {})) {
      const column =
        typeof wanted === 'number'
          ? wanted - 1
          : headings.findIndex((heading) => fold(heading) === fold(wanted) && fold(wanted) !== '');
      const isField = specOf(this.input, field) !== undefined;
      if (isField && column >= 0 && column < headings.length) given.set(field, column);
      else unknown.push(field);
    }
    return { given, unknown };
  }

  private isHeading(row: Row): boolean {
    const headings = row.cells.map(textOf);
    const { given, unknown } = this.given(headings);
    return unknown.length === 0 && recognise(this.input, headings, given).missing.length === 0;
  }

  private begin(at: number, before: readonly Row[]): void {
    const row = before[at] as Row;
    this.headings = row.cells.map(textOf);
    this.headingLine = row.line;
    const { given } = this.given(this.headings);
    const recognised = recognise(this.input, this.headings, given);
    this.recognised = recognised;
    for (const { field, columns } of recognised.twice) {
      this.add(this.headingPlace((columns[0] ?? 1) - 1), 'heading-twice', { field, columns });
    }
    if (at > 0) this.remarks.push(remark(this.headingPlace(), 'heading-line', { line: row.line }));
    const plus = (columns: readonly number[]): number[] => columns.map((column) => column + 1);
    if (recognised.personal.length > 0) {
      this.remarks.push(
        remark(this.headingPlace(), 'personal-columns', { columns: plus(recognised.personal) }),
      );
    }
    if (recognised.ignored.length > 0) {
      const values = { input: this.input, columns: plus(recognised.ignored) };
      this.remarks.push(remark(this.headingPlace(), 'columns-ignored', values));
    }
    if (this.input === 'placements') {
      const counted = recognised.columns.has('count') || recognised.years.length > 0;
      // a column that the user pointed at can be about a person as well
      const pointed = [...given.values()].some((column) => isPersonal(this.headings[column] ?? ''));
      this.creates = counted && recognised.personal.length === 0 && !pointed;
      this.tells = this.creates && recognised.ignored.length === 0;
    }
  }

  /** Says why a row can't be the headings, without its text: without a heading line that may be a student's. */
  private reject(row: Row): void {
    const headings = row.cells.map(textOf);
    this.headingLine = row.line;
    const { given, unknown } = this.given(headings);
    for (const field of unknown) {
      const found = String(this.mapping.columns?.[field] ?? '');
      this.add(this.headingPlace(), 'map-unknown-column', { field, found });
    }
    for (const fields of recognise(this.input, headings, given).missing) {
      this.add(this.headingPlace(), 'heading-missing', { input: this.input, fields });
    }
  }

  private row(row: Row): ListRow | undefined {
    const { recognised } = this;
    if (!recognised) return undefined;
    const { cells, line } = row;
    const width = this.headings.length;
    // a sheet's rows end with their last filled cell; a file's rows don't
    const isFile = this.source.place(1, 1).endsWith(':1:1');
    const tooWide = cells.length > width && cells.slice(width).some((cell) => !isBlank(cell));
    if (tooWide || (isFile && cells.length < width)) {
      this.add(this.source.place(line, Math.min(cells.length, width + 1)), 'row-width', {
        found: cells.length,
        expected: width,
      });
      return undefined;
    }
    this.rows += 1;
    if (this.rows > MAXIMUM_ROWS) {
      throw new ImportRefusal(
        importProblem(this.source.place(line, 1), 'too-many-rows', { maximum: MAXIMUM_ROWS }),
      );
    }
    const cellOf = (column: number | undefined): Cell => {
      const cell = column === undefined ? '' : (cells[column] ?? '');
      if (typeof cell === 'string') return this.checked(cell, line, column ?? 0);
      if ('number' in cell) return cell;
      const path = this.source.place(line, (column ?? 0) + 1);
      if (cell.fault === 'sheet-cell-error') this.add(path, 'sheet-cell-error', { found: cell.found });
      else this.add(path, 'sheet-formula-empty', {});
      return '';
    };
    const place = (column: number | undefined): string => this.source.place(line, (column ?? 0) + 1);
    const columnOf = (field: string): number | undefined => recognised.columns.get(field);
    const yearColumn = (year: number): number | undefined =>
      recognised.years.find((each) => each.year === year)?.column;
    const number = (column: number | undefined, field: string): string | undefined =>
      column === undefined ? undefined : this.numbersOf(column, field).add(cellOf(column), place(column));
    return {
      line,
      text: (field) => textOf(cellOf(columnOf(field))),
      number: (field) => number(columnOf(field), field),
      year: (year) => number(yearColumn(year), this.input === 'staff' ? 'fte' : 'count'),
      place: (field) => place(columnOf(field)),
      yearPlace: (year) => place(yearColumn(year)),
    };
  }

  /** Refuses characters that no plan or workbook can hold. */
  private checked(cell: string, line: number, column: number): string {
    const found = FORBIDDEN.exec(cell);
    if (!found) return cell;
    const character = `U+${found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    this.add(this.source.place(line, column + 1), 'input-control', { character });
    return '';
  }

  private numbersOf(column: number, field: string): NumberColumn {
    let numbers = this.numbers.get(column);
    if (!numbers) {
      const heading = this.headings[column] ?? '';
      const { numbers: said } = this.mapping;
      const own =
        typeof said === 'object'
          ? (Object.entries(said).find(
              ([key]) => key === String(column + 1) || fold(key) === fold(heading),
            )?.[1] ?? undefined)
          : said;
      numbers = new NumberColumn({
        input: this.input,
        field,
        kind: specOf(this.input, field)?.number ?? 'decimal',
        column: column + 1,
        heading: this.input === 'placements' ? null : heading,
        tell: this.tells,
        reading: own,
      });
      this.numbers.set(column, numbers);
    }
    return numbers;
  }
}

/** What XML, and so a workbook, can't hold. */
const FORBIDDEN =
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
