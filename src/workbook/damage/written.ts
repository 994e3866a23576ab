import type { Plan } from '../../../engine/index.ts';
import { fingerprintOf } from '../../files/fingerprint.ts';
import type { ReadBook } from '../../ooxml/index.ts';
import { en } from '../../texts/en.ts';
import { nl, type Texts } from '../../texts/index.ts';
import { VERSION } from '../../version.ts';
import type { WorkbookDescription } from '../description.ts';
import { describeWorkbook } from '../index.ts';
import {
  findTables,
  languageOf,
  planFromWorkbook,
  TABLE_LIST,
  type WorkbookOutcome,
} from '../inputs/index.ts';
import { type LogEntry, logEntriesIn, logSheetIn, writtenName } from '../log/index.ts';
import { plainWorkbook } from '../plain.ts';

/** What a workbook was when it was written: described anew from the input that its log has kept. */
export interface Written {
  readonly description: WorkbookDescription;
  /** its last writing; undefined where the log is gone */
  readonly entry: LogEntry | undefined;
  /** the plan is the very one it was written from; else it is the one that its input says now */
  readonly exact: boolean;
  readonly sameVersion: boolean;
}

/**
 * @param now what reading the plan from the input sheets gave
 * @returns undefined where there is no plan to describe it from
 */
export function writtenWorkbook(book: ReadBook, now: WorkbookOutcome): Written | undefined {
  const log = logEntriesIn(book);
  const entry = log.at(-1);
  const kept = planInLog(book);
  const isThat = (plan: Plan | undefined): plan is Plan =>
    plan !== undefined && entry !== undefined && fingerprintOf(plan) === entry.fingerprint;
  const current = now.ok ? now.plan : undefined;
  const exact = isThat(kept) ? kept : isThat(current) ? current : undefined;
  const plan = exact ?? current;
  if (plan === undefined) return undefined;
  const texts = textsOf(book);
  const known = new Set(plan.variants.map(({ id }) => id));
  const variants = entry?.variants.split(', ').filter((id) => known.has(id)) ?? [];
  const only = variants.length > 0 && variants.length < known.size ? variants : undefined;
  return {
    // each formula is printed once
    description: plainWorkbook(describeWorkbook(texts, plan, { variants: only, log })),
    entry,
    exact: exact !== undefined,
    sameVersion: entry === undefined || entry.version === VERSION,
  };
}

/** The plan in the log's copy of the input; undefined where that is not whole any more. */
function planInLog(book: ReadBook): Plan | undefined {
  const sheet = logSheetIn(book);
  if (sheet === undefined) return undefined;
  const names = new Map(TABLE_LIST.map(({ name }) => [writtenName(name).toLowerCase(), name]));
  const tables = sheet.tables.flatMap((table) => {
    const name = names.get(table.name.toLowerCase());
    return name === undefined ? [] : [{ ...table, name }];
  });
  const outcome = planFromWorkbook({ ...book, sheets: [{ ...sheet, tables }], names: [] });
  return outcome.ok ? outcome.plan : undefined;
}

/** In the language of the workbook. */
function textsOf(book: ReadBook): Texts {
  const language = languageOf(
    findTables(book, TABLE_LIST).values(),
    [nl, en].map(({ inputs }) => inputs),
  );
  return language === en.inputs ? en : nl;
}
