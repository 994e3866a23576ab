import type { Heading, InputTable } from '../../texts/inputs.ts';
import {
  before,
  changedValue,
  counts,
  emptyGroup,
  filter,
  hasSteps,
  one,
  party,
  perYear,
  place,
} from './fields.ts';
import {
  choice,
  choices,
  date,
  decimal,
  id,
  list,
  reference,
  references,
  text,
  verbatim,
  whole,
  yesNo,
} from './scalars.ts';
import type { Field, ReferredTable, TableSpec } from './spec.ts';

/** The tables of the input sheets: every field of `samenplan/1`, once. */

const lead = (): Field[] => [one('id', 'id', 'item', id()), one('name', 'name', 'item', text(36))];

/** What every item may carry; never of influence on a result. */
const provenance = ({ source = true } = {}): Field[] => [
  ...(source ? [one('source', 'source', 'provenance', text(46, 'inputNote'))] : []),
  one('assumption', 'assumption', 'provenance', yesNo(10)),
  one('status', 'status', 'provenance', choice('status', 10)),
  one('validFrom', 'validFrom', 'provenance', date()),
  one('validTo', 'validTo', 'provenance', date()),
  one('checkedOn', 'checkedOn', 'provenance', date()),
  one('note', 'note', 'provenance', text(56, 'inputNote')),
  one('code', 'code', 'provenance', text(10, 'inputText')),
];

const euro = (unit: 'euro' | 'euroPerHour' | 'euroPerFte' | 'euroPerPupil' = 'euro', width = 12) =>
  decimal('inputEuro', { unit, width, min: '0' });
const share = () => decimal('inputPercentage', { unit: 'share', width: 10, min: '0', max: '1' });
const index = () => decimal('inputPercentage', { unit: 'perYear', width: 10, above: '-1' });
const students = (width = 10) => whole({ unit: 'students', min: '0', width });

// --- what goes for the whole plan ---

const planFields = (): Field[] => [
  one('name', 'name', 'item', text(40)),
  one('region', 'region', 'item', text(40)),
  one('version', 'version', 'item', text(40)),
  one('state', 'state', 'item', choice('state', 40)),
  one('startYear', 'startYear', 'item', {
    ...whole({ unit: 'schoolYear', min: '1', max: '9900' }),
    look: 'inputYear',
  }),
  one('years', 'years', 'item', whole({ unit: 'years', min: '1', max: '15' })),
  one('hoursPerFte', 'hoursPerFte', 'item', decimal('inputNumber', { unit: 'hoursPerFte', above: '0' })),
  perYear('wageIndex', 'wageIndex', index(), { from: 1 }),
  perYear('priceIndex', 'priceIndex', index(), { from: 1 }),
  perYear('ceiling', 'regionCeiling', euro()),
  emptyGroup('trend', 'trend'),
  emptyGroup('notes', 'notes'),
];

const splitFields = (): Field[] => [
  one('regionFirst', 'regionFirst', 'item', yesNo()),
  one(['shares', 'region'], 'shareRegion', 'item', share()),
  one(['shares', 'network'], 'shareNetwork', 'item', share()),
  one(['shares', 'school'], 'shareSchool', 'item', share()),
  one(['shares', 'institute'], 'shareInstitute', 'item', share()),
];

// --- rules ---

const where = (): Field[] => [
  filter('kind', 'whereKind', list({ width: 13 }), ['where']),
  filter('sector', 'whereSector', choices('sector')),
  filter('location', 'whereLocation', list({ width: 13 })),
  filter('group', 'whereGroup', references('groups')),
  filter('institute', 'whereInstitute', references('institutes')),
  filter('board', 'whereBoard', references('boards')),
  filter('minStudents', 'whereMinimum', students()),
  filter('maxStudents', 'whereMaximum', students()),
];

const counted = (): Field[] => [
  one('at', 'at', 'counted', choice('place', 10)),
  one('per', 'per', 'counted', choice('per', 10)),
];

const counting = (): Field[] => [
  one(
    'groupSize',
    'groupSize',
    'counted',
    decimal('inputNumber', { unit: 'students', width: 9, above: '0' }),
  ),
  one('weighted', 'weighted', 'counted', yesNo()),
];

const bounds = (value: ReturnType<typeof euro>): Field[] => [
  hasSteps(),
  one('min', 'minimum', 'counted', value),
  one('max', 'maximum', 'counted', value),
];

const variants = (): Field => one('variants', 'variants', 'filter', references('variants'));
const phase = (): Field =>
  perYear('phase', 'phase', decimal('inputNumber', { unit: 'factor', width: 9, min: '0' }), {
    single: false,
    band: 'time',
  });
