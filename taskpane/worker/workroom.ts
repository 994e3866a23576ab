import {
  calculateVariant,
  type Explanation,
  explain,
  type Plan,
  pointerKeys,
  type Result,
  type VariantResult,
  validate,
  yearLabels,
} from '../../engine/index.ts';
import type { MemoryHost } from '../../src/hosts/memory-host.ts';
import { partsOf, wordStep } from '../../src/report/explanation.ts';
import { detailOf, overviewOf, type VariantDetail } from '../../src/report/overview.ts';
import { type AnyProblem, type Texts, wordProblem } from '../../src/texts/index.ts';
import { Names } from '../../src/texts/names.ts';
import type { Edit } from '../../src/trial/edit.ts';
import { freeId, withEdits } from '../../src/trial/edits.ts';
import { knobsOf } from '../../src/trial/knobs.ts';
import { rangeOf } from '../../src/trial/range.ts';
import type { LogEntry, WorkbookDescription } from '../../src/workbook/index.ts';
import type { Imported } from './importing.ts';
import type {
  Calculated,
  Concern,
  ConcernsView,
  Explained,
  FigureQuery,
  FiguresView,
  FileMade,
  ImportView,
  ListsRequest,
  Made,
  NewPlan,
  Opened,
  Outcome,
  PlacesView,
  PlanView,
  Progress,
  StepView,
  TrialView,
  Trouble,
  Workroom,
} from './protocol.ts';

export interface RoomOptions {
  readonly texts: Texts;
  readonly report: (progress: Progress) => void;
  /** lets messages that wait come in; a newer edit overtakes the one that is calculated */
  readonly breathe: () => Promise<void>;
}

/** What is known of the plan that is open. */
interface Work {
  /** as it was opened or kept */
  readonly base: Plan;
  /** with what is tried out */
  plan: Plan;
  results: readonly VariantResult[];
}

/** The work behind the screen: holds the plan and its result, and answers what the screen asks. */
export class PlanWorkroom implements Workroom {
  private work: Work | undefined;
  /** the workbook that was opened; absent until one is opened or written */
  private host: MemoryHost | undefined;
  private turn = 0;

  constructor(private readonly options: RoomOptions) {}

  async open(bytes: Uint8Array): Promise<Opened> {
    this.options.report({ stage: 'reading' });
    const { readAnyBytes } = await import('../../src/files/plan-bytes.ts');
    const outcome = readAnyBytes(bytes);
    if (!outcome.ok) return { ok: false, troubles: this.troubles(outcome.problems) };
    const { MemoryHost } = await import('../../src/hosts/memory-host.ts');
    return this.begin(outcome.plan, isWorkbook(bytes) ? new MemoryHost(bytes) : undefined);
  }

  async create(bytes: Uint8Array, request: NewPlan): Promise<Opened> {
    const { readAnyBytes } = await import('../../src/files/plan-bytes.ts');
    const pattern = readAnyBytes(bytes);
    const outcome = pattern.ok ? validate({ ...pattern.plan, ...request }) : pattern;
    return outcome.ok
      ? this.begin(outcome.plan, undefined)
      : { ok: false, troubles: this.troubles(outcome.problems) };
  }

  private async begin(plan: Plan, host: MemoryHost | undefined): Promise<Opened> {
    const turn = ++this.turn;
    const results = await this.calculate(plan, turn);
    if (!results) throw new Error('another file was opened meanwhile');
    this.host = host;
    this.work = { base: plan, plan, results };
    return { ok: true, plan: viewOf(plan), calculated: this.calculated(plan.variants[0]?.id ?? null) };
  }

  async edit(edits: readonly Edit[], variant: string | null): Promise<Outcome> {
    const turn = ++this.turn;
    const work = this.opened();
    const outcome = validate(withEdits(work.base, edits));
    if (!outcome.ok) return { state: 'refused', troubles: this.troubles(outcome.problems) };
    const results = await this.calculate(outcome.plan, turn);
    if (!results) return { state: 'overtaken' };
    work.plan = outcome.plan;
    work.results = results;
    return { state: 'done', calculated: this.calculated(variant) };
  }

