/** Reading and setting keys of plain JSON objects, whatever the keys are called. */

export type Json = Record<string, unknown>;

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const listIn = (object: Json, key: string): readonly Json[] =>
  Array.isArray(object[key]) ? (object[key] as Json[]) : [];

/** The value at these keys. */
export function valueAt(object: unknown, path: readonly string[]): unknown {
  let at = object;
  for (const key of path) {
    if (!isJson(at) || !Object.hasOwn(at, key)) return undefined;
    at = at[key];
  }
  return at;
}

/** Sets a key that may be called anything. */
export function put(object: Json, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

/**
 * Sets the value at these keys and makes the objects on the way.
 * @returns false where something else than an object stands on the way, or something at the end
 */
export function setAt(object: Json, path: readonly string[], value: unknown): boolean {
  let at = object;
  for (const key of path.slice(0, -1)) {
    if (!Object.hasOwn(at, key)) put(at, key, {});
    const next = at[key];
    if (!isJson(next)) return false;
    at = next;
  }
  const last = path.at(-1) ?? '';
  if (Object.hasOwn(at, last)) return false;
  put(at, last, value);
  return true;
}