const every = (): Field[] => [
  one(['every', 'years'], 'everyYears', 'time', whole({ unit: 'years', min: '1' })),
  one(['every', 'offset'], 'everyOffset', 'time', whole({ unit: 'years' })),
];

const hours = () => decimal('inputHours', { unit: 'hours', width: 12, min: '0' });

const normFields = (): Field[] => [
  ...lead(),
  one('role', 'role', 'item', reference('roles', { width: 20 })),
  ...counted(),
  one('hours', 'hours', 'counted', hours()),
  ...counting(),
  ...bounds(hours()),
  variants(),
  ...where(),
  phase(),
  ...every(),
  ...provenance(),
];

const costFields = (): Field[] => [
  ...lead(),
  one('category', 'category', 'item', text(16)),
  one('bearer', 'bearer', 'item', choice('bearer', 10)),
  ...counted(),
  one('amount', 'amount', 'counted', euro()),
  ...counting(),
  ...bounds(euro()),
  one('indexed', 'indexed', 'counted', yesNo(10)),
  variants(),
  ...where(),
  phase(),
  ...every(),
  ...provenance(),
];

const fundingFields = (): Field[] => [
  ...lead(),
  one('source', 'origin', 'item', choice('origin')),
  one('kind', 'fundingKind', 'counted', choice('fundingKind')),
  one('amount', 'amount', 'counted', euro()),
  hasSteps(),
  one('share', 'share', 'counted', share()),
  one('minStudents', 'minStudents', 'counted', students()),
  one('cap', 'cap', 'counted', euro()),
  one('indexed', 'indexed', 'counted', yesNo(10)),
  one('to', 'earmarked', 'counted', choice('fundedLevel', 11)),
  one('payer', 'payer', 'counted', choice('payer', 10)),
  one('lag', 'lag', 'time', whole({ unit: 'years', min: '0', max: '3' })),
  one('basis', 'basis', 'time', choice('basis')),
  phase(),
  variants(),
  ...where(),
  ...provenance({ source: false }),
];

/** The steps of the rules of a list: in the plan, or in a variant's changes. */
const steps = (to: ReferredTable, heading: Heading, key: 'hours' | 'amount'): Field[] => [
  one('$variant', 'variant', 'item', reference('variants', { width: 16 })),
  one('$rule', heading, 'item', reference(to, { loose: true, width: 24 })),
  one('from', 'from', 'counted', whole({ unit: 'students' })),
  one(key, key, 'counted', key === 'hours' ? hours() : euro()),
  ...provenance(),
];

// --- the tables, in the order of the workbook ---

interface Options {
  readonly form?: TableSpec['form'];
  readonly numbered?: boolean;
  readonly optional?: boolean;
}

function table(
  name: string,
  key: InputTable,
  sheet: TableSpec['sheet'],
  fields: TableSpec['fields'],
  { form = 'rows', numbered = true, optional = false }: Options = {},
): TableSpec {
  return { name, key, sheet, fields, form, numbered, ...(optional && { optional }) };
}

