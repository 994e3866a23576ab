import {
  type Cost,
  calculateVariant,
  type Funding,
  type Norm,
  type Plan,
  type Variant,
  type VariantResult,
  type YearResult,
  yearLabels,
} from '../../engine/index.ts';
import { fromHundredths } from '../report/summary.ts';
import type { Translation } from './ids.ts';
import type { Merged } from './merge.ts';

/** The merged plan beside its parts: which figures are their sum, and which are not and why. */

export const REASONS = [
  'steps',
  'base-amount',
  'of-cost',
  'threshold',
  'bounds',
  'per-region',
  'per-unit',
  'per-group',
  'projected',
  'split',
  'region-first',
  'ceiling',
  'rounding',
  'follows',
] as const;
/** Why a figure of the merged region is not the sum; `follows`: because another one that is named isn't. */
export type MergeReason = (typeof REASONS)[number];

export type FigureKind = 'total' | 'norm' | 'cost' | 'funding' | 'level' | 'party' | 'school' | 'status';

export interface Figure {
  readonly variant: string;
  readonly year: string;
  readonly kind: FigureKind;
  /** the figure's key in a result, as `cost`; for a status `status` */
  readonly key: string;
  /** what it is of: an id of the merged plan, or '' for the whole */
  readonly of: string;
  readonly parts: readonly (string | null)[];
  readonly sum: string;
  readonly merged: string;
  /** merged less sum; for a status '' */
  readonly difference: string;
  readonly reason: MergeReason;
}

export interface Comparison {
  /** the totals of each variant and year, also where they are the sum */
  readonly totals: readonly Figure[];
  /** every figure that is not the sum of the parts */
  readonly differences: readonly Figure[];
  /** how many figures are exactly the sum */
  readonly sums: number;
}

/** What of a year's totals adds up. */
const TOTALS = ['hours', 'cost', 'funding', 'contributions', 'result', 'net'] as const;

/** Calculates the parts and the merged plan and sets them side by side, to the cent. */
export function comparePlans(parts: readonly Plan[], merged: Merged): Comparison {
  const totals: Figure[] = [];
  const differences: Figure[] = [];
  let sums = 0;
  for (const [at, variant] of merged.plan.variants.entries()) {
    const whole = calculateVariant(merged.plan, variant);
    const own = parts.map((plan, part) => {
      const id = merged.variants[part]?.[at];
      return calculateVariant(plan, plan.variants.find((each) => each.id === id) as Variant);
    });
    for (const [year, label] of yearLabels(merged.plan).entries()) {
      for (const figure of new YearComparison(merged, variant, year, label, whole, own).figures()) {
        if (figure.kind === 'total') totals.push(figure);
        if (figure.sum !== figure.merged) differences.push(figure);
        else if (figure.kind !== 'status') sums += 1;
      }
    }
  }
  return { totals, differences, sums };
}

const hundredths = (figure: string): bigint => BigInt(figure.replace('.', ''));

class YearComparison {
  private readonly whole: YearResult;
  private readonly own: readonly YearResult[];
  private readonly projected: boolean;

  constructor(
    private readonly merged: Merged,
    private readonly variant: Variant,
    year: number,
    private readonly label: string,
    whole: VariantResult,
    own: readonly VariantResult[],
  ) {
    this.whole = whole.years[year] as YearResult;
    this.own = own.map((each) => each.years[year] as YearResult);
    const schools = this.byKey((result, translation) =>
      result.schools.map(({ school, students }) => [
        translation?.of('schools', school) ?? school,
        String(students),
      ]),
    );
    this.projected = [...schools].some(([, { parts, merged: now }]) => add(parts, false) !== (now ?? '0'));
  }

