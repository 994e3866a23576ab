/** The sheets to talk about a plan: the differences by driver, a canvas per variant, and the conversation card. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  answerKey,
  calculate,
  DRIVERS,
  difference,
  Exact,
  judge,
  type Plan,
  ratingKey,
  totalDifference,
} from '../../engine/index.ts';
import { en } from '../../src/texts/en.ts';
import { nl, type Texts } from '../../src/texts/index.ts';
import { describeWorkbook } from '../../src/workbook/index.ts';
import { describeInputs } from '../../src/workbook/inputs/index.ts';
import type { FormulaSheet } from '../../src/workbook/live/index.ts';
import { type LiveWorkbook, liveWorkbook } from '../../src/workbook/live/index.ts';
import { accepted } from '../support/engine.ts';
import { requireProgram } from '../support/programs.ts';
import { differences } from './live-book.ts';

const read = (file: string): Plan =>
  accepted(JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')));
const golden = read('test/golden/hub-met-twee-partners.plan.json');
const groningen = read('examples/groningen/plan.json');

const liveIn = (plan: Plan, edited = plan, texts: Texts = nl): LiveWorkbook =>
  liveWorkbook(texts, plan, describeInputs(texts.inputs, plan, ''), {
    fingerprint: 'abcd-efgh',
    edited: describeInputs(texts.inputs, edited, ''),
  });

/** What stands in a sheet, by row: numbers with all their digits. */
function rowsOf(sheet: FormulaSheet): string[][] {
  const rows: string[][] = [];
  for (const { row, column, value } of sheet.cells()) {
    while (rows.length < row) rows.push([]);
    const cells = rows[row - 1]!;
    while (cells.length < column - 1) cells.push('');
    cells[column - 1] = value instanceof Exact ? value.toPlain() : String(value);
  }
  return rows;
}
const plain = (text: string): string => Exact.of(text).toPlain();

describe('the sheet with the differences', () => {
  it.each([
    ['golden', golden],
    ['groningen', groningen],
  ] as const)('has the engine’s drivers, and they lead from one variant to the other: %s', (_, plan) => {
    const live = liveIn(plan);
    const rows = rowsOf(live.differences!.sheet);
    const [first, ...others] = plan.variants;
    others.forEach(({ id }, at) => {
      const total = totalDifference(
        Array.from({ length: plan.years }, (_each, year) =>
          difference({ plan, variant: first!.id, year }, { plan, variant: id, year }),
        ),
      );
      const found = DRIVERS.map(
        (driver) => rows.filter(([name]) => name === `  ${nl.differences.drivers[driver]}`)[at]!,
      );
      for (const [place, effect] of total.drivers.entries()) {
        const { hours, cost, funding, contributions, result, net } = effect;
        expect(found[place]!.slice(1, 7)).toEqual(
          [hours, cost, funding, contributions, result, net].map(plain),
        );
      }
    });
    for (const state of live.differences!.states) expect(state.value()).toBe('actueel');
  });

  it('is out of date when the figures are of other inputs', () => {
    const edited = structuredClone(golden);
    (edited.norms![0] as { hours?: string }).hours = '77';
    const [state] = liveIn(golden, accepted(edited)).differences!.states;
    expect(state!.value()).toBe('verouderd');
  });

  it('draws a waterfall: each column begins where the one before it ends', () => {
    const { waterfalls } = liveIn(groningen).differences!;
    const cents = (cell: { value(): unknown }): bigint => {
      const value = cell.value() as Exact;
      return BigInt(value.round(2).toString().replace('.', ''));
    };
    for (const { support, whole, more, less } of waterfalls) {
      let level = cents(whole[0]!);
      for (let at = 1; at < support.length - 1; at++) {
        const [up, down] = [cents(more[at]!), cents(less[at]!)];
        expect(up === 0n || down === 0n).toBe(true);
        expect(cents(support[at]!) + down).toBe(down > 0n ? level : cents(support[at]!));
        expect(cents(support[at]!)).toBe(level - down);
        level += up - down;
      }
      expect(level).toBe(cents(whole.at(-1)!));
    }
  });

  it('is not there for one variant', () => {
    const one = accepted({ ...golden, variants: golden.variants.slice(0, 1) });
    expect(liveIn(one).differences).toBeUndefined();
  });
});

