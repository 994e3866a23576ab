import { type DecimalInput, Exact } from '../numbers/index.ts';
import { isObject } from './changes.ts';
import {
  type Cost,
  ID_LISTS,
  type IdList,
  type Norm,
  type Plan,
  type StudentEntry,
  type Variant,
  type Where,
} from './format.ts';
import { LIMITS } from './limits.ts';
import {
  type LimitName,
  type Problem,
  type ProblemCode,
  type ProblemValues,
  pointer,
  problem,
} from './problems.ts';

type List = IdList | 'students' | 'staff' | 'variants';

type ItemOf<L extends List> = NonNullable<Plan[L]>[number];

/**
 * What goes beyond the shape of single values: references, lengths, what goes with what, sums and limits.
 * It looks at items whose shape is sound and passes over the others, so that one plan gets all its problems
 * at once and none that only follows from another.
 * @param plan the plan as JSON
 * @param shapeProblems what is wrong with its shape
 * @param variants the places of the variants whose structure is looked at; the others belong to other plans
 */
export function checkReferences(
  plan: Record<string, unknown>,
  shapeProblems: readonly Problem[],
  variants: readonly number[],
): Problem[] {
  return new References(plan, shapeProblems).all(variants);
}

class References {
  private readonly problems: Problem[] = [];
  private readonly broken = new Set<string>();
  private readonly years: number | undefined;
  private readonly known = new Map<List, ReadonlySet<string>>();

