import type { Arithmetic, Relation, RuleName, Verdict } from './arithmetic.ts';
import { Exact } from './numbers/index.ts';
import { apportionExact, plain, stepAt } from './plain.ts';

export type Operation =
  | 'input'
  | 'constant'
  | 'same'
  | 'sum'
  | 'minus'
  | 'times'
  | 'round'
  | 'quotient'
  | 'ceilQuotient'
  | 'smallest'
  | 'largest'
  | 'part'
  | 'apportion'
  | 'step'
  | 'fromMinimum'
  | 'test'
  | 'fact'
  | 'all';

/**
 * One step of the calculation: what was done (`operation`) with which steps (`inputs`) and what came out. Steps
 * are shared: an amount that went into twenty figures is one object.
 */
export interface Step {
  readonly operation: Operation;
  readonly value: Exact;
  readonly inputs: readonly Step[];
  readonly rule?: RuleName;
  /** the ids it is about, such as the norm and the unit */
  readonly about?: readonly string[];
  /** `round`, `quotient`: the decimals kept */
  readonly digits?: number;
  /** `part`: which part of the apportionment */
  readonly index?: number;
  /** `input`: where in the (changed) plan */
  readonly path?: string;
  /** `test`: how left and right compare */
  readonly relation?: Relation;
}

const node = (
  operation: Operation,
  value: Exact,
  inputs: readonly Step[],
  more: Partial<Step> = {},
): Step => ({
  operation,
  value,
  inputs,
  ...more,
});

const truth = (holds: boolean): Exact => (holds ? Exact.one : Exact.zero);
const verdict = (because: Step): Verdict<Step> => ({ holds: because.value.sign > 0, because });

/** Calculates with the same exact decimals and remembers every step. */
export const tracing: Arithmetic<Step> = {
  input: (value, path, index) =>
    node('input', value, [], { path: index === undefined ? path : `${path}/${index}` }),
  constant: (value) => node('constant', value, []),
  value: ({ value }) => value,
  name(step, rule, ...about) {
    const named = { rule, about: about.filter((id) => id !== undefined) };
    return step.rule === undefined && step.operation !== 'input'
      ? { ...step, ...named }
      : node('same', step.value, [step], named);
  },
  sum: (terms, digits) => total(terms, digits),
  tally(digits) {
    const terms: Step[] = [];
    return { add: (step) => void terms.push(step), total: () => total(terms, digits) };
  },
  minus: (left, right) => node('minus', left.value.minus(right.value), [left, right]),
  times: (left, right) => node('times', left.value.times(right.value), [left, right]),
  round: (step, digits) => node('round', step.value.round(digits), [step], { digits }),
  quotient: (left, right, digits) =>
    node('quotient', left.value.quotient(right.value, digits), [left, right], { digits }),
  ceilQuotient: (left, right) => node('ceilQuotient', left.value.ceilQuotient(right.value), [left, right]),
  smallest: (left, right) => node('smallest', plain.smallest(left.value, right.value), [left, right]),
  largest: (left, right) => node('largest', plain.largest(left.value, right.value), [left, right]),
  apportion(whole, weights) {
    const parts = apportionExact(
      whole.value,
      weights.map(({ value }) => value),
    );
    const together = node('apportion', whole.value, [whole, ...weights]);
    return parts.map((part, index) => node('part', part, [together], { index }));
  },
  step(count, steps) {
    const chosen = stepAt(
      count.value,
      steps.map(({ from, value }) => ({ from: from.value, value })),
    );
    const all = steps.flatMap(({ from, value }) => [from, value]);
    return node('step', chosen?.value.value ?? Exact.zero, [count, ...all]);
  },
  fromMinimum: (count, minimum, then) =>
    node('fromMinimum', plain.fromMinimum(count.value, minimum.value, then.value), [count, minimum, then]),
  test(left, relation, right) {
    const { holds } = plain.test(left.value, relation, right.value);
    return verdict(node('test', truth(holds), [left, right], { relation }));
  },
  fact: (holds) => verdict(node('fact', truth(holds), [])),
  decides: ({ holds }) => holds,
  choose: ({ holds }, then, otherwise) => (holds ? then : otherwise),
  nothing: ({ value }) => value.sign === 0,
  countHolding: (verdicts) =>
    total(
      verdicts.map(({ because }) => because as Step),
      0,
    ),
  once: (_cache, _count, make) => make(),
};

function total(terms: readonly Step[], digits: number): Step {
  const values = terms.map(({ value }) => value);
  return node('sum', plain.sum(values, digits), terms, { digits });
}

/** The step that says whether all of these hold. */
export const allOf = (steps: readonly Step[]): Step =>
  node('all', truth(steps.every(({ value }) => value.sign > 0)), steps);
