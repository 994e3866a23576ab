import { refuse } from './errors.ts';
import { type Part, partText } from './package.ts';
import { decodeXstring, escapeAttribute } from './text.ts';
import {
  attributeOf,
  encodeXml,
  type Node,
  PartEditor,
  prefixOf,
  rawName,
  readTree,
  withPrefix,
} from './tree.ts';
import { readText, XmlReader } from './xml.ts';

// --- styles ---

/** Where each of our cell formats and differential formats has got its place in the user's styles. */
export interface StylePlaces {
  readonly part: Part;
  readonly cells: readonly number[];
  readonly differentials: readonly number[];
}

/** Excel's own limit on the number of different cell formats. */
const MAX_XFS = 65_490;
const FIRST_FREE_FORMAT = 164;
/** The formats that `writeBook` names by number only. */
const FIXED_CODES: ReadonlyMap<string, string> = new Map([
  ['0', 'General'],
  ['1', '0'],
  ['2', '0.00'],
  ['3', '#,##0'],
  ['4', '#,##0.00'],
  ['9', '0%'],
  ['10', '0.00%'],
  ['11', '0.00E+00'],
  ['49', '@'],
]);
/** The order of what `styles.xml` holds. */
const STYLE_ORDER = [
  'numFmts',
  'fonts',
  'fills',
  'borders',
  'cellStyleXfs',
  'cellXfs',
  'cellStyles',
  'dxfs',
  'tableStyles',
  'colors',
  'extLst',
];
/** Of a font, what does not change how a Latin text looks. */
const FONT_DETAILS: ReadonlySet<string> = new Set(['family', 'charset', 'scheme']);

/** An element as a text that is equal where the elements mean the same: no prefixes, attributes sorted. */
function canonical(node: Node, depth = 0): string {
  // No style is so deep; such an entry is equal to none.
  if (depth > 30) return `#${node.start}`;
  const attributes = node.tag
    .filter((one) => !one.name.startsWith('xmlns'))
    .map((one) => `${one.name}=${JSON.stringify(one.value)}`)
    .sort();
  const children = node.children
    .filter((one) => !(node.local === 'font' && FONT_DETAILS.has(one.local)))
    .map((one) => canonical(one, depth + 1));
  // Excel and others write a font's properties in different orders.
  if (node.local === 'font') children.sort();
  return `${node.local}(${attributes.join(' ')})[${children.join('')}]`;
}

/** One list of the styles, to which entries are added; equal ones are found again. */
class StyleList {
  readonly #editor: PartEditor;
  readonly #tag: string;
  readonly #node: Node | undefined;
  readonly #known = new Map<string, number>();
  readonly #added: string[] = [];
  readonly #before: number;

