import { Deflate, deflateSync, Inflate } from 'fflate';
import { OoxmlError, refuse } from './errors.ts';
import { XmlReader } from './xml.ts';

/** One part of a package: `path` without a leading slash. */
export interface Part {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A part as it stands in the file. */
export interface PackedPart {
  readonly path: string;
  /** deflated, or as they are where that is no shorter */
  readonly packed: Uint8Array;
  readonly deflated: boolean;
  readonly size: number;
  readonly crc: number;
}

/** Packs a part whose text comes in pieces, so that a large one is never there as a whole. */
export class PartPacker {
  readonly #encoder = new TextEncoder();
  readonly #chunks: Uint8Array[] = [];
  #deflate: Deflate | undefined;
  #text: string[] = [];
  #length = 0;
  #size = 0;
  #crc = 0;

  constructor(readonly path: string) {}

  push(text: string): void {
    this.#text.push(text);
    this.#length += text.length;
    if (this.#length >= PIECE) this.#flush(false);
  }

  #flush(last: boolean): void {
    const bytes = this.#encoder.encode(this.#text.join(''));
    this.#text = [];
    this.#length = 0;
    this.#size += bytes.length;
    this.#crc = crc32(bytes, this.#crc);
    this.#deflate ??= new Deflate({ level: LEVEL }, (chunk) => this.#chunks.push(chunk));
    this.#deflate.push(bytes, last);
  }

