import { judge, type Plan, readAnswers, yearLabels } from '../../engine/index.ts';
import { readPlan } from '../files/plan-file.ts';
import {
  type Compared,
  type ComparedSide,
  ComparisonReports,
  compareSides,
  variantJson,
} from '../report/comparison.ts';
import type { Report } from '../report/summary.ts';
import type { AnyProblem, Texts } from '../texts/index.ts';
import type { Arguments } from './arguments.ts';
import { resultOf } from './calculating.ts';
import { sayValidity } from './funding.ts';
import { type Output, printable, styled } from './io.ts';
import { EXIT, refuse } from './refusal.ts';
import { renderInBlocks } from './table.ts';

/** Two sides that are compared, under the names that a user knows them by. */
interface Pair {
  readonly from: ComparedSide & { readonly name: string };
  readonly to: ComparedSide & { readonly name: string };
  readonly labels: readonly string[];
  /** what the sides have in common, where that isn't the years */
  readonly about?: string;
}

type Chosen<T> =
  | { readonly ok: true; readonly found: T }
  | { readonly ok: false; readonly problems: AnyProblem[] };

/**
 * `compare PLAN [OTHER] [--variants A,B] [--years Y,Z] [--json]`: variants side by side, with what makes each differ
 * from the first; two variants, two years of one variant, or two versions of a plan, by driver.
 */
export async function compareCommand(line: Arguments, output: Output, texts: Texts): Promise<number> {
  const refused = (problems: readonly AnyProblem[]): Promise<number> =>
    refuse(output, texts, problems, line.json);
  const outcome = readPlan(line.plan);
  if (!outcome.ok) return refused(outcome.problems);
  const { plan } = outcome;
  const notes = readAnswers(plan);
  if (notes.problems.length > 0) return refused(notes.problems);
  const wanted = {
    variants: listOf(line.texts.variants),
    years: listOf(line.texts.years),
  };
  if (line.reference !== '') {
    const other = readPlan(line.reference);
    if (!other.ok) return refused(other.problems);
    const pairs = versionPairs(line, plan, other.plan, wanted);
    return pairs.ok ? versions(line, pairs.found, other.plan, plan, output, texts) : refused(pairs.problems);
  }
  const known = plan.variants.map(({ id }) => id);
  const problems = [
    ...unknownVariants(wanted.variants, known),
    ...unknownYears(wanted.years, yearLabels(plan)),
  ];
  if (problems.length > 0) return refused(problems);
  const labels = yearLabels(plan);
  const asked = yearsOf(wanted.years, labels);
  const years = asked.toSorted((a, b) => a - b);
  const variants = wanted.variants.length > 0 ? [...new Set(wanted.variants)] : known;
  const name = (id: string): string => plan.variants.find((each) => each.id === id)?.name ?? id;
  const [first = '', second] = variants;
  if (wanted.variants.length > 0 && second === undefined) {
    const [from, to] = asked;
    if (wanted.years.length === 0 || asked.length !== 2 || from === undefined || to === undefined) {
      const found = wanted.years.length === 0 ? 0 : asked.length;
      return refused([{ path: '', code: 'compare-two-years', values: { found } }]);
    }
    const side = (year: number) => ({
      plan,
      variant: first,
      years: [year],
      name: labels[year] ?? '',
    });
    const pair = { from: side(from), to: side(to), labels: [], about: name(first) };
    return between(line, [pair], output, texts);
  }
  if (wanted.variants.length > 0 && variants.length === 2 && second !== undefined) {
    const side = (variant: string) => ({ plan, variant, years, name: name(variant) });
    const pair = {
      from: side(first),
      to: side(second),
      labels: years.map((year) => labels[year] ?? ''),
    };
    return between(line, [pair], output, texts);
  }
  return sideBySide(line, plan, variants, years, output, texts);
}

const listOf = (text: string | undefined): readonly string[] =>
  text === undefined ? [] : text.split(',').map((each) => each.trim());

const unknownVariants = (wanted: readonly string[], known: readonly string[]): AnyProblem[] =>
  [...new Set(wanted)]
    .filter((each) => !known.includes(each))
    .map((found) => ({ path: '', code: 'unknown-variant', values: { found, known } }));

/** A school year by its label or by the year it starts in. */
const isYear = (wanted: string, label: string): boolean =>
  wanted === label || wanted === label.slice(0, label.indexOf('-'));

const unknownYears = (wanted: readonly string[], known: readonly string[]): AnyProblem[] =>
  [...new Set(wanted)]
    .filter((each) => !known.some((label) => isYear(each, label)))
    .map((found) => ({ path: '', code: 'unknown-year', values: { found, known } }));

/** The places of the years, in the order in which they are asked; all of them where none is. */
function yearsOf(wanted: readonly string[], labels: readonly string[]): number[] {
  if (wanted.length === 0) return labels.map((_, year) => year);
  return [...new Set(wanted.map((each) => labels.findIndex((label) => isYear(each, label))))];
}

/**
 * The variants that both versions have, or those that are asked (`A`, or `A=B` where they go by other ids), in the
 * school years that both have.
 */
