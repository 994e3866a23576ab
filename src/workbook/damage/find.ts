import { fingerprintOf, shortFingerprint } from '../../files/fingerprint.ts';
import {
  areaName,
  cellName,
  columnName,
  type ReadBook,
  type ReadCell,
  type ReadSheet,
  type ReadTable,
} from '../../ooxml/index.ts';
import type { AnyProblem } from '../../texts/index.ts';
import { VERSION } from '../../version.ts';
import type { CellDescription, CellRange, SheetDescription, WorkbookDescription } from '../description.ts';
import { fold, SHEET_MARK, type WorkbookOutcome } from '../inputs/index.ts';
import { clipped } from '../page.ts';
import { compareFormulas, type Places, type SheetPlace } from './formula.ts';
import type { DamageCode, DamageValues } from './problems.ts';
import { isBlank, SheetPair } from './sheets.ts';
import { type Written, writtenWorkbook } from './written.ts';

/** What happened to our sheets since they were written, by other hands than ours. */
export interface Damage {
  /** with sheet and cell, by sheet */
  readonly problems: readonly AnyProblem[];
  /** what is no damage, but good to know */
  readonly notes: readonly AnyProblem[];
}

/** Findings of one kind on one sheet that are named one by one. */
const NAMED = 25;

type Found = { [Code in DamageCode]: { code: Code; values: DamageValues[Code] } }[DamageCode];

/**
 * Holds a workbook against what it was when it was written. Our sheets are found by their marks, whatever they are
 * called and wherever they stand; what a user has on sheets of their own, and the input itself, is no damage.
 * @param now what reading the plan from the input sheets gave
 */
export function findDamage(book: ReadBook, now: WorkbookOutcome): Damage {
  const written = writtenWorkbook(book, now);
  if (written === undefined) return { problems: [], notes: [] };
  return new Search(book, written, now).damage();
}

class Search {
  private readonly problems: AnyProblem[] = [];
  private readonly notes: AnyProblem[] = [];
  private readonly description: WorkbookDescription;
  /** by mark */
  private readonly sheets = new Map<string, ReadSheet>();

  constructor(
    private readonly book: ReadBook,
    private readonly written: Written,
    private readonly now: WorkbookOutcome,
  ) {
    this.description = written.description;
  }

  damage(): Damage {
    this.findSheets();
    this.tables();
    const { exact, sameVersion, entry } = this.written;
    if (!sameVersion) this.note('workbook-other-version', { found: entry?.version ?? '', version: VERSION });
    else this.cells(exact);
    this.stale();
    return { problems: this.problems, notes: this.notes };
  }

  private add<Code extends DamageCode>(
    code: Code,
    values: DamageValues[Code],
    sheet?: string,
    cell?: string,
  ): void {
    const place = sheet !== undefined && cell !== undefined ? { sheet, cell } : undefined;
    this.problems.push({
      path: place === undefined ? '' : `${place.sheet}!${place.cell}`,
      code,
      values,
      ...(place && { cell: place }),
    } as AnyProblem);
  }

  private note<Code extends DamageCode>(code: Code, values: DamageValues[Code]): void {
    this.notes.push({ path: '', code, values } as AnyProblem);
  }

  // --- sheets, tables and names ---