export const TABLES = {
  plan: table('tblUitgangspunten', 'plan', 'plan', planFields, { form: 'lines', numbered: false }),
  notes: table(
    'tblNotities',
    'notes',
    'plan',
    () => [one('key', 'key', 'item', text(24)), one('text', 'text', 'item', text(130, 'inputNote'))],
    { numbered: false },
  ),
  boards: table('tblBesturen', 'boards', 'boards', () => [
    ...lead(),
    perYear('pupils', 'pupils', whole({ unit: 'pupils', min: '0' })),
    perYear('ceiling', 'ceiling', euro()),
    perYear('ceilingPerPupil', 'ceilingPerPupil', euro('euroPerPupil')),
    ...provenance(),
  ]),
  institutes: table('tblInstituten', 'institutes', 'institutes', () => [
    ...lead(),
    perYear('ceiling', 'ceiling', euro()),
    ...provenance(),
  ]),
  schools: table('tblScholen', 'schools', 'schools', ({ variants: ids }) => [
    ...lead(),
    one('board', 'board', 'item', reference('boards', { width: 22 })),
    one('sector', 'sector', 'item', choice('sector', 8)),
    one('location', 'location', 'item', text(14, 'inputText')),
    ...ids.map(place),
    perYear('supervisors', 'supervisors', whole({ unit: 'people', min: '0', width: 12 })),
    perYear('capacity', 'capacity', whole({ unit: 'students', min: '0', width: 12 })),
    one('x', 'x', 'item', decimal('inputNumber', { unit: 'kilometres', width: 8 })),
    one('y', 'y', 'item', decimal('inputNumber', { unit: 'kilometres', width: 8 })),
    ...provenance(),
  ]),
  places: table(
    'tblPlaatsen',
    'places',
    'schools',
    () => [
      one('$variant', 'variant', 'item', reference('variants')),
      one('school', 'school', 'item', reference('schools', { loose: true, width: 24 })),
      one('kind', 'kind', 'item', id(14)),
      one('network', 'network', 'item', text(18, 'inputText')),
      one('$order', 'order', 'item', whole({ min: '0' })),
      ...provenance(),
    ],
    { numbered: false, optional: true },
  ),
  groups: table('tblDoelgroepen', 'groups', 'groups', () => [
    ...lead(),
    one('kind', 'groupKind', 'item', choice('groupKind', 10)),
    one('weight', 'weight', 'item', decimal('inputNumber', { unit: 'factor', width: 9, min: '0' })),
    one('workplaceShare', 'workplaceShare', 'item', share()),
    one('supervised', 'supervised', 'item', yesNo(10)),
    perYear('$trend', 'trend', index(), { from: 1, band: 'trend' }),
    ...provenance(),
  ]),
  students: table('tblStudenten', 'students', 'students', () => [
    one('school', 'school', 'item', reference('schools', { width: 26 })),
    one('institute', 'institute', 'item', reference('institutes', { width: 16 })),
    one('group', 'group', 'item', reference('groups', { width: 16 })),
    counts(),
    before(),
    ...provenance(),
  ]),
  roles: table('tblRollen', 'roles', 'roles', () => [
    ...lead(),
    one('level', 'level', 'item', choice('level')),
    one('employer', 'employer', 'item', choice('bearer', 11)),
    one('rate', 'rate', 'item', reference('rates')),
    one('maxFte', 'maxFte', 'item', decimal('inputNumber', { unit: 'fte', width: 10, above: '0' })),
    ...provenance(),
  ]),
  rates: table('tblTarieven', 'rates', 'rates', () => [
    ...lead(),
    one('perHour', 'perHour', 'money', euro('euroPerHour')),
    one('perFte', 'perFte', 'money', euro('euroPerFte')),
    one('overhead', 'overhead', 'money', decimal('inputPercentage', { unit: 'share', width: 10, min: '0' })),
    ...provenance(),
  ]),
  norms: table('tblNormen', 'norms', 'norms', normFields),
  normSteps: table('tblNormtreden', 'normSteps', 'norms', () => steps('norms', 'norm', 'hours'), {
    numbered: false,
  }),
  costs: table('tblKosten', 'costs', 'costs', costFields),
  costSteps: table('tblKostentreden', 'costSteps', 'costs', () => steps('costs', 'cost', 'amount'), {
    numbered: false,
  }),
  funding: table('tblDekking', 'funding', 'funding', fundingFields),
  fundingSteps: table(
    'tblDekkingstreden',
    'fundingSteps',
    'funding',
    () => steps('funding', 'fundingItem', 'amount'),
    { numbered: false },
  ),
  split: table('tblVerdeelsleutel', 'split', 'split', splitFields, { form: 'lines', numbered: false }),
  staff: table('tblFormatie', 'staff', 'staff', () => [
    one('$variant', 'variant', 'item', reference('variants', { width: 16 })),
    one('role', 'role', 'item', reference('roles', { loose: true, width: 26 })),
    party(),
    perYear('fte', 'fte', decimal('inputFte', { unit: 'fte', min: '0' })),
    ...provenance(),
  ]),
  variants: table('tblVarianten', 'variants', 'variants', () => [
    ...lead(),
    one('leadKinds', 'leadKinds', 'item', list()),
    one(
      'studentsPerSupervisor',
      'studentsPerSupervisor',
      'item',
      decimal('inputNumber', { unit: 'students', above: '0', width: 14 }),
    ),
    ...provenance(),
  ]),
  requirements: table('tblEisen', 'requirements', 'variants', () => [
    one('$variant', 'variant', 'item', reference('variants')),
    one('type', 'requirement', 'item', choice('requirement', 30)),
    one('roles', 'roles', 'item', references('roles', 26)),
    one('locations', 'locations', 'item', list({ width: 18 })),
    one('kind', 'kind', 'item', id(16)),
    one('min', 'minimum', 'item', decimal('inputNumber', { min: '0' })),
    one('max', 'maximum', 'item', decimal('inputNumber', { min: '0' })),
    ...provenance(),
  ]),
  changes: table('tblWijzigingen', 'changes', 'variants', () => [
    one('variant', 'variant', 'item', reference('variants')),
    one('list', 'list', 'item', { ...verbatim(16), check: { kind: 'changedList' } }),
    one('id', 'id', 'item', verbatim(26)),
    one('field', 'field', 'item', verbatim(24)),
    changedValue(),
  ]),
} as const satisfies Readonly<Record<InputTable, TableSpec>>;

/** All tables in the order of the workbook. */
export const TABLE_LIST: readonly TableSpec[] = Object.values(TABLES);
