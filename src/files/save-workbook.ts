import { existsSync } from 'node:fs';
import path from 'node:path';
import { updateCosts } from '../hosts/update-costs.ts';
import { writeWorkbook } from '../hosts/xlsx-file.ts';
import { isOurs, updateWorkbook } from '../hosts/xlsx-update.ts';
import { OoxmlError, readBook } from '../ooxml/index.ts';
import type { AnyProblem } from '../texts/index.ts';
import { type LogEntry, logEntriesIn, type WorkbookDescription } from '../workbook/index.ts';
import { workbookProblem } from './plan-bytes.ts';
import { readFileBytes } from './plan-file.ts';
import { writeFileWhole } from './write.ts';

export interface SaveOptions {
  readonly created: Date;
  /** write also where the user's references would shift, or notes of theirs on our sheets go */
  readonly force: boolean;
}

/**
 * Saves a workbook. Where the file is there already, our sheets are put into it and all else is kept as it is; what
 * that would shift or lose is listed, and nothing is written unless forced. A file that can't be kept whole is left
 * alone, and the workbook is written beside it.
 * @param describe the workbook to write, after the entries that the log of the file has already
 * @returns the problems; none where the file was written
 */
export function saveWorkbook(
  file: string,
  describe: (log: readonly LogEntry[]) => WorkbookDescription,
  { created, force }: SaveOptions,
): readonly AnyProblem[] {
  const write = (target: string, bytes: Uint8Array): readonly AnyProblem[] => {
    const problem = writeFileWhole(target, bytes);
    return problem ? [problem] : [];
  };
  /** A new file; what its cells can't hold is refused. */
  const writeFresh = (target: string, log: readonly LogEntry[] = []): readonly AnyProblem[] => {
    try {
      return write(target, writeWorkbook(describe(log), { created }));
    } catch (error) {
      return [asProblem(error)];
    }
  };
  if (!existsSync(file)) return writeFresh(file);
  const existing = readFileBytes(file);
  if (!existing.ok) return [unwritable(file, existing.problems)];
  if (existing.bytes.length === 0) return writeFresh(file);
  try {
    const book = readBook(existing.bytes);
    const log = logEntriesIn(book);
    if (force && isOurs(book)) return writeFresh(file, log);
    const updated = updateWorkbook(book, describe(log), { created });
    const problems = force ? [] : updateCosts(updated);
    return problems.length > 0 ? problems : write(file, updated.bytes);
  } catch (error) {
    const problem = asProblem(error);
    const beside = freeName(file);
    const unwritten = writeFresh(beside);
    return [problem, ...(unwritten.length > 0 ? unwritten : [besideProblem(file, beside)])];
  }
}

/** A file that can't be read can't be written into either. */
function unwritable(file: string, problems: readonly AnyProblem[]): AnyProblem {
  const [problem] = problems;
  const reason = problem?.code === 'file-unreadable' ? problem.values.reason : (problem?.code ?? '?');
  return { path: '', code: 'out-not-written', values: { file, reason } };
}

function asProblem(error: unknown): AnyProblem {
  if (error instanceof OoxmlError) return workbookProblem(error);
  throw error;
}

const besideProblem = (file: string, beside: string): AnyProblem => ({
  path: '',
  code: 'out-beside',
  values: { file, beside },
});

/** A name beside a file that nothing has yet. */
function freeName(file: string): string {
  const { dir, name, ext } = path.parse(file);
  for (let number = 1; ; number++) {
    const free = path.join(dir, `${name} (samenplan${number > 1 ? ` ${number}` : ''})${ext}`);
    if (!existsSync(free)) return free;
  }
}
