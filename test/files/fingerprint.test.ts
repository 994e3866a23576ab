import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../engine/index.ts';
import { fingerprintOf, shortFingerprint } from '../../src/files/fingerprint.ts';
import { readPlanText } from '../../src/files/plan-bytes.ts';
import { writeWorkbook } from '../../src/hosts/xlsx-file.ts';
import { readBook } from '../../src/ooxml/index.ts';
import { en } from '../../src/texts/en.ts';
import { nl } from '../../src/texts/index.ts';
import { describeWorkbook } from '../../src/workbook/index.ts';
import { planFromWorkbook } from '../../src/workbook/inputs/index.ts';
import { accepted, isTree, isValid, LONG, put, SEED } from '../support/engine.ts';
import { planArbitrary, samplePlans, type Tree } from '../support/plans.ts';
import { samePlan } from '../support/same-plan.ts';

const golden = (): Tree =>
  JSON.parse(readFileSync('test/golden/hub-met-twee-partners.plan.json', 'utf8')) as Tree;
const of = (tree: unknown): string => fingerprintOf(tree as Plan);

/** Every value of a plan that is no list or object, with a way to put another in its place. */
function leaves(tree: Tree): { path: string; value: unknown; set: (value: unknown) => void }[] {
  const found: ReturnType<typeof leaves> = [];
  const walk = (holder: object, path: string): void => {
    for (const [key, value] of Object.entries(holder)) {
      const here = `${path}/${key}`;
      if (typeof value === 'object' && value !== null) walk(value as object, here);
      else found.push({ path: here, value, set: (next) => put(holder, key, next) });
    }
  };
  walk(tree, '');
  return found;
}

/** The same decimal, written in another way. */
const respelled = (value: unknown): unknown => {
  if (typeof value === 'number') return value;
  return String(value).includes('.') ? `${String(value)}00` : `${String(value)}.0`;
};

const other = (value: unknown): unknown => {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  return typeof value === 'string' ? `${value}1` : 'iets';
};

/** Objects with their keys the other way round, where no order is meant. */
function reversed(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => reversed(each, key));
  if (!isTree(value)) return value;
  const entries = Object.entries(value).map(([name, inner]): [string, unknown] => [
    name,
    // the ids of new items come in an order
    name === 'changes' ? inner : reversed(inner, name),
  ]);
  return Object.fromEntries(entries.reverse());
}

describe('de vingerafdruk van een plan', () => {
  it('is de SHA-256 van een vaste schrijfwijze', () => {
    const plan = {
      ...{ name: 'P "é"', format: 'samenplan/1', region: 'R', startYear: 2026, years: 2, version: '1.10' },
      ...{ hoursPerFte: '1659.00', wageIndex: ['0.030'], norms: [], notes: { hours: '2.50', b: '1' } },
      variants: [{ id: 'v', name: '1.0', layout: [], leadKinds: [], changes: { staff: [] } }],
    };
    const text =
      '{"format":"samenplan/1","hoursPerFte":1659,"name":"P \\"é\\"","notes":{"b":"1","hours":"2.50"},' +
      '"region":"R","startYear":2026,"variants":[{"changes":{"staff":[]},"id":"v","layout":[],"name":"1.0"}],' +
      '"version":"1.10","wageIndex":[0.03],"years":2}';
    expect(of(plan)).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('is kort drie groepen van vier', () => {
    expect(shortFingerprint(`3f7a91c20b4d${'0'.repeat(52)}`)).toBe('3f7a-91c2-0b4d');
  });

  it('is dezelfde door een werkmap heen', () => {
    fc.assert(
      fc.property(planArbitrary({ size: 'small', isValid }), fc.constantFrom(nl, en), (tree, texts) => {
        const plan = accepted(tree);
        const description = describeWorkbook(texts, plan);
        const bytes = writeWorkbook(description, { created: new Date(0) });
        const outcome = planFromWorkbook(readBook(bytes));
        if (!outcome.ok) throw new Error('refused');
        expect(fingerprintOf(outcome.plan)).toBe(fingerprintOf(plan));
      }),
      { seed: SEED, numRuns: LONG ? 600 : 60 },
    );
  }, 300_000);

  it('is dezelfde voor elke schrijfwijze van getallen, volgorde van sleutels en lege lijsten', () => {
    for (const tree of samplePlans(SEED, LONG ? 400 : 60, { size: 'plan' })) {
      const before = of(tree);
      const spelled = structuredClone(tree);
      for (const { value, set } of leaves(spelled)) {
        if (typeof value !== 'string' || !/^-?\d+(\.\d+)?$/.test(value)) continue;
        // the other way to tell decimals from texts
        const same = JSON.stringify(samePlan(spelled));
        set(respelled(value));
        if (JSON.stringify(samePlan(spelled)) !== same) set(value);
      }
      expect(of(spelled)).toBe(before);
      expect(of(reversed(tree))).toBe(before);
      expect(of({ ...tree, norms: tree.norms ?? [], staff: tree.staff ?? [] })).toBe(before);
    }
  });

  it('is dezelfde uit JSON met getallen als getal', () => {
    const plan = golden();
    const numbers = JSON.stringify(plan, (key, value: unknown) =>
      key === 'hours' || key === 'amount' ? Number(value) : value,
    ).replaceAll(/("hours":\d+)(?=[,}])/g, '$1.00');
    expect(numbers).toMatch(/"hours":\d+\.00/);
    const outcome = readPlanText(numbers);
    if (!outcome.ok) throw new Error('refused');
    expect(fingerprintOf(outcome.plan)).toBe(of(plan));
  });

  it('is een andere zodra één waarde een andere is', () => {
    for (const tree of [golden(), ...samplePlans(SEED + 1, LONG ? 60 : 12, { size: 'small' })]) {
      const seen = new Map([[of(tree), 'het plan zelf']]);
      for (const { path, value, set } of leaves(tree)) {
        if (path === '/years') continue;
        set(other(value));
        const found = of(tree);
        expect([path, seen.get(found)]).toEqual([path, undefined]);
        seen.set(found, path);
        set(value);
      }
    }
  });

  it('is een andere zodra rijen van plaats wisselen, en nieuwe posten van een variant ook', () => {
    const plan = golden();
    const norms = plan.norms as unknown[];
    expect(of({ ...plan, norms: [...norms].reverse() })).not.toBe(of(plan));
    const changed = (changes: unknown): string => {
      const [first, ...rest] = plan.variants as Tree[];
      return of({ ...plan, variants: [{ ...first, changes }, ...rest] });
    };
    const [a, b] = ['a1', 'b1'].map((id) => ({ [id]: { name: id } }));
    expect(changed({ costs: { ...a, ...b } })).not.toBe(changed({ costs: { ...b, ...a } }));
    const [first, second] = (norms as Tree[]).map(({ id }) => ({ [id as string]: { hours: '1' } }));
    expect(changed({ norms: { ...first, ...second } })).toBe(changed({ norms: { ...second, ...first } }));
    expect(changed({ staff: [] })).not.toBe(changed({}));
  });
});
