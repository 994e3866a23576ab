import { z } from 'zod';
import { amount, choice, date, decimal, ID, id, integer, perYear, text } from './values.ts';

/**
 * The plan format `samenplan/1`: the single source of its types, of the check of its shape and of its JSON
 * Schema. What goes beyond one value (references, lengths, what goes with what) is in `references.ts`.
 */

/** What every item of a list may carry: never of influence on a result, kept, and shown with the number. */
const provenance = {
  source: text().optional(),
  assumption: z.boolean().optional(),
  status: choice('norm', 'afspraak', 'aanname').optional(),
  validFrom: date().optional(),
  validTo: date().optional(),
  checkedOn: date().optional(),
  note: text().optional(),
  code: text().optional(),
};

const ids = () => z.array(id());
const texts = () => z.array(text());
const ceiling = () => perYear(decimal({ min: '0', decimals: 2 }));

export const SECTORS = ['po', 'vo', 'so', 'mbo'] as const;
export const LEVELS = ['region', 'network', 'school', 'institute'] as const;
export const PLACES = ['school', 'network', 'board', 'institute', 'region'] as const;

const board = z.strictObject({
  id: id(),
  name: text(),
  pupils: perYear(integer(0)).optional(),
  ceiling: ceiling().optional(),
  ceilingPerPupil: perYear(amount()).optional(),
  ...provenance,
});

const institute = z.strictObject({ id: id(), name: text(), ceiling: ceiling().optional(), ...provenance });

const school = z.strictObject({
  id: id(),
  name: text(),
  board: id(),
  sector: choice(...SECTORS).optional(),
  location: text().optional(),
  x: decimal().optional(),
  y: decimal().optional(),
  supervisors: perYear(integer(0)).optional(),
  capacity: perYear(integer(0)).optional(),
  ...provenance,
});

const group = z.strictObject({
  id: id(),
  name: text(),
  kind: choice('student', 'starter').optional(),
  weight: amount().optional(),
  workplaceShare: decimal({ min: '0', max: '1' }).optional(),
  supervised: z.boolean().optional(),
  ...provenance,
});

const students = z.strictObject({
  school: id(),
  institute: id().optional(),
  group: id(),
  counts: perYear(integer(0)),
  before: z.array(integer(0)).optional(),
  ...provenance,
});

const role = z.strictObject({
  id: id(),
  name: text(),
  level: choice('operationeel', 'tactisch', 'strategisch'),
  employer: choice('school', 'institute', 'region'),
  rate: id(),
  maxFte: decimal({ above: '0' }).optional(),
  ...provenance,
});

const rate = z.strictObject({
  id: id(),
  name: text(),
  perHour: amount().optional(),
  perFte: amount().optional(),
  overhead: amount().optional(),
  ...provenance,
});

const where = z.strictObject({
  kind: ids().optional(),
  sector: z.array(choice(...SECTORS)).optional(),
  location: texts().optional(),
  group: ids().optional(),
  institute: ids().optional(),
  board: ids().optional(),
  minStudents: integer(0).optional(),
  maxStudents: integer(0).optional(),
});

const phase = () => z.array(amount());

/** What norms and costs share: where, per what, for whom and when. */
const counted = {
  variants: ids().optional(),
  at: choice(...PLACES),
  per: choice('unit', 'school', 'student', 'group', 'supervisor'),
  groupSize: decimal({ above: '0' }).optional(),
  weighted: z.boolean().optional(),
  min: amount().optional(),
  max: amount().optional(),
  where: where.optional(),
  phase: phase().optional(),
  every: z.strictObject({ years: integer(1), offset: integer().optional() }).optional(),
};

const hourSteps = () => z.array(z.strictObject({ from: integer(), hours: amount(), ...provenance }));
const amountSteps = () => z.array(z.strictObject({ from: integer(), amount: amount(), ...provenance }));

const norm = z.strictObject({
  id: id(),
  name: text(),
  role: id(),
  ...counted,
  hours: amount().optional(),
  steps: hourSteps().optional(),
  ...provenance,
});

const cost = z.strictObject({
  id: id(),
  name: text(),
  category: text().optional(),
  bearer: choice('school', 'institute', 'region'),
  ...counted,
  amount: amount().optional(),
  steps: amountSteps().optional(),
  indexed: z.boolean().optional(),
  ...provenance,
});

/** What all kinds of funding share. Here `source` says where the money comes from; its document is a `note`. */
const funded = {
  id: id(),
  name: text(),
  variants: ids().optional(),
  phase: phase().optional(),
  minStudents: integer(0).optional(),
  cap: amount().optional(),
  indexed: z.boolean().optional(),
  to: choice(...LEVELS).optional(),
  ...provenance,
  source: choice('subsidy', 'contribution', 'other'),
};

/** What only funding that looks at students may have. */
const looking = {
  where: where.optional(),
  lag: integer(0, 3).optional(),
  payer: choice('board', 'institute').optional(),
  basis: choice('school', 'calendar').optional(),
};

