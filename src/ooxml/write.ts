import {
  type Area,
  absoluteAreaName,
  areaName,
  areasOverlap,
  cellName,
  columnName,
  MAX_COLUMN,
  MAX_ROW,
  parseArea,
  parseAreas,
  parseCell,
  quoteSheetName,
} from './address.ts';
import type {
  Book,
  Cell,
  CellStream,
  ConditionalFormat,
  DataValidation,
  ExactDecimal,
  FormulaCell,
  PrintSetup,
  ProtectedAction,
  Sheet,
  SheetView,
  Table,
} from './book.ts';
import { CellValues, chartXml, drawingXml } from './chart.ts';
import { refuse, type TableFault } from './errors.ts';
import { checkFormula, isValidName, MAX_TEXT, sheetNameFault } from './names.ts';
import { type PackedPart, PartPacker, packPart, packParts } from './package.ts';
import { argb, StyleSheet } from './styles.ts';
import { attribute, escapeAttribute, escapeXml, escapeXstring, foldCase, XML_HEADER } from './text.ts';
import { themeXml } from './theme.ts';
import { XmlReader } from './xml.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE_RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const CUSTOM_XML = 'http://schemas.openxmlformats.org/officeDocument/2006/customXml';
const SPREADSHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.';

const PLAIN_DECIMAL = /^-?[0-9]+(?:\.[0-9]+)?$/;
const encoder = new TextEncoder();

/** Texts of cells, each once. */
class SharedStrings {
  readonly #index = new Map<string, number>();
  readonly #items: string[] = [];
  #uses = 0;

  /** The place of a text; the cell is for the error where it cannot be written. */
  at(text: string, sheet: string, row: number, column: number): number {
    this.#uses++;
    const known = this.#index.get(text);
    if (known !== undefined) return known;
    const place = { where: 'cell', sheet, cell: cellName(row, column) };
    checkLength(text, MAX_TEXT, place);
    const preserve = /^\s|\s$|[\n\t]/.test(text) ? ' xml:space="preserve"' : '';
    this.#index.set(text, this.#items.length);
    return this.#items.push(`<si><t${preserve}>${escapeXstring(text, place)}</t></si>`) - 1;
  }

  get used(): boolean {
    return this.#uses > 0;
  }

  xml(): string {
    return `${XML_HEADER}<sst xmlns="${MAIN}" count="${this.#uses}" uniqueCount="${this.#items.length}">${this.#items.join('')}</sst>`;
  }
}

/** Relationships of one part, and their file. */
class Relations {
  readonly #items: string[] = [];

  add(type: string, target: string): string {
    const id = `rId${this.#items.length + 1}`;
    const full = type.includes('/') ? type : `${RELATIONS}/${type}`;
    this.#items.push(`<Relationship Id="${id}" Type="${full}" Target="${target}"/>`);
    return id;
  }

  get used(): boolean {
    return this.#items.length > 0;
  }

  xml(): string {
    return `${XML_HEADER}<Relationships xmlns="${PACKAGE_RELATIONS}">${this.#items.join('')}</Relationships>`;
  }
}

function checkLength(
  text: string,
  limit: number,
  place: { readonly where: string; readonly sheet?: string; readonly cell?: string },
): void {
  if (text.length > limit) refuse({ code: 'text-too-long', length: text.length, limit, ...place });
}

function checkRange(
  value: number,
  low: number,
  high: number,
  where: string,
  sheet: string,
  whole = true,
): number {
  if (!(value >= low && value <= high) || (whole && !Number.isInteger(value))) {
    refuse({ code: 'option-invalid', where, value: String(value), sheet });
  }
  return value;
}

/** A number as `<v>` holds it. */
function numberText(value: number, sheet: string, row: number, column: number): string {
  if (!Number.isFinite(value)) {
    refuse({ code: 'number-invalid', sheet, cell: cellName(row, column), value: String(value) });
  }
  const text = value === 0 ? '0' : String(value);
  return text.includes('e') ? text.replace('e', 'E') : text;
}

function decimalText(value: string, sheet: string, row: number, column: number): string {
  if (!PLAIN_DECIMAL.test(value) || !Number.isFinite(Number(value))) {
    refuse({ code: 'number-invalid', sheet, cell: cellName(row, column), value: value.slice(0, 100) });
  }
  return value;
}

function looksLikeFormula(text: string): boolean {
  const code = text.charCodeAt(0);
  return code === 61 || code === 43 || code === 45 || code === 64;
}

/** Refuses a cell outside a sheet, and one that does not come after the cell before it: `false` where it does not. */
function comesAfter({ row, column }: Cell, last: number, sheet: string): boolean {
  const inside = row >= 1 && row <= MAX_ROW && column >= 1 && column <= MAX_COLUMN;
  if (!inside || !Number.isInteger(row) || !Number.isInteger(column)) {
    refuse({ code: 'reference-out-of-bounds', reference: `R${row}C${column}`, where: 'cell', sheet });
  }
  return keyOf(row, column) > last;
}

const keyOf = (row: number, column: number): number => row * MAX_COLUMN + column;

