import { describe, expect, it } from 'vitest';
import type { Funding, Plan } from '../../engine/index.ts';
import {
  applyFundingRule,
  type FundingOutcome,
  type FundingRule,
  type FundingScope,
  fundingRules,
  outsideValidity,
  yearsOutside,
} from '../../src/funding/index.ts';
import { nl } from '../../src/texts/index.ts';
import { accepted, frozen } from '../support/engine.ts';
import { smallPlan } from '../support/lists.ts';

const rule = (id: string): FundingRule => fundingRules.find((each) => each.id === id)!;
const apply = (plan: Plan, id: string, scope: FundingScope = {}): FundingOutcome =>
  applyFundingRule(plan, rule(id), scope, nl.funding.words);

function done(outcome: FundingOutcome): Extract<FundingOutcome, { ok: true }> {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome;
}

const codes = (outcome: FundingOutcome): unknown =>
  outcome.ok ? 'ok' : outcome.problems.map(({ code, values }) => [code, values]);

/** The plan of two schools without its own funding, in other years. */
const planIn = (startYear: number, years = 2, more: Record<string, unknown> = {}): Plan =>
  smallPlan({ startYear, years, funding: [], ...more });

describe('a rule in a plan', () => {
  it('stands behind the funding that is there, with its dates, its source and what it comes from', () => {
    const own: Funding = { id: 'eigen', name: 'Eigen', source: 'other', kind: 'fixed', amount: '5' };
    const plan = frozen(planIn(2021, 2, { funding: [own] }));
    const { plan: made, items, warnings } = done(apply(plan, 'opleidingsschool-2020'));
    expect(made.funding).toEqual([own, ...items]);
    expect(warnings).toEqual([]);
    expect(items.map(({ id }) => id)).toEqual(['vaste-voet-2020', 'per-student-2020']);
    for (const item of items) {
      expect(item).toMatchObject({ code: 'opleidingsschool-2020', checkedOn: '2026-11-22', lag: 1 });
      expect(item).toMatchObject({ validFrom: '2020-08-01', validTo: '2024-12-31' });
      expect(item.assumption).toBeUndefined();
      for (const { url } of rule('opleidingsschool-2020').sources) expect(item.note).toContain(url);
    }
    expect({ ...made, funding: [own] }).toEqual(plan);
  });

  it('can be limited to variants, boards and groups, and come twice with a suffix', () => {
    const first = done(apply(planIn(2021), 'opleidingsschool-2020', { boards: ['oog'], suffix: 'gos' }));
    expect(first.items[1]).toMatchObject({ id: 'per-student-2020-gos', where: { board: ['oog'] } });
    const plan = accepted({ ...planIn(2023, 2), funding: [] });
    const [item] = done(apply(plan, 'zij-instroom-2023', { groups: ['deeltijd'] })).items;
    expect(item).toMatchObject({ where: { group: ['deeltijd'] }, to: 'school' });
    const variant = plan.variants[0]!.id;
    expect(done(apply(plan, 'rap-2020', { variants: [variant] })).items[0]!.variants).toEqual([variant]);
  });

  it('is refused with everything that does not fit', () => {
    const plan = done(apply(planIn(2021), 'opleidingsschool-2020')).plan;
    const scope = { variants: ['nee'], boards: ['nergens'] };
    expect(codes(apply(plan, 'opleidingsschool-2020', scope))).toEqual([
      ['funding-unknown-variant', { found: 'nee', known: plan.variants.map(({ id }) => id) }],
      ['funding-unknown-board', { found: 'nergens', known: ['oog'] }],
      ['funding-id-taken', { found: 'vaste-voet-2020' }],
      ['funding-id-taken', { found: 'per-student-2020' }],
    ]);
    expect(codes(apply(plan, 'rap-2020', { boards: ['oog'] }))).toEqual([
      ['funding-no-boards', { rule: 'rap-2020' }],
    ]);
    expect(codes(apply(plan, 'onderwijsregio-2025', { groups: ['voltijd'] }))).toEqual([
      ['funding-no-groups', { rule: 'onderwijsregio-2025' }],
    ]);
    expect(codes(apply(plan, 'zij-instroom-2023'))).toEqual([
      [
        'funding-unknown-group',
        { rule: 'zij-instroom-2023', found: 'zij-instroom', known: ['voltijd', 'deeltijd'] },
      ],
    ]);
    expect(codes(apply(plan, 'rap-2020', { suffix: 'Ü' }))).toEqual([['bad-id', { found: 'rap-2020-Ü' }]]);
  });

  it('warns where it pays the same twice, and where it was replaced', () => {
    const plan = done(apply(planIn(2021, 1), 'opleidingsschool-2020', { boards: ['oog'] })).plan;
    const { warnings } = done(apply(plan, 'opleidingsschool-2021-gekort'));
    expect(warnings.map(({ code }) => code)).toEqual(['funding-twice', 'funding-twice', 'funding-replaced']);
    expect(warnings.map(({ path }) => path)).toEqual(['/funding/2', '/funding/3', '']);
    // another scheme is another matter
    expect(done(apply(plan, 'rap-2020')).warnings).toEqual([]);
  });
});

