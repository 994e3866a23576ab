import type { Band, InputTexts } from '../../texts/inputs.ts';
import type { Column, Context, Field, TableSpec } from './spec.ts';

/** A column of a table of rows: the field it belongs to and its place in that field. */
export interface Placed {
  readonly column: Column;
  readonly band: Band;
  /** absent for the number of the row */
  readonly field?: Field;
  /** which of the field's columns it is */
  readonly index: number;
}

const NUMBER: Placed = {
  column: { heading: ({ headings }) => headings.number, look: 'inputOrder', width: 5 },
  band: 'item',
  index: 0,
};

/** The columns of a table of rows, from left to right. */
export function columnsOf(spec: TableSpec, context: Context): readonly Placed[] {
  const columns = spec
    .fields(context)
    .flatMap((field) =>
      field.columns(context).map((column, index): Placed => ({ column, band: field.band, field, index })),
    );
  return spec.numbered ? [NUMBER, ...columns] : columns;
}

/** The headings of a table of fixed lines: the line's name, its value, one per year, and the unit. */
export const LINE_HEADINGS = {
  item: ({ headings }: InputTexts): string => headings.item,
  value: ({ headings }: InputTexts): string => headings.value,
  unit: ({ headings }: InputTexts): string => headings.unit,
};

/** Whether a table of fixed lines has values per year. */
export const hasYears = (spec: TableSpec, context: Context): boolean =>
  spec.fields(context).some((field) => field.columns(context).some(({ year }) => year !== undefined));
