import { z } from 'zod';
import { planFormat } from '../plan/format.ts';
import { choice, decimal, id, integer, text } from '../plan/values.ts';

/**
 * The format `samenplan-structure/1`: one way to organise a region, or an addition to one, as data. It is the single
 * source of its types, of the check of its shape and of its JSON Schema. Norms, costs, roles and the rest are those of
 * a plan, with what only a structure knows: a part of a fte instead of hours, and when the plan's own rules go first.
 */

const normShape = planFormat.shape.norms.unwrap().element.omit({ variants: true });
const costShape = planFormat.shape.costs.unwrap().element.omit({ variants: true });
const whereShape = normShape.shape.where.unwrap();

/** Something with a source, or said to be assumed. */
const accounted = ({
  source,
  assumption,
}: {
  source?: string | undefined;
  assumption?: boolean | undefined;
}) => (source ?? '') !== '' || assumption === true;
const ACCOUNTED = 'without "source" it has "assumption": true';

/** The filter of a rule; `groupKind` stands for all target groups of that kind that the plan has. */
const where = whereShape.extend({ groupKind: choice('student', 'starter').optional() });

/**
 * What a rule of the plan itself must look like for this rule to be left out: each key has one of these values. A
 * norm per student or group is left out only for the target groups that those own norms guide.
 */
const unlessOwn = z.strictObject({
  role: z.array(id()).optional(),
  at: z.array(text()).optional(),
  per: z.array(text()).optional(),
  category: z.array(text()).optional(),
});

const shared = { where: where.optional(), unlessOwn: unlessOwn.optional(), note: text() };

const norm = z
  .strictObject({
    ...normShape.shape,
    ...shared,
    /** instead of hours: this part of a full year task, 0.1 for half a day a week */
    fte: decimal({ min: '0' }).optional(),
  })
  .refine(accounted, ACCOUNTED);

const cost = z.strictObject({ ...costShape.shape, ...shared }).refine(accounted, ACCOUNTED);

const role = planFormat.shape.roles.element
  .extend({ note: text(), /** other names of the same role */ also: z.array(text()).optional() })
  .refine(accounted, ACCOUNTED);

const rate = planFormat.shape.rates.element
  .extend({ note: text(), /** roles whose rate in the plan is taken instead */ roles: z.array(id()) })
  .refine(accounted, ACCOUNTED);

const group = planFormat.shape.groups.element
  .extend({ note: text(), /** other names of the same target group */ also: z.array(text()).optional() })
  .refine(accounted, ACCOUNTED);

const rules = {
  norms: z.array(norm).optional(),
  costs: z.array(cost).optional(),
  /** rules of the shared file that this one has too, by id */
  uses: z.strictObject({ norms: z.array(id()).optional(), costs: z.array(id()).optional() }).optional(),
};

/** What several structures share: roles with their rates, and rules that are the same in each. */
export const sharedFormat = z.strictObject({
  format: z.literal('samenplan-structure-parts/1'),
  roles: z.array(role),
  rates: z.array(rate),
  norms: z.array(norm),
  costs: z.array(cost),
});

/** A choice between ways to arrange one thing; the first option holds where nobody chooses. */
const choices = z.array(
  z.strictObject({
    id: id(),
    name: text(),
    options: z.array(z.strictObject({ id: id(), name: text(), ...rules })).min(1),
  }),
);

const division = z.discriminatedUnion('by', [
  /** everything in one network */
  z.strictObject({ by: z.literal('region'), name: text() }),
  /** one network for each board */
  z.strictObject({ by: z.literal('board') }),
  /** so many networks as give each about `students`, with at most `maxSchools` schools, or `count` of them */
  z.strictObject({
    by: z.literal('size'),
    students: integer(1).optional(),
    count: integer(1).optional(),
    /** names for the networks; by default the id of the school that leads */
    names: z.array(text()).optional(),
    /** at least and at most so many students, as far as the schools allow */
    minStudents: integer(0).optional(),
    maxStudents: integer(1).optional(),
    maxSchools: integer(1).optional(),
    /** no network further from the average number of students than this part of it, as far as the schools allow */
    spread: decimal({ min: '0', max: '1' }).optional(),
    /** boards stay together */
    wholeBoards: z.boolean().optional(),
    /** a school of each of these locations in every network, as far as there are any */
    locations: z.array(text()).optional(),
  }),
]);

