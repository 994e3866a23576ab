/**
 * Named ways to break a valid plan: every error that the model page names or implies, each with the place where
 * it has to be reported. Written from the model page alone.
 */
import type { Tree } from './plans.ts';

export interface Breakage {
  name: string;
  /** A broken copy of a valid plan, or undefined where this plan has nothing to break in this way. */
  break(plan: Tree): unknown;
  /**
   * JSON Pointers, `*` for any one part, of which at least one problem has to name one: the place itself,
   * something below it, or what holds it.
   */
  path: string | string[];
}

/** How a problem's path stands to where a breakage should be reported. */
export type Fit = 'exact' | 'below' | 'above' | 'elsewhere';

/** Compares a problem's JSON Pointer with the expected places; `''` (the whole plan) fits only itself. */
export function fitOf(found: string, expected: string | string[]): Fit {
  const fits = [expected].flat().map((place) => fitOfOne(found.split('/'), place.split('/')));
  return (['exact', 'below', 'above'] as const).find((fit) => fits.includes(fit)) ?? 'elsewhere';
}

function fitOfOne(found: string[], expected: string[]): Fit {
  const shared = Math.min(found.length, expected.length);
  for (let i = 0; i < shared; i += 1) if (expected[i] !== '*' && expected[i] !== found[i]) return 'elsewhere';
  if (found.length === expected.length) return 'exact';
  if (shared === 1) return 'elsewhere';
  return found.length > expected.length ? 'below' : 'above';
}

// -------------------------------------------------------------------------------------------- helpers

const NOBODY = 'bestaat-niet';

type Edit = (plan: Tree) => boolean;

/** A breakage that edits a copy; `edit` says whether there was something to break. */
function edit(name: string, path: string | string[], change: Edit): Breakage {
  return {
    name,
    path,
    break: (plan) => {
      const copy = structuredClone(plan);
      return change(copy) ? copy : undefined;
    },
  };
}

function items(plan: Tree, list: string): Tree[] {
  return (plan[list] ?? []) as Tree[];
}

/** Sets a key of the plan itself; a function draws the value from the plan. */
function inPlan(name: string, key: string, value: unknown): Breakage {
  return edit(name, `/${key}`, (plan) => {
    put(plan, key, typeof value === 'function' ? (value as (plan: Tree) => unknown)(plan) : value);
    return true;
  });
}

function withoutKey(key: string): Breakage {
  return edit(`plan without ${key}`, `/${key}`, (plan) => delete plan[key]);
}

type Applies = (item: Tree, plan: Tree) => boolean;

const always: Applies = () => true;

/** Changes the first item of a list to which it applies. */
function inItem(
  name: string,
  list: string,
  below: string,
  change: (item: Tree, plan: Tree) => void,
  applies: Applies = always,
): Breakage {
  return edit(name, `/${list}/*${below}`, (plan) => {
    const item = items(plan, list).find((one) => applies(one, plan));
    if (item === undefined) return false;
    change(item, plan);
    return true;
  });
}

/** Sets one key of the first item of a list to which it applies; a function draws the value. */
function keyOf(name: string, list: string, key: string, value: unknown, applies: Applies = always): Breakage {
  return inItem(
    name,
    list,
    `/${key}`,
    (item, plan) => {
      put(
        item,
        key,
        typeof value === 'function' ? (value as (p: Tree, i: Tree) => unknown)(plan, item) : value,
      );
    },
    applies,
  );
}

/** Takes one key from the first item of a list that has it. */
function missing(list: string, key: string, applies: Applies = always): Breakage {
  return inItem(
    `${list}: item without ${key}`,
    list,
    `/${key}`,
    (item) => {
      delete item[key];
    },
    (item, plan) => Object.hasOwn(item, key) && applies(item, plan),
  );
}

function tooLong(value: unknown, less = 0): (plan: Tree) => unknown[] {
  return (plan) => Array.from({ length: (plan.years as number) + 1 - less }, () => value);
}

function firstVariant(plan: Tree): Tree {
  return (plan.variants as Tree[])[0] as Tree;
}

/** Breaks the layout of the first variant. */
function inLayout(name: string, below: string, change: (layout: Tree[], plan: Tree) => boolean): Breakage {
  return edit(name, `/variants/*/layout${below}`, (plan) =>
    change(firstVariant(plan).layout as Tree[], plan),
  );
}

function inRequirements(name: string, requirement: Tree, below = ''): Breakage {
  return edit(name, `/variants/*/requirements/*${below}`, (plan) => {
    const variant = firstVariant(plan);
    variant.requirements = [...((variant.requirements ?? []) as Tree[]), requirement];
    return true;
  });
}

/** Adds to the changes of the first variant. */
function inChanges(
  name: string,
  draw: (plan: Tree) => Tree | undefined,
  path: string | string[] = '/variants/*/changes',
): Breakage {
  return edit(name, path, (plan) => {
    const added = draw(plan);
    if (added === undefined) return false;
    const variant = firstVariant(plan);
    variant.changes = { ...((variant.changes ?? {}) as Tree), ...added };
    return true;
  });
}

/** Changes of one item of a list, where the plan has one. */
function changeOfItem(list: string, draw: (item: Tree, plan: Tree) => Tree, applies: Applies = always) {
  return (plan: Tree): Tree | undefined => {
    const touched = ((firstVariant(plan).changes ?? {}) as Tree)[list] as Tree | undefined;
    const item = items(plan, list).find(
      (one) => !Object.hasOwn(touched ?? {}, one.id as string) && applies(one, plan),
    );
    if (item === undefined) return undefined;
    const changes: Tree = { ...touched };
    put(changes, item.id as string, draw(item, plan));
    return { [list]: changes };
  };
}

