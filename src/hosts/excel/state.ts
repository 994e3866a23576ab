import { SHEET_MARK } from '../../workbook/index.ts';
import { type Context, JOURNAL, NEW_MARK, OLD_MARK } from './office.ts';

/** How the workbook is that is open in Excel, as far as writing and reading ask. */
export interface WorkbookState {
  /** in the order of their tabs */
  readonly sheets: readonly SheetState[];
  readonly names: readonly { readonly name: string; readonly formula: string }[];
  readonly styles: ReadonlySet<string>;
  /** whether sheets can be added and removed */
  readonly isProtected: boolean;
  /** what was written down before a write that did not end */
  readonly journal: string | undefined;
}

export interface SheetState {
  readonly id: string;
  readonly name: string;
  readonly isProtected: boolean;
  /** which sheet of ours it is */
  readonly mark: string | undefined;
  /** which sheet of ours it becomes */
  readonly becomes: string | undefined;
  /** what it was called before another took its place */
  readonly was: string | undefined;
  readonly names: readonly { readonly name: string; readonly formula: string }[];
  readonly tables: readonly string[];
}

/** Asks Excel how the workbook is; one request. */
export async function readState(context: Context): Promise<WorkbookState> {
  const { worksheets, names, styles, protection, settings } = context.workbook;
  worksheets.load(
    'items/id,items/name,items/protection/protected,items/names/name,items/names/formula,items/tables/name',
  );
  names.load('items/name,items/formula');
  styles.load('items/name');
  protection.load('protected');
  const journal = settings.getItemOrNullObject(JOURNAL);
  journal.load('value');
  await context.sync();
  return {
    sheets: worksheets.items.map(
      ({ id, name, protection: { protected: isProtected }, names: own, tables }) => {
        const scoped = own.items.map((item) => ({ name: item.name, formula: String(item.formula) }));
        const marked = (mark: string): string | undefined => {
          const found = scoped.find((item) => item.name.toLowerCase() === mark);
          return found && textIn(found.formula);
        };
        return {
          id,
          name,
          isProtected,
          mark: marked(SHEET_MARK),
          becomes: marked(NEW_MARK),
          was: marked(OLD_MARK),
          names: scoped,
          tables: tables.items.map((table) => table.name),
        };
      },
    ),
    names: names.items.map(({ name, formula }) => ({ name, formula: String(formula) })),
    styles: new Set(styles.items.map(({ name }) => name.toLowerCase())),
    isProtected: protection.protected,
    journal: journal.isNullObject ? undefined : String(journal.value),
  };
}

/** A text as the formula of a name has it. */
export const asConstant = (text: string): string => `="${text.replaceAll('"', '""')}"`;

/** The text in `="text"`. */
export const textIn = (formula: string): string =>
  /^="([\s\S]*)"$/.exec(formula)?.[1]?.replaceAll('""', '"') ?? formula;
