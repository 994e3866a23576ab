import { randomUUID } from 'node:crypto';
import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { AnyProblem } from '../texts/index.ts';

/**
 * Writes a file whole or not at all: beside its place first, then renamed into it, so that a failure leaves what was
 * there. A link stays a link: what it leads to is replaced; who may read a file that was there stays the same.
 * @returns the problem, if it could not be written
 */
export function writeFileWhole(file: string, bytes: Uint8Array): AnyProblem | undefined {
  let beside: string | undefined;
  try {
    const existing = statSync(file, { throwIfNoEntry: false });
    const target = existing ? realpathSync(file) : file;
    beside = path.join(path.dirname(target), `.${randomUUID()}.tmp`);
    writeFileSync(beside, bytes, existing && { mode: existing.mode & 0o777 });
    renameSync(beside, target);
    return undefined;
  } catch (error) {
    if (beside !== undefined) remove(beside);
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    return { path: '', code: 'out-not-written', values: { file, reason } };
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // it could not be made either: a folder of its path is none
  }
}