describe('the canvas', () => {
  const answersIn = (live: LiveWorkbook): string[][] =>
    live.canvases.map(({ answers }) => answers.map((cell) => String(cell.value())));
  const judged = (plan: Plan, texts: Texts = nl): string[][] =>
    calculate(plan).variants.map((variant) =>
      judge(plan, variant).map(({ answer }) => texts.judgements.answers[answer]),
    );

  it.each([
    ['golden', golden],
    ['groningen', groningen],
  ] as const)('says of each variant what the engine judges: %s', (_, plan) => {
    expect(answersIn(liveIn(plan))).toEqual(judged(plan));
    expect(answersIn(liveIn(plan, plan, en))).toEqual(judged(plan, en));
  });

  it('recalculates its answers with the cells', () => {
    const edited = structuredClone(golden);
    for (const row of edited.staff ?? []) row.fte = '9';
    for (const school of edited.schools) school.supervisors = 99;
    const plan = accepted(edited);
    const before = answersIn(liveIn(golden)).map(([feasible]) => feasible);
    const after = answersIn(liveIn(golden, plan)).map(([feasible]) => feasible);
    expect(before).toEqual(judged(golden).map(([feasible]) => feasible));
    expect(after).toEqual(judged(plan).map(([feasible]) => feasible));
    expect(after).not.toEqual(before);
  });

  it('shows the answers and ratings of the notes', () => {
    const [variant] = golden.variants;
    const { network } = variant!.layout[0]!;
    const plan = accepted({
      ...golden,
      notes: {
        [answerKey(variant!.id, 'inductie')]: 'ja: met de starterscoaches',
        [ratingKey(variant!.id, 'koers', network)]: '4',
      },
    });
    const live = liveIn(plan);
    const rows = rowsOf(live.canvases[0]!.sheet);
    const question = nl.judgements.tests.inductie.question;
    expect(rows.find(([first]) => first === question)).toEqual([
      question,
      'ja',
      nl.canvas.words.fromEngine,
      'met de starterscoaches',
    ]);
    expect(rows.find((row) => row[0] === network && row[1] === 'fase 4')).toBeDefined();
    expect(answersIn(live)).toEqual(judged(plan));
  });

  it('has the figures of the result', () => {
    const rows = rowsOf(liveIn(golden).canvases[0]!.sheet);
    const [year] = calculate(golden).variants[0]!.years;
    const lines = (name: string): string[] => rows.filter(([first]) => first === name).at(-1) ?? [];
    expect(lines('Lasten')[1]).toBe(plain(year!.totals.cost));
    expect(lines('Dekkingsgraad')[1]).toBe(plain(year!.totals.coverage!));
    expect(lines('noord').slice(1, 5)).toEqual([
      String(year!.networks[0]!.schools),
      String(year!.networks[0]!.students),
      plain(year!.networks[0]!.hours),
      plain(year!.networks[0]!.cost),
    ]);
    const booked = year!.staffing.filter(({ at }) => at === 'school').map(({ hours }) => Exact.of(hours));
    expect(lines('in de school')[1]).toBe(
      booked.reduce((sum, hours) => sum.plus(hours), Exact.zero).toPlain(),
    );
  });
});

describe('the conversation card', () => {
  it('has the figures of the result beside its questions', () => {
    const rows = rowsOf(liveIn(groningen).conversation.sheet);
    const { variants } = calculate(groningen);
    const find = (name: string): string[] => rows.find(([first]) => first === name) ?? [];
    expect(find(nl.conversation.words.fteNeeded).slice(1)).toEqual(
      variants.slice(0, 5).map(({ years }) => plain(years[0]!.totals.fte)),
    );
    const needed = variants
      .slice(0, 5)
      .map(({ years }) =>
        String(years[0]!.schools.reduce((sum, { supervisorsNeeded }) => sum + supervisorsNeeded, 0)),
      );
    expect(find(nl.conversation.words.supervisorsNeeded).slice(1)).toEqual(needed);
    const groups = groningen.groups.map(({ id, name }) => {
      const own = groningen.students.filter(({ group }) => group === id);
      return [name, String(own.reduce((sum, { counts }) => sum + [counts].flat()[0]!, 0))];
    });
    for (const [name, count] of groups) expect(find(name!)[1]).toBe(count);
    const { words } = nl.conversation;
    expect(find(words.costsAgainstFirst)[1]).toBe('0');
  });
});

describe('in the workbook', () => {
  it('each sheet is named in the guide, marked as ours, and protected', () => {
    const { sheets } = describeWorkbook(nl, golden);
    const names = sheets.map(({ name }) => name);
    for (const name of ['Verschillen', 'Canvas hub-partner', 'Canvas duo', 'Gesprekskaart']) {
      const sheet = sheets.find((each) => each.name === name);
      expect(sheet, names.join()).toBeDefined();
      expect(sheet!.locked).toBe(true);
      expect(sheet!.mark).toBeDefined();
      const guide = sheets[0]!.rows.flatMap(({ cells }) => cells);
      expect(guide.some((cell) => cell?.value && 'text' in cell.value && cell.value.text === name)).toBe(
        true,
      );
    }
    expect(names.indexOf('Gesprekskaart')).toBeLessThan(names.indexOf('Controles'));
  });
});

requireProgram('soffice')('LibreOffice', () => {
  it('gives every cell the value that we store', () => {
    const live = liveIn(golden);
    const wrong = differences({ inputs: describeInputs(nl.inputs, golden, ''), sheets: live.sheets });
    expect(wrong).toEqual([]);
  });
});
