import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calculate, type Result } from '../../engine/index.ts';
import { resultJson, resultParts } from '../../src/files/result-json.ts';
import { accepted } from '../support/engine.ts';
import { root } from '../tooling/project.ts';

const golden = path.join(root, 'test/golden/hub-met-twee-partners.plan.json');
const result = calculate(accepted(JSON.parse(readFileSync(golden, 'utf8'))));

/** A result in which a number is anything. */
const withStudents = (students: unknown): Result =>
  ({ ...result, variants: [{ id: 'a', years: [{ students }], calendar: [] }] }) as unknown as Result;

describe('the result as JSON', () => {
  it('is what JSON.stringify writes', () => {
    expect(resultJson(result)).toBe(JSON.stringify(result));
    expect(resultJson(result, 2)).toBe(JSON.stringify(result, null, 2));
  });

  it('has counts beyond 2^53 as integers', () => {
    for (const count of [2n ** 53n, 999_999_999_999_999_999_999_999n, -(2n ** 70n), 0n]) {
      const text = resultJson(withStudents(count));
      expect(text).toBe(JSON.stringify(withStudents('@')).replace('"@"', String(count)));
    }
  });

  it('comes in parts that together are the same text, none of them much longer than a thousand lines', () => {
    const line = result.variants[0]!.years[0]!.lines[0]!;
    const years = [{ ...result.variants[0]!.years[0]!, lines: Array.from({ length: 5_500 }, () => line) }];
    const large: Result = { ...result, variants: [{ ...result.variants[0]!, years }] };
    for (const each of [result, large, withStudents(2n ** 60n), { ...result, variants: [] }]) {
      const parts = [...resultParts(each)];
      expect(parts.join('')).toBe(resultJson(each));
    }
    const longest = Math.max(...[...resultParts(large)].map((part) => part.length));
    expect(longest).toBeLessThan(1_001 * (JSON.stringify(line).length + 1));
  });

  it('is the same in parts, none of them long', () => {
    const region = calculate(
      accepted(JSON.parse(readFileSync(path.join(root, 'examples/groningen/plan.json'), 'utf8'))),
    );
    for (const each of [result, region, withStudents(2n ** 60n), { ...result, variants: [] }]) {
      const parts = [...resultParts(each)];
      expect(parts.join('')).toBe(resultJson(each));
      expect(Math.max(...parts.map(({ length }) => length))).toBeLessThan(1_000_000);
    }
    const [variant] = result.variants;
    const [year] = variant?.years ?? [];
    const lines = Array.from({ length: 2_001 }, () => year?.lines[0]);
    const large = { ...result, variants: [{ ...variant, years: [{ ...year, lines }] }] } as Result;
    expect([...resultParts(large)].join('')).toBe(resultJson(large));
  });

  it('leaves texts that look like our marks as they are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('"', '\\', 'u0000', 'bigint:', '5', '\\u0000bigint:5', '{', 'é')),
        (pieces) => {
          const name = pieces.join('');
          const read = JSON.parse(resultJson({ ...withStudents(7n), plan: name })) as Result;
          expect(read.plan).toBe(name);
          expect(read.variants[0]?.years[0]?.students).toBe(7);
        },
      ),
    );
  });

  it('throws on, as a fault of ours, what JSON cannot hold', () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    expect(() => resultJson(withStudents(circular))).toThrow(TypeError);
  });

  it('is written of a plan with counts that large', () => {
    const plan = JSON.parse(readFileSync(golden, 'utf8')) as { students: { counts: unknown }[] };
    // ten thousand schools of 10^12 students go beyond 2^53
    const [first] = plan.students;
    const many = {
      ...plan,
      students: Array.from({ length: 10_000 }, () => ({ ...first, counts: 999_999_999_999 })),
    };
    const read = JSON.parse(resultJson(calculate(accepted(many)))) as Result;
    expect(resultJson(calculate(accepted(many)))).toContain(`"students":9999999999990000`);
    expect(read.format).toBe('samenplan-result/1');
  });
});
