import { type Area, cellName, MAX_COLUMN, MAX_ROW, parseArea } from './address.ts';
import { OoxmlError, type OoxmlProblem, refuse } from './errors.ts';
import { type CompiledFormula, compileFormula, moveFormula } from './formula.ts';
import {
  PACKAGE_LIMITS,
  type PackageLimits,
  type PackageParts,
  partText,
  type Relationship,
  readRelationships,
  unpackParts,
} from './package.ts';
import { decodeXstring, foldCase } from './text.ts';
import { readText, skipElement, XmlReader } from './xml.ts';

/** How much of a workbook is taken in before it is refused. */
export interface ReadLimits extends PackageLimits {
  /** Cells of all sheets together, empty ones with a style included. */
  readonly maxCells: number;
  /** Characters of formulas that a file gives once and many cells share. */
  readonly maxSharedFormulaText: number;
  /** Shared strings, names, tables, merged areas and the like, each kind by itself. */
  readonly maxItems: number;
}

export const READ_LIMITS: ReadLimits = {
  ...PACKAGE_LIMITS,
  maxCells: 2_000_000,
  maxSharedFormulaText: 200_000_000,
  maxItems: 2_000_000,
};

export interface ReadBook {
  /** In the order of the tabs. */
  readonly sheets: readonly ReadSheet[];
  readonly names: readonly ReadName[];
  readonly customXml: readonly ReadCustomXml[];
  readonly properties: ReadProperties;
  readonly date1904: boolean;
  readonly fullCalcOnLoad: boolean;
  /** The path of the workbook part. */
  readonly part: string;
  /** All parts as they are, for what this model does not hold. */
  readonly parts: PackageParts;
}

export interface ReadProperties {
  readonly title?: string;
  readonly creator?: string;
  readonly created?: string;
}

export interface ReadName {
  readonly name: string;
  /** Without a leading `=`. */
  readonly formula: string;
  /** The sheet's name, where the name is known on that sheet only. */
  readonly sheet: string | undefined;
  readonly hidden: boolean;
}

export interface ReadCustomXml {
  readonly part: string;
  readonly itemId: string | undefined;
  /** Name and namespace of its root element; undefined where the part is not well-formed. */
  readonly root: { readonly local: string; readonly uri: string } | undefined;
  readonly xml: string;
}

export interface ReadSheet {
  readonly name: string;
  /** `other`: a chart sheet, a dialog or a macro sheet; it has no cells. */
  readonly kind: 'worksheet' | 'other';
  readonly state: 'visible' | 'hidden' | 'veryHidden';
  readonly sheetId: string;
  /** The path of its part; '' where it has none. */
  readonly part: string;
  /** In the order of the file, which is by row and column. */
  readonly cells: readonly ReadCell[];
  readonly tables: readonly ReadTable[];
  readonly merges: readonly Area[];
  readonly protected: boolean;
}

export interface ReadTable {
  readonly name: string;
  readonly part: string;
  readonly area: Area;
  readonly headerRows: number;
  readonly totalsRows: number;
  readonly columns: readonly { readonly name: string; readonly formula: string | undefined }[];
}

export interface ReadStyle {
  readonly numberFormat: string;
  readonly locked: boolean;
  readonly formulaHidden: boolean;
  readonly quotePrefix: boolean;
}

interface ReadCellPlace {
  readonly row: number;
  readonly column: number;
  readonly style: ReadStyle;
  /** Without a leading `=`; of a shared formula what stands in this very cell. */
  readonly formula?: string;
  /** The cells an array formula or a data table fills. */
  readonly formulaArea?: Area;
  /** `dataTable`: what-if tables have no formula text of their own. */
  readonly formulaKind?: 'array' | 'dataTable';
}
export type ReadValue =
  /** `text` is the number as the file has it, for those who want its exact digits. */
  | { readonly type: 'number'; readonly value: number; readonly text: string }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'boolean'; readonly value: boolean }
  /** As `#REF!`. */
  | { readonly type: 'error'; readonly value: string }
  /** ISO 8601, which hardly any program writes. */
  | { readonly type: 'date'; readonly value: string }
  | { readonly type: 'blank' };
export type ReadCell = ReadCellPlace & ReadValue;

