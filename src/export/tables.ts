import type { Plan, Result, YearResult } from '../../engine/index.ts';
import type { Texts } from '../texts/index.ts';
import { Names } from '../texts/names.ts';
import type { OutCell } from './csv.ts';

/** A result as tables: every figure of it in exactly one of them, with ids and the names that people know. */

export const TABLES = [
  'totals',
  'lines',
  'shares',
  'funding',
  'payers',
  'levels',
  'parties',
  'roles',
  'staffing',
  'schools',
  'networks',
  'staff',
  'checks',
  'calendar',
] as const;
export type ExportTable = (typeof TABLES)[number];

export interface Table {
  /** keys of the result */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly OutCell[])[];
}

type Row = Readonly<Record<string, OutCell>>;

const number = (value: string | number | null): OutCell =>
  value === null ? null : { number: String(value) };

/** The figures among the keys of an item, as numbers; the others as they are. */
function figures(item: Readonly<Record<string, unknown>>, keys: readonly string[]): Row {
  return Object.fromEntries(keys.map((key) => [key, number(item[key] as string | number | null)]));
}

/**
 * One table of a result. A table without rows has its columns all the same.
 * @param words for people: words and names where the result has a key of its format, as `fail` or `board:noord`
 */
export function exportTable(
  table: ExportTable,
  plan: Plan,
  result: Result,
  texts: Texts,
  { words = false }: { readonly words?: boolean } = {},
): Table {
  const rows = result.variants.flatMap((variant): Row[] => {
    if (table === 'calendar') {
      return variant.calendar.map((each) => ({
        variant: variant.id,
        calendarYear: number(each.year),
        ...figures(each, ['cost', 'funding', 'result']),
      }));
    }
    // a variant can have items of its own
    const names = Names.ofVariant(texts, plan, variant.id);
    return variant.years.flatMap((year) =>
      rowsOf(table, year, names).map((row) => ({
        variant: variant.id,
        year: year.year,
        ...(words ? inWords(table, row, names, texts) : row),
      })),
    );
  });
  const columns = COLUMNS[table];
  return { columns, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) };
}

/** The keys of the result format in a row as a reader says them. */
function inWords(table: ExportTable, row: Row, names: Names, texts: Texts): Row {
  const said: Record<string, OutCell> = { ...row };
  const say = (column: string, word: (key: string) => string): void => {
    const key = row[column];
    if (typeof key === 'string') said[column] = word(key);
  };
  const among =
    (list: Readonly<Record<string, string>>) =>
    (key: string): string =>
      Object.hasOwn(list, key) ? (list[key] as string) : key;
  say('at', among(texts.places));
  say('status', among(texts.statuses));
  say('level', among(texts.levels));
  if (table === 'lines') say('kind', (kind) => texts.imports.column(kind));
  if (table === 'checks') {
    const check = typeof row.check === 'string' ? row.check : '';
    say('check', among(texts.checks));
    say('subjects', (ids) =>
      ids
        .split(' ')
        .map((id) => (id === '' ? '' : names.subject(check, id)))
        .join('; '),
    );
  }
  return said;
}

