import {
  type Difference,
  DRIVERS,
  difference,
  type Figures,
  type Judgement,
  type Plan,
  type Rating,
  type Result,
  totalDifference,
  type VariantResult,
  type YearResult,
} from '../../engine/index.ts';
import type { Texts } from '../texts/index.ts';
import { Names } from '../texts/names.ts';
import { type Judged, JudgementReports } from './judgement.ts';
import { fromHundredths, hundredths, type Report, Reports, sumOf } from './summary.ts';

/**
 * Variants beside one another: what each asks and gives, who pays, and what makes each differ from the first one. A
 * variant is a row, so that nine of them stay readable; where a party is the row, a variant goes by its number.
 */

/** One variant against another, in the years that are looked at. */
export interface Compared {
  /** in the order of the years, with the year of each side by its place in its plan */
  readonly years: readonly Difference[];
  readonly total: Difference;
}

/** A variant of a plan in some of its years. */
export interface ComparedSide {
  readonly plan: Plan;
  readonly variant: string;
  /** places of the years in the plan */
  readonly years: readonly number[];
}

/** Compares year by year; both sides have as many years. */
export function compareSides(
  from: ComparedSide,
  to: ComparedSide,
  onCalculation: () => void = () => undefined,
): Compared {
  const years = from.years.map((year, place) =>
    difference(
      { plan: from.plan, variant: from.variant, year },
      { plan: to.plan, variant: to.variant, year: to.years[place] as number },
      { onCalculation },
    ),
  );
  return { years, total: totalDifference(years) };
}

type Cell = string;
const right = (title: string) => ({ title, align: 'right' as const });

/** A difference as people write it, with a plus where there is more. */
const signed = (text: string): string => (/^-|^[0.]+$/.test(text) ? text : `+${text}`);

/** Longer names make way for figures. */
const clipped = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

const ID_WIDTH = 24;
const NAME_WIDTH = 34;
const TITLE_WIDTH = 48;

export class ComparisonReports {
  private readonly reports: Reports;
  private readonly judging: JudgementReports;
  private readonly names: Names;

  constructor(
    private readonly texts: Texts,
    plan: Plan,
  ) {
    this.reports = new Reports(texts, plan);
    this.judging = new JudgementReports(texts, plan);
    this.names = Names.ofAll(texts, plan);
  }

  private figure(value: string | number | null): string {
    return this.reports.figure(value);
  }

  private effect(value: string): string {
    const shown = signed(value);
    return shown.startsWith('+') ? `+${this.figure(value)}` : this.figure(shown);
  }

  /** The variants by number, and then beside one another: the first year, the last one, and all together. */
  sideBySide(result: Result, years: readonly number[], judged: readonly Judged[] = []): Report[] {
    const labels = years.map((year) => result.years[year] as string);
    const [first, last] = [years[0] as number, years.at(-1) as number];
    const clip = (text: string): string => clipped(text, ID_WIDTH);
    return [
      this.legend(result),
      ...(judged.length > 0 ? this.judging.reports(judged, clip) : []),
      this.inYear(result, first),
      ...(last === first ? [] : [this.inYear(result, last)]),
      ...(years.length > 1 ? [this.inAll(result, years, labels)] : []),
      ...this.perParty(result, years),
    ];
  }

  /** How far each network is by its own rating, for the variants where anybody rated. */
  ratings(ratings: readonly Rating[]): Report[] {
    return this.judging.ratings(ratings, (variant) => this.name(variant));
  }

  private name(id: string): string {
    return this.names.of('variant', id);
  }

  private legend({ variants }: Result): Report {
    const { heading } = this.texts.differences;
    return {
      title: this.texts.tables.compareTitle,
      columns: [right(heading('number')), { title: heading('id') }, { title: heading('variant') }],
      rows: variants.map(({ id }, place) => ({ cells: [String(place + 1), id, this.name(id)] })),
    };
  }

