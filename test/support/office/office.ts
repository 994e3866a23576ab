import {
  type ExcelLibrary,
  type Loaded,
  loadLibrary,
  type ObjectPath,
  type RichRequest,
  type RichResponse,
} from './library.ts';
import { ExcelError, type FakeWorkbook, NotImitated } from './model.ts';
import { isWire, type Wire, workbookWire } from './objects.ts';

/**
 * Excel for tests: the real Office.js talks to a workbook in memory. Its limits: it does not calculate, has no undo, no
 * other users, no events, no typing rules of a language; and it throws at whatever else it does not imitate.
 */
export class FakeExcel {
  readonly library: ExcelLibrary;
  /** where events go: to the library in this process, unless somebody else takes them */
  onEvent: Loaded['fire'];
  /** the size of every request that came, in characters */
  readonly requests: number[] = [];
  /** what Excel answers in place of doing a request, by its number from 1 */
  fail: (request: number, content: RichRequest) => { code: string; afterActions?: number } | undefined = () =>
    undefined;
  /** what a test did that is not imitated: a test fails on it, whatever the add-in made of the error */
  readonly notImitated: string[] = [];

  constructor(readonly workbook: FakeWorkbook) {
    const { excel, fire } = loadLibrary((request, size) => this.answer(request, size));
    this.library = excel;
    this.onEvent = fire;
  }

  /** The user chooses cells. */
  choose(sheet: string, address: string): void {
    const found = this.workbook.sheet(sheet);
    if (!found) throw new NotImitated(`choosing a cell of ${sheet}`);
    if (this.workbook.listening) this.onEvent(14, 'Workbook', { worksheetId: found.id, address });
  }

  /** What Excel answers to a request of Office.js. */
  answer(request: RichRequest, size: number): RichResponse {
    // the library tidies up after itself, unasked and without waiting
    const tidying = request.Actions.every(
      ({ ActionType, Name }) => ActionType === 1 || Name === '_RemoveReference',
    );
    const failure = tidying ? undefined : this.fail(this.requests.push(size), request);
    const conversation = new Conversation(this.workbook, request);
    const results: { ActionId: number; Value: unknown }[] = [];
    const refused = (error: ExcelError, index: number): RichResponse => ({
      Results: results,
      TraceIds: [],
      Error: {
        Code: error.code,
        Message: error.message,
        Location: '',
        ActionIndex: index,
        HttpStatusCode: 400,
      },
    });
    if (!tidying && size > 5_000_000) {
      return refused(new ExcelError('RequestPayloadSizeLimitExceeded'), 0);
    }
    for (const [index, action] of request.Actions.entries()) {
      if (failure && index >= (failure.afterActions ?? 0))
        return refused(new ExcelError(failure.code), index);
      try {
        results.push({ ActionId: action.Id, Value: conversation.act(action) });
      } catch (error) {
        if (error instanceof ExcelError) return refused(error, index);
        if (error instanceof NotImitated) {
          this.notImitated.push(error.message);
          return refused(new ExcelError('NotImitated', error.message), index);
        }
        throw error;
      }
    }
    // an event's handler is in place once its trace comes back
    const traces = request.Actions.filter(({ ActionType }) => ActionType === 5).map(({ Id }) => Id);
    const answer = { Results: results, TraceIds: traces };
    if (JSON.stringify(answer).length > 5_000_000) {
      return { ...refused(new ExcelError('ResponsePayloadSizeLimitExceeded'), 0), Results: [] };
    }
    return answer;
  }
}

const REFERENCES = new WeakMap<FakeWorkbook, Map<string, Wire>>();
let nextReference = 1;

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** One request: what its paths lead to, each looked up once. */
class Conversation {
  readonly #found = new Map<number, Wire | null>();
  readonly #references: Map<string, Wire>;

  constructor(
    private readonly book: FakeWorkbook,
    private readonly request: RichRequest,
  ) {
    const references = REFERENCES.get(book) ?? new Map<string, Wire>();
    REFERENCES.set(book, references);
    this.#references = references;
  }

