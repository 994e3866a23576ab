import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { preview, type Reading, readNumber } from '../../src/import/index.ts';
import { addDecimals, DUTCH, ENGLISH, formatDecimal } from '../../src/texts/numbers.ts';
import { list, options, smallPlan, withMap } from '../support/lists.ts';

describe('a number', () => {
  it.each([
    ['1.250', '1250', '1.250'],
    ['1.250,50', '1250.50', undefined],
    ['1,250.50', undefined, '1250.50'],
    ['12,5', '12.5', undefined],
    ['12.5', undefined, '12.5'],
    ['12,500', '12.500', '12500'],
    ['1250', '1250', '1250'],
    ['-3', '-3', '-3'],
    ['0014', '14', '14'],
    ['1.25.0', undefined, undefined],
    ['12.50,0', undefined, undefined],
    ['1e3', undefined, undefined],
    ['', undefined, undefined],
    ['1 250', undefined, undefined],
    ['٣', undefined, undefined],
  ])('%j is %j in Dutch and %j in English', (text, dutch, english) => {
    expect(readNumber(text, 'nl')).toBe(dutch);
    expect(readNumber(text, 'en')).toBe(english);
  });

  it('is read back as it was written, in both languages', () => {
    const decimals = fc.tuple(
      fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
      fc.stringMatching(/^(\.\d{1,4})?$/),
    );
    fc.assert(
      fc.property(decimals, ([integer, fraction]) => {
        const text = `${integer}${fraction}`;
        expect(readNumber(formatDecimal(text, DUTCH), 'nl')).toBe(text);
        expect(readNumber(formatDecimal(text, ENGLISH), 'en')).toBe(text);
        expect(addDecimals([text, '0'])).toBeDefined();
      }),
    );
  });
});

/** The hours that a list of norms gives, in the plan's text. */
async function hours(cells: readonly string[], numbers?: Reading): Promise<unknown> {
  const rows = cells.map((cell, at) => `Norm ${at};Schoolopleider;school;student;"${cell}"`);
  const text = `Norm;Rol;Waar;Per;Uren\n${rows.join('\n')}\n`;
  const mapping = numbers === undefined ? {} : { norms: { numbers: { Uren: numbers } } };
  const made = await preview(
    { norms: list('n.csv', text, 'norms') },
    withMap(mapping, { into: smallPlan() }),
  );
  return made.plan ? made.plan.norms?.slice(1).map((norm) => norm.hours) : made.problems;
}

describe('a column of numbers', () => {
  it('is settled by the cells that have one reading', async () => {
    expect(await hours(['1.250', '12,5', '1.250,50'])).toEqual(['1250', '12.5', '1250.5']);
    expect(await hours(['1.250', '12.5', '1,250.50'])).toEqual(['1.25', '12.5', '1250.5']);
    expect(await hours(['25', '0', '100'])).toEqual(['25', '0', '100']);
    expect(await hours(['€ 12,50', '7,-'])).toEqual(['12.5', '7']);
  });

  it('that can be read both ways is asked, with both readings', async () => {
    expect(await hours(['10', '1.250', '2.500'])).toMatchObject([
      {
        code: 'number-both-ways',
        path: 'n.csv:3:5',
        values: { input: 'norms', heading: 'Uren', column: 5, found: '1.250', nl: '1250', en: '1.25' },
      },
    ]);
    expect(await hours(['12,500'])).toMatchObject([
      { code: 'number-both-ways', values: { nl: '12.5', en: '12500' } },
    ]);
    expect(await hours(['10', '1.250'], 'nl')).toEqual(['10', '1250']);
    expect(await hours(['10', '1.250'], 'en')).toEqual(['10', '1.25']);
    // the same value both ways is no question
    expect(await hours(['0', '0.000'])).toEqual(['0', '0']);
  });

  it('of two languages is refused, and so is what the user said wrongly', async () => {
    expect(await hours(['12,5', '12.5'])).toMatchObject([{ code: 'number-mixed', path: 'n.csv:2:5' }]);
    expect(await hours(['12,5'], 'en')).toMatchObject([{ code: 'number-invalid', path: 'n.csv:2:5' }]);
  });

  it.each([
    ['tien', 'number-invalid'],
    ['-5', 'number-negative'],
    ['1234567890123', 'number-too-long'],
    ['1e5', 'number-invalid'],
  ])('with %j in it is refused as %s', async (cell, code) => {
    expect(await hours(['1', cell])).toMatchObject([{ code, path: 'n.csv:3:5' }]);
  });
});

describe('counts', () => {
  const counts = async (cells: readonly string[]): Promise<unknown> => {
    const codes = ['20BV00', '13ZU00'];
    const text = `BRIN;Instituut;Doelgroep;Aantal\n${cells.map((cell, at) => `${codes[at]};RUG;Deeltijd;"${cell}"`).join('\n')}\n`;
    const made = await preview(
      { placements: [list('p.csv', text, 'placements')] },
      options({ into: smallPlan() }),
    );
    return made.plan
      ? made.plan.students.filter(({ group }) => group === 'deeltijd').map((each) => each.counts)
      : made.problems;
  };

  it('are whole, so that 1.250 has one reading', async () => {
    expect(await counts(['1.250', '8'])).toEqual([1250, 8]);
    expect(await counts(['12,500', '8'])).toEqual([12500, 8]);
  });

  it('that end in three zeros have two', async () => {
    expect(await counts(['1.000', '8'])).toMatchObject([
      { code: 'number-both-ways', values: { found: '1.000', nl: '1000', en: '1' } },
    ]);
    expect(await counts(['1.000', '1.250'])).toEqual([1000, 1250]);
  });

  it.each([
    ['12,5', 'number-not-whole'],
    ['-1', 'number-negative'],
    ['<5', 'number-invalid'],
    ['', 'value-missing'],
  ])('%j is refused as %s', async (cell, code) => {
    expect(await counts([cell, '8'])).toMatchObject([{ code, path: 'p.csv:2:4' }]);
  });
});

describe('an overhead', () => {
  const overhead = async (cell: string): Promise<unknown> => {
    const text = `Tarief;Per fte;Opslag\nAdviseur;80000;"${cell}"\n`;
    const made = await preview({ rates: list('r.csv', text, 'rates') }, options({ into: smallPlan() }));
    return made.plan ? made.plan.rates[1] : made.problems;
  };
  it('is a percentage with a sign, or a part', async () => {
    expect(await overhead('18%')).toMatchObject({ id: 'adviseur', perFte: '80000', overhead: '0.18' });
    expect(await overhead('12,5 %')).toMatchObject({ overhead: '0.125' });
    expect(await overhead('0,18')).toMatchObject({ overhead: '0.18' });
    expect(await overhead('18')).toMatchObject([{ code: 'share-doubtful', path: 'r.csv:2:3' }]);
  });
});
