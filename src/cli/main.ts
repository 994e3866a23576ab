import { availableParallelism } from 'node:os';
import { MAXIMUM_BYTES } from '../files/plan-bytes.ts';
import { en } from '../texts/en.ts';
import { nl, type Texts } from '../texts/index.ts';
import { type Arguments, parseCommandLine } from './arguments.ts';
import { answererOf, batch } from './batch.ts';
import { calculateCommand, checkCommand, explainCommand } from './commands.ts';
import { compareCommand } from './compare.ts';
import { Crew, serve } from './crew.ts';
import { exportCommand } from './export.ts';
import { fundingCommand } from './funding.ts';
import { importCommand } from './import.ts';
import { type Output, processOutput } from './io.ts';
import { mergeCommand } from './merge.ts';
import { breakEvenCommand, seekCommand, sensitivityCommand } from './questions.ts';
import { EXIT, refuse } from './refusal.ts';
import { simulateCommand } from './simulate.ts';
import { structuresCommand, variantCommand } from './variant.ts';

/**
 * The command line `samenplan`.
 * @param argv the arguments after the program's name
 * @returns the exit code: 0 done, 2 refused (with `samenplan-problems/1` on standard output), 1 a fault of ours
 */
export async function main(argv: readonly string[]): Promise<number> {
  const output = processOutput();
  // before the rest is read, which may have to be refused in that language
  const english = argv.some(
    (each, at) => each === '--lang=en' || (each === '--lang' && argv[at + 1] === 'en'),
  );
  const texts = english ? en : nl;
  try {
    const line = parseCommandLine(argv);
    if ('problem' in line) return await refuse(output, texts, [line.problem], line.json);
    return await run(line, output, texts);
  } catch (error) {
    output.say(
      texts.commands.internal(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
    return EXIT.fault;
  }
}

async function run(line: Arguments, output: Output, texts: Texts): Promise<number> {
  switch (line.command) {
    case 'help':
      await output.print(texts.commands.help);
      return EXIT.done;
    case 'calculate':
      return calculateCommand(line, output, texts);
    case 'check':
      return checkCommand(line, output, texts);
    case 'explain':
      return explainCommand(line, output, texts);
    case 'compare':
      return compareCommand(line, output, texts);
    case 'break-even':
      return breakEvenCommand(line, output, texts);
    case 'seek':
      return seekCommand(line, output, texts);
    case 'sensitivity':
      return sensitivityCommand(line, output, texts);
    case 'simulate':
      return simulateCommand(line, output, texts);
    case 'batch':
      return batch(process.stdin, output, texts, MAXIMUM_BYTES, crewFor(texts));
    case 'import': {
      const { texts: lists, placements, out, json } = line;
      const { map, province, into } = lists;
      return importCommand({ lists, placements, map, province, into, out, json }, output, texts);
    }
    case 'merge':
      return mergeCommand({ files: line.files, out: line.out, json: line.json }, output, texts);
    case 'structures':
      return structuresCommand(line.json, output, texts);
    case 'variant': {
      const { plan, texts: given, addons, choices, keepNetworks, out, force, json } = line;
      const { structure, id, name, like } = given;
      const asked = { plan, structure, addons, choices, id, name, like, keepNetworks, out, force, json };
      return variantCommand(asked, output, texts);
    }
    case 'export': {
      const { plan, texts: given, raw, variants, out } = line;
      return exportCommand({ plan, as: given.as, table: given.table, raw, variants, out }, output, texts);
    }
    case 'funding':
      return fundingCommand(line, output, texts);
  }
}

/** Threads for all cores, where the program is one file that a thread can start from and there is more than one core. */
function crewFor({ language }: Texts): Crew | undefined {
  const size = availableParallelism();
  const program = new URL(import.meta.url);
  if (size < 2 || !program.pathname.endsWith('.mjs')) return undefined;
  return new Crew(program, size, { language, maximum: MAXIMUM_BYTES });
}

serve(answererOf);
