import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { calculate } from '../../engine/index.ts';
import { resultJson } from '../../src/files/result-json.ts';
import { readUncertain } from '../../src/files/uncertain.ts';
import { Folder, goldenPlan, problemsIn, samenplan } from '../cli/program.ts';
import { accepted } from '../support/engine.ts';
import { outcome, plainEnvironment, root } from '../tooling/project.ts';

const page = readFileSync(path.join(root, 'docs/op-grote-schaal.md'), 'utf8');
const folder = new Folder();

/** Plans under different names, of which every tenth is refused. */
const plans = Array.from({ length: 60 }, (_, index) => ({
  ...goldenPlan(),
  name: `Plan ${index}`,
  ...(index % 10 === 3 && { years: 0 }),
}));
const input = plans.map((plan) => `${JSON.stringify(plan)}\n`).join('');

function expectAnswers(stdout: string): void {
  const lines = stdout.split('\n');
  expect(lines).toHaveLength(61);
  plans.forEach((plan, index) => {
    if (index % 10 === 3) expect(problemsIn(lines[index]!).length).toBeGreaterThan(0);
    else expect(lines[index]).toBe(resultJson(calculate(accepted(plan))));
  });
}

describe('many plans', () => {
  it('come in order from all cores', async () => {
    const { code, stdout, stderr } = await samenplan(['batch'], { input });
    expect([code, stderr]).toEqual([0, '']);
    expectAnswers(stdout);
  });

  const parallel = spawnSync('parallel', ['--version'], { encoding: 'utf8' });
  const isGnu = parallel.status === 0 && parallel.stdout.includes('GNU parallel');
  it.skipIf(!isGnu)(
    'come in order from GNU parallel, as the page has it (skipped: GNU parallel is not installed)',
    async () => {
      const line = /^parallel (.+) < plannen\.jsonl > resultaten\.jsonl$/m.exec(page)?.[1];
      expect(line).toBeDefined();
      // smaller blocks, so that there is something to divide
      const words = line!.replace('1M', '40k').replace('scripts/', `${root}/scripts/`).split(' ');
      const child = spawn('parallel', words, {
        env: plainEnvironment({ HOME: folder.path }),
        cwd: folder.path,
        stdio: 'pipe',
      });
      child.stdin.end(input);
      const { code, stdout } = await outcome(child);
      expect(code).toBe(0);
      expectAnswers(stdout);
    },
  );
});

describe('the page about them', () => {
  it('shows a file of distributions that is taken', () => {
    const example = /^```json\n([\s\S]*?)^```$/m.exec(page)?.[1];
    const read = readUncertain(folder.write('onzeker.json', example));
    expect(read.ok && read.uncertain.length).toBe(2);
    expect(read.ok && read.correlations.length).toBe(1);
  });
});
