import { readFileSync } from 'node:fs';
import process from 'node:process';
import { calculate, type Plan, Sweep, simulate, uncertainWithin, validate } from '../engine/index.ts';
import { Compiled } from '../engine/sweep/compile.ts';
import { randomFrom } from '../src/random.ts';
import { preparedFloatLoop } from './float-loop.ts';
import { REGION, region } from './regions.ts';

/**
 * What the compiled plan takes. Times are of the processor, in milliseconds: they say less of what else the machine is
 * doing than the clock does.
 */

const processor = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Milliseconds of one call: the least of some rounds of so many calls. */
function take(rounds: number, calls: number, work: (call: number) => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = processor();
    for (let call = 0; call < calls; call++) work(round * calls + call);
    least = Math.min(least, (processor() - start) / calls);
  }
  return least;
}

/** The region over ten years, in nine structures that differ in leads and in students per mentor. */
function wide(): Plan {
  const plan = region(REGION);
  const longer = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) {
      const plainList = value.every((each) => typeof each !== 'object');
      const missing = plainList && (value.length === 5 || (value.length === 4 && key !== 'roles')) ? 5 : 0;
      const list = value as readonly unknown[];
      return [...list, ...Array<unknown>(missing).fill(list.at(-1))].map((each) => longer(each, ''));
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, longer(each, name)]));
  };
  const { variants, ...rest } = plan;
  return {
    ...(longer(rest, '') as Omit<Plan, 'variants'>),
    years: 10,
    variants: Array.from({ length: 9 }, (_, index) => ({
      ...variants[index % 2]!,
      id: `variant-${index}`,
      studentsPerSupervisor: `${1 + index / 4}`,
    })),
  };
}

interface Measured {
  readonly what: string;
  readonly took: number;
  readonly most?: number;
}

const number = (value: number): string => value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);

/** Prints what the compiled plan takes; the exit code is 1 where a target is missed. */
export function sweepBench(): number {
  const groningen = JSON.parse(readFileSync('examples/groningen/plan.json', 'utf8')) as Plan;
  const measured: Measured[] = [];
  const note = (what: string, took: number, most?: number): void => {
    measured.push({ what, took, ...(most !== undefined && { most }) });
  };

  const sweep = new Sweep(groningen);
  const places = groningen.variants.flatMap(({ id }) =>
    Array.from({ length: groningen.years }, (_, year) => [id, year] as const),
  );
  const move = (call: number): unknown[] => {
    const outcome = sweep.set('/norms/0/hours', `${20 + (call % 1000) / 100}`);
    if (!outcome.ok || outcome.made !== 'compiled') throw new Error('the norm was not moved');
    return places.map(([id, year]) => sweep.figures(id, year));
  };
  take(1, 60, move);
  note('Groningen, one norm moved, all figures of 4 variants × 5 years', take(5, 20, move), 5);
  note(
    'the same with calculate',
    take(3, 2, () => calculate(groningen)),
  );
  note(
    'Groningen, compiling',
    take(3, 1, () => new Sweep(groningen)),
  );

  const variant = 'hub-partner-2025';
  const uncertain = uncertainWithin(groningen, variant, '0.10');
  const trial = (trials: number): void => {
    const outcome = simulate(groningen, { variant, uncertain, trials, random: randomFrom(1) });
    if (!outcome.ok) throw new Error(outcome.problems[0]?.code);
  };
  trial(500);
  const trials = take(2, 1, () => trial(10_000));
  note(
    `Groningen, 10,000 trials of one variant, 5 years, ${uncertain.length} uncertain numbers`,
    trials,
    2_000,
  );

  const one = { ...groningen, variants: groningen.variants.filter(({ id }) => id === variant) };
  const loop = preparedFloatLoop(one);
  take(1, 30, loop);
  const float = take(5, 20, loop);
  const exact = take(3, 3, () => calculate(one));

  const plan = wide();
  const validation = validate(plan);
  if (!validation.ok) throw new Error(JSON.stringify(validation.problems[0]));
  let compiled: Compiled | undefined;
  const compiling = take(1, 1, () => {
    compiled = new Compiled(plan);
  });
  const { program } = compiled!;
  const all = program.slice(null, null);
  take(1, 3, () => program.run(all));
  note(
    `${REGION} schools × 10 years × 9 variants, everything run again (${all.length} operations)`,
    take(5, 3, () => program.run(all)),
    50,
  );
  note('the same, compiling', compiling);
  note(
    'the same with calculate',
    take(1, 1, () => calculate(plan)),
  );

  const missed: string[] = [];
  process.stdout.write('| what | processor (ms) | at most |\n|---|---:|---:|\n');
  for (const { what, took, most } of measured) {
    process.stdout.write(`| ${what} | ${number(took)} | ${most ?? ''} |\n`);
    if (most !== undefined && took > most) missed.push(what);
  }
  const perTrial = trials / 10_000;
  process.stdout.write(
    [
      '',
      `One trial takes ${number(perTrial)} ms: ${number(perTrial / float)} times the float loop (${number(float)} ms, at most 4 times),`,
      `${number(exact / perTrial)} times as fast as calculate (${number(exact)} ms).`,
      ...missed.map((what) => `MISSED: ${what}.`),
      '',
    ].join('\n'),
  );
  return missed.length === 0 && perTrial <= 4 * float ? 0 : 1;
}
