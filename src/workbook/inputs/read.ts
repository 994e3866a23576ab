import {
  type Plan,
  type Problem,
  pointer,
  pointerKeys,
  validate,
  yearLabels,
} from '../../../engine/index.ts';
import { inputsEn } from '../../texts/inputs.en.ts';
import { inputsNl } from '../../texts/inputs.nl.ts';
import type { InputTexts } from '../../texts/inputs.ts';
import { Assembly, type Part, type Row } from './assemble.ts';
import { address, type FoundTable, findTables, fold, type InputBook, isBlank, languageOf } from './find.ts';
import { type Json, setAt } from './json.ts';
import { columnsOf, LINE_HEADINGS } from './layout.ts';
import type { CellPlace, InputProblem, InputProblemCode, InputProblemValues } from './problems.ts';
import { readScalar, whole } from './scalars.ts';
import { type Context, type Field, type Reading, SHEET_MARK, type TableSpec } from './spec.ts';
import { TABLE_LIST, TABLES } from './tables.ts';

/** Every language a workbook may be in. */
const LANGUAGES: readonly InputTexts[] = [inputsNl, inputsEn];

export type WorkbookOutcome =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/**
 * The plan in a workbook's input sheets. Tables are found by name and columns by heading, whatever the order of
 * sheets, columns and rows; empty rows are passed over, and a formula counts by its stored value. Nothing is
 * repaired: the plan is valid, or every problem is named with its sheet and cell.
 */
export function planFromWorkbook(book: InputBook): WorkbookOutcome {
  return new WorkbookReader(book).plan();
}

export class WorkbookReader {
  private readonly problems: InputProblem[] = [];
  private readonly parts = new Map<string, Part>();
  private readonly tables: ReadonlyMap<TableSpec, FoundTable>;
  private readonly texts: InputTexts;

  constructor(private readonly book: InputBook) {
    this.tables = findTables(book, TABLE_LIST);
    this.texts = languageOf(this.tables.values(), LANGUAGES);
  }

  plan(): WorkbookOutcome {
    if (this.tables.size === 0) {
      return { ok: false, problems: [{ path: '', code: 'workbook-not-ours', values: {} }] };
    }
    this.copies();
    for (const spec of TABLE_LIST) {
      if (spec.optional === true || this.tables.has(spec)) continue;
      const { name: table, sheet } = spec;
      this.problems.push({
        path: '',
        code: 'workbook-table-missing',
        values: { table, sheet: this.texts.sheets[sheet] },
      });
    }
    if (this.problems.length > 0) return { ok: false, problems: this.problems };
    const general = this.lines(TABLES.plan, { years: [], variants: [], yearsBefore: 0 }, '', [
      'startYear',
      'years',
    ]);
    const wrong = this.wrongYears(general);
    if (wrong.length > 0) return { ok: false, problems: wrong };
    // all of it is read again, now that the years are known
    this.problems.length = 0;
    const years = yearLabels(general as unknown as Plan);
    const context = { years, variants: this.variantIds(), yearsBefore: this.yearsBefore() };
    const plan = new Assembly(this, context).plan();
    return plan === undefined ? { ok: false, problems: this.sorted() } : this.judged(plan);
  }

  /** Sheets that are copies of ours: the mark is on both. */
  private copies(): void {
    const marks = new Map<string, string>();
    for (const { name, formula, sheet } of this.book.names) {
      if (sheet === undefined || fold(name) !== SHEET_MARK) continue;
      const other = marks.get(formula);
      if (other === undefined) marks.set(formula, sheet);
      else {
        // programs name a copy after what it is a copy of
        const first = this.hasOurTable(sheet) || (other.startsWith(sheet) && !this.hasOurTable(other));
        const [original, copy] = first ? [sheet, other] : [other, sheet];
        this.problems.push({
          path: copy,
          code: 'workbook-sheet-twice',
          values: { sheet: copy, other: original },
        });
      }
    }
  }

  private hasOurTable(sheet: string): boolean {
    return [...this.tables.values()].some((table) => table.sheet === sheet);
  }

