import { CHART_ROWS, categoriesOf } from './budget.ts';
import { and, concat, type Expr, iff, isNumber, minus, of } from './formula.ts';
import type { Inzet } from './inzet.ts';
import { asOperand, band, known, nameOf, type Report, section, shown, titleOf, total } from './report.ts';
import type { LiveTotals } from './results.ts';
import type { Row, RowLook } from './sheet.ts';

/** The variants below each other, of one measure. */
export interface Compared {
  readonly room: readonly Row[];
  readonly cost: readonly Row[];
  readonly funding: readonly Row[];
  readonly perStudentRoom: readonly Row[];
  readonly perStudent: readonly Row[];
}

interface Measure {
  readonly name: string;
  readonly unit: string;
  readonly look: RowLook;
  readonly of: (totals: LiveTotals) => Row;
  /** without students or costs there is none */
  readonly may?: true;
}

/** The variants below each other, and what each differs from the first. */
export function addComparison(report: Report, inzets: readonly Inzet[]): Compared {
  const { words, units } = report.texts.live;
  const first = inzets[0] as Inzet;
  const each = units.euroPerStudent;
  const measures: readonly Measure[] = [
    { name: words.income, unit: units.euro, look: 'euro', of: ({ funding }) => funding },
    { name: words.costs, unit: units.euro, look: 'euro', of: ({ cost }) => cost },
    { name: words.result, unit: units.euro, look: 'euro', of: ({ result }) => result },
    { name: words.afterContributions, unit: units.euro, look: 'euro', of: ({ net }) => net },
    { name: words.hours, unit: units.hour, look: 'hours', of: ({ hours }) => hours },
    { name: units.fte, unit: units.fte, look: 'fte', of: ({ fte }) => fte },
    {
      name: words.costPerStudent,
      unit: each,
      look: 'amount',
      of: ({ costPerStudent }) => costPerStudent,
      may: true,
    },
    {
      name: words.incomePerStudent,
      unit: each,
      look: 'amount',
      of: ({ fundingPerStudent }) => fundingPerStudent,
      may: true,
    },
    {
      name: words.coverage,
      unit: units.share,
      look: 'ratio',
      of: ({ coverage }) => coverage,
      may: true,
    },
  ];
  const found = new Map<string, readonly Row[]>();
  for (const { name, unit, look, of: figure, may } of measures) {
    section(report, name);
    const rows = inzets.map((inzet) =>
      shown(
        report,
        titleOf(inzet),
        unit,
        may ? known(figure(inzet.totals), words.notApplicable) : figure(inzet.totals),
        look,
      ),
    );
    found.set(name, rows);
    for (const inzet of inzets.slice(1)) {
      const [one, other] = [figure(inzet.totals), figure(first.totals)];
      const both = and(isNumber(one), isNumber(other));
      const difference = minus(one, other);
      const value = may ? iff(both, difference, words.notApplicable) : difference;
      shown(report, lessThan(report, inzet, first), unit, value, look);
    }
  }
  section(report, words.costDifferences);
  for (const inzet of inzets.slice(1)) addCostDifferences(report, inzet, first);
  report.sheet.add({ A: words.notApplicableMeans }, undefined, 'note');
  const chartRoom = (): Row[] => Array.from({ length: CHART_ROWS }, () => report.sheet.blank());
  return {
    room: chartRoom(),
    cost: found.get(words.costs) ?? [],
    funding: found.get(words.income) ?? [],
    perStudentRoom: chartRoom(),
    perStudent: found.get(words.costPerStudent) ?? [],
  };
}

const lessThan = ({ texts }: Report, one: Inzet, other: Inzet): Expr =>
  concat(titleOf(one), ` ${texts.live.words.less} `, titleOf(other));

/** Per role and category what a variant costs more than the first. */
function addCostDifferences(report: Report, inzet: Inzet, first: Inzet): void {
  const { units } = report.texts.live;
  band(report, lessThan(report, inzet, first));
  const costOf = (of_: Inzet, role: string): Expr =>
    of_.roles.find((each) => each.role === role)?.cost ?? of(0);
  const roles = new Set([...first.roles, ...inzet.roles].map(({ role }) => role));
  for (const role of roles) {
    const name = nameOf(first.roles.some((each) => each.role === role) ? first : inzet, 'roles', role);
    const difference = minus(costOf(inzet, role), costOf(first, role));
    shown(report, asOperand(name), units.euro, difference, 'euro');
  }
  const [own, base] = [categoriesOf(inzet), categoriesOf(first)];
  for (const category of new Set([...base.keys(), ...own.keys()])) {
    const difference = minus(total(own.get(category)), total(base.get(category)));
    shown(report, category, units.euro, difference, 'euro');
  }
}