/** Runs of cells as they come. Refuses what is not in order, and what lies outside the area. */
function* streamed(stream: CellStream, sheet: string): Generator<readonly Cell[]> {
  const { area } = stream;
  let last = -1;
  for (const run of stream.runs()) {
    for (const cell of run) {
      const { row, column } = cell;
      if (!comesAfter(cell, last, sheet)) {
        refuse({ code: 'cell-duplicate', cell: cellName(row, column), sheet });
      }
      if (row < area.top || row > area.bottom || column < area.left || column > area.right) {
        refuse({
          code: 'reference-out-of-bounds',
          reference: cellName(row, column),
          where: 'stream',
          sheet,
        });
      }
      last = keyOf(row, column);
    }
    yield run;
  }
}

/** Cells in order of row and column. Refuses two in one place and places outside a sheet. */
function sorted(cells: readonly Cell[], sheet: string): readonly Cell[] {
  let inPlace = true;
  let last = -1;
  for (const cell of cells) {
    if (!comesAfter(cell, last, sheet)) inPlace = false;
    last = keyOf(cell.row, cell.column);
  }
  if (inPlace) return cells;
  const ordered = [...cells].sort((a, b) => a.row - b.row || a.column - b.column);
  for (let at = 1; at < ordered.length; at++) {
    const a = ordered[at - 1] as Cell;
    const b = ordered[at] as Cell;
    if (a.row === b.row && a.column === b.column) {
      refuse({ code: 'cell-duplicate', cell: cellName(b.row, b.column), sheet });
    }
  }
  return ordered;
}

/** Refuses two areas of one kind that share a cell: Excel would repair the file. */
function checkApart(areas: readonly Area[], sheet: string): void {
  const byTop = [...areas].sort((a, b) => a.top - b.top);
  let open: Area[] = [];
  for (const area of byTop) {
    open = open.filter((other) => other.bottom >= area.top);
    const clash = open.find((other) => areasOverlap(other, area));
    if (clash !== undefined) {
      refuse({ code: 'areas-overlap', sheet, first: areaName(clash), second: areaName(area) });
    }
    open.push(area);
  }
}

/** Everything the parts of one book share while it is written. */
class BookWriter {
  readonly #book: Book;
  readonly #parts: PackedPart[] = [];
  readonly #types: string[] = [];
  readonly #strings = new SharedStrings();
  readonly #styles: StyleSheet;
  readonly #styleIds = new Map<string, { readonly plain: number; quoted: number | undefined }>();
  readonly #quotedDefault: { id: number | undefined } = { id: undefined };
  readonly #values: CellValues;
  #tables = 0;
  #charts = 0;
  #drawings = 0;

  constructor(book: Book) {
    this.#book = book;
    this.#styles = new StyleSheet(book.defaultFont ?? { name: 'Calibri', size: 11 });
    this.#values = new CellValues(book);
  }

