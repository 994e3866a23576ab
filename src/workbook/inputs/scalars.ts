import type { ChoiceName, InputTexts, InputUnit, Marker, Prompt } from '../../texts/inputs.ts';
import type { CellValue, InputLook } from '../description.ts';
import type { InputProblemCode, InputProblemValues } from './problems.ts';
import { type Check, type InputCell, type Reading, type ReferredTable, UNREADABLE } from './spec.ts';
import { cellList, cellText, dateOfDay, dayOfDate, listOfCell, plainDecimal, textOfCell } from './values.ts';

/** Values that take one cell. */
export interface Scalar {
  readonly look: InputLook;
  readonly width: number;
  readonly unit?: InputUnit;
  readonly check?: Check;
  readonly prompt?: Prompt;
  /** of a value that is there */
  write(value: unknown, texts: InputTexts): CellValue;
  /** of a cell that is neither blank nor an error value; `undefined` where it says nothing */
  read(cell: Filled, reading: CellReading): unknown;
}

export type Filled = Exclude<InputCell, { kind: 'blank' } | { kind: 'error' }>;

export interface CellReading extends Pick<Reading, 'from1904' | 'languages' | 'texts'> {
  refuse<Code extends InputProblemCode>(code: Code, values: InputProblemValues[Code]): typeof UNREADABLE;
}

/** Reads a cell; of a blank one nothing, of an error value a problem. */
export function readScalar(scalar: Scalar, cell: InputCell, reading: Reading, column: number): unknown {
  const { from1904, languages, texts } = reading;
  const refuse: CellReading['refuse'] = (code, values) => {
    reading.report(column, code, values);
    return UNREADABLE;
  };
  if (cell.kind === 'blank') return undefined;
  if (cell.kind === 'error') return refuse('cell-error', { found: cell.value });
  return scalar.read(cell, { from1904, languages, texts, refuse });
}

/** What a cell shows, for a message. */
export function shownCell(cell: Filled, { from1904 }: Pick<Reading, 'from1904'>): string {
  if (cell.kind === 'boolean') return cell.value ? 'WAAR' : 'ONWAAR';
  if (cell.kind === 'number') {
    return (cell.date ? dateOfDay(Math.floor(cell.value), from1904) : undefined) ?? plainDecimal(cell.value);
  }
  return cell.value.length > 60 ? `${cell.value.slice(0, 60)}…` : cell.value;
}

const isMarker = (text: string, marker: Marker, { languages }: Pick<Reading, 'languages'>): boolean =>
  languages.some(({ markers }) => markers[marker] === text.trim().toLowerCase());

/** Whether a cell holds one of our words in parentheses. */
export const holdsMarker = (cell: InputCell, marker: Marker, reading: Pick<Reading, 'languages'>): boolean =>
  cell.kind === 'text' && isMarker(cell.value, marker, reading);

/** The text of any cell that has one; dates and booleans are none. */
function textOf(cell: Filled, reading: CellReading): string | undefined | typeof UNREADABLE {
  if (cell.kind === 'text') return cell.value;
  if (cell.kind === 'number' && !cell.date) return plainDecimal(cell.value);
  return reading.refuse('cell-not-text', { found: shownCell(cell, reading) });
}

export const text = (width = 30, look: InputLook = 'inputWrapped'): Scalar => ({
  look,
  width,
  write: (value) => ({ text: cellText(value as string) }),
  read(cell, reading) {
    const found = textOf(cell, reading);
    return typeof found === 'string' ? textOfCell(found) : found;
  },
});

/** Text as it stands in the cell, for who reads more into it. */
export const verbatim = (width: number): Scalar => ({
  ...text(width, 'inputText'),
  write: (value) => ({ text: value as string }),
  read(cell, reading) {
    const found = textOf(cell, reading);
    return found?.trim() === '' ? undefined : found;
  },
});

/** An id of the item itself, or text in the form of one. */
export const id = (width = 18): Scalar => ({
  look: 'inputText',
  width,
  write: (value) => ({ text: value as string }),
  read(cell, reading) {
    const found = textOf(cell, reading)?.trim();
    return found === '' ? undefined : found;
  },
});

export const reference = (to: ReferredTable, { loose = false, width = 18 } = {}): Scalar => ({
  ...id(width),
  check: { kind: 'reference', to, ...(loose && { loose }) },
});

export interface Bounds {
  readonly min?: string;
  readonly above?: string;
  readonly max?: string;
}

interface NumberOptions extends Bounds {
  readonly unit?: InputUnit;
  readonly width?: number;
}

const readNumber: Scalar['read'] = (cell, reading) => {
  if (cell.kind === 'text' && cell.value.trim() === '') return undefined;
  const found = shownCell(cell, reading);
  if (cell.kind !== 'number') return reading.refuse('cell-not-number', { found });
  return cell.date ? reading.refuse('cell-is-date', { found }) : cell.value;
};

