import type { Plan } from '../../../engine/index.ts';
import { inputsNl } from '../../texts/inputs.nl.ts';
import type { InputSheet, InputTexts } from '../../texts/inputs.ts';
import type {
  CellDescription,
  CellRange,
  CellValue,
  ConditionalLook,
  Look,
  NameDescription,
  SheetDescription,
  TableDescription,
  ValidationDescription,
} from '../description.ts';
import { CHANGED } from './changes.ts';
import type { WrittenValue } from './fields.ts';
import { isJson, type Json, valueAt } from './json.ts';
import { columnsOf, hasYears, LINE_HEADINGS, type Placed } from './layout.ts';
import { contextOf, type Records, recordsOf } from './records.ts';
import { type Column, type Context, type Field, listName, type TableSpec, type Writing } from './spec.ts';
import { TABLE_LIST, TABLES } from './tables.ts';

/** The rows above the first table's rows: title, purpose, captions, bands, units and headings. */
const CAPTION_ROW = 3;
const HEADING_ROW = 6;
const FIRST_ROW = HEADING_ROW + 1;
/** Columns of default width that go on one page, in a size that can be read. */
const PAGE_WIDTH = 215;
/** The same for tables that are printed apart, without repeated columns, so better on few pages. */
const APART_WIDTH = 300;
const GAP_WIDTH = 3;
const WIDEST = 34;
/** Points. */
const HEADING_HEIGHT = 44;
/**
 * How high a line is, how many letters go on one per unit of a column's width, and how many lines are shown: what is
 * longer is read in the cell itself.
 */
const LINES = {
  inputWrapped: { height: 13, letters: 1, most: 4 },
  inputNote: { height: 10.5, letters: 1.2, most: 2 },
} as const;

/** The input sheets of a plan, in the order of the workbook. */
export function describeInputs(texts: InputTexts, plan: Plan, footer: string): SheetDescription[] {
  const writing: Writing = { texts, context: contextOf(plan) };
  const records = recordsOf(plan, texts);
  const sheets = [...new Set(TABLE_LIST.map(({ sheet }) => sheet))];
  return sheets.map((sheet) => new InputPage(sheet, writing, records, footer).done());
}

/** The names that stand for the ids of each list. */
export const inputNames = (texts: InputTexts): NameDescription[] =>
  [...new Set(Object.values(REFERRED))].map((table) => ({
    name: listName(table.name),
    formula: `${table.name}[${texts.headings.id}]`,
  }));

const REFERRED = {
  boards: TABLES.boards,
  institutes: TABLES.institutes,
  schools: TABLES.schools,
  groups: TABLES.groups,
  roles: TABLES.roles,
  rates: TABLES.rates,
  norms: TABLES.norms,
  costs: TABLES.costs,
  funding: TABLES.funding,
  variants: TABLES.variants,
} as const;

const input = (value: CellValue, look: Look): CellDescription => ({ value, look });
const text = (value: string, look: Look): CellDescription => ({ value: { text: value }, look });

class InputPage {
  private readonly rows: CellDescription[][] = [];
  private readonly widths: number[] = [];
  private readonly tables: TableDescription[] = [];
  private readonly validations: ValidationDescription[] = [];
  private readonly conditional: ConditionalLook[] = [];
  private readonly textAreas: CellRange[] = [];
  private readonly groups: { from: number; to: number }[] = [];

  constructor(
    private readonly sheet: InputSheet,
    private readonly writing: Writing,
    private readonly records: Records,
    private readonly footer: string,
  ) {}

  private get texts(): InputTexts {
    return this.writing.texts;
  }

  private get context(): Context {
    return this.writing.context;
  }

  private put(row: number, column: number, cell: CellDescription): void {
    while (this.rows.length < row) this.rows.push([]);
    const cells = this.rows[row - 1] as CellDescription[];
    while (cells.length < column) cells.push(undefined);
    cells[column - 1] = cell;
  }

