import { type Funding, type Plan, type Problem, pointer, validate } from '../../engine/index.ts';
import type { FundingRule } from './format.ts';
import { fundingRules } from './rules.ts';
import { yearsOutside } from './validity.ts';

/** For what a rule is put into a plan; without anything for all of it. */
export interface FundingScope {
  /** only these variants */
  readonly variants?: readonly string[];
  /** only the students of these boards: the opleidingsschool that the grant is for */
  readonly boards?: readonly string[];
  /** the groups that a rule counts, where it counts only some; without it the rule's own */
  readonly groups?: readonly string[];
  /** put behind the ids, to apply a rule more than once */
  readonly suffix?: string;
}

export interface FundingProblemValues {
  'funding-unknown-rule': { readonly found: string; readonly known: readonly string[] };
  'funding-unknown-variant': { readonly found: string; readonly known: readonly string[] };
  'funding-unknown-board': { readonly found: string; readonly known: readonly string[] };
  'funding-unknown-group': {
    readonly rule: string;
    readonly found: string;
    readonly known: readonly string[];
  };
  'funding-no-groups': { readonly rule: string };
  'funding-no-boards': { readonly rule: string };
  'funding-id-taken': { readonly found: string };
}
export type FundingProblemCode = keyof FundingProblemValues;
export type FundingProblem = {
  [Code in FundingProblemCode]: {
    readonly path: string;
    readonly code: Code;
    readonly values: FundingProblemValues[Code];
  };
}[FundingProblemCode];

/** What is not wrong but has to be seen; the same figures stand with the item in the plan. */
export interface FundingWarningValues {
  'funding-outside': {
    readonly names: readonly string[];
    readonly validFrom: string;
    readonly validTo: string;
    readonly outside: readonly string[];
    readonly partly: readonly string[];
  };
  'funding-replaced': { readonly rule: string; readonly by: string; readonly why: string };
  'funding-twice': { readonly name: string; readonly other: string };
}
export type FundingWarningCode = keyof FundingWarningValues;
export type FundingWarning = {
  [Code in FundingWarningCode]: {
    readonly path: string;
    readonly code: Code;
    readonly values: FundingWarningValues[Code];
  };
}[FundingWarningCode];

/** What an applied rule says of itself in the plan, in the language of the plan. */
export interface FundingWords {
  readonly sources: (sources: FundingRule['sources']) => string;
  readonly assumed: (warning: FundingWarningValues['funding-outside']) => string;
}

export type FundingOutcome =
  | {
      readonly ok: true;
      readonly plan: Plan;
      /** the items that came into the plan's `funding` */
      readonly items: readonly Funding[];
      readonly warnings: readonly FundingWarning[];
    }
  | { readonly ok: false; readonly problems: readonly (FundingProblem | Problem)[] };

/** The rule with an id, or why there is none. */
export function findFundingRule(
  id: string,
  rules: readonly FundingRule[] = fundingRules,
): FundingRule | FundingProblem {
  const known = rules.map((rule) => rule.id);
  const values = { found: id, known };
  return rules.find((rule) => rule.id === id) ?? { path: '', code: 'funding-unknown-rule', values };
}

/**
 * Puts a funding rule into a plan, at the end of its `funding`. The items carry the dates, the date of the last check
 * and the id of the rule (as `code`), and its sources in their note. Where the plan's school years are not covered by
 * the rule's dates, the items are marked as an assumption, their note says for which years, and there is a warning.
 * @returns the plan with the items, valid by the engine, or every problem at once; the given plan stays as it was
 */
export function applyFundingRule(
  plan: Plan,
  rule: FundingRule,
  scope: FundingScope,
  words: FundingWords,
): FundingOutcome {
  const problems = scopeProblems(plan, rule, scope);
  if (problems.length > 0) return { ok: false, problems };
  const before = plan.funding ?? [];
  const warnings: FundingWarning[] = [];
  const items = rule.funding.map((item, index) => {
    const made = itemOf(plan, rule, item, scope, words);
    const path = pointer('', 'funding', String(before.length + index));
    if (made.warning) warnings.push({ path, code: 'funding-outside', values: made.warning });
    const other = before.find((each) => paysTwice(rule, made.item, each));
    if (other) {
      const values = { name: made.item.name, other: other.name };
      warnings.push({ path, code: 'funding-twice', values });
    }
    return made.item;
  });
  if (rule.replacedBy) {
    const { rule: by, why } = rule.replacedBy;
    warnings.push({ path: '', code: 'funding-replaced', values: { rule: rule.name, by, why } });
  }
  const outcome = validate({ ...plan, funding: [...before, ...items] });
  return outcome.ok ? { ok: true, plan: outcome.plan, items, warnings } : outcome;
}

