import type { Readable } from 'node:stream';
import { calculate } from '../../engine/index.ts';
import { MAXIMUM_BYTES, type PlanFileProblem, readPlanBytes } from '../files/plan-bytes.ts';
import { resultParts } from '../files/result-json.ts';
import { en } from '../texts/en.ts';
import { nl, type Texts } from '../texts/index.ts';
import type { Crew } from './crew.ts';
import { type Output, printParts } from './io.ts';
import { EXIT, problemsJson, wordProblems } from './refusal.ts';

const NEWLINE = 0x0a;

/**
 * A line filter: one plan per line in, one result per line out, in order. A plan that is refused gives its problems on
 * its own line, and the rest goes on. Nothing is kept from one line to the next, and little more is read than written, so
 * memory stays flat however long the input is. It ends with its input, or as soon as nobody reads its output.
 * @param maximum bytes of a line; a longer one is refused, and not kept
 * @param crew threads that answer lines side by side; without them each line is answered before the next is read
 */
export async function batch(
  input: Readable,
  output: Output,
  texts: Texts,
  maximum = MAXIMUM_BYTES,
  crew?: Crew,
): Promise<number> {
  let written = Promise.resolve();
  /** until when each line that is not yet printed is */
  const unprinted: Promise<void>[] = [];
  let open = 0;
  try {
    for await (const { line, more } of linesOf(input, maximum)) {
      // one line at a time is a conversation: it is answered here, at once
      const talk = typeof line === 'number' || (!more && open === 0 && line.length < CHUNK);
      const shared = crew !== undefined && !talk && line.length < LARGE;
      open += 1;
      const made = shared ? crew.answer(line) : null;
      written = print(written, output, made ?? (() => answer(line, texts, maximum))).finally(() => {
        open -= 1;
      });
      written.catch(() => undefined);
      unprinted.push(written);
      while (unprinted.length > (shared ? 2 * crew.size : 0)) await unprinted.shift();
      if (output.closed) break; // and with it the input, which may be endless
    }
    await written;
  } finally {
    await crew?.close();
  }
  return EXIT.done;
}

/** Bytes that come at once: a longer line says nothing of what is behind it. */
const CHUNK = 65_536;
/** Bytes of a line from which it is answered here, so that its answer is never whole in memory. */
const LARGE = 4_000_000;

/** Prints an answer behind the one before it. */
function print(
  before: Promise<void>,
  output: Output,
  made: Promise<readonly string[]> | (() => Iterable<string>),
): Promise<void> {
  const printed = (async () => {
    await before;
    const parts = typeof made === 'function' ? made() : await made;
    if (!output.closed) await printParts(output, parts);
  })();
  // what fails is thrown where it is waited for, which may be later
  printed.catch(() => undefined);
  if (typeof made !== 'function') made.catch(() => undefined);
  return printed;
}

/** Answers lines in a thread of a crew: an answer in pieces that are worth sending. */
export function answererOf({ language, maximum }: { language: 'nl' | 'en'; maximum: number }) {
  const texts = language === 'en' ? en : nl;
  return (line: Uint8Array): readonly string[] => {
    const pieces: string[] = [];
    let gathered = '';
    for (const part of answer(line, texts, maximum)) {
      gathered += part;
      if (gathered.length < PIECE) continue;
      pieces.push(gathered);
      gathered = '';
    }
    return [...pieces, gathered];
  };
}

const PIECE = 1_000_000;

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

/**
 * Splits a stream into lines; a last line without an end counts, an end without a line after it doesn't.
 * @returns each line, and whether another whole one is there already
 */
async function* linesOf(
  input: Readable,
  maximum: number,
): AsyncGenerator<{ readonly line: Line; readonly more: boolean }> {
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
      start = end + 1;
      yield { line: line(), more: chunk.includes(NEWLINE, start) };
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }
  if (length > 0) yield { line: line(), more: false };
}

const withoutReturn = (bytes: Buffer): Uint8Array => (bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes);
