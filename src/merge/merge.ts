import { type Plan, type Problem, type Variant, validate } from '../../engine/index.ts';
import { addDecimals } from '../texts/numbers.ts';
import {
  canonical,
  identity,
  isObject,
  itemsOf,
  type Json,
  type MergedList,
  REFERENCED,
  Translation,
} from './ids.ts';

/**
 * Several partnerships in one plan. What is the same in all of them is there once and counts over all; what is not
 * stays with its own part: its ids are made different and its rules look only at the boards of that part.
 */

export interface MergeProblemValues {
  'merge-too-few': Readonly<Record<string, never>>;
  /** something that a plan has only one of, with another value in each part */
  'merge-differs': { readonly key: string; readonly values: readonly string[] };
  'merge-no-variant': { readonly known: readonly string[] };
}
export type MergeProblemCode = keyof MergeProblemValues;
export type MergeProblem = {
  [Code in MergeProblemCode]: {
    readonly path: string;
    readonly code: Code;
    readonly values: MergeProblemValues[Code];
  };
}[MergeProblemCode];

export interface Renamed {
  /** the place of the plan among the parts, from 0 */
  readonly part: number;
  readonly list: MergedList;
  readonly from: string;
  readonly to: string;
}

/** What the merged plan could not take from its parts, said rather than left out silently. */
export type MergeNote =
  | { readonly code: 'variant-left'; readonly part: number; readonly variant: string }
  | { readonly code: 'split-left'; readonly variant: string | null }
  | { readonly code: 'ceiling-added' }
  | { readonly code: 'requirements-joined'; readonly variant: string }
  /** a vestiging that several parts have: it stands in the merged plan as often, with its students */
  | { readonly code: 'school-twice'; readonly school: string; readonly parts: readonly number[] }
  | { readonly code: 'rule-limited'; readonly part: number; readonly list: string; readonly item: string }
  | { readonly code: 'rule-shared'; readonly list: string; readonly item: string };

export interface Merged {
  readonly plan: Plan;
  /** for each part, the variants of it in the order of the merged plan's */
  readonly variants: readonly (readonly string[])[];
  readonly translations: readonly Translation[];
  readonly renamed: readonly Renamed[];
  readonly notes: readonly MergeNote[];
}

export type MergeOutcome =
  | { readonly ok: true; readonly merged: Merged }
  | {
      readonly ok: false;
      readonly problems: readonly MergeProblem[];
      readonly planProblems: readonly Problem[];
    };

const RULES = ['norms', 'costs', 'funding'] as const;
type RuleList = (typeof RULES)[number];
const isRule = (list: string): list is RuleList => (RULES as readonly string[]).includes(list);

/** Values that hold for a whole plan; those of the parts must be the same. */
const WHOLE = ['startYear', 'years', 'hoursPerFte', 'wageIndex', 'priceIndex'] as const;
/** Of these, what a variant can change. */
const CHANGED_WHOLE = ['hoursPerFte', 'wageIndex', 'priceIndex'] as const;

/**
 * Merges plans.
 * @param parts at least two valid plans
 * @param words name and region of the merged plan
 * @returns the merged plan, valid by the engine, or why these plans can't be one
 */
export function mergePlans(
  parts: readonly Plan[],
  words: { readonly name: string; readonly region: string },
): MergeOutcome {
  if (parts.length < 2) {
    return { ok: false, problems: [{ path: '', code: 'merge-too-few', values: {} }], planProblems: [] };
  }
  return new Merger(parts, words).run();
}

class Merger {
  private readonly problems: MergeProblem[] = [];
  private readonly renamed: Renamed[] = [];
  private readonly notes: MergeNote[] = [];
  private readonly translations: readonly Translation[];
  /** per part, its variants that every other part has as well */
  private variants: Variant[][] = [];
  /** ids of the merged plan's variants */
  private variantIds: string[] = [];
  /** `list/id` of the merged plan, of items that all parts share */
  private readonly shared = new Set<string>();
  private limited = false;

