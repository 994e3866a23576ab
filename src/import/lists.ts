import { LIMITS } from '../../engine/index.ts';
import { yearOf } from './headings.ts';
import type { ListReader, ListRow } from './list.ts';
import { asCode, fold, isBrin, isVestiging } from './matching.ts';
import { remark } from './problems.ts';

/** Each kind of list as typed rows: what stands in the file, with its place, before a plan comes into it. */

/** A value that was found, and where. */
export interface Found {
  readonly text: string;
  readonly path: string;
}

export interface SchoolRow {
  readonly path: string;
  readonly line: number;
  /** BRIN or vestigingscode; '' where the list has none */
  readonly code: string;
  readonly name: string;
  readonly boardCode: string;
  readonly boardName: string;
  readonly province: string;
  readonly place: string;
  readonly sector: Found;
  readonly location: string;
  readonly boardPath: string;
  readonly numbers: Readonly<Partial<Record<'supervisors' | 'capacity' | 'x' | 'y', string>>>;
}

export interface SchoolList {
  readonly rows: readonly SchoolRow[];
  /** every code of the file, those of other provinces too */
  readonly codes: ReadonlySet<string>;
  readonly boardCodes: ReadonlySet<string>;
  /** laid out as DUO does */
  readonly duo: boolean;
}

/** Provinces that go by two names. */
const PROVINCES: Readonly<Record<string, string>> = { friesland: 'fryslan' };
/** What makes two names of a province the same. */
export const provinceKey = (text: string): string => PROVINCES[fold(text)] ?? fold(text);

/** A code of a row: a vestigingscode, or the two digits at its end with the BRIN beside it, or just a BRIN. */
function codeOf(row: ListRow): string {
  const code = asCode(row.text('code'));
  const brin = asCode(row.text('brin'));
  if (/^\d{1,2}$/.test(code) && isBrin(brin)) return brin + code.padStart(2, '0');
  return code === '' ? brin : code;
}

/** Says what the reader made of the list. */
function tellRead(reader: ListReader, duo: boolean, perStudent = false): void {
  const columns = [...(reader.recognised?.columns ?? [])].map(([field, column]) => ({
    field,
    column: column + 1,
  }));
  for (const { year, column } of reader.recognised?.years ?? [])
    columns.push({ field: `${year}-${year + 1}`, column: column + 1 });
  columns.sort((a, b) => a.column - b.column);
  const { input, rows } = reader;
  reader.remarks.push(remark(reader.headingPlace(), 'list-read', { input, rows, duo, perStudent, columns }));
}

/** Rows of a list that is kept whole: more than all schools of the country. */
const MOST_ROWS = 50_000;

/** Whether a list has more rows than it can have; says so once, and then it is read no further. */
function tooMany(reader: ListReader, row: ListRow, found: number, maximum: number): boolean {
  if (found < maximum) return false;
  reader.add(reader.source.place(row.line, 1), 'too-many-rows', { maximum });
  return true;
}

const NUMBERS = ['supervisors', 'capacity', 'x', 'y'] as const;

/**
 * Schools: DUO's vestigingen of either generation, or a list of one's own.
 * @param province only the rows of this one; absent: all
 */
