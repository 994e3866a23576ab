import type { Look, SheetDescription, WorkbookDescription } from '../../workbook/index.ts';
import { SHEET_MARK } from '../../workbook/index.ts';
import { type Renames, renamed } from './formulas.ts';
import { addStyles, missingStyles } from './looks.ts';
import {
  Batch,
  type Context,
  type ExcelLibrary,
  JOURNAL,
  NEW_MARK,
  OLD_MARK,
  type Progress,
} from './office.ts';
import { type ExcelProblem, problemOf } from './problems.ts';
import { renderBase, renderFormulas, renderLast, weigh } from './render.ts';
import { asConstant, readState, type SheetState, type WorkbookState } from './state.ts';
import { userFormulas } from './user-formulas.ts';
import { type PatchJournal, undoPatch } from './write-patch.ts';

/**
 * Writing a workbook description into the workbook that is open in Excel: all of it or nothing. New sheets are made
 * beside what is there; the last request puts them in the place of ours. Until then a journal in the workbook's
 * settings tells how everything was. As long as it is there the write does not count: whoever finds it undoes the
 * write, now or when the workbook is opened again. Sheets that are not ours are touched in one way only: a formula
 * in them that names our sheets or tables keeps its text, and so means the new ones.
 */

export interface ExcelWriteOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export type ExcelWriteOutcome =
  | { readonly ok: true /** user's formulas that were tied to the new sheets */; readonly kept: number }
  /** the workbook is as it was */
  | { readonly ok: false; readonly problems: readonly ExcelProblem[] };

/**
 * Writes all sheets of a description in place of ours that are there.
 * @returns what is wrong, with the workbook as it was; a stop is one of the problems
 */
export async function writeToExcel(
  excel: ExcelLibrary,
  description: WorkbookDescription,
  options: ExcelWriteOptions = {},
): Promise<ExcelWriteOutcome> {
  try {
    return await excel.run(async (context) => {
      await recover(context);
      const state = await readState(context);
      const problems = obstacles(state, description);
      if (problems.length > 0) return { ok: false as const, problems };
      const write = new Write(context, state, description, options);
      const kept = await write.all();
      return { ok: true as const, kept };
    });
  } catch (error) {
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    const undone = await undo(excel);
    return { ok: false, problems: [undone ? problem : { path: '', code: 'excel-undo-later', values: {} }] };
  }
}

/**
 * Undoes a write that did not end, whoever began it; to be called when the workbook is opened.
 * @returns whether there was one
 */
export async function recoverExcel(excel: ExcelLibrary): Promise<boolean> {
  return excel.run(recover);
}

async function undo(excel: ExcelLibrary): Promise<boolean> {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      await recoverExcel(excel);
      return true;
    } catch (error) {
      if (problemOf(error) === undefined) throw error;
    }
  }
  return false;
}

/** What keeps us from writing, before anything is written. */
function obstacles(state: WorkbookState, { sheets }: WorkbookDescription): ExcelProblem[] {
  if (state.isProtected) return [{ path: '', code: 'excel-workbook-protected', values: {} }];
  const ours = new Set(sheets.flatMap(({ tables = [] }) => tables.map(({ name }) => name.toLowerCase())));
  const taken = state.sheets
    .filter(({ mark }) => mark === undefined)
    .flatMap(({ name: sheet, tables }) =>
      tables
        .filter((name) => ours.has(name.toLowerCase()))
        .map((name): ExcelProblem => ({ path: '', code: 'excel-table-taken', values: { name, sheet } })),
    );
  const marks = new Map<string, string>();
  const twice = state.sheets.flatMap(({ mark, name }): ExcelProblem[] => {
    if (mark === undefined) return [];
    const other = marks.get(mark);
    marks.set(mark, other ?? name);
    return other === undefined
      ? []
      : [{ path: '', code: 'excel-sheet-twice', values: { sheet: name, other } }];
  });
  return [...taken, ...twice];
}

/** What is written down before a write: enough to undo it by. */
interface Journal {
  /** the workbook's names that the write sets, with what they stand for; null where there was none */
  readonly names: readonly { readonly name: string; readonly formula: string | null }[];
  readonly styles: readonly string[];
  readonly formulas: readonly UserFormula[];
}

/** A formula in a cell of the user's that names sheets or tables of ours. */
export interface UserFormula {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly formula: string;
}