  constructor(
    private readonly parts: readonly Plan[],
    private readonly words: { readonly name: string; readonly region: string },
  ) {
    this.translations = parts.map(() => new Translation());
  }

  run(): MergeOutcome {
    this.whole();
    this.pairVariants();
    if (this.problems.length > 0) return { ok: false, problems: this.problems, planProblems: [] };
    this.networksAndKinds();
    // rules that differ look only at the boards of their part, so then no board can be of two parts
    this.ids(false);
    if (this.anyLimited()) this.ids(true);
    const plan = this.plan();
    if (this.problems.length > 0) return { ok: false, problems: this.problems, planProblems: [] };
    this.schoolsTwice();
    const validation = validate(plan);
    if (!validation.ok) return { ok: false, problems: [], planProblems: validation.problems };
    const { translations, renamed, notes } = this;
    const variants = this.variants.map((own) => own.map(({ id }) => id));
    return { ok: true, merged: { plan, variants, translations, renamed, notes } };
  }

  private schoolsTwice(): void {
    const byCode = new Map<string, { name: string; parts: number[] }>();
    for (const [part, { schools }] of this.parts.entries()) {
      for (const { name, code = '' } of schools) {
        const key = code.trim().toUpperCase();
        if (key === '') continue;
        const found = byCode.get(key) ?? { name: `${name} (${key})`, parts: [] };
        found.parts.push(part);
        byCode.set(key, found);
      }
    }
    for (const { name, parts } of byCode.values()) {
      if (new Set(parts).size > 1) this.notes.push({ code: 'school-twice', school: name, parts });
    }
  }

  private differs(key: string, values: readonly unknown[]): void {
    const shown = values.map((value) => (value === undefined ? '–' : JSON.stringify(value)));
    this.problems.push({ path: '', code: 'merge-differs', values: { key, values: shown } });
  }

  private whole(): void {
    for (const key of WHOLE) {
      const values = this.parts.map((part) => part[key]);
      if (new Set(this.parts.map((part) => inFull(part, key, part[key]))).size > 1) this.differs(key, values);
    }
  }

  /** Variants go together by id; where every plan has only one, those do. */
  private pairVariants(): void {
    const { parts } = this;
    if (parts.every(({ variants }) => variants.length === 1)) {
      this.variants = parts.map(({ variants }) => [...variants]);
    } else {
      const common = (parts[0]?.variants ?? []).filter(({ id }) =>
        parts.every(({ variants }) => variants.some((each) => each.id === id)),
      );
      this.variants = parts.map(({ variants }) =>
        common.flatMap(({ id }) => variants.filter((each) => each.id === id)),
      );
      if (common.length === 0) {
        const known = parts.map(({ variants }) => variants.map(({ id }) => id).join(', '));
        this.problems.push({ path: '', code: 'merge-no-variant', values: { known } });
      }
      for (const [part, { variants }] of parts.entries()) {
        for (const { id } of variants) {
          if (!common.some((each) => each.id === id))
            this.notes.push({ code: 'variant-left', part, variant: id });
        }
      }
    }
    this.variantIds = (this.variants[0] ?? []).map(({ id }) => id);
    for (const [part, own] of this.variants.entries()) {
      for (const [at, { id }] of own.entries())
        this.translations[part]?.set('variants', id, this.variantIds[at] ?? id);
    }
    for (const [at, variant] of this.variantIds.entries()) {
      const values = this.variants.map((own) => own[at]?.studentsPerSupervisor);
      if (new Set(values.map((value) => canonical(value ?? null))).size > 1) {
        this.differs(`variants/${variant}/studentsPerSupervisor`, values);
      }
      for (const key of CHANGED_WHOLE) {
        if (this.variants.every((own) => own[at]?.changes?.[key] === undefined)) continue;
        const changed = this.variants.map((own, part) => {
          const value = own[at]?.changes?.[key];
          return value === undefined ? this.parts[part]?.[key] : value;
        });
        const full = changed.map((value, part) => inFull(this.parts[part] as Plan, key, value ?? undefined));
        if (new Set(full).size > 1) this.differs(`variants/${variant}/changes/${key}`, changed);
      }
    }
  }