  async previewLists(request: ListsRequest): Promise<ImportView> {
    return (await this.imported(request)).view;
  }

  async acceptLists(request: ListsRequest): Promise<Opened> {
    const { made, view } = await this.imported(request);
    if (!made?.plan) return { ok: false, troubles: view.troubles };
    return this.begin(made.plan, request.into ? this.host : undefined);
  }

  private async imported({ into, ...request }: ListsRequest): Promise<Imported> {
    const { importLists } = await import('./importing.ts');
    return importLists(this.options.texts, { ...request, into: into ? this.work?.plan : undefined });
  }

  async overtake(): Promise<void> {
    this.turn++;
  }

  /** All variants, one after the other; undefined where a newer question came in between. */
  private async calculate(plan: Plan, turn: number): Promise<readonly VariantResult[] | undefined> {
    const results: VariantResult[] = [];
    for (const [done, variant] of plan.variants.entries()) {
      this.options.report({ stage: 'calculating', variant: variant.name, done, of: plan.variants.length });
      results.push(calculateVariant(plan, variant));
      await this.options.breathe();
      if (turn !== this.turn) return undefined;
    }
    return results;
  }

  private calculated(variant: string | null): Calculated {
    const { plan } = this.opened();
    return {
      plan: viewOf(plan),
      overview: overviewOf(this.options.texts, plan, this.result()),
      detail: variant === null ? null : this.detailOf(variant),
    };
  }

  private result(): Result {
    const { plan, results } = this.opened();
    return { format: 'samenplan-result/1', plan: plan.name, years: yearLabels(plan), variants: [...results] };
  }

  async detail(variant: string): Promise<VariantDetail | null> {
    return this.detailOf(variant);
  }

  private detailOf(variant: string): VariantDetail | null {
    const { plan, results } = this.opened();
    const result = results.find(({ id }) => id === variant);
    return result ? detailOf(this.options.texts, plan, result) : null;
  }

  async trial(scope: string | null): Promise<TrialView> {
    const { plan, base } = this.opened();
    const variantOf = (each: Plan) => each.variants.find(({ id }) => id === scope) ?? null;
    const variant = variantOf(plan);
    // a slider keeps its place while it moves: it is laid out around the value before the trial
    const before = new Map(
      knobsOf(base, variantOf(base)).map(({ keys, value }) => [JSON.stringify(keys), value]),
    );
    const knobs = knobsOf(plan, variant).map((knob) => {
      const earlier = before.get(JSON.stringify(knob.keys));
      return {
        ...knob,
        range: rangeOf(knob.field, earlier ?? knob.value),
        ...(earlier !== undefined && { before: earlier }),
      };
    });
    return { knobs, schools: variant?.layout.length ?? 0 };
  }

  async places(id: string, words: string, from: number): Promise<PlacesView> {
    const { plan, results } = this.opened();
    const variant = plan.variants.find((each) => each.id === id);
    if (!variant) return { places: [], found: 0, kinds: [], networks: [] };
    const names = Names.ofVariant(this.options.texts, plan, id);
    const year = results.find((each) => each.id === id)?.years[0];
    const students = new Map(year?.schools.map((each) => [each.school, each.students]));
    const boards = new Map(plan.schools.map(({ id: school, board }) => [school, board]));
    const wanted = matching(words);
    const found = variant.layout.filter(({ school, kind, network }) =>
      wanted(`${names.of('school', school)} ${kind} ${network}`),
    );
    return {
      places: found.slice(from, from + PAGE).map(({ school, kind, network }) => ({
        school,
        kind,
        network,
        name: names.of('school', school),
        board: names.of('board', boards.get(school) ?? ''),
        students: students.get(school) ?? 0,
      })),
      found: found.length,
      kinds: [...new Set(plan.variants.flatMap(({ layout }) => layout.map(({ kind }) => kind)))],
      networks: [...new Set(variant.layout.map(({ network }) => network))],
    };
  }

