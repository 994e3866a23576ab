import { type Area, areaName, cellName, columnName, parseColumn } from '../../../src/ooxml/index.ts';

/**
 * A workbook in memory that behaves as Excel's does where our host looks: sheets, cells with formulas, named styles,
 * names, tables, validation, print set-up, protection. It does not calculate: a formula's value is what `calculated`
 * says. What it does not know it refuses.
 */

/** An error as Excel gives it to an add-in. */
export class ExcelError extends Error {
  constructor(
    readonly code: string,
    message: string = code,
  ) {
    super(message);
  }
}

/** Something of Excel's that this workbook does not imitate: never an answer to the add-in, always a failed test. */
export class NotImitated extends Error {}

export type Scalar = string | number | boolean;

export interface FakeCell {
  /** as typed, with its `=`; undefined for a constant */
  formula?: string;
  value: Scalar;
  /** the sign that a text begins with when it was typed after an apostrophe */
  prefixed?: boolean;
  style?: string;
}

export interface FakeName {
  readonly name: string;
  formula: string;
  visible: boolean;
}

export interface FakeTable {
  readonly id: string;
  name: string;
  area: Area;
  showFilterButton: boolean;
  showBandedRows: boolean;
  style: string;
}

export interface FakeStyle {
  readonly name: string;
  readonly set: Map<string, unknown>;
}

export interface FakeValidation {
  readonly areas: readonly Area[];
  rule?: unknown;
  errorAlert?: unknown;
  prompt?: unknown;
  ignoreBlanks?: boolean;
}

export interface FakeConditional {
  readonly id: string;
  readonly areas: readonly Area[];
  readonly kind: string;
  readonly set: Map<string, unknown>;
}

export interface FakeSeries {
  readonly set: Map<string, unknown>;
}

export interface FakeChart {
  readonly id: string;
  readonly kind: string;
  readonly set: Map<string, unknown>;
  readonly series: FakeSeries[];
}

export class FakeSheet {
  readonly cells = new Map<number, Map<number, FakeCell>>();
  readonly names = new Map<string, FakeName>();
  readonly tables: FakeTable[] = [];
  readonly columnWidths = new Map<number, number>();
  readonly rowHeights = new Map<number, number>();
  readonly validations: FakeValidation[] = [];
  readonly conditionals: FakeConditional[] = [];
  readonly charts: FakeChart[] = [];
  readonly page = new Map<string, unknown>();
  /** where a cell leads, by its address */
  readonly links = new Map<string, string>();
  /** the cells before which a page begins */
  readonly breaks: string[] = [];
  frozen: Area | undefined;
  visibility: 'Visible' | 'Hidden' | 'VeryHidden' = 'Visible';
  tabColor = '';
  gridlines = true;
  protection: { options: unknown; password: boolean } | undefined;

  constructor(
    readonly id: string,
    public name: string,
  ) {}

  at(row: number, column: number): FakeCell | undefined {
    return this.cells.get(row)?.get(column);
  }

  /** The cell at a place, made where there is none. */
  put(row: number, column: number): FakeCell {
    const cells = this.cells.get(row) ?? new Map<number, FakeCell>();
    this.cells.set(row, cells);
    const cell = cells.get(column) ?? { value: '' };
    cells.set(column, cell);
    return cell;
  }

  used(): Area | undefined {
    let area: Area | undefined;
    for (const [row, cells] of this.cells) {
      for (const [column, cell] of cells) {
        if (cell.value === '' && cell.formula === undefined && cell.style === undefined) continue;
        area = area
          ? {
              top: Math.min(area.top, row),
              left: Math.min(area.left, column),
              bottom: Math.max(area.bottom, row),
              right: Math.max(area.right, column),
            }
          : { top: row, left: column, bottom: row, right: column };
      }
    }
    return area;
  }
}

const key = (name: string): string => name.toLowerCase();

export class FakeWorkbook {
  readonly sheets: FakeSheet[] = [];
  readonly names = new Map<string, FakeName>();
  readonly styles = new Map<string, FakeStyle>();
  readonly settings = new Map<string, unknown>();
  /** what formulas are worth, where somebody knows */
  calculated: (sheet: FakeSheet, row: number, column: number) => Scalar | undefined = () => undefined;
  isProtected = false;
  active: FakeSheet | undefined;
  /** the cell that is chosen, as `Sheet!A1` */
  selected: string | undefined;
  /** whether the add-in listens to what is chosen */
  listening = false;
  #next = 1;

