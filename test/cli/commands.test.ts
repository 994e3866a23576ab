import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { calculate, type Result } from '../../engine/index.ts';
import { parseCommandLine } from '../../src/cli/arguments.ts';
import { problemsJson, wordProblems } from '../../src/cli/refusal.ts';
import { fingerprintOf, shortFingerprint } from '../../src/files/fingerprint.ts';
import { resultJson } from '../../src/files/result-json.ts';
import { nl } from '../../src/texts/index.ts';
import { accepted } from '../support/engine.ts';
import { root } from '../tooling/project.ts';
import {
  ESCAPE,
  Folder,
  GOLDEN,
  GRONINGEN,
  goldenPlan,
  type Problem,
  problemsIn,
  refusal,
  samenplan,
} from './program.ts';

const folder = new Folder();
const groningen = accepted(JSON.parse(readFileSync(GRONINGEN, 'utf8')));

// the bundle is made once, not by ten runs at the same time
beforeAll(async () => {
  expect((await samenplan(['--help'])).code).toBe(0);
});

describe.concurrent('calculate', () => {
  it('prints the tables of every variant and the variants side by side', async ({ expect }) => {
    const { code, stdout, stderr } = await samenplan(['calculate', GRONINGEN]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.startsWith(`${groningen.name} – ${groningen.region}\n`)).toBe(true);
    for (const { name } of groningen.variants) expect(stdout).toContain(`\n${name}\n`);
    for (const title of [
      'Baten, lasten en resultaat per schooljaar',
      'Per partij (alle jaren)',
      'Uren en lasten per rol',
      'Per kalenderjaar (5/12 en 7/12)',
      'Waar knelt het?',
    ])
      expect(stdout.split(`\n${title}\n`)).toHaveLength(groningen.variants.length + 1);
    expect(stdout.split('\nVarianten naast elkaar\n')).toHaveLength(2);
    expect(stdout).not.toContain(ESCAPE);
    expect(stdout).not.toMatch(/undefined|NaN|\[object/);
  });

  it('with --summary prints of each variant the years and what fails', async ({ expect }) => {
    const { code, stdout } = await samenplan(['calculate', GRONINGEN, '--summary']);
    expect(code).toBe(0);
    const times = (title: string): number => stdout.split(`\n${title}`).length - 1;
    expect(times('Waar knelt het?')).toBe(groningen.variants.length);
    expect(times('Baten, lasten en resultaat per schooljaar')).toBe(groningen.variants.length);
    expect(times('Per partij')).toBe(0);
    expect(times('Varianten naast elkaar\n')).toBe(1);
  });

  it('with --json prints the result and nothing else', async ({ expect }) => {
    const { code, stdout, stderr } = await samenplan(['calculate', GRONINGEN, '--json']);
    expect(code).toBe(0);
    expect(stdout).toBe(`${resultJson(calculate(groningen))}\n`);
    // what a reader of the figures has to know, beside them
    expect(stderr).toMatch(/^Let op:\n( {2}- .*, niet in 2026-2027 t\/m 2030-2031\. .*\n){2}$/);
  });

  it('with --variant calculates those, in the order of the plan', async ({ expect }) => {
    const all = calculate(groningen);
    const [first, second] = all.variants;
    const ids = async (...args: string[]): Promise<unknown> => {
      const { code, stdout } = await samenplan(['calculate', GRONINGEN, '--json', ...args]);
      return [code, JSON.parse(stdout)];
    };
    expect(await ids('--variant', String(second?.id))).toEqual([0, { ...all, variants: [second] }]);
    const both = ['--variant', String(second?.id), `--variant=${first?.id}`, '--variant', String(second?.id)];
    expect(await ids(...both)).toEqual([0, { ...all, variants: [first, second] }]);
    // one variant has nothing to stand beside
    const { stdout } = await samenplan(['calculate', GRONINGEN, '--variant', String(first?.id)]);
    expect(stdout).not.toContain('Varianten naast elkaar');
  });

  it('refuses variants that the plan has not, each once', async ({ expect }) => {
    const args = ['calculate', GOLDEN, '--variant', 'nergens', '--variant=elders', '--variant', 'nergens'];
    const outcome = await samenplan(args);
    expect(refusal(outcome)).toEqual(['unknown-variant', 'unknown-variant']);
    expect(problemsIn(outcome.stdout)[0]?.message).toContain('"nergens"');
    expect(refusal(await samenplan([...args, '--json']), true)).toHaveLength(2);
  });
});

describe.concurrent('check', () => {
  it('says that a plan is in order', async ({ expect }) => {
    const { code, stdout, stderr } = await samenplan(['check', GOLDEN]);
    expect([code, stderr]).toEqual([0, '']);
    const full = fingerprintOf(accepted(goldenPlan()));
    expect(stdout).toBe(
      'Eén hub met twee partnerscholen: het plan is in orde (3 scholen, 2 besturen, 2 instituten, 2 varianten, 3 jaren).\n' +
        `Vingerafdruk ${shortFingerprint(full)} (SHA-256 ${full}).\n`,
    );
  });

  it('with --json gives no problems', async ({ expect }) => {
    const { code, stdout } = await samenplan(['check', '--json', GOLDEN]);
    expect(code).toBe(0);
    expect(problemsIn(stdout)).toEqual([]);
  });

  it('gives all problems at once, in Dutch and in English', async ({ expect }) => {
    const plan = folder.write('wrong.json', { ...goldenPlan(), years: 0, regio: 1, roles: 'geen' });
    const dutch = await samenplan(['check', plan]);
    const english = await samenplan(['check', plan, '--lang', 'en']);
    const codes = refusal(dutch);
    expect(codes.length).toBeGreaterThanOrEqual(3);
    expect(refusal(english)).toEqual(codes);
    const words = (text: string): Problem[] => [...problemsIn(text)];
    const message = (text: string, wanted: string): unknown =>
      words(text).find(({ path: at, code }) => at + code === wanted)?.message;
    expect(message(dutch.stdout, '/yearstoo-small')).toBe('0 is te laag; het minimum is 1.');
    expect(message(english.stdout, '/yearstoo-small')).toMatch(/^0 is too (low|small)/);
    expect(message(dutch.stdout, '/roleswrong-type')).toBe(
      'Hier staat tekst; verwacht wordt een lijst ([…]).',
    );
    for (const { message: each } of words(english.stdout))
      expect(words(dutch.stdout).map((other) => other.message)).not.toContain(each);
    expect(dutch.stderr).toMatch(/^Het plan is geweigerd om \d+ fouten:\n/);
    expect(english.stderr).toMatch(/^The plan was refused because of \d+ errors:\n/);
    expect(refusal(await samenplan(['check', plan, '--json', '--lang=en']), true)).toEqual(codes);
  });

  it.each([
    ['missing', () => folder.at('nowhere.json'), 'file-missing'],
    ['a folder without a plan', () => folder.path, 'file-missing'],
    ['empty', () => folder.write('empty.json', ''), 'file-empty'],
    ['nested 100,000 deep', () => folder.write('deep.json', '['.repeat(100_000)), 'json-depth'],
    ['cut off', () => folder.write('cut.json', '{"format":"samenplan/1","na'), 'json-end'],
    ['with 1e400', () => folder.write('infinite.json', '{"years":1e400}'), 'json-number'],
    ['with __proto__', () => folder.write('proto.json', '{"__proto__":{}}'), 'json-forbidden-key'],
    ['with a double key', () => folder.write('double.json', '{"a":1,"a":1}'), 'json-duplicate-key'],
    ['Latin-1', () => folder.write('latin.json', Buffer.from('{"\xe9":1}', 'latin1')), 'not-utf8'],
  ])('refuses a file that is %s', async (_name, make, code) => {
    const file = make();
    expect(refusal(await samenplan(['calculate', file, '--json']), true)).toEqual([code]);
  });

  it('gives as many problems as fit in one answer, where names are megabytes long', ({ expect }) => {
    const key = 'k'.repeat(1 << 20);
    const problems = Array.from({ length: 600 }, (_, at) => {
      return { path: `/trend/${key}/${at}`, code: 'missing', values: { key: 'x' } } as const;
    });
    const worded = wordProblems(nl, problems);
    expect(worded.length).toBeGreaterThan(10);
    expect(problemsJson(worded).length).toBeLessThan(100_000_000);
    expect(wordProblems(nl, problems.slice(0, 20))).toHaveLength(20);
  });

  it('shows nothing that could steer a terminal', async ({ expect }) => {
    const plan = folder.write('steering.json', {
      ...goldenPlan(),
      [`${ESCAPE}[2J\r\u009b31m\u202egek`]: 1,
    });
    const { code, stdout, stderr } = await samenplan(['check', plan]);
    expect(code).toBe(2);
    expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(problemsIn(stdout).some(({ path: at }) => at.includes(ESCAPE))).toBe(true);
    const named = folder.write('named.json', { ...goldenPlan(), name: 'Een\n\tplan\u009b31m\u0085' });
    for (const command of ['check', 'calculate']) {
      const said = await samenplan([command, named]);
      expect(said.code).toBe(0);
      expect(said.stdout).toContain('Een plan 31m');
      expect(said.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }
  });
});

describe.concurrent('explain', () => {
  const NET = '/variants/0/years/0/totals/coverage';

  it('says how a figure was made', async ({ expect }) => {
    const { code, stdout, stderr } = await samenplan(['explain', GOLDEN, NET]);
    expect([code, stderr]).toEqual([0, '']);
    const [heading, figure = ''] = stdout.split('\n');
    expect(heading).toMatch(/^Variant .+, 2026-2027$/);
    const coverage = calculate(accepted(goldenPlan())).variants[0]?.years[0]?.totals.coverage;
    expect(figure.startsWith(String(coverage).replace('.', ','))).toBe(true);
    expect(stdout).toContain('aanname');
    expect(stdout).not.toMatch(/undefined|NaN|\[object/);
  });

  it('with --json gives the same as a tree', async ({ expect }) => {
    const { code, stdout } = await samenplan(['explain', GOLDEN, NET, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      format: 'samenplan-explanation/1',
      reference: NET,
      explanation: { value: expect.stringMatching(/^\d\.\d{4}$/) as string },
    });
  });

  it('with --full is longer, and with --lang en in English', async ({ expect }) => {
    const [short, full, english] = await Promise.all(
      [[], ['--full'], ['--lang', 'en']].map((more) => samenplan(['explain', GRONINGEN, NET, ...more])),
    );
    expect(full?.stdout.length).toBeGreaterThan(Number(short?.stdout.length));
    expect(short?.stdout).toContain('--full');
    expect(full?.stdout).not.toContain('--full');
    expect(english?.stdout).toContain(' · assumption');
    expect(english?.stdout).not.toContain(' · aanname');
  });

  it.each([
    ['/variants/9/years/0/totals/cost', 'reference-unknown', '"9"'],
    ['/variants/0/years/0/totals/nope', 'reference-unknown', '"nope"'],
    ['/variants/0/years/0/totals/__proto__', 'reference-unknown', '"__proto__"'],
    ['totals', 'reference-unknown', '"totals"'],
    ['', 'reference-unknown', ''],
    ['/variants/0/years/0/year', 'reference-no-figure', '2026'],
    ['/variants/0/years', 'reference-unknown', ''],
  ])('refuses the reference %s', async (reference, code, words) => {
    const outcome = await samenplan(['explain', GOLDEN, reference]);
    expect(refusal(outcome)).toEqual([code]);
    expect(problemsIn(outcome.stdout)[0]?.message).toContain(words);
  });

  it('refuses a figure that has no value', async ({ expect }) => {
    const plan = folder.write('without-students.json', { ...goldenPlan(), students: [] });
    const outcome = await samenplan(['explain', plan, '/variants/0/years/0/totals/costPerStudent', '--json']);
    expect(refusal(outcome, true)).toEqual(['reference-no-value']);
  });
});

describe.concurrent('help', () => {
  it.each([[['--help']], [['-h']], [['calculate', '--help']]])('%j', async (args) => {
    const { code, stdout, stderr } = await samenplan(args);
    expect([code, stderr]).toEqual([0, '']);
    for (const command of ['calculate', 'check', 'explain', 'compare', 'batch'])
      expect(stdout).toContain(`samenplan ${command}`);
  });

  it('in English', async ({ expect }) => {
    expect((await samenplan(['--help', '--lang', 'en'])).stdout).toContain('Usage:');
    expect((await samenplan(['--lang=nl', '--help'])).stdout).toContain('Gebruik:');
  });
});

describe('the command line', () => {
  const codeOf = (args: readonly string[]): string => {
    const parsed = parseCommandLine(args);
    return 'problem' in parsed ? parsed.problem.code : parsed.command;
  };

  it.each<[string[], string]>([
    [[], 'usage-no-command'],
    [['--json'], 'usage-no-command'],
    [['bereken'], 'usage-unknown-command'],
    [['toString'], 'usage-unknown-command'],
    [['help'], 'usage-unknown-command'],
    [['check'], 'usage-missing-argument'],
    [['explain', 'a'], 'usage-missing-argument'],
    [['explain', 'a', ''], 'explain'],
    [['check', 'a', 'b'], 'usage-too-many-arguments'],
    [['explain', 'a', 'b', 'c'], 'usage-too-many-arguments'],
    [['batch', 'a'], 'usage-too-many-arguments'],
    [['check', 'a', '--fast'], 'usage-unknown-option'],
    [['check', 'a', '-x'], 'usage-unknown-option'],
    [['check', 'a', '--__proto__'], 'usage-unknown-option'],
    [['--help', '--constructor'], 'usage-unknown-option'],
    [['check', 'a', '--out', 'b.xlsx'], 'usage-unknown-option'],
    [['check', 'a', '--full'], 'usage-unknown-option'],
    [['compare', 'a', '--summary'], 'usage-unknown-option'],
    [['calculate', 'a', '--summary'], 'calculate'],
    [['batch', '--json'], 'usage-unknown-option'],
    [['calculate', 'a', '--full'], 'usage-unknown-option'],
    [['calculate', 'a', '--json=yes'], 'usage-bad-value'],
    [['calculate', 'a', '--json='], 'usage-bad-value'],
    [['calculate', 'a', '--no-json'], 'usage-unknown-option'],
    [['calculate', 'a', '--out'], 'usage-bad-value'],
    [['calculate', 'a', '--out='], 'usage-bad-value'],
    [['calculate', 'a', '--out', ''], 'usage-bad-value'],
    [['calculate', 'a', '--variant'], 'usage-bad-value'],
    [['calculate', 'a', '--lang', 'de'], 'usage-bad-value'],
    [['calculate', 'a', '--lang=nl', '--lang=en'], 'usage-bad-value'],
    [['calculate', 'a', '--out=b.xlsx', '--out', 'c.xlsx'], 'usage-bad-value'],
    [['calculate', 'a', '--out=b.xlsx', '--out', 'b.xlsx'], 'calculate'],
    [['--json', 'calculate', 'a', '--json'], 'calculate'],
    [['calculate', '--', '--a'], 'calculate'],
    [['explain', 'a', '-', '--full'], 'explain'],
  ])('%j: %s', (args, expected) => {
    expect(codeOf(args)).toBe(expected);
  });

  it('reads options with and without =, before and after', () => {
    const wanted = {
      command: 'calculate',
      plan: 'a.json',
      reference: '',
      json: true,
      full: false,
      summary: false,
      force: false,
      out: 'b.xlsx',
      variants: ['x', 'y'],
    };
    const forms = [
      ['calculate', 'a.json', '--json', '--out', 'b.xlsx', '--variant', 'x', '--variant', 'y'],
      ['--out=b.xlsx', '--variant=x', 'calculate', '--json', '--variant=y', 'a.json', '--lang', 'en'],
    ];
    for (const form of forms) expect(parseCommandLine(form)).toMatchObject(wanted);
    for (const option of ['summary', 'force']) {
      expect(parseCommandLine([...(forms[0] ?? []), `--${option}`])).toMatchObject({
        ...wanted,
        [option]: true,
      });
    }
  });

  it('refuses through the program as it refuses a plan', async () => {
    const outcomes = await Promise.all([
      samenplan([]),
      samenplan(['calculate', GOLDEN, '--fast', '--lang', 'en']),
      samenplan(['calculate', '--json']),
      samenplan(['en']),
    ]);
    expect(outcomes.map((each, index) => refusal(each, index === 2))).toEqual([
      ['usage-no-command'],
      ['usage-unknown-option'],
      ['usage-missing-argument'],
      ['usage-unknown-command'],
    ]);
    expect(outcomes[0].stderr).toMatch(/^Dat gaat niet:\n {2}Geef een opdracht/);
    expect(outcomes[1].stderr).toMatch(/^That is not possible:\n {2}The option "--fast"/);
    expect(outcomes[3].stderr).toContain('is geen opdracht'); // a command en is no choice of language
  });

  it('reads file names from the folder it is called in', async () => {
    folder.write('plan with space.json', goldenPlan());
    const { code, stdout } = await samenplan(['calculate', 'plan with space.json', '--json'], {
      cwd: folder.path,
    });
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Result).plan).toBe(goldenPlan().name);
    const up = path.join('..', path.basename(folder.path), 'plan with space.json');
    expect((await samenplan(['check', up], { cwd: folder.path })).code).toBe(0);
  });

  it('reads them so through npm as well', async () => {
    folder.write('own.json', goldenPlan());
    const stdout = execFileSync(
      'npm',
      ['run', '--silent', '--prefix', root, 'samenplan', '--', 'check', 'own.json'],
      {
        cwd: folder.path,
        encoding: 'utf8',
        shell: process.platform === 'win32',
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    expect(stdout).toContain('het plan is in orde');
  });

  it('ends with 1 and words on standard error for a fault of ours', async () => {
    const broken = folder.write('broken.mjs', "process.stdout.write = () => { throw new Error('stuk'); };\n");
    const env = { NODE_OPTIONS: `--import=${pathToFileURL(broken).href}` };
    const { code, stdout, stderr } = await samenplan(['calculate', GOLDEN, '--json'], { env });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('Er ging iets mis in samenplan zelf: Error: stuk');
    const english = await samenplan(['compare', GOLDEN, '--json', '--lang=en'], { env });
    expect(english.code).toBe(1);
    expect(english.stderr).not.toContain('Er ging iets mis');
  });
});
