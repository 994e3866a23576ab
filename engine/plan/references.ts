import { type DecimalInput, Exact } from '../numbers/index.ts';
import { isObject } from './changes.ts';
import {
  type Cost,
  type Funding,
  ID_LISTS,
  type IdList,
  type Norm,
  type Plan,
  type Requirement,
  type Variant,
  type Where,
} from './format.ts';
import { type Problem, type ProblemCode, type ProblemValues, pointer, problem } from './problems.ts';

type List = IdList | 'students' | 'staff' | 'variants';

/** An item of which any field may be missing: what is wrong in its shape is taken out. */
type Sound<T> = { readonly [Key in keyof T]?: T[Key] | undefined };
type ItemOf<L extends List> = Sound<NonNullable<Plan[L]>[number]>;
/** Funding of which the kind need not be known. */
type AnyFunding = Sound<Pick<Funding, 'variants' | 'where' | 'phase' | 'lag'>> & { readonly steps?: unknown };

/**
 * What goes beyond the shape of single values: references, lengths, what goes with what, sums and limits.
 * Fields whose shape is wrong are passed over, one by one, so that one plan gets all its problems at once and
 * none that only follows from another.
 * @param plan the plan as JSON
 * @param shapeProblems what is wrong with its shape
 * @param look the places of the variants whose structure is looked at (the others belong to other plans), and
 *   whether the students are (not where a variant's changes can't touch what they refer to)
 */
export function checkReferences(
  plan: Record<string, unknown>,
  shapeProblems: readonly Problem[],
  look: { readonly variants: readonly number[]; readonly students: boolean },
): Problem[] {
  return new References(plan, shapeProblems).all(look.variants, look.students);
}

class References {
  private readonly problems: Problem[] = [];
  /** where the shape is wrong, and all places above */
  private readonly faults = new Set<string>();
  private readonly touched = new Set<string>();
  private readonly years: number | undefined;
  private readonly known = new Map<List, ReadonlySet<string>>();

