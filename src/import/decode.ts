import { refuse } from './problems.ts';

/** From the bytes of a file to its text, piece by piece; the encoding is found, never assumed. */

export type Encoding = 'utf-8' | 'windows-1252';
/** Pieces of a file as they come in: bytes, or text that is decoded already. */
export type Pieces = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;

/** More than any list of schools or students; beyond it something else was chosen by mistake. */
export const MAXIMUM_INPUT_BYTES = 100 * 1024 * 1024;

/** What Windows-1252 has in 0x80..0x9F; 0 where it has nothing. */
const HIGH_CONTROLS = [
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
  0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
  0x0153, 0, 0x017e, 0x0178,
];

/**
 * Decodes a file: UTF-8 with or without byte order mark, UTF-16 with one, or else Windows-1252. The first character
 * beyond ASCII decides between UTF-8 and Windows-1252; a later one that contradicts it refuses the file.
 * @param name the file's name, for the problems
 * @param encoding what the user says it is, if anything
 * @throws ImportRefusal with line and position for what is no text, is empty, holds NUL or mixes encodings
 */
export async function* decode(pieces: Pieces, name: string, encoding?: Encoding): AsyncGenerator<string> {
  const decoder = new Decoder(name, encoding);
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > MAXIMUM_INPUT_BYTES) refuse(name, 'input-too-large', { maximum: MAXIMUM_INPUT_BYTES });
    const text = typeof piece === 'string' ? decoder.text(piece) : decoder.bytes(piece);
    if (text !== '') yield text;
  }
  const rest = decoder.end();
  if (rest !== '') yield rest;
  if (decoder.empty) refuse(name, 'input-empty', {});
}

type State = 'start' | 'ascii' | 'utf-8' | 'windows-1252' | 'utf-16';

class Decoder {
  empty = true;
  private state: State = 'start';
  private carried: Uint8Array = new Uint8Array(0);
  private wide: InstanceType<typeof TextDecoder> | undefined;
  private line = 1;
  private column = 1;
  private afterReturn = false;
  private started = false;

  constructor(
    private readonly name: string,
    private readonly forced: Encoding | undefined,
  ) {}

  text(piece: string): string {
    return this.give(this.started || !piece.startsWith('\ufeff') ? piece : piece.slice(1));
  }

  bytes(piece: Uint8Array): string {
    const all = this.carried.length === 0 ? piece : joined(this.carried, piece);
    this.carried = new Uint8Array(0);
    return this.take(all, false);
  }

  end(): string {
    const rest = this.carried;
    this.carried = new Uint8Array(0);
    const text = rest.length === 0 ? '' : this.take(rest, true);
    if (!this.wide) return text;
    try {
      return text + this.give(this.wide.decode());
    } catch {
      return refuse(this.path(), 'encoding-mixed', { first: 'utf-16' });
    }
  }

  private take(all: Uint8Array, last: boolean): string {
    let bytes = all;
    if (this.state === 'start') {
      if (bytes.length < 4 && !last) {
        this.carried = bytes;
        return '';
      }
      bytes = this.begin(bytes);
    }
    if (this.wide) {
      try {
        return this.give(this.wide.decode(bytes, { stream: true }));
      } catch {
        return refuse(this.path(), 'encoding-mixed', { first: 'utf-16' });
      }
    }
    const end = this.scan(bytes, last);
    if (end < bytes.length) this.carried = bytes.slice(end);
    const whole = bytes.subarray(0, end);
    return this.give(this.state === 'windows-1252' ? fromWindows(whole) : fromUtf8(whole));
  }

  /** Looks at the first bytes: what is no text is refused, a byte order mark is taken off. */
  private begin(bytes: Uint8Array): Uint8Array {
    const starts = (...wanted: number[]): boolean => wanted.every((byte, at) => bytes[at] === byte);
    const not = (found: 'zip' | 'xls' | 'pdf' | 'gzip'): never =>
      refuse(`${this.name}:1:1`, 'input-not-text', { found });
    if (starts(0x50, 0x4b, 0x03, 0x04) || starts(0x50, 0x4b, 0x05, 0x06)) not('zip');
    if (starts(0xd0, 0xcf, 0x11, 0xe0)) not('xls');
    if (starts(0x25, 0x50, 0x44, 0x46)) not('pdf');
    if (starts(0x1f, 0x8b)) not('gzip');
    if (starts(0xef, 0xbb, 0xbf)) {
      this.state = 'utf-8';
      return bytes.subarray(3);
    }
    const little = starts(0xff, 0xfe);
    if (little || starts(0xfe, 0xff)) {
      this.state = 'utf-16';
      this.wide = new TextDecoder(little ? 'utf-16le' : 'utf-16be', { fatal: true });
      return bytes.subarray(2);
    }
    this.state = this.forced ?? 'ascii';
    return bytes;
  }

