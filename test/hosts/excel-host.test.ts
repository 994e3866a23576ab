import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import type { Plan } from '../../engine/index.ts';
import { readPlanText } from '../../src/files/plan-bytes.ts';
import { ExcelHost } from '../../src/hosts/excel/excel-host.ts';
import { nl } from '../../src/texts/index.ts';
import { describeWorkbook, type LogEntry, type WorkbookDescription } from '../../src/workbook/index.ts';
import { FakeWorkbook } from '../support/office/model.ts';
import { FakeExcel } from '../support/office/office.ts';
import { samePlan } from '../support/same-plan.ts';

const CREATED = new Date('2026-08-01T09:30:00Z');
const DEFAULTS = { created: CREATED, force: false };
const EMPTY = 'examples/leeg/plan.json';

function planOf(change: (plan: Record<string, unknown>) => void = () => undefined): Plan {
  const json = JSON.parse(readFileSync(EMPTY, 'utf8')) as Record<string, unknown>;
  change(json);
  const outcome = readPlanText(JSON.stringify(json));
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.plan;
}

/** A plan as a workbook; made once for each, since that takes long. */
function described(plan: Plan, log: readonly LogEntry[] = [first]): WorkbookDescription {
  const key = JSON.stringify([plan, log]);
  const made = DESCRIBED.get(key) ?? describeWorkbook(nl, plan, { log });
  DESCRIBED.set(key, made);
  return made;
}
const DESCRIBED = new Map<string, WorkbookDescription>();
const first: LogEntry = {
  moment: '46000.5',
  fingerprint: 'a'.repeat(64),
  version: '1',
  written: 'Alles',
  variants: 'basis',
};
const second: LogEntry = { ...first, moment: '46001.5' };
const plan = planOf();
const renamed = planOf((json) => {
  json.name = 'Een ander plan';
});

const larger = planOf((json) => {
  const schools = json.schools as { id: string; name: string }[];
  schools.push({ ...schools[0]!, id: 'school-2', name: 'Nog een school' });
  const [variant] = json.variants as { layout: { school: string; network: string }[] }[];
  variant!.layout.push({ ...variant!.layout[0]!, school: 'school-2', network: 'netwerk-2' });
});
const changed = planOf((json) => {
  const [entry] = json.students as { counts: unknown }[];
  entry!.counts = 77;
});

/** A workbook with its cells, those left out that hold nothing. */
const withoutBlanks = (workbook: FakeWorkbook): unknown => {
  const { sheets } = workbook.snapshot() as {
    sheets: { cells: [string, { value: unknown; formula?: string }][] }[];
  };
  return sheets.map(({ cells, ...sheet }) => ({
    ...sheet,
    cells: cells.filter(([, { value, formula }]) => value !== '' || formula !== undefined),
  }));
};

function opened(...sheets: readonly string[]): { excel: FakeExcel; host: ExcelHost } {
  const excel = new FakeExcel(new FakeWorkbook(...sheets));
  return { excel, host: new ExcelHost(excel.library, async (...held) => described(...held)) };
}