  /** Packs a part at once, so that of a large sheet no more is kept than what goes into the file. */
  #part(path: string, xml: string, type?: string): void {
    this.#packed(packPart({ path, bytes: encoder.encode(xml) }), type);
  }

  #packed(part: PackedPart, type?: string): void {
    this.#parts.push(part);
    if (type !== undefined) this.#types.push(`<Override PartName="/${part.path}" ContentType="${type}"/>`);
  }

  #styleId(name: string | undefined, quoted: boolean, sheet: string, row: number, column: number): number {
    if (name === undefined) {
      if (!quoted) return 0;
      this.#quotedDefault.id ??= this.#styles.cell({}, true);
      return this.#quotedDefault.id;
    }
    let known = this.#styleIds.get(name);
    if (known === undefined) {
      const styles = this.#book.styles;
      const style = styles !== undefined && Object.hasOwn(styles, name) ? styles[name] : undefined;
      if (style === undefined) {
        return refuse({
          code: 'style-unknown',
          style: name,
          sheet,
          ...(row > 0 ? { cell: cellName(row, column) } : {}),
        });
      }
      known = { plain: this.#styles.cell(style, false), quoted: undefined };
      this.#styleIds.set(name, known);
    }
    if (!quoted) return known.plain;
    known.quoted ??= this.#styles.cell(this.#book.styles?.[name] ?? {}, true);
    return known.quoted;
  }

  // --- sheet data ---

  #cellXml(cell: Cell, sheet: string): string {
    const { row, column } = cell;
    const quoted = cell.kind === 'text' && looksLikeFormula(cell.value);
    const style = this.#styleId(cell.style, quoted, sheet, row, column);
    const head = `<c r="${columnName(column)}${row}"${style === 0 ? '' : ` s="${style}"`}`;
    switch (cell.kind) {
      case 'number':
        return `${head}><v>${
          typeof cell.value === 'number'
            ? numberText(cell.value, sheet, row, column)
            : decimalText(cell.value, sheet, row, column)
        }</v></c>`;
      case 'text':
        return `${head} t="s"><v>${this.#strings.at(cell.value, sheet, row, column)}</v></c>`;
      case 'boolean':
        return `${head} t="b"><v>${cell.value ? 1 : 0}</v></c>`;
      case 'blank':
        return `${head}/>`;
      case 'formula':
        return head + this.#resultXml(this.#formulaXml(cell, sheet), cell.value, sheet, row, column);
    }
  }

  /** Numbers of the fills on the sheet that is being written. */
  readonly #fills = new Map<Area, number>();

  #formulaXml(cell: FormulaCell, sheet: string): string {
    const { row, column, fill } = cell;
    if (fill === undefined) return `<f>${this.#formulaText(cell.formula, sheet, row, column)}</f>`;
    const known = this.#fills.get(fill);
    if (known !== undefined) return `<f t="shared" si="${known}"/>`;
    if (row !== fill.top || column !== fill.left) {
      return refuse({ code: 'option-invalid', where: 'cell.fill', value: cellName(row, column), sheet });
    }
    const number = this.#fills.size;
    this.#fills.set(fill, number);
    const text = this.#formulaText(cell.formula, sheet, row, column);
    return `<f t="shared" ref="${areaName(fill)}" si="${number}">${text}</f>`;
  }

  #formulaText(formula: string, sheet: string, row: number, column: number): string {
    checkFormula(formula, 'cell', sheet, row, column);
    // The address for an error is only made where there is one to come.
    return NEEDS_ESCAPE.test(formula)
      ? escapeXml(formula, { where: 'cell', sheet, cell: cellName(row, column) })
      : formula;
  }

  #resultXml(
    inner: string,
    value: number | string | boolean | ExactDecimal | undefined,
    sheet: string,
    row: number,
    column: number,
  ): string {
    if (value === undefined) return `>${inner}</c>`;
    if (typeof value === 'number') return `>${inner}<v>${numberText(value, sheet, row, column)}</v></c>`;
    if (typeof value === 'boolean') return ` t="b">${inner}<v>${value ? 1 : 0}</v></c>`;
    if (typeof value === 'object') {
      return `>${inner}<v>${decimalText(value.decimal, sheet, row, column)}</v></c>`;
    }
    const place = { where: 'cell', sheet, cell: cellName(row, column) };
    checkLength(value, MAX_TEXT, place);
    return ` t="str">${inner}<v>${escapeXstring(value, place)}</v></c>`;
  }

  #rowOptions(sheet: Sheet): ReadonlyMap<number, string> {
    const rows = new Map<number, string>();
    for (const row of sheet.rows ?? []) {
      checkRange(row.row, 1, MAX_ROW, 'row', sheet.name);
      if (rows.has(row.row))
        refuse({ code: 'option-invalid', where: 'row', value: String(row.row), sheet: sheet.name });
      rows.set(
        row.row,
        (row.height === undefined
          ? ''
          : ` ht="${checkRange(row.height, 0, 409.5, 'row.height', sheet.name, false)}" customHeight="1"`) +
          (row.hidden ? ' hidden="1"' : ''),
      );
    }
    return rows;
  }

  /**
   * The cells, row by row.
   * @param visit is shown each of them
   */
  *#sheetData(sheet: Sheet, runs: Iterable<readonly Cell[]>, visit: (cell: Cell) => void): Generator<string> {
    const rows = this.#rowOptions(sheet);
    const special = [...rows.keys()].sort((a, b) => a - b);
    let nextSpecial = 0;
    /** Rows without cells, up to this one. */
    const empty = (before: number): string => {
      let text = '';
      for (; (special[nextSpecial] ?? Number.POSITIVE_INFINITY) < before; nextSpecial++) {
        const row = special[nextSpecial] as number;
        text += `<row r="${row}"${rows.get(row) ?? ''}/>`;
      }
      if (special[nextSpecial] === before) nextSpecial++;
      return text;
    };
    let text = '<sheetData';
    let open = 0;
    for (const run of runs) {
      for (const cell of run) {
        if (cell.row !== open) {
          text += open === 0 ? '>' : '</row>';
          yield text;
          open = cell.row;
          text = `${empty(open)}<row r="${open}"${rows.get(open) ?? ''}>`;
        }
        visit(cell);
        text += this.#cellXml(cell, sheet.name);
      }
    }
    const rest = empty(Number.POSITIVE_INFINITY);
    if (open > 0) yield `${text}</row>${rest}</sheetData>`;
    else yield rest === '' ? `${text}/>` : `${text}>${rest}</sheetData>`;
  }

  // --- one sheet ---

  #columnsXml(sheet: Sheet): string {
    const columns = [...(sheet.columns ?? [])].sort((a, b) => a.from - b.from);
    if (columns.length === 0) return '';
    let last = 0;
    const items = columns.map((column) => {
      const to = column.to ?? column.from;
      checkRange(column.from, last + 1, MAX_COLUMN, 'column.from', sheet.name);
      checkRange(to, column.from, MAX_COLUMN, 'column.to', sheet.name);
      last = to;
      const style = column.style === undefined ? 0 : this.#styleId(column.style, false, sheet.name, 0, 0);
      return `<col min="${column.from}" max="${to}" width="${checkRange(column.width, 0, 255, 'column.width', sheet.name, false)}"${style ? ` style="${style}"` : ''}${column.hidden ? ' hidden="1"' : ''} customWidth="1"/>`;
    });
    return `<cols>${items.join('')}</cols>`;
  }

  #areas(sheet: Sheet, reference: string, where: string): string {
    return parseAreas(reference, { where, sheet: sheet.name }).map(areaName).join(' ');
  }

  #validationXml(validation: DataValidation, sheet: Sheet): string {
    const place = { where: 'validation', sheet: sheet.name };
    const formula = (text: string, tag: string): string => {
      checkFormula(text, 'validation', sheet.name);
      // A longer list in quotes makes Excel repair the file.
      if (text.startsWith('"')) checkLength(text, 257, place);
      return `<${tag}>${escapeXml(text, place)}</${tag}>`;
    };
    const message = (
      given: { readonly title?: string; readonly text: string } | undefined,
      name: string,
    ): string => {
      if (given === undefined) return '';
      checkLength(given.title ?? '', 32, place);
      checkLength(given.text, 255, place);
      return attribute(`${name}Title`, given.title, place) + attribute(name, given.text, place);
    };
    const compares = validation.type !== 'list' && validation.type !== 'custom';
    const operator = compares ? (validation.operator ?? 'between') : undefined;
    if ((operator === 'between' || operator === 'notBetween') !== (validation.formula2 !== undefined)) {
      refuse({
        code: 'option-invalid',
        where: 'validation.formula2',
        value: validation.formula2 ?? '',
        sheet: sheet.name,
      });
    }
    return (
      `<dataValidation type="${validation.type}"` +
      (validation.errorStyle === undefined ? '' : ` errorStyle="${validation.errorStyle}"`) +
      (operator === undefined ? '' : ` operator="${operator}"`) +
      ` allowBlank="${(validation.allowBlank ?? true) ? 1 : 0}" showInputMessage="1" showErrorMessage="1"` +
      message(validation.error, 'error') +
      message(validation.prompt, 'prompt') +
      ` sqref="${this.#areas(sheet, validation.areas, 'validation')}">` +
      formula(validation.formula1, 'formula1') +
      (validation.formula2 === undefined ? '' : formula(validation.formula2, 'formula2')) +
      '</dataValidation>'
    );
  }

  #conditionalXml(format: ConditionalFormat, priority: number, sheet: Sheet): string {
    const { rule } = format;
    const place = { where: 'conditionalFormat', sheet: sheet.name };
    const formulas = [
      rule.formula,
      ...(rule.type === 'cellIs' && rule.formula2 !== undefined ? [rule.formula2] : []),
    ];
    for (const formula of formulas) checkFormula(formula, 'conditionalFormat', sheet.name);
    if (
      rule.type === 'cellIs' &&
      (rule.operator === 'between' || rule.operator === 'notBetween') !== (formulas.length === 2)
    ) {
      refuse({
        code: 'option-invalid',
        where: 'conditionalFormat.formula2',
        value: rule.formula2 ?? '',
        sheet: sheet.name,
      });
    }
    return (
      `<conditionalFormatting sqref="${this.#areas(sheet, format.areas, 'conditionalFormat')}">` +
      `<cfRule type="${rule.type}" dxfId="${this.#styles.differential(format.style)}" priority="${priority}"` +
      (format.stopIfTrue ? ' stopIfTrue="1"' : '') +
      (rule.type === 'cellIs' ? ` operator="${rule.operator}"` : '') +
      `>${formulas.map((formula) => `<formula>${escapeXml(formula, place)}</formula>`).join('')}</cfRule></conditionalFormatting>`
    );
  }

  #tableXml(table: Table, id: number, sheet: Sheet, cells: ReadonlyMap<number, Cell>): string {
    const place = { where: `table ${table.name}`, sheet: sheet.name };
    const fault = (reason: TableFault, column?: string): never =>
      refuse({
        code: 'table-invalid',
        table: table.name,
        reason,
        ...(column === undefined ? {} : { column }),
      });
    const area = parseArea(table.area, place);
    const totals = table.totalsRow ? 1 : 0;
    if (table.columns.length === 0) fault('no-columns');
    if (area.right - area.left + 1 !== table.columns.length) fault('width');
    if (area.bottom - area.top < 1 + totals) fault('no-rows');
    const seen = new Set<string>();
    const columns = table.columns.map((column, at) => {
      if (column.name.length === 0) fault('column-empty');
      checkLength(column.name, 255, place);
      const key = foldCase(column.name);
      if (seen.has(key)) fault('column-duplicate', column.name);
      seen.add(key);
      const header = cells.get(area.top * MAX_COLUMN + area.left + at);
      if (header?.kind !== 'text' || header.value !== column.name) fault('header-cell', column.name);
      const total = cells.get(area.bottom * MAX_COLUMN + area.left + at);
      const hasTotal = column.totalsFunction !== undefined || column.totalsFormula !== undefined;
      if (
        column.totalsLabel !== undefined &&
        (!totals || total?.kind !== 'text' || total.value !== column.totalsLabel)
      ) {
        fault('totals-cell', column.name);
      }
      if (hasTotal && (!totals || total?.kind !== 'formula')) fault('totals-cell', column.name);
      const formula = (text: string | undefined, tag: string): string => {
        if (text === undefined) return '';
        checkFormula(text, place.where, sheet.name);
        return `<${tag}>${escapeXml(text, place)}</${tag}>`;
      };
      const inner =
        formula(column.formula, 'calculatedColumnFormula') +
        formula(column.totalsFormula, 'totalsRowFormula');
      return (
        `<tableColumn id="${at + 1}" name="${escapeXstring(column.name, place).replaceAll('\n', '_x000a_')}"` +
        (column.totalsFormula !== undefined
          ? ' totalsRowFunction="custom"'
          : attribute('totalsRowFunction', column.totalsFunction, place)) +
        attribute('totalsRowLabel', column.totalsLabel, place) +
        (inner ? `>${inner}</tableColumn>` : '/>')
      );
    });
    const filterArea = areaName({ ...area, bottom: area.bottom - totals });
    return (
      `${XML_HEADER}<table xmlns="${MAIN}" id="${id}" name="${escapeAttribute(table.name, place)}" displayName="${escapeAttribute(table.name, place)}" ref="${areaName(area)}"` +
      (totals ? ' totalsRowCount="1"' : ' totalsRowShown="0"') +
      '>' +
      ((table.filter ?? true) ? `<autoFilter ref="${filterArea}"/>` : '') +
      `<tableColumns count="${columns.length}">${columns.join('')}</tableColumns>` +
      `<tableStyleInfo${attribute('name', table.style, place)} showFirstColumn="0" showLastColumn="0" showRowStripes="${table.bandedRows ? 1 : 0}" showColumnStripes="0"/></table>`
    );
  }

  #sheetPart(sheet: Sheet, number: number, active: boolean): void {
    const place = { where: 'sheet', sheet: sheet.name };
    const relations = new Relations();
    this.#fills.clear();
    const merges = (sheet.merges ?? []).map((merge) =>
      parseArea(merge, { where: 'merge', sheet: sheet.name }),
    );
    const tables = sheet.tables ?? [];
    const tableAreas = tables.map((table) =>
      parseArea(table.area, { where: `table ${table.name}`, sheet: sheet.name }),
    );
    checkApart([...merges, ...tableAreas], sheet.name);
    const print = sheet.print ?? {};
    const fits = print.fitToWidth !== undefined || print.fitToHeight !== undefined;

    const cells = sheet.stream === undefined ? sorted(sheet.cells, sheet.name) : undefined;
    const out = new PartPacker(`xl/worksheets/sheet${number}.xml`);
    out.push(`${XML_HEADER}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}">`);
    const properties =
      (sheet.tabColor === undefined ? '' : `<tabColor rgb="${argb(sheet.tabColor, 'tabColor')}"/>`) +
      (fits ? '<pageSetUpPr fitToPage="1"/>' : '');
    if (properties) out.push(`<sheetPr>${properties}</sheetPr>`);
    out.push(`<dimension ref="${sheet.stream ? areaName(sheet.stream.area) : usedArea(cells ?? [])}"/>`);
    out.push(viewXml(sheet.view ?? {}, active, sheet.name));
    out.push('<sheetFormatPr defaultRowHeight="15"/>');
    out.push(this.#columnsXml(sheet));
    // the cells in the first and last rows of tables, to compare the tables with
    const byPlace = new Map<number, Cell>();
    const wanted = new Set(tableAreas.flatMap((area) => [area.top, area.bottom]));
    const visit = (cell: Cell): void => {
      if (wanted.has(cell.row)) byPlace.set(keyOf(cell.row, cell.column), cell);
    };
    const all = cells ? [cells] : streamed(sheet.stream as CellStream, sheet.name);
    for (const row of this.#sheetData(sheet, all, visit)) out.push(row);
    if (sheet.protection !== undefined) out.push(protectionXml(sheet.protection.allow ?? []));
    if (merges.length > 0) {
      out.push(
        `<mergeCells count="${merges.length}">${merges.map((area) => `<mergeCell ref="${areaName(area)}"/>`).join('')}</mergeCells>`,
      );
    }
    (sheet.conditionalFormats ?? []).forEach((format, at) => {
      out.push(this.#conditionalXml(format, at + 1, sheet));
    });
    const validations = sheet.validations ?? [];
    if (validations.length > 0) {
      out.push(
        `<dataValidations count="${validations.length}">${validations.map((one) => this.#validationXml(one, sheet)).join('')}</dataValidations>`,
      );
    }
    const links = sheet.hyperlinks ?? [];
    if (links.length > 0) {
      const items = links.map((link) => {
        const reference = areaName(parseArea(link.area, { where: 'hyperlink', sheet: sheet.name }));
        checkLength(link.tooltip ?? '', 255, { where: 'hyperlink', sheet: sheet.name });
        return `<hyperlink ref="${reference}"${attribute('location', link.location, place)}${attribute('tooltip', link.tooltip, place)}/>`;
      });
      out.push(`<hyperlinks>${items.join('')}</hyperlinks>`);
    }
    out.push(printXml(print, fits, sheet.name));
    const ignored = sheet.numbersAsText ?? [];
    if (ignored.length > 0) {
      out.push(
        `<ignoredErrors>${ignored.map((area) => `<ignoredError sqref="${this.#areas(sheet, area, 'numbersAsText')}" numberStoredAsText="1"/>`).join('')}</ignoredErrors>`,
      );
    }
    const charts = sheet.charts ?? [];
    if (charts.length > 0) {
      const drawing = ++this.#drawings;
      const drawingRelations = new Relations();
      charts.forEach((chart, at) => {
        const chartNumber = ++this.#charts;
        drawingRelations.add('chart', `../charts/chart${chartNumber}.xml`);
        this.#part(
          `xl/charts/chart${chartNumber}.xml`,
          chartXml(chart, sheet.name, at + 1, this.#values),
          'application/vnd.openxmlformats-officedocument.drawingml.chart+xml',
        );
      });
      this.#part(
        `xl/drawings/drawing${drawing}.xml`,
        drawingXml(charts, sheet.name),
        'application/vnd.openxmlformats-officedocument.drawing+xml',
      );
      this.#part(`xl/drawings/_rels/drawing${drawing}.xml.rels`, drawingRelations.xml());
      out.push(`<drawing r:id="${relations.add('drawing', `../drawings/drawing${drawing}.xml`)}"/>`);
    }
    if (tables.length > 0) {
      const parts = tables.map((table) => {
        const id = ++this.#tables;
        this.#part(
          `xl/tables/table${id}.xml`,
          this.#tableXml(table, id, sheet, byPlace),
          `${SPREADSHEET_TYPE}table+xml`,
        );
        return `<tablePart r:id="${relations.add('table', `../tables/table${id}.xml`)}"/>`;
      });
      out.push(`<tableParts count="${parts.length}">${parts.join('')}</tableParts>`);
    }
    out.push('</worksheet>');
    this.#packed(out.done(), `${SPREADSHEET_TYPE}worksheet+xml`);
    if (relations.used) this.#part(`xl/worksheets/_rels/sheet${number}.xml.rels`, relations.xml());
  }

  // --- the workbook ---

  #definedNames(): string {
    const book = this.#book;
    const out: string[] = [];
    const sheetAt = new Map(book.sheets.map((sheet, at) => [foldCase(sheet.name), at] as const));
    book.sheets.forEach((sheet, at) => {
      const { print } = sheet;
      const quoted = quoteSheetName(sheet.name);
      const place = { where: 'print', sheet: sheet.name };
      const builtin = (name: string, reference: string): void => {
        out.push(
          `<definedName name="_xlnm.${name}" localSheetId="${at}">${escapeXml(reference, place)}</definedName>`,
        );
      };
      const areas =
        print?.area === undefined ? [] : typeof print.area === 'string' ? [print.area] : print.area;
      if (areas.length > 0) {
        builtin(
          'Print_Area',
          areas.map((area) => `${quoted}!${absoluteAreaName(parseArea(area, place))}`).join(','),
        );
      }
      const titles: string[] = [];
      if (print?.titleColumns !== undefined) {
        const { from, to } = print.titleColumns;
        checkRange(from, 1, MAX_COLUMN, 'print.titleColumns', sheet.name);
        checkRange(to, from, MAX_COLUMN, 'print.titleColumns', sheet.name);
        titles.push(`${quoted}!$${columnName(from)}:$${columnName(to)}`);
      }
      if (print?.titleRows !== undefined) {
        const { from, to } = print.titleRows;
        checkRange(from, 1, MAX_ROW, 'print.titleRows', sheet.name);
        checkRange(to, from, MAX_ROW, 'print.titleRows', sheet.name);
        titles.push(`${quoted}!$${from}:$${to}`);
      }
      if (titles.length > 0) builtin('Print_Titles', titles.join(','));
    });
    // Tables and names of the workbook share one space; each sheet has one more of its own.
    const taken = new Set<string>();
    const take = (name: string, scope: number | undefined, where: string, sheet?: string): void => {
      if (!isValidName(name)) refuse({ code: 'name-invalid', name, where });
      const key = `${scope ?? ''}!${foldCase(name)}`;
      if (taken.has(key)) refuse({ code: 'name-duplicate', name, ...(sheet === undefined ? {} : { sheet }) });
      taken.add(key);
    };
    for (const sheet of book.sheets)
      for (const table of sheet.tables ?? []) take(table.name, undefined, 'table');
    for (const name of book.names ?? []) {
      let scope: number | undefined;
      if (name.sheet !== undefined) {
        scope = sheetAt.get(foldCase(name.sheet));
        if (scope === undefined)
          refuse({ code: 'sheet-unknown', sheet: name.sheet, where: `name ${name.name}` });
      }
      take(name.name, scope, 'name', name.sheet);
      const place = { where: `name ${name.name}` };
      checkFormula(name.formula, place.where);
      checkLength(name.comment ?? '', 255, place);
      out.push(
        `<definedName name="${escapeAttribute(name.name, place)}"${attribute('comment', name.comment, place)}${attribute('localSheetId', scope, place)}${name.hidden ? ' hidden="1"' : ''}>${escapeXml(name.formula, place)}</definedName>`,
      );
    }
    return out.length === 0 ? '' : `<definedNames>${out.join('')}</definedNames>`;
  }

  #customXml(workbookRelations: Relations): void {
    const items = this.#book.customXml ?? [];
    const seen = new Set<string>();
    items.forEach((item, at) => {
      const number = at + 1;
      const where = `customXml ${number}`;
      if (!/^\{[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/.test(item.itemId) || seen.has(item.itemId)) {
        refuse({ code: 'option-invalid', where, value: item.itemId });
      }
      seen.add(item.itemId);
      const path = `customXml/item${number}.xml`;
      const reader = new XmlReader(item.xml, path);
      while (reader.next() !== 'end');
      const schemas = (item.schemas ?? [])
        .map((uri) => `<ds:schemaRef ds:uri="${escapeAttribute(uri, { where })}"/>`)
        .join('');
      const relations = new Relations();
      relations.add('customXmlProps', `itemProps${number}.xml`);
      workbookRelations.add('customXml', `../${path}`);
      this.#part(path, item.xml);
      this.#part(
        `customXml/itemProps${number}.xml`,
        `${XML_HEADER}<ds:datastoreItem xmlns:ds="${CUSTOM_XML}" ds:itemID="${item.itemId}">${schemas ? `<ds:schemaRefs>${schemas}</ds:schemaRefs>` : ''}</ds:datastoreItem>`,
        'application/vnd.openxmlformats-officedocument.customXmlProperties+xml',
      );
      this.#part(`customXml/_rels/item${number}.xml.rels`, relations.xml());
    });
  }

  #propertiesParts(relations: Relations): void {
    const p = this.#book.properties;
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(p.created) || Number.isNaN(Date.parse(p.created))) {
      refuse({ code: 'option-invalid', where: 'properties.created', value: p.created });
    }
    const element = (tag: string, text: string | undefined): string =>
      text === undefined ? '' : `<${tag}>${escapeXml(text, { where: `properties ${tag}` })}</${tag}>`;
    this.#part(
      'docProps/core.xml',
      `${XML_HEADER}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
        element('dc:title', p.title) +
        element('dc:subject', p.subject) +
        element('dc:creator', p.creator) +
        element('cp:keywords', p.keywords) +
        element('dc:description', p.description) +
        element('cp:lastModifiedBy', p.creator) +
        `<dcterms:created xsi:type="dcterms:W3CDTF">${p.created}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${p.created}</dcterms:modified></cp:coreProperties>`,
      'application/vnd.openxmlformats-package.core-properties+xml',
    );
    this.#part(
      'docProps/app.xml',
      `${XML_HEADER}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">${element('Application', p.application)}</Properties>`,
      'application/vnd.openxmlformats-officedocument.extended-properties+xml',
    );
    relations.add(
      'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties',
      'docProps/core.xml',
    );
    relations.add('extended-properties', 'docProps/app.xml');
  }

  write(): Uint8Array {
    const { sheets } = this.#book;
    const active = activeSheetIndex(this.#book);
    const workbookRelations = new Relations();
    const sheetItems = sheets.map((sheet, at) => {
      const id = workbookRelations.add('worksheet', `worksheets/sheet${at + 1}.xml`);
      const state = sheet.state === undefined || sheet.state === 'visible' ? '' : ` state="${sheet.state}"`;
      return `<sheet name="${escapeAttribute(sheet.name, { where: 'sheet name', sheet: sheet.name })}" sheetId="${at + 1}"${state} r:id="${id}"/>`;
    });
    const names = this.#definedNames();
    sheets.forEach((sheet, at) => {
      this.#sheetPart(sheet, at + 1, at === active);
    });
    workbookRelations.add('theme', 'theme/theme1.xml');
    workbookRelations.add('styles', 'styles.xml');
    this.#part('xl/theme/theme1.xml', themeXml(), 'application/vnd.openxmlformats-officedocument.theme+xml');
    this.#part('xl/styles.xml', this.#styles.xml(), `${SPREADSHEET_TYPE}styles+xml`);
    if (this.#strings.used) {
      workbookRelations.add('sharedStrings', 'sharedStrings.xml');
      this.#part('xl/sharedStrings.xml', this.#strings.xml(), `${SPREADSHEET_TYPE}sharedStrings+xml`);
    }
    this.#customXml(workbookRelations);
    const rootRelations = new Relations();
    rootRelations.add('officeDocument', 'xl/workbook.xml');
    this.#propertiesParts(rootRelations);

    const body = this.#parts.splice(0);
    this.#part(
      'xl/workbook.xml',
      `${XML_HEADER}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr defaultThemeVersion="124226"/>` +
        `<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="15000"${active === 0 ? '' : ` activeTab="${active}"`}/></bookViews>` +
        `<sheets>${sheetItems.join('')}</sheets>${names}` +
        `<calcPr calcId="191029"${(this.#book.fullCalcOnLoad ?? true) ? ' fullCalcOnLoad="1"' : ''}/></workbook>`,
      `${SPREADSHEET_TYPE}sheet.main+xml`,
    );
    const types =
      `${XML_HEADER}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>' +
      `${this.#types.join('')}</Types>`;
    return packParts([
      { path: '[Content_Types].xml', bytes: encoder.encode(types) },
      { path: '_rels/.rels', bytes: encoder.encode(rootRelations.xml()) },
      ...this.#parts,
      { path: 'xl/_rels/workbook.xml.rels', bytes: encoder.encode(workbookRelations.xml()) },
      ...body,
    ]);
  }
}

