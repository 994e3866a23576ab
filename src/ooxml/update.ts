import { areaName, cellName } from './address.ts';
import type { Book } from './book.ts';
import { type Discarded, discardedWith } from './discard.ts';
import { OoxmlError, refuse } from './errors.ts';
import { mergeStrings, mergeStyles } from './merge.ts';
import {
  type PackageParts,
  type Part,
  packParts,
  partText,
  type Relationship,
  readRelationships,
  relationshipsPath,
} from './package.ts';
import {
  ContentTypes,
  hasType,
  PACKAGE_RELATIONS,
  pathKey,
  RELATIONS,
  RelationshipEditor,
  relativeTarget,
  TYPES_PART,
} from './package-edit.ts';
import {
  READ_LIMITS,
  type ReadBook,
  type ReadLimits,
  type ReadSheet,
  type ReadTable,
  readBook,
} from './read.ts';
import {
  columnKey,
  ReferenceFinder,
  type ReferencePlace,
  scanFormula,
  type UserReference,
} from './references.ts';
import { type ScanResult, scanAnchors, scanLegacyDrawing, scanPart } from './scan.ts';
import { escapeAttribute, escapeXml, foldCase, XML_HEADER } from './text.ts';
import { attributeOf, encodeXml, type Node, PartEditor, prefixOf, withPrefix } from './tree.ts';
import { checkUpdatable } from './updatable.ts';
import { writeBook } from './write.ts';
import { XmlReader } from './xml.ts';

/** What in the existing file is ours. Names are compared without regard to case, as Excel does. */
export interface UpdateOptions {
  /**
   * Sheets of the file that are ours, by their names there. Each is replaced by the sheet of the book that it
   * `becomes`; without that, by the sheet of the same name; where there is none it is removed.
   */
  readonly sheets: readonly { readonly name: string; readonly becomes?: string }[];
  /** Defined names that are ours; `sheet` is a name in the file, for names known on one sheet only. */
  readonly names?: readonly { readonly name: string; readonly sheet?: string }[];
  /** Tables on those sheets that are ours. Others there are the user's, and are reported as discarded. */
  readonly tables?: readonly string[];
  /** Item ids of custom XML that is ours, besides those the book has itself. */
  readonly customXml?: readonly string[];
  /**
   * Where our sheets go while the file has none of them; default last. Afterwards each stays where the user
   * put it, and a new one follows the one that it follows in the book.
   */
  readonly position?: 'first' | 'last' | { readonly before: string } | { readonly after: string };
  readonly limits?: Partial<ReadLimits>;
}

export interface UpdateOutcome {
  /** The new file. Nothing has been written anywhere. */
  readonly bytes: Uint8Array;
  /** Plain references of the user's into sheets of ours, that stay as they are written. */
  readonly references: readonly UserReference[];
  /** References whose sheet, name, table, column or content is gone. */
  readonly missing: readonly UserReference[];
  /** What of the user's is lost with the sheets of ours that were replaced or removed. */
  readonly discarded: readonly Discarded[];
  /** Parts that may hold references and could not be read; they are kept all the same. */
  readonly unread: readonly string[];
  /** Paths of parts. `kept` are the same bytes as before; a path that was removed may be among the added. */
  readonly parts: {
    readonly kept: readonly string[];
    readonly changed: readonly string[];
    readonly removed: readonly string[];
    readonly added: readonly string[];
  };
}

const RELATIONS_TYPE = 'application/vnd.openxmlformats-package.relationships+xml';
const MAX_SHEET_ID = 65_534;

/** The order of what the workbook part holds. */
const WORKBOOK_ORDER = [
  'fileVersion',
  'fileSharing',
  'workbookPr',
  'workbookProtection',
  'bookViews',
  'sheets',
  'functionGroups',
  'externalReferences',
  'definedNames',
  'calcPr',
  'oleSize',
  'customWorkbookViews',
  'pivotCaches',
  'smartTagPr',
  'smartTagTypes',
  'webPublishing',
  'fileRecoveryPr',
  'webPublishObjects',
  'extLst',
];

/** A tab of the new file: one of the user's, or the book's sheet with this number. */
type Tab =
  | { readonly user: number }
  | { readonly ours: number /** The tab it replaces. */; readonly old: number | undefined };

class BookUpdater {
  readonly #before: ReadBook;
  readonly #parts: PackageParts;
  readonly #book: Book;
  readonly #next: ReadBook;
  readonly #options: UpdateOptions;
  readonly #limits: ReadLimits;
  readonly #types: ContentTypes;
  readonly #workbook: PartEditor;
  readonly #relations: RelationshipEditor;
  readonly #rootRelations: ReadonlyMap<string, Relationship>;
  readonly #workbookRelations: ReadonlyMap<string, Relationship>;

  /** Per old tab: undefined for the user's, null for ours that go, else the number of its successor. */
  readonly #fate: readonly (number | null | undefined)[];
  readonly #tabs: readonly Tab[];
  /** The new place of an old tab, by its old place. */
  readonly #movedTo: ReadonlyMap<number, number>;
  readonly #tabOfOurs: ReadonlyMap<number, number>;

