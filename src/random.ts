import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Random } from '../engine/index.ts';

/** Whole numbers from 0 to 2^32 - 1 that look like chance, and are the same for the same seed on every machine. */
export function randomFrom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  return () => generator.next() >>> 0;
}
