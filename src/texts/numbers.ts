/**
 * Decimals as people write them, made from their text so that no float comes near them: `1234.50` is `1.234,50` in
 * Dutch and `1,234.50` in English.
 */
export interface Separators {
  readonly thousands: string;
  readonly decimal: string;
}

export const DUTCH: Separators = { thousands: '.', decimal: ',' };
export const ENGLISH: Separators = { thousands: ',', decimal: '.' };

/** Groups the digits and sets the decimal mark; leaves text that is no decimal as it is. */
export function formatDecimal(text: string, { thousands, decimal }: Separators): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!parts) return text;
  const [, minus = '', integer = '', fraction] = parts;
  const grouped = integer.replace(/\B(?=(\d{3})+$)/g, thousands);
  return `${minus}${grouped}${fraction === undefined ? '' : decimal + fraction}`;
}

/** A ratio with four decimals as a percentage with two, by moving the point: `0.8123` is `81.23`. */
export const asPercentage = (ratio: string): string =>
  /^-?\d+\.\d{4}$/.test(ratio) ? shiftPoint(ratio, 2) : ratio;

/**
 * A decimal with its point moved: two places to the right makes a percentage of a share, two to the left (-2) the share
 * of a percentage. Decimals that are there stay there, zeros among them; text that is no decimal stays as it is.
 */
export function shiftPoint(decimal: string, places: number): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (!parts) return decimal;
  const [, minus = '', integer = '', fraction = ''] = parts;
  const left = places < 0 ? integer.padStart(1 - places, '0') : integer;
  const right = fraction.padEnd(Math.max(places, 0), '0');
  const digits = left + right;
  const point = left.length + places;
  const whole = digits.slice(0, point).replace(/^0+(?=\d)/, '');
  const rest = digits.slice(point);
  return `${minus}${whole}${rest === '' ? '' : `.${rest}`}`;
}

/** The sum of decimals written as text, exact. */
export function addDecimals(texts: readonly string[]): string {
  const scale = texts.reduce((most, text) => Math.max(most, text.split('.')[1]?.length ?? 0), 0);
  const sum = texts.reduce((total, text) => {
    const [integer = '', fraction = ''] = text.split('.');
    return total + BigInt(integer + fraction.padEnd(scale, '0'));
  }, 0n);
  const digits = String(sum < 0n ? -sum : sum).padStart(scale + 1, '0');
  const point = digits.length - scale;
  const written = scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return `${sum < 0n ? '-' : ''}${written}`;
}
