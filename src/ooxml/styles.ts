import type { Border, BorderSide, CellStyle, DifferentialStyle, Font } from './book.ts';
import { refuse } from './errors.ts';
import { attribute, escapeAttribute, XML_HEADER } from './text.ts';

/** Number formats that have a fixed id and the same meaning in every language of Excel. */
const FIXED_FORMATS: ReadonlyMap<string, number> = new Map([
  ['General', 0],
  ['0', 1],
  ['0.00', 2],
  ['#,##0', 3],
  ['#,##0.00', 4],
  ['0%', 9],
  ['0.00%', 10],
  ['0.00E+00', 11],
  ['@', 49],
]);

const FIRST_FREE_FORMAT = 164;
const MAX_FORMAT_LENGTH = 255;
/** Excel's own limit on the number of different cell formats. */
const MAX_XFS = 65_490;

/** Texts in order of first use, each once. */
class Pool {
  readonly items: string[] = [];
  readonly #index = new Map<string, number>();

  at(item: string): number {
    const known = this.#index.get(item);
    if (known !== undefined) return known;
    this.#index.set(item, this.items.length);
    return this.items.push(item) - 1;
  }

  list(tag: string, always = false): string {
    if (this.items.length === 0 && !always) return '';
    return `<${tag} count="${this.items.length}">${this.items.join('')}</${tag}>`;
  }
}

/** FFRRGGBB of RRGGBB; refuses anything else. */
export function argb(color: string, where: string): string {
  if (!/^[0-9A-Fa-f]{6}$/.test(color)) refuse({ code: 'option-invalid', where, value: color });
  return `FF${color.toUpperCase()}`;
}

function within(value: number, low: number, high: number, where: string, whole = false): number {
  if (!(value >= low && value <= high) || (whole && !Number.isInteger(value))) {
    refuse({ code: 'option-invalid', where, value: String(value) });
  }
  return value;
}

function fontXml(font: Font, base: { name: string; size: number } | undefined): string {
  const size = font.size ?? base?.size;
  const name = font.name ?? base?.name;
  return (
    '<font>' +
    (font.bold ? '<b/>' : '') +
    (font.italic ? '<i/>' : '') +
    (font.strike ? '<strike/>' : '') +
    (font.underline ? '<u/>' : '') +
    (size === undefined ? '' : `<sz val="${within(size, 1, 409, 'font.size')}"/>`) +
    (font.color === undefined
      ? base === undefined
        ? ''
        : '<color theme="1"/>'
      : `<color rgb="${argb(font.color, 'font.color')}"/>`) +
    (name === undefined ? '' : `<name${attribute('val', name, { where: 'font.name' })}/><family val="2"/>`) +
    '</font>'
  );
}

function sideXml(tag: string, side: BorderSide | undefined): string {
  if (side === undefined) return `<${tag}/>`;
  const color =
    side.color === undefined ? '<color auto="1"/>' : `<color rgb="${argb(side.color, 'border.color')}"/>`;
  return `<${tag} style="${side.line}">${color}</${tag}>`;
}

function borderXml(border: Border | undefined, diagonal: boolean): string {
  const b = border ?? {};
  return `<border>${sideXml('left', b.left)}${sideXml('right', b.right)}${sideXml('top', b.top)}${sideXml('bottom', b.bottom)}${diagonal ? '<diagonal/>' : ''}</border>`;
}

function alignmentXml(style: CellStyle): string {
  const a = style.alignment;
  if (a === undefined) return '';
  const place = { where: 'alignment' };
  const rotation =
    a.rotation === undefined ? undefined : within(a.rotation, -90, 90, 'alignment.rotation', true);
  return (
    '<alignment' +
    attribute('horizontal', a.horizontal ?? (a.indent ? 'left' : undefined), place) +
    attribute('vertical', a.vertical, place) +
    // Downward angles count on from 90 in the file.
    attribute(
      'textRotation',
      rotation === undefined ? undefined : rotation < 0 ? 90 - rotation : rotation,
      place,
    ) +
    attribute('wrapText', a.wrap, place) +
    attribute(
      'indent',
      a.indent === undefined ? undefined : within(a.indent, 0, 250, 'alignment.indent', true),
      place,
    ) +
    attribute('shrinkToFit', a.shrinkToFit, place) +
    '/>'
  );
}

