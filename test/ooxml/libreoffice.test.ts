import { expect, it } from 'vitest';
import {
  type Book,
  type Cell,
  cellIndex,
  type ReadCell,
  readBook,
  writeBook,
} from '../../src/ooxml/index.ts';
import { convert, pagesAsPng } from '../support/libreoffice.ts';
import { requireProgram } from '../support/programs.ts';
import { sampleBook } from './sample.ts';

const cellValue = (cell: ReadCell | undefined): unknown =>
  cell === undefined || cell.type === 'blank' ? undefined : cell.value;

function written(cell: Cell): unknown {
  if (cell.kind === 'blank') return undefined;
  if (cell.kind === 'number') return Number(cell.value);
  // LibreOffice ends its lines with a line feed only.
  if (cell.kind === 'text') return cell.value.replaceAll('\r\n', '\n');
  return typeof cell.value === 'object' ? Number(cell.value.decimal) : cell.value;
}

requireProgram('soffice')('LibreOffice', () => {
  const back = readBook(convert(writeBook(sampleBook), 'xlsx'));

  it('reads the cells that were written, and calculates the same', () => {
    expect(back.sheets.map((sheet) => sheet.name)).toEqual(sampleBook.sheets.map((sheet) => sheet.name));
    for (const [at, sheet] of sampleBook.sheets.entries()) {
      const found = cellIndex(back.sheets[at] as (typeof back.sheets)[number]);
      for (const cell of sheet.cells) {
        const label = `${sheet.name} ${cell.row},${cell.column}`;
        expect([label, cellValue(found(cell.row, cell.column))]).toEqual([label, written(cell)]);
        if (cell.kind === 'formula') expect(found(cell.row, cell.column)?.formula).toBe(cell.formula);
        if (cell.kind === 'text') expect(found(cell.row, cell.column)?.formula).toBeUndefined();
      }
    }
  });

  it('keeps names, tables, merged areas, protection and styles', () => {
    const sheet = back.sheets[0] as (typeof back.sheets)[number];
    expect(
      back.names.filter((name) => name.name === 'Sign').map((name) => [name.sheet, name.formula]),
    ).toEqual([
      ["Cost's & cover", "'Cost''s & cover'!$A$1"],
      ['Charts', '"x"'],
    ]);
    expect(back.names.find((name) => name.name === 'Rate')?.formula).toBe('0.0425');
    expect(sheet.tables.map((table) => [table.name, table.columns.length, table.totalsRows])).toEqual([
      ['Costs', 6, 1],
    ]);
    expect(sheet.merges).toHaveLength(2);
    expect(sheet.protected).toBe(true);
    const input = cellIndex(sheet)(2, 2);
    expect([input?.style.numberFormat, input?.style.locked]).toEqual(['#,##0.00', false]);
  });

  it('carries the custom XML along', () => {
    expect(back.customXml.map((item) => [item.itemId, item.root])).toEqual([
      ['{6B29FC40-CA47-1067-B31D-00DD010662DA}', { local: 'mark', uri: 'urn:example:mark' }],
    ]);
  });

  it('recalculates: a wrong stored value comes back right', () => {
    const poisoned: Book = {
      properties: { created: '2026-08-01T09:30:00Z' },
      sheets: [
        {
          name: 'One',
          cells: [
            { kind: 'number', row: 1, column: 1, value: '20.5' },
            { kind: 'formula', row: 1, column: 2, formula: 'A1*2', value: 999 },
          ],
        },
      ],
    };
    const bytes = writeBook(poisoned);
    expect(cellValue(readBook(bytes).sheets[0]?.cells[1])).toBe(999);
    expect(cellValue(readBook(convert(bytes, 'xlsx')).sheets[0]?.cells[1])).toBe(41);
  });

  it('says so where it could make nothing', () => {
    expect(() => convert(writeBook(sampleBook).subarray(0, 300), 'pdf')).toThrow(/made no pdf/);
  });
});

requireProgram('soffice', 'pdftoppm')('the pages of a book', () => {
  it('are printed as set up: two of the data, one of the charts', () => {
    const pages = pagesAsPng(convert(writeBook(sampleBook), 'pdf', { locale: 'nl-NL' }), 30);
    expect(pages).toHaveLength(3);
  });
});
