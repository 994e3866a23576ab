import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
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
const example = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'examples', 'groningen', 'plan.json'), 'utf8'),
) as Plan;

/** The region of Groningen with what is its own: without the structures that the example has as variants. */
function ownOf(plan: Plan): Plan {
  const variants = plan.variants.filter(({ code }) => code === undefined);
  const ids = variants.map(({ id }) => id);
  const isOwn = (rule: { readonly variants?: readonly string[] | undefined }): boolean =>
    rule.variants?.every((id) => ids.includes(id)) ?? true;
  const norms = plan.norms?.filter(isOwn) ?? [];
  const roles = plan.roles.filter(({ id }) => norms.some(({ role }) => role === id));
  const guided = new Set(plan.students.map(({ group }) => group));
  const groups = plan.groups.filter(({ id }) => guided.has(id));
  const [costs, funding] = [plan.costs?.filter(isOwn) ?? [], plan.funding?.filter(isOwn) ?? []];
  return { ...plan, variants, norms, roles, groups, costs, funding };
}
const groningen = frozen(ownOf(example));

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
    const large = yearsOf(applied(bare(), 'kern-schil'))[0]!.schools.filter(
      ({ kind, students }) => kind === 'schil' && students >= 10,
    );
    expect(large.length).toBeGreaterThan(3);
    expect(hours('zonder')).toBe(0);
    expect(hours('vanaf-tien')).toBe(7 * large.reduce((sum, { students }) => sum + students, 0));
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

