import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Fraction } from './fraction.ts';
import { oracleCalculate } from './oracle.ts';

const GOLDEN = join(import.meta.dirname, '..', 'golden');
const NAMES = readdirSync(GOLDEN)
  .filter((file) => file.endsWith('.plan.json'))
  .map((file) => file.slice(0, -'.plan.json'.length));

function read(file: string): unknown {
  return JSON.parse(readFileSync(join(GOLDEN, file), 'utf8'));
}

describe('the oracle', () => {
  it('has golden plans to be compared with', () => {
    expect(NAMES.length).toBeGreaterThanOrEqual(41);
  });

  it.each(NAMES)('gives the golden result of %s', (name) => {
    const plan = read(`${name}.plan.json`);
    const untouched = structuredClone(plan);
    expect(oracleCalculate(plan)).toEqual(read(`${name}.result.json`));
    expect(plan).toEqual(untouched);
  });
});

describe('a fraction', () => {
  it('rounds halves away from zero', () => {
    expect(Fraction.of('0.125').round(2).fixed(2)).toBe('0.13');
    expect(Fraction.of('-0.125').round(2).fixed(2)).toBe('-0.13');
    expect(Fraction.of('-0.004').round(2).fixed(2)).toBe('0.00');
    expect(Fraction.of('0.1249999999').round(2).fixed(2)).toBe('0.12');
  });

  it('takes a JSON number by its shortest form', () => {
    expect(Fraction.of(1e-10).plain()).toBe('0.0000000001');
    expect(Fraction.of(16.0).plain()).toBe('16');
    expect(Fraction.of(0.1).plus(Fraction.of('0.20')).plain()).toBe('0.3');
  });

  it('has a floor and a ceiling on both sides of zero', () => {
    expect(new Fraction(-7n, 2n).floor()).toBe(-4n);
    expect(new Fraction(-7n, 2n).ceil()).toBe(-3n);
    expect(new Fraction(7n, -2n).floor()).toBe(-4n);
    expect(new Fraction(7n, 2n).ceil()).toBe(4n);
  });
});
