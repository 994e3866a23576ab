import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { AnyProblem } from '../texts/index.ts';

/**
 * Writes a file whole or not at all: beside its place first, then renamed into it, so that a failure leaves what was
 * there.
 * @returns the problem, if it could not be written
 */
export function writeFileWhole(file: string, bytes: Uint8Array): AnyProblem | undefined {
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}.tmp`);
  try {
    writeFileSync(beside, bytes);
    renameSync(beside, file);
    return undefined;
  } catch (error) {
    rmSync(beside, { force: true });
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    return { path: '', code: 'out-not-written', values: { file, reason } };
  }
}
