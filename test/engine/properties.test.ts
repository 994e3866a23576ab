/** What holds of every result, whatever the plan: parts add up, and what should not matter doesn't. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calculate, type LineResult, type Result, type YearResult } from '../../engine/index.ts';
import { patchPlan } from '../oracle/patch.ts';
import { accepted, frozen, isTree, isValid, itemsOf, LONG, put, random, SEED } from '../support/engine.ts';
import { type PlanOptions, planArbitrary, type Tree } from '../support/plans.ts';

const plans = (options: PlanOptions = {}): fc.Arbitrary<Tree> => planArbitrary({ ...options, isValid });

const forAll = (runs: number, predicate: (plan: Tree) => void, options: PlanOptions = {}): void => {
  const numRuns = LONG ? runs * 20 : runs;
  fc.assert(fc.property(plans(options), predicate), {
    numRuns,
    seed: SEED,
    interruptAfterTimeLimit: 100_000,
  });
};

/** Hundredths, of hours or euro. */
const hundredths = (text: string | null): bigint => {
  if (text === null) return 0n;
  expect(text).toMatch(/^-?\d+\.\d\d$/);
  return BigInt(text.replace('.', ''));
};

const sum = (texts: readonly (string | null)[]): bigint =>
  texts.reduce((total, text) => total + hundredths(text), 0n);

const total = (counts: readonly (number | string)[]): bigint =>
  counts.reduce((before, count) => before + BigInt(count), 0n);

describe('parts add up', () => {
  it.each([
    ['small', 200],
    ['plan', 100],
    ['large', 4],
  ] as const)('at every level: %s plans', (size, runs) => {
    forAll(runs, (tree) => expectToAddUp(tree, calculate(accepted(tree))), { size });
  });

  it('with figures as large and as small as they may be', () => {
    forAll(150, (tree) => expectToAddUp(tree, calculate(accepted(tree))), { size: 'small', extreme: 0.7 });
  });
});

function expectToAddUp(tree: Tree, result: Result): void {
  result.variants.forEach((variant, place) => {
    const source = itemsOf(tree, 'variants')[place] as Tree;
    const changed = patchPlan(tree as never, source.changes as Tree | undefined) as unknown as Tree;
    for (const year of variant.years) {
      expectLines(year);
      expectMoney(year, changed);
      expectPeople(year);
    }
    expectCalendar(variant, changed);
  });
}

function expectLines({ lines, totals, roles, networks, parties }: YearResult): void {
  for (const line of lines) {
    expect(sum(line.shares.map(({ amount }) => amount))).toBe(hundredths(line.amount));
    expect(sum(line.shares.map(({ hours }) => hours))).toBe(hundredths(line.hours));
  }
  expect(sum(lines.map(({ amount }) => amount))).toBe(hundredths(totals.cost));
  expect(sum(lines.map(({ hours }) => hours))).toBe(hundredths(totals.hours));
  const ofNorms = lines.filter(({ kind }) => kind === 'hours').map(({ amount }) => amount);
  expect(sum(roles.map(({ cost }) => cost))).toBe(sum(ofNorms));
  expect(sum(roles.map(({ hours }) => hours))).toBe(hundredths(totals.hours));
  const elsewhere = lines.filter(({ at }) => at !== 'school' && at !== 'network');
  expect(sum(networks.map(({ cost }) => cost)) + sum(elsewhere.map(({ amount }) => amount))).toBe(
    hundredths(totals.cost),
  );
  expect(sum(networks.map(({ hours }) => hours)) + sum(elsewhere.map(({ hours }) => hours))).toBe(
    hundredths(totals.hours),
  );
  for (const { party, cost } of parties) {
    const own = lines.flatMap(({ shares }) => shares.filter((share) => share.party === party));
    expect(sum(own.map(({ amount }) => amount))).toBe(hundredths(cost));
  }
}

