import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeWorkbook } from '../../src/hosts/xlsx-file.ts';
import { type ReadBook, readBook } from '../../src/ooxml/index.ts';
import { en } from '../../src/texts/en.ts';
import { nl, wordProblem } from '../../src/texts/index.ts';
import { describeWorkbook } from '../../src/workbook/index.ts';
import { planFromWorkbook } from '../../src/workbook/inputs/index.ts';
import { accepted, LONG, SEED } from '../support/engine.ts';

const plan = accepted(JSON.parse(readFileSync('test/golden/hub-met-twee-partners.plan.json', 'utf8')));

function workbook(): ReadBook {
  const description = describeWorkbook(nl, plan);
  return readBook(writeWorkbook(description, { created: new Date('2026-08-01T09:30:00Z') }));
}

/** What a user, or a program, may leave in a cell. */
const content = fc.oneof(
  fc.constantFrom(
    { type: 'blank' as const },
    { type: 'error' as const, value: '#REF!' },
    { type: 'boolean' as const, value: true },
    { type: 'date' as const, value: '2026-08-01T00:00:00' },
  ),
  fc
    .oneof(
      fc.constantFrom(0, -1, 0.1, 1e300, 5e-324, 46235, 2.5, 15, 16, 1e12),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    )
    .map((value) => ({ type: 'number' as const, value, text: String(value) })),
  fc
    .oneof(
      fc.constantFrom(
        '',
        ' ',
        'ja',
        '(geen)',
        '(leeg)',
        '(alle)',
        '(niets)',
        '(verwijderd)',
        '/',
        '/where',
        '__proto__',
        'constructor',
        'hub',
        'a;b',
        '"',
        '12',
        'Normen',
        'Scholen',
        'Uren',
        'Naam',
        'Trend',
      ),
      fc.string({ maxLength: 12 }),
    )
    .map((value) => ({ type: 'text' as const, value })),
);

describe('een werkmap waar iemand of iets aan gezeten heeft', () => {
  it('geeft een plan of problemen met hun plaats, en nooit een fout van ons', () => {
    const book = workbook();
    const inputs: ReadonlySet<string> = new Set(Object.values(nl.inputs.sheets));
    const cells = book.sheets.flatMap((sheet, at) =>
      inputs.has(sheet.name) ? sheet.cells.map((_, index) => [at, index] as const) : [],
    );
    const edit = fc.tuple(fc.constantFrom(...cells), content);
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        const sheets = book.sheets.map((sheet) => ({ ...sheet, cells: [...sheet.cells] }));
        for (const [[at, index], value] of edits) {
          const { row, column, style } = book.sheets[at]!.cells[index]!;
          sheets[at]!.cells[index] = { row, column, style, ...value };
        }
        const outcome = planFromWorkbook({ ...book, sheets });
        if (outcome.ok) return;
        expect(outcome.problems.length).toBeGreaterThan(0);
        for (const problem of outcome.problems) {
          for (const texts of [nl, en]) {
            const { message, path } = wordProblem(texts, problem);
            expect(message).not.toMatch(/undefined|\[object/);
            if (path !== '') expect(path).toMatch(/^(.+![A-Z]+\d+|[^/].*)$/);
          }
        }
      }),
      { seed: SEED, numRuns: LONG ? 5000 : 300 },
    );
  });

  it('zonder een van de namen, tabellen of bladen ook niet', () => {
    const book = workbook();
    const inputs: ReadonlySet<string> = new Set(Object.values(nl.inputs.sheets));
    for (const sheet of book.sheets.filter(({ name }) => inputs.has(name))) {
      const others = book.sheets.filter((other) => other !== sheet);
      const outcome = planFromWorkbook({ ...book, sheets: others });
      expect(outcome.ok).toBe(false);
      if (!outcome.ok) for (const { code } of outcome.problems) expect(code).toBe('workbook-table-missing');
      const empty = { ...sheet, cells: [] };
      const blank = planFromWorkbook({ ...book, sheets: [...others, empty] });
      if (!blank.ok)
        for (const problem of blank.problems) expect(wordProblem(nl, problem).message).toMatch(/\S/);
    }
  });
});
