import type { Plan } from '../../../engine/index.ts';
import { fingerprintOf } from '../../files/fingerprint.ts';
import { cellIndex } from '../../ooxml/index.ts';
import { VERSION } from '../../version.ts';
import { type InputBook, SHEET_MARK } from '../inputs/index.ts';

type InputSheet = InputBook['sheets'][number];

/** What the sheet `Logboek` is known by. */
export const LOG_MARK = 'Logboek';
export const LOG_TABLE = 'tblLogboek';

/** One time that our sheets were written into a workbook. */
export interface LogEntry {
  /** as the sheet holds it: a day number with its time, on the clock of the Netherlands */
  readonly moment: string;
  /** of the plan, 64 hexadecimal digits */
  readonly fingerprint: string;
  /** of the program that wrote it */
  readonly version: string;
  /** in words for people: what the sheets were */
  readonly written: string;
  /** ids of the variants that were written, separated by a comma */
  readonly variants: string;
}

/**
 * The entry of this very writing.
 * @param variants ids of those that are written
 * @param written in words for people: what the sheets are
 */
export const logEntry = (
  plan: Plan,
  created: Date,
  variants: readonly string[],
  written: string,
): LogEntry => ({
  moment: momentOf(created),
  fingerprint: fingerprintOf(plan),
  version: VERSION,
  written,
  variants: variants.join(', '),
});

/** The columns of the log, from the first. */
export const LOG_COLUMNS = ['moment', 'short', 'fingerprint', 'version', 'written', 'variants'] as const;

const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Amsterdam',
  hourCycle: 'h23',
  ...({ year: 'numeric', month: '2-digit', day: '2-digit' } as const),
  ...({ hour: '2-digit', minute: '2-digit', second: '2-digit' } as const),
});
const DAY_MS = 86_400_000;
/** Day 0 of a spreadsheet's calendar, for days after February 1900. */
const FIRST_DAY = Date.UTC(1899, 11, 30);

/** A moment as a cell holds it, to the second: the day and time on the clock of the Netherlands. */
export function momentOf(time: Date): string {
  const parts = new Map(CLOCK.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return ((local - FIRST_DAY) / DAY_MS).toFixed(6).replace(/\.?0+$/, '');
}

/** The sheet with our log: by its mark, or else by its table. */
export function logSheetIn(book: InputBook): InputSheet | undefined {
  const holds = ({ tables }: InputSheet): boolean =>
    tables.some(({ name }) => name.toLowerCase() === LOG_TABLE.toLowerCase());
  const marked = new Set(
    book.names.flatMap(({ name, formula, sheet }) =>
      name.toLowerCase() === SHEET_MARK && formula === `"${LOG_MARK}"` ? [sheet] : [],
    ),
  );
  return book.sheets.find((sheet) => marked.has(sheet.name) && holds(sheet)) ?? book.sheets.find(holds);
}

/** The entries of a workbook's log, oldest first; rows that say nothing are passed over. */
export function logEntriesIn(book: InputBook): LogEntry[] {
  const sheet = logSheetIn(book);
  const table = sheet?.tables.find(({ name }) => name.toLowerCase() === LOG_TABLE.toLowerCase());
  if (sheet === undefined || table === undefined) return [];
  const { area, headerRows } = table;
  const at = cellIndex(sheet);
  const text = (row: number, column: (typeof LOG_COLUMNS)[number]): string => {
    const cell = at(row, area.left + LOG_COLUMNS.indexOf(column));
    if (cell === undefined || cell.type === 'blank') return '';
    return cell.type === 'number' ? cell.text : String(cell.value);
  };
  const entries: LogEntry[] = [];
  for (let row = area.top + headerRows; row <= area.bottom; row++) {
    const moment = Number(text(row, 'moment'));
    if (!(moment > 0)) continue;
    entries.push({
      // a program that saved it may have written more digits than were there
      moment: moment.toFixed(6).replace(/\.?0+$/, ''),
      fingerprint: text(row, 'fingerprint'),
      version: text(row, 'version'),
      written: text(row, 'written'),
      variants: text(row, 'variants'),
    });
  }
  return entries;
}
