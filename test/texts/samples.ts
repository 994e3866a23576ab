import type { Because, JsonType, LimitName } from '../../engine/index.ts';
import type { AllProblemValues, AnyProblemCode, Texts } from '../../src/texts/catalogue.ts';
import { damageSamples } from './damage-samples.ts';
import { structureSamples } from './structure-samples.ts';
import { workbookSamples } from './workbook-samples.ts';

/** At least one set of values for every problem code: a code without values does not compile. */
export type ProblemSamples = {
  readonly [Code in AnyProblemCode]: readonly [AllProblemValues[Code], ...AllProblemValues[Code][]];
};

const at = { line: 12, column: 34 };

/** One set of values for each name of a closed list: a name that is left out does not compile. */
const each = <Name extends string, Values>(
  names: Readonly<Record<Name, true>>,
  values: (name: Name) => Values,
): [Values, ...Values[]] => {
  const [first, ...rest] = (Object.keys(names) as Name[]).map(values);
  if (first === undefined) throw new Error('no names');
  return [first, ...rest];
};

const jsonTypes: Readonly<Record<JsonType, true>> = {
  object: true,
  list: true,
  text: true,
  number: true,
  boolean: true,
  decimal: true,
  integer: true,
  valueOrList: true,
};
const because: Readonly<Record<Because, true>> = {
  weightedNeedsStudentOrGroup: true,
  groupSizeNeedsGroup: true,
  overheadNeedsPerFte: true,
  ceilingPerPupilNeedsPupils: true,
  payerNeedsContribution: true,
  notWithOfCost: true,
  notWithPayer: true,
};
const limits: Readonly<Record<LimitName, true>> = {
  schools: true,
  students: true,
  rules: true,
  variants: true,
  unitYears: true,
};
const foundTypes = ['object', 'list', 'text', 'number', 'boolean', 'null'];

/** Values as the engine, the reader and the command line give them, with every turn that a sentence can take. */
export const problemSamples: ProblemSamples = {
  ...workbookSamples,
  ...damageSamples,
  'excel-undo-later': [{}],
  'excel-failed': [{ reason: 'GeneralException: gone' }],
  'excel-stopped': [{}],
  'excel-too-large': [{}],
  'excel-no-access': [{ reason: 'AccessDenied: no' }],
  'excel-editing': [{}],
  'excel-sheet-twice': [{ sheet: 'Blad2', other: 'Blad1' }],
  'excel-table-taken': [{ name: 'tblStudenten', sheet: 'Blad1' }],
  'excel-workbook-protected': [{}],
  'unknown-year': [{ found: '2031', known: ['2026-2027', '2027-2028'] }],
  'compare-two-years': [{ found: 0 }, { found: 3 }],
  'compare-no-shared-variant': [{}],
  'compare-no-shared-year': [{}],
  ...structureSamples,
  'note-bad-key': [{ found: 'oordeel:huidig' }],
  'note-unknown-variant': [{ found: 'nergens', known: ['huidig', 'hub-partner'] }],
  'note-unknown-test': [{ found: 'zin', known: ['formatie', 'eisen'] }],
  'note-unknown-aspect': [{ found: 'moed', known: ['koers'] }],
  'note-unknown-network': [{ found: 'west', known: ['noord', 'zuid'] }],
  'note-bad-answer': [{ found: 'misschien' }],
  'note-bad-phase': [{ found: '6' }],
  missing: [{ key: 'hoursPerFte' }],
  'unknown-key': [{ key: 'colour' }],
  'wrong-type': [
    ...each(jsonTypes, (expected) => ({ expected, found: 'null' })),
    ...foundTypes.map((found) => ({ expected: 'list' as const, found })),
  ],
  'not-a-decimal': [{ found: '1,5' }, { found: '1e3' }, { found: '' }],
  'too-many-digits': [{ found: '1234567890123.5', before: 13, after: 1, significant: 14 }],
  'too-many-decimals': [
    { found: '12.345', allowed: 2 },
    { found: '1.25', allowed: 1 },
  ],
  'not-an-integer': [{ found: '2.5' }],
  'too-small': [
    { found: '-0.5', minimum: '0', exclusive: false },
    { found: '-1.5', minimum: '-1', exclusive: true },
  ],
  'too-large': [{ found: '1.25', maximum: '1' }],
  'not-one-of': [{ found: 'havo', allowed: ['po', 'vo', 'so', 'mbo'] }],
  'bad-id': [{ found: 'Élan' }],
  'bad-date': [{ found: '2026-02-30' }],
  'bad-text': [{ character: 'U+0007', position: 5 }],
  'wrong-length': [
    { found: 3, expected: [5] },
    { found: 1, expected: [5, 4] },
    { found: 2, expected: [1] },
  ],
  'empty-list': [{ key: 'variants' }],
  'unknown-id': [{ found: 'zuid', list: 'boards' }],
  'duplicate-id': [{ found: 'zuid' }],
  'duplicate-staff': [{ role: 'opleider', party: 'board:zuid' }],
  'duplicate-school': [{ school: 'esdoorn', network: 'linde' }],
  'school-without-place': [{ school: 'esdoorn', variant: 'basis' }],
  'two-leads': [{ network: 'linde', first: 'esdoorn', second: 'kastanje' }],
  'institute-missing': [{ group: 'voltijd' }],
  'shares-not-one': [{ sum: '0.95' }],
  'region-share-with-region-first': [{}],
  'both-given': [{ first: 'ceiling', second: 'ceilingPerPupil' }],
  'neither-given': [{ first: 'hours', second: 'steps' }],
  'without-meaning': each(because, (reason) => ({ key: 'payer', because: reason })),
  'steps-not-ascending': [{ previous: 40, found: 20 }],
  'min-above-max': [{ min: '12.5', max: '10' }],
  'supervisor-at-institute': [{}],
  'calendar-needs-lag': [{ lag: 0 }],
  'change-forbidden': [{ key: 'startYear' }],
  'change-unknown-id': [{ found: 'zuid', list: 'boards' }],
  'change-other-id': [{ id: 'zuid', found: 'noord' }],
  'change-not-by-id': [{ list: 'norms' }],
  limit: each(limits, (what) => ({ what, found: 5_000_123, maximum: 5000 })),
  'file-missing': [{ file: 'begroting.json' }],
  'file-unreadable': [{ file: 'begroting.json', reason: 'EACCES' }],
  'file-too-large': [{ bytes: 104_857_601, maximum: 104_857_600 }],
  'not-utf8': [{ at: 1234 }],
  'not-json-file': [{ found: 'zip' }, { found: 'utf-16' }],
  'file-empty': [{}],
  'json-syntax': [{ ...at, found: '], "name"' }],
  'json-end': [at],
  'json-depth': [{ ...at, maximum: 64 }],
  'json-duplicate-key': [{ ...at, key: 'name' }],
  'json-forbidden-key': [{ ...at, key: '__proto__' }],
  'json-number': [{ ...at, found: '1e999' }],
  'usage-no-command': [{}],
  'usage-unknown-command': [{ found: 'reken', known: ['calculate', 'check'] }],
  'usage-unknown-option': [{ found: '--snel' }],
  'usage-missing-argument': [
    { name: 'PLAN', command: 'check' },
    { name: 'VERWIJZING', command: 'explain' },
  ],
  'usage-too-many-arguments': [{ found: 'begroting.json' }],
  'usage-bad-value': [
    { option: '--lang', found: 'fr' },
    { option: '--table', found: 'qq', allowed: ['totals', 'lines'] },
  ],
  'unknown-variant': [{ found: 'zuid', known: ['basis', 'groei'] }],
  'out-not-xlsx': [{ file: 'begroting.pdf' }],
  'out-not-written': [{ file: 'begroting.xlsx', reason: 'EACCES' }],
  'out-beside': [{ file: 'begroting.xlsx', beside: 'begroting (samenplan).xlsx' }],
  'out-reference-shifts': [{ place: 'Notities!B2', formula: 'Normen!D5*2', text: 'Normen!D5' }],
  'out-reference-gone': [{ place: 'Notities!B3', formula: 'Normen!D99', text: 'Normen!D99' }],
  'out-content-lost': [{ place: 'Inzet hub!K3' }],
  'out-more': [{ count: 12 }],
  'out-needs-force': [{}],
  'reference-unknown': [{ reference: '/variants/9', failsAt: '9' }],
  'reference-no-figure': [
    { reference: '/variants/0/years/0', found: 'object' },
    { reference: '/variants/0/id', found: 'basis' },
  ],
  'reference-no-value': [{ reference: '/variants/0/years/0/totals/coverage' }],
  'input-unknown': [{ path: '/norms/99/hours' }],
  'input-no-number': [{ path: '/name' }],
  'distribution-impossible': [{ path: '/norms/0/hours' }],
  'correlations-impossible': [{}],
  'trials-too-large': [{}],
  'uncertain-shape': [{ file: 'onzeker.json', place: '/uncertain/0' }],
  'year-unknown': [{ found: '2031', known: ['2026-2027'] }],
  'scope-unknown': [{ option: '--group', found: 'zuid', known: ['voltijd'] }],
};

