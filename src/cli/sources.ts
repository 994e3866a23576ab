import { createReadStream, readFileSync, statSync } from 'node:fs';
import { MAXIMUM_BYTES } from '../files/plan-bytes.ts';
import type { ImportProblem } from '../import/index.ts';
import {
  csvRows,
  ImportRefusal,
  type Input,
  knownHeadings,
  type Mapping,
  type RowSource,
  sheetRows,
} from '../import/index.ts';
import type { AnyProblem, Texts } from '../texts/index.ts';
import type { Output } from './io.ts';

/** Lists from files on disk: CSV as a stream, a workbook by the name of its sheet behind a `#`. */

export type SourceOutcome =
  | { readonly ok: true; readonly source: RowSource }
  | { readonly ok: false; readonly problem: AnyProblem | ImportProblem };

/** A read error in the middle of a file, which is no fault of the list. */
export class FileFault extends Error {
  constructor(readonly problem: AnyProblem) {
    super(problem.code);
  }
}

const faultOf = (file: string, error: unknown): AnyProblem => {
  const { code = 'onbekend' } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return { path: '', code: 'file-missing', values: { file } };
  return { path: '', code: 'file-unreadable', values: { file, reason: code } };
};

/** Opens a list. `argument` is as the user gave it: `FILE.csv`, `FILE.xlsx`, `FILE.xlsx#Sheet1`. */
export function openSource(
  argument: string,
  input: Input,
  mapping: Mapping,
  output: Output,
  texts: Texts,
): SourceOutcome {
  const [, book, part = ''] = /^(.+\.xlsx)(?:#(.+))?$/i.exec(argument) ?? [];
  const file = book ?? argument;
  let size: number;
  try {
    const stat = statSync(file);
    if (stat.isDirectory()) return { ok: false, problem: faultOf(file, { code: 'EISDIR' }) };
    size = stat.size;
    if (book !== undefined) {
      if (size > MAXIMUM_BYTES) {
        return {
          ok: false,
          problem: { path: '', code: 'file-too-large', values: { bytes: size, maximum: MAXIMUM_BYTES } },
        };
      }
      return { ok: true, source: sheetRows(file, readFileSync(file), part) };
    }
  } catch (error) {
    if (error instanceof ImportRefusal) return { ok: false, problem: error.problem };
    return { ok: false, problem: faultOf(file, error) };
  }
  const { separator, encoding } = mapping[input] ?? {};
  const known = (headings: readonly string[]): number => knownHeadings(input, headings);
  return {
    ok: true,
    source: csvRows(file, piecesOf(file, size, output, texts), { separator, encoding, known }),
  };
}

async function* piecesOf(
  file: string,
  size: number,
  output: Output,
  texts: Texts,
): AsyncGenerator<Uint8Array> {
  let read = 0;
  let shown = -1;
  try {
    for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) {
      read += piece.length;
      const percent = size === 0 ? undefined : Math.min(100, Math.floor((100 * read) / size));
      if (percent !== shown) output.progress(texts.imports.reading(file, percent));
      shown = percent ?? -1;
      yield piece;
    }
  } catch (error) {
    throw new FileFault(faultOf(file, error));
  } finally {
    output.progress('');
  }
}
