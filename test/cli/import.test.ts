import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Plan, validate } from '../../engine/index.ts';
import { planText } from '../../src/export/index.ts';
import { writeBook } from '../../src/ooxml/index.ts';
import { duoLeerlingen, duoSchools, duoVestigingen } from '../support/duo.ts';
import { smallPlan } from '../support/lists.ts';
import { execute, type Outcome, plainEnvironment, root } from '../tooling/project.ts';

const program = path.join(root, 'scripts', 'samenplan.mjs');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'samenplan-import-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => path.join(folder, name);
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(at(name), content);
  return name;
};
const run = (...args: string[]): Promise<Outcome> =>
  execute(process.execPath, [program, ...args], { cwd: folder });
const planOf = (name: string): Plan => JSON.parse(readFileSync(at(name), 'utf8')) as Plan;

interface Refused {
  readonly format: string;
  readonly problems: readonly { readonly path: string; readonly code: string; readonly message: string }[];
}

/** Runs an import that must be refused: exit 2, problems as JSON, nothing written. */
async function refused(...args: string[]): Promise<Refused['problems']> {
  const { code, stdout } = await run('import', ...args, '--out', 'geweigerd.json');
  expect(code).toBe(2);
  expect(existsSync(at('geweigerd.json'))).toBe(false);
  const answer = JSON.parse(stdout) as Refused;
  expect(answer.format).toBe('samenplan-problems/1');
  for (const problem of answer.problems) expect(Object.keys(problem)).toEqual(['path', 'code', 'message']);
  return answer.problems;
}

const PLACEMENTS = 'School;Instituut;Doelgroep;Aantal\nReitdiepcollege;RUG;Deeltijd;3\n';

