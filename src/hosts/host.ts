import type { PlanOutcome } from '../files/plan-bytes.ts';
import type { AnyProblem } from '../texts/index.ts';
import type { WorkbookDescription } from '../workbook/index.ts';
import type { CellPlace } from '../workbook/inputs/index.ts';

/**
 * Where the workbook is that the task pane works on: a file in memory, or the workbook that Excel has open. The pane
 * knows only this.
 */
export interface Host {
  /** what it can do besides reading and writing */
  readonly abilities: HostAbilities;
  /** The plan in the input sheets, or all that is wrong with them. */
  read(): Promise<PlanOutcome>;
  /**
   * Writes our sheets and keeps all that is not ours: all of it, or nothing.
   * @returns the problems; none where it was written. Unless forced, what would shift or be lost stops it.
   */
  write(workbook: WorkbookDescription, options: HostWriteOptions): Promise<readonly AnyProblem[]>;
  /**
   * Puts back what was there before the last write.
   * @returns whether there was something to put back
   */
  restore(): Promise<boolean>;
  /**
   * Shows a cell to the user.
   * @returns whether it could be shown: a sheet may be gone, and a file in memory has no screen
   */
  select(place: CellPlace): Promise<boolean>;
  /**
   * Tells which cell the user chooses from now on, on any sheet.
   * @returns what ends it
   */
  onSelection(listener: (place: CellPlace) => void): () => void;
}

export interface HostAbilities {
  /** it has a screen of its own on which cells are seen and chosen */
  readonly cells: boolean;
  /** it is a file that the user opens and saves himself */
  readonly file: boolean;
}

export interface HostWriteOptions {
  readonly created: Date;
  /** write also where the user's references would shift, or notes of theirs on our sheets go */
  readonly force: boolean;
}
