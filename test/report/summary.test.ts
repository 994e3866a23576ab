import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calculate, type Plan, type Result } from '../../engine/index.ts';
import { fromHundredths, type Report, Reports, sumOf } from '../../src/report/summary.ts';
import { en } from '../../src/texts/en.ts';
import { nl } from '../../src/texts/index.ts';
import { accepted, isValid, LONG, SEED } from '../support/engine.ts';
import { planArbitrary } from '../support/plans.ts';
import { root } from '../tooling/project.ts';

const read = (name: string): Plan => accepted(JSON.parse(readFileSync(path.join(root, name), 'utf8')));
const GOLDEN = readdirSync(path.join(root, 'test/golden'))
  .filter((name) => name.endsWith('.plan.json'))
  .map((name) => `test/golden/${name}`);
const groningen = read('examples/groningen/plan.json');
const hub = read('test/golden/hub-met-twee-partners.plan.json');

/** Cents of an amount in Dutch notation. */
const cents = (cell: string | undefined): bigint => {
  expect(cell).toMatch(/^-?\d{1,3}(\.\d{3})*,\d\d$/);
  return BigInt(String(cell).replace(/[.,]/g, ''));
};

const allReports = (plan: Plan, result: Result, texts = nl): Report[] => {
  const reports = new Reports(texts, plan);
  return result.variants.flatMap((variant) => reports.variant(variant));
};

const titles = ({ columns }: Report): string[] => columns.map(({ title }) => title);
const column = ({ rows }: Report, index: number): string[] => rows.map(({ cells }) => cells[index] ?? '');

/** What must hold of the tables of any plan. */
function holds(plan: Plan): void {
  const result = calculate(plan);
  for (const report of allReports(plan, result)) {
    for (const { cells } of report.rows) {
      expect(cells, report.title).toHaveLength(report.columns.length);
      for (const cell of cells) expect(cell).not.toMatch(/^(undefined|NaN|null)$|\[object/);
    }
  }
  const reports = new Reports(nl, plan);
  for (const variant of result.variants) {
    const perYear = reports.perYear(variant);
    for (const index of [2, 4, 5, 6, 7]) {
      const all = column(perYear, index).map(cents);
      expect(all.at(-1), titles(perYear)[index]).toBe(all.slice(0, -1).reduce((sum, each) => sum + each, 0n));
    }
    const total = perYear.rows.at(-1)?.cells ?? [];
    expect(cents(total[4]) - cents(total[5])).toBe(cents(total[6]));
    const perParty = reports.perParty(variant);
    for (const { cells } of perParty.rows)
      expect(cents(cells[1]) - cents(cells[2]) - cents(cells[3])).toBe(cents(cells[4]));
    // what the parties bear is what it costs
    const borne = column(perParty, 2).map(cents);
    expect(borne.reduce((sum, each) => sum + each, 0n)).toBe(cents(total[5]));
    const calendar = reports.calendar(variant);
    let sum = 0n;
    for (const { cells } of calendar.rows) {
      sum += cents(cells[3]);
      expect(cents(cells[4])).toBe(sum);
    }
    expect(sum).toBe(cents(total[6]));
  }
}

describe('sums of figures', () => {
  it('are exact, however large', () => {
    expect(sumOf([])).toBe('0.00');
    expect(sumOf(['0.10', '0.20'])).toBe('0.30');
    expect(sumOf(['-0.01', '0.00'])).toBe('-0.01');
    expect(sumOf(['-1.00', '0.99'])).toBe('-0.01');
    expect(sumOf(['90071992547409.93', '0.02'])).toBe('90071992547409.95');
    expect(sumOf(['999999999999999999.99', '0.01'])).toBe('1000000000000000000.00');
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n })), (values) => {
        const sum = values.reduce((total, each) => total + each, 0n);
        expect(sumOf(values.map(fromHundredths))).toBe(fromHundredths(sum));
      }),
    );
  });

  it('are written with two decimals and a minus in front', () => {
    const written = [0n, 1n, -1n, 10n, -100n, 12345n].map(fromHundredths);
    expect(written).toEqual(['0.00', '0.01', '-0.01', '0.10', '-1.00', '123.45']);
  });
});

