import {
  ID_LISTS,
  type Plan,
  type Problem,
  pointer,
  pointerKeys,
  validate,
  yearLabels,
} from '../../../engine/index.ts';
import type { ReadBook } from '../../ooxml/index.ts';
import { inputsEn } from '../../texts/inputs.en.ts';
import { inputsNl } from '../../texts/inputs.nl.ts';
import type { InputTexts } from '../../texts/inputs.ts';
import { CHANGE_COLUMNS, readChange } from './changes.ts';
import type { RawValue, SchoolPlace } from './fields.ts';
import { address, type FoundTable, findTables, fold, isBlank, languageOf } from './find.ts';
import { isJson, type Json, put, setAt, valueAt } from './json.ts';
import { columnsOf, LINE_HEADINGS } from './layout.ts';
import type { CellPlace, InputProblem, InputProblemCode, InputProblemValues } from './problems.ts';
import { readScalar, whole } from './scalars.ts';
import { type Context, type Field, type Reading, SHEET_MARK, type TableSpec, UNREADABLE } from './spec.ts';
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
export function planFromWorkbook(book: ReadBook): WorkbookOutcome {
  return new WorkbookReader(book).plan();
}

/** Where a part of the plan stands: a row, and the column for the keys below that part. */
interface Part {
  readonly table: FoundTable;
  readonly row: number;
  readonly column: (rest: readonly string[]) => number;
}

/** A row of a table as it was read. */
interface Row {
  readonly values: Json;
  readonly part: Part;
}

class WorkbookReader {
  private readonly problems: InputProblem[] = [];
  private readonly parts = new Map<string, Part>();
  private readonly tables: ReadonlyMap<TableSpec, FoundTable>;
  private readonly texts: InputTexts;

  constructor(private readonly book: ReadBook) {
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
        const [original, copy] = this.hasOurTable(sheet) ? [sheet, other] : [other, sheet];
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
    const rank = ({ cell }: InputProblem): [number, number, number] => {
      const [, column = '', row = '0'] = /^([A-Z]+)(\d+)$/.exec(cell?.cell ?? '') ?? [];
      const letters = [...column].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
      return [cell === undefined ? -1 : (order.get(cell.sheet) ?? 0), Number(row), letters];
    };
    return this.problems
      .map((problem) => ({ problem, rank: rank(problem) }))
      .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || a.rank[2] - b.rank[2])
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
    let complete = true;
    const found = wanted.flatMap((each) => {
      const names = [...new Set(LANGUAGES.map((texts) => fold(each.heading(texts))))];
      const matches = names.flatMap((name) => byName.get(name) ?? []);
      const [first, second] = matches;
      if (second !== undefined && first !== undefined) {
        complete = false;
        const values = { heading: first.text, first: address(table.headingRow, first.column) };
        this.add('workbook-column-twice', values, table, table.headingRow, second.column);
        return [];
      }
      if (first === undefined) {
        complete = false;
        const values = { table: table.spec.name, heading: each.heading(this.texts) };
        this.add('workbook-column-missing', values, table, table.headingRow, table.headings[0]?.column ?? 1);
        return [];
      }
      return [{ ...each, column: first.column, name: first.text }];
    });
    return complete ? found : undefined;
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

type IdList = (typeof ID_LISTS)[number];

/** Puts the rows of all tables together to one plan. */
class Assembly {
  constructor(
    private readonly reader: WorkbookReader,
    private readonly context: Context,
  ) {}

