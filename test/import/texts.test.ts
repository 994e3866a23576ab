import { describe, expect, it } from 'vitest';
import { wordImport } from '../../src/cli/import.ts';
import { exportTable, TABLES } from '../../src/export/index.ts';
import type {
  ImportProblemCode,
  ImportProblemValues,
  RemarkCode,
  RemarkValues,
} from '../../src/import/index.ts';
import {
  type MergeNote,
  type MergeProblemCode,
  type MergeProblemValues,
  REASONS,
} from '../../src/merge/index.ts';
import { en } from '../../src/texts/en.ts';
import { type AnyProblem, nl } from '../../src/texts/index.ts';
import { smallPlan } from '../support/lists.ts';

/** Values for every code: one that is left out does not compile. */
const problems: { readonly [Code in ImportProblemCode]: readonly ImportProblemValues[Code][] } = {
  'import-nothing': [{}],
  'input-empty': [{}],
  'input-too-large': [{ maximum: 1234 }],
  'input-not-text': (['zip', 'xls', 'pdf', 'gzip', 'html'] as const).map((found) => ({ found })),
  'input-nul': [{}],
  'input-control': [{ character: 'U+0001' }],
  'encoding-mixed': (['utf-8', 'windows-1252', 'utf-16'] as const).map((first) => ({ first })),
  'encoding-unknown-byte': [{ byte: '81' }],
  'separator-doubtful': [{ first: ';', second: ',' }],
  'quote-open': [{}],
  'quote-stray': [{}],
  'quote-text-after': [{}],
  'line-too-long': [{ maximum: 1234 }],
  'too-many-columns': [{ maximum: 1234 }],
  'too-many-rows': [{ maximum: 1234 }],
  'row-width': [
    { found: 1, expected: 4 },
    { found: 5, expected: 4 },
  ],
  'csv-unreadable': [{}],
  'sheet-unknown': [{ found: 'Qq', known: ['A', 'B'] }],
  'sheet-which': [{ known: ['A', 'B'] }],
  'book-unreadable': [{ reason: 'file-not-zip' }],
  'sheet-cell-error': [{ found: '#REF!' }],
  'sheet-formula-empty': [{}],
  'list-without-rows': [{}],
  'heading-missing': [{ input: 'placements', fields: ['school', 'group'] }],
  'heading-twice': [{ field: 'school', columns: [1, 2] }],
  'map-invalid': [{ reason: '/match' }],
  'map-unknown-column': [{ field: 'school', found: 'Qq' }],
  'map-unused': [{ found: 'match/schools/Qq' }],
  'value-missing': [{ field: 'school' }],
  'number-invalid': [
    { field: 'hours', found: 'Qq' },
    { field: 'hours', found: null },
  ],
  'number-both-ways': [
    { input: 'norms', heading: 'Uren', column: 4, found: '1.250', nl: '1250', en: '1.25' },
    { input: 'placements', heading: null, column: 4, found: '1.000', nl: '1000', en: '1' },
  ],
  'number-mixed': [{ column: 4, dutch: '1,5', english: '1.5' }],
  'number-not-whole': [{ field: 'count', found: '1.5' }],
  'number-negative': [{ field: 'count', found: '-1' }],
  'count-too-large': [{ maximum: 99999 }],
  'number-too-long': [{ field: 'count', found: '1234567890123' }],
  'share-doubtful': [{ field: 'overhead', found: '18' }],
  'code-invalid': [
    { field: 'code', found: 'Qq' },
    { field: 'code', found: null },
  ],
  'choice-invalid': [{ field: 'at', found: 'Qq', allowed: ['A', 'B'] }],
  'row-twice': [{ field: 'code', found: 'Qq', line: 7 }],
  'province-unknown': [{ found: 'Qq', known: ['A', 'B'] }],
  'match-close': [
    { target: 'school', found: 'Qq', offers: [{ key: '20BV00', name: 'Praedinius' }] },
    { target: 'party', found: null, offers: [{ key: '20BV00', name: 'Praedinius' }] },
  ],
  'match-several': [{ target: 'group', found: 'Qq', offers: [{ key: 'a', name: 'A' }] }],
  'match-none': [
    { target: 'board', found: 'Qq' },
    { target: 'role', found: null },
  ],
  'too-many-values': [{ target: 'group', maximum: 1234 }],
  'year-invalid': [{ found: 'Qq' }, { found: null }],
  'years-mixed': [{}],
  'years-missing': [
    { years: ['2026-2027'], input: 'placements' },
    { years: ['2026-2027', '2027-2028'], input: 'staff' },
  ],
  'role-incomplete': [{ role: 'Qq', fields: ['level', 'rate'] }],
  'rate-doubled': [{ name: 'Qq' }],
};

