import type { Result } from '../../engine/index.ts';

/**
 * The result as JSON text. Counts beyond 2^53 are bigints; JSON writes them as integers like any other, so a result
 * with such a count takes the slower way.
 */
export function resultJson(result: unknown, indent?: number): string {
  try {
    return JSON.stringify(result, null, indent);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const mark = '\u0000bigint:';
    const text = JSON.stringify(
      result,
      (_key, value: unknown) => (typeof value === 'bigint' ? `${mark}${value}` : value),
      indent,
    );
    // no text of a plan holds U+0000, so only our own marks match
    return text.replace(/"\\u0000bigint:(-?\d+)"/g, '$1');
  }
}

/** How deep the lines of a result stand: result, variants, variant, years, year, lines. */
const LINES_DEPTH = 6;
const BATCH = 1_000;

/**
 * The same text in parts: the result of a region at the limits is longer than a text can be.
 * @returns parts that together are `resultJson(result)`
 */
export function resultParts(result: Result): Generator<string> {
  return partsOf(result, LINES_DEPTH);
}

function* partsOf(value: unknown, depth: number): Generator<string> {
  if (typeof value !== 'object' || value === null || depth === 0) yield resultJson(value);
  else if (!Array.isArray(value)) {
    yield '{';
    const entries = Object.entries(value).filter(([, each]) => each !== undefined);
    for (const [index, [key, each]] of entries.entries()) {
      yield `${index > 0 ? ',' : ''}${JSON.stringify(key)}:`;
      yield* partsOf(each, depth - 1);
    }
    yield '}';
  } else {
    yield '[';
    const size = depth === 1 ? BATCH : 1;
    for (let from = 0; from < value.length; from += size) {
      if (from > 0) yield ',';
      if (size === 1) yield* partsOf(value[from], depth - 1);
      else yield resultJson(value.slice(from, from + size)).slice(1, -1);
    }
    yield ']';
  }
}
