import { isObject } from './changes.ts';
import { valueAt } from './edit.ts';
import type { Plan, Variant } from './format.ts';
import { pointer, pointerKeys } from './problems.ts';
import { placeInChanges, planOf } from './validate.ts';

/**
 * Where a figure of the plan as a variant sees it stands in the plan itself: in the variant's changes where these say
 * so, else at the same item of the plan, by its id.
 */
export class Origin {
  /** the plan with the variant's changes */
  readonly changed: Plan;
  private readonly own: string;
  private readonly places = new Map<string, ReadonlyMap<string, number>>();

  constructor(
    private readonly plan: Plan,
    private readonly variant: Variant,
  ) {
    this.changed = planOf(plan, variant);
    this.own = pointer('', 'variants', plan.variants.indexOf(variant), 'changes');
  }

  /** The pointer into the plan for a pointer into the changed plan. */
  of(path: string): string {
    if (!this.variant.changes || path.startsWith('/variants/')) return path;
    const [list = '', index = '', ...rest] = pointerKeys(path);
    const changed = this.changed as unknown as Record<string, unknown>;
    const found = placeInChanges(path, changed, this.variant, this.own);
    const said = pointerKeys(found).length - pointerKeys(this.own).length;
    if (said === pointerKeys(path).length && valueAt(this.plan, found) !== undefined) return found;
    // not said in the changes: the same item of the plan, by its id
    const item: unknown = (changed[list] as unknown[] | undefined)?.[Number(index)];
    if (!isObject(item) || typeof item.id !== 'string') return path;
    const items = this.placesIn(list);
    if (items === undefined) return path;
    const original = items.get(item.id);
    return original === undefined ? found : pointer('', list, original, ...rest);
  }

  private placesIn(list: string): ReadonlyMap<string, number> | undefined {
    const known = this.places.get(list);
    if (known) return known;
    const items = (this.plan as unknown as Record<string, unknown>)[list];
    if (!Array.isArray(items)) return undefined;
    const places = new Map(
      items.map((item: unknown, index) => [isObject(item) ? String(item.id) : '', index] as const),
    );
    this.places.set(list, places);
    return places;
  }
}
