import { type Area, areaName, cellName } from '../../../src/ooxml/index.ts';
import {
  areaOf,
  ExcelError,
  type FakeName,
  type FakeSheet,
  type FakeTable,
  type FakeWorkbook,
  NotImitated,
  quoteSheet,
} from './model.ts';

/**
 * The workbook in the objects of the rich API, by their names on the wire. Each object lists what it knows; the rest is
 * refused by name.
 */
export interface Wire {
  readonly kind: string;
  /** by which a later request names it again */
  readonly ids?: Readonly<Record<string, unknown>>;
  /** held on to by the library between requests */
  readonly tracked?: boolean;
  readonly read?: Readonly<Record<string, () => unknown>>;
  readonly write?: Readonly<Record<string, (value: never) => void>>;
  readonly parts?: Readonly<Record<string, () => Wire | null>>;
  readonly calls?: Readonly<Record<string, (...given: never[]) => unknown>>;
  readonly items?: () => readonly Wire[];
}

const FAR = { rows: 1_048_576, columns: 16_384 };

export const isWire = (value: unknown): value is Wire =>
  typeof value === 'object' && value !== null && 'kind' in value;

const missing = (what: string): ExcelError =>
  new ExcelError('ItemNotFound', `The requested resource doesn't exist: ${what}`);

/** An object of which only what is set matters: kept by name, in `set`, behind `prefix`. */
function bag(
  kind: string,
  set: Map<string, unknown>,
  prefix: string,
  known: readonly string[],
  parts: Readonly<Record<string, () => Wire>> = {},
  guard: () => void = () => undefined,
): Wire {
  const at = (name: string): string => (prefix === '' ? name : `${prefix}.${name}`);
  return {
    kind,
    parts,
    read: Object.fromEntries(known.map((name) => [name, () => set.get(at(name)) ?? null])),
    write: Object.fromEntries(
      known.map((name) => [
        name,
        (value: unknown) => {
          guard();
          set.set(at(name), value);
        },
      ]),
    ),
  };
}

const SIDES = ['EdgeTop', 'EdgeBottom', 'EdgeLeft', 'EdgeRight', 'InsideHorizontal', 'InsideVertical'];

function borders(set: Map<string, unknown>, prefix: string): Wire {
  return {
    kind: 'RangeBorderCollection',
    calls: {
      GetItem: (side: string) => {
        if (!SIDES.includes(side)) throw new ExcelError('InvalidArgument', side);
        return bag('RangeBorder', set, `${prefix}.${side}`, ['Style', 'Weight', 'Color']);
      },
    },
  };
}

const look = (set: Map<string, unknown>, prefix: string): Readonly<Record<string, () => Wire>> => ({
  Font: () =>
    bag('RangeFont', set, `${prefix}Font`, [
      ...['Bold', 'Italic', 'Underline', 'Strikethrough', 'Color', 'Size', 'Name'],
    ]),
  Fill: () => bag('RangeFill', set, `${prefix}Fill`, ['Color']),
  Borders: () => borders(set, `${prefix}Borders`),
});

export function workbookWire(book: FakeWorkbook): Wire {
  const names = namesWire(book, book.names, undefined);
  return {
    kind: 'Workbook',
    parts: {
      Worksheets: () => sheetsWire(book),
      Names: () => names,
      Tables: () => tablesWire(book, undefined),
      Styles: () => stylesWire(book),
      Application: () => ({
        kind: 'Application',
        calls: {
          SuspendApiCalculationUntilNextSync: () => undefined,
          SuspendScreenUpdatingUntilNextSync: () => undefined,
        },
      }),
      Settings: () => settingsWire(book),
      Protection: () => ({ kind: 'WorkbookProtection', read: { Protected: () => book.isProtected } }),
    },
    calls: { _RemoveReference: () => undefined },
  };
}

