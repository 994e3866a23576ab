/**
 * The compiled plan against `calculate`: for any valid plan and any row of changes the figures are the same, to the
 * cent, whatever was compiled and whatever had to be compiled anew.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  calculate,
  type DecimalInput,
  type Plan,
  Sweep,
  validate,
  type YearFigures,
} from '../../../engine/index.ts';
import { valueAt, withValue } from '../../../engine/plan/edit.ts';
import { inputAt } from '../../../engine/plan/inputs.ts';
import { isValid, LONG, SEED } from '../../support/engine.ts';
import { type PlanOptions, planArbitrary, type Tree } from '../../support/plans.ts';

const KEYS = ['year', 'students', 'levels', 'parties', 'totals', 'roles'] as const;

/** The figures of every variant and year of a result. */
const expected = (plan: Plan): YearFigures[] =>
  calculate(plan).variants.flatMap(({ years }) =>
    years.map((year) => Object.fromEntries(KEYS.map((key) => [key, year[key]])) as YearFigures),
  );

const found = (sweep: Sweep): YearFigures[] =>
  sweep.plan.variants.flatMap(({ id }) =>
    Array.from({ length: sweep.plan.years }, (_, year) => sweep.figures(id, year)),
  );

/** Every path that holds a number that the analyses know, compiled or not. */
function numbersIn(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return inputAt(path, value) === null ? [] : [path];
  return Object.entries(value).flatMap(([key, each]) => numbersIn(each, `${path}/${key}`));
}

interface Move {
  readonly at: number;
  readonly compiled: boolean;
  readonly kind: number;
  readonly size: number;
}

const moves = fc.array(
  fc.record({ at: fc.nat(), compiled: fc.boolean(), kind: fc.nat(5), size: fc.nat(9_999) }),
  { minLength: 1, maxLength: 5 },
);

/** Another value, in the notation of the one that is there: 0, a part of it, a bit more, or anything. */
function other(value: DecimalInput, { kind, size }: Move): DecimalInput {
  const whole = [
    0,
    Math.floor((Number(value) * size) / 5_000),
    Number(value) + 1,
    size,
    size % 7,
    987_654_321,
  ][kind];
  const cents = [0, size % 100, 50, 5, 0, 99][kind] ?? 0;
  if (typeof value === 'number' && Number.isInteger(value)) return Math.trunc(whole ?? 0);
  const integer = Math.min(Math.abs(Math.trunc(whole ?? 0)), 10 ** 9);
  return `${integer}.${String(cents).padStart(2, '0')}`;
}

const made = new Map<string, number>();

function expectSame(tree: Tree, row: readonly Move[]): void {
  const validation = validate(tree);
  if (!validation.ok) throw new Error(JSON.stringify(validation.problems[0]));
  const plan = validation.plan;
  const sweep = new Sweep(plan);
  expect(found(sweep)).toEqual(expected(plan));
  let current = plan;
  for (const move of row) {
    const paths = move.compiled ? sweep.inputs() : numbersIn(current);
    const path = paths[move.at % paths.length];
    if (path === undefined) continue;
    const given = valueAt(current, path) as DecimalInput;
    const value = other(given, move);
    const changed = withValue(current, path, value);
    const outcome = sweep.set(path, value);
    const judged = validate(changed);
    if (!outcome.ok) expect(outcome.problems).toEqual(judged.ok ? [] : judged.problems);
    expect(outcome.ok, `${path} = ${value}`).toBe(judged.ok);
    if (outcome.ok) {
      made.set(outcome.made, (made.get(outcome.made) ?? 0) + 1);
      current = changed;
    }
    expect(found(sweep), `${path} = ${value}`).toEqual(expected(current));
  }
  sweep.reset();
  expect(found(sweep)).toEqual(expected(plan));
}

const SERIES: [name: string, options: PlanOptions, runs: number][] = [
  ['small plans', { size: 'small' }, 250],
  ['middling plans', { size: 'plan' }, 60],
  ['a large plan', { size: 'large' }, 2],
  ['small plans full of huge and tiny numbers', { size: 'small', extreme: 0.5 }, 150],
];

describe('a sweep gives what calculate gives', () => {
  it.each(SERIES)('for %s', (_, options, runs) => {
    const property = fc.property(planArbitrary({ ...options, isValid }), moves, expectSame);
    fc.assert(property, LONG ? { numRuns: runs * 40 } : { numRuns: runs, seed: SEED });
  });

  it('mostly without compiling anew', () => {
    expect(made.get('compiled')).toBeGreaterThan(300);
    expect(made.get('recompiled')).toBeGreaterThan(20);
  });
});
