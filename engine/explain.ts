import type { Relation, RuleName } from './arithmetic.ts';
import { calendarOf } from './calendar.ts';
import type { Check } from './checks.ts';
import type { PartyResult } from './parties.ts';
import { isObject } from './plan/changes.ts';
import type { Funding, Plan, Variant } from './plan/format.ts';
import { Origin } from './plan/origin.ts';
import { pointerKeys } from './plan/problems.ts';
import { planOf } from './plan/validate.ts';
import { type Leaves, presentCalendar, presentYear } from './result/present.ts';
import { allOf, type Operation, type Step, tracing } from './tracing.ts';
import { calculateYear, prepare } from './year.ts';

/**
 * A figure with everything it was made of, down to the plan's own inputs. What goes into several figures is one
 * object, so a tree of a large region stays small; who writes it out decides how often to repeat it.
 */
export interface Explanation {
  readonly operation: Operation;
  /** exact, with all its decimals; of a test 1 or 0 */
  readonly value: string;
  readonly inputs: readonly Explanation[];
  readonly rule?: RuleName;
  readonly about?: readonly string[];
  /** decimals kept, where it was rounded */
  readonly digits?: number;
  readonly index?: number;
  readonly relation?: Relation;
  /** JSON Pointer of an input in the plan (into a variant's changes where these say so) */
  readonly path?: string;
  readonly provenance?: Provenance;
}

/** What the plan says of where an input comes from: its own item's words. */
export interface Provenance {
  readonly source?: string;
  readonly assumption?: boolean;
  readonly status?: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly checkedOn?: string;
  readonly note?: string;
}

export type ExplainProblem =
  | { readonly code: 'unknown-reference'; readonly reference: string; readonly failsAt: string }
  | { readonly code: 'not-a-figure'; readonly reference: string; readonly found: string }
  | { readonly code: 'no-value'; readonly reference: string };

export type ExplainOutcome =
  | { readonly ok: true; readonly reference: string; readonly explanation: Explanation }
  | { readonly ok: false; readonly problem: ExplainProblem };

/**
 * Explains one figure of a plan's result: the calculation itself is run once more for that variant and year, with
 * quantities that remember their steps.
 * @param plan a plan that `validate` has accepted
 * @param reference a JSON Pointer into the result (`/variants/0/years/1/parties/0/net`); one to a whole line, party,
 *   funding item or the like means its main figure
 */
export function explain(plan: Plan, reference: string): ExplainOutcome {
  const keys = reference.startsWith('/') ? pointerKeys(reference) : [reference];
  const [root, variantKey = '', section = '', ...rest] = keys;
  const variant = plan.variants[placeOf(variantKey, plan.variants.length)];
  const fail = (known: number): ExplainOutcome => ({
    ok: false,
    problem: { code: 'unknown-reference', reference, failsAt: keys[known] ?? '' },
  });
  if (root !== 'variants') return fail(0);
  if (!variant) return fail(1);
  if (section === 'years') {
    const year = placeOf(rest[0] ?? '', plan.years);
    return year < 0 ? fail(3) : follow(tracedYear(plan, variant, year), keys, 4, reference, plan, variant);
  }
  if (section === 'calendar') return follow(tracedCalendar(plan, variant), keys, 3, reference, plan, variant);
  return fail(2);
}

/** The place that a key of a pointer names in a list of this length, or -1. */
const placeOf = (key: string, length: number): number =>
  /^(0|[1-9]\d{0,8})$/.test(key) && Number(key) < length ? Number(key) : -1;

const asSteps: Leaves<Step, Step, Step, Step, Step> = {
  decimal: (step) => step,
  count: (step) => step,
  weighted: (step) => step,
  check: (check) => explainCheck(check),
  party: (party) => explainStatus(party),
};

const explainCheck = ({ check, tested }: Check<Step>): Step => {
  const subjects = tested.map(({ subject, verdicts }) => ({
    ...allOf(verdicts.map(({ because }) => because as Step)),
    rule: 'check' as const,
    about: [check, subject],
  }));
  return { ...allOf(subjects), rule: 'check', about: [check] };
};

const explainStatus = ({ party, affordable }: PartyResult<Step>): Step => ({
  ...allOf([affordable.because as Step]),
  rule: 'party-status',
  about: [party],
});

