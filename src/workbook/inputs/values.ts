/** How single values of a plan stand in cells, and come back from them. */

/** A decimal as its plain digits, without needless zeros: `1e-7`, `"1.50"` and `-0` are 0.0000001, 1.5 and 0. */
export function plainDecimal(input: number | string): string {
  const [, minus = '', integer = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(String(input)) ?? [];
  const shift = Number(exponent);
  const digits = integer + fraction;
  const point = integer.length + shift;
  const whole = (point > 0 ? digits.slice(0, point).padEnd(point, '0') : '').replace(/^0+/, '');
  const rest = (point > 0 ? digits.slice(point) : '0'.repeat(-point) + digits).replace(/0+$/, '');
  const plain = `${whole === '' ? '0' : whole}${rest === '' ? '' : `.${rest}`}`;
  return plain === '0' ? plain : minus + plain;
}

// --- texts ---

/**
 * Some texts would be lost or misread in a cell: nothing at all, white space, and our words in parentheses. They
 * stand between quotes, and so do texts that already look like that.
 */
const SPECIAL = /^["\s]*(?:\(\p{L}+\))?["\s]*$/u;

export const cellText = (text: string): string => (SPECIAL.test(text) ? `"${text}"` : text);

/** The text of a cell; `undefined` where it has nothing to say. */
export function textOfCell(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"') && SPECIAL.test(text)
    ? text.slice(1, -1)
    : text;
}

// --- lists in one cell ---

const NEEDS_QUOTES = /[;"\n\r]|^\s|\s$|^$|^\(.*\)$/;

/** Several texts in one cell, as `stad; platteland`; quotes go around what would be read otherwise. */
export const cellList = (items: readonly string[]): string =>
  items.map((item) => (NEEDS_QUOTES.test(item) ? `"${item.replaceAll('"', '""')}"` : item)).join('; ');

/** The texts of such a cell; what stands between two separators with nothing in it is no text. */
export function listOfCell(text: string): string[] {
  const items: string[] = [];
  const pattern = /\s*(?:"((?:[^"]|"")*)"\s*(?=;|$)|([^;]*))(?:;|$)/gy;
  while (pattern.lastIndex < text.length) {
    const [, quoted, plain = ''] = pattern.exec(text) as RegExpExecArray;
    if (quoted !== undefined) items.push(quoted.replaceAll('""', '"'));
    else if (plain.trim() !== '') items.push(plain.trim());
  }
  return items;
}

// --- dates ---

const DAY = 86_400_000;
/** Day 0 of a workbook that counts from 1900; right from 1 March 1900 on, before which programs disagree. */
const EPOCH = Date.UTC(1899, 11, 30);
const FIRST_SURE_DAY = 61;
const DAYS_1904 = 1462;

/** The day number of `2026-08-01`; `undefined` where a workbook has none that is sure. */
export function dayOfDate(iso: string): number | undefined {
  const [year = 0, month = 0, day = 0] = iso.split('-').map(Number);
  if (year < 1900) return undefined;
  const serial = (Date.UTC(year, month - 1, day) - EPOCH) / DAY;
  return serial >= FIRST_SURE_DAY ? serial : undefined;
}

/** `2026-08-01` for a day number; `undefined` where it is no whole day that is sure. */
export function dateOfDay(serial: number, from1904: boolean): string | undefined {
  const day = serial + (from1904 ? DAYS_1904 : 0);
  if (!Number.isInteger(day) || day < FIRST_SURE_DAY || day > 2_958_465) return undefined;
  return new Date(EPOCH + day * DAY).toISOString().slice(0, 10);
}
