// A vitest reporter that counts: what passed, failed and was skipped, and why, to the file that
// SAMENPLAN_TEST_COUNTS names. scripts/test.mjs prints it after vitest's own summary.

import { writeFileSync } from 'node:fs';
import process from 'node:process';

export default class Counts {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: [] };
    for (const module of modules) {
      let failed = 0;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') counts.passed += 1;
        else if (result.state === 'failed') failed += 1;
        else
          counts.skipped.push({ name: `${module.relativeModuleId} > ${test.fullName}`, reason: result.note });
      }
      // A file that broke before its tests, or a hook that failed, is a failure too.
      counts.failed += failed === 0 && module.state() === 'failed' ? 1 : failed;
    }
    const file = process.env.SAMENPLAN_TEST_COUNTS;
    if (file) writeFileSync(file, JSON.stringify(counts));
  }
}
