import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { calculate, type Plan, type Result } from '../../engine/index.ts';
import { inputsNl } from '../../src/texts/inputs.nl.ts';
import { addInzet, type Inzet } from '../../src/workbook/live/inzet.ts';
import { accepted } from '../support/engine.ts';
import { requireProgram } from '../support/programs.ts';
import { differences, inputsOf, tablesOf } from './live-book.ts';

const folder = new URL('../golden/', import.meta.url);
const read = (name: string): Plan => accepted(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));

function inzetsOf(plan: Plan): Inzet[] {
  const tables = tablesOf(plan);
  return plan.variants.map((variant) => addInzet(`Inzet ${variant.id}`.slice(0, 31), inputsNl, tables, plan, variant));
}

/** The lines of the sheet that exist, as the result has them. */
function linesOf({ rules }: Inzet, year: number): string[] {
  return rules.flatMap(({ item, lines }) =>
    lines.flatMap(({ unit, count, hours, amount }) => {
      const shown = [count.in(year), hours?.in(year) ?? '', amount.in(year)].map(String);
      return Number(shown[0]) > 0 ? [[item.id, unit.at, unit.id, Number(shown[0]), ...shown.slice(1)].join(' ')] : [];
    }),
  );
}

const names = readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith('.plan.json'));

it.each(names)('%s: lines', (name) => {
  const plan = read(name);
  const result: Result = calculate(plan);
  inzetsOf(plan).forEach((inzet, at) => {
    for (const [year, { lines }] of result.variants[at]!.years.entries()) {
      const wanted = lines
        .filter(({ hours, amount }) => Number(hours) + Number(amount) > 0)
        .map(({ item, at: place, unit, count, hours, amount }) => [item, place, unit, Number(count), hours ?? '', amount].join(' '));
      const own = linesOf(inzet, year).filter((line) => !/ 0\.00 0\.00$|  0\.00$/.test(line));
      expect(own).toEqual(wanted);
    }
  });
});

it.each(names)('%s: who bears it, and funding', (name) => {
  const plan = read(name);
  const result: Result = calculate(plan);
  inzetsOf(plan).forEach((inzet, at) => {
    for (const [year, { parties, totals, funding }] of result.variants[at]!.years.entries()) {
      expect(inzet.ledger.borne.rows.map((row) => Number(row.in(year)))).toEqual(parties.map(({ cost }) => Number(cost)));
      expect([inzet.ledger.totalCost, inzet.ledger.totalHours].map((row) => Number(row.in(year)))).toEqual([Number(totals.cost), Number(totals.hours)]);
      expect(inzet.funding.map(({ amount }) => Number(amount.in(year)))).toEqual(funding.map(({ amount }) => Number(amount)));
    }
  });
});

requireProgram('soffice')('LibreOffice', () => {
  it.each(names.slice(0, 3))('%s', (name) => {
    const plan = read(name);
    const wrong = differences({ inputs: inputsOf(plan), sheets: inzetsOf(plan).map(({ sheet }) => sheet) });
    expect(wrong.slice(0, 10)).toEqual([]);
  });
});
