import type { Place } from '../../../engine/index.ts';
import { apportionAll, type Weights, weightsOf } from './apportion.ts';
import {
  type Cells,
  compare,
  type Expr,
  hundredths,
  iff,
  index,
  inHundredths,
  late,
  of,
  one,
  pinned,
  plus,
  sum,
  sumWhere,
} from './formula.ts';
import { block, ownRow, title } from './region.ts';
import { inUnitOf, type LiveLine, type LiveRule, type OneParty, type Scene } from './rules.ts';
import type { LabelCell, Labels, Range, Row } from './sheet.ts';

/** Who bears the lines (model, section 5): one party in the line's own row, or parts of it in rows per party. */

export type Bearer = 'school' | 'institute' | 'region';

/** The party that bears a whole line; undefined where several can. */
export const onePartyOf =
  ({ lists }: Scene, bearer: Bearer): OneParty =>
  ({ at, id, place }): Expr | string | undefined => {
    if (bearer === 'region') return 'region';
    if (bearer === 'institute') return at === 'institute' ? `institute:${id}` : undefined;
    if (at === 'board') return `board:${id}`;
    if (at !== 'school') return undefined;
    const board = lists.schoolBoards?.rows[place - 1]?.label('B') as LabelCell;
    return index((lists.boards as Range).label('D'), board);
  };

const isDivided = (bearer: Bearer, at: Place): boolean =>
  bearer === 'school' ? at !== 'school' && at !== 'board' : bearer === 'institute' && at !== 'institute';

/** The parties that can bear something of a rule. */
function partiesOf({ lists }: Scene, bearer: Bearer, at: Place): readonly Row[] {
  const region = lists.parties.rows.at(-1) as Row;
  if (bearer === 'region') return [region];
  if (bearer === 'school') return lists.boards?.rows ?? [];
  return [...(lists.institutes?.rows ?? []), ...(at === 'institute' ? [] : [region])];
}

/** The parts of a rule's lines that more than one party can bear, line by line. */
export interface Shares {
  readonly hours: Range | undefined;
  readonly amounts: Range;
}

/**
 * Rows with the parts of a rule's lines, where more than one party can bear them.
 * @param withHours whether anybody asks what hours a party bears
 */
export function addShares(
  scene: Scene,
  rule: LiveRule,
  bearer: Bearer,
  withHours: boolean,
): Shares | undefined {
  const { item, lines } = rule;
  if (!isDivided(bearer, item.at)) return undefined;
  const { sheet } = scene.base;
  const parties = partiesOf(scene, bearer, item.at);
  if (parties.length === 0 || lines.length === 0) return undefined;
  const labels =
    (line: LiveLine, F: string) =>
    (at: number): Labels => ({ C: line.unit.id, D: parties[at]?.label('D').value() as string, F });
  const weightRows = lines.map((line) => {
    const named = labels(line, 'student');
    const rows: Row[] = [];
    for (const [at, party] of parties.entries()) {
      const isRegion = party === scene.lists.parties.rows.at(-1);
      // the region bears what institutes would, where there are none
      const weight =
        isRegion && bearer === 'institute'
          ? rows.length === 0
            ? of(1)
            : one(compare(sum(sheet.range([...rows])), '=', 0))
          : late(() => weightOf(scene, rule, line, party, bearer));
      rows.push(sheet.add({ ...named(at), A: 'gewicht' }, weight));
    }
    return sheet.range(rows);
  });
  const weights = weightRows.map((rows) => weightsOf(sheet, rows));
  const divided = (F: string, name: string, of_: (line: LiveLine) => Row): Range => {
    const totals = lines.map((line) =>
      sheet.add(
        { A: 'te verdelen', B: item.id, C: line.unit.id, F },
        late(() => inHundredths(of_(line))),
      ),
    );
    const parts = apportionAll(
      sheet,
      lines.map((line, at) => ({
        total: totals[at] as Row,
        weights: weights[at] as Weights,
        labels: labels(line, F),
      })),
      name,
    );
    return sheet.range(parts.flatMap(({ rows }) => rows));
  };
  return {
    hours:
      rule.hours && withHours
        ? divided('honderdste uur', 'deel uren', ({ hours }) => hours as Row)
        : undefined,
    amounts: divided('cent', 'deel bedrag', ({ amount }) => amount),
  };
}

/** The students of a party's own among those a line counts; all or nothing where a school leads the network. */
function weightOf(
  scene: Scene,
  { filter, passing }: LiveRule,
  { unit, students: counted }: LiveLine,
  party: Row,
  bearer: Bearer,
): Expr {
  const { lists, students } = scene;
  const { places, entries } = students;
  if (entries === undefined || places === undefined) return of(0);
  const [own, place] = [party.label('B'), pinned(counted.label('B'))];
  if (bearer === 'institute' && unit.at === 'school') {
    // whether the school passes does not matter: where it does not there is nothing to divide
    return sumWhere(
      entries,
      { cells: places.label('C'), value: place },
      { cells: places.label('D'), value: own },
      { cells: (filter.entries as Range).label('D'), value: of(1) },
    );
  }
  const owner = bearer === 'school' ? 'board' : 'institute';
  const weight = inUnitOf(scene, passing, { at: unit.at, place }, owner, own);
  if (bearer !== 'school' || unit.at !== 'network') return weight;
  const leads = lists.networkLeads?.rows[unit.place - 1]?.label('D') as LabelCell;
  const board = lists.leadBoards?.rows[unit.place - 1]?.label('D') as LabelCell;
  return iff(compare(pinned(leads), '>', 0), one(compare(pinned(board), '=', own)), weight);
}

