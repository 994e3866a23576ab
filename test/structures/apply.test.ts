import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Applied,
  type ApplyOptions,
  applyStructure,
  calculateVariant,
  type Plan,
  type Structure,
  type StructureNoteCode,
  validate,
  type YearResult,
} from '../../engine/index.ts';
import { structureLibrary } from '../../src/structures/library.ts';
import { nl } from '../../src/texts/index.ts';
import { frozen, isValid, LONG, SEED } from '../support/engine.ts';
import { planArbitrary } from '../support/plans.ts';

const { parts, structures, addons } = structureLibrary();
const groningen = frozen(
  JSON.parse(
    readFileSync(join(import.meta.dirname, '..', '..', 'examples', 'groningen', 'plan.json'), 'utf8'),
  ) as Plan,
);

const structureOf = (id: string): Structure => structures.find((each) => each.id === id)!;

/** A structure put on a plan that takes it. */
function applied(
  plan: Plan,
  structure: Structure | string,
  options: ApplyOptions = {},
): Extract<Applied, { ok: true }> {
  const chosen = typeof structure === 'string' ? structureOf(structure) : structure;
  const outcome = applyStructure(plan, chosen, parts, options);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome;
}

const yearsOf = ({ plan, variant }: Extract<Applied, { ok: true }>): YearResult[] =>
  calculateVariant(plan, variant).years;

/** Hours of the lines of some norms in a year, by the id they have in the library. */
function hoursOf({ plan }: { plan: Plan }, year: YearResult, ...norms: readonly string[]): number {
  const ids = (plan.norms ?? [])
    .filter(({ code }) => norms.includes(code?.split('/')[1] ?? ''))
    .map(({ id }) => id);
  return year.lines
    .filter(({ item, kind }) => kind === 'hours' && ids.includes(item))
    .reduce((sum, { hours }) => sum + Number(hours), 0);
}

/** The plan with no variant but one that says nothing of structure, and no rules but those given. */
const bare = (change: Partial<Plan> = {}): Plan =>
  frozen({
    ...structuredClone(groningen),
    norms: [],
    costs: [],
    funding: [],
    staff: [],
    variants: [
      {
        id: 'nu',
        name: 'Nu',
        layout: groningen.schools.map(({ id }) => ({ school: id, kind: 'school', network: 'regio' })),
      },
    ],
    ...change,
  });

const codesOf = ({ notes }: Extract<Applied, { ok: true }>): StructureNoteCode[] =>
  notes.map(({ code }) => code);

describe.each(structures)('$id on the region of Groningen', (structure) => {
  const id = `proef-${structure.id}`;
  const outcome = applied(groningen, structure, { id, addons });

  it('passes its own requirements in the first year', () => {
    const failing = yearsOf(outcome)[0]!.checks.filter(
      ({ requirement, status }) => requirement !== null && status === 'fail',
    );
    expect(failing).toEqual([]);
  });

  it('keeps everything of the plan as it was, before what is added', () => {
    const { plan } = outcome;
    for (const list of ['groups', 'roles', 'rates', 'norms', 'costs', 'funding', 'variants'] as const)
      expect(plan[list]?.slice(0, groningen[list]?.length)).toEqual(groningen[list]);
    expect(plan.students).toEqual(groningen.students);
    // a role more is a row of zeros more
    const figures = (of: Plan) =>
      groningen.variants.map((variant) =>
        calculateVariant(of, variant).years.map(({ roles: _, ...year }) => year),
      );
    expect(figures(plan)).toEqual(figures(groningen));
  });

  it('says what every added item is or that it is assumed', () => {
    const { plan } = outcome;
    for (const list of ['groups', 'roles', 'rates', 'norms', 'costs'] as const)
      for (const item of (plan[list] ?? []).slice(groningen[list]?.length))
        expect(item.assumption === true || Boolean(item.source), item.id).toBe(true);
    for (const { code, values } of outcome.notes) {
      const word = nl.structures.notes[code] as (values: unknown) => string;
      expect(word(values)).toMatch(/\.$/);
    }
  });

  it('stands on a region without rules, roles and rates of its own', () => {
    const alone = applied(bare({ roles: [], rates: [] }), structure, { addons });
    const [first] = yearsOf(alone);
    expect(
      first!.checks.filter(({ requirement, status }) => requirement !== null && status === 'fail'),
    ).toEqual([]);
    expect(Number(first!.totals.cost)).toBeGreaterThan(0);
  });

  it('can be put on it twice, with the rules once', () => {
    const twice = applied(outcome.plan, structure, { addons });
    expect(twice.plan.norms).toHaveLength(outcome.plan.norms!.length);
    expect(twice.variant.id).not.toBe(id);
    expect(yearsOf(twice).map(({ totals }) => totals)).toEqual(yearsOf(outcome).map(({ totals }) => totals));
  });
});

