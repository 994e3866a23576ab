import { Exact } from '../numbers/index.ts';
import type { Norm, Plan, Requirement, Variant } from '../plan/format.ts';
import { validate } from '../plan/validate.ts';
import { isId } from '../plan/values.ts';
import type { Addon, SharedParts, Structure, StructureRules } from './format.ts';
import { Additions, freeId } from './items.ts';
import { proposeLayout } from './layout.ts';
import type { ApplyProblem, StructureNote, StructureProblem } from './notes.ts';
import { clean, type Own, Rules } from './rules.ts';

export interface ApplyOptions {
  /** additions that the variant gets as well */
  readonly addons?: readonly Addon[];
  /** the id of the new variant; by default that of the structure, with a number where it is taken */
  readonly id?: string;
  readonly name?: string;
  /** the variant of the plan that is the present structure: its funding holds here too; by default the first */
  readonly like?: string;
  /** keep the networks of that variant, and its leading schools */
  readonly keepNetworks?: boolean;
  /** for each choice the option that holds, by id */
  readonly choices?: Readonly<Record<string, string>>;
}

export type Applied =
  | {
      readonly ok: true;
      /** the plan with the new variant, valid; the plan that came in is not touched */
      readonly plan: Plan;
      readonly variant: Variant;
      /** what was proposed, taken over, left out and assumed */
      readonly notes: readonly StructureNote[];
    }
  | { readonly ok: false; readonly problems: readonly ApplyProblem[] };

/**
 * Puts a structure on the region of a plan, as a new variant: who leads, the networks, and the roles, rates, target
 * groups, norms and costs that it needs. The plan's own items stay as they are and go first; what does not hold in
 * this variant stands in its `changes`. Hours that the structure gives as a part of a fte are rounded to hundredths.
 * @param plan a valid plan
 * @param parts the roles, rates and rules that structures share
 * @returns the plan with the variant, or why it can't be made
 */
export function applyStructure(
  plan: Plan,
  structure: Structure,
  parts: SharedParts,
  options: ApplyOptions = {},
): Applied {
  const problems = optionProblems(plan, structure, options);
  if (problems.length > 0) return { ok: false, problems };
  const taken = new Set(plan.variants.map(({ id }) => id));
  const id = options.id ?? freeId(structure.id, (each) => taken.has(each));
  const current = plan.variants.find((each) => each.id === options.like) ?? plan.variants[0];
  const keep = options.keepNetworks === true;
  const { layout, notes: proposed } = proposeLayout(plan, structure.layout, current, keep);
  if (layout.length === 0)
    return { ok: false, problems: [{ path: '/schools', code: 'structure-no-schools', values: {} }] };

  const additions = new Additions(plan, parts);
  const addons = options.addons ?? [];
  addGroups([structure, ...addons], additions);
  const { own, changes, notes: taking } = takeOver(plan, structure, current, id, additions);
  const rules = new Rules(
    plan,
    additions,
    own,
    id,
    new Map((structure.instead ?? []).map(({ role, of }) => [of, role])),
  );
  const chosen = chosenOptions(structure, options.choices ?? {});
  add(structure, structure.id, parts, rules);
  for (const { option } of chosen) add(option, structure.id, parts, rules);
  for (const addon of addons) add(addon, addon.id, parts, rules);

  const needed = requirements(plan, structure, layout, additions);
  const { supervisors, note: supervising } = supervisorsOf(structure, current);
  const funding = [...(plan.funding ?? [])];
  if (structure.minStudents) {
    const { value, name, source, note } = structure.minStudents;
    const item = { name, source: 'other' as const, kind: 'fixed' as const, amount: '0', minStudents: value };
    const free = freeId(`${structure.id}-minimum`, (each) => funding.some((other) => other.id === each));
    funding.push({ id: free, ...item, variants: [id], assumption: true, note: `${note} Bron: ${source}.` });
  }
  const places = placesOf(plan, structure, layout);
  if (Object.keys(places).length > 0) changes.schools = places;

  const variant = clean<Variant>({
    id,
    name: options.name ?? structure.name,
    source: structure.source,
    code: structure.id,
    assumption: true,
    note: [structure.summary, structure.layout.note, structure.note]
      .filter((each) => each !== undefined)
      .join(' '),
    leadKinds: structure.layout.lead === undefined ? undefined : [structure.layout.lead],
    studentsPerSupervisor: supervisors,
    requirements: needed.list,
    layout,
    changes: Object.keys(changes).length === 0 ? undefined : changes,
  });
  const made = clean<Plan>({
    ...plan,
    groups: additions.groups,
    roles: additions.roles,
    rates: additions.rates,
    norms: rules.norms.length === 0 ? plan.norms : rules.norms,
    costs: rules.costs.length === 0 ? plan.costs : rules.costs,
    funding: funding.length === 0 ? plan.funding : funding,
    variants: [...plan.variants, variant],
  });
  const validation = validate(made);
  if (!validation.ok) return { ok: false, problems: validation.problems };
  const filled = Object.keys(places).length;
  const notes: StructureNote[] = [
    ...proposed,
    ...chosen.map(({ note }) => note),
    ...taking,
    ...additions.notes,
    ...rules.notes,
    ...(rules.shared.length > 0 ? [{ code: 'rule-shared' as const, values: { rules: rules.shared } }] : []),
    ...needed.notes,
    ...(supervising ? [supervising] : []),
    ...(structure.places && filled > 0
      ? [
          {
            code: 'places-assumed' as const,
            values: { schools: filled, value: structure.places.value, note: structure.places.note },
          },
        ]
      : []),
    { code: 'added', values: rules.added },
  ];
  return { ok: true, plan: validation.plan, variant, notes };
}

