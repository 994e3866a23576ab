import { ID_LISTS, type Plan, planOf, type Variant, yearLabels } from '../../../engine/index.ts';
import type { Heading, InputTexts, InputTable as TableKey } from '../../texts/inputs.ts';
import { TABLES } from '../inputs/tables.ts';
import {
  and,
  type Cells,
  compare,
  concat,
  countOf,
  type Expr,
  eachIs,
  eachTimes,
  type Grid,
  iff,
  index,
  index2,
  isNumber,
  late,
  minus,
  ONES,
  type Operand,
  of,
  one,
  or,
  placeIn,
  plus,
  sumProduct,
  textOf,
  times,
} from './formula.ts';
import type { LabelCell, Labels, LiveSheet, Row, RowLook } from './sheet.ts';
import type { InputTable, InputTables } from './tables.ts';

/**
 * A value of an item: its input cell, and the cells per year where there are any. These begin with the one cell for all
 * years, where there is one.
 */
export interface Field {
  readonly one?: Expr;
  readonly years?: { readonly grid: Grid; readonly row: Expr; readonly from: 0 | 1 };
}

/** What of an item decides which rows there are: a change of it asks for a new sheet. */
const SHAPES = {
  boards: ['number'],
  institutes: ['number'],
  schools: ['number'],
  groups: [],
  roles: ['employer'],
  rates: [],
  norms: ['role', 'at', 'per', 'weighted', 'steps', 'variants'],
  costs: ['bearer', 'at', 'per', 'weighted', 'steps', 'variants'],
  funding: ['fundingKind', 'steps', 'payer', 'lag', 'basis', 'earmarked', 'variants'],
  requirements: ['variant', 'requirement', 'roles', 'locations'],
  staff: ['variant', 'role', 'board', 'institute'],
} as const satisfies Readonly<Record<string, readonly Heading[]>>;

/** The column that tells how many rows a table has, where that is not the id. */
const COUNTED: Readonly<Partial<Record<TableKey, Heading>>> = {
  places: 'school',
  students: 'school',
  normSteps: 'norm',
  costSteps: 'cost',
  fundingSteps: 'fundingItem',
  staff: 'role',
  requirements: 'variant',
  changes: 'variant',
};

const shapeText = (cells: readonly Expr[]): Expr =>
  cells.length === 1
    ? concat(...cells, '')
    : concat(...cells.flatMap((cell, at) => (at === 0 ? [cell] : ['|', cell])));

const FIXED_LINES: readonly Heading[] = ['startYear', 'years'];
const PLAN_LINES = ['startYear', 'years', 'hoursPerFte', 'wageIndex', 'priceIndex', 'regionCeiling'] as const;
const SPLIT_LINES = ['regionFirst', 'shareRegion', 'shareNetwork', 'shareSchool', 'shareInstitute'] as const;

export type ItemList =
  | 'boards'
  | 'institutes'
  | 'schools'
  | 'groups'
  | 'roles'
  | 'rates'
  | 'norms'
  | 'costs'
  | 'funding';
type Json = Readonly<Record<string, unknown>>;

function valueAt(object: unknown, path: readonly string[]): unknown {
  let at = object;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Json)[key];
  }
  return at;
}

/** As JSON; nothing for what is not there. */
const asText = (value: unknown): unknown => JSON.stringify(value);

/**
 * Where a variant finds its values: in the plan's own tables, or in its row of changes. Rows at the top of the sheet
 * say at which place of its table each item stands, so that sorting a table changes nothing.
 */
export class Source {
  /** the plan as the variant sees it */
  readonly plan: Plan;
  private readonly places = new Map<string, LabelCell>();
  private readonly changes: { readonly key: string; readonly place: LabelCell }[] = [];

  constructor(
    readonly sheet: LiveSheet,
    readonly texts: InputTexts,
    readonly tables: InputTables,
    readonly base: Plan,
    readonly variant: Variant,
    private readonly before: InputTables,
  ) {
    this.plan = planOf(base, variant);
    this.find();
    this.findChanges();
  }

  table(key: TableKey): InputTable {
    return this.tables.get(TABLES[key].name);
  }

  /** The table as it was when the sheet was written: that decides which rows there are. */
  written(key: TableKey): InputTable {
    return this.before.get(TABLES[key].name);
  }

  hasTable(key: TableKey): boolean {
    return this.tables.has(TABLES[key].name);
  }

  heading(heading: Heading): string {
    return this.texts.headings[heading];
  }

  column(key: TableKey, heading: Heading): Cells {
    return this.table(key).column(this.heading(heading));
  }

