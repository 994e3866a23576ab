import type { Group, Plan, Rate, Role } from '../plan/format.ts';
import type { SharedParts, StructureGroup } from './format.ts';
import type { StructureNote } from './notes.ts';

/** Putting a structure's items beside those of a plan: what is there already is used, what clashes gets another id. */

type Json = Readonly<Record<string, unknown>>;

/** A value as text, whatever the order of its keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${entries
    .map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`)
    .toSorted()
    .join(',')}}`;
}

/** Whether two items are the same but for these keys. */
function sameBut(a: Json, b: Json, keys: readonly string[]): boolean {
  const rest = (item: Json): string =>
    canonical(Object.fromEntries(Object.entries(item).filter(([key]) => !keys.includes(key))));
  return rest(a) === rest(b);
}

const plainName = (name: string): string => name.trim().toLowerCase();

/** An id as it is, or with a number behind it, that `taken` allows; at most 60 characters. */
export function freeId(id: string, taken: (id: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? '' : `-${number}`;
    const candidate = `${id.slice(0, 60 - end.length)}${end}`;
    if (!taken(candidate)) return candidate;
  }
}

/** The lists of a plan while a structure is put into it; the plan itself is left as it is. */
export class Additions {
  readonly roles: Role[];
  readonly rates: Rate[];
  readonly groups: Group[];
  readonly notes: StructureNote[] = [];
  private readonly roleIds = new Map<string, string>();
  private readonly rateIds = new Map<string, string>();
  private readonly groupIds = new Map<string, string>();

  constructor(
    private readonly plan: Plan,
    private readonly parts: SharedParts,
  ) {
    this.roles = [...plan.roles];
    this.rates = [...plan.rates];
    this.groups = [...plan.groups];
  }

  /** The plan's own role that a role of the library is, if it has one: by id, by name or by another name of it. */
  ownRole(id: string): string | undefined {
    const wanted = this.parts.roles.find((each) => each.id === id);
    if (!wanted) throw new Error(`no role ${id} in the library`);
    const names = [wanted.name, ...(wanted.also ?? [])].map(plainName);
    const { roles } = this.plan;
    const own =
      roles.find((role) => role.id === id && role.employer === wanted.employer) ??
      roles.find((role) => role.employer === wanted.employer && names.includes(plainName(role.name)));
    return own?.id;
  }

  /** The id of a role in the plan so far, without adding it. */
  knownRole(id: string): string | undefined {
    return this.roleIds.get(id) ?? this.ownRole(id);
  }

  /** The id of a role in the plan; it is added with its rate where the plan lacks it. */
  role(id: string): string {
    const known = this.roleIds.get(id);
    if (known !== undefined) return known;
    const wanted = this.parts.roles.find((each) => each.id === id);
    if (!wanted) throw new Error(`no role ${id} in the library`);
    const { also: _, rate, ...role } = wanted;
    const own = this.ownRole(id);
    let found = own;
    if (own === undefined) {
      const added = this.add(this.roles, { ...role, rate: this.rate(rate) });
      found = added.id;
      const priced = this.rates.find((each) => each.id === added.rate)?.name ?? added.rate;
      this.notes.push({ code: 'role-added', values: { role: role.name, rate: priced } });
    } else {
      const name = this.plan.roles.find((each) => each.id === own)?.name ?? own;
      if (plainName(name) !== plainName(wanted.name))
        this.notes.push({ code: 'role-taken', values: { role: wanted.name, own: name } });
    }
    this.roleIds.set(id, found as string);
    return found as string;
  }

  /** The rate of a role that is added: that of a like role of the plan, or its own rate of this id, or a new one. */
  private rate(id: string): string {
    const known = this.rateIds.get(id);
    if (known !== undefined) return known;
    const wanted = this.parts.rates.find((each) => each.id === id);
    if (!wanted) throw new Error(`no rate ${id} in the library`);
    const { roles: like, ...rate } = wanted;
    const [own] = like.flatMap((each) => this.ownRole(each) ?? []);
    const priced = this.plan.roles.find((each) => each.id === own)?.rate;
    const same = this.plan.rates.find((each) => each.id === id)?.id;
    let found = priced ?? same;
    if (found === undefined) {
      found = this.add(this.rates, rate).id;
      this.notes.push({ code: 'rate-added', values: { rate: rate.name } });
    }
    this.rateIds.set(id, found);
    return found;
  }

  /** The id in the plan of a target group of the structure. */
  groupId(id: string): string {
    return this.groupIds.get(id) ?? id;
  }

  /** The id of a target group in the plan: its own of this id or name and kind, or a new one without anybody in it. */
  group(group: StructureGroup): { readonly id: string; readonly isNew: boolean } {
    const kindOf = ({ kind }: { kind?: Group['kind'] }): string => kind ?? 'student';
    const own = this.groups.filter((each) => kindOf(each) === kindOf(group));
    const { also = [], ...rest } = group;
    const names = [group.name, ...also].map(plainName);
    const found =
      own.find(({ id }) => id === group.id) ?? own.find(({ name }) => names.includes(plainName(name)));
    const id = found?.id ?? this.add(this.groups, rest).id;
    this.groupIds.set(group.id, id);
    return { id, isNew: found === undefined };
  }

  /** Adds an item under a free id. */
  private add<T extends { readonly id: string; readonly name: string }>(list: T[], item: T): T {
    const id = freeId(item.id, (each) => list.some((other) => other.id === each));
    if (id !== item.id) this.notes.push({ code: 'renamed', values: { from: item.id, to: id } });
    const added = { ...item, id };
    list.push(added);
    return added;
  }
}

/** A norm or cost of a plan, or one that is being made. */
export interface Rule {
  readonly id: string;
  readonly name: string;
  readonly variants?: readonly string[] | undefined;
  /** which rule of the library it is; a rule without it is the user's own */
  readonly code?: string | undefined;
}

/**
 * Adds a rule for a variant: the same rule of an earlier structure, as long as nobody changed it, then holds for this
 * variant too, so that it stands in the plan once; where its id is something else's it gets another one.
 * @returns whether it was there already
 */
export function addRule<T extends Rule>(
  list: T[],
  rule: T,
  variant: string,
  notes: StructureNote[],
): boolean {
  const shares = (other: Rule): boolean =>
    other.variants !== undefined &&
    sameBut(other as unknown as Json, rule as unknown as Json, ['id', 'variants']);
  const id = freeId(rule.id, (each) => list.some((other) => other.id === each && !shares(other)));
  const place = list.findIndex((other) => other.id === id);
  const there = list[place];
  if (there !== undefined) {
    list[place] = { ...there, variants: [...(there.variants ?? []), variant] };
    return true;
  }
  if (id !== rule.id) notes.push({ code: 'renamed', values: { from: rule.id, to: id } });
  list.push({ ...rule, id, variants: [variant] });
  return false;
}
