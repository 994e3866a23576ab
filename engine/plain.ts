import type { Arithmetic, Tally, Verdict } from './arithmetic.ts';
import { apportion, Exact, type Whole } from './numbers/index.ts';
import { add } from './numbers/whole.ts';

const HOLDS: Verdict<Exact> = { holds: true, because: null };
const FAILS: Verdict<Exact> = { holds: false, because: null };
const verdict = (holds: boolean): Verdict<Exact> => (holds ? HOLDS : FAILS);

class PlainTally implements Tally<Exact> {
  private mantissa: Whole = 0;

  constructor(private scale: number) {}

  add(quantity: Exact): void {
    if (quantity.scale > this.scale) {
      this.mantissa = new Exact(this.mantissa, this.scale).mantissaAt(quantity.scale);
      this.scale = quantity.scale;
    }
    this.mantissa = add(this.mantissa, quantity.mantissaAt(this.scale));
  }

  total(): Exact {
    return this.scale === 0 ? Exact.whole(this.mantissa) : new Exact(this.mantissa, this.scale);
  }
}

/** Calculates with exact decimals and remembers nothing. */
export const plain: Arithmetic<Exact> = {
  input: (value) => value,
  constant: (value) => value,
  value: (quantity) => quantity,
  name: (quantity) => quantity,
  sum(terms, digits) {
    if (terms.length === 1 && (terms[0] as Exact).scale >= digits) return terms[0] as Exact;
    const tally = new PlainTally(digits);
    for (const term of terms) tally.add(term);
    return tally.total();
  },
  tally: (digits) => new PlainTally(digits),
  minus: (left, right) => left.minus(right),
  times: (left, right) => left.times(right),
  round: (quantity, digits) => quantity.round(digits),
  quotient: (left, right, digits) => left.quotient(right, digits),
  ceilQuotient: (left, right) => left.ceilQuotient(right),
  smallest: (left, right) => (left.compare(right) <= 0 ? left : right),
  largest: (left, right) => (left.compare(right) >= 0 ? left : right),
  apportion: apportionExact,
  step: (count, steps) => stepAt(count, steps)?.value ?? Exact.zero,
  fromMinimum: (count, minimum, then) => (count.compare(minimum) >= 0 ? then : Exact.zero),
  test(left, relation, right) {
    const order = left.compare(right);
    return verdict(relation === '>=' ? order >= 0 : relation === '<=' ? order <= 0 : order > 0);
  },
  fact: verdict,
  decides: ({ holds }) => holds,
  choose: ({ holds }, then, otherwise) => (holds ? then : otherwise),
  nothing: (quantity) => quantity.mantissa === 0,
  countHolding: (verdicts) => Exact.whole(verdicts.reduce((sum, { holds }) => (holds ? sum + 1 : sum), 0)),
  once(cache, count, make) {
    const key = count.scale === 0 && typeof count.mantissa === 'number' ? count.mantissa : count.toPlain();
    let made = cache.get(key);
    if (made === undefined) {
      made = make();
      cache.set(key, made);
    }
    return made;
  },
};

/** The last step with `from` at or below the count. */
export function stepAt<S extends { readonly from: Exact }>(count: Exact, steps: readonly S[]): S | undefined {
  return steps.findLast(({ from }) => from.compare(count) <= 0);
}

/** Largest remainder over decimals: weights are brought to whole numbers first. */
export function apportionExact(total: Exact, weights: readonly Exact[]): Exact[] {
  const only = onlyWeight(weights);
  if (only !== undefined) {
    const none = new Exact(0, total.scale);
    return weights.map((_, index) => (index === only ? total : none));
  }
  const scale = weights.reduce((most, weight) => Math.max(most, weight.scale), 0);
  const parts = apportion(
    total.mantissa,
    weights.map((weight) => weight.mantissaAt(scale)),
  );
  return parts.map((part) => (total.scale === 0 ? Exact.whole(part) : new Exact(part, total.scale)));
}

/** The place of the one weight that isn't zero, if there is exactly one. */
function onlyWeight(weights: readonly Exact[]): number | undefined {
  let only: number | undefined;
  for (let index = 0; index < weights.length; index++) {
    if ((weights[index] as Exact).sign === 0) continue;
    if (only !== undefined) return undefined;
    only = index;
  }
  return only;
}
