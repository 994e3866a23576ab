/**
 * The plan format as the oracle reads it: valid plans only, straight from `JSON.parse`. Written from the model
 * page and apart from the product's own types.
 */

export type Decimal = number | string;
export type OneOrList<T> = T | T[];

export interface Where {
  kind?: string[];
  sector?: string[];
  location?: string[];
  group?: string[];
  institute?: string[];
  board?: string[];
  minStudents?: number;
  maxStudents?: number;
}

export interface Step {
  from: number;
  hours?: Decimal;
  amount?: Decimal;
}

export type At = 'school' | 'network' | 'board' | 'institute' | 'region';
export type Per = 'unit' | 'school' | 'student' | 'group' | 'supervisor';
export type Employer = 'school' | 'institute' | 'region';
export type Level = 'region' | 'network' | 'school' | 'institute';

export interface Rule {
  id: string;
  at: At;
  per: Per;
  variants?: string[];
  groupSize?: Decimal;
  weighted?: boolean;
  hours?: Decimal;
  amount?: Decimal;
  steps?: Step[];
  min?: Decimal;
  max?: Decimal;
  where?: Where;
  phase?: Decimal[];
  every?: { years: number; offset?: number };
}

export interface Norm extends Rule {
  role: string;
}

export interface Cost extends Rule {
  bearer: Employer;
  indexed?: boolean;
}

export interface Funding {
  id: string;
  kind: 'perStudent' | 'steps' | 'fixed' | 'ofCost';
  amount?: Decimal;
  steps?: Step[];
  share?: Decimal;
  minStudents?: number;
  cap?: Decimal;
  lag?: number;
  payer?: 'board' | 'institute';
  indexed?: boolean;
  basis?: 'school' | 'calendar';
  variants?: string[];
  where?: Where;
  phase?: Decimal[];
  to?: Level;
}

export interface Board {
  id: string;
  pupils?: OneOrList<Decimal>;
  ceiling?: OneOrList<Decimal>;
  ceilingPerPupil?: OneOrList<Decimal>;
}

export interface School {
  id: string;
  board: string;
  sector?: string;
  location?: string;
  supervisors?: OneOrList<number>;
  capacity?: OneOrList<number>;
}

export interface Group {
  id: string;
  kind?: 'student' | 'starter';
  weight?: Decimal;
  workplaceShare?: Decimal;
  supervised?: boolean;
}

export interface Entry {
  school: string;
  institute?: string;
  group: string;
  counts: OneOrList<number>;
  before?: number[];
}

export interface Role {
  id: string;
  employer: Employer;
  rate: string;
  maxFte?: Decimal;
}

export interface Rate {
  id: string;
  perHour?: Decimal;
  perFte?: Decimal;
  overhead?: Decimal;
}

export interface StaffRow {
  role: string;
  party: string;
  fte: OneOrList<Decimal>;
}

export interface Requirement {
  type: string;
  roles?: string[];
  locations?: string[];
  kind?: string;
  min?: Decimal;
  max?: Decimal;
}

export interface Place {
  school: string;
  kind: string;
  network: string;
}

export interface Variant {
  id: string;
  layout: Place[];
  leadKinds?: string[];
  studentsPerSupervisor?: Decimal;
  requirements?: Requirement[];
  changes?: Record<string, unknown>;
}

export interface Plan {
  name: string;
  startYear: number;
  years: number;
  hoursPerFte: Decimal;
  wageIndex?: OneOrList<Decimal>;
  priceIndex?: OneOrList<Decimal>;
  boards: Board[];
  institutes: { id: string; ceiling?: OneOrList<Decimal> }[];
  ceiling?: OneOrList<Decimal>;
  schools: School[];
  groups: Group[];
  students: Entry[];
  trend?: Record<string, OneOrList<Decimal>>;
  roles: Role[];
  rates: Rate[];
  norms?: Norm[];
  costs?: Cost[];
  funding?: Funding[];
  split?: { regionFirst?: boolean; shares: Partial<Record<Level, Decimal>> };
  staff?: StaffRow[];
  variants: Variant[];
}
