import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calculate, type Difference, judge, type Plan } from '../../engine/index.ts';
import { nl } from '../../src/texts/index.ts';
import { accepted } from '../support/engine.ts';
import { Folder, GOLDEN, GRONINGEN, goldenPlan, refusal, samenplan } from './program.ts';

const folder = new Folder();
const groningen = accepted(JSON.parse(readFileSync(GRONINGEN, 'utf8')));
const goldenVariant = accepted(JSON.parse(readFileSync(GOLDEN, 'utf8'))).variants[0]!;
const hundredths = (text: string): bigint => BigInt(text.replace('.', ''));

interface Side {
  readonly plan: string;
  readonly variant: string;
  readonly years: readonly string[];
}
interface Compared {
  readonly years: readonly Difference[];
  readonly total: Difference;
}
interface DifferenceJson {
  readonly format: string;
  readonly differences: readonly (Compared & { readonly from: Side; readonly to: Side })[];
}
const differences = async (...args: readonly string[]): Promise<DifferenceJson['differences']> => {
  const { code, stdout } = await samenplan(['compare', ...args, '--json']);
  expect(code).toBe(0);
  const found = JSON.parse(stdout) as DifferenceJson;
  expect(found.format).toBe('samenplan-difference/1');
  return found.differences;
};

function addsUp({ years, total }: Compared): void {
  for (const { from, to, difference, drivers } of [...years, total]) {
    for (const key of ['hours', 'cost', 'funding', 'result', 'net'] as const) {
      const sum = drivers.reduce((all, driver) => all + hundredths(driver[key]), 0n);
      expect(hundredths(to[key]) - hundredths(from[key])).toBe(sum);
      expect(hundredths(difference[key])).toBe(sum);
    }
  }
}

/** The plan of Groningen in nine variants with names as long as they come. */
function nine(): Plan {
  const variants = Array.from({ length: 9 }, (_, place) => {
    const variant = groningen.variants[place % 4] as Plan['variants'][number];
    return {
      ...variant,
      id: `${variant.id}-in-een-andere-vorm-${place + 1}`,
      name: `${variant.name}, met een naam die veel langer is dan een kolom breed kan zijn (${place + 1})`,
    };
  });
  const holdsIn = (ids: readonly string[] | undefined) =>
    ids && {
      variants: variants
        .filter(({ id }) => ids.some((each) => id.startsWith(`${each}-in`)))
        .map(({ id }) => id),
    };
  const rules = <T extends { variants?: string[] | undefined }>(list: readonly T[] | undefined): T[] =>
    (list ?? []).map((rule) => ({ ...rule, ...holdsIn(rule.variants) }));
  return accepted({
    ...groningen,
    variants,
    norms: rules(groningen.norms),
    costs: rules(groningen.costs),
    funding: rules(groningen.funding),
  });
}

