import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { CSV_LOCALES, csvText, withoutNeutralising } from '../../src/export/index.ts';
import {
  type Cell,
  CSV_LIMITS,
  type CsvOptions,
  type ImportProblem,
  readCsv,
} from '../../src/import/index.ts';
import { pieces } from '../support/lists.ts';

async function rows(content: string | Uint8Array, options: CsvOptions = {}, size = 7): Promise<unknown[][]> {
  const outcome = await readCsv('a.csv', pieces(content, size), options);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problem));
  return outcome.rows.map(({ line, cells }) => [line, ...cells]);
}

/** A cell of a CSV file is always text. */
const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : JSON.stringify(cell));

async function problem(content: string | Uint8Array, options: CsvOptions = {}): Promise<ImportProblem> {
  const outcome = await readCsv('a.csv', pieces(content, 100), options);
  if (outcome.ok) throw new Error(`read: ${JSON.stringify(outcome.rows).slice(0, 300)}`);
  return outcome.problem;
}

describe('CSV is read', () => {
  it('with its lines, quotes and doubled quotes', async () => {
    const text = 'a;b\r\n"x ""y"" z";2\r\n\r\n"over\r\ntwee";3\r\nn;4';
    expect(await rows(text)).toEqual([
      [1, 'a', 'b'],
      [2, 'x "y" z', '2'],
      [4, 'over\r\ntwee', '3'],
      [6, 'n', '4'],
    ]);
  });

  it.each(['\n', '\r\n', '\r'])('with %j between the lines, and mixed ones', async (end) => {
    expect(await rows(['a,b', 'c,d', 'e,f'].join(end))).toEqual([
      [1, 'a', 'b'],
      [2, 'c', 'd'],
      [3, 'e', 'f'],
    ]);
    expect(await rows(`a,b${end}c,d\ne,f\r\n`)).toHaveLength(3);
  });

  it('the same however it is cut into pieces', async () => {
    const text = '\ufeffnaam;aantal\r\n"Súdwest ""é"";x";1\r\nÿ;2\r\n';
    const whole = await rows(text, {}, 1000);
    for (let size = 1; size < 12; size++) expect(await rows(text, {}, size)).toEqual(whole);
  });

  it.each([
    ['utf-8', Buffer.from('naam;x\nSúdwest;1\n')],
    ['utf-8 with a mark', Buffer.from('\ufeffnaam;x\nSúdwest;1\n')],
    ['windows-1252', Buffer.from('naam;x\nSúdwest;1\n', 'latin1')],
    ['utf-16le', Buffer.from('\ufeffnaam;x\nSúdwest;1\n', 'utf16le')],
    ['utf-16be', Buffer.from('\ufeffnaam;x\nSúdwest;1\n', 'utf16le').swap16()],
  ])('in %s', async (_, bytes) => {
    for (const size of [1, 2, 3, 1000]) {
      expect(await rows(bytes, {}, size)).toEqual([
        [1, 'naam', 'x'],
        [2, 'Súdwest', '1'],
      ]);
    }
  });

  it('in Windows-1252 with the signs that Latin-1 does not have, and an accent at the very end', async () => {
    const bytes = Buffer.from([0x61, 0x3b, 0x62, 0x0a, 0x80, 0x3b, 0x92, 0x0a, 0x63, 0x3b, 0xe9]);
    expect(await rows(bytes)).toEqual([
      [1, 'a', 'b'],
      [2, '€', '’'],
      [3, 'c', 'é'],
    ]);
  });

  it.each([
    ['naam,aantal;x\na,b;1\n', ';', 2],
    ['naam,aantal\na;b,1\n', ',', 2],
    ['naam\taantal\na;b\t1\n', '\t', 2],
    ['"a;b","c"\n"d","e;f"\n', ',', 2],
  ])('with its separator found: %j', async (text, _separator, columns) => {
    const known = (headings: readonly string[]): number =>
      headings.filter((each) => /^(naam|aantal)$/.test(each)).length;
    const read = await rows(text, { known });
    expect(read[0]).toHaveLength(columns + 1);
  });

  it('with the separator that its first line names, and one column where there is none', async () => {
    expect(await rows('sep=,\r\na;b,c\r\n')).toEqual([[2, 'a;b', 'c']]);
    expect(await rows('naam\nx\n')).toEqual([
      [1, 'naam'],
      [2, 'x'],
    ]);
  });

  it('keeps what begins as a formula, or with a tab or return, as text', async () => {
    const text = 'a;b\n=1+1;"\tx"\n+31;"\ry"\n-5;@z\n';
    expect(await rows(text, { separator: ';' })).toEqual([
      [1, 'a', 'b'],
      [2, '=1+1', '\tx'],
      [3, '+31', '\ry'],
      // a return on its own ends a line for an editor, inside quotes too
      [5, '-5', '@z'],
    ]);
  });
});

