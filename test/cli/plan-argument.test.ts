import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from '../tooling/project.ts';
import { Folder, samenplan } from './program.ts';

const folder = new Folder();
const FILE = path.join(root, 'examples/leeg/plan.json');
const WORKBOOK = folder.at('leeg.xlsx');

/** Every command with the plan at its place, and what else it needs to have something to say. */
const COMMANDS: readonly (readonly [string, (plan: string) => string[]])[] = [
  ['calculate', (plan) => ['calculate', plan, '--json']],
  ['check', (plan) => ['check', plan]],
  ['explain', (plan) => ['explain', plan, '/variants/0/years/0/totals/hours']],
  ['compare', (plan) => ['compare', plan]],
  ['break-even', (plan) => ['break-even', plan, '--variant', 'basis', '--year', '2026']],
  ['seek', (plan) => ['seek', plan, '--path', '/norms/1/hours', '--variant', 'basis', '--year', '2026']],
  ['sensitivity', (plan) => ['sensitivity', plan, '--variant', 'basis']],
  ['export', (plan) => ['export', plan, '--as', 'json']],
  ['merge', (plan) => ['merge', plan, path.join(root, 'examples/leeg')]],
  ['import', (plan) => ['import', '--into', plan, '--norms', path.join(root, 'examples/import/normen.csv')]],
  ['funding', (plan) => ['funding', plan]],
  ['variant', (plan) => ['variant', plan, '--structure', 'hub-partner']],
];

beforeAll(async () => {
  expect((await samenplan(['calculate', FILE, '--summary', '--out', WORKBOOK])).code).toBe(0);
});

describe('a plan is named by its file, its folder or its workbook', () => {
  it.each(COMMANDS)('%s', async (_, args) => {
    const [byFile, byFolder, byWorkbook] = await Promise.all(
      [FILE, path.join(root, 'examples/leeg'), WORKBOOK].map((plan) => samenplan(args(plan))),
    );
    // what it says may name the file; what it gives may not depend on it
    const plain = (text: string): string => text.replaceAll(FILE, '').replaceAll(WORKBOOK, '');
    expect(byFile!.stdout.length).toBeGreaterThan(40);
    expect([byFolder!.code, plain(byFolder!.stdout)]).toEqual([byFile!.code, plain(byFile!.stdout)]);
    expect([byWorkbook!.code, plain(byWorkbook!.stdout)]).toEqual([byFile!.code, plain(byFile!.stdout)]);
    expect(byFile!.stdout).not.toContain('file-unreadable');
  });
});
