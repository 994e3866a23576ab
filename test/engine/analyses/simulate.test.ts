import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type Correlation,
  calculate,
  type Plan,
  type Simulation,
  simulate,
  stress,
  type Uncertain,
  uncertainWithin,
} from '../../../engine/index.ts';
import { exp, ln, normalBelow } from '../../../engine/numbers/portable.ts';
import { randomFrom } from '../../../src/random.ts';
import { accepted } from '../../support/engine.ts';
import { root } from '../../tooling/project.ts';

const read = (file: string): Plan => accepted(JSON.parse(readFileSync(path.join(root, file), 'utf8')));
const golden = read('test/golden/hub-met-twee-partners.plan.json');
const groningen = read('examples/groningen/plan.json');
const id = golden.variants[0]!.id;
const cents = (text: string): bigint => BigInt(text.replace('.', ''));

function run(
  plan: Plan,
  variant: string,
  uncertain: readonly Uncertain[],
  { trials = 200, seed = 7, show = 0, correlations = [] as readonly Correlation[] } = {},
): Simulation {
  const outcome = simulate(plan, {
    variant,
    uncertain,
    correlations,
    trials,
    show,
    random: randomFrom(seed),
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.simulation;
}

/** The plan of a trial, written out: draws at their pointers, groups scaled year by year by largest remainder. */
function planOfTrial(plan: Plan, variant: string, drawn: Readonly<Record<string, string>>): Plan {
  const made = structuredClone(plan) as unknown as Record<string, Record<string, unknown>[]>;
  const students = calculateCounts(plan, variant);
  for (const [pointer, value] of Object.entries(drawn)) {
    const [, list, index, key] = pointer.split('/');
    if (key !== undefined) {
      made[list!]![Number(index)]![key] = value;
      continue;
    }
    const group = plan.groups[Number(index)]!.id;
    const entries = plan.students.flatMap((entry, place) => (entry.group === group ? [place] : []));
    for (let year = 0; year < plan.years; year++) {
      const weights = entries.map((entry) => students[entry]![year]!);
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      // 4 decimals: half up in whole numbers
      const scaled = Number((BigInt(total) * cents(value) + 5_000n) / 10_000n);
      const parts = divide(scaled, weights);
      entries.forEach((entry, place) => {
        students[entry]![year] = parts[place]!;
      });
    }
  }
  plan.students.forEach((_, entry) => {
    made.students![entry]!.counts = students[entry];
  });
  return accepted(made);
}

/** Counts per entry and year: given, or projected with the group's trend. */
function calculateCounts(plan: Plan, _variant: string): number[][] {
  const counts = plan.students.map(({ counts: given }) => (typeof given === 'number' ? [given] : [...given]));
  for (const { id: group } of plan.groups) {
    const entries = plan.students.flatMap((entry, place) =>
      entry.group === group && counts[place]!.length === 1 && plan.years > 1 ? [place] : [],
    );
    const first = entries.map((entry) => counts[entry]![0]!);
    let [numerator, denominator] = [BigInt(first.reduce((sum, each) => sum + each, 0)), 1n];
    const trend = plan.trend?.[group];
    for (let year = 1; year < plan.years; year++) {
      const change = String((Array.isArray(trend) ? trend[year - 1] : trend) ?? 0);
      numerator *= BigInt(Math.round((1 + Number(change)) * 1_000_000));
      denominator *= 1_000_000n;
      const total = Number((2n * numerator + denominator) / (2n * denominator));
      for (const [place, part] of divide(total, first).entries()) counts[entries[place]!]!.push(part);
    }
  }
  return counts;
}

function divide(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum === 0) return weights.map(() => 0);
  const parts = weights.map((weight) => Math.floor((total * weight) / sum));
  const rest = weights.map((weight) => (total * weight) % sum);
  let left = total - parts.reduce((all, part) => all + part, 0);
  const order = rest.map((_, index) => index).sort((a, b) => rest[b]! - rest[a]! || a - b);
  for (const index of order) if (left-- > 0) parts[index]! += 1;
  return parts;
}

describe('a simulation', () => {
  it.each([
    ['the example of a hub', golden, id],
    ['Groningen', groningen, 'hub-partner-2025'],
  ] as const)('is exact to the cent in every trial: %s', (_, plan, variant) => {
    const { shown, years } = run(plan, variant, uncertainWithin(plan, variant, '0.30'), {
      trials: 20,
      show: 20,
    });
    expect(shown).toHaveLength(20);
    for (const { drawn, results } of shown.slice(0, plan === golden ? 20 : 4)) {
      const again = calculate(planOfTrial(plan, variant, drawn), { variants: [variant] }).variants[0]!;
      expect(results).toEqual(again.years.map(({ totals }) => totals.result));
    }
    // percentiles and chances of these very results
    years.forEach(({ result, shortfall }, year) => {
      const sorted = shown
        .map(({ results }) => cents(results[year]!))
        .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      expect([result.least, result.p10, result.p50, result.p90, result.most].map(cents)).toEqual(
        [0, 1, 9, 17, 19].map((place) => sorted[place]),
      );
      expect(Number(shortfall)).toBe(sorted.filter((each) => each < 0n).length / 20);
    });
  });

  it('says how likely each party is to come short, and beyond its ceiling', () => {
    const uncertain: Uncertain[] = [
      { path: '/norms/0/hours', distribution: { type: 'triangular', low: 0, mode: 40, high: 120 } },
    ];
    const { years, shown } = run(golden, id, uncertain, { trials: 60, show: 60 });
    const all = shown.map(
      ({ drawn }) => calculate(planOfTrial(golden, id, drawn), { variants: [id] }).variants[0]!.years[1]!,
    );
    years[1]!.parties.forEach(({ party, shortfall, deficit }, index) => {
      const found = all.map(({ parties }) => parties[index]!);
      expect(found[0]!.party).toBe(party);
      const part = (count: number) => (count / 60).toFixed(4);
      expect(shortfall).toBe(part(found.filter(({ net }) => net.startsWith('-')).length));
      expect(deficit).toBe(part(found.filter(({ status }) => status === 'deficit').length));
    });
  });

  it('is the same for the same seed, and another for another', () => {
    const uncertain = uncertainWithin(golden, id, '0.10');
    const [one, same, other] = [7, 7, 8].map((seed) => run(golden, id, uncertain, { seed, show: 2 }));
    expect(same).toEqual(one);
    expect(other!.shown).not.toEqual(one!.shown);
    // more trials go on where fewer stopped
    expect(run(golden, id, uncertain, { trials: 50, show: 2 }).shown).toEqual(one!.shown);
    // what every engine draws from this seed
    expect(one!.shown[0]!.drawn).toMatchInlineSnapshot(`
      {
        "/groups/0": "0.9814",
        "/groups/1": "1.0103",
        "/norms/0/hours": "36.54",
        "/norms/1/hours": "59.55",
        "/norms/2/hours": "22.47",
        "/norms/3/hours": "12.98",
        "/norms/4/hours": "333.58",
        "/rates/0/perFte": "87106.75",
        "/rates/1/perFte": "113615.36",
        "/rates/2/perHour": "69.18",
      }
    `);
  });

  const draws = (uncertain: readonly Uncertain[], correlations: readonly Correlation[] = []) => {
    const { shown } = run(golden, id, uncertain, { trials: 4_000, show: 4_000, correlations });
    return uncertain.map(({ path: pointer }) => shown.map(({ drawn }) => Number(drawn[pointer])));
  };
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, each) => sum + each, 0) / values.length;
  const correlation = (one: readonly number[], other: readonly number[]): number => {
    const [a, b] = [mean(one), mean(other)];
    const covariance = mean(one.map((each, index) => (each - a) * (other[index]! - b)));
    const spread = (values: readonly number[], middle: number) =>
      Math.sqrt(mean(values.map((each) => (each - middle) ** 2)));
    return covariance / (spread(one, a) * spread(other, b));
  };

  it('draws what the distributions say', () => {
    const [triangle, normal] = draws([
      { path: '/norms/0/hours', distribution: { type: 'triangular', low: 20, mode: 30, high: 70 } },
      { path: '/norms/3/hours', distribution: { type: 'normal', mean: 12, sd: 2 } },
    ]) as [number[], number[]];
    expect(Math.min(...triangle)).toBeGreaterThanOrEqual(20);
    expect(Math.max(...triangle)).toBeLessThanOrEqual(70);
    expect(mean(triangle)).toBeCloseTo(40, 0);
    // a fifth lies below the mode
    expect(triangle.filter((each) => each < 30).length / 4_000).toBeCloseTo(0.2, 1);
    expect(mean(normal)).toBeCloseTo(12, 0);
    expect(normal.filter((each) => Math.abs(each - 12) < 2).length / 4_000).toBeCloseTo(0.683, 1);
    expect(Math.abs(correlation(triangle, normal))).toBeLessThan(0.05);
  });

  it('lets numbers go together where that is asked', () => {
    const uncertain: Uncertain[] = [
      { path: '/norms/0/hours', distribution: { type: 'normal', mean: 40, sd: 4 } },
      { path: '/norms/3/hours', distribution: { type: 'normal', mean: 12, sd: 2 } },
      { path: '/groups/0', distribution: { type: 'triangular', low: 0.5, mode: 1, high: 1.2 } },
    ];
    const [one, other, third] = draws(uncertain, [
      { between: ['/norms/0/hours', '/norms/3/hours'], value: 0.8 },
      { between: ['/groups/0', '/norms/0/hours'], value: -0.5 },
    ]) as [number[], number[], number[]];
    expect(correlation(one, other)).toBeCloseTo(0.8, 1);
    expect(correlation(one, third)).toBeCloseTo(-0.5, 1);
  });

  it('refuses what can not be drawn, all at once', () => {
    const codes = (uncertain: readonly Uncertain[], correlations: readonly Correlation[] = []) => {
      const outcome = simulate(golden, {
        variant: id,
        uncertain,
        correlations,
        trials: 1,
        random: randomFrom(1),
      });
      return outcome.ok ? [] : outcome.problems.map(({ code }) => code);
    };
    const around = { type: 'triangular', low: 1, mode: 2, high: 3 } as const;
    expect(codes([{ path: '/norms/99/hours', distribution: around }])).toEqual(['input-unknown']);
    expect(codes([{ path: '/name', distribution: around }])).toEqual(['input-no-number']);
    expect(codes([{ path: '/norms/0/hours', distribution: { ...around, low: 4 } }])).toEqual([
      'distribution-impossible',
    ]);
    // a share above 1, and a least above its most
    expect(codes([{ path: '/groups/0/workplaceShare', distribution: around }])).toEqual(['input-no-number']);
    expect(codes([{ path: '/norms/2/groupSize', distribution: { ...around, low: 0 } }])).toEqual([
      'too-small',
    ]);
    const hours = ['/norms/0/hours', '/norms/1/hours', '/norms/3/hours'];
    const three = hours.map((each) => ({ path: each, distribution: around }));
    const against = (one: number, other: number): Correlation => ({
      between: [hours[one]!, hours[other]!],
      value: -0.9,
    });
    expect(codes(three, [against(0, 1), against(0, 2), against(1, 2)])).toEqual(['correlations-impossible']);
  });
});