describe('the tables', () => {
  it.each(['examples/groningen/plan.json', ...GOLDEN])('add up: %s', (name) => {
    holds(read(name));
  });

  it('add up of any plan', () => {
    fc.assert(
      fc.property(planArbitrary({ size: 'small' }), (plan) => {
        fc.pre(isValid(plan));
        holds(accepted(plan));
      }),
      { seed: SEED, numRuns: LONG ? 500 : 50 },
    );
  });

  it('have the figures of the result, in Dutch notation', () => {
    const result = calculate(hub);
    const [variant] = result.variants;
    const [year] = variant?.years ?? [];
    if (!variant || !year) throw new Error('no year');
    const reports = new Reports(nl, hub);
    const dutch = (value: string): string => value.replace('.', ',').replace(/\B(?=(\d{3})+,)/g, '.');
    const [row] = reports.perYear(variant).rows;
    const { totals } = year;
    expect(row?.cells).toEqual([
      '2026-2027',
      '26',
      dutch(totals.hours),
      dutch(totals.fte),
      dutch(totals.funding),
      dutch(totals.cost),
      dutch(totals.result),
      dutch(totals.contributions),
      expect.stringMatching(/^\d+,\d\d %$/),
      dutch(String(totals.costPerStudent)),
    ]);
    expect(row?.bad).toBe(totals.result.startsWith('-'));
    expect(column(reports.perParty(variant), 0)).toEqual([
      'Bestuur Noord',
      'Bestuur Zuid',
      'Universiteit',
      'Hogeschool',
      'de regio',
    ]);
    expect(titles(reports.perRole(variant)).slice(1)).toEqual([
      ...['2026-2027', '2027-2028', '2028-2029'].map((label) => `Fte ${label}`),
      'Lasten (alle jaren)',
    ]);
  });

  it('write percentages with two decimals, and a dash for what is not there', () => {
    const reports = new Reports(nl, hub);
    expect(reports.percentage('0.8123')).toBe('81,23 %');
    expect(reports.percentage('0.0007')).toBe('0,07 %');
    expect(reports.percentage('1.0000')).toBe('100,00 %');
    expect(reports.percentage('12345.6789')).toBe('1.234.567,89 %');
    expect(reports.percentage(null)).toBe('–');
    expect(reports.figure(null)).toBe('–');
    expect(reports.figure('-1234567.80')).toBe('-1.234.567,80');
    expect(reports.figure(1234)).toBe('1.234');
    expect(new Reports(en, hub).figure('-1234567.80')).toBe('-1,234,567.80');
  });

  it('say the worst of a party’s years, and mark it', () => {
    const result = calculate(groningen);
    const reports = new Reports(nl, groningen);
    for (const variant of result.variants) {
      reports.perParty(variant).rows.forEach(({ cells, bad }, index) => {
        const statuses = variant.years.map(({ parties }) => parties[index]?.status);
        const worst = statuses.includes('deficit')
          ? 'tekort'
          : statuses.includes('within-ceiling')
            ? 'binnen plafond'
            : 'gedekt';
        expect(cells.at(-1)).toBe(worst);
        expect(bad).toBe(worst === 'tekort');
      });
    }
  });

  it('name what fails and when, four at most, and say so where nothing does', () => {
    const result = calculate(groningen);
    const reports = new Reports(nl, groningen);
    for (const variant of result.variants) {
      const { rows } = reports.failures(variant);
      const failing = (variant.years[0]?.checks ?? []).filter((_, index) =>
        variant.years.some(({ checks }) => checks[index]?.status === 'fail'),
      );
      expect(rows).toHaveLength(failing.length);
      for (const { cells } of rows) {
        expect(cells[1]).toMatch(/^(alle jaren|\d{4}-\d{4}(, \d{4}-\d{4})*)$/);
        const names = String(cells[2]).split('; ');
        expect(names.length).toBeLessThanOrEqual(5);
        if (names.length === 5) expect(names[4]).toMatch(/^\+ [1-9]\d*$/);
        expect(cells[2]).not.toMatch(/board:|institute:|@/);
      }
    }
    const [variant] = result.variants;
    const years = variant?.years.map((year) => ({ ...year, checks: [] })) ?? [];
    expect(reports.failures({ id: 'x', years, calendar: [] }).rows).toEqual([
      { cells: ['Alle controles voldoen in alle jaren.', '', ''] },
    ]);
  });

  it('speak English where asked', () => {
    const result = calculate(hub);
    const dutch = allReports(hub, result);
    allReports(hub, result, en).forEach((report, index) => {
      expect(report.title).not.toBe(dutch[index]?.title);
      expect(report.rows).toHaveLength(dutch[index]?.rows.length ?? 0);
    });
  });
});
