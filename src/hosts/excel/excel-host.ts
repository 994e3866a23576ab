import type { Plan } from '../../../engine/index.ts';
import type { PlanOutcome } from '../../files/plan-bytes.ts';
import type { AnyProblem } from '../../texts/index.ts';
import type { LogEntry, WorkbookDescription } from '../../workbook/index.ts';
import type { CellPlace } from '../../workbook/inputs/index.ts';
import type { Host, HostWriteOptions } from '../host.ts';
import { updateCosts } from '../update-costs.ts';
import { refersTo } from './formulas.ts';
import { isOurStyle } from './looks.ts';
import { userNotes } from './notes.ts';
import type { ExcelLibrary, Progress } from './office.ts';
import { patchBetween } from './patch.ts';
import { problemOf } from './problems.ts';
import { readFromExcel } from './read.ts';
import { readState } from './state.ts';
import { recoverExcel, writeToExcel } from './write.ts';
import { applyPatch } from './write-patch.ts';

interface Held {
  readonly plan: Plan;
  readonly log: readonly LogEntry[];
}

/** The workbook that is open in Excel. */
export class ExcelHost implements Host {
  readonly abilities = { cells: true, file: false } as const;
  /** what the workbook held before the last write: a plan with its log, or nothing of ours */
  private previous: Held | 'nothing' | undefined;

  /**
   * @param excel the library, as the page has it
   * @param describe a plan as a workbook with these lines in its log: to know what of a sheet is not ours, what differs,
   *   and to put a plan back
   */
  constructor(
    private readonly excel: ExcelLibrary,
    private readonly describe: (plan: Plan, log: readonly LogEntry[]) => Promise<WorkbookDescription>,
  ) {}

  /** To be called first: undoes what an earlier write could not end. */
  async start(): Promise<readonly AnyProblem[]> {
    return (await this.asked(() => recoverExcel(this.excel))).problems;
  }

  async read(): Promise<PlanOutcome> {
    const { value, problems } = await this.asked(() => readFromExcel(this.excel));
    return value?.plan ?? { ok: false, problems };
  }

  /** When our sheets were written before. */
  async log(): Promise<readonly LogEntry[]> {
    const { value } = await this.asked(() => readFromExcel(this.excel));
    return value?.log ?? [];
  }

  async write(
    workbook: WorkbookDescription,
    {
      force,
      signal,
      onProgress,
    }: HostWriteOptions & { signal?: AbortSignal; onProgress?: (now: Progress) => void },
  ): Promise<readonly AnyProblem[]> {
    const { value: found, problems } = await this.asked(() => readFromExcel(this.excel));
    if (found === undefined) return problems;
    const { plan: before, log } = found;
    const held = before.ok ? { plan: before.plan, log } : undefined;
    const foreign = !before.ok && before.problems.every(({ code }) => code === 'workbook-not-ours');
    // what can't be read would be gone for good
    if (!before.ok && !foreign && !force) {
      return [...before.problems, { path: '', code: 'out-needs-force', values: {} }];
    }
    const written = held && (await this.describe(held.plan, held.log));
    const patch = written && patchBetween(written, workbook);
    const patched = patch
      ? await this.asked(() => applyPatch(this.excel, patch))
      : { value: false, problems: [] };
    if (patched.value === undefined) return [...(await this.undone()), ...patched.problems];
    if (!patched.value) {
      if (written && !force) {
        const notes = await this.asked(() => userNotes(this.excel, written));
        if (notes.value === undefined) return notes.problems;
        const costs = updateCosts({ shifted: [], lost: notes.value });
        if (costs.length > 0) return costs;
      }
      const outcome = await writeToExcel(this.excel, workbook, {
        ...(signal && { signal }),
        ...(onProgress && { onProgress }),
      });
      if (!outcome.ok) return outcome.problems;
    }
    this.previous = held ?? (foreign ? 'nothing' : undefined);
    return [];
  }

  /** Undoes a patch that broke off; gives what has to be said where that has to wait. */
  private async undone(): Promise<readonly AnyProblem[]> {
    const { problems } = await this.asked(() => recoverExcel(this.excel));
    return problems.length > 0 ? [{ path: '', code: 'excel-undo-later', values: {} }] : [];
  }

  async restore(): Promise<boolean> {
    const { previous } = this;
    if (previous === undefined) return false;
    if (previous === 'nothing') {
      const { problems } = await this.asked(() => this.remove());
      if (problems.length > 0) return false;
    } else {
      const outcome = await writeToExcel(this.excel, await this.describe(previous.plan, previous.log));
      if (!outcome.ok) return false;
    }
    this.previous = undefined;
    return true;
  }

  /** Takes all that is ours out of the workbook. */
  private async remove(): Promise<void> {
    await this.excel.run(async (context) => {
      const state = await readState(context);
      const { worksheets, names, styles } = context.workbook;
      const ours = state.sheets.filter(({ mark }) => mark !== undefined);
      const sheets = new Set(ours.map(({ name }) => name.toLowerCase()));
      const tables = new Set(ours.flatMap((sheet) => sheet.tables.map((name) => name.toLowerCase())));
      for (const { name, formula } of state.names) {
        if (refersTo(formula.replace(/^=/, ''), sheets, tables)) names.getItem(name).delete();
      }
      for (const { name } of ours) worksheets.getItem(name).delete();
      for (const style of state.styles) {
        if (isOurStyle(style)) styles.getItem(style).delete();
      }
      await context.sync();
    });
  }

  async select({ sheet, cell }: CellPlace): Promise<boolean> {
    const { value } = await this.asked(() =>
      this.excel.run(async (context) => {
        const worksheet = context.workbook.worksheets.getItemOrNullObject(sheet);
        worksheet.load('name');
        await context.sync();
        if (worksheet.isNullObject) return false;
        worksheet.activate();
        worksheet.getRange(cell).select();
        await context.sync();
        return true;
      }),
    );
    return value ?? false;
  }

  onSelection(listener: (place: CellPlace) => void): () => void {
    const chosen = ({ worksheetId, address }: Excel.WorksheetSelectionChangedEventArgs): Promise<void> =>
      this.excel.run(async (context) => {
        const worksheet = context.workbook.worksheets.getItem(worksheetId);
        worksheet.load('name');
        await context.sync();
        // of several cells, the first
        listener({ sheet: worksheet.name, cell: address.split(/[:,]/)[0] ?? address });
      });
    const registered = this.asked(() =>
      this.excel.run(async (context) => {
        const result = context.workbook.worksheets.onSelectionChanged.add(chosen);
        await context.sync();
        return result;
      }),
    );
    return () => {
      void registered.then(({ value }) => {
        if (value === undefined) return undefined;
        value.remove();
        return this.asked(() => value.context.sync());
      });
    };
  }

  /** Asks Excel something; what it refuses is a problem. */
  private async asked<T>(
    question: () => Promise<T>,
  ): Promise<{ readonly value?: T; readonly problems: readonly AnyProblem[] }> {
    try {
      return { value: await question(), problems: [] };
    } catch (error) {
      const problem = problemOf(error);
      if (problem === undefined) throw error;
      return { problems: [problem] };
    }
  }
}
