import { describe, expect, it } from 'vitest';
import { wordImport } from '../../src/cli/import.ts';
import { planText } from '../../src/export/index.ts';
import { type ImportOptions, preview } from '../../src/import/index.ts';
import { en } from '../../src/texts/en.ts';
import { nl } from '../../src/texts/index.ts';
import { list, options, smallPlan, withMap } from '../support/lists.ts';

/** Planted where personal data stands, or has strayed to. No part of it may come out anywhere. */
const SECRETS = ['Xanthippe', 'Quisthoudt', '2004-02-31', 's7654321', 'xq@example.org', '7654321'];
const [FIRST, LAST, BORN, NUMBER, MAIL, DIGITS] = SECRETS as [string, string, string, string, string, string];
const NAME = `${LAST}, ${FIRST}`;

async function everything(text: string, given: ImportOptions): Promise<string> {
  const made = await preview({ placements: [list('p.csv', text, 'placements')] }, given);
  const words = [nl, en].flatMap((texts) => [
    ...made.problems.map((problem) => wordImport(texts, problem)),
    ...made.remarks.map((remark) =>
      (texts.imports.remarks[remark.code] as (values: unknown) => string)(remark.values),
    ),
  ]);
  return JSON.stringify([made, words]) + (made.plan ? planText(made.plan) : '');
}

const HEADINGS = 'Naam;Studentnummer;Geboortedatum;E-mail;School;Instituut;Doelgroep';
const good = (name: string): string => `${name};${NUMBER};${BORN};${MAIL};Reitdiepcollege;RUG;Voltijd`;
const into = smallPlan();

const lists: Readonly<Record<string, string>> = {
  'a list that is right': `${HEADINGS}\n${good(`"${NAME}"`)}\n`,
  'a name without its quotes, which moves the columns': `${HEADINGS}\n${LAST};${good(FIRST)}\n`,
  'a row that is too short': `${HEADINGS}\n"${NAME}";${NUMBER}\n`,
  'a name in the place of the school': `${HEADINGS}\nx;x;x;x;${NAME};RUG;Voltijd\n`,
  'a name in the place of the institute': `${HEADINGS}\nx;x;x;x;Reitdiepcollege;${NAME};Voltijd\n`,
  'a name in the place of the doelgroep': `${HEADINGS}\nx;x;x;x;Reitdiepcollege;RUG;${NAME}\n`,
  'a number in the place of the doelgroep': `${HEADINGS}\nx;x;x;x;Reitdiepcollege;RUG;${NUMBER}\n`,
  'no headings at all': `${good(NAME)}\n${good(NAME)}\n`,
  'headings that are a name': `${NAME};School;Instituut\nx;Reitdiepcollege;RUG\n`,
  'a column that is not known': `School;Instituut;Doelgroep;Wie\nReitdiepcollege;RUG;Voltijd;${NAME}\n`,
  'a quote that does not close': `${HEADINGS}\n"${NAME};${NUMBER}\n`,
  'a quote in the middle': `${HEADINGS}\n${LAST}", ${FIRST};${NUMBER};${BORN};${MAIL};Reitdiepcollege;RUG;Voltijd\n`,
  'text after a quote': `${HEADINGS}\n"${LAST}"${FIRST};${NUMBER};${BORN};${MAIL};Reitdiepcollege;RUG;Voltijd\n`,
  'a NUL in a name': `${HEADINGS}\n${LAST}\0${FIRST};${NUMBER};${BORN};${MAIL};Reitdiepcollege;RUG;Voltijd\n`,
  'a school year that is a birth date': `School;Instituut;Doelgroep;Jaar\nReitdiepcollege;RUG;Voltijd;${BORN}\n`,
  'names beside numbers': `Naam;School;Instituut;Doelgroep;Aantal\n${NAME};Onbekend;${NAME};${NAME};${NUMBER}\n`,
  'numbers that are student numbers': `Naam;School;Instituut;Doelgroep;Aantal\nx;Reitdiepcollege;RUG;Voltijd;${NUMBER}\n`,
  'names below the heading of a number': `Studenten;School;Instituut;Doelgroep\n${NAME};Reitdiepcollege;RUG;Voltijd\n`,
  'student numbers that could be numbers of students': `Number;School;Instituut;Doelgroep\n${DIGITS};Reitdiepcollege;RUG;Voltijd\n`,
  'a student number with a sign': `Aantal;School;Instituut;Doelgroep\n-${DIGITS};Reitdiepcollege;RUG;Voltijd\n`,
  'a student number with a fraction': `Aantal;School;Instituut;Doelgroep\n${DIGITS},5;Reitdiepcollege;RUG;Voltijd\n`,
};

describe('names, numbers and birth dates of students', () => {
  it.each(Object.entries(lists))('come out nowhere: %s', async (_, text) => {
    for (const given of [
      options({ into }),
      options(),
      withMap({ placements: { columns: { school: 1 } } }, { into }),
      withMap({ placements: { columns: { group: 1, institute: 1 } } }, { into }),
    ]) {
      const said = await everything(text, given);
      for (const secret of SECRETS) expect(said.toLowerCase()).not.toContain(secret.toLowerCase());
      // nor made into an id
      expect(said).not.toMatch(/quisthoudt|xanthippe/i);
    }
  });

  it('come out nowhere where the user points at a column of names', async () => {
    const text = `Naam;Aantal;School;Instituut\n"${NAME}";1;Reitdiepcollege;RUG\n`;
    const given = withMap({ placements: { columns: { group: 'Naam' } } }, { into });
    const said = await everything(text, given);
    expect(said).toContain('match-none');
    expect(said).not.toMatch(/quisthoudt|xanthippe/i);
  });

  it('are looked for by a test that would find them', async () => {
    const text = `School;Instituut;Doelgroep;Aantal\n${FIRST};RUG;Voltijd;1\n`;
    expect(await everything(text, options({ into }))).toContain(FIRST);
  });

  it('are counted all the same', async () => {
    const text = lists['a list that is right'] as string;
    const made = await preview({ placements: [list('p.csv', text, 'placements')] }, options({ into }));
    expect(made.plan?.students).toContainEqual(
      expect.objectContaining({ school: 'reitdiep', institute: 'rug', counts: 1 }),
    );
    expect(made.remarks).toContainEqual(
      expect.objectContaining({ code: 'personal-columns', values: { columns: [1, 2, 3, 4] } }),
    );
  });
});
