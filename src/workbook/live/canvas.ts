import {
  ASPECTS,
  Exact,
  JUDGEMENTS,
  type Judgement,
  type Oordeel,
  type Plan,
  type Rating,
  TESTS,
  type TestName,
  type TestOutcome,
  yearLabels,
} from '../../../engine/index.ts';
import { JudgementReports } from '../../report/judgement.ts';
import type { Texts } from '../../texts/index.ts';
import type { Look } from '../description.ts';
import { editionOf } from '../edition.ts';
import { CHANGED_NAME } from '../log/index.ts';
import {
  and,
  type Cells,
  compare,
  countOf,
  type Expr,
  iff,
  index,
  isNumber,
  maxOf,
  named,
  of,
  one,
  or,
  plus,
  quotient,
  sum,
  times,
} from './formula.ts';
import { type Content, cellsOf, type GridCell, GridSheet } from './grid.ts';
import type { Inzet } from './inzet.ts';
import { allYears, nameOf, titleOf } from './report.ts';
import type { Range, Row } from './sheet.ts';

/** A page of one variant to talk about: the canvas of a scenario, from structure and roles to money and principles. */
export interface Canvas {
  readonly sheet: GridSheet;
  /** the three answers, in the order of the judgements */
  readonly answers: readonly GridCell[];
  /** all cells that hold an answer, and the cell that says whether what is no formula is up to date */
  readonly verdicts: readonly GridCell[];
  readonly fresh: GridCell;
}

/** What the engine found of a variant. */
export interface CanvasFindings {
  readonly judgements: readonly Judgement[];
  readonly ratings: readonly Rating[];
  readonly fingerprint: string;
  /** whether the workbook knows which inputs have changed since it was written */
  readonly logged: boolean;
}

/** Widths in characters: what a line is, and six columns beside it. */
export const CANVAS_WIDTHS = [50, 22, 18, 18, 18, 18] as const;
const COLUMNS = CANVAS_WIDTHS.length;
/** Characters of a question that fit on one line. */
const WRAPS_AT = 56;
/** Networks that fit. */
const MOST_NETWORKS = 24;

/** In the order in which one goes before another. */
const ANSWERS: readonly Oordeel[] = ['nee', 'niet-te-zeggen', 'nog-te-beantwoorden', 'ja'];

export function canvasSheet(
  texts: Texts,
  plan: Plan,
  name: string,
  inzet: Inzet,
  findings: CanvasFindings,
): Canvas {
  return new Page(texts, plan, name, inzet, findings).done();
}

/** The cells of a range in one year, whatever the year of the formula. */
export const inYear = (range: Range, year: number): Cells => ({
  print: ({ sheet }) => range.print({ sheet, year }),
  values: ({ sheet }) => range.values({ sheet, year }),
});

class Page {
  private readonly sheet: GridSheet;
  private readonly years: readonly string[];
  private readonly verdicts: GridCell[] = [];
  private row = 0;

  constructor(
    private readonly texts: Texts,
    private readonly plan: Plan,
    name: string,
    private readonly inzet: Inzet,
    private readonly findings: CanvasFindings,
  ) {
    this.sheet = new GridSheet(name);
    this.years = yearLabels(plan);
  }

  private get words() {
    return this.texts.canvas.words;
  }

  private line(cells: readonly (readonly [Content, Look] | undefined)[]): (GridCell | undefined)[] {
    this.row++;
    return cells.map((cell, at) => cell && this.sheet.put(this.row, at + 1, cell[0], cell[1]));
  }

  private heading(titles: readonly string[]): void {
    this.line(titles.map((title, at) => [title, at === 0 ? 'heading' : 'headingRight']));
    for (let column = titles.length + 1; column <= COLUMNS; column++)
      this.sheet.put(this.row, column, '', 'heading');
  }

  /** Headings over words, which stand to the left. */
  private questions(titles: readonly string[]): void {
    this.line(titles.map((title) => [title, 'heading']));
    for (let column = titles.length + 1; column <= COLUMNS; column++)
      this.sheet.put(this.row, column, '', 'heading');
  }

  private block(text: string, note?: string): void {
    this.row++;
    this.line([[text, 'band']]);
    for (let column = 2; column <= COLUMNS; column++) this.sheet.put(this.row, column, '', 'band');
    if (note !== undefined) this.line([[note, 'note']]);
  }

