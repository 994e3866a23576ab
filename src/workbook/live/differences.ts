import {
  type Difference,
  DRIVERS,
  difference,
  Exact,
  type Figures,
  type Plan,
  planOf,
  totalDifference,
  unitYears,
  yearLabels,
} from '../../../engine/index.ts';
import type { Texts } from '../../texts/index.ts';
import type { CellRange, ChartDescription, Look } from '../description.ts';
import { CHANGED_NAME } from '../log/index.ts';
import { and, compare, concat, type Expr, iff, max, min, minus, named, round, sum } from './formula.ts';
import { type Content, cellsOf, type GridCell, GridSheet } from './grid.ts';
import type { Inzet } from './inzet.ts';
import { allYears, titleOf } from './report.ts';

/**
 * What makes each variant differ from the first one: figures that the engine found by exchanging parts of the plan, which
 * no formula can do, between the two variants' own figures, which are formulas. So it can be seen whether they still fit.
 */
export interface DifferencesPage {
  readonly sheet: GridSheet;
  /** say whether the figures are of the inputs as they are now */
  readonly states: readonly GridCell[];
  readonly waterfalls: readonly Waterfall[];
}

/** The costs from one variant to the other: cells below each other, and rows for the chart. */
interface Waterfall {
  readonly title: string;
  readonly names: readonly GridCell[];
  readonly support: readonly GridCell[];
  readonly whole: readonly GridCell[];
  readonly more: readonly GridCell[];
  readonly less: readonly GridCell[];
  readonly top: number;
  readonly bottom: number;
}

/** Widths in characters: names, six measures, and beside them what the chart is drawn from. */
export const DIFFERENCES_WIDTHS = [44, 17, 17, 17, 17, 17, 17, 3, 14, 14, 14, 14] as const;
const SUPPORT = 9;
const CHART_ROWS = 16;
const MEASURES = ['hours', 'cost', 'funding', 'contributions', 'result', 'net'] as const;

/** How much is calculated: unit-years of all calculations together, a second or two. */
const BUDGET = 4_000_000;

/**
 * The differences of all variants with the first, per year.
 * @returns undefined where there is one variant, or where it would take too long while a workbook is written
 */
export function differencesOf(plan: Plan, variants: readonly string[]): Difference[][] | undefined {
  const [first, ...others] = variants;
  if (first === undefined || others.length === 0) return undefined;
  const sizes = plan.variants.map((variant) => unitYears(planOf(plan, variant), variant));
  const size = Math.max(1, ...sizes);
  if (size * 2 ** DRIVERS.length * others.length > BUDGET) return undefined;
  return others.map((variant) =>
    Array.from({ length: plan.years }, (_, year) =>
      difference({ plan, variant: first, year }, { plan, variant, year }),
    ),
  );
}

/**
 * @param found per variant after the first, per year
 * @param fingerprint of the plan they were calculated from
 * @param logged whether the workbook knows which inputs have changed since it was written
 */
export function differencesPage(
  texts: Texts,
  plan: Plan,
  inzets: readonly Inzet[],
  found: readonly (readonly Difference[])[],
  fingerprint: string,
  logged: boolean,
): DifferencesPage {
  return new Page(texts, plan, inzets, fingerprint, logged).done(found);
}

class Page {
  private readonly sheet: GridSheet;
  private readonly states: GridCell[] = [];
  private readonly waterfalls: Waterfall[] = [];
  private row = 0;

  constructor(
    private readonly texts: Texts,
    private readonly plan: Plan,
    private readonly inzets: readonly Inzet[],
    private readonly fingerprint: string,
    private readonly logged: boolean,
  ) {
    this.sheet = new GridSheet(texts.differences.sheet.name);
  }

  private line(cells: readonly (readonly [Content, Look])[]): GridCell[] {
    this.row++;
    return cells.map(([content, look], at) => this.sheet.put(this.row, at + 1, content, look));
  }

  private heading(titles: readonly string[]): void {
    this.line(titles.map((title, at) => [title, at === 0 ? 'heading' : 'headingRight']));
    this.sheet.setHeight(this.row, 30);
  }

  done(found: readonly (readonly Difference[])[]): DifferencesPage {
    const { sheet: words, explanation } = this.texts.differences;
    this.line([[`${words.name} – ${this.plan.name}`, 'title']]);
    this.line([[words.purpose, 'note']]);
    this.line([[explanation, 'note']]);
    this.line([
      [words.madeOf, 'label'],
      [this.fingerprint, 'right'],
    ]);
    for (const [at, years] of found.entries()) this.variant(this.inzets[at + 1] as Inzet, years);
    return { sheet: this.sheet, states: this.states, waterfalls: this.waterfalls };
  }

