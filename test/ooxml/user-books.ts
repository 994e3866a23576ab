import { unzipSync } from 'fflate';
import type { Book, Cell, Sheet } from '../../src/ooxml/index.ts';
import { packParts, writeBook } from '../../src/ooxml/index.ts';

export const text = (row: number, column: number, value: string, style?: string): Cell => ({
  kind: 'text',
  row,
  column,
  value,
  style,
});
export const number = (row: number, column: number, value: number, style?: string): Cell => ({
  kind: 'number',
  row,
  column,
  value,
  style,
});
export const formula = (
  row: number,
  column: number,
  source: string,
  value?: number | string,
  style?: string,
): Cell => ({ kind: 'formula', row, column, formula: source, value, style });

const properties = { created: '2026-08-01T09:30:00Z' };

/** The sheets that a program puts into a file: a table of norms, a calculation with a chart, a mark. */
export function ourBook(norms: readonly (readonly [string, number])[], more: Partial<Book> = {}): Book {
  const last = norms.length + 3;
  const normen: Sheet = {
    name: 'Normen',
    cells: [
      text(1, 1, 'Normen', 'kop'),
      text(3, 1, 'Norm', 'kop'),
      text(3, 2, 'Uren', 'kop'),
      ...norms.flatMap(([name, hours], at) => [text(4 + at, 1, name), number(4 + at, 2, hours, 'invoer')]),
    ],
    columns: [{ from: 1, width: 30 }],
    tables: [{ name: 'Normen_tabel', area: `A3:B${last}`, columns: [{ name: 'Norm' }, { name: 'Uren' }] }],
    validations: [{ areas: `B4:B${last}`, type: 'decimal', operator: 'greaterThanOrEqual', formula1: '0' }],
  };
  const inzet: Sheet = {
    name: 'Inzet',
    cells: [
      text(1, 1, 'Inzet', 'kop'),
      ...norms.flatMap(([name, hours], at) => [
        text(3 + at, 1, name),
        formula(3 + at, 2, `ROUND(Normen!B${4 + at}*Tarief,2)`, hours * 70, 'bedrag'),
      ]),
      text(norms.length + 4, 1, '=totaal'),
      formula(norms.length + 4, 2, `SUM(B3:B${norms.length + 2})`, undefined, 'totaal'),
    ],
    conditionalFormats: [
      {
        areas: `B3:B${norms.length + 2}`,
        rule: { type: 'cellIs', operator: 'lessThan', formula: '0' },
        style: { font: { color: '9C0006' }, numberFormat: '0.000' },
      },
    ],
    charts: [
      {
        area: 'D3:K20',
        name: 'Inzet per norm',
        plots: [
          {
            kind: 'column',
            series: [
              {
                name: { text: 'Inzet' },
                categories: `'Inzet'!$A$3:$A$${norms.length + 2}`,
                values: `'Inzet'!$B$3:$B$${norms.length + 2}`,
              },
            ],
          },
        ],
      },
    ],
    print: { titleRows: { from: 1, to: 1 }, fitToWidth: 1 },
    protection: {},
  };
  return {
    properties,
    styles: {
      kop: { font: { bold: true, color: 'FFFFFF' }, fill: '1F4E6B' },
      invoer: { fill: 'FFF8E1', numberFormat: '0.0', locked: false },
      bedrag: { numberFormat: '#,##0.00' },
      totaal: { font: { bold: true }, numberFormat: '#,##0.00', border: { top: { line: 'thin' } } },
    },
    names: [
      { name: 'Tarief', formula: '70' },
      { name: 'Eerste_norm', formula: "'Normen'!$B$4" },
      { name: 'Merk', formula: '"normen"', sheet: 'Normen' },
      { name: 'Merk', formula: '"inzet"', sheet: 'Inzet' },
    ],
    customXml: [
      {
        itemId: '{6B29FC40-CA47-1067-B31D-00DD010662DA}',
        xml: '<mark xmlns="urn:example:mark" version="1"/>',
      },
    ],
    ...more,
    sheets: more.sheets ?? [normen, inzet],
  };
}

/** Which of a file with `ourBook` in it is ours. */
export const ourMarks = {
  sheets: [{ name: 'Normen' }, { name: 'Inzet' }],
  names: [
    { name: 'Tarief' },
    { name: 'Eerste_norm' },
    { name: 'Merk', sheet: 'Normen' },
    { name: 'Merk', sheet: 'Inzet' },
  ],
  tables: ['Normen_tabel'],
};