  done(): SheetDescription {
    const { texts } = this;
    this.put(1, 1, text(texts.sheets[this.sheet], 'title'));
    this.put(2, 1, text(texts.purposes[this.sheet], 'subtitle'));
    const specs = TABLE_LIST.filter(
      ({ sheet, optional, key }) => sheet === this.sheet && (!optional || this.records[key].length > 0),
    );
    const first = specs[0] as TableSpec;
    let left = 1;
    for (const spec of specs) {
      const width =
        spec.form === 'lines'
          ? this.lines(spec, left)
          : this.table(spec, left, specs.length === 1 || spec === first);
      if (spec !== first) this.put(CAPTION_ROW, left, text(texts.tables[spec.key], 'section'));
      this.groups.push({ from: left, to: left + width - 1 });
      left += width;
      this.widths.push(GAP_WIDTH);
      left += 1;
    }
    this.widths.pop();
    const frozen = this.frozenColumns(first);
    this.legend(first.form === 'lines' ? 1 : 2);
    this.widen();
    const single = specs.length === 1;
    const widest = Math.max(...this.groups.map(({ from, to }) => this.widthOf(from, to)));
    const lead = single ? this.widthOf(1, frozen) : 0;
    const page = single ? PAGE_WIDTH : APART_WIDTH;
    const pagesWide = Math.max(1, Math.ceil((widest - lead) / (page - lead)));
    return {
      name: texts.sheets[this.sheet],
      rows: this.rows.map((cells, index) => {
        const height = index === HEADING_ROW - 1 ? HEADING_HEIGHT : this.heightOf(cells);
        return { cells, ...(height !== undefined && { height }) };
      }),
      widths: this.widths,
      frozen: { rows: HEADING_ROW, columns: frozen },
      landscape: true,
      titleRows: { from: HEADING_ROW - 2, to: HEADING_ROW },
      footer: this.footer,
      mark: inputsNl.sheets[this.sheet],
      tables: this.tables,
      validations: this.validations,
      conditionalLooks: this.conditional,
      textAreas: this.textAreas,
      pagesWide,
      ...(single && pagesWide > 1 && { titleColumns: { from: 1, to: frozen } }),
      ...(!single && { printColumns: this.groups }),
      tabColor: '6FA8B0',
    };
  }

  /** Columns of short texts as wide as what stands in them. */
  private widen(): void {
    for (const cells of this.rows.slice(FIRST_ROW - 1)) {
      cells.forEach((cell, index) => {
        if (cell?.look !== 'inputText' || cell.value === null || !('text' in cell.value)) return;
        const wanted = Math.min(WIDEST, cell.value.text.length + 2);
        if ((this.widths[index] ?? 0) < wanted) this.widths[index] = wanted;
      });
    }
  }

  /** The height of a row for the longest of its texts, as not every program finds that by itself. */
  private heightOf(cells: readonly CellDescription[]): number | undefined {
    const heights = cells.map((cell, index) => {
      const look = cell?.look;
      if (cell?.value === null || cell?.value === undefined || !('text' in cell.value)) return 0;
      if (look !== 'inputWrapped' && look !== 'inputNote') return 0;
      const { height, letters: perUnit, most } = LINES[look];
      const room = (this.widths[index] ?? 1) * perUnit;
      const paragraphs = cell.value.text.split('\n');
      const lines = paragraphs.reduce((sum, each) => sum + Math.max(1, Math.ceil(each.length / room)), 0);
      return lines > 1 ? Math.min(most, lines) * height + 2 : 0;
    });
    const highest = Math.max(0, ...heights);
    return highest > LINES.inputWrapped.height ? highest : undefined;
  }

  private widthOf(from: number, to: number): number {
    return this.widths.slice(from - 1, to).reduce((sum, width) => sum + width, 0);
  }

  /** What stays in sight: the number and what an item is known by. */
  private frozenColumns(spec: TableSpec): number {
    if (spec.form === 'lines') return 1;
    const fields = spec.fields(this.context);
    const named = fields[1]?.path[0] === 'name' ? 2 : fields[0]?.path[0] === 'school' ? 3 : 1;
    return (spec.numbered ? 1 : 0) + named;
  }

