import type { Group } from '../../engine/index.ts';
import { fold } from './matching.ts';

/** Words of the field that a list may use for what a plan calls by its id. */

export interface KnownGroup {
  readonly id: string;
  readonly name: string;
  readonly kind?: Group['kind'];
  readonly words: readonly string[];
}

export const KNOWN_GROUPS: readonly KnownGroup[] = [
  {
    id: 'voltijd',
    name: 'Voltijd',
    words: ['voltijd', 'vt', 'voltijds', 'voltijdstudent', 'full time', 'fulltime'],
  },
  {
    id: 'deeltijd',
    name: 'Deeltijd',
    words: ['deeltijd', 'dt', 'deeltijds', 'deeltijdstudent', 'part time', 'parttime'],
  },
  {
    id: 'zij-instroom',
    name: 'Zij-instroom',
    words: [
      'zij instroom',
      'zij instromer',
      'zij instromers',
      'zijinstroom',
      'zijinstromer',
      'lateral entry',
    ],
  },
  { id: 'lio', name: 'Lio', words: ['lio', 'leraar in opleiding'] },
  { id: 'kopopleiding', name: 'Kopopleiding', words: ['kopopleiding', 'kop'] },
  {
    id: 'educatieve-minor',
    name: 'Educatieve minor',
    words: ['educatieve minor', 'minor', 'educational minor'],
  },
  { id: 'educatieve-module', name: 'Educatieve module', words: ['educatieve module'] },
  {
    id: 'master',
    name: 'Universitaire master',
    words: ['master', 'universitaire master', 'educatieve master', 'eerstegraads'],
  },
  { id: 'alo', name: 'Alo', words: ['alo'] },
  { id: 'pabo', name: 'Pabo', words: ['pabo'] },
  {
    id: 'starters',
    name: 'Starters',
    kind: 'starter',
    words: ['starters', 'starter', 'inductie', 'startende leraar', 'startende leraren', 'beginnende leraar'],
  },
];

export interface KnownInstitute {
  readonly id: string;
  readonly name: string;
  readonly code?: string;
  readonly words: readonly string[];
}

export const KNOWN_INSTITUTES: readonly KnownInstitute[] = [
  { id: 'hanze', name: 'Hanzehogeschool Groningen', code: '25BE', words: ['hanze', 'hanzehogeschool'] },
  {
    id: 'nhl-stenden',
    name: 'NHL Stenden Hogeschool',
    code: '31FR',
    words: ['nhl stenden', 'nhlstenden', 'nhl'],
  },
  {
    id: 'rug',
    name: 'Rijksuniversiteit Groningen',
    words: ['rug', 'ru groningen', 'university of groningen'],
  },
];

/** The known item that a text names, by a word, its name or its code. */
export const knownBy = <
  T extends { readonly name: string; readonly code?: string; readonly words: readonly string[] },
>(
  items: readonly T[],
  text: string,
): T | undefined => {
  const folded = fold(text);
  return items.find(
    ({ name, code, words }) =>
      fold(name) === folded || words.includes(folded) || (code !== undefined && fold(code) === folded),
  );
};

/** Dutch and English words for the closed lists of the format. */
export const CHOICES = {
  at: {
    school: ['school'],
    network: ['netwerk', 'opleidingsnetwerk', 'network'],
    board: ['bestuur', 'board'],
    institute: ['instituut', 'institute'],
    region: ['regio', 'region'],
  },
  per: {
    unit: ['eenheid', 'unit', 'vast'],
    school: ['school'],
    student: ['student'],
    group: ['groep', 'group'],
    supervisor: ['werkplekbegeleider', 'begeleider', 'supervisor'],
  },
  level: {
    operationeel: ['operationeel', 'operational'],
    tactisch: ['tactisch', 'tactical'],
    strategisch: ['strategisch', 'strategic'],
  },
  employer: { school: ['school'], institute: ['instituut', 'institute'], region: ['regio', 'region'] },
  status: {
    norm: ['norm', 'standard'],
    afspraak: ['afspraak', 'agreement'],
    aanname: ['aanname', 'assumption'],
  },
  sector: { po: ['po'], vo: ['vo'], so: ['so'], mbo: ['mbo'] },
} as const;
export type ChoiceField = keyof typeof CHOICES;

/** The value of the format that a word stands for. */
export function choiceOf(field: ChoiceField, text: string): string | undefined {
  const folded = fold(text);
  const words: Readonly<Record<string, readonly string[]>> = CHOICES[field];
  return Object.keys(words).find((key) => words[key]?.includes(folded));
}
