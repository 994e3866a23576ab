import type { Knob } from './knobs.ts';

/** The places of a slider, in exact decimals: a slider counts in whole steps, and each place has one decimal. */
export interface Range {
  /** the decimal at place 0 */
  readonly least: string;
  /** how far one place is from the next */
  readonly step: string;
  /** the last place */
  readonly steps: number;
}

/** A decimal as a whole number of units of `10^-scale`. */
interface Scaled {
  readonly units: bigint;
  readonly scale: number;
}

function scaled(decimal: string): Scaled {
  const [integer = '', fraction = ''] = decimal.split('.');
  return { units: BigInt(integer + fraction), scale: fraction.length };
}

const at = ({ units, scale }: Scaled, wanted: number): bigint => units * 10n ** BigInt(wanted - scale);

/** As text, without zeros at the end of its decimals. */
function written(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const point = digits.length - scale;
  const fraction = digits.slice(point).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${digits.slice(0, point)}${fraction === '' ? '' : `.${fraction}`}`;
}

/**
 * Between what a slider moves: around a value, in round steps, so that the value itself is one of its places.
 * @param value the value that the figure has before anybody moves it
 */
export function rangeOf(field: Knob['field'], value: string): Range {
  if (field === 'trend') return between(value, '-0.5', '0.5', '0.01');
  const step = roundStep(value);
  // a group of nobody can't be divided by
  const least = field === 'groupSize' || field === 'studentsPerSupervisor' ? step : '0';
  const base = scaled(value);
  const most = base.units <= 0n ? written(100n, 0) : written(base.units * 2n, base.scale);
  return between(value, least, most, step);
}

/** The places from about `least` to about `most` that are a whole number of steps from `value`. */
function between(value: string, least: string, most: string, step: string): Range {
  const parts = [value, least, most, step].map(scaled);
  const scale = Math.max(...parts.map((part) => part.scale));
  const [base = 0n, low = 0n, high = 0n, by = 1n] = parts.map((part) => at(part, scale));
  const below = base > low ? (base - low) / by : 0n;
  const above = high > base ? (high - base) / by : 0n;
  return {
    least: written(base - below * by, scale),
    step,
    steps: Number(below + (above > 0n ? above : 1n)),
  };
}

/** A fiftieth or so of a value, as a round number: 1, 2 or 5 with zeros. */
function roundStep(value: string): string {
  const { units, scale } = scaled(value);
  if (units <= 0n) return '1';
  for (let power = -4; ; power++) {
    for (const digit of [1n, 2n, 5n]) {
      const step =
        power < 0 ? { units: digit, scale: -power } : { units: digit * 10n ** BigInt(power), scale: 0 };
      const common = Math.max(scale, step.scale);
      if (at(step, common) * 50n >= at({ units, scale }, common)) return written(step.units, step.scale);
    }
  }
}

/** The decimal at a place. */
export function atPlace({ least, step }: Range, place: number): string {
  const [from, by] = [scaled(least), scaled(step)];
  const scale = Math.max(from.scale, by.scale);
  return written(at(from, scale) + at(by, scale) * BigInt(place), scale);
}

/** The last place that is not above a decimal; the first or the last of all for one that lies outside. */
export function placeOf({ least, step, steps }: Range, value: string): number {
  const [from, by, to] = [scaled(least), scaled(step), scaled(value)];
  const scale = Math.max(from.scale, by.scale, to.scale);
  const above = at(to, scale) - at(from, scale);
  return above <= 0n ? 0 : Math.min(Number(above / at(by, scale)), steps);
}
