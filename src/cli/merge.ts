import type { Plan } from '../../engine/index.ts';
import { planText } from '../export/index.ts';
import { readPlan } from '../files/plan-file.ts';
import { writeFileWhole } from '../files/write.ts';
import {
  type Comparison,
  comparePlans,
  type Figure,
  type Merged,
  type MergeProblem,
  mergePlans,
} from '../merge/index.ts';
import {
  type AnyProblem,
  formatDecimal,
  type Texts,
  type WordedProblem,
  wordProblem,
} from '../texts/index.ts';
import { Names } from '../texts/names.ts';
import { type Output, printable, styled } from './io.ts';
import { EXIT, problemsJson } from './refusal.ts';
import { renderTable } from './table.ts';

/** `merge A B C`: several partnerships as one region, with what is the sum of the parts and what is not. */

export interface MergeRequest {
  readonly files: readonly string[];
  readonly out: string | undefined;
  readonly json: boolean;
}

export async function mergeCommand(
  { files, out, json }: MergeRequest,
  output: Output,
  texts: Texts,
): Promise<number> {
  const { imports } = texts;
  const refuse = async (problems: readonly WordedProblem[]): Promise<number> => {
    if (json || !output.terminal) await output.print(`${problemsJson(problems)}\n`);
    if (!json) {
      output.say(styled(output, 'bold', texts.commands.cannot));
      for (const { path, message } of problems)
        output.say(`  ${printable(path === '' ? message : `${path}: ${message}`)}`);
    }
    return EXIT.refused;
  };
  const parts: Plan[] = [];
  const problems: WordedProblem[] = [];
  for (const file of files) {
    const outcome = readPlan(file);
    if (outcome.ok) parts.push(outcome.plan);
    else problems.push(...outcome.problems.map((problem) => inFile(texts, file, problem)));
  }
  if (problems.length > 0) return refuse(problems);
  const words = {
    name: parts.map(({ name }) => name).join(' + '),
    region: [...new Set(parts.map(({ region }) => region))].join(' + '),
  };
  const outcome = mergePlans(parts, words);
  if (!outcome.ok) {
    const { planProblems } = outcome;
    return refuse([
      ...outcome.problems.map((each) => worded(texts, each)),
      ...planProblems.map((each) => wordProblem(texts, each)),
    ]);
  }
  const { merged } = outcome;
  output.progress(texts.commands.calculating(words.name));
  const comparison = comparePlans(parts, merged);
  output.progress('');
  if (out !== undefined) {
    const problem = writeFileWhole(out, Buffer.from(planText(merged.plan), 'utf8'));
    if (problem) return refuse([wordProblem(texts, problem)]);
  }
  if (json) await output.print(`${JSON.stringify(reportJson(texts, parts, merged, comparison, out))}\n`);
  else {
    await show(output, texts, parts, merged, comparison);
    output.say(out === undefined ? imports.merge('not-written') : texts.commands.written(out));
  }
  return EXIT.done;
}

/** A problem of one of several files: its path begins with the file. */
function inFile(texts: Texts, file: string, problem: AnyProblem): WordedProblem {
  const made = wordProblem(texts, problem);
  return { ...made, path: made.path === '' ? file : `${file}:${made.path}` };
}

function worded(texts: Texts, { path, code, values }: MergeProblem): WordedProblem {
  const word = texts.imports.mergeProblems[code] as (values: unknown) => string;
  return { path, code, message: word(values) };
}

function reportJson(
  texts: Texts,
  parts: readonly Plan[],
  merged: Merged,
  { totals, differences, sums }: Comparison,
  out: string | undefined,
): unknown {
  const why = (figure: Figure): unknown => ({ ...figure, why: texts.imports.mergeReason(figure.reason) });
  return {
    format: 'samenplan-merge/1',
    parts: parts.map(({ name }) => name),
    plan: merged.plan.name,
    sums,
    totals: totals.map(({ reason: _, ...figure }) => figure),
    differences: differences.map(why),
    renamed: merged.renamed,
    notes: merged.notes.map((note) => ({ ...note, message: texts.imports.mergeNote(note) })),
    written: out ?? null,
  };
}

/** Differences that a screen shows. */
const SHOWN = 60;

async function show(
  output: Output,
  texts: Texts,
  parts: readonly Plan[],
  merged: Merged,
  comparison: Comparison,
): Promise<void> {
  const { imports } = texts;
  const { totals, differences, sums } = comparison;
  const names = new Names(texts, merged.plan);
  const value = (text: string | null): string =>
    text === null ? texts.tables.noValue : formatDecimal(text, texts.separators);
  const status = (text: string): string =>
    text
      .split(', ')
      .map((each) => (Object.hasOwn(texts.statuses, each) ? texts.statuses[each as 'covered'] : each))
      .join(', ');
  const row = (figure: Figure): string[] => {
    const shown = figure.kind === 'status' ? status : value;
    return [
      names.of('variant', figure.variant),
      figure.year,
      imports.figure(figure.kind, figure.key, figure.of === '' ? '' : nameOf(names, figure)),
      shown(figure.sum),
      shown(figure.merged),
      value(figure.difference),
    ];
  };
  const columns = [
    { title: texts.tables.variant },
    { title: texts.tables.year },
    { title: imports.merge('figure') },
    { title: imports.merge('sum'), align: 'right' as const },
    { title: imports.merge('merged'), align: 'right' as const },
    { title: imports.merge('difference'), align: 'right' as const },
  ];
  await output.print(`${styled(output, 'bold', merged.plan.name)}\n`);
  await output.print(
    `${imports.merged(parts.length, merged.plan.schools.length, merged.renamed.length)}\n\n`,
  );
  const notes = merged.notes.filter(({ code }) => code !== 'rule-shared' && code !== 'rule-limited');
  for (const note of notes) await output.print(`  ${printable(imports.mergeNote(note))}\n`);
  if (notes.length > 0) await output.print('\n');
  await output.print(`${styled(output, 'cyan', imports.merge('totals'))}\n`);
  await output.print(
    `${renderTable(
      output,
      columns,
      totals.map((figure) => ({ cells: row(figure), bad: figure.sum !== figure.merged })),
    )}\n`,
  );
  await output.print(`${styled(output, 'cyan', imports.merge('differences'))}\n`);
  await output.print(`${imports.sums(sums, differences.length)}\n`);
  if (differences.length > 0) {
    const shown = differences.filter(({ kind }) => kind !== 'total');
    const rows = shown
      .slice(0, SHOWN)
      .map((figure) => ({ cells: [...row(figure), imports.mergeReason(figure.reason)] }));
    await output.print(renderTable(output, [...columns, { title: imports.merge('reason') }], rows));
    if (shown.length > SHOWN) await output.print(`  ${imports.more(shown.length - SHOWN)}\n`);
  }
}

function nameOf(names: Names, { kind, of }: Figure): string {
  if (kind === 'level') return names.of('level', of);
  if (kind === 'party' || kind === 'status') return names.party(of);
  if (kind === 'school' || kind === 'funding') return names.of(kind, of);
  return names.of('item', of);
}
