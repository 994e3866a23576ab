import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeWorkbook } from '../support/office/model.ts';
import { FakeExcel } from '../support/office/office.ts';
import { openInExcel, type WebExcel } from '../support/office/web-excel.ts';
import { BASE, builtPane } from './browser.ts';

const CHROMIUM = '/usr/bin/chromium';
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

let browser: Browser | undefined;
beforeAll(async () => {
  if (!existsSync(CHROMIUM)) return;
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-features=LocalNetworkAccessChecks'],
  });
});
afterAll(() => browser?.close());

/** The built pane beside a workbook in Excel. */
async function beside(excel: FakeExcel): Promise<WebExcel> {
  const folder = builtPane();
  const context = await browser!.newContext({ locale: 'nl-NL', reducedMotion: 'reduce' });
  return openInExcel(context, excel, `${BASE}excel.html`, (address) => {
    if (!address.startsWith(BASE)) return undefined;
    const file = path.join(folder, decodeURIComponent(address.slice(BASE.length).split('?')[0] ?? ''));
    if (!file.startsWith(folder) || !existsSync(file) || statSync(file).isDirectory()) return undefined;
    return { body: readFileSync(file), type: TYPES[path.extname(file)] ?? 'application/octet-stream' };
  });
}

const button = (frame: Frame, name: string) => frame.getByRole('button', { name, exact: true });

/** The smallest example as a new plan. */
async function newPlan(frame: Frame): Promise<void> {
  await frame.locator('[data-testid="file"]').setInputFiles('examples/leeg/plan.json');
  await expect
    .poll(() => frame.locator('main').textContent(), { timeout: 30_000 })
    .toContain('Zoals het nu is');
  await frame.getByRole('tab', { name: 'Start' }).click();
}

describe.skipIf(!existsSync(CHROMIUM) && !process.env.CI)('the pane beside a workbook in Excel', () => {
  it('writes a plan into the open workbook, finds it there again, and puts back what was there', async () => {
    const workbook = new FakeWorkbook('Blad1', 'Studenten');
    workbook.sheets[1]!.put(1, 1).value = 'van de gebruiker';
    const before = workbook.snapshot();
    const excel = new FakeExcel(workbook);
    const { frame, strangers, page } = await beside(excel);
    const said = frame.getByText('In deze werkmap staat nog geen plan.');
    await said.first().waitFor({ timeout: 30_000 });

    await newPlan(frame);
    await button(frame, 'Schrijf het plan in deze werkmap').click();
    await button(frame, 'Zet terug wat er stond').waitFor({ timeout: 120_000 });
    expect(excel.notImitated).toEqual([]);
    expect(workbook.table('tblStudenten')?.sheet.name).toBe('Studenten (2)');
    expect(workbook.sheets[1]!.at(1, 1)?.value).toBe('van de gebruiker');

    // another pane, later, beside the same workbook
    const later = await beside(excel);
    await expect
      .poll(() => later.frame.locator('header').textContent(), { timeout: 60_000 })
      .toContain('Nieuw plan');
    await later.page.context().close();

    await button(frame, 'Zet terug wat er stond').click();
    await expect
      .poll(() => JSON.stringify(workbook.snapshot()), { timeout: 60_000 })
      .toBe(JSON.stringify(before));
    expect(excel.notImitated).toEqual([]);
    expect([...strangers, ...later.strangers]).toEqual([]);
    await page.context().close();
  }, 300_000);

  it('says what Excel refuses, and leaves the workbook as it was', async () => {
    const workbook = new FakeWorkbook('Blad1');
    const excel = new FakeExcel(workbook);
    const { frame, page } = await beside(excel);
    await frame.getByText('In deze werkmap staat nog geen plan.').first().waitFor({ timeout: 30_000 });
    await newPlan(frame);
    workbook.isProtected = true;
    const before = workbook.snapshot();
    await button(frame, 'Schrijf het plan in deze werkmap').click();
    await frame
      .getByText('De structuur van deze werkmap is beveiligd', { exact: false })
      .first()
      .waitFor({ timeout: 120_000 });
    expect(workbook.snapshot()).toEqual(before);
    await page.context().close();
  }, 300_000);
});
