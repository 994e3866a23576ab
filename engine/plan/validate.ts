import { applyChanges, isObject } from './changes.ts';
import { ID_LISTS, type Plan, type PlanKey, planFormat, type Variant } from './format.ts';
import { LIMITS, unitYears } from './limits.ts';
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
 * @returns the same object, typed, or every problem at once in the order of the plan; nothing is repaired
 */
export function validate(input: unknown): Validation {
  if (!isObject(input)) {
    return {
      ok: false,
      problems: [problem('', 'wrong-type', { expected: 'object', found: typeName(input) })],
    };
  }
  const shape = shapeProblems(input);
  const variants = Array.isArray(input.variants) ? input.variants : [];
  const unchanged = variants.flatMap((variant: unknown, place) => (changesOf(variant) ? [] : [place]));
  const problems = [...shape, ...checkReferences(input, shape, unchanged)];
  if (variants.length === 0 && Array.isArray(input.variants)) {
    problems.push(problem('/variants', 'empty-list', { key: 'variants' }));
  }
  if (variants.length <= LIMITS.variants) {
    variants.forEach((variant: unknown, place) => {
      if (changesOf(variant)) problems.push(...changedProblems(input, place, problems));
    });
  }
  if (problems.length === 0) problems.push(...tooLarge(input as unknown as Plan));
  return problems.length === 0 ? { ok: true, plan: input as unknown as Plan } : { ok: false, problems };
}

const changesOf = (variant: unknown): Json | undefined =>
  isObject(variant) && isObject(variant.changes) ? variant.changes : undefined;

function shapeProblems(input: Json): Problem[] {
  const outcome = planFormat.safeParse(input);
  return outcome.success
    ? []
    : problemsOf(outcome.error, '', input, (base, keys) => pointer(base, ...keys.map(String)));
}

/** The plan as a variant sees it; the variant's plan is valid where the whole plan is. */
export function planOf(plan: Plan, variant: Variant): Plan {
  if (!variant.changes) return plan;
  return applyChanges(plan as unknown as Json, variant.changes, '').plan as unknown as Plan;
}

/** What a variant's changes break, with paths into the changes where the fault stands there. */
function changedProblems(input: Json, place: number, known: readonly Problem[]): Problem[] {
  const variant = (input.variants as Json[])[place] as Json;
  const path = pointer('', 'variants', place, 'changes');
  const { plan, problems } = applyChanges(input, variant.changes, path);
  const name = typeof variant.id === 'string' ? variant.id : String(place);
  const seen = new Set(known.map((each) => identity(each, input)));
  const shape: Problem[] = [];
  for (const key of Object.keys(variant.changes as Json)) {
    if (plan[key] === input[key]) continue;
    if (!Object.hasOwn(planFormat.shape, key)) {
      shape.push(problem(pointer('', key), 'unknown-key', { key }));
      continue;
    }
    const part = { [key]: plan[key] };
    const outcome = planFormat.pick({ [key]: true } as Record<PlanKey, true>).safeParse(part);
    if (!outcome.success) {
      shape.push(...problemsOf(outcome.error, '', part, (base, keys) => pointer(base, ...keys.map(String))));
    }
  }
  // the shape of what wasn't changed is judged already; its broken items are passed over here as well
  const inherited = known.filter(
    (each) => (variant.changes as Json)[pointerKeys(each.path)[0] ?? ''] === undefined,
  );
  const found = [...shape, ...checkReferences(plan, [...shape, ...inherited], [place])];
  return [
    ...problems,
    ...found
      .filter((each) => !seen.has(identity(each, plan)))
      .map(
        (each): Problem => ({ ...each, path: placeInChanges(each.path, plan, variant, path), variant: name }),
      ),
  ];
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

/** The pointer into the original plan for a pointer into the changed plan: into the changes, if they say so. */
export function placeInChanges(path: string, plan: Json, variant: Json, changesPath: string): string {
  const keys = pointerKeys(path);
  const id = itemId(plan, keys[0] ?? '', keys[1] ?? '');
  if (id !== undefined) keys[1] = id;
  if (keys[0] === 'variants') return path;
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

function tooLarge(plan: Plan): Problem[] {
  const found = plan.variants.reduce((sum, variant) => sum + unitYears(planOf(plan, variant), variant), 0);
  return found > LIMITS.unitYears
    ? [problem('', 'limit', { what: 'unitYears', found, maximum: LIMITS.unitYears })]
    : [];
}
