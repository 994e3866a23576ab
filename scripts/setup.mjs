// Set-up shared by every command: plain JavaScript without dependencies, because it runs before anything is
// installed. Everything it has to say goes to stderr; stdout belongs to the program that is run.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The folder of the project, absolute. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Trouble that somebody can repair: it is shown as a sentence, without a stack. */
export class SetupError extends Error {}

const at = (...parts) => path.join(root, ...parts);
const say = (text) => process.stderr.write(`${text}\n`);

/**
 * What is wrong with this Node version, as a sentence for the user, or null.
 *
 * @param {string} version the version that runs, such as `20.19.0`
 * @param {string} wanted the `engines.node` of package.json, of the form `>=20.19`
 */
export function nodeProblem(version, wanted) {
  const numbers = (text) => text.replace(/^\D+/, '').split('.').map(Number);
  const [major = 0, minor = 0] = numbers(version);
  const [wantedMajor = 0, wantedMinor = 0] = numbers(wanted);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return null;
  return (
    `Samenplan heeft Node ${wantedMajor}.${wantedMinor} of nieuwer nodig; hier draait Node ${version}. ` +
    'Installeer een nieuwere Node (nodejs.org) en geef de opdracht opnieuw.'
  );
}

/**
 * The folder against which the user's file arguments are read. `npm run` moves to the root of the project and
 * leaves the folder it was called from in INIT_CWD. A program that npm runs passes that variable on to
 * everything it starts, so it counts only where npm started this command itself.
 */
export function callerDirectory(env = process.env, cwd = process.cwd()) {
  const startedByNpm = ['samenplan', undefined].includes(env.npm_lifecycle_event);
  return env.INIT_CWD && startedByNpm && samePath(cwd, root) ? env.INIT_CWD : cwd;
}

function samePath(a, b) {
  return realpathSync(a) === realpathSync(b);
}

// --- Installing -------------------------------------------------------------------------------------------

const LOCK_FILE = 'package-lock.json';
const STAMP = path.join('node_modules', '.samenplan-lock');

/**
 * Sees to it that `node_modules` is what package-lock.json says, with `npm ci` where it is not. Two commands
 * that start at once install once. Refuses (SetupError) on an old Node and where installing fails.
 *
 * @param {'run' | 'all'} what `run`: what the command line needs, a few seconds; `all`: also what tests, checks and
 *   the task pane are made with
 */
export async function install(what = 'all') {
  const wanted = JSON.parse(readFileSync(at('package.json'), 'utf8')).engines.node;
  const problem = nodeProblem(process.versions.node, wanted);
  if (problem !== null) throw new SetupError(problem);
  if (installed(what)) return;
  await alone(at('.cache', 'setup.lock'), async () => {
    if (installed(what)) return; // another command did it while this one waited
    const byHand = installedByHand();
    if (!byHand) await npmCi(what);
    writeFileSync(at(STAMP), `${lockHash()} ${byHand ? 'all' : what}`);
  });
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(at(LOCK_FILE)))
    .digest('hex');
}

function installed(what) {
  try {
    const [hash, found] = readFileSync(at(STAMP), 'utf8').split(' ');
    return hash === lockHash() && (found === 'all' || found === what);
  } catch {
    return false;
  }
}

/**
 * Whether npm itself put there what the lock file asks for (somebody ran `npm install`): npm keeps the record of
 * a finished installation in node_modules. Taking its word saves removing and fetching it all once more.
 */
function installedByHand() {
  try {
    const wanted = JSON.parse(readFileSync(at(LOCK_FILE), 'utf8')).packages;
    const found = JSON.parse(readFileSync(at('node_modules', '.package-lock.json'), 'utf8')).packages;
    return Object.entries(wanted).every(([place, entry]) => {
      if (place === '' || entry.extraneous) return true;
      const other = found[place];
      // Optional packages of other platforms are in the lock file and not on this machine.
      if (other === undefined) return Boolean(entry.optional || entry.devOptional);
      return other.version === entry.version && existsSync(at(place, 'package.json'));
    });
  } catch {
    return false;
  }
}

const OFFLINE = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED/;

async function npmCi(what) {
  const time = { run: 'enkele seconden', all: 'ongeveer een minuut' };
  say(`Samenplan wordt klaargezet (npm ci); dat duurt de eerste keer ${time[what]}.`);
  // Explicit flags, because `npm run --silent` and NODE_ENV=production reach this npm through the environment.
  // Nothing here needs an install script of a dependency, so none is run.
  const parts = what === 'all' ? '--include=dev' : '--omit=dev';
  const flags = ['ci', parts, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const viaNpm = /npm-cli\.c?js$/.test(process.env.npm_execpath ?? '');
  const [program, args] = viaNpm ? [process.execPath, [process.env.npm_execpath, ...flags]] : ['npm', flags];
  const { code, output } = await new Promise((resolve) => {
    const pieces = [];
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: !viaNpm && process.platform === 'win32',
    });
    child.stdout.on('data', (piece) => pieces.push(piece));
    child.stderr.on('data', (piece) => pieces.push(piece));
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (status) => resolve({ code: status ?? 1, output: Buffer.concat(pieces).toString() }));
  });
  if (code === 0) return;
  const reason = OFFLINE.test(output)
    ? 'Er is geen verbinding met het pakketregister. De eerste keer is internet nodig; daarna werkt alles ' +
      'zonder. Controleer de verbinding of de proxy van npm (npm config get proxy) en probeer het opnieuw.'
    : 'Installeren met `npm ci` is mislukt; hierboven staat waarom.';
  throw new SetupError(`${output.trim()}\n\n${reason}`);
}

