import { expect, it } from 'vitest';
import { validate } from '../../engine/index.ts';
import { LONG, SEED } from '../support/engine.ts';
import { samplePlans } from '../support/plans.ts';
import { requireProgram } from '../support/programs.ts';
import { differences, inputsOf } from './live-book.ts';
import { expectResult, liveOf } from './live-figures.ts';

it('gives the figures of the engine for random plans', () => {
  let tried = 0;
  const failed: string[] = [];
  for (const [at, tree] of samplePlans(SEED, LONG ? 400 : 60, { size: 'small' }).entries()) {
    const outcome = validate(tree);
    if (!outcome.ok) continue;
    tried++;
    try {
      expectResult(liveOf(outcome.plan), outcome.plan);
    } catch (error) {
      failed.push(
        `${at}: ${(error as { diff?: string }).diff ?? String(error)}`
          .replaceAll(/\n {3}[^\n]*/g, '')
          .slice(0, 900) + String((error as Error).stack).slice(0, 100),
      );
    }
  }
  expect(failed).toEqual([]);
  expect(tried).toBeGreaterThan(20);
});

requireProgram('soffice')('LibreOffice', () => {
  const plans = samplePlans(4711, LONG ? 40 : 2, { size: 'small' });
  it.each([...plans.keys()])('random plan %d', (at) => {
    const outcome = validate(plans[at]);
    if (!outcome.ok) return;
    const wrong = differences({ inputs: inputsOf(outcome.plan), sheets: liveOf(outcome.plan).sheets });
    expect(wrong.slice(0, 6)).toEqual([]);
  });
});
