import { ID_LISTS, pointer } from '../../../engine/index.ts';
import { CHANGE_COLUMNS, readChange } from './changes.ts';
import type { RawValue, SchoolPlace } from './fields.ts';
import { address, type FoundTable } from './find.ts';
import { isJson, type Json, put, setAt, valueAt } from './json.ts';
import type { WorkbookReader } from './read.ts';
import { type Context, type TableSpec, UNREADABLE } from './spec.ts';
import { TABLE_LIST, TABLES } from './tables.ts';

/** Where a part of the plan stands: a row, and the column for the keys below that part. */
export interface Part {
  readonly table: FoundTable;
  readonly row: number;
  readonly column: (rest: readonly string[]) => number;
}

/** A row of a table as it was read. */
export interface Row {
  readonly values: Json;
  readonly part: Part;
}

type IdList = (typeof ID_LISTS)[number];

/** Puts the rows of all tables together to one plan. */
export class Assembly {
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
    if (typeof variant !== 'string') {
      this.missing(part, key);
      return undefined;
    }
    const at = known.get(variant);
    if (at === undefined) this.unknown(part, key, variant, 'variants');
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
