import type {
  Board,
  Group,
  Institute,
  PlanKey,
  Rate,
  Role,
  School,
  StudentEntry,
  Variant,
} from '../plan/format.ts';

/**
 * What can make two plans differ, in the order in which they are shown: who there are to guide; how the region is
 * organised, with its norms and costs; what an hour costs and how wages and prices grow; what money comes in.
 */
export const DRIVERS = ['students', 'structure', 'rates', 'funding'] as const;
export type Driver = (typeof DRIVERS)[number];

/** The driver a field belongs to; `none` for what says who or when and never makes a figure. */
export type Belongs = Driver | 'none';

type Of<Item> = { readonly [Key in keyof Required<Omit<Item, keyof typeof CARRIED>>]: Belongs };

/** What any item may carry. */
export const CARRIED = {
  source: 'none',
  assumption: 'none',
  status: 'none',
  validFrom: 'none',
  validTo: 'none',
  checkedOn: 'none',
  note: 'none',
  code: 'none',
} as const;

const BOARD: Of<Board> = {
  id: 'none',
  name: 'none',
  pupils: 'funding',
  ceiling: 'funding',
  ceilingPerPupil: 'funding',
};
const INSTITUTE: Of<Institute> = { id: 'none', name: 'none', ceiling: 'funding' };
const SCHOOL: Of<School> = {
  id: 'none',
  name: 'none',
  board: 'structure',
  sector: 'structure',
  location: 'structure',
  x: 'structure',
  y: 'structure',
  supervisors: 'structure',
  capacity: 'structure',
};
const GROUP: Of<Group> = {
  id: 'none',
  name: 'none',
  kind: 'students', // who counts as a student
  weight: 'structure', // how much guidance one of them asks: a norm
  workplaceShare: 'structure',
  supervised: 'structure',
};
const ROLE: Of<Role> = {
  id: 'none',
  name: 'none',
  level: 'structure',
  employer: 'structure',
  rate: 'rates', // what the role is paid by
  maxFte: 'structure',
};
const RATE: Of<Rate> = { id: 'none', name: 'none', perHour: 'rates', perFte: 'rates', overhead: 'rates' };
const VARIANT: Of<Omit<Variant, 'changes'>> = {
  id: 'none',
  name: 'none',
  layout: 'structure',
  leadKinds: 'structure',
  studentsPerSupervisor: 'structure',
  requirements: 'structure',
};
const STUDENTS: Of<StudentEntry> = {
  school: 'students',
  institute: 'students',
  group: 'students',
  counts: 'students',
  before: 'students',
};

/** The lists of things that other parts refer to: a thing's fields may belong to several drivers. */
export const THINGS = {
  boards: { ...BOARD, ...CARRIED },
  institutes: { ...INSTITUTE, ...CARRIED },
  schools: { ...SCHOOL, ...CARRIED },
  groups: { ...GROUP, ...CARRIED },
  roles: { ...ROLE, ...CARRIED },
  rates: { ...RATE, ...CARRIED },
} as const satisfies Partial<Record<PlanKey, Readonly<Record<string, Belongs>>>>;
export type ThingList = keyof typeof THINGS;

/**
 * The driver of every field of the plan format: of a whole key, or of each field of a list's items. A norm, a cost
 * and a funding item are taken whole, their amounts included, so that a rule never consists of two halves.
 * `changes` of a variant is not here: each of its values belongs where the field belongs that it changes.
 */
export const DRIVER_OF: Readonly<Record<PlanKey, Belongs | Readonly<Record<string, Belongs>>>> = {
  format: 'none',
  name: 'none',
  region: 'none',
  version: 'none',
  state: 'none',
  notes: 'none',
  startYear: 'none',
  years: 'none',
  ...THINGS,
  students: { ...STUDENTS, ...CARRIED },
  trend: 'students',
  hoursPerFte: 'rates',
  wageIndex: 'rates',
  priceIndex: 'rates',
  norms: 'structure',
  costs: 'structure',
  staff: 'structure',
  variants: { ...VARIANT, ...CARRIED },
  funding: 'funding',
  split: 'funding',
  ceiling: 'funding',
};
