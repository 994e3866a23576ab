import type { Arithmetic, Verdict } from './arithmetic.ts';
import { Exact } from './numbers/index.ts';
import type { Place, Where } from './plan/format.ts';
import type { Entry, Region, RegionSchool } from './region.ts';

/** What is counted for one unit: its entries that pass the filter, together and per school. */
export interface Counted {
  /** place of the unit in its list (a school, network, board or institute; 0 for the region) */
  readonly unit: number;
  readonly entries: readonly number[];
  readonly schools: readonly { readonly school: number; readonly entries: readonly number[] }[];
}

/** An entry that counts where its school's size passes a filter, and what it then counts in that filter's year. */
interface Conditional<Q> {
  readonly entry: number;
  readonly count: Q;
}

/** Counts students and starters: which entries a rule looks at (model, section 4, points 1 and 2). */
export class Counting<Q> {
  private readonly cache = new Map<string, readonly Counted[]>();
  private readonly totals = new Map<number, Q>();
  private readonly needed = new Map<number, Q>();
  private readonly conditional: Conditional<Q>[] = [];

  constructor(
    private readonly a: Arithmetic<Q>,
    readonly region: Region<Q>,
  ) {}

  /** The sum of the counts of these entries in a year. */
  of(entries: readonly number[], year: number): Q {
    if (entries.length === 1) return this.count(entries[0] as number, year);
    const tally = this.a.tally(0);
    for (const entry of entries) tally.add(this.count(entry, year));
    return tally.total();
  }

  /** The same with each count times its group's weight. */
  weighted(entries: readonly number[], year: number): Q {
    const { a, region } = this;
    const tally = a.tally(0);
    for (const entry of entries) {
      const { weight } = region.groups[this.entry(entry).group] as { weight: Q | null };
      const count = this.count(entry, year);
      tally.add(weight === null ? count : a.times(count, weight));
    }
    return tally.total();
  }

  /** An entry by its place; places beyond the plan's own are of entries that count under a condition. */
  entry(place: number): Entry {
    const { entries } = this.region;
    return entries[
      place < entries.length ? place : (this.conditional[place - entries.length] as Conditional<Q>).entry
    ] as Entry;
  }

  private count(place: number, year: number): Q {
    const { entries, counts } = this.region;
    if (place < entries.length) return counts.of(place, year);
    return (this.conditional[place - entries.length] as Conditional<Q>).count;
  }

  /** All entries of students: starters are guided but are no students. */
  readonly students = (): readonly number[] => this.units('region', undefined, 0)[0]?.entries ?? [];

  /** A school's own total of students in a year. */
  schoolTotal(school: number, year: number): Q {
    const { entries, schools } = this.region;
    const key = school * 32 + year + 8; // a year is -3 to 14
    let total = this.totals.get(key);
    if (total === undefined) {
      const { id, entries: own } = schools[school] as RegionSchool<Q>;
      const students = own.filter((entry) => !(entries[entry] as Entry).starter);
      total = this.a.name(this.of(students, year), 'students-school', id);
      this.totals.set(key, total);
    }
    return total;
  }

  /** `supervisors(s, y)`: the werkplekbegeleiders that the supervised groups at a school need. */
  supervisors(school: number, year: number): Q {
    const { a, region } = this;
    const { studentsPerSupervisor } = region;
    if (studentsPerSupervisor === null) return a.constant(Exact.zero);
    const key = school * 32 + year + 8;
    let needed = this.needed.get(key);
    if (needed === undefined) {
      const { id, entries } = region.schools[school] as RegionSchool<Q>;
      const supervised = entries.filter((entry) => {
        return region.groups[(region.entries[entry] as Entry).group]?.supervised;
      });
      const count = this.of(supervised, year);
      needed = a.name(a.ceilQuotient(count, studentsPerSupervisor), 'supervisors-needed', id);
      this.needed.set(key, needed);
    }
    return needed;
  }

  /**
   * The entries that pass `where`, by unit of `at`, units in plan order (networks in order of appearance);
   * units without such an entry are left out.
   */
  units(at: Place, where: Where | undefined, year: number): readonly Counted[] {
    const looksAtYear = where?.minStudents !== undefined || where?.maxStudents !== undefined;
    const key = JSON.stringify([at, where, looksAtYear ? year : null]);
    let units = this.cache.get(key);
    if (!units) {
      units = this.group(at, this.passing(where, year));
      this.cache.set(key, units);
    }
    return units;
  }

