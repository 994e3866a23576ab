import type { CellDescription, SheetDescription, WorkbookDescription } from '../../workbook/index.ts';
import { LOG_TABLE } from '../../workbook/index.ts';

/**
 * What has to change on sheets that are there to make them another workbook, where that is little: some values, and a
 * line more in the log. Then the sheets stay the ones they are, with all that a user hung on them.
 */
export interface Patch {
  readonly sheets: readonly SheetPatch[];
}

export interface SheetPatch {
  readonly before: SheetDescription;
  readonly after: SheetDescription;
  readonly cells: readonly CellChange[];
  /** the rows that the log grows by */
  readonly logged: number;
}

export interface CellChange {
  /** from 1 */
  readonly row: number;
  readonly column: number;
  readonly cell: CellDescription;
}

/** More than this is written anew. */
const MOST = 5_000;

/** @returns undefined where more differs than a patch can do */
export function patchBetween(before: WorkbookDescription, after: WorkbookDescription): Patch | undefined {
  if (before.sheets.length !== after.sheets.length || !same(before.names, after.names)) return undefined;
  const sheets: SheetPatch[] = [];
  let count = 0;
  for (const [index, sheet] of after.sheets.entries()) {
    const patch = sheetPatch(before.sheets[index] as SheetDescription, sheet);
    if (patch === undefined) return undefined;
    count += patch.cells.length;
    if (count > MOST) return undefined;
    sheets.push(patch);
  }
  return { sheets };
}

function sheetPatch(before: SheetDescription, after: SheetDescription): SheetPatch | undefined {
  const grown = growth(before, after);
  if (grown === undefined || !same(frame(before), frame(after))) return undefined;
  const cells: CellChange[] = [];
  // asked for once: those of a large sheet are made each time
  const [olds, nows] = [before.rows, after.rows];
  for (let row = 0; row < Math.max(olds.length, nows.length); row++) {
    const [old, now] = [olds[row]?.cells ?? [], nows[row]?.cells ?? []];
    if (olds[row]?.height !== nows[row]?.height) return undefined;
    for (let column = 0; column < Math.max(old.length, now.length); column++) {
      const cell = now[column];
      if (isSame(old[column], cell)) continue;
      // a formula that would change, or a cell that is nothing any more, makes it another sheet
      if (old[column]?.formula !== cell?.formula || cell === undefined) return undefined;
      cells.push({ row: row + 1, column: column + 1, cell });
    }
  }
  return { before, after, cells, logged: grown };
}

/** Whether a cell stays as it is; what a formula comes to is Excel's affair. */
function isSame(a: CellDescription, b: CellDescription): boolean {
  if (a?.look !== b?.look || a?.formula !== b?.formula) return false;
  if (a?.formula !== undefined) return true;
  const [x, y] = [a?.value ?? null, b?.value ?? null];
  if (x === null || y === null) return x === y;
  if ('text' in x) return 'text' in y && x.text === y.text;
  return 'number' in y && Number(x.number) === Number(y.number);
}

/** All of a sheet but its cells, the line at the foot of its pages, and the log, which has a line more each time. */
const frame = ({ rows: _, footer: __, textAreas: ___, tables, ...rest }: SheetDescription): unknown => ({
  ...rest,
  tables: tables?.filter(({ name }) => name !== LOG_TABLE),
});

/** How many rows the log of a sheet grows by; undefined where it shrinks. */
function growth(before: SheetDescription, after: SheetDescription): number | undefined {
  const bottom = ({ tables }: SheetDescription): number | undefined =>
    tables?.find(({ name }) => name === LOG_TABLE)?.area.bottom;
  const [old, now] = [bottom(before), bottom(after)];
  if (old === undefined || now === undefined) return old === now ? 0 : undefined;
  return now < old ? undefined : now - old;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
