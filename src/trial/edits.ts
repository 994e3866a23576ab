import { ID_LISTS, type Plan, planOf, type Variant } from '../../engine/index.ts';
import type { Edit } from './edit.ts';

type Json = Record<string, unknown>;

/**
 * The plan with these edits, as JSON to be validated. An edit of something that isn't there any more does nothing.
 * @param plan a valid plan, not touched; what isn't changed is shared with it
 */
export function withEdits(plan: Plan, edits: readonly Edit[]): unknown {
  return edits.reduce<Plan>(withEdit, plan);
}

function withEdit(plan: Plan, edit: Edit): Plan {
  switch (edit.kind) {
    case 'value':
      return edit.scope === null
        ? (setAt(plan, edit.keys, edit.value) as Plan)
        : inVariant(plan, edit.scope, (variant) => withValue(plan, variant, edit.keys, edit.value));
    case 'copy':
      return {
        ...plan,
        variants: plan.variants.flatMap((variant) =>
          variant.id === edit.variant ? [variant, copyOf(variant, edit.id, edit.name)] : [variant],
        ),
        ...copiedRules(plan, edit.variant, edit.id),
      };
    case 'rename':
      return inVariant(plan, edit.variant, (variant) => ({ ...variant, name: edit.name }));
    case 'remove':
      return {
        ...plan,
        variants: plan.variants.filter(({ id }) => id !== edit.variant),
        ...withoutRules(plan, edit.variant),
      };
    case 'place':
      return inVariant(plan, edit.variant, (variant) => {
        const place = { kind: edit.schoolKind, network: edit.network };
        const known = variant.layout.some(({ school }) => school === edit.school);
        return {
          ...variant,
          layout: known
            ? variant.layout.map((each) => (each.school === edit.school ? { ...each, ...place } : each))
            : [...variant.layout, { school: edit.school, ...place }],
        };
      });
  }
}

const inVariant = (plan: Plan, id: string, change: (variant: Variant) => Variant): Plan => ({
  ...plan,
  variants: plan.variants.map((variant) => (variant.id === id ? change(variant) : variant)),
});

const RULES = ['norms', 'costs', 'funding'] as const;

/** A copy, in which rules that the variant changed for itself hold for the copy. */
function copyOf(variant: Variant, id: string, name: string): Variant {
  const copy = { ...variant, id, name };
  let changes: unknown = variant.changes;
  for (const list of RULES) {
    const items = valueAt(changes, [list]);
    if (!isItems(items)) continue;
    for (const [item, change] of Object.entries(items)) {
      const variants = valueAt(change, ['variants']);
      if (!Array.isArray(variants) || !variants.includes(variant.id)) continue;
      changes = setAt(changes, [list, item, 'variants'], [...(variants as unknown[]), id]);
    }
  }
  return changes === variant.changes ? copy : { ...copy, changes: changes as Json };
}

const isItems = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A rule that holds for the variant that is copied holds for the copy. */
function copiedRules(plan: Plan, from: string, to: string): Partial<Plan> {
  return ofRules(plan, (variants) => (variants.includes(from) ? [...variants, to] : variants));
}

/** Rules name no variant that is gone. */
function withoutRules(plan: Plan, gone: string): Partial<Plan> {
  return ofRules(plan, (variants) => variants.filter((id) => id !== gone));
}

function ofRules(plan: Plan, change: (variants: readonly string[]) => readonly string[]): Partial<Plan> {
  const entries = RULES.flatMap((list) => {
    const rules: readonly { readonly variants?: readonly string[] | undefined }[] | undefined = plan[list];
    if (rules === undefined) return [];
    return [
      [
        list,
        rules.map((rule) =>
          rule.variants === undefined ? rule : { ...rule, variants: change(rule.variants) },
        ),
      ] as const,
    ];
  });
  return Object.fromEntries(entries);
}

/** A figure of a variant: its own, or one of the plan that it changes for itself. */
function withValue(plan: Plan, variant: Variant, keys: readonly string[], value: string): Variant {
  const [first = '', ...rest] = keys;
  if (rest.length === 0 && first === 'studentsPerSupervisor') return { ...variant, [first]: value };
  const at = pathOfList(keys);
  if (at === undefined) return { ...variant, changes: setAt(variant.changes ?? {}, keys, value) as Json };
  // a list is replaced whole: what the variant sees of it now, with this one figure changed
  const seen = planOf(plan, variant);
  const [listKeys, own] = [keys.slice(0, at), keys.slice(at)];
  const list = valueAt(seen, listKeys);
  if (!Array.isArray(list)) return variant;
  return {
    ...variant,
    changes: setAt(variant.changes ?? {}, listKeys, setAt(list, own, value)) as Json,
  };
}

/** How many keys lead to a list without ids, such as the steps of a norm; undefined where none is passed. */
function pathOfList(keys: readonly string[]): number | undefined {
  const at = keys.findIndex((key) => /^\d+$/.test(key));
  return at < 0 ? undefined : at;
}

const isIdList = (key: string): boolean => (ID_LISTS as readonly string[]).includes(key);

/** What stands at these keys; an item of a list goes by its id. */
export function valueAt(plan: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((at, key) => {
    if (Array.isArray(at)) return itemOf(at, key);
    return typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Json)[key] : undefined;
  }, plan);
}

const itemOf = (list: readonly unknown[], key: string): unknown =>
  list.find((item) => (item as { id?: unknown } | null)?.id === key) ??
  (/^\d+$/.test(key) ? list[Number(key)] : undefined);

/** A copy with another value at these keys; only what lies on the way is copied. */
function setAt(target: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(target)) {
    const found = itemOf(target, key);
    return found === undefined
      ? target
      : target.map((item: unknown) => (item === found ? setAt(item, rest, value) : item));
  }
  const own = typeof target === 'object' && target !== null ? (target as Json) : {};
  const inner = Object.hasOwn(own, key) ? own[key] : undefined;
  // the plan's own lists must be there; a variant's changes begin empty
  if (inner === undefined && isIdList(key) && Object.hasOwn(own, 'format')) return target;
  const copy: Json = { ...own };
  Object.defineProperty(copy, key, {
    value: setAt(inner, rest, value),
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return copy;
}

/** An id for a copy that no variant has yet. */
export function freeId(plan: Plan, id: string): string {
  const taken = new Set(plan.variants.map((variant) => variant.id));
  for (let number = 2; ; number++) {
    const ending = `-${number}`;
    const free = id.replace(/-\d+$/, '').slice(0, 60 - ending.length) + ending;
    if (!taken.has(free)) return free;
  }
}
