import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { calculate, type Plan, validate } from '../engine/index.ts';
import { writeWorkbook } from '../src/hosts/xlsx-file.ts';
import { nl } from '../src/texts/nl.ts';
import { describeWorkbook, type WorkbookDescription } from '../src/workbook/index.ts';
import { REGION, region } from './regions.ts';

/** What the workbook of live formulas costs: time, memory and size. */

/** At most, of 239 schools in 3 variants over 5 years. */
export const WORKBOOK_TARGETS = { seconds: 20, megabytes: 1500, fileMegabytes: 25 } as const;

/** The argument with which the program measures this, in a process of its own: memory is counted per process. */
export const WORKBOOK_ONLY = '--workbook';

export interface WorkbookCost {
  readonly schools: number;
  readonly variants: number;
  readonly seconds: number;
  /** how long `calculate` takes for the same plan in the same process, in seconds */
  readonly calculate: number;
  /** the most memory in use */
  readonly megabytes: number;
  readonly fileMegabytes: number;
  readonly formulas: number;
}

/** The region with a third variant, whose networks are twice as large. */
function plan(): Plan {
  const base = region(REGION);
  const [first] = base.variants as [Plan['variants'][number]];
  const layout = first.layout.map((place, at) => ({ ...place, network: `groot-${Math.floor(at / 16)}` }));
  const third = { id: 'groot', name: 'Grote netwerken', layout };
  const outcome = validate({ ...base, variants: [...base.variants, third] });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems[0]));
  return outcome.plan;
}

const seconds = (task: () => void): number => {
  const start = performance.now();
  task();
  return (performance.now() - start) / 1000;
};

/** Measures once; the first `calculate` in a process warms up and does not count. */
export function measureWorkbook(): WorkbookCost {
  const own = plan();
  calculate(own);
  const calculated = Math.min(...[1, 2, 3].map(() => seconds(() => void calculate(own))));
  let size = 0;
  let formulas = 0;
  let workbook: WorkbookDescription | undefined;
  const took = seconds(() => {
    workbook = describeWorkbook(nl, own);
    size = writeWorkbook(workbook, { created: new Date(0) }).length;
  });
  const megabytes = process.resourceUsage().maxRSS / 1024;
  for (const { rows } of workbook?.sheets ?? []) {
    for (const { cells } of rows) for (const cell of cells) if (cell && 'formula' in cell) formulas++;
  }
  return {
    schools: own.schools.length,
    variants: own.variants.length,
    seconds: took,
    calculate: calculated,
    megabytes,
    fileMegabytes: size / 1e6,
    formulas,
  };
}

/** The same, in a process of its own that runs this program again. */
export function measureWorkbookApart(): WorkbookCost {
  const { stdout, status } = spawnSync(process.execPath, [process.argv[1] ?? '', WORKBOOK_ONLY], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the measurement of the workbook ended with ${status}`);
  return JSON.parse(stdout) as WorkbookCost;
}
