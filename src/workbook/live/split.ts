import type { Level } from '../../../engine/index.ts';
import { apportion, weightsOf } from './apportion.ts';
import type { Ledger } from './bearers.ts';
import {
  and,
  compare,
  type Expr,
  floorQuotient,
  hundredths,
  iff,
  inHundredths,
  isNumber,
  late,
  max,
  min,
  minus,
  mod,
  of,
  one,
  or,
  plus,
  quotient,
  rankOf,
  round,
  sum,
  sumWhere,
  times,
} from './formula.ts';
import type { LiveFunding } from './funding.ts';
import { block, title } from './region.ts';
import type { Scene } from './rules.ts';
import type { LabelCell, Labels, Range, Row } from './sheet.ts';
import { addYearly, type Field, numberOr } from './source.ts';

/** Who receives the pot, and what that leaves each party with (model, sections 7 and 8). */

export interface LiveLevel {
  readonly amount: Row;
  readonly perStudent: Row;
}

export interface LiveSplit {
  readonly levels: Readonly<Record<Level, LiveLevel>>;
  readonly pot: Row;
  /** euro of each school, and of each network, at its own level */
  readonly schools: Range | undefined;
  readonly networks: Range | undefined;
  /** in party order */
  readonly received: Range;
}

const LEVELS = ['region', 'network', 'school', 'institute'] as const satisfies readonly Level[];
const SHARES = {
  region: 'shareRegion',
  network: 'shareNetwork',
  school: 'shareSchool',
  institute: 'shareInstitute',
} as const;

