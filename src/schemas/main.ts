import { z } from 'zod';
import { planFormat, resultFormat, sharedFormat, structureFormat } from '../../engine/index.ts';
import { fundingRuleFormat } from '../funding/index.ts';
import {
  FUNDING_RULE,
  ITEMS,
  LINE_RESULT,
  PLAN,
  RESULT,
  SHARED,
  SPLIT,
  STRUCTURE,
  STRUCTURE_ITEMS,
  VARIANT_RESULT,
  YEAR_RESULT,
} from './descriptions.ts';

/** The part of a JSON Schema that descriptions are written into. */
interface Schema {
  description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
}

/**
 * The JSON Schemas (draft 2020-12) of the plan, of a funding rule, of the result and of structures, by file name, with
 * Dutch descriptions for an editor.
 * They are made from the formats that the engine validates with, and check the shape alone: what goes beyond one value
 * (references, lengths, sums, digits) only `validate` knows. No valid plan is refused by its schema.
 */
export function schemas(): Readonly<Record<`${string}.schema.json`, object>> {
  return {
    'samenplan-1.schema.json': { ...heading('samenplan-1', 'Plan van Samenplan'), ...planSchema() },
    'samenplan-funding-1.schema.json': {
      ...heading('samenplan-funding-1', 'Regel voor dekking van Samenplan'),
      ...fundingRuleSchema(),
    },
    'samenplan-result-1.schema.json': {
      ...heading('samenplan-result-1', 'Uitkomst van Samenplan'),
      ...resultSchema(),
    },
    'samenplan-structure-1.schema.json': {
      ...heading('samenplan-structure-1', 'Structuur voor Samenplan'),
      ...structureSchema(structureFormat),
    },
    'samenplan-structure-parts-1.schema.json': {
      ...heading('samenplan-structure-parts-1', 'Wat structuren voor Samenplan delen'),
      ...structureSchema(sharedFormat),
    },
  };
}

const heading = (name: string, title: string) => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `urn:samenplan:${name}`,
  title,
});

/** A fresh schema without shared parts, so that a description lands in one place. */
function generate(format: z.ZodType): Schema {
  const generated = z.toJSONSchema(format, { target: 'draft-2020-12', unrepresentable: 'any' });
  const { $schema: _, ...schema } = JSON.parse(JSON.stringify(generated)) as Schema & { $schema: string };
  return schema;
}

function planSchema(): Schema {
  const schema = generate(planFormat);
  describe(schema, PLAN);
  for (const [list, texts] of Object.entries(ITEMS)) describe(itemsOf(schema, list), { ...SHARED, ...texts });
  describe(property(schema, 'split'), SPLIT);
  return schema;
}

function fundingRuleSchema(): Schema {
  const schema = generate(fundingRuleFormat);
  describe(schema, FUNDING_RULE);
  describe(itemsOf(schema, 'funding'), { ...SHARED, ...ITEMS.funding });
  return schema;
}

function resultSchema(): Schema {
  const schema = generate(resultFormat);
  const variant = itemsOf(schema, 'variants');
  const year = itemsOf(variant, 'years');
  describe(schema, RESULT);
  describe(variant, VARIANT_RESULT);
  describe(year, YEAR_RESULT);
  describe(itemsOf(year, 'lines'), LINE_RESULT);
  return schema;
}

function structureSchema(format: z.ZodType): Schema {
  const schema = generate(format);
  describe(schema, STRUCTURE);
  for (const form of schema.oneOf ?? [schema])
    for (const [list, texts] of Object.entries(STRUCTURE_ITEMS))
      if (form.properties?.[list] !== undefined) describe(itemsOf(form, list), { ...SHARED, ...texts });
  return schema;
}

/** Writes the texts with the keys of an object, in each of its forms where it has several. */
function describe(schema: Schema, texts: Readonly<Record<string, string>>): void {
  for (const form of schema.oneOf ?? [schema]) {
    for (const [key, own] of Object.entries(form.properties ?? {})) {
      const text = texts[key];
      if (text !== undefined) own.description = text;
    }
  }
}

function property(schema: Schema, key: string): Schema {
  const found = schema.properties?.[key];
  if (found === undefined) throw new Error(`the generated schema has no ${key}`);
  return found;
}

function itemsOf(schema: Schema, key: string): Schema {
  const { items } = property(schema, key);
  if (items === undefined) throw new Error(`${key} is no list in the generated schema`);
  return items;
}
