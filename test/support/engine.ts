/** What the tests of the engine share: plans as the product takes them, and ways to go through them. */
import { type Plan, validate } from '../../engine/index.ts';
import type { Tree } from './plans.ts';

/** With SAMENPLAN_LONG=1 everything is tried that is otherwise sampled. */
export const LONG = process.env.SAMENPLAN_LONG === '1';

/** So that a run can be repeated. */
export const SEED = 20260801;

/** A plan that has to be valid, typed; its problems where it isn't. */
export function accepted(plan: unknown): Plan {
  const outcome = validate(plan);
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.problems.slice(0, 5), null, 1)}`);
  return outcome.plan;
}

export const isValid = (plan: unknown): boolean => validate(plan).ok;

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The items of a list of a plan; none where it is absent. */
export const itemsOf = (plan: Tree, list: string): Tree[] => (plan[list] ?? []) as Tree[];

/** Sets a key that may be called anything. */
export function put(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

/** Frozen to the last value. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) frozen(each);
    Object.freeze(value);
  }
  return value;
}

/** Random integers from 0 to below `below`, the same for the same seed. */
export function random(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** `count` different items of a list (all where there are no more), in their order. */
export function sample<T>(list: readonly T[], count: number, seed: number): T[] {
  if (list.length <= count) return [...list];
  const next = random(seed);
  const chosen = new Set<number>();
  while (chosen.size < count) chosen.add(next(list.length));
  return [...chosen].sort((a, b) => a - b).map((index) => list[index] as T);
}
