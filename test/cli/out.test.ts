import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { calculate } from '../../engine/index.ts';
import { writeWorkbook } from '../../src/hosts/xlsx-file.ts';
import { type ReadBook, type ReadCell, type ReadSheet, readBook } from '../../src/ooxml/index.ts';
import { nl } from '../../src/texts/index.ts';
import { Names } from '../../src/texts/names.ts';
import { describeWorkbook } from '../../src/workbook/index.ts';
import { FIRST_YEAR } from '../../src/workbook/live/index.ts';
import { accepted } from '../support/engine.ts';
import { Folder, GOLDEN, GRONINGEN, goldenPlan, problemsIn, refusal, samenplan } from './program.ts';

const folder = new Folder();
const plan = accepted(JSON.parse(readFileSync(GRONINGEN, 'utf8')));
const result = calculate(plan);

/** The rows of a sheet, each with its cells from the first column on. */
function rowsOf(sheet: ReadSheet): ReadCell[][] {
  const rows: ReadCell[][] = [];
  for (const cell of sheet.cells) {
    const row = rows[cell.row] ?? [];
    row[cell.column - 1] = cell;
    rows[cell.row] = row;
  }
  return Object.values(rows);
}

/** What a cell holds: a number as its own digits. */
const held = (cell: ReadCell | undefined): string | null =>
  cell === undefined || cell.type === 'blank'
    ? null
    : cell.type === 'number'
      ? cell.text
      : String(cell.value);

let book: ReadBook;
const sheet = (name: string): ReadSheet => {
  const found = book.sheets.find((each) => each.name === name);
  if (!found) throw new Error(`no sheet ${name} among ${book.sheets.map((each) => each.name).join(', ')}`);
  return found;
};

beforeAll(async () => {
  const file = folder.at('plan.xlsx');
  const { code, stderr } = await samenplan(['calculate', GRONINGEN, '--out', file]);
  expect([code, stderr]).toEqual([0, `Geschreven: ${file}\n`]);
  book = readBook(readFileSync(file));
});

