import type { Arithmetic } from './arithmetic.ts';
import { type DecimalInput, Exact } from './numbers/index.ts';
import type { Plan, Sector, Variant } from './plan/format.ts';
import { type Counts, readCounts } from './students.ts';

/**
 * A plan as one variant sees it, ready to be calculated: references are places in lists, figures are
 * quantities. Nothing is calculated here but the products of the indexes.
 */
export interface Region<Q> {
  readonly plan: Plan;
  readonly variant: Variant;
  readonly years: number;
  readonly startYear: number;
  readonly hoursPerFte: Q;
  /** product of the yearly wage (price) indexes up to each year; null in a year where it is 1 by definition */
  readonly wage: readonly (Q | null)[];
  readonly price: readonly (Q | null)[];
  /** boards, institutes, region, in party order */
  readonly parties: readonly string[];
  readonly ceilings: readonly (readonly (Q | null)[])[];
  readonly boards: number;
  readonly institutes: number;
  readonly schools: readonly RegionSchool<Q>[];
  readonly groups: readonly RegionGroup<Q>[];
  readonly entries: readonly Entry[];
  readonly counts: Counts<Q>;
  readonly networks: readonly Network[];
  readonly studentsPerSupervisor: Q | null;
}

export interface RegionSchool<Q> {
  readonly id: string;
  readonly board: number;
  readonly sector: Sector | undefined;
  readonly location: string | undefined;
  readonly supervisors: readonly (Q | null)[];
  readonly capacity: readonly (Q | null)[];
  /** undefined where this variant has no place for it */
  readonly kind: string | undefined;
  readonly network: number;
  /** the entries at this school, in plan order */
  readonly entries: readonly number[];
}

export interface RegionGroup<Q> {
  readonly id: string;
  readonly starter: boolean;
  readonly supervised: boolean;
  readonly weight: Q | null;
  readonly workplaceShare: Q | null;
}

export interface Entry {
  readonly school: number;
  /** -1 for starters without an institute */
  readonly institute: number;
  readonly group: number;
  readonly starter: boolean;
}

export interface Network {
  readonly id: string;
  /** place of the lead school, -1 without one */
  readonly lead: number;
  readonly schools: readonly number[];
}

/** Reads a figure of the plan. */
export const read = <Q>(a: Arithmetic<Q>, value: DecimalInput, path: string): Q =>
  a.input(Exact.of(value), path);

/** Reads a figure that may be missing. */
export const readOptional = <Q>(a: Arithmetic<Q>, value: DecimalInput | undefined, path: string): Q | null =>
  value === undefined ? null : read(a, value, path);

/** Reads one value for all years, or one per year. */
export function readYears<Q>(
  a: Arithmetic<Q>,
  value: DecimalInput | readonly DecimalInput[] | undefined,
  path: string,
  years: number,
): (Q | null)[] {
  if (value === undefined) return Array<null>(years).fill(null);
  if (typeof value !== 'object') {
    const one = read(a, value, path);
    return Array<Q>(years).fill(one);
  }
  return value.map((each, year) => a.input(Exact.of(each), path, year));
}

const places = (items: readonly { id: string }[]): Map<string, number> =>
  new Map(items.map(({ id }, index) => [id, index]));

/**
 * @param plan a valid plan with this variant's changes
 */