function scopeProblems(plan: Plan, rule: FundingRule, scope: FundingScope): FundingProblem[] {
  const { variants = [], boards = [], groups } = scope;
  const problems: FundingProblem[] = [];
  const unknown = (code: 'funding-unknown-variant' | 'funding-unknown-board') => {
    const known = (code === 'funding-unknown-variant' ? plan.variants : plan.boards).map(({ id }) => id);
    const given = code === 'funding-unknown-variant' ? variants : boards;
    for (const found of given) {
      if (!known.includes(found)) problems.push({ path: '', code, values: { found, known } });
    }
  };
  unknown('funding-unknown-variant');
  unknown('funding-unknown-board');
  const byStudents = rule.funding.every(({ kind }) => kind !== 'ofCost');
  if (boards.length > 0 && !byStudents) {
    problems.push({ path: '', code: 'funding-no-boards', values: { rule: rule.id } });
  }
  const own = rule.funding.flatMap(({ where }) => where?.group ?? []);
  if (groups && own.length === 0) {
    problems.push({ path: '', code: 'funding-no-groups', values: { rule: rule.id } });
  }
  const known = plan.groups.map(({ id }) => id);
  for (const found of new Set(own.length > 0 ? (groups ?? own) : [])) {
    if (known.includes(found)) continue;
    problems.push({ path: '', code: 'funding-unknown-group', values: { rule: rule.id, found, known } });
  }
  const taken = new Set((plan.funding ?? []).map(({ id }) => id));
  for (const { id } of rule.funding) {
    const found = suffixed(id, scope);
    if (taken.has(found)) problems.push({ path: '', code: 'funding-id-taken', values: { found } });
  }
  return problems;
}

const suffixed = (id: string, { suffix }: FundingScope): string =>
  suffix === undefined ? id : `${id}-${suffix}`;

/** One item of a rule as it stands in a plan. */
function itemOf(
  plan: Plan,
  rule: FundingRule,
  item: Funding,
  scope: FundingScope,
  words: FundingWords,
): { readonly item: Funding; readonly warning: FundingWarningValues['funding-outside'] | undefined } {
  const { validFrom, validTo, checkedOn } = rule;
  const { variants, boards, groups } = scope;
  const where = {
    ...item.where,
    ...(item.where?.group && groups && { group: [...groups] }),
    ...(boards && { board: [...boards] }),
  };
  const dated: Funding = {
    ...item,
    id: suffixed(item.id, scope),
    ...(variants && { variants: [...variants] }),
    ...(Object.keys(where).length > 0 && { where }),
    validFrom,
    validTo,
    checkedOn,
    code: rule.id,
  };
  const years = yearsOutside(plan, dated);
  const outside = years.outside.length + years.partly.length > 0;
  const warning = outside ? { names: [dated.name], validFrom, validTo, ...years } : undefined;
  const notes = [item.note ?? rule.about, ...(warning ? [words.assumed(warning)] : [])];
  const note = [...notes, words.sources(rule.sources)].join(' ');
  return { item: { ...dated, note, ...(outside && { assumption: true }) }, warning };
}

const schemeOf = ({ code }: Funding): string | undefined =>
  fundingRules.find(({ id }) => id === code)?.scheme;

/** Whether two items pay the same thing to the same students: rules of one scheme, in a variant and a board of both. */
function paysTwice(rule: FundingRule, item: Funding, other: Funding): boolean {
  const both = (one: readonly string[] | undefined, two: readonly string[] | undefined): boolean =>
    one === undefined || two === undefined || one.some((each) => two.includes(each));
  return (
    schemeOf(other) === rule.scheme &&
    both(item.variants, other.variants) &&
    both(item.where?.board, other.where?.board)
  );
}
