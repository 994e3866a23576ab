// `npm run bench`: the measurements of bench/main.ts. Arguments are passed on.

import process from 'node:process';
import { load, root, run } from './setup.mjs';

await run(async () => {
  const { main } = await load('bench/main.ts', 'bench.mjs', 'all');
  process.chdir(root);
  return main(process.argv.slice(2));
});