describe('what makes the other structures different', () => {
  const fall = (outcome: Extract<Applied, { ok: true }>, ...norms: readonly string[]) => {
    const [before, after] = yearsOf(outcome);
    return hoursOf(outcome, after!, ...norms) / hoursOf(outcome, before!, ...norms);
  };

  it('zoals-nu: the begeleiders in the schools stay as they are when 30 % fewer students come', () => {
    const outcome = applied(fallen(), 'zoals-nu');
    const kept = ['schoolopleider', 'instituutsopleider'].flatMap((role) =>
      ['groot', 'middel', 'klein'].map((size) => `${role}-${size}`),
    );
    const [before, after] = yearsOf(outcome);
    // only a school that keeps no student at all loses its begeleiders
    const without = before!.schools.filter(({ students }) => students > 0).length;
    const still = after!.schools.filter(({ students }) => students > 0).length;
    expect(hoursOf(outcome, before!, ...kept) - hoursOf(outcome, after!, ...kept)).toBe(
      (without - still) * 60,
    );
    expect(fall(outcome, ...kept)).toBeGreaterThan(0.95);
    // and the networks are those of all schools together
    expect(before!.networks).toHaveLength(1);
    const intervisie = outcome.plan.norms!.find(({ code }) => code === 'zoals-nu/intervisie-gezamenlijk')!;
    expect(before!.lines.find(({ item }) => item === intervisie.id)).toMatchObject({
      at: 'region',
      count: 44,
    });
  });

  it('opleidingshuis: groups of 40 to 50, whose hours fall by whole groups', () => {
    const houses = applied(fallen(), 'opleidingshuis');
    const [before] = yearsOf(houses);
    for (const { students } of before!.networks) {
      expect(students).toBeGreaterThanOrEqual(40);
      expect(students).toBeLessThanOrEqual(50);
    }
    // a group takes several instituutsopleiders of a day a week, and sections three days a week
    const perGroup = 0.6 * 1659;
    const groups = (year: YearResult) =>
      year.networks.reduce((sum, { students }) => sum + Math.ceil(students / 50), 0);
    for (const year of yearsOf(houses))
      expect(hoursOf(houses, year, 'instituutsopleiders-huis')).toBeCloseTo(groups(year) * perGroup, 6);
    // in the three large networks of today 30 % fewer students is two groups less
    const large = applied(fallen({ variants: groningen.variants.slice(0, 1) }), 'opleidingshuis', {
      keepNetworks: true,
    });
    const [first, second] = yearsOf(large);
    expect(groups(first!)).toBe(11);
    expect(groups(second!)).toBe(8);
    expect(hoursOf(large, second!, 'instituutsopleiders-huis')).toBeCloseTo(8 * perGroup, 6);
  });

  it('opleidingshuis: sections do what werkplekbegeleiders did, with the same hours, and nobody else does', () => {
    const own = groningen.norms!.filter(({ role }) => role === 'werkplekbegeleider').slice(0, 6);
    const outcome = applied(bare({ norms: own }), 'opleidingshuis', { addons });
    const [first] = yearsOf(outcome);
    const hours = (role: string) => Number(first!.roles.find((each) => each.role === role)?.hours ?? 0);
    for (const role of ['werkplekbegeleider', 'schoolopleider', 'coordinerend-schoolopleider'])
      expect(hours(role), role).toBe(0);
    const before = calculateVariant(groningen, groningen.variants[0]!).years[0]!;
    const ids = own.map(({ id }) => id);
    const sum = (year: YearResult, role: string) =>
      year.lines
        .filter((line) => ids.includes(line.item) && line.role === role)
        .reduce((total, line) => total + Number(line.hours), 0);
    expect(sum(first!, 'sectie')).toBe(sum(before, 'werkplekbegeleider'));
    expect(sum(first!, 'sectie')).toBeGreaterThan(0);
  });

  it('expertiseclusters: every cluster has city and countryside, and its schoolopleiders at the hoofdschool', () => {
    const outcome = applied(bare(), 'expertiseclusters');
    const location = new Map(groningen.schools.map(({ id, location: where }) => [id, where]));
    const networks = new Set(outcome.variant.layout.map(({ network }) => network));
    expect([...networks].sort()).toEqual([
      'bijzonder-onderwijs',
      'inclusief-onderwijs',
      'lesson-study',
      'maatwerk',
    ]);
    for (const network of networks) {
      const own = outcome.variant.layout.filter((each) => each.network === network);
      expect(new Set(own.map(({ school }) => location.get(school)))).toEqual(new Set(['stad', 'platteland']));
    }
    const without = applied(bare(), 'expertiseclusters', {
      choices: { clusterschool: 'werkplekbegeleiders' },
    });
    const [most, least] = [outcome, without].map((each) =>
      Number(yearsOf(each)[0]!.roles.find(({ role }) => role === 'schoolopleider')!.hours),
    );
    const atClusters = yearsOf(outcome)[0]!.schools.filter(({ kind }) => kind === 'cluster');
    expect(most! - least!).toBe(3 * atClusters.reduce((sum, { students }) => sum + students, 0));
  });

  it('expertiseclusters: where schools do not say where they are, the check is left out and said', () => {
    const schools = groningen.schools.map(({ location: _, ...school }) => school);
    const outcome = applied(bare({ schools }), 'expertiseclusters');
    expect(outcome.variant.requirements?.some(({ type }) => type === 'location-mix')).toBe(false);
    expect(codesOf(outcome)).toContain('requirement-left');
  });

  it('teambenadering: a duo takes the hours of one student, and half a duo a whole one', () => {
    const own = groningen.norms!.find(({ id }) => id === 'wpb-voltijd')!;
    const outcome = applied(bare({ norms: [own] }), 'teambenadering');
    const [first] = yearsOf(outcome);
    const lines = first!.lines.filter(({ item }) => item === 'wpb-voltijd');
    expect(lines.length).toBeGreaterThan(20);
    for (const { unit, role, hours } of lines) {
      const students = groningen.students
        .filter(({ school, group }) => school === unit && group === 'voltijd')
        .reduce((sum, { counts }) => sum + (counts as number), 0);
      expect(role).toBe('vakbegeleider');
      expect(Number(hours)).toBe(25 * Math.ceil(students / 2));
    }
  });

  it('teambenadering: two places a school where none are given, at least 20 students, a first year of growing in', () => {
    const schools = groningen.schools.map(({ capacity: _, ...school }) => school);
    const outcome = applied(bare({ schools }), 'teambenadering');
    expect(outcome.variant.changes?.schools).toMatchObject({ 'werkman-20em00': { capacity: 2 } });
    expect(applied(bare(), 'teambenadering').variant.changes).toBeUndefined();
    const minimum = (year: YearResult) => year.checks.find(({ check }) => check === 'min-students')?.status;
    expect(minimum(yearsOf(outcome)[0]!)).toBe('pass');
    const few = groningen.students.filter(({ group }) => group !== 'starters');
    const some = (count: number) =>
      bare({
        students: [
          { ...few[0]!, counts: count - 1 },
          { ...few[30]!, counts: 1 },
        ],
        trend: {},
      });
    expect(minimum(yearsOf(applied(some(20), 'teambenadering'))[0]!)).toBe('pass');
    expect(minimum(yearsOf(applied(some(19), 'teambenadering'))[0]!)).toBe('fail');
    const coaching = yearsOf(outcome).map((year) =>
      hoursOf(outcome, year, 'coach-de-coach', 'studiemiddag-begeleiders'),
    );
    expect(coaching[0]).toBeLessThan(coaching[1]!);
    const pressed = yearsOf(outcome).map((year) => hoursOf(outcome, year, 'ondersteuning-secties'));
    expect(pressed[0]).toBeGreaterThan(0);
    expect(pressed.slice(1)).toEqual([0, 0, 0, 0]);
  });

  it('drie-niveaus: half a day a week for the schoolopleider, per school, per cluster or for several schools', () => {
    const hours = (schoolopleider: string) => {
      const outcome = applied(bare(), 'drie-niveaus', { choices: { schoolopleider } });
      const norm = outcome.plan.norms!.find(({ code }) => code?.startsWith('drie-niveaus/schoolopleider-'))!;
      return hoursOf(outcome, yearsOf(outcome)[0]!, norm.code!.split('/')[1]!);
    };
    // 59 schools with students; a tenth of 1659 hours is half a day a week
    expect(hours('per-school')).toBeCloseTo(59 * 165.9, 6);
    expect(hours('meer-scholen')).toBeCloseTo(59 * 82.95, 6);
    expect(hours('per-cluster')).toBeCloseTo(59 * 41.48, 6);
  });

  it('drie-niveaus: a CoOP’er for each board, and one projectcoördinator, at the penvoerder', () => {
    const outcome = applied(bare(), 'drie-niveaus');
    const [first] = yearsOf(outcome);
    const units = (norm: string) => {
      const { id } = outcome.plan.norms!.find(({ code }) => code === `drie-niveaus/${norm}`)!;
      return first!.lines.filter(({ item }) => item === id);
    };
    expect(units('coop-er-bestuur').map(({ unit }) => unit)).toEqual(groningen.boards.map(({ id }) => id));
    expect(units('projectcoordinatie')).toMatchObject([
      { at: 'board', unit: 'openbaar-onderwijs-groningen', hours: '331.80' },
    ]);
    expect(units('instituutscoordinatie').map(({ unit }) => unit)).toEqual(
      groningen.institutes.map(({ id }) => id),
    );
  });

  it('kenniscentra: academische opleidingsscholen, theme groups, and four groups of starters', () => {
    const counted = (plan: Plan) => applied(plan, 'kenniscentra');
    const outcome = counted(bare());
    const kinds = outcome.variant.layout.map(({ kind }) => kind);
    const trains = kinds.filter((kind) => kind !== 'school').length;
    expect(kinds.filter((kind) => kind === 'academische-opleidingsschool')).toHaveLength(
      Math.round((trains * 8) / 23),
    );
    // who trains nobody takes part in sharing what is known
    expect(outcome.variant.layout).toHaveLength(groningen.schools.length);
    expect(kinds).toContain('school');
    const starters = outcome.plan.groups.filter(({ kind }) => kind === 'starter').map(({ id }) => id);
    expect(starters).toEqual(
      expect.arrayContaining(['langdurige-invallers', 're-integrerende-leraren', 'nieuwe-leraren']),
    );
    const more = bare({
      groups: outcome.plan.groups,
      students: [
        ...groningen.students,
        { school: 'werkman-20em00', group: 'langdurige-invallers', counts: 3 },
      ],
    });
    const [first] = yearsOf(counted(more));
    const norm = counted(more).plan.norms!.find(({ code }) => code === 'kenniscentra/starters-invallers')!;
    expect(first!.lines.find(({ item }) => item === norm.id)).toMatchObject({ count: 3, hours: '24.00' });
    expect(first!.lines.filter(({ role }) => role === 'themagroeplid').map(({ hours }) => hours)).toEqual([
      `${59 * 30}.00`,
    ]);
  });
});