  /**
   * A row that finds an item in its table (D). E is how it is now in what shapes the sheet, F how it was when the
   * sheet was written; G is 1 where the sheet has to be made again.
   */
  private placeRow(
    key: TableKey,
    id: string | number,
    column: Heading,
    shape: readonly Heading[] = [],
  ): void {
    const cells = this.column(key, column);
    const row: Row = this.sheet.add({
      A: 'plaats',
      B: id,
      C: this.texts.tables[key],
      D: late(() => placeIn(row.label('B'), cells)),
      ...(shape.length > 0 && {
        E: late(() => shapeText(shape.map((heading) => index(this.column(key, heading), row.label('D'))))),
        F: this.writtenShape(key, id, column, shape),
      }),
      G: late(() => {
        const gone = compare(countOf(row.label('B'), cells), '<>', 1);
        return one(shape.length === 0 ? gone : or(gone, compare(row.label('E'), '<>', row.label('F'))));
      }),
    });
    this.places.set(`${key}/${id}`, row.label('D'));
  }

  /** What shapes the sheet, as text. */
  private writtenShape(
    key: TableKey,
    id: string | number,
    column: Heading,
    shape: readonly Heading[],
  ): string {
    const table = this.written(key);
    const at = table.rows.findIndex((_, row) => textOf(table.at(row, this.heading(column))) === String(id));
    return shape.map((heading) => textOf(table.at(at, this.heading(heading)))).join('|');
  }

  private find(): void {
    const { base, variant } = this;
    for (const heading of PLAN_LINES) {
      this.placeRow('plan', this.heading(heading), 'item', FIXED_LINES.includes(heading) ? ['value'] : []);
    }
    for (const heading of SPLIT_LINES) this.placeRow('split', this.heading(heading), 'item');
    for (const list of ID_LISTS)
      for (const { id } of base[list] ?? []) this.placeRow(list, id, 'id', SHAPES[list]);
    for (const at of base.students.keys()) this.placeRow('students', at + 1, 'number', ['group', 'counting']);
    this.placeRow('variants', variant.id, 'id');
    // rows of all variants stand in these tables; the number tells them apart
    for (const key of ['requirements', 'staff'] as const) {
      for (const number of this.numbers(key)) this.placeRow(key, number, 'number', SHAPES[key]);
    }
  }

  /** Whether a row of requirements or staff is of this variant: staff of its own takes the place of the plan's. */
  private belongs(key: 'requirements' | 'staff', row: number): boolean {
    const named = this.written(key).at(row, this.heading('variant'));
    if (this.written(key).at(row, this.heading('number')) === null) return false;
    const own = key === 'requirements' || this.variant.changes?.staff !== undefined;
    return own ? named === this.variant.id : named === null;
  }

  /** The numbers in their table of the requirements or the staff of this variant, in order. */
  numbers(key: 'requirements' | 'staff'): readonly number[] {
    return this.written(key).rows.flatMap((_, at) => (this.belongs(key, at) ? [at + 1] : []));
  }

  private findChanges(): void {
    const table = this.written('changes');
    const cell = (row: number, heading: Heading): string => textOf(table.at(row, this.heading(heading)));
    const shaping = new Set(
      Object.values(SHAPES)
        .flat()
        .map((heading) => this.heading(heading)),
    );
    table.rows.forEach((_, at) => {
      if (cell(at, 'variant') !== this.variant.id) return;
      const shape: Heading[] = ['variant', 'list', 'id', 'field'];
      const field = cell(at, 'field');
      // what shapes the sheet does so as well where a variant changes it
      if (shaping.has(field) || cell(at, 'value').startsWith('(')) shape.push('value');
      this.placeRow('changes', at + 1, 'number', shape);
      const place = this.place('changes', at + 1) as LabelCell;
      this.changes.push({ key: `${cell(at, 'list')}/${cell(at, 'id')}/${field}`, place });
    });
  }

  /** Rows that say of each table whether it has as many rows as when the sheet was written. */
  addCounts(): void {
    for (const { key, name } of Object.values(TABLES)) {
      if (
        !this.before.has(name) ||
        !this.tables.has(name) ||
        key === 'plan' ||
        key === 'split' ||
        key === 'notes'
      )
        continue;
      const heading = COUNTED[key] ?? 'id';
      const cells = this.column(key, heading);
      const written = this.written(key).count(this.heading(heading));
      const row: Row = this.sheet.add({
        A: 'rijen',
        C: this.texts.tables[key],
        D: sumProduct(eachTimes(eachIs(cells, '<>', ''), ONES)),
        F: written,
        G: late(() => one(compare(row.label('D'), '<>', row.label('F')))),
      });
    }
  }

  /** The place of an item in its table; undefined where only the variant has it. */
  place(key: TableKey, id: string | number): LabelCell | undefined {
    return this.places.get(`${key}/${id}`);
  }

  /** A cell of a row that no variant can change. */
  cell(key: TableKey, id: string | number, heading: Heading): Expr {
    return index(this.column(key, heading), this.place(key, id) as LabelCell);
  }

  private changed(key: TableKey, id: string, heading: Heading): Field | undefined {
    const wanted = `${this.texts.tables[key]}/${id}/${this.heading(heading)}`;
    const found = this.changes.find((change) => change.key === wanted);
    if (found === undefined) return undefined;
    const table = this.table('changes');
    const labels = yearLabels(this.base);
    return {
      one: index(table.column(this.heading('value')), found.place),
      years: { grid: table.grid(this.heading('value'), labels.at(-1) as string), row: found.place, from: 0 },
    };
  }

