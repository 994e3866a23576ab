/**
 * A second, independent reading of the planning model: naive, slow and without any cleverness, one function per
 * rule, on exact fractions. The product's engine is compared with it. It takes valid plans only.
 */
import { Fraction, ONE, ZERO } from './fraction.ts';
import { patchPlan } from './patch.ts';
import type {
  At,
  Cost,
  Decimal,
  Employer,
  Entry,
  Funding,
  Level,
  Norm,
  OneOrList,
  Plan,
  Requirement,
  Rule,
  Step,
  Variant,
  Where,
} from './types.ts';

const CENT = new Fraction(1n, 100n);
const LEVELS: Level[] = ['region', 'network', 'school', 'institute'];
const PLACES: At[] = ['school', 'network', 'board', 'institute', 'region'];

/** Everything that is fixed for one variant. `counts` has the whole plan years, per entry in plan order. */
interface World {
  plan: Plan;
  variant: Variant;
  counts: bigint[][];
}

interface Share {
  party: string;
  hours: Fraction;
  amount: Fraction;
}

interface Line {
  item: string;
  kind: 'hours' | 'cost';
  role: string | null;
  at: At;
  unit: string;
  count: number | bigint | string;
  hours: Fraction;
  rate: Fraction | null;
  amount: Fraction;
  shares: Share[];
}

interface Grant {
  funding: Funding;
  amount: Fraction;
  /** For a calendar basis: the parts for August to December and for January to July. */
  autumn: Fraction | null;
  spring: Fraction | null;
  payers: { party: string; amount: Fraction }[];
}

interface Year {
  result: unknown;
  cost: Fraction;
  grants: Grant[];
}

/** The result of section 10 for a valid plan; counts beyond 2^53 come as bigint. */
export function oracleCalculate(input: unknown): unknown {
  const plan = input as Plan;
  return {
    format: 'samenplan-result/1',
    plan: plan.name,
    years: yearNumbers(plan).map((y) => yearLabel(plan, y)),
    variants: plan.variants.map((variant) => calculateVariant(plan, variant)),
  };
}

function calculateVariant(plan: Plan, variant: Variant): unknown {
  const patched = patchPlan(plan, variant.changes);
  const world: World = { plan: patched, variant, counts: allCounts(patched) };
  const years = yearNumbers(patched).map((y) => calculateYear(world, y));
  return { id: variant.id, years: years.map((year) => year.result), calendar: calendar(world, years) };
}

// ---------------------------------------------------------------------------------------------- 1. numbers

function sum(parts: Fraction[]): Fraction {
  return parts.reduce((total, part) => total.plus(part), ZERO);
}

function sumOfCounts(parts: bigint[]): bigint {
  return parts.reduce((total, part) => total + part, 0n);
}

/** Largest remainder, in units of 1. Ties go to the earlier. */
function apportionUnits(total: bigint, weights: Fraction[]): bigint[] {
  if (total < 0n) return apportionUnits(-total, weights).map((part) => -part);
  const all = sum(weights);
  if (all.isZero()) return weights.map(() => 0n);
  const quotas = weights.map((weight) => Fraction.of(total).times(weight).over(all));
  const parts = quotas.map((quota) => quota.floor());
  const remainders = quotas.map((quota, i) => quota.minus(Fraction.of(parts[i] as bigint)));
  let left = total - sumOfCounts(parts);
  const served = weights.map(() => false);
  while (left > 0n) {
    let best = -1;
    remainders.forEach((remainder, i) => {
      if (served[i]) return;
      if (best < 0 || remainder.above(remainders[best] as Fraction)) best = i;
    });
    served[best] = true;
    parts[best] = (parts[best] as bigint) + 1n;
    left -= 1n;
  }
  return parts;
}

/** Largest remainder, in hundredths: cents, or hundredths of an hour. */
function apportionHundredths(total: Fraction, weights: Fraction[]): Fraction[] {
  const units = total.over(CENT);
  if (units.bottom !== 1n) throw new RangeError('only whole hundredths can be apportioned');
  return apportionUnits(units.top, weights).map((part) => Fraction.of(part).times(CENT));
}