/** Arguments for every text of a part that is made with values: a function that is left out does not compile. */
export type FunctionSamples<Part> = {
  readonly [Key in keyof Part as Part[Key] extends (...values: never[]) => string
    ? Key
    : never]: Part[Key] extends (...values: infer Values) => string ? readonly [Values, ...Values[]] : never;
};

const several = { schools: 1204, boards: 3, institutes: 2, variants: 4, years: 5 };
const single = { schools: 1, boards: 1, institutes: 1, variants: 1, years: 1 };

export const commandSamples: FunctionSamples<Texts['commands']> = {
  planInOrder: [
    ['Regioplan', several],
    ['Regioplan', single],
  ],
  fingerprint: [['3f7a-91c2-0b4d', '3f7a91c20b4d']],
  figureOf: [
    ['Basis', ''],
    ['Basis', '2026-2027'],
  ],
  refused: [[1], [1234]],
  written: [['begroting.xlsx']],
  calculating: [['Basis']],
  internal: [['kaboom']],
};

export const explanationSamples: FunctionSamples<Texts['explanation']> = {
  rounded: [[0], [2], [4]],
  more: [[1234]],
};

export const questionSamples: FunctionSamples<Texts['questions']> = {
  breakEven: [['Basis', '2026-2027']],
  looked: [['440', '0', '1.760']],
  ofGroup: [['Voltijd']],
  ofNetwork: [['linde']],
  seek: [['Intervisie', 'Basis', '2026-2027']],
  now: [['25', '12,00']],
  fits: [['6,83', '13,51']],
  fitsNot: [['6,84', '-85,64']],
  alwaysFits: [['0,00', '250,00']],
  neverFits: [['0,00', '250,00']],
  moreBoundaries: [[3]],
  sensitivity: [['Basis', '0,10']],
  stress: [['0,30', 3]],
  simulation: [['Basis', '10.000', '7']],
  assumed: [['0,10']],
  studentsOf: [['Voltijd']],
};

export const topSamples: FunctionSamples<Texts> = { inVariant: [['basis']] };
