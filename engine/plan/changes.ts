import { ID_LISTS, type IdList } from './format.ts';
import { type Problem, pointer, problem } from './problems.ts';
import { isId, shown, typeName } from './values.ts';

type Json = Record<string, unknown>;

const FIXED = ['format', 'startYear', 'years', 'students', 'variants'];

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isIdList = (key: string): key is IdList => (ID_LISTS as readonly string[]).includes(key);

/** An assignment that can't touch a prototype, whatever the key. */
function put(target: Json, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Deeper than any part of a valid plan. */
const DEEPEST = 32;

/**
 * JSON Merge Patch (RFC 7396): objects merge, `null` removes, all else replaces. Returns new objects and
 * leaves both arguments as they are. Below `DEEPEST` nothing is merged any more: no plan is that deep, so what
 * stands there is refused anyway, be it endless.
 */
export function mergePatch(target: unknown, patch: unknown, depth = 0): unknown {
  if (!isObject(patch) || depth > DEEPEST) return patch;
  const merged: Json = {};
  const base = isObject(target) ? target : {};
  for (const [key, value] of Object.entries(base)) {
    if (!Object.hasOwn(patch, key)) put(merged, key, value);
    else if (patch[key] !== null) put(merged, key, mergePatch(value, patch[key], depth + 1));
  }
  for (const [key, value] of Object.entries(patch)) {
    if (value !== null && !Object.hasOwn(base, key))
      put(merged, key, mergePatch(undefined, value, depth + 1));
  }
  return merged;
}

export interface Patched {
  readonly plan: Json;
  readonly problems: readonly Problem[];
}

/**
 * The plan with a variant's `changes`: a merge patch in which a list of items with an `id` is an object keyed
 * by id (model, section 3). New ids come at the end in the order of the text.
 * @param plan the plan as JSON, not touched
 * @param changes the patch, whatever it is
 * @param path where it stands in the plan, for the problems
 */
export function applyChanges(plan: Json, changes: unknown, path: string): Patched {
  if (!isObject(changes)) return { plan, problems: [] };
  const problems: Problem[] = [];
  const patched: Json = { ...plan };
  for (const [key, change] of Object.entries(changes)) {
    const at = pointer(path, key);
    if (FIXED.includes(key)) problems.push(problem(at, 'change-forbidden', { key }));
    else if (isIdList(key)) {
      if (isObject(change)) put(patched, key, changeItems(plan[key], change, key, at, problems));
      else problems.push(problem(at, 'change-not-by-id', { list: key }));
    } else if (change === null) delete patched[key];
    else put(patched, key, mergePatch(plan[key], change));
  }
  return { plan: patched, problems };
}

function changeItems(list: unknown, changes: Json, key: IdList, path: string, problems: Problem[]): unknown {
  if (list !== undefined && !Array.isArray(list)) return list;
  const items: unknown[] = Array.isArray(list) ? list : [];
  const known = new Set(items.map((item) => (isObject(item) ? item.id : undefined)));
  const result = items.flatMap((item): unknown[] => {
    const id = isObject(item) ? item.id : undefined;
    if (typeof id !== 'string' || !Object.hasOwn(changes, id)) return [item];
    return changes[id] === null ? [] : [changeItem(item, id, changes[id], path, problems)];
  });
  for (const [id, change] of Object.entries(changes)) {
    if (known.has(id)) continue;
    if (change === null)
      problems.push(problem(pointer(path, id), 'change-unknown-id', { found: id, list: key }));
    else if (!isId(id)) problems.push(problem(pointer(path, id), 'bad-id', { found: shown(id) }));
    else result.push(changeItem({ id }, id, change, path, problems));
  }
  return result;
}

function changeItem(item: unknown, id: string, change: unknown, path: string, problems: Problem[]): unknown {
  const at = pointer(path, id);
  if (!isObject(change)) {
    problems.push(problem(at, 'wrong-type', { expected: 'object', found: typeName(change) }));
    return item;
  }
  if (Object.hasOwn(change, 'id') && change.id !== id) {
    problems.push(problem(pointer(at, 'id'), 'change-other-id', { id, found: shown(change.id) }));
    return item;
  }
  return mergePatch(item, change);
}
