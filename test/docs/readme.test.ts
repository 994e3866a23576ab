import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { execute, type Outcome, root } from '../tooling/project.ts';

const GENERATED = new Set(['node_modules', 'dist', 'coverage', '.git', '.cache']);

/** The files below a folder, relative to the root, without what is installed or built. */
function filesBelow(folder = ''): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (GENERATED.has(entry.name)) return [];
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(name);
    return entry.isFile() ? [name] : [];
  });
}

const files = filesBelow();
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const documents = files.filter((file) => /^([^/]+|docs\/.+|examples\/.+)\.md$/.test(file));

// --- The examples -----------------------------------------------------------------------------------------

const COMMAND = 'npm run --silent samenplan --';

interface Example {
  readonly line: string;
  readonly args: readonly string[];
  /** the file its output goes to, if any */
  readonly into: string | undefined;
  readonly exit: number;
}

/** The text of the fenced blocks in one language. */
function fenced(text: string, language: string): string[] {
  const blocks = text.matchAll(/^```(\w*)[^\n]*\n([\s\S]*?)^```$/gm);
  return [...blocks].filter(([, found]) => found === language).map(([, , block]) => block ?? '');
}

/**
 * The examples of a document: the lines of its `sh` blocks that run Samenplan, with `\` at the end for a line that goes
 * on, perhaps `> FILE`, and `# exit 2` where another end than 0 is what it shows.
 */
function examplesOf(text: string): Example[] {
  const lines = fenced(text, 'sh').flatMap((block) => block.replace(/\\\n\s*/g, ' ').split('\n'));
  return lines.filter((line) => line.startsWith(COMMAND)).map(example);
}

function example(line: string): Example {
  const exit = Number(/#.*\bexit (\d+)/.exec(line)?.[1] ?? 0);
  const words = [
    ...line
      .replace(/\s#.*$/, '')
      .slice(COMMAND.length)
      .matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g),
  ];
  const args = words.map(([, single, double, bare]) => {
    if (bare !== undefined && /[|&;$`<*]/.test(bare))
      throw new Error(`not an example a test can run: ${line}`);
    return single ?? double ?? bare ?? '';
  });
  const at = args.indexOf('>');
  return at < 0
    ? { line, args, into: undefined, exit }
    : { line, args: args.slice(0, at), into: args[at + 1], exit };
}

describe('the examples in the documents', () => {
  let folder: string;
  beforeAll(() => {
    // What an example writes must not end up in the project.
    folder = mkdtempSync(path.join(os.tmpdir(), 'samenplan-examples-'));
    for (const name of ['examples', 'test', 'docs'])
      symlinkSync(path.join(root, name), path.join(folder, name), 'junction');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const samenplan = (args: readonly string[]): Promise<Outcome> =>
    execute(process.execPath, [path.join(root, 'scripts', 'samenplan.mjs'), ...args], { cwd: folder });

  const found = documents.flatMap((document) =>
    examplesOf(read(document)).map((each) => ({ document, ...each })),
  );

  it('are there', () => {
    expect(found.filter(({ document }) => document === 'README.md').length).toBeGreaterThanOrEqual(4);
  });

  for (const { document, line, args, into, exit } of found) {
    it(`${document}: ${line}`, async () => {
      const { code, stdout, stderr } = await samenplan(args);
      expect(code, stderr).toBe(exit);
      if (args.includes('--json') || exit === 2) JSON.parse(stdout);
      if (into !== undefined) writeFileSync(path.join(folder, into), stdout);
      const out = args[args.indexOf('--out') + 1];
      if (args.includes('--out') && exit === 0)
        expect(statSync(path.join(folder, out!)).size).toBeGreaterThan(0);
    });
  }

  it('show what the README says of a plan that is refused', async () => {
    const plan = JSON.parse(read('examples/groningen/plan.json')) as Record<string, unknown>;
    writeFileSync(path.join(folder, 'broken.json'), JSON.stringify({ ...plan, years: 0, region: 7 }));
    for (const args of [
      ['check', 'broken.json'],
      ['calculate', 'broken.json', '--json'],
      ['calculate', 'broken.json', '--out', 'broken.xlsx'],
    ]) {
      const { code, stdout } = await samenplan(args);
      expect(code).toBe(2);
      const refused = JSON.parse(stdout) as { format: string; problems: { path: string }[] };
      expect(refused.format).toBe('samenplan-problems/1');
      expect(refused.problems.map(({ path: place }) => place)).toEqual(
        expect.arrayContaining(['/years', '/region']),
      );
      for (const problem of refused.problems) {
        expect(problem).toEqual({
          path: expect.any(String) as string,
          code: expect.stringMatching(/^[a-z0-9-]+$/) as string,
          message: expect.stringMatching(/\S/) as string,
        });
      }
    }
    expect(readdirSync(folder)).not.toContain('broken.xlsx');
  });

  it('can be read: quotes, lines that go on, output to a file and the exit code', () => {
    const block = `\`\`\`sh\n${COMMAND} a 'b c' \\\n  --json > d.json # exit 2\n\`\`\`\n`;
    expect(examplesOf(block)).toMatchObject([{ args: ['a', 'b c', '--json'], into: 'd.json', exit: 2 }]);
    expect(() => examplesOf(block.replace('> d.json', '| head'))).toThrow('not an example');
  });
});

// --- The rest of the text ---------------------------------------------------------------------------------

/** The anchors that a Markdown document offers: its headings in lower case, with hyphens. */
const anchors = (text: string): string[] =>
  [...text.matchAll(/^#+ +(.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );

/** The links of a document that lead nowhere. */
function deadLinks(document: string, text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');
  const targets = [...prose.matchAll(/\]\(<?([^)\s>]+)>?[^)]*\)|^\[[^\]]+\]:\s*(\S+)/gm)];
  return targets
    .map(([, inline, reference]) => inline ?? reference ?? '')
    .filter((target) => !/^[a-z][a-z+.-]*:/i.test(target))
    .filter((target) => {
      const [place = '', anchor] = decodeURI(target).split('#');
      const file = place === '' ? document : path.posix.join(path.posix.dirname(document), place);
      const stat = statSync(path.join(root, file), { throwIfNoEntry: false });
      if (stat === undefined || file.startsWith('..')) return true;
      if (anchor === undefined || !file.endsWith('.md')) return false;
      return !anchors(file === document ? text : read(file)).includes(anchor);
    });
}

