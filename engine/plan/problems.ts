/** A problem that needs no values to be said. */
export type NoValues = Readonly<Record<string, never>>;

/**
 * What can be wrong with a plan: data, not sentences. The wording is in `src/texts`, one per code, so that a
 * new code without wording does not compile.
 */
export interface ProblemValues {
  /** a key that must be there */
  missing: { key: string };
  /** a key the format doesn't know */
  'unknown-key': { key: string };
  /** another JSON type than asked for */
  'wrong-type': { expected: JsonType; found: string };
  /** no plain decimal: exponent in text, comma, spaces, NaN, infinity */
  'not-a-decimal': { found: string };
  /** more than 12 digits before the point, 10 after it or 15 in all */
  'too-many-digits': { found: string; before: number; after: number; significant: number };
  /** more decimals than this field takes */
  'too-many-decimals': { found: string; allowed: number };
  'not-an-integer': { found: string };
  /** below the least allowed value (`exclusive`: that value itself is not allowed either) */
  'too-small': { found: string; minimum: string; exclusive: boolean };
  'too-large': { found: string; maximum: string };
  'not-one-of': { found: string; allowed: readonly string[] };
  'bad-id': { found: string };
  'bad-date': { found: string };
  /** text with a character that XML, and so a workbook, can't hold */
  'bad-text': { character: string; position: number };
  /** a list that must have one value per year, or one per year after the first */
  'wrong-length': { found: number; expected: readonly number[] };
  'empty-list': { key: string };
  /** an id that is not in the list it refers to */
  'unknown-id': { found: string; list: string };
  'duplicate-id': { found: string };
  'duplicate-staff': { role: string; party: string };
  'duplicate-school': { school: string; network: string };
  /** a school with students or starters that has no place in a variant's layout */
  'school-without-place': { school: string; variant: string };
  'two-leads': { network: string; first: string; second: string };
  'institute-missing': { group: string };
  'shares-not-one': { sum: string };
  'region-share-with-region-first': NoValues;
  /** two keys of which at most one may be given */
  'both-given': { first: string; second: string };
  /** two keys of which one must be given */
  'neither-given': { first: string; second: string };
  /** a key that means nothing without (or beside) something else */
  'without-meaning': { key: string; because: Because };
  'steps-not-ascending': { previous: number; found: number };
  'min-above-max': { min: string; max: string };
  'supervisor-at-institute': NoValues;
  'calendar-needs-lag': { lag: number };
  'change-forbidden': { key: string };
  'change-unknown-id': { found: string; list: string };
  'change-other-id': { id: string; found: string };
  'change-not-by-id': { list: string };
  /** more schools, entries, rules, variants or unit-years than the limits */
  limit: { what: LimitName; found: number; maximum: number };
}

export type JsonType =
  | 'object'
  | 'list'
  | 'text'
  | 'number'
  | 'boolean'
  | 'decimal'
  | 'integer'
  | 'valueOrList';
export type LimitName = 'schools' | 'students' | 'rules' | 'variants' | 'unitYears';
export type Because =
  | 'weightedNeedsStudentOrGroup'
  | 'groupSizeNeedsGroup'
  | 'overheadNeedsPerFte'
  | 'ceilingPerPupilNeedsPupils'
  | 'payerNeedsContribution'
  | 'notWithOfCost'
  | 'notWithPayer';

export type ProblemCode = keyof ProblemValues;

/** One thing that is wrong: where (a JSON Pointer into the plan), what, and the values a sentence needs. */
export type Problem = {
  [Code in ProblemCode]: {
    readonly path: string;
    readonly code: Code;
    readonly values: ProblemValues[Code];
    /** the variant whose changes bring it about, where the plan itself doesn't */
    readonly variant?: string;
  };
}[ProblemCode];

/** A problem, typed by its code. */
export function problem<Code extends ProblemCode>(
  path: string,
  code: Code,
  values: ProblemValues[Code],
): Problem {
  return { path, code, values } as Problem;
}

/** The JSON Pointer (RFC 6901) of these keys below a pointer. */
export function pointer(base: string, ...keys: readonly (string | number)[]): string {
  return keys.reduce<string>((path, key) => `${path}/${escapeKey(String(key))}`, base);
}

const escapeKey = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** The keys of a JSON Pointer, unescaped. */
export function pointerKeys(path: string): string[] {
  return path === ''
    ? []
    : path
        .slice(1)
        .split('/')
        .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}
