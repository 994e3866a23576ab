import { type Area, MAX_COLUMN, MAX_ROW, parseColumn } from './address.ts';
import { refuse } from './errors.ts';
import type { ReadCell, ReadSheet } from './read.ts';
import { foldCase } from './text.ts';

/** Something outside the cell's own sheet that a formula names. `text` is how it stands there. */
export type FormulaReference =
  | {
      readonly kind: 'cells';
      readonly sheet: string;
      /** The other end of a reference through many sheets, as in `Jan:Dec!A1`. */
      readonly lastSheet: string | undefined;
      readonly area: Area;
      readonly text: string;
    }
  | {
      readonly kind: 'name';
      readonly name: string;
      /** The sheet it is asked of, where it says so. */
      readonly sheet: string | undefined;
      readonly text: string;
    }
  | {
      readonly kind: 'table';
      readonly table: string;
      readonly columns: readonly string[];
      readonly text: string;
    }
  /** A text in quotes, in a formula with a function that makes references of texts. */
  | { readonly kind: 'text'; readonly value: string; readonly text: string };

const WORD = /[A-Za-z0-9_.$\\?\u0080-\uffff]*/y;
const CELL = /^\$?([A-Za-z]{1,3})\$?([0-9]{1,7})$/;
const COLUMN = /^\$?([A-Za-z]{1,3})$/;
const ROW = /^\$?([0-9]{1,7})$/;
const NAME_START = /^[A-Za-z_\\\u0080-\uffff]/;
/** Functions that make a reference of a text. */
const BY_TEXT = /\b(?:INDIRECT|HYPERLINK)\(/i;

interface Corner {
  readonly row: number | undefined;
  readonly column: number | undefined;
}

function asCorner(word: string): Corner | undefined {
  const cell = CELL.exec(word);
  const column = parseColumn((cell?.[1] ?? COLUMN.exec(word)?.[1] ?? '').toUpperCase());
  const digits = cell?.[2] ?? ROW.exec(word)?.[1];
  const row = digits === undefined ? undefined : Number(digits);
  if (row !== undefined && (row < 1 || row > MAX_ROW)) return undefined;
  if (cell !== null && column === undefined) return undefined;
  return row === undefined && column === undefined ? undefined : { row, column };
}

function areaOf(first: Corner, last: Corner): Area {
  const rows = [first.row, last.row];
  const columns = [first.column, last.column];
  const pick = (of: readonly (number | undefined)[], smallest: boolean, otherwise: number): number =>
    of.includes(undefined) ? otherwise : (smallest ? Math.min : Math.max)(...(of as number[]));
  return {
    top: pick(rows, true, 1),
    left: pick(columns, true, 1),
    bottom: pick(rows, false, MAX_ROW),
    right: pick(columns, false, MAX_COLUMN),
  };
}

/** The end of a quoted run that begins at `from`; the quote doubled stands for itself. */
function endOfQuoted(formula: string, from: number): number {
  const quote = formula[from] as string;
  for (let at = formula.indexOf(quote, from + 1); at >= 0; at = formula.indexOf(quote, at + 2)) {
    if (formula[at + 1] !== quote) return at + 1;
  }
  return formula.length;
}

/** The end of a bracketed run: nested, with an apostrophe as escape. */
function endOfBracketed(formula: string, from: number): number {
  let depth = 0;
  for (let at = from; at < formula.length; at++) {
    const character = formula[at];
    if (character === "'") at++;
    else if (character === '[') depth++;
    else if (character === ']' && --depth === 0) return at + 1;
  }
  return formula.length;
}

/** The columns in `[Column]`, `[[#This Row],[A]:[B]]` and the like. */
function columnsIn(bracketed: string): readonly string[] {
  const inner = bracketed.slice(1, -1);
  const items: string[] = [];
  if (!inner.trimStart().startsWith('[')) items.push(inner);
  else {
    for (let at = inner.indexOf('['); at >= 0; ) {
      const end = endOfBracketed(inner, at);
      items.push(inner.slice(at + 1, end - 1));
      at = inner.indexOf('[', end);
    }
  }
  return items
    .filter((item) => item !== '' && !item.startsWith('#'))
    .map((item) => item.replace(/'([\s\S])/g, '$1'));
}

/**
 * What a formula (English notation, A1, no leading `=`) names outside its own sheet: cells of sheets, names,
 * tables. Other files are passed over. Functions and numbers are not names; a single word that might be one
 * is. `visit` gets each with its place in the text.
 */
export function scanFormula(
  formula: string,
  visit: (reference: FormulaReference, start: number, end: number) => void,
): void {
  const byText = BY_TEXT.test(formula);
  let at = 0;
  const wordAt = (from: number): string => {
    WORD.lastIndex = from;
    return WORD.exec(formula)?.[0] ?? '';
  };

  /** From behind `!`: the cells or the name there. */
  const qualified = (start: number, sheet: string | undefined, last: string | undefined): void => {
    const from = at;
    const word = wordAt(from);
    if (word === '') {
      // `Sheet!#REF!` names nothing any more.
      const dead = /^#[A-Z/0-9]+[!?]?/.exec(formula.slice(from, from + 12));
      at = from + (dead?.[0].length ?? 0);
      return;
    }
    at = from + word.length;
    const first = asCorner(word);
    if (formula[at] === '[') {
      at = endOfBracketed(formula, at);
      const columns = columnsIn(formula.slice(from + word.length, at));
      visit({ kind: 'table', table: word, columns, text: formula.slice(start, at) }, start, at);
      return;
    }
    if (first !== undefined) {
      let area: Area | undefined =
        first.row !== undefined && first.column !== undefined ? areaOf(first, first) : undefined;
      if (formula[at] === ':') {
        const other = wordAt(at + 1);
        const behind = formula[at + 1 + other.length];
        const second = asCorner(other);
        const alike =
          second !== undefined &&
          (second.row === undefined) === (first.row === undefined) &&
          (second.column === undefined) === (first.column === undefined);
        if (alike && behind !== '!' && behind !== '(' && behind !== '[') {
          area = areaOf(first, second);
          at += 1 + other.length;
        }
      }
      if (area !== undefined && sheet !== undefined) {
        const text = formula.slice(start, at);
        visit({ kind: 'cells', sheet, lastSheet: last, area, text }, start, at);
        return;
      }
      if (area !== undefined) return;
    }
    visit({ kind: 'name', name: word, sheet, text: formula.slice(start, at) }, start, at);
  };

  while (at < formula.length) {
    const start = at;
    const character = formula[at] as string;
    if (character === '"') {
      at = endOfQuoted(formula, at);
      if (byText) {
        const value = formula.slice(start + 1, at - 1).replaceAll('""', '"');
        visit({ kind: 'text', value, text: formula.slice(start, at) }, start, at);
      }
      continue;
    }
    if (character === "'") {
      at = endOfQuoted(formula, at);
      if (formula[at] !== '!') continue;
      let content = formula.slice(start + 1, at - 1).replaceAll("''", "'");
      at++;
      const book = /^\[([^\]]*)\]/.exec(content);
      if (book !== null) content = content.slice(book[0].length);
      const [sheet = '', last] = content.split(':');
      // `[0]` is this very file; other numbers, and names with a folder before them, are other files.
      const foreign = (book !== null && book[1] !== '0') || content.includes(']');
      if (foreign) skipQualified();
      else qualified(start, sheet === '' ? undefined : sheet, last);
      continue;
    }
    if (character === '[') {
      const end = endOfBracketed(formula, at);
      const index = formula.slice(at + 1, end - 1);
      at = end;
      const word = wordAt(at);
      if (formula[at + word.length] === '!') {
        at += word.length + 1;
        if (index === '0') qualified(start, word === '' ? undefined : word, undefined);
        else skipQualified();
      }
      continue;
    }
    if (character === '#') {
      const dead = /^#[A-Z/0-9]+[!?]?/.exec(formula.slice(at, at + 12))?.[0] ?? '#';
      at += dead.length;
      if (dead.endsWith('!')) skipQualified();
      continue;
    }
    const word = wordAt(at);
    if (word === '') {
      at++;
      continue;
    }
    at += word.length;
    const next = formula[at];
    if (next === '(') continue;
    if (next === '!') {
      at++;
      qualified(start, word.replace(/^\$/, ''), undefined);
      continue;
    }
    if (next === '[') {
      const from = at;
      at = endOfBracketed(formula, at);
      const columns = columnsIn(formula.slice(from, at));
      visit({ kind: 'table', table: word, columns, text: formula.slice(start, at) }, start, at);
      continue;
    }
    if (next === ':') {
      const other = wordAt(at + 1);
      if (other !== '' && formula[at + 1 + other.length] === '!' && CELL.exec(word) === null) {
        at += other.length + 2;
        qualified(start, word, other);
        continue;
      }
      // A range on the own sheet, as `A:C`; a name before a colon is still a name.
      const first = asCorner(word);
      const second = asCorner(other);
      if (first !== undefined && second !== undefined && formula[at + 1 + other.length] !== '(') {
        at += other.length + 1;
        continue;
      }
    }
    const cell = asCorner(word);
    const isCell = cell?.row !== undefined && cell.column !== undefined;
    if (!isCell && NAME_START.test(word))
      visit({ kind: 'name', name: word, sheet: undefined, text: word }, start, at);
  }

  /** Passes over what stands behind the `!` of another file or of a dead reference. */
  function skipQualified(): void {
    at += wordAt(at).length;
    if (formula[at] === ':') {
      const other = wordAt(at + 1);
      if (asCorner(other) !== undefined) at += 1 + other.length;
    }
  }
}

/** Where a reference of a user's stands. */
export interface ReferencePlace {
  readonly kind:
    | 'cell'
    | 'name'
    | 'validation'
    | 'conditionalFormat'
    | 'chart'
    | 'table'
    | 'hyperlink'
    | 'sparkline'
    | 'pivot'
    | 'slicer'
    | 'shape'
    | 'control'
    | 'other';
  /** The tab it is on; of a name, the sheet it is known on. */
  readonly sheet?: string;
  /** A1 address or ranges, where there are some. */
  readonly cell?: string;
  /** Of a defined name or a table. */
  readonly name?: string;
  /** The part of the file; the workbook part for names. */
  readonly part: string;
}

export interface UserReference {
  readonly place: ReferencePlace;
  /** The whole formula, without a leading `=`. */
  readonly formula: string;
  /** The piece of it that refers to a sheet of ours. */
  readonly text: string;
  readonly target:
    | { readonly kind: 'cells'; readonly sheet: string; readonly area: Area }
    | { readonly kind: 'name'; readonly name: string; readonly sheet?: string }
    | { readonly kind: 'table'; readonly table: string; readonly column?: string };
  /**
   * `unchanged`: the very same formulas and values stand there as before. `value`: only numbers and results
   * differ, and their rows still have the same texts, so it is the same line with another outcome. `changed`:
   * something else stands there, as after rows came or went. `missing`: sheet, name, table or column is gone,
   * or the cells that held something are now empty.
   */
  readonly state: 'unchanged' | 'value' | 'changed' | 'missing';
}

/** The tables, names and sheets a reference may mean, before and after. All keys are folded. */
export interface ReferenceWorld {
  /** Our sheets as they were and as they will be. */
  readonly before: ReadonlyMap<string, ReadSheet>;
  readonly after: ReadonlyMap<string, ReadSheet>;
  /** All tabs of the file in their order, before and after. */
  readonly tabsBefore: readonly string[];
  readonly tabsAfter: readonly string[];
  /** Names that go, and all that are there afterwards: `!name`, or `sheet!name` where known on one sheet. */
  readonly namesGone: ReadonlySet<string>;
  readonly namesAfter: ReadonlySet<string>;
  /** Tables of our sheets before, and all tables afterwards, with their columns (folded). */
  readonly tablesBefore: ReadonlyMap<string, ReadonlySet<string>>;
  readonly tablesAfter: ReadonlyMap<string, ReadonlySet<string>>;
}

/** More plain references than a file that people made has. */
const MAX_REFERENCES = 1_000_000;
/** Cells compared over all references; beyond it a reference counts as changed without a look. */
const MAX_COMPARED = 50_000_000;

/** A sheet's cells in order, to look up areas in. */
class CellRows {
  readonly #cells: readonly ReadCell[];
  readonly #texts = new Map<number, string>();

  constructor(sheet: ReadSheet) {
    this.#cells = sheet.cells
      .filter((cell) => cell.type !== 'blank' || cell.formula !== undefined)
      .sort((a, b) => a.row - b.row || a.column - b.column);
  }

  #from(row: number): number {
    const cells = this.#cells;
    let low = 0;
    let high = cells.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cells[middle] as ReadCell).row < row) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The texts of a row that are no outcome of a formula: what tells which line it is. */
  texts(row: number): string {
    let known = this.#texts.get(row);
    if (known === undefined) {
      const found: string[] = [];
      for (let at = this.#from(row); this.#cells[at]?.row === row; at++) {
        const cell = this.#cells[at] as ReadCell;
        if (cell.type === 'text' && cell.formula === undefined) found.push(`${cell.column} ${cell.value}`);
      }
      known = found.join('\n');
      this.#texts.set(row, known);
    }
    return known;
  }

  /** The cells with content in an area, and how many were looked at. */
  in(area: Area): { readonly cells: readonly ReadCell[]; readonly seen: number } {
    const cells = this.#cells;
    const low = this.#from(area.top);
    const found: ReadCell[] = [];
    let at = low;
    for (; at < cells.length; at++) {
      const cell = cells[at] as ReadCell;
      if (cell.row > area.bottom) break;
      if (cell.column >= area.left && cell.column <= area.right) found.push(cell);
    }
    return { cells: found, seen: at - low };
  }
}