function optionProblems(plan: Plan, structure: Structure, options: ApplyOptions): StructureProblem[] {
  const problems: StructureProblem[] = [];
  const known = plan.variants.map(({ id }) => id);
  const { id, like, choices = {} } = options;
  if (id !== undefined && !isId(id))
    problems.push({ path: '', code: 'structure-bad-id', values: { found: id } });
  else if (id !== undefined && known.includes(id))
    problems.push({ path: '', code: 'structure-variant-exists', values: { id } });
  if (like !== undefined && !known.includes(like))
    problems.push({ path: '', code: 'structure-unknown-variant', values: { found: like, known } });
  for (const [name, option] of Object.entries(choices)) {
    const choice = structure.choices?.find((each) => each.id === name);
    if (!choice) {
      const all = (structure.choices ?? []).map((each) => each.id);
      problems.push({ path: '', code: 'structure-unknown-choice', values: { found: name, known: all } });
    } else if (!choice.options.some((each) => each.id === option)) {
      const all = choice.options.map((each) => each.id);
      const values = { choice: name, found: option, known: all };
      problems.push({ path: '', code: 'structure-unknown-option', values });
    }
  }
  return problems;
}

/** The options that hold, the first of each choice where nobody chose. */
function chosenOptions(structure: Structure, choices: Readonly<Record<string, string>>) {
  return (structure.choices ?? []).flatMap(({ id, name, options }) => {
    const wanted = Object.hasOwn(choices, id) ? choices[id] : undefined;
    const option = options.find((each) => each.id === wanted) ?? options[0];
    if (!option) return [];
    const others = options.filter((each) => each !== option).map((each) => `${id}=${each.id}`);
    const note: StructureNote = { code: 'choice', values: { choice: name, option: option.name, others } };
    return [{ option, note }];
  });
}

/** The name under which a rule that structures share is known. */
const SHARED = 'gedeeld';