  /** @returns `undefined` where the tables themselves don't fit, so that there is nothing to judge */
  plan(): Json | undefined {
    const { reader, context } = this;
    const general = reader.lines(TABLES.plan, context, '');
    const split = reader.lines(TABLES.split, context, '/split');
    reader.register('/split/shares', this.headOf(TABLES.split));
    const rows = {} as Record<keyof typeof TABLES, readonly Row[]>;
    for (const spec of TABLE_LIST) if (spec.form === 'rows') rows[spec.key] = reader.rows(spec, context);
    if (reader.misfits) return undefined;
    const plan: Json = { format: 'samenplan/1', ...general };
    for (const list of [...ID_LISTS, 'students', 'variants'] as const)
      plan[list] = this.items(list, rows[list]);
    if (Object.keys(split).length > 0) plan.split = split;
    this.trend(plan, rows.groups);
    this.notes(plan, rows.notes);
    const variants = plan.variants as Json[];
    const variantAt = new Map(variants.map(({ id }, index) => [id, index] as const));
    this.layouts(variants, rows.schools, rows.places, variantAt);
    this.requirements(variants, rows.requirements, variantAt);
    this.changes(variants, rows.changes, variantAt);
    this.staff(plan, variants, rows.staff, variantAt);
    for (const [list, steps] of [
      ['norms', rows.normSteps],
      ['costs', rows.costSteps],
      ['funding', rows.fundingSteps],
    ] as const) {
      this.steps(plan, variants, list, steps, variantAt);
    }
    return plan;
  }

  private headOf(spec: TableSpec): Part {
    const table = this.reader.table(spec) as FoundTable;
    return { table, row: table.headingRow, column: () => table.headings[0]?.column ?? 1 };
  }

  private items(list: IdList | 'students' | 'variants', rows: readonly Row[]): Json[] {
    this.reader.register(`/${list}`, this.headOf(TABLES[list]));
    return rows.map(({ values, part }, index) => {
      this.reader.register(`/${list}/${index}`, part);
      const item: Json = {};
      for (const [key, value] of Object.entries(values)) if (!key.startsWith('$')) put(item, key, value);
      return item;
    });
  }

  private trend(plan: Json, groups: readonly Row[]): void {
    const trend: Json = {};
    for (const { values, part } of groups) {
      if (!Object.hasOwn(values, '$trend') || typeof values.id !== 'string') continue;
      put(trend, values.id, values.$trend);
      const column = (rest: readonly string[]): number => part.column(['$trend', ...rest]);
      this.reader.register(pointer('', 'trend', values.id), { ...part, column });
    }
    if (Object.keys(trend).length > 0) plan.trend = trend;
  }

  private notes(plan: Json, rows: readonly Row[]): void {
    const notes: Json = {};
    for (const { values, part } of rows) {
      const { key } = values;
      if (key === UNREADABLE) continue;
      if (typeof key !== 'string') {
        this.missing(part, 'key');
        continue;
      }
      if (Object.hasOwn(notes, key))
        this.reader.add('change-twice', { first: '' }, part.table, part.row, part.column(['key']));
      if (values.text === undefined) this.missing(part, 'text');
      put(notes, key, values.text ?? UNREADABLE);
      this.reader.register(pointer('', 'notes', key), { ...part, column: () => part.column(['text']) });
    }
    if (Object.keys(notes).length > 0) plan.notes = notes;
  }

  private missing(part: Part, key: string): void {
    const column = part.column([key]);
    const heading = part.table.headings.find((each) => each.column === column)?.text ?? '';
    this.reader.add('cell-missing', { heading }, part.table, part.row, column);
  }

  /** The place of the variant a row names; `undefined` where it is reported. */
  private variantOf(
    { values, part }: Row,
    known: ReadonlyMap<unknown, number>,
    key = '$variant',
  ): number | undefined {
    const variant = values[key];
    if (variant === UNREADABLE) return undefined;
    if (variant === undefined) {
      this.missing(part, key);
      return undefined;
    }
    const at = known.get(variant);
    if (at === undefined) this.unknown(part, key, String(variant), 'variants');
    return at;
  }

  private unknown(
    part: Part,
    key: string,
    found: string,
    list: 'variants' | 'norms' | 'costs' | 'funding',
  ): void {
    this.reader.addUnknown(found, list, part.table, part.row, part.column([key]));
  }