function settingsWire(book: FakeWorkbook): Wire {
  const wire = (key: string): Wire => ({
    kind: 'Setting',
    ids: { Id: key },
    read: { Key: () => key, Value: () => book.settings.get(key) ?? null },
    calls: { Delete: () => void book.settings.delete(key) },
  });
  return {
    kind: 'SettingCollection',
    calls: {
      Add: (key: string, value: unknown) => {
        book.settings.set(key, value);
        return wire(key);
      },
      GetItem: (key: string) => {
        if (!book.settings.has(key)) throw missing(key);
        return wire(key);
      },
      GetItemOrNullObject: (key: string) => (book.settings.has(key) ? wire(key) : null),
    },
  };
}

function sheetsWire(book: FakeWorkbook): Wire {
  const find = (name: string): FakeSheet | undefined => book.sheet(name);
  return {
    kind: 'WorksheetCollection',
    items: () => book.sheets.map((sheet) => sheetWire(book, sheet)),
    calls: {
      Add: (name: string) => sheetWire(book, book.addSheet(name)),
      GetItem: (name: string) => {
        const sheet = find(name);
        if (!sheet) throw missing(name);
        return sheetWire(book, sheet);
      },
      GetItemOrNullObject: (name: string) => {
        const sheet = find(name);
        return sheet ? sheetWire(book, sheet) : null;
      },
      _RegisterSelectionChangedEvent: () => {
        book.listening = true;
      },
      _UnregisterSelectionChangedEvent: () => {
        book.listening = false;
      },
      GetActiveWorksheet: () => sheetWire(book, book.active ?? (book.sheets[0] as FakeSheet)),
    },
  };
}

function sheetWire(book: FakeWorkbook, sheet: FakeSheet): Wire {
  const range = (area: Area): Wire => rangeWire(book, sheet, area);
  const used = (valuesOnly: boolean): Wire | null => {
    const area = valuesOnly ? usedByValues(sheet) : sheet.used();
    return area ? range(area) : null;
  };
  const gone = (): void => {
    if (!book.sheets.includes(sheet)) throw missing(sheet.name);
  };
  return {
    kind: 'Worksheet',
    ids: { Id: sheet.id },
    read: {
      Id: () => sheet.id,
      Name: () => sheet.name,
      Position: () => book.sheets.indexOf(sheet),
      Visibility: () => sheet.visibility,
      TabColor: () => sheet.tabColor,
      ShowGridlines: () => sheet.gridlines,
    },
    write: {
      Name: (name: string) => {
        gone();
        book.renameSheet(sheet, name);
      },
      Position: (position: number) => {
        gone();
        book.sheets.splice(book.sheets.indexOf(sheet), 1);
        book.sheets.splice(position, 0, sheet);
      },
      TabColor: (color: string) => {
        sheet.tabColor = color;
      },
      Visibility: (visibility: FakeSheet['visibility']) => {
        sheet.visibility = visibility;
      },
      // the one name that is another on the wire
      Gridlines: (shown: boolean) => {
        sheet.gridlines = shown;
      },
    },
    parts: {
      Names: () => namesWire(book, sheet.names, sheet),
      Tables: () => tablesWire(book, sheet),
      Charts: () => chartsWire(book, sheet),
      PageLayout: () => pageWire(sheet),
      HorizontalPageBreaks: () => ({
        kind: 'PageBreakCollection',
        calls: {
          Add: (range: string) => {
            sheet.breaks.push(range);
            return { kind: 'PageBreak', ids: { Id: range } };
          },
        },
      }),
      FreezePanes: () => ({
        kind: 'WorksheetFreezePanes',
        calls: {
          FreezeAt: (frozen: Wire | string) => {
            sheet.frozen = typeof frozen === 'string' ? areaOf(frozen, FAR) : areaIn(frozen);
          },
          FreezeRows: (rows: number) => {
            sheet.frozen = { top: 1, left: 1, bottom: rows, right: FAR.columns };
          },
          FreezeColumns: (columns: number) => {
            sheet.frozen = { top: 1, left: 1, bottom: FAR.rows, right: columns };
          },
        },
      }),
      Protection: () => ({
        kind: 'WorksheetProtection',
        read: {
          Protected: () => sheet.protection !== undefined,
          Options: () => sheet.protection?.options ?? null,
        },
        calls: {
          Protect: (options: unknown, password: string | null) => {
            if (sheet.protection) throw new ExcelError('AccessDenied', 'The sheet is protected already.');
            sheet.protection = { options, password: password !== null };
          },
          Unprotect: () => {
            if (sheet.protection?.password) throw new ExcelError('AccessDenied', 'A password is needed.');
            sheet.protection = undefined;
          },
        },
      }),
    },
    calls: {
      Activate: () => {
        book.active = sheet;
      },
      Delete: () => {
        gone();
        book.deleteSheet(sheet);
      },
      GetCell: (row: number, column: number) =>
        range({ top: row + 1, left: column + 1, bottom: row + 1, right: column + 1 }),
      GetRange: (address: string | null) => range(areaOf(address ?? 'A1:XFD1048576', FAR)),
      GetRangeByIndexes: (row: number, column: number, rows: number, columns: number) =>
        range({ top: row + 1, left: column + 1, bottom: row + rows, right: column + columns }),
      GetRanges: (address: string) => {
        if (address.length > 8_192) throw new ExcelError('InvalidArgument', 'The address is too long.');
        return rangesWire(
          book,
          sheet,
          address.split(',').map((each) => areaOf(each, FAR)),
        );
      },
      GetUsedRange: (valuesOnly: boolean | null) => used(valuesOnly ?? false) ?? range(areaOf('A1', FAR)),
      GetUsedRangeOrNullObject: (valuesOnly: boolean | null) => used(valuesOnly ?? false),
    },
  };
}

