import { describe, expect, it } from 'vitest';
import { compileFormula, moveFormula } from '../../src/ooxml/formula.ts';

describe('a formula moved to another cell', () => {
  it.each([
    ['A1', 'C4'],
    ['$A1', '$A4'],
    ['A$1', 'C$1'],
    ['$A$1', '$A$1'],
    ['SUM(A1:B2)*2', 'SUM(C4:D5)*2'],
    ['A:A', 'C:C'],
    ['$A:B', '$A:D'],
    ['1:3', '4:6'],
    ['$1:3', '$1:6'],
    ["'A1''s B2'!C3", "'A1''s B2'!E6"],
    ['Blad1!A1', 'Blad1!C4'],
    ['"A1 ""B2"" "&A1', '"A1 ""B2"" "&C4'],
    ['LOG10(A1)', 'LOG10(C4)'],
    ['T1[[#This Row],[A1]]+A1', 'T1[[#This Row],[A1]]+C4'],
    ["T[a''[A1]+A1", "T[a''[A1]+A1"],
    ["T[a'[A1]+A1", "T[a'[A1]+C4"],
    ['[1]Sheet1!A1', '[1]Sheet1!C4'],
    ['1E5+A1', '1E5+C4'],
    ['#REF!+A1', '#REF!+C4'],
    ['TRUE+ABCD1+A1_b+_A1', 'TRUE+ABCD1+A1_b+_A1'],
    ['XFD1', '#REF!'],
    ['A1048576', '#REF!'],
    ['IF(a1>b2,1,2)', 'IF(C4>D5,1,2)'],
    ['Jan:Mar!A1', 'Jan:Mar!C4'],
    ['x.A1', 'x.A1'],
  ])('%s becomes %s', (formula, moved) => {
    expect(moveFormula(compileFormula(formula), 3, 2)).toBe(moved);
  });

  it('stays as it is where it does not move', () => {
    const formula = `SUM('x y'!A1:$B$2,"A1",T[[#This Row],[c]])-1:1`;
    expect(moveFormula(compileFormula(formula), 0, 0)).toBe(formula);
  });

  it('ends on unfinished quotes and brackets', () => {
    for (const formula of ['"A1', "'A1", '[A1', "[A1'", '#', 'A1:', ':A1']) {
      expect(moveFormula(compileFormula(formula), 0, 0)).toBe(formula);
    }
  });
});