describe('the workbook that is open in Excel', () => {
  it('holds the plan that was written', async () => {
    const { excel, host } = opened('Blad1');
    expect(await host.write(described(plan), DEFAULTS)).toEqual([]);
    const outcome = await host.read();
    expect(excel.notImitated).toEqual([]);
    expect(outcome.ok && samePlan(outcome.plan)).toEqual(samePlan(plan));
  });

  it('gets back the plan of before the last write', async () => {
    const { excel, host } = opened('Blad1');
    await host.write(described(plan), DEFAULTS);
    const before = excel.workbook.snapshot();
    await host.write(described(renamed), DEFAULTS);
    expect(excel.workbook.snapshot()).not.toEqual(before);
    expect(await host.restore()).toBe(true);
    expect(excel.workbook.snapshot()).toEqual(before);
    expect(await host.restore()).toBe(false);
    expect(excel.notImitated).toEqual([]);
  });

  it('changes some values where they stand, and all a user hung on the sheets stays', async () => {
    const { excel, host } = opened('Blad1');
    await host.write(described(plan), DEFAULTS);
    const { workbook } = excel;
    const ids = workbook.sheets.map(({ id }) => id);
    workbook.type(workbook.sheets[0]!, 1, 1, '=Studenten!E8');
    workbook.sheet('Studenten')!.put(300, 2).value = 'mijn notitie';
    const start = excel.requests.length;
    expect(await host.write(described(changed, [first, second]), DEFAULTS)).toEqual([]);
    expect(excel.notImitated).toEqual([]);
    expect(workbook.sheets.map(({ id }) => id)).toEqual(ids);
    expect(excel.requests.slice(start).reduce((sum, size) => sum + size, 0)).toBeLessThan(200_000);
    expect(workbook.sheets[0]!.at(1, 1)?.formula).toBe('=Studenten!E8');
    expect(workbook.sheet('Studenten')!.at(300, 2)?.value).toBe('mijn notitie');
    const outcome = await host.read();
    expect(outcome.ok && samePlan(outcome.plan)).toEqual(samePlan(changed));
    expect(await host.log()).toEqual([first, second]);
    // but for that, it is what a whole write gives
    const whole = opened('Blad1');
    await whole.host.write(described(changed, [first, second]), DEFAULTS);
    workbook.type(workbook.sheets[0]!, 1, 1, '');
    workbook.sheet('Studenten')!.cells.delete(300);
    expect(withoutBlanks(workbook)).toEqual(withoutBlanks(whole.excel.workbook));
  });

  it('undoes a change of some values that breaks off, wherever', async () => {
    const { excel, host } = opened('Blad1');
    await host.write(described(plan), DEFAULTS);
    const before = excel.workbook.snapshot();
    const outcomes = new Set<string>();
    for (let actions = 0; actions < 900; actions += 67) {
      let failed = false;
      excel.fail = (_, { Actions }) => {
        if (failed || !Actions.some(({ Name }) => Name === 'Formulas')) return undefined;
        failed = true;
        return actions < Actions.length ? { code: 'GeneralException', afterActions: actions } : undefined;
      };
      const problems = await host.write(described(changed, [first, second]), DEFAULTS);
      outcomes.add(problems.length > 0 ? 'undone' : 'done');
      if (problems.length === 0) break;
      expect(excel.workbook.snapshot(), `after ${actions} actions`).toEqual(before);
    }
    expect([...outcomes]).toEqual(['undone', 'done']);
    expect(excel.notImitated).toEqual([]);
  });

  it('gets back what it was before there was a plan', async () => {
    const { excel, host } = opened('Blad1', 'Studenten');
    const before = excel.workbook.snapshot();
    await host.write(described(plan), DEFAULTS);
    expect(await host.restore()).toBe(true);
    expect(excel.workbook.snapshot()).toEqual(before);
    expect(excel.notImitated).toEqual([]);
  });

  it('names what a user put beside our tables before it goes', async () => {
    const { excel, host } = opened('Blad1');
    await host.write(described(plan), DEFAULTS);
    const sheet = excel.workbook.sheet('Scholen');
    sheet!.put(400, 3).value = 'niet vergeten';
    const before = excel.workbook.snapshot();
    const problems = await host.write(described(larger), DEFAULTS);
    expect(problems).toMatchObject([
      { code: 'out-content-lost', values: { place: 'Scholen!C400' } },
      { code: 'out-needs-force' },
    ]);
    expect(excel.workbook.snapshot()).toEqual(before);
    expect(await host.write(described(larger), { ...DEFAULTS, force: true })).toEqual([]);
    expect(excel.notImitated).toEqual([]);
  });

  it('does not write over inputs that it can not read, unless told to', async () => {
    const { excel, host } = opened('Blad1');
    await host.write(described(plan), DEFAULTS);
    const { sheet } = excel.workbook.table('tblUitgangspunten') ?? {};
    const numbers = [...sheet!.cells.values()].flatMap((row) => [...row.values()]);
    for (const cell of numbers) if (typeof cell.value === 'number') cell.value = 'veel';
    const before = excel.workbook.snapshot();
    const problems = await host.write(described(larger), DEFAULTS);
    expect(problems.at(-1)).toMatchObject({ code: 'out-needs-force' });
    expect(problems.length).toBeGreaterThan(1);
    expect(excel.workbook.snapshot()).toEqual(before);
  });

  it('says what keeps Excel from answering', async () => {
    const { excel, host } = opened('Blad1');
    excel.fail = () => ({ code: 'InvalidOperationInCellEditMode' });
    expect(await host.read()).toMatchObject({ ok: false, problems: [{ code: 'excel-editing' }] });
    expect(await host.write(described(plan), DEFAULTS)).toMatchObject([{ code: 'excel-editing' }]);
    expect(await host.start()).toMatchObject([{ code: 'excel-editing' }]);
  });

  it('shows a cell, where its sheet is there', async () => {
    const { excel, host } = opened('Blad1', 'Scholen');
    expect(await host.select({ sheet: 'Scholen', cell: 'D14' })).toBe(true);
    expect(excel.workbook.selected).toBe('Scholen!D14');
    expect(await host.select({ sheet: 'Weg', cell: 'D14' })).toBe(false);
  });

  it('tells which cell the user chooses, until that is no longer wanted', async () => {
    const { excel, host } = opened('Blad1', 'Scholen');
    const chosen: unknown[] = [];
    const end = host.onSelection((place) => chosen.push(place));
    await vi.waitFor(() => expect(excel.workbook.listening).toBe(true));
    excel.choose('Scholen', 'D14:E20');
    await vi.waitFor(() => expect(chosen).toEqual([{ sheet: 'Scholen', cell: 'D14' }]));
    end();
    await vi.waitFor(() => expect(excel.workbook.listening).toBe(false));
    expect(excel.notImitated).toEqual([]);
  });
});
