import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { breakEven, calculate, type Plan, type Scope, seek, sensitivity } from '../../../engine/index.ts';
import { accepted } from '../../support/engine.ts';
import { root } from '../../tooling/project.ts';

/** Questions are answered with proof: each test calculates the proof itself, from a plan it wrote out. */

const golden = accepted(
  JSON.parse(readFileSync(path.join(root, 'test/golden/hub-met-twee-partners.plan.json'), 'utf8')),
);
const [variant] = golden.variants;
const id = variant!.id;

const yearOf = (plan: Plan, year: number) => calculate(plan, { variants: [id] }).variants[0]!.years[year]!;
const cents = (text: string): bigint => BigInt(text.replace('.', ''));

/** Largest remainder, written out once more: quotas as bigints, the rest by remainder and then by order. */
function divide(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const parts = weights.map((weight) => Math.floor((total * weight) / sum));
  const rest = weights.map((weight) => (total * weight) % sum);
  let left = total - parts.reduce((all, part) => all + part, 0);
  const order = rest.map((_, index) => index).sort((a, b) => rest[b]! - rest[a]! || a - b);
  for (const index of order) if (left-- > 0) parts[index]! += 1;
  return parts;
}

/** The plan with so many students in a year, and every other year written out as it was. */
function withStudents(plan: Plan, year: number, total: number, { group, network }: Scope = {}): Plan {
  const projected = Array.from({ length: plan.years }, (_, each) => {
    const students = plan.students.map((entry) => {
      const { counts } = entry;
      return typeof counts === 'number' ? null : counts[each]!;
    });
    // the one-count entries of `voltijd` follow -10 % and then -12 %: 23, 20.7 and 18.216
    const parts = divide([23, 21, 18][each]!, [10, 5, 6, 2]);
    return students.map((count, index) => count ?? parts[index]!);
  });
  const here = new Set(
    variant!.layout.filter((place) => place.network === network).map(({ school }) => school),
  );
  const chosen = plan.students.flatMap((entry, index) =>
    (group === undefined || entry.group === group) && (network === undefined || here.has(entry.school))
      ? [index]
      : [],
  );
  const parts = divide(
    total,
    chosen.map((index) => projected[year]![index]!),
  );
  chosen.forEach((entry, index) => {
    projected[year]![entry] = parts[index]!;
  });
  return accepted({
    ...plan,
    students: plan.students.map((entry, index) => ({
      ...entry,
      counts: projected.map((each) => each[index]!),
    })),
  });
}

describe('break-even', () => {
  it.each([
    ['the region', 0, {}],
    ['the region', 2, {}],
    ['a group', 1, { group: 'voltijd' }],
    ['a network', 1, { network: variant!.layout[0]!.network }],
  ] as const)('finds every crossing of %s in year %i', (_, year, scope) => {
    const answer = breakEven(golden, { variant: id, year, scope, most: 90 })!;
    const all = Array.from({ length: 91 }, (_, total) =>
      yearOf(withStudents(golden, year, total, scope), year),
    );
    const crossings = (values: readonly string[]) =>
      values.flatMap((result, students) => {
        const resultBelow = values[students - 1];
        if (resultBelow === undefined || cents(resultBelow) >= 0n === cents(result) >= 0n) return [];
        const becomes = cents(result) >= 0n ? 'covered' : 'short';
        return [{ students, result, studentsBelow: students - 1, resultBelow, becomes }];
      });
    expect(answer.crossings).toEqual(crossings(all.map(({ totals }) => totals.result)));
    expect(answer.to).toEqual({ students: 90, result: all[90]!.totals.result });
    answer.parties.forEach(({ party, crossings: found, from }, index) => {
      const nets = all.map(({ parties }) => parties[index]!.net);
      expect(party).toBe(all[0]!.parties[index]!.party);
      expect(found).toEqual(crossings(nets));
      expect(from.result).toBe(nets[0]);
    });
  });

  it('says where there is nothing to scale', () => {
    const empty = accepted({
      ...golden,
      students: golden.students.map((entry) => ({ ...entry, counts: 0 })),
    });
    expect(breakEven(empty, { variant: id, year: 0 })).toBeNull();
  });
});

