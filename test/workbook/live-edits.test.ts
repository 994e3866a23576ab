/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-explicit-any -- plans are torn up here as plain JSON */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { type Plan, validate } from '../../engine/index.ts';
import type { FormulaSheet } from '../../src/workbook/live/index.ts';
import { accepted, LONG } from '../support/engine.ts';
import { requireProgram } from '../support/programs.ts';
import { differences, inputsOf } from './live-book.ts';
import { expectResult, liveOf } from './live-figures.ts';

/** What a user changes in the cells of existing rows: the formulas stay what they are, and give the engine's figures. */

const folder = new URL('../golden/', import.meta.url);
const golden = readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith('.plan.json'));
const names = LONG ? golden : golden.filter((_, at) => at % 5 === 0);

// biome-ignore lint/suspicious/noExplicitAny: plans are torn up here
type Loose = any;
const read = (name: string): Loose => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

/** Repeatable chance. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * sides);
  };
}

type Edit = (plan: Loose, roll: (sides: number) => number) => void;
const list = (plan: Loose, key: string): Loose[] => plan[key] ?? [];
const pick = (items: Loose[], roll: (sides: number) => number): Loose => items[roll(items.length)];
const rules = (plan: Loose): Loose[] => [...list(plan, 'norms'), ...list(plan, 'costs')];

const EDITS: Readonly<Record<string, Edit>> = {
  count(plan, roll) {
    for (const entry of list(plan, 'students')) {
      if (roll(2) === 0) continue;
      entry.counts = Array.isArray(entry.counts)
        ? entry.counts.map((n: number) => n + roll(9))
        : entry.counts + roll(9);
    }
  },
  none(plan) {
    for (const entry of list(plan, 'students'))
      entry.counts = Array.isArray(entry.counts) ? entry.counts.map(() => 0) : 0;
  },
  before(plan, roll) {
    for (const entry of list(plan, 'students')) entry.before = [roll(9), roll(30), roll(9)].slice(0, roll(4));
  },
  trend(plan, roll) {
    plan.trend = Object.fromEntries(
      list(plan, 'groups').map(({ id }) => [id, `${['-', ''][roll(2)]}0.${10 + roll(80)}`]),
    );
  },
  amount(plan, roll) {
    for (const rule of [...rules(plan), ...list(plan, 'funding')]) {
      for (const key of ['hours', 'amount'])
        if (rule[key] !== undefined) rule[key] = `${roll(900)}.${10 + roll(89)}`;
      for (const step of rule.steps ?? [])
        for (const key of ['hours', 'amount']) if (step[key] !== undefined) step[key] = `${roll(900)}.5`;
    }
  },
  bounds(plan, roll) {
    for (const rule of rules(plan)) {
      rule.min = `${roll(90)}.25`;
      rule.max = `${100 + roll(900)}.75`;
      if (rule.groupSize !== undefined) rule.groupSize = `${1 + roll(9)}.5`;
      if (roll(2) === 0) delete rule.max;
    }
  },
  phase(plan, roll) {
    for (const rule of [...rules(plan), ...list(plan, 'funding')]) {
      rule.phase = Array.from({ length: plan.years }, () => `${roll(2)}.${10 + roll(89)}`);
    }
  },
  every(plan, roll) {
    for (const rule of rules(plan)) rule.every = { years: 1 + roll(3), offset: roll(3) };
  },
  filter(plan, roll) {
    for (const rule of [...rules(plan), ...list(plan, 'funding')]) {
      if (rule.kind === 'ofCost') continue;
      const options: Record<string, unknown>[] = [
        { kind: ['hub', 'kern', 'partner'] },
        { sector: ['po', 'vo'] },
        { location: ['stad'] },
        { minStudents: 2 + roll(9) },
        { maxStudents: 8 + roll(30), minStudents: 1 },
        {
          board: list(plan, 'boards')
            .slice(roll(2))
            .map(({ id }) => id),
        },
        {
          institute: list(plan, 'institutes')
            .slice(roll(2))
            .map(({ id }) => id),
        },
        {
          group: list(plan, 'groups')
            .slice(roll(2))
            .map(({ id }) => id),
        },
      ];
      rule.where = { ...pick(options, roll), ...pick(options, roll) };
    }
  },
  rate(plan, roll) {
    for (const rate of list(plan, 'rates')) {
      const [one, other] = roll(2) === 0 ? ['perHour', 'perFte'] : ['perFte', 'perHour'];
      delete rate[other];
      delete rate.overhead;
      rate[one] = one === 'perHour' ? `${20 + roll(80)}.${10 + roll(89)}` : `${60000 + roll(60000)}`;
      if (one === 'perFte') rate.overhead = '0.137';
    }
    plan.hoursPerFte = '1640.5';
  },
  index(plan) {
    plan.wageIndex = '0.0325';
    plan.priceIndex = Array.from({ length: plan.years - 1 }, (_, at) => `0.0${at + 1}5`);
  },
  shares(plan) {
    if (plan.split === undefined) return;
    const first = plan.split.regionFirst === true;
    plan.split.shares = first
      ? { network: '0.3333', school: '0.3334', institute: '0.3333' }
      : { region: '0.25', network: '0.2125', school: '0.3', institute: '0.2375' };
  },
  funding(plan, roll) {
    for (const item of list(plan, 'funding')) {
      item.cap = `${roll(99999)}.99`;
      item.indexed = roll(2) === 0;
      if (item.kind !== 'ofCost') item.minStudents = roll(60);
      else item.share = '0.35';
    }
  },
  ceiling(plan, roll) {
    for (const board of list(plan, 'boards')) {
      delete board.ceiling;
      delete board.ceilingPerPupil;
      if (roll(2) === 0) board.ceiling = Array.from({ length: plan.years }, () => `${roll(99999)}.05`);
      else Object.assign(board, { pupils: roll(5000), ceilingPerPupil: '3.755' });
    }
    plan.ceiling = `${roll(99999)}`;
  },
  layout(plan, roll) {
    for (const variant of plan.variants) {
      const networks = variant.layout.map(({ network }: Loose) => network);
      for (const place of variant.layout) {
        if (roll(3) === 0) place.kind = pick(['hub', 'kern', 'partner', 'schil'], roll);
        if (roll(3) === 0) place.network = pick(networks, roll);
      }
    }
  },
  people(plan, roll) {
    for (const school of list(plan, 'schools'))
      Object.assign(school, { supervisors: roll(9), capacity: roll(30) });
    for (const group of list(plan, 'groups'))
      Object.assign(group, { weight: `0.${1 + roll(9)}`, supervised: roll(2) === 0, workplaceShare: '0.4' });
    for (const role of list(plan, 'roles')) role.maxFte = `0.${1 + roll(9)}`;
    for (const row of list(plan, 'staff')) row.fte = `${roll(3)}.25`;
    for (const variant of plan.variants) variant.studentsPerSupervisor = `${1 + roll(6)}.5`;
  },
};

/** The networks of a variant in order: an edit that makes or loses one, or has them in another order, is no edit of values. */
const networksOf = (plan: Plan): string =>
  JSON.stringify(plan.variants.map(({ layout }) => [...new Set(layout.map(({ network }) => network))]));