  private findSheets(): void {
    const marked = new Map<string, string[]>();
    for (const { name, sheet, formula } of this.book.names) {
      if (sheet === undefined || fold(name) !== SHEET_MARK) continue;
      const mark = /^"(.*)"$/s.exec(formula)?.[1]?.replaceAll('""', '"') ?? formula;
      marked.set(mark, [...(marked.get(mark) ?? []), sheet]);
    }
    const byName = new Map(this.book.sheets.map((sheet) => [fold(sheet.name), sheet]));
    for (const { name, mark } of this.description.sheets) {
      if (mark === undefined) continue;
      const names = marked.get(mark) ?? [];
      // a copy is named by who reads the plan; the one with the old name is ours
      const own = names.find((each) => each === name) ?? names[0];
      const sheet = own === undefined ? undefined : byName.get(fold(own));
      const unmarked = byName.get(fold(name));
      if (sheet !== undefined) {
        this.sheets.set(mark, sheet);
        if (fold(sheet.name) !== fold(name))
          this.add('damage-sheet-renamed', { sheet: name, now: sheet.name });
      } else if (unmarked !== undefined) {
        this.sheets.set(mark, unmarked);
        this.add('damage-mark-missing', { sheet: unmarked.name, name: SHEET_MARK });
      } else this.add('damage-sheet-missing', { sheet: name });
      const found = this.sheets.get(mark);
      if (found !== undefined && found.state !== 'visible')
        this.add('damage-sheet-hidden', { sheet: found.name });
    }
  }

  private sheetOf({ mark }: SheetDescription): ReadSheet | undefined {
    return mark === undefined ? undefined : this.sheets.get(mark);
  }

  private tables(): void {
    const all = new Map(
      this.book.sheets.flatMap(({ tables }) => tables.map((table) => [fold(table.name), table])),
    );
    const expected = new Set(
      this.description.sheets.flatMap(({ tables = [] }) => tables.map(({ name }) => fold(name))),
    );
    for (const sheet of this.description.sheets) {
      const found = this.sheetOf(sheet);
      if (found === undefined) continue; // gone with its sheet
      for (const { name, area } of sheet.tables ?? []) {
        if (all.has(fold(name))) continue;
        const headings = (sheet.rows[area.top - 1]?.cells.slice(area.left - 1, area.right) ?? []).map(
          (cell) => (cell?.value && 'text' in cell.value ? fold(cell.value.text) : ''),
        );
        const alike = ({ columns }: ReadTable): boolean =>
          columns.length === headings.length &&
          columns.every((column, at) => fold(column.name) === headings[at]);
        const other = found.tables.find((table) => !expected.has(fold(table.name)) && alike(table));
        if (other === undefined) this.add('damage-table-missing', { table: name, sheet: found.name });
        else
          this.add(
            'damage-table-renamed',
            { table: name, now: other.name },
            found.name,
            cellName(other.area.top, other.area.left),
          );
      }
    }
  }

  private names(places: Places): void {
    const found = new Map(
      this.book.names.flatMap(({ name, sheet, formula }) =>
        sheet === undefined ? [[fold(name), formula]] : [],
      ),
    );
    for (const { name, formula } of this.description.names ?? []) {
      const now = found.get(fold(name));
      if (now === undefined) this.add('damage-name-missing', { name, formula });
      else if (compareFormulas(formula, now, '', places) === 'other')
        this.add('damage-name-changed', { name, formula, found: now });
    }
  }

  // --- cells ---

  private cells(exact: boolean): void {
    const pairs = this.description.sheets.flatMap((sheet) => {
      const found = this.sheetOf(sheet);
      return sheet.locked === true && found !== undefined ? [new SheetPair(sheet, found)] : [];
    });
    const shifted = ({ rows: { to, inserted } }: SheetPair): boolean =>
      to.some((each) => each === undefined) || inserted.some((each) => each < (to.at(-1) ?? 0));
    if (!exact && pairs.some(shifted)) {
      // another plan may well have other rows: then nothing can be said of them
      this.note('workbook-without-log', {});
      return;
    }
    const places = new Map<string, SheetPlace | undefined>();
    for (const sheet of this.description.sheets) {
      const found = this.sheetOf(sheet);
      const same = found && { name: fold(found.name), row: (row: number) => row, column: (at: number) => at };
      places.set(fold(sheet.name), same);
    }
    const untouched = pairs.every((pair) => pair.untouched && pair.written.name === pair.found.name);
    for (const pair of pairs) places.set(fold(pair.written.name), pair.place);
    this.names(places);
    if (untouched && !this.problems.some(({ code }) => code === 'damage-sheet-missing')) return;
    for (const pair of pairs) this.sheet(pair, places);
  }

