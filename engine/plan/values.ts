import { z } from 'zod';
import { type DecimalInput, Exact, withoutZerosAtEnd } from '../numbers/index.ts';
import {
  type JsonType,
  type Problem,
  type ProblemCode,
  type ProblemValues,
  pointer,
  problem,
} from './problems.ts';

/** The smallest building blocks of the plan format: decimals, integers, ids, dates and texts, with their checks. */

/** What a check of one value finds: a code with its values, or nothing. */
type Finding = { [Code in ProblemCode]: { code: Code; values: ProblemValues[Code] } }[ProblemCode];

const finding = <Code extends ProblemCode>(code: Code, values: ProblemValues[Code]): Finding =>
  ({ code, values }) as Finding;

/** The JSON type of a value, for messages. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'string' ? 'text' : typeof value;
}

/** A value of any type as a message shows it; only a single value as its text, as an object may have none. */
export const shown = (value: unknown): string =>
  typeof value === 'string'
    ? clip(value)
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : typeName(value);

export interface DecimalBounds {
  readonly min?: string;
  readonly above?: string;
  readonly max?: string;
  readonly decimals?: number;
}

/** What is wrong with a decimal, if anything. */
function checkDecimal(value: unknown, bounds: DecimalBounds): Finding | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') {
    return finding('wrong-type', { expected: 'decimal', found: typeName(value) });
  }
  const found = shown(value);
  if (typeof value === 'string' ? !/^-?\d+(\.\d+)?$/.test(value) : !Number.isFinite(value)) {
    return finding('not-a-decimal', { found });
  }
  const size = digits(value);
  if (size.before > 12 || size.after > 10 || size.significant > 15) {
    return finding('too-many-digits', { found, ...size });
  }
  const exact = Exact.of(value);
  const { min, above, max, decimals } = bounds;
  if (min !== undefined && exact.compare(Exact.of(min)) < 0) {
    return finding('too-small', { found, minimum: min, exclusive: false });
  }
  if (above !== undefined && exact.compare(Exact.of(above)) <= 0) {
    return finding('too-small', { found, minimum: above, exclusive: true });
  }
  if (max !== undefined && exact.compare(Exact.of(max)) > 0) {
    return finding('too-large', { found, maximum: max });
  }
  if (decimals !== undefined && size.after > decimals) {
    return finding('too-many-decimals', { found, allowed: decimals });
  }
  return undefined;
}

