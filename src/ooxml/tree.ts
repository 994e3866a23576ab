import { refuse } from './errors.ts';
import { type Part, partText } from './package.ts';
import { XmlReader } from './xml.ts';

/** More elements than a part holds that is read whole: styles, the workbook, relationships. */
const MAX_NODES = 1_000_000;

/** An element of a part and where it stands in the text, so that the part can be changed in place. */
export interface Node {
  /** Name without and with prefix. */
  readonly local: string;
  readonly raw: string;
  readonly uri: string;
  readonly parent: Node | undefined;
  readonly children: Node[];
  /** From `<` to behind the whole element. */
  readonly start: number;
  end: number;
  /** Behind the `>` of the opening tag. */
  readonly openEnd: number;
  /** At the `</` of the closing tag; equal to `end` where the element closes itself. */
  closeStart: number;
  readonly tag: readonly TagAttribute[];
}

/** An attribute as it stands in an opening tag. */
export interface TagAttribute {
  /** With prefix. */
  readonly name: string;
  /** Without the quotes; entities resolved. */
  readonly value: string;
  /** From the space before the name to behind the closing quote, in the part's text. */
  readonly start: number;
  readonly end: number;
}

const ATTRIBUTE = /\s+([^\s=/>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(raw: string): string {
  const flat = raw.replace(/\r\n|[\t\r\n]/g, ' ');
  if (!flat.includes('&')) return flat;
  type Group = string | undefined;
  return flat.replace(
    /&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|([a-z]+));/g,
    (_, hex: Group, decimal: Group, name: Group) =>
      name === undefined
        ? String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
        : (ENTITIES[name] ?? ''),
  );
}

/** The attributes of the opening tag at `start`; the text must have been read as well-formed. */
export function tagAttributes(text: string, start: number, end: number): readonly TagAttribute[] {
  const out: TagAttribute[] = [];
  const tag = text.slice(start, end);
  ATTRIBUTE.lastIndex = 0;
  for (let match = ATTRIBUTE.exec(tag); match !== null; match = ATTRIBUTE.exec(tag)) {
    out.push({
      name: match[1] as string,
      value: decodeEntities(match[2] ?? match[3] ?? ''),
      start: start + match.index,
      end: start + match.index + match[0].length,
    });
  }
  return out;
}

/** The name with its prefix of the tag at `start`. */
export function rawName(text: string, start: number): string {
  return /^<([^\s/>]+)/.exec(text.slice(start, start + 1_000))?.[1] ?? '';
}

/** The value of an attribute without prefix. */
export function attributeOf(node: Node, name: string): string | undefined {
  return node.tag.find((one) => one.name === name)?.value;
}

/** `x:` of `x:sheet`, '' of `sheet`. */
export function prefixOf(raw: string): string {
  const colon = raw.indexOf(':');
  return colon < 0 ? '' : raw.slice(0, colon + 1);
}

/** XML of ours, written without prefixes, as it has to read under one. Its text holds no `<` but tags. */
export function withPrefix(xml: string, prefix: string): string {
  return prefix === '' ? xml : xml.replace(/<(\/?)(?=[A-Za-z])/g, `<$1${prefix}`);
}

/** Reads a text as a tree of elements. Refuses what is not well-formed, and what has too many elements. */
export function readTree(text: string, part: string): Node {
  const xml = new XmlReader(text, part);
  let root: Node | undefined;
  let open: Node | undefined;
  let count = 0;
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    if (event === 'open') {
      if (++count > MAX_NODES) refuse({ code: 'too-many-items', part, what: 'elements', limit: MAX_NODES });
      const node: Node = {
        local: xml.local,
        raw: rawName(text, xml.start),
        uri: xml.uri,
        parent: open,
        children: [],
        start: xml.start,
        end: xml.end,
        openEnd: xml.end,
        closeStart: xml.end,
        tag: tagAttributes(text, xml.start, xml.end),
      };
      open?.children.push(node);
      root ??= node;
      open = node;
    } else if (event === 'close') {
      const node = open as Node;
      // A self-closing element closes where its only tag ends.
      if (xml.end !== node.openEnd) {
        node.closeStart = xml.start;
        node.end = xml.end;
      }
      open = node.parent;
    }
  }
  return root as Node;
}

/** A part's text, its tree, and changes to it that are made all at once. */
export class PartEditor {
  readonly path: string;
  readonly text: string;
  readonly root: Node;
  readonly #changes: { readonly start: number; readonly end: number; readonly text: string }[] = [];

  constructor(part: Part) {
    this.path = part.path;
    // The reader counts from behind a byte order mark.
    this.text = partText(part).replace(/^\ufeff/, '');
    this.root = readTree(this.text, part.path);
  }

  /** The children of the root with this name, in the root's namespace. */
  children(local: string): readonly Node[] {
    return this.root.children.filter((one) => one.local === local && one.uri === this.root.uri);
  }

  child(local: string): Node | undefined {
    return this.children(local)[0];
  }

  replace(start: number, end: number, text: string): void {
    this.#changes.push({ start, end, text });
  }

  remove(node: Node): void {
    this.replace(node.start, node.end, '');
  }

  /** Puts text at the end of what is in an element. `insert` for one element only once. */
  append(node: Node, text: string): void {
    if (text === '') return;
    if (node.closeStart !== node.end) {
      this.replace(node.closeStart, node.closeStart, text);
      return;
    }
    const slash = this.text.lastIndexOf('/', node.end);
    this.replace(slash, node.end, `>${text}</${node.raw}>`);
  }

  /** Sets an attribute without prefix; undefined takes it away. `value` needs no escaping. */
  set(node: Node, name: string, value: string | number | undefined): void {
    const found = node.tag.find((one) => one.name === name);
    const text = value === undefined ? '' : ` ${name}="${value}"`;
    if (found !== undefined) this.replace(found.start, found.end, text);
    else if (text !== '') {
      const behindName = node.start + 1 + node.raw.length;
      this.replace(behindName, behindName, text);
    }
  }

  /** The prefix a namespace has at the root, with its colon; undefined where it has none there. */
  prefixFor(uri: string): string | undefined {
    for (const { name, value } of this.root.tag) {
      if (value === uri && name.startsWith('xmlns:')) return `${name.slice(6)}:`;
    }
    return undefined;
  }

  /** The part with all changes, as UTF-8. */
  result(): Part {
    if (this.#changes.length === 0) return this.#part(this.text);
    // Stable: what is put in one place keeps the order in which it was given.
    const changes = [...this.#changes].sort((a, b) => a.start - b.start || a.end - b.end);
    let out = '';
    let at = 0;
    for (const change of changes) {
      out += this.text.slice(at, change.start) + change.text;
      at = change.end;
    }
    return this.#part(out + this.text.slice(at));
  }

  #part(text: string): Part {
    return { path: this.path, bytes: encodeXml(text) };
  }
}

/** Text of an XML part as bytes. A declaration that names another encoding is put right. */
export function encodeXml(text: string): Uint8Array {
  const right = text.replace(/^(<\?xml[^>]{0,200}?\sencoding\s*=\s*["'])utf-16(["'])/i, '$1UTF-8$2');
  return new TextEncoder().encode(right);
}
