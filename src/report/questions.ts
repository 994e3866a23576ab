import {
  type Break,
  type BreakEven,
  type BreakPlace,
  type Plan,
  pointerKeys,
  type Seek,
  type Sensitivity,
  yearLabels,
} from '../../engine/index.ts';
import { formatDecimal, type Texts } from '../texts/index.ts';
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
      title: questions.sensitivity(this.names.of('variant', variant), this.figure(band)),
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