/** A count for the output: a JSON integer. */
function integer(value: bigint): number | bigint {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

/** An amount for the output. */
function money(value: Fraction): string {
  return value.fixed(2);
}

// ------------------------------------------------------------------------------------------- 2. the plan

function yearNumbers(plan: Plan): number[] {
  return Array.from({ length: plan.years }, (_, y) => y);
}

function yearLabel(plan: Plan, y: number): string {
  return `${plan.startYear + y}-${plan.startYear + y + 1}`;
}

/** The value for year y of a key that holds one value, or a list of one per year. */
function inYear<T>(value: OneOrList<T> | undefined, y: number): T | null {
  if (value === undefined) return null;
  return Array.isArray(value) ? (value[y] as T) : value;
}

/** The product of 1+change up to year y, of a key that holds one change, or a list of one per step. */
function growth(change: OneOrList<Decimal> | undefined, y: number): Fraction {
  let factor = ONE;
  for (let step = 1; step <= y; step += 1) {
    const value = change === undefined ? 0 : Array.isArray(change) ? (change[step - 1] as Decimal) : change;
    factor = factor.times(ONE.plus(Fraction.of(value)));
  }
  return factor;
}

function isOneCount(plan: Plan, entry: Entry): boolean {
  return !Array.isArray(entry.counts) || (entry.counts.length === 1 && plan.years !== 1);
}

function firstCount(entry: Entry): bigint {
  return BigInt(Array.isArray(entry.counts) ? (entry.counts[0] as number) : entry.counts);
}

/** The counts of every entry in every year of the plan: as they stand, or projected by the group's trend. */
function allCounts(plan: Plan): bigint[][] {
  return plan.students.map((entry, place) =>
    yearNumbers(plan).map((y) => {
      if (!isOneCount(plan, entry)) return BigInt((entry.counts as number[])[y] as number);
      return projectedCounts(plan, entry.group, y).get(place) as bigint;
    }),
  );
}

/** The one-count entries of a group in year y, by their place in the plan. */
function projectedCounts(plan: Plan, group: string, y: number): Map<number, bigint> {
  const places: number[] = [];
  plan.students.forEach((entry, place) => {
    if (entry.group === group && isOneCount(plan, entry)) places.push(place);
  });
  const counts = places.map((place) => firstCount(plan.students[place] as Entry));
  const trend = plan.trend !== undefined && Object.hasOwn(plan.trend, group) ? plan.trend[group] : undefined;
  const total = Fraction.of(sumOfCounts(counts)).times(growth(trend, y)).round(0).top;
  const parts = apportionUnits(
    total,
    counts.map((count) => Fraction.of(count)),
  );
  return new Map(places.map((place, i) => [place, parts[i] as bigint]));
}

/** The count of an entry in a year of the plan or, below 0, in a year before it. */
function countOf(world: World, place: number, y: number): bigint {
  const entry = world.plan.students[place] as Entry;
  if (y >= 0) return (world.counts[place] as bigint[])[y] as bigint;
  const before = entry.before?.[-y - 1];
  return before === undefined ? firstCount(entry) : BigInt(before);
}

function groupOf(world: World, entry: Entry) {
  return must(world.plan.groups.find((group) => group.id === entry.group));
}

function schoolOf(world: World, id: string) {
  return must(world.plan.schools.find((school) => school.id === id));
}

function isStarter(world: World, entry: Entry): boolean {
  return groupOf(world, entry).kind === 'starter';
}

function places(world: World): number[] {
  return world.plan.students.map((_, place) => place);
}

/** The entries of students, so without starters. */
function studentPlaces(world: World): number[] {
  return places(world).filter((place) => !isStarter(world, entryAt(world, place)));
}

function entryAt(world: World, place: number): Entry {
  return world.plan.students[place] as Entry;
}

/** Students (no starters) in year y, of the entries that pass. */
function studentsWhere(world: World, y: number, passes: (entry: Entry) => boolean): bigint {
  return countIn(
    world,
    studentPlaces(world).filter((place) => passes(entryAt(world, place))),
    y,
  );
}

/** n(...) of a set of entries. */
function countIn(world: World, set: number[], y: number): bigint {
  return sumOfCounts(set.map((place) => countOf(world, place, y)));
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the oracle was given a plan that is not valid');
  return value;
}

// ------------------------------------------------------------------------------------------- 3. structure

function placeOf(world: World, school: string) {
  return world.variant.layout.find((place) => place.school === school);
}

/** Networks in order of first appearance in the layout. */
function networks(world: World): string[] {
  return [...new Set(world.variant.layout.map((place) => place.network))];
}

/** The schools of a network, in plan order. */
function schoolsOfNetwork(world: World, network: string): string[] {
  return world.plan.schools
    .map((school) => school.id)
    .filter((school) => placeOf(world, school)?.network === network);
}

/** The lead schools of a network: at most one in a valid plan. */
function leadsOf(world: World, network: string): string[] {
  const kinds = world.variant.leadKinds ?? [];
  return world.variant.layout
    .filter((place) => place.network === network && kinds.includes(place.kind))
    .map((place) => place.school);
}

function isSupervised(world: World, entry: Entry): boolean {
  const group = groupOf(world, entry);
  return group.supervised ?? group.kind !== 'starter';
}

/** The werkplekbegeleiders that a school needs: for all its supervised groups, starters too. */
function supervisorsNeeded(world: World, school: string, y: number): bigint {
  const perSupervisor = world.variant.studentsPerSupervisor;
  if (perSupervisor === undefined) return 0n;
  const set = places(world).filter((place) => {
    const entry = entryAt(world, place);
    return entry.school === school && isSupervised(world, entry);
  });
  return Fraction.of(countIn(world, set, y))
    .over(Fraction.of(perSupervisor))
    .ceil();
}

// ----------------------------------------------------------------------------------- 4. norms and costs

/** Whether an entry passes a filter, with the students of year y. */
function passesWhere(world: World, entry: Entry, where: Where | undefined, y: number): boolean {
  if (isStarter(world, entry) && !(where?.group ?? []).includes(entry.group)) return false;
  if (where === undefined) return true;
  const school = schoolOf(world, entry.school);
  const kind = placeOf(world, entry.school)?.kind;
  if (where.kind !== undefined && (kind === undefined || !where.kind.includes(kind))) return false;
  if (where.sector !== undefined && !where.sector.includes(school.sector ?? '')) return false;
  if (
    where.location !== undefined &&
    (school.location === undefined || !where.location.includes(school.location))
  )
    return false;
  if (where.group !== undefined && !where.group.includes(entry.group)) return false;
  if (
    where.institute !== undefined &&
    (entry.institute === undefined || !where.institute.includes(entry.institute))
  )
    return false;
  if (where.board !== undefined && !where.board.includes(school.board)) return false;
  if (where.minStudents !== undefined && studentsOfSchool(world, entry.school, y) < BigInt(where.minStudents))
    return false;
  if (where.maxStudents !== undefined && studentsOfSchool(world, entry.school, y) > BigInt(where.maxStudents))
    return false;
  return true;
}

/** The entries that pass a filter over the region, with the students of year y. */
function entriesWhere(world: World, where: Where | undefined, y: number): number[] {
  return places(world).filter((place) => passesWhere(world, entryAt(world, place), where, y));
}

function unitsAt(world: World, at: At): string[] {
  if (at === 'school') return world.plan.schools.map((school) => school.id);
  if (at === 'network') return networks(world);
  if (at === 'board') return world.plan.boards.map((board) => board.id);
  if (at === 'institute') return world.plan.institutes.map((institute) => institute.id);
  return ['region'];
}

function isInUnit(world: World, entry: Entry, at: At, unit: string): boolean {
  if (at === 'school') return entry.school === unit;
  if (at === 'network') return placeOf(world, entry.school)?.network === unit;
  if (at === 'board') return schoolOf(world, entry.school).board === unit;
  if (at === 'institute') return entry.institute === unit;
  return true;
}

/** E of a rule, a unit and a year. */
function entriesOf(world: World, rule: Rule, unit: string, y: number): number[] {
  return entriesWhere(world, rule.where, y).filter((place) =>
    isInUnit(world, entryAt(world, place), rule.at, unit),
  );
}

/** S: the schools with a count above 0 in E. */
function schoolsIn(world: World, set: number[], y: number): string[] {
  return world.plan.schools
    .map((school) => school.id)
    .filter((school) => {
      const own = set.filter((place) => entryAt(world, place).school === school);
      return countIn(world, own, y) > 0n;
    });
}

function weightedCount(world: World, set: number[], y: number): Fraction {
  return sum(
    set.map((place) =>
      Fraction.of(countOf(world, place, y)).times(
        Fraction.of(groupOf(world, entryAt(world, place)).weight ?? 1),
      ),
    ),
  );
}

/** c of a rule over E. */
function ruleCount(world: World, rule: Rule, set: number[], y: number): Fraction {
  const plain = countIn(world, set, y);
  const n = rule.weighted === true ? weightedCount(world, set, y) : Fraction.of(plain);
  if (rule.per === 'unit') return plain > 0n ? ONE : ZERO;
  if (rule.per === 'school') return Fraction.of(BigInt(schoolsIn(world, set, y).length));
  if (rule.per === 'student') return n;
  if (rule.per === 'group') return Fraction.of(n.over(Fraction.of(rule.groupSize as Decimal)).ceil());
  const needed = schoolsIn(world, set, y).map((school) => supervisorsNeeded(world, school, y));
  return Fraction.of(sumOfCounts(needed));
}

/** The total of the last step with `from` <= the count; 0 below the first. */
function stepValue(steps: Step[], count: Fraction): Fraction {
  let value = ZERO;
  for (const step of steps) {
    if (count.atLeast(Fraction.of(step.from))) value = Fraction.of((step.hours ?? step.amount) as Decimal);
  }
  return value;
}

/** The hours or euro of a rule for a count, within its bounds. */
function rawResult(rule: Rule, count: Fraction): Fraction {
  if (count.isZero()) return ZERO;
  let raw =
    rule.steps === undefined
      ? count.times(Fraction.of((rule.hours ?? rule.amount) as Decimal))
      : stepValue(rule.steps, count);
  if (rule.min !== undefined && Fraction.of(rule.min).above(raw)) raw = Fraction.of(rule.min);
  if (rule.max !== undefined && raw.above(Fraction.of(rule.max))) raw = Fraction.of(rule.max);
  return raw;
}

function phaseOf(item: { phase?: Decimal[] }, y: number): Fraction {
  return item.phase === undefined ? ONE : Fraction.of(item.phase[y] as Decimal);
}

function isActive(rule: Rule, y: number): boolean {
  if (rule.every === undefined) return true;
  const offset = rule.every.offset ?? 0;
  return y >= offset && (y - offset) % rule.every.years === 0;
}

function holdsIn(item: { variants?: string[] }, variant: Variant): boolean {
  return item.variants === undefined || item.variants.includes(variant.id);
}

function rateOf(world: World, roleId: string, y: number): Fraction {
  const role = must(world.plan.roles.find((item) => item.id === roleId));
  const rate = must(world.plan.rates.find((item) => item.id === role.rate));
  const wages = growth(world.plan.wageIndex, y);
  if (rate.perHour !== undefined) return Fraction.of(rate.perHour).times(wages).round(2);
  return Fraction.of(rate.perFte as Decimal)
    .times(ONE.plus(Fraction.of(rate.overhead ?? 0)))
    .times(wages)
    .over(Fraction.of(world.plan.hoursPerFte))
    .round(2);
}

function outputCount(rule: Rule, count: Fraction): number | bigint | string {
  if (rule.weighted === true && rule.per === 'student') return count.plain();
  return integer(count.top);
}

function normLines(world: World, norm: Norm, y: number): Line[] {
  const lines: Line[] = [];
  if (!holdsIn(norm, world.variant) || !isActive(norm, y)) return lines;
  const rate = rateOf(world, norm.role, y);
  const role = must(world.plan.roles.find((item) => item.id === norm.role));
  for (const unit of unitsAt(world, norm.at)) {
    const set = entriesOf(world, norm, unit, y);
    const count = ruleCount(world, norm, set, y);
    if (count.isZero()) continue;
    const hours = rawResult(norm, count).times(phaseOf(norm, y)).round(2);
    const amount = hours.times(rate).round(2);
    lines.push({
      item: norm.id,
      kind: 'hours',
      role: norm.role,
      at: norm.at,
      unit,
      count: outputCount(norm, count),
      hours,
      rate,
      amount,
      shares: sharesOf(world, role.employer, norm.at, unit, set, y, hours, amount),
    });
  }
  return lines;
}

function costLines(world: World, cost: Cost, y: number): Line[] {
  const lines: Line[] = [];
  if (!holdsIn(cost, world.variant) || !isActive(cost, y)) return lines;
  const index = cost.indexed === false ? ONE : growth(world.plan.priceIndex, y);
  for (const unit of unitsAt(world, cost.at)) {
    const set = entriesOf(world, cost, unit, y);
    const count = ruleCount(world, cost, set, y);
    if (count.isZero()) continue;
    const amount = rawResult(cost, count).times(phaseOf(cost, y)).times(index).round(2);
    lines.push({
      item: cost.id,
      kind: 'cost',
      role: null,
      at: cost.at,
      unit,
      count: outputCount(cost, count),
      hours: ZERO,
      rate: null,
      amount,
      shares: sharesOf(world, cost.bearer, cost.at, unit, set, y, ZERO, amount),
    });
  }
  return lines;
}

// --------------------------------------------------------------------------------------- 5. who bears it

function partiesOf(plan: Plan): string[] {
  return [
    ...plan.boards.map((board) => `board:${board.id}`),
    ...plan.institutes.map((institute) => `institute:${institute.id}`),
    'region',
  ];
}

/** The weight of every party in what a line of this employer, unit and E comes to. */
function bearerWeights(
  world: World,
  employer: Employer,
  at: At,
  unit: string,
  set: number[],
  y: number,
): Map<string, Fraction> {
  if (employer === 'region') return new Map([['region', ONE]]);
  if (employer === 'institute') {
    if (at === 'institute') return new Map([[`institute:${unit}`, ONE]]);
    const weights = institutesByCount(world, set, y);
    return sum([...weights.values()]).isZero() ? new Map([['region', ONE]]) : weights;
  }
  if (at === 'school') return new Map([[`board:${schoolOf(world, unit).board}`, ONE]]);
  if (at === 'board') return new Map([[`board:${unit}`, ONE]]);
  if (at === 'network') {
    const lead = leadsOf(world, unit)[0];
    if (lead !== undefined) return new Map([[`board:${schoolOf(world, lead).board}`, ONE]]);
  }
  return boardsByCount(world, set, y);
}

function institutesByCount(world: World, set: number[], y: number): Map<string, Fraction> {
  return new Map(
    world.plan.institutes.map((institute) => {
      const own = set.filter((place) => entryAt(world, place).institute === institute.id);
      return [`institute:${institute.id}`, Fraction.of(countIn(world, own, y))];
    }),
  );
}

function boardsByCount(world: World, set: number[], y: number): Map<string, Fraction> {
  return new Map(
    world.plan.boards.map((board) => {
      const own = set.filter((place) => schoolOf(world, entryAt(world, place).school).board === board.id);
      return [`board:${board.id}`, Fraction.of(countIn(world, own, y))];
    }),
  );
}

function sharesOf(
  world: World,
  employer: Employer,
  at: At,
  unit: string,
  set: number[],
  y: number,
  hours: Fraction,
  amount: Fraction,
): Share[] {
  const byParty = bearerWeights(world, employer, at, unit, set, y);
  const parties = partiesOf(world.plan);
  const weights = parties.map((party) => byParty.get(party) ?? ZERO);
  const hourParts = apportionHundredths(hours, weights);
  const amountParts = apportionHundredths(amount, weights);
  return parties
    .map((party, i) => ({ party, hours: hourParts[i] as Fraction, amount: amountParts[i] as Fraction }))
    .filter((share) => !share.hours.isZero() || !share.amount.isZero());
}

// -------------------------------------------------------------------------------------------- 6. funding

/** The raw amount of a funding on a count: before phase and index. */
function rawFunding(funding: Funding, n: bigint, cost: Fraction): Fraction {
  let raw = ZERO;
  if (funding.kind === 'perStudent') raw = Fraction.of(funding.amount as Decimal).times(Fraction.of(n));
  if (funding.kind === 'steps') raw = stepValue(funding.steps as Step[], Fraction.of(n));
  if (funding.kind === 'fixed') raw = Fraction.of(funding.amount as Decimal);
  if (funding.kind === 'ofCost') raw = Fraction.of(funding.share as Decimal).times(cost);
  if (funding.minStudents !== undefined && n < BigInt(funding.minStudents)) return ZERO;
  if (funding.cap !== undefined && raw.above(Fraction.of(funding.cap))) return Fraction.of(funding.cap);
  return raw;
}

/** The years whose students count for school year y: one, or with a calendar basis those of both calendar years. */
function countedYears(funding: Funding, y: number): number[] {
  const lag = funding.lag ?? 0;
  return funding.basis === 'calendar' ? [y - lag, y + 1 - lag] : [y - lag];
}

function grantOf(world: World, funding: Funding, y: number, cost: Fraction): Grant {
  const index = funding.indexed === true ? growth(world.plan.priceIndex, y) : ONE;
  const factor = phaseOf(funding, y).times(index);
  const [first, second] = countedYears(funding, y) as [number, number | undefined];
  if (second !== undefined) {
    const given = (t: number) =>
      rawFunding(funding, countIn(world, entriesWhere(world, funding.where, t), t), cost);
    const autumn = new Fraction(5n, 12n).times(given(first)).times(factor).round(2);
    const spring = new Fraction(7n, 12n).times(given(second)).times(factor).round(2);
    return { funding, amount: autumn.plus(spring), autumn, spring, payers: [] };
  }
  const set = entriesWhere(world, funding.where, first);
  if (funding.payer === undefined) {
    const amount = rawFunding(funding, countIn(world, set, first), cost)
      .times(factor)
      .round(2);
    return { funding, amount, autumn: null, spring: null, payers: [] };
  }
  const counts =
    funding.payer === 'board' ? boardsByCount(world, set, first) : institutesByCount(world, set, first);
  const payers: Grant['payers'] = [];
  for (const party of partiesOf(world.plan)) {
    const n = counts.get(party) ?? ZERO;
    if (n.isZero()) continue;
    payers.push({ party, amount: rawFunding(funding, n.top, cost).times(factor).round(2) });
  }
  return { funding, amount: sum(payers.map((payer) => payer.amount)), autumn: null, spring: null, payers };
}

// ---------------------------------------------------------------------------------------------- 7. split

/** What every level gets of the pot. */
function levelAmounts(
  world: World,
  grants: Grant[],
  students: bigint,
  regionCost: Fraction,
): Map<Level, Fraction> {
  const pot = sum(grants.map((grant) => grant.amount));
  const amounts = new Map<Level, Fraction>(LEVELS.map((level) => [level, ZERO]));
  const add = (level: Level, amount: Fraction) =>
    amounts.set(level, (amounts.get(level) as Fraction).plus(amount));
  if (students === 0n) {
    add('region', pot);
    return amounts;
  }
  for (const grant of grants) if (grant.funding.to !== undefined) add(grant.funding.to, grant.amount);
  let left = sum(grants.filter((grant) => grant.funding.to === undefined).map((grant) => grant.amount));
  const split = world.plan.split;
  if (split === undefined) {
    add('region', left);
    return amounts;
  }
  if (split.regionFirst === true) {
    let wanted = regionCost.minus(amounts.get('region') as Fraction);
    if (ZERO.above(wanted)) wanted = ZERO;
    const first = wanted.above(left) ? left : wanted;
    add('region', first);
    left = left.minus(first);
  }
  const parts = apportionHundredths(
    left,
    LEVELS.map((level) => Fraction.of(split.shares[level] ?? 0)),
  );
  LEVELS.forEach((level, i) => {
    add(level, parts[i] as Fraction);
  });
  return amounts;
}

interface Received {
  byParty: Map<string, Fraction>;
  bySchool: Map<string, Fraction>;
  byNetwork: Map<string, Fraction>;
}

/** Each level's amount over its units, by students, and so over the parties. */
function distribute(world: World, levels: Map<Level, Fraction>, y: number): Received {
  const byParty = new Map<string, Fraction>();
  const receive = (party: string, amount: Fraction) =>
    byParty.set(party, (byParty.get(party) ?? ZERO).plus(amount));
  receive('region', levels.get('region') as Fraction);

  const networkIds = networks(world);
  const networkParts = apportionHundredths(
    levels.get('network') as Fraction,
    networkIds.map((network) => Fraction.of(studentsOfNetwork(world, network, y))),
  );
  networkIds.forEach((network, i) => {
    const amount = networkParts[i] as Fraction;
    const lead = leadsOf(world, network)[0];
    if (lead !== undefined) {
      receive(`board:${schoolOf(world, lead).board}`, amount);
      return;
    }
    const set = studentPlaces(world).filter(
      (place) => placeOf(world, entryAt(world, place).school)?.network === network,
    );
    const boards = [...boardsByCount(world, set, y)];
    const parts = apportionHundredths(
      amount,
      boards.map(([, n]) => n),
    );
    boards.forEach(([party], j) => {
      receive(party, parts[j] as Fraction);
    });
  });

  const schools = world.plan.schools;
  const schoolParts = apportionHundredths(
    levels.get('school') as Fraction,
    schools.map((school) => Fraction.of(studentsOfSchool(world, school.id, y))),
  );
  schools.forEach((school, i) => {
    receive(`board:${school.board}`, schoolParts[i] as Fraction);
  });

  const institutes = world.plan.institutes;
  const instituteParts = apportionHundredths(
    levels.get('institute') as Fraction,
    institutes.map((institute) => Fraction.of(studentsWhere(world, y, (e) => e.institute === institute.id))),
  );
  institutes.forEach((institute, i) => {
    receive(`institute:${institute.id}`, instituteParts[i] as Fraction);
  });

  return {
    byParty,
    bySchool: new Map(schools.map((school, i) => [school.id, schoolParts[i] as Fraction])),
    byNetwork: new Map(networkIds.map((network, i) => [network, networkParts[i] as Fraction])),
  };
}

function studentsOfSchool(world: World, school: string, y: number): bigint {
  return studentsWhere(world, y, (entry) => entry.school === school);
}

function studentsOfNetwork(world: World, network: string, y: number): bigint {
  return studentsWhere(world, y, (entry) => placeOf(world, entry.school)?.network === network);
}

// -------------------------------------------------------------------------------------------- 8. results

function ceilingOf(plan: Plan, party: string, y: number): Fraction | null {
  if (party === 'region') return decimalOrNull(inYear(plan.ceiling, y));
  const institute = plan.institutes.find((item) => `institute:${item.id}` === party);
  if (institute !== undefined) return decimalOrNull(inYear(institute.ceiling, y));
  const board = must(plan.boards.find((item) => `board:${item.id}` === party));
  const perPupil = inYear(board.ceilingPerPupil, y);
  if (perPupil === null) return decimalOrNull(inYear(board.ceiling, y));
  return Fraction.of(perPupil)
    .times(Fraction.of(inYear(board.pupils, y) as Decimal))
    .round(2);
}

function decimalOrNull(value: Decimal | null): Fraction | null {
  return value === null ? null : Fraction.of(value);
}

function positivePart(value: bigint): bigint {
  return value > 0n ? value : 0n;
}

function perHead(amount: Fraction, students: bigint): string | null {
  return students === 0n ? null : money(amount.over(Fraction.of(students)).round(2));
}

function calculateYear(world: World, y: number): Year {
  const { plan, variant } = world;
  const fullTime = Fraction.of(plan.hoursPerFte);
  const fte = (hours: Fraction) => hours.over(fullTime).round(4).fixed(4);

  const lines = [
    ...(plan.norms ?? []).flatMap((norm) => normLines(world, norm, y)),
    ...(plan.costs ?? []).flatMap((cost) => costLines(world, cost, y)),
  ];
  const hours = sum(lines.map((line) => line.hours));
  const cost = sum(lines.map((line) => line.amount));
  const grants = (plan.funding ?? [])
    .filter((funding) => holdsIn(funding, variant))
    .map((funding) => grantOf(world, funding, y, cost));
  const pot = sum(grants.map((grant) => grant.amount));
  const contributions = sum(grants.flatMap((grant) => grant.payers.map((payer) => payer.amount)));
  const students = studentsWhere(world, y, () => true);

  const sharesFor = (party: string) =>
    lines.flatMap((line) => line.shares.filter((share) => share.party === party));
  const regionCost = sum(sharesFor('region').map((share) => share.amount));
  const levels = levelAmounts(world, grants, students, regionCost);
  const received = distribute(world, levels, y);

  const parties = partiesOf(plan).map((party) => {
    const budget = received.byParty.get(party) ?? ZERO;
    const borne = sum(sharesFor(party).map((share) => share.amount));
    const contribution = sum(
      grants.flatMap((grant) =>
        grant.payers.filter((payer) => payer.party === party).map((payer) => payer.amount),
      ),
    );
    const net = budget.minus(borne).minus(contribution);
    const ceiling = ceilingOf(plan, party, y);
    let status = 'deficit';
    if (net.atLeast(ZERO)) status = 'covered';
    else if (ceiling?.atLeast(ZERO.minus(net))) status = 'within-ceiling';
    return { party, budget, cost: borne, contribution, net, ceiling, status };
  });

  const roles = plan.roles.map((role) => {
    const own = lines.filter((line) => line.role === role.id);
    const roleHours = sum(own.map((line) => line.hours));
    return {
      role: role.id,
      hours: money(roleHours),
      fte: fte(roleHours),
      cost: money(sum(own.map((line) => line.amount))),
    };
  });

  const staffing = PLACES.flatMap((at) =>
    unitsAt(world, at).flatMap((unit) =>
      plan.roles.flatMap((role) => {
        const own = lines.filter((line) => line.at === at && line.unit === unit && line.role === role.id);
        const roleHours = sum(own.map((line) => line.hours));
        if (roleHours.isZero()) return [];
        const one = Fraction.of(role.maxFte ?? 1).times(fullTime);
        const persons = integer(roleHours.over(one).ceil());
        return [{ at, unit, role: role.id, hours: money(roleHours), fte: fte(roleHours), persons }];
      }),
    ),
  );

  const schools = plan.schools.flatMap((school) => {
    const place = placeOf(world, school.id);
    if (place === undefined) return [];
    const own = studentsOfSchool(world, school.id, y);
    const needed = supervisorsNeeded(world, school.id, y);
    const available = inYear(school.supervisors, y);
    const capacity = inYear(school.capacity, y);
    return [
      {
        school: school.id,
        kind: place.kind,
        network: place.network,
        students: integer(own),
        supervisorsNeeded: integer(needed),
        supervisorsAvailable: available,
        supervisorShortage: available === null ? null : integer(positivePart(needed - BigInt(available))),
        capacity,
        placementShortage: capacity === null ? null : integer(positivePart(own - BigInt(capacity))),
        budget: money(received.bySchool.get(school.id) ?? ZERO),
      },
    ];
  });

  const networkRows = networks(world).map((network) => {
    const inside = schoolsOfNetwork(world, network);
    const own = linesOfNetwork(world, lines, network);
    return {
      network,
      lead: leadsOf(world, network)[0] ?? null,
      schools: inside.filter((school) => studentsOfSchool(world, school, y) > 0n).length,
      students: integer(studentsOfNetwork(world, network, y)),
      budget: money(received.byNetwork.get(network) ?? ZERO),
      hours: money(sum(own.map((line) => line.hours))),
      cost: money(sum(own.map((line) => line.amount))),
    };
  });

  const staff = (plan.staff ?? []).map((row) => {
    const own = lines
      .filter((line) => line.role === row.role)
      .flatMap((line) => line.shares.filter((share) => share.party === row.party));
    const needed = sum(own.map((share) => share.hours))
      .over(fullTime)
      .round(4);
    const available = Fraction.of(inYear(row.fte, y) as Decimal);
    const shortage = needed.above(available) ? needed.minus(available) : ZERO;
    return { role: row.role, party: row.party, needed, available, shortage };
  });

  const check = (name: string, subjects: string[], requirement: number | null = null) => ({
    check: name,
    requirement,
    status: subjects.length === 0 ? 'pass' : 'fail',
    subjects,
  });
  const result = pot.minus(cost);
  const checks = [
    ...(variant.requirements ?? []).map((requirement, i) =>
      check(requirement.type, failing(world, requirement, lines, y), i),
    ),
    check('balanced', result.atLeast(ZERO) ? [] : ['region']),
    check(
      'affordable',
      parties.filter((party) => party.status === 'deficit').map((party) => party.party),
    ),
    check(
      'supervisors',
      schools.filter((school) => (school.supervisorShortage ?? 0) > 0).map((school) => school.school),
    ),
    check(
      'capacity',
      schools.filter((school) => (school.placementShortage ?? 0) > 0).map((school) => school.school),
    ),
    check(
      'staff',
      staff.filter((row) => row.shortage.above(ZERO)).map((row) => `${row.role}@${row.party}`),
    ),
    check(
      'min-students',
      grants.filter((grant) => missesMinStudents(world, grant.funding, y)).map((grant) => grant.funding.id),
    ),
  ];

  return {
    cost,
    grants,
    result: {
      year: yearLabel(plan, y),
      students: integer(students),
      lines: lines.map((line) => ({
        item: line.item,
        kind: line.kind,
        role: line.role,
        at: line.at,
        unit: line.unit,
        count: line.count,
        hours: line.kind === 'hours' ? money(line.hours) : null,
        rate: line.rate === null ? null : money(line.rate),
        amount: money(line.amount),
        shares: line.shares.map((share) => ({
          party: share.party,
          hours: line.kind === 'hours' ? money(share.hours) : null,
          amount: money(share.amount),
        })),
      })),
      funding: grants.map((grant) => ({
        item: grant.funding.id,
        amount: money(grant.amount),
        payers: grant.payers
          .filter((payer) => !payer.amount.isZero())
          .map((payer) => ({ party: payer.party, amount: money(payer.amount) })),
      })),
      levels: Object.fromEntries(
        LEVELS.map((level) => {
          const amount = levels.get(level) as Fraction;
          return [level, { amount: money(amount), perStudent: perHead(amount, students) }];
        }),
      ),
      parties: parties.map((party) => ({
        party: party.party,
        budget: money(party.budget),
        cost: money(party.cost),
        contribution: money(party.contribution),
        net: money(party.net),
        ceiling: party.ceiling === null ? null : money(party.ceiling),
        status: party.status,
      })),
      totals: {
        hours: money(hours),
        fte: fte(hours),
        cost: money(cost),
        funding: money(pot),
        contributions: money(contributions),
        result: money(result),
        net: money(result.minus(contributions)),
        coverage: cost.isZero() ? null : pot.over(cost).round(4).fixed(4),
        costPerStudent: perHead(cost, students),
        fundingPerStudent: perHead(pot, students),
      },
      roles,
      staffing,
      schools,
      networks: networkRows,
      staff: staff.map((row) => ({
        role: row.role,
        party: row.party,
        needed: row.needed.fixed(4),
        available: row.available.fixed(4),
        shortage: row.shortage.fixed(4),
      })),
      checks,
    },
  };
}

/** The lines booked at the network or at one of its schools. */
function linesOfNetwork(world: World, lines: Line[], network: string): Line[] {
  const inside = schoolsOfNetwork(world, network);
  return lines.filter(
    (line) =>
      (line.at === 'network' && line.unit === network) ||
      (line.at === 'school' && inside.includes(line.unit)),
  );
}

/** 5/12 of a school year falls in its first calendar year, the rest in the next. */
function calendar(world: World, years: Year[]): unknown {
  const { plan } = world;
  const autumnOf = (x: Fraction) => x.times(new Fraction(5n, 12n)).round(2);
  return Array.from({ length: plan.years + 1 }, (_, i) => {
    let cost = ZERO;
    let funding = ZERO;
    const ending = years[i - 1];
    if (ending !== undefined) {
      const other = schoolYearFunding(ending);
      cost = cost.plus(ending.cost.minus(autumnOf(ending.cost)));
      funding = funding.plus(other.minus(autumnOf(other)));
      for (const grant of ending.grants) funding = funding.plus(grant.spring ?? ZERO);
    }
    const starting = years[i];
    if (starting !== undefined) {
      cost = cost.plus(autumnOf(starting.cost));
      funding = funding.plus(autumnOf(schoolYearFunding(starting)));
      for (const grant of starting.grants) funding = funding.plus(grant.autumn ?? ZERO);
    }
    return {
      year: plan.startYear + i,
      cost: money(cost),
      funding: money(funding),
      result: money(funding.minus(cost)),
    };
  });
}

function schoolYearFunding(year: Year): Fraction {
  return sum(year.grants.filter((grant) => grant.autumn === null).map((grant) => grant.amount));
}

// --------------------------------------------------------------------------------------------- 9. checks

/** The subjects that fail a requirement in year y. */
function failing(world: World, requirement: Requirement, lines: Line[], y: number): string[] {
  const { plan, variant } = world;
  const schoolsWithStudents = plan.schools
    .map((school) => school.id)
    .filter((school) => studentsOfSchool(world, school, y) > 0n);
  const networksWithStudents = networks(world).filter((network) => studentsOfNetwork(world, network, y) > 0n);
  const kindCount = (network: string) =>
    variant.layout.filter((place) => place.network === network && place.kind === requirement.kind).length;

  switch (requirement.type) {
    case 'school-guided':
      return schoolsWithStudents.filter(
        (school) =>
          !lines.some((line) => line.at === 'school' && line.unit === school && line.hours.above(ZERO)),
      );
    case 'one-lead':
      return networksWithStudents.filter((network) => leadsOf(world, network).length !== 1);
    case 'team':
      return networksWithStudents.filter((network) => {
        const own = linesOfNetwork(world, lines, network);
        return (requirement.roles ?? []).some(
          (role) => !own.some((line) => line.role === role && line.hours.above(ZERO)),
        );
      });
    case 'location-mix':
      return networksWithStudents.filter((network) => {
        const locations = variant.layout
          .filter((place) => place.network === network)
          .map((place) => schoolOf(world, place.school).location);
        return (requirement.locations ?? []).some((location) => !locations.includes(location));
      });
    case 'group-size':
      return schoolsWithStudents.filter((school) => {
        if (placeOf(world, school)?.kind !== requirement.kind) return false;
        const own = Fraction.of(studentsOfSchool(world, school, y));
        return (
          Fraction.of(requirement.min as Decimal).above(own) ||
          own.above(Fraction.of(requirement.max as Decimal))
        );
      });
    case 'workplace-share':
      return plan.groups
        .filter((group) => studentsWhere(world, y, (entry) => entry.group === group.id) > 0n)
        .filter(
          (group) =>
            group.workplaceShare === undefined ||
            Fraction.of(requirement.min as Decimal).above(Fraction.of(group.workplaceShare)),
        )
        .map((group) => group.id);
    case 'max-partners':
      return networks(world).filter((network) =>
        Fraction.of(BigInt(kindCount(network))).above(Fraction.of(requirement.max as Decimal)),
      );
    default:
      throw new Error(`no such requirement: ${requirement.type}`);
  }
}

/** Whether the minimum of a funding is missed over the region, in any of the years that count. */
function missesMinStudents(world: World, funding: Funding, y: number): boolean {
  const least = funding.minStudents;
  if (least === undefined) return false;
  return countedYears(funding, y).some(
    (t) => countIn(world, entriesWhere(world, funding.where, t), t) < BigInt(least),
  );
}
