import { refuse } from './errors.ts';

/** The size of a worksheet: rows 1..1,048,576 and columns 1..16,384 (A..XFD). */
export const MAX_ROW = 1_048_576;
export const MAX_COLUMN = 16_384;

/** A rectangle of cells, 1-based and inclusive. */
export interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

const columnNames: string[] = [''];

/** 1 → A, 27 → AA, 16384 → XFD. Expects a whole number from 1 to 16,384. */
export function columnName(column: number): string {
  const known = columnNames[column];
  if (known !== undefined && column > 0) return known;
  if (!Number.isInteger(column) || column < 1 || column > MAX_COLUMN) {
    refuse({ code: 'reference-out-of-bounds', reference: String(column), where: 'column' });
  }
  for (let at = columnNames.length; at <= column; at++) {
    let name = '';
    for (let rest = at; rest > 0; rest = Math.floor((rest - 1) / 26)) {
      name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
    }
    columnNames.push(name);
  }
  return columnNames[column] as string;
}

/** (3, 2) → B3. */
export function cellName(row: number, column: number): string {
  return columnName(column) + row;
}

/** (3, 2) → $B$3. */
export function absoluteCellName(row: number, column: number): string {
  return `$${columnName(column)}$${row}`;
}

/** An area as A1:B2, or as A1 where it is one cell. */
export function areaName(area: Area): string {
  const first = cellName(area.top, area.left);
  const last = cellName(area.bottom, area.right);
  return first === last ? first : `${first}:${last}`;
}

/** An area as $A$1:$B$2, or as $A$1 where it is one cell. */
export function absoluteAreaName(area: Area): string {
  const first = absoluteCellName(area.top, area.left);
  const last = absoluteCellName(area.bottom, area.right);
  return first === last ? first : `${first}:${last}`;
}

/** A sheet name as formulas want it: always in quotes, apostrophes doubled. */
export function quoteSheetName(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}

/** `'My sheet'!$A$1:$B$2`, for names, charts and hyperlinks. */
export function sheetReference(sheet: string, area: Area): string {
  return `${quoteSheetName(sheet)}!${absoluteAreaName(area)}`;
}

/** A → 1, XFD → 16384; undefined where it is no column of a worksheet. Capitals only. */
export function parseColumn(name: string): number | undefined {
  if (name.length < 1 || name.length > 3) return undefined;
  let column = 0;
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i);
    if (code < 65 || code > 90) return undefined;
    column = column * 26 + (code - 64);
  }
  return column <= MAX_COLUMN ? column : undefined;
}

/** What is known of the place a reference stands in, for the error. */
export interface Place {
  readonly where: string;
  readonly sheet?: string;
  readonly part?: string;
}

/**
 * B3 or $B$3 → row and column. Refuses what is not a cell (`reference-invalid`) and what lies outside a
 * worksheet (`reference-out-of-bounds`).
 */
export function parseCell(
  reference: string,
  place: Place,
): { readonly row: number; readonly column: number } {
  const match = /^\$?([A-Z]+)\$?([0-9]+)$/.exec(reference);
  if (match === null) return refuse({ code: 'reference-invalid', reference, ...place });
  const column = parseColumn(match[1] as string);
  const digits = match[2] as string;
  const row = digits.length <= 7 ? Number(digits) : Number.POSITIVE_INFINITY;
  if (column === undefined || row < 1 || row > MAX_ROW) {
    return refuse({ code: 'reference-out-of-bounds', reference, ...place });
  }
  return { row, column };
}

/** A1:B2, $A$1:$B$2 or A1 → area. Refuses as `parseCell` does, and a range whose corners are swapped. */
export function parseArea(reference: string, place: Place): Area {
  const colon = reference.indexOf(':');
  if (colon < 0) {
    const { row, column } = parseCell(reference, place);
    return { top: row, left: column, bottom: row, right: column };
  }
  const first = parseCell(reference.slice(0, colon), place);
  const last = parseCell(reference.slice(colon + 1), place);
  if (last.row < first.row || last.column < first.column) {
    return refuse({ code: 'reference-invalid', reference, ...place });
  }
  return { top: first.row, left: first.column, bottom: last.row, right: last.column };
}

/** Areas separated by single spaces, as in `sqref`. */
export function parseAreas(reference: string, place: Place): readonly Area[] {
  return reference.split(' ').map((one) => parseArea(one, place));
}

/** `'My sheet'!$A$1:$B$2` or `Sheet1!A1` → sheet name and area. */
export function parseSheetReference(
  reference: string,
  place: Place,
): { readonly sheet: string; readonly area: Area } {
  const bang = reference.lastIndexOf('!');
  if (bang < 1) return refuse({ code: 'reference-invalid', reference, ...place });
  const raw = reference.slice(0, bang);
  const quoted = raw.length > 2 && raw.startsWith("'") && raw.endsWith("'");
  const sheet = quoted ? raw.slice(1, -1).replaceAll("''", "'") : raw;
  return { sheet, area: parseArea(reference.slice(bang + 1), place) };
}

/** Whether two areas share a cell. */
export function areasOverlap(a: Area, b: Area): boolean {
  return a.top <= b.bottom && b.top <= a.bottom && a.left <= b.right && b.left <= a.right;
}
