/** Exact and whole numbers against decimal.js at high precision, and against plain BigInt. */
import { Decimal } from 'decimal.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion, Exact, type Whole, withoutZerosAtEnd } from '../../engine/numbers/index.ts';
import {
  add,
  ceilQuotient,
  compare,
  divide,
  multiply,
  negate,
  powerOfTen,
  roundQuotient,
  sign,
} from '../../engine/numbers/whole.ts';
import { LONG, SEED } from '../support/engine.ts';

const Precise = Decimal.clone({
  precision: 400,
  rounding: Decimal.ROUND_HALF_UP, // away from zero
  toExpNeg: -9e15,
  toExpPos: 9e15,
});

const EDGE = 2n ** 53n;
const numRuns = LONG ? 20_000 : 1_000;
const check = <T extends [unknown, ...unknown[]]>(property: fc.IProperty<T>): void => {
  fc.assert(property, { numRuns, seed: SEED });
};

/** Small ones, those where a JavaScript number stops being exact, and very large ones. */
const whole: fc.Arbitrary<bigint> = fc.oneof(
  fc.bigInt({ min: -40n, max: 40n }),
  fc.bigInt({ min: -100_000n, max: 100_000n }),
  fc.bigInt({ min: EDGE - 4n, max: EDGE + 4n }),
  fc.bigInt({ min: -EDGE - 4n, max: -EDGE + 4n }),
  fc.bigInt({ min: EDGE / 2n - 3n, max: EDGE / 2n + 3n }),
  fc.bigInt({ min: -(10n ** 34n), max: 10n ** 34n }),
);
const natural = whole.map((value) => (value < 0n ? -value : value));
const positive = natural.map((value) => (value === 0n ? 7n : value));

/** A decimal as text: a whole number with the point moved, halves of the last places more often than not. */
const decimalText: fc.Arbitrary<string> = fc
  .tuple(whole, fc.integer({ min: 0, max: 12 }), fc.boolean())
  .map(([mantissa, scale, half]) => {
    const minus = mantissa < 0n ? '-' : '';
    const digits = `${mantissa < 0n ? -mantissa : mantissa}${half ? '5' : ''}`.padStart(scale + 1, '0');
    const point = digits.length - scale;
    return `${minus}${digits.slice(0, point)}${scale === 0 ? '' : `.${digits.slice(point)}`}`;
  });

/** The normal form that the product keeps its whole numbers in. */
const normal = (value: bigint): Whole => (value < EDGE && value > -EDGE ? Number(value) : value);

const expectExact = (found: Exact, expected: Decimal, digits?: number): void => {
  expect(found.toPlain()).toBe(expected.isZero() ? '0' : expected.toFixed());
  if (digits === undefined) return;
  expect(found.scale).toBe(digits);
  expect(found.toString()).toBe(
    expected.isZero() ? new Precise(0).toFixed(digits) : expected.toFixed(digits),
  );
};

describe('whole numbers', () => {
  it('add, negate, multiply, compare and sign as BigInt does, always in the normal form', () => {
    check(
      fc.property(whole, whole, (x, y) => {
        const [a, b] = [normal(x), normal(y)];
        expect(add(a, b)).toBe(normal(x + y)); // toBe tells -0 from 0
        expect(multiply(a, b)).toBe(normal(x * y));
        expect(negate(a)).toBe(normal(-x));
        expect(compare(a, b)).toBe(x < y ? -1 : x > y ? 1 : 0);
        expect(sign(a)).toBe(x < 0n ? -1 : x > 0n ? 1 : 0);
      }),
    );
  });

  it('divide, with what is left, and up', () => {
    check(
      fc.property(natural, positive, (x, y) => {
        const [a, b] = [normal(x), normal(y)];
        expect(divide(a, b)).toEqual({ quotient: normal(x / y), remainder: normal(x % y) });
        expect(ceilQuotient(a, b)).toBe(normal((x + y - 1n) / y));
      }),
    );
  });

  it('round a quotient half away from zero', () => {
    check(
      fc.property(whole, positive, (x, y) => {
        const size = x < 0n ? -x : x;
        const rounded = (2n * size + y) / (2n * y);
        expect(roundQuotient(normal(x), normal(y))).toBe(normal(x < 0n ? -rounded : rounded));
      }),
    );
    expect(roundQuotient(-5, 10)).toBe(-1);
    expect(roundQuotient(-4, 10)).toBe(0);
    expect(roundQuotient(Number.MAX_SAFE_INTEGER, 2)).toBe(normal(EDGE / 2n));
    expect(roundQuotient(-Number.MAX_SAFE_INTEGER, 2)).toBe(normal(-EDGE / 2n));
  });

  it('refuse to divide by nothing, and a negative where the model has none', () => {
    for (const by of [0, -1, -(10n ** 20n)]) {
      expect(() => divide(1, by)).toThrow(RangeError);
      expect(() => roundQuotient(1, by)).toThrow(RangeError);
    }
    expect(() => divide(-1, 3)).toThrow(RangeError);
  });

  it('have the powers of ten', () => {
    for (let exponent = 0; exponent <= 60; exponent++) {
      expect(powerOfTen(exponent)).toBe(normal(10n ** BigInt(exponent)));
    }
  });
});

