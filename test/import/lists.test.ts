import { describe, expect, it } from 'vitest';
import { accept, preview } from '../../src/import/index.ts';
import { list, options, smallPlan, withMap } from '../support/lists.ts';

const into = smallPlan();

describe('rates, norms and staff', () => {
  it('change what they name, add what is new and leave the rest, and say so', async () => {
    const rates = 'Tarief;Per uur;Bron\nLeraar;57,50;Cao 2026\nInstituutsopleider;92;\n';
    const norms =
      'Norm;Rol;Waar;Per;Uren;Niveau;Werkgever;Tarief;Doelgroep;Status\nBezoek;Instituutsopleider;school;student;4;tactisch;instituut;Instituutsopleider;Voltijd, Deeltijd;afspraak\n';
    const staff =
      'Rol;Partij;Fte\nSchoolopleider;42510;0,5\nInstituutsopleider;Hanze;0,25\nSchoolopleider;regio;0,1\n';
    const made = await preview(
      {
        rates: list('r.csv', rates, 'rates'),
        norms: list('n.csv', norms, 'norms'),
        staff: list('f.csv', staff, 'staff'),
      },
      options({ into }),
    );
    const plan = accept(made);
    expect(plan.rates).toEqual([
      { id: 'leraar', name: 'Leraar', perHour: '57.5', source: 'Cao 2026', checkedOn: '2026-11-22' },
      expect.objectContaining({ id: 'instituutsopleider', perHour: '92', source: 'Tarievenlijst (r.csv)' }),
    ]);
    expect(plan.norms?.[1]).toMatchObject({
      id: 'bezoek',
      role: 'instituutsopleider',
      at: 'school',
      per: 'student',
      hours: '4',
      where: { group: ['voltijd', 'deeltijd'] },
      status: 'afspraak',
    });
    expect(plan.roles[1]).toMatchObject({
      level: 'tactisch',
      employer: 'institute',
      rate: 'instituutsopleider',
    });
    expect(plan.staff?.map(({ role, party, fte }) => [role, party, fte])).toEqual([
      ['schoolopleider', 'board:oog', '0.5'],
      ['instituutsopleider', 'institute:hanze', '0.25'],
      ['schoolopleider', 'region', '0.1'],
    ]);
    expect(made.changes.filter(({ kind }) => kind === 'gone')).toEqual([]);
    expect(made.remarks).toContainEqual(
      expect.objectContaining({ code: 'not-in-list', values: { input: 'norms', name: 'Begeleiding' } }),
    );
  });

  it('take staff per year', async () => {
    const staff = 'Rol;Partij;2026-2027;2027-2028\nSchoolopleider;Openbaar Onderwijs Groningen;0,5;1\n';
    const made = await preview({ staff: list('f.csv', staff, 'staff') }, options({ into }));
    expect(accept(made).staff?.[0]?.fte).toEqual(['0.5', '1']);
  });

  it.each([
    ['norms', 'Norm;Rol;Waar;Per;Uren\nX;Tovenaar;school;student;1\n', 'role-incomplete', 'n.csv:2:2'],
    ['norms', 'Norm;Rol;Waar;Per;Uren\nX;Schoolopleiders;school;student;1\n', 'match-close', 'n.csv:2:2'],
    ['norms', 'Norm;Rol;Waar;Per;Uren\nX;Schoolopleider;plein;student;1\n', 'choice-invalid', 'n.csv:2:3'],
    ['norms', 'Norm;Rol;Waar;Per;Uren\nX;Schoolopleider;school;;1\n', 'value-missing', 'n.csv:2:4'],
    ['norms', 'Norm;Rol;Waar;Per;Uren\nX;Schoolopleider;school;student;\n', 'value-missing', 'n.csv:2:1'],
    [
      'norms',
      'Norm;Rol;Waar;Per;Uren\nX;Schoolopleider;school;student;1\nX;Schoolopleider;school;student;2\n',
      'row-twice',
      'n.csv:3:1',
    ],
    ['rates', 'Tarief;Per uur;Per fte\nX;1;2\n', 'rate-doubled', 'n.csv:2:1'],
    ['rates', 'Tarief;Per uur\nX;\n', 'value-missing', 'n.csv:2:1'],
    ['staff', 'Rol;Partij;Fte\nSchoolopleider;Niemand;1\n', 'match-none', 'n.csv:2:2'],
    ['staff', 'Rol;Partij;2026-2027\nSchoolopleider;regio;1\n', 'years-missing', 'n.csv'],
  ] as const)('%s refuse %j as %s', async (input, text, code, path) => {
    const made = await preview({ [input]: list('n.csv', text, input) }, options({ into }));
    expect(made.plan).toBeUndefined();
    expect(made.problems).toMatchObject([{ code, path }]);
  });

  it('keep a number as it was written where it is the same', async () => {
    const norms = 'Norm;Rol;Waar;Per;Uren\nBegeleiding;Schoolopleider;school;student;10,00\n';
    const made = await preview({ norms: list('n.csv', norms, 'norms') }, options({ into }));
    expect(accept(made).norms?.[0]?.hours).toBe('10');
    expect(made.changes[0]?.fields.map(({ field }) => field)).toEqual(['source']);
  });
});