export async function readSchools(reader: ListReader, province?: string): Promise<SchoolList> {
  const rows: SchoolRow[] = [];
  const codes = new Set<string>();
  const boardCodes = new Set<string>();
  const provinces = new Set<string>();
  const lines = new Map<string, number>();
  const raw: Partial<Record<(typeof NUMBERS)[number], string>>[] = [];
  for await (const row of reader.read()) {
    if (tooMany(reader, row, rows.length, LIMITS.schools)) break;
    const code = codeOf(row);
    const found = row.text('province');
    const boardCode = row.text('boardCode');
    if (code !== '') codes.add(code);
    if (boardCode !== '') boardCodes.add(boardCode);
    if (found !== '') provinces.add(found);
    if (province !== undefined && provinceKey(found) !== provinceKey(province)) continue;
    const name = row.text('name');
    if (name === '') {
      reader.add(row.place('name'), 'value-missing', { field: 'name' });
      continue;
    }
    if (code !== '' && !isVestiging(code) && !isBrin(code)) {
      reader.add(row.place('code'), 'code-invalid', { field: 'code', found: clip(code) });
      continue;
    }
    const key = code === '' ? `${fold(name)}/${fold(row.text('place'))}` : code;
    const earlier = lines.get(key);
    if (earlier !== undefined) {
      reader.add(row.place(code === '' ? 'name' : 'code'), 'row-twice', {
        field: 'code',
        found: code || name,
        line: earlier,
      });
      continue;
    }
    lines.set(key, row.line);
    raw.push(
      Object.fromEntries(
        NUMBERS.flatMap((field) => {
          const added = row.number(field);
          return added === undefined ? [] : [[field, added]];
        }),
      ),
    );
    rows.push({
      path: row.place(code === '' ? 'name' : 'code'),
      line: row.line,
      code,
      name,
      boardCode,
      boardName: row.text('boardName'),
      province: found,
      place: row.text('place'),
      sector: { text: row.text('sector'), path: row.place('sector') },
      location: row.text('location'),
      boardPath: row.place(reader.has('boardCode') ? 'boardCode' : 'boardName'),
      numbers: {},
    });
  }
  reader.settle();
  const duo = reader.has('boardCode') && reader.has('code') && reader.has('province');
  if (reader.recognised) {
    tellRead(reader, duo);
    unknownProvince(reader, province, provinces);
  }
  const valued = rows.map((row, at) => {
    const own = raw[at] ?? {};
    const numbers = Object.fromEntries(
      NUMBERS.flatMap((field) => {
        const value = reader.value(field, own[field]);
        return value === undefined ? [] : [[field, value]];
      }),
    );
    return { ...row, numbers };
  });
  return { rows: valued, codes, boardCodes, duo };
}

function unknownProvince(
  reader: ListReader,
  province: string | undefined,
  provinces: ReadonlySet<string>,
): void {
  if (province === undefined) return;
  if (!reader.has('province')) {
    reader.add(reader.headingPlace(), 'heading-missing', { input: reader.input, fields: ['province'] });
  } else if (reader.rows > 0 && ![...provinces].some((each) => provinceKey(each) === provinceKey(province))) {
    const known = [...new Set([...provinces].map((each) => each.trim()))].sort().slice(0, 20);
    reader.add(reader.source.name, 'province-unknown', { found: province, known });
  }
}

const clip = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

export interface PupilRow {
  readonly path: string;
  readonly line: number;
  readonly code: string;
  readonly name: string;
  readonly boardCode: string;
  readonly boardPath: string;
  readonly province: string;
  readonly place: string;
  /** undefined: not known */
  readonly pupils: number | undefined;
  /** what stands there instead of a number, such as `<5` */
  readonly suppressed: string;
}

export interface PupilList {
  readonly rows: readonly PupilRow[];
  readonly duo: boolean;
}

/** A count that is held back or missing: `<5`, `x`, `-`. It is unknown, and not 0. */
const SUPPRESSED = /^(?:<\s?\d+|x|-|\*|\.|n\.?b\.?|onbekend)$/i;

/**
 * Pupils per vestiging and board. Rows of other provinces are read as well, as a board can have schools there; only of
 * those that matter a number has to be one.
 * @param matters whether the count of a school (by code, with the row's province) will be used
 */
export async function readPupils(
  reader: ListReader,
  province: string | undefined,
  matters: (code: string, inProvince: boolean) => boolean,
): Promise<PupilList> {
  const rows: (Omit<PupilRow, 'pupils'> & { added: string | undefined })[] = [];
  const lines = new Map<string, number>();
  for await (const row of reader.read()) {
    if (tooMany(reader, row, rows.length, MOST_ROWS)) break;
    const code = codeOf(row);
    const found = row.text('province');
    const inProvince = province === undefined || provinceKey(found) === provinceKey(province);
    if (!matters(code, inProvince) && !inProvince) {
      rows.push({ ...base(row, code, found), suppressed: '', added: undefined });
      continue;
    }
    if (!isVestiging(code) && !isBrin(code)) {
      reader.add(row.place('code'), 'code-invalid', { field: 'code', found: clip(code) });
      continue;
    }
    const earlier = lines.get(code);
    if (earlier !== undefined) {
      reader.add(row.place('code'), 'row-twice', { field: 'code', found: code, line: earlier });
      continue;
    }
    lines.set(code, row.line);
    const text = row.text('pupils');
    const suppressed = SUPPRESSED.test(text) ? text : '';
    rows.push({
      ...base(row, code, found),
      suppressed,
      added: suppressed === '' ? row.number('pupils') : undefined,
    });
  }
  reader.settle();
  const duo = reader.has('boardCode') && reader.has('code') && reader.has('province');
  if (reader.recognised) tellRead(reader, duo);
  return {
    duo,
    rows: rows.map(({ added, ...row }) => {
      const value = reader.value('pupils', added);
      return { ...row, pupils: value === undefined ? undefined : Number(value) };
    }),
  };
}