function expectMoney(year: YearResult, changed: Tree): void {
  const { funding, levels, parties, totals, schools, networks, students } = year;
  const items = new Map(itemsOf(changed, 'funding').map((item) => [item.id, item]));
  for (const { item, amount, payers } of funding) {
    if (items.get(item)?.payer === undefined) expect(payers).toEqual([]);
    else expect(sum(payers.map((payer) => payer.amount))).toBe(hundredths(amount));
  }
  const paid = funding.flatMap(({ payers }) => payers);
  expect(sum(paid.map(({ amount }) => amount))).toBe(hundredths(totals.contributions));
  expect(sum(funding.map(({ amount }) => amount))).toBe(hundredths(totals.funding));
  expect(sum(Object.values(levels).map(({ amount }) => amount))).toBe(hundredths(totals.funding));
  for (const level of ['region', 'network', 'school', 'institute'] as const) {
    const earmarked = funding.filter(({ item }) => items.get(item)?.to === level);
    if (BigInt(students) > 0n) {
      expect(hundredths(levels[level].amount) >= sum(earmarked.map(({ amount }) => amount))).toBe(true);
    } else if (level !== 'region') expect(levels[level].amount).toBe('0.00');
  }
  const received = (kind: string): bigint =>
    sum(parties.filter(({ party }) => party.split(':')[0] === kind).map(({ budget }) => budget));
  expect(sum(schools.map(({ budget }) => budget))).toBe(hundredths(levels.school.amount));
  expect(sum(networks.map(({ budget }) => budget))).toBe(hundredths(levels.network.amount));
  expect(received('board')).toBe(hundredths(levels.school.amount) + hundredths(levels.network.amount));
  expect(received('institute')).toBe(hundredths(levels.institute.amount));
  expect(received('region')).toBe(hundredths(levels.region.amount));
  for (const { party, budget, cost, contribution, net } of parties) {
    const own = paid.filter((payer) => payer.party === party);
    expect(sum(own.map(({ amount }) => amount))).toBe(hundredths(contribution));
    expect(hundredths(net)).toBe(hundredths(budget) - hundredths(cost) - hundredths(contribution));
  }
  expect(sum(parties.map(({ budget }) => budget))).toBe(hundredths(totals.funding));
  expect(sum(parties.map(({ cost }) => cost))).toBe(hundredths(totals.cost));
  expect(sum(parties.map(({ contribution }) => contribution))).toBe(hundredths(totals.contributions));
  expect(sum(parties.map(({ net }) => net))).toBe(hundredths(totals.net));
  expect(hundredths(totals.result)).toBe(hundredths(totals.funding) - hundredths(totals.cost));
  expect(hundredths(totals.net)).toBe(hundredths(totals.result) - hundredths(totals.contributions));
}

function expectPeople({ lines, staffing, totals, schools, networks, students, roles }: YearResult): void {
  expect(sum(staffing.map(({ hours }) => hours))).toBe(hundredths(totals.hours));
  for (const { role, hours } of roles) {
    expect(sum(staffing.filter((each) => each.role === role).map((each) => each.hours))).toBe(
      hundredths(hours),
    );
  }
  for (const { at, unit, role, hours } of staffing) {
    const own = lines.filter((line) => line.at === at && line.unit === unit && line.role === role);
    expect(sum(own.map((line) => line.hours))).toBe(hundredths(hours));
  }
  expect(total(schools.map((school) => school.students))).toBe(BigInt(students));
  expect(total(networks.map((network) => network.students))).toBe(BigInt(students));
  const inhabited = schools.filter((school) => BigInt(school.students) > 0n);
  expect(total(networks.map((network) => network.schools))).toBe(BigInt(inhabited.length));
}

function expectCalendar({ years, calendar }: Result['variants'][number], changed: Tree): void {
  expect(calendar).toHaveLength(years.length + 1);
  const ofYears = (key: 'cost' | 'funding' | 'result') => sum(years.map(({ totals }) => totals[key]));
  for (const key of ['cost', 'funding', 'result'] as const) {
    expect(sum(calendar.map((year) => year[key]))).toBe(ofYears(key));
  }
  const perCalendarYear = new Set(
    itemsOf(changed, 'funding').flatMap((item) => (item.basis === 'calendar' ? [item.id] : [])),
  );
  const autumn = (amount: bigint): bigint => (amount < 0n ? -1n : 1n) * ((abs(amount) * 10n + 12n) / 24n);
  const fromYears = (amounts: readonly bigint[], index: number): bigint => {
    const [own, before] = [amounts[index] ?? 0n, amounts[index - 1] ?? 0n];
    return autumn(own) + before - autumn(before);
  };
  const costs = years.map(({ totals }) => hundredths(totals.cost));
  const yearly = years.map(({ funding }) =>
    sum(funding.filter(({ item }) => !perCalendarYear.has(item)).map(({ amount }) => amount)),
  );
  const hasGrants = years.some(({ funding }) => funding.some(({ item }) => perCalendarYear.has(item)));
  calendar.forEach((year, index) => {
    expect(hundredths(year.cost)).toBe(fromYears(costs, index));
    const rest = hundredths(year.funding) - fromYears(yearly, index);
    if (hasGrants) expect(rest >= 0n).toBe(true);
    else expect(rest).toBe(0n);
    expect(hundredths(year.result)).toBe(hundredths(year.funding) - hundredths(year.cost));
  });
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value);

