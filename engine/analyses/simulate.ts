import { apportion, type DecimalInput, Exact } from '../numbers/index.ts';
import { valueAt, withValue } from '../plan/edit.ts';
import type { Plan, Variant } from '../plan/format.ts';
import { inputAt } from '../plan/inputs.ts';
import { type Problem, pointerKeys } from '../plan/problems.ts';
import { validate } from '../plan/validate.ts';
import { Asked, countsIn } from './ask.ts';
import { correlating, type Distribution, drawnFrom, NormalDraws, type Random, supportOf } from './draws.ts';

/** A number that may turn out otherwise. */
export interface Uncertain {
  /**
   * JSON Pointer of a number in the plan, whose distribution is in its own unit; or of a group (`/groups/0`), whose
   * students are uncertain: then the distribution is of the factor on their numbers, the same in all years.
   */
  readonly path: string;
  readonly distribution: Distribution;
}

/** How two uncertain numbers go together, from -1 to 1: the correlation of the normal draws behind them. */
export interface Correlation {
  readonly between: readonly [string, string];
  readonly value: number;
}

export interface SimulationOptions {
  readonly variant: string;
  readonly uncertain: readonly Uncertain[];
  readonly correlations?: readonly Correlation[];
  readonly trials: number;
  readonly random: Random;
  /** so many of the first trials are given with what was drawn, so that they can be calculated again; none by default */
  readonly show?: number;
}

export interface Simulation {
  readonly variant: string;
  readonly trials: number;
  readonly years: readonly SimulatedYear[];
  readonly shown: readonly Trial[];
}

export interface SimulatedYear {
  /** 0 for the first */
  readonly year: number;
  readonly result: Spread;
  /** the part of the trials in which the result is below zero, with four decimals */
  readonly shortfall: string;
  /** in party order */
  readonly parties: readonly {
    readonly party: string;
    readonly net: Spread;
    /** the part in which it has less than nothing left, and in which that is more than its ceiling */
    readonly shortfall: string;
    readonly deficit: string;
  }[];
}

/** Euro: of all trials in order the one that a tenth, half and nine tenths of them don't exceed, and the ends. */
export interface Spread {
  readonly least: string;
  readonly p10: string;
  readonly p50: string;
  readonly p90: string;
  readonly most: string;
}

export interface Trial {
  /** what was drawn, by path; the factor of a group */
  readonly drawn: Readonly<Record<string, string>>;
  /** per year of the plan */
  readonly results: readonly string[];
}

export type SimulationOutcome =
  | { readonly ok: true; readonly simulation: Simulation }
  | { readonly ok: false; readonly problems: readonly (SimulationProblem | Problem)[] };

export type SimulationProblem =
  | { readonly path: string; readonly code: 'input-unknown'; readonly values: { readonly path: string } }
  | { readonly path: string; readonly code: 'input-no-number'; readonly values: { readonly path: string } }
  /** low, mode and high that don't ascend, or a deviation below zero */
  | {
      readonly path: string;
      readonly code: 'distribution-impossible';
      readonly values: { readonly path: string };
    }
  | {
      readonly path: string;
      readonly code: 'correlations-impossible';
      readonly values: Readonly<Record<string, never>>;
    }
  | {
      readonly path: string;
      readonly code: 'trials-too-large';
      readonly values: Readonly<Record<string, never>>;
    };

const LANES = 16;
const FACTOR_DIGITS = 4;
const HALF_UNIT = 10 ** FACTOR_DIGITS / 2;

/**
 * Draws the uncertain numbers again and again and calculates the plan with them, exact to the cent each time: a draw is
 * rounded to the decimals of its field (a factor on students to four) before it is used. The draws use only operations
 * that are the same everywhere, so the same seed gives the same answer in every browser and in Node.
 * @param plan a plan that `validate` has accepted, with the variant in it
 */
