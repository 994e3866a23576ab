import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../engine/index.ts';
import { checkBytes } from '../../src/files/check.ts';
import { writeWorkbook } from '../../src/hosts/xlsx-file.ts';
import { updateWorkbook } from '../../src/hosts/xlsx-update.ts';
import { cellName, columnName, readBook, writeBook } from '../../src/ooxml/index.ts';
import { nl } from '../../src/texts/index.ts';
import { describeWorkbook, logEntry, type WorkbookDescription } from '../../src/workbook/index.ts';
import { userBook, withParts } from '../ooxml/user-books.ts';
import { Edited } from '../support/edit-book.ts';
import { accepted, LONG } from '../support/engine.ts';
import { convert } from '../support/libreoffice.ts';
import { editEach, step } from '../support/libreoffice-edit.ts';
import { requireProgram } from '../support/programs.ts';

/** What `check` finds in a workbook that was damaged by hand; and that it finds nothing in one that was not. */

const CREATED = new Date('2026-08-01T09:30:00Z');
const golden = (name: string): Plan =>
  accepted(JSON.parse(readFileSync(new URL(`../golden/${name}.plan.json`, import.meta.url), 'utf8')));
const described = (plan: Plan): WorkbookDescription =>
  describeWorkbook(nl, plan, {
    log: [
      logEntry(
        plan,
        CREATED,
        plan.variants.map(({ id }) => id),
        nl.log.withFormulas,
      ),
    ],
  });
const bytesOf = (description: WorkbookDescription): Uint8Array =>
  writeWorkbook(description, { created: CREATED });

/** What is found, each as `code place`. */
function foundIn(bytes: Uint8Array): string[] {
  const { outcome, damage } = checkBytes(bytes);
  const problems = [...(outcome.ok ? [] : outcome.problems), ...damage.problems];
  return [
    ...problems.map(({ code, path }) => `${code} ${path}`.trim()),
    ...damage.notes.map(({ code }) => `(${code})`),
  ];
}

const HUB = 'hub-met-twee-partners';
const hub = described(golden(HUB));
const budget = hub.sheets.find(({ mark }) => mark === 'Meerjarenbegroting')!;
/** The first row of the sheet whose first text is this, from 1. */
const rowOf = (label: string): number =>
  1 +
  budget.rows.findIndex(({ cells }) => {
    const value = cells[0]?.value;
    return value !== undefined && value !== null && 'text' in value && value.text === label;
  });
/** The first formula of a row. */
const formulaIn = (row: number): string =>
  cellName(row, 1 + budget.rows[row - 1]!.cells.findIndex((cell) => cell?.formula !== undefined));

describe('zonder schade', () => {
  it.each([HUB, 'willekeurig-05', 'willekeurig-18', 'willekeurig-23'])('%s: niets te melden', (name) => {
    expect(foundIn(bytesOf(described(golden(name))))).toEqual([]);
  });

  it.runIf(LONG)('Groningen: niets te melden', () => {
    const plan = accepted(JSON.parse(readFileSync('examples/groningen/plan.json', 'utf8')));
    expect(foundIn(bytesOf(described(plan)))).toEqual([]);
  });

  it('eigen bladen, ook na opnieuw schrijven: niets te melden', () => {
    const { bytes } = updateWorkbook(writeBook(userBook()), hub, { created: CREATED });
    expect(foundIn(bytes)).toEqual([]);
  });

  it('gewijzigde invoer is geen schade, maar maakt wel verouderd', () => {
    const edited = new Edited(hub);
    edited.set('tblNormen', edited.rowsOf('tblNormen')[0]!, 'Uren', { number: '0' });
    expect(foundIn(bytesOf(edited.description))).toEqual(['(workbook-stale)']);
  });

  it('een nieuwe rij invoer ook niet', () => {
    const edited = new Edited(hub);
    edited.arrange('tblBesturen', (rows) => [
      ...rows,
      rows[0]!.map((cell, at) => {
        const value = at === 0 ? { number: '3' } : at === 1 ? { text: 'nieuw' } : (cell?.value ?? null);
        return cell && { ...cell, value };
      }),
    ]);
    expect(foundIn(bytesOf(edited.description))).toEqual(['(workbook-stale)']);
  });
});

