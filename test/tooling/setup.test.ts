import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { execute, outcome, Project, plainEnvironment, root } from './project.ts';

const main = (word: string): string => `
import { appendFileSync } from 'node:fs';

export async function main(argv: readonly string[]): Promise<number> {
  if (argv[0] === 'throw') throw new Error('kapot');
  if (argv[0] === 'refused') {
    process.stdout.write('x'.repeat(1_500_000));
    return 2;
  }
  if (argv[0] === 'flood') {
    for (let i = 0; i < 2_000; i++) {
      process.stdout.write('y'.repeat(10_000));
      await new Promise((resolve) => setImmediate(resolve));
    }
    return 0;
  }
  if (argv[0] === 'note') appendFileSync(argv[1]!, 'here');
  process.stdout.write(JSON.stringify({ word: '${word}', argv, cwd: process.cwd() }));
  return 0;
}
`;

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const STAMP = 'node_modules/.samenplan-lock';

let open: Project[] = [];
afterEach(() => {
  for (const project of open) project.remove();
  open = [];
});

/** A project with this command line, in which everything is installed. */
function installed(word = 'one'): Project {
  const project = new Project({ 'src/cli/main.ts': main(word) }, ['esbuild']);
  project.write(STAMP, `${hash(readFileSync(project.at('package-lock.json'), 'utf8'))} all`);
  open.push(project);
  return project;
}

/** A project in which nothing is installed, with a stand-in for npm that runs `then` after noting the call. */
function bare(then: string): { project: Project; env: NodeJS.ProcessEnv; calls: () => string[] } {
  const project = new Project({ 'src/cli/main.ts': main('one') });
  open.push(project);
  project.write(
    'fake/npm-cli.js',
    `import fs from 'node:fs';
     fs.appendFileSync(${JSON.stringify(project.at('calls'))}, process.argv.slice(2).join(' ') + '\\n');
     ${then}`,
  );
  const calls = (): string[] => readFileSync(project.at('calls'), 'utf8').trim().split('\n');
  return { project, env: { npm_execpath: project.at('fake', 'npm-cli.js') }, calls };
}

const installing = `
  setTimeout(() => {
    fs.mkdirSync('node_modules');
    fs.symlinkSync(${JSON.stringify(path.join(root, 'node_modules', 'esbuild'))}, 'node_modules/esbuild', 'junction');
    console.log('added 1 package');
  }, 400);`;

