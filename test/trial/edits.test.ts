import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calculate, type Plan } from '../../engine/index.ts';
import { addEdit, type Edit } from '../../src/trial/edit.ts';
import { freeId, valueAt, withEdits } from '../../src/trial/edits.ts';
import { knobsOf } from '../../src/trial/knobs.ts';
import { atPlace, placeOf, rangeOf } from '../../src/trial/range.ts';
import { accepted, frozen } from '../support/engine.ts';
import { root } from '../tooling/project.ts';

const plan = frozen(
  accepted(JSON.parse(readFileSync(path.join(root, 'examples/groningen/plan.json'), 'utf8'))),
);
const after = (...edits: Edit[]): Plan => accepted(withEdits(plan, edits));
const costOf = (of: Plan, variant: string): string =>
  calculate(of, { variants: [variant] }).variants[0]!.years[0]!.totals.cost;

describe('trying something out', () => {
  it('changes a figure of the plan, and so every variant', () => {
    const edited = after({
      kind: 'value',
      scope: null,
      keys: ['norms', 'wpb-voltijd', 'hours'],
      value: '30',
    });
    expect(edited.norms?.find(({ id }) => id === 'wpb-voltijd')?.hours).toBe('30');
    for (const { id } of plan.variants) expect(costOf(edited, id)).not.toBe(costOf(plan, id));
  });

  it('changes it in one variant only', () => {
    const keys = ['norms', 'wpb-voltijd', 'hours'];
    const edited = after({ kind: 'value', scope: 'huidig', keys, value: '30' });
    expect(edited.norms).toBe(plan.norms);
    expect(costOf(edited, 'huidig')).not.toBe(costOf(plan, 'huidig'));
    expect(costOf(edited, 'hub-partner-2025')).toBe(costOf(plan, 'hub-partner-2025'));
    // the same as when the whole plan says so
    expect(costOf(edited, 'huidig')).toBe(
      costOf(after({ kind: 'value', scope: null, keys, value: '30' }), 'huidig'),
    );
  });

  it('copies a variant with the rules that hold for it: the copy costs the same', () => {
    for (const { id, name } of plan.variants) {
      const edited = after({ kind: 'copy', variant: id, id: freeId(plan, id), name: `${name} (kopie)` });
      expect(edited.variants).toHaveLength(plan.variants.length + 1);
      const [original, copy] = [id, freeId(plan, id)].map(
        (each) => calculate(edited, { variants: [each] }).variants[0]!.years,
      );
      expect(copy).toEqual(original);
    }
  });

  it('removes a copy without a trace', () => {
    const copy: Edit = { kind: 'copy', variant: 'huidig', id: 'kopie', name: 'Kopie' };
    expect(withEdits(plan, [copy, { kind: 'remove', variant: 'kopie' }])).toEqual(plan);
  });

  it('gives a school another kind and network in one variant', () => {
    const { school, network } = plan.variants[1]!.layout[0]!;
    const edited = after({
      kind: 'place',
      variant: 'hub-partner-2025',
      school,
      schoolKind: 'partner',
      network,
    });
    expect(edited.variants[1]?.layout[0]).toMatchObject({ school, kind: 'partner', network });
    expect(edited.variants[0]).toBe(plan.variants[0]);
  });

  it('sets every knob, in the plan and in each variant, to what it then says', () => {
    for (const scope of [null, ...plan.variants]) {
      for (const knob of knobsOf(plan, scope)) {
        const { keys, field } = knob;
        const value = field === 'trend' ? '-0.25' : '3.5';
        const edited = after({ kind: 'value', scope: scope?.id ?? null, keys, value });
        const seen = scope === null ? null : (edited.variants.find(({ id }) => id === scope.id) ?? null);
        const found = knobsOf(edited, seen).find((each) => each.keys.join('/') === keys.join('/'));
        expect(found?.value, keys.join('/')).toBe(value);
        expect(found?.values).toBeUndefined();
        if (scope !== null) expect(found?.own).toBe(true);
      }
    }
  });

  it('finds what stands at the keys of every knob of the plan', () => {
    for (const { keys, value, values } of knobsOf(plan, null)) {
      const found = valueAt(plan, keys) ?? 0;
      expect([found].flat().map(Number)).toEqual((values ?? [found].flat().map(() => value)).map(Number));
    }
  });

  it('keeps one edit of a slider on its way', () => {
    const edit = (value: string): Edit => ({ kind: 'value', scope: null, keys: ['trend', 'lio'], value });
    const other: Edit = { kind: 'rename', variant: 'huidig', name: 'Nu' };
    const edits = [edit('-0.1'), edit('-0.2'), other, edit('-0.3')].reduce<readonly Edit[]>(addEdit, []);
    expect(edits).toEqual([edit('-0.2'), other, edit('-0.3')]);
  });
});

describe('the places of a slider', () => {
  const decimal = fc
    .tuple(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 0, max: 3 }))
    .map(([units, scale]) => {
      const digits = String(units).padStart(scale + 1, '0');
      const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
      return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
    });

  it('have the value itself among them, exactly, and none below what is allowed', () => {
    fc.assert(
      fc.property(decimal, fc.constantFrom('hours', 'amount', 'groupSize' as const), (value, field) => {
        const range = rangeOf(field, value);
        expect(atPlace(range, placeOf(range, value))).toBe(value);
        expect(Number(range.least)).toBeGreaterThanOrEqual(0);
        expect(range.steps).toBeGreaterThan(0);
        expect(range.steps).toBeLessThan(1_000);
      }),
    );
  });

  it('go from half less to half more for the intake', () => {
    const range = rangeOf('trend', '-0.08');
    expect([range.least, range.step, range.steps]).toEqual(['-0.5', '0.01', 100]);
    expect(atPlace(range, placeOf(range, '-0.08'))).toBe('-0.08');
    expect(atPlace(range, 50)).toBe('0');
  });

  it('leave no group of nobody', () => {
    for (const value of ['1', '1.5', '2', '20']) {
      expect(Number(rangeOf('groupSize', value).least)).toBeGreaterThan(0);
    }
  });
});