describe('schade in het bestand', () => {
  const row = rowOf('Totaal baten');
  const place = formulaIn(row);

  /** The workbook with one cell of the budget other than it was. */
  function withCell(at: number, change: (cell: NonNullable<Cell>) => Cell): Uint8Array {
    const edited = new Edited(hub);
    const { cells } = edited.description.sheets.find(({ mark }) => mark === 'Meerjarenbegroting')!.rows[
      row - 1
    ]!;
    cells[at] = change(cells[at]!);
    return bytesOf(edited.description);
  }
  type Cell = (typeof budget.rows)[number]['cells'][number];
  const column = budget.rows[row - 1]!.cells.findIndex((cell) => cell?.formula !== undefined);

  it('een getal over een formule', () => {
    const bytes = withCell(column, ({ look }) => ({ look, value: { number: '12' } }));
    expect(foundIn(bytes)).toEqual([`damage-formula-overwritten Meerjarenbegroting!${place}`]);
  });

  it('tekst waar een getal hoort', () => {
    const bytes = withCell(column, ({ look }) => ({ look, value: { text: 'volgt' } }));
    expect(foundIn(bytes)).toEqual([`damage-formula-overwritten Meerjarenbegroting!${place}`]);
  });

  it('een leeggemaakte formule', () => {
    expect(foundIn(withCell(column, () => undefined))).toEqual([
      `damage-formula-emptied Meerjarenbegroting!${place}`,
    ]);
  });

  it('een gewijzigde formule', () => {
    const bytes = withCell(column, (cell) => ({ ...cell, formula: `${cell.formula}+1` }));
    expect(foundIn(bytes)).toEqual([`damage-formula-changed Meerjarenbegroting!${place}`]);
  });

  it('een ander opschrift', () => {
    const bytes = withCell(0, ({ look }) => ({ look, value: { text: 'Lasten' } }));
    expect(foundIn(bytes)).toEqual([`damage-value-changed Meerjarenbegroting!A${row}`]);
  });

  it('een getal waar niets hoort', () => {
    const edited = new Edited(hub);
    const sheet = edited.description.sheets.find(({ mark }) => mark === 'Meerjarenbegroting')!;
    sheet.rows[1] = { cells: [sheet.rows[1]?.cells[0], undefined, { value: { number: '5' }, look: 'euro' }] };
    expect(foundIn(bytesOf(edited.description))).toEqual(['damage-cell-added Meerjarenbegroting!C2']);
  });

  it('wordt met honderden cellen in blokken genoemd', () => {
    const edited = new Edited(hub);
    const sheet = edited.description.sheets.find(({ mark }) => mark === 'Inzet hub-partner')!;
    for (const { cells } of sheet.rows)
      cells.forEach((cell, at) => {
        if (cell?.formula !== undefined) cells[at] = { look: cell.look, value: { number: '1' } };
      });
    const { damage } = checkBytes(bytesOf(edited.description));
    expect(damage.problems.length).toBeLessThan(40);
    const counted = damage.problems.reduce(
      (sum, { values }) =>
        sum +
        ('found' in values && 'count' in values
          ? (values.count ?? 0)
          : 'found' in values
            ? 1
            : 'count' in values
              ? values.count
              : 0),
      0,
    );
    const formulas = hub.sheets
      .find(({ mark }) => mark === 'Inzet hub-partner')!
      .rows.flatMap(({ cells }) => cells.filter((cell) => cell?.formula !== undefined));
    expect(counted).toBe(formulas.length);
  });

  it.each<[string, (text: string) => string, string[]]>([
    [
      'een verwijderde naam',
      (xml) => xml.replace(/<definedName name="lijstNormen">[^<]*<\/definedName>/, ''),
      ['damage-name-missing'],
    ],
    [
      'een verplaatste naam',
      (xml) => xml.replace(/(<definedName name="lijstNormen">)[^<]*/, '$1tblKosten[Id]'),
      ['damage-name-changed'],
    ],
    [
      'een verwijderd kenmerk',
      (xml) =>
        xml.replace(
          /<definedName name="samenplan_blad"[^>]*>(?:"|&quot;)Bezetting(?:"|&quot;)<\/definedName>/,
          '',
        ),
      ['damage-mark-missing'],
    ],
    [
      'een verborgen blad',
      (xml) => xml.replace('name="Bezetting"', 'name="Bezetting" state="hidden"'),
      ['damage-sheet-hidden'],
    ],
  ])('%s', (_, change, codes) => {
    const before = bytesOf(hub);
    const after = withParts(before, { 'xl/workbook.xml': change });
    expect(Buffer.compare(after, before)).not.toBe(0);
    expect(foundIn(after)).toEqual(codes);
  });

  it('een tabel met een andere naam', () => {
    const bytes = bytesOf(hub);
    const table = readBook(bytes)
      .sheets.flatMap(({ tables }) => tables)
      .find(({ name }) => name === 'tblKosten')!;
    const after = withParts(bytes, {
      [table.part]: (xml) => xml.replaceAll('"tblKosten"', '"Tabel7"'),
    });
    expect(foundIn(after)).toEqual(['damage-table-renamed Kosten!A6']);
  });
});