/** Runs `work` while no other process does, with a file that holds the process id as the lock. */
async function alone(lock, work) {
  mkdirSync(path.dirname(lock), { recursive: true });
  for (let announced = false; !taken(lock); announced = true) {
    if (!announced) say('Een andere opdracht zet Samenplan al klaar; even wachten.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const release = () => rmSync(lock, { force: true });
  const stop = (signal) => {
    release();
    process.kill(process.pid, signal);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    return await work();
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    release();
  }
}

function taken(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = abandoned(lock);
  if (holder === null) return false;
  // Moving it aside succeeds for one of those who wait. Whoever moved a newer lock by accident puts it back.
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    if (readFileSync(aside, 'utf8') === holder) rmSync(aside);
    else renameSync(aside, lock);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  return false;
}

/** The content of a lock whose holder is gone, or null where it is held. */
function abandoned(lock) {
  try {
    const holder = readFileSync(lock, 'utf8');
    if (holder === '') return Date.now() - statSync(lock).mtimeMs > 10_000 ? holder : null; // being written
    process.kill(Number(holder), 0);
    return null;
  } catch (error) {
    if (error.code === 'ESRCH') return readOrNull(lock);
    return null; // EPERM: it runs as somebody else. ENOENT: it was released just now.
  }
}

function readOrNull(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

// --- Bundling ---------------------------------------------------------------------------------------------

const SOURCES = [
  'engine',
  'src',
  'funding',
  LOCK_FILE,
  'package.json',
  'tsconfig.json',
  path.join('scripts', 'setup.mjs'),
];
const BUILT_FROM = '// built from ';

/**
 * Bundles a TypeScript entry with all it imports into `dist/<name>`, unless what is there was built from these
 * same sources (about ten milliseconds). Gives the absolute path of the bundle. Refuses (SetupError) where the
 * sources do not compile; esbuild has then shown why on stderr.
 *
 * @param {string} entry the entry file, relative to the root of the project
 * @param {string} name the file name of the bundle
 */
export async function bundle(entry, name) {
  const target = at('dist', name);
  const fingerprint = fingerprintOf([...SOURCES, path.dirname(entry)]);
  if (builtFrom(target) === fingerprint) return target;
  if (!existsSync(at(entry)))
    throw new SetupError(`${entry} ontbreekt; is dit een volledige kopie van Samenplan?`);
  const esbuild = await import('esbuild');
  let result;
  try {
    result = esbuild.buildSync({
      absWorkingDir: root,
      entryPoints: [entry],
      bundle: true,
      write: false,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      charset: 'utf8',
      banner: { js: `${BUILT_FROM}${fingerprint}` },
      logLevel: 'error',
    });
  } catch (error) {
    // Where there are compile errors esbuild has printed them; without them this is something else.
    if (!Array.isArray(error.errors) || error.errors.length === 0) throw error;
    throw new SetupError(`${entry} kon niet worden gebouwd; hierboven staat waarom.`);
  }
  // A reader sees the old bundle or the new one, never half of one.
  mkdirSync(at('dist'), { recursive: true });
  const temporary = at('dist', `.${name}.${process.pid}.tmp`);
  writeFileSync(temporary, result.outputFiles[0].contents);
  try {
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    // Windows refuses to replace a file that another run is reading: then that run brought the same one.
    if (builtFrom(target) !== fingerprint) throw error;
  }
  return target;
}

/**
 * One hash over name, size and time of every file below these paths: it also notices a file that was removed, and
 * one that was put back with an older time.
 */
function fingerprintOf(places) {
  const hash = createHash('sha256');
  const visit = (place) => {
    const stat = statSync(at(place), { throwIfNoEntry: false });
    if (stat === undefined) return;
    if (stat.isDirectory()) {
      for (const name of readdirSync(at(place)).sort()) visit(path.join(place, name));
    } else {
      hash.update(`${place}\0${stat.size}\0${stat.mtimeMs}\0`);
    }
  };
  for (const place of places) visit(place);
  return hash.digest('hex');
}

function builtFrom(file) {
  let descriptor;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return null;
  }
  try {
    const head = Buffer.alloc(BUILT_FROM.length + 64);
    readSync(descriptor, head);
    const text = head.toString('latin1');
    return text.startsWith(BUILT_FROM) ? text.slice(BUILT_FROM.length) : null;
  } finally {
    closeSync(descriptor);
  }
}

// --- Running ----------------------------------------------------------------------------------------------

/**
 * Sets up, bundles `entry`, imports it in this process and gives the module.
 *
 * @param {string} entry the entry file, relative to the root of the project
 * @param {string} name the file name of the bundle in `dist/`
 * @param {'run' | 'all'} what which packages it needs, as for `install`
 */
export async function load(entry, name, what = 'run') {
  await install(what);
  return import(pathToFileURL(await bundle(entry, name)).href);
}

/**
 * Runs a command to its exit code. It sets `process.exitCode` and does not end the process, so that output on its
 * way to a pipe arrives; a reader that stops early (`| head`) is no error. What is thrown is a fault of ours: 1.
 *
 * @param {() => Promise<number>} command gives the exit code
 */
export async function run(command) {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  try {
    const code = await command();
    if (!Number.isInteger(code)) throw new TypeError(`the command gave ${String(code)} as its exit code`);
    process.exitCode = code;
  } catch (error) {
    say(error instanceof SetupError ? error.message : String(error?.stack ?? error));
    process.exitCode = 1;
  }
}

if (process.argv[1] !== undefined && existsSync(process.argv[1])) {
  if (samePath(process.argv[1], fileURLToPath(import.meta.url))) {
    await run(async () => {
      await install();
      return 0;
    });
  }
}
