import { Exact, type Plan, yearLabels } from '../../../engine/index.ts';
import type { Texts } from '../../texts/index.ts';
import type { Look } from '../description.ts';
import { editionOf } from '../edition.ts';
import type { Budget } from './budget.ts';
import {
  compare,
  concat,
  type Expr,
  iff,
  isNumber,
  maxOf,
  minus,
  numberOf,
  of,
  one,
  plus,
  quotient,
  round,
  sum,
  sumWhere,
  times,
} from './formula.ts';
import { type Content, cellsOf, type GridCell, GridSheet } from './grid.ts';
import type { Inzet } from './inzet.ts';
import type { PerParty } from './per-party.ts';
import { allYears, titleOf, totalsOf } from './report.ts';
import type { Row } from './sheet.ts';

/** The one page for those who decide. */
export interface Summary {
  readonly sheet: GridSheet;
  /** baten and lasten per variant, under the headings, and the rows below for a chart */
  readonly chart: {
    readonly headings: readonly GridCell[];
    readonly income: readonly GridCell[];
    readonly cost: readonly GridCell[];
    readonly top: number;
    readonly bottom: number;
  };
  /** cells that say yes or no, and cells with a count that is best 0 */
  readonly verdicts: readonly GridCell[];
  readonly counts: readonly GridCell[];
  /** the last line: whether the workbook is in order */
  addMaster(master: Row): void;
}

/** What fits one page and can be read there. */
const MOST_VARIANTS = 5;
const MOST_PARTIES = 16;
const CHART_HEIGHT = 15;

/** Which parties stand on the page, and all of them with those first. */
export interface PartyOrder {
  readonly shown: number;
  readonly all: readonly string[];
}

/** The parties of a variant, in its own order. */
const partiesOf = ({ scene }: Inzet): readonly string[] =>
  scene.lists.parties.rows.map((row) => row.label('D').value() as string);

/** Boards, institutes, region: of all variants, as some may have parties that others have not. */
function allParties(inzets: readonly Inzet[]): readonly string[] {
  const found = [...new Set(inzets.flatMap(partiesOf))];
  return ['board:', 'institute:', 'region'].flatMap((kind) => found.filter((id) => id.startsWith(kind)));
}

/** In plan order where they all fit; otherwise those that pay or receive the most, in any variant, come first. */
export function partyOrder(inzets: readonly Inzet[]): PartyOrder {
  const ids = allParties(inzets);
  if (ids.length <= MOST_PARTIES) return { shown: ids.length, all: ids };
  const sizes = new Map<string, Exact>();
  for (const inzet of inzets) {
    for (const [at, id] of partiesOf(inzet).entries()) {
      const { net } = inzet.parties[at] as Inzet['parties'][number];
      const sum = numberOf(allYears(net).value({ sheet: '', year: -1 }));
      const size = sum.sign < 0 ? Exact.zero.minus(sum) : sum;
      if (size.compare(sizes.get(id) ?? Exact.zero) >= 0) sizes.set(id, size);
    }
  }
  const bySize = [...ids].sort((x, y) => (sizes.get(y) as Exact).compare(sizes.get(x) as Exact));
  const shown = new Set(bySize.slice(0, MOST_PARTIES - 1));
  return {
    shown: shown.size,
    all: [...ids.filter((id) => shown.has(id)), ...ids.filter((id) => !shown.has(id))],
  };
}

interface Parts {
  readonly inzets: readonly Inzet[];
  readonly budgets: readonly Budget[];
  readonly perParties: readonly PerParty[];
  /** what fewer students do to the result of each variant; none where that was not calculated */
  readonly stressed: readonly GridCell[];
}

/** A variant with all that the page shows of it. */
interface Shown {
  readonly inzet: Inzet;
  readonly budget: Budget;
  readonly perParty: PerParty;
}

/** The column of the first variant: before it are what a line is and its unit. */
const FIRST = 3;

export function addSummary(texts: Texts, plan: Plan, order: PartyOrder, parts: Parts): Summary {
  return new Page(texts, plan, order, parts).done();
}

class Page {
  private readonly sheet: GridSheet;
  private readonly variants: readonly Shown[];
  private readonly verdicts: GridCell[] = [];
  private readonly counts: GridCell[] = [];
  private row = 0;

