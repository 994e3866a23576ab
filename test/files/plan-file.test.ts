import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAXIMUM_BYTES, readPlanBytes, readPlanText } from '../../src/files/plan-bytes.ts';
import { readPlan } from '../../src/files/plan-file.ts';
import { writeFileWhole } from '../../src/files/write.ts';
import { nl, wordProblem } from '../../src/texts/index.ts';
import { root } from '../tooling/project.ts';

const GOLDEN = path.join(root, 'test/golden/hub-met-twee-partners.plan.json');
const bytes = readFileSync(GOLDEN);
const NAME = (JSON.parse(bytes.toString()) as { name: string }).name;

let folder: string;
const at = (name: string): string => path.join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'samenplan-files-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Does something without the rights of root, who may read and write all. */
function asOrdinaryUser<T>(work: () => T): T {
  if (process.getuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}

/** The name of the plan that was read, or the codes of what is wrong. */
function read(outcome: ReturnType<typeof readPlan>): unknown {
  if (outcome.ok) return outcome.plan.name;
  for (const problem of outcome.problems) expect(wordProblem(nl, problem).message).toMatch(/\S/);
  return outcome.problems.map(({ code, values }) => [code, values]);
}

/** The same for a file with these bytes. */
function readWritten(name: string, content: Uint8Array | string): unknown {
  writeFileSync(at(name), content);
  return read(readPlan(at(name)));
}

const join = (...parts: (Uint8Array | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => Buffer.from(part)));

describe('a plan file', () => {
  it('is read, also through a link and with a byte order mark', () => {
    expect(read(readPlan(GOLDEN))).toBe(NAME);
    expect(readWritten('bom.json', join([0xef, 0xbb, 0xbf], bytes))).toBe(NAME);
    symlinkSync(GOLDEN, at('link.json'));
    expect(read(readPlan(at('link.json')))).toBe(NAME);
    expect(readWritten('name with ünicode.json', bytes)).toBe(NAME);
  });

  it('is the plan.json of a folder', () => {
    mkdirSync(at('region'));
    expect(read(readPlan(at('region')))).toEqual([
      ['file-missing', { file: path.join(at('region'), 'plan.json') }],
    ]);
    symlinkSync(GOLDEN, path.join(at('region'), 'plan.json'));
    expect(read(readPlan(at('region')))).toBe(NAME);
    expect(read(readPlan(`${at('region')}/`))).toBe(NAME);
  });

  it('that is not there is refused by its name', () => {
    const file = at('nothing.json');
    expect(read(readPlan(file))).toEqual([['file-missing', { file }]]);
    symlinkSync(file, at('dangling.json'));
    expect(read(readPlan(at('dangling.json')))).toEqual([['file-missing', { file: at('dangling.json') }]]);
  });

  it('that is a folder, or lies in a file, cannot be read', () => {
    const file = path.join(at('folder.json'), 'plan.json');
    mkdirSync(file, { recursive: true });
    expect(read(readPlan(at('folder.json')))).toEqual([['file-unreadable', { file, reason: 'EISDIR' }]]);
    const inFile = path.join(GOLDEN, 'plan.json');
    expect(read(readPlan(inFile))).toEqual([['file-unreadable', { file: inFile, reason: 'ENOTDIR' }]]);
  });

  it('that may not be read is refused', (context) => {
    if (process.platform === 'win32') context.skip('Windows has no such permissions');
    const file = at('secret.json');
    writeFileSync(file, bytes);
    chmodSync(file, 0);
    const refused = asOrdinaryUser(() => read(readPlan(file)));
    expect(refused).toEqual([['file-unreadable', { file, reason: 'EACCES' }]]);
  });

  it('that is empty is refused', () => {
    expect(readWritten('empty.json', '')).toEqual([['file-empty', {}]]);
    expect(readWritten('blank.json', ' \n')).toEqual([['json-end', { line: 2, column: 1 }]]);
    expect(readWritten('mark.json', join([0xef, 0xbb, 0xbf]))).toEqual([
      ['json-end', { line: 1, column: 1 }],
    ]);
  });

  it('in UTF-16, or a zip, is refused as that', () => {
    const utf16 = Buffer.from(`\uFEFF${bytes.toString()}`, 'utf16le');
    const found = (what: string) => [['not-json-file', { found: what }]];
    expect(readWritten('le.json', utf16)).toEqual(found('utf-16'));
    expect(readWritten('be.json', Buffer.from(utf16).swap16())).toEqual(found('utf-16'));
    expect(readWritten('without-mark.json', utf16.subarray(2))).toEqual(found('utf-16'));
    expect(readWritten('without-mark-be.json', Buffer.from(utf16.subarray(2)).swap16())).toEqual(
      found('utf-16'),
    );
    expect(readPlanBytes(zipSync({ 'plan.json': bytes })).ok).toBe(false);
  });

  it.each([
    ['a byte that starts nothing', [0xff], 1],
    ['a continuation on its own', [0x80], 1],
    ['a character broken off by another', [0xc3, 0x28], 2],
    ['a character broken off by the end of the text', [0xe2, 0x82, 0x22], 3],
    ['an overlong slash', [0xc0, 0xaf], 1],
    ['half a surrogate pair', [0xed, 0xa0, 0x80], 2],
    ['beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80], 2],
    ['Latin-1', [0x45, 0xe9, 0x6e], 3],
  ])('that is no UTF-8 is refused with the place of the byte: %s', (_name, wrong, place) => {
    for (const before of [0, 1, 7, 1000]) {
      const start = Buffer.from(`{"é":"${'x'.repeat(before)}`);
      expect(readWritten('wrong.json', join(start, wrong, Buffer.from('"}')))).toEqual([
        ['not-utf8', { at: start.length + place }],
      ]);
    }
  });

  it('that ends halfway a character is no UTF-8 at its last byte', () => {
    expect(readWritten('half.json', join(Buffer.from('{"a'), [0xe2, 0x82]))).toEqual([
      ['not-utf8', { at: 5 }],
    ]);
  });

  it('over 100 MB is refused by its size, unread', () => {
    const file = at('large.json');
    writeFileSync(file, '');
    truncateSync(file, MAXIMUM_BYTES + 1);
    const refused = [['file-too-large', { bytes: MAXIMUM_BYTES + 1, maximum: MAXIMUM_BYTES }]];
    expect(read(readPlan(file))).toEqual(refused);
    truncateSync(file, 40_000_000_000);
    expect(read(readPlan(file))).toEqual([
      ['file-too-large', { bytes: 40_000_000_000, maximum: MAXIMUM_BYTES }],
    ]);
    rmSync(file);
  });

  it('of exactly 100 MB is read', () => {
    const file = at('limit.json');
    writeFileSync(file, '[[');
    truncateSync(file, MAXIMUM_BYTES);
    expect(read(readPlan(file))).toEqual([['json-syntax', { line: 1, column: 3, found: 'U+0000' }]]);
    rmSync(file);
  });

  it('without an end is refused, not read for ever', (context) => {
    if (process.platform === 'win32') context.skip('Windows has no /dev');
    expect(read(readPlan('/dev/null'))).toEqual([['file-empty', {}]]);
    expect(read(readPlan('/dev/zero'))).toMatchObject([['file-too-large', { maximum: MAXIMUM_BYTES }]]);
  });

  it('of too many bytes in memory is refused as well', () => {
    expect(read(readPlanBytes(new Uint8Array(MAXIMUM_BYTES + 1)))).toMatchObject([
      ['file-too-large', { bytes: MAXIMUM_BYTES + 1 }],
    ]);
  });

  it('gives the problems of its plan', () => {
    expect(read(readPlanText('{"format":"samenplan/1"'))).toMatchObject([['json-end', {}]]);
    const outcome = readPlanText('[]');
    expect(!outcome.ok && outcome.problems[0]).toMatchObject({ path: '', code: 'wrong-type' });
  });
});

describe('writing a file', () => {
  it('makes it, or replaces what was there, and leaves nothing else', () => {
    const own = path.join(folder, 'out');
    mkdirSync(own);
    const file = path.join(own, 'a.xlsx');
    for (const text of ['one', 'two']) {
      expect(writeFileWhole(file, Buffer.from(text))).toBeUndefined();
      expect(readFileSync(file, 'utf8')).toBe(text);
    }
    expect(readdirSync(own)).toEqual(['a.xlsx']);
  });

  it('goes through a link, and keeps who may read it', (context) => {
    if (process.platform === 'win32') context.skip('Windows has no such permissions');
    const file = at('private.xlsx');
    writeFileSync(file, 'old', { mode: 0o600 });
    symlinkSync(file, at('link.xlsx'));
    expect(writeFileWhole(at('link.xlsx'), Buffer.from('new'))).toBeUndefined();
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(lstatSync(at('link.xlsx')).isSymbolicLink()).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('gives a problem in a folder where nothing may be written', (context) => {
    if (process.platform === 'win32') context.skip('Windows has no such permissions');
    const own = at('closed');
    mkdirSync(own);
    chmodSync(own, 0o555);
    chmodSync(folder, 0o755);
    const problem = asOrdinaryUser(() => writeFileWhole(path.join(own, 'a.xlsx'), Buffer.from('new')));
    expect(problem).toMatchObject({ code: 'out-not-written', values: { reason: 'EACCES' } });
    expect(readdirSync(own)).toEqual([]);
  });

  it('gives a problem where it cannot, and leaves what was there', () => {
    const file = at('full.xlsx');
    mkdirSync(path.join(file, 'inside'), { recursive: true });
    const before = readdirSync(folder);
    const cases = [file, path.join(GOLDEN, 'a.xlsx'), at('no-such-folder/a.xlsx')];
    const problems = cases.map((each) => writeFileWhole(each, Buffer.from('new')));
    expect(problems).toMatchObject(
      cases.map((each) => ({ code: 'out-not-written', values: { file: each } })),
    );
    expect(readdirSync(folder)).toEqual(before);
    expect(readdirSync(file)).toEqual(['inside']);
  });
});
