import { expect, it } from 'vitest';
import { validate } from '../../engine/index.ts';
import { LONG, SEED } from '../support/engine.ts';
import { samplePlans } from '../support/plans.ts';
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