const HEAD = ['variant', 'year'];
const COLUMNS: Readonly<Record<ExportTable, readonly string[]>> = {
  totals: [
    ...HEAD,
    ...['students', 'hours', 'fte', 'cost', 'funding', 'contributions', 'result', 'net', 'coverage'],
    ...['costPerStudent', 'fundingPerStudent'],
  ],
  lines: [
    ...HEAD,
    ...['item', 'itemName', 'kind', 'role', 'at', 'unit', 'unitName', 'count', 'hours', 'rate', 'amount'],
  ],
  shares: [...HEAD, 'item', 'itemName', 'at', 'unit', 'party', 'partyName', 'hours', 'amount'],
  funding: [...HEAD, 'item', 'itemName', 'amount'],
  payers: [...HEAD, 'item', 'itemName', 'party', 'partyName', 'amount'],
  levels: [...HEAD, 'level', 'amount', 'perStudent'],
  parties: [...HEAD, 'party', 'partyName', 'budget', 'cost', 'contribution', 'net', 'ceiling', 'status'],
  roles: [...HEAD, 'role', 'roleName', 'hours', 'fte', 'cost'],
  staffing: [...HEAD, 'at', 'unit', 'unitName', 'role', 'roleName', 'hours', 'fte', 'persons'],
  schools: [
    ...HEAD,
    ...['school', 'schoolName', 'kind', 'network', 'students', 'supervisorsNeeded', 'supervisorsAvailable'],
    ...['supervisorShortage', 'capacity', 'placementShortage', 'budget'],
  ],
  networks: [...HEAD, 'network', 'lead', 'schools', 'students', 'budget', 'hours', 'cost'],
  staff: [...HEAD, 'role', 'roleName', 'party', 'partyName', 'needed', 'available', 'shortage'],
  checks: [...HEAD, 'check', 'requirement', 'status', 'subjects'],
  calendar: ['variant', 'calendarYear', 'cost', 'funding', 'result'],
};

function rowsOf(table: Exclude<ExportTable, 'calendar'>, year: YearResult, names: Names): readonly Row[] {
  const item = (id: string): Row => ({ item: id, itemName: names.of('item', id) });
  const funding = (id: string): Row => ({ item: id, itemName: names.of('funding', id) });
  const party = (id: string): Row => ({ party: id, partyName: names.of('party', id) });
  const role = (id: string): Row => ({ role: id, roleName: names.of('role', id) });
  const unit = (at: string, id: string): Row => ({ at, unit: id, unitName: names.unit(at, id) });
  switch (table) {
    case 'totals':
      return [{ students: number(year.students), ...figures(year.totals, COLUMNS.totals.slice(3)) }];
    case 'lines':
      return year.lines.map((line) => ({
        ...item(line.item),
        ...unit(line.at, line.unit),
        kind: line.kind,
        role: line.role,
        ...figures(line, ['count', 'hours', 'rate', 'amount']),
      }));
    case 'shares':
      return year.lines.flatMap((line) =>
        line.shares.map((share) => ({
          ...item(line.item),
          at: line.at,
          unit: line.unit,
          ...party(share.party),
          ...figures(share, ['hours', 'amount']),
        })),
      );
    case 'funding':
      return year.funding.map((each) => ({ ...funding(each.item), ...figures(each, ['amount']) }));
    case 'payers':
      return year.funding.flatMap((each) =>
        each.payers.map((payer) => ({
          ...funding(each.item),
          ...party(payer.party),
          ...figures(payer, ['amount']),
        })),
      );
    case 'levels':
      return Object.entries(year.levels).map(([level, each]) => ({
        level,
        ...figures(each, ['amount', 'perStudent']),
      }));
    case 'parties':
      return year.parties.map((each) => ({
        ...party(each.party),
        ...figures(each, ['budget', 'cost', 'contribution', 'net', 'ceiling']),
        status: each.status,
      }));
    case 'roles':
      return year.roles.map((each) => ({ ...role(each.role), ...figures(each, ['hours', 'fte', 'cost']) }));
    case 'staffing':
      return year.staffing.map((each) => ({
        ...unit(each.at, each.unit),
        ...role(each.role),
        ...figures(each, ['hours', 'fte', 'persons']),
      }));
    case 'schools':
      return year.schools.map((each) => ({
        school: each.school,
        schoolName: names.of('school', each.school),
        kind: each.kind,
        network: each.network,
        ...figures(each, COLUMNS.schools.slice(6)),
      }));
    case 'networks':
      return year.networks.map((each) => ({
        network: each.network,
        lead: each.lead,
        ...figures(each, ['schools', 'students', 'budget', 'hours', 'cost']),
      }));
    case 'staff':
      return year.staff.map((each) => ({
        ...role(each.role),
        ...party(each.party),
        ...figures(each, ['needed', 'available', 'shortage']),
      }));
    case 'checks':
      return year.checks.map((each) => ({
        check: each.check,
        requirement: number(each.requirement),
        status: each.status,
        subjects: each.subjects.join(' '),
      }));
  }
}