const MAIN_NAMESPACES: ReadonlySet<string> = new Set([
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://purl.oclc.org/ooxml/spreadsheetml/main',
]);
const RELATION_NAMESPACES = [
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  'http://purl.oclc.org/ooxml/officeDocument/relationships',
] as const;
const CUSTOM_XML_NAMESPACES: ReadonlySet<string> = new Set([
  'http://schemas.openxmlformats.org/officeDocument/2006/customXml',
  'http://purl.oclc.org/ooxml/officeDocument/customXml',
]);

/** Bytes; such a part holds one identity and a few addresses. */
const MAX_ITEM_PROPERTIES = 65_536;

const NUMBER = /^[ \t\r\n]*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?[ \t\r\n]*$/;

/** Formats that a file names by number only. Dates are as an English Excel shows them. */
const FIXED_FORMATS: ReadonlyMap<number, string> = new Map([
  [0, 'General'],
  [1, '0'],
  [2, '0.00'],
  [3, '#,##0'],
  [4, '#,##0.00'],
  [9, '0%'],
  [10, '0.00%'],
  [11, '0.00E+00'],
  [12, '# ?/?'],
  [13, '# ??/??'],
  [14, 'mm-dd-yy'],
  [15, 'd-mmm-yy'],
  [16, 'd-mmm'],
  [17, 'mmm-yy'],
  [18, 'h:mm AM/PM'],
  [19, 'h:mm:ss AM/PM'],
  [20, 'h:mm'],
  [21, 'h:mm:ss'],
  [22, 'm/d/yy h:mm'],
  [37, '#,##0 ;(#,##0)'],
  [38, '#,##0 ;[Red](#,##0)'],
  [39, '#,##0.00;(#,##0.00)'],
  [40, '#,##0.00;[Red](#,##0.00)'],
  [45, 'mm:ss'],
  [46, '[h]:mm:ss'],
  [47, 'mmss.0'],
  [48, '##0.0E+0'],
  [49, '@'],
]);

const PLAIN_STYLE: ReadStyle = {
  numberFormat: 'General',
  locked: true,
  formulaHidden: false,
  quotePrefix: false,
};

const isOn = (value: string | undefined): boolean => value === '1' || value === 'true' || value === 'on';
const endsWithType = (relation: Relationship, type: string): boolean => relation.type.endsWith(`/${type}`);

function relationId(xml: XmlReader): string | undefined {
  return xml.attribute('id', RELATION_NAMESPACES[0]) ?? xml.attribute('id', RELATION_NAMESPACES[1]);
}

class BookReader {
  readonly #parts: PackageParts;
  readonly #limits: ReadLimits;
  #strings: readonly string[] = [];
  #styles: readonly ReadStyle[] = [];
  #cellCount = 0;
  #sharedText = 0;
  readonly #taken = new Set<string>();

  constructor(parts: PackageParts, limits: ReadLimits) {
    this.#parts = parts;
    this.#limits = limits;
  }

