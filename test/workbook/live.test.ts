import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { calculate, type Plan, type Result } from '../../engine/index.ts';
import { writeWorkbook } from '../../src/hosts/xlsx-file.ts';
import { updateWorkbook } from '../../src/hosts/xlsx-update.ts';
import { cellIndex, readBook, type Sheet, unpackParts, writeBook } from '../../src/ooxml/index.ts';
import { nl } from '../../src/texts/index.ts';
import {
  describeLiveSheets,
  FIRST_YEAR,
  type Inzet,
  type LiveWorkbook,
} from '../../src/workbook/live/index.ts';
import { accepted, LONG } from '../support/engine.ts';
import { convert } from '../support/libreoffice.ts';
import { requireAll, requireProgram } from '../support/programs.ts';
import { missingForSchemas, validateParts } from '../support/schemas.ts';
import { bytesOf, differences, inputsOf, misses } from './live-book.ts';
import { expectResult, liveOf } from './live-figures.ts';

const folder = new URL('../golden/', import.meta.url);
const read = (name: string): Plan => accepted(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));

/** The lines of the sheet that exist, as the result has them. */
function linesOf({ rules }: Inzet, year: number): string[] {
  return rules.flatMap(({ item, lines }) =>
    lines.flatMap(({ unit, count, hours, amount }) => {
      const shown = [count.in(year), hours?.in(year) ?? '', amount.in(year)].map(String);
      return Number(shown[0]) > 0
        ? [[item.id, unit.at, unit.id, Number(shown[0]), ...shown.slice(1)].join(' ')]
        : [];
    }),
  );
}

const names = readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith('.plan.json'));

it.each(names)('%s: lines', (name) => {
  const plan = read(name);
  const result: Result = calculate(plan);
  liveOf(plan).inzets.forEach((inzet, at) => {
    for (const [year, { lines }] of result.variants[at]!.years.entries()) {
      const wanted = lines
        .filter(({ hours, amount }) => Number(hours) + Number(amount) > 0)
        .map(({ item, at: place, unit, count, hours, amount }) =>
          [item, place, unit, Number(count), hours ?? '', amount].join(' '),
        );
      const own = linesOf(inzet, year).filter((line) => !/ 0\.00 0\.00$| {2}0\.00$/.test(line));
      expect(own).toEqual(wanted);
    }
  });
});

it.each(names)('%s: every figure of the result', (name) => {
  const plan = read(name);
  expectResult(liveOf(plan), plan);
});

const groningen = (): Plan =>
  accepted(JSON.parse(readFileSync(new URL('../../examples/groningen/plan.json', import.meta.url), 'utf8')));

it('examples/groningen: every figure of the result', () => {
  const plan = groningen();
  expectResult(liveOf(plan), plan);
});

const SAMPLE = names.filter((name) => /twee|-(05|11|18|23)\./.test(name));

const written = (plan: Plan): { bytes: Uint8Array; sheets: string[]; live: LiveWorkbook } => {
  const live = liveOf(plan);
  const sheets = describeLiveSheets(nl, live, inputsOf(plan), 'voet');
  const bytes = writeWorkbook({ title: 't', subject: 's', sheets }, { created: new Date(0) });
  return { bytes, sheets: sheets.map(({ name }) => name), live };
};

/** The formulas of the live sheets as a workbook holds them, and as they are. */
function formulasIn(bytes: Uint8Array, live: LiveWorkbook): [found: string[], wanted: string[]] {
  const back = readBook(bytes);
  const wanted: string[] = [];
  const found = live.sheets.flatMap((sheet) => {
    for (const { row, column, formula } of sheet.cells()) {
      if (formula !== undefined) wanted.push(`${sheet.name} R${row}C${column} ${formula}`);
    }
    const own = back.sheets.find(({ name }) => name === sheet.name);
    return (own?.cells ?? []).flatMap(({ row, column, formula }) =>
      formula === undefined ? [] : [`${sheet.name} R${row}C${column} ${formula}`],
    );
  });
  return [found, wanted];
}