  /** What is wrong with the years, which decide the columns of all that comes after. */
  private wrongYears(general: Json): readonly InputProblem[] {
    const outcome = validate({ ...general, boards: [], institutes: [] });
    const ofYears = (path: string): boolean => path === '/startYear' || path === '/years';
    const found = outcome.ok ? [] : outcome.problems.filter(({ path }) => ofYears(path));
    if (found.length === 0) return [];
    const known = new Set(this.problems.map(({ path }) => path));
    const placed = found.map((problem) => this.placed(problem)).filter(({ path }) => !known.has(path));
    return this.misfits ? this.problems : [...this.problems, ...placed];
  }

  private variantIds(): string[] {
    const table = this.tables.get(TABLES.variants) as FoundTable;
    const column = this.columnOf(table, ({ headings }) => headings.id);
    if (column === undefined) return [];
    const ids = table.rows.flatMap((row) => {
      const cell = table.cell(row, column);
      return cell.kind === 'text' ? [cell.value.trim()] : [];
    });
    return [...new Set(ids)];
  }

  private yearsBefore(): number {
    const table = this.tables.get(TABLES.students) as FoundTable;
    let years = 0;
    while (this.columnOf(table, (texts) => texts.yearsBefore(years + 1)) !== undefined) years += 1;
    return years;
  }

  columnOf(table: FoundTable, heading: (texts: InputTexts) => string): number | undefined {
    const wanted = LANGUAGES.map((texts) => fold(heading(texts)));
    return table.headings.find(({ text }) => wanted.includes(fold(text)))?.column;
  }

  table(spec: TableSpec): FoundTable | undefined {
    return this.tables.get(spec);
  }

  // --- problems ---

  add<Code extends InputProblemCode>(
    code: Code,
    values: InputProblemValues[Code],
    table: FoundTable,
    row: number,
    column: number,
  ): void {
    const cell: CellPlace = { sheet: table.sheet, cell: address(row, column) };
    this.problems.push({ path: `${cell.sheet}!${cell.cell}`, code, values, cell } as InputProblem);
  }

  addUnknown(
    found: string,
    list: keyof InputTexts['tables'],
    table: FoundTable,
    row: number,
    column: number,
  ): void {
    const cell: CellPlace = { sheet: table.sheet, cell: address(row, column) };
    const values = { found: found.slice(0, 60), list: this.texts.tables[list] };
    this.problems.push({ path: `${cell.sheet}!${cell.cell}`, code: 'unknown-id', values, cell });
  }

  get failed(): boolean {
    return this.problems.length > 0;
  }

  /** Whether headings or lines are missing or there twice, so that values can't be told apart. */
  get misfits(): boolean {
    return this.problems.some(({ code }) => code.startsWith('workbook-'));
  }

  reading(table: FoundTable, row: number, columns: readonly { column: number; heading: string }[]): Reading {
    return {
      from1904: this.book.date1904,
      languages: LANGUAGES,
      texts: this.texts,
      report: (index, code, values) => {
        this.add(code, values, table, row, columns[index]?.column ?? table.headings[0]?.column ?? 1);
      },
      missing: (index) => {
        const { column = 1, heading = '' } = columns[index] ?? {};
        this.add('cell-missing', { heading }, table, row, column);
      },
    };
  }

  register(path: string, part: Part): void {
    if (!this.parts.has(path)) this.parts.set(path, part);
  }

  private placeOf(path: string): CellPlace | undefined {
    const keys = pointerKeys(path);
    for (let length = keys.length; length >= 0; length--) {
      const part = this.parts.get(pointer('', ...keys.slice(0, length)));
      if (part === undefined) continue;
      const { table, row, column } = part;
      return { sheet: table.sheet, cell: address(row, column(keys.slice(length))) };
    }
    return undefined;
  }

  /** A problem of the plan, at the cell that brings it about and in the words of the sheets. */
  private placed(problem: Problem): InputProblem {
    const place =
      problem.code === 'school-without-place'
        ? this.placeOf(pointer('', '$places', problem.values.variant, problem.values.school))
        : undefined;
    const cell = place ?? this.placeOf(problem.path);
    const values = this.inWords(problem);
    return {
      ...problem,
      values,
      path: cell === undefined ? problem.path : `${cell.sheet}!${cell.cell}`,
      ...(cell && { cell }),
    } as InputProblem;
  }

