// Builds the task pane to a folder.

import webpack from 'webpack';
import { configuration } from './webpack.config.mjs';

/**
 * @param {{ out: string, base: string, production?: boolean }} options `base`: the https address it will stand at
 * @returns {Promise<{ problems: string[] }>} what is wrong; nothing where it was built
 */
export async function buildPane({ out, base, production = true }) {
  const wrong = baseProblem(base);
  if (wrong !== null) return { problems: [wrong] };
  const compiler = webpack(configuration({ out, production, base }));
  const stats = await new Promise((resolve, reject) => {
    compiler.run((error, outcome) => compiler.close(() => (error ? reject(error) : resolve(outcome))));
  });
  const { errors = [], warnings = [] } = stats.toJson({ all: false, errors: true, warnings: true });
  return {
    problems: [...errors, ...warnings].map(({ message, moduleName = '' }) => `${moduleName} ${message}`),
  };
}

/** Why Excel could not load the pane from this address, or null. */
export function baseProblem(base) {
  let url;
  try {
    url = new URL(base);
  } catch {
    return `--base ${base} is geen adres; geef bijvoorbeeld https://plan.example.nl/samenplan/`;
  }
  if (url.protocol !== 'https:') return `--base ${base}: Excel laadt een invoegtoepassing alleen over https.`;
  if (url.search !== '' || url.hash !== '') return `--base ${base}: een adres zonder ? en #.`;
  return null;
}
