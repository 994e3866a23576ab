import { Exact } from '../numbers/index.ts';
import { plain } from '../plain.ts';
import type { Cost, Funding, Norm, Plan, Variant } from '../plan/format.ts';
import { planOf } from '../plan/validate.ts';
import { readRegion } from '../region.ts';
import { isActive } from '../rules.ts';
import { calculateYear, prepare, type Totals } from '../year.ts';
import { type Belongs, CARRIED, DRIVERS, type Driver, THINGS, type ThingList } from './drivers.ts';

/** One variant of a valid plan in one of its years. */
export interface Side {
  readonly plan: Plan;
  /** id of the variant */
  readonly variant: string;
  /** 0 is the plan's first year */
  readonly year: number;
}

/**
 * A side by itself: what decides its totals in its one year, and nothing else. The variant's changes are made, rules
 * that don't hold there or then are left out, and every value per year is the year's own. It is written as a plan of
 * two years of which the second is the year: so the rates of that year still are the plan's rates times the wage
 * index up to then, rounded once, and the years before it are where funding looks for them.
 */
export interface Slice {
  readonly things: Readonly<Record<ThingList, ReadonlyMap<string, Thing>>>;
  readonly students: Plan['students'];
  /** schools with anybody in the year itself: only they need a place */
  readonly inhabited: ReadonlySet<string>;
  readonly hoursPerFte: Plan['hoursPerFte'];
  readonly wageIndex: string;
  readonly priceIndex: string;
  readonly norms: readonly Norm[];
  readonly costs: readonly Cost[];
  readonly funding: readonly Funding[];
  readonly layout: Variant['layout'];
  readonly studentsPerSupervisor: Variant['studentsPerSupervisor'];
}

type Thing = Readonly<Record<string, unknown>>;

/** In a slice the year comes second. */
const YEAR = 1;
const LISTS = Object.keys(THINGS) as ThingList[];

/** @param side a variant and year that the plan has */
export function sliceOf({ plan: whole, variant: id, year }: Side): Slice {
  const variant = whole.variants.find((each) => each.id === id) as Variant;
  const plan = planOf(whole, variant);
  const region = readRegion(plain, plan, variant);
  const count = (entry: number, back: number): number =>
    region.counts.of(entry, year - back).mantissa as number;
  const schoolsOf = new Set<string>();
  const students = plan.students.map(({ school, institute, group }, entry): Plan['students'][number] => {
    const counts = [count(entry, 1), count(entry, 0)];
    if (counts[YEAR] !== 0) schoolsOf.add(school);
    const before = [count(entry, 2), count(entry, 3)];
    return { school, group, counts, before, ...(institute !== undefined && { institute }) };
  });
  /** `1 + index` of the year: all growth since the plan's first year */
  const growth = (index: Exact | null | undefined): string => (index ?? Exact.one).minus(Exact.one).toPlain();
  const rule = <Item extends Norm | Cost>(item: Item): Item => {
    const { variants: _, every: __, phase, ...rest } = item;
    return bare({ ...rest, ...phaseOf(phase, year) }) as Item;
  };
  const active = (item: Norm | Cost): boolean => isActive(item, id, year);
  return {
    things: Object.fromEntries(
      LISTS.map((list) => [list, new Map(plan[list].map((item) => [item.id, thingOf(list, item)]))]),
    ) as unknown as Slice['things'],
    students,
    inhabited: schoolsOf,
    hoursPerFte: plan.hoursPerFte,
    wageIndex: growth(region.wage[year]),
    priceIndex: growth(region.price[year]),
    norms: (plan.norms ?? []).filter(active).map(rule),
    costs: (plan.costs ?? []).filter(active).map(rule),
    funding: (plan.funding ?? [])
      .filter(({ variants }) => variants?.includes(id) ?? true)
      .map(({ variants: _, phase, source, ...rest }) => {
        return { ...bare({ ...rest, ...phaseOf(phase, year) }), source };
      }),
    layout: variant.layout.map(({ school, kind, network }) => ({ school, kind, network })),
    studentsPerSupervisor: variant.studentsPerSupervisor,
  };
}

const phaseOf = (phase: Norm['phase'], year: number) =>
  phase === undefined ? {} : { phase: [phase[year] as string | number, phase[year] as string | number] };

/** Without what an item carries for people; its id stands in for its name. */
function bare<Item extends { readonly id: string }>(item: Item): Item {
  const kept = Object.entries(item).filter(([key]) => !Object.hasOwn(CARRIED, key));
  return { ...Object.fromEntries(kept), name: item.id } as unknown as Item;
}

/** Fields that are for ceilings, checks, persons and travel, and decide no total. */
const NO_TOTAL: Readonly<Record<ThingList, readonly string[]>> = {
  boards: ['pupils', 'ceiling', 'ceilingPerPupil'],
  institutes: ['ceiling'],
  schools: ['x', 'y', 'supervisors', 'capacity'],
  groups: ['workplaceShare'],
  roles: ['maxFte'],
  rates: [],
};

