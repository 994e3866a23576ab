import type {
  CellDescription,
  CellRange,
  ChartDescription,
  Look,
  RowDescription,
  SheetDescription,
} from './description.ts';

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

/** A sheet that grows row by row. */
export class Page {
  private readonly rows: RowDescription[] = [];
  private readonly charts: ChartDescription[] = [];
  private frozen = { rows: 0, columns: 0 };
  private titleRows: { from: number; to: number } | undefined;

  constructor(
    private readonly name: string,
    private readonly widths: readonly number[],
    private readonly footer: string,
    private readonly mark: string,
  ) {}

  /** The number of the row that comes next. */
  get next(): number {
    return this.rows.length + 1;
  }

  /** @returns the number of the row that was added */
  add(...cells: readonly CellDescription[]): number {
    return this.rows.push({ cells });
  }

  addTall(height: number, ...cells: readonly CellDescription[]): number {
    return this.rows.push({ cells, height });
  }

  blank(): void {
    this.rows.push({ cells: [] });
  }

  title(title: string, subtitle: string): void {
    this.add(text(title, 'title'));
    this.add(text(subtitle, 'subtitle'));
    this.blank();
  }

  /** Column headings: the first ones over text, the others over figures. */
  heading(left: readonly string[], right: readonly string[]): number {
    return this.addTall(
      32,
      ...left.map((title) => text(title, 'heading')),
      ...right.map((title) => text(title, 'headingRight')),
    );
  }

  /** Keeps everything above the next row, and these columns, in sight and on each printed page. */
  freeze(columns: number): void {
    this.frozen = { rows: this.rows.length, columns };
    this.titleRows = { from: this.rows.length, to: this.rows.length };
  }

  chart(chart: Omit<ChartDescription, 'area'>, height: number, width: number): void {
    const top = this.next + 1;
    this.charts.push({ ...chart, area: { top, left: 1, bottom: top + height - 1, right: width } });
    for (let count = 0; count <= height; count++) this.blank();
  }

  done(): SheetDescription {
    return {
      name: this.name,
      rows: this.rows,
      widths: this.widths,
      frozen: this.frozen,
      landscape: true,
      footer: this.footer,
      mark: this.mark,
      locked: true,
      ...(this.titleRows && { titleRows: this.titleRows }),
      ...(this.charts.length > 0 && { charts: this.charts }),
    };
  }
}

/** The cells of one row from a column to another. */
export const rowRange = (row: number, left: number, right: number): CellRange => ({
  top: row,
  left,
  bottom: row,
  right,
});
