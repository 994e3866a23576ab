import {
  type Discarded,
  type ReadBook,
  readBook,
  type UpdateOutcome,
  type UserReference,
  updateBook,
} from '../ooxml/index.ts';
import { SHEET_MARK, type WorkbookDescription } from '../workbook/index.ts';
import { bookOf, type WriteOptions } from './xlsx-file.ts';

/** Writing our sheets into a workbook that has more in it; all that is not ours stays as it is. */

export interface UpdateResult {
  readonly bytes: Uint8Array;
  /** the user's plain references into our sheets that would show something else, or nothing */
  readonly shifted: readonly UserReference[];
  /** what of the user's stands on our sheets and has no place in the new ones */
  readonly lost: readonly Discarded[];
}

/**
 * Our sheets are known by their marks, wherever they stand and whatever they are called now; a copy of one of them is
 * the user's own.
 * @throws OoxmlError where the workbook can't be kept whole, or is none
 */
export function updateWorkbook(
  existing: Uint8Array | ReadBook,
  description: WorkbookDescription,
  options: WriteOptions,
): UpdateResult {
  const tables = description.sheets.flatMap((sheet) => (sheet.tables ?? []).map(({ name }) => name));
  const book = existing instanceof Uint8Array ? readBook(existing) : existing;
  const outcome: UpdateOutcome = updateBook(book, bookOf(description, options), {
    sheets: ourSheets(book, description),
    names: (description.names ?? []).map(({ name }) => ({ name })),
    tables,
  });
  return {
    bytes: outcome.bytes,
    shifted: [...outcome.references.filter(({ state }) => state === 'changed'), ...outcome.missing],
    lost: outcome.discarded,
  };
}

/** Whether all sheets of a workbook are ours, so that there is nothing to keep but what stands on them. */
export function isOurs({ sheets, names }: ReadBook): boolean {
  const marked = new Set(
    names.flatMap(({ name, sheet }) => (name.toLowerCase() === SHEET_MARK ? [sheet] : [])),
  );
  return sheets.every(({ name }) => marked.has(name));
}

/** Which sheets are ours, and which sheet of the description each becomes. */
function ourSheets(book: ReadBook, description: WorkbookDescription): { name: string; becomes?: string }[] {
  const known = new Map(
    description.sheets.flatMap(({ mark, name }) => (mark === undefined ? [] : [[mark, name]])),
  );
  const marks = new Map<string, string[]>();
  for (const { name, sheet, formula } of book.names) {
    if (name.toLowerCase() !== SHEET_MARK || sheet === undefined) continue;
    const mark = /^"(.*)"$/s.exec(formula)?.[1]?.replaceAll('""', '"') ?? formula;
    marks.set(mark, [...(marks.get(mark) ?? []), sheet]);
  }
  return [...marks].map(([mark, sheets]) => {
    const becomes = known.get(mark);
    // of several with one mark, the one that kept its name or else the first; the others are copies
    const [first = ''] = sheets;
    const name = sheets.find((sheet) => sheet === becomes) ?? first;
    return becomes === undefined ? { name } : { name, becomes };
  });
}
