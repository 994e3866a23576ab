import type { Book } from './book.ts';
import { refuse } from './errors.ts';
import { readRelationships } from './package.ts';
import { type ContentTypes, hasType } from './package-edit.ts';
import type { ReadBook } from './read.ts';
import { attributeOf, type PartEditor } from './tree.ts';

const STRICT_MAIN = 'http://purl.oclc.org/ooxml/spreadsheetml/main';
const isOn = (value: string | undefined): boolean => value === '1' || value === 'true' || value === 'on';
/** Whether a number format shows dates or times. */
function isDateFormat(format: string): boolean {
  return /[ymdhs]/i.test(format.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, ''));
}

/**
 * Refuses the kinds of workbook that a change from outside would harm, or in which our sheets would not
 * calculate as they should: the `update-…` problems that have to do with the file as a whole.
 */
export function checkUpdatable(
  before: ReadBook,
  workbook: PartEditor,
  types: ContentTypes,
  ours: Book,
): void {
  const { part, parts } = before;
  const relations = [...readRelationships(parts, part).values()];
  const root = [...readRelationships(parts, '').values()];

  if (workbook.root.uri === STRICT_MAIN) refuse({ code: 'update-strict', part });
  const type = types.of(part) ?? '';
  const macros = relations.find((one) => /\/(?:vbaProject|xlMacrosheet|xlIntlMacrosheet)$/i.test(one.type));
  if (/macroEnabled|addin/i.test(type) || macros !== undefined) {
    refuse({ code: 'update-macros', part: macros?.target ?? part });
  }
  const signature = root.find((one) => /\/digital-signature\//.test(one.type));
  const signed = parts.list().find((one) => /^_xmlsignatures\//i.test(one.path));
  if (signature !== undefined || signed !== undefined) {
    refuse({ code: 'update-signed', part: signature?.target ?? signed?.path ?? part });
  }
  if (type !== '' && !/spreadsheetml\.sheet\.main\+xml$/.test(type) && types.named(part)) {
    refuse({ code: 'update-kind', part, contentType: type });
  }
  const protection = workbook.child('workbookProtection');
  if (protection !== undefined && isOn(attributeOf(protection, 'lockStructure'))) {
    refuse({ code: 'update-structure-protected', part });
  }
  const calculation = workbook.child('calcPr');
  const fullPrecision = calculation === undefined ? undefined : attributeOf(calculation, 'fullPrecision');
  if (fullPrecision !== undefined && !isOn(fullPrecision)) refuse({ code: 'update-precision', part });
  // Days are counted from another day there.
  const dated = Object.values(ours.styles ?? {}).some((one) => isDateFormat(one.numberFormat ?? ''));
  if (before.date1904 && dated) refuse({ code: 'update-date-1904', part });
  const revisions = relations.find((one) => hasType(one, 'revisionHeaders'));
  if (revisions !== undefined) refuse({ code: 'update-shared', part: revisions.target });
}
