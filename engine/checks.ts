import type { Arithmetic, Verdict } from './arithmetic.ts';
import type { Counting } from './counting.ts';
import type { Funded } from './funding.ts';
import type { Ledger } from './ledger.ts';
import { Exact } from './numbers/index.ts';
import type { PartyResult } from './parties.ts';
import type { Requirement } from './plan/format.ts';
import { type Network, type RegionSchool, read } from './region.ts';
import type { SchoolResult, StaffResult } from './staffing.ts';

export type CheckName =
  | Requirement['type']
  | 'balanced'
  | 'affordable'
  | 'supervisors'
  | 'capacity'
  | 'staff'
  | 'min-students';

/** A requirement or a fixed check in a year, and what it looked at (model, section 9). */
export interface Check<Q> {
  readonly check: CheckName;
  /** place in the variant's requirements, null for the fixed checks */
  readonly requirement: number | null;
  /** every subject with its verdicts: it passes where all of them hold */
  readonly tested: readonly Tested<Q>[];
}

export interface Tested<Q> {
  readonly subject: string;
  readonly verdicts: readonly Verdict<Q>[];
}

/** The ids of the subjects that fail. */
export const failing = <Q>({ tested }: Check<Q>): string[] =>
  tested.filter(({ verdicts }) => verdicts.some(({ holds }) => !holds)).map(({ subject }) => subject);

/** What the checks look at. */
export interface Findings<Q> {
  readonly counting: Counting<Q>;
  readonly ledger: Ledger<Q>;
  readonly funded: readonly Funded<Q>[];
  readonly parties: readonly PartyResult<Q>[];
  readonly schools: readonly SchoolResult<Q>[];
  readonly staff: readonly StaffResult<Q>[];
  readonly result: Q;
}

/** The variant's requirements in order, then the fixed checks. */
export function checksOf<Q>(a: Arithmetic<Q>, findings: Findings<Q>, year: number): Check<Q>[] {
  const { variant, plan } = findings.counting.region;
  const place = plan.variants.indexOf(variant);
  const requirements = (variant.requirements ?? []).map((requirement, index): Check<Q> => {
    const path = `/variants/${place}/requirements/${index}`;
    return {
      check: requirement.type,
      requirement: index,
      tested: testRequirement(a, findings, requirement, path, year),
    };
  });
  return [...requirements, ...fixedChecks(a, findings)];
}

function fixedChecks<Q>(
  a: Arithmetic<Q>,
  { funded, parties, schools, staff, result }: Findings<Q>,
): Check<Q>[] {
  const zero = a.constant(Exact.zero);
  const none = (shortage: Q | null): Verdict<Q>[] =>
    shortage === null ? [] : [a.test(shortage, '<=', zero)];
  const fixed = (check: CheckName, tested: Tested<Q>[]): Check<Q> => ({ check, requirement: null, tested });
  return [
    fixed('balanced', [{ subject: 'region', verdicts: [a.test(result, '>=', zero)] }]),
    fixed(
      'affordable',
      parties.map(({ party, affordable }) => ({ subject: party, verdicts: [affordable] })),
    ),
    fixed(
      'supervisors',
      schools.map(({ school, supervisorShortage }) => ({
        subject: school,
        verdicts: none(supervisorShortage),
      })),
    ),
    fixed(
      'capacity',
      schools.map(({ school, placementShortage }) => ({
        subject: school,
        verdicts: none(placementShortage),
      })),
    ),
    fixed(
      'staff',
      staff.map(({ role, party, shortage }) => ({ subject: `${role}@${party}`, verdicts: none(shortage) })),
    ),
    fixed(
      'min-students',
      funded.map(({ item, counted, minStudents }) => ({
        subject: item.id,
        verdicts: minStudents === null ? [] : counted.map((students) => a.test(students, '>=', minStudents)),
      })),
    ),
  ];
}

function testRequirement<Q>(
  a: Arithmetic<Q>,
  { counting, ledger }: Findings<Q>,
  requirement: Requirement,
  path: string,
  year: number,
): Tested<Q>[] {
  const { region } = counting;
  const { plan } = region;
  const zero = a.constant(Exact.zero);
  const total = (school: number): Q => counting.schoolTotal(school, year);
  const inhabited = (school: number): boolean => a.value(total(school)).sign > 0;
  const idOf = (school: number): string => (region.schools[school] as RegionSchool<Q>).id;
  const withStudents = region.schools.map((_, index) => index).filter(inhabited);
  const networks = region.networks.filter(({ schools }) => schools.some(inhabited));
  /** hours of these roles, booked at these places */
  const hours = (places: readonly ['school' | 'network', number][], roles: readonly number[]): Q => {
    const booked: Q[] = [];
    for (const [at, unit] of places) {
      for (const role of roles) {
        const total = ledger.booked(at, unit, role)?.total();
        if (total !== undefined) booked.push(total);
      }
    }
    return a.sum(booked, 2);
  };
  switch (requirement.type) {
    case 'school-guided': {
      const all = plan.roles.map((_, role) => role);
      return withStudents.map((school) => ({
        subject: idOf(school),
        verdicts: [a.test(hours([['school', school]], all), '>', zero)],
      }));
    }
    case 'one-lead':
      return networks.map(({ id, lead }) => ({ subject: id, verdicts: [a.fact(lead >= 0)] }));
    case 'team':
      return networks.map((network) => {
        const places: ['school' | 'network', number][] = [
          ['network', region.networks.indexOf(network)],
          ...network.schools.map((school): ['school', number] => ['school', school]),
        ];
        const verdicts = requirement.roles.map((id) => {
          const role = plan.roles.findIndex((each) => each.id === id);
          return a.test(hours(places, [role]), '>', zero);
        });
        return { subject: network.id, verdicts };
      });
    case 'location-mix':
      return networks.map(({ id, schools }: Network) => {
        const found = new Set(schools.map((school) => region.schools[school]?.location));
        return {
          subject: id,
          verdicts: requirement.locations.map((location) => a.fact(found.has(location))),
        };
      });
    case 'group-size': {
      const min = read(a, requirement.min, `${path}/min`);
      const max = read(a, requirement.max, `${path}/max`);
      return withStudents
        .filter((school) => region.schools[school]?.kind === requirement.kind)
        .map((school) => ({
          subject: idOf(school),
          verdicts: [a.test(total(school), '>=', min), a.test(total(school), '<=', max)],
        }));
    }
    case 'workplace-share': {
      const min = read(a, requirement.min, `${path}/min`);
      const present = new Set(
        counting
          .students()
          .filter((entry) => a.value(region.counts.of(entry, year)).sign > 0)
          .map((entry) => region.entries[entry]?.group),
      );
      return region.groups.flatMap(({ id, workplaceShare }, group) => {
        if (!present.has(group)) return [];
        return [
          {
            subject: id,
            verdicts: [workplaceShare === null ? a.fact(false) : a.test(workplaceShare, '>=', min)],
          },
        ];
      });
    }
    case 'max-partners': {
      const max = read(a, requirement.max, `${path}/max`);
      return region.networks.map(({ id, schools }) => {
        const partners = schools.filter((school) => region.schools[school]?.kind === requirement.kind).length;
        return { subject: id, verdicts: [a.test(a.constant(Exact.whole(partners)), '<=', max)] };
      });
    }
  }
}