describe('exact decimals', () => {
  it('add, subtract, multiply and compare', () => {
    check(
      fc.property(decimalText, decimalText, (x, y) => {
        const [a, b] = [Exact.of(x), Exact.of(y)];
        const [left, right] = [new Precise(x), new Precise(y)];
        expectExact(a.plus(b), left.plus(right));
        expectExact(a.minus(b), left.minus(right));
        expectExact(a.times(b), left.times(right));
        expect(a.compare(b)).toBe(left.comparedTo(right));
        expect(a.sign).toBe(left.comparedTo(0));
      }),
    );
  });

  it('round half away from zero, to exactly so many decimals', () => {
    check(
      fc.property(decimalText, fc.integer({ min: 0, max: 14 }), (x, digits) => {
        expectExact(Exact.of(x).round(digits), new Precise(x).toDecimalPlaces(digits), digits);
      }),
    );
  });

  it.each([
    ['0.005', 2, '0.01'],
    ['-0.005', 2, '-0.01'],
    ['-0.004', 2, '0.00'],
    ['-0.0049999999', 2, '0.00'],
    ['1.005', 2, '1.01'],
    ['-2.5', 0, '-3'],
    ['2.5', 0, '3'],
    ['-0.5', 0, '-1'],
    ['-0.49', 0, '0'],
    ['9007199254740992.5', 0, '9007199254740993'],
    ['-9007199254740991.5', 0, '-9007199254740992'],
    ['999999999999.995', 2, '1000000000000.00'],
  ])('round(%s, %i) is %s', (value, digits, expected) => {
    expect(Exact.of(value).round(digits).toString()).toBe(expected);
  });

  it('divide and round in one step', () => {
    check(
      fc.property(decimalText, decimalText, fc.integer({ min: 0, max: 6 }), (x, y, digits) => {
        const divisor = y.replace('-', '');
        if (new Precise(divisor).isZero()) return;
        // in whole numbers, so that nothing is rounded twice
        const [top, bottom] = [new Precise(x).times(`1e${digits}`), new Precise(divisor)];
        const twice = top.abs().times(2).plus(bottom).divToInt(bottom.times(2));
        const expected = (top.isNegative() ? twice.negated() : twice).times(`1e-${digits}`);
        expectExact(Exact.of(x).quotient(Exact.of(divisor), digits), expected, digits);
      }),
    );
    expect(Exact.of(1).quotient(Exact.of('3'), 4).toString()).toBe('0.3333');
    expect(Exact.of('-0.05').quotient(Exact.of(10), 2).toString()).toBe('-0.01');
    expect(Exact.of('-0.04').quotient(Exact.of(10), 2).toString()).toBe('0.00');
    expect(() => Exact.of(1).quotient(Exact.zero, 2)).toThrow(RangeError);
  });

  it('divide and round up', () => {
    check(
      fc.property(decimalText, decimalText, (x, y) => {
        const [top, bottom] = [new Precise(x.replace('-', '')), new Precise(y.replace('-', ''))];
        if (bottom.isZero()) return;
        const floor = top.divToInt(bottom);
        const expected = floor.times(bottom).eq(top) ? floor : floor.plus(1);
        expectExact(Exact.of(top.toFixed()).ceilQuotient(Exact.of(bottom.toFixed())), expected, 0);
      }),
    );
  });

  it('take a JSON number by its shortest form, exponent and all', () => {
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ min: -1e-5, max: 1e-5, noNaN: true }),
      fc.double({ min: 1e14, max: 1e25, noNaN: true }),
      fc.integer(),
      fc.constantFrom(-0, 0, 5e-324, 1.7976931348623157e308, 0.1, 1e21, 1e-7, 123e-20, 2 ** 53, -(2 ** 53)),
    );
    check(
      fc.property(number, (value) => {
        const found = Exact.of(value);
        expect(Number(found.toPlain())).toBe(value + 0); // -0 is 0
        expectExact(found, new Precise(String(value)));
      }),
    );
    expect(Exact.of(16.0).toString()).toBe('16');
    expect(Exact.of(1e-10).toString()).toBe('0.0000000001');
    expect(Exact.of(1e21).toString()).toBe('1000000000000000000000');
    expect(Exact.of(1.5e21).toString()).toBe('1500000000000000000000');
    expect(Exact.of(0.1).plus(Exact.of(0.2)).compare(Exact.of('0.3'))).toBe(0);
  });

  it('read text as it stands, with zeros at either end', () => {
    expect(Exact.of('007.50').toString()).toBe('7.50');
    expect(Exact.of('-0').toString()).toBe('0');
    expect(Exact.of('-0.00').toString()).toBe('0.00');
    expect(Exact.of('-0.00').toPlain()).toBe('0');
    expect(Exact.of('9007199254740993').toString()).toBe('9007199254740993');
    expect(Exact.of('-9007199254740993.10').toString()).toBe('-9007199254740993.10');
  });

  it('take a long row of zeros at the end for nothing', () => {
    const found = Exact.of(`12.5${'0'.repeat(1_000_000)}`);
    expect(found.toString()).toBe('12.5');
    expect(Exact.of(`12.${'0'.repeat(1_000_000)}`).compare(Exact.of(12))).toBe(0);
    expect(withoutZerosAtEnd('1200')).toBe('12');
    expect(withoutZerosAtEnd('000')).toBe('');
    expect(withoutZerosAtEnd(`1${'0'.repeat(1_000_000)}1`)).toHaveLength(1_000_002);
  });

  it.each(['', ' 1', '1 ', '+1', '1.', '.5', '1,5', '1_000', '0x10', 'NaN', 'Infinity', '1\n', '١'])(
    'are not read from %j',
    (text) => {
      expect(() => Exact.of(text)).toThrow(RangeError);
    },
  );

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'are not read from %d',
    (value) => {
      expect(() => Exact.of(value)).toThrow(RangeError);
    },
  );

  it('are never written as -0', () => {
    check(
      fc.property(decimalText, decimalText, fc.integer({ min: 0, max: 4 }), (x, y, digits) => {
        const [a, b] = [Exact.of(x), Exact.of(y)];
        const zero = Exact.of('-0.00');
        for (const each of [
          a.times(zero),
          zero.times(a),
          a.minus(a),
          a.round(digits),
          a.times(b).round(digits),
        ]) {
          expect(each.toString()).not.toMatch(/^-0(\.0*)?$/);
          expect(each.toPlain()).not.toMatch(/^-0(\.0*)?$/);
        }
      }),
    );
  });

  it('keep what they are: no step changes the numbers it is made of', () => {
    const [a, b] = [Exact.of('12.50'), Exact.of('-3')];
    Object.freeze(a);
    expect(b.toString()).toBe('-3');
    expect([a.plus(b), a.minus(b), a.times(b), a.round(0)].map((each) => each.compare(a))).toEqual([
      -1, 1, -1, 1,
    ]);
    expect(a.scale).toBe(2);
    expect(a.mantissa).toBe(1250);
  });
});

