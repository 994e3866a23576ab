import { describe, expect, it } from 'vitest';
import { accept, ImportRefusal, preview, sheetRows } from '../../src/import/index.ts';
import { type Book, type Cell as BookCell, writeBook } from '../../src/ooxml/index.ts';
import { options, smallPlan } from '../support/lists.ts';

type Value = string | number | { formula: string; value?: number };

/** Cells of rows, from a corner; numbers as numbers. */
function cells(rows: readonly (readonly (Value | null)[])[], top = 1, left = 1): BookCell[] {
  return rows.flatMap((row, r) =>
    row.flatMap((value, c): BookCell[] => {
      const place = { row: top + r, column: left + c };
      if (value === null) return [];
      if (typeof value === 'string') return [{ kind: 'text', value, ...place }];
      if (typeof value === 'number') return [{ kind: 'number', value, ...place }];
      return [
        {
          kind: 'formula',
          formula: value.formula,
          ...(value.value !== undefined && { value: value.value }),
          ...place,
        },
      ];
    }),
  );
}

const ROWS: readonly (readonly Value[])[] = [
  ['School', 'Instituut', 'Doelgroep', 'Aantal'],
  ['Reitdiepcollege', 'RUG', 'Deeltijd', 1250],
  ['Praedinius Gymnasium', 'RUG', 'Deeltijd', { formula: '1+2', value: 3 }],
];

function book(sheets: Book['sheets'], names: Book['names'] = []): Uint8Array {
  return writeBook({ sheets, names, properties: { created: '2026-11-22T10:00:00Z' } });
}
const one = book([{ name: 'Plaatsingen', cells: cells(ROWS) }]);

async function read(bytes: Uint8Array, part: string) {
  const source = sheetRows('jaar.xlsx', bytes, part);
  return preview({ placements: [source] }, options({ into: smallPlan() }));
}
const counts = async (bytes: Uint8Array, part: string): Promise<unknown> =>
  accept(await read(bytes, part))
    .students.filter(({ group }) => group === 'deeltijd')
    .map((each) => [each.school, each.counts]);
const WANTED = [
  ['reitdiep', 1250],
  ['praedinius', 3],
];

describe('a list in a workbook', () => {
  it('is read from its only sheet, or a sheet by name', async () => {
    expect(await counts(one, '')).toEqual(WANTED);
    expect(await counts(one, 'plaatsingen')).toEqual(WANTED);
  });

  it('is read from a named range and from a table, without what stands around them', async () => {
    const around = cells([['Titel'], ['']], 1, 1);
    const below = cells([['Totaal', '', '', 1253]], 8, 2);
    const sheet = { name: 'Blad 1', cells: [...around, ...cells(ROWS, 5, 2), ...below] };
    const named = book([sheet], [{ name: 'plaatsingen', formula: "'Blad 1'!$B$5:$E$7" }]);
    expect(await counts(named, 'Plaatsingen')).toEqual(WANTED);
    const columns = ['School', 'Instituut', 'Doelgroep', 'Aantal'].map((name) => ({ name }));
    const tabled = book([{ ...sheet, tables: [{ name: 'tblPlaats', area: 'B5:E7', columns }] }]);
    expect(await counts(tabled, 'tblplaats')).toEqual(WANTED);
  });

  it('tells problems by their cell', async () => {
    const wrong = book([{ name: 'Blad1', cells: cells([...ROWS, ['Onbekend', 'RUG', 'Deeltijd', 1]]) }]);
    expect((await read(wrong, '')).problems).toMatchObject([
      { code: 'match-none', path: 'jaar.xlsx#Blad1!A4' },
    ]);
    const text = book([
      { name: 'Blad1', cells: cells([...ROWS, ['Reitdiepcollege', 'RUG', 'Deeltijd', 'drie']]) },
    ]);
    expect((await read(text, '')).problems).toMatchObject([
      { code: 'number-invalid', path: 'jaar.xlsx#Blad1!D4' },
    ]);
  });

  it('takes a number with decimals by its digits', async () => {
    const wrong = book([
      { name: 'Blad1', cells: cells([ROWS[0] as Value[], ['Reitdiepcollege', 'RUG', 'Deeltijd', 1.25]]) },
    ]);
    expect((await read(wrong, '')).problems).toMatchObject([
      { code: 'number-not-whole', values: { found: '1.25' } },
    ]);
  });

  it('asks for a result of a formula that has none, where it is wanted', async () => {
    const bare = book([
      {
        name: 'Blad1',
        cells: cells([ROWS[0] as Value[], ['Reitdiepcollege', 'RUG', 'Deeltijd', { formula: '1+2' }]]),
      },
    ]);
    expect((await read(bare, '')).problems.map(({ code, path }) => [code, path])).toContainEqual([
      'sheet-formula-empty',
      'jaar.xlsx#Blad1!D2',
    ]);
  });

  it('has to be pointed out where there are more sheets, and exist', () => {
    const two = book([
      { name: 'Een', cells: cells(ROWS) },
      { name: 'Twee', cells: cells(ROWS) },
    ]);
    const code = (bytes: Uint8Array, part: string): string => {
      try {
        sheetRows('jaar.xlsx', bytes, part);
        return '';
      } catch (error) {
        if (error instanceof ImportRefusal) return error.problem.code;
        throw error;
      }
    };
    expect(code(two, '')).toBe('sheet-which');
    expect(code(two, 'Drie')).toBe('sheet-unknown');
    expect(code(two, 'Twee')).toBe('');
    expect(code(new Uint8Array(10), '')).toBe('book-unreadable');
  });
});