describe('applying a structure', () => {
  it('takes the largest school of a board as hub', () => {
    const { variant } = applied(groningen, 'hub-partner');
    const hubs = variant.layout.filter(({ kind }) => kind === 'hub').map(({ school }) => school);
    for (const largest of ['werkman-20em00', 'zernike-20er04', 'csg-14rp01', 'dollard-20cm00'])
      expect(hubs).toContain(largest);
    const networks = new Set(variant.layout.map(({ network }) => network));
    expect(networks.size).toBe(hubs.length);
    for (const network of networks)
      expect(variant.layout.filter((each) => each.network === network).length).toBeLessThanOrEqual(9);
  });

  it('keeps the networks of the present structure where it is asked to', () => {
    const like = 'hub-partner-2025';
    const { variant } = applied(groningen, 'kern-schil', { like, keepNetworks: true });
    const own = groningen.variants.find(({ id }) => id === like)!;
    const networkOf = (layout: typeof own.layout) =>
      new Map(layout.map(({ school, network }) => [school, network]));
    const before = networkOf(own.layout);
    for (const { school, network } of variant.layout) expect(network).toBe(before.get(school));
    const leads = (layout: typeof own.layout, lead: string) =>
      layout.flatMap(({ school, kind }) => (kind === lead ? [school] : [])).sort();
    expect(leads(variant.layout, 'kern')).toEqual(leads(own.layout, 'hub'));
  });

  it('has the funding of the present structure, in the changes of the variant alone', () => {
    const outcome = applied(groningen, 'kern-schil');
    const amounts = (year: YearResult) => year.funding.map(({ item, amount }) => [item, amount]);
    const own = calculateVariant(groningen, groningen.variants[0]!);
    expect(amounts(yearsOf(outcome)[0]!)).toEqual(amounts(own.years[0]!));
    expect(Object.keys(outcome.variant.changes ?? {})).toEqual(['funding']);
  });

  it('lets own norms go first, group by group', () => {
    const own = groningen.norms!.filter(({ id }) => id === 'wpb-lio' || id === 'wpb-alo');
    const outcome = applied(bare({ norms: own }), 'hub-partner');
    const ours = outcome.plan.norms!.find(({ code }) => code === 'gedeeld/werkplekbegeleiding')!;
    expect(ours.where?.group).toEqual(['voltijd', 'deeltijd', 'zij-instroom', 'master']);
    expect(codesOf(outcome)).toContain('own-kept');
  });

  it('sets aside own norms of the roles it arranges, in this variant alone', () => {
    const own = {
      ...groningen.norms!.find(({ id }) => id === 'schoolopleider-huidig')!,
      variants: undefined,
    };
    const { variants: _, ...norm } = own;
    const plan = bare({ norms: [norm] });
    const outcome = applied(plan, 'kern-schil');
    expect(outcome.variant.changes).toMatchObject({ norms: { 'schoolopleider-huidig': null } });
    expect(outcome.plan.norms![0]).toEqual(norm);
    const [first] = yearsOf(outcome);
    expect(first!.lines.some(({ item }) => item === 'schoolopleider-huidig')).toBe(false);
    expect(codesOf(outcome)).toContain('own-set-aside');
  });

  it('uses roles of the plan that it knows by another name, at their own rate', () => {
    const roles = groningen.roles.map((role) =>
      role.id === 'werkplekbegeleider' ? { ...role, id: 'wpb-er', name: 'Vakcoach' } : role,
    );
    const outcome = applied(bare({ roles }), 'hub-partner');
    expect(outcome.plan.roles).toEqual(roles);
    const norm = outcome.plan.norms!.find(({ code }) => code === 'gedeeld/werkplekbegeleiding')!;
    expect(norm.role).toBe('wpb-er');
  });

  it('gives another id to what clashes and leaves the own item alone', () => {
    const clash = { ...groningen.norms![0]!, id: 'hubaanbod', name: 'Iets anders' };
    const role = { ...groningen.roles[0]!, id: 'hr', employer: 'region' as const };
    const plan = bare({ norms: [clash], roles: [...groningen.roles.filter(({ id }) => id !== 'hr'), role] });
    const outcome = applied(plan, 'hub-partner');
    expect(outcome.plan.norms![0]).toEqual(clash);
    expect(outcome.plan.norms!.find(({ id }) => id === 'hubaanbod-2')?.code).toBe('hub-partner/hubaanbod');
    expect(outcome.plan.roles.find(({ id }) => id === 'hr-2')?.employer).toBe('school');
    expect(codesOf(outcome)).toContain('renamed');
  });

  it('refuses what it cannot do, in words', () => {
    const refused = (options: ApplyOptions, plan = groningen, id = 'hub-partner') => {
      const outcome = applyStructure(plan, structureOf(id), parts, options);
      return outcome.ok ? [] : outcome.problems.map(({ code }) => code);
    };
    expect(refused({ id: 'huidig' })).toEqual(['structure-variant-exists']);
    expect(refused({ id: 'Élan' })).toEqual(['structure-bad-id']);
    expect(refused({ like: 'toen' })).toEqual(['structure-unknown-variant']);
    expect(refused({ choices: { schilschool: 'met' } })).toEqual(['structure-unknown-choice']);
    expect(refused({ choices: { schilschool: 'soms' } }, groningen, 'kern-schil')).toEqual([
      'structure-unknown-option',
    ]);
    const empty = bare({ schools: [], students: [], variants: [{ id: 'nu', name: 'Nu', layout: [] }] });
    expect(refused({}, empty)).toEqual(['structure-no-schools']);
    const many = Array.from({ length: 50 }, (_, n) => ({ ...groningen.variants[0]!, id: `v${n}` }));
    expect(refused({}, bare({ variants: many }))).toEqual(['limit']);
  });

  it('lets a region start without students', () => {
    const outcome = applied(bare({ students: [] }), 'hub-partner');
    expect(codesOf(outcome)).toContain('no-students');
    expect(outcome.variant.layout).toHaveLength(groningen.schools.length);
    expect(yearsOf(outcome)[0]!.totals.cost).toBe('0.00');
  });
});

