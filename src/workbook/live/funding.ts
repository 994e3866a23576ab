import type { Funding } from '../../../engine/index.ts';
import type { Ledger } from './bearers.ts';
import {
  compare,
  type Expr,
  iff,
  index,
  index2,
  isNumber,
  max,
  min,
  minus,
  of,
  one,
  plus,
  quotient,
  round,
  sum,
  sumWhere,
  times,
} from './formula.ts';
import { addSchoolTotals, block, type Counts, title } from './region.ts';
import {
  addBound,
  addFilter,
  addPassing,
  addPhase,
  type Bound,
  type Scene,
  type Steps,
  stepsOf,
} from './rules.ts';
import type { LabelCell, Range, Row } from './sheet.ts';
import { numberOr } from './source.ts';

/** Funding (model, section 6). */

export interface LiveFunding {
  readonly item: Funding;
  readonly amount: Row;
  /** what each board or institute pays, by party */
  readonly payers: ReadonlyMap<string, Row>;
  /** the parts of the school year's two calendar years, where it is granted per calendar year */
  readonly calendar: { readonly autumn: Row; readonly spring: Row } | undefined;
  /** the students it counts over the region, for each grant */
  readonly counted: readonly Row[];
  readonly minStudents: Bound;
}

/** The counts so many years earlier. */
function earlier(scene: Scene, back: number): Counts {
  const { base, lists, students } = scene;
  if (back === 0 || students.entries === undefined) return students;
  const { sheet, source, year } = base;
  const { texts } = source;
  title(sheet, `Studenten van ${texts.yearsBefore(back)}`);
  const ago = sheet.add({ A: 'terug', D: back, F: 'jaar' }).label('D');
  const counted = sheet.add({ A: 'geteld jaar' }, minus(year, ago));
  const own = sheet.add({ A: 'jaar in het plan' }, max(counted, 1));
  const before = sheet.add({ A: 'jaar ervoor' }, max(minus(1, counted), 1));
  const table = source.table('students');
  const last = table.headings.filter((_, at) => table.headings.includes(texts.yearsBefore(at + 1))).length;
  const grid = table.grid(texts.yearsBefore(1), texts.yearsBefore(last));
  const labels = (at: number) => ({ B: at + 1, E: `opgave ${at + 1}`, F: 'student' });
  const befores = block(sheet, students.entries.rows.length, (at) => {
    const cell = index2(grid, source.place('students', at + 1) as LabelCell, before);
    const first = (students.entries as Range).rows[at]?.at(0) as Expr;
    return sheet.add({ A: 'voor het eerste jaar', ...labels(at) }, iff(isNumber(cell), cell, first));
  });
  const entries = block(sheet, students.entries.rows.length, (at) => {
    const row = (students.entries as Range).rows[at] as Row;
    const past = (befores as Range).rows[at] as Row;
    return sheet.add(
      { A: 'geteld', ...labels(at) },
      iff(compare(counted, '>=', 1), index(row.across, own), past),
    );
  });
  const schools = addSchoolTotals(base, lists, students.places, students.units, entries, 'geteld op school');
  return { entries, schools };
}

/** How many years back a funding item looks, for each of its grants. */
const yearsBack = ({ lag = 0, basis }: Funding): readonly number[] =>
  basis === 'calendar' ? [lag, lag - 1] : [lag];

export function addFunding(scene: Scene, ledger: Ledger, items: readonly Funding[]): readonly LiveFunding[] {
  const backs = [...new Set(items.flatMap(yearsBack))].sort((a, b) => a - b);
  const counts = new Map(backs.map((back) => [back, earlier(scene, back)]));
  return items.map((item) => addItem(scene, ledger, item, counts));
}