const layout = z.strictObject({
  /** the networks of the present structure stay, where the plan has one */
  keep: z.boolean().optional(),
  networks: division,
  /** the kind of the school that leads a network; without it no school does */
  lead: id().optional(),
  /** the kind of the other schools */
  kind: id(),
  /** the largest of them, this part rounded to whole schools, are of another kind */
  largest: z.strictObject({ kind: id(), share: decimal({ min: '0', max: '1' }), note: text() }).optional(),
  /** the kind of schools of today's size: of the first of these that a school has students enough for */
  classes: z.array(z.strictObject({ kind: id(), minStudents: integer(1) })).optional(),
  /** the kind of the largest school of the board with the most students, such as the penvoerder's */
  first: id().optional(),
  /** the kind of schools without students, which are otherwise left out */
  empty: id().optional(),
  note: text(),
});

const requirement = planFormat.shape.variants.element.shape.requirements.unwrap().element;

/** What makes the hours of the plan's own norms those of another role in this structure. */
const shift = z.strictObject({
  role: id(),
  to: id(),
  /** students that are guided together; the hours are then per group of so many */
  groupSize: decimal({ above: '0' }).optional(),
  /** this part of the hours */
  share: decimal({ min: '0' }).optional(),
  note: text(),
});

const common = {
  format: z.literal('samenplan-structure/1'),
  id: id(),
  name: text(),
  /** what it is, in one sentence */
  summary: text(),
  source: text(),
  note: text().optional(),
  groups: z.array(group).optional(),
  ...rules,
};

/** A structure of a region, or an addition that goes with any structure. */
export const structureFormat = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('structure'),
    layout,
    /** students per werkplekbegeleider where the plan doesn't say it; without it nobody is needed */
    studentsPerSupervisor: z
      .strictObject({ value: decimal({ above: '0' }), note: text(), own: z.boolean() })
      .optional(),
    requirements: z.array(requirement),
    /** roles that this structure arranges itself: the plan's own norms of these roles don't count in it */
    arranges: z.array(id()).optional(),
    shifts: z.array(shift).optional(),
    /** roles that do the work of another in this structure, in shared rules and additions too */
    instead: z.array(z.strictObject({ role: id(), of: id() })).optional(),
    choices: choices.optional(),
    /** places at a school that has no number of places in the plan */
    places: z.strictObject({ value: integer(0), source: text(), note: text() }).optional(),
    /** fewer students a year than this makes a check fail */
    minStudents: z.strictObject({ value: integer(1), name: text(), source: text(), note: text() }).optional(),
  }),
  z.strictObject({ ...common, type: z.literal('addon') }),
]);

export type AnyStructure = z.infer<typeof structureFormat>;
export type Structure = Extract<AnyStructure, { type: 'structure' }>;
export type Addon = Extract<AnyStructure, { type: 'addon' }>;
export type SharedParts = z.infer<typeof sharedFormat>;
export type StructureNorm = z.infer<typeof norm>;
export type StructureCost = z.infer<typeof cost>;
export type StructureRole = z.infer<typeof role>;
export type StructureRate = z.infer<typeof rate>;
export type StructureGroup = z.infer<typeof group>;
export type StructureRules = Pick<AnyStructure, 'norms' | 'costs' | 'uses'>;
export type Layout = z.infer<typeof layout>;
export type Division = z.infer<typeof division>;
export type SizeDivision = Extract<Division, { by: 'size' }>;
