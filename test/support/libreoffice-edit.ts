/**
 * Edits of a workbook as a user makes them, carried out by LibreOffice: rows and columns come and go with every
 * reference that follows from it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const text = (value: string): string => `"${value.replaceAll('"', '""')}"`;
const sheet = (name: string): string => `doc.Sheets.getByName(${text(name)})`;

/** One step each, as a line of Basic. Rows and columns from 1. */
export const step = {
  deleteRows: (name: string, row: number, count = 1) =>
    `${sheet(name)}.Rows.removeByIndex(${row - 1}, ${count})`,
  insertRows: (name: string, row: number, count = 1) =>
    `${sheet(name)}.Rows.insertByIndex(${row - 1}, ${count})`,
  deleteColumns: (name: string, column: number, count = 1) =>
    `${sheet(name)}.Columns.removeByIndex(${column - 1}, ${count})`,
  insertColumns: (name: string, column: number, count = 1) =>
    `${sheet(name)}.Columns.insertByIndex(${column - 1}, ${count})`,
  setText: (name: string, cell: string, value: string) =>
    `${sheet(name)}.getCellRangeByName(${text(cell)}).setString(${text(value)})`,
  setValue: (name: string, cell: string, value: number) =>
    `${sheet(name)}.getCellRangeByName(${text(cell)}).setValue(${value})`,
  /** In English, with semicolons. */
  setFormula: (name: string, cell: string, formula: string) =>
    `${sheet(name)}.getCellRangeByName(${text(cell)}).setFormula(${text(formula)})`,
  /** The values of a block over its formulas. */
  pasteValues: (name: string, block: string) =>
    `${sheet(name)}.getCellRangeByName(${text(block)}).setDataArray(${sheet(name)}.getCellRangeByName(${text(block)}).getDataArray())`,
  renameSheet: (name: string, to: string) => `${sheet(name)}.setName(${text(to)})`,
  copySheet: (name: string, to: string) => `doc.Sheets.copyByName(${text(name)}, ${text(to)}, 0)`,
  deleteSheet: (name: string) => `doc.Sheets.removeByName(${text(name)})`,
  addSheet: (name: string) => `doc.Sheets.insertNewByName(${text(name)}, 1)`,
  hideSheet: (name: string) => `${sheet(name)}.IsVisible = False`,
  deleteName: (name: string) => `doc.NamedRanges.removeByName(${text(name)})`,
  setName: (name: string, content: string) =>
    `doc.NamedRanges.getByName(${text(name)}).setContent(${text(content)})`,
};

const library = (element: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">\n<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">${body}</library:library>${element}`;

const escaped = (source: string): string =>
  source.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/**
 * @param edits the steps of each edit, every one of them on the workbook as it was
 * @returns what LibreOffice saved after each edit, everything recalculated
 */
export function editEach(bytes: Uint8Array, edits: readonly (readonly string[])[]): Uint8Array[] {
  const folder = mkdtempSync(join(tmpdir(), 'libreoffice-edit-'));
  try {
    const profile = pathToFileURL(join(folder, 'profile')).href;
    const run = (...args: readonly string[]): string => {
      const result = spawnSync(
        'soffice',
        [`-env:UserInstallation=${profile}`, '--headless', '--norestore', '--nologo', ...args],
        { encoding: 'utf8', timeout: 580_000 },
      );
      return `${result.error?.message ?? ''} ${result.stdout} ${result.stderr}`;
    };
    // the first start makes the profile, and takes what is there for its own
    run('--terminate_after_init');
    const basic = join(folder, 'profile', 'user', 'basic', 'Standard');
    mkdirSync(basic, { recursive: true });
    writeFileSync(join(folder, 'book.xlsx'), bytes);
    const url = (name: string): string => text(pathToFileURL(join(folder, name)).href);
    const source = edits
      .map(
        (steps, at) => `Sub Edit${at}
  Dim args(0) As New com.sun.star.beans.PropertyValue
  args(0).Name = "Hidden"
  args(0).Value = True
  doc = StarDesktop.loadComponentFromURL(${url('book.xlsx')}, "_blank", 0, args())
  For Each one In doc.Sheets
    one.unprotect("")
  Next
  ${steps.join('\n  ')}
  doc.calculateAll()
  Dim out(0) As New com.sun.star.beans.PropertyValue
  out(0).Name = "FilterName"
  out(0).Value = "Calc MS Excel 2007 XML"
  doc.storeToURL(${url(`out${at}.xlsx`)}, out())
  doc.close(True)
End Sub`,
      )
      .join('\n');
    const all = `${source}\nSub All\n${edits.map((_, at) => `  Edit${at}`).join('\n')}\nEnd Sub`;
    writeFileSync(join(basic, 'script.xlb'), library('', '<library:element library:name="Edits"/>'));
    writeFileSync(join(basic, 'dialog.xlb'), library('', ''));
    writeFileSync(
      join(basic, 'Edits.xba'),
      `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">\n<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Edits" script:language="StarBasic">${escaped(all)}</script:module>`,
    );
    const said = run('macro:///Standard.Edits.All');
    return edits.map((steps, at) => {
      const file = join(folder, `out${at}.xlsx`);
      if (!existsSync(file)) throw new Error(`LibreOffice did not save after ${steps.join('; ')}: ${said}`);
      return readFileSync(file);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
