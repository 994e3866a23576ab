import type { Plan } from '../../../engine/index.ts';
import type { Texts } from '../../texts/index.ts';
import type { Heading, InputSheet } from '../../texts/inputs.ts';
import type { Look } from '../description.ts';
import { TABLES } from '../inputs/tables.ts';
import {
  compare,
  concat,
  type Expr,
  eachIs,
  eachTimes,
  iff,
  index,
  isBlank,
  ONES,
  placeIn,
  sumProduct,
} from './formula.ts';
import { type Content, type GridCell, GridSheet } from './grid.ts';
import type { InputTable, InputTables } from './tables.ts';

/** Where each figure of the plan comes from, since when it holds and how firm it is: read from the input cells. */
export interface SourcesPage {
  readonly sheet: GridSheet;
  /** rows with an item, of which those that rest on an assumption look different */
  readonly items: { readonly top: number; readonly bottom: number };
}

/** Widths in characters: sheet, id, name, source, valid from, checked on, status, note, place in its table. */
export const SOURCES_WIDTHS = [14, 24, 34, 46, 12, 12, 11, 44, 5] as const;
export const STATUS_COLUMN = 7;

/** What is listed item by item, most important first; students only as a whole. */
const LISTS = [
  'rates',
  'norms',
  'costs',
  'funding',
  'groups',
  'roles',
  'boards',
  'institutes',
  'schools',
] as const;
const COUNTED = [...LISTS, 'students', 'staff'] as const satisfies readonly InputSheet[];

export function sourcesPage(texts: Texts, plan: Plan, tables: InputTables): SourcesPage {
  const { sheets, purposes, sources: words } = texts.live;
  const { headings, choices } = texts.inputs;
  const sheet = new GridSheet(sheets.sources);
  let row = 0;
  const line = (cells: readonly (readonly [Content, Look])[]): GridCell[] => {
    row++;
    return cells.map(([content, look], at) => sheet.put(row, at + 1, content, look));
  };
  line([[`${sheets.sources} – ${plan.name}`, 'title']]);
  line([[purposes.sources, 'note']]);
  row++;
  const tableOf = (key: InputSheet): InputTable | undefined =>
    tables.has(TABLES[key].name) ? tables.get(TABLES[key].name) : undefined;
  /** Of funding the source column says who pays; its document stands in the note. */
  const documentOf = (key: InputSheet): Heading => (key === 'funding' ? 'note' : 'source');

  line(
    [words.sheet, words.total, words.withSource, words.assumed, words.without].map((title) => [
      title,
      'heading',
    ]),
  );
  for (const key of COUNTED) {
    const table = tableOf(key);
    if (table === undefined || table.rows.length === 0) continue;
    const ids = table.column(headings[key === 'students' ? 'school' : key === 'staff' ? 'role' : 'id']);
    const used = eachIs(ids, '<>', '');
    const document = table.column(headings[documentOf(key)]);
    const said = eachIs(document, '<>', '');
    const assumed = eachIs(table.column(headings.assumption), '=', choices.yesNo.yes);
    const unsaid = eachTimes(
      used,
      eachIs(document, '=', ''),
      eachIs(table.column(headings.assumption), '<>', choices.yesNo.yes),
    );
    line([
      [texts.inputs.sheets[key], 'text'],
      [sumProduct(eachTimes(used, ONES)), 'countLeft'],
      [sumProduct(eachTimes(used, said)), 'countLeft'],
      [sumProduct(eachTimes(used, assumed)), 'countLeft'],
      [sumProduct(unsaid), 'countLeft'],
    ]);
  }
  row++;
  line(
    [
      words.sheet,
      headings.id,
      headings.name,
      headings.source,
      headings.validFrom,
      headings.checkedOn,
      headings.status,
      headings.note,
      words.place,
    ].map((title) => [title, 'heading']),
  );
  const top = row + 1;
  for (const key of LISTS) {
    const table = tableOf(key);
    if (table === undefined) continue;
    for (const { id } of plan[key] ?? []) {
      const ids = table.column(headings.id);
      row++;
      sheet.put(row, 1, texts.inputs.sheets[key], 'text');
      const own = sheet.put(row, 2, id, 'text');
      const place = sheet.put(row, 9, placeIn(own, ids), 'count');
      const cell = (heading: Heading): Expr => index(table.column(headings[heading]), place);
      const words_ = (heading: Heading): Expr => concat(cell(heading), '');
      const date = (heading: Heading): Expr => iff(isBlank(cell(heading)), '', cell(heading));
      const document = documentOf(key);
      sheet.put(row, 3, words_('name'), 'wrapped');
      const said = words_(document);
      sheet.put(row, 4, iff(compare(said, '=', ''), words.none, said), 'wrapped');
      sheet.put(row, 5, date('validFrom'), 'date');
      sheet.put(row, 6, date('checkedOn'), 'date');
      const status = words_('status');
      const rests = compare(words_('assumption'), '=', choices.yesNo.yes);
      sheet.put(row, STATUS_COLUMN, iff(rests, choices.status.aanname, status), 'text');
      if (key !== 'funding') sheet.put(row, 8, words_('note'), 'wrapped');
      sheet.setHeight(row, heightOf(plan, key, id));
    }
  }
  return { sheet, items: { top, bottom: Math.max(row, top) } };
}

/** Points, for as many lines as the longest of its texts takes. */
function heightOf(plan: Plan, key: (typeof LISTS)[number], id: string): number {
  const item = (plan[key] ?? []).find((each) => each.id === id) as
    | { readonly name: string; readonly source?: string; readonly note?: string }
    | undefined;
  const document = key === 'funding' ? item?.note : item?.source;
  const lines = [
    [item?.name, SOURCES_WIDTHS[2]],
    [document, SOURCES_WIDTHS[3]],
    [key === 'funding' ? undefined : item?.note, SOURCES_WIDTHS[7]],
  ].map(([text, width]) => Math.ceil(String(text ?? '').length / (Number(width) * 1.05)));
  return Math.min(6, Math.max(1, ...lines)) * 13.5 + 2;
}
