import { parseSheetReference, type ReadCell } from '../../ooxml/index.ts';
import { type InputBook, planFromWorkbook, type WorkbookOutcome } from '../../workbook/inputs/index.ts';
import { type LogEntry, logEntriesIn } from '../../workbook/log/index.ts';
import type { Context, ExcelLibrary } from './office.ts';

/** The plan in the workbook that is open in Excel, from its input tables, by the rules by which a file is read. */

type Tables = InputBook['sheets'][number]['tables'][number][];

/** How many rows below a table are looked at for what was typed there: a table grows along, unless that is off. */
const BELOW = 200;
/** How many cells one answer of Excel's holds: the limit in Excel on the web is 5 MB. */
const CELLS = 40_000;

export interface ExcelRead {
  /** the plan, or what is wrong with its sheet and cell; `workbook-not-ours` where there are no tables of ours */
  readonly plan: WorkbookOutcome;
  /** when it was written before */
  readonly log: readonly LogEntry[];
}

/**
 * Reads the plan and the log.
 * @throws what Office.js throws where Excel does not answer (see `problemOf`)
 */
export async function readFromExcel(excel: ExcelLibrary): Promise<ExcelRead> {
  const book = await excel.run(inputsOf);
  return { plan: planFromWorkbook(book), log: logEntriesIn(book) };
}

/** The tables and marks of the open workbook, in the form in which a file is read. */
async function inputsOf(context: Context): Promise<InputBook> {
  const { worksheets } = context.workbook;
  worksheets.load('items/name,items/names/name,items/names/formula,items/tables/name');
  await context.sync();
  const found = worksheets.items.flatMap((worksheet) =>
    worksheet.tables.items.map(({ name }) => {
      const range = worksheet.tables.getItem(name).getRange();
      range.load('address');
      return { worksheet, name, range };
    }),
  );
  await context.sync();
  const sheets = new Map(
    worksheets.items.map(({ name }) => [name, { cells: [] as ReadCell[], tables: [] as Tables }]),
  );
  for (const { worksheet, name, range } of found) {
    const { area } = parseSheetReference(range.address, { where: name });
    const own = sheets.get(worksheet.name);
    if (own === undefined) continue;
    const width = area.right - area.left + 1;
    const height = area.bottom - area.top + 1 + BELOW;
    const step = Math.max(1, Math.floor(CELLS / width));
    const rows: unknown[][] = [];
    for (let from = 0; from < height; from += step) {
      const count = Math.min(step, height - from);
      const part = worksheet.getRangeByIndexes(area.top - 1 + from, area.left - 1, count, width);
      part.load('values,formulas,numberFormat');
      await context.sync();
      for (const [index, values] of part.values.entries()) {
        rows.push(values as unknown[]);
        for (const [column, value] of (values as unknown[]).entries()) {
          const formula: unknown = (part.formulas[index] as unknown[])[column];
          const format: unknown = (part.numberFormat[index] as unknown[])[column];
          const place = { row: area.top + from + index, column: area.left + column };
          const cell = cellOf(value, formula, String(format), place);
          if (cell) own.cells.push(cell);
        }
      }
    }
    const [headings = []] = rows;
    own.tables.push({
      name,
      area,
      headerRows: 1,
      totalsRows: 0,
      columns: headings.map((heading) => ({ name: String(heading), formula: undefined })),
    });
  }
  return {
    sheets: worksheets.items.map(({ name }) => {
      const { cells = [], tables = [] } = sheets.get(name) ?? {};
      return { name, cells, tables };
    }),
    names: worksheets.items.flatMap(({ name: sheet, names }) =>
      names.items.map(({ name, formula }) => ({
        name,
        formula: String(formula).replace(/^=/, ''),
        sheet,
        hidden: false,
      })),
    ),
    // a workbook from an old Mac may count from 1904, which Office.js does not tell
    date1904: false,
  };
}

const ERROR =
  /^#(?:REF!|DIV\/0!|VALUE!|NAME\?|NUM!|NULL!|N\/A|SPILL!|CALC!|GETTING_DATA|BUSY!|FIELD!|BLOCKED!)/;

function cellOf(
  value: unknown,
  formula: unknown,
  numberFormat: string,
  place: { row: number; column: number },
): ReadCell | undefined {
  const own = typeof formula === 'string' && formula.startsWith('=') && formula !== value;
  const common = {
    ...place,
    style: { numberFormat, locked: false, formulaHidden: false, quotePrefix: false },
    ...(own && { formula: formula.slice(1) }),
  };
  if (typeof value === 'number') return { ...common, type: 'number', value, text: String(value) };
  if (typeof value === 'boolean') return { ...common, type: 'boolean', value };
  if (typeof value !== 'string' || value === '') return undefined;
  // Excel gives an error as its text, where a file tells them apart
  return own && ERROR.test(value) ? { ...common, type: 'error', value } : { ...common, type: 'text', value };
}
