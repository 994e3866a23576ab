import os from 'node:os';
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { calculate, explain, type Plan, validate } from '../engine/index.ts';
import { plain } from '../engine/plain.ts';
import { planOf } from '../engine/plan/validate.ts';
import { calculateYear, prepare } from '../engine/year.ts';
import { floatLoop } from './float-loop.ts';
import { REGION, region } from './regions.ts';

/** How long a plan may take, in milliseconds; README.md in this folder says why. */
const TARGETS = new Map([
  [REGION, 100],
  [5_000, 3_000],
]);
const SIZES = [60, REGION, 1_000, 2_500, 5_000];

/** The figures of a plan without writing any of them as text: what the float loop is compared with. */
function figures(plan: Plan): unknown {
  return plan.variants.map((variant) => {
    const prepared = prepare(plain, planOf(plan, variant), variant);
    return Array.from({ length: plan.years }, (_, year) => calculateYear(plain, prepared, year).totals);
  });
}

/** A total from the last variant and year, of which every line is a part. */
const TOTAL = '/variants/1/years/4/totals/cost';

const TASKS = {
  calculate: (plan: Plan) => calculate(plan),
  'calculate, as text': (plan: Plan) => JSON.stringify(calculate(plan)),
  figures,
  'float loop': (plan: Plan) => floatLoop(plan),
  'float loop, as text': (plan: Plan) => JSON.stringify(floatLoop(plan)),
  validate: (plan: Plan) => validate(plan),
  'explain a total': (plan: Plan) => explain(plan, TOTAL),
} as const;
type Task = keyof typeof TASKS;

/** The garbage collector by hand, so that a task does not pay for what the one before it left behind. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

let sink: unknown; // what is calculated must be used, or an engine may leave it out

/**
 * Milliseconds of each task: the median of rounds in which all tasks take their turn, so that a slow moment of the
 * machine hits them alike. The first rounds warm up and do not count.
 */
function measure(plan: Plan, tasks: readonly Task[], rounds: number, collect: () => void) {
  const times = new Map<Task, number[]>(tasks.map((task) => [task, []]));
  const warmUp = Math.max(2, Math.ceil(rounds / 3));
  for (let round = -warmUp; round < rounds; round++) {
    for (const task of tasks) {
      collect();
      const start = performance.now();
      sink = TASKS[task](plan);
      const time = performance.now() - start;
      if (round >= 0) times.get(task)!.push(time);
    }
  }
  sink = undefined;
  return new Map(tasks.map((task) => [task, median(times.get(task)!)]));
}

/** The float loop must do the same work, or comparing with it means nothing. */
function refuseOtherWork(plan: Plan): void {
  calculate(plan).variants.forEach(({ years }, variant) =>
    years.forEach(({ lines, totals }, year) => {
      const float = floatLoop(plan)[variant]![year]!;
      const off = Math.abs(float.cost - Number(totals.cost)) / Number(totals.cost);
      if (float.lines.length !== lines.length || off > 1e-6)
        throw new Error(`the float loop makes ${float.cost} of ${totals.cost} in ${lines.length} lines`);
    }),
  );
}

const print = (text = ''): void => void process.stdout.write(`${text}\n`);
const number = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join(' | ')} |`;
  print(line(head));
  print(
    `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`,
  );
  for (const row of rows) print(line(row));
  print();
}

/**
 * `npm run bench`: prints all measurements as Markdown tables. `--quick` takes fewer rounds.
 * @returns the exit code: 1 where a target is missed
 */
export function main(args: readonly string[]): number {
  const collect = collector();
  const rounds = args.includes('--quick') ? 5 : 15;
  const plan = region(REGION);
  refuseOtherWork(plan);

  print(`Node ${process.version}, ${os.cpus().length} cores, median of ${rounds} rounds\n`);
  const times = measure(plan, Object.keys(TASKS) as Task[], rounds, collect);
  const time = (task: Task): number => times.get(task)!;
  print(`### ${REGION} schools, ${plan.years} years, ${plan.variants.length} variants\n`);
  table(
    ['task', 'ms', 'per second'],
    [...times].map(([task, ms]) => [task, number(ms), number(1000 / ms)]),
  );
  table(
    ['against the float loop', 'times'],
    [
      ['the figures, neither as text', number(time('figures') / time('float loop'))],
      ['`calculate`, its figures as text', number(time('calculate') / time('float loop'))],
      ['both written as JSON', number(time('calculate, as text') / time('float loop, as text'))],
    ],
  );

  print('### Growth\n');
  const points: { schools: number; ms: number }[] = [];
  const rows = SIZES.map((schools) => {
    const sized = region(schools);
    const found = measure(
      sized,
      ['calculate', 'validate', 'float loop'],
      Math.max(3, Math.round(rounds / (1 + schools / 1_000))),
      collect,
    );
    const ms = found.get('calculate')!;
    const before = points.at(-1);
    points.push({ schools, ms });
    const exponent = before ? Math.log(ms / before.ms) / Math.log(schools / before.schools) : null;
    return [
      schools.toLocaleString('en'),
      number(ms),
      exponent === null ? '' : exponent.toFixed(2),
      number((ms * 1000) / schools),
      number(found.get('validate')!),
      number(ms / found.get('float loop')!),
      number(process.memoryUsage().rss / 2 ** 20),
    ];
  });
  table(
    [
      'schools',
      'calculate (ms)',
      'exponent',
      'µs per school',
      'validate (ms)',
      '× float loop',
      'RSS so far (MiB)',
    ],
    rows,
  );

  const missed = points.filter(({ schools, ms }) => ms > (TARGETS.get(schools) ?? Infinity));
  for (const [schools, target] of TARGETS) {
    const { ms } = points.find((point) => point.schools === schools)!;
    print(
      `${schools.toLocaleString('en')} schools: ${number(ms)} ms, at most ${target} ms: ${ms <= target ? 'met' : 'MISSED'}`,
    );
  }
  return missed.length === 0 ? 0 : 1;
}
