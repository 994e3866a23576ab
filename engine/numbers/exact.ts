import {
  add,
  ceilQuotient,
  compare,
  multiply,
  negate,
  powerOfTen,
  roundQuotient,
  sign,
  type Whole,
} from './whole.ts';

/** How a decimal is written in a plan: a JSON number, or text such as `-12.50`. */
export type DecimalInput = number | string;

/**
 * An exact decimal: `mantissa × 10^-scale`, immutable, of any size. There is no working precision that could
 * run out: products keep every digit, and only `round`, `quotient` and `ceilQuotient` give up digits, where
 * the model says so. A quotient is always rounded in the step that makes it, so fractions need no form.
 */
export class Exact {
  readonly mantissa: Whole;
  readonly scale: number;
  private text: string | undefined;

  constructor(mantissa: Whole, scale: number) {
    this.mantissa = mantissa;
    this.scale = scale;
    this.text = undefined; // made once, when first asked for
  }

  static readonly zero = new Exact(0, 0);
  static readonly one = new Exact(1, 0);

  /** A whole number; small ones are shared. */
  static whole(value: Whole): Exact {
    if (typeof value === 'number' && value >= 0 && value < SMALL.length) return SMALL[value] as Exact;
    return new Exact(value, 0);
  }

  /**
   * Reads a decimal as a plan writes it; a number by its shortest form (`16.0` is 16).
   * @throws RangeError for anything that is no plain decimal (validation has refused it before)
   */
  static of(input: DecimalInput): Exact {
    if (typeof input === 'number' && Number.isSafeInteger(input)) return Exact.whole(input + 0);
    const parts = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(input));
    if (!parts) throw new RangeError(`not a decimal: ${input}`);
    const [, minus, integer = '', written = '', exponent = '0'] = parts;
    // a long row of zeros would make every later power of ten as long
    const fraction = written.length > LONG ? withoutZerosAtEnd(written) : written;
    const scale = fraction.length - Number(exponent);
    const digits = BigInt(integer + fraction) * (scale < 0 ? 10n ** BigInt(-scale) : 1n);
    const mantissa = add(0, digits);
    return new Exact(minus === '-' ? negate(mantissa) : mantissa, Math.max(scale, 0));
  }

  /** The mantissa this value has at a scale at least its own. */
  mantissaAt(scale: number): Whole {
    return scale === this.scale ? this.mantissa : multiply(this.mantissa, powerOfTen(scale - this.scale));
  }

  plus(other: Exact): Exact {
    const scale = Math.max(this.scale, other.scale);
    return new Exact(add(this.mantissaAt(scale), other.mantissaAt(scale)), scale);
  }

  minus(other: Exact): Exact {
    const scale = Math.max(this.scale, other.scale);
    return new Exact(add(this.mantissaAt(scale), negate(other.mantissaAt(scale))), scale);
  }

  times(other: Exact): Exact {
    return new Exact(multiply(this.mantissa, other.mantissa), this.scale + other.scale);
  }

  compare(other: Exact): -1 | 0 | 1 {
    const scale = Math.max(this.scale, other.scale);
    return compare(this.mantissaAt(scale), other.mantissaAt(scale));
  }

  get sign(): -1 | 0 | 1 {
    return sign(this.mantissa);
  }

  /** round(this, digits), half away from zero; the outcome has exactly `digits` decimals. */
  round(digits: number): Exact {
    if (digits === this.scale) return this;
    if (digits > this.scale) return new Exact(this.mantissaAt(digits), digits);
    return new Exact(roundQuotient(this.mantissa, powerOfTen(this.scale - digits)), digits);
  }

  /** round(this / divisor, digits) in one step, half away from zero; divisor > 0. */
  quotient(divisor: Exact, digits: number): Exact {
    const shift = digits + divisor.scale - this.scale;
    const dividend = shift > 0 ? multiply(this.mantissa, powerOfTen(shift)) : this.mantissa;
    const by = shift < 0 ? multiply(divisor.mantissa, powerOfTen(-shift)) : divisor.mantissa;
    return new Exact(roundQuotient(dividend, by), digits);
  }

  /** ceil(this / divisor), a whole number; this >= 0, divisor > 0. */
  ceilQuotient(divisor: Exact): Exact {
    const scale = Math.max(this.scale, divisor.scale);
    return Exact.whole(ceilQuotient(this.mantissaAt(scale), divisor.mantissaAt(scale)));
  }

  /** With all its decimals: scale 2 gives `12.50`. Never `-0.00`. */
  toString(): string {
    this.text ??= fixed(this.mantissa, this.scale);
    return this.text;
  }

  /** Without trailing zeros after the point: `10`, `12.5`. */
  toPlain(): string {
    const text = this.toString();
    return this.scale === 0 ? text : text.replace(/\.?0+$/, '');
  }
}

/** More decimals than a plan's value has, zeros at the end not counted. */
const LONG = 10;

/** `1200` gives `12`; in one pass, where a pattern would look again from every zero. */
export function withoutZerosAtEnd(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  return digits.slice(0, end);
}

const SMALL = Array.from({ length: 4096 }, (_, value) => new Exact(value, 0));

function fixed(mantissa: Whole, scale: number): string {
  if (scale === 0) return String(mantissa);
  const minus = mantissa < 0;
  const digits = String(minus ? -mantissa : mantissa).padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${minus ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
}
