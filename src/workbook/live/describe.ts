import { Exact } from '../../../engine/index.ts';
import type { CellDescription, Look, SheetDescription } from '../description.ts';
import { textOf } from './formula.ts';
import { FIRST_YEAR, type LiveCell, type LiveSheet, type RowLook } from './sheet.ts';

const LOOKS: Readonly<Record<RowLook, Look>> = {
  euro: 'euro',
  amount: 'euro',
  hours: 'hours',
  fte: 'fte',
  count: 'count',
  flag: 'count',
  factor: 'weighted',
  ratio: 'percentage',
  year: 'text',
  label: 'text',
  title: 'section',
};

/** Widths of the label columns, in characters: of a calculation sheet, and of one that shows results. */
const WIDTHS = {
  calculation: [24, 20, 20, 22, 30, 13, 24],
  result: [48, 3, 3, 18, 3, 13, 34],
} as const;
const YEAR_WIDTH = 15;
/** Title, a blank row, headings and the numbers of the years stay in sight. */
const HEAD_ROWS = 4;

/**
 * A sheet of formulas as a description that hosts render.
 * @param kind which label columns matter
 * @param mark by which the sheet is known as ours
 */
export function describeLive(
  sheet: LiveSheet,
  kind: keyof typeof WIDTHS,
  mark: string,
  footer: string,
): SheetDescription {
  const rows = sheet.rows.map((): { cells: CellDescription[] } => ({ cells: [] }));
  let columns = FIRST_YEAR + sheet.years - 1;
  for (const cell of sheet.cells()) {
    const cells = rows[cell.row - 1]?.cells ?? [];
    while (cells.length < cell.column) cells.push(undefined);
    cells[cell.column - 1] = describeCell(cell);
    columns = Math.max(columns, cell.column);
  }
  const years = Array.from({ length: columns - FIRST_YEAR + 1 }, () => YEAR_WIDTH);
  return {
    name: sheet.name,
    rows,
    widths: [...WIDTHS[kind], ...years],
    frozen: { rows: HEAD_ROWS, columns: kind === 'result' ? 1 : 4 },
    landscape: true,
    titleRows: { from: HEAD_ROWS - 1, to: HEAD_ROWS - 1 },
    footer,
    mark,
    locked: true,
  };
}

function describeCell({ formula, value, look, row, column }: LiveCell): CellDescription {
  const heading = row === HEAD_ROWS - 1;
  const own: Look = heading ? (column < FIRST_YEAR ? 'heading' : 'headingRight') : LOOKS[look];
  return {
    value: value instanceof Exact ? { number: value.toPlain() } : { text: textOf(value) },
    ...(formula !== undefined && { formula }),
    look: own,
  };
}
