import type { VariantOverview } from '../../src/report/overview.ts';
import type { Texts } from '../../src/texts/index.ts';
import { addEdit, type Edit } from '../../src/trial/edit.ts';
import type {
  Calculated,
  FileMade,
  ListsRequest,
  Made,
  NewPlan,
  Opened,
  PlanView,
  Progress,
  Trouble,
  Workroom,
} from '../worker/protocol.ts';

import type { Desk, DeskWritten } from './desk.ts';

/** What the screens show, and all that a user can do with it. One place knows the state; screens only ask and show. */

export const TABS = ['start', 'fit', 'trial', 'explain', 'problems'] as const;
export type Tab = (typeof TABS)[number];

export interface State {
  readonly tab: Tab;
  readonly plan: PlanView | null;
  readonly calculated: Calculated | null;
  /** the variants before anything was tried out */
  readonly before: readonly VariantOverview[];
  /** the variant that is looked at */
  readonly variant: string | null;
  /** the figure that is explained: a JSON Pointer into the result */
  readonly reference: string | null;
  readonly edits: readonly Edit[];
  /** what taking a step back brings */
  readonly history: readonly (readonly Edit[])[];
  /** what is wrong with what is tried out, or with the file that was refused */
  readonly troubles: readonly Trouble[];
  /** the file that was refused */
  readonly refused: string | null;
  /** the plan, as kept, stands in a file or is an example as it was */
  readonly saved: boolean;
  /** long work that is under way */
  readonly progress: Progress | null;
  readonly working: boolean;
  /** the last thing that was done, for who can't see the screen */
  readonly announcement: string;
  /** a fault of ours */
  readonly fault: string | null;
  /** what the workbook in Excel held before can be put back */
  readonly restorable: boolean;
}

const EMPTY: State = {
  tab: 'start',
  plan: null,
  calculated: null,
  before: [],
  variant: null,
  reference: null,
  edits: [],
  history: [],
  troubles: [],
  refused: null,
  saved: true,
  progress: null,
  working: false,
  announcement: '',
  fault: null,
  restorable: false,
};

/** Milliseconds after which a calculation makes room for a newer one. */
const PATIENCE = 500;

/** Hands a file to the user: the browser asks where it goes. */
export type Saver = (file: FileMade) => void;

export class Session {
  private state: State = EMPTY;
  private readonly listeners = new Set<() => void>();
  private readonly room: Workroom;
  /** the workbook that is open in Excel; absent in a browser */
  readonly desk: Desk | undefined;

  constructor(
    readonly texts: Texts,
    start: (report: (progress: Progress) => void) => Workroom,
    private readonly save: Saver,
    openDesk?: (room: Workroom) => Desk,
  ) {
    this.room = start((progress) => this.set({ progress }));
    this.desk = openDesk?.(this.room);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): State => this.state;

  private set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  /** Whether leaving now would lose something. */
  get unsaved(): boolean {
    return this.state.plan !== null && (!this.state.saved || this.state.edits.length > 0);
  }

  go(tab: Tab): void {
    this.set({ tab });
  }

  /** Shows where a figure comes from. */
  explain(reference: string): void {
    this.set({ tab: 'explain', reference });
  }

  choose(variant: string): void {
    this.set({ variant });
    void this.work(async () => {
      const detail = await this.room.detail(variant);
      const { calculated } = this.state;
      if (calculated && this.state.variant === variant) this.set({ calculated: { ...calculated, detail } });
    });
  }

