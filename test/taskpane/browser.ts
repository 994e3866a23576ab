import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { root } from '../tooling/project.ts';

/** The pane as it is built, in a real browser; all that it asks of any server is written down. */

const SOURCES = [
  'engine',
  'src',
  'taskpane',
  'scripts/taskpane',
  'examples',
  'package-lock.json',
  'package.json',
  'tsconfig.json',
];
export const BASE = 'https://plan.example.nl/samenplan/';

function fingerprint(): string {
  const hash = createHash('sha256');
  const visit = (place: string): void => {
    const full = path.join(root, place);
    const stat = statSync(full);
    if (stat.isDirectory()) for (const name of readdirSync(full).sort()) visit(path.join(place, name));
    else hash.update(`${place}\0${stat.size}\0${stat.mtimeMs}\0`);
  };
  for (const place of SOURCES) visit(place);
  return hash.digest('hex').slice(0, 16);
}

/** The folder of the built pane; built once for all tests, and again when a source changes. */
export function builtPane(): string {
  const cache = path.join(root, '.cache', 'taskpane');
  const folder = path.join(cache, fingerprint());
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const making = path.join(cache, `making-${process.pid}`);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(root, 'scripts', 'taskpane', 'main.mjs'), 'build', '--base', BASE, '--out', making],
    { encoding: 'utf8', cwd: root },
  );
  if (status !== 0) throw new Error(`the pane was not built: ${stdout}${stderr}`);
  for (const old of readdirSync(cache)) {
    if (!old.startsWith('making-')) rmSync(path.join(cache, old), { recursive: true, force: true });
  }
  try {
    renameSync(making, folder);
  } catch (error) {
    // another test file was as quick
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.xml': 'application/xml',
};

/** A plain static web server, as an administrator would use. */
function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const asked = decodeURIComponent(new URL(request.url ?? '/', 'http://pane').pathname);
    const file = path.join(folder, asked.endsWith('/') ? `${asked}index.html` : asked);
    if (!file.startsWith(folder) || !existsSync(file) || statSync(file).isDirectory()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
    response.end(readFileSync(file));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly english?: boolean;
}

/** A browser with the pane's server beside it. */
export class Pane {
  private constructor(
    private readonly browser: Browser,
    private readonly server: Server,
    readonly address: string,
  ) {}

  static async open(): Promise<Pane> {
    const server = await serve(builtPane());
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-features=LocalNetworkAccessChecks'],
    });
    const { port } = server.address() as AddressInfo;
    return new Pane(browser, server, `http://127.0.0.1:${port}/`);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /**
   * The longest that the thread of the screen works without a pause while something is done, in milliseconds of its own
   * time: what else the machine is doing doesn't count.
   */
  async longestTask(page: Page, work: () => Promise<void>): Promise<number> {
    await this.browser.startTracing(page, {
      categories: ['toplevel', 'disabled-by-default-devtools.timeline'],
    });
    await work();
    const { traceEvents } = JSON.parse((await this.browser.stopTracing()).toString('utf8')) as {
      traceEvents: readonly TraceEvent[];
    };
    const screens = new Set(
      traceEvents.flatMap(({ name, args, pid, tid }) =>
        name === 'thread_name' && args?.name === 'CrRendererMain' ? [`${pid} ${tid}`] : [],
      ),
    );
    const tasks = traceEvents.flatMap(({ name, pid, tid, tdur }) =>
      name.endsWith('RunTask') && tdur !== undefined && screens.has(`${pid} ${tid}`) ? [tdur / 1000] : [],
    );
    if (tasks.length === 0) throw new Error('nothing was measured');
    return Math.max(...tasks);
  }

  /** A fresh page of the pane. `seen` gathers what it asks of whom, and what it complains of. */
  async page({ width = 1000, height = 900, dark = false, english = false }: PageOptions = {}): Promise<{
    readonly page: Page;
    readonly seen: Seen;
    readonly context: BrowserContext;
  }> {
    const context = await this.browser.newContext({
      viewport: { width, height },
      colorScheme: dark ? 'dark' : 'light',
      locale: 'nl-NL',
      acceptDownloads: true,
      reducedMotion: 'reduce',
    });
    const seen: Seen = { requests: [], complaints: [] };
    // of the context, so that workers are seen as well
    context.on('request', (request) => seen.requests.push(request.url()));
    const page = await context.newPage();
    page.on('console', (message) => {
      // of the style sheets of the components, which we don't make
      if (message.text().includes('slider-vertical')) return;
      if (message.type() === 'error' || message.type() === 'warning') seen.complaints.push(message.text());
    });
    page.on('pageerror', (error) => seen.complaints.push(error.message));
    await page.goto(`${this.address}${english ? '?taal=en' : ''}`);
    return { page, seen, context };
  }
}

export interface Seen {
  readonly requests: string[];
  readonly complaints: string[];
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** microseconds of the thread's own time */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}
