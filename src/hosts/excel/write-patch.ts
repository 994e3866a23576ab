import { type CellDescription, LOG_TABLE, type SheetDescription } from '../../workbook/index.ts';
import { addStyles, missingStyles, styleName } from './looks.ts';
import { type Context, type ExcelLibrary, JOURNAL } from './office.ts';
import type { CellChange, Patch, SheetPatch } from './patch.ts';
import { footerOf, PROTECTION, typed } from './render.ts';
import { readState, type SheetState, type WorkbookState } from './state.ts';

/**
 * Changing some values on our sheets where they stand, in one request. What they were is written down in the workbook
 * first, as with a whole write, so that a request that breaks off is undone.
 */

/** What is written down before it. */
export interface PatchJournal {
  readonly cells: readonly OldCell[];
  readonly footers: readonly { readonly sheet: string; readonly footer: string }[];
  /** how many rows the log had */
  readonly logged: number | null;
  /** styles that were added */
  readonly styles: readonly string[];
  /** sheets that were protected */
  readonly locked: readonly string[];
}

/** How many cells one answer of Excel's may hold: the limit in Excel on the web is 5 MB. */
const MOST_READ = 100_000;

interface OldCell {
  readonly sheet: string;
  /** from 0, as Excel counts */
  readonly row: number;
  readonly column: number;
  readonly typed: string | number;
  readonly style: string;
}

/**
 * @returns false, and nothing written, where our sheets are not what the patch starts from: then they are to be
 *   written whole
 * @throws what Office.js throws; `recoverExcel` undoes what was done
 */
export async function applyPatch(excel: ExcelLibrary, patch: Patch): Promise<boolean> {
  return excel.run(async (context) => {
    const state = await readState(context);
    const places = placesOf(state, patch);
    if (places === undefined || !(await isAsBefore(context, places))) return false;
    const { workbook } = context;
    const changed = places.filter(({ patch: { cells, logged } }) => cells.length + logged > 0);
    const locked = changed.filter(({ sheet }) => sheet.isProtected);
    const log = places.find(({ patch: { logged } }) => logged > 0);
    const looks = new Set(
      changed.flatMap(({ patch: { cells } }) => cells.flatMap(({ cell }) => cell?.look ?? [])),
    );
    const journal: PatchJournal = {
      cells: changed.flatMap(({ sheet, patch: { before, cells } }) => {
        const { rows } = before;
        return cells.map(({ row, column }) => {
          const old = rows[row - 1]?.cells[column - 1];
          return {
            sheet: sheet.name,
            row: row - 1,
            column: column - 1,
            typed: typed(old) ?? '',
            style: old ? styleName(old.look) : 'Normal',
          };
        });
      }),
      footers: places.map(({ sheet, patch: { before } }) => ({
        sheet: sheet.name,
        footer: footerOf(before),
      })),
      logged: log ? rowsOfLog(log.patch.before) : null,
      styles: missingStyles(looks, state.styles),
      locked: locked.map(({ sheet }) => sheet.name),
    };
    workbook.settings.add(JOURNAL, JSON.stringify({ patch: journal }));
    addStyles(context, looks, state.styles);
    for (const { sheet } of locked) workbook.worksheets.getItem(sheet.name).protection.unprotect();
    for (const { sheet, patch: own } of changed) change(context, sheet, own);
    for (const { sheet, patch: own } of places) {
      const { pageLayout } = workbook.worksheets.getItem(sheet.name);
      pageLayout.headersFooters.defaultForAllPages.leftFooter = footerOf(own.after);
    }
    for (const { sheet } of locked) workbook.worksheets.getItem(sheet.name).protection.protect(PROTECTION);
    workbook.settings.getItem(JOURNAL).delete();
    await context.sync();
    return true;
  });
}

