/**
 * What a variant is judged by: three judgements, each with its tests, and what the tests look for. Data, with where it
 * comes from; how a test is done is in `tests.ts`.
 */

const CONGRES =
  'Platform Samen Opleiden & Professionaliseren, congrespresentatie Van drie opleidingsscholen naar een regionale inrichting van Samen Opleiden in de Onderwijsregio VO Groningen';

/** Uitvoerbaar, doeltreffend, betaalbaar: the words of the werkgroep's assignment (the same source). */
export const JUDGEMENTS = ['uitvoerbaar', 'doeltreffend', 'betaalbaar'] as const;
export type JudgementName = (typeof JUDGEMENTS)[number];

/**
 * The tests of each judgement, in the order in which they decide. Those of `doeltreffend` are the nine starting
 * points of the new design (deel 3, Uitgangspunten nieuw ontwerp), in their order, and then the variant's own
 * requirements.
 */
export const TESTS = {
  uitvoerbaar: ['formatie', 'begeleiders', 'plaatsen'],
  doeltreffend: [
    'begeleiding-in-elke-school',
    'opleiden-op-de-werkplek',
    'aanbod-in-de-regio',
    'toegankelijk',
    'korte-lijnen',
    'professionalisering',
    'sturen-op-kwaliteit',
    'inductie',
    'shrm-en-schoolleiding',
    'eisen',
  ],
  betaalbaar: ['dekking', 'partijen'],
} as const satisfies Readonly<Record<JudgementName, readonly string[]>>;
export type TestName = (typeof TESTS)[JudgementName][number];

/** A limit, as the format of a plan writes decimals, and who says so. */
export interface Threshold {
  readonly value: string;
  readonly source: string;
  readonly status: 'norm' | 'afspraak' | 'aanname';
}

/** The limits of tests that have one of their own; a variant's own requirement goes before it. */
export const THRESHOLDS = {
  'opleiden-op-de-werkplek': { value: '0.40', source: CONGRES, status: 'afspraak' },
  dekking: { value: '1.0000', source: CONGRES, status: 'afspraak' },
} as const satisfies Partial<Record<TestName, Threshold>>;

/**
 * By which words of a plan a test knows what it looks for, where the format has no field for it. A plan that uses
 * other words leaves the question open, to be answered in its notes.
 */
export const WORDS = {
  /** category of costs */
  professionalisering: ['professionalisering'],
  /** ids of roles: who stands for the school's management and for HR in an opleidingsteam */
  'shrm-en-schoolleiding': ['leidinggevende', 'hr'],
} as const satisfies Partial<Record<TestName, readonly string[]>>;

/** The aspects of the development model, and its phases 1 to 5. */
export const ASPECTS = [
  'koers',
  'data-en-feedback',
  'lerende-professional',
  'samen-leren-in-het-team',
  'georganiseerd-leiderschap',
] as const;
export type Aspect = (typeof ASPECTS)[number];

export const DEVELOPMENT_SOURCE =
  'School aan Zet, Ontwikkelmodel Samen Leren Inhoud Geven, workshop Versterken samenwerking lerarenopleidingen en scholen (10 juni 2014)';
export const PRINCIPLES_SOURCE = CONGRES;
