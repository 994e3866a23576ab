import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/texts/en.ts';
import { nl } from '../../src/texts/index.ts';
import { asPercentage, formatDecimal, shiftPoint } from '../../src/texts/numbers.ts';
import { readTyped } from '../../src/texts/typed-number.ts';

describe('a number as it is typed', () => {
  it.each([
    ['12,5', { kind: 'number', value: '12.5' }],
    [' 1250 ', { kind: 'number', value: '1250' }],
    ['1.250,50', { kind: 'number', value: '1250.50' }],
    ['−8', { kind: 'number', value: '-8' }],
    ['0,05', { kind: 'number', value: '0.05' }],
    // a Dutch decimal comma is one, also with three decimals
    ['1,250', { kind: 'number', value: '1.250' }],
    ['1.250', { kind: 'doubt', values: ['1250', '1.250'] }],
    ['12.500', { kind: 'doubt', values: ['12500', '12.500'] }],
    ['1.250.000', { kind: 'number', value: '1250000' }],
    ['12.5', { kind: 'none', meant: '12,5' }],
    ['1,250.50', { kind: 'none', meant: '1.250,50' }],
    ['', { kind: 'none' }],
    ['twaalf', { kind: 'none' }],
    ['1e3', { kind: 'none' }],
    ['1 250', { kind: 'none' }],
  ])('%j in Dutch', (text, expected) => {
    expect(readTyped(text, nl)).toEqual(expected);
  });

  it('is read the other way round in English', () => {
    expect(readTyped('12.5', en)).toEqual({ kind: 'number', value: '12.5' });
    expect(readTyped('1,250', en)).toEqual({ kind: 'doubt', values: ['1250', '1.250'] });
    expect(readTyped('12,5', en)).toEqual({ kind: 'none', meant: '12.5' });
  });

  it('is what was shown before: every figure can be typed back, or is asked about', () => {
    const decimal = fc
      .tuple(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), fc.integer({ min: 1, max: 999_999 }))
      .map(([whole, fraction]) => `${whole}.${fraction}`);
    fc.assert(
      fc.property(fc.oneof(decimal, fc.integer().map(String)), fc.constantFrom(nl, en), (value, texts) => {
        const read = readTyped(formatDecimal(value, texts.separators), texts);
        expect(read.kind === 'number' ? read.value : read.kind === 'doubt' && read.values[0]).toBe(value);
      }),
    );
  });
});

describe('moving the point', () => {
  it.each([
    ['0.8123', 2, '81.23'],
    ['-0.08', 2, '-8'],
    ['0', 2, '0'],
    ['1', 2, '100'],
    ['-8', -2, '-0.08'],
    ['12.5', -2, '0.125'],
    ['100', -2, '1.00'],
  ])('of %s by %i', (decimal, places, expected) => {
    expect(shiftPoint(decimal, places)).toBe(expected);
  });

  it('and back gives the same', () => {
    const ratio = fc.integer({ min: -99_999, max: 99_999 }).map((value) => (value / 10_000).toFixed(4));
    fc.assert(
      fc.property(ratio, (value) => {
        expect(Number(shiftPoint(shiftPoint(value, 2), -2))).toBe(Number(value));
        if (!value.startsWith('-0.0000'))
          expect(Number(asPercentage(value))).toBeCloseTo(Number(value) * 100, 8);
      }),
    );
  });
});