describe('what does not matter', () => {
  it('calculating twice gives the same, and leaves the plan as it was', () => {
    forAll(150, (tree) => {
      const before = structuredClone(tree);
      const plan = accepted(frozen(tree));
      const first = calculate(plan);
      expect(calculate(plan)).toEqual(first);
      expect(tree).toEqual(before);
    });
  });

  it('one variant calculated alone is the same as among the others', () => {
    forAll(80, (tree) => {
      const plan = accepted(tree);
      const { variants } = calculate(plan);
      for (const variant of variants) {
        expect(calculate(plan, { variants: [variant.id] }).variants).toEqual([variant]);
      }
      expect(calculate(plan, { variants: [] }).variants).toEqual([]);
    });
  });

  it('the order of the keys', () => {
    fc.assert(
      fc.property(plans(), fc.integer(), (tree, seed) => {
        const shuffled = withKeysShuffled(tree, random(seed), []) as Tree;
        expect(calculate(accepted(shuffled))).toEqual(calculate(accepted(tree)));
      }),
      { numRuns: LONG ? 3000 : 150, seed: SEED },
    );
  });

  it('metadata, wherever a plan may carry it', () => {
    forAll(150, (tree) => {
      const bare = calculate(accepted(withoutMetadata(tree)));
      expect(calculate(accepted(tree))).toEqual(bare);
      expect(calculate(accepted(withMetadata(tree)))).toEqual(bare);
    });
  });
});

const ID_LISTS = ['boards', 'institutes', 'schools', 'groups', 'roles', 'rates', 'norms', 'costs', 'funding'];

/** The same with the keys of every object in another order; not of items by id, where it says who comes first. */
function withKeysShuffled(value: unknown, next: (below: number) => number, path: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => withKeysShuffled(item, next, [...path, '*']));
  if (!isTree(value)) return value;
  const byId = path.length === 4 && path[2] === 'changes' && ID_LISTS.includes(path[3] as string);
  const keys = Object.keys(value);
  if (!byId) {
    for (let i = keys.length - 1; i > 0; i--) {
      const j = next(i + 1);
      [keys[i], keys[j]] = [keys[j] as string, keys[i] as string];
    }
  }
  const result: Tree = {};
  for (const key of keys) put(result, key, withKeysShuffled(value[key], next, [...path, key]));
  return result;
}

const METADATA = ['source', 'assumption', 'status', 'validFrom', 'validTo', 'checkedOn', 'note', 'code'];

const LISTS = [...ID_LISTS, 'students', 'staff', 'variants'];

/** Every object of a plan that may carry metadata, with whether its `source` means something else. */
function carriers(tree: Tree): { item: Tree; funding: boolean }[] {
  const carrying = (plan: Tree) =>
    LISTS.flatMap((list) =>
      itemsOf(plan, list).flatMap((item) => [
        { item, funding: list === 'funding' },
        ...itemsOf(item, 'steps').map((step) => ({ item: step, funding: false })),
      ]),
    );
  const inVariants = itemsOf(tree, 'variants').flatMap((variant) =>
    ['layout', 'requirements'].flatMap((list) =>
      itemsOf(variant, list).map((item) => ({ item, funding: false })),
    ),
  );
  return [...carrying(tree), ...inVariants];
}

/** Its items without metadata; what a variant's changes say is left, or they would change something else. */
function withoutMetadata(tree: Tree): Tree {
  const copy = structuredClone(tree);
  for (const { item, funding } of carriers(copy)) {
    for (const key of METADATA) if (key !== 'source' || !funding) delete item[key];
  }
  for (const key of ['version', 'state', 'notes']) delete copy[key];
  return copy;
}

function withMetadata(tree: Tree): Tree {
  const copy = structuredClone(tree);
  for (const { item, funding } of carriers(copy)) {
    Object.assign(item, {
      ...(funding ? {} : { source: 'https://example.org' }),
      assumption: true,
      status: 'aanname',
      validFrom: '2020-01-01',
      validTo: '2020-12-31',
      checkedOn: '2024-02-29',
      note: 'n.v.t.',
      code: '00AA',
    });
  }
  return Object.assign(copy, { version: '2', state: 'vastgesteld', notes: { vraag: 'antwoord' } });
}

