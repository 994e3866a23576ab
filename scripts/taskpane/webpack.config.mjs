// How the task pane becomes a folder of files that any web server can hand out. main.mjs runs it.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import CopyPlugin from 'copy-webpack-plugin';
import { EsbuildPlugin } from 'esbuild-loader';
import HtmlPlugin from 'html-webpack-plugin';
import webpack from 'webpack';
import { iconPng, SIZES } from './icons.mjs';
import { manifestXml } from './manifest.mjs';
import { pageHtml } from './page.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(path.dirname(here));
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/**
 * @param {{ out: string, production: boolean, base: string }} options `base`: the address it will stand at
 * @returns {import('webpack').Configuration}
 */
export function configuration({ out, production, base }) {
  const page = (filename, chunk, office) =>
    new HtmlPlugin({
      templateContent: pageHtml({ office }),
      filename,
      chunks: [chunk],
      scriptLoading: 'defer',
      minify: false,
    });
  return {
    mode: production ? 'production' : 'development',
    context: root,
    target: ['web', 'es2022'],
    // no source is evaluated from text: the security policy of the pages forbids it
    devtool: production ? false : 'source-map',
    entry: { browser: './taskpane/browser.tsx', excel: './taskpane/excel.tsx' },
    output: {
      path: out,
      filename: production ? '[name].[contenthash:10].js' : '[name].js',
      chunkFilename: production ? '[name].[contenthash:10].js' : '[name].js',
      publicPath: 'auto',
      clean: true,
    },
    resolve: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] },
    module: {
      rules: [
        // loading a module of ours does nothing by itself, so what isn't used of it stays out
        { include: ['engine', 'src'].map((folder) => path.join(root, folder)), sideEffects: false },
        {
          test: /\.tsx?$/,
          loader: 'esbuild-loader',
          options: { target: 'es2022', jsx: 'automatic', tsconfig: path.join(root, 'tsconfig.json') },
        },
      ],
    },
    optimization: production
      ? { minimizer: [new EsbuildPlugin({ target: 'es2022', legalComments: 'none' })] }
      : {},
    plugins: [
      new webpack.DefinePlugin({ SAMENPLAN_VERSION: JSON.stringify(version) }),
      page('index.html', 'browser', false),
      page('excel.html', 'excel', true),
      new Made(() => [
        ['manifest.xml', manifestXml({ base, version })],
        ...SIZES.map((size) => [`assets/icon-${size}.png`, iconPng(size)]),
      ]),
      new CopyPlugin({
        patterns: [
          ...['groningen', 'food-valley', 'samen', 'leeg'].map((name) => ({
            from: `examples/${name}/plan.json`,
            to: `voorbeelden/${name}.json`,
          })),
        ],
      }),
    ],
    performance: { hints: false },
    stats: 'errors-warnings',
    infrastructureLogging: { level: 'warn' },
  };
}

/** Puts files into the folder that are made here. */
class Made {
  constructor(files) {
    this.files = files;
  }

  apply(compiler) {
    const { Compilation, sources } = webpack;
    compiler.hooks.thisCompilation.tap('Made', (compilation) => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL;
      compilation.hooks.processAssets.tap({ name: 'Made', stage }, () => {
        for (const [name, content] of this.files())
          compilation.emitAsset(name, new sources.RawSource(content));
      });
    });
  }
}
