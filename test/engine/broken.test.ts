/** Every way to break a plan is refused, at the place where it is broken, and all ways at once. */
import { describe, expect, it } from 'vitest';
import { validate } from '../../engine/index.ts';
import { BREAKAGES, type Breakage, fitOf, planOfSize, richPlan } from '../support/broken.ts';
import { samplePlans, type Tree } from '../support/plans.ts';

const LONG = process.env.SAMENPLAN_LONG === '1';

interface Problem {
  path: string;
  code: string;
  values: unknown;
}

function problemsOf(plan: unknown): Problem[] {
  const outcome = validate(plan);
  return outcome.ok ? [] : [...outcome.problems];
}

/** How many parts at the end of a pointer have nothing in the plan. */
function missingParts(plan: unknown, pointer: string): number {
  const parts = pointer.split('/').slice(1);
  let value = plan;
  for (const [i, part] of parts.entries()) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return parts.length - i;
    value = (value as Tree)[key];
  }
  return 0;
}

function expectRefusal(broken: unknown, { path }: Breakage): void {
  const problems = problemsOf(broken);
  const found = problems.map((problem) => problem.path);
  expect(problems, 'a broken plan is accepted').not.toEqual([]);
  const here = found.some((place) => fitOf(place, path) !== 'elsewhere');
  expect(here, `nothing at ${[path].flat().join(' or ')}, but at ${found.slice(0, 5).join(' ')}`).toBe(true);
}

describe('a broken plan', () => {
  it('starts from one that is whole', () => {
    expect(problemsOf(richPlan())).toEqual([]);
    expect(new Set(BREAKAGES.map((breakage) => breakage.name)).size).toBe(BREAKAGES.length);
  });

  it.each(BREAKAGES.map((breakage) => [breakage.name, breakage] as const))(
    'is refused: %s',
    (_, breakage) => {
      const broken = breakage.break(richPlan());
      expect(broken, 'the rich plan has nothing to break').not.toBeUndefined();
      expectRefusal(broken, breakage);
      for (const problem of problemsOf(broken)) {
        expect(problem.path).toMatch(/^(\/[^/]*)*$/);
        expect(problem.code).toMatch(/^[a-z]+(-[a-z]+)*$/);
        expect(typeof problem.values).toBe('object');
        if (!breakage.name.startsWith('limit'))
          expect(missingParts(broken, problem.path)).toBeLessThanOrEqual(1);
      }
    },
  );

  it('is refused whatever plan it was', () => {
    const breakages = BREAKAGES.filter((breakage) => !breakage.name.startsWith('limit'));
    for (const plan of samplePlans(20260801, LONG ? 300 : 6)) {
      for (const breakage of breakages) {
        const broken = breakage.break(plan);
        if (broken === undefined) continue;
        const found = problemsOf(broken).map((problem) => problem.path);
        if (found.some((place) => fitOf(place, breakage.path) !== 'elsewhere')) continue;
        expect.fail(`${breakage.name}: found ${found.slice(0, 5).join(' ')} in ${JSON.stringify(broken)}`);
      }
    }
  });
});

