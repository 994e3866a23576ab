import { describe, expect, it } from 'vitest';
import { Folder, GRONINGEN, refusal, samenplan } from './program.ts';

const folder = new Folder();

const ask = (command: string, ...args: readonly string[]) => samenplan([command, GRONINGEN, ...args]);
const json = async (command: string, ...args: readonly string[]): Promise<Record<string, unknown>> => {
  const { code, stdout, stderr } = await ask(command, ...args, '--json');
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Record<string, unknown>;
};

describe('break-even', () => {
  it('lists every crossing with the values on both sides', async () => {
    const found = await json('break-even', '--variant', 'huidig', '--year', '0', '--most', '300');
    expect(found).toMatchObject({
      format: 'samenplan-break-even/1',
      variant: 'huidig',
      year: 0,
      students: 440,
    });
    const crossings = found.crossings as Record<string, number | string>[];
    expect(crossings.length).toBeGreaterThan(0);
    for (const { students, studentsBelow, result, resultBelow } of crossings) {
      expect(students).toBe((studentsBelow as number) + 1);
      expect(String(result).startsWith('-')).not.toBe(String(resultBelow).startsWith('-'));
    }
    const { stdout } = await ask('break-even', '--variant', 'huidig', '--year', '2026-2027', '--most', '300');
    expect(stdout).toContain('Het geheel');
    expect(stdout).toContain('doorgerekend');
  });
});

describe('seek', () => {
  it('gives the value that fits and the one that does not', async () => {
    const found = await json('seek', '--variant', 'huidig', '--year', '2026', '--path', '/norms/0/hours');
    expect(found.format).toBe('samenplan-seek/1');
    expect(String(found.result)).not.toMatch(/^-/);
    expect(String(found.nextResult)).toMatch(/^-/);
    expect(Number(found.next) - Number(found.value)).toBeCloseTo(0.01, 9);
  });
});

describe('sensitivity', () => {
  it('ranks the inputs', async () => {
    const found = await json('sensitivity', '--variant', 'huidig', '--year', '0', '--band', '0.05');
    const inputs = found.inputs as { path: string; swing: string }[];
    expect(inputs.length).toBeGreaterThan(30);
    expect(Number(inputs[0]!.swing)).toBeGreaterThan(Number(inputs.at(-1)!.swing));
    const { stdout } = await ask('sensitivity', '--variant', 'huidig', '--year', '0');
    expect(stdout).toContain('Studenten');
  });
});

describe('what cannot be asked', () => {
  it.each([
    ['no variant', ['break-even', '--year', '0'], ['usage-missing-argument']],
    ['no year', ['seek', '--path', '/norms/0/hours', '--variant', 'huidig'], ['usage-missing-argument']],
    ['no path', ['seek', '--variant', 'huidig', '--year', '0'], ['usage-missing-argument']],
    [
      'an unknown variant and year',
      ['break-even', '--variant', 'x', '--year', '9'],
      ['unknown-variant', 'year-unknown'],
    ],
    [
      'an unknown group',
      ['break-even', '--variant', 'huidig', '--year', '0', '--group', 'x'],
      ['scope-unknown'],
    ],
    ['a text', ['seek', '--variant', 'huidig', '--year', '0', '--path', '/name'], ['input-no-number']],
    [
      'nothing there',
      ['seek', '--variant', 'huidig', '--year', '0', '--path', '/norms/999/hours'],
      ['input-unknown'],
    ],
    ['a band of text', ['sensitivity', '--variant', 'huidig', '--band', '10%'], ['usage-bad-value']],
    ['an option of another command', ['seek', '--variant', 'huidig', '--out', 'x'], ['usage-unknown-option']],
  ])('is refused: %s', async (_, [command, ...args], codes) => {
    expect(refusal(await ask(String(command), ...args))).toEqual(codes);
  });
});

describe('simulate', () => {
  it('gives the chance of a shortfall, the same for the same seed', async () => {
    const args = ['--seed', '7', '--trials', '40', '--variant', 'huidig'];
    const found = await json('simulate', ...args);
    expect(found).toMatchObject({ format: 'samenplan-simulation/1', seed: 7, trials: 40, band: '0.10' });
    expect(await json('simulate', ...args)).toEqual(found);
    const { stdout } = await ask('simulate', ...args);
    expect(stdout).toContain('Kans op tekort');
  });

  it('takes distributions from a file, and refuses one that does not fit', async () => {
    const file = folder.write('onzeker.json', {
      uncertain: [{ path: '/norms/0/hours', distribution: { type: 'normal', mean: '25', sd: 2 } }],
    });
    const found = await json('simulate', '--trials', '20', '--variant', 'huidig', '--uncertain', file);
    expect(found.band).toBeNull();
    const wrong = folder.write('fout.json', { uncertain: [{ path: 3 }] });
    expect(refusal(await ask('simulate', '--uncertain', wrong))).toEqual(['uncertain-shape']);
    expect(refusal(await ask('simulate', '--uncertain', folder.at('weg.json')))).toEqual(['file-missing']);
    expect(refusal(await ask('simulate', '--trials', '0', '--seed', 'x'))).toEqual([
      'usage-bad-value',
      'usage-bad-value',
    ]);
  });
});
