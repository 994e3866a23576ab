import fc from 'fast-check';
import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  type Book,
  type Cell,
  cellName,
  MAX_COLUMN,
  MAX_ROW,
  OoxmlError,
  type ReadCell,
  type ReadLimits,
  readBook,
  type Sheet,
  sheetNameFault,
  writeBook,
} from '../../src/ooxml/index.ts';
import { foldCase, forbiddenCodePoint } from '../../src/ooxml/text.ts';
import { type RawEntry, rawZip, smallWorkbook, worksheet } from '../support/zip.ts';
import { sampleBook } from './sample.ts';

function problem(bytes: Uint8Array, limits?: Partial<ReadLimits>): unknown {
  try {
    readBook(bytes, limits);
  } catch (error) {
    if (error instanceof OoxmlError) return error.problem;
    throw error;
  }
  return undefined;
}
const small = (sheet: string, changes?: Parameters<typeof smallWorkbook>[1]): Uint8Array =>
  rawZip(smallWorkbook(sheet, changes));
const cellsOf = (sheet: string, changes?: Parameters<typeof smallWorkbook>[1]): readonly ReadCell[] =>
  readBook(small(sheet, changes)).sheets[0]?.cells ?? [];
const brief = (cell: ReadCell): unknown[] => [
  cellName(cell.row, cell.column),
  cell.type === 'blank' ? undefined : cell.value,
  ...(cell.formula === undefined ? [] : [cell.formula]),
];

// --- what was written comes back ---

const text = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      '=1+1',
      '-',
      '@x',
      '+',
      ' a ',
      '\n',
      '\t',
      '\r\n',
      '_x0041_',
      '_x000D_',
      '_x005F_x0041_',
      '&amp;',
      '<t>',
      ']]>',
      '__proto__',
      '',
    ),
  )
  .filter((value) => forbiddenCodePoint(value) === undefined);
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat({ max: 99 }))
    .map(([whole, cents]) => `${whole}.${String(cents).padStart(2, '0')}`),
);
const formula = fc
  .tuple(fc.constantFrom('SUM(A1:B2)', "'a''b'!C3", 'T[[#This Row],[x]]', '1', 'IF(A1<B1,1,2)'), text)
  .map(([start, end]) => `${start}&"${end.replaceAll('"', '""').replaceAll('\r', '').replaceAll('_x', '')}"`);
const content = fc.oneof(
  number.map((value) => ({ kind: 'number', value }) as const),
  text.map((value) => ({ kind: 'text', value }) as const),
  fc.boolean().map((value) => ({ kind: 'boolean', value }) as const),
  fc.constant({ kind: 'blank' } as const),
  fc
    .tuple(
      formula,
      fc.option(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), text, fc.boolean()), {
        nil: undefined,
      }),
    )
    .map(([given, value]) => ({ kind: 'formula', formula: given, value }) as const),
);
const coordinate = (max: number) => fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max }));
const cell = fc
  .tuple(
    coordinate(MAX_ROW),
    coordinate(MAX_COLUMN),
    content,
    fc.option(fc.constantFrom('a', 'b', 'toString'), { nil: undefined }),
  )
  .map(([row, column, what, style]): Cell => ({ row, column, style, ...what }));
const sheetName = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
    fc.constantFrom('__proto__', 'constructor', "a'b", 'A & <B>'),
  )
  .filter((name) => sheetNameFault(name) === undefined && forbiddenCodePoint(name) === undefined);
const sheet = fc
  .tuple(sheetName, fc.uniqueArray(cell, { maxLength: 25, selector: (one) => `${one.row} ${one.column}` }))
  .map(([name, cells]): Sheet => ({ name, cells }));
const styles = {
  a: { numberFormat: '#,##0.00', locked: false },
  b: { numberFormat: '0.0" x"', font: { bold: true } },
  toString: { fill: 'FFFFFF' },
};
const book = fc
  .uniqueArray(sheet, { minLength: 1, maxLength: 3, selector: (one) => foldCase(one.name) })
  .map((sheets): Book => ({ properties: { created: '2026-08-01T09:30:00Z' }, styles, sheets }));

