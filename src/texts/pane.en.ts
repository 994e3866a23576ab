import { ENGLISH, formatDecimal } from './numbers.ts';
import type { PaneTexts } from './pane.nl.ts';

const count = (value: number): string => formatDecimal(String(value), ENGLISH);
const many = (value: number, one: string, more: string): string =>
  `${count(value)} ${value === 1 ? one : more}`;

export const paneEn: PaneTexts = {
  product: 'Samenplan',
  tabs: {
    start: 'Start',
    fit: 'Does it fit?',
    trial: 'Variants',
    explain: 'Explanation',
    problems: 'Problems',
  },
  main: 'Parts of the plan',
  noPlan: 'No plan is open yet.',
  toStart: 'Choose a plan at Start',
  close: 'Close',
  cancel: 'Cancel',
  theme: 'Display',
  themes: { system: 'As my computer', light: 'Light', dark: 'Dark', contrast: 'High contrast' },
  stages: {
    reading: 'Reading the file …',
    calculating: 'Calculating the plan …',
    formulas: 'Making the sheets with formulas …',
    writing: 'Writing the workbook …',
  },
  calculatingVariant: (variant, done, of) => `Calculating variant ${done} of ${of}: ${variant}`,
  calculated: (variants) => `Calculated: ${many(variants, 'variant', 'variants')}.`,
  fault: 'Something went wrong in Samenplan itself. Your plan has not changed.',
  faultDetails: 'What the makers need to know',
  privacy: 'Everything happens on this computer: nothing leaves it.',
  state: {
    fresh: 'up to date',
    trial: 'changes are open',
    unsaved: 'not saved yet',
    concept: 'draft',
    vastgesteld: 'adopted',
    broken: 'something is wrong',
  },
  start: {
    title: 'What do you want to start with?',
    example: 'With an example',
    exampleHelp: 'The education region VO Groningen: 60 schools, 12 boards and four variants to compare.',
    openExample: 'Open the example',
    file: 'With a file',
    fileHelp: 'A workbook (.xlsx) or plan file (.json) of Samenplan.',
    chooseFile: 'Choose a file',
    drop: 'Or drop it here.',
    empty: 'With a new plan',
    emptyHelp:
      'One school, one board and one institute to replace by your own, with the usual roles and norms.',
    planName: 'Name of the plan',
    regionName: 'Region or partnership',
    firstYear: 'First school year begins in',
    years: 'Number of school years',
    create: 'Make a new plan',
    wrongYear: 'A year of four digits, such as 2026.',
    wrongYears: 'A whole number from 1 to 15.',
    needed: 'Fill this in.',
    replaces: 'A plan is open that has not been saved. Open another one all the same?',
    replace: 'Open another plan',
    plan: 'The plan that is open',
    counts: {
      schools: (value) => many(value, 'school', 'schools'),
      boards: (value) => many(value, 'board', 'boards'),
      institutes: (value) => many(value, 'institute', 'institutes'),
      variants: (value) => many(value, 'variant', 'variants'),
      years: (value) => many(value, 'school year', 'school years'),
    },
    save: 'Save',
    saveBook: 'Save as workbook',
    saveBookHelp: 'Excel workbook with formulas: it calculates without Samenplan too.',
    savePlan: 'Save as plan file',
    savePlanHelp: 'Small file (.json) to go on with later or to share.',
    saved: (file) => `Saved: ${file}`,
    toFit: 'See whether it fits',
    refused: (file) => `${file} was not opened.`,
    refusedCount: (problems) => many(problems, 'problem', 'problems'),
    notes: 'Guide to this plan',
  },
  fit: {
    title: 'Does it fit?',
    verdicts: {
      fits: 'Fits',
      'with-ceilings': 'Fits with own money',
      short: 'Does not fit',
    },
    because: {
      fits: 'The funding covers the cost in every year and nobody falls short.',
      'with-ceilings': (years, of) =>
        `In ${count(years)} of ${many(of, 'year', 'years')} the funding does not cover the cost; what parties add stays within their limit.`,
      short: (parties) => {
        const [first = '', second, ...rest] = parties;
        const named =
          second === undefined
            ? first
            : rest.length === 0
              ? `${first} and ${second}`
              : `${first}, ${second} and ${many(rest.length, 'other party', 'other parties')}`;
        return `${named} ${parties.length === 1 ? 'falls' : 'fall'} short in one or more years.`;
      },
    },
    period: 'Period',
    allYears: 'All years together',
    basis: 'Arrangement',
    schoolYears: 'School years',
    calendarYears: 'Calendar years',
    compare: 'Variants side by side',
    variant: 'Variant',
    coverage: 'Coverage',
    coverageChart: 'Coverage per year',
    coverageChartText: 'What percentage of the cost the funding covers, per variant and per year.',
    balanceChart: 'Funding and cost',
    full: '100% covered',
    asTable: 'Show as a table',
    perParty: 'Per board and institute',
    pinches: 'Where does it pinch?',
    nothingPinches: 'All checks pass in all years.',
    explain: (what) => `Where does this come from: ${what}`,
    explainHint: 'Choose a figure to see where it comes from.',
    more: (subjects) => `and ${count(subjects)} more`,
  },
};
