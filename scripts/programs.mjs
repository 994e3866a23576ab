// The system programs that some tests look at workbooks with: they are installed where that is allowed, and named
// with their install line where it is not. A test whose program is missing says so itself.

import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** By program: the Debian package that brings it. */
export const PROGRAMS = new Map([
  ['soffice', 'libreoffice-calc'],
  ['xmllint', 'libxml2-utils'],
  ['pdftoppm', 'poppler-utils'],
  ['chromium', 'chromium'],
]);

/** Installs the programs that are missing, as root on Debian; elsewhere tells how. It never fails. */
export function ensurePrograms() {
  const absent = missing();
  if (absent.length === 0) return;
  const packages = absent.map((program) => PROGRAMS.get(program));
  const install = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    process.stderr.write(`Installing ${packages.join(', ')} for the workbook tests (${install}) ...\n`);
    const wait = ['-o', 'DPkg::Lock::Timeout=300'];
    const failed =
      aptGet([...wait, 'update']) ??
      aptGet([...wait, 'install', '-y', '--no-install-recommends', ...packages.map(String)]);
    if (failed !== null) process.stderr.write(`${failed}\n`);
    if (missing().length === 0) return;
  }
  process.stderr.write(
    `Not installed: ${missing().join(', ')}. The tests that need them are skipped (they fail where CI is set).\n` +
      `On Debian or Ubuntu: sudo apt-get update && sudo ${install}\n`,
  );
}

function missing() {
  return [...PROGRAMS.keys()].filter((program) => !onPath(program));
}

/** Runs apt-get quietly; gives null, or what it printed where it failed. */
function aptGet(args) {
  const { status, stdout, stderr, error } = spawnSync('apt-get', args, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 64 * 1024 * 1024,
  });
  return status === 0 ? null : String(error ?? `${stdout}${stderr}`).trim();
}

function onPath(program) {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) =>
    ['', '.exe'].some((ending) => {
      try {
        accessSync(path.join(folder, program + ending), constants.X_OK);
        return true;
      } catch {
        return false;
      }
    }),
  );
}
