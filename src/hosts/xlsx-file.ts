import {
  type Alignment,
  type Area,
  areaName,
  type Book,
  type Cell,
  type CellStyle,
  type Chart,
  type DataValidation,
  type DefinedName,
  type DifferentialStyle,
  type FormulaCell,
  headerText,
  MAX_ROW,
  quoteSheetName,
  sheetReference,
  type Table,
  writeBook,
} from '../ooxml/index.ts';
import type {
  CellDescription,
  ChartDescription,
  ConditionalLook,
  Look,
  SeriesDescription,
  SheetDescription,
  TableDescription,
  ValidationDescription,
  WorkbookDescription,
} from '../workbook/index.ts';
import { clipped, SHEET_MARK } from '../workbook/index.ts';

/** The `.xlsx` file host: renders a workbook description as the bytes of a file. */

export interface WriteOptions {
  /** the time of writing; the only thing that the same plan at another time changes */
  readonly created: Date;
}

/**
 * @returns the bytes of an `.xlsx`, the same for the same description and time
 * @throws OoxmlError for text that no workbook can hold
 */
export const writeWorkbook = (description: WorkbookDescription, options: WriteOptions): Uint8Array =>
  writeBook(bookOf(description, options));

/** The description in the words of the OOXML layer. */
export function bookOf(description: WorkbookDescription, { created }: WriteOptions): Book {
  const marks = description.sheets.flatMap(({ name, mark }): DefinedName[] =>
    mark === undefined ? [] : [{ name: SHEET_MARK, sheet: name, formula: quoted(mark) }],
  );
  return {
    sheets: description.sheets.map(sheetOf),
    styles: STYLES,
    names: [...(description.names ?? []), ...marks],
    properties: {
      title: description.title,
      subject: description.subject,
      creator: 'Samenplan',
      application: 'Samenplan',
      created: `${created.toISOString().slice(0, 19)}Z`,
    },
  };
}

function sheetOf(sheet: SheetDescription): Book['sheets'][number] {
  const { area, titleRows, titleColumns, printColumns } = sheet;
  return {
    name: sheet.name,
    cells: area === undefined ? [...runsOf(sheet.rows)].flat() : [],
    ...(area && { stream: { area, runs: () => runsOf(sheet.rows) } }),
    columns: sheet.widths.map((width, index) => ({ from: index + 1, width })),
    ...(area === undefined && {
      rows: sheet.rows.flatMap(({ height }, index) =>
        height === undefined ? [] : [{ row: index + 1, height }],
      ),
    }),
    view: { showGridLines: false, frozenRows: sheet.frozen.rows, frozenColumns: sheet.frozen.columns },
    print: {
      paper: 'A4',
      orientation: sheet.landscape ? 'landscape' : 'portrait',
      fitToWidth: sheet.pagesWide ?? 1,
      fitToHeight: sheet.pagesHigh ?? 0,
      footer: `&L&8${headerText(clipped(sheet.footer, LONGEST_FOOTER))}&R&8&A – &P / &N`,
      ...(sheet.breakAfterRows && { breakAfterRows: sheet.breakAfterRows }),
      ...(titleRows && { titleRows }),
      ...(titleColumns && { titleColumns }),
      // whole columns, so that rows added later are printed too
      ...(printColumns && {
        area: printColumns.map(({ from, to }) =>
          areaName({ top: 1, left: from, bottom: MAX_ROW, right: to }),
        ),
      }),
    },
    ...(sheet.tabColor !== undefined && { tabColor: sheet.tabColor }),
    ...(sheet.locked && { protection: { allow: ['formatColumns', 'formatRows', 'autoFilter', 'sort'] } }),
    ...(sheet.tables && { tables: sheet.tables.map((table) => tableOf(table, sheet)) }),
    ...(sheet.validations && { validations: sheet.validations.map(validationOf) }),
    ...(sheet.textAreas && { numbersAsText: sheet.textAreas.map(areaName) }),
    ...(sheet.conditionalLooks && {
      conditionalFormats: sheet.conditionalLooks.map(({ area, formula, look }) => ({
        areas: areaName(area),
        rule: { type: 'expression' as const, formula },
        style: OVERLAYS[look],
      })),
    }),
    ...(sheet.links && {
      hyperlinks: sheet.links.map(({ row, column, sheet: to }) => ({
        area: areaName({ top: row, left: column, bottom: row, right: column }),
        location: `${quoteSheetName(to)}!A1`,
      })),
    }),
    ...(sheet.charts && { charts: sheet.charts.map((chart) => chartOf(sheet.name, chart)) }),
  };
}

/** The cells of each row, one row after the other. */
function* runsOf(rows: SheetDescription['rows']): Generator<readonly Cell[]> {
  for (const [row, { cells }] of rows.entries()) {
    const run: Cell[] = [];
    for (const [column, cell] of cells.entries()) {
      if (cell !== undefined) run.push(cellOf(cell, row + 1, column + 1));
    }
    yield run;
  }
}

