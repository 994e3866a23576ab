import { Exact } from '../numbers/index.ts';
import type { Plan, Variant } from '../plan/format.ts';
import { pointer } from '../plan/problems.ts';
import type { YearResult } from '../result/format.ts';
import { type TestName, THRESHOLDS, type Threshold, WORDS } from './principles.ts';

/** `ja`, `nee`, a question that somebody still has to answer, or something the plan doesn't say. */
export type Oordeel = 'ja' | 'nee' | 'nog-te-beantwoorden' | 'niet-te-zeggen';

export type FigureUnit =
  | 'fte'
  | 'personen'
  | 'studenten'
  | 'verhouding'
  | 'uur'
  | 'euro'
  | 'scholen'
  | 'groepen';

/** What a test found in a year. */
export interface Finding {
  readonly answer: Oordeel;
  /** the figure that decides; where there is a reference it is the figure that stands there in the result */
  readonly figure: { readonly value: string; readonly unit: FigureUnit } | null;
  /** JSON Pointer into the result, for `explain` */
  readonly reference: string | null;
  readonly threshold: Threshold | null;
  /** what fails, as a check of the result names it: schools, networks, groups, parties, `ROLE@PARTY`, checks */
  readonly subjects: readonly string[];
}

/** What a test looks at: the plan as the variant has it, and one year of its result. */
export interface Looking {
  readonly plan: Plan;
  readonly variant: Variant;
  readonly result: YearResult;
  /** the target groups of whom there is anybody that year */
  readonly present: ReadonlySet<string>;
  /** the pointer of this year's result */
  readonly path: string;
}

/** Null where there is nothing to test. */
type Test = (looking: Looking) => Finding | null;

const EMPTY: Finding = {
  answer: 'niet-te-zeggen',
  figure: null,
  reference: null,
  threshold: null,
  subjects: [],
};
const finding = (answer: Oordeel, more: Partial<Finding> = {}): Finding => ({ ...EMPTY, answer, ...more });
const figure = (value: string | number, unit: FigureUnit): Finding['figure'] => ({
  value: String(value),
  unit,
});

const isMore = (left: string | number, right: string | number): boolean =>
  Exact.of(left).compare(Exact.of(right)) > 0;

/** The place of the largest (the first of equals); -1 in an empty list. */
function largest(values: readonly (string | number | null)[]): number {
  let best = -1;
  values.forEach((value, place) => {
    if (value === null) return;
    if (best < 0 || isMore(value, values[best] as string | number)) best = place;
  });
  return best;
}

/** A shortage that a list of the result has: known where any row gives what there is. */
function shortage(
  { path }: Looking,
  list: string,
  key: string,
  unit: FigureUnit,
  rows: readonly { readonly subject: string; readonly short: string | number | null }[],
): Finding {
  const worst = largest(rows.map(({ short }) => short));
  if (worst < 0) return finding('niet-te-zeggen');
  const { short } = rows[worst] as { short: string | number };
  const subjects = rows.filter((row) => row.short !== null && isMore(row.short, 0));
  return finding(subjects.length > 0 ? 'nee' : 'ja', {
    figure: figure(short, unit),
    reference: path + pointer('', list, worst, key),
    subjects: subjects.map(({ subject }) => subject),
  });
}

/** The largest of some rows of the result: `ja` with that figure, `otherwise` without such a row. */
function largestOf(
  { path }: Looking,
  list: 'staffing' | 'lines',
  key: 'hours' | 'amount',
  values: readonly (string | null)[],
  otherwise: Oordeel,
): Finding {
  const place = largest(values);
  const value = values[place];
  if (value === undefined || value === null || !isMore(value, 0)) return finding(otherwise);
  return finding('ja', {
    figure: figure(value, key === 'hours' ? 'uur' : 'euro'),
    reference: path + pointer('', list, place, key),
  });
}

const requirementOf = ({ variant, result }: Looking, type: string) =>
  result.checks.filter(({ requirement }) => {
    return requirement !== null && variant.requirements?.[requirement]?.type === type;
  });

