/** The random plans and the oracle, held against each other: what the oracle gives must add up. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largePlan, minimise, plan, samplePlans, smallPlan, type Tree } from '../support/plans.ts';
import { Fraction, ZERO } from './fraction.ts';
import { oracleCalculate } from './oracle.ts';

interface Result {
  variants: { years: ResultYear[]; calendar: Record<string, string>[] }[];
}

interface ResultYear {
  lines: { amount: string; hours: string | null; shares: { amount: string; hours: string | null }[] }[];
  funding: { amount: string; payers: { amount: string }[] }[];
  levels: Record<string, { amount: string }>;
  parties: Record<string, string>[];
  totals: Record<string, string>;
  roles: Record<string, string>[];
}

function sum(values: (string | null | undefined)[]): string {
  return values.reduce((total, value) => total.plus(Fraction.of(value ?? '0')), ZERO).fixed(2);
}

function expectToAddUp(input: Tree): void {
  const result = oracleCalculate(input) as Result;
  for (const variant of result.variants) {
    for (const year of variant.years) {
      for (const line of year.lines) {
        if (line.shares.length === 0) {
          expect(Number(line.amount)).toBe(0);
          continue;
        }
        expect(sum(line.shares.map((share) => share.amount))).toBe(line.amount);
        if (line.hours !== null) expect(sum(line.shares.map((share) => share.hours))).toBe(line.hours);
      }
      for (const item of year.funding) {
        if (item.payers.length > 0) expect(sum(item.payers.map((payer) => payer.amount))).toBe(item.amount);
      }
      const { totals } = year;
      expect(sum(year.lines.map((line) => line.amount))).toBe(totals.cost);
      expect(sum(year.lines.map((line) => line.hours))).toBe(totals.hours);
      expect(sum(year.roles.map((role) => role.hours))).toBe(totals.hours);
      expect(sum(year.funding.map((item) => item.amount))).toBe(totals.funding);
      expect(sum(Object.values(year.levels).map((level) => level.amount))).toBe(totals.funding);
      expect(sum(year.parties.map((party) => party.budget))).toBe(totals.funding);
      expect(sum(year.parties.map((party) => party.cost))).toBe(totals.cost);
      expect(sum(year.parties.map((party) => party.contribution))).toBe(totals.contributions);
      expect(sum(year.parties.map((party) => party.net))).toBe(totals.net);
    }
    expect(sum(variant.calendar.map((year) => year.cost))).toBe(sum(variant.years.map((y) => y.totals.cost)));
    expect(sum(variant.calendar.map((year) => year.funding))).toBe(
      sum(variant.years.map((y) => y.totals.funding)),
    );
  }
}

describe('random plans', () => {
  it('are the same for the same seed', () => {
    expect(samplePlans(7, 5)).toEqual(samplePlans(7, 5));
    expect(samplePlans(7, 1)).not.toEqual(samplePlans(8, 1));
  });

  it.each([
    ['small', smallPlan, 400],
    ['middling', plan, 150],
    ['large', largePlan, 4],
  ] as const)('give results that add up: %s', (_, arbitrary, numRuns) => {
    fc.assert(fc.property(arbitrary, expectToAddUp), { numRuns, seed: 20260801 });
  });

  it('survive the trip through JSON text', () => {
    for (const drawn of samplePlans(11, 100)) {
      expect(oracleCalculate(JSON.parse(JSON.stringify(drawn)))).toEqual(oracleCalculate(drawn));
    }
  });

  it('reach the corners of the model', () => {
    const seen = new Set<string>();
    for (const drawn of samplePlans(3, 600)) {
      const text = JSON.stringify(drawn);
      for (const mark of [
        '"kind":"starter"',
        '"supervised":true',
        '"supervised":false',
        '"weight":0',
        '"per":"unit"',
        '"per":"school"',
        '"per":"student"',
        '"per":"group"',
        '"per":"supervisor"',
        '"at":"school"',
        '"at":"network"',
        '"at":"board"',
        '"at":"institute"',
        '"at":"region"',
        '"kind":"ofCost"',
        '"kind":"fixed"',
        '"kind":"steps"',
        '"kind":"perStudent"',
        '"basis":"calendar"',
        '"payer":"board"',
        '"payer":"institute"',
        '"regionFirst":true',
        '"ceilingPerPupil":[',
        '"lag":3',
        '"every":{"years":',
        '"minStudents":',
        '"maxStudents":',
        '"changes":{',
        '"staff":null',
        '"split":null',
        '"where":null',
        '"students":[]',
        '"schools":[]',
        '"boards":[]',
        '"type":"school-guided"',
        '"type":"one-lead"',
        '"type":"team"',
        '"type":"location-mix"',
        '"type":"group-size"',
        '"type":"workplace-share"',
        '"type":"max-partners"',
      ]) {
        if (text.includes(mark)) seen.add(mark);
        else if (!seen.has(mark)) seen.add(`not yet: ${mark}`);
      }
    }
    const missed = [...seen].filter((mark) => mark.startsWith('not yet: ') && !seen.has(mark.slice(9)));
    expect(missed).toEqual([]);
  });

  it('can be made smaller while they keep what is of interest', () => {
    const [drawn] = samplePlans(5, 1) as [Tree];
    const smallest = minimise(
      drawn,
      (candidate) => Array.isArray(candidate.variants) && candidate.years === drawn.years,
    );
    expect(smallest).toEqual({ years: drawn.years, variants: [] });
  });
});