  /** The values of a problem with headings and names of tables where the engine gives keys of the plan. */
  private inWords({ path, values }: Problem): Json {
    const keys = pointerKeys(path);
    const list = keys[2] === 'changes' ? (keys[3] ?? '') : (keys[0] ?? '');
    const spec = (TABLES as Readonly<Record<string, TableSpec>>)[list === 'shares' ? 'split' : list];
    const fields = spec?.fields({ years: [], variants: [], yearsBefore: 0 }) ?? [];
    const heading = (key: string): string => {
      const field =
        fields.find((each) => each.path.at(-1) === key || each.path[0] === key) ??
        TABLES.requirements
          .fields({ years: [], variants: [], yearsBefore: 0 })
          .find((each) => each.path[0] === key);
      return field === undefined ? key : this.texts.headings[field.heading];
    };
    const words: Json = { ...values };
    for (const key of ['key', 'first', 'second']) {
      const value = words[key];
      if (typeof value === 'string' && !('network' in words)) words[key] = heading(value);
    }
    if (typeof words.list === 'string' && Object.hasOwn(this.texts.tables, words.list)) {
      words.list = this.texts.tables[words.list as keyof InputTexts['tables']];
    }
    return words;
  }

  private judged(plan: Json): WorkbookOutcome {
    const outcome = validate(plan);
    const known = new Set(this.problems.map(({ path }) => path));
    if (!outcome.ok) {
      for (const problem of outcome.problems) {
        const placed = this.placed(problem);
        // what can't be read has been named already
        if (!known.has(placed.path)) this.problems.push(placed);
      }
    }
    return outcome.ok && !this.failed ? outcome : { ok: false, problems: this.sorted() };
  }

