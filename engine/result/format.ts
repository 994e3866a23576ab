import { z } from 'zod';
import { LEVELS, PLACES } from '../plan/format.ts';

/**
 * The result format `samenplan-result/1`: the single source of its types and its JSON Schema. Decimals are text
 * with a fixed number of digits after the point, so that no reader rounds them.
 */

const fixed = (digits: number) => z.string().regex(new RegExp(`^-?\\d+\\.\\d{${digits}}$`));
const hours = fixed(2).meta({ description: 'hours' });
const euro = fixed(2).meta({ description: 'euro' });
const fte = fixed(4).meta({ description: 'fte' });
const count = z.int().min(0);
const text = z.string();

const line = z.strictObject({
  item: text,
  kind: z.enum(['hours', 'cost']),
  role: text.nullable(),
  at: z.enum(PLACES),
  unit: text,
  /** an integer; for a weighted rule per student text, without trailing zeros */
  count: z.union([count, text]),
  hours: hours.nullable(),
  /** euro per hour */
  rate: euro.nullable(),
  amount: euro,
  shares: z.array(z.strictObject({ party: text, hours: hours.nullable(), amount: euro })),
});

const funded = z.strictObject({
  item: text,
  amount: euro,
  payers: z.array(z.strictObject({ party: text, amount: euro })),
});

const level = z.strictObject({ amount: euro, perStudent: euro.nullable() });

const party = z.strictObject({
  party: text,
  budget: euro,
  cost: euro,
  contribution: euro,
  net: euro,
  ceiling: euro.nullable(),
  status: z.enum(['covered', 'within-ceiling', 'deficit']),
});

const totals = z.strictObject({
  hours,
  fte,
  cost: euro,
  funding: euro,
  contributions: euro,
  result: euro,
  net: euro,
  coverage: fixed(4).nullable(),
  costPerStudent: euro.nullable(),
  fundingPerStudent: euro.nullable(),
});

const school = z.strictObject({
  school: text,
  kind: text,
  network: text,
  students: count,
  supervisorsNeeded: count,
  supervisorsAvailable: count.nullable(),
  supervisorShortage: count.nullable(),
  capacity: count.nullable(),
  placementShortage: count.nullable(),
  budget: euro,
});

const network = z.strictObject({
  network: text,
  lead: text.nullable(),
  schools: count,
  students: count,
  budget: euro,
  hours,
  cost: euro,
});

const check = z.strictObject({
  check: text,
  requirement: count.nullable(),
  status: z.enum(['pass', 'fail']),
  subjects: z.array(text),
});

const year = z.strictObject({
  year: text,
  students: count,
  lines: z.array(line),
  funding: z.array(funded),
  levels: z.strictObject(
    Object.fromEntries(LEVELS.map((name) => [name, level])) as Record<(typeof LEVELS)[number], typeof level>,
  ),
  parties: z.array(party),
  totals,
  roles: z.array(z.strictObject({ role: text, hours, fte, cost: euro })),
  staffing: z.array(
    z.strictObject({ at: z.enum(PLACES), unit: text, role: text, hours, fte, persons: count }),
  ),
  schools: z.array(school),
  networks: z.array(network),
  staff: z.array(z.strictObject({ role: text, party: text, needed: fte, available: fte, shortage: fte })),
  checks: z.array(check),
});

export const resultFormat = z.strictObject({
  format: z.literal('samenplan-result/1'),
  plan: text,
  years: z.array(text),
  variants: z.array(
    z.strictObject({
      id: text,
      years: z.array(year),
      calendar: z.array(z.strictObject({ year: z.int(), cost: euro, funding: euro, result: euro })),
    }),
  ),
});

export type Result = z.infer<typeof resultFormat>;
export type VariantResult = Result['variants'][number];
export type YearResult = VariantResult['years'][number];
export type LineResult = YearResult['lines'][number];

/** The figures of a variant in a year that say what it costs and who pays: what is asked when inputs change. */
export type YearFigures = Pick<YearResult, 'year' | 'students' | 'levels' | 'parties' | 'totals' | 'roles'>;