function usedByValues(sheet: FakeSheet): Area | undefined {
  const bare: FakeSheet = Object.assign(Object.create(Object.getPrototypeOf(sheet) as object) as FakeSheet, {
    cells: new Map(
      [...sheet.cells].map(([row, cells]) => [
        row,
        new Map([...cells].map(([column, { style: _, ...cell }]) => [column, cell])),
      ]),
    ),
  });
  return bare.used();
}

const AREAS = new WeakMap<Wire, readonly Area[]>();

function areaIn(range: Wire): Area {
  const [area] = AREAS.get(range) ?? [];
  if (!area) throw new NotImitated(`${range.kind} as a range`);
  return area;
}

/** Refuses a change of cells that protection keeps from being changed. */
function writable(book: FakeWorkbook, sheet: FakeSheet, areas: readonly Area[]): void {
  if (!book.sheets.includes(sheet)) throw missing(sheet.name);
  if (!sheet.protection) return;
  for (const { top, left, bottom, right } of areas) {
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const style = sheet.at(row, column)?.style?.toLowerCase();
        if (style === undefined || book.styles.get(style)?.set.get('Locked') !== false) {
          throw new ExcelError('AccessDenied', `${sheet.name}!${cellName(row, column)} is protected.`);
        }
      }
    }
  }
}

function grid<T>({ top, left, bottom, right }: Area, cell: (row: number, column: number) => T): T[][] {
  if ((bottom - top + 1) * (right - left + 1) > 5_000_000) throw new NotImitated('so many cells at once');
  return Array.from({ length: bottom - top + 1 }, (_, row) =>
    Array.from({ length: right - left + 1 }, (__, column) => cell(top + row, left + column)),
  );
}

