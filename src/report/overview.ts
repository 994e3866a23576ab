import {
  Exact,
  judge,
  type Plan,
  type Result,
  type VariantResult,
  type YearResult,
} from '../../engine/index.ts';
import type { Texts } from '../texts/index.ts';
import { Names } from '../texts/names.ts';
import { sumOf } from './summary.ts';

/**
 * What a screen shows first of a result: per variant whether it fits, with the figures that say so. Figures are the
 * result's own, or sums of them in whole cents; each knows its place in the result, so that it can be explained.
 */

/**
 * `fits`: the funding covers the cost in every year and nobody falls short; `with-ceilings`: it doesn't, but what every
 * party has to add stays within what it is ready to pay; `short`: somebody falls short, or nobody may pay the rest.
 */
export type Verdict = 'fits' | 'with-ceilings' | 'short';

export interface Figures {
  readonly students: number | null;
  readonly cost: string;
  readonly funding: string;
  readonly result: string;
  /** a ratio of four decimals; null at cost 0 */
  readonly coverage: string | null;
  readonly contributions: string | null;
  readonly net: string | null;
  readonly costPerStudent: string | null;
  readonly fundingPerStudent: string | null;
  readonly hours: string | null;
  readonly fte: string | null;
  readonly checksFailed: number | null;
}

export interface Period extends Figures {
  readonly label: string;
  /** JSON Pointer of the year in the result; null for the sum of all years */
  readonly reference: string | null;
}

export interface VariantOverview {
  readonly id: string;
  readonly name: string;
  readonly verdict: Verdict;
  /** the school years in which the funding doesn't cover the cost */
  readonly shortYears: readonly string[];
  /** the parties that fall short in some year, and how many more there are than are named */
  readonly shortParties: readonly string[];
  readonly years: readonly Period[];
  readonly calendar: readonly Period[];
  readonly all: Period;
}

export interface PartyPeriod {
  readonly budget: string;
  readonly cost: string;
  readonly contribution: string;
  readonly net: string;
  readonly ceiling: string | null;
  readonly status: YearResult['parties'][number]['status'];
}

export interface PartyOverview {
  readonly party: string;
  readonly name: string;
  /** per school year, and last all of them together: the ceilings added up, the worst status */
  readonly periods: readonly PartyPeriod[];
}

export interface FailedCheck {
  readonly check: string;
  readonly label: string;
  /** its place among the checks of a year */
  readonly index: number;
  readonly years: readonly { readonly year: number; readonly label: string }[];
  readonly subjects: readonly string[];
}

/** Whether a variant is uitvoerbaar, doeltreffend or betaalbaar, in words, and by which tests. */
export interface JudgementOverview {
  readonly name: string;
  readonly answer: string;
  /** what decided */
  readonly deciding: string;
  readonly good: boolean;
  readonly tests: readonly {
    readonly question: string;
    readonly answer: string;
    /** the figure behind it in the result, where there is one */
    readonly reference: string | null;
  }[];
}

/** What is told of one variant on request. */
export interface VariantDetail {
  readonly id: string;
  readonly judgements: readonly JudgementOverview[];
  readonly parties: readonly PartyOverview[];
  readonly failed: readonly FailedCheck[];
  readonly roles: readonly {
    readonly name: string;
    readonly years: readonly { readonly hours: string; readonly fte: string; readonly cost: string }[];
  }[];
}

/** round(part / whole, 4), half away from zero; null where the whole is 0. */
function ratio(part: string, whole: string): string | null {
  const divisor = Exact.of(whole);
  return divisor.sign === 0 ? null : Exact.of(part).quotient(divisor, 4).toString();
}

const negative = (figure: string): boolean => figure.startsWith('-');

/**
 * The variants of a result side by side.
 * @param result of all variants of the plan, in plan order
 */
export function overviewOf(texts: Texts, plan: Plan, result: Result): VariantOverview[] {
  const names = Names.ofAll(texts, plan);
  return result.variants.map((variant) => {
    const place = plan.variants.findIndex(({ id }) => id === variant.id);
    const at = `/variants/${place}`;
    const { years } = variant;
    const shortYears = years.flatMap(({ year, totals }) => (negative(totals.result) ? [year] : []));
    const deficits = new Set(
      years.flatMap(({ parties }) =>
        parties.flatMap((each) => (each.status === 'deficit' ? [each.party] : [])),
      ),
    );
    const own = Names.ofVariant(texts, plan, variant.id);
    return {
      id: variant.id,
      name: names.of('variant', variant.id),
      verdict: deficits.size > 0 ? 'short' : shortYears.length > 0 ? 'with-ceilings' : 'fits',
      shortYears,
      shortParties: [...deficits].map((party) => own.party(party)),
      years: years.map((year, index) => ({
        label: year.year,
        reference: `${at}/years/${index}`,
        students: year.students,
        ...year.totals,
        checksFailed: failuresIn(year),
      })),
      calendar: variant.calendar.map(({ year, cost, funding, result: balance }, index) => ({
        ...NOTHING,
        label: String(year),
        reference: `${at}/calendar/${index}`,
        cost,
        funding,
        result: balance,
        coverage: ratio(funding, cost),
      })),
      all: allYears(texts, years),
    };
  });
}

