import { shortFingerprint } from '../../files/fingerprint.ts';
import { areaName, quoteSheetName } from '../../ooxml/index.ts';
import type { LogTexts } from '../../texts/catalogue.ts';
import type {
  CellDescription,
  CellRange,
  Look,
  NameDescription,
  SheetDescription,
  TableDescription,
} from '../description.ts';
import { number, text } from '../page.ts';
import { LOG_MARK, LOG_TABLE, type LogEntry } from './entries.ts';

/**
 * The sheet `Logboek`: when our sheets were written and from which plan, and beside it the input as it was then. Live
 * formulas hold that against the input as it is now, cell by cell: what no formula can make is stale where they differ.
 */

/** How many input cells differ from what they were when the workbook was written; a name known in the whole workbook. */
export const CHANGED_NAME = 'samenplan_gewijzigd';

/** The table that holds what an input table was. */
export const writtenName = (table: string): string => table.replace(/^tbl/, 'geschreven');

/** The table with a line per input table. */
const COMPARED_TABLE = 'tblInvoercontrole';
const HEADING_ROW = 5;
/** The columns of the log; then a gap, then the input as it was. */
const WIDTHS = [18, 17, 66, 21, 30, 40, 3];
const LEFT = WIDTHS.length + 1;
/** The place of the number of changed cells in a line of the comparison. */
const CHANGED = 5;
const LOG_WIDTH = WIDTHS.length - 1;

interface Copied {
  readonly table: TableDescription;
  readonly sheet: SheetDescription;
}

/** @param inputs the input sheets that are written with it */
export function describeLog(
  texts: LogTexts,
  inputs: readonly SheetDescription[],
  entries: readonly LogEntry[],
  footer: string,
): { readonly sheet: SheetDescription; readonly names: readonly NameDescription[] } {
  const page = new LogPage(texts);
  page.log(entries);
  const copies = inputs.flatMap((sheet) => (sheet.tables ?? []).map((table): Copied => ({ table, sheet })));
  const total = page.input(copies);
  const cell = `${quoteSheetName(texts.sheet)}!${absolute({ ...total, bottom: total.top, right: total.left })}`;
  return { sheet: page.done(footer), names: [{ name: CHANGED_NAME, formula: cell }] };
}

/** `$B$3:$D$9`, or `$B$3` for one cell. */
function absolute(area: CellRange): string {
  const fixed = areaName(area).replaceAll(/([A-Z]+)(\d+)/g, '$$$1$$$2');
  const [first, last] = fixed.split(':');
  return first === last ? (first as string) : fixed;
}

class LogPage {
  private readonly rows: CellDescription[][] = [];
  private readonly tables: TableDescription[] = [];
  private readonly textAreas: CellRange[] = [];
  private right = LEFT;

  constructor(private readonly texts: LogTexts) {}

  private put(row: number, column: number, cell: CellDescription): void {
    while (this.rows.length < row) this.rows.push([]);
    const cells = this.rows[row - 1] as CellDescription[];
    while (cells.length < column) cells.push(undefined);
    cells[column - 1] = cell;
    this.right = Math.max(this.right, column);
  }

  private line(row: number, left: number, cells: readonly CellDescription[]): void {
    cells.forEach((cell, at) => {
      this.put(row, left + at, cell);
    });
  }

  log(entries: readonly LogEntry[]): void {
    const { texts } = this;
    this.put(1, 1, text(texts.sheet, 'title'));
    this.put(2, 1, text(texts.purpose, 'subtitle'));
    const { moment, short, fingerprint, version, written, variants } = texts.headings;
    const headings = [moment, short, fingerprint, version, written, variants];
    this.line(
      HEADING_ROW,
      1,
      headings.map((heading) => text(heading, 'heading')),
    );
    entries.forEach((entry, at) => {
      this.line(HEADING_ROW + 1 + at, 1, [
        number(entry.moment, 'moment'),
        text(shortFingerprint(entry.fingerprint)),
        text(entry.fingerprint),
        text(entry.version),
        text(entry.written),
        text(entry.variants, 'wrapped'),
      ]);
    });
    const bottom = HEADING_ROW + Math.max(1, entries.length);
    this.tables.push({
      name: LOG_TABLE,
      area: { top: HEADING_ROW, left: 1, bottom, right: LOG_WIDTH },
      filter: false,
    });
    this.textAreas.push({ top: HEADING_ROW, left: 1, bottom, right: LOG_WIDTH });
  }

