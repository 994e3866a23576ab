import { JUDGEMENTS, type Plan, yearLabels } from '../../../engine/index.ts';
import type { ConversationBlock } from '../../texts/canvas.ts';
import type { Texts } from '../../texts/index.ts';
import type { Look } from '../description.ts';
import { type Canvas, inYear } from './canvas.ts';
import {
  compare,
  type Expr,
  iff,
  isNumber,
  maxOf,
  minus,
  of,
  plus,
  quotient,
  sum,
  sumWhere,
} from './formula.ts';
import { type Content, type GridCell, GridSheet } from './grid.ts';
import type { Inzet } from './inzet.ts';
import { allYears, nameOf, titleOf } from './report.ts';
import type { Row } from './sheet.ts';

/** The conversation in the region, by GROW: questions, with the plan's figures where a question asks for one. */
export interface Conversation {
  readonly sheet: GridSheet;
  readonly verdicts: readonly GridCell[];
}

/** What fits beside a question. */
const MOST_VARIANTS = 5;
const MOST_NETWORKS = 12;
/** Lines to write on below a question without figures. */
const LINES = 2;

export const CONVERSATION_WIDTHS = [46, 19, 19, 19, 19, 19] as const;
const COLUMNS = CONVERSATION_WIDTHS.length;

/**
 * @param inzets of all variants, in plan order: the first is the current situation
 * @param canvases of the same variants, of which the answers are shown
 */
export function conversationSheet(
  texts: Texts,
  plan: Plan,
  inzets: readonly Inzet[],
  canvases: readonly Canvas[],
): Conversation {
  return new Page(texts, plan, inzets, canvases).done();
}

class Page {
  private readonly sheet: GridSheet;
  private readonly shown: readonly Inzet[];
  private readonly verdicts: GridCell[] = [];
  private readonly years: readonly string[];
  private row = 0;

  constructor(
    private readonly texts: Texts,
    private readonly plan: Plan,
    private readonly inzets: readonly Inzet[],
    private readonly canvases: readonly Canvas[],
  ) {
    this.sheet = new GridSheet(texts.conversation.sheet);
    this.shown = inzets.slice(0, MOST_VARIANTS);
    this.years = yearLabels(plan);
  }

  private get words() {
    return this.texts.conversation.words;
  }

  private get first(): Inzet {
    return this.inzets[0] as Inzet;
  }

  private get last(): number {
    return this.years.length - 1;
  }

  private line(cells: readonly (readonly [Content, Look])[]): GridCell[] {
    this.row++;
    return cells.map(([content, look], at) => this.sheet.put(this.row, at + 1, content, look));
  }

  private wide(look: Look, from: number): void {
    for (let column = from; column <= COLUMNS; column++) this.sheet.put(this.row, column, '', look);
  }

  private part({ title, purpose }: ConversationBlock<string>): void {
    this.row++;
    this.line([[title, 'band']]);
    this.wide('band', 2);
    this.line([[purpose, 'note']]);
  }

  private question(text: string): void {
    this.row++;
    this.line([[text, 'label']]);
  }

  /** Lines to write on. */
  private room(lines = LINES): void {
    for (let at = 0; at < lines; at++) {
      this.line([[at === 0 ? this.words.notes : '', 'line']]);
      this.wide('line', 2);
      this.sheet.setHeight(this.row, 22);
    }
  }

  private heading(titles: readonly Content[]): void {
    this.line(titles.map((title, at) => [title, at === 0 ? 'heading' : 'headingRight']));
    this.wide('heading', titles.length + 1);
    const words = titles.slice(1).some((title) => typeof title !== 'string');
    this.sheet.setHeight(this.row, words ? 44 : 18);
  }

  /** A line with a figure per variant. */
  private perVariant(label: string, make: (inzet: Inzet, at: number) => Content, look: Look): GridCell[] {
    return this.line([
      [label, 'text'],
      ...this.shown.map((inzet, at): readonly [Content, Look] => [make(inzet, at), look]),
    ]).slice(1);
  }

