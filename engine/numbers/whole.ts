/**
 * Whole numbers that are always exact: a JavaScript number while it is a safe integer, a bigint beyond.
 * Every operation checks its own outcome, so a sum of cents can't drift and can't overflow unseen.
 * A `Whole` is normal: what fits in a safe integer is a number (and never -0), what doesn't is a bigint.
 */
export type Whole = number | bigint;

const MAX = Number.MAX_SAFE_INTEGER;
const SAFE_MAX = BigInt(MAX);
const SAFE_MIN = -SAFE_MAX;

const big = (x: Whole): bigint => (typeof x === 'bigint' ? x : BigInt(x));
const normal = (x: bigint): Whole => (x <= SAFE_MAX && x >= SAFE_MIN ? Number(x) : x);

/** a + b, exact. */
export function add(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (sum <= MAX && sum >= -MAX) return sum;
  }
  return normal(big(a) + big(b));
}

/** -a. */
export const negate = (a: Whole): Whole => (typeof a === 'number' ? 0 - a : normal(-a));

/** a × b, exact: a float product within the safe range is the true product, outside it bigint takes over. */
export function multiply(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (product <= MAX && product >= -MAX) return product + 0; // -0 becomes 0
  }
  return normal(big(a) * big(b));
}

/** -1, 0 or 1, as a is less than, equal to or more than b. */
export const compare = (a: Whole, b: Whole): -1 | 0 | 1 => (a < b ? -1 : a > b ? 1 : 0);

/** -1, 0 or 1. */
export const sign = (a: Whole): -1 | 0 | 1 => (a < 0 ? -1 : a > 0 ? 1 : 0);

/**
 * Quotient rounded down, and what is left: a = quotient × b + remainder, 0 <= remainder < b.
 * @throws RangeError unless a >= 0 and b > 0
 */
export function divide(a: Whole, b: Whole): { readonly quotient: Whole; readonly remainder: Whole } {
  if (b <= 0 || a < 0) throw new RangeError('divide needs a >= 0 and b > 0');
  if (typeof a === 'number' && typeof b === 'number') {
    const remainder = a % b; // exact for safe integers
    return { quotient: (a - remainder) / b, remainder };
  }
  const [x, y] = [big(a), big(b)];
  return { quotient: normal(x / y), remainder: normal(x % y) };
}

/** round(a / b) to a whole number, half away from zero; b > 0. */
export function roundQuotient(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number' && b > 0) {
    const remainder = a % b;
    const quotient = (a - remainder) / b;
    const distance = remainder < 0 ? -remainder : remainder;
    // b - distance can't overflow where 2 × distance might
    return distance >= b - distance ? (a < 0 ? quotient - 1 : quotient + 1) : quotient + 0;
  }
  if (b <= 0) throw new RangeError('roundQuotient needs b > 0');
  const [x, y] = [big(a), big(b)];
  const quotient = x / y;
  const twice = 2n * (x % y);
  return normal(twice >= y ? quotient + 1n : -twice >= y ? quotient - 1n : quotient);
}

/** a / b rounded up to a whole number; a >= 0, b > 0. */
export function ceilQuotient(a: Whole, b: Whole): Whole {
  const { quotient, remainder } = divide(a, b);
  return remainder === 0 ? quotient : add(quotient, 1);
}

const POWERS: Whole[] = [1];

/** 10 to the power of `exponent` (>= 0). */
export function powerOfTen(exponent: number): Whole {
  for (let known = POWERS.length; known <= exponent; known++) {
    POWERS.push(multiply(POWERS[known - 1] as Whole, 10));
  }
  return POWERS[exponent] as Whole;
}
