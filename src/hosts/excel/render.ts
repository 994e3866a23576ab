import { areaName, columnName, headerText, MAX_ROW, quoteSheetName } from '../../ooxml/index.ts';
import type {
  CellDescription,
  CellRange,
  ChartDescription,
  Look,
  SeriesDescription,
  SheetDescription,
  TableDescription,
  ValidationDescription,
} from '../../workbook/index.ts';
import { clipped } from '../../workbook/index.ts';
import { FAR, FIRST_DAY, LONGEST_FOOTER, OVERLAYS, STYLES } from '../xlsx-file.ts';
import { type Renames, renamed } from './formulas.ts';
import { styleName } from './looks.ts';
import { Batch, type Worksheet } from './office.ts';

/** One sheet of a workbook description, written with Office.js onto an empty worksheet. */

/** What a request may name at once: the limit for an address is 8,192 characters. */
const LONGEST_ADDRESS = 8_000;

/**
 * All of a sheet but its formulas, which may name sheets and tables that are not there yet, and what refers to names.
 * @param tables what each table is called for now
 */
export async function renderBase(
  batch: Batch,
  worksheet: Worksheet,
  sheet: SheetDescription,
  tables: ReadonlyMap<string, string>,
): Promise<void> {
  await widths(batch, worksheet, sheet);
  await looks(batch, worksheet, sheet);
  await values(batch, worksheet, sheet, (cell) => (cell?.formula === undefined ? typed(cell) : null));
  for (const table of sheet.tables ?? []) {
    await batch.room(200);
    addTable(worksheet, table, tables.get(table.name.toLowerCase()) ?? table.name);
  }
  await batch.room(1_000);
  view(worksheet, sheet);
  print(worksheet, sheet);
}

/** The formulas of a sheet, in the words of a workbook with these other names. */
export async function renderFormulas(
  batch: Batch,
  worksheet: Worksheet,
  sheet: SheetDescription,
  renames: Renames,
): Promise<void> {
  await values(batch, worksheet, sheet, (cell) =>
    cell?.formula === undefined ? null : `=${inExcel(renamed(cell.formula, renames))}`,
  );
  for (const { area, formula, look } of [...(sheet.conditionalLooks ?? [])].reverse()) {
    await batch.room(800);
    const format = worksheet.getRange(areaName(area)).conditionalFormats.add('Custom').custom;
    format.rule.formula = `=${inExcel(renamed(formula, renames))}`;
    const { font, fill } = OVERLAYS[look];
    if (font?.bold) format.format.font.bold = true;
    if (font?.italic) format.format.font.italic = true;
    if (font?.color !== undefined) format.format.font.color = `#${font.color}`;
    if (fill !== undefined) format.format.fill.color = `#${fill}`;
  }
  for (const chart of sheet.charts ?? []) {
    await batch.room(3_000);
    addChart(worksheet, chart);
  }
}

/**
 * What refers to names that are only now there, and protection, after which nothing more is written.
 * @param finals what each sheet is called, by its name in the description in small letters
 */
export function renderLast(
  worksheet: Worksheet,
  sheet: SheetDescription,
  finals: ReadonlyMap<string, string>,
): void {
  for (const { row, column, sheet: to } of sheet.links ?? []) {
    const cell = worksheet.getCell(row - 1, column - 1);
    const look = sheet.rows[row - 1]?.cells[column - 1]?.look;
    const name = finals.get(to.toLowerCase()) ?? to;
    cell.hyperlink = { documentReference: `${quoteSheetName(name)}!A1` };
    // a link would make it look like one
    if (look !== undefined) cell.style = styleName(look);
  }
  for (const validation of sheet.validations ?? []) addValidation(worksheet, validation);
  if (sheet.locked) {
    worksheet.protection.protect(PROTECTION);
  }
}

/** What stays possible on a sheet that is protected. */
export const PROTECTION: Excel.WorksheetProtectionOptions = {
  allowFormatColumns: true,
  allowFormatRows: true,
  allowAutoFilter: true,
  allowSort: true,
};

/** What stands at the foot of each page, in Excel's codes. */
export const footerOf = ({ footer }: SheetDescription): string =>
  `&8${headerText(clipped(footer, LONGEST_FOOTER))}`;

/** How much there is to write, by the measure in which requests are filled. */
export function weigh(sheet: SheetDescription): number {
  let size = 10_000;
  for (const { cells } of sheet.rows) {
    for (const cell of cells) {
      const { formula, value } = cell ?? {};
      size += formula?.length ?? (value && 'text' in value ? value.text.length : 4);
      size += 4;
    }
  }
  return size;
}

/** Functions that a file writes with a prefix stand in Excel without it. */
const inExcel = (formula: string): string => formula.replaceAll('_xlfn.', '');

/**
 * What is typed for a cell that is no formula; null for an empty one. Every text begins with the sign that makes it text,
 * so that nothing is taken for a number, a date or a formula.
 */
