import { ID_LISTS, pointer, pointerKeys } from '../../../engine/index.ts';
import type { InputTexts, Marker } from '../../texts/inputs.ts';
import type { CellValue, InputLook } from '../description.ts';
import type { WrittenValue } from './fields.ts';
import { isJson, type Json } from './json.ts';
import { holdsMarker } from './scalars.ts';
import { BLANK, type Field, type InputCell, type Reading, type Writing } from './spec.ts';
import { TABLES } from './tables.ts';
import { cellText, textOfCell } from './values.ts';

/**
 * A variant's `changes` as rows: the list and id they are about, the field by the heading of its column, and the new
 * value. What no column stands for goes by its JSON Pointer.
 */

/** What a variant can change: lists by id, and what goes for the whole plan. */
type Changed = (typeof ID_LISTS)[number] | 'plan' | 'split' | 'notes' | 'staff';
export const CHANGED: readonly Changed[] = ['plan', ...ID_LISTS, 'split', 'notes', 'staff'];

/** Stands for the list where a change goes by its pointer into the plan. */
const WHOLE_PLAN = '/';

const isIdList = (key: string): key is (typeof ID_LISTS)[number] =>
  (ID_LISTS as readonly string[]).includes(key);

/** Steps and staff are rows of their own tables; here stands only what those can't say. */
const fieldsOf = (list: Changed, writing: Pick<Writing, 'context'>): readonly Field[] =>
  list === 'notes' || list === 'staff'
    ? []
    : TABLES[list].fields(writing.context).filter(({ path }) => path[0] !== '$places');

// --- writing ---

/** A row of the table of changes, before its variant is known. */
interface Row extends Json {
  readonly list: string;
  readonly id?: string;
  readonly field?: string;
  readonly value: WrittenValue;
}

/** What a workbook has no place for; a valid plan has no such thing. */
export class NoPlaceError extends Error {
  override readonly name = 'NoPlaceError';
}

class Rows {
  readonly rows: Row[] = [];
  private readonly lists = new Map<Changed, readonly Field[]>();

  constructor(private readonly writing: Writing) {}

  private fields(list: Changed): readonly Field[] {
    let fields = this.lists.get(list);
    if (fields === undefined) {
      fields = fieldsOf(list, this.writing);
      this.lists.set(list, fields);
    }
    return fields;
  }

  private add(list: Changed | typeof WHOLE_PLAN, parts: Partial<Row>): void {
    const { texts } = this.writing;
    const name = list === WHOLE_PLAN ? WHOLE_PLAN : texts.tables[list];
    this.rows.push({ value: single(null), ...parts, list: name });
  }

  private marker(marker: Marker): CellValue {
    return { text: this.writing.texts.markers[marker] };
  }

  /** A change by a pointer, of something that isn't there or has nothing in it. */
  private byPointer(
    list: Changed | typeof WHOLE_PLAN,
    id: string | undefined,
    path: readonly string[],
    value: unknown,
  ): void {
    const marker: Marker | undefined =
      value === null
        ? 'empty'
        : Array.isArray(value) && value.length === 0
          ? 'none'
          : isJson(value) && Object.keys(value).length === 0
            ? 'nothing'
            : undefined;
    if (marker === undefined) throw new NoPlaceError(pointer('', list, ...path));
    this.add(list, {
      ...(id !== undefined && { id }),
      field: pointer('', ...path),
      value: single(this.marker(marker)),
    });
  }

  /** A value at a path of an item or of the plan: by the field that has this path, or by the fields below it. */
  private at(list: Changed, id: string | undefined, path: readonly string[], value: unknown): void {
    const same = (field: Field): boolean =>
      field.path.length === path.length && field.path.every((key, index) => key === path[index]);
    const field = this.fields(list).find(same);
    if (field !== undefined && !isJson(value)) {
      this.field(list, id, field, value);
      return;
    }
    const below = this.fields(list).some(
      (each) => each.path.length > path.length && path.every((key, index) => key === each.path[index]),
    );
    if (field === undefined && below && isJson(value) && Object.keys(value).length > 0) {
      for (const [key, inner] of Object.entries(value)) this.at(list, id, [...path, key], inner);
      return;
    }
    // the plan's own fields and those of its split share the root
    if (list === 'plan') this.byPointer(WHOLE_PLAN, undefined, path, value);
    else this.byPointer(list, id, path, value);
  }

