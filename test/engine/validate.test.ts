/** A plan that breaks the model is refused whole, with all its problems; and nothing at all makes it crash. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calculate, explain, LIMITS, pointer, pointerKeys, unitYears, validate } from '../../engine/index.ts';
import { accepted, frozen, isTree, LONG, put, SEED } from '../support/engine.ts';
import { planArbitrary, samplePlans, type Tree } from '../support/plans.ts';

/** A plan with one of everything, valid. */
function plainPlan(): Tree {
  return {
    format: 'samenplan/1',
    name: 'Klein',
    region: 'Regio',
    startYear: 2026,
    years: 3,
    hoursPerFte: 1659,
    wageIndex: '0.03',
    boards: [
      { id: 'noord', name: 'Noord', ceiling: 1000 },
      { id: 'zuid', name: 'Zuid', pupils: 300, ceilingPerPupil: '2.50' },
    ],
    institutes: [{ id: 'pabo', name: 'Pabo' }],
    schools: [
      { id: 'hub', name: 'Hub', board: 'noord', sector: 'po' },
      { id: 'partner', name: 'Partner', board: 'zuid' },
    ],
    groups: [
      { id: 'voltijd', name: 'Voltijd' },
      { id: 'starters', name: 'Starters', kind: 'starter' },
    ],
    students: [
      { school: 'hub', institute: 'pabo', group: 'voltijd', counts: [4, 5, 6] },
      { school: 'partner', institute: 'pabo', group: 'voltijd', counts: 3 },
      { school: 'partner', group: 'starters', counts: [2] },
    ],
    trend: { voltijd: ['-0.1', '0'] },
    rates: [
      { id: 'docent', name: 'Docent', perHour: 50 },
      { id: 'lector', name: 'Lector', perFte: 100_000, overhead: '0.1' },
    ],
    roles: [{ id: 'opleider', name: 'Opleider', level: 'tactisch', employer: 'school', rate: 'docent' }],
    norms: [
      {
        id: 'uren',
        name: 'Uren',
        role: 'opleider',
        at: 'school',
        per: 'student',
        hours: 10,
        min: 5,
        max: 500,
      },
      {
        id: 'trap',
        name: 'Trap',
        role: 'opleider',
        at: 'network',
        per: 'group',
        groupSize: 2,
        steps: [
          { from: 0, hours: 1 },
          { from: 5, hours: 2 },
        ],
      },
    ],
    costs: [{ id: 'reis', name: 'Reis', bearer: 'region', at: 'region', per: 'unit', amount: 99 }],
    funding: [
      {
        id: 'rijk',
        name: 'Rijk',
        source: 'subsidy',
        kind: 'perStudent',
        amount: 500,
        lag: 1,
        basis: 'calendar',
      },
      { id: 'eigen', name: 'Eigen', source: 'contribution', kind: 'fixed', amount: 100, payer: 'board' },
      { id: 'deel', name: 'Deel', source: 'other', kind: 'ofCost', share: '0.2' },
    ],
    split: { shares: { school: '0.6', institute: '0.4' } },
    staff: [{ role: 'opleider', party: 'board:noord', fte: '0.5' }],
    notes: { vraag: 'antwoord' },
    variants: [
      {
        id: 'basis',
        name: 'Basis',
        layout: [
          { school: 'hub', kind: 'hub', network: 'net' },
          { school: 'partner', kind: 'partner', network: 'net' },
        ],
        leadKinds: ['hub'],
        requirements: [{ type: 'team', roles: ['opleider'] }],
        changes: { norms: { uren: { hours: '12' } } },
      },
    ],
  };
}

/** The plan with the value at a pointer replaced; `undefined` removes it. */
function changed(path: string, value: unknown, plan: Tree = plainPlan()): Tree {
  const keys = pointerKeys(path);
  let at: object = plan;
  for (const key of keys.slice(0, -1)) at = (at as Tree)[key] as object;
  const last = keys.at(-1)!;
  if (value === undefined) delete (at as Tree)[last];
  else put(at, last, value);
  return plan;
}

