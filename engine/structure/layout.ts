import { apportion, Exact } from '../numbers/index.ts';
import type { Group, Plan, School, Variant } from '../plan/format.ts';
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

/** A network while it is being put together: its students are kept, as they are asked for all the time. */
class Network {
  readonly places: Place[];
  students: number;

  constructor(readonly lead: Place) {
    this.places = [lead];
    this.students = lead.students;
  }

  add(...places: readonly Place[]): void {
    this.places.push(...places);
    this.students += studentsOf(places);
  }

  remove(place: Place): void {
    this.places.splice(this.places.indexOf(place), 1);
    this.students -= place.students;
  }
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
  const guided = inhabited(plan, ({ kind }) => kind !== 'starter');
  const needed = inhabited(plan, () => true);
  const [base] = [guided, needed].filter(({ size }) => size > 0);
  const places = allPlaces(plan, base);
  const notes: StructureNote[] = [];
  if (places.length > 0 && guided.size === 0) notes.push({ code: 'no-students', values: {} });
  const led = current?.layout.some(({ kind }) => current.leadKinds?.includes(kind)) === true;
  const keeps = keepAlways || (spec.keep === true && led);
  const kept = keeps ? keptNetworks(places, current, spec.lead !== undefined) : undefined;
  const networks = kept ?? divided(plan, places, spec, notes);
  if (kept && current)
    notes.push({ code: 'networks-kept', values: { variant: current.id, networks: kept.size } });
  const kindOf = kinds(plan, places, networks, spec, kept !== undefined, notes);
  const network = new Map(
    [...networks].flatMap(([name, { places: own }]) => own.map(({ school }) => [school.id, name] as const)),
  );
  const rest = plan.schools.filter(
    ({ id }) => !network.has(id) && (needed.has(id) || spec.empty !== undefined),
  );
  const before = kept && current ? current.layout : [];
  for (const school of rest) network.set(school.id, joined(school, spec, networks, before));
  const layout = plan.schools.flatMap((school): Variant['layout'] => {
    const name = network.get(school.id);
    return name === undefined ? [] : [{ school: school.id, kind: kindOf(school), network: name }];
  });
  const left = plan.schools.length - layout.length;
  if (left > 0) notes.push({ code: 'schools-left', values: { schools: left } });
  return { layout: byNetwork(layout), notes };
}

/** The kind of schools that have a place and no students, where the structure has no other name for it. */
const WITHOUT_STUDENTS = 'zonder-studenten';

/** The plan's schools with their students of the first year; only those of `ids`, where it is given. */
function allPlaces(plan: Plan, ids: ReadonlySet<string> | undefined): Place[] {
  const students = firstYear(plan);
  const chosen = ids === undefined ? plan.schools : plan.schools.filter(({ id }) => ids.has(id));
  const anybody = chosen.some(({ id }) => (students.get(id) ?? 0) > 0);
  return chosen.map((school): Place => {
    const own = students.get(school.id) ?? 0;
    return { school, students: own, weight: anybody ? own : 1, at: whereIs(school) };
  });
}

const whereIs = ({ x, y }: School): Place['at'] =>
  x === undefined || y === undefined ? undefined : [Number(x), Number(y)];

/** What kind each school is in the layout. */
function kinds(
  plan: Plan,
  places: readonly Place[],
  networks: Networks,
  spec: Layout,
  kept: boolean,
  notes: StructureNote[],
): (school: School) => string {
  const leads = [...networks.values()].flatMap(({ lead }) => lead ?? []);
  if (spec.lead !== undefined && places.length > 0) {
    const told = leads.map(({ school, students }) => ({ school: school.name, students }));
    notes.push({ code: 'leads', values: { kind: spec.lead, leads: told, kept } });
  }
  const first = spec.first === undefined ? undefined : firstOf(plan, places);
  if (spec.first !== undefined && first)
    notes.push({ code: 'first', values: { kind: spec.first, school: first.school.name } });
  const larger = largest(places, networks, spec);
  if (spec.largest) {
    const { kind, note } = spec.largest;
    notes.push({ code: 'largest', values: { kind, schools: larger.size, note } });
  }
  const leading = new Set(leads.map(({ school }) => school));
  const known = new Map(places.map(({ school, students }) => [school, students]));
  return (school) => {
    const students = known.get(school);
    if (students === undefined) return spec.empty ?? WITHOUT_STUDENTS;
    if (spec.lead !== undefined && leading.has(school)) return spec.lead;
    if (spec.first !== undefined && school === first?.school) return spec.first;
    const own = spec.classes?.find(({ minStudents }) => students >= minStudents);
    if (own) return own.kind;
    return larger.has(school.id) && spec.largest ? spec.largest.kind : spec.kind;
  };
}

