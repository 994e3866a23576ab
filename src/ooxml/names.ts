import { cellName } from './address.ts';
import { type FormulaFault, refuse, type SheetNameFault } from './errors.ts';
import { hasXstringEscape } from './text.ts';

export const MAX_SHEET_NAME = 31;
export const MAX_NAME = 255;
export const MAX_FORMULA = 8_192;
export const MAX_TEXT = 32_767;

/** What is wrong with a name for a sheet; undefined where nothing is. */
export function sheetNameFault(name: string): SheetNameFault | undefined {
  if (name.length === 0) return 'empty';
  if (name.length > MAX_SHEET_NAME) return 'too-long';
  if (/[\\/?*[\]:]/.test(name)) return 'character';
  if (name.startsWith("'") || name.endsWith("'")) return 'apostrophe';
  // Excel keeps this one for its own list of changes.
  if (name.toLowerCase() === 'history') return 'reserved';
  if (hasXstringEscape(name)) return 'escape';
  return undefined;
}

/**
 * Whether a defined name or a table may be called so: also in a Dutch Excel, where R1C1 addresses are
 * written R1K1.
 */
export function isValidName(name: string): boolean {
  if (name.length > MAX_NAME || !/^[\p{L}_\\][\p{L}\p{N}_.\\?]*$/u.test(name)) return false;
  if (/^[A-Za-z]{1,3}[0-9]+$/.test(name)) return false;
  return !/^(?:[RrCcKk]|[Rr][0-9]*[CcKk][0-9]*)$/.test(name) && !/^(?:true|false|waar|onwaar)$/i.test(name);
}

/** What is wrong with the text of a formula; undefined where nothing is. It is not parsed. */
export function formulaFault(formula: string): FormulaFault | undefined {
  if (formula.length === 0) return 'empty';
  if (formula.length > MAX_FORMULA) return 'too-long';
  if (formula.charCodeAt(0) === 61) return 'leading-equals';
  // `[@Column]` is for the eye only; in a file it makes Excel refuse the sheet.
  if (formula.includes('[@') && formula.replace(/"(?:[^"]|"")*"/g, '').includes('[@'))
    return 'this-row-shorthand';
  if (formula.includes('_x') && hasXstringEscape(formula)) return 'escape';
  return undefined;
}

/** Refuses a formula that is not fit to be written. The cell is named where there is one. */
export function checkFormula(
  formula: string,
  where: string,
  sheet?: string,
  row?: number,
  column?: number,
): void {
  const reason = formulaFault(formula);
  if (reason === undefined) return;
  refuse({
    code: 'formula-invalid',
    where,
    reason,
    formula: formula.slice(0, 200),
    ...(sheet === undefined ? {} : { sheet }),
    ...(row === undefined || column === undefined ? {} : { cell: cellName(row, column) }),
  });
}
