/**
 * Which row (or column) of a sheet each one that was written has become, where some came or went. Rows are told apart
 * by a signature: what stands in them, references aside.
 */

export interface Alignment {
  /** the place of each written one, from 0; undefined where it is gone */
  readonly to: readonly (number | undefined)[];
  readonly inserted: readonly number[];
}

/** More than this, and pairs are taken in order: it only decides what differences are called. */
const MOST_PAIRS = 250_000;

/**
 * @param written signatures as written, @param found as they are now
 * @param likeness of a written one with a found one whose signature differs: 0 (nothing in common) to 1
 */
export function align(
  written: readonly string[],
  found: readonly string[],
  likeness: (written: number, found: number) => number,
): Alignment {
  const to: (number | undefined)[] = written.map(() => undefined);
  const taken = new Set<number>();
  const pair = (one: number, other: number): void => {
    to[one] = other;
    taken.add(other);
  };
  const between = (from: number, until: number, start: number, end: number): void => {
    while (from < until && start < end && written[from] === found[start]) pair(from++, start++);
    while (from < until && start < end && written[until - 1] === found[end - 1]) pair(--until, --end);
    if (from === until || start === end) return;
    const anchors = anchorsOf(written, found, from, until, start, end);
    if (anchors.length > 0) {
      let [a, b] = [from, start];
      for (const [one, other] of [...anchors, [until, end] as const]) {
        between(a, one, b, other);
        if (one < until) pair(one, other);
        [a, b] = [one + 1, other + 1];
      }
    } else if (until - from === end - start || (until - from) * (end - start) > MOST_PAIRS) {
      for (let at = 0; at < Math.min(until - from, end - start); at++) pair(from + at, start + at);
    } else for (const [one, other] of bestPairs(from, until, start, end, likeness)) pair(one, other);
  };
  between(0, written.length, 0, found.length);
  return { to, inserted: found.flatMap((_, at) => (taken.has(at) ? [] : [at])) };
}

/** Signatures that stand once in either part, as far as they are in the same order. */
function anchorsOf(
  written: readonly string[],
  found: readonly string[],
  from: number,
  until: number,
  start: number,
  end: number,
): (readonly [number, number])[] {
  const places = (list: readonly string[], first: number, last: number): Map<string, number> => {
    const once = new Map<string, number>();
    for (let at = first; at < last; at++) {
      const signature = list[at] as string;
      once.set(signature, once.has(signature) ? -1 : at);
    }
    return once;
  };
  const others = places(found, start, end);
  const pairs: (readonly [number, number])[] = [];
  for (const [signature, at] of places(written, from, until)) {
    const other = others.get(signature);
    if (at >= 0 && other !== undefined && other >= 0) pairs.push([at, other]);
  }
  // the longest row of pairs that go up on both sides
  const tails: number[] = [];
  const before = pairs.map(() => -1);
  pairs.forEach(([, other], at) => {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] as number] as readonly [number, number])[1] < other) low = middle + 1;
      else high = middle;
    }
    before[at] = low > 0 ? (tails[low - 1] as number) : -1;
    tails[low] = at;
  });
  const chain: (readonly [number, number])[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at] as number)
    chain.push(pairs[at] as readonly [number, number]);
  return chain.reverse();
}

/** The pairs, in order, that are most alike together. */
function bestPairs(
  from: number,
  until: number,
  start: number,
  end: number,
  likeness: (written: number, found: number) => number,
): (readonly [number, number])[] {
  const [rows, columns] = [until - from, end - start];
  const width = columns + 1;
  const best = new Float64Array((rows + 1) * width);
  const alike = new Float64Array(rows * columns);
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      const score = likeness(from + row, start + column);
      alike[row * columns + column] = score;
      best[row * width + column] = Math.max(
        score + (best[(row + 1) * width + column + 1] as number),
        best[(row + 1) * width + column] as number,
        best[row * width + column + 1] as number,
      );
    }
  }
  const pairs: (readonly [number, number])[] = [];
  let [row, column] = [0, 0];
  while (row < rows && column < columns) {
    const here = best[row * width + column] as number;
    const score = alike[row * columns + column] as number;
    if (score > 0 && here === score + (best[(row + 1) * width + column + 1] as number))
      pairs.push([from + row++, start + column++]);
    else if (here === best[(row + 1) * width + column]) row++;
    else column++;
  }
  return pairs;
}
