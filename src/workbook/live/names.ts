import { type Expr, of } from './formula.ts';
import type { Label } from './sheet.ts';
import type { ItemList, Source } from './source.ts';

/** The name of an item as the variant has it: the input cell where it stands, so that a new name is seen everywhere. */
export function nameIn(source: Source, list: ItemList, id: string): Label {
  const items = source.plan[list] as readonly { readonly id: string; readonly name: string }[] | undefined;
  return source.field(list, id, ['name'], 'name').one ?? items?.find((item) => item.id === id)?.name ?? id;
}

/** A label as a formula or the words themselves, to be put together with others. */
export const asOperand = (label: Label): Expr => of(typeof label === 'number' ? String(label) : label);
