import { yearLabels } from '../../../engine/index.ts';
import { apportion, weightsOf } from './apportion.ts';
import {
  and,
  ceilQuotient,
  compare,
  concat,
  contains,
  type Expr,
  each,
  eachExact,
  eachIs,
  eachTimes,
  iff,
  index,
  index2,
  isNumber,
  late,
  max,
  maxOf,
  maxProduct,
  minus,
  of,
  one,
  or,
  placeIn,
  plus,
  round,
  substitute,
  sum,
  sumProduct,
  sumWhere,
  times,
  trim,
} from './formula.ts';
import type { LabelCell, Labels, LiveSheet, Range, Row } from './sheet.ts';
import { addYearly, type Field, numberOr, type Source } from './source.ts';

/** Rows of one kind below each other; undefined where there are none. */
export function block(sheet: LiveSheet, size: number, make: (at: number) => Row): Range | undefined {
  const rows = Array.from({ length: size }, (_, at) => make(at));
  return rows.length === 0 ? undefined : sheet.range(rows);
}

/** A row with a formula in a label column that looks at its own row. */
export function ownLabel(
  sheet: LiveSheet,
  labels: Labels,
  column: 'B' | 'C' | 'D',
  make: (row: Row) => Expr,
): Row {
  const row: Row = sheet.add({ ...labels, [column]: late(() => make(row)) });
  return row;
}

export const title = (sheet: LiveSheet, text: string): void => {
  sheet.blank();
  sheet.add({ A: text }, undefined, 'title');
};

/** What a sheet's formulas share: words that are compared with, and the years. */
export interface Base {
  readonly sheet: LiveSheet;
  readonly source: Source;
  /** 1, 2, … */
  readonly year: Row;
  readonly word: (word: WordName) => LabelCell;
  readonly hoursPerFte: LabelCell;
  readonly wage: Row;
  readonly price: Row;
  readonly studentsPerSupervisor: LabelCell;
}

export type WordName =
  | 'yes'
  | 'no'
  | 'starter'
  | 'assumption'
  | 'all'
  | 'none'
  | 'empty'
  | 'hours'
  | 'amount'
  | 'part-hours'
  | 'part-amount'
  | 'of-network';

/** The rows at the top: years, words, and what goes for the whole plan. */
export function addBase(sheet: LiveSheet, year: Row, source: Source): Base {
  const { texts } = source;
  const words: Readonly<Record<WordName, string>> = {
    yes: texts.choices.yesNo.yes,
    no: texts.choices.yesNo.no,
    starter: texts.choices.groupKind.starter,
    assumption: texts.choices.status.aanname,
    all: texts.markers.all,
    none: texts.markers.none,
    empty: texts.markers.empty,
    hours: 'uren',
    amount: 'bedrag',
    'part-hours': 'deel uren',
    'part-amount': 'deel bedrag',
    'of-network': 'ontvangt van netwerk',
  };
  title(sheet, 'Algemeen');
  const cells = Object.fromEntries(
    Object.entries(words).map(([name, word]) => [name, sheet.add({ A: 'woord', D: word }).pin().label('D')]),
  ) as Record<WordName, LabelCell>;
  const word = (name: WordName): LabelCell => cells[name];
  const hours = source.planField('plan', ['hoursPerFte'], 'hoursPerFte');
  const hoursPerFte = sheet
    .add({ A: 'jaartaak', D: numberOr(hours, 0), E: 'Uren per fte', F: 'uur' })
    .pin()
    .label('D');
  const indexRows = (path: 'wageIndex' | 'priceIndex', name: string): Row => {
    const field = source.planField('plan', [path], path, true);
    const labels = { A: 'indexatie', E: `${name}, verandering`, F: 'per jaar' };
    const change = addYearly(sheet, labels, field, year, 'ratio');
    const product: Row = ownRow(sheet, { A: 'index', E: name, F: 'factor' }, 'factor', (row) =>
      iff(compare(year, '=', 1), 1, times(row.previous, plus(1, change))),
    );
    return product;
  };
  const wage = indexRows('wageIndex', 'Loonindex');
  const price = indexRows('priceIndex', 'Prijsindex');
  const perSupervisor: Field = { one: source.cell('variants', source.variant.id, 'studentsPerSupervisor') };
  const studentsPerSupervisor = sheet
    .add({ A: 'begeleider', D: numberOr(perSupervisor, 0), E: 'Studenten per begeleider', F: 'student' })
    .pin()
    .label('D');
  return { sheet, source, year, word, hoursPerFte, wage, price, studentsPerSupervisor };
}

