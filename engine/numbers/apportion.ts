import { add, compare, divide, multiply, negate, type Whole } from './whole.ts';

/**
 * Divides a whole total (students, cents, hundredths of an hour) over weights by largest remainder
 * (Hamilton), exact: each gets the floor of its quota, what is left goes one by one to the largest
 * remainders `total × weight mod sum`, ties to the earlier. The parts always add up to the total, unless all
 * weights are zero: then everyone gets 0. A negative total is divided as its opposite.
 * @param weights whole numbers >= 0
 */
export function apportion(total: Whole, weights: readonly Whole[]): Whole[] {
  if (total < 0) return apportion(negate(total), weights).map(negate);
  const sum = weights.reduce<Whole>(add, 0);
  if (sum === 0) return weights.map(() => 0);
  const remainders: Whole[] = [];
  let left = total;
  const parts = weights.map((weight): Whole => {
    if (weight === 0) {
      remainders.push(0);
      return 0;
    }
    const { quotient, remainder } = divide(multiply(total, weight), sum);
    remainders.push(remainder);
    left = add(left, negate(quotient));
    return quotient;
  });
  if (left === 0) return parts;
  const order = remainders.map((_, index) => index).filter((index) => remainders[index] !== 0);
  order.sort((a, b) => compare(remainders[b] as Whole, remainders[a] as Whole) || a - b);
  for (const index of order.slice(0, Number(left))) parts[index] = add(parts[index] as Whole, 1);
  return parts;
}
