/**
 * An explanation is held against the result, against the plan and against itself: each figure's tree is
 * recomputed from its operations and inputs alone, by a little evaluator on exact fractions.
 */
import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calculate, type Explanation, explain, type Plan, type Provenance } from '../../engine/index.ts';
import { Fraction, ONE, ZERO } from '../oracle/fraction.ts';
import { patchPlan } from '../oracle/patch.ts';
import { accepted, frozen, isTree, isValid, LONG, random, SEED, sample } from '../support/engine.ts';
import { planArbitrary, samplePlans, type Tree } from '../support/plans.ts';

// ------------------------------------------------------------------------------------- the evaluator

const NUMBER = /^-?\d+(\.\d+)?$/;

const truth = (holds: boolean): Fraction => (holds ? ONE : ZERO);

const decimalsOf = (text: string): number => (text.split('.')[1] ?? '').length;

/** Recomputes explanations of one plan; every node's value has to be what its inputs give. */
class Evaluator {
  private readonly values = new Map<Explanation, Fraction>();
  private readonly divided = new Map<Explanation, Fraction[]>();
  readonly inputs: Explanation[] = [];
  readonly constants = new Set<string>();

  constructor(private readonly plan: Plan) {}

  of(node: Explanation): Fraction {
    let value = this.values.get(node);
    if (value === undefined) {
      value = this.recomputed(node);
      this.values.set(node, value);
      expect(node.value).toMatch(NUMBER);
      expect(node.value).not.toMatch(/^-0(\.0+)?$/);
      if (value.compare(Fraction.of(node.value)) !== 0) {
        throw new Error(`${node.operation} says ${node.value}, its inputs give ${value.top}/${value.bottom}`);
      }
    }
    return value;
  }

  get size(): number {
    return this.values.size;
  }

  private recomputed(node: Explanation): Fraction {
    const { operation, digits } = node;
    const given = node.inputs.map((input) => this.of(input));
    const [first = ZERO, second = ZERO, third = ZERO] = given;
    const operands = (count: number): void => expect(given).toHaveLength(count);
    switch (operation) {
      case 'input':
        operands(0);
        this.inputs.push(node);
        return numberAt(this.plan, node);
      case 'constant':
        operands(0);
        this.constants.add(node.value);
        return Fraction.of(node.value);
      case 'fact':
        operands(0);
        expect(['0', '1']).toContain(node.value);
        return Fraction.of(node.value);
      case 'same':
        operands(1);
        return first;
      case 'sum':
        return given.reduce((total, each) => total.plus(each), ZERO);
      case 'minus':
        operands(2);
        return first.minus(second);
      case 'times':
        operands(2);
        return first.times(second);
      case 'round':
        operands(1);
        expect(decimalsOf(node.value)).toBe(digits);
        return first.round(digits!);
      case 'quotient':
        operands(2);
        expect(decimalsOf(node.value)).toBe(digits);
        return first.over(second).round(digits!);
      case 'ceilQuotient':
        operands(2);
        return Fraction.of(first.over(second).ceil());
      case 'smallest':
        operands(2);
        return first.above(second) ? second : first;
      case 'largest':
        operands(2);
        return first.above(second) ? first : second;
      case 'apportion':
        return first;
      case 'part':
        operands(1);
        return this.parts(node.inputs[0]!)[node.index!]!;
      case 'step': {
        const [count = ZERO, ...steps] = given;
        let reached = ZERO;
        for (let i = 0; i < steps.length; i += 2) if (count.atLeast(steps[i]!)) reached = steps[i + 1]!;
        return reached;
      }
      case 'fromMinimum':
        operands(3);
        return first.atLeast(second) ? third : ZERO;
      case 'test':
        operands(2);
        if (node.relation === '>=') return truth(first.atLeast(second));
        if (node.relation === '<=') return truth(second.atLeast(first));
        return truth(first.above(second));
      case 'all':
        return truth(given.every((each) => !each.isZero()));
    }
  }