/** Sets what a property of a range is given: one value for all cells, or one each. */
function spread(
  area: Area,
  given: unknown,
  set: (row: number, column: number, value: unknown) => void,
): void {
  const height = area.bottom - area.top + 1;
  const width = area.right - area.left + 1;
  const rows = Array.isArray(given) ? (given as unknown[]) : undefined;
  const single = rows === undefined || (rows.length === 1 && Array.isArray(rows[0]) && rows[0].length === 1);
  if (
    !single &&
    (rows.length !== height || rows.some((row) => !Array.isArray(row) || row.length !== width))
  ) {
    throw new ExcelError(
      'InvalidArgument',
      "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
    );
  }
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const value =
        rows === undefined ? given : ((single ? rows[0] : rows[row]) as unknown[])[single ? 0 : column];
      set(area.top + row, area.left + column, value);
    }
  }
}

function rangeWire(book: FakeWorkbook, sheet: FakeSheet, area: Area): Wire {
  const { top, left, bottom, right } = area;
  const sub = (other: Area): Wire => rangeWire(book, sheet, other);
  const type = (given: unknown): void => {
    writable(book, sheet, [area]);
    spread(area, given, (row, column, value) => book.type(sheet, row, column, value));
  };
  const formulas = (): unknown =>
    grid(area, (row, column) => {
      const cell = sheet.at(row, column);
      return cell?.formula ?? cell?.value ?? '';
    });
  const made: Wire = {
    kind: 'Range',
    tracked: true,
    read: {
      Address: () => `${quoteSheet(sheet.name)}!${areaName(area)}`,
      RowIndex: () => top - 1,
      ColumnIndex: () => left - 1,
      RowCount: () => bottom - top + 1,
      ColumnCount: () => right - left + 1,
      Values: () => grid(area, (row, column) => book.valueOf(sheet, row, column)),
      Formulas: formulas,
      NumberFormat: () =>
        grid(
          area,
          (row, column) =>
            book.styles.get((sheet.at(row, column)?.style ?? '').toLowerCase())?.set.get('NumberFormat') ??
            'General',
        ),
      Style: () => {
        const styles = new Set(grid(area, (row, column) => sheet.at(row, column)?.style ?? 'Normal').flat());
        return styles.size === 1 ? [...styles][0] : null;
      },
    },
    write: {
      Formulas: type,
      Values: type,
      Style: (name: string) => setStyle(book, sheet, [area], name),
      Hyperlink: (link: { documentReference?: string }) => {
        if (sheet.protection) throw new ExcelError('AccessDenied', `${sheet.name} is protected.`);
        const target = /^'(.*)'!/.exec(link.documentReference ?? '')?.[1]?.replaceAll("''", "'");
        if (target === undefined || !book.sheet(target)) throw new NotImitated('a link that leads nowhere');
        sheet.links.set(cellName(top, left), link.documentReference ?? '');
      },
    },
    parts: {
      Format: () => ({
        kind: 'RangeFormat',
        write: {
          ColumnWidth: (width: number) => {
            for (let column = left; column <= right; column++) sheet.columnWidths.set(column, width);
          },
          RowHeight: (height: number) => {
            for (let row = top; row <= bottom; row++) sheet.rowHeights.set(row, height);
          },
        },
      }),
      DataValidation: () => validationWire(book, sheet, [area]),
      ConditionalFormats: () => conditionalsWire(book, sheet, [area]),
      Worksheet: () => sheetWire(book, sheet),
    },
    calls: {
      _KeepReference: () => undefined,
      _ValidateArraySize: (rows: number, columns: number) => {
        if (rows !== bottom - top + 1 || columns !== right - left + 1)
          throw new ExcelError('InvalidArgument');
      },
      GetRow: (row: number) => sub({ top: top + row, left, bottom: top + row, right }),
      GetCell: (row: number, column: number) =>
        sub({ top: top + row, left: left + column, bottom: top + row, right: left + column }),
      GetBoundingRect: (other: Wire) => {
        const b = areaIn(other);
        return sub({
          top: Math.min(top, b.top),
          left: Math.min(left, b.left),
          bottom: Math.max(bottom, b.bottom),
          right: Math.max(right, b.right),
        });
      },
      Select: () => {
        book.active = sheet;
        book.selected = `${sheet.name}!${cellName(top, left)}`;
      },
    },
  };
  AREAS.set(made, [area]);
  return made;
}

