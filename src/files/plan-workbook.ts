import { OoxmlError, readBook } from '../ooxml/index.ts';
import type { AnyProblem } from '../texts/index.ts';
import { planFromWorkbook, type WorkbookOutcome } from '../workbook/inputs/index.ts';
import { type PlanFileOutcome, readFileBytes, readPlanBytes } from './plan-file.ts';

/** Reading a plan from whatever file holds it: its own JSON, or the input sheets of a workbook. */

export type PlanOutcome =
  | PlanFileOutcome
  | WorkbookOutcome
  | { readonly ok: false; readonly problems: readonly AnyProblem[] };

/** Reads a plan from a file on disk; its first bytes say what it is, whatever it is called. */
export function readPlan(file: string): PlanOutcome {
  const outcome = readFileBytes(file);
  return outcome.ok ? readAnyBytes(outcome.bytes) : outcome;
}

const startsWith = (bytes: Uint8Array, ...start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

/** A zip is a workbook, and so is the container of old and of encrypted ones; all else is JSON. */
function readAnyBytes(bytes: Uint8Array): PlanOutcome {
  const isWorkbook = startsWith(bytes, 0x50, 0x4b) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0);
  return isWorkbook ? readWorkbookBytes(bytes) : readPlanBytes(bytes);
}

/** The largest plan we take, of 100,000 student entries, fills more cells than a workbook usually has. */
const MAXIMUM_CELLS = 6_000_000;

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
