import { z } from 'zod';
import { type ImportProblem, INPUTS, importProblem } from './problems.ts';

/**
 * What the user settles: which column is which, how a doubtful column of numbers is read, and which school, institute or
 * group is meant. Format `samenplan-map/1`.
 */

const reading = z.enum(['nl', 'en']);
const list = z.strictObject({
  /** field to heading, or to the column's number from 1 */
  columns: z.record(z.string(), z.union([z.string(), z.int().min(1)])).optional(),
  /** for the whole list, or per heading or column number */
  numbers: z.union([reading, z.record(z.string(), reading)]).optional(),
  separator: z.enum([';', ',', '\t', '|']).optional(),
  encoding: z.enum(['utf-8', 'windows-1252']).optional(),
});

/** What is found in a list, to a code or id of the plan; null leaves its rows out. */
const matches = z.record(z.string(), z.string().min(1).nullable()).optional();

const mappingFormat = z.strictObject({
  format: z.literal('samenplan-map/1').optional(),
  ...(Object.fromEntries(INPUTS.map((input) => [input, list.optional()] as const)) as Record<
    (typeof INPUTS)[number],
    z.ZodOptional<typeof list>
  >),
  match: z
    .strictObject({
      schools: matches,
      institutes: matches,
      groups: matches,
      boards: matches,
      roles: matches,
      rates: matches,
    })
    .optional(),
  plan: z
    .strictObject({
      name: z.string().min(1).optional(),
      region: z.string().min(1).optional(),
      startYear: z.int().min(1).max(9900).optional(),
      years: z.int().min(1).max(15).optional(),
      hoursPerFte: z
        .string()
        .regex(/^\d+(\.\d+)?$/)
        .optional(),
    })
    .optional(),
});

export type Mapping = z.infer<typeof mappingFormat>;
export type ListMapping = z.infer<typeof list>;

/** Checks a mapping as read from JSON; `name` is its file's, for the problems. */
export function readMapping(
  value: unknown,
  name: string,
):
  | { readonly ok: true; readonly mapping: Mapping }
  | { readonly ok: false; readonly problems: readonly ImportProblem[] } {
  const outcome = mappingFormat.safeParse(value);
  if (outcome.success) return { ok: true, mapping: outcome.data };
  const problems = outcome.error.issues.map((issue) => {
    const keys = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
    const reason = `/${keys.map(String).join('/')}`;
    return importProblem(name, 'map-invalid', { reason });
  });
  return { ok: false, problems };
}
