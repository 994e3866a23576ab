// `npm run plan`: the example region to a workbook, to see at once what Samenplan makes.

import path from 'node:path';
import process from 'node:process';
import { load, root, run } from './setup.mjs';

const OUT = 'financieel-plan-groningen.xlsx';

await run(async () => {
  const { main } = await load('src/cli/main.ts', 'samenplan.mjs');
  process.chdir(root);
  const code = await main([
    'calculate',
    'examples/groningen/plan.json',
    '--out',
    OUT,
    '--summary',
    '--force',
    ...process.argv.slice(2),
  ]);
  if (code === 0) process.stdout.write(`\nHet financieel plan staat in ${path.join(root, OUT)}\n`);
  return code;
});