  private rows(variants: readonly VariantResult[], cells: (variant: VariantResult) => readonly Cell[]) {
    return variants.map((variant, place) => ({
      cells: [String(place + 1), clipped(variant.id, ID_WIDTH), ...cells(variant)],
    }));
  }

  private get leading() {
    const { heading } = this.texts.differences;
    return [right(heading('number')), { title: heading('id') }];
  }

  private inYear({ variants, years }: Result, year: number): Report {
    const { differences, tables } = this.texts;
    return {
      title: differences.sideBySide(years[year] as string),
      columns: [
        ...this.leading,
        ...[tables.hours, tables.fte, tables.cost, differences.heading('perStudent')].map(right),
        ...[tables.income, tables.result, tables.coverage].map(right),
      ],
      rows: this.rows(variants, (variant) => {
        const { totals } = variant.years[year] as YearResult;
        return [
          ...[totals.hours, totals.fte, totals.cost, totals.costPerStudent].map((each) => this.figure(each)),
          ...[totals.funding, totals.result].map((each) => this.figure(each)),
          this.reports.percentage(totals.coverage),
        ];
      }),
    };
  }

  private inAll({ variants }: Result, years: readonly number[], labels: readonly string[]): Report {
    const { differences, tables } = this.texts;
    type Key = 'hours' | 'cost' | 'funding' | 'result' | 'contributions' | 'net';
    const keys: readonly [Key, string][] = [
      ['hours', tables.hours],
      ['cost', tables.cost],
      ['funding', tables.income],
      ['result', tables.result],
      ['contributions', tables.contributions],
      ['net', tables.net],
    ];
    return {
      title: differences.sideBySide(this.period(labels)),
      columns: [...this.leading, ...keys.map(([, title]) => right(title))],
      rows: this.rows(variants, ({ years: all }) =>
        keys.map(([key]) => this.figure(sumOf(years.map((year) => (all[year] as YearResult).totals[key])))),
      ),
    };
  }

  /** `2026-2027 t/m 2030-2031`; years that don't follow one another are named. */
  private period(labels: readonly string[]): string {
    const { differences } = this.texts;
    const starts = labels.map((label) => Number.parseInt(label, 10));
    const running = starts.every((start, place) => place === 0 || start === (starts[place - 1] ?? 0) + 1);
    return running ? differences.period(labels[0] ?? '', labels.at(-1) ?? '') : differences.years(labels);
  }

  /** What every board and institute puts in, and what every party keeps or is short, of all years together. */
  private perParty({ variants, years: labels }: Result, years: readonly number[]): Report[] {
    const { heading } = this.texts.differences;
    const sums = (key: 'contribution' | 'net') =>
      variants.map(({ years: all }) => {
        const of = new Map<string, bigint>();
        for (const year of years) {
          for (const party of (all[year] as YearResult).parties) {
            of.set(party.party, (of.get(party.party) ?? 0n) + hundredths(party[key]));
          }
        }
        return of;
      });
    const period = this.period(years.map((year) => labels[year] as string));
    const table = (title: string, found: readonly ReadonlyMap<string, bigint>[], all: boolean): Report => {
      // a variant may have parties that another has not
      const parties = [...new Set(found.flatMap((each) => [...each.keys()]))];
      const shown = parties.filter((party) => all || found.some((each) => (each.get(party) ?? 0n) !== 0n));
      return {
        title: `${title}, ${period}`,
        columns: [{ title: heading('party') }, ...variants.map((_, place) => right(String(place + 1)))],
        rows: shown.map((party) => ({
          cells: [
            clipped(this.names.party(party), NAME_WIDTH),
            ...found.map((each) => {
              const sum = each.get(party);
              return this.figure(sum === undefined ? null : fromHundredths(sum));
            }),
          ],
        })),
      };
    };
    const contributions = table(heading('contributions'), sums('contribution'), false);
    return [
      ...(contributions.rows.length > 0 ? [contributions] : []),
      table(heading('nets'), sums('net'), true),
    ];
  }