requireProgram('soffice')('LibreOffice', () => {
  it.each(LONG ? [HUB, 'willekeurig-05', 'willekeurig-18', 'willekeurig-23'] : ['willekeurig-18'])(
    '%s: opnieuw opgeslagen is geen schade',
    (name) => {
      expect(foundIn(convert(bytesOf(described(golden(name))), 'xlsx'))).toEqual([]);
    },
  );

  const sheet = 'Meerjarenbegroting';
  const row = rowOf('Totaal baten');
  const place = formulaIn(row);
  /** The column of the second year, from 1. */
  const year = 2 + budget.rows[row - 1]!.cells.findIndex((cell) => cell?.formula !== undefined);
  const cases: [string, string[], string[]][] = [
    ['een notitie op een eigen blad', [step.addSheet('Mijn blad'), step.setText('Mijn blad', 'A1', 'x')], []],
    ['een ander aantal uren', [step.setValue('Normen', 'G7', 3)], ['(workbook-stale)']],
    ['een verwijderde rij', [step.deleteRows(sheet, row)], [`damage-rows-deleted ${sheet}!A${row}`]],
    [
      'een verwijderde rij van de berekening',
      [step.deleteRows('Inzet hub-partner', 60)],
      ['damage-rows-deleted Inzet hub-partner!A60'],
    ],
    ['een tussengevoegde rij', [step.insertRows(sheet, row, 2)], [`damage-rows-inserted ${sheet}!A${row}`]],
    [
      'een verwijderde kolom',
      [step.deleteColumns(sheet, year)],
      [`damage-columns-deleted ${sheet}!${columnName(year)}1`],
    ],
    [
      'een tussengevoegde kolom',
      [step.insertColumns('Inzet hub-partner', year)],
      [`damage-columns-inserted Inzet hub-partner!${columnName(year)}1`],
    ],
    [
      'een overschreven formule',
      [step.setValue(sheet, place, 12)],
      [`damage-formula-overwritten ${sheet}!${place}`],
    ],
    [
      'geplakte waarden',
      [step.pasteValues(sheet, `${place}:${columnName(year)}${row}`)],
      [`damage-formula-overwritten ${sheet}!${place}`],
    ],
    [
      'een gewijzigde formule',
      [step.setFormula(sheet, place, '=1+1')],
      [`damage-formula-changed ${sheet}!${place}`],
    ],
    ['een ander tabblad', [step.renameSheet(sheet, 'Begroting 2026')], ['damage-sheet-renamed']],
    ['een verwijderd blad', [step.deleteSheet('Bezetting')], ['damage-sheet-missing']],
    ['een verborgen blad', [step.hideSheet('Bezetting')], ['damage-sheet-hidden']],
    [
      'een gekopieerd blad',
      [step.copySheet('Bezetting', 'Bezetting (2)')],
      ['workbook-sheet-twice Bezetting (2)'],
    ],
    ['een verwijderde naam', [step.deleteName('lijstNormen')], ['damage-name-missing']],
    ['tekst waar een getal hoort', [step.setText('Normen', 'G7', 'veel')], ['cell-not-number Normen!G7']],
  ];

  it('noemt wat een gebruiker stuk maakt, en niets anders', () => {
    const files = editEach(
      bytesOf(hub),
      cases.map(([, steps]) => steps),
    );
    expect(cases.map(([name], at) => [name, foundIn(files[at]!)])).toEqual(
      cases.map(([name, , codes]) => [name, codes]),
    );
  }, 600_000);
});
