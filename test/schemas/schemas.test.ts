import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calculate, type ProblemCode, validate } from '../../engine/index.ts';
import { schemas } from '../../src/schemas/main.ts';
import { BREAKAGES, richPlan } from '../support/broken.ts';
import { type JsonSchema, schemaErrors } from '../support/json-schema.ts';
import { samplePlans } from '../support/plans.ts';

const root = new URL('../../', import.meta.url);
const text = (file: string): string => readFileSync(new URL(file, root), 'utf8');
const json = (file: string): unknown => JSON.parse(text(file));
const golden = readdirSync(new URL('test/golden/', root));

const made = schemas();
const planSchema = made['samenplan-1.schema.json'] as JsonSchema;
const resultSchema = made['samenplan-result-1.schema.json'] as JsonSchema;

/** The JSON Pointer an error starts with. */
const placeOf = (error: string): string => error.slice(0, error.indexOf(':'));

/** The whole plan is a place for problems of the whole plan only. */
const isAtOrAbove = (place: string, path: string): boolean =>
  place === '' ? path === '' : path === place || path.startsWith(`${place}/`);

describe('the committed schemas', () => {
  it('are those of the formats', () => {
    expect(readdirSync(new URL('schemas/', root)).sort()).toEqual(Object.keys(made).sort());
    for (const [name, schema] of Object.entries(made))
      expect(text(`schemas/${name}`), `${name}: run npm run schemas`).toBe(
        `${JSON.stringify(schema, null, 2)}\n`,
      );
  });

  it('carry a Dutch description with every key of the plan and of its lists', () => {
    const properties = planSchema.properties as Readonly<Record<string, JsonSchema>>;
    const described = (of: Readonly<Record<string, JsonSchema>>): string[] =>
      Object.keys(of).filter((key) => of[key]!.description === undefined);
    expect(described(properties)).toEqual([]);
    for (const list of Object.values(properties).filter(({ items }) => items !== undefined)) {
      const items = list.items as JsonSchema;
      for (const form of (items.oneOf ?? [items]) as JsonSchema[])
        expect(described(form.properties as Readonly<Record<string, JsonSchema>>)).toEqual([]);
    }
  });
});

describe('the schema of plans', () => {
  it.each(golden.filter((file) => file.endsWith('.plan.json')))('takes %s', (file) => {
    expect(schemaErrors(json(`test/golden/${file}`), planSchema)).toEqual([]);
  });

  it('takes the example plan and the plan with every key', () => {
    expect(schemaErrors(json('examples/groningen/plan.json'), planSchema)).toEqual([]);
    expect(schemaErrors(richPlan(), planSchema)).toEqual([]);
  });

  it('takes every plan that is valid', () => {
    for (const plan of samplePlans(1, 100))
      if (validate(plan).ok) expect(schemaErrors(plan, planSchema)).toEqual([]);
  });

  /** What the shape of one value shows, whatever else stands in the plan. */
  const SHAPE: readonly ProblemCode[] = [
    'unknown-key',
    'wrong-type',
    'not-a-decimal',
    'not-an-integer',
    'not-one-of',
    'bad-id',
  ];

  const broken = BREAKAGES.flatMap((breakage) => {
    const plan = breakage.break(richPlan());
    if (plan === undefined) return [];
    const validation = validate(plan);
    const problems = validation.ok ? [] : validation.problems;
    return [
      { name: breakage.name, plan, ok: validation.ok, problems, errors: schemaErrors(plan, planSchema) },
    ];
  });

  it('refuses what has another shape, at the place where the engine does', () => {
    const shapes = broken.flatMap(({ name, problems, errors }) =>
      problems
        .filter(({ code, path }) => {
          const beyondShape = path.includes('/changes/') || /^\/staff\/\d+\/party$/.test(path);
          return SHAPE.includes(code) && !beyondShape;
        })
        .map(({ path }) => ({ name, path, errors })),
    );
    expect(shapes.length).toBeGreaterThan(100);
    // a schema names the item where an item has several forms
    const missed = shapes.filter(
      ({ path, errors }) => !errors.some((error) => isAtOrAbove(placeOf(error), path)),
    );
    expect(missed.map(({ name, path }) => `${name}: ${path}`)).toEqual([]);
  });

  it('refuses nothing that the engine takes', () => {
    expect(broken.filter(({ ok, errors }) => ok && errors.length > 0)).toEqual([]);
  });

  const plan = json('test/golden/hub-met-twee-partners.plan.json') as Record<string, unknown>;
  it.each([
    ['a wrong type', { name: 7 }, '/name: must be string'],
    ['an unknown key', { $schema: 'x' }, '/$schema: unknown key'],
    ['a number out of range', { years: 16 }, '/years: must be <= 15'],
    ['an amount below 0', { ceiling: -1 }, '/ceiling: must match a schema in anyOf'],
    ['no plain decimal', { hoursPerFte: '1.659,00' }, '/hoursPerFte: must match a schema in anyOf'],
    ['another format', { format: 'samenplan/2' }, '/format: must be equal to constant'],
    [
      'a broken funding item',
      { funding: [{ kind: 'gift' }] },
      '/funding/0: must match exactly one schema in oneOf',
    ],
  ])('refuses %s', (_, change, error) => {
    expect(schemaErrors({ ...plan, ...change }, planSchema)).toContain(error);
  });

  it('refuses a missing key', () => {
    const { variants: _, ...rest } = plan;
    expect(schemaErrors(rest, planSchema)).toEqual([": must have required property 'variants'"]);
  });
});

describe('the schema of results', () => {
  it.each(golden.filter((file) => file.endsWith('.result.json')))('takes %s', (file) => {
    expect(schemaErrors(json(`test/golden/${file}`), resultSchema)).toEqual([]);
  });

  it('refuses figures in another form, a missing list and an unknown key', () => {
    const validation = validate(json('test/golden/hub-met-twee-partners.plan.json'));
    if (!validation.ok) throw new Error('the golden plan is valid');
    const result = calculate(validation.plan);
    const year = result.variants[0]!.years[0]!;
    const broken: unknown = {
      ...result,
      extra: 1,
      variants: [
        {
          id: 'a',
          calendar: [],
          years: [{ ...year, totals: { ...year.totals, cost: 119971.61, fte: '1.2' } }],
        },
        { id: 'b', years: [] },
      ],
    };
    expect(schemaErrors(broken, resultSchema).sort()).toEqual([
      '/extra: unknown key',
      '/variants/0/years/0/totals/cost: must be string',
      '/variants/0/years/0/totals/fte: must match pattern "^-?\\d+\\.\\d{4}$"',
      "/variants/1: must have required property 'calendar'",
    ]);
  });
});
