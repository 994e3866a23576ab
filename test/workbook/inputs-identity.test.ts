import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calculate, type Plan } from '../../engine/index.ts';
import { writeWorkbook } from '../../src/hosts/xlsx-file.ts';
import { readBook } from '../../src/ooxml/index.ts';
import { en } from '../../src/texts/en.ts';
import { nl, type Texts } from '../../src/texts/index.ts';
import { describeWorkbook } from '../../src/workbook/index.ts';
import { planFromWorkbook } from '../../src/workbook/inputs/index.ts';
import { accepted, isValid, LONG, SEED } from '../support/engine.ts';
import { planArbitrary } from '../support/plans.ts';
import { samePlan } from '../support/same-plan.ts';

const CREATED = new Date('2026-08-01T09:30:00Z');

function throughWorkbook(plan: Plan, texts: Texts = nl): Plan {
  const bytes = writeWorkbook(describeWorkbook(texts, plan), { created: CREATED });
  const outcome = planFromWorkbook(readBook(bytes));
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.problems.slice(0, 5), null, 1)}`);
  return outcome.plan;
}

const plans = (folder: string): string[] =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('plan.json'))
    .map((name) => `${folder}/${name}`);

describe('plan → werkmap → plan', () => {
  it.each([...plans('test/golden'), ...plans('examples')])('geeft hetzelfde plan: %s', (file) => {
    const plan = accepted(JSON.parse(readFileSync(file, 'utf8')));
    const back = throughWorkbook(plan);
    expect(samePlan(back)).toEqual(samePlan(plan));
    expect(calculate(back)).toEqual(calculate(plan));
  });

  for (const [size, runs] of [
    ['small', 150],
    ['plan', 60],
    ['large', 6],
  ] as const) {
    it(`geeft hetzelfde plan en dezelfde uitkomst voor willekeurige plannen (${size})`, () => {
      fc.assert(
        fc.property(planArbitrary({ size, isValid }), fc.constantFrom('nl', 'en'), (tree, language) => {
          const plan = accepted(tree);
          const back = throughWorkbook(plan, language === 'nl' ? nl : en);
          expect(samePlan(back)).toEqual(samePlan(plan));
          expect(calculate(back)).toEqual(calculate(plan));
        }),
        { seed: SEED, numRuns: LONG ? runs * 8 : runs },
      );
    }, 600_000);
  }
});
