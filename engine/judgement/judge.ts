import { plain } from '../plain.ts';
import type { Plan } from '../plan/format.ts';
import { pointer } from '../plan/problems.ts';
import { planOf } from '../plan/validate.ts';
import { readRegion } from '../region.ts';
import type { VariantResult, YearResult } from '../result/format.ts';
import { type Answer, readAnswers } from './answers.ts';
import { JUDGEMENTS, type JudgementName, TESTS, type TestName } from './principles.ts';
import { type Finding, type Looking, type Oordeel, TEST_OF } from './tests.ts';

/** A test over the years that are judged: what it found in the year that decides. */
export interface TestOutcome extends Finding {
  readonly test: TestName;
  /** label of the year that decides; null where people answered, or where no year was judged */
  readonly year: string | null;
  /** why, where people answered */
  readonly note: string | null;
}

/** Whether a variant is uitvoerbaar, doeltreffend or betaalbaar, and by what. */
export interface Judgement {
  readonly judgement: JudgementName;
  readonly answer: Oordeel;
  /** place in `tests` of the test that decides: the first with this answer */
  readonly deciding: number;
  readonly tests: readonly TestOutcome[];
}

/** From what counts most to what counts least. */
const ORDER: readonly Oordeel[] = ['nee', 'niet-te-zeggen', 'nog-te-beantwoorden', 'ja'];

const worst = (verdicts: readonly Oordeel[]): Oordeel =>
  ORDER.find((verdict) => verdicts.includes(verdict)) ?? 'niet-te-zeggen';

/**
 * Judges a variant: each of three judgements by its tests (`TESTS`), each test in every year that is asked for.
 *
 * A test's answer is that of its worst year (the earliest of equals), a judgement's that of its worst test: `nee`
 * before `niet te zeggen` (the plan doesn't say enough) before `nog te beantwoorden` (a question for people) before
 * `ja`. An answer in the plan's notes (`readAnswers`) stands in for a test that is one of the middle two; what the
 * figures say, no note changes.
 * @param result of this variant of this plan
 * @param years places of the years to judge; all where absent
 */
export function judge(
  plan: Plan,
  result: VariantResult,
  years: readonly number[] = result.years.map((_, year) => year),
): Judgement[] {
  const place = plan.variants.findIndex(({ id }) => id === result.id);
  const variant = plan.variants[place];
  if (!variant) throw new Error(`no variant ${result.id} in this plan`);
  const changed = planOf(plan, variant);
  const { counts, entries, groups } = readRegion(plain, changed, variant);
  const looking = years.map((year): Looking => {
    const inhabited = entries.filter((_, entry) => counts.of(entry, year).sign > 0);
    return {
      plan: changed,
      variant,
      result: result.years[year] as YearResult,
      present: new Set(inhabited.map(({ group }) => (groups[group] as { id: string }).id)),
      path: pointer('', 'variants', place, 'years', year),
    };
  });
  const { answers } = readAnswers(plan);
  const own = answers.filter(({ variant: id }) => id === variant.id);
  return JUDGEMENTS.map((judgement) => {
    const tests = TESTS[judgement].flatMap((test) => outcome(test, looking, own));
    const answer = worst(tests.map((each) => each.answer));
    return { judgement, answer, deciding: tests.findIndex((each) => each.answer === answer), tests };
  });
}

function outcome(test: TestName, looking: readonly Looking[], answers: readonly Answer[]): TestOutcome[] {
  const found = looking.flatMap((each) => {
    const finding = TEST_OF[test](each);
    return finding === null ? [] : [{ ...finding, test, year: each.result.year, note: null }];
  });
  const answer = worst(found.map((each) => each.answer));
  const decides = found.find((each) => each.answer === answer);
  if (!decides) return [];
  if (answer === 'ja' || answer === 'nee') return [decides];
  const said = answers.find((each) => each.test === test);
  return [said ? { ...decides, answer: said.answer, year: null, note: said.note } : decides];
}