export function simulate(plan: Plan, options: SimulationOptions): SimulationOutcome {
  const { uncertain, correlations = [], trials, show = 0 } = options;
  const variant = plan.variants.find(({ id }) => id === options.variant) as Variant;
  const problems: (SimulationProblem | Problem)[] = uncertain.flatMap((each) => problemsWith(plan, each));
  if (problems.length === 0) problems.push(...cornerProblems(plan, uncertain));
  const mixing = correlating(matrixOf(uncertain, correlations));
  if (mixing === null) problems.push({ path: '', code: 'correlations-impossible', values: {} });
  if (problems.length > 0 || mixing === null) return { ok: false, problems };

  const years = Array.from({ length: plan.years }, (_, year) => year);
  const digitsOf = new Map(uncertain.map(({ path }) => [path, inputOf(plan, path)?.digits ?? 0]));
  const asked = new Asked(plan, variant, years, {
    lanes: LANES,
    students: true,
    digits: (path) => digitsOf.get(path) ?? 0,
  });
  const { program } = asked.compiled;
  const movers = uncertain.map((each) => moverOf(asked, each));
  const slice = program.slice(
    movers.flatMap(({ nodes }) => nodes),
    asked.nodes.flatMap(({ result, nets, ceilings }) => [
      result,
      ...nets,
      ...ceilings.filter((node) => node !== null),
    ]),
  );
  const draws = new NormalDraws(options.random);
  const normals = new Float64Array(uncertain.length);
  const tallies = asked.nodes.map(({ nets }) => [
    new Float64Array(trials),
    ...nets.map(() => new Float64Array(trials)),
  ]);
  const deficits = asked.nodes.map(({ nets }) => nets.map(() => 0));
  const shown: Trial[] = [];
  for (let first = 0; first < trials; first += LANES) {
    const here = Math.min(LANES, trials - first);
    const drawn = Array.from({ length: here }, (_, lane) => {
      for (let index = 0; index < normals.length; index++) normals[index] = draws.next();
      return movers.map((mover, index) => mover.move(lane, mixed(mixing[index] as number[], normals)));
    });
    program.run(slice);
    for (const [year, { result, nets, ceilings }] of asked.nodes.entries()) {
      const [results, ...parties] = tallies[year] as [Float64Array, ...Float64Array[]];
      for (let lane = 0; lane < here; lane++) {
        results[first + lane] = program.whole(result, lane);
        for (const [index, net] of nets.entries()) {
          const left = program.whole(net, lane);
          (parties[index] as Float64Array)[first + lane] = left;
          const ceiling = ceilings[index] ?? null;
          if (left < 0 && (ceiling === null || -left > program.whole(ceiling, lane))) {
            (deficits[year] as number[])[index] = ((deficits[year] as number[])[index] as number) + 1;
          }
        }
      }
    }
    for (let lane = 0; lane < here && shown.length < show; lane++) {
      shown.push({
        drawn: Object.fromEntries(
          movers.map(({ path, digits }, index) => [
            path,
            new Exact(drawn[lane]?.[index] as number, digits).toString(),
          ]),
        ),
        results: asked.nodes.map(({ result }) => String(program.exact(result, lane))),
      });
    }
  }
  if (tallies.some((rows) => rows.some((row) => row.includes(Number.NaN)))) {
    return { ok: false, problems: [{ path: '', code: 'trials-too-large', values: {} }] };
  }
  const part = (count: number): string => Exact.whole(count).quotient(Exact.whole(trials), 4).toString();
  const short = (row: Float64Array): string =>
    part(row.reduce((count, value) => (value < 0 ? count + 1 : count), 0));
  return {
    ok: true,
    simulation: {
      variant: variant.id,
      trials,
      years: years.map((year) => {
        const [results, ...parties] = tallies[year] as [Float64Array, ...Float64Array[]];
        return {
          year,
          result: spreadOf(results),
          shortfall: short(results),
          parties: parties.map((row, index) => ({
            party: asked.compiled.parties[index] as string,
            net: spreadOf(row),
            shortfall: short(row),
            deficit: part((deficits[year] as number[])[index] as number),
          })),
        };
      }),
      shown,
    },
  };
}

function mixed(weights: readonly number[], normals: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < weights.length; index++) {
    const weight = weights[index] as number;
    if (weight !== 0) sum += weight * (normals[index] as number);
  }
  return sum;
}

