import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { calculate, judge, type Plan } from '../../engine/index.ts';
import { planText } from '../../src/export/plan-text.ts';
import { readPlanBytes, readWorkbookBytes } from '../../src/files/plan-bytes.ts';
import { readBook } from '../../src/ooxml/index.ts';
import { sumOf } from '../../src/report/summary.ts';
import { nl } from '../../src/texts/index.ts';
import { asPercentage, formatDecimal } from '../../src/texts/numbers.ts';
import { withEdits } from '../../src/trial/edits.ts';
import { accepted } from '../support/engine.ts';
import { convert } from '../support/libreoffice.ts';
import { requireProgram } from '../support/programs.ts';
import { samePlan } from '../support/same-plan.ts';
import { root } from '../tooling/project.ts';
import { Pane, type Seen } from './browser.ts';

const plan = accepted(JSON.parse(readFileSync(path.join(root, 'examples/groningen/plan.json'), 'utf8')));
const small = path.join(root, 'test/golden/hub-met-twee-partners.plan.json');

/** As the pane writes figures. */
const decimal = (figure: string): string => formatDecimal(figure, nl.separators).replace('-', '−');
const euro = (figure: string): string => `€ ${decimal(figure)}`;
const percentage = (ratio: string): string => `${decimal(asPercentage(ratio))} %`;

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });

async function openExample(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open het voorbeeld' }).click();
  await heading(page, 'Past het?').waitFor();
}

async function openFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const file = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) };
  await page.getByTestId('file').setInputFiles(file);
}

/** The cells of the row of a table, by the row's heading. */
async function row(page: Page, table: RegExp, name: string): Promise<string[]> {
  const found = page
    .getByRole('table', { name: table })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: true }) });
  return found.getByRole('cell').allTextContents();
}

