import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applyStructure } from '../../engine/index.ts';
import { readPlan } from '../../src/files/plan-file.ts';
import { structureLibrary } from '../../src/structures/library.ts';
import { accepted } from '../support/engine.ts';
import { Folder, goldenPlan, refusal, samenplan } from './program.ts';

const folder = new Folder();
const { parts, structures } = structureLibrary();

describe('structures', () => {
  it('lists each with its sentence, and its choices', async () => {
    const { code, stdout } = await samenplan(['structures']);
    expect(code).toBe(0);
    for (const { id, summary } of structures) {
      expect(stdout).toContain(`  ${id}  `);
      expect(stdout).toContain(summary);
    }
    expect(stdout).toContain('keuze schoolopleider: per-school, per-cluster, meer-scholen');
  });
});

describe('variant', () => {
  it('writes the plan with the variant that the engine makes, and leaves the input', async () => {
    const plan = folder.write('plan.json', goldenPlan());
    const before = readFileSync(plan, 'utf8');
    const out = folder.at('met-kern.json');
    const { code, stdout } = await samenplan([
      'variant',
      plan,
      '--structure',
      'kern-schil',
      '--out',
      out,
      '--json',
    ]);
    expect(code).toBe(0);
    const kern = structures.find(({ id }) => id === 'kern-schil')!;
    const wanted = applyStructure(accepted(goldenPlan()), kern, parts);
    if (!wanted.ok) throw new Error('refused');
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(JSON.parse(JSON.stringify(wanted.plan)));
    expect(readFileSync(plan, 'utf8')).toBe(before);
    const told = JSON.parse(stdout) as { variant: string; notes: { code: string; message: string }[] };
    expect(told.variant).toBe('kern-schil');
    expect(told.notes.map(({ code: each }) => each)).toEqual(wanted.notes.map(({ code: each }) => each));
  });

  it('writes nothing without --out, and over its own plan only with --force', async () => {
    const plan = folder.write('eigen.json', goldenPlan());
    const before = readFileSync(plan, 'utf8');
    const asked = ['variant', plan, '--structure', 'huidig'];
    expect((await samenplan(asked)).code).toBe(0);
    expect(readFileSync(plan, 'utf8')).toBe(before);
    expect(refusal(await samenplan([...asked, '--out', plan]))).toEqual(['structure-over-input']);
    // by another name, and in a folder of which the plan is asked
    mkdirSync(folder.at('map'));
    symlinkSync(plan, folder.at('map', 'plan.json'));
    const inside = ['variant', folder.at('map'), '--structure', 'huidig', '--out', plan];
    expect(refusal(await samenplan(inside))).toEqual(['structure-over-input']);
    expect(readFileSync(plan, 'utf8')).toBe(before);
    expect((await samenplan([...asked, '--out', plan, '--force'])).code).toBe(0);
    expect(readFileSync(plan, 'utf8')).not.toBe(before);
  });

  it('writes a workbook that holds the plan', async () => {
    const plan = folder.write('voor-excel.json', goldenPlan());
    const out = folder.at('met-huis.xlsx');
    const asked = ['variant', plan, '--structure', 'opleidingshuis', '--addon', 'training', '--out', out];
    expect((await samenplan(asked)).code).toBe(0);
    const read = readPlan(out);
    expect(read.ok && read.plan.variants.map(({ id }) => id)).toContain('opleidingshuis');
  });

  it('refuses everything that is wrong with the request at once', async () => {
    const plan = folder.write('fout.json', goldenPlan());
    const asked = ['--addon', 'niets', '--choice', 'schilschool', '--out', 'plan.txt'];
    expect(refusal(await samenplan(['variant', plan, '--structure', 'hubs', ...asked]))).toEqual([
      'structure-unknown',
      'structure-unknown-addon',
      'structure-bad-choice',
      'structure-out-form',
    ]);
    expect(refusal(await samenplan(['variant', plan]))).toEqual(['structure-missing']);
  });
});
