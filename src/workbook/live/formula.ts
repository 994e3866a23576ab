import { Exact } from '../../../engine/index.ts';

/**
 * Formulas that are written once and used twice: as text for a spreadsheet program (English notation, A1), and as the
 * exact value that the engine's numbers give. So what a cell stores and what its formula gives can't drift apart.
 */

/** What a cell holds; `null` is a blank cell. */
export type Value = Exact | string | boolean | null;

/** Where a formula stands: a year's column (from 0), or a label column where it is the same in all years. */
export interface Site {
  readonly sheet: string;
  /** -1 in a label column */
  readonly year: number;
  /**
   * The row it stands in, to print references as steps from there (R1C1): formulas that are filled from one cell to
   * others are the same text then. Absent: as addresses (A1).
   */
  readonly row?: number;
  /** references stay where they are when the formula is filled down */
  readonly pinned?: boolean;
}

/** A formula, or a part of one. */
export interface Expr {
  /** how tight it binds: a part that binds less tight than what it stands in is put in parentheses */
  readonly rank: number;
  print(site: Site): string;
  value(site: Site): Value;
}

/** Cells beside or below each other. */
export interface Cells {
  print(site: Site): string;
  values(site: Site): readonly Value[];
}

/** A value per cell of a range, for SUMPRODUCT. */
export interface Each extends Cells {
  readonly rank: number;
}

export type Operand = Expr | number | string;

const RANK = { compare: 1, concat: 2, add: 3, times: 4, atom: 9 } as const;

export const ZERO = Exact.zero;
export const ONE = Exact.one;

/** A number of the value, as an operator takes it: a blank is 0, TRUE is 1. */
export function numberOf(value: Value): Exact {
  if (value === null) return ZERO;
  if (typeof value === 'boolean') return value ? ONE : ZERO;
  if (typeof value === 'string') throw new TypeError(`text where a number is calculated with: ${value}`);
  return value;
}

export const textOf = (value: Value): string =>
  value === null ? '' : value instanceof Exact ? value.toPlain() : String(value);

const holds = (value: Value): boolean => (typeof value === 'boolean' ? value : numberOf(value).sign !== 0);

