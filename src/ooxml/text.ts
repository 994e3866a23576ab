import { refuse } from './errors.ts';

/** Place of a text, for the error when it cannot be written. */
export interface TextPlace {
  readonly where: string;
  readonly sheet?: string;
  readonly cell?: string;
}

export const XML_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

// Everything that needs a second look; most texts hold none of it.
const SUSPECT = /[\u0000-\u001f&<>"\ud800-\udfff\ufffe\uffff]/;
const ESCAPE_LIKE = /_x[0-9A-Fa-f]{4}_/;

/** The first code point XML 1.0 cannot hold, a lone surrogate included; undefined where there is none. */
export function forbiddenCodePoint(text: string): number | undefined {
  if (!SUSPECT.test(text)) return undefined;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20) {
      if (code !== 9 && code !== 10 && code !== 13) return code;
    } else if (code >= 0xd800) {
      if (code <= 0xdbff) {
        const next = text.charCodeAt(i + 1);
        if (!(next >= 0xdc00 && next <= 0xdfff)) return code;
        i++;
      } else if (code <= 0xdfff || code >= 0xfffe) {
        return code;
      }
    }
  }
  return undefined;
}

function checkCharacters(text: string, place: TextPlace): void {
  const codePoint = forbiddenCodePoint(text);
  if (codePoint !== undefined) refuse({ code: 'text-forbidden-character', codePoint, ...place });
}

/** Text of an element or an attribute. Refuses characters that XML cannot hold. */
export function escapeXml(text: string, place: TextPlace): string {
  if (!SUSPECT.test(text)) return text;
  checkCharacters(text, place);
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}

/** The same for an attribute, where a parser would make spaces of tabs and line ends. */
export function escapeAttribute(text: string, place: TextPlace): string {
  return escapeXml(text, place).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

/**
 * Text of a type that Excel reads with `_xHHHH_` as a character by its number: a text that holds such a run
 * by itself is protected, and a carriage return is written that way, as Excel does.
 */
export function escapeXstring(text: string, place: TextPlace): string {
  let out = text;
  if (ESCAPE_LIKE.test(out)) out = out.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
  if (!SUSPECT.test(out)) return out;
  checkCharacters(out, place);
  return escapeXml(out.replaceAll('\r', '_x000D_'), place);
}

/** Back from `_xHHHH_` to characters. */
export function decodeXstring(text: string): string {
  if (!ESCAPE_LIKE.test(text)) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Whether a program would read `_xHHHH_` in it as a character. */
export function hasXstringEscape(text: string): boolean {
  return ESCAPE_LIKE.test(text);
}

/** ` name="value"` where there is a value, else nothing. */
export function attribute(
  name: string,
  value: string | number | boolean | undefined,
  place: TextPlace,
): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return ` ${name}="${value ? 1 : 0}"`;
  return ` ${name}="${typeof value === 'number' ? value : escapeAttribute(value, place)}"`;
}

/** A name as it is compared: Excel's names of sheets, tables and the like know no case. */
export function foldCase(name: string): string {
  return name.toUpperCase().toLowerCase();
}
