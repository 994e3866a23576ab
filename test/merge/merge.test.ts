import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calculate, type Plan, validate } from '../../engine/index.ts';
import { comparePlans, type Figure, type Merged, mergePlans } from '../../src/merge/index.ts';
import { smallPlan } from '../support/lists.ts';
import { samplePlans } from '../support/plans.ts';

const words = { name: 'Samen', region: 'Noord' };

function merged(parts: readonly Plan[]): Merged {
  const outcome = mergePlans(parts, words);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  expect(validate(outcome.merged.plan).ok).toBe(true);
  return outcome.merged;
}

const differences = (parts: readonly Plan[]): readonly Figure[] =>
  comparePlans(parts, merged(parts)).differences;

/** A second partnership, with its own school, board and network under the ids of the first. */
function other(more: Record<string, unknown> = {}): Plan {
  return smallPlan({
    name: 'Ander plan',
    boards: [{ id: 'oog', name: 'Een ander bestuur', code: '13563' }],
    schools: [{ id: 'praedinius', name: 'Winkler Prins', board: 'oog', code: '16PI00' }],
    students: [{ school: 'praedinius', institute: 'rug', group: 'voltijd', counts: 4, before: [3] }],
    variants: [
      { id: 'basis', name: 'Basis', layout: [{ school: 'praedinius', kind: 'hub', network: 'noord' }] },
    ],
    ...more,
  });
}

const costs = (more: Record<string, unknown>): Record<string, unknown> => ({
  costs: [
    {
      id: 'kosten',
      name: 'Kosten',
      bearer: 'region',
      at: 'region',
      per: 'unit',
      amount: '1000',
      indexed: false,
      ...more,
    },
  ],
});
const funded = (more: Record<string, unknown>): Record<string, unknown> => ({
  funding: [{ id: 'geld', name: 'Geld', source: 'subsidy', ...more }],
});