function setStyle(book: FakeWorkbook, sheet: FakeSheet, areas: readonly Area[], name: string): void {
  const style = book.styles.get(name.toLowerCase());
  if (!style && name !== 'Normal') throw new ExcelError('InvalidArgument', `There is no style ${name}.`);
  if (sheet.protection) throw new ExcelError('AccessDenied', `${sheet.name} is protected.`);
  for (const { top, left, bottom, right } of areas) {
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        if (style) sheet.put(row, column).style = style.name;
        else delete sheet.at(row, column)?.style;
      }
    }
  }
}

function rangesWire(book: FakeWorkbook, sheet: FakeSheet, areas: readonly Area[]): Wire {
  return {
    kind: 'RangeAreas',
    tracked: true,
    write: { Style: (name: string) => setStyle(book, sheet, areas, name) },
    parts: {
      DataValidation: () => validationWire(book, sheet, areas),
      ConditionalFormats: () => conditionalsWire(book, sheet, areas),
    },
    calls: { _KeepReference: () => undefined },
  };
}

function validationWire(book: FakeWorkbook, sheet: FakeSheet, areas: readonly Area[]): Wire {
  const same = (each: { areas: readonly Area[] }): boolean =>
    JSON.stringify(each.areas) === JSON.stringify(areas);
  const here = (): FakeSheet['validations'][number] => {
    if (sheet.protection) throw new ExcelError('AccessDenied', `${sheet.name} is protected.`);
    const found = sheet.validations.find(same);
    if (found) return found;
    const made = { areas };
    sheet.validations.push(made);
    return made;
  };
  return {
    kind: 'DataValidation',
    write: {
      Rule: (rule: Record<string, Record<string, unknown>>) => {
        for (const value of Object.values(rule).flatMap((each) => Object.values(each))) {
          if (typeof value === 'string' && value.startsWith('=')) checkName(book, value);
        }
        here().rule = rule;
      },
      ErrorAlert: (alert: { title?: string; message?: string }) => {
        if ((alert.title ?? '').length > 32 || (alert.message ?? '').length > 255) {
          throw new ExcelError('InvalidArgument', 'errorAlert');
        }
        here().errorAlert = alert;
      },
      Prompt: (prompt: { title?: string; message?: string }) => {
        if ((prompt.title ?? '').length > 32 || (prompt.message ?? '').length > 255) {
          throw new ExcelError('InvalidArgument', 'prompt');
        }
        here().prompt = prompt;
      },
      IgnoreBlanks: (ignore: boolean) => {
        here().ignoreBlanks = ignore;
      },
    },
  };
}

function checkName(book: FakeWorkbook, formula: string): void {
  book.check(formula);
  const name = /^=([\p{L}_][\p{L}\p{N}_.]*)$/u.exec(formula)?.[1];
  if (name !== undefined && !book.names.has(name.toLowerCase())) {
    throw new ExcelError('InvalidArgument', `There is no name ${name}.`);
  }
}

function conditionalsWire(book: FakeWorkbook, sheet: FakeSheet, areas: readonly Area[]): Wire {
  return {
    kind: 'ConditionalFormatCollection',
    calls: {
      Add: (kind: string) => {
        if (kind !== 'Custom') throw new NotImitated(`conditional format ${kind}`);
        const id = book.nextId('cf');
        const set = new Map<string, unknown>();
        // Excel puts a new one before the others
        sheet.conditionals.unshift({ id, areas, kind, set });
        return conditionalWire(book, id, set);
      },
    },
  };
}

