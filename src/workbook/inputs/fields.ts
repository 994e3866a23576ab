import type { Band, Heading, InputTexts } from '../../texts/inputs.ts';
import type { CellValue, InputLook } from '../description.ts';
import { isJson } from './json.ts';
import {
  choice,
  holdsMarker,
  id,
  readScalar,
  reference,
  type Scalar,
  text,
  whole,
  yesNo,
} from './scalars.ts';
import { type Column, type Field, type InputCell, type Reading, UNREADABLE } from './spec.ts';

/** The fields of the tables: one value of an item each, over one column or several. */

const columnOf = (scalar: Scalar, heading: Column['heading'], year?: number): Column => {
  const { look, width, unit, check, prompt } = scalar;
  return {
    heading,
    look,
    width,
    ...(unit && { unit }),
    ...(check && { check }),
    ...(prompt && { prompt }),
    ...(year !== undefined && { year }),
  };
};

const isBlank = (cell: InputCell | undefined): boolean =>
  cell === undefined || cell.kind === 'blank' || (cell.kind === 'text' && cell.value.trim() === '');

const BLANK_CELL: InputCell = { kind: 'blank' };
const cellAt = (cells: readonly InputCell[], index: number): InputCell => cells[index] ?? BLANK_CELL;

/** A value in one column. */
export function one(path: string | readonly string[], heading: Heading, band: Band, scalar: Scalar): Field {
  return {
    path: typeof path === 'string' ? [path] : path,
    heading,
    band,
    columns: () => [columnOf(scalar, ({ headings }) => headings[heading])],
    write: (value, { texts }) => [value === undefined ? null : scalar.write(value, texts)],
    read: (cells, reading) => readScalar(scalar, cellAt(cells, 0), reading, 0),
    at: () => 0,
  };
}

/** A filter: `(alle)` is a filter that is there and lets everything pass. */
export function filter(key: string, heading: Heading, scalar: Scalar, standsFor?: readonly string[]): Field {
  const plain = one(['where', key], heading, 'filter', { ...scalar, prompt: 'filter' });
  return {
    ...plain,
    ...(standsFor && { standsFor }),
    read: (cells, reading) =>
      holdsMarker(cellAt(cells, 0), 'all', reading) ? undefined : plain.read(cells, reading),
  };
}

/** Whether a group of values that stands elsewhere is there with nothing in it. */
export function emptyGroup(key: string, heading: Heading): Field {
  return {
    path: [key],
    heading,
    band: 'item',
    optional: true,
    columns: () => [{ heading: ({ headings }) => headings[heading], look: 'inputText', width: 12 }],
    write: (value, { texts }) => [
      isJson(value) && Object.keys(value).length === 0 ? { text: texts.markers.nothing } : null,
    ],
    read(cells, reading) {
      const cell = cellAt(cells, 0);
      if (isBlank(cell)) return undefined;
      if (holdsMarker(cell, 'nothing', reading)) return {};
      const found = cell.kind === 'text' ? cell.value.slice(0, 60) : '';
      reading.report(0, 'cell-not-one-of', { found, allowed: [reading.texts.markers.nothing] });
      return UNREADABLE;
    },
    at: () => 0,
  };
}

interface PerYear {
  /** the first year there is one for; 1 for what changes from the year before */
  readonly from?: 0 | 1;
  /** whether one value can stand for all years */
  readonly single?: boolean;
  readonly band?: Band;
}