describe('samenplan import', () => {
  it('makes a plan of DUO’s files and a list, which can be calculated', async () => {
    const schools = duoSchools();
    put('02.-alle-vestigingen-vo.csv', duoVestigingen(schools));
    put('03.-leerlingen-2025.csv', duoLeerlingen(schools));
    put('plaatsingen.csv', 'BRIN;Instituut;Doelgroep;2026-2027;2027-2028\n20BV00;RUG;Master;6;5\n');
    const given = ['--schools', '02.-alle-vestigingen-vo.csv', '--pupils', '03.-leerlingen-2025.csv'];
    const made = await run(
      'import',
      ...given,
      '--placements',
      'plaatsingen.csv',
      '--province',
      'Groningen',
      '--out',
      'plan.json',
      '--json',
    );
    expect(made.code, made.stderr).toBe(0);
    const answer = JSON.parse(made.stdout) as Record<
      'new' | 'changed' | 'gone' | 'doubtful',
      { list: string }[]
    > & { format: string; written: string };
    expect(answer).toMatchObject({
      format: 'samenplan-import/1',
      changed: [],
      gone: [],
      written: 'plan.json',
    });
    expect(answer.new.filter(({ list }) => list === 'schools')).toHaveLength(70);
    expect(answer.doubtful.length).toBeGreaterThan(10);
    const plan = planOf('plan.json');
    expect(validate(plan).ok).toBe(true);
    expect(plan.boards.find(({ code }) => code === '42510')?.pupils).toBe(8202);
    expect((await run('calculate', 'plan.json', '--json')).code).toBe(0);
    // once more, it changes nothing
    const again = await run(
      'import',
      ...given,
      '--province',
      'Groningen',
      '--into',
      'plan.json',
      '--out',
      'plan2.json',
      '--json',
    );
    expect(JSON.parse(again.stdout)).toMatchObject({ new: [], changed: [], gone: [] });
    expect(planOf('plan2.json')).toEqual(plan);
  });

  it('only shows what would change without --out, and never touches the plan it goes into', async () => {
    const before = planText(smallPlan());
    put('into.json', before);
    put('p.csv', PLACEMENTS);
    const shown = await run('import', '--placements', 'p.csv', '--into', 'into.json');
    expect(shown.code).toBe(0);
    expect(shown.stdout).toMatch(/Studenten: 1 nieuw, 1 weg/);
    expect(shown.stderr).toContain('niets geschreven');
    expect(readFileSync(at('into.json'), 'utf8')).toBe(before);
    const english = await run('import', '--placements', 'p.csv', '--into', 'into.json', '--lang', 'en');
    expect(english.stdout).toMatch(/Students: 1 new, 1 gone/);
  });

  it('adds the lists of several institutes up', async () => {
    put('into.json', planText(smallPlan()));
    put('rug.csv', PLACEMENTS);
    put('hanze.csv', 'Naam;School;Instituut;Doelgroep\nA;Reitdiepcollege;Hanze;Voltijd\n');
    const made = await run(
      'import',
      '--placements',
      'rug.csv',
      '--placements',
      'hanze.csv',
      '--into',
      'into.json',
      '--out',
      'uit.json',
    );
    expect(made.code, made.stderr).toBe(0);
    expect(planOf('uit.json').students.map(({ institute, counts }) => [institute, counts])).toEqual([
      ['hanze', 1],
      ['rug', 3],
    ]);
  });

  it('reads a sheet of a workbook', async () => {
    const cells = PLACEMENTS.trim()
      .split('\n')
      .flatMap((line, row) =>
        line
          .split(';')
          .map((value, column) => ({ kind: 'text' as const, value, row: row + 1, column: column + 1 })),
      );
    put('into.json', planText(smallPlan()));
    const sheets = [
      { name: 'Uitleg', cells: cells.slice(0, 1) },
      { name: 'Lijst 1', cells },
    ];
    put('jaar.xlsx', writeBook({ sheets, properties: { created: '2026-11-22T10:00:00Z' } }));
    const made = await run(
      'import',
      '--placements',
      'jaar.xlsx#Lijst 1',
      '--into',
      'into.json',
      '--out',
      'uit.json',
    );
    expect(made.code, made.stderr).toBe(0);
    const problems = await refused('--placements', 'jaar.xlsx', '--into', 'into.json');
    expect(problems).toMatchObject([{ code: 'sheet-which', path: 'jaar.xlsx' }]);
  });

  it('refuses with file, line and column, all at once, and writes nothing', async () => {
    put('into.json', planText(smallPlan()));
    put('p.csv', 'School;Instituut;Doelgroep;Aantal\nPreadinius;RUG;Voltijd;1\nElders;RUG;Voltijd;2\n');
    const problems = await refused('--placements', 'p.csv', '--into', 'into.json');
    expect(problems.map(({ path: place, code }) => `${place} ${code}`)).toEqual([
      'p.csv:2:1 match-close',
      'p.csv:3:1 match-none',
    ]);
    expect(problems[0]?.message).toContain('Praedinius Gymnasium (20BV00)');
  });

  it('takes what was settled from --map', async () => {
    put('into.json', planText(smallPlan()));
    put('p.csv', 'School;Instituut;Doelgroep;Aantal\nPreadinius;RUG;Voltijd;1.000\n');
    put(
      'map.json',
      JSON.stringify({
        match: { schools: { Preadinius: '20BV00' } },
        placements: { numbers: { Aantal: 'nl' } },
      }),
    );
    expect((await refused('--placements', 'p.csv', '--into', 'into.json')).map(({ code }) => code)).toEqual([
      'number-both-ways',
    ]);
    const made = await run(
      'import',
      '--placements',
      'p.csv',
      '--into',
      'into.json',
      '--map',
      'map.json',
      '--out',
      'uit.json',
    );
    expect(made.code, made.stderr).toBe(0);
    expect(planOf('uit.json').students[0]).toMatchObject({ school: 'praedinius', counts: 1000 });
  });

  it.each([
    ['zip', zipSync({ a: strToU8('x') }), 'input-not-text', 'k.csv:1:1'],
    ['NUL', 'School;Instituut;Doelgroep;Aantal\nR\0;RUG;Voltijd;1\n', 'input-nul', 'k.csv:2:2'],
    ['quotes', 'School;Instituut;Doelgroep;Aantal\n"R;RUG;Voltijd;1\n', 'quote-open', 'k.csv:2:1'],
    [
      'columns',
      `School;Instituut;Doelgroep;Aantal\n${';'.repeat(9999)}\n`,
      'too-many-columns',
      'k.csv:2:1001',
    ],
    ['line', `School;Instituut;Doelgroep;Aantal\n${'x'.repeat(3_000_000)}`, 'line-too-long', 'k.csv:2:1'],
    ['empty', '', 'input-empty', 'k.csv'],
  ] as const)('refuses a broken file: %s', async (_, content, code, place) => {
    put('into.json', planText(smallPlan()));
    put('k.csv', content);
    expect(await refused('--placements', 'k.csv', '--into', 'into.json')).toMatchObject([
      { code, path: place },
    ]);
  });

  it('refuses files that are not there, a map that is none, and no list at all', async () => {
    put('into.json', planText(smallPlan()));
    put('p.csv', PLACEMENTS);
    put('map.json', '{"match": {"scholen": {}}}');
    put('kapot.json', '{"match": ');
    expect((await refused('--placements', 'weg.csv')).map(({ code }) => code)).toEqual(['file-missing']);
    expect((await refused('--placements', 'p.csv', '--map', 'map.json')).map(({ code }) => code)).toEqual([
      'map-invalid',
    ]);
    expect((await refused('--placements', 'p.csv', '--map', 'kapot.json')).map(({ code }) => code)).toEqual([
      'json-end',
    ]);
    expect((await refused('--placements', '.')).map(({ code }) => code)).toEqual(['file-unreadable']);
    expect((await refused()).map(({ code }) => code)).toEqual(['import-nothing']);
    expect((await run('import', '--onzin')).code).toBe(2);
    expect((await run('import', 'p.csv')).code).toBe(2);
  });

  it('never writes or says the name of a student', async () => {
    put('into.json', planText(smallPlan()));
    const secret = /quisthoudt|xanthippe|7654321|2004-02-03/i;
    const head = 'Naam;Nummer;Geboortedatum;School;Instituut;Doelgroep';
    const rows = [
      '"Quisthoudt, Xanthippe";7654321;2004-02-03;Reitdiepcollege;RUG;Voltijd',
      'Quisthoudt;Xanthippe;7654321;2004-02-03;Reitdiepcollege;RUG;Voltijd',
      'x;x;x;Quisthoudt;RUG;Voltijd',
      'x;x;x;Reitdiepcollege;RUG;Quisthoudt Xanthippe',
    ];
    for (const [index, row] of rows.entries()) {
      put('s.csv', `${head}\n${row}\n`);
      for (const json of [[], ['--json']]) {
        const { code, stdout, stderr } = await run(
          'import',
          '--placements',
          's.csv',
          '--into',
          'into.json',
          '--out',
          's.json',
          ...json,
        );
        expect(code).toBe(index === 0 ? 0 : 2);
        expect(stdout).not.toMatch(secret);
        expect(stderr).not.toMatch(secret);
      }
    }
    expect(readFileSync(at('s.json'), 'utf8')).not.toMatch(secret);
  });

  it.skipIf(!existsSync('/proc/self/status'))('streams 20 MB in less than 300 MB of memory', async () => {
    put('into.json', planText(smallPlan()));
    put('groot.csv', 'Naam;Studentnummer;School;Instituut;Doelgroep\n');
    const block = Array.from(
      { length: 20_000 },
      (_, index) => `"Voorbeeld, student ${index}";${index};Reitdiepcollege;RUG;Deeltijd`,
    );
    let rows = 0;
    for (let size = 0; size < 20 * 1024 * 1024; rows += block.length) {
      const text = `${block.join('\n')}\n`;
      appendFileSync(at('groot.csv'), text);
      size += text.length;
    }
    const args = [
      program,
      'import',
      '--placements',
      'groot.csv',
      '--into',
      'into.json',
      '--out',
      'groot.json',
    ];
    const child = spawn(process.execPath, args, { cwd: folder, env: plainEnvironment(), stdio: 'ignore' });
    let peak = 0;
    const timer = setInterval(() => {
      try {
        const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
        peak = Math.max(peak, Number(kilobytes ?? 0));
      } catch {
        // the program has ended
      }
    }, 20);
    const code = await new Promise((resolve) => child.on('close', resolve));
    clearInterval(timer);
    expect(code).toBe(0);
    expect(planOf('groot.json').students.at(-1)).toMatchObject({ group: 'deeltijd', counts: rows });
    expect(peak).toBeGreaterThan(0);
    expect(peak / 1024).toBeLessThan(300);
  });
});

