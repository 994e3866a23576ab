import { readFileSync } from 'node:fs';
import { it } from 'vitest';
import { inputsNl } from '../../src/texts/inputs.nl.ts';
import { addInzet } from '../../src/workbook/live/inzet.ts';
import { accepted } from '../support/engine.ts';
import { bytesOf, differences, inputsOf, tablesOf } from './live-book.ts';

it('groningen', () => {
  const plan = accepted(JSON.parse(readFileSync('examples/groningen/plan.json', 'utf8')));
  let t = Date.now();
  const inputs = inputsOf(plan);
  const tables = tablesOf(plan);
  const sheets = plan.variants.map(
    (v) => addInzet(`Inzet ${v.id}`.slice(0, 31), inputsNl, tables, plan, v).sheet,
  );
  console.log(
    'build',
    Date.now() - t,
    sheets.map((s) => s.rows.length),
  );
  t = Date.now();
  const n = sheets.map((s) => [...s.cells()].length);
  console.log('cells', Date.now() - t, n, process.memoryUsage().rss / 1e6);
  t = Date.now();
  const b = bytesOf({ inputs, sheets });
  console.log('bytes', Date.now() - t, b.length);
  t = Date.now();
  const wrong = differences({ inputs, sheets });
  console.log('lo', Date.now() - t, wrong.length, wrong.slice(0, 10));
}, 600000);
