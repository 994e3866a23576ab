import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';

/**
 * The real Office.js, unmodified, in Node: the library that Excel on the web loads, run in a context of its own with
 * the little of a browser that it looks at. What it would send to Excel goes to `send`, and its answer comes back.
 */

/** What the library sends. */
export interface RichRequest {
  readonly Actions: readonly Action[];
  readonly ObjectPaths: Readonly<Record<string, ObjectPath>>;
}

export interface Action {
  readonly Id: number;
  readonly ActionType: number;
  readonly Name: string;
  readonly ObjectPathId: number;
  readonly ArgumentInfo?: Arguments;
  readonly QueryInfo?: { readonly Select?: readonly string[]; readonly Expand?: readonly string[] };
}

export interface ObjectPath {
  readonly Id: number;
  readonly ObjectPathType: number;
  readonly Name: string;
  readonly ParentObjectPathId?: number;
  readonly ArgumentInfo?: Arguments;
}

interface Arguments {
  readonly Arguments?: readonly unknown[];
  readonly ReferencedObjectPathIds?: readonly unknown[];
}

export interface RichError {
  readonly Code: string;
  readonly Message: string;
  readonly Location?: string;
}

export interface RichResponse {
  readonly Results: readonly { readonly ActionId: number; readonly Value: unknown }[];
  readonly TraceIds: readonly number[];
  readonly Error?: RichError & { readonly ActionIndex: number; readonly HttpStatusCode: number };
}

export type Send = (request: RichRequest, size: number) => RichResponse;

/** What a page has as `Excel` once the library is loaded. */
export type ExcelLibrary = typeof Excel;

const FILE = 'dist/excel-web-16.00.debug.js';

let script: vm.Script | undefined;

export interface Loaded {
  readonly excel: ExcelLibrary;
  /** Tells the library of an event, as Excel numbers them. */
  readonly fire: (event: number, target: string, values: unknown) => void;
}

/** A library of its own for each workbook: what it remembers of one never reaches another. */
export function loadLibrary(send: Send): Loaded {
  script ??= compiled();
  const nothing = (): void => undefined;
  const element = (): object => ({
    style: {},
    setAttribute: nothing,
    appendChild: nothing,
    addEventListener: nothing,
  });
  const window: Record<string, unknown> = {
    ...{ console, setTimeout, clearTimeout, setInterval, clearInterval },
    // of this realm, since the library asks whether what it is given is one of them
    ...{ Date, Error, Array, Object, Promise, JSON, RegExp, TypeError, RangeError },
    navigator: { userAgent: 'node' },
    location: { href: 'https://addin/', hostname: 'addin', protocol: 'https:', search: '', hash: '' },
    document: {
      createElement: element,
      getElementsByTagName: () => [],
      addEventListener: nothing,
      body: element(),
      documentElement: element(),
      cookie: '',
      URL: 'https://addin/',
      domain: 'addin',
    },
    addEventListener: nothing,
    removeEventListener: nothing,
  };
  window.window = window;
  window.self = window;
  script.runInContext(vm.createContext(window));
  const { OfficeExtension: extension, Excel: library } = window as unknown as {
    OfficeExtension: { HostBridge: { init(bridge: Bridge): void } };
    Excel: ExcelLibrary;
  };
  const bridge: Bridge = {
    sendMessageToHost(text) {
      const { id, message } = JSON.parse(text) as { id: number; message: { body: RichRequest } };
      const body = send(message.body, JSON.stringify(message.body).length);
      const answer = { id, type: 2, message: { statusCode: 200, headers: {}, body } };
      // an answer comes later: whoever forgets to wait finds nothing
      setTimeout(() => bridge.onMessageFromHost?.(JSON.stringify(answer)), 0);
    },
  };
  extension.HostBridge.init(bridge);
  const fire: Loaded['fire'] = (event, target, values) => {
    const entry = [65_536, event, target, JSON.stringify(values), 1, false];
    bridge.onMessageFromHost?.(JSON.stringify({ type: 3, message: { entries: [entry] } }));
  };
  return { excel: library, fire };
}

interface Bridge {
  sendMessageToHost(text: string): void;
  onMessageFromHost?: (text: string) => void;
}

function compiled(): vm.Script {
  const folder = path.dirname(createRequire(import.meta.url).resolve('@microsoft/office-js/package.json'));
  const filename = path.join(folder, FILE);
  return new vm.Script(readFileSync(filename, 'utf8'), { filename });
}
