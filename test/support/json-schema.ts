import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** A JSON Schema of draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** In strict mode an unknown keyword is an error; `date` is there for editors, only the engine judges dates. */
const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, formats: { date: true } });
const compiled = new WeakMap<JsonSchema, ValidateFunction>();

/** What is wrong with a value, as texts `POINTER: message`; empty where it is valid. */
export function schemaErrors(value: unknown, schema: JsonSchema): string[] {
  let check = compiled.get(schema);
  if (check === undefined) {
    check = ajv.compile(schema);
    compiled.set(schema, check);
  }
  if (check(value)) return [];
  return (check.errors ?? []).map(({ instancePath, message, params }) => {
    const { additionalProperty: key } = params as { additionalProperty?: string };
    return key === undefined ? `${instancePath}: ${message ?? ''}` : `${instancePath}/${key}: unknown key`;
  });
}