  /** Largest remainder: floors, then one by one to the largest remainder, the earlier first. */
  private parts(node: Explanation): Fraction[] {
    expect(node.operation).toBe('apportion');
    let parts = this.divided.get(node);
    if (parts === undefined) {
      const [whole, ...weights] = node.inputs.map((input) => this.of(input)) as [Fraction, ...Fraction[]];
      const unit = Fraction.of(10n ** BigInt(decimalsOf(node.inputs[0]!.value)));
      const sum = weights.reduce((total, weight) => total.plus(weight), ZERO);
      if (sum.isZero()) parts = weights.map(() => ZERO);
      else {
        const quotas = weights.map((weight) => whole.times(unit).times(weight).over(sum));
        const floors = quotas.map((quota) => quota.floor());
        const left = whole.times(unit).floor() - floors.reduce((total, floor) => total + floor, 0n);
        const order = quotas
          .map((quota, index) => ({ index, rest: quota.minus(Fraction.of(floors[index]!)) }))
          .sort((a, b) => b.rest.compare(a.rest) || a.index - b.index);
        for (const { index } of order.slice(0, Number(left))) floors[index]! += 1n;
        parts = floors.map((floor) => Fraction.of(floor).over(unit));
      }
      this.divided.set(node, parts);
    }
    return parts;
  }
}

/** What the plan says at an input's path. */
function numberAt(plan: Plan, { path }: Explanation): Fraction {
  const found = path?.startsWith('/') ? at(plan, keysOf(path)) : undefined;
  if (typeof found !== 'number' && typeof found !== 'string') {
    throw new Error(`no number at ${path}: ${JSON.stringify(found)}`);
  }
  return Fraction.of(found);
}

const keysOf = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

const at = (value: unknown, keys: readonly string[]): unknown =>
  keys.reduce<unknown>(
    (each, key) =>
      typeof each === 'object' && each !== null && Object.hasOwn(each, key) ? (each as Tree)[key] : undefined,
    value,
  );

// ------------------------------------------------------------------------------- where an input is from

const ID_LISTS = ['boards', 'institutes', 'schools', 'groups', 'roles', 'rates', 'norms', 'costs', 'funding'];

const WORDS = ['source', 'assumption', 'status', 'validFrom', 'validTo', 'checkedOn', 'note'] as const;

/** The words of the innermost item that an input stands in, in the plan as the variant changes it. */
function expectOrigin(
  plan: Plan,
  changed: Tree,
  variant: number,
  { path = '', provenance }: Explanation,
): void {
  const own = ['variants', String(variant), 'changes'];
  let keys = keysOf(path);
  const inChanges = own.every((key, index) => keys[index] === key);
  if (inChanges) keys = keys.slice(own.length);
  const [list = '', place = '', ...rest] = keys;
  if (ID_LISTS.includes(list)) {
    const id = inChanges ? place : at(plan, [list, place, 'id']);
    const index = (changed[list] as Tree[]).findIndex((item) => item.id === id);
    keys = [list, String(index), ...rest];
  } else if (keys[0] === 'variants') expect(keys[1]).toBe(String(variant));
  // the changed plan says the same there: no value that the variant has put aside is shown
  expect(at(keys[0] === 'variants' ? plan : changed, keys)).toBe(at(plan, keysOf(path)));
  let expected: Provenance | undefined;
  for (let depth = 2; depth < keys.length; depth++) {
    const item = at(keys[0] === 'variants' ? plan : changed, keys.slice(0, depth));
    if (!isTree(item)) continue;
    const words = WORDS.filter(
      (word) => word in item && !(list === 'funding' && depth === 2 && word === 'source'),
    );
    if (words.length > 0) expected = Object.fromEntries(words.map((word) => [word, item[word]]));
  }
  expect(provenance).toEqual(expected);
}

// ------------------------------------------------------------------------------ the figures of a result

interface Leaf {
  pointer: string;
  key: string;
  value: string | number | bigint | null;
}

