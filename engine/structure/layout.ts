import { apportion, Exact } from '../numbers/index.ts';
import type { Plan, School, Variant } from '../plan/format.ts';
import type { Layout, SizeDivision } from './format.ts';
import type { StructureNote } from './notes.ts';

/** Proposing who leads, and which schools belong together. A proposal: everything in it can be changed afterwards. */

export interface Proposal {
  readonly layout: Variant['layout'];
  readonly notes: readonly StructureNote[];
}

/** Nobody crosses to another board's network for less than this many kilometres; a choice, told with the proposal. */
const OTHER_BOARD_KM = 15;

/** A school with what the proposal looks at. */
interface Place {
  readonly school: School;
  /** students of the first year; starters are none */
  readonly students: number;
  /** what it counts for in choosing who leads: students, or 1 where nobody has any */
  readonly weight: number;
  readonly at: readonly [x: number, y: number] | undefined;
}

interface Network {
  readonly lead: Place;
  readonly places: Place[];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
const studentsOf = (places: readonly Place[]): number => sum(places.map(({ students }) => students));

/**
 * A layout for a plan's schools: those with students or starters, or all where there are none.
 * @param current the variant that is the present structure, for a layout that keeps its networks where somebody leads them
 * @param keepAlways keep its networks whatever the layout says and whoever leads
 * @returns a place for every school that needs one; no layout where the plan has no schools
 */
export function proposeLayout(
  plan: Plan,
  spec: Layout,
  current: Variant | undefined,
  keepAlways: boolean,
): Proposal {
  const students = firstYear(plan);
  const needed = inhabited(plan);
  const chosen = needed.size === 0 ? plan.schools : plan.schools.filter(({ id }) => needed.has(id));
  const anybody = chosen.some(({ id }) => (students.get(id) ?? 0) > 0);
  const places = chosen.map((school): Place => {
    const own = students.get(school.id) ?? 0;
    const { x, y } = school;
    const at = x === undefined || y === undefined ? undefined : ([Number(x), Number(y)] as const);
    return { school, students: own, weight: anybody ? own : 1, at };
  });
  const notes: StructureNote[] = [];
  if (places.length > 0 && !anybody) notes.push({ code: 'no-students', values: {} });
  const led = current?.layout.some(({ kind }) => current.leadKinds?.includes(kind)) === true;
  const keeps = keepAlways || (spec.keep === true && led);
  const kept = keeps ? keptNetworks(places, current, spec.lead !== undefined) : undefined;
  const networks = kept ?? divided(plan, places, spec, notes);
  if (kept && current)
    notes.push({ code: 'networks-kept', values: { variant: current.id, networks: kept.size } });
  if (spec.lead !== undefined && places.length > 0) {
    const leads = [...networks.values()].flatMap(({ lead }) =>
      lead ? [{ school: lead.school.name, students: lead.students }] : [],
    );
    notes.push({ code: 'leads', values: { kind: spec.lead, leads, kept: kept !== undefined } });
  }
  const larger = largest(places, networks, spec);
  const network = new Map(
    [...networks].flatMap(([name, { places: own }]) => own.map(({ school }) => [school.id, name] as const)),
  );
  const leads = new Set([...networks.values()].map(({ lead }) => lead?.school.id));
  const first = spec.first === undefined ? undefined : firstOf(plan, places);
  if (spec.first !== undefined && first)
    notes.push({ code: 'first', values: { kind: spec.first, school: first.school.name } });
  const kindOf = (school: School): string => {
    if (spec.lead !== undefined && leads.has(school.id)) return spec.lead;
    if (spec.empty !== undefined && !needed.has(school.id)) return spec.empty;
    if (spec.first !== undefined && school === first?.school) return spec.first;
    const size = students.get(school.id) ?? 0;
    const own = spec.classes?.find(({ minStudents }) => size >= minStudents);
    if (own) return own.kind;
    return larger.has(school.id) && spec.largest ? spec.largest.kind : spec.kind;
  };
  if (spec.largest) {
    const { kind, note } = spec.largest;
    notes.push({ code: 'largest', values: { kind, schools: larger.size, note } });
  }
  const rest = spec.empty === undefined ? [] : emptySchools(plan, needed, networks, network);
  for (const [school, name] of rest) network.set(school, name);
  const layout = plan.schools.flatMap((school): Variant['layout'] => {
    const name = network.get(school.id);
    return name === undefined ? [] : [{ school: school.id, kind: kindOf(school), network: name }];
  });
  const left = plan.schools.length - layout.length;
  if (left > 0) notes.push({ code: 'schools-left', values: { schools: left } });
  return { layout: byNetwork(layout), notes };
}

/** The largest school of the board with the most students, the earlier one of equals. */
function firstOf(plan: Plan, places: readonly Place[]): Place | undefined {
  const boards = plan.boards.map(({ id }) => places.filter(({ school }) => school.board === id));
  const weightOf = (own: readonly Place[]): number => sum(own.map(({ weight }) => weight));
  const largest = boards.reduce<readonly Place[]>(
    (best, own) => (own.length > 0 && (best.length === 0 || weightOf(own) > weightOf(best)) ? own : best),
    [],
  );
  return largestOf(largest);
}

/** Students (no starters) of each school in the first year: today's intake. */
export function firstYear(plan: Plan): ReadonlyMap<string, number> {
  const starters = new Set(plan.groups.filter(({ kind }) => kind === 'starter').map(({ id }) => id));
  const students = new Map<string, number>();
  for (const { school, group, counts } of plan.students) {
    if (starters.has(group)) continue;
    const first = typeof counts === 'number' ? counts : (counts[0] ?? 0);
    students.set(school, (students.get(school) ?? 0) + first);
  }
  return students;
}

/** Schools with students or starters in some year. */
const inhabited = (plan: Plan): ReadonlySet<string> =>
  new Set(
    plan.students
      .filter(({ counts }) => [counts].flat().some((count) => count > 0))
      .map(({ school }) => school),
  );

type Networks = ReadonlyMap<string, { readonly lead: Place | undefined; readonly places: readonly Place[] }>;

/** The networks of the present structure with their leads; none where it has no place for some school. */
function keptNetworks(
  places: readonly Place[],
  current: Variant | undefined,
  withLeads: boolean,
): Networks | undefined {
  if (!current) return undefined;
  const entries = new Map(current.layout.map((entry) => [entry.school, entry]));
  const networks = new Map<string, { lead: Place | undefined; places: Place[] }>();
  for (const place of places) {
    const entry = entries.get(place.school.id);
    if (!entry) return undefined;
    const network = networks.get(entry.network) ?? { lead: undefined, places: [] };
    network.places.push(place);
    if (current.leadKinds?.includes(entry.kind)) network.lead = place;
    networks.set(entry.network, network);
  }
  for (const network of networks.values()) if (withLeads) network.lead ??= largestOf(network.places);
  return networks.size === 0 ? undefined : networks;
}

/** The place with the most students, the earlier one of equals. */
const largestOf = (places: readonly Place[]): Place | undefined =>
  places.reduce<Place | undefined>(
    (best, each) => (best && best.weight >= each.weight ? best : each),
    undefined,
  );

function divided(plan: Plan, places: readonly Place[], spec: Layout, notes: StructureNote[]): Networks {
  const { networks: division } = spec;
  if (places.length === 0) return new Map();
  if (division.by === 'region')
    return new Map([[division.name, { lead: largestOf(places), places: [...places] }]]);
  if (division.by === 'board') {
    const boards = plan.boards.map(
      ({ id }) => [id, places.filter(({ school }) => school.board === id)] as const,
    );
    return new Map(
      boards.flatMap(([id, own]) => (own.length > 0 ? [[id, { lead: largestOf(own), places: own }]] : [])),
    );
  }
  const networks = bySize(plan, places, division, notes);
  const named = new Map<string, Network>();
  networks.forEach((network, index) => {
    named.set(division.names?.[index] ?? network.lead.school.id, network);
  });
  return named;
}

/** How many networks a division by size asks for, at least 1 and at most as many as there are schools. */
function howMany(places: readonly Place[], { students, count, maxSchools, locations }: SizeDivision): number {
  const total = studentsOf(places);
  const wanted = count ?? (students === undefined || total === 0 ? 1 : Math.round(total / students));
  const least = maxSchools === undefined ? 1 : Math.ceil(places.length / maxSchools);
  const leading = places.filter(({ weight }) => weight > 0).length;
  // a network without a school of each location would not be a mix
  const scarcest = (locations ?? []).map(
    (location) => places.filter(({ school }) => school.location === location).length,
  );
  const mixed = scarcest.some((found) => found === 0) ? [] : scarcest;
  return Math.min(Math.max(wanted, least, 1), Math.max(leading, least), ...mixed);
}

function bySize(plan: Plan, places: readonly Place[], spec: SizeDivision, notes: StructureNote[]): Network[] {
  const networks = chooseLeads(plan, places, howMany(places, spec)).map(
    (lead): Network => ({ lead, places: [lead] }),
  );
  const leads = new Set(networks.map(({ lead }) => lead));
  const others = places.filter((place) => !leads.has(place)).sort((a, b) => b.weight - a.weight);
  const units = spec.wholeBoards === true ? boardsOf(others) : others.map((place) => [place]);
  const mixed = spec.locations ? mixLocations(networks, units, spec.locations, notes) : new Set<Place>();
  for (const unit of units) {
    const own = unit.filter((place) => !mixed.has(place));
    const [first] = own;
    if (!first) continue;
    nearest(networks, own, spec, first).places.push(...own);
  }
  if (places.some(({ at }) => at === undefined) && networks.length > 1)
    notes.push({ code: 'no-distance', values: {} });
  balance(networks, spec);
  const { minStudents = 0, maxStudents = Number.MAX_SAFE_INTEGER } = spec;
  if (spec.minStudents !== undefined || spec.maxStudents !== undefined) {
    const outside = networks.filter(({ places: own }) => {
      const students = studentsOf(own);
      return students < minStudents || students > maxStudents;
    });
    if (outside.length > 0) {
      const found = outside.map(({ lead, places: own }) => ({
        school: lead.school.name,
        students: studentsOf(own),
      }));
      notes.push({ code: 'outside-size', values: { minStudents, maxStudents, found } });
    }
  }
  return networks;
}

/** Schools of one board together, in the order of their largest. */
function boardsOf(places: readonly Place[]): Place[][] {
  const boards = new Map<string, Place[]>();
  for (const place of places) {
    const own = boards.get(place.school.board);
    if (own) own.push(place);
    else boards.set(place.school.board, [place]);
  }
  return [...boards.values()];
}

/**
 * Who leads: the networks go to the boards by their students (largest remainder), and inside a board to the schools
 * with the most students. A board never gets more than it has schools; what is left goes to the largest schools.
 */
function chooseLeads(plan: Plan, places: readonly Place[], count: number): Place[] {
  const boards = plan.boards.map(({ id }) => places.filter(({ school }) => school.board === id));
  const shares = apportion(
    count,
    boards.map((own) => sum(own.map(({ weight }) => weight))),
  ).map(Number);
  const ranked = (own: readonly Place[]): Place[] => [...own].sort((a, b) => b.weight - a.weight);
  const leads = boards.flatMap((own, board) => ranked(own).slice(0, shares[board]));
  const rest = ranked(places.filter((place) => !leads.includes(place)));
  const all = new Set([...leads, ...rest.slice(0, count - leads.length)]);
  return places.filter((place) => all.has(place));
}

/** Kilometres between two places, undefined where one is unknown. */
function distance(a: Place, b: Place): number | undefined {
  return a.at && b.at ? Math.hypot(a.at[0] - b.at[0], a.at[1] - b.at[1]) : undefined;
}

/** Kilometres to a network's lead, another board's counting as further away. */
function remoteness(place: Place, { lead }: Network): number {
  return (distance(place, lead) ?? 0) + (place.school.board === lead.school.board ? 0 : OTHER_BOARD_KM);
}

/** The network that has room and is nearest; of equals the one with the fewest students. */
function nearest(
  networks: readonly Network[],
  unit: readonly Place[],
  spec: SizeDivision,
  place: Place,
): Network {
  const students = studentsOf(unit);
  const { maxSchools = Number.MAX_SAFE_INTEGER, maxStudents = Number.MAX_SAFE_INTEGER } = spec;
  const hasRoom = ({ places }: Network): boolean => places.length + unit.length <= maxSchools;
  const fits = (network: Network): boolean =>
    hasRoom(network) && studentsOf(network.places) + students <= maxStudents;
  const candidates = [networks.filter(fits), networks.filter(hasRoom), networks].find(
    ({ length }) => length > 0,
  );
  const key = (network: Network): readonly [number, number] =>
    candidates !== undefined && networks.some(fits)
      ? [remoteness(place, network), studentsOf(network.places)]
      : [studentsOf(network.places), remoteness(place, network)];
  return (candidates ?? networks).reduce((best, each) => {
    const [a, b] = [key(each), key(best)];
    return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]) ? each : best;
  });
}

