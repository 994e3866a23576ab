/**
 * A checker for the part of JSON Schema (draft 2020-12) that our schemas use, so that the tests need no package for it.
 * A keyword it doesn't know is an error: a schema that starts to use one can't pass unchecked.
 */
export type JsonSchema = Readonly<Record<string, unknown>>;

type Check = (value: unknown, expected: never, schema: JsonSchema, path: string) => string[];

/** What is wrong with a value, as texts that start with a JSON Pointer; empty where it is valid. */
export function schemaErrors(value: unknown, schema: JsonSchema, path = ''): string[] {
  return Object.entries(schema).flatMap(([keyword, expected]) => {
    const check = KEYWORDS[keyword];
    if (check === undefined) throw new Error(`this checker doesn't know the keyword ${keyword}`);
    return check(value, expected as never, schema, path);
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: Number.isFinite, // JSON has no infinity
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

const says = (holds: boolean, path: string, what: string): string[] => (holds ? [] : [`${path}: ${what}`]);
const ifNumber = (value: unknown, test: (number: number) => boolean): boolean =>
  typeof value !== 'number' || test(value);

const annotation: Check = () => [];

const KEYWORDS: Readonly<Record<string, Check>> = {
  $schema: annotation,
  $id: annotation,
  title: annotation,
  description: annotation,
  format: annotation,
  type: (value, types: string | readonly string[], _, path) =>
    says(
      [types].flat().some((type) => TYPES[type]!(value)),
      path,
      `not of type ${[types].flat().join(' or ')}`,
    ),
  const: (value, expected: unknown, _, path) => says(value === expected, path, `not ${String(expected)}`),
  enum: (value, allowed: readonly unknown[], _, path) =>
    says(allowed.includes(value), path, `not one of ${allowed.join(', ')}`),
  minimum: (value, least: number, _, path) =>
    says(
      ifNumber(value, (number) => number >= least),
      path,
      `below ${least}`,
    ),
  maximum: (value, most: number, _, path) =>
    says(
      ifNumber(value, (number) => number <= most),
      path,
      `above ${most}`,
    ),
  exclusiveMinimum: (value, least: number, _, path) =>
    says(
      ifNumber(value, (number) => number > least),
      path,
      `not above ${least}`,
    ),
  pattern: (value, pattern: string, _, path) =>
    says(typeof value !== 'string' || new RegExp(pattern, 'u').test(value), path, `not like ${pattern}`),
  required: (value, keys: readonly string[], _, path) =>
    isObject(value)
      ? keys.flatMap((key) => says(Object.hasOwn(value, key), `${path}/${key}`, 'missing'))
      : [],
  properties: (value, properties: Readonly<Record<string, JsonSchema>>, _, path) =>
    isObject(value)
      ? Object.entries(properties).flatMap(([key, schema]) =>
          Object.hasOwn(value, key) ? schemaErrors(value[key], schema, `${path}/${key}`) : [],
        )
      : [],
  additionalProperties: (value, rest: boolean | JsonSchema, { properties }, path) =>
    isObject(value)
      ? Object.keys(value)
          .filter((key) => !Object.hasOwn(properties ?? {}, key))
          .flatMap((key) =>
            typeof rest === 'boolean'
              ? says(rest, `${path}/${key}`, 'unknown key')
              : schemaErrors(value[key], rest, `${path}/${key}`),
          )
      : [],
  propertyNames: (value, schema: JsonSchema, _, path) =>
    isObject(value) ? Object.keys(value).flatMap((key) => schemaErrors(key, schema, `${path}/${key}`)) : [],
  items: (value, schema: JsonSchema, _, path) =>
    Array.isArray(value)
      ? value.flatMap((item, index) => schemaErrors(item, schema, `${path}/${index}`))
      : [],
  anyOf: (value, forms: readonly JsonSchema[], _, path) =>
    says(
      forms.some((form) => schemaErrors(value, form).length === 0),
      path,
      'none of the allowed forms',
    ),
  oneOf: (value, forms: readonly JsonSchema[], _, path) =>
    says(
      forms.filter((form) => schemaErrors(value, form).length === 0).length === 1,
      path,
      'not exactly one of the allowed forms',
    ),
};