  /** Goes over the bytes and gives how many of them can be decoded now. */
  private scan(bytes: Uint8Array, last: boolean): number {
    let at = 0;
    while (at < bytes.length) {
      const byte = bytes[at] as number;
      if (byte === 0) this.wrong(bytes, at, 'input-nul', {});
      if (byte < 0x80) {
        at += 1;
        continue;
      }
      if (this.state === 'windows-1252') {
        const next = bytes[at + 1];
        if (byte === 0xc3 && next === undefined && !last) return at;
        // A with a tilde before a sign: the two halves of one accented letter in UTF-8
        const half = byte === 0xc3 && next !== undefined && next >= 0x80 && next < 0xc0;
        if (half && this.forced === undefined)
          this.wrong(bytes, at, 'encoding-mixed', { first: 'windows-1252' });
        if (byte < 0xa0 && HIGH_CONTROLS[byte - 0x80] === 0) {
          this.wrong(bytes, at, 'encoding-unknown-byte', { byte: byte.toString(16).toUpperCase() });
        }
        at += 1;
        continue;
      }
      const length = sequenceLength(bytes, at);
      if (length === 'cut' && !last) return at;
      if (typeof length === 'number') {
        this.state = 'utf-8';
        at += length;
      } else if (this.state === 'ascii') this.state = 'windows-1252';
      else this.wrong(bytes, at, 'encoding-mixed', { first: 'utf-8' });
    }
    return at;
  }

  private wrong(bytes: Uint8Array, at: number, ...problem: Parameters<typeof refuseWith>): never {
    this.count(
      this.state === 'windows-1252' ? fromWindows(bytes.subarray(0, at)) : fromUtf8(bytes.subarray(0, at)),
    );
    return refuseWith.call(this.path(), ...problem);
  }

  private give(decoded: string): string {
    const text = decoded;
    if (text === '') return text;
    if (!this.started) {
      this.started = true;
      if (/^\s*<(?:!doctype|html|\?xml)/i.test(text.slice(0, 200))) {
        refuse(`${this.name}:1:1`, 'input-not-text', { found: 'html' });
      }
    }
    const nul = text.indexOf('\0');
    if (nul >= 0) {
      this.count(text.slice(0, nul));
      refuse(this.path(), 'input-nul', {});
    }
    this.count(text);
    if (text !== '') this.empty = false;
    return text;
  }

  private path(): string {
    return `${this.name}:${this.line}:${this.column}`;
  }

  /** Keeps the line and position of what comes next. */
  private count(text: string): void {
    if (text === '') return;
    let from = 0;
    if (this.afterReturn && text.startsWith('\n')) from = 1;
    let start = -1;
    const ends = /\r\n|\r|\n/g;
    ends.lastIndex = from;
    for (let found = ends.exec(text); found; found = ends.exec(text)) {
      this.line += 1;
      start = ends.lastIndex;
    }
    this.column = start >= 0 ? text.length - start + 1 : this.column + text.length - from;
    this.afterReturn = text.endsWith('\r');
  }
}

function refuseWith(
  this: string,
  ...[code, values]:
    | ['input-nul', Record<string, never>]
    | ['encoding-mixed', { first: 'utf-8' | 'windows-1252' }]
    | ['encoding-unknown-byte', { byte: string }]
): never {
  return refuse(this, code, values as never);
}

/** How many bytes the UTF-8 sequence at a place has; `cut` where the end comes first, `no` where it is none. */
function sequenceLength(bytes: Uint8Array, at: number): number | 'cut' | 'no' {
  const first = bytes[at] as number;
  const length =
    first >= 0xc2 && first <= 0xdf ? 2 : (first & 0xf0) === 0xe0 ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  if (length === 0) return 'no';
  for (let next = 1; next < length; next++) {
    const byte = bytes[at + next];
    if (byte === undefined) return 'cut';
    // the second byte is bounded more narrowly: no overlong forms, no surrogates, nothing beyond U+10FFFF
    const low = next > 1 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    const high = next > 1 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    if (byte < low || byte > high) return 'no';
  }
  return length;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

const fromUtf8 = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

/** By a table of our own: some runtimes take Windows-1252 for Latin-1. */
function fromWindows(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    units[at] = byte >= 0x80 && byte < 0xa0 ? (HIGH_CONTROLS[byte - 0x80] as number) : byte;
  }
  let text = '';
  for (let at = 0; at < units.length; at += 8192)
    text += String.fromCharCode(...units.subarray(at, at + 8192));
  return text;
}
