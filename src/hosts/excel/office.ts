/// <reference types="office-js" />

/**
 * What of Office.js the Excel host uses. Nothing here is imported from it: a page loads the library by its own script,
 * and hands it over.
 */

/** The library, as a page has it under the name `Excel`. */
export type ExcelLibrary = Pick<typeof Excel, 'run'>;

export type Context = Excel.RequestContext;
export type Worksheet = Excel.Worksheet;

/** By which a sheet of ours is known while it is being written: it says which one it becomes. */
export const NEW_MARK = 'samenplan_nieuw';
/** By which a sheet is known that another takes the place of: it says what it was called. */
export const OLD_MARK = 'samenplan_oud';
/** The setting of the workbook that is there while we write: how everything was. */
export const JOURNAL = 'samenplan_schrijft';

/** What a request may hold: the limit in Excel on the web is 5 MB, in bytes. */
const REQUEST_SIZE = 2_500_000;
/** What an action takes beside its arguments. */
const ACTION_SIZE = 250;

/** Thrown to stop on the user's wish; caught where it is undone. */
export class Stopped extends Error {}

export interface Progress {
  /** how much is done, from 0 to 1 */
  readonly done: number;
}

/** Actions that go to Excel together: as many as a request holds. */
export class Batch {
  #size = 0;
  #done = 0;

  /** @param total how much is to be written in all, by the measure of `weigh` */
  constructor(
    readonly context: Context,
    private readonly total: number,
    private readonly signal: AbortSignal | undefined,
    private readonly progress: ((progress: Progress) => void) | undefined,
  ) {}

  /** Makes room for an action with so much in its arguments: what waits is sent first where it would not fit. */
  async room(size: number): Promise<void> {
    if (this.#size > 0 && this.#size + size + ACTION_SIZE > REQUEST_SIZE) await this.send();
    this.#size += size + ACTION_SIZE;
  }

  async send(): Promise<void> {
    if (this.signal?.aborted) throw new Stopped();
    // what formulas come to is Excel's work when all of it is there
    this.context.application.suspendApiCalculationUntilNextSync();
    this.context.application.suspendScreenUpdatingUntilNextSync();
    await this.context.sync();
    this.#done += this.#size;
    this.#size = 0;
    this.progress?.({ done: Math.min(1, this.#done / this.total) });
  }

  /** How large the largest block of cells is. */
  static readonly BLOCK = REQUEST_SIZE / 2;
}
