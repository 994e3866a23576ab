import { describe, expect, it } from 'vitest';
import type { Plan } from '../../engine/index.ts';
import { accept, type ImportOptions, type Preview, preview } from '../../src/import/index.ts';
import { list, options, smallPlan, withMap } from '../support/lists.ts';

const placed = (text: string, given: ImportOptions = options({ into: smallPlan() })): Promise<Preview> =>
  preview({ placements: [list('p.csv', text, 'placements')] }, given);

const students = (plan: Plan): unknown[] =>
  plan.students.map(({ school, institute, group, counts, before }) => [
    school,
    institute,
    group,
    counts,
    ...(before ? [before] : []),
  ]);

describe('a placement list', () => {
  it('has a number per year, in any order of columns, in Dutch or English', async () => {
    const dutch = 'Doelgroep;2027-2028;Instituut;BRIN;Schooljaar 2026/2027\nDeeltijd;4;RUG;20BV00;3\n';
    const english = 'Branch code,26/27,27/28,Institute,Target group\n20BV00,3,4,RUG,Part-time\n';
    for (const text of [dutch, english]) {
      expect(students(accept(await placed(text)))).toEqual([
        ['reitdiep', 'hanze', 'voltijd', 7],
        ['praedinius', 'rug', 'deeltijd', [3, 4]],
      ]);
    }
  });

  it('has a number per row, with or without a year', async () => {
    const years =
      'School;Instituut;Doelgroep;Schooljaar;Aantal\nReitdiepcollege;Hanze;vt;2026-2027;9\nReitdiepcollege;Hanze;vt;2027-2028;8\n';
    expect(students(accept(await placed(years)))).toContainEqual(['reitdiep', 'hanze', 'voltijd', [9, 8]]);
    const once = 'School;Instituut;Doelgroep;Aantal\nReitdiepcollege;25BE;Voltijd;9\n';
    expect(students(accept(await placed(once)))).toContainEqual(['reitdiep', 'hanze', 'voltijd', 9]);
  });

  it('has a row per student, which is counted', async () => {
    const text =
      'Naam;School;Instituut;Doelgroep\nA;Reitdiepcollege;Hanze;VT\nB;reitdiepcollége;hanze;Voltijd\nC;Praedinius Gymnasium;RUG;Deeltijd\n';
    const made = await placed(text);
    expect(students(accept(made))).toEqual([
      ['reitdiep', 'hanze', 'voltijd', 2],
      ['praedinius', 'rug', 'deeltijd', 1],
    ]);
    expect(made.remarks.find(({ code }) => code === 'list-read')?.values).toMatchObject({
      rows: 3,
      perStudent: true,
    });
  });

  it('gives the years before the plan, newest first, and says which years it does not use', async () => {
    const text =
      'School;Instituut;Doelgroep;2024-2025;2025-2026;2026-2027;2027-2028;2028-2029\nReitdiepcollege;Hanze;Voltijd;1;2;3;4;5\n';
    const made = await placed(text);
    expect(students(accept(made))).toContainEqual(['reitdiep', 'hanze', 'voltijd', [3, 4], [2, 1]]);
    expect(made.remarks).toContainEqual(
      expect.objectContaining({ code: 'year-outside', values: { year: '2028-2029' } }),
    );
  });

  it('with some but not all years of the plan is refused', async () => {
    const plan = smallPlan({ years: 3 });
    const text = 'School;Instituut;Doelgroep;2026-2027;2027-2028\nReitdiepcollege;Hanze;Voltijd;1;2\n';
    expect((await placed(text, options({ into: plan }))).problems).toMatchObject([
      { code: 'years-missing', path: 'p.csv', values: { years: ['2028-2029'] } },
    ]);
    const first = 'School;Instituut;Doelgroep;2026-2027\nReitdiepcollege;Hanze;Voltijd;1\n';
    expect(students(accept(await placed(first, options({ into: plan }))))).toContainEqual([
      'reitdiep',
      'hanze',
      'voltijd',
      1,
    ]);
  });

  it('replaces what its institutes had, and leaves others as they were', async () => {
    const text = 'School;Instituut;Doelgroep;Aantal\nReitdiepcollege;Hanze;Deeltijd;2\n';
    const { changes } = await placed(text);
    expect(changes.map(({ kind, list: of, id }) => `${kind} ${of} ${id}`)).toEqual([
      'new students reitdiep · hanze · deeltijd',
      'gone students reitdiep · hanze · voltijd',
    ]);
  });

  const both = (first: string, second: string): Promise<Preview> =>
    preview(
      { placements: [list('een.csv', first, 'placements'), list('twee.csv', second, 'placements')] },
      options({ into: smallPlan() }),
    );
  const WIDE = 'School;Instituut;Doelgroep;2026-2027;2027-2028\nReitdiepcollege;Hanze;Voltijd;3;4\n';
  const FIRST = (school: string, institute: string): string =>
    `School;Instituut;Doelgroep;2026-2027\n${school};${institute};Voltijd;2\n`;

  it('with fewer years than another list is projected, not taken for no students', async () => {
    const short = FIRST('Praedinius Gymnasium', 'RUG');
    for (const { plan } of [await both(WIDE, short), await both(short, WIDE)]) {
      expect(plan && students(plan)).toEqual([
        ['praedinius', 'rug', 'voltijd', 2, [6]],
        ['reitdiep', 'hanze', 'voltijd', [3, 4]],
      ]);
    }
  });

  it('of an institute that has another for other years is refused, unless each year has its own', async () => {
    for (const school of ['Reitdiepcollege', 'Praedinius Gymnasium']) {
      const mixed = await both(WIDE, FIRST(school, 'Hanze'));
      expect(mixed.problems).toMatchObject([{ path: 'twee.csv:2:2', code: 'years-mixed' }]);
    }
    const unnamed = await both(WIDE, 'School;Instituut;Doelgroep;Aantal\nReitdiepcollege;Hanze;Voltijd;6\n');
    expect(unnamed.problems).toMatchObject([{ path: 'twee.csv:2:1', code: 'years-mixed' }]);
    const second = FIRST('Praedinius Gymnasium', 'Hanze').replace('2026-2027', '2027-2028');
    const { plan } = await both(FIRST('Reitdiepcollege', 'Hanze'), second);
    expect(plan && students(plan)).toEqual([
      ['praedinius', 'rug', 'voltijd', 5, [6]],
      ['reitdiep', 'hanze', 'voltijd', [2, 0]],
      ['praedinius', 'hanze', 'voltijd', [0, 2]],
    ]);
  });

  it('says where numbers are added up, and only where they are', async () => {
    const row = (year: string): string => `Reitdiepcollege;Hanze;Voltijd;${year};3\n`;
    const years = `School;Instituut;Doelgroep;Schooljaar;Aantal\n${row('2026-2027')}${row('2027-2028')}`;
    const codes = (made: Preview): string[] => made.remarks.map(({ code }) => code);
    expect(codes(await placed(years))).not.toContain('rows-joined');
    const twice = await placed(years + row('2027-2028'));
    expect(twice.remarks).toContainEqual({ path: 'p.csv:4:1', code: 'rows-joined', values: { rows: 1 } });
    expect(twice.plan && students(twice.plan)).toContainEqual(['reitdiep', 'hanze', 'voltijd', [3, 6]]);
    const lists = await both(WIDE, WIDE);
    expect(lists.remarks).toContainEqual({ path: 'twee.csv:2:1', code: 'rows-joined', values: { rows: 1 } });
  });

  it('that gives only the first year of what had each year says what becomes a projection', async () => {
    const into = accept(await placed(WIDE));
    const { plan, remarks } = await placed(FIRST('Reitdiepcollege', 'Hanze'), options({ into }));
    expect(plan && students(plan)).toContainEqual(['reitdiep', 'hanze', 'voltijd', 2]);
    expect(remarks).toContainEqual({ path: '', code: 'years-projected', values: { entries: 1 } });
    expect((await placed(WIDE, options({ into }))).remarks.map(({ code }) => code)).not.toContain(
      'years-projected',
    );
  });

  it('without rows is refused', async () => {
    const { problems } = await placed('School;Instituut;Doelgroep;Aantal\n');
    expect(problems).toMatchObject([{ path: 'p.csv:1:1', code: 'list-without-rows' }]);
  });

  it('makes a new plan with the schools, from its own first year', async () => {
    const schools = 'Vestigingscode;School;Bestuur\n20BV00;Praedinius Gymnasium;OOG\n';
    const text = 'BRIN;Instituut;Doelgroep;2025-2026;2026-2027\n20BV;Windesheim;Kort traject;3;4\n';
    const made = await preview(
      { schools: list('s.csv', schools, 'schools'), placements: [list('p.csv', text, 'placements')] },
      options(),
    );
    const plan = accept(made);
    expect(plan).toMatchObject({ startYear: 2025, years: 2, hoursPerFte: '1659' });
    expect(plan.institutes).toEqual([{ id: 'windesheim', name: 'Windesheim' }]);
    expect(plan.groups).toEqual([{ id: 'kort-traject', name: 'Kort traject' }]);
    expect(made.remarks.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['variant-made', 'plan-made']),
    );
  });

  it('gives a school with students a place in every variant, and says so', async () => {
    const plan = smallPlan();
    const schools =
      'Vestigingscode;School;Bestuur\n20BV00;P;Openbaar Onderwijs Groningen\n13ZU00;R;Openbaar Onderwijs Groningen\n16PI00;Winkler Prins;Stichting Veendam\n';
    const text = 'BRIN;Instituut;Doelgroep;Aantal\n16PI00;RUG;Voltijd;2\n';
    const made = await preview(
      { schools: list('s.csv', schools, 'schools'), placements: [list('p.csv', text, 'placements')] },
      options({ into: plan }),
    );
    expect(accept(made).variants[0]?.layout.at(-1)).toMatchObject({
      school: 'winkler-prins-16pi00',
      network: 'nog-in-te-delen',
    });
    expect(made.remarks).toContainEqual(expect.objectContaining({ code: 'place-made' }));
    // the names that people gave stay
    expect(accept(made).schools.map(({ name }) => name)).toEqual([
      'Praedinius Gymnasium',
      'Reitdiepcollege',
      'Winkler Prins',
    ]);
  });
});

