import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { calculate } from '../../engine/index.ts';
import { accepted } from '../support/engine.ts';
import { requireProgram } from '../support/programs.ts';
import { root } from '../tooling/project.ts';
import { Pane } from './browser.ts';

const plan = accepted(JSON.parse(readFileSync(path.join(root, 'examples/groningen/plan.json'), 'utf8')));

requireProgram('chromium')('the pane in a browser', () => {
  let pane: Pane;
  beforeAll(async () => {
    pane = await Pane.open();
  });
  afterAll(() => pane.close());

  it('opens the example and answers whether it fits, with the figures of the engine', async () => {
    const { page, seen } = await pane.page();
    await page.getByRole('button', { name: 'Open het voorbeeld' }).click();
    await page.getByRole('heading', { name: 'Past het?' }).waitFor();
    await page.getByLabel('Periode').selectOption('2026-2027');
    const result = calculate(plan);
    const [first] = result.variants;
    const { totals } = first!.years[0]!;
    // the engine's own text, in Dutch
    const dutch = (figure: string): string =>
      new Intl.NumberFormat('nl-NL', { minimumFractionDigits: 2 }).format(Number(figure));
    const row = page.getByRole('row', { name: /^Lasten €/ }).first();
    expect(await row.textContent()).toContain(`€ ${dutch(totals.cost)}`);
    const coverage = `${dutch((Number(totals.coverage) * 100).toFixed(2))} %`;
    expect(
      await page
        .getByText(/^\d+,\d+ %$/)
        .first()
        .textContent(),
    ).toBe(coverage);
    expect(seen.complaints).toEqual([]);
    for (const request of seen.requests) expect(request.startsWith(pane.address)).toBe(true);
    expect(seen.requests.length).toBeGreaterThan(3);
  });
});
