import type { Plan, RuleName } from '../../engine/index.ts';
import type { CheckLabel, NameKind, Texts } from './catalogue.ts';

type Named = readonly { readonly id: string; readonly name: string }[];

/** The names that people know a plan's ids by. A network has no name: it goes by its id. */
export class Names {
  private readonly lists: Readonly<Record<string, ReadonlyMap<string, string>>>;

  constructor(
    private readonly texts: Texts,
    plan: Plan,
  ) {
    const map = (...lists: (Named | undefined)[]): ReadonlyMap<string, string> =>
      new Map(lists.flatMap((list) => (list ?? []).map(({ id, name }) => [id, name] as const)));
    this.lists = {
      item: map(plan.norms, plan.costs, plan.funding),
      unit: map(plan.boards, plan.institutes, plan.schools),
      school: map(plan.schools),
      board: map(plan.boards),
      institute: map(plan.institutes),
      group: map(plan.groups),
      role: map(plan.roles),
      rate: map(plan.rates),
      variant: map(plan.variants),
    };
  }

  /** The name of an id of this kind, or the id itself where it has none. */
  of(kind: NameKind | 'variant', id: string): string {
    const { texts } = this;
    if (kind === 'party') return this.party(id);
    if (kind === 'level') return texts.levels[id as keyof Texts['levels']] ?? id;
    if (kind === 'check') return texts.checks[id as CheckLabel] ?? id;
    if (kind === 'subject') return this.subject(id);
    if (kind === 'unit' && id === 'region') return texts.region;
    return this.lists[kind]?.get(id) ?? id;
  }

  /** `board:noord` as the name of that board. */
  party(id: string): string {
    if (id === 'region') return this.texts.region;
    const [kind = '', key = ''] = id.split(':');
    return this.lists[kind]?.get(key) ?? id;
  }

  /** A subject of a check: a school, network, party, group, funding item, or `ROLE@PARTY`. */
  subject(id: string): string {
    const [role = '', party] = id.split('@');
    if (party !== undefined) return `${this.of('role', role)} (${this.party(party)})`;
    if (id.includes(':') || id === 'region') return this.party(id);
    for (const kind of ['school', 'group', 'item'] as const) {
      const name = this.lists[kind]?.get(id);
      if (name !== undefined) return name;
    }
    return id;
  }

  /** A rule of the model about these ids, in words. */
  rule(rule: RuleName, about: readonly string[]): string {
    const { about: kinds, text } = this.texts.rules[rule];
    return text(...about.map((id, index) => this.of(kinds[index] ?? 'unit', id)));
  }
}