function cellOf(cell: NonNullable<CellDescription>, row: number, column: number): Cell {
  if ('formula' in cell) return new FilledCell(cell, row, column);
  const { value, look } = cell;
  const place = { row, column, style: look };
  if (value === null) return { kind: 'blank', ...place };
  return 'text' in value
    ? value.text === ''
      ? { kind: 'blank', ...place }
      : { kind: 'text', value: value.text, ...place }
    : { kind: 'number', value: value.number, ...place };
}

/** A formula whose text is asked for only where it is written. */
class FilledCell implements FormulaCell {
  readonly kind = 'formula';

  constructor(
    private readonly cell: NonNullable<CellDescription>,
    readonly row: number,
    readonly column: number,
  ) {}

  get formula(): string {
    return this.cell.formula as string;
  }

  get fill(): Area | undefined {
    return this.cell.fill;
  }

  get style(): string {
    return this.cell.look;
  }

  get value(): FormulaCell['value'] {
    const { value } = this.cell;
    if (value === null) return undefined;
    return 'text' in value ? value.text : { decimal: value.number };
  }
}

function tableOf({ name, area, filter }: TableDescription, sheet: SheetDescription): Table {
  const headings = sheet.rows[area.top - 1]?.cells.slice(area.left - 1, area.right) ?? [];
  const columns = headings.map((cell) => ({
    name: cell?.value && 'text' in cell.value ? cell.value.text : '',
  }));
  return { name, area: areaName(area), columns, filter };
}

/** Beyond the largest number a plan takes. */
export const FAR = '1000000000000';
/** 1 March 1900: before it programs disagree about the number of a day. */
export const FIRST_DAY = '61';

function validationOf({ areas, rule, strict, message, prompt }: ValidationDescription): DataValidation {
  const common = {
    areas: areas.map(areaName).join(' '),
    errorStyle: strict ? ('stop' as const) : ('information' as const),
    error: message,
    ...(prompt !== undefined && { prompt: { text: prompt } }),
  };
  switch (rule.kind) {
    case 'words':
      return { ...common, type: 'list', formula1: quoted(rule.words.join(',')) };
    case 'name':
      return { ...common, type: 'list', formula1: rule.name };
    case 'date':
      return { ...common, type: 'date', operator: 'greaterThanOrEqual', formula1: FIRST_DAY };
    case 'number': {
      const type = rule.whole ? 'whole' : 'decimal';
      if (rule.above !== undefined) {
        return { ...common, type, operator: 'greaterThan', formula1: rule.above };
      }
      return {
        ...common,
        type,
        operator: 'between',
        formula1: rule.min ?? `-${FAR}`,
        formula2: rule.max ?? FAR,
      };
    }
  }
}

/** A text as a formula has it. */
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A footer holds 255 characters, codes and doubled signs among them. */
export const LONGEST_FOOTER = 116;

function chartOf(sheet: string, chart: ChartDescription): Chart {
  const series = ({ name, categories, values, color }: SeriesDescription) => ({
    name: { text: name },
    categories: sheetReference(sheet, categories),
    values: sheetReference(sheet, values),
    ...(color !== undefined && { color }),
  });
  return {
    area: areaName(chart.area),
    title: chart.title,
    description: chart.title,
    plots: [
      chart.bars
        ? {
            kind: 'bar',
            grouping: 'clustered',
            gapWidth: 30,
            overlap: 100,
            series: chart.columns.map(series),
          }
        : {
            kind: 'column',
            grouping: chart.stacked ? 'stacked' : 'clustered',
            gapWidth: 80,
            series: chart.columns.map(series),
          },
      ...(chart.lines.length > 0 ? [{ kind: 'line' as const, series: chart.lines.map(series) }] : []),
    ],
    valueAxis: {
      title: chart.unit,
      numberFormat: '#,##0',
      gridLines: true,
      ...(chart.fromZero && { min: 0 }),
    },
    ...(chart.bars && { categoryAxis: { reversed: true } }),
    legend: 'bottom',
  };
}

const TEAL = '1F5C66';
const LIGHT = 'E8F0F1';
const INK = '1B2A2E';

const euro = '#,##0.00';
const line = { line: 'thin', color: TEAL } as const;

const hair = { line: 'thin', color: 'C9D6DA' } as const;

/** Words among figures stand where the figures do. */
const RIGHT: Alignment = { horizontal: 'right' };
/** Some room, so that a figure doesn't touch the text beside it. */
const FIGURE: Alignment = { horizontal: 'right', indent: 1 };

/** A cell to fill in: blue on white-blue, and open also on a protected sheet. */
function inputStyle(numberFormat: string, alignment: Alignment = {}, size = 10): CellStyle {
  return {
    numberFormat,
    font: { size, color: '1F3D7A' },
    fill: 'F3F7FC',
    border: { bottom: hair },
    alignment: { vertical: 'top', ...alignment },
    locked: false,
  };
}