/** What the reader should make of a cell. */
function expected(one: Cell): unknown {
  const style = one.style === undefined ? undefined : styles[one.style as 'a' | 'b'];
  const base = {
    row: one.row,
    column: one.column,
    numberFormat:
      'numberFormat' in (style ?? {}) ? (style as { numberFormat: string }).numberFormat : 'General',
    locked: !(style !== undefined && 'locked' in style),
    quotePrefix: one.kind === 'text' && /^[=+\-@]/.test(one.value),
    formula: one.kind === 'formula' ? one.formula : undefined,
  };
  if (one.kind === 'blank') return { ...base, type: 'blank' };
  const value = one.kind === 'formula' && typeof one.value === 'object' ? one.value.decimal : one.value;
  if (value === undefined) return { ...base, type: 'blank' };
  if (one.kind === 'number' || typeof value === 'number') {
    return { ...base, type: 'number', value: Number(value) === 0 ? 0 : Number(value) };
  }
  return { ...base, type: typeof value === 'boolean' ? 'boolean' : 'text', value };
}

function found(one: ReadCell): unknown {
  return {
    row: one.row,
    column: one.column,
    numberFormat: one.style.numberFormat,
    locked: one.style.locked,
    quotePrefix: one.style.quotePrefix,
    formula: one.formula,
    type: one.type,
    ...(one.type === 'blank' ? {} : { value: one.value === 0 ? 0 : one.value }),
  };
}