  constructor(
    private readonly texts: Texts,
    private readonly plan: Plan,
    private readonly order: PartyOrder,
    private readonly parts: Parts,
  ) {
    this.sheet = new GridSheet(texts.live.sheets.board);
    this.variants = parts.inzets.slice(0, MOST_VARIANTS).map((inzet, at) => ({
      inzet,
      budget: parts.budgets[at] as Budget,
      perParty: parts.perParties[at] as PerParty,
    }));
  }

  private get words() {
    return this.texts.live.board;
  }

  private get units() {
    return this.texts.live.units;
  }

  /** A line with a cell per variant. */
  private line(
    label: Content,
    unit: Content,
    make: (variant: Shown, at: number, unit: GridCell) => Content,
    looks: { readonly label?: Look; readonly unit?: Look; readonly figure: Look },
  ): GridCell[] {
    this.row++;
    this.sheet.put(this.row, 1, label, looks.label ?? 'text');
    const beside = this.sheet.put(this.row, 2, unit, looks.unit ?? looks.label ?? 'note');
    return this.variants.map((variant, at) =>
      this.sheet.put(this.row, FIRST + at, make(variant, at, beside), looks.figure),
    );
  }

  private heading(text: string): readonly GridCell[] {
    this.row++;
    return this.line(text, '', ({ inzet }) => titleOf(inzet), {
      label: 'heading',
      figure: 'headingRight',
    });
  }

  /** A heading of a block without the names of the variants, which stand above. */
  private block(text: string): void {
    this.row++;
    this.sheet.put(this.row, 1, text, 'band');
    for (let column = 2; column < FIRST + this.variants.length; column++)
      this.sheet.put(this.row, column, '', 'band');
  }

  private text(text: Content, look: Look): GridCell {
    this.row++;
    return this.sheet.put(this.row, 1, text, look);
  }

  done(): Summary {
    const { plan, words } = this;
    this.text(plan.name, 'title');
    this.text(words.subtitle(plan.region, editionOf(this.texts, plan)), 'subtitle');
    this.text(words.question, 'section');
    const answerRow = ++this.row;
    const years = yearLabels(plan);
    const period = words.period(years[0] as string, years.at(-1) as string, plan.years);
    const headings = this.heading(period);
    this.sheet.setHeight(this.row, 44);
    const { income, cost, results } = this.incomeAndCosts();
    const good = this.variants.map((_, at) => one(compare(results[at] as GridCell, '>=', 0)));
    const answer = concat(`${words.answer} `, plus(...good, 0), ` ${words.of} ${this.variants.length}`);
    this.sheet.put(answerRow, 1, answer, 'lead');
    this.perStudent(years);
    this.payments();
    this.pinches();
    this.risks();
    this.breakEven();
    this.row++;
    const top = this.row + 1;
    this.row += CHART_HEIGHT;
    const bottom = this.row;
    this.text(words.rounding, 'note');
    const { sheets } = this.texts.live;
    const left = this.parts.inzets.slice(MOST_VARIANTS);
    if (left.length > 0) {
      const names = left.map(({ scene }) => scene.base.source.variant.name);
      this.text(words.variantsLeftOut(names, sheets.comparison), 'note');
    }
    const others = this.order.all.length - this.order.shown;
    if (others > 0) this.text(words.partiesLeftOut(others, sheets.perParty), 'note');
    const { sheet, verdicts, counts } = this;
    return {
      sheet,
      verdicts,
      counts,
      chart: { headings, income, cost, top, bottom },
      addMaster: (master) => {
        const { guide } = this.texts.live;
        sheet.uncountedFrom = sheet.next;
        const row = sheet.next;
        sheet.put(row, 1, guide.masterTitle, 'note');
        const ok = compare(master.label('D'), '=', 0);
        sheet.put(row, 2, iff(ok, guide.masterGood, guide.masterBad), 'note');
      },
    };
  }

  /** Parts in whole euros that add up: each is what the rounded running total grows by. */
  private wholes(
    parts: readonly { readonly label: Content; readonly upTo: (variant: Shown) => Expr }[],
  ): GridCell[][] {
    const before: GridCell[][] = [];
    for (const { label, upTo } of parts) {
      const cells = this.line(
        label,
        this.units.euro,
        (variant, at) => {
          const whole = round(upTo(variant), 0);
          const shown = before.map((row) => row[at] as GridCell);
          return shown.length === 0 ? whole : minus(whole, sum(cellsOf(shown)));
        },
        { figure: 'count' },
      );
      before.push(cells);
    }
    return before;
  }