/** Every value in a result that isn't a list or an object. */
function leavesOf(result: unknown): Leaf[] {
  const leaves: Leaf[] = [];
  const walk = (value: unknown, pointer: string, key: string): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [name, each] of Object.entries(value)) walk(each, `${pointer}/${name}`, name);
    } else leaves.push({ pointer, key, value: value as Leaf['value'] });
  };
  (result as { variants: Tree[] }).variants.forEach((variant, index) => {
    walk(variant.years, `/variants/${index}/years`, 'years');
    walk(variant.calendar, `/variants/${index}/calendar`, 'calendar');
  });
  return leaves;
}

/** Names and labels; what stands below `subjects` has a place for its key. */
const LABELS = [
  'year',
  'item',
  'kind',
  'role',
  'at',
  'unit',
  'party',
  'school',
  'network',
  'lead',
  'check',
  'requirement',
];

const isLabel = ({ key, pointer }: Leaf): boolean => LABELS.includes(key) || /\/subjects\/\d+$/.test(pointer);

const STATUS: Record<string, string> = {
  covered: '1',
  'within-ceiling': '1',
  deficit: '0',
  pass: '1',
  fail: '0',
};

/** Explains one value of a result and recomputes it; the nodes it took. */
function expectExplained(plan: Plan, leaf: Leaf, changed: readonly Tree[]): number {
  const outcome = explain(plan, leaf.pointer);
  if (leaf.value === null) {
    expect(outcome).toEqual({ ok: false, problem: { code: 'no-value', reference: leaf.pointer } });
    return 0;
  }
  if (isLabel(leaf)) {
    const problem = { code: 'not-a-figure', reference: leaf.pointer, found: String(leaf.value) };
    expect(outcome).toEqual({ ok: false, problem });
    return 0;
  }
  if (!outcome.ok) throw new Error(`${leaf.pointer}: ${JSON.stringify(outcome.problem)}`);
  const { explanation } = outcome;
  const text = String(leaf.value);
  if (leaf.key === 'status') expect(explanation.value).toBe(STATUS[text]);
  else if (leaf.key === 'count') {
    expect(Fraction.of(explanation.value).compare(Fraction.of(text))).toBe(0); // a weighted one is shortened
  } else expect(explanation.value).toBe(text);
  const evaluator = new Evaluator(plan);
  try {
    evaluator.of(explanation);
    const variant = Number(leaf.pointer.split('/')[2]);
    for (const input of evaluator.inputs) expectOrigin(plan, changed[variant]!, variant, input);
    if (!leaf.pointer.includes('/checks/')) {
      for (const constant of evaluator.constants)
        expect(['0', '1', '5', '7', '12', '0.00', '0.0000']).toContain(constant);
    }
  } catch (error) {
    throw new Error(`${leaf.pointer}: ${(error as Error).message}`, { cause: error });
  }
  return evaluator.size;
}

/** Explains `count` of a plan's figures, or all of them with SAMENPLAN_LONG=1. */
function expectAllExplained(tree: Tree, count: number, seed: number): number {
  const plan = accepted(frozen(tree));
  const changed = plan.variants.map(
    (variant) => patchPlan(tree as never, variant.changes as Tree | undefined) as unknown as Tree,
  );
  const leaves = leavesOf(calculate(plan));
  const chosen = LONG ? leaves : sample(leaves, count, seed);
  for (const leaf of chosen) expectExplained(plan, leaf, changed);
  return chosen.length;
}

const folder = new URL('../golden/', import.meta.url);
const golden = readdirSync(folder).filter((file) => file.endsWith('.plan.json'));
const read = (file: string): Tree => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Tree;

