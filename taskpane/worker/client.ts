import type { Method, Progress, Reply, Request, Workroom } from './protocol.ts';

/** The screen's end of the line to the worker: questions become promises. */

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Trouble of our own making that the worker met, with its stack. */
export class WorkroomFault extends Error {
  override readonly name = 'WorkroomFault';
}

/**
 * Starts the worker.
 * @param language of everything it words
 * @param report is told where long work is
 */
export function startWorkroom(language: string, report: (progress: Progress) => void): Workroom {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { name: language });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  worker.onmessage = ({ data }: MessageEvent<Reply>) => {
    if ('progress' in data) {
      report(data.progress);
      return;
    }
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.ok) asked?.resolve(data.value);
    else asked?.reject(new WorkroomFault(data.fault));
  };
  worker.onerror = (event) => {
    // it could not be started, or an error came past all that catches
    for (const { reject } of waiting.values()) reject(new WorkroomFault(event.message || 'worker'));
    waiting.clear();
  };
  const ask = (method: Method, args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const request: Request = { id: ++last, method, args };
      waiting.set(request.id, { resolve, reject });
      worker.postMessage(request);
    });
  return new Proxy({} as Workroom, {
    get:
      (_target, method) =>
      (...args: readonly unknown[]) =>
        ask(method as Method, args),
  });
}
