import { type AnyProblem, type Texts, type WordedProblem, wordProblem } from '../texts/index.ts';
import { type Output, printable, styled } from './io.ts';

export const EXIT = { done: 0, fault: 1, refused: 2 } as const;

/** What stands on standard output for a plan that is refused; notes are no errors, and only there where there are any. */
export const problemsJson = (
  problems: readonly WordedProblem[],
  notes: readonly WordedProblem[] = [],
): string => JSON.stringify({ format: 'samenplan-problems/1', problems, ...(notes.length > 0 && { notes }) });

/** Characters of an answer: keys of megabytes in thousands of paths would be more than a text can hold. */
const MOST = 50_000_000;

/** The problems in words, all of them or as many as fit in one answer. */
export function wordProblems(texts: Texts, problems: readonly AnyProblem[]): WordedProblem[] {
  const worded: WordedProblem[] = [];
  let length = 0;
  for (const problem of problems) {
    const each = wordProblem(texts, problem);
    length += each.path.length + each.message.length;
    if (length > MOST && worded.length > 0) break;
    worded.push(each);
  }
  return worded;
}

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
  const worded = wordProblems(texts, problems);
  if (json || !output.terminal) await output.print(`${problemsJson(worded)}\n`);
  if (!json) {
    const aboutPlan = worded.some(
      ({ code }) => !/^(usage|out|reference|unknown-variant|file|xlsx)/.test(code),
    );
    const heading = aboutPlan ? texts.commands.refused(problems.length) : texts.commands.cannot;
    output.say(styled(output, 'bold', heading));
    worded.forEach(({ path, message }, index) => {
      // a message about a cell says itself where it is
      const placed = path === '' || problems[index]?.cell !== undefined;
      output.say(`  ${printable(placed ? message : `${path}: ${message}`)}`);
    });
  }
  return EXIT.refused;
}
