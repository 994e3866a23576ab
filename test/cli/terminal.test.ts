import { spawn } from 'node:child_process';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Output } from '../../src/cli/io.ts';
import { renderTable } from '../../src/cli/table.ts';
import { requireProgram } from '../support/programs.ts';
import { type Outcome, outcome, plainEnvironment, root } from '../tooling/project.ts';
import { ESCAPE, Folder, GOLDEN, GRONINGEN, goldenPlan, samenplan } from './program.ts';

const folder = new Folder();
beforeAll(async () => {
  expect((await samenplan(['--help'])).code).toBe(0);
});

const PTY = `
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:])
while True:
    try:
        data = os.read(terminal, 65536)
    except OSError:
        break
    if not data:
        break
    sys.stdout.buffer.write(data)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

/** Runs the program in a pseudo terminal and gives all that it shows. */
function onTerminal(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const program = path.join(root, 'scripts/samenplan.mjs');
  const child = spawn('python3', ['-c', PTY, process.execPath, program, ...args], {
    env: plainEnvironment({ TERM: 'xterm-256color', NO_COLOR: undefined, ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return outcome(child);
}

/** Without colours and what was overwritten on its line. */
const seen = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replace(/\u001b\[[0-9;]*m/g, '')
    .replace(/^.*\r/gm, '');

requireProgram('python3')('on a terminal', () => {
  it('tables have colours and the same words as in a file', async () => {
    const [shown, plain] = await Promise.all([
      onTerminal(['calculate', GOLDEN]),
      samenplan(['calculate', GOLDEN]),
    ]);
    expect(shown.code).toBe(0);
    expect(shown.stdout).toContain(`${ESCAPE}[1m`);
    expect(seen(shown.stdout)).toBe(plain.stdout);
    expect(plain.stdout).not.toContain(ESCAPE);
  });

  it('a progress line says which variant is calculated, and is gone after it', async () => {
    const { stdout } = await onTerminal(['compare', GRONINGEN]);
    expect(stdout).toMatch(/Variant .+ wordt doorgerekend …\r +\r/);
    expect(seen(stdout)).not.toContain('doorgerekend');
  });

  it('a refusal is in words only', async () => {
    const plan = folder.write('wrong.json', { ...goldenPlan(), years: 0 });
    const { code, stdout } = await onTerminal(['check', plan]);
    expect(code).toBe(2);
    expect(seen(stdout)).toBe(
      'Het plan is geweigerd om 1 fout:\n  /years: 0 is te laag; het minimum is 1.\n',
    );
    expect(stdout).toContain(`${ESCAPE}[1mHet plan is geweigerd`);
  });

  it('a refusal with --json is JSON only', async () => {
    const { code, stdout } = await onTerminal(['check', folder.at('nergens.json'), '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ problems: [{ code: 'file-missing' }] });
  });

  it.each([{ NO_COLOR: '1' }, { TERM: 'dumb' }])('no colours with %j', async (env) => {
    const { code, stdout } = await onTerminal(['calculate', GOLDEN], env);
    expect(code).toBe(0);
    expect(stdout).toContain('Per kalenderjaar');
    expect(stdout).not.toContain(ESCAPE);
  });
});

describe('elsewhere', () => {
  it('there are no colours and no progress, whatever the terminal is said to be', async () => {
    for (const env of [{ TERM: 'xterm-256color', COLORTERM: 'truecolor' }, { FORCE_COLOR: '1' }]) {
      const { stdout, stderr } = await samenplan(['calculate', GRONINGEN], { env });
      expect(stdout).not.toContain(ESCAPE);
      expect(stderr).toBe('');
    }
  });
});

describe('a table', () => {
  const plain = { colour: false } as Output;
  const columns = [{ title: 'Naam' }, { title: 'Bedrag', align: 'right' as const }];

  it('lines figures up to the right, and names to the left', () => {
    const rows = [
      { cells: ['Noord', '1.234,50'] },
      { cells: ['Zuidoost', '0,05'], bad: true },
      { cells: ['Samen', '1.234,55'], total: true },
    ];
    expect(renderTable(plain, columns, rows).split('\n')).toEqual([
      'Naam        Bedrag',
      '────────  ────────',
      'Noord     1.234,50',
      'Zuidoost      0,05',
      '────────  ────────',
      'Samen     1.234,55',
      '',
    ]);
  });

  it('counts a character as one place, however it is written, and keeps a row on its line', () => {
    const rows = ['Fr\u00edsl\u00e2n', 'Fri\u0301sla\u0302n', 'a\n\tb\u001b[31mc', '👩‍🏫 x'].map((name) => ({
      cells: [name, '1'],
    }));
    const lines = renderTable(plain, columns, rows).trimEnd().split('\n');
    expect(lines).toHaveLength(6);
    const places = (text: string): number => [...new Intl.Segmenter().segment(text)].length;
    expect(new Set(lines.map(places)).size).toBe(1);
    expect(lines.join('')).not.toContain(ESCAPE);
  });

  it('may be very long, and empty', () => {
    const rows = Array.from({ length: 200_000 }, (_, index) => ({ cells: [`p${index}`, '1'] }));
    expect(renderTable(plain, columns, rows).length).toBeGreaterThan(200_000);
    expect(renderTable(plain, columns, []).split('\n')).toHaveLength(3);
    expect(renderTable(plain, columns, [{ cells: ['x'] }])).toContain('x\n');
  });
});
