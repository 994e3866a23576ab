import type { Arithmetic, Verdict } from './arithmetic.ts';
import type { Counted, Counting } from './counting.ts';
import { type DecimalInput, Exact } from './numbers/index.ts';
import type { Cost, Norm } from './plan/format.ts';
import { read, readOptional } from './region.ts';

/**
 * What norms and costs have in common (model, section 4): when a rule holds, what it counts, and what that
 * gives before rounding. Norms make hours of it, costs make euro.
 */
export interface Rule<Q> {
  readonly item: Norm | Cost;
  /** the JSON Pointer of the item in the (changed) plan */
  readonly path: string;
  readonly groupSize: Q | null;
  readonly each: Q | null;
  readonly steps: readonly { readonly from: Q; readonly value: Q }[] | null;
  readonly min: Q | null;
  readonly max: Q | null;
  readonly phase: readonly Q[] | null;
}

/** Reads a norm's or cost's figures; `key` is what it gives per counted thing. */
export function readRule<Q>(
  a: Arithmetic<Q>,
  item: Norm | Cost,
  path: string,
  value: DecimalInput | undefined,
  steps: readonly { readonly from: number; readonly value: DecimalInput }[] | undefined,
  key: 'hours' | 'amount',
): Rule<Q> {
  return {
    item,
    path,
    groupSize: readOptional(a, item.groupSize, `${path}/groupSize`),
    each: readOptional(a, value, `${path}/${key}`),
    steps: readSteps(a, steps, path, key),
    min: readOptional(a, item.min, `${path}/min`),
    max: readOptional(a, item.max, `${path}/max`),
    phase: readPhase(a, item.phase, path),
  };
}

export function readSteps<Q>(
  a: Arithmetic<Q>,
  steps: readonly { readonly from: number; readonly value: DecimalInput }[] | undefined,
  path: string,
  key: 'hours' | 'amount',
): { from: Q; value: Q }[] | null {
  if (!steps) return null;
  return steps.map(({ from, value }, index) => ({
    from: read(a, from, `${path}/steps/${index}/from`),
    value: read(a, value, `${path}/steps/${index}/${key}`),
  }));
}

export const readPhase = <Q>(
  a: Arithmetic<Q>,
  phase: readonly DecimalInput[] | undefined,
  path: string,
): Q[] | null => phase?.map((factor, year) => a.input(Exact.of(factor), `${path}/phase`, year)) ?? null;

/** Whether a rule holds for a variant in a year. */
export function isActive({ variants, every }: Norm | Cost, variant: string, year: number): boolean {
  if (variants && !variants.includes(variant)) return false;
  if (!every) return true;
  const offset = every.offset ?? 0;
  return year >= offset && (year - offset) % every.years === 0;
}

/** The count `c` of a unit (point 2); null where it is 0 and the rule gives no line. */
export function countOf<Q>(
  a: Arithmetic<Q>,
  counting: Counting<Q>,
  rule: Rule<Q>,
  unit: Counted,
  year: number,
): Q | null {
  const count = counted(a, counting, rule, unit, year);
  return a.nothing(count) ? null : count;
}

function counted<Q>(a: Arithmetic<Q>, counting: Counting<Q>, rule: Rule<Q>, unit: Counted, year: number): Q {
  const { per, weighted } = rule.item;
  const zero = a.constant(Exact.zero);
  const present = (entries: readonly number[]): Verdict<Q> => a.test(counting.of(entries, year), '>', zero);
  switch (per) {
    case 'unit':
      return a.name(a.countHolding([present(unit.entries)]), 'count-unit');
    case 'school':
      return a.name(a.countHolding(unit.schools.map(({ entries }) => present(entries))), 'count-schools');
    case 'student':
    case 'group': {
      const n = weighted
        ? a.name(counting.weighted(unit.entries, year), 'count-weighted')
        : a.name(counting.of(unit.entries, year), 'count-students');
      return per === 'student' ? n : a.name(a.ceilQuotient(n, rule.groupSize as Q), 'count-groups');
    }
    case 'supervisor': {
      const needed = unit.schools.flatMap(({ school, entries }): Q[] => {
        const someone = counting.of(entries, year);
        if (a.nothing(someone)) return [];
        return [a.choose(a.test(someone, '>', zero), counting.supervisors(school, year), zero)];
      });
      return a.name(a.sum(needed, 0), 'count-supervisors');
    }
  }
}

/** The raw result of a count (0 for none) within its bounds, times the year's phase (points 3 and 4, before rounding). */
export function rawOf<Q>(a: Arithmetic<Q>, rule: Rule<Q>, count: Q, year: number): Q {
  let raw = rule.steps ? a.step(count, rule.steps) : a.times(count, rule.each as Q);
  if (rule.min !== null) raw = a.largest(raw, rule.min);
  if (rule.max !== null) raw = a.smallest(raw, rule.max);
  if (rule.steps !== null || rule.min !== null) {
    const zero = a.constant(Exact.zero);
    raw = a.choose(a.test(count, '>', zero), raw, zero);
  }
  const phase = rule.phase?.[year];
  return phase === undefined ? raw : a.times(raw, phase);
}