  /** What makes each variant differ from the first one: a table per measure. */
  differences(
    first: string,
    others: readonly { readonly variant: string; readonly compared: Compared; readonly number: number }[],
    labels: readonly string[],
  ): Report[] {
    const { differences } = this.texts;
    return (['hours', 'cost', 'funding', 'result'] as const).map((key) => ({
      title: differences.differencesIn(
        differences.measures[key],
        clipped(this.name(first), TITLE_WIDTH),
        this.period(labels),
      ),
      columns: [...this.leading, right(differences.heading('total')), ...this.driverColumns()],
      rows: others.map(({ variant, number, compared: { total } }) => ({
        cells: [
          String(number),
          clipped(variant, ID_WIDTH),
          this.effect(total.difference[key]),
          ...total.drivers.map((driver) => this.effect(driver[key])),
        ],
      })),
    }));
  }

  private driverColumns() {
    return DRIVERS.map((driver) => right(this.texts.differences.drivers[driver]));
  }

  /**
   * From one side to the other: where it starts, what each driver does, where it ends; and the result year by year.
   * @param names of the sides
   * @param about what they have in common: the years, or the variant
   * @param labels of the years
   */
  between(
    names: readonly [string, string],
    { total, years }: Compared,
    labels: readonly string[],
    about?: string,
  ): Report[] {
    const { differences } = this.texts;
    const keys = ['hours', 'cost', 'funding', 'contributions', 'result'] as const;
    const cells = (name: string, figures: Figures, write: (text: string) => string): string[] => [
      name,
      ...keys.map((key) => write(figures[key])),
    ];
    const [from, to] = names.map((name) => clipped(name, NAME_WIDTH)) as [string, string];
    const plain = (text: string): string => this.figure(text);
    const more = (text: string): string => this.effect(text);
    const steps: Report = {
      title: differences.differenceBetween(names[0], names[1], about ?? this.period(labels)),
      columns: [
        { title: differences.heading('side') },
        ...keys.map((key) => right(differences.measures[key])),
      ],
      rows: [
        { cells: cells(from, total.from, plain) },
        ...total.drivers.map((driver) => ({
          cells: cells(`  ${differences.drivers[driver.driver]}`, driver, more),
        })),
        { total: true, cells: cells(to, total.to, plain) },
      ],
    };
    if (years.length < 2) return [steps];
    return [
      steps,
      {
        title: differences.heading('perYear'),
        columns: [
          { title: this.texts.tables.year },
          right(differences.heading('total')),
          ...this.driverColumns(),
        ],
        rows: years.map((year, place) => ({
          cells: [
            labels[place] ?? '',
            more(year.difference.result),
            ...year.drivers.map(({ result }) => more(result)),
          ],
        })),
      },
    ];
  }
}

/** A variant's figures for a program that compares. */
export function variantJson(
  plan: Plan,
  { id, years }: VariantResult,
  chosen: readonly number[],
  judgements: readonly Judgement[],
): object {
  const found = chosen.map((year) => years[year] as YearResult);
  const parties = [...new Set(found.flatMap((year) => year.parties.map(({ party }) => party)))];
  const sum = (pick: (year: YearResult) => string | undefined): string =>
    sumOf(found.map((year) => pick(year) ?? '0.00'));
  return {
    id,
    name: plan.variants.find((variant) => variant.id === id)?.name ?? id,
    years: found.map(({ year, students, totals }) => ({ year, students, ...totals })),
    total: Object.fromEntries(
      (['hours', 'cost', 'funding', 'contributions', 'result', 'net'] as const).map((key) => [
        key,
        sum(({ totals }) => totals[key]),
      ]),
    ),
    parties: parties.map((party) => {
      const of = (key: 'contribution' | 'net'): string =>
        sum((year) => year.parties.find((each) => each.party === party)?.[key]);
      return { party, contribution: of('contribution'), net: of('net') };
    }),
    judgements,
  };
}