  /** A reader of a part, standing at its root, which must be this element of SpreadsheetML. */
  #open(path: string, root: string): XmlReader {
    const xml = new XmlReader(partText(this.#parts.get(path)), path);
    xml.next();
    if (!xml.named(root) || !MAIN_NAMESPACES.has(xml.uri)) {
      refuse({ code: 'xml-unexpected', part: path, what: 'root', value: xml.local });
    }
    return xml;
  }

  #room(items: { readonly length: number }, part: string, what: string): void {
    if (items.length >= this.#limits.maxItems) {
      refuse({ code: 'too-many-items', part, what, limit: this.#limits.maxItems });
    }
  }

  /** A sheet or a table has a part of its own; one part under many names would only cost time. */
  #once(path: string): void {
    const key = path.toLowerCase();
    if (this.#taken.has(key)) refuse({ code: 'part-duplicate', part: path });
    this.#taken.add(key);
  }

  // --- strings and styles ---

  /** From the open event of `si` or `is`: its text, without the readings that stand over Asian text. */
  #richText(xml: XmlReader): string {
    const outside = xml.depth - 1;
    const main = xml.uri;
    let text = '';
    for (let event = xml.next(); event !== 'end'; event = xml.next()) {
      if (event === 'close' && xml.depth === outside) break;
      if (event !== 'open') continue;
      if (xml.uri === main && xml.local === 't') text += readText(xml);
      else if (xml.local === 'rPh' || xml.local === 'rPr' || xml.local === 'extLst') skipElement(xml);
    }
    return decodeXstring(text);
  }

  #readStrings(path: string): readonly string[] {
    const xml = this.#open(path, 'sst');
    const main = xml.uri;
    const out: string[] = [];
    for (let event = xml.next(); event !== 'end'; event = xml.next()) {
      if (event !== 'open') continue;
      if (xml.local === 'si' && xml.uri === main) {
        this.#room(out, path, 'shared strings');
        out.push(this.#richText(xml));
      } else skipElement(xml);
    }
    return out;
  }

  #readStyles(path: string): readonly ReadStyle[] {
    const xml = this.#open(path, 'styleSheet');
    const formats = new Map(FIXED_FORMATS);
    const found: { format: number; locked: boolean; formulaHidden: boolean; quotePrefix: boolean }[] = [];
    let inside = '';
    for (let event = xml.next(); event !== 'end'; event = xml.next()) {
      if (event !== 'open') continue;
      if (xml.depth === 2) inside = xml.local;
      else if (xml.depth === 3 && inside === 'numFmts' && xml.local === 'numFmt') {
        const id = Number(xml.attribute('numFmtId') ?? Number.NaN);
        if (Number.isInteger(id)) formats.set(id, decodeXstring(xml.attribute('formatCode') ?? 'General'));
      } else if (xml.depth === 3 && inside === 'cellXfs' && xml.local === 'xf') {
        this.#room(found, path, 'styles');
        found.push({
          format: Number(xml.attribute('numFmtId') ?? 0),
          locked: true,
          formulaHidden: false,
          quotePrefix: isOn(xml.attribute('quotePrefix')),
        });
      } else if (xml.depth === 4 && inside === 'cellXfs' && xml.local === 'protection') {
        const style = found.at(-1);
        if (style !== undefined) {
          style.locked = isOn(xml.attribute('locked') ?? '1');
          style.formulaHidden = isOn(xml.attribute('hidden'));
        }
      }
    }
    return found.map(({ format, ...rest }) => ({ ...rest, numberFormat: formats.get(format) ?? 'General' }));
  }

  // --- tables ---