/** A rule with who can bear it, and in which parts. */
export interface BorneRule {
  readonly rule: LiveRule;
  readonly bearer: Bearer;
  readonly shares: Shares | undefined;
}

export interface Ledger {
  /** euro and hours of each rule */
  readonly costs: ReadonlyMap<LiveRule, Row>;
  readonly hours: ReadonlyMap<LiveRule, Row>;
  readonly totalCost: Row;
  readonly totalHours: Row;
  /** what each party bears, in party order */
  readonly borne: Range;
  /** hours of a norm that a party bears, by `PARTY NORM`, where the staff of that party is known */
  readonly borneHours: ReadonlyMap<string, Row>;
}

/** Whether somebody asks what hours parties bear of a norm: where there is staff for its role. */
export const asksHours = ({ base }: Scene, { item }: Pick<LiveRule, 'item'>, party?: string): boolean =>
  'role' in item &&
  (base.source.plan.staff ?? []).some(
    (staff) => staff.role === item.role && (party === undefined || staff.party === party),
  );

/** Adds the lines up: per rule, in all, and per party. */
export function addLedger(scene: Scene, rules: readonly BorneRule[]): Ledger {
  const { base, lists } = scene;
  const { sheet } = base;
  const isAsked = ({ rule }: BorneRule, party: string): boolean => asksHours(scene, rule, party);
  title(sheet, 'Regels samen');
  const ofRule = (word: 'hours' | 'amounts', name: string, { rule }: BorneRule): Row =>
    sheet.add(
      { A: name, B: rule.item.id, E: rule.item.name, F: word === 'hours' ? 'uur' : 'EUR' },
      rule[word] === undefined ? of(0) : sum(rule[word]),
      word === 'hours' ? 'hours' : 'euro',
    );
  const costs = new Map<LiveRule, Row>();
  const hours = new Map<LiveRule, Row>();
  for (const each of rules) costs.set(each.rule, ofRule('amounts', 'lasten van regel', each));
  const norms = rules.filter(({ rule }) => rule.list === 'norms');
  for (const each of norms) hours.set(each.rule, ofRule('hours', 'uren van regel', each));
  const all = (rows: ReadonlyMap<LiveRule, Row>): Expr =>
    rows.size === 0 ? of(0) : sum(sheet.range([...rows.values()]));
  const totalCost = sheet.add({ A: 'lasten', C: 'region', E: 'Alle lasten', F: 'EUR' }, all(costs), 'euro');
  const totalHours = sheet.add(
    { A: 'uren samen', C: 'region', E: 'Alle uren', F: 'uur' },
    all(hours),
    'hours',
  );

  title(sheet, 'Wie het draagt');
  const borneHours = new Map<string, Row>();
  const perParty = lists.parties.rows.map((party) => {
    const id = party.label('D').value() as string;
    const touching = rules.filter(({ rule, bearer }) =>
      partiesOf(scene, bearer, rule.item.at).includes(party),
    );
    const make = (word: 'hours' | 'amounts', { rule, shares }: BorneRule): Row =>
      ownRow(
        sheet,
        {
          A: word === 'hours' ? 'uren van partij' : 'lasten van partij',
          B: rule.item.id,
          D: id,
          E: rule.item.name,
          F: word === 'hours' ? 'uur' : 'EUR',
        },
        word === 'hours' ? 'hours' : 'euro',
        (row) => {
          const rows = shares === undefined ? rule[word] : shares[word];
          if (rows === undefined) return of(0);
          // the party stands beside the amounts; hours are in the same order
          const cells = (word === 'hours' ? (shares?.hours ?? rule.amounts) : rows)?.label('D') as Cells;
          const found = sumWhere(rows, { cells, value: row.label('D') });
          return shares === undefined ? found : hundredths(found);
        },
      );
    for (const each of touching.filter((borne_) => isAsked(borne_, id))) {
      borneHours.set(`${id} ${each.rule.item.id}`, make('hours', each));
    }
    return block(sheet, touching.length, (at) => make('amounts', touching[at] as BorneRule));
  });
  const borne = sheet.range(
    lists.parties.rows.map((party, at) => {
      const rows = perParty[at];
      return sheet.add(
        { A: 'draagt', B: at + 1, D: party.label('D').value() as string, E: party.labels.E ?? '', F: 'EUR' },
        rows === undefined ? of(0) : sum(rows),
        'euro',
      );
    }),
  );
  return { costs, hours, totalCost, totalHours, borne, borneHours };
}

/** The sum of rows one by one, for few of them. */
export const sumOfRows = (rows: readonly Row[]): Expr => (rows.length === 0 ? of(0) : plus(...rows));
