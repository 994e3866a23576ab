/** What can be wrong with, or worth knowing about, data that comes in: data, not sentences (those are in `src/texts`). */

/** The lists that can be imported. */
export const INPUTS = ['schools', 'pupils', 'boards', 'placements', 'norms', 'rates', 'staff'] as const;
export type Input = (typeof INPUTS)[number];

export type Reading = 'nl' | 'en';

/** A known item that looks like what was found. */
export interface Offer {
  /** what a mapping may refer to it by: its code, or else its id */
  readonly key: string;
  readonly name: string;
}

/** What a value in a list has to be matched with. */
export type Target = 'school' | 'institute' | 'group' | 'board' | 'role' | 'rate' | 'party';

/**
 * What stops an import. `found` is null where the text may be about a person: then only its place is told.
 */
export interface ImportProblemValues {
  'import-nothing': Record<string, never>;
  'input-empty': Record<string, never>;
  'input-too-large': { readonly maximum: number };
  'input-not-text': { readonly found: 'zip' | 'xls' | 'pdf' | 'gzip' | 'html' };
  'input-nul': Record<string, never>;
  'input-control': { readonly character: string };
  'encoding-mixed': { readonly first: 'utf-8' | 'windows-1252' | 'utf-16' };
  'encoding-unknown-byte': { readonly byte: string };
  'separator-doubtful': { readonly first: string; readonly second: string };
  'quote-open': Record<string, never>;
  'quote-stray': Record<string, never>;
  'quote-text-after': Record<string, never>;
  'line-too-long': { readonly maximum: number };
  'too-many-columns': { readonly maximum: number };
  'too-many-rows': { readonly maximum: number };
  'row-width': { readonly found: number; readonly expected: number };
  'csv-unreadable': Record<string, never>;
  'sheet-unknown': { readonly found: string; readonly known: readonly string[] };
  'sheet-which': { readonly known: readonly string[] };
  'book-unreadable': { readonly reason: string };
  'sheet-cell-error': { readonly found: string };
  'sheet-formula-empty': Record<string, never>;
  'list-without-rows': Record<string, never>;
  'heading-missing': { readonly input: Input; readonly fields: readonly string[] };
  'heading-twice': { readonly field: string; readonly columns: readonly number[] };
  'map-invalid': { readonly reason: string };
  'map-unknown-column': { readonly field: string; readonly found: string };
  'map-unused': { readonly found: string };
  'value-missing': { readonly field: string };
  'number-invalid': { readonly field: string; readonly found: string | null };
  'number-both-ways': {
    readonly input: Input;
    readonly heading: string | null;
    readonly column: number;
    readonly found: string;
    readonly nl: string;
    readonly en: string;
  };
  'number-mixed': { readonly column: number; readonly dutch: string; readonly english: string };
  'number-not-whole': { readonly field: string; readonly found: string };
  'number-negative': { readonly field: string; readonly found: string };
  'count-too-large': { readonly maximum: number };
  'number-too-long': { readonly field: string; readonly found: string };
  'share-doubtful': { readonly field: string; readonly found: string };
  'code-invalid': { readonly field: string; readonly found: string | null };
  'choice-invalid': { readonly field: string; readonly found: string; readonly allowed: readonly string[] };
  'row-twice': { readonly field: string; readonly found: string | null; readonly line: number };
  'province-unknown': { readonly found: string; readonly known: readonly string[] };
  'match-close': {
    readonly target: Target;
    readonly found: string | null;
    readonly offers: readonly Offer[];
  };
  'match-several': {
    readonly target: Target;
    readonly found: string | null;
    readonly offers: readonly Offer[];
  };
  'match-none': { readonly target: Target; readonly found: string | null };
  'too-many-values': { readonly target: Target; readonly maximum: number };
  'year-invalid': { readonly found: string | null };
  'years-mixed': Record<string, never>;
  'years-missing': { readonly years: readonly string[]; readonly input: Input };
  'role-incomplete': { readonly role: string; readonly fields: readonly string[] };
  'rate-doubled': { readonly name: string };
}
export type ImportProblemCode = keyof ImportProblemValues;

/** One thing that stops an import; `path` is `file:line:column`, or `file#sheet!cell` in a workbook. */
export type ImportProblem = {
  [Code in ImportProblemCode]: {
    readonly path: string;
    readonly code: Code;
    readonly values: ImportProblemValues[Code];
  };
}[ImportProblemCode];

/** What an import does not stop for, but which the user should see before accepting it. */
export interface RemarkValues {
  /** what was understood of a list: its form, and how many rows */
  'list-read': {
    readonly input: Input;
    readonly rows: number;
    readonly duo: boolean;
    readonly perStudent: boolean;
    readonly columns: readonly { readonly field: string; readonly column: number }[];
  };
  'columns-ignored': { readonly input: Input; readonly columns: readonly number[] };
  'personal-columns': { readonly columns: readonly number[] };
  'heading-line': { readonly line: number };
  'no-count': { readonly school: string };
  'count-suppressed': { readonly school: string; readonly found: string };
  'pupils-not-placed': { readonly school: string };
  'pupils-elsewhere': { readonly board: string; readonly provinces: readonly string[] };
  'pupils-differ-board': { readonly school: string; readonly first: string; readonly second: string };
  'board-name-assumed': { readonly board: string };
  'school-kept': { readonly school: string };
  /** schools that go, and how many entries of students with them */
  'schools-gone': { readonly schools: number; readonly entries: number };
  'school-elsewhere': { readonly school: string };
  'matched-by-name': { readonly target: Target; readonly name: string };
  'left-out': { readonly target: Target; readonly rows: number };
  'variant-made': Record<string, never>;
  'plan-made': { readonly startYear: number; readonly years: number; readonly hoursPerFte: string };
  'place-made': { readonly school: string; readonly variants: readonly string[] };
  /** entries with a number for each year, of which the list gives only the first */
  'years-projected': { readonly entries: number };
  'year-outside': { readonly year: string };
  'rows-joined': { readonly rows: number };
  'not-in-list': { readonly input: Input; readonly name: string };
}
export type RemarkCode = keyof RemarkValues;
export type Remark = {
  [Code in RemarkCode]: { readonly path: string; readonly code: Code; readonly values: RemarkValues[Code] };
}[RemarkCode];

export function importProblem<Code extends ImportProblemCode>(
  path: string,
  code: Code,
  values: ImportProblemValues[Code],
): ImportProblem {
  return { path, code, values } as ImportProblem;
}

export function remark<Code extends RemarkCode>(
  path: string,
  code: Code,
  values: RemarkValues[Code],
): Remark {
  return { path, code, values } as Remark;
}

/** Thrown where a file can't be read any further; whoever reads the file makes it a problem like the others. */
export class ImportRefusal extends Error {
  override readonly name = 'ImportRefusal';
  constructor(readonly problem: ImportProblem) {
    super(problem.code);
  }
}

export function refuse<Code extends ImportProblemCode>(
  path: string,
  code: Code,
  values: ImportProblemValues[Code],
): never {
  throw new ImportRefusal(importProblem(path, code, values));
}

/** A problem list is read by people: beyond this many, the rest says nothing new. */
export const ENOUGH_PROBLEMS = 200;