  /** By sheet in the order of the tabs, then by row and column. */
  private sorted(): readonly InputProblem[] {
    const order = new Map(this.book.sheets.map(({ name }, index) => [name, index]));
    const rank = ({ cell }: InputProblem): [number, number, string] => {
      const [, column = '', row = '0'] = /^([A-Z]+)(\d+)$/.exec(cell?.cell ?? '') ?? [];
      const letters = column.padStart(3, '@');
      return [cell === undefined ? -1 : (order.get(cell.sheet) ?? 0), Number(row), letters];
    };
    return this.problems
      .map((problem) => ({ problem, rank: rank(problem) }))
      .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || (a.rank[2] < b.rank[2] ? -1 : 1))
      .map(({ problem }) => problem);
  }

  // --- tables ---

  /** The columns of a table by their headings; `undefined` where one is missing or there twice. */
  private matched<T extends { heading: (texts: InputTexts) => string }>(
    table: FoundTable,
    wanted: readonly T[],
  ): readonly (T & { column: number; name: string })[] | undefined {
    const byName = new Map<string, { text: string; column: number }[]>();
    for (const heading of table.headings) {
      const key = fold(heading.text);
      byName.set(key, [...(byName.get(key) ?? []), heading]);
    }
    const found = wanted.flatMap((each) => {
      const names = [...new Set(LANGUAGES.map((texts) => fold(each.heading(texts))))];
      const matches = names.flatMap((name) => byName.get(name) ?? []);
      const [first, second] = matches;
      if (second !== undefined && first !== undefined) {
        const values = { heading: first.text, first: address(table.headingRow, first.column) };
        this.add('workbook-column-twice', values, table, table.headingRow, second.column);
        return [];
      }
      if (first === undefined) {
        const values = { table: table.spec.name, heading: each.heading(this.texts) };
        this.add('workbook-column-missing', values, table, table.headingRow, table.headings[0]?.column ?? 1);
        return [];
      }
      return [{ ...each, column: first.column, name: first.text }];
    });
    return found.length === wanted.length ? found : undefined;
  }

  /** The rows of a table, in the order that their numbers give them. */
  rows(spec: TableSpec, context: Context): readonly Row[] {
    const table = this.tables.get(spec);
    if (table === undefined) return [];
    const wanted = columnsOf(spec, context).map(({ field, column: { heading } }) => ({ field, heading }));
    const columns = this.matched(table, wanted);
    if (columns === undefined) return [];
    const byField = new Map<Field, { column: number; heading: string }[]>();
    let numberColumn: { column: number; heading: string } | undefined;
    for (const { field, column, name } of columns) {
      const entry = { column, heading: name };
      if (field === undefined) numberColumn = entry;
      else byField.set(field, [...(byField.get(field) ?? []), entry]);
    }
    const fields = [...byField];
    const lead = fields[0]?.[1][0]?.column ?? 1;
    const columnFor = (rest: readonly string[]): number => {
      const exact = fields.find(([{ path }]) => path.every((key, index) => key === rest[index]));
      if (exact !== undefined) {
        const [field, own] = exact;
        return own[field.at(rest.slice(field.path.length))]?.column ?? own[0]?.column ?? lead;
      }
      const below = fields.find(
        ([{ path }]) => rest.length > 0 && rest.every((key, index) => key === path[index]),
      );
      return below?.[1][0]?.column ?? lead;
    };
    const rows = table.rows.map((row) => {
      const values: Json = {};
      for (const [field, own] of fields) {
        const cells = own.map(({ column }) => table.cell(row, column));
        const value = field.read(cells, this.reading(table, row, own));
        if (value !== undefined) setAt(values, field.path, value);
        // a filter that lets everything pass is there all the same
        else if (field.path[0] === 'where' && cells.some((cell) => !isBlank(cell)))
          setAt(values, ['where'], {});
      }
      let rank = Number.POSITIVE_INFINITY;
      if (numberColumn !== undefined) {
        const cell = table.cell(row, numberColumn.column);
        const value = readScalar(whole(), cell, this.reading(table, row, [numberColumn]), 0);
        if (typeof value === 'number') rank = value;
      }
      return { values, part: { table, row, column: columnFor }, rank };
    });
    return rows.sort((a, b) => (a.rank === b.rank ? 0 : a.rank - b.rank));
  }

  /** The values of a table of fixed lines. */
  lines(spec: TableSpec, context: Context, base: string, only?: readonly string[]): Json {
    const table = this.tables.get(spec) as FoundTable;
    const values: Json = {};
    const all = spec.fields(context);
    const fields = all.filter(({ path }) => only?.includes(path[0] ?? '') ?? true);
    const years = new Map<number, string>();
    for (const field of fields) {
      for (const { year } of field.columns(context)) {
        if (year !== undefined) years.set(year, context.years[year] ?? '');
      }
    }
    const headings = [
      { slot: -1, heading: LINE_HEADINGS.item },
      { slot: 0, heading: LINE_HEADINGS.value },
      ...[...(years.size > 0 ? context.years.keys() : [])].map((year) => ({
        slot: 1 + year,
        heading: () => context.years[year] ?? '',
      })),
    ];
    const columns = this.matched(table, headings);
    if (columns === undefined) return values;
    const columnAt = new Map(columns.map(({ slot, column, name }) => [slot, { column, heading: name }]));
    const itemColumn = columnAt.get(-1)?.column ?? 1;
    const lines = this.lineRows(table, itemColumn, all);
    this.register(base, { table, row: table.headingRow, column: () => itemColumn });
    for (const field of fields) {
      const row = lines.get(field);
      if (row === undefined) {
        if (field.optional === true) continue;
        const line = this.texts.headings[field.heading];
        this.add('workbook-line-missing', { line }, table, table.headingRow, itemColumn);
        continue;
      }
      const own = field.columns(context).map(({ year }) => ({
        column: columnAt.get(year === undefined ? 0 : 1 + year)?.column ?? 1,
        heading: this.texts.headings[field.heading],
      }));
      const value = field.read(
        own.map(({ column }) => table.cell(row, column)),
        this.reading(table, row, own),
      );
      if (value !== undefined) setAt(values, field.path, value);
      this.register(base + pointer('', ...field.path), {
        table,
        row,
        column: (rest) => own[field.at(rest)]?.column ?? itemColumn,
      });
    }
    return values;
  }

  private lineRows(table: FoundTable, column: number, fields: readonly Field[]): Map<Field, number> {
    const lines = new Map<Field, number>();
    for (const row of table.rows) {
      const cell = table.cell(row, column);
      const name = cell.kind === 'text' ? fold(cell.value) : '';
      const field = fields.find(({ heading }) =>
        LANGUAGES.some((texts) => fold(texts.headings[heading]) === name),
      );
      const first = field && lines.get(field);
      if (field === undefined) {
        const known = fields.map(({ heading }) => this.texts.headings[heading]);
        const found = cell.kind === 'text' ? cell.value.slice(0, 60) : '';
        this.add('workbook-line-unknown', { found, known }, table, row, column);
      } else if (first !== undefined) {
        const line = this.texts.headings[field.heading];
        this.add('workbook-line-twice', { line, first: address(first, column) }, table, row, column);
      } else lines.set(field, row);
    }
    return lines;
  }
}
