import { type Output, printable, styled } from './io.ts';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

export interface Row {
  readonly cells: readonly string[];
  /** a total: set off by a line and in bold */
  readonly total?: boolean;
  readonly bad?: boolean;
}

/** A table in columns of equal width, headings underlined; figures to the right, so that decimals line up. */
export function renderTable(output: Output, columns: readonly Column[], rows: readonly Row[]): string {
  const titles = columns.map(({ title }) => printable(title));
  const shown = rows.map((row) => ({ ...row, cells: row.cells.map(printable) }));
  const widths = titles.map((title, column) =>
    shown.reduce((most, { cells }) => Math.max(most, width(cells[column] ?? '')), width(title)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const room = ' '.repeat(Math.max(0, (widths[column] ?? 0) - width(cell)));
        return columns[column]?.align === 'right' ? room + cell : cell + room;
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((each) => '─'.repeat(each)).join('  ');
  const body = shown.flatMap(({ cells, total, bad }) => {
    const text = line(cells);
    if (total === true) return [rule, styled(output, 'bold', text)];
    return [bad === true ? styled(output, 'red', text) : text];
  });
  return `${[styled(output, 'bold', line(titles)), rule, ...body].join('\n')}\n`;
}

/** What a screen or a page in a fixed-width font has room for. */
const PAGE = 120;

/**
 * A table that is no wider than a page: columns that don't fit go to a next block, below the first and with the first
 * column again.
 */
export function renderInBlocks(output: Output, columns: readonly Column[], rows: readonly Row[]): string {
  const widthOf = (column: number): number =>
    rows.reduce(
      (most, { cells }) => Math.max(most, width(printable(cells[column] ?? ''))),
      width(printable(columns[column]?.title ?? '')),
    );
  const lead = widthOf(0);
  const blocks: number[][] = [];
  let room = 0;
  for (let column = 1; column < columns.length; column++) {
    const needed = widthOf(column) + 2;
    if (blocks.length === 0 || needed > room) {
      blocks.push([]);
      room = PAGE - lead;
    }
    room -= needed;
    blocks.at(-1)?.push(column);
  }
  const block = (chosen: readonly number[]): string =>
    renderTable(
      output,
      [0, ...chosen].map((column) => columns[column] as Column),
      rows
        // a total says nothing of some columns
        .filter(({ cells, total }) => total !== true || chosen.some((column) => (cells[column] ?? '') !== ''))
        .map((row) => ({ ...row, cells: [0, ...chosen].map((column) => row.cells[column] ?? '') })),
    );
  return (blocks.length > 0 ? blocks : [[]]).map(block).join('\n');
}

const characters = new Intl.Segmenter('nl', { granularity: 'grapheme' });

/** Places on the screen; that wide East Asian characters take two is left out of account. */
const width = (text: string): number =>
  /^[\x20-\x7e]*$/.test(text) ? text.length : [...characters.segment(text)].length;
