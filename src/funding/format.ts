import { z } from 'zod';
import { date, fundingFormat, id, text } from '../../engine/index.ts';

/**
 * The format `samenplan-funding/1` of a funding rule: what a scheme (*regeling*) gives, as items of a plan's `funding`,
 * with its source and the time it holds. The single source of its type, its check and its JSON Schema.
 */
export const fundingRuleFormat = z.strictObject({
  format: z.literal('samenplan-funding/1'),
  id: id(),
  name: text(),
  /** rules of one scheme follow each other in time: two at once would pay the same twice */
  scheme: id(),
  about: text(),
  validFrom: date(),
  validTo: date(),
  checkedOn: date(),
  sources: z.array(z.strictObject({ text: text(), url: text() })).min(1),
  /** what whoever applies it has to see to himself */
  conditions: z.array(text()).optional(),
  /** a later decision took its place, also for the time it was given for */
  replacedBy: z.strictObject({ rule: id(), why: text() }).optional(),
  funding: z.array(fundingFormat).min(1),
});

export type FundingRule = z.infer<typeof fundingRuleFormat>;