/** First gives every network a school of each location it lacks, the nearest one that is free. */
function mixLocations(
  networks: readonly Network[],
  units: readonly (readonly Place[])[],
  locations: readonly string[],
  notes: StructureNote[],
): ReadonlySet<Place> {
  const taken = new Set<Place>();
  let lacking = 0;
  for (const location of locations) {
    for (const network of networks) {
      if (network.places.some(({ school }) => school.location === location)) continue;
      const free = units.flat().filter((each) => each.school.location === location && !taken.has(each));
      const [first] = free;
      if (first === undefined) {
        lacking += 1;
        continue;
      }
      const found = free.reduce(
        (best, each) => (remoteness(each, network) < remoteness(best, network) ? each : best),
        first,
      );
      taken.add(found);
      network.places.push(found);
    }
  }
  if (lacking > 0) notes.push({ code: 'no-mix', values: { locations, networks: lacking } });
  return taken;
}

/** At least and at most so many students in a network. */
function boundsOf(networks: readonly Network[], spec: SizeDivision): readonly [least: number, most: number] {
  const { minStudents = 0, maxStudents = Number.MAX_SAFE_INTEGER, spread } = spec;
  if (spread === undefined) return [minStudents, maxStudents];
  const average = sum(networks.map(({ places }) => studentsOf(places))) / networks.length;
  const away = average * Number(spread);
  return [
    Math.max(minStudents, Math.floor(average - away)),
    Math.min(maxStudents, Math.ceil(average + away)),
  ];
}

