import os from 'node:os';
import process from 'node:process';
import { calculate, explain, type Plan, validate } from '../engine/index.ts';
import { plain } from '../engine/plain.ts';
import { planOf } from '../engine/plan/validate.ts';
import { calculateYear, prepare } from '../engine/year.ts';
import { floatLoop } from './float-loop.ts';
import { REGION, region } from './regions.ts';
import { sweepBench } from './sweep.ts';
import { measureWorkbook, measureWorkbookApart, WORKBOOK_ONLY, WORKBOOK_TARGETS } from './workbook.ts';

/** How long `calculate` may take on a region of so many schools, in milliseconds. */
const TARGETS = new Map([
  [REGION, 100],
  [5_000, 3_000],
]);
const SIZES = [60, REGION, 1_000, 2_500, 5_000];

/** The figures of a plan without writing any of them as text: what the float loop is compared with. */
function figures(plan: Plan): unknown {
  return plan.variants.map((variant) => {
    const prepared = prepare(plain, planOf(plan, variant), variant);
    return Array.from({ length: plan.years }, (_, year) => calculateYear(plain, prepared, year));
  });
}

/** A total of the last variant and year: every line of that year is a part of it. */
const TOTAL = '/variants/1/years/4/totals/cost';

const TASKS = {
  calculate: (plan: Plan) => calculate(plan),
  'calculate, as JSON': (plan: Plan) => JSON.stringify(calculate(plan)),
  'figures only': figures,
  'float loop': (plan: Plan) => floatLoop(plan),
  'float loop, as JSON': (plan: Plan) => JSON.stringify(floatLoop(plan)),
  validate: (plan: Plan) => validate(plan),
  'explain a total': (plan: Plan) => explain(plan, TOTAL),
} as const;
type Task = keyof typeof TASKS;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Milliseconds that a task takes. */
function time(task: Task, plan: Plan): number {
  const start = performance.now();
  const made = TASKS[task](plan);
  const end = performance.now();
  // what was made is used, or an engine might leave the work out
  return made === undefined ? Number.NaN : end - start;
}

/** Milliseconds: what it takes as a rule, and what it takes when nothing is in the way. */
interface Taken {
  readonly median: number;
  readonly fastest: number;
}

/**
 * What each task takes on each plan, over rounds in which all take their turn, each round another task first, so that a
 * slow moment of the machine hits them alike and none always pays for what the same other one left behind. The first rounds warm up and do not count. The garbage collector runs when it wants
 * to: called by hand between the tasks it also drops code that was optimised for objects of which none is left.
 */
function measure(plans: readonly Plan[], tasks: readonly Task[], warmUp: number, rounds: number) {
  const times = plans.map(() => new Map<Task, number[]>(tasks.map((task) => [task, []])));
  for (let round = -warmUp; round < rounds; round++) {
    plans.forEach((plan, index) => {
      for (let turn = 0; turn < tasks.length; turn++) {
        const task = tasks[(turn + round + warmUp) % tasks.length]!;
        const took = time(task, plan);
        if (round >= 0) times[index]!.get(task)!.push(took);
      }
    });
  }
  return times.map((each) => (task: Task): Taken => {
    const taken = each.get(task)!;
    return { median: median(taken), fastest: Math.min(...taken) };
  });
}

/**
 * The float loop must do the same work, or comparing with it means nothing.
 * @throws Error where it has other lines, or a cost that is off by more than a millionth
 */
function requireSameWork(plan: Plan): void {
  const floats = floatLoop(plan);
  calculate(plan).variants.forEach(({ years }, variant) => {
    years.forEach(({ lines, totals }, year) => {
      const float = floats[variant]![year]!;
      const off = Math.abs(float.cost - Number(totals.cost)) / Number(totals.cost);
      if (float.lines.length !== lines.length || off > 1e-6)
        throw new Error(
          `the float loop makes ${float.cost} of ${totals.cost}, in ${float.lines.length} lines`,
        );
    });
  });
}

/** The exponent of `ms ~ schools ^ exponent`, by least squares on the logarithms. */
function exponentOf(points: readonly (readonly [schools: number, ms: number])[]): number {
  const logs = points.map(([schools, ms]) => [Math.log(schools), Math.log(ms)] as const);
  const mean = (at: 0 | 1): number => logs.reduce((sum, log) => sum + log[at], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const rise = logs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0);
  return rise / logs.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}

const print = (text = ''): void => void process.stdout.write(`${text}\n`);
const number = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
const grouped = (value: number): string => value.toLocaleString('en');

