import { type Plan, yearLabels } from '../../../engine/index.ts';
import type { InputTable, InputTexts } from '../../texts/inputs.ts';
import { changeRows } from './changes.ts';
import type { SchoolPlace } from './fields.ts';
import { isJson, type Json, listIn, put } from './json.ts';
import type { Context, Writing } from './spec.ts';

/** What stands in each table: an object per row, or one for a table of fixed lines. */
export type Records = Readonly<Record<InputTable, readonly Json[]>>;

/** At least so many columns for earlier years: as far as funding looks back. */
const YEARS_BACK = 3;

/** What decides the columns for a plan. */
export function contextOf(plan: Plan): Context {
  const longest = plan.students.reduce((most, { before }) => Math.max(most, before?.length ?? 0), 0);
  return {
    years: yearLabels(plan),
    variants: plan.variants.map(({ id }) => id),
    yearsBefore: Math.max(YEARS_BACK, longest),
  };
}

/** A plan as the rows of its tables. */
export function recordsOf(plan: Plan, texts: InputTexts): Records {
  const writing: Writing = { texts, context: contextOf(plan) };
  const json = plan as unknown as Json;
  const places = placesOf(plan);
  const steps = { norms: [] as Json[], costs: [] as Json[], funding: [] as Json[] };
  const addSteps = (list: string, rule: string, item: unknown, variant?: string): void => {
    if (!isJson(item) || !(list in steps)) return;
    for (const step of listIn(item, 'steps')) {
      steps[list as keyof typeof steps].push({
        ...(variant !== undefined && { $variant: variant }),
        $rule: rule,
        ...step,
      });
    }
  };
  const rules = Object.keys(steps);
  for (const list of rules) for (const item of listIn(json, list)) addSteps(list, item.id as string, item);
  const staff: Json[] = [...listIn(json, 'staff')];
  const changes: Json[] = [];
  for (const { id: variant, changes: own } of plan.variants) {
    if (own === undefined) continue;
    for (const row of changeRows(own, writing)) changes.push({ ...row, variant });
    for (const row of listIn(own, 'staff')) staff.push({ $variant: variant, ...row });
    for (const list of rules) {
      const changed = own[list];
      if (!isJson(changed)) continue;
      for (const [rule, item] of Object.entries(changed)) addSteps(list, rule, item, variant);
    }
  }
  return {
    plan: [json],
    notes: Object.entries(plan.notes ?? {}).map(([key, text]) => ({ key, text })),
    boards: listIn(json, 'boards'),
    institutes: listIn(json, 'institutes'),
    schools: plan.schools.map((school) => ({ ...school, $places: places.ofSchools.get(school.id) ?? {} })),
    places: places.others,
    groups: plan.groups.map((group) => ({
      ...group,
      ...(Object.hasOwn(plan.trend ?? {}, group.id) && { $trend: plan.trend?.[group.id] }),
    })),
    students: listIn(json, 'students'),
    roles: listIn(json, 'roles'),
    rates: listIn(json, 'rates'),
    norms: listIn(json, 'norms'),
    normSteps: steps.norms,
    costs: listIn(json, 'costs'),
    costSteps: steps.costs,
    funding: listIn(json, 'funding'),
    fundingSteps: steps.funding,
    split: [isJson(json.split) ? json.split : {}],
    staff,
    variants: listIn(json, 'variants'),
    requirements: plan.variants.flatMap(({ id, requirements = [] }) =>
      requirements.map((requirement) => ({ $variant: id, ...requirement })),
    ),
    changes,
  };
}

/**
 * The layouts: beside the schools where it fits, and as rows of their own where a place has a source of its own or
 * its school is only in the variant. The order is said where it isn't that of the schools.
 */
function placesOf(plan: Plan): { ofSchools: ReadonlyMap<string, Json>; others: readonly Json[] } {
  const ofSchools = new Map<string, Json>(plan.schools.map(({ id }) => [id, {}]));
  const rank = new Map(plan.schools.map(({ id }, index) => [id, index]));
  const others: Json[] = [];
  for (const { id: variant, layout } of plan.variants) {
    const fits = layout.map((place) => ofSchools.has(place.school) && Object.keys(place).length === 3);
    const at = layout.map(({ school }, index) =>
      fits[index] ? (rank.get(school) ?? 0) : Number.POSITIVE_INFINITY,
    );
    const inOrder = at.every((each, index) => index === 0 || (at[index - 1] ?? 0) <= each);
    layout.forEach(({ school, kind, network, ...rest }, index) => {
      const order = inOrder ? undefined : index + 1;
      const place: SchoolPlace = { kind, network, ...(order !== undefined && { order }) };
      const beside = fits[index] ? ofSchools.get(school) : undefined;
      if (beside !== undefined) put(beside, variant, place);
      else {
        others.push({
          $variant: variant,
          school,
          kind,
          network,
          ...(order !== undefined && { $order: order }),
          ...rest,
        });
      }
    });
  }
  return { ofSchools, others };
}