  constructor(
    private readonly plan: Record<string, unknown>,
    shapeProblems: readonly Problem[],
  ) {
    for (const { path } of shapeProblems) {
      this.faults.add(path);
      for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
        this.touched.add(path.slice(0, end));
      }
    }
    this.years = this.faults.has('/years') ? undefined : (plan.years as number);
  }

  all(variants: readonly number[], students: boolean): Problem[] {
    this.duplicates();
    this.indexes();
    this.parties();
    this.schools();
    if (students) this.students();
    this.rules();
    this.moneys();
    this.division();
    this.available();
    for (const place of variants) this.variant(place);
    return this.problems;
  }

  private add<Code extends ProblemCode>(path: string, code: Code, values: ProblemValues[Code]): void {
    this.problems.push(problem(path, code, values));
  }

  private raw(list: List): readonly unknown[] {
    const value = this.plan[list];
    return Array.isArray(value) ? value : [];
  }

  /** A value without the parts whose shape is wrong; places in lists stay. */
  private sound(value: unknown, path: string): unknown {
    if (this.faults.has(path)) return undefined;
    if (!this.touched.has(path)) return value;
    if (Array.isArray(value)) return value.map((each, index) => this.sound(each, pointer(path, index)));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, this.sound(each, pointer(path, key))]),
    );
  }

  /** The sound part of each item of a list, with its place. */
  private items<L extends List>(list: L): { item: ItemOf<L>; path: string }[] {
    return this.raw(list).flatMap((raw, index) => {
      const path = pointer('', list, index);
      const item = this.sound(raw, path);
      return isObject(item) ? [{ item: item as ItemOf<L>, path }] : [];
    });
  }

  /** Whether a field is given at all, sound or not. */
  private given(item: object, path: string, key: string): boolean {
    return (item as Record<string, unknown>)[key] !== undefined || this.faults.has(pointer(path, key));
  }

  /** The ids of a list, those of broken items among them. */
  private ids(list: List): ReadonlySet<string> {
    let ids = this.known.get(list);
    if (!ids) {
      ids = new Set(
        this.raw(list).flatMap((item) => (isObject(item) && typeof item.id === 'string' ? [item.id] : [])),
      );
      this.known.set(list, ids);
    }
    return ids;
  }

  private refer(path: string, list: List, id: string | undefined): void {
    if (id !== undefined && !this.ids(list).has(id)) this.add(path, 'unknown-id', { found: id, list });
  }

  private referAll(path: string, list: List, ids: unknown): void {
    if (!Array.isArray(ids)) return;
    ids.forEach((id: unknown, index) => {
      if (typeof id === 'string') this.refer(pointer(path, index), list, id);
    });
  }

  /** A list that must have one of these lengths. */
  private length(path: string, value: unknown, lengths: (years: number) => readonly number[]): void {
    if (!Array.isArray(value) || this.years === undefined) return;
    const expected = lengths(this.years);
    if (!expected.includes(value.length)) this.add(path, 'wrong-length', { found: value.length, expected });
  }

  private perYear(path: string, value: unknown): void {
    this.length(path, value, (years) => [years]);
  }

  private duplicates(): void {
    for (const list of [...ID_LISTS, 'variants'] as const) {
      const seen = new Set<string>();
      this.raw(list).forEach((item, index) => {
        if (!isObject(item) || typeof item.id !== 'string') return;
        if (seen.has(item.id)) this.add(pointer('', list, index, 'id'), 'duplicate-id', { found: item.id });
        seen.add(item.id);
      });
    }
  }

  private indexes(): void {
    for (const key of ['wageIndex', 'priceIndex'] as const) {
      this.length(`/${key}`, this.plan[key], (years) => [years - 1]);
    }
    if (isObject(this.plan.trend)) {
      for (const [group, change] of Object.entries(this.plan.trend)) {
        const path = pointer('', 'trend', group);
        if (this.faults.has(path)) continue;
        this.refer(path, 'groups', group);
        this.length(path, change, (years) => [years - 1]);
      }
    }
    this.perYear('/ceiling', this.plan.ceiling);
    const { notes } = this.plan;
    // the schema library passes over this key; any other may be given
    if (isObject(notes) && Object.hasOwn(notes, '__proto__')) {
      this.add('/notes/__proto__', 'unknown-key', { key: '__proto__' });
    }
  }

  private parties(): void {
    for (const { item, path } of this.items('boards')) {
      for (const key of ['pupils', 'ceiling', 'ceilingPerPupil'] as const)
        this.perYear(`${path}/${key}`, item[key]);
      if (!this.given(item, path, 'ceilingPerPupil')) continue;
      if (this.given(item, path, 'ceiling')) {
        this.add(`${path}/ceilingPerPupil`, 'both-given', { first: 'ceiling', second: 'ceilingPerPupil' });
      }
      if (!this.given(item, path, 'pupils')) {
        this.meaningless(path, 'ceilingPerPupil', 'ceilingPerPupilNeedsPupils');
      }
    }
    for (const { item, path } of this.items('institutes')) this.perYear(`${path}/ceiling`, item.ceiling);
    for (const { item, path } of this.items('roles')) this.refer(`${path}/rate`, 'rates', item.rate);
    for (const { item, path } of this.items('rates')) {
      const [perHour, perFte] = [this.given(item, path, 'perHour'), this.given(item, path, 'perFte')];
      const keys = { first: 'perHour', second: 'perFte' };
      if (perHour && perFte) this.add(`${path}/perFte`, 'both-given', keys);
      if (!perHour && !perFte) this.add(path, 'neither-given', keys);
      if (!perFte && this.given(item, path, 'overhead'))
        this.meaningless(path, 'overhead', 'overheadNeedsPerFte');
    }
  }

  private meaningless(path: string, key: string, because: ProblemValues['without-meaning']['because']): void {
    this.add(pointer(path, key), 'without-meaning', { key, because });
  }

  private schools(): void {
    for (const { item, path } of this.items('schools')) {
      this.refer(`${path}/board`, 'boards', item.board);
      this.perYear(`${path}/supervisors`, item.supervisors);
      this.perYear(`${path}/capacity`, item.capacity);
    }
  }

  private students(): void {
    const ofStudents = new Set(
      this.items('groups').flatMap(({ item, path }) =>
        item.kind === 'starter' || this.faults.has(`${path}/kind`) ? [] : [item.id],
      ),
    );
    for (const { item, path } of this.items('students')) {
      const { group } = item;
      this.refer(`${path}/school`, 'schools', item.school);
      this.refer(`${path}/institute`, 'institutes', item.institute);
      this.refer(`${path}/group`, 'groups', group);
      this.length(`${path}/counts`, item.counts, (years) => (years === 1 ? [1] : [1, years]));
      if (group !== undefined && ofStudents.has(group) && !this.given(item, path, 'institute')) {
        this.add(`${path}/institute`, 'institute-missing', { group });
      }
    }
  }

  private rules(): void {
    for (const { item, path } of this.items('norms')) {
      this.refer(`${path}/role`, 'roles', item.role);
      this.rule(item, path, 'hours');
    }
    for (const { item, path } of this.items('costs')) this.rule(item, path, 'amount');
  }

  private rule(rule: Sound<Norm> | Sound<Cost>, path: string, key: 'hours' | 'amount'): void {
    this.common(rule, path);
    const [value, steps] = [this.given(rule, path, key), this.given(rule, path, 'steps')];
    const keys = { first: key, second: 'steps' };
    if (value && steps) this.add(`${path}/steps`, 'both-given', keys);
    if (!value && !steps) this.add(path, 'neither-given', keys);
    this.ascending(`${path}/steps`, rule.steps);
    this.ordered(path, rule.min, rule.max);
    const { per } = rule;
    if (per === undefined) return;
    if (per !== 'student' && per !== 'group' && this.given(rule, path, 'weighted')) {
      this.meaningless(path, 'weighted', 'weightedNeedsStudentOrGroup');
    }
    const grouped = this.given(rule, path, 'groupSize');
    if (per === 'group' && !grouped) this.add(`${path}/groupSize`, 'missing', { key: 'groupSize' });
    if (per !== 'group' && grouped) this.meaningless(path, 'groupSize', 'groupSizeNeedsGroup');
    if (per === 'supervisor' && rule.at === 'institute')
      this.add(`${path}/per`, 'supervisor-at-institute', {});
  }

  private common(
    item: { variants?: unknown; where?: Where | undefined; phase?: unknown },
    path: string,
  ): void {
    this.referAll(`${path}/variants`, 'variants', item.variants);
    this.perYear(`${path}/phase`, item.phase);
    const where: Sound<Where> = isObject(item.where) ? item.where : {};
    this.referAll(`${path}/where/group`, 'groups', where.group);
    this.referAll(`${path}/where/institute`, 'institutes', where.institute);
    this.referAll(`${path}/where/board`, 'boards', where.board);
  }

  private ascending(path: string, steps: unknown): void {
    if (!Array.isArray(steps)) return;
    let previous: number | undefined;
    steps.forEach((step: { from?: number } | undefined, index) => {
      const found = step?.from;
      if (found === undefined) return;
      if (previous !== undefined && found <= previous) {
        this.add(pointer(path, index, 'from'), 'steps-not-ascending', { previous, found });
      }
      previous = found;
    });
  }

  private ordered(path: string, min: DecimalInput | undefined, max: DecimalInput | undefined): void {
    if (min !== undefined && max !== undefined && Exact.of(min).compare(Exact.of(max)) > 0) {
      this.add(`${path}/min`, 'min-above-max', { min: String(min), max: String(max) });
    }
  }

  private moneys(): void {
    for (const { item, path } of this.items('funding')) {
      const funding = item as AnyFunding;
      this.common(funding, path);
      this.ascending(`${path}/steps`, funding.steps);
      if (this.given(item, path, 'payer') && item.source !== undefined && item.source !== 'contribution') {
        this.meaningless(path, 'payer', 'payerNeedsContribution');
      }
      if (item.kind === 'ofCost') {
        for (const key of ['where', 'payer', 'lag', 'basis'] as const) {
          if (this.given(item, path, key)) this.meaningless(path, key, 'notWithOfCost');
        }
      } else if (item.basis === 'calendar') {
        if (this.given(item, path, 'payer')) this.meaningless(path, 'basis', 'notWithPayer');
        const lag = funding.lag ?? (this.given(item, path, 'lag') ? undefined : 0);
        if (lag !== undefined && lag < 1) this.add(`${path}/lag`, 'calendar-needs-lag', { lag });
      }
    }
  }

  private division(): void {
    const split = this.sound(this.plan.split, '/split');
    if (!isObject(split)) return;
    const shares = split.shares;
    if (!isObject(shares)) return;
    if (split.regionFirst === true && this.given(shares, '/split/shares', 'region')) {
      this.add('/split/shares/region', 'region-share-with-region-first', {});
    }
    if (this.touched.has('/split/shares')) return; // the sum of shares of which one is no number says nothing
    const given = Object.values(shares as Sound<Record<string, DecimalInput>>).filter(
      (each) => each !== undefined,
    );
    const sum = given.reduce((total, each) => total.plus(Exact.of(each)), Exact.zero);
    if (sum.compare(Exact.one) !== 0) this.add('/split/shares', 'shares-not-one', { sum: sum.toPlain() });
  }

  private available(): void {
    const seen = new Set<string>();
    for (const { item, path } of this.items('staff')) {
      const { role, party } = item;
      this.refer(`${path}/role`, 'roles', role);
      this.perYear(`${path}/fte`, item.fte);
      if (party === undefined) continue;
      this.party(path, party);
      if (role === undefined) continue;
      const key = `${role}@${party}`;
      if (seen.has(key)) this.add(path, 'duplicate-staff', { role, party });
      seen.add(key);
    }
  }

  private party(path: string, party: string): void {
    const colon = party.indexOf(':');
    const [kind, id] = [party.slice(0, Math.max(colon, 0)), party.slice(colon + 1)];
    if (kind === 'board') this.refer(`${path}/party`, 'boards', id);
    else if (kind === 'institute') this.refer(`${path}/party`, 'institutes', id);
    else if (party !== 'region') {
      const allowed = ['board:…', 'institute:…', 'region'];
      this.add(`${path}/party`, 'not-one-of', { found: party, allowed });
    }
  }

  private variant(place: number): void {
    const path = pointer('', 'variants', place);
    const variant = this.sound(this.raw('variants')[place], path) as Sound<Variant> | undefined;
    if (!isObject(variant)) return;
    if (Array.isArray(variant.layout)) this.layout(variant, variant.layout, path);
    if (!Array.isArray(variant.requirements)) return;
    variant.requirements.forEach((requirement: Sound<Requirement> | undefined, index) => {
      const at = `${path}/requirements/${index}`;
      if (requirement?.type === 'team') this.referAll(`${at}/roles`, 'roles', requirement.roles);
      if (requirement?.type === 'group-size') this.ordered(at, requirement.min, requirement.max);
    });
  }

  private layout(
    variant: Sound<Variant>,
    layout: readonly (Sound<Variant['layout'][number]> | undefined)[],
    path: string,
  ): void {
    const leads = new Map<string, string>();
    const placed = new Map<string, string>();
    layout.forEach((entry, index) => {
      const { school, kind, network } = entry ?? {};
      if (school === undefined) return;
      const at = `${path}/layout/${index}`;
      this.refer(`${at}/school`, 'schools', school);
      const already = placed.get(school);
      if (already !== undefined) this.add(at, 'duplicate-school', { school, network: already });
      placed.set(school, network ?? '');
      if (kind === undefined || network === undefined || !variant.leadKinds?.includes(kind)) return;
      const first = leads.get(network);
      if (first !== undefined) this.add(at, 'two-leads', { network, first, second: school });
      leads.set(network, first ?? school);
    });
    // a place with a fault may be anybody's
    if (layout.some((entry) => entry?.school === undefined)) return;
    for (const school of this.inhabited) {
      if (placed.has(school) || !this.ids('schools').has(school)) continue;
      this.add(`${path}/layout`, 'school-without-place', { school, variant: variant.id ?? '' });
    }
  }

  /** The schools with students or starters in some year. */
  private get inhabited(): ReadonlySet<string> {
    this.inhabitedSchools ??= new Set(
      this.items('students').flatMap(({ item: { school, counts } }) => {
        const someone = [counts].flat().some((count) => typeof count === 'number' && count > 0);
        return school !== undefined && someone ? [school] : [];
      }),
    );
    return this.inhabitedSchools;
  }

  private inhabitedSchools: ReadonlySet<string> | undefined;
}