/** Prints a Markdown table; the figures stand to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string => {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
    );
    return `| ${cells.join(' | ')} |`;
  };
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  for (const row of [head, rule, ...rows]) print(line(row));
  print();
}

/** Prints what the workbook of live formulas costs; whether it stays within its targets. */
function printWorkbook(): boolean {
  const cost = measureWorkbookApart();
  print(`### The workbook: ${cost.schools} schools, ${cost.variants} variants\n`);
  table(
    ['what', 'measured', 'at most'],
    [
      ['time (s)', number(cost.seconds), String(WORKBOOK_TARGETS.seconds)],
      ['times as long as calculate', number(cost.seconds / cost.calculate), ''],
      ['memory (MB)', number(cost.megabytes), String(WORKBOOK_TARGETS.megabytes)],
      ['file (MB)', number(cost.fileMegabytes), String(WORKBOOK_TARGETS.fileMegabytes)],
      ['formulas', grouped(cost.formulas), ''],
      ['µs per formula', number((cost.seconds * 1e6) / cost.formulas), ''],
      ['bytes per formula', number((cost.fileMegabytes * 1e6) / cost.formulas), ''],
    ],
  );
  return (['seconds', 'megabytes', 'fileMegabytes'] as const).every(
    (key) => cost[key] <= WORKBOOK_TARGETS[key],
  );
}

/**
 * `npm run bench`: prints all measurements as Markdown tables; `--quick` takes fewer rounds,
 * `sweep` measures the compiled plan instead.
 * @returns the exit code: 1 where a target is missed
 */
export function main(args: readonly string[]): number {
  if (args.includes('sweep')) return sweepBench();
  if (args.includes(WORKBOOK_ONLY)) {
    print(JSON.stringify(measureWorkbook()));
    return 0;
  }
  const quick = args.includes('--quick');
  const plan = region(REGION);
  const first = time('calculate', plan);
  const validation = validate(plan);
  if (!validation.ok)
    throw new Error(`the region is no valid plan: ${JSON.stringify(validation.problems[0])}`);
  requireSameWork(plan);

  print(`Node ${process.versions.node}, ${os.cpus().length} cores\n`);
  const tasks = Object.keys(TASKS) as Task[];
  const ms = measure([plan], tasks, quick ? 14 : 21, quick ? 14 : 35)[0]!;
  print(`### ${REGION} schools, ${plan.years} years, ${plan.variants.length} variants\n`);
  table(
    ['task', 'median (ms)', 'fastest (ms)', 'plans per second'],
    [
      ['calculate, the first in a process', number(first), '', ''],
      ...tasks.map((task) => {
        const taken = ms(task);
        return [task, number(taken.median), number(taken.fastest), number(1000 / taken.median)];
      }),
    ],
  );
  const ratio = (task: Task, to: Task): string[] => [
    number(ms(task).median / ms(to).median),
    number(ms(task).fastest / ms(to).fastest),
  ];
  table(
    ['times as long', 'median', 'fastest'],
    [
      ['figures only, against the float loop', ...ratio('figures only', 'float loop')],
      ['calculate (figures as text), against the float loop', ...ratio('calculate', 'float loop')],
      ['both as JSON', ...ratio('calculate, as JSON', 'float loop, as JSON')],
    ],
  );

  const sized = measure(SIZES.map(region), ['calculate', 'validate', 'float loop'], 2, quick ? 3 : 9);
  const points = SIZES.map((schools, index) => [schools, sized[index]!('calculate').median] as const);
  print('### Growth\n');
  table(
    ['schools', 'calculate (ms)', 'exponent', 'µs per school', 'validate (ms)', 'times the float loop'],
    points.map(([schools, took], index) => [
      grouped(schools),
      number(took),
      index === 0 ? '' : exponentOf(points.slice(index - 1, index + 1)).toFixed(2),
      number((took * 1000) / schools),
      number(sized[index]!('validate').median),
      number(took / sized[index]!('float loop').median),
    ]),
  );
  print(`Exponent over all sizes: ${exponentOf(points).toFixed(2)}.`);
  print(`Most memory in use: ${number(process.resourceUsage().maxRSS / 1024)} MiB (RSS).\n`);

  const isWorkbookLean = printWorkbook();
  const missed = points.filter(
    ([schools, took]) => took > (TARGETS.get(schools) ?? Number.POSITIVE_INFINITY),
  );
  for (const [schools, took] of points) {
    const target = TARGETS.get(schools);
    if (target === undefined) continue;
    const outcome = took <= target ? 'met' : 'MISSED';
    print(
      `Target for ${grouped(schools)} schools: ${grouped(target)} ms, takes ${number(took)} ms: ${outcome}.`,
    );
  }
  print(`Targets for the workbook: ${isWorkbookLean ? 'met' : 'MISSED'}.`);
  return missed.length === 0 && isWorkbookLean ? 0 : 1;
}
