import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  type Book,
  type Cell,
  cellIndex,
  OoxmlError,
  type ReadBook,
  type ReadSheet,
  readBook,
  type Sheet,
  type UpdateOptions,
  type UpdateOutcome,
  updateBook,
  writeBook,
} from '../../src/ooxml/index.ts';
import { convert } from '../support/libreoffice.ts';
import { requireAll, requireProgram } from '../support/programs.ts';
import { missingForSchemas, validateParts } from '../support/schemas.ts';
import { rawZip, smallWorkbook, worksheet } from '../support/zip.ts';
import { sampleBook } from './sample.ts';
import {
  bothInOne,
  formula,
  number,
  ourBook,
  ourMarks,
  prefixed,
  text,
  userBook,
  withForeignParts,
  withParts,
} from './user-books.ts';

const norms = [
  ['Begeleiding per student', 40],
  ['Overleg per school', 12.5],
] as const;
const moreNorms = [['Werving per student', 3] as const, ...norms];
const ours = ourBook(norms);
const none: UpdateOptions = { sheets: [] };

/** Parts that list what else is in the file; all others of the user's must be the same bytes. */
const LISTS =
  /^(?:\[Content_Types\]\.xml|xl\/(?:workbook|styles|sharedStrings)\.xml|xl\/_rels\/workbook\.xml\.rels)$/;

const partTextOf = (bytes: Uint8Array, path: string): string =>
  new TextDecoder().decode(unzipSync(bytes)[path]);

function problem(existing: Uint8Array, book: Book = ours, options: UpdateOptions = none): unknown {
  try {
    updateBook(existing, book, options);
  } catch (error) {
    if (error instanceof OoxmlError) return error.problem;
    throw error;
  }
  return undefined;
}

const code = (found: unknown): unknown => (found as { code?: unknown } | undefined)?.code;

/** A sheet without what tells only where it is kept. */
const content = (sheet: ReadSheet | undefined): unknown =>
  sheet === undefined
    ? undefined
    : {
        name: sheet.name,
        kind: sheet.kind,
        state: sheet.state,
        protected: sheet.protected,
        merges: sheet.merges,
        cells: sheet.cells,
        tables: sheet.tables.map(({ part: _, ...table }) => table),
      };
const sheetOf = (book: ReadBook, name: string): ReadSheet | undefined =>
  book.sheets.find((sheet) => sheet.name === name);
const contents = (book: ReadBook, names: readonly string[]): unknown =>
  names.map((name) => content(sheetOf(book, name)));
const tabs = (book: ReadBook): readonly string[] => book.sheets.map((sheet) => sheet.name);
const namesOf = (book: ReadBook): readonly string[] =>
  book.names.map((one) => `${one.sheet ?? ''}!${one.name}=${one.formula}`).sort();

function differences(before: Uint8Array, after: Uint8Array): readonly string[] {
  const [a, b] = [unzipSync(before), unzipSync(after)];
  return Object.keys(a).filter(
    (path) => b[path] === undefined || !Buffer.from(a[path] as Uint8Array).equals(Buffer.from(b[path])),
  );
}

/** The user's side of a file is the same in bytes, or where it is listed, in meaning. */
function expectUsersKept(
  before: Uint8Array,
  outcome: UpdateOutcome,
  ourSheets: readonly string[] = [],
): void {
  const gone = outcome.parts.removed;
  const changed = differences(before, outcome.bytes).filter((path) => !gone.includes(path));
  expect(changed.filter((path) => !LISTS.test(path))).toEqual([]);
  expect(new Set(changed)).toEqual(new Set(outcome.parts.changed));
  const [a, b] = [readBook(before), readBook(outcome.bytes)];
  const theirs = tabs(a).filter((name) => !ourSheets.includes(name));
  expect(contents(b, theirs)).toEqual(contents(a, theirs));
  expect(tabs(b).filter((name) => theirs.includes(name))).toEqual(theirs);
  for (const name of theirs) expect(sheetOf(b, name)?.sheetId).toBe(sheetOf(a, name)?.sheetId);
}

/** What the shared strings say of themselves, and what is so. */
function expectStringsCounted(bytes: Uint8Array): void {
  const parts = unzipSync(bytes);
  const table = parts['xl/sharedStrings.xml'];
  if (table === undefined) return;
  const xml = new TextDecoder().decode(table);
  const uses = Object.entries(parts)
    .filter(([path]) => path.startsWith('xl/worksheets/sheet'))
    .reduce((sum, [, sheet]) => sum + new TextDecoder().decode(sheet).split(' t="s"').length - 1, 0);
  expect(/ count="([0-9]+)"/.exec(xml)?.[1]).toBe(String(uses));
  expect(/uniqueCount="([0-9]+)"/.exec(xml)?.[1]).toBe(String(xml.split(/<(?:x:)?si>/).length - 1));
}

