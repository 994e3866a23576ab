import { describe, expect, it } from 'vitest';
import { type Plan, validate } from '../../engine/index.ts';
import type { CheckLabel, NameKind } from '../../src/texts/catalogue.ts';
import { en } from '../../src/texts/en.ts';
import { nl } from '../../src/texts/index.ts';
import { Names } from '../../src/texts/names.ts';

/** A plan with one of everything that has a name. */
function smallPlan(): Plan {
  const validation = validate({
    format: 'samenplan/1',
    name: 'Regioplan',
    region: 'Regio Noord',
    startYear: 2026,
    years: 1,
    hoursPerFte: 1659,
    boards: [{ id: 'bestuur-a', name: 'Stichting A' }],
    institutes: [{ id: 'hogeschool', name: 'De Hogeschool' }],
    schools: [{ id: 'esdoorn', name: 'De Esdoorn', board: 'bestuur-a' }],
    groups: [{ id: 'voltijd', name: 'Voltijdstudenten' }],
    students: [{ school: 'esdoorn', institute: 'hogeschool', group: 'voltijd', counts: [10] }],
    roles: [
      {
        id: 'schoolopleider',
        name: 'Schoolopleider',
        level: 'operationeel',
        employer: 'school',
        rate: 'docent',
      },
    ],
    rates: [{ id: 'docent', name: 'Docent LC', perHour: '60' }],
    norms: [
      {
        id: 'begeleiding',
        name: 'Begeleiding op school',
        role: 'schoolopleider',
        at: 'school',
        per: 'student',
        hours: 10,
      },
    ],
    costs: [{ id: 'scholing', name: 'Scholing', bearer: 'region', at: 'region', per: 'unit', amount: 500 }],
    funding: [{ id: 'subsidie', name: 'Rijkssubsidie', source: 'subsidy', kind: 'perStudent', amount: 1250 }],
    variants: [
      { id: 'basis', name: 'Zoals nu', layout: [{ school: 'esdoorn', kind: 'hub', network: 'noordrand' }] },
    ],
  });
  if (!validation.ok) throw new Error(JSON.stringify(validation.problems));
  return validation.plan;
}

type NamedKind = Exclude<NameKind, 'place' | 'subject'> | 'variant';

const plan = smallPlan();
const dutch = new Names(nl, plan);
const english = new Names(en, plan);

/** Of every kind that is shown an id of the plan with its name: a kind that is left out does not compile. */
const known: Readonly<Record<NamedKind, readonly (readonly [id: string, name: string])[]>> = {
  item: [
    ['begeleiding', 'Begeleiding op school'],
    ['scholing', 'Scholing'],
  ],
  norm: [['begeleiding', 'Begeleiding op school']],
  cost: [['scholing', 'Scholing']],
  funding: [['subsidie', 'Rijkssubsidie']],
  unit: [
    ['esdoorn', 'De Esdoorn'],
    ['bestuur-a', 'Stichting A'],
    ['hogeschool', 'De Hogeschool'],
    ['noordrand', 'noordrand'],
    ['region', 'de regio'],
  ],
  school: [['esdoorn', 'De Esdoorn']],
  network: [['noordrand', 'noordrand']],
  board: [['bestuur-a', 'Stichting A']],
  institute: [['hogeschool', 'De Hogeschool']],
  group: [['voltijd', 'Voltijdstudenten']],
  role: [['schoolopleider', 'Schoolopleider']],
  rate: [['docent', 'Docent LC']],
  party: [
    ['board:bestuur-a', 'Stichting A'],
    ['institute:hogeschool', 'De Hogeschool'],
    ['region', 'de regio'],
  ],
  level: [
    ['region', 'de regio'],
    ['network', 'de netwerken'],
    ['school', 'de scholen'],
    ['institute', 'de instituten'],
  ],
  year: [['2026', '2026']],
  check: Object.entries(nl.checks),
  variant: [['basis', 'Zoals nu']],
};
/** What each check says something of. */
const subjects: readonly (readonly [check: CheckLabel, id: string, name: string])[] = [
  ['school-guided', 'esdoorn', 'De Esdoorn'],
  ['capacity', 'esdoorn', 'De Esdoorn'],
  ['workplace-share', 'voltijd', 'Voltijdstudenten'],
  ['min-students', 'subsidie', 'Rijkssubsidie'],
  ['team', 'noordrand', 'noordrand'],
  ['one-lead', 'esdoorn', 'esdoorn'], // a network with the id of a school
  ['affordable', 'board:bestuur-a', 'Stichting A'],
  ['affordable', 'institute:hogeschool', 'De Hogeschool'],
  ['balanced', 'region', 'de regio'],
  ['staff', 'schoolopleider@board:bestuur-a', 'Schoolopleider (Stichting A)'],
  ['staff', 'schoolopleider@region', 'Schoolopleider (de regio)'],
];
const kinds = Object.keys(known) as NamedKind[];