describe('the years a rule does not cover', () => {
  it('are told with the item, in a warning and as an assumption', () => {
    const { items, warnings } = done(apply(planIn(2024, 3), 'onderwijsregio-2025'));
    const values = {
      names: ['Component samen opleiden, onderwijsregio (regels van 2025)'],
      validFrom: '2025-01-01',
      validTo: '2025-12-31',
      outside: ['2026-2027'],
      partly: ['2024-2025', '2025-2026'],
    };
    expect(warnings).toEqual([{ path: '/funding/0', code: 'funding-outside', values }]);
    expect(items[0]!.assumption).toBe(true);
    expect(items[0]!.note).toContain(
      'Geldt van 1 januari 2025 tot en met 31 december 2025, niet in 2026-2027 en maar voor een deel van ' +
        '2024-2025 t/m 2025-2026: dat het bedrag daar ook geldt is een aanname.',
    );
  });

  const years = (plan: Plan, dates: Partial<Funding>): unknown =>
    yearsOutside(plan, {
      ...{ id: 'x', name: 'X', source: 'subsidy', kind: 'fixed', amount: '1' },
      ...dates,
    } as Funding);

  it.each([
    ['just before its start', '2022-08-01', '2026-07-31', ['2021-2022'], []],
    ['a day of the first school year missing', '2021-08-02', '2026-07-31', [], ['2021-2022']],
    ['all of it', '2021-08-01', '2024-07-31', [], []],
    ['a day of the last school year missing', '2021-08-01', '2024-07-30', [], ['2023-2024']],
    ['only the first day of the last', '2021-08-01', '2023-08-01', [], ['2023-2024']],
    ['just after its end', '2021-08-01', '2023-07-31', ['2023-2024'], []],
  ])('%s', (_, validFrom, validTo, outside, partly) => {
    expect(years(planIn(2021, 3), { validFrom, validTo })).toEqual({ outside, partly });
  });

  it('are none without dates, and none where nothing is paid', () => {
    const plan = planIn(2030, 2);
    expect(years(plan, {})).toEqual({ outside: [], partly: [] });
    expect(years(plan, { validTo: '2025-12-31', phase: ['0', '0.00'] })).toEqual({ outside: [], partly: [] });
    expect(years(plan, { validTo: '2025-12-31', phase: [0, 1] })).toEqual({
      outside: ['2031-2032'],
      partly: [],
    });
  });

  it('are looked for in each variant as it is', () => {
    const plan = done(apply(planIn(2026, 1), 'onderwijsregio-2025')).plan;
    const [first] = plan.variants;
    const with2 = (changes: Record<string, unknown>): Plan =>
      accepted({ ...plan, variants: [first, { ...first, id: 'tweede', changes }] });
    const found = (made: Plan) => outsideValidity(made).map(({ index, variants }) => [index, variants]);
    expect(found(with2({ wageIndex: 0 }))).toEqual([[0, [first!.id, 'tweede']]]);
    expect(found(with2({ funding: { 'onderwijsregio-2025': null } }))).toEqual([[0, [first!.id]]]);
    expect(found(with2({ funding: { 'onderwijsregio-2025': { validTo: '2027-07-31' } } }))).toEqual([
      [0, [first!.id]],
    ]);
  });
});