  private rename(part: number, list: MergedList, from: string, taken: Set<string>): void {
    let to = `${from.slice(0, 58)}-${part + 1}`;
    for (let next = 2; taken.has(to); next++) to = `${from.slice(0, 55)}-${part + 1}-${next}`;
    this.translations[part]?.set(list, from, to);
    this.renamed.push({ part, list, from, to });
    taken.add(to);
  }

  /** A network is of one part; a kind leads in all parts or in none. */
  private networksAndKinds(): void {
    const networks = new Set<string>();
    const leads = new Map<string, boolean>();
    const all = new Set(
      this.variants.flat().flatMap(({ layout }) => layout.flatMap(({ network, kind }) => [network, kind])),
    );
    for (const [part, own] of this.variants.entries()) {
      const used = new Set(own.flatMap(({ layout }) => layout.map(({ network }) => network)));
      for (const network of used) if (networks.has(network)) this.rename(part, 'networks', network, all);
      for (const network of used) networks.add(network);
      const kinds = new Set(own.flatMap(({ layout }) => layout.map(({ kind }) => kind)));
      for (const kind of kinds) {
        const key = this.variantIds.map((_, at) => own[at]?.leadKinds?.includes(kind) ?? false);
        const clashes = key.some((lead, at) => {
          const known = leads.get(`${at}/${kind}`);
          return known !== undefined && known !== lead;
        });
        if (clashes) this.rename(part, 'kinds', kind, all);
        else for (const [at, lead] of key.entries()) leads.set(`${at}/${kind}`, lead);
      }
    }
  }

  /** What a variant's changes say of an item; for items they add, all of it. */
  private changesOf(part: number, list: string, id: string): (Json | null | undefined)[] {
    return (this.variants[part] ?? []).map(({ changes }) => {
      const own = changes?.[list];
      return isObject(own) ? (own[id] as Json | null | undefined) : undefined;
    });
  }

  /** Every item of a list of a part, those that only a variant's changes add among them. */
  private allIds(part: number, list: (typeof REFERENCED)[number]): string[] {
    const base = itemsOf(this.parts[part] as Plan, list).map(({ id }) => String(id));
    const added = (this.variants[part] ?? []).flatMap(({ changes }) => {
      const own = changes?.[list];
      return isObject(own) ? Object.keys(own) : [];
    });
    return [...new Set([...base, ...added])];
  }

  /** An item as it comes into the merged plan, with all that the variants change of it: what has to be the same. */
  private whatItIs(part: number, list: (typeof REFERENCED)[number], id: string): string {
    const translation = this.translations[part] as Translation;
    const item = itemsOf(this.parts[part] as Plan, list).find((each) => each.id === id);
    const translated = item && this.withVariants(part, { ...translation.item(list, item), id });
    const changes = this.changesOf(part, list, id).map((change) =>
      change === undefined
        ? 'none'
        : change === null
          ? 'away'
          : identity(list, translation.item(list, { ...change, id })),
    );
    const trend = list === 'groups' ? this.trendOf(part, id) : '';
    return [translated ? identity(list, translated) : 'none', ...changes, trend].join('\n');
  }

  private trendOf(part: number, group: string): string {
    const plan = this.parts[part] as Plan;
    const steps = (value: unknown): string => inFull(plan, 'wageIndex', value ?? undefined);
    const changed = (this.variants[part] ?? []).map(({ changes }) =>
      isObject(changes?.trend) ? changes.trend[group] : changes?.trend === null ? null : undefined,
    );
    return [
      steps(plan.trend?.[group]),
      ...changed.map((each) => (each === undefined ? '' : steps(each))),
    ].join('/');
  }

  /** The variants of a rule, as the merged plan has them; absent where it holds in all. */
  private withVariants(part: number, item: Json): Json {
    if (!Array.isArray(item.variants)) return item;
    const translation = this.translations[part] as Translation;
    const own = new Set((this.variants[part] ?? []).map(({ id }) => id));
    const ids = (item.variants as string[])
      .filter((id) => own.has(id))
      .map((id) => translation.of('variants', id));
    const { variants: _, ...rest } = item;
    return ids.length === this.variantIds.length ? rest : { ...rest, variants: ids };
  }

