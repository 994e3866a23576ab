/** The judgement of a variant: what each test looks at, which one decides, and that its figure stands in the result. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ASPECTS,
  answerKey,
  calculate,
  explain,
  JUDGEMENTS,
  type Judgement,
  judge,
  type Oordeel,
  type Plan,
  pointerKeys,
  ratingKey,
  readAnswers,
  TESTS,
  type TestName,
  type TestOutcome,
} from '../../../engine/index.ts';
import { accepted, frozen, isValid, LONG, SEED } from '../../support/engine.ts';
import { planArbitrary } from '../../support/plans.ts';
import { root } from '../../tooling/project.ts';

const read = (file: string): Plan => accepted(JSON.parse(readFileSync(path.join(root, file), 'utf8')));
const golden = read('test/golden/hub-met-twee-partners.plan.json');
const runs = { numRuns: LONG ? 2000 : 120, seed: SEED, interruptAfterTimeLimit: 100_000 };

const judgedIn = (plan: Plan, years?: readonly number[], place = 0): Judgement[] => {
  const variant = calculate(plan).variants[place];
  if (!variant) throw new Error('no such variant');
  return judge(plan, variant, years);
};
const testsOf = (judgements: readonly Judgement[]): TestOutcome[] => judgements.flatMap(({ tests }) => tests);
const testOf = (plan: Plan, test: TestName, years?: readonly number[], place = 0): TestOutcome => {
  const found = testsOf(judgedIn(plan, years, place)).find((each) => each.test === test);
  if (!found) throw new Error(`no test ${test}`);
  return found;
};
const changed = (change: (plan: Plan & Record<string, unknown>) => void): Plan => {
  const plan = structuredClone(golden) as Plan & Record<string, unknown>;
  change(plan);
  return accepted(plan);
};

const ORDER: readonly Oordeel[] = ['nee', 'niet-te-zeggen', 'nog-te-beantwoorden', 'ja'];

describe('any plan is judged', () => {
  const plans = fc.oneof(planArbitrary({ size: 'small', isValid }), planArbitrary({ size: 'plan', isValid }));

  it('by figures that stand in its result', () => {
    fc.assert(
      fc.property(plans, (tree) => {
        const plan = accepted(frozen(tree));
        const result = calculate(plan);
        for (const variant of result.variants) {
          for (const { figure, reference } of testsOf(judge(plan, variant))) {
            if (reference === null || figure === null) continue;
            const found = pointerKeys(reference).reduce<unknown>(
              (at, key) => (at as Record<string, unknown>)[key],
              result,
            );
            expect(String(found)).toBe(figure.value);
          }
        }
      }),
      runs,
    );
  });

  it('by its worst test in its worst year, and the earliest of equals', () => {
    fc.assert(
      fc.property(plans, (tree) => {
        const plan = accepted(frozen(tree));
        const { notes: _, ...without } = plan;
        const result = calculate(without);
        for (const variant of result.variants) {
          const all = judge(without, variant);
          expect(all.map(({ judgement }) => judgement)).toEqual(JUDGEMENTS);
          const perYear = variant.years.map((_year, year) => testsOf(judge(without, variant, [year])));
          for (const { answer, deciding, tests } of all) {
            const worst = ORDER.find((each) => tests.some((test) => test.answer === each));
            expect(answer).toBe(worst);
            expect(tests.findIndex((test) => test.answer === worst)).toBe(deciding);
            for (const test of tests) {
              const years = perYear.map((found) => found.find((each) => each.test === test.test));
              const first = years.find((each) => each?.answer === test.answer);
              expect(first).toEqual(test);
              const rank = (each: Oordeel | undefined): number => (each ? ORDER.indexOf(each) : 9);
              for (const each of years) expect(rank(each?.answer)).toBeGreaterThanOrEqual(rank(test.answer));
            }
          }
        }
      }),
      runs,
    );
  });

  it('in agreement with the checks of the result', () => {
    fc.assert(
      fc.property(plans, (tree) => {
        const plan = accepted(frozen(tree));
        const { notes: _, ...without } = plan;
        for (const variant of calculate(without).variants) {
          variant.years.forEach((year, place) => {
            const found = testsOf(judge(without, variant, [place]));
            const failing = (check: string): string[] =>
              year.checks.find((each) => each.check === check && each.requirement === null)?.subjects ?? [];
            const subjects = (test: TestName) => found.find((each) => each.test === test)?.subjects;
            expect(subjects('formatie')).toEqual(failing('staff'));
            expect(subjects('plaatsen')).toEqual(failing('capacity'));
            expect(subjects('partijen')).toEqual(failing('affordable'));
            const own = year.checks.filter(({ requirement }) => requirement !== null);
            expect(found.find(({ test }) => test === 'eisen')?.answer).toBe(
              own.length === 0 ? undefined : own.every(({ status }) => status === 'pass') ? 'ja' : 'nee',
            );
          });
        }
      }),
      runs,
    );
  });

  it('each figure with a reference can be explained', () => {
    for (const { reference } of testsOf(judgedIn(golden))) {
      if (reference !== null) expect(explain(golden, reference).ok, reference).toBe(true);
    }
  });
});

describe('a test', () => {
  it('formatie: the largest shortage decides, at 0 it passes, without rows nobody knows', () => {
    const [row] = golden.staff ?? [];
    const party = row?.party ?? '';
    const first = [0];
    expect(testOf(golden, 'formatie', first)).toMatchObject({
      answer: 'nee',
      figure: { value: '0.0519', unit: 'fte' },
      reference: '/variants/0/years/0/staff/0/shortage',
      subjects: [`${row?.role}@${party}`],
    });
    const with_ = (fte: string): Plan => changed((plan) => Object.assign(plan.staff?.[0] ?? {}, { fte }));
    expect(testOf(with_('0.1518'), 'formatie', first).answer).toBe('nee');
    expect(testOf(with_('0.1519'), 'formatie', first).answer).toBe('ja');
    expect(
      testOf(
        changed((plan) => delete plan.staff),
        'formatie',
      ).answer,
    ).toBe('niet-te-zeggen');
  });

  it('begeleiders and plaatsen: not known where nothing is given', () => {
    const bare = changed((plan) => {
      for (const school of plan.schools) {
        delete school.supervisors;
        delete school.capacity;
      }
    });
    expect(testOf(bare, 'begeleiders').answer).toBe('niet-te-zeggen');
    expect(testOf(bare, 'plaatsen').answer).toBe('niet-te-zeggen');
    const without = changed((plan) => {
      for (const variant of plan.variants) delete variant.studentsPerSupervisor;
    });
    expect(testOf(without, 'begeleiders').answer).toBe('niet-te-zeggen');
    expect(testOf(golden, 'begeleiders', [0])).toMatchObject({
      answer: 'nee',
      figure: { value: '1', unit: 'personen' },
    });
  });

  it('opleiden op de werkplek: at the limit it passes, just below it fails, unknown is unknown', () => {
    const at = (share: string | undefined): TestOutcome => {
      const plan = changed((each) => {
        for (const variant of each.variants) {
          const own = variant.requirements?.filter(({ type }) => type !== 'workplace-share');
          if (own) variant.requirements = own;
        }
        for (const group of each.groups) {
          if (share === undefined) delete group.workplaceShare;
          else group.workplaceShare = share;
        }
      });
      return testOf(plan, 'opleiden-op-de-werkplek');
    };
    expect(at('0.40').answer).toBe('ja');
    expect(at('0.3999')).toMatchObject({ answer: 'nee', figure: { value: '0.3999', unit: 'verhouding' } });
    expect(at(undefined).answer).toBe('niet-te-zeggen');
    expect(at('0.40').threshold).toMatchObject({ value: '0.40' });
    expect(at('0.40').threshold?.source).toContain('Samen Opleiden');
  });

  it('dekking: what is short may be paid by the parties, up to the sum of their ceilings and no cent more', () => {
    const { totals, parties } = calculate(golden).variants[0]?.years[0] ?? {};
    expect(totals?.net).toBe('-49971.61');
    const others = (parties ?? [])
      .filter(({ ceiling, party }) => ceiling !== null && party !== 'region')
      .reduce((sum, { ceiling }) => sum + Number(ceiling), 0);
    const regional = (ceiling: number): Plan =>
      changed((plan) => Object.assign(plan, { ceiling: ceiling.toFixed(2) }));
    const exactly = 49971.61 - others;
    expect(exactly).toBeGreaterThan(0);
    expect(testOf(regional(exactly), 'dekking', [0])).toMatchObject({
      answer: 'ja',
      figure: { value: '0.6377', unit: 'verhouding' },
      reference: '/variants/0/years/0/totals/coverage',
    });
    expect(testOf(regional(exactly - 0.01), 'dekking', [0]).answer).toBe('nee');
  });

  it('toegankelijk: a group that no norm counts is named', () => {
    const group = golden.groups[0]?.id ?? '';
    const others = golden.groups.map(({ id }) => id).filter((id) => id !== group);
    const plan = changed((each) => {
      for (const norm of each.norms ?? []) norm.where = { ...norm.where, group: others };
    });
    expect(testOf(plan, 'toegankelijk')).toMatchObject({ answer: 'nee', subjects: [group] });
    expect(testOf(golden, 'toegankelijk').answer).toBe('ja');
  });

  it('korte lijnen: more schools than the variant asks, or a network without a lead', () => {
    const kind = golden.variants[0]?.layout.find(({ kind: each }) => each !== 'hub')?.kind ?? 'partner';
    const most = (max: number): Plan =>
      changed((plan) => {
        const [variant] = plan.variants;
        if (variant) variant.requirements = [{ type: 'max-partners', kind, max: String(max) }];
      });
    expect(testOf(most(2), 'korte-lijnen').answer).toBe('ja');
    expect(testOf(most(1), 'korte-lijnen')).toMatchObject({
      answer: 'nee',
      figure: { value: '3', unit: 'scholen' },
    });
    const leaderless = changed((plan) => {
      for (const variant of plan.variants) {
        variant.leadKinds = ['kern'];
        delete variant.requirements;
      }
    });
    expect(testOf(leaderless, 'korte-lijnen').answer).toBe('nee');
    const open = changed((plan) => {
      for (const variant of plan.variants) {
        delete variant.leadKinds;
        delete variant.requirements;
      }
    });
    expect(testOf(open, 'korte-lijnen').answer).toBe('nog-te-beantwoorden');
  });

  it('the others: by who has hours or what costs there are, and a question where the plan can’t say', () => {
    const plan = read('examples/groningen/plan.json');
    const place = plan.variants.findIndex(({ id }) => id === 'hub-partner-2025');
    const variant = calculate(plan, { variants: ['hub-partner-2025'] }).variants[0];
    if (!variant || place < 0) throw new Error('no such variant');
    const found = Object.fromEntries(testsOf(judge(plan, variant)).map((each) => [each.test, each]));
    for (const test of [
      ...(['begeleiding-in-elke-school', 'aanbod-in-de-regio', 'professionalisering'] as const),
      ...(['sturen-op-kwaliteit', 'inductie', 'shrm-en-schoolleiding'] as const),
    ]) {
      expect(found[test]?.answer, test).toBe('ja');
    }
    const without = accepted({
      ...plan,
      // the changes of a variant name norms of the plan, which go
      variants: plan.variants.map(({ changes: _, ...each }) => each),
      norms: plan.norms?.filter(({ id, at, where }) => {
        return at !== 'region' && !where?.group?.includes('starters') && id !== 'team-hr';
      }),
      costs: plan.costs?.filter(({ category }) => category !== 'professionalisering'),
    });
    const other = calculate(without, { variants: ['hub-partner-2025'] }).variants[0];
    const then = Object.fromEntries(
      testsOf(other ? judge(without, other) : []).map((each) => [each.test, each.answer]),
    );
    expect(then).toMatchObject({
      'aanbod-in-de-regio': 'nog-te-beantwoorden',
      professionalisering: 'nog-te-beantwoorden',
      'sturen-op-kwaliteit': 'nee',
      inductie: 'nee',
      'shrm-en-schoolleiding': 'nee',
    });
  });
});

describe('answers and ratings in the notes', () => {
  const [variant] = golden.variants;
  const id = variant?.id ?? '';
  const network = variant?.layout[0]?.network ?? '';
  const noted = (notes: Record<string, string>): Plan => ({ ...golden, notes });

  it('are read strictly: each good one, and a problem for each that is not', () => {
    const found = readAnswers(
      noted({
        leeswijzer: 'oordeel: vrije tekst blijft vrije tekst',
        [answerKey(id, 'korte-lijnen')]: 'ja: elke hub is binnen een half uur bereikbaar: ook per bus',
        [answerKey(id, 'professionalisering')]: 'nee',
        [ratingKey(id, 'koers', network)]: '3: vastgesteld in het opleidingsteam',
        [ratingKey(id, 'samen-leren-in-het-team', network)]: '5',
      }),
    );
    expect(found.problems).toEqual([]);
    expect(found.answers).toEqual([
      {
        variant: id,
        test: 'korte-lijnen',
        answer: 'ja',
        note: 'elke hub is binnen een half uur bereikbaar: ook per bus',
      },
      { variant: id, test: 'professionalisering', answer: 'nee', note: null },
    ]);
    expect(found.ratings).toEqual([
      { variant: id, aspect: 'koers', network, phase: 3, note: 'vastgesteld in het opleidingsteam' },
      { variant: id, aspect: 'samen-leren-in-het-team', network, phase: 5, note: null },
    ]);
  });

  it.each([
    ['oordeel:', 'ja', 'note-bad-key'],
    [`oordeel:${id}`, 'ja', 'note-bad-key'],
    [`oordeel:${id}:eisen:x`, 'ja', 'note-bad-key'],
    [`ontwikkeling:${id}:koers`, '3', 'note-bad-key'],
    ['oordeel:nergens:eisen', 'ja', 'note-unknown-variant'],
    [`oordeel:${id}:zin`, 'ja', 'note-unknown-test'],
    [`oordeel:${id}:eisen`, 'Ja', 'note-bad-answer'],
    [`oordeel:${id}:eisen`, 'misschien', 'note-bad-answer'],
    [`oordeel:${id}:eisen`, 'ja, want', 'note-bad-answer'],
    [`oordeel:${id}:eisen`, 'ja:', 'note-bad-answer'],
    [`oordeel:${id}:eisen`, '', 'note-bad-answer'],
    [`ontwikkeling:${id}:moed:${network}`, '3', 'note-unknown-aspect'],
    [`ontwikkeling:${id}:koers:nergens`, '3', 'note-unknown-network'],
    [`ontwikkeling:${id}:koers:${network}`, '0', 'note-bad-phase'],
    [`ontwikkeling:${id}:koers:${network}`, '6', 'note-bad-phase'],
    [`ontwikkeling:${id}:koers:${network}`, '3.5', 'note-bad-phase'],
    [`ontwikkeling:${id}:koers:${network}`, 'drie', 'note-bad-phase'],
  ])('%s = %s is refused: %s', (key, text, code) => {
    const { answers, ratings, problems } = readAnswers(noted({ [key]: text }));
    expect([answers, ratings]).toEqual([[], []]);
    expect(problems.map((each) => each.code)).toEqual([code]);
    expect(pointerKeys(problems[0]?.path ?? '')).toEqual(['notes', key]);
  });

  it('never crash on any text, and a key that begins otherwise is left alone', () => {
    const texts = fc.string({ unit: 'binary', maxLength: 40 });
    const keys = fc.oneof(
      texts,
      texts.map((text) => `oordeel:${text}`),
      texts.map((text) => `ontwikkeling:${id}:${text}`),
    );
    fc.assert(
      fc.property(keys, texts, (key, text) => {
        const notes: Record<string, string> = {};
        Object.defineProperty(notes, key, { value: text, enumerable: true });
        const { answers, ratings, problems } = readAnswers(noted(notes));
        const meant = /^(oordeel|ontwikkeling):/.test(key);
        expect(answers.length + ratings.length + problems.length).toBe(meant ? 1 : 0);
      }),
      { numRuns: LONG ? 20_000 : 1000, seed: SEED },
    );
  });

  it('stand in for what the figures leave open, and never for what they say', () => {
    const all = Object.values(TESTS).flat();
    for (const said of ['ja', 'nee'] as const) {
      const notes = Object.fromEntries(all.map((test) => [answerKey(id, test), `${said}: omdat`]));
      const before = testsOf(judgedIn(golden));
      const after = testsOf(judgedIn(noted(notes)));
      before.forEach((test, place) => {
        const open = test.answer === 'niet-te-zeggen' || test.answer === 'nog-te-beantwoorden';
        expect(after[place]).toEqual(open ? { ...test, answer: said, year: null, note: 'omdat' } : test);
      });
      expect(before.some(({ answer }) => answer === 'nog-te-beantwoorden')).toBe(true);
    }
  });

  it('know the five aspects of the development model', () => {
    expect(ASPECTS).toHaveLength(5);
  });
});