  /** @returns the cell with the number of input cells that are not what they were */
  input(copies: readonly Copied[]): { top: number; left: number } {
    const { texts } = this;
    this.put(1, LEFT, text(texts.inputTitle, 'section'));
    this.put(2, LEFT, text(texts.inputPurpose, 'note'));
    const { table, rows, columns, rowsNow, columnsNow, changed } = texts.headings;
    this.line(HEADING_ROW, LEFT, [
      text(table, 'heading'),
      ...[rows, columns, rowsNow, columnsNow, changed].map((each) => text(each, 'headingRight')),
    ]);
    const first = HEADING_ROW + 1;
    const totalRow = first + copies.length;
    let row = totalRow + 2;
    copies.forEach((copy, at) => {
      const own = first + at;
      const area = this.copy(copy, row);
      row = area.bottom + 2;
      this.line(own, LEFT, this.compared(copy, area, own));
    });
    this.line(totalRow, LEFT, [
      text(texts.changedTotal, 'totalText'),
      ...Array.from({ length: CHANGED - 1 }, () => text('', 'totalText')),
      {
        value: { number: '0' },
        formula: `SUM(${absolute({ top: first, left: LEFT + CHANGED, bottom: totalRow - 1, right: LEFT + CHANGED })})`,
        look: 'totalCount',
      },
    ]);
    const area = { top: HEADING_ROW, left: LEFT, bottom: totalRow, right: LEFT + CHANGED };
    this.tables.push({ name: COMPARED_TABLE, area, filter: false });
    return { top: totalRow, left: LEFT + CHANGED };
  }

  /** The cells of a table as they are, below each other on this sheet. */
  private copy({ table, sheet }: Copied, top: number): CellRange {
    const { area } = table;
    const place = {
      top,
      left: LEFT,
      bottom: top + area.bottom - area.top,
      right: LEFT + area.right - area.left,
    };
    for (let at = area.top; at <= area.bottom; at++) {
      const cells = sheet.rows[at - 1]?.cells ?? [];
      for (let column = area.left; column <= area.right; column++) {
        const value = cells[column - 1]?.value ?? null;
        if (value === null) continue;
        const dated = 'number' in value && cells[column - 1]?.look === 'inputDate';
        const look: Look = at === area.top ? 'band' : dated ? 'day' : 'copied';
        this.put(top + at - area.top, LEFT + column - area.left, { value, look });
      }
    }
    this.tables.push({ name: writtenName(table.name), area: place, filter: false });
    this.textAreas.push(place);
    return place;
  }

  /** The rows or columns of a table as they are now, and as they were. */
  private readonly body = ({ table, sheet }: Copied, name: (table: string) => string): string => {
    const headings = sheet.rows[table.area.top - 1]?.cells.slice(table.area.left - 1, table.area.right) ?? [];
    const heading = (at: number): string => {
      const value = headings.at(at)?.value ?? null;
      return value !== null && 'text' in value ? value.text.replaceAll(/[[\]#']/g, (each) => `'${each}`) : '';
    };
    return `${name(table.name)}[[${heading(0)}]:[${heading(-1)}]]`;
  };

  /** A line of the comparison of an input table with what it was. */
  private compared(copy: Copied, area: CellRange, row: number): CellDescription[] {
    const now = this.body(copy, (name) => name);
    const then = this.body(copy, writtenName);
    const at = (column: number): string =>
      absolute({ top: row, left: LEFT + column, bottom: row, right: LEFT + column });
    const size = { rows: area.bottom - area.top, columns: area.right - area.left + 1 };
    const formula = (text: string, value: number): CellDescription => ({
      value: { number: String(value) },
      formula: text,
      look: 'count',
    });
    // as text, since not every program tells 0 from an empty cell or capitals from small letters otherwise
    const same = `EXACT(${now}&"",${then}&"")*(ISTEXT(${now})=ISTEXT(${then}))`;
    return [
      text(copy.table.name),
      number(size.rows, 'count'),
      number(size.columns, 'count'),
      formula(`ROWS(${now})`, size.rows),
      formula(`COLUMNS(${now})`, size.columns),
      // of another size the cells can't be held against each other
      formula(`IF(AND(${at(1)}=${at(3)},${at(2)}=${at(4)}),SUMPRODUCT(1-${same}),1)`, 0),
    ];
  }

  done(footer: string): SheetDescription {
    const { texts } = this;
    const others = Array.from({ length: this.right - LEFT + 1 }, (_, at) => (at === 0 ? 26 : 14));
    return {
      name: texts.sheet,
      rows: this.rows.map((cells) => ({ cells })),
      widths: [...WIDTHS, ...others],
      frozen: { rows: HEADING_ROW, columns: 1 },
      landscape: true,
      titleRows: { from: HEADING_ROW, to: HEADING_ROW },
      footer,
      mark: LOG_MARK,
      locked: true,
      tables: this.tables,
      textAreas: this.textAreas,
      // the input as it was is for programs and for who looks something up, not for paper
      printColumns: [{ from: 1, to: LOG_WIDTH }],
    };
  }
}