const remarks: { readonly [Code in RemarkCode]: readonly RemarkValues[Code][] } = {
  'list-read': [
    { input: 'schools', rows: 1, duo: true, perStudent: false, columns: [{ field: 'code', column: 4 }] },
    { input: 'placements', rows: 12, duo: false, perStudent: true, columns: [{ field: 'group', column: 4 }] },
  ],
  'columns-ignored': [{ input: 'schools', columns: [1] }],
  'personal-columns': [{ columns: [1, 2] }],
  'heading-line': [{ line: 3 }],
  'no-count': [{ school: 'Qq' }],
  'count-suppressed': [
    { school: 'Qq', found: '<5' },
    { school: 'Qq', found: '' },
  ],
  'pupils-not-placed': [{ school: 'Qq' }],
  'pupils-elsewhere': [{ board: 'Qq', provinces: ['A', 'B'] }],
  'pupils-differ-board': [{ school: 'Qq', first: '1', second: '2' }],
  'board-name-assumed': [{ board: '42510' }],
  'school-kept': [{ school: 'Qq' }],
  'schools-gone': [
    { schools: 1, entries: 1 },
    { schools: 2, entries: 0 },
  ],
  'school-elsewhere': [{ school: 'Qq' }],
  'matched-by-name': [{ target: 'school', name: 'Qq' }],
  'left-out': [
    { target: 'school', rows: 1 },
    { target: 'institute', rows: 2 },
  ],
  'variant-made': [{}],
  'plan-made': [{ startYear: 2026, years: 2, hoursPerFte: '1659' }],
  'place-made': [{ school: 'Qq', variants: ['A'] }],
  'years-projected': [{ entries: 1 }, { entries: 2 }],
  'year-outside': [{ year: '2026-2027' }],
  'rows-joined': [{ rows: 1 }, { rows: 2 }],
  'not-in-list': [{ input: 'rates', name: 'Qq' }],
};

const mergeProblems: { readonly [Code in MergeProblemCode]: readonly MergeProblemValues[Code][] } = {
  'merge-too-few': [{}],
  'merge-differs': [{ key: 'years', values: ['1', '2'] }],
  'merge-no-variant': [{ known: ['A', 'B'] }],
};
const notes: readonly MergeNote[] = [
  { code: 'variant-left', part: 0, variant: 'Qq' },
  { code: 'split-left', variant: null },
  { code: 'split-left', variant: 'Qq' },
  { code: 'ceiling-added' },
  { code: 'requirements-joined', variant: 'Qq' },
  { code: 'school-twice', school: 'Qq', parts: [0, 1] },
  { code: 'rule-limited', part: 0, list: 'norms', item: 'Qq' },
  { code: 'rule-shared', list: 'norms', item: 'Qq' },
];

function tidy(text: string, place: string): void {
  expect(text.trim(), place).not.toBe('');
  expect(text, place).not.toMatch(/undefined|NaN|\[object|\$\{| {2}|^\s|\s$/);
}

describe('the texts of importing, merging and exporting', () => {
  const said = (
    samples: Readonly<Record<string, readonly unknown[]>>,
    part: 'problems' | 'remarks' | 'mergeProblems',
  ) =>
    Object.entries(samples).flatMap(([code, all]) =>
      all.map((values, at) => {
        const word = (texts: typeof nl): string =>
          (texts.imports[part] as unknown as Record<string, (values: unknown) => string>)[code]!(values);
        return { place: `${code} (${at})`, dutch: word(nl), english: word(en) };
      }),
    );

  it.each([
    ['problems', problems],
    ['remarks', remarks],
    ['mergeProblems', mergeProblems],
  ] as const)('%s are whole, tidy and different in both languages', (part, samples) => {
    expect(Object.keys(samples).toSorted()).toEqual(Object.keys(nl.imports[part]).toSorted());
    for (const { place, dutch, english } of said(samples, part)) {
      tidy(dutch, place);
      tidy(english, place);
      expect(dutch, place).not.toBe(english);
      expect(dutch, place).toMatch(/[.?)…]$/);
    }
  });

  it('word notes and reasons of a merge', () => {
    for (const note of notes) {
      tidy(nl.imports.mergeNote(note), note.code);
      expect(en.imports.mergeNote(note)).not.toBe(nl.imports.mergeNote(note));
    }
    for (const reason of REASONS)
      expect(en.imports.mergeReason(reason)).not.toBe(nl.imports.mergeReason(reason));
  });

  it('name every column that is exported, in Dutch', () => {
    const result = { format: 'samenplan-result/1' as const, plan: '', years: [], variants: [] };
    for (const table of TABLES) {
      const headings = exportTable(table, smallPlan(), result, nl).columns.map((key) =>
        nl.imports.column(key),
      );
      expect(new Set(headings).size, table).toBe(headings.length);
      for (const heading of headings) expect(heading, table).toMatch(/^[A-Z]/);
    }
  });

  it('share no code with other problems, so that a code tells which text it has', () => {
    const apart: [Extract<ImportProblemCode | MergeProblemCode, AnyProblem['code']>] extends [never]
      ? true
      : false = true;
    expect(apart).toBe(true);
  });

  it('word a problem of an import and any other alike', () => {
    const values = { found: 'Qq' };
    expect(wordImport(nl, { path: 'a.csv:1:1', code: 'year-invalid', values })).toEqual({
      path: 'a.csv:1:1',
      code: 'year-invalid',
      message: '"Qq" is geen schooljaar; schrijf het als 2026-2027.',
    });
    expect(wordImport(nl, { path: '', code: 'file-missing', values: { file: 'x' } }).message).toContain('x');
  });
});
