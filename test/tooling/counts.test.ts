import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { execute, type Outcome, Project, plainEnvironment } from './project.ts';

let project: Project | undefined;
afterEach(() => {
  project?.remove();
  project = undefined;
});

/** Runs scripts/test.mjs over these test files, on a machine without system programs and without apt-get. */
async function run(files: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<Outcome> {
  project = new Project(files, ['vitest', 'vite']);
  const lock = readFileSync(project.at('package-lock.json'));
  project.write('node_modules/.samenplan-lock', `${createHash('sha256').update(lock).digest('hex')} all`);
  project.write('vitest.config.ts', `export default { test: { include: ['test/**/*.test.ts'] } };\n`);
  return project.script('test.mjs', args, { PATH: '', CI: '', NO_COLOR: '1' });
}

const lastLine = ({ stdout }: Outcome): string | undefined => stdout.trimEnd().split('\n').at(-1);

describe('npm test', () => {
  it('closes with the counts and names what was skipped, with the reason', async () => {
    const result = await run({
      'test/one.test.ts': `
        import { describe, expect, it } from 'vitest';
        describe('som', () => {
          it('klopt', () => expect(1 + 1).toBe(2));
          it('klopt lang', () => expect(process.env.SAMENPLAN_LONG).toBe(undefined));
          it('kijkt in LibreOffice', (context) => context.skip('soffice is not installed'));
        });`,
    });
    expect(result.code).toBe(0);
    expect(result.stdout).toContain(
      'skipped: test/one.test.ts > som > kijkt in LibreOffice (soffice is not installed)\n',
    );
    expect(lastLine(result)).toBe('2 passed, 0 failed, 1 skipped');
    expect(result.stderr).toMatch(
      /apt-get install -y --no-install-recommends libreoffice-calc libxml2-utils/,
    );
  });

  it('counts a file that breaks before its tests as a failure, and passes --long on', async () => {
    const result = await run(
      {
        'test/broken.test.ts': `throw new Error('no');`,
        'test/long.test.ts': `
          import { expect, it } from 'vitest';
          it('zoekt lang', () => expect(process.env.SAMENPLAN_LONG).toBe('1'));
          it('faalt', () => expect(1).toBe(2));`,
      },
      ['--long'],
    );
    expect(result.code).toBe(1);
    expect(lastLine(result)).toBe('1 passed, 2 failed, 0 skipped');
  });

  it.skipIf(process.platform === 'win32')(
    'installs what is missing where it may, and says so where it may not',
    async () => {
      project = new Project({ 'bin/apt-get': `#!/bin/sh\necho "$@" >> calls\n` });
      chmodSync(project.at('bin', 'apt-get'), 0o755);
      const ensure = `import('./scripts/programs.mjs').then(({ ensurePrograms }) => ensurePrograms())`;
      const { code, stdout, stderr } = await execute(process.execPath, ['-e', ensure], {
        cwd: project.folder,
        env: plainEnvironment({ PATH: project.at('bin') }),
      });
      expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
      expect(stderr).toContain('Not installed: soffice, xmllint, pdftoppm, chromium.');
      if (process.getuid?.() === 0) {
        expect(readFileSync(project.at('calls'), 'utf8')).toMatch(
          /^.*update\n.*install -y --no-install-recommends libreoffice-calc libxml2-utils poppler-utils chromium\n$/,
        );
      } else {
        expect(existsSync(project.at('calls'))).toBe(false);
      }
    },
  );

  it('fails when no test ran', async () => {
    const result = await run({
      'test/one.test.ts': `import { it } from 'vitest'; it.skip('later', () => {});`,
    });
    expect(result.code).toBe(1);
    expect(lastLine(result)).toBe('0 passed, 0 failed, 1 skipped');
  });
});
