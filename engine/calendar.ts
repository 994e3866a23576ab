import type { Arithmetic } from './arithmetic.ts';
import type { Funded } from './funding.ts';
import { Exact } from './numbers/index.ts';

/** Cost, funding and result of a calendar year, in euro. */
export interface CalendarYear<Q> {
  readonly year: number;
  readonly cost: Q;
  readonly funding: Q;
  readonly result: Q;
}

/** What the calendar years need of a school year. */
export interface SchoolYear<Q> {
  readonly cost: Q;
  readonly funded: readonly Funded<Q>[];
}

/**
 * Calendar years beside school years (model, section 8): 5/12 of a school year falls in the calendar year it
 * starts in, the rest in the next, so that no cent is lost. Grants per calendar year fall in the years they were
 * given for.
 */
export function calendarOf<Q>(
  a: Arithmetic<Q>,
  startYear: number,
  years: readonly SchoolYear<Q>[],
): CalendarYear<Q>[] {
  const costs = years.map(({ cost }) => parts(a, cost));
  const funding = years.map(({ funded }) => {
    const yearly = funded.filter(({ calendar }) => calendar === null).map(({ amount }) => amount);
    const { autumn, spring } = parts(a, a.sum(yearly, 2));
    const granted = funded.map(({ calendar }) => calendar).filter((each) => each !== null);
    return {
      autumn: [autumn, ...granted.map((each) => each.autumn)],
      spring: [spring, ...granted.map((each) => each.spring)],
    };
  });
  return Array.from({ length: years.length + 1 }, (_, index) => {
    const year = startYear + index;
    const [own, before] = [index, index - 1];
    const cost = a.sum(
      [costs[before]?.spring, costs[own]?.autumn].filter((each) => each !== undefined),
      2,
    );
    const received = a.sum([...(funding[before]?.spring ?? []), ...(funding[own]?.autumn ?? [])], 2);
    const named = {
      cost: a.name(cost, 'calendar-cost', String(year)),
      funding: a.name(received, 'calendar-funding', String(year)),
    };
    return {
      year,
      ...named,
      result: a.name(a.minus(named.funding, named.cost), 'calendar-result', String(year)),
    };
  });
}

const FIVE = Exact.of(5);
const TWELVE = Exact.of(12);

function parts<Q>(a: Arithmetic<Q>, amount: Q): { autumn: Q; spring: Q } {
  const autumn = a.quotient(a.times(amount, a.constant(FIVE)), a.constant(TWELVE), 2);
  return {
    autumn: a.name(autumn, 'calendar-part'),
    spring: a.name(a.minus(amount, autumn), 'calendar-rest'),
  };
}
