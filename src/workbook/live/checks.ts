import type { Requirement } from '../../../engine/index.ts';
import type { Heading, InputTable as TableKey } from '../../texts/inputs.ts';
import {
  and,
  type Cells,
  compare,
  concat,
  countOf,
  type Expr,
  eachIs,
  eachTimes,
  iff,
  index,
  isNumber,
  match,
  of,
  one,
  or,
  sum,
  sumProduct,
  sumWhere,
} from './formula.ts';
import type { LiveFunding } from './funding.ts';
import { asOperand, nameIn } from './names.ts';
import { block, title } from './region.ts';
import {
  type Booked,
  bookedAtSchools,
  hoursAt,
  inNetwork,
  type LiveNetwork,
  type LiveSchool,
  type LiveStaff,
  type LiveTotals,
} from './results.ts';
import type { Scene } from './rules.ts';
import type { Label, LabelCell, Labels, Range, Row } from './sheet.ts';
import { numberOr } from './source.ts';
import type { LiveParty } from './split.ts';

/** Requirements and fixed checks (model, section 9): how many subjects fail, and which. */

export interface LiveCheck {
  readonly check: string;
  readonly requirement: number | null;
  /** how many fail: 0 passes */
  readonly failing: Row;
  /** 1 for one that fails, of each subject */
  readonly subjects: readonly { readonly subject: string; readonly fails: Row }[];
}

export interface Findings {
  readonly booked: Booked;
  readonly funding: readonly LiveFunding[];
  readonly parties: readonly LiveParty[];
  readonly totals: LiveTotals;
  readonly schools: readonly LiveSchool[];
  readonly networks: readonly LiveNetwork[];
  readonly staff: readonly LiveStaff[];
}

type Tested = readonly [subject: string, fails: Expr];

/** What a check says something of, by its name. */
function subjectName({ base: { source }, lists }: Scene, check: string, subject: string): Label {
  const party = (id: string): Label => {
    const [kind, own = ''] = id.split(':');
    if (kind === 'board') return nameIn(source, 'boards', own);
    return kind === 'institute'
      ? nameIn(source, 'institutes', own)
      : (lists.parties.rows.at(-1)?.labels.E ?? id);
  };
  switch (check) {
    case 'school-guided':
    case 'group-size':
    case 'supervisors':
    case 'capacity':
      return nameIn(source, 'schools', subject);
    case 'workplace-share':
      return nameIn(source, 'groups', subject);
    case 'balanced':
    case 'affordable':
      return party(subject);
    case 'min-students':
      return nameIn(source, 'funding', subject);
    case 'staff': {
      const at = subject.indexOf('@');
      const role = nameIn(source, 'roles', subject.slice(0, at));
      return concat(asOperand(role), ', ', asOperand(party(subject.slice(at + 1))));
    }
    default:
      return subject; // a network
  }
}

export function addChecks(scene: Scene, findings: Findings): readonly LiveCheck[] {
  const { base, lists } = scene;
  const { sheet, source } = base;
  title(sheet, 'Eisen en controles');
  const check = (name: string, requirement: number | null, tested: readonly Tested[]): LiveCheck => {
    const rows = block(sheet, tested.length, (at) => {
      const [subject, fails] = tested[at] as Tested;
      const labels = { A: 'voldoet niet', B: name, C: subject, E: subjectName(scene, name, subject) };
      return sheet.add(labels, fails, 'flag');
    });
    return {
      check: name,
      requirement,
      failing: sheet.add(
        { A: 'controle', B: name, ...(requirement !== null && { C: requirement + 1 }) },
        rows === undefined ? of(0) : sum(rows),
      ),
      subjects: tested.map(([subject], at) => ({ subject, fails: (rows as Range).rows[at] as Row })),
    };
  };
  const { funding, parties, totals, schools, staff } = findings;
  // a text is larger than any number: what is not known is no shortage
  const short = (shortage: Row): Expr => one(and(isNumber(shortage), compare(shortage, '>', 0)));
  const numbers = source.numbers('requirements');
  const requirements = source.variant.requirements ?? [];
  const partyIds = lists.parties.rows.map((party) => party.label('D').value() as string);
  return [
    ...requirements.map((requirement, at) =>
      check(requirement.type, at, testsOf(scene, findings, requirement, numbers[at] as number)),
    ),
    check('balanced', null, [['region', one(compare(totals.result, '<', 0))]]),
    check(
      'affordable',
      null,
      parties.map(({ affordable }, at): Tested => [partyIds[at] as string, one(compare(affordable, '=', 0))]),
    ),
    check(
      'supervisors',
      null,
      schools.map(({ school, supervisorShortage }): Tested => [school, short(supervisorShortage)]),
    ),
    check(
      'capacity',
      null,
      schools.map(({ school, placementShortage }): Tested => [school, short(placementShortage)]),
    ),
    check(
      'staff',
      null,
      staff.map(({ role, party, shortage }): Tested => [`${role}@${party}`, short(shortage)]),
    ),
    check(
      'min-students',
      null,
      funding.map(({ item, counted, minStudents }): Tested => {
        const below = counted.map((row) => compare(row, '<', minStudents));
        return [item.id, one(or(...below))];
      }),
    ),
  ];
}