/** A user's own book with a bit of everything the writer can make. Nothing in it is ours. */
export function userBook(more: Partial<Book> = {}): Book {
  return {
    properties: { created: '2026-01-01T00:00:00Z', title: 'Eigen werk', creator: 'Gebruiker' },
    defaultFont: { name: 'Arial', size: 10 },
    styles: {
      own: { font: { name: 'Georgia', italic: true }, numberFormat: '0.000', fill: 'E2EFDA' },
      date: { numberFormat: 'yyyy-mm-dd' },
    },
    names: [
      { name: 'Eigen_naam', formula: "'Mijn blad'!$B$2" },
      { name: 'Merk', formula: "'Mijn blad'!$A$1", sheet: 'Mijn blad' },
      { name: 'Merk', formula: '"los"', sheet: 'Notities' },
    ],
    activeSheet: 'Notities',
    sheets: [
      {
        name: 'Mijn blad',
        cells: [
          text(1, 1, 'Post', 'own'),
          text(1, 2, 'Bedrag', 'own'),
          text(2, 1, 'Huur'),
          number(2, 2, 1200.5, 'own'),
          text(3, 1, 'Reis'),
          number(3, 2, 310),
          formula(4, 2, 'SUM(Posten[Bedrag])', 1510.5, 'own'),
          number(5, 1, 46000, 'date'),
        ],
        tables: [{ name: 'Posten', area: 'A1:B3', columns: [{ name: 'Post' }, { name: 'Bedrag' }] }],
        validations: [{ areas: 'D1', type: 'list', formula1: '"ja,nee"' }],
        conditionalFormats: [
          {
            areas: 'B2:B3',
            rule: { type: 'expression', formula: 'B2>1000' },
            style: { fill: 'FFC7CE' },
          },
        ],
        charts: [
          {
            area: 'E1:K12',
            plots: [
              {
                kind: 'bar',
                series: [
                  {
                    name: { text: 'Bedrag' },
                    categories: "'Mijn blad'!$A$2:$A$3",
                    values: "'Mijn blad'!$B$2:$B$3",
                  },
                ],
              },
            ],
          },
        ],
      },
      {
        name: 'Notities',
        cells: [text(1, 1, 'Huur'), formula(2, 1, 'Eigen_naam*2', 2401)],
        print: { area: 'A1:B9' },
      },
    ],
    ...more,
  };
}

/** Parts changed by hand: text for a new or other part, a function to change one, null to leave one out. */
export type PartChanges = Readonly<Record<string, string | ((text: string) => string) | null>>;

export function withParts(bytes: Uint8Array, changes: PartChanges): Uint8Array {
  const parts = new Map(Object.entries(unzipSync(bytes)).filter(([path]) => !path.endsWith('/')));
  for (const [path, change] of Object.entries(changes)) {
    const before = parts.get(path);
    if (change === null) parts.delete(path);
    else if (typeof change === 'string') parts.set(path, new TextEncoder().encode(change));
    else {
      if (before === undefined) throw new Error(`no part ${path}`);
      const old = new TextDecoder().decode(before);
      const now = change(old);
      if (now === old) throw new Error(`nothing changed in ${path}`);
      parts.set(path, new TextEncoder().encode(now));
    }
  }
  return packParts([...parts].map(([path, content]) => ({ path, bytes: content })));
}

const CONTENT = 'application/vnd.openxmlformats-officedocument';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** What the writer does not make: a note, a picture of unknown kind, a calculation chain, a part nobody knows. */
export function withForeignParts(bytes: Uint8Array): Uint8Array {
  return withParts(bytes, {
    'xl/comments1.xml': `<comments xmlns="${MAIN}"><authors><author>Gebruiker</author></authors><commentList><comment ref="B2" authorId="0"><text><t>Let op</t></text></comment></commentList></comments>`,
    'xl/drawings/vmlDrawing1.vml':
      '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="_x0000_s1025" type="#_x0000_t202" style="visibility:hidden"><br>not XML<x:ClientData ObjectType="Note"><x:Row>1</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>',
    'xl/worksheets/_rels/sheet2.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="c" Type="${RELATIONS}/comments" Target="../comments1.xml"/><Relationship Id="v" Type="${RELATIONS}/vmlDrawing" Target="/xl/drawings/vmlDrawing1.vml"/></Relationships>`,
    'xl/worksheets/sheet2.xml': (sheet) =>
      sheet.replace(
        '</worksheet>',
        '<legacyDrawing r:id="v"/><extLst><ext uri="{X}"><a xmlns="urn:x"/></ext></extLst></worksheet>',
      ),
    'xl/calcChain.xml': `<calcChain xmlns="${MAIN}"><c r="B4" i="1"/></calcChain>`,
    'unknown/thing.bin': '\u0001\u0002 not XML at all',
    '[Content_Types].xml': (types) =>
      types.replace(
        '</Types>',
        `<Default Extension="vml" ContentType="${CONTENT}.vmlDrawing"/><Default Extension="bin" ContentType="application/octet-stream"/><Override PartName="/xl/comments1.xml" ContentType="${CONTENT}.spreadsheetml.comments+xml"/><Override PartName="/xl/calcChain.xml" ContentType="${CONTENT}.spreadsheetml.calcChain+xml"/></Types>`,
      ),
    'xl/_rels/workbook.xml.rels': (relations) =>
      relations.replace(
        '</Relationships>',
        `<Relationship Id="chain" Type="${RELATIONS}/calcChain" Target="/xl/calcChain.xml"/><Relationship Id="thing" Type="urn:thing" Target="../unknown/thing.bin"/></Relationships>`,
      ),
  });
}

/** Each of these parts with a prefix before every element of SpreadsheetML or of the package, as some programs write. */
export function prefixed(bytes: Uint8Array, paths: readonly string[]): Uint8Array {
  const change = (xml: string): string =>
    xml.replace(/<(\/?)(?=[A-Za-z])/g, '<$1x:').replace(/ xmlns="/, ' xmlns:x="');
  return withParts(bytes, Object.fromEntries(paths.map((path) => [path, change])));
}

/** The user's book with ours in it, as one program would write both. */
export function bothInOne(user: Book, ours: Book): Uint8Array {
  return writeBook({
    ...user,
    styles: { ...user.styles, ...ours.styles },
    names: [...(user.names ?? []), ...(ours.names ?? [])],
    customXml: ours.customXml ?? [],
    sheets: [...user.sheets, ...ours.sheets],
  });
}