const clip = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** Digits before and after the point and in all, zeros at either end not counted. */
function digits(value: DecimalInput): { before: number; after: number; significant: number } {
  const parts = /^-?(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
  const [, integer = '', fraction = '', exponent = '0'] = parts ?? [];
  const all = (integer + fraction).replace(/^0+/, '');
  const shift = Number(exponent);
  const significant = withoutZerosAtEnd(all);
  if (significant === '') return { before: 0, after: 0, significant: 0 };
  // place of the last significant digit, counted from the point
  const after = fraction.length - shift - (all.length - significant.length);
  return {
    before: Math.max(0, significant.length - after),
    after: Math.max(0, after),
    significant: significant.length,
  };
}

function checkInteger(value: unknown, bounds: { min?: number; max?: number }): Finding | undefined {
  if (typeof value !== 'number')
    return finding('wrong-type', { expected: 'integer', found: typeName(value) });
  if (!Number.isInteger(value)) return finding('not-an-integer', { found: String(value) });
  if (bounds.min !== undefined && value < bounds.min) {
    return finding('too-small', { found: String(value), minimum: String(bounds.min), exclusive: false });
  }
  if (bounds.max !== undefined && value > bounds.max) {
    return finding('too-large', { found: String(value), maximum: String(bounds.max) });
  }
  const size = digits(value);
  if (size.before > 12) return finding('too-many-digits', { found: String(value), ...size });
  return undefined;
}

/** Characters that XML 1.0 can't hold, lone surrogates among them. */
const FORBIDDEN =
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function checkText(value: unknown): Finding | undefined {
  if (typeof value !== 'string') return finding('wrong-type', { expected: 'text', found: typeName(value) });
  const match = FORBIDDEN.exec(value);
  if (!match) return undefined;
  const character = `U+${match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return finding('bad-text', { character, position: match.index + 1 });
}

/** The form of an id, but for its one letter. */
export const ID = /^[a-z0-9][a-z0-9-]{0,59}$/;

export const isId = (text: string): boolean => ID.test(text) && /[a-z]/.test(text);

function checkId(value: unknown): Finding | undefined {
  if (typeof value !== 'string') return finding('wrong-type', { expected: 'text', found: typeName(value) });
  return isId(value) ? undefined : finding('bad-id', { found: clip(value) });
}

function checkDate(value: unknown): Finding | undefined {
  if (typeof value !== 'string') return finding('wrong-type', { expected: 'text', found: typeName(value) });
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? []).map(Number);
  const lengths = [31, year !== undefined && isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const length = lengths[(month ?? 0) - 1];
  if (day !== undefined && length !== undefined && day >= 1 && day <= length) return undefined;
  return finding('bad-date', { found: clip(value) });
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** A zod type of one value with a check of ours; `json` is how JSON Schema writes it. */
function value<T>(
  check: (value: unknown) => Finding | undefined,
  json: Record<string, unknown>,
): z.ZodType<T> {
  return z
    .any()
    .check((context) => {
      const found = check(context.value);
      if (found) {
        context.issues.push({ code: 'custom', input: context.value, params: found, message: found.code });
      }
    })
    .meta(json);
}

const DECIMAL_TEXT = { type: 'string', pattern: '^-?[0-9]+(\\.[0-9]+)?$' };

/** A decimal: a JSON number, or text without exponent; at most 12 digits before the point, 10 after, 15 in all. */
export function decimal(bounds: DecimalBounds = {}): z.ZodType<DecimalInput> {
  const number: Record<string, unknown> = { type: 'number' };
  if (bounds.min !== undefined) number.minimum = Number(bounds.min);
  if (bounds.above !== undefined) number.exclusiveMinimum = Number(bounds.above);
  if (bounds.max !== undefined) number.maximum = Number(bounds.max);
  return value((input) => checkDecimal(input, bounds), { anyOf: [number, DECIMAL_TEXT] });
}

/** A decimal >= 0. */
export const amount = (): z.ZodType<DecimalInput> => decimal({ min: '0' });

/** A whole number, as a JSON number. */
export function integer(min?: number, max?: number): z.ZodType<number> {
  const bounds = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
  return value((input) => checkInteger(input, bounds), {
    type: 'integer',
    ...(min === undefined ? {} : { minimum: min }),
    ...(max === undefined ? {} : { maximum: max }),
  });
}

export const text = (): z.ZodType<string> => value(checkText, { type: 'string' });
export const id = (): z.ZodType<string> =>
  value(checkId, { type: 'string', pattern: '^(?=.*[a-z])[a-z0-9][a-z0-9-]{0,59}$' });
export const date = (): z.ZodType<string> => value(checkDate, { type: 'string', format: 'date' });

export function choice<const T extends string>(...allowed: readonly T[]): z.ZodType<T> {
  return value(
    (input) =>
      typeof input !== 'string'
        ? finding('wrong-type', { expected: 'text', found: typeName(input) })
        : (allowed as readonly string[]).includes(input)
          ? undefined
          : finding('not-one-of', { found: clip(input), allowed }),
    { enum: allowed },
  );
}

/**
 * One value for all years, or a list with one per year. Which lengths are right is checked with the plan's
 * `years`, apart from the shape.
 */
export function perYear<T>(item: z.ZodType<T>): z.ZodType<T | T[]> {
  const json = {
    anyOf: [z.toJSONSchema(item, JSON_SCHEMA), { type: 'array', items: z.toJSONSchema(item, JSON_SCHEMA) }],
  };
  for (const schema of [json.anyOf[0], (json.anyOf[1] as { items: Record<string, unknown> }).items]) {
    delete (schema as Record<string, unknown>).$schema;
  }
  return z
    .any()
    .check((context) => {
      const input: unknown = context.value;
      const parts = Array.isArray(input) ? input : [input];
      for (const [index, part] of parts.entries()) {
        // a gap in a list too
        const outcome = item.safeParse(part);
        for (const issue of outcome.error?.issues ?? []) {
          context.issues.push({
            code: 'custom',
            input: part,
            path: Array.isArray(input) ? [index, ...issue.path] : [...issue.path],
            params: (issue as { params?: Finding }).params ?? {},
            message: issue.message,
          });
        }
      }
    })
    .meta(json);
}

/** How the JSON Schemas are generated: our own values carry theirs in their metadata. */
export const JSON_SCHEMA = { unrepresentable: 'any' } as const;

const EXPECTED: Record<string, JsonType> = {
  object: 'object',
  record: 'object',
  array: 'list',
  string: 'text',
  boolean: 'boolean',
  number: 'number',
};

/**
 * Our problems for the issues that the schema library reports on `input`.
 * @param fallbacks what an item of a union is judged by where the key that says which one it is, is wrong
 */
export function problemsOf(
  error: z.ZodError,
  base: string,
  input: unknown,
  fallbacks: Readonly<Record<string, z.ZodType>>,
): Problem[] {
  return error.issues.flatMap((issue): Problem[] => {
    const path = pointer(base, ...issue.path.map(String));
    const found = valueAt(input, issue.path);
    if (issue.code === 'invalid_key') {
      return [problem(path, 'bad-id', { found: clip(String(issue.path.at(-1))) })];
    }
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => problem(pointer(path, key), 'unknown-key', { key }));
    }
    if (found === undefined && issue.code !== 'invalid_union') {
      return [problem(path, 'missing', { key: String(issue.path.at(-1) ?? '') })];
    }
    const own = (issue as { params?: Finding }).params;
    if (issue.code === 'custom' && own && 'code' in own) return [{ path, ...own }];
    if (issue.code === 'invalid_value') {
      return [problem(path, 'not-one-of', { found: shown(found), allowed: issue.values.map(String) })];
    }
    if (issue.code === 'invalid_union') return unionProblems(issue, path, input, fallbacks);
    const expected = EXPECTED[(issue as { expected?: string }).expected ?? ''] ?? 'object';
    return [problem(path, 'wrong-type', { expected, found: typeName(found) })];
  });
}

/** An item of a union whose key that says which one it is, is wrong: that key, and what is known of the rest. */
function unionProblems(
  issue: z.core.$ZodIssue,
  path: string,
  input: unknown,
  fallbacks: Readonly<Record<string, z.ZodType>>,
): Problem[] {
  const key = (issue as { discriminator?: string }).discriminator ?? '';
  const inside = issue.path.at(-1) === key;
  const item = valueAt(input, inside ? issue.path.slice(0, -1) : issue.path);
  const itemPath = inside ? path.slice(0, path.lastIndexOf('/')) : path;
  const given = valueAt(item, [key]);
  const wrong =
    given === undefined
      ? problem(pointer(itemPath, key), 'missing', { key })
      : problem(pointer(itemPath, key), 'not-one-of', {
          found: shown(given),
          allowed: optionsOf(issue),
        });
  const rest = fallbacks[key]?.safeParse(item);
  return rest?.error ? [wrong, ...problemsOf(rest.error, itemPath, item, {})] : [wrong];
}

const optionsOf = (issue: unknown): readonly string[] =>
  ((issue as { options?: unknown[] }).options ?? []).filter((option) => typeof option === 'string');

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let at = input;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return at;
}
