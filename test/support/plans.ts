/**
 * Random plans that are valid by the model page, and much wilder than a region would draw up: every list may be
 * empty, every optional key comes and goes, numbers are huge or tiny and spelled in every allowed way. Written
 * from the model page alone, so that a plan that the product refuses is a finding.
 */
import * as fc from 'fast-check';

export type Tree = Record<string, unknown>;

export type Size = 'small' | 'plan' | 'large';

/** Readings of the model page that it allows, but doesn't spell out; each can be left out by name. */
export const DEBATABLE = [
  'nested-metadata', // metadata on places, requirements and steps too ("every list item")
  'empty-filters', // `variants: []`, `where: {group: []}`, a team of no roles, a mix of no locations
  'empty-where', // `where: {}`
  'before-only', // a school whose only students are those of `before` needs no place
  'cross-variant', // layout and team are held against the variant's own patched plan
  'zero-spelling', // `-0`, `-0.00`, `007.50`, and more than 10 decimals that end in zeros
  'funding-from-zero', // a staffel from 0 pays where nobody counts
  'ceiling-per-pupil-decimals', // more than 2 decimals in `ceilingPerPupil`
  'negative-position', // x and y below 0
  'negative-offset', // `every.offset` below 0
  'empty-steps', // `steps: []`: never anything
] as const;

export type Debatable = (typeof DEBATABLE)[number];

export interface PlanOptions {
  size?: Size;
  /** How often a number is huge, tiny or long: 0 to 1. */
  extreme?: number;
  /** The debatable readings that plans may use; all of them by default. */
  debatable?: readonly Debatable[];
  /** With this, failing plans shrink: to smaller plans that it calls valid. */
  isValid?: (plan: Tree) => boolean;
}

interface Bounds {
  boards: number;
  institutes: number;
  schools: number;
  groups: number;
  students: number;
  roles: number;
  rates: number;
  norms: number;
  costs: number;
  funding: number;
  staff: number;
  variants: number;
  networks: number;
  years: number;
}

const BOUNDS: Record<Size, Bounds> = {
  small: {
    boards: 2,
    institutes: 2,
    schools: 3,
    groups: 2,
    students: 4,
    roles: 2,
    rates: 2,
    norms: 2,
    costs: 2,
    funding: 2,
    staff: 2,
    variants: 2,
    networks: 2,
    years: 3,
  },
  plan: {
    boards: 4,
    institutes: 3,
    schools: 8,
    groups: 4,
    students: 14,
    roles: 4,
    rates: 3,
    norms: 6,
    costs: 5,
    funding: 6,
    staff: 5,
    variants: 3,
    networks: 4,
    years: 5,
  },
  large: {
    boards: 9,
    institutes: 6,
    schools: 30,
    groups: 7,
    students: 80,
    roles: 7,
    rates: 5,
    norms: 12,
    costs: 10,
    funding: 10,
    staff: 10,
    variants: 4,
    networks: 8,
    years: 15,
  },
};

const KINDS = ['hub', 'partner', 'kern', 'schil', 'huis', 'opleidingsschool', 'constructor', '2e-kind'];
const SECTORS = ['po', 'vo', 'so', 'mbo'];
const LOCATIONS = ['stad', 'platteland', 'Ommeland (noord)', 'constructor'];
const NAMES = [
  'Naam',
  'Élève & “Zoon”',
  '=SOM(A1)',
  '  spaties  ',
  '日本',
  '<b>&amp;</b>',
  "'s-Graveland",
  '🏫',
];
const LISTS_WITH_IDS = [
  'boards',
  'institutes',
  'schools',
  'groups',
  'roles',
  'rates',
  'norms',
  'costs',
  'funding',
];
const ODD_IDS = [
  'constructor',
  'length',
  'at',
  'region',
  'tostring',
  '0a',
  'a-',
  '9-x',
  'a--b',
  'null',
  'true',
  '1e5',
];

/** An arbitrary of valid plans, as `JSON.parse` would give them. */
export function planArbitrary(options: PlanOptions = {}): fc.Arbitrary<Tree> {
  return new PlanArbitrary(options);
}

/** The same `n` plans for the same seed and options. */
export function samplePlans(seed: number, n: number, options: PlanOptions = {}): Tree[] {
  return fc.sample(planArbitrary(options), { seed, numRuns: n });
}

class PlanArbitrary extends fc.Arbitrary<Tree> {
  private readonly options: PlanOptions;

  constructor(options: PlanOptions) {
    super();
    this.options = options;
  }