  /**
   * Gives every item its id: an item that is the same in all parts keeps its id and is there once; another one keeps it
   * where no earlier part has it.
   * @param apart boards (and what else would be of one part) are never shared
   */
  private ids(apart: boolean): void {
    this.shared.clear();
    const keep = this.renamed.filter(({ list }) => list === 'networks' || list === 'kinds');
    this.renamed.splice(0, this.renamed.length, ...keep);
    for (const list of REFERENCED) {
      const every = this.parts.map((_, part) => this.allIds(part, list));
      const taken = new Set(every.flat());
      // a translation of an earlier round must not stay
      for (const [part, ids] of every.entries())
        for (const id of ids) this.translations[part]?.set(list, id, id);
      const first = new Map<string, number>();
      for (const [part, ids] of every.entries()) {
        for (const id of ids) {
          const earlier = first.get(id);
          if (earlier === undefined) {
            first.set(id, part);
            continue;
          }
          if (this.canShare(list, id, apart)) this.shared.add(`${list}/${id}`);
          else this.rename(part, list, id, taken);
        }
      }
    }
    this.limited = apart;
  }

  /** One place has one layout, so a school is never shared; a rule is only where all parts have it. */
  private canShare(list: (typeof REFERENCED)[number], id: string, apart: boolean): boolean {
    if (list === 'schools' || (apart && list === 'boards')) return false;
    const holders = this.parts.map((_, part) => part).filter((part) => this.allIds(part, list).includes(id));
    if (isRule(list) && holders.length < this.parts.length) return false;
    return new Set(holders.map((part) => this.whatItIs(part, list, id))).size === 1;
  }

  private anyLimited(): boolean {
    return this.parts.some((_, part) =>
      RULES.some((list) => this.allIds(part, list).some((id) => !this.isShared(part, list, id))),
    );
  }

  private isShared(part: number, list: string, id: string): boolean {
    const translated = this.translations[part]?.of(list as RuleList, id) ?? id;
    return translated === id && this.shared.has(`${list}/${id}`);
  }

  // --- the merged plan ---

  private plan(): Plan {
    const { parts, words } = this;
    const [first] = parts as [Plan, ...Plan[]];
    const lists = Object.fromEntries(REFERENCED.map((list) => [list, this.list(list)] as const));
    const trend: Record<string, unknown> = {};
    for (const [part, plan] of parts.entries()) {
      for (const [group, change] of Object.entries(plan.trend ?? {})) {
        trend[this.translations[part]?.of('groups', group) ?? group] = change;
      }
    }
    const split = this.same(
      parts.map((plan) => plan.split),
      null,
    );
    const ceiling = this.ceilings(parts.map((plan) => plan.ceiling));
    if (ceiling !== undefined) this.notes.push({ code: 'ceiling-added' });
    const staff = this.staff(parts.map(({ staff: own }) => own ?? []));
    const plan = {
      format: 'samenplan/1',
      ...words,
      ...Object.fromEntries(WHOLE.flatMap((key) => (first[key] === undefined ? [] : [[key, first[key]]]))),
      ...lists,
      students: parts.flatMap((own, part) => own.students.map((entry) => this.entry(part, entry))),
      ...(Object.keys(trend).length > 0 && { trend }),
      ...(ceiling !== undefined && { ceiling }),
      ...(split !== undefined && { split }),
      ...(staff.length > 0 && { staff }),
      variants: this.variantIds.map((id, at) => this.variant(id, at, split)),
      notes: Object.fromEntries(
        parts.flatMap((own, part) =>
          Object.entries(own.notes ?? {}).map(([key, text]) => [`${key}-${part + 1}`, text]),
        ),
      ),
    };
    return plan as unknown as Plan;
  }

