import { DUTCH, formatDecimal } from './numbers.ts';

const count = (value: number): string => formatDecimal(String(value), DUTCH);
const many = (value: number, one: string, more: string): string =>
  `${count(value)} ${value === 1 ? one : more}`;

/** What a user of the task pane reads. */
export const paneNl = {
  product: 'Samenplan',
  tabs: {
    start: 'Start',
    fit: 'Past het?',
    trial: 'Varianten',
    explain: 'Uitleg',
    problems: 'Problemen',
  },
  main: 'Onderdelen van het plan',
  noPlan: 'Er is nog geen plan open.',
  toStart: 'Kies een plan bij Start',
  close: 'Sluiten',
  cancel: 'Annuleren',
  theme: 'Weergave',
  themes: { system: 'Zoals mijn computer', light: 'Licht', dark: 'Donker', contrast: 'Hoog contrast' },
  stages: {
    reading: 'Het bestand wordt gelezen …',
    calculating: 'Het plan wordt doorgerekend …',
    formulas: 'De bladen met formules worden gemaakt …',
    writing: 'Het werkboek wordt geschreven …',
  },
  calculatingVariant: (variant: string, done: number, of: number): string =>
    `Variant ${done} van ${of} wordt doorgerekend: ${variant}`,
  calculated: (variants: number): string => `Doorgerekend: ${many(variants, 'variant', 'varianten')}.`,
  fault: 'Er ging iets mis in Samenplan zelf. Uw plan is niet veranderd.',
  faultDetails: 'Wat de makers moeten weten',
  privacy: 'Alles gebeurt op deze computer: er gaat niets naar buiten.',
  state: {
    fresh: 'bijgewerkt',
    trial: 'er staan wijzigingen open',
    unsaved: 'nog niet bewaard',
    concept: 'concept',
    vastgesteld: 'vastgesteld',
    broken: 'er klopt iets niet',
  },
  start: {
    title: 'Waarmee wilt u beginnen?',
    example: 'Met een voorbeeld',
    exampleHelp:
      'De Onderwijsregio VO Groningen: 60 scholen, 12 besturen en vier varianten om te vergelijken.',
    openExample: 'Open het voorbeeld',
    file: 'Met een bestand',
    fileHelp: 'Een werkboek (.xlsx) of planbestand (.json) van Samenplan.',
    chooseFile: 'Kies een bestand',
    drop: 'Of sleep het hierheen.',
    empty: 'Met een nieuw plan',
    emptyHelp:
      'Eén school, één bestuur en één opleiding om te vervangen door die van uzelf, met de gangbare rollen en normen.',
    planName: 'Naam van het plan',
    regionName: 'Regio of partnerschap',
    firstYear: 'Eerste schooljaar begint in',
    years: 'Aantal schooljaren',
    create: 'Maak een nieuw plan',
    wrongYear: 'Een jaartal van vier cijfers, zoals 2026.',
    wrongYears: 'Een heel getal van 1 tot en met 15.',
    needed: 'Vul dit in.',
    replaces: 'Er is een plan open dat nog niet bewaard is. Toch een ander openen?',
    replace: 'Ander plan openen',
    plan: 'Het plan dat open is',
    counts: {
      schools: (value: number): string => many(value, 'school', 'scholen'),
      boards: (value: number): string => many(value, 'bestuur', 'besturen'),
      institutes: (value: number): string => many(value, 'instituut', 'instituten'),
      variants: (value: number): string => many(value, 'variant', 'varianten'),
      years: (value: number): string => many(value, 'schooljaar', 'schooljaren'),
    },
    save: 'Bewaren',
    saveBook: 'Bewaar als werkboek',
    saveBookHelp: 'Excel-werkboek met formules: het rekent ook zonder Samenplan.',
    savePlan: 'Bewaar als planbestand',
    savePlanHelp: 'Klein bestand (.json) om later verder te gaan of te delen.',
    saved: (file: string): string => `Bewaard: ${file}`,
    toFit: 'Bekijk of het past',
    refused: (file: string): string => `${file} is niet geopend.`,
    refusedCount: (problems: number): string => many(problems, 'probleem', 'problemen'),
    notes: 'Leeswijzer bij dit plan',
  },
  fit: {
    title: 'Past het?',
    verdicts: {
      fits: 'Past',
      'with-ceilings': 'Past met eigen geld',
      short: 'Past niet',
    },
    because: {
      fits: 'De baten dekken de lasten in elk jaar en niemand komt tekort.',
      'with-ceilings': (years: number, of: number): string =>
        `In ${count(years)} van ${many(of, 'jaar', 'jaren')} dekken de baten de lasten niet; wat partijen bijleggen blijft binnen hun grens.`,
      short: (parties: readonly string[]): string => {
        const [first = '', second, ...rest] = parties;
        const named =
          second === undefined
            ? first
            : rest.length === 0
              ? `${first} en ${second}`
              : `${first}, ${second} en ${many(rest.length, 'andere partij', 'andere partijen')}`;
        return `${named} ${parties.length === 1 ? 'komt' : 'komen'} in een of meer jaren tekort.`;
      },
    },
    period: 'Periode',
    allYears: 'Alle jaren samen',
    basis: 'Indeling',
    schoolYears: 'Schooljaren',
    calendarYears: 'Kalenderjaren',
    compare: 'Varianten naast elkaar',
    variant: 'Variant',
    coverage: 'Dekking',
    coverageChart: 'Dekking per jaar',
    coverageChartText: 'Hoeveel procent van de lasten de baten dekken, per variant en per jaar.',
    balanceChart: 'Baten en lasten',
    full: '100 % gedekt',
    asTable: 'Toon als tabel',
    perParty: 'Per bestuur en instituut',
    pinches: 'Waar knelt het?',
    nothingPinches: 'Alle controles voldoen in alle jaren.',
    explain: (what: string): string => `Waar komt dit vandaan: ${what}`,
    explainHint: 'Kies een getal om te zien waar het vandaan komt.',
    more: (subjects: number): string => `en nog ${count(subjects)}`,
  },
};

/** The words of the task pane, in one language. */
export type PaneTexts = typeof paneNl;
