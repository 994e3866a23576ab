import { XML_HEADER } from './text.ts';

/** Colours for series without one of their own: calm, and apart in lightness too, so that grey print tells them apart. */
export const PALETTE: readonly string[] = [
  '1F4E6B',
  'E0A03C',
  '6FA3B8',
  'A3503F',
  '8A9A5B',
  'B9BEC4',
  '5C4B77',
  'C98BA0',
];

const line = (width: number): string =>
  `<a:ln w="${width}" cap="flat" cmpd="sng" algn="ctr"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:prstDash val="solid"/></a:ln>`;
const solid = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>';
const accent = (at: number): string => `<a:accent${at}><a:srgbClr val="${PALETTE[at - 1]}"/></a:accent${at}>`;

/** The theme part: without one, some programs draw chart parts in no colour at all. */
export function themeXml(): string {
  return (
    `${XML_HEADER}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office">` +
    '<a:themeElements><a:clrScheme name="Office">' +
    '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>' +
    '<a:dk2><a:srgbClr val="243B4A"/></a:dk2><a:lt2><a:srgbClr val="EEF1F3"/></a:lt2>' +
    [1, 2, 3, 4, 5, 6].map(accent).join('') +
    '<a:hlink><a:srgbClr val="0563C1"/></a:hlink><a:folHlink><a:srgbClr val="954F72"/></a:folHlink></a:clrScheme>' +
    '<a:fontScheme name="Office"><a:majorFont><a:latin typeface="Calibri Light"/><a:ea typeface=""/><a:cs typeface=""/></a:majorFont>' +
    '<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/></a:minorFont></a:fontScheme>' +
    `<a:fmtScheme name="Office"><a:fillStyleLst>${solid}${solid}${solid}</a:fillStyleLst>` +
    `<a:lnStyleLst>${line(6350)}${line(12700)}${line(19050)}</a:lnStyleLst>` +
    '<a:effectStyleLst><a:effectStyle><a:effectLst/></a:effectStyle><a:effectStyle><a:effectLst/></a:effectStyle><a:effectStyle><a:effectLst/></a:effectStyle></a:effectStyleLst>' +
    `<a:bgFillStyleLst>${solid}${solid}${solid}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>` +
    '<a:objectDefaults/><a:extraClrSchemeLst/></a:theme>'
  );
}