  constructor(
    private readonly plan: Record<string, unknown>,
    shapeProblems: readonly Problem[],
  ) {
    for (const { path } of shapeProblems) {
      for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
        this.broken.add(path.slice(0, end));
      }
    }
    this.years = this.sound('/years') ? (plan.years as number) : undefined;
  }

  all(variants: readonly number[]): Problem[] {
    this.limits();
    this.duplicates();
    this.indexes();
    this.parties();
    this.places();
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

  private sound(path: string): boolean {
    return !this.broken.has(path);
  }

  private raw(list: List): readonly unknown[] {
    const value = this.plan[list];
    return Array.isArray(value) ? value : [];
  }

  /** The items of a list whose shape is sound, with their place. */
  private items<L extends List>(list: L): { item: ItemOf<L>; path: string }[] {
    return this.raw(list).flatMap((item, index) => {
      const path = pointer('', list, index);
      return this.sound(path) ? [{ item: item as ItemOf<L>, path }] : [];
    });
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

  private referAll(path: string, list: List, ids: readonly string[] | undefined): void {
    ids?.forEach((id, index) => {
      this.refer(pointer(path, index), list, id);
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

  private limits(): void {
    const limit = (path: string, what: LimitName, found: number): void => {
      if (found > LIMITS[what]) this.add(path, 'limit', { what, found, maximum: LIMITS[what] });
    };
    limit('/schools', 'schools', this.raw('schools').length);
    limit('/students', 'students', this.raw('students').length);
    limit('/norms', 'rules', this.raw('norms').length + this.raw('costs').length);
    limit('/variants', 'variants', this.raw('variants').length);
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
      if (item.ceilingPerPupil === undefined) continue;
      if (item.ceiling !== undefined) {
        this.add(`${path}/ceilingPerPupil`, 'both-given', { first: 'ceiling', second: 'ceilingPerPupil' });
      }
      if (item.pupils === undefined) this.meaningless(path, 'ceilingPerPupil', 'ceilingPerPupilNeedsPupils');
    }
    for (const { item, path } of this.items('institutes')) this.perYear(`${path}/ceiling`, item.ceiling);
    for (const { item, path } of this.items('roles')) this.refer(`${path}/rate`, 'rates', item.rate);
    for (const { item, path } of this.items('rates')) {
      if (item.perHour !== undefined && item.perFte !== undefined) {
        this.add(`${path}/perFte`, 'both-given', { first: 'perHour', second: 'perFte' });
      } else if (item.perHour === undefined && item.perFte === undefined) {
        this.add(path, 'neither-given', { first: 'perHour', second: 'perFte' });
      }
      if (item.overhead !== undefined && item.perFte === undefined) {
        this.meaningless(path, 'overhead', 'overheadNeedsPerFte');
      }
    }
  }

  private meaningless(path: string, key: string, because: ProblemValues['without-meaning']['because']): void {
    this.add(pointer(path, key), 'without-meaning', { key, because });
  }

  private places(): void {
    for (const { item, path } of this.items('schools')) {
      this.refer(`${path}/board`, 'boards', item.board);
      this.perYear(`${path}/supervisors`, item.supervisors);
      this.perYear(`${path}/capacity`, item.capacity);
    }
    const ofStudents = new Set(
      this.items('groups').flatMap(({ item }) => (item.kind === 'starter' ? [] : [item.id])),
    );
    for (const { item, path } of this.items('students')) {
      this.refer(`${path}/school`, 'schools', item.school);
      this.refer(`${path}/institute`, 'institutes', item.institute);
      this.refer(`${path}/group`, 'groups', item.group);
      this.length(`${path}/counts`, item.counts, (years) => (years === 1 ? [1] : [1, years]));
      if (item.institute === undefined && ofStudents.has(item.group)) {
        this.add(`${path}/institute`, 'institute-missing', { group: item.group });
      }
    }
  }

  private rules(): void {
    for (const { item, path } of this.items('norms')) {
      this.refer(`${path}/role`, 'roles', item.role);
      this.rule(
        item,
        path,
        'hours',
        item.hours,
        item.steps?.map(({ from }) => from),
      );
    }
    for (const { item, path } of this.items('costs')) {
      this.rule(
        item,
        path,
        'amount',
        item.amount,
        item.steps?.map(({ from }) => from),
      );
    }
  }

  private rule(
    rule: Norm | Cost,
    path: string,
    key: 'hours' | 'amount',
    value: DecimalInput | undefined,
    steps: readonly number[] | undefined,
  ): void {
    this.common(rule, path);
    if (value !== undefined && steps)
      this.add(`${path}/steps`, 'both-given', { first: key, second: 'steps' });
    if (value === undefined && !steps) this.add(path, 'neither-given', { first: key, second: 'steps' });
    this.ascending(`${path}/steps`, steps);
    const { per, min, max } = rule;
    if (rule.weighted !== undefined && per !== 'student' && per !== 'group') {
      this.meaningless(path, 'weighted', 'weightedNeedsStudentOrGroup');
    }
    if (per === 'group' && rule.groupSize === undefined) {
      this.add(`${path}/groupSize`, 'missing', { key: 'groupSize' });
    }
    if (per !== 'group' && rule.groupSize !== undefined)
      this.meaningless(path, 'groupSize', 'groupSizeNeedsGroup');
    this.ordered(path, min, max);
    if (per === 'supervisor' && rule.at === 'institute')
      this.add(`${path}/per`, 'supervisor-at-institute', {});
  }

  private common(
    item: { variants?: string[] | undefined; where?: Where | undefined; phase?: unknown },
    path: string,
  ): void {
    this.referAll(`${path}/variants`, 'variants', item.variants);
    this.perYear(`${path}/phase`, item.phase);
    this.referAll(`${path}/where/group`, 'groups', item.where?.group);
    this.referAll(`${path}/where/institute`, 'institutes', item.where?.institute);
    this.referAll(`${path}/where/board`, 'boards', item.where?.board);
  }

  private ascending(path: string, steps: readonly number[] | undefined): void {
    steps?.forEach((found, index) => {
      const previous = steps[index - 1];
      if (previous !== undefined && found <= previous) {
        this.add(pointer(path, index, 'from'), 'steps-not-ascending', { previous, found });
      }
    });
  }

  private ordered(path: string, min: DecimalInput | undefined, max: DecimalInput | undefined): void {
    if (min !== undefined && max !== undefined && Exact.of(min).compare(Exact.of(max)) > 0) {
      this.add(`${path}/min`, 'min-above-max', { min: String(min), max: String(max) });
    }
  }

  private moneys(): void {
    for (const { item, path } of this.items('funding')) {
      this.common(item, path);
      if (item.kind === 'steps')
        this.ascending(
          `${path}/steps`,
          item.steps.map(({ from }) => from),
        );
      if (item.payer !== undefined && item.source !== 'contribution') {
        this.meaningless(path, 'payer', 'payerNeedsContribution');
      }
      if (item.kind === 'ofCost') {
        for (const key of ['where', 'payer', 'lag', 'basis'] as const) {
          if (item[key] !== undefined) this.meaningless(path, key, 'notWithOfCost');
        }
      } else if (item.basis === 'calendar') {
        if (item.payer !== undefined) this.meaningless(path, 'basis', 'notWithPayer');
        if ((item.lag ?? 0) < 1) this.add(`${path}/lag`, 'calendar-needs-lag', { lag: item.lag ?? 0 });
      }
    }
  }

  private division(): void {
    const split = this.plan.split as Plan['split'];
    if (split === undefined || !this.sound('/split')) return;
    const { shares, regionFirst } = split;
    if (regionFirst === true && shares.region !== undefined) {
      this.add('/split/shares/region', 'region-share-with-region-first', {});
    }
    const given = Object.values(shares).filter((share) => share !== undefined);
    const sum = given.reduce((total, share) => total.plus(Exact.of(share)), Exact.zero);
    if (sum.compare(Exact.one) !== 0) this.add('/split/shares', 'shares-not-one', { sum: sum.toPlain() });
  }

  private available(): void {
    const seen = new Set<string>();
    for (const { item, path } of this.items('staff')) {
      this.refer(`${path}/role`, 'roles', item.role);
      const [kind, id = ''] = splitParty(item.party);
      if (kind === 'board') this.partyRef(path, 'boards', id);
      else if (kind === 'institute') this.partyRef(path, 'institutes', id);
      else if (item.party !== 'region') {
        this.add(`${path}/party`, 'not-one-of', {
          found: item.party,
          allowed: ['board:…', 'institute:…', 'region'],
        });
      }
      this.perYear(`${path}/fte`, item.fte);
      const key = `${item.role}@${item.party}`;
      if (seen.has(key)) this.add(path, 'duplicate-staff', { role: item.role, party: item.party });
      seen.add(key);
    }
  }

  private partyRef(path: string, list: List, id: string): void {
    this.refer(`${path}/party`, list, id);
  }

  private variant(place: number): void {
    const path = pointer('', 'variants', place);
    if (!this.sound(path)) return;
    const variant = this.raw('variants')[place] as Variant;
    this.layout(variant, path);
    variant.requirements?.forEach((requirement, index) => {
      const at = `${path}/requirements/${index}`;
      if (requirement.type === 'team') this.referAll(`${at}/roles`, 'roles', requirement.roles);
      if (requirement.type === 'group-size') this.ordered(at, requirement.min, requirement.max);
    });
  }

  private layout(variant: Variant, path: string): void {
    const leads = new Map<string, string>();
    const placed = new Map<string, string>();
    variant.layout.forEach(({ school, kind, network }, index) => {
      const at = `${path}/layout/${index}`;
      this.refer(`${at}/school`, 'schools', school);
      const already = placed.get(school);
      if (already !== undefined) this.add(at, 'duplicate-school', { school, network: already });
      placed.set(school, network);
      if (!variant.leadKinds?.includes(kind)) return;
      const first = leads.get(network);
      if (first !== undefined) this.add(at, 'two-leads', { network, first, second: school });
      leads.set(network, first ?? school);
    });
    const homeless = new Set<string>();
    for (const { item } of this.items('students')) {
      if (this.ids('schools').has(item.school) && !placed.has(item.school) && someone(item))
        homeless.add(item.school);
    }
    for (const school of homeless) {
      this.add(`${path}/layout`, 'school-without-place', { school, variant: variant.id });
    }
  }
}

const someone = ({ counts }: StudentEntry): boolean => [counts].flat().some((count) => count > 0);

/** `board:noord` as its kind and id. */
export function splitParty(party: string): [kind: string, id: string | undefined] {
  const colon = party.indexOf(':');
  return colon < 0 ? [party, undefined] : [party.slice(0, colon), party.slice(colon + 1)];
}