/** The region with 30 % fewer students from the second year on, at unchanged prices. */
const fallen = (change: Partial<Plan> = {}): Plan =>
  bare({
    trend: Object.fromEntries(groningen.groups.map(({ id }) => [id, ['-0.30', '0', '0', '0']])),
    wageIndex: '0',
    priceIndex: '0',
    ...change,
  });

describe('what makes a structure different', () => {
  it('huidig: the programmaleiders go in the transition year, their hours to the coördinerend schoolopleiders', () => {
    const outcome = applied(bare(), 'huidig');
    const years = yearsOf(outcome);
    expect(years[0]!.networks).toHaveLength(3);
    const leaders = years.map((year) => hoursOf(outcome, year, 'programmaleiding'));
    const taken = years.map((year) => hoursOf(outcome, year, 'programmaleiding-overgenomen'));
    // half a fte in each of three opleidingsscholen
    const whole = (3 * 1659) / 2;
    expect(leaders).toEqual([whole / 2, 0, 0, 0, 0]);
    expect(taken).toEqual([whole / 2, whole, whole, whole, whole]);
  });

  it('kern-schil: coordination falls by less than the students do', () => {
    const outcome = applied(fallen(), 'kern-schil');
    const [before, after] = yearsOf(outcome);
    expect(after!.students / before!.students).toBeCloseTo(0.7, 2);
    const coordination = [
      ...['bovenschoolse-schoolopleider', 'bovenschoolse-schoolopleider-studenten', 'schilschool-bezoeken'],
      ...['bovenschoolse-activiteiten', 'intervisie-kern'],
    ];
    const fall = hoursOf(outcome, after!, ...coordination) / hoursOf(outcome, before!, ...coordination);
    expect(fall).toBeGreaterThan(0.72);
    expect(fall).toBeLessThan(0.95);
  });

  it('kern-schil: a schilschool has a schoolopleider of its own only where it chooses to', () => {
    const hours = (choice: string) => {
      const outcome = applied(bare(), 'kern-schil', { choices: { schilschool: choice } });
      const [first] = yearsOf(outcome);
      return Number(first!.roles.find(({ role }) => role === 'schoolopleider')?.hours ?? 0);
    };
    expect(hours('zonder')).toBe(0);
    expect(hours('vanaf-tien')).toBeGreaterThan(0);
    expect(hours('met')).toBeGreaterThan(hours('vanaf-tien'));
  });

  it('hub-partner: intervisie is at the school that has students enough, else in the hub', () => {
    const outcome = applied(bare(), 'hub-partner');
    const [first] = yearsOf(outcome);
    const students = new Map(first!.schools.map((each) => [each.school, each.students]));
    const units = (norm: string) => {
      const { id } = outcome.plan.norms!.find(({ code }) => code === `hub-partner/${norm}`)!;
      return first!.lines.filter(({ item }) => item === id);
    };
    const own = units('intervisie-partner').map(({ unit }) => unit);
    expect(own.sort()).toEqual(
      [...students].flatMap(([school, count]) => (count >= 8 ? [school] : [])).sort(),
    );
    for (const { unit, count } of units('intervisie-hub')) {
      const small = first!.schools.filter((each) => each.network === unit && each.students < 8);
      expect(count).toBe(Math.ceil(small.reduce((sum, each) => sum + each.students, 0) / 10));
    }
    expect(units('intervisie-hub').length).toBeGreaterThan(0);
  });

  it('hub-partner: every network has the opleidingsteam of five functions', () => {
    const outcome = applied(bare(), 'hub-partner');
    const team = outcome.variant.requirements?.find(({ type }) => type === 'team');
    expect(team).toMatchObject({
      roles: [
        'coordinerend-schoolopleider',
        'instituutsopleider',
        'werkplekbegeleider',
        'leidinggevende',
        'hr',
      ],
    });
  });
});