describe('all errors are listed at once', () => {
  it('in different parts of the plan', () => {
    // What the years, the ids and the shape of whole lists are decides what else can be judged.
    const hides = /^(limit|plan|changes|decimal)|without id$|an item that is null$/;
    const breakages = BREAKAGES.filter((breakage) => !hides.test(breakage.name));
    const rootOf = ({ path }: Breakage) => [path].flat()[0]?.split('/')[1];
    const step = LONG ? 1 : 41;
    for (const [i, first] of breakages.entries()) {
      for (let j = i % step; j < breakages.length; j += step) {
        const second = breakages[j] as Breakage;
        if (rootOf(first) === rootOf(second)) continue;
        const once = first.break(richPlan());
        const twice = second.break(once as Tree);
        if (twice === undefined) continue;
        const found = problemsOf(twice).map((problem) => problem.path);
        for (const { name, path } of [first, second]) {
          if (found.some((place) => fitOf(place, path) !== 'elsewhere')) continue;
          expect.fail(
            `${first.name} and ${second.name}: nothing on ${name}, but ${found.slice(0, 5).join(' ')}`,
          );
        }
      }
    }
  });

  const item = (plan: Tree, list: string, place: number) => (plan[list] as Tree[])[place] as Tree;
  const SEVERAL: [name: string, change: (plan: Tree) => void, paths: string[]][] = [
    [
      'a norm with negative hours and an unknown role',
      (plan) => Object.assign(item(plan, 'norms', 0), { hours: -1, role: 'niemand' }),
      ['/norms/0/hours', '/norms/0/role'],
    ],
    [
      'a norm with a phase of one value, hours beside steps and an unknown variant',
      (plan) => Object.assign(item(plan, 'norms', 2), { phase: '0.5', hours: 1, variants: ['geen'] }),
      ['/norms/2/phase', '/norms/2/steps|/norms/2/hours|/norms/2', '/norms/2/variants'],
    ],
    [
      'a cost with an unknown key and min above max',
      (plan) => Object.assign(item(plan, 'costs', 0), { onbekend: 1, min: 5, max: 2 }),
      ['/costs/0/onbekend', '/costs/0/min|/costs/0/max|/costs/0'],
    ],
    [
      'a where with another sector and unknown ids',
      (plan) =>
        Object.assign(item(plan, 'norms', 1), { where: { sector: ['hbo'], group: ['x'], board: ['y'] } }),
      ['/norms/1/where/sector', '/norms/1/where/group', '/norms/1/where/board'],
    ],
    [
      'a school with another sector and an unknown board',
      (plan) => Object.assign(item(plan, 'schools', 3), { sector: 'hbo', board: 'geen', capacity: -1 }),
      ['/schools/3/sector', '/schools/3/board', '/schools/3/capacity'],
    ],
    [
      'an entry with a negative count, an unknown school and no institute',
      (plan) => {
        (plan.students as unknown[])[1] = { school: 'geen', group: 'voltijd', counts: -1 };
      },
      ['/students/1/counts', '/students/1/school', '/students/1/institute|/students/1'],
    ],
    [
      'a role of another level and an unknown rate',
      (plan) => Object.assign(item(plan, 'roles', 2), { level: 'hoog', rate: 'geen' }),
      ['/roles/2/level', '/roles/2/rate'],
    ],
    [
      'a rate with a negative overhead beside a rate per hour',
      (plan) => Object.assign(item(plan, 'rates', 1), { perFte: 1, overhead: -1 }),
      ['/rates/1/overhead', '/rates/1/perHour|/rates/1/perFte|/rates/1'],
    ],
    [
      'a board with a ceiling of 3 decimals beside one per pupil',
      (plan) => Object.assign(item(plan, 'boards', 0), { ceiling: '1.005', pupils: -1 }),
      ['/boards/0/ceiling', '/boards/0/pupils', '/boards/0/ceilingPerPupil|/boards/0'],
    ],
    [
      'a funding with a lag of 9, a payer without contribution and an unknown board',
      (plan) =>
        Object.assign(item(plan, 'funding', 1), { source: 'other', lag: 9, where: { board: ['geen'] } }),
      ['/funding/1/lag', '/funding/1/payer', '/funding/1/where/board'],
    ],
    [
      'a split with an unknown level, a word and a region share beside regionFirst',
      (plan) => {
        plan.split = { regionFirst: true, shares: { region: '0.5', board: '0.5', school: 'half' } };
      },
      ['/split/shares/board', '/split/shares/school', '/split/shares/region'],
    ],
    [
      'a staff row with a negative fte and an unknown role and party',
      (plan) => {
        plan.staff = [{ role: 'geen', party: 'board:geen', fte: -1 }];
      },
      ['/staff/0/role', '/staff/0/party', '/staff/0/fte'],
    ],
    [
      'a place of no kind for an unknown school, and a school twice',
      (plan) => {
        const layout = item(plan, 'variants', 1).layout as Tree[];
        layout.push(
          { school: 'geen', kind: 'A B', network: 'noord' },
          { school: 'hub', kind: 'C D', network: 'noord' },
        );
      },
      [
        '/variants/1/layout/3/school',
        '/variants/1/layout/3/kind',
        '/variants/1/layout/4/kind',
        '/variants/1/layout/4/school|/variants/1/layout/4|/variants/1/layout/0',
      ],
    ],
    [
      'a team of an unknown role with an unknown key',
      (plan) => {
        item(plan, 'variants', 1).requirements = [{ type: 'team', roles: ['geen'], max: 2 }];
      },
      ['/variants/1/requirements/0/roles', '/variants/1/requirements/0/max'],
    ],
    [
      'a change with a negative value and an unknown role',
      (plan) => {
        item(plan, 'variants', 1).changes = { norms: { begeleiding: { hours: -1, role: 'geen' } } };
      },
      ['/variants/1/changes/norms/begeleiding/hours', '/variants/1/changes/norms/begeleiding/role'],
    ],
  ];

  it.each(SEVERAL)('in one item: %s', (_, change, paths) => {
    const plan = richPlan();
    change(plan);
    const found = problemsOf(plan).map((problem) => problem.path);
    for (const places of paths) {
      const isThere = places
        .split('|')
        .some((place, i) =>
          found.some((path) => path === place || (i === 0 && path.startsWith(`${place}/`))),
        );
      expect(isThere, `nothing at ${places}, but at ${found.join(' ')}`).toBe(true);
    }
  });

  it('with no blame on changes for what the plan itself has wrong', () => {
    const plan = richPlan();
    Object.assign(item(plan, 'norms', 0), { hours: -1, role: 'niemand' }); // a variant changes its hours
    const found = problemsOf(plan).map((problem) => problem.path);
    expect(found.filter((path) => path.startsWith('/variants'))).toEqual([]);
  });
});

describe('a plan at a limit', () => {
  it.each([
    ['5,000 schools', () => planOfSize({ schools: 5000 })],
    ['100,000 student entries', () => planOfSize({ entries: 100_000 })],
    ['1,000 rules', () => planOfSize({ norms: 1000 })],
    ['50 variants', () => planOfSize({ variants: 50 })],
    ['5,000,000 units', () => planOfSize({ schools: 5000, norms: 100, years: 10, at: 'school' })],
    ['5,000,000 units in one of two variants', () => withOneVariant(100)],
  ])('is accepted: %s', (_, draw) => {
    expect(problemsOf(draw())).toEqual([]);
  });

  it('is refused with one unit more', () => {
    const plan = withOneVariant(101);
    Object.assign((plan.norms as Tree[])[100] as Tree, { at: 'region' });
    expect(problemsOf(plan)).not.toEqual([]);
  });
});

/** Two variants, and norms that hold in the first only. */
function withOneVariant(norms: number): Tree {
  const plan = planOfSize({ schools: 5000, norms, years: 10, at: 'school', variants: 2 });
  for (const norm of plan.norms as Tree[]) norm.variants = ['v0'];
  return plan;
}