  done(): Canvas {
    const { texts, words, inzet } = this;
    const { variant } = inzet.scene.base.source;
    this.line([[titleOf(inzet), 'title']]);
    const period = texts.canvas.period(this.years[0] as string, this.years.at(-1) as string);
    this.line([
      [`${words.title} · ${this.plan.region} · ${period}${editionOf(texts, this.plan)}`, 'subtitle'],
    ]);
    if (variant.note !== undefined) {
      this.line([[variant.note, 'note']]);
    }
    const changed = named(CHANGED_NAME, Exact.zero);
    const state = this.findings.logged
      ? iff(compare(changed, '=', 0), words.current, words.stale)
      : words.current;
    const [, , fresh] = this.line([
      [words.state, 'note'],
      [this.findings.fingerprint, 'right'],
      [state, 'note'],
    ]) as [GridCell, GridCell, GridCell];
    const judged = this.row + 1;
    this.row += 2 + JUDGEMENTS.length; // filled when the tests below have their places
    this.structure();
    this.roles();
    this.places();
    this.tasks();
    this.money();
    const answers = this.tests(judged);
    this.development();
    return { sheet: this.sheet, answers, verdicts: this.verdicts, fresh };
  }

  private structure(): void {
    const { words, inzet } = this;
    this.block(`${words.structure} (${this.years[0]})`);
    this.heading([
      words.network,
      words.schools,
      words.students,
      words.hours,
      words.costs,
      words.costPerStudent,
    ]);
    this.sheet.setHeight(this.row, 30);
    const shown = inzet.networks.slice(0, MOST_NETWORKS);
    for (const [at, network] of shown.entries()) {
      const [students, cost] = [network.students.at(0), network.cost.at(0)];
      const name = inzet.scene.lists.networks?.rows[at]?.label('C') ?? network.network;
      this.line([
        [name, 'text'],
        [network.schools.at(0), 'count'],
        [students, 'count'],
        [network.hours.at(0), 'hours'],
        [cost, 'euro'],
        [this.perStudent(cost, students), 'euro'],
      ]);
    }
    const more = inzet.networks.length - shown.length;
    if (more > 0) this.line([[this.texts.canvas.more(more), 'note']]);
  }

  private perStudent(amount: Expr, students: Expr): Expr {
    const { notApplicable } = this.texts.live.words;
    return iff(compare(students, '=', 0), notApplicable, quotient(amount, students, 2));
  }

  private roles(): void {
    const { words, inzet } = this;
    const { source } = inzet.scene.base;
    this.block(`${words.roles} (${this.years[0]})`);
    this.heading([words.role, words.level, words.employer, words.hours, words.fte, words.costs]);
    const [first, last] = [this.row + 1, this.row + inzet.roles.length];
    for (const { role, hours, fte, cost } of inzet.roles) {
      const text = (field: 'level' | 'employer'): Content =>
        source.field('roles', role, [field], field).one ?? '';
      this.line([
        [nameOf(inzet, 'roles', role), 'text'],
        [text('level'), 'right'],
        [text('employer'), 'right'],
        [hours.at(0), 'hours'],
        [fte.at(0), 'fte'],
        [cost.at(0), 'euro'],
      ]);
    }
    if (last < first) return;
    const { totals } = inzet;
    this.line([
      [words.total, 'totalText'],
      ['', 'totalText'],
      ['', 'totalText'],
      [totals.hours.at(0), 'totalHours'],
      [totals.fte.at(0), 'fte'],
      [plus(...inzet.roles.map(({ cost }) => cost.at(0))), 'totalEuro'],
    ]);
  }

  /** What is booked where, in the first year. */
  private places(): void {
    const { words, inzet } = this;
    const names = {
      school: words.atSchool,
      network: words.atNetwork,
      board: words.atBoard,
      institute: words.atInstitute,
      region: words.atRegion,
    } as const;
    this.block(`${words.places} (${this.years[0]})`);
    this.heading([words.place, words.hours, words.fte]);
    for (const [place, name] of Object.entries(names)) {
      const rows = inzet.rules
        .filter(({ list, item }) => list === 'norms' && item.at === place)
        .flatMap((rule) => inzet.ledger.hours.get(rule) ?? []);
      if (rows.length === 0) continue;
      const hours = this.line([
        [name, 'text'],
        [plus(...rows.map((row) => row.at(0))), 'hours'],
      ])[1] as GridCell;
      this.sheet.put(this.row, 3, this.fteOf(hours), 'fte');
    }
  }

  private fteOf(hours: Expr): Expr {
    return quotient(hours, this.inzet.scene.base.hoursPerFte, 4);
  }

  /** Who employs those who do the work, in the first year. */
  private tasks(): void {
    const { words, inzet } = this;
    const { roles } = inzet.scene.base.source.plan;
    const names = { school: words.bySchool, institute: words.byInstitute, region: words.byRegion } as const;
    this.block(`${words.tasks} (${this.years[0]})`);
    this.heading([words.employer, words.hours, words.fte, words.costs]);
    for (const [employer, name] of Object.entries(names)) {
      const ids = new Set(roles.filter((role) => role.employer === employer).map(({ id }) => id));
      const own = inzet.roles.filter(({ role }) => ids.has(role));
      if (own.length === 0) continue;
      const add = (pick: (each: Inzet['roles'][number]) => Row): Expr =>
        plus(...own.map((each) => pick(each).at(0)));
      const hours = this.line([
        [name, 'text'],
        [add((each) => each.hours), 'hours'],
      ])[1] as GridCell;
      this.sheet.put(this.row, 3, this.fteOf(hours), 'fte');
      this.sheet.put(
        this.row,
        4,
        add((each) => each.cost),
        'euro',
      );
    }
  }

