import { describe, expect, it } from 'vitest';
import { type Plan, validate } from '../../engine/index.ts';
import { accept, type Preview, preview } from '../../src/import/index.ts';
import {
  type DuoForm,
  duoBesturen,
  duoForms,
  duoLeerlingen,
  duoSchools,
  duoVestigingen,
} from '../support/duo.ts';
import { list, options } from '../support/lists.ts';

const schools = duoSchools();

function read(form: DuoForm, more: { boards?: boolean; into?: Plan } = {}): Promise<Preview> {
  return preview(
    {
      schools: list('02.-alle-vestigingen-vo.csv', duoVestigingen(schools, form), 'schools', 65_536),
      pupils: list('03.-leerlingen-2025.csv', duoLeerlingen(schools, form), 'pupils', 65_536),
      ...(more.boards && { boards: list('besturen.csv', duoBesturen(schools), 'boards') }),
    },
    options({ province: 'Groningen', into: more.into }),
  );
}

/** Pupils per board, added up by hand from the public figures of 1 October 2025. */
const PUPILS: Readonly<Record<string, number>> = {
  13563: 1891,
  40365: 1955 + 2607 + 185 + 139,
  40570: 2779,
  40851: 284,
  40872: 976,
  41143: 274,
  41789: 2221,
  41889: 844,
  42510: 8202,
  42534: 1266,
  42590: 1594,
  42880: 1273,
};

