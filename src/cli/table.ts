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

const characters = new Intl.Segmenter('nl', { granularity: 'grapheme' });

/** Places on the screen; that wide East Asian characters take two is left out of account. */
const width = (text: string): number =>
  /^[\x20-\x7e]*$/.test(text) ? text.length : [...characters.segment(text)].length;