describe('every figure of a result can be explained, and recomputed from its explanation', () => {
  it.each(golden.map((file, index) => [file, index] as const))(
    '%s',
    (file, index) => {
      expect(expectAllExplained(read(file), 60, SEED + index)).toBeGreaterThan(30);
    },
    400_000,
  );

  it('of random small plans', () => {
    fc.assert(
      fc.property(planArbitrary({ size: 'small', isValid }), fc.nat(), (tree, seed) => {
        expectAllExplained(tree, 25, seed);
      }),
      { numRuns: LONG ? 300 : 120, seed: SEED, interruptAfterTimeLimit: LONG ? 300_000 : 60_000 },
    );
  }, 400_000);

  it('every kind of figure, 55 of a school year and 3 of a calendar year', () => {
    const kinds = new Map<string, number>();
    const kindOf = ({ pointer }: Leaf): string => pointer.replace(/\/\d+/g, '');
    const trees = [...golden.slice(0, 12).map(read), ...samplePlans(SEED, LONG ? 200 : 25)];
    for (const tree of trees) {
      const plan = accepted(tree);
      const changed = plan.variants.map(
        (variant) => patchPlan(tree as never, variant.changes as Tree | undefined) as unknown as Tree,
      );
      for (const leaf of leavesOf(calculate(plan))) {
        const seen = kinds.get(kindOf(leaf)) ?? 0;
        if (isLabel(leaf) || leaf.value === null || seen >= 4) continue;
        kinds.set(kindOf(leaf), seen + 1);
        expectExplained(plan, leaf, changed);
      }
    }
    expect([...kinds.keys()].filter((kind) => !kind.includes('/calendar/'))).toHaveLength(55);
    expect([...kinds.keys()].filter((kind) => kind.includes('/calendar/'))).toHaveLength(3);
  });
});

/** One school, one of everything, and two variants of which the second changes some of it. */
function plainPlan(): Tree {
  const layout = [{ school: 'hub', kind: 'hub', network: 'net' }];
  return {
    format: 'samenplan/1',
    name: 'Klein',
    region: 'Regio',
    startYear: 2026,
    years: 2,
    hoursPerFte: 1659,
    boards: [{ id: 'noord', name: 'Noord' }],
    institutes: [{ id: 'hogeschool', name: 'Hogeschool' }],
    schools: [{ id: 'hub', name: 'Hub', board: 'noord' }],
    groups: [{ id: 'note', name: 'Voltijd' }],
    trend: { note: '0.5' },
    students: [{ school: 'hub', institute: 'hogeschool', group: 'note', counts: 10, source: 'telling' }],
    rates: [{ id: 'docent', name: 'Docent', perHour: 50, note: 'cao' }],
    roles: [{ id: 'opleider', name: 'Opleider', level: 'tactisch', employer: 'school', rate: 'docent' }],
    norms: [
      { id: 'oud', name: 'Oud', role: 'opleider', at: 'school', per: 'unit', hours: 1 },
      {
        id: 'begeleiden',
        name: 'Begeleiden',
        role: 'opleider',
        at: 'school',
        per: 'student',
        hours: 20,
        min: 100,
        source: 'seed 3',
        assumption: true,
        status: 'aanname',
        checkedOn: '2026-08-01',
        note: 'per jaar',
      },
    ],
    funding: [
      {
        id: 'staffel',
        name: 'Staffel',
        source: 'subsidy',
        kind: 'steps',
        note: 'regeling',
        steps: [
          { from: 5, amount: 1000, source: 'artikel 4' },
          { from: 12, amount: 2000 },
        ],
      },
    ],
    variants: [
      { id: 'basis', name: 'Basis', layout },
      {
        id: 'anders',
        name: 'Anders',
        layout,
        changes: {
          norms: { oud: null, begeleiden: { hours: '24' } },
          trend: { note: '0.6' },
          hoursPerFte: 1600,
        },
      },
    ],
  };
}

