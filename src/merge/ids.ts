import type { Plan } from '../../engine/index.ts';

/** Translating the ids of one plan, so that several plans can stand in one without meaning each other's items. */

export const REFERENCED = [
  'boards',
  'institutes',
  'schools',
  'groups',
  'rates',
  'roles',
  'norms',
  'costs',
  'funding',
] as const;
export type MergedList = (typeof REFERENCED)[number] | 'networks' | 'kinds' | 'variants';

export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the ids of a part become; an id that is not in it stays. */
export class Translation {
  private readonly maps = new Map<MergedList, Map<string, string>>();

  set(list: MergedList, from: string, to: string): void {
    const map = this.maps.get(list) ?? new Map<string, string>();
    map.set(from, to);
    this.maps.set(list, map);
  }

  of(list: MergedList, id: string): string {
    return this.maps.get(list)?.get(id) ?? id;
  }

  /** `board:x` with the board's new id. */
  party(party: string): string {
    const colon = party.indexOf(':');
    const [kind, id] = [party.slice(0, colon), party.slice(colon + 1)];
    if (kind === 'board') return `board:${this.of('boards', id)}`;
    return kind === 'institute' ? `institute:${this.of('institutes', id)}` : party;
  }

  private many(list: MergedList, ids: unknown): unknown {
    return Array.isArray(ids)
      ? ids.map((id) => (typeof id === 'string' ? this.of(list, id) : (id as unknown)))
      : ids;
  }

  /** An item of a list, or a part of one as a variant's changes have it, with every id in it translated. */
  item(list: (typeof REFERENCED)[number], item: Json): Json {
    const one = (key: string, of: MergedList): Json =>
      typeof item[key] === 'string' ? { [key]: this.of(of, item[key]) } : {};
    const own = typeof item.id === 'string' ? { id: this.of(list, item.id) } : {};
    const where = isObject(item.where)
      ? {
          where: {
            ...item.where,
            ...(item.where.group !== undefined && { group: this.many('groups', item.where.group) }),
            ...(item.where.institute !== undefined && {
              institute: this.many('institutes', item.where.institute),
            }),
            ...(item.where.board !== undefined && { board: this.many('boards', item.where.board) }),
            ...(item.where.kind !== undefined && { kind: this.many('kinds', item.where.kind) }),
          },
        }
      : {};
    return {
      ...item,
      ...own,
      ...(list === 'schools' && one('board', 'boards')),
      ...(list === 'roles' && one('rate', 'rates')),
      ...(list === 'norms' && one('role', 'roles')),
      ...where,
    };
  }
}

/** What says where a figure comes from and never changes a result; in funding `source` says who pays. */
const PROVENANCE = ['assumption', 'status', 'validFrom', 'validTo', 'checkedOn', 'note'];

/** A value as text that is the same for what a plan reads as the same: order of keys and `25.0` make no difference. */
export function canonical(value: unknown, leaveOut: readonly string[] = []): string {
  if (typeof value === 'number') return canonical(String(value));
  if (typeof value === 'string') {
    const decimal = /^(-?\d+)(?:\.(\d*?)0*)?$/.exec(value);
    return JSON.stringify(decimal ? `${decimal[1] ?? ''}${decimal[2] ? `.${decimal[2]}` : ''}` : value);
  }
  if (Array.isArray(value)) return `[${value.map((each) => canonical(each)).join(',')}]`;
  if (!isObject(value)) return value === undefined ? 'null' : JSON.stringify(value);
  const keys = Object.keys(value).filter((key) => value[key] !== undefined && !leaveOut.includes(key));
  return `{${keys
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
    .join(',')}}`;
}

/** What makes an item the same item. */
export const identity = (list: (typeof REFERENCED)[number], item: unknown): string =>
  canonical(item, list === 'funding' ? PROVENANCE : [...PROVENANCE, 'source']);

/** The items of a list, also of a list that may be absent. */
export const itemsOf = (plan: Plan, list: (typeof REFERENCED)[number]): readonly Json[] => plan[list] ?? [];