/**
 * Moves schools from networks that can spare them to those with too few students, and out of those with too many, as
 * long as each move brings the networks nearer to the bounds and leaves every network its locations.
 */
function balance(networks: readonly Network[], spec: SizeDivision): void {
  if (spec.wholeBoards === true) return;
  const [least, most] = boundsOf(networks, spec);
  const excess = (students: number): number => Math.max(0, least - students) + Math.max(0, students - most);
  const maxSchools = spec.maxSchools ?? Number.MAX_SAFE_INTEGER;
  const isNeeded = ({ places }: Network, { school }: Place): boolean =>
    spec.locations?.includes(school.location ?? '') === true &&
    places.filter((each) => each.school.location === school.location).length === 1;
  const students = new Map(networks.map((network) => [network, studentsOf(network.places)]));
  const of = (network: Network): number => students.get(network) ?? 0;
  for (;;) {
    const outside = networks.filter((network) => excess(of(network)) > 0);
    let best: { gain: number; far: number; from: Network; to: Network; place: Place } | undefined;
    for (const from of outside.length === 0 ? [] : networks) {
      // a move between two that are well as they are gains nothing
      const targets = outside.includes(from) ? networks : outside;
      for (const place of from.places) {
        if (place === from.lead || place.students === 0 || isNeeded(from, place)) continue;
        for (const to of targets) {
          if (to === from || to.places.length >= maxSchools) continue;
          const [a, b] = [of(from), of(to)];
          const gain = excess(a) + excess(b) - excess(a - place.students) - excess(b + place.students);
          if (gain <= 0 || (best && gain < best.gain)) continue;
          const far = remoteness(place, to);
          if (!best || gain > best.gain || far < best.far) best = { gain, far, from, to, place };
        }
      }
    }
    if (!best) return;
    const { from, to, place } = best;
    from.places.splice(from.places.indexOf(place), 1);
    to.places.push(place);
    students.set(from, of(from) - place.students);
    students.set(to, of(to) + place.students);
  }
}