const problemsOf = (plan: unknown) => {
  const outcome = validate(plan);
  return outcome.ok ? [] : outcome.problems;
};

const byPath = <T extends { path: string }>(problems: readonly T[]): T[] =>
  [...problems].sort((a, b) => (a.path < b.path ? -1 : 1));

describe('a valid plan', () => {
  it('is given back as it is', () => {
    const plan = frozen(plainPlan());
    expect(validate(plan)).toEqual({ ok: true, plan });
    expect(accepted(plan)).toBe(plan);
  });
});

describe('problems', () => {
  it('come all at once', () => {
    const plan = plainPlan();
    changed('/hoursPerFte', '0', plan);
    changed('/boards/1/id', 'noord', plan); // so that `zuid` is unknown as well
    changed('/schools/0/sector', 'hbo', plan);
    changed('/students/0/counts', [1, -2, 3], plan);
    changed('/norms/0/per', undefined, plan);
    changed('/norms/1/extra', 1, plan);
    changed('/split/shares/school', '0.5', plan);
    changed('/staff/0/party', 'board:west', plan);
    expect(
      problemsOf(plan)
        .map(({ path, code }) => `${path} ${code}`)
        .sort(),
    ).toEqual([
      '/boards/1/id duplicate-id',
      '/hoursPerFte too-small',
      '/norms/0/per missing',
      '/norms/1/extra unknown-key',
      '/schools/0/sector not-one-of',
      '/schools/1/board unknown-id',
      '/split/shares shares-not-one',
      '/staff/0/party unknown-id',
      '/students/0/counts/1 too-small',
    ]);
  });

  it.each<[path: string, value: unknown, expected: { path?: string; code: string; values: object } | null]>([
    [
      '/format',
      'samenplan/2',
      { code: 'not-one-of', values: { found: 'samenplan/2', allowed: ['samenplan/1'] } },
    ],
    ['/name', undefined, { code: 'missing', values: { key: 'name' } }],
    ['/naam', 'x', { code: 'unknown-key', values: { key: 'naam' } }],
    ['/years', 16, { code: 'too-large', values: { found: '16', maximum: '15' } }],
    ['/years', 2.5, { code: 'not-an-integer', values: { found: '2.5' } }],
    ['/years', '3', { code: 'wrong-type', values: { expected: 'integer', found: 'text' } }],
    ['/hoursPerFte', 0, { code: 'too-small', values: { found: '0', minimum: '0', exclusive: true } }],
    ['/hoursPerFte', '1.659,00', { code: 'not-a-decimal', values: { found: '1.659,00' } }],
    ['/hoursPerFte', '1e3', { code: 'not-a-decimal', values: { found: '1e3' } }],
    ['/hoursPerFte', null, { code: 'wrong-type', values: { expected: 'decimal', found: 'null' } }],
    [
      '/hoursPerFte',
      '1234567890123',
      { code: 'too-many-digits', values: { found: '1234567890123', before: 13, after: 0, significant: 13 } },
    ],
    [
      '/hoursPerFte',
      1e-11,
      { code: 'too-many-digits', values: { found: '1e-11', before: 0, after: 11, significant: 1 } },
    ],
    [
      '/hoursPerFte',
      '12345678.12345678',
      {
        code: 'too-many-digits',
        values: { found: '12345678.12345678', before: 8, after: 8, significant: 16 },
      },
    ],
    ['/wageIndex', -1, { code: 'too-small', values: { found: '-1', minimum: '-1', exclusive: true } }],
    ['/wageIndex', [0.1], { code: 'wrong-length', values: { found: 1, expected: [2] } }],
    ['/boards', {}, { code: 'wrong-type', values: { expected: 'list', found: 'object' } }],
    ['/boards/0/ceiling', '1.005', { code: 'too-many-decimals', values: { found: '1.005', allowed: 2 } }],
    ['/boards/0/ceiling', [1, 2], { code: 'wrong-length', values: { found: 2, expected: [3] } }],
    [
      '/boards/1/ceiling',
      1,
      {
        path: '/boards/1/ceilingPerPupil',
        code: 'both-given',
        values: { first: 'ceiling', second: 'ceilingPerPupil' },
      },
    ],
    [
      '/boards/1/pupils',
      undefined,
      {
        path: '/boards/1/ceilingPerPupil',
        code: 'without-meaning',
        values: { key: 'ceilingPerPupil', because: 'ceilingPerPupilNeedsPupils' },
      },
    ],
    [
      '/groups/0/weight',
      '-0.5',
      { code: 'too-small', values: { found: '-0.5', minimum: '0', exclusive: false } },
    ],
    ['/groups/0/name', 'a\u0000', { code: 'bad-text', values: { character: 'U+0000', position: 2 } }],
    ['/groups/0/validFrom', '2026-02-29', { code: 'bad-date', values: { found: '2026-02-29' } }],
    ['/groups/0/id', 'Voltijd', { path: '/groups/0/id', code: 'bad-id', values: { found: 'Voltijd' } }],
    ['/students/0/institute', undefined, { code: 'institute-missing', values: { group: 'voltijd' } }],
    ['/students/0/counts', [1, 2], { code: 'wrong-length', values: { found: 2, expected: [1, 3] } }],
    ['/students/0/group', 'x', { code: 'unknown-id', values: { found: 'x', list: 'groups' } }],
    ['/trend/deeltijd', 0, { code: 'unknown-id', values: { found: 'deeltijd', list: 'groups' } }],
    ['/rates/0/perFte', 1, { code: 'both-given', values: { first: 'perHour', second: 'perFte' } }],
    [
      '/rates/0/perHour',
      undefined,
      { path: '/rates/0', code: 'neither-given', values: { first: 'perHour', second: 'perFte' } },
    ],
    [
      '/rates/0/overhead',
      0,
      { code: 'without-meaning', values: { key: 'overhead', because: 'overheadNeedsPerFte' } },
    ],
    ['/norms/1/groupSize', undefined, { code: 'missing', values: { key: 'groupSize' } }],
    [
      '/norms/0/groupSize',
      2,
      { code: 'without-meaning', values: { key: 'groupSize', because: 'groupSizeNeedsGroup' } },
    ],
    ['/norms/0/min', 501, { code: 'min-above-max', values: { min: '501', max: '500' } }],
    ['/norms/1/steps/1/from', 0, { code: 'steps-not-ascending', values: { previous: 0, found: 0 } }],
    [
      '/norms/1/hours',
      1,
      { path: '/norms/1/steps', code: 'both-given', values: { first: 'hours', second: 'steps' } },
    ],
    ['/norms/0/phase', [1], { code: 'wrong-length', values: { found: 1, expected: [3] } }],
    [
      '/norms/0/where',
      { board: ['x'] },
      { path: '/norms/0/where/board/0', code: 'unknown-id', values: { found: 'x', list: 'boards' } },
    ],
    [
      '/costs/0/weighted',
      true,
      { code: 'without-meaning', values: { key: 'weighted', because: 'weightedNeedsStudentOrGroup' } },
    ],
    ['/funding/0/lag', 0, { code: 'calendar-needs-lag', values: { lag: 0 } }],
    [
      '/funding/0/kind',
      'leerling',
      {
        code: 'not-one-of',
        values: { found: 'leerling', allowed: ['perStudent', 'steps', 'fixed', 'ofCost'] },
      },
    ],
    [
      '/funding/1/source',
      'other',
      {
        path: '/funding/1/payer',
        code: 'without-meaning',
        values: { key: 'payer', because: 'payerNeedsContribution' },
      },
    ],
    ['/funding/2/lag', 1, { code: 'without-meaning', values: { key: 'lag', because: 'notWithOfCost' } }],
    ['/split/regionFirst', true, null],
    [
      '/split',
      { regionFirst: true, shares: { region: 1 } },
      { path: '/split/shares/region', code: 'region-share-with-region-first', values: {} },
    ],
    [
      '/split/shares/school',
      '0.6000000001',
      { path: '/split/shares', code: 'shares-not-one', values: { sum: '1.0000000001' } },
    ],
    [
      '/staff/1',
      { role: 'opleider', party: 'board:noord', fte: 1 },
      { code: 'duplicate-staff', values: { role: 'opleider', party: 'board:noord' } },
    ],
    [
      '/staff/0/party',
      'noord',
      { code: 'not-one-of', values: { found: 'noord', allowed: ['board:…', 'institute:…', 'region'] } },
    ],
    ['/variants', [], { code: 'empty-list', values: { key: 'variants' } }],
    [
      '/variants/0/layout/1/kind',
      'hub',
      {
        path: '/variants/0/layout/1',
        code: 'two-leads',
        values: { network: 'net', first: 'hub', second: 'partner' },
      },
    ],
    [
      '/variants/0/layout/1/school',
      'hub',
      { path: '/variants/0/layout/1', code: 'duplicate-school', values: { school: 'hub', network: 'net' } },
    ],
    ['/variants/0/layout', [], { code: 'school-without-place', values: { school: 'hub', variant: 'basis' } }],
    ['/variants/0/changes/years', 2, { code: 'change-forbidden', values: { key: 'years' } }],
    ['/variants/0/changes/norms', [], { code: 'change-not-by-id', values: { list: 'norms' } }],
    [
      '/variants/0/changes/norms/weg',
      null,
      { code: 'change-unknown-id', values: { found: 'weg', list: 'norms' } },
    ],
    [
      '/variants/0/changes/norms/uren/id',
      'x',
      { code: 'change-other-id', values: { id: 'uren', found: 'x' } },
    ],
    [
      '/variants/0/changes/norms/uren/hours',
      -1,
      { code: 'too-small', values: { found: '-1', minimum: '0', exclusive: false } },
    ],
    [
      '/variants/0/changes/norms/uren',
      5,
      { code: 'wrong-type', values: { expected: 'object', found: 'number' } },
    ],
  ])('%s = %j', (path, value, expected) => {
    const problems = problemsOf(changed(path, value));
    if (expected === null) expect(problems).toEqual([]);
    else expect(problems.map(({ variant: _, ...rest }) => rest)).toContainEqual({ path, ...expected });
  });

  it('of a variant’s changes name the variant, and are not told twice', () => {
    const plan = changed('/variants/0/changes', { roles: { opleider: { rate: 'weg' } }, hoursPerFte: 0 });
    changed('/groups/0/weight', -1, plan);
    expect(byPath(problemsOf(plan))).toEqual([
      {
        path: '/groups/0/weight',
        code: 'too-small',
        values: { found: '-1', minimum: '0', exclusive: false },
      },
      {
        path: '/variants/0/changes/hoursPerFte',
        code: 'too-small',
        values: { found: '0', minimum: '0', exclusive: true },
        variant: 'basis',
      },
      {
        path: '/variants/0/changes/roles/opleider/rate',
        code: 'unknown-id',
        values: { found: 'weg', list: 'rates' },
        variant: 'basis',
      },
    ]);
  });

  it.each([
    ['schools', 5_001, '/schools'],
    ['students', 100_001, '/students'],
    ['norms', 1_001, '/norms'],
    ['variants', 51, '/variants'],
  ])('%s: %i is above the limit', (list, count, path) => {
    const plan = plainPlan();
    const [item] = plan[list] as Tree[];
    plan[list] = Array.from({ length: count }, (_, i) => ({
      ...item,
      ...(item!.id === undefined ? {} : { id: `i${i}` }),
    }));
    const limit = problemsOf(plan).find(({ code }) => code === 'limit');
    expect(limit).toMatchObject({ path, values: { found: count + (list === 'norms' ? 1 : 0) } });
  });

  it('count the units of every variant before anything is calculated', () => {
    const plan = plainPlan();
    plan.years = 15;
    plan.wageIndex = 0;
    plan.trend = {};
    plan.students = [];
    plan.schools = Array.from({ length: 5000 }, (_, i) => ({ id: `s${i}`, name: 'S', board: 'noord' }));
    const rule = { name: 'N', role: 'opleider', at: 'school', per: 'student', hours: 1 };
    plan.norms = Array.from({ length: 67 }, (_, i) => ({ ...rule, id: `n${i}` }));
    plan.variants = [{ id: 'een', name: 'Een', layout: [] }];
    const found = 67 * 5000 * 15 + 15; // and the one cost of the region
    expect(problemsOf(plan)).toEqual([
      { path: '', code: 'limit', values: { what: 'unitYears', found, maximum: LIMITS.unitYears } },
    ]);
    (plan.norms as Tree[]).pop();
    const small = accepted(plan);
    expect(unitYears(small, small.variants[0]!)).toBe(66 * 5000 * 15 + 15);
  });
});