describe('names', () => {
  const cases = kinds.flatMap((kind) => known[kind].map(([id, name]) => ({ kind, id, name })));
  it.each(cases)('of a $kind: $id is "$name"', ({ kind, id, name }) => {
    expect(dutch.of(kind, id)).toBe(name);
  });

  it.each(subjects)('of a subject of %s: %s is "%s"', (check, id, name) => {
    expect(dutch.subject(check, id)).toBe(name);
  });

  it.each(kinds)('of a %s that is not there are its id', (kind) => {
    for (const id of ['weg', '2031', 'hasownproperty']) expect(dutch.of(kind, id)).toBe(id);
  });

  it.each([
    'board:weg',
    'institute:weg',
    'weg:bestuur-a',
    'board:hogeschool',
    'institute:bestuur-a',
    'board:',
    ':',
  ])('of party %s, which is not there, are its id', (id) => {
    expect(dutch.party(id)).toBe(id);
    expect(dutch.subject('affordable', id)).toBe(id);
  });

  it.each([
    ['weg@board:bestuur-a', 'weg (Stichting A)'],
    ['schoolopleider@board:weg', 'Schoolopleider (board:weg)'],
    ['weg@institute:weg', 'weg (institute:weg)'],
  ])('of a subject of which a part is not there keep that id: %s', (id, name) => {
    expect(dutch.subject('staff', id)).toBe(name);
  });

  it('do not mix up boards, institutes and schools', () => {
    expect(dutch.of('school', 'bestuur-a')).toBe('bestuur-a');
    expect(dutch.of('board', 'esdoorn')).toBe('esdoorn');
    expect(dutch.of('institute', 'esdoorn')).toBe('esdoorn');
  });

  it('of levels, checks and the region are words of the language; names of the plan stay', () => {
    expect(english.party('region')).toBe('the region');
    expect(english.of('unit', 'region')).toBe('the region');
    expect(english.subject('staff', 'schoolopleider@region')).toBe('Schoolopleider (the region)');
    expect(english.of('level', 'network')).toBe('the networks');
    for (const [id, name] of Object.entries(en.checks))
      expect(english.of('check', id as CheckLabel)).toBe(name);
    expect(english.of('school', 'esdoorn')).toBe('De Esdoorn');
  });

  it('are given of a plan without norms, costs and funding too', () => {
    const { norms, costs, funding, ...bare } = plan;
    expect([norms, costs, funding].map((items) => items?.length)).toEqual([1, 1, 1]);
    expect(new Names(nl, bare).of('funding', 'subsidie')).toBe('subsidie');
  });

  it('go into the words of a rule', () => {
    expect(dutch.rule('norm-cost', ['begeleiding', 'school', 'esdoorn'])).toBe(
      'Begeleiding op school, De Esdoorn: uren × uurtarief',
    );
    expect(english.rule('norm-cost', ['begeleiding', 'school', 'esdoorn'])).toBe(
      'Begeleiding op school, De Esdoorn: hours × hourly rate',
    );
    expect(english.rule('party-net', ['region'])).toBe(
      'Balance of the region: received − borne − own contribution',
    );
    expect(english.rule('staff-shortage', ['schoolopleider', 'board:bestuur-a'])).toBe(
      'Shortage of Schoolopleider at Stichting A: needed − available, at least 0',
    );
    expect(english.rule('check', ['balanced', 'region'])).toBe('The income covers the costs: the region');
    expect(english.rule('check', ['balanced'])).toBe('The income covers the costs');
    expect(english.rule('funding-counted', ['subsidie'])).toBe('Students that count for Rijkssubsidie');
  });

  it('of a unit go by its place', () => {
    const twin: Plan = {
      ...plan,
      boards: [{ id: 'linde', name: 'Stichting Linde' }],
      schools: [{ id: 'linde', name: 'De Linde', board: 'linde' }],
      institutes: [{ id: 'linde', name: 'Hogeschool Linde' }],
    };
    const names = new Names(nl, twin);
    expect(names.unit('school', 'linde')).toBe('De Linde');
    expect(names.unit('board', 'linde')).toBe('Stichting Linde');
    expect(names.unit('institute', 'linde')).toBe('Hogeschool Linde');
    expect(names.unit('network', 'linde')).toBe('linde');
    expect(names.unit('region', 'region')).toBe('de regio');
    expect(names.rule('staffing-hours', ['board', 'linde', 'schoolopleider'])).toBe(
      'Uren Schoolopleider bij Stichting Linde',
    );
    expect(names.rule('staffing-hours', ['network', 'linde', 'schoolopleider'])).toBe(
      'Uren Schoolopleider bij linde',
    );
  });
});