describe.concurrent('compare PLAN', () => {
  it('puts the variants side by side, with what makes each differ from the first', async ({ expect }) => {
    const { code, stdout, stderr } = await samenplan(['compare', GRONINGEN]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.startsWith('Varianten naast elkaar\n')).toBe(true);
    for (const { name } of groningen.variants) expect(stdout).toContain(name);
    const cells = (title: string, id: string): string[] => {
      const table = stdout.slice(stdout.indexOf(title));
      const row = table.split('\n').find((text) => text.includes(` ${id} `));
      return (row ?? '').trim().split(/ {2,}/);
    };
    const result = calculate(groningen);
    const totals = result.variants[1]?.years[0]?.totals;
    const dutch = (text: string | undefined): string =>
      (text ?? '').replace('.', ',').replace(/\B(?=(\d{3})+(?!\d))/g, '.');
    expect(cells('Varianten naast elkaar, 2026-2027\n', 'hub-partner-2025').slice(2, 5)).toEqual([
      dutch(totals?.hours),
      (totals?.fte ?? '').replace('.', ','),
      dutch(totals?.cost),
    ]);
    // the two differ in funding alone
    const [, , whole, students, structure, rates, funding] = cells('Resultaat: verschil', 'huidig-2020');
    expect(whole).toMatch(/^\+[\d.]+,\d\d$/);
    expect([students, structure, rates, funding]).toEqual(['0,00', '0,00', '0,00', whole]);
  });

  it('with --json gives the figures, and the difference by driver', async ({ expect }) => {
    const { code, stdout } = await samenplan(['compare', GRONINGEN, '--json', '--years', '2027,2028-2029']);
    expect(code).toBe(0);
    const found = JSON.parse(stdout) as {
      format: string;
      years: string[];
      variants: {
        id: string;
        years: { year: string; cost: string }[];
        total: { cost: string };
        parties: { party: string; net: string }[];
        difference: Compared | null;
      }[];
    };
    expect(found.format).toBe('samenplan-comparison/1');
    expect(found.years).toEqual(['2027-2028', '2028-2029']);
    expect(found.variants.map(({ id }) => id)).toEqual(groningen.variants.map(({ id }) => id));
    const result = calculate(groningen);
    found.variants.forEach(({ years, total, difference }, place) => {
      const costs = result.variants[place]?.years.slice(1, 3).map(({ totals }) => totals.cost) ?? [];
      expect(years.map(({ cost }) => cost)).toEqual(costs);
      expect(hundredths(total.cost)).toBe(costs.reduce((sum, cost) => sum + hundredths(cost), 0n));
      if (place === 0) expect(difference).toBe(null);
      else addsUp(difference as Compared);
    });
  });

  it('keeps nine variants with long names within 120 columns', async ({ expect }) => {
    const plan = folder.write('nine.json', nine());
    const { code, stdout } = await samenplan(['compare', plan, '--years', '2026']);
    expect(code).toBe(0);
    const [legend = '', ...tables] = stdout.split('\n\n').slice(0, -1);
    expect(legend.split('\n')).toHaveLength(3 + 9); // with the names in full, however long
    for (const line of tables.join('\n').split('\n')) expect(line.length, line).toBeLessThanOrEqual(120);
    expect(stdout).toContain(' 9  ');
  });
});

describe.concurrent('compare and the judgement', () => {
  it('shows the three answers of each variant and what decides', async ({ expect }) => {
    const { stdout } = await samenplan(['compare', GRONINGEN, '--years', '2026']);
    const shown = stdout.slice(
      stdout.indexOf('Uitvoerbaar, doeltreffend'),
      stdout.indexOf('Varianten naast elkaar, '),
    );
    const result = calculate(groningen);
    groningen.variants.forEach(({ id }, place) => {
      const variant = result.variants[place];
      const answers = judge(groningen, variant!, [0]).map(({ answer }) => nl.judgements.answers[answer]);
      const row = shown.split('\n').find((line) => line.includes(` ${id} `));
      expect(row?.trim().split(/ {2,}/).slice(2)).toEqual(answers);
    });
    expect(shown).toMatch(/1 {2}Uitvoerbaar +nee +formatie +0,3395 fte tekort/);
  });

  it('shows ratings, and refuses notes that can’t be read', async ({ expect }) => {
    const { network } = goldenVariant.layout[0] ?? { network: '' };
    const key = `ontwikkeling:${goldenVariant.id}:koers:${network}`;
    const good = folder.write('rated.json', { ...goldenPlan(), notes: { [key]: '3: omdat' } });
    const { stdout } = await samenplan(['compare', good]);
    expect(stdout).toContain('Ontwikkelmodel');
    expect(stdout).toMatch(new RegExp(`^${network} +fase 3 +–`, 'm'));
    const bad = folder.write('unrated.json', {
      ...goldenPlan(),
      notes: { [key]: 'drie', 'oordeel:x': 'ja' },
    });
    expect(refusal(await samenplan(['compare', bad]))).toEqual(['note-bad-phase', 'note-bad-key']);
    const checked = await samenplan(['check', bad]);
    expect(checked.code).toBe(0); // a note makes no figure
    expect(checked.stderr).toContain('geen fase');
  });
});

