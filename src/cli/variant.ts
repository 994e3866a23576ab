import { realpathSync } from 'node:fs';
import {
  type AnyStructure,
  type Applied,
  applyStructure,
  type Plan,
  type StructureNote,
} from '../../engine/index.ts';
import { planText } from '../export/index.ts';
import { planFile, readPlan } from '../files/plan-file.ts';
import { saveWorkbook } from '../files/save-workbook.ts';
import { writeFileWhole } from '../files/write.ts';
import { structureLibrary } from '../structures/library.ts';
import type { AnyProblem, Texts } from '../texts/index.ts';
import { describeWorkbook, logEntry } from '../workbook/index.ts';
import { type Output, printable, styled } from './io.ts';
import { EXIT, refuse } from './refusal.ts';

export interface VariantRequest {
  readonly plan: string;
  readonly structure: string | undefined;
  readonly addons: readonly string[];
  /** `NAME=OPTION` each */
  readonly choices: readonly string[];
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly like: string | undefined;
  readonly keepNetworks: boolean;
  readonly out: string | undefined;
  readonly force: boolean;
  readonly json: boolean;
}

/** `structures [--json]`: the structures and additions with what each of them is. */
export async function structuresCommand(json: boolean, output: Output, texts: Texts): Promise<number> {
  const { structures, addons } = structureLibrary();
  const told = ({ id, name, summary }: AnyStructure) => ({ id, name, summary });
  const choicesOf = (each: AnyStructure) =>
    each.type === 'structure'
      ? (each.choices ?? []).map(({ id, name, options }) => ({
          id,
          name,
          options: options.map((one) => one.id),
        }))
      : [];
  if (json) {
    const all = structures.map((each) => ({ ...told(each), choices: choicesOf(each) }));
    await output.print(
      `${JSON.stringify({ format: 'samenplan-structures/1', structures: all, addons: addons.map(told) })}\n`,
    );
    return EXIT.done;
  }
  for (const [heading, list] of [
    ['structures', structures],
    ['addons', addons],
  ] as const) {
    if (list.length === 0) continue;
    await output.print(`${styled(output, 'cyan', texts.structures.text(heading))}\n`);
    for (const each of list) {
      await output.print(`\n  ${styled(output, 'bold', each.id)}  ${each.name}\n    ${each.summary}\n`);
      for (const { id, options } of choicesOf(each))
        await output.print(`    ${texts.structures.choice(id, options)}\n`);
    }
    await output.print('\n');
  }
  return EXIT.done;
}

/** `variant PLAN --structure ID`: the plan with a structure of the library as a new variant. */
export async function variantCommand(request: VariantRequest, output: Output, texts: Texts): Promise<number> {
  const { json, out } = request;
  const asked = readRequest(request);
  if ('problems' in asked) return refuse(output, texts, asked.problems, json);
  const read = readPlan(request.plan);
  if (!read.ok) return refuse(output, texts, read.problems, json);
  const { structure, options } = asked;
  const applied = applyStructure(read.plan, structure, structureLibrary().parts, options);
  if (!applied.ok) return refuse(output, texts, applied.problems, json);
  if (out !== undefined) {
    const problems = write(out, applied.plan, request.force, texts);
    if (problems.length > 0) return refuse(output, texts, problems, json);
  }
  const notes = applied.notes.map((note) => ({ code: note.code, message: wordNote(texts, note) }));
  const { id, name } = applied.variant;
  if (json) {
    const written = { format: 'samenplan-variant/1', variant: id, name, notes, written: out ?? null };
    await output.print(`${JSON.stringify(written)}\n`);
  } else {
    const heading = texts.structures.made(name, id, applied.plan.name);
    await output.print(`${styled(output, 'bold', printable(heading))}\n\n`);
    for (const { message } of notes) await output.print(`  - ${printable(message)}\n`);
    await output.print(`\n${texts.structures.text('changeable')}\n`);
    output.say(
      out === undefined ? texts.structures.text('not-written') : printable(texts.commands.written(out)),
    );
  }
  return EXIT.done;
}

type Asked =
  | { readonly problems: readonly AnyProblem[] }
  | {
      readonly structure: Parameters<typeof applyStructure>[1];
      readonly options: NonNullable<Parameters<typeof applyStructure>[3]>;
    };

function readRequest(request: VariantRequest): Asked {
  const { structures, addons } = structureLibrary();
  const problems: AnyProblem[] = [];
  const known = structures.map((each) => each.id);
  const structure = structures.find((each) => each.id === request.structure);
  if (request.structure === undefined)
    problems.push({ path: '', code: 'structure-missing', values: { known } });
  else if (!structure)
    problems.push({ path: '', code: 'structure-unknown', values: { found: request.structure, known } });
  const wanted = [...new Set(request.addons)].flatMap((found) => {
    const addon = addons.find((each) => each.id === found);
    const all = addons.map((each) => each.id);
    if (!addon) problems.push({ path: '', code: 'structure-unknown-addon', values: { found, known: all } });
    return addon ? [addon] : [];
  });
  const choices: Record<string, string> = {};
  for (const found of request.choices) {
    const [, name, option] = /^([a-z0-9-]+)=([a-z0-9-]+)$/.exec(found) ?? [];
    if (name === undefined || option === undefined)
      problems.push({ path: '', code: 'structure-bad-choice', values: { found } });
    else choices[name] = option;
  }
  const { out, plan, force, id, name, like, keepNetworks } = request;
  if (out !== undefined && !/\.(json|xlsx)$/i.test(out))
    problems.push({ path: '', code: 'structure-out-form', values: { file: out } });
  if (out !== undefined && !force && isSameFile(out, planFile(plan)))
    problems.push({ path: '', code: 'structure-over-input', values: { file: out } });
  if (problems.length > 0 || !structure) return { problems };
  const options = {
    addons: wanted,
    keepNetworks,
    choices,
    ...(id !== undefined && { id }),
    ...(name !== undefined && { name }),
    ...(like !== undefined && { like }),
  };
  return { structure, options };
}

/** Whether two names lead to one file that is there. */
function isSameFile(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false; // one of them is not there
  }
}

/** Writes the plan: as a plan file, or as a workbook with every variant calculated. */
function write(
  out: string,
  plan: Extract<Applied, { ok: true }>['plan'],
  force: boolean,
  texts: Texts,
): readonly AnyProblem[] {
  if (out.toLowerCase().endsWith('.xlsx')) return saveInto(out, plan, force, texts);
  const problem = writeFileWhole(out, Buffer.from(planText(plan), 'utf8'));
  return problem ? [problem] : [];
}

function saveInto(out: string, plan: Plan, force: boolean, texts: Texts): readonly AnyProblem[] {
  const created = new Date();
  const ids = plan.variants.map(({ id }) => id);
  const entry = logEntry(plan, created, ids, texts.log.withFormulas);
  return saveWorkbook(out, (earlier) => describeWorkbook(texts, plan, { log: [...earlier, entry] }), {
    created,
    force,
  });
}

function wordNote(texts: Texts, { code, values }: StructureNote): string {
  const word = texts.structures.notes[code] as (values: unknown) => string;
  return word(values);
}