/** The largest schools that don't lead, as many as the share of them comes to. */
function largest(places: readonly Place[], networks: Networks, spec: Layout): ReadonlySet<string> {
  if (!spec.largest) return new Set();
  const leads = spec.lead === undefined ? [] : [...networks.values()].map(({ lead }) => lead);
  const others = places.filter((place) => !leads.includes(place));
  const count = Number(Exact.whole(others.length).times(Exact.of(spec.largest.share)).round(0).toString());
  const ranked = [...others].sort((a, b) => b.weight - a.weight).slice(0, count);
  return new Set(ranked.map(({ school }) => school.id));
}

/** The schools without students, with the network of a school of their board, or else the first. */
function emptySchools(
  plan: Plan,
  needed: ReadonlySet<string>,
  networks: Networks,
  network: ReadonlyMap<string, string>,
): (readonly [school: string, network: string])[] {
  const [first] = networks.keys();
  if (first === undefined) return [];
  const ofBoard = new Map<string, string>();
  for (const school of plan.schools) {
    const name = network.get(school.id);
    if (name !== undefined && !ofBoard.has(school.board)) ofBoard.set(school.board, name);
  }
  return plan.schools
    .filter(({ id }) => !needed.has(id) && !network.has(id))
    .map(({ id, board }) => [id, ofBoard.get(board) ?? first] as const);
}

/** Places of one network together, in the order in which the networks first appear. */
function byNetwork(layout: Variant['layout']): Variant['layout'] {
  const networks = new Map<string, Variant['layout']>();
  for (const entry of layout) {
    const own = networks.get(entry.network);
    if (own) own.push(entry);
    else networks.set(entry.network, [entry]);
  }
  return [...networks.values()].flat();
}
