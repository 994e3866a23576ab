import type { JudgementHeading, JudgementProblemTexts, JudgementTexts } from './judgements.ts';

const headings: Readonly<Record<JudgementHeading, string>> = {
  judgement: 'Oordeel',
  answer: 'Antwoord',
  test: 'Toets',
  figure: 'Cijfer',
  limit: 'Grens',
  year: 'Schooljaar',
  where: 'Waar',
  judgements: 'Uitvoerbaar, doeltreffend en betaalbaar?',
  deciding: 'Wat daarbij beslist',
  byPeople: 'beantwoord in het plan',
  development: 'Ontwikkelmodel: waar staat elk netwerk zelf?',
  aspect: 'Aspect',
  network: 'Netwerk',
  badNotes: 'Let op, deze notities zijn niet te lezen:',
};

export const judgementsNl: JudgementTexts = {
  judgements: { uitvoerbaar: 'Uitvoerbaar', doeltreffend: 'Doeltreffend', betaalbaar: 'Betaalbaar' },
  answers: {
    ja: 'ja',
    nee: 'nee',
    'nog-te-beantwoorden': 'nog te beantwoorden',
    'niet-te-zeggen': 'niet te zeggen',
  },
  tests: {
    formatie: {
      short: 'formatie',
      question: 'Is er per rol genoeg formatie bij wie haar nodig heeft?',
    },
    begeleiders: {
      short: 'werkplekbegeleiders',
      question: 'Zijn er op elke school genoeg werkplekbegeleiders?',
    },
    plaatsen: { short: 'opleidingsplaatsen', question: 'Heeft elke school plaats voor haar studenten?' },
    'begeleiding-in-elke-school': {
      short: 'begeleiding in elke school',
      question: 'Worden in elke school studenten begeleid?',
    },
    'opleiden-op-de-werkplek': {
      short: 'opleiden op de werkplek',
      question: 'Leert elke doelgroep zo veel mogelijk 40% op de werkplek?',
    },
    'aanbod-in-de-regio': {
      short: 'aanbod in de regio',
      question: 'Is er opleidingsaanbod in de regio?',
    },
    toegankelijk: {
      short: 'toegankelijk voor elke doelgroep',
      question:
        'Is het aanbod toegankelijk en bereikbaar voor elke doelgroep (voltijd, deeltijd, zij-instroom)?',
    },
    'korte-lijnen': { short: 'korte lijnen', question: 'Zijn de lijnen kort?' },
    professionalisering: {
      short: 'professionalisering',
      question: 'Zijn er professionaliseringsactiviteiten?',
    },
    'sturen-op-kwaliteit': {
      short: 'sturen op inhoud en kwaliteit',
      question: 'Is er op het niveau van de onderwijsregio te sturen op inhoud en kwaliteit?',
    },
    inductie: {
      short: 'verbinding met inductie',
      question: 'Is er verbinding met inductie en verdere professionalisering?',
    },
    'shrm-en-schoolleiding': {
      short: 'verbinding met SHRM en schoolleiding',
      question: 'Wordt de verbinding tussen Samen Opleiden, SHRM en schoolleiding sterker?',
    },
    eisen: { short: 'eisen van de variant', question: 'Voldoet de variant aan haar eigen eisen?' },
    dekking: {
      short: 'dekking',
      question: 'Is er genoeg geld, samen met wat de partijen zelf hoogstens betalen?',
    },
    partijen: { short: 'partijen', question: 'Blijft elke partij binnen wat zij zelf hoogstens betaalt?' },
  },
  units: {
    fte: 'fte tekort',
    personen: 'begeleiders tekort',
    studenten: 'studenten',
    verhouding: '%',
    uur: 'uur',
    euro: 'euro',
    scholen: 'scholen',
    groepen: 'doelgroepen',
  },
  aspects: {
    koers: 'Koers',
    'data-en-feedback': 'Gebruik van data en feedback',
    'lerende-professional': 'Lerende professional',
    'samen-leren-in-het-team': 'Samen leren in het team',
    'georganiseerd-leiderschap': 'Georganiseerd leiderschap',
  },
  phases: [
    'ad hoc, individueel, reactief',
    'doelgericht, oriëntatie, beperkte samenwerking',
    'planmatig, observeren en verbeteren',
    'cyclisch en georganiseerd samen leren',
    'innovatie, netwerken, doorgaande lijn, partnerschap',
  ],
  heading: (text) => headings[text],
  phase: (phase) => `fase ${phase}`,
};

const list = (items: readonly string[]): string => items.join(', ');

export const judgementProblemsNl: JudgementProblemTexts = {
  'note-bad-key': ({ found }) =>
    `"${found}" is geen goede sleutel: een oordeel heet "oordeel:VARIANT:TOETS", een fase "ontwikkeling:VARIANT:ASPECT:NETWERK".`,
  'note-unknown-variant': ({ found, known }) =>
    `Variant "${found}" staat niet in het plan; er zijn: ${list(known)}.`,
  'note-unknown-test': ({ found, known }) => `Toets "${found}" bestaat niet; er zijn: ${list(known)}.`,
  'note-unknown-aspect': ({ found, known }) => `Aspect "${found}" bestaat niet; er zijn: ${list(known)}.`,
  'note-unknown-network': ({ found, known }) =>
    `Netwerk "${found}" heeft deze variant niet; er zijn: ${list(known)}.`,
  'note-bad-answer': ({ found }) =>
    `"${found}" is geen antwoord: begin met "ja" of "nee", en zet een toelichting achter ": ".`,
  'note-bad-phase': ({ found }) =>
    `"${found}" is geen fase: begin met 1, 2, 3, 4 of 5, en zet een toelichting achter ": ".`,
};
