import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calculate, type Plan, type YearResult } from '../../engine/index.ts';
import {
  applyFundingRule,
  type FundingRule,
  type FundingScope,
  fundingRules,
  readFundingRule,
} from '../../src/funding/index.ts';
import { schemas } from '../../src/schemas/main.ts';
import { nl } from '../../src/texts/index.ts';
import { accepted } from '../support/engine.ts';
import { type JsonSchema, schemaErrors } from '../support/json-schema.ts';

const folder = new URL('../../funding/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const schema = schemas()['samenplan-funding-1.schema.json'] as JsonSchema;
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const rule = (id: string): FundingRule => fundingRules.find((each) => each.id === id)!;

interface Small {
  readonly startYear: number;
  readonly years?: number;
  readonly counts: readonly number[];
  readonly before?: readonly number[];
  readonly group?: string;
}

/** The smallest plan with these students: one school, one institute, one group and one cost of 90,000 euro a year. */
const small = ({ startYear, counts, before, group = 'voltijd', years = counts.length }: Small): Plan =>
  accepted({
    format: 'samenplan/1',
    name: 'Klein',
    region: 'Klein',
    startYear,
    years,
    hoursPerFte: '1659',
    boards: [{ id: 'bestuur', name: 'Bestuur' }],
    institutes: [{ id: 'instituut', name: 'Instituut' }],
    schools: [{ id: 'school', name: 'School', board: 'bestuur' }],
    groups: [{ id: group, name: group }],
    students: [{ school: 'school', institute: 'instituut', group, counts, ...(before && { before }) }],
    roles: [],
    rates: [],
    costs: [
      {
        id: 'kosten',
        name: 'Kosten',
        bearer: 'region',
        at: 'region',
        per: 'unit',
        amount: '90000',
        indexed: false,
      },
    ],
    variants: [
      { id: 'basis', name: 'Basis', layout: [{ school: 'school', kind: 'school', network: 'net' }] },
    ],
  });

function applied(plan: Plan, id: string, scope: FundingScope = {}): Plan {
  const outcome = applyFundingRule(plan, rule(id), scope, nl.funding.words);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.plan;
}

const yearsOf = (plan: Plan): readonly YearResult[] => calculate(plan).variants[0]!.years;
const fundingOf = (plan: Plan, year = 0): string => yearsOf(plan)[year]!.totals.funding;

describe('the rules of the folder', () => {
  it('are all there, each in the file of its id', () => {
    expect(fundingRules.map(({ id }) => `${id}.json`).sort()).toEqual(files.sort());
    for (const { id } of fundingRules) expect(rule(id)).toEqual(read(`${id}.json`));
  });

  it.each(files)('%s is as its JSON Schema says', (name) => {
    expect(schemaErrors(read(name), schema)).toEqual([]);
    const { checkedOn: _, ...rest } = read(name) as FundingRule;
    expect(schemaErrors({ ...rest, extra: 1 }, schema)).toEqual([
      ": must have required property 'checkedOn'",
      '/extra: unknown key',
    ]);
  });

  it.each(fundingRules)('$id has its time, its source and the date of its last check', (each) => {
    expect(each.validFrom < each.validTo).toBe(true);
    expect(each.checkedOn >= '2026-01-01').toBe(true);
    for (const { url } of each.sources) expect(url).toMatch(/^https:\/\/[^ ]+$/);
    if (each.replacedBy) expect(rule(each.replacedBy.rule).scheme).toBe(each.scheme);
  });

  it('of one scheme do not overlap, but for one that was replaced', () => {
    for (const one of fundingRules) {
      for (const other of fundingRules) {
        if (one === other || one.scheme !== other.scheme || one.replacedBy || other.replacedBy) continue;
        expect(one.validTo < other.validFrom || other.validTo < one.validFrom, one.id).toBe(true);
      }
    }
  });

  it('are refused with the place of every fault', () => {
    const { checkedOn: _, ...rest } = rule('rap-2020');
    const outcome = readFundingRule({ ...rest, sources: [], funding: [{ kind: 'fixed', amount: '-1' }] });
    if (outcome.ok) throw new Error('it was taken');
    expect(outcome.problems.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/checkedOn', '/sources', '/funding/0/amount', '/funding/0/id']),
    );
  });
});

/**
 * Derived checks on the published amounts: the staffel from 2018-2019 (InnoFunding, 26 July 2018), 100,000 + 955 per
 * student (Platform Samen Opleiden, 13 June 2022) and 1,250 per student (Platform Samen Opleiden, 11 June 2024).
 */
const VECTORS = [
  [60, 200_000, 157_300, 75_000],
  [139, 200_000, 232_745, 173_750],
  [140, 280_000, 233_700, 175_000],
  [153, 280_000, 246_115, 191_250],
  [180, 320_000, 271_900, 225_000],
  [260, 380_000, 348_300, 325_000],
  [338, 420_000, 422_790, 422_500],
  [339, 420_000, 423_745, 423_750],
  [380, 500_000, 462_900, 475_000],
  [500, 500_000, 577_500, 625_000],
] as const;

describe('the published amounts, computed by the engine', () => {
  it.each(VECTORS)('%i students of the school year before: %i by the staffel of 2018', (n, staffel) => {
    const plan = small({ startYear: 2018, counts: [7], before: [n] });
    expect(fundingOf(applied(plan, 'opleidingsschool-staffel-2018'))).toBe(`${staffel}.00`);
  });

  it.each(VECTORS)(
    '%i students of the school year before: vaste voet and 955 each (second figure)',
    (n, _, both) => {
      const plan = small({ startYear: 2022, counts: [7], before: [n] });
      expect(fundingOf(applied(plan, 'opleidingsschool-2020'))).toBe(`${both}.00`);
    },
  );

  it.each(VECTORS)(
    '%i students in 2023-2024: 1,250 each in the calendar year 2025 (last figure)',
    (n, _, __, grant) => {
      // the two school years that 2025 is part of; only the year before the first is counted
      const made = applied(
        small({ startYear: 2024, counts: [900, 901], before: [n] }),
        'onderwijsregio-2025',
      );
      // the figures leave the minimum out of account
      const { minStudents, ...item } = made.funding![0]!;
      expect(minStudents).toBe(150);
      const plan = n >= 150 ? made : accepted({ ...made, funding: [item] });
      const year = calculate(plan).variants[0]!.calendar.find((each) => each.year === 2025)!;
      expect(year.funding).toBe(`${grant}.00`);
    },
  );

  it('1,250 each is nothing below 150 students', () => {
    for (const [n, grant] of [
      [149, 0],
      [150, 187_500],
    ] as const) {
      const plan = applied(
        small({ startYear: 2024, counts: [900, 900], before: [n] }),
        'onderwijsregio-2025',
      );
      const year = calculate(plan).variants[0]!.calendar.find((each) => each.year === 2025)!;
      expect(year.funding).toBe(`${grant}.00`);
    }
  });

  it('the grants of an opleidingsschool stop below 60 students', () => {
    for (const id of ['opleidingsschool-staffel-2018', 'opleidingsschool-2020']) {
      const of = (n: number) =>
        fundingOf(applied(small({ startYear: 2019, counts: [900], before: [n] }), id));
      expect(of(59)).toBe('0.00');
      expect(of(60)).not.toBe('0.00');
    }
  });

  it('937.50 each, the vaste voet untouched: 243,437.50 for 153 students', () => {
    const plan = small({ startYear: 2021, counts: [7], before: [153] });
    expect(fundingOf(applied(plan, 'opleidingsschool-2021-gekort'))).toBe('243437.50');
  });

  it('the RAP leaves at least a third of the cost to the partners', () => {
    const plan = applied(small({ startYear: 2020, counts: [20, 20] }), 'rap-2020');
    for (const { totals } of yearsOf(plan)) {
      expect([totals.cost, totals.funding]).toEqual(['90000.00', '60000.00']);
    }
  });

  it('25,000 per zij-instromer, for the school', () => {
    const plan = small({ startYear: 2023, counts: [3], group: 'zij-instroom' });
    const [year] = yearsOf(applied(plan, 'zij-instroom-2023'));
    expect(year!.totals.funding).toBe('75000.00');
    expect(year!.levels.school.amount).toBe('75000.00');
  });
});