const NEEDS_ESCAPE = /[\u0000-\u001f&<>"\ud800-\udfff\ufffe\uffff]/;

/** Which sheet is open at first. Checks the names of all sheets on the way. */
function activeSheetIndex(book: Book): number {
  const seen = new Map<string, number>();
  book.sheets.forEach((sheet, at) => {
    const reason = sheetNameFault(sheet.name);
    if (reason !== undefined) refuse({ code: 'sheet-name-invalid', sheet: sheet.name, reason });
    const key = foldCase(sheet.name);
    if (seen.has(key)) refuse({ code: 'sheet-name-duplicate', sheet: sheet.name });
    seen.set(key, at);
  });
  const firstVisible = book.sheets.findIndex((sheet) => (sheet.state ?? 'visible') === 'visible');
  if (firstVisible < 0) refuse({ code: 'book-empty' });
  if (book.activeSheet === undefined) return firstVisible;
  const wanted = seen.get(foldCase(book.activeSheet));
  if (wanted === undefined || (book.sheets[wanted]?.state ?? 'visible') !== 'visible') {
    return refuse({ code: 'sheet-unknown', sheet: book.activeSheet, where: 'activeSheet' });
  }
  return wanted;
}

/** The rectangle around all cells, which must be in order. */
function usedArea(cells: readonly Cell[]): string {
  if (cells.length === 0) return 'A1';
  let left = MAX_COLUMN;
  let right = 1;
  for (const { column } of cells) {
    if (column < left) left = column;
    if (column > right) right = column;
  }
  return areaName({
    top: (cells[0] as Cell).row,
    left,
    bottom: (cells[cells.length - 1] as Cell).row,
    right,
  });
}

function viewXml(view: SheetView, active: boolean, sheet: string): string {
  const rows = checkRange(view.frozenRows ?? 0, 0, MAX_ROW - 1, 'view.frozenRows', sheet);
  const columns = checkRange(view.frozenColumns ?? 0, 0, MAX_COLUMN - 1, 'view.frozenColumns', sheet);
  const zoom =
    view.zoom === undefined
      ? ''
      : ` zoomScale="${checkRange(view.zoom, 10, 400, 'view.zoom', sheet)}" zoomScaleNormal="${view.zoom}"`;
  const cell = view.activeCell ?? 'A1';
  const at = parseCell(cell, { where: 'view.activeCell', sheet });
  const address = cellName(at.row, at.column);
  const head = `<sheetView${view.showGridLines === false ? ' showGridLines="0"' : ''}${active ? ' tabSelected="1"' : ''}${zoom} workbookViewId="0">`;
  if (rows === 0 && columns === 0) {
    return `<sheetViews>${head}<selection activeCell="${address}" sqref="${address}"/></sheetView></sheetViews>`;
  }
  const pane = rows > 0 && columns > 0 ? 'bottomRight' : rows > 0 ? 'bottomLeft' : 'topRight';
  const others = pane === 'bottomRight' ? '<selection pane="topRight"/><selection pane="bottomLeft"/>' : '';
  return (
    `<sheetViews>${head}<pane${columns > 0 ? ` xSplit="${columns}"` : ''}${rows > 0 ? ` ySplit="${rows}"` : ''} topLeftCell="${cellName(rows + 1, columns + 1)}" activePane="${pane}" state="frozen"/>` +
    `${others}<selection pane="${pane}" activeCell="${address}" sqref="${address}"/></sheetView></sheetViews>`
  );
}

/** In the file, 0 means: allowed. */
function protectionXml(allow: readonly ProtectedAction[]): string {
  const allowed = new Set(allow);
  const actions: readonly ProtectedAction[] = [
    'formatCells',
    'formatColumns',
    'formatRows',
    'insertColumns',
    'insertRows',
    'insertHyperlinks',
    'deleteColumns',
    'deleteRows',
    'sort',
    'autoFilter',
    'pivotTables',
  ];
  return (
    `<sheetProtection sheet="1"${allowed.has('editObjects') ? '' : ' objects="1"'}${allowed.has('editScenarios') ? '' : ' scenarios="1"'}` +
    `${actions
      .filter((action) => allowed.has(action))
      .map((action) => ` ${action}="0"`)
      .join('')}/>`
  );
}

const MARGINS = { left: 0.5, right: 0.5, top: 0.6, bottom: 0.7, header: 0.3, footer: 0.3 };

function printXml(print: PrintSetup, fits: boolean, sheet: string): string {
  const place = { where: 'print', sheet };
  const m = print.margins ?? MARGINS;
  for (const [name, value] of Object.entries<number>({ ...m }))
    checkRange(value, 0, 20, `print.margins.${name}`, sheet, false);
  const fit = fits
    ? ` fitToWidth="${checkRange(print.fitToWidth ?? 0, 0, 32_767, 'print.fitToWidth', sheet)}" fitToHeight="${checkRange(print.fitToHeight ?? 0, 0, 32_767, 'print.fitToHeight', sheet)}"`
    : '';
  const scale =
    print.scale === undefined || fits
      ? ''
      : ` scale="${checkRange(print.scale, 10, 400, 'print.scale', sheet)}"`;
  checkLength(print.header ?? '', 255, place);
  checkLength(print.footer ?? '', 255, place);
  const breaks = (
    tag: string,
    after: readonly number[] | undefined,
    limit: number,
    across: number,
  ): string => {
    if (after === undefined || after.length === 0) return '';
    const items = [...new Set(after)].sort((a, b) => a - b);
    return `<${tag} count="${items.length}" manualBreakCount="${items.length}">${items
      .map(
        (at) =>
          `<brk id="${checkRange(at, 1, limit - 1, `print.${tag}`, sheet)}" max="${across - 1}" man="1"/>`,
      )
      .join('')}</${tag}>`;
  };
  return (
    (print.centerHorizontally ? '<printOptions horizontalCentered="1"/>' : '') +
    `<pageMargins left="${m.left}" right="${m.right}" top="${m.top}" bottom="${m.bottom}" header="${m.header}" footer="${m.footer}"/>` +
    `<pageSetup paperSize="${print.paper === 'A3' ? 8 : 9}"${scale}${fit} orientation="${print.orientation ?? 'portrait'}"/>` +
    (print.header === undefined && print.footer === undefined
      ? ''
      : `<headerFooter>${print.header === undefined ? '' : `<oddHeader>${escapeXstring(print.header, place)}</oddHeader>`}${print.footer === undefined ? '' : `<oddFooter>${escapeXstring(print.footer, place)}</oddFooter>`}</headerFooter>`) +
    breaks('rowBreaks', print.breakAfterRows, MAX_ROW, MAX_COLUMN) +
    breaks('colBreaks', print.breakAfterColumns, MAX_COLUMN, MAX_ROW)
  );
}

/**
 * A book as the bytes of an .xlsx file. The same book gives the same bytes. Nothing is rounded: JS numbers
 * are written in their shortest exact form and decimal strings as they stand.
 *
 * Throws `OoxmlError` on the first thing that Excel would refuse or repair: names, references and texts
 * out of bounds, characters XML cannot hold, unknown styles, tables that do not match their cells.
 */
export function writeBook(book: Book): Uint8Array {
  return new BookWriter(book).write();
}
