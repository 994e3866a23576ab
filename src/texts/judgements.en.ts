import type { JudgementHeading, JudgementProblemTexts, JudgementTexts } from './judgements.ts';

const headings: Readonly<Record<JudgementHeading, string>> = {
  judgement: 'Judgement',
  answer: 'Answer',
  test: 'Test',
  figure: 'Figure',
  limit: 'Limit',
  year: 'School year',
  where: 'Where',
  judgements: 'Feasible, effective and affordable?',
  deciding: 'What decides',
  byPeople: 'answered in the plan',
  development: 'Development model: where does each network say it stands?',
  aspect: 'Aspect',
  network: 'Network',
  badNotes: 'Mind: these notes can’t be read:',
};

export const judgementsEn: JudgementTexts = {
  judgements: { uitvoerbaar: 'Feasible', doeltreffend: 'Effective', betaalbaar: 'Affordable' },
  answers: {
    ja: 'yes',
    nee: 'no',
    'nog-te-beantwoorden': 'still to answer',
    'niet-te-zeggen': 'not known',
  },
  tests: {
    formatie: {
      short: 'staff',
      question: 'Is there enough staff in each role, with whom needs it?',
    },
    begeleiders: { short: 'supervisors', question: 'Has every school enough supervisors?' },
    plaatsen: { short: 'places', question: 'Has every school places for its students?' },
    'begeleiding-in-elke-school': {
      short: 'guidance in every school',
      question: 'Are students guided in every school?',
    },
    'opleiden-op-de-werkplek': {
      short: 'learning at the workplace',
      question: 'Does every group learn 40% at the workplace, as far as possible?',
    },
    'aanbod-in-de-regio': {
      short: 'programme in the region',
      question: 'Is there a training programme in the region?',
    },
    toegankelijk: {
      short: 'open to every group',
      question:
        'Is the programme open to and within reach of every group (full-time, part-time, lateral entry)?',
    },
    'korte-lijnen': { short: 'short lines', question: 'Are the lines short?' },
    professionalisering: {
      short: 'professional development',
      question: 'Are there activities for professional development?',
    },
    'sturen-op-kwaliteit': {
      short: 'steering on content and quality',
      question: 'Can content and quality be steered at the level of the region?',
    },
    inductie: {
      short: 'link with induction',
      question: 'Is there a link with induction and further development?',
    },
    'shrm-en-schoolleiding': {
      short: 'link with HR and management',
      question: 'Does the link between training, HR and school management become stronger?',
    },
    eisen: { short: 'requirements of the variant', question: 'Does the variant meet its own requirements?' },
    dekking: {
      short: 'coverage',
      question: 'Is there enough money, with what the parties will pay themselves at most?',
    },
    partijen: { short: 'parties', question: 'Does every party stay within what it will pay itself at most?' },
  },
  units: {
    fte: 'fte short',
    personen: 'supervisors short',
    studenten: 'students',
    verhouding: '%',
    uur: 'hours',
    euro: 'euro',
    scholen: 'schools',
    groepen: 'groups',
  },
  aspects: {
    koers: 'Course',
    'data-en-feedback': 'Use of data and feedback',
    'lerende-professional': 'Learning professional',
    'samen-leren-in-het-team': 'Learning together in the team',
    'georganiseerd-leiderschap': 'Organised leadership',
  },
  phases: [
    'ad hoc, individual, reactive',
    'purposeful, exploring, some cooperation',
    'planned, observing and improving',
    'cyclic and organised learning together',
    'innovation, networks, continuous line, partnership',
  ],
  heading: (text) => headings[text],
  phase: (phase) => `phase ${phase}`,
};

const list = (items: readonly string[]): string => items.join(', ');

export const judgementProblemsEn: JudgementProblemTexts = {
  'note-bad-key': ({ found }) =>
    `"${found}" is no good key: a judgement is called "oordeel:VARIANT:TEST", a phase "ontwikkeling:VARIANT:ASPECT:NETWORK".`,
  'note-unknown-variant': ({ found, known }) =>
    `The plan has no variant "${found}"; there are: ${list(known)}.`,
  'note-unknown-test': ({ found, known }) => `There is no test "${found}"; there are: ${list(known)}.`,
  'note-unknown-aspect': ({ found, known }) => `There is no aspect "${found}"; there are: ${list(known)}.`,
  'note-unknown-network': ({ found, known }) =>
    `This variant has no network "${found}"; there are: ${list(known)}.`,
  'note-bad-answer': ({ found }) =>
    `"${found}" is no answer: begin with "ja" or "nee", and put an explanation behind ": ".`,
  'note-bad-phase': ({ found }) =>
    `"${found}" is no phase: begin with 1, 2, 3, 4 or 5, and put an explanation behind ": ".`,
};