  private legend(column: number): void {
    const { legend } = this.texts;
    this.put(CAPTION_ROW, column, text(legend.input, 'inputText'));
    this.put(CAPTION_ROW, column + 1, text(legend.assumption, 'legendAssumption'));
  }

  // --- a table of rows ---

  /** @returns how many columns it takes */
  private table(spec: TableSpec, left: number, filter: boolean): number {
    const columns = columnsOf(spec, this.context);
    const records = this.records[spec.key];
    const bottom = FIRST_ROW + Math.max(1, records.length) - 1;
    this.head(columns, left);
    const fields = [...new Set(columns.flatMap(({ field }) => (field ? [field] : [])))];
    for (let line = 0; line < Math.max(1, records.length); line++) {
      const record = records[line];
      const row = FIRST_ROW + line;
      const values: CellValue[] = spec.numbered
        ? [record === undefined ? null : { number: String(line + 1) }]
        : [];
      for (const field of fields) {
        values.push(
          ...(record === undefined ? field.write(undefined, this.writing) : this.written(field, record)),
        );
      }
      for (const [at, { column, field, index }] of columns.entries()) {
        const own = field?.path[0] === 'value' ? looksOf(record)?.[index] : undefined;
        this.put(row, left + at, input(values[at] ?? null, own ?? column.look));
      }
    }
    columns.forEach(({ column }, at) => {
      const area = { top: FIRST_ROW, left: left + at, bottom, right: left + at };
      this.check(column, area);
      if (TEXT_LOOKS.includes(column.look)) this.textAreas.push(area);
    });
    const area = { top: HEADING_ROW, left, bottom, right: left + columns.length - 1 };
    this.tables.push({ name: spec.name, area, filter });
    this.assumptions(columns, area);
    return columns.length;
  }

  /** The cells of a field of a row. */
  private written(field: Field, record: Json): readonly CellValue[] {
    const { standsFor } = field;
    if (standsFor !== undefined) {
      const group = valueAt(record, standsFor);
      if (isJson(group) && Object.keys(group).length === 0) return [{ text: this.texts.markers.all }];
    }
    return field.write(valueAt(record, field.path), this.writing);
  }

  private head(columns: readonly Placed[], left: number): void {
    const { texts } = this;
    let band: string | undefined;
    columns.forEach(({ column, band: key }, index) => {
      const at = left + index;
      const label = texts.bands[key];
      this.put(HEADING_ROW - 2, at, text(label === band ? '' : label, 'band'));
      band = label;
      this.put(
        HEADING_ROW - 1,
        at,
        text(
          column.unit === undefined ? '' : texts.units[column.unit],
          isFigure(column.look) ? 'unitRight' : 'unit',
        ),
      );
      this.put(
        HEADING_ROW,
        at,
        text(column.heading(texts), isFigure(column.look) ? 'headingFigure' : 'heading'),
      );
      this.widths[at - 1] = column.width;
    });
  }

  /** An assumption looks different from a figure that has a source. */
  private assumptions(columns: readonly Placed[], table: CellRange): void {
    const columnAt = (key: string): string | undefined => {
      const at = columns.findIndex(({ field }) => field?.path[0] === key);
      return at < 0 ? undefined : `$${letters(table.left + at)}${FIRST_ROW}`;
    };
    const assumption = columnAt('assumption');
    const status = columnAt('status');
    if (assumption === undefined || status === undefined) return;
    const { choices } = this.texts;
    this.conditional.push({
      area: { ...table, top: FIRST_ROW },
      formula: `OR(${assumption}="${choices.yesNo.yes}",${status}="${choices.status.aanname}")`,
      look: 'assumption',
    });
  }

