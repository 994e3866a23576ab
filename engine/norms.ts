import type { Arithmetic } from './arithmetic.ts';
import type { DecimalInput } from './numbers/index.ts';
import { Exact } from './numbers/index.ts';
import type { Plan, Rate } from './plan/format.ts';
import { type Region, read, readOptional } from './region.ts';
import { type Rule, rawOf, readRule } from './rules.ts';

/** Norms: facilitation hours and what they cost (model, section 4). */
export const readNorms = <Q>(a: Arithmetic<Q>, plan: Plan): Rule<Q>[] =>
  (plan.norms ?? []).map((norm, index) => {
    const steps = norm.steps?.map(({ from, hours }) => ({ from, value: hours }));
    return readRule(a, norm, `/norms/${index}`, norm.hours, steps, 'hours');
  });

/** Hours of a line: `round(raw × phase, 2)`. */
export const normHours = <Q>(a: Arithmetic<Q>, rule: Rule<Q>, count: Q, year: number): Q =>
  a.round(rawOf(a, rule, count, year), 2);

/** Euro of a norm's line: `round(hours × rate, 2)`. */
export const normCost = <Q>(a: Arithmetic<Q>, hours: Q, rate: Q): Q => a.round(a.times(hours, rate), 2);

/**
 * Rates per hour, in euro, of every rate and year: `round(perHour × W, 2)` or
 * `round(perFte × (1 + overhead) × W / hoursPerFte, 2)`.
 */
export function hourlyRates<Q>(a: Arithmetic<Q>, region: Region<Q>): ReadonlyMap<string, readonly Q[]> {
  return new Map(
    region.plan.rates.map((rate, index) => {
      const years = region.wage.map((wage) =>
        a.name(hourlyRate(a, region, rate, `/rates/${index}`, wage), 'rate', rate.id),
      );
      return [rate.id, years];
    }),
  );
}

function hourlyRate<Q>(a: Arithmetic<Q>, region: Region<Q>, rate: Rate, path: string, wage: Q | null): Q {
  const indexed = (value: Q): Q => (wage === null ? value : a.times(value, wage));
  if (rate.perHour !== undefined) return a.round(indexed(read(a, rate.perHour, `${path}/perHour`)), 2);
  let yearly = read(a, rate.perFte as DecimalInput, `${path}/perFte`);
  const overhead = readOptional(a, rate.overhead, `${path}/overhead`);
  if (overhead !== null) yearly = a.times(yearly, a.sum([a.constant(Exact.one), overhead], 0));
  return a.quotient(indexed(yearly), region.hoursPerFte, 2);
}
