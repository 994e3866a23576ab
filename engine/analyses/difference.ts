import { Exact, type Whole } from '../numbers/index.ts';
import { add } from '../numbers/whole.ts';
import { DRIVERS, type Driver } from './drivers.ts';
import { differing, type Side, sliceOf, totalsOf } from './hybrid.ts';
import { shapley, wholeParts } from './shapley.ts';

/** Hours and euro with two decimals, as in the result format. */
export interface Figures {
  readonly hours: string;
  readonly cost: string;
  readonly funding: string;
  /** what payers put in, a part of the funding */
  readonly contributions: string;
  /** funding - cost */
  readonly result: string;
  /** result - contributions */
  readonly net: string;
}

/** Two sides, and what each driver does to the difference between them. */
export interface Difference {
  readonly from: Figures;
  readonly to: Figures;
  /** `to` - `from`: the sum of the drivers */
  readonly difference: Figures;
  /** all of them, in their order; one that is the same on both sides has only zeros */
  readonly drivers: readonly (Figures & { readonly driver: Driver })[];
}

export interface DifferenceOptions {
  /** called before each calculation of a year */
  readonly onCalculation?: () => void;
}

/** What is calculated; `result` and `net` follow from these. */
const MEASURES = ['hours', 'cost', 'funding', 'contributions'] as const;
type Measures = Readonly<Record<(typeof MEASURES)[number], Whole>>;

/**
 * The difference between two sides, by driver: two variants, two years, or two versions of a plan.
 *
 * A driver is a part of the plan (`DRIVER_OF` says which field belongs to which); a hybrid is side A with the parts of
 * some drivers from side B (`hybridOf` says how its references stay valid). The effect of a driver is its Shapley
 * value: the mean, over all orders in which A's parts can be exchanged for those of B, of what changes when this part
 * is exchanged. It is an exact fraction, made into cents (hundredths of an hour) by `wholeParts`. So the effects add
 * up to the difference, no order matters, B against A gives the opposite of A against B, and a driver that is the same
 * on both sides has effect 0. Hours, cost, funding and contributions are divided so; the effect on the result is that
 * on the funding minus that on the cost, so that each row adds up as well.
 *
 * At most 16 calculations of one year: 2 to the power of the number of drivers that differ.
 * @param from side A
 * @param to side B
 */
export function difference(from: Side, to: Side, { onCalculation }: DifferenceOptions = {}): Difference {
  const [a, b] = [sliceOf(from), sliceOf(to)];
  const changed = differing(a, b);
  const measured = Array.from({ length: 1 << changed.length }, (_, set): Measures => {
    onCalculation?.();
    const ofB = new Set(changed.filter((_, place) => (set >> place) & 1));
    const totals = totalsOf(a, b, ofB);
    return measures((measure) => totals[measure].mantissaAt(2));
  });
  const parts = measures((measure) =>
    wholeParts(shapley(changed.length, (set) => (measured[set] as Measures)[measure])),
  );
  const drivers = DRIVERS.map((driver) => {
    const place = changed.indexOf(driver);
    return { driver, ...figures(measures((measure) => parts[measure][place] ?? 0)) };
  });
  return {
    from: figures(measured[0] as Measures),
    to: figures(measured.at(-1) as Measures),
    difference: sumOf(drivers),
    drivers,
  };
}

/** Differences of several years together: each figure is the sum of the years', as they are shown. */
export function totalDifference(years: readonly Difference[]): Difference {
  return {
    from: sumOf(years.map(({ from }) => from)),
    to: sumOf(years.map(({ to }) => to)),
    difference: sumOf(years.map(({ difference: each }) => each)),
    drivers: DRIVERS.map((driver, place) => ({
      driver,
      ...sumOf(years.map(({ drivers }) => drivers[place] as Figures)),
    })),
  };
}

const measures = <T>(make: (measure: (typeof MEASURES)[number]) => T) => ({
  hours: make('hours'),
  cost: make('cost'),
  funding: make('funding'),
  contributions: make('contributions'),
});

function figures({ hours, cost, funding, contributions }: Measures): Figures {
  const text = (mantissa: Whole): Exact => new Exact(mantissa, 2);
  const result = text(funding).minus(text(cost));
  return {
    hours: text(hours).toString(),
    cost: text(cost).toString(),
    funding: text(funding).toString(),
    contributions: text(contributions).toString(),
    result: result.toString(),
    net: result.minus(text(contributions)).toString(),
  };
}

function sumOf(all: readonly Figures[]): Figures {
  const mantissa = (text: string): Whole => Exact.of(text).mantissaAt(2);
  return figures(
    measures((measure) => all.reduce<Whole>((sum, each) => add(sum, mantissa(each[measure])), 0)),
  );
}