function addItem(
  scene: Scene,
  ledger: Ledger,
  item: Funding,
  counts: ReadonlyMap<number, Counts>,
): LiveFunding {
  const { base, lists, students } = scene;
  const { sheet, source } = base;
  const { id } = item;
  title(sheet, item.name);
  const field = (path: readonly string[], heading: Parameters<typeof source.field>[3]) =>
    source.field('funding', id, path, heading);
  const value =
    item.kind === 'ofCost'
      ? sheet.add({ A: 'deel van de lasten', B: id, D: numberOr(field(['share'], 'share'), 0), F: 'deel' })
      : sheet.add({ A: 'bedrag per eenheid', B: id, D: numberOr(field(['amount'], 'amount'), 0), F: 'EUR' });
  const minStudents = addBound(
    base,
    id,
    'minimum studenten',
    field(['minStudents'], 'minStudents'),
    'student',
  );
  const cap = addBound(base, id, 'hoogste bedrag', field(['cap'], 'cap'), 'EUR');
  const indexed = field(['indexed'], 'indexed').one;
  const price = sheet.add(
    { A: 'index', B: id, F: 'factor' },
    indexed === undefined ? of(1) : iff(compare(indexed, '=', base.word('yes')), base.price, 1),
    'factor',
  );
  const phase = addPhase(base, 'funding', id);
  const factor = sheet.add({ A: 'factor', B: id, F: 'factor' }, times(phase, price), 'factor');
  const steps = item.kind === 'steps' ? stepsOf(scene, 'funding', id) : undefined;
  const filter = addFilter(scene, 'funding', id);
  const terms: Terms = { item, value: value.label('D'), minStudents, cap, steps, cost: ledger.totalCost };
  const passing = yearsBack(item).map((back) => addPassing(scene, filter, counts.get(back) as Counts));
  const counted = passing.map(({ entries }) =>
    sheet.add(
      { A: 'studenten', B: id, C: 'region', F: 'student' },
      entries === undefined ? of(0) : sum(entries),
    ),
  );
  const labels = { A: 'dekking', B: id, E: item.name, F: 'EUR', G: item.note ?? '' };
  const none = { payers: new Map<string, Row>(), calendar: undefined, counted, minStudents, item };
  const [first, next] = counted as [Row, Row | undefined];
  if (item.basis === 'calendar' && next !== undefined) {
    const part = (name: string, students_: Row, months: number): Row => {
      const given = grant(scene, terms, students_, 'region');
      return sheet.add({ A: name, B: id, F: 'EUR' }, quotient(times(given, factor, months), 12, 2), 'euro');
    };
    const calendar = { autumn: part('augustus-december', first, 5), spring: part('januari-juli', next, 7) };
    return { ...none, calendar, amount: sheet.add(labels, plus(calendar.autumn, calendar.spring), 'euro') };
  }
  if (item.payer === undefined) {
    return {
      ...none,
      amount: sheet.add(labels, round(times(grant(scene, terms, first, 'region'), factor), 2), 'euro'),
    };
  }
  const parties = (item.payer === 'board' ? lists.boards : lists.institutes)?.rows ?? [];
  const keys = item.payer === 'board' ? students.units?.label('B') : students.places?.label('D');
  const own = parties.map((party) => {
    const partyId = party.label('D').value() as string;
    const entries = passing[0]?.entries;
    const count = sheet.add(
      { A: 'studenten', B: id, D: partyId, F: 'student' },
      entries === undefined || keys === undefined
        ? of(0)
        : sumWhere(entries, { cells: keys, value: party.label('B') }),
    );
    return { partyId, count, given: grant(scene, terms, count, partyId) };
  });
  const paid = block(sheet, own.length, (at) => {
    const { partyId, count, given } = own[at] as (typeof own)[number];
    return sheet.add(
      { A: 'bijdrage', B: id, D: partyId, E: item.name, F: 'EUR' },
      round(times(given, factor, one(compare(count, '>', 0))), 2),
      'euro',
    );
  });
  const payers = new Map(own.map(({ partyId }, at) => [partyId, (paid as Range).rows[at] as Row]));
  return { ...none, payers, amount: sheet.add(labels, paid === undefined ? of(0) : sum(paid), 'euro') };
}

interface Terms {
  readonly item: Funding;
  readonly value: LabelCell;
  readonly minStudents: Bound;
  readonly cap: Bound;
  readonly steps: Steps | undefined;
  readonly cost: Row;
}

/** The amount before phase, index and rounding, of so many students. */
function grant(
  { base }: Scene,
  { item, value, minStudents, cap, steps, cost }: Terms,
  students: Row,
  of_: string,
): Expr {
  const labels = { B: item.id, D: of_, F: 'EUR' };
  const raw =
    steps === undefined
      ? { perStudent: times(students, value), fixed: value, ofCost: times(cost, value), steps: value }[
          item.kind
        ]
      : steps.add(labels, students, 'euro');
  const enough = base.sheet.add(
    { ...labels, A: 'boven minimum' },
    iff(compare(students, '>=', minStudents.value), raw, 0),
    'factor',
  );
  return iff(compare(cap.given, '=', 1), min(enough, cap.value), enough);
}