function thingOf(list: ThingList, item: { readonly id: string }): Thing {
  const kept = Object.entries(bare(item)).filter(([key]) => !NO_TOTAL[list].includes(key));
  return Object.fromEntries(kept);
}

const belongs = (list: ThingList, field: string): Belongs =>
  (THINGS[list] as Readonly<Record<string, Belongs>>)[field] ?? 'none';

/** The drivers that are not the same on both sides: the others change nothing, wherever they come from. */
export function differing(a: Slice, b: Slice): Driver[] {
  return DRIVERS.filter((driver) => partOf(a, b, driver) !== partOf(b, a, driver));
}

/** A driver's part of a side, of the things that the other side has too, as text. */
function partOf(side: Slice, other: Slice, driver: Driver): string {
  const shared = LISTS.map((list) =>
    [...side.things[list]]
      .filter(([id]) => other.things[list].has(id))
      .map(([id, thing]) => [
        id,
        Object.entries(thing)
          .filter(([field]) => belongs(list, field) === driver)
          .sort(([x], [y]) => (x < y ? -1 : 1)),
      ])
      .sort(([x], [y]) => ((x as string) < (y as string) ? -1 : 1)),
  );
  const own: Readonly<Record<Driver, unknown>> = {
    students: side.students,
    structure: [side.norms, side.costs, side.layout, side.studentsPerSupervisor],
    rates: [side.hoursPerFte, side.wageIndex, side.priceIndex],
    funding: side.funding,
  };
  return JSON.stringify([shared, own[driver]]);
}

/**
 * A with the parts of B that belong to these drivers, as a plan that can be calculated.
 *
 * Every reference stays valid, because the things that are referred to are those of both sides together: a board,
 * institute, school, target group, role or rate that only one side has comes along whole, and as nobody on the other
 * side refers to it, it changes nothing there. A thing of both sides has each field from the side its driver comes
 * from. Rules (norms, costs, funding) are no things: they come whole with their driver, and what one side doesn't
 * have doesn't hold there. The one part that must know another: students need a place in the structure. A school
 * with somebody in the year that has no place in the structure it meets, keeps the kind and network that it has where
 * its students come from.
 *
 * Lead kinds, requirements, staff, split and ceilings are left out: they divide and judge, and decide no total.
 */
export function hybridOf(a: Slice, b: Slice, ofB: ReadonlySet<Driver>): { plan: Plan; variant: Variant } {
  const from = (driver: Driver): Slice => (ofB.has(driver) ? b : a);
  const [students, structure, rates, funding] = DRIVERS.map(from) as [Slice, Slice, Slice, Slice];
  const things = Object.fromEntries(LISTS.map((list) => [list, mix(list, a, b, from)])) as unknown as Pick<
    Plan,
    ThingList
  >;
  const placed = new Set(structure.layout.map(({ school }) => school));
  const brought = students.layout.filter(
    ({ school }) => students.inhabited.has(school) && !placed.has(school),
  );
  const { studentsPerSupervisor } = structure;
  const variant: Variant = {
    id: 'hybrid',
    name: 'hybrid',
    layout: [...structure.layout, ...brought],
    ...(studentsPerSupervisor !== undefined && { studentsPerSupervisor }),
  };
  const plan: Plan = {
    format: 'samenplan/1',
    name: 'hybrid',
    region: 'hybrid',
    startYear: 1,
    years: YEAR + 1,
    hoursPerFte: rates.hoursPerFte,
    wageIndex: rates.wageIndex,
    priceIndex: rates.priceIndex,
    ...things,
    students: students.students,
    norms: [...structure.norms],
    costs: [...structure.costs],
    funding: [...funding.funding],
    variants: [variant],
  };
  return { plan, variant };
}

function mix(list: ThingList, a: Slice, b: Slice, from: (driver: Driver) => Slice): Thing[] {
  const [ours, theirs] = [a.things[list], b.things[list]];
  const shared = [...ours].map(([id, mine]): Thing => {
    const other = theirs.get(id);
    if (other === undefined) return mine;
    const fields = new Set([...Object.keys(mine), ...Object.keys(other)]);
    const mixed = [...fields].flatMap((field): [string, unknown][] => {
      const driver = belongs(list, field);
      const thing = driver === 'none' || from(driver) === a ? mine : other;
      return Object.hasOwn(thing, field) ? [[field, thing[field]]] : [];
    });
    return Object.fromEntries(mixed);
  });
  return [...shared, ...[...theirs].filter(([id]) => !ours.has(id)).map(([, thing]) => thing)];
}

/** The totals of a hybrid in its year. */
export function totalsOf(a: Slice, b: Slice, ofB: ReadonlySet<Driver>): Totals<Exact> {
  const { plan, variant } = hybridOf(a, b, ofB);
  return calculateYear(plain, prepare(plain, plan, variant), YEAR).totals;
}
