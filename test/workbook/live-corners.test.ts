/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-explicit-any -- plans are torn up here as plain JSON */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { calculate, type Plan } from '../../engine/index.ts';
import { accepted } from '../support/engine.ts';
import { requireProgram } from '../support/programs.ts';
import { differences, inputsOf } from './live-book.ts';
import { expectResult, liveOf } from './live-figures.ts';

/** What is rare in a plan and easy to get wrong in a formula. */

// biome-ignore lint/suspicious/noExplicitAny: plans are torn up here
type Loose = any;
const folder = new URL('../golden/', import.meta.url);
const read = (): Loose =>
  JSON.parse(readFileSync(new URL('hub-met-twee-partners.plan.json', folder), 'utf8'));

/** The plan with something rare in it. */
const changed = (edit: (plan: Loose) => void): Plan => {
  const plan = read();
  edit(plan);
  return accepted(plan);
};

/** Filters on locations that look like lists, or like words of ours. */
function locations(plan: Loose): void {
  const names = ['stad; noord', 'de "kust"', ' rand ', 'a;b', 'a', '(alle)'];
  plan.schools.forEach((school: Loose, at: number) => {
    school.location = names[at % names.length];
  });
  plan.norms[0].where = { location: ['stad; noord', 'a'] };
  plan.costs[0].where = { location: ['de "kust"', ' rand ', '(alle)'] };
  for (const [at, norm] of plan.norms.slice(1, 4).entries()) norm.where = { location: [names[at + 2], 'b'] };
}

/** Networks that differ in capitals only. */
function capitals(plan: Loose): void {
  for (const { layout } of plan.variants) {
    layout.forEach((place: Loose, at: number) => {
      place.network = ['Noord', 'noord', 'NOORD'][at % 3];
      place.kind = at < 3 ? 'hub' : 'partner';
    });
  }
}

/** Shares with all the decimals there are room for. */
function shares(plan: Loose): void {
  plan.split = {
    shares: {
      region: '0.3333333333',
      network: '0.1428571429',
      school: '0.2857142857',
      institute: '0.2380952381',
    },
  };
  plan.funding = [
    { id: 'veel', name: 'Veel', source: 'subsidy', kind: 'fixed', amount: '123456789.01' },
    { id: 'weinig', name: 'Weinig', source: 'other', kind: 'fixed', amount: '0.03', phase: [1, '0.5'] },
  ];
  const { years } = plan;
  plan.funding[1].phase = Array.from({ length: years }, (_, at) => [1, '0.5', '0.34', '2'][at % 4]);
}

const RARE = { locations, capitals, shares };

it.each(Object.entries(RARE))('%s: every figure of the result', (_, edit) => {
  const plan = changed(edit);
  expectResult(liveOf(plan), plan);
});

it('a filter that is no list of plain words asks to calculate again when it is changed', () => {
  const plan = changed(locations);
  const other = structuredClone(plan);
  (other.norms as Loose)[0].where.location = ['stad; noord'];
  expect(Number(liveOf(plan, other).inzets[0]!.stale.label('D').value())).toBe(1);
});

it('a tie goes to the network that comes first now', () => {
  const two = (order: readonly string[]): Plan =>
    changed((plan) => {
      const [first] = plan.variants;
      plan.variants = [
        { ...first, layout: undefined, changes: undefined, leadKinds: undefined, requirements: [] },
      ];
      plan.schools = plan.schools.slice(0, 2);
      const [one, other] = plan.schools;
      plan.variants[0].layout = [one, other].map((school: Loose, at: number) => ({
        school: school.id,
        kind: 'hub',
        network: order[at],
      }));
      plan.students = plan.schools.map(({ id }: Loose) => ({
        school: id,
        institute: plan.institutes[0].id,
        group: plan.groups[0].id,
        counts: Array.from({ length: plan.years }, () => 5),
      }));
      plan.funding = [{ id: 'oneven', name: 'Oneven', source: 'subsidy', kind: 'fixed', amount: '100.01' }];
      plan.split = { shares: { network: 1 } };
      plan.norms = [];
      plan.costs = [];
      plan.staff = [];
    });
  const [before, after] = [two(['noord', 'zuid']), two(['zuid', 'noord'])];
  const { networks } = liveOf(before, after).inzets[0]!;
  const engine = calculate(after).variants[0]!.years[0]!.networks;
  for (const { network, budget } of engine) {
    const own = networks.find((each) => each.network === network)!;
    expect([network, Number(own.budget.in(0))]).toEqual([network, Number(budget)]);
  }
  expect(engine.map(({ budget }) => budget)).toEqual(['50.01', '50.00']);
});

it('names the first row that asks to calculate again', () => {
  const plan = changed(() => undefined);
  const inzetOf = (edit: (other: Loose) => void) => {
    const other = structuredClone(plan);
    edit(other);
    return liveOf(plan, other).inzets[0]!;
  };
  const named = (edit: (other: Loose) => void): unknown => inzetOf(edit).staleFirst.label('D').value();
  expect(named(() => undefined)).toBe('');
  expect(named(({ schools }) => schools.pop())).toMatch(new RegExp(`Scholen ${plan.schools.at(-1)!.id} `));
  expect(named(({ roles }) => Object.assign(roles[0], { rate: 'onbekend' }))).toBe(
    `Rollen ${plan.roles[0]!.id} (onbekend: Tarief)`,
  );
  expect(
    named(({ norms }) => Object.assign(norms[0], { where: { board: [plan.boards[0]!.id, 'weg'] } })),
  ).toBe(`Alleen bestuur ${plan.norms![0]!.id} (onbekend in filter)`);
  expect(
    named(({ split }) => {
      const [level] = Object.keys(split.shares);
      split.shares[level!] = '0.0625';
    }),
  ).toMatch(/aandelen samen/);
});

requireProgram('soffice')('LibreOffice', () => {
  it.each(Object.entries(RARE))('%s', (_, edit) => {
    const plan = changed(edit);
    expect(differences({ inputs: inputsOf(plan), sheets: liveOf(plan).sheets }).slice(0, 10)).toEqual([]);
  });
});