describe('the documents', () => {
  it.each(documents)('%s has no dead links', (document) => {
    expect(deadLinks(document, read(document))).toEqual([]);
  });

  it('are checked by something that notices a dead link', () => {
    const text =
      '# Een kop: twee\n[a](engine/) [b](nergens.md) [c](#een-kop-twee) [d](#drie) [e](https://example.org)';
    expect(deadLinks('README.md', text)).toEqual(['nergens.md', '#drie']);
  });

  it('name only npm commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> };
    const named = documents.flatMap((document) =>
      [...read(document).matchAll(/\bnpm run (?:--silent )?([a-z][\w:-]*)/g)].map(([, name]) => name!),
    );
    expect([...new Set(named)].filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});

describe('the files of the project', () => {
  // Written in pieces, or this file would be the first to be found.
  const home = ['home', 'Users', 'root', 'work', 'mnt'].map((name) => `/${name}/`);
  const machinePath = new RegExp(`(?<![\\w.:/-])(?:${home.join('|')})[\\w.-]|\\b[A-Z]:\\\\Users\\\\`);
  const registry = new RegExp(['registry', '(?:npmjs|yarnpkg)', '(?:org|com)'].join('\\.'));

  const offending = (pattern: RegExp): string[] =>
    files
      .filter((file) => !/\.(xlsx|png|pdf|ico)$/.test(file) && !file.startsWith('financieel-plan-'))
      .filter((file) => pattern.test(read(file)));

  it('name no folder of somebody’s machine', () => {
    expect(machinePath.test(`see ${home[0]!}jan/plan.json`)).toBe(true);
    expect(machinePath.test('https://example.org/home/page')).toBe(false);
    expect(offending(machinePath)).toEqual([]);
  });

  it('name no package registry', () => {
    expect(offending(registry)).toEqual([]);
  });
});
