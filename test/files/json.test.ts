import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type JsonProblem, MAXIMUM_DEPTH, parseJson } from '../../src/files/json.ts';
import { nl, wordProblem } from '../../src/texts/index.ts';
import { LONG, SEED } from '../support/engine.ts';

const RUNS = { seed: SEED, numRuns: LONG ? 20_000 : 1_000 };

/** The problems of a text; none where it is read. */
function problemsOf(text: string): readonly JsonProblem[] {
  const outcome = parseJson(text);
  return outcome.ok ? [] : outcome.problems;
}

/** Code, line, column and path of every problem, on one line each. */
const brief = (text: string): string[] =>
  problemsOf(text).map(({ code, values, path }) => `${code} ${values.line}:${values.column} ${path}`.trim());

describe('what is no JSON', () => {
  it.each([
    ['', 'json-end 1:1'],
    ['  \n ', 'json-end 2:2'],
    ['\uFEFF{}', 'json-syntax 1:1'],
    ['{', 'json-end 1:2'],
    ['{}}', 'json-syntax 1:3'],
    ['{} {}', 'json-syntax 1:4'],
    ['[1,]', 'json-syntax 1:4'],
    ['[,1]', 'json-syntax 1:2'],
    ['[1 2]', 'json-syntax 1:4'],
    ['[1}', 'json-syntax 1:3'],
    ['{"a":1]', 'json-syntax 1:7'],
    ['{"a":1,}', 'json-syntax 1:8'],
    ['{"a" 1}', 'json-syntax 1:6'],
    ['{"a"}', 'json-syntax 1:5'],
    ['{"a"::1}', 'json-syntax 1:6'],
    ['{a:1}', 'json-syntax 1:2'],
    ["{'a':1}", 'json-syntax 1:2'],
    ['{1:1}', 'json-syntax 1:2'],
    ['{"a":1 "b":2}', 'json-syntax 1:8'],
    ['{\n  "a": 1,\n  "b": ?\n}', 'json-syntax 3:8'],
    ['{\r\n  "a": ?}', 'json-syntax 2:8'],
    ['// note\n{}', 'json-syntax 1:1'],
    ['{"a":1} // note', 'json-syntax 1:9'],
    ['[01]', 'json-syntax 1:2'],
    ['[-]', 'json-syntax 1:2'],
    ['[+1]', 'json-syntax 1:2'],
    ['[.5]', 'json-syntax 1:2'],
    ['[1.]', 'json-syntax 1:2'],
    ['[1e]', 'json-syntax 1:2'],
    ['[0x10]', 'json-syntax 1:3'],
    ['[1,5.5.5]', 'json-syntax 1:7'],
    ['[NaN]', 'json-syntax 1:2'],
    ['[Infinity]', 'json-syntax 1:2'],
    ['[True]', 'json-syntax 1:2'],
    ['[nul]', 'json-syntax 1:2'],
    ['[nulll]', 'json-syntax 1:6'],
    ['["a\nb"]', 'json-syntax 1:2'],
    ['["a\\x"]', 'json-syntax 1:2'],
    ['["\\u12G4"]', 'json-syntax 1:2'],
    ['["\\u12"]', 'json-syntax 1:2'],
    ['[\u00a01]', 'json-syntax 1:2'],
    ['[1]\u0000', 'json-syntax 1:4'],
    [']', 'json-syntax 1:1'],
    [':', 'json-syntax 1:1'],
    [',', 'json-syntax 1:1'],
  ])('%j: %s', (text, expected) => {
    expect(() => JSON.parse(text) as unknown).toThrow();
    expect(brief(text)).toEqual([expected]);
  });

  it('is shown as it stands there, to the end of the line and without half a character', () => {
    const found = (text: string): unknown => problemsOf(text)[0]?.values;
    expect(found('[1,\n  nope,\n 2]')).toMatchObject({ line: 2, column: 3, found: 'nope,' });
    expect(found(`[${'?'.repeat(100)}]`)).toMatchObject({ found: '?'.repeat(20) });
    expect(found(`[?${'😀'.repeat(30)}]`)).toMatchObject({ found: `?${'😀'.repeat(19)}` });
    expect(found('[\u001b[2J]')).toMatchObject({ found: 'U+001B' });
    expect(found('[\u0000]')).toMatchObject({ found: 'U+0000' });
    expect(found('[\u00a01]')).toMatchObject({ found: 'U+00A0' });
  });
});

