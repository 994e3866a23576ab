import { compileFormula } from '../../ooxml/index.ts';
import { fold } from '../inputs/index.ts';

/**
 * Formulas held against each other as what they mean: programs write the same formula with other quotes, spaces and
 * capitals, and a reference follows its cell when rows, columns or sheets around it change.
 */

/** Where a sheet of ours went: what it is called now, and which row and column each of its own has become. */
export interface SheetPlace {
  /** folded */
  readonly name: string;
  /** undefined: it is gone */
  row(row: number): number | undefined;
  column(column: number): number | undefined;
}

/** By the folded name that the sheet was written with; undefined for one that is gone. */
export type Places = ReadonlyMap<string, SheetPlace | undefined>;

interface Reference {
  /** folded; undefined: the formula's own sheet */
  readonly sheet: string | undefined;
  readonly row: number | undefined;
  readonly column: number | undefined;
}

type Token = string | Reference;

const SHEET_BEFORE = /(?:'((?:[^']|'')+)'|([\p{L}\p{N}_.]+))!$/u;
const GONE = '#ref!';

/** Text of a formula as it is compared: without capitals and spaces, but for what stands in quotes. */
function plain(text: string): string {
  return text
    .split(/("(?:[^"]|"")*")/)
    .map((part, at) =>
      at % 2 === 1
        ? part
        : part
            .toLowerCase()
            .replaceAll(/\s+/g, '')
            .replaceAll('_xlfn.', '')
            .replaceAll(/\b(true|false)\(\)/g, '$1')
            .replaceAll(/(?:'(?:[^']|'')+'|[\p{L}\p{N}_.]+)!#ref!/gu, GONE),
    )
    .join('');
}

const known = new Map<string, readonly Token[]>();

/** A formula in parts, text and references taking turns. */
function tokensOf(formula: string): readonly Token[] {
  const found = known.get(formula);
  if (found !== undefined) return found;
  const tokens: Token[] = [];
  for (const piece of compileFormula(formula)) {
    if (typeof piece === 'string') {
      tokens.push(piece);
      continue;
    }
    const before = tokens.at(-1);
    const text = typeof before === 'string' ? before : '';
    const named = SHEET_BEFORE.exec(text);
    const start = text === ':' ? tokens.at(-2) : undefined;
    let sheet = typeof start === 'object' ? start.sheet : undefined;
    if (named !== null) {
      sheet = fold((named[1] ?? named[2] ?? '').replaceAll("''", "'"));
      tokens[tokens.length - 1] = text.slice(0, named.index);
    }
    tokens.push({ sheet, row: piece.row, column: piece.column });
  }
  const done = tokens
    .map((token) => (typeof token === 'string' ? plain(token) : token))
    .filter((token) => token !== '');
  if (known.size > 20_000) known.clear();
  known.set(formula, done);
  return done;
}

/** A formula with all its references alike: what stays the same when rows and columns around it come and go. */
export const shapeOf = (formula: string): string =>
  tokensOf(formula)
    .map((token) => (typeof token === 'string' ? token.replaceAll(GONE, '¤') : '¤'))
    .join('');

/**
 * Whether a formula is what it was.
 * @param own the sheet it stands on, as it was written and folded
 * @returns `follows`: it refers to something that is gone, so it can't be what it was
 */
export function compareFormulas(
  written: string,
  found: string,
  own: string,
  places: Places,
): 'same' | 'other' | 'follows' {
  const [before, after] = [tokensOf(written), tokensOf(found)];
  const moved: Token[] = [];
  for (const token of before) {
    if (typeof token === 'string') {
      moved.push(token);
      continue;
    }
    const name = token.sheet ?? own;
    const place = places.get(name);
    if (place === undefined && places.has(name)) return 'follows';
    const row = token.row === undefined ? undefined : (place?.row(token.row) ?? (place ? null : token.row));
    const column =
      token.column === undefined ? undefined : (place?.column(token.column) ?? (place ? null : token.column));
    if (row === null || column === null) return 'follows';
    moved.push({ sheet: place?.name ?? name, row, column });
  }
  const home = places.get(own)?.name ?? own;
  const same =
    moved.length === after.length &&
    moved.every((token, at) => {
      const other = after[at] as Token;
      if (typeof token === 'string' || typeof other === 'string') return token === other;
      return (
        token.row === other.row && token.column === other.column && token.sheet === (other.sheet ?? home)
      );
    });
  return same ? 'same' : 'other';
}
