import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { root } from './project.ts';

const RULES = ['samenplan/direction', 'no-restricted-globals', 'no-restricted-properties'];

// The project's own configuration, with only the rules at hand: those that need types do not work on a text
// without a file.
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [tseslint.configs.disableTypeChecked],
  ruleFilter: ({ ruleId }) => RULES.includes(ruleId),
});

/** The rules that object to this text in this file. */
async function objections(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: file });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}

interface Case {
  readonly name: string;
  readonly file: string;
  readonly planted: string;
  readonly clean: string;
  /** where the clean twin stands, if not in the same file */
  readonly cleanFile?: string;
}

const imports: readonly Case[] = [
  {
    name: 'engine imports from src',
    file: 'engine/plan/planted.ts',
    planted: `import { nl } from '../../src/texts/index.ts';`,
    clean: `import { nl } from '../texts/index.ts';`,
  },
  {
    name: 'engine imports its tests',
    file: 'engine/planted.ts',
    planted: `import plan from '../test/golden/plan.json';`,
    clean: `import plan from './golden/plan.json';`,
  },
  {
    name: 'engine imports Node',
    file: 'engine/planted.ts',
    planted: `import { readFileSync } from 'node:fs';`,
    clean: `import { z } from 'zod';`,
  },
  {
    name: 'engine imports Node without its prefix',
    file: 'engine/planted.ts',
    planted: `import { readFileSync } from 'fs';`,
    clean: `import { readFileSync } from './fs.ts';`,
  },
  {
    name: 'engine imports another package',
    file: 'engine/planted.ts',
    planted: `import { unzipSync } from 'fflate';`,
    clean: `import { unzipSync } from './fflate.ts';`,
  },
  {
    name: 'engine imports a type only',
    file: 'engine/planted.ts',
    planted: `import type { Book } from '../src/ooxml/index.ts';`,
    clean: `import type { Book } from './book.ts';`,
  },
  {
    name: 'engine exports from elsewhere',
    file: 'engine/planted.ts',
    planted: `export * from '../src/index.ts';`,
    clean: `export * from './index.ts';`,
  },
  {
    name: 'engine names a type from elsewhere',
    file: 'engine/planted.ts',
    planted: `export type Stat = import('node:fs').Stats;`,
    clean: `export type Stat = import('./stat.ts').Stats;`,
  },
  {
    name: 'engine imports while running',
    file: 'engine/planted.ts',
    planted: 'export const later = () => import(`node:fs`);',
    clean: 'export const later = () => import(`./later.ts`);',
  },
  {
    name: 'engine imports what is only known while running',
    file: 'engine/planted.ts',
    planted: `export const later = (name: string) => import(name);`,
    clean: `export const later = (name: string) => name;`,
  },
  {
    name: 'src/ooxml imports the rest of src',
    file: 'src/ooxml/planted.ts',
    planted: `import { nl } from '../texts/index.ts';`,
    clean: `import { text } from './text.ts';`,
  },
  {
    name: 'src/ooxml imports the engine',
    file: 'src/ooxml/planted.ts',
    planted: `import { calculate } from '../../engine/index.ts';`,
    clean: `import { zipSync } from 'fflate';`,
  },
  {
    name: 'src/ooxml imports another package',
    file: 'src/ooxml/planted.ts',
    planted: `import { z } from 'zod';`,
    clean: `import { zipSync } from 'fflate';`,
  },
  {
    name: 'src/ooxml imports Node',
    file: 'src/ooxml/planted.ts',
    planted: `import { readFileSync } from 'node:fs';`,
    clean: `import { readFileSync } from 'node:fs';`,
    cleanFile: 'src/cli/planted.ts',
  },
  {
    name: 'src imports the inside of the engine',
    file: 'src/workbook/planted.ts',
    planted: `import { Exact } from '../../engine/numbers/index.ts';`,
    clean: `import { Exact } from '../../engine/index.ts';`,
  },
  {
    name: 'src imports the task pane',
    file: 'src/cli/planted.ts',
    planted: `import { pane } from '../../taskpane/index.ts';`,
    clean: `import { pane } from '../workbook/index.ts';`,
  },
  {
    name: 'src imports a tool for development',
    file: 'src/cli/planted.ts',
    planted: `import fc from 'fast-check';`,
    clean: `import fc from 'fast-check';`,
    cleanFile: 'test/cli/planted.test.ts',
  },
  ...['react', 'react-dom/client', '@fluentui/react-components', 'office-js'].map((name) => ({
    name: `src imports ${name}`,
    file: 'src/cli/planted.ts',
    planted: `import * as screen from '${name}';`,
    clean: `import * as screen from '${name}';`,
    cleanFile: 'taskpane/planted.ts',
  })),
  {
    name: 'a test outside the task pane imports react',
    file: 'test/src/planted.test.ts',
    planted: `import React from 'react';`,
    clean: `import React from 'react';`,
    cleanFile: 'test/taskpane/planted.test.ts',
  },
  {
    name: 'bench imports the task pane',
    file: 'bench/planted.ts',
    planted: `import { pane } from '../taskpane/index.ts';`,
    clean: `import { calculate } from '../engine/index.ts';`,
  },
  {
    name: 'the task pane imports Node',
    file: 'taskpane/planted.ts',
    planted: `import { readFileSync } from 'node:fs';`,
    clean: `import { calculate } from '../engine/index.ts';`,
  },
];

