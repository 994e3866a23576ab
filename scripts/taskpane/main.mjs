// The task pane: `npm run build -- --base https://…` makes the folder that a web server hands out, `npm start` serves it
// on this machine and opens it in the browser.

import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { install, root, run, SetupError } from '../setup.mjs';

const OUT = path.join(root, 'dist', 'taskpane');

await run(async () => {
  await install('all');
  const { positionals, values } = parseArgs({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: {
      base: { type: 'string', default: 'https://localhost:3000/' },
      out: { type: 'string', default: OUT },
      port: { type: 'string', default: '3000' },
      https: { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
    },
  });
  const { buildPane } = await import('./build.mjs');
  const [command = 'build'] = positionals;
  if (command === 'build') {
    mkdirSync(values.out, { recursive: true });
    const outcome = await buildPane({ out: path.resolve(values.out), base: values.base });
    if (outcome.problems.length > 0) throw new SetupError(outcome.problems.join('\n'));
    process.stdout.write(`Het taakvenster staat in ${path.resolve(values.out)}\n`);
    return 0;
  }
  if (command !== 'serve') throw new SetupError(`Onbekende opdracht: ${command}`);
  const { servePane } = await import('./serve.mjs');
  const { address } = await servePane({ port: Number(values.port), https: values.https });
  process.stdout.write(`Samenplan draait op ${address} (stop met Ctrl+C)\n`);
  if (!values['no-open']) open(address);
  return 0;
});

/** Opens an address in the user's browser; where that can't be done the address stands on the screen. */
function open(address) {
  const [program, ...args] =
    process.platform === 'darwin'
      ? ['open', address]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', address]
        : ['xdg-open', address];
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
