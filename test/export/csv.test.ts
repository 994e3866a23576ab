import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calculate, type Plan, validate } from '../../engine/index.ts';
import {
  CSV_LOCALES,
  csvText,
  exportTable,
  neutralised,
  planText,
  TABLES,
  withoutNeutralising,
} from '../../src/export/index.ts';
import { readPlanText } from '../../src/files/plan-bytes.ts';
import { readCsv, readNumber } from '../../src/import/index.ts';
import { nl } from '../../src/texts/index.ts';
import { samplePlans } from '../support/plans.ts';

const example = JSON.parse(readFileSync('examples/groningen/plan.json', 'utf8')) as Plan;

describe('CSV out', () => {
  it.each(['=1+1', '+31', '-x', '@x', '\t=x', '\r=x', '\n=x', '＝1', "'=x", "''-x"])(
    'neutralises %j, and that can be undone',
    (text) => {
      expect(neutralised(text)).toBe(`'${text}`);
      expect(withoutNeutralising(neutralised(text))).toBe(text);
    },
  );
  it.each(["'s-Gravenhage", 'a=b', 'x-y', '', "'", 'naam'])('leaves %j', (text) => {
    expect(neutralised(text)).toBe(text);
    expect(withoutNeutralising(text)).toBe(text);
  });
  it('undoes it for any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(withoutNeutralising(neutralised(text))).toBe(text);
      }),
    );
  });

  const rows = [
    ['Naam', 'Bedrag'],
    ['=A1', { number: '-1234.50' }],
    ['"x";y', null],
  ];
  it('is Dutch or international, with or without neutralising; numbers stay numbers', () => {
    expect(csvText(rows, { locale: CSV_LOCALES['csv-nl'] })).toBe(
      '\ufeffNaam;Bedrag\r\n\'=A1;-1234,50\r\n"""x"";y";\r\n',
    );
    expect(csvText(rows, { locale: CSV_LOCALES['csv-int'], neutralise: false })).toBe(
      'Naam,Bedrag\r\n=A1,-1234.50\r\n"""x"";y",\r\n',
    );
  });

  it('has every number of every table back when it is read', async () => {
    const result = calculate(example);
    for (const table of TABLES) {
      const { columns, rows: out } = exportTable(table, example, result, nl);
      for (const [name, locale] of Object.entries(CSV_LOCALES)) {
        const text = csvText([columns, ...out], { locale });
        const outcome = await readCsv('a.csv', [text]);
        if (!outcome.ok) throw new Error(JSON.stringify(outcome.problem));
        const [head, ...body] = outcome.rows.map(({ cells }) => cells as string[]);
        expect(head).toEqual(columns);
        expect(body).toHaveLength(out.length);
        const reading = name === 'csv-nl' ? 'nl' : 'en';
        for (const [at, row] of out.entries()) {
          for (const [column, cell] of row.entries()) {
            const back = body[at]?.[column] ?? '';
            if (cell === null) expect(back).toBe('');
            else if (typeof cell === 'string') expect(withoutNeutralising(back)).toBe(cell);
            else if (readNumber(back, reading) !== cell.number)
              expect(back, `${table} ${columns[column]}`).toBe(cell.number);
          }
        }
      }
    }
  });

  it('says for people what the result has as keys, and names every item', () => {
    const result = calculate(example);
    const cellsOf = (table: (typeof TABLES)[number], column: string, words: boolean): unknown[] => {
      const { columns, rows: out } = exportTable(table, example, result, nl, { words });
      return [...new Set(out.map((row) => row[columns.indexOf(column)]))];
    };
    expect(cellsOf('parties', 'status', false)).toEqual(['within-ceiling', 'deficit', 'covered']);
    expect(cellsOf('parties', 'status', true)).toEqual(['binnen plafond', 'tekort', 'gedekt']);
    expect(cellsOf('checks', 'status', true)).toEqual(['voldoet', 'voldoet niet']);
    expect(cellsOf('lines', 'kind', true)).toEqual(['Uren', 'Lasten']);
    expect(cellsOf('levels', 'level', true)[0]).toBe('de regio');
    expect(cellsOf('lines', 'at', true)).toContain('bestuur');
    const subjects = cellsOf('checks', 'subjects', true).map(String);
    expect(subjects).toContain('de regio');
    expect(subjects.filter((text) => /board:|[a-z]-\d\d[a-z]/.test(text))).toEqual([]);
    for (const table of ['funding', 'payers'] as const)
      expect(cellsOf(table, 'itemName', false)).toContain(
        'Eigen inzet van de besturen voor werkplekbegeleiding',
      );
  });

  it('has the totals of the result', () => {
    const result = calculate(example);
    const { columns, rows: out } = exportTable('totals', example, result, nl);
    expect(out).toHaveLength(result.variants.length * result.years.length);
    expect(out[0]?.[columns.indexOf('cost')]).toEqual({ number: result.variants[0]?.years[0]?.totals.cost });
  });
});

describe('a plan as text', () => {
  it('is the same plan when it is read, with an item on each line', () => {
    const text = planText(example);
    const outcome = readPlanText(text);
    expect(outcome.ok && outcome.plan).toEqual(example);
    expect(text.split('\n').length).toBeGreaterThan(example.schools.length + example.students.length);
  });
  it('is so for any plan', () => {
    for (const plan of samplePlans(7, 30)) {
      const text = planText(plan as Plan);
      expect(JSON.parse(text)).toEqual(plan);
      expect(validate(JSON.parse(text)).ok).toBe(validate(plan).ok);
    }
  });
});