/** The order statistics; the row is sorted. */
function spreadOf(row: Float64Array): Spread {
  row.sort();
  const at = (tenths: number): string => {
    const place = Math.max(0, Math.ceil((tenths * row.length) / 10) - 1);
    return new Exact(row[place] as number, 2).toString();
  };
  return { least: at(0), p10: at(1), p50: at(5), p90: at(9), most: at(10) };
}

/** Moves one uncertain number in a lane, and says what was drawn, as a whole number of units of its last decimal. */
interface Mover {
  readonly path: string;
  readonly digits: number;
  readonly nodes: readonly number[];
  move(lane: number, normal: number): number;
}

function moverOf(asked: Asked, uncertain: Uncertain): Mover {
  return groupAt(asked.plan, uncertain.path) === undefined
    ? valueMover(asked, uncertain)
    : groupMover(asked, uncertain);
}

/** A whole number of units of the last decimal, within the distribution's ends. */
function drawnAt(distribution: Distribution, digits: number, path: string): (normal: number) => number {
  const unit = 10 ** digits;
  const [low, high] = endsOf(distribution, digits, path);
  return (normal) => Math.max(low, Math.min(high, Math.round(drawnFrom(distribution, normal) * unit)));
}

/** The ends of what is drawn, as whole numbers of units: inward to the decimals kept, and no further down than 0. */
function endsOf(distribution: Distribution, digits: number, path: string): [low: number, high: number] {
  const unit = 10 ** digits;
  const [low, high] = supportOf(distribution).map((end) => Math.round(end * unit)) as [number, number];
  const least = mayBeNegative(path) ? 1 - unit : 0;
  return [Math.max(low, least), Math.max(high, least)];
}

const mayBeNegative = (path: string): boolean => /\/(wageIndex|priceIndex|trend)\b/.test(path);

function valueMover(asked: Asked, { path, distribution }: Uncertain): Mover {
  const { program, inputs } = asked.compiled;
  const node = inputs.get(path);
  const digits = inputOf(asked.plan, path)?.digits ?? 0;
  const draw = drawnAt(distribution, digits, path);
  const unit = node === undefined ? 1 : 10 ** (program.digits(node) - digits);
  return {
    path,
    digits,
    nodes: node === undefined ? [] : [node],
    move(lane, normal) {
      const drawn = draw(normal);
      if (node !== undefined) program.setWhole(node, lane, drawn * unit);
      return drawn;
    },
  };
}

function groupMover(asked: Asked, { path, distribution }: Uncertain): Mover {
  const { program, inputs } = asked.compiled;
  const group = groupAt(asked.plan, path) as string;
  const draw = drawnAt(distribution, FACTOR_DIGITS, path);
  const years = asked.years.map((year) => {
    const { paths, weights } = countsIn(asked, { group }, year);
    return {
      weights,
      nodes: paths.map((each) => inputs.get(each) ?? -1),
      total: weights.reduce((sum, weight) => sum + weight, 0),
      // totals come again and again
      parts: new Map<number, readonly number[]>(),
    };
  });
  return {
    path,
    digits: FACTOR_DIGITS,
    nodes: years.flatMap(({ nodes }) => nodes.filter((node) => node >= 0)),
    move(lane, normal) {
      const factor = draw(normal);
      for (const { weights, nodes, total, parts } of years) {
        // rounded half up, as neither is below zero
        const scaled = Math.floor((total * factor + HALF_UNIT) / (2 * HALF_UNIT));
        let divided = parts.get(scaled);
        if (divided === undefined) {
          divided = apportion(scaled, weights) as number[];
          parts.set(scaled, divided);
        }
        for (let index = 0; index < nodes.length; index++) {
          const node = nodes[index] as number;
          if (node >= 0) program.setWhole(node, lane, divided[index] as number);
        }
      }
      return factor;
    },
  };
}

/** The id of the group at a pointer, if it is one to a group. */
function groupAt(plan: Plan, path: string): string | undefined {
  const [list, place, ...rest] = path.startsWith('/') ? pointerKeys(path) : [];
  return list === 'groups' && rest.length === 0 ? plan.groups[Number(place)]?.id : undefined;
}

