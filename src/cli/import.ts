import { readFileSync } from 'node:fs';
import type { Plan } from '../../engine/index.ts';
import { planText } from '../export/plan-text.ts';
import { parseJson } from '../files/json.ts';
import { readPlan } from '../files/plan-file.ts';
import { writeFileWhole } from '../files/write.ts';
import {
  accept,
  type Change,
  type FieldChange,
  type ImportLists,
  type ImportProblem,
  INPUTS,
  type Input,
  type Mapping,
  type Preview,
  preview,
  type Remark,
  type RowSource,
  readMapping,
} from '../import/index.ts';
import {
  type AnyProblem,
  formatDecimal,
  type Texts,
  type WordedProblem,
  wordProblem,
} from '../texts/index.ts';
import { type Output, printable, styled } from './io.ts';
import { EXIT, problemsJson } from './refusal.ts';
import { FileFault, openSource } from './sources.ts';

/** `import`: lists into a plan, with a preview of what changes; all of it is written, or nothing. */

/** What the command line says. */
export interface ImportRequest {
  readonly lists: Readonly<Partial<Record<Exclude<Input, 'placements'>, string>>>;
  readonly placements: readonly string[];
  readonly map: string | undefined;
  readonly province: string | undefined;
  readonly into: string | undefined;
  readonly out: string | undefined;
  readonly json: boolean;
}

type Wordable = AnyProblem | ImportProblem;

const isImportProblem = (texts: Texts, problem: Wordable): problem is ImportProblem =>
  Object.hasOwn(texts.imports.problems, problem.code);

/** A problem of an import, or any other, in words. */
export function wordImport(texts: Texts, problem: Wordable): WordedProblem {
  if (!isImportProblem(texts, problem)) return wordProblem(texts, problem);
  const word = texts.imports.problems[problem.code] as (values: unknown) => string;
  return { path: problem.path, code: problem.code, message: word(problem.values) };
}

function wordRemark(texts: Texts, { path, code, values }: Remark): WordedProblem {
  const word = texts.imports.remarks[code] as (values: unknown) => string;
  return { path, code, message: word(values) };
}

async function refuseImport(
  output: Output,
  texts: Texts,
  problems: readonly Wordable[],
  json: boolean,
): Promise<number> {
  const worded = problems.map((problem) => wordImport(texts, problem));
  if (json || !output.terminal) await output.print(`${problemsJson(worded)}\n`);
  if (!json) {
    output.say(styled(output, 'bold', texts.imports.heading('refused')));
    for (const each of worded) output.say(`  ${lineOf(each)}`);
  }
  return EXIT.refused;
}

const lineOf = ({ path, message }: WordedProblem): string =>
  printable(path === '' ? message : `${path}: ${message}`);

/** `import … [--into PLAN] [--out PLAN] [--json]`; without `--out` it only shows what would change. */
export async function importCommand(request: ImportRequest, output: Output, texts: Texts): Promise<number> {
  const { json, out } = request;
  const refuse = (problems: readonly Wordable[]): Promise<number> =>
    refuseImport(output, texts, problems, json);
  const opened = open(request, output, texts);
  if ('problems' in opened) return refuse(opened.problems);
  const { into, mapping, lists } = opened;
  let made: Preview;
  try {
    made = await preview(lists, {
      into,
      mapping,
      province: request.province,
      today: today(),
      words: texts.imports.plan(),
    });
  } catch (error) {
    if (error instanceof FileFault) return refuse([error.problem]);
    throw error;
  }
  const found = [...made.problems, ...made.planProblems];
  if (found.length > 0) return refuse(found);
  if (out !== undefined) {
    const problem = writeFileWhole(out, Buffer.from(planText(accept(made)), 'utf8'));
    if (problem) return refuse([problem]);
  }
  if (json) await output.print(`${JSON.stringify(previewJson(texts, made, out))}\n`);
  else {
    await show(output, texts, made);
    output.say(out === undefined ? texts.imports.heading('not-written') : texts.commands.written(out));
  }
  return EXIT.done;
}

