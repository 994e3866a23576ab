import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calculate, type Result } from '../../engine/index.ts';
import { cellIndex, type ReadBook, readBook } from '../../src/ooxml/index.ts';
import { accepted } from '../support/engine.ts';
import { convert } from '../support/libreoffice.ts';
import { requireProgram } from '../support/programs.ts';
import { Folder, GOLDEN, goldenPlan, samenplan } from './program.ts';

const folder = new Folder();
const file = folder.at('levend.xlsx');

/** Every number that a formula gives, by its place. */
function formulaNumbers(book: ReadBook): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const { name, cells } of book.sheets) {
    for (const cell of cells) {
      if (cell.formula !== undefined && cell.type === 'number')
        numbers.set(`${name}!${cell.row}:${cell.column}`, cell.value);
    }
  }
  return numbers;
}

describe('calculate --out', () => {
  it('writes a workbook of formulas that holds the plan as well', async () => {
    const outcome = await samenplan(['calculate', GOLDEN, '--summary', '--out', file]);
    expect(outcome.code).toBe(0);
    const book = readBook(readFileSync(file));
    expect(book.sheets.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Normen', 'Meerjarenbegroting', 'Inzet hub-partner', 'Inzet duo', 'Controles']),
    );
    expect(formulaNumbers(book).size).toBeGreaterThan(2_000);
    const back = await samenplan(['calculate', file, '--json']);
    const expected = calculate(accepted(goldenPlan()));
    expect(JSON.parse(back.stdout) as Result).toEqual(expected);
  });

  it('shows the cost of each variant and year as the engine has it', () => {
    const book = readBook(readFileSync(file));
    const budget = book.sheets.find(({ name }) => name === 'Meerjarenbegroting')!;
    const shown = new Set(
      budget.cells.flatMap((cell) => (cell.type === 'number' ? [cell.value.toFixed(2)] : [])),
    );
    for (const { years } of calculate(accepted(goldenPlan())).variants) {
      for (const { totals } of years) {
        for (const figure of [totals.cost, totals.funding, totals.result]) expect(shown).toContain(figure);
      }
    }
  });
});

requireProgram('soffice')('the live workbook in LibreOffice', () => {
  it('recalculates to the very same numbers', () => {
    const stored = formulaNumbers(readBook(readFileSync(file)));
    const again = readBook(convert(readFileSync(file), 'xlsx'));
    const at = new Map(again.sheets.map((sheet) => [sheet.name, cellIndex(sheet)]));
    for (const [place, value] of stored) {
      const [sheet = '', row, column] = /^(.*)!(\d+):(\d+)$/.exec(place)?.slice(1) ?? [];
      const cell = at.get(sheet)?.(Number(row), Number(column));
      expect(cell?.type, place).toBe('number');
      if (cell?.type === 'number') expect(Math.abs(cell.value - value), place).toBeLessThan(0.005);
    }
  });
});
