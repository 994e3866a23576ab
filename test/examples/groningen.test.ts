import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  calculate,
  type LineResult,
  type Plan,
  type StudentEntry,
  type Variant,
  validate,
  type YearResult,
} from '../../engine/index.ts';
import { oracleCalculate } from '../oracle/oracle.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'examples', 'groningen');
const README = readFileSync(join(FOLDER, 'README.md'), 'utf8');
const plan = JSON.parse(readFileSync(join(FOLDER, 'plan.json'), 'utf8')) as Plan;

const result = calculate(plan);

const yearsOf = (variant: string): YearResult[] =>
  result.variants.find(({ id }) => id === variant)?.years ?? [];
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
/** Hundredths of an amount, ten-thousandths of a ratio. */
const cents = (amount: string): number => Number(amount.replace('.', ''));
const costOf = (lines: readonly LineResult[], item: RegExp): number =>
  sum(lines.filter((line) => item.test(line.item)).map(({ amount }) => cents(amount)));
const checkOf = (year: YearResult, check: string) => year.checks.find((each) => each.check === check);

/** The pupils that the note of a vestiging names. */
function pupilsOf(code: string): number {
  const note = plan.schools.find((school) => school.code === code)?.note ?? '';
  const found = /^(\d+) leerlingen op 1 oktober 2025/.exec(note);
  if (!found) throw new Error(`${code} has no pupils in its note`);
  return Number(found[1]);
}

const codes = plan.schools.map(({ code }) => code ?? '');
const kindOf = new Map(plan.groups.map(({ id, kind }) => [id, kind ?? 'student']));
const students = plan.students.filter(({ group }) => kindOf.get(group) === 'student');
const firstCount = ({ counts }: StudentEntry): number => {
  if (typeof counts !== 'number') throw new Error('this plan projects every entry from one count');
  return counts;
};

/** Thousandths, so that a product of trends can be rounded exactly. */
const thousandths = (decimal: number | string): bigint => BigInt(Math.round(Number(decimal) * 1000));

/** Students of the school year that starts in `year`, from the counts, the years before and the trend. */
function countedIn(year: number, entries: readonly StudentEntry[] = students): number {
  const ahead = year - plan.startYear;
  if (ahead < 0) return sum(entries.map(({ before }) => before?.[-ahead - 1] ?? 0));
  if (entries !== students && ahead > 0) throw new Error('a part of a projected group is an apportionment');
  const groups = [...new Set(entries.map(({ group }) => group))];
  return sum(
    groups.map((group) => {
      const base = sum(entries.filter((entry) => entry.group === group).map(firstCount));
      const trend = plan.trend?.[group];
      let top = BigInt(base);
      let bottom = 1n;
      for (let y = 0; y < ahead; y += 1) {
        top *= 1000n + thousandths(Array.isArray(trend) ? (trend[y] ?? 0) : (trend ?? 0));
        bottom *= 1000n;
      }
      return Number((2n * top + bottom) / (2n * bottom));
    }),
  );
}

