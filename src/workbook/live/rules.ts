import type { Cost, Norm, Place, Where } from '../../../engine/index.ts';
import { cellList, cellText } from '../inputs/values.ts';
import {
  and,
  atMost,
  type Cells,
  ceilQuotient,
  compare,
  concat,
  contains,
  countExact,
  type Expr,
  each,
  eachIs,
  eachPlus,
  eachTimes,
  eachWithin,
  exact,
  iff,
  index,
  isNumber,
  late,
  length,
  max,
  maxProduct,
  minOf,
  minus,
  mod,
  ONES,
  of,
  one,
  or,
  pinned,
  placeIn,
  plus,
  quotient,
  round,
  substitute,
  sum,
  sumOfWhere,
  sumProduct,
  sumWhere,
  times,
} from './formula.ts';
import {
  addList,
  type Base,
  block,
  type Counts,
  type Lists,
  ownRow,
  type Students,
  title,
} from './region.ts';
import type { LabelCell, Labels, Range, Row } from './sheet.ts';
import { addYearly, numberOr } from './source.ts';

/** What norms, costs and funding count, and how much that gives: rows for each rule (model, section 4). */

export type RuleList = 'norms' | 'costs' | 'funding';

export interface Scene {
  readonly base: Base;
  readonly lists: Lists;
  readonly students: Students;
  /** of the plan, once they are there; C is the id */
  readonly rates?: Range | undefined;
}

/** A row with a number of a rule in D; an empty text, or another value, where it is not given. */
export const addNumber = (
  { sheet }: Base,
  labels: Labels,
  field: { readonly one?: Expr },
  otherwise: number | '' = '',
): LabelCell =>
  sheet
    .add({ ...labels, D: numberOr(field, otherwise) })
    .pin()
    .label('D');

/** The filter of a rule: who passes it. */
export interface Filter {
  /** D: 1 for each entry whose group and institute pass */
  readonly entries: Range | undefined;
  /** 1 for a school that passes, whatever its size */
  readonly school: (at: number) => Expr;
  /** whether a school of this size passes */
  readonly fits: (size: Row) => Expr;
}

export function addFilter(scene: Scene, list: RuleList, id: string): Filter {
  const { base, lists, students } = scene;
  const { sheet, source } = base;
  const field = (key: keyof Where, heading: Parameters<typeof source.field>[3]) =>
    source.field(list, id, ['where', key], heading);
  const listOf = (key: keyof Where, heading: Parameters<typeof source.field>[3]): LabelCell =>
    addList(base, { A: 'filter', B: id, C: source.heading(heading) }, field(key, heading).one);
  const kind = listOf('kind', 'whereKind');
  const sector = listOf('sector', 'whereSector');
  const locations = addLocations(scene, list, id, field('location', 'whereLocation').one);
  const group = listOf('group', 'whereGroup');
  const institute = listOf('institute', 'whereInstitute');
  const board = listOf('board', 'whereBoard');
  addUnknown(base, id, 'whereGroup', group, lists.groups);
  addUnknown(base, id, 'whereInstitute', institute, lists.institutes);
  addUnknown(base, id, 'whereBoard', board, lists.boards);
  const size = { B: id, F: 'student' };
  const from = addNumber(base, { A: 'school vanaf', ...size }, field('minStudents', 'whereMinimum'), 0);
  const to = addNumber(base, { A: 'school tot en met', ...size }, field('maxStudents', 'whereMaximum'));
  const groups = block(sheet, source.plan.groups.length, (at) => {
    const own = (lists.groups as Range).rows[at] as Row;
    const starter = (lists.starters as Range).rows[at]?.label('D') as LabelCell;
    const named = one(contains(group, needle(own.label('C'))));
    return sheet.add({
      A: 'doelgroep telt',
      C: own.label('C').value() as string,
      D: iff(compare(group, '=', ''), minus(1, starter), named),
    });
  });
  const institutes = sheet.range([
    sheet.add({ A: 'instituut telt', C: '-', D: one(compare(institute, '=', '')) }),
    ...(lists.institutes?.rows ?? []).map((own) =>
      sheet.add({
        A: 'instituut telt',
        C: own.label('C').value() as string,
        D: one(passes(institute, own.label('C'))),
      }),
    ),
  ]);
  const entries = block(sheet, students.entries?.rows.length ?? 0, (at) => {
    const place = students.places?.rows[at] as Row;
    const counts = (): Expr => {
      const ofGroup = index((groups as Range).label('D'), place.label('B'));
      return times(ofGroup, index(institutes.label('D'), plus(place.label('D'), 1)));
    };
    return sheet.add({ A: 'opgave telt', C: at + 1, D: late(counts) });
  });
  const school = (at: number): Expr => {
    const cell = (range: Range | undefined): LabelCell => range?.rows[at]?.label('D') as LabelCell;
    return one(
      and(
        passes(kind, cell(lists.kinds)),
        passes(sector, cell(lists.sectors)),
        locations(at),
        passes(board, cell(lists.schoolBoards)),
      ),
    );
  };
  return {
    entries,
    school,
    fits: (total) => and(compare(total, '>=', from), compare(atMost(total, to), '=', total)),
  };
}

