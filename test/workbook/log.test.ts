import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Plan } from '../../engine/index.ts';
import { writeWorkbook } from '../../src/hosts/xlsx-file.ts';
import { cellIndex, columnName, readBook } from '../../src/ooxml/index.ts';
import { en } from '../../src/texts/en.ts';
import { nl, type Texts } from '../../src/texts/index.ts';
import {
  CHANGED_NAME,
  describeWorkbook,
  logEntriesIn,
  logEntry,
  momentOf,
  type WorkbookDescription,
} from '../../src/workbook/index.ts';
import { Edited } from '../support/edit-book.ts';
import { accepted, LONG, random } from '../support/engine.ts';
import { convert } from '../support/libreoffice.ts';
import { requireProgram } from '../support/programs.ts';

const CREATED = new Date('2026-08-01T09:30:00Z');
const read = (name: string): Plan =>
  accepted(JSON.parse(readFileSync(new URL(`../golden/${name}.plan.json`, import.meta.url), 'utf8')));
const described = (plan: Plan, texts: Texts = nl): WorkbookDescription =>
  describeWorkbook(texts, plan, { log: [logEntry(plan, CREATED, ['a', 'b'], 'alles')] });

it('keeps the time on the clock of the Netherlands, summer and winter', () => {
  const clock = (time: string): string =>
    new Date(Math.round((Number(momentOf(new Date(time))) - 25_569) * 86_400) * 1000).toISOString();
  expect(clock('2026-08-01T09:30:07Z')).toBe('2026-08-01T11:30:07.000Z');
  expect(clock('2026-12-31T23:30:00Z')).toBe('2027-01-01T00:30:00.000Z');
});

it('gives back what was logged', () => {
  const plan = read('hub-met-twee-partners');
  const entries = ['alles', '=1+1'].map((written) => logEntry(plan, CREATED, ['a'], written));
  const bytes = writeWorkbook(describeWorkbook(nl, plan, { log: entries }), { created: CREATED });
  expect(logEntriesIn(readBook(bytes))).toEqual(entries);
  expect(logEntriesIn(readBook(writeWorkbook(describeWorkbook(nl, plan), { created: CREATED })))).toEqual([]);
});

requireProgram('soffice')('LibreOffice', () => {
  /** What LibreOffice makes of the number of changed input cells. */
  function changedIn(description: WorkbookDescription): unknown {
    const book = readBook(convert(writeWorkbook(description, { created: CREATED }), 'xlsx'));
    const { formula = '' } = book.names.find(({ name }) => name === CHANGED_NAME) ?? {};
    const [, sheet = '', column, row] = /^'?(.*?)'?\.?!?\$([A-Z]+)\$(\d+)$/.exec(formula) ?? [];
    const found = book.sheets.find(({ name }) => name === sheet)!;
    const at = [...Array(200).keys()].find((each) => columnName(each + 1) === column)! + 1;
    const cell = cellIndex(found)(Number(row), at);
    return cell?.type === 'number' ? cell.value : cell;
  }

  it.each(LONG ? ['hub-met-twee-partners', 'willekeurig-05', 'willekeurig-18'] : ['hub-met-twee-partners'])(
    '%s: nothing changed where nothing was edited, in either language',
    (name) => {
      expect(changedIn(described(read(name)))).toBe(0);
      expect(changedIn(described(read(name), en))).toBe(0);
    },
  );

  it('counts every input cell that says something else, whatever it holds', () => {
    const edited = new Edited(described(read('willekeurig-05')));
    const next = random(7);
    let edits = 0;
    // one cell of every column of every table: as many edits as cells that count
    for (const { tables = [], rows, mark } of edited.description.sheets) {
      if (mark === 'Logboek') continue;
      for (const { area } of tables) {
        for (let column = area.left; column <= area.right; column++) {
          const row = area.top + 1 + next(area.bottom - area.top);
          const { cells } = rows[row - 1]!;
          while (cells.length < column) cells.push(undefined);
          const cell = cells[column - 1];
          const value = cell?.value ?? null;
          const other =
            value === null
              ? { number: '0' }
              : 'text' in value
                ? {
                    text:
                      value.text === ''
                        ? 'x'
                        : `${value.text.slice(0, -1)}${value.text.endsWith('a') ? 'A' : 'a'}`,
                  }
                : { number: String(Number(value.number) + 1) };
          cells[column - 1] = { value: other, look: cell?.look ?? 'text' };
          edits++;
        }
      }
    }
    expect(edits).toBeGreaterThan(200);
    expect(changedIn(edited.description)).toBe(edits);
  });

  it('sees a value that was taken away, and a row that came', () => {
    const plan = read('hub-met-twee-partners');
    const gone = new Edited(described(plan));
    gone.set('tblNormen', gone.rowsOf('tblNormen')[0]!, 'Uren', null);
    expect(changedIn(gone.description)).toBe(1);
    const more = new Edited(described(plan));
    more.arrange('tblNormen', (rows) => [...rows, rows[0]!]);
    expect(changedIn(more.description)).toBe(1);
  });
});
