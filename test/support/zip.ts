import { deflateSync } from 'fflate';

export interface RawEntry {
  readonly path: string;
  readonly content: Uint8Array | string;
  /** Lies that a hostile file tells. */
  readonly size?: number;
  readonly packed?: Uint8Array;
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
}

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  }
  return ~crc >>> 0;
}

/** A zip file written by hand, so that it can be wrong in any way a test wants. */
export function rawZip(entries: readonly RawEntry[]): Uint8Array {
  const encoder = new TextEncoder();
  const chunks: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = encoder.encode(entry.path);
    const content = typeof entry.content === 'string' ? encoder.encode(entry.content) : entry.content;
    const packed = entry.packed ?? deflateSync(content);
    const method = entry.method ?? 8;
    const data = method === 0 ? content : packed;
    const head = (local: boolean): Uint8Array => {
      const bytes = new Uint8Array((local ? 30 : 46) + name.length);
      const view = new DataView(bytes.buffer);
      view.setUint32(0, local ? 0x04034b50 : 0x02014b50, true);
      const at = local ? 4 : 6;
      if (!local) view.setUint16(4, 20, true);
      view.setUint16(at, 20, true);
      view.setUint16(at + 2, entry.flags ?? 0, true);
      view.setUint16(at + 4, method, true);
      view.setUint32(at + 10, entry.crc ?? crc32(content), true);
      view.setUint32(at + 14, data.length, true);
      view.setUint32(at + 18, entry.size ?? content.length, true);
      view.setUint16(at + 22, name.length, true);
      if (!local) view.setUint32(42, offset, true);
      bytes.set(name, local ? 30 : 46);
      return bytes;
    };
    const local = head(true);
    directory.push(head(false));
    chunks.push(local, data);
    offset += local.length + data.length;
  }
  const size = directory.reduce((sum, one) => sum + one.length, 0);
  const end = new Uint8Array(22);
  const view = new DataView(end.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, entries.length, true);
  view.setUint16(10, entries.length, true);
  view.setUint32(12, size, true);
  view.setUint32(16, offset, true);
  const all = [...chunks, ...directory, end];
  const out = new Uint8Array(all.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const chunk of all) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The smallest workbook of one sheet, part by part; `changes` replaces parts, null leaves one out. */
export function smallWorkbook(
  sheet: string,
  changes: Readonly<Record<string, string | Uint8Array | null>> = {},
): RawEntry[] {
  const parts = new Map<string, string | Uint8Array | null>([
    ['[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'],
    [
      '_rels/.rels',
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="${TYPES}/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${TYPES}"><sheets><sheet name="One" sheetId="1" r:id="s1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s1" Type="${TYPES}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ],
    ['xl/worksheets/sheet1.xml', sheet],
    ...Object.entries(changes),
  ]);
  return [...parts].flatMap(([path, content]) => (content === null ? [] : [{ path, content }]));
}

/** A worksheet part around `<row>` elements. */
export function worksheet(rows: string, more = ''): string {
  return `<worksheet xmlns="${MAIN}" xmlns:r="${TYPES}"><sheetData>${rows}</sheetData>${more}</worksheet>`;
}
