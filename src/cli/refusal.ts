import { type AnyProblem, type Texts, type WordedProblem, wordProblem } from '../texts/index.ts';
import { type Output, printable, styled } from './io.ts';

export const EXIT = { done: 0, fault: 1, refused: 2 } as const;

/** What stands on standard output for a plan that is refused. */
export const problemsJson = (problems: readonly WordedProblem[]): string =>
  JSON.stringify({ format: 'samenplan-problems/1', problems });

/**
 * Refuses: the problems as JSON on standard output for programs, in words on standard error for people; who looks at a
 * terminal gets only the words.
 */
export async function refuse(
  output: Output,
  texts: Texts,
  problems: readonly AnyProblem[],
  json: boolean,
): Promise<number> {
  const worded = problems.map((problem) => wordProblem(texts, problem));
  if (json || !output.terminal) await output.print(`${problemsJson(worded)}\n`);
  if (!json) {
    const aboutPlan = worded.some(({ code }) => !/^(usage|out|reference|unknown-variant|file)/.test(code));
    const heading = aboutPlan ? texts.commands.refused(worded.length) : texts.commands.cannot;
    output.say(styled(output, 'bold', heading));
    for (const { path, message } of worded)
      output.say(`  ${printable(path === '' ? message : `${path}: ${message}`)}`);
  }
  return EXIT.refused;
}