export function addSplit(scene: Scene, ledger: Ledger, funding: readonly LiveFunding[]): LiveSplit {
  const { base, lists, students } = scene;
  const { sheet, source } = base;
  const words = source.texts.choices.fundedLevel;
  title(sheet, 'Verdeling van de dekking');
  const gathered = (name: string, items: readonly LiveFunding[], labels: Labels = {}): Row =>
    sheet.add(
      { A: name, ...labels, F: 'EUR' },
      items.length === 0 ? of(0) : plus(...items.map(({ amount }) => amount)),
      'euro',
    );
  const pot = gathered('dekking samen', funding);
  const earmarked = Object.fromEntries(
    LEVELS.map((level) => [
      level,
      gathered(
        'geoormerkt',
        funding.filter(({ item }) => item.to === level),
        { C: words[level] },
      ),
    ]),
  ) as Record<Level, Row>;
  const free = gathered(
    'vrij',
    funding.filter(({ item }) => item.to === undefined),
  );
  const { split } = source.plan;
  const goesFirst = source.planField('split', ['regionFirst'], 'regionFirst').one;
  const regionFirst = sheet
    .add({
      A: 'regio gaat voor',
      D: split === undefined || goesFirst === undefined ? 0 : one(compare(goesFirst, '=', base.word('yes'))),
    })
    .label('D');
  const regionCost = ledger.borne.rows.at(-1) as Row;
  const uncovered = sheet.add(
    { A: 'nog niet gedekt', C: words.region, F: 'EUR' },
    max(minus(regionCost, earmarked.region), 0),
    'euro',
  );
  const first = sheet.add(
    { A: 'regio eerst', C: words.region, F: 'EUR' },
    times(regionFirst, min(free, uncovered)),
    'euro',
  );
  const left = sheet.add({ A: 'te verdelen', F: 'EUR' }, minus(free, first), 'euro');
  const shares = LEVELS.map((level) => {
    const field: Field = source.planField('split', ['shares', level], SHARES[level]);
    const share = split === undefined ? of(level === 'region' ? 1 : 0) : numberOr(field, 0);
    return sheet.add({ A: 'aandeel', C: words[level], D: share, F: 'deel' }).label('D');
  });
  if (split !== undefined) watchShares(scene, shares);
  // a share has ten decimals at most: two whole numbers of five digits, so that nothing is lost in binary fractions
  const whole = sheet
    .add({ A: 'deler', D: 100_000, E: 'van aandelen in twee keer vijf cijfers' })
    .pin()
    .label('D');
  const cents = sheet.add({ A: 'te verdelen', F: 'cent' }, inHundredths(left)).pin();
  const digits = shares.map((share, at) => {
    const all = round(times(share, whole, whole), 0);
    const labels = { C: words[LEVELS[at] as Level] };
    return {
      high: sheet.add({ A: 'eerste vijf cijfers', ...labels, D: floorQuotient(all, whole) }).label('D'),
      low: sheet.add({ A: 'laatste vijf cijfers', ...labels, D: mod(all, whole) }).label('D'),
    };
  });
  const ofLevel = (A: string, F: string, make: (at: number) => Expr): Range =>
    sheet.range(LEVELS.map((level, at) => sheet.add({ A, C: words[level], F }, make(at))));
  const digitsAt = (at: number) => digits[at] as (typeof digits)[number];
  const quotas = ofLevel('quotum', 'honderdduizendste cent', (at) =>
    plus(times(cents, digitsAt(at).high), floorQuotient(times(cents, digitsAt(at).low), whole)),
  );
  const floors = ofLevel('geheel', 'cent', (at) => floorQuotient(quotas.rows[at] as Row, whole));
  const rests = ofLevel('rest', 'deel van cent', (at) =>
    plus(times(mod(quotas.rows[at] as Row, whole), whole), mod(times(cents, digitsAt(at).low), whole)),
  );
  const extra = sheet.add({ A: 'nog te verdelen', F: 'cent' }, minus(cents, sum(floors))).pin();
  const parts = rests.rows.map((rest, at) =>
    sheet.add(
      { A: 'deel', C: words[LEVELS[at] as Level], F: 'cent' },
      plus(floors.rows[at] as Row, one(compare(rankRow(scene, rest, rests, at), '<=', extra))),
    ),
  );
  const anyone = sheet.add({ A: 'er zijn studenten' }, one(compare(students.total, '>', 0)), 'flag').pin();
  const levels = Object.fromEntries(
    LEVELS.map((level, at) => {
      const own: Expr =
        level === 'region'
          ? plus(earmarked.region, first, hundredths(parts[at] as Row))
          : plus(earmarked[level], hundredths(parts[at] as Row));
      const name = { A: 'bedrag van niveau', C: words[level], F: 'EUR' };
      const amount = sheet.add(name, iff(compare(anyone, '=', 1), own, level === 'region' ? pot : 0), 'euro');
      return [
        level,
        { amount, perStudent: addPerStudent(scene, amount, { ...name, A: 'budget per student' }) },
      ];
    }),
  ) as Record<Level, LiveLevel>;
  const schoolCents =
    students.schools && divide(scene, levels.school.amount, students.schools, 'budget van school');
  const euro = (cents: Range | undefined, name: string): Range | undefined =>
    block(sheet, cents?.rows.length ?? 0, (at) => {
      const row = (cents as Range).rows[at] as Row;
      return sheet.add({ A: name, B: at + 1, C: row.labels.C ?? '', F: 'EUR' }, hundredths(row), 'euro');
    });
  const unitsOf = (range: Range | undefined, at: 'network' | 'institute', name: string): Range | undefined =>
    block(sheet, range?.rows.length ?? 0, (place) => {
      const row = (range as Range).rows[place] as Row;
      return sheet.add(
        { A: name, B: place + 1, C: row.labels.C ?? '', F: 'student' },
        inUnitOfStudents(scene, at, row.label('B')),
      );
    });
  const networkStudents = unitsOf(lists.networks, 'network', 'studenten van netwerk');
  const networkCents =
    networkStudents &&
    divide(scene, levels.network.amount, networkStudents, 'budget van netwerk', lists.networkPriorities);
  const instituteStudents = unitsOf(lists.institutes, 'institute', 'studenten van instituut');
  const instituteCents =
    instituteStudents && divide(scene, levels.institute.amount, instituteStudents, 'budget van instituut');
  const from = sheet.rows.length;
  for (const [at, cents] of (networkCents?.rows ?? []).entries()) addBoardParts(scene, cents, at);
  const boardParts = sheet.rows.length > from ? sheet.range(sheet.rows.slice(from)) : undefined;
  const schools = euro(schoolCents, 'budget');
  const networks = euro(networkCents, 'budget');
  const boards = lists.boards?.rows.length ?? 0;
  const received = sheet.range(
    lists.parties.rows.map((party, at) => {
      const labels = { A: 'ontvangt', B: at + 1, D: party.label('D').value() as string, F: 'EUR' };
      if (at === lists.parties.rows.length - 1) return sheet.add(labels, levels.region.amount, 'euro');
      if (at >= boards)
        return sheet.add(labels, hundredths(instituteCents?.rows[at - boards] as Row), 'euro');
      const ofSchools =
        schoolCents === undefined || lists.schoolBoards === undefined
          ? of(0)
          : sumWhere(schoolCents, { cells: lists.schoolBoards.label('B'), value: party.label('B') });
      const row: Row = sheet.add(
        labels,
        late(() => {
          const ofNetworks =
            boardParts === undefined
              ? of(0)
              : sumWhere(
                  boardParts,
                  { cells: boardParts.label('A'), value: base.word('of-network') },
                  { cells: boardParts.label('D'), value: row.label('D') },
                );
          return hundredths(plus(ofSchools, ofNetworks));
        }),
        'euro',
      );
      return row;
    }),
  );
  return { levels, pot, schools, networks, received };
}