function conditionalWire(book: FakeWorkbook, id: string, set: Map<string, unknown>): Wire {
  return {
    kind: 'ConditionalFormat',
    ids: { Id: id },
    parts: {
      Custom: () => ({
        kind: 'CustomConditionalFormat',
        parts: {
          Rule: () => ({
            kind: 'ConditionalFormatRule',
            write: {
              Formula: (formula: string) => {
                book.check(formula);
                set.set('Custom.Rule.Formula', formula);
              },
            },
          }),
          Format: () => ({ kind: 'ConditionalRangeFormat', parts: look(set, 'Custom.Format.') }),
        },
      }),
    },
  };
}

function namesWire(book: FakeWorkbook, names: Map<string, FakeName>, sheet: FakeSheet | undefined): Wire {
  const wire = (found: FakeName): Wire => ({
    kind: 'NamedItem',
    ids: { Id: found.name, _Id: found.name },
    read: {
      Name: () => found.name,
      Formula: () => found.formula,
      Visible: () => found.visible,
      Scope: () => (sheet ? 'Worksheet' : 'Workbook'),
    },
    write: {
      Formula: (formula: string) => {
        book.check(formula);
        found.formula = formula;
      },
      Visible: (visible: boolean) => {
        found.visible = visible;
      },
    },
    calls: { Delete: () => void names.delete(found.name.toLowerCase()) },
  });
  return {
    kind: 'NamedItemCollection',
    items: () => [...names.values()].map(wire),
    calls: {
      Add: (name: string, formula: unknown) => {
        if (typeof formula !== 'string') throw new NotImitated('a name for a range object');
        return wire(book.addName(names, name, formula));
      },
      GetItem: (name: string) => {
        const found = names.get(name.toLowerCase());
        if (!found) throw missing(name);
        return wire(found);
      },
      GetItemOrNullObject: (name: string) => {
        const found = names.get(name.toLowerCase());
        return found ? wire(found) : null;
      },
    },
  };
}

function tablesWire(book: FakeWorkbook, own: FakeSheet | undefined): Wire {
  const all = (): { sheet: FakeSheet; table: FakeTable }[] =>
    (own ? [own] : book.sheets).flatMap((sheet) => sheet.tables.map((table) => ({ sheet, table })));
  const find = (name: string): Wire | null => {
    const found = all().find(
      ({ table }) => table.id === name || table.name.toLowerCase() === name.toLowerCase(),
    );
    return found ? tableWire(book, found.sheet, found.table) : null;
  };
  return {
    kind: 'TableCollection',
    items: () => all().map(({ sheet, table }) => tableWire(book, sheet, table)),
    calls: {
      Add: (range: Wire | string, headed: boolean) => {
        if (!own || !headed) throw new NotImitated('a table without headings, or of the workbook');
        const area = typeof range === 'string' ? areaOf(range, FAR) : areaIn(range);
        return tableWire(book, own, book.addTable(own, area));
      },
      GetItem: (name: string) => {
        const found = find(name);
        if (!found) throw missing(name);
        return found;
      },
      GetItemOrNullObject: find,
    },
  };
}

function tableWire(book: FakeWorkbook, sheet: FakeSheet, table: FakeTable): Wire {
  return {
    kind: 'Table',
    ids: { Id: table.id },
    read: {
      Id: () => table.id,
      Name: () => table.name,
      ShowFilterButton: () => table.showFilterButton,
      Style: () => table.style,
    },
    write: {
      Name: (name: string) => book.renameTable(table, name),
      ShowFilterButton: (shown: boolean) => {
        table.showFilterButton = shown;
      },
      ShowBandedRows: (shown: boolean) => {
        table.showBandedRows = shown;
      },
      Style: (style: string) => {
        table.style = style;
      },
    },
    parts: { Worksheet: () => sheetWire(book, sheet), Rows: () => tableRowsWire(book, sheet, table) },
    calls: { GetRange: () => rangeWire(book, sheet, table.area) },
  };
}