export function typed(cell: CellDescription): string | number | null {
  if (!cell?.value) return null;
  if ('number' in cell.value) return Number(cell.value.number);
  const { text } = cell.value;
  if (text === '') return null;
  return STYLES[cell.look].numberFormat === '@' && !/^[=+\-@']/.test(text) ? text : `'${text}`;
}

/** Writes what `of` gives for each cell, null where nothing is written, in blocks of whole rows. */
async function values(
  batch: Batch,
  worksheet: Worksheet,
  { rows }: SheetDescription,
  of: (cell: CellDescription) => string | number | null,
): Promise<void> {
  let block: (string | number | null)[][] = [];
  let size = 0;
  let left = 0;
  let right = -1;
  const flush = async (end: number): Promise<void> => {
    if (block.length > 0) {
      await batch.room(size);
      const width = right - left + 1;
      const cells = block.map((row) => {
        const part = row.slice(left, right + 1);
        return part.length === width ? part : [...part, ...new Array<null>(width - part.length).fill(null)];
      });
      worksheet.getRangeByIndexes(end - block.length, left, block.length, width).formulas = cells;
    }
    block = [];
    size = 0;
  };
  for (const [index, { cells }] of rows.entries()) {
    const row = cells.map(of);
    const first = row.findIndex((cell) => cell !== null);
    let last = row.length - 1;
    while (last >= 0 && row[last] === null) last--;
    // rows of one shape go together; others would only carry empty places along
    if (block.length > 0 && (first < 0 || first !== left || last !== right || size > Batch.BLOCK)) {
      await flush(index);
    }
    if (first < 0) continue;
    left = first;
    right = last;
    block.push(row);
    for (const cell of row) size += typeof cell === 'string' ? cell.length + 4 : 8;
  }
  await flush(rows.length);
}

async function looks(batch: Batch, worksheet: Worksheet, sheet: SheetDescription): Promise<void> {
  for (const [look, areas] of areasByLook(sheet)) {
    let address = '';
    const flush = async (): Promise<void> => {
      if (address === '') return;
      await batch.room(address.length);
      worksheet.getRanges(address).style = styleName(look);
      address = '';
    };
    for (const area of areas) {
      const name = areaName(area);
      if (address.length + name.length + 1 > LONGEST_ADDRESS) await flush();
      address += address === '' ? name : `,${name}`;
    }
    await flush();
  }
}

/** The cells of each look as rectangles: runs in a row, joined where the rows below have the same. */
function areasByLook({ rows }: SheetDescription): ReadonlyMap<Look, readonly CellRange[]> {
  type Growing = { -readonly [Key in keyof CellRange]: number };
  const areas = new Map<Look, Growing[]>();
  const above = new Map<string, Growing>();
  for (const [index, { cells }] of rows.entries()) {
    const row = index + 1;
    for (let from = 0; from < cells.length; ) {
      const look = cells[from]?.look;
      let to = from;
      while (to + 1 < cells.length && cells[to + 1]?.look === look) to++;
      if (look !== undefined) {
        const key = `${look} ${from} ${to}`;
        const growing = above.get(key);
        if (growing && growing.bottom === row - 1) growing.bottom = row;
        else {
          const made = { top: row, left: from + 1, bottom: row, right: to + 1 };
          above.set(key, made);
          const own = areas.get(look);
          if (own) own.push(made);
          else areas.set(look, [made]);
        }
      }
      from = to + 1;
    }
  }
  return areas;
}

/** Points of so many characters: the widest digit of the standard font is 7 pixels, 5 stay free, 4 pixels are 3 points. */
const points = (characters: number): number =>
  (Math.trunc((256 * characters + Math.trunc(128 / 7)) / 256) * 7 + 5) * 0.75;

async function widths(
  batch: Batch,
  worksheet: Worksheet,
  { widths: all, rows }: SheetDescription,
): Promise<void> {
  for (let from = 0; from < all.length; ) {
    let to = from;
    while (to + 1 < all.length && all[to + 1] === all[from]) to++;
    await batch.room(100);
    const columns = worksheet.getRange(`${columnName(from + 1)}:${columnName(to + 1)}`);
    columns.format.columnWidth = points(all[from] as number);
    from = to + 1;
  }
  for (const [index, { height }] of rows.entries()) {
    if (height === undefined) continue;
    await batch.room(100);
    worksheet.getRange(`${index + 1}:${index + 1}`).format.rowHeight = height;
  }
}

function addTable(worksheet: Worksheet, { area, filter }: TableDescription, name: string): void {
  const table = worksheet.tables.add(areaName(area), true);
  table.name = name;
  table.showFilterButton = filter;
  table.showBandedRows = false;
  // the looks are those of the cells
  table.style = 'TableStyleLight1';
}

function view(worksheet: Worksheet, { frozen, tabColor }: SheetDescription): void {
  worksheet.showGridlines = false;
  if (tabColor !== undefined) worksheet.tabColor = `#${tabColor}`;
  const { rows, columns } = frozen;
  if (rows > 0 && columns > 0) {
    const corner = { top: 1, left: 1, bottom: rows, right: columns };
    worksheet.freezePanes.freezeAt(worksheet.getRange(areaName(corner)));
  } else if (rows > 0) worksheet.freezePanes.freezeRows(rows);
  else if (columns > 0) worksheet.freezePanes.freezeColumns(columns);
}

function print(worksheet: Worksheet, sheet: SheetDescription): void {
  const { pageLayout } = worksheet;
  const { titleRows, titleColumns, printColumns } = sheet;
  pageLayout.orientation = sheet.landscape ? 'Landscape' : 'Portrait';
  pageLayout.paperSize = 'A4';
  pageLayout.zoom = {
    horizontalFitToPages: sheet.pagesWide ?? 1,
    ...(sheet.pagesHigh !== undefined && { verticalFitToPages: sheet.pagesHigh }),
  };
  for (const row of sheet.breakAfterRows ?? []) worksheet.horizontalPageBreaks.add(`A${row + 1}`);
  const pages = pageLayout.headersFooters.defaultForAllPages;
  pages.leftFooter = footerOf(sheet);
  pages.rightFooter = '&8&A – &P / &N';
  const columns = ({ from, to }: { from: number; to: number }): string =>
    `${columnName(from)}:${columnName(to)}`;
  if (titleRows) pageLayout.setPrintTitleRows(`$${titleRows.from}:$${titleRows.to}`);
  if (titleColumns) pageLayout.setPrintTitleColumns(columns(titleColumns));
  if (printColumns) {
    pageLayout.setPrintArea(
      worksheet.getRanges(
        printColumns
          .map(({ from, to }) => areaName({ top: 1, left: from, bottom: MAX_ROW, right: to }))
          .join(','),
      ),
    );
  }
}

function addValidation(
  worksheet: Worksheet,
  { areas, rule, strict, message, prompt }: ValidationDescription,
): void {
  const { dataValidation } = worksheet.getRanges(areas.map(areaName).join(','));
  dataValidation.rule = ruleOf(rule);
  dataValidation.errorAlert = {
    showAlert: true,
    style: strict ? 'Stop' : 'Information',
    title: message.title,
    message: message.text,
  };
  if (prompt !== undefined) dataValidation.prompt = { showPrompt: true, title: '', message: prompt };
}

function ruleOf(rule: ValidationDescription['rule']): Excel.DataValidationRule {
  switch (rule.kind) {
    case 'words':
      return { list: { inCellDropDown: true, source: rule.words.join(',') } };
    case 'name':
      return { list: { inCellDropDown: true, source: `=${rule.name}` } };
    case 'date':
      return { date: { operator: 'GreaterThanOrEqualTo', formula1: FIRST_DAY } };
    case 'number': {
      const limits: Excel.BasicDataValidation =
        rule.above === undefined
          ? {
              operator: 'Between',
              formula1: Number(rule.min ?? `-${FAR}`),
              formula2: Number(rule.max ?? FAR),
            }
          : { operator: 'GreaterThan', formula1: Number(rule.above) };
      return rule.whole ? { wholeNumber: limits } : { decimal: limits };
    }
  }
}

function addChart(worksheet: Worksheet, description: ChartDescription): void {
  const { title, area, columns, lines, unit, bars, stacked, fromZero } = description;
  const cells = (range: CellRange): Excel.Range => worksheet.getRange(areaName(range));
  const [first] = [...columns, ...lines];
  if (first === undefined) return;
  // a chart begins with one series of what it is given; its own come after that one is gone
  const kind = bars ? 'BarClustered' : stacked ? 'ColumnStacked' : 'ColumnClustered';
  const chart = worksheet.charts.add(kind, cells({ ...first.values, right: first.values.left }), 'Columns');
  chart.series.getItemAt(0).delete();
  const series = ({ name, categories, values, color }: SeriesDescription): Excel.ChartSeries => {
    const made = chart.series.add(name);
    made.setValues(cells(values));
    made.setXAxisValues(cells(categories));
    if (color === 'none') made.format.fill.clear();
    else if (color !== undefined) made.format.fill.setSolidColor(`#${color}`);
    return made;
  };
  for (const each of columns) {
    const made = series(each);
    made.gapWidth = bars ? 30 : 80;
    if (bars) made.overlap = 100;
  }
  for (const each of lines) series(each).chartType = 'Line';
  chart.title.text = title;
  chart.legend.position = 'Bottom';
  chart.axes.valueAxis.numberFormat = '#,##0';
  chart.axes.valueAxis.title.text = unit;
  if (fromZero) chart.axes.valueAxis.minimum = 0;
  if (bars) chart.axes.categoryAxis.reversePlotOrder = true;
  chart.setPosition(
    areaName({ ...area, bottom: area.top, right: area.left }),
    areaName({ ...area, top: area.bottom, left: area.right }),
  );
}