describe('the workbook of --out', () => {
  it('has a calculation sheet per variant, with all that it costs and all hours', () => {
    const lineSheets = book.sheets.filter(({ name }) => name.startsWith('Inzet'));
    expect(lineSheets.map(({ name }) => name)).toEqual(
      result.variants.map(({ id }) => `Inzet ${id}`.slice(0, 31)),
    );
    result.variants.forEach(({ years }, index) => {
      const rows = rowsOf(lineSheets[index] as ReadSheet);
      const figures = (label: string): (string | null)[] => {
        const found = rows.find((row) => held(row[0]) === label);
        return years.map((_, year) => held(found?.[FIRST_YEAR - 1 + year]));
      };
      expect(figures('lasten').map(Number)).toEqual(years.map(({ totals }) => Number(totals.cost)));
      expect(figures('uren samen').map(Number)).toEqual(years.map(({ totals }) => Number(totals.hours)));
    });
  });

  it('has the totals of the result, each year and together', () => {
    const budget = rowsOf(sheet('Meerjarenbegroting'));
    const count = result.years.length;
    /** Rows of school years: of three with the same name the first is of these. */
    const rows = (label: string, of: number): number[][] =>
      budget
        .filter((row) => held(row[0]) === label)
        .filter((_, index) => index % of === 0)
        .map((row) => row.slice(FIRST_YEAR - 1, FIRST_YEAR + count).map((cell) => Number(held(cell))));
    const wanted = (key: 'funding' | 'cost' | 'result'): number[][] =>
      result.variants.map(({ years }) => {
        const each = years.map(({ totals }) => BigInt(totals[key].replace('.', '')));
        return [...each, each.reduce((sum, cents) => sum + cents, 0n)].map((cents) => Number(cents) / 100);
      });
    expect(rows('Totaal baten', 1)).toEqual(wanted('funding'));
    expect(rows('Totaal lasten', 1)).toEqual(wanted('cost'));
    expect(rows('Resultaat', 1)).toEqual(wanted('result'));
  });

  it('has the calendar years, the last one by itself', () => {
    const budget = rowsOf(sheet('Meerjarenbegroting'));
    const count = result.years.length;
    for (const [label, key] of [
      ['Baten in het kalenderjaar', 'funding'],
      ['Lasten in het kalenderjaar', 'cost'],
      ['Resultaat in het kalenderjaar', 'result'],
    ] as const) {
      const found = budget
        .filter((row) => held(row[0]) === label)
        .map((row) => row.slice(FIRST_YEAR - 1, FIRST_YEAR - 1 + count).map((cell) => Number(held(cell))));
      expect(found).toEqual(
        result.variants.flatMap(({ calendar }) => {
          const figures = calendar.map((each) => Number(each[key]));
          return [figures.slice(0, -1), [...figures.slice(0, -2).map(() => 0), figures.at(-1)]];
        }),
      );
    }
  });

  it('has every party of every year with its balance', () => {
    const rows = rowsOf(sheet('Per bestuur')).map((row) => [
      held(row[0]),
      ...row.slice(FIRST_YEAR - 1, FIRST_YEAR - 1 + result.years.length).map(held),
    ]);
    const names = Names.ofAll(nl, plan);
    for (const { years } of result.variants) {
      for (const [at, { party }] of (years[0]?.parties ?? []).entries()) {
        const nets = years.map(({ parties }) => String(Number(parties[at]?.net)));
        const own = rows.map(([name, ...figures]) => [name, ...figures.map((each) => String(Number(each)))]);
        expect(own).toContainEqual([names.party(party), ...nets]);
      }
    }
  });

  it('is the same to the byte for the same time, and differs in nothing but the time', () => {
    const created = new Date('2026-08-01T09:30:00Z');
    const small = accepted(goldenPlan());
    const write = (date: Date): Uint8Array => writeWorkbook(describeWorkbook(nl, small), { created: date });
    const bytes = write(created);
    expect(Buffer.compare(write(created), bytes)).toBe(0);
    const later = readBook(write(new Date('2027-01-01T00:00:00Z')));
    const first = readBook(bytes);
    const differing = first.parts
      .list()
      .filter(({ path, bytes: part }) => Buffer.compare(part, later.parts.get(path).bytes) !== 0)
      .map(({ path }) => path);
    expect(differing).toEqual(['docProps/core.xml']);
    // and the command line says when it was written
    const day = rowsOf(sheet('Leeswijzer')).find((row) => held(row[0]) === 'Gemaakt op')?.[1];
    expect(Number(held(day))).toBeGreaterThan(46_000);
  });

  it('has only the variants that were asked for', async () => {
    const [, second] = plan.variants;
    const file = folder.at('one.XLSX');
    const outcome = await samenplan([
      'calculate',
      GRONINGEN,
      `--out=${file}`,
      '--variant',
      String(second?.id),
      '--json',
    ]);
    expect(outcome.code).toBe(0);
    expect((JSON.parse(outcome.stdout) as { variants: unknown[] }).variants).toHaveLength(1);
    const names = readBook(readFileSync(file)).sheets.map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('Inzet'))).toEqual([`Inzet ${second?.id}`.slice(0, 31)]);
  });

  it('is written where the caller is, and replaces the sheets of an earlier one', async () => {
    const write = (...more: string[]) =>
      samenplan(['calculate', GOLDEN, '--out', 'relative.xlsx', ...more], { cwd: folder.path });
    const tabs = (): string[] =>
      readBook(readFileSync(folder.at('relative.xlsx'))).sheets.map(({ name }) => name);
    expect((await write()).code).toBe(0);
    const all = tabs();
    expect((await write()).code).toBe(0);
    expect(tabs()).toEqual(all);
    // with fewer variants there are fewer lines: what stood there is not thrown away unasked
    expect((await write('--variant', 'duo')).code).toBe(2);
    expect(tabs()).toEqual(all);
    expect((await write('--variant', 'duo', '--force')).code).toBe(0);
    // one variant differs from no other
    const gone = ['Inzet hub-partner', 'Canvas hub-partner', 'Verschillen'];
    expect(tabs()).toEqual(all.filter((name) => !gone.includes(name)));
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('speaks English where asked', async () => {
    const file = folder.at('english.xlsx');
    expect((await samenplan(['calculate', GOLDEN, '--out', file, '--lang', 'en'])).stderr).toBe(
      `Written: ${file}\n`,
    );
    expect(readBook(readFileSync(file)).sheets.map(({ name }) => name)).not.toContain('Vergelijking');
  });
});

describe('no workbook', () => {
  it.each([
    ['a plan that is refused', ['calculate', 'wrong.json', '--out', 'kept.xlsx'], 'too-small'],
    [
      'an unknown variant',
      ['calculate', 'right.json', '--out', 'kept.xlsx', '--variant', 'x'],
      'unknown-variant',
    ],
    ['a name that is no workbook', ['calculate', 'right.json', '--out', 'x.txt'], 'out-not-xlsx'],
    ['a name without an ending', ['calculate', 'right.json', '--out', 'xlsx'], 'out-not-xlsx'],
    ['a folder that is not there', ['calculate', 'right.json', '--out', 'nergens/a.xlsx'], 'out-not-written'],
    [
      'a file taken for a folder',
      ['calculate', 'right.json', '--out', 'right.json/a.xlsx'],
      'out-not-written',
    ],
    ['a folder taken for a file', ['calculate', 'right.json', '--out', 'map.xlsx'], 'out-not-written'],
  ])('for %s; what was there stays', async (_name, args, code) => {
    folder.write('right.json', goldenPlan());
    folder.write('wrong.json', { ...goldenPlan(), years: 0 });
    writeFileSync(folder.at('kept.xlsx'), 'mine');
    mkdirSync(folder.at('map.xlsx', 'inside'), { recursive: true });
    const before = readdirSync(folder.path);
    const json = args.includes('--variant'); // an answer in JSON is the same
    const outcome = await samenplan([...args, ...(json ? ['--json'] : [])], { cwd: folder.path });
    expect(refusal(outcome, json)).toContain(code);
    expect(problemsIn(outcome.stdout)[0]?.message).not.toMatch(/Error|EN[A-Z]+:/);
    expect(readFileSync(folder.at('kept.xlsx'), 'utf8')).toBe('mine');
    expect(readdirSync(folder.path)).toEqual(before);
    expect(existsSync(folder.at('map.xlsx', 'inside'))).toBe(true);
  });
});