/** Puts back what a patch that broke off had changed; the caller sends it and takes the journal away. */
export async function undoPatch(
  context: Context,
  state: WorkbookState,
  { cells, footers, logged, styles, locked }: PatchJournal,
): Promise<void> {
  const { worksheets, tables } = context.workbook;
  const isProtected = new Set(state.sheets.flatMap((sheet) => (sheet.isProtected ? [sheet.name] : [])));
  const rows = logged === null ? undefined : tables.getItem(LOG_TABLE).rows;
  rows?.load('count');
  await context.sync();
  for (const name of locked) if (isProtected.has(name)) worksheets.getItem(name).protection.unprotect();
  for (let last = rows?.count ?? 0; last > (logged ?? last); last--) rows?.getItemAt(last - 1).delete();
  for (const { sheet, row, column, typed: old, style } of cells) {
    const cell = worksheets.getItem(sheet).getCell(row, column);
    cell.style = style;
    cell.formulas = [[old]];
  }
  for (const { sheet, footer } of footers) {
    worksheets.getItem(sheet).pageLayout.headersFooters.defaultForAllPages.leftFooter = footer;
  }
  for (const name of styles) context.workbook.styles.getItemOrNullObject(name).delete();
  for (const name of locked) worksheets.getItem(name).protection.protect(PROTECTION);
}

interface PlacedPatch {
  readonly sheet: SheetState;
  readonly patch: SheetPatch;
}

/** The sheets by their marks; undefined where one is missing, or there twice, or its tables are others. */
function placesOf({ sheets }: WorkbookState, { sheets: patches }: Patch): PlacedPatch[] | undefined {
  const places: PlacedPatch[] = [];
  for (const patch of patches) {
    const found = sheets.filter(({ mark }) => mark !== undefined && mark === patch.before.mark);
    const [sheet] = found;
    const tables = (patch.before.tables ?? []).map(({ name }) => name);
    if (sheet === undefined || found.length > 1 || !tables.every((name) => sheet.tables.includes(name))) {
      return undefined;
    }
    places.push({ sheet, patch });
  }
  return places;
}

/** Whether the sheets that change hold what they held when they were written, cell by cell. */
async function isAsBefore(context: Context, places: readonly PlacedPatch[]): Promise<boolean> {
  const read = places
    .filter(({ patch: { cells, logged } }) => cells.length + logged > 0)
    .map(({ sheet, patch: { before } }) => {
      const range = context.workbook.worksheets
        .getItem(sheet.name)
        .getRangeByIndexes(0, 0, ...sizeOf(before));
      range.load('formulas');
      return { before, range };
    });
  if (read.length === 0) return true;
  const size = read.reduce((sum, { before }) => sum + sizeOf(before)[0] * sizeOf(before)[1], 0);
  if (size > MOST_READ) return false;
  await context.sync();
  return read.every(({ before: { rows }, range }) =>
    (range.formulas as unknown[][]).every((contents, index) => {
      const cells = rows[index]?.cells ?? [];
      return contents.every((content, column) => isContent(cells[column], content));
    }),
  );
}

const sizeOf = ({ rows }: SheetDescription): [number, number] => [
  Math.max(1, rows.length),
  rows.reduce((widest, { cells }) => Math.max(widest, cells.length), 1),
];

function isContent(cell: CellDescription, content: unknown): boolean {
  // a note of the user's in a place of nobody's
  if (cell === undefined) return true;
  if (cell.formula !== undefined) return typeof content === 'string' && content.startsWith('=');
  if (cell.value === null) return content === '';
  return 'number' in cell.value ? content === Number(cell.value.number) : content === cell.value.text;
}

const rowsOfLog = ({ tables }: SheetDescription): number => {
  const area = tables?.find(({ name }) => name === LOG_TABLE)?.area;
  return area ? area.bottom - area.top : 0;
};

function change(context: Context, sheet: SheetState, { after, cells, logged }: SheetPatch): void {
  const worksheet = context.workbook.worksheets.getItem(sheet.name);
  const area = after.tables?.find(({ name }) => name === LOG_TABLE)?.area;
  const first = logged > 0 && area ? area.bottom - logged + 1 : Number.POSITIVE_INFINITY;
  const isLogged = ({ row, column }: CellChange): boolean =>
    area !== undefined && row >= first && row <= area.bottom && column >= area.left && column <= area.right;
  if (logged > 0 && area) {
    const { rows } = context.workbook.tables.getItem(LOG_TABLE);
    const values = after.rows
      .slice(first - 1, area.bottom)
      .map((row) =>
        Array.from(
          { length: area.right - area.left + 1 },
          (_, at) => typed(row.cells[area.left - 1 + at]) ?? '',
        ),
      );
    rows.add(undefined, values);
  }
  for (const each of cells) {
    const cell = worksheet.getCell(each.row - 1, each.column - 1);
    if (each.cell) cell.style = styleName(each.cell.look);
    if (!isLogged(each)) cell.formulas = [[typed(each.cell) ?? '']];
  }
}
