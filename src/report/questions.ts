import {
  type Break,
  type BreakEven,
  type BreakPlace,
  type Plan,
  pointerKeys,
  type Seek,
  type Sensitivity,
  type Simulation,
  type Spread,
  type Stress,
  yearLabels,
} from '../../engine/index.ts';
import { asPercentage, formatDecimal, type Texts } from '../texts/index.ts';
import { Names } from '../texts/names.ts';
import type { Report } from './summary.ts';

/** The answers to the questions behind a plan, as tables and sentences for people and as JSON for programs. */
export class Answers {
  private readonly names: Names;

  constructor(
    private readonly texts: Texts,
    private readonly plan: Plan,
    variant: string,
  ) {
    this.names = Names.ofVariant(texts, plan, variant);
  }

  private figure(text: string | number): string {
    return formatDecimal(String(text), this.texts.separators);
  }

  private place(variant: string, year: number): [variant: string, year: string] {
    return [this.names.of('variant', variant), yearLabels(this.plan)[year] ?? ''];
  }

  breakEven(answer: BreakEven): { readonly lines: readonly string[]; readonly table: Report } {
    const { questions } = this.texts;
    const { variant, year, scope, students, from, to } = answer;
    const lines = [
      questions.looked(...([students, from.students, to.students].map((each) => this.figure(each)) as Three)),
    ];
    if (scope.group !== undefined) lines.push(questions.ofGroup(this.names.of('group', scope.group)));
    if (scope.network !== undefined) lines.push(questions.ofNetwork(scope.network));
    const right = (title: string) => ({ title, align: 'right' as const });
    const parties = answer.parties.map(({ party, ...row }) => ({ name: this.names.party(party), ...row }));
    return {
      lines,
      table: {
        title: questions.breakEven(...this.place(variant, year)),
        columns: [
          { title: this.texts.tables.party },
          { title: questions.becomes },
          ...[questions.studentsFrom, questions.resultThere, questions.oneLess].map(right),
        ],
        rows: [{ name: questions.whole, ...answer }, ...parties].flatMap(
          ({ name, from: first, crossings }) =>
            crossings.length === 0
              ? [{ cells: [name, this.throughout(first), '', '', ''] }]
              : crossings.map((each, index) => ({ cells: [index === 0 ? name : '', ...this.cells(each)] })),
        ),
      },
    };
  }

  private throughout({ result }: BreakPlace): string {
    const { always, never } = this.texts.questions;
    return result.startsWith('-') ? never : always;
  }

  private cells({ becomes, students, result, resultBelow }: Break): string[] {
    return [
      this.texts.questions[becomes],
      ...[students, result, resultBelow].map((each) => this.figure(each)),
    ];
  }

  seek({ variant, year, path, current, answer, from, to, boundaries, complete }: Seek): {
    readonly title: string;
    readonly lines: readonly string[];
  } {
    const { questions } = this.texts;
    const lines = [questions.now(this.figure(current.value), this.figure(current.result))];
    if (answer === null) {
      const sentence = from.result.startsWith('-') ? questions.neverFits : questions.alwaysFits;
      lines.push(sentence(this.figure(from.value), this.figure(to.value)));
    } else {
      lines.push(
        questions.fits(this.figure(answer.value), this.figure(answer.result)),
        questions.fitsNot(this.figure(answer.next), this.figure(answer.nextResult)),
      );
    }
    if (boundaries.length > 1) lines.push(questions.moreBoundaries(boundaries.length));
    lines.push(complete ? questions.complete : questions.incomplete);
    return { title: questions.seek(this.names.input(path), ...this.place(variant, year)), lines };
  }

  sensitivity({ variant, band, inputs }: Sensitivity): Report {
    const { questions } = this.texts;
    const right = (title: string) => ({ title, align: 'right' as const });
    return {
      title: questions.sensitivity(this.names.of('variant', variant), this.part(band)),
      columns: [
        { title: questions.input },
        ...[questions.value, questions.lower, questions.higher, questions.swing].map(right),
      ],
      rows: inputs.map(({ path, kind, value, low, high, swing }) => ({
        cells: [
          inputName(this.texts, this.names, this.plan, { path, kind }),
          ...[value, low.result, high.result, swing].map((each) => this.figure(each)),
        ],
      })),
    };
  }

  stress({ fall, over, years }: Stress): Report {
    const { questions, tables } = this.texts;
    const right = (title: string) => ({ title, align: 'right' as const });
    return {
      title: questions.stress(this.part(fall), over),
      columns: [
        { title: tables.year },
        ...[tables.students, questions.studentsThen, tables.cost, questions.costThen].map(right),
        ...[tables.result, questions.resultThen, questions.fixed, questions.fixedShare].map(right),
      ],
      rows: years.map(({ year, students, stressedStudents, base, stressed, fixed, fixedShare }) => ({
        bad: stressed.result.startsWith('-'),
        cells: [
          yearLabels(this.plan)[year] ?? '',
          ...[students, stressedStudents, base.cost, stressed.cost, base.result, stressed.result, fixed].map(
            (each) => this.figure(each),
          ),
          this.percentage(fixedShare),
        ],
      })),
    };
  }

  /** What was assumed where nothing was said. */
  assumed(band: string): string {
    return this.texts.questions.assumed(this.part(band));
  }

  simulation({ variant, years, trials }: Simulation, seed: number): Report[] {
    const { questions, tables } = this.texts;
    const right = (title: string) => ({ title, align: 'right' as const });
    const spread = [questions.chance, questions.low, questions.middle, questions.high].map(right);
    const cells = (chance: string, { p10, p50, p90 }: Spread): string[] => [
      this.percentage(chance),
      ...[p10, p50, p90].map((each) => this.figure(each)),
    ];
    return [
      {
        title: questions.simulation(this.names.of('variant', variant), this.figure(trials), String(seed)),
        columns: [{ title: tables.year }, ...spread],
        rows: years.map(({ year, shortfall, result }) => ({
          cells: [yearLabels(this.plan)[year] ?? '', ...cells(shortfall, result)],
        })),
      },
      {
        title: questions.perParty,
        columns: [{ title: tables.party }, { title: tables.year }, ...spread],
        rows: (years[0]?.parties ?? []).flatMap(({ party }, index) =>
          years.map(({ year, parties }, place) => {
            const { shortfall, net } = parties[index] as (typeof parties)[number];
            const name = place === 0 ? this.names.party(party) : '';
            return { cells: [name, yearLabels(this.plan)[year] ?? '', ...cells(shortfall, net)] };
          }),
        ),
      },
    ];
  }

  /** `0.3` as `30,00 %` */
  private part(text: string): string {
    return this.percentage(`${text}${text.includes('.') ? '' : '.'}0000`.replace(/(\.\d{4}).*/, '$1'));
  }

  private percentage(ratio: string | null): string {
    return ratio === null ? this.texts.tables.noValue : `${this.figure(asPercentage(ratio))} %`;
  }
}

type Three = [string, string, string];

/** What an input that was varied is called: its item and its field, or the students of a group. */
export function inputName(
  texts: Texts,
  names: Names,
  plan: Plan,
  { path, kind }: { readonly path: string; readonly kind: 'value' | 'students' },
): string {
  if (kind === 'value') return names.input(path);
  const group = plan.groups[Number(pointerKeys(path)[1])];
  return texts.questions.studentsOf(group?.name ?? path);
}
