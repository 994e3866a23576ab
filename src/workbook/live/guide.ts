import { Exact, type Plan, yearLabels } from '../../../engine/index.ts';
import type { Texts } from '../../texts/index.ts';
import type { Heading } from '../../texts/inputs.ts';
import type { Look } from '../description.ts';
import { TABLES } from '../inputs/tables.ts';
import { compare, concat, iff, index, of, placeIn } from './formula.ts';
import { type Content, type GridCell, GridSheet } from './grid.ts';
import type { Row } from './sheet.ts';
import type { InputTables } from './tables.ts';

/** The first sheet: what the workbook is, how to use it, and whether it is in order. */
export interface Guide {
  readonly sheet: GridSheet;
  /** the cell that says whether the workbook is in order, by the row that counts the red checks; to be called once */
  addMaster(master: Row): GridCell;
  /** names of sheets, which lead there */
  readonly links: readonly GridCell[];
}

export interface GuideOptions {
  /** the moment at which it is written, as a day number with its time; absent where nobody said */
  readonly written?: string | undefined;
  readonly fingerprint: string;
  /** the sheets of the workbook in their order, with what each is for */
  readonly contents: readonly (readonly [sheet: string, purpose: string])[];
}

/** Widths in characters. */
export const GUIDE_WIDTHS = [26, 92] as const;

export function guideSheet(
  texts: Texts,
  plan: Plan,
  tables: InputTables,
  { written, fingerprint, contents }: GuideOptions,
): Guide {
  const { guide, sheets } = texts.live;
  const sheet = new GridSheet(sheets.guide);
  let row = 0;
  const line = (label: string, content: Content, look: Look = 'wrapped'): GridCell => {
    row++;
    sheet.put(row, 1, label, 'label');
    if (typeof content === 'string') sheet.setHeight(row, heightOf(content));
    return sheet.put(row, 2, content, look);
  };
  const title = (text: string): void => {
    row += 2;
    sheet.put(row, 1, text, 'band');
    sheet.put(row, 2, '', 'band');
  };
  row++;
  sheet.put(row, 1, plan.name, 'title');
  row++;
  sheet.put(row, 1, guide.kind, 'subtitle');
  row++;
  line(guide.purposeTitle, guide.purpose);
  line(guide.region, planCell(texts, tables, 'region') ?? plan.region);
  const version = plan.version === undefined ? undefined : planCell(texts, tables, 'version');
  line(guide.version, version ?? texts.tables.noValue);
  const state = plan.state === undefined ? undefined : planCell(texts, tables, 'state');
  line(guide.state, state ?? texts.workbook.concept);
  line(guide.date, written === undefined ? texts.tables.noValue : dayOf(written), 'date');
  line(texts.live.guide.fingerprint, fingerprint);
  const years = yearLabels(plan);
  line(guide.period, years.length === 1 ? (years[0] as string) : `${years[0]} – ${years.at(-1)}`);
  line(guide.variants, plan.variants.map(({ name }) => name).join('; '));
  line(guide.forecast, guide.forecastText);
  row++;
  line(guide.masterTitle, '');
  const masterRow = row;
  // the check counts the formulas above it, but not itself
  sheet.uncountedFrom = masterRow;
  title(guide.useTitle);
  for (const [at, text] of guide.use.entries()) {
    line('', text);
    sheet.put(row, 1, at + 1, 'countLeft');
  }
  title(guide.colours);
  const key: readonly [Look, string][] = [
    ['legendInput', guide.colourInput],
    ['legendAssumption', guide.colourAssumption],
    ['text', guide.colourFormula],
    ['totalText', guide.colourTotal],
    ['good', guide.colourGood],
    ['bad', guide.colourBad],
  ];
  for (const [look, text] of key) {
    row++;
    sheet.put(row, 1, guide.example, look);
    sheet.put(row, 2, text, 'wrapped');
  }
  title(guide.sheetList);
  const links = contents.map(([name, purpose]) => {
    row++;
    const cell = sheet.put(row, 1, name, 'link');
    sheet.put(row, 2, purpose, 'wrapped');
    sheet.setHeight(row, heightOf(purpose));
    return cell;
  });
  return {
    sheet,
    links,
    addMaster(master) {
      const ok = compare(master.label('D'), '=', 0);
      return sheet.put(masterRow, 2, iff(ok, guide.masterGood, guide.masterBad), 'verdict');
    },
  };
}

/** The day of a moment: a whole number. */
const dayOf = (moment: string): Exact => Exact.of(moment.replace(/\..*/, ''));

/** Points, for as many lines as a text takes. */
const heightOf = (text: string): number =>
  Math.max(1, Math.ceil(text.length / (GUIDE_WIDTHS[1] * 1.05))) * 14 + 2;

/** A value of the plan as a whole as it stands in its input cell; undefined where it has none. */
function planCell(texts: Texts, tables: InputTables, heading: Heading) {
  const table = tables.get(TABLES.plan.name);
  const { headings } = texts.inputs;
  const items = table.column(headings.item);
  const at = items.values({ sheet: '', year: -1 }).indexOf(headings[heading]);
  if (at < 0 || table.at(at, headings.value) === null) return undefined;
  return concat(index(table.column(headings.value), placeIn(of(headings[heading]), items)), '');
}
