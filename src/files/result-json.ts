import type { Result } from '../../engine/index.ts';

/**
 * The result as JSON text. Counts beyond 2^53 are bigints; JSON writes them as integers like any other, so a result
 * with such a count takes the slower way.
 */
export function resultJson(result: Result, indent?: number): string {
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