  constructor(editor: PartEditor, tag: string, item: string) {
    this.#editor = editor;
    this.#tag = tag;
    this.#node = editor.child(tag);
    const items = this.#node?.children.filter((one) => one.local === item) ?? [];
    this.#before = items.length;
    items.forEach((one, at) => {
      const key = canonical(one);
      if (!this.#known.has(key)) this.#known.set(key, at);
    });
  }

  get empty(): boolean {
    return this.#before + this.#added.length === 0;
  }

  get length(): number {
    return this.#before + this.#added.length;
  }

  /** The place of an entry of ours, found or added. */
  at(xml: string): number {
    const key = canonical(readTree(xml, this.#editor.path));
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    return this.add(xml, key);
  }

  add(xml: string, key = canonical(readTree(xml, this.#editor.path))): number {
    const at = this.length;
    this.#added.push(xml);
    this.#known.set(key, at);
    return at;
  }

  save(insert: (tag: string, xml: string) => void): void {
    if (this.#added.length === 0) return;
    const editor = this.#editor;
    const inner = this.#added.join('');
    if (this.#node === undefined) {
      insert(this.#tag, `<${this.#tag} count="${this.#added.length}">${inner}</${this.#tag}>`);
      return;
    }
    editor.append(this.#node, withPrefix(inner, prefixOf(this.#node.raw)));
    if (attributeOf(this.#node, 'count') !== undefined) editor.set(this.#node, 'count', this.length);
  }
}

const items = (root: Node, list: string): readonly Node[] =>
  root.children.find((one) => one.local === list)?.children ?? [];

/**
 * Our styles, as `writeBook` makes them, behind those of a user. Nothing of the user's gets another number;
 * an entry that is there already is used again, so that writing twice adds nothing.
 */
export function mergeStyles(theirs: Part, ours: Part): StylePlaces {
  const editor = new PartEditor(theirs);
  const text = partText(ours);
  const root = readTree(text, ours.path);
  const slice = (node: Node): string => text.slice(node.start, node.end);

  // Formats by their code: fixed ones keep their number, others get a free one.
  const formatIds = new Map<string, number>();
  const redefined = new Map<string, string>();
  const usedIds = new Set<number>();
  let freeFormat = FIRST_FREE_FORMAT;
  const formatNode = editor.child('numFmts');
  for (const node of formatNode?.children ?? []) {
    const id = Number(attributeOf(node, 'numFmtId'));
    if (!Number.isSafeInteger(id)) continue;
    usedIds.add(id);
    const code = decodeXstring(attributeOf(node, 'formatCode') ?? '');
    if (!formatIds.has(code)) formatIds.set(code, id);
    if (id < FIRST_FREE_FORMAT) redefined.set(String(id), code);
  }
  const addedFormats: string[] = [];
  const formats = new Map<string, number>();
  const ask = (code: string): number => {
    let id = formatIds.get(decodeXstring(code));
    if (id === undefined) {
      while (usedIds.has(freeFormat)) freeFormat++;
      id = freeFormat++;
      formatIds.set(decodeXstring(code), id);
      addedFormats.push(
        `<numFmt numFmtId="${id}" formatCode="${escapeAttribute(code, { where: 'numberFormat' })}"/>`,
      );
    }
    return id;
  };
  for (const node of items(root, 'numFmts')) {
    formats.set(attributeOf(node, 'numFmtId') ?? '', ask(attributeOf(node, 'formatCode') ?? ''));
  }
  const formatId = (id: string): string => {
    const own = formats.get(id);
    if (own !== undefined) return String(own);
    // Some files give a fixed number a code of their own; no code at all is General.
    const code = FIXED_CODES.get(id);
    const other = redefined.get(id);
    if (code === undefined || other === undefined || other === code || (id === '0' && other === ''))
      return id;
    return String(ask(code));
  };

  const fonts = new StyleList(editor, 'fonts', 'font');
  const fills = new StyleList(editor, 'fills', 'fill');
  const borders = new StyleList(editor, 'borders', 'border');
  const xfs = new StyleList(editor, 'cellXfs', 'xf');
  const dxfs = new StyleList(editor, 'dxfs', 'dxf');
  const place = (list: StyleList, nodes: readonly Node[]): readonly number[] =>
    nodes.map((node) => list.at(slice(node)));
  // An empty list is filled with our own first entries, which are the ones every workbook begins with.
  const fontAt = place(fonts, items(root, 'fonts'));
  const ourFills = items(root, 'fills');
  // Excel keeps the first two for itself, whatever stands there.
  const fillAt = fills.empty
    ? place(fills, ourFills)
    : ourFills.map((node, at) => (at < 2 ? Math.min(at, fills.length - 1) : fills.at(slice(node))));
  const borderAt = place(borders, items(root, 'borders'));

  // The format that the user's style Normal has: what differs from it has to say so.
  const styles = editor.child('cellStyles')?.children ?? [];
  const normalStyle = styles.find((one) => attributeOf(one, 'builtinId') === '0');
  const normalId = normalStyle === undefined ? 0 : Number(attributeOf(normalStyle, 'xfId') ?? 0);
  const styleXfs = editor.child('cellStyleXfs')?.children ?? [];
  const normal = styleXfs[normalId] ?? styleXfs[0];
  const base = normal === undefined ? undefined : String(Math.max(0, styleXfs.indexOf(normal)));
  const normalHas = (name: string): string =>
    normal === undefined ? '0' : (attributeOf(normal, name) ?? '0');

  if (xfs.empty && items(root, 'cellXfs').length === 0) refuse({ code: 'part-missing', part: ours.path });
  const cells = items(root, 'cellXfs').map((node) => {
    const number = (name: string): number => Number(attributeOf(node, name) ?? 0);
    const ids = {
      numFmtId: formatId(attributeOf(node, 'numFmtId') ?? '0'),
      fontId: String(fontAt[number('fontId')] ?? 0),
      fillId: String(fillAt[number('fillId')] ?? 0),
      borderId: String(borderAt[number('borderId')] ?? 0),
    };
    const applies = (flag: string, id: keyof typeof ids): string =>
      attributeOf(node, flag) === '1' || ids[id] !== normalHas(id) ? ` ${flag}="1"` : '';
    const child = (local: string): boolean =>
      node.children.some((one) => one.local === local) ||
      normal?.children.some((one) => one.local === local) === true;
    const inner = text.slice(node.openEnd, node.closeStart);
    return xfs.at(
      `<xf numFmtId="${ids.numFmtId}" fontId="${ids.fontId}" fillId="${ids.fillId}" borderId="${ids.borderId}"` +
        (base === undefined ? '' : ` xfId="${base}"`) +
        (attributeOf(node, 'quotePrefix') === '1' ? ' quotePrefix="1"' : '') +
        applies('applyNumberFormat', 'numFmtId') +
        applies('applyFont', 'fontId') +
        applies('applyFill', 'fillId') +
        applies('applyBorder', 'borderId') +
        (child('alignment') ? ' applyAlignment="1"' : '') +
        (child('protection') ? ' applyProtection="1"' : '') +
        (inner === '' ? '/>' : `>${inner}</xf>`),
    );
  });
  if (xfs.length > MAX_XFS) {
    refuse({ code: 'too-many-items', part: theirs.path, what: 'cell formats', limit: MAX_XFS });
  }
  const differentials = items(root, 'dxfs').map((node) =>
    dxfs.at(slice(node).replace(/numFmtId="([0-9]+)"/, (_, id: string) => `numFmtId="${formatId(id)}"`)),
  );

  const insert = (tag: string, xml: string): void => {
    const later = new Set(STYLE_ORDER.slice(STYLE_ORDER.indexOf(tag) + 1));
    const next = editor.root.children.find((one) => later.has(one.local) && one.uri === editor.root.uri);
    const prefixed = withPrefix(xml, prefixOf(editor.root.raw));
    if (next !== undefined) editor.replace(next.start, next.start, prefixed);
    else editor.append(editor.root, prefixed);
  };
  if (addedFormats.length > 0) {
    const inner = addedFormats.join('');
    if (formatNode === undefined)
      insert('numFmts', `<numFmts count="${addedFormats.length}">${inner}</numFmts>`);
    else {
      editor.append(formatNode, withPrefix(inner, prefixOf(formatNode.raw)));
      if (attributeOf(formatNode, 'count') !== undefined)
        editor.set(formatNode, 'count', formatNode.children.length + addedFormats.length);
    }
  }
  for (const list of [fonts, fills, borders, xfs, dxfs]) list.save(insert);
  return { part: editor.result(), cells, differentials };
}

// --- shared strings ---

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

interface StringItem {
  readonly start: number;
  readonly end: number;
  /** Undefined where it has more than plain text, or text that is not sure to be read as it stands. */
  readonly plain: string | undefined;
}

interface StringTable {
  readonly text: string;
  readonly items: readonly StringItem[];
  readonly rootTag: { readonly start: number; readonly end: number; readonly raw: string };
  /** Where the root closes; undefined where it closes itself. */
  readonly close: number | undefined;
  readonly prefix: string;
}

function readStringTable(part: Part, limit: number): StringTable {
  const text = partText(part).replace(/^\ufeff/, '');
  const xml = new XmlReader(text, part.path);
  xml.next();
  const rootTag = { start: xml.start, end: xml.end, raw: rawName(text, xml.start) };
  const main = xml.uri;
  const found: StringItem[] = [];
  let close: number | undefined;
  let item: { start: number; text: string; rich: boolean } | undefined;
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    if (event === 'open') {
      if (xml.depth === 2 && xml.local === 'si' && xml.uri === main) {
        item = { start: xml.start, text: '', rich: false };
      } else if (item !== undefined && xml.depth === 3 && xml.local === 't' && xml.uri === main) {
        // Space at the ends counts only where it says so.
        const preserved = xml.attribute('space', XML_NAMESPACE) === 'preserve';
        const piece = readText(xml);
        item.text += piece;
        if (!preserved && piece.trim() !== piece) item.rich = true;
      } else if (item !== undefined) item.rich = true;
    } else if (event === 'close') {
      if (xml.depth === 1 && item !== undefined) {
        if (found.length >= limit)
          refuse({ code: 'too-many-items', part: part.path, what: 'shared strings', limit });
        found.push({
          start: item.start,
          end: xml.end,
          plain: item.rich ? undefined : decodeXstring(item.text),
        });
        item = undefined;
      } else if (xml.depth === 0 && xml.end !== rootTag.end) close = xml.start;
    }
  }
  return { text, items: found, rootTag, close, prefix: prefixOf(rootTag.raw) };
}

/** How often the texts are used: by the sheets that stay, and by those of ours that go. */
export interface StringUses {
  readonly kept: { readonly count: number; readonly last: number };
  readonly gone: { readonly count: number; readonly indexes: ReadonlySet<number> };
  /** By our new sheets. */
  readonly added: number;
}

/**
 * Our texts behind those of a user; `places` tells where each of ours is now. Texts at the very end that only
 * sheets of ours that go have used are taken out, so that writing again and again does not pile them up, and
 * old names do not stay in the file. No text of the user's gets another number.
 */
export function mergeStrings(
  theirs: Part,
  ours: Part | undefined,
  uses: StringUses,
  limit: number,
): { readonly part: Part; readonly places: readonly number[] } {
  const table = readStringTable(theirs, limit);
  let length = table.items.length;
  while (length > uses.kept.last + 1 && uses.gone.indexes.has(length - 1)) length--;
  const known = new Map<string, number>();
  for (let at = 0; at < length; at++) {
    const plain = table.items[at]?.plain;
    if (plain !== undefined && !known.has(plain)) known.set(plain, at);
  }
  const added: string[] = [];
  const places: number[] = [];
  if (ours !== undefined) {
    const mine = readStringTable(ours, limit);
    for (const item of mine.items) {
      const plain = item.plain ?? '';
      let at = known.get(plain);
      if (at === undefined) {
        at = length + added.length;
        known.set(plain, at);
        added.push(withPrefix(mine.text.slice(item.start, item.end), table.prefix));
      }
      places.push(at);
    }
  }
  // Only the end of the list and two numbers at its start change; a large table is not read as a tree.
  const { rootTag, text, close } = table;
  const count = (tag: string, name: string, value: number): string =>
    tag.replace(new RegExp(`(\\s${name}\\s*=\\s*)(?:"[^"]*"|'[^']*')`), `$1"${value}"`);
  const tag = count(
    count(text.slice(rootTag.start, rootTag.end), 'count', uses.kept.count + uses.added),
    'uniqueCount',
    length + added.length,
  );
  const head = text.slice(0, rootTag.start);
  const end = table.items.at(-1)?.end ?? rootTag.end;
  const from = table.items[length]?.start ?? end;
  const out =
    close === undefined
      ? `${head}${tag.replace(/\s*\/>$/, '>')}${added.join('')}</${rootTag.raw}>${text.slice(rootTag.end)}`
      : head + tag + text.slice(rootTag.end, from) + added.join('') + text.slice(end);
  return { part: { path: theirs.path, bytes: encodeXml(out) }, places };
}