  done(): Conversation {
    const { conversation } = this.texts;
    this.line([[`${conversation.sheet} – ${this.plan.name}`, 'title']]);
    this.line([[conversation.purpose, 'note']]);
    this.line([[conversation.source, 'note']]);
    this.goal();
    this.reality();
    this.options();
    this.forward();
    const left = this.inzets.slice(MOST_VARIANTS).map(({ scene }) => scene.base.source.variant.name);
    if (left.length > 0) {
      this.row++;
      this.line([[conversation.left(left), 'note']]);
    }
    return { sheet: this.sheet, verdicts: this.verdicts };
  }

  private goal(): void {
    const { goal } = this.texts.conversation;
    const { words, first } = this;
    this.part(goal);
    this.question(goal.questions.goal1);
    const { totals } = first;
    this.heading([
      words.figures,
      this.years[0] as string,
      ...(this.last > 0 ? [this.years[this.last] as string] : []),
    ]);
    const both = (label: Content, row: Row, look: Look): void => {
      this.line([
        [label, 'text'],
        [row.at(0), look],
        ...(this.last > 0 ? [[row.at(this.last), look] as const] : []),
      ]);
    };
    both(words.students, totals.students, 'count');
    both(words.hours, totals.hours, 'hours');
    this.question(goal.questions.goal2);
    this.heading([
      words.group,
      this.years[0] as string,
      ...(this.last > 0 ? [this.years[this.last] as string] : []),
    ]);
    const { students, base } = first.scene;
    base.source.plan.groups.forEach(({ id }, at) => {
      const { entries, places } = students;
      const place = first.scene.lists.groups?.rows[at]?.label('B');
      if (entries === undefined || places === undefined || place === undefined) return;
      const inGroup = (year: number): Expr =>
        sumWhere(inYear(entries, year), { cells: places.label('B'), value: place });
      this.line([
        [nameOf(first, 'groups', id), 'text'],
        [inGroup(0), 'count'],
        ...(this.last > 0 ? [[inGroup(this.last), 'count'] as const] : []),
      ]);
    });
    this.question(goal.questions.goal3);
    this.room();
  }

  private reality(): void {
    const { reality } = this.texts.conversation;
    const { words, first } = this;
    const [year] = this.years as [string];
    this.part(reality);
    this.question(reality.questions.reality1);
    this.heading([
      `${words.network} (${year})`,
      words.schools,
      words.students,
      words.hours,
      words.costs,
      words.costPerStudent,
    ]);
    const networks = first.networks.slice(0, MOST_NETWORKS);
    for (const [at, network] of networks.entries()) {
      const [students, cost] = [network.students.at(0), network.cost.at(0)];
      this.line([
        [first.scene.lists.networks?.rows[at]?.label('C') ?? network.network, 'text'],
        [network.schools.at(0), 'count'],
        [students, 'count'],
        [network.hours.at(0), 'hours'],
        [cost, 'euro'],
        [iff(compare(students, '=', 0), words.noStudents, quotient(cost, students, 2)), 'euro'],
      ]);
    }
    const more = first.networks.length - networks.length;
    if (more > 0) this.line([[this.texts.canvas.more(more), 'note']]);
    this.question(reality.questions.reality2);
    this.heading([words.figures, year, ...(this.last > 0 ? [this.years[this.last] as string] : [])]);
    const { totals } = first;
    const both = (label: string, make: (year: number) => Expr, look: Look = 'euro'): void => {
      this.line([
        [label, 'text'],
        [make(0), look],
        ...(this.last > 0 ? [[make(this.last), look] as const] : []),
      ]);
    };
    both(words.costs, (at) => totals.cost.at(at));
    both(words.subsidy, (at) => minus(totals.funding.at(at), totals.contributions.at(at)));
    both(words.contributions, (at) => totals.contributions.at(at));
    both(words.result, (at) => totals.result.at(at));
    both(words.coverage, (at) => this.known(totals.coverage.at(at)), 'percentage');
    this.question(reality.questions.reality3);
    this.room();
    this.question(reality.questions.reality4);
    this.room();
  }

