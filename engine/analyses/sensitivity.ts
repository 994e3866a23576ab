import { apportion, type DecimalInput, Exact } from '../numbers/index.ts';
import { scaled, withValue } from '../plan/edit.ts';
import type { Plan, Variant } from '../plan/format.ts';
import { type Input, inputAt, inputsBelow, inputsOf } from '../plan/inputs.ts';
import { validate } from '../plan/validate.ts';
import { Asked, countsIn, type Sums } from './ask.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** What a plan is sensitive to: every input a band lower and higher, one at a time. */
export interface Sensitivity {
  readonly variant: string;
  /** the years that are added up, 0 for the first */
  readonly years: readonly number[];
  readonly band: string;
  readonly base: Outcome;
  /** those that change anything, ranked by how far the result moves, the most first; ties in plan order */
  readonly inputs: readonly SensitiveInput[];
  /** inputs whose band makes no valid plan, such as a share above 1 */
  readonly skipped: readonly string[];
}

export interface SensitiveInput {
  /** JSON Pointer of the input, or of the group whose students are meant */
  readonly path: string;
  readonly kind: 'value' | 'students';
  readonly value: string;
  readonly low: Outcome & { readonly value: string };
  readonly high: Outcome & { readonly value: string };
  /** the distance between the two results, in euro */
  readonly swing: string;
}

export interface SensitivityOptions {
  readonly variant: string;
  /** one year (0 for the first); all years together where absent */
  readonly year?: number;
  /** the part by which an input is lowered and raised; 0.10 where absent */
  readonly band?: DecimalInput;
  /** only these inputs */
  readonly paths?: readonly string[];
}

/**
 * Lowers and raises each input by a band (rounded half away from zero to the decimals of its field) and ranks them by
 * what that does to the result. The students of a group are one input: each year's total is scaled and rounded to whole
 * students, and apportioned over the entries.
 * @param plan a plan that `validate` has accepted, with the variant in it
 */
export function sensitivity(plan: Plan, options: SensitivityOptions): Sensitivity {
  const { band = '0.10', year, paths } = options;
  const variant = plan.variants.find(({ id }) => id === options.variant) as Variant;
  const years = year === undefined ? Array.from({ length: plan.years }, (_, each) => each) : [year];
  const values = new Asked(plan, variant, years, { digits: (path) => inputAt(path, 0)?.digits ?? 0 });
  const students = new Asked(plan, variant, years, { students: true });
  const base = values.sums();
  const factors = [Exact.one.minus(Exact.of(band)), Exact.one.plus(Exact.of(band))] as const;
  const moved: { input: SensitiveInput; swing: Exact }[] = [];
  const skipped: string[] = [];
  for (const subject of [...groupsOf(students), ...valuesOf(values)]) {
    if (paths && !paths.includes(subject.path)) continue;
    const [below, above] = factors.map((factor) => subject.at(factor)) as [At, At];
    if (!below.valid || !above.valid) {
      skipped.push(subject.path);
      continue;
    }
    const [low, high] = [below, above].map(({ moves }) => {
      subject.asked.move(moves);
      return subject.asked.sums();
    }) as [Sums, Sums];
    subject.asked.restore(below.moves.keys());
    if (isSame(low, base) && isSame(high, base)) continue;
    const distance = high.result.minus(low.result);
    const swing = distance.sign < 0 ? Exact.zero.minus(distance) : distance;
    moved.push({
      swing,
      input: {
        path: subject.path,
        kind: subject.kind,
        value: subject.value,
        low: { value: below.value, ...outcomeOf(low) },
        high: { value: above.value, ...outcomeOf(high) },
        swing: swing.toString(),
      },
    });
  }
  moved.sort((a, b) => b.swing.compare(a.swing));
  return {
    variant: variant.id,
    years,
    band: Exact.of(band).toString(),
    base: outcomeOf(base),
    inputs: moved.map(({ input }) => input),
    skipped,
  };
}

const isSame = (one: Sums, other: Sums): boolean =>
  (['hours', 'cost', 'funding'] as const).every((key) => one[key].compare(other[key]) === 0);

interface At {
  readonly value: string;
  readonly moves: ReadonlyMap<string, Exact>;
  readonly valid: boolean;
}

interface Subject {
  readonly asked: Asked;
  readonly path: string;
  readonly kind: SensitiveInput['kind'];
  readonly value: string;
  at(factor: Exact): At;
}

/** Every input that the figures depend on, in plan order; those of the variant's own changes after the plan's. */
function valuesOf(asked: Asked): Subject[] {
  const { plan, variant } = asked;
  const own = `/variants/${plan.variants.indexOf(variant)}`;
  const inputs = [...inputsOf(plan), ...inputsBelow(own, variant)];
  return inputs.flatMap((input) => (asked.has(input.path) ? [valueSubject(asked, input)] : []));
}

function valueSubject(asked: Asked, input: Input): Subject {
  const { path, value, digits } = input;
  return {
    asked,
    path,
    kind: 'value',
    value: Exact.of(value).toPlain(),
    at(factor) {
      const own = scaled(value, factor, digits);
      // what the format has as an integer is a JSON number
      const written =
        input.kind === 'whole' && typeof value === 'number' ? Number(own.toPlain()) : own.toPlain();
      const valid = isSurelyValid(input, own) || validate(withValue(asked.plan, path, written)).ok;
      return { value: own.toPlain(), moves: new Map([[path, own]]), valid };
    },
  };
}

/** An amount that nothing else limits stays valid when a part is added or taken: no need to judge the plan again. */
const isSurelyValid = ({ path, kind }: Input, value: Exact): boolean =>
  kind === 'amount' &&
  !/\/(min|max)$/.test(path) &&
  value.sign > 0 &&
  value.compare(LARGE) < 0 &&
  value.scale <= 2;

const LARGE = Exact.of(1_000_000_000);

/** The students (or starters) of each group, scaled in every year. */
function groupsOf(asked: Asked): Subject[] {
  const { plan } = asked;
  const years = Array.from({ length: plan.years }, (_, year) => year);
  return plan.groups.flatMap(({ id }, index): Subject[] => {
    const counted = years.map((year) => countsIn(asked, { group: id }, year));
    const totals = counted.map(({ weights }) => weights.reduce((sum, weight) => sum + weight, 0));
    if (totals.every((total) => total === 0)) return [];
    return [
      {
        asked,
        path: `/groups/${index}`,
        kind: 'students',
        value: String(totals[0]),
        at(factor) {
          const moves = new Map<string, Exact>();
          const scaledTotals = totals.map((total) => scaled(total, factor, 0));
          counted.forEach(({ paths, weights }, year) => {
            const parts = apportion(scaledTotals[year]?.mantissa as number, weights);
            for (const [place, path] of paths.entries()) moves.set(path, Exact.whole(parts[place] as number));
          });
          return { value: (scaledTotals[0] as Exact).toString(), moves, valid: true };
        },
      },
    ];
  });
}
