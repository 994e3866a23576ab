import { Exact, type Plan, yearLabels } from '../../../engine/index.ts';
import { columnName } from '../../ooxml/index.ts';
import type { Texts } from '../../texts/index.ts';
import { type Cells, type Expr, iff, isNumber, of, plus, type Site, sum } from './formula.ts';
import type { Inzet } from './inzet.ts';
import { nameIn } from './names.ts';
import { FIRST_YEAR, type Label, type Labels, LiveSheet, type Row, type RowLook } from './sheet.ts';
import type { ItemList } from './source.ts';

/** A result sheet under way: rows of years that show rows of the calculation sheets. */
export interface Report {
  readonly sheet: LiveSheet;
  /** 1, 2, … */
  readonly year: Row;
  readonly texts: Texts;
}

/** A sheet with its title, what it is for, and the years. */
export function reportOf(texts: Texts, plan: Plan, key: keyof Texts['live']['sheets']): Report {
  const { sheets, purposes, words } = texts.live;
  const sheet = new LiveSheet(sheets[key], plan.years);
  sheet.add({ A: `${sheets[key]} – ${plan.name}` }, undefined, 'title');
  sheet.add({ A: purposes[key] }, undefined, 'note');
  sheet.addValues({ A: '', F: words.in }, yearLabels(plan), 'label');
  const years = Array.from({ length: plan.years }, (_, at) => Exact.whole(at + 1));
  return { sheet, texts, year: sheet.addValues({ A: words.year }, years, 'count') };
}

export const section = ({ sheet }: Report, text: Label): void => {
  sheet.blank();
  sheet.add({ A: text }, undefined, 'title');
};

/** The section of a variant; each but the first begins a page. */
export function variantSection(report: Report, inzet: Inzet): void {
  if (report.sheet.rows.length > HEAD_ROWS) report.sheet.break();
  section(report, titleOf(inzet));
}

/** Title, purpose, headings and the numbers of the years stand on every page. */
export const HEAD_ROWS = 4;

/** A line over rows that belong together. */
export const band = ({ sheet }: Report, text: Label): Row => sheet.add({ A: text }, undefined, 'band');

/** Looks of figures that add up over years. */
const SUMMED: readonly RowLook[] = ['euro', 'total', 'hours'];

/** A row that shows figures of a calculation sheet. */
export function shown(
  { sheet }: Report,
  name: Label,
  unit: string,
  from: Expr,
  look: RowLook,
  labels: Labels = {},
): Row {
  const all = { A: name, F: unit, ...labels };
  return SUMMED.includes(look) ? sheet.addSummed(all, from, look) : sheet.add(all, from, look);
}

export const rangeSum = (sheet: LiveSheet, rows: readonly Row[]): Expr =>
  rows.length === 0 ? of(0) : sum(sheet.range(rows));

/** The sum of some rows, wherever they stand. */
export const total = (rows: readonly Row[] | undefined): Expr =>
  rows === undefined || rows.length === 0 ? of(0) : plus(...rows);

/** A figure, or these words where there is none. */
export const known = (figure: Row, otherwise: string): Expr => iff(isNumber(figure), figure, otherwise);

/** All years of a row together. */
export const allYears = (row: Row): Expr => sum(row.across);

/** The column with the sums of the years, of summed rows below each other. */
export function totalsOf(rows: readonly Row[]): Cells {
  const [first, last] = [rows[0] as Row, rows.at(-1) as Row];
  const column = `$${columnName(FIRST_YEAR + first.sheet.years)}`;
  return {
    print: ({ sheet }: Site) => `${first.prefix(sheet)}${column}$${first.number}:${column}$${last.number}`,
    values: (site) => rows.map((row) => allYears(row).value(site)),
  };
}

/** The name of an item as the variant has it. */
export const nameOf = ({ scene }: Inzet, list: ItemList, id: string): Label =>
  nameIn(scene.base.source, list, id);

/** The name of a variant. */
export const titleOf = ({ scene: { base } }: Inzet): Expr =>
  base.source.cell('variants', base.source.variant.id, 'name');

export { asOperand } from './names.ts';