/** One item of `funding`; rules that are kept outside a plan hold these as well. */
export const fundingFormat = z.discriminatedUnion('kind', [
  z.strictObject({ ...funded, ...looking, kind: z.literal('perStudent'), amount: amount() }),
  z.strictObject({ ...funded, ...looking, kind: z.literal('steps'), steps: amountSteps() }),
  z.strictObject({ ...funded, ...looking, kind: z.literal('fixed'), amount: amount() }),
  // with `looking`, so that `where` and the like are refused by name and not as an unknown key
  z.strictObject({
    ...funded,
    ...looking,
    kind: z.literal('ofCost'),
    share: decimal({ min: '0', max: '1' }),
  }),
]);

const share = () => decimal({ min: '0', max: '1' }).optional();

const split = z.strictObject({
  regionFirst: z.boolean().optional(),
  shares: z.strictObject({ region: share(), network: share(), school: share(), institute: share() }),
});

const staff = z.strictObject({
  role: id(),
  party: text(),
  fte: perYear(decimal({ min: '0', decimals: 4 })),
  ...provenance,
});

const requirement = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('school-guided'), ...provenance }),
  z.strictObject({ type: z.literal('one-lead'), ...provenance }),
  z.strictObject({ type: z.literal('team'), roles: ids(), ...provenance }),
  z.strictObject({ type: z.literal('location-mix'), locations: texts(), ...provenance }),
  z.strictObject({
    type: z.literal('group-size'),
    kind: id(),
    min: decimal({ min: '0' }),
    max: decimal({ min: '0' }),
    ...provenance,
  }),
  z.strictObject({ type: z.literal('workplace-share'), min: decimal({ min: '0', max: '1' }), ...provenance }),
  z.strictObject({ type: z.literal('max-partners'), kind: id(), max: decimal({ min: '0' }), ...provenance }),
]);

const variant = z.strictObject({
  id: id(),
  name: text(),
  layout: z.array(z.strictObject({ school: id(), kind: id(), network: text(), ...provenance })),
  leadKinds: ids().optional(),
  studentsPerSupervisor: decimal({ above: '0' }).optional(),
  requirements: z.array(requirement).optional(),
  changes: z.record(z.string(), z.unknown()).optional(),
  ...provenance,
});

const index = () => perYear(decimal({ above: '-1' }));

/**
 * What is known of a funding item or a requirement whose `kind` or `type` is wrong: its other fields are judged by
 * this, so that one fault doesn't hide the others.
 */
export const UNION_FALLBACKS: Readonly<Record<string, z.ZodType>> = {
  kind: z.looseObject({ ...funded, ...looking }),
  type: z.looseObject(provenance),
};

/** The whole plan. */
export const planFormat = z.strictObject({
  format: z.literal('samenplan/1'),
  name: text(),
  region: text(),
  startYear: integer(1, 9900),
  years: integer(1, 15),
  hoursPerFte: decimal({ above: '0' }),
  wageIndex: index().optional(),
  priceIndex: index().optional(),
  boards: z.array(board),
  institutes: z.array(institute),
  ceiling: ceiling().optional(),
  schools: z.array(school),
  groups: z.array(group),
  students: z.array(students),
  trend: z.record(z.string().regex(ID), index()).optional(),
  roles: z.array(role),
  rates: z.array(rate),
  norms: z.array(norm).optional(),
  costs: z.array(cost).optional(),
  funding: z.array(fundingFormat).optional(),
  split: split.optional(),
  staff: z.array(staff).optional(),
  variants: z.array(variant),
  version: text().optional(),
  state: choice('concept', 'vastgesteld').optional(),
  notes: z.record(z.string(), text()).optional(),
});

export type Plan = z.infer<typeof planFormat>;
export type PlanKey = keyof Plan;
export type Board = Plan['boards'][number];
export type Institute = Plan['institutes'][number];
export type School = Plan['schools'][number];
export type Group = Plan['groups'][number];
export type StudentEntry = Plan['students'][number];
export type Role = Plan['roles'][number];
export type Rate = Plan['rates'][number];
export type Norm = NonNullable<Plan['norms']>[number];
export type Cost = NonNullable<Plan['costs']>[number];
export type Funding = NonNullable<Plan['funding']>[number];
export type Where = NonNullable<Norm['where']>;
export type Variant = Plan['variants'][number];
export type Requirement = NonNullable<Variant['requirements']>[number];
export type Sector = (typeof SECTORS)[number];
export type Level = (typeof LEVELS)[number];
export type Place = (typeof PLACES)[number];

/** The lists whose items have an id: a variant's `changes` address them by that id. */
export const ID_LISTS = [
  'boards',
  'institutes',
  'schools',
  'groups',
  'roles',
  'rates',
  'norms',
  'costs',
  'funding',
] as const;
export type IdList = (typeof ID_LISTS)[number];
