#!/usr/bin/env node
// The command line: `npm run --silent samenplan -- calculate PLAN`. See src/cli/main.ts for the commands.

import process from 'node:process';
import { callerDirectory, load, run } from './setup.mjs';

await run(async () => {
  const { main } = await load('src/cli/main.ts', 'samenplan.mjs');
  process.chdir(callerDirectory());
  return main(process.argv.slice(2));
});
