import { readFileSync, writeFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { cellName, readBook, writeBook } from '../../src/ooxml/index.ts';
import { Folder, GOLDEN, GRONINGEN, goldenPlan, problemsIn, samenplan } from './program.ts';

const folder = new Folder();
const workbook = folder.at('plan.xlsx');

beforeAll(async () => {
  expect((await samenplan(['calculate', GRONINGEN, '--out', workbook, '--json'])).code).toBe(0);
});

describe('een werkmap als plan', () => {
  it('geeft dezelfde uitkomst als het planbestand', async () => {
    const [fromFile, fromBook] = await Promise.all([
      samenplan(['calculate', GRONINGEN, '--json']),
      samenplan(['calculate', workbook, '--json']),
    ]);
    expect(fromBook).toEqual(fromFile);
    expect(JSON.parse(fromBook.stdout)).toMatchObject({ format: 'samenplan-result/1' });
  });

  it.each([['check'], ['compare'], ['compare', '--json'], ['explain', '/variants/0/years/0/totals/cost']])(
    'gaat ook met %s %s',
    async (command, ...rest) => {
      const [fromFile, fromBook] = await Promise.all([
        samenplan([command, GRONINGEN, ...rest]),
        samenplan([command, workbook, ...rest]),
      ]);
      expect(fromBook).toEqual(fromFile);
      expect(fromBook.code).toBe(0);
    },
  );

  it('wordt herkend aan wat erin staat, niet aan de naam', async () => {
    const renamed = folder.write('plan.json', readFileSync(workbook));
    expect((await samenplan(['check', renamed])).code).toBe(0);
    const json = folder.write('json.xlsx', goldenPlan());
    expect((await samenplan(['check', json])).code).toBe(0);
  });

  it('wordt opnieuw geschreven tot dezelfde werkmap, op de tijd na', async () => {
    const again = folder.at('weer.xlsx');
    expect((await samenplan(['calculate', workbook, '--out', again, '--json'])).code).toBe(0);
    expect((await samenplan(['calculate', again, '--json'])).stdout).toBe(
      (await samenplan(['calculate', GRONINGEN, '--json'])).stdout,
    );
  });

  it('zonder onze tabellen wordt geweigerd', async () => {
    const bytes = writeBook({
      properties: { created: '2026-08-01T00:00:00Z' },
      sheets: [{ name: 'Blad1', cells: [{ kind: 'text', row: 1, column: 1, value: 'x' }] }],
    });
    const found = await samenplan(['check', folder.write('vreemd.xlsx', bytes)]);
    expect(found.code).toBe(2);
    expect(problemsIn(found.stdout).map(({ code }) => code)).toEqual(['workbook-not-ours']);
    expect(found.stderr).toContain('geen financieel plan van Samenplan');
  });

  it.each([
    ['afgebroken.xlsx', () => readFileSync(workbook).subarray(0, 20_000), /^xlsx-file/],
    [
      'oud.xls',
      () => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      /^xlsx-file-(legacy|encrypted)/,
    ],
  ])('die beschadigd of geen .xlsx is, wordt geweigerd: %s', async (name, bytes, code) => {
    const found = await samenplan(['check', folder.write(name, bytes())]);
    expect(found.code).toBe(2);
    for (const problem of problemsIn(found.stdout)) expect(problem.code).toMatch(code);
  });

  it('wordt niet geschreven met een tekst die in geen cel past; de cel wordt genoemd', async () => {
    const plan = folder.write('lang.json', { ...goldenPlan(), region: 'x'.repeat(40_000) });
    const found = await samenplan(['calculate', plan, '--out', folder.at('lang.xlsx')]);
    expect(found.code).toBe(2);
    expect(problemsIn(found.stdout)).toEqual([
      {
        path: 'Leeswijzer!B5',
        code: 'xlsx-text-too-long',
        message: 'Blad Leeswijzer, B5: Deze tekst heeft 40.000 tekens; in een cel passen er 32.767.',
      },
    ]);
    expect(found.stderr.match(/Leeswijzer/g)).toHaveLength(1);
  });

  it('geeft van de gouden plannen dezelfde uitkomst', async () => {
    const book = folder.at('gouden.xlsx');
    expect((await samenplan(['calculate', GOLDEN, '--out', book])).code).toBe(0);
    const [fromFile, fromBook] = await Promise.all([
      samenplan(['calculate', GOLDEN, '--json']),
      samenplan(['calculate', book, '--json']),
    ]);
    expect(fromBook).toEqual(fromFile);
  });
});

describe('check van een werkmap met formules', () => {
  const file = folder.at('formules.xlsx');

  it('noemt een overschreven formule met blad en cel, en anders niets', async () => {
    expect((await samenplan(['calculate', GOLDEN, '--out', file, '--json'])).code).toBe(0);
    const sound = await samenplan(['check', file, '--json']);
    expect([sound.code, problemsIn(sound.stdout)]).toEqual([0, []]);
    const parts = unzipSync(readFileSync(file));
    const { part, cells, name } = readBook(readFileSync(file)).sheets.find(
      (sheet) => sheet.name === 'Meerjarenbegroting',
    )!;
    const { row, column } = cells.find(({ formula, type }) => formula !== undefined && type === 'number')!;
    const cell = cellName(row, column);
    const xml = strFromU8(parts[part]!);
    const typed = xml.replace(new RegExp(`(<c r="${cell}"[^>]*>).*?</c>`), '$1<v>12</v></c>');
    expect(typed).not.toBe(xml);
    parts[part] = strToU8(typed);
    writeFileSync(file, zipSync(parts));
    const damaged = await samenplan(['check', file, '--json']);
    expect(damaged.code).toBe(2);
    expect(problemsIn(damaged.stdout).map(({ code, path }) => [code, path])).toEqual([
      ['damage-formula-overwritten', `${name}!${cell}`],
    ]);
    // who only calculates takes the plan from the input, which is whole
    expect((await samenplan(['calculate', file, '--json'])).code).toBe(0);
  });
});