class Write {
  private readonly batch: Batch;
  private readonly looks: ReadonlySet<Look>;
  private readonly staged: readonly Staged[];
  private readonly old: readonly SheetState[];

  constructor(
    private readonly context: Context,
    private readonly state: WorkbookState,
    private readonly description: WorkbookDescription,
    { signal, onProgress }: ExcelWriteOptions,
  ) {
    const total = description.sheets.reduce((sum, sheet) => sum + weigh(sheet), 0);
    this.batch = new Batch(context, total, signal, onProgress);
    this.looks = new Set(
      description.sheets.flatMap(({ rows }) =>
        rows.flatMap(({ cells }) => cells.flatMap((cell) => cell?.look ?? [])),
      ),
    );
    this.old = state.sheets.filter(({ mark }) => mark !== undefined);
    this.staged = stage(state, description.sheets);
  }

  async all(): Promise<number> {
    const { sheets, tables } = this.temporary();
    const formulas = await userFormulas(this.context, this.state, this.old);
    this.begin(formulas);
    for (const { sheet, temporary } of this.staged) {
      await renderBase(this.batch, this.worksheet(temporary), sheet, tables);
    }
    for (const { sheet, temporary } of this.staged) {
      await renderFormulas(this.batch, this.worksheet(temporary), sheet, { sheets, tables });
    }
    await this.batch.send();
    this.swap(formulas);
    await this.batch.send();
    return formulas.length;
  }

  private worksheet(name: string): Excel.Worksheet {
    return this.context.workbook.worksheets.getItem(name);
  }

  /** What our sheets and tables are called until they take their places. */
  private temporary(): Renames {
    const tables = this.description.sheets.flatMap(({ tables: own = [] }) => own);
    return {
      sheets: new Map(this.staged.map(({ sheet, temporary }) => [sheet.name.toLowerCase(), temporary])),
      tables: new Map(tables.map(({ name }) => [name.toLowerCase(), newTable(name)])),
    };
  }

  /** The journal, the empty sheets and the styles. */
  private begin(formulas: readonly UserFormula[]): void {
    const { workbook } = this.context;
    const present = this.state.styles;
    const journal: Journal = {
      names: (this.description.names ?? []).map(({ name }) => ({
        name,
        formula:
          this.state.names.find((each) => each.name.toLowerCase() === name.toLowerCase())?.formula ?? null,
      })),
      styles: missingStyles(this.looks, present),
      formulas,
    };
    workbook.settings.add(JOURNAL, JSON.stringify(journal));
    for (const { sheet, temporary } of this.staged) {
      const worksheet = workbook.worksheets.add(temporary);
      worksheet.names.add(NEW_MARK, asConstant(sheet.mark ?? sheet.name));
    }
    addStyles(this.context, this.looks, present);
  }

  /** The last request: ours make way, the new ones take their places, the journal goes, and then the old ones. */
  private swap(formulas: readonly UserFormula[]): void {
    const { workbook } = this.context;
    const { worksheets, names, tables, settings } = workbook;
    for (const [index, { name, tables: own }] of this.old.entries()) {
      const worksheet = worksheets.getItem(name);
      worksheet.names.add(OLD_MARK, asConstant(name));
      worksheet.name = `${OLD} ${index + 1}`;
      for (const table of own) tables.getItem(table).name = oldTable(table);
    }
    for (const { sheet, temporary, final, position } of this.staged) {
      const worksheet = worksheets.getItem(temporary);
      worksheet.name = final;
      worksheet.position = position;
      for (const { name } of sheet.tables ?? []) tables.getItem(newTable(name)).name = name;
      if (sheet.mark !== undefined) worksheet.names.add(SHEET_MARK, asConstant(sheet.mark));
    }
    const finals = new Map(this.staged.map(({ sheet, final }) => [sheet.name.toLowerCase(), final]));
    for (const { name, formula } of this.description.names ?? []) {
      const own = `=${renamed(formula, { sheets: finals, tables: new Map() })}`;
      const known = this.state.names.find((each) => each.name.toLowerCase() === name.toLowerCase());
      if (known) names.getItem(known.name).formula = own;
      else names.add(name, own);
    }
    for (const { sheet, final } of this.staged) renderLast(worksheets.getItem(final), sheet, finals);
    for (const { sheet, row, column, formula } of formulas) {
      worksheets.getItem(sheet).getCell(row, column).formulas = [[formula]];
    }
    settings.getItem(JOURNAL).delete();
    for (const { final } of this.staged) worksheets.getItem(final).names.getItem(NEW_MARK).delete();
    const [first] = this.staged;
    if (first && this.old.length === 0) worksheets.getItem(first.final).activate();
    for (const index of this.old.keys()) worksheets.getItem(`${OLD} ${index + 1}`).delete();
  }
}