describe('matching', () => {
  const row = (school: string, institute = 'RUG', group = 'Voltijd'): string =>
    `School;Instituut;Doelgroep;Aantal\n${school};${institute};${group};1\n`;

  it('offers names that look alike, and never takes one', async () => {
    const { problems, plan } = await placed(row('Preadinius Gymnasium'));
    expect(plan).toBeUndefined();
    expect(problems).toMatchObject([
      {
        code: 'match-close',
        path: 'p.csv:2:1',
        values: {
          target: 'school',
          found: 'Preadinius Gymnasium',
          offers: [{ key: '20BV00', name: 'Praedinius Gymnasium' }],
        },
      },
    ]);
  });

  it('takes what the user settled, also to leave rows out', async () => {
    const into = smallPlan();
    const settled = await placed(
      row('Preadinius'),
      withMap({ match: { schools: { preadinius: '20bv00' } } }, { into }),
    );
    expect(students(accept(settled))).toContainEqual(['praedinius', 'rug', 'voltijd', 1, [6]]);
    const left = await placed(row('Elders'), withMap({ match: { schools: { Elders: null } } }, { into }));
    expect(left.remarks).toContainEqual(
      expect.objectContaining({ code: 'left-out', values: { target: 'school', rows: 1 } }),
    );
    const unused = await placed(
      row('Reitdiepcollege'),
      withMap({ match: { schools: { Elders: null } } }, { into }),
    );
    expect(unused.problems).toMatchObject([
      { code: 'map-unused', values: { found: 'match/schools/Elders' } },
    ]);
  });

  it.each([
    ['Volstrekt onbekend', 'match-none'],
    ['', 'value-missing'],
  ])('lists the school %j as %s with its line and column', async (school, code) => {
    expect((await placed(row(school))).problems).toMatchObject([{ code, path: 'p.csv:2:1' }]);
  });

  it('leaves a row of totals out where the user says so, and refuses it otherwise', async () => {
    const text = 'School;Instituut;Doelgroep;Aantal\nReitdiepcollege;Hanze;Voltijd;3\nTotaal;;;3\n';
    const refused = await placed(text);
    expect(refused.problems).toMatchObject([{ path: 'p.csv:3:3', code: 'value-missing' }]);
    const given = withMap({ match: { schools: { totaal: null } } }, { into: smallPlan() });
    const { plan, problems, remarks } = await placed(text, given);
    expect(problems).toEqual([]);
    expect(plan && students(plan)).toContainEqual(['reitdiep', 'hanze', 'voltijd', 3]);
    expect(remarks).toContainEqual(
      expect.objectContaining({ code: 'left-out', values: { target: 'school', rows: 1 } }),
    );
  });

  it('asks which vestiging a BRIN with more of them means', async () => {
    const plan = smallPlan();
    plan.schools.push({ id: 'reitdiep-2', name: 'Reitdiep Zuid', board: 'oog', code: '13ZU02' });
    const text = 'BRIN;Instituut;Doelgroep;Aantal\n13ZU;RUG;Voltijd;1\n';
    const { problems } = await placed(text, options({ into: plan }));
    expect(problems).toMatchObject([
      {
        code: 'match-several',
        path: 'p.csv:2:1',
        values: { found: '13ZU', offers: [{ key: '13ZU00' }, { key: '13ZU02' }] },
      },
    ]);
  });

  it('asks about institutes and groups that look like known ones', async () => {
    expect((await placed(row('Reitdiepcollege', 'Hanzehogeschool'))).problems).toEqual([]);
    expect((await placed(row('Reitdiepcollege', 'Hanze Hogeschool Groningen'))).problems).toMatchObject([
      { code: 'match-close', path: 'p.csv:2:2', values: { target: 'institute' } },
    ]);
    expect((await placed(row('Reitdiepcollege', 'RUG', 'Voltijds opl'))).problems).toMatchObject([
      { code: 'match-close', path: 'p.csv:2:3', values: { target: 'group' } },
    ]);
  });

  it('takes a mapping of columns, and says which column is not there', async () => {
    const text = 'Plek;Waarvandaan;Soort;N\nReitdiepcollege;RUG;Voltijd;3\n';
    expect((await placed(text)).problems.map(({ code }) => code)).toEqual([
      'heading-missing',
      'heading-missing',
    ]);
    const into = smallPlan();
    const columns = { school: 'Plek', institute: 2, group: 'soort', count: 'N' };
    expect(
      students(accept(await placed(text, withMap({ placements: { columns } }, { into })))),
    ).toContainEqual(['reitdiep', 'rug', 'voltijd', 3]);
    const { problems } = await placed(
      text,
      withMap({ placements: { columns: { ...columns, count: 'Aantal' } } }, { into }),
    );
    expect(problems).toMatchObject([
      { code: 'map-unknown-column', path: 'p.csv:1:1', values: { field: 'count', found: 'Aantal' } },
    ]);
  });

  it('lists all that is wrong at once, and takes nothing', async () => {
    const text =
      'School;Instituut;Doelgroep;Aantal\nX;RUG;Voltijd;1\nReitdiepcollege;RUG;Voltijd;een\nReitdiepcollege;RUG;Voltijd;1;2\n';
    const { problems, plan } = await placed(text);
    expect(plan).toBeUndefined();
    expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'p.csv:4:5 row-width',
      'p.csv:3:4 number-invalid',
    ]);
  });

  it('refuses a list with more groups or unknown schools than a region can have, and does not hang on it', async () => {
    const head = 'School;Instituut;Doelgroep;Aantal\n';
    const many = (row: (at: number) => string): string =>
      head + Array.from({ length: 30_000 }, (_, at) => row(at)).join('\n');
    const groups = await placed(many((at) => `Reitdiepcollege;RUG;Soort ${at};1`));
    expect(groups.problems.map(({ code }) => code)).toContain('too-many-values');
    const schools = await placed(many((at) => `Onbekende school ${at};RUG;Voltijd;1`));
    expect(schools.problems.length).toBeLessThanOrEqual(200);
    expect(schools.plan).toBeUndefined();
  });

  it('refuses what is not the heading line, and titles above it are passed over', async () => {
    const text =
      'Plaatsingen 2026;;;\n;;;\nSchool;Instituut;Doelgroep;Aantal\nReitdiepcollege;RUG;Voltijd;3\n';
    const made = await placed(text);
    expect(students(accept(made))).toContainEqual(['reitdiep', 'rug', 'voltijd', 3]);
    expect(made.remarks).toContainEqual(
      expect.objectContaining({ code: 'heading-line', values: { line: 3 } }),
    );
    expect((await placed('School;School;Instituut;Doelgroep;Aantal\na;b;c;d;1\n')).problems[0]).toMatchObject(
      {
        code: 'heading-twice',
        values: { columns: [1, 2] },
      },
    );
  });
});
