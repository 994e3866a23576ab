import { type Area, areaName, areasOverlap, cellName, MAX_COLUMN } from './address.ts';
import { refuse } from './errors.ts';
import { type PackageParts, type Part, partText, type Relationship, readRelationships } from './package.ts';
import { hasType } from './package-edit.ts';
import type { ReadCell, ReadSheet } from './read.ts';
import { foldCase } from './text.ts';
import { XmlReader } from './xml.ts';

/**
 * Something on a sheet of ours that is not in the new file. `cell` stands for every cell with content, outside
 * our tables, that has no successor in its place: notes of the user's, but also lines of ours that fell away.
 * Formats, validations and comments to print are not looked at.
 */
export interface Discarded {
  /** The sheet's name in the existing file. */
  readonly sheet: string;
  readonly kind: 'cell' | 'comment' | 'picture' | 'chart' | 'shape' | 'table' | 'name' | 'control' | 'other';
  readonly cell?: string;
  readonly name?: string;
  readonly part?: string;
}

/** Relationships of a sheet to what other parts of a workbook hang on. */
const OCCUPYING: ReadonlyMap<string, 'pivot-table' | 'slicer' | 'timeline' | 'query'> = new Map([
  ['pivotTable', 'pivot-table'],
  ['slicer', 'slicer'],
  ['timeline', 'timeline'],
  ['queryTable', 'query'],
]);

const hasContent = (cell: ReadCell): boolean => cell.type !== 'blank' || cell.formula !== undefined;

function commentCells(part: Part): readonly string[] {
  const xml = new XmlReader(partText(part), part.path);
  const out: string[] = [];
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    if (event === 'open' && xml.local === 'comment') out.push(xml.attribute('ref') ?? '');
  }
  return out;
}

/** What is drawn on a sheet, with the names that are shown in Excel's selection pane. */
function drawnObjects(
  part: Part,
): readonly { readonly kind: 'chart' | 'picture' | 'shape'; readonly name: string }[] {
  const xml = new XmlReader(partText(part), part.path);
  const out: { kind: 'chart' | 'picture' | 'shape'; name: string }[] = [];
  let open: { kind: 'chart' | 'picture' | 'shape'; name: string } | undefined;
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    const { local } = xml;
    if (/Anchor$/.test(local)) {
      if (event === 'open') open = { kind: 'shape', name: '' };
      else if (event === 'close' && open !== undefined) {
        out.push(open);
        open = undefined;
      }
    } else if (event === 'open' && open !== undefined) {
      if (local === 'cNvPr' && open.name === '') open.name = xml.attribute('name') ?? '';
      else if (local === 'pic') open.kind = 'picture';
      else if (local === 'chart') open.kind = 'chart';
    }
  }
  return out;
}

/**
 * What is lost when a sheet of ours is replaced by `next`, or removed. `charts` are the names of the new
 * sheet's charts, `tables` the folded names of tables that are ours. Refuses a sheet that other parts of the
 * workbook hang on (`update-sheet-occupied`).
 */
export function discardedWith(
  parts: PackageParts,
  sheet: ReadSheet,
  next: ReadSheet | undefined,
  charts: ReadonlySet<string>,
  tables: ReadonlySet<string>,
): readonly Discarded[] {
  const out: Discarded[] = [];
  if (sheet.part === '') return out;
  const checkFree = (relation: Relationship): void => {
    const what = OCCUPYING.get(relation.type.slice(relation.type.lastIndexOf('/') + 1));
    if (what !== undefined) {
      refuse({ code: 'update-sheet-occupied', sheet: sheet.name, what, part: relation.target });
    }
  };
  for (const relation of readRelationships(parts, sheet.part).values()) {
    checkFree(relation);
    if (relation.external) continue;
    const part = parts.find(relation.target);
    if (part === undefined) continue;
    const add = (kind: Discarded['kind'], more: { cell?: string; name?: string } = {}): void => {
      out.push({ sheet: sheet.name, kind, part: part.path, ...more });
    };
    if (hasType(relation, 'comments')) {
      for (const cell of commentCells(part)) add('comment', { cell });
    } else if (hasType(relation, 'drawing')) {
      for (const { kind, name } of drawnObjects(part)) {
        if (kind !== 'chart' || !charts.has(name)) add(kind, { name });
      }
    } else if (hasType(relation, 'table')) {
      for (const one of readRelationships(parts, part.path).values()) checkFree(one);
    } else if (hasType(relation, 'ctrlProp') || hasType(relation, 'control')) {
      add('control');
    } else if (!/\/(?:printerSettings|vmlDrawing|threadedComment)$/.test(relation.type)) {
      add('other');
    }
  }

  const mine: Area[] = [];
  for (const { name, area, part } of sheet.tables) {
    if (tables.has(foldCase(name))) mine.push(area);
    else out.push({ sheet: sheet.name, kind: 'table', name, cell: areaName(area), part });
  }
  const filled = new Set(
    (next?.cells ?? []).filter(hasContent).map((cell) => cell.row * MAX_COLUMN + cell.column),
  );
  for (const cell of sheet.cells) {
    const { row, column } = cell;
    if (!hasContent(cell) || filled.has(row * MAX_COLUMN + column)) continue;
    // Rows of our own tables come and go with what the caller read from them.
    const place = { top: row, left: column, bottom: row, right: column };
    if (mine.some((area) => areasOverlap(area, place))) continue;
    out.push({ sheet: sheet.name, kind: 'cell', cell: cellName(row, column) });
  }
  return out;
}
