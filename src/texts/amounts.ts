import { type DecimalInput, Exact } from '../../engine/index.ts';
import { formatDecimal, type Separators } from './numbers.ts';

/** Figures of a plan in a sentence. */

/** An amount of a plan, with two decimals at least and no more than it has. */
export function euro(amount: DecimalInput, separators: Separators): string {
  const [integer = '', fraction = ''] = Exact.of(amount).toPlain().split('.');
  return `€ ${formatDecimal(`${integer}.${fraction.padEnd(2, '0')}`, separators)}`;
}

/** A share of a plan as a percentage, to two decimals: `0.6666666666` is `66.67`. */
export const percentage = (share: DecimalInput, separators: Separators): string =>
  `${formatDecimal(Exact.of(share).times(Exact.of(100)).round(2).toPlain(), separators)}%`;