  /** The entries that pass `where` in a year: `E` over the whole region. */
  private passing(where: Where | undefined, year: number): number[] {
    const { entries, schools, groups, plan } = this.region;
    const named = setOf(where?.group);
    const institutes = setOf(where?.institute);
    const boards = setOf(where?.board);
    const passes = schools.map((school, place): readonly Verdict<Q>[] | boolean => {
      if (where === undefined) return true;
      if (where.kind && (school.kind === undefined || !where.kind.includes(school.kind))) return false;
      if (where.sector && (school.sector === undefined || !where.sector.includes(school.sector)))
        return false;
      if (where.location && (school.location === undefined || !where.location.includes(school.location)))
        return false;
      if (boards && !boards.has(plan.boards[school.board]?.id as string)) return false;
      const sizes = this.sizeVerdicts(where, place, year);
      if (sizes.some((verdict) => this.a.decides(verdict) === false)) return false;
      const open = sizes.filter((verdict) => this.a.decides(verdict) === null);
      return open.length === 0 || open;
    });
    const groupPasses = groups.map(({ id, starter }) => (named ? named.has(id) : !starter));
    const institutePasses = plan.institutes.map(({ id }) => institutes?.has(id) ?? true);
    const passing: number[] = [];
    entries.forEach(({ school, group, institute }, index) => {
      const size = passes[school] as readonly Verdict<Q>[] | boolean;
      if (size === false || !groupPasses[group]) return;
      if (institute < 0 ? institutes !== undefined : !institutePasses[institute]) return;
      passing.push(size === true ? index : this.onCondition(index, size, year));
    });
    return passing;
  }

  private sizeVerdicts({ minStudents, maxStudents }: Where, school: number, year: number): Verdict<Q>[] {
    const { a } = this;
    if (minStudents === undefined && maxStudents === undefined) return [];
    const total = this.schoolTotal(school, year);
    const verdicts: Verdict<Q>[] = [];
    if (minStudents !== undefined) verdicts.push(a.test(total, '>=', a.constant(Exact.of(minStudents))));
    if (maxStudents !== undefined) verdicts.push(a.test(total, '<=', a.constant(Exact.of(maxStudents))));
    return verdicts;
  }

  /** The place of an entry that counts only where these hold. */
  private onCondition(entry: number, verdicts: readonly Verdict<Q>[], year: number): number {
    const { a, region } = this;
    const zero = a.constant(Exact.zero);
    const count = verdicts.reduce(
      (all, verdict) => a.choose(verdict, all, zero),
      region.counts.of(entry, year),
    );
    return region.entries.length + this.conditional.push({ entry, count }) - 1;
  }

  private group(at: Place, passing: readonly number[]): Counted[] {
    const { schools } = this.region;
    const units = new Map<number, { entries: number[]; schools: Map<number, number[]> }>();
    for (const index of passing) {
      const entry = this.entry(index);
      const unit = unitOf(at, entry, schools[entry.school] as RegionSchool<Q>);
      if (unit < 0) continue;
      let found = units.get(unit);
      if (!found) {
        found = { entries: [], schools: new Map() };
        units.set(unit, found);
      }
      found.entries.push(index);
      const own = found.schools.get(entry.school);
      if (own) own.push(index);
      else found.schools.set(entry.school, [index]);
    }
    return [...units]
      .sort(([x], [y]) => x - y)
      .map(([unit, found]) => ({
        unit,
        entries: found.entries,
        schools: [...found.schools].map(([school, own]) => ({ school, entries: own })),
      }));
  }
}

const setOf = (ids: readonly string[] | undefined): ReadonlySet<string> | undefined => ids && new Set(ids);

/** The place of the unit an entry belongs to, -1 where it belongs to none. */
function unitOf<Q>(at: Place, entry: Entry, school: RegionSchool<Q>): number {
  switch (at) {
    case 'school':
      return entry.school;
    case 'network':
      return school.network;
    case 'board':
      return school.board;
    case 'institute':
      return entry.institute;
    case 'region':
      return 0;
  }
}
