// `npm run screenshots`: a picture of every screen of the task pane, light, dark and 320 pixels wide, to
// dist/screenshots; those that the manual shows go to docs/beeld as well.

import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { ensurePrograms } from '../programs.mjs';
import { install, root, run } from '../setup.mjs';

const OUT = path.join(root, 'dist', 'screenshots');
const MANUAL = path.join(root, 'docs', 'beeld');

const LOOKS = [
  { name: 'licht', width: 1000, height: 760, dark: false },
  { name: 'donker', width: 1000, height: 760, dark: true },
  { name: 'smal', width: 320, height: 640, dark: false },
];

/** The screens in the order in which they are walked; `manual`: the look that the manual shows. */
const SCREENS = [
  { name: 'start', manual: 'licht', go: async () => undefined },
  {
    name: 'past-het',
    manual: 'licht',
    go: async (page) => {
      await page.getByRole('button', { name: 'Open het voorbeeld' }).click();
      await page.getByRole('heading', { name: 'Past het?' }).waitFor();
    },
  },
  {
    name: 'varianten',
    manual: 'licht',
    go: async (page) => {
      await page.getByRole('tab', { name: 'Varianten' }).click();
      const slider = page.getByRole('slider').first();
      await slider.focus();
      for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowLeft');
      await page.getByText('1 wijziging').waitFor();
    },
  },
  {
    name: 'uitleg',
    manual: 'licht',
    go: async (page) => {
      await page.getByRole('tab', { name: 'Uitleg' }).click();
      await page.getByRole('button', { name: 'Dekkingsgraad' }).click();
      await page.getByRole('button', { name: 'Lasten: alle regels samen' }).click();
      await page
        .getByRole('button', { name: /uren × uurtarief/ })
        .first()
        .click();
    },
  },
  {
    name: 'problemen',
    manual: 'smal',
    go: async (page) => {
      await page.getByRole('tab', { name: 'Problemen' }).click();
    },
  },
];

await run(async () => {
  await install('all');
  ensurePrograms();
  const { servePane } = await import('./serve.mjs');
  const { chromium } = await import('playwright-core');
  const { address, stop } = await servePane({ port: 3210, https: false });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-features=LocalNetworkAccessChecks'],
  });
  try {
    mkdirSync(OUT, { recursive: true });
    mkdirSync(MANUAL, { recursive: true });
    for (const { name: look, width, height, dark } of LOOKS) {
      const page = await browser.newPage({
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        locale: 'nl-NL',
        reducedMotion: 'reduce',
      });
      await page.goto(address, { timeout: 120_000 });
      for (const { name, manual, go } of SCREENS) {
        await go(page);
        // what is asked of the worker comes a moment later
        await page.waitForTimeout(1_000);
        const file = path.join(OUT, `${name}-${look}.png`);
        await page.screenshot({ path: file, fullPage: look !== 'smal' });
        if (look === manual) copyFileSync(file, path.join(MANUAL, `${name}.png`));
        process.stdout.write(`${file}\n`);
      }
      await page.close();
    }
  } finally {
    await browser.close();
    await stop();
  }
  return 0;
});