  private money(): void {
    const { words, inzet, years } = this;
    const { totals } = inzet;
    const { notApplicable } = this.texts.live.words;
    this.block(words.money);
    const last = years.length - 1;
    const places = last === 0 ? [0] : [0, last];
    this.heading(['', ...places.map((place) => years[place] as string), ...(last > 0 ? [words.all] : [])]);
    const add = (name: string, row: Row, look: Look, all: 'sum' | Expr | undefined, may = false): void => {
      const figure = (cell: Expr): Expr => (may ? iff(isNumber(cell), cell, notApplicable) : cell);
      const total = all === 'sum' ? allYears(row) : all;
      this.line([
        [name, 'text'],
        ...places.map((place): readonly [Content, Look] => [figure(row.at(place)), look]),
        ...(last > 0 && total !== undefined ? [[total, look] as const] : []),
      ]);
    };
    const all = (row: Row): Expr => allYears(row);
    const students = all(totals.students);
    const ratio = (over: Expr, under: Expr, digits: number): Expr =>
      iff(compare(under, '=', 0), notApplicable, quotient(over, under, digits));
    add(words.students, totals.students, 'count', undefined);
    add(words.hours, totals.hours, 'hours', 'sum');
    add(words.fte, totals.fte, 'fte', undefined);
    add(words.costs, totals.cost, 'euro', 'sum');
    add(words.income, totals.funding, 'euro', 'sum');
    add(words.contributions, totals.contributions, 'euro', 'sum');
    add(words.result, totals.result, 'euro', 'sum');
    add(words.coverage, totals.coverage, 'percentage', ratio(all(totals.funding), all(totals.cost), 4), true);
    const perStudent = (row: Row): Expr => ratio(all(row), students, 2);
    add(words.costPerStudent, totals.costPerStudent, 'euro', perStudent(totals.cost), true);
    add(words.incomePerStudent, totals.fundingPerStudent, 'euro', perStudent(totals.funding), true);
  }

  /** The answers of all tests, and above them what they come to. */
  private tests(judged: number): GridCell[] {
    const { words, texts } = this;
    const { answers, tests: named_, judgements, heading } = texts.judgements;
    const reports = new JudgementReports(texts, this.plan);
    const { id } = this.inzet.scene.base.source.variant;
    const meanings: readonly [Oordeel, string][] = [
      ['nee', words.meaningNo],
      ['niet-te-zeggen', words.meaningUnknown],
      ['nog-te-beantwoorden', words.meaningOpen],
      ['ja', words.meaningYes],
    ];
    const found = new Map<TestName, GridCell>();
    const add = (outcome: TestOutcome): void => {
      const live = this.live(outcome);
      const [, answer] = this.line([
        [named_[outcome.test].question, 'wrapped'],
        [live ?? answers[outcome.answer], 'text'],
        [live === undefined ? words.fromEngine : words.fromFormula, 'note'],
        [explained(reports, id, outcome), 'note'],
      ]) as [GridCell, GridCell];
      this.sheet.setHeight(this.row, named_[outcome.test].question.length > WRAPS_AT ? 30 : 15);
      found.set(outcome.test, answer);
      this.verdicts.push(answer);
    };
    const of_ = (name: 'uitvoerbaar' | 'doeltreffend' | 'betaalbaar'): readonly TestOutcome[] =>
      this.findings.judgements.find(({ judgement }) => judgement === name)?.tests ?? [];
    const titles = [words.question, words.answer, '', words.explanation];
    this.block(words.principles, words.principlesSource);
    this.questions(titles);
    for (const outcome of of_('doeltreffend')) add(outcome);
    this.block(words.other);
    this.questions(titles);
    for (const outcome of [...of_('uitvoerbaar'), ...of_('betaalbaar')]) add(outcome);
    this.block(words.meanings);
    const legend = meanings.map(([answer, meaning]) => {
      const [word] = this.line([
        [answers[answer], 'text'],
        [meaning, 'note'],
      ]);
      return word as GridCell;
    });
    // back to the top, where the answers stand first
    const end = this.row;
    this.row = judged;
    this.line([
      [heading('judgements'), 'heading'],
      [words.answer, 'heading'],
      [words.decides, 'heading'],
    ]);
    for (let column = 4; column <= COLUMNS; column++) this.sheet.put(this.row, column, '', 'heading');
    const results = JUDGEMENTS.map((judgement) => {
      const own = TESTS[judgement].flatMap((test) => found.get(test) ?? []);
      const outcome = this.findings.judgements.find((each) => each.judgement === judgement);
      const test = outcome?.tests[outcome.deciding];
      const [, answer] = this.line([
        [judgements[judgement], 'label'],
        [worstOf(own, legend), 'verdict'],
        [test === undefined ? '' : `${named_[test.test].short}: ${explained(reports, id, test)}`, 'note'],
      ]) as [GridCell, GridCell];
      this.verdicts.push(answer);
      return answer;
    });
    this.row = end;
    return results;
  }