describe('a file that has nothing of ours yet', () => {
  const before = withForeignParts(writeBook(userBook()));
  const outcome = updateBook(before, ours, none);
  const after = readBook(outcome.bytes);

  it('keeps what is the user’s', () => {
    expectUsersKept(before, outcome);
    expectStringsCounted(outcome.bytes);
    expect(outcome.parts.removed).toEqual(['xl/calcChain.xml']);
    expect(outcome.references).toEqual([]);
    expect(outcome.missing).toEqual([]);
    expect(outcome.discarded).toEqual([]);
    expect(outcome.unread).toEqual([]);
  });

  it('has our sheets as if they were written alone', () => {
    const alone = readBook(writeBook(ours));
    expect(contents(after, ['Normen', 'Inzet'])).toEqual(contents(alone, ['Normen', 'Inzet']));
    expect(tabs(after)).toEqual(['Mijn blad', 'Notities', 'Normen', 'Inzet']);
    expect(after.customXml.map((item) => item.itemId)).toEqual(alone.customXml.map((item) => item.itemId));
    expect(after.fullCalcOnLoad).toBe(true);
  });

  it('says the same as a file that was written in one piece', () => {
    const whole = readBook(bothInOne(userBook(), ours));
    expect(contents(after, tabs(whole))).toEqual(contents(whole, tabs(whole)));
    expect(namesOf(after)).toEqual(namesOf(whole));
  });

  it('leaves the user’s tab open, and no second one selected', () => {
    expect(partTextOf(outcome.bytes, 'xl/workbook.xml')).toContain('activeTab="1"');
    for (const sheet of ['Normen', 'Inzet']) {
      const part = sheetOf(after, sheet)?.part ?? '';
      expect(partTextOf(outcome.bytes, part)).not.toContain('tabSelected');
    }
    const first = updateBook(before, ours, { ...none, position: 'first' });
    expect(tabs(readBook(first.bytes))).toEqual(['Normen', 'Inzet', 'Mijn blad', 'Notities']);
    expect(partTextOf(first.bytes, 'xl/workbook.xml')).toContain('activeTab="3"');
    expect(namesOf(readBook(first.bytes))).toEqual(namesOf(after));
  });

  it('has the sheets where they were asked for', () => {
    const at = (position: NonNullable<UpdateOptions['position']>): readonly string[] =>
      tabs(readBook(updateBook(before, ours, { ...none, position }).bytes));
    expect(at({ after: 'mijn BLAD' })).toEqual(['Mijn blad', 'Normen', 'Inzet', 'Notities']);
    expect(at({ before: 'Mijn blad' })).toEqual(['Normen', 'Inzet', 'Mijn blad', 'Notities']);
    expect(problem(before, ours, { ...none, position: { after: 'Weg' } })).toEqual({
      code: 'sheet-unknown',
      sheet: 'Weg',
      where: 'options.position',
    });
  });

  it('gets the same when it is written again, to the byte', () => {
    const again = updateBook(outcome.bytes, ours, ourMarks);
    expect(differences(outcome.bytes, again.bytes)).toEqual([]);
    expect(again.discarded).toEqual([]);
    expect([again.references, again.missing]).toEqual([[], []]);
  });

  it('is rid of old texts of ours after the next writing', () => {
    const renamed = ourBook([['Iets anders', 1]]);
    const next = updateBook(outcome.bytes, renamed, ourMarks);
    expect(partTextOf(next.bytes, 'xl/sharedStrings.xml')).not.toContain('Overleg per school');
    expectStringsCounted(next.bytes);
    expectUsersKept(outcome.bytes, next, ['Normen', 'Inzet']);
    const back = updateBook(next.bytes, ours, ourMarks);
    expect(contents(readBook(back.bytes), tabs(after))).toEqual(contents(after, tabs(after)));
  });

  it('takes our sheets wherever the user has put them, and new ones next to their neighbour', () => {
    const moved = withParts(outcome.bytes, {
      'xl/workbook.xml': (xml) => {
        const sheets = [...xml.matchAll(/<sheet [^>]*\/>/g)].map((match) => match[0]);
        const [a, b, c, d] = sheets as [string, string, string, string];
        // Inzet, Mijn blad, Normen, Notities; the names of single sheets move along.
        return xml
          .replace(sheets.join(''), [d, a, c, b].join(''))
          .replace(/localSheetId="([0-3])"/g, (_, at: string) => `localSheetId="${[1, 3, 2, 0][Number(at)]}"`)
          .replace('activeTab="1"', 'activeTab="2" firstSheet="1"');
      },
    });
    const extra: Sheet = { name: 'Bronnen', cells: [text(1, 1, 'Bron')] };
    const next = updateBook(moved, { ...ours, sheets: [...ours.sheets, extra] }, ourMarks);
    const read = readBook(next.bytes);
    expect(tabs(read)).toEqual(['Inzet', 'Bronnen', 'Mijn blad', 'Normen', 'Notities']);
    expect(namesOf(read)).toEqual(namesOf(after));
    expectUsersKept(moved, next, ['Normen', 'Inzet']);
    // The open tab was Normen, which has been replaced; it is open still.
    expect(partTextOf(next.bytes, 'xl/workbook.xml')).toMatch(/activeTab="3" firstSheet="2"/);
    expect(partTextOf(next.bytes, sheetOf(read, 'Normen')?.part ?? '')).toContain('tabSelected="1"');
  });
});