describe('largest remainder', () => {
  /** Hamilton, written out in BigInt: floors, then one by one to the largest remainder, the earlier first. */
  const hamilton = (total: bigint, weights: readonly bigint[]): bigint[] => {
    if (total < 0n) return hamilton(-total, weights).map((part) => -part);
    const sum = weights.reduce((before, weight) => before + weight, 0n);
    if (sum === 0n) return weights.map(() => 0n);
    const parts = weights.map((weight) => (total * weight) / sum);
    const rest = weights.map((weight) => (total * weight) % sum);
    for (let left = total - parts.reduce((a, b) => a + b, 0n); left > 0n; left--) {
      let most = 0;
      for (let index = 1; index < rest.length; index++) if (rest[index]! > rest[most]!) most = index;
      parts[most]! += 1n;
      rest[most] = -1n;
    }
    return parts;
  };

  const weights = fc.oneof(
    fc.array(natural, { maxLength: 12 }),
    fc.array(fc.bigInt({ min: 0n, max: 3n }), { maxLength: 30 }),
  );

  it('is Hamilton, whatever the size', () => {
    check(
      fc.property(whole, weights, (total, given) => {
        const parts = apportion(normal(total), given.map(normal));
        expect(parts).toEqual(hamilton(total, given).map(normal));
      }),
    );
  });

  it('loses nothing, keeps each part between the floor and the ceiling of its quota, and is fair', () => {
    check(
      fc.property(whole, weights, (total, given) => {
        const parts = apportion(normal(total), given.map(normal)).map(BigInt);
        const sum = given.reduce((before, weight) => before + weight, 0n);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(sum === 0n ? 0n : total);
        if (sum === 0n) return;
        const size = total < 0n ? -total : total;
        const sizes = parts.map((part) => (part < 0n ? -part : part));
        given.forEach((weight, index) => {
          const floor = (size * weight) / sum;
          const ceiling = (size * weight + sum - 1n) / sum;
          expect(sizes[index]! >= floor && sizes[index]! <= ceiling).toBe(true);
        });
        given.forEach((weight, i) => {
          for (let j = i + 1; j < given.length; j++) {
            // who weighs more never gets less; of equals the earlier gets at least as much
            if (weight >= given[j]!) expect(sizes[i]! >= sizes[j]!).toBe(true);
            else expect(sizes[j]! >= sizes[i]!).toBe(true);
          }
        });
      }),
    );
  });

  it.each<[string, Whole, Whole[], Whole[]]>([
    ['34 over 100, 1 and 1: three equal remainders', 34, [100, 1, 1], [34, 0, 0]],
    ['a tie goes to the earlier', 1, [1, 1, 1], [1, 0, 0]],
    ['two of three equals', 2, [1, 1, 1], [1, 1, 0]],
    ['the larger remainder before the earlier', 10, [1, 2, 4], [1, 3, 6]],
    ['a negative total, as its opposite', -34, [100, 1, 1], [-34, 0, 0]],
    ['a negative cent', -1, [1, 1], [-1, 0]],
    ['nobody weighs anything', 5, [0, 0], [0, 0]],
    ['nobody is there', 5, [], []],
    ['nothing to divide', 0, [1, 2], [0, 0]],
    ['who weighs nothing gets nothing', 7, [0, 1, 0, 1], [0, 4, 0, 3]],
    ['weights beyond 2^53', 3, [10n ** 30n, 10n ** 30n + 1n], [1, 2]],
    ['weights that floating point takes for equal', 1, [2n ** 53n, 2n ** 53n + 1n], [0, 1]],
    ['a total beyond 2^53', 2n ** 54n + 1n, [1, 1], [2n ** 53n + 1n, 2n ** 53n]],
    [
      'a product beyond 2^53 of numbers below it',
      9_007_199_254_740_991,
      [3, 3],
      [4503599627370496, 4503599627370495],
    ],
  ])('%s', (_, total, given, expected) => {
    expect(apportion(total, given)).toEqual(expected);
  });

  it('never gives -0', () => {
    for (const part of apportion(-1, [1, 5, 0])) expect(Object.is(part, -0)).toBe(false);
  });
});
