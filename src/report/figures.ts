import type { Plan, VariantResult, YearResult } from '../../engine/index.ts';
import { asPercentage, formatDecimal, type Texts } from '../texts/index.ts';
import { Names } from '../texts/names.ts';
import type { Section } from './sections.ts';

/** Every figure of a result by name, so that any of them can be looked up and explained. */

export interface FoundFigure {
  /** what it is: the thing it belongs to, and which of its figures */
  readonly label: string;
  /** in the language's notation */
  readonly value: string;
  /** JSON Pointer into the result */
  readonly reference: string;
}

/**
 * The figures of one part of a variant's result, in the order of the result. What the result leaves open has none.
 * @param year the place of the school year; for `calendar` that of the calendar year
 */
export function figuresOf(
  texts: Texts,
  plan: Plan,
  variant: VariantResult,
  section: Section,
  year: number,
): FoundFigure[] {
  const at = `/variants/${plan.variants.findIndex(({ id }) => id === variant.id)}`;
  const names = Names.ofVariant(texts, plan, variant.id);
  const make = new Maker(texts);
  if (section === 'calendar') {
    const found = variant.calendar[year];
    if (!found) return [];
    const { cost, funding, result } = found;
    return make.item(String(found.year), `${at}/calendar/${year}`, { funding, cost, result });
  }
  const found = variant.years[year];
  return found ? ofYear(make, names, found, section, `${at}/years/${year}`) : [];
}

function ofYear(
  make: Maker,
  names: Names,
  year: YearResult,
  section: Exclude<Section, 'calendar'>,
  at: string,
): FoundFigure[] {
  type Items<T> = readonly T[];
  const each = <T>(
    items: Items<T>,
    label: (item: T) => string,
    figures: (item: T) => Values,
  ): FoundFigure[] =>
    items.flatMap((item, index) => make.item(label(item), `${at}/${section}/${index}`, figures(item)));
  switch (section) {
    case 'totals':
      return [
        ...make.item('', at, { students: year.students }),
        ...make.item('', `${at}/totals`, year.totals),
      ];
    case 'parties':
      return each(
        year.parties,
        ({ party }) => names.party(party),
        ({ budget, cost, contribution, net, status }) => ({ budget, cost, contribution, net, status }),
      );
    case 'lines':
      return each(
        year.lines,
        ({ item, at: place, unit }) => `${names.of('item', item)}, ${names.unit(place, unit)}`,
        ({ hours, amount }) => ({ hours, amount }),
      );
    case 'roles':
      return each(
        year.roles,
        ({ role }) => names.of('role', role),
        ({ hours, fte, cost }) => ({ hours, fte, cost }),
      );
    case 'funding':
      return each(
        year.funding,
        ({ item }) => names.of('funding', item),
        ({ amount }) => ({ amount }),
      );
    case 'levels':
      return Object.entries(year.levels).flatMap(([level, { amount, perStudent }]) =>
        make.item(names.of('level', level), `${at}/levels/${level}`, { amount, perStudent }),
      );
    case 'networks':
      return each(
        year.networks,
        ({ network }) => network,
        ({ students, budget, hours, cost }) => ({ students, budget, hours, cost }),
      );
    case 'schools':
      return each(
        year.schools,
        ({ school }) => names.of('school', school),
        ({ students, supervisorsNeeded, supervisorShortage, placementShortage, budget }) => ({
          students,
          supervisorsNeeded,
          supervisorShortage,
          placementShortage,
          budget,
        }),
      );
    case 'staff':
      return each(
        year.staff,
        ({ role, party }) => `${names.of('role', role)}, ${names.party(party)}`,
        ({ needed, shortage }) => ({ needed, shortage }),
      );
    case 'checks':
      return each(
        year.checks,
        ({ check }) => names.of('check', check),
        ({ status }) => ({ status }),
      );
  }
}

type Values = Readonly<Record<string, string | number | null>>;

class Maker {
  constructor(private readonly texts: Texts) {}

  item(label: string, at: string, values: Values): FoundFigure[] {
    return Object.entries(values).flatMap(([key, value]) => {
      if (value === null) return [];
      const name = this.texts.imports.column(key);
      return [
        {
          label: label === '' ? name : `${label}: ${lower(name)}`,
          value: this.shown(key, String(value)),
          reference: `${at}/${key}`,
        },
      ];
    });
  }

  private shown(key: string, value: string): string {
    const { separators, statuses } = this.texts;
    if (key === 'status')
      return Object.hasOwn(statuses, value) ? statuses[value as keyof typeof statuses] : value;
    if (key === 'coverage') return `${formatDecimal(asPercentage(value), separators)} %`;
    return formatDecimal(value, separators);
  }
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
