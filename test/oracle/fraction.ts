/**
 * Exact fractions on BigInt, for the oracle only: slow, small and easy to check by eye. It shares nothing
 * with the product, so that a fault in the one can't hide in the other.
 */

const SPELLED = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/;

export class Fraction {
  /** Numerator; carries the sign. */
  readonly top: bigint;
  /** Denominator; always above 0, and without a factor in common with `top`. */
  readonly bottom: bigint;

  constructor(top: bigint, bottom: bigint) {
    if (bottom === 0n) throw new RangeError('division by zero');
    const sign = bottom < 0n ? -1n : 1n;
    const common = greatestCommonDivisor(top, bottom);
    this.top = (sign * top) / common;
    this.bottom = (sign * bottom) / common;
  }

  /** The value of a JSON number (by its shortest form), of a decimal string, or of an integer. */
  static of(value: number | string | bigint): Fraction {
    if (typeof value === 'bigint') return new Fraction(value, 1n);
    const parts = SPELLED.exec(String(value));
    if (parts === null) throw new TypeError(`not a decimal: ${value}`);
    const [, minus, whole, decimals = '', exponent = '0'] = parts;
    const digits = BigInt(`${whole}${decimals}`);
    const shift = Number(exponent) - decimals.length;
    const signed = minus === '-' ? -digits : digits;
    return shift >= 0
      ? new Fraction(signed * 10n ** BigInt(shift), 1n)
      : new Fraction(signed, 10n ** BigInt(-shift));
  }

  plus(other: Fraction): Fraction {
    return new Fraction(this.top * other.bottom + other.top * this.bottom, this.bottom * other.bottom);
  }

  minus(other: Fraction): Fraction {
    return new Fraction(this.top * other.bottom - other.top * this.bottom, this.bottom * other.bottom);
  }

  times(other: Fraction): Fraction {
    return new Fraction(this.top * other.top, this.bottom * other.bottom);
  }

  over(other: Fraction): Fraction {
    return new Fraction(this.top * other.bottom, this.bottom * other.top);
  }

  /** Below 0, 0 or above 0, as this is less than, equal to or more than the other. */
  compare(other: Fraction): number {
    const difference = this.top * other.bottom - other.top * this.bottom;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  atLeast(other: Fraction): boolean {
    return this.compare(other) >= 0;
  }

  above(other: Fraction): boolean {
    return this.compare(other) > 0;
  }

  isZero(): boolean {
    return this.top === 0n;
  }

  /** The largest integer that is not above this. */
  floor(): bigint {
    const towardsZero = this.top / this.bottom;
    return this.top < 0n && towardsZero * this.bottom !== this.top ? towardsZero - 1n : towardsZero;
  }

  /** The smallest integer that is not below this. */
  ceil(): bigint {
    return -new Fraction(-this.top, this.bottom).floor();
  }

  /** To the nearest multiple of 10^-decimals; halves go away from zero. */
  round(decimals: number): Fraction {
    const scale = 10n ** BigInt(decimals);
    const size = this.top < 0n ? -this.top : this.top;
    const nearest = new Fraction(2n * size * scale + this.bottom, 2n * this.bottom).floor();
    return new Fraction(this.top < 0n ? -nearest : nearest, scale);
  }

  /** With exactly so many decimals; throws where that would lose something. */
  fixed(decimals: number): string {
    const scale = 10n ** BigInt(decimals);
    const scaled = this.times(new Fraction(scale, 1n));
    if (scaled.bottom !== 1n)
      throw new RangeError(`more than ${decimals} decimals: ${this.top}/${this.bottom}`);
    const size = scaled.top < 0n ? -scaled.top : scaled.top;
    const sign = scaled.top < 0n ? '-' : '';
    if (decimals === 0) return `${sign}${size}`;
    const tail = String(size % scale).padStart(decimals, '0');
    return `${sign}${size / scale}.${tail}`;
  }

  /** As a decimal without zeros at the end after the point; only for values with a finite decimal form. */
  plain(): string {
    let decimals = 0;
    let scale = 1n;
    while (scale % this.bottom !== 0n) {
      decimals += 1;
      scale *= 10n;
      if (decimals > 400) throw new RangeError(`no finite decimal form: ${this.top}/${this.bottom}`);
    }
    return this.fixed(decimals);
  }
}

export const ZERO = new Fraction(0n, 1n);
export const ONE = new Fraction(1n, 1n);

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}
