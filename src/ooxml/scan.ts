import type { Part } from './package.ts';
import { partText } from './package.ts';
import type { ReferencePlace } from './references.ts';
import { decodeXstring } from './text.ts';
import { readText, XmlReader } from './xml.ts';

type Kind = ReferencePlace['kind'];

/** A formula found in a part, and where. */
export interface FoundFormula {
  readonly kind: Kind;
  readonly formula: string;
  readonly cell: string | undefined;
  readonly name: string | undefined;
}

export interface ScanResult {
  readonly formulas: readonly FoundFormula[];
  /** Of a sheet: the texts its cells use, by their number in the shared table. */
  readonly strings: { readonly count: number; readonly indexes: ReadonlySet<number> };
  /** Of a sheet: whether it refers to cell formats by number. */
  readonly styled: boolean;
  /** Of slicers on a table: the table's id. */
  readonly tableIds: readonly string[];
}

const SHEET_EXTENSION = 'http://schemas.microsoft.com/office/excel/2006/main';
/** Attributes that hold a reference, whatever element they are on. */
const LINKED = [
  ['textlink', 'shape'],
  ['cellRange', 'shape'],
  ['linkedCell', 'control'],
  ['listFillRange', 'control'],
  ['fmlaLink', 'control'],
  ['fmlaRange', 'control'],
  ['fmlaGroup', 'control'],
  ['fmlaTxbx', 'control'],
] as const;

/** Elements in the extensions of a sheet that formulas stand in. */
const EXTENDED: ReadonlyMap<string, Kind> = new Map([
  ['dataValidation', 'validation'],
  ['conditionalFormatting', 'conditionalFormat'],
  ['sparkline', 'sparkline'],
  ['sparklineGroup', 'sparkline'],
]);

/**
 * The formulas in a part of a workbook that stand outside cells: a sheet's validations, conditional formats
 * and links, a chart's series, a table's columns, the source of a pivot table and so on. The formulas of
 * cells are for the reader of sheets. Throws as `XmlReader` does.
 */
export function scanPart(part: Part): ScanResult {
  const xml = new XmlReader(partText(part), part.path);
  const formulas: FoundFormula[] = [];
  const indexes = new Set<number>();
  const tableIds: string[] = [];
  let count = 0;
  let styled = false;
  xml.next();
  const main = xml.uri;
  const root = xml.local;
  const isSheet = /^(?:worksheet|dialogsheet|chartsheet)$/.test(root);
  const rootName = root === 'table' ? (xml.attribute('displayName') ?? xml.attribute('name')) : undefined;
  const name = rootName === undefined ? undefined : decodeXstring(rootName);
  let cell: string | undefined;
  let extended: Kind = 'other';
  let inCell = false;
  let shared = false;
  // Formulas of an extension, whose place stands behind them.
  let waiting: { kind: Kind; formula: string }[] = [];
  const add = (kind: Kind, formula: string | undefined, at: string | undefined): void => {
    if (formula !== undefined && formula.trim() !== '') formulas.push({ kind, formula, cell: at, name });
  };
  const settle = (at: string | undefined): void => {
    for (const one of waiting) add(one.kind, one.formula, at);
    waiting = [];
  };

  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    if (event === 'close') {
      if (xml.local === 'c') inCell = false;
      else if (EXTENDED.has(xml.local) && waiting.length > 0) settle(undefined);
      continue;
    }
    if (event !== 'open') continue;
    const { local } = xml;
    if (isSheet && xml.uri === main) {
      const look = local === 'c' || local === 'row' ? xml.attribute('s') : undefined;
      if ((look ?? (local === 'col' ? xml.attribute('style') : undefined) ?? '0') !== '0') styled = true;
      if (local === 'c') {
        inCell = true;
        shared = xml.attribute('t') === 's';
        continue;
      }
      if (inCell) {
        if (local === 'v' && shared) {
          count++;
          indexes.add(Number(readText(xml)));
        }
        continue;
      }
      if (local === 'dataValidation' || local === 'conditionalFormatting') cell = xml.attribute('sqref');
      else if (local === 'formula1' || local === 'formula2') add('validation', readText(xml), cell);
      else if (local === 'formula') add('conditionalFormat', readText(xml), cell);
      else if (local === 'cfvo') add('conditionalFormat', threshold(xml), cell);
      else if (local === 'hyperlink') add('hyperlink', xml.attribute('location'), xml.attribute('ref'));
      else if (local === 'dataRef') add('other', source(xml), undefined);
    } else if (xml.uri === main) {
      if (local === 'calculatedColumnFormula' || local === 'totalsRowFormula') {
        add('table', readText(xml), undefined);
      } else if (local === 'worksheetSource' || local === 'rangeSet') add('pivot', source(xml), undefined);
      else if (local === 'f') add('chart', readText(xml), undefined);
    } else if (isSheet) {
      const kind = EXTENDED.get(local);
      if (kind !== undefined) extended = kind;
      else if (xml.uri === SHEET_EXTENSION && local === 'f') {
        waiting.push({ kind: extended, formula: readText(xml) });
      } else if (xml.uri === SHEET_EXTENSION && local === 'sqref') settle(readText(xml));
    } else if (local === 'tableSlicerCache') {
      tableIds.push(xml.attribute('tableId') ?? '');
    } else if (local === 'f' || local === 'sqref') {
      add('chart', readText(xml), undefined);
    }
    for (const [attribute, kind] of LINKED) add(kind, xml.attribute(attribute), undefined);
  }
  settle(undefined);
  return { formulas, strings: { count, indexes }, styled, tableIds };
}

/** Where a conditional format takes a bound from a cell. */
function threshold(xml: XmlReader): string | undefined {
  const value = xml.attribute('val');
  return value !== undefined && /[A-Za-z]/.test(value) ? value : undefined;
}

/** A reference that stands in attributes. */
function source(xml: XmlReader): string | undefined {
  // One that comes with a relationship is in another file.
  if (xml.attribute('id', RELATIONS) !== undefined) return undefined;
  const sheet = xml.attribute('sheet');
  const range = xml.attribute('ref') ?? xml.attribute('name');
  if (range === undefined) return undefined;
  return sheet === undefined ? range : `'${sheet.replaceAll("'", "''")}'!${range}`;
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The same for the old drawings of notes and controls, which need not be XML. */
export function scanLegacyDrawing(part: Part): readonly FoundFormula[] {
  const text = new TextDecoder().decode(part.bytes);
  const out: FoundFormula[] = [];
  for (const match of text.matchAll(/<x:Fmla(?:Link|Range|Group|Txbx|Pict)>([^<]{0,8192})</g)) {
    const formula = (match[1] as string)
      .replaceAll('&apos;', "'")
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
      .trim();
    if (formula !== '') out.push({ kind: 'control', formula, cell: undefined, name: undefined });
  }
  return out;
}

/** Targets of relationships that are places in this workbook (`#Sheet!A1`). */
export function scanAnchors(part: Part): readonly FoundFormula[] {
  const xml = new XmlReader(partText(part), part.path);
  const out: FoundFormula[] = [];
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    if (event !== 'open' || xml.local !== 'Relationship') continue;
    const target = xml.attribute('Target') ?? '';
    if (!target.startsWith('#')) continue;
    let formula = target.slice(1);
    try {
      formula = decodeURIComponent(formula);
    } catch {
      // As it stands.
    }
    out.push({ kind: 'hyperlink', formula, cell: undefined, name: undefined });
  }
  return out;
}
