import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { calculate, type Plan } from '../../engine/index.ts';
import { fingerprintOf } from '../../src/files/fingerprint.ts';
import { readPlan } from '../../src/files/plan-file.ts';
import { saveWorkbook } from '../../src/files/save-workbook.ts';
import { type Book, cellIndex, cellName, readBook, writeBook } from '../../src/ooxml/index.ts';
import { nl } from '../../src/texts/index.ts';
import { describeWorkbook, logEntriesIn, logEntry } from '../../src/workbook/index.ts';
import { accepted } from '../support/engine.ts';
import { root } from '../tooling/project.ts';

const golden = path.join(root, 'test/golden/hub-met-twee-partners.plan.json');
const plan = (): Plan => accepted(JSON.parse(readFileSync(golden, 'utf8')));
const created = new Date('2026-08-01T09:30:00Z');

let folder = '';
const at = (name: string): string => path.join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'samenplan-save-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const save = (file: string, of = plan(), force = false): string[] =>
  saveWorkbook(
    file,
    (log) => describeWorkbook(nl, of, { log: [...log, logEntry(of, created, ['a', 'b'], 'alles')] }),
    { created, force },
  ).map(({ code }) => code);

/** The user's own workbook, with formulas on a sheet of theirs. */
function usersBook(...formulas: string[]): Uint8Array {
  const book: Book = {
    sheets: [
      {
        name: 'Mijn notities',
        cells: [
          { kind: 'text', row: 1, column: 1, value: '=geen formule' },
          ...formulas.map((formula, index) => ({
            kind: 'formula' as const,
            row: index + 2,
            column: 1,
            formula,
            value: 0,
          })),
        ],
      },
    ],
    properties: { created: '2026-07-01T00:00:00Z' },
  };
  return writeBook(book);
}

/** The cell of the first norm's hours on our sheet. */
function hoursCell(file: string): string {
  const sheet = readBook(readFileSync(file)).sheets.find(({ name }) => name === 'Normen')!;
  const table = sheet.tables.find(({ name }) => name === 'tblNormen')!;
  const column = table.columns.findIndex(({ name }) => name === 'Uren') + table.area.left;
  return cellName(table.area.top + 1, column);
}

describe('saving a workbook', () => {
  it('writes a new file, and the same bytes for the same plan and time', () => {
    expect(save(at('a.xlsx'))).toEqual([]);
    expect(save(at('b.xlsx'))).toEqual([]);
    expect(readFileSync(at('a.xlsx')).equals(readFileSync(at('b.xlsx')))).toBe(true);
  });

  it('puts our sheets into a workbook that has more in it, and keeps the rest', () => {
    writeFileSync(at('eigen.xlsx'), usersBook('SUM(tblNormen[Uren])'));
    const before = readBook(readFileSync(at('eigen.xlsx')));
    expect(save(at('eigen.xlsx'))).toEqual([]);
    const after = readBook(readFileSync(at('eigen.xlsx')));
    expect(after.sheets.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Mijn notities', 'Normen', 'Studenten']),
    );
    const own = after.sheets.find(({ name }) => name === 'Mijn notities')!;
    expect(cellIndex(own)(1, 1)).toMatchObject({ type: 'text', value: '=geen formule' });
    expect(cellIndex(own)(2, 1)).toMatchObject({ formula: 'SUM(tblNormen[Uren])' });
    expect(own.part).toBe(before.sheets[0]!.part);
    const outcome = readPlan(at('eigen.xlsx'));
    expect(outcome.ok && calculate(outcome.plan)).toEqual(calculate(plan()));
  });

  it('finds its sheets again after the user renamed one, and leaves no second one', () => {
    expect(save(at('a.xlsx'))).toEqual([]);
    const tabs = (): string[] => readBook(readFileSync(at('a.xlsx'))).sheets.map(({ name }) => name);
    const names = tabs();
    const parts = unzipSync(readFileSync(at('a.xlsx')));
    const workbook = strFromU8(parts['xl/workbook.xml']!);
    expect(workbook).toContain('name="Normen"');
    parts['xl/workbook.xml'] = strToU8(workbook.replace('name="Normen"', 'name="Uren per taak"'));
    writeFileSync(at('a.xlsx'), zipSync(parts));
    expect(tabs()).toContain('Uren per taak');
    expect(save(at('a.xlsx'), plan(), true)).toEqual([]);
    expect(tabs()).toEqual(names);
  });

  it('writes nothing where a plain reference of the user would shift, unless forced', () => {
    writeFileSync(at('a.xlsx'), usersBook());
    expect(save(at('a.xlsx'))).toEqual([]);
    const cell = hoursCell(at('a.xlsx'));
    // the user's formula comes with a workbook that already holds our sheets
    rmSync(at('a.xlsx'));
    writeFileSync(at('a.xlsx'), usersBook(`Normen!${cell}*2`));
    expect(save(at('a.xlsx'), plan(), true)).toEqual([]);
    const kept = readFileSync(at('a.xlsx'));
    const fewer = plan();
    fewer.norms = fewer.norms?.slice(1);
    const changed = accepted({ ...fewer, variants: fewer.variants.slice(0, 1) });
    const codes = save(at('a.xlsx'), changed);
    expect(codes).toContain('out-reference-shifts');
    expect(codes.at(-1)).toBe('out-needs-force');
    expect(readFileSync(at('a.xlsx')).equals(kept)).toBe(true);
    expect(save(at('a.xlsx'), changed, true)).toEqual([]);
    const own = readBook(readFileSync(at('a.xlsx'))).sheets.find(({ name }) => name === 'Mijn notities')!;
    expect(cellIndex(own)(2, 1)).toMatchObject({ formula: `Normen!${cell}*2` });
  });

  it('adds a line to the log each time, and keeps the earlier ones', () => {
    writeFileSync(at('a.xlsx'), usersBook());
    const second = accepted({ ...plan(), name: 'Anders' });
    expect(save(at('a.xlsx'))).toEqual([]);
    expect(save(at('a.xlsx'), second)).toEqual([]);
    expect(save(at('a.xlsx'), plan(), true)).toEqual([]);
    const entries = logEntriesIn(readBook(readFileSync(at('a.xlsx'))));
    expect(entries.map(({ fingerprint }) => fingerprint)).toEqual(
      [plan(), second, plan()].map(fingerprintOf),
    );
    // all of it ours: written anew, and still the log goes on
    expect(save(at('b.xlsx'))).toEqual([]);
    expect(save(at('b.xlsx'), second, true)).toEqual([]);
    expect(logEntriesIn(readBook(readFileSync(at('b.xlsx')))).map(({ variants }) => variants)).toEqual([
      'a, b',
      'a, b',
    ]);
  });

  it('leaves what is no workbook alone and writes beside it', () => {
    writeFileSync(at('tekst.xlsx'), 'geen werkmap');
    expect(save(at('tekst.xlsx')).at(-1)).toBe('out-beside');
    expect(readFileSync(at('tekst.xlsx'), 'utf8')).toBe('geen werkmap');
    expect(readBook(readFileSync(at('tekst (samenplan).xlsx'))).sheets.length).toBeGreaterThan(10);
    expect(save(at('tekst.xlsx')).at(-1)).toBe('out-beside');
    expect(existsSync(at('tekst (samenplan 2).xlsx'))).toBe(true);
  });

  it('writes over an empty file', () => {
    writeFileSync(at('leeg.xlsx'), '');
    expect(save(at('leeg.xlsx'))).toEqual([]);
    expect(readdirSync(folder)).toEqual(['leeg.xlsx']);
  });
});
