import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** Work on all cores: the program itself, started again in threads that each answer one question at a time. */

/** What a thread is told when it starts. */
interface Task {
  readonly samenplan: 'batch';
  readonly language: 'nl' | 'en';
  readonly maximum: number;
}

interface Question {
  readonly bytes: Uint8Array;
  readonly done: (parts: readonly string[]) => void;
  readonly failed: (error: Error) => void;
}

/** Threads that answer lines of a batch. They are started when they are needed. */
export class Crew {
  private readonly idle: Worker[] = [];
  private readonly workers: Worker[] = [];
  private readonly asked = new Map<Worker, Question>();
  private readonly waiting: Question[] = [];

  /**
   * @param program where the program is, which calls `serve`
   * @param size the most threads
   */
  constructor(
    private readonly program: URL,
    readonly size: number,
    private readonly task: Omit<Task, 'samenplan'>,
  ) {}

  /** The parts of the answer to one line. */
  answer(bytes: Uint8Array): Promise<readonly string[]> {
    return new Promise((done, failed) => {
      this.waiting.push({ bytes, done, failed });
      this.next();
    });
  }

  /** Stops all threads, also in the middle of a line. */
  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private next(): void {
    const question = this.waiting[0];
    if (question === undefined) return;
    const worker = this.idle.pop() ?? this.hire();
    if (worker === undefined) return;
    this.waiting.shift();
    this.asked.set(worker, question);
    worker.postMessage(question.bytes);
  }

  private hire(): Worker | undefined {
    if (this.workers.length >= this.size) return undefined;
    const worker = new Worker(this.program, {
      workerData: { samenplan: 'batch', ...this.task } satisfies Task,
    });
    this.workers.push(worker);
    worker.on('message', (parts: readonly string[]) => {
      const question = this.asked.get(worker);
      this.asked.delete(worker);
      this.idle.push(worker);
      question?.done(parts);
      this.next();
    });
    worker.on('error', (error: Error) => {
      this.asked.get(worker)?.failed(error);
      this.asked.delete(worker);
    });
    return worker;
  }
}

/**
 * In a thread of a crew: answers lines until it is stopped. Elsewhere it does nothing.
 * @param answererOf what answers a line for a task
 */
export function serve(answererOf: (task: Task) => (bytes: Uint8Array) => readonly string[]): void {
  const task = workerData as Task | null;
  if (isMainThread || parentPort === null || task?.samenplan !== 'batch') return;
  const port = parentPort;
  const answer = answererOf(task);
  port.on('message', (bytes: Uint8Array) => port.postMessage(answer(bytes)));
}