function versionPairs(
  line: Arguments,
  plan: Plan,
  other: Plan,
  wanted: { readonly variants: readonly string[]; readonly years: readonly string[] },
): Chosen<Pair[]> {
  const [ours, theirs] = [plan, other].map((each) => each.variants.map(({ id }) => id)) as [
    string[],
    string[],
  ];
  const ids = wanted.variants.length > 0 ? wanted.variants : ours.filter((id) => theirs.includes(id));
  const pairs = [...new Set(ids)].map((each): [string, string] => {
    const [own = '', another = own] = each.split('=');
    return [own, another];
  });
  const [own, others] = [yearLabels(plan), yearLabels(other)];
  const labels = own.filter((label) => others.includes(label));
  const nothing = (code: 'compare-no-shared-variant' | 'compare-no-shared-year'): AnyProblem => ({
    path: '',
    code,
    values: {},
  });
  const problems = [
    ...(pairs.length === 0 ? [nothing('compare-no-shared-variant')] : []),
    ...unknownVariants(
      pairs.map(([id]) => id),
      ours,
    ),
    ...unknownVariants(
      pairs.map(([, id]) => id),
      theirs,
    ),
    ...(labels.length === 0 ? [nothing('compare-no-shared-year')] : unknownYears(wanted.years, labels)),
  ];
  if (problems.length > 0) return { ok: false, problems };
  const chosen = yearsOf(wanted.years, labels)
    .toSorted((a, b) => a - b)
    .map((place) => labels[place] as string);
  const sideOf = (from: Plan, all: readonly string[], variant: string, file: string) => ({
    plan: from,
    variant,
    years: chosen.map((label) => all.indexOf(label)),
    name: `${from.variants.find(({ id }) => id === variant)?.name ?? variant} – ${file}`,
  });
  return {
    ok: true,
    found: pairs.map(([from, to]) => ({
      from: sideOf(plan, own, from, line.plan),
      to: sideOf(other, others, to, line.reference),
      labels: chosen,
    })),
  };
}

async function versions(
  line: Arguments,
  pairs: readonly Pair[],
  other: Plan,
  plan: Plan,
  output: Output,
  texts: Texts,
): Promise<number> {
  if (!line.json && line.texts.variants === undefined) {
    const only = (of: Plan, not: Plan): string[] =>
      of.variants.filter(({ id }) => not.variants.every((each) => each.id !== id)).map(({ name }) => name);
    for (const [file, names] of [
      [line.plan, only(plan, other)],
      [line.reference, only(other, plan)],
    ] as const) {
      if (names.length > 0) output.say(printable(texts.differences.onlyIn(file, names)));
    }
  }
  return between(line, pairs, output, texts);
}

/** Each pair, from one side to the other by driver. */
async function between(
  line: Arguments,
  pairs: readonly Pair[],
  output: Output,
  texts: Texts,
): Promise<number> {
  const done = async (): Promise<number> => {
    const plans = new Set(pairs.flatMap(({ from, to }) => [from.plan, to.plan]));
    for (const plan of plans) await sayValidity(plan, line, output, texts);
    return EXIT.done;
  };
  const compared = pairs.map((pair) => {
    output.progress(printable(texts.commands.calculating(pair.to.name)));
    return { pair, found: compareSides(pair.from, pair.to) };
  });
  output.progress('');
  if (line.json) {
    const side = ({ plan, variant, years }: ComparedSide) => {
      const labels = yearLabels(plan);
      return { plan: plan.name, variant, years: years.map((year) => labels[year]) };
    };
    const differences = compared.map(({ pair, found }) => ({
      from: side(pair.from),
      to: side(pair.to),
      ...found,
    }));
    await output.print(`${JSON.stringify({ format: 'samenplan-difference/1', differences })}\n`);
    return done();
  }
  for (const { pair, found } of compared) {
    const reports = new ComparisonReports(texts, pair.from.plan);
    for (const report of reports.between([pair.from.name, pair.to.name], found, pair.labels, pair.about)) {
      await printReport(output, report);
    }
  }
  await output.print(`${texts.differences.explanation}\n`);
  return done();
}

async function sideBySide(
  line: Arguments,
  plan: Plan,
  variants: readonly string[],
  years: readonly number[],
  output: Output,
  texts: Texts,
): Promise<number> {
  const result = resultOf(plan, variants, output, texts);
  const [first, ...rest] = result.variants;
  const side = (variant: string): ComparedSide => ({ plan, variant, years });
  const others = rest.map(({ id }, place) => {
    output.progress(printable(texts.commands.calculating(id)));
    const compared: Compared = compareSides(side(first?.id ?? ''), side(id));
    return { variant: id, number: place + 2, compared };
  });
  output.progress('');
  const labels = years.map((year) => result.years[year] as string);
  const judged = result.variants.map((variant, place) => ({
    variant: variant.id,
    number: place + 1,
    judgements: judge(plan, variant, years),
  }));
  const ratings = readAnswers(plan).ratings.filter(({ variant }) => variants.includes(variant));
  if (line.json) {
    const found = result.variants.map((variant, place) => ({
      ...variantJson(plan, variant, years, judged[place]?.judgements ?? []),
      ratings: ratings.filter((each) => each.variant === variant.id),
      difference: others.find((each) => each.variant === variant.id)?.compared ?? null,
    }));
    const comparison = { format: 'samenplan-comparison/1', plan: plan.name, years: labels, variants: found };
    await output.print(`${JSON.stringify(comparison)}\n`);
    await sayValidity(plan, line, output, texts);
    return EXIT.done;
  }
  const reports = new ComparisonReports(texts, plan);
  for (const report of [...reports.sideBySide(result, years, judged), ...reports.ratings(ratings)]) {
    await printReport(output, report);
  }
  if (first !== undefined && others.length > 0) {
    for (const report of reports.differences(first.id, others, labels)) await printReport(output, report);
    await output.print(`${texts.differences.explanation}\n`);
  }
  await sayValidity(plan, line, output, texts);
  return EXIT.done;
}

/** A table that fits on a page of 120 columns: more figures than that go below. */
export async function printReport(output: Output, { title, columns, rows }: Report): Promise<void> {
  await output.print(
    `${styled(output, 'cyan', printable(title))}\n${renderInBlocks(output, columns, rows)}\n`,
  );
}