describe('doubling a norm', () => {
  // Hours with at most two decimals times a whole count need no rounding: twice the norm is twice the hours.
  it('doubles the hours of its lines and leaves all others', () => {
    fc.assert(
      fc.property(plans(), fc.nat(), fc.integer({ min: 0, max: 99_999 }), (drawn, place, cents) => {
        const tree = structuredClone(drawn);
        for (const variant of itemsOf(tree, 'variants')) delete variant.changes;
        fc.pre(isValid(tree));
        const norms = itemsOf(tree, 'norms');
        fc.pre(norms.length > 0);
        const norm = norms[place % norms.length] as Tree;
        for (const key of ['steps', 'min', 'max', 'phase', 'weighted']) delete norm[key];
        const written = (hundred: number) => (hundred / 100).toFixed(2);
        norm.hours = written(cents);
        const once = calculate(accepted(tree));
        norm.hours = written(cents * 2);
        const twice = calculate(accepted(tree));
        once.variants.forEach((variant, v) => {
          variant.years.forEach((before, y) => {
            const after = twice.variants[v]!.years[y]!;
            const own = before.lines.filter(({ item }) => item === norm.id);
            expect(after.lines).toHaveLength(before.lines.length);
            after.lines.forEach((line, index) => {
              const old = before.lines[index]!;
              if (line.kind === 'hours' && line.item === norm.id) {
                expect(hundredths(line.hours)).toBe(2n * hundredths(old.hours));
                expect({ ...line, hours: 0, amount: 0, shares: 0 }).toEqual({
                  ...old,
                  hours: 0,
                  amount: 0,
                  shares: 0,
                });
              } else expect(line).toEqual(old);
            });
            const hours = own.filter(({ kind }) => kind === 'hours').map((line) => line.hours);
            expect(hundredths(after.totals.hours)).toBe(hundredths(before.totals.hours) + sum(hours));
          });
        });
      }),
      { numRuns: LONG ? 4000 : 200, seed: SEED },
    );
  });
});

describe('two partnerships that share nothing', () => {
  it('are together the sum of the two', () => {
    let compared = 0;
    fc.assert(
      fc.property(plans(), plans(), (left, right) => {
        const [a, b] = [partnership(left, 'a-', left), partnership(right, 'b-', left)];
        fc.pre(isValid(a) && isValid(b));
        const [of, and] = [calculate(accepted(a)), calculate(accepted(b))];
        const both = calculate(accepted(merged(a, b)));
        of.variants[0]!.years.forEach((year, index) => {
          expectSum(both.variants[0]!.years[index]!, year, and.variants[0]!.years[index]!);
          compared += year.lines.length;
        });
      }),
      { numRuns: LONG ? 4000 : 200, seed: SEED },
    );
    expect(compared).toBeGreaterThan(100); // the plans did come to something
  });
});

/**
 * A plan's first variant as a partnership of its own: ids of its own, counts per year, rules per school, network
 * or board over its own boards; what looks at the whole region (a split, a share of the cost) left out. `frame`
 * gives the years and figures that the whole plan has in common.
 */
