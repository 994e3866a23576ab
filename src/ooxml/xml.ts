import { refuse } from './errors.ts';

export type XmlEvent = 'open' | 'close' | 'text' | 'end';

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';
const NAME_START = /[A-Za-z_:\u00c0-\u{10ffff}]/u;
const NAME =
  /^[A-Za-z_\u00c0-\u{10ffff}][-.0-9A-Za-z_\u00b7\u00c0-\u{10ffff}]*(?::[A-Za-z_\u00c0-\u{10ffff}][-.0-9A-Za-z_\u00b7\u00c0-\u{10ffff}]*)?$/u;
const PREDEFINED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

// No Office file comes near these; they keep a hostile one from filling the memory.
const MAX_DEPTH = 10_000;
const MAX_ATTRIBUTES = 10_000;
const MAX_DECLARATIONS = 1_000;
const MAX_KNOWN_NAMES = 10_000;

interface QName {
  readonly prefix: string;
  readonly local: string;
}

/**
 * A small strict reader of XML 1.0 with namespaces: `next()` walks on to the next event, the fields tell
 * what it is. It never recurses, so depth costs memory only. It knows the five predefined entities and
 * numeric ones, and refuses every DOCTYPE. Comments and processing instructions are passed over.
 *
 * `start` and `end` are the place of the event in the text, so that a part can be changed in place.
 */
export class XmlReader {
  readonly part: string;
  readonly #text: string;
  #at = 0;

  /** Of an open or close event: the name without its prefix, and the namespace ('' where there is none). */
  local = '';
  uri = '';
  /** Of a text event: the text, entities resolved. Runs of text and CDATA come one by one. */
  value = '';
  start = 0;
  end = 0;
  /** Elements that are open now; an open event counts itself, a close event no more. */
  depth = 0;

