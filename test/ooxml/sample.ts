import type { Book, Cell, Sheet } from '../../src/ooxml/index.ts';

const text = (row: number, column: number, value: string, style?: string): Cell => ({
  kind: 'text',
  row,
  column,
  value,
  style,
});
const number = (row: number, column: number, value: number | string, style?: string): Cell => ({
  kind: 'number',
  row,
  column,
  value,
  style,
});

const years = ['2026/27', '2027/28', '2028/29', '2029/30'];
const costs = [
  ['Coach', 410_000, 421_500.25, 433_000, 447_120.5],
  ['Trainer', 260_000, 268_000, 275_500, 284_000],
  ['Coordinator', 120_000, 123_400, 126_900, 131_000],
] as const;

const data: Sheet = {
  name: "Cost's & cover",
  cells: [
    text(1, 1, 'Item', 'head'),
    ...years.map((year, at) => text(1, at + 2, year, 'head')),
    text(1, 6, 'Total', 'head'),
    ...costs.flatMap(([name, ...values], at) => [
      text(at + 2, 1, name),
      ...values.map((value, year) => number(at + 2, year + 2, value, 'input')),
      {
        kind: 'formula' as const,
        row: at + 2,
        column: 6,
        formula: 'ROUND(SUM(Costs[[#This Row],[2026/27]:[2029/30]]),2)',
        value: values.reduce((sum, value) => sum + value, 0),
        style: 'money',
      },
    ]),
    text(5, 1, 'Sum', 'total'),
    ...[2, 3, 4, 5].map((column, at) => ({
      kind: 'formula' as const,
      row: 5,
      column,
      formula: `SUBTOTAL(109,Costs[${years[at]}])`,
      value: costs.reduce((sum, row) => sum + (row[at + 1] as number), 0),
      style: 'total',
    })),
    {
      kind: 'formula',
      row: 5,
      column: 6,
      formula: 'SUBTOTAL(109,Costs[Total])',
      value: { decimal: '3300420.75' },
      style: 'total',
    },
    text(8, 1, 'Cover'),
    ...[802_000, 795_000, 830_000, 870_000].map((value, at) => number(8, at + 2, value, 'input')),
    text(9, 1, 'Per student'),
    ...['2310.55', '2290.10', '2244.00', '2301.75'].map((value, at) => number(9, at + 2, value, 'money')),
    text(11, 1, 'Tornado', 'head'),
    text(11, 2, 'Lower', 'head'),
    text(11, 3, 'Higher', 'head'),
    ...(
      [
        ['Hours per student', -90_000, 110_000],
        ['Students', -60_000, 62_000],
        ['Tariff', -30_000, 30_000],
      ] as const
    ).flatMap(([name, low, high], at) => [
      text(12 + at, 1, name),
      number(12 + at, 2, low, 'money'),
      number(12 + at, 3, high, 'money'),
    ]),
    text(16, 1, '=SUM(A1)', 'wrapped'),
    text(17, 1, '-5'),
    text(18, 1, '@home'),
    text(19, 1, '+31 6'),
    { kind: 'boolean', row: 20, column: 1, value: true },
    { kind: 'blank', row: 20, column: 2, style: 'input' },
    { kind: 'formula', row: 21, column: 1, formula: '"a<b"&"&"', value: 'a<b&' },
    { kind: 'formula', row: 21, column: 2, formula: '1=1', value: true },
    text(22, 1, ' two  spaces\nand a line_x0041_\r\n€ 😀 '),
  ],
  columns: [
    { from: 1, width: 22 },
    { from: 2, to: 6, width: 14 },
  ],
  rows: [
    { row: 1, height: 22 },
    { row: 7, height: 6 },
    { row: 30, height: 40 },
  ],
  merges: ['A24:C24', 'E24:F25'],
  view: { showGridLines: false, zoom: 90, frozenRows: 1, frozenColumns: 1, activeCell: 'B2' },
  tabColor: '1F4E6B',
  print: {
    orientation: 'landscape',
    fitToWidth: 1,
    titleRows: { from: 1, to: 1 },
    titleColumns: { from: 1, to: 1 },
    area: ['A1:F22', 'A24:F25'],
    header: '&L&A&Rversion 1',
    footer: '&CPage &P of &N',
    breakAfterRows: [10],
    breakAfterColumns: [6],
    centerHorizontally: true,
  },
  tables: [
    {
      name: 'Costs',
      area: 'A1:F5',
      totalsRow: true,
      style: 'TableStyleLight1',
      bandedRows: true,
      columns: [
        { name: 'Item', totalsLabel: 'Sum' },
        ...years.map((name) => ({ name, totalsFunction: 'sum' as const })),
        {
          name: 'Total',
          formula: 'ROUND(SUM(Costs[[#This Row],[2026/27]:[2029/30]]),2)',
          totalsFunction: 'sum',
        },
      ],
    },
  ],
  validations: [
    {
      areas: 'B2:E4 B8:E8',
      type: 'decimal',
      operator: 'greaterThanOrEqual',
      formula1: '0',
      error: { title: 'No', text: 'An amount from 0' },
      prompt: { title: 'Amount', text: 'In euro' },
    },
    { areas: 'B20', type: 'list', formula1: '"yes,no & more"', errorStyle: 'warning' },
    { areas: 'C20', type: 'list', formula1: 'Items' },
    { areas: 'D20', type: 'whole', formula1: '1', formula2: '9', allowBlank: false },
    { areas: 'E20', type: 'custom', formula1: 'E20<>""' },
  ],
  conditionalFormats: [
    {
      areas: 'B8:E8',
      rule: { type: 'expression', formula: 'B8<B5' },
      style: { font: { color: '9C0006', bold: true }, fill: 'FFC7CE' },
      stopIfTrue: true,
    },
    {
      areas: 'B12:C14',
      rule: { type: 'cellIs', operator: 'between', formula: '-100000', formula2: '0' },
      style: { numberFormat: '0.0', border: { bottom: { line: 'thin', color: '9C0006' } } },
    },
  ],
  protection: { allow: ['formatColumns', 'formatRows'] },
  hyperlinks: [
    { area: 'A20', location: "'Charts'!A1", tooltip: 'To the charts' },
    { area: 'A21', location: 'Items' },
  ],
  numbersAsText: ['A16:A19'],
};

