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
export function asPercentage(ratio: string): string {
  const parts = /^(-?)(\d+)\.(\d\d)(\d\d)$/.exec(ratio);
  if (!parts) return ratio;
  const [, minus = '', integer = '', hundredths = '', rest = ''] = parts;
  return `${minus}${(integer + hundredths).replace(/^0+(?=\d)/, '')}.${rest}`;
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