describe('any structure on any valid plan', () => {
  it('is a valid plan that calculates, or refused', () => {
    const plans = planArbitrary({ size: 'plan', isValid });
    const chosen = fc.constantFrom(...structures);
    let taken = 0;
    fc.assert(
      fc.property(plans, chosen, fc.boolean(), fc.boolean(), (plan, structure, keepNetworks, withAddons) => {
        const validation = validate(structuredClone(plan));
        if (!validation.ok) return;
        const before = JSON.stringify(validation.plan);
        const outcome = applyStructure(validation.plan, structure, parts, {
          keepNetworks,
          addons: withAddons ? addons : [],
        });
        expect(JSON.stringify(validation.plan)).toBe(before);
        if (!outcome.ok) {
          expect(outcome.problems.map(({ code }) => code)).toEqual(
            validation.plan.schools.length === 0
              ? ['structure-no-schools']
              : expect.arrayContaining(['limit']),
          );
          return;
        }
        taken += 1;
        expect(isValid(JSON.parse(JSON.stringify(outcome.plan)))).toBe(true);
        const { years } = calculateVariant(outcome.plan, outcome.variant);
        expect(years).toHaveLength(validation.plan.years);
        const networks = outcome.variant.layout.map(({ network }) => network);
        const leads = outcome.variant.layout.filter(({ kind }) => kind === structure.layout.lead);
        if (structure.layout.lead !== undefined) expect(leads).toHaveLength(new Set(networks).size);
      }),
      { seed: SEED, numRuns: LONG ? 3000 : 300 },
    );
    expect(taken).toBeGreaterThan(100);
  });
});
