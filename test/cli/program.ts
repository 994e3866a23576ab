import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect } from 'vitest';
import { type Outcome, outcome, plainEnvironment, root } from '../tooling/project.ts';

/** What the tests of the command line share: the program itself, run as a user would run it. */

export const GRONINGEN = path.join(root, 'examples/groningen/plan.json');
export const GOLDEN = path.join(root, 'test/golden/hub-met-twee-partners.plan.json');
const SCRIPT = path.join(root, 'scripts/samenplan.mjs');

/** The golden plan of a hub and two partners, to be changed at will. */
export const goldenPlan = (): Record<string, unknown> =>
  JSON.parse(readFileSync(GOLDEN, 'utf8')) as Record<string, unknown>;

export interface Running {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string | Uint8Array;
}

/** Starts the program, for tests that talk to it. */
export function start(
  args: readonly string[],
  { cwd = root, env = {} }: Running = {},
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [SCRIPT, ...args], { cwd, env: plainEnvironment(env), stdio: 'pipe' });
}

/** Runs the program to its end. */
export function samenplan(args: readonly string[], running: Running = {}): Promise<Outcome> {
  const child = start(args, running);
  child.stdin.on('error', () => undefined); // it may end before it has read all
  child.stdin.end(running.input ?? '');
  return outcome(child);
}

/** A folder of the test file's own. */
export class Folder {
  readonly path = mkdtempSync(path.join(os.tmpdir(), 'samenplan-cli-'));

  constructor() {
    afterAll(() => rmSync(this.path, { recursive: true, force: true }));
  }

  at(...parts: readonly string[]): string {
    return path.join(this.path, ...parts);
  }

  /** Writes a file, a value as JSON, and gives its path. */
  write(name: string, content: unknown): string {
    writeFileSync(
      this.at(name),
      typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content),
    );
    return this.at(name);
  }
}

export interface Problem {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** The problems of one line of output, which has to be `samenplan-problems/1` and nothing more. */
export function problemsIn(text: string): readonly Problem[] {
  const document = JSON.parse(text) as { format: string; problems: Problem[] };
  expect(Object.keys(document)).toEqual(['format', 'problems']);
  expect(document.format).toBe('samenplan-problems/1');
  for (const problem of document.problems) {
    expect(Object.keys(problem)).toEqual(['path', 'code', 'message']);
    expect(problem.path).toMatch(/^(\/.*|.+![A-Z]+[0-9]+)?$/s);
    expect(problem.code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(problem.message).toMatch(/\S/);
    expect(problem.message).not.toMatch(/undefined|\[object|NaN/);
  }
  return document.problems;
}

/** The codes of a refusal: exit code 2, problems on standard output, their words on standard error. */
export function refusal({ code, stdout, stderr }: Outcome, json = false): string[] {
  expect(code, stderr).toBe(2);
  expect(stdout.endsWith('\n')).toBe(true);
  expect(stdout.trimEnd()).not.toContain('\n');
  const problems = problemsIn(stdout);
  expect(problems.length).toBeGreaterThan(0);
  if (json) expect(stderr).toBe('');
  else expect(stderr.trimEnd().split('\n').length).toBe(problems.length + 1);
  expect(stderr).not.toMatch(/^\s+at /m);
  return problems.map((problem) => problem.code);
}

/** An escape code of a terminal. */
export const ESCAPE = '\u001b';