describe('an input', () => {
  const plan = accepted(plainPlan());
  const inputsOf = (pointer: string): Map<string, Explanation> => {
    const outcome = explain(plan, pointer);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
    const evaluator = new Evaluator(plan);
    evaluator.of(outcome.explanation);
    return new Map(evaluator.inputs.map((input) => [input.path!, input]));
  };

  it('is found where it stands: in the plan, or in the changes where these say so', () => {
    expect([...inputsOf('/variants/0/years/0/lines/1/hours').keys()].sort()).toEqual([
      '/norms/1/hours',
      '/norms/1/min',
      '/students/0/counts',
    ]);
    // the first norm is gone there, so it is the first of the changed plan; its minimum is still that of the plan
    expect([...inputsOf('/variants/1/years/0/lines/0/hours').keys()].sort()).toEqual([
      '/norms/1/min',
      '/students/0/counts',
      '/variants/1/changes/norms/begeleiden/hours',
    ]);
    expect([...inputsOf('/variants/1/years/1/students').keys()].sort()).toEqual([
      '/students/0/counts',
      '/variants/1/changes/trend/note',
    ]);
    expect([...inputsOf('/variants/1/years/0/totals/fte').keys()]).toContain(
      '/variants/1/changes/hoursPerFte',
    );
  });

  it('carries what its item says of where it comes from', () => {
    const words = {
      source: 'seed 3',
      assumption: true,
      status: 'aanname',
      checkedOn: '2026-08-01',
      note: 'per jaar',
    };
    const hours = inputsOf('/variants/0/years/0/lines/1/hours');
    expect(hours.get('/norms/1/hours')?.provenance).toEqual(words);
    expect(hours.get('/students/0/counts')?.provenance).toEqual({ source: 'telling' });
    const changed = inputsOf('/variants/1/years/0/lines/0/hours');
    expect(changed.get('/variants/1/changes/norms/begeleiden/hours')?.provenance).toEqual(words);
    expect(inputsOf('/variants/0/years/0/lines/0/hours').get('/norms/0/hours')).not.toHaveProperty(
      'provenance',
    );
  });

  it('does not take who pays for a source, nor a group for a note', () => {
    const amount = inputsOf('/variants/0/years/0/funding/0/amount');
    expect(amount.get('/funding/0/steps/0/amount')?.provenance).toEqual({ source: 'artikel 4' });
    expect(amount.get('/funding/0/steps/1/amount')?.provenance).toEqual({ note: 'regeling' });
    expect(inputsOf('/variants/0/years/1/students').get('/trend/note')).not.toHaveProperty('provenance');
  });
});

