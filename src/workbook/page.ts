import type { CellDescription, Look } from './description.ts';

/** What a cell can hold. */
const LONGEST = 32_767;

/** @param most how many characters there is room for */
export const clipped = (text: string, most: number): string =>
  // not in the middle of a character of two halves
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;

/** A cell with text; what is longer than a cell is cut, and shows it. */
export const text = (value: string, look: Look = 'text'): CellDescription => ({
  value: { text: clipped(value, LONGEST) },
  look,
});

/** A cell with a figure; a missing one leaves the cell empty. */
export const number = (value: string | number | null, look: Look): CellDescription =>
  value === null ? undefined : { value: { number: String(value) }, look };