const tracedYear = (plan: Plan, variant: Variant, year: number): unknown =>
  presentYear(calculateYear(tracing, prepare(tracing, planOf(plan, variant), variant), year), asSteps);

function tracedCalendar(plan: Plan, variant: Variant): unknown {
  const prepared = prepare(tracing, planOf(plan, variant), variant);
  const years = Array.from({ length: plan.years }, (_, index) => {
    const { totals, funded } = calculateYear(tracing, prepared, index);
    return { cost: totals.cost, funded };
  });
  return presentCalendar(calendarOf(tracing, plan.startYear, years), (step: Step) => step);
}

/** The figure that stands for a whole object of the result. */
const MAIN_FIGURES = ['status', 'net', 'amount', 'shortage', 'cost', 'result', 'hours', 'budget'];

function follow(
  target: unknown,
  keys: readonly string[],
  known: number,
  reference: string,
  plan: Plan,
  variant: Variant,
): ExplainOutcome {
  let at = target;
  for (let index = known; index < keys.length; index++) {
    const key = keys[index] as string;
    const list: unknown = Array.isArray(at) ? at[placeOf(key, at.length)] : undefined;
    at = isObject(at) && !isStep(at) && Object.hasOwn(at, key) ? at[key] : list;
    if (at === undefined)
      return { ok: false, problem: { code: 'unknown-reference', reference, failsAt: key } };
  }
  if (isObject(at) && !isStep(at)) {
    const object = at;
    at = MAIN_FIGURES.map((key) => object[key]).find(isStep) ?? at;
  }
  if (at === null) return { ok: false, problem: { code: 'no-value', reference } };
  if (!isStep(at)) {
    const found = typeof at === 'string' || typeof at === 'number' ? String(at) : 'object';
    return { ok: false, problem: { code: 'not-a-figure', reference, found } };
  }
  return { ok: true, reference, explanation: new Explainer(plan, variant).of(at) };
}

const isStep = (value: unknown): value is Step =>
  isObject(value) && 'operation' in value && 'inputs' in value;

/** Turns steps into explanations, each once, with the origin of every input. */
class Explainer {
  private readonly made = new Map<Step, Explanation>();
  private readonly changed: Plan;
  private readonly places: Origin;

  constructor(plan: Plan, variant: Variant) {
    this.places = new Origin(plan, variant);
    this.changed = this.places.changed;
  }

  of(root: Step): Explanation {
    // without recursion: sums of a large region are wide, indexes of many years deep
    const stack = [root];
    for (let step = stack.at(-1); step; step = stack.at(-1)) {
      const waiting = step.inputs.filter((input) => !this.made.has(input));
      if (waiting.length > 0) for (const input of waiting) stack.push(input);
      else {
        stack.pop();
        if (!this.made.has(step)) this.made.set(step, this.explained(step));
      }
    }
    return this.made.get(root) as Explanation;
  }

  private explained(step: Step): Explanation {
    const { operation, value, rule, about, digits, index, relation, path } = step;
    return {
      operation,
      value: value.toString(),
      inputs: step.inputs.map((input) => this.made.get(input) as Explanation),
      ...(rule && { rule }),
      ...(about && { about }),
      ...(digits !== undefined && { digits }),
      ...(index !== undefined && { index }),
      ...(relation && { relation }),
      ...(path !== undefined && this.origin(path)),
    };
  }

  /** Where an input stands in the plan itself, and what is said there of its source. */
  private origin(path: string): { path: string; provenance?: Provenance } {
    const place = this.places.of(path);
    const provenance = this.provenance(path);
    return provenance ? { path: place, provenance } : { path: place };
  }

  private provenance(path: string): Provenance | undefined {
    let at: unknown = this.changed;
    let nearest: Provenance | undefined;
    for (const key of pointerKeys(path)) {
      at = (at as Record<string, unknown> | undefined)?.[key];
      if (!isObject(at) || at === this.changed.trend) continue; // the keys of a trend are ids
      const { source, assumption, status, validFrom, validTo, checkedOn, note } = at as Provenance & {
        kind?: string;
      };
      const own = { source, assumption, status, validFrom, validTo, checkedOn, note };
      // on funding `source` says who pays, not where the figure comes from
      if (this.changed.funding?.includes(at as Funding)) own.source = undefined;
      const given = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
      if (Object.keys(given).length > 0) nearest = given;
    }
    return nearest;
  }
}
