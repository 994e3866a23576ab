import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calculate, Exact, type Plan, type Result, type StudentEntry } from '../../engine/index.ts';
import { outsideValidity } from '../../src/funding/index.ts';
import { DUTCH, formatDecimal } from '../../src/texts/numbers.ts';
import { oracleCalculate } from '../oracle/oracle.ts';
import { accepted } from '../support/engine.ts';
import { requireProgram } from '../support/programs.ts';
import { differences, inputsOf } from '../workbook/live-book.ts';
import { expectResult, liveOf } from '../workbook/live-figures.ts';

const folder = new URL('../../examples/', import.meta.url);
const text = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
const planOf = (file: string): Plan => accepted(JSON.parse(text(file)));

/** Every plan of the folder but that of Groningen, which has a test of its own. */
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('plan.json') && !name.startsWith('groningen'))
  .sort();

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
const first = ({ counts }: StudentEntry): number => (typeof counts === 'number' ? counts : counts[0]!);
const studentsIn = (plan: Plan, keep: (entry: StudentEntry) => boolean = () => true): number => {
  const starters = plan.groups.filter(({ kind }) => kind === 'starter').map(({ id }) => id);
  return sum(plan.students.filter((each) => !starters.includes(each.group) && keep(each)).map(first));
};

describe.each(files)('%s', (file) => {
  const plan = planOf(file);
  const result = calculate(plan);

  it('is calculated as the oracle does, to the cent', () => {
    expect(result).toEqual(oracleCalculate(plan));
  });

  it('looks three to five years ahead, and every variant states what it has to meet', () => {
    expect(plan.years).toBeGreaterThanOrEqual(3);
    expect(plan.years).toBeLessThanOrEqual(5);
    for (const { id, requirements = [] } of plan.variants) {
      expect(requirements.length, id).toBeGreaterThanOrEqual(3);
      const [year] = result.variants.find((each) => each.id === id)!.years;
      const stated = year!.checks.filter(({ requirement }) => requirement !== null);
      expect(
        stated.map(({ status }) => status),
        id,
      ).toContain('pass');
    }
  });

  it('says of every number where it comes from, or that it is an assumption', () => {
    const { groups, students, roles, rates, norms = [], costs = [], staff = [], variants } = plan;
    const placed = file.startsWith('leeg') ? [] : [...plan.schools, ...variants];
    for (const item of [groups, students, rates, norms, costs, staff, placed].flat())
      expect(item.assumption === true || Boolean(item.source), JSON.stringify(item)).toBe(true);
    for (const item of roles) if (item.maxFte !== undefined) expect(item.assumption, item.id).toBe(true);
    for (const item of [...plan.boards, ...plan.institutes])
      if (item.ceiling !== undefined) expect(item.assumption, item.id).toBe(true);
    for (const item of plan.funding ?? [])
      expect(item.assumption === true || /Bron: .*https:/.test(item.note ?? ''), item.id).toBe(true);
  });

  it('marks funding outside its time as an assumption', () => {
    for (const { item } of outsideValidity(plan)) {
      expect(item.assumption, item.id).toBe(true);
      expect(item.note, item.id).toContain('is een aanname');
    }
  });

  it('has a workbook of formulas that gives every figure of the result', () => {
    expectResult(liveOf(plan), plan);
  });

  requireProgram('soffice')('LibreOffice', () => {
    it('recalculates that workbook to the same figures', () => {
      const wrong = differences({ inputs: inputsOf(plan), sheets: liveOf(plan).sheets });
      expect(wrong.slice(0, 10)).toEqual([]);
    });
  });
});

// --- What the pages say -----------------------------------------------------------------------------------

/** The coverage of a year as a page writes it, rounded once: `47,5%`. */
const coverage = ({ funding, cost }: { readonly funding: string; readonly cost: string }): string => {
  const percent = Exact.of(funding).times(Exact.of(100)).quotient(Exact.of(cost), 1);
  return `${formatDecimal(percent.toString(), DUTCH)}%`;
};

/** Every amount and ratio of the results of a region as a page writes it, and of its plans. */
function figuresOf(plans: readonly Plan[], results: readonly Result[]): Set<string> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string' && /^-?\d+\.\d+$/.test(value))
      found.add(formatDecimal(value.replace('-', ''), DUTCH));
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  visit([plans, results]);
  for (const { years } of results.flatMap(({ variants }) => variants))
    for (const { totals } of years) found.add(coverage(totals));
  return found;
}

const euro = (amount: string): string => `€ ${formatDecimal(Exact.of(amount).round(0).toString(), DUTCH)}`;

