import { spawnSync } from 'node:child_process';
import { describe } from 'vitest';

const known = new Map<string, boolean>();

/** Whether a program can be started here. */
export function hasProgram(name: string): boolean {
  let found = known.get(name);
  if (found === undefined) {
    const result = spawnSync(process.platform === 'win32' ? 'where' : 'which', [name], { stdio: 'ignore' });
    found = result.status === 0;
    known.set(name, found);
  }
  return found;
}

/**
 * A `describe` for tests that cannot do without a program (or another thing outside the project): where it
 * is missing they are skipped with its name in the title; on a build machine (`CI` set) that is a failure.
 */
export function requireProgram(...names: readonly string[]): (title: string, body: () => void) => void {
  return requireAll(
    names.filter((name) => !hasProgram(name)),
    'program',
  );
}

/** As `requireProgram`, for things whose absence was found out elsewhere. */
export function requireAll(
  missing: readonly string[],
  what: string,
): (title: string, body: () => void) => void {
  if (missing.length === 0) return (title, body) => void describe(title, body);
  const reason = `${what} not here: ${missing.join(', ')}`;
  return (title, body) => {
    if (process.env.CI) {
      describe(title, () => {
        throw new Error(reason);
      });
    } else {
      describe.skip(`${title} [skipped, ${reason}]`, body);
    }
  };
}
