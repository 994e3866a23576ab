import type { DecimalInput, Funding } from '../../engine/index.ts';
import { euro, percentage } from './amounts.ts';
import { type FundingTexts, stretches } from './funding.ts';
import { DUTCH } from './numbers.ts';

const money = (amount: DecimalInput): string => euro(amount, DUTCH);

const MONTHS = [
  ...['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september'],
  ...['oktober', 'november', 'december'],
];

/** `1 augustus 2020`. */
const day = (date: string): string => {
  const [year = '', month = '', dayOfMonth = ''] = date.split('-');
  return `${Number(dayOfMonth)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
};

const schoolYears = (years: readonly string[]): string => stretches(years, 't/m', ' en ');

const list = (known: readonly string[]): string => known.map((each) => `"${each}"`).join(', ');

/** A rule may lack one of its dates. */
const between = (from: string, to: string): string =>
  [...(from === '' ? [] : [`van ${day(from)}`]), ...(to === '' ? [] : [`tot en met ${day(to)}`])].join(' ');

/** Which school years a rule does not cover: `niet in 2026-2027, en maar deels in 2025-2026`. */
const uncovered = (outside: readonly string[], partly: readonly string[]): string =>
  [
    ...(outside.length > 0 ? [`niet in ${schoolYears(outside)}`] : []),
    ...(partly.length > 0 ? [`maar voor een deel van ${schoolYears(partly)}`] : []),
  ].join(' en ');

function gives(item: Funding): string {
  const parts: string[] = [];
  if (item.kind === 'perStudent') parts.push(`${money(item.amount)} per student`);
  if (item.kind === 'fixed') parts.push(`${money(item.amount)} vast`);
  if (item.kind === 'ofCost') parts.push(`${percentage(item.share, DUTCH)} van de kosten`);
  if (item.kind === 'steps') {
    const first = item.steps[0];
    const last = item.steps.at(-1);
    if (first && last) {
      const range = `${money(first.amount)} vanaf ${first.from} tot ${money(last.amount)} vanaf ${last.from}`;
      parts.push(`staffel van ${range} studenten`);
    }
  }
  if (item.where?.group) parts.push(`doelgroep ${item.where.group.join(', ')}`);
  if (item.basis === 'calendar') parts.push('per kalenderjaar');
  if (item.lag !== undefined && item.lag > 0)
    parts.push(item.lag === 1 ? 'naar het vorige schooljaar' : `${item.lag} jaar terug geteld`);
  if (item.minStudents !== undefined) parts.push(`minimaal ${item.minStudents} studenten`);
  if (item.cap !== undefined) parts.push(`hoogstens ${money(item.cap)}`);
  return parts.join(', ');
}

export const fundingNl: FundingTexts = {
  problems: {
    'funding-unknown-rule': ({ found, known }) => `Er is geen regel "${found}"; bekend zijn: ${list(known)}.`,
    'funding-unknown-variant': ({ found, known }) =>
      `Er is geen variant "${found}"; het plan heeft: ${list(known)}.`,
    'funding-unknown-board': ({ found, known }) =>
      `Er is geen bestuur "${found}"; het plan heeft: ${list(known)}.`,
    'funding-unknown-group': ({ rule, found, known }) =>
      `De regel "${rule}" telt de doelgroep "${found}" en die heeft het plan niet; geef met --group welke van deze geldt: ${list(known)}.`,
    'funding-no-groups': ({ rule }) =>
      `De regel "${rule}" telt alle studenten; een doelgroep kiezen kan daar niet.`,
    'funding-no-boards': ({ rule }) =>
      `De regel "${rule}" betaalt een deel van alle kosten; een bestuur kiezen kan daar niet.`,
    'funding-id-taken': ({ found }) =>
      `Het plan heeft al een dekking "${found}". Is deze regel nog eens bedoeld, voor andere besturen of varianten, geef dan een achtervoegsel met --suffix.`,
  },
  warnings: {
    'funding-outside': ({ names, validFrom, validTo, outside, partly }) =>
      `${names.join('; ')}: geldt ${between(validFrom, validTo)}, ${uncovered(outside, partly)}. Het plan rekent er daar toch mee.`,
    'funding-replaced': ({ rule, by, why }) => `${rule} is vervangen door de regel "${by}". ${why}`,
    'funding-twice': ({ name, other }) =>
      `${name} komt naast ${other}, uit dezelfde regeling en voor dezelfde studenten: zo telt het geld dubbel.`,
  },
  words: {
    sources: (sources) => `Bron: ${sources.map(({ text, url }) => `${text}, ${url}`).join('; ')}.`,
    assumed: ({ validFrom, validTo, outside, partly }) =>
      `Geldt ${between(validFrom, validTo)}, ${uncovered(outside, partly)}: dat het bedrag daar ook geldt is een aanname.`,
  },
  heading: {
    rules: 'Regels voor dekking',
    planFunding: 'Dekking in het plan',
    rule: 'Regel',
    item: 'Dekking',
    gives: 'Geeft',
    from: 'Geldig van',
    to: 'Tot en met',
    checked: 'Nagekeken op',
    holds: 'Geldt in het plan',
    sources: 'Bronnen',
    conditions: 'Waar u zelf op let',
    replaced: 'Vervangen',
    applied: 'In het plan gezet',
    warnings: 'Let op',
    none: 'Het plan heeft geen dekking.',
    notWritten: 'Er is niets geschreven; geef met --out een bestand voor het plan met deze dekking.',
    how: 'Zet een regel in een plan met: samenplan funding PLAN --rule REGEL --out BESTAND.json',
  },
  gives,
  holds: ({ outside, partly, all, dated }) => {
    if (!dated) return 'zonder datum';
    if (outside.length + partly.length === 0) return 'in alle jaren';
    return outside.length === all ? 'in geen enkel jaar' : uncovered(outside, partly);
  },
};