  #readTable(path: string): ReadTable {
    const xml = this.#open(path, 'table');
    const name = xml.attribute('displayName') ?? xml.attribute('name');
    const reference = xml.attribute('ref');
    if (name === undefined || reference === undefined) {
      return refuse({ code: 'xml-unexpected', part: path, what: 'table', value: name ?? '' });
    }
    const rows = (text: string | undefined, otherwise: number): number => {
      const count = Number(text ?? otherwise);
      return Number.isInteger(count) && count >= 0 && count <= MAX_ROW
        ? count
        : refuse({ code: 'xml-unexpected', part: path, what: 'table rows', value: text ?? '' });
    };
    const area = parseArea(reference, { where: 'table', part: path });
    const headerRows = rows(xml.attribute('headerRowCount'), 1);
    const totalsRows = rows(xml.attribute('totalsRowCount'), 0);
    const columns: { name: string; formula: string | undefined }[] = [];
    let inside = '';
    for (let event = xml.next(); event !== 'end'; event = xml.next()) {
      if (event !== 'open') continue;
      if (xml.depth === 2) inside = xml.local;
      else if (xml.depth === 3 && inside === 'tableColumns' && xml.local === 'tableColumn') {
        this.#room(columns, path, 'table columns');
        columns.push({ name: decodeXstring(xml.attribute('name') ?? ''), formula: undefined });
      } else if (xml.depth === 4 && inside === 'tableColumns' && xml.local === 'calculatedColumnFormula') {
        const column = columns.at(-1);
        if (column !== undefined) column.formula = readText(xml);
      }
    }
    if (columns.length !== area.right - area.left + 1) {
      return refuse({
        code: 'xml-unexpected',
        part: path,
        what: 'table columns',
        value: String(columns.length),
      });
    }
    return { name: decodeXstring(name), part: path, area, headerRows, totalsRows, columns };
  }

  // --- cells ---

  #style(index: string | undefined, part: string, row: number, column: number): ReadStyle {
    if (index === undefined) return this.#styles[0] ?? PLAIN_STYLE;
    const style = this.#styles[Number(index)];
    if (style !== undefined) return style;
    if (this.#styles.length === 0) return PLAIN_STYLE;
    return refuse({ code: 'style-missing', part, cell: cellName(row, column), index });
  }

  #value(
    type: string | undefined,
    raw: string | undefined,
    part: string,
    row: number,
    column: number,
  ): ReadValue {
    if (raw === undefined) return { type: 'blank' };
    const invalid = (value: string): never =>
      refuse({ code: 'cell-value-invalid', part, cell: cellName(row, column), value: value.slice(0, 100) });
    switch (type) {
      case undefined:
      case 'n': {
        if (raw.trim() === '') return { type: 'blank' };
        const value = Number(raw);
        if (!NUMBER.test(raw) || !Number.isFinite(value)) return invalid(raw);
        return { type: 'number', value, text: raw.trim() };
      }
      case 's': {
        const text = /^\s*[0-9]{1,9}\s*$/.test(raw) ? this.#strings[Number(raw)] : undefined;
        if (text === undefined) {
          return refuse({
            code: 'shared-string-missing',
            part,
            cell: cellName(row, column),
            index: raw.slice(0, 20),
          });
        }
        return { type: 'text', value: text };
      }
      case 'str':
        return { type: 'text', value: decodeXstring(raw) };
      case 'b': {
        const text = raw.trim();
        if (text === '1' || text === 'true') return { type: 'boolean', value: true };
        if (text === '0' || text === 'false') return { type: 'boolean', value: false };
        return invalid(raw);
      }
      case 'e':
        return { type: 'error', value: raw.trim() };
      case 'd':
        return { type: 'date', value: raw.trim() };
      default:
        return invalid(type);
    }
  }

  /** From the open event of `sheetData`: its cells. */
  #readCells(xml: XmlReader): readonly ReadCell[] {
    const { part } = xml;
    const main = xml.uri;
    const outside = xml.depth - 1;
    const cells: ReadCell[] = [];
    const shared = new Map<
      string,
      {
        readonly row: number;
        readonly column: number;
        readonly text: string;
        compiled: CompiledFormula | undefined;
      }
    >();
    let row = 0;
    let column = 0;
    let lastKey = -1;
    // Only for a file that does not keep to the order of rows and columns.
    let seen: Set<number> | undefined;
    const outOfBounds = (reference: string): never =>
      refuse({
        code: 'reference-out-of-bounds',
        reference: reference.slice(0, 40),
        where: 'cell',
        part,
      });

    for (let event = xml.next(); event !== 'end'; event = xml.next()) {
      if (event === 'close' && xml.depth === outside) break;
      if (event !== 'open') continue;
      if (xml.uri !== main) {
        skipElement(xml);
        continue;
      }
      if (xml.local === 'row' && xml.depth === outside + 2) {
        const given = xml.attribute('r');
        row = given === undefined ? row + 1 : /^[0-9]{1,8}$/.test(given) ? Number(given) : outOfBounds(given);
        if (row < 1 || row > MAX_ROW) outOfBounds(String(row));
        column = 0;
        continue;
      }
      if (!xml.named('c') || xml.depth !== outside + 3) {
        skipElement(xml);
        continue;
      }

      const reference = xml.attribute('r');
      column = reference === undefined ? column + 1 : columnOf(reference, row, part);
      if (column > MAX_COLUMN) outOfBounds(`C${column}`);
      if (++this.#cellCount > this.#limits.maxCells) {
        refuse({ code: 'too-many-cells', part, limit: this.#limits.maxCells });
      }
      const key = row * MAX_COLUMN + column - 1;
      if (key <= lastKey && seen === undefined) {
        seen = new Set(cells.map((cell) => cell.row * MAX_COLUMN + cell.column - 1));
      }
      lastKey = key;
      if (seen !== undefined) {
        if (seen.has(key)) refuse({ code: 'cell-duplicate', cell: cellName(row, column), part });
        seen.add(key);
      }

      const type = xml.attribute('t');
      const style = this.#style(xml.attribute('s'), part, row, column);
      let raw: string | undefined;
      let inline: string | undefined;
      let formula: string | undefined;
      let formulaArea: Area | undefined;
      let formulaKind: 'array' | 'dataTable' | undefined;
      for (let inner = xml.next(); inner !== 'end' && inner !== 'close'; inner = xml.next()) {
        if (inner !== 'open') continue;
        const name = xml.uri === main ? xml.local : '';
        if (name === 'v') raw = readText(xml);
        else if (name === 'is') inline = this.#richText(xml);
        else if (name === 'f') {
          const kind = xml.attribute('t') ?? 'normal';
          const index = xml.attribute('si');
          const area = xml.attribute('ref');
          const text = readText(xml);
          formula = text;
          if (kind === 'array' || kind === 'dataTable') {
            formulaKind = kind;
            if (area !== undefined) formulaArea = parseArea(area, { where: 'formula', part });
          } else if (kind === 'shared' && index !== undefined) {
            if (text !== '') shared.set(index, { row, column, text, compiled: undefined });
            else {
              const master = shared.get(index);
              if (master === undefined) {
                return refuse({
                  code: 'shared-formula-missing',
                  part,
                  cell: cellName(row, column),
                  index: index.slice(0, 20),
                });
              }
              master.compiled ??= compileFormula(master.text);
              formula = moveFormula(master.compiled, row - master.row, column - master.column);
              this.#sharedText += formula.length;
              if (this.#sharedText > this.#limits.maxSharedFormulaText) {
                refuse({ code: 'too-much-formula-text', part, limit: this.#limits.maxSharedFormulaText });
              }
            }
          } else if (text === '') formula = undefined;
        } else skipElement(xml);
      }
      const value: ReadValue =
        type === 'inlineStr'
          ? inline === undefined
            ? { type: 'blank' }
            : { type: 'text', value: inline }
          : // A text result of nothing at all is the empty text.
            this.#value(
              type,
              raw ?? (type === 'str' && formula !== undefined ? '' : undefined),
              part,
              row,
              column,
            );
      cells.push({
        row,
        column,
        style,
        ...value,
        ...(formula === undefined ? {} : { formula }),
        ...(formulaArea === undefined ? {} : { formulaArea }),
        ...(formulaKind === undefined ? {} : { formulaKind }),
      });
    }
    return cells;
  }

  #readSheet(part: string): Pick<ReadSheet, 'cells' | 'tables' | 'merges' | 'protected'> {
    const xml = this.#open(part, 'worksheet');
    const main = xml.uri;
    const relations = readRelationships(this.#parts, part);
    let cells: readonly ReadCell[] | undefined;
    const merges: Area[] = [];
    const tables: ReadTable[] = [];
    let isProtected = false;
    let inside = '';
    for (let event = xml.next(); event !== 'end'; event = xml.next()) {
      if (event !== 'open') continue;
      if (xml.uri !== main) {
        skipElement(xml);
        continue;
      }
      if (xml.depth === 2) {
        inside = xml.local;
        if (inside === 'sheetData') {
          if (cells !== undefined)
            refuse({ code: 'xml-unexpected', part, what: 'element', value: 'sheetData' });
          cells = this.#readCells(xml);
        } else if (inside === 'sheetProtection') {
          isProtected = isOn(xml.attribute('sheet'));
        } else if (inside !== 'mergeCells' && inside !== 'tableParts') {
          skipElement(xml);
        }
      } else if (inside === 'mergeCells' && xml.local === 'mergeCell') {
        this.#room(merges, part, 'merged areas');
        merges.push(parseArea(xml.attribute('ref') ?? '', { where: 'merge', part }));
      } else if (inside === 'tableParts' && xml.local === 'tablePart') {
        this.#room(tables, part, 'tables');
        const id = relationId(xml) ?? '';
        const relation = relations.get(id) ?? refuse({ code: 'relationship-missing', part, id });
        this.#once(relation.target);
        tables.push(this.#readTable(relation.target));
      }
    }
    return { cells: cells ?? [], tables, merges, protected: isProtected };
  }

  // --- the workbook ---

  /** A part others may have put there: what is no XML for us is listed without a root. */
  #customXmlRoot(text: string, part: string): ReadCustomXml['root'] {
    try {
      const xml = new XmlReader(text, part);
      xml.next();
      const root = { local: xml.local, uri: xml.uri };
      while (xml.next() !== 'end');
      return root;
    } catch (error) {
      if (error instanceof OoxmlError && error.code === 'xml-malformed') return undefined;
      throw error;
    }
  }

  #readCustomXml(
    root: ReadonlyMap<string, Relationship>,
    workbook: ReadonlyMap<string, Relationship>,
  ): readonly ReadCustomXml[] {
    const out = new Map<string, ReadCustomXml>();
    // LibreOffice moves them from the workbook to the package, and carries them along there.
    for (const relation of [...workbook.values(), ...root.values()]) {
      if (relation.external || !endsWithType(relation, 'customXml')) continue;
      const part = this.#parts.find(relation.target);
      if (part === undefined || out.has(part.path)) continue;
      let itemId: string | undefined;
      for (const inner of readRelationships(this.#parts, part.path).values()) {
        if (inner.external || !endsWithType(inner, 'customXmlProps')) continue;
        const properties = this.#parts.get(inner.target);
        if (properties.bytes.length > MAX_ITEM_PROPERTIES) break;
        const xml = new XmlReader(partText(properties), inner.target);
        xml.next();
        if (xml.local === 'datastoreItem' && CUSTOM_XML_NAMESPACES.has(xml.uri)) {
          itemId = xml.attribute('itemID', xml.uri);
        }
        break;
      }
      const text = partText(part);
      out.set(part.path, { part: part.path, itemId, root: this.#customXmlRoot(text, part.path), xml: text });
    }
    return [...out.values()];
  }

  #readProperties(root: ReadonlyMap<string, Relationship>): ReadProperties {
    const relation = [...root.values()].find((one) => !one.external && endsWithType(one, 'core-properties'));
    const part = relation === undefined ? undefined : this.#parts.find(relation.target);
    if (part === undefined) return {};
    const found = new Map<string, string>();
    const xml = new XmlReader(partText(part), part.path);
    xml.next();
    for (let event = xml.next(); event !== 'end'; event = xml.next()) {
      if (event !== 'open') continue;
      const name = xml.local;
      found.set(name, readText(xml));
    }
    const pick = (name: string): Record<string, string> => {
      const value = found.get(name);
      return value === undefined ? {} : { [name]: value };
    };
    return { ...pick('title'), ...pick('creator'), ...pick('created') };
  }

  read(): ReadBook {
    const parts = this.#parts;
    parts.get('[Content_Types].xml');
    const root = readRelationships(parts, '');
    const main = [...root.values()].find((one) => !one.external && endsWithType(one, 'officeDocument'));
    if (main === undefined) return refuse({ code: 'not-a-workbook' });
    const path = main.target;
    parts.get(path);
    if (path.toLowerCase().endsWith('.bin')) return refuse({ code: 'not-a-workbook', part: path });
    const relations = readRelationships(parts, path);

    const xml = new XmlReader(partText(parts.get(path)), path);
    xml.next();
    if (!xml.named('workbook') || !MAIN_NAMESPACES.has(xml.uri))
      return refuse({ code: 'not-a-workbook', part: path });
    const mainUri = xml.uri;
    const listed: { name: string; sheetId: string; state: ReadSheet['state']; id: string }[] = [];
    const named: { name: string; formula: string; at: string | undefined; hidden: boolean }[] = [];
    let date1904 = false;
    let fullCalcOnLoad = false;
    let inside = '';
    for (let event = xml.next(); event !== 'end'; event = xml.next()) {
      if (event !== 'open') continue;
      if (xml.uri !== mainUri) {
        skipElement(xml);
      } else if (xml.depth === 2) {
        inside = xml.local;
        if (inside === 'workbookPr') date1904 = isOn(xml.attribute('date1904'));
        else if (inside === 'calcPr') fullCalcOnLoad = isOn(xml.attribute('fullCalcOnLoad'));
        else if (inside !== 'sheets' && inside !== 'definedNames') skipElement(xml);
      } else if (inside === 'sheets' && xml.local === 'sheet') {
        this.#room(listed, path, 'sheets');
        const name = xml.attribute('name');
        if (name === undefined)
          return refuse({ code: 'xml-unexpected', part: path, what: 'sheet', value: '' });
        const state = xml.attribute('state');
        listed.push({
          name,
          sheetId: xml.attribute('sheetId') ?? '',
          state: state === 'hidden' || state === 'veryHidden' ? state : 'visible',
          id: relationId(xml) ?? '',
        });
      } else if (inside === 'definedNames' && xml.local === 'definedName') {
        this.#room(named, path, 'names');
        const name = xml.attribute('name');
        if (name === undefined)
          return refuse({ code: 'xml-unexpected', part: path, what: 'definedName', value: '' });
        const at = xml.attribute('localSheetId');
        const hidden = isOn(xml.attribute('hidden'));
        named.push({ name, formula: readText(xml), at, hidden });
      }
    }
    if (listed.length === 0) return refuse({ code: 'book-empty' });

    const target = (type: string): string | undefined =>
      [...relations.values()].find((one) => !one.external && endsWithType(one, type))?.target;
    const stringsPath = target('sharedStrings');
    const stylesPath = target('styles');
    if (stringsPath !== undefined) this.#strings = this.#readStrings(stringsPath);
    if (stylesPath !== undefined) this.#styles = this.#readStyles(stylesPath);

    const seen = new Set<string>();
    const sheets = listed.map((sheet): ReadSheet => {
      const key = foldCase(sheet.name);
      if (seen.has(key)) refuse({ code: 'sheet-name-duplicate', sheet: sheet.name });
      seen.add(key);
      const empty = { cells: [], tables: [], merges: [], protected: false };
      const about = { name: sheet.name, state: sheet.state, sheetId: sheet.sheetId };
      // Excel passes over a sheet that says nowhere to be.
      if (sheet.id === '') return { ...about, part: '', kind: 'other', ...empty };
      const relation = relations.get(sheet.id);
      if (relation === undefined || relation.external) {
        return refuse({ code: 'relationship-missing', part: path, id: sheet.id });
      }
      this.#once(relation.target);
      const base = { ...about, part: relation.target };
      if (!endsWithType(relation, 'worksheet')) return { ...base, kind: 'other', ...empty };
      return { ...base, kind: 'worksheet', ...this.#readSheet(relation.target) };
    });
    const names = named.map((name): ReadName => {
      const sheet = name.at === undefined ? undefined : sheets[Number(name.at)]?.name;
      if (name.at !== undefined && sheet === undefined) {
        return refuse({ code: 'xml-unexpected', part: path, what: 'localSheetId', value: name.at });
      }
      return { name: name.name, formula: name.formula, sheet, hidden: name.hidden };
    });
    return {
      sheets,
      names,
      customXml: this.#readCustomXml(root, relations),
      properties: this.#readProperties(root),
      date1904,
      fullCalcOnLoad,
      part: path,
      parts,
    };
  }
}

/** The column of a cell's address, which must lie in this row. */
function columnOf(reference: string, row: number, part: string): number {
  let at = 0;
  let column = 0;
  for (; at < reference.length; at++) {
    const code = reference.charCodeAt(at);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
    if (column > MAX_COLUMN) break;
  }
  const problem = (code: 'reference-invalid' | 'reference-out-of-bounds'): OoxmlProblem => ({
    code,
    reference: reference.slice(0, 40),
    where: 'cell',
    part,
  });
  if (column > MAX_COLUMN) return refuse(problem('reference-out-of-bounds'));
  const digits = reference.slice(at);
  if (column === 0 || !/^[0-9]+$/.test(digits)) return refuse(problem('reference-invalid'));
  if (digits.length > 7 || Number(digits) > MAX_ROW || Number(digits) < 1) {
    return refuse(problem('reference-out-of-bounds'));
  }
  return Number(digits) === row ? column : refuse(problem('reference-invalid'));
}

/**
 * An .xlsx file as a typed model. Numbers come as JS numbers and as the digits of the file; nothing is
 * rounded, nothing is calculated. Files of Excel, LibreOffice and others are read, with any prefix and in
 * the strict variant too.
 *
 * Throws `OoxmlError` for what is no such file, is damaged or encrypted, or holds more than `limits` allow.
 */
export function readBook(bytes: Uint8Array, limits: Partial<ReadLimits> = {}): ReadBook {
  const all = { ...READ_LIMITS, ...limits };
  return new BookReader(unpackParts(bytes, all), all).read();
}

/** The cells of a sheet by place: `at(row, column)`, both from 1. */
export function cellIndex(
  sheet: Pick<ReadSheet, 'cells'>,
): (row: number, column: number) => ReadCell | undefined {
  const index = new Map(sheet.cells.map((cell) => [cell.row * MAX_COLUMN + cell.column, cell] as const));
  return (row, column) => index.get(row * MAX_COLUMN + column);
}