/** One value for all years in the first column, or one per year in the columns after it. */
export function perYear(
  path: string | readonly string[],
  heading: Heading,
  scalar: Scalar,
  options: PerYear = {},
): Field {
  const { from = 0, single = true, band = 'perYear' } = options;
  const lead = single ? 1 : 0;
  const name = ({ headings }: InputTexts): string => headings[heading];
  return {
    path: typeof path === 'string' ? [path] : path,
    heading,
    band,
    columns: ({ years }) => [
      ...(single ? [columnOf(scalar, name)] : []),
      ...years
        .slice(from)
        .map((label, index) =>
          columnOf(
            { ...scalar, width: Math.max(scalar.width, 10) },
            (texts) => `${name(texts)} ${label}`,
            from + index,
          ),
        ),
    ],
    write(value, { texts, context }) {
      const years = context.years.slice(from);
      const blanks = years.map((): CellValue => null);
      if (!Array.isArray(value)) {
        const cell = value === undefined ? null : scalar.write(value, texts);
        return single ? [cell, ...blanks] : blanks;
      }
      // a plan of one year may have a list of what changes after it: an empty one
      const none: CellValue = value.length === 0 ? { text: texts.markers.none } : null;
      return [...(single ? [none] : []), ...value.map((each) => scalar.write(each, texts))];
    },
    read(cells, reading) {
      const years = cells.slice(lead);
      const given = years.filter((cell) => !isBlank(cell)).length;
      const first = cellAt(cells, 0);
      if (single && !isBlank(first)) {
        if (holdsMarker(first, 'none', reading) && years.length === 0) return [];
        if (given === 0) return readScalar(scalar, first, reading, 0);
        const place = years.findIndex((cell) => !isBlank(cell)) + lead;
        const headings = [name(reading.texts), name(reading.texts)] as const;
        reading.report(place, 'cell-two-ways', {
          first: headings[0],
          second: `${headings[1]} ${reading.texts.units.perYear}`,
        });
        return UNREADABLE;
      }
      return given === 0 ? undefined : listOf(scalar, cells, lead, reading);
    },
    at: (rest) => (rest.length > 0 ? lead + Number(rest[0]) : 0),
  };
}

/** The values of cells from a column on, each of which has to be there. */
function listOf(scalar: Scalar, cells: readonly InputCell[], from: number, reading: Reading): unknown[] {
  return cells.slice(from).map((cell, index) => {
    const found = readScalar(scalar, cell, reading, from + index);
    if (found !== undefined) return found;
    reading.missing(from + index);
    return UNREADABLE;
  });
}

/** Counts of students: how they are counted, and the counts per year or the first one. */
export function counts(): Field {
  const scalar = whole({ unit: 'students', min: '0' });
  const mode: Scalar = { ...choice('counting'), prompt: 'counting' };
  return {
    path: ['counts'],
    heading: 'counting',
    band: 'perYear',
    columns: ({ years }) => [
      columnOf(mode, ({ headings }) => headings.counting),
      ...years.map((label, year) => columnOf(scalar, () => label, year)),
    ],
    write(value, { texts, context: { years } }) {
      if (value === undefined) return [null, ...years.map(() => null)];
      // a list of one in a plan of several years means the same as that one
      const trend = !Array.isArray(value) || value.length < years.length;
      const list = [value].flat() as number[];
      return [
        mode.write(trend ? 'trend' : 'perYear', texts),
        ...years.map((_, year) => (list[year] === undefined ? null : scalar.write(list[year], texts))),
      ];
    },
    read(cells, reading) {
      const chosen = readScalar(mode, cellAt(cells, 0), reading, 0);
      const given = cells.flatMap((cell, index) => (index > 0 && !isBlank(cell) ? [index] : []));
      if (chosen === UNREADABLE) return UNREADABLE;
      if (given.length === 0) return undefined;
      const trend = chosen === undefined ? given.length === 1 && given[0] === 1 : chosen === 'trend';
      if (!trend) return listOf(scalar, cells, 1, reading);
      for (const column of given) if (column > 1) reading.report(column, 'cell-beside-trend', {});
      if (given[0] !== 1) {
        reading.missing(1);
        return UNREADABLE;
      }
      return readScalar(scalar, cellAt(cells, 1), reading, 1);
    },
    at: (rest) => 1 + Number(rest[0] ?? 0),
  };
}

/** The counts of the years before the first, newest first. */
export function before(): Field {
  const scalar = whole({ unit: 'students', min: '0', width: 8 });
  return {
    path: ['before'],
    heading: 'counting',
    band: 'before',
    columns: ({ yearsBefore }) =>
      Array.from({ length: yearsBefore }, (_, index) =>
        columnOf(scalar, (texts) => texts.yearsBefore(index + 1)),
      ),
    write(value, { texts, context }) {
      const list = (value ?? []) as number[];
      return Array.from({ length: context.yearsBefore }, (_, index) =>
        list[index] === undefined ? null : scalar.write(list[index], texts),
      );
    },
    read(cells, reading) {
      const last = cells.findLastIndex((cell) => !isBlank(cell));
      return last < 0 ? undefined : listOf(scalar, cells.slice(0, last + 1), 0, reading);
    },
    at: (rest) => Number(rest[0] ?? 0),
  };
}

