import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { type FileProblem, MAXIMUM_BYTES, type PlanOutcome, readAnyBytes, refuseFile } from './plan-bytes.ts';

/** Reading plans from files on disk. */

/** The file that holds a plan: the one that is named, or the `plan.json` in the folder that is. */
export function planFile(named: string): string {
  try {
    return statSync(named).isDirectory() ? path.join(named, 'plan.json') : named;
  } catch {
    return named; // what can't be looked up is refused where it is opened
  }
}

/** Reads a plan from a file on disk, JSON or workbook, or from the folder that has it as `plan.json`. */
export function readPlan(file: string): PlanOutcome {
  const outcome = readFileBytes(planFile(file));
  return outcome.ok ? readAnyBytes(outcome.bytes) : outcome;
}

export type BytesOutcome =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

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
        return refuseFile({
          path: '',
          code: 'file-too-large',
          values: { bytes: found, maximum: MAXIMUM_BYTES },
        });
      }
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    const { code = '?' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return refuseFile({ path: '', code: 'file-missing', values: { file } });
    return refuseFile({ path: '', code: 'file-unreadable', values: { file, reason: code } });
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