  readonly #removed = new Set<string>();
  readonly #changed = new Map<string, Part>();
  readonly #added: Part[] = [];
  readonly #taken = new Set<string>();
  readonly #discarded: Discarded[] = [];
  readonly #unread: string[] = [];
  /** Sheets of ours whose name will not be there any more; folded. */
  readonly #sheetsGone: ReadonlySet<string>;
  readonly #namesGone = new Set<string>();
  readonly #namesAfter = new Set<string>();

  constructor(existing: Uint8Array | ReadBook, book: Book, options: UpdateOptions) {
    this.#options = options;
    this.#limits = { ...READ_LIMITS, ...options.limits };
    this.#book = book;
    this.#next = readBook(writeBook(book), this.#limits);
    this.#before = existing instanceof Uint8Array ? readBook(existing, this.#limits) : existing;
    this.#parts = this.#before.parts;
    const path = this.#before.part;
    this.#types = new ContentTypes(this.#parts.get(TYPES_PART));
    this.#workbook = new PartEditor(this.#parts.get(path));
    this.#rootRelations = readRelationships(this.#parts, '');
    this.#workbookRelations = readRelationships(this.#parts, path);
    checkUpdatable(this.#before, this.#workbook, this.#types, book);
    this.#relations = new RelationshipEditor(this.#parts, path);
    this.#fate = this.#fates();
    this.#tabs = this.#arrange();
    const movedTo = new Map<number, number>();
    const tabOfOurs = new Map<number, number>();
    this.#tabs.forEach((tab, at) => {
      if ('user' in tab) movedTo.set(tab.user, at);
      else {
        tabOfOurs.set(tab.ours, at);
        if (tab.old !== undefined) movedTo.set(tab.old, at);
      }
    });
    const names = new Set(this.#next.sheets.map((sheet) => foldCase(sheet.name)));
    this.#sheetsGone = new Set(
      this.#ourOldSheets()
        .map((sheet) => foldCase(sheet.name))
        .filter((name) => !names.has(name)),
    );
    this.#movedTo = movedTo;
    this.#tabOfOurs = tabOfOurs;
  }

  // --- which tab becomes which ---

  #fates(): readonly (number | null | undefined)[] {
    const { sheets } = this.#before;
    const at = new Map(sheets.map((sheet, number) => [foldCase(sheet.name), number]));
    const successors = new Map(this.#book.sheets.map((sheet, number) => [foldCase(sheet.name), number]));
    const fate: (number | null | undefined)[] = sheets.map(() => undefined);
    const used = new Set<number>();
    for (const { name, becomes } of this.#options.sheets) {
      const number = at.get(foldCase(name));
      if (number === undefined)
        return refuse({ code: 'sheet-unknown', sheet: name, where: 'options.sheets' });
      if (fate[number] !== undefined) {
        return refuse({ code: 'option-invalid', where: 'options.sheets', value: name });
      }
      const successor = successors.get(foldCase(becomes ?? name));
      if (successor === undefined && becomes !== undefined) {
        return refuse({ code: 'sheet-unknown', sheet: becomes, where: 'options.sheets' });
      }
      if (successor !== undefined && used.has(successor)) {
        return refuse({ code: 'option-invalid', where: 'options.sheets', value: name });
      }
      if (successor !== undefined) used.add(successor);
      fate[number] = successor ?? null;
    }
    sheets.forEach((sheet, number) => {
      if (fate[number] === undefined && successors.has(foldCase(sheet.name))) {
        refuse({ code: 'update-sheet-taken', sheet: sheet.name });
      }
    });
    return fate;
  }

  #arrange(): readonly Tab[] {
    const tabs: Tab[] = [];
    this.#fate.forEach((fate, number) => {
      if (fate === undefined) tabs.push({ user: number });
      else if (fate !== null) tabs.push({ ours: fate, old: number });
    });
    const placeOf = (ours: number): number => tabs.findIndex((tab) => 'ours' in tab && tab.ours === ours);
    for (let number = 0; number < this.#book.sheets.length; number++) {
      if (placeOf(number) >= 0) continue;
      let place = number > 0 ? placeOf(number - 1) + 1 : 0;
      if (number === 0) {
        const later = this.#book.sheets.map((_, at) => placeOf(at)).find((at) => at >= 0);
        place = later ?? this.#firstPlace(tabs);
      }
      tabs.splice(place, 0, { ours: number, old: undefined });
    }
    return tabs;
  }

  #firstPlace(tabs: readonly Tab[]): number {
    const position = this.#options.position ?? 'last';
    if (position === 'first') return 0;
    if (position === 'last') return tabs.length;
    const name = 'before' in position ? position.before : position.after;
    const at = tabs.findIndex(
      (tab) => 'user' in tab && foldCase(this.#before.sheets[tab.user]?.name ?? '') === foldCase(name),
    );
    if (at < 0) return refuse({ code: 'sheet-unknown', sheet: name, where: 'options.position' });
    return 'before' in position ? at : at + 1;
  }

  #ourOldSheets(): readonly ReadSheet[] {
    return this.#before.sheets.filter((_, at) => this.#fate[at] !== undefined);
  }

  #userSheets(): readonly ReadSheet[] {
    return this.#before.sheets.filter((_, at) => this.#fate[at] === undefined);
  }

  // --- parts that go ---

  /** All parts that can be reached from these, without going through what is in `without`. */
  #reach(from: readonly string[], without: ReadonlySet<string> = new Set()): ReadonlySet<string> {
    const seen = new Set<string>();
    const open = [...from];
    for (let source = open.pop(); source !== undefined; source = open.pop()) {
      const key = pathKey(source);
      if (seen.has(key) || without.has(key)) continue;
      seen.add(key);
      const part = source === '' ? '' : this.#parts.find(source)?.path;
      if (part === undefined) continue;
      for (const relation of this.#relationsOf(part).values()) {
        if (!relation.external) open.push(relation.target);
      }
    }
    return seen;
  }

  readonly #relationCache = new Map<string, ReadonlyMap<string, Relationship>>();

  #relationsOf(part: string): ReadonlyMap<string, Relationship> {
    let known = this.#relationCache.get(part);
    if (known === undefined) {
      known = readRelationships(this.#parts, part);
      this.#relationCache.set(part, known);
    }
    return known;
  }

  #removeParts(): void {
    const ours = new Set([
      ...(this.#options.customXml ?? []).map((id) => id.toUpperCase()),
      ...(this.#book.customXml ?? []).map((item) => item.itemId),
    ]);
    const roots = new Set(
      this.#ourOldSheets()
        .filter((sheet) => sheet.part !== '')
        .map((sheet) => pathKey(sheet.part)),
    );
    for (const item of this.#before.customXml) {
      if (item.itemId !== undefined && ours.has(item.itemId.toUpperCase())) roots.add(pathKey(item.part));
    }
    for (const relation of this.#workbookRelations.values()) {
      if (hasType(relation, 'calcChain')) roots.add(pathKey(relation.target));
    }
    for (const { id, target, external } of this.#workbookRelations.values()) {
      if (!external && roots.has(pathKey(target))) this.#relations.remove(id);
    }
    const atRoot = [...this.#rootRelations.values()].filter(
      (one) => !one.external && roots.has(pathKey(one.target)),
    );
    if (atRoot.length > 0) {
      const editor = new RelationshipEditor(this.#parts, '');
      for (const { id } of atRoot) editor.remove(id);
      this.#change(editor.result());
    }
    const stay = this.#reach([''], roots);
    for (const key of this.#reach([...roots])) if (!stay.has(key)) this.#remove(key);
  }

  #remove(path: string): void {
    const part = this.#parts.find(path);
    if (part === undefined) return;
    this.#removed.add(pathKey(part.path));
    this.#types.remove(part.path);
    const relations = this.#parts.find(relationshipsPath(part.path));
    if (relations !== undefined) {
      this.#removed.add(pathKey(relations.path));
      this.#types.remove(relations.path);
    }
  }

  #change(part: Part): void {
    this.#changed.set(pathKey(part.path), part);
  }

  // --- parts that come ---

  /** A free path for a part of ours: its own, or with another number. */
  #free(path: string): string {
    const folder = this.#before.part.slice(0, this.#before.part.lastIndexOf('/') + 1);
    const placed = path.startsWith('xl/') ? folder + path.slice(3) : path;
    const match = /^(.*?)([0-9]*)(\.[A-Za-z]+)$/.exec(placed);
    const [, stem = placed, digits = '', extension = ''] = match ?? [];
    for (let number = digits === '' ? 0 : 1; ; number++) {
      const candidate = `${stem}${number === 0 ? '' : number}${extension}`;
      const key = pathKey(candidate);
      const relations = pathKey(relationshipsPath(candidate));
      const used = (one: string): boolean =>
        this.#taken.has(one) || (this.#parts.find(one) !== undefined && !this.#removed.has(one));
      if (used(key) || used(relations) || this.#types.named(candidate)) continue;
      this.#taken.add(key);
      return candidate;
    }
  }

  #add(path: string, text: string | Uint8Array, type: string): void {
    this.#added.push({ path, bytes: typeof text === 'string' ? encodeXml(text) : text });
    this.#types.add(path, type);
  }

  // --- references ---

  /** Reads the user's parts for references into our sheets. Returns what each sheet part holds besides. */
  #scanUserParts(finder: ReferenceFinder): ReadonlyMap<string, ScanResult> {
    const scans = new Map<string, ScanResult>();
    const owner = new Map<string, string>();
    for (const sheet of this.#userSheets()) {
      if (sheet.part === '') continue;
      for (const key of this.#reach([sheet.part])) if (!owner.has(key)) owner.set(key, sheet.name);
    }
    const worksheets = new Set(this.#userSheets().map((sheet) => pathKey(sheet.part)));
    const goneTables = this.#goneTableIds();
    for (const part of this.#parts.list()) {
      const key = pathKey(part.path);
      if (this.#removed.has(key) || key.startsWith('customxml/')) continue;
      const sheet = owner.get(key);
      const place = (
        kind: ReferencePlace['kind'],
        more: { cell?: string; name?: string },
      ): ReferencePlace => ({
        kind,
        part: part.path,
        ...(sheet === undefined ? {} : { sheet }),
        ...more,
      });
      const look = (found: ReturnType<typeof scanAnchors>): void => {
        for (const one of found) {
          const more = {
            ...(one.cell === undefined ? {} : { cell: one.cell }),
            ...(one.name === undefined ? {} : { name: one.name }),
          };
          finder.look(one.formula, place(one.kind, more), sheet);
        }
      };
      const type = this.#types.of(part.path) ?? '';
      try {
        if (key.endsWith('.rels')) {
          const source = part.path.replace(/_rels\/([^/]*)\.rels$/, '$1');
          const from = owner.get(pathKey(source));
          for (const one of scanAnchors(part)) {
            const at = { kind: 'hyperlink' as const, part: part.path };
            finder.look(one.formula, from === undefined ? at : { ...at, sheet: from }, from);
          }
        } else if (/vmlDrawing/i.test(type)) {
          look(scanLegacyDrawing(part));
        } else if (worksheets.has(key) || WITH_FORMULAS.test(type)) {
          const scan = scanPart(part);
          scans.set(key, scan);
          look(scan.formulas);
          for (const id of scan.tableIds) {
            const table = goneTables.get(id);
            if (table === undefined) continue;
            finder.references.push({
              place: place('slicer', {}),
              formula: table,
              text: table,
              target: { kind: 'table', table },
              state: 'missing',
            });
          }
        }
      } catch (error) {
        // A sheet must be readable; anything else stays as it is, whatever it is.
        if (!(error instanceof OoxmlError) || !error.code.startsWith('xml-') || worksheets.has(key))
          throw error;
        this.#unread.push(part.path);
      }
    }
    return scans;
  }

  /** Ids of tables of ours that are not in the book any more. */
  #goneTableIds(): ReadonlyMap<string, string> {
    const after = new Set(
      this.#next.sheets.flatMap((sheet) => sheet.tables.map((one) => foldCase(one.name))),
    );
    const out = new Map<string, string>();
    for (const sheet of this.#ourOldSheets()) {
      for (const table of sheet.tables) {
        if (!after.has(foldCase(table.name))) out.set(this.#tableId(table), table.name);
      }
    }
    return out;
  }

  #tableId(table: ReadTable): string {
    const xml = new XmlReader(partText(this.#parts.get(table.part)), table.part);
    xml.next();
    return xml.attribute('id') ?? '';
  }

  #finder(): ReferenceFinder {
    const columns = (table: ReadTable): readonly [string, ReadonlySet<string>] => [
      foldCase(table.name),
      new Set(table.columns.map((column) => columnKey(column.name))),
    ];
    const tables = (sheets: readonly ReadSheet[]): readonly (readonly [string, ReadonlySet<string>])[] =>
      sheets.flatMap((sheet) => sheet.tables.map(columns));
    const byName = (sheets: readonly ReadSheet[]): ReadonlyMap<string, ReadSheet> =>
      new Map(sheets.map((sheet) => [foldCase(sheet.name), sheet]));
    return new ReferenceFinder({
      before: byName(this.#ourOldSheets()),
      after: byName(this.#next.sheets),
      tabsBefore: this.#before.sheets.map((sheet) => sheet.name),
      tabsAfter: this.#tabs.map((tab) =>
        'user' in tab
          ? (this.#before.sheets[tab.user] as ReadSheet).name
          : (this.#next.sheets[tab.ours] as ReadSheet).name,
      ),
      namesGone: this.#namesGone,
      namesAfter: this.#namesAfter,
      tablesBefore: new Map(tables(this.#ourOldSheets())),
      tablesAfter: new Map([...tables(this.#userSheets()), ...tables(this.#next.sheets)]),
    });
  }

  #findReferences(finder: ReferenceFinder, kept: readonly KeptName[]): void {
    for (const sheet of this.#userSheets()) {
      for (const cell of sheet.cells) {
        if (cell.formula === undefined || cell.formula === '') continue;
        const at = cellName(cell.row, cell.column);
        finder.look(
          cell.formula,
          { kind: 'cell', sheet: sheet.name, cell: at, part: sheet.part },
          sheet.name,
        );
      }
    }
    const { part } = this.#before;
    for (const { name, sheet, formula } of kept) {
      const place: ReferencePlace = { kind: 'name', name, part, ...(sheet === undefined ? {} : { sheet }) };
      finder.look(formula, place, sheet);
    }
  }

  #discard(): void {
    const tables = new Set((this.#options.tables ?? []).map(foldCase));
    this.#before.sheets.forEach((sheet, at) => {
      const fate = this.#fate[at];
      if (fate === undefined) return;
      const next = fate === null ? undefined : this.#next.sheets[fate];
      const drawn = fate === null ? [] : (this.#book.sheets[fate]?.charts ?? []);
      const charts = new Set(drawn.map((chart, number) => chart.name ?? `Chart ${number + 1}`));
      for (const one of discardedWith(this.#parts, sheet, next, charts, tables)) this.#discarded.push(one);
    });
  }

  // --- the workbook part ---

  /** The reader has gone through the same elements in the same order; in an odd file it may have seen more. */
  #checkAlike(count: number, read: number, what: string): void {
    if (count === read) return;
    refuse({ code: 'xml-unexpected', part: this.#before.part, what, value: String(count) });
  }

  #insertInWorkbook(tag: string, xml: string): void {
    const editor = this.#workbook;
    const later = new Set(WORKBOOK_ORDER.slice(WORKBOOK_ORDER.indexOf(tag) + 1));
    const next = editor.root.children.find((one) => later.has(one.local) && one.uri === editor.root.uri);
    const prefixed = withPrefix(xml, prefixOf(editor.root.raw));
    if (next !== undefined) editor.replace(next.start, next.start, prefixed);
    else editor.append(editor.root, prefixed);
  }

  #views(): readonly Node[] {
    return this.#workbook.child('bookViews')?.children.filter((one) => one.local === 'workbookView') ?? [];
  }

  /** The tab that is open afterwards. */
  #activeTab(): number {
    const view = this.#views()[0];
    const old = Number((view === undefined ? undefined : attributeOf(view, 'activeTab')) ?? 0);
    const moved = this.#movedTo.get(old);
    if (moved !== undefined) return moved;
    const visible = (tab: Tab): boolean =>
      'user' in tab
        ? this.#before.sheets[tab.user]?.state === 'visible'
        : this.#next.sheets[tab.ours]?.state === 'visible';
    // What stood next to the tab that went; the last one where it was at the end.
    const behind = this.#tabs.findIndex(
      (tab) => visible(tab) && ('user' in tab ? tab.user : (tab.old ?? -1)) > old,
    );
    if (behind >= 0) return behind;
    return Math.max(0, this.#tabs.findLastIndex(visible));
  }

  #editViews(active: number): void {
    const editor = this.#workbook;
    const list = editor.child('bookViews');
    const views = this.#views();
    if (views.length === 0) {
      // Our sheets say how they look in the first window, so there has to be one.
      const view = `<workbookView${active === 0 ? '' : ` activeTab="${active}"`}/>`;
      if (list === undefined) this.#insertInWorkbook('bookViews', `<bookViews>${view}</bookViews>`);
      else editor.append(list, withPrefix(view, prefixOf(list.raw)));
    }
    views.forEach((view, number) => {
      const old = Number(attributeOf(view, 'activeTab') ?? 0);
      const at = number === 0 ? active : (this.#movedTo.get(old) ?? active);
      if (at !== old) editor.set(view, 'activeTab', at);
      const first = attributeOf(view, 'firstSheet');
      if (first === undefined || first === '0') return;
      const moved = this.#movedTo.get(Number(first));
      if (String(moved) !== first) editor.set(view, 'firstSheet', moved);
    });
  }

  #editSheets(ids: ReadonlyMap<number, string>): void {
    const editor = this.#workbook;
    const list = editor.child('sheets') as Node;
    const nodes = list.children.filter((one) => one.local === 'sheet' && one.uri === list.uri);
    this.#checkAlike(nodes.length, this.#before.sheets.length, 'sheet');
    const numbers = new Set<number>();
    let top = 0;
    for (const node of nodes) {
      const id = Number(attributeOf(node, 'sheetId'));
      numbers.add(id);
      if (Number.isSafeInteger(id) && id > top) top = id;
    }
    const freeId = (): number => {
      let id = top < MAX_SHEET_ID ? ++top : 1;
      while (numbers.has(id)) id++;
      numbers.add(id);
      return id;
    };
    const relation = editor.prefixFor(RELATIONS);
    const sheetIds: number[] = [];
    const inner = this.#tabs.map((tab) => {
      if ('user' in tab) {
        const node = nodes[tab.user] as Node;
        sheetIds.push(Number(attributeOf(node, 'sheetId')));
        return editor.text.slice(node.start, node.end);
      }
      const { name, state } = this.#next.sheets[tab.ours] as ReadSheet;
      const kept =
        tab.old === undefined ? Number.NaN : Number(attributeOf(nodes[tab.old] as Node, 'sheetId'));
      const id = Number.isSafeInteger(kept) && kept > 0 ? kept : freeId();
      sheetIds.push(id);
      const text =
        `<sheet name="${escapeAttribute(name, { where: 'sheet name', sheet: name })}" sheetId="${id}"` +
        (state === 'visible' ? '' : ` state="${state}"`) +
        (relation === undefined ? ` xmlns:r="${RELATIONS}" r:id` : ` ${relation}id`) +
        `="${ids.get(tab.ours)}"/>`;
      return withPrefix(text, prefixOf(list.raw));
    });
    editor.replace(list.openEnd, list.closeStart, inner.join(''));
    // Custom views know their sheet by its id.
    const left = new Set(sheetIds);
    for (const view of editor.child('customWorkbookViews')?.children ?? []) {
      const id = attributeOf(view, 'activeSheetId');
      if (id !== undefined && !left.has(Number(id))) editor.set(view, 'activeSheetId', sheetIds[0]);
    }
  }

  /** Takes out our old names, moves those of the user, and puts in ours. Returns the user's. */
  #editNames(ourWorkbook: PartEditor): readonly KeptName[] {
    const editor = this.#workbook;
    const list = editor.child('definedNames');
    const sheets = this.#before.sheets;
    const scoped = (name: string, sheet: string | undefined): string =>
      `${sheet === undefined ? '' : foldCase(sheet)}!${foldCase(name)}`;
    const listed = new Set((this.#options.names ?? []).map(({ name, sheet }) => scoped(name, sheet)));
    const wanted = new Set(this.#next.names.map((one) => scoped(one.name, one.sheet)));
    const kept: KeptName[] = [];
    const nodes = (list?.children ?? []).filter(
      (one) => one.local === 'definedName' && one.uri === list?.uri,
    );
    this.#checkAlike(nodes.length, this.#before.names.length, 'definedName');
    nodes.forEach((node, number) => {
      const read = this.#before.names[number];
      const name = read?.name ?? '';
      const formula = read?.formula ?? '';
      const at = attributeOf(node, 'localSheetId');
      const old = at === undefined ? undefined : Number(at);
      const sheet = old === undefined ? undefined : sheets[old]?.name;
      const fate = old === undefined ? undefined : this.#fate[old];
      const moved = old === undefined ? undefined : this.#movedTo.get(old);
      const builtIn = /^_xlnm\./i.test(name);
      let goes = listed.has(scoped(name, sheet));
      let sheetAfter = sheet;
      if (fate !== undefined && !goes) {
        sheetAfter = typeof fate === 'number' ? this.#next.sheets[fate]?.name : undefined;
        // A name of the user's that only our sheet knows stays with it, unless the sheet goes.
        goes = builtIn || sheetAfter === undefined || wanted.has(scoped(name, sheetAfter));
        if (goes && !builtIn && sheetAfter === undefined && sheet !== undefined) {
          this.#discarded.push({ sheet, kind: 'name', name });
        }
      }
      if (goes) {
        this.#namesGone.add(scoped(name, sheet));
        editor.remove(node);
        return;
      }
      if (wanted.has(scoped(name, sheetAfter))) {
        refuse({
          code: 'update-name-taken',
          name,
          formula: formula.slice(0, 200),
          ...(sheet === undefined ? {} : { sheet }),
        });
      }
      this.#namesAfter.add(scoped(name, sheetAfter));
      kept.push({ name, sheet: sheetAfter, formula });
      if (moved !== undefined && moved !== old) editor.set(node, 'localSheetId', moved);
      const dead = this.#withoutGoneSheets(formula);
      if (dead !== formula) {
        editor.replace(node.openEnd, node.closeStart, escapeXml(dead, { where: `name ${name}` }));
      }
    });
    this.#checkTables(kept);

    const added = ourWorkbook.child('definedNames')?.children.map((node) => {
      const at = attributeOf(node, 'localSheetId');
      const text = ourWorkbook.text.slice(node.start, node.end);
      if (at === undefined) return text;
      return text.replace(/ localSheetId="[0-9]+"/, ` localSheetId="${this.#tabOfOurs.get(Number(at))}"`);
    });
    for (const name of wanted) this.#namesAfter.add(name);
    const text = (added ?? []).join('');
    if (list !== undefined && kept.length === 0 && text === '') {
      // Each name has been taken out already; only the list around them is left.
      editor.replace(list.start, list.openEnd, '');
      if (list.closeStart !== list.end) editor.replace(list.closeStart, list.end, '');
    } else if (list !== undefined) editor.append(list, withPrefix(text, prefixOf(list.raw)));
    else if (text !== '') this.#insertInWorkbook('definedNames', `<definedNames>${text}</definedNames>`);
    return kept;
  }

  /**
   * A name's formula with `#REF!` for sheets that go, as Excel itself does it. In cells a reference to no
   * sheet is harmless; in a name it can make Excel ask to repair the file.
   */
  #withoutGoneSheets(formula: string): string {
    if (!formula.includes('!')) return formula;
    const gone = this.#sheetsGone;
    let out = '';
    let at = 0;
    scanFormula(formula, (found, start, end) => {
      if (found.kind !== 'cells') return;
      const dead = [found.sheet, found.lastSheet].some((one) => one !== undefined && gone.has(foldCase(one)));
      if (!dead) return;
      out += `${formula.slice(at, start)}#REF!${found.text.slice(found.text.lastIndexOf('!') + 1)}`;
      at = end;
    });
    return out + formula.slice(at);
  }

  /** Refuses tables and names of ours that the user has given to something else. */
  #checkTables(kept: readonly KeptName[]): void {
    const ourTables = this.#next.sheets.flatMap((sheet) => sheet.tables);
    const ourNames = this.#next.names.filter((one) => one.sheet === undefined);
    const taken = new Set([...ourTables, ...ourNames].map((one) => foldCase(one.name)));
    for (const sheet of this.#userSheets()) {
      for (const { name, area } of sheet.tables) {
        if (taken.has(foldCase(name))) {
          refuse({ code: 'update-table-taken', table: name, sheet: sheet.name, area: areaName(area) });
        }
      }
    }
    const tables = new Set(ourTables.map((one) => foldCase(one.name)));
    for (const { name, sheet, formula } of kept) {
      if (sheet === undefined && tables.has(foldCase(name))) {
        refuse({ code: 'update-name-taken', name, formula: formula.slice(0, 200) });
      }
    }
  }

  #editCalculation(): void {
    const editor = this.#workbook;
    const node = editor.child('calcPr');
    if (node !== undefined) editor.set(node, 'fullCalcOnLoad', 1);
    else this.#insertInWorkbook('calcPr', '<calcPr calcId="191029" fullCalcOnLoad="1"/>');
  }

  // --- our parts ---

  /** The text of a sheet of ours, as `writeBook` made it, with the user's numbers for styles and texts. */
  #translateSheet(
    xml: string,
    selected: boolean,
    cells: readonly number[],
    differentials: readonly number[],
    strings: readonly number[],
  ): string {
    const style = (index: number): number => cells[index] ?? index;
    const plain = style(0);
    // In the writer's text `<` begins a tag and nothing else, and attributes stand in its order.
    const text = xml
      .replace(
        /<c r="([A-Z]{1,3}[0-9]{1,7})"(?: s="([0-9]+)")?(?: t="s"><v>([0-9]+)<)?/g,
        (_, reference: string, own: string | undefined, shared: string | undefined) => {
          const s = own === undefined ? plain : style(Number(own));
          return (
            `<c r="${reference}"${s === 0 ? '' : ` s="${s}"`}` +
            (shared === undefined ? '' : ` t="s"><v>${strings[Number(shared)] ?? shared}<`)
          );
        },
      )
      .replace(
        /(<col [^>]*?) style="([0-9]+)"/g,
        (_, head: string, own: string) => `${head} style="${style(Number(own))}"`,
      )
      .replace(
        /(<cfRule [^>]*?) dxfId="([0-9]+)"/g,
        (_, head: string, own: string) => `${head} dxfId="${differentials[Number(own)] ?? own}"`,
      )
      .replace(/(<sheetView\b[^>]*?) tabSelected="1"/, '$1');
    return selected ? text.replace('<sheetView ', '<sheetView tabSelected="1" ') : text;
  }

  /** Puts our parts in, under free paths. Returns the relationship id of each sheet. */
  #addParts(scans: ReadonlyMap<string, ScanResult>, active: number): ReadonlyMap<number, string> {
    const ours = this.#next.parts;
    const types = new ContentTypes(ours.get(TYPES_PART));
    const target = (type: string): Part | undefined => {
      const relation = [...this.#workbookRelations.values()].find((one) => hasType(one, type));
      return relation === undefined ? undefined : this.#parts.get(relation.target);
    };

    const theirStyles = target('styles');
    const ourStyles = ours.get('xl/styles.xml');
    let cells: readonly number[] = [];
    let differentials: readonly number[] = [];
    if (theirStyles === undefined) {
      // Numbers that lead nowhere now would lead to our formats.
      const styled = this.#userSheets().some((sheet) => scans.get(pathKey(sheet.part))?.styled);
      if (styled) refuse({ code: 'part-missing', part: 'xl/styles.xml' });
      const path = this.#free('xl/styles.xml');
      this.#add(path, ourStyles.bytes, types.of(ourStyles.path) ?? '');
      this.#relations.add(`${RELATIONS}/styles`, path);
    } else {
      const merged = mergeStyles(theirStyles, ourStyles);
      this.#change(merged.part);
      cells = merged.cells;
      differentials = merged.differentials;
    }

    const sheetPaths = this.#next.sheets.map((sheet) => sheet.part);
    const ourStrings = ours.find('xl/sharedStrings.xml');
    const theirStrings = target('sharedStrings');
    let strings: readonly number[] = [];
    if (theirStrings === undefined) {
      if (ourStrings !== undefined) {
        const path = this.#free('xl/sharedStrings.xml');
        this.#add(path, ourStrings.bytes, types.of(ourStrings.path) ?? '');
        this.#relations.add(`${RELATIONS}/sharedStrings`, path);
      }
    } else {
      const kept = this.#stringUses(this.#userSheets(), scans);
      const gone = this.#stringUses(this.#ourOldSheets(), scans);
      let added = 0;
      for (const path of sheetPaths) added += partText(ours.get(path)).split(' t="s">').length - 1;
      const merged = mergeStrings(theirStrings, ourStrings, { kept, gone, added }, this.#limits.maxItems);
      this.#change(merged.part);
      strings = merged.places;
    }

    const order = ours
      .list()
      .map((part) => part.path)
      .filter((path) => /^(?:xl\/(?:worksheets|drawings|charts|tables)|customXml)\/[^/]+$/.test(path));
    const newPaths = new Map(order.map((path) => [path, this.#free(path)] as const));
    const tableIds = this.#tableIds();
    const ids = new Map<number, string>();
    for (const path of order) {
      const part = ours.get(path);
      const to = newPaths.get(path) as string;
      const sheet = sheetPaths.indexOf(path);
      let bytes = part.bytes;
      if (sheet >= 0) {
        const selected = this.#tabOfOurs.get(sheet) === active;
        bytes = encodeXml(this.#translateSheet(partText(part), selected, cells, differentials, strings));
      } else if (path.startsWith('xl/tables/')) {
        bytes = encodeXml(
          partText(part).replace(/(<table [^>]*?) id="[0-9]+"/, `$1 id="${tableIds.get(path)}"`),
        );
      }
      this.#add(to, bytes, types.of(path) ?? 'application/xml');
      const relations = readRelationships(ours, path);
      if (relations.size > 0) {
        const lines = [...relations.values()].map((one) => {
          const moved = newPaths.get(one.target) as string;
          return `<Relationship Id="${one.id}" Type="${one.type}" Target="${escapeAttribute(relativeTarget(to, moved), { where: to })}"/>`;
        });
        this.#add(
          relationshipsPath(to),
          `${XML_HEADER}<Relationships xmlns="${PACKAGE_RELATIONS}">${lines.join('')}</Relationships>`,
          RELATIONS_TYPE,
        );
      }
    }
    sheetPaths.forEach((path, number) => {
      ids.set(number, this.#relations.add(`${RELATIONS}/worksheet`, newPaths.get(path) as string));
    });
    for (const item of this.#next.customXml) {
      this.#relations.add(`${RELATIONS}/customXml`, newPaths.get(item.part) as string);
    }
    return ids;
  }

  #stringUses(
    sheets: readonly ReadSheet[],
    scans: ReadonlyMap<string, ScanResult>,
  ): { readonly count: number; readonly last: number; readonly indexes: ReadonlySet<number> } {
    let count = 0;
    let last = -1;
    const indexes = new Set<number>();
    for (const sheet of sheets) {
      if (sheet.part === '') continue;
      const scan =
        scans.get(pathKey(sheet.part)) ??
        (sheet.kind === 'worksheet' ? scanPart(this.#parts.get(sheet.part)) : undefined);
      if (scan === undefined) continue;
      count += scan.strings.count;
      for (const index of scan.strings.indexes) {
        indexes.add(index);
        if (index > last) last = index;
      }
    }
    return { count, last, indexes };
  }

  /** Ids for our tables, by their part: the one a table of that name had, else a free one. */
  #tableIds(): ReadonlyMap<string, number> {
    const used = new Set<number>();
    for (const sheet of this.#userSheets())
      for (const table of sheet.tables) used.add(Number(this.#tableId(table)));
    const old = new Map<string, number>();
    for (const sheet of this.#ourOldSheets())
      for (const table of sheet.tables) old.set(foldCase(table.name), Number(this.#tableId(table)));
    const ours = this.#next.sheets.flatMap((sheet) => sheet.tables);
    const out = new Map<string, number>();
    for (const table of ours) {
      const id = old.get(foldCase(table.name));
      if (id === undefined || !Number.isSafeInteger(id) || id < 1 || used.has(id)) continue;
      used.add(id);
      out.set(table.part, id);
    }
    let next = 1;
    for (const table of ours) {
      if (out.has(table.part)) continue;
      while (used.has(next)) next++;
      used.add(next);
      out.set(table.part, next);
    }
    return out;
  }

  update(): UpdateOutcome {
    const ourWorkbook = new PartEditor(this.#next.parts.get(this.#next.part));
    this.#discard();
    this.#removeParts();
    const kept = this.#editNames(ourWorkbook);
    const finder = this.#finder();
    this.#findReferences(finder, kept);
    const scans = this.#scanUserParts(finder);
    const active = this.#activeTab();
    const ids = this.#addParts(scans, active);
    this.#editSheets(ids);
    this.#editViews(active);
    this.#editCalculation();
    this.#change(this.#workbook.result());
    this.#change(this.#relations.result());
    this.#change(this.#types.result());

    const parts: Part[] = [];
    const report = { kept: [] as string[], changed: [] as string[], removed: [] as string[] };
    const left = new Map(this.#changed);
    for (const part of this.#parts.list()) {
      const key = pathKey(part.path);
      const changed = left.get(key);
      left.delete(key);
      if (this.#removed.has(key)) report.removed.push(part.path);
      else if (changed === undefined || sameBytes(changed.bytes, part.bytes)) {
        report.kept.push(part.path);
        parts.push(part);
      } else {
        report.changed.push(part.path);
        parts.push({ path: part.path, bytes: changed.bytes });
      }
    }
    const added = [...left.values(), ...this.#added];
    return {
      bytes: packParts([...parts, ...added]),
      references: finder.references.filter((one) => one.state !== 'missing'),
      missing: finder.references.filter((one) => one.state === 'missing'),
      discarded: this.#discarded,
      unread: this.#unread,
      parts: { ...report, added: added.map((part) => part.path) },
    };
  }
}

/** Parts whose content may hold formulas or references. */
const WITH_FORMULAS =
  /(?:worksheet|chartsheet|dialogsheet|\.table|drawing|chart|chartshapes|chartex|pivotCacheDefinition|controlproperties|slicerCache)\+xml$/i;

interface KeptName {
  readonly name: string;
  readonly sheet: string | undefined;
  readonly formula: string;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/**
 * Writes a book into a user's .xlsx file. The user's parts stay the bytes they are; only what lists sheets,
 * names, styles, texts and parts is added to, without renumbering anything of the user's. The new file
 * recalculates when it is opened. Nothing is rounded, and nothing is written to a disk.
 *
 * `existing` is a file, or what `readBook` made of it.
 *
 * The formulas of users stay as they are written. `references` and `missing` in the outcome tell which of
 * them go to a sheet of ours by address, or to something that is not there any more; the caller decides
 * whether the new file may take the place of the old one.
 *
 * Throws `OoxmlError`: what `readBook` and `writeBook` refuse; workbooks that are strict, signed, shared in
 * the old way, hold macros, are templates, have a protected structure, or a setting under which our sheets
 * would calculate otherwise (`update-…`); sheets, names or tables of the user's with a name that ours need;
 * pivot tables, slicers and queries on sheets of ours.
 */
export function updateBook(
  existing: Uint8Array | ReadBook,
  ours: Book,
  options: UpdateOptions,
): UpdateOutcome {
  return new BookUpdater(existing, ours, options).update();
}
