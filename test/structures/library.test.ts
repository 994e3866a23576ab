import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type AnyStructure, sharedFormat, structureFormat } from '../../engine/index.ts';
import { schemas } from '../../src/schemas/main.ts';
import { structureLibrary } from '../../src/structures/library.ts';
import { type JsonSchema, schemaErrors } from '../support/json-schema.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'structures');
const json = (file: string): unknown => JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.json') && file !== 'gedeeld.json',
);

// once: a schema has one identity
const made = schemas();
const { parts, structures, addons } = structureLibrary();
const all: readonly AnyStructure[] = [...structures, ...addons];

/** Every part that can hold rules, with the structure it belongs to. */
const holders = all.flatMap((each) => [
  { each, part: each },
  ...(each.type === 'structure' ? (each.choices ?? []) : []).flatMap(({ options }) =>
    options.map((part) => ({ each, part })),
  ),
]);

describe('the files of the library', () => {
  it('are all in it, once, under their own name', () => {
    expect(files.map((file) => (json(file) as AnyStructure).id).sort()).toEqual(
      all.map(({ id }) => id).sort(),
    );
    for (const file of files)
      expect(file).toMatch(new RegExp(`(^|/)${(json(file) as AnyStructure).id}\\.json$`));
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it.each(files)('%s is of the format, and its schema takes it', (file) => {
    const outcome = structureFormat.safeParse(json(file));
    expect(outcome.error?.issues).toBeUndefined();
    expect(schemaErrors(json(file), made['samenplan-structure-1.schema.json'] as JsonSchema)).toEqual([]);
  });

  it('share what is of the format too', () => {
    expect(sharedFormat.safeParse(json('gedeeld.json')).error?.issues).toBeUndefined();
    const schema = made['samenplan-structure-parts-1.schema.json'] as JsonSchema;
    expect(schemaErrors(json('gedeeld.json'), schema)).toEqual([]);
  });

  it('refuse a rule without a source that is not said to be assumed', () => {
    const [first] = structures;
    const bare = { ...first!.norms![0]!, assumption: undefined, source: undefined };
    expect(structureFormat.safeParse({ ...first, norms: [bare] }).success).toBe(false);
    expect(structureFormat.safeParse({ ...first, norms: [{ ...bare, source: 'Brief' }] }).success).toBe(true);
  });

  it('refuse a rule without an explanation, and a key that is not known', () => {
    const [first] = structures;
    const { note: _, ...silent } = first!.norms![0]!;
    expect(structureFormat.safeParse({ ...first, norms: [silent] }).success).toBe(false);
    expect(structureFormat.safeParse({ ...first, colour: 'blauw' }).success).toBe(false);
  });
});

describe('the rules of the library', () => {
  const rules = [
    ...holders.flatMap(({ part }) => [...(part.norms ?? []), ...(part.costs ?? [])]),
    ...parts.norms,
    ...parts.costs,
  ];

  it('explain themselves in a sentence and say what is assumed', () => {
    for (const rule of [
      ...rules,
      ...parts.roles,
      ...parts.rates,
      ...all.flatMap(({ groups }) => groups ?? []),
    ]) {
      expect(rule.note, rule.id).toMatch(/^\p{Lu}.*\.$/u);
      if (rule.assumption === true) expect(rule.note, rule.id).toMatch(/aangenomen|aanname|gevonden/);
    }
    for (const { summary, name } of all) expect(summary, name).toMatch(/^\p{Lu}.*\.$/u);
  });

  it('name only roles, rates and rules that are there', () => {
    const roles = parts.roles.map(({ id }) => id);
    const rates = parts.rates.map(({ id }) => id);
    for (const { rate } of parts.roles) expect(rates).toContain(rate);
    for (const each of parts.rates) for (const role of each.roles) expect(roles).toContain(role);
    const named = [
      ...rules.flatMap((rule) => ('role' in rule ? [rule.role] : [])),
      ...rules.flatMap(({ unlessOwn }) => unlessOwn?.role ?? []),
      ...structures.flatMap(({ arranges }) => arranges ?? []),
      ...structures.flatMap(({ instead }) => (instead ?? []).flatMap(({ role, of }) => [role, of])),
      ...structures.flatMap(({ shifts }) => (shifts ?? []).flatMap(({ role, to }) => [role, to])),
      ...structures.flatMap(({ requirements }) =>
        requirements.flatMap((each) => (each.type === 'team' ? each.roles : [])),
      ),
    ];
    expect([...new Set(named)].filter((role) => !roles.includes(role))).toEqual([]);
    for (const { part } of holders) {
      for (const id of part.uses?.norms ?? []) expect(parts.norms.map((each) => each.id)).toContain(id);
      for (const id of part.uses?.costs ?? []) expect(parts.costs.map((each) => each.id)).toContain(id);
    }
  });

  it('are each used somewhere where they are shared', () => {
    const used = holders.flatMap(({ part }) => [...(part.uses?.norms ?? []), ...(part.uses?.costs ?? [])]);
    for (const { id } of [...parts.norms, ...parts.costs]) expect(used).toContain(id);
  });

  it('have an amount in exactly one form, and an id of their own', () => {
    for (const rule of rules) {
      const forms = ['hours', 'fte', 'amount', 'steps'].filter((key) => Object.hasOwn(rule, key));
      expect(forms, rule.id).toHaveLength(1);
    }
    const ids = rules.map(({ id }) => id);
    expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([]);
  });

  it('filter on kinds that the layout of their structure knows', () => {
    for (const { each, part } of holders) {
      const layout = each.type === 'structure' ? each.layout : undefined;
      const kinds = [layout?.lead, layout?.kind, layout?.largest?.kind, layout?.empty];
      kinds.push(layout?.first, ...(layout?.classes ?? []).map(({ kind }) => kind));
      for (const rule of [...(part.norms ?? []), ...(part.costs ?? [])])
        for (const kind of rule.where?.kind ?? []) expect(kinds, rule.id).toContain(kind);
    }
  });
});