/** As a spreadsheet compares: text without regard to capitals, a blank as 0 or as no text. */
function same(left: Value, right: Value): boolean {
  if (typeof left === 'string' || typeof right === 'string') {
    if (left !== null && typeof left !== 'string') return false;
    if (right !== null && typeof right !== 'string') return false;
    return (left ?? '').toLowerCase() === (right ?? '').toLowerCase();
  }
  return numberOf(left).compare(numberOf(right)) === 0;
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

export function of(operand: Operand): Expr {
  if (typeof operand === 'object') return operand;
  const constant = typeof operand === 'number' ? Exact.of(operand) : operand;
  const text = typeof operand === 'number' ? String(operand) : quoted(operand);
  return { rank: RANK.atom, print: () => text, value: () => constant };
}

/** A name that is known in the whole workbook. @param value what its cell holds as the workbook is written */
export const named = (name: string, value: Value): Expr => ({
  rank: RANK.atom,
  print: () => name,
  value: () => value,
});

/**
 * A formula that is made each time it is asked for: it may look at its own row, and a sheet with a hundred thousand of
 * them keeps none.
 */
export class Late implements Expr {
  readonly rank = RANK.atom;

  constructor(readonly make: () => Expr) {}

  print(site: Site): string {
    return this.make().print(site);
  }

  value(site: Site): Value {
    return this.make().value(site);
  }
}

export const late = (make: () => Expr): Late => new Late(make);

/** The same, with references that stay where they are when the formula is filled down. */
export const pinned = (part: Expr): Expr => ({
  rank: part.rank,
  print: (site) => part.print({ ...site, pinned: true }),
  value: (site) => part.value(site),
});

const inside = (
  part: { readonly rank: number; print(site: Site): string },
  rank: number,
  site: Site,
): string => (part.rank < rank ? `(${part.print(site)})` : part.print(site));

function binary(
  operator: string,
  rank: number,
  left: Operand,
  right: Operand,
  make: (left: Value, right: Value) => Value,
): Expr {
  const [first, second] = [of(left), of(right)];
  // what comes after a minus or a division sign has to bind tighter than that
  const rightRank = operator === '-' || rank === RANK.compare ? rank + 1 : rank;
  return {
    rank,
    print: (site) => `${inside(first, rank, site)}${operator}${inside(second, rightRank, site)}`,
    value: (site) => make(first.value(site), second.value(site)),
  };
}

export const plus = (...terms: readonly Operand[]): Expr =>
  terms
    .map(of)
    .reduce((left, right) => binary('+', RANK.add, left, right, (x, y) => numberOf(x).plus(numberOf(y))));
export const minus = (left: Operand, right: Operand): Expr =>
  binary('-', RANK.add, left, right, (x, y) => numberOf(x).minus(numberOf(y)));

/** A product stops at a factor that is 0, as the rest then does not matter. */
export const times = (...factors: readonly Operand[]): Expr =>
  factors.map(of).reduce((left, right) => ({
    ...binary('*', RANK.times, left, right, () => null),
    value(site) {
      const first = numberOf(left.value(site));
      return first.sign === 0 ? ZERO : first.times(numberOf(right.value(site)));
    },
  }));

export const concat = (...parts: readonly Operand[]): Expr =>
  parts
    .map(of)
    .reduce((left, right) => binary('&', RANK.concat, left, right, (x, y) => textOf(x) + textOf(y)));

type Relation = '=' | '<>' | '<' | '<=' | '>' | '>=';

function related(left: Value, relation: Relation, right: Value): boolean {
  if (relation === '=') return same(left, right);
  if (relation === '<>') return !same(left, right);
  const order = numberOf(left).compare(numberOf(right));
  if (relation === '<') return order < 0;
  if (relation === '<=') return order <= 0;
  return relation === '>' ? order > 0 : order >= 0;
}

export const compare = (left: Operand, relation: Relation, right: Operand): Expr =>
  binary(relation, RANK.compare, left, right, (x, y) => related(x, relation, y));

/** 1 where it holds, else 0. */
export const one = (test: Expr): Expr => times(test, 1);

function call(
  name: string,
  parts: readonly { print(site: Site): string }[],
  value: (site: Site) => Value,
): Expr {
  return {
    rank: RANK.atom,
    print: (site) => `${name}(${parts.map((part) => part.print(site)).join(',')})`,
    value,
  };
}

/** Only the part that is chosen is calculated. */
export function iff(test: Expr, then: Operand, otherwise: Operand): Expr {
  const [yes, no] = [of(then), of(otherwise)];
  return call('IF', [test, yes, no], (site) => (holds(test.value(site)) ? yes : no).value(site));
}

export const and = (...tests: readonly Expr[]): Expr =>
  call('AND', tests, (site) => tests.every((test) => holds(test.value(site))));
export const or = (...tests: readonly Expr[]): Expr =>
  call('OR', tests, (site) => tests.some((test) => holds(test.value(site))));

const extreme = (name: 'MAX' | 'MIN', wanted: 1 | -1, parts: readonly Operand[]): Expr => {
  const all = parts.map(of);
  return call(name, all, (site) =>
    all.map((part) => numberOf(part.value(site))).reduce((x, y) => (y.compare(x) === wanted ? y : x)),
  );
};
export const max = (...parts: readonly Operand[]): Expr => extreme('MAX', 1, parts);
export const min = (...parts: readonly Operand[]): Expr => extreme('MIN', -1, parts);

/** At most a bound, whose cell may hold an empty text: MIN takes no notice of text in a cell. */
export function atMost(part: Operand, bound: Expr): Expr {
  const own = of(part);
  return call('MIN', [own, bound], (site) => {
    const [value, most] = [numberOf(own.value(site)), bound.value(site)];
    return most instanceof Exact && most.compare(value) < 0 ? most : value;
  });
}

const numbersIn = (cells: Cells, site: Site): Exact[] =>
  cells.values(site).filter((value) => value instanceof Exact);

/** The smallest number in cells, at most 0. */
export const minOf = (cells: Cells): Expr =>
  call('MIN', [of(0), cells], (site) =>
    numbersIn(cells, site).reduce<Exact>((x, y) => (y.compare(x) < 0 ? y : x), ZERO),
  );

/** The largest number in cells, at least 0. */
export const maxOf = (cells: Cells): Expr =>
  call('MAX', [of(0), cells], (site) =>
    numbersIn(cells, site).reduce<Exact>((x, y) => (y.compare(x) > 0 ? y : x), ZERO),
  );

export const sum = (cells: Cells): Expr =>
  call('SUM', [cells], (site) => {
    let total = ZERO;
    for (const value of cells.values(site))
      if (value instanceof Exact && value.sign !== 0) total = total.plus(value);
    return total;
  });

export const round = (part: Operand, digits: number): Expr => {
  const own = of(part);
  return call('ROUND', [own, of(digits)], (site) => numberOf(own.value(site)).round(digits));
};

const division = (left: Expr, right: Expr): { print(site: Site): string } => ({
  print: (site) => `${inside(left, RANK.times, site)}/${inside(right, RANK.times + 1, site)}`,
});

/** round(left / right, digits), right > 0. */
export function quotient(left: Operand, right: Operand, digits: number): Expr {
  const [first, second] = [of(left), of(right)];
  return call('ROUND', [division(first, second), of(digits)], (site) =>
    numberOf(first.value(site)).quotient(numberOf(second.value(site)), digits),
  );
}

/** The whole number at or above left / right. ROUND takes the noise of binary fractions away: 0.9/0.3 is 3. */
export function ceilQuotient(left: Operand, right: Operand): Expr {
  const [first, second] = [of(left), of(right)];
  const clean = call('ROUND', [division(first, second), of(9)], () => null);
  return call('ROUNDUP', [clean, of(0)], (site) =>
    numberOf(first.value(site)).ceilQuotient(numberOf(second.value(site))),
  );
}

function floorOf(left: Exact, right: Exact): Exact {
  const up = left.ceilQuotient(right);
  return up.times(right).compare(left) > 0 ? up.minus(ONE) : up;
}

/** The whole number at or below left / right, of whole numbers. */
export function floorQuotient(left: Operand, right: Operand): Expr {
  const [first, second] = [of(left), of(right)];
  return call('INT', [division(first, second)], (site) =>
    floorOf(numberOf(first.value(site)), numberOf(second.value(site))),
  );
}

/** What is left of a whole number, divided by another. */
export function mod(left: Operand, right: Operand): Expr {
  const [first, second] = [of(left), of(right)];
  return call('MOD', [first, second], (site) => {
    const [x, y] = [numberOf(first.value(site)), numberOf(second.value(site))];
    const below = x.sign >= 0 ? floorOf(x, y) : ZERO.minus(ZERO.minus(x).ceilQuotient(y));
    return x.minus(below.times(y));
  });
}

export const isNumber = (part: Expr): Expr =>
  call('ISNUMBER', [part], (site) => part.value(site) instanceof Exact);
export const isBlank = (part: Expr): Expr => call('ISBLANK', [part], (site) => part.value(site) === null);

/** Whether a text stands in another, as it is written. */
export function contains(text: Operand, part: Operand): Expr {
  const [whole, wanted] = [of(text), of(part)];
  return call('ISNUMBER', [call('FIND', [wanted, whole], () => null)], (site) =>
    textOf(whole.value(site)).includes(textOf(wanted.value(site))),
  );
}

/** Whether two texts are the same to the letter; `=` takes capitals and small letters for the same. */
export function exact(left: Operand, right: Operand): Expr {
  const [first, second] = [of(left), of(right)];
  return call('EXACT', [first, second], (site) => textOf(first.value(site)) === textOf(second.value(site)));
}

/** Without spaces at its ends, and with one where there are more. */
export const trim = (text: Expr): Expr =>
  call('TRIM', [text], (site) => textOf(text.value(site)).replaceAll(/ +/g, ' ').replaceAll(/^ | $/g, ''));

export const length = (text: Expr): Expr =>
  call('LEN', [text], (site) => Exact.whole(textOf(text.value(site)).length));

export function substitute(text: Expr, from: string, to: string): Expr {
  return call('SUBSTITUTE', [text, of(from), of(to)], (site) =>
    textOf(text.value(site)).replaceAll(from, to),
  );
}

// --- looking up ---

/** The n-th of cells. */
export function index(cells: Cells, place: Operand): Expr {
  const at = of(place);
  return call('INDEX', [cells, at], (site) => at1(cells.values(site), Number(textOf(at.value(site)))));
}

function at1(values: readonly Value[], place: number): Value {
  if (!Number.isInteger(place) || place < 1 || place > values.length) {
    throw new RangeError(`place ${place} of ${values.length}`);
  }
  return values[place - 1] as Value;
}

/** A rectangle of cells, row by row. */
export interface Grid {
  print(site: Site): string;
  readonly width: number;
  row(row: number): readonly Value[];
}

/** The cell in this row and column of a rectangle. */
export function index2(grid: Grid, row: Operand, column: Operand): Expr {
  const [down, across] = [of(row), of(column)];
  return call('INDEX', [grid, down, across], (site) =>
    at1(grid.row(Number(textOf(down.value(site)))), Number(textOf(across.value(site)))),
  );
}

/** The place of a value in cells. */
export function match(wanted: Expr, cells: Cells): Expr {
  return call('MATCH', [wanted, cells, of(0)], (site) => {
    const value = wanted.value(site);
    const at = cells.values(site).findIndex((each) => each !== null && same(each, value));
    if (at < 0) throw new RangeError(`not found: ${textOf(value)}`);
    return Exact.whole(at + 1);
  });
}

/** The place of a value in cells, or 1 where it is not there: what is wrong then is said by a check, not by #N/A. */
export const placeIn = (wanted: Expr, cells: Cells): Expr =>
  iff(compare(countOf(wanted, cells), '=', 0), 1, match(wanted, cells));

/** How many cells have this value. */
export const countOf = (wanted: Expr, cells: Cells): Expr =>
  sumProduct(eachTimes(eachIs(cells, '=', wanted), ONES));

/** How many cells have this text, to the letter. */
export const countExact = (wanted: Expr, cells: Cells): Expr =>
  sumProduct(eachTimes(eachExact(cells, wanted), ONES));

// --- sums over cells ---

interface Condition {
  readonly cells: Cells;
  readonly value: Expr;
}

/** The places where keys have a value, found once: labels are the same in all years. */
const places = new WeakMap<Cells, Map<string, number[]>>();

function placesOf(cells: Cells, site: Site, value: Value): readonly number[] {
  let known = places.get(cells);
  if (known === undefined) {
    known = new Map();
    for (const [at, each] of cells.values(site).entries()) {
      const key = keyOf(each);
      const own = known.get(key);
      if (own === undefined) known.set(key, [at]);
      else own.push(at);
    }
    places.set(cells, known);
  }
  return known.get(keyOf(value)) ?? [];
}

const keyOf = (value: Value): string =>
  typeof value === 'string' ? `t${value.toLowerCase()}` : textOf(value);

/**
 * The sum of the cells whose labels are these. For numbers and for text that no program can take for a number, a
 * date or a pattern: places, and our own words.
 */
export function sumWhere(cells: Cells, ...conditions: readonly Condition[]): Expr {
  const parts = conditions.flatMap(({ cells: keys, value }) => [keys, value]);
  return call('SUMIFS', [cells, ...parts], (site) => {
    const [first, ...others] = conditions as readonly [Condition, ...Condition[]];
    const values = cells.values(site);
    const wanted = others.map(({ value }) => value.value(site));
    const keys = others.map(({ cells: own }) => own.values(site));
    let total = ZERO;
    for (const at of placesOf(first.cells, site, first.value.value(site))) {
      const value = values[at];
      if (!(value instanceof Exact) || value.sign === 0) continue;
      if (wanted.every((each, place) => same((keys[place] as readonly Value[])[at] as Value, each))) {
        total = total.plus(value);
      }
    }
    return total;
  });
}

// --- per cell, for SUMPRODUCT ---

export const each = (cells: Cells): Each => ({
  rank: RANK.atom,
  print: (site) => cells.print(site),
  values: (site) => cells.values(site),
});

export function eachIs(cells: Cells, relation: Relation, operand: Operand): Each {
  const wanted = of(operand);
  return {
    rank: RANK.compare,
    print: (site) => `${cells.print(site)}${relation}${inside(wanted, RANK.compare + 1, site)}`,
    values(site) {
      const value = wanted.value(site);
      return cells
        .values(site)
        .map((own) =>
          typeof own === 'string' && relation !== '=' && relation !== '<>'
            ? true
            : related(own, relation, value),
        );
    },
  };
}

/** Whether the text of each cell is this one to the letter; `=` takes capitals and small letters for the same. */
export function eachExact(cells: Cells, wanted: Expr): Each {
  return {
    rank: RANK.atom,
    print: (site) => `EXACT(${cells.print(site)},${wanted.print(site)})`,
    values(site) {
      const value = textOf(wanted.value(site));
      return cells.values(site).map((own) => textOf(own) === value);
    },
  };
}

/** Whether each cell, between these, stands in a text as it is written. */
export function eachWithin(cells: Cells, around: string, text: Expr): Each {
  const mark = quoted(around);
  return {
    rank: RANK.atom,
    print: (site) => `ISNUMBER(FIND(${mark}&${cells.print(site)}&${mark},${text.print(site)}))`,
    values(site) {
      const whole = textOf(text.value(site));
      return cells.values(site).map((own) => whole.includes(around + textOf(own) + around));
    },
  };
}

export function eachPlus(cells: Each, operand: Operand): Each {
  const other = of(operand);
  return {
    rank: RANK.add,
    print: (site) => `${inside(cells, RANK.add, site)}+${inside(other, RANK.add, site)}`,
    values(site) {
      const value = numberOf(other.value(site));
      return cells.values(site).map((own) => numberOf(own).plus(value));
    },
  };
}

export function eachTimes(...factors: readonly Each[]): Each {
  return {
    rank: RANK.times,
    print: (site) => factors.map((factor) => inside(factor, RANK.times, site)).join('*'),
    values(site) {
      const all = factors.filter((factor) => factor !== ONES).map((factor) => factor.values(site));
      return (all[0] as readonly Value[]).map((_, at) =>
        all.reduce<Exact>(
          (product, own) => (product.sign === 0 ? ZERO : product.times(numberOf(own[at] as Value))),
          ONE,
        ),
      );
    },
  };
}

const total = (values: readonly Value[]): Exact =>
  values.reduce<Exact>((before, value) => before.plus(numberOf(value)), ZERO);

/** The sum of what there is per cell. */
export const sumProduct = (cells: Each): Expr =>
  call('SUMPRODUCT', [cells], (site) => total(cells.values(site)));

/** The largest of what there is per cell. */
export const maxProduct = (cells: Each): Expr =>
  call('SUMPRODUCT', [call('MAX', [cells], () => null)], (site) =>
    cells
      .values(site)
      .map(numberOf)
      .reduce((x, y) => (y.compare(x) > 0 ? y : x)),
  );

/** The sum of numbers where per cell it is so; texts among them are 0. */
export const sumOfWhere = (where: Each, cells: Cells): Expr =>
  call('SUMPRODUCT', [where, cells], (site) => {
    const values = cells.values(site);
    return where.values(site).reduce<Exact>((before, factor, at) => {
      const value = values[at];
      return value instanceof Exact ? before.plus(numberOf(factor).times(value)) : before;
    }, ZERO);
  });

// --- ranking, and hundredths ---

const ranked = new WeakMap<Cells, Map<number, readonly Exact[]>>();

/** Ranks from 1: larger ones first, of equals the earlier. */
function ranks(cells: Cells, site: Site): readonly Exact[] {
  let known = ranked.get(cells);
  if (known === undefined) {
    known = new Map();
    ranked.set(cells, known);
  }
  let found = known.get(site.year);
  if (found === undefined) {
    const values = cells.values(site).map(numberOf);
    const order = values
      .map((_, at) => at)
      .sort((x, y) => (values[y] as Exact).compare(values[x] as Exact) || x - y);
    const places: Exact[] = [];
    for (const [rank, at] of order.entries()) places[at] = Exact.whole(rank + 1);
    found = places;
    known.set(site.year, found);
  }
  return found;
}

/**
 * The rank of a cell among cells, from 1: larger ones first, of equals the earlier.
 * @param upTo from the first of the cells to this one
 * @param place its place among them, from 0
 */
export function rankOf(cell: Expr, cells: Cells, upTo: Cells, place: number): Expr {
  const rank = call('RANK', [cell, cells], () => null);
  const equal = call('COUNTIF', [upTo, cell], () => null);
  const printed = minus(plus(rank, equal), 1);
  return {
    ...printed,
    print: (site) => printed.print(site),
    value: (site) => ranks(cells, site)[place] as Exact,
  };
}

/** The rank of a cell among cells, from 1: larger ones first, of equals the one with the larger priority. */
export function rankBy(cell: Expr, cells: Cells, priority: Expr, priorities: Cells): Expr {
  const rank = call('RANK', [cell, cells], () => null);
  const before = sumProduct(eachTimes(eachIs(cells, '=', cell), eachIs(priorities, '>', priority)));
  const printed = plus(rank, before);
  return {
    ...printed,
    print: (site) => printed.print(site),
    value(site) {
      const own = numberOf(cell.value(site));
      const first = numberOf(priority.value(site));
      const others = priorities.values(site);
      const earlier = cells.values(site).filter((value, at) => {
        const order = numberOf(value).compare(own);
        return order > 0 || (order === 0 && numberOf(others[at] as Value).compare(first) > 0);
      });
      return Exact.whole(earlier.length + 1);
    },
  };
}

/** Makes numbers of tests. */
export const ONES: Each = { rank: RANK.atom, print: () => '1', values: () => [] };

const CENT = Exact.of('0.01');

/** A number of hundredths as what they are hundredths of. */
export function hundredths(part: Operand): Expr {
  const own = of(part);
  return {
    rank: RANK.times,
    print: (site) => `${inside(own, RANK.times, site)}/100`,
    value: (site) => numberOf(own.value(site)).times(CENT),
  };
}

/** An amount with two decimals as a whole number of hundredths. */
export const inHundredths = (part: Operand): Expr => round(times(part, 100), 0);