describe('the command line', () => {
  it('puts only the output of the program on stdout, also when it had to be built first', async () => {
    const project = installed();
    const { code, stdout, stderr } = await project.script('samenplan.mjs', [
      'calculate',
      'plan.json',
      '--json',
    ]);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ argv: ['calculate', 'plan.json', '--json'] });
    expect(code).toBe(0);
  });

  it('reads file arguments from the folder where npm was called', async () => {
    const project = installed();
    mkdirSync(project.at('regio'));
    const run = ['run', '--silent', 'samenplan', '--', 'note', 'hier.txt'];
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const { code, stdout } = await execute(npm, run, { cwd: project.at('regio') });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ cwd: realpathSync(project.at('regio')) });
    expect(readFileSync(project.at('regio', 'hier.txt'), 'utf8')).toBe('here');
  });

  it('stays in its own folder where another command passed INIT_CWD on', async () => {
    const project = installed();
    mkdirSync(project.at('regio'));
    const inherited = { INIT_CWD: project.at('regio') };
    const elsewhere = project.at('src');
    const fromElsewhere = await project.script('samenplan.mjs', [], inherited, elsewhere);
    expect(JSON.parse(fromElsewhere.stdout)).toMatchObject({ cwd: realpathSync(elsewhere) });
    const fromTests = await project.script('samenplan.mjs', [], {
      ...inherited,
      npm_lifecycle_event: 'test',
    });
    expect(JSON.parse(fromTests.stdout)).toMatchObject({ cwd: realpathSync(project.folder) });
  });

  it('passes the exit code on and loses nothing of a long output to a pipe', async () => {
    const { code, stdout } = await installed().script('samenplan.mjs', ['refused']);
    expect(code).toBe(2);
    expect(stdout).toHaveLength(1_500_000);
  });

  it('is quiet when the reader of its output stops early', async () => {
    const project = installed();
    const child = spawn(process.execPath, [project.at('scripts', 'samenplan.mjs'), 'flood'], {
      cwd: project.folder,
      env: plainEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = outcome(child);
    child.stdout.once('data', () => child.stdout.destroy());
    const { code, stderr } = await ended;
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('ends with 1 and a stack where the program itself fails', async () => {
    const { code, stdout, stderr } = await installed().script('samenplan.mjs', ['throw']);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/Error: kapot\n\s+at /);
  });
});

describe('the bundle', () => {
  const word = async (project: Project): Promise<unknown> => {
    const { stdout } = await project.script('samenplan.mjs', []);
    return (JSON.parse(stdout) as { word: unknown }).word;
  };

  it('is built again when a source changed, also to a file with an older time, and only then', async () => {
    const project = installed('one');
    expect(await word(project)).toBe('one');
    const built = statSync(project.at('dist', 'samenplan.mjs'), { bigint: true });
    expect(await word(project)).toBe('one');
    expect(statSync(project.at('dist', 'samenplan.mjs'), { bigint: true })).toMatchObject({
      ino: built.ino,
      mtimeNs: built.mtimeNs,
    });

    project.write('src/cli/main.ts', main('two'));
    utimesSync(project.at('src/cli/main.ts'), 1_000_000_000, 1_000_000_000);
    expect(await word(project)).toBe('two');
  });

  it('is whole for every one of several commands that start at once', async () => {
    const project = installed('one');
    const words = await Promise.all([word(project), word(project), word(project), word(project)]);
    expect(words).toEqual(['one', 'one', 'one', 'one']);
    expect(readdirSync(project.at('dist'))).toEqual(['samenplan.mjs']);
  });

  it('keeps a source that does not compile from running, and says where', async () => {
    const project = installed('one');
    await word(project);
    project.write('src/cli/main.ts', 'export const = 1;\n');
    const { code, stdout, stderr } = await project.script('samenplan.mjs', []);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('src/cli/main.ts:1:13');
  });
});

describe('installing', () => {
  it('runs npm ci once for two commands at once, quietly', async () => {
    const { project, env, calls } = bare(installing);
    const runs = await Promise.all([
      project.script('samenplan.mjs', [], env),
      project.script('samenplan.mjs', [], env),
    ]);
    for (const { code, stdout, stderr } of runs) {
      expect({ code, stderr }).toMatchObject({ code: 0 });
      expect(JSON.parse(stdout)).toMatchObject({ word: 'one' });
      expect(stderr).not.toContain('added 1 package');
    }
    expect(calls()).toHaveLength(1);
    expect(calls()[0]).toMatch(/^ci --omit=dev/);
    expect(readdirSync(project.at('.cache'))).toEqual([]);
  });

  it('installs the rest when a command needs it, and then no less for one that does not', async () => {
    const { project, env, calls } = bare(
      `fs.rmSync('node_modules', { recursive: true, force: true });${installing}`,
    );
    expect((await project.script('samenplan.mjs', [], env)).code).toBe(0);
    expect((await project.script('setup.mjs', [], env)).code).toBe(0);
    expect((await project.script('samenplan.mjs', [], env)).code).toBe(0);
    expect(calls().map((call) => call.split(' ')[1])).toEqual(['--omit=dev', '--include=dev']);
  });

  it('runs again when the lock file changed', async () => {
    const { project, env, calls } = bare(
      `fs.rmSync('node_modules', { recursive: true, force: true });${installing}`,
    );
    await project.script('samenplan.mjs', [], env);
    await project.script('samenplan.mjs', [], env);
    expect(calls()).toHaveLength(1);
    const lock = project.at('package-lock.json');
    writeFileSync(lock, `${readFileSync(lock, 'utf8')}\n`);
    await project.script('samenplan.mjs', [], env);
    expect(calls()).toHaveLength(2);
  });

  it('takes over from a command that was killed while it installed', async () => {
    const { project, env, calls } = bare(installing);
    const gone = spawn(process.execPath, ['-e', '']);
    await outcome(gone);
    project.write('.cache/setup.lock', String(gone.pid));
    expect((await project.script('samenplan.mjs', [], env)).code).toBe(0);
    expect(calls()).toHaveLength(1);
  });

  it('believes what npm says it installed', async () => {
    const { project, env } = bare('process.exit(1)');
    rmSync(project.at('node_modules'), { recursive: true, force: true });
    const esbuild = JSON.parse(
      readFileSync(path.join(root, 'node_modules/esbuild/package.json'), 'utf8'),
    ) as {
      version: string;
    };
    const packages = { 'node_modules/esbuild': { version: esbuild.version } };
    const other = { 'node_modules/other': { version: '1.0.0', optional: true } };
    project.write('package-lock.json', JSON.stringify({ packages: { ...packages, ...other } }));
    project.link('esbuild');
    project.write('node_modules/.package-lock.json', JSON.stringify({ packages }));
    expect((await project.script('samenplan.mjs', [], env)).code).toBe(0);

    rmSync(project.at(STAMP));
    project.write(
      'package-lock.json',
      JSON.stringify({ packages: { 'node_modules/esbuild': { version: '0.0.1' } } }),
    );
    expect((await project.script('samenplan.mjs', [], env)).code).toBe(1);
  });

  it('shows what npm said where it fails, and explains a missing connection', async () => {
    const fails = (text: string): string => `console.error(${JSON.stringify(text)}); process.exit(1);`;
    const offline = bare(fails('npm error code EAI_AGAIN'));
    const unplugged = await offline.project.script('samenplan.mjs', [], offline.env);
    expect(unplugged).toMatchObject({ code: 1, stdout: '' });
    expect(unplugged.stderr).toMatch(/npm error code EAI_AGAIN[\s\S]*geen verbinding/);

    const broken = bare(fails('npm error code EUSAGE'));
    const refused = await broken.project.script('samenplan.mjs', [], broken.env);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/npm error code EUSAGE[\s\S]*mislukt/);
    expect(refused.stderr).not.toContain('geen verbinding');
  });

  it('refuses an older Node in one sentence', async () => {
    const { nodeProblem } = (await import(pathToFileURL(path.join(root, 'scripts', 'setup.mjs')).href)) as {
      nodeProblem: (version: string, wanted: string) => string | null;
    };
    expect(nodeProblem('20.18.3', '>=20.19')).toMatch(
      /Node 20\.19 of nieuwer nodig; hier draait Node 20\.18\.3/,
    );
    expect(nodeProblem('18.20.0', '>=20.19')).not.toBeNull();
    expect(nodeProblem('20.19.0', '>=20.19')).toBeNull();
    expect(nodeProblem('22.1.0', '>=20.19')).toBeNull();
  });
});