/** The rules of a part, those it shares with others first. */
function add(
  { norms = [], costs = [], uses }: StructureRules,
  from: string,
  parts: SharedParts,
  rules: Rules,
): void {
  for (const id of uses?.norms ?? []) rules.norm(sharedRule(parts.norms, id), SHARED);
  for (const norm of norms) rules.norm(norm, from);
  for (const id of uses?.costs ?? []) rules.cost(sharedRule(parts.costs, id), SHARED);
  for (const cost of costs) rules.cost(cost, from);
}

function sharedRule<T extends { readonly id: string }>(list: readonly T[], id: string): T {
  const found = list.find((each) => each.id === id);
  if (!found) throw new Error(`no shared rule ${id}`);
  return found;
}

function addGroups(parts: readonly Pick<Structure, 'groups'>[], additions: Additions): void {
  const added: string[] = [];
  for (const group of parts.flatMap(({ groups = [] }) => groups))
    if (additions.group(group).isNew) added.push(group.name);
  if (added.length > 0) additions.notes.push({ code: 'group-added', values: { groups: added } });
}

/**
 * The plan's own norms and costs as they hold in the variant: those of a role that the structure arranges itself are
 * set aside, those of a role that another takes over are shifted, and the funding of the present structure holds too.
 */
function takeOver(
  plan: Plan,
  structure: Structure,
  current: Variant | undefined,
  id: string,
  additions: Additions,
): { own: Own; changes: Record<string, Record<string, unknown> | unknown[]>; notes: StructureNote[] } {
  const notes: StructureNote[] = [];
  const patches: Record<string, unknown> = {};
  const names = new Map(plan.roles.map((role) => [role.id, role.name]));
  let norms: readonly Norm[] = (plan.norms ?? []).filter(({ variants }) => variants === undefined);
  for (const { role: from, to, groupSize, share, note } of structure.shifts ?? []) {
    const role = additions.ownRole(from);
    const moved = role === undefined ? [] : norms.filter((each) => each.role === role);
    if (role === undefined || moved.length === 0) continue;
    const target = additions.role(to);
    if (target === role) continue;
    const patch = moved.map((norm) => [norm.id, shifted(norm, target, groupSize, share)] as const);
    for (const [norm, each] of patch) put(patches, norm, each);
    const byId = new Map(patch);
    norms = norms.map((norm) => {
      const change = byId.get(norm.id);
      return change && moved.includes(norm) ? { ...norm, ...(change as Partial<Norm>) } : norm;
    });
    const [one, other] = [names.get(role) ?? role, additions.roles.find((each) => each.id === target)?.name];
    const own = moved.map(({ name }) => name);
    notes.push({ code: 'own-shifted', values: { from: one, to: other ?? target, own, note } });
  }
  for (const arranged of structure.arranges ?? []) {
    const role = additions.ownRole(arranged);
    const aside = role === undefined ? [] : norms.filter((each) => each.role === role);
    if (role === undefined || aside.length === 0) continue;
    for (const norm of aside) put(patches, norm.id, null);
    norms = norms.filter((each) => !aside.includes(each));
    const own = aside.map(({ name }) => name);
    notes.push({ code: 'own-set-aside', values: { role: names.get(role) ?? role, own } });
  }
  const funding = (plan.funding ?? []).filter(
    ({ variants }) => current !== undefined && variants?.includes(current.id) === true,
  );
  if (funding.length > 0 && current) {
    const own = funding.map(({ name }) => name);
    notes.push({ code: 'funding-taken', values: { variant: current.id, funding: own } });
  }
  const changes: Record<string, Record<string, unknown> | unknown[]> = {};
  if (Object.keys(patches).length > 0) changes.norms = patches;
  if (funding.length > 0) {
    const holding: Record<string, unknown> = {};
    for (const item of funding) put(holding, item.id, { variants: [...(item.variants ?? []), id] });
    changes.funding = holding;
  }
  const staff = shiftedStaff(plan, structure, additions);
  if (staff) changes.staff = staff;
  const costs = (plan.costs ?? []).filter(({ variants }) => variants === undefined);
  return { own: { norms, costs }, changes, notes };
}