export function readRegion<Q>(a: Arithmetic<Q>, plan: Plan, variant: Variant): Region<Q> {
  const { years } = plan;
  const [boardAt, instituteAt, schoolAt, groupAt] = [
    plan.boards,
    plan.institutes,
    plan.schools,
    plan.groups,
  ].map(places) as [Map<string, number>, Map<string, number>, Map<string, number>, Map<string, number>];
  const groups = plan.groups.map((group, index) => {
    const path = `/groups/${index}`;
    const starter = group.kind === 'starter';
    return {
      id: group.id,
      starter,
      supervised: group.supervised ?? !starter,
      weight: readOptional(a, group.weight, `${path}/weight`),
      workplaceShare: readOptional(a, group.workplaceShare, `${path}/workplaceShare`),
    };
  });
  const entries = plan.students.map(({ school, institute, group }): Entry => {
    const at = groupAt.get(group) as number;
    return {
      school: schoolAt.get(school) as number,
      institute: institute === undefined ? -1 : (instituteAt.get(institute) as number),
      group: at,
      starter: (groups[at] as { starter: boolean }).starter,
    };
  });
  const entriesAt: number[][] = plan.schools.map(() => []);
  for (const [index, { school }] of entries.entries()) entriesAt[school]?.push(index);
  const { networks, placeOf } = readLayout(variant, schoolAt);
  return {
    plan,
    variant,
    years,
    startYear: plan.startYear,
    hoursPerFte: read(a, plan.hoursPerFte, '/hoursPerFte'),
    wage: readIndex(a, plan.wageIndex, '/wageIndex', years),
    price: readIndex(a, plan.priceIndex, '/priceIndex', years),
    parties: [
      ...plan.boards.map(({ id }) => `board:${id}`),
      ...plan.institutes.map(({ id }) => `institute:${id}`),
      'region',
    ],
    ceilings: readCeilings(a, plan),
    boards: plan.boards.length,
    institutes: plan.institutes.length,
    schools: plan.schools.map((school, index) => {
      const path = `/schools/${index}`;
      const place = placeOf.get(index);
      return {
        id: school.id,
        board: boardAt.get(school.board) as number,
        sector: school.sector,
        location: school.location,
        supervisors: readYears(a, school.supervisors, `${path}/supervisors`, years),
        capacity: readYears(a, school.capacity, `${path}/capacity`, years),
        kind: place?.kind,
        network: place?.network ?? -1,
        entries: entriesAt[index] as number[],
      };
    }),
    groups,
    entries,
    counts: readCounts(a, plan),
    networks,
    studentsPerSupervisor: readOptional(
      a,
      variant.studentsPerSupervisor,
      `/variants/${plan.variants.indexOf(variant)}/studentsPerSupervisor`,
    ),
  };
}

function readLayout(variant: Variant, schoolAt: ReadonlyMap<string, number>) {
  const networks: { id: string; lead: number; schools: number[] }[] = [];
  const networkAt = new Map<string, number>();
  const placeOf = new Map<number, { kind: string; network: number }>();
  for (const { school, kind, network } of variant.layout) {
    let at = networkAt.get(network);
    if (at === undefined) {
      at = networks.push({ id: network, lead: -1, schools: [] }) - 1;
      networkAt.set(network, at);
    }
    const place = schoolAt.get(school) as number;
    const found = networks[at] as (typeof networks)[number];
    found.schools.push(place);
    if (variant.leadKinds?.includes(kind)) found.lead = place;
    placeOf.set(place, { kind, network: at });
  }
  for (const network of networks) network.schools.sort((x, y) => x - y);
  return { networks: networks as readonly Network[], placeOf };
}

/** `W(y)` or `P(y)`: the product of `1 + index` up to each year. */
function readIndex<Q>(a: Arithmetic<Q>, index: Plan['wageIndex'], path: string, years: number): (Q | null)[] {
  const products: (Q | null)[] = [null];
  if (index === undefined) return Array<null>(years).fill(null);
  const one = a.constant(Exact.one);
  const rule = path === '/wageIndex' ? 'wage-index' : 'price-index';
  for (let year = 1; year < years; year++) {
    const value = typeof index === 'object' ? (index[year - 1] as DecimalInput) : index;
    const change = a.input(Exact.of(value), path, typeof index === 'object' ? year - 1 : undefined);
    const factor = a.sum([one, change], 0);
    const before = products[year - 1] as Q | null;
    products.push(a.name(before === null ? factor : a.times(before, factor), rule));
  }
  return products;
}

function readCeilings<Q>(a: Arithmetic<Q>, plan: Plan): (Q | null)[][] {
  const boards = plan.boards.map((board, index) => {
    const path = `/boards/${index}`;
    const ceilings = readYears(a, board.ceiling, `${path}/ceiling`, plan.years);
    if (board.ceilingPerPupil === undefined) return ceilings.map((each) => ceilingOf(a, each, board.id));
    const perPupil = readYears(a, board.ceilingPerPupil, `${path}/ceilingPerPupil`, plan.years);
    const pupils = readYears(a, board.pupils, `${path}/pupils`, plan.years);
    return perPupil.map((each, year) => ceilingOf(a, a.times(each as Q, pupils[year] as Q), board.id));
  });
  const institutes = plan.institutes.map(({ id, ceiling }, index) =>
    readYears(a, ceiling, `/institutes/${index}/ceiling`, plan.years).map((each) => ceilingOf(a, each, id)),
  );
  const region = readYears(a, plan.ceiling, '/ceiling', plan.years).map((each) =>
    ceilingOf(a, each, 'region'),
  );
  return [...boards, ...institutes, region];
}

/** The most a party will pay itself in a year, in euro: rounded to cents. */
const ceilingOf = <Q>(a: Arithmetic<Q>, ceiling: Q | null, party: string): Q | null =>
  ceiling === null ? null : a.name(a.round(ceiling, 2), 'ceiling', party);