/** How each look is drawn. Number formats have no separators of their own: a Dutch Excel shows a decimal comma. */
export const STYLES: Readonly<Record<Look, CellStyle>> = {
  title: { font: { bold: true, size: 16, color: TEAL } },
  subtitle: { font: { italic: true, color: '5B6B70' } },
  heading: {
    font: { bold: true, color: 'FFFFFF' },
    fill: TEAL,
    alignment: { vertical: 'center', wrap: true },
  },
  headingRight: {
    font: { bold: true, color: 'FFFFFF' },
    fill: TEAL,
    alignment: { horizontal: 'right', vertical: 'center', wrap: true },
  },
  headingFigure: {
    font: { bold: true, color: 'FFFFFF' },
    fill: TEAL,
    alignment: { horizontal: 'right', indent: 1, vertical: 'center', wrap: true },
  },
  section: { font: { bold: true, size: 13, color: INK } },
  text: { alignment: { vertical: 'top' } },
  wrapped: { alignment: { vertical: 'top', wrap: true } },
  euro: { numberFormat: euro, alignment: RIGHT },
  hours: { numberFormat: euro, alignment: RIGHT },
  fte: { numberFormat: '#,##0.0000', alignment: RIGHT },
  count: { numberFormat: '#,##0', alignment: RIGHT },
  weighted: { numberFormat: '#,##0.##########', alignment: RIGHT },
  percentage: { numberFormat: '0.00%', alignment: RIGHT },
  countLeft: { numberFormat: '#,##0', alignment: { horizontal: 'left' } },
  among: { font: { size: 8, color: '5B6B70' }, alignment: { ...RIGHT, vertical: 'top', wrap: true } },
  right: { alignment: RIGHT },
  label: { font: { bold: true }, alignment: { vertical: 'top' } },
  lead: { font: { bold: true, size: 12, color: TEAL } },
  date: { numberFormat: 'yyyy-mm-dd', alignment: { horizontal: 'left', vertical: 'top' } },
  verdict: { font: { bold: true }, alignment: { vertical: 'top', wrap: true } },
  link: { font: { underline: true, color: '0563C1' }, alignment: { vertical: 'top' } },
  totalText: { font: { bold: true }, fill: LIGHT, border: { top: line } },
  totalEuro: { font: { bold: true }, fill: LIGHT, border: { top: line }, numberFormat: euro },
  totalHours: { font: { bold: true }, fill: LIGHT, border: { top: line }, numberFormat: euro },
  totalCount: {
    font: { bold: true },
    fill: LIGHT,
    border: { top: line },
    numberFormat: '#,##0',
    alignment: RIGHT,
  },
  moment: { numberFormat: 'yyyy-mm-dd hh:mm', alignment: { horizontal: 'left', vertical: 'top' } },
  day: { numberFormat: 'yyyy-mm-dd', font: { size: 9, color: '5B6B70' } },
  copied: { font: { size: 9, color: '5B6B70' } },
  good: { font: { color: '1E6B3A' } },
  bad: { font: { bold: true, color: 'A3221B' } },
  note: { font: { italic: true, color: '5B6B70' } },
  band: { font: { bold: true, size: 9, color: TEAL }, fill: LIGHT },
  unit: { font: { italic: true, size: 8, color: '5B6B70' }, fill: LIGHT },
  unitRight: {
    font: { italic: true, size: 8, color: '5B6B70' },
    fill: LIGHT,
    alignment: { horizontal: 'right', indent: 1 },
  },
  line: { font: { size: 10 }, border: { bottom: hair }, alignment: { vertical: 'top' } },
  legendAssumption: {
    font: { italic: true, size: 10, color: '7A4B00' },
    fill: 'FFF6DF',
    border: { bottom: hair },
  },
  legendInput: { ...inputStyle('@'), locked: true },
  inputText: inputStyle('@'),
  inputWrapped: inputStyle('@', { wrap: true }),
  inputNote: inputStyle('@', { wrap: true }, 8),
  inputAny: inputStyle('General', { horizontal: 'left', wrap: true }),
  inputNumber: inputStyle('General', FIGURE),
  inputEuro: inputStyle(euro, FIGURE),
  inputHours: inputStyle(euro, FIGURE),
  inputFte: inputStyle('#,##0.00##', FIGURE),
  inputCount: inputStyle('#,##0', FIGURE),
  inputOrder: inputStyle('0', { horizontal: 'center' }),
  inputYear: inputStyle('0', FIGURE),
  inputPercentage: inputStyle('0.00%', FIGURE),
  inputDate: inputStyle('yyyy-mm-dd', { horizontal: 'left' }),
};

/** What lies over a cell by what stands in it. */
export const OVERLAYS: Readonly<Record<ConditionalLook['look'], DifferentialStyle>> = {
  assumption: { font: { italic: true, color: '7A4B00' }, fill: 'FFF6DF' },
  good: { font: { color: '1E6B3A' }, fill: 'E6F3EA' },
  bad: { font: { bold: true, color: 'A3221B' }, fill: 'FBE9E7' },
};
