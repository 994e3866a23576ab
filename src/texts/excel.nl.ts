import type { ExcelProblemValues } from '../hosts/excel/problems.ts';

/** What Excel does not let us do, in Dutch. */
export const excelNl: {
  readonly [Code in keyof ExcelProblemValues]: (values: ExcelProblemValues[Code]) => string;
} = {
  'excel-workbook-protected': () =>
    'De structuur van deze werkmap is beveiligd, dus er kunnen geen bladen bij. Hef de beveiliging op (Controleren, Werkmap beveiligen) en probeer het opnieuw. Er is niets veranderd.',
  'excel-table-taken': ({ name, sheet }) =>
    `Op blad ${sheet} staat een tabel die ${name} heet, en zo heet ook een tabel van Samenplan. Geef die tabel een andere naam (Tabelontwerp, Tabelnaam). Er is niets veranderd.`,
  'excel-sheet-twice': ({ sheet, other }) =>
    `Blad ${sheet} is een kopie van blad ${other}. Verwijder de kopie, of plak haar als waarden in een eigen blad. Er is niets veranderd.`,
  'excel-editing': () =>
    'Er wordt een cel bewerkt. Druk op Enter of Esc en probeer het opnieuw. Er is niets veranderd.',
  'excel-no-access': ({ reason }) =>
    `Excel staat het schrijven niet toe (${reason}). Is de werkmap alleen-lezen of beveiligd? Er is niets veranderd.`,
  'excel-too-large': () =>
    'Het plan is te groot om in één keer aan Excel te geven. Er is niets veranderd. Bewaar het als bestand en open dat in Excel.',
  'excel-stopped': () => 'Gestopt. Er is niets veranderd.',
  'excel-failed': ({ reason }) => `Excel kon dit niet uitvoeren (${reason}). Er is niets veranderd.`,
  'excel-undo-later': () =>
    'Excel antwoordt niet meer. Wat er al geschreven was, wordt teruggedraaid zodra de werkmap weer met Samenplan wordt geopend.',
};