  override generate(random: fc.Random): fc.Value<Tree> {
    return new fc.Value(drawPlan(new Dice(random, this.options), this.options.size ?? 'plan'), undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is Tree {
    return this.options.isValid !== undefined;
  }

  override shrink(value: Tree): fc.Stream<fc.Value<Tree>> {
    const { isValid } = this.options;
    if (isValid === undefined) return fc.Stream.nil();
    return new fc.Stream(smallerPlans(value))
      .filter((candidate) => isValid(candidate))
      .map((candidate) => new fc.Value(candidate, undefined));
  }
}

// --------------------------------------------------------------------------------------------- chance

class Dice {
  private readonly random: fc.Random;
  private readonly extreme: number;
  private readonly debatable: readonly Debatable[];

  constructor(random: fc.Random, options: PlanOptions) {
    this.random = random;
    this.extreme = options.extreme ?? 0.06;
    this.debatable = options.debatable ?? DEBATABLE;
  }

  int(least: number, most: number): number {
    return this.random.nextInt(least, most);
  }

  chance(part: number): boolean {
    return this.int(0, 999_999) < part * 1_000_000;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.int(0, list.length - 1)] as T;
  }

  may(reading: Debatable, part: number): boolean {
    return this.debatable.includes(reading) && this.chance(part);
  }

  isExtreme(): boolean {
    return this.chance(this.extreme);
  }

  shuffle<T>(list: readonly T[]): T[] {
    const result = [...list];
    for (let i = result.length - 1; i > 0; i -= 1) {
      const j = this.int(0, i);
      [result[i], result[j]] = [result[j] as T, result[i] as T];
    }
    return result;
  }

  /** Some of the list, at least one, in any order. */
  some<T>(list: readonly T[]): T[] {
    return this.shuffle(list).slice(0, this.int(1, list.length));
  }

  digits(length: number): string {
    return Array.from({ length }, () => this.int(0, 9)).join('');
  }
}

// -------------------------------------------------------------------------------------------- numbers

interface DecimalOptions {
  zero?: boolean;
  decimals?: number;
  most?: number;
}

/** A decimal >= 0 (> 0 without `zero`) in one of the allowed spellings. */
function decimal(
  dice: Dice,
  { zero = true, decimals = 10, most = 2000 }: DecimalOptions = {},
): number | string {
  const text = decimalText(dice, zero, decimals, most);
  if (!zero && /^[0.]*$/.test(text)) return spell(dice, '1');
  return spell(dice, text);
}

function decimalText(dice: Dice, zero: boolean, decimals: number, most: number): string {
  if (zero && dice.chance(0.06)) return '0';
  if (dice.isExtreme()) {
    const shape = dice.int(0, 3);
    if (shape === 0) return `${dice.int(1, 9)}${dice.digits(11)}`;
    if (shape === 1) {
      const tail = Math.min(3, decimals);
      return `${dice.int(1, 9)}${dice.digits(11)}${tail === 0 ? '' : `.${dice.digits(tail)}`}`;
    }
    if (shape === 2 && decimals > 0) return `0.${'0'.repeat(decimals - 1)}${dice.int(1, 9)}`;
    if (decimals > 0) return `${dice.int(1, 9)}${dice.digits(4)}.${dice.digits(decimals)}`;
    return `${dice.int(1, 9)}${dice.digits(11)}`;
  }
  const whole = dice.int(0, dice.chance(0.5) ? Math.min(20, most) : most);
  const tail = Math.min(decimals, dice.pick([0, 0, 0, 1, 2, 2, 2, 3, 4, 6]));
  if (tail === 0) return String(whole);
  if (decimals > 2 && dice.chance(0.1)) return `${whole}.${dice.digits(2)}5`;
  return `${whole}.${dice.digits(tail)}`;
}

/** 0..1, both ends included. */
function part(dice: Dice): number | string {
  if (dice.chance(0.15)) return spell(dice, dice.pick(['0', '1', '1.0', '0.5']));
  return spell(dice, `0.${dice.digits(dice.pick([1, 2, 2, 3, 10]))}`);
}

/** A yearly change: above -1. */
function change(dice: Dice): number | string {
  if (dice.isExtreme())
    return spell(dice, dice.pick(['-0.9999999999', '-0.999', '7.25', '0.0000000001', '123456']));
  if (dice.chance(0.1)) return spell(dice, '0');
  const size = `0.${dice.digits(dice.pick([1, 2, 2, 4]))}`;
  const falls = Number(size) !== 0 && dice.chance(0.5);
  return spell(dice, falls ? `-${size}` : size);
}

/** One of the ways to write a decimal down: a number, a string, a string with needless zeros. */
function spell(dice: Dice, text: string): number | string {
  if (dice.chance(0.4)) return Number(text);
  const room = 10 - (text.split('.')[1] ?? '').length;
  if (dice.chance(0.2) && room > 0) {
    const zeros = '0'.repeat(dice.int(1, room));
    return text.includes('.') ? `${text}${zeros}` : `${text}.${zeros}`;
  }
  if (dice.may('zero-spelling', 0.03)) {
    const long = text.includes('.') ? `${text}${'0'.repeat(14)}` : `${text}.${'0'.repeat(14)}`;
    const padded = text.startsWith('-') ? `-00${text.slice(1)}` : `00${text}`;
    const shapes: (number | string)[] = [long, padded];
    if (Number(text) === 0 && !text.startsWith('-')) shapes.push('-0', '-0.00', -0);
    return dice.pick(shapes);
  }
  return text;
}

function count(dice: Dice): number {
  if (dice.chance(0.3)) return 0;
  if (dice.isExtreme()) return dice.pick([1, 999_999_999_999, 1000, Number(`9${dice.digits(11)}`)]);
  return dice.chance(0.5) ? dice.int(1, 5) : dice.int(1, 60);
}

/** One value, or a list of one per year. */
function perYear<T>(dice: Dice, years: number, draw: () => T): T | T[] {
  return dice.chance(0.6) ? draw() : Array.from({ length: years }, draw);
}

// ------------------------------------------------------------------------------------------ the parts

interface Draft {
  dice: Dice;
  bounds: Bounds;
  /** The plan as it stands so far, without its variants. */
  plan: Tree;
  years: number;
  variantIds: string[];
  ids: IdMaker;
}

function list(draft: Draft, key: string): Tree[] {
  return (draft.plan[key] ?? []) as Tree[];
}

function idsOf(draft: Draft, key: string): string[] {
  return list(draft, key).map((item) => item.id as string);
}

/** New ids: plain ones, one series that all lists share, or odd ones that the form allows. */
class IdMaker {
  private readonly dice: Dice;
  private readonly shared: boolean;
  private readonly used = new Map<string, Set<string>>();

