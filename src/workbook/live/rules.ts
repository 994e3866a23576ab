import type { Cost, Norm, Place, Where } from '../../../engine/index.ts';
import {
  and,
  ceilQuotient,
  compare,
  concat,
  contains,
  type Expr,
  each,
  eachIs,
  eachPlus,
  eachTimes,
  iff,
  index,
  max,
  maxProduct,
  min,
  minOf,
  minus,
  mod,
  ONES,
  of,
  one,
  or,
  placeIn,
  plus,
  quotient,
  round,
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
import type { LabelCell, Range, Row } from './sheet.ts';
import { addYearly, isGiven, numberOr } from './source.ts';

/** What norms, costs and funding count, and how much that gives: rows for each rule (model, section 4). */

export type RuleList = 'norms' | 'costs' | 'funding';

export interface Scene {
  readonly base: Base;
  readonly lists: Lists;
  readonly students: Students;
}

/** A number that may be missing: its label cell, and the one that says whether it is there. */
export interface Bound {
  readonly value: LabelCell;
  readonly given: LabelCell;
}

export function addBound(
  base: Base,
  id: string,
  name: string,
  field: { readonly one?: Expr },
  unit = '',
): Bound {
  const given = isGiven(field);
  const row = base.sheet.add({
    A: name,
    B: id,
    D: numberOr(field, 0),
    E: given === undefined ? 0 : one(given),
    F: unit,
  });
  return { value: row.label('D'), given: row.label('E') };
}

/** The filter of a rule: who passes it, apart from the number of students of a school. */
export interface Filter {
  /** D of each group, and of each institute, the first for none */
  readonly groups: Range | undefined;
  readonly institutes: Range;
  /** 1 for a school that passes */
  readonly schools: (at: number) => Expr;
  readonly from: LabelCell;
  readonly to: Bound;
}

export function addFilter({ base, lists }: Scene, list: RuleList, id: string): Filter {
  const { sheet, source } = base;
  const field = (key: keyof Where, heading: Parameters<typeof source.field>[3]) =>
    source.field(list, id, ['where', key], heading);
  const listOf = (key: keyof Where, heading: Parameters<typeof source.field>[3]): LabelCell =>
    addList(base, { A: 'filter', B: id, C: source.heading(heading) }, field(key, heading).one);
  const kind = listOf('kind', 'whereKind');
  const sector = listOf('sector', 'whereSector');
  const location = listOf('location', 'whereLocation');
  const group = listOf('group', 'whereGroup');
  const institute = listOf('institute', 'whereInstitute');
  const board = listOf('board', 'whereBoard');
  const from = addBound(base, id, 'school vanaf', field('minStudents', 'whereMinimum'), 'student').value;
  const to = addBound(base, id, 'school tot en met', field('maxStudents', 'whereMaximum'), 'student');
  const needle = (cell: Expr): Expr => concat(';', cell, ';');
  const passes = (filter: LabelCell, cell: Expr): Expr =>
    or(compare(filter, '=', ''), contains(filter, needle(cell)));
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
  const institutes = [
    sheet.add({ A: 'instituut telt', C: '-', D: one(compare(institute, '=', '')) }),
    ...(lists.institutes?.rows ?? []).map((own) =>
      sheet.add({
        A: 'instituut telt',
        C: own.label('C').value() as string,
        D: one(passes(institute, own.label('C'))),
      }),
    ),
  ];
  const schools = (at: number): Expr => {
    const of = (range: Range | undefined): LabelCell => range?.rows[at]?.label('D') as LabelCell;
    return one(
      and(
        passes(kind, of(lists.kinds)),
        passes(sector, of(lists.sectors)),
        passes(location, of(lists.locations)),
        passes(board, of(lists.schoolBoards)),
      ),
    );
  };
  return { groups, institutes: sheet.range(institutes), schools, from, to };
}

/** The entries that pass a filter, each with its count. */
export interface Passing {
  readonly entries: Range | undefined;
}

/**
 * Rows for the entries: their count where they pass the filter, else 0.
 * @param counts of the years that are looked at
 */
export function addPassing({ base, students }: Scene, filter: Filter, counts: Counts): Passing {
  const { sheet } = base;
  const sized = block(sheet, counts.schools?.rows.length ?? 0, (at) => {
    const total = counts.schools?.rows[at] as Row;
    const { value, given } = filter.to;
    const fits = and(
      compare(total, '>=', filter.from),
      or(compare(given, '=', 0), compare(total, '<=', value)),
    );
    return ownRow(
      sheet,
      { A: 'school telt mee', C: total.labels.C ?? '', D: filter.schools(at) },
      'flag',
      (row) => iff(fits, row.label('D'), 0),
    );
  });
  const entries = block(sheet, counts.entries?.rows.length ?? 0, (at) => {
    const place = students.places?.rows[at] as Row;
    const group = index((filter.groups as Range).label('D'), place.label('B'));
    const institute = index(filter.institutes.label('D'), plus(place.label('D'), 1));
    return ownRow(sheet, { A: 'telt mee', C: at + 1, D: times(group, institute) }, 'count', (row) =>
      times(counts.entries?.rows[at] as Row, row.label('D'), index(sized as Range, place.label('C'))),
    );
  });
  return { entries };
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

/** The labels of the entries that say which unit of a kind they belong to. */
export function keysAt({ students }: Scene, at: Exclude<Place, 'region'>) {
  const { places, units } = students;
  if (places === undefined || units === undefined) return undefined;
  return {
    school: places.label('C'),
    institute: places.label('D'),
    board: units.label('B'),
    network: units.label('C'),
  }[at];
}

/** The sum of the counts of the entries of a unit. */
export function inUnit(scene: Scene, entries: Range | undefined, at: Place, place: Expr): Expr {
  if (entries === undefined) return of(0);
  if (at === 'region') return sum(entries);
  const keys = keysAt(scene, at);
  return keys === undefined ? of(0) : sumWhere(entries, { cells: keys, value: place });
}

/** Steps of a rule as rows of their table: the value of the last one at or below a count. */
export interface Steps {
  /** rows of a count that become the value of its step */
  add(labels: Row['labels'], count: Row, look: Row['look']): Row;
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
  const head = sheet.add({
    A: 'treden',
    B: id,
    C: own ? source.variant.id : '',
    D: minOf(source.column(key, 'from')),
  });
  const low = head.label('D');
  const from = source.column(key, 'from');
  const value = source.column(key, list === 'norms' ? 'hours' : 'amount');
  const ofRule = () => [
    eachIs(table.column(rule), '=', head.label('B')),
    eachIs(table.column(variant), '=', own ? head.label('C') : ''),
  ];
  return {
    add(labels, count, look) {
      const above = eachPlus(each(from), minus(1, low));
      const top = sheet.add(
        { ...labels, A: 'trede' },
        maxProduct(eachTimes(...ofRule(), eachIs(from, '<=', count), above)),
      );
      return sheet.add(
        { ...labels, A: 'waarde van trede' },
        sumOfWhere(eachTimes(...ofRule(), eachIs(above, '=', top)), value),
        look,
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
  /** the students counted, for who bears it */
  readonly students: Row;
}

export interface LiveRule {
  readonly list: 'norms' | 'costs';
  readonly item: Norm | Cost;
  readonly lines: readonly LiveLine[];
  readonly entries: Range | undefined;
}

/** The party that bears a whole line, where that can be one only. */
export type OneParty = (unit: Unit) => Expr | string | undefined;

/** A row with the phase of each year: 1 where there is none. */
export function addPhase({ sheet, source, year }: Base, list: RuleList, id: string): Row {
  const field = source.field(list, id, ['phase'], 'phase', { perYear: true, single: false });
  return addYearly(sheet, { A: 'fasering', C: id, F: 'factor' }, field, year, 'factor', 1);
}

/** The rows of a norm or a cost, down to its lines. */
export function addRule(
  scene: Scene,
  list: 'norms' | 'costs',
  item: Norm | Cost,
  rate: Row | undefined,
  bearer: OneParty,
): LiveRule {
  const { base, lists, students } = scene;
  const { sheet, source, year } = base;
  const { id, at, per } = item;
  const valueHeading = list === 'norms' ? 'hours' : 'amount';
  const unitOfValue = list === 'norms' ? 'uur' : 'EUR';
  title(sheet, item.name);
  const field = (path: readonly string[], heading: Parameters<typeof source.field>[3]) =>
    source.field(list, id, path, heading);
  const value = sheet
    .add({
      A: 'per eenheid',
      B: id,
      D: numberOr(field([valueHeading], valueHeading), 0),
      E: item.name,
      F: unitOfValue,
      G: item.source ?? '',
    })
    .label('D');
  const least = addBound(base, id, 'minimum', field(['min'], 'minimum'), unitOfValue).value;
  const most = addBound(base, id, 'maximum', field(['max'], 'maximum'), unitOfValue);
  const groupSize =
    per === 'group'
      ? addBound(base, id, 'groepsgrootte', field(['groupSize'], 'groupSize'), 'student').value
      : undefined;
  const interval = sheet
    .add({
      A: 'om de zoveel jaar',
      B: id,
      D: numberOr(field(['every', 'years'], 'everyYears'), 1),
      F: 'jaar',
    })
    .label('D');
  const offset = sheet
    .add({
      A: 'voor het eerst na',
      B: id,
      D: numberOr(field(['every', 'offset'], 'everyOffset'), 0),
      F: 'jaar',
    })
    .label('D');
  const since = minus(year, 1);
  const active = sheet.add(
    { A: 'geldt', B: id },
    one(and(compare(since, '>=', offset), compare(mod(minus(since, offset), interval), '=', 0))),
    'flag',
  );
  const indexed = list === 'costs' ? field(['indexed'], 'indexed').one : undefined;
  const price =
    list === 'norms'
      ? undefined
      : indexed === undefined
        ? base.price
        : sheet.add(
            { A: 'index', B: id, F: 'factor' },
            iff(compare(indexed, '=', base.word('no')), 1, base.price),
            'factor',
          );
  const phase = addPhase(base, list, id);
  const factor = sheet.add(
    { A: 'factor', B: id, F: 'factor' },
    price === undefined ? times(phase, active) : times(phase, active, price),
    'factor',
  );
  const filter = addFilter(scene, list, id);
  const { entries } = addPassing(scene, filter, students);
  const weighted =
    item.weighted === true
      ? block(sheet, entries?.rows.length ?? 0, (index_) => {
          const entry = entries?.rows[index_] as Row;
          const place = students.places?.rows[index_] as Row;
          return sheet.add(
            { A: 'gewogen', C: index_ + 1 },
            times(entry, index((lists.weights as Range).label('D'), place.label('B'))),
            'factor',
          );
        })
      : undefined;
  const inSchools =
    (per === 'school' || per === 'supervisor') && at !== 'school' && at !== 'institute'
      ? block(sheet, source.plan.schools.length, (place) =>
          ownRow(
            sheet,
            { A: 'op school', B: id, C: source.plan.schools[place]?.id ?? '', D: place + 1, F: 'student' },
            'count',
            (row) => inUnit(scene, entries, 'school', row.label('D')),
          ),
        )
      : undefined;
  const steps = item.steps === undefined ? undefined : stepsOf(scene, list, id);
  const lines = unitsAt(scene, at).map((unit): LiveLine => {
    const labels = { C: unit.id };
    const n = ownRow(sheet, { A: 'studenten', ...labels, D: unit.place, F: 'student' }, 'count', (row) =>
      inUnit(scene, entries, at, row.label('D')),
    );
    const count = sheetCount(scene, item, unit, n, { weighted, inSchools, entries, groupSize });
    const reached =
      steps === undefined
        ? times(count, value)
        : steps.add(labels, count, list === 'norms' ? 'hours' : 'euro');
    const raw = sheet.add(
      { A: 'berekend', ...labels },
      iff(compare(count, '>', 0), max(reached, least), 0),
      'factor',
    );
    const bounded = iff(compare(most.given, '=', 1), min(raw, most.value), raw);
    const party = bearer(unit) ?? '(verdeeld)';
    const rounded = round(times(bounded, factor), 2);
    const look = { ...labels, B: id, D: party, E: item.name, G: item.source ?? '' };
    if (rate === undefined) {
      return {
        unit,
        count,
        hours: undefined,
        amount: sheet.add({ A: 'bedrag', ...look, F: 'EUR' }, rounded, 'euro'),
        students: n,
      };
    }
    const hours = sheet.add({ A: 'uren', ...look, F: 'uur' }, rounded, 'hours');
    const amount = sheet.add({ A: 'bedrag', ...look, F: 'EUR' }, round(times(hours, rate), 2), 'euro');
    return { unit, count, hours, amount, students: n };
  });
  return { list, item, lines, entries };
}

interface Countable {
  readonly weighted: Range | undefined;
  readonly inSchools: Range | undefined;
  readonly entries: Range | undefined;
  readonly groupSize: LabelCell | undefined;
}

/** The row with the count of a unit (model, section 4, point 2). */
function sheetCount(scene: Scene, item: Norm | Cost, unit: Unit, n: Row, parts: Countable): Row {
  const { base, lists, students } = scene;
  const { sheet, source } = base;
  const { id, per } = item;
  const labels = { A: 'aantal', C: unit.id };
  const present = one(compare(n, '>', 0));
  const needed = students.needed;
  switch (per) {
    case 'unit':
      return sheet.add({ ...labels, F: 'eenheid' }, present);
    case 'student':
    case 'group': {
      const counted =
        parts.weighted === undefined
          ? n
          : sheet.add(
              { A: 'gewogen', C: unit.id },
              // weights have at most ten decimals: this only takes away the noise of binary fractions
              round(inUnit(scene, parts.weighted, unit.at, n.label('D')), 10),
              'factor',
            );
      if (per === 'student') return sheet.add({ ...labels, F: 'student' }, counted, 'factor');
      return sheet.add({ ...labels, F: 'groep' }, ceilQuotient(counted, parts.groupSize as LabelCell));
    }
    case 'school':
    case 'supervisor': {
      const unitName = per === 'school' ? 'school' : 'persoon';
      if (unit.at === 'school') {
        const own = per === 'school' ? of(1) : (needed?.rows[unit.place - 1] as Row);
        return sheet.add({ ...labels, F: unitName }, times(present, own));
      }
      const here =
        unit.at === 'institute'
          ? block(sheet, source.plan.schools.length, (place) =>
              ownRow(
                sheet,
                {
                  A: 'op school',
                  B: id,
                  C: unit.id,
                  D: place + 1,
                  E: source.plan.schools[place]?.id ?? '',
                  F: 'student',
                },
                'count',
                (row) =>
                  parts.entries === undefined || students.places === undefined
                    ? of(0)
                    : sumWhere(
                        parts.entries,
                        { cells: students.places.label('C'), value: row.label('D') },
                        { cells: students.places.label('D'), value: n.label('D') },
                      ),
              ),
            )
          : parts.inSchools;
      if (here === undefined) return sheet.add({ ...labels, F: unitName }, of(0));
      const keys =
        unit.at === 'network' ? lists.schoolNetworks : unit.at === 'board' ? lists.schoolBoards : undefined;
      const factors = [
        ...(keys === undefined ? [] : [eachIs(keys.label('B'), '=', n.label('D'))]),
        eachIs(here, '>', 0),
        each(per === 'supervisor' ? (needed as Range) : here),
      ];
      // where schools are counted, the count of each does not matter, only that there is one
      const tests = per === 'supervisor' ? factors : [...factors.slice(0, -1), ONES];
      return sheet.add({ ...labels, F: unitName }, sumProduct(eachTimes(...tests)));
    }
  }
}

/** Rates: euro per hour of each rate and year. */
export function addRates({ base }: Scene): Range | undefined {
  const { sheet, source } = base;
  title(sheet, 'Tarieven');
  const yearly = new Map(
    source.plan.rates.map(({ id }) => {
      const perFte = numberOr(source.field('rates', id, ['perFte'], 'perFte'), 0);
      const overhead = numberOr(source.field('rates', id, ['overhead'], 'overhead'), 0);
      const gross = sheet.add({ A: 'opslag', B: id, D: plus(1, overhead), F: 'factor' }).label('D');
      const cost = sheet.add({ A: 'per fte', B: id, D: perFte, F: 'EUR/fte' }).label('D');
      return [id, { gross, cost }] as const;
    }),
  );
  const hourly = new Map(
    source.plan.rates.map(({ id }) => [
      id,
      addBound(base, id, 'per uur', source.field('rates', id, ['perHour'], 'perHour'), 'EUR/uur'),
    ]),
  );
  return block(sheet, source.plan.rates.length, (at) => {
    const { id, name } = source.plan.rates[at] as { id: string; name: string };
    const { gross, cost } = yearly.get(id) as { gross: LabelCell; cost: LabelCell };
    const { value, given } = hourly.get(id) as Bound;
    return sheet.add(
      { A: 'tarief', B: at + 1, C: id, E: name, F: 'EUR/uur' },
      iff(
        compare(given, '=', 1),
        round(times(value, base.wage), 2),
        quotientOf(times(cost, gross, base.wage), base.hoursPerFte),
      ),
      'euro',
    );
  });
}

const quotientOf = (left: Expr, right: Expr): Expr => quotient(left, right, 2);

/** The rate of each role, in plan order. */
export function addRoleRates({ base }: Scene, rates: Range | undefined): Range | undefined {
  const { sheet, source } = base;
  return block(sheet, source.plan.roles.length, (at) => {
    const { id, name } = source.plan.roles[at] as { id: string; name: string };
    const rate = source.field('roles', id, ['rate'], 'rate').one;
    return ownRow(
      sheet,
      {
        A: 'tarief van rol',
        B: id,
        ...(rate && rates && { D: placeIn(rate, rates.label('C')) }),
        E: name,
        F: 'EUR/uur',
      },
      'euro',
      (row) => (rates === undefined ? of(0) : index(rates, row.label('D'))),
    );
  });
}
