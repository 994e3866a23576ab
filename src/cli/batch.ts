import type { Readable } from 'node:stream';
import { calculate } from '../../engine/index.ts';
import { MAXIMUM_BYTES, type PlanFileProblem, readPlanBytes } from '../files/plan-bytes.ts';
import { resultParts } from '../files/result-json.ts';
import type { Texts } from '../texts/index.ts';
import { type Output, printParts } from './io.ts';
import { EXIT, problemsJson, wordProblems } from './refusal.ts';

const NEWLINE = 0x0a;

/**
 * A line filter: one plan per line in, one result per line out, in order. A plan that is refused gives its problems on
 * its own line, and the rest goes on. Nothing is kept from one line to the next, and no more is read than written, so
 * memory stays flat however long the input is. It ends with its input, or as soon as nobody reads its output.
 * @param maximum bytes of a line; a longer one is refused, and not kept
 */
export async function batch(
  input: Readable,
  output: Output,
  texts: Texts,
  maximum = MAXIMUM_BYTES,
): Promise<number> {
  for await (const line of linesOf(input, maximum)) {
    await printParts(output, answer(line, texts, maximum));
    if (output.closed) break; // and with it the input, which may be endless
  }
  return EXIT.done;
}

/** A line's bytes, or how many there were where that is too many to keep. */
type Line = Uint8Array | number;

function answer(line: Line, texts: Texts, maximum: number): Iterable<string> {
  const refused = (problems: readonly PlanFileProblem[]): string[] => [
    problemsJson(wordProblems(texts, problems)),
  ];
  if (typeof line === 'number') {
    return refused([{ path: '', code: 'file-too-large', values: { bytes: line, maximum } }]);
  }
  const outcome = readPlanBytes(line);
  return outcome.ok ? resultParts(calculate(outcome.plan)) : refused(outcome.problems);
}

/** Splits a stream into lines; a last line without an end counts, an end without a line after it doesn't. */
async function* linesOf(input: Readable, maximum: number): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let length = 0;
  const keep = (part: Uint8Array): void => {
    length += part.length;
    if (length > maximum) parts = [];
    else parts.push(part);
  };
  const line = (): Line => {
    const made = length > maximum ? length : withoutReturn(Buffer.concat(parts));
    parts = [];
    length = 0;
    return made;
  };
  for await (const chunk of input as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      keep(chunk.subarray(start, end));
      yield line();
      start = end + 1;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }
  if (length > 0) yield line();
}

const withoutReturn = (bytes: Buffer): Uint8Array => (bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes);