/** A row with how many of the ids in a list there are, and a 1 in G where some of them are not. */
function addUnknown(
  base: Base,
  id: string,
  heading: 'whereGroup' | 'whereInstitute' | 'whereBoard',
  filter: LabelCell,
  known: Range | undefined,
): void {
  const listed = max(minus(minus(length(filter), length(substitute(filter, ';', ''))), 1), 0);
  const row: Row = base.sheet.add({
    A: 'onbekend in filter',
    B: id,
    C: base.source.heading(heading),
    D: known === undefined ? 0 : sumProduct(eachTimes(eachWithin(known.label('C'), ';', filter), ONES)),
    G: late(() => {
      const some = compare(filter, '<>', concat(';', base.word('none'), ';'));
      return one(and(some, compare(listed, '<>', row.label('D'))));
    }),
  });
}

const needle = (cell: Expr): Expr => concat(';', cell, ';');
const passes = (filter: LabelCell, cell: Expr): Expr =>
  or(compare(filter, '=', ''), contains(filter, needle(cell)));

/** What a list in a cell can't have without quotes, and what a list of plain words would read in another way. */
const NO_PLAIN_WORD = /[;"\n\r]|^\s|\s$|^$|^\(.*\)$|\s\s/;

/**
 * Whether the location of a school passes. Locations are free text: where one of a filter is no plain word each has a
 * row of its own, and another filter asks for a new sheet.
 */
function addLocations(
  scene: Scene,
  list: RuleList,
  id: string,
  cell: Expr | undefined,
): (school: number) => Expr {
  const { base, lists } = scene;
  const { sheet, source } = base;
  const labels = { A: 'filter', B: id, C: source.heading('whereLocation') };
  const item = (source.plan[list] ?? []).find((each) => each.id === id);
  const words = item?.where?.location ?? [];
  if (!words.some((word) => NO_PLAIN_WORD.test(word))) {
    const filter = addList(base, labels, cell);
    return (school) => passes(filter, lists.locations?.rows[school]?.label('E') as LabelCell);
  }
  const row: Row = sheet.add({
    ...labels,
    E: concat(cell ?? '', ''),
    F: cellList(words),
    G: late(() => minus(1, exact(row.label('E'), row.label('F')))),
  });
  const range = sheet.range(words.map((word) => sheet.add({ ...labels, D: cellText(word) })));
  return (school) => {
    const own = lists.locations?.rows[school]?.label('D') as LabelCell;
    return compare(countExact(own, range.label('D')), '>', 0);
  };
}

/** The students, or others, that pass a filter. */
export interface Passing {
  /** of each school */
  readonly schools: Range | undefined;
  /** of each entry, where it matters which institute it is of */
  readonly entries: Range | undefined;
}

const PASSED = { A: 'telt mee op school', F: 'student' } as const;

/** Rows with what passes at each school: B is its place, D says whether it passes whatever its size. */
function passingSchools(
  { base, students }: Scene,
  filter: Filter,
  counts: Counts,
  name: string,
): Range | undefined {
  const { entries, schools } = counts;
  return block(base.sheet, base.source.plan.schools.length, (at) => {
    const { id } = base.source.plan.schools[at] as { id: string };
    const total = schools?.rows[at] as Row;
    const row: Row = base.sheet.add(
      { ...PASSED, A: name, B: at + 1, C: id, D: late(() => filter.school(at)) },
      late(() =>
        entries === undefined
          ? of(0)
          : iff(
              filter.fits(total),
              times(
                row.label('D'),
                sumWhere(
                  entries,
                  { cells: (students.places as Range).label('C'), value: row.label('B') },
                  { cells: (filter.entries as Range).label('D'), value: of(1) },
                ),
              ),
              0,
            ),
      ),
    );
    return row;
  });
}

/** Rows with what passes of each entry. */
function passingEntries({ base, students }: Scene, filter: Filter, counts: Counts): Range | undefined {
  const { sheet } = base;
  const sized = block(sheet, base.source.plan.schools.length, (at) => {
    const total = counts.schools?.rows[at] as Row;
    const { id } = base.source.plan.schools[at] as { id: string };
    const row: Row = sheet.add(
      { A: 'school telt mee', C: id, D: late(() => filter.school(at)) },
      late(() => iff(filter.fits(total), row.label('D'), 0)),
      'flag',
    );
    return row;
  });
  return block(sheet, counts.entries?.rows.length ?? 0, (at) => {
    const place = students.places?.rows[at] as Row;
    const flag = filter.entries?.rows[at]?.label('D') as LabelCell;
    return sheet.add(
      { A: 'telt mee', C: at + 1, F: 'student' },
      late(() => times(counts.entries?.rows[at] as Row, flag, index(sized as Range, place.label('C')))),
    );
  });
}

/**
 * @param counts of the years that are looked at
 * @param perEntry whether it matters which institute an entry is of
 */
export const addPassing = (scene: Scene, filter: Filter, counts: Counts, perEntry: boolean): Passing =>
  perEntry
    ? { entries: passingEntries(scene, filter, counts), schools: undefined }
    : { entries: undefined, schools: passingSchools(scene, filter, counts, PASSED.A) };

/** All that passes. */
export function passingTotal({ entries, schools }: Passing): Expr {
  const rows = entries ?? schools;
  return rows === undefined ? of(0) : sum(rows);
}

/** A unit lines are counted at. */
export interface Unit {
  readonly at: Place;
  readonly id: string;
  /** its place in its list, from 1 */
  readonly place: number;
}

export function unitsAt({ base, lists }: Scene, at: Place): readonly Unit[] {
  const { plan } = base.source;
  const ids = {
    school: plan.schools.map(({ id }) => id),
    network: lists.networks?.rows.map((row) => row.label('C').value() as string) ?? [],
    board: plan.boards.map(({ id }) => id),
    institute: plan.institutes.map(({ id }) => id),
    region: ['region'],
  }[at];
  return ids.map((id, index) => ({ at, id, place: index + 1 }));
}

/** The labels of entries, or of schools, that say which unit of a kind they belong to. */
function keysAt({ students, lists }: Scene, by: 'entries' | 'schools', at: Exclude<Place, 'region'>): Cells {
  const { places, units } = students;
  if (by === 'schools') {
    if (at === 'institute') throw new RangeError('a school is of no institute');
    const schools = {
      school: lists.schoolBoards?.label('C'),
      board: lists.schoolBoards?.label('B'),
      network: lists.schoolNetworks?.label('B'),
    }[at];
    return schools as Cells;
  }
  const entries = {
    school: places?.label('C'),
    institute: places?.label('D'),
    board: units?.label('B'),
    network: units?.label('C'),
  }[at];
  return entries as Cells;
}

/** The sum over a unit of what stands in a row per entry or per school. */
export function inUnit(scene: Scene, { entries, schools }: Passing, at: Place, place: Expr): Expr {
  const rows = entries ?? schools;
  if (rows === undefined) return of(0);
  if (at === 'region') return sum(rows);
  return sumWhere(rows, { cells: keysAt(scene, entries ? 'entries' : 'schools', at), value: place });
}

/** The same, of a unit's own that belong to a board or an institute as well. */
export function inUnitOf(
  scene: Scene,
  { entries, schools }: Passing,
  { at, place }: { readonly at: Place; readonly place: Expr },
  owner: 'board' | 'institute',
  own: Expr,
): Expr {
  const rows = entries ?? schools;
  if (rows === undefined) return of(0);
  const by = entries ? 'entries' : 'schools';
  const owned = { cells: keysAt(scene, by, owner), value: own };
  return at === 'region'
    ? sumWhere(rows, owned)
    : sumWhere(rows, owned, { cells: keysAt(scene, by, at), value: place });
}

/** Steps of a rule as rows of their table: the value of the last one at or below a count. */
export interface Steps {
  /** rows of counts that become the values of their steps */
  add(labels: readonly Labels[], counts: readonly Row[], look: Row['look']): readonly Row[];
}

const STEP_TABLES = { norms: 'normSteps', costs: 'costSteps', funding: 'fundingSteps' } as const;
const STEP_RULES = { norms: 'norm', costs: 'cost', funding: 'fundingItem' } as const;

export function stepsOf({ base }: Scene, list: RuleList, id: string): Steps {
  const { sheet, source } = base;
  const key = STEP_TABLES[list];
  const table = source.table(key);
  const [variant, rule] = [source.heading('variant'), source.heading(STEP_RULES[list])];
  const written = source.written(key);
  const own = written.rows.some(
    (_, at) => written.at(at, rule) === id && written.at(at, variant) === source.variant.id,
  );
  const head = sheet
    .add({
      A: 'treden',
      B: id,
      C: own ? source.variant.id : '',
      D: minOf(source.column(key, 'from')),
    })
    .pin();
  const low = head.label('D');
  const from = source.column(key, 'from');
  const value = source.column(key, list === 'norms' ? 'hours' : 'amount');
  const ofRule = () => [
    eachIs(table.column(rule), '=', head.label('B')),
    eachIs(table.column(variant), '=', own ? head.label('C') : ''),
  ];
  return {
    add(labels, counts, look) {
      const above = eachPlus(each(from), minus(1, low));
      const tops = counts.map((count, at) =>
        sheet.add(
          { ...labels[at], A: 'trede' },
          maxProduct(eachTimes(...ofRule(), eachIs(from, '<=', count), above)),
        ),
      );
      return tops.map((top, at) =>
        sheet.add(
          { ...labels[at], A: 'waarde van trede' },
          sumOfWhere(eachTimes(...ofRule(), eachIs(above, '=', top)), value),
          look,
        ),
      );
    },
  };
}

/** A line: a rule for a unit. */
export interface LiveLine {
  readonly unit: Unit;
  readonly count: Row;
  readonly hours: Row | undefined;
  readonly amount: Row;
  /** the students counted, for who bears it; B is the unit's place */
  readonly students: Row;
}

export interface LiveRule {
  readonly list: 'norms' | 'costs';
  readonly item: Norm | Cost;
  readonly lines: readonly LiveLine[];
  /** the lines' hours and amounts, in the order of the lines */
  readonly hours: Range | undefined;
  readonly amounts: Range | undefined;
  readonly passing: Passing;
  readonly filter: Filter;
}

/** The party that bears a whole line, where that can be one only. */
export type OneParty = (unit: Unit) => Expr | string | undefined;

/** A row with the phase of each year: 1 where there is none. */
export function addPhase({ sheet, source, year }: Base, list: RuleList, id: string): Row {
  const field = source.field(list, id, ['phase'], 'phase', { perYear: true, single: false });
  return addYearly(sheet, { A: 'fasering', C: id, F: 'factor' }, field, year, 'factor', 1).pin();
}

/** Where a figure is from, since when and how firm, as another row says it. */
export const fromRow = (row: Row): Labels => ({
  G: pinned(row.label('G')),
  H: pinned(row.label('H')),
  I: pinned(row.label('I')),
});

/** What a rule is made with: a role's rate, and who bears it. */
export interface RuleTerms {
  /** of a norm: euro per hour */
  readonly rate: Row | undefined;
  readonly bearer: OneParty;
  /** whether it matters which institute an entry is of */
  readonly perEntry: boolean;
}

/** The rows of a norm or a cost, down to its lines. */
export function addRule(
  scene: Scene,
  list: 'norms' | 'costs',
  item: Norm | Cost,
  { rate, bearer, perEntry }: RuleTerms,
): LiveRule {
  const { base, students } = scene;
  const { sheet, source, year } = base;
  const { id, at, per } = item;
  const valueHeading = list === 'norms' ? 'hours' : 'amount';
  const unitOfValue = list === 'norms' ? 'uur' : 'EUR';
  title(sheet, item.name);
  const field = (path: readonly string[], heading: Parameters<typeof source.field>[3]) =>
    source.field(list, id, path, heading);
  const origin = source.addOrigin(list, id, item.name, base.word);
  const from = fromRow(origin);
  const value = addNumber(
    base,
    { A: 'per eenheid', B: id, E: item.name, F: unitOfValue, ...from },
    field([valueHeading], valueHeading),
    0,
  );
  const bound = { B: id, F: unitOfValue, ...from };
  const least = addNumber(base, { A: 'minimum', ...bound }, field(['min'], 'minimum'), 0);
  const most = addNumber(base, { A: 'maximum', ...bound }, field(['max'], 'maximum'));
  const groupSize =
    per === 'group'
      ? addNumber(
          base,
          { A: 'groepsgrootte', B: id, F: 'student', ...from },
          field(['groupSize'], 'groupSize'),
          0,
        )
      : undefined;
  const interval = addNumber(
    base,
    { A: 'om de zoveel jaar', B: id, F: 'jaar' },
    field(['every', 'years'], 'everyYears'),
    1,
  );
  const offset = addNumber(
    base,
    { A: 'voor het eerst na', B: id, F: 'jaar' },
    field(['every', 'offset'], 'everyOffset'),
    0,
  );
  const since = minus(year, 1);
  const active = sheet
    .add(
      { A: 'geldt', B: id },
      one(and(compare(since, '>=', offset), compare(mod(minus(since, offset), interval), '=', 0))),
      'flag',
    )
    .pin();
  const indexed = list === 'costs' ? field(['indexed'], 'indexed').one : undefined;
  const price =
    list === 'norms'
      ? undefined
      : indexed === undefined
        ? base.price
        : sheet
            .add(
              { A: 'index', B: id, F: 'factor' },
              iff(compare(indexed, '=', base.word('no')), 1, base.price),
              'factor',
            )
            .pin();
  const phase = addPhase(base, list, id);
  const factor = sheet
    .add(
      { A: 'factor', B: id, F: 'factor' },
      price === undefined ? times(phase, active) : times(phase, active, price),
      'factor',
    )
    .pin();
  const filter = addFilter(scene, list, id);
  const steps = item.steps === undefined ? undefined : stepsOf(scene, list, id);
  const units = unitsAt(scene, at);
  const passing: Passing =
    at === 'school'
      ? { entries: undefined, schools: passingSchools(scene, filter, students, 'studenten') }
      : addPassing(scene, filter, students, perEntry);
  const n = units.map(
    (unit, place): Row =>
      at === 'school'
        ? (passing.schools?.rows[place] as Row)
        : ownRow(sheet, { A: 'studenten', B: unit.place, C: unit.id, F: 'student' }, 'count', (row) =>
            inUnit(scene, passing, at, row.label('B')),
          ),
  );
  const counts = countsOf(scene, item, units, n, { filter, passing, groupSize });
  const reached =
    steps === undefined
      ? counts.map((count) => times(count, value))
      : steps.add(
          units.map(({ id: C }) => ({ C })),
          counts,
          list === 'norms' ? 'hours' : 'euro',
        );
  const rounded = (line: number): Expr => {
    const bounded = atMost(max(reached[line] as Expr, least), most);
    return round(times(iff(compare(counts[line] as Row, '>', 0), bounded, 0), factor), 2);
  };
  const look = (unit: Unit): Labels => ({ B: id, C: unit.id, E: item.name });
  const hours =
    rate === undefined
      ? undefined
      : block(sheet, units.length, (line) =>
          sheet.add(
            { A: 'uren', ...look(units[line] as Unit), F: 'uur', ...from },
            late(() => rounded(line)),
            'hours',
          ),
        );
  const paid = rate === undefined ? from : fromRow(rate);
  const amounts = block(sheet, units.length, (line) =>
    sheet.add(
      {
        A: 'bedrag',
        ...look(units[line] as Unit),
        D: bearer(units[line] as Unit) ?? '(verdeeld)',
        F: 'EUR',
        ...paid,
      },
      late(() =>
        rate === undefined ? rounded(line) : round(times(hours?.rows[line] as Row, pinned(rate)), 2),
      ),
      'euro',
    ),
  );
  const lines = units.map(
    (unit, line): LiveLine => ({
      unit,
      count: counts[line] as Row,
      hours: hours?.rows[line],
      amount: amounts?.rows[line] as Row,
      students: n[line] as Row,
    }),
  );
  return { list, item, lines, hours, amounts, passing, filter };
}

interface Countable {
  readonly filter: Filter;
  readonly passing: Passing;
  readonly groupSize: LabelCell | undefined;
}

/** The rows with the counts of units (model, section 4, point 2). */
function countsOf(
  scene: Scene,
  item: Norm | Cost,
  units: readonly Unit[],
  n: readonly Row[],
  parts: Countable,
): readonly Row[] {
  const { base, lists, students } = scene;
  const { sheet, source } = base;
  const { at, per } = item;
  const counted = (F: string, make: (line: number) => Expr): readonly Row[] =>
    units.map(({ id }, line) =>
      sheet.add(
        { A: 'aantal', C: id, F },
        late(() => make(line)),
      ),
    );
  const present = (line: number): Expr => one(compare(n[line] as Row, '>', 0));
  const needed = students.needed as Range;
  switch (per) {
    case 'unit':
      return counted('eenheid', present);
    case 'student':
    case 'group': {
      const sized = item.weighted === true ? weightedCounts(scene, at, units, n, parts) : n;
      if (per === 'student') return sized;
      return counted('groep', (line) => ceilQuotient(sized[line] as Row, parts.groupSize as LabelCell));
    }
    case 'school':
      if (at === 'school') return counted('school', present);
      break;
    case 'supervisor':
      if (at === 'school') {
        return counted('persoon', (line) => times(present(line), needed.rows[line] as Row));
      }
  }
  const unitName = per === 'school' ? 'school' : 'persoon';
  if (students.entries === undefined) return counted(unitName, () => of(0));
  const atSchools = (unit: Unit | undefined): Range =>
    sheet.range(
      source.plan.schools.map(({ id }, place) =>
        ownRow(
          sheet,
          { A: 'op school', B: unit?.id ?? '', C: id, D: place + 1, F: 'student' },
          'count',
          (row) =>
            unit === undefined
              ? inUnit(scene, parts.passing, 'school', row.label('D'))
              : inUnitOf(
                  scene,
                  parts.passing,
                  { at: 'school', place: row.label('D') },
                  'institute',
                  pinned((n[unit.place - 1] as Row).label('B')),
                ),
        ),
      ),
    );
  const everywhere = at === 'institute' ? undefined : (parts.passing.schools ?? atSchools(undefined));
  const perUnit = units.map((unit) => everywhere ?? atSchools(unit));
  const keys = at === 'network' ? lists.schoolNetworks : at === 'board' ? lists.schoolBoards : undefined;
  return counted(unitName, (line) => {
    const here = perUnit[line] as Range;
    const place = (n[line] as Row).label('B');
    // where schools are counted, the count of each does not matter, only that there is one
    return sumProduct(
      eachTimes(
        ...(keys === undefined ? [] : [eachIs(keys.label('B'), '=', place)]),
        eachIs(here, '>', 0),
        per === 'supervisor' ? each(needed) : ONES,
      ),
    );
  });
}

/** Rows with the students of units, counted with the weight of their group. */
function weightedCounts(
  scene: Scene,
  at: Place,
  units: readonly Unit[],
  n: readonly Row[],
  { filter, passing }: Countable,
): readonly Row[] {
  const { base, lists, students } = scene;
  const { sheet } = base;
  const all = students.weighted;
  if (all === undefined) return n;
  const labels = { A: 'gewogen', F: 'student' } as const;
  // weights have at most ten decimals: rounding only takes away the noise of binary fractions
  if (passing.entries !== undefined) {
    const entries = block(sheet, passing.entries.rows.length, (entry) => {
      const weight = students.places?.rows[entry]?.label('B') as LabelCell;
      const own = passing.entries?.rows[entry] as Row;
      return sheet.add(
        { ...labels, C: entry + 1 },
        late(() => times(own, index((lists.weights as Range).label('D'), weight))),
        'factor',
      );
    });
    return units.map(({ id }, line) =>
      sheet.add(
        { ...labels, C: id },
        round(inUnit(scene, { entries, schools: undefined }, at, (n[line] as Row).label('B')), 10),
        'factor',
      ),
    );
  }
  const schools = block(sheet, passing.schools?.rows.length ?? 0, (school) => {
    const count = passing.schools?.rows[school] as Row;
    const own = (): Expr =>
      sumWhere(
        all,
        {
          cells: (students.places as Range).label('C'),
          value: count.label('B'),
        },
        { cells: (filter.entries as Range).label('D'), value: of(1) },
      );
    return sheet.add(
      { ...labels, A: 'gewogen op school', C: count.labels.C ?? '' },
      late(() => iff(compare(count, '>', 0), round(own(), 10), 0)),
      'factor',
    );
  });
  if (at === 'school') return schools?.rows ?? [];
  return units.map(({ id }, line) =>
    sheet.add(
      { ...labels, C: id },
      round(inUnit(scene, { entries: undefined, schools }, at, (n[line] as Row).label('B')), 10),
      'factor',
    ),
  );
}

/** Rates: euro per hour of each rate and year. */
export function addRates({ base }: Scene): Range | undefined {
  const { sheet, source } = base;
  title(sheet, 'Tarieven');
  const { rates } = source.plan;
  const origins = rates.map(({ id, name }) => source.addOrigin('rates', id, name, base.word));
  const terms = rates.map(({ id }, at) => {
    const from = fromRow(origins[at] as Row);
    const number = (
      A: string,
      key: 'perFte' | 'overhead' | 'perHour',
      F: string,
      otherwise: number | '',
    ): LabelCell =>
      addNumber(base, { A, B: id, F, ...from }, source.field('rates', id, [key], key), otherwise);
    return {
      hourly: number('per uur', 'perHour', 'EUR/uur', ''),
      yearly: number('per fte', 'perFte', 'EUR/fte', 0),
      overhead: number('opslag', 'overhead', 'deel', 0),
    };
  });
  return block(sheet, rates.length, (at) => {
    const { id, name } = rates[at] as { id: string; name: string };
    const { hourly, yearly, overhead } = terms[at] as (typeof terms)[number];
    return sheet.add(
      { A: 'tarief', B: at + 1, C: id, E: name, F: 'EUR/uur', ...fromRow(origins[at] as Row) },
      iff(
        isNumber(hourly),
        round(times(hourly, base.wage), 2),
        quotient(times(yearly, plus(1, overhead), base.wage), base.hoursPerFte, 2),
      ),
      'euro',
    );
  });
}

/** The rate of each role, in plan order. */
export function addRoleRates({ base }: Scene, rates: Range | undefined): Range | undefined {
  const { sheet, source } = base;
  return block(sheet, source.plan.roles.length, (at) => {
    const { id, name } = source.plan.roles[at] as { id: string; name: string };
    const rate = source.field('roles', id, ['rate'], 'rate').one;
    if (rates === undefined) return sheet.add({ A: 'tarief van rol', B: id, E: name, F: 'EUR/uur' }, of(0));
    const own: Row = ownRow(
      sheet,
      {
        A: 'tarief van rol',
        B: id,
        D: rate === undefined ? 1 : placeIn(rate, rates.label('C')),
        E: name,
        F: 'EUR/uur',
        G: late(() => index(rates.label('G'), own.label('D'))),
        H: late(() => index(rates.label('H'), own.label('D'))),
        I: late(() => index(rates.label('I'), own.label('D'))),
      },
      'euro',
      (row) => index(rates, row.label('D')),
    );
    return own;
  });
}
