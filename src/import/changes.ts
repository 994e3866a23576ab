import type { Plan } from '../../engine/index.ts';

/** What an import would make of a plan, item by item: new, changed or gone. */

export interface FieldChange {
  readonly field: string;
  /** as JSON; absent where the field was not there */
  readonly from?: unknown;
  readonly to?: unknown;
}

export interface Change {
  readonly kind: 'new' | 'changed' | 'gone';
  readonly list: ChangedList;
  /** the item's id; for others the ids that make it, as `school · instituut · doelgroep` */
  readonly id: string;
  readonly name: string;
  readonly fields: readonly FieldChange[];
}

const LISTS = [
  'boards',
  'institutes',
  'schools',
  'groups',
  'students',
  'roles',
  'rates',
  'norms',
  'staff',
  'variants',
] as const;
export type ChangedList = (typeof LISTS)[number] | 'layout' | 'plan';

type Item = Readonly<Record<string, unknown>>;

/**
 * All differences between two plans, in the order of the plan. That a source was looked at again today is no
 * difference: `checkedOn` alone makes nothing changed.
 */
export function changesBetween(before: Plan | undefined, after: Plan): Change[] {
  const changes: Change[] = [];
  if (before) {
    const scalars = ['name', 'region', 'startYear', 'years', 'hoursPerFte'] as const;
    const fields = scalars.flatMap((field) => fieldChange(field, before[field], after[field]));
    if (fields.length > 0)
      changes.push({ kind: 'changed', list: 'plan', id: 'plan', name: after.name, fields });
  }
  for (const list of LISTS) {
    const [old, now] = [itemsOf(before, list), itemsOf(after, list)];
    for (const [key, item] of now) changes.push(...compared(list, key, old.get(key), item));
    for (const [key, item] of old) if (!now.has(key)) changes.push(...compared(list, key, item, undefined));
  }
  const layout = (plan: Plan | undefined): Map<string, Item> =>
    new Map(
      (plan?.variants ?? []).flatMap(({ id, layout: places }) =>
        places.map((place) => [`${id} · ${place.school}`, place as Item] as const),
      ),
    );
  const [old, now] = [layout(before), layout(after)];
  // the places of a variant that is new as a whole say nothing more
  const known = new Set((before?.variants ?? []).map(({ id }) => id));
  for (const [key, item] of now) {
    if (known.has(key.split(' · ')[0] ?? '')) changes.push(...compared('layout', key, old.get(key), item));
  }
  for (const [key, item] of old) if (!now.has(key)) changes.push(...compared('layout', key, item, undefined));
  return changes;
}

function itemsOf(plan: Plan | undefined, list: (typeof LISTS)[number]): Map<string, Item> {
  const seen = new Map<string, number>();
  return new Map(
    ((plan?.[list] ?? []) as readonly Item[]).map((item) => {
      const key = keyOf(list, item);
      const times = (seen.get(key) ?? 0) + 1;
      seen.set(key, times);
      return [times === 1 ? key : `${key} · ${times}`, list === 'variants' ? withoutLayout(item) : item];
    }),
  );
}

function keyOf(list: (typeof LISTS)[number], item: Item): string {
  if (list === 'students') {
    const ids = [item.school, item.institute, item.group].filter((each) => typeof each === 'string');
    return ids.join(' · ');
  }
  return list === 'staff' ? `${String(item.role)}@${String(item.party)}` : String(item.id);
}

function withoutLayout(variant: Item): Item {
  const { layout: _, ...rest } = variant;
  return rest;
}

function compared(
  list: ChangedList,
  id: string,
  before: Item | undefined,
  after: Item | undefined,
): Change[] {
  const item = after ?? before ?? {};
  const name = typeof item.name === 'string' ? item.name : id;
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter(
    (key) => key !== 'checkedOn',
  );
  const fields = keys.flatMap((field) => fieldChange(field, before?.[field], after?.[field]));
  if (before && after) return fields.length > 0 ? [{ kind: 'changed', list, id, name, fields }] : [];
  return [{ kind: after ? 'new' : 'gone', list, id, name, fields }];
}

function fieldChange(field: string, from: unknown, to: unknown): FieldChange[] {
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  return [{ field, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }];
}
