import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readPlanText } from '../../src/files/plan-bytes.ts';
import { readFromExcel } from '../../src/hosts/excel/read.ts';
import { recoverExcel, writeToExcel } from '../../src/hosts/excel/write.ts';
import { bookOf } from '../../src/hosts/xlsx-file.ts';
import { areaName, cellName } from '../../src/ooxml/index.ts';
import { nl } from '../../src/texts/index.ts';
import {
  type CellDescription,
  describeWorkbook,
  type Look,
  SHEET_MARK,
  type WorkbookDescription,
} from '../../src/workbook/index.ts';
import { FakeWorkbook } from '../support/office/model.ts';
import { FakeExcel } from '../support/office/office.ts';
import { samePlan } from '../support/same-plan.ts';

const CREATED = new Date('2026-08-01T09:30:00Z');

function described(file: string): WorkbookDescription {
  const outcome = readPlanText(readFileSync(file, 'utf8'));
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return describeWorkbook(nl, outcome.plan);
}

/** The smallest plan that has all there is to write. */
const SMALL = 'test/golden/hub-met-twee-partners.plan.json';
let small: WorkbookDescription;
beforeAll(() => {
  small = described(SMALL);
});

/** Writes, and sees to it that nothing was asked that the stand-in for Excel doesn't imitate. */
async function write(excel: FakeExcel, description: WorkbookDescription) {
  const outcome = await writeToExcel(excel.library, description);
  expect(excel.notImitated).toEqual([]);
  return outcome;
}

/** What of the workbook the `.xlsx` host writes too. */
function cellsOf(workbook: FakeWorkbook): unknown {
  return workbook.sheets.map((sheet) => ({
    name: sheet.name,
    cells: [...sheet.cells]
      .flatMap(([row, cells]) =>
        [...cells].map(([column, { formula, value, style }]) => ({
          at: cellName(row, column),
          ...(formula === undefined ? { value } : { formula }),
          style,
        })),
      )
      .sort((a, b) => (a.at < b.at ? -1 : 1)),
    tables: sheet.tables.map(({ name, area, showFilterButton }) => ({
      name,
      area: areaName(area),
      filter: showFilterButton,
    })),
    columns: sheet.columnWidths.size,
    validations: sheet.validations.length,
    conditionals: sheet.conditionals.length,
    charts: sheet.charts.length,
    links: sheet.links.size,
    breaks: sheet.breaks.length,
    locked: sheet.protection !== undefined,
  }));
}

function cellsOfFile(description: WorkbookDescription): unknown {
  return bookOf(description, { created: CREATED }).sheets.map((sheet) => ({
    name: sheet.name,
    cells: [...(sheet.stream?.runs() ?? [sheet.cells])]
      .flat()
      .map((cell) => ({
        at: cellName(cell.row, cell.column),
        ...(cell.kind === 'formula'
          ? { formula: `=${cell.formula.replaceAll('_xlfn.', '')}` }
          : { value: cell.kind === 'blank' ? '' : cell.kind === 'number' ? Number(cell.value) : cell.value }),
        style: `Samenplan ${cell.style ?? ''}`,
      }))
      .sort((a, b) => (a.at < b.at ? -1 : 1)),
    tables: (sheet.tables ?? []).map(({ name, area, filter }) => ({ name, area, filter })),
    columns: sheet.columns?.length,
    validations: sheet.validations?.length ?? 0,
    conditionals: sheet.conditionalFormats?.length ?? 0,
    charts: sheet.charts?.length ?? 0,
    links: sheet.hyperlinks?.length ?? 0,
    breaks: sheet.print?.breakAfterRows?.length ?? 0,
    locked: sheet.protection !== undefined,
  }));
}

const namesOf = (workbook: FakeWorkbook): unknown =>
  Object.fromEntries([...workbook.names.values()].map(({ name, formula }) => [name, formula]));