/** The day where the user is. */
function today(): string {
  const now = new Date();
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

interface Opened {
  readonly into: Plan | undefined;
  readonly mapping: Mapping;
  readonly lists: ImportLists;
}

/** Opens everything that is read, and gathers what can't be. */
function open(
  request: ImportRequest,
  output: Output,
  texts: Texts,
): Opened | { readonly problems: readonly Wordable[] } {
  const problems: Wordable[] = [];
  let mapping: Mapping = {};
  if (request.map !== undefined) {
    const outcome = mappingOf(request.map);
    if (outcome.ok) mapping = outcome.mapping;
    else problems.push(...outcome.problems);
  }
  let into: Plan | undefined;
  if (request.into !== undefined) {
    const outcome = readPlan(request.into);
    if (outcome.ok) into = outcome.plan;
    else problems.push(...outcome.problems);
  }
  const source = (argument: string | undefined, input: Input): RowSource | undefined => {
    if (argument === undefined) return undefined;
    const outcome = openSource(argument, input, mapping, output, texts);
    if (outcome.ok) return outcome.source;
    problems.push(outcome.problem);
    return undefined;
  };
  const lists = Object.fromEntries(
    INPUTS.flatMap((input) =>
      input === 'placements' ? [] : [[input, source(request.lists[input], input)] as const],
    ),
  );
  const placements = request.placements.flatMap((argument) => source(argument, 'placements') ?? []);
  return problems.length > 0 ? { problems } : { into, mapping, lists: { ...lists, placements } };
}

function mappingOf(
  file: string,
):
  | { readonly ok: true; readonly mapping: Mapping }
  | { readonly ok: false; readonly problems: readonly Wordable[] } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'onbekend' } = error as NodeJS.ErrnoException;
    const values = { file, reason: code };
    if (code === 'ENOENT') return { ok: false, problems: [{ path: '', code: 'file-missing', values }] };
    return { ok: false, problems: [{ path: '', code: 'file-unreadable', values }] };
  }
  const json = parseJson(text.replace(/^\ufeff/, ''));
  return json.ok ? readMapping(json.value, file) : json;
}

/** What the preview comes to, for programs. */
function previewJson(texts: Texts, made: Preview, out: string | undefined): unknown {
  const of = (kind: Change['kind']): unknown[] =>
    made.changes
      .filter((change) => change.kind === kind)
      .map(({ list, id, name, fields }) => ({ list, id, name, ...(kind === 'changed' && { fields }) }));
  return {
    format: 'samenplan-import/1',
    new: of('new'),
    changed: of('changed'),
    gone: of('gone'),
    doubtful: made.remarks.map((remark) => wordRemark(texts, remark)),
    written: out ?? null,
  };
}

/** Lines of one kind that a screen shows. */
const SHOWN = 25;

async function show(output: Output, texts: Texts, { remarks, changes }: Preview): Promise<void> {
  const { imports } = texts;
  const lines: string[] = [];
  const some = (all: readonly string[]): void => {
    lines.push(...all.slice(0, SHOWN));
    if (all.length > SHOWN) lines.push(`  ${imports.more(all.length - SHOWN)}`);
  };
  if (remarks.length > 0) {
    lines.push(styled(output, 'bold', imports.heading('remarks')));
    some(remarks.map((remark) => `  ${lineOf(wordRemark(texts, remark))}`));
    lines.push('');
  }
  lines.push(styled(output, 'bold', imports.heading(changes.length > 0 ? 'changes' : 'nothing')));
  for (const list of new Set(changes.map((change) => change.list))) {
    const own = changes.filter((change) => change.list === list);
    const counts = (['new', 'changed', 'gone'] as const).flatMap((kind) => {
      const number = own.filter((change) => change.kind === kind).length;
      return number === 0 ? [] : [imports.changed(kind, number)];
    });
    lines.push(`  ${imports.list(list)}: ${counts.join(', ')}`);
    some(
      own.map((change) => {
        const sign = change.kind === 'new' ? '+' : change.kind === 'gone' ? '-' : '~';
        const fields =
          change.kind === 'changed'
            ? ` – ${change.fields.map((each) => changeText(texts, each)).join('; ')}`
            : '';
        return printable(`    ${sign} ${change.name}${fields}`);
      }),
    );
  }
  await output.print(`${lines.join('\n')}\n`);
}

function changeText(texts: Texts, { field, from, to }: FieldChange): string {
  const shown = (value: unknown): string => {
    if (value === undefined) return texts.tables.noValue;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return formatDecimal(text.length > 60 ? `${text.slice(0, 60)}…` : text, texts.separators);
  };
  return texts.imports.changedTo(field, shown(from), shown(to));
}
