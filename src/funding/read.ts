import { formatProblems, type Problem } from '../../engine/index.ts';
import { type FundingRule, fundingRuleFormat } from './format.ts';

export type FundingRuleOutcome =
  | { readonly ok: true; readonly rule: FundingRule }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Takes a JSON value as a funding rule of the user's own; refused whole, with everything that is wrong at once. */
export function readFundingRule(value: unknown): FundingRuleOutcome {
  const problems = formatProblems(fundingRuleFormat, value);
  return problems.length === 0 ? { ok: true, rule: value as FundingRule } : { ok: false, problems };
}
