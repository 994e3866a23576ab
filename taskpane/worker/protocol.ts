import type { Plan } from '../../engine/index.ts';
import type { Mapping } from '../../src/import/mapping.ts';
import type { Input } from '../../src/import/problems.ts';
import type { FoundFigure } from '../../src/report/figures.ts';
import type { VariantDetail, VariantOverview } from '../../src/report/overview.ts';
import type { Section } from '../../src/report/sections.ts';
import type { Edit } from '../../src/trial/edit.ts';
import type { Knob } from '../../src/trial/knobs.ts';
import type { Range } from '../../src/trial/range.ts';
import type { LogEntry, WorkbookDescription } from '../../src/workbook/index.ts';

/**
 * What the screen and the worker say to each other. The plan and its result stay in the worker; the screen gets what it
 * shows, in words and exact figures, so that handing it over never takes long.
 */

/** Something that is wrong, in words, and where. */
export interface Trouble {
  readonly message: string;
  readonly code: string;
  /** JSON Pointer into the plan, a cell as `Studenten!D14`, or a line of a file; '' for the whole */
  readonly path: string;
  /** where it is in the workbook */
  readonly cell?: { readonly sheet: string; readonly cell: string };
  /** the item of the plan it is about, in words */
  readonly place?: string;
}

/** The plan as the screen knows it. */
export interface PlanView {
  readonly name: string;
  readonly region: string;
  readonly version: string | null;
  readonly state: 'concept' | 'vastgesteld';
  readonly years: readonly string[];
  readonly counts: {
    readonly schools: number;
    readonly boards: number;
    readonly institutes: number;
    readonly variants: number;
    readonly years: number;
  };
  readonly variants: readonly { readonly id: string; readonly name: string }[];
  readonly notes: readonly string[];
}

export type Opened =
  | { readonly ok: true; readonly plan: PlanView; readonly calculated: Calculated }
  | { readonly ok: false; readonly troubles: readonly Trouble[] };

export interface Calculated {
  readonly plan: PlanView;
  readonly overview: readonly VariantOverview[];
  /** of the variant that was asked for, if there is such a one */
  readonly detail: VariantDetail | null;
}

/** What came of a change. */
export type Outcome =
  | { readonly state: 'done'; readonly calculated: Calculated }
  | { readonly state: 'refused'; readonly troubles: readonly Trouble[] }
  /** a newer change came in between */
  | { readonly state: 'overtaken' };

export interface KnobView extends Knob {
  /** the value before anything was tried out, where it had one */
  readonly before?: string;
  readonly range: Range;
}

export interface PlaceView {
  readonly school: string;
  readonly name: string;
  readonly board: string;
  readonly students: number;
  readonly kind: string;
  readonly network: string;
}

/** What can be tried out. */
export interface TrialView {
  readonly knobs: readonly KnobView[];
  /** how many schools have a place in the variant */
  readonly schools: number;
}

/** Some of the places of a variant. */
export interface PlacesView {
  readonly places: readonly PlaceView[];
  /** how many there are in all that match */
  readonly found: number;
  readonly kinds: readonly string[];
  readonly networks: readonly string[];
}

/** One step of an explanation. */
export interface StepView {
  /** by which it is asked for again */
  readonly id: number;
  readonly value: string;
  readonly words: string;
  readonly how: string;
  readonly origin: readonly string[];
  /** it is an assumption, or has no source */
  readonly doubtful: boolean;
  /** where it stands in the plan, in words; of an input only */
  readonly input: boolean;
  readonly path: string | null;
  /** how many figures went into it */
  readonly parts: number;
}

export type Explained =
  | {
      readonly ok: true;
      /** the variant and the year it belongs to */
      readonly about: string;
      readonly step: StepView;
    }
  | { readonly ok: false; readonly trouble: Trouble };

export interface FigureQuery {
  readonly variant: string;
  readonly section: Section;
  readonly year: number;
  /** only figures whose name has these words */
  readonly words: string;
  readonly from: number;
}

export interface FiguresView {
  readonly figures: readonly FoundFigure[];
  readonly found: number;
}

/** What isn't in order in a plan that can be calculated, of one variant. */
export interface Concern {
  readonly variant: string;
  readonly variantName: string;
  readonly label: string;
  readonly years: string;
  readonly subjects: readonly string[];
  /** the check in the result, in the first year that it fails */
  readonly reference: string;
}