/** The subjects of a requirement, each with a formula that is 1 where it fails. */
function testsOf(
  scene: Scene,
  findings: Findings,
  requirement: Requirement,
  number: number,
): readonly Tested[] {
  const { base, lists, students } = scene;
  const { sheet, source } = base;
  const { networks: results, booked } = findings;
  const networks = lists.networks?.rows ?? [];
  const plan = source.plan;
  const inhabited = (row: Row): Expr => compare(row, '>', 0);
  const school = (at: number): Row => students.schools?.rows[at] as Row;
  const cell = (A: string, heading: 'minimum' | 'maximum'): LabelCell =>
    sheet
      .add({ A, B: requirement.type, D: numberOr({ one: source.cell('requirements', number, heading) }, 0) })
      .label('D');
  const kindCell = (): LabelCell =>
    sheet
      .add({ A: 'soort', B: requirement.type, D: concat(source.cell('requirements', number, 'kind'), '') })
      .label('D');
  const perNetwork = (fails: (network: Row, at: number) => Expr): Tested[] =>
    networks.map((network, at) => [network.label('C').value() as string, fails(network, at)]);
  const inside = (network: Row) =>
    eachIs((lists.schoolNetworks as Range).label('B'), '=', network.label('B'));
  const ofNetwork = (at: number): Row => (results[at] as LiveNetwork).schools;
  switch (requirement.type) {
    case 'school-guided':
      return plan.schools.map(({ id }, at) => {
        const hours = booked.hours?.rows[at] as Row;
        return [id, one(and(inhabited(school(at)), compare(hours, '=', 0)))];
      });
    case 'one-lead':
      return perNetwork((_, at) => {
        const leads = lists.networkLeads?.rows[at]?.label('D') as LabelCell;
        return one(and(inhabited(ofNetwork(at)), compare(leads, '<>', 1)));
      });
    case 'team': {
      const perRole = requirement.roles.map((role) => {
        const rules = booked.rules.filter(({ item }) => 'role' in item && item.role === role);
        const schools = rules.some(({ item }) => item.at === 'school')
          ? bookedAtSchools(scene, 'uren op school', rules, hoursAt, 'hours')
          : undefined;
        return networks.map((network, at) =>
          sheet.add(
            { A: 'uren in team', B: role, C: network.label('C').value() as string, F: 'uur' },
            inNetwork(scene, network, at, schools, rules, hoursAt),
            'hours',
          ),
        );
      });
      return perNetwork((_, at) => {
        const without = perRole.map((rows) => compare(rows[at] as Row, '=', 0));
        return without.length === 0 ? of(0) : one(and(inhabited(ofNetwork(at)), or(...without)));
      });
    }
    case 'location-mix': {
      const wanted = requirement.locations.map((location) =>
        sheet.add({ A: 'locatie', B: requirement.type, D: location }).label('D'),
      );
      const found = wanted.map((location) =>
        networks.map((network) => {
          const labels: Labels = {
            A: 'scholen op locatie',
            B: location.value() as string,
            C: network.label('C').value() as string,
          };
          const there = eachIs((lists.locations as Range).label('D'), '=', location);
          return sheet.add(labels, sumProduct(eachTimes(inside(network), there)));
        }),
      );
      return perNetwork((_, at) => {
        const without = found.map((rows) => compare(rows[at] as Row, '=', 0));
        return without.length === 0 ? of(0) : one(and(inhabited(ofNetwork(at)), or(...without)));
      });
    }
    case 'group-size': {
      const [kind, least, most] = [kindCell(), cell('minimum', 'minimum'), cell('maximum', 'maximum')];
      return plan.schools.map(({ id }, at) => {
        const own = school(at);
        const outside = or(compare(own, '<', least), compare(own, '>', most));
        const ofKind = compare(lists.kinds?.rows[at]?.label('D') as LabelCell, '=', kind);
        return [id, one(and(inhabited(own), ofKind, outside))];
      });
    }
    case 'workplace-share': {
      const least = cell('minimum', 'minimum');
      return plan.groups.map(({ id }, at) => {
        const field = source.field('groups', id, ['workplaceShare'], 'workplaceShare');
        const given = field.one === undefined ? of(0) : one(isNumber(field.one));
        const share = sheet.add({ A: 'deel op de werkplek', C: id, D: numberOr(field, 0), E: given });
        const { entries, places, units } = students;
        const present =
          entries === undefined || places === undefined || units === undefined
            ? of(0)
            : sumWhere(
                entries,
                { cells: places.label('B'), value: lists.groups?.rows[at]?.label('B') as LabelCell },
                { cells: units.label('D'), value: of(0) },
              );
        const count = sheet.add({ A: 'studenten van doelgroep', B: at + 1, C: id, F: 'student' }, present);
        const low = or(compare(share.label('E'), '=', 0), compare(share.label('D'), '<', least));
        return [id, one(and(inhabited(count), low))];
      });
    }
    case 'max-partners': {
      const [kind, most] = [kindCell(), cell('maximum', 'maximum')];
      return perNetwork((network) => {
        const ofKind = eachIs((lists.kinds as Range).label('D'), '=', kind);
        return one(compare(sumProduct(eachTimes(inside(network), ofKind)), '>', most));
      });
    }
  }
}

