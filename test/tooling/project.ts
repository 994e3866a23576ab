import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project, absolute. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment without what npm and the test runner left in it, as a user's own terminal would have it. */
export function plainEnvironment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|INIT_CWD$|VITEST|NODE_ENV$|SAMENPLAN_)/i.test(name),
  );
  return { ...Object.fromEntries(own), ...more };
}

/** Waits for a program to end and gives what it said. */
export function outcome(child: ChildProcess): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    stdout += piece;
  });
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    stderr += piece;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Runs a program to its end. */
export function execute(
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Outcome> {
  const { cwd, env = plainEnvironment() } = options;
  return outcome(spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] }));
}

/**
 * A small project in a temporary folder with the real scripts and the files of `content`, by their path. Of the
 * installed packages it sees those named.
 */
export class Project {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'samenplan-project-'));

  constructor(content: Readonly<Record<string, string>>, packages: readonly string[] = []) {
    for (const name of ['scripts', 'package.json', 'package-lock.json']) {
      cpSync(path.join(root, name), this.at(name), { recursive: true });
    }
    for (const [name, text] of Object.entries(content)) this.write(name, text);
    for (const name of packages) this.link(name);
  }

  at(...parts: readonly string[]): string {
    return path.join(this.folder, ...parts);
  }

  write(name: string, text: string): void {
    mkdirSync(path.dirname(this.at(name)), { recursive: true });
    writeFileSync(this.at(name), text);
  }

  /** Lets the project see an installed package. */
  link(name: string): void {
    mkdirSync(path.dirname(this.at('node_modules', name)), { recursive: true });
    symlinkSync(path.join(root, 'node_modules', name), this.at('node_modules', name), 'junction');
  }

  /** Runs one of the scripts with Node. */
  script(
    name: string,
    args: readonly string[],
    more: NodeJS.ProcessEnv = {},
    cwd = this.folder,
  ): Promise<Outcome> {
    return execute(process.execPath, [this.at('scripts', name), ...args], {
      cwd,
      env: plainEnvironment(more),
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