  private field(list: Changed, id: string | undefined, field: Field, value: unknown): void {
    const { texts, context } = this.writing;
    const columns = field.columns(context);
    const cells: CellValue[] = [null, ...context.years.map(() => null)];
    const looks: (InputLook | undefined)[] = [];
    if (value === null) cells[0] = this.marker('empty');
    else {
      field.write(value, this.writing).forEach((cell, index) => {
        const column = columns[index];
        if (cell === null || column === undefined) return;
        cells[slotOf(column.year)] = cell;
        looks[slotOf(column.year)] = column.look;
      });
    }
    this.add(list, {
      ...(id !== undefined && { id }),
      field: texts.headings[field.heading],
      value: { cells, looks },
    });
  }

  changes(changes: Json): void {
    for (const [key, change] of Object.entries(changes)) {
      if (isIdList(key) && isJson(change)) this.items(key, change);
      else if (key === 'trend' && isJson(change) && Object.keys(change).length > 0) {
        for (const [group, value] of Object.entries(change)) this.at('groups', group, ['$trend'], value);
      } else if (key === 'notes' && isJson(change) && Object.keys(change).length > 0) {
        for (const [name, value] of Object.entries(change)) {
          const text = value === null ? this.marker('empty') : { text: cellText(value as string) };
          this.add('notes', { id: cellText(name), value: single(text) });
        }
      } else if (key === 'split' && isJson(change) && Object.keys(change).length > 0) {
        for (const [inner, value] of Object.entries(change)) this.at('split', undefined, [inner], value);
      } else if (key !== 'staff' || !Array.isArray(change) || change.length === 0) {
        this.at('plan', undefined, [key], change);
      }
    }
    if (Object.keys(changes).length === 0) this.byPointer(WHOLE_PLAN, undefined, [], {});
  }

  private items(list: (typeof ID_LISTS)[number], changes: Json): void {
    const { markers } = this.writing.texts;
    if (Object.keys(changes).length === 0) this.add(list, { id: markers.none });
    for (const [id, change] of Object.entries(changes)) {
      if (change === null) this.add(list, { id, field: markers.removed });
      else if (!isJson(change)) throw new NoPlaceError(pointer('', list, id));
      else if (Object.keys(change).length === 0) this.add(list, { id, field: markers.none });
      else {
        for (const [key, value] of Object.entries(change)) {
          // our own names for what stands elsewhere in the plan begin so
          if (key.startsWith('$')) this.byPointer(list, id, [key], value);
          else this.at(list, id, [key], value);
        }
      }
    }
  }
}

/** A value in the first cell. */
const single = (cell: CellValue): WrittenValue => ({ cells: [cell], looks: [] });

const slotOf = (year: number | undefined): number => (year === undefined ? 0 : 1 + year);

/** The rows for a variant's changes, but for the steps and the staff in them. */
export function changeRows(changes: Json, writing: Writing): readonly Json[] {
  const rows = new Rows(writing);
  rows.changes(changes);
  return rows.rows;
}

// --- reading ---

/** What one row of changes says: where in the `changes`, and what. */
export interface Change {
  readonly path: readonly string[];
  readonly value: unknown;
  /** which column of the new value keys below the path are about */
  readonly at: (rest: readonly string[]) => number;
}

/** The columns of a row of changes, for problems; those of the new value come after them. */
export const CHANGE_COLUMNS = { list: 0, id: 1, field: 2, value: 3 } as const;

interface ReadRow {
  readonly list: string;
  readonly id: string | undefined;
  readonly field: string | undefined;
  readonly cells: readonly InputCell[];
}

/**
 * What a row of changes says; `undefined` where it is reported.
 * @param reading reports at one of `CHANGE_COLUMNS`, and beyond the last of them for the years
 */
