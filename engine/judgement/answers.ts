import type { Plan, Variant } from '../plan/format.ts';
import { pointer } from '../plan/problems.ts';
import { ASPECTS, type Aspect, TESTS, type TestName } from './principles.ts';

/** What people say of a variant where the figures don't. */
export interface Answer {
  readonly variant: string;
  readonly test: TestName;
  readonly answer: 'ja' | 'nee';
  readonly note: string | null;
}

/** How far a network is by its own rating: a phase of the development model, 1 to 5. */
export interface Rating {
  readonly variant: string;
  readonly aspect: Aspect;
  readonly network: string;
  readonly phase: number;
  readonly note: string | null;
}

export interface AnswerProblemValues {
  /** neither `oordeel:VARIANT:TEST` nor `ontwikkeling:VARIANT:ASPECT:NETWORK` */
  'note-bad-key': { readonly found: string };
  'note-unknown-variant': { readonly found: string; readonly known: readonly string[] };
  'note-unknown-test': { readonly found: string; readonly known: readonly string[] };
  'note-unknown-aspect': { readonly found: string; readonly known: readonly string[] };
  'note-unknown-network': { readonly found: string; readonly known: readonly string[] };
  'note-bad-answer': { readonly found: string };
  'note-bad-phase': { readonly found: string };
}

export type AnswerProblem = {
  [Code in keyof AnswerProblemValues]: {
    readonly path: string;
    readonly code: Code;
    readonly values: AnswerProblemValues[Code];
  };
}[keyof AnswerProblemValues];

export interface Answers {
  readonly answers: readonly Answer[];
  readonly ratings: readonly Rating[];
  /** every note that means to be an answer or a rating and can't be read as one, in the order of the notes */
  readonly problems: readonly AnswerProblem[];
}

const ANSWER = 'oordeel:';
const RATING = 'ontwikkeling:';
const ALL_TESTS: readonly string[] = Object.values(TESTS).flat();

/** The key under which a plan's notes have an answer. */
export const answerKey = (variant: string, test: TestName): string => `${ANSWER}${variant}:${test}`;
export const ratingKey = (variant: string, aspect: Aspect, network: string): string =>
  `${RATING}${variant}:${aspect}:${network}`;

/**
 * Reads the answers and ratings in a plan's `notes`. A note is one where its key begins with `oordeel:` or
 * `ontwikkeling:`; all others are free text and left alone. Nothing is guessed:
 *
 * - `oordeel:VARIANT:TEST` holds `ja` or `nee`, and perhaps `: ` and why;
 * - `ontwikkeling:VARIANT:ASPECT:NETWORK` holds a phase, `1` to `5`, and perhaps `: ` and why.
 */
export function readAnswers(plan: Plan): Answers {
  const answers: Answer[] = [];
  const ratings: Rating[] = [];
  const problems: AnswerProblem[] = [];
  const known = plan.variants.map(({ id }) => id);
  for (const [key, text] of Object.entries(plan.notes ?? {})) {
    const path = pointer('', 'notes', key);
    const prefix = [ANSWER, RATING].find((each) => key.startsWith(each));
    if (prefix === undefined) continue;
    const [id = '', second = '', ...rest] = key.slice(prefix.length).split(':');
    // a network's name may have a colon in it; a test's has none
    if (second === '' || (prefix === ANSWER ? rest.length > 0 : rest.join(':') === '')) {
      problems.push({ path, code: 'note-bad-key', values: { found: key } });
      continue;
    }
    const variant = plan.variants.find((each) => each.id === id);
    if (!variant) {
      problems.push({ path, code: 'note-unknown-variant', values: { found: id, known } });
      continue;
    }
    if (prefix === ANSWER) readAnswer(variant, second, text, path, answers, problems);
    else readRating(variant, second, rest.join(':'), text, path, ratings, problems);
  }
  return { answers, ratings, problems };
}

/** `WORD` or `WORD: why`. */
function worded(text: string, words: RegExp): { word: string; note: string | null } | undefined {
  const [, word, note] = /^([^:\s]+)(?::\s+(\S.*))?$/s.exec(text.trim()) ?? [];
  return word !== undefined && words.test(word) ? { word, note: note ?? null } : undefined;
}

function readAnswer(
  { id }: Variant,
  test: string,
  text: string,
  path: string,
  answers: Answer[],
  problems: AnswerProblem[],
): void {
  if (!ALL_TESTS.includes(test)) {
    problems.push({ path, code: 'note-unknown-test', values: { found: test, known: ALL_TESTS } });
    return;
  }
  const found = worded(text, /^(ja|nee)$/);
  if (!found) problems.push({ path, code: 'note-bad-answer', values: { found: text } });
  else {
    const answer = found.word as Answer['answer'];
    answers.push({ variant: id, test: test as TestName, answer, note: found.note });
  }
}

function readRating(
  variant: Variant,
  aspect: string,
  network: string,
  text: string,
  path: string,
  ratings: Rating[],
  problems: AnswerProblem[],
): void {
  const networks = networksOf(variant);
  if (!(ASPECTS as readonly string[]).includes(aspect)) {
    problems.push({ path, code: 'note-unknown-aspect', values: { found: aspect, known: ASPECTS } });
  } else if (!networks.includes(network)) {
    problems.push({ path, code: 'note-unknown-network', values: { found: network, known: networks } });
  } else {
    const found = worded(text, /^[1-5]$/);
    if (!found) problems.push({ path, code: 'note-bad-phase', values: { found: text } });
    else {
      const phase = Number(found.word);
      ratings.push({ variant: variant.id, aspect: aspect as Aspect, network, phase, note: found.note });
    }
  }
}

/** The networks of a variant, in order of first appearance. */
const networksOf = ({ layout }: Variant): string[] => [...new Set(layout.map(({ network }) => network))];