function rankRow({ base }: Scene, rest: Row, rests: Range, at: number): Row {
  return base.sheet.add({ A: 'rang', C: rest.labels.C ?? '' }, rankOf(rest, rests, rests.upTo(rest), at));
}

/** An amount per student; an empty text where there are none. */
export function addPerStudent({ base, students }: Scene, amount: Row, labels: Labels): Row {
  const someone = compare(students.total, '>', 0);
  return base.sheet.add(
    { ...labels, F: 'EUR/student' },
    iff(someone, quotient(amount, students.total, 2), ''),
    'euro',
  );
}

/** Students, and no starters, of a unit. */
function inUnitOfStudents({ students }: Scene, at: 'network' | 'institute', place: Expr): Expr {
  const { entries, places, units } = students;
  if (entries === undefined || places === undefined || units === undefined) return of(0);
  return sumWhere(
    entries,
    { cells: at === 'network' ? units.label('C') : places.label('D'), value: place },
    { cells: units.label('D'), value: of(0) },
  );
}

/** Shares that don't add up to 1 would divide too much or too little: a check says so. */
function watchShares({ base }: Scene, shares: readonly LabelCell[]): void {
  const row: Row = base.sheet.add({
    A: 'aandelen samen',
    C: base.source.texts.tables.split,
    D: round(plus(...shares), 10),
    F: 'deel',
    G: late(() => one(compare(row.label('D'), '<>', 1))),
  });
}

/** A level's amount over its units, in cents. */
function divide({ base }: Scene, amount: Row, weights: Range, name: string, priorities?: Range): Range {
  const { sheet } = base;
  const total = sheet.add({ A: 'te verdelen', F: 'cent' }, inHundredths(amount));
  return apportion(
    sheet,
    total,
    weightsOf(sheet, weights),
    (at) => ({ B: at + 1, C: weights.rows[at]?.labels.C ?? '', F: 'cent' }),
    name,
    priorities && {
      ...priorities.label('D'),
      of: (at) => (priorities.rows[at] as Row).label('D'),
    },
  );
}

/** A network's budget: to the board of the school that leads it, or to its boards by their students. */
function addBoardParts({ base, lists, students }: Scene, cents: Row, network: number): void {
  const { sheet } = base;
  const { boards } = lists;
  if (boards === undefined) return;
  const { entries, units } = students;
  const id = cents.labels.C ?? '';
  const leads = lists.networkLeads?.rows[network]?.label('D') as LabelCell;
  const lead = lists.leadBoards?.rows[network]?.label('D') as LabelCell;
  const labels = (at: number): Labels => ({
    C: id,
    D: boards.rows[at]?.label('D').value() as string,
    F: 'cent',
  });
  const weights = sheet.range(
    boards.rows.map((board, at) => {
      const own =
        entries === undefined || units === undefined
          ? of(0)
          : sumWhere(
              entries,
              { cells: units.label('B'), value: board.label('B') },
              { cells: units.label('C'), value: cents.label('B') },
              { cells: units.label('D'), value: of(0) },
            );
      return sheet.add(
        { ...labels(at), A: 'gewicht', F: 'student' },
        iff(compare(leads, '>', 0), one(compare(lead, '=', board.label('B'))), own),
      );
    }),
  );
  apportion(sheet, cents, weightsOf(sheet, weights), labels, base.word('of-network').value() as string);
}