  async concerns(): Promise<ConcernsView> {
    const { texts } = this.options;
    const { plan, results } = this.opened();
    const concerns = results.flatMap((result): Concern[] => {
      const place = plan.variants.findIndex(({ id }) => id === result.id);
      return detailOf(texts, plan, result).failed.map(({ label, index, years, subjects }) => ({
        variant: result.id,
        variantName: plan.variants[place]?.name ?? result.id,
        label,
        years:
          years.length === plan.years ? texts.tables.allYears : years.map((year) => year.label).join(', '),
        subjects,
        reference: `/variants/${place}/years/${years[0]?.year ?? 0}/checks/${index}/status`,
      }));
    });
    const { outsideValidity } = await import('../../src/funding/validity.ts');
    const warnings = outsideValidity(plan).map(({ item, outside, partly }) => {
      const { name, validFrom = '', validTo = '' } = item;
      const values = { names: [name], validFrom, validTo, outside, partly };
      return texts.funding.warnings['funding-outside'](values);
    });
    return { concerns, warnings };
  }

  private steps: Explanation[] = [];
  private numbers = new Map<Explanation, number>();
  private stepNames: Names | undefined;

  async explain(reference: string): Promise<Explained> {
    const { texts } = this.options;
    const { plan } = this.opened();
    const outcome = explain(plan, reference);
    if (!outcome.ok) {
      const { problem } = outcome;
      const code =
        problem.code === 'unknown-reference'
          ? 'reference-unknown'
          : problem.code === 'not-a-figure'
            ? 'reference-no-figure'
            : 'reference-no-value';
      const [trouble] = this.troubles([{ path: '', code, values: problem } as AnyProblem]);
      return { ok: false, trouble: trouble as Trouble };
    }
    const [, place = '', section, year] = pointerKeys(reference);
    const variant = plan.variants[Number(place)];
    this.stepNames = Names.ofVariant(texts, plan, variant?.id ?? '');
    this.steps = [];
    this.numbers = new Map();
    const period = section === 'years' ? (yearLabels(plan)[Number(year)] ?? '') : '';
    return {
      ok: true,
      about: texts.commands.figureOf(variant?.name ?? '', period),
      step: this.stepView(outcome.explanation),
    };
  }

  async parts(step: number, from: number): Promise<readonly StepView[]> {
    const node = this.steps[step];
    if (!node) return [];
    const shown = shownParts(node).parts.slice(from, from + PAGE);
    return shown.map((part) => this.stepView(part));
  }

  private stepView(node: Explanation): StepView {
    let id = this.numbers.get(node);
    if (id === undefined) {
      id = this.steps.length;
      this.steps.push(node);
      this.numbers.set(node, id);
    }
    const { texts } = this.options;
    const names = this.stepNames ?? Names.ofVariant(texts, this.opened().plan, '');
    const { operation, path, provenance } = node;
    const input = operation === 'input';
    const words = wordStep(texts, names, node);
    const { parts, between } = shownParts(node);
    const hows = [...between.map((each) => wordStep(texts, names, each).how).reverse(), words.how];
    return {
      id,
      ...words,
      how: hows.filter((how) => how !== '').join('; '),
      input,
      doubtful: input && (provenance?.assumption === true || provenance?.source === undefined),
      path: path ?? null,
      parts: parts.length,
    };
  }

  async figures({ variant, section, year, words, from }: FigureQuery): Promise<FiguresView> {
    const { plan, results } = this.opened();
    const result = results.find(({ id }) => id === variant);
    if (!result) return { figures: [], found: 0 };
    const { figuresOf } = await import('../../src/report/figures.ts');
    const wanted = matching(words);
    const all = figuresOf(this.options.texts, plan, result, section, year).filter(({ label }) =>
      wanted(label),
    );
    return { figures: all.slice(from, from + PAGE), found: all.length };
  }

  async freeId(variant: string): Promise<string> {
    return freeId(this.opened().plan, variant);
  }

  async keep(): Promise<void> {
    const work = this.opened();
    this.work = { ...work, base: work.plan };
  }

