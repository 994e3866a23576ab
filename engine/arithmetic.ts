import type { Exact } from './numbers/index.ts';

/**
 * The calculation is written once, over a quantity `Q` that it knows only through these operations. `plain`
 * makes Q an exact decimal and calculates; `tracing` makes Q a step that remembers what it was made of, so that
 * an explanation is the calculation itself, run once more; `recording` makes Q a place in a program that can be run with
 * other inputs. Only what is needed to say the model is here. What depends on a figure's value is decided by `decides`,
 * `nothing` and `choose`: a rule that looks at a value itself can't be recorded.
 */
export interface Arithmetic<Q> {
  /** A figure of the plan at this JSON Pointer (`index`: one more key behind it). */
  input(value: Exact, path: string, index?: number): Q;
  /** A figure of the model itself: 0, 1, 5, 7, 12. */
  constant(value: Exact): Q;
  value(quantity: Q): Exact;
  /** Names what a quantity is by its rule and what it is about (ids; before a unit's id its place). */
  name(quantity: Q, rule: RuleName, first?: string, second?: string, third?: string): Q;
  /** The sum, with at least `digits` decimals. */
  sum(terms: readonly Q[], digits: number): Q;
  tally(digits: number): Tally<Q>;
  minus(left: Q, right: Q): Q;
  times(left: Q, right: Q): Q;
  round(quantity: Q, digits: number): Q;
  /** round(left / right, digits). */
  quotient(left: Q, right: Q, digits: number): Q;
  ceilQuotient(left: Q, right: Q): Q;
  smallest(left: Q, right: Q): Q;
  largest(left: Q, right: Q): Q;
  /** Largest remainder, in units of the total's last decimal. */
  apportion(total: Q, weights: readonly Q[]): Q[];
  /** The value of the last step at or below the count; 0 below the first. */
  step(count: Q, steps: readonly { readonly from: Q; readonly value: Q }[]): Q;
  /** `then` where count >= minimum, else 0. */
  fromMinimum(count: Q, minimum: Q, then: Q): Q;
  /** left >= right, left <= right, left > right. */
  test(left: Q, relation: Relation, right: Q): Verdict<Q>;
  /** A test without figures, such as a missing value. */
  fact(holds: boolean): Verdict<Q>;
  /** What a verdict decides here and now; null where its figures are filled in later (a program). */
  decides(verdict: Verdict<Q>): boolean | null;
  /** `then` where the verdict holds, else `otherwise`. */
  choose(verdict: Verdict<Q>, then: Q, otherwise: Q): Q;
  /** Whether a quantity is 0, and stays so whatever is filled in. */
  nothing(quantity: Q): boolean;
  /** How many of these hold. */
  countHolding(verdicts: readonly Verdict<Q>[]): Q;
  /** Makes a thing once per count where nothing is to be traced. */
  once<T>(cache: Map<string | number, T>, count: Q, make: () => T): T;
}

/** A running total. */
export interface Tally<Q> {
  add(quantity: Q): void;
  total(): Q;
}

export type Relation = '>=' | '<=' | '>';

export interface Verdict<Q> {
  readonly holds: boolean;
  /** the comparison, where it is traced */
  readonly because: Q | null;
}

/** Every named figure of the model. `src/texts` words each of them. */
export type RuleName =
  | 'students-projected-total'
  | 'students-projected'
  | 'students-total'
  | 'students-school'
  | 'students-network'
  | 'students-institute'
  | 'students-group'
  | 'count-students'
  | 'count-weighted'
  | 'count-unit'
  | 'count-schools'
  | 'count-groups'
  | 'count-supervisors'
  | 'supervisors-needed'
  | 'wage-index'
  | 'price-index'
  | 'rate'
  | 'norm-hours'
  | 'norm-cost'
  | 'cost-amount'
  | 'share-hours'
  | 'share-amount'
  | 'funding-counted'
  | 'funding-grant'
  | 'funding-autumn'
  | 'funding-spring'
  | 'funding-amount'
  | 'funding-payer'
  | 'pot'
  | 'earmarked'
  | 'shared-pot'
  | 'region-first'
  | 'level-share'
  | 'level-amount'
  | 'level-per-student'
  | 'school-budget'
  | 'network-budget'
  | 'network-budget-board'
  | 'institute-budget'
  | 'party-budget'
  | 'party-cost'
  | 'party-contribution'
  | 'party-net'
  | 'party-status'
  | 'ceiling'
  | 'total-hours'
  | 'total-fte'
  | 'total-cost'
  | 'total-funding'
  | 'total-contributions'
  | 'total-result'
  | 'total-net'
  | 'coverage'
  | 'cost-per-student'
  | 'funding-per-student'
  | 'role-hours'
  | 'role-fte'
  | 'role-cost'
  | 'staffing-hours'
  | 'staffing-fte'
  | 'staffing-persons'
  | 'supervisor-shortage'
  | 'placement-shortage'
  | 'network-schools'
  | 'network-hours'
  | 'network-cost'
  | 'staff-needed'
  | 'staff-shortage'
  | 'check'
  | 'calendar-cost'
  | 'calendar-funding'
  | 'calendar-result'
  | 'calendar-part'
  | 'calendar-rest';