const base = (row: ListRow, code: string, province: string): Omit<PupilRow, 'pupils' | 'suppressed'> => ({
  path: row.place('pupils'),
  line: row.line,
  code,
  name: row.text('name'),
  boardCode: row.text('boardCode'),
  boardPath: row.place('boardCode'),
  province,
  place: row.text('place'),
});

/** Names of boards by their number. */
export async function readBoards(reader: ListReader): Promise<ReadonlyMap<string, Found>> {
  const names = new Map<string, Found & { line: number }>();
  for await (const row of reader.read()) {
    if (tooMany(reader, row, names.size, MOST_ROWS)) break;
    const [code, text, path] = [row.text('boardCode'), row.text('boardName'), row.place('boardName')];
    if (code === '' || text === '') {
      reader.add(code === '' ? row.place('boardCode') : path, 'value-missing', {
        field: code === '' ? 'boardCode' : 'boardName',
      });
      continue;
    }
    const earlier = names.get(code);
    if (earlier && earlier.text !== text) {
      reader.add(path, 'row-twice', { field: 'boardCode', found: code, line: earlier.line });
    } else names.set(code, { text, path, line: row.line });
  }
  if (reader.recognised) tellRead(reader, reader.has('boardCode'));
  return names;
}

/**
 * More students than one school has of one institute and doelgroep: above it stand student numbers. It comes after the
 * reading of the column, so that it never settles `20.000` as 20.
 */
const MOST_STUDENTS = 99_999;

/** What a placement list comes to for one school, institute and doelgroep. */
export interface Placement {
  readonly code: Found;
  readonly school: Found;
  readonly institute: Found;
  readonly group: Found;
  /** first year of a school year to the number of students; null: the list names no year */
  readonly counts: Map<number | null, number>;
  /** how many rows it comes from */
  rows: number;
  /** where the first row is that was added to another one of the same year; never in a list of a row per student */
  again: string | undefined;
}

export interface PlacementList {
  readonly placements: readonly Placement[];
  readonly years: readonly number[];
  readonly perStudent: boolean;
  readonly tells: boolean;
  readonly creates: boolean;
}

interface Added {
  readonly year: number | null;
  readonly value: string;
  readonly byYear: boolean;
  readonly path: string;
  times: number;
}

interface Counting extends Placement {
  /** numbers as they stand, each once with how often: a long list has few different ones */
  readonly added: Map<string, Added>;
  /** the school years of its rows */
  readonly years: Set<number | null>;
}

/**
 * Placements: wide (a number per year), long (a number per row), or one row per student, which is counted at once. Of
 * a row only school, institute, doelgroep, year and number are looked at; nothing else of it is kept.
 * @param leavesOut whether the user leaves the rows of a school out; a row of totals then needs no doelgroep
 */