/** A plan and the same plan edited, where the edit leaves a valid plan. */
function edited(name: string, edits: readonly Edit[]): { plan: Plan; changed: Plan } | undefined {
  const [before, after] = [read(name), read(name)];
  let changed = after;
  const roll = dice(Number.parseInt(name.replaceAll(/\D/g, ''), 10) || 7);
  let made = 0;
  for (const edit of edits) {
    const tried = structuredClone(changed);
    edit(tried, roll);
    const outcome = validate(tried);
    if (!outcome.ok || networksOf(outcome.plan) !== networksOf(accepted(before))) continue;
    changed = tried;
    made++;
  }
  return made === 0 ? undefined : { plan: accepted(before), changed: accepted(changed) };
}

const formulasOf = (sheet: FormulaSheet): string[] =>
  [...sheet.cells()].flatMap(({ row, column, formula }) =>
    formula === undefined ? [] : [`${row},${column}=${formula}`],
  );

it.each(Object.entries(EDITS))('after an edit of %s the formulas give what the engine gives', (_, edit) => {
  let tried = 0;
  for (const name of names) {
    const plans = edited(name, [edit]);
    if (plans === undefined) continue;
    tried++;
    const { plan, changed } = plans;
    try {
      expectResult(liveOf(plan, changed), changed);
    } catch (error) {
      throw new Error(name, { cause: error });
    }
  }
  expect(tried).toBeGreaterThan(3);
});

