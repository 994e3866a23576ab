import { type Plan, planOf, type Variant, yearLabels } from '../../../engine/index.ts';
import type { Heading, InputTable as TableKey, InputTexts } from '../../texts/inputs.ts';
import { TABLES } from '../inputs/tables.ts';
import { type Cells, type Expr, type Grid, iff, index, index2, isNumber, match, max, minus, of, type Operand, or } from './formula.ts';
import type { LabelCell, LiveSheet, Row } from './sheet.ts';
import type { InputTable, InputTables } from './tables.ts';

/** A value of an item: its input cell, and the cells per year where there are any. */
export interface Field {
  readonly one?: Expr;
  readonly years?: { readonly grid: Grid; readonly row: Expr; readonly from: 0 | 1 };
}

const PLAN_LINES = ['startYear', 'hoursPerFte', 'wageIndex', 'priceIndex', 'regionCeiling'] as const;
const SPLIT_LINES = ['regionFirst', 'shareRegion', 'shareNetwork', 'shareSchool', 'shareInstitute'] as const;

type ItemList = 'boards' | 'institutes' | 'schools' | 'groups' | 'roles' | 'rates' | 'norms' | 'costs' | 'funding';
type Json = Readonly<Record<string, unknown>>;

function valueAt(object: unknown, path: readonly string[]): unknown {
  let at = object;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Json)[key];
  }
  return at;
}

const asText = (value: unknown): string => JSON.stringify(value) ?? '';

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
  ) {
    this.plan = planOf(base, variant);
    this.find();
    this.findChanges();
  }

  table(key: TableKey): InputTable {
    return this.tables.get(TABLES[key].name);
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

  private placeRow(key: TableKey, id: string | number, column: Heading): void {
    const row: Row = this.sheet.add({
      A: 'plaats',
      B: id,
      C: this.texts.tables[key],
      D: { rank: 9, print: (site) => place().print(site), value: (site) => place().value(site) },
    });
    const place = (): Expr => match(row.label('B'), this.column(key, column));
    this.places.set(`${key}/${id}`, row.label('D'));
  }

  private find(): void {
    const { base, variant } = this;
    for (const heading of PLAN_LINES) this.placeRow('plan', this.heading(heading), 'item');
    for (const heading of SPLIT_LINES) this.placeRow('split', this.heading(heading), 'item');
    const lists = ['boards', 'institutes', 'schools', 'groups', 'roles', 'rates', 'norms', 'costs', 'funding'] as const;
    for (const list of lists) for (const { id } of base[list] ?? []) this.placeRow(list, id, 'id');
    base.students.forEach((_, at) => this.placeRow('students', at + 1, 'number'));
    this.placeRow('variants', variant.id, 'id');
    // rows of all variants stand in these tables; the number tells them apart
    for (const key of ['requirements', 'staff'] as const) {
      const { rows } = this.table(key);
      rows.forEach((_, at) => {
        if (this.belongs(key, at)) this.placeRow(key, at + 1, 'number');
      });
    }
  }

  /** Whether a row of requirements or staff is of this variant: staff of its own takes the place of the plan's. */
  private belongs(key: 'requirements' | 'staff', row: number): boolean {
    const named = this.table(key).at(row, this.heading('variant'));
    if (this.table(key).at(row, this.heading('number')) === null) return false;
    const own = key === 'requirements' || this.variant.changes?.staff !== undefined;
    return own ? named === this.variant.id : named === null;
  }

  /** The numbers in their table of the requirements or the staff of this variant, in order. */
  numbers(key: 'requirements' | 'staff'): readonly number[] {
    return this.table(key).rows.flatMap((_, at) => (this.belongs(key, at) ? [at + 1] : []));
  }

  private findChanges(): void {
    const table = this.table('changes');
    const cell = (row: number, heading: Heading): string => String(table.at(row, this.heading(heading)) ?? '');
    table.rows.forEach((_, at) => {
      if (cell(at, 'variant') !== this.variant.id) return;
      const row: Row = this.sheet.add({
        A: 'wijziging',
        B: at + 1,
        C: cell(at, 'id'),
        D: { rank: 9, print: (site) => place().print(site), value: (site) => place().value(site) },
        E: `${cell(at, 'list')}: ${cell(at, 'field')}`,
      });
      const place = (): Expr => match(row.label('B'), this.column('changes', 'number'));
      this.changes.push({
        key: `${cell(at, 'list')}/${cell(at, 'id')}/${cell(at, 'field')}`,
        place: row.label('D'),
      });
    });
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
      years: { grid: table.grid(labels[0] as string, labels.at(-1) as string), row: found.place, from: 0 },
    };
  }

  /**
   * A value of an item, as the variant has it.
   * @param path its keys in the item; those of a trend begin at the plan
   * @param options `from`: the first year there can be one for; `single`: whether one value can stand for all years
   */
  field(list: ItemList, id: string, path: readonly string[], heading: Heading, options: FieldOptions = {}): Field {
    const changed = this.changed(list, id, heading);
    if (changed !== undefined) return changed;
    const place = this.place(list, id);
    if (place === undefined) return {};
    const of = (plan: Plan): unknown =>
      path[0] === 'trend' ? valueAt(plan, path) : valueAt((plan[list] ?? []).find((item) => item.id === id), path);
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
        years: { grid: table.grid(`${name} ${labels[0]}`, `${name} ${labels.at(-1)}`), row: place, from },
      }),
    };
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
        years: { grid: this.table(key).grid(labels[0] as string, labels.at(-1) as string), row: place, from: 0 },
      }),
    };
  }
}

export interface FieldOptions {
  readonly perYear?: boolean;
  readonly from?: 0 | 1;
  readonly single?: boolean;
}

const yearCell = ({ grid, row, from }: NonNullable<Field['years']>, year: Expr): Expr =>
  index2(grid, row, from === 0 ? year : max(minus(year, 1), 1));

/** The number in a field's one cell, or else this. */
export const numberOr = ({ one }: Field, otherwise: Operand): Expr =>
  one === undefined ? of(otherwise) : iff(isNumber(one), one, otherwise);

/** Whether its one cell has a number. */
export const isGiven = ({ one }: Field): Expr | undefined => (one === undefined ? undefined : isNumber(one));

/** The value of a year: the one for all years, or the year's own; 0 where there is none. */
export function ofYear({ one, years }: Field, year: Expr): Expr {
  if (years === undefined) return one === undefined ? of(0) : iff(isNumber(one), one, 0);
  const own = yearCell(years, year);
  return one === undefined ? own : iff(isNumber(one), one, own);
}

/** Whether there is a value for a year. */
export function isGivenInYear({ one, years }: Field, year: Expr): Expr | undefined {
  const own = years && isNumber(yearCell(years, year));
  const single = one && isNumber(one);
  if (own === undefined || single === undefined) return own ?? single;
  return or(single, own);
}