  private entry(part: number, entry: Plan['students'][number]): Json {
    const translation = this.translations[part] as Translation;
    return {
      ...entry,
      school: translation.of('schools', entry.school),
      ...(entry.institute !== undefined && { institute: translation.of('institutes', entry.institute) }),
      group: translation.of('groups', entry.group),
    };
  }

  private list(list: (typeof REFERENCED)[number]): Json[] {
    const done = new Set<string>();
    return this.parts.flatMap((plan, part) =>
      itemsOf(plan, list).flatMap((item) => {
        const id = String(item.id);
        const shared = this.isShared(part, list, id);
        if (shared && done.has(id)) return [];
        done.add(id);
        const made = this.withVariants(part, this.translated(part, list, id, item));
        // it held only in variants that are not in the merged plan
        if (Array.isArray(made.variants) && made.variants.length === 0) return [];
        if (!isRule(list)) return [made];
        if (shared) this.notes.push({ code: 'rule-shared', list, item: id });
        else this.notes.push({ code: 'rule-limited', part, list, item: String(made.id) });
        return [shared ? made : this.limitedTo(part, made)];
      }),
    );
  }

  /** An item with its ids translated; where it was renamed its name says which plan it is of. */
  private translated(part: number, list: (typeof REFERENCED)[number], id: string, item: Json): Json {
    const translation = this.translations[part] as Translation;
    const made = translation.item(list, item);
    const renamed = translation.of(list, id) !== id;
    if (!renamed || typeof item.name !== 'string') return made;
    return { ...made, name: `${item.name} (${this.parts[part]?.name ?? ''})` };
  }

  /** A rule that looks only at the boards of its part; a part of the costs has nothing to look at. */
  private limitedTo(part: number, rule: Json, at?: number): Json {
    if (!this.limited || rule.kind === 'ofCost') return rule;
    const where = isObject(rule.where) ? rule.where : {};
    const board = Array.isArray(where.board) ? (where.board as unknown[]) : this.boardsOf(part, at);
    return { ...rule, where: { ...where, board } };
  }

  /** The boards of a part, in the merged plan's ids; of a variant where its changes add or remove some. */
  private boardsOf(part: number, at?: number): string[] {
    const ids = itemsOf(this.parts[part] as Plan, 'boards').map(({ id }) => String(id));
    const changed = at === undefined ? undefined : this.variants[part]?.[at]?.changes?.boards;
    const changes = isObject(changed) ? changed : {};
    const own = [
      ...ids.filter((id) => changes[id] !== null),
      ...Object.keys(changes).filter((id) => !ids.includes(id)),
    ];
    return own.map((id) => this.translations[part]?.of('boards', id) ?? id);
  }

  /** Where a variant adds or removes boards, the rules of a part look at those that it then has. */
  private followBoards(part: number, at: number, list: RuleList, items: Json): void {
    const board = this.boardsOf(part, at);
    if (!this.limited || canonical(board) === canonical(this.boardsOf(part))) return;
    for (const item of itemsOf(this.parts[part] as Plan, list)) {
      const id = String(item.id);
      const to = this.translations[part]?.of(list, id) ?? id;
      const where = isObject(item.where) ? item.where : {};
      const held = this.withVariants(part, item);
      const away = Array.isArray(held.variants) && held.variants.length === 0;
      if (away || this.isShared(part, list, id) || item.kind === 'ofCost' || where.board !== undefined)
        continue;
      const change = items[to];
      if (change === null) continue;
      const patch = isObject(change) ? change : {};
      const filter = isObject(patch.where) ? patch.where : {};
      if (!Array.isArray(filter.board) || filter.board.length === 0)
        items[to] = { ...patch, where: { ...filter, board } };
    }
  }

  /** The one value of all parts; undefined, with a note, where they differ. */
  private same<T>(values: readonly (T | undefined)[], variant: string | null): T | undefined {
    if (new Set(values.map((value) => canonical(value ?? null))).size === 1) return values[0];
    this.notes.push({ code: 'split-left', variant });
    return undefined;
  }

