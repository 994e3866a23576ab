import type { BorderSide, CellStyle } from '../../ooxml/index.ts';
import type { Look } from '../../workbook/index.ts';
import { STYLES } from '../xlsx-file.ts';
import type { Context } from './office.ts';

/** The looks of cells as named styles of the workbook: one action for many cells, and a user may change one. */

/** What a look is called in the list of styles. */
export const styleName = (look: Look): string => `${PREFIX}${look}`;

const PREFIX = 'Samenplan ';

/** Whether a style is one of those, by its name in whatever capitals. */
export const isOurStyle = (name: string): boolean => name.toLowerCase().startsWith(PREFIX.toLowerCase());

/** The styles of these looks that are not there yet. */
export const missingStyles = (looks: ReadonlySet<Look>, present: ReadonlySet<string>): string[] =>
  [...looks].map(styleName).filter((name) => !present.has(name.toLowerCase()));

/** Adds the styles that are not there yet; one that is there is the user's to change. */
export function addStyles(context: Context, looks: ReadonlySet<Look>, present: ReadonlySet<string>): void {
  const { styles } = context.workbook;
  const missing = new Set(missingStyles(looks, present));
  for (const look of looks) {
    const name = styleName(look);
    if (!missing.has(name)) continue;
    styles.add(name);
    define(styles.getItem(name), STYLES[look]);
  }
}

const HORIZONTAL = { left: 'Left', center: 'Center', right: 'Right', fill: 'Fill' } as const;
const VERTICAL = { top: 'Top', center: 'Center', bottom: 'Bottom' } as const;

function define(
  style: Excel.Style,
  { font, fill, numberFormat, alignment, border, locked }: CellStyle,
): void {
  if (numberFormat !== undefined) style.numberFormat = numberFormat;
  if (font?.bold) style.font.bold = true;
  if (font?.italic) style.font.italic = true;
  if (font?.size !== undefined) style.font.size = font.size;
  if (font?.color !== undefined) style.font.color = `#${font.color}`;
  if (fill !== undefined) style.fill.color = `#${fill}`;
  const { horizontal, vertical, wrap, indent } = alignment ?? {};
  if (horizontal !== undefined) style.horizontalAlignment = HORIZONTAL[horizontal as keyof typeof HORIZONTAL];
  if (vertical !== undefined) style.verticalAlignment = VERTICAL[vertical];
  if (wrap) style.wrapText = true;
  if (indent !== undefined) style.indentLevel = indent;
  if (border?.top) drawn(style.borders.getItem('EdgeTop'), border.top);
  if (border?.bottom) drawn(style.borders.getItem('EdgeBottom'), border.bottom);
  if (locked === false) style.locked = false;
}

function drawn(side: Excel.RangeBorder, { color }: BorderSide): void {
  side.style = 'Continuous';
  side.weight = 'Thin';
  if (color !== undefined) side.color = `#${color}`;
}