/** What the sheet was not made for. */
export interface Stale {
  /** D: how many rows have a 1 in G */
  readonly count: Row;
  /** D: which is the first of them, as a text; nothing where there is none */
  readonly first: Row;
}

/**
 * What the sheet was not made for: rows that came or went, ids it does not know, and what shapes it. All over the sheet
 * such a row has a 1 in G.
 */
export function addStale(scene: Scene): Stale {
  const { base, lists } = scene;
  const { sheet, source } = base;
  title(sheet, 'Past het blad nog bij de invoer');
  source.addCounts();
  const add = (B: string | number, table: TableKey, heading: Heading, unknown: Expr): void => {
    const A = `onbekend: ${source.heading(heading)}`;
    sheet.add({ A, B, C: source.texts.tables[table], G: one(unknown) });
  };
  const missing = (cells: Cells, wanted: Expr): Expr => compare(countOf(wanted, cells), '=', 0);
  const { boards, schoolBoards, schoolNetworks, institutes } = lists;
  for (const row of schoolBoards?.rows ?? []) {
    if (boards === undefined) continue;
    add(row.labels.C as string, 'schools', 'board', missing(boards.label('C'), row.label('D')));
  }
  for (const row of schoolNetworks?.rows ?? []) {
    const unknown = and(compare(row.label('D'), '<>', ''), compare(row.label('B'), '=', 0));
    add(row.labels.C as string, 'schools', 'network', unknown);
  }
  source.plan.students.forEach((_, at) => {
    const cell = (heading: 'school' | 'institute'): Expr => source.cell('students', at + 1, heading);
    if (schoolBoards !== undefined) {
      add(at + 1, 'students', 'school', missing(schoolBoards.label('C'), cell('school')));
    }
    if (institutes === undefined) return;
    const given = compare(cell('institute'), '<>', '');
    const unknown = and(given, missing(institutes.label('C'), cell('institute')));
    add(at + 1, 'students', 'institute', unknown);
  });
  for (const { id } of source.plan.roles) {
    const rate = source.field('roles', id, ['rate'], 'rate').one;
    const known = scene.rates?.label('C');
    if (rate !== undefined && known !== undefined) {
      add(id, 'roles', 'rate', missing(known, rate));
    }
  }
  const all = sheet.range([...sheet.rows]);
  const count = sheet.add({ A: 'te vernieuwen', D: sum(all.label('G')), F: 'aantal' });
  const none = compare(count.label('D'), '=', 0);
  const place = sheet.add({ A: 'rij', D: iff(none, 1, match(of(1), all.label('G'))) }).label('D');
  const what = (column: 'A' | 'B' | 'C'): Expr => index(all.label(column), place);
  const named = concat(what('C'), ' ', what('B'), ' (', what('A'), ')');
  const first = sheet.add({ A: 'eerste', D: iff(none, '', named) });
  return { count, first };
}