describe('CSV is refused with line and reason', () => {
  it.each([
    ['quote-open', 'a;b\nc;"d\ne;f\n', 'a.csv:2:3'],
    ['quote-stray', 'a;b\nc;d"e\n', 'a.csv:2:6'],
    ['quote-stray', 'a;b\n "c";d\n', 'a.csv:2:2'],
    ['quote-text-after', 'a;b\n"c"d;e\n', 'a.csv:2:4'],
    ['input-nul', 'a;b\nc;\0d\n', 'a.csv:2:3'],
    ['input-empty', '', 'a.csv'],
    ['input-not-text', '<!DOCTYPE html><html>', 'a.csv:1:1'],
    ['separator-doubtful', 'a;b,c\n', 'a.csv:1:1'],
  ] as const)('%s: %j', async (code, text, path) => {
    expect(await problem(text)).toMatchObject({ code, path });
  });

  it('thousands of columns, one endless line, a quote that swallows the rest', async () => {
    expect(await problem(`a;b\n${';'.repeat(5000)}\n`)).toMatchObject({
      code: 'too-many-columns',
      path: `a.csv:2:${CSV_LIMITS.columns + 1}`,
    });
    const endless = 'x'.repeat(CSV_LIMITS.recordCharacters + 10);
    expect(await problem(`a;b\nc;d\n${endless}`)).toMatchObject({ code: 'line-too-long', path: 'a.csv:3:1' });
    expect(await problem(`a;b\nc;"${'x\n'.repeat(CSV_LIMITS.recordCharacters)}`)).toMatchObject({
      code: 'quote-open',
      path: 'a.csv:2:3',
    });
  });

  it.each([
    ['zip', zipSync({ 'a.txt': strToU8('hello') })],
    ['xls', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['pdf', Buffer.from('%PDF-1.7\n')],
    ['gzip', Buffer.from('1f8b0800', 'hex')],
  ])('a %s with the name of a CSV', async (found, bytes) => {
    expect(await problem(bytes)).toMatchObject({ code: 'input-not-text', values: { found } });
  });

  it('encodings that are mixed or none', async () => {
    const utf8 = Buffer.from('naam;x\né;1\n');
    const latin = Buffer.from('ú;2\n', 'latin1');
    expect(await problem(Buffer.concat([utf8, latin]))).toMatchObject({
      code: 'encoding-mixed',
      path: 'a.csv:3:1',
    });
    expect(
      await problem(Buffer.concat([Buffer.from('naam;x\n'), latin, Buffer.from('é;1\n')])),
    ).toMatchObject({
      code: 'encoding-mixed',
      path: 'a.csv:3:1',
    });
    expect(await problem(Buffer.from([0x61, 0x3b, 0x62, 0x0a, 0xe9, 0x3b, 0x81]))).toMatchObject({
      code: 'encoding-unknown-byte',
      path: 'a.csv:2:3',
    });
  });
});

const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map((each) => each.replaceAll('\0', ''));
const odd = fc.constantFrom(
  '=1+1',
  '+x',
  '-x',
  '@x',
  '\tx',
  '\rx',
  "'=x",
  "''+x",
  '"',
  ';',
  ',',
  '\r\n',
  ' a ',
  '',
  'é',
  "'s-G",
  '\ufeffx',
  'sep=;',
  '<html',
  'PK\u0003\u0004',
);
const table = fc.integer({ min: 1, max: 5 }).chain((width) =>
  fc.array(fc.array(fc.oneof(text, odd), { minLength: width, maxLength: width }), {
    minLength: 1,
    maxLength: 8,
  }),
);

describe('writing and reading', () => {
  it('is the identity for every locale, in any pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(...Object.values(CSV_LOCALES)),
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        async (cells, locale, neutralise, size) => {
          const written = csvText(cells, { locale, neutralise });
          const outcome = await readCsv('a.csv', pieces(written, size), { separator: locale.separator });
          expect(outcome.ok).toBe(true);
          if (!outcome.ok) return;
          const back = outcome.rows.map((row) =>
            row.cells.map((cell) => (neutralise ? withoutNeutralising(textOf(cell)) : textOf(cell))),
          );
          expect(back).toEqual(cells);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never crashes or hangs on bytes, and says where it stops', async () => {
    const bits = fc.array(
      fc.oneof(
        fc.uint8Array({ maxLength: 20 }),
        fc
          .constantFrom('a;b\n', '"', ';', ',', '\r', '\n', 'é', '1.250', '\ufeff')
          .map((each) => new Uint8Array(Buffer.from(each))),
      ),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(bits, fc.integer({ min: 1, max: 9 }), async (parts, size) => {
        const bytes = Buffer.concat(parts);
        const first = await readCsv('a.csv', pieces(bytes, size));
        expect(await readCsv('a.csv', [bytes])).toEqual(first);
        if (!first.ok) expect(first.problem.path).toMatch(/^a\.csv(:\d+:\d+)?$/);
      }),
      { numRuns: 500 },
    );
  });
});