const NOTHING = {
  students: null,
  contributions: null,
  net: null,
  costPerStudent: null,
  fundingPerStudent: null,
  hours: null,
  fte: null,
  checksFailed: null,
} as const;

const failuresIn = ({ checks }: YearResult): number =>
  checks.reduce((count, { status }) => count + (status === 'fail' ? 1 : 0), 0);

function allYears(texts: Texts, years: readonly YearResult[]): Period {
  const sum = (pick: (totals: YearResult['totals']) => string): string =>
    sumOf(years.map(({ totals }) => pick(totals)));
  const [cost, funding] = [sum((each) => each.cost), sum((each) => each.funding)];
  return {
    ...NOTHING,
    label: texts.tables.allYears,
    reference: null,
    cost,
    funding,
    result: sum((each) => each.result),
    coverage: ratio(funding, cost),
    contributions: sum((each) => each.contributions),
    net: sum((each) => each.net),
    hours: sum((each) => each.hours),
    checksFailed: years.reduce((count, year) => count + failuresIn(year), 0),
  };
}

/** How many subjects of a failing check are named. */
const NAMED = 40;

const WORST = ['deficit', 'within-ceiling', 'covered'] as const;

/** One variant: its parties, what doesn't hold, and its roles. */
export function detailOf(texts: Texts, plan: Plan, variant: VariantResult): VariantDetail {
  const { id, years } = variant;
  const names = Names.ofVariant(texts, plan, id);
  const first = years[0];
  const { judgements, answers, tests: words } = texts.judgements;
  return {
    id,
    judgements: judge(plan, variant).map(({ judgement, answer, deciding, tests }) => {
      const decides = tests[deciding];
      return {
        name: judgements[judgement],
        answer: answers[answer],
        deciding: decides ? words[decides.test].short : '',
        good: answer === 'ja',
        tests: tests.map((each) => ({
          question: words[each.test].question,
          answer: answers[each.answer],
          reference: each.reference,
        })),
      };
    }),
    parties: (first?.parties ?? []).map(({ party }, index) => {
      const all = years.map(({ parties }) => parties[index] as YearResult['parties'][number]);
      const sum = (key: 'budget' | 'cost' | 'contribution' | 'net'): string =>
        sumOf(all.map((each) => each[key]));
      const ceilings = all.flatMap(({ ceiling }) => ceiling ?? []);
      const total: PartyPeriod = {
        budget: sum('budget'),
        cost: sum('cost'),
        contribution: sum('contribution'),
        net: sum('net'),
        ceiling: ceilings.length === all.length ? sumOf(ceilings) : null,
        status: WORST.find((status) => all.some((each) => each.status === status)) ?? 'covered',
      };
      const periods = all.map(({ budget, cost, contribution, net, ceiling, status }) => ({
        budget,
        cost,
        contribution,
        net,
        ceiling,
        status,
      }));
      return { party, name: names.party(party), periods: [...periods, total] };
    }),
    failed: (first?.checks ?? []).flatMap(({ check }, index): FailedCheck[] => {
      const failing = years.flatMap((year, at) =>
        year.checks[index]?.status === 'fail' ? [{ year: at, label: year.year }] : [],
      );
      if (failing.length === 0) return [];
      const subjects = new Set(failing.flatMap(({ year }) => years[year]?.checks[index]?.subjects ?? []));
      const shown = [...subjects].slice(0, NAMED).map((subject) => names.subject(check, subject));
      const rest = subjects.size - shown.length;
      return [
        {
          check,
          label: names.of('check', check),
          index,
          years: failing,
          subjects: rest > 0 ? [...shown, `+ ${rest}`] : shown,
        },
      ];
    }),
    roles: (first?.roles ?? []).map(({ role }, index) => ({
      name: names.of('role', role),
      years: years.map(({ roles }) => {
        const { hours, fte, cost } = roles[index] as YearResult['roles'][number];
        return { hours, fte, cost };
      }),
    })),
  };
}
