import { createContext, runInContext } from 'node:vm';
import { buildSync } from 'esbuild';
import { expect, it } from 'vitest';
import type { FundingRule } from '../../src/funding/index.ts';
import { root } from '../tooling/project.ts';

it('runs where there is no Node: no module of it is asked for, and the rules are there', () => {
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: ['src/funding/index.ts'],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    globalName: 'funding',
    logLevel: 'silent',
  });
  const context = createContext({});
  runInContext(outputFiles[0]!.text, context);
  const ids = runInContext(
    'funding.fundingRules.map((rule) => rule.id).join()',
    context,
  ) as FundingRule['id'];
  expect(ids.split(',')).toContain('onderwijsregio-2025');
  expect(runInContext('typeof funding.applyFundingRule', context)).toBe('function');
});
