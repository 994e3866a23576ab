import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, it } from 'vitest';
import { calculate } from '../../engine/index.ts';
import { batch } from '../../src/cli/batch.ts';
import type { Output } from '../../src/cli/io.ts';
import { resultJson } from '../../src/files/result-json.ts';
import { nl } from '../../src/texts/index.ts';
import { accepted } from '../support/engine.ts';
import { outcome } from '../tooling/project.ts';
import { GOLDEN, GRONINGEN, goldenPlan, problemsIn, samenplan, start } from './program.ts';

const named = (name: string): Record<string, unknown> => ({ ...goldenPlan(), name });
const line = (name: string): string => JSON.stringify(named(name));
const answerTo = (name: string): string => resultJson(calculate(accepted(named(name))));

/** The lines that `batch` prints for an input that comes in these pieces. */
async function answers(
  pieces: Iterable<string | Uint8Array>,
  { maximum, lines = Infinity }: { maximum?: number; lines?: number } = {},
): Promise<string[]> {
  const printed: string[] = [];
  const output: Output = {
    print: (text) => {
      printed.push(text);
      return Promise.resolve();
    },
    say: () => expect.fail('a filter says nothing'),
    progress: () => expect.fail('a filter shows no progress'),
    get closed() {
      return printed.length >= lines;
    },
    colour: false,
    terminal: false,
  };
  const input = Readable.from(
    (function* () {
      for (const piece of pieces) yield Buffer.from(piece);
    })(),
  );
  expect(await batch(input, output, nl, ...(maximum === undefined ? [] : [maximum]))).toBe(0);
  const text = printed.join('');
  expect(text === '' || text.endsWith('\n')).toBe(true);
  return text.split('\n').slice(0, -1);
}

const codes = (text: string | undefined): string[] => problemsIn(text ?? '').map(({ code }) => code);

describe('a line of plans', () => {
  it('gives a line of results, in order; a refused plan gives its problems and the rest goes on', async () => {
    const found = await answers([
      [line('een'), '{"format":"samenplan/1"}', line('twee'), '', 'geen json', '[]', line('drie'), ''].join(
        '\n',
      ),
    ]);
    expect([found[0], found[2], found[6]]).toEqual(['een', 'twee', 'drie'].map(answerTo));
    expect(found).toHaveLength(7);
    expect(codes(found[1])).toContain('missing');
    expect(codes(found[3])).toEqual(['file-empty']);
    expect(codes(found[4])).toEqual(['json-syntax']);
    expect(codes(found[5])).toEqual(['wrong-type']);
  });

  it('ends with LF or CRLF, or not at all', async () => {
    const wanted = ['een', 'twee'].map(answerTo);
    for (const end of ['\n', '\r\n'])
      for (const last of ['', end])
        expect(await answers([line('een') + end + line('twee') + last])).toEqual(wanted);
    expect(codes((await answers(['\r\n']))[0])).toEqual(['file-empty']);
    expect(await answers([])).toEqual([]);
    expect(await answers([''])).toEqual([]);
    expect((await answers(['\n\n'])).map(codes)).toEqual([['file-empty'], ['file-empty']]);
  });

  it('may come in pieces that end anywhere, also within a character', async () => {
    const bytes = Buffer.from(`${line('één')}\n${line('twee €😀')}\n`);
    const wanted = ['één', 'twee €😀'].map(answerTo);
    for (const size of [1, 2, 3, 7, 1000])
      expect(
        await answers(
          Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
            bytes.subarray(index * size, (index + 1) * size),
          ),
        ),
      ).toEqual(wanted);
  });

  it('is refused where it is longer than allowed, by its size, and the next one is read', async () => {
    const plan = line('een');
    const maximum = Buffer.byteLength(plan);
    const wanted = answerTo('een');
    const input = `${plan}\n${plan} \n${'x'.repeat(10 * maximum)}\n${plan}`;
    for (const size of [64, 1 << 20]) {
      const pieces = input.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
      const found = await answers(pieces, { maximum });
      expect([found[0], found[3]]).toEqual([wanted, wanted]);
      expect(found.slice(1, 3).map(codes)).toEqual([['file-too-large'], ['file-too-large']]);
      expect(found[2]).toContain(`${String(10 * maximum).replace(/\B(?=(\d{3})+$)/g, '.')} bytes`);
    }
  });

  it('is not read on where nobody reads the answers', async () => {
    let given = 0;
    function* endless(): Generator<string> {
      for (;;) {
        given += 1;
        yield '{}\n';
      }
    }
    expect(await answers(endless(), { lines: 3 })).toHaveLength(3);
    expect(given).toBeLessThan(100);
  });
});

describe('the program', () => {
  // the bundle is made once, not by runs at the same time
  beforeAll(async () => {
    expect((await samenplan(['--help'])).code).toBe(0);
  });

  it('does so from its standard input', async () => {
    const { code, stdout, stderr } = await samenplan(['batch'], {
      input: `${line('een')}\n{}\n${line('twee')}`,
    });
    expect([code, stderr]).toEqual([0, '']);
    const found = stdout.split('\n');
    expect([found[0], found[2], found[3]]).toEqual([answerTo('een'), answerTo('twee'), '']);
    const problems = problemsIn(String(found[1]));
    expect(problems.length).toBeGreaterThan(5);
    for (const { code: each, message } of problems) {
      expect(each).toBe('missing');
      expect(message).toMatch(/ontbreekt en is verplicht\.$/);
    }
    expect(await samenplan(['batch'])).toEqual({ code: 0, stdout: '', stderr: '' });
    const english = await samenplan(['batch', '--lang', 'en'], { input: '{}' });
    expect(problemsIn(english.stdout)[0]?.message).not.toContain('ontbreekt');
  });

  it('answers each line before the next one comes, and keeps nothing of 2,000 lines', async () => {
    // 2,000 results are over 70 MB: who keeps them has no room for them here
    const child = start(['batch'], { env: { NODE_OPTIONS: '--max-old-space-size=32' } });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const replies = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const ask = async (text: string): Promise<unknown> => {
      child.stdin.write(`${text}\n`);
      return (await replies.next()).value;
    };
    const plan = line('een');
    const wanted = answerTo('een');
    expect(2_000 * wanted.length).toBeGreaterThan(70_000_000);
    for (let count = 1; count <= 2_000; count++) {
      if (count % 100 === 0) expect(codes((await ask('{')) as string)).toEqual(['json-end']);
      const answer = await ask(plan);
      if (answer !== wanted) expect(answer, `line ${count}`).toBe(wanted);
    }
    child.stdin.end();
    expect(await ended).toBe(0);
  });

  it.each([
    ['batch', ['batch']],
    ['calculate', ['calculate', GRONINGEN, '--json']],
    ['the tables', ['calculate', GRONINGEN]],
    ['explain', ['explain', GRONINGEN, '/variants/0/years/0/totals/cost', '--full']],
  ])('ends quietly where the reader of its output stops (%s)', async (name, args) => {
    const child = start(args);
    const ended = outcome(child);
    child.stdin.on('error', () => undefined); // it ends before it has read all
    child.stdout.once('data', () => child.stdout.destroy());
    // without an end: only the reader that stops can end it
    const plan = `${JSON.stringify(JSON.parse(readFileSync(GOLDEN, 'utf8')))}\n`;
    while (name === 'batch' && !child.stdin.destroyed) {
      child.stdin.write(plan);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const { code, stderr } = await ended;
    expect([code, stderr]).toEqual([0, '']);
  });
});