describe('writing through Office.js', () => {
  it('gives the cells, names, tables and looks that a file has', async () => {
    const excel = new FakeExcel(new FakeWorkbook('Blad1'));
    expect(await write(excel, small)).toEqual({ ok: true, kept: 0 });
    const [own, ...ours] = cellsOf(excel.workbook) as unknown[];
    expect(own).toMatchObject({ name: 'Blad1', cells: [] });
    expect(ours).toEqual(cellsOfFile(small));
    expect(namesOf(excel.workbook)).toEqual(
      Object.fromEntries((small.names ?? []).map(({ name, formula }) => [name, `=${formula}`])),
    );
    for (const [index, sheet] of small.sheets.entries()) {
      const { names, page } = excel.workbook.sheets[index + 1] as FakeWorkbook['sheets'][number];
      expect([...names.values()].map(({ name, formula }) => [name, formula])).toEqual([
        [SHEET_MARK, `="${sheet.mark ?? ''}"`],
      ]);
      expect(page.get('Orientation')).toBe(sheet.landscape ? 'Landscape' : 'Portrait');
    }
    expect(excel.workbook.settings.size).toBe(0);
    expect(Math.max(...excel.requests)).toBeLessThan(4_000_000);
  });
});

const text = (value: string, look: Look = 'text'): CellDescription => ({ value: { text: value }, look });
const figure = (value: string, look: Look = 'inputCount'): CellDescription => ({
  value: { number: value },
  look,
});
const sum = (formula: string): CellDescription => ({ value: { number: '0' }, formula, look: 'euro' });

/** A workbook with one of everything, small enough to be written many times. */
function tiny(students: readonly number[], ...more: readonly string[]): WorkbookDescription {
  const last = students.length + 1;
  const page = { widths: [20, 12], frozen: { rows: 1, columns: 1 }, landscape: true, footer: 'Proef & plan' };
  return {
    title: 'Proef',
    subject: 'Plan',
    names: [{ name: 'lijst_scholen', formula: `'Studenten'!$A$2:$A$${last}` }],
    sheets: [
      {
        ...page,
        name: 'Studenten',
        mark: 'students',
        rows: [
          { cells: [text('School', 'heading'), text('Aantal', 'heading')], height: 30 },
          ...students.map((count, index) => ({
            cells: [text(index === 0 ? '=1+1' : `School ${index}`, 'inputText'), figure(String(count))],
          })),
        ],
        tables: [{ name: 'tblStudenten', area: { top: 1, left: 1, bottom: last, right: 2 }, filter: true }],
        validations: [
          {
            areas: [{ top: 2, left: 1, bottom: last, right: 1 }],
            rule: { kind: 'name', name: 'lijst_scholen' },
            strict: true,
            message: { title: 'School', text: 'Kies een school.' },
          },
        ],
        conditionalLooks: [
          {
            area: { top: 2, left: 1, bottom: last, right: 2 },
            formula: "'Per student'!$B2=0",
            look: 'assumption',
          },
        ],
      },
      {
        ...page,
        name: 'Per student',
        mark: 'perStudent',
        locked: true,
        titleRows: { from: 1, to: 1 },
        rows: [
          { cells: [text('Per student', 'title')] },
          { cells: [text('3-4'), sum('SUM(tblStudenten[Aantal])')] },
          { cells: [text(''), sum("'Studenten'!B2*B2"), sum('COUNTA(lijst_scholen)')] },
        ],
        charts: [
          {
            title: 'Verloop',
            area: { top: 5, left: 1, bottom: 20, right: 4 },
            columns: [
              {
                name: 'Som',
                categories: { top: 1, left: 1, bottom: 1, right: 2 },
                values: { top: 2, left: 1, bottom: 2, right: 2 },
              },
            ],
            lines: [],
            unit: 'EUR',
          },
        ],
      },
      ...more.map((name) => ({
        ...page,
        name,
        mark: name,
        rows: [{ cells: [text(name), sum("'Studenten'!B3")] }],
      })),
    ],
  };
}

const FIRST = tiny([4, 5, 6]);
const SECOND = tiny([7, 8], 'Extra');

/** A workbook of a user who looks at our sheets, with sheets, tables and names that are called as ours might be. */
async function foreign(): Promise<FakeExcel> {
  const workbook = new FakeWorkbook('Studenten', 'Eigen');
  const excel = new FakeExcel(workbook);
  const [students, own] = workbook.sheets as [FakeWorkbook['sheets'][0], FakeWorkbook['sheets'][0]];
  students.put(1, 1).value = 'Naam';
  students.put(2, 1).value = 'Van der Berg';
  workbook.renameTable(workbook.addTable(students, { top: 1, left: 1, bottom: 2, right: 1 }), 'Studenten');
  workbook.addName(workbook.names, 'eigen_naam', '=Eigen!$A$1');
  own.put(1, 1).value = 'van mij';
  await write(excel, FIRST);
  workbook.type(own, 2, 1, "='Studenten (2)'!B2*2+'Per student'!B2");
  workbook.type(own, 3, 1, '=SUM(tblStudenten[Aantal])');
  workbook.type(own, 4, 1, '=ROWS(Studenten[Naam])&"Studenten!E5"&Studenten!A2');
  return excel;
}