/** The lists of the plan as rows, with their place (B), id (C) and what others need of them. */
export interface Lists {
  readonly boards: Range | undefined;
  readonly institutes: Range | undefined;
  /** all parties in order: boards, institutes, region; D is the party */
  readonly parties: Range;
  readonly groups: Range | undefined;
  /** D: 1 for starters */
  readonly starters: Range | undefined;
  readonly supervised: Range | undefined;
  readonly weights: Range | undefined;
  /** C school; B place of its board, D the board */
  readonly schoolBoards: Range | undefined;
  readonly kinds: Range | undefined;
  /** B place of the network (0: none), D its name */
  readonly schoolNetworks: Range | undefined;
  readonly sectors: Range | undefined;
  /** D: as it stands in its cell; E: as a list of plain words has it */
  readonly locations: Range | undefined;
  /** D: 1 for a school that leads its network */
  readonly leads: Range | undefined;
  readonly networks: Range | undefined;
  /** D: how many schools lead it */
  readonly networkLeads: Range | undefined;
  /** D: the place of the board of the school that leads it, 0 without one */
  readonly leadBoards: Range | undefined;
  /** D: the larger, the earlier it comes in the layout */
  readonly networkPriorities: Range | undefined;
}

const text = (cell: Expr | undefined): Expr => (cell === undefined ? of('') : concat(cell, ''));

/**
 * A list in one cell, `a; b`, as `;a;b;`; nothing where there is no list, or one that lets everything pass. A list with
 * texts between quotes asks for a new sheet.
 */
export function addList(base: Base, labels: Labels, cell: Expr | undefined): LabelCell {
  const row: Row = base.sheet.add({
    ...labels,
    E: text(cell),
    D: late(() => {
      const raw = row.label('E');
      const none = or(
        compare(raw, '=', ''),
        compare(raw, '=', base.word('all')),
        compare(raw, '=', base.word('empty')),
      );
      return iff(none, '', concat(';', substitute(substitute(trim(raw), '; ', ';'), ' ;', ';'), ';'));
    }),
    ...(cell !== undefined && { G: late(() => one(contains(row.label('E'), QUOTE))) }),
  });
  return row.pin().label('D');
}

const QUOTE = '"';

