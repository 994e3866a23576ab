import type { z } from 'zod';
import { applyChanges, isObject } from './changes.ts';
import { ID_LISTS, type Plan, type PlanKey, planFormat, UNION_FALLBACKS, type Variant } from './format.ts';
import { LIMITS, tooLarge, unitYears } from './limits.ts';
import { type Problem, pointer, pointerKeys, problem } from './problems.ts';
import { checkReferences } from './references.ts';
import { problemsOf, typeName } from './values.ts';

export type Validation =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly problems: readonly Problem[] };

type Json = Record<string, unknown>;

/**
 * Checks a plan whole: its shape, its references, its limits, and each variant's changed plan likewise.
 * @param input JSON as read (any value at all is taken)
 * @returns the same object, typed, or every problem at once; nothing is repaired
 */
export function validate(input: unknown): Validation {
  if (!isObject(input)) {
    return {
      ok: false,
      problems: [problem('', 'wrong-type', { expected: 'object', found: typeName(input) })],
    };
  }
  // before anything is looked at one by one
  const large = tooLarge(input);
  if (large.length > 0) return { ok: false, problems: large };
  const shape = shapeProblems(input);
  const variants = Array.isArray(input.variants) ? input.variants : [];
  const unchanged = variants.flatMap((variant: unknown, place) => (changesOf(variant) ? [] : [place]));
  const problems = [...shape, ...checkReferences(input, shape, { variants: unchanged, students: true })];
  if (Array.isArray(input.variants) && variants.length === 0) {
    problems.push(problem('/variants', 'empty-list', { key: 'variants' }));
  }
  const own = [...problems];
  variants.forEach((variant: unknown, place) => {
    if (changesOf(variant)) problems.push(...changedProblems(input, place, own));
  });
  if (problems.length === 0) problems.push(...tooManyUnits(input as unknown as Plan));
  return problems.length === 0 ? { ok: true, plan: input as unknown as Plan } : { ok: false, problems };
}

const changesOf = (variant: unknown): Json | undefined =>
  isObject(variant) && isObject(variant.changes) ? variant.changes : undefined;

const shapeProblems = (input: Json): Problem[] => formatProblems(planFormat, input);

/**
 * What is wrong with the shape of a value in a format made of the plan's building blocks.
 * @param input JSON as read (any value at all is taken)
 * @returns every problem, with its place; nothing is repaired
 */
export function formatProblems(format: z.ZodType, input: unknown): Problem[] {
  const outcome = format.safeParse(input);
  return outcome.success ? [] : shapeIssues(outcome.error, input);
}

const shapeIssues = (error: z.ZodError, input: unknown): Problem[] =>
  problemsOf(error, '', input, UNION_FALLBACKS);

/** The plan as a variant sees it; the variant's plan is valid where the whole plan is. */
export function planOf(plan: Plan, variant: Variant): Plan {
  if (!variant.changes) return plan;
  return applyChanges(plan, variant.changes, '').plan as unknown as Plan;
}

/** What a variant's changes break, with paths into the changes where the fault stands there. */
function changedProblems(input: Json, place: number, known: readonly Problem[]): Problem[] {
  const variant = (input.variants as Json[])[place] as Json;
  const path = pointer('', 'variants', place, 'changes');
  const changes = variant.changes as Json;
  const name = typeof variant.id === 'string' ? variant.id : String(place);
  const { plan, problems: wrong } = applyChanges(input, changes, path);
  const problems = wrong.map((each): Problem => ({ ...each, variant: name }));
  const placed = (each: Problem): Problem => ({
    ...each,
    path: placeOfProblem(each, plan, variant, path),
    variant: name,
  });
  const large = tooLarge(plan);
  if (large.length > 0) return [...problems, ...large.map(placed)];
  const shape = Object.keys(changes)
    .filter((key) => plan[key] !== input[key])
    .flatMap((key) => shapeOfKey(plan, key));
  // the shape of what wasn't changed is judged already; its faults are passed over here as well
  const inherited = known.filter((each) => !Object.hasOwn(changes, pointerKeys(each.path)[0] ?? ''));
  const students = ['schools', 'institutes', 'groups'].some((list) => Object.hasOwn(changes, list));
  const found = checkReferences(plan, [...shape, ...inherited], { variants: [place], students });
  const seen = new Set(known.map((each) => identity(each, input)));
  const follows = fromMissingIds(known);
  return [
    ...problems,
    ...[...shape, ...found].filter((each) => !seen.has(identity(each, plan)) && !follows(each)).map(placed),
  ];
}