/** What a shift changes in a norm; hours of a part are rounded to hundredths. */
function shifted(
  norm: Norm,
  role: string,
  groupSize: Norm['groupSize'],
  share: Norm['groupSize'],
): Record<string, unknown> {
  const part = (hours: string | number): string =>
    Exact.of(hours)
      .times(Exact.of(share ?? 1))
      .round(2)
      .toString();
  return {
    role,
    ...(groupSize !== undefined && norm.per === 'student' && { per: 'group', groupSize }),
    ...(share !== undefined && norm.hours !== undefined && { hours: part(norm.hours) }),
    ...(share !== undefined &&
      norm.steps && { steps: norm.steps.map((step) => ({ ...step, hours: part(step.hours) })) }),
  };
}

/** The staff of a role that another takes over, as staff of that one; nothing where none is. */
function shiftedStaff(plan: Plan, structure: Structure, additions: Additions): Plan['staff'] {
  const to = new Map(
    (structure.shifts ?? []).flatMap((shift) => {
      const [role, target] = [additions.ownRole(shift.role), additions.knownRole(shift.to)];
      return role === undefined || target === undefined || role === target ? [] : [[role, target] as const];
    }),
  );
  const staff = plan.staff ?? [];
  if (!staff.some(({ role }) => to.has(role))) return undefined;
  const has = (role: string, party: string): boolean =>
    staff.some((each) => each.role === role && each.party === party);
  return staff.map((row) => {
    const target = to.get(row.role);
    return target === undefined || has(target, row.party) ? row : { ...row, role: target };
  });
}

/** The requirements with the plan's role ids; one that the plan has no data for is left out and said. */
function requirements(
  plan: Plan,
  structure: Structure,
  layout: Variant['layout'],
  additions: Additions,
): { list: Requirement[]; notes: StructureNote[] } {
  const notes: StructureNote[] = [];
  const placed = new Set(layout.map(({ school }) => school));
  const located = new Set(plan.schools.filter(({ id }) => placed.has(id)).map(({ location }) => location));
  const guided = new Set(plan.students.map(({ group }) => group));
  const list = structure.requirements.flatMap((requirement): Requirement[] => {
    if (requirement.type === 'team')
      return [{ ...requirement, roles: requirement.roles.map((role) => additions.role(role)) }];
    const unknown =
      (requirement.type === 'location-mix' && !requirement.locations.every((each) => located.has(each))) ||
      (requirement.type === 'workplace-share' &&
        plan.groups.some(
          ({ id, kind, workplaceShare }) =>
            guided.has(id) && kind !== 'starter' && workplaceShare === undefined,
        ));
    if (!unknown) return [requirement];
    notes.push({ code: 'requirement-left', values: { type: requirement.type } });
    return [];
  });
  return { list, notes };
}

function supervisorsOf(
  { studentsPerSupervisor: spec }: Structure,
  current: Variant | undefined,
): { supervisors: Variant['studentsPerSupervisor']; note?: StructureNote } {
  if (!spec) return { supervisors: undefined };
  const own = spec.own ? current?.studentsPerSupervisor : undefined;
  if (own !== undefined && current) {
    const values = { variant: current.id, value: String(own) };
    return { supervisors: own, note: { code: 'supervisor-taken', values } };
  }
  const values = { value: String(spec.value), note: spec.note };
  return { supervisors: spec.value, note: { code: 'supervisor-assumed', values } };
}

/** Places for the schools of the layout that have no number of them. */
function placesOf(plan: Plan, { places }: Structure, layout: Variant['layout']): Record<string, unknown> {
  const filled: Record<string, unknown> = {};
  if (!places) return filled;
  const placed = new Set(layout.map(({ school }) => school));
  for (const { id, capacity } of plan.schools)
    if (placed.has(id) && capacity === undefined) put(filled, id, { capacity: places.value });
  return filled;
}

/** An assignment that can't touch a prototype, whatever the key. */
function put(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}