  private incomeAndCosts(): { income: GridCell[]; cost: GridCell[]; results: GridCell[] } {
    const { words, units } = this;
    const { origin } = this.texts.inputs.choices;
    const totalLooks = { label: 'totalText', figure: 'totalCount' } as const;
    const all =
      (row: (variant: Shown) => Row) =>
      (variant: Shown): Expr =>
        allYears(row(variant));
    const inhabited = this.variants.some(({ budget }) => budget.incomes.length > 0);
    const incomes = inhabited
      ? this.wholes([
          { label: words.subsidies, upTo: (variant) => fromOrigin(variant, origin.subsidy) },
          {
            label: words.contributions,
            upTo: (variant) =>
              plus(fromOrigin(variant, origin.subsidy), fromOrigin(variant, origin.contribution)),
          },
          { label: words.otherIncome, upTo: all(({ budget }) => budget.income) },
        ])
      : [];
    const income = this.line(
      words.income,
      units.euro,
      (variant, at) =>
        incomes.length === 0
          ? round(allYears(variant.budget.income), 0)
          : sum(cellsOf(incomes.map((row) => row[at] as GridCell))),
      totalLooks,
    );
    const costs = this.wholes([
      {
        label: words.staffCosts,
        upTo: staffCosts,
      },
      { label: words.otherCosts, upTo: all(({ budget }) => budget.cost) },
    ]);
    const cost = this.line(
      words.costs,
      units.euro,
      (_, at) => sum(cellsOf(costs.map((row) => row[at] as GridCell))),
      totalLooks,
    );
    const results = this.line(
      words.result,
      units.euro,
      (_, at) => minus(income[at] as GridCell, cost[at] as GridCell),
      totalLooks,
    );
    const { words: live } = this.texts.live;
    this.verdicts.push(
      ...this.line(
        words.fits,
        '',
        (_, at) => iff(compare(results[at] as GridCell, '>=', 0), live.yes, live.no),
        { figure: 'right' },
      ),
    );
    this.line(
      words.coverage,
      units.share,
      ({ budget }) => {
        const base = allYears(budget.cost);
        return iff(compare(base, '=', 0), live.notApplicable, quotient(allYears(budget.income), base, 4));
      },
      { figure: 'percentage' },
    );
    return { income, cost, results };
  }

  private perStudent(years: readonly string[]): void {
    const { words, units } = this;
    const live = this.texts.live.words;
    this.block(words.perStudent);
    const places = [...new Set([0, years.length - 1])];
    const add = (name: string, unit: string, row: (inzet: Inzet) => Row, figure: Look): void => {
      for (const place of places) {
        this.line(
          words.inYear(name, years[place] as string),
          unit,
          ({ inzet }) => {
            const cell = row(inzet).at(place);
            return iff(isNumber(cell), cell, live.notApplicable);
          },
          { figure },
        );
      }
    };
    const each = units.euroPerStudent;
    add(words.students, units.student, ({ totals }) => totals.students, 'count');
    add(words.costPerStudent, each, ({ totals }) => totals.costPerStudent, 'euro');
    add(words.incomePerStudent, each, ({ totals }) => totals.fundingPerStudent, 'euro');
    add(words.coverage, units.share, ({ totals }) => totals.coverage, 'percentage');
  }

  /** What each party pays in all, in whole euros that add up. */
  private payments(): void {
    const { words, order, units } = this;
    this.block(words.payTitle);
    const shown = order.all.slice(0, order.shown);
    const others = order.all.length - order.shown;
    const nameOf = (party: string): Content =>
      this.parts.perParties.flatMap(({ parties }) => parties).find((each) => each.party === party)?.name ??
      party;
    /** What the first so many parties pay, of those that the variant has. */
    const upTo =
      (count: number) =>
      ({ perParty }: Shown): Expr => {
        const first = new Set(order.all.slice(0, count));
        const nets = perParty.parties.filter(({ party }) => first.has(party)).map(({ net }) => net);
        return nets.length === 0 ? of(0) : minus(0, sum(totalsOf(nets)));
      };
    const rows = this.wholes([
      ...shown.map((party, at) => ({ label: nameOf(party), upTo: upTo(at + 1) })),
      ...(others > 0 ? [{ label: words.others(others), upTo: upTo(order.all.length) }] : []),
    ]);
    this.line(words.payTotal, units.euro, (_, at) => sum(cellsOf(rows.map((row) => row[at] as GridCell))), {
      label: 'totalText',
      figure: 'totalCount',
    });
    this.line(
      words.ofWhichContributions,
      units.euro,
      ({ inzet }) => round(allYears(inzet.totals.contributions), 0),
      { figure: 'count' },
    );
  }