  private sheet(pair: SheetPair, places: Places): void {
    const { cells, found } = pair;
    const sheet = found.name;
    const gone = (to: readonly (number | undefined)[]): number[] =>
      to.flatMap((each, at) => (each === undefined ? [at + 1] : []));
    const added = ({ to, inserted }: SheetPair['rows']): number[] => {
      const last = to.findLast((each) => each !== undefined) ?? 0;
      return inserted.filter((at) => at < last).map((at) => at + 1);
    };
    const blankRow = (row: number): boolean => (cells[row - 1] ?? []).every((cell) => !filled(cell));
    for (const rows of runs(gone(pair.rows.to).filter((row) => !blankRow(row)))) {
      const values = {
        from: rows[0] as number,
        to: rows.at(-1) as number,
        label: labelOf(cells[(rows[0] as number) - 1] ?? []),
      };
      this.add('damage-rows-deleted', values, sheet, cellName(rows[0] as number, 1));
    }
    for (const rows of runs(added(pair.rows)))
      this.add(
        'damage-rows-inserted',
        { from: rows[0] as number, to: rows.at(-1) as number },
        sheet,
        cellName(rows[0] as number, 1),
      );
    const usedColumn = (column: number): boolean => cells.some((row) => filled(row[column - 1]));
    for (const columns of runs(gone(pair.columns.to).filter(usedColumn)))
      this.add('damage-columns-deleted', columnsOf(columns), sheet, cellName(1, columns[0] as number));
    for (const columns of runs(added(pair.columns)))
      this.add('damage-columns-inserted', columnsOf(columns), sheet, cellName(1, columns[0] as number));
    this.sheetCells(pair, places);
  }

  private sheetCells(pair: SheetPair, places: Places): void {
    const { written, found } = pair;
    const own = fold(written.name);
    const differing = new Map<DamageCode, { row: number; column: number; found: Found }[]>();
    const differs = (row: number, column: number, one: Found): void => {
      differing.set(one.code, [...(differing.get(one.code) ?? []), { row, column, found: one }]);
    };
    const width = pair.cells.reduce((most, cells) => Math.max(most, cells.length), 0);
    pair.cells.forEach((cells, at) => {
      for (let column = 1; column <= width; column++) {
        const expected = cells[column - 1];
        const place = pair.cell(at + 1, column);
        if (place === undefined) continue;
        const { cell } = place;
        if (expected?.formula !== undefined) {
          const { formula } = expected;
          if (cell?.formula === undefined) {
            const code = isBlank(cell) ? 'damage-formula-emptied' : 'damage-formula-overwritten';
            const one = { code, values: { formula: `=${formula}`, found: shown(cell) } } as Found;
            differs(place.row, place.column, one);
          } else if (compareFormulas(formula, cell.formula, own, places) === 'other') {
            const one = { formula: `=${formula}`, found: `=${cell.formula}` };
            differs(place.row, place.column, { code: 'damage-formula-changed', values: one });
          }
        } else if (!filled(expected)) {
          const counts = cell !== undefined && (cell.formula !== undefined || cell.type === 'number');
          if (counts) {
            const one = { found: shown(cell) };
            differs(place.row, place.column, { code: 'damage-cell-added', values: one });
          }
        } else if (!holds(expected, cell)) {
          const one = { formula: textOf(expected), found: shown(cell) };
          differs(place.row, place.column, { code: 'damage-value-changed', values: one });
        }
      }
    });
    for (const cells of differing.values()) {
      const blocks = blocksOf(cells);
      for (const { area, found: first } of blocks.slice(0, NAMED)) {
        const count = (area.bottom - area.top + 1) * (area.right - area.left + 1);
        const cell = cellName(area.top, area.left);
        this.add(
          first.code,
          { ...first.values, ...(count > 1 && { place: areaName(area), count }) } as never,
          found.name,
          cell,
        );
      }
      const rest = blocks.slice(NAMED);
      if (rest.length > 0) {
        const count = rest.reduce(
          (sum, { area }) => sum + (area.bottom - area.top + 1) * (area.right - area.left + 1),
          0,
        );
        this.add('damage-more', { sheet: found.name, count });
      }
    }
  }