describe('references of the user into our sheets', () => {
  const withReferences: Book = userBook({
    names: [
      { name: 'Door_naam', formula: 'Eerste_norm*2' },
      { name: 'Door_adres', formula: "'Normen'!$B$5" },
      { name: 'Naar_grafiek', formula: "SUM('Inzet'!$B$3:$B$4)" },
    ],
    sheets: [
      {
        name: 'Eigen',
        cells: [
          formula(1, 1, 'Normen!$B$4*2', 80),
          formula(1, 2, 'Eerste_norm*Tarief', 2800),
          formula(1, 3, 'SUM(Normen_tabel[Uren])', 52.5),
          formula(1, 4, 'INDIRECT("\'Normen\'!B"&4)', 40),
          formula(1, 5, '"Normen!A1"', 'Normen!A1'),
          formula(1, 6, "SUM('Normen:Inzet'!B4)"),
          formula(1, 7, 'Normen!$A$1', 'Normen'),
          formula(1, 8, 'Normen!Merk', 'normen'),
          formula(1, 9, 'Normen_tabel[[#Totals],[Norm]]'),
        ],
        validations: [{ areas: 'B5', type: 'list', formula1: '=Normen!$A$4:$A$5'.slice(1) }],
        conditionalFormats: [
          {
            areas: 'B6:B7',
            rule: { type: 'expression', formula: 'B6>Normen!$B$5' },
            style: { fill: 'FFC7CE' },
          },
        ],
        hyperlinks: [{ area: 'C9', location: "'Inzet'!A1" }],
        charts: [
          {
            area: 'D10:J20',
            plots: [
              {
                kind: 'column',
                series: [
                  {
                    name: { text: 'x' },
                    categories: "'Normen'!$A$4:$A$5",
                    values: "'Normen'!$B$4:$B$5",
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
    activeSheet: 'Eigen',
  });
  const before = withParts(bothInOne(withReferences, ours), {
    'xl/worksheets/sheet1.xml': (xml) =>
      xml.replace(
        '</worksheet>',
        '<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>Inzet!B3:B4</xm:f><xm:sqref>K1</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst></worksheet>',
      ),
  });
  const short = (list: UpdateOutcome['references']): readonly string[] =>
    list.map(({ place, text: piece, state }) => {
      const at = place.cell ?? place.name ?? '';
      return `${place.kind} ${place.sheet ?? ''} ${at}: ${piece} ${state}`;
    });

  it('are listed with what stands there now, if they go by address', () => {
    const outcome = updateBook(before, ours, ourMarks);
    expect(short(outcome.references)).toEqual([
      'cell Eigen A1: Normen!$B$4 unchanged',
      'cell Eigen D1: "\'Normen\'!B" changed',
      "cell Eigen F1: 'Normen:Inzet'!B4 changed",
      "cell Eigen F1: 'Normen:Inzet'!B4 changed",
      'cell Eigen G1: Normen!$A$1 unchanged',
      "name  Door_adres: 'Normen'!$B$5 unchanged",
      "name  Naar_grafiek: 'Inzet'!$B$3:$B$4 unchanged",
      "chart Eigen : 'Normen'!$A$4:$A$5 unchanged",
      "chart Eigen : 'Normen'!$B$4:$B$5 unchanged",
      'conditionalFormat Eigen B6:B7: Normen!$B$5 unchanged',
      'validation Eigen B5: Normen!$A$4:$A$5 unchanged',
      "hyperlink Eigen C9: 'Inzet'!A1 unchanged",
      'sparkline Eigen K1: Inzet!B3:B4 unchanged',
    ]);
    expect(outcome.missing).toEqual([]);
    expectUsersKept(before, outcome, ['Normen', 'Inzet']);
  });

  it('are seen to change where a row comes in between', () => {
    const outcome = updateBook(before, ourBook(moreNorms), ourMarks);
    expect(short(outcome.references).filter((one) => !one.endsWith(' changed'))).toEqual([
      'cell Eigen G1: Normen!$A$1 unchanged',
      "hyperlink Eigen C9: 'Inzet'!A1 unchanged",
    ]);
    expect(outcome.missing).toEqual([]);
    expect(outcome.references[0]).toEqual({
      place: { kind: 'cell', sheet: 'Eigen', cell: 'A1', part: 'xl/worksheets/sheet1.xml' },
      formula: 'Normen!$B$4*2',
      text: 'Normen!$B$4',
      target: { kind: 'cells', sheet: 'Normen', area: { top: 4, left: 2, bottom: 4, right: 2 } },
      state: 'changed',
    });
  });

  it('are told apart where only numbers differ', () => {
    const outcome = updateBook(before, ourBook([[norms[0][0], 41], norms[1]]), ourMarks);
    expect(short(outcome.references).filter((one) => one.endsWith(' value'))).toEqual([
      'cell Eigen A1: Normen!$B$4 value',
      "name  Naar_grafiek: 'Inzet'!$B$3:$B$4 value",
      "chart Eigen : 'Normen'!$B$4:$B$5 value",
      'sparkline Eigen K1: Inzet!B3:B4 value',
    ]);
  });

  it('are missing where a sheet, a name, a table, a column or what stood there is gone', () => {
    const other = ourBook(norms);
    const [normen] = other.sheets as [Sheet, Sheet];
    const renamed: Sheet = {
      ...normen,
      cells: normen.cells.map((cell) =>
        cell.kind === 'text' && cell.value === 'Norm' ? { ...cell, value: 'Naam' } : cell,
      ),
      tables: [{ name: 'Normen_tabel', area: 'A3:B5', columns: [{ name: 'Naam' }, { name: 'Uren' }] }],
    };
    const outcome = updateBook(
      before,
      { ...other, names: [{ name: 'Tarief', formula: '70' }], sheets: [renamed] },
      ourMarks,
    );
    expect(short(outcome.missing)).toEqual([
      'cell Eigen B1: Eerste_norm missing',
      "cell Eigen F1: 'Normen:Inzet'!B4 missing",
      'cell Eigen H1: Normen!Merk missing',
      'cell Eigen I1: Normen_tabel[[#Totals],[Norm]] missing',
      'name  Door_naam: Eerste_norm missing',
      "name  Naar_grafiek: 'Inzet'!$B$3:$B$4 missing",
      "hyperlink Eigen C9: 'Inzet'!A1 missing",
      'sparkline Eigen K1: Inzet!B3:B4 missing',
    ]);
    // As Excel does it; the cells keep their text.
    expect(readBook(outcome.bytes).names.find((one) => one.name === 'Naar_grafiek')?.formula).toBe(
      'SUM(#REF!$B$3:$B$4)',
    );
    expectUsersKept(before, outcome, ['Normen', 'Inzet']);
    const emptied = { ...other, sheets: other.sheets.map((sheet) => ({ ...sheet, tables: [], cells: [] })) };
    const empty = updateBook(
      before,
      { ...emptied, sheets: emptied.sheets.map(({ charts: _, ...sheet }) => sheet) },
      ourMarks,
    );
    expect(short(empty.missing)).toContain('cell Eigen A1: Normen!$B$4 missing');
  });

  it('count shared formulas cell by cell', () => {
    const shared = withParts(before, {
      'xl/worksheets/sheet1.xml': (xml) =>
        xml.replace(
          '</sheetData>',
          '<row r="30"><c r="A30"><f t="shared" ref="A30:B30" si="0">Normen!B4</f></c><c r="B30"><f t="shared" si="0"/></c></row></sheetData>',
        ),
    });
    const found = short(updateBook(shared, ours, ourMarks).references);
    expect(found).toContain('cell Eigen A30: Normen!B4 unchanged');
    expect(found).toContain('cell Eigen B30: Normen!C4 unchanged');
  });
});

describe('what users put on our sheets', () => {
  const first = updateBook(writeBook(userBook()), ours, none).bytes;
  const read = readBook(first);
  const normen = sheetOf(read, 'Normen')?.part ?? '';
  const relations = `${normen.replace('worksheets/', 'worksheets/_rels/')}.rels`;
  const relation = (type: string, target: string): string =>
    `<Relationship Id="u${type}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`;

  it('is named where it is lost', () => {
    const touched = withParts(first, {
      [normen]: (xml) =>
        xml.replace(
          '</sheetData>',
          '<row r="40"><c r="C40" t="inlineStr"><is><t>let op</t></is></c></row></sheetData>',
        ),
      [relations]: (xml) => xml.replace('</Relationships>', relation('comments', '../comments9.xml')),
      'xl/comments9.xml':
        '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author/></authors><commentList><comment ref="B4" authorId="0"><text/></comment></commentList></comments>',
      'xl/workbook.xml': (xml) =>
        xml.replace(
          '</definedNames>',
          '<definedName name="Van_mij" localSheetId="2">1</definedName></definedNames>',
        ),
    });
    const outcome = updateBook(touched, ours, ourMarks);
    expect(outcome.discarded).toEqual([
      { sheet: 'Normen', kind: 'comment', cell: 'B4', part: 'xl/comments9.xml' },
      { sheet: 'Normen', kind: 'cell', cell: 'C40' },
    ]);
    expect(outcome.parts.removed).toContain('xl/comments9.xml');
    // A name of theirs that only this sheet knows stays with the sheet.
    expect(namesOf(readBook(outcome.bytes))).toContain('Normen!Van_mij=1');
    const gone = updateBook(
      touched,
      {
        ...ours,
        names: [],
        sheets: ours.sheets
          .slice(1)
          .map(({ cells, ...one }) => ({ ...one, cells: cells.filter((cell) => cell.kind !== 'formula') })),
      },
      ourMarks,
    );
    expect(gone.discarded).toContainEqual({ sheet: 'Normen', kind: 'name', name: 'Van_mij' });
  });

  it('names tables, charts and pictures that are not ours', () => {
    const outcome = updateBook(
      first,
      { ...ours, names: [], sheets: [ours.sheets[0] as Sheet] },
      { ...ourMarks, tables: [] },
    );
    expect(outcome.discarded.map(({ kind, name }) => [kind, name])).toContainEqual(['table', 'Normen_tabel']);
    expect(outcome.discarded.map(({ kind, name }) => [kind, name])).toContainEqual([
      'chart',
      'Inzet per norm',
    ]);
  });

  it('is refused where other parts hang on it', () => {
    const pivot = withParts(first, {
      [relations]: (xml) =>
        xml.replace('</Relationships>', relation('pivotTable', '../pivotTables/pivotTable1.xml')),
      'xl/pivotTables/pivotTable1.xml': '<pivotTableDefinition/>',
    });
    expect(problem(pivot, ours, ourMarks)).toEqual({
      code: 'update-sheet-occupied',
      sheet: 'Normen',
      what: 'pivot-table',
      part: 'xl/pivotTables/pivotTable1.xml',
    });
  });
});

describe('names that are taken', () => {
  const user = (more: Partial<Book>): Uint8Array => writeBook(userBook(more));
  const table = (name: string): Sheet => ({
    name: 'Blad',
    cells: [text(1, 1, 'K'), number(2, 1, 1)],
    tables: [{ name, area: 'A1:A2', columns: [{ name: 'K' }] }],
  });
  const plain = { names: [], activeSheet: 'Blad' };

  it.each([
    [
      'a sheet',
      user({ ...plain, sheets: [{ name: 'NORMEN', cells: [] }], activeSheet: 'NORMEN' }),
      { code: 'update-sheet-taken', sheet: 'NORMEN' },
    ],
    [
      'a table by a table',
      user({ ...plain, sheets: [table('normen_TABEL')] }),
      { code: 'update-table-taken', table: 'normen_TABEL', sheet: 'Blad', area: 'A1:A2' },
    ],
    [
      'a name by a table',
      user({ ...plain, sheets: [table('tarief')] }),
      { code: 'update-table-taken', table: 'tarief', sheet: 'Blad', area: 'A1:A2' },
    ],
    [
      'a name',
      user({ ...plain, sheets: [{ name: 'Blad', cells: [] }], names: [{ name: 'TARIEF', formula: '12' }] }),
      { code: 'update-name-taken', name: 'TARIEF', formula: '12' },
    ],
    [
      'a table by a name',
      user({
        ...plain,
        sheets: [{ name: 'Blad', cells: [] }],
        names: [{ name: 'Normen_Tabel', formula: '12' }],
      }),
      { code: 'update-name-taken', name: 'Normen_Tabel', formula: '12' },
    ],
  ] as const)('are refused with their place: %s', (_, bytes, expected) => {
    expect(problem(bytes)).toEqual(expected);
  });

  it('are not, where another sheet alone knows them', () => {
    const bytes = user({
      ...plain,
      sheets: [{ name: 'Blad', cells: [] }],
      names: [{ name: 'Tarief', formula: '12', sheet: 'Blad' }],
    });
    expect(namesOf(readBook(updateBook(bytes, ours, none).bytes))).toEqual(
      expect.arrayContaining(['Blad!Tarief=12', '!Tarief=70']),
    );
  });

  it('are refused where the options name no sheet of the file or of the book, or one twice', () => {
    const bytes = user({});
    const sheets = (...list: UpdateOptions['sheets']): unknown => problem(bytes, ours, { sheets: list });
    expect(code(sheets({ name: 'Weg' }))).toBe('sheet-unknown');
    expect(code(sheets({ name: 'Notities', becomes: 'Weg' }))).toBe('sheet-unknown');
    expect(code(sheets({ name: 'Notities' }, { name: 'notities' }))).toBe('option-invalid');
    expect(
      code(sheets({ name: 'Notities', becomes: 'Inzet' }, { name: 'Mijn blad', becomes: 'inzet' })),
    ).toBe('option-invalid');
  });

  it('give way where a sheet of ours was renamed by the user', () => {
    const first = updateBook(user({}), ours, none).bytes;
    const renamed = withParts(first, {
      'xl/workbook.xml': (xml) =>
        xml.replace('name="Normen"', 'name="Normen 2026"').replaceAll("'Normen'!", "'Normen 2026'!"),
    });
    const outcome = updateBook(renamed, ours, {
      ...ourMarks,
      sheets: [{ name: 'Normen 2026', becomes: 'Normen' }, { name: 'Inzet' }],
      names: [...ourMarks.names, { name: 'Merk', sheet: 'Normen 2026' }],
    });
    expect(tabs(readBook(outcome.bytes))).toEqual(['Mijn blad', 'Notities', 'Normen', 'Inzet']);
    expect(namesOf(readBook(outcome.bytes))).toEqual(namesOf(readBook(first)));
  });
});

describe('files as other programs write them', () => {
  const base = withForeignParts(writeBook(userBook()));
  const lists = [
    '[Content_Types].xml',
    'xl/workbook.xml',
    'xl/styles.xml',
    'xl/sharedStrings.xml',
    'xl/_rels/workbook.xml.rels',
  ];

  it('may put a prefix before every element', () => {
    const before = prefixed(base, [...lists, 'xl/worksheets/sheet1.xml']);
    const outcome = updateBook(before, ours, none);
    expectUsersKept(before, outcome);
    expectStringsCounted(outcome.bytes);
    const plain = readBook(updateBook(base, ours, none).bytes);
    const read = readBook(outcome.bytes);
    expect(contents(read, tabs(plain))).toEqual(contents(plain, tabs(plain)));
    expect(namesOf(read)).toEqual(namesOf(plain));
    expect(partTextOf(outcome.bytes, 'xl/styles.xml')).not.toMatch(/<(?!\/?x:|\?)/);
    expect(differences(outcome.bytes, updateBook(outcome.bytes, ours, ourMarks).bytes)).toEqual([]);
  });

  it('may give targets from the root, and declare a prefix where it is used', () => {
    const before = withParts(base, {
      'xl/_rels/workbook.xml.rels': (xml) => xml.replace(/Target="(?!\/|\.)/g, 'Target="/xl/'),
      'xl/workbook.xml': (xml) =>
        xml
          .replace(/ xmlns:r="[^"]*"/, '')
          .replace(
            / r:id=/g,
            ' xmlns:q="http://schemas.openxmlformats.org/officeDocument/2006/relationships" q:id=',
          ),
    });
    const outcome = updateBook(before, ours, none);
    expectUsersKept(before, outcome);
    expect(tabs(readBook(outcome.bytes))).toEqual(['Mijn blad', 'Notities', 'Normen', 'Inzet']);
  });

  it('may be UTF-16', () => {
    const utf16 = (xml: string) =>
      Uint8Array.from(Buffer.from(`\ufeff${xml.replace('UTF-8', 'UTF-16')}`, 'utf16le'));
    const parts = unzipSync(base);
    for (const path of lists) parts[path] = utf16(new TextDecoder().decode(parts[path]));
    const before = rawZip(Object.entries(parts).map(([path, bytes]) => ({ path, content: bytes })));
    const outcome = updateBook(before, ours, none);
    expectUsersKept(before, outcome);
    expect(partTextOf(outcome.bytes, 'xl/workbook.xml')).toContain('encoding="UTF-8"');
  });

  it('may have next to nothing: no styles, no texts, no views, no content types', () => {
    const before = rawZip(smallWorkbook(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')));
    const outcome = updateBook(before, ours, { ...none, position: 'first' });
    const read = readBook(outcome.bytes);
    expect(tabs(read)).toEqual(['Normen', 'Inzet', 'One']);
    expect(contents(read, ['Normen', 'Inzet'])).toEqual(
      contents(readBook(writeBook(ours)), ['Normen', 'Inzet']),
    );
    expect(partTextOf(outcome.bytes, 'xl/workbook.xml')).toContain(
      '<bookViews><workbookView activeTab="2"/></bookViews><sheets>',
    );
    const again = updateBook(outcome.bytes, ours, ourMarks).bytes;
    expect(differences(outcome.bytes, again).filter((path) => path !== '[Content_Types].xml')).toEqual([]);
  });

  it('may hold chart sheets and dialogs, which are tabs as well', () => {
    const before = withParts(base, {
      'xl/workbook.xml': (xml) =>
        xml
          .replace('<sheets>', '<sheets><sheet name="Grafiek" sheetId="90" r:id="cs"/>')
          .replace(/localSheetId="([0-9])"/g, (_, at) => `localSheetId="${Number(at) + 1}"`),
      'xl/_rels/workbook.xml.rels': (xml) =>
        xml.replace(
          '</Relationships>',
          '<Relationship Id="cs" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>',
        ),
      'xl/chartsheets/sheet1.xml':
        '<chartsheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"/></sheetViews></chartsheet>',
    });
    const outcome = updateBook(before, ours, { ...none, position: { after: 'Grafiek' } });
    expectUsersKept(before, outcome);
    const read = readBook(outcome.bytes);
    expect(tabs(read)).toEqual(['Grafiek', 'Normen', 'Inzet', 'Mijn blad', 'Notities']);
    expect(namesOf(read)).toEqual(namesOf(readBook(updateBook(base, ours, none).bytes)));
    // New ids lie above all others.
    expect(sheetOf(read, 'Normen')?.sheetId).toBe('91');
  });

  it('keeps the ids of tables that slicers know, and lets custom views go to another sheet', () => {
    const first = updateBook(base, ours, none).bytes;
    const table = sheetOf(readBook(first), 'Normen')?.tables[0]?.part ?? '';
    const before = withParts(first, {
      [table]: (xml) => xml.replace(/ id="[0-9]+"/, ' id="77"'),
      'xl/slicerCaches/slicerCache1.xml':
        '<slicerCacheDefinition xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><extLst><x:ext xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uri="{u}"><x15:tableSlicerCache xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main" tableId="77" column="1"/></x:ext></extLst></slicerCacheDefinition>',
      'xl/_rels/workbook.xml.rels': (xml) =>
        xml.replace(
          '</Relationships>',
          '<Relationship Id="sl" Type="http://schemas.microsoft.com/office/2007/relationships/slicerCache" Target="slicerCaches/slicerCache1.xml"/></Relationships>',
        ),
      '[Content_Types].xml': (xml) =>
        xml.replace(
          '</Types>',
          '<Override PartName="/xl/slicerCaches/slicerCache1.xml" ContentType="application/vnd.ms-excel.slicerCache+xml"/></Types>',
        ),
      'xl/workbook.xml': (xml) =>
        xml.replace(
          '</workbook>',
          '<customWorkbookViews><customWorkbookView name="v" guid="{00000000-0000-0000-0000-000000000001}" windowWidth="1" windowHeight="1" activeSheetId="4"/></customWorkbookViews></workbook>',
        ),
    });
    const kept = updateBook(before, ours, ourMarks);
    expect(partTextOf(kept.bytes, table)).toContain(' id="77"');
    expect(kept.missing).toEqual([]);
    expect(partTextOf(kept.bytes, 'xl/workbook.xml')).toContain('activeSheetId="4"');
    const only: Sheet = { name: 'Normen', cells: [] };
    const gone = updateBook(before, { ...ours, names: [], sheets: [only] }, ourMarks);
    expect(gone.missing).toMatchObject([
      { place: { kind: 'slicer' }, target: { kind: 'table', table: 'Normen_tabel' } },
    ]);
    expect(partTextOf(gone.bytes, 'xl/workbook.xml')).toContain('activeSheetId="1"');
  });

  it('gives fixed number formats their meaning where the file has changed it', () => {
    const before = withParts(base, {
      'xl/styles.xml': (xml) =>
        xml.replace(
          /<numFmts count="([0-9]+)">/,
          '<numFmts count="9"><numFmt numFmtId="4" formatCode="0.0000"/>',
        ),
    });
    const read = readBook(updateBook(before, ours, none).bytes);
    expect(cellIndex(sheetOf(read, 'Inzet') as ReadSheet)(3, 2)?.style.numberFormat).toBe('#,##0.00');
  });
});

describe('files that are refused', () => {
  const base = writeBook(userBook());
  const workbook = (change: (xml: string) => string): Uint8Array =>
    withParts(base, { 'xl/workbook.xml': change });
  const types = (change: (xml: string) => string): Uint8Array =>
    withParts(base, { '[Content_Types].xml': change });
  const linked = (type: string): Uint8Array =>
    withParts(base, {
      'xl/_rels/workbook.xml.rels': (xml) =>
        xml.replace(
          '</Relationships>',
          `<Relationship Id="zz" Type="${type}" Target="other.bin"/></Relationships>`,
        ),
      'xl/other.bin': 'x',
    });

  it.each([
    [
      'update-strict',
      workbook((xml) =>
        xml.replace(
          'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
          'http://purl.oclc.org/ooxml/spreadsheetml/main',
        ),
      ),
    ],
    [
      'update-macros',
      types((xml) =>
        xml.replace(
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
          'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
        ),
      ),
    ],
    ['update-macros', linked('http://schemas.microsoft.com/office/2006/relationships/vbaProject')],
    ['update-macros', linked('http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet')],
    [
      'update-kind',
      types((xml) => xml.replace('spreadsheetml.sheet.main+xml', 'spreadsheetml.template.main+xml')),
    ],
    [
      'update-structure-protected',
      workbook((xml) => xml.replace('<bookViews>', '<workbookProtection lockStructure="1"/><bookViews>')),
    ],
    ['update-precision', workbook((xml) => xml.replace('<calcPr', '<calcPr fullPrecision="0"'))],
    [
      'update-shared',
      linked('http://schemas.openxmlformats.org/officeDocument/2006/relationships/revisionHeaders'),
    ],
    ['update-signed', withParts(base, { '_xmlsignatures/origin.sigs': '' })],
    [
      'update-signed',
      withParts(base, {
        '_rels/.rels': (xml) =>
          xml.replace(
            '</Relationships>',
            '<Relationship Id="s" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" Target="sig/o.sigs"/></Relationships>',
          ),
      }),
    ],
    [
      'file-encrypted',
      new Uint8Array([
        0xd0,
        0xcf,
        0x11,
        0xe0,
        0xa1,
        0xb1,
        0x1a,
        0xe1,
        ...Array.from('EncryptedPackage', (one) => [one.charCodeAt(0), 0]).flat(),
      ]),
    ],
    ['file-not-zip', new TextEncoder().encode('a;b;c')],
    [
      'xml-doctype',
      withParts(base, { 'xl/styles.xml': (xml) => xml.replace('<styleSheet', '<!DOCTYPE x><styleSheet') }),
    ],
    ['xml-malformed', withParts(base, { 'xl/sharedStrings.xml': (xml) => xml.replace('</sst>', '') })],
    ['xml-malformed', withParts(base, { '[Content_Types].xml': (xml) => xml.replace('</Types>', '') })],
    [
      'xml-unexpected',
      workbook((xml) => xml.replace('<calcPr', '<sheets><sheet name="Twee" sheetId="9"/></sheets><calcPr')),
    ],
  ] as const)('with %s', (expected, bytes) => {
    expect(code(problem(bytes))).toBe(expected);
  });

  it('with another first day, if there are dates among ours', () => {
    const mac = workbook((xml) => xml.replace('<workbookPr', '<workbookPr date1904="1"'));
    expect(problem(mac)).toBeUndefined();
    const dated = { ...ours, styles: { ...ours.styles, kop: { numberFormat: '[$-413]d mmm yyyy' } } };
    expect(code(problem(mac, dated))).toBe('update-date-1904');
    const worded = { ...ours, styles: { ...ours.styles, kop: { numberFormat: '0.0" dagen"' } } };
    expect(problem(mac, worded)).toBeUndefined();
  });

  it('without the formats that its cells have', () => {
    const bare = (rows: string): Uint8Array => rawZip(smallWorkbook(worksheet(rows)));
    expect(problem(bare('<row r="1"><c r="A1" s="0"><v>1</v></c></row>'))).toBeUndefined();
    expect(problem(bare('<row r="1"><c r="A1" s="3"><v>1</v></c></row>'))).toEqual({
      code: 'part-missing',
      part: 'xl/styles.xml',
    });
  });

  it('keeps a chart nobody can read, and says that it was not read', () => {
    const before = withParts(base, { 'xl/charts/chart1.xml': 'no XML' });
    const outcome = updateBook(before, ours, none);
    expect(outcome.unread).toEqual(['xl/charts/chart1.xml']);
    expect(differences(before, outcome.bytes).filter((path) => !LISTS.test(path))).toEqual([]);
  });

  it('never falls over in another way, whatever is damaged', () => {
    const whole = unzipSync(withForeignParts(bothInOne(userBook(), ours)));
    const paths = Object.keys(whole);
    const noise = fc.constantFrom(
      '',
      '<',
      '"',
      '&#0;',
      '</a>',
      '<a>',
      'localSheetId="99"',
      '-1',
      '99999999999',
      'x:',
      '<sheets/>',
      '0',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...paths),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(40),
        noise,
        (path, where, length, by) => {
          const old = new TextDecoder().decode(whole[path]);
          const at = Math.floor(where * old.length);
          const damaged = rawZip(
            Object.entries(whole).map(([one, bytes]) => ({
              path: one,
              content: one === path ? old.slice(0, at) + by + old.slice(at + length) : bytes,
            })),
          );
          // A problem is data; anything else would have been thrown.
          const found = problem(damaged, ours, ourMarks);
          expect(found === undefined || typeof code(found) === 'string').toBe(true);
        },
      ),
      { numRuns: 250 },
    );
  }, 60_000);
});

// --- any book ---

const sheetName = fc.constantFrom(
  "Jan's blad",
  'Eén & twee',
  'A',
  'Blad 1',
  'Notities',
  '=x',
  'Grafiek',
  'Totaal <1>',
);
const style = fc.constantFrom(undefined, 'a', 'b', 'c');
const word = fc.constantFrom('Huur', ' met spatie ', 'é€😀', '=1+1', 'regel\neinde', '_x0041_', 'Norm', '');
const value = fc.oneof(
  word.map((one) => ({ kind: 'text' as const, value: one })),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => ({ kind: 'number' as const, value: one })),
  fc.boolean().map((one) => ({ kind: 'boolean' as const, value: one })),
  fc
    .constantFrom('A1+1', 'Tarief*2', 'SUM(Normen_tabel[Uren])', 'Normen!$B$4', 'Eigen_x')
    .map((one) => ({ kind: 'formula' as const, formula: one, value: 1 })),
);
const cells = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 6, max: 12 }), value, style),
  { maxLength: 12 },
);
const anyUserBook: fc.Arbitrary<Book> = fc
  .record({
    sheets: fc.uniqueArray(
      fc.record({
        name: sheetName,
        cells,
        table: fc.boolean(),
        chart: fc.boolean(),
        validated: fc.boolean(),
        hidden: fc.boolean(),
        printed: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4, selector: (one) => one.name },
    ),
    font: fc.constantFrom('Calibri', 'Arial'),
    global: fc.boolean(),
    local: fc.nat(4),
  })
  .map(({ sheets, font, global, local }): Book => {
    const quoted = (name: string): string => `'${name.replaceAll("'", "''")}'`;
    return {
      properties: { created: '2026-01-01T00:00:00Z' },
      defaultFont: { name: font, size: 11 },
      styles: {
        a: { font: { bold: true }, numberFormat: '0.000' },
        b: { fill: 'FFF8E1', border: { top: { line: 'thin' } }, locked: false },
        c: { numberFormat: '#,##0.00', alignment: { wrap: true } },
      },
      names: [
        ...(global ? [{ name: 'Eigen_x', formula: '3' }] : []),
        ...sheets
          .slice(0, local)
          .map(({ name }) => ({ name: 'Merk', formula: `${quoted(name)}!$A$1`, sheet: name })),
      ],
      sheets: sheets.map((sheet, at): Sheet => {
        const placed = new Map<string, Cell>();
        for (const [row, column, content_, look] of sheet.cells)
          placed.set(`${row} ${column}`, { row, column, style: look, ...content_ });
        return {
          name: sheet.name,
          state: at > 0 && sheet.hidden ? 'hidden' : 'visible',
          cells: [
            ...placed.values(),
            ...(sheet.table ? [text(1, 1, 'K', 'a'), number(2, 1, at)] : [number(1, 1, at)]),
          ],
          ...(sheet.table ? { tables: [{ name: `T_${at}`, area: 'A1:A2', columns: [{ name: 'K' }] }] } : {}),
          ...(sheet.validated
            ? {
                validations: [{ areas: 'C1', type: 'list' as const, formula1: 'Normen!$A$4:$A$5' }],
                conditionalFormats: [
                  {
                    areas: 'C2',
                    rule: { type: 'expression' as const, formula: 'C2>Tarief' },
                    style: { fill: 'FFC7CE' },
                  },
                ],
              }
            : {}),
          ...(sheet.printed ? { print: { area: 'A1:C9' } } : {}),
          ...(sheet.chart
            ? {
                charts: [
                  {
                    area: 'N1:R9',
                    plots: [
                      {
                        kind: 'line' as const,
                        series: [
                          {
                            name: { text: 's' },
                            categories: `${quoted(sheet.name)}!$A$1:$A$2`,
                            values: `${quoted(sheet.name)}!$A$1:$A$2`,
                          },
                        ],
                      },
                    ],
                  },
                ],
              }
            : {}),
        };
      }),
    };
  });
const anyOurs = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom('Begeleiding', 'Overleg', 'Norm', 'Huur', ' met spatie '),
      fc.integer({ min: 0, max: 99 }),
    ),
    { minLength: 1, maxLength: 5, selector: ([name]) => name },
  )
  .map((list) => ourBook(list));
const anyPosition = fc.constantFrom('first' as const, 'last' as const);

describe('any book', () => {
  it('keeps the user’s sheets, has ours as if alone, and is the same when it is written twice', () => {
    fc.assert(
      fc.property(
        anyUserBook,
        anyOurs,
        anyOurs,
        anyPosition,
        fc.boolean(),
        (user, one, two, position, foreign) => {
          const plain = writeBook(user);
          const before =
            foreign &&
            user.sheets.length > 1 &&
            user.sheets[1]?.charts === undefined &&
            user.sheets[1]?.tables === undefined
              ? withForeignParts(plain)
              : plain;
          const first = updateBook(before, one, { ...none, position });
          expectUsersKept(before, first);
          expectStringsCounted(first.bytes);
          const whole = readBook(bothInOne(user, one));
          expect(contents(readBook(first.bytes), tabs(whole))).toEqual(contents(whole, tabs(whole)));
          expect(namesOf(readBook(first.bytes))).toEqual(namesOf(whole));

          const second = updateBook(first.bytes, two, ourMarks);
          expectUsersKept(first.bytes, second, ['Normen', 'Inzet']);
          expectStringsCounted(second.bytes);
          const direct = updateBook(before, two, { ...none, position });
          const read = readBook(second.bytes);
          expect(contents(read, tabs(read))).toEqual(contents(readBook(direct.bytes), tabs(read)));
          expect(tabs(read)).toEqual(tabs(readBook(direct.bytes)));
          expect(namesOf(read)).toEqual(namesOf(readBook(direct.bytes)));
          expect(differences(second.bytes, updateBook(second.bytes, two, ourMarks).bytes)).toEqual([]);
          // Through names and tables nothing is missing; by address everything is listed.
          expect(second.missing.every((found) => found.target.kind === 'cells')).toBe(true);
          const plainReferences = user.sheets.flatMap((sheet) =>
            readSheetFormulas(before, sheet.name).filter((source) => source.includes('Normen!')),
          );
          const listed = [...second.references, ...second.missing].filter(
            (found) => found.place.kind === 'cell',
          );
          expect(listed.map((found) => found.formula).sort()).toEqual(plainReferences.sort());
        },
      ),
      { numRuns: 40 },
    );
  }, 120_000);
});

function readSheetFormulas(bytes: Uint8Array, name: string): readonly string[] {
  return (sheetOf(readBook(bytes), name)?.cells ?? []).flatMap((cell) =>
    cell.formula === undefined ? [] : [cell.formula],
  );
}

requireAll(missingForSchemas(), 'for schemas')('the parts of an updated file', () => {
  const errors = (bytes: Uint8Array): readonly string[] =>
    validateParts(bytes).errors.filter((error) => !error.includes('no schema known'));

  it('are valid by the schemas', () => {
    const whole = updateBook(writeBook(sampleBook), ours, none).bytes;
    expect(errors(whole)).toEqual([]);
    expect(errors(updateBook(whole, ourBook(moreNorms), ourMarks).bytes)).toEqual([]);
    const less: Sheet = { name: 'Normen', cells: [text(1, 1, 'x')] };
    expect(
      errors(updateBook(whole, { ...ours, names: [], customXml: [], sheets: [less] }, ourMarks).bytes),
    ).toEqual([]);
    const small = rawZip(smallWorkbook(worksheet('')));
    expect(errors(updateBook(small, sampleBook, none).bytes)).toEqual([]);
    const lists = [
      'xl/workbook.xml',
      'xl/styles.xml',
      'xl/sharedStrings.xml',
      'xl/_rels/workbook.xml.rels',
      '[Content_Types].xml',
    ];
    expect(errors(updateBook(prefixed(writeBook(userBook()), lists), sampleBook, none).bytes)).toEqual([]);
  });

  it('are valid for any book', () => {
    fc.assert(
      fc.property(anyUserBook, anyOurs, anyOurs, (user, one, two) => {
        const first = updateBook(writeBook(user), one, none).bytes;
        expect(errors(updateBook(first, two, ourMarks).bytes)).toEqual([]);
      }),
      { numRuns: 8 },
    );
  }, 60_000);
});

requireProgram('soffice')('LibreOffice', () => {
  const user = userBook({
    names: [{ name: 'Dubbel', formula: 'Eerste_norm*2' }],
    sheets: [
      {
        name: 'Eigen',
        cells: [
          formula(1, 1, 'Normen!$B$4', 999),
          formula(2, 1, 'Eerste_norm+Tarief', 999),
          formula(3, 1, 'SUM(Normen_tabel[Uren])', 999),
          formula(4, 1, 'Dubbel', 999),
          formula(5, 1, 'Inzet!B3', 999),
          formula(6, 1, 'SUM(Inzet!B3:B4)', 999),
          text(7, 1, 'Begeleiding per student'),
        ],
      },
    ],
    activeSheet: 'Eigen',
  });
  const values = (bytes: Uint8Array): readonly unknown[] => {
    const at = cellIndex(sheetOf(readBook(bytes), 'Eigen') as ReadSheet);
    return [1, 2, 3, 4, 5, 6].map((row) => {
      const cell = at(row, 1);
      return cell === undefined || cell.type === 'blank' ? undefined : cell.value;
    });
  };

  it('calculates the formulas of users over our sheets, and what it wrote can be updated again', () => {
    const first = updateBook(bothInOne(user, ourBook([['Oud', 1]])), ours, ourMarks).bytes;
    const saved = convert(first, 'xlsx');
    expect(values(saved)).toEqual([40, 110, 52.5, 80, 2800, 3675]);
    expect(readBook(saved).customXml).toHaveLength(1);

    const second = updateBook(saved, ourBook(moreNorms), ourMarks);
    expect(second.unread).toEqual([]);
    expect(second.references.length + second.missing.length).toBe(3);
    const read = readBook(second.bytes);
    expect(read.customXml).toHaveLength(1);
    expect(tabs(read)).toEqual(['Eigen', 'Normen', 'Inzet']);
    const alone = readBook(writeBook(ourBook(moreNorms)));
    expect(contents(read, ['Normen', 'Inzet'])).toEqual(contents(alone, ['Normen', 'Inzet']));
    // By name and table they are right; by address they show what now stands there.
    expect(values(convert(second.bytes, 'xlsx'))).toEqual([3, 73, 55.5, 6, 210, 3010]);
  }, 120_000);
});