async function download(page: Page, button: string): Promise<{ name: string; bytes: Uint8Array }> {
  const waiting = page.waitForEvent('download', { timeout: 60_000 });
  await page.getByRole('button', { name: button }).click();
  const file = await waiting;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

requireProgram('chromium', 'soffice')('the pane in a browser', () => {
  let pane: Pane;
  let seen: Seen;
  let page: Page;
  beforeAll(async () => {
    pane = await Pane.open();
    ({ page, seen } = await pane.page());
  });
  afterAll(() => pane.close());

  it('answers first whether it fits, with the figures of the engine', async () => {
    await openExample(page);
    await page.getByLabel('Periode').selectOption('2026-2027');
    const years = calculate(plan).variants.map((variant) => variant.years[0]!);
    const table = /^Varianten naast elkaar/;
    expect(await row(page, table, 'Lasten')).toEqual(years.map(({ totals }) => euro(totals.cost)));
    expect(await row(page, table, 'Resultaat')).toEqual(years.map(({ totals }) => euro(totals.result)));
    expect(await row(page, table, 'Dekkingsgraad')).toEqual(
      years.map(({ totals }) => percentage(totals.coverage!)),
    );
    expect(await row(page, table, 'Studenten')).toEqual(
      years.map(({ students }) => decimal(String(students))),
    );
    const [first] = years[0]!.parties;
    expect(await row(page, /^Per bestuur/, 'Bestuur Winkler Prins')).toEqual([
      euro(first!.budget),
      euro(first!.cost),
      euro(first!.contribution),
      euro(first!.net),
      euro(first!.ceiling!),
      nl.statuses[first!.status],
    ]);
  });

  it('judges the variant as the engine does', async () => {
    const words = nl.judgements;
    for (const { judgement, answer, deciding, tests } of judge(plan, calculate(plan).variants[0]!)) {
      const decides = words.tests[tests[deciding]!.test].short;
      await page
        .getByText(`${words.judgements[judgement]}: ${words.answers[answer]} (${decides})`)
        .waitFor({ timeout: 5_000 });
    }
  });

  it('shows calendar years, and all years together', async () => {
    const { variants } = calculate(plan);
    await page.getByRole('radio', { name: 'Kalenderjaren' }).click();
    await page.getByLabel('Periode').selectOption('2027');
    const table = /^Varianten naast elkaar/;
    expect(await row(page, table, 'Baten')).toEqual(
      variants.map(({ calendar }) => euro(calendar[1]!.funding)),
    );
    await page.getByLabel('Periode').selectOption('Alle jaren samen');
    expect(await row(page, table, 'Lasten')).toEqual(
      variants.map(({ years }) => euro(sumOf(years.map(({ totals }) => totals.cost)))),
    );
  });

  it('explains any figure, one click further each time, down to the input with its source', async () => {
    await page.getByRole('radio', { name: 'Schooljaren' }).click();
    await page.getByLabel('Periode').selectOption('2026-2027');
    const { totals } = calculate(plan).variants[0]!.years[0]!;
    await page.getByRole('button', { name: `${percentage(totals.coverage!)}.` }).click();
    await heading(page, 'Waar komt dit getal vandaan?').waitFor();
    await page.getByText(`${decimal(totals.funding)} ÷ ${decimal(totals.cost)}`).waitFor();
    await page.getByRole('button', { name: 'Lasten: alle regels samen' }).click();
    await page.getByRole('heading', { level: 2, name: `${decimal(totals.cost)} EUR` }).waitFor();
    await page
      .getByRole('button', { name: /Werkplekbegeleiding voltijd, .*uren × uurtarief/ })
      .first()
      .click();
    await page.getByRole('button', { name: /^Uren Werkplekbegeleiding voltijd/ }).click();
    await page.getByRole('button', { name: 'Werkplekbegeleiding voltijd, uren per geteld aantal' }).click();
    await page.getByText('Dit getal staat in het plan zelf.').waitFor();
    await page.getByText(/^bron: HAN\/ILS, adviestabel/).waitFor();
    await page.getByText('Plaats in het plan: /norms/0/hours').waitFor();
    // and back along the way
    await page.getByRole('navigation', { name: 'Uw weg hierheen' }).getByRole('button').first().click();
    await page.getByText(`${decimal(totals.funding)} ÷ ${decimal(totals.cost)}`).waitFor();
  });

  it('moves every figure of every variant at once while a slider moves, and takes it over or throws it away', async () => {
    await page.getByRole('tab', { name: 'Varianten' }).click();
    const table = /^Wat het doet/;
    const expected = (of: Plan): string[] =>
      calculate(of).variants.map(({ years }) => euro(sumOf(years.map(({ totals }) => totals.result))));
    const shown = async (): Promise<string[]> =>
      Promise.all(plan.variants.map(async ({ name }) => (await row(page, table, name))[2]!));
    const becomes = async (edited: Plan): Promise<void> => {
      await expect.poll(shown, { timeout: 10_000 }).toEqual(expected(edited));
    };
    await becomes(plan);
    const field = page.getByRole('textbox', { name: /^Starters.*getal$/ });
    const slider = page.getByRole('slider', { name: /^Starters.*schuif$/ });
    await slider.focus();
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowLeft');
    const edit = (value: string): Plan =>
      accepted(withEdits(plan, [{ kind: 'value', scope: null, keys: ['trend', 'starters'], value }]));
    await becomes(edit('-0.05'));
    expect(await field.inputValue()).toBe('-5');
    expect(await slider.getAttribute('aria-valuetext')).toBe('-5 %');
    // typed as people write it
    await field.fill('-12,5');
    await field.press('Enter');
    await becomes(edit('-0.125'));
    await page.getByRole('button', { name: 'Gooi weg' }).click();
    await becomes(plan);
  });

  it('asks what 1.250 means, refuses 12.5 and says what the engine refuses', async () => {
    await page.getByText('Overige kosten').click();
    const field = page.getByRole('textbox', { name: /^Training van werkplekbegeleiders.*getal$/ });
    await field.fill('1.250');
    await page.getByText('Bedoelt u met 1.250:').waitFor();
    await page.getByRole('button', { name: '1,25', exact: true }).click();
    await expect.poll(() => field.inputValue()).toBe('1,25');
    await field.fill('12.5');
    await page.getByText('Schrijf een komma voor decimalen: 12,5').waitFor();
    await field.fill('-4');
    await field.press('Enter');
    await page.getByText('-4 is te laag; het minimum is 0.').first().waitFor();
    await page.getByRole('tab', { name: /Problemen/ }).click();
    await page.getByText('-4 is te laag; het minimum is 0.').waitFor();
    await page.getByRole('button', { name: 'Ga naar de wijzigingen' }).click();
    await page.getByText('Overige kosten').click();
    await page.getByRole('button', { name: 'Stap terug' }).click();
    await expect.poll(() => field.inputValue()).toBe('1,25');
    await page.getByRole('button', { name: 'Gooi weg' }).click();
    await page.getByText('Geen wijzigingen.').waitFor();
  });

  it('copies a variant and makes a partner of a hub', async () => {
    await page.getByLabel('Wijzigen voor').selectOption('Hubs met partnerscholen, regels van 2025');
    await page.getByRole('button', { name: 'Kopieer deze variant' }).click();
    const name = page.getByLabel('Naam van de variant');
    await expect.poll(() => name.inputValue()).toBe('Hubs met partnerscholen, regels van 2025 (kopie)');
    await name.fill('Eén hub minder');
    await name.press('Enter');
    await page.getByRole('rowheader', { name: 'Eén hub minder' }).waitFor();
    await page.getByText('Soort school en netwerk').click();
    const hub = plan.variants[1]!.layout.find(({ kind }) => kind === 'hub')!;
    const school = plan.schools.find(({ id }) => id === hub.school)!.name;
    await page.getByLabel(`Soort van ${school}`).selectOption('partner');
    const edited = accepted(
      withEdits(plan, [
        { kind: 'copy', variant: 'hub-partner-2025', id: 'copy', name: 'Eén hub minder' },
        { kind: 'place', variant: 'copy', school: hub.school, schoolKind: 'partner', network: hub.network },
      ]),
    );
    const result = calculate(edited).variants.find(({ id }) => id === 'copy')!;
    await expect
      .poll(async () => (await row(page, /^Wat het doet/, 'Eén hub minder'))[2], { timeout: 10_000 })
      .toBe(euro(sumOf(result.years.map(({ totals }) => totals.result))));
    await page.getByRole('button', { name: 'Neem over in het plan' }).click();
    await page.getByText('Geen wijzigingen.').waitFor();
    await page.getByRole('tab', { name: 'Start' }).click();
    await page.getByText('nog niet bewaard').waitFor();
    const file = await download(page, 'Bewaar als planbestand');
    expect(file.name).toBe('samen-opleiden-in-de-onderwijsregio-vo-groningen.json');
    const saved = readPlanBytes(file.bytes);
    expect(saved.ok && saved.plan.variants.map(({ name: each }) => each)).toContain('Eén hub minder');
    await page.getByText('bijgewerkt').waitFor();
  });

  it('opens a plan, writes a workbook that LibreOffice calculates alike, and opens that again', async () => {
    const golden = accepted(JSON.parse(readFileSync(small, 'utf8')));
    await openFile(page, 'plan.json', new TextEncoder().encode(planText(golden)));
    await heading(page, 'Past het?').waitFor();
    await page.getByText(golden.name).first().waitFor();
    await page.getByRole('tab', { name: 'Start' }).click();
    const { name, bytes } = await download(page, 'Bewaar als werkboek');
    expect(name).toMatch(/\.xlsx$/);
    const recalculated = readBook(convert(bytes, 'xlsx'));
    const numbers = recalculated.sheets.flatMap(({ cells }) =>
      cells.flatMap((cell) => (cell.type === 'number' ? [Number(cell.text).toFixed(2)] : [])),
    );
    const errors = recalculated.sheets.flatMap(({ cells }) => cells.filter(({ type }) => type === 'error'));
    expect(errors).toEqual([]);
    for (const { years } of calculate(golden).variants) {
      for (const { totals } of years) {
        expect(numbers).toContain(totals.cost);
        expect(numbers).toContain(totals.funding);
      }
    }
    const again = readWorkbookBytes(bytes);
    expect(again.ok && samePlan(again.plan)).toEqual(samePlan(golden));
    await openFile(page, name, bytes);
    await heading(page, 'Past het?').waitFor();
    expect(seen.complaints).toEqual([]);
  });

  it('refuses a file with all that is wrong, and keeps the plan that was open', async () => {
    await page.getByRole('tab', { name: 'Start' }).click();
    const broken = JSON.parse(readFileSync(small, 'utf8')) as Record<string, unknown>;
    await openFile(page, 'kapot.json', new TextEncoder().encode(JSON.stringify({ ...broken, years: 99 })));
    await page.getByText('kapot.json is niet geopend.').first().waitFor();
    await page.getByText('99 is te hoog; het maximum is 15.').waitFor();
    await openFile(page, 'foto.xlsx', new Uint8Array([0x50, 0x4b, 1, 2, 3]));
    await page.getByText('foto.xlsx is niet geopend.').first().waitFor();
    await page.getByRole('tab', { name: 'Past het?' }).click();
    await page.getByRole('table', { name: /^Varianten naast elkaar/ }).waitFor();
  });

  it('reads lists with their preview, asks what only the user knows, and takes all of it over', async () => {
    await page.getByRole('tab', { name: 'Start' }).click();
    await page.getByRole('button', { name: 'Lees lijsten in' }).click();
    await page.getByRole('checkbox').uncheck();
    const list = (name: string) => path.join(root, 'examples/import', name);
    await page.getByTestId('lists').setInputFiles([list('vestigingen.csv'), list('plaatsingen-kort.csv')]);
    await page.getByText('Wat alleen u weet').waitFor();
    const ask = page.getByLabel('Praedinius', { exact: true });
    await ask.selectOption({ index: 1 });
    await page
      .getByRole('button', { name: 'Neem alles over' })
      .waitFor({ timeout: 5_000 })
      .catch(() => undefined);
    for (let question = 0; question < 12; question++) {
      if (await page.getByRole('button', { name: 'Neem alles over' }).isVisible()) break;
      const open = page.getByRole('combobox').filter({ hasText: 'Kies …' }).first();
      await open.selectOption({ index: 1 });
      await page.waitForTimeout(150);
    }
    await page.getByRole('button', { name: 'Neem alles over' }).click();
    await heading(page, 'Past het?').waitFor();
  });

  it('asks nothing of anybody else, workers included, and was told by its pages not to', async () => {
    expect(seen.requests.some((url) => url.endsWith('.js'))).toBe(true);
    const foreign = seen.requests.filter((url) => !url.startsWith(pane.address) && !url.startsWith('blob:'));
    expect(foreign).toEqual([]);
    // and the browser would refuse it
    const refused = await page.evaluate(`fetch('https://example.org/').then(() => false, () => true)`);
    expect(refused).toBe(true);
  });

  it('does not let an unsaved plan go silently', async () => {
    const fresh = await pane.page();
    await openExample(fresh.page);
    let asked = 0;
    fresh.page.on('dialog', (dialog) => {
      asked++;
      void dialog.accept();
    });
    await fresh.page.reload();
    expect(asked).toBe(0);
    await openExample(fresh.page);
    await fresh.page.getByRole('tab', { name: 'Varianten' }).click();
    await fresh.page.getByRole('slider').first().focus();
    await fresh.page.keyboard.press('ArrowRight');
    await fresh.page.getByText('1 wijziging').waitFor();
    await fresh.page.reload();
    expect(asked).toBe(1);
  });

  it('never works longer than 100 ms on the thread of the screen while it calculates and writes', async () => {
    const fresh = await pane.page();
    await openExample(fresh.page);
    await fresh.page.getByRole('tab', { name: 'Varianten' }).click();
    await fresh.page.getByRole('slider').first().focus();
    const longest = await pane.longestTask(fresh.page, async () => {
      for (let step = 0; step < 5; step++) await fresh.page.keyboard.press('ArrowRight');
      await fresh.page.getByText('1 wijziging').waitFor();
      await fresh.page.getByRole('tab', { name: 'Start' }).click();
      await download(fresh.page, 'Bewaar als werkboek');
    });
    expect(longest).toBeLessThan(100);
    await fresh.context.close();
  });
});
