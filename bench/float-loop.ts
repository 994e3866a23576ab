import type { Norm, Plan, Variant } from '../engine/index.ts';

/**
 * The physical reference: the lines of a plan in floating point, as one writes it when speed is all that counts and a
 * lost cent is none. It does what costs the work (counts, hours, rate, amount, shares per party, sums per party and
 * role) and leaves out everything else: funding, split, staffing, checks, costs, starters, explanation.
 */

interface FloatLine {
  item: string;
  unit: number;
  count: number;
  hours: number;
  amount: number;
  shares: { party: number; hours: number; amount: number }[];
}

export interface FloatYear {
  lines: FloatLine[];
  hours: number;
  cost: number;
  byParty: Float64Array;
  byRole: Float64Array;
}

const toCents = (value: number): number => Math.round(value * 100) / 100;

/** All variants and years of a plan with nothing but norms and students in it. */
export const floatLoop = (plan: Plan): FloatYear[][] => preparedFloatLoop(plan)();

/** The same with the plan read and its students projected once, to be run again and again. */
export function preparedFloatLoop(plan: Plan): () => FloatYear[][] {
  const flats = plan.variants.map((variant) => ({ variant, flat: flatten(plan, variant) }));
  return () =>
    flats.map(({ variant, flat }) =>
      Array.from({ length: plan.years }, (_, year) => floatYear(plan, variant, flat, year)),
    );
}

const places = (items: readonly { id: string }[]): Map<string, number> =>
  new Map(items.map(({ id }, index) => [id, index]));

/** The plan as arrays of numbers. */
function flatten(plan: Plan, variant: Variant) {
  const [boardAt, instituteAt, schoolAt, groupAt, roleAt, rateAt] = [
    places(plan.boards),
    places(plan.institutes),
    places(plan.schools),
    places(plan.groups),
    places(plan.roles),
    places(plan.rates),
  ];
  const networkAt = new Map<string, number>();
  const networkOf = new Int32Array(plan.schools.length).fill(-1);
  const leadOf: number[] = [];
  for (const { school, kind, network } of variant.layout) {
    const at = networkAt.get(network) ?? networkAt.size;
    networkAt.set(network, at);
    networkOf[schoolAt.get(school)!] = at;
    if (variant.leadKinds?.includes(kind)) leadOf[at] = schoolAt.get(school)!;
  }
  return {
    schoolOf: Int32Array.from(plan.students, ({ school }) => schoolAt.get(school)!),
    instituteOf: Int32Array.from(plan.students, ({ institute }) => instituteAt.get(institute!)!),
    groupOf: Int32Array.from(plan.students, ({ group }) => groupAt.get(group)!),
    boardOf: Int32Array.from(plan.schools, ({ board }) => boardAt.get(board)!),
    networkOf,
    networks: networkAt.size,
    leadOf,
    counts: project(plan),
    weights: Float64Array.from(plan.groups, ({ weight }) => Number(weight ?? 1)),
    roleAt,
    rateAt,
  };
}

type Flat = ReturnType<typeof flatten>;

/** Students by year and entry; what is projected goes down to whole students by largest remainder. */
function project(plan: Plan): Float64Array[] {
  const years = Array.from({ length: plan.years }, () => new Float64Array(plan.students.length));
  for (const { id } of plan.groups) {
    const together: number[] = [];
    plan.students.forEach(({ group, counts }, entry) => {
      if (group !== id) return;
      if (typeof counts === 'number') together.push(entry);
      else for (let year = 0; year < plan.years; year++) years[year]![entry] = counts[year]!;
    });
    const first = together.map((entry) => plan.students[entry]!.counts as number);
    const total = first.reduce((sum, count) => sum + count, 0);
    const trend = plan.trend?.[id] ?? 0;
    let growth = 1;
    for (let year = 0; year < plan.years; year++) {
      if (year > 0) growth *= 1 + Number(Array.isArray(trend) ? trend[year - 1] : trend);
      const parts = divide(Math.round(total * growth), first);
      together.forEach((entry, place) => {
        years[year]![entry] = parts[place]!;
      });
    }
  }
  return years;
}

/** Largest remainder. */
function divide(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum === 0) return weights.map(() => 0);
  const quotas = weights.map((weight) => (total * weight) / sum);
  const parts = quotas.map(Math.floor);
  let left = Math.round(total - parts.reduce((all, part) => all + part, 0));
  if (left === 0) return parts;
  const order = quotas.map((_, place) => place);
  order.sort((a, b) => quotas[b]! - parts[b]! - (quotas[a]! - parts[a]!) || a - b);
  for (const place of order) {
    if (left-- <= 0) break;
    parts[place]! += 1;
  }
  return parts;
}