  // --- since the writing ---

  private stale(): void {
    const { entry } = this.written;
    if (entry === undefined || !this.now.ok) return;
    const { plan } = this.now;
    const found = fingerprintOf(plan);
    const [was, is] = [entry.fingerprint, found].map(shortFingerprint);
    if (found !== entry.fingerprint) this.note('workbook-stale', { was: was ?? '', is: is ?? '' });
  }
}

/** What a row is called: its first texts. */
const labelOf = (cells: readonly CellDescription[]): string =>
  clipped(
    cells
      .flatMap((cell) =>
        cell?.value && 'text' in cell.value && cell.value.text !== '' ? [cell.value.text] : [],
      )
      .slice(0, 3)
      .join(', '),
    80,
  );

const filled = (cell: CellDescription): boolean =>
  cell !== undefined &&
  (cell.formula !== undefined ||
    (cell.value !== null && (!('text' in cell.value) || cell.value.text !== '')));

const textOf = (cell: CellDescription): string => {
  const value = cell?.value ?? null;
  if (value === null) return '';
  return short('text' in value ? value.text : value.number);
};

/** What a cell holds, for people. */
function shown(cell: ReadCell | undefined): string {
  if (cell === undefined) return '';
  if (cell.formula !== undefined) return short(`=${cell.formula}`);
  return cell.type === 'blank' ? '' : short(String(cell.value));
}

const short = (text: string): string => clipped(text, 300);

/** Whether a cell holds what was written: a number to the 15 digits that programs keep. */
function holds(expected: CellDescription, cell: ReadCell | undefined): boolean {
  const value = expected?.value ?? null;
  if (value === null || cell === undefined || cell.formula !== undefined) return value === null;
  if ('text' in value)
    return (
      cell.type === 'text' && cell.value.replaceAll('\r\n', '\n') === value.text.replaceAll('\r\n', '\n')
    );
  const number = Number(value.number);
  return cell.type === 'number' && Math.abs(cell.value - number) <= Math.abs(number) * 1e-13;
}

/** Numbers one after the other, together. */
function runs(numbers: readonly number[]): number[][] {
  const found: number[][] = [];
  for (const each of numbers) {
    const last = found.at(-1);
    if (last?.at(-1) === each - 1) last.push(each);
    else found.push([each]);
  }
  return found;
}

const columnsOf = (columns: readonly number[]): { from: string; to: string } => ({
  from: columnName(columns[0] as number),
  to: columnName(columns.at(-1) as number),
});

interface Placed {
  readonly row: number;
  readonly column: number;
  readonly found: Found;
}

/** Cells that lie against each other as one block, each with what is the matter with its first cell. */
function blocksOf(cells: readonly Placed[]): { area: CellRange; found: Found }[] {
  const sorted = [...cells].sort((a, b) => a.row - b.row || a.column - b.column);
  const blocks: { area: { top: number; left: number; bottom: number; right: number }; found: Found }[] = [];
  const open = new Map<string, (typeof blocks)[number]>();
  let run: (typeof blocks)[number] | undefined;
  const close = (): void => {
    if (run === undefined) return;
    const key = `${run.area.left}:${run.area.right}`;
    const above = open.get(key);
    if (above?.area.bottom === run.area.top - 1) above.area.bottom = run.area.bottom;
    else {
      blocks.push(run);
      open.set(key, run);
    }
    run = undefined;
  };
  for (const { row, column, found } of sorted) {
    if (run?.area.top === row && run.area.right === column - 1) run.area.right = column;
    else {
      close();
      run = { area: { top: row, left: column, bottom: row, right: column }, found };
    }
  }
  close();
  return blocks;
}