/** Whether a rule has steps; the steps themselves are rows of another table. */
export function hasSteps(): Field {
  const scalar: Scalar = { ...yesNo(8), prompt: 'steps' };
  return {
    ...one('steps', 'steps', 'counted', scalar),
    write: (value, { texts }) => [Array.isArray(value) ? scalar.write(true, texts) : null],
    read(cells, reading) {
      const found = readScalar(scalar, cellAt(cells, 0), reading, 0);
      return found === true ? [] : found === false ? undefined : found;
    },
  };
}

/** A party: a board, an institute, or the region where neither is given. */
export function party(): Field {
  const board = reference('boards');
  const institute = reference('institutes');
  return {
    path: ['party'],
    heading: 'board',
    band: 'item',
    columns: () => [
      columnOf(board, ({ headings }) => headings.board),
      columnOf(institute, ({ headings }) => headings.institute),
    ],
    write(value, { texts }) {
      const [kind, ...rest] = ((value ?? 'region') as string).split(':');
      const own = rest.join(':');
      return [
        kind === 'board' ? board.write(own, texts) : null,
        kind === 'institute' ? institute.write(own, texts) : null,
      ];
    },
    read(cells, reading) {
      const first = readScalar(board, cellAt(cells, 0), reading, 0);
      const second = readScalar(institute, cellAt(cells, 1), reading, 1);
      if (first === UNREADABLE || second === UNREADABLE) return UNREADABLE;
      if (first !== undefined && second !== undefined) {
        const { board: left, institute: right } = reading.texts.headings;
        reading.report(1, 'cell-two-ways', { first: left, second: right });
        return UNREADABLE;
      }
      if (first !== undefined) return `board:${first as string}`;
      return second === undefined ? 'region' : `institute:${second as string}`;
    },
    at: () => 0,
  };
}

/** A school's place in a variant. */
export interface SchoolPlace {
  readonly kind?: unknown;
  readonly network?: unknown;
  /** absent: in the order of the schools */
  readonly order?: unknown;
}

/** The place of a school in one variant: its kind and network, and which comes first. */
export function place(variant: string): Field {
  const scalars = {
    kind: id(13),
    network: text(16, 'inputText'),
    order: { ...whole({ width: 12, min: '0' }), look: 'inputOrder' as const },
  };
  const keys = ['kind', 'network', 'order'] as const;
  return {
    path: ['$places', variant],
    heading: 'network',
    band: 'places',
    columns: () => keys.map((key) => columnOf(scalars[key], ({ headings }) => `${headings[key]} ${variant}`)),
    write(value, { texts }) {
      const found = (value ?? {}) as SchoolPlace;
      return keys.map((key) => (found[key] === undefined ? null : scalars[key].write(found[key], texts)));
    },
    read(cells, reading) {
      const found = keys.flatMap((key, index): [string, unknown][] => {
        const value = readScalar(scalars[key], cellAt(cells, index), reading, index);
        return value === undefined ? [] : [[key, value]];
      });
      return found.some(([key]) => key !== 'order') ? Object.fromEntries(found) : undefined;
    },
    at: ([key]) => Math.max(0, (keys as readonly string[]).indexOf(key ?? '')),
  };
}

/** The cells of a new value, with the looks of the field that is changed. */
export interface WrittenValue {
  readonly cells: readonly CellValue[];
  readonly looks: readonly (InputLook | undefined)[];
}

/** What a row of changes gives: written by the field that is changed, and read by it. */
export interface RawValue {
  readonly cells: readonly InputCell[];
}

/** The new value of a change: one for all years, or one per year. */
export function changedValue(): Field {
  const value: Pick<Column, 'look' | 'width'> = { look: 'inputAny', width: 30 };
  return {
    path: ['value'],
    heading: 'value',
    band: 'money',
    columns: ({ years }) => [
      { ...value, heading: ({ headings }) => headings.value },
      ...years.map((label, year): Column => ({ look: 'inputNumber', width: 10, heading: () => label, year })),
    ],
    write: (written, { context: { years } }) =>
      (written as WrittenValue | undefined)?.cells ?? [null, ...years.map(() => null)],
    read: (cells): RawValue => ({ cells }),
    at: ([year]) => (year === undefined ? 0 : 1 + Number(year)),
  };
}
