/**
 * The rules that make a workbook one that a controller trusts, each as a check of the file itself: what is not
 * obeyed, with sheet and cell. The numbers are those by which the rules are known.
 */
import type { Plan } from '../../../engine/index.ts';
import { yearLabels } from '../../../engine/index.ts';
import { fingerprintOf, shortFingerprint } from '../../../src/files/fingerprint.ts';
import { compileFormula } from '../../../src/ooxml/formula.ts';
import { en } from '../../../src/texts/en.ts';
import { nl } from '../../../src/texts/index.ts';
import {
  cellIndex,
  cellName,
  isValidName,
  partText,
  type ReadBook,
  type ReadCell,
  type ReadSheet,
  readBook,
} from './reading.ts';

export interface Subject {
  readonly plan: Plan;
  readonly bytes: Uint8Array;
  readonly book: ReadBook;
}

export const subjectOf = (plan: Plan, bytes: Uint8Array): Subject => ({ plan, bytes, book: readBook(bytes) });

const MARK = 'samenplan_blad';
const LOG = 'Logboek';

/** Our sheets, by their marks. */
function oursIn({ book }: Subject): (ReadSheet & { readonly mark: string })[] {
  const marks = new Map(
    book.names.flatMap(({ name, sheet, formula }) =>
      name === MARK && sheet !== undefined ? [[sheet, formula.slice(1, -1)] as const] : [],
    ),
  );
  return book.sheets.flatMap((sheet) => {
    const mark = marks.get(sheet.name);
    return mark === undefined ? [] : [{ ...sheet, mark }];
  });
}

const inputsIn = (subject: Subject) => oursIn(subject).filter((sheet) => !sheet.protected);
const resultsIn = (subject: Subject) => oursIn(subject).filter((sheet) => sheet.protected);
/** Sheets that calculate: the log is a record with a comparison. */
const liveIn = (subject: Subject) => resultsIn(subject).filter(({ mark }) => mark !== LOG);

const at = (sheet: ReadSheet, cell: ReadCell): string => `${sheet.name}!${cellName(cell.row, cell.column)}`;

function* formulasIn(
  sheets: readonly ReadSheet[],
): Generator<{ place: string; formula: string; cell: ReadCell; sheet: ReadSheet }> {
  for (const sheet of sheets)
    for (const cell of sheet.cells)
      if (cell.formula !== undefined) yield { place: at(sheet, cell), formula: cell.formula, cell, sheet };
}

/** Texts, sheet names and headings out of the way. */
const bare = (formula: string): string =>
  formula
    .replaceAll(/"(?:[^"]|"")*"/g, '""')
    .replaceAll(/'(?:[^']|'')*'!/g, '')
    .replaceAll(/\[(?:[^[\]]|\[[^\]]*\])*\]/g, '');

const FUNCTIONS: ReadonlySet<string> = new Set([
  ...['SUM', 'SUMIFS', 'SUMPRODUCT', 'INDEX', 'MATCH', 'ROUND', 'ROUNDUP', 'INT', 'MOD', 'MAX', 'MIN', 'ABS'],
  ...['IF', 'AND', 'OR', 'NOT', 'ISBLANK', 'ISNUMBER', 'ISTEXT', 'FIND', 'SUBSTITUTE', 'ISFORMULA', 'EXACT'],
  ...[
    'RANK',
    'COUNTIF',
    'COUNTIFS',
    'COUNT',
    'COUNTA',
    'ROWS',
    'COLUMNS',
    'TRIM',
    'LEN',
    'LARGE',
    'SMALL',
    'CHOOSE',
  ],
]);

/** The columns of the years on a sheet: headed by the years of the plan. */
function yearColumns({ plan }: Subject, sheet: ReadSheet): Map<string, number> {
  const labels = new Set(yearLabels(plan));
  const found = new Map<string, number>();
  for (const cell of sheet.cells)
    if (cell.row <= 8 && cell.type === 'text' && labels.has(cell.value) && !found.has(cell.value))
      found.set(cell.value, cell.column);
  return found;
}

