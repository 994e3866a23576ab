import { Exact } from '../numbers/index.ts';
import type { Cost, Norm, Plan, Where } from '../plan/format.ts';
import type { StructureCost, StructureNorm } from './format.ts';
import { type Additions, addRule } from './items.ts';
import type { StructureNote } from './notes.ts';

/** The norms and costs of a structure as those of a plan. */

/** The plan's own rules that hold in the new variant, as they hold there. */
export interface Own {
  readonly norms: readonly Norm[];
  readonly costs: readonly Cost[];
}

type Counted = Pick<StructureNorm, 'where' | 'per' | 'phase' | 'unlessOwn' | 'name'>;

export class Rules {
  readonly norms: Norm[];
  readonly costs: Cost[];
  readonly shared: string[] = [];
  readonly notes: StructureNote[] = [];
  added = { norms: 0, costs: 0, assumed: 0 };

  constructor(
    private readonly plan: Plan,
    private readonly additions: Additions,
    private readonly own: Own,
    private readonly variant: string,
    /** roles that do the work of another one in this structure */
    private readonly instead: ReadonlyMap<string, string>,
  ) {
    this.norms = [...(plan.norms ?? [])];
    this.costs = [...(plan.costs ?? [])];
  }

  norm(template: StructureNorm, from: string): void {
    const where = this.where(template);
    if (where === 'none') return;
    const { fte, role, unlessOwn: _, where: __, phase, ...rest } = template;
    const hours = fte === undefined ? {} : { hours: this.hoursOf(Exact.of(fte)) };
    const norm = clean<Norm>({
      ...rest,
      code: `${from}/${template.id}`,
      role: this.additions.role(this.instead.get(role) ?? role),
      ...hours,
      where,
      phase: this.phase(phase),
    });
    this.count('norms', addRule(this.norms, norm, this.variant, this.notes), norm);
  }

  cost(template: StructureCost, from: string): void {
    const where = this.where(template);
    if (where === 'none') return;
    const { unlessOwn: _, where: __, phase, ...rest } = template;
    const cost = clean<Cost>({ ...rest, code: `${from}/${template.id}`, where, phase: this.phase(phase) });
    this.count('costs', addRule(this.costs, cost, this.variant, this.notes), cost);
  }

  private count(list: 'norms' | 'costs', there: boolean, rule: Norm | Cost): void {
    if (there) this.shared.push(rule.name);
    else {
      this.added[list] += 1;
      if (rule.assumption === true) this.added.assumed += 1;
    }
  }

  /** Hours of a part of a year's task, rounded to hundredths. */
  private hoursOf(fte: Exact): string {
    return fte.times(Exact.of(this.plan.hoursPerFte)).round(2).toString();
  }

  /** A phase as long as the plan; its last factor stays. */
  private phase(phase: StructureNorm['phase']): StructureNorm['phase'] {
    if (phase === undefined || phase.length === 0) return undefined;
    return Array.from({ length: this.plan.years }, (_, year) => phase[Math.min(year, phase.length - 1)] ?? 1);
  }

  /** The filter of a rule in this plan; `none` where the rule has nothing to do here, which is noted. */
  private where({ where, per, unlessOwn, name }: Counted): Where | undefined | 'none' {
    const { groupKind, ...given } = where ?? {};
    const { groups } = this.additions;
    let filter: Where | undefined = where && clean<Where>(given);
    if (filter?.group) filter = { ...filter, group: filter.group.map((id) => this.additions.groupId(id)) };
    if (groupKind !== undefined) {
      const own = groups.filter(({ kind }) => (kind ?? 'student') === groupKind).map(({ id }) => id);
      if (own.length === 0) {
        this.notes.push({ code: 'no-starters', values: { rule: name } });
        return 'none';
      }
      filter = { ...filter, group: own };
    }
    if (unlessOwn === undefined) return filter;
    const match = this.matching(unlessOwn, per === 'student' || per === 'group' ? filter?.group : undefined);
    if (match.length === 0) return filter;
    this.notes.push({ code: 'own-kept', values: { rule: name, own: match.map((each) => each.name) } });
    if (per !== 'student' && per !== 'group') return 'none';
    const students = groups.filter(({ kind }) => kind !== 'starter').map(({ id }) => id);
    const wanted = filter?.group ?? students;
    const guided = new Set(match.flatMap((each) => each.where?.group ?? students.concat(wanted)));
    const left = wanted.filter((id) => !guided.has(id));
    return left.length === 0 ? 'none' : { ...filter, group: left };
  }

  /** The plan's own rules that answer to a description and look at one of these groups. */
  private matching(
    { role, at, per, category }: NonNullable<Counted['unlessOwn']>,
    groups: readonly string[] | undefined,
  ): (Norm | Cost)[] {
    const roles = role?.map((each) => this.additions.knownRole(this.instead.get(each) ?? each));
    const fits = (value: string | undefined, allowed: readonly string[] | undefined): boolean =>
      allowed === undefined || (value !== undefined && allowed.includes(value));
    const starters = new Set(this.plan.groups.filter(({ kind }) => kind === 'starter').map(({ id }) => id));
    const touches = (where: Where | undefined): boolean => {
      const own = where?.group;
      if (groups)
        return own === undefined
          ? !groups.every((id) => starters.has(id))
          : own.some((id) => groups.includes(id));
      // a rule about starters alone says nothing about students
      return own === undefined || !own.every((id) => starters.has(id));
    };
    const norms = roles === undefined ? [] : this.own.norms.filter((each) => roles.includes(each.role));
    const costs =
      category === undefined ? [] : this.own.costs.filter((each) => fits(each.category, category));
    return [...norms, ...costs].filter(
      (each) => fits(each.at, at) && fits(each.per, per) && touches(each.where),
    );
  }
}

/** An item without the keys that have no value. */
export const clean = <T>(item: { readonly [Key in keyof T]: T[Key] | undefined }): T =>
  Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined)) as T;