  done(): PackedPart {
    if (this.#deflate === undefined) {
      return packPart({ path: this.path, bytes: this.#encoder.encode(this.#text.join('')) });
    }
    this.#flush(true);
    const packed = new Uint8Array(this.#chunks.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const chunk of this.#chunks) {
      packed.set(chunk, at);
      at += chunk.length;
    }
    return { path: this.path, packed, deflated: true, size: this.#size, crc: this.#crc };
  }
}

/** How hard to try: more takes more time than it saves space. */
const LEVEL = 4;
/** Letters that are packed together. */
const PIECE = 1 << 16;

export function packPart({ path, bytes }: Part): PackedPart {
  const deflated = deflateSync(bytes, { level: LEVEL });
  const shorter = deflated.length < bytes.length;
  return {
    path,
    packed: shorter ? deflated : bytes,
    deflated: shorter,
    size: bytes.length,
    crc: crc32(bytes),
  };
}

/** The first moment a zip file can hold, 1 January 1980 at midnight: date and time as its two numbers. */
const FIRST_DATE = (1 << 5) | 1;
const FIRST_TIME = 0;
/** Names are in UTF-8. */
const UTF8_NAMES = 0x0800;
/** What it takes to unpack: version 2.0 of the format, for deflate. */
const NEEDED = 20;

/**
 * Packs parts in the order given. The same parts give the same bytes on every machine: all times are the first moment a
 * zip file can hold.
 */
export function packParts(parts: readonly (Part | PackedPart)[]): Uint8Array {
  const seen = new Set<string>();
  const encoder = new TextEncoder();
  const entries = parts.map((part) => {
    const key = part.path.toLowerCase();
    if (seen.has(key)) refuse({ code: 'part-duplicate', part: part.path });
    seen.add(key);
    return { name: encoder.encode(part.path), ...('packed' in part ? part : packPart(part)) };
  });
  const total = entries.reduce((sum, { name, packed }) => sum + 76 + 2 * name.length + packed.length, 22);
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const put16 = (...values: readonly number[]): void => {
    for (const value of values) {
      view.setUint16(at, value, true);
      at += 2;
    }
  };
  const put32 = (...values: readonly number[]): void => {
    for (const value of values) {
      view.setUint32(at, value, true);
      at += 4;
    }
  };
  const put = (run: Uint8Array): void => {
    bytes.set(run, at);
    at += run.length;
  };
  /** What the entry and its place in the directory both say. */
  const describe = ({ name, packed, deflated, size, crc }: (typeof entries)[number]): void => {
    put16(NEEDED, UTF8_NAMES, deflated ? 8 : 0, FIRST_TIME, FIRST_DATE);
    put32(crc, packed.length, size);
    put16(name.length, 0);
  };
  const offsets = entries.map((entry) => {
    const offset = at;
    put32(LOCAL_SIGNATURE);
    describe(entry);
    put(entry.name);
    put(entry.packed);
    return offset;
  });
  const directory = at;
  entries.forEach((entry, index) => {
    put32(ENTRY_SIGNATURE);
    put16(NEEDED);
    describe(entry);
    put16(0, 0, 0);
    put32(0, offsets[index] as number);
    put(entry.name);
  });
  const size = at - directory;
  put32(END_SIGNATURE);
  put16(0, 0, entries.length, entries.length);
  put32(size, directory);
  put16(0);
  return bytes;
}

// --- reading ---

/** How much of a file is taken in before it is refused. */
export interface PackageLimits {
  /** Bytes of the file itself. */
  readonly maxFileBytes: number;
  /** Bytes of all parts together, unzipped. */
  readonly maxBytes: number;
  readonly maxParts: number;
}

export const PACKAGE_LIMITS: PackageLimits = {
  maxFileBytes: 64 * 1024 * 1024,
  maxBytes: 256 * 1024 * 1024,
  maxParts: 5_000,
};

/** The parts of a file, found by path whatever its case, as the packaging standard has it. */
export class PackageParts {
  readonly #parts = new Map<string, Part>();

  add(part: Part): void {
    const key = part.path.toLowerCase();
    if (this.#parts.has(key)) refuse({ code: 'part-duplicate', part: part.path });
    this.#parts.set(key, part);
  }

  find(path: string): Part | undefined {
    return this.#parts.get(path.toLowerCase());
  }

  get(path: string): Part {
    return this.find(path) ?? refuse({ code: 'part-missing', part: path });
  }

  /** In the order of the file. */
  list(): readonly Part[] {
    return [...this.#parts.values()];
  }
}

const END_SIGNATURE = 0x06054b50;
const END64_LOCATOR_SIGNATURE = 0x07064b50;
const END64_SIGNATURE = 0x06064b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const OLE_SIGNATURE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const FULL32 = 0xffffffff;
const FULL16 = 0xffff;
const SLICE = 32 * 1024;

let crcTable: Uint32Array | undefined;

/** @param before of what came before these bytes */
function crc32(bytes: Uint8Array, before = 0): number {
  if (crcTable === undefined) {
    crcTable = new Uint32Array(256);
    for (let n = 0; n < 256; n++) {
      let c = n;
      for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
      crcTable[n] = c >>> 0;
    }
  }
  const table = crcTable;
  let crc = ~before;
  for (let at = 0; at < bytes.length; at++) {
    crc = (table[(crc ^ (bytes[at] as number)) & 0xff] as number) ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}

interface Entry {
  readonly path: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** Finds a run of bytes; -1 where it is not there. */
function indexOfBytes(bytes: Uint8Array, wanted: readonly number[]): number {
  const first = wanted[0] as number;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}

/** An old binary workbook and an encrypted new one look alike; only the second has this stream. */
function refuseOle(bytes: Uint8Array): never {
  const name = Array.from('EncryptedPackage', (letter) => [letter.charCodeAt(0), 0]).flat();
  return refuse({ code: indexOfBytes(bytes, name) >= 0 ? 'file-encrypted' : 'file-legacy' });
}

function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse({ code: 'part-name-invalid', part: new TextDecoder('latin1').decode(bytes) });
  }
}

function isSafePath(path: string): boolean {
  if (path.length === 0 || path.length > 1_000 || /[\\:\u0000-\u001f]/.test(path)) return false;
  return path.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..');
}

function readDirectory(bytes: Uint8Array, limits: PackageLimits): readonly Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const truncated = (): never => refuse({ code: 'file-truncated' });
  const u64 = (at: number): number => {
    const value = view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
    return Number.isSafeInteger(value) ? value : truncated();
  };

  // The end record is the last thing in the file, but for a comment of at most 65,535 bytes.
  let end = bytes.length - 22;
  const lowest = Math.max(0, end - FULL16);
  while (end >= lowest && view.getUint32(end, true) !== END_SIGNATURE) end--;
  if (end < lowest) return truncated();
  let count = view.getUint16(end + 10, true);
  let size = view.getUint32(end + 12, true);
  let offset = view.getUint32(end + 16, true);
  if (count === FULL16 || size === FULL32 || offset === FULL32) {
    const locator = end - 20;
    if (locator >= 0 && view.getUint32(locator, true) === END64_LOCATOR_SIGNATURE) {
      const end64 = u64(locator + 8);
      if (end64 + 56 > bytes.length || view.getUint32(end64, true) !== END64_SIGNATURE) return truncated();
      count = u64(end64 + 32);
      size = u64(end64 + 40);
      offset = u64(end64 + 48);
    }
  }
  if (count > limits.maxParts) return refuse({ code: 'too-many-parts', count, limit: limits.maxParts });
  if (offset + size > end) return truncated();

  const entries: Entry[] = [];
  let at = offset;
  for (let number = 0; number < count; number++) {
    if (at + 46 > end || view.getUint32(at, true) !== ENTRY_SIGNATURE) return truncated();
    const flags = view.getUint16(at + 8, true);
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > end) return truncated();
    const path = decodeName(bytes.subarray(at + 46, at + 46 + nameLength));
    const directory = path.endsWith('/');
    if (!isSafePath(directory ? path.slice(0, -1) : path)) {
      return refuse({ code: 'part-name-invalid', part: path.slice(0, 200) });
    }
    if (flags & 1) return refuse({ code: 'file-encrypted' });
    let packed = view.getUint32(at + 20, true);
    let unpacked = view.getUint32(at + 24, true);
    let local = view.getUint32(at + 42, true);
    if (packed === FULL32 || unpacked === FULL32 || local === FULL32) {
      // Sizes too large for their place, or a program that always does it so, stand in an extra field.
      const stop = at + 46 + nameLength + extraLength;
      let extra = at + 46 + nameLength;
      while (extra + 4 <= stop) {
        const length = view.getUint16(extra + 2, true);
        if (view.getUint16(extra, true) === 1) {
          let field = extra + 4;
          const take = (): number => {
            if (field + 8 > Math.min(stop, extra + 4 + length)) return truncated();
            field += 8;
            return u64(field - 8);
          };
          if (unpacked === FULL32) unpacked = take();
          if (packed === FULL32) packed = take();
          if (local === FULL32) local = take();
          break;
        }
        extra += 4 + length;
      }
    }
    if (!directory) {
      entries.push({
        path,
        method: view.getUint16(at + 10, true),
        crc: view.getUint32(at + 16, true),
        packed,
        size: unpacked,
        offset: local,
      });
    }
    at = next;
  }
  return entries;
}

/** Unzips one entry. Never makes more than the entry says it is, whatever its data want. */
function inflateEntry(bytes: Uint8Array, entry: Entry): Uint8Array {
  const damaged = (reason: string): never => refuse({ code: 'file-damaged', part: entry.path, reason });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.offset + 30 > bytes.length) return refuse({ code: 'file-truncated' });
  if (view.getUint32(entry.offset, true) !== LOCAL_SIGNATURE) return damaged('local header');
  const from =
    entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  if (from + entry.packed > bytes.length) return refuse({ code: 'file-truncated' });
  const data = bytes.subarray(from, from + entry.packed);
  let out: Uint8Array;
  if (entry.method === 0) {
    if (data.length !== entry.size) return damaged('size');
    out = data.slice();
  } else if (entry.method === 8) {
    out = new Uint8Array(entry.size);
    const made = { length: 0, finished: false };
    const inflate = new Inflate((chunk, final) => {
      if (made.length + chunk.length > entry.size) damaged('size');
      out.set(chunk, made.length);
      made.length += chunk.length;
      made.finished = final;
    });
    try {
      // In slices, so that little is made beyond what the entry says before it is noticed.
      for (let at = 0; at < data.length || at === 0; at += SLICE) {
        // No program writes much more than it packs; millions of empty blocks would only cost time.
        if (at > 2 * made.length + 4 * SLICE) damaged('compressed data');
        inflate.push(data.subarray(at, at + SLICE), at + SLICE >= data.length);
      }
    } catch (error) {
      if (error instanceof OoxmlError) throw error;
      return damaged('compressed data');
    }
    if (!made.finished || made.length !== entry.size) return damaged('size');
  } else {
    return damaged('compression method');
  }
  if (crc32(out) !== entry.crc) return damaged('checksum');
  return out;
}

/**
 * The parts of an Office file. Throws `OoxmlError`: no zip file, cut off, damaged, encrypted, an old binary
 * file, names that reach outside the package, two parts of one name, or more than `limits` allow (looked at
 * in the headers before anything is unzipped, and again while it is).
 */
export function unpackParts(bytes: Uint8Array, limits: PackageLimits = PACKAGE_LIMITS): PackageParts {
  if (bytes.length > limits.maxFileBytes) {
    refuse({ code: 'file-too-large', bytes: bytes.length, limit: limits.maxFileBytes });
  }
  if (OLE_SIGNATURE.every((byte, at) => bytes[at] === byte)) refuseOle(bytes);
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) refuse({ code: 'file-not-zip' });
  if (bytes.length < 22) refuse({ code: 'file-truncated' });
  const entries = readDirectory(bytes, limits);
  let total = 0;
  let packed = 0;
  for (const entry of entries) {
    total += entry.size;
    packed += entry.packed;
    // Entries that share their data: the bytes of a small file read thousands of times.
    if (packed > bytes.length) refuse({ code: 'file-damaged', part: entry.path, reason: 'overlap' });
    if (total > limits.maxBytes) refuse({ code: 'too-many-bytes', part: entry.path, limit: limits.maxBytes });
  }
  const names = new Set<string>();
  for (const { path } of entries) {
    const key = path.toLowerCase();
    if (names.has(key)) refuse({ code: 'part-duplicate', part: path });
    names.add(key);
  }
  const parts = new PackageParts();
  for (const entry of entries) parts.add({ path: entry.path, bytes: inflateEntry(bytes, entry) });
  return parts;
}

/** The text of an XML part: UTF-8, or UTF-16 with a mark at its start. */
export function partText(part: Part): string {
  const { bytes, path } = part;
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8';
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return refuse({ code: 'xml-encoding', part: path });
  }
  const declared = /^<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([^"'>]*)["']/.exec(text)?.[1];
  if (declared !== undefined && !/^(?:utf-8|utf-16|us-ascii)$/i.test(declared)) {
    return refuse({ code: 'xml-encoding', part: path });
  }
  return text;
}

/** One relationship; `target` is a path in the package, or an address outside it where `external`. */
export interface Relationship {
  readonly id: string;
  readonly type: string;
  readonly target: string;
  readonly external: boolean;
}

const RELATIONSHIPS_NAMESPACE = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** Where the relationships of a part are kept; '' is the package itself. */
export function relationshipsPath(part: string): string {
  const slash = part.lastIndexOf('/');
  return `${part.slice(0, slash + 1)}_rels/${part.slice(slash + 1)}.rels`;
}

/**
 * A target as the path of a part: relative to the source, or from the root. Steps above the root stay there,
 * as URIs have it (LibreOffice writes some); the path is only looked up among the parts.
 */
export function resolveTarget(source: string, target: string): string {
  const clean = target.split('#')[0] as string;
  const base = clean.startsWith('/') ? [] : source.split('/').slice(0, -1);
  for (const segment of clean.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') base.pop();
    else base.push(segment);
  }
  const path = base.join('/');
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The relationships of a part, by id; none where it has none. `source` '' is the package itself. */
export function readRelationships(parts: PackageParts, source: string): ReadonlyMap<string, Relationship> {
  const out = new Map<string, Relationship>();
  const path = relationshipsPath(source);
  const part = parts.find(path);
  if (part === undefined) return out;
  const xml = new XmlReader(partText(part), path);
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    if (event !== 'open' || xml.local !== 'Relationship' || xml.uri !== RELATIONSHIPS_NAMESPACE) continue;
    const id = xml.attribute('Id');
    const type = xml.attribute('Type');
    const target = xml.attribute('Target');
    if (id === undefined || type === undefined || target === undefined || out.has(id)) {
      return refuse({ code: 'xml-unexpected', part: path, what: 'Relationship', value: id ?? '' });
    }
    const external = xml.attribute('TargetMode') === 'External';
    out.set(id, { id, type, target: external ? target : resolveTarget(source, target), external });
  }
  return out;
}
