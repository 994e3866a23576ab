import type { Arithmetic } from './arithmetic.ts';
import { NOTHING } from './bearers.ts';
import type { Counting } from './counting.ts';
import type { Ledger } from './ledger.ts';
import { unitId } from './lines.ts';
import { Exact } from './numbers/index.ts';
import { PLACES, type Place, type Role } from './plan/format.ts';
import { type Network, type Region, type RegionSchool, readOptional, readYears } from './region.ts';
import type { Division } from './split.ts';

/** People: hours, fte and persons per unit and role, and what there is against what is needed (section 8). */
export interface Staffing<Q> {
  readonly at: Place;
  readonly unit: string;
  readonly role: string;
  readonly hours: Q;
  readonly fte: Q;
  readonly persons: Q;
}

export interface SchoolResult<Q> {
  readonly school: string;
  readonly kind: string;
  readonly network: string;
  readonly students: Q;
  readonly supervisorsNeeded: Q;
  readonly supervisorsAvailable: Q | null;
  readonly supervisorShortage: Q | null;
  readonly capacity: Q | null;
  readonly placementShortage: Q | null;
  readonly budget: Q;
}

export interface NetworkResult<Q> {
  readonly network: string;
  readonly lead: string | null;
  readonly schools: Q;
  readonly students: Q;
  readonly budget: Q;
  readonly hours: Q;
  readonly cost: Q;
}

export interface StaffResult<Q> {
  readonly role: string;
  readonly party: string;
  readonly needed: Q;
  readonly available: Q;
  readonly shortage: Q;
}

/** `round(hours / hoursPerFte, 4)`. */
export const fteOf = <Q>(a: Arithmetic<Q>, region: Region<Q>, hours: Q): Q =>
  a.quotient(hours, region.hoursPerFte, 4);

/** max(0, needed - available), with these decimals. */
const shortageOf = <Q>(a: Arithmetic<Q>, needed: Q, available: Q, digits: number): Q =>
  a.largest(a.constant(new Exact(0, digits)), a.minus(needed, available));

/** Hours, fte and persons where there are any hours: units by place and plan order, roles in plan order. */
export function staffingOf<Q>(a: Arithmetic<Q>, region: Region<Q>, ledger: Ledger<Q>): Staffing<Q>[] {
  const roles = region.plan.roles.map(({ maxFte }, index) =>
    readOptional(a, maxFte, `/roles/${index}/maxFte`),
  );
  const sizes = {
    school: region.schools.length,
    network: region.networks.length,
    board: region.boards,
    institute: region.institutes,
    region: 1,
  };
  const result: Staffing<Q>[] = [];
  for (const at of PLACES) {
    for (let unit = 0; unit < sizes[at]; unit++) {
      region.plan.roles.forEach(({ id: role }: Role, place) => {
        const total = ledger.booked(at, unit, place)?.total();
        if (total === undefined || a.value(total).sign === 0) return;
        const id = unitId(region, at, unit);
        const hours = a.name(total, 'staffing-hours', at, id, role);
        const most = roles[place] as Q | null;
        const hoursPerPerson = most === null ? region.hoursPerFte : a.times(most, region.hoursPerFte);
        const fte = a.name(fteOf(a, region, hours), 'staffing-fte', at, id, role);
        const persons = a.name(a.ceilQuotient(hours, hoursPerPerson), 'staffing-persons', at, id, role);
        result.push({ at, unit: id, role, hours, fte, persons });
      });
    }
  }
  return result;
}

/** The schools of the variant's layout, in plan order. */
export function schoolsOf<Q>(
  a: Arithmetic<Q>,
  counting: Counting<Q>,
  division: Division<Q>,
  year: number,
): SchoolResult<Q>[] {
  const { region } = counting;
  const none = a.constant(NOTHING);
  return region.schools.flatMap((school, place): SchoolResult<Q>[] => {
    const { id, kind } = school;
    if (kind === undefined) return [];
    const students = counting.schoolTotal(place, year);
    const needed = counting.supervisors(place, year);
    const supervisors = school.supervisors[year] ?? null;
    const capacity = school.capacity[year] ?? null;
    const shortage = (
      rule: 'supervisor-shortage' | 'placement-shortage',
      needs: Q,
      has: Q | null,
    ): Q | null => (has === null ? null : a.name(shortageOf(a, needs, has, 0), rule, id));
    return [
      {
        school: id,
        kind,
        network: region.networks[school.network]?.id as string,
        students,
        supervisorsNeeded: needed,
        supervisorsAvailable: supervisors,
        supervisorShortage: shortage('supervisor-shortage', needed, supervisors),
        capacity,
        placementShortage: shortage('placement-shortage', students, capacity),
        budget: division.schools.get(place) ?? a.name(none, 'school-budget', id),
      },
    ];
  });
}

/** The networks of the layout, in order of first appearance. */
export function networksOf<Q>(
  a: Arithmetic<Q>,
  counting: Counting<Q>,
  ledger: Ledger<Q>,
  division: Division<Q>,
  year: number,
): NetworkResult<Q>[] {
  const { region } = counting;
  const none = a.constant(NOTHING);
  return region.networks.map(({ id, lead, schools }: Network, place) => {
    const totals = schools.map((school) => counting.schoolTotal(school, year));
    const inhabited = totals.map((total) => a.test(total, '>', a.constant(Exact.zero)));
    const account = ledger.networks[place] as Ledger<Q>['all'];
    return {
      network: id,
      lead: lead < 0 ? null : (region.schools[lead] as RegionSchool<Q>).id,
      schools: a.name(a.countHolding(inhabited), 'network-schools', id),
      students: a.name(a.sum(totals, 0), 'students-network', id),
      budget: division.networks.get(place) ?? a.name(none, 'network-budget', id),
      hours: a.name(account.hours.total(), 'network-hours', id),
      cost: a.name(account.cost.total(), 'network-cost', id),
    };
  });
}

/** Each row of available staff against what that party needs of that role, in fte. */
export function staffOf<Q>(
  a: Arithmetic<Q>,
  region: Region<Q>,
  ledger: Ledger<Q>,
  year: number,
): StaffResult<Q>[] {
  const { plan } = region;
  return (plan.staff ?? []).map(({ role, party, fte }, index) => {
    const place = plan.roles.findIndex(({ id }) => id === role);
    const hours = ledger.borne(region.parties.indexOf(party), place)?.total() ?? a.constant(NOTHING);
    const available = a.round(readYears(a, fte, `/staff/${index}/fte`, region.years)[year] as Q, 4);
    const needed = a.name(fteOf(a, region, hours), 'staff-needed', role, party);
    return {
      role,
      party,
      needed,
      available,
      shortage: a.name(shortageOf(a, needed, available, 4), 'staff-shortage', role, party),
    };
  });
}
