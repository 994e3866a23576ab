import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { calculate, type Plan, type Result } from '../../engine/index.ts';
import { writeWorkbook } from '../../src/hosts/xlsx-file.ts';
import { cellIndex, readBook } from '../../src/ooxml/index.ts';
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
  const sheets = [...inputsOf(plan), ...describeLiveSheets(live, 'voet')];
  const bytes = writeWorkbook({ title: 't', subject: 's', sheets }, { created: new Date(0) });
  return { bytes, sheets: sheets.map(({ name }) => name), live };
};

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