const globals: readonly (readonly [name: string, planted: string])[] = [
  ['process', 'export const x = process.env;'],
  ['Date', 'export const x = new Date();'],
  ['Date', 'export const x = Date.now();'],
  ['window', 'export const x = window;'],
  ['document', 'export const x = document.title;'],
  ['console', "console.log('x');"],
  ['fetch', "export const x = fetch('x');"],
  ['Buffer', "export const x = Buffer.from('x');"],
  ['setTimeout', 'setTimeout(() => 1, 1);'],
  ['globalThis', 'export const x = globalThis.process;'],
];

describe('the import direction is a lint rule', () => {
  for (const { name, file, planted, clean, cleanFile = file } of imports) {
    it(name, async () => {
      expect(await objections(file, planted)).toEqual(['samenplan/direction']);
      expect(await objections(cleanFile, clean)).toEqual([]);
    });
  }
});

it('src does without React also once the task pane made it a dependency', async () => {
  const { refusal } = (await import(pathToFileURL(path.join(root, 'scripts/lint/direction.mjs')).href)) as {
    refusal: (
      file: string,
      specifier: string,
      dependencies: Readonly<Record<string, string>>,
    ) => string | null;
  };
  const dependencies = { react: '19.0.0', zod: '4.0.0' };
  expect(refusal('src/cli/planted.ts', 'react', dependencies)).toContain('React and Office excepted');
  expect(refusal('src/cli/planted.ts', 'zod', dependencies)).toBeNull();
  expect(refusal('taskpane/planted.tsx', 'react', dependencies)).toBeNull();
});

describe('the engine has no clock, no chance and no screen', () => {
  it.each(globals)('%s: %s', async (name, planted) => {
    expect(await objections('engine/planted.ts', planted)).toEqual(['no-restricted-globals']);
    const argument = `export const f = (${name}: string) => ${name};`;
    expect(await objections('engine/planted.ts', argument)).toEqual([]);
    expect(await objections('src/cli/planted.ts', planted)).toEqual([]);
  });

  it.each(['export const x = Math.random();', 'export const { random } = Math;'])('%s', async (planted) => {
    expect(await objections('engine/planted.ts', planted)).toEqual(['no-restricted-properties']);
    expect(await objections('src/cli/planted.ts', planted)).toEqual([]);
    expect(await objections('engine/planted.ts', 'export const x = Math.max(1, 2);')).toEqual([]);
  });
});