/** The pages with the plans that they speak of. */
const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('README.md') && !name.startsWith('groningen'))
  .map((name) => ({ name, own: files.filter((file) => file.startsWith(name.replace('README.md', ''))) }))
  .filter(({ own }) => own.length > 0);

describe.each(pages)('$name', ({ name, own }) => {
  const page = text(name);
  const plans = own.map(planOf);
  const results = plans.map((plan) => calculate(plan));

  it('names only amounts and ratios that the plans or their results have', () => {
    const known = figuresOf(plans, results);
    const [answers = ''] = page.split(/^## Wat (?:echt is|uit )/m);
    const said = [...answers.matchAll(/€ ([\d.]+,\d\d)(?!\d)|(\d+,\d%)/g)].map((each) => each[1] ?? each[2]!);
    expect(said.filter((each) => !known.has(each))).toEqual([]);
  });

  it('has its table of variants from the results', () => {
    const rows = page.split('\n').flatMap((line) => {
      const cells = line.split('|').map((cell) => cell.trim());
      return /^`.*`$/.test(cells[1] ?? '') && cells.length === 7 ? [cells.slice(1, -1)] : [];
    });
    for (const [id = '', , ...figures] of rows) {
      const { years } = results.flatMap(({ variants }) => variants).find((each) => `\`${each.id}\`` === id)!;
      const [start, end] = [years[0]!.totals, years.at(-1)!.totals];
      const shown = [coverage(start), coverage(end), euro(start.costPerStudent!)];
      expect(figures, id).toEqual(shown);
    }
    if (!name.startsWith('leeg') && !name.startsWith('twente'))
      expect(rows.map(([id]) => id)).toEqual(plans[0]!.variants.map(({ id }) => `\`${id}\``));
  });
});

// --- What the documents say -------------------------------------------------------------------------------

describe('Food Valley', () => {
  const plan = planOf('food-valley/plan.json');
  const result = calculate(plan);
  const years = (id: string) => result.variants.find((each) => each.id === id)!.years;

  it('has two places per school and twenty students a year', () => {
    expect(plan.students.map(first)).toEqual(plan.schools.map(() => 2));
    expect(plan.schools.every(({ capacity }) => capacity === 2)).toBe(true);
    for (const { students } of years('team-duo')) expect(students).toBe(20);
  });

  it('is paid by the RAP for two years, and at least a third by the partners', () => {
    for (const id of ['team-duo', 'team-solo']) {
      const [one, two, three] = years(id).map(({ totals, funding }) => ({
        rap: Number(funding.find(({ item }) => item === 'rap-2020')!.amount),
        cost: Number(totals.cost),
      }));
      for (const year of [one!, two!]) expect(year.rap / year.cost).toBeCloseTo(2 / 3, 6);
      expect(three!.rap).toBe(0);
    }
    expect(outsideValidity(plan)).toEqual([]);
  });

  it('fits with duo-stages, not without, and not when the grant ends', () => {
    const balanced = (id: string) =>
      years(id).map(({ checks }) => checks.find(({ check }) => check === 'balanced')!.status);
    expect(balanced('team-duo')).toEqual(['pass', 'pass', 'fail']);
    expect(balanced('team-solo')).toEqual(['fail', 'fail', 'fail']);
    const hours = (id: string) => Number(years(id)[0]!.totals.hours);
    expect(hours('team-solo') - hours('team-duo')).toBe(140);
  });

  it('lacks supervisors where each student needs one, and not where two share one', () => {
    const short = (id: string) =>
      years(id)[0]!.checks.find(({ check }) => check === 'supervisors')!.subjects.length;
    expect([short('incidenteel'), short('team-duo'), short('team-solo')]).toEqual([4, 0, 4]);
  });

  it('loses the grant with its twentieth student', () => {
    const students = plan.students.map((each, at) => (at === 0 ? { ...each, counts: 1 } : each));
    const fewer = calculate(accepted({ ...plan, students }));
    const funding = fewer.variants[1]!.years[0]!.funding;
    expect(funding.find(({ item }) => item === 'rap-2020')!.amount).toBe('0.00');
  });
});

describe('the empty plan', () => {
  it('has one of everything that it needs', () => {
    const plan = planOf('leeg/plan.json');
    expect(
      [plan.boards, plan.institutes, plan.schools, plan.groups, plan.variants].map((list) => list.length),
    ).toEqual([1, 1, 1, 1, 1]);
    expect(studentsIn(plan)).toBe(10);
    for (const { checks } of calculate(plan).variants[0]!.years)
      expect(checks.filter(({ status }) => status === 'fail')).toEqual([]);
  });
});