describe('a workbook with more in it', () => {
  it('holds nothing of the plan that was there before', async () => {
    const excel = new FakeExcel(new FakeWorkbook('Voor', 'Na'));
    await write(excel, FIRST);
    const { sheets } = excel.workbook;
    sheets.push(...sheets.splice(1, 1)); // the user moves a sheet behind ours
    expect(await write(excel, SECOND)).toEqual({ ok: true, kept: 0 });
    const fresh = new FakeExcel(new FakeWorkbook('Voor', 'Na'));
    await write(fresh, SECOND);
    fresh.workbook.sheets.push(...fresh.workbook.sheets.splice(1, 1));
    expect(excel.workbook.snapshot()).toEqual(fresh.workbook.snapshot());
  });

  it('lets a sheet of ours keep the name that the user gave it', async () => {
    const excel = new FakeExcel(new FakeWorkbook('Blad1'));
    await write(excel, FIRST);
    const { workbook } = excel;
    workbook.renameSheet(workbook.sheet('Per student') as FakeWorkbook['sheets'][0], 'Wat het kost');
    await write(excel, SECOND);
    expect(workbook.sheets.map(({ name }) => name)).toEqual(['Blad1', 'Studenten', 'Wat het kost', 'Extra']);
    expect(workbook.sheet('Studenten')?.conditionals[0]?.set.get('Custom.Rule.Formula')).toBe(
      "='Wat het kost'!$B2=0",
    );
  });

  it('keeps the sheets, tables and names of the user, and what their formulas mean', async () => {
    const excel = await foreign();
    const { workbook } = excel;
    const before = workbook.snapshot() as { sheets: unknown[] };
    expect(workbook.sheets.map(({ name }) => name)).toContain('Studenten (2)');
    expect(await write(excel, SECOND)).toEqual({ ok: true, kept: 2 });
    const after = workbook.snapshot() as { sheets: unknown[] };
    expect(after.sheets.slice(0, 2)).toEqual(before.sheets.slice(0, 2));
    expect(workbook.names.get('eigen_naam')?.formula).toBe('=Eigen!$A$1');
    expect(JSON.stringify(after)).not.toContain('#REF!');
  });

  it('refuses to take the name of a table of theirs', async () => {
    const workbook = new FakeWorkbook('Blad1');
    const [sheet] = workbook.sheets as [FakeWorkbook['sheets'][0]];
    sheet.put(1, 1).value = 'Naam';
    workbook.renameTable(workbook.addTable(sheet, { top: 1, left: 1, bottom: 2, right: 1 }), 'TBLSTUDENTEN');
    const before = workbook.snapshot();
    expect(await write(new FakeExcel(workbook), FIRST)).toEqual({
      ok: false,
      problems: [{ path: '', code: 'excel-table-taken', values: { name: 'TBLSTUDENTEN', sheet: 'Blad1' } }],
    });
    expect(workbook.snapshot()).toEqual(before);
  });

  it('refuses a workbook whose sheets are protected against change', async () => {
    const workbook = new FakeWorkbook('Blad1');
    workbook.isProtected = true;
    expect(await write(new FakeExcel(workbook), FIRST)).toEqual({
      ok: false,
      problems: [{ path: '', code: 'excel-workbook-protected', values: {} }],
    });
  });
});

/** How many requests writing `other` over what is there takes. */
async function count(): Promise<number> {
  const excel = await foreign();
  const before = excel.requests.length;
  await write(excel, SECOND);
  return excel.requests.length - before;
}

