/** Funding rules as dated data, and how one comes into a plan. Without files: it runs in a browser as well. */

export {
  applyFundingRule,
  type FundingOutcome,
  type FundingProblem,
  type FundingProblemCode,
  type FundingProblemValues,
  type FundingScope,
  type FundingWarning,
  type FundingWarningCode,
  type FundingWarningValues,
  type FundingWords,
  findFundingRule,
} from './apply.ts';
export { type FundingRule, fundingRuleFormat } from './format.ts';
export { type FundingRuleOutcome, readFundingRule } from './read.ts';
export { fundingRules } from './rules.ts';
export { type OutsideValidity, outsideValidity, yearsOutside } from './validity.ts';
