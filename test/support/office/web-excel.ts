import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import type { RichRequest } from './library.ts';
import type { FakeExcel } from './office.ts';

/**
 * Excel on the web for tests: a page at Microsoft's address that holds an add-in in a frame and speaks to the real,
 * unmodified Office.js in it as Excel does. What the add-in asks of the workbook is answered by the stand-in for Excel.
 * No request leaves the machine: each address is answered here, and one that is not known fails.
 */

const HOST = 'https://excel.officeapps.live.com';
/** Where an add-in loads the library from. */
export const OFFICE_JS = 'https://appsforoffice.microsoft.com/lib/1/hosted/';

export interface WebExcel {
  readonly page: Page;
  /** the add-in */
  readonly frame: Frame;
  /** addresses that were asked for and are nobody's */
  readonly strangers: readonly string[];
  /** The user chooses cells. */
  choose(sheet: string, address: string): Promise<void>;
  /** The user clicks a button of the add-in in the ribbon. */
  press(action: string): Promise<void>;
}

/**
 * Opens an add-in in Excel on the web.
 * @param address of the add-in's page
 * @param serve the files of the add-in, by address; undefined for what is not its own
 * @param locale of Excel
 */
export async function openInExcel(
  context: BrowserContext,
  excel: FakeExcel,
  address: string,
  serve: (address: string) => { readonly body: Buffer; readonly type: string } | undefined,
  locale = 'nl-NL',
): Promise<WebExcel> {
  const strangers: string[] = [];
  const library = path.dirname(createRequire(import.meta.url).resolve('@microsoft/office-js/dist/office.js'));
  await context.route('**/*', async (route) => {
    const asked = route.request().url();
    if (asked.startsWith(`${HOST}/`)) {
      await route.fulfill({ contentType: 'text/html', body: hostPage(address, locale) });
      return;
    }
    const part = OFFICES.map((base) => (asked.startsWith(base) ? asked.slice(base.length) : undefined)).find(
      (found) => found !== undefined,
    );
    if (part !== undefined) {
      const file = path.join(library, decodeURIComponent(part.split(/[?#]/)[0] ?? ''));
      await route.fulfill({ contentType: 'text/javascript', body: readFileSync(file) });
      return;
    }
    const own = serve(asked.split('#')[0] ?? asked);
    if (own) await route.fulfill({ contentType: own.type, body: own.body });
    else {
      strangers.push(asked);
      await route.abort();
    }
  });
  const page = await context.newPage();
  await page.exposeFunction('answer', (text: string) =>
    JSON.stringify(excel.answer(JSON.parse(text) as RichRequest, text.length)),
  );
  await page.goto(`${HOST}/host`);
  const element = await page.waitForSelector('iframe');
  const frame = await element.contentFrame();
  if (!frame) throw new Error('the add-in has no frame');
  excel.onEvent = (event, target, values) =>
    void page.evaluate(([kind, of, text]) => (window as unknown as HostWindow).fire(kind, of, text), [
      event,
      target,
      JSON.stringify(values),
    ] as const);
  return {
    page,
    frame,
    strangers,
    choose: async (sheet, cells) => excel.choose(sheet, cells),
    press: (action) => page.evaluate((name) => (window as unknown as HostWindow).press(name), action),
  };
}

const OFFICES = [OFFICE_JS, 'https://officeapis.public.onecdn.static.microsoft/1/'];

interface HostWindow {
  fire(event: number, target: string, text: string): void;
  press(action: string): void;
}

/** The page that stands in for Excel: it passes on, and tells the library where it is. */
function hostPage(address: string, locale: string): string {
  const name = JSON.stringify({
    baseFrameName: 'samenplan',
    hostInfo: `Excel|Web|16.01|${locale}|conversation|||0`,
    xdmInfo: `conversation|addin|${HOST}`,
    serializerVersion: '1',
    flights: '[]',
  });
  const appContext = {
    _id: 'addin',
    _appName: 16,
    _appVersion: '16.00',
    _appUILocale: locale,
    _dataLocale: locale,
    _docUrl: `${HOST}/plan.xlsx`,
    _clientMode: 1,
    _settings: [],
    _reason: 'documentOpened',
    _osfControlType: 1,
    _eToken: '',
    _correlationId: 'conversation',
    _appInstanceId: 'instance',
    _hostFullVersion: '16.0.18000.41000',
    _initialDisplayMode: 0,
    _requirementMatrix: '{"excelapi":"1.15","sharedruntime":1.1,"dialogapi":1.2}',
  };
  return `<!doctype html><title>Excel</title><style>body{margin:0}iframe{border:0;width:100vw;height:100vh}</style>
<script>
const context = ${JSON.stringify(appContext)};
const listeners = {};
let frame;
const send = (message) => frame.contentWindow.postMessage(JSON.stringify(message), '*');
const reply = (to, data) => send({
  _messageType: 1, _responseType: 0, _actionName: to._actionName, _conversationId: to._conversationId,
  _correlationId: to._correlationId, _errorCode: 0, _data: data,
});
const tell = (listener, data) => send({ ...listener, _messageType: 1, _responseType: 1, _errorCode: 0, _data: data });
addEventListener('message', async ({ data }) => {
  if (typeof data !== 'string') return;
  const message = JSON.parse(data);
  if (message._messageType !== 0) return;
  const { _actionType: type, _actionName: action, _data: given } = message;
  if (type !== 0) {
    listeners[type === 1 ? action : ''] = {
      _actionName: action, _conversationId: message._conversationId, _correlationId: message._correlationId,
    };
    reply(message, { Error: 0 });
  } else if (action === 'ContextActivationManager_getAppContextAsync') reply(message, context);
  else if (action === 'executeMethod' && given.DdaMethod.DispatchId === 93) {
    const [custom, , , , body] = given.ArrayData ?? given.DdaMethod.ArrayData;
    const request = typeof body === 'string' ? body : JSON.stringify(body);
    // the plumbing of the page itself has nothing to do with a workbook
    const plumbing = String(custom) === 'WacPartition';
    const text = plumbing
      ? JSON.stringify({ Results: JSON.parse(request).Actions.map(({ Id }) => ({ ActionId: Id, Value: {} })), TraceIds: [] })
      : await window.answer(request);
    reply(message, { Version: 1, Error: 0, Data: [200, [], text] });
  } else if (action === 'executeMethod') reply(message, { Version: 1, Error: 0, Properties: { Settings: [] } });
  else reply(message, {});
});
window.fire = (event, target, text) => {
  for (const [action, listener] of Object.entries(listeners)) {
    if (/richApiMessage/.test(action)) tell(listener, { ArrayData: [[65536, event, target, text, 1, false]] });
  }
};
window.press = (name) => {
  for (const [action, listener] of Object.entries(listeners)) {
    if (/appCommandInvoked/.test(action)) tell(listener, { 0: name, 1: name, 2: '{"source":{"id":"' + name + '"}}' });
  }
};
addEventListener('DOMContentLoaded', () => {
  frame = document.createElement('iframe');
  frame.name = ${JSON.stringify(name)};
  frame.src = ${JSON.stringify(address)};
  document.body.append(frame);
});
</script><body></body>`;
}
