import { type NoValues, type Plan, type Problem, validate } from '../../engine/index.ts';
import { OoxmlError, readBook } from '../ooxml/index.ts';
import type { AnyProblem } from '../texts/index.ts';
import { planFromWorkbook, type WorkbookOutcome } from '../workbook/inputs/index.ts';
import { type JsonProblem, parseJson } from './json.ts';

/**
 * Reading a plan from bytes, wherever they come from: its own JSON, or the input sheets of a workbook. They are refused
 * whole or give a valid plan; nothing is repaired.
 */

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

export type PlanOutcome =
  | PlanFileOutcome
  | WorkbookOutcome
  | { readonly ok: false; readonly problems: readonly AnyProblem[] };

export const refuseFile = (problem: FileProblem): { ok: false; problems: readonly FileProblem[] } => ({
  ok: false,
  problems: [problem],
});

/** Reads a plan from the bytes of a file: UTF-8 JSON, with or without a byte order mark. */
export function readPlanBytes(bytes: Uint8Array): PlanFileOutcome {
  const json = readJsonBytes(bytes);
  return json.ok ? validate(json.value) : json;
}

export type JsonBytesOutcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problems: readonly (FileProblem | JsonProblem)[] };

/** Reads any JSON of ours from the bytes of a file, by the same rules as a plan. */
export function readJsonBytes(bytes: Uint8Array): JsonBytesOutcome {
  if (bytes.length > MAXIMUM_BYTES) {
    return refuseFile({
      path: '',
      code: 'file-too-large',
      values: { bytes: bytes.length, maximum: MAXIMUM_BYTES },
    });
  }
  if (bytes.length === 0) return refuseFile({ path: '', code: 'file-empty', values: {} });
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    return refuseFile({ path: '', code: 'not-json-file', values: { found: 'zip' } });
  if (isUtf16(bytes)) {
    return refuseFile({ path: '', code: 'not-json-file', values: { found: 'utf-16' } });
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuseFile({ path: '', code: 'not-utf8', values: { at: firstBadByte(bytes) } });
  }
  return parseJson(text);
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

const startsWith = (bytes: Uint8Array, ...start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

/** Whether bytes are those of a workbook: a zip, or the container of old and of encrypted ones. */
export const isWorkbook = (bytes: Uint8Array): boolean =>
  startsWith(bytes, 0x50, 0x4b) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0);

/** Reads a plan from whatever holds it; the first bytes say what that is, whatever it is called: all else is JSON. */
export const readAnyBytes = (bytes: Uint8Array): PlanOutcome =>
  isWorkbook(bytes) ? readWorkbookBytes(bytes) : readPlanBytes(bytes);

/** The largest plan we take, of 100,000 student entries, fills more cells than a workbook usually has. */
export const MAXIMUM_CELLS = 6_000_000;

/** Reads a plan from the bytes of a workbook (.xlsx). */
export function readWorkbookBytes(bytes: Uint8Array): PlanOutcome {
  try {
    return planFromWorkbook(readBook(bytes, { maxCells: MAXIMUM_CELLS }));
  } catch (error) {
    if (!(error instanceof OoxmlError)) throw error;
    return { ok: false, problems: [workbookProblem(error)] };
  }
}

/** What the OOXML layer refuses, as a problem to be worded: at its cell, where it has one. */
export function workbookProblem({ problem }: OoxmlError): AnyProblem {
  const { code, ...values } = problem;
  const { sheet, cell } = values as { sheet?: string; cell?: string };
  const place = sheet !== undefined && cell !== undefined ? { sheet, cell } : undefined;
  return {
    path: place === undefined ? '' : `${place.sheet}!${place.cell}`,
    code: `xlsx-${code}`,
    values,
    ...(place && { cell: place }),
  } as AnyProblem;
}
