// `npm run schemas`: writes the JSON Schemas of the formats to schemas/, made from the same declarations the
// engine validates with. `npm run schemas -- --check` writes nothing and fails where a file is out of date.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { load, root, run } from './setup.mjs';

const FOLDER = path.join(root, 'schemas');

await run(async () => {
  /** @type {{ schemas: () => Readonly<Record<string, unknown>> }} the schemas by their file name */
  const { schemas } = await load('src/schemas/main.ts', 'schemas.mjs');
  const wanted = new Map(
    Object.entries(schemas()).map(([name, schema]) => [name, `${JSON.stringify(schema, null, 2)}\n`]),
  );
  mkdirSync(FOLDER, { recursive: true });
  const found = new Map(
    readdirSync(FOLDER)
      .filter((name) => name.endsWith('.json'))
      .map((name) => [name, readFileSync(path.join(FOLDER, name), 'utf8')]),
  );
  const names = [...new Set([...wanted.keys(), ...found.keys()])].sort();
  const stale = names.filter((name) => wanted.get(name) !== found.get(name));
  if (process.argv.includes('--check')) {
    for (const name of stale) process.stderr.write(`schemas/${name} is out of date: run npm run schemas\n`);
    return stale.length === 0 ? 0 : 1;
  }
  for (const name of stale) {
    const text = wanted.get(name);
    if (text === undefined) rmSync(path.join(FOLDER, name));
    else writeFileSync(path.join(FOLDER, name), text);
    process.stdout.write(`schemas/${name} ${text === undefined ? 'removed' : 'written'}\n`);
  }
  if (stale.length === 0) process.stdout.write('schemas/ is up to date\n');
  return 0;
});