describe('an input of the plan in words', () => {
  const list = {
    ...plan,
    years: 2,
    staff: [{ role: 'schoolopleider', party: 'board:bestuur-a', fte: [1, 2] }],
  };
  const inDutch = new Names(nl, list);
  const inEnglish = new Names(en, list);

  it.each([
    ['/hoursPerFte', 'Jaartaak: uren per fte', 'Annual hours of one fte (jaartaak)'],
    [
      '/norms/0/hours',
      'Begeleiding op school, uren per geteld aantal',
      'Begeleiding op school, hours per thing counted',
    ],
    [
      '/norms/0/phase/1',
      'Begeleiding op school, fasering, 2027-2028',
      'Begeleiding op school, phasing, 2027-2028',
    ],
    ['/costs/0/amount', 'Scholing, bedrag', 'Scholing, amount'],
    [
      '/funding/0/minStudents',
      'Rijkssubsidie, minimum aantal studenten',
      'Rijkssubsidie, minimum number of students',
    ],
    ['/rates/0/perHour', 'Docent LC, per uur', 'Docent LC, per hour'],
    ['/boards/0/ceiling', 'Stichting A, plafond', 'Stichting A, ceiling'],
    [
      '/students/0/counts/1',
      'De Esdoorn · De Hogeschool · Voltijdstudenten, studenten, 2027-2028',
      'De Esdoorn · De Hogeschool · Voltijdstudenten, students, 2027-2028',
    ],
    [
      '/students/0/before/0',
      'De Esdoorn · De Hogeschool · Voltijdstudenten, studenten, eerder schooljaar, t-1',
      'De Esdoorn · De Hogeschool · Voltijdstudenten, students, earlier school year, t-1',
    ],
    [
      '/staff/0/fte/0',
      'Schoolopleider · Stichting A, beschikbare fte, 2026-2027',
      'Schoolopleider · Stichting A, fte available, 2026-2027',
    ],
    ['/trend/voltijd', 'Voltijdstudenten, trend', 'Voltijdstudenten, trend'],
    ['/split/shares/region', 'Verdeelsleutel', 'Agreed split (verdeelsleutel)'],
    [
      '/variants/0/studentsPerSupervisor',
      'Zoals nu, studenten per werkplekbegeleider',
      'Zoals nu, students per werkplekbegeleider',
    ],
    [
      '/variants/0/changes/norms/begeleiding/hours',
      'Begeleiding op school, uren per geteld aantal',
      'Begeleiding op school, hours per thing counted',
    ],
    [
      '/variants/0/changes/norms/extra/hours',
      'extra, uren per geteld aantal',
      'extra, hours per thing counted',
    ],
    ['/norms/9/hours', '9, uren per geteld aantal', '9, hours per thing counted'],
    ['', '', ''],
  ])('%s', (path, dutchWords, englishWords) => {
    expect(inDutch.input(path)).toBe(dutchWords);
    expect(inEnglish.input(path)).toBe(englishWords);
  });
});