describe('samenplan merge and export', () => {
  it('merge plans, write the region and say what is no sum', async () => {
    const fixed = {
      funding: [{ id: 'vast', name: 'Vaste voet', source: 'subsidy', kind: 'fixed', amount: '1000' }],
    };
    put('a.json', planText(smallPlan(fixed)));
    put('b.json', planText(smallPlan({ ...fixed, name: 'Tweede' })));
    const made = await run('merge', 'a.json', 'b.json', '--out', 'regio.json', '--json');
    expect(made.code, made.stderr).toBe(0);
    const answer = JSON.parse(made.stdout) as {
      differences: { kind: string; difference: string; why: string }[];
    };
    expect(answer).toMatchObject({
      format: 'samenplan-merge/1',
      written: 'regio.json',
      parts: ['Regioplan', 'Tweede'],
    });
    expect(answer.differences.find(({ kind }) => kind === 'funding')).toMatchObject({
      difference: '-1000.00',
      why: 'een vast bedrag telt voor de regio één keer',
    });
    expect((await run('check', 'regio.json')).code).toBe(0);
    const shown = await run('merge', 'a.json', 'b.json');
    expect(shown.stdout).toContain('Wat geen optelsom is');
    expect(shown.stdout).toContain('-1.000,00');
  });

  it('refuse plans that can’t be one, and files that are none', async () => {
    put('a.json', planText(smallPlan()));
    put('b.json', planText(smallPlan({ hoursPerFte: '1600' })));
    const { code, stdout } = await run('merge', 'a.json', 'b.json', '--out', 'niet.json');
    expect(code).toBe(2);
    expect((JSON.parse(stdout) as Refused).problems).toMatchObject([{ code: 'merge-differs' }]);
    expect(existsSync(at('niet.json'))).toBe(false);
    expect((await run('merge', 'a.json')).code).toBe(2);
    const missing = await run('merge', 'a.json', 'weg.json');
    expect((JSON.parse(missing.stdout) as Refused).problems).toMatchObject([
      { path: 'weg.json', code: 'file-missing' },
    ]);
  });

  it('export the result as CSV or JSON, and the plan', async () => {
    const plan = smallPlan({ boards: [{ id: 'oog', name: '=Bestuur', code: '42510' }] });
    put('a.json', planText(plan));
    const dutch = await run('export', 'a.json', '--table', 'parties');
    expect(dutch.code, dutch.stderr).toBe(0);
    expect(dutch.stdout).toMatch(/^\ufeffVariant;Schooljaar;Partij;/);
    expect(dutch.stdout).toContain("board:oog;'=Bestuur;0,00;");
    const plain = await run(
      'export',
      'a.json',
      '--as',
      'csv-int',
      '--table',
      'parties',
      '--raw',
      '--out',
      'p.csv',
    );
    expect(plain.code).toBe(0);
    expect(readFileSync(at('p.csv'), 'utf8')).toContain('board:oog,=Bestuur,0.00,');
    expect(JSON.parse((await run('export', 'a.json', '--as', 'json')).stdout)).toMatchObject({
      format: 'samenplan-result/1',
    });
    await run('export', 'a.json', '--as', 'plan', '--out', 'kopie.json');
    expect(planOf('kopie.json')).toEqual(plan);
    for (const wrong of [
      ['--as', 'pdf'],
      ['--table', 'x'],
      ['--as', 'plan', '--table', 'totals'],
      ['--variant', 'x'],
    ]) {
      expect((await run('export', 'a.json', ...wrong)).code, wrong.join(' ')).toBe(2);
    }
  });
});
