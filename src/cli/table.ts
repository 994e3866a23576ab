import { type Output, styled } from './io.ts';

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
  const widths = columns.map(({ title }, column) =>
    Math.max(width(title), ...rows.map(({ cells }) => width(cells[column] ?? ''))),
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
  const body = rows.flatMap(({ cells, total, bad }) => {
    const text = line(cells);
    if (total === true) return [rule, styled(output, 'bold', text)];
    return [bad === true ? styled(output, 'red', text) : text];
  });
  return `${[styled(output, 'bold', line(columns.map(({ title }) => title))), rule, ...body].join('\n')}\n`;
}

/** Places on the screen: combining marks take none, wide East Asian characters are left out of account. */
const width = (text: string): number => [...text.normalize('NFC')].length;