function floatYear(plan: Plan, variant: Variant, flat: Flat, year: number): FloatYear {
  const counts = flat.counts[year]!;
  const totals = new Float64Array(plan.schools.length);
  counts.forEach((count, entry) => {
    totals[flat.schoolOf[entry]!]! += count;
  });
  const wage = (1 + Number(plan.wageIndex ?? 0)) ** year;
  const rates = plan.rates.map(({ perHour, perFte, overhead }) =>
    perHour !== undefined
      ? toCents(Number(perHour) * wage)
      : toCents((Number(perFte) * (1 + Number(overhead ?? 0)) * wage) / Number(plan.hoursPerFte)),
  );
  const byParty = new Float64Array(plan.boards.length + plan.institutes.length + 1);
  const byRole = new Float64Array(plan.roles.length);
  const lines: FloatLine[] = [];
  let [hoursOfAll, costOfAll] = [0, 0];
  for (const norm of plan.norms ?? []) {
    if (norm.every && (year - (norm.every.offset ?? 0)) % norm.every.years !== 0) continue;
    const role = flat.roleAt.get(norm.role)!;
    const { employer, rate } = plan.roles[role]!;
    const perHour = rates[flat.rateAt.get(rate)!]!;
    unitsOf(plan, flat, norm, totals).forEach((entries, unit) => {
      const count = countOf(variant, flat, norm, entries, counts, totals);
      if (count === 0) return;
      const hours = toCents(hoursOf(norm, count) * Number(norm.phase?.[year] ?? 1));
      const amount = toCents(hours * perHour);
      const shares = sharesOf(plan, flat, norm.at, employer, unit, entries, counts, hours, amount);
      for (const share of shares) byParty[share.party]! += share.amount;
      byRole[role]! += hours;
      hoursOfAll += hours;
      costOfAll += amount;
      lines.push({ item: norm.id, unit, count, hours, amount, shares });
    });
  }
  return { lines, hours: hoursOfAll, cost: costOfAll, byParty, byRole };
}

/** The entries that pass the filter, by unit. */
function unitsOf(plan: Plan, flat: Flat, { at, where }: Norm, totals: Float64Array): number[][] {
  const units: number[][] = [];
  for (let entry = 0; entry < flat.schoolOf.length; entry++) {
    const school = flat.schoolOf[entry]!;
    if (where?.sector && !where.sector.includes(plan.schools[school]!.sector!)) continue;
    if (where?.group && !where.group.includes(plan.students[entry]!.group)) continue;
    if (where?.minStudents !== undefined && totals[school]! < where.minStudents) continue;
    let unit = 0;
    if (at === 'school') unit = school;
    else if (at === 'network') unit = flat.networkOf[school]!;
    else if (at === 'board') unit = flat.boardOf[school]!;
    else if (at === 'institute') unit = flat.instituteOf[entry]!;
    const own = units[unit];
    if (own) own.push(entry);
    else units[unit] = [entry];
  }
  return units;
}

function countOf(
  variant: Variant,
  flat: Flat,
  { per, weighted, groupSize }: Norm,
  entries: readonly number[],
  counts: Float64Array,
  totals: Float64Array,
): number {
  let n = 0;
  for (const entry of entries) n += counts[entry]! * (weighted ? flat.weights[flat.groupOf[entry]!]! : 1);
  if (per === 'student') return n;
  if (per === 'group') return Math.ceil(n / Number(groupSize));
  if (per === 'unit') return n > 0 ? 1 : 0;
  const schools = new Set<number>();
  for (const entry of entries) if (counts[entry]! > 0) schools.add(flat.schoolOf[entry]!);
  if (per === 'school') return schools.size;
  let supervisors = 0;
  for (const school of schools)
    supervisors += Math.ceil(totals[school]! / Number(variant.studentsPerSupervisor));
  return supervisors;
}

function hoursOf({ hours, steps, min, max }: Norm, count: number): number {
  let raw = hours === undefined ? 0 : count * Number(hours);
  for (const step of steps ?? []) if (step.from <= count) raw = Number(step.hours);
  if (min !== undefined) raw = Math.max(raw, Number(min));
  return max === undefined ? raw : Math.min(raw, Number(max));
}

function sharesOf(
  plan: Plan,
  flat: Flat,
  at: Norm['at'],
  employer: 'school' | 'institute' | 'region',
  unit: number,
  entries: readonly number[],
  counts: Float64Array,
  hours: number,
  amount: number,
): FloatLine['shares'] {
  const boards = plan.boards.length;
  const whole = (party: number) => [{ party, hours, amount }];
  if (employer === 'region') return whole(boards + plan.institutes.length);
  if (employer === 'institute' && at === 'institute') return whole(boards + unit);
  if (employer === 'school') {
    if (at === 'school') return whole(flat.boardOf[unit]!);
    if (at === 'board') return whole(unit);
    if (at === 'network' && flat.leadOf[unit] !== undefined) return whole(flat.boardOf[flat.leadOf[unit]]!);
  }
  const weights: number[] = Array<number>(employer === 'school' ? boards : plan.institutes.length).fill(0);
  for (const entry of entries) {
    const party = employer === 'school' ? flat.boardOf[flat.schoolOf[entry]!]! : flat.instituteOf[entry]!;
    weights[party]! += counts[entry]!;
  }
  const amounts = divide(Math.round(amount * 100), weights);
  const parts = divide(Math.round(hours * 100), weights);
  return amounts.flatMap((cents, party) =>
    cents === 0 && parts[party] === 0
      ? []
      : [
          {
            party: employer === 'school' ? party : boards + party,
            hours: parts[party]! / 100,
            amount: cents / 100,
          },
        ],
  );
}