/** A formula with its references as steps from where it stands. */
const relative = (formula: string, row: number, column: number): string =>
  compileFormula(formula)
    .map((part) =>
      typeof part === 'string'
        ? part
        : `R${part.rowFixed ? part.row : `[${(part.row ?? 0) - row}]`}C${part.columnFixed ? part.column : `[${(part.column ?? 0) - column}]`}`,
    )
    .join('');

const xmlOf = ({ book }: Subject, part: string): string => partText(book.parts.get(part));
const isBlank = (cell: ReadCell | undefined): boolean =>
  cell === undefined || (cell.type === 'blank' && cell.formula === undefined);

export interface Rule {
  readonly number: number;
  readonly text: string;
  readonly broken: (subject: Subject) => string[];
}

export const RULES: readonly Rule[] = [
  {
    number: 1,
    text: 'Inputs, calculations and results on separate sheets; no input cell on a result sheet.',
    broken: (subject) => [
      ...[...formulasIn(inputsIn(subject))].map(({ place }) => `${place} is a formula among the input`),
      ...resultsIn(subject).flatMap((sheet) =>
        sheet.cells
          .filter((cell) => !cell.style.locked)
          .map((cell) => `${at(sheet, cell)} is open to type in`),
      ),
      ...resultsIn(subject).flatMap(({ mark, tables }) =>
        mark === LOG
          ? []
          : tables.filter(({ name }) => name.startsWith('tbl')).map(({ name }) => `${name} on ${mark}`),
      ),
    ],
  },
  {
    number: 2,
    text: 'Results are live formulas down to the input cells.',
    broken: (subject) =>
      liveIn(subject).flatMap((sheet) => {
        const years = new Set(yearColumns(subject, sheet).values());
        return sheet.cells
          .filter(
            ({ row, column, type, formula }) =>
              row > 4 && type === 'number' && years.has(column) && formula === undefined,
          )
          .map((cell) => `${at(sheet, cell)} is a figure that is no formula`);
      }),
  },
  {
    number: 4,
    text: 'One formula per row across all years (equal in R1C1 form); the same column is the same period on every sheet.',
    broken: (subject) => {
      const wrong: string[] = [];
      const where = new Map<string, number>();
      for (const sheet of liveIn(subject)) {
        const years = yearColumns(subject, sheet);
        // a page for people has its years where it needs them
        if (years.size < subject.plan.years) continue;
        for (const [year, column] of years) {
          const other = where.get(year) ?? column;
          where.set(year, other);
          if (other !== column) wrong.push(`${sheet.name}: ${year} in another column`);
        }
        const columns = new Set(years.values());
        const rows = new Map<number, string>();
        for (const cell of sheet.cells) {
          if (cell.formula === undefined || !columns.has(cell.column)) continue;
          const own = relative(cell.formula, cell.row, cell.column);
          const first = rows.get(cell.row) ?? own;
          rows.set(cell.row, first);
          if (first !== own) wrong.push(`${at(sheet, cell)}: ${cell.formula}`);
        }
      }
      return wrong;
    },
  },
  {
    number: 5,
    text: 'No constants in formulas but 0, 1, -1, unit conversions and digits of ROUND; one IF at most; one line; few functions, none volatile; no external reference.',
    broken: (subject) =>
      [...formulasIn(oursIn(subject))].flatMap(({ place, formula }) => {
        const plain = bare(formula);
        const called = [...plain.matchAll(/([A-Z][A-Z.0-9]*)\(/g)].map(([, name]) => name as string);
        const rounded = plain.replaceAll(/,(?:0|2|4|6|9|10)\)/g, ',)');
        // euros to cents and hours to hundredths are conversions as well
        const constants = [...rounded.matchAll(/(?<![A-Za-z$\d._])\d+(?:\.\d+)?(?![\d:])/g)].map(
          ([each]) => each,
        );
        const odd = constants.filter((each) => !['0', '1', '5', '7', '12', '100'].includes(each));
        return [
          ...called.filter((name) => !FUNCTIONS.has(name)).map((name) => `${place} uses ${name}`),
          ...(called.filter((name) => name === 'IF').length > 1 ? [`${place} nests IF: ${formula}`] : []),
          ...(odd.length > 0 ? [`${place} holds ${odd.join(', ')}: ${formula}`] : []),
          ...(formula.length > 420 ? [`${place} is ${formula.length} long`] : []),
          ...(/\[\d+\]|\.xls|https?:/i.test(formula.replaceAll(/"(?:[^"]|"")*"/g, ''))
            ? [`${place} goes outside`]
            : []),
        ];
      }),
  },
  {
    number: 6,
    text: 'ROUND only where the model rounds; cents on every sheet, whole euros only on Bestuur.',
    broken: (subject) =>
      liveIn(subject).flatMap((sheet) => {
        // a calculation has amounts that are not rounded yet
        if (sheet.mark === 'Bestuur' || sheet.mark.startsWith('Inzet')) return [];
        const euros = new Set(
          sheet.cells.filter((cell) => cell.type === 'text' && cell.value === 'EUR').map(({ row }) => row),
        );
        return sheet.cells
          .filter(
            ({ row, type, formula, style }) =>
              euros.has(row) &&
              type === 'number' &&
              formula !== undefined &&
              style.numberFormat !== '#,##0.00',
          )
          .map((cell) => `${at(sheet, cell)} shows euros as ${cell.style.numberFormat}`);
      }),
  },
  {
    number: 7,
    text: 'No Excel error value anywhere, none hidden by IFERROR; no number stored as text; no reference to an empty cell.',
    broken: (subject) => {
      const sheets = new Map(oursIn(subject).map((sheet) => [sheet.name.toLowerCase(), cellIndex(sheet)]));
      // what someone is called is a text, whatever it looks like
      const given = JSON.stringify(subject.plan);
      return [
        ...oursIn(subject).flatMap((sheet) =>
          sheet.cells.filter(({ type }) => type === 'error').map((cell) => `${at(sheet, cell)} is an error`),
        ),
        ...liveIn(subject).flatMap((sheet) => {
          // what an item is now beside what it was: both as text, to be held against each other
          const compared = new Set(
            sheet.cells
              .filter((cell) => cell.column === 1 && cell.type === 'text' && cell.value === 'plaats')
              .map(({ row }) => row),
          );
          return sheet.cells
            .filter(
              (cell) =>
                cell.type === 'text' &&
                !compared.has(cell.row) &&
                !given.includes(JSON.stringify(cell.value)) &&
                /^-?\d+([.,]\d+)?%?$/.test(cell.value.trim()),
            )
            .map((cell) => `${at(sheet, cell)} is a number as text`);
        }),
        ...[...formulasIn(liveIn(subject))].flatMap(({ place, formula, sheet, cell }) => {
          if (/IFERROR|IFNA/.test(formula)) return [`${place} hides an error`];
          // a single cell: the whole formula, or a sheet and a cell
          const whole = /^(?:'((?:[^']|'')+)'!|([\w.]+)!)?\$?([A-Z]{1,3})\$?(\d+)$/.exec(formula);
          if (whole === null) return [];
          const name = (whole[1]?.replaceAll("''", "'") ?? whole[2] ?? sheet.name).toLowerCase();
          const [part] = compileFormula(`${whole[3] ?? ''}${whole[4] ?? ''}`);
          if (part === undefined || typeof part === 'string') return [];
          const target = sheets.get(name)?.(part.row ?? 0, part.column ?? 0);
          return isBlank(target) && cell.type !== 'text'
            ? [`${place} looks at an empty cell: ${formula}`]
            : [];
        }),
      ];
    },
  },
  {
    number: 8,
    text: 'Units in a column of their own (EUR, uur, fte, student).',
    broken: (subject) =>
      liveIn(subject).flatMap((sheet) => {
        if (sheet.mark.startsWith('Inzet')) return [];
        const years = new Set(yearColumns(subject, sheet).values());
        const units = new Set(
          sheet.cells
            .filter(
              (cell) =>
                cell.type === 'text' &&
                /^(EUR|uur|fte|student|persoon|aantal|deel|%|factor|jaar)(\/\w+)?$/.test(cell.value),
            )
            .map(({ row }) => row),
        );
        return sheet.cells
          .filter(
            ({ row, column, type, formula, style }) =>
              years.has(column) &&
              type === 'number' &&
              formula !== undefined &&
              style.numberFormat === '#,##0.00' &&
              !units.has(row),
          )
          .map((cell) => `${at(sheet, cell)} has no unit`);
      }),
  },
  {
    number: 9,
    text: 'Each block has a check, Controles collects them; an overwritten formula and a deleted row turn a check red by themselves.',
    broken: (subject) => {
      const checks = oursIn(subject).find(({ mark }) => mark === 'Controles');
      if (checks === undefined) return ['no sheet of checks'];
      const counting = checks.cells.flatMap(({ formula }) =>
        formula?.includes('ISFORMULA(') ? [formula] : [],
      );
      return liveIn(subject)
        .filter(
          ({ mark, cells }) => mark !== 'Controles' && cells.some(({ formula }) => formula !== undefined),
        )
        .filter(
          ({ name }) =>
            !counting.some(
              (formula) =>
                formula.includes(`${name}!`) || formula.includes(`'${name.replaceAll("'", "''")}'!`),
            ),
        )
        .map(({ name }) => `nothing counts the formulas of ${name}`);
    },
  },
  {
    number: 10,
    text: 'Every parameter shows source, valid-from and status; an assumption looks different from a sourced figure.',
    broken: (subject) =>
      inputsIn(subject).flatMap((sheet) => {
        const main = sheet.tables.filter(({ columns }) => columns.some(({ name }) => name === 'Aanname'));
        return [
          ...main.flatMap(({ name, columns }) =>
            ['Geldig van', 'Status']
              .filter((wanted) => !columns.some((each) => each.name === wanted))
              .map((wanted) => `${name} has no ${wanted}`),
          ),
          ...(main.length > 0 && !xmlOf(subject, sheet.part).includes('<conditionalFormatting')
            ? [`${sheet.name} shows an assumption like any other figure`]
            : []),
        ];
      }),
  },
  {
    number: 11,
    text: 'Input cells are unlocked and styled; result sheets are protected without a password; each of our sheets has one visible sheet-scoped name.',
    broken: (subject) => {
      const marks = subject.book.names.filter(({ name }) => name === MARK);
      const sheets = marks.map(({ sheet }) => sheet);
      return [
        ...marks
          .filter(({ hidden, sheet }) => hidden || sheet === undefined)
          .map(({ formula }) => `mark ${formula}`),
        ...sheets
          .filter((sheet, index) => sheets.indexOf(sheet) !== index)
          .map((sheet) => `${String(sheet)} marked twice`),
        ...subject.book.sheets
          .filter(({ name }) => !sheets.includes(name))
          .map(({ name }) => `${name} is not marked`),
        ...resultsIn(subject)
          .filter(({ part }) => /<sheetProtection[^>]*(?:password|hashValue)=/.test(xmlOf(subject, part)))
          .map(({ name }) => `${name} has a password`),
        ...inputsIn(subject).flatMap((sheet) =>
          sheet.tables.flatMap(({ area, name }) =>
            sheet.cells.some(
              ({ row, column, style }) =>
                row > area.top &&
                row <= area.bottom &&
                column >= area.left &&
                column <= area.right &&
                !style.locked,
            )
              ? []
              : [`${name} has no open cell`],
          ),
        ),
      ];
    },
  },
  {
    number: 12,
    text: 'Tables for inputs, defined names; names valid in Dutch and English Excel; number formats without literal separators; lists for every reference.',
    broken: (subject) => {
      const { book } = subject;
      const tables = book.sheets.flatMap((sheet) => sheet.tables);
      const formats = new Set(
        oursIn(subject).flatMap(({ cells }) => cells.map(({ style }) => style.numberFormat)),
      );
      return [
        ...[...book.names.map(({ name }) => name), ...tables.map(({ name }) => name)].filter(
          (name) => !name.startsWith('_xlnm.') && !isValidName(name),
        ),
        ...[...formats]
          .filter(
            (format) => !/^(General|@|0|0\.00%|0%|#,##0|#,##0\.[0#]+|yyyy-mm-dd( hh:mm)?)$/.test(format),
          )
          .map((format) => `format ${format}`),
        ...inputsIn(subject)
          .filter(({ tables: own }) => own.length === 0)
          .map(({ name }) => `${name} has no table`),
        ...inputsIn(subject)
          .filter(
            ({ mark, part }) =>
              /^(Scholen|Studenten|Rollen|Normen|Formatie)$/.test(mark) &&
              !/<dataValidation[^>]*type="list"/.test(xmlOf(subject, part)),
          )
          .map(({ name }) => `${name} has no list to choose from`),
      ];
    },
  },
  {
    number: 13,
    text: 'Nothing hidden. No macros. No external links.',
    broken: (subject) => [
      ...subject.book.sheets
        .filter(({ state }) => state !== 'visible')
        .map(({ name }) => `${name} is hidden`),
      ...oursIn(subject)
        .filter(({ part }) => /<(?:row|col) [^>]*hidden="(?:1|true)"/.test(xmlOf(subject, part)))
        .map(({ name }) => `${name} hides rows or columns`),
      ...subject.book.names.filter(({ hidden }) => hidden).map(({ name }) => `the name ${name} is hidden`),
      ...subject.book.parts
        .list()
        .map(({ path }) => path)
        .filter((path) => /vbaProject|externalLink|connections|queryTable/i.test(path)),
    ],
  },
  {
    number: 14,
    text: 'Prints right first time: A4, fit to width, repeated titles, page numbers, version and fingerprint in the footer of every page.',
    broken: (subject) => {
      const print = shortFingerprint(fingerprintOf(subject.plan));
      const titled = new Set(
        subject.book.names.filter(({ name }) => name === '_xlnm.Print_Titles').map(({ sheet }) => sheet),
      );
      return oursIn(subject).flatMap(({ name, part, cells }) => {
        const xml = xmlOf(subject, part);
        const long = Math.max(0, ...cells.map(({ row }) => row)) > 60;
        return [
          ...(/<pageSetup[^>]*paperSize="9"/.test(xml) ? [] : [`${name} is not on A4`]),
          ...(/<pageSetUpPr[^>]*fitToPage="1"/.test(xml) ? [] : [`${name} does not fit the width`]),
          ...(/<oddFooter>[^<]*&amp;P/.test(xml) ? [] : [`${name} has no page numbers`]),
          ...(new RegExp(`<oddFooter>[^<]*${print}`).test(xml) ? [] : [`${name} has no fingerprint`]),
          ...(long && !titled.has(name) ? [`${name} repeats no titles`] : []),
        ];
      });
    },
  },
  {
    number: 15,
    text: 'Charts are native Excel charts: cover against cost per year and per variant, and cost per student per variant.',
    broken: ({ book }) => {
      const list = book.parts.list();
      const parts = list.map(({ path }) => path);
      const charts = list
        .filter(({ path }) => /^xl\/charts\/chart\d+\.xml$/.test(path))
        .map((part) => partText(part))
        .join('');
      const missing = [nl, en].map(({ live: { words } }) =>
        [words.chartPerYear, words.incomeAndCosts, words.costPerStudent].filter(
          (title) => !charts.includes(title),
        ),
      );
      return [
        ...(missing.some((titles) => titles.length === 0)
          ? []
          : (missing[0] ?? []).map((title) => `no chart ${title}`)),
        ...parts.filter((path) => /^xl\/media\//.test(path)).map((path) => `${path} is a picture`),
      ];
    },
  },
  {
    number: 16,
    text: 'Text that came from a user or a file is written as text.',
    broken: (subject) =>
      [...formulasIn(oursIn(subject))]
        .filter(({ formula }) =>
          /HYPERLINK|WEBSERVICE|cmd\||DDE/i.test(formula.replaceAll(/"(?:[^"]|"")*"/g, '')),
        )
        .map(({ place, formula }) => `${place} runs ${formula}`),
  },
];