export function addLists(base: Base): Lists {
  const { sheet, source } = base;
  const { plan, variant } = source;
  const simple = (name: string, items: readonly { id: string; name: string }[], party?: string) =>
    block(sheet, items.length, (at) => {
      const item = items[at] as { id: string; name: string };
      return sheet.add({
        A: name,
        B: at + 1,
        C: item.id,
        ...(party && { D: `${party}:${item.id}` }),
        E: item.name,
      });
    });
  title(sheet, 'Partijen, doelgroepen, scholen en netwerken');
  const boards = simple('bestuur', plan.boards, 'board');
  const institutes = simple('instituut', plan.institutes, 'institute');
  const region = sheet.add({ A: 'regio', B: 1, C: 'region', D: 'region', E: plan.region });
  const parties = sheet.range([...(boards?.rows ?? []), ...(institutes?.rows ?? []), region]);

  const groups = simple('doelgroep', plan.groups);
  const ofGroup = (name: string, make: (id: string, at: number) => Expr) =>
    block(sheet, plan.groups.length, (at) => {
      const { id } = plan.groups[at] as { id: string };
      return sheet.add({ A: name, B: at + 1, C: id, D: make(id, at) });
    });
  const starters = ofGroup('starter', (id) =>
    one(compare(text(source.field('groups', id, ['kind'], 'groupKind').one), '=', base.word('starter'))),
  );
  const supervised = ofGroup('begeleid', (id, at) => {
    const raw = source.field('groups', id, ['supervised'], 'supervised').one;
    const starter = (starters as Range).rows[at]?.label('D') as LabelCell;
    if (raw === undefined) return minus(1, starter);
    const unsaid = or(compare(text(raw), '=', ''), compare(text(raw), '=', base.word('empty')));
    return iff(unsaid, minus(1, starter), one(compare(raw, '=', base.word('yes'))));
  });
  const weights = ofGroup('gewicht', (id) => numberOr(source.field('groups', id, ['weight'], 'weight'), 1));

  const names = [...new Set(variant.layout.map(({ network }) => network))];
  const networks = block(sheet, names.length, (at) =>
    sheet.add({ A: 'netwerk', B: at + 1, C: names[at] as string }),
  );
  const ofSchool = (make: (id: string, at: number) => Row) =>
    block(sheet, plan.schools.length, (at) => make((plan.schools[at] as { id: string }).id, at));
  const schoolBoards = ofSchool((id) =>
    ownLabel(
      sheet,
      { A: 'bestuur van school', C: id, D: text(source.field('schools', id, ['board'], 'board').one) },
      'B',
      (row) => placeIn(row.label('D'), (boards as Range).label('C')),
    ),
  );
  const schoolText = (name: string, cell: (id: string) => Expr | undefined) =>
    ofSchool((id) => sheet.add({ A: name, C: id, D: text(cell(id)) }));
  const kinds = schoolText('soort', (id) => placeCell(source, id, 'kind'));
  const schoolNetworks = ofSchool((id) =>
    ownLabel(
      sheet,
      { A: 'netwerk van school', C: id, D: text(placeCell(source, id, 'network')) },
      'B',
      (row) =>
        networks === undefined
          ? of(0)
          : sumProduct(eachTimes(eachExact(networks.label('C'), row.label('D')), each(networks.label('B')))),
    ),
  );
  const sectors = schoolText('sector', (id) => source.field('schools', id, ['sector'], 'sector').one);
  const locations = ofSchool((id) => {
    const row: Row = sheet.add({
      A: 'locatie',
      C: id,
      D: text(source.field('schools', id, ['location'], 'location').one),
      // no plain word: a quote stands in no list of those
      E: late(() => {
        const own = row.label('D');
        return iff(or(contains(own, ';'), contains(own, QUOTE)), QUOTE, own);
      }),
    });
    return row;
  });
  const leadKinds = addList(
    base,
    { A: 'soort van de trekker', C: variant.id },
    source.cell('variants', variant.id, 'leadKinds'),
  );
  const leads = ofSchool((id, at) =>
    sheet.add({
      A: 'trekker',
      C: id,
      D: one(
        and(
          compare(leadKinds, '<>', ''),
          contains(leadKinds, concat(';', (kinds as Range).rows[at]?.label('D') as LabelCell, ';')),
        ),
      ),
    }),
  );
  const ofNetwork = (name: string, make: (row: Row) => Expr) =>
    block(sheet, names.length, (at) =>
      sheet.add({ A: name, B: at + 1, C: names[at] as string, D: make((networks as Range).rows[at] as Row) }),
    );
  const inNetwork = (row: Row) => eachIs((schoolNetworks as Range).label('B'), '=', row.label('B'));
  const networkLeads = ofNetwork('trekkers van netwerk', (row) =>
    sumProduct(eachTimes(inNetwork(row), each((leads as Range).label('D')))),
  );
  const leadBoards = ofNetwork('bestuur van de trekker', (row) =>
    sumProduct(
      eachTimes(inNetwork(row), each((leads as Range).label('D')), each((schoolBoards as Range).label('B'))),
    ),
  );
  const networkPriorities = addPriorities(base, schoolNetworks, networks, names);
  return {
    boards,
    institutes,
    parties,
    groups,
    starters,
    supervised,
    weights,
    schoolBoards,
    kinds,
    schoolNetworks,
    sectors,
    locations,
    leads,
    networks,
    networkLeads,
    leadBoards,
    networkPriorities,
  };
}

/** Rows that say which network comes first: the one whose first school does, in the order of the layout. */
function addPriorities(
  { sheet, source }: Base,
  schoolNetworks: Range | undefined,
  networks: Range | undefined,
  names: readonly string[],
): Range | undefined {
  if (schoolNetworks === undefined || networks === undefined) return undefined;
  const { schools } = source.plan;
  const size = sheet.add({ A: 'aantal scholen', D: schools.length, F: 'school' }).pin().label('D');
  const orders = schools.map(({ id }) => placeCell(source, id, 'order'));
  const beside = source.table('schools').column(`${source.heading('order')} ${source.variant.id}`);
  const elsewhere = source.hasTable('places') ? maxOf(source.column('places', 'order')) : 0;
  const last = sheet
    .add({ A: 'na de laatste', D: plus(max(maxOf(beside), elsewhere), 1) })
    .pin()
    .label('D');
  const priorities = sheet.range(
    schools.map(({ id }, at) => {
      const order = orders[at];
      const row: Row = sheet.add({
        A: 'voorrang van school',
        B: at + 1,
        C: id,
        D: late(() => {
          const later = order === undefined ? of(0) : minus(last, iff(isNumber(order), order, last));
          return plus(times(later, size), minus(size, row.label('B')));
        }),
      });
      return row;
    }),
  );
  return block(sheet, names.length, (at) => {
    const own = eachIs(schoolNetworks.label('B'), '=', (networks.rows[at] as Row).label('B'));
    return sheet.add({
      A: 'voorrang van netwerk',
      B: at + 1,
      C: names[at] as string,
      D: maxProduct(eachTimes(own, each(priorities.label('D')))),
    });
  });
}

