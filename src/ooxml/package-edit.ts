import { type PackageParts, type Part, type Relationship, relationshipsPath } from './package.ts';
import { escapeAttribute, XML_HEADER } from './text.ts';
import { attributeOf, encodeXml, type Node, PartEditor, prefixOf, withPrefix } from './tree.ts';

export const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
export const PACKAGE_RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
export const TYPES_PART = '[Content_Types].xml';

/** Whether a relationship leads to a part in the file, and has this type, whatever its namespace. */
export const hasType = (relation: Relationship, type: string): boolean =>
  !relation.external && relation.type.endsWith(`/${type}`);

/** The path of a part as it is compared. */
export const pathKey = (path: string): string => path.toLowerCase();

/** A part's path as an address that begins with a slash. */
function partName(path: string): string {
  return `/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** The path of a part as an address that begins at another part. */
export function relativeTarget(source: string, target: string): string {
  const from = source.split('/').slice(0, -1);
  const to = target.split('/');
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  return [...from.slice(same).map(() => '..'), ...to.slice(same).map(encodeURIComponent)].join('/');
}

/** What kind of content each part has. */
export class ContentTypes {
  readonly editor: PartEditor;
  readonly #overrides = new Map<string, Node>();
  readonly #defaults = new Map<string, string>();
  readonly #added: string[] = [];

  constructor(part: Part) {
    this.editor = new PartEditor(part);
    for (const node of this.editor.root.children) {
      if (node.local === 'Override') {
        const name = (attributeOf(node, 'PartName') ?? '').replace(/^\//, '');
        let path = name;
        try {
          path = decodeURIComponent(name);
        } catch {
          // As it stands.
        }
        this.#overrides.set(pathKey(path), node);
      } else if (node.local === 'Default') {
        this.#defaults.set(
          (attributeOf(node, 'Extension') ?? '').toLowerCase(),
          attributeOf(node, 'ContentType') ?? '',
        );
      }
    }
  }

  of(path: string): string | undefined {
    const override = this.#overrides.get(pathKey(path));
    if (override !== undefined) return attributeOf(override, 'ContentType');
    return this.#defaults.get(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
  }

  named(path: string): boolean {
    return this.#overrides.has(pathKey(path));
  }

  remove(path: string): void {
    const node = this.#overrides.get(pathKey(path));
    if (node === undefined) return;
    this.editor.remove(node);
    this.#overrides.delete(pathKey(path));
  }

  add(path: string, type: string): void {
    const prefix = prefixOf(this.editor.root.raw);
    if (path.endsWith('.rels')) {
      if (this.#defaults.get('rels') === type) return;
      if (!this.#defaults.has('rels')) {
        this.#defaults.set('rels', type);
        // In front, so that it does not matter which part asked for it.
        this.#added.unshift(withPrefix(`<Default Extension="rels" ContentType="${type}"/>`, prefix));
        return;
      }
    }
    if (this.of(path) === type) return;
    const node = `<Override PartName="${escapeAttribute(partName(path), { where: TYPES_PART })}" ContentType="${type}"/>`;
    this.#added.push(withPrefix(node, prefix));
  }

  result(): Part {
    this.editor.append(this.editor.root, this.#added.join(''));
    return this.editor.result();
  }
}

/** The relationships of one part, with some taken out and others put in. */
export class RelationshipEditor {
  readonly #editor: PartEditor;
  readonly #ids: Set<string>;
  readonly #added: string[] = [];
  readonly #source: string;

  constructor(parts: PackageParts, source: string) {
    this.#source = source;
    const path = relationshipsPath(source);
    const empty = `${XML_HEADER}<Relationships xmlns="${PACKAGE_RELATIONS}"/>`;
    this.#editor = new PartEditor(parts.find(path) ?? { path, bytes: encodeXml(empty) });
    this.#ids = new Set(this.#editor.root.children.map((node) => attributeOf(node, 'Id') ?? ''));
  }

  remove(id: string): void {
    const node = this.#editor.root.children.find((one) => attributeOf(one, 'Id') === id);
    if (node === undefined || !this.#ids.delete(id)) return;
    this.#editor.remove(node);
  }

  /** The id of a new relationship: the first that is free. */
  add(type: string, target: string): string {
    let number = 1;
    while (this.#ids.has(`rId${number}`)) number++;
    const id = `rId${number}`;
    this.#ids.add(id);
    const address = escapeAttribute(relativeTarget(this.#source, target), { where: this.#editor.path });
    this.#added.push(
      withPrefix(
        `<Relationship Id="${id}" Type="${type}" Target="${address}"/>`,
        prefixOf(this.#editor.root.raw),
      ),
    );
    return id;
  }

  result(): Part {
    this.#editor.append(this.#editor.root, this.#added.join(''));
    return this.#editor.result();
  }
}
