import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ASPECTS, JUDGEMENTS, readAnswers, TESTS } from '../../engine/index.ts';
import { nl } from '../../src/texts/index.ts';
import { accepted } from '../support/engine.ts';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const page = read('docs/oordelen.md');

it('docs/oordelen.md has every test in its order, and every aspect by its name', () => {
  const table = page.slice(page.indexOf('| oordeel | toets |'), page.indexOf('De eerste negen'));
  const tests = [...table.matchAll(/^\| \w* ?\| `([a-z-]+)`/gm)].map(([, test]) => test);
  expect(tests).toEqual(JUDGEMENTS.flatMap((judgement) => TESTS[judgement]));
  for (const aspect of ASPECTS)
    expect(page).toContain(`| \`${aspect}\` | ${nl.judgements.aspects[aspect]} |`);
});

it('docs/oordelen.md shows notes that are read', () => {
  const [, block = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
  const plan = accepted({
    ...(JSON.parse(read('test/golden/hub-met-twee-partners.plan.json')) as object),
    notes: JSON.parse(block) as unknown,
  });
  const { answers, ratings, problems } = readAnswers(plan);
  expect(problems).toEqual([]);
  expect([answers.length, ratings.length]).toEqual([1, 2]);
});
