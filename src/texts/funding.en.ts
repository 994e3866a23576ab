import type { DecimalInput, Funding } from '../../engine/index.ts';
import { euro, percentage } from './amounts.ts';
import { type FundingTexts, stretches } from './funding.ts';
import { ENGLISH } from './numbers.ts';

const money = (amount: DecimalInput): string => euro(amount, ENGLISH);

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
];

/** `1 August 2020`. */
const day = (date: string): string => {
  const [year = '', month = '', dayOfMonth = ''] = date.split('-');
  return `${Number(dayOfMonth)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
};

const schoolYears = (years: readonly string[]): string => stretches(years, 'to', ' and ');

const list = (known: readonly string[]): string => known.map((each) => `"${each}"`).join(', ');

/** A rule may lack one of its dates. */
const between = (from: string, to: string): string =>
  [...(from === '' ? [] : [`from ${day(from)}`]), ...(to === '' ? [] : [`through ${day(to)}`])].join(' ');

/** Which school years a rule does not cover: `not in 2026-2027 and only for a part of 2025-2026`. */
const uncovered = (outside: readonly string[], partly: readonly string[]): string =>
  [
    ...(outside.length > 0 ? [`not in ${schoolYears(outside)}`] : []),
    ...(partly.length > 0 ? [`only for a part of ${schoolYears(partly)}`] : []),
  ].join(' and ');

function gives(item: Funding): string {
  const parts: string[] = [];
  if (item.kind === 'perStudent') parts.push(`${money(item.amount)} per student`);
  if (item.kind === 'fixed') parts.push(`${money(item.amount)} fixed`);
  if (item.kind === 'ofCost') parts.push(`${percentage(item.share, ENGLISH)} of the cost`);
  if (item.kind === 'steps') {
    const first = item.steps[0];
    const last = item.steps.at(-1);
    if (first && last) {
      const range = `${money(first.amount)} from ${first.from} to ${money(last.amount)} from ${last.from}`;
      parts.push(`steps of ${range} students`);
    }
  }
  if (item.where?.group) parts.push(`group ${item.where.group.join(', ')}`);
  if (item.basis === 'calendar') parts.push('per calendar year');
  if (item.lag !== undefined && item.lag > 0)
    parts.push(item.lag === 1 ? 'by the school year before' : `${item.lag} years counted back`);
  if (item.minStudents !== undefined) parts.push(`at least ${item.minStudents} students`);
  if (item.cap !== undefined) parts.push(`at most ${money(item.cap)}`);
  return parts.join(', ');
}

export const fundingEn: FundingTexts = {
  problems: {
    'funding-unknown-rule': ({ found, known }) => `There is no rule "${found}"; known are: ${list(known)}.`,
    'funding-unknown-variant': ({ found, known }) =>
      `There is no variant "${found}"; the plan has: ${list(known)}.`,
    'funding-unknown-board': ({ found, known }) =>
      `There is no board "${found}"; the plan has: ${list(known)}.`,
    'funding-unknown-group': ({ rule, found, known }) =>
      `The rule "${rule}" counts the group "${found}", which the plan does not have; say with --group which of these it is: ${list(known)}.`,
    'funding-no-groups': ({ rule }) => `The rule "${rule}" counts all students; no group can be chosen.`,
    'funding-no-boards': ({ rule }) => `The rule "${rule}" pays a share of all cost; no board can be chosen.`,
    'funding-id-taken': ({ found }) =>
      `The plan has funding "${found}" already. If this rule is meant once more, for other boards or variants, give a suffix with --suffix.`,
  },
  warnings: {
    'funding-outside': ({ names, validFrom, validTo, outside, partly }) =>
      `${names.join('; ')}: holds ${between(validFrom, validTo)}, ${uncovered(outside, partly)}. The plan counts on it there all the same.`,
    'funding-replaced': ({ rule, by, why }) => `${rule} was replaced by the rule "${by}". ${why}`,
    'funding-twice': ({ name, other }) =>
      `${name} comes beside ${other}, of the same scheme and for the same students: the money then counts twice.`,
  },
  words: {
    sources: (sources) => `Source: ${sources.map(({ text, url }) => `${text}, ${url}`).join('; ')}.`,
    assumed: ({ validFrom, validTo, outside, partly }) =>
      `Holds ${between(validFrom, validTo)}, ${uncovered(outside, partly)}: that the amount holds there as well is an assumption.`,
  },
  heading: {
    rules: 'Funding rules',
    planFunding: 'Funding in the plan',
    rule: 'Rule',
    item: 'Funding',
    gives: 'Gives',
    from: 'Valid from',
    to: 'Through',
    checked: 'Checked on',
    holds: 'Holds in the plan',
    sources: 'Sources',
    conditions: 'What you see to yourself',
    replaced: 'Replaced',
    applied: 'Put into the plan',
    warnings: 'Please note',
    none: 'The plan has no funding.',
    notWritten: 'Nothing was written; name a file for the plan with this funding with --out.',
    how: 'Put a rule into a plan with: samenplan funding PLAN --rule RULE --out FILE.json',
  },
  gives,
  holds: ({ outside, partly, all, dated }) => {
    if (!dated) return 'no dates';
    if (outside.length + partly.length === 0) return 'in all years';
    return outside.length === all ? 'in no year at all' : uncovered(outside, partly);
  },
};
