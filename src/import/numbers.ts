import { type ImportProblem, type Input, importProblem, type Reading } from './problems.ts';
import { type Cell, textOf } from './rows.ts';

/**
 * Numbers as people write them. `1.250,50` can only be Dutch and `1,250.50` only English; `1.250` can be either, and
 * is settled by the other cells of its column or by the user, never by us.
 */

/** `count`: whole numbers >= 0; `decimal`: >= 0; `share`: a decimal that may be written as a percentage. */
export type NumberKind = 'count' | 'decimal' | 'share' | 'signed';

const DUTCH = /^(-?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?$/;
const ENGLISH = /^(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/;

/** A number as a Dutch or an English reader takes it, as a plain decimal; undefined where such a reader can't. */
export function readNumber(text: string, reading: Reading): string | undefined {
  const [, minus, whole, fraction] = (reading === 'nl' ? DUTCH : ENGLISH).exec(text) ?? [];
  if (whole === undefined) return undefined;
  const integer = whole.replace(/[.,]/g, '').replace(/^0+(?=\d)/, '');
  return `${minus ?? ''}${integer}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** A number of a workbook, which may have an exponent, as a plain decimal. */
function exact(number: string): string | undefined {
  const parts = /^([-+]?)(\d*)\.?(\d*)(?:[eE]([-+]?\d{1,3}))?$/.exec(number);
  if (!parts) return undefined;
  const [, sign, integer = '', fraction = '', exponent = '0'] = parts;
  const shift = Number(exponent);
  // a double that a program wrote in full: its last digits are noise, as in 0.30000000000000004
  const digits = integer + fraction;
  if (digits.replace(/^0+/, '').length > 15) {
    const short = Number(number).toPrecision(15);
    return short === number ? undefined : exact(short);
  }
  const point = integer.length + shift;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = Math.max(point, 1);
  const whole = padded.slice(0, at).replace(/^0+(?=\d)/, '');
  const rest = padded.slice(at).replace(/0+$/, '');
  const value = rest === '' ? whole : `${whole}.${rest}`;
  return sign === '-' && /[1-9]/.test(value) ? `-${value}` : value;
}

/** Whether a decimal is a whole number. */
const isWhole = (decimal: string): boolean => /^-?\d+(?:\.0+)?$/.test(decimal);

const sameValue = (a: string, b: string): boolean => trimmed(a) === trimmed(b);
const trimmed = (decimal: string): string =>
  decimal.includes('.') ? decimal.replace(/0+$/, '').replace(/\.$/, '') : decimal;

/** A percentage as a share: moves the point two places, so `12.5` is `0.125`. */
function hundredth(decimal: string): string {
  const [, minus = '', integer = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  const digits = integer.padStart(3, '0');
  return trimmed(`${minus}${digits.slice(0, -2).replace(/^0+(?=\d)/, '')}.${digits.slice(-2)}${fraction}`);
}

export interface ColumnContext {
  readonly input: Input;
  readonly field: string;
  readonly kind: NumberKind;
  readonly column: number;
  /** null where headings are not told */
  readonly heading: string | null;
  /** what a cell says may be told in a problem */
  readonly tell: boolean;
  readonly reading: Reading | undefined;
}

interface Entry {
  readonly text: string;
  readonly percent: boolean;
  readonly path: string;
}

const enough = 50;

/** What looks like a number of students, right or wrong: all that a problem repeats of a placement list's numbers. */
const LIKE_A_NUMBER = /^[-+<>~±]?\s?(?:[.,]?\d){1,6}$/;

/**
 * One column of numbers. Cells are added as they come by; when all are known, the column is settled, and only then has
 * a cell a value.
 */
export class NumberColumn {
  readonly problems: ImportProblem[] = [];
  private dutchOnly: Entry | undefined;
  private englishOnly: Entry | undefined;
  private both: Entry | undefined;
  private reading: Reading = 'nl';

  constructor(private readonly about: ColumnContext) {}

  /**
   * Takes in a cell.
   * @returns what `value` wants later; undefined for an empty cell and for one that is no number, which is a problem
   */
  add(cell: Cell | undefined, path: string): string | undefined {
    const { kind } = this.about;
    if (cell === undefined || (typeof cell !== 'string' && 'fault' in cell)) return undefined;
    if (typeof cell !== 'string') {
      const value = exact(cell.number);
      if (value === undefined) this.bad(path, this.shown(cell.number));
      return value !== undefined && this.judged(value, path, value) ? `=${value}` : undefined;
    }
    let text = textOf(cell).replace(/^[\t\r\n]+|[\t\r\n]+$/g, '');
    if (text === '') return undefined;
    if (kind === 'decimal') text = text.replace(/^(?:€|EUR)[ \u00a0]*/, '').replace(/,--?$/, '');
    const percent = kind === 'share' && text.endsWith('%');
    if (percent) text = text.slice(0, -1).trimEnd();
    const readings = { nl: this.possible(text, 'nl', percent), en: this.possible(text, 'en', percent) };
    const entry: Entry = { text, percent, path };
    if (readings.nl === undefined && readings.en === undefined) {
      const number = readNumber(text, 'nl') ?? readNumber(text, 'en');
      if (number === undefined) this.bad(path, this.shown(text));
      else this.judged(number, path, text);
      return undefined;
    }
    if (readings.nl === undefined) this.englishOnly ??= entry;
    else if (readings.en === undefined) this.dutchOnly ??= entry;
    else if (!sameValue(readings.nl, readings.en)) this.both ??= entry;
    return percent ? `%${text}` : text;
  }

  /** Decides how the column is read; after this its cells have values. */
  settle(): void {
    const { input, heading, column, reading } = this.about;
    const [dutch, english] = [this.dutchOnly, this.englishOnly];
    if (reading !== undefined) {
      this.reading = reading;
      const other = reading === 'nl' ? english : dutch;
      if (other) this.bad(other.path, this.shown(other.text));
    } else if (dutch && english) {
      const values = { column, dutch: dutch.text, english: english.text };
      this.problems.push(importProblem(dutch.path, 'number-mixed', values));
    } else if (dutch || english) this.reading = dutch ? 'nl' : 'en';
    else if (this.both) {
      const { text, path } = this.both;
      const [nl, en] = [readNumber(text, 'nl') ?? '', readNumber(text, 'en') ?? ''];
      this.problems.push(
        importProblem(path, 'number-both-ways', {
          input,
          heading,
          column,
          found: text,
          nl: trimmed(nl),
          en: trimmed(en),
        }),
      );
    }
  }

  /** The plain decimal of what `add` gave for a cell. */
  value(added: string): string {
    if (added.startsWith('=')) return added.slice(1);
    if (!added.startsWith('%')) return trimmed(readNumber(added, this.reading) ?? '0');
    return hundredth(readNumber(added.slice(1), this.reading) ?? '0');
  }

  /** The value of a text in one reading, if such a value can stand in this column. */
  private possible(text: string, reading: Reading, percent: boolean): string | undefined {
    const value = readNumber(text, reading);
    if (value === undefined || this.fault(percent ? hundredth(value) : value) !== undefined) return undefined;
    return value;
  }

  private fault(
    value: string,
  ): 'number-negative' | 'number-not-whole' | 'number-too-long' | 'share-doubtful' | undefined {
    const { kind } = this.about;
    const [integer = '', fraction = ''] = trimmed(value).replace('-', '').split('.');
    if (integer.length > 12 || fraction.length > 10 || (integer + fraction).length > 15)
      return 'number-too-long';
    if (kind !== 'signed' && value.startsWith('-') && /[1-9]/.test(value)) return 'number-negative';
    if (kind === 'count' && !isWhole(value)) return 'number-not-whole';
    // 10 for ten per cent would make a thousand of it
    if (kind === 'share' && Number(value) > 1) return 'share-doubtful';
    return undefined;
  }

  /** A cell as a problem may repeat it; null where it may be about a person. */
  private shown(text: string): string | null {
    const { input, tell } = this.about;
    return tell && (input !== 'placements' || LIKE_A_NUMBER.test(text)) ? text : null;
  }

  private judged(value: string, path: string, text: string): boolean {
    const code = this.fault(value);
    if (code === undefined) return true;
    const { field } = this.about;
    const found = this.shown(text) ?? '…';
    if (this.problems.length < enough) this.problems.push(importProblem(path, code, { field, found }));
    return false;
  }

  private bad(path: string, found: string | null): void {
    const { field } = this.about;
    if (this.problems.length < enough)
      this.problems.push(importProblem(path, 'number-invalid', { field, found }));
  }
}