  /**
   * A value of an item, as the variant has it.
   * @param path its keys in the item; those of a trend begin at the plan
   * @param options `from`: the first year there can be one for; `single`: whether one value can stand for all years
   */
  field(
    list: ItemList,
    id: string,
    path: readonly string[],
    heading: Heading,
    options: FieldOptions = {},
  ): Field {
    const changed = this.changed(list, id, heading);
    if (changed !== undefined) return changed;
    const place = this.place(list, id);
    if (place === undefined) return {};
    const of = (plan: Plan): unknown =>
      path[0] === 'trend'
        ? valueAt(plan, path)
        : valueAt(
            (plan[list] ?? []).find((item) => item.id === id),
            path,
          );
    // a change that takes away a whole group of values is none of each of them
    if (asText(of(this.base)) !== asText(of(this.plan)) && of(this.plan) === undefined) return {};
    const { perYear = false, from = 0, single = true } = options;
    const table = this.table(list);
    const name = this.heading(heading);
    const labels = yearLabels(this.base).slice(from);
    const grid = perYear && labels.length > 0;
    return {
      ...(single && { one: index(table.column(name), place) }),
      ...(grid && {
        years: {
          grid: table.grid(single ? name : `${name} ${labels[0]}`, `${name} ${labels.at(-1)}`),
          row: place,
          from,
        },
      }),
    };
  }

  /**
   * A row that says where the figures of an item are from (G), since when they hold (H) and how firm they are (I), as
   * its table says it; D says whether it is marked as an assumption.
   */
  addOrigin(list: ItemList, id: string, name: string, word: (name: 'yes' | 'assumption') => Expr): Row {
    const cell = (path: string, heading: Heading): Expr => {
      const { one: found } = this.field(list, id, [path], heading);
      return found ?? of('');
    };
    const status = cell('status', 'status');
    const since = cell('validFrom', 'validFrom');
    const row: Row = this.sheet.add({
      A: 'herkomst',
      B: id,
      D: concat(cell('assumption', 'assumption'), ''),
      E: name,
      // a funding item's source is of another kind: there the note says where it is from
      G: concat(list === 'funding' ? cell('note', 'note') : cell('source', 'source'), ''),
      H: iff(compare(since, '=', ''), '', since),
      I: late(() => {
        const assumed = and(compare(status, '=', ''), compare(row.label('D'), '=', word('yes')));
        return iff(assumed, word('assumption'), concat(status, ''));
      }),
    });
    return row;
  }

  /** A value of the plan as a whole, or of its split. */
  planField(key: 'plan' | 'split', path: readonly string[], heading: Heading, perYear = false): Field {
    const changed = this.changed(key, '', heading);
    if (changed !== undefined) return changed;
    const full = key === 'split' ? ['split', ...path] : path;
    const [before, after] = [valueAt(this.base, full), valueAt(this.plan, full)];
    if (before !== undefined && after === undefined) return {};
    const place = this.place(key, this.heading(heading)) as LabelCell;
    const labels = yearLabels(this.base);
    return {
      one: index(this.column(key, 'value'), place),
      ...(perYear && {
        years: {
          grid: this.table(key).grid(this.heading('value'), labels.at(-1) as string),
          row: place,
          from: 0,
        },
      }),
    };
  }
}

export interface FieldOptions {
  readonly perYear?: boolean;
  readonly from?: 0 | 1;
  readonly single?: boolean;
}

/** The number in a field's one cell, or else this. */
export const numberOr = ({ one }: Field, otherwise: Operand): Expr =>
  one === undefined ? of(otherwise) : iff(isNumber(one), one, otherwise);

/**
 * A row with the value of each year: the one for all years, or the year's own. B is 1 where it goes per year.
 * @param otherwise what it is where nothing is filled in; absent: 0
 */
export function addYearly(
  sheet: LiveSheet,
  labels: Labels,
  { one: single, years }: Field,
  year: Row,
  look: RowLook,
  otherwise?: Operand,
): Row {
  if (years === undefined && single === undefined) return sheet.add(labels, of(otherwise ?? 0), look);
  const perYear = years !== undefined && single !== undefined;
  const row: Row = sheet.add(
    { ...labels, ...(perYear && { B: iff(isNumber(single), 0, 1) }) },
    late(() => {
      const cell =
        years === undefined ? (single as Expr) : yearCell(years, year, perYear ? row.label('B') : undefined);
      return otherwise === undefined ? cell : iff(isNumber(cell), cell, otherwise);
    }),
    look,
  );
  return row;
}

/** @param perYear 0 where the first cell stands for all years; absent: there is no such cell */
function yearCell({ grid, row, from }: NonNullable<Field['years']>, year: Row, perYear?: Expr): Expr {
  const place = from === 0 ? year : minus(year, 1);
  return index2(grid, row, perYear === undefined ? place : plus(1, times(place, perYear)));
}
