/** Tables as CSV, so that a spreadsheet shows what was meant and runs nothing of it. */

/** Text, a plain decimal such as `-12.50`, or nothing. */
export type OutCell = string | { readonly number: string } | null;

export interface CsvLocale {
  readonly separator: ';' | ',';
  readonly decimal: ',' | '.';
  /** with the mark by which Excel knows UTF-8 */
  readonly mark: boolean;
}

export const CSV_LOCALES = {
  'csv-nl': { separator: ';', decimal: ',', mark: true },
  'csv-int': { separator: ',', decimal: '.', mark: false },
} as const satisfies Readonly<Record<string, CsvLocale>>;
export type CsvLocaleName = keyof typeof CSV_LOCALES;

export interface CsvWriteOptions {
  readonly locale: CsvLocale;
  /** texts that a spreadsheet would run as a formula get an apostrophe before them; default true */
  readonly neutralise?: boolean | undefined;
}

/** What a spreadsheet takes for the start of a formula, wide forms of the same signs among them. */
const RUNS = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
/** The same behind apostrophes: so that taking one away always gives the text back. */
const RUNS_BEHIND = /^'+[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** A text that no spreadsheet runs. Numbers are not texts: `-5` as a number stays as it is. */
export const neutralised = (text: string): string =>
  RUNS.test(text) || RUNS_BEHIND.test(text) ? `'${text}` : text;

/** The text that `neutralised` was given. */
export const withoutNeutralising = (text: string): string => (RUNS_BEHIND.test(text) ? text.slice(1) : text);

/**
 * A table as CSV, with CRLF after every row. Decimals have the locale's mark and no thousands separators, so that they
 * have one reading.
 * @throws RangeError for a text with a character that no text file holds
 */
export function csvText(
  rows: readonly (readonly OutCell[])[],
  { locale, neutralise = true }: CsvWriteOptions,
): string {
  const lines = rows.map((row, line) =>
    row
      .map((cell, column) => written(cell, locale, neutralise, line === 0 && column === 0, row.length === 1))
      .join(locale.separator),
  );
  return `${locale.mark ? '\ufeff' : ''}${lines.map((line) => `${line}\r\n`).join('')}`;
}

function written(
  cell: OutCell,
  { separator, decimal }: CsvLocale,
  neutralise: boolean,
  first: boolean,
  only: boolean,
): string {
  if (cell === null) return only ? '""' : '';
  if (typeof cell !== 'string') return quoted(cell.number.replace('.', decimal), separator, only);
  if (/\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(cell)) {
    throw new RangeError('a text with NUL or half a character');
  }
  const text = neutralise ? neutralised(cell) : cell;
  // the start of a file must not look like a mark, a page, a zip or a line that names the separator
  if (first && !/^[\w -]*$/.test(text)) return `"${text.replaceAll('"', '""')}"`;
  return quoted(text, separator, only);
}

function quoted(text: string, separator: string, only: boolean): string {
  const must = text.includes(separator) || /["\r\n]|^\s|\s$/.test(text) || (only && text === '');
  return must ? `"${text.replaceAll('"', '""')}"` : text;
}