describe('values that no reader of files gives', () => {
  const symbol = Symbol('teken');
  const cycle: Tree = {};
  cycle.zelf = cycle;
  const ring: unknown[] = [];
  ring.push(ring);
  const nested = (depth: number, wrap: (inner: unknown) => unknown): unknown => {
    let value: unknown = 1;
    for (let i = 0; i < depth; i++) value = wrap(value);
    return value;
  };
  const deepObject = nested(10_000, (inner) => ({ a: inner }));
  const deepList = nested(10_000, (inner) => [inner]);
  const parsed = (text: string): unknown => JSON.parse(text);

  const HOSTILE: [string, unknown][] = [
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['-Infinity', Number.NEGATIVE_INFINITY],
    ['the smallest number', 5e-324],
    ['the largest number', 1.7976931348623157e308],
    ['a bigint', 10n],
    ['a symbol', symbol],
    ['a function', () => 1],
    ['a date', new Date(0)],
    ['a map', new Map([['id', 'x']])],
    ['undefined', undefined],
    ['null', null],
    ['an object without a prototype', Object.create(null)],
    ['an object that has no text', parsed('{"toString": 1, "valueOf": 2}')],
    ['an own __proto__', parsed('{"__proto__": {"id": "x"}, "constructor": 1}')],
    ['a sparse list', new Array(100)],
    ['a cyclic object', cycle],
    ['a cyclic list', ring],
    ['a deep object', deepObject],
    ['a deep list', deepList],
    ['a huge text', 'x'.repeat(1_000_000)],
    ['a huge number', `1${'0'.repeat(1_000_000)}1`],
    ['a huge fraction', `0.${'0'.repeat(1_000_000)}1`],
    ['lone surrogates', '\ud800'],
    ['a negative zero', -0],
  ];

  /** Every place of the plan, and of its changes. */
  const places = (value: unknown, path = ''): string[] =>
    typeof value !== 'object' || value === null
      ? [path]
      : [path, ...Object.entries(value).flatMap(([key, each]) => places(each, pointer(path, key)))];

  it.each(HOSTILE)('%s: no crash and no hang, wherever it stands', (_, value) => {
    for (const path of places(plainPlan())) {
      const outcome = validate(path === '' ? value : changed(path, value));
      if (outcome.ok) calculate(outcome.plan);
      else
        for (const { path: where, code } of outcome.problems)
          expect([typeof where, typeof code]).toEqual(['string', 'string']);
    }
  });

  it.each(HOSTILE)('%s: nor in a variant’s changes', (_, value) => {
    const patches = [
      value,
      { norms: value },
      { norms: { uren: value } },
      { norms: { uren: { id: value } } },
      { norms: { uren: { where: value } } },
      { norms: { uren: { hours: value } } },
      { norms: { uren: { where: { kind: value } } } },
      { funding: { rijk: { kind: value } } },
      { notes: value },
      { notes: { vraag: value } },
      { trend: value },
      { split: value },
      { staff: value },
      { onbekend: value },
    ];
    for (const patch of patches) {
      const outcome = validate(changed('/variants/0/changes', patch));
      if (outcome.ok) calculate(outcome.plan);
    }
  });

  it('are problems, and what they are is said', () => {
    const said = (path: string, value: unknown) => {
      const [first] = problemsOf(changed(path, value));
      return first && [first.path, first.code, (first.values as Tree).found];
    };
    expect(said('/hoursPerFte', Number.NaN)).toEqual(['/hoursPerFte', 'not-a-decimal', 'NaN']);
    expect(said('/hoursPerFte', Number.POSITIVE_INFINITY)).toEqual([
      '/hoursPerFte',
      'not-a-decimal',
      'Infinity',
    ]);
    expect(said('/hoursPerFte', symbol)).toEqual(['/hoursPerFte', 'wrong-type', 'symbol']);
    expect(said('/name', () => 1)).toEqual(['/name', 'wrong-type', 'function']);
    expect(said('/schools', new Array(2))).toEqual(['/schools/0', 'missing', undefined]);
    expect(said('/funding/0/kind', cycle)).toEqual(['/funding/0/kind', 'not-one-of', 'object']);
    expect(said('/variants/0/changes/norms/uren/where', deepObject)).toEqual([
      '/variants/0/changes/norms/uren/where/a',
      'unknown-key',
      undefined,
    ]);
    const { found } = problemsOf(changed('/hoursPerFte', `1${'0'.repeat(100_000)}1`))[0]!.values as {
      found: string;
    };
    expect(found.length).toBeLessThan(100); // a message stays readable
  });

  it('a row of zeros costs nothing', () => {
    const plan = changed('/norms/0/max', `500.${'0'.repeat(1_000_000)}`);
    changed('/norms/0/min', `${'0'.repeat(1_000_000)}5`, plan);
    expect(calculate(accepted(plan))).toEqual(calculate(accepted(plainPlan())));
  });

  it('-0 is 0', () => {
    const plan = changed('/norms/0/min', -0);
    changed('/students/2/counts', [-0], plan);
    changed('/costs/0/amount', '-0.00', plan);
    expect(JSON.stringify(calculate(accepted(plan)))).not.toMatch(/"-0(\.0+)?"/);
  });

  it.each(places(plainPlan()).filter((path) => !/^\/(trend|variants\/0\/changes\/norms)$/.test(path)))(
    'an own __proto__ in %s is an unknown key, and touches no prototype',
    (path) => {
      const plan = plainPlan();
      const target = pointerKeys(path).reduce<unknown>((at, key) => (at as Tree)[key], plan);
      if (!isTree(target)) return;
      put(target, '__proto__', { polluted: true });
      expect(problemsOf(plan).map(({ path: where, code }) => [where, code])).toContainEqual([
        `${path}/__proto__`,
        'unknown-key',
      ]);
      expect(({} as Tree).polluted).toBeUndefined();
    },
  );

  it('an own __proto__ among ids is an id like any other: a wrong one', () => {
    const trend = problemsOf(changed('/trend/__proto__', 0));
    expect(trend).toEqual([
      { path: '/trend/__proto__', code: 'unknown-id', values: { found: '__proto__', list: 'groups' } },
    ]);
    const norm = problemsOf(changed('/variants/0/changes/norms/__proto__', { polluted: true }));
    expect(norm).toContainEqual({
      path: '/variants/0/changes/norms/__proto__',
      code: 'bad-id',
      values: { found: '__proto__' },
      variant: 'basis',
    });
    expect(({} as Tree).polluted).toBeUndefined();
  });
});

