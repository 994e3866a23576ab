import { nl, type Texts } from '../../src/texts/index.ts';
import type { Reply, Request } from './protocol.ts';
import { PlanWorkroom } from './workroom.ts';

/** The worker's end of the line: one question in, one answer out. */

const scope = self as unknown as {
  postMessage(message: Reply, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<Request>) => void) | null;
};

/** A turn of the event loop, without the delay that timers get. */
const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();
const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });

async function textsOf(language: string): Promise<Texts> {
  return language === 'en' ? (await import('../../src/texts/en.ts')).en : nl;
}

const room = textsOf(self.name).then(
  (texts) => new PlanWorkroom({ texts, report: (progress) => scope.postMessage({ progress }, []), breathe }),
);

scope.onmessage = ({ data }) => {
  void answer(data);
};

async function answer({ id, method, args }: Request): Promise<void> {
  try {
    const target = await room;
    const calls = target as unknown as Record<string, (...given: readonly unknown[]) => Promise<unknown>>;
    const value = await calls[method]?.(...args);
    scope.postMessage({ id, ok: true, value }, transferable(value));
  } catch (error) {
    const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
    scope.postMessage({ id, ok: false, fault }, []);
  }
}

/** The bytes of a file go over without being copied. */
function transferable(value: unknown): Transferable[] {
  const bytes = (value as { file?: { bytes?: unknown } } | undefined)?.file?.bytes;
  return bytes instanceof Uint8Array ? [bytes.buffer as ArrayBuffer] : [];
}