describe('what JSON allows and we do not', () => {
  it.each([
    ['{"a":1,"a":2}', ['json-duplicate-key 1:8 /a']],
    ['{"a":1,"\\u0061":2}', ['json-duplicate-key 1:8 /a']],
    ['{"\\/":1,"/":2}', ['json-duplicate-key 1:9 /~1']],
    ['{"a":{"b":1},\n "c":[{"b":1,"b":2}]}', ['json-duplicate-key 2:14 /c/0/b']],
    ['{"a":1,"a":2,"a":3}', ['json-duplicate-key 1:8 /a', 'json-duplicate-key 1:14 /a']],
    ['{"":1,"":2}', ['json-duplicate-key 1:7 /']],
    ['{"a":[{"a":1},{"a":1}]}', []],
    ['{"constructor":1,"toString":2,"hasOwnProperty":3}', []],
    ['{"__proto__":1}', ['json-forbidden-key 1:2 /__proto__']],
    ['{"\\u005f_proto__":1}', ['json-forbidden-key 1:2 /__proto__']],
    ['[[{"x":{"__proto__":{}}}]]', ['json-forbidden-key 1:9 /0/0/x/__proto__']],
    ['["__proto__"]', []],
    ['[1e400]', ['json-number 1:2 /0']],
    ['{"a":[0,-1e999]}', ['json-number 1:9 /a/1']],
    [`[1${'0'.repeat(400)}]`, ['json-number 1:2 /0']],
    ['[1e308,1e-400,-0]', []],
  ])('%s', (text, expected) => {
    expect(() => JSON.parse(text) as unknown).not.toThrow();
    expect(brief(text)).toEqual(expected);
  });

  it('is told together, as far as a text can be read', () => {
    expect(brief('{"a":1e999,"a":{"__proto__":1},\n"b":?}')).toEqual([
      'json-number 1:6 /a',
      'json-duplicate-key 1:12 /a',
      'json-forbidden-key 1:17 /a/__proto__',
      'json-syntax 2:5',
    ]);
  });

  it('reads a prototype from nowhere', () => {
    const outcome = parseJson('{"constructor":{"prototype":{"polluted":true}}}');
    expect(outcome.ok).toBe(true);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('nests up to a limit', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(brief(nested(MAXIMUM_DEPTH))).toEqual([]);
    expect(brief(nested(MAXIMUM_DEPTH + 1))).toEqual([`json-depth 1:${MAXIMUM_DEPTH + 1}`]);
    expect(brief('{"a":'.repeat(MAXIMUM_DEPTH + 1))).toEqual([`json-depth 1:${5 * MAXIMUM_DEPTH + 1}`]);
    for (const text of ['['.repeat(100_000), nested(100_000), '{"a":'.repeat(100_000)])
      expect(problemsOf(text).map(({ code }) => code)).toEqual(['json-depth']);
  });
});

describe('a large text', () => {
  it('with a string of 50 MB is read', () => {
    const long = 'abcdefghij'.repeat(5 << 20);
    const outcome = parseJson(`{"a":"${long}","b":"\\u0041"}`);
    expect(outcome.ok && (outcome.value as { a: string }).a.length).toBe(long.length);
  });

  it('cut off in a string of 50 MB is refused', () => {
    expect(brief(`["${'a'.repeat(50 << 20)}`)).toEqual([`json-end 1:${(50 << 20) + 3}`]);
  });

  it('with a number of a million digits is refused, and shown in short', () => {
    const [problem] = problemsOf(`[${'9'.repeat(1_000_000)}]`);
    expect(problem).toMatchObject({ code: 'json-number', values: { found: `${'9'.repeat(40)}…` } });
  });

  it('with a very long key is refused in short', () => {
    const key = 'k'.repeat(1 << 20);
    const text = `{"${key}":{${'"a":1,'.repeat(200)}"a":1},"${key}":1}`;
    const problems = problemsOf(text);
    expect(JSON.stringify(problems).length).toBeLessThan(50_000);
    expect(problems[0]).toMatchObject({ code: 'json-duplicate-key', path: '' });
  });
});

describe('many problems', () => {
  afterEach(() => vi.restoreAllMocks());

  it('are told up to a hundred', () => {
    const doubles = (count: number): string => `{"a":0${',"a":0'.repeat(count)}}`;
    expect(problemsOf(doubles(99))).toHaveLength(99);
    expect(problemsOf(doubles(100))).toHaveLength(100);
    expect(problemsOf(doubles(101))).toHaveLength(100);
    // two problems in one key at the hundredth
    expect(problemsOf(`{"a":0${',"a":0'.repeat(98)},"__proto__":1,"__proto__":2}`)).toHaveLength(100);
  });

  it('end the reading: what follows the hundredth is not looked at', () => {
    const doubles = '"a":0,'.repeat(200);
    const charCodeAt = vi.spyOn(String.prototype, 'charCodeAt');
    problemsOf(`{${doubles}${' '.repeat(100_000)}}`);
    expect(charCodeAt.mock.calls.length).toBeLessThan(10_000);
  });

  it('cost one search for their lines together', () => {
    const text = `${'\n'.repeat(10_000)}{${'"a":0,\n'.repeat(200)}`;
    const indexOf = vi.spyOn(String.prototype, 'indexOf');
    const problems = problemsOf(text);
    expect(indexOf.mock.calls.length).toBeLessThan(10_600);
    vi.restoreAllMocks();
    expect(problems.map(({ values }) => values.line)).toEqual(
      Array.from({ length: 100 }, (_, index) => 10_002 + index),
    );
  });
});

describe('a plan that stops too early', () => {
  const plan = JSON.stringify(
    { format: 'samenplan/1', name: 'Eén "plan" \u00e9\\', years: [1, -2.5e3, true, null, false], o: {} },
    null,
    1,
  );

  it('is refused at each place, with the end as the place', () => {
    for (let length = 0; length < plan.length; length++) {
      const text = plan.slice(0, length);
      const before = text.split('\n');
      const end = `json-end ${before.length}:${(before.at(-1) as string).length + 1}`;
      expect(brief(text), text).toEqual([end]);
    }
    expect(parseJson(plan)).toEqual({ ok: true, value: JSON.parse(plan) as unknown });
  });

  it('is refused as what it is where it was wrong before its end', () => {
    expect(brief('{"a":1} tru')).toEqual(['json-syntax 1:9']);
    expect(brief('{"a" "b')).toEqual(['json-syntax 1:6']);
    expect(brief('{tru')).toEqual(['json-syntax 1:2']);
    expect(brief('["\\q')).toEqual(['json-syntax 1:2']);
    expect(brief('["\\u00Z')).toEqual(['json-syntax 1:2']);
  });
});

/** Whether a value has a key that we refuse, anywhere. */
const hasProto = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (Object.hasOwn(value, '__proto__') || Object.values(value).some(hasProto));

/** Texts that are almost JSON: pieces of it in any order. */
const almostJson = fc
  .array(
    fc.oneof(
      fc.constantFrom(...Array.from('{}[]:,"\\ \n\t-+.eE019')),
      fc.constantFrom(
        'true',
        'false',
        'null',
        'tru',
        '"a"',
        '"b":',
        '{"a":',
        '1e400',
        '"\\u0061"',
        '-0',
        '1.5e-7',
      ),
      fc.constantFrom('"__proto__":', '\u00a0', '\u0000', '"\ud800"', '"\\ud800"', '[[', ']]', '"é😀"'),
    ),
    { maxLength: 14 },
  )
  .map((pieces) => pieces.join(''));

/** JSON with one character left out, put in or changed. */
const brokenJson = fc
  .tuple(
    fc.json(),
    fc.nat(),
    fc.constantFrom('', '"', '}', ']', ',', ':', '0', '\\', '\n', '{'),
    fc.boolean(),
  )
  .map(([text, at, piece, replace]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + piece + text.slice(place + (replace ? 1 : 0));
  });

const EXTRA = ['json-depth', 'json-duplicate-key', 'json-forbidden-key', 'json-number'];

describe('any text', () => {
  it('of a JSON value gives that value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
        fc.pre(!hasProto(value));
        const text = JSON.stringify(value, null, indent);
        expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) as unknown });
      }),
      RUNS,
    );
  });

  it.each([
    ['any characters', fc.string({ unit: 'binary' })],
    ['almost JSON', almostJson],
    ['broken JSON', brokenJson],
  ])('is read where JSON.parse reads it, but for what we refuse besides (%s)', (_name, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (text) => {
        const outcome = parseJson(text);
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        if (outcome.ok) expect(valid).toBe(true);
        else {
          const codes = outcome.problems.map(({ code }) => code);
          expect(codes.length).toBeGreaterThan(0);
          if (valid) expect(EXTRA).toEqual(expect.arrayContaining([...new Set(codes)]));
          // a depth ends the reading, and with a hundred problems so do the others
          else if (!codes.includes('json-depth')) expect(EXTRA).not.toContain(codes.at(-1));
          for (const problem of outcome.problems)
            expect(wordProblem(nl, problem).message).toMatch(/^\S.*\S$/su);
        }
      }),
      RUNS,
    );
  });
});