  constructor(...sheets: readonly string[]) {
    for (const name of sheets) this.addSheet(name);
  }

  nextId(kind: string): string {
    return `{${kind}-${this.#next++}}`;
  }

  sheet(nameOrId: string): FakeSheet | undefined {
    return this.sheets.find(({ id, name }) => id === nameOrId || key(name) === key(nameOrId));
  }

  addSheet(name: string): FakeSheet {
    if (this.isProtected) throw new ExcelError('AccessDenied', 'The workbook is protected.');
    this.#checkSheetName(name);
    const sheet = new FakeSheet(this.nextId('sheet'), name);
    this.sheets.push(sheet);
    return sheet;
  }

  renameSheet(sheet: FakeSheet, name: string): void {
    if (this.isProtected) throw new ExcelError('AccessDenied', 'The workbook is protected.');
    if (key(sheet.name) !== key(name)) this.#checkSheetName(name);
    this.#rewrite(sheet.name, name, 'sheet');
    sheet.name = name;
  }

  deleteSheet(sheet: FakeSheet): void {
    if (this.isProtected) throw new ExcelError('AccessDenied', 'The workbook is protected.');
    if (this.sheets.filter(({ visibility }) => visibility === 'Visible').length === 1) {
      throw new ExcelError('InvalidOperation', 'A workbook must have one visible sheet at least.');
    }
    this.sheets.splice(this.sheets.indexOf(sheet), 1);
    for (const { name } of sheet.tables) this.#rewrite(name, undefined, 'table');
    this.#rewrite(sheet.name, undefined, 'sheet');
    if (this.active === sheet) this.active = undefined;
  }