  /** The most the region pays: what the parts pay together; without a ceiling a part pays nothing. */
  private ceilings(values: readonly (Plan['ceiling'] | null)[]): unknown {
    if (values.every((value) => value === undefined || value === null)) return undefined;
    return addPerYear(values.map((value) => value ?? 0));
  }

  private staff(lists: readonly NonNullable<Plan['staff']>[]): Json[] {
    const rows = new Map<string, Json>();
    for (const [part, list] of lists.entries()) {
      const translation = this.translations[part] as Translation;
      for (const row of list) {
        const made: Json = {
          ...row,
          role: translation.of('roles', row.role),
          party: translation.party(row.party),
        };
        const key = `${String(made.role)}@${String(made.party)}`;
        const earlier = rows.get(key);
        rows.set(key, earlier ? { ...earlier, fte: addPerYear([earlier.fte, made.fte]) } : made);
      }
    }
    return [...rows.values()];
  }

  private variant(id: string, at: number, split: unknown): Json {
    const own = this.variants.map((variants) => variants[at] as Variant);
    const [first] = own as [Variant, ...Variant[]];
    const layout = own.flatMap(({ layout: places }, part) => {
      const translation = this.translations[part] as Translation;
      return places.map((place) => ({
        ...place,
        school: translation.of('schools', place.school),
        kind: translation.of('kinds', place.kind),
        network: translation.of('networks', place.network),
      }));
    });
    const leadKinds = [
      ...new Set(
        own.flatMap(({ leadKinds: kinds }, part) =>
          (kinds ?? []).map((kind) => this.translations[part]?.of('kinds', kind) ?? kind),
        ),
      ),
    ];
    const requirements = own.map(({ requirements: list }, part) =>
      (list ?? []).map((each) => this.requirement(part, each)),
    );
    const joined = [
      ...new Map(
        requirements
          .flat()
          .map((each) => [canonical(each, ['source', 'note', 'assumption', 'status', 'checkedOn']), each]),
      ).values(),
    ];
    if (new Set(requirements.map((each) => canonical(each))).size > 1)
      this.notes.push({ code: 'requirements-joined', variant: id });
    const changes = this.changes(at, id, split);
    return {
      id,
      name: first.name,
      layout,
      ...(leadKinds.length > 0 && { leadKinds }),
      ...(first.studentsPerSupervisor !== undefined && {
        studentsPerSupervisor: first.studentsPerSupervisor,
      }),
      ...(joined.length > 0 && { requirements: joined }),
      ...(Object.keys(changes).length > 0 && { changes }),
    };
  }

  private requirement(part: number, requirement: NonNullable<Variant['requirements']>[number]): Json {
    const translation = this.translations[part] as Translation;
    return {
      ...requirement,
      ...('roles' in requirement && {
        roles: requirement.roles.map((role) => translation.of('roles', role)),
      }),
      ...('kind' in requirement && { kind: translation.of('kinds', requirement.kind) }),
    };
  }

  /** What a variant changes, of all parts together. */
  private changes(at: number, variant: string, split: unknown): Json {
    const own = this.variants.map((variants) => variants[at]?.changes ?? {});
    const merged: Json = {};
    for (const list of REFERENCED) {
      const items: Json = {};
      for (const [part, changes] of own.entries()) {
        if (!isObject(changes[list])) continue;
        for (const [id, change] of Object.entries(changes[list]))
          this.change(part, at, list, id, change, items);
      }
      if (isRule(list)) for (const part of own.keys()) this.followBoards(part, at, list, items);
      if (Object.keys(items).length > 0) merged[list] = items;
    }
    const trend: Json = {};
    for (const [part, changes] of own.entries()) {
      const changed =
        changes.trend === null
          ? Object.fromEntries(Object.keys(this.parts[part]?.trend ?? {}).map((key) => [key, null]))
          : changes.trend;
      for (const [group, value] of Object.entries(isObject(changed) ? changed : {})) {
        trend[this.translations[part]?.of('groups', group) ?? group] = value;
      }
    }
    if (Object.keys(trend).length > 0) merged.trend = trend;
    for (const key of CHANGED_WHOLE) {
      const value = own[0]?.[key];
      if (value !== undefined) merged[key] = value;
    }
    if (own.some((changes) => changes.split !== undefined)) {
      const first = this.same(
        own.map((changes) => changes.split),
        variant,
      );
      if (first !== undefined) merged.split = first;
      else if (split !== undefined) merged.split = null;
    }
    if (own.some((changes) => changes.ceiling !== undefined)) {
      const effective = own.map((changes, part) =>
        changes.ceiling === undefined
          ? this.parts[part]?.ceiling
          : (changes.ceiling as Plan['ceiling'] | null),
      );
      merged.ceiling = this.ceilings(effective) ?? null;
    }
    if (own.some((changes) => changes.staff !== undefined)) {
      merged.staff = this.staff(
        own.map((changes, part) =>
          changes.staff === undefined
            ? (this.parts[part]?.staff ?? [])
            : ((changes.staff ?? []) as NonNullable<Plan['staff']>),
        ),
      );
    }
    return merged;
  }

