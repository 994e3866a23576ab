import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type NoValues, type Plan, type Problem, validate } from '../../engine/index.ts';
import { type JsonProblem, parseJson } from './json.ts';

/** Reading plan files. A file is refused whole or gives a valid plan; nothing is repaired. */

export interface FileProblemValues {
  'file-missing': { readonly file: string };
  'file-unreadable': { readonly file: string; readonly reason: string };
  'file-too-large': { readonly bytes: number; readonly maximum: number };
  'not-utf8': { readonly at: number };
  'not-json-file': { readonly found: 'zip' | 'utf-16' };
  'file-empty': NoValues;
}

export type FileProblem = {
  [Code in keyof FileProblemValues]: { path: string; code: Code; values: FileProblemValues[Code] };
}[keyof FileProblemValues];

/** Everything that can be wrong from the file to the plan. */
export type PlanFileProblem = FileProblem | JsonProblem | Problem;

export type PlanFileOutcome =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly problems: readonly PlanFileProblem[] };

export const MAXIMUM_BYTES = 100 * 1024 * 1024;

/** Reads a plan from a file on disk. */
export function readPlanFile(file: string): PlanFileOutcome {
  const outcome = readFileBytes(file);
  return outcome.ok ? readPlanBytes(outcome.bytes) : outcome;
}

export type BytesOutcome =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

const refuse = (problem: FileProblem): { ok: false; problems: readonly FileProblem[] } => ({
  ok: false,
  problems: [problem],
});

/** The bytes of a file on disk, whatever it holds, unless there are more than are allowed. */
export function readFileBytes(file: string): BytesOutcome {
  let bytes: Uint8Array;
  try {
    const handle = openSync(file, 'r');
    try {
      const { size } = fstatSync(handle);
      bytes = size > MAXIMUM_BYTES ? new Uint8Array() : bytesOf(handle);
      const found = Math.max(size, bytes.length);
      if (found > MAXIMUM_BYTES) {
        return refuse({ path: '', code: 'file-too-large', values: { bytes: found, maximum: MAXIMUM_BYTES } });
      }
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    const { code = '?' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return refuse({ path: '', code: 'file-missing', values: { file } });
    return refuse({ path: '', code: 'file-unreadable', values: { file, reason: code } });
  }
  return { ok: true, bytes };
}

/** All bytes of a file, or more than are allowed: a pipe or a device has no size to look at first. */
function bytesOf(handle: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let length = 0; length <= MAXIMUM_BYTES; ) {
    const part = Buffer.allocUnsafe(1 << 20);
    const read = readSync(handle, part);
    if (read === 0) break;
    parts.push(part.subarray(0, read));
    length += read;
  }
  return Buffer.concat(parts);
}

/** Reads a plan from the bytes of a file: UTF-8 JSON, with or without a byte order mark. */
export function readPlanBytes(bytes: Uint8Array): PlanFileOutcome {
  if (bytes.length > MAXIMUM_BYTES) {
    return refuse({
      path: '',
      code: 'file-too-large',
      values: { bytes: bytes.length, maximum: MAXIMUM_BYTES },
    });
  }
  if (bytes.length === 0) return refuse({ path: '', code: 'file-empty', values: {} });
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    return refuse({ path: '', code: 'not-json-file', values: { found: 'zip' } });
  if (isUtf16(bytes)) {
    return refuse({ path: '', code: 'not-json-file', values: { found: 'utf-16' } });
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse({ path: '', code: 'not-utf8', values: { at: firstBadByte(bytes) } });
  }
  return readPlanText(text);
}

/** By its byte order mark, or by the half of its first character that is 0: JSON starts with plain ASCII. */
function isUtf16([first, second]: Uint8Array): boolean {
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return marked || (first === 0) !== (second === 0);
}

/** Reads a plan from JSON text. */
export function readPlanText(text: string): PlanFileOutcome {
  const json = parseJson(text);
  return json.ok ? validate(json.value) : json;
}

/** The place of the first byte that is no UTF-8, counted from 1, by halving. */
function firstBadByte(bytes: Uint8Array): number {
  const decodes = (length: number): boolean => {
    try {
      // as a stream: a character cut off at the end is no fault yet
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodes(middle)) good = middle;
    else bad = middle;
  }
  return bad;
}
