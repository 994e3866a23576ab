// Serves the task pane on this machine while working on it.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import webpack from 'webpack';
import DevServer from 'webpack-dev-server';
import { configuration } from './webpack.config.mjs';

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

/**
 * @param {{ port: number, https: boolean }} options `https` is what Excel wants; it makes and trusts certificates of
 *   its own. A browser needs none.
 * @returns {Promise<{ address: string, stop: () => Promise<void> }>}
 */
export async function servePane({ port, https }) {
  const base = `${https ? 'https' : 'http'}://localhost:${port}/`;
  const out = path.join(root, 'dist', 'taskpane-dev');
  const compiler = webpack(configuration({ out, production: false, base }));
  const server = new DevServer(
    {
      host: 'localhost',
      port,
      server: https ? { type: 'https', options: await certificates() } : 'http',
      // the pages' own security policy forbids the overlay and the socket of hot reloading
      hot: false,
      liveReload: false,
      client: false,
      static: false,
    },
    compiler,
  );
  const ready = new Promise((resolve) => compiler.hooks.done.tap('ready', resolve));
  await server.start();
  await ready;
  return { address: base, stop: () => server.stop() };
}

async function certificates() {
  const { getHttpsServerOptions } = await import('office-addin-dev-certs');
  return getHttpsServerOptions();
}