describe('a reference', () => {
  const plan = accepted(plainPlan());
  const year = '/variants/0/years/0';

  it.each([
    ['', ''],
    ['garbage', 'garbage'],
    ['variants/0/years/0/totals/cost', 'variants/0/years/0/totals/cost'],
    ['#/variants/0/years/0/totals/cost', '#/variants/0/years/0/totals/cost'],
    ['/', ''],
    ['/format', 'format'],
    ['/variants', ''],
    ['/variants/9', '9'],
    ['/variants/0', ''],
    ['/variants/0/id', 'id'],
    ['/variants/00/years/0/totals/cost', '00'],
    ['/variants/-1/years/0/totals/cost', '-1'],
    ['/variants/1e0/years/0/totals/cost', '1e0'],
    ['/variants/length', 'length'],
    ['/variants/basis/years/0/totals/cost', 'basis'],
    ['/variants/__proto__/years/0', '__proto__'],
    ['/variants/0/years', ''],
    ['/variants/0/years/2/totals/cost', '2'],
    ['/variants/0/years/99999999999999999999/totals', '99999999999999999999'],
    ['/variants/0/calendar/3/cost', '3'],
    ['/variants/0/years/0/lines/__proto__', '__proto__'],
    ['/variants/0/years/0/lines/length', 'length'],
    ['/variants/0/years/0/lines/2', '2'],
    ['/variants/0/years/0/totals/constructor', 'constructor'],
    ['/variants/0/years/0/totals/cost/value', 'value'],
    ['/variants/0/years/0/totals/cost/inputs/0', 'inputs'],
    ['/variants/0/years/0/lines/0/item/length', 'length'],
    ['/variants/0/years/0/totals/', ''],
    ['/variants/0/years/0/totals~1cost', 'totals/cost'],
  ])('%j is unknown', (reference, failsAt) => {
    expect(explain(plan, reference)).toEqual({
      ok: false,
      problem: { code: 'unknown-reference', reference, failsAt },
    });
  });

  it.each([
    [`${year}/year`, '2026-2027'],
    [`${year}/lines/0/item`, 'oud'],
    [`${year}/lines/0/shares/0/party`, 'board:noord'],
    [`${year}/checks/0/check`, 'balanced'],
    [`${year}/checks/0/subjects/0`, 'region'],
    [`${year}/lines`, 'object'],
    [year, 'object'],
    [`${year}/levels`, 'object'],
    ['/variants/0/calendar/0/year', '2026'],
  ])('%s is no figure', (reference, found) => {
    expect(explain(plan, reference)).toEqual({
      ok: false,
      problem: { code: 'not-a-figure', reference, found },
    });
  });

  it.each([`${year}/parties/0/ceiling`, `${year}/schools/0/capacity`, `${year}/networks/0/lead`])(
    '%s has no value',
    (reference) => {
      expect(explain(plan, reference)).toEqual({ ok: false, problem: { code: 'no-value', reference } });
    },
  );

  it.each([
    ['/lines/0', '/lines/0/amount'],
    ['/lines/0/shares/0', '/lines/0/shares/0/amount'],
    ['/funding/0', '/funding/0/amount'],
    ['/levels/region', '/levels/region/amount'],
    ['/parties/0', '/parties/0/status'],
    ['/totals', '/totals/net'],
    ['/roles/0', '/roles/0/cost'],
    ['/staffing/0', '/staffing/0/hours'],
    ['/schools/0', '/schools/0/budget'],
    ['/networks/0', '/networks/0/cost'],
    ['/checks/0', '/checks/0/status'],
  ])('%s means %s', (whole, figure) => {
    const [found, meant] = [explain(plan, year + whole), explain(plan, year + figure)];
    if (!found.ok || !meant.ok) throw new Error(JSON.stringify([found, meant]));
    expect(found.explanation).toEqual(meant.explanation);
  });

  it('never throws, whatever it is', () => {
    const real = leavesOf(calculate(plan)).map(({ pointer }) => pointer.split('/').slice(1));
    const key = fc.oneof(
      fc.constantFrom(
        'variants',
        'years',
        'calendar',
        '0',
        '1',
        '',
        '-',
        '~',
        '~2',
        '__proto__',
        'toString',
        '01',
      ),
      fc.string(),
    );
    const bent = fc.tuple(fc.constantFrom(...real), fc.nat(), key).map(([keys, place, other]) => {
      const copy = [...keys];
      copy[place % copy.length] = other;
      return `/${copy.join('/')}`;
    });
    const reference = fc.oneof(
      fc.string(),
      fc.array(key, { maxLength: 8 }).map((keys) => `/${keys.join('/')}`),
      bent,
    );
    fc.assert(
      fc.property(reference, (pointer) => {
        const outcome = explain(plan, pointer);
        expect(outcome.ok ? outcome.reference : outcome.problem.reference).toBe(pointer);
      }),
      { numRuns: LONG ? 20_000 : 1_000, seed: SEED },
    );
  });
});

