import { readNumber } from '../import/numbers.ts';
import type { Texts } from './catalogue.ts';
import { formatDecimal } from './numbers.ts';

/** What somebody types as a number. */
export type TypedNumber =
  /** an exact decimal */
  | { readonly kind: 'number'; readonly value: string }
  /** it can be read two ways; nobody but the user can say which */
  | { readonly kind: 'doubt'; readonly values: readonly [own: string, other: string] }
  /** no number; where another country would read one, as this language writes it */
  | { readonly kind: 'none'; readonly meant?: string };

/**
 * Reads a number as it is typed in a language: in Dutch `12,5` is twelve and a half. `1.250` is asked about: it is 1250
 * in Dutch, but whoever types it may as well mean 1.25. `12.5` is no Dutch number and is not read as one.
 */
export function readTyped(text: string, { language, separators }: Texts): TypedNumber {
  const typed = text.trim().replace(/^[−–]/, '-').replaceAll('\u00a0', '');
  const own = readNumber(typed, language);
  const other = readNumber(typed, language === 'nl' ? 'en' : 'nl');
  if (own === undefined) {
    return other === undefined ? { kind: 'none' } : { kind: 'none', meant: formatDecimal(other, separators) };
  }
  const grouped = typed.includes(separators.thousands);
  return grouped && other !== undefined && other !== own
    ? { kind: 'doubt', values: [own, other] }
    : { kind: 'number', value: own };
}