export async function readPlacements(
  reader: ListReader,
  leavesOut: (school: string) => boolean = () => false,
): Promise<PlacementList> {
  const found = new Map<string, Counting>();
  const asWritten = new Map<string, Counting>();
  const years = new Set<number>();
  let perStudent = false;
  let begun = false;
  for await (const row of reader.read()) {
    if (!begun) {
      begun = true;
      perStudent = !reader.has('count') && reader.years.length === 0;
      if (reader.years.length > 0) {
        for (const field of ['count', 'year']) {
          const column = reader.recognised?.columns.get(field);
          if (column === undefined) continue;
          const first = reader.recognised?.years[0]?.column ?? 0;
          reader.add(reader.headingPlace(column), 'heading-twice', {
            field: 'counts',
            columns: [first + 1, column + 1],
          });
        }
      }
    }
    const code = codeOf(row);
    const [school, institute, group] = [row.text('school'), row.text('institute'), row.text('group')];
    const schoolField = reader.has('code') ? 'code' : reader.has('brin') ? 'brin' : 'school';
    if (code === '' && school === '') {
      reader.add(row.place(schoolField), 'value-missing', { field: 'school' });
      continue;
    }
    if (group === '' && !leavesOut(school) && !leavesOut(code)) {
      reader.add(row.place('group'), 'value-missing', { field: 'group' });
      continue;
    }
    let year: number | null = null;
    if (reader.has('year')) {
      const text = row.text('year');
      const read = yearOf(text);
      if (read === undefined) {
        reader.add(row.place('year'), 'year-invalid', { found: reader.tells ? clip(text) : null });
        continue;
      }
      year = read;
      years.add(read);
    }
    const written = JSON.stringify([code, school, institute, group]);
    let entry = asWritten.get(written);
    const key = entry ? '' : JSON.stringify([code, fold(school), fold(institute), fold(group)]);
    entry ??= found.get(key);
    if (!entry) {
      if (tooMany(reader, row, found.size, LIMITS.students)) break;
      entry = {
        code: { text: code, path: row.place(schoolField) },
        school: { text: school, path: row.place(reader.has('school') ? 'school' : schoolField) },
        institute: { text: institute, path: row.place('institute') },
        group: { text: group, path: row.place('group') },
        counts: new Map(),
        rows: 0,
        again: undefined,
        added: new Map(),
        years: new Set(),
      };
      found.set(key, entry);
    }
    if (key !== '' && asWritten.size < LIMITS.students) asWritten.set(written, entry);
    const { added } = entry;
    const add = (value: string, of: number | null, byYear: boolean, path: () => string): void => {
      const same = added.get(`${of}/${value}`);
      if (same) same.times += 1;
      else added.set(`${of}/${value}`, { year: of, value, byYear, path: path(), times: 1 });
    };
    entry.rows += 1;
    if (!perStudent && entry.years.has(year)) entry.again ??= row.place(schoolField);
    entry.years.add(year);
    if (perStudent) entry.counts.set(year, (entry.counts.get(year) ?? 0) + 1);
    else if (reader.years.length > 0) {
      for (const each of reader.years) {
        const value = row.year(each);
        // an empty cell of a wide list is no student
        if (value === undefined) entry.counts.set(each, entry.counts.get(each) ?? 0);
        else add(value, each, true, () => row.yearPlace(each));
      }
    } else {
      const text = row.text('count');
      const value = row.number('count');
      if (value !== undefined) add(value, year, false, () => row.place('count'));
      else if (text === '') reader.add(row.place('count'), 'value-missing', { field: 'count' });
    }
  }
  reader.settle();
  for (const entry of found.values()) {
    for (const { year, value, byYear, path, times } of entry.added.values()) {
      const number = Number(byYear ? reader.yearValue(year as number, value) : reader.value('count', value));
      if (number > MOST_STUDENTS) reader.add(path, 'count-too-large', { maximum: MOST_STUDENTS });
      const sum = (entry.counts.get(year) ?? 0) + number * times;
      if (sum > 999_999_999_999) reader.add(path, 'number-too-long', { field: 'count', found: String(sum) });
      entry.counts.set(year, sum);
    }
  }
  if (reader.recognised) tellRead(reader, false, perStudent);
  for (const year of reader.years) years.add(year);
  const placements = [...found.values()].map(({ added: _, years: __, ...placement }) => placement);
  return {
    placements,
    years: [...years].sort((a, b) => a - b),
    perStudent,
    tells: reader.tells,
    creates: reader.creates,
  };
}

/** A norm, rate or staff row: its texts by field, and its numbers. */
export interface ItemRow {
  readonly line: number;
  readonly texts: Readonly<Record<string, Found>>;
  readonly numbers: Readonly<Record<string, string>>;
  readonly years: ReadonlyMap<number, string>;
  readonly path: string;
}

/** Norms, rates or staff. */
export async function readItems(
  reader: ListReader,
  texts: readonly string[],
  numbers: readonly string[],
): Promise<readonly ItemRow[]> {
  const rows: {
    row: Omit<ItemRow, 'numbers' | 'years'>;
    added: [string, string][];
    years: [number, string][];
  }[] = [];
  for await (const row of reader.read()) {
    if (tooMany(reader, row, rows.length, LIMITS.schools)) break;
    rows.push({
      row: {
        line: row.line,
        path: row.place(texts[0] ?? ''),
        texts: Object.fromEntries(
          texts.map((field) => [field, { text: row.text(field), path: row.place(field) }]),
        ),
      },
      added: numbers.flatMap((field) => {
        const added = row.number(field);
        return added === undefined ? [] : [[field, added] as [string, string]];
      }),
      years: reader.years.flatMap((year) => {
        const added = row.year(year);
        return added === undefined ? [] : [[year, added] as [number, string]];
      }),
    });
  }
  reader.settle();
  if (reader.recognised) tellRead(reader, false);
  return rows.map(({ row, added, years }) => ({
    ...row,
    numbers: Object.fromEntries(added.map(([field, value]) => [field, reader.value(field, value) ?? '0'])),
    years: new Map(years.map(([year, value]) => [year, reader.yearValue(year, value) ?? '0'])),
  }));
}
