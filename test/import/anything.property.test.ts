import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validate } from '../../engine/index.ts';
import { INPUTS, type Input, preview } from '../../src/import/index.ts';
import { list, options, smallPlan } from '../support/lists.ts';

const into = smallPlan();

describe('any list', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      '20BV00',
      '13ZU',
      'RUG',
      'Hanze',
      'Voltijd',
      'deeltijd',
      'Reitdiepcollege',
      'regio',
      'school',
      'student',
    ),
    fc.constantFrom(
      '',
      ' ',
      '1.250',
      '12,5',
      '12.5',
      '1,250',
      '-3',
      '<5',
      '18%',
      '7',
      '2026-2027',
      '=1+1',
      '"',
      "'t",
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );
  const heading = fc.oneof(
    fc.constantFrom(
      'BRIN',
      'School',
      'Instituut',
      'Doelgroep',
      'Aantal',
      'Schooljaar',
      '2026-2027',
      '2027-2028',
      'Naam',
    ),
    fc.constantFrom(
      'Rol',
      'Waar',
      'Per',
      'Uren',
      'Tarief',
      'Per uur',
      'Opslag',
      'Partij',
      'Fte',
      'Bestuur',
      'Provincie',
    ),
    fc.constantFrom('AANTAL LEERLINGEN', 'VESTIGINGSCODE', 'BEVOEGD GEZAG NUMMER', 'BEVOEGD GEZAG NAAM', ''),
    fc.string({ maxLength: 5 }),
  );
  const text = fc
    .tuple(
      fc.array(heading, { minLength: 1, maxLength: 8 }),
      fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 6 }),
    )
    .map(([head, rows]) => [head, ...rows].map((row) => row.join(';')).join('\n'));

  it('is a valid plan or a list of problems with a place, and never a crash', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<Input>(...INPUTS),
        text,
        fc.boolean(),
        async (input, content, existing) => {
          const source = list('a.csv', content, input, 50);
          const given = options(existing ? { into } : {});
          const made = await preview(
            input === 'placements' ? { placements: [source] } : { [input]: source },
            given,
          );
          if (made.plan) expect(validate(made.plan).ok).toBe(true);
          else expect(made.problems.length + made.planProblems.length).toBeGreaterThan(0);
          for (const { path } of made.problems) expect(path).toMatch(/^(a\.csv(:\d+:\d+)?)?$/);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('a placement list that is right', () => {
  const rows = fc.array(
    fc.record({
      school: fc.constantFrom('20BV00', '13ZU00'),
      institute: fc.constantFrom('RUG', 'Hanze', '25BE'),
      group: fc.constantFrom('Voltijd', 'VT', 'deeltijd'),
      count: fc.nat({ max: 2000 }),
    }),
    { minLength: 1, maxLength: 12 },
  );
  const dutch = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, '.');

  it('puts as many students in the plan as it has, in each form', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.boolean(), async (all, grouped) => {
        const write = (count: number): string =>
          grouped && count % 1000 !== 0 ? dutch(count) : String(count);
        const lines = all.map(
          ({ school, institute, group, count }) => `${group};${write(count)};${institute};${school}`,
        );
        const content = `Doelgroep;Aantal;Instituut;BRIN\n${lines.join('\n')}\n`;
        const made = await preview(
          { placements: [list('a.csv', content, 'placements', 33)] },
          options({ into }),
        );
        const named = new Set<string>(all.map(({ institute }) => (institute === 'RUG' ? 'rug' : 'hanze')));
        const placed = made.plan?.students.filter(({ institute }) => named.has(institute ?? '')) ?? [];
        const sum = placed.reduce((total, { counts }) => total + Number(counts), 0);
        expect(made.problems).toEqual([]);
        expect(sum).toBe(all.reduce((total, { count }) => total + count, 0));
      }),
      { numRuns: 150 },
    );
  });

  it('counts its rows where each is a student', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (all) => {
        const lines = all.map(({ school, institute, group }, at) => `${at};${group};${institute};${school}`);
        const content = `Studentnummer;Doelgroep;Instituut;BRIN\n${lines.join('\n')}\n`;
        const made = await preview({ placements: [list('a.csv', content, 'placements', 33)] }, options());
        // no schools in a new plan: every row is a problem, and none is dropped
        expect(made.problems.length).toBeGreaterThan(0);
        const placed = await preview(
          { placements: [list('a.csv', content, 'placements', 33)] },
          options({ into }),
        );
        const changed = placed.plan?.students.filter(({ source }) => source !== undefined) ?? [];
        expect(changed.reduce((total, { counts }) => total + Number(counts), 0)).toBe(all.length);
      }),
      { numRuns: 80 },
    );
  });
});
