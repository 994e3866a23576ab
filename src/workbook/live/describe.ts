import { Exact } from '../../../engine/index.ts';
import { columnName } from '../../ooxml/index.ts';
import type { LiveTexts } from '../../texts/live.ts';
import type {
  CellDescription,
  CellRange,
  CellValue,
  ChartDescription,
  ConditionalLook,
  LinkDescription,
  Look,
  RowDescription,
  SheetDescription,
} from '../description.ts';
import type { Budget } from './budget.ts';
import type { Compared } from './comparison.ts';
import { textOf } from './formula.ts';
import { cellValueOf, type GridCell, type GridSheet } from './grid.ts';
import { HEAD_ROWS } from './report.ts';
import type { SensitivityPage } from './sensitivity.ts';
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
import type { Summary } from './summary.ts';

const LOOKS: Readonly<Record<RowLook, Look>> = {
  euro: 'euro',
  total: 'totalEuro',
  amount: 'euro',
  hours: 'hours',
  fte: 'fte',
  count: 'count',
  flag: 'count',
  among: 'among',
  factor: 'weighted',
  ratio: 'percentage',
  year: 'right',
  label: 'text',
  title: 'section',
  note: 'note',
  band: 'band',
  verdict: 'right',
  check: 'text',
  master: 'totalText',
};

/** Widths of the label columns, in characters: of a calculation sheet, and of one that shows results. */
const WIDTHS = {
  calculation: [24, 20, 20, 22, 30, 13, 24, 11, 11],
  result: [52, 14, 1, 9, 1, 12, 3, 1, 1],
} as const;
const YEAR_WIDTH = 15;
/** Points: headings may take two lines. */
const HEADING_HEIGHT = 30;

export interface LiveDescribing {
  /** which label columns matter */
  readonly kind: keyof typeof WIDTHS;
  /** by which the sheet is known as ours, the same in every language */
  readonly mark: string;
  readonly footer: string;
  readonly texts: LiveTexts;
  readonly charts?: readonly ChartDescription[];
}

/** A sheet of formulas as a description that hosts render. */
export function describeLive(sheet: LiveSheet, options: LiveDescribing): SheetDescription {
  const { kind, mark, footer, texts, charts = [] } = options;
  const columns = FIRST_YEAR + sheet.years - 1 + (sheet.isSummed ? 1 : 0);
  const total = sheet.isSummed ? texts.words.total : undefined;
  const years = Array.from({ length: columns - FIRST_YEAR + 1 }, () => YEAR_WIDTH);
  const conditionalLooks = kind === 'result' ? verdictLooks(sheet, texts) : [];
  return {
    name: sheet.name,
    // made each time: all sheets at once would take much memory
    get rows() {
      return rowsOf(sheet, columns, total);
    },
    area: { top: 1, left: 1, bottom: sheet.rows.length, right: columns },
    widths: [...WIDTHS[kind], ...years],
    frozen: { rows: HEAD_ROWS, columns: kind === 'result' ? 1 : 4 },
    landscape: true,
    titleRows: { from: HEAD_ROWS - 1, to: HEAD_ROWS - 1 },
    footer,
    mark,
    locked: true,
    ...(sheet.breaks.length > 0 && { breakAfterRows: sheet.breaks }),
    ...(conditionalLooks.length > 0 && { conditionalLooks }),
    ...(charts.length > 0 && { charts }),
  };
}

/** The rows of a sheet, each with cells that are made when they are asked for. */
function rowsOf(sheet: LiveSheet, columns: number, total: string | undefined): readonly RowDescription[] {
  const fills = sheet.fills();
  return sheet.rows.map((row) =>
    row.number === HEAD_ROWS - 1
      ? new HeadingDescription(row, fills, columns, total)
      : new LiveRowDescription(row, fills, columns),
  );
}

/** Looks of rows that run on over columns with nothing in them. */
const RUNNING: Readonly<Partial<Record<RowLook, Look>>> = { band: 'band', total: 'totalText' };

class LiveRowDescription implements RowDescription {
  constructor(
    protected readonly row: Row,
    private readonly fills: Fills,
    protected readonly columns: number,
  ) {}

  get cells(): readonly CellDescription[] {
    return this.described();
  }

  protected described(): CellDescription[] {
    const cells: CellDescription[] = [];
    for (const cell of this.row.cells(this.fills)) {
      while (cells.length < cell.column) cells.push(undefined);
      cells[cell.column - 1] = describeCell(cell);
    }
    const look = RUNNING[this.row.look];
    if (look !== undefined) {
      for (let column = 0; column < this.columns; column++) cells[column] ??= { value: { text: '' }, look };
    }
    return cells;
  }
}

