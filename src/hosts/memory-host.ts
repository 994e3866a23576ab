import { type PlanOutcome, readWorkbookBytes, workbookProblem } from '../files/plan-bytes.ts';
import { OoxmlError } from '../ooxml/index.ts';
import type { AnyProblem } from '../texts/index.ts';
import type { WorkbookDescription } from '../workbook/index.ts';
import type { Host, HostWriteOptions } from './host.ts';
import { updateCosts } from './update-costs.ts';
import { writeWorkbook } from './xlsx-file.ts';
import { updateWorkbook } from './xlsx-update.ts';

/** A workbook in memory: the bytes of an `.xlsx` that the user opened, or none yet. */
export class MemoryHost implements Host {
  readonly abilities = { cells: false, file: true } as const;
  private previous: Uint8Array | undefined;
  private written = false;

  /** @param document the `.xlsx` that was opened; undefined for a workbook still to be made */
  constructor(private document?: Uint8Array) {}

  /** The bytes as they are now; undefined where nothing was opened or written. */
  get bytes(): Uint8Array | undefined {
    return this.document;
  }

  async read(): Promise<PlanOutcome> {
    return this.document === undefined
      ? { ok: false, problems: [{ path: '', code: 'workbook-not-ours', values: {} }] }
      : readWorkbookBytes(this.document);
  }

  async write(
    workbook: WorkbookDescription,
    { created, force }: HostWriteOptions,
  ): Promise<readonly AnyProblem[]> {
    let bytes: Uint8Array;
    try {
      if (this.document === undefined) bytes = writeWorkbook(workbook, { created });
      else {
        const updated = updateWorkbook(this.document, workbook, { created });
        const costs = force ? [] : updateCosts(updated);
        if (costs.length > 0) return costs;
        bytes = updated.bytes;
      }
    } catch (error) {
      if (error instanceof OoxmlError) return [workbookProblem(error)];
      throw error;
    }
    this.previous = this.document;
    this.document = bytes;
    this.written = true;
    return [];
  }

  async restore(): Promise<boolean> {
    if (!this.written) return false;
    this.document = this.previous;
    this.previous = undefined;
    this.written = false;
    return true;
  }

  async select(): Promise<boolean> {
    return false;
  }

  onSelection(): () => void {
    return () => undefined;
  }
}
