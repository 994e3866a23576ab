import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireProgram } from '../support/programs.ts';
import { Pane } from './browser.ts';

/** Each screen of the pane, and how a user comes there. */
const SCREENS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'Start, nothing open': async (page) => {
    await page.getByRole('heading', { name: 'Waarmee wilt u beginnen?' }).waitFor();
  },
  'Start, a new plan': async (page) => {
    await page.getByRole('button', { name: 'Maak een nieuw plan' }).click();
    await page.getByRole('dialog').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Maak een nieuw plan' }).click();
    await page.getByText('Een jaartal van vier cijfers').waitFor();
  },
  'Start, lists': async (page) => {
    await page.getByRole('button', { name: 'Lees lijsten in' }).click();
    await page.getByRole('button', { name: 'Voeg bestanden toe' }).waitFor();
  },
  'Past het?': (page) => example(page),
  'Start, a plan open': async (page) => {
    await example(page);
    await page.getByRole('tab', { name: 'Start' }).click();
  },
  Varianten: async (page) => {
    await example(page);
    await page.getByRole('tab', { name: 'Varianten' }).click();
    await page.getByLabel('Wijzigen voor').selectOption({ index: 2 });
    await page.getByText('Soort school en netwerk').click();
    await page.getByText('Normen (uren)').click();
    await page
      .getByLabel(/^Soort van/)
      .first()
      .waitFor();
    const field = page.getByRole('textbox', { name: /^Starters.*getal$/ });
    await field.fill('1.250');
    await page.getByText('Bedoelt u met').waitFor();
  },
  Uitleg: async (page) => {
    await example(page);
    await page.getByRole('tab', { name: 'Uitleg' }).click();
    await page.getByRole('button', { name: 'Dekkingsgraad' }).click();
    await page.getByText('Dit zit erin').waitFor();
    await page.getByText('Kies een getal').click();
    await page.getByLabel('Onderdeel').selectOption('Inzet en kosten per regel');
  },
  Problemen: async (page) => {
    await example(page);
    await page.getByRole('tab', { name: 'Problemen' }).click();
    await page
      .getByRole('button', { name: /^Toon waarom/ })
      .first()
      .waitFor();
  },
};

async function example(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open het voorbeeld' }).click();
  await page.getByRole('heading', { name: 'Past het?' }).waitFor();
}

/** What axe finds against WCAG 2.2 AA and its own good practice. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  // the places where tabs come and go that the components put in for themselves: they give the focus on at once
  const { violations: found } = await page.evaluate<axe.AxeResults>(
    `axe.run({ exclude: [['[data-tabster-dummy]']] })`,
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

requireProgram('chromium')('the pane for everybody', () => {
  let pane: Pane;
  beforeAll(async () => {
    pane = await Pane.open();
  });
  afterAll(() => pane.close());

  describe.each(Object.entries(SCREENS))('%s', (_name, open) => {
    it.each([
      { look: 'light', options: {} },
      { look: 'dark', options: { dark: true } },
      { look: '320 px wide', options: { width: 320, height: 640 } },
    ])('has nothing that keeps somebody out, $look', async ({ options }) => {
      const { page, context } = await pane.page(options);
      await open(page);
      expect(await violations(page)).toEqual([]);
      // nothing sticks out sideways
      const wide = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
      expect(wide).toBeLessThanOrEqual(0);
      await context.close();
    });
  });

  it('keeps its contrast in the high-contrast look', async () => {
    const { page, context } = await pane.page();
    await example(page);
    await page.getByLabel('Weergave').selectOption('Hoog contrast');
    expect(await violations(page)).toEqual([]);
    await context.close();
  });

  it('is walked from opening to explaining by keyboard alone', async () => {
    const { page, context } = await pane.page();
    const focused = (): Promise<string> =>
      page.evaluate(
        `(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent ?? '').trim()`,
      );
    /** Goes on with Tab until this has the focus. */
    const tabTo = async (name: RegExp): Promise<void> => {
      for (let step = 0; step < 80; step++) {
        await page.keyboard.press('Tab');
        if (name.test(await focused())) return;
      }
      throw new Error(`not reached by Tab: ${name}`);
    };
    await tabTo(/^Open het voorbeeld/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Past het?' }).waitFor();
    // the announcement says what came of it
    const status = page.getByRole('status').filter({ hasText: 'Doorgerekend: 11 varianten.' });
    await status.waitFor({ state: 'attached' });
    // on the tabs by arrows
    await page.getByRole('tab', { name: 'Past het?' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Varianten uitproberen' }).waitFor();
    await tabTo(/schuif$/);
    await page.keyboard.press('ArrowLeft');
    await page.getByText('1 wijziging').waitFor();
    await page.getByRole('tab', { name: 'Varianten' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Waar komt dit getal vandaan?' }).waitFor();
    await tabTo(/^Dekkingsgraad/);
    await page.keyboard.press('Enter');
    await page.getByText('Zo berekend').waitFor();
    await tabTo(/^Lasten: alle regels samen/);
    await page.keyboard.press('Enter');
    // the focus goes along to the new figure
    await expect.poll(focused).toMatch(/^Lasten: alle regels samen/);
    await context.close();
  });

  it('speaks English where the address asks for it', async () => {
    const { page, context, seen } = await pane.page({ english: true });
    await page.getByRole('button', { name: 'Open the example' }).click();
    await page.getByRole('heading', { name: 'Does it fit?' }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    expect(seen.complaints).toEqual([]);
    await context.close();
  });
});
