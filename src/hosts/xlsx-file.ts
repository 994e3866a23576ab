import {
  areaName,
  type Book,
  type Cell,
  type CellStyle,
  type Chart,
  headerText,
  sheetReference,
  writeBook,
} from '../ooxml/index.ts';
import type {
  CellDescription,
  ChartDescription,
  Look,
  SeriesDescription,
  SheetDescription,
  WorkbookDescription,
} from '../workbook/index.ts';

/** The `.xlsx` file host: renders a workbook description as the bytes of a file. */

export interface WriteOptions {
  /** the time of writing; the only thing that the same plan at another time changes */
  readonly created: Date;
}

/**
 * @returns the bytes of an `.xlsx`, the same for the same description and time
 * @throws OoxmlError for text that no workbook can hold
 */
export function writeWorkbook(description: WorkbookDescription, { created }: WriteOptions): Uint8Array {
  const book: Book = {
    sheets: description.sheets.map(sheetOf),
    styles: STYLES,
    properties: {
      title: description.title,
      subject: description.subject,
      creator: 'Samenplan',
      application: 'Samenplan',
      created: `${created.toISOString().slice(0, 19)}Z`,
    },
  };
  return writeBook(book);
}

function sheetOf(sheet: SheetDescription): Book['sheets'][number] {
  const cells = sheet.rows.flatMap(({ cells: row }, index) =>
    row.flatMap((cell, column): Cell[] => (cell ? [cellOf(cell, index + 1, column + 1)] : [])),
  );
  const { titleRows } = sheet;
  return {
    name: sheet.name,
    cells,
    columns: sheet.widths.map((width, index) => ({ from: index + 1, width })),
    rows: sheet.rows.flatMap(({ height }, index) =>
      height === undefined ? [] : [{ row: index + 1, height }],
    ),
    view: { showGridLines: false, frozenRows: sheet.frozen.rows, frozenColumns: sheet.frozen.columns },
    print: {
      paper: 'A4',
      orientation: sheet.landscape ? 'landscape' : 'portrait',
      fitToWidth: 1,
      fitToHeight: 0,
      footer: `&L&8${headerText(sheet.footer)}&R&8&A – &P / &N`,
      ...(titleRows && { titleRows }),
    },
    ...(sheet.charts && { charts: sheet.charts.map((chart) => chartOf(sheet.name, chart)) }),
  };
}

function cellOf({ value, look }: NonNullable<CellDescription>, row: number, column: number): Cell {
  const place = { row, column, style: look };
  if (value === null) return { kind: 'blank', ...place };
  return 'text' in value
    ? value.text === ''
      ? { kind: 'blank', ...place }
      : { kind: 'text', value: value.text, ...place }
    : { kind: 'number', value: value.number, ...place };
}

function chartOf(sheet: string, chart: ChartDescription): Chart {
  const series = ({ name, categories, values }: SeriesDescription) => ({
    name: { text: name },
    categories: sheetReference(sheet, categories),
    values: sheetReference(sheet, values),
  });
  return {
    area: areaName(chart.area),
    title: chart.title,
    description: chart.title,
    plots: [
      { kind: 'column', grouping: 'clustered', gapWidth: 80, series: chart.columns.map(series) },
      ...(chart.lines.length > 0 ? [{ kind: 'line' as const, series: chart.lines.map(series) }] : []),
    ],
    valueAxis: { title: chart.unit, numberFormat: '#,##0', gridLines: true },
    legend: 'bottom',
  };
}

const TEAL = '1F5C66';
const LIGHT = 'E8F0F1';
const INK = '1B2A2E';

const euro = '#,##0.00';
const line = { line: 'thin', color: TEAL } as const;

/** How each look is drawn. Number formats have no separators of their own: a Dutch Excel shows a decimal comma. */
const STYLES: Readonly<Record<Look, CellStyle>> = {
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
  section: { font: { bold: true, size: 13, color: INK } },
  text: { alignment: { vertical: 'top' } },
  wrapped: { alignment: { vertical: 'top', wrap: true } },
  euro: { numberFormat: euro },
  hours: { numberFormat: euro },
  fte: { numberFormat: '#,##0.0000' },
  count: { numberFormat: '#,##0' },
  weighted: { numberFormat: '#,##0.##########' },
  percentage: { numberFormat: '0.00%' },
  totalText: { font: { bold: true }, fill: LIGHT, border: { top: line } },
  totalEuro: { font: { bold: true }, fill: LIGHT, border: { top: line }, numberFormat: euro },
  totalHours: { font: { bold: true }, fill: LIGHT, border: { top: line }, numberFormat: euro },
  good: { font: { color: '1E6B3A' } },
  bad: { font: { bold: true, color: 'A3221B' } },
  note: { font: { italic: true, color: '5B6B70' } },
};