function put(target: Tree, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

const isRuleWithValue: Applies = (rule) => rule.steps === undefined;
const isOfKind =
  (...kinds: string[]): Applies =>
  (funding) =>
    kinds.includes(funding.kind as string);
const isStudentGroup = (plan: Tree, id: unknown) =>
  items(plan, 'groups').some((group) => group.id === id && group.kind !== 'starter');
const hasCount = (entry: Tree) => [entry.counts as number | number[]].flat().some((n) => n > 0);

// -------------------------------------------------------------------------------------------- the table

/** Spellings that are no decimal (section 1). */
const BAD_DECIMALS: [string, unknown][] = [
  ['11 decimals', '1659.12345678901'],
  ['13 digits before the point', '1234567890123'],
  ['13 digits before the point, as a number', 1234567890123],
  ['16 significant digits', '123456.1234567891'],
  ['a number with 17 significant digits', 0.1 + 0.2],
  ['a number below 10 decimals', 1e-11],
  ['a number beyond 12 digits', 1e21],
  ['a number that overflows', Number.POSITIVE_INFINITY],
  ['an exponent in a string', '1e3'],
  ['an empty string', ''],
  ['a space before', ' 1659'],
  ['a newline after', '1659\n'],
  ['a plus sign', '+1659'],
  ['two minus signs', '--1'],
  ['a decimal comma', '1659,5'],
  ['no digit before the point', '.5'],
  ['no digit after the point', '5.'],
  ['two points', '1.659.000'],
  ['hexadecimal digits', '0x67B'],
  ['an underscore', '1_659'],
  ['digits that are not ASCII', '１６５９'],
  ['a word', 'NaN'],
  ['true', true],
  ['null', null],
  ['an object', {}],
];

const LISTS = [
  'boards',
  'institutes',
  'schools',
  'groups',
  'roles',
  'rates',
  'norms',
  'costs',
  'funding',
  'variants',
];
const REQUIRED_LISTS = [
  'boards',
  'institutes',
  'schools',
  'groups',
  'students',
  'roles',
  'rates',
  'variants',
];

const BAD_IDS: [string, unknown][] = [
  ['a capital', 'Noord'],
  ['an empty text', ''],
  ['a hyphen first', '-noord'],
  ['digits only', '123'],
  ['61 characters', `a${'b'.repeat(60)}`],
  ['a space', 'noord zuid'],
  ['an underscore', 'noord_zuid'],
  ['an accent', 'élève'],
  ['a newline after', 'noord\n'],
  ['a number', 12],
];

const BAD_DATES = [
  '2026-02-30',
  '2025-02-29',
  '2026-13-01',
  '01-08-2026',
  '2026-8-1',
  '2026-08-01T00:00:00',
  20260801,
];

function numbers(): Breakage[] {
  return [
    ...BAD_DECIMALS.map(([name, value]) => inPlan(`decimal: ${name}`, 'hoursPerFte', value)),
    inPlan('decimal: hoursPerFte 0', 'hoursPerFte', 0),
    inPlan('decimal: hoursPerFte "-0.00"', 'hoursPerFte', '-0.00'),
    inPlan('decimal: hoursPerFte negative', 'hoursPerFte', '-1659'),
    keyOf('decimal: hours with an exponent', 'norms', 'hours', '1e1', isRuleWithValue),
    keyOf('decimal: amount with too many digits', 'costs', 'amount', '1234567.123456789', isRuleWithValue),
  ];
}

function planKeys(): Breakage[] {
  return [
    { name: 'plan: null', path: '', break: () => null },
    { name: 'plan: a list', path: '', break: (plan) => [plan] },
    { name: 'plan: a text', path: '', break: (plan) => JSON.stringify(plan) },
    { name: 'plan: an empty object', path: ['/format', '/years'], break: () => ({}) },
    inPlan('plan: another format', 'format', 'samenplan/2'),
    ...['format', 'name', 'region', 'startYear', 'years', 'hoursPerFte', ...REQUIRED_LISTS].map(withoutKey),
    ...REQUIRED_LISTS.map((key) => inPlan(`plan: ${key} is an object`, key, {})),
    ...['norms', 'costs', 'funding', 'staff'].map((key) => inPlan(`plan: ${key} is null`, key, null)),
    inPlan('plan: name is a number', 'name', 7),
    inPlan('plan: region is null', 'region', null),
    inPlan('plan: an unknown key', 'schoool', []),
    inPlan('plan: the key __proto__', '__proto__', { years: 3 }),
    inPlan('plan: startYear a text', 'startYear', '2026'),
    inPlan('plan: startYear not whole', 'startYear', 2026.5),
    inPlan('plan: years 0', 'years', 0),
    inPlan('plan: years 16', 'years', 16),
    inPlan('plan: years not whole', 'years', 1.5),
    inPlan('plan: years a text', 'years', '3'),
    inPlan('plan: no variants', 'variants', []),
    inPlan('plan: another state', 'state', 'klaar'),
    inPlan('plan: notes is a text', 'notes', 'let op'),
    edit('plan: a note is a number', '/notes/a', (plan) => {
      plan.notes = { a: 1 };
      return true;
    }),
    inPlan('plan: wageIndex of the wrong length', 'wageIndex', tooLong('0.01')),
    inPlan('plan: priceIndex of the wrong length', 'priceIndex', tooLong('0.01')),
    inPlan('plan: wageIndex -1', 'wageIndex', -1),
    inPlan('plan: priceIndex below -1', 'priceIndex', '-1.0000000001'),
    inPlan('plan: ceiling with 3 decimals', 'ceiling', '100.005'),
    inPlan('plan: ceiling negative', 'ceiling', -1),
    inPlan('plan: ceiling of the wrong length', 'ceiling', tooLong('10.00')),
    edit('trend: an unknown group', `/trend/${NOBODY}`, (plan) => {
      plan.trend = { ...((plan.trend ?? {}) as Tree), [NOBODY]: 0 };
      return true;
    }),
    ...[
      ['-1', '-1'],
      ['below -1', -1.5],
      ['null', null],
    ].map(([name, value]) => trendOfFirst(`trend: ${name}`, () => value)),
    trendOfFirst('trend: a list of the wrong length', tooLong(0)),
    trendOfFirst('trend: -1 in a list', (plan) =>
      plan.years === 1 ? undefined : Array.from({ length: (plan.years as number) - 1 }, () => '-1.0'),
    ),
  ];
}

function trendOfFirst(name: string, draw: (plan: Tree) => unknown): Breakage {
  return edit(name, '/trend/*', (plan) => {
    const group = items(plan, 'groups')[0];
    const value = draw(plan);
    if (group === undefined || value === undefined) return false;
    const trend: Tree = { ...((plan.trend ?? {}) as Tree) };
    put(trend, group.id as string, value);
    plan.trend = trend;
    return true;
  });
}

function itemsOfAllLists(): Breakage[] {
  return [
    ...LISTS.map((list) =>
      edit(`${list}: an id twice`, `/${list}/*`, (plan) => {
        const own = items(plan, list);
        const last = own.at(-1);
        if (last === undefined) return false;
        own.push(structuredClone(last));
        return true;
      }),
    ),
    ...LISTS.map((list) => keyOf(`${list}: an unknown key`, list, 'onbekend', 1)),
    ...LISTS.map((list) => missing(list, 'id')),
    ...LISTS.map((list) => missing(list, 'name')),
    ...LISTS.map((list) =>
      edit(`${list}: an item that is null`, `/${list}/*`, (plan) => {
        plan[list] = [...items(plan, list), null];
        return true;
      }),
    ),
    ...BAD_IDS.map(([name, id]) =>
      edit(`id: ${name}`, '/institutes/*/id', (plan) => addInstitute(plan, { id })),
    ),
    ...BAD_DATES.map((date) =>
      edit(`date: ${date}`, '/institutes/*/validFrom', (plan) => addInstitute(plan, { validFrom: date })),
    ),
    edit('metadata: checkedOn is no date', '/institutes/*/checkedOn', (plan) =>
      addInstitute(plan, { checkedOn: 'vorig jaar' }),
    ),
    edit('metadata: another status', '/institutes/*/status', (plan) =>
      addInstitute(plan, { status: 'zeker' }),
    ),
    edit('metadata: assumption is a text', '/institutes/*/assumption', (plan) =>
      addInstitute(plan, { assumption: 'ja' }),
    ),
    edit('metadata: note is a number', '/institutes/*/note', (plan) => addInstitute(plan, { note: 3 })),
    edit('metadata: source is a list', '/institutes/*/source', (plan) =>
      addInstitute(plan, { source: ['cao'] }),
    ),
    edit('metadata: code is a number', '/institutes/*/code', (plan) => addInstitute(plan, { code: 12345 })),
  ];
}

function addInstitute(plan: Tree, keys: Tree): boolean {
  plan.institutes = [...items(plan, 'institutes'), { id: 'extra-instituut', name: 'Extra', ...keys }];
  return true;
}

function partnership(): Breakage[] {
  const withPupils: Applies = (board) => board.pupils !== undefined;
  return [
    keyOf('boards: pupils negative', 'boards', 'pupils', -1),
    keyOf('boards: pupils of the wrong length', 'boards', 'pupils', tooLong(10)),
    keyOf(
      'boards: ceiling with 3 decimals',
      'boards',
      'ceiling',
      '10.001',
      (b) => b.ceilingPerPupil === undefined,
    ),
    keyOf('boards: ceiling negative', 'boards', 'ceiling', '-0.01', (b) => b.ceilingPerPupil === undefined),
    keyOf(
      'boards: ceiling of the wrong length',
      'boards',
      'ceiling',
      tooLong(10),
      (b) => b.ceilingPerPupil === undefined,
    ),
    keyOf(
      'boards: ceilingPerPupil negative',
      'boards',
      'ceilingPerPupil',
      -1,
      (b) => withPupils(b, {}) && b.ceiling === undefined,
    ),
    inItem(
      'boards: ceilingPerPupil of the wrong length',
      'boards',
      '/ceilingPerPupil',
      (board, plan) => {
        board.ceilingPerPupil = tooLong('1')(plan);
      },
      (board) => withPupils(board, {}) && board.ceiling === undefined,
    ),
    inItem('boards: ceiling and ceilingPerPupil', 'boards', '', (board) => {
      board.pupils = 10;
      board.ceiling = 10;
      board.ceilingPerPupil = 1;
    }),
    inItem('boards: ceilingPerPupil without pupils', 'boards', '', (board) => {
      delete board.pupils;
      delete board.ceiling;
      board.ceilingPerPupil = 1;
    }),
    keyOf('institutes: ceiling with 3 decimals', 'institutes', 'ceiling', 10.005),
    keyOf('institutes: ceiling of the wrong length', 'institutes', 'ceiling', tooLong(10)),
    keyOf('institutes: pupils', 'institutes', 'pupils', 10),
    keyOf('schools: unknown board', 'schools', 'board', NOBODY),
    keyOf('schools: board called __proto__', 'schools', 'board', '__proto__'),
    missing('schools', 'board'),
    keyOf('schools: another sector', 'schools', 'sector', 'hbo'),
    keyOf('schools: location is a number', 'schools', 'location', 3),
    keyOf('schools: x is a word', 'schools', 'x', 'oost'),
    keyOf('schools: supervisors negative', 'schools', 'supervisors', -1),
    keyOf('schools: supervisors not whole', 'schools', 'supervisors', 2.5),
    keyOf('schools: supervisors a text', 'schools', 'supervisors', '3'),
    keyOf('schools: supervisors of the wrong length', 'schools', 'supervisors', tooLong(1)),
    keyOf('schools: supervisors an empty list', 'schools', 'supervisors', []),
    keyOf('schools: capacity negative', 'schools', 'capacity', tooLong(-1, 1)),
    keyOf('schools: capacity of the wrong length', 'schools', 'capacity', tooLong(1)),
    keyOf('groups: another kind', 'groups', 'kind', 'leerling'),
    keyOf('groups: weight negative', 'groups', 'weight', '-0.5'),
    keyOf('groups: workplaceShare above 1', 'groups', 'workplaceShare', '1.0000000001'),
    keyOf('groups: workplaceShare negative', 'groups', 'workplaceShare', -0.1),
    keyOf('groups: supervised a text', 'groups', 'supervised', 'ja'),
    keyOf('students: unknown school', 'students', 'school', NOBODY),
    keyOf('students: unknown institute', 'students', 'institute', NOBODY),
    keyOf('students: unknown group', 'students', 'group', NOBODY),
    keyOf('students: group called constructor', 'students', 'group', 'constructor', (_, plan) =>
      items(plan, 'groups').every((group) => group.id !== 'constructor'),
    ),
    inItem(
      'students: a student entry without institute',
      'students',
      '',
      (entry) => {
        delete entry.institute;
      },
      (entry, plan) => entry.institute !== undefined && isStudentGroup(plan, entry.group),
    ),
    missing('students', 'school'),
    missing('students', 'group'),
    missing('students', 'counts'),
    keyOf('students: an unknown key', 'students', 'count', 3),
    keyOf('students: a negative count', 'students', 'counts', -1),
    keyOf('students: a negative count in a list', 'students', 'counts', tooLong(-1, 1)),
    keyOf('students: a count that is not whole', 'students', 'counts', 2.5),
    keyOf('students: a count as a text', 'students', 'counts', '10'),
    keyOf('students: a count of 13 digits', 'students', 'counts', 1e12 * 9),
    keyOf('students: counts an empty list', 'students', 'counts', []),
    keyOf('students: counts too long', 'students', 'counts', tooLong(1)),
    keyOf(
      'students: counts too short',
      'students',
      'counts',
      (plan: Tree) => Array.from({ length: (plan.years as number) - 1 }, () => 1),
      (_, plan) => (plan.years as number) > 2,
    ),
    keyOf('students: before is a number', 'students', 'before', 3),
    keyOf('students: before has a negative count', 'students', 'before', [1, -1]),
    keyOf('students: before has a count that is not whole', 'students', 'before', [1.5]),
    keyOf('roles: another level', 'roles', 'level', 'uitvoerend'),
    keyOf('roles: another employer', 'roles', 'employer', 'board'),
    keyOf('roles: unknown rate', 'roles', 'rate', NOBODY),
    keyOf('roles: maxFte 0', 'roles', 'maxFte', '0.00'),
    keyOf('roles: maxFte negative', 'roles', 'maxFte', -1),
    missing('roles', 'level'),
    missing('roles', 'employer'),
    missing('roles', 'rate'),
    inItem('rates: perHour and perFte', 'rates', '', (rate) => {
      rate.perHour = 50;
      rate.perFte = 80000;
      delete rate.overhead;
    }),
    inItem('rates: neither perHour nor perFte', 'rates', '', (rate) => {
      delete rate.perHour;
      delete rate.perFte;
      delete rate.overhead;
    }),
    inItem('rates: overhead with perHour', 'rates', '', (rate) => {
      delete rate.perFte;
      rate.perHour = 50;
      rate.overhead = '0.1';
    }),
    keyOf('rates: perHour negative', 'rates', 'perHour', -1, (rate) => rate.perHour !== undefined),
    keyOf('rates: perFte negative', 'rates', 'perFte', '-80000', (rate) => rate.perFte !== undefined),
    keyOf('rates: overhead negative', 'rates', 'overhead', '-0.1', (rate) => rate.perFte !== undefined),
  ];
}

/** What norms and costs share; `value` is the name of what they give. */
function rules(list: 'norms' | 'costs', value: 'hours' | 'amount'): Breakage[] {
  const other = value === 'hours' ? 'amount' : 'hours';
  const withSteps: Applies = (rule) => rule.steps !== undefined;
  const alone = (rule: Tree, key: string, content: unknown) => {
    delete rule.steps;
    delete rule.min;
    delete rule.max;
    delete rule[value];
    rule[key] = content;
  };
  const notGroup: Applies = (rule) => rule.per !== 'group';
  return [
    missing(list, 'at'),
    missing(list, 'per'),
    keyOf(`${list}: another at`, list, 'at', 'class'),
    keyOf(`${list}: another per`, list, 'per', 'class'),
    keyOf(`${list}: unknown variant`, list, 'variants', [NOBODY]),
    keyOf(`${list}: variants a text`, list, 'variants', (plan: Tree) => firstVariant(plan).id),
    keyOf(`${list}: ${other}`, list, other, 10),
    keyOf(`${list}: ${value} negative`, list, value, '-0.01', isRuleWithValue),
    inItem(`${list}: ${value} and steps`, list, '', (rule) => {
      rule[value] = 1;
      rule.steps = [{ from: 1, [value]: 1 }];
    }),
    inItem(`${list}: neither ${value} nor steps`, list, '', (rule) => {
      delete rule[value];
      delete rule.steps;
    }),
    inItem(`${list}: steps that fall`, list, '/steps', (rule) =>
      alone(rule, 'steps', [
        { from: 10, [value]: 1 },
        { from: 5, [value]: 2 },
      ]),
    ),
    inItem(`${list}: steps that stay`, list, '/steps', (rule) =>
      alone(rule, 'steps', [
        { from: 10, [value]: 1 },
        { from: 10, [value]: 2 },
      ]),
    ),
    inItem(`${list}: a step that is not whole`, list, '/steps/*/from', (rule) =>
      alone(rule, 'steps', [{ from: 1.5, [value]: 1 }]),
    ),
    inItem(`${list}: a step from a text`, list, '/steps/*/from', (rule) =>
      alone(rule, 'steps', [{ from: '1', [value]: 1 }]),
    ),
    inItem(`${list}: a step without from`, list, '/steps/*', (rule) =>
      alone(rule, 'steps', [{ [value]: 1 }]),
    ),
    inItem(`${list}: a step without ${value}`, list, '/steps/*', (rule) =>
      alone(rule, 'steps', [{ from: 1 }]),
    ),
    inItem(`${list}: a step with ${other}`, list, '/steps/*', (rule) =>
      alone(rule, 'steps', [{ from: 1, [value]: 1, [other]: 1 }]),
    ),
    inItem(`${list}: a step below zero`, list, '/steps/*', (rule) =>
      alone(rule, 'steps', [{ from: 1, [value]: -1 }]),
    ),
    inItem(`${list}: an unknown key in a step`, list, '/steps/*', (rule) =>
      alone(rule, 'steps', [{ from: 1, [value]: 1, to: 3 }]),
    ),
    keyOf(`${list}: a value per step below zero`, list, 'steps', [{ from: 1, [value]: '-2' }], withSteps),
    inItem(`${list}: min above max`, list, '', (rule) => {
      rule.min = '5.01';
      rule.max = 5;
    }),
    inItem(`${list}: min negative`, list, '/min', (rule) => {
      delete rule.max;
      rule.min = -1;
    }),
    inItem(`${list}: max negative`, list, '/max', (rule) => {
      delete rule.min;
      rule.max = '-0.5';
    }),
    keyOf(`${list}: phase of the wrong length`, list, 'phase', tooLong(1)),
    keyOf(`${list}: phase is one value`, list, 'phase', '0.5'),
    keyOf(`${list}: phase negative`, list, 'phase', tooLong(-1, 1)),
    keyOf(`${list}: every 0 years`, list, 'every', { years: 0 }),
    keyOf(`${list}: every 1.5 years`, list, 'every', { years: 1.5 }),
    keyOf(`${list}: every -1 years`, list, 'every', { years: -1 }),
    keyOf(`${list}: every without years`, list, 'every', { offset: 1 }),
    keyOf(`${list}: an unknown key in every`, list, 'every', { years: 2, from: 1 }),
    keyOf(`${list}: groupSize without group`, list, 'groupSize', 2, notGroup),
    keyOf(`${list}: groupSize 0`, list, 'groupSize', 0, (rule) => rule.per === 'group'),
    keyOf(`${list}: groupSize negative`, list, 'groupSize', '-2', (rule) => rule.per === 'group'),
    missing(list, 'groupSize'),
    keyOf(`${list}: weighted without student or group`, list, 'weighted', true, (rule) =>
      ['unit', 'school', 'supervisor'].includes(rule.per as string),
    ),
    keyOf(`${list}: weighted a text`, list, 'weighted', 'ja', (rule) => rule.per === 'student'),
    inItem(`${list}: supervisor at institute`, list, '', (rule) => {
      rule.at = 'institute';
      rule.per = 'supervisor';
      delete rule.groupSize;
      delete rule.weighted;
    }),
    ...filters(list, always),
  ];
}

/** `where`, of norms, costs and funding. */
function filters(list: string, applies: Applies): Breakage[] {
  return [
    keyOf(`${list}: where names an unknown group`, list, 'where', { group: [NOBODY] }, applies),
    keyOf(`${list}: where names an unknown institute`, list, 'where', { institute: [NOBODY] }, applies),
    keyOf(`${list}: where names an unknown board`, list, 'where', { board: [NOBODY] }, applies),
    keyOf(`${list}: where names another sector`, list, 'where', { sector: ['hbo'] }, applies),
    keyOf(`${list}: where has a text for a list`, list, 'where', { location: 'stad' }, applies),
    keyOf(`${list}: where has an unknown key`, list, 'where', { network: ['noord'] }, applies),
    keyOf(`${list}: where is a list`, list, 'where', [], applies),
    keyOf(`${list}: minStudents of where negative`, list, 'where', { minStudents: -1 }, applies),
    keyOf(`${list}: maxStudents of where not whole`, list, 'where', { maxStudents: 2.5 }, applies),
  ];
}

function normsAndCosts(): Breakage[] {
  return [
    ...rules('norms', 'hours'),
    ...rules('costs', 'amount'),
    keyOf('norms: unknown role', 'norms', 'role', NOBODY),
    missing('norms', 'role'),
    keyOf('norms: bearer', 'norms', 'bearer', 'region'),
    keyOf('norms: indexed', 'norms', 'indexed', true),
    keyOf('norms: category', 'norms', 'category', 'overig'),
    missing('costs', 'bearer'),
    keyOf('costs: another bearer', 'costs', 'bearer', 'board'),
    keyOf('costs: role', 'costs', 'role', (plan: Tree) => items(plan, 'roles')[0]?.id ?? NOBODY),
    keyOf('costs: indexed a text', 'costs', 'indexed', 'ja'),
    keyOf('costs: category a number', 'costs', 'category', 4),
  ];
}

function funding(): Breakage[] {
  const notOfCost: Applies = (item) => item.kind !== 'ofCost';
  const isOfCost = isOfKind('ofCost');
  return [
    keyOf('funding: another source', 'funding', 'source', 'gift'),
    missing('funding', 'source'),
    keyOf('funding: another kind', 'funding', 'kind', 'perSchool'),
    missing('funding', 'kind'),
    keyOf('funding: amount negative', 'funding', 'amount', -1, isOfKind('perStudent', 'fixed')),
    missing('funding', 'amount'),
    missing('funding', 'steps'),
    missing('funding', 'share'),
    inItem(
      'funding: steps with perStudent',
      'funding',
      '',
      (item) => {
        item.steps = [{ from: 1, amount: 1 }];
      },
      isOfKind('perStudent', 'fixed'),
    ),
    inItem(
      'funding: amount with steps',
      'funding',
      '',
      (item) => {
        item.amount = 1;
      },
      isOfKind('steps', 'ofCost'),
    ),
    keyOf('funding: share without ofCost', 'funding', 'share', '0.5', notOfCost),
    keyOf('funding: share above 1', 'funding', 'share', '1.1', isOfCost),
    keyOf('funding: share negative', 'funding', 'share', '-0.1', isOfCost),
    keyOf(
      'funding: steps that fall',
      'funding',
      'steps',
      [
        { from: 5, amount: 1 },
        { from: 4, amount: 2 },
      ],
      isOfKind('steps'),
    ),
    keyOf('funding: a step with hours', 'funding', 'steps', [{ from: 5, hours: 1 }], isOfKind('steps')),
    keyOf('funding: ofCost with where', 'funding', 'where', { sector: ['po'] }, isOfCost),
    inItem(
      'funding: ofCost with payer',
      'funding',
      '',
      (item) => {
        item.source = 'contribution';
        item.payer = 'board';
      },
      isOfCost,
    ),
    keyOf('funding: ofCost with lag', 'funding', 'lag', 1, isOfCost),
    inItem(
      'funding: ofCost with basis',
      'funding',
      '',
      (item) => {
        item.basis = 'calendar';
      },
      isOfCost,
    ),
    inItem(
      'funding: payer without contribution',
      'funding',
      '',
      (item) => {
        item.source = 'subsidy';
        item.payer = 'board';
        delete item.basis;
      },
      notOfCost,
    ),
    inItem(
      'funding: another payer',
      'funding',
      '/payer',
      (item) => {
        item.source = 'contribution';
        item.payer = 'region';
        delete item.basis;
      },
      notOfCost,
    ),
    inItem(
      'funding: calendar with payer',
      'funding',
      '',
      (item) => {
        item.source = 'contribution';
        item.payer = 'board';
        item.basis = 'calendar';
        item.lag = 1;
      },
      notOfCost,
    ),
    inItem(
      'funding: calendar with lag 0',
      'funding',
      '',
      (item) => {
        delete item.payer;
        item.basis = 'calendar';
        item.lag = 0;
      },
      notOfCost,
    ),
    inItem(
      'funding: calendar without lag',
      'funding',
      '',
      (item) => {
        delete item.payer;
        delete item.lag;
        item.basis = 'calendar';
      },
      notOfCost,
    ),
    keyOf('funding: another basis', 'funding', 'basis', 'year', notOfCost),
    keyOf('funding: lag 4', 'funding', 'lag', 4, notOfCost),
    keyOf('funding: lag -1', 'funding', 'lag', -1, notOfCost),
    keyOf('funding: lag not whole', 'funding', 'lag', 0.5, notOfCost),
    keyOf('funding: lag a text', 'funding', 'lag', '1', notOfCost),
    keyOf('funding: minStudents negative', 'funding', 'minStudents', -1),
    keyOf('funding: minStudents not whole', 'funding', 'minStudents', 20.5),
    keyOf('funding: cap negative', 'funding', 'cap', -1),
    keyOf('funding: indexed a number', 'funding', 'indexed', 1),
    keyOf('funding: to a board', 'funding', 'to', 'board'),
    keyOf('funding: phase of the wrong length', 'funding', 'phase', tooLong(1)),
    keyOf('funding: phase negative', 'funding', 'phase', tooLong('-1', 1)),
    keyOf('funding: unknown variant', 'funding', 'variants', [NOBODY]),
    keyOf('funding: every', 'funding', 'every', { years: 2 }),
    ...filters('funding', notOfCost),
  ];
}

function splitAndStaff(): Breakage[] {
  const split = (name: string, value: unknown, below = '') => ({
    ...inPlan(name, 'split', value),
    path: `/split${below}`,
  });
  const row = (plan: Tree): Tree | undefined => {
    const role = items(plan, 'roles').find((one) =>
      items(plan, 'staff').every((other) => other.role !== one.id),
    );
    return role === undefined ? undefined : { role: role.id, party: 'region', fte: 1 };
  };
  const staff = (name: string, below: string, keys: Tree | ((plan: Tree) => Tree)) =>
    edit(name, `/staff/*${below}`, (plan) => {
      const base = row(plan);
      if (base === undefined) return false;
      plan.staff = [
        ...items(plan, 'staff'),
        { ...base, ...(typeof keys === 'function' ? keys(plan) : keys) },
      ];
      return true;
    });
  return [
    split('split: shares below 1', { shares: { school: '0.5', network: '0.4999999999' } }),
    split('split: shares above 1', { shares: { school: '0.5', network: '0.6' } }),
    split('split: no shares', { shares: {} }),
    split('split: without shares', { regionFirst: true }),
    split('split: a region share with regionFirst', {
      regionFirst: true,
      shares: { region: '0.5', school: '0.5' },
    }),
    split('split: a region share of 0 with regionFirst', {
      regionFirst: true,
      shares: { region: 0, school: 1 },
    }),
    split('split: a negative share', { shares: { school: '1.5', network: '-0.5' } }),
    split('split: an unknown level', { shares: { school: '0.5', board: '0.5' } }),
    split('split: an unknown key', { shares: { school: 1 }, first: 'region' }, '/first'),
    split('split: regionFirst a text', { regionFirst: 'ja', shares: { school: 1 } }, '/regionFirst'),
    split('split: a list', []),
    split('split: null', null),
    edit('staff: a row twice', '/staff/*', (plan) => {
      const role = items(plan, 'roles')[0];
      if (role === undefined) return false;
      const twice = { role: role.id, party: 'region', fte: 1 };
      plan.staff = [...items(plan, 'staff'), twice, { ...twice, fte: 2 }];
      return true;
    }),
    staff('staff: unknown role', '/role', { role: NOBODY }),
    staff('staff: unknown board', '/party', { party: `board:${NOBODY}` }),
    staff('staff: unknown institute', '/party', { party: `institute:${NOBODY}` }),
    staff('staff: a board without its kind', '/party', (plan) => ({
      party: items(plan, 'boards').find((board) => board.id !== 'region')?.id ?? 'noord',
    })),
    staff('staff: a school', '/party', (plan) => ({
      party: `school:${String(items(plan, 'schools')[0]?.id)}`,
    })),
    staff('staff: fte with 5 decimals', '/fte', { fte: '0.00001' }),
    staff('staff: fte negative', '/fte', { fte: -1 }),
    staff('staff: fte of the wrong length', '/fte', (plan) => ({ fte: tooLong(1)(plan) })),
    edit('staff: without fte', '/staff/*', (plan) => {
      const base = row(plan);
      if (base === undefined) return false;
      delete base.fte;
      plan.staff = [...items(plan, 'staff'), base];
      return true;
    }),
    staff('staff: an unknown key', '/hours', { hours: 3 }),
  ];
}

function structure(): Breakage[] {
  return [
    missing('variants', 'layout'),
    keyOf('variants: layout an object', 'variants', 'layout', {}),
    inLayout('layout: unknown school', '/*/school', (layout) => {
      layout.push({ school: NOBODY, kind: 'partner', network: 'net-extra' });
      return true;
    }),
    inLayout('layout: a school twice', '/*', (layout) => {
      if (layout[0] === undefined) return false;
      layout.push({ school: layout[0].school, kind: 'partner', network: 'net-extra' });
      return true;
    }),
    {
      ...inLayout('layout: a school with students has no place', '', (layout, plan) =>
        removePlace(layout, plan, true),
      ),
      path: ['/variants/*/layout', '/schools/*', '/students/*'],
    },
    {
      ...inLayout('layout: a school with starters only has no place', '', (layout, plan) =>
        removePlace(layout, plan, false),
      ),
      path: ['/variants/*/layout', '/schools/*', '/students/*'],
    },
    inLayout('layout: kind not in the id form', '/*/kind', (layout) =>
      setPlace(layout, 'kind', 'Hub school'),
    ),
    inLayout('layout: kind digits only', '/*/kind', (layout) => setPlace(layout, 'kind', '12')),
    inLayout('layout: kind a number', '/*/kind', (layout) => setPlace(layout, 'kind', 1)),
    inLayout('layout: without kind', '/*', (layout) => layout[0] !== undefined && delete layout[0].kind),
    inLayout(
      'layout: without network',
      '/*',
      (layout) => layout[0] !== undefined && delete layout[0].network,
    ),
    inLayout('layout: network null', '/*/network', (layout) => setPlace(layout, 'network', null)),
    inLayout('layout: an unknown key', '/*', (layout) => setPlace(layout, 'lead', true)),
    edit('layout: two leads in a network', '/variants/*', (plan) => {
      const variant = firstVariant(plan);
      const [first, second] = variant.layout as Tree[];
      if (first === undefined || second === undefined) return false;
      Object.assign(first, { kind: 'kop', network: 'net-extra' });
      Object.assign(second, { kind: 'kop', network: 'net-extra' });
      variant.leadKinds = [...((variant.leadKinds ?? []) as string[]), 'kop'];
      return true;
    }),
    edit('layout: two leads of different kinds', '/variants/*', (plan) => {
      const variant = firstVariant(plan);
      const [first, second] = variant.layout as Tree[];
      if (first === undefined || second === undefined) return false;
      Object.assign(first, { kind: 'kop', network: 'net-extra' });
      Object.assign(second, { kind: 'spil', network: 'net-extra' });
      variant.leadKinds = ['kop', 'spil'];
      return true;
    }),
    keyOf('variants: leadKinds a text', 'variants', 'leadKinds', 'hub'),
    keyOf('variants: studentsPerSupervisor 0', 'variants', 'studentsPerSupervisor', 0),
    keyOf('variants: studentsPerSupervisor negative', 'variants', 'studentsPerSupervisor', '-2'),
    keyOf('variants: studentsPerSupervisor a list', 'variants', 'studentsPerSupervisor', [2]),
    keyOf('variants: requirements an object', 'variants', 'requirements', {}),
    inRequirements('requirement: another type', { type: 'two-leads' }),
    inRequirements('requirement: without type', {}),
    inRequirements('requirement: team without roles', { type: 'team' }),
    inRequirements('requirement: team with an unknown role', { type: 'team', roles: [NOBODY] }, '/roles'),
    inRequirements('requirement: location-mix without locations', { type: 'location-mix' }),
    inRequirements(
      'requirement: location-mix with a text',
      { type: 'location-mix', locations: 'stad' },
      '/locations',
    ),
    inRequirements('requirement: group-size without kind', { type: 'group-size', min: 1, max: 2 }),
    inRequirements('requirement: group-size without min', { type: 'group-size', kind: 'hub', max: 2 }),
    inRequirements('requirement: group-size without max', { type: 'group-size', kind: 'hub', min: 2 }),
    inRequirements('requirement: group-size with a negative min', {
      type: 'group-size',
      kind: 'hub',
      min: -1,
      max: 2,
    }),
    inRequirements('requirement: workplace-share without min', { type: 'workplace-share' }),
    inRequirements(
      'requirement: workplace-share with a word',
      { type: 'workplace-share', min: 'veel' },
      '/min',
    ),
    inRequirements('requirement: max-partners without max', { type: 'max-partners', kind: 'partner' }),
    inRequirements('requirement: max-partners without kind', { type: 'max-partners', max: 2 }),
    inRequirements('requirement: max-partners with a negative max', {
      type: 'max-partners',
      kind: 'partner',
      max: -1,
    }),
    inRequirements('requirement: a key of another type', { type: 'one-lead', max: 1 }),
    inRequirements('requirement: an unknown key', { type: 'school-guided', since: 2026 }),
  ];
}

function setPlace(layout: Tree[], key: string, value: unknown): boolean {
  if (layout[0] === undefined) return false;
  layout[0][key] = value;
  return true;
}

/** Takes away the place of a school that has students or, without them, starters. */
function removePlace(layout: Tree[], plan: Tree, students: boolean): boolean {
  const schoolsOf = (isWanted: (entry: Tree) => boolean) =>
    items(plan, 'students')
      .filter((entry) => hasCount(entry) && isWanted(entry))
      .map((entry) => entry.school);
  const withStudents = schoolsOf((entry) => isStudentGroup(plan, entry.group));
  const chosen = students
    ? withStudents[0]
    : schoolsOf((entry) => !isStudentGroup(plan, entry.group)).find(
        (school) => !withStudents.includes(school),
      );
  const place = layout.findIndex((item) => item.school === chosen);
  if (chosen === undefined || place < 0) return false;
  layout.splice(place, 1);
  return true;
}

function changes(): Breakage[] {
  const variant = '/variants/*';
  const named = (list: string) => (plan: Tree) =>
    items(plan, list).length === 0 ? undefined : { [list]: items(plan, list) };
  return [
    keyOf('changes: a list', 'variants', 'changes', []),
    keyOf('changes: null', 'variants', 'changes', null),
    keyOf('changes: a text', 'variants', 'changes', 'norms'),
    inChanges('changes: format', () => ({ format: 'samenplan/1' })),
    inChanges('changes: startYear', (plan) => ({ startYear: plan.startYear })),
    inChanges('changes: years', (plan) => ({ years: plan.years })),
    inChanges('changes: students', () => ({ students: [] })),
    inChanges('changes: students null', () => ({ students: null })),
    inChanges('changes: variants', () => ({ variants: {} })),
    inChanges('changes: an unknown key', () => ({ schoool: 1 })),
    inChanges('changes: the key __proto__', () =>
      Object.defineProperty({}, '__proto__', { value: { years: 2 }, enumerable: true }),
    ),
    inChanges('changes: null for an unknown norm', (plan) => added(plan, 'norms', NOBODY, null)),
    inChanges('changes: null for an unknown school', (plan) => added(plan, 'schools', NOBODY, null)),
    inChanges('changes: null for constructor', (plan) =>
      items(plan, 'boards').some((board) => board.id === 'constructor')
        ? undefined
        : added(plan, 'boards', 'constructor', null),
    ),
    inChanges(
      'changes: another id inside an item',
      changeOfItem('norms', () => ({ id: 'anders' })),
    ),
    inChanges('changes: another id inside a new item', (plan) =>
      added(plan, 'boards', 'nieuw-bestuur', { id: 'anders', name: 'Nieuw' }),
    ),
    inChanges(
      'changes: id null inside an item',
      changeOfItem('boards', () => ({ id: null })),
    ),
    inChanges('changes: norms as a list', named('norms')),
    inChanges('changes: boards as a list', named('boards')),
    inChanges('changes: norms null', () => ({ norms: null })),
    inChanges('changes: schools null', () => ({ schools: null })),
    inChanges('changes: funding a text', () => ({ funding: 'geen' })),
    inChanges(
      'changes: an item that is a number',
      changeOfItem('costs', () => 5 as unknown as Tree),
    ),
    inChanges(
      'changes: an item that is a list',
      changeOfItem('norms', () => [] as unknown as Tree),
    ),
    inChanges('changes: a new id not in the form', (plan) =>
      added(plan, 'boards', 'Nieuw', { name: 'Nieuw' }),
    ),
    inChanges('changes: a new id of digits', (plan) => added(plan, 'boards', '123', { name: 'Nieuw' })),
    inChanges(
      'changes: a new board without name',
      (plan) => added(plan, 'boards', 'nieuw-bestuur', {}),
      variant,
    ),
    inChanges(
      'changes: a new school with an unknown board',
      (plan) => added(plan, 'schools', 'nieuwe-school', { name: 'Nieuw', board: NOBODY }),
      variant,
    ),
    inChanges('changes: staff as an object', () => ({ staff: {} }), variant),
    inChanges(
      'changes: staff of an unknown role',
      () => ({ staff: [{ role: NOBODY, party: 'region', fte: 1 }] }),
      variant,
    ),
    inChanges('changes: hoursPerFte null', () => ({ hoursPerFte: null }), variant),
    inChanges('changes: hoursPerFte 0', () => ({ hoursPerFte: 0 }), variant),
    inChanges('changes: name null', () => ({ name: null }), variant),
    inChanges('changes: wageIndex -1', () => ({ wageIndex: '-1' }), variant),
    inChanges(
      'changes: priceIndex of the wrong length',
      (plan) => ({ priceIndex: tooLong(0)(plan) }),
      variant,
    ),
    inChanges('changes: a trend of an unknown group', () => ({ trend: { [NOBODY]: '0.1' } }), variant),
    inChanges(
      'changes: a split that does not add up',
      () => ({ split: { shares: { region: null, school: '0.9', network: null, institute: null } } }),
      variant,
    ),
    inChanges('changes: a ceiling with 3 decimals', () => ({ ceiling: '1.005' }), variant),
    inChanges(
      'changes: a norm with negative hours',
      changeOfItem('norms', () => ({ steps: null, hours: -1 })),
      variant,
    ),
    inChanges(
      'changes: a norm of an unknown role',
      changeOfItem('norms', () => ({ role: NOBODY })),
      variant,
    ),
    inChanges(
      'changes: a norm with steps beside hours',
      changeOfItem('norms', () => ({ steps: [{ from: 1, hours: 1 }], hours: 1 })),
      variant,
    ),
    inChanges(
      'changes: a norm with an unknown key',
      changeOfItem('norms', () => ({ uren: 3 })),
      variant,
    ),
    inChanges(
      'changes: a norm without at',
      changeOfItem('norms', () => ({ at: null })),
      variant,
    ),
    inChanges(
      'changes: a cost with min above max',
      changeOfItem('costs', () => ({ min: 2, max: 1 })),
      variant,
    ),
    inChanges(
      'changes: null in a list of an item',
      changeOfItem('norms', () => ({ where: { kind: [null] } })),
      variant,
    ),
    inChanges(
      'changes: a board that a school needs is removed',
      removalOf('boards', 'schools', 'board'),
      variant,
    ),
    inChanges('changes: a rate that a role needs is removed', removalOf('rates', 'roles', 'rate'), variant),
    inChanges(
      'changes: a group that an entry needs is removed',
      removalOf('groups', 'students', 'group'),
      variant,
    ),
    inChanges(
      'changes: a school with students is removed',
      removalOf('schools', 'students', 'school'),
      variant,
    ),
    inChanges(
      'changes: an institute that an entry needs is removed',
      removalOf('institutes', 'students', 'institute'),
      variant,
    ),
    inChanges(
      'changes: a starter group with open entries becomes students',
      changeOfItem(
        'groups',
        () => ({ kind: 'student' }),
        (group, plan) =>
          group.kind === 'starter' &&
          items(plan, 'students').some((entry) => entry.group === group.id && entry.institute === undefined),
      ),
      variant,
    ),
  ];
}

function added(plan: Tree, list: string, id: string, value: unknown): Tree {
  const own: Tree = { ...((((firstVariant(plan).changes ?? {}) as Tree)[list] ?? {}) as Tree) };
  put(own, id, value);
  return { [list]: own };
}

/** Removes an item that another list names; not where the changes already touch those lists. */
function removalOf(list: string, naming: string, key: string) {
  return (plan: Tree): Tree | undefined => {
    const touched = (firstVariant(plan).changes ?? {}) as Tree;
    if (touched[list] !== undefined || touched[naming] !== undefined) return undefined;
    const named = items(plan, naming).find((item) => item[key] !== undefined)?.[key];
    return named === undefined ? undefined : added(plan, list, named as string, null);
  };
}

// -------------------------------------------------------------------------------------------- limits

/** A plan that is valid and as small as can be, for the limits. */
export function barePlan(): Tree {
  return {
    format: 'samenplan/1',
    name: 'Kaal',
    region: 'Regio',
    startYear: 2026,
    years: 1,
    hoursPerFte: 1659,
    boards: [{ id: 'noord', name: 'Noord' }],
    institutes: [{ id: 'hogeschool', name: 'Hogeschool' }],
    schools: [{ id: 'hub', name: 'Hub', board: 'noord' }],
    groups: [{ id: 'voltijd', name: 'Voltijd' }],
    students: [{ school: 'hub', institute: 'hogeschool', group: 'voltijd', counts: 10 }],
    roles: [{ id: 'opleider', name: 'Opleider', level: 'tactisch', employer: 'school', rate: 'docent' }],
    rates: [{ id: 'docent', name: 'Docent', perHour: 50 }],
    variants: [{ id: 'basis', name: 'Basis', layout: [{ school: 'hub', kind: 'hub', network: 'net' }] }],
  };
}

/** A plan with so many of what section 11 limits, and valid apart from that. */
export function planOfSize(size: {
  schools?: number;
  entries?: number;
  norms?: number;
  variants?: number;
  years?: number;
  at?: string;
}): Tree {
  const plan = barePlan();
  const make = (n: number, draw: (i: number) => Tree) => Array.from({ length: n }, (_, i) => draw(i));
  plan.years = size.years ?? 1;
  if (size.schools !== undefined) {
    plan.schools = make(size.schools, (i) => ({ id: `s${i}`, name: `School ${i}`, board: 'noord' }));
    plan.students = [{ school: 's0', institute: 'hogeschool', group: 'voltijd', counts: 10 }];
    (plan.variants as Tree[])[0] = {
      ...firstVariant(plan),
      layout: make(size.schools, (i) => ({ school: `s${i}`, kind: 'partner', network: 'net' })),
    };
  }
  if (size.entries !== undefined) {
    const school = items(plan, 'schools')[0]?.id;
    plan.students = make(size.entries, () => ({
      school,
      institute: 'hogeschool',
      group: 'voltijd',
      counts: 1,
    }));
  }
  if (size.norms !== undefined) {
    const at = size.at ?? 'region';
    plan.norms = make(size.norms, (i) => ({
      id: `n${i}`,
      name: `Norm ${i}`,
      role: 'opleider',
      at,
      per: 'unit',
      hours: 1,
    }));
  }
  if (size.variants !== undefined) {
    plan.variants = make(size.variants, (i) => ({
      ...firstVariant(plan),
      id: `v${i}`,
      name: `Variant ${i}`,
    }));
  }
  return plan;
}

function limits(): Breakage[] {
  return [
    { name: 'limit: 5,001 schools', path: '/schools', break: () => planOfSize({ schools: 5001 }) },
    {
      name: 'limit: 100,001 student entries',
      path: '/students',
      break: () => planOfSize({ entries: 100_001 }),
    },
    { name: 'limit: 1,001 rules', path: ['/norms', ''], break: () => planOfSize({ norms: 1001 }) },
    { name: 'limit: 51 variants', path: '/variants', break: () => planOfSize({ variants: 51 }) },
    {
      name: 'limit: more than 5,000,000 units in one variant',
      path: ['/norms', '/variants', ''],
      break: () => planOfSize({ schools: 5000, norms: 67, years: 15, at: 'school' }),
    },
    {
      name: 'limit: more than 5,000,000 units over the variants',
      path: ['/norms', '/variants', ''],
      break: () => planOfSize({ schools: 2000, norms: 60, years: 5, variants: 9, at: 'school' }),
    },
  ];
}

/** Every way to break a plan. */
export const BREAKAGES: readonly Breakage[] = [
  ...numbers(),
  ...planKeys(),
  ...itemsOfAllLists(),
  ...partnership(),
  ...normsAndCosts(),
  ...funding(),
  ...splitAndStaff(),
  ...structure(),
  ...changes(),
  ...limits(),
];

/** A valid plan in which there is something to break for every breakage. */
export function richPlan(): Tree {
  return {
    format: 'samenplan/1',
    name: 'Rijk',
    region: 'Regio',
    startYear: 2026,
    years: 3,
    hoursPerFte: '1659',
    wageIndex: ['0.03', '0.02'],
    priceIndex: '0.02',
    ceiling: '5000.00',
    version: '1',
    state: 'concept',
    notes: { haalbaarheid: 'ja' },
    boards: [
      { id: 'noord', name: 'Noord', pupils: 2400, ceilingPerPupil: ['1.50', '1.60', '1.70'] },
      { id: 'zuid', name: 'Zuid', ceiling: '5000.00', code: '12345' },
      { id: 'west', name: 'West', pupils: 100 },
    ],
    institutes: [
      { id: 'hogeschool', name: 'Hogeschool', ceiling: [1, 2, 3] },
      { id: 'universiteit', name: 'Universiteit' },
    ],
    schools: [
      {
        id: 'hub',
        name: 'Hub',
        board: 'noord',
        sector: 'vo',
        location: 'stad',
        supervisors: 9,
        capacity: 20,
      },
      { id: 'partner-a', name: 'A', board: 'noord', sector: 'vo', location: 'platteland', x: '1.5', y: 2 },
      { id: 'partner-b', name: 'B', board: 'zuid', sector: 'po', supervisors: [1, 2, 3] },
      { id: 'leeg', name: 'Leeg', board: 'zuid' },
    ],
    groups: [
      { id: 'voltijd', name: 'Voltijd', workplaceShare: '0.4' },
      { id: 'zij-instroom', name: 'Zij-instroom', weight: '1.5', workplaceShare: 0.8 },
      { id: 'beginners', name: 'Beginners', kind: 'starter', supervised: true },
    ],
    students: [
      { school: 'hub', institute: 'hogeschool', group: 'voltijd', counts: 10, before: [12, 11] },
      { school: 'hub', institute: 'universiteit', group: 'voltijd', counts: [5] },
      { school: 'partner-a', institute: 'hogeschool', group: 'zij-instroom', counts: [3, 3, 4] },
      { school: 'partner-b', group: 'beginners', counts: [2, 0, 1] },
    ],
    trend: { voltijd: ['-0.1', '-0.12'] },
    roles: [
      {
        id: 'begeleider',
        name: 'Begeleider',
        level: 'operationeel',
        employer: 'school',
        rate: 'lb',
        maxFte: '0.1',
      },
      { id: 'opleider', name: 'Opleider', level: 'tactisch', employer: 'institute', rate: 'hbo' },
      { id: 'leider', name: 'Leider', level: 'strategisch', employer: 'region', rate: 'hbo' },
    ],
    rates: [
      { id: 'lb', name: 'LB', perFte: 85000, overhead: '0.1' },
      { id: 'hbo', name: 'HBO', perHour: '71.35' },
    ],
    norms: [
      {
        id: 'begeleiding',
        name: 'N1',
        role: 'begeleider',
        at: 'school',
        per: 'student',
        hours: 40,
        weighted: true,
      },
      {
        id: 'groepen',
        name: 'N2',
        role: 'opleider',
        at: 'network',
        per: 'group',
        groupSize: 12,
        hours: '24',
      },
      {
        id: 'trap',
        name: 'N3',
        role: 'leider',
        at: 'region',
        per: 'unit',
        steps: [
          { from: 1, hours: 5 },
          { from: 9, hours: 8 },
        ],
      },
      {
        id: 'inductie',
        name: 'N4',
        role: 'begeleider',
        at: 'board',
        per: 'supervisor',
        hours: 3,
        where: { group: ['beginners'] },
      },
    ],
    costs: [
      { id: 'training', name: 'C1', bearer: 'school', at: 'board', per: 'supervisor', amount: '175' },
      {
        id: 'duo',
        name: 'C2',
        bearer: 'region',
        at: 'region',
        per: 'group',
        groupSize: 2,
        amount: 10,
        variants: ['basis'],
      },
      {
        id: 'dag',
        name: 'C3',
        bearer: 'institute',
        at: 'institute',
        per: 'student',
        steps: [{ from: 0, amount: 5 }],
      },
    ],
    funding: [
      {
        id: 'subsidie',
        name: 'F1',
        source: 'subsidy',
        kind: 'perStudent',
        amount: 2750,
        lag: 1,
        basis: 'calendar',
      },
      { id: 'bijdrage', name: 'F2', source: 'contribution', kind: 'fixed', amount: 250, payer: 'board' },
      {
        id: 'staffel',
        name: 'F3',
        source: 'other',
        kind: 'steps',
        steps: [
          { from: 1, amount: 9 },
          { from: 5, amount: 10 },
        ],
      },
      { id: 'deel', name: 'F4', source: 'subsidy', kind: 'ofCost', share: '0.25', to: 'school', cap: 9000 },
    ],
    split: { regionFirst: true, shares: { network: '0.25', school: '0.5', institute: '0.25' } },
    staff: [{ role: 'begeleider', party: 'board:noord', fte: '0.1' }],
    variants: [
      {
        id: 'basis',
        name: 'Basis',
        layout: [
          { school: 'hub', kind: 'hub', network: 'noord' },
          { school: 'partner-a', kind: 'partner', network: 'noord' },
          { school: 'partner-b', kind: 'partner', network: 'zuid' },
        ],
        leadKinds: ['hub'],
        studentsPerSupervisor: 2,
        requirements: [{ type: 'one-lead' }],
      },
      {
        id: 'anders',
        name: 'Anders',
        layout: [
          { school: 'hub', kind: 'kern', network: 'noord' },
          { school: 'partner-a', kind: 'kern', network: 'noord' },
          { school: 'partner-b', kind: 'schil', network: 'noord' },
        ],
        changes: { norms: { begeleiding: { hours: 30 } } },
      },
    ],
  };
}