  *figures(): Generator<Figure> {
    const { whole, own } = this;
    yield this.count(
      'total',
      'students',
      '',
      own.map(({ students }) => String(students)),
      String(whole.students),
      'projected',
    );
    for (const key of TOTALS) {
      yield this.money(
        'total',
        key,
        '',
        own.map(({ totals }) => totals[key]),
        whole.totals[key],
        'follows',
      );
    }
    yield* this.rules();
    yield* this.funding();
    for (const level of ['region', 'network', 'school', 'institute'] as const) {
      const reason = this.merged.plan.split?.regionFirst === true ? 'region-first' : 'split';
      yield this.money(
        'level',
        'amount',
        level,
        own.map(({ levels }) => levels[level].amount),
        whole.levels[level].amount,
        reason,
      );
    }
    yield* this.schools();
    yield* this.parties();
  }

  /** The figures of the parts and of the whole by what they are of, in the ids of the merged plan. */
  private byKey(
    list: (
      result: YearResult,
      translation: Translation | undefined,
    ) => readonly (readonly [string, string])[],
  ): Map<string, { parts: (string | null)[]; merged: string | null }> {
    const all = new Map<string, { parts: (string | null)[]; merged: string | null }>();
    const at = (key: string): { parts: (string | null)[]; merged: string | null } => {
      const entry = all.get(key) ?? { parts: this.own.map(() => null), merged: null };
      all.set(key, entry);
      return entry;
    };
    for (const [part, result] of this.own.entries()) {
      for (const [key, value] of list(result, this.merged.translations[part])) {
        const entry = at(key);
        const earlier = entry.parts[part];
        entry.parts[part] = earlier == null ? value : add([earlier, value], value.includes('.'));
      }
    }
    for (const [key, value] of list(this.whole, undefined)) {
      const entry = at(key);
      entry.merged = entry.merged === null ? value : add([entry.merged, value], value.includes('.'));
    }
    return all;
  }

  private *rules(): Generator<Figure> {
    for (const field of ['hours', 'amount'] as const) {
      const lines = this.byKey((result, translation) =>
        result.lines.flatMap((line) => {
          const value = line[field];
          const list = line.kind === 'hours' ? 'norms' : 'costs';
          return value === null
            ? []
            : [[`${list}/${translation?.of(list, line.item) ?? line.item}`, value] as const];
        }),
      );
      for (const [key, { parts, merged }] of lines) {
        const [list = '', id = ''] = key.split('/');
        const kind = list === 'norms' ? 'norm' : 'cost';
        yield this.money(kind, field, id, parts, merged ?? '0.00', this.whyRule(list as 'norms', id));
      }
    }
  }

  private *funding(): Generator<Figure> {
    const items = this.byKey((result, translation) =>
      result.funding.map(({ item, amount }) => [translation?.of('funding', item) ?? item, amount] as const),
    );
    for (const [id, { parts, merged }] of items) {
      yield this.money('funding', 'amount', id, parts, merged ?? '0.00', this.whyFunding(id));
    }
  }

  private *schools(): Generator<Figure> {
    const students = this.byKey((result, translation) =>
      result.schools.map(
        ({ school, students: count }) =>
          [translation?.of('schools', school) ?? school, String(count)] as const,
      ),
    );
    for (const [id, { parts, merged }] of students) {
      yield this.count('school', 'students', id, parts, merged ?? '0', 'projected');
    }
  }

  private *parties(): Generator<Figure> {
    for (const field of ['budget', 'cost', 'contribution', 'net'] as const) {
      const parties = this.byKey((result, translation) =>
        result.parties.map((each) => [translation?.party(each.party) ?? each.party, each[field]] as const),
      );
      const reason =
        field === 'budget'
          ? this.merged.plan.split?.regionFirst === true
            ? 'region-first'
            : 'split'
          : 'follows';
      for (const [id, { parts, merged }] of parties)
        yield this.money('party', field, id, parts, merged ?? '0.00', reason);
    }
    const statuses = this.own.map(
      ({ parties }, part) =>
        new Map(
          parties.map(
            ({ party, status }) => [this.merged.translations[part]?.party(party) ?? party, status] as const,
          ),
        ),
    );
    for (const { party, status } of this.whole.parties) {
      const parts = statuses.map((own) => own.get(party) ?? null);
      const before = [...new Set(parts.filter((each) => each !== null))];
      const { variant, label } = this;
      const sum = before.length === 1 && before[0] === status ? status : before.join(', ');
      yield {
        ...{ variant: variant.id, year: label, kind: 'status', key: 'status', of: party, parts, sum },
        ...{ merged: status, difference: '', reason: 'ceiling' },
      };
    }
  }

