import { columnName, MAX_COLUMN, MAX_ROW, parseColumn } from './address.ts';

interface RelativePlace {
  /** undefined: the reference names no column (as in 3:5). */
  readonly column: number | undefined;
  readonly columnFixed: boolean;
  readonly row: number | undefined;
  readonly rowFixed: boolean;
}

/** A formula cut into text and references that move along. */
export type CompiledFormula = readonly (string | RelativePlace)[];

const WORD = /[A-Za-z0-9_.$\\\u0080-\uffff]/;
const CELL = /^(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})$/;
const COLUMN = /^(\$?)([A-Za-z]{1,3})$/;
const ROW = /^(\$?)([0-9]{1,7})$/;

function asCell(word: string): RelativePlace | undefined {
  const match = CELL.exec(word);
  if (match === null) return undefined;
  const column = parseColumn((match[2] as string).toUpperCase());
  const row = Number(match[4]);
  if (column === undefined || row < 1 || row > MAX_ROW) return undefined;
  return { column, columnFixed: match[1] !== '', row, rowFixed: match[3] !== '' };
}

function asColumn(word: string): RelativePlace | undefined {
  const match = COLUMN.exec(word);
  const column = match === null ? undefined : parseColumn((match[2] as string).toUpperCase());
  if (column === undefined) return undefined;
  return { column, columnFixed: match?.[1] !== '', row: undefined, rowFixed: true };
}

function asRow(word: string): RelativePlace | undefined {
  const match = ROW.exec(word);
  const row = Number(match?.[2] ?? 0);
  if (match === null || row < 1 || row > MAX_ROW) return undefined;
  return { column: undefined, columnFixed: true, row, rowFixed: match[1] !== '' };
}

/** The end of a quoted run that begins at `from`; the quote doubled stands for itself. */
function endOfQuoted(formula: string, from: number, quote: string): number {
  let at = from + 1;
  for (;;) {
    at = formula.indexOf(quote, at);
    if (at < 0) return formula.length;
    if (formula[at + 1] !== quote) return at + 1;
    at += 2;
  }
}

/** The end of a bracketed run, as in structured references: nested, with an apostrophe as escape. */
function endOfBracketed(formula: string, from: number): number {
  let depth = 0;
  for (let at = from; at < formula.length; at++) {
    const character = formula[at];
    if (character === "'") at++;
    else if (character === '[') depth++;
    else if (character === ']' && --depth === 0) return at + 1;
  }
  return formula.length;
}

/** Finds the references in a formula (English notation, A1) that move when it is filled to other cells. */
export function compileFormula(formula: string): CompiledFormula {
  const out: (string | RelativePlace)[] = [];
  let text = 0;
  let at = 0;
  const wordFrom = (from: number): string => {
    let to = from;
    while (to < formula.length && WORD.test(formula[to] as string)) to++;
    return formula.slice(from, to);
  };
  const take = (from: number, to: number, place: RelativePlace): void => {
    if (from > text) out.push(formula.slice(text, from));
    out.push(place);
    text = to;
    at = to;
  };
  while (at < formula.length) {
    const character = formula[at] as string;
    if (character === '"' || character === "'") {
      at = endOfQuoted(formula, at, character);
      continue;
    }
    if (character === '[') {
      at = endOfBracketed(formula, at);
      continue;
    }
    if (character === '#') {
      at += (/^#[A-Za-z0-9/_]+[!?]?/.exec(formula.slice(at, at + 32))?.[0] ?? '#').length;
      continue;
    }
    if (!WORD.test(character)) {
      at++;
      continue;
    }
    const from = at;
    const word = wordFrom(from);
    const to = from + word.length;
    const next = formula[to];
    if (next === '(' || next === '!' || next === '[') {
      at = to;
      continue;
    }
    const cell = asCell(word);
    if (cell !== undefined) {
      take(from, to, cell);
      continue;
    }
    if (next === ':') {
      const other = wordFrom(to + 1);
      const end = to + 1 + other.length;
      const first = asColumn(word) ?? asRow(word);
      const last = asColumn(other) ?? asRow(other);
      const alike = (first?.column === undefined) === (last?.column === undefined);
      if (first !== undefined && last !== undefined && alike && !/[!([]/.test(formula[end] ?? '')) {
        take(from, to, first);
        take(to + 1, end, last);
        continue;
      }
    }
    at = to;
  }
  if (text < formula.length) out.push(formula.slice(text));
  return out;
}

/** The formula as it stands `rows` further down and `columns` further to the right. */
export function moveFormula(formula: CompiledFormula, rows: number, columns: number): string {
  let out = '';
  for (const piece of formula) {
    if (typeof piece === 'string') {
      out += piece;
      continue;
    }
    const column = piece.column === undefined || piece.columnFixed ? piece.column : piece.column + columns;
    const row = piece.row === undefined || piece.rowFixed ? piece.row : piece.row + rows;
    if (
      (column !== undefined && (column < 1 || column > MAX_COLUMN)) ||
      (row !== undefined && (row < 1 || row > MAX_ROW))
    ) {
      out += '#REF!';
      continue;
    }
    if (column !== undefined) out += (piece.columnFixed ? '$' : '') + columnName(column);
    if (row !== undefined) out += (piece.rowFixed ? '$' : '') + row;
  }
  return out;
}