  private known(figure: Expr): Expr {
    return iff(isNumber(figure), figure, this.words.noStudents);
  }

  private options(): void {
    const { options } = this.texts.conversation;
    const { words, first } = this;
    const titles = (): void => this.heading([words.figures, ...this.shown.map((inzet) => titleOf(inzet))]);
    const perStudent =
      (row: (inzet: Inzet) => Row) =>
      (inzet: Inzet): Expr => {
        const students = allYears(inzet.totals.students);
        return iff(compare(students, '=', 0), words.noStudents, quotient(allYears(row(inzet)), students, 2));
      };
    const worst =
      (name: string) =>
      (inzet: Inzet): Expr => {
        const rows = inzet.checks.filter(({ check, requirement }) => check === name && requirement === null);
        return plus(...rows.map(({ failing }) => maxOf(failing.across)), 0);
      };
    this.part(options);
    this.question(options.questions.options1);
    titles();
    this.perVariant(
      words.perStudentNeeded,
      perStudent(({ totals }) => totals.cost),
      'euro',
    );
    this.perVariant(
      words.perStudentThere,
      perStudent(({ totals }) => totals.funding),
      'euro',
    );
    this.perVariant(words.fteNeeded, ({ totals }) => totals.fte.at(0), 'fte');
    this.perVariant(
      words.supervisorsNeeded,
      ({ scene }) => {
        const { needed } = scene.students;
        return needed === undefined ? of(0) : sumOver(needed, 0);
      },
      'count',
    );
    this.perVariant(words.supervisorsShort, worst('supervisors'), 'count');
    this.question(options.questions.options2);
    titles();
    this.perVariant(words.costs, ({ totals }) => allYears(totals.cost), 'euro');
    this.perVariant(words.income, ({ totals }) => allYears(totals.funding), 'euro');
    this.perVariant(words.result, ({ totals }) => allYears(totals.result), 'euro');
    for (const at of [...new Set([0, this.last])]) {
      const label = this.texts.conversation.of(words.coverage, this.years[at] as string);
      this.perVariant(label, ({ totals }) => this.known(totals.coverage.at(at)), 'percentage');
    }
    this.question(options.questions.options3);
    titles();
    JUDGEMENTS.forEach((judgement, place) => {
      const { judgements } = this.texts.judgements;
      const answers = this.perVariant(
        judgements[judgement],
        (_, at) => (this.canvases[at] as Canvas).answers[place] as GridCell,
        'right',
      );
      this.verdicts.push(...answers);
    });
    this.perVariant(words.partiesShort, worst('affordable'), 'count');
    this.question(options.questions.options4);
    titles();
    const less =
      (row: (inzet: Inzet) => Row) =>
      (inzet: Inzet): Expr =>
        minus(allYears(row(inzet)), allYears(row(first)));
    this.perVariant(
      words.hoursAgainstFirst,
      less(({ totals }) => totals.hours),
      'hours',
    );
    this.perVariant(
      words.costsAgainstFirst,
      less(({ totals }) => totals.cost),
      'euro',
    );
    this.perVariant(
      words.resultAgainstFirst,
      less(({ totals }) => totals.result),
      'euro',
    );
  }

  private forward(): void {
    const { forward } = this.texts.conversation;
    const { words } = this;
    this.part(forward);
    for (const question of Object.values(forward.questions).slice(0, -1)) {
      this.question(question);
      this.room();
    }
    this.question(forward.questions.forward4);
    this.line([
      [words.agreement, 'heading'],
      ['', 'heading'],
      ['', 'heading'],
      ['', 'heading'],
      [words.who, 'heading'],
      [words.when, 'heading'],
    ]);
    for (let at = 0; at < 4; at++) {
      this.line([['', 'line']]);
      this.wide('line', 2);
      this.sheet.setHeight(this.row, 22);
    }
  }
}

const sumOver = (range: Parameters<typeof inYear>[0], year: number): Expr => sum(inYear(range, year));
