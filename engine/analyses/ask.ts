import type { Exact } from '../numbers/index.ts';
import { plain } from '../plain.ts';
import { type Change, changedPlan } from '../plan/edit.ts';
import type { Plan, Variant } from '../plan/format.ts';
import { planOf } from '../plan/validate.ts';
import { calculateMoney, type Money, prepare } from '../year.ts';

/** The sums of some years of a variant: hours and euro. */
export interface Sums {
  readonly hours: Exact;
  readonly cost: Exact;
  readonly funding: Exact;
  readonly result: Exact;
}

/** One variant of a valid plan, of which can be asked what it comes to with a change. */
export class Asked {
  constructor(
    readonly plan: Plan,
    readonly variant: Variant,
  ) {}

  /** The money of some years with a change; the changed plan has to be valid. */
  money(years: readonly number[], change: Change = {}): Money<Exact>[] {
    const changed = changedPlan(this.plan, this.variant, change);
    const variant = changed.variants.find(({ id }) => id === this.variant.id) as Variant;
    const prepared = prepare(plain, planOf(changed, variant), variant);
    return years.map((year) => calculateMoney(plain, prepared, year));
  }

  sums(years: readonly number[], change: Change = {}): Sums {
    const totals = this.money(years, change).map((money) => money.totals);
    const of = (key: keyof Sums): Exact =>
      plain.sum(
        totals.map((each) => each[key]),
        2,
      );
    return { hours: of('hours'), cost: of('cost'), funding: of('funding'), result: of('result') };
  }
}
