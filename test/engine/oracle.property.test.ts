/**
 * The engine against the oracle, a second reading of the planning model that shares no code with it: for any
 * valid plan the two give the same result, value for value.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calculate, validate } from '../../engine/index.ts';
import { oracleCalculate } from '../oracle/oracle.ts';
import { type PlanOptions, planArbitrary, type Tree } from '../support/plans.ts';

const LONG = process.env.SAMENPLAN_LONG === '1';

const SERIES: [name: string, options: PlanOptions, runs: number][] = [
  ['small plans', { size: 'small' }, 300],
  ['middling plans', { size: 'plan' }, 120],
  ['large plans', { size: 'large' }, 5],
  ['small plans full of huge and tiny numbers', { size: 'small', extreme: 0.5 }, 200],
];

/** JSON text with keys in one order; a bigint (a count beyond 2^53, and nothing else) keeps its own mark. */
function text(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'bigint') return `${part}n`;
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) freeze(part);
  }
  return value;
}

function expectOracle(plan: Tree): void {
  const validated = validate(freeze(plan));
  if (!validated.ok) {
    const [problem] = validated.problems;
    throw new Error(`a valid plan is refused: ${JSON.stringify(problem)} in ${JSON.stringify(plan)}`);
  }
  const result: unknown = calculate(validated.plan);
  const [found, expected] = [text(result), text(oracleCalculate(plan))];
  // Texts first: they differ seldom, and a comparison part by part is far slower.
  if (found !== expected) expect(JSON.parse(found)).toEqual(JSON.parse(expected));
  expect(found).toBe(expected);
}

describe('the engine gives what the oracle gives', () => {
  it.each(SERIES)('for %s', (_, options, runs) => {
    const isValid = (plan: Tree) => validate(plan).ok;
    const property = fc.property(planArbitrary({ ...options, isValid }), expectOracle);
    fc.assert(property, LONG ? { numRuns: runs * 40 } : { numRuns: runs, seed: 20260801 });
  });
});