function partnership(drawn: Tree, prefix: string, frame: Tree): Tree {
  const tree = structuredClone(drawn);
  const years = frame.years as number;
  const fitted = (value: unknown): unknown =>
    Array.isArray(value)
      ? Array.from({ length: years }, (_, year) => (value[year] ?? value.at(-1) ?? 0) as unknown)
      : value;
  const own = (id: unknown): string => `${prefix}${id as string}`.slice(0, 60);
  const owned = (ids: unknown): unknown => (Array.isArray(ids) ? ids.map(own) : ids);
  const local = itemsOf(tree, 'norms').filter(isLocal);
  const money = itemsOf(tree, 'funding').filter(({ kind }) => kind !== 'ofCost');
  const variant = itemsOf(tree, 'variants')[0] as Tree;
  const rename = (item: Tree, keys: readonly string[]): void => {
    for (const key of ['id', ...keys]) if (item[key] !== undefined) item[key] = own(item[key]);
    for (const key of ['pupils', 'ceiling', 'ceilingPerPupil', 'supervisors', 'capacity', 'fte', 'phase']) {
      if (item[key] !== undefined) item[key] = fitted(item[key]);
    }
  };
  const boards = itemsOf(tree, 'boards').map(({ id }) => own(id));
  const filtered = (item: Tree): void => {
    delete item.variants;
    const where = (item.where ?? {}) as Tree;
    for (const key of ['kind', 'group', 'institute', 'board']) {
      if (where[key] !== undefined) where[key] = owned(where[key]);
    }
    item.where = { board: boards, ...where };
  };
  const result: Tree = {
    ...Object.fromEntries(['format', 'name', 'region', 'startYear', 'years'].map((key) => [key, frame[key]])),
    hoursPerFte: frame.hoursPerFte,
    ...Object.fromEntries(
      ['wageIndex', 'priceIndex'].flatMap((key) => (frame[key] === undefined ? [] : [[key, frame[key]]])),
    ),
  };
  for (const list of ['boards', 'institutes', 'groups', 'rates'] as const) {
    for (const item of itemsOf(tree, list)) rename(item, []);
    result[list] = itemsOf(tree, list);
  }
  for (const item of itemsOf(tree, 'schools')) rename(item, ['board']);
  for (const item of itemsOf(tree, 'roles')) rename(item, ['rate']);
  for (const item of itemsOf(tree, 'students')) {
    rename(item, ['school', 'institute', 'group']);
    item.counts = fitted([item.counts].flat());
  }
  for (const item of local) {
    rename(item, ['role']);
    filtered(item);
  }
  const costs = itemsOf(tree, 'costs').filter(isLocal);
  for (const item of [...costs, ...money]) {
    rename(item, []);
    filtered(item);
    delete item.to;
  }
  const staff = itemsOf(tree, 'staff').filter(({ party }) => party !== 'region');
  for (const item of staff) {
    rename(item, ['role']);
    item.party = (item.party as string).replace(':', `:${prefix}`);
  }
  const layout = itemsOf(variant, 'layout');
  for (const item of layout) rename(item, ['school', 'kind', 'network']);
  return {
    ...result,
    schools: tree.schools,
    students: tree.students,
    roles: tree.roles,
    norms: local,
    costs,
    funding: money,
    staff,
    variants: [
      {
        id: 'samen',
        name: 'Samen',
        layout,
        leadKinds: owned(variant.leadKinds ?? []),
        studentsPerSupervisor: 2,
      },
    ],
  };
}

const isLocal = ({ at }: Tree): boolean => at !== 'institute' && at !== 'region';

function merged(a: Tree, b: Tree): Tree {
  const together: Tree = { ...a };
  for (const list of [...ID_LISTS, 'students', 'staff'])
    together[list] = [...itemsOf(a, list), ...itemsOf(b, list)];
  const [left, right] = [itemsOf(a, 'variants')[0] as Tree, itemsOf(b, 'variants')[0] as Tree];
  const variant: Tree = { ...left };
  for (const list of ['layout', 'leadKinds'])
    variant[list] = [...itemsOf(left, list), ...itemsOf(right, list)];
  together.variants = [variant];
  return together;
}

function expectSum(both: YearResult, a: YearResult, b: YearResult): void {
  expect(BigInt(both.students)).toBe(BigInt(a.students) + BigInt(b.students));
  const kinds = (lines: readonly LineResult[], kind: string) => lines.filter((line) => line.kind === kind);
  expect(both.lines).toEqual(
    ['hours', 'cost'].flatMap((kind) => [...kinds(a.lines, kind), ...kinds(b.lines, kind)]),
  );
  for (const list of ['funding', 'roles', 'schools', 'networks', 'staff'] as const) {
    expect(both[list]).toEqual([...a[list], ...b[list]]);
  }
  for (const at of ['school', 'network', 'board', 'institute', 'region']) {
    const here = (year: YearResult) => year.staffing.filter((each) => each.at === at);
    expect(here(both)).toEqual([...here(a), ...here(b)]);
  }
  const kindOf = (party: string) => party.split(':')[0] as string;
  for (const kind of ['board', 'institute']) {
    const here = (year: YearResult) => year.parties.filter(({ party }) => kindOf(party) === kind);
    expect(here(both)).toEqual([...here(a), ...here(b)]);
  }
  const [region, ...parts] = [both, a, b].map((year) => year.parties.at(-1)!);
  for (const key of ['budget', 'cost', 'contribution', 'net'] as const) {
    expect(hundredths(region![key])).toBe(sum(parts.map((part) => part[key])));
  }
  for (const key of ['hours', 'cost', 'funding', 'contributions', 'result', 'net'] as const) {
    expect(hundredths(both.totals[key])).toBe(sum([a.totals[key], b.totals[key]]));
  }
  for (const name of ['supervisors', 'capacity', 'staff', 'min-students']) {
    const subjects = (year: YearResult) => year.checks.find(({ check }) => check === name)?.subjects;
    expect(subjects(both)).toEqual([...subjects(a)!, ...subjects(b)!]);
  }
}