const NEW = 'Samenplan nieuw';
const OLD = 'Samenplan oud';
const newTable = (name: string): string => `${name}_nieuw`;
const oldTable = (name: string): string => `${name}_oud`;

interface Staged {
  readonly sheet: SheetDescription;
  readonly temporary: string;
  readonly final: string;
  /** among the new sheets and those of the user */
  readonly position: number;
}

/** A name and a place for each sheet: those of its predecessor, else a name that is free and the place behind ours. */
function stage({ sheets: present }: WorkbookState, sheets: readonly SheetDescription[]): Staged[] {
  const users = present.filter(({ mark }) => mark === undefined);
  const used = new Set(users.map(({ name }) => name.toLowerCase()));
  const finals = sheets.map((sheet) => {
    // a sheet of ours that the user gave another name keeps it
    const own = present.find(({ mark }) => mark !== undefined && mark === sheet.mark)?.name ?? sheet.name;
    const final = free(own, used);
    used.add(final.toLowerCase());
    return final;
  });
  // the user's sheets stay in the order they are in, each behind the same number of sheets of ours
  const firstOurs = present.findIndex(({ mark }) => mark !== undefined);
  const before = firstOurs < 0 ? users.length : firstOurs;
  return sheets.map((sheet, index) => ({
    sheet,
    temporary: `${NEW} ${index + 1}`,
    final: finals[index] as string,
    position: before + index,
  }));
}

function free(wanted: string, used: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const ending = number === 1 ? '' : ` (${number})`;
    const name = wanted.slice(0, 31 - ending.length) + ending;
    if (!used.has(name.toLowerCase())) return name;
  }
}

/** Undoes a write whose journal is there; tidies up behind one that ended and could not. */
async function recover(context: Context): Promise<boolean> {
  const state = await readState(context);
  const { worksheets, names, tables, settings, styles } = context.workbook;
  const old = state.sheets.filter(({ was }) => was !== undefined);
  const fresh = state.sheets.filter(({ becomes }) => becomes !== undefined);
  if (state.journal === undefined) {
    // the journal went, so the write counts: only what it left behind goes
    if (old.length === 0 && fresh.length === 0) return false;
    for (const { name } of fresh) worksheets.getItem(name).names.getItem(NEW_MARK).delete();
    for (const { name } of old) worksheets.getItem(name).delete();
    await context.sync();
    return true;
  }
  const written = JSON.parse(state.journal) as Journal | { readonly patch: PatchJournal };
  if ('patch' in written) {
    await undoPatch(context, state, written.patch);
    settings.getItem(JOURNAL).delete();
    await context.sync();
    return true;
  }
  const journal = written;
  for (const { id } of fresh) worksheets.getItem(id).delete();
  for (const { id, was = '', tables: own } of old) {
    const worksheet = worksheets.getItem(id);
    worksheet.name = was;
    worksheet.names.getItem(OLD_MARK).delete();
    for (const table of own) {
      if (table.endsWith(oldTable(''))) tables.getItem(table).name = table.slice(0, -oldTable('').length);
    }
  }
  const now = new Map(state.names.map(({ name, formula }) => [name.toLowerCase(), formula]));
  for (const { name, formula } of journal.names) {
    const current = now.get(name.toLowerCase());
    if (formula === null) {
      if (current !== undefined) names.getItem(name).delete();
    } else if (current === undefined) names.add(name, formula);
    else names.getItem(name).formula = formula;
  }
  for (const style of journal.styles) styles.getItemOrNullObject(style).delete();
  const cells = journal.formulas.map(({ sheet, row, column }) => {
    const cell = worksheets.getItem(sheet).getCell(row, column);
    cell.load('formulas');
    return cell;
  });
  await context.sync();
  for (const [index, cell] of cells.entries()) {
    // what the user put there since stays
    const [[text] = []] = cell.formulas as unknown[][];
    if (typeof text === 'string' && text.includes('#REF!')) {
      cell.formulas = [[journal.formulas[index]?.formula ?? '']];
    }
  }
  settings.getItem(JOURNAL).delete();
  await context.sync();
  return true;
}