/** The network that a school without students joins: the one it was in, or its board's, or that of the nearest lead. */
function joined(school: School, spec: Layout, networks: Networks, before: Variant['layout']): string {
  const earlier = before.find((entry) => entry.school === school.id)?.network;
  if (earlier !== undefined && networks.has(earlier)) return earlier;
  if (spec.networks.by === 'board') return school.board;
  const place: Place = { school, students: 0, weight: 0, at: whereIs(school) };
  let best: { name: string; far: number } | undefined;
  for (const [name, { lead }] of networks) {
    const far = lead ? remoteness(place, { lead }) : 0;
    if (!best || far < best.far) best = { name, far };
  }
  return best?.name ?? school.board;
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
function firstYear(plan: Plan): ReadonlyMap<string, number> {
  const starters = new Set(plan.groups.filter(({ kind }) => kind === 'starter').map(({ id }) => id));
  const students = new Map<string, number>();
  for (const { school, group, counts } of plan.students) {
    if (starters.has(group)) continue;
    const first = typeof counts === 'number' ? counts : (counts[0] ?? 0);
    students.set(school, (students.get(school) ?? 0) + first);
  }
  return students;
}

/** Schools with somebody of such a group in some year. */
function inhabited(plan: Plan, counts: (group: Group) => boolean): ReadonlySet<string> {
  const groups = new Set(plan.groups.filter(counts).map(({ id }) => id));
  const entries = plan.students.filter(
    (entry) => groups.has(entry.group) && [entry.counts].flat().some((count) => count > 0),
  );
  return new Set(entries.map(({ school }) => school));
}

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
  const networks = chooseLeads(plan, places, howMany(places, spec)).map((lead) => new Network(lead));
  const leads = new Set(networks.map(({ lead }) => lead));
  const others = places.filter((place) => !leads.has(place)).sort((a, b) => b.weight - a.weight);
  const units = spec.wholeBoards === true ? boardsOf(others) : others.map((place) => [place]);
  const mixed = spec.locations ? mixLocations(networks, units, spec.locations, notes) : new Set<Place>();
  for (const unit of units) {
    const own = unit.filter((place) => !mixed.has(place));
    const [first] = own;
    if (!first) continue;
    nearest(networks, own, spec, first).add(...own);
  }
  if (places.some(({ at }) => at === undefined) && networks.length > 1)
    notes.push({ code: 'no-distance', values: {} });
  balance(networks, spec);
  const { minStudents = 0, maxStudents = Number.MAX_SAFE_INTEGER } = spec;
  if (spec.minStudents !== undefined || spec.maxStudents !== undefined) {
    const outside = networks.filter(({ students }) => students < minStudents || students > maxStudents);
    if (outside.length > 0) {
      const found = outside.map(({ lead, students }) => ({ school: lead.school.name, students }));
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
function remoteness(place: Place, { lead }: Pick<Network, 'lead'>): number {
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
  const fits = (network: Network): boolean => hasRoom(network) && network.students + students <= maxStudents;
  const fitting = networks.filter(fits);
  const roomy = fitting.length > 0 ? fitting : networks.filter(hasRoom);
  const key = (network: Network): readonly [number, number] =>
    fitting.length > 0
      ? [remoteness(place, network), network.students]
      : [network.students, remoteness(place, network)];
  return (roomy.length > 0 ? roomy : networks).reduce((best, each) => {
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
      network.add(found);
    }
  }
  if (lacking > 0) notes.push({ code: 'no-mix', values: { locations, networks: lacking } });
  return taken;
}

/** At least and at most so many students in a network. */
function boundsOf(networks: readonly Network[], spec: SizeDivision): readonly [least: number, most: number] {
  const { minStudents = 0, maxStudents = Number.MAX_SAFE_INTEGER, spread } = spec;
  if (spread === undefined) return [minStudents, maxStudents];
  const average = sum(networks.map(({ students }) => students)) / networks.length;
  const away = average * Number(spread);
  return [
    Math.max(minStudents, Math.floor(average - away)),
    Math.min(maxStudents, Math.ceil(average + away)),
  ];
}

/** Moves that are weighed before a proposal is good enough: a region of hundreds of schools needs far fewer. */
const MOVES_TRIED = 20_000_000;

/**
 * Moves schools from networks that can spare them to those with too few students, and out of those with too many, as
 * long as each move brings the networks nearer to the bounds and leaves every network its locations.
 */
function balance(networks: readonly Network[], spec: SizeDivision): void {
  if (spec.wholeBoards === true) return;
  const [least, most] = boundsOf(networks, spec);
  const excess = (students: number): number => Math.max(0, least - students) + Math.max(0, students - most);
  const maxSchools = spec.maxSchools ?? Number.MAX_SAFE_INTEGER;
  /** locations of which a network has one school left */
  const lastOf = ({ places }: Network): readonly (string | undefined)[] =>
    (spec.locations ?? []).filter(
      (location) => places.filter(({ school }) => school.location === location).length === 1,
    );
  for (let tried = 0; tried < MOVES_TRIED; ) {
    const outside = networks.filter((network) => excess(network.students) > 0);
    let best: { gain: number; far: number; from: Network; to: Network; place: Place } | undefined;
    for (const from of outside.length === 0 ? [] : networks) {
      // a move between two that are well as they are gains nothing
      const targets = outside.includes(from) ? networks : outside;
      const needed = lastOf(from);
      for (const place of from.places) {
        if (place === from.lead || place.students === 0 || needed.includes(place.school.location)) continue;
        for (const to of targets) {
          tried += 1;
          if (to === from || to.places.length >= maxSchools) continue;
          const [a, b] = [from.students, to.students];
          const gain = excess(a) + excess(b) - excess(a - place.students) - excess(b + place.students);
          if (gain <= 0 || (best && gain < best.gain)) continue;
          const far = remoteness(place, to);
          if (!best || gain > best.gain || far < best.far) best = { gain, far, from, to, place };
        }
      }
    }
    if (!best) return;
    const { from, to, place } = best;
    from.remove(place);
    to.add(place);
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