  private change(
    part: number,
    at: number,
    list: (typeof REFERENCED)[number],
    id: string,
    change: unknown,
    items: Json,
  ): void {
    const to = this.translations[part]?.of(list, id) ?? id;
    const base = itemsOf(this.parts[part] as Plan, list).find((each) => each.id === id);
    // the item held only in variants that are not in the merged plan, and is not there to be changed
    const held = base && this.withVariants(part, base);
    if (held && Array.isArray(held.variants) && held.variants.length === 0) return;
    if (!isObject(change)) {
      items[to] = change;
      return;
    }
    const translation = this.translations[part] as Translation;
    let made: Json = Object.hasOwn(change, 'id')
      ? translation.item(list, change)
      : translation.item(list, { ...change });
    if (Object.hasOwn(change, 'id')) made = { ...made, id: to };
    if (Array.isArray(made.variants)) {
      const own = new Set((this.variants[part] ?? []).map((each) => each.id));
      made.variants = (made.variants as string[])
        .filter((each) => own.has(each))
        .map((each) => translation.of('variants', each));
    }
    if (isRule(list) && !this.isShared(part, list, id)) {
      // a rule that the variant adds, or whose filter it takes away, still looks only at its own part
      const filter = change.where;
      const away = filter === null || (isObject(filter) && filter.board === null);
      const old = filter === null && isObject(base?.where) ? base.where : {};
      const none = Object.fromEntries(Object.keys(old).map((key) => [key, null]));
      const where = isObject(made.where) ? made.where : none;
      if (base === undefined || away) made = this.limitedTo(part, { ...made, where }, at);
    }
    items[to] = made;
  }
}

/** A value per year in full, so that `0.02` and a list of it are the same. */
function inFull(plan: Plan, key: string, value: unknown): string {
  if (key !== 'wageIndex' && key !== 'priceIndex') return canonical(value ?? null);
  const steps = Array.isArray(value)
    ? (value as unknown[])
    : Array.from({ length: plan.years - 1 }, () => value ?? 0);
  return canonical(steps.map((step) => String(step)));
}

/** The sum of values that are each one for all years or one per year. */
function addPerYear(values: readonly unknown[]): unknown {
  const lengths = values.flatMap((value) => (Array.isArray(value) ? [value.length] : []));
  const at = (value: unknown, year: number): string =>
    decimal(Array.isArray(value) ? (value as unknown[])[year] : value);
  const [years] = lengths;
  if (years === undefined) return addDecimals(values.map((value) => decimal(value)));
  return Array.from({ length: years }, (_, year) => addDecimals(values.map((value) => at(value, year))));
}

/** A decimal of a plan as plain text; small numbers of JSON have an exponent when they are made into text. */
function decimal(value: unknown): string {
  const text = String(value);
  const [, mantissa = '', exponent] = /^([\d.]+)e-(\d+)$/.exec(text) ?? [];
  if (exponent === undefined) return text;
  return `0.${'0'.repeat(Number(exponent) - 1)}${mantissa.replace('.', '')}`;
}
