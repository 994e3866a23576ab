import fc from 'fast-check';
import { expect, it } from 'vitest';
import { areaName } from '../../src/ooxml/index.ts';
import { scanFormula } from '../../src/ooxml/references.ts';

/** What a formula names, in short: `Sheet!A1`, `name`, `Table[Column]`, `"text"`. */
function found(formula: string): readonly string[] {
  const out: string[] = [];
  scanFormula(formula, (one, start, end) => {
    expect(formula.slice(start, end)).toBe(one.text);
    if (one.kind === 'cells') {
      out.push(`${one.sheet}${one.lastSheet === undefined ? '' : `:${one.lastSheet}`}!${areaName(one.area)}`);
    } else if (one.kind === 'name') out.push(`${one.sheet === undefined ? '' : `${one.sheet}!`}${one.name}`);
    else if (one.kind === 'table') out.push(`${one.table}[${one.columns.join('|')}]`);
    else out.push(JSON.stringify(one.value));
  });
  return out;
}

it.each([
  ['Normen!$D$14', ['Normen!D14']],
  ["'Mijn blad'!A1:B2+SUM(Normen!A:C)", ['Mijn blad!A1:B2', 'Normen!A1:C1048576']],
  ["'Jan''s blad'!$B$2", ["Jan's blad!B2"]],
  ['Normen!3:5', ['Normen!A3:XFD5']],
  ['Normen!B5:A1', ['Normen!A1:B5']],
  ["SUM(Jan:Dec!A1,'A b:C d'!A1)", ['Jan:Dec!A1', 'A b:C d!A1']],
  ['OFFSET(Normen!A1:Normen!B5,1,2)', ['Normen!A1', 'Normen!B5']],
  ['A1:INDEX(Normen!B:B,3)', ['Normen!B1:B1048576']],
  ['Uurtarief*Normen!Norm', ['Uurtarief', 'Normen!Norm']],
  ['Eerste:Laatste', ['Eerste', 'Laatste']],
  ['Tbl[[#This Row],[A]:[B c]]+Tbl[#All]+Tbl[K]', ['Tbl[A|B c]', 'Tbl[]', 'Tbl[K]']],
  ["Tbl['[x']]+Tbl['#]", ['Tbl[[x]]', 'Tbl[#]']],
  // Not of this file, or dead.
  ["[1]Normen!A1+'[1]Mijn blad'!A1:B2+[1]!Naam+'C:\\x\\[b.xlsx]Normen'!A1", []],
  ['#REF!A1+Normen!#REF!+SUM(#REF!)', []],
  // This very file, by its number.
  ["[0]!Naam+'[0]Normen'!A1", ['Naam', 'Normen!A1']],
  // Cells of the own sheet, numbers, texts and functions.
  ['IF(A1>2,SUM($B$1:C$3,D:D,4:5),1E5)&"Normen!A1"&LOG10(3.5)', []],
  ['Q1!A1+LOG10!A1', ['Q1!A1', 'LOG10!A1']],
  ['INDIRECT("Normen!A"&B1)', ['"Normen!A"']],
  ['"a ""b"" Normen!A1"&\'los', []],
  ['', []],
] as const)('%s', (formula, expected) => {
  expect(found(formula)).toEqual(expected);
});

it('ends for any text, and each piece is where it says', () => {
  const piece = fc.constantFrom(
    "'",
    '"',
    '[',
    ']',
    '!',
    ':',
    '#',
    '$',
    '(',
    ',',
    'A1',
    'Blad',
    '1',
    '[0]',
    '#REF!',
    'INDIRECT(',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      found(pieces.join(''));
    }),
    { numRuns: 2_000 },
  );
});