function tableRowsWire(book: FakeWorkbook, sheet: FakeSheet, table: FakeTable): Wire {
  const open = (): void => {
    if (sheet.protection) throw new ExcelError('AccessDenied', `${sheet.name} is protected.`);
  };
  const below = (row: number): void => {
    const { left, right } = table.area;
    for (const [at, cells] of sheet.cells) {
      if (at < row) continue;
      for (const [column, { value, formula }] of cells) {
        if (column >= left && column <= right && (value !== '' || formula !== undefined)) {
          throw new NotImitated('a table that moves what is below it');
        }
      }
    }
  };
  return {
    kind: 'TableRowCollection',
    read: { Count: () => table.area.bottom - table.area.top },
    calls: {
      Add: (index: number | null, values: unknown[][]) => {
        open();
        if (index !== null) throw new NotImitated('a row between others');
        const { left, bottom, right } = table.area;
        below(bottom + 1);
        const area = { top: bottom + 1, left, bottom: bottom + values.length, right };
        spread(area, values, (row, column, value) => book.type(sheet, row, column, value));
        table.area = { ...table.area, bottom: area.bottom };
        return { kind: 'TableRow', ids: {} };
      },
      GetItemAt: (index: number) => ({
        kind: 'TableRow',
        calls: {
          Delete: () => {
            open();
            const { top, left, bottom, right } = table.area;
            if (index !== bottom - top - 1) throw new NotImitated('taking away a row between others');
            for (let column = left; column <= right; column++) sheet.cells.get(bottom)?.delete(column);
            table.area = { ...table.area, bottom: bottom - 1 };
          },
        },
      }),
    },
  };
}

function stylesWire(book: FakeWorkbook): Wire {
  const wire = (name: string): Wire | null => {
    const style = book.styles.get(name.toLowerCase());
    if (!style) return null;
    const { set } = style;
    const properties = [
      ...['NumberFormat', 'HorizontalAlignment', 'VerticalAlignment', 'WrapText', 'IndentLevel'],
      ...['Locked', 'FormulaHidden', 'ShrinkToFit'],
    ];
    const made = bag('Style', set, '', properties, look(set, ''));
    return {
      ...made,
      ids: { Id: style.name },
      read: { ...made.read, Name: () => style.name },
      calls: { Delete: () => void book.styles.delete(name.toLowerCase()) },
    };
  };
  return {
    kind: 'StyleCollection',
    items: () => [...book.styles.values()].flatMap(({ name }) => wire(name) ?? []),
    calls: {
      Add: (name: string) => {
        if (book.styles.has(name.toLowerCase())) throw new ExcelError('ItemAlreadyExists', name);
        book.styles.set(name.toLowerCase(), { name, set: new Map() });
      },
      GetItem: (name: string) => {
        const style = wire(name);
        if (!style) throw missing(name);
        return style;
      },
      GetItemOrNullObject: wire,
    },
  };
}

function pageWire(sheet: FakeSheet): Wire {
  const { page } = sheet;
  const keep =
    (name: string) =>
    (value: Wire | string): void => {
      page.set(name, typeof value === 'string' ? value : (AREAS.get(value) ?? []).map(areaName).join(','));
    };
  return {
    ...bag('PageLayout', page, '', [
      ...['Orientation', 'PaperSize', 'Zoom', 'LeftMargin', 'RightMargin', 'TopMargin', 'BottomMargin'],
      ...['HeaderMargin', 'FooterMargin', 'CenterHorizontally'],
    ]),
    parts: {
      HeadersFooters: () => ({
        kind: 'HeaderFooterGroup',
        parts: {
          DefaultForAllPages: () =>
            bag('HeaderFooter', page, 'Footer', ['LeftFooter', 'CenterFooter', 'RightFooter']),
        },
      }),
    },
    calls: {
      SetPrintArea: keep('PrintArea'),
      SetPrintTitleRows: keep('PrintTitleRows'),
      SetPrintTitleColumns: keep('PrintTitleColumns'),
    },
  };
}