/** 239 schools of 14 boards in 13 networks, with 717 entries of students and rules at every level. */
function largePlan(): Tree {
  const next = random(SEED);
  const make = (count: number, item: (index: number) => Tree): Tree[] =>
    Array.from({ length: count }, (_, index) => item(index));
  const schools = make(239, (i) => ({ id: `school-${i}`, name: `School ${i}`, board: `bestuur-${i % 14}` }));
  const norm = (id: string, more: Tree): Tree => ({ id, name: id, role: 'opleider', hours: '12.5', ...more });
  return {
    format: 'samenplan/1',
    name: 'Groot',
    region: 'Regio',
    startYear: 2026,
    years: 5,
    hoursPerFte: 1659,
    wageIndex: '0.03',
    priceIndex: ['0.02', '0.02', '0.03', '0.01'],
    boards: make(14, (i) => ({ id: `bestuur-${i}`, name: `Bestuur ${i}` })),
    institutes: make(6, (i) => ({ id: `instituut-${i}`, name: `Instituut ${i}` })),
    schools,
    groups: make(3, (i) => ({ id: `groep-${i}`, name: `Groep ${i}` })),
    trend: { 'groep-0': '-0.1', 'groep-1': '0.05' },
    students: make(717, (i) => ({
      school: `school-${i % 239}`,
      institute: `instituut-${next(6)}`,
      group: `groep-${i % 3}`,
      counts: 1 + next(12),
    })),
    rates: [{ id: 'docent', name: 'Docent', perFte: 95_000, overhead: '0.1' }],
    roles: [{ id: 'opleider', name: 'Opleider', level: 'tactisch', employer: 'school', rate: 'docent' }],
    norms: [
      norm('per-student', { at: 'school', per: 'student' }),
      norm('per-groep', { at: 'school', per: 'group', groupSize: 2 }),
      norm('per-school', { at: 'network', per: 'school' }),
      norm('begeleiders', { at: 'school', per: 'supervisor' }),
      norm('regio', { at: 'region', per: 'student' }),
    ],
    costs: [
      { id: 'scholing', name: 'Scholing', bearer: 'institute', at: 'school', per: 'student', amount: '31.4' },
    ],
    funding: [
      { id: 'subsidie', name: 'Subsidie', source: 'subsidy', kind: 'perStudent', amount: 1500, lag: 1 },
      { id: 'deel', name: 'Deel', source: 'other', kind: 'ofCost', share: '0.1' },
    ],
    split: { regionFirst: true, shares: { network: '0.2', school: '0.5', institute: '0.3' } },
    variants: [
      {
        id: 'basis',
        name: 'Basis',
        studentsPerSupervisor: 2,
        layout: schools.map(({ id }, i) => ({
          school: id,
          kind: i < 13 ? 'hub' : 'partner',
          network: `net-${i % 13}`,
        })),
        leadKinds: ['hub'],
      },
    ],
  };
}

describe('the explanation of a large region', () => {
  const plan = accepted(largePlan());
  const year = calculate(plan).variants[0]!.years[4]!;

  /** The nodes of a tree, and those there would be if every use were a copy. */
  function sizeOf(pointer: string): { nodes: number; written: bigint } {
    const outcome = explain(plan, pointer);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problem));
    const evaluator = new Evaluator(plan);
    evaluator.of(outcome.explanation);
    const sizes = new Map<Explanation, bigint>();
    const written = (node: Explanation): bigint => {
      let size = sizes.get(node);
      if (size === undefined) {
        size = node.inputs.reduce((sum, input) => sum + written(input), 1n);
        sizes.set(node, size);
      }
      return size;
    };
    return { written: written(outcome.explanation), nodes: evaluator.size };
  }

  it('shares what goes into several figures', () => {
    // a handful of steps per line and per entry, and no more however often each of them is used
    const parts = year.lines.length + plan.students.length + plan.schools.length;
    for (const pointer of [
      'totals/cost',
      'totals/net',
      'parties/0/net',
      'parties/20/net',
      'schools/7/budget',
    ]) {
      const { nodes, written } = sizeOf(`/variants/0/years/4/${pointer}`);
      expect(nodes).toBeLessThan(10 * parts);
      expect(written > BigInt(nodes) * 20n).toBe(true);
    }
  });

  it('stays as small as the line, where it is about one line', () => {
    expect(year.lines[0]!.item).toBe('per-student');
    const { nodes } = sizeOf('/variants/0/years/0/lines/0/amount');
    expect(nodes).toBeLessThan(20);
  });
});