describe('a write that fails', () => {
  it('leaves the workbook as it was, whichever request fails', async () => {
    const requests = await count();
    expect(requests).toBeGreaterThan(4);
    for (let failing = 1; failing <= requests; failing++) {
      const excel = await foreign();
      const before = excel.workbook.snapshot();
      const start = excel.requests.length;
      excel.fail = (request) => (request === start + failing ? { code: 'GeneralException' } : undefined);
      const outcome = await write(excel, SECOND);
      expect(outcome).toMatchObject({ ok: false, problems: [{ code: 'excel-failed' }] });
      expect(excel.workbook.snapshot(), `request ${failing}`).toEqual(before);
    }
  });

  it('leaves it as it was, or wholly new, wherever the last request breaks off', async () => {
    const requests = await count();
    const done = await foreign();
    await write(done, SECOND);
    const wanted = done.workbook.snapshot();
    const outcomes = new Set<string>();
    for (let actions = 1; actions < 250; actions += 6) {
      const excel = await foreign();
      const before = excel.workbook.snapshot();
      const start = excel.requests.length;
      excel.fail = (request) =>
        request === start + requests ? { code: 'GeneralException', afterActions: actions } : undefined;
      await write(excel, SECOND);
      const after = excel.workbook.snapshot();
      const same = JSON.stringify(after) === JSON.stringify(before);
      outcomes.add(same ? 'as before' : 'new');
      if (!same) expect(after, `after ${actions} actions`).toEqual(wanted);
    }
    expect(outcomes).toContain('as before');
  });

  it('is undone at the next start where Excel was gone', async () => {
    const requests = await count();
    for (let failing = 1; failing <= requests; failing++) {
      const excel = await foreign();
      const before = excel.workbook.snapshot();
      const start = excel.requests.length;
      excel.fail = (request) => (request >= start + failing ? { code: 'GeneralException' } : undefined);
      expect(await write(excel, SECOND)).toMatchObject({ ok: false });
      excel.fail = () => undefined;
      await recoverExcel(excel.library);
      expect(excel.workbook.snapshot(), `from request ${failing}`).toEqual(before);
      expect(await recoverExcel(excel.library)).toBe(false);
    }
  });

  it('stops when the user wishes, with the workbook as it was', async () => {
    const excel = await foreign();
    const before = excel.workbook.snapshot();
    const stop = new AbortController();
    const outcome = await writeToExcel(excel.library, SECOND, {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(outcome).toEqual({ ok: false, problems: [{ path: '', code: 'excel-stopped', values: {} }] });
    expect(excel.workbook.snapshot()).toEqual(before);
  });

  it.each([
    ['InvalidOperationInCellEditMode', 'excel-editing'],
    ['AccessDenied', 'excel-no-access'],
    ['RequestPayloadSizeLimitExceeded', 'excel-too-large'],
    ['ItemNotFound', 'excel-failed'],
  ])('says what %s means', async (code, problem) => {
    const excel = new FakeExcel(new FakeWorkbook('Blad1'));
    excel.fail = (request) => (request === 3 ? { code } : undefined);
    expect(await write(excel, FIRST)).toMatchObject({ ok: false, problems: [{ code: problem }] });
  });
});

describe('reading through Office.js', () => {
  it('gives the plan that was written', async () => {
    const excel = new FakeExcel(new FakeWorkbook('Blad1'));
    await write(excel, small);
    const { plan: outcome } = await readFromExcel(excel.library);
    expect(excel.notImitated).toEqual([]);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
    const plan: unknown = JSON.parse(readFileSync(SMALL, 'utf8'));
    expect(samePlan(outcome.plan)).toEqual(samePlan(plan));
  });

  it('names the cell of what is wrong', async () => {
    const excel = new FakeExcel(new FakeWorkbook('Blad1'));
    await write(excel, small);
    const { workbook } = excel;
    const { sheet, table } = workbook.table('tblStudenten') ?? {};
    if (!sheet || !table) throw new Error('no table');
    const column = [...(sheet.cells.get(table.area.top) ?? [])].find(
      ([, { value }]) => value === '2026-2027',
    )?.[0];
    sheet.put(table.area.top + 1, column ?? 0).value = 3.5;
    const { plan: outcome } = await readFromExcel(excel.library);
    expect(outcome).toMatchObject({
      ok: false,
      problems: [{ cell: { sheet: 'Studenten', cell: cellName(table.area.top + 1, column ?? 0) } }],
    });
  });

  it('says so where there is nothing of ours', async () => {
    const excel = new FakeExcel(new FakeWorkbook('Blad1'));
    expect(await readFromExcel(excel.library)).toMatchObject({
      plan: { ok: false, problems: [{ code: 'workbook-not-ours' }] },
      log: [],
    });
  });
});