  readonly #open: string[] = [];
  readonly #openQName: QName[] = [];
  // How many declarations each open element made; they are undone when it closes.
  readonly #declared: number[] = [];
  readonly #undo: { readonly prefix: string; readonly before: string | undefined }[] = [];
  readonly #namespaces = new Map<string, string>([
    ['xml', XML_NAMESPACE],
    ['', ''],
  ]);
  readonly #names = new Map<string, QName>();

  // Attributes of the last open event, without the xmlns ones.
  #attributeCount = 0;
  readonly #attributeNames: string[] = [];
  readonly #attributeValues: string[] = [];

  #pendingClose = false;
  #seenRoot = false;

  constructor(text: string, part: string) {
    this.part = part;
    this.#text = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    const bad = FORBIDDEN.exec(this.#text);
    if (bad !== null) this.#fail('forbidden character', bad.index);
  }

  #fail(reason: string, offset = this.#at): never {
    return refuse({ code: 'xml-malformed', part: this.part, offset, reason });
  }

  #qname(raw: string): QName {
    const known = this.#names.get(raw);
    if (known !== undefined) return known;
    if (!NAME.test(raw)) this.#fail('name');
    const colon = raw.indexOf(':');
    const name =
      colon < 0 ? { prefix: '', local: raw } : { prefix: raw.slice(0, colon), local: raw.slice(colon + 1) };
    if (this.#names.size < MAX_KNOWN_NAMES) this.#names.set(raw, name);
    return name;
  }

  #resolve(prefix: string): string {
    const uri = this.#namespaces.get(prefix);
    return uri === undefined ? this.#fail('undeclared prefix') : uri;
  }

  /** The attribute with this local name; with `uri` one in that namespace, else one in none. */
  attribute(local: string, uri = ''): string | undefined {
    for (let at = 0; at < this.#attributeCount; at++) {
      const name = this.#attributeNames[at] as string;
      if (uri === '') {
        if (name === local) return this.#attributeValues[at];
      } else if (name.endsWith(local)) {
        const qname = this.#qname(name);
        if (qname.prefix !== '' && qname.local === local && this.#namespaces.get(qname.prefix) === uri) {
          return this.#attributeValues[at];
        }
      }
    }
    return undefined;
  }

  /** Whether the element of this event is called so. */
  named(local: string): boolean {
    return this.local === local;
  }

  /** Walks to the next event. After 'end' it stays there. */
  next(): XmlEvent {
    if (this.#pendingClose) {
      this.#pendingClose = false;
      return this.#close(this.end);
    }
    const text = this.#text;
    for (;;) {
      const at = this.#at;
      this.start = at;
      if (at >= text.length) return this.#finish();
      if (text.charCodeAt(at) !== 60) {
        if (this.#characters()) return 'text';
        continue;
      }
      const next = text.charCodeAt(at + 1);
      if (next === 47) return this.#closeTag();
      if (next === 33) {
        if (text.startsWith('<!--', at)) {
          const end = text.indexOf('--', at + 4);
          if (end < 0 || text.charCodeAt(end + 2) !== 62) this.#fail('comment');
          this.#at = end + 3;
          continue;
        }
        if (text.startsWith('<![CDATA[', at)) {
          if (this.depth === 0) this.#fail('text outside the root');
          const end = text.indexOf(']]>', at + 9);
          if (end < 0) this.#fail('CDATA');
          this.value = normalizeLines(text.slice(at + 9, end));
          this.#at = end + 3;
          this.end = this.#at;
          return 'text';
        }
        if (text.startsWith('<!DOCTYPE', at)) refuse({ code: 'xml-doctype', part: this.part, offset: at });
        this.#fail('markup declaration');
      }
      if (next === 63) {
        const end = text.indexOf('?>', at + 2);
        if (end < 0) this.#fail('processing instruction');
        const target = /^[^\s?]*/.exec(text.slice(at + 2, Math.min(end, at + 80)))?.[0] ?? '';
        if (!NAME_START.test(target.charAt(0))) this.#fail('processing instruction');
        if (target.toLowerCase() === 'xml' && at !== 0) this.#fail('XML declaration not at the start');
        this.#at = end + 2;
        continue;
      }
      return this.#openTag();
    }
  }

  #finish(): XmlEvent {
    if (this.depth > 0) this.#fail('end of text inside an element');
    if (!this.#seenRoot) this.#fail('no element');
    this.end = this.#text.length;
    return 'end';
  }

  /** A run of text; false where it is only space around the root. */
  #characters(): boolean {
    const text = this.#text;
    const from = this.#at;
    let to = text.indexOf('<', from);
    if (to < 0) to = text.length;
    const raw = text.slice(from, to);
    if (this.depth === 0) {
      if (/[^ \t\r\n]/.test(raw)) this.#fail('text outside the root');
      this.#at = to;
      return false;
    }
    if (raw.includes(']]>')) this.#fail(']]> in text', from + raw.indexOf(']]>'));
    this.value = this.#decode(raw, from);
    this.#at = to;
    this.end = to;
    return true;
  }

  #decode(raw: string, offset: number): string {
    const clean = raw.includes('\r') ? normalizeLines(raw) : raw;
    if (!clean.includes('&')) return clean;
    const pieces: string[] = [];
    let from = 0;
    for (;;) {
      const ampersand = clean.indexOf('&', from);
      if (ampersand < 0) break;
      const semicolon = clean.indexOf(';', ampersand);
      if (semicolon < 0 || semicolon - ampersand > 12) this.#fail('entity', offset + ampersand);
      pieces.push(
        clean.slice(from, ampersand),
        this.#entity(clean.slice(ampersand + 1, semicolon), offset + ampersand),
      );
      from = semicolon + 1;
    }
    pieces.push(clean.slice(from));
    return pieces.join('');
  }

  #entity(name: string, offset: number): string {
    const known = PREDEFINED.get(name);
    if (known !== undefined) return known;
    const hex = /^#x([0-9A-Fa-f]+)$/.exec(name);
    const decimal = hex === null ? /^#([0-9]+)$/.exec(name) : null;
    const code =
      hex !== null ? Number.parseInt(hex[1] as string, 16) : decimal !== null ? Number(decimal[1]) : -1;
    const allowed =
      code === 9 ||
      code === 10 ||
      code === 13 ||
      (code >= 0x20 && code <= 0xd7ff) ||
      (code >= 0xe000 && code <= 0xfffd) ||
      (code >= 0x10000 && code <= 0x10ffff);
    return allowed ? String.fromCodePoint(code) : this.#fail('entity', offset);
  }

  #space(): boolean {
    const text = this.#text;
    const from = this.#at;
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (code !== 32 && code !== 10 && code !== 9 && code !== 13) return this.#at > from;
      this.#at++;
    }
  }

  /** A raw name, to where space, `=`, `/`, `>` or the end comes. */
  #rawName(): string {
    const text = this.#text;
    const from = this.#at;
    let at = from;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (
        code === 32 ||
        code === 62 ||
        code === 61 ||
        code === 47 ||
        code === 10 ||
        code === 9 ||
        code === 13 ||
        code === 60
      )
        break;
    }
    if (at === from) this.#fail('name');
    this.#at = at;
    return text.slice(from, at);
  }

  #openTag(): XmlEvent {
    if (this.depth === 0 && this.#seenRoot) this.#fail('second root');
    if (this.depth >= MAX_DEPTH) this.#fail('too deep');
    this.#at++;
    const text = this.#text;
    const raw = this.#rawName();
    const qname = this.#qname(raw);
    let declared = 0;
    let count = 0;
    let selfClosing = false;
    for (;;) {
      const spaced = this.#space();
      const code = text.charCodeAt(this.#at);
      if (code === 62) {
        this.#at++;
        break;
      }
      if (code === 47) {
        if (text.charCodeAt(this.#at + 1) !== 62) this.#fail('tag');
        this.#at += 2;
        selfClosing = true;
        break;
      }
      if (!spaced) this.#fail('tag');
      const name = this.#rawName();
      this.#space();
      if (text.charCodeAt(this.#at) !== 61) this.#fail('attribute');
      this.#at++;
      this.#space();
      const quote = text.charCodeAt(this.#at);
      if (quote !== 34 && quote !== 39) this.#fail('attribute');
      const from = this.#at + 1;
      const to = text.indexOf(quote === 34 ? '"' : "'", from);
      if (to < 0) this.#fail('attribute');
      const given = text.slice(from, to);
      if (given.includes('<')) this.#fail('attribute', from);
      // In an attribute, space of any kind is a plain space, unless written as a numeric entity.
      const value = /[&\t\r\n]/.test(given)
        ? this.#decode(given.replace(/\r\n|[\t\r\n]/g, ' '), from)
        : given;
      this.#at = to + 1;
      if (name === 'xmlns' || name.startsWith('xmlns:')) {
        declared += this.#declare(name, value, declared);
      } else {
        if (count >= MAX_ATTRIBUTES) this.#fail('too many attributes');
        this.#qname(name);
        this.#attributeNames[count] = name;
        this.#attributeValues[count] = value;
        count++;
      }
    }
    this.#attributeCount = count;
    if (count > 1) this.#checkAttributes(count);
    else if (count === 1) this.#checkPrefix(this.#attributeNames[0] as string);
    this.#seenRoot = true;
    this.#open.push(raw);
    this.#openQName.push(qname);
    this.#declared.push(declared);
    this.depth++;
    this.local = qname.local;
    this.uri = this.#resolve(qname.prefix);
    this.end = this.#at;
    this.#pendingClose = selfClosing;
    return 'open';
  }

  #declare(name: string, value: string, before: number): number {
    const prefix = name === 'xmlns' ? '' : this.#qname(name).local;
    if (prefix === 'xmlns' || value === XMLNS_NAMESPACE || (prefix === 'xml') !== (value === XML_NAMESPACE)) {
      this.#fail('namespace');
    }
    if (prefix !== '' && value === '') this.#fail('namespace');
    for (let at = 1; at <= before; at++) {
      if (this.#undo[this.#undo.length - at]?.prefix === prefix) this.#fail('duplicate attribute');
    }
    if (before >= MAX_DECLARATIONS) this.#fail('too many namespaces');
    this.#undo.push({ prefix, before: this.#namespaces.get(prefix) });
    this.#namespaces.set(prefix, value);
    return 1;
  }

  #checkPrefix(name: string): void {
    if (name.includes(':')) this.#resolve(this.#qname(name).prefix);
  }

  /** Refuses the same attribute twice, also under two prefixes of one namespace. */
  #checkAttributes(count: number): void {
    const names = this.#attributeNames;
    let prefixed = false;
    if (count <= 12) {
      for (let at = 0; at < count; at++) {
        const name = names[at] as string;
        if (name.includes(':')) prefixed = true;
        for (let other = 0; other < at; other++) if (names[other] === name) this.#fail('duplicate attribute');
      }
    } else {
      const seen = new Set<string>();
      for (let at = 0; at < count; at++) {
        const name = names[at] as string;
        if (name.includes(':')) prefixed = true;
        if (seen.has(name)) this.#fail('duplicate attribute');
        seen.add(name);
      }
    }
    if (!prefixed) return;
    const expanded = new Set<string>();
    for (let at = 0; at < count; at++) {
      const { prefix, local } = this.#qname(names[at] as string);
      if (prefix === '') continue;
      const key = `${this.#resolve(prefix)} ${local}`;
      if (expanded.has(key)) this.#fail('duplicate attribute');
      expanded.add(key);
    }
  }

  #closeTag(): XmlEvent {
    this.#at += 2;
    const raw = this.#rawName();
    this.#space();
    if (this.#text.charCodeAt(this.#at) !== 62) this.#fail('tag');
    this.#at++;
    if (this.depth === 0 || this.#open[this.depth - 1] !== raw) this.#fail('closing tag', this.start);
    return this.#close(this.#at);
  }

  #close(end: number): XmlEvent {
    const qname = this.#openQName.pop() as QName;
    this.#open.pop();
    this.depth--;
    this.local = qname.local;
    this.uri = this.#resolve(qname.prefix);
    this.#attributeCount = 0;
    for (let left = this.#declared.pop() as number; left > 0; left--) {
      const { prefix, before } = this.#undo.pop() as { prefix: string; before: string | undefined };
      if (before === undefined) this.#namespaces.delete(prefix);
      else this.#namespaces.set(prefix, before);
    }
    this.end = end;
    return 'close';
  }
}

/** From an open event: passes over the element, to its close event. */
export function skipElement(xml: XmlReader): void {
  const outside = xml.depth - 1;
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    if (event === 'close' && xml.depth === outside) return;
  }
}

/** From an open event: the text directly in the element, to its close event. */
export function readText(xml: XmlReader): string {
  const inside = xml.depth;
  let text = '';
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    if (event === 'text') {
      if (xml.depth === inside) text += xml.value;
    } else if (event === 'close' && xml.depth < inside) {
      return text;
    }
  }
  return text;
}

function normalizeLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
