import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const item = (path: string, name: string, value: string): string =>
  `<item oor:path="${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`;

/** Without these settings LibreOffice keeps the stored values, right or wrong. */
function profile(locale: string | undefined): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    item('/org.openoffice.Office.Calc/Formula/Load', 'OOXMLRecalcMode', '0') +
    item('/org.openoffice.Office.Calc/Formula/Load', 'ODFRecalcMode', '0') +
    (locale === undefined ? '' : item('/org.openoffice.Setup/L10N', 'ooSetupSystemLocale', locale)) +
    '</oor:items>'
  );
}

export interface ConvertOptions {
  /** As nl-NL, for how numbers look; default the machine's. */
  readonly locale?: string;
}

/**
 * What LibreOffice makes of a workbook, everything recalculated. Each run has a profile of its own, so runs
 * can go side by side. LibreOffice ends with 0 whatever happens; only the file tells.
 */
export function convert(
  bytes: Uint8Array,
  to: 'xlsx' | 'pdf' | 'ods',
  options: ConvertOptions = {},
): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'libreoffice-'));
  try {
    const user = join(folder, 'profile', 'user');
    mkdirSync(user, { recursive: true });
    mkdirSync(join(folder, 'out'));
    writeFileSync(join(user, 'registrymodifications.xcu'), profile(options.locale));
    writeFileSync(join(folder, 'book.xlsx'), bytes);
    const result = spawnSync(
      'soffice',
      [
        `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
        '--headless',
        '--norestore',
        '--nologo',
        '--convert-to',
        to,
        '--outdir',
        join(folder, 'out'),
        join(folder, 'book.xlsx'),
      ],
      { encoding: 'utf8', timeout: 100_000 },
    );
    const target = join(folder, 'out', `book.${to}`);
    if (!existsSync(target)) {
      throw new Error(
        `LibreOffice made no ${to}: ${result.error?.message ?? ''} ${result.stdout} ${result.stderr}`,
      );
    }
    return readFileSync(target);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The pages of a PDF as PNG, at `resolution` dots per inch. */
export function pagesAsPng(pdf: Uint8Array, resolution = 70): readonly Uint8Array[] {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
  try {
    writeFileSync(join(folder, 'book.pdf'), pdf);
    const result = spawnSync('pdftoppm', ['-r', String(resolution), '-png', 'book.pdf', 'page'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (result.status !== 0) throw new Error(`pdftoppm: ${result.stderr}`);
    return readdirSync(folder)
      .filter((name) => name.endsWith('.png'))
      .sort()
      .map((name) => readFileSync(join(folder, name)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