/** Whether two cells hold the same; `value` where only the outcome or the number differs. */
function compareCells(a: ReadCell, b: ReadCell): 'unchanged' | 'value' | 'changed' {
  if (a.row !== b.row || a.column !== b.column || a.formula !== b.formula) return 'changed';
  if (a.type === b.type && (a.type === 'blank' || (b.type !== 'blank' && a.value === b.value))) {
    return 'unchanged';
  }
  if (a.formula !== undefined) return 'value';
  return a.type === 'number' && b.type === 'number' ? 'value' : 'changed';
}

/** Gathers the references of users to what is ours. */
export class ReferenceFinder {
  readonly references: UserReference[] = [];
  readonly #world: ReferenceWorld;
  readonly #rows = new Map<ReadSheet, CellRows>();
  readonly #states = new Map<string, UserReference['state']>();
  readonly #spans = new Map<string, readonly string[]>();
  #compared = 0;

  constructor(world: ReferenceWorld) {
    this.#world = world;
  }

  #rowsOf(sheet: ReadSheet): CellRows {
    let rows = this.#rows.get(sheet);
    if (rows === undefined) {
      rows = new CellRows(sheet);
      this.#rows.set(sheet, rows);
    }
    return rows;
  }

  #state(sheet: string, area: Area): UserReference['state'] {
    const before = this.#world.before.get(sheet);
    const after = this.#world.after.get(sheet);
    if (after === undefined) return 'missing';
    if (before === undefined) return 'changed';
    const key = `${area.top} ${area.left} ${area.bottom} ${area.right} ${sheet}`;
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    const state =
      this.#compared < MAX_COMPARED
        ? this.#compare(this.#rowsOf(before), this.#rowsOf(after), area)
        : 'changed';
    this.#states.set(key, state);
    return state;
  }

  #compare(before: CellRows, after: CellRows, area: Area): UserReference['state'] {
    const old = before.in(area);
    const now = after.in(area);
    this.#compared += old.seen + now.seen;
    if (old.cells.length > 0 && now.cells.length === 0) return 'missing';
    if (old.cells.length !== now.cells.length) return 'changed';
    let state: 'unchanged' | 'value' = 'unchanged';
    for (const [at, cell] of old.cells.entries()) {
      const one = compareCells(cell, now.cells[at] as ReadCell);
      if (one === 'changed') return 'changed';
      if (one === 'unchanged') continue;
      // Another number counts as the same cell only where a text says that it is the same line.
      const texts = before.texts(cell.row);
      if (texts === '' || texts !== after.texts(cell.row)) return 'changed';
      state = 'value';
    }
    return state;
  }

  /** The sheets of ours that a reference to one sheet, or to all from one to another, is about. */
  #sheets(first: string, last: string | undefined): readonly string[] {
    const { before, after } = this.#world;
    const ours = (key: string): boolean => before.has(key) || after.has(key);
    const from = foldCase(first);
    if (last === undefined) return ours(from) ? [from] : [];
    const to = foldCase(last);
    const known = this.#spans.get(`${from}:${to}`);
    if (known !== undefined) return known;
    // Also sheets of ours that come to stand in between.
    const between = [this.#world.tabsBefore, this.#world.tabsAfter].flatMap((tabs) => {
      const keys = tabs.map(foldCase);
      const ends = [keys.indexOf(from), keys.indexOf(to)];
      if (ends.includes(-1)) return [from, to];
      return keys.slice(Math.min(...ends), Math.max(...ends) + 1);
    });
    const found = [...new Set(between)].filter(ours);
    this.#spans.set(`${from}:${to}`, found);
    return found;
  }

  #add(reference: UserReference): void {
    if (this.references.length >= MAX_REFERENCES) {
      refuse({
        code: 'too-many-items',
        part: reference.place.part,
        what: 'references',
        limit: MAX_REFERENCES,
      });
    }
    this.references.push(reference);
  }

  /** Looks through one formula; `home` is the sheet it stands on, for names that only that one knows. */
  look(formula: string, place: ReferencePlace, home: string | undefined): void {
    scanFormula(formula, (found) => {
      if (found.kind !== 'text') {
        this.#weigh(found, { place, formula, text: found.text }, home);
        return;
      }
      // A text that a function makes a reference of; as in a link, it may begin with `#`.
      const base = { place, formula, text: found.text };
      const count = this.references.length;
      const kinds: string[] = [];
      scanFormula(found.value.replace(/^#/, ''), (inner) => {
        kinds.push(inner.kind);
        this.#weigh(inner, base, home);
      });
      if (kinds.includes('cells') || this.references.length > count) return;
      // The beginning of a reference, to which the formula adds the rest.
      const start = /^#?(?:'((?:[^']|'')+)'|([^'!]+))!/.exec(found.value);
      const sheet = foldCase(start?.[1]?.replaceAll("''", "'") ?? start?.[2] ?? '');
      const rest = found.value.slice(start?.[0].length ?? 0);
      const known = this.#world.namesAfter;
      if (rest !== '' && (known.has(`${sheet}!${foldCase(rest)}`) || known.has(`!${foldCase(rest)}`))) return;
      const after = this.#world.after.get(sheet);
      const target = after ?? this.#world.before.get(sheet);
      if (target === undefined) return;
      const area = { top: 1, left: 1, bottom: MAX_ROW, right: MAX_COLUMN };
      this.#add({
        ...base,
        target: { kind: 'cells', sheet: target.name, area },
        state: after === undefined ? 'missing' : 'changed',
      });
    });
  }

  #weigh(
    found: FormulaReference,
    base: Pick<UserReference, 'place' | 'formula' | 'text'>,
    home: string | undefined,
  ): void {
    const world = this.#world;
    if (found.kind === 'cells') {
      for (const sheet of this.#sheets(found.sheet, found.lastSheet)) {
        const shown = (world.after.get(sheet) ?? world.before.get(sheet))?.name ?? found.sheet;
        const state = this.#state(sheet, found.area);
        this.#add({
          ...base,
          target: { kind: 'cells', sheet: shown, area: found.area },
          // Through many sheets the same cell means more or fewer of them when one comes or goes.
          state: found.lastSheet !== undefined && state !== 'missing' ? 'changed' : state,
        });
      }
    } else if (found.kind === 'name') {
      const key = foldCase(found.name);
      const on = found.sheet ?? home;
      const local = on === undefined ? undefined : `${foldCase(on)}!${key}`;
      const asked = found.sheet === undefined ? undefined : foldCase(found.sheet);
      const sheetGone = asked !== undefined && world.before.has(asked) && !world.after.has(asked);
      if (!sheetGone) {
        if (local !== undefined && world.namesAfter.has(local)) return;
        if (world.namesAfter.has(`!${key}`) || world.tablesAfter.has(key)) return;
      }
      const was =
        sheetGone ||
        (local !== undefined && world.namesGone.has(local)) ||
        world.namesGone.has(`!${key}`) ||
        world.tablesBefore.has(key);
      if (!was) return;
      const scope = found.sheet === undefined ? {} : { sheet: found.sheet };
      this.#add({ ...base, target: { kind: 'name', name: found.name, ...scope }, state: 'missing' });
    } else if (found.kind === 'table') {
      const key = foldCase(found.table);
      const before = world.tablesBefore.get(key);
      const after = world.tablesAfter.get(key);
      if (before === undefined) return;
      if (after === undefined) {
        this.#add({ ...base, target: { kind: 'table', table: found.table }, state: 'missing' });
        return;
      }
      for (const column of found.columns) {
        if (!before.has(columnKey(column)) || after.has(columnKey(column))) continue;
        this.#add({ ...base, target: { kind: 'table', table: found.table, column }, state: 'missing' });
      }
    }
  }
}

/** A column's name as it is compared: line ends in it may be written in more ways. */
export function columnKey(name: string): string {
  return foldCase(name.replace(/\s+/g, ' '));
}
