import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Exact } from '../../engine/index.ts';
import { compileFormula } from '../../src/ooxml/formula.ts';
import { FIRST_YEAR, type LiveCell } from '../../src/workbook/live/index.ts';
import { accepted } from '../support/engine.ts';
import { liveOf } from './live-figures.ts';

/** Rules that every formula of the calculation keeps. */

const FUNCTIONS = [
  ...['SUM', 'SUMIFS', 'SUMPRODUCT', 'INDEX', 'MATCH', 'ROUND', 'ROUNDUP', 'INT', 'MOD', 'MAX', 'MIN'],
  ...['IF', 'AND', 'OR', 'ISBLANK', 'ISNUMBER', 'FIND', 'SUBSTITUTE', 'ISFORMULA'],
  ...['RANK', 'COUNTIF', 'EXACT', 'TRIM', 'LEN'],
];

/** Texts, sheet names and headings out of the way. */
const bare = (formula: string): string =>
  formula
    .replaceAll(/"(?:[^"]|"")*"/g, '""')
    .replaceAll(/'(?:[^']|'')*'!/g, '')
    .replaceAll(/\[(?:[^[\]]|\[[^\]]*\])*\]/g, '');

const plans = [
  'golden/hub-met-twee-partners.plan.json',
  'golden/willekeurig-05.plan.json',
  'golden/willekeurig-18.plan.json',
];
const cellsOf = (name: string): Map<string, LiveCell[]> => {
  const plan = accepted(JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')));
  return new Map(liveOf(plan).sheets.map((sheet) => [sheet.name, [...sheet.cells()]]));
};

it.each(plans)('%s: formulas are short, plain and made of few functions', (name) => {
  for (const [sheet, cells] of cellsOf(name)) {
    for (const { formula, row, column } of cells) {
      if (formula === undefined) continue;
      const where = `${sheet} R${row}C${column} ${formula}`;
      const plain = bare(formula);
      const called = [...plain.matchAll(/([A-Z][A-Z.]*)\(/g)].map(([, called_]) => called_ as string);
      expect([where, called.filter((each) => !FUNCTIONS.includes(each))]).toEqual([where, []]);
      expect([where, called.filter((each) => each === 'IF').length <= 1]).toEqual([where, true]);
      const rounded = plain.replaceAll(/,(?:0|2|4|6|9|10)\)/g, ',)');
      const constants = [...rounded.matchAll(/(?<![A-Z$\d.])\d+(?:\.\d+)?/g)].map(([constant]) => constant);
      expect([where, constants.filter((each) => !['0', '1', '5', '7', '12', '100'].includes(each))]).toEqual([
        where,
        [],
      ]);
      expect([where, formula.length < 420]).toEqual([where, true]);
    }
  }
});

/** A formula with its references as steps from where it stands. */
const relative = (formula: string, row: number, column: number): string =>
  compileFormula(formula)
    .map((part) =>
      typeof part === 'string'
        ? part
        : `R${part.rowFixed ? part.row : `[${(part.row ?? 0) - row}]`}C${part.columnFixed ? part.column : `[${(part.column ?? 0) - column}]`}`,
    )
    .join('');

it.each(plans)('%s: one formula per row over all years', (name) => {
  for (const [sheet, cells] of cellsOf(name)) {
    const rows = new Map<number, Set<string>>();
    const years = Math.max(...cells.filter(({ look }) => look === 'count').map(({ column }) => column));
    for (const { formula, row, column } of cells) {
      if (formula === undefined || column < FIRST_YEAR || column > years) continue;
      const own = rows.get(row) ?? new Set();
      own.add(relative(formula, row, column));
      rows.set(row, own);
    }
    for (const [row, formulas] of rows)
      expect([sheet, row, [...formulas]]).toEqual([sheet, row, [...formulas].slice(0, 1)]);
  }
});

it('stores no error, and a number or nothing in every year', () => {
  for (const [sheet, cells] of cellsOf(plans[0]!)) {
    for (const { column, value, look, row } of cells) {
      if (column < FIRST_YEAR || look === 'label') continue;
      expect([sheet, row, value instanceof Exact || value === '']).toEqual([sheet, row, true]);
    }
  }
});
