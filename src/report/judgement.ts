import type { Judgement, Plan, Rating, TestOutcome } from '../../engine/index.ts';
import { ASPECTS } from '../../engine/index.ts';
import { asPercentage, formatDecimal, type Texts } from '../texts/index.ts';
import { Names } from '../texts/names.ts';
import type { Report } from './summary.ts';

/** The judgement of variants in words: for the terminal, and for the sheets that show it. */

/** A variant with its judgements; `number` is its place among those that are compared, from 1. */
export interface Judged {
  readonly variant: string;
  readonly number: number;
  readonly judgements: readonly Judgement[];
}

const right = (title: string) => ({ title, align: 'right' as const });
/** Subjects that a table names. */
const SHOWN = 3;

export class JudgementReports {
  constructor(
    private readonly texts: Texts,
    private readonly plan: Plan,
  ) {}

  /** The figure that decides, with its unit: `0,0519 fte tekort`, `92,13 %`. */
  figure({ figure }: TestOutcome): string {
    if (figure === null) return this.texts.tables.noValue;
    const { value, unit } = figure;
    return `${unit === 'verhouding' ? this.percentage(value) : this.decimal(value)} ${this.texts.judgements.units[unit]}`;
  }

  limit({ threshold }: TestOutcome): string {
    return threshold === null ? '' : `${this.percentage(threshold.value)} %`;
  }

  /** Who or what fails, by name. */
  subjects(variant: string, { test, subjects, note }: TestOutcome, most = SHOWN): string {
    if (note !== null) return note;
    const names = Names.ofVariant(this.texts, this.plan, variant);
    const { checks } = this.texts;
    const named = subjects.map((subject) => {
      switch (test) {
        case 'formatie':
          return names.subject('staff', subject);
        case 'partijen':
          return names.party(subject);
        case 'eisen':
          return checks[subject as keyof typeof checks];
        case 'opleiden-op-de-werkplek':
        case 'toegankelijk':
          return names.of('group', subject);
        case 'korte-lijnen':
        case 'shrm-en-schoolleiding':
          return subject; // a network goes by its id
        default:
          return names.of('school', subject);
      }
    });
    const shown = named.length > most ? [...named.slice(0, most), `+ ${named.length - most}`] : named;
    return shown.join('; ');
  }

  /** The three answers of each variant, and of each what decides it. */
  reports(judged: readonly Judged[], clip: (text: string) => string): Report[] {
    const { judgements: texts, differences } = this.texts;
    const { heading } = texts;
    const leading = [right(differences.heading('number')), { title: differences.heading('id') }];
    const first = judged[0]?.judgements ?? [];
    return [
      {
        title: heading('judgements'),
        columns: [...leading, ...first.map(({ judgement }) => ({ title: texts.judgements[judgement] }))],
        rows: judged.map(({ variant, number, judgements }) => ({
          cells: [String(number), clip(variant), ...judgements.map(({ answer }) => texts.answers[answer])],
        })),
      },
      {
        title: heading('deciding'),
        columns: [
          right(differences.heading('number')),
          ...(['judgement', 'answer', 'test'] as const).map((each) => ({ title: heading(each) })),
          right(heading('figure')),
          ...(['year', 'where'] as const).map((each) => ({ title: heading(each) })),
        ],
        rows: judged.flatMap(({ variant, number, judgements }) =>
          judgements.map(({ judgement, answer, deciding, tests }) => {
            const test = tests[deciding] as TestOutcome;
            return {
              cells: [
                String(number),
                texts.judgements[judgement],
                texts.answers[answer],
                texts.tests[test.test].short,
                this.figure(test),
                test.year ?? heading('byPeople'),
                clip(this.subjects(variant, test, 1)),
              ],
            };
          }),
        ),
      },
    ];
  }

  /** How far each network of a variant is by its own rating; nothing where nobody rated. */
  ratings(ratings: readonly Rating[], name: (variant: string) => string): Report[] {
    const { judgements: texts } = this.texts;
    return [...new Set(ratings.map(({ variant }) => variant))].map((variant): Report => {
      const own = ratings.filter((each) => each.variant === variant);
      const networks = [...new Set(own.map(({ network }) => network))];
      return {
        title: `${texts.heading('development')} (${name(variant)})`,
        columns: [
          { title: texts.heading('network') },
          ...ASPECTS.map((aspect) => ({ title: texts.aspects[aspect] })),
        ],
        rows: networks.map((network) => ({
          cells: [
            network,
            ...ASPECTS.map((aspect) => {
              const found = own.find((each) => each.network === network && each.aspect === aspect);
              return found === undefined ? this.texts.tables.noValue : texts.phase(found.phase);
            }),
          ],
        })),
      };
    });
  }

  private decimal(value: string): string {
    return formatDecimal(value, this.texts.separators);
  }

  private percentage(ratio: string): string {
    const [whole = '', decimals = ''] = ratio.split('.');
    return this.decimal(asPercentage(`${whole}.${decimals.padEnd(4, '0').slice(0, 4)}`));
  }
}
