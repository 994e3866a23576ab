// `npm test`: set-up, the system programs, vitest once, and a closing line with the counts. `--long` searches
// longer where tests try random plans; all other arguments go to vitest.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { ensurePrograms } from './programs.mjs';
import { install, root, run } from './setup.mjs';

await run(async () => {
  await install();
  ensurePrograms();

  const args = process.argv.slice(2).filter((argument) => argument !== '--long');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'samenplan-counts-'));
  try {
    const countsFile = path.join(folder, 'counts.json');
    const code = await vitest(args, {
      ...process.env,
      SAMENPLAN_TEST_COUNTS: countsFile,
      ...(process.argv.includes('--long') ? { SAMENPLAN_LONG: '1' } : {}),
    });
    return conclude(code, read(countsFile), args);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function vitest(args, env) {
  const program = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', `--reporter=${path.join(root, 'scripts', 'reporter.mjs')}`];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, 'run', ...reporters, ...args], {
      cwd: root,
      env,
      stdio: 'inherit',
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null; // vitest ended before it could count
  }
}

/** Prints the skipped tests and the closing line; gives the exit code. */
function conclude(code, counts, args) {
  const { passed, failed, skipped } = counts ?? { passed: 0, failed: 0, skipped: [] };
  // With a name pattern the rest is skipped on purpose, without a note: that list would say nothing.
  const byName = args.some((argument) => /^(-t|--testNamePattern)\b/.test(argument));
  for (const { name, reason } of skipped) {
    const said = name.includes('[skipped, '); // a group of tests that has its reason in its title
    if (said) process.stdout.write(`skipped: ${name}\n`);
    else if (reason || !byName) process.stdout.write(`skipped: ${name} (${reason ?? 'no reason given'})\n`);
  }
  const nothing = passed + failed === 0;
  if (nothing) process.stderr.write('No test ran: that counts as a failure.\n');
  process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped.length} skipped\n`);
  return code === 0 && nothing ? 1 : code;
}
