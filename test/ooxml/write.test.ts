import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  type Book,
  type Cell,
  type Chart,
  headerText,
  OoxmlError,
  type Sheet,
  type Table,
  writeBook,
} from '../../src/ooxml/index.ts';
import { requireAll } from '../support/programs.ts';
import { missingForSchemas, validateParts } from '../support/schemas.ts';
import { sampleBook } from './sample.ts';

const properties = { created: '2026-08-01T09:30:00Z' };
const book = (sheet: Partial<Sheet>, more: Partial<Book> = {}): Book => ({
  properties,
  sheets: [{ name: 'One', cells: [], ...sheet }],
  ...more,
});
const text = (row: number, column: number, value: string): Cell => ({ kind: 'text', row, column, value });
const part = (bytes: Uint8Array, path: string): string => new TextDecoder().decode(unzipSync(bytes)[path]);
const sheetXml = (sheet: Partial<Sheet>, more: Partial<Book> = {}): string =>
  part(writeBook(book(sheet, more)), 'xl/worksheets/sheet1.xml');

function problem(given: Book): unknown {
  try {
    writeBook(given);
  } catch (error) {
    if (error instanceof OoxmlError) return error.problem;
    throw error;
  }
  return undefined;
}

describe('a written book', () => {
  it('is the same to the byte each time, and in another time zone', () => {
    const first = writeBook(sampleBook);
    const zone = process.env.TZ;
    try {
      process.env.TZ = 'Pacific/Auckland';
      expect(Buffer.from(writeBook(sampleBook)).equals(Buffer.from(first))).toBe(true);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it('does not depend on the order of the cells', () => {
    const turned = {
      ...sampleBook,
      sheets: sampleBook.sheets.map((sheet) => ({ ...sheet, cells: [...sheet.cells].reverse() })),
    };
    const [a, b] = [writeBook(sampleBook), writeBook(turned)].map((bytes) =>
      part(bytes, 'xl/worksheets/sheet1.xml'),
    );
    expect(b).toBe(a);
  });

  it('writes numbers in full and decimals as they stand', () => {
    const cells: Cell[] = [
      { kind: 'number', row: 1, column: 1, value: 0.1 + 0.2 },
      { kind: 'number', row: 1, column: 2, value: '1234567890123456.70' },
      { kind: 'number', row: 1, column: 3, value: -0 },
      { kind: 'number', row: 1, column: 4, value: 1e-7 },
      { kind: 'formula', row: 1, column: 5, formula: 'A1', value: { decimal: '-0.10' } },
      { kind: 'formula', row: 1, column: 6, formula: 'A1<B1', value: false },
      { kind: 'formula', row: 1, column: 7, formula: '"é"&A1', value: '<' },
      { kind: 'formula', row: 1, column: 8, formula: 'A1' },
      { kind: 'boolean', row: 1, column: 9, value: true },
    ];
    expect(/<sheetData>(.*)<\/sheetData>/.exec(sheetXml({ cells }))?.[1]).toBe(
      '<row r="1"><c r="A1"><v>0.30000000000000004</v></c><c r="B1"><v>1234567890123456.70</v></c><c r="C1"><v>0</v></c><c r="D1"><v>1E-7</v></c>' +
        '<c r="E1"><f>A1</f><v>-0.10</v></c><c r="F1" t="b"><f>A1&lt;B1</f><v>0</v></c><c r="G1" t="str"><f>&quot;é&quot;&amp;A1</f><v>&lt;</v></c><c r="H1"><f>A1</f></c><c r="I1" t="b"><v>1</v></c></row>',
    );
  });

  it('keeps text that looks like a formula as text, marked with quotePrefix', () => {
    const bytes = writeBook(
      book({ cells: ['=1+1', '+1', '-1', '@a', "'a", '1'].map((value, at) => text(1, at + 1, value)) }),
    );
    expect(part(bytes, 'xl/worksheets/sheet1.xml')).not.toContain('<f>');
    expect(part(bytes, 'xl/worksheets/sheet1.xml').match(/ s="1" t="s"/g)).toHaveLength(4);
    expect(part(bytes, 'xl/styles.xml')).toContain('xfId="0" quotePrefix="1"/>');
  });

  it('shares equal styles and leaves unused ones out', () => {
    const cells: Cell[] = ['a', 'b', 'c'].map((style, at) => ({
      kind: 'blank',
      row: 1,
      column: at + 1,
      style,
    }));
    const styles = {
      a: { font: { bold: true }, numberFormat: '0.0' },
      b: { font: { bold: true }, numberFormat: '0.0' },
      c: { font: { bold: true }, fill: 'ffeedd', locked: false },
      unused: { font: { italic: true } },
    };
    const bytes = writeBook(book({ cells }, { styles }));
    expect(part(bytes, 'xl/worksheets/sheet1.xml')).toContain(
      '<c r="A1" s="1"/><c r="B1" s="1"/><c r="C1" s="2"/>',
    );
    const xml = part(bytes, 'xl/styles.xml');
    expect(xml).toContain('<fonts count="2">');
    expect(xml).toContain('<cellXfs count="3">');
    expect(xml).toContain('<numFmt numFmtId="164" formatCode="0.0"/>');
    expect(xml).toContain('FFFFEEDD');
    expect(xml).not.toContain('<i/>');
  });

  it('asks for recalculation unless told not to', () => {
    expect(part(writeBook(book({})), 'xl/workbook.xml')).toContain('fullCalcOnLoad="1"');
    expect(part(writeBook(book({}, { fullCalcOnLoad: false })), 'xl/workbook.xml')).not.toContain(
      'fullCalcOnLoad',
    );
  });

  it('keeps copies of the cells in its charts', () => {
    const xml = part(writeBook(sampleBook), 'xl/charts/chart1.xml');
    expect(xml).toContain("<c:f>'Cost''s &amp; cover'!$B$2:$E$2</c:f>");
    expect(xml).toContain('<c:pt idx="1"><c:v>421500.25</c:v></c:pt>');
    expect(xml).toContain('<c:pt idx="3"><c:v>2029/30</c:v></c:pt>');
    expect(part(writeBook(sampleBook), 'xl/charts/chart2.xml')).toContain('<c:v>812900.25</c:v>');
  });

  it('doubles the ampersands of own text in a header', () => {
    expect(headerText('R&D')).toBe('R&&D');
  });

  it('writes 280,000 formulas in seconds, not minutes', () => {
    const cells: Cell[] = [];
    for (let row = 1; row <= 5_600; row++) {
      for (let column = 1; column <= 50; column++) {
        cells.push({
          kind: 'formula',
          row,
          column,
          formula: `ROUND($A${row}*2,2)`,
          value: { decimal: `${row}.25` },
        });
      }
    }
    const start = performance.now();
    writeBook(book({ cells }));
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});

describe('a book that cannot be written', () => {
  const one = { kind: 'number', row: 1, column: 1, value: 1 } as const;
  const formula = (given: string): Book =>
    book({ cells: [{ kind: 'formula', row: 2, column: 3, formula: given }] });

  it.each<[string, Book, object]>([
    ['no sheets', { properties, sheets: [] }, { code: 'book-empty' }],
    ['only hidden sheets', book({ state: 'hidden' }), { code: 'book-empty' }],
    ['empty sheet name', book({ name: '' }), { code: 'sheet-name-invalid', reason: 'empty' }],
    ['32 characters', book({ name: 'x'.repeat(32) }), { code: 'sheet-name-invalid', reason: 'too-long' }],
    ['forbidden in a name', book({ name: 'a/b' }), { code: 'sheet-name-invalid', reason: 'character' }],
    ['apostrophe at an end', book({ name: "a'" }), { code: 'sheet-name-invalid', reason: 'apostrophe' }],
    ['reserved', book({ name: 'History' }), { code: 'sheet-name-invalid', reason: 'reserved' }],
    [
      'same but for case',
      {
        properties,
        sheets: [
          { name: 'Één', cells: [] },
          { name: 'ÉÉN', cells: [] },
        ],
      },
      { code: 'sheet-name-duplicate', sheet: 'ÉÉN' },
    ],
    ['two in one place', book({ cells: [one, one] }), { code: 'cell-duplicate', sheet: 'One', cell: 'A1' }],
    ['row 0', book({ cells: [{ ...one, row: 0 }] }), { code: 'reference-out-of-bounds' }],
    ['row too far', book({ cells: [{ ...one, row: 1_048_577 }] }), { code: 'reference-out-of-bounds' }],
    ['column too far', book({ cells: [{ ...one, column: 16_385 }] }), { code: 'reference-out-of-bounds' }],
    ['half a row', book({ cells: [{ ...one, row: 1.5 }] }), { code: 'reference-out-of-bounds' }],
    [
      'not a number',
      book({ cells: [{ ...one, value: Number.NaN }] }),
      { code: 'number-invalid', cell: 'A1' },
    ],
    ['infinite', book({ cells: [{ ...one, value: -1 / 0 }] }), { code: 'number-invalid' }],
    ...['', '1,5', '1e5', ' 1', '.5', '5.', '+1', '0x1', '1_000'].map((value): [string, Book, object] => [
      `decimal ${JSON.stringify(value)}`,
      book({ cells: [{ ...one, value }] }),
      { code: 'number-invalid', sheet: 'One', cell: 'A1', value },
    ]),
    [
      'control character',
      book({ cells: [text(3, 28, 'a\u0007')] }),
      { code: 'text-forbidden-character', sheet: 'One', cell: 'AB3', codePoint: 7 },
    ],
    [
      'half a pair',
      book({ cells: [text(1, 1, '\ud83d')] }),
      { code: 'text-forbidden-character', codePoint: 0xd83d },
    ],
    [
      'no character',
      book({ cells: [text(1, 1, '\uffff')] }),
      { code: 'text-forbidden-character', codePoint: 0xffff },
    ],
    [
      'long text',
      book({ cells: [text(1, 1, 'x'.repeat(32_768))] }),
      { code: 'text-too-long', sheet: 'One', cell: 'A1', limit: 32_767 },
    ],
    ['empty formula', formula(''), { code: 'formula-invalid', reason: 'empty', cell: 'C2' }],
    ['= before a formula', formula('=A1'), { code: 'formula-invalid', reason: 'leading-equals' }],
    ['long formula', formula(`1${'+1'.repeat(4_096)}`), { code: 'formula-invalid', reason: 'too-long' }],
    [
      '@ in a structured reference',
      formula('SUM(T[@a])'),
      { code: 'formula-invalid', reason: 'this-row-shorthand' },
    ],
    ['control character in a formula', formula('"\u0001"'), { code: 'text-forbidden-character', cell: 'C2' }],
    [
      'unknown style',
      book({ cells: [{ ...one, style: 'x' }] }),
      { code: 'style-unknown', style: 'x', cell: 'A1' },
    ],
    [
      'style of the prototype',
      book({ cells: [{ ...one, style: 'toString' }] }, { styles: {} }),
      { code: 'style-unknown' },
    ],
    ['no colour', book({ tabColor: 'red' }), { code: 'option-invalid', where: 'tabColor' }],
    ['name like a cell', book({}, { names: [{ name: 'AB12', formula: '1' }] }), { code: 'name-invalid' }],
    [
      'name like a Dutch cell',
      book({}, { names: [{ name: 'R1K1', formula: '1' }] }),
      { code: 'name-invalid' },
    ],
    ['name with a space', book({}, { names: [{ name: 'a b', formula: '1' }] }), { code: 'name-invalid' }],
    [
      'name twice',
      book(
        {},
        {
          names: [
            { name: 'a_', formula: '1' },
            { name: 'A_', formula: '2' },
          ],
        },
      ),
      { code: 'name-duplicate', name: 'A_' },
    ],
    [
      'name on no sheet',
      book({}, { names: [{ name: 'a_', formula: '1', sheet: 'x' }] }),
      { code: 'sheet-unknown', sheet: 'x' },
    ],
    [
      'merges that meet',
      book({ merges: ['A1:B2', 'B2:C3'] }),
      { code: 'areas-overlap', first: 'A1:B2', second: 'B2:C3' },
    ],
    ['no range', book({ merges: ['A1:'] }), { code: 'reference-invalid' }],
    ['swapped range', book({ merges: ['B2:A1'] }), { code: 'reference-invalid' }],
    ['range too far', book({ merges: ['A1:XFE1'] }), { code: 'reference-out-of-bounds' }],
    ['zoom', book({ view: { zoom: 5 } }), { code: 'option-invalid', where: 'view.zoom' }],
    [
      'columns that meet',
      book({
        columns: [
          { from: 1, to: 3, width: 5 },
          { from: 2, width: 5 },
        ],
      }),
      { code: 'option-invalid', where: 'column.from' },
    ],
    [
      'long message',
      book({
        validations: [{ areas: 'A1', type: 'custom', formula1: 'TRUE', error: { text: 'x'.repeat(256) } }],
      }),
      { code: 'text-too-long', limit: 255 },
    ],
    [
      'between with one end',
      book({ validations: [{ areas: 'A1', type: 'whole', formula1: '1' }] }),
      { code: 'option-invalid' },
    ],
    [
      'time',
      { ...book({}), properties: { created: '2026-08-01' } },
      { code: 'option-invalid', where: 'properties.created' },
    ],
    [
      'broken custom XML',
      book({}, { customXml: [{ itemId: '{6B29FC40-CA47-1067-B31D-00DD010662DA}', xml: '<a>' }] }),
      { code: 'xml-malformed' },
    ],
    [
      'custom XML with a DTD',
      book(
        {},
        { customXml: [{ itemId: '{6B29FC40-CA47-1067-B31D-00DD010662DA}', xml: '<!DOCTYPE a><a/>' }] },
      ),
      { code: 'xml-doctype' },
    ],
    [
      'custom XML without identity',
      book({}, { customXml: [{ itemId: 'x', xml: '<a/>' }] }),
      { code: 'option-invalid' },
    ],
  ])('is refused: %s', (_, given, expected) => {
    expect(problem(given)).toMatchObject(expected);
  });

  const table = (change: Partial<Table>, cells: readonly Cell[] = [text(1, 1, 'a'), text(1, 2, 'b')]): Book =>
    book({
      cells,
      tables: [{ name: 'T_', area: 'A1:B2', columns: [{ name: 'a' }, { name: 'b' }], ...change }],
    });
  it.each<[string, Book, object | undefined]>([
    ['nothing wrong', table({}), undefined],
    ['width', table({ area: 'A1:C2' }), { reason: 'width' }],
    ['no rows', table({ area: 'A1:B1' }), { reason: 'no-rows' }],
    ['no rows beside totals', table({ totalsRow: true }), { reason: 'no-rows' }],
    ['column twice', table({ columns: [{ name: 'a' }, { name: 'A' }] }), { reason: 'column-duplicate' }],
    ['header differs', table({}, [text(1, 1, 'a'), text(1, 2, 'c')]), { reason: 'header-cell', column: 'b' }],
    ['header missing', table({}, []), { reason: 'header-cell', column: 'a' }],
    [
      'total missing',
      table({
        area: 'A1:B3',
        totalsRow: true,
        columns: [{ name: 'a' }, { name: 'b', totalsFunction: 'sum' }],
      }),
      { reason: 'totals-cell', column: 'b' },
    ],
    ['name', table({ name: 'T1' }), { code: 'name-invalid' }],
  ])('is refused, a table: %s', (_, given, expected) => {
    if (expected === undefined) expect(problem(given)).toBeUndefined();
    else expect(problem(given)).toMatchObject(expected);
  });

  it('refuses a table over a merged area', () => {
    expect(
      problem({ ...table({}), sheets: table({}).sheets.map((sheet) => ({ ...sheet, merges: ['B2:C2'] })) }),
    ).toMatchObject({
      code: 'areas-overlap',
    });
  });

  const series = { name: { text: 'x' }, categories: 'One!A1:B1', values: 'One!A2:B2' };
  const chart = (change: Partial<Chart>): Book =>
    book({ charts: [{ area: 'A5:F20', plots: [{ kind: 'column', series: [series] }], ...change }] });
  it.each<[string, Book, object | undefined]>([
    ['nothing wrong', chart({}), undefined],
    [
      'no series',
      chart({ plots: [{ kind: 'line', series: [] }] }),
      { code: 'chart-invalid', reason: 'no-series' },
    ],
    [
      'bar with line',
      chart({
        plots: [
          { kind: 'bar', series: [series] },
          { kind: 'line', series: [series] },
        ],
      }),
      { reason: 'bar-with-other' },
    ],
    [
      'only secondary',
      chart({ plots: [{ kind: 'line', secondary: true, series: [series] }] }),
      { reason: 'secondary-only' },
    ],
    [
      'a block',
      chart({ plots: [{ kind: 'line', series: [{ ...series, values: 'One!A1:B2' }] }] }),
      { reason: 'not-a-line' },
    ],
    [
      'lengths',
      chart({ plots: [{ kind: 'line', series: [{ ...series, values: 'One!A1:C1' }] }] }),
      { reason: 'length' },
    ],
    [
      'no such sheet',
      chart({ plots: [{ kind: 'line', series: [{ ...series, values: 'Two!A1:B1' }] }] }),
      { code: 'sheet-unknown', sheet: 'Two' },
    ],
    [
      'no sheet',
      chart({ plots: [{ kind: 'line', series: [{ ...series, values: 'A1:B1' }] }] }),
      { code: 'reference-invalid' },
    ],
  ])('is refused, a chart: %s', (_, given, expected) => {
    if (expected === undefined) expect(problem(given)).toBeUndefined();
    else expect(problem(given)).toMatchObject(expected);
  });
});

requireAll(missingForSchemas(), 'things')('the schemas of ECMA-376', () => {
  it('find no fault in any part', () => {
    const report = validateParts(writeBook(sampleBook));
    expect(report.errors).toEqual([]);
    expect(report.checked.length).toBeGreaterThan(20);
  });

  it('find no fault in the smallest book, nor in other settings', () => {
    expect(validateParts(writeBook(book({}))).errors).toEqual([]);
    const other = book(
      {
        name: 'Two',
        view: { frozenColumns: 2 },
        print: { scale: 80, paper: 'A3', titleColumns: { from: 1, to: 2 } },
        protection: { allow: ['editObjects', 'editScenarios', 'sort', 'autoFilter'] },
        columns: [{ from: 1, width: 3, hidden: true, style: 'x' }],
      },
      {
        styles: {
          x: {
            font: { strike: true, underline: true, name: 'Arial', size: 8.5 },
            alignment: { rotation: -45, horizontal: 'center', shrinkToFit: true },
            border: { left: { line: 'double' }, right: { line: 'hair', color: '123456' } },
            formulaHidden: true,
          },
        },
      },
    );
    expect(validateParts(writeBook(other)).errors).toEqual([]);
  });

  it('do find a fault that is there', () => {
    const xml = sheetXml({}).replace('<sheetData/>', '<sheetData/><sheetData/>');
    const parts = {
      ...unzipSync(writeBook(book({}))),
      'xl/worksheets/sheet1.xml': new TextEncoder().encode(xml),
    };
    expect(validateParts(zipSync(parts)).errors.join('\n')).toContain('sheetData');
  });
});