describe('whatever comes in', () => {
  const json = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom<unknown>(
      ...[
        '',
        '0',
        '-0.00',
        '-1',
        '1e3',
        '007',
        '0.1234567890',
        '999999999999',
        'board:noord',
        'region',
        'hub',
      ],
      ...[0, -0, -1, 0.1, 1e-7, 1e21, 999_999_999_999, 15, 16, 2 ** 53],
      ...[null, true, false, [], {}, [[]], [0], ['x'], { id: 'x' }, { from: 0, hours: 1 }],
    ),
  );

  /** What may not throw: a plan is refused, or it is calculated and its figures explained. */
  const survives = (plan: unknown): boolean => {
    const outcome = validate(plan);
    if (!outcome.ok) {
      expect(outcome.problems.length).toBeGreaterThan(0);
      for (const { path } of outcome.problems) expect(path === '' || path.startsWith('/')).toBe(true);
      return false;
    }
    const { variants } = calculate(outcome.plan);
    expect(variants).toHaveLength(outcome.plan.variants.length);
    const last = outcome.plan.variants.length - 1;
    for (const reference of [
      'years/0/totals/net',
      'years/0/parties/0',
      'years/0/checks/0',
      'calendar/0/result',
    ]) {
      expect(explain(outcome.plan, `/variants/${last}/${reference}`).ok).toBe(true);
    }
    return true;
  };

  it('any JSON value is refused or calculated', () => {
    fc.assert(
      fc.property(json, (value) => void survives(value)),
      { numRuns: LONG ? 50_000 : 2_000, seed: SEED },
    );
  });

  it('a valid plan with some of it replaced, removed or added is refused or calculated', () => {
    const pool = [plainPlan(), ...samplePlans(SEED, LONG ? 100 : 25, { size: 'small' })];
    const base = fc.oneof(fc.constantFrom(...pool), planArbitrary({ size: 'small' }));
    const mutation = fc.record({
      place: fc.nat(),
      how: fc.constantFrom('tweak', 'tweak', 'replace', 'remove', 'add', 'copy'),
      value: json,
      other: fc.nat(),
    });
    let calculated = 0;
    let refused = 0;
    fc.assert(
      fc.property(base, fc.array(mutation, { minLength: 1, maxLength: 3 }), (drawn, mutations) => {
        const plan = structuredClone(drawn);
        for (const { place, how, value, other } of mutations) mutate(plan, place, how, value, other);
        if (survives(plan)) calculated++;
        else refused++;
      }),
      { numRuns: LONG ? 60_000 : 2_000, seed: SEED, interruptAfterTimeLimit: 100_000 },
    );
    // both happen, so neither half goes untested
    expect(calculated).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(1000);
  });

  /** The objects and lists of a plan. */
  const containers = (value: unknown): object[] =>
    typeof value !== 'object' || value === null ? [] : [value, ...Object.values(value).flatMap(containers)];

  function mutate(plan: Tree, place: number, how: string, value: unknown, other: number): void {
    const all = containers(plan);
    const target = all[place % all.length]!;
    const keys = Object.keys(target);
    const key = keys[other % Math.max(1, keys.length)];
    if (how === 'add' || key === undefined) {
      if (Array.isArray(target)) target.push(value);
      else
        put(
          target,
          ['where', 'phase', 'every', 'min', 'cap', 'lag', 'to', 'changes', '__proto__', 'x'][other % 10]!,
          value,
        );
    } else if (how === 'remove') {
      if (Array.isArray(target)) target.splice(Number(key), 1);
      else delete (target as Tree)[key];
    } else if (how === 'replace') put(target, key, value);
    else if (how === 'tweak') {
      // a value of the same kind, so that the plan is often still valid
      const old = (target as Tree)[key];
      if (typeof old === 'number') put(target, key, [0, 1, 2, 15, old + 1, old * 2][other % 6]);
      else if (typeof old === 'boolean') put(target, key, !old);
      else if (typeof old === 'string' && /^-?[\d.]+$/.test(old))
        put(target, key, ['0', '1', '0.25', '12'][other % 4]);
    } else {
      // a part of the plan in another place
      const from = all[other % all.length]!;
      put(target, key, structuredClone(from));
    }
  }
});