/** The tests. Each says in its comment when it is `ja`. */
export const TEST_OF: Readonly<Record<TestName, Test>> = {
  /** no party has less of a role than it needs (check `staff`) */
  formatie: (looking) =>
    shortage(
      looking,
      'staff',
      'shortage',
      'fte',
      looking.result.staff.map(({ role, party, shortage: short }) => ({
        subject: `${role}@${party}`,
        short,
      })),
    ),

  /** no school has fewer werkplekbegeleiders than it needs; not known where no need is set */
  begeleiders: (looking) =>
    looking.variant.studentsPerSupervisor === undefined
      ? finding('niet-te-zeggen')
      : shortage(
          looking,
          'schools',
          'supervisorShortage',
          'personen',
          looking.result.schools.map(({ school, supervisorShortage }) => ({
            subject: school,
            short: supervisorShortage,
          })),
        ),

  /** no school has more students than places */
  plaatsen: (looking) =>
    shortage(
      looking,
      'schools',
      'placementShortage',
      'studenten',
      looking.result.schools.map(({ school, placementShortage }) => ({
        subject: school,
        short: placementShortage,
      })),
    ),

  /** every school with students has hours of its own */
  'begeleiding-in-elke-school': ({ result, path }) => {
    const guided = new Set(result.staffing.filter(({ at }) => at === 'school').map(({ unit }) => unit));
    const without = result.schools.filter(({ school, students }) => students > 0 && !guided.has(school));
    const subjects = without.map(({ school }) => school);
    if (result.students === 0) return finding('niet-te-zeggen');
    if (subjects.length === 0) {
      const schools = result.schools.filter(({ students }) => students > 0).length;
      return finding('ja', { figure: figure(schools, 'scholen') });
    }
    const worst = largest(result.schools.map((each) => (without.includes(each) ? each.students : null)));
    return finding('nee', {
      figure: figure(result.schools[worst]?.students ?? 0, 'studenten'),
      reference: path + pointer('', 'schools', worst, 'students'),
      subjects,
    });
  },

  /** every target group with students learns at least this part at the workplace */
  'opleiden-op-de-werkplek': (looking) => {
    const { variant } = looking;
    const own = variant.requirements?.find((each) => each.type === 'workplace-share');
    const threshold: Threshold =
      own === undefined
        ? THRESHOLDS['opleiden-op-de-werkplek']
        : {
            value: Exact.of(own.min).toPlain(), // the same for 0.4 and "0.40"
            source: own.source ?? variant.source ?? variant.name,
            status: 'afspraak',
          };
    const present = groupsWithStudents(looking);
    if (present.length === 0) return finding('niet-te-zeggen', { threshold });
    const unknown = present.filter(({ workplaceShare }) => workplaceShare === undefined);
    if (unknown.length > 0) {
      return finding('niet-te-zeggen', { threshold, subjects: unknown.map(({ id }) => id) });
    }
    const shares = present.map(({ workplaceShare }) => Exact.of(workplaceShare ?? 0).toPlain());
    const least = shares.reduce((low, share) => (isMore(low, share) ? share : low));
    const below = present.filter(({ workplaceShare }) => isMore(threshold.value, workplaceShare ?? 0));
    return finding(below.length > 0 ? 'nee' : 'ja', {
      figure: figure(least, 'verhouding'),
      threshold,
      subjects: below.map(({ id }) => id),
    });
  },

  /** who trains (employed by a school or an institute) has hours for the whole region or at an institute */
  'aanbod-in-de-regio': (looking) => {
    const trains = new Set(
      looking.plan.roles.filter(({ employer }) => employer !== 'region').map(({ id }) => id),
    );
    const hours = looking.result.staffing.map(({ at, role, hours: each }) =>
      (at === 'region' || at === 'institute') && trains.has(role) ? each : null,
    );
    return largestOf(looking, 'staffing', 'hours', hours, 'nog-te-beantwoorden');
  },

  /** every target group with students is counted by a norm that gives hours */
  toegankelijk: (looking) => {
    const present = groupsWithStudents(looking);
    if (present.length === 0) return finding('niet-te-zeggen');
    const given = new Set(
      looking.result.lines.filter(({ hours }) => hours !== null && isMore(hours, 0)).map(({ item }) => item),
    );
    const norms = (looking.plan.norms ?? []).filter(({ id }) => given.has(id));
    const without = present.filter(({ id }) =>
      norms.every(({ where }) => where?.group?.includes(id) === false),
    );
    return finding(without.length > 0 ? 'nee' : 'ja', {
      figure: figure(present.length - without.length, 'groepen'),
      subjects: without.map(({ id }) => id),
    });
  },

  /** every network with students has its lead, and no more schools than the variant asks */
  'korte-lijnen': (looking) => {
    const { result, variant, path } = looking;
    const limits = requirementOf(looking, 'max-partners');
    const place = largest(result.networks.map(({ students, schools }) => (students > 0 ? schools : null)));
    if (place < 0) return finding('niet-te-zeggen');
    const most = {
      figure: figure(result.networks[place]?.schools ?? 0, 'scholen'),
      reference: path + pointer('', 'networks', place, 'schools'),
    };
    const leaderless = result.networks.filter(({ students, lead }) => students > 0 && lead === null);
    const broken = limits.filter(({ status }) => status === 'fail');
    if ((variant.leadKinds ?? []).length > 0 && leaderless.length > 0) {
      return finding('nee', { ...most, subjects: leaderless.map(({ network }) => network) });
    }
    if (broken.length > 0) {
      return finding('nee', { ...most, subjects: broken.flatMap(({ subjects }) => subjects) });
    }
    const said = (variant.leadKinds ?? []).length > 0 && limits.length > 0;
    return finding(said ? 'ja' : 'nog-te-beantwoorden', most);
  },

  /** there are costs in that category */
  professionalisering: (looking) => {
    const words: readonly string[] = WORDS.professionalisering;
    const items = new Set(
      (looking.plan.costs ?? [])
        .filter(({ category }) => category !== undefined && words.includes(category.toLowerCase()))
        .map(({ id }) => id),
    );
    const amounts = looking.result.lines.map(({ kind, item, amount }) =>
      kind === 'cost' && items.has(item) ? amount : null,
    );
    return largestOf(looking, 'lines', 'amount', amounts, 'nog-te-beantwoorden');
  },

  /** somebody has tactical or strategic hours for the whole region */
  'sturen-op-kwaliteit': (looking) => {
    const steers = new Set(
      looking.plan.roles.filter(({ level }) => level !== 'operationeel').map(({ id }) => id),
    );
    const hours = looking.result.staffing.map(({ at, role, hours: each }) =>
      at === 'region' && steers.has(role) ? each : null,
    );
    return largestOf(looking, 'staffing', 'hours', hours, 'nee');
  },

  /** starters have hours of guidance; a question where the plan knows no starters */
  inductie: (looking) => {
    const starters = new Set(
      looking.plan.groups.filter(({ kind }) => kind === 'starter').map(({ id }) => id),
    );
    const norms = new Set(
      (looking.plan.norms ?? [])
        .filter(({ where }) => where?.group?.some((group) => starters.has(group)))
        .map(({ id }) => id),
    );
    const hours = looking.result.lines.map(({ kind, item, hours: each }) =>
      kind === 'hours' && norms.has(item) ? each : null,
    );
    const anyone = looking.plan.students.some(({ group }) => starters.has(group));
    return largestOf(looking, 'lines', 'hours', hours, anyone ? 'nee' : 'nog-te-beantwoorden');
  },

  /** the school's management and HR have hours in every network with students */
  'shrm-en-schoolleiding': ({ plan, result }) => {
    const words: readonly string[] = WORDS['shrm-en-schoolleiding'];
    const roles = plan.roles.filter(({ id }) => words.includes(id)).map(({ id }) => id);
    if (roles.length < words.length) return finding('nog-te-beantwoorden');
    const networkOf = new Map(result.schools.map(({ school, network }) => [school, network]));
    const found = new Set(
      result.staffing.map(({ at, unit, role }) =>
        JSON.stringify([role, at === 'network' ? unit : at === 'school' ? networkOf.get(unit) : undefined]),
      ),
    );
    const inhabited = result.networks.filter(({ students }) => students > 0);
    if (inhabited.length === 0) return finding('niet-te-zeggen');
    const without = inhabited.filter(({ network }) =>
      roles.some((role) => !found.has(JSON.stringify([role, network]))),
    );
    return finding(without.length > 0 ? 'nee' : 'ja', { subjects: without.map(({ network }) => network) });
  },

  /** the variant's own requirements pass */
  eisen: ({ result, path }) => {
    const own = result.checks.filter(({ requirement }) => requirement !== null);
    if (own.length === 0) return null;
    const place = result.checks.findIndex((check) => check.requirement !== null && check.status === 'fail');
    if (place < 0) return finding('ja');
    const failing = own.filter(({ status }) => status === 'fail').map(({ check }) => check);
    return finding('nee', {
      reference: path + pointer('', 'checks', place, 'status'),
      subjects: [...new Set(failing)],
    });
  },

  /**
   * the income covers the cost; or what is short is no more than all parties together have said they will pay
   * themselves: then there is enough, and `partijen` says whether it is with the right ones
   */
  dekking: ({ result: { totals, parties }, path }) => {
    const allowed = parties.reduce(
      (sum, { ceiling }) => (ceiling === null ? sum : sum.plus(Exact.of(ceiling))),
      Exact.zero,
    );
    const enough = Exact.of(totals.net).plus(allowed).sign >= 0;
    const threshold = THRESHOLDS.dekking;
    if (totals.coverage === null) return finding('ja', { threshold });
    return finding(!totals.result.startsWith('-') || enough ? 'ja' : 'nee', {
      figure: figure(totals.coverage, 'verhouding'),
      reference: `${path}/totals/coverage`,
      threshold,
    });
  },

  /** no party is short by more than its ceiling (check `affordable`) */
  partijen: ({ result: { parties }, path }) => {
    // how much more than its ceiling each must pay
    const beyond = parties.map(({ net, ceiling }) =>
      Exact.zero.minus(Exact.of(net)).minus(Exact.of(ceiling ?? '0.00')),
    );
    const worst = largest(beyond.map(String));
    const party = parties[worst];
    if (party === undefined) return finding('ja');
    const short = parties.filter(({ status }) => status === 'deficit');
    return finding(short.length > 0 ? 'nee' : 'ja', {
      figure: figure(party.net, 'euro'),
      reference: path + pointer('', 'parties', worst, 'net'),
      subjects: short.map(({ party: id }) => id),
    });
  },
};

/** The target groups of students of whom there are any in the year. */
const groupsWithStudents = ({ plan, present }: Looking): Plan['groups'] =>
  plan.groups.filter(({ id, kind }) => kind !== 'starter' && present.has(id));