  async workbook({ force, now }: { live: boolean; force: boolean; now: number }): Promise<Made> {
    const { texts, report, breathe } = this.options;
    const { plan } = this.opened();
    report({ stage: 'formulas' });
    await breathe();
    const { describeWorkbook } = await import('../../src/workbook/index.ts');
    const description = describeWorkbook(texts, plan);
    report({ stage: 'writing' });
    await breathe();
    const { MemoryHost } = await import('../../src/hosts/memory-host.ts');
    this.host ??= new MemoryHost();
    const problems = await this.host.write(description, { created: new Date(now), force });
    if (problems.length > 0 || !this.host.bytes) {
      const forcible = problems.some(({ code }) => code === 'out-needs-force');
      const told = problems.filter(({ code }) => code !== 'out-needs-force');
      return { ok: false, troubles: this.troubles(told), forcible };
    }
    return {
      ok: true,
      file: {
        name: `${fileName(plan.name)}.xlsx`,
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        // a copy: what is handed over leaves this side
        bytes: this.host.bytes.slice(),
      },
    };
  }

  async describe(log: readonly LogEntry[], now: number): Promise<WorkbookDescription> {
    const { texts } = this.options;
    const { plan } = this.opened();
    const { logEntry } = await import('../../src/workbook/index.ts');
    const ids = plan.variants.map(({ id }) => id);
    return this.describeHeld(plan, [...log, logEntry(plan, new Date(now), ids, texts.log.withFormulas)]);
  }

  async describeHeld(plan: Plan, log: readonly LogEntry[]): Promise<WorkbookDescription> {
    const { describeWorkbook } = await import('../../src/workbook/index.ts');
    const { plainWorkbook } = await import('../../src/workbook/plain.ts');
    return plainWorkbook(describeWorkbook(this.options.texts, plan, { log }));
  }

  async planFile(): Promise<FileMade> {
    const { plan } = this.opened();
    const { planText } = await import('../../src/export/plan-text.ts');
    return {
      name: `${fileName(plan.name)}.json`,
      type: 'application/json',
      bytes: new TextEncoder().encode(planText(plan)),
    };
  }

  private opened(): Work {
    if (!this.work) throw new Error('no plan is open');
    return this.work;
  }

  private troubles(problems: readonly AnyProblem[]): Trouble[] {
    return problems.slice(0, MOST_TROUBLES).map((problem) => ({
      ...wordProblem(this.options.texts, problem),
      ...(problem.cell && { cell: problem.cell }),
    }));
  }
}

/** A zip; what is in it has been read as a plan. */
const isWorkbook = ([first, second]: Uint8Array): boolean => first === 0x50 && second === 0x4b;

/**
 * What a reader wants to see under a step: a single part without a name, such as a product that is then rounded, makes
 * room for what went into it.
 */
function shownParts(node: Explanation): {
  readonly parts: readonly Explanation[];
  readonly between: readonly Explanation[];
} {
  let parts = partsOf(node);
  const between: Explanation[] = [];
  for (let [only] = parts; only && parts.length === 1; [only] = parts) {
    const inner = partsOf(only);
    if (only.rule !== undefined || only.path !== undefined || inner.length === 0) break;
    between.push(only);
    parts = inner;
  }
  return { parts, between };
}

/** How many things of a long list are shown at a time. */
export const PAGE = 50;

/** Whether a text has all these words, capitals and accents left aside. */
function matching(words: string): (text: string) => boolean {
  const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  return (text) => {
    const found = plain(text);
    return wanted.every((word) => found.includes(word));
  };
}

/** Beyond this many, the rest says nothing new. */
const MOST_TROUBLES = 500;

/** The name of a plan as the name of a file on any system. */
export function fileName(name: string): string {
  const safe = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return safe.slice(0, 80) || 'plan';
}

function viewOf(plan: Plan): PlanView {
  const { schools, boards, institutes, variants, years } = plan;
  return {
    name: plan.name,
    region: plan.region,
    version: plan.version ?? null,
    state: plan.state ?? 'concept',
    years: yearLabels(plan),
    counts: {
      schools: schools.length,
      boards: boards.length,
      institutes: institutes.length,
      variants: variants.length,
      years,
    },
    variants: variants.map(({ id, name }) => ({ id, name })),
    notes: Object.values(plan.notes ?? {}),
  };
}