describe('DUO files at full size', () => {
  it('have as many vestigingen as the country', () => {
    expect(schools).toHaveLength(1600);
    expect(new Set(schools.map(({ code }) => code)).size).toBe(1600);
  });

  it('give the schools, boards and pupils of Groningen', async () => {
    const plan = accept(await read({}));
    expect(Object.fromEntries(plan.boards.map(({ code, pupils }) => [code, pupils]))).toEqual(PUPILS);
    const own = schools.filter(({ province }) => province === 'Groningen');
    expect(plan.schools.map(({ code }) => code).toSorted()).toEqual(own.map(({ code }) => code).toSorted());
    for (const school of plan.schools) {
      const { board } = own.find(({ code }) => code === school.code)!;
      expect(plan.boards.find(({ id }) => id === school.board)?.code).toBe(board);
      expect(school).toMatchObject({ sector: 'vo', checkedOn: '2026-11-22' });
      expect(school.source).toBe('DUO, alle vestigingen (02.-alle-vestigingen-vo.csv)');
    }
    expect(validate(plan).ok).toBe(true);
  });

  it('give the same in every encoding, with every separator, quotes and line end', async () => {
    const wanted = accept(await read({ charset: 'utf-8', separator: ';' }));
    expect(wanted.schools.some(({ name }) => name.includes('Terra (Oldekerk'))).toBe(true);
    for (const form of duoForms) expect(accept(await read(form)), JSON.stringify(form)).toEqual(wanted);
    expect(accept(await read({ quotes: 'all', newline: '\n' }))).toEqual(wanted);
    expect(accept(await read({ older: true }))).toEqual(wanted);
  });

  it('give names with accents, quotes and apostrophes as they are', async () => {
    const all = async (form: DuoForm): Promise<string[]> => {
      const source = list('a-vo.csv', duoVestigingen(schools, form), 'schools');
      return accept(await preview({ schools: source }, options())).schools.map(({ name }) => name);
    };
    for (const form of duoForms) {
      const names = await all(form);
      expect(names).toHaveLength(1600);
      for (const name of [
        'VMBO "De Jutter" Vlieland',
        'Súdwest-Fryslân College',
        'Penta Bahûrim',
        "'t Venster",
      ]) {
        expect(
          names.some((each) => each.startsWith(name)),
          `${name} ${JSON.stringify(form)}`,
        ).toBe(true);
      }
      for (const name of ['=Plus College', '+Lyceum', '@cademie', 'Köln; afdeling A']) {
        expect(
          names.some((each) => each.startsWith(name)),
          name,
        ).toBe(true);
      }
    }
  });

  it('say what is doubtful: no count, a count held back, a board of more provinces, a name that is not there', async () => {
    const { remarks } = await read({});
    const told = (code: string): string[] =>
      remarks.filter((remark) => remark.code === code).map(({ values }) => JSON.stringify(values));
    const without = ['16PI01', '02VJ01', '02VJ04', '20CM13', '14RP04', '20BV01', '20ER05', '00DI06'];
    expect(told('no-count')).toHaveLength(without.length);
    for (const code of without) expect(told('no-count').join()).toContain(code);
    expect(told('count-suppressed').join()).toContain('00DI02');
    expect(told('count-suppressed').join()).toContain('"<5"');
    expect(told('count-suppressed').join()).toContain('00DI03');
    expect(told('pupils-elsewhere').join()).toContain('Bestuur 41889');
    expect(told('board-name-assumed')).toHaveLength(12);
    const held = remarks.find(({ code }) => code === 'count-suppressed')!;
    expect(held.path).toMatch(/^03\.-leerlingen-2025\.csv:\d+:9$/);
  });

  it('take the names of boards from the list of boards', async () => {
    const outcome = await read({}, { boards: true });
    const plan = accept(outcome);
    expect(plan.boards.find(({ code }) => code === '42510')?.name).toBe('Stichting 42510, voor onderwijs');
    expect(plan.boards.some(({ assumption }) => assumption)).toBe(false);
    expect(outcome.remarks.some(({ code }) => code === 'board-name-assumed')).toBe(false);
    // names that come later take the place of numbers
    const later = await read({}, { boards: true, into: accept(await read({})) });
    expect(accept(later).boards.map(({ name }) => name)).toEqual(plan.boards.map(({ name }) => name));
    expect(later.changes.every(({ kind, list: of }) => kind === 'changed' && of === 'boards')).toBe(true);
  });

  it('change nothing when they come again', async () => {
    const plan = accept(await read({}));
    const again = await read({}, { into: plan });
    expect(again.changes).toEqual([]);
    expect(accept(again)).toEqual(plan);
  });

  it('show what is new, changed and gone, and leave the plan itself alone', async () => {
    const plan = accept(await read({}));
    const [first, second] = plan.schools as [Plan['schools'][number], Plan['schools'][number]];
    const before: Plan = {
      ...plan,
      schools: [
        ...plan.schools.filter(({ id }) => id !== second.id),
        { id: 'weg', name: 'Opgeheven school', board: first.board, code: '99ZZ00' },
        { id: 'eigen', name: 'Van onszelf', board: first.board },
      ],
      boards: plan.boards.map((board) => (board.code === '42510' ? { ...board, pupils: 1 } : board)),
      variants: [{ id: 'basis', name: 'Basis', layout: [{ school: 'weg', kind: 'hub', network: 'n' }] }],
    };
    const copy = structuredClone(before);
    const { changes, remarks, plan: after } = await read({}, { into: before });
    expect(before).toEqual(copy);
    const short = changes.map(({ kind, list: of, id }) => `${kind} ${of} ${id}`);
    expect(short).toContain(`new schools ${second.id}`);
    expect(short).toContain('gone schools weg');
    expect(remarks).toContainEqual(
      expect.objectContaining({ code: 'schools-gone', values: { schools: 1, entries: 0 } }),
    );
    expect(short).toContain('gone layout basis · weg');
    const board = changes.find(({ id }) => id === 'bestuur-42510');
    expect(board?.fields).toContainEqual({ field: 'pupils', from: 1, to: 8202 });
    expect(after?.schools.some(({ id }) => id === 'eigen')).toBe(true);
    expect(remarks).toContainEqual(
      expect.objectContaining({ code: 'school-kept', values: { school: 'Van onszelf' } }),
    );
  });

  it('give a plan from the pupils alone', async () => {
    const source = list('03.-leerlingen-vo-2025.csv', duoLeerlingen(schools), 'pupils');
    const plan = accept(await preview({ pupils: source }, options({ province: 'groningen' })));
    expect(Object.fromEntries(plan.boards.map(({ code, pupils }) => [code, pupils]))).toEqual(PUPILS);
  });

  it('refuse a province that is not there, with those that are', async () => {
    const source = list('a.csv', duoVestigingen(schools), 'schools');
    const { problems } = await preview({ schools: source }, options({ province: 'Gronigen' }));
    expect(problems).toMatchObject([{ code: 'province-unknown', path: 'a.csv' }]);
    expect(JSON.stringify(problems)).toContain('Groningen');
  });

  it('join a suffix to the BRIN beside it, and refuse codes that lost their zeros', async () => {
    const text = (code: string): string =>
      `BRIN NUMMER;VESTIGINGSNUMMER;VESTIGINGSNAAM;BESTUUR\n00DI;${code};De Borgen;RSG de Borgen\n`;
    const good = await preview({ schools: list('a.csv', text('6'), 'schools') }, options());
    expect(accept(good).schools[0]?.code).toBe('00DI06');
    const { problems } = await preview({ schools: list('a.csv', text('DI06'), 'schools') }, options());
    expect(problems).toMatchObject([{ code: 'code-invalid', path: 'a.csv:2:2' }]);
  });
});