/** What shapes the sheets: `Controles` then asks to calculate again. */
const RESHAPED: Readonly<Record<string, Edit>> = {
  at: (plan) => Object.assign(plan.norms[0], { at: plan.norms[0].at === 'region' ? 'board' : 'region' }),
  per: (plan) =>
    Object.assign(plan.costs[0], { per: plan.costs[0].per === 'unit' ? 'student' : 'unit', weighted: false }),
  bearer: (plan) =>
    Object.assign(plan.costs[0], { bearer: plan.costs[0].bearer === 'region' ? 'school' : 'region' }),
  employer: (plan) =>
    Object.assign(plan.roles[0], { employer: plan.roles[0].employer === 'region' ? 'school' : 'region' }),
  'a norm more': (plan) => plan.norms.push({ ...plan.norms[0], id: 'nieuw' }),
  'a norm less': (plan) => plan.norms.pop(),
  'a cost renamed': (plan) => Object.assign(plan.costs[0], { id: 'ander' }),
  'students more': (plan) => plan.students.push(structuredClone(plan.students[0])),
  'students less': (plan) => plan.students.pop(),
  'a school more': (plan) => plan.schools.push({ id: 'nieuw', name: 'Nieuw', board: plan.boards[0].id }),
  'a group of students': (plan) => Object.assign(plan.students[0], { group: plan.groups.at(-1).id }),
  'a network more': (plan) => Object.assign(plan.variants[0].layout[0], { network: 'een nieuw netwerk' }),
  'only for a variant': (plan) => Object.assign(plan.norms[0], { variants: ['geen'] }),
  'funding that looks back': (plan) => Object.assign(plan.funding[0], { lag: 2 }),
  'the first year': (plan) => Object.assign(plan, { startYear: plan.startYear + 1 }),
  'staff less': (plan) => plan.staff.pop(),
};

it.each(Object.entries(RESHAPED))('asks to calculate again after a change of %s', (_, edit) => {
  const plan = accepted(read('hub-met-twee-partners.plan.json'));
  const changed = structuredClone(plan);
  edit(changed, dice(1));
  // the heading of each year is part of its column
  if (changed.startYear !== plan.startYear) return;
  const { reports, sheets } = liveOf(plan, changed);
  expect(Number(reports.master.label('D').value())).toBeGreaterThan(0);
  // and nothing on any sheet fails meanwhile
  for (const sheet of sheets) expect([...sheet.cells()].length).toBeGreaterThan(0);
});

requireProgram('soffice')('LibreOffice after edits', () => {
  const sample = LONG ? names : golden.filter((name) => /twee|-(12|29)\./.test(name));
  it.each(sample)('%s', (name) => {
    const plans = edited(
      name,
      Object.entries(EDITS).flatMap(([key, edit]) => (key === 'none' ? [] : [edit])),
    );
    if (plans === undefined) return;
    const { plan, changed } = plans;
    const before = liveOf(plan).sheets;
    const sheets = liveOf(plan, changed).sheets;
    expect(sheets.map(formulasOf)).toEqual(before.map(formulasOf));
    expect(differences({ inputs: inputsOf(changed), sheets }).slice(0, 10)).toEqual([]);
  });
});