describe('the functions of chance', () => {
  it('are what mathematics says, to 13 digits', () => {
    for (const value of [1e-12, 0.001, 0.3, 0.69, 0.7, 0.999999, 1, 1.4, 2, 17.5, 1e9]) {
      expect(Math.abs(ln(value) - Math.log(value))).toBeLessThan(
        1e-13 * Math.max(1, Math.abs(Math.log(value))),
      );
    }
    for (const value of [-32, -8.5, -1, -0.1, 0, 0.2, 1, 3])
      expect(exp(value) / Math.exp(value)).toBeCloseTo(1, 12);
    // tables of the standard normal distribution
    const table = [
      [0, 0.5],
      [1, 0.841344746068543],
      [-1, 0.158655253931457],
      [1.959963984540054, 0.975],
      [-3, 0.00134989803163],
    ];
    for (const [value, below] of table) expect(normalBelow(value!)).toBeCloseTo(below!, 13);
    expect([normalBelow(-40), normalBelow(40)]).toEqual([0, 1]);
  });
});

describe('fewer students', () => {
  it('are taken from every group in equal steps, and what stays is shown', () => {
    const { years } = stress(golden, { variant: id, fall: '0.30', over: 3 });
    const counts = calculateCounts(golden, id);
    const fallen = structuredClone(golden);
    const place = (group: string) =>
      golden.students.flatMap((entry, index) => (entry.group === group ? [index] : []));
    fallen.students.forEach((entry, index) => {
      entry.counts = counts[index]!;
    });
    for (const { id: group } of golden.groups) {
      for (let year = 1; year < golden.years; year++) {
        const weights = place(group).map((entry) => counts[entry]![year]!);
        const total = weights.reduce((sum, each) => sum + each, 0);
        const parts = divide(total - Math.round((total * year) / 10), weights);
        place(group).forEach((entry, index) => {
          (fallen.students[entry]!.counts as number[])[year] = parts[index]!;
        });
      }
    }
    const [was, is] = [golden, accepted(fallen)].map(
      (plan) => calculate(plan, { variants: [id] }).variants[0]!.years,
    );
    years.forEach((each, year) => {
      expect([each.students, each.stressedStudents]).toEqual([was![year]!.students, is![year]!.students]);
      expect(each.base.cost).toBe(was![year]!.totals.cost);
      expect(each.stressed).toMatchObject({ cost: is![year]!.totals.cost, result: is![year]!.totals.result });
      const followed = (Number(each.base.cost) * each.stressedStudents) / each.students;
      expect(Number(each.fixed)).toBeCloseTo(Number(each.stressed.cost) - followed, 1);
    });
    expect(years[0]!.fixedShare).toBeNull();
    expect(Number(years[2]!.fixedShare)).toBeGreaterThan(0);
    expect(Number(years[2]!.fixedShare)).toBeLessThan(1);
  });
});