  private check({ check, prompt }: Column, area: CellRange): void {
    if (check === undefined) return;
    const { prompts, choices } = this.texts;
    const add = (rule: ValidationDescription['rule'], text: string, strict = true): void => {
      this.validations.push({
        areas: [area],
        rule,
        strict,
        message: { title: prompts.errorTitle, text },
        ...(prompt && { prompt: prompts[prompt] }),
      });
    };
    switch (check.kind) {
      case 'reference': {
        const several = check.several === true;
        const rule = { kind: 'name', name: listName(REFERRED[check.to].name) } as const;
        add(rule, several ? prompts.several : prompts.reference, !several && check.loose !== true);
        return;
      }
      case 'choice': {
        const words = Object.values<string>(choices[check.of]);
        add(
          { kind: 'words', words },
          check.several ? prompts.several : prompts.choice,
          check.several !== true,
        );
        return;
      }
      case 'number': {
        const { kind, whole = false, ...bounds } = check;
        add({ kind, whole, ...bounds }, whole ? prompts.whole : prompts.number);
        return;
      }
      case 'date':
        add({ kind: 'date' }, prompts.date);
        return;
      case 'changedList': {
        const { tables } = this.texts;
        add({ kind: 'words', words: CHANGED.map((key) => tables[key]) }, prompts.choice, false);
      }
    }
  }

  // --- a table of fixed lines ---

  private lines(spec: TableSpec, left: number): number {
    const { texts, context } = this;
    const years = hasYears(spec, context) ? context.years : [];
    const record = this.records[spec.key][0] ?? {};
    const headings = [
      LINE_HEADINGS.item(texts),
      LINE_HEADINGS.value(texts),
      ...years,
      LINE_HEADINGS.unit(texts),
    ];
    headings.forEach((heading, index) => {
      const figure = index > 0 && index <= years.length;
      this.put(
        HEADING_ROW - 2,
        left + index,
        text(index === 2 && years.length > 0 ? texts.bands.perYear : '', 'band'),
      );
      this.put(HEADING_ROW - 1, left + index, text('', 'unit'));
      this.put(HEADING_ROW, left + index, text(heading, figure && index > 1 ? 'headingFigure' : 'heading'));
      this.widths[left + index - 1] =
        index === 0 ? 28 : index === 1 ? 40 : figure || index <= years.length + 1 ? 12 : 12;
    });
    const fields = spec
      .fields(context)
      .filter(
        (field) => field.optional !== true || this.written(field, record).some((cell) => cell !== null),
      );
    fields.forEach((field, index) => {
      const row = FIRST_ROW + index;
      this.put(row, left, text(texts.headings[field.heading], 'line'));
      const columns = field.columns(context);
      const values = this.written(field, record);
      for (let slot = 0; slot <= years.length; slot++) {
        const at = columns.findIndex(({ year }) => (year === undefined ? 0 : 1 + year) === slot);
        const column = columns[at];
        const place = left + 1 + slot;
        if (column === undefined) this.put(row, place, text('', 'line'));
        else {
          this.put(row, place, input(values[at] ?? null, column.look));
          this.check(column, { top: row, left: place, bottom: row, right: place });
        }
      }
      const unit = columns[0]?.unit;
      this.put(row, left + headings.length - 1, text(unit === undefined ? '' : texts.units[unit], 'line'));
    });
    const area = {
      top: HEADING_ROW,
      left,
      bottom: FIRST_ROW + fields.length - 1,
      right: left + headings.length - 1,
    };
    this.tables.push({ name: spec.name, area, filter: false });
    return headings.length;
  }
}

/** How the cells of a new value look: as the field that is changed. */
const looksOf = (record: Json | undefined): WrittenValue['looks'] | undefined =>
  (record?.value as WrittenValue | undefined)?.looks;

const TEXT_LOOKS: readonly Look[] = ['inputText', 'inputWrapped', 'inputNote'];

const isFigure = (look: Look): boolean => ![...TEXT_LOOKS, 'inputDate', 'inputOrder'].includes(look);

/** 1 → A. */
function letters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return (rest > 0 ? letters(rest) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}
