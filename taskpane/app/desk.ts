import { ExcelHost } from '../../src/hosts/excel/excel-host.ts';
import type { ExcelLibrary } from '../../src/hosts/excel/office.ts';
import { type AnyProblem, type Texts, wordProblem } from '../../src/texts/index.ts';
import type { CellPlace } from '../../src/workbook/inputs/index.ts';
import type { Opened, Progress, Trouble, Workroom } from '../worker/protocol.ts';

/** The workbook that is open in Excel, for the screen: what the worker knows of the plan meets what Excel holds. */

export type DeskRead =
  /** there is nothing of ours in it */
  | { readonly state: 'none' }
  | { readonly state: 'opened'; readonly opened: Opened }
  | { readonly state: 'refused'; readonly troubles: readonly Trouble[] };

export interface DeskWritten {
  readonly troubles: readonly Trouble[];
  /** it can be written all the same, if the user wants that */
  readonly forcible: boolean;
}

export class Desk {
  private readonly host: ExcelHost;

  constructor(
    excel: ExcelLibrary,
    private readonly room: Workroom,
    private readonly texts: Texts,
  ) {
    this.host = new ExcelHost(excel, (plan, log) => room.describeHeld(plan, log));
  }

  /** Undoes what an earlier write could not end, and opens the plan in the workbook, if there is one. */
  async open(): Promise<DeskRead> {
    const unfinished = await this.host.start();
    if (unfinished.length > 0) return { state: 'refused', troubles: this.worded(unfinished) };
    const read = await this.host.read();
    if (read.ok) {
      const bytes = new TextEncoder().encode(JSON.stringify(read.plan));
      return { state: 'opened', opened: await this.room.open(bytes) };
    }
    const foreign = read.problems.every(({ code }) => code === 'workbook-not-ours');
    return foreign ? { state: 'none' } : { state: 'refused', troubles: this.worded(read.problems) };
  }

  /** Writes the plan as it is now into the workbook: all of it, or nothing. */
  async write(
    force: boolean,
    now: number,
    report: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<DeskWritten> {
    report({ stage: 'formulas' });
    const workbook = await this.room.describe(await this.host.log(), now);
    const problems = await this.host.write(workbook, {
      created: new Date(now),
      force,
      signal,
      onProgress: ({ done }) => report({ stage: 'writing', done: Math.round(done * 100), of: 100 }),
    });
    return {
      troubles: this.worded(problems.filter(({ code }) => code !== 'out-needs-force')),
      forcible: problems.some(({ code }) => code === 'out-needs-force'),
    };
  }

  /** Puts back what was there before the last write. */
  restore(): Promise<boolean> {
    return this.host.restore();
  }

  /** Shows a cell of the workbook. */
  show(place: CellPlace): Promise<boolean> {
    return this.host.select(place);
  }

  private worded(problems: readonly AnyProblem[]): Trouble[] {
    return problems.map((problem) => ({
      ...wordProblem(this.texts, problem),
      ...(problem.cell && { cell: problem.cell }),
    }));
  }
}