  private layouts(
    variants: readonly Json[],
    schools: readonly Row[],
    places: readonly Row[],
    known: ReadonlyMap<unknown, number>,
  ): void {
    const found = variants.map((): { place: Json; part: Part; order: number }[] => []);
    const orderOf = (order: unknown): number =>
      typeof order === 'number' ? order : Number.POSITIVE_INFINITY;
    for (const { values, part } of schools) {
      for (const [variant, index] of known) {
        const column = (rest: readonly string[]): number =>
          part.column(['$places', String(variant), ...rest]);
        this.reader.register(pointer('', '$places', String(variant), String(values.id)), { ...part, column });
        const place = valueAt(values, ['$places', String(variant)]) as SchoolPlace | undefined;
        if (place === undefined) continue;
        const { order, ...rest } = place;
        found[index]?.push({
          place: { school: values.id, ...rest },
          part: { ...part, column },
          order: orderOf(order),
        });
      }
    }
    for (const row of places) {
      const index = this.variantOf(row, known);
      if (index === undefined) continue;
      const { $variant: _, $order: order, ...place } = row.values;
      found[index]?.push({ place, part: row.part, order: orderOf(order) });
    }
    variants.forEach((variant, index) => {
      const layout = (found[index] ?? []).sort((a, b) => (a.order === b.order ? 0 : a.order - b.order));
      variant.layout = layout.map(({ place }) => place);
      for (const [at, { part }] of layout.entries()) {
        this.reader.register(`/variants/${index}/layout/${at}`, part);
      }
    });
  }

  private requirements(
    variants: readonly Json[],
    rows: readonly Row[],
    known: ReadonlyMap<unknown, number>,
  ): void {
    for (const row of rows) {
      const index = this.variantOf(row, known);
      if (index === undefined) continue;
      const { $variant: _, ...requirement } = row.values;
      // a requirement of roles or of places may have none of them
      if (requirement.type === 'team') requirement.roles ??= [];
      if (requirement.type === 'location-mix') requirement.locations ??= [];
      const variant = variants[index] as Json;
      variant.requirements ??= [];
      const list = variant.requirements as Json[];
      this.reader.register(`/variants/${index}/requirements/${list.length}`, row.part);
      list.push(requirement);
    }
  }

  private changes(
    variants: readonly Json[],
    rows: readonly Row[],
    known: ReadonlyMap<unknown, number>,
  ): void {
    const first = new Map<string, string>();
    for (const row of rows) {
      const index = this.variantOf(row, known, 'variant');
      if (index === undefined) continue;
      const { values, part } = row;
      const { table } = part;
      const cells = (values.value as RawValue | undefined)?.cells ?? [];
      const column = (at: number): number => {
        const key = (['list', 'id', 'field'] as const)[at];
        if (key !== undefined) return part.column([key]);
        const year = at - CHANGE_COLUMNS.value - 1;
        return part.column(year < 0 ? ['value'] : ['value', String(year)]);
      };
      const columns = Array.from(
        { length: CHANGE_COLUMNS.value + 1 + this.context.years.length },
        (_, at) => ({
          column: column(at),
          heading: table.headings.find((each) => each.column === column(at))?.text ?? '',
        }),
      );
      const reading = this.reader.reading(table, part.row, columns);
      const { list, id, field } = values;
      if (list === UNREADABLE || id === UNREADABLE || field === UNREADABLE) continue;
      if (list === undefined) {
        reading.missing(CHANGE_COLUMNS.list);
        continue;
      }
      const own = {
        list: list as string,
        id: id as string | undefined,
        field: field as string | undefined,
        cells,
      };
      const change = readChange(own, reading, { context: this.context });
      if (change === undefined) continue;
      const variant = variants[index] as Json;
      variant.changes ??= {};
      const changes = variant.changes as Json;
      const { path, value, at } = change;
      const base = pointer('', 'variants', index, 'changes');
      const full = pointer(base, ...path);
      const cell = address(part.row, column(CHANGE_COLUMNS.field));
      if (path.length > 0 && !setAt(changes, path, value)) {
        const other = first.get(full);
        if (other !== undefined) reading.report(CHANGE_COLUMNS.field, 'change-twice', { first: other });
        // something empty beside what stands in it says nothing new
        else if (!isJson(value) || Object.keys(value).length > 0 || !isJson(valueAt(changes, path))) {
          const clash = path
            .map((_, length) => first.get(pointer(base, ...path.slice(0, length))))
            .find(Boolean);
          reading.report(CHANGE_COLUMNS.field, 'change-clashes', { first: clash ?? '' });
        }
        continue;
      }
      first.set(full, cell);
      this.reader.register(full, { table, row: part.row, column: (rest) => column(at(rest)) });
      for (let length = 0; length < path.length; length++) {
        this.reader.register(pointer(base, ...path.slice(0, length)), {
          table,
          row: part.row,
          column: () => column(length > 1 ? CHANGE_COLUMNS.field : CHANGE_COLUMNS.id),
        });
      }
    }
  }