describe('a merged region', () => {
  it('keeps what is the same once, and makes ids different where they clash', () => {
    const { plan, renamed } = merged([smallPlan(), other()]);
    expect(plan.boards.map(({ id, name }) => [id, name])).toEqual([
      ['oog', 'Openbaar Onderwijs Groningen'],
      ['oog-2', 'Een ander bestuur (Ander plan)'],
    ]);
    expect(plan.schools.map(({ id, board }) => [id, board])).toEqual([
      ['praedinius', 'oog'],
      ['reitdiep', 'oog'],
      ['praedinius-2', 'oog-2'],
    ]);
    expect(plan.institutes).toHaveLength(2);
    expect(plan.groups).toHaveLength(2);
    expect(plan.norms).toHaveLength(1);
    expect(plan.variants[0]?.layout.map(({ network }) => network)).toEqual(['noord', 'noord', 'noord-2']);
    expect(renamed.map(({ part, list, from, to }) => [part, list, from, to])).toEqual([
      [1, 'networks', 'noord', 'noord-2'],
      [1, 'boards', 'oog', 'oog-2'],
      [1, 'schools', 'praedinius', 'praedinius-2'],
    ]);
  });

  it('of rules per school and per student is the sum of its parts', () => {
    const parts = [smallPlan(), other()];
    const { totals, differences: found, sums } = comparePlans(parts, merged(parts));
    expect(found).toEqual([]);
    expect(sums).toBeGreaterThan(20);
    const students = totals.find(({ key, year }) => key === 'students' && year === '2026-2027');
    expect(students).toMatchObject({ parts: ['12', '4'], sum: '16', merged: '16', difference: '0' });
  });

  it.each([
    ['per-region', costs({}), 'cost', '-1000.00'],
    [
      'steps',
      costs({
        per: 'student',
        amount: undefined,
        steps: [
          { from: 1, amount: 100 },
          { from: 13, amount: 500 },
        ],
      }),
      'cost',
      '300.00',
    ],
    ['per-group', costs({ per: 'group', groupSize: 10, amount: '10' }), 'cost', '-10.00'],
    ['bounds', costs({ per: 'student', amount: '10', min: '150' }), 'cost', '-140.00'],
    ['base-amount', funded({ kind: 'fixed', amount: '5000' }), 'funding', '-5000.00'],
    [
      'steps',
      funded({
        kind: 'steps',
        steps: [
          { from: 1, amount: 10 },
          { from: 10, amount: 90 },
        ],
      }),
      'funding',
      '-10.00',
    ],
    ['threshold', funded({ kind: 'perStudent', amount: '10', minStudents: 10 }), 'funding', '40.00'],
    ['threshold', funded({ kind: 'perStudent', amount: '10', cap: '100' }), 'funding', '-40.00'],
  ] as const)('names %s with its difference, per variant and year', (reason, more, kind, difference) => {
    const parts = [smallPlan(more), other(more)];
    const found = differences(parts).filter((each) => each.kind === kind);
    expect(found).toHaveLength(2);
    for (const [at, figure] of found.entries()) {
      const year = ['2026-2027', '2027-2028'][at];
      expect(figure).toMatchObject({ variant: 'basis', year, reason, difference });
    }
  });

  it('names the split, and the region that goes first, with what they make different', () => {
    const split = { regionFirst: true, shares: { school: '1' } };
    const more = { ...costs({ per: 'student' }), ...funded({ kind: 'fixed', amount: '20000' }), split };
    const found = differences([smallPlan(more), other(more)]);
    const levels = found.filter(({ kind }) => kind === 'level');
    expect(levels.length).toBeGreaterThan(0);
    for (const figure of levels) expect(figure.reason).toBe('region-first');
    // 12,000 and 4,000 for the region out of 20,000 each; out of 20,000 together it is 16,000
    expect(levels.find(({ of, year }) => of === 'school' && year === '2026-2027')).toMatchObject({
      parts: ['8000.00', '16000.00'],
      merged: '4000.00',
      difference: '-20000.00',
    });
  });

  it('names counts that are projected over the whole', () => {
    const trend = { trend: { voltijd: '-0.10' } };
    const found = differences([smallPlan(trend), other(trend)]);
    const students = found.filter(({ kind, key }) => kind === 'total' && key === 'students');
    // 12 and 4 less a tenth are 11 and 4; 16 less a tenth is 14
    expect(students).toMatchObject([
      {
        year: '2027-2028',
        parts: ['11', '4'],
        sum: '15',
        merged: '14',
        difference: '-1',
        reason: 'projected',
      },
    ]);
    expect(found.some(({ kind, reason }) => kind === 'norm' && reason === 'projected')).toBe(true);
  });

  it('names a rule per region as such in the projected years too', () => {
    const more = { ...costs({}), trend: { voltijd: '-0.10' } };
    const found = differences([smallPlan(more), other(more)]).filter(({ kind }) => kind === 'cost');
    expect(found.map(({ year, reason }) => [year, reason])).toEqual([
      ['2026-2027', 'per-region'],
      ['2027-2028', 'per-region'],
    ]);
  });

  it('says which vestiging several parts have', () => {
    expect(merged([smallPlan(), other()]).notes.map(({ code }) => code)).not.toContain('school-twice');
    const { notes } = merged([smallPlan(), other(), other({ name: 'Derde' })]);
    expect(notes).toContainEqual({ code: 'school-twice', school: 'Winkler Prins (16PI00)', parts: [1, 2] });
  });

  it('adds the ceilings of the region up, and names verdicts that change', () => {
    const plan = merged([smallPlan({ ceiling: '100.00' }), other({ ceiling: ['10.50', '20'] })]);
    expect(plan.plan.ceiling).toEqual(['110.50', '120.00']);
    expect(plan.notes).toContainEqual({ code: 'ceiling-added' });
    const parts = [
      smallPlan({ ...costs({ per: 'student' }), ceiling: '12000' }),
      other({ ...costs({ per: 'student' }), ceiling: '0' }),
    ];
    // before: within its ceiling and a deficit; together 16,000 with a ceiling of 12,000
    const verdicts = differences(parts).filter(({ kind, of }) => kind === 'status' && of === 'region');
    expect(verdicts).toMatchObject([
      { parts: ['within-ceiling', 'deficit'], merged: 'deficit', reason: 'ceiling' },
      {},
    ]);
  });

  it('keeps a rule that only one part has, or has otherwise, to the boards of that part', () => {
    const parts = [smallPlan(costs({})), other(costs({ amount: '700' })), other({ name: 'Derde' })];
    const { plan, notes } = merged(parts);
    expect(plan.costs?.map(({ id, where }) => [id, where?.board])).toEqual([
      ['kosten', ['oog']],
      ['kosten-2', ['oog-2']],
    ]);
    expect(notes).toContainEqual({ code: 'rule-limited', part: 1, list: 'costs', item: 'kosten-2' });
    // the region of the third part had nothing to bear, so its verdict is another
    expect(differences(parts).filter(({ kind }) => kind !== 'status')).toEqual([]);
  });

  it('joins variants by id, leaves others out and says so; changes keep to their own part', () => {
    const variants = (school: string, ...ids: string[]): Record<string, unknown> => ({
      variants: ids.map((id) => ({
        id,
        name: id,
        layout: [{ school, kind: 'hub', network: 'n' }, ...(school === 'praedinius' ? [] : [])],
        changes: id === 'b' ? { norms: { begeleiding: { hours: '12' } } } : {},
      })),
    });
    const first = smallPlan({
      students: [{ school: 'praedinius', institute: 'rug', group: 'voltijd', counts: 5 }],
      ...variants('praedinius', 'a', 'b', 'c'),
    });
    const second = other(variants('praedinius', 'b', 'a'));
    const { plan, notes, variants: paired } = merged([first, second]);
    expect(plan.variants.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(paired).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    expect(notes).toContainEqual({ code: 'variant-left', part: 0, variant: 'c' });
    expect(plan.variants[1]?.changes).toEqual({ norms: { begeleiding: { hours: '12' } } });
    const apart = other(variants('praedinius', 'a', 'b'));
    apart.variants[1]!.changes = { norms: { begeleiding: { hours: '15' } } };
    const { plan: kept } = merged([first, apart]);
    expect(kept.variants[1]?.changes).toEqual({
      norms: { begeleiding: { hours: '12' }, 'begeleiding-2': { hours: '15' } },
    });
    expect(differences([first, apart])).toEqual([]);
  });

  it('adds staff of a shared party up', () => {
    const staff = [{ role: 'schoolopleider', party: 'region', fte: '0.5' }];
    const { plan } = merged([smallPlan({ staff }), other({ staff: [{ ...staff[0], fte: ['0.25', '1'] }] })]);
    expect(plan.staff).toEqual([{ role: 'schoolopleider', party: 'region', fte: ['0.75', '1.5'] }]);
  });

  it('keeps kinds apart that lead in one part only', () => {
    const first = smallPlan();
    first.variants[0]!.leadKinds = ['hub'];
    const { plan } = merged([first, other()]);
    expect(plan.variants[0]?.leadKinds).toEqual(['hub']);
    expect(plan.variants[0]?.layout.at(-1)).toMatchObject({ kind: 'hub-2' });
    expect(differences([first, other()])).toEqual([]);
  });

  it.each([
    ['hoursPerFte', { hoursPerFte: '1600' }],
    ['startYear', { startYear: 2027 }],
    ['wageIndex', { wageIndex: '0.02' }],
  ])('is refused where %s is not the same', (key, more) => {
    const outcome = mergePlans([smallPlan(), other(more)], words);
    expect(outcome).toMatchObject({ ok: false, problems: [{ code: 'merge-differs', values: { key } }] });
  });

  it('takes an index and its list for the same', () => {
    expect(mergePlans([smallPlan({ wageIndex: '0.020' }), other({ wageIndex: ['0.02'] })], words).ok).toBe(
      true,
    );
  });

  it('is refused for one plan, and for plans without a variant in common', () => {
    expect(mergePlans([smallPlan()], words)).toMatchObject({
      ok: false,
      problems: [{ code: 'merge-too-few' }],
    });
    const two = smallPlan();
    two.variants.push({ ...two.variants[0]!, id: 'tweede' });
    const one = other();
    one.variants[0]!.id = 'derde';
    expect(mergePlans([two, one], words)).toMatchObject({
      ok: false,
      problems: [{ code: 'merge-no-variant' }],
    });
  });
});

/** Ceilings of hundreds of billions, added up, are more than a plan can say: that is refused, and rightly. */
const tooLarge = (parts: readonly Plan[]): boolean => {
  const outcome = mergePlans(parts, words);
  return (
    !outcome.ok &&
    outcome.planProblems.length > 0 &&
    outcome.planProblems.every(({ code }) => code === 'too-many-digits')
  );
};

describe('any plan', () => {
  it('merged with itself is valid, and every difference is exact and has a reason', () => {
    for (const tree of samplePlans(11, 25, { size: 'small' })) {
      const validation = validate(tree);
      if (!validation.ok) continue;
      const parts = [validation.plan, structuredClone(validation.plan)];
      if (tooLarge(parts)) continue;
      const whole = merged(parts);
      const { totals, differences: found } = comparePlans(parts, whole);
      const result = calculate(whole.plan);
      for (const figure of totals) {
        const year = result.variants
          .find(({ id }) => id === figure.variant)
          ?.years.find((each) => each.year === figure.year);
        const value = figure.key === 'students' ? year?.students : year?.totals[figure.key as 'cost'];
        expect(figure.merged).toBe(String(value));
        expect(Number(figure.merged) - Number(figure.sum)).toBeCloseTo(Number(figure.difference), 1);
      }
      for (const figure of found) expect(figure.sum).not.toBe(figure.merged);
    }
  });

  it('merged with one that has other rules differs only in what is of the whole region', () => {
    for (const tree of samplePlans(12, 60, { size: 'small' })) {
      const validation = validate(tree);
      if (!validation.ok) continue;
      const changed = structuredClone(validation.plan);
      for (const rule of [...(changed.norms ?? []), ...(changed.costs ?? [])]) rule.name += ' anders';
      const parts = [validation.plan, changed];
      if (tooLarge(parts)) continue;
      for (const figure of comparePlans(parts, merged(parts)).differences) {
        if (figure.kind !== 'norm' && figure.kind !== 'cost') continue;
        expect(figure.reason, JSON.stringify(figure)).toBe('projected');
      }
    }
  });
});

describe('the example in three parts', () => {
  it('gives all its schools, students and boards back', () => {
    const example = JSON.parse(readFileSync('examples/groningen/plan.json', 'utf8')) as Plan;
    const sets = [
      ['openbaar-onderwijs-groningen'],
      ['winkler-prins', 'dollard-ubbo-emmius', 'aletta-jacobs', 'eemsdelta'],
    ];
    const rest = example.boards.map(({ id }) => id).filter((id) => !sets.flat().includes(id));
    const parts = [...sets, rest].map((boards, at) => partOf(example, boards, `Deel ${at + 1}`));
    const { plan, renamed } = merged(parts);
    expect(plan.schools).toHaveLength(example.schools.length);
    expect(plan.boards).toHaveLength(example.boards.length);
    expect(renamed.every(({ list }) => list === 'networks' || list === 'funding')).toBe(true);
    const result = calculate(plan);
    expect(result.variants[0]?.years[0]?.students).toBe(440);
  });
});

function partOf(plan: Plan, boards: readonly string[], name: string): Plan {
  const part = structuredClone(plan);
  const schools = new Set(part.schools.filter(({ board }) => boards.includes(board)).map(({ id }) => id));
  const keepFunding = part.funding?.filter((item) => {
    if (!('where' in item) || item.where?.board === undefined) return true;
    item.where.board = item.where.board.filter((board) => boards.includes(board));
    return item.where.board.length > 0;
  });
  return {
    ...part,
    name,
    boards: part.boards.filter(({ id }) => boards.includes(id)),
    schools: part.schools.filter(({ id }) => schools.has(id)),
    students: part.students.filter(({ school }) => schools.has(school)),
    ...(keepFunding && { funding: keepFunding }),
    staff: (part.staff ?? []).filter(
      ({ party }) => !party.startsWith('board:') || boards.includes(party.slice(6)),
    ),
    variants: part.variants.map((variant) => ({
      ...variant,
      layout: variant.layout.filter(({ school }) => schools.has(school)),
    })),
  };
}
