import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDecimals, asPercentage, DUTCH, ENGLISH, formatDecimal } from '../../src/texts/numbers.ts';

describe('a decimal as people write it', () => {
  it.each([
    ['0', '0', '0'],
    ['0.00', '0,00', '0.00'],
    ['12', '12', '12'],
    ['999.99', '999,99', '999.99'],
    ['1000', '1.000', '1,000'],
    ['1234.50', '1.234,50', '1,234.50'],
    ['-0.5', '-0,5', '-0.5'],
    ['-999', '-999', '-999'],
    ['-1000', '-1.000', '-1,000'],
    ['-1234567.891', '-1.234.567,891', '-1,234,567.891'],
    ['100000', '100.000', '100,000'],
    ['0.123456', '0,123456', '0.123456'],
    ['999999999999.99', '999.999.999.999,99', '999,999,999,999.99'],
    [
      '123456789012345678901234567890.1234567890',
      '123.456.789.012.345.678.901.234.567.890,1234567890',
      '123,456,789,012,345,678,901,234,567,890.1234567890',
    ],
  ])('%s is %s in Dutch and %s in English', (text, dutch, english) => {
    expect(formatDecimal(text, DUTCH)).toBe(dutch);
    expect(formatDecimal(text, ENGLISH)).toBe(english);
  });

  it.each([
    '',
    '–',
    'vijf',
    '1e5',
    '1,5',
    '.5',
    '5.',
    ' 1000',
    '+1000',
    '1000 ',
    '--1',
    'Infinity',
    '2026-2027',
  ])('"%s" is no decimal and stays as it is', (text) => {
    expect(formatDecimal(text, DUTCH)).toBe(text);
    expect(formatDecimal(text, ENGLISH)).toBe(text);
  });

  it('loses no digit', () => {
    const decimals = fc.tuple(
      fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
      fc.stringMatching(/^(\.\d{1,12})?$/),
    );
    fc.assert(
      fc.property(decimals, ([integer, fraction]) => {
        const text = `${integer}${fraction}`;
        expect(formatDecimal(text, DUTCH).replaceAll('.', '').replace(',', '.')).toBe(text);
        expect(formatDecimal(text, ENGLISH).replaceAll(',', '')).toBe(text);
      }),
    );
  });
});

describe('a ratio as a percentage', () => {
  it.each([
    ['0.8123', '81.23'],
    ['1.0000', '100.00'],
    ['0.0056', '0.56'],
    ['0.0000', '0.00'],
    ['0.1000', '10.00'],
    ['0.0100', '1.00'],
    ['12.3456', '1234.56'],
    ['10.0005', '1000.05'],
    ['-0.0056', '-0.56'],
    ['-0.8123', '-81.23'],
    ['-1.2345', '-123.45'],
    ['99999999999999999999.9999', '9999999999999999999999.99'],
  ])('%s is %s', (ratio, percentage) => {
    expect(asPercentage(ratio)).toBe(percentage);
  });

  it.each(['', '1', '0.81', '0.81234', '0,8123', '.8123', 'geen'])(
    '"%s" is no ratio and stays as it is',
    (text) => {
      expect(asPercentage(text)).toBe(text);
    },
  );

  it('moves the point and no more', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), (tenThousandths) => {
        const digits = String(tenThousandths).padStart(5, '0');
        const percentage = asPercentage(`${digits.slice(0, -4)}.${digits.slice(-4)}`);
        expect(percentage).toMatch(/^(0|[1-9]\d*)\.\d\d$/);
        expect(BigInt(percentage.replace('.', ''))).toBe(tenThousandths);
      }),
    );
  });
});

describe('a sum of decimals', () => {
  it.each([
    [[], '0'],
    [['0'], '0'],
    [['12', '30'], '42'],
    [['0.1', '0.2'], '0.3'],
    [['1', '0.25', '0.5'], '1.75'],
    [['1.50', '0.5'], '2.00'],
    [['0.05', '-0.10'], '-0.05'],
    [['-0.5', '0.5'], '0.0'],
    [['-1.25', '1'], '-0.25'],
    [['99999999999999999999.99', '0.01'], '100000000000000000000.00'],
  ])('of %j is %s', (decimals, sum) => {
    expect(addDecimals(decimals)).toBe(sum);
  });

  it('is the same in any order', () => {
    const decimal = fc.stringMatching(/^-?\d{1,20}(\.\d{1,10})?$/);
    fc.assert(
      fc.property(fc.array(decimal), (decimals) => {
        expect(addDecimals(decimals.toReversed())).toBe(addDecimals(decimals));
      }),
    );
  });
});