  private variant(inzet: Inzet, years: readonly Difference[]): void {
    const { differences } = this.texts;
    const { sheet: words } = differences;
    const first = this.inzets[0] as Inzet;
    this.row++;
    this.line([[concat(titleOf(first), ' → ', titleOf(inzet)), 'section']]);
    this.heading(['', ...MEASURES.map((key) => differences.measures[key])]);
    const whole = (of: Inzet): readonly Expr[] => {
      const { hours, cost, funding, contributions, result, net } = of.totals;
      return [hours, cost, funding, contributions, result, net].map((row) => allYears(row));
    };
    const looks: readonly Look[] = MEASURES.map((key) => (key === 'hours' ? 'hours' : 'euro'));
    const ends = (of: Inzet, total: boolean): GridCell[] =>
      this.line([
        [titleOf(of), total ? 'totalText' : 'text'],
        ...whole(of).map((figure, at): readonly [Content, Look] => [
          figure,
          total ? (at === 0 ? 'totalHours' : 'totalEuro') : (looks[at] as Look),
        ]),
      ]);
    const { drivers } = totalDifference(years);
    const from = ends(first, false);
    const steps = drivers.map((driver) =>
      this.line([
        [`  ${differences.drivers[driver.driver]}`, 'text'],
        ...MEASURES.map((key, at): readonly [Content, Look] => [Exact.of(driver[key]), looks[at] as Look]),
      ]),
    );
    const to = ends(inzet, true);
    // the parts still lead from the one to the other
    const fits = MEASURES.map((_, at) => {
      const column = cellsOf([from, ...steps].map((cells) => cells[at + 1] as GridCell));
      const rest = minus(sum(column), to[at + 1] as GridCell);
      // sums of cents in binary fractions may be a crumb off
      return compare(round(rest, 2), '=', 0);
    });
    const unchanged = this.logged ? [compare(named(CHANGED_NAME, Exact.zero), '=', 0)] : [];
    const [, state] = this.line([
      [words.state, 'label'],
      [iff(and(...unchanged, ...fits), words.current, words.stale), 'verdict'],
    ]) as [GridCell, GridCell];
    this.states.push(state);
    this.waterfall(inzet, from, steps, to);
    this.perYear(years);
    const top = this.row + 2;
    this.row += CHART_ROWS;
    const last = this.waterfalls.at(-1) as Waterfall;
    this.waterfalls[this.waterfalls.length - 1] = { ...last, top, bottom: this.row };
  }

  /** What the chart of the costs is drawn from: an invisible support, and on it what there is, more or less. */
  private waterfall(
    inzet: Inzet,
    from: readonly GridCell[],
    steps: readonly (readonly GridCell[])[],
    to: readonly GridCell[],
  ): void {
    const { sheet: words } = this.texts.differences;
    const cost = 1 + MEASURES.indexOf('cost');
    const cell = (cells: readonly GridCell[]): GridCell => cells[cost] as GridCell;
    const all = [from, ...steps];
    const put = (row: number, at: number, content: Content): GridCell =>
      this.sheet.put(row, SUPPORT + at, content, 'euro');
    const top = (from[0] as GridCell).row;
    for (const [at, title] of [words.support, words.whole, words.more, words.less].entries())
      this.sheet.put(top - 1, SUPPORT + at, title, 'headingRight');
    const rows = [
      [put(top, 0, 0), put(top, 1, cell(from)), put(top, 2, 0), put(top, 3, 0)],
      ...steps.map((own, at) => {
        const before = sum(cellsOf(all.slice(0, at + 1).map(cell)));
        const after = sum(cellsOf(all.slice(0, at + 2).map(cell)));
        const { row } = cell(own);
        return [
          put(row, 0, min(before, after)),
          put(row, 1, 0),
          put(row, 2, max(cell(own), 0)),
          put(row, 3, max(minus(0, cell(own)), 0)),
        ];
      }),
    ];
    const end = cell(to).row;
    rows.push([put(end, 0, 0), put(end, 1, cell(to)), put(end, 2, 0), put(end, 3, 0)]);
    const column = (at: number): GridCell[] => rows.map((row) => row[at] as GridCell);
    this.waterfalls.push({
      title: `${words.chart}: ${inzet.scene.base.source.variant.name}`,
      names: [from, ...steps, to].map((cells) => cells[0] as GridCell),
      support: column(0),
      whole: column(1),
      more: column(2),
      less: column(3),
      top: 0,
      bottom: 0,
    });
  }

  private perYear(years: readonly Difference[]): void {
    if (years.length < 2) return;
    const { differences } = this.texts;
    const labels = yearLabels(this.plan);
    this.row++;
    this.heading([
      differences.heading('perYear'),
      differences.heading('total'),
      ...DRIVERS.map((driver) => differences.drivers[driver]),
    ]);
    const result = (figures: Figures): readonly [Content, Look] => [Exact.of(figures.result), 'euro'];
    for (const [at, year] of years.entries()) {
      this.line([[labels[at] as string, 'text'], result(year.difference), ...year.drivers.map(result)]);
    }
  }
}

const areaOf = (cells: readonly GridCell[]): CellRange => ({
  ...(cells[0] as GridCell).range,
  bottom: (cells.at(-1) as GridCell).row,
});

/** A waterfall of the costs for each variant: native stacked columns, of which the lowest is not painted. */
export function waterfallCharts({ waterfalls }: DifferencesPage, texts: Texts): ChartDescription[] {
  const { sheet: words } = texts.differences;
  return waterfalls.map(({ title, names, support, whole, more, less, top, bottom }) => {
    const series = (name: string, cells: readonly GridCell[], color?: string) => ({
      name,
      categories: areaOf(names),
      values: areaOf(cells),
      ...(color !== undefined && { color }),
    });
    return {
      title,
      area: { top, left: 1, bottom, right: 6 },
      columns: [
        series(words.support, support, 'none'),
        series(words.whole, whole),
        series(words.more, more, 'C0504D'),
        series(words.less, less, '5B9A68'),
      ],
      lines: [],
      unit: 'EUR',
      stacked: true,
    };
  });
}