export interface ConcernsView {
  readonly concerns: readonly Concern[];
  /** funding that a plan counts on outside its dates, in words */
  readonly warnings: readonly string[];
}

/** A list that the user gave. */
export interface ListFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** what it is a list of; null: to be found out */
  readonly input: Input | null;
}

export interface ListsRequest {
  readonly files: readonly ListFile[];
  readonly mapping: Mapping;
  /** only schools of this province; '' for all */
  readonly province: string;
  /** into the plan that is open, or else a new one */
  readonly into: boolean;
  /** as `2026-08-01` */
  readonly today: string;
}

interface Question {
  readonly id: string;
  readonly message: string;
  readonly label: string;
}

/** What only the user can say of a list. */
export type ImportQuestion =
  | (Question & {
      readonly kind: 'column';
      readonly input: Input;
      readonly field: string;
      readonly choices: readonly Choosable[];
    })
  | (Question & { readonly kind: 'numbers'; readonly input: Input; readonly column: string })
  | (Question & {
      readonly kind: 'match';
      readonly list: keyof NonNullable<Mapping['match']>;
      readonly found: string;
      readonly choices: readonly Choosable[];
    });

interface Choosable {
  readonly value: string;
  readonly text: string;
}

/** What lists would make of a plan. */
export interface ImportView {
  readonly lists: readonly { readonly name: string; readonly input: Input | null }[];
  readonly troubles: readonly Trouble[];
  readonly questions: readonly ImportQuestion[];
  readonly remarks: readonly Trouble[];
  readonly changes: readonly string[];
  /** how many changes there are besides those */
  readonly moreChanges: number;
  /** nothing stops it */
  readonly ready: boolean;
}

export interface FileMade {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export type Made =
  | { readonly ok: true; readonly file: FileMade }
  | { readonly ok: false; readonly troubles: readonly Trouble[]; readonly forcible: boolean };

export type Stage = 'reading' | 'calculating' | 'formulas' | 'writing';

export interface Progress {
  readonly stage: Stage;
  /** the variant that is calculated */
  readonly variant?: string;
  readonly done?: number;
  readonly of?: number;
}

/** Everything the screen can ask. */
export interface Workroom {
  open(bytes: Uint8Array): Promise<Opened>;
  /** a plan like the one in these bytes, under another name */
  create(bytes: Uint8Array, request: NewPlan): Promise<Opened>;
  /** the plan with these edits, and only these */
  edit(edits: readonly Edit[], variant: string | null): Promise<Outcome>;
  previewLists(request: ListsRequest): Promise<ImportView>;
  /** all that the lists change, or nothing */
  acceptLists(request: ListsRequest): Promise<Opened>;
  /** what is being calculated isn't wanted any more */
  overtake(): Promise<void>;
  detail(variant: string): Promise<VariantDetail | null>;
  concerns(): Promise<ConcernsView>;
  explain(reference: string): Promise<Explained>;
  /** what went into a step of the last explanation, some at a time */
  parts(step: number, from: number): Promise<readonly StepView[]>;
  figures(query: FigureQuery): Promise<FiguresView>;
  /** schools whose name has these words, with their place in a variant */
  places(variant: string, words: string, from: number): Promise<PlacesView>;
  trial(scope: string | null): Promise<TrialView>;
  /** an id for a copy of a variant */
  freeId(variant: string): Promise<string>;
  /** the edits become the plan */
  keep(): Promise<void>;
  workbook(options: { readonly live: boolean; readonly force: boolean; readonly now: number }): Promise<Made>;
  planFile(): Promise<FileMade>;
  /** the plan as a workbook, after the times that it was written before */
  describe(log: readonly LogEntry[], now: number): Promise<WorkbookDescription>;
  /** a plan that was read, with its log, as the workbook that holds it */
  describeHeld(plan: Plan, log: readonly LogEntry[]): Promise<WorkbookDescription>;
}

export interface NewPlan {
  readonly name: string;
  readonly region: string;
  readonly startYear: number;
  readonly years: number;
}

export type Method = keyof Workroom;

export interface Request {
  readonly id: number;
  readonly method: Method;
  readonly args: readonly unknown[];
}

export type Reply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly fault: string }
  | { readonly progress: Progress };