describe('the plan of the Onderwijsregio VO Groningen', () => {
  it('is a valid plan', () => {
    expect(validate(structuredClone(plan))).toMatchObject({ ok: true });
  });

  it('has the 60 vestigingen whose pupils were read, each once', () => {
    expect(codes).toHaveLength(60);
    expect(new Set(codes).size).toBe(60);
    for (const code of codes) expect(code).toMatch(/^\d{2}[A-Z]{2}\d{2}$/);
  });

  it.each([
    ['Winkler Prins', ['16PI'], 1891],
    ['Ubbo Emmius', ['02VJ'], 1955],
    ['Dollard College', ['20CM'], 2607],
    ['CSG Groningen', ['14RP'], 2779],
    ['Gomarus College', ['02UV'], 2221],
    ['Openbaar Onderwijs Groningen', ['13ZU', '17SG', '20BV', '20EM', '20ER'], 8202],
    ['dr. Aletta Jacobs College', ['25GM'], 1266],
    ['VO Eemsdelta', ['30JM', '30PP'], 1594],
    ['Het Hogeland College', ['16ZK'], 1273],
    ['PrO Stadskanaal en Winschoten', ['18UZ', '19UR'], 185 + 139],
    ['De Bolster', ['05OP'], 284],
    ['Terra', ['25PW'], 357 + 466 + 153],
    ['RSG de Borgen', ['00DI'], 274],
    ['RSG Ter Apel', ['16IH'], 752 + 92],
  ])('gives %s its published pupils', (_school, brins, pupils) => {
    const own = codes.filter((code) => brins.includes(code.slice(0, 4)));
    expect(sum(own.map(pupilsOf))).toBe(pupils);
  });

  it('counts for a bestuur the pupils of its vestigingen in the plan', () => {
    for (const board of plan.boards) {
      const own = plan.schools.filter((school) => school.board === board.id);
      expect(board.pupils, board.id).toBe(sum(own.map(({ code }) => pupilsOf(code ?? ''))));
      expect(board.code).toMatch(/^\d{5}$/);
    }
    expect(Object.fromEntries(plan.institutes.map(({ id, code }) => [id, code]))).toEqual({
      rug: undefined,
      'nhl-stenden': '31FR',
      hanze: '25BE',
    });
  });

  it.each([
    ['20EM00', 53.22, 6.57, 'stad'],
    ['20ER04', 53.17, 6.61, 'stad'],
    ['16IH00', 52.88, 7.06, 'platteland'],
    ['16ZK02', 53.41, 6.67, 'platteland'],
    ['25PW55', 53.22, 6.34, 'platteland'],
  ])('places %s where its town lies', (code, latitude, longitude, location) => {
    const school = plan.schools.find((each) => each.code === code);
    expect(Number(school?.x)).toBeCloseTo((longitude - 6.2) * 66.7, 1);
    expect(Number(school?.y)).toBeCloseTo((latitude - 52.8) * 111.2, 1);
    expect(school?.location).toBe(location);
  });
});