  constructor(dice: Dice) {
    this.dice = dice;
    this.shared = dice.chance(0.2);
  }

  next(key: string): string {
    const used = this.used.get(key) ?? new Set<string>();
    this.used.set(key, used);
    const prefix = this.shared ? 'x' : key.slice(0, 2);
    let id = `${prefix}${used.size}`;
    if (this.dice.chance(0.06)) id = this.dice.pick(ODD_IDS);
    else if (this.dice.chance(0.02)) id = `${prefix}-${'lang'.repeat(20)}`.slice(0, 57 + this.dice.int(0, 3));
    if (used.has(id)) id = `${prefix}${used.size}-bis`;
    used.add(id);
    return id;
  }
}

function named(dice: Dice, id: string): Tree {
  return { id, name: dice.chance(0.8) ? `Naam van ${id}` : dice.pick(NAMES) };
}

/** Adds the keys that never change a result. */
function annotate(dice: Dice, item: Tree, hasOwnSource = false): Tree {
  if (!dice.chance(0.2)) return item;
  if (!hasOwnSource && dice.chance(0.5))
    item.source = dice.pick(['bron', 'https://example.org/cao?jaar=2026#1']);
  if (dice.chance(0.3)) item.assumption = true;
  if (dice.chance(0.3)) item.status = dice.pick(['norm', 'afspraak', 'aanname']);
  if (dice.chance(0.2)) item.validFrom = '2024-02-29';
  if (dice.chance(0.2)) item.validTo = '2027-07-31';
  if (dice.chance(0.2)) item.checkedOn = '2026-01-15';
  if (dice.chance(0.3)) item.note = 'Toelichting, met é en "aanhalingstekens"';
  if (dice.chance(0.2)) item.code = dice.pick(['01AB', '12345', '01AB00']);
  return item;
}

function annotateNested(dice: Dice, item: Tree): Tree {
  return dice.may('nested-metadata', 0.1) ? annotate(dice, item) : item;
}

function drawBoard({ dice, years }: Draft, id: string): Tree {
  const board = named(dice, id);
  if (dice.chance(0.5)) board.pupils = perYear(dice, years, () => pupils(dice));
  if (dice.chance(0.6)) {
    if (board.pupils !== undefined && dice.chance(0.6)) {
      const decimals = dice.may('ceiling-per-pupil-decimals', 0.3) ? 10 : 2;
      board.ceilingPerPupil = perYear(dice, years, () => decimal(dice, { decimals, most: 60 }));
    } else {
      board.ceiling = drawCeiling(dice, years);
    }
  }
  return annotate(dice, board);
}

function pupils(dice: Dice): number {
  return dice.isExtreme() ? dice.pick([0, 999_999_999_999]) : dice.int(0, 5000);
}

function drawCeiling(dice: Dice, years: number): unknown {
  return perYear(dice, years, () => decimal(dice, { decimals: 2, most: 90_000 }));
}

function drawInstitute({ dice, years }: Draft, id: string): Tree {
  const institute = named(dice, id);
  if (dice.chance(0.4)) institute.ceiling = drawCeiling(dice, years);
  return annotate(dice, institute);
}

function drawSchool(draft: Draft, id: string): Tree {
  const { dice, years } = draft;
  const school: Tree = { ...named(dice, id), board: dice.pick(idsOf(draft, 'boards')) };
  if (dice.chance(0.7)) school.sector = dice.pick(SECTORS);
  if (dice.chance(0.7)) school.location = dice.pick(LOCATIONS);
  if (dice.chance(0.2)) {
    const sign = () => (dice.may('negative-position', 0.2) ? '-' : '');
    school.x = spell(dice, `${sign()}${dice.int(1, 300)}.${dice.digits(2)}`);
    school.y = spell(dice, `${sign()}${dice.int(1, 300)}.${dice.digits(2)}`);
  }
  if (dice.chance(0.5)) school.supervisors = perYear(dice, years, () => supply(dice));
  if (dice.chance(0.5)) school.capacity = perYear(dice, years, () => supply(dice));
  return annotate(dice, school);
}

function supply(dice: Dice): number {
  return dice.isExtreme() ? dice.pick([0, 999_999_999_999]) : dice.int(0, 40);
}

/** `mustBeStarter` where the group has entries without an institute. */
function drawGroup(draft: Draft, id: string, mustBeStarter = false): Tree {
  const { dice } = draft;
  const group = named(dice, id);
  if (mustBeStarter || dice.chance(0.3)) group.kind = 'starter';
  else if (dice.chance(0.2)) group.kind = 'student';
  if (dice.chance(0.5)) group.weight = decimal(dice, { most: 3 });
  if (dice.chance(0.7)) group.workplaceShare = part(dice);
  if (dice.chance(0.3)) group.supervised = dice.chance(0.5);
  return annotate(dice, group);
}

function drawRate({ dice }: Draft, id: string): Tree {
  const rate = named(dice, id);
  if (dice.chance(0.4)) {
    rate.perHour = decimal(dice, { most: 150 });
  } else {
    rate.perFte = decimal(dice, { most: 150_000 });
    if (dice.chance(0.5)) rate.overhead = decimal(dice, { most: 1 });
  }
  return annotate(dice, rate);
}

function drawRole(draft: Draft, id: string): Tree {
  const { dice } = draft;
  const role: Tree = {
    ...named(dice, id),
    level: dice.pick(['operationeel', 'tactisch', 'strategisch']),
    employer: dice.pick(['school', 'institute', 'region']),
    rate: dice.pick(idsOf(draft, 'rates')),
  };
  if (dice.chance(0.5)) role.maxFte = decimal(dice, { zero: false, most: 1 });
  return annotate(dice, role);
}

/** Counts as a list of years, as one integer or as a list of that one; most of them above 0. */
function drawCounts(dice: Dice, years: number): number | number[] {
  const shape = dice.int(0, 4);
  if (shape === 0) return count(dice);
  if (shape === 1) return [count(dice)];
  if (shape === 2) return Array.from({ length: years }, () => 0);
  return Array.from({ length: years }, () => count(dice));
}

function drawEntry(draft: Draft): Tree | undefined {
  const { dice, years } = draft;
  const institutes = idsOf(draft, 'institutes');
  const groups = list(draft, 'groups').filter((group) => institutes.length > 0 || group.kind === 'starter');
  if (groups.length === 0) return undefined;
  const group = dice.pick(groups);
  const entry: Tree = { school: dice.pick(idsOf(draft, 'schools')) };
  if (group.kind !== 'starter' || (institutes.length > 0 && dice.chance(0.5))) {
    entry.institute = dice.pick(institutes);
  }
  entry.group = group.id;
  entry.counts = drawCounts(dice, years);
  if (dice.chance(0.4)) entry.before = Array.from({ length: dice.int(0, 4) }, () => count(dice));
  return annotate(dice, entry);
}

// ---------------------------------------------------------------------------- norms, costs and funding

function drawWhere(draft: Draft): Tree {
  const { dice } = draft;
  const where: Tree = {};
  const filter = (key: string, values: readonly string[], often: number) => {
    if (dice.may('empty-filters', 0.005)) where[key] = [];
    else if (values.length > 0 && dice.chance(often)) where[key] = dice.some(values);
  };
  filter('kind', KINDS, 0.15);
  filter('sector', SECTORS, 0.15);
  filter('location', LOCATIONS, 0.15);
  filter('group', idsOf(draft, 'groups'), 0.5);
  filter('institute', idsOf(draft, 'institutes'), 0.15);
  filter('board', idsOf(draft, 'boards'), 0.15);
  if (dice.chance(0.2)) where.minStudents = dice.int(0, 30);
  if (dice.chance(0.2))
    where.maxStudents = ((where.minStudents as number | undefined) ?? 0) + dice.int(0, 60);
  return where;
}

function addFilters(draft: Draft, item: Tree): void {
  const { dice, years, variantIds } = draft;
  if (dice.chance(0.2)) item.variants = dice.some(variantIds);
  else if (dice.may('empty-filters', 0.01)) item.variants = [];
  if (dice.chance(0.45)) {
    const where = drawWhere(draft);
    if (Object.keys(where).length > 0 || dice.may('empty-where', 1)) item.where = where;
  }
  if (dice.chance(0.25)) {
    item.phase = Array.from({ length: years }, () =>
      dice.chance(0.3) ? dice.pick([0, 1, '0', '1.00']) : decimal(dice, { most: 2 }),
    );
  }
}

function drawSteps(dice: Dice, value: 'hours' | 'amount', first: number): Tree[] {
  if (dice.may('empty-steps', 0.02)) return [];
  let from = first;
  return Array.from({ length: dice.int(1, 4) }, () => {
    const step: Tree = { from, [value]: decimal(dice, { most: 5000 }) };
    from += dice.chance(0.3) ? 1 : dice.int(1, 40);
    return annotateNested(dice, step);
  });
}

function addRule(draft: Draft, rule: Tree, value: 'hours' | 'amount'): void {
  const { dice } = draft;
  rule.at = dice.pick(['school', 'network', 'board', 'institute', 'region']);
  const counted = ['unit', 'school', 'student', 'group'];
  if (rule.at !== 'institute') counted.push('supervisor');
  rule.per = dice.pick(counted);
  if (rule.per === 'group') {
    rule.groupSize = dice.chance(0.3)
      ? decimal(dice, { zero: false })
      : spell(dice, dice.pick(['2', '2.5', '12', '7']));
  }
  if ((rule.per === 'group' || rule.per === 'student') && dice.chance(0.5)) rule.weighted = dice.chance(0.8);
  if (dice.chance(0.7)) rule[value] = decimal(dice);
  else rule.steps = drawSteps(dice, value, dice.chance(0.4) ? dice.int(0, 2) : dice.int(0, 30));
  const least = decimal(dice, { most: 300 });
  const most = dice.chance(0.1) ? least : decimal(dice, { most: 3000 });
  if (dice.chance(0.25)) rule.min = least;
  if (dice.chance(0.25) && (rule.min === undefined || Number(most) >= Number(least))) rule.max = most;
  addFilters(draft, rule);
  if (dice.chance(0.2)) {
    const every: Tree = { years: dice.int(1, 4) };
    if (dice.chance(0.5)) every.offset = dice.may('negative-offset', 0.1) ? -dice.int(1, 5) : dice.int(0, 5);
    rule.every = every;
  }
}

function drawNorm(draft: Draft, id: string): Tree {
  const norm: Tree = { ...named(draft.dice, id), role: draft.dice.pick(idsOf(draft, 'roles')) };
  addRule(draft, norm, 'hours');
  return annotate(draft.dice, norm);
}

function drawCost(draft: Draft, id: string): Tree {
  const { dice } = draft;
  const cost: Tree = { ...named(dice, id), bearer: dice.pick(['school', 'institute', 'region']) };
  addRule(draft, cost, 'amount');
  if (dice.chance(0.4)) cost.category = dice.pick(['overig', 'kwaliteit', 'Professionalisering & scholing']);
  if (dice.chance(0.4)) cost.indexed = dice.chance(0.5);
  return annotate(dice, cost);
}

function drawFunding(draft: Draft, id: string): Tree {
  const { dice } = draft;
  const kind = dice.pick(['perStudent', 'perStudent', 'steps', 'fixed', 'ofCost']);
  const funding: Tree = { ...named(dice, id), source: dice.pick(['subsidy', 'contribution', 'other']), kind };
  addFilters(draft, funding);
  if (kind === 'ofCost') {
    delete funding.where;
    funding.share = part(dice);
  } else if (kind === 'steps') {
    const first = dice.may('funding-from-zero', 0.2) ? 0 : dice.int(1, 40);
    funding.steps = drawSteps(dice, 'amount', first);
  } else {
    funding.amount = decimal(dice, { most: kind === 'fixed' ? 90_000 : 3000 });
  }
  if (dice.chance(0.3)) funding.minStudents = dice.int(0, 60);
  if (dice.chance(0.3)) funding.cap = decimal(dice, { most: 40_000 });
  if (dice.chance(0.4)) funding.indexed = dice.chance(0.8);
  if (dice.chance(0.35)) funding.to = dice.pick(['region', 'network', 'school', 'institute']);
  if (kind !== 'ofCost') {
    if (dice.chance(0.5)) funding.lag = dice.int(0, 3);
    if (funding.source === 'contribution' && dice.chance(0.6))
      funding.payer = dice.pick(['board', 'institute']);
    else if (funding.lag !== undefined && funding.lag !== 0 && dice.chance(0.6)) funding.basis = 'calendar';
    else if (dice.chance(0.1)) funding.basis = 'school';
  }
  return annotate(dice, funding, true);
}

// --------------------------------------------------------------------------------- the rest of the plan

function drawSplit(dice: Dice): Tree {
  const split: Tree = {};
  let levels = ['region', 'network', 'school', 'institute'];
  if (dice.chance(0.5)) {
    split.regionFirst = dice.chance(0.85);
    if (split.regionFirst === true) levels = levels.slice(1);
  }
  const chosen = dice.some(levels);
  const decimals = dice.pick([0, 1, 2, 3, 10]);
  let left = 10 ** decimals;
  const shares: Tree = {};
  chosen.forEach((level, i) => {
    const own = i === chosen.length - 1 ? left : dice.int(0, left);
    left -= own;
    const padded = String(own).padStart(decimals + 1, '0');
    const text = decimals === 0 ? padded : `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
    shares[level] = spell(dice, text);
  });
  split.shares = shares;
  return split;
}

function drawStaff(draft: Draft): Tree[] {
  const { dice, years, bounds } = draft;
  const parties = [
    ...idsOf(draft, 'boards').map((id) => `board:${id}`),
    ...idsOf(draft, 'institutes').map((id) => `institute:${id}`),
    'region',
  ];
  const pairs = idsOf(draft, 'roles').flatMap((role) => parties.map((party) => ({ role, party })));
  return dice
    .shuffle(pairs)
    .slice(0, dice.int(0, bounds.staff))
    .map((pair) =>
      annotate(dice, { ...pair, fte: perYear(dice, years, () => decimal(dice, { decimals: 4, most: 3 })) }),
    );
}

function drawTrend(draft: Draft): Tree {
  const { dice, years } = draft;
  const trend: Tree = {};
  for (const id of idsOf(draft, 'groups')) {
    if (dice.chance(0.6)) put(trend, id, drawChanges(dice, years));
  }
  return trend;
}

function drawChanges(dice: Dice, years: number): unknown {
  return dice.chance(0.5) ? change(dice) : Array.from({ length: years - 1 }, () => change(dice));
}

function drawNotes(dice: Dice): Tree {
  const notes: Tree = {};
  if (dice.chance(0.7)) notes.haalbaarheid = 'ja, mits';
  if (dice.chance(0.5)) notes['vraag 1'] = '';
  return notes;
}

/** Draws the plan-wide keys that a variant may change too. */
function addPlanWide(draft: Draft): void {
  const { dice, plan, years } = draft;
  plan.hoursPerFte = dice.chance(0.8)
    ? spell(dice, dice.pick(['1659', '1600', '1658.5']))
    : decimal(dice, { zero: false });
  const sometimes = (key: string, often: number, draw: () => unknown) => {
    if (dice.chance(often)) plan[key] = draw();
    else delete plan[key];
  };
  sometimes('wageIndex', 0.5, () => drawChanges(dice, years));
  sometimes('priceIndex', 0.5, () => drawChanges(dice, years));
  sometimes('ceiling', 0.4, () => drawCeiling(dice, years));
  sometimes('split', 0.7, () => drawSplit(dice));
  sometimes('staff', 0.6, () => drawStaff(draft));
  sometimes('trend', 0.6, () => drawTrend(draft));
  sometimes('version', 0.1, () => '1.2');
  sometimes('state', 0.2, () => dice.pick(['concept', 'vastgesteld']));
  sometimes('notes', 0.2, () => drawNotes(dice));
}

const DRAW: Record<string, { draw: (draft: Draft, id: string) => Tree; needs: string[] }> = {
  boards: { draw: drawBoard, needs: [] },
  institutes: { draw: drawInstitute, needs: [] },
  schools: { draw: drawSchool, needs: ['boards'] },
  groups: { draw: drawGroup, needs: [] },
  rates: { draw: drawRate, needs: [] },
  roles: { draw: drawRole, needs: ['rates'] },
  norms: { draw: drawNorm, needs: ['roles'] },
  costs: { draw: drawCost, needs: [] },
  funding: { draw: drawFunding, needs: [] },
};

function canDraw(draft: Draft, key: string): boolean {
  return (DRAW[key] as { needs: string[] }).needs.every((needed) => list(draft, needed).length > 0);
}

function drawItem(draft: Draft, key: string, id: string): Tree {
  return (DRAW[key] as { draw: (draft: Draft, id: string) => Tree }).draw(draft, id);
}

function drawPlan(dice: Dice, size: Size): Tree {
  const bounds = BOUNDS[size];
  const years = dice.chance(0.04) ? dice.int(1, 15) : dice.int(1, bounds.years);
  const ids = new IdMaker(dice);
  const variantIds = Array.from({ length: dice.int(1, bounds.variants) }, () => ids.next('variants'));
  const plan: Tree = {
    format: 'samenplan/1',
    name: dice.chance(0.7) ? 'Plan' : dice.pick(NAMES),
    region: dice.chance(0.7) ? 'Regio' : dice.pick(NAMES),
    startYear: dice.int(1990, 2080),
    years,
  };
  const draft: Draft = { dice, bounds, plan, years, variantIds, ids };

  for (const key of Object.keys(DRAW)) {
    const mayBeAbsent = key === 'norms' || key === 'costs' || key === 'funding';
    if (mayBeAbsent && dice.chance(0.05)) continue;
    plan[key] = [];
    const many = dice.chance(0.05) ? 0 : dice.int(1, bounds[key as keyof Bounds]);
    for (let i = 0; i < many && canDraw(draft, key); i += 1) {
      list(draft, key).push(drawItem(draft, key, ids.next(key)));
    }
  }

  plan.students = [];
  if (list(draft, 'schools').length > 0 && !dice.chance(0.04)) {
    for (let i = dice.int(1, bounds.students); i > 0; i -= 1) {
      const entry = drawEntry(draft);
      if (entry !== undefined) list(draft, 'students').push(entry);
    }
    if (dice.chance(0.5)) {
      const order = idsOf(draft, 'schools');
      list(draft, 'students').sort(
        (a, b) => order.indexOf(a.school as string) - order.indexOf(b.school as string),
      );
    }
  }
  addPlanWide(draft);
  plan.variants = variantIds.map((id) => drawVariant(draft, id));
  return dice.chance(0.2) ? Object.fromEntries(dice.shuffle(Object.entries(plan))) : plan;
}

// --------------------------------------------------------------------------------------------- variants

function drawVariant(draft: Draft, id: string): Tree {
  const { dice, plan } = draft;
  const variant = named(dice, id);
  let own = draft;
  if (dice.chance(0.5)) {
    const { variants: _, ...rest } = plan;
    own = { ...draft, plan: structuredClone(rest) };
    mutate(own);
    variant.changes = differences(dice, rest, own.plan);
  } else if (dice.chance(0.1)) {
    variant.changes = {};
  }
  const crosses = dice.may('cross-variant', 1);
  const known = (key: string) =>
    idsOf(own, key).filter((item) => crosses || idsOf(draft, key).includes(item));

  const leadKinds = dice.chance(0.6) ? dice.some(KINDS.slice(0, 4)) : [];
  const networks = Array.from({ length: draft.bounds.networks }, (_, i) => `net${i}`);
  if (dice.chance(0.2)) networks.push(dice.pick(ODD_IDS));
  const led = new Set<string>();
  const layout: Tree[] = [];
  for (const school of known('schools')) {
    if (!needsPlace(dice, list(own, 'students'), school) && dice.chance(0.4)) continue;
    const network = dice.pick(networks);
    let kind = dice.pick(KINDS);
    if (leadKinds.includes(kind) && led.has(network)) kind = dice.pick(KINDS.slice(4));
    if (leadKinds.includes(kind)) led.add(network);
    layout.push(annotateNested(dice, { school, kind, network }));
  }
  variant.layout = dice.chance(0.5) ? layout : dice.shuffle(layout);
  if (leadKinds.length > 0 || dice.chance(0.1)) variant.leadKinds = leadKinds;
  if (dice.chance(0.7)) {
    variant.studentsPerSupervisor = dice.chance(0.6)
      ? spell(dice, dice.pick(['1', '2', '2.5', '4']))
      : decimal(dice, { zero: false, most: 6 });
  }
  if (dice.chance(0.7)) {
    variant.requirements = Array.from({ length: dice.int(0, 6) }, () =>
      annotateNested(dice, drawRequirement(dice, known('roles'))),
    );
  }
  return annotate(dice, variant);
}

function needsPlace(dice: Dice, entries: Tree[], school: string): boolean {
  return entries.some((entry) => {
    if (entry.school !== school) return false;
    const before = dice.may('before-only', 1) ? [] : ((entry.before ?? []) as number[]);
    return [entry.counts as number | number[], before].flat().some((n) => n > 0);
  });
}

function drawRequirement(dice: Dice, roles: string[]): Tree {
  const type = dice.pick([
    'school-guided',
    'one-lead',
    'team',
    'location-mix',
    'group-size',
    'workplace-share',
    'max-partners',
  ]);
  if (type === 'team') {
    if (dice.may('empty-filters', 0.05)) return { type, roles: [] };
    return roles.length === 0 ? { type: 'one-lead' } : { type, roles: dice.some(roles) };
  }
  if (type === 'location-mix') {
    return { type, locations: dice.may('empty-filters', 0.05) ? [] : dice.some(LOCATIONS) };
  }
  if (type === 'group-size') {
    const min = dice.int(0, 20);
    return { type, kind: dice.pick(KINDS), min, max: min + dice.int(0, 40) };
  }
  if (type === 'workplace-share') return { type, min: part(dice) };
  if (type === 'max-partners') return { type, kind: dice.pick(KINDS), max: dice.int(0, 3) };
  return { type };
}

/** Turns a copy of the plan into what one variant makes of it. */
function mutate(draft: Draft): void {
  const { dice, plan } = draft;
  for (const key of Object.keys(DRAW)) {
    if (!dice.chance(0.35)) continue;
    const items = list(draft, key);
    const place = dice.int(0, Math.max(0, items.length - 1));
    const old = items[place];
    if (old !== undefined && dice.chance(0.6) && canDraw(draft, key)) {
      items[place] = redraw(draft, key, old);
    }
    if (items.length > 0 && dice.chance(0.3)) removeUnused(draft, key, dice.int(0, items.length - 1));
    if (dice.chance(0.3) && canDraw(draft, key)) {
      plan[key] ??= [];
      list(draft, key).push(drawItem(draft, key, draft.ids.next(key)));
    }
  }
  const before = { ...plan };
  addPlanWide(draft);
  // Most plan-wide keys stay: staff and trend only where what they name is still there.
  for (const key of [
    'hoursPerFte',
    'wageIndex',
    'priceIndex',
    'ceiling',
    'split',
    'staff',
    'trend',
    'notes',
  ]) {
    if (dice.chance(0.6) && key in before && stillNamed(draft, key, before[key])) plan[key] = before[key];
  }
  if (dice.chance(0.05)) plan.name = 'Andere naam';
}

function redraw(draft: Draft, key: string, old: Tree): Tree {
  const id = old.id as string;
  if (key !== 'groups') return drawItem(draft, key, id);
  const open = list(draft, 'students').some((entry) => entry.group === id && entry.institute === undefined);
  return drawGroup(draft, id, open);
}

/** Takes an item out, if nothing in the plan can name it: judged by its id, so sooner too careful than not. */
function removeUnused(draft: Draft, key: string, place: number): void {
  const items = list(draft, key);
  const id = items[place]?.id as string;
  const rest = items.filter((_, i) => i !== place);
  const text = JSON.stringify({ ...draft.plan, [key]: rest });
  const isRule = key === 'norms' || key === 'costs' || key === 'funding';
  const mayGo = key !== 'schools' || draft.dice.may('cross-variant', 1);
  if (isRule || (mayGo && !text.includes(`"${id}"`) && !text.includes(`:${id}"`))) draft.plan[key] = rest;
}

function stillNamed(draft: Draft, key: string, value: unknown): boolean {
  if (key === 'trend') return Object.keys(value as Tree).every((id) => idsOf(draft, 'groups').includes(id));
  if (key !== 'staff') return true;
  return (value as Tree[]).every((row) => {
    const [kind, id] = (row.party as string).split(':') as [string, string | undefined];
    const isThere = id === undefined || idsOf(draft, kind === 'board' ? 'boards' : 'institutes').includes(id);
    return isThere && idsOf(draft, 'roles').includes(row.role as string);
  });
}

/** The merge patch from one plan to another, lists of items keyed by id; with some needless parts. */
function differences(dice: Dice, from: Tree, to: Tree): Tree {
  const changes: Tree = {};
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    if (LISTS_WITH_IDS.includes(key)) {
      const changed = itemDifferences(dice, (from[key] ?? []) as Tree[], (to[key] ?? []) as Tree[]);
      if (Object.keys(changed).length > 0 || dice.chance(0.03)) changes[key] = changed;
    } else if (!isSame(from[key], to[key]) && key !== 'students') {
      changes[key] = valueDifference(from[key], to[key]);
    }
  }
  return changes;
}

function itemDifferences(dice: Dice, from: Tree[], to: Tree[]): Tree {
  const changes: Tree = {};
  for (const item of from) {
    const next = to.find((other) => other.id === item.id);
    if (next === undefined) put(changes, item.id as string, null);
    else if (!isSame(item, next)) put(changes, item.id as string, valueDifference(item, next));
    else if (dice.chance(0.03)) put(changes, item.id as string, dice.chance(0.5) ? {} : { id: item.id });
  }
  for (const item of to) {
    if (from.some((other) => other.id === item.id)) continue;
    const { id, ...rest } = item;
    if (dice.chance(0.1)) rest.note = null;
    put(changes, id as string, dice.chance(0.2) ? item : rest);
  }
  return changes;
}

function valueDifference(from: unknown, to: unknown): unknown {
  if (to === undefined) return null;
  if (!isTree(from) || !isTree(to)) return to;
  const patch: Tree = {};
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const [old, next] = [own(from, key), own(to, key)];
    if (!isSame(old, next)) put(patch, key, valueDifference(old, next));
  }
  return patch;
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Reads a key that may be called anything. */
function own(target: Tree, key: string): unknown {
  return Object.hasOwn(target, key) ? target[key] : undefined;
}

/** Sets a key that may be called anything. */
function put(target: Tree, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

// -------------------------------------------------------------------------------------------- shrinking

/**
 * Smaller plans, the most promising first: one year, a list cut short, an item or a key less, a plainer
 * number. They may be invalid: the caller keeps those that are not.
 */
export function* smallerPlans(plan: Tree): IterableIterator<Tree> {
  const years = plan.years as number;
  for (const shorter of new Set([1, years - 1]))
    if (shorter >= 1 && shorter < years) yield withYears(plan, shorter);
  for (const path of pathsOf(plan)) {
    const value = valueAt(plan, path);
    if (Array.isArray(value) && value.length > 2) {
      const half = Math.ceil(value.length / 2);
      yield replaced(plan, path, value.slice(0, half));
      yield replaced(plan, path, value.slice(half));
    }
  }
  for (const path of pathsOf(plan)) yield removed(plan, path);
  for (const path of pathsOf(plan)) {
    const value = valueAt(plan, path);
    const key = path.at(-1);
    if (key === 'format' || key === 'years' || key === 'startYear') continue;
    if (typeof value === 'number') {
      for (const plainer of [0, 1, Math.floor(value / 2)])
        if (plainer < value) yield replaced(plan, path, plainer);
    } else if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) {
      for (const plainer of ['0', '1', '2', '0.1']) {
        if (plainer.length < value.length) yield replaced(plan, path, plainer);
      }
    }
  }
}

/** The smallest plan that `smallerPlans` reaches while it is still of interest. */
export function minimise(plan: Tree, isOfInterest: (plan: Tree) => boolean, most = 20_000): Tree {
  let best = plan;
  let tried = 0;
  for (let isSmaller = true; isSmaller && tried < most; ) {
    isSmaller = false;
    for (const candidate of smallerPlans(best)) {
      tried += 1;
      if (isOfInterest(candidate)) {
        best = candidate;
        isSmaller = true;
        break;
      }
    }
  }
  return best;
}

type Path = (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  const paths: Path[] = [];
  if (Array.isArray(value)) {
    value.forEach((item, i) => {
      paths.push([...path, i], ...pathsOf(item, [...path, i]));
    });
  } else if (isTree(value)) {
    for (const [key, item] of Object.entries(value))
      paths.push([...path, key], ...pathsOf(item, [...path, key]));
  }
  return paths;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((part, key) => (part as Tree)[key], value);
}

function replaced(plan: Tree, path: Path, value: unknown): Tree {
  const copy = structuredClone(plan);
  const owner = valueAt(copy, path.slice(0, -1)) as Tree;
  owner[path.at(-1) as string] = value;
  return copy;
}

function removed(plan: Tree, path: Path): Tree {
  const copy = structuredClone(plan);
  const owner = valueAt(copy, path.slice(0, -1));
  const key = path.at(-1) as string | number;
  if (Array.isArray(owner)) owner.splice(key as number, 1);
  else delete (owner as Tree)[key];
  return copy;
}

/** The plan cut to fewer years: lists of `years` and of `years - 1` become shorter, but no others. */
function withYears(plan: Tree, years: number): Tree {
  const old = plan.years as number;
  const cut = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) {
      const plain = value.every((item) => typeof item !== 'object');
      if (plain && key === 'rate-list' && value.length === old - 1) return value.slice(0, years - 1);
      if (plain && PER_YEAR.includes(key) && value.length === old) return value.slice(0, years);
      return value.map((item) => cut(item, ''));
    }
    if (!isTree(value)) return value;
    const result: Tree = {};
    for (const [name, item] of Object.entries(value)) {
      const isRate = name === 'wageIndex' || name === 'priceIndex' || key === 'trend';
      put(result, name, cut(item, isRate ? 'rate-list' : name));
    }
    return result;
  };
  return { ...(cut(plan, '') as Tree), years };
}

const PER_YEAR = [
  'counts',
  'supervisors',
  'capacity',
  'pupils',
  'ceiling',
  'ceilingPerPupil',
  'fte',
  'phase',
];

/** At most 3 schools, 3 years and 2 of most things. */
export const smallPlan: fc.Arbitrary<Tree> = planArbitrary({ size: 'small' });
/** At most 8 schools and, mostly, 5 years. */
export const plan: fc.Arbitrary<Tree> = planArbitrary({ size: 'plan' });
/** At most 30 schools, 80 entries and 15 years. */
export const largePlan: fc.Arbitrary<Tree> = planArbitrary({ size: 'large' });
