import type { Norm, Plan, School, StudentEntry, Variant } from '../engine/index.ts';

/** A region of 6 boards with 111 schools and one of 7 boards with 128, planned together. */
export const REGION = 239;

const YEARS = 5;
const SECTORS = ['po', 'vo', 'so', 'mbo'] as const;
const INSTITUTES = ['pabo', 'hogeschool', 'universiteit'];
const GROUPS = ['voltijd', 'deeltijd', 'zij-instroom'];
/** So many schools a board has in the region above, and so many a network: a hub with its partners. */
const SCHOOLS_PER_BOARD = REGION / 13;
const SCHOOLS_PER_NETWORK = 8;

/** A whole number from 0 up to `below` that looks arbitrary and is the same on every run. */
const scatter = (seed: number, below: number): number => ((seed * 2_654_435_761) >>> 7) % below;

const school = (index: number, boards: number): School => ({
  id: `school-${index}`,
  name: `School ${index}`,
  board: `bestuur-${index % boards}`,
  sector: SECTORS[scatter(index, SECTORS.length)]!,
  location: index % 3 === 0 ? 'stad' : 'platteland',
  supervisors: 2 + scatter(index, 6),
  capacity: 12,
});

/** Three entries a school: half of them counted for every year, half projected with the trend of their group. */
const studentsAt = (index: number): StudentEntry[] =>
  [0, 1, 2].map((place) => {
    const seed = 3 * index + place;
    const first = scatter(seed, 6);
    return {
      school: `school-${index}`,
      institute: INSTITUTES[scatter(seed + 1, 3)]!,
      group: GROUPS[place]!,
      counts:
        seed % 2 === 0 ? first : Array.from({ length: YEARS }, (_, year) => first + scatter(seed + year, 2)),
    };
  });

/** Every place something is booked at and everything that can be counted there. */
const NORMS: Norm[] = [
  { at: 'school', per: 'student', hours: '40', weighted: true, role: 'werkplekbegeleider' },
  { at: 'school', per: 'supervisor', hours: '8.5', role: 'werkplekbegeleider' },
  { at: 'school', per: 'unit', hours: '12', phase: ['0.5', 1, 1, 1, 1], role: 'schoolopleider' },
  { at: 'school', per: 'group', groupSize: 4, hours: '18.25', role: 'schoolopleider' },
  { at: 'school', per: 'student', hours: '6.4', where: { sector: ['po'] }, role: 'schoolopleider' },
  { at: 'school', per: 'student', hours: '3', where: { minStudents: 6 }, role: 'instituutsopleider' },
  { at: 'network', per: 'school', hours: '20', min: '60', max: '160', role: 'schoolopleider' },
  { at: 'network', per: 'group', groupSize: 12, hours: '24', weighted: true, role: 'schoolopleider' },
  { at: 'network', per: 'student', hours: '7.35', role: 'instituutsopleider' },
  {
    at: 'network',
    per: 'student',
    steps: [
      { from: 10, hours: 40 },
      { from: 40, hours: 66 },
      { from: 80, hours: 83 },
    ],
    role: 'instituutsopleider',
  },
  { at: 'board', per: 'unit', hours: '16', every: { years: 2, offset: 1 }, role: 'schoolopleider' },
  { at: 'board', per: 'school', hours: '1.5', role: 'projectleider' },
  {
    at: 'institute',
    per: 'student',
    hours: '2.2',
    where: { group: ['voltijd'] },
    role: 'instituutsopleider',
  },
  { at: 'institute', per: 'unit', hours: '166', role: 'schoolopleider' },
  { at: 'region', per: 'unit', hours: '830', role: 'projectleider' },
].map((rule, index) => ({ id: `norm-${index}`, name: `Norm ${index}`, ...rule }) as Norm);

const variant = (id: string, lead: boolean, schools: number): Variant => ({
  id,
  name: `Variant ${id}`,
  layout: Array.from({ length: schools }, (_, index) => ({
    school: `school-${index}`,
    kind: index % SCHOOLS_PER_NETWORK === 0 ? 'hub' : 'partner',
    network: `netwerk-${Math.floor(index / SCHOOLS_PER_NETWORK)}`,
  })),
  leadKinds: lead ? ['hub'] : [],
  studentsPerSupervisor: lead ? 2 : '2.5',
  requirements: [
    { type: 'school-guided' },
    { type: 'one-lead' },
    { type: 'team', roles: ['schoolopleider', 'instituutsopleider'] },
  ],
});

/**
 * A region as a plan: this many schools, boards and networks in proportion, 3 institutes, 3 groups, 5 years, 15 norms
 * of all kinds, 3 funding items and 2 variants, with a lead school in each network and without.
 */
export function region(schools: number): Plan {
  const boards = Math.max(1, Math.round(schools / SCHOOLS_PER_BOARD));
  const places = Array.from({ length: schools }, (_, index) => index);
  return {
    format: 'samenplan/1',
    name: `Regio met ${schools} scholen`,
    region: 'Kunstmatige regio',
    startYear: 2026,
    years: YEARS,
    hoursPerFte: 1659,
    wageIndex: '0.032',
    priceIndex: ['0.02', '0.021', '0.022', '0.023'],
    boards: Array.from({ length: boards }, (_, index) => ({
      id: `bestuur-${index}`,
      name: `Bestuur ${index}`,
      ceiling: '25000.00',
    })),
    institutes: INSTITUTES.map((id) => ({ id, name: id })),
    schools: places.map((index) => school(index, boards)),
    groups: GROUPS.map((id, index) => ({ id, name: id, weight: [1, 1, '1.5'][index]! })),
    students: places.flatMap(studentsAt),
    trend: { voltijd: '-0.04', 'zij-instroom': ['0.10', '0.08', 0, '-0.02'] },
    roles: [
      { id: 'werkplekbegeleider', level: 'operationeel', employer: 'school', rate: 'lb' },
      { id: 'schoolopleider', level: 'tactisch', employer: 'school', rate: 'lc' },
      { id: 'instituutsopleider', level: 'operationeel', employer: 'institute', rate: 'instituut' },
      { id: 'projectleider', level: 'strategisch', employer: 'region', rate: 'lc' },
    ].map((role) => ({ name: role.id, ...role }) as Plan['roles'][number]),
    rates: [
      { id: 'lb', name: 'LB', perFte: 85_000, overhead: '0.08' },
      { id: 'lc', name: 'LC', perFte: 97_500 },
      { id: 'instituut', name: 'Instituut', perHour: '71.35' },
    ],
    norms: NORMS,
    funding: [
      { id: 'subsidie', name: 'Subsidie', source: 'subsidy', kind: 'perStudent', amount: 1750, lag: 1 },
      {
        id: 'bijdrage',
        name: 'Bijdrage',
        source: 'contribution',
        kind: 'perStudent',
        payer: 'board',
        amount: 250,
      },
      { id: 'vast', name: 'Vaste voet', source: 'subsidy', kind: 'fixed', amount: 150_000, indexed: true },
    ],
    split: { regionFirst: true, shares: { network: '0.3', school: '0.5', institute: '0.2' } },
    staff: [{ role: 'projectleider', party: 'region', fte: '1.2' }],
    variants: [variant('met-hub', true, schools), variant('zonder-hub', false, schools)],
  };
}