/** The row of headings, which may take two lines. */
class HeadingDescription extends LiveRowDescription {
  readonly height = HEADING_HEIGHT;

  constructor(
    row: Row,
    fills: Fills,
    columns: number,
    private readonly total: string | undefined,
  ) {
    super(row, fills, columns);
  }

  override get cells(): readonly CellDescription[] {
    const cells = this.described();
    fillHeading(cells, this.columns, this.total);
    return cells;
  }
}

/** The headings run on over columns that have none. */
function fillHeading(cells: CellDescription[], columns: number, total: string | undefined): void {
  for (let column = 0; column < columns; column++) cells[column] ??= { value: { text: '' }, look: 'heading' };
  if (total !== undefined) cells[columns - 1] = { value: { text: total }, look: 'headingRight' };
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

/** Green where it holds, red where it does not. */
function verdictLooks(sheet: LiveSheet, { words }: LiveTexts): ConditionalLook[] {
  const looks: ConditionalLook[] = [];
  const last = FIRST_YEAR + sheet.years - 1;
  const first = columnName(FIRST_YEAR);
  const flag = LABELS.indexOf('G') + 1;
  for (const { from, to, look } of runsOf(sheet)) {
    const years = { top: from, left: FIRST_YEAR, bottom: to, right: last };
    if (look === 'flag') {
      looks.push({ area: years, formula: `${first}${from}>0`, look: 'bad' });
      looks.push({ area: years, formula: `${first}${from}=0`, look: 'good' });
    } else if (look === 'verdict') {
      looks.push({ area: years, formula: `${first}${from}="${words.outcomeDeficit}"`, look: 'bad' });
      looks.push({ area: years, formula: `${first}${from}="${words.outcomeCovered}"`, look: 'good' });
    } else if (look === 'check') {
      const area = { top: from, left: flag, bottom: to, right: flag };
      looks.push({ area, formula: `G${from}>0`, look: 'bad' }, { area, formula: `G${from}=0`, look: 'good' });
    } else {
      const area = { top: from, left: 1, bottom: to, right: LABELS.indexOf('D') + 1 };
      looks.push(
        { area, formula: `$D${from}>0`, look: 'bad' },
        { area, formula: `$D${from}=0`, look: 'good' },
      );
    }
  }
  return looks;
}

const VERDICTS = ['flag', 'verdict', 'check', 'master'] as const;
type Verdict = (typeof VERDICTS)[number];

/** Rows below each other with the same kind of verdict. */
function runsOf(sheet: LiveSheet): { from: number; to: number; look: Verdict }[] {
  const runs: { from: number; to: number; look: Verdict }[] = [];
  for (const { number, look } of sheet.rows) {
    const verdict = VERDICTS.find((each) => each === look);
    if (verdict === undefined) continue;
    const last = runs.at(-1);
    if (last?.to === number - 1 && last.look === verdict) last.to = number;
    else runs.push({ from: number, to: number, look: verdict });
  }
  return runs;
}

export interface GridDescribing {
  readonly widths: readonly number[];
  readonly mark: string;
  readonly footer: string;
  readonly onePage?: boolean;
  readonly landscape?: boolean;
  readonly charts?: readonly ChartDescription[];
  readonly conditionalLooks?: readonly ConditionalLook[];
  readonly links?: readonly LinkDescription[];
  /** a row that is printed at the top of each page */
  readonly titleRow?: number;
}

/** A page whose cells stand where its maker put them. */
export function describeGrid(sheet: GridSheet, options: GridDescribing): SheetDescription {
  const {
    widths,
    mark,
    footer,
    onePage = false,
    landscape = false,
    charts = [],
    conditionalLooks = [],
    links = [],
    titleRow,
  } = options;
  const rows = Array.from({ length: sheet.next - 1 }, (_, at) => {
    const height = sheet.heightOf(at + 1);
    return { cells: [] as CellDescription[], ...(height !== undefined && { height }) };
  });
  for (const { row, column, formula, value, look } of sheet.cells()) {
    const cells = rows[row - 1]?.cells ?? [];
    while (cells.length < column) cells.push(undefined);
    cells[column - 1] = { value: cellValueOf(value), ...(formula !== undefined && { formula }), look };
  }
  return {
    name: sheet.name,
    rows,
    widths,
    frozen: { rows: 0, columns: 0 },
    landscape,
    footer,
    mark,
    locked: true,
    ...(onePage && { pagesHigh: 1 }),
    ...(titleRow !== undefined && { titleRows: { from: titleRow, to: titleRow } }),
    ...(charts.length > 0 && { charts }),
    ...(conditionalLooks.length > 0 && { conditionalLooks }),
    ...(links.length > 0 && { links }),
  };
}

/** Green for this text or number, red for another; each cell by itself. */
export const looksOf = (cells: readonly GridCell[], good: string): ConditionalLook[] =>
  cells.flatMap(({ range }): ConditionalLook[] => {
    const cell = `${columnName(range.left)}${range.top}`;
    return [
      { area: range, formula: `${cell}=${good}`, look: 'good' },
      { area: range, formula: `${cell}<>${good}`, look: 'bad' },
    ];
  });

/** Baten beside lasten per variant, on the page for the bestuur. */
export function summaryChart({ chart }: Summary, titles: ChartTitles): ChartDescription {
  const across = (cells: readonly GridCell[]): CellRange => ({
    ...(cells[0] as GridCell).range,
    right: (cells.at(-1) as GridCell).column,
  });
  const categories = across(chart.headings);
  return {
    title: titles.title,
    area: { top: chart.top, left: 1, bottom: chart.bottom, right: categories.right },
    columns: [
      { name: titles.income, categories, values: across(chart.income) },
      { name: titles.cost, categories, values: across(chart.cost) },
    ],
    lines: [],
    unit: 'EUR',
    fromZero: true,
  };
}

/** What a band on each input does to the result, the largest at the top. */
export function tornadoCharts(
  { tornado }: SensitivityPage,
  { chart, lower, higher }: LiveTexts['sensitivity'],
): ChartDescription[] {
  const { names, top, bottom } = tornado;
  const [first] = names;
  if (first === undefined) return [];
  const down = (cells: readonly GridCell[]): CellRange => ({
    ...(cells[0] as GridCell).range,
    bottom: (cells.at(-1) as GridCell).row,
  });
  const categories = down(names);
  return [
    {
      title: chart,
      area: { top, left: 1, bottom, right: 6 },
      columns: [
        { name: lower, categories, values: down(tornado.lower) },
        { name: higher, categories, values: down(tornado.higher) },
      ],
      lines: [],
      unit: 'EUR',
      bars: true,
    },
  ];
}

export interface ChartTitles {
  readonly title: string;
  readonly income: string;
  readonly cost: string;
}

/** The rows a chart covers, over the whole width of a sheet of results. */
const areaOf = (room: readonly Row[], years: number): ChartDescription['area'] => ({
  top: (room[0] as Row).number,
  left: 1,
  bottom: (room.at(-1) as Row).number,
  right: FIRST_YEAR + years,
});

/** Baten beside lasten per year, below the budget of a variant. */
export function budgetChart({ room, income, cost }: Budget, titles: ChartTitles): ChartDescription {
  const { years } = income.sheet;
  const across = (row: number): CellRange => ({
    top: row,
    left: FIRST_YEAR,
    bottom: row,
    right: FIRST_YEAR + years - 1,
  });
  const series = (name: string, row: Row) => ({
    name,
    categories: across(HEAD_ROWS - 1),
    values: across(row.number),
  });
  return {
    title: titles.title,
    area: areaOf(room, years),
    columns: [series(titles.income, income), series(titles.cost, cost)],
    lines: [],
    unit: 'EUR',
    fromZero: true,
  };
}

/** Rows of a sheet over the years, in rows of it that are left free. */
export function yearsChart(
  room: readonly Row[],
  series: readonly { readonly name: string; readonly row: Row }[],
  title: string,
  stacked = false,
): ChartDescription | undefined {
  const [first] = series;
  if (first === undefined || room.length === 0) return undefined;
  const { years } = first.row.sheet;
  const across = (row: number): CellRange => ({
    top: row,
    left: FIRST_YEAR,
    bottom: row,
    right: FIRST_YEAR + years - 1,
  });
  return {
    title,
    area: areaOf(room, years),
    columns: series.map(({ name, row }) => ({
      name,
      categories: across(HEAD_ROWS - 1),
      values: across(row.number),
    })),
    lines: [],
    unit: 'EUR',
    ...(stacked && { stacked }),
    fromZero: true,
  };
}

/** Baten beside lasten per variant, over all years. */
export function comparisonChart({ room, cost, funding }: Compared, titles: ChartTitles): ChartDescription {
  const { years } = (cost[0] as Row).sheet;
  const down = (rows: readonly Row[], column: number): CellRange => ({
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
    title: titles.title,
    area: areaOf(room, years),
    columns: [series(titles.income, funding), series(titles.cost, cost)],
    lines: [],
    unit: 'EUR',
    fromZero: true,
  };
}
