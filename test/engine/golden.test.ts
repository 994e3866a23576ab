import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calculate, resultFormat, validate } from '../../engine/index.ts';

const folder = new URL('../golden/', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.plan.json'))
  .map((file) => file.replace('.plan.json', ''));
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));

describe('golden plans, computed apart from this project', () => {
  it('are all there', () => {
    expect(names).toHaveLength(41);
  });

  it.each(names)('%s equals its result value for value', (name) => {
    const validation = validate(read(`${name}.plan.json`));
    if (!validation.ok) throw new Error(JSON.stringify(validation.problems));
    const result = calculate(validation.plan);
    expect(result).toEqual(read(`${name}.result.json`));
    expect(resultFormat.safeParse(result).error).toBeUndefined();
  });
});