  private pinches(): void {
    const { words, units } = this;
    this.block(words.pinchTitle);
    const worst = (rows: readonly Row[]): Expr => plus(...rows.map((row) => maxOf(row.across)), 0);
    const add = (label: string, failing: (inzet: Inzet) => readonly Row[]): void => {
      this.counts.push(
        ...this.line(label, units.number, ({ inzet }) => worst(failing(inzet)), { figure: 'count' }),
      );
    };
    for (const [check, label] of Object.entries(words.pinches)) {
      const rows = (inzet: Inzet): readonly Row[] =>
        inzet.checks
          .filter((each_) => each_.check === check && each_.requirement === null)
          .map(({ failing }) => failing);
      add(label, rows);
    }
    if (!this.variants.some(({ inzet }) => inzet.checks.some(({ requirement }) => requirement !== null)))
      return;
    this.counts.push(
      ...this.line(
        words.requirements,
        units.number,
        ({ inzet }) => {
          const rows = inzet.checks.filter(({ requirement }) => requirement !== null);
          return plus(...rows.map(({ failing }) => one(compare(maxOf(failing.across), '>', 0))), 0);
        },
        { figure: 'count' },
      ),
    );
  }

  /** What a change for the worse does to the result; how large it is stands beside it. */
  private risks(): void {
    const { words } = this;
    this.block(words.riskTitle);
    const add = (label: string, part: number, base: (variant: Shown) => Expr): void => {
      this.line(label, part, (variant, _, share) => round(times(minus(0, share), base(variant)), 0), {
        unit: 'percentage',
        figure: 'count',
      });
    };
    const { origin } = this.texts.inputs.choices;
    add(words.lessSubsidy, 0.1, (variant) => fromOrigin(variant, origin.subsidy));
    add(words.higherWages, 0.05, staffCosts);
    const { stressed } = this.parts;
    if (stressed.length === 0) {
      add(words.otherCostsHigher, 0.1, (variant) =>
        minus(allYears(variant.budget.cost), staffCosts(variant)),
      );
    } else {
      this.line(words.fewerStudents, 0.3, (_, at) => round(stressed[at] as GridCell, 0), {
        unit: 'percentage',
        figure: 'count',
      });
    }
  }

  /** What a student has to bring in for income to cover costs, over all years. */
  private breakEven(): void {
    const { words, units } = this;
    const live = this.texts.live.words;
    this.block(words.breakEvenTitle);
    const perStudent =
      (make: (inzet: Inzet) => Expr) =>
      ({ inzet }: Shown): Expr => {
        const students = allYears(inzet.totals.students);
        return iff(compare(students, '=', 0), live.notApplicable, quotient(make(inzet), students, 2));
      };
    const add = (label: string, make: (inzet: Inzet) => Expr): GridCell[] =>
      this.line(label, units.euroPerStudent, perStudent(make), { figure: 'euro' });
    add(words.neededPerStudent, ({ totals }) => allYears(totals.cost));
    add(words.presentPerStudent, ({ totals }) => allYears(totals.funding));
  }
}

/** The baten of a variant that come from one kind of source, over all years. */
function fromOrigin({ budget: { incomes } }: Shown, word: string): Expr {
  const [first] = incomes;
  if (first === undefined) return of(0);
  const origins = first.sheet.range(incomes).label('B');
  return sumWhere(totalsOf(incomes), { cells: origins, value: of(word) });
}

/** What staff costs, over all years. */
const staffCosts = ({ budget }: Shown): Expr =>
  budget.staffCosts.length === 0 ? of(0) : sum(totalsOf(budget.staffCosts));