it.each(SAMPLE)('%s: a formula that is written once for many cells is read in each of them', (name) => {
  const { bytes, live } = written(read(name));
  const [found, wanted] = formulasIn(bytes, live);
  expect(found).toEqual(wanted);
  const part = new TextDecoder().decode(
    unpackParts(bytes)
      .list()
      .reduce((one, other) => (other.bytes.length > one.bytes.length ? other : one)).bytes,
  );
  expect(part.match(/<f t="shared" si="/g)?.length).toBeGreaterThan(500);
});

it('in a workbook that is there already as well', () => {
  const plan = read(names[0]!);
  const { bytes, live } = written(plan);
  const mine: Sheet = { name: 'Van mij', cells: [{ kind: 'text', row: 1, column: 1, value: 'blijft' }] };
  const book = writeBook({ properties: { created: '2026-08-01T09:30:00Z' }, sheets: [mine] });
  const description = {
    title: 't',
    subject: 's',
    sheets: describeLiveSheets(nl, live, inputsOf(plan), 'voet'),
  };
  const updated = updateWorkbook(book, description, { created: new Date(0) });
  expect(formulasIn(updated.bytes, live)).toEqual(formulasIn(bytes, live));
});

it('a line says where its figure is from, since when and how firm, by reference to the input', () => {
  const plan = groningen();
  const [inzet] = liveOf(plan).inzets as [Inzet];
  const [wanted] = plan.norms!.filter(({ source }) => source !== undefined);
  const line = inzet.rules.find(({ item }) => item.id === wanted!.id)!.lines[0]!.hours!;
  expect(line.label('G').value()).toBe(wanted!.source);
  expect(line.label('I').value()).toBe(wanted!.status ?? (wanted!.assumption === true ? 'aanname' : ''));
  const [origin] = inzet.sheet.rows.filter(
    ({ labels }) => labels.A === 'herkomst' && labels.B === wanted!.id,
  );
  const cells = [...inzet.sheet.cells()].filter(({ row }) => row === origin!.number);
  expect(cells.find(({ column }) => column === 7)?.formula).toMatch(/^INDEX\(tblNormen\[Bron\],\$D\d+\)&""$/);
  // the other variants change norms that are left out here
  const variants = plan.variants.slice(0, 1);
  const dated: Plan = { ...plan, variants, norms: [{ ...wanted!, validFrom: '2026-08-01' }] };
  const shown = describeLiveSheets(nl, liveOf(dated), inputsOf(dated), '')
    .find(({ name }) => name === inzet.sheet.name)!
    .rows.flatMap(({ cells: row }) => row.slice(7, 8))
    .filter((cell) => cell?.look === 'day');
  expect(shown.map((cell) => cell!.value)).toContainEqual({ number: '46235' });
  expect(cells.find(({ column }) => column === 8)?.formula).toMatch(
    /INDEX\(tblNormen\[Geldig van\],\$D\d+\)/,
  );
});

requireAll(missingForSchemas(), 'things')('the schemas of ECMA-376', () => {
  it('accept every part', () => {
    const { errors, checked } = validateParts(written(read(names[0]!)).bytes);
    expect(errors).toEqual([]);
    expect(checked.length).toBeGreaterThan(20);
  });
});

requireProgram('soffice')('LibreOffice', () => {
  // a sample that holds every kind of rule, funding and change
  it.each(LONG ? names : SAMPLE)('%s', (name) => {
    const plan = read(name);
    const wrong = differences({ inputs: inputsOf(plan), sheets: liveOf(plan).sheets });
    expect(wrong.slice(0, 10)).toEqual([]);
  });

  it('as the host writes it: styles, protection and tables with it', () => {
    const plan = read(names[0]!);
    const { bytes, sheets, live } = written(plan);
    const back = readBook(convert(bytes, 'xlsx'));
    expect(back.sheets.map(({ name }) => name)).toEqual(sheets);
    expect(misses(back, live.sheets).slice(0, 10)).toEqual([]);
    expect(back.sheets.filter((sheet) => sheet.protected)).toHaveLength(live.sheets.length);
  });

  it('turns red where a formula is overwritten', () => {
    const plan = read(names[0]!);
    const live = liveOf(plan);
    const inputs = inputsOf(plan);
    const [{ sheet, totals }] = live.inzets as [Inzet];
    const master = live.reports.master;
    const masterOf = (bytes: Uint8Array): unknown => {
      const found = cellIndex(
        readBook(convert(bytes, 'xlsx')).sheets.find(({ name }) => name === master.sheet.name)!,
      );
      const cell = found(master.number, 4);
      return cell === undefined || cell.type === 'blank' ? undefined : cell.value;
    };
    expect(masterOf(bytesOf({ inputs, sheets: live.sheets }))).toBe(0);
    const damage = { sheet: sheet.name, row: totals.students.number, column: FIRST_YEAR };
    expect(masterOf(bytesOf({ inputs, sheets: live.sheets }, damage))).toBeGreaterThan(0);
  });

  it.runIf(LONG)('examples/groningen', () => {
    const plan = groningen();
    expect(differences({ inputs: inputsOf(plan), sheets: liveOf(plan).sheets }).slice(0, 10)).toEqual([]);
  });
});
