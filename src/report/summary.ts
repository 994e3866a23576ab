import type { Plan, VariantResult, YearResult } from '../../engine/index.ts';
import { asPercentage, formatDecimal, type Texts } from '../texts/index.ts';
import { Names } from '../texts/names.ts';

/**
 * The tables that a controller reads on the screen, as plain data; the terminal lays them out. Figures are the
 * result's own, in the language's notation; sums over years are made in whole cents.
 */
export interface Report {
  readonly title: string;
  readonly columns: readonly { readonly title: string; readonly align?: 'left' | 'right' }[];
  readonly rows: readonly ReportRow[];
}

export interface ReportRow {
  readonly cells: readonly string[];
  readonly total?: boolean;
  readonly bad?: boolean;
}

/** Cents or hundredths of an hour of a figure with two decimals. */
export const hundredths = (text: string): bigint => BigInt(text.replace('.', ''));

/** A whole number of hundredths, with two decimals. */
export function fromHundredths(value: bigint): string {
  const digits = String(value < 0n ? -value : value).padStart(3, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The sum of figures with two decimals, exact. */
export const sumOf = (figures: readonly string[]): string =>
  fromHundredths(figures.reduce((sum, figure) => sum + hundredths(figure), 0n));

/** Writes the tables of one language for one plan. */
export class Reports {
  constructor(
    private readonly texts: Texts,
    private readonly plan: Plan,
  ) {}

  /** A figure as people write it; what isn't there is a dash. */
  figure(value: string | number | null): string {
    return value === null ? this.texts.tables.noValue : formatDecimal(String(value), this.texts.separators);
  }

  percentage(ratio: string | null): string {
    return ratio === null ? this.texts.tables.noValue : `${this.figure(asPercentage(ratio))} %`;
  }

  /** All tables of a variant. */
  variant(result: VariantResult): Report[] {
    return [
      this.perYear(result),
      this.perParty(result),
      this.perRole(result),
      this.calendar(result),
      this.failures(result),
    ];
  }

  perYear({ years }: VariantResult): Report {
    const { tables } = this.texts;
    const sum = (pick: (totals: YearResult['totals']) => string): string =>
      this.figure(sumOf(years.map(({ totals }) => pick(totals))));
    const right = (title: string) => ({ title, align: 'right' as const });
    return {
      title: tables.perYearTitle,
      columns: [
        { title: tables.year },
        ...[tables.students, tables.hours, tables.fte, tables.income, tables.cost, tables.result].map(right),
        ...[tables.contributions, tables.coverage, tables.costPerStudent].map(right),
      ],
      rows: [
        ...years.map(({ year, students, totals }) => ({
          bad: totals.result.startsWith('-'),
          cells: [
            year,
            this.figure(students),
            this.figure(totals.hours),
            this.figure(totals.fte),
            this.figure(totals.funding),
            this.figure(totals.cost),
            this.figure(totals.result),
            this.figure(totals.contributions),
            this.percentage(totals.coverage),
            this.figure(totals.costPerStudent),
          ],
        })),
        {
          total: true,
          cells: [
            tables.total,
            '',
            sum(({ hours }) => hours),
            '',
            sum(({ funding }) => funding),
            sum(({ cost }) => cost),
            sum(({ result }) => result),
            sum(({ contributions }) => contributions),
            '',
            '',
          ],
        },
      ],
    };
  }

  /** What every party receives, bears, pays and keeps, all years together, and how its years are judged. */
  perParty({ id, years }: VariantResult): Report {
    const names = Names.ofVariant(this.texts, this.plan, id);
    const { tables, statuses } = this.texts;
    const right = (title: string) => ({ title, align: 'right' as const });
    const parties = years[0]?.parties ?? [];
    return {
      title: `${tables.perPartyTitle} (${tables.allYears})`,
      columns: [
        { title: tables.party },
        ...[tables.budget, tables.borne, tables.contributions, tables.net].map(right),
        { title: tables.status },
      ],
      rows: parties.map(({ party }, index) => {
        const all = years.map((year) => year.parties[index] as (typeof parties)[number]);
        const worst = (['deficit', 'within-ceiling', 'covered'] as const).find((status) =>
          all.some((each) => each.status === status),
        );
        return {
          bad: worst === 'deficit',
          cells: [
            names.party(party),
            this.figure(sumOf(all.map(({ budget }) => budget))),
            this.figure(sumOf(all.map(({ cost }) => cost))),
            this.figure(sumOf(all.map(({ contribution }) => contribution))),
            this.figure(sumOf(all.map(({ net }) => net))),
            worst === undefined ? '' : statuses[worst],
          ],
        };
      }),
    };
  }

  perRole({ id, years }: VariantResult): Report {
    const names = Names.ofVariant(this.texts, this.plan, id);
    const { tables } = this.texts;
    const roles = years[0]?.roles ?? [];
    return {
      title: tables.perRoleTitle,
      columns: [
        { title: tables.role },
        ...years.map(({ year }) => ({ title: `${tables.fte} ${year}`, align: 'right' as const })),
        { title: `${tables.cost} (${tables.allYears})`, align: 'right' },
      ],
      rows: roles.map(({ role }, index) => ({
        cells: [
          names.of('role', role),
          ...years.map((year) => this.figure(year.roles[index]?.fte ?? null)),
          this.figure(sumOf(years.map((year) => year.roles[index]?.cost ?? '0.00'))),
        ],
      })),
    };
  }

  calendar({ calendar }: VariantResult): Report {
    const { tables } = this.texts;
    const right = (title: string) => ({ title, align: 'right' as const });
    const results = calendar.map(({ result }) => result);
    return {
      title: tables.calendarTitle,
      columns: [
        { title: tables.calendarYear },
        ...[tables.income, tables.cost, tables.result, tables.cumulative].map(right),
      ],
      rows: calendar.map(({ year, funding, cost, result }, index) => ({
        cells: [
          String(year),
          this.figure(funding),
          this.figure(cost),
          this.figure(result),
          this.figure(sumOf(results.slice(0, index + 1))),
        ],
      })),
    };
  }

  /** Every check that fails in some year, with the years and what fails. */
  failures({ id, years }: VariantResult): Report {
    const known = Names.ofVariant(this.texts, this.plan, id);
    const { tables, checks } = this.texts;
    const rows = (years[0]?.checks ?? []).flatMap(({ check }, index): ReportRow[] => {
      const failed = years.filter((year) => year.checks[index]?.status === 'fail');
      if (failed.length === 0) return [];
      const subjects = [...new Set(failed.flatMap((year) => year.checks[index]?.subjects ?? []))];
      const names = subjects.map((subject) => known.subject(check, subject));
      const shown = names.length > 4 ? [...names.slice(0, 4), `+ ${names.length - 4}`] : names;
      const label = checks[check as keyof typeof checks];
      const when =
        failed.length === years.length && years.length > 1
          ? tables.allYears
          : failed.map(({ year }) => year).join(', ');
      return [{ cells: [label, when, shown.join('; ')] }];
    });
    return {
      title: tables.checksTitle,
      columns: [{ title: tables.checksFailed }, { title: tables.year }, { title: tables.subjects }],
      rows: rows.length > 0 ? rows : [{ cells: [tables.allChecksPass, '', ''] }],
    };
  }
}
