import { ID_LISTS, type Plan, planOf, pointerKeys, type RuleName, yearLabels } from '../../engine/index.ts';
import type { FieldLabel, NameKind, Texts } from './catalogue.ts';

type Named = readonly { readonly id: string; readonly name: string }[];

/**
 * The names that people know a plan's ids by. A network has no name: it goes by its id.
 * @param plan the plan, to which the pointers of inputs refer
 * @param readings the plan as variants see it; a later one's names go before an earlier one's
 */
export class Names {
  private readonly lists: Readonly<Record<string, ReadonlyMap<string, string>>>;

  constructor(
    private readonly texts: Texts,
    private readonly plan: Plan,
    readings: readonly Plan[] = [plan],
  ) {
    type Lists = (each: Plan) => readonly (Named | undefined)[];
    // the last entry of an id stays
    const map = (lists: Lists): ReadonlyMap<string, string> =>
      new Map(
        readings.flatMap(lists).flatMap((list) => (list ?? []).map(({ id, name }) => [id, name] as const)),
      );
    this.lists = {
      item: map((each) => [each.costs, each.norms]),
      norm: map((each) => [each.norms]),
      cost: map((each) => [each.costs]),
      funding: map((each) => [each.funding]),
      unit: map((each) => [each.boards, each.institutes, each.schools]),
      school: map((each) => [each.schools]),
      board: map((each) => [each.boards]),
      institute: map((each) => [each.institutes]),
      group: map((each) => [each.groups]),
      role: map((each) => [each.roles]),
      rate: map((each) => [each.rates]),
      variant: map((each) => [each.variants]),
    };
  }

  /** The names as one variant has them. */
  static ofVariant(texts: Texts, plan: Plan, id: string): Names {
    const variant = plan.variants.find((each) => each.id === id);
    return new Names(texts, plan, variant ? [plan, planOf(plan, variant)] : [plan]);
  }

  /** The names of all variants together; the plan's own go first. */
  static ofAll(texts: Texts, plan: Plan): Names {
    const changed = plan.variants.filter(({ changes }) => changes !== undefined);
    return new Names(texts, plan, [...changed.map((variant) => planOf(plan, variant)), plan]);
  }

  /** The name of an id of this kind, or the id itself where it has none. */
  of(kind: NameKind | 'variant', id: string): string {
    const { texts } = this;
    if (kind === 'party') return this.party(id);
    if (kind === 'level') return lookUp(texts.levels, id);
    if (kind === 'check') return lookUp(texts.checks, id);
    if (kind === 'unit' && id === 'region') return texts.region;
    return this.lists[kind]?.get(id) ?? id;
  }

  /** `board:noord` as the name of that board. */
  party(id: string): string {
    if (id === 'region') return this.texts.region;
    const [kind = '', key = ''] = id.split(':');
    return this.lists[kind]?.get(key) ?? id;
  }

  /** What a check says something of: schools, networks, parties, groups, funding items, or `ROLE@PARTY`. */
  subject(check: string, id: string): string {
    switch (check) {
      case 'school-guided':
      case 'group-size':
      case 'supervisors':
      case 'capacity':
        return this.of('school', id);
      case 'workplace-share':
        return this.of('group', id);
      case 'balanced':
      case 'affordable':
        return this.party(id);
      case 'min-students':
        return this.of('funding', id);
      case 'staff': {
        const at = id.indexOf('@');
        return `${this.of('role', id.slice(0, at))} (${this.party(id.slice(at + 1))})`;
      }
      default:
        return id; // a network
    }
  }

  /** The name of a unit at a place; a network goes by its id, also where a board has the same one. */
  unit(place: string, id: string): string {
    if (place === 'region') return this.texts.region;
    return place === 'network' ? id : this.of(place as NameKind, id);
  }

  /** A rule of the model about these ids, in words. */
  rule(rule: RuleName, about: readonly string[]): string {
    const { about: kinds, text } = this.texts.rules[rule];
    const names = about.flatMap((id, index): string[] => {
      const kind = kinds[index] ?? 'unit';
      if (kind === 'place') return [];
      const before = about[index - 1] ?? '';
      if (kind === 'subject') return [this.subject(before, id)];
      return [kind === 'unit' ? this.unit(before, id) : this.of(kind, id)];
    });
    return text(...names);
  }

  /**
   * An input of the plan in words: the item it belongs to and what it is.
   * @param path its JSON Pointer, into the plan or into a variant's changes
   */
  input(path: string): string {
    const keys = pointerKeys(path);
    const at = keys[2] === 'changes' ? keys.slice(3) : keys;
    const [list = '', place = '', ...rest] = at;
    const item: unknown = itemAt(this.plan, list, place);
    const field = [...at].reverse().find((key) => Object.hasOwn(this.texts.fields, key));
    const label = field === undefined ? '' : this.texts.fields[field as FieldLabel];
    const owner = this.owner(list, place, item);
    const year = this.yearOf(rest.at(-1), field);
    return [owner, label, year].filter((part) => part !== '').join(', ');
  }

  private owner(list: string, place: string, item: unknown): string {
    if (list === 'trend') return this.of('group', place);
    if (list === 'shares' || list === 'split') return '';
    if (!isRecord(item)) return (ID_LISTS as readonly string[]).includes(list) ? place : '';
    const { school, institute, group, role, party, name, id } = item as Record<string, string | undefined>;
    if (list === 'students') {
      const parts = [this.of('school', school ?? ''), this.of('group', group ?? '')];
      if (institute !== undefined) parts.splice(1, 0, this.of('institute', institute));
      return parts.join(' · ');
    }
    if (list === 'staff') return `${this.of('role', role ?? '')} · ${this.party(party ?? '')}`;
    return name ?? id ?? '';
  }

  /** The school year of a value in a list per year; the first year's index is 0, `before` counts back. */
  private yearOf(key: string | undefined, field: string | undefined): string {
    if (key === undefined || !/^\d+$/.test(key)) return '';
    if (field === 'before') return `t-${Number(key) + 1}`;
    const perYear = [
      'counts',
      'phase',
      'supervisors',
      'capacity',
      'pupils',
      'ceiling',
      'ceilingPerPupil',
      'fte',
    ];
    return field !== undefined && perYear.includes(field) ? (yearLabels(this.plan)[Number(key)] ?? '') : '';
  }
}

/** The word for a key, or the key itself. */
const lookUp = (words: Readonly<Record<string, string>>, key: string): string =>
  Object.hasOwn(words, key) ? (words[key] as string) : key;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The item of a list, by its place or (in changes) by its id. */
function itemAt(plan: Plan, list: string, place: string): unknown {
  const items: unknown = (plan as unknown as Record<string, unknown>)[list];
  if (!Array.isArray(items)) return undefined;
  return items[Number(place)] ?? items.find((item: unknown) => isRecord(item) && item.id === place);
}
