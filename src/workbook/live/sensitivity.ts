import { Exact, type Plan, type SensitiveInput, type Stress, yearLabels } from '../../../engine/index.ts';
import { inputName } from '../../report/questions.ts';
import type { Texts } from '../../texts/index.ts';
import { Names } from '../../texts/names.ts';
import type { Analysis } from '../analysis.ts';
import type { Look } from '../description.ts';
import { CHANGED_NAME } from '../log/describe.ts';
import { compare, iff, named } from './formula.ts';
import { type Content, type GridCell, GridSheet } from './grid.ts';
import type { Inzet } from './inzet.ts';
import { asOperand, titleOf } from './report.ts';

/** What the plan is sensitive to: figures that the engine found by calculating again, marked with what they are of. */
export interface SensitivityPage {
  readonly sheet: GridSheet;
  /** says whether the figures are of the inputs as they are now */
  readonly fresh: GridCell;
  /** the inputs that matter most, with what they do to the result */
  readonly tornado: {
    readonly names: readonly GridCell[];
    readonly lower: readonly GridCell[];
    readonly higher: readonly GridCell[];
    readonly top: number;
    readonly bottom: number;
  };
  /** what fewer students do to the result of each variant over all years, in plan order */
  readonly stressed: readonly GridCell[];
}

/** Widths in characters. */
export const SENSITIVITY_WIDTHS = [62, 16, 17, 17, 17, 17, 17, 17, 12] as const;
/** How many bars can be read. */
const BARS = 12;
const CHART_ROWS = 22;
/** As many inputs as say something. */
const MOST = 40;

export function sensitivityPage(
  texts: Texts,
  plan: Plan,
  inzets: readonly Inzet[],
  { sensitivity, stresses }: Analysis,
  fingerprint: string,
): SensitivityPage {
  return new Page(texts, plan, inzets, fingerprint).done(sensitivity.inputs, sensitivity.base, stresses);
}

class Page {
  private readonly sheet: GridSheet;
  private readonly names: Names;
  private row = 0;

  constructor(
    private readonly texts: Texts,
    private readonly plan: Plan,
    private readonly inzets: readonly Inzet[],
    private readonly fingerprint: string,
  ) {
    this.sheet = new GridSheet(texts.live.sheets.sensitivity);
    const [first] = inzets;
    this.names = Names.ofVariant(texts, plan, first?.scene.base.source.variant.id ?? '');
  }

  private get words() {
    return this.texts.live.sensitivity;
  }

  private line(cells: readonly (readonly [Content, Look])[]): GridCell[] {
    this.row++;
    return cells.map(([content, look], at) => this.sheet.put(this.row, at + 1, content, look));
  }

  private heading(titles: readonly string[]): void {
    this.line(titles.map((title, at) => [title, at === 0 ? 'heading' : 'headingRight']));
    this.sheet.setHeight(this.row, 32);
  }

  private section(text: Content): void {
    this.row++;
    this.line([[text, 'section']]);
  }

  done(
    inputs: readonly SensitiveInput[],
    base: { readonly cost: string; readonly funding: string },
    stresses: readonly Stress[],
  ): SensitivityPage {
    const { words, texts } = this;
    const [first] = this.inzets as readonly [Inzet];
    this.line([[`${texts.live.sheets.sensitivity} – ${this.plan.name}`, 'title']]);
    this.line([[texts.live.purposes.sensitivity, 'note']]);
    this.line([
      [words.madeOf, 'label'],
      [this.fingerprint, 'right'],
    ]);
    this.line([
      [words.madeWith, 'label'],
      [Exact.of(base.cost), 'euro'],
      [Exact.of(base.funding), 'euro'],
    ]);
    const current = compare(named(CHANGED_NAME, Exact.zero), '=', 0);
    const [, fresh] = this.line([
      [words.stateTitle, 'label'],
      [iff(current, words.current, words.stale), 'verdict'],
    ]) as [GridCell, GridCell];
    this.section(titleOf(first));
    this.line([[words.tornadoPurpose, 'note']]);
    this.heading([
      words.input,
      words.value,
      words.resultLower,
      words.resultHigher,
      words.lower,
      words.higher,
      words.swing,
    ]);
    const shown = inputs.slice(0, MOST);
    const baseResult = Exact.of(base.funding).minus(Exact.of(base.cost));
    const rows = shown.map(({ path, kind, value, low, high, swing }) => {
      const [lower, higher] = [Exact.of(low.result), Exact.of(high.result)];
      return this.line([
        [inputName(texts, this.names, this.plan, { path, kind }), 'text'],
        [Exact.of(value), 'weighted'],
        [lower, 'euro'],
        [higher, 'euro'],
        [lower.minus(baseResult), 'euro'],
        [higher.minus(baseResult), 'euro'],
        [Exact.of(swing), 'euro'],
      ]);
    });
    if (inputs.length > MOST) this.line([[words.more(inputs.length - MOST), 'note']]);
    this.row++;
    const top = this.row + 1;
    if (rows.length > 0) this.row += CHART_ROWS;
    const bottom = this.row;
    const column = (at: number): GridCell[] => rows.slice(0, BARS).map((row) => row[at] as GridCell);
    const stressed = this.stress(stresses);
    return {
      sheet: this.sheet,
      fresh,
      stressed,
      tornado: { names: column(0), lower: column(4), higher: column(5), top, bottom },
    };
  }

  /** What fewer students do, per variant, and what stays of the costs. */
  private stress(stresses: readonly Stress[]): GridCell[] {
    const { words } = this;
    this.section(words.stressTitle);
    this.line([[words.stressPurpose, 'note']]);
    const years = yearLabels(this.plan);
    const effects: GridCell[] = [];
    for (const [at, { years: own }] of stresses.entries()) {
      this.row++;
      this.heading([
        '',
        words.students,
        words.studentsAfter,
        words.costsAfter,
        words.incomeAfter,
        words.resultAfter,
        words.difference,
        words.fixed,
        words.fixedShare,
      ]);
      const inzet = this.inzets[at] as Inzet;
      this.sheet.put(this.row, 1, asOperand(titleOf(inzet)), 'heading');
      const sums = own.map(({ base, stressed, fixed }): readonly Exact[] => [
        Exact.of(stressed.cost),
        Exact.of(stressed.funding),
        Exact.of(stressed.result),
        Exact.of(stressed.result).minus(Exact.of(base.result)),
        Exact.of(fixed),
      ]);
      for (const [year, { students, stressedStudents, fixedShare }] of own.entries()) {
        this.line([
          [years[year] as string, 'text'],
          [students, 'count'],
          [stressedStudents, 'count'],
          ...(sums[year] as readonly Exact[]).map((sum): [Content, Look] => [sum, 'euro']),
          [fixedShare === null ? this.texts.live.words.notApplicable : Exact.of(fixedShare), 'percentage'],
        ]);
      }
      const totals = [0, 1, 2, 3, 4].map((place) =>
        sums.reduce((before, each) => before.plus(each[place] as Exact), Exact.zero),
      );
      const cells = this.line([
        [this.texts.live.words.total, 'totalText'],
        ['', 'totalText'],
        ['', 'totalText'],
        ...totals.map((sum): [Content, Look] => [sum, 'totalEuro']),
        ['', 'totalText'],
      ]);
      effects.push(cells[6] as GridCell);
    }
    this.line([[words.fixedMeans, 'note']]);
    return effects;
  }
}