function chartsWire(book: FakeWorkbook, sheet: FakeSheet): Wire {
  const wire = (chart: FakeSheet['charts'][number]): Wire => {
    const { id, set, series } = chart;
    const one = (each: (typeof series)[number]): Wire => ({
      ...bag('ChartSeries', each.set, '', [
        ...['Name', 'ChartType', 'GapWidth', 'Overlap', 'AxisGroup', 'HasDataLabels'],
      ]),
      parts: {
        Format: () => ({
          kind: 'ChartSeriesFormat',
          parts: {
            Fill: () => ({
              kind: 'ChartFill',
              calls: {
                SetSolidColor: (color: string) => void each.set.set('Fill', color),
                Clear: () => void each.set.set('Fill', 'none'),
              },
            }),
            Line: () => bag('ChartLineFormat', each.set, 'Line', ['Color', 'Weight', 'LineStyle']),
          },
        }),
      },
      calls: {
        SetValues: (range: Wire) => void each.set.set('Values', areaIn(range)),
        SetXAxisValues: (range: Wire) => void each.set.set('Categories', areaIn(range)),
        Delete: () => void series.splice(series.indexOf(each), 1),
      },
    });
    const axis = (name: string): Wire => ({
      ...bag('ChartAxis', set, name, [
        'NumberFormat',
        'Visible',
        'ReversePlotOrder',
        'TickLabelPosition',
        'Minimum',
      ]),
      parts: {
        Title: () => bag('ChartAxisTitle', set, `${name}.Title`, ['Text', 'Visible']),
        MajorGridlines: () => bag('ChartGridlines', set, `${name}.MajorGridlines`, ['Visible']),
      },
    });
    return {
      ...bag('Chart', set, '', ['Name', 'ChartType', 'PlotVisibleOnly']),
      ids: { Id: id },
      parts: {
        Title: () => bag('ChartTitle', set, 'Title', ['Text', 'Visible', 'Overlay']),
        Legend: () => bag('ChartLegend', set, 'Legend', ['Position', 'Visible', 'Overlay']),
        Axes: () => ({
          kind: 'ChartAxes',
          parts: { CategoryAxis: () => axis('CategoryAxis'), ValueAxis: () => axis('ValueAxis') },
        }),
        Series: () => ({
          kind: 'ChartSeriesCollection',
          read: { Count: () => series.length },
          items: () => series.map(one),
          calls: {
            Add: (name: string) => {
              const made = { set: new Map<string, unknown>([['Name', name]]) };
              series.push(made);
              return one(made);
            },
            GetItemAt: (index: number) => {
              const found = series[index];
              if (!found) throw missing(`series ${index}`);
              return one(found);
            },
          },
        }),
      },
      calls: {
        SetPosition: (first: Wire | string, last: Wire | string) => {
          const corner = (each: Wire | string): Area =>
            typeof each === 'string' ? areaOf(each, FAR) : areaIn(each);
          const { top, left } = corner(first);
          const { bottom, right } = corner(last);
          set.set('Position', { top, left, bottom, right });
        },
        Delete: () => void sheet.charts.splice(sheet.charts.indexOf(chart), 1),
      },
    };
  };
  return {
    kind: 'ChartCollection',
    items: () => sheet.charts.map(wire),
    calls: {
      Add: (kind: string, source: Wire, by: string) => {
        // Excel makes a series of each column, or row, of the range
        const { top, left, bottom, right } = areaIn(source);
        const count = by === 'Rows' ? bottom - top + 1 : right - left + 1;
        const chart = {
          id: book.nextId('chart'),
          kind,
          set: new Map<string, unknown>(),
          series: Array.from({ length: count }, () => ({ set: new Map<string, unknown>() })),
        };
        sheet.charts.push(chart);
        return wire(chart);
      },
      GetItem: (id: string) => {
        const found = sheet.charts.find((chart) => chart.id === id);
        if (!found) throw missing(id);
        return wire(found);
      },
    },
  };
}