const inputOf = (plan: Plan, path: string) => inputAt(path, valueAt(plan, path));

function problemsWith(plan: Plan, { path, distribution }: Uncertain): SimulationProblem[] {
  const values = { path };
  const problem = (
    code: 'input-unknown' | 'input-no-number' | 'distribution-impossible',
  ): SimulationProblem[] => [{ path: '', code, values }];
  if (groupAt(plan, path) === undefined) {
    if (valueAt(plan, path) === undefined) return problem('input-unknown');
    // students are uncertain by group, and what follows from others not at all
    if (inputOf(plan, path) === null || /^\/(students|trend|split)\b|\/from$/.test(path))
      return problem('input-no-number');
  }
  const possible =
    distribution.type === 'triangular'
      ? distribution.low <= distribution.mode && distribution.mode <= distribution.high
      : distribution.sd >= 0;
  const known = supportOf(distribution).every((end) => Math.abs(end) <= 1e9);
  return possible && known ? [] : problem('distribution-impossible');
}

/**
 * What is wrong with the plan where the draws are at their ends. What is valid is a stretch for each number, and two
 * numbers limit each other only as a least and a most: so the plan is judged with all of them low, all high, and with
 * the leasts high and the mosts low.
 */
function cornerProblems(plan: Plan, uncertain: readonly Uncertain[]): Problem[] {
  const corner = (end: (path: string) => 0 | 1): readonly Problem[] => {
    let changed = plan;
    for (const { path, distribution } of uncertain) {
      const input = inputOf(plan, path);
      if (input === null) continue;
      const drawn = new Exact(endsOf(distribution, input.digits, path)[end(path)], input.digits).toPlain();
      const written: DecimalInput =
        input.kind === 'whole' && typeof input.value === 'number' ? Number(drawn) : drawn;
      changed = withValue(changed, path, written);
    }
    const validation = validate(changed);
    return validation.ok ? [] : validation.problems;
  };
  const found = [
    ...corner(() => 0),
    ...corner(() => 1),
    ...corner((path) => (path.endsWith('/min') ? 1 : 0)),
  ];
  const seen = new Set<string>();
  return found.filter(({ path, code }) => {
    const key = `${path} ${code}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function matrixOf(uncertain: readonly Uncertain[], correlations: readonly Correlation[]): number[][] {
  const matrix = uncertain.map((_, row) => uncertain.map((_, column) => (row === column ? 1 : 0)));
  const place = new Map(uncertain.map(({ path }, index) => [path, index]));
  for (const { between, value } of correlations) {
    const [one, other] = between.map((path) => place.get(path));
    if (one === undefined || other === undefined || one === other) continue;
    for (const [row, column] of [
      [one, other],
      [other, one],
    ] as const) {
      (matrix[row] as number[])[column] = value;
    }
  }
  return matrix;
}

/**
 * What is uncertain where nothing is said: the students of every group and every norm and rate of the plan, each within
 * a band around what the plan has, most likely that itself, and independent of each other.
 */
export function uncertainWithin(plan: Plan, variant: string, band: DecimalInput): Uncertain[] {
  const part = Number(Exact.of(band).toString());
  const around = (value: number): Distribution => ({
    type: 'triangular',
    low: value * (1 - part),
    mode: value,
    high: value * (1 + part),
  });
  const groups = plan.groups.map((_, index) => ({ path: `/groups/${index}`, distribution: around(1) }));
  const holds = (variants: readonly string[] | undefined): boolean => variants?.includes(variant) ?? true;
  const paths = [
    ...(plan.norms ?? []).flatMap((norm, index) =>
      norm.hours === undefined || !holds(norm.variants) ? [] : [`/norms/${index}/hours`],
    ),
    ...plan.rates.map(
      ({ perHour }, index) => `/rates/${index}/${perHour === undefined ? 'perFte' : 'perHour'}`,
    ),
  ];
  const values = paths.map((path) => ({ path, distribution: around(Number(valueAt(plan, path))) }));
  return [...groups, ...values];
}