  /**
   * A test as a formula, where the calculation sheet has what it looks at; undefined where only the engine can do it, or
   * where the plan or its notes decide.
   */
  private live({ test, answer, year }: TestOutcome): Expr | undefined {
    if (answer !== 'ja' && answer !== 'nee') return undefined;
    if (year === null) return undefined; // answered by people
    const { checks, totals, parties } = this.inzet;
    const { answers } = this.texts.judgements;
    const fails = (rows: readonly Row[]): Expr | undefined =>
      rows.length === 0
        ? undefined
        : iff(compare(plus(...rows.map((row) => maxOf(row.across))), '>', 0), answers.nee, answers.ja);
    const fixed = (name: string): readonly Row[] =>
      checks
        .filter(({ check, requirement }) => check === name && requirement === null)
        .map(({ failing }) => failing);
    const required = (...names: readonly string[]): readonly Row[] =>
      checks
        .filter(({ check, requirement }) => requirement !== null && names.includes(check))
        .map(({ failing }) => failing);
    switch (test) {
      case 'formatie':
        return fails(fixed('staff'));
      case 'begeleiders':
        return fails(fixed('supervisors'));
      case 'plaatsen':
        return fails(fixed('capacity'));
      case 'partijen':
        return fails(fixed('affordable'));
      case 'eisen':
        return fails(checks.filter(({ requirement }) => requirement !== null).map(({ failing }) => failing));
      case 'begeleiding-in-elke-school':
        return fails(required('school-guided'));
      case 'opleiden-op-de-werkplek':
        return fails(required('workplace-share'));
      case 'korte-lijnen': {
        const [lead, most] = [required('one-lead'), required('max-partners')];
        return lead.length > 0 && most.length > 0 ? fails([...lead, ...most]) : undefined;
      }
      case 'dekking': {
        const ceilings = parties[0]?.ceiling.sheet.range(parties.map(({ ceiling }) => ceiling));
        const enough = this.years.map((_, place) => {
          const own = totals.net.at(place);
          const allowed = ceilings === undefined ? own : plus(own, sum(inYear(ceilings, place)));
          return or(compare(totals.result.at(place), '>=', 0), compare(allowed, '>=', 0));
        });
        return iff(and(...enough), answers.ja, answers.nee);
      }
      default:
        return undefined;
    }
  }

  /** How far each network is by its own rating, where anybody rated. */
  private development(): void {
    const { words, texts } = this;
    const { ratings } = this.findings;
    if (ratings.length === 0) return;
    const { aspects, phase } = texts.judgements;
    this.block(words.development, words.developmentSource);
    this.heading([words.network, ...ASPECTS.map((aspect) => aspects[aspect])]);
    this.sheet.setHeight(this.row, 30);
    for (const network of new Set(ratings.map((each) => each.network))) {
      this.line([
        [network, 'text'],
        ...ASPECTS.map((aspect): readonly [Content, Look] => {
          const found = ratings.find((each) => each.network === network && each.aspect === aspect);
          return [found === undefined ? texts.tables.noValue : phase(found.phase), 'right'];
        }),
      ]);
    }
  }
}

/** Figure and who fails, in words. */
const explained = (reports: JudgementReports, variant: string, outcome: TestOutcome): string =>
  [
    ...(outcome.figure === null ? [] : [reports.figure(outcome)]),
    ...[reports.subjects(variant, outcome, 2)].filter((text) => text !== ''),
    ...(outcome.year === null ? [] : [outcome.year]),
  ].join(' · ');

/**
 * The answer that counts most among these: the place in the legend (worst first) of the first word that is there.
 */
function worstOf(answers: readonly GridCell[], legend: readonly GridCell[]): Expr {
  const cells = cellsOf(answers);
  const none = (place: number): Expr => one(compare(countOf(legend[place] as GridCell, cells), '=', 0));
  const place = ANSWERS.slice(0, -1).reduceRight<Expr>(
    (rest, _, at) => plus(1, times(none(at), rest)),
    of(1),
  );
  return index(cellsOf(legend), place);
}