describe('seek', () => {
  const result = (place: (plan: Plan) => unknown, year: number): bigint => {
    const plan = structuredClone(golden);
    place(plan);
    return cents(yearOf(accepted(plan), year).totals.result);
  };

  it.each([
    [
      '/norms/0/hours',
      0,
      (value: string) => (plan: Plan) => Object.assign(plan.norms![0]!, { hours: value }),
    ],
    [
      '/rates/0/perFte',
      1,
      (value: string) => (plan: Plan) => Object.assign(plan.rates[0]!, { perFte: value }),
    ],
    ['/hoursPerFte', 1, (value: string) => (plan: Plan) => Object.assign(plan, { hoursPerFte: value })],
    [
      '/funding/1/amount',
      0,
      (value: string) => (plan: Plan) => Object.assign(plan.funding![1]!, { amount: value }),
    ],
  ] as const)(
    'gives the last value of %s that fits, and its neighbour that does not',
    (pointer, year, set) => {
      const outcome = seek(golden, { variant: id, year, path: pointer });
      if (!outcome.ok) throw new Error(outcome.problem.code);
      const { answer, complete } = outcome.seek;
      expect(complete).toBe(true);
      expect(answer).not.toBeNull();
      const { value, next } = answer!;
      expect(Math.abs(Number(value) - Number(next))).toBeCloseTo(0.01, 9);
      expect(result(set(value), year)).toBe(cents(answer!.result));
      expect(result(set(next), year)).toBe(cents(answer!.nextResult));
      expect(cents(answer!.result) >= 0n).toBe(true);
      expect(cents(answer!.nextResult) < 0n).toBe(true);
    },
  );

  it.each([
    ['/norms/2/groupSize', 0, 1, 40],
    ['/students/4/counts/1', 1, 0, 60],
    ['/funding/0/minStudents', 0, 0, 60],
    ['/funding/0/cap', 1, 60_000, 60_040],
  ] as const)('misses no boundary of %s', (pointer, year, low, high) => {
    const outcome = seek(golden, { variant: id, year, path: pointer });
    if (!outcome.ok) throw new Error(outcome.problem.code);
    const { boundaries, complete, from, to } = outcome.seek;
    expect(complete).toBe(true);
    expect([Number(from.value) <= low, Number(to.value) >= high]).toEqual([true, true]);
    const fits = (value: number): boolean => {
      const plan = structuredClone(golden) as unknown as Record<string, Record<string, unknown>[]>;
      const [, list, index, key, place] = pointer.split('/');
      const item = plan[list!]![Number(index)]!;
      if (place === undefined) item[key!] = typeof item[key!] === 'string' ? String(value) : value;
      else (item[key!] as number[])[Number(place)] = value;
      return cents(yearOf(accepted(plan), year).totals.result) >= 0n;
    };
    const expected: [number, number][] = [];
    for (let value = low + 1; value <= high; value++) {
      const [before, here] = [fits(value - 1), fits(value)];
      if (before !== here) expected.push(here ? [value, value - 1] : [value - 1, value]);
    }
    const inRange = boundaries
      .map((each): [number, number] => [Number(each.value), Number(each.next)])
      .filter((each) => each.every((value) => value >= low && value <= high));
    expect(inRange).toEqual(expected);
  });

  it('goes by whole numbers for sizes', () => {
    const outcome = seek(golden, { variant: id, year: 0, path: '/norms/2/groupSize' });
    expect(outcome.ok && outcome.seek.step).toBe('1');
  });

  it('refuses what is no number of the plan', () => {
    const at = (pointer: string) => {
      const outcome = seek(golden, { variant: id, year: 0, path: pointer });
      return outcome.ok ? null : outcome.problem.code;
    };
    expect(at('/norms/99/hours')).toBe('input-unknown');
    expect(at('/name')).toBe('input-no-number');
    expect(at('/norms/0')).toBe('input-no-number');
    expect(at('norms/0/hours')).toBe('input-unknown');
    expect(at('/years')).toBe('input-no-number');
  });
});

describe('sensitivity', () => {
  const answer = sensitivity(golden, { variant: id, band: '0.10' });

  it('moves every input by the band, and ranks by what that does', () => {
    const [norm] = answer.inputs.filter((each) => each.path === '/norms/3/hours');
    expect([norm!.low.value, norm!.high.value]).toEqual(['11.25', '13.75']);
    const plan = structuredClone(golden);
    plan.norms![3]!.hours = '13.75';
    const years = calculate(plan, { variants: [id] }).variants[0]!.years;
    const sum = (key: 'hours' | 'cost' | 'result') =>
      years.reduce((all, { totals }) => all + cents(totals[key]), 0n);
    for (const key of ['hours', 'cost', 'result'] as const) expect(cents(norm!.high[key])).toBe(sum(key));
    const swings = answer.inputs.map(({ swing }) => cents(swing));
    expect(swings).toEqual([...swings].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0)));
    for (const { low, high, swing } of answer.inputs) {
      const distance = cents(high.result) - cents(low.result);
      expect(cents(swing)).toBe(distance < 0n ? -distance : distance);
    }
  });

  it('scales the students of a group in every year', () => {
    const group = answer.inputs.find(
      ({ path: place, kind }) => kind === 'students' && place === '/groups/0',
    )!;
    const expected = [21, 19, 16].reduce((plan, total, year) => withStudentsOf(plan, year, total), golden);
    const years = calculate(expected, { variants: [id] }).variants[0]!.years;
    expect(cents(group.low.result)).toBe(years.reduce((all, { totals }) => all + cents(totals.result), 0n));
  });

  /** Year after year: what the first step wrote out the next ones keep. */
  function withStudentsOf(plan: Plan, year: number, total: number): Plan {
    const changed = withStudents(golden, year, total, { group: 'voltijd' });
    return {
      ...plan,
      students: plan.students.map((entry, index) => {
        const before = withStudents(golden, 0, 23, { group: 'voltijd' }).students[index]!.counts as number[];
        const counts = [...(typeof entry.counts === 'number' ? before : entry.counts)];
        counts[year] = (changed.students[index]!.counts as number[])[year]!;
        return { ...entry, counts };
      }),
    };
  }

  it('leaves out what changes nothing and says what could not be moved', () => {
    expect(
      answer.inputs.every(
        ({ low, high }) => low.cost !== high.cost || low.result !== high.result || low.hours !== high.hours,
      ),
    ).toBe(true);
    expect(answer.skipped).toEqual([]);
  });
});
