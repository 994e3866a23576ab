import { ID_LISTS } from '../../engine/index.ts';
import { isTree, put } from './engine.ts';
import type { Tree } from './plans.ts';

/** Keys whose text is text, also where it looks like a number. */
const TEXTS: ReadonlySet<string> = new Set([
  ...['id', 'name', 'region', 'version', 'source', 'note', 'code', 'category', 'location', 'locations'],
  ...['network', 'party', 'school', 'kind', 'institute', 'group', 'role', 'rate', 'board', 'roles'],
]);

/** What holds numbers under names of any kind. */
const NUMBERS: ReadonlySet<string> = new Set(['shares', 'trend']);

/**
 * A plan as it is compared: numbers by their value, however they are written, and the few things of which the plan
 * has two ways to say the same.
 */
export function samePlan(plan: unknown): unknown {
  const { norms, costs, funding, staff, ...rest } = plan as Tree;
  const { years } = rest;
  return {
    ...(canonical(rest, '') as Tree),
    norms: canonical(norms ?? [], ''),
    costs: canonical(costs ?? [], ''),
    funding: canonical(funding ?? [], ''),
    staff: canonical(staff ?? [], ''),
    students: (rest.students as Tree[]).map((entry) => {
      const { before, counts, ...others } = entry;
      const single = Array.isArray(counts) && counts.length === 1 && years !== 1;
      return {
        ...(canonical(others, '') as Tree),
        before: canonical(before ?? [], ''),
        counts: canonical(single ? counts[0] : counts, ''),
      };
    }),
    variants: (rest.variants as Tree[]).map(({ requirements, leadKinds, ...others }) => ({
      ...(canonical(others, '') as Tree),
      requirements: canonical(requirements ?? [], ''),
      leadKinds: leadKinds ?? [],
      // new items come in the order of the text
      order: Object.fromEntries(
        Object.entries((others.changes ?? {}) as Tree).map(([list, items]) => [
          list,
          (ID_LISTS as readonly string[]).includes(list) && isTree(items) ? Object.keys(items) : [],
        ]),
      ),
    })),
  };
}

function canonical(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value.map((each) => canonical(each, key));
  if (isTree(value)) {
    const result: Tree = {};
    for (const [name, inner] of Object.entries(value))
      put(result, name, key === 'notes' ? inner : canonical(inner, NUMBERS.has(key) ? key : name));
    return result;
  }
  if (typeof value === 'number') return `number ${value === 0 ? 0 : value}`;
  if (typeof value === 'string' && !TEXTS.has(key) && /^-?\d+(\.\d+)?$/.test(value)) {
    return `number ${Number(value) === 0 ? 0 : Number(value)}`;
  }
  return value;
}
