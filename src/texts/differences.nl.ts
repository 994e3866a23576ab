import type { DifferenceHeading, DifferenceProblemValues, DifferenceTexts } from './differences.ts';

const headings: Readonly<Record<DifferenceHeading, string>> = {
  number: 'Nr',
  variant: 'Variant',
  id: 'Kenmerk',
  party: 'Partij',
  contributions: 'Eigen bijdrage per bestuur en instituut',
  nets: 'Saldo per partij: wat zij ontvangt min wat zij draagt en bijdraagt',
  side: 'Van – naar',
  perYear: 'Verschil in resultaat per schooljaar, naar oorzaak',
  perStudent: 'Per student',
  total: 'Verschil',
};

export const differencesNl: DifferenceTexts = {
  drivers: {
    students: 'Studenten',
    structure: 'Structuur en normen',
    rates: 'Tarieven en indexering',
    funding: 'Dekking',
  },
  measures: {
    hours: 'Uren',
    cost: 'Lasten',
    funding: 'Baten',
    contributions: 'Eigen bijdragen',
    result: 'Resultaat',
    net: 'Saldo',
  },
  heading: (text) => headings[text],
  period: (first, last) => (first === last ? first : `${first} t/m ${last}`),
  years: (labels) => labels.join(' en '),
  sideBySide: (years) => `Varianten naast elkaar, ${years}`,
  differencesIn: (measure, first, years) => `${measure}: verschil met ${first}, naar oorzaak (${years})`,
  differenceBetween: (from, to, about) => `Van ${from} naar ${to}, naar oorzaak (${about})`,
  onlyIn: (file, names) => `Alleen in ${file}: ${names.join(', ')}`,
  explanation:
    'Per oorzaak het gemiddelde over alle volgordes waarin de delen van het plan te verwisselen zijn; samen precies het verschil.',
  sheet: {
    name: 'Verschillen',
    purpose: 'Waardoor elke variant van de eerste verschilt, over alle jaren samen en per jaar.',
    madeOf: 'De oorzaken zijn berekend bij vingerafdruk',
    state: 'Oorzaken (verouderd: bereken opnieuw)',
    current: 'actueel',
    stale: 'verouderd',
    chart: 'Lasten, van de eerste variant naar',
    support: 'Steun',
    whole: 'Lasten',
    more: 'Meer',
    less: 'Minder',
  },
};

export const differenceProblemsNl: {
  readonly [Code in keyof DifferenceProblemValues]: (values: DifferenceProblemValues[Code]) => string;
} = {
  'unknown-year': ({ found, known }) =>
    `Er is geen schooljaar "${found}" om te vergelijken; wel: ${known.join(', ')}.`,
  'compare-two-years': ({ found }) =>
    `Met één variant worden twee schooljaren vergeleken (--years 2026-2027,2028-2029); er staan er ${found}.`,
  'compare-no-shared-variant': () =>
    'De twee plannen hebben geen variant gemeen; zeg met --variants VAN=NAAR welke bij elkaar horen.',
  'compare-no-shared-year': () => 'De twee plannen hebben geen schooljaar gemeen.',
};