describe.concurrent('compare by driver', () => {
  it('explains two variants, in total and per year', async ({ expect }) => {
    const [found, ...rest] = await differences(GRONINGEN, '--variants', 'huidig,hub-partner-2020');
    expect(rest).toEqual([]);
    expect(found?.from.variant).toBe('huidig');
    expect(found?.to).toMatchObject({ variant: 'hub-partner-2020', plan: groningen.name });
    expect(found?.years).toHaveLength(5);
    addsUp(found as Compared);
    const { stdout } = await samenplan(['compare', GRONINGEN, '--variants', 'huidig,hub-partner-2020']);
    expect(stdout).toMatch(/^Van Drie opleidingsscholen, regels van 2025 naar Hubs met partnerscholen/);
    expect(stdout).toContain('Per oorzaak het gemiddelde over alle volgordes');
  });

  it('explains two years of one variant, in the order in which they are asked', async ({ expect }) => {
    const [there] = await differences(GRONINGEN, '--variants', 'huidig', '--years', '2026,2029-2030');
    const [back] = await differences(GRONINGEN, '--variants', 'huidig', '--years', '2029,2026');
    expect(there?.from.years).toEqual(['2026-2027']);
    expect(there?.to.years).toEqual(['2029-2030']);
    addsUp(there as Compared);
    const effects = (each: typeof there, sign: bigint): bigint[] =>
      (each?.total.drivers ?? []).map(({ cost }) => sign * hundredths(cost));
    expect(effects(there, 1n)).toEqual(effects(back, -1n));
    const [students, , rates, funding] = effects(there, 1n);
    expect((students as bigint) < 0n).toBe(true); // there are fewer of them
    expect((rates as bigint) > 0n).toBe(true); // wages have grown
    expect(funding).toBe(0n); // funding changes no cost
  });

  it('explains two versions of a plan, for the variants and years that both have', async ({ expect }) => {
    const old = goldenPlan() as unknown as Plan;
    const variants = old.variants.map((variant, place) =>
      place === 1 ? { ...variant, id: 'anders' } : variant,
    );
    const next = {
      ...old,
      variants,
      hoursPerFte: 1600,
      startYear: old.startYear + 1,
      norms: old.norms?.map(({ variants: ids, ...norm }) => ({
        ...norm,
        ...(ids && { variants: ids.map((id) => (id === old.variants[1]?.id ? 'anders' : id)) }),
      })),
    };
    const other = folder.write('next.json', accepted(next));
    const found = await differences(GOLDEN, other);
    expect(found.map(({ from, to }) => [from.variant, to.variant])).toEqual([
      [old.variants[0]?.id, old.variants[0]?.id],
    ]);
    expect(found[0]?.from.years).toEqual(found[0]?.to.years);
    expect(found[0]?.from.years).toHaveLength(old.years - 1);
    addsUp(found[0] as Compared);
    const [renamed] = await differences(GOLDEN, other, '--variants', `${old.variants[1]?.id}=anders`);
    expect(renamed?.to.variant).toBe('anders');
    const shown = await samenplan(['compare', GOLDEN, other]);
    expect(shown.code).toBe(0);
    expect(shown.stderr).toContain('Alleen in');
  });

  it.each([
    [['--variants', 'huidig'], ['compare-two-years']],
    [['--variants', 'huidig', '--years', '2026'], ['compare-two-years']],
    [['--variants', 'huidig', '--years', '2026,2026'], ['compare-two-years']],
    [['--variants', 'huidig,nergens'], ['unknown-variant']],
    [['--years', '2040'], ['unknown-year']],
    [
      ['--variants', 'a,b', '--years', '2025-2026'],
      ['unknown-variant', 'unknown-variant', 'unknown-year'],
    ],
    [['--variants', ''], ['usage-bad-value']],
    [[GOLDEN], ['compare-no-shared-variant']],
    [[GOLDEN, '--variants', 'huidig=nergens'], ['unknown-variant']],
    [[GOLDEN, GOLDEN], ['usage-too-many-arguments']],
  ])('refuses %j', async (args, codes) => {
    expect(refusal(await samenplan(['compare', GRONINGEN, ...args]))).toEqual(codes);
  });
});
