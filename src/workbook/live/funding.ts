import type { Funding } from '../../../engine/index.ts';
import type { Ledger } from './bearers.ts';
import {
  atMost,
  compare,
  type Expr,
  iff,
  index,
  index2,
  isNumber,
  max,
  minus,
  of,
  one,
  plus,
  quotient,
  round,
  sum,
  times,
} from './formula.ts';
import { addSchoolTotals, block, type Counts, title } from './region.ts';
import {
  addFilter,
  addNumber,
  addPassing,
  addPhase,
  fromRow,
  inUnitOf,
  type Passing,
  passingTotal,
  type Scene,
  type Steps,
  stepsOf,
} from './rules.ts';
import type { LabelCell, Labels, Range, Row } from './sheet.ts';

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
  /** D of its row: 0 where there is none */
  readonly minStudents: LabelCell;
}

/** The counts so many years earlier. */
function earlier(scene: Scene, back: number): Counts {
  const { base, lists, students } = scene;
  if (back === 0 || students.entries === undefined) return students;
  const { sheet, source, year } = base;
  const { texts } = source;
  title(sheet, `Studenten van ${texts.yearsBefore(back)}`);
  const ago = sheet.add({ A: 'terug', D: back, F: 'jaar' }).pin().label('D');
  const counted = sheet.add({ A: 'geteld jaar' }, minus(year, ago)).pin();
  const own = sheet.add({ A: 'jaar in het plan' }, max(counted, 1)).pin();
  const before = sheet.add({ A: 'jaar ervoor' }, max(minus(1, counted), 1)).pin();
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
  const { base, lists } = scene;
  const { sheet, source } = base;
  const { id } = item;
  title(sheet, item.name);
  const field = (path: readonly string[], heading: Parameters<typeof source.field>[3]) =>
    source.field('funding', id, path, heading);
  const from = fromRow(source.addOrigin('funding', id, item.name, base.word));
  const number = (A: string, path: readonly string[], heading: Parameters<typeof field>[1], F: string) =>
    addNumber(base, { A, B: id, F, ...from }, field(path, heading), 0);
  const value =
    item.kind === 'ofCost'
      ? number('deel van de lasten', ['share'], 'share', 'deel')
      : number('bedrag per eenheid', ['amount'], 'amount', 'EUR');
  const minStudents = number('minimum studenten', ['minStudents'], 'minStudents', 'student');
  const cap = addNumber(base, { A: 'hoogste bedrag', B: id, F: 'EUR', ...from }, field(['cap'], 'cap'));
  const indexed = field(['indexed'], 'indexed').one;
  const price = sheet
    .add(
      { A: 'index', B: id, F: 'factor' },
      indexed === undefined ? of(1) : iff(compare(indexed, '=', base.word('yes')), base.price, 1),
      'factor',
    )
    .pin();
  const phase = addPhase(base, 'funding', id);
  const factor = sheet.add({ A: 'factor', B: id, F: 'factor' }, times(phase, price), 'factor').pin();
  const steps = item.kind === 'steps' ? stepsOf(scene, 'funding', id) : undefined;
  const filter = addFilter(scene, 'funding', id);
  const terms: Terms = { item, value, minStudents, cap, steps, cost: ledger.totalCost };
  const passing = yearsBack(item).map((back) =>
    addPassing(scene, filter, counts.get(back) as Counts, item.payer === 'institute'),
  );
  const counted = passing.map((each) =>
    sheet.add({ A: 'studenten', B: id, C: 'region', F: 'student' }, passingTotal(each)),
  );
  const labels = { A: 'dekking', B: id, E: item.name, F: 'EUR', ...from };
  const none = { payers: new Map<string, Row>(), calendar: undefined, counted, minStudents, item };
  const [first, next] = counted as [Row, Row | undefined];
  if (item.basis === 'calendar' && next !== undefined) {
    const part = (name: string, students_: Row, months: number): Row => {
      const [given] = grants(scene, terms, [students_], ['region']);
      return sheet.add(
        { A: name, B: id, F: 'EUR' },
        quotient(times(given as Expr, factor, months), 12, 2),
        'euro',
      );
    };
    const calendar = { autumn: part('augustus-december', first, 5), spring: part('januari-juli', next, 7) };
    return { ...none, calendar, amount: sheet.add(labels, plus(calendar.autumn, calendar.spring), 'euro') };
  }
  if (item.payer === undefined) {
    const [given] = grants(scene, terms, [first], ['region']);
    return { ...none, amount: sheet.add(labels, round(times(given as Expr, factor), 2), 'euro') };
  }
  const { payer } = item;
  const parties = (payer === 'board' ? lists.boards : lists.institutes)?.rows ?? [];
  const ids = parties.map((party) => party.label('D').value() as string);
  const own = parties.map((party, at) =>
    sheet.add(
      { A: 'studenten', B: id, D: ids[at] as string, F: 'student' },
      inUnitOf(scene, passing[0] as Passing, { at: 'region', place: of(0) }, payer, party.label('B')),
    ),
  );
  const given = grants(scene, terms, own, ids);
  const paid = block(sheet, parties.length, (at) => {
    const present = one(compare(own[at] as Row, '>', 0));
    return sheet.add(
      { A: 'bijdrage', B: id, D: ids[at] as string, E: item.name, F: 'EUR', ...from },
      round(times(given[at] as Expr, factor, present), 2),
      'euro',
    );
  });
  const payers = new Map(ids.map((party, at) => [party, (paid as Range).rows[at] as Row]));
  return { ...none, payers, amount: sheet.add(labels, paid === undefined ? of(0) : sum(paid), 'euro') };
}

interface Terms {
  readonly item: Funding;
  readonly value: LabelCell;
  readonly minStudents: LabelCell;
  readonly cap: LabelCell;
  readonly steps: Steps | undefined;
  readonly cost: Row;
}

/** The amounts before phase, index and rounding, each of so many students. */
function grants(
  { base }: Scene,
  { item, value, minStudents, cap, steps, cost }: Terms,
  students: readonly Row[],
  parties: readonly string[],
): readonly Expr[] {
  const labels = parties.map((D): Labels => ({ B: item.id, D, F: 'EUR' }));
  const reached = steps?.add(labels, students, 'euro');
  const raw = (at: number): Expr => {
    if (reached !== undefined) return reached[at] as Row;
    if (item.kind === 'perStudent') return times(students[at] as Row, value);
    return item.kind === 'ofCost' ? times(cost, value) : value;
  };
  const enough = students.map((own, at) =>
    base.sheet.add(
      { ...labels[at], A: 'boven minimum' },
      iff(compare(own, '>=', minStudents), raw(at), 0),
      'factor',
    ),
  );
  return enough.map((row) => atMost(row, cap));
}
