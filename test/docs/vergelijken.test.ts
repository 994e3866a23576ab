import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DRIVERS, difference, type Figures } from '../../engine/index.ts';
import { DUTCH, formatDecimal } from '../../src/texts/numbers.ts';
import { accepted } from '../support/engine.ts';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

it('the worked example of docs/vergelijken.md is what the engine says', () => {
  const page = read('docs/vergelijken.md');
  const plan = accepted(JSON.parse(read('test/golden/hub-met-twee-partners.plan.json')));
  const side = (year: number) => ({ plan, variant: 'hub-partner', year });
  const found = difference(side(0), side(2));
  const dutch = (text: string): string => formatDecimal(text, DUTCH).replace('-', '−');
  expect(page).toContain(`van € ${dutch(found.from.cost)} in 2026-2027 naar € ${dutch(found.to.cost)}`);
  const table = page.slice(page.indexOf('| oorzaak | lasten'));
  const rows = table.split('\n').slice(2, 7);
  const cells = ({ cost, funding, result }: Figures): string =>
    [cost, funding, result].map(dutch).join(' | ');
  const expected = [...found.drivers, found.difference].map(cells);
  expect(rows).toHaveLength(DRIVERS.length + 1);
  for (const [place, row] of rows.entries()) expect(row.endsWith(`| ${expected[place]} |`), row).toBe(true);
});