/** The cell with a school's kind, network or order in this variant; undefined where it has no place in it. */
function placeCell(source: Source, school: string, key: 'kind' | 'network' | 'order'): Expr | undefined {
  const { variant } = source;
  const place = source.place('schools', school);
  const at = variant.layout.findIndex((each) => each.school === school);
  const heading = `${source.heading(key)} ${variant.id}`;
  const table = source.table('schools');
  const beside =
    place !== undefined &&
    source.written('schools').at(
      source.base.schools.findIndex(({ id }) => id === school),
      `${source.heading('kind')} ${variant.id}`,
    ) !== null;
  if (beside || (at < 0 && place !== undefined)) return index(table.column(heading), place);
  if (at < 0) return undefined;
  const others = source.table('places');
  const written = source.written('places');
  const row = written.rows.findIndex(
    (_, each) =>
      written.at(each, source.heading('variant')) === variant.id &&
      written.at(each, source.heading('school')) === school,
  );
  return index(others.column(source.heading(key)), row + 1);
}

/** The students and starters of each entry, in one year for each column. */
export interface Counts {
  /** n of each entry, in plan order */
  readonly entries: Range | undefined;
  /** students of each school */
  readonly schools: Range | undefined;
}

export interface Students extends Counts {
  /** per entry: B place of the group, C of the school, D of the institute (0: none) */
  readonly places: Range | undefined;
  /** per entry: B place of the board, C of the network (0: none), D 1 for starters */
  readonly units: Range | undefined;
  /** n of each entry times the weight of its group, where some rule counts so */
  readonly weighted: Range | undefined;
  readonly needed: Range | undefined;
  readonly total: Row;
}