describe('lists of schools of one’s own', () => {
  const head = 'School;Bestuur;Ligging;Sector;Werkplekbegeleiders;Plaatsen\n';
  it('find their schools by name, and set what they have', async () => {
    const text = `${head}Praedinius gymnasium;Openbaar Onderwijs Groningen;stad;vo;4;8\nNieuwe school;Openbaar Onderwijs Groningen;platteland;vo;;\n`;
    const made = await preview({ schools: list('s.csv', text, 'schools') }, options({ into }));
    expect(accept(made).schools).toMatchObject([
      {
        id: 'praedinius',
        name: 'Praedinius Gymnasium',
        location: 'stad',
        sector: 'vo',
        supervisors: 4,
        capacity: 8,
      },
      { id: 'reitdiep' },
      { id: 'nieuwe-school', location: 'platteland' },
    ]);
  });

  it('ask about names that are nearly those of the plan, and accept what was settled', async () => {
    const text = `${head}Praedinius;Openbaar Onderwijs Groningen;stad;vo;4;8\n`;
    const asked = await preview({ schools: list('s.csv', text, 'schools') }, options({ into }));
    expect(asked.problems).toMatchObject([{ code: 'match-close', path: 's.csv:2:1' }]);
    const given = withMap({ match: { schools: { Praedinius: 'praedinius' } } }, { into });
    const made = await preview({ schools: list('s.csv', text, 'schools') }, given);
    expect(accept(made).schools).toHaveLength(2);
  });

  it.each([
    [`${head};Openbaar Onderwijs Groningen;;;;\n`, 'value-missing'],
    [`${head}A;Openbaar Onderwijs;;;;\n`, 'match-close'],
    [`${head}A;;;;;\n`, 'value-missing'],
    [`${head}A;Openbaar Onderwijs Groningen;;kleuter;;\n`, 'choice-invalid'],
    [`${head}A;Openbaar Onderwijs Groningen;;;1,5;\n`, 'number-not-whole'],
    [`${head}A;Openbaar Onderwijs Groningen;;;;\nA;Openbaar Onderwijs Groningen;;;;\n`, 'row-twice'],
    [`${head}A\u0001;Openbaar Onderwijs Groningen;;;;\n`, 'input-control'],
  ])('refuse %j as %s', async (text, code) => {
    const made = await preview({ schools: list('s.csv', text, 'schools') }, options({ into }));
    expect(made.problems.map((each) => each.code)).toContain(code);
    expect(made.plan).toBeUndefined();
  });

  it('keep names that begin as a formula as they are', async () => {
    for (const name of ['=1+1', '+x', '-x', '@x', '\tx', '\rx']) {
      const text = `School;Bestuur\n"${name}";"${name}"\n`;
      const made = await preview({ schools: list('s.csv', text, 'schools') }, options());
      expect(accept(made)).toMatchObject({ schools: [{ name }], boards: [{ name }] });
    }
  });
});
