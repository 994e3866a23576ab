import { z } from 'zod';
import { type Correlation, pointer, type Uncertain } from '../../engine/index.ts';
import type { AnyProblem } from '../texts/index.ts';
import { parseJson } from './json.ts';
import { readFileBytes } from './plan-file.ts';

/** What may turn out otherwise, from a file: `{"uncertain": [{path, distribution}], "correlations": [{between, value}]}`. */
export interface UncertainFile {
  readonly uncertain: readonly Uncertain[];
  readonly correlations: readonly Correlation[];
}

const number = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);

const format = z.strictObject({
  uncertain: z.array(
    z.strictObject({
      path: z.string(),
      distribution: z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('triangular'), low: number, mode: number, high: number }),
        z.strictObject({ type: z.literal('normal'), mean: number, sd: number }),
      ]),
    }),
  ),
  correlations: z
    .array(z.strictObject({ between: z.tuple([z.string(), z.string()]), value: z.number().min(-1).max(1) }))
    .default([]),
});

export type UncertainOutcome =
  | ({ readonly ok: true } & UncertainFile)
  | { readonly ok: false; readonly problems: readonly AnyProblem[] };

/** Reads such a file; whether its paths and distributions suit a plan is for the simulation to say. */
export function readUncertain(file: string): UncertainOutcome {
  const read = readFileBytes(file);
  if (!read.ok) return read;
  const json = parseJson(new TextDecoder().decode(read.bytes).replace(/^\ufeff/, ''));
  if (!json.ok) return json;
  const outcome = format.safeParse(json.value);
  if (outcome.success) return { ok: true, ...outcome.data };
  const place = pointer('', ...(outcome.error.issues[0]?.path ?? []).map(String));
  return { ok: false, problems: [{ path: '', code: 'uncertain-shape', values: { file, place } }] };
}
