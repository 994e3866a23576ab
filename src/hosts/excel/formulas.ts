import { quoteSheetName, scanFormula } from '../../ooxml/index.ts';

/** Formulas in the words of a workbook in which our sheets and tables go by other names for a while. */

export interface Renames {
  /** by the name in the description, in small letters */
  readonly sheets: ReadonlyMap<string, string>;
  readonly tables: ReadonlyMap<string, string>;
}

/**
 * The same formula with other names for sheets and tables.
 * @param formula in English notation, with or without its `=`
 */
export function renamed(formula: string, { sheets, tables }: Renames): string {
  let out = '';
  let last = 0;
  scanFormula(formula, (reference, start, end) => {
    let other: string | undefined;
    if (reference.kind === 'cells' && reference.lastSheet === undefined) {
      const name = sheets.get(reference.sheet.toLowerCase());
      const text = formula.slice(start, end);
      if (name !== undefined) other = quoteSheetName(name) + text.slice(text.lastIndexOf('!'));
    } else if (reference.kind === 'table') {
      const name = tables.get(reference.table.toLowerCase());
      if (name !== undefined) other = name + formula.slice(start + reference.table.length, end);
    }
    if (other === undefined) return;
    out += formula.slice(last, start) + other;
    last = end;
  });
  return last === 0 ? formula : out + formula.slice(last);
}

/** Whether a formula names one of these sheets or tables. */
export function refersTo(formula: string, sheets: ReadonlySet<string>, tables: ReadonlySet<string>): boolean {
  let found = false;
  scanFormula(formula, (reference) => {
    if (reference.kind === 'table') found ||= tables.has(reference.table.toLowerCase());
    else if (reference.kind === 'cells') found ||= sheets.has(reference.sheet.toLowerCase());
    else if (reference.kind === 'name') {
      // the name of a table by itself stands for its cells
      found ||= tables.has(reference.name.toLowerCase());
      found ||= reference.sheet !== undefined && sheets.has(reference.sheet.toLowerCase());
    }
  });
  return found;
}
