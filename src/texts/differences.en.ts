import type { DifferenceHeading, DifferenceProblemValues, DifferenceTexts } from './differences.ts';

const headings: Readonly<Record<DifferenceHeading, string>> = {
  number: 'No',
  variant: 'Variant',
  id: 'Id',
  party: 'Party',
  contributions: 'Own contribution per board and institute',
  nets: 'Net per party: what it receives minus what it bears and contributes',
  side: 'From – to',
  perYear: 'Difference in result per school year, by driver',
  perStudent: 'Per student',
  total: 'Difference',
};

export const differencesEn: DifferenceTexts = {
  drivers: {
    students: 'Students',
    structure: 'Structure and norms',
    rates: 'Rates and indexation',
    funding: 'Funding',
  },
  measures: {
    hours: 'Hours',
    cost: 'Cost',
    funding: 'Income',
    contributions: 'Own contributions',
    result: 'Result',
    net: 'Net',
  },
  heading: (text) => headings[text],
  period: (first, last) => (first === last ? first : `${first} to ${last}`),
  years: (labels) => labels.join(' and '),
  sideBySide: (years) => `Variants side by side, ${years}`,
  differencesIn: (measure, first, years) => `${measure}: difference with ${first}, by driver (${years})`,
  differenceBetween: (from, to, about) => `From ${from} to ${to}, by driver (${about})`,
  onlyIn: (file, names) => `Only in ${file}: ${names.join(', ')}`,
  explanation:
    'For each driver the mean over all orders in which the parts of the plan can be exchanged; together exactly the difference.',
  sheet: {
    name: 'Differences',
    purpose: 'What makes each variant differ from the first, over all years together and per year.',
    madeOf: 'The drivers were calculated at fingerprint',
    state: 'Drivers (out of date: calculate again)',
    current: 'up to date',
    stale: 'out of date',
    chart: 'Costs, from the first variant to',
    support: 'Support',
    whole: 'Costs',
    more: 'More',
    less: 'Less',
  },
};

export const differenceProblemsEn: {
  readonly [Code in keyof DifferenceProblemValues]: (values: DifferenceProblemValues[Code]) => string;
} = {
  'unknown-year': ({ found, known }) =>
    `There is no school year "${found}" to compare; there are: ${known.join(', ')}.`,
  'compare-two-years': ({ found }) =>
    `With one variant two school years are compared (--years 2026-2027,2028-2029); ${found} given.`,
  'compare-no-shared-variant': () =>
    'The two plans have no variant in common; say with --variants FROM=TO which belong together.',
  'compare-no-shared-year': () => 'The two plans have no school year in common.',
};
