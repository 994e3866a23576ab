import { type DecimalInput, Exact, type Plan, planOf, type Variant } from '../../engine/index.ts';
import { valueAt } from './edits.ts';

/** The figures of a plan that are worth trying out, each with where it stands and between what it can move. */

export const THEMES = ['intake', 'supervision', 'norms', 'groupSizes', 'costs', 'funding', 'rates'] as const;
export type Theme = (typeof THEMES)[number];

export interface Knob {
  readonly theme: Theme;
  /** where it stands, as in an edit */
  readonly keys: readonly string[];
  /** the name of the norm, the group, the rate … it belongs to */
  readonly name: string;
  /** the role of a norm */
  readonly role?: string;
  readonly field: 'trend' | 'studentsPerSupervisor' | 'hours' | 'groupSize' | 'amount' | 'perHour' | 'perFte';
  /** what a norm or a cost counts */
  readonly per?: string;
  /** of a step: the count it begins at */
  readonly from?: number;
  /** an exact decimal; of values per year the first */
  readonly value: string;
  /** the value of each year, where they are given apart; moving the knob makes them one */
  readonly values?: readonly string[];
  /** the variant itself says so, not the plan */
  readonly own: boolean;
  readonly source?: string;
  readonly assumption: boolean;
}

const text = (value: DecimalInput): string => Exact.of(value).toPlain();

/**
 * What can be tried out.
 * @param plan a valid plan
 * @param scope a variant, whose own values are shown then; null: the plan itself
 */
export function knobsOf(plan: Plan, scope: Variant | null): Knob[] {
  const seen = scope === null ? plan : planOf(plan, scope);
  const changes = scope?.changes ?? {};
  const own = (keys: readonly string[]): boolean => valueAt(changes, keys) !== undefined;
  const holds = ({ variants }: { readonly variants?: readonly string[] | undefined }): boolean =>
    scope === null || variants === undefined || variants.includes(scope.id);
  const roles = new Map(seen.roles.map(({ id, name }) => [id, name]));
  type Origin = { readonly source?: string | undefined; readonly assumption?: boolean | undefined };
  const origin = ({ source, assumption }: Origin) => ({
    assumption: assumption === true,
    ...(source !== undefined && { source }),
  });
  const knobs: Knob[] = [];
  const projected = new Set(seen.students.flatMap((entry) => (follows(entry.counts) ? [entry.group] : [])));
  for (const group of seen.groups) {
    if (!projected.has(group.id)) continue;
    const keys = ['trend', group.id];
    const given = seen.trend?.[group.id] ?? 0;
    const values = Array.isArray(given) ? given.map(text) : undefined;
    knobs.push({
      theme: 'intake',
      keys,
      name: group.name,
      field: 'trend',
      value: values === undefined ? text(given as DecimalInput) : (values[0] ?? '0'),
      ...(values && new Set(values).size > 1 && { values }),
      own: own(keys),
      assumption: false,
    });
  }
  if (scope?.studentsPerSupervisor !== undefined) {
    knobs.push({
      theme: 'supervision',
      keys: ['studentsPerSupervisor'],
      name: scope.name,
      field: 'studentsPerSupervisor',
      value: text(scope.studentsPerSupervisor),
      own: true,
      assumption: scope.assumption === true,
    });
  }
  for (const norm of (seen.norms ?? []).filter(holds)) {
    const role = roles.get(norm.role) ?? norm.role;
    const common = { name: norm.name, role, per: norm.per, ...origin(norm) };
    const at = ['norms', norm.id];
    if (norm.groupSize !== undefined) {
      const keys = [...at, 'groupSize'];
      const value = text(norm.groupSize);
      knobs.push({ ...common, theme: 'groupSizes', keys, field: 'groupSize', value, own: own(keys) });
    }
    if (norm.hours !== undefined) {
      const keys = [...at, 'hours'];
      knobs.push({
        ...common,
        theme: 'norms',
        keys,
        field: 'hours',
        value: text(norm.hours),
        own: own(keys),
      });
    }
    norm.steps?.forEach(({ from, hours }, index) => {
      const keys = [...at, 'steps', String(index), 'hours'];
      const isOwn = own([...at, 'steps']);
      knobs.push({ ...common, theme: 'norms', keys, field: 'hours', from, value: text(hours), own: isOwn });
    });
  }
  const rules = [
    ['costs', seen.costs ?? []],
    ['funding', seen.funding ?? []],
  ] as const;
  for (const [list, items] of rules) {
    for (const item of items) {
      if (!holds(item)) continue;
      const at = [list, item.id];
      const { assumption } = item;
      const common = {
        theme: list,
        name: item.name,
        field: 'amount' as const,
        per: 'per' in item ? item.per : item.kind === 'perStudent' ? 'student' : 'year',
        // on funding `source` says who pays, not where the figure comes from
        ...(list === 'costs' ? origin(item) : { assumption: assumption === true }),
      };
      if ('amount' in item && item.amount !== undefined) {
        const keys = [...at, 'amount'];
        knobs.push({ ...common, keys, value: text(item.amount), own: own(keys) });
      }
      const steps = 'steps' in item ? (item.steps ?? []) : [];
      steps.forEach(({ from, amount }, index) => {
        const keys = [...at, 'steps', String(index), 'amount'];
        knobs.push({ ...common, keys, from, value: text(amount), own: own([...at, 'steps']) });
      });
    }
  }
  for (const rate of seen.rates) {
    for (const field of ['perHour', 'perFte'] as const) {
      const value = rate[field];
      if (value === undefined) continue;
      const keys = ['rates', rate.id, field];
      knobs.push({
        theme: 'rates',
        keys,
        name: rate.name,
        field,
        value: text(value),
        own: own(keys),
        ...origin(rate),
      });
    }
  }
  return knobs;
}

/** Whether an entry of students is projected by the trend. */
const follows = (counts: unknown): boolean => !Array.isArray(counts) || counts.length === 1;