const at = (area: string): string => `'Cost''s & cover'!${area}`;

const charts: Sheet = {
  name: 'Charts',
  cells: [text(1, 1, 'Charts', 'title')],
  columns: [{ from: 1, to: 16, width: 9 }],
  view: { showGridLines: false },
  print: { orientation: 'landscape', fitToWidth: 1, fitToHeight: 1 },
  charts: [
    {
      area: 'A3:H20',
      title: 'Cost by role',
      description: 'Stacked columns of cost per year by role',
      plots: [
        {
          kind: 'column',
          grouping: 'stacked',
          series: [2, 3, 4].map((row) => ({
            name: { reference: at(`$A$${row}`) },
            categories: at('$B$1:$E$1'),
            values: at(`$B$${row}:$E$${row}`),
          })),
        },
      ],
      valueAxis: { numberFormat: '#,##0', title: 'euro' },
    },
    {
      area: 'I3:P20',
      title: 'Cover, cost and cost per student',
      plots: [
        {
          kind: 'column',
          series: [
            { name: { text: 'Cost' }, categories: at('$B$1:$E$1'), values: at('$B$5:$E$5') },
            { name: { reference: at('$A$8') }, categories: at('$B$1:$E$1'), values: at('$B$8:$E$8') },
          ],
        },
        {
          kind: 'line',
          secondary: true,
          series: [
            {
              name: { reference: at('$A$9') },
              categories: at('$B$1:$E$1'),
              values: at('$B$9:$E$9'),
              color: 'A3503F',
              markers: true,
              labels: { numberFormat: '#,##0' },
            },
          ],
        },
      ],
      valueAxis: { numberFormat: '#,##0', title: 'euro', min: 0 },
      secondaryAxis: { numberFormat: '#,##0', title: 'euro per student', min: 0 },
    },
    {
      area: 'A22:H38',
      title: 'What moves the result',
      plots: [
        {
          kind: 'bar',
          overlap: 100,
          gapWidth: 40,
          series: ['B', 'C'].map((column) => ({
            name: { reference: at(`$${column}$11`) },
            categories: at('$A$12:$A$14'),
            values: at(`$${column}$12:$${column}$14`),
            labels: { numberFormat: '#,##0' },
          })),
        },
      ],
      categoryAxis: { reversed: true },
      valueAxis: { numberFormat: '#,##0', title: 'euro', min: -150_000, max: 150_000 },
    },
    {
      area: 'I22:P38',
      title: 'Cover over time',
      plots: [
        {
          kind: 'line',
          series: [
            {
              name: { reference: at('$A$8') },
              categories: at('$B$1:$E$1'),
              values: at('$B$8:$E$8'),
              dashed: true,
            },
            { name: { text: 'Cost' }, categories: at('$B$1:$E$1'), values: at('$B$5:$E$5'), markers: true },
          ],
        },
      ],
      valueAxis: { numberFormat: '#,##0' },
    },
  ],
};

/** A book with a bit of everything this layer can write. */
export const sampleBook: Book = {
  properties: {
    title: 'Sample <book>',
    creator: 'Tester',
    subject: 'All features',
    keywords: 'a, b',
    description: 'x & y',
    created: '2026-08-01T09:30:00Z',
    application: 'Sample',
  },
  styles: {
    head: {
      font: { bold: true, color: 'FFFFFF' },
      fill: '1F4E6B',
      alignment: { vertical: 'center' },
      border: { bottom: { line: 'medium', color: '243B4A' } },
    },
    input: { fill: 'FFF8E1', numberFormat: '#,##0.00', locked: false },
    money: { numberFormat: '#,##0.00' },
    total: { font: { bold: true }, numberFormat: '#,##0.00', border: { top: { line: 'thin' } } },
    title: { font: { size: 18, bold: true, color: '1F4E6B' } },
    wrapped: { alignment: { wrap: true, indent: 1, vertical: 'top' }, font: { italic: true } },
  },
  names: [
    { name: 'Items', formula: at('$A$2:$A$4') },
    { name: 'Rate', formula: '0.0425', comment: 'a constant' },
    { name: 'Sign', formula: '"x"', sheet: 'Charts' },
    { name: 'Sign', formula: at('$A$1'), sheet: "Cost's & cover" },
  ],
  customXml: [
    {
      itemId: '{6B29FC40-CA47-1067-B31D-00DD010662DA}',
      xml: '<?xml version="1.0" encoding="UTF-8"?>\n<mark xmlns="urn:example:mark" version="1"><sheet name="a&amp;b"/></mark>',
      schemas: ['urn:example:mark'],
    },
  ],
  activeSheet: 'Charts',
  sheets: [data, charts],
};
