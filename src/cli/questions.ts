import { breakEven, type Plan, seek, sensitivity, stress, yearLabels } from '../../engine/index.ts';
import { readPlan } from '../files/plan-file.ts';
import { Answers } from '../report/questions.ts';
import type { Report } from '../report/summary.ts';
import type { AnyProblem, Texts } from '../texts/index.ts';
import type { Arguments } from './arguments.ts';
import { type Output, printable, styled } from './io.ts';
import { EXIT, refuse } from './refusal.ts';
import { renderTable } from './table.ts';

/** `break-even`, `seek` and `sensitivity`: the questions behind a plan. */

/** What all of them are asked of. */
interface Asked {
  readonly plan: Plan;
  readonly variant: string;
  readonly year: number | undefined;
}

type Problems = readonly AnyProblem[];

const missing = (command: string, name: string): AnyProblem => ({
  path: '',
  code: 'usage-missing-argument',
  values: { name, command },
});

export const badValue = (option: string, found: string): AnyProblem => ({
  path: '',
  code: 'usage-bad-value',
  values: { option, found },
});

/** The plan, its one variant and, where it is given or has to be, the year. */
function asked(line: Arguments, needsYear: boolean): Asked | Problems {
  const { command, variants = [], texts } = line;
  const problems: AnyProblem[] = [];
  const [variant, second] = new Set(variants);
  if (variant === undefined) problems.push(missing(command, '--variant'));
  if (second !== undefined) problems.push(badValue('--variant', `${String(variant)}, ${second}`));
  if (needsYear && texts.year === undefined) problems.push(missing(command, '--year'));
  if (problems.length > 0) return problems;
  const outcome = readPlan(line.plan);
  if (!outcome.ok) return outcome.problems;
  const { plan } = outcome;
  const known = plan.variants.map(({ id }) => id);
  if (!known.includes(variant as string)) {
    problems.push({ path: '', code: 'unknown-variant', values: { found: variant as string, known } });
  }
  const year = texts.year === undefined ? undefined : yearOf(plan, texts.year);
  if (year === -1) {
    const found = texts.year ?? '';
    problems.push({ path: '', code: 'year-unknown', values: { found, known: yearLabels(plan) } });
  }
  return problems.length > 0 ? problems : { plan, variant: variant as string, year };
}

/** The place of a year: `0` for the first, or the school year as `2026-2027` or `2026`; -1 for none. */
function yearOf(plan: Plan, text: string): number {
  if (/^\d{1,2}$/.test(text)) return Number(text) < plan.years ? Number(text) : -1;
  return yearLabels(plan).findIndex((label) => label === text || label.startsWith(`${text}-`));
}

const isProblems = (outcome: Asked | Problems): outcome is Problems => Array.isArray(outcome);

export const print = (output: Output, format: string, answer: object): Promise<void> =>
  output.print(`${JSON.stringify({ format, ...answer })}\n`);

export async function show(
  output: Output,
  title: string,
  lines: readonly string[],
  table?: Report,
): Promise<void> {
  await output.print(`${styled(output, 'bold', printable(title))}\n`);
  await output.print(lines.map((each) => `${printable(each)}\n`).join(''));
  if (table) await output.print(`\n${renderTable(output, table.columns, table.rows)}\n`);
}

/** `break-even PLAN --variant ID --year YEAR [--group ID] [--network ID] [--most N] [--json]`. */
export async function breakEvenCommand(line: Arguments, output: Output, texts: Texts): Promise<number> {
  const refused = (problems: Problems): Promise<number> => refuse(output, texts, problems, line.json);
  const { network, most } = line.texts;
  const [group, second] = new Set(line.groups);
  if (second !== undefined) return refused([badValue('--group', `${String(group)}, ${second}`)]);
  if (most !== undefined && !/^[1-9]\d{0,5}$/.test(most)) return refused([badValue('--most', most)]);
  const found = asked(line, true);
  if (isProblems(found)) return refused(found);
  const { plan, variant, year = 0 } = found;
  const scopes = [
    ['--group', group, plan.groups.map(({ id }) => id)],
    ['--network', network, networksOf(plan, variant)],
  ] as const;
  const unknown = scopes.flatMap(([option, id, known]): AnyProblem[] =>
    id === undefined || known.includes(id)
      ? []
      : [{ path: '', code: 'scope-unknown', values: { option, found: id, known } }],
  );
  if (unknown.length > 0) return refused(unknown);
  const scope = { ...(group !== undefined && { group }), ...(network !== undefined && { network }) };
  const answer = breakEven(plan, { variant, year, scope, ...(most !== undefined && { most: Number(most) }) });
  const answers = new Answers(texts, plan, variant);
  if (answer === null) {
    if (line.json)
      await print(output, 'samenplan-break-even/1', {
        variant,
        year,
        scope,
        students: 0,
        crossings: [],
        parties: [],
      });
    else await output.print(`${texts.questions.noStudents}\n`);
    return EXIT.done;
  }
  if (line.json) await print(output, 'samenplan-break-even/1', answer);
  else {
    const { lines, table } = answers.breakEven(answer);
    await show(output, table.title, lines, table);
  }
  return EXIT.done;
}

const networksOf = (plan: Plan, variant: string): string[] => [
  ...new Set(plan.variants.find(({ id }) => id === variant)?.layout.map(({ network }) => network)),
];

/** `seek PLAN --path POINTER --variant ID --year YEAR [--json]`. */
export async function seekCommand(line: Arguments, output: Output, texts: Texts): Promise<number> {
  const refused = (problems: Problems): Promise<number> => refuse(output, texts, problems, line.json);
  const { path } = line.texts;
  if (path === undefined) return refused([missing(line.command, '--path')]);
  const found = asked(line, true);
  if (isProblems(found)) return refused(found);
  const { plan, variant, year = 0 } = found;
  const outcome = seek(plan, { variant, year, path });
  if (!outcome.ok) {
    const { code } = outcome.problem;
    return refused([{ path: '', code, values: { path } }]);
  }
  const { answer, ...rest } = outcome.seek;
  const { value, result, next, nextResult } = answer ?? {
    value: null,
    result: null,
    next: null,
    nextResult: null,
  };
  if (line.json) await print(output, 'samenplan-seek/1', { value, result, next, nextResult, ...rest });
  else {
    const { title, lines } = new Answers(texts, plan, variant).seek(outcome.seek);
    await show(output, title, lines);
  }
  return EXIT.done;
}

/** `sensitivity PLAN --variant ID [--year YEAR] [--band PART] [--json]`. */
export async function sensitivityCommand(line: Arguments, output: Output, texts: Texts): Promise<number> {
  const refused = (problems: Problems): Promise<number> => refuse(output, texts, problems, line.json);
  const { band } = line.texts;
  if (band !== undefined && !/^0\.\d{1,4}$/.test(band)) return refused([badValue('--band', band)]);
  const found = asked(line, false);
  if (isProblems(found)) return refused(found);
  const { plan, variant, year } = found;
  const answer = sensitivity(plan, {
    variant,
    ...(year !== undefined && { year }),
    ...(band !== undefined && { band }),
  });
  const stressed = stress(plan, { variant });
  if (line.json) await print(output, 'samenplan-sensitivity/1', { ...answer, stress: stressed });
  else {
    const answers = new Answers(texts, plan, variant);
    for (const table of [answers.sensitivity(answer), answers.stress(stressed)]) {
      await show(output, table.title, [], table);
    }
  }
  return EXIT.done;
}