  #checkSheetName(name: string): void {
    if (name === '' || name.length > 31 || /[\\/?*[\]:]/.test(name) || /^'|'$/.test(name)) {
      throw new ExcelError('InvalidArgument', `Not a name for a sheet: ${name}`);
    }
    if (this.sheet(name)) throw new ExcelError('ItemAlreadyExists', `There is a sheet ${name} already.`);
  }

  table(name: string): { sheet: FakeSheet; table: FakeTable } | undefined {
    for (const sheet of this.sheets) {
      const table = sheet.tables.find((each) => each.id === name || key(each.name) === key(name));
      if (table) return { sheet, table };
    }
    return undefined;
  }

  addTable(sheet: FakeSheet, area: Area): FakeTable {
    const over = sheet.tables.find(({ area: other }) => overlaps(area, other));
    if (over) throw new ExcelError('InvalidArgument', `A table overlaps ${over.name}.`);
    const headings = new Set<string>();
    for (let column = area.left; column <= area.right; column++) {
      const heading = sheet.at(area.top, column)?.value;
      if (typeof heading !== 'string' || heading === '' || headings.has(key(heading))) {
        throw new NotImitated(`a table heading that Excel would change: ${String(heading)}`);
      }
      headings.add(key(heading));
    }
    let number = 1;
    while (this.table(`Table${number}`)) number++;
    const table: FakeTable = {
      id: this.nextId('table'),
      name: `Table${number}`,
      area,
      showFilterButton: true,
      showBandedRows: true,
      style: 'TableStyleMedium2',
    };
    sheet.tables.push(table);
    return table;
  }

  renameTable(table: FakeTable, name: string): void {
    const taken = this.table(name)?.table;
    if ((taken && taken !== table) || this.names.has(key(name))) {
      throw new ExcelError('InvalidArgument', `The name ${name} is taken.`);
    }
    this.#rewrite(table.name, name, 'table');
    table.name = name;
  }

  addName(names: Map<string, FakeName>, name: string, formula: string): FakeName {
    if (!/^[\p{L}_\\][\p{L}\p{N}_.\\]*$/u.test(name) || /^[A-Za-z]{1,3}\d+$/.test(name)) {
      throw new ExcelError('InvalidArgument', `Not a name: ${name}`);
    }
    if (names.has(key(name))) throw new ExcelError('ItemAlreadyExists', `There is a name ${name} already.`);
    if (names === this.names && this.table(name)) {
      throw new ExcelError('InvalidArgument', `There is a table ${name}.`);
    }
    this.check(formula);
    const made = { name, formula, visible: true };
    names.set(key(name), made);
    return made;
  }

  /** What is typed in a cell, as `Range.formulas` takes it. Text that Excel would read otherwise is not imitated. */
  type(sheet: FakeSheet, row: number, column: number, typed: unknown): void {
    if (typed === null || typed === undefined) return;
    const cell = sheet.put(row, column);
    delete cell.formula;
    delete cell.prefixed;
    if (typeof typed !== 'string') {
      if (typeof typed !== 'number' && typeof typed !== 'boolean')
        throw new ExcelError('InvalidArgument', 'Range.formulas');
      cell.value = typed;
    } else if (typed.startsWith("'")) {
      cell.value = typed.slice(1);
      cell.prefixed = true;
    } else if (this.isText(cell) || typed === '') cell.value = typed;
    else if (typed.startsWith('=')) {
      this.check(typed);
      cell.formula = typed;
      cell.value = '';
    } else if (
      /^[+\-@]/.test(typed) ||
      /[\d:/%€$]/.test(typed) ||
      /^(true|false|waar|onwaar)$/i.test(typed)
    ) {
      throw new NotImitated(`what Excel makes of ${JSON.stringify(typed)} when it is typed`);
    } else cell.value = typed;
  }

  isText(cell: FakeCell): boolean {
    return cell.style !== undefined && this.styles.get(key(cell.style))?.set.get('NumberFormat') === '@';
  }

  valueOf(sheet: FakeSheet, row: number, column: number): Scalar {
    const cell = sheet.at(row, column);
    if (cell?.formula === undefined) return cell?.value ?? '';
    return this.calculated(sheet, row, column) ?? '';
  }

  /** Refuses a formula that names a sheet, table or name which is not there. */
  check(formula: string): void {
    if (formula.length > 8_192) throw new ExcelError('InvalidArgument', 'The formula is too long.');
    for (const token of tokens(formula)) {
      if (token.kind === 'sheet' && !this.sheet(token.name)) {
        throw new ExcelError('InvalidArgument', `The formula names the sheet ${token.name}.`);
      }
      if (token.kind === 'table' && !this.table(token.name)) {
        throw new ExcelError('InvalidArgument', `The formula names the table ${token.name}.`);
      }
    }
  }

  /** What Excel does to all formulas when something gets another name, or goes. */
  #rewrite(from: string, to: string | undefined, kind: 'sheet' | 'table'): void {
    const change = (formula: string): string => {
      let out = '';
      let last = 0;
      for (const token of tokens(formula)) {
        if (token.kind !== kind || key(token.name) !== key(from)) continue;
        out += formula.slice(last, token.start);
        if (to === undefined) {
          out += '#REF!';
          // the reference behind the sheet's name, or the brackets behind the table's
          const rest = /^(?:!?\$?[A-Za-z]*\$?\d*(?::\$?[A-Za-z]*\$?\d*)?)/.exec(formula.slice(token.end));
          last = kind === 'table' ? closing(formula, token.end) : token.end + (rest?.[0].length ?? 0);
        } else {
          out += kind === 'table' ? to : quoteSheet(to);
          last = token.end;
        }
      }
      return out + formula.slice(last);
    };
    for (const { cells, names, conditionals, validations } of this.sheets) {
      for (const row of cells.values()) {
        for (const cell of row.values()) {
          if (cell.formula !== undefined) cell.formula = change(cell.formula);
        }
      }
      for (const name of names.values()) name.formula = change(name.formula);
      for (const { set } of conditionals) {
        const formula = set.get('Custom.Rule.Formula');
        if (typeof formula === 'string') set.set('Custom.Rule.Formula', change(formula));
      }
      for (const validation of validations) {
        validation.rule = JSON.parse(
          JSON.stringify(validation.rule ?? null, (_, value: unknown) =>
            typeof value === 'string' && value.startsWith('=') ? change(value) : value,
          ),
        );
      }
    }
    for (const name of this.names.values()) name.formula = change(name.formula);
  }

  /** All of it as plain data, to compare with. */
  snapshot(): unknown {
    return {
      sheets: this.sheets.map((sheet) => snapshotOf(sheet)),
      names: [...this.names.values()].map((name) => ({ ...name })).sort(byName),
      settings: Object.fromEntries(this.settings),
      styles: [...this.styles.values()].map(({ name, set }) => [name, Object.fromEntries(set)]),
    };
  }
}

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);

