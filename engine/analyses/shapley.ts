import { apportion, type Whole } from '../numbers/index.ts';
import { add, divide, multiply, negate, sign } from '../numbers/whole.ts';

/** Exact fractions over one denominator. */
export interface Fractions {
  readonly numerators: readonly Whole[];
  readonly denominator: Whole;
}

const factorial = (n: number): Whole => (n < 2 ? 1 : multiply(n, factorial(n - 1)));

const size = (set: number): number => (set === 0 ? 0 : (set & 1) + size(set >> 1));

/**
 * The Shapley value of each of `players` (0 to 16): the mean, over all orders in which the players can come in, of
 * what the worth changes when this player comes. So no order matters, the values add up to the worth of all minus
 * the worth of none, and a player that never changes anything gets 0.
 * @param worth the worth of a set of players, as a whole number; a set is a sum of `1 << player`. Asked once per set.
 */
export function shapley(players: number, worth: (set: number) => Whole): Fractions {
  const worths = Array.from({ length: 1 << players }, (_, set) => worth(set));
  const numerators = Array.from({ length: players }, (_, player): Whole => {
    let sum: Whole = 0;
    worths.forEach((without, set) => {
      if ((set >> player) & 1) return;
      const before = size(set);
      // so many orders have exactly this set before the player
      const orders = multiply(factorial(before), factorial(players - before - 1));
      const change = add(worths[set | (1 << player)] as Whole, negate(without));
      sum = add(sum, multiply(orders, change));
    });
    return sum;
  });
  return { numerators, denominator: factorial(players) };
}

/**
 * Fractions whose sum is whole, as whole numbers with the same sum: each is cut off towards zero, and what is left is
 * apportioned by what was cut off (largest remainder; ties to the earlier). Opposite fractions give opposite numbers,
 * and none is further than 1 from its fraction.
 */
export function wholeParts({ numerators, denominator }: Fractions): Whole[] {
  const parts = numerators.map((numerator): Whole => {
    if (numerator < 0) return negate(divide(negate(numerator), denominator).quotient);
    return divide(numerator, denominator).quotient;
  });
  const cut = numerators.map((numerator, index) =>
    add(numerator, negate(multiply(parts[index] as Whole, denominator))),
  );
  const sum = cut.reduce<Whole>(add, 0);
  const left =
    sum < 0 ? negate(divide(negate(sum), denominator).quotient) : divide(sum, denominator).quotient;
  const weights = cut.map((each) => (sign(each) !== sign(left) ? 0 : each < 0 ? negate(each) : each));
  return apportion(left, weights).map((more, index) => add(parts[index] as Whole, more));
}