export function addStudents(base: Base, lists: Lists): Students {
  const { sheet, source, year } = base;
  const { plan } = source;
  const count = plan.students.length;
  const cell = (at: number, heading: 'school' | 'institute' | 'group'): Expr =>
    source.cell('students', at + 1, heading);
  const found = (wanted: Expr, range: Range | undefined): Expr =>
    range === undefined ? of(0) : placeIn(wanted, range.label('C'));
  title(sheet, 'Studenten');
  const places = block(sheet, count, (at) =>
    sheet.add({
      A: 'plaats van opgave',
      B: found(cell(at, 'group'), lists.groups),
      C: found(cell(at, 'school'), lists.schoolBoards),
      D:
        lists.institutes === undefined
          ? 0
          : sumProduct(
              eachTimes(
                eachIs(lists.institutes.label('C'), '=', cell(at, 'institute')),
                each(lists.institutes.label('B')),
              ),
            ),
      E: `opgave ${at + 1}`,
    }),
  );
  const units = block(sheet, count, (at) => {
    const place = (places as Range).rows[at] as Row;
    return sheet.add({
      A: 'eenheid van opgave',
      B: index((lists.schoolBoards as Range).label('B'), place.label('C')),
      C: index((lists.schoolNetworks as Range).label('B'), place.label('C')),
      D: index((lists.starters as Range).label('D'), place.label('B')),
      E: `opgave ${at + 1}`,
    });
  });
  const labels = yearLabels(source.base);
  const table = source.table('students');
  const grid = table.grid(labels[0] as string, labels.at(-1) as string);
  const trends = (at: number): boolean => {
    const { counts } = plan.students[at] as { counts: unknown };
    return [counts].flat().length < plan.years;
  };
  // the entries of a group that follow its trend, together
  const parts = new Map<number, Row>();
  for (const { id } of plan.groups) {
    const own = plan.students.flatMap(({ group }, at) => (group === id && trends(at) ? [at] : []));
    if (own.length === 0) continue;
    const trend = source.field('groups', id, ['trend', id], 'trend', { perYear: true, from: 1 });
    const named = { A: 'trend', C: id, E: 'Verandering van de instroom', F: 'per jaar' };
    const change = addYearly(sheet, named, trend, year, 'ratio');
    const growth = ownRow(sheet, { A: 'groei', C: id, F: 'factor' }, 'factor', (row) =>
      iff(compare(year, '=', 1), 1, times(row.previous, plus(1, change))),
    );
    const firsts = block(sheet, own.length, (at) =>
      sheet.add(
        { A: 'eerste jaar', C: id, E: `opgave ${(own[at] as number) + 1}`, F: 'student' },
        index(
          table.column(labels[0] as string),
          source.place('students', (own[at] as number) + 1) as LabelCell,
        ),
      ),
    ) as Range;
    const total = sheet.add({ A: 'groep', C: id, F: 'student' }, round(times(sum(firsts), growth), 0)).pin();
    const divided = apportion(
      sheet,
      total,
      weightsOf(sheet, firsts),
      (at) => ({ C: id, E: `opgave ${(own[at] as number) + 1}`, F: 'student' }),
      'deel van groep',
    );
    for (const [at, entry] of own.entries()) parts.set(entry, divided.rows[at] as Row);
  }
  const entries = block(sheet, count, (at) =>
    sheet.add(
      { A: 'opgave', B: cell(at, 'group'), C: cell(at, 'school'), E: `opgave ${at + 1}`, F: 'student' },
      parts.get(at) ?? index2(grid, source.place('students', at + 1) as LabelCell, year),
    ),
  );
  const weighs = [...(plan.norms ?? []), ...(plan.costs ?? [])].some(({ weighted }) => weighted === true);
  const weighted = block(sheet, weighs ? count : 0, (at) => {
    const group = (places as Range).rows[at]?.label('B') as LabelCell;
    return sheet.add(
      { A: 'gewogen opgave', C: at + 1, F: 'student' },
      times(entries?.rows[at] as Row, index((lists.weights as Range).label('D'), group)),
      'factor',
    );
  });
  const schools = addSchoolTotals(base, lists, places, units, entries, 'studenten van school');
  const supervision = block(sheet, count, (at) =>
    sheet.add({
      A: 'begeleid',
      D: index((lists.supervised as Range).label('D'), (places as Range).rows[at]?.label('B') as LabelCell),
    }),
  );
  const guided = block(sheet, plan.schools.length, (at) =>
    ownRow(
      sheet,
      { A: 'begeleid op school', B: at + 1, C: plan.schools[at]?.id ?? '', F: 'student' },
      'count',
      (own) =>
        entries === undefined
          ? of(0)
          : sumWhere(
              entries,
              { cells: (places as Range).label('C'), value: own.label('B') },
              { cells: (supervision as Range).label('D'), value: of(1) },
            ),
    ),
  );
  const needed = block(sheet, plan.schools.length, (at) => {
    const count = (guided as Range).rows[at] as Row;
    const size = base.studentsPerSupervisor;
    return sheet.add(
      { A: 'begeleiders nodig', B: at + 1, C: plan.schools[at]?.id ?? '', F: 'persoon' },
      iff(compare(size, '=', 0), 0, ceilQuotient(count, size)),
    );
  });
  const total = sheet.add(
    { A: 'studenten', C: 'region', E: 'Alle studenten', F: 'student' },
    schools === undefined ? of(0) : sum(schools),
  );
  return { entries, schools, places, units, weighted, needed, total };
}

/** A row whose formula looks at its own cells. */
export function ownRow(sheet: LiveSheet, labels: Labels, look: Row['look'], make: (row: Row) => Expr): Row {
  const row: Row = sheet.add(
    labels,
    late(() => make(row)),
    look,
  );
  return row;
}

export function addSchoolTotals(
  base: Base,
  lists: Lists,
  places: Range | undefined,
  units: Range | undefined,
  entries: Range | undefined,
  name: string,
): Range | undefined {
  const { sheet, source } = base;
  return block(sheet, source.plan.schools.length, (at) => {
    const row = (lists.schoolBoards as Range).rows[at] as Row;
    return ownRow(
      sheet,
      { A: name, B: at + 1, C: row.label('C').value() as string, F: 'student' },
      'count',
      (own) =>
        entries === undefined
          ? of(0)
          : sumWhere(
              entries,
              { cells: (places as Range).label('C'), value: own.label('B') },
              { cells: (units as Range).label('D'), value: of(0) },
            ),
    );
  });
}
