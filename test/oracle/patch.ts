import type { Plan } from './types.ts';

type Tree = Record<string, unknown>;

const LISTS_WITH_IDS = [
  'boards',
  'institutes',
  'schools',
  'groups',
  'roles',
  'rates',
  'norms',
  'costs',
  'funding',
];

/** The plan with a variant's `changes` applied (section 3). The plan itself stays as it is. */
export function patchPlan(plan: Plan, changes: Record<string, unknown> | undefined): Plan {
  if (changes === undefined) return plan;
  const patched: Tree = structuredClone(plan) as unknown as Tree;
  for (const [key, change] of Object.entries(changes)) {
    if (LISTS_WITH_IDS.includes(key)) {
      patched[key] = patchList((patched[key] ?? []) as Tree[], change as Tree);
    } else if (change === null) {
      delete patched[key];
    } else {
      define(patched, key, merge(patched[key], change));
    }
  }
  return patched as unknown as Plan;
}

/** A list of items with an id, changed by an object that is keyed by id. */
function patchList(list: Tree[], changes: Tree): Tree[] {
  let items = [...list];
  for (const [id, change] of Object.entries(changes)) {
    const place = items.findIndex((item) => item.id === id);
    if (change === null) {
      items = items.filter((item) => item.id !== id);
    } else if (place >= 0) {
      items[place] = merge(items[place], change) as Tree;
    } else {
      items.push({ id, ...(merge(undefined, change) as Tree) });
    }
  }
  return items;
}

/** MergePatch of RFC 7396, section 2. */
function merge(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: Tree = isObject(target) ? { ...target } : {};
  for (const [key, change] of Object.entries(patch)) {
    if (change === null) {
      delete result[key];
    } else {
      define(result, key, merge(Object.hasOwn(result, key) ? result[key] : undefined, change));
    }
  }
  return result;
}

function isObject(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function define(target: Tree, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}