/** The shape of one key of a changed plan. */
function shapeOfKey(plan: Json, key: string): Problem[] {
  if (!Object.hasOwn(planFormat.shape, key)) return [problem(pointer('', key), 'unknown-key', { key })];
  const part = { [key]: plan[key] };
  const outcome = planFormat.pick({ [key]: true } as Record<PlanKey, true>).safeParse(part);
  return outcome.success ? [] : shapeIssues(outcome.error, part);
}

/**
 * Whether a problem only follows from an item without a sound id: a change of that item then seems to bring a new
 * one, of which everything is missing.
 */
function fromMissingIds(known: readonly Problem[]): (each: Problem) => boolean {
  const lists = new Set(
    known.flatMap(({ path }) => {
      const [list, , key, ...rest] = pointerKeys(path);
      return key === 'id' && rest.length === 0 ? [list] : [];
    }),
  );
  return ({ path, code }) =>
    (code === 'missing' || code === 'neither-given') && lists.has(pointerKeys(path)[0] ?? '');
}

/** A problem's code with its path by ids, so that it is the same in the plan and in the changed plan. */
function identity({ path, code }: Problem, plan: Json): string {
  const [list = '', index = '', ...rest] = pointerKeys(path);
  const id = itemId(plan, list, index) ?? index;
  return JSON.stringify([code, list, id, rest]);
}

function itemId(plan: Json, list: string, index: string): string | undefined {
  const items = (ID_LISTS as readonly string[]).includes(list) ? plan[list] : undefined;
  const item: unknown = Array.isArray(items) ? items[Number(index)] : undefined;
  return isObject(item) && typeof item.id === 'string' ? item.id : undefined;
}

/** Where a problem of a changed plan is to be mended. */
function placeOfProblem(each: Problem, plan: Json, variant: Json, changesPath: string): string {
  if (each.code === 'unknown-id') {
    const { list, found } = each.values;
    const removed = (variant.changes as Json)[list];
    if (isObject(removed) && removed[found] === null) return pointer(changesPath, list, found);
  }
  return placeInChanges(each.path, plan, variant, changesPath);
}

/** The pointer into the original plan for a pointer into the changed plan: into the changes, if they say so. */
export function placeInChanges(path: string, plan: Json, variant: Json, changesPath: string): string {
  const keys = pointerKeys(path);
  if (keys[0] === 'variants') return path;
  const id = keys[1] === undefined ? undefined : itemId(plan, keys[0] ?? '', keys[1]);
  if (id !== undefined) keys[1] = id;
  let at: unknown = variant.changes;
  const found: string[] = [];
  for (const key of keys) {
    if (Array.isArray(at) ? Number(key) >= at.length : !isObject(at) || !Object.hasOwn(at, key)) break;
    at = (at as Json)[key];
    found.push(key);
  }
  // a missing key stands where it should have been
  const complete = found.length > 0 && isObject(at) && found.length === keys.length - 1 ? keys : found;
  return pointer(changesPath, ...complete);
}

function tooManyUnits(plan: Plan): Problem[] {
  const found = plan.variants.reduce((sum, variant) => sum + unitYears(planOf(plan, variant), variant), 0);
  return found > LIMITS.unitYears
    ? [problem('', 'limit', { what: 'unitYears', found, maximum: LIMITS.unitYears })]
    : [];
}