  private staff(
    plan: Json,
    variants: readonly Json[],
    rows: readonly Row[],
    known: ReadonlyMap<unknown, number>,
  ): void {
    const base: Json[] = [];
    for (const row of rows) {
      const { $variant: named, ...values } = row.values;
      if (named === undefined) {
        this.reader.register(`/staff/${base.length}`, row.part);
        base.push(values);
        continue;
      }
      const index = this.variantOf(row, known);
      if (index === undefined) continue;
      const variant = variants[index] as Json;
      variant.changes ??= {};
      const changes = variant.changes as Json;
      if (!Array.isArray(changes.staff)) changes.staff = [];
      const list = changes.staff as Json[];
      this.reader.register(`/variants/${index}/changes/staff/${list.length}`, row.part);
      list.push(values);
    }
    if (base.length > 0) plan.staff = base;
  }

  /** The steps of the rules of a list, each from low to high. */
  private steps(
    plan: Json,
    variants: readonly Json[],
    list: 'norms' | 'costs' | 'funding',
    rows: readonly Row[],
    known: ReadonlyMap<unknown, number>,
  ): void {
    const base = plan[list] as Json[];
    const place = new Map(base.map(({ id }, index) => [id, index] as const));
    const ofRule = new Map<string, { target: Json; steps: { values: Json; part: Part }[] }>();
    for (const row of rows) {
      const { $variant: named, $rule: rule, ...values } = row.values;
      if (rule === UNREADABLE) continue;
      if (typeof rule !== 'string') {
        this.missing(row.part, '$rule');
        continue;
      }
      let target: Json | undefined;
      let path: string;
      if (named === undefined) {
        const at = place.get(rule);
        target = at === undefined ? undefined : base[at];
        path = `/${list}/${at ?? 0}/steps`;
      } else {
        const index = this.variantOf(row, known);
        if (index === undefined) continue;
        const variant = variants[index] as Json;
        const changed = valueAt(variant.changes, [list, rule]);
        if (isJson(changed)) target = changed;
        else if (changed === undefined && place.has(rule)) {
          target = {};
          variant.changes ??= {};
          setAt(variant.changes as Json, [list, rule], target);
        }
        path = pointer('', 'variants', index, 'changes', list, rule, 'steps');
      }
      if (target === undefined) {
        this.unknown(row.part, '$rule', rule, list);
        continue;
      }
      const own = ofRule.get(path) ?? { target, steps: [] };
      own.steps.push({ values, part: row.part });
      ofRule.set(path, own);
    }
    for (const [path, { target, steps }] of ofRule) {
      const from = ({ values }: { values: Json }): number =>
        typeof values.from === 'number' ? values.from : 0;
      steps.sort((a, b) => from(a) - from(b));
      for (const [index, { part }] of steps.entries()) this.reader.register(`${path}/${index}`, part);
      put(
        target,
        'steps',
        steps.map(({ values }) => values),
      );
    }
  }
}
