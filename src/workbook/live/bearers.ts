import type { Place } from '../../../engine/index.ts';
import { apportion, weightsOf } from './apportion.ts';
import {
  compare,
  type Expr,
  hundredths,
  iff,
  index,
  inHundredths,
  of,
  one,
  plus,
  sum,
  sumWhere,
} from './formula.ts';
import { block, ownRow, title } from './region.ts';
import type { LiveLine, LiveRule, OneParty, Scene } from './rules.ts';
import type { LabelCell, Range, Row } from './sheet.ts';

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

/** Rows with the parts of a rule's lines, where more than one party can bear them. */
export function addShares(scene: Scene, rule: LiveRule, bearer: Bearer): void {
  if (!isDivided(bearer, rule.item.at)) return;
  for (const line of rule.lines) addLineShares(scene, rule, line, bearer);
}

function addLineShares(scene: Scene, { item, entries }: LiveRule, line: LiveLine, bearer: Bearer): void {
  const { base } = scene;
  const { sheet } = base;
  const parties = partiesOf(scene, bearer, item.at);
  if (parties.length === 0) return;
  const labels = (at: number) => ({
    C: line.unit.id,
    D: parties[at]?.label('D').value() as string,
  });
  const rows: Row[] = [];
  for (const [at, party] of parties.entries()) {
    const isRegion = party === scene.lists.parties.rows.at(-1);
    // the region bears what institutes would, where there are none
    const weight =
      isRegion && bearer === 'institute'
        ? rows.length === 0
          ? of(1)
          : one(compare(sum(sheet.range([...rows])), '=', 0))
        : weightOf(scene, entries, line, party, bearer);
    rows.push(sheet.add({ ...labels(at), A: 'gewicht' }, weight));
  }
  const weights = weightsOf(sheet, sheet.range(rows));
  if (line.hours !== undefined) {
    const total = sheet.add(
      { B: item.id, C: line.unit.id, A: 'te verdelen', F: 'honderdste uur' },
      inHundredths(line.hours),
    );
    apportion(sheet, total, weights, labels, 'deel uren');
  }
  const total = sheet.add(
    { B: item.id, C: line.unit.id, A: 'te verdelen', F: 'cent' },
    inHundredths(line.amount),
  );
  apportion(sheet, total, weights, labels, 'deel bedrag');
}

/** The students of a party's own among those a line counts; all or nothing where a school leads the network. */
function weightOf(
  scene: Scene,
  entries: Range | undefined,
  line: LiveLine,
  party: Row,
  bearer: Bearer,
): Expr {
  const { lists, students } = scene;
  const { places, units } = students;
  if (entries === undefined || places === undefined || units === undefined) return of(0);
  const own =
    bearer === 'school'
      ? { cells: units.label('B'), value: party.label('B') }
      : { cells: places.label('D'), value: party.label('B') };
  const place = line.students.label('D');
  const cells = {
    school: places.label('C'),
    network: units.label('C'),
    board: units.label('B'),
    institute: places.label('D'),
    region: undefined,
  }[line.unit.at];
  const counted = sumWhere(entries, own, ...(cells === undefined ? [] : [{ cells, value: place }]));
  if (bearer !== 'school' || line.unit.at !== 'network') return counted;
  const leads = lists.networkLeads?.rows[line.unit.place - 1]?.label('D') as LabelCell;
  const board = lists.leadBoards?.rows[line.unit.place - 1]?.label('D') as LabelCell;
  return iff(compare(leads, '>', 0), one(compare(board, '=', party.label('B'))), counted);
}

/** A rule with all its rows, and who can bear it. */
export interface BorneRule {
  readonly rule: LiveRule;
  readonly bearer: Bearer;
  readonly rows: Range;
}

export interface Ledger {
  /** euro and hours of each rule */
  readonly costs: ReadonlyMap<LiveRule, Row>;
  readonly hours: ReadonlyMap<LiveRule, Row>;
  readonly totalCost: Row;
  readonly totalHours: Row;
  /** what each party bears, in party order */
  readonly borne: Range;
  /** hours of a norm that a party bears, by `PARTY NORM` */
  readonly borneHours: ReadonlyMap<string, Row>;
}

/** Adds the lines up: per rule, in all, and per party. */
export function addLedger(scene: Scene, rules: readonly BorneRule[]): Ledger {
  const { base, lists } = scene;
  const { sheet } = base;
  title(sheet, 'Regels samen');
  const ofRule = (word: 'hours' | 'amount', name: string, { rule, rows }: BorneRule): Row =>
    sheet.add(
      { A: name, B: rule.item.id, E: rule.item.name, F: word === 'hours' ? 'uur' : 'EUR' },
      lineSum(scene, rows, rule, word),
      word === 'hours' ? 'hours' : 'euro',
    );
  const costs = new Map<LiveRule, Row>();
  const hours = new Map<LiveRule, Row>();
  for (const each of rules) costs.set(each.rule, ofRule('amount', 'lasten van regel', each));
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
    const make = (word: 'hours' | 'amount', { rule, bearer, rows }: BorneRule): Row =>
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
          const divided = isDivided(bearer, rule.item.at);
          const name = base.word(divided ? `part-${word}` : word);
          const found = sumWhere(
            rows,
            { cells: rows.label('A'), value: name },
            { cells: rows.label('D'), value: row.label('D') },
          );
          return divided ? hundredths(found) : found;
        },
      );
    for (const each of touching.filter(({ rule }) => rule.list === 'norms')) {
      borneHours.set(`${id} ${each.rule.item.id}`, make('hours', each));
    }
    return block(sheet, touching.length, (at) => make('amount', touching[at] as BorneRule));
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

/** The sum of a rule's lines, known by their word and not by the parties that bear them. */
const lineSum = ({ base }: Scene, rows: Range, rule: LiveRule, word: 'hours' | 'amount'): Expr =>
  rule.lines.length === 0 ? of(0) : sumWhere(rows, { cells: rows.label('A'), value: base.word(word) });

/** The sum of rows one by one, for few of them. */
export const sumOfRows = (rows: readonly Row[]): Expr => (rows.length === 0 ? of(0) : plus(...rows));