describe('a book that was written', () => {
  it('is read back the same, whatever is in it', () => {
    fc.assert(
      fc.property(book, (given) => {
        const back = readBook(writeBook(given));
        expect(back.sheets.map((one) => one.name)).toEqual(given.sheets.map((one) => one.name));
        for (const [at, one] of given.sheets.entries()) {
          const cells = [...one.cells].sort((a, b) => a.row - b.row || a.column - b.column);
          expect(back.sheets[at]?.cells.map(found)).toEqual(cells.map(expected));
          for (const [place, number] of cells.entries()) {
            const read = back.sheets[at]?.cells[place];
            if (number.kind === 'number' && typeof number.value === 'string' && read?.type === 'number') {
              expect(read.text).toBe(number.value);
            }
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('keeps names, tables, merged areas, custom XML and properties', () => {
    const back = readBook(writeBook(sampleBook));
    const [data, charts] = back.sheets;
    expect(back.names.map((name) => [name.name, name.sheet, name.formula])).toEqual([
      ['_xlnm.Print_Area', "Cost's & cover", "'Cost''s & cover'!$A$1:$F$22,'Cost''s & cover'!$A$24:$F$25"],
      ['_xlnm.Print_Titles', "Cost's & cover", "'Cost''s & cover'!$A:$A,'Cost''s & cover'!$1:$1"],
      ['Items', undefined, "'Cost''s & cover'!$A$2:$A$4"],
      ['Rate', undefined, '0.0425'],
      ['Sign', 'Charts', '"x"'],
      ['Sign', "Cost's & cover", "'Cost''s & cover'!$A$1"],
    ]);
    expect(data?.tables).toEqual([
      {
        name: 'Costs',
        part: 'xl/tables/table1.xml',
        area: { top: 1, left: 1, bottom: 5, right: 6 },
        headerRows: 1,
        totalsRows: 1,
        columns: [
          ...['Item', '2026/27', '2027/28', '2028/29', '2029/30'].map((name) => ({
            name,
            formula: undefined,
          })),
          { name: 'Total', formula: 'ROUND(SUM(Costs[[#This Row],[2026/27]:[2029/30]]),2)' },
        ],
      },
    ]);
    expect(data?.merges).toEqual([
      { top: 24, left: 1, bottom: 24, right: 3 },
      { top: 24, left: 5, bottom: 25, right: 6 },
    ]);
    expect([data?.protected, charts?.protected]).toEqual([true, false]);
    expect([data?.part, charts?.part]).toEqual(['xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml']);
    expect(back.customXml).toEqual([
      {
        part: 'customXml/item1.xml',
        itemId: '{6B29FC40-CA47-1067-B31D-00DD010662DA}',
        root: { local: 'mark', uri: 'urn:example:mark' },
        xml: sampleBook.customXml?.[0]?.xml,
      },
    ]);
    expect(back.properties).toEqual({
      title: 'Sample <book>',
      creator: 'Tester',
      created: '2026-08-01T09:30:00Z',
    });
    expect([back.fullCalcOnLoad, back.date1904]).toEqual([true, false]);
  });
});

// --- files of others ---

describe('a file of another program', () => {
  it('may prefix everything', () => {
    const sheetText = `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c><x:c r="C2"><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
    expect(cellsOf(sheetText).map(brief)).toEqual([
      ['B2', 'a'],
      ['C2', 2, '1+1'],
    ]);
  });

  it('may leave out addresses, and may follow the strict variant', () => {
    const sheetText = `<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData><row><c><v>1</v></c><c/><c t="b"><v>1</v></c></row><row r="7"><c r="C7"><v>2</v></c><c><v>3</v></c></row></sheetData></worksheet>`;
    expect(cellsOf(sheetText).map(brief)).toEqual([
      ['A1', 1],
      ['B1', undefined],
      ['C1', true],
      ['C7', 2],
      ['D7', 3],
    ]);
  });

  it('expands shared formulas, and tells array formulas', () => {
    const rows =
      '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1*$C$1+SUM(D:D)</f><v>1</v></c><c r="E1"><f t="array" ref="E1:E2">B1:B2*2</f><v>5</v></c></row>' +
      '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c><c r="F2"><f t="dataTable" ref="F2:F3" dt2D="0" r1="A1"/><v>6</v></c></row><row r="3"><c r="A3"><f t="shared" si="0"></f></c></row>';
    const cells = cellsOf(worksheet(rows));
    expect(cells.map(brief)).toEqual([
      ['A1', 1, 'B1*$C$1+SUM(D:D)'],
      ['E1', 5, 'B1:B2*2'],
      ['A2', 2, 'B2*$C$1+SUM(D:D)'],
      ['F2', 6, ''],
      ['A3', undefined, 'B3*$C$1+SUM(D:D)'],
    ]);
    expect(cells.map((one) => one.formulaKind)).toEqual([
      undefined,
      'array',
      undefined,
      'dataTable',
      undefined,
    ]);
    expect(cells[1]?.formulaArea).toEqual({ top: 1, left: 5, bottom: 2, right: 5 });
  });

  it('may hold rich text, readings, errors and dates', () => {
    const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s1" Type="t/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="s2" Type="t/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`;
    const strings = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><rPr><b/></rPr><t>a</t></r><r><t xml:space="preserve"> b</t></r><rPh sb="0" eb="1"><t>NO</t></rPh></si><si/><si><t>_x000D_&#10;_x005F_x000D_</t></si></sst>`;
    const rows =
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E1" t="d"><v>2026-08-01</v></c><c r="F1"><v>1.5E-3</v></c><c r="G1" t="str"><f>""</f><v></v></c></row>';
    const cells = cellsOf(worksheet(rows), {
      'xl/_rels/workbook.xml.rels': rels,
      'xl/sharedStrings.xml': strings,
    });
    expect(cells.map((one) => [one.type, one.type === 'blank' ? undefined : one.value])).toEqual([
      ['text', 'a b'],
      ['text', ''],
      ['text', '\r\n_x000D_'],
      ['error', '#DIV/0!'],
      ['date', '2026-08-01'],
      ['number', 0.0015],
      ['text', ''],
    ]);
  });

  it('may be in UTF-16, with extensions and alternatives inside', () => {
    const main = worksheet(
      '<row r="1"><c r="A1" t="inlineStr"><is><t>é</t></is></c></row>',
      '<extLst><ext uri="x"><y xmlns="z"><sheetData/></y></ext></extLst>',
    );
    const utf16 = new Uint8Array(
      Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-16"?>${main}`, 'utf16le'),
    );
    expect(cellsOf('', { 'xl/worksheets/sheet1.xml': utf16 }).map(brief)).toEqual([['A1', 'é']]);
  });

  it('finds parts whatever the case of their names', () => {
    const entries = smallWorkbook(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')).map((entry) => ({
      ...entry,
      path: entry.path.replace('sheet1', 'Sheet1'),
    }));
    expect(readBook(rawZip(entries)).sheets[0]?.cells.map(brief)).toEqual([['A1', 1]]);
  });

  it('may order its cells as it likes, but not fill one twice', () => {
    const row = (cells: string): string => worksheet(`<row r="2">${cells}</row><row r="1"><c r="A1"/></row>`);
    expect(cellsOf(row('<c r="C2"/><c r="A2"/>')).map(brief)).toEqual([
      ['C2', undefined],
      ['A2', undefined],
      ['A1', undefined],
    ]);
    expect(problem(small(row('<c r="C2"/><c r="A2"/><c r="C2"/>')))).toMatchObject({
      code: 'cell-duplicate',
      cell: 'C2',
    });
  });
});

// --- files that are refused ---

const relsOf = (...targets: readonly [string, string, string][]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets.map(([id, type, target]) => `<Relationship Id="${id}" Type="t/${type}" Target="${target}"/>`).join('')}</Relationships>`;
const oneCell = (inner: string): Uint8Array => small(worksheet(`<row r="1">${inner}</row>`));
const ole = (more: Uint8Array): Uint8Array =>
  new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(100), ...more]);

describe('a file is refused', () => {
  it.each<[string, Uint8Array, object]>([
    ['empty', new Uint8Array(0), { code: 'file-not-zip' }],
    ['text', new TextEncoder().encode('naam;bedrag\n'), { code: 'file-not-zip' }],
    [
      'encrypted',
      ole(new Uint8Array(Buffer.from('EncryptedPackage', 'utf16le'))),
      { code: 'file-encrypted' },
    ],
    ['old binary', ole(new Uint8Array(Buffer.from('Workbook', 'utf16le'))), { code: 'file-legacy' }],
    ['encrypted entries', rawZip([{ path: 'a', content: 'x', flags: 1 }]), { code: 'file-encrypted' }],
    ['cut off', writeBook(sampleBook).subarray(0, 9_000), { code: 'file-truncated' }],
    ['only two letters', new Uint8Array([0x50, 0x4b]), { code: 'file-truncated' }],
    ['empty zip', rawZip([]), { code: 'part-missing', part: '[Content_Types].xml' }],
    ['another zip', rawZip([{ path: 'readme.txt', content: 'x' }]), { code: 'part-missing' }],
    ['no relationships', small('', { '_rels/.rels': null }), { code: 'not-a-workbook' }],
    [
      'no workbook',
      small('', { 'xl/workbook.xml': null }),
      { code: 'part-missing', part: 'xl/workbook.xml' },
    ],
    [
      'no sheet part',
      small('', { 'xl/worksheets/sheet1.xml': null }),
      { code: 'part-missing', part: 'xl/worksheets/sheet1.xml' },
    ],
    [
      'a text document',
      small('', { 'xl/workbook.xml': '<document xmlns="urn:w"/>' }),
      { code: 'not-a-workbook' },
    ],
    [
      'no sheet relationship',
      small('', { 'xl/_rels/workbook.xml.rels': relsOf() }),
      { code: 'relationship-missing', id: 's1' },
    ],
    ['path up', rawZip([{ path: '../a', content: 'x' }]), { code: 'part-name-invalid' }],
    ['path from the root', rawZip([{ path: '/etc/passwd', content: 'x' }]), { code: 'part-name-invalid' }],
    ['Windows path', rawZip([{ path: 'C:\\a', content: 'x' }]), { code: 'part-name-invalid' }],
    [
      'same part twice',
      rawZip([
        { path: 'a.xml', content: 'x' },
        { path: 'A.XML', content: 'y' },
      ]),
      { code: 'part-duplicate', part: 'A.XML' },
    ],
    [
      'wrong checksum',
      rawZip([{ path: 'a', content: 'x', crc: 1 }]),
      { code: 'file-damaged', reason: 'checksum' },
    ],
    ['strange method', rawZip([{ path: 'a', content: 'x', method: 12 }]), { code: 'file-damaged' }],
    [
      'broken data',
      rawZip([{ path: 'a', content: 'xyz', packed: new Uint8Array([255, 255, 255]) }]),
      { code: 'file-damaged' },
    ],
    ['malformed', small('<worksheet'), { code: 'xml-malformed', part: 'xl/worksheets/sheet1.xml' }],
    ['DTD', small(`<!DOCTYPE a [<!ENTITY b "c">]>${worksheet('')}`), { code: 'xml-doctype' }],
    [
      'not UTF-8',
      small('', { 'xl/worksheets/sheet1.xml': new Uint8Array([0x3c, 0x61, 0x3e, 0xff]) }),
      { code: 'xml-encoding' },
    ],
    [
      'another encoding',
      small(`<?xml version="1.0" encoding="windows-1252"?>${worksheet('')}`),
      { code: 'xml-encoding' },
    ],
    ['other root', small('<a/>'), { code: 'xml-unexpected' }],
    ['two sheetData', small(worksheet('', '<sheetData/>')), { code: 'xml-unexpected' }],
    [
      'far cell',
      oneCell('<c r="A99999999999"/>'),
      { code: 'reference-out-of-bounds', reference: 'A99999999999' },
    ],
    ['far column', oneCell('<c r="XFE1"/>'), { code: 'reference-out-of-bounds' }],
    ['endless column', oneCell(`<c r="${'Z'.repeat(500)}1"/>`), { code: 'reference-out-of-bounds' }],
    ['far row', small(worksheet('<row r="1048577"/>')), { code: 'reference-out-of-bounds' }],
    ['row 0', small(worksheet('<row r="0"/>')), { code: 'reference-out-of-bounds' }],
    ['cell of another row', oneCell('<c r="A2"/>'), { code: 'reference-invalid' }],
    ['no address', oneCell('<c r="$A1"/>'), { code: 'reference-invalid' }],
    [
      'far merge',
      small(worksheet('', '<mergeCells><mergeCell ref="A1:XFD1048577"/></mergeCells>')),
      { code: 'reference-out-of-bounds' },
    ],
    ['no number', oneCell('<c r="A1"><v>1,5</v></c>'), { code: 'cell-value-invalid', cell: 'A1' }],
    ['infinite', oneCell('<c r="A1"><v>1e999</v></c>'), { code: 'cell-value-invalid' }],
    ['hexadecimal', oneCell('<c r="A1"><v>0x10</v></c>'), { code: 'cell-value-invalid' }],
    [
      'no such string',
      oneCell('<c r="A1" t="s"><v>0</v></c>'),
      { code: 'shared-string-missing', cell: 'A1' },
    ],
    [
      'no such shared formula',
      oneCell('<c r="A1"><f t="shared" si="9"/></c>'),
      { code: 'shared-formula-missing' },
    ],
    ['unknown type', oneCell('<c r="A1" t="q"><v>1</v></c>'), { code: 'cell-value-invalid' }],
    [
      'no table',
      small(worksheet('', '<tableParts><tablePart r:id="x"/></tableParts>')),
      { code: 'relationship-missing' },
    ],
    [
      'table width',
      small(worksheet('', '<tableParts><tablePart r:id="x"/></tableParts>'), {
        'xl/worksheets/_rels/sheet1.xml.rels': relsOf(['x', 'table', '../tables/t.xml']),
        'xl/tables/t.xml':
          '<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" displayName="T" ref="A1:XFD1048576"/>',
      }),
      { code: 'xml-unexpected' },
    ],
  ])('%s', (_, bytes, expectedProblem) => {
    expect(problem(bytes)).toMatchObject(expectedProblem);
  });

  it('that is larger than allowed, before and after unzipping', () => {
    const bytes = writeBook(sampleBook);
    expect(problem(bytes, { maxFileBytes: 1_000 })).toEqual({
      code: 'file-too-large',
      bytes: bytes.length,
      limit: 1_000,
    });
    expect(problem(bytes, { maxBytes: 10_000 })).toMatchObject({ code: 'too-many-bytes', limit: 10_000 });
    expect(problem(bytes, { maxParts: 5 })).toMatchObject({ code: 'too-many-parts', limit: 5 });
    expect(problem(bytes, { maxCells: 20 })).toMatchObject({ code: 'too-many-cells', limit: 20 });
    expect(problem(bytes, { maxItems: 3 })).toMatchObject({ code: 'too-many-items' });
  });

  it('that unzips to 300 MB, at once', () => {
    const packed = deflateSync(new Uint8Array(300 * 1024 * 1024), { level: 1 });
    const entry: RawEntry = { path: 'a', content: '', packed, size: 300 * 1024 * 1024 };
    const start = performance.now();
    expect(problem(rawZip([entry]))).toMatchObject({ code: 'too-many-bytes' });
    // The header lies: it says ten bytes.
    expect(problem(rawZip([{ ...entry, size: 10 }]))).toMatchObject({ code: 'file-damaged', reason: 'size' });
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('that wastes time: millions of empty blocks', () => {
    const blocks = new Uint8Array(5 * 1_000_000 + 5);
    for (let at = 0; at < 1_000_000; at++) blocks.set([0, 0, 0, 255, 255], at * 5);
    blocks.set([1, 0, 0, 255, 255], 5_000_000);
    const start = performance.now();
    expect(problem(rawZip([{ path: 'a', content: '', packed: blocks }]))).toMatchObject({
      code: 'file-damaged',
    });
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('that shares one long formula among many cells', () => {
    const cells = Array.from(
      { length: 2_000 },
      (_, at) => `<row r="${at + 2}"><c r="A${at + 2}"><f t="shared" si="0"/></c></row>`,
    ).join('');
    const first = `<row r="1"><c r="A1"><f t="shared" si="0">B1${'+1'.repeat(4_000)}</f></c></row>`;
    expect(problem(small(worksheet(first + cells)), { maxSharedFormulaText: 1_000_000 })).toMatchObject({
      code: 'too-much-formula-text',
    });
  });

  it('that is deep', () => {
    expect(problem(small(worksheet('<a>'.repeat(100_000) + '</a>'.repeat(100_000))))).toMatchObject({
      code: 'xml-malformed',
      reason: 'too deep',
    });
    expect(problem(small(worksheet('<a>'.repeat(9_000) + '</a>'.repeat(9_000))))).toBeUndefined();
  });
});

describe('sheets and their parts', () => {
  const workbook = (sheets: string): string =>
    `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${sheets}</sheets></workbook>`;

  it('a part under two names is refused', () => {
    const two = workbook('<sheet name="a" sheetId="1" r:id="s1"/><sheet name="b" sheetId="2" r:id="s1"/>');
    expect(problem(small(worksheet(''), { 'xl/workbook.xml': two }))).toMatchObject({
      code: 'part-duplicate',
    });
  });

  it('a sheet without a part, or of another kind, is listed without cells', () => {
    const three = workbook(
      '<sheet name="a" sheetId="1" r:id="s1"/><sheet name="b" sheetId="2"/><sheet name="c" sheetId="3" state="veryHidden" r:id="s3"/>',
    );
    const back = readBook(
      small(worksheet('<row r="1"><c r="A1"/></row>'), {
        'xl/workbook.xml': three,
        'xl/_rels/workbook.xml.rels': relsOf(
          ['s1', 'worksheet', 'worksheets/sheet1.xml'],
          ['s3', 'chartsheet', 'chartsheets/sheet1.xml'],
        ),
      }),
    );
    expect(back.sheets.map((one) => [one.name, one.kind, one.state, one.part, one.cells.length])).toEqual([
      ['a', 'worksheet', 'visible', 'xl/worksheets/sheet1.xml', 1],
      ['b', 'other', 'visible', '', 0],
      ['c', 'other', 'veryHidden', 'xl/chartsheets/sheet1.xml', 0],
    ]);
  });
});

describe('names like __proto__', () => {
  it('pollute nothing', () => {
    const workbook = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="__proto__" sheetId="__proto__" r:id="__proto__"/></sheets><definedNames><definedName name="__proto__">1</definedName><definedName name="constructor">2</definedName></definedNames></workbook>`;
    const bytes = small(
      worksheet(
        '<row r="1"><c r="A1"><f t="shared" si="__proto__">1</f></c><c r="B1"><f t="shared" si="__proto__"/></c></row>',
      ),
      {
        'xl/workbook.xml': workbook,
        'xl/_rels/workbook.xml.rels': relsOf(['__proto__', 'worksheet', 'worksheets/sheet1.xml']),
        'docProps/core.xml': '<p><__proto__>x</__proto__><polluted>y</polluted></p>',
        '_rels/.rels': relsOf(
          ['a', 'officeDocument', 'xl/workbook.xml'],
          ['b', 'core-properties', 'docProps/core.xml'],
        ),
        __proto__x: 'y',
      },
    );
    const back = readBook(bytes);
    expect(back.sheets[0]?.name).toBe('__proto__');
    expect(back.names.map((name) => name.name)).toEqual(['__proto__', 'constructor']);
    expect(back.sheets[0]?.cells.map((one) => one.formula)).toEqual(['1', '1']);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('damage by chance', () => {
  const whole = writeBook(sampleBook);

  it('cut anywhere: a typed error', () => {
    fc.assert(
      fc.property(fc.nat({ max: whole.length - 1 }), (length) => {
        expect(problem(whole.subarray(0, length))).toHaveProperty('code');
      }),
      { numRuns: 300 },
    );
  });

  it('bytes changed anywhere in the file: a typed error, or the same book', () => {
    const good = JSON.stringify(readBook(whole).sheets);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 1, max: 255 })), {
          minLength: 1,
          maxLength: 4,
        }),
        (flips) => {
          const bytes = whole.slice();
          for (const [at, mask] of flips) bytes[at] = (bytes[at] as number) ^ mask;
          try {
            expect(JSON.stringify(readBook(bytes).sheets)).toBe(good);
          } catch (error) {
            expect(error).toBeInstanceOf(OoxmlError);
          }
        },
      ),
      { numRuns: 600 },
    );
  });

  it('characters changed inside a part, properly packed again: a typed error or a book', () => {
    const rels = relsOf(['s1', 'worksheet', 'worksheets/sheet1.xml'], ['s2', 'styles', 'styles.xml']);
    const parts: Record<string, string> = {
      'xl/worksheets/sheet1.xml': worksheet(
        '<row r="1" ht="3"><c r="A1" s="1"><f t="shared" ref="A1:A2" si="0">B1</f><v>1</v></c></row><row r="2"><c r="A2" t="str"><f t="shared" si="0"/><v>x&amp;y</v></c></row>',
        '<mergeCells><mergeCell ref="C1:D2"/></mergeCells>',
      ),
      'xl/styles.xml':
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf/><xf numFmtId="4"><protection locked="0"/></xf></cellXfs></styleSheet>',
      'xl/_rels/workbook.xml.rels': rels,
    };
    const alphabet = fc.constantFrom(
      '<',
      '>',
      '/',
      '"',
      '=',
      '&',
      ';',
      '0',
      '9',
      'A',
      ' ',
      '\u0000',
      ':',
      '-',
      'é',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(parts)),
        fc.array(fc.tuple(fc.nat({ max: 600 }), alphabet, fc.nat({ max: 3 })), {
          minLength: 1,
          maxLength: 5,
        }),
        (path, edits) => {
          let content = parts[path] as string;
          for (const [at, piece, cut] of edits) {
            const place = at % content.length;
            content = content.slice(0, place) + piece + content.slice(place + cut);
          }
          problem(small('', { ...parts, [path]: content }));
        },
      ),
      { numRuns: 1_500 },
    );
  });
});