/** What a party receives, bears and pays. */
export interface LiveParty {
  readonly budget: Row;
  readonly cost: Row;
  readonly contribution: Row;
  readonly net: Row;
  /** an empty text where there is none */
  readonly ceiling: Row;
  /** 1 or 0 each */
  readonly covered: Row;
  readonly affordable: Row;
}

export function addParties(
  scene: Scene,
  ledger: Ledger,
  funding: readonly LiveFunding[],
  split: LiveSplit,
): readonly LiveParty[] {
  const { base, lists } = scene;
  const { sheet } = base;
  title(sheet, 'Partijen');
  const ids = lists.parties.rows.map((party) => party.label('D').value() as string);
  const ceilings = lists.parties.rows.map((party, at) =>
    addCeiling(scene, ids[at] as string, party.label('C').value() as string),
  );
  // each measure of all parties together, so that a sum is over one range
  const measure = (A: string, F: string, make: (at: number, id: string) => Expr): readonly Row[] =>
    ids.map((id, at) =>
      sheet.add(
        { A, D: id, E: lists.parties.rows[at]?.labels.E ?? '', F },
        make(at, id),
        F === '' ? 'flag' : 'euro',
      ),
    );
  const row = (rows: readonly Row[], at: number): Row => rows[at] as Row;
  const budget = measure('budget', 'EUR', (at) => split.received.rows[at] as Row);
  const cost = measure('lasten', 'EUR', (at) => ledger.borne.rows[at] as Row);
  const contribution = measure('eigen bijdrage', 'EUR', (_, id) => {
    const paid = funding.flatMap(({ payers }) => payers.get(id) ?? []);
    return paid.length === 0 ? of(0) : plus(...paid);
  });
  const net = measure('saldo', 'EUR', (at) =>
    minus(minus(row(budget, at), row(cost, at)), row(contribution, at)),
  );
  const ceiling = measure('plafond', 'EUR', (at) => ceilings[at] as Expr);
  const covered = measure('gedekt', '', (at) => one(compare(row(net, at), '>=', 0)));
  const affordable = measure('betaalbaar', '', (at) => {
    const within = and(isNumber(row(ceiling, at)), compare(minus(0, row(net, at)), '<=', row(ceiling, at)));
    return one(or(compare(row(covered, at), '=', 1), within));
  });
  return ids.map(
    (_, at): LiveParty => ({
      budget: row(budget, at),
      cost: row(cost, at),
      contribution: row(contribution, at),
      net: row(net, at),
      ceiling: row(ceiling, at),
      covered: row(covered, at),
      affordable: row(affordable, at),
    }),
  );
}

/** The most a party will pay itself, an empty text where it has not said so: a formula of a year. */
function addCeiling({ base }: Scene, party: string, id: string): Expr {
  const { sheet, source, year } = base;
  const perYear = { perYear: true } as const;
  const amount = (A: string, field: Field, F: string): Row =>
    addYearly(sheet, { A, D: party, F }, field, year, 'euro', '');
  const inEuro = (field: Field): Row => amount('plafond in euro', field, 'EUR');
  if (party === 'region') return inEuro(source.planField('plan', ['ceiling'], 'regionCeiling', true));
  if (party.startsWith('institute:')) {
    return inEuro(source.field('institutes', id, ['ceiling'], 'ceiling', perYear));
  }
  const own = inEuro(source.field('boards', id, ['ceiling'], 'ceiling', perYear));
  const perPupil = source.field('boards', id, ['ceilingPerPupil'], 'ceilingPerPupil', perYear);
  const each = amount('plafond per leerling', perPupil, 'EUR/leerling');
  const pupils = source.field('boards', id, ['pupils'], 'pupils', perYear);
  const size = addYearly(sheet, { A: 'leerlingen', D: party, F: 'leerling' }, pupils, year, 'count', '');
  const known = and(isNumber(each), isNumber(size));
  const ofPupils = sheet.add(
    { A: 'plafond voor alle leerlingen', D: party, F: 'EUR' },
    iff(known, round(times(each, size), 2), ''),
    'euro',
  );
  return iff(isNumber(own), own, ofPupils);
}
