import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeWorkbook } from '../support/office/model.ts';
import { FakeExcel } from '../support/office/office.ts';
import { OFFICE_JS, openInExcel } from '../support/office/web-excel.ts';

const CHROMIUM = '/usr/bin/chromium';
const ADDIN = 'https://plan.example.nl/pane.html';
const PAGE = `<!doctype html><title>Add-in</title><script src="${OFFICE_JS}office.js"></script>
<p id="state">wacht</p><script src="/pane.js"></script>`;
const SCRIPT = `
  Office.onReady(async ({ host, platform }) => {
    const state = document.getElementById('state');
    try {
      await Excel.run(async (context) => {
        const sheet = context.workbook.worksheets.getItem('Blad1');
        const range = sheet.getRange('A1:B2');
        range.formulas = [[1, 2], ['=A1+B1', "'tekst"]];
        range.load('formulas');
        context.workbook.worksheets.onSelectionChanged.add(async ({ address }) => { state.textContent = address; });
        await context.sync();
        state.textContent = [host, platform, Office.context.displayLanguage, JSON.stringify(range.formulas)].join(' ');
      });
    } catch (error) { state.textContent = String(error); }
  });`;

let browser: Browser | undefined;
beforeAll(async () => {
  if (!existsSync(CHROMIUM)) return;
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-features=LocalNetworkAccessChecks'],
  });
});
afterAll(() => browser?.close());

describe.skipIf(!existsSync(CHROMIUM) && !process.env.CI)('Excel on the web', () => {
  it('speaks with the real Office.js in a page of its own', async () => {
    const context = await browser!.newContext({ ignoreHTTPSErrors: true });
    const excel = new FakeExcel(new FakeWorkbook('Blad1'));
    const files = new Map([
      [ADDIN, { body: Buffer.from(PAGE), type: 'text/html' }],
      [new URL('/pane.js', ADDIN).href, { body: Buffer.from(SCRIPT), type: 'text/javascript' }],
    ]);
    const web = await openInExcel(context, excel, ADDIN, (address) => files.get(address.split('?')[0] ?? ''));
    const state = web.frame.locator('#state');
    await expect.poll(() => state.textContent(), { timeout: 20_000 }).not.toBe('wacht');
    expect(await state.textContent()).toBe('Excel OfficeOnline nl-NL [[1,2],["=A1+B1","tekst"]]');
    expect(excel.notImitated).toEqual([]);
    expect(excel.workbook.sheets[0]?.at(2, 1)?.formula).toBe('=A1+B1');
    await web.choose('Blad1', 'C3');
    await expect.poll(() => state.textContent()).toBe('C3');
    expect(web.strangers).toEqual([]);
    await context.close();
  });
});