describe('an addition', () => {
  const withAddon = (id: string, plan = bare({ years: 5 })) =>
    applied(plan, 'hub-partner', { addons: addons.filter((each) => each.id === id) });
  const active = (outcome: Extract<Applied, { ok: true }>, rule: string) =>
    yearsOf(outcome).map((year) => {
      const all = [...outcome.plan.norms!, ...outcome.plan.costs!];
      const { id } = all.find(({ code }) => code?.endsWith(`/${rule}`))!;
      return year.lines.some(({ item }) => item === id);
    });

  it('kwaliteitscyclus: what is yearly, every two, four and six years', () => {
    const outcome = withAddon('kwaliteitscyclus');
    const [yes, no] = [true, false];
    expect(active(outcome, 'evaluatiegesprek-school')).toEqual([yes, yes, yes, yes, yes]);
    expect(active(outcome, 'panel-studenten')).toEqual([yes, no, yes, no, yes]);
    expect(active(outcome, 'panel-scholen')).toEqual([no, yes, no, yes, no]);
    expect(active(outcome, 'scan')).toEqual([yes, no, no, no, yes]);
    expect(active(outcome, 'peer-review-landelijk')).toEqual([no, no, yes, no, no]);
  });

  it('training: counts begeleiders, and leaves what the plan has itself', () => {
    const outcome = withAddon('training');
    const [first] = yearsOf(outcome);
    const needed = first!.schools.reduce((sum, { supervisorsNeeded }) => sum + supervisorsNeeded, 0);
    const { id } = outcome.plan.costs!.find(({ code }) => code === 'training/training-begeleiders')!;
    const counted = first!.lines
      .filter(({ item }) => item === id)
      .reduce((sum, { count }) => sum + Number(count), 0);
    expect(counted).toBe(needed);
    const own = groningen.costs!.filter((each) => each.id === 'training-werkplekbegeleiders');
    const again = withAddon('training', bare({ costs: own }));
    expect(again.plan.costs!.some(({ code }) => code === 'training/training-begeleiders')).toBe(false);
  });

  it('inductie: looks at starters, and has nothing to do where there are none', () => {
    const outcome = withAddon('inductie');
    expect(active(outcome, 'starterscoaching')).toContain(true);
    const groups = groningen.groups.filter(({ kind }) => kind !== 'starter');
    const students = groningen.students.filter(({ group }) => group !== 'starters');
    const none = withAddon('inductie', bare({ groups, students, trend: {} }));
    expect(none.plan.norms!.some(({ code }) => code?.startsWith('inductie/'))).toBe(false);
    expect(codesOf(none)).toContain('no-starters');
  });
});

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');
const examples = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(sep).join('/'))
  .filter((file) => file.endsWith('plan.json') && !file.startsWith('groningen'));

describe.each(examples)('on the region of examples/%s', (file) => {
  const plan = frozen(JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8')) as Plan);

  it.each(structures)('$id runs and passes its own requirements in the first year', (structure) => {
    for (const extra of [[], addons]) {
      const outcome = applied(plan, structure, { addons: extra, id: `proef-${structure.id}` });
      const [first] = yearsOf(outcome);
      const failing = first!.checks.filter(
        ({ requirement, status }) => requirement !== null && status === 'fail',
      );
      expect(failing).toEqual([]);
      expect(Number(first!.totals.cost)).toBeGreaterThan(0);
    }
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