export const decimal = (look: InputLook, { unit, width = 11, ...bounds }: NumberOptions = {}): Scalar => ({
  look,
  width,
  ...(unit && { unit }),
  check: { kind: 'number', ...bounds },
  write: (value) => ({ number: plainDecimal(value as number | string) }),
  read: readNumber,
});

export const whole = ({ unit, width = 10, ...bounds }: NumberOptions = { min: '0' }): Scalar => ({
  look: 'inputCount',
  width,
  ...(unit && { unit }),
  check: { kind: 'number', whole: true, ...bounds },
  write: (value) => ({ number: plainDecimal(value as number) }),
  read: readNumber,
});

/** A day as a number with a date format; one before March 1900, of which programs disagree, as text. */
export const date = (): Scalar => ({
  look: 'inputDate',
  width: 11.5,
  unit: 'date',
  check: { kind: 'date' },
  write(value) {
    const day = dayOfDate(value as string);
    return day === undefined ? { text: value as string } : { number: String(day) };
  },
  read(cell, reading) {
    if (cell.kind === 'text' && cell.value.trim() === '') return undefined;
    if (cell.kind === 'text' && /^\d{4}-\d\d-\d\d$/.test(cell.value.trim())) return cell.value.trim();
    if (cell.kind === 'isoDate') return cell.value.slice(0, 10);
    const day = cell.kind === 'number' ? dateOfDay(cell.value, reading.from1904) : undefined;
    return day ?? reading.refuse('cell-not-date', { found: shownCell(cell, reading) });
  },
});

/** The plan's own word for a word that people read, in any language; the plan's own word will do as well. */
function choiceOf(
  name: ChoiceName,
  word: string,
  { languages }: Pick<Reading, 'languages'>,
): string | undefined {
  const wanted = word.trim().toLowerCase();
  for (const { choices } of languages) {
    for (const [own, shown] of Object.entries<string>(choices[name])) {
      if (shown.toLowerCase() === wanted || own.toLowerCase() === wanted) return own;
    }
  }
  return undefined;
}

const wordsOf = (name: ChoiceName, texts: InputTexts): Readonly<Record<string, string>> =>
  texts.choices[name];

function readChoice(name: ChoiceName, word: string, reading: CellReading): string | typeof UNREADABLE {
  const found = choiceOf(name, word, reading);
  if (found !== undefined) return found;
  const allowed = Object.values(wordsOf(name, reading.texts));
  return reading.refuse('cell-not-one-of', { found: word.slice(0, 60), allowed });
}

export const choice = (name: ChoiceName, width = 13): Scalar => ({
  look: 'inputText',
  width,
  check: { kind: 'choice', of: name },
  write: (value, texts) => ({ text: wordsOf(name, texts)[value as string] ?? String(value) }),
  read(cell, reading) {
    if (cell.kind === 'text' && cell.value.trim() === '') return undefined;
    return readChoice(name, shownCell(cell, reading), reading);
  },
});

export const yesNo = (width = 9): Scalar => ({
  ...choice('yesNo', width),
  look: 'inputText',
  write: (value, texts) => ({ text: texts.choices.yesNo[value === true ? 'yes' : 'no'] }),
  read(cell, reading) {
    if (cell.kind === 'boolean') return cell.value;
    if (cell.kind === 'text' && cell.value.trim() === '') return undefined;
    const found = readChoice('yesNo', shownCell(cell, reading), reading);
    return found === UNREADABLE ? found : found === 'yes';
  },
});

interface ListOptions {
  readonly width?: number;
  readonly check?: Check;
  /** what one item becomes in a cell, and what a word in a cell becomes */
  readonly write?: (item: string, texts: InputTexts) => string;
  readonly read?: (word: string, reading: CellReading) => string | typeof UNREADABLE;
}

/** Several texts, ids or words in one cell; an empty list is `(geen)`. */
export const list = ({ width = 16, check, write, read }: ListOptions = {}): Scalar => ({
  look: 'inputWrapped',
  width,
  ...(check && { check }),
  write(value, texts) {
    const items = value as readonly string[];
    if (items.length === 0) return { text: texts.markers.none };
    return { text: cellList(items.map((item) => write?.(item, texts) ?? item)) };
  },
  read(cell, reading) {
    const found = textOf(cell, reading);
    if (typeof found !== 'string') return found;
    if (isMarker(found, 'none', reading)) return [];
    const items = listOfCell(found).map((word) => (read === undefined ? word : read(word, reading)));
    if (items.length === 0) return undefined;
    return items.includes(UNREADABLE) ? UNREADABLE : items;
  },
});

export const references = (to: ReferredTable, width = 16): Scalar =>
  list({ width, check: { kind: 'reference', to, several: true } });

export const choices = (name: ChoiceName, width = 10): Scalar =>
  list({
    width,
    check: { kind: 'choice', of: name, several: true },
    write: (item, texts) => wordsOf(name, texts)[item] ?? item,
    read: (word, reading) => readChoice(name, word, reading),
  });