export function readChange(
  row: ReadRow,
  reading: Reading,
  writing: Pick<Writing, 'context'>,
): Change | undefined {
  const { languages, texts } = reading;
  const value = row.cells[0] ?? BLANK;
  const plain = (path: readonly string[], found: unknown): Change => ({
    path,
    value: found,
    at: () => CHANGE_COLUMNS.value,
  });
  const lists = CHANGED.map((key) => texts.tables[key]);
  const wanted = row.list.trim();
  if (wanted === WHOLE_PLAN) return byPointer(row, [], value, reading);
  const list = CHANGED.find((key) => languages.some(({ tables }) => sameWord(tables[key], wanted)));
  if (list === undefined) {
    reading.report(CHANGE_COLUMNS.list, 'change-unknown-list', { found: wanted.slice(0, 60), known: lists });
    return undefined;
  }
  if (list === 'notes') {
    const key = row.id === undefined ? undefined : textOfCell(row.id);
    if (key === undefined) {
      reading.missing(CHANGE_COLUMNS.id);
      return undefined;
    }
    if (holdsMarker(value, 'empty', reading)) return plain(['notes', key], null);
    const [text] = TABLES.notes.fields(writing.context).filter(({ path }) => path[0] === 'text');
    return fieldChange(text as Field, ['notes', key], row.cells, reading, writing);
  }
  if (list === 'staff') {
    const marker = markerOf(value, reading);
    if (marker !== undefined) return plain(['staff'], MEANING[marker]);
    reading.missing(CHANGE_COLUMNS.value);
    return undefined;
  }
  const base = isIdList(list) ? idPath(list, row, reading) : list === 'split' ? ['split'] : [];
  if (base === undefined) return undefined;
  if (isIdList(list)) {
    if (base.length === 1) return plain(base, {});
    if (isWord(row.field, 'removed', languages)) return plain(base, null);
    if (isWord(row.field, 'none', languages)) return plain(base, {});
  }
  if (row.field === undefined) {
    reading.missing(CHANGE_COLUMNS.field);
    return undefined;
  }
  if (row.field.startsWith('/')) return byPointer(row, base, value, reading);
  const name = row.field.trim();
  const field = fieldsOf(list, writing).find((each) =>
    languages.some(({ headings }) => sameWord(headings[each.heading], name)),
  );
  if (field === undefined) {
    reading.report(CHANGE_COLUMNS.field, 'change-unknown-field', {
      found: name.slice(0, 60),
      list: texts.tables[list],
    });
    return undefined;
  }
  const path = field.path[0] === '$trend' ? ['trend', ...base.slice(1)] : [...base, ...field.path];
  return holdsMarker(value, 'empty', reading)
    ? plain(path, null)
    : fieldChange(field, path, row.cells, reading, writing);
}

const sameWord = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

const isWord = (word: string | undefined, marker: Marker, languages: readonly InputTexts[]): boolean =>
  word !== undefined && languages.some(({ markers }) => sameWord(markers[marker], word.trim()));

/** The keys of the list and the id; of the list alone where `(geen)` says that nothing of it changes. */
function idPath(list: string, row: ReadRow, reading: Reading): readonly string[] | undefined {
  const id = row.id?.trim();
  if (id === undefined) {
    reading.missing(CHANGE_COLUMNS.id);
    return undefined;
  }
  return isWord(id, 'none', reading.languages) ? [list] : [list, id];
}

/** Empty values that no field stands for. */
const MEANING = { empty: null, none: [], nothing: {} } as const;

const markerOf = (cell: InputCell, reading: Reading): keyof typeof MEANING | undefined =>
  (['empty', 'none', 'nothing'] as const).find((marker) => holdsMarker(cell, marker, reading));

function byPointer(
  row: ReadRow,
  base: readonly string[],
  value: InputCell,
  reading: Reading,
): Change | undefined {
  const marker = markerOf(value, reading);
  if (marker === undefined) {
    const allowed = (['empty', 'none', 'nothing'] as const).map((each) => reading.texts.markers[each]);
    const found = value.kind === 'text' ? value.value.slice(0, 60) : '';
    reading.report(CHANGE_COLUMNS.value, 'cell-not-one-of', { found, allowed });
    return undefined;
  }
  const path = [...base, ...pointerKeys(row.field ?? '')];
  // each row its own: what is empty may be filled by other rows
  return { path, value: structuredClone(MEANING[marker]), at: () => CHANGE_COLUMNS.value };
}

function fieldChange(
  field: Field,
  path: readonly string[],
  cells: readonly InputCell[],
  reading: Reading,
  { context }: Pick<Writing, 'context'>,
): Change | undefined {
  const columns = field.columns(context);
  const slots = columns.map(({ year }) => slotOf(year));
  const column = (index: number): number => CHANGE_COLUMNS.value + (slots[index] ?? 0);
  const stray = cells.findIndex((cell, index) => cell.kind !== 'blank' && !slots.includes(index));
  if (stray >= 0) {
    if (stray === 0) reading.report(CHANGE_COLUMNS.value, 'cell-two-ways', twoWays(reading));
    else reading.report(CHANGE_COLUMNS.value + stray, 'change-not-per-year', {});
    return undefined;
  }
  const found = field.read(
    slots.map((slot) => cells[slot] ?? BLANK),
    {
      ...reading,
      report: (index, code, values) => reading.report(column(index), code, values),
      missing: (index) => reading.missing(column(index)),
    },
  );
  if (found === undefined) {
    reading.missing(CHANGE_COLUMNS.value);
    return undefined;
  }
  return { path, value: found, at: (rest) => column(field.at(rest)) };
}

const twoWays = ({ texts }: Reading) => ({ first: texts.headings.value, second: texts.units.perYear });
