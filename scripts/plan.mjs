// `npm run plan`: the example region to a workbook, to see at once what Samenplan makes: how it is now beside hubs with
// partner schools. The example has more variants, which take longer to write; `--variant` chooses others.

import path from 'node:path';
import process from 'node:process';
import { load, root, run } from './setup.mjs';

const OUT = 'financieel-plan-groningen.xlsx';
const SHOWN = ['huidig', 'hub-partner-2025'];

await run(async () => {
  const { main } = await load('src/cli/main.ts', 'samenplan.mjs');
  process.chdir(root);
  const given = process.argv.slice(2);
  const chosen = given.some((argument) => argument.startsWith('--variant'));
  const code = await main([
    'calculate',
    'examples/groningen/plan.json',
    '--out',
    OUT,
    '--summary',
    '--force',
    ...(chosen ? [] : SHOWN.flatMap((id) => ['--variant', id])),
    ...given,
  ]);
  if (code === 0) {
    process.stdout.write(`\nHet financieel plan staat in ${path.join(root, OUT)}\n`);
    if (!chosen) {
      process.stdout.write(
        'Alle varianten van dit voorbeeld naast elkaar: npm run --silent samenplan -- compare examples/groningen\n',
      );
    }
  }
  return code;
});
