import { Exact } from '../../../engine/index.ts';
import type {
  CellDescription,
  CellValue,
  ChartDescription,
  Look,
  RowDescription,
  SheetDescription,
} from '../description.ts';
import { textOf } from './formula.ts';
import type { Budget, Compared } from './reports.ts';
import {
  FIRST_YEAR,
  type Fills,
  LABELS,
  type LiveCell,
  type LiveFill,
  type LiveSheet,
  type Row,
  type RowLook,
} from './sheet.ts';

const LOOKS: Readonly<Record<RowLook, Look>> = {
  euro: 'euro',
  total: 'totalEuro',
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
  calculation: [24, 20, 20, 22, 30, 13, 24, 11, 11],
  result: [48, 9, 3, 18, 3, 13, 20, 3, 3],
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
  charts: readonly ChartDescription[] = [],
): SheetDescription {
  const columns = FIRST_YEAR + sheet.years - 1 + (sheet.isSummed ? 1 : 0);
  const years = Array.from({ length: columns - FIRST_YEAR + 1 }, () => YEAR_WIDTH);
  return {
    name: sheet.name,
    // made each time: all sheets at once would take much memory
    get rows() {
      return rowsOf(sheet, columns);
    },
    area: { top: 1, left: 1, bottom: sheet.rows.length, right: columns },
    widths: [...WIDTHS[kind], ...years],
    frozen: { rows: HEAD_ROWS, columns: kind === 'result' ? 1 : 4 },
    landscape: true,
    titleRows: { from: HEAD_ROWS - 1, to: HEAD_ROWS - 1 },
    footer,
    mark,
    locked: true,
    ...(charts.length > 0 && { charts }),
  };
}

/** The rows of a sheet, each with cells that are made when they are asked for. */
function rowsOf(sheet: LiveSheet, columns: number): readonly RowDescription[] {
  const fills = sheet.fills();
  return sheet.rows.map((row) => new LiveRowDescription(row, fills, columns));
}

class LiveRowDescription implements RowDescription {
  constructor(
    private readonly row: Row,
    private readonly fills: Fills,
    private readonly columns: number,
  ) {}

  get cells(): readonly CellDescription[] {
    const cells: CellDescription[] = [];
    for (const cell of this.row.cells(this.fills)) {
      while (cells.length < cell.column) cells.push(undefined);
      cells[cell.column - 1] = describeCell(cell);
    }
    if (this.row.number === HEAD_ROWS - 1) fillHeading(cells, this.columns, this.row.sheet.isSummed);
    return cells;
  }
}

/** The headings run on over columns that have none. */
function fillHeading(cells: CellDescription[], columns: number, isSummed: boolean): void {
  for (let column = 0; column < columns; column++) cells[column] ??= { value: { text: '' }, look: 'heading' };
  if (isSummed) cells[columns - 1] = { value: { text: 'Totaal' }, look: 'headingRight' };
}

function describeCell(cell: LiveCell): CellDescription {
  const { value, look, row, column } = cell;
  const heading = row === HEAD_ROWS - 1;
  const total: Look = column < FIRST_YEAR ? 'totalText' : 'totalEuro';
  // since when a figure holds is a day
  const isDay = look === 'label' && value instanceof Exact && LABELS[column - 1] === 'H';
  const plain: Look = isDay ? 'day' : look === 'total' ? total : LOOKS[look];
  const own: Look = heading ? (column < FIRST_YEAR ? 'heading' : 'headingRight') : plain;
  const shown = value instanceof Exact ? { number: value.toPlain() } : { text: textOf(value) };
  return 'formula' in cell ? new FormulaDescription(cell, shown, own) : { value: shown, look: own };
}

/** A formula whose text is made when it is asked for. */
class FormulaDescription {
  constructor(
    private readonly cell: LiveCell,
    readonly value: CellValue,
    readonly look: Look,
  ) {}

  get formula(): string {
    return this.cell.formula as string;
  }

  get fill(): LiveFill | undefined {
    return this.cell.fill;
  }
}

/** The rows a chart covers, over the whole width of a sheet of results. */
const areaOf = (room: readonly Row[], years: number): ChartDescription['area'] => ({
  top: (room[0] as Row).number,
  left: 1,
  bottom: (room.at(-1) as Row).number,
  right: FIRST_YEAR + years,
});

/** Baten beside lasten per year, below the budget of a variant. */
export function budgetChart({ room, income, cost }: Budget, title: string): ChartDescription {
  const { years } = income.sheet;
  const across = (row: number) => ({
    top: row,
    left: FIRST_YEAR,
    bottom: row,
    right: FIRST_YEAR + years - 1,
  });
  const series = (row: Row) => ({
    name: nameOf(row),
    categories: across(HEAD_ROWS - 1),
    values: across(row.number),
  });
  return {
    title,
    area: areaOf(room, years),
    columns: [series(income), series(cost)],
    lines: [],
    unit: 'EUR',
  };
}

/** Lasten beside dekking per variant, over all years. */
export function comparisonChart(
  { room, cost, funding }: Compared,
  titles: readonly [string, string],
): ChartDescription {
  const { years } = (cost[0] as Row).sheet;
  const down = (rows: readonly Row[], column: number) => ({
    top: (rows[0] as Row).number,
    left: column,
    bottom: (rows.at(-1) as Row).number,
    right: column,
  });
  const series = (name: string, rows: readonly Row[]) => ({
    name,
    categories: down(rows, 1),
    values: down(rows, FIRST_YEAR + years),
  });
  return {
    title: titles.join(' / '),
    area: areaOf(room, years),
    columns: [series(titles[0], cost), series(titles[1], funding)],
    lines: [],
    unit: 'EUR',
  };
}

const nameOf = ({ labels }: Row): string => (typeof labels.A === 'string' ? labels.A : '');