describe('the students of the example', () => {
  it('has the 153 of the Groninger Opleidingsschool in the first year', () => {
    const own = plan.schools.filter(({ board }) => board === 'openbaar-onderwijs-groningen');
    const ids = own.map(({ id }) => id);
    expect(sum(students.filter(({ school }) => ids.includes(school)).map(firstCount))).toBe(153);
  });

  it('falls by about 30 % in three years and stays above the 150 of 2025', () => {
    const [before, now] = [countedIn(2023), countedIn(2026)];
    expect(now).toBeGreaterThanOrEqual(420);
    expect(now).toBeLessThanOrEqual(480);
    expect(now / before).toBeGreaterThan(0.69);
    expect(now / before).toBeLessThan(0.71);
    for (let year = 2024; year <= 2030; year += 1) {
      expect(countedIn(year)).toBeLessThan(countedIn(year - 1));
      expect(countedIn(year)).toBeGreaterThan(150);
    }
  });

  it('has one entry per school, institute and group', () => {
    const keys = plan.students.map(({ school, institute, group }) => `${school} ${institute} ${group}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBeGreaterThanOrEqual(100);
    expect(keys.length).toBeLessThanOrEqual(160);
  });

  it('guides starters who are no students', () => {
    const starters = plan.students.filter(({ group }) => kindOf.get(group) === 'starter');
    expect(starters.length).toBeGreaterThan(0);
    expect(starters.every(({ institute }) => institute === undefined)).toBe(true);
    expect(yearsOf('huidig')[0]?.students).toBe(sum(students.map(firstCount)));
  });
});

describe('where the numbers of the example come from', () => {
  // A funding's `source` says what kind of money it is, so its address stands in the note.
  const citedInNote = plan.funding ?? [];
  const cited = [
    plan.boards,
    plan.institutes,
    plan.schools,
    plan.groups,
    plan.students,
    plan.roles,
    plan.rates,
    plan.norms ?? [],
    plan.costs ?? [],
    plan.staff ?? [],
    plan.variants,
  ].flat();

  it('has a source or is an assumption, everywhere', () => {
    for (const item of cited)
      expect(item.assumption === true || Boolean(item.source), JSON.stringify(item)).toBe(true);
    for (const item of citedInNote) {
      expect(item.assumption === true || /https:/.test(item.note ?? ''), item.id).toBe(true);
    }
  });

  it('explains every item that is an assumption and has a source', () => {
    const mixed = cited.filter(
      (item) => item.assumption && item.source && !plan.students.includes(item as never),
    );
    expect(mixed.length).toBeGreaterThan(0);
    for (const item of mixed) expect(item.note, JSON.stringify(item)).toBeTruthy();
  });

  it.each([
    ['wpb-voltijd', [15, 30, 30]],
    ['wpb-lio', [80]],
    ['wpb-deeltijd', [40]],
    ['wpb-zij-instroom', [80]],
    ['wpb-master', [40, 60]],
    ['wpb-alo', [10, 15]],
  ])('takes the hours of %s from the advice table, averaged where it has several rows', (id, rows) => {
    const norm = plan.norms?.find((each) => each.id === id);
    expect(Number(norm?.hours)).toBe(sum(rows) / rows.length);
    expect(norm?.source).toContain('HAN/ILS');
    if (rows.length > 1) expect(norm?.assumption).toBe(true);
  });

  it('prices with the GPL of 2021', () => {
    const published = plan.rates.filter(({ source }) => source?.startsWith('Gemiddelde personeelslast'));
    expect(published.map((rate) => ('perFte' in rate ? rate.perFte : null))).toEqual([
      '89316.56',
      '98671.66',
      '107555.24',
      '111920.45',
    ]);
  });

  it('dates every rule of a regeling and links it', () => {
    const rules = (plan.funding ?? []).filter(({ id }) => /2025|vaste-voet|per-student/.test(id));
    expect(rules).toHaveLength(9);
    for (const rule of rules) {
      expect(rule.validFrom, rule.id).toMatch(/^20\d\d-/);
      expect(rule.validTo, rule.id).toMatch(/^20\d\d-12-31$/);
      expect(rule.note, rule.id).toMatch(/Bron: .*https:/);
    }
  });
});

describe('the variants of the example', () => {
  const place = new Map(plan.schools.map(({ id, x, y }) => [id, [Number(x), Number(y)] as const]));
  const leadsOf = ({ layout, leadKinds }: Variant) => layout.filter(({ kind }) => leadKinds?.includes(kind));

  it.each([
    ['huidig', 3, 'penvoerder'],
    ['hub-partner-2025', 9, 'hub'],
    ['hub-partner-2020', 9, 'hub'],
    ['huidig-2020', 3, 'penvoerder'],
  ])('%s puts every school in one of its %i networks, each with one lead', (id, size, kind) => {
    const variant = plan.variants.find((each) => each.id === id) as Variant;
    const networks = [...new Set(variant.layout.map(({ network }) => network))];
    expect(networks).toHaveLength(size);
    expect(variant.layout.map(({ school }) => school).sort()).toEqual(
      plan.schools.map((school) => school.id).sort(),
    );
    expect(variant.leadKinds).toEqual([kind]);
    expect(
      leadsOf(variant)
        .map(({ network }) => network)
        .sort(),
    ).toEqual(networks.sort());
    for (const year of yearsOf(id)) {
      expect(year.networks.every(({ lead }) => lead !== null)).toBe(true);
      for (const check of ['school-guided', 'one-lead', 'team', 'workplace-share', 'min-students']) {
        expect(checkOf(year, check)?.status, `${id} ${check}`).toBe('pass');
      }
    }
  });

  it('keeps every partner within 16 km of its hub', () => {
    const variant = plan.variants.find(({ id }) => id === 'hub-partner-2025') as Variant;
    const hubs = new Map(leadsOf(variant).map(({ school, network }) => [network, school]));
    for (const { school, network } of variant.layout) {
      const [x, y] = place.get(school) ?? [Number.NaN, Number.NaN];
      const [hubX, hubY] = place.get(hubs.get(network) ?? '') ?? [Number.NaN, Number.NaN];
      expect(Math.hypot(x - hubX, y - hubY), school).toBeLessThanOrEqual(16);
    }
  });

  it('compares the two sets of funding rules under one and the same structure', () => {
    const layout = (id: string) => plan.variants.find((each) => each.id === id)?.layout;
    expect(layout('huidig-2020')).toEqual(layout('huidig'));
    expect(layout('hub-partner-2020')).toEqual(layout('hub-partner-2025'));
    for (const [one, other] of [
      ['huidig', 'huidig-2020'],
      ['hub-partner-2025', 'hub-partner-2020'],
    ] as const) {
      expect(yearsOf(one).map(({ lines }) => lines)).toEqual(yearsOf(other).map(({ lines }) => lines));
    }
  });

  it('lets the programmaleiders go in the transition year, their hours going to the coordinating schoolopleiders', () => {
    const cost = (item: RegExp) => yearsOf('huidig').map(({ lines }) => costOf(lines, item));
    const [first, ...later] = cost(/^programmaleiding$/);
    expect(first).toBeGreaterThan(0);
    expect(sum(later)).toBe(0);
    const [half, whole] = cost(/^coordinatie-huidig$/);
    expect(whole).toBeGreaterThan(2 * (half ?? 0));
    expect(
      yearsOf('hub-partner-2025').flatMap(({ lines }) =>
        lines.filter(({ item }) => item === 'programmaleiding'),
      ),
    ).toEqual([]);
  });

  it('holds intervisie at a school with 8 students, and at the hub for the others', () => {
    const [first] = yearsOf('hub-partner-2025');
    const atSchools = first?.lines.filter(({ item }) => item === 'intervisie-school').map(({ unit }) => unit);
    const large = plan.schools
      .map(({ id }) => id)
      .filter((id) => sum(students.filter(({ school }) => school === id).map(firstCount)) >= 8);
    expect(atSchools).toEqual(large);
    expect(first?.lines.some(({ item, at }) => item === 'intervisie-hub' && at === 'network')).toBe(true);
  });
});

describe('the funding of the example', () => {
  const amount = (year: YearResult | undefined, item: string) =>
    cents(year?.funding.find((each) => each.item === item)?.amount ?? 'NaN');
  /** Cents; half away from zero, for amounts of 0 and more. */
  const twelfths = (months: number, euro: number): number => Math.floor((euro * 100 * months * 2 + 12) / 24);

  it.each(['huidig', 'hub-partner-2025'])(
    '%s gets 1,250 per student of two years back, per calendar year',
    (id) => {
      yearsOf(id).forEach((year, y) => {
        const calendar = plan.startYear + y;
        const expected =
          twelfths(5, 1250 * countedIn(calendar - 2)) + twelfths(7, 1250 * countedIn(calendar + 1 - 2));
        expect(amount(year, 'onderwijsregio-2025'), year.year).toBe(expected);
      });
      // 545 students in 2024-2025 and 488 in 2025-2026
      expect(amount(yearsOf(id)[0], 'onderwijsregio-2025')).toBe(63_968_750);
    },
  );

  it('hub-partner-2020 gets one vaste voet and 955 per student of the year before', () => {
    yearsOf('hub-partner-2020').forEach((year, y) => {
      expect(amount(year, 'vaste-voet-regio')).toBe(10_000_000);
      expect(amount(year, 'per-student-regio')).toBe(95_500 * countedIn(plan.startYear + y - 1));
    });
  });

  it('huidig-2020 gets three of them', () => {
    const boardOf = new Map(plan.schools.map(({ id, board }) => [id, board]));
    const partnerships = (plan.funding ?? []).filter(
      ({ id, variants }) => id.startsWith('per-student') && variants?.includes('huidig-2020'),
    );
    expect(partnerships).toHaveLength(3);
    const boards = partnerships.flatMap(({ where }) => where?.board ?? []);
    expect(boards.sort()).toEqual(plan.boards.map(({ id }) => id).sort());
    const [first] = yearsOf('huidig-2020');
    for (const { id, where } of partnerships) {
      const own = students.filter(({ school }) => where?.board?.includes(boardOf.get(school) ?? ''));
      expect(amount(first, id)).toBe(95_500 * countedIn(plan.startYear - 1, own));
      expect(amount(first, id.replace('per-student', 'vaste-voet'))).toBe(10_000_000);
    }
  });
});

describe('the result of the example', () => {
  it('is that of the oracle, to the cent', () => {
    expect(result).toEqual(oracleCalculate(plan));
  });
});

describe('what the example shows', () => {
  const COORDINATION =
    /^(programmaleiding|coordinatie|afstemming|team|penvoering|veranderbegeleiding|registratie)/;
  const coordination = ({ lines }: YearResult): number => costOf(lines, COORDINATION);
  const coverage = (id: string) => yearsOf(id).map(({ totals }) => cents(totals.coverage ?? ''));

  it('coordinates cheaper with hubs, by at least 90,000 euro a year', () => {
    yearsOf('huidig').forEach((year, y) => {
      const hubs = yearsOf('hub-partner-2025')[y] as YearResult;
      expect(coordination(year) - coordination(hubs)).toBeGreaterThanOrEqual(9_000_000);
    });
    expect(README).toContain('minstens 90.000 euro');
  });

  const structures = plan.variants.filter(({ code }) => code !== undefined).map(({ id }) => id);

  it('has the nine structures, two of them with two sets of funding rules', () => {
    expect(structures).toEqual([
      ...['zoals-nu', 'kern-schil', 'opleidingshuis', 'expertiseclusters'],
      ...['teambenadering', 'drie-niveaus', 'kenniscentra'],
    ]);
    expect(result.variants).toHaveLength(structures.length + 4);
    const money = (id: string) => yearsOf(id).map(({ funding }) => funding.slice(0, 1));
    for (const id of structures) {
      expect(money(id), id).toEqual(money('huidig'));
      const covered = coverage(id);
      expect(covered).toEqual([...covered].sort((one, other) => other - one));
      const own = yearsOf(id)[0]?.checks.filter(({ requirement }) => requirement !== null);
      expect(own?.filter(({ status }) => status === 'fail')).toEqual([]);
    }
  });

  it('does not quite fit: neither of the two is balanced, and the coverage falls every year', () => {
    for (const { id, years } of result.variants) {
      if (structures.includes(id)) continue;
      for (const year of years) expect(checkOf(year, 'balanced')?.status).toBe('fail');
      const covered = coverage(id);
      expect(covered).toEqual([...covered].sort((one, other) => other - one));
      expect(covered[0]).toBeGreaterThan(9000);
      expect(covered.at(-1)).toBeGreaterThan(8000);
    }
    coverage('hub-partner-2025').forEach((covered, y) => {
      expect(covered).toBeGreaterThan(coverage('huidig')[y] ?? 0);
    });
  });

  it('has every bestuur pay itself, in the hubs of the first year within its ceiling', () => {
    for (const { years } of result.variants) {
      for (const { parties } of years) {
        const boards = parties.filter(({ party }) => party.startsWith('board:'));
        expect(boards.every(({ net }) => cents(net) < 0)).toBe(true);
      }
    }
    const [first, second] = yearsOf('hub-partner-2025');
    expect(first && checkOf(first, 'affordable')?.subjects).toEqual([]);
    expect(second && checkOf(second, 'affordable')?.subjects).toEqual([
      'board:aletta-jacobs',
      'board:eemsdelta',
    ]);
    expect(yearsOf('huidig').every((year) => checkOf(year, 'affordable')?.status === 'fail')).toBe(true);
  });

  it('moves the burden: CSG gains by the hubs, Eemsdelta and Het Hogeland pay more', () => {
    const nets = (id: string, board: string) =>
      yearsOf(id).map(({ parties }) =>
        cents(parties.find(({ party }) => party === `board:${board}`)?.net ?? ''),
      );
    const gains = (board: string) =>
      nets('hub-partner-2025', board).map((net, y) => net - (nets('huidig', board)[y] ?? Number.NaN));
    expect(Math.min(...gains('csg-groningen'))).toBeGreaterThan(0);
    expect(Math.max(...gains('eemsdelta'), ...gains('hogeland'))).toBeLessThan(0);
  });

  it('shows where it pinches', () => {
    for (const check of ['supervisors', 'capacity', 'staff']) {
      const [first] = yearsOf('hub-partner-2025');
      expect(first && checkOf(first, check)?.status, check).toBe('fail');
    }
    for (const year of yearsOf('huidig')) expect(checkOf(year, 'max-partners')?.status).toBe('fail');
    for (const year of yearsOf('hub-partner-2025'))
      expect(checkOf(year, 'max-partners')?.status).toBe('pass');
  });

  it('is described by its README with the figures it gives', () => {
    const percent = (ratio: number) => `${(Math.round(ratio / 10) / 10).toFixed(1).replace('.', ',')}%`;
    const euro = (amount: string) => `€ ${Math.round(Number(amount)).toLocaleString('nl-NL')}`;
    for (const { id, years } of result.variants) {
      const row = README.split('\n').find((line) => line.startsWith(`| \`${id}\``));
      const cells = row?.split('|').map((cell) => cell.trim());
      const [first, last] = [coverage(id)[0] ?? 0, coverage(id).at(-1) ?? 0];
      expect(cells?.slice(4, 7), id).toEqual([
        percent(first),
        percent(last),
        euro(years[0]?.totals.costPerStudent ?? ''),
      ]);
    }
    const size = [plan.schools, plan.boards, plan.institutes].map((list) => list.length);
    const [schools, boards, institutes] = size;
    expect(README).toContain(
      `${schools} vestigingen, ${boards} besturen, ${institutes} instituten en ${countedIn(2026)} studenten`,
    );
  });
});