function snapshotOf(sheet: FakeSheet): unknown {
  const { cells, names, tables, columnWidths, rowHeights, validations, conditionals, charts, page } = sheet;
  return {
    name: sheet.name,
    cells: [...cells]
      .flatMap(([row, inRow]) =>
        [...inRow].map(([column, cell]) => [cellName(row, column), { ...cell }] as const),
      )
      .filter(([, { formula, value, style }]) => formula !== undefined || value !== '' || style !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
    names: [...names.values()].map((name) => ({ ...name })).sort(byName),
    tables: tables.map(({ id: _, ...table }) => table).sort(byName),
    columnWidths: [...columnWidths].sort(([a], [b]) => a - b),
    rowHeights: [...rowHeights].sort(([a], [b]) => a - b),
    validations: validations.map((each) => ({ ...each })),
    conditionals: conditionals.map(({ areas, kind, set }) => ({ areas, kind, set: Object.fromEntries(set) })),
    charts: charts.map(({ kind, set, series }) => ({
      kind,
      set: Object.fromEntries(set),
      series: series.map((each) => Object.fromEntries(each.set)),
    })),
    page: Object.fromEntries(page),
    links: [...sheet.links],
    breaks: sheet.breaks,
    frozen: sheet.frozen,
    visibility: sheet.visibility,
    tabColor: sheet.tabColor,
    gridlines: sheet.gridlines,
    protection: sheet.protection,
  };
}

const overlaps = (a: Area, b: Area): boolean =>
  a.top <= b.bottom && b.top <= a.bottom && a.left <= b.right && b.left <= a.right;

export const quoteSheet = (name: string): string => `'${name.replaceAll("'", "''")}'`;

interface Token {
  readonly kind: 'sheet' | 'table';
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The sheets and tables that a formula names, each with its place; a sheet's place has its quotes and no `!`. */
export function tokens(formula: string): Token[] {
  const found: Token[] = [];
  const word = /[\p{L}\p{N}_.\\]/u;
  for (let at = 0; at < formula.length; ) {
    const character = formula[at] as string;
    if (character === '"') {
      at++;
      while (at < formula.length && !(formula[at] === '"' && formula[at + 1] !== '"'))
        at += formula[at] === '"' ? 2 : 1;
      at++;
    } else if (character === "'") {
      const start = at++;
      while (at < formula.length && !(formula[at] === "'" && formula[at + 1] !== "'"))
        at += formula[at] === "'" ? 2 : 1;
      at++;
      if (formula[at] === '!') {
        const name = formula.slice(start + 1, at - 1).replaceAll("''", "'");
        found.push({ kind: 'sheet', name, start, end: at });
      }
    } else if (character === '[') at = closing(formula, at);
    else if (word.test(character)) {
      const start = at;
      while (at < formula.length && word.test(formula[at] as string)) at++;
      const name = formula.slice(start, at);
      if (formula[at] === '!') found.push({ kind: 'sheet', name, start, end: at });
      else if (formula[at] === '[') found.push({ kind: 'table', name, start, end: at });
    } else at++;
  }
  return found;
}

/** Behind the bracket that closes the one at `from`, if there is one. */
function closing(formula: string, from: number): number {
  if (formula[from] !== '[') return from;
  let depth = 0;
  for (let at = from; at < formula.length; at++) {
    if (formula[at] === "'") at++;
    else if (formula[at] === '[') depth++;
    else if (formula[at] === ']' && --depth === 0) return at + 1;
  }
  return formula.length;
}

/** A1:B2, A:B, 3:4 or A1, without a sheet. */
export function areaOf(address: string, far: { rows: number; columns: number }): Area {
  const match = /^\$?([A-Za-z]{0,3})\$?(\d*)(?::\$?([A-Za-z]{0,3})\$?(\d*))?$/.exec(address.trim());
  if (!match) throw new ExcelError('InvalidArgument', `Not a range: ${address}`);
  const [, left = '', top = '', right = match[3] ?? left, bottom = match[4] ?? top] = match;
  const area = {
    top: top === '' ? 1 : Number(top),
    left: left === '' ? 1 : (parseColumn(left.toUpperCase()) ?? 0),
    bottom: bottom === '' ? far.rows : Number(bottom),
    right: right === '' ? far.columns : (parseColumn(right.toUpperCase()) ?? 0),
  };
  if (area.top < 1 || area.left < 1 || area.bottom < area.top || area.right < area.left) {
    throw new ExcelError('InvalidArgument', `Not a range: ${address}`);
  }
  return area;
}

export { areaName, columnName };