  /** Does something that may take long; a fault of ours is shown and changes nothing. */
  private async work<T>(task: () => Promise<T>): Promise<T | undefined> {
    this.set({ working: true, fault: null });
    try {
      return await task();
    } catch (error) {
      this.set({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      return undefined;
    } finally {
      this.set({ working: false, progress: null });
    }
  }

  async openFile(file: File): Promise<void> {
    await this.work(async () => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      this.begin(await this.room.open(bytes), file.name, true);
    });
  }

  async openExample(name: string): Promise<void> {
    await this.work(async () => {
      const file = `${name}.json`;
      this.begin(await this.room.open(await ownFile(`voorbeelden/${file}`)), file, true);
    });
  }

  async create(request: NewPlan): Promise<void> {
    await this.work(async () => {
      const pattern = await ownFile('voorbeelden/leeg.json');
      this.begin(await this.room.create(pattern, request), request.name, false);
    });
  }

  /** Takes over all that lists change. */
  async acceptLists(request: ListsRequest): Promise<void> {
    await this.work(async () => {
      const name = request.files.map((file) => file.name).join(', ');
      this.begin(await this.room.acceptLists(request), name, false);
    });
  }

  private begin(opened: Opened, name: string, saved: boolean): void {
    const { texts } = this;
    if (!opened.ok) {
      const { troubles } = opened;
      const count = texts.pane.start.refusedCount(troubles.length);
      this.set({ troubles, refused: name, announcement: `${texts.pane.start.refused(name)} ${count}` });
      return;
    }
    const { plan, calculated } = opened;
    this.set({
      ...EMPTY,
      tab: 'fit',
      plan,
      calculated,
      before: calculated.overview,
      variant: plan.variants[0]?.id ?? null,
      saved,
      working: true,
      announcement: `${plan.name}. ${texts.pane.calculated(plan.variants.length)}`,
    });
  }

  /**
   * Tries something out. While the worker is busy only the newest wish waits.
   * @param moving a slider is on its way
   */
  edit(edit: Edit, { moving = false } = {}): void {
    const { edits, history } = this.state;
    const next = addEdit(edits, edit);
    // a slider on its way is one step back, however many places it passed
    const along = moving && this.moving && next.length === edits.length;
    this.moving = moving;
    this.tryOut(next, along ? history : [...history, edits]);
  }

  private moving = false;

  undo(): void {
    const { history } = this.state;
    const before = history.at(-1);
    this.moving = false;
    if (before) this.tryOut(before, history.slice(0, -1));
  }

  discard(): void {
    this.tryOut([], []);
    this.set({ announcement: this.texts.pane.trial.discarded });
  }

  private wanted: readonly Edit[] | null = null;
  private calculating = false;
  private since = 0;

  private tryOut(edits: readonly Edit[], history: readonly (readonly Edit[])[]): void {
    this.set({ edits, history });
    this.wanted = edits;
    if (!this.calculating) void this.work(() => this.catchUp());
    // short work is finished, so that something is seen while a slider moves; long work isn't waited for
    else if (performance.now() - this.since > PATIENCE) void this.ask((room) => room.overtake());
  }

  /** Calculates what is wanted last, until nothing newer is wanted. */
  private async catchUp(): Promise<void> {
    this.calculating = true;
    try {
      while (this.wanted) {
        const edits = this.wanted;
        this.wanted = null;
        this.since = performance.now();
        const outcome = await this.room.edit(edits, this.state.variant);
        if (outcome.state === 'refused') this.set({ troubles: outcome.troubles });
        else if (outcome.state === 'done') {
          const { calculated } = outcome;
          const announcement = this.texts.pane.calculated(calculated.overview.length);
          this.set({ calculated, plan: calculated.plan, troubles: [], refused: null, announcement });
        }
      }
    } finally {
      this.calculating = false;
    }
  }

  /** Asks something that changes nothing; undefined where a fault of ours came in between. */
  async ask<T>(question: (room: Workroom) => Promise<T>): Promise<T | undefined> {
    try {
      return await question(this.room);
    } catch (error) {
      this.set({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      return undefined;
    }
  }

  /** A copy of a variant, to change; gives its id. */
  async copyVariant(variant: string, name: string): Promise<string | undefined> {
    const id = await this.ask((room) => room.freeId(variant));
    if (id !== undefined) {
      this.set({ variant: id });
      this.edit({ kind: 'copy', variant, id, name });
    }
    return id;
  }

  /** What was tried out becomes the plan. */
  async keep(): Promise<void> {
    await this.work(async () => {
      await this.room.keep();
      const { calculated } = this.state;
      this.set({
        before: calculated?.overview ?? [],
        edits: [],
        history: [],
        saved: false,
        announcement: this.texts.pane.trial.kept,
      });
    });
  }

  async saveBook(live: boolean, force = false): Promise<Made | undefined> {
    return this.work(async () => {
      const made = await this.room.workbook({ live, force, now: Date.now() });
      if (made.ok) this.handOver(made.file);
      return made;
    });
  }

  /** Opens the plan in the workbook that Excel has open. */
  async openDesk(): Promise<void> {
    await this.work(async () => {
      const read = await this.desk?.open();
      const name = this.texts.pane.desk.title;
      if (read?.state === 'opened') this.begin(read.opened, name, true);
      else if (read?.state === 'refused') this.begin({ ok: false, troubles: read.troubles }, name, true);
      else if (read) this.set({ announcement: this.texts.pane.desk.none });
    });
  }

  /** Writes the plan into the workbook that Excel has open. */
  async writeDesk(force: boolean): Promise<DeskWritten | undefined> {
    const stop = new AbortController();
    this.stopping = stop;
    const written = await this.work(async () => {
      const report = (progress: Progress): void => this.set({ progress });
      return this.desk?.write(force, Date.now(), report, stop.signal);
    });
    this.stopping = undefined;
    if (written?.troubles.length === 0) {
      this.set({ saved: true, announcement: this.texts.pane.desk.written, restorable: true });
    }
    return written;
  }

  private stopping: AbortController | undefined;

  /** Stops a write that is under way; the workbook is then as it was. */
  stop(): void {
    this.stopping?.abort();
  }

  /** Puts back what the workbook held before the last write. */
  async restoreDesk(): Promise<void> {
    await this.work(async () => {
      const restored = (await this.desk?.restore()) ?? false;
      const { restored: done, notRestored } = this.texts.pane.desk;
      this.set({ restorable: false, saved: !restored, announcement: restored ? done : notRestored });
    });
  }

  async savePlan(): Promise<void> {
    await this.work(async () => this.handOver(await this.room.planFile()));
  }

  private handOver(file: FileMade): void {
    this.save(file);
    this.set({ saved: true, announcement: this.texts.pane.start.saved(file.name) });
  }
}

/** The bytes of a file that came with the pane. */
async function ownFile(name: string): Promise<Uint8Array> {
  const answer = await fetch(name);
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