/** Gathers the styles that are used and writes `styles.xml`; equal styles share one entry. */
export class StyleSheet {
  readonly #base: { name: string; size: number };
  readonly #fonts = new Pool();
  readonly #fills = new Pool();
  readonly #borders = new Pool();
  readonly #xfs = new Pool();
  readonly #dxfs = new Pool();
  readonly #formats = new Pool();

  constructor(base: { readonly name: string; readonly size: number }) {
    this.#base = base;
    this.#fonts.at(fontXml({}, base));
    // Excel takes these two places for itself, whatever stands in them.
    this.#fills.at('<fill><patternFill patternType="none"/></fill>');
    this.#fills.at('<fill><patternFill patternType="gray125"/></fill>');
    this.#borders.at(borderXml(undefined, true));
    this.cell({}, false);
  }

  #format(code: string): number {
    const fixed = FIXED_FORMATS.get(code);
    if (fixed !== undefined) return fixed;
    if (code.length === 0 || code.length > MAX_FORMAT_LENGTH) {
      refuse({ code: 'option-invalid', where: 'numberFormat', value: code });
    }
    return FIRST_FREE_FORMAT + this.#formats.at(escapeAttribute(code, { where: 'numberFormat' }));
  }

  /** Index of a cell format. `quotePrefix` marks a text that would be a formula if it were typed again. */
  cell(style: CellStyle, quotePrefix: boolean): number {
    const format = this.#format(style.numberFormat ?? 'General');
    const font = style.font === undefined ? 0 : this.#fonts.at(fontXml(style.font, this.#base));
    const fill =
      style.fill === undefined
        ? 0
        : this.#fills.at(
            `<fill><patternFill patternType="solid"><fgColor rgb="${argb(style.fill, 'fill')}"/><bgColor indexed="64"/></patternFill></fill>`,
          );
    const border = style.border === undefined ? 0 : this.#borders.at(borderXml(style.border, true));
    const alignment = alignmentXml(style);
    const protection =
      style.locked === false || style.formulaHidden
        ? `<protection${style.locked === false ? ' locked="0"' : ''}${style.formulaHidden ? ' hidden="1"' : ''}/>`
        : '';
    const inner = alignment + protection;
    const index = this.#xfs.at(
      `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0"` +
        (quotePrefix ? ' quotePrefix="1"' : '') +
        (format ? ' applyNumberFormat="1"' : '') +
        (font ? ' applyFont="1"' : '') +
        (fill ? ' applyFill="1"' : '') +
        (border ? ' applyBorder="1"' : '') +
        (alignment ? ' applyAlignment="1"' : '') +
        (protection ? ' applyProtection="1"' : '') +
        (inner ? `>${inner}</xf>` : '/>'),
    );
    if (index >= MAX_XFS) refuse({ code: 'option-invalid', where: 'styles', value: String(index + 1) });
    return index;
  }

  /** Index of a differential format, for a conditional format. */
  differential(style: DifferentialStyle): number {
    const format =
      style.numberFormat === undefined
        ? ''
        : `<numFmt numFmtId="${this.#format(style.numberFormat)}" formatCode="${escapeAttribute(style.numberFormat, { where: 'numberFormat' })}"/>`;
    const fill =
      style.fill === undefined
        ? ''
        : // In a differential format the plain background is bgColor, not fgColor.
          `<fill><patternFill patternType="solid"><bgColor rgb="${argb(style.fill, 'fill')}"/></patternFill></fill>`;
    return this.#dxfs.at(
      '<dxf>' +
        (style.font === undefined ? '' : fontXml(style.font, undefined)) +
        format +
        fill +
        (style.border === undefined ? '' : borderXml(style.border, false)) +
        '</dxf>',
    );
  }

  xml(): string {
    const formats = this.#formats.items
      .map((code, at) => `<numFmt numFmtId="${FIRST_FREE_FORMAT + at}" formatCode="${code}"/>`)
      .join('');
    return (
      `${XML_HEADER}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
      (formats ? `<numFmts count="${this.#formats.items.length}">${formats}</numFmts>` : '') +
      this.#fonts.list('fonts') +
      this.#fills.list('fills') +
      this.#borders.list('borders') +
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
      this.#xfs.list('cellXfs') +
      '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
      this.#dxfs.list('dxfs', true) +
      '<tableStyles count="0" defaultTableStyle="TableStyleMedium2" defaultPivotStyle="PivotStyleLight16"/></styleSheet>'
    );
  }
}