  act({ ActionType, ObjectPathId, Name, ArgumentInfo, QueryInfo }: RichRequest['Actions'][number]): unknown {
    const object = ActionType === 5 ? null : this.at(ObjectPathId);
    switch (ActionType) {
      case 1: {
        if (object === null) return null;
        if (!object.tracked) return object.ids ?? {};
        const reference = `reference-${nextReference++}`;
        this.#references.set(reference, object);
        return { _ReferenceId: reference };
      }
      case 2:
        return object === null ? null : query(object, QueryInfo?.Select ?? []);
      case 3: {
        // what is asked of nothing is not done
        if (object === null) return null;
        const value = this.call(object, Name, this.given(ArgumentInfo));
        return isWire(value) ? {} : (value ?? null);
      }
      case 4: {
        if (object === null) return null;
        const write = object.write?.[Name];
        if (!write) throw new NotImitated(`${object.kind}.${Name} = …`);
        write((this.given(ArgumentInfo)[0] ?? null) as never);
        return null;
      }
      case 5:
        return null;
      default:
        throw new NotImitated(`an action of type ${ActionType}`);
    }
  }

  private at(id: number): Wire | null {
    const known = this.#found.get(id);
    if (known !== undefined) return known;
    const path = this.request.ObjectPaths[String(id)];
    if (!path) throw new NotImitated(`no path ${id}`);
    const found = this.resolve(path);
    this.#found.set(id, found);
    return found;
  }

  private resolve({ ObjectPathType, Name, ParentObjectPathId, ArgumentInfo }: ObjectPath): Wire | null {
    if (ObjectPathType === 1) return workbookWire(this.book);
    if (ObjectPathType === 6) {
      const found = this.#references.get(Name);
      if (!found) throw new ExcelError('InvalidReference', Name);
      return found;
    }
    const parent = ParentObjectPathId === undefined ? undefined : this.at(ParentObjectPathId);
    if (parent === null) return null;
    if (!parent) throw new NotImitated(`a path of type ${ObjectPathType}`);
    if (ObjectPathType === 4) {
      const part = parent.parts?.[Name];
      if (!part) throw new NotImitated(`${parent.kind}.${Name}`);
      return part();
    }
    if (ObjectPathType !== 3 && ObjectPathType !== 5)
      throw new NotImitated(`a path of type ${ObjectPathType}`);
    const value = this.call(parent, ObjectPathType === 5 ? 'GetItem' : Name, this.given(ArgumentInfo));
    if (value === null) return null;
    if (!isWire(value)) throw new NotImitated(`${parent.kind}.${Name}() as an object`);
    return value;
  }

  private call(object: Wire, name: string, given: readonly unknown[]): unknown {
    const call = object.calls?.[name];
    if (!call) throw new NotImitated(`${object.kind}.${name}()`);
    return call(...(given as never[]));
  }

  /** The arguments, objects in place of their paths. */
  private given(info: RichRequest['Actions'][number]['ArgumentInfo']): unknown[] {
    const references = info?.ReferencedObjectPathIds ?? [];
    return (info?.Arguments ?? []).map((argument, index) => {
      const reference = references[index];
      return typeof reference === 'number' && reference > 0 ? this.at(reference) : argument;
    });
  }
}

/** What is loaded of an object: `name`, `part/name`, of each item of a collection. */
function query(object: Wire, select: readonly string[]): unknown {
  if (object.items) {
    const items = object.items();
    const own = select.filter((name) => object.read?.[pascal(name)] !== undefined);
    const each = select.filter((name) => !own.includes(name));
    return {
      _Items: items.map((item) => ({ ...item.ids, ...(query(item, each) as object) })),
      ...(query({ ...object, items: undefined } as unknown as Wire, own) as object),
      Count: items.length,
    };
  }
  const answer: Record<string, unknown> = { ...object.ids };
  const parts = new Map<string, string[]>();
  for (const name of select) {
    const [first = '', ...rest] = name.split('/');
    if (rest.length > 0) parts.set(first, [...(parts.get(first) ?? []), rest.join('/')]);
    else {
      const read = object.read?.[pascal(first)];
      if (!read) throw new NotImitated(`loading ${object.kind}.${first}`);
      answer[pascal(first)] = read();
    }
  }
  for (const [name, inner] of parts) {
    const part = object.parts?.[pascal(name)];
    if (!part) throw new NotImitated(`loading ${object.kind}.${name}`);
    const found = part();
    answer[pascal(name)] = found === null ? null : query(found, inner);
  }
  return answer;
}