  /** A rule of the merged plan as the variant has it; undefined where it has none. */
  private find(list: 'norms' | 'costs' | 'funding', id: string): object | undefined {
    const items: readonly { readonly id: string }[] = this.merged.plan[list] ?? [];
    const changes = this.variant.changes?.[list] as Record<string, object | null> | undefined;
    const base = items.find((each) => each.id === id);
    const change = changes?.[id];
    return base || change ? { ...base, ...change } : undefined;
  }

  /** A rule that looks only at the boards of its part counts as it did; only its students can be others. */
  private isLimited(list: string, id: string): boolean {
    return this.merged.notes.some(
      (note) => note.code === 'rule-limited' && note.list === list && note.item === id,
    );
  }

  private whyRule(list: 'norms' | 'costs', id: string): MergeReason {
    const rule = this.find(list, id) as Norm | Cost | undefined;
    if (!rule) return 'follows';
    if (this.isLimited(list, id)) return this.projected ? 'projected' : 'rounding';
    if (rule.steps !== undefined && rule.at !== 'school') return 'steps';
    if (rule.per === 'group' && rule.at !== 'school') return 'per-group';
    if ((rule.min !== undefined || rule.max !== undefined) && rule.at !== 'school') return 'bounds';
    // a rule per unit asks for no number of students, so no projection makes it different
    if (this.projected && (rule.per !== 'unit' || rule.at === 'school')) return 'projected';
    if (rule.at === 'region') return 'per-region';
    return rule.at === 'school' ? 'rounding' : 'per-unit';
  }

  private whyFunding(id: string): MergeReason {
    const item = this.find('funding', id) as Funding | undefined;
    if (!item) return 'follows';
    if (item.kind !== 'ofCost' && this.isLimited('funding', id))
      return this.projected ? 'projected' : 'rounding';
    if (item.kind === 'steps') return 'steps';
    if (item.kind === 'fixed') return 'base-amount';
    if (item.kind === 'ofCost') return 'of-cost';
    if (item.minStudents !== undefined || item.cap !== undefined || item.where?.minStudents !== undefined)
      return 'threshold';
    return this.projected ? 'projected' : 'rounding';
  }

  private money(...[kind, key, of, parts, merged, reason]: Compared): Figure {
    const sum = add(parts, true);
    const difference = fromHundredths(hundredths(merged) - hundredths(sum));
    return { ...this.place, kind, key, of, parts, sum, merged, difference, reason };
  }

  private count(...[kind, key, of, parts, merged, reason]: Compared): Figure {
    const sum = add(parts, false);
    const difference = String(BigInt(merged) - BigInt(sum));
    return { ...this.place, kind, key, of, parts, sum, merged, difference, reason };
  }

  private get place(): { variant: string; year: string } {
    return { variant: this.variant.id, year: this.label };
  }
}

/** A figure of the parts beside that of the whole, and why they may differ. */
type Compared = [
  kind: FigureKind,
  key: string,
  of: string,
  parts: readonly (string | null)[],
  merged: string,
  reason: MergeReason,
];

/** The sum of figures with two decimals, or of whole numbers; what a part doesn't have counts for nothing. */
function add(figures: readonly (string | null)[], decimals: boolean): string {
  const given = figures.filter((each) => each !== null);
  if (!decimals) return String(given.reduce((sum, each) => sum + BigInt(each), 0n));
  return fromHundredths(given.reduce((sum, each) => sum + hundredths(each), 0n));
}
