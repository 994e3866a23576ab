import { calculate, judge, type Plan, readAnswers, type VariantResult } from '../../../engine/index.ts';
import { columnName } from '../../ooxml/index.ts';
import type { Texts } from '../../texts/index.ts';
import { liveNl } from '../../texts/live.nl.ts';
import type { LiveSheetName } from '../../texts/live.ts';
import type { Analysis } from '../analysis.ts';
import type { ConditionalLook, SheetDescription } from '../description.ts';
import { CANVAS_WIDTHS, type Canvas, canvasSheet } from './canvas.ts';
import { CONVERSATION_WIDTHS, type Conversation, conversationSheet } from './conversation.ts';
import {
  budgetChart,
  type ChartTitles,
  comparisonChart,
  describeGrid,
  describeLive,
  looksOf,
  summaryChart,
  tornadoCharts,
  yearsChart,
} from './describe.ts';
import {
  DIFFERENCES_WIDTHS,
  type DifferencesPage,
  differencesOf,
  differencesPage,
  waterfallCharts,
} from './differences.ts';
import type { FormulaSheet, GridCell } from './grid.ts';
import { GUIDE_WIDTHS, type Guide, guideSheet } from './guide.ts';
import { addInzet, type Inzet } from './inzet.ts';
import { addReports, type Reports } from './reports.ts';
import { SENSITIVITY_WIDTHS } from './sensitivity.ts';
import type { LiveSheet } from './sheet.ts';
import { SOURCES_WIDTHS, type SourcesPage, STATUS_COLUMN, sourcesPage } from './sources.ts';
import { InputTables } from './tables.ts';

export type { FormulaSheet } from './grid.ts';
export type { Inzet } from './inzet.ts';
export type { Reports } from './reports.ts';
export { FIRST_YEAR, LABELS, type LiveCell, LiveSheet, type RowLook } from './sheet.ts';

/** The calculation and its results as sheets of formulas. */
export interface LiveWorkbook {
  /** all of them, in the order of the workbook; the input sheets come after the first two */
  readonly sheets: readonly FormulaSheet[];
  readonly guide: Guide;
  /** on the guide: whether the workbook is in order */
  readonly verdict: GridCell;
  /** one per variant, in plan order */
  readonly inzets: readonly Inzet[];
  readonly reports: Reports;
  readonly sources: SourcesPage;
  /** one per variant, in plan order */
  readonly canvases: readonly Canvas[];
  readonly conversation: Conversation;
  /** absent where there is one variant, or where they were not calculated */
  readonly differences: DifferencesPage | undefined;
}

export interface LiveOptions {
  /** the moment at which it is written, as the log has it */
  readonly written?: string | undefined;
  /** of the plan, in short */
  readonly fingerprint: string;
  /** whether the workbook gets a log, by which it knows which inputs have changed since */
  readonly logged?: boolean;
  /** the input sheets as a user has changed them since: the same formulas, with the values they then give */
  readonly edited?: readonly SheetDescription[];
  /** only these variants; all where absent */
  readonly variants?: readonly string[] | undefined;
  /** what the engine found with other inputs */
  readonly analysis?: Analysis | undefined;
}

/**
 * The formulas of a plan, down to its input cells, each with the value that the engine's numbers give.
 * @param plan a valid plan
 * @param inputs the input sheets, with the tables that the formulas look at
 */
export function liveWorkbook(
  texts: Texts,
  plan: Plan,
  inputs: readonly SheetDescription[],
  { written: moment, fingerprint, edited = inputs, variants, analysis, logged = false }: LiveOptions,
): LiveWorkbook {
  const { sheets: names, purposes, guide: words } = texts.live;
  const { lines, ...own } = names;
  const taken = [...inputs.map(({ name }) => name), ...Object.values<string>(own)];
  const written = new InputTables(inputs);
  const build = (tables: InputTables): Inzet[] => {
    const used = new Set(taken.map((name) => name.toLowerCase()));
    return plan.variants
      .filter(({ id }) => variants?.includes(id) ?? true)
      .map((variant) =>
        addInzet(sheetName(`${lines} ${variant.id}`, used), texts.inputs, tables, plan, variant, written),
      );
  };
  const tables = edited === inputs ? written : new InputTables(edited);
  const inzets = build(tables);
  const asWritten = edited === inputs ? inzets : build(written);
  const { canvases, conversation } = talkSheets(texts, plan, inzets, { fingerprint, logged }, [
    ...taken,
    ...inzets.map(({ sheet }) => sheet.name),
  ]);
  const compared = differencesOf(
    plan,
    inzets.map(({ scene }) => scene.base.source.variant.id),
  );
  const differences = compared && differencesPage(texts, plan, inzets, compared, fingerprint, logged);
  const talked = [
    ...(differences ? [differences.sheet] : []),
    ...canvases.map(({ sheet }) => sheet),
    conversation.sheet,
  ];
  const proof = ['checks', 'sources'] as const;
  const shown: readonly LiveSheetName[] = [
    ...(['budget', 'perStudent', 'perParty', 'staffing', 'comparison'] as const),
    ...(analysis ? (['sensitivity'] as const) : []),
  ];
  const purposesOfInputs = Object.values(texts.inputs.sheets).map((name, at): readonly [string, string] => [
    name,
    Object.values(texts.inputs.purposes)[at] as string,
  ]);
  const guide = guideSheet(texts, plan, tables, {
    written: moment,
    fingerprint,
    contents: [
      [names.board, purposes.board],
      ...purposesOfInputs.filter(([name]) => inputs.some((sheet) => sheet.name === name)),
      ...inzets.map(({ sheet, scene }): readonly [string, string] => [
        sheet.name,
        words.linesOf(scene.base.source.variant.name),
      ]),
      ...shown.map((key): readonly [string, string] => [names[key], purposes[key]]),
      ...(differences ? [[differences.sheet.name, texts.differences.sheet.purpose] as const] : []),
      ...canvases.map(({ sheet }, at): readonly [string, string] => [
        sheet.name,
        texts.canvas.purpose(inzets[at]?.scene.base.source.variant.name ?? ''),
      ]),
      [texts.conversation.sheet, texts.conversation.purpose],
      ...proof.map((key): readonly [string, string] => [names[key], purposes[key]]),
    ],
  });
  const sources = sourcesPage(texts, plan, tables);
  const again = analysis && { analysis, fingerprint };
  const reports = addReports(texts, plan, inzets, asWritten, again, [...talked, guide.sheet, sources.sheet]);
  const { summary, results, checks, master, sensitivity } = reports;
  const verdict = guide.addMaster(master);
  const sheets = [
    guide.sheet,
    summary.sheet,
    ...inzets.map(({ sheet }) => sheet),
    ...results,
    ...(sensitivity ? [sensitivity.sheet] : []),
    ...talked,
    checks,
    sources.sheet,
  ];
  return { sheets, guide, verdict, inzets, reports, sources, canvases, conversation, differences };
}

/** The order of the workbook: what is read first, the inputs, the calculation, its results and their proof. */
export function describeLiveSheets(
  texts: Texts,
  { guide, verdict, inzets, reports, sources, canvases, conversation, differences }: LiveWorkbook,
  inputs: readonly SheetDescription[],
  footer: string,
): SheetDescription[] {
  const { live } = texts;
  const { board, words } = live;
  const { summary, budgets, comparison, results, checks, sensitivity } = reports;
  const titles = (title: string): ChartTitles => ({ title, income: words.income, cost: words.costs });
  const charts = new Map<LiveSheet, ReturnType<typeof budgetChart>[]>();
  const addChart = (sheet: LiveSheet, chart: ReturnType<typeof budgetChart>): void => {
    charts.set(sheet, [...(charts.get(sheet) ?? []), chart]);
  };
  for (const [at, budget] of budgets.entries()) {
    const title = `${words.chartPerYear}: ${inzets[at]?.scene.base.source.variant.name ?? ''}`;
    addChart(budget.income.sheet, budgetChart(budget, titles(title)));
    const { roles = [], scene } = inzets[at] ?? {};
    const known = new Map(scene?.base.source.plan.roles.map(({ id, name }) => [id, name]));
    const staff = budget.staffCosts.map((row, place) => {
      const id = roles[place]?.role ?? '';
      return { name: known.get(id) ?? id, row };
    });
    const byRole = yearsChart(
      budget.roleRoom,
      staff,
      `${words.chartByRole}: ${scene?.base.source.variant.name ?? ''}`,
      true,
    );
    if (byRole !== undefined) addChart(budget.income.sheet, byRole);
  }
  const [compared] = comparison.cost;
  if (compared !== undefined)
    addChart(compared.sheet, comparisonChart(comparison, titles(words.incomeAndCosts)));
  const perStudent = yearsChart(
    comparison.perStudentRoom,
    comparison.perStudent.map((row, at) => ({ name: inzets[at]?.scene.base.source.variant.name ?? '', row })),
    words.costPerStudent,
  );
  if (perStudent !== undefined && compared !== undefined) addChart(compared.sheet, perStudent);
  const markOf = (sheet: LiveSheet): string => {
    const key = (Object.keys(live.sheets) as LiveSheetName[]).find(
      (each) => live.sheets[each] === sheet.name,
    );
    return liveNl.sheets[key as LiveSheetName];
  };
  const result = (sheet: LiveSheet): SheetDescription =>
    describeLive(sheet, {
      kind: 'result',
      mark: markOf(sheet),
      footer,
      texts: live,
      charts: charts.get(sheet) ?? [],
    });
  const verdicts: ConditionalLook[] = [
    ...looksOf(summary.verdicts, `"${words.yes}"`),
    ...looksOf(summary.counts, '0'),
  ];
  return [
    describeGrid(guide.sheet, {
      widths: GUIDE_WIDTHS,
      titleRow: 1,
      mark: liveNl.sheets.guide,
      footer,
      conditionalLooks: looksOf([verdict], `"${live.guide.masterGood}"`),
      links: guide.links.map((cell) => ({ row: cell.row, column: cell.column, sheet: String(cell.value()) })),
    }),
    describeGrid(summary.sheet, {
      widths: [46, 12, ...summary.chart.headings.map(() => 17)],
      mark: liveNl.sheets.board,
      footer,
      onePage: true,
      titleRow: summary.chart.headings[0]?.row ?? 1,
      charts: [summaryChart(summary, titles(board.chart))],
      conditionalLooks: verdicts,
    }),
    ...inputs,
    ...inzets.map(({ sheet, scene }) =>
      describeLive(sheet, {
        kind: 'calculation',
        mark: `${liveNl.sheets.lines} ${scene.base.source.variant.id}`,
        footer,
        texts: live,
      }),
    ),
    ...results.map(result),
    ...(sensitivity
      ? [
          describeGrid(sensitivity.sheet, {
            widths: SENSITIVITY_WIDTHS,
            mark: liveNl.sheets.sensitivity,
            footer,
            landscape: true,
            titleRow: 1,
            charts: tornadoCharts(sensitivity, live.sensitivity),
            conditionalLooks: looksOf([sensitivity.fresh], `"${live.sensitivity.current}"`),
          }),
        ]
      : []),
    ...(differences
      ? [
          describeGrid(differences.sheet, {
            widths: DIFFERENCES_WIDTHS,
            titleRow: 1,
            mark: 'Verschillen',
            footer,
            landscape: true,
            charts: waterfallCharts(differences, texts),
            conditionalLooks: looksOf(differences.states, `"${texts.differences.sheet.current}"`),
          }),
        ]
      : []),
    ...canvases.map(({ sheet, verdicts, fresh }, at) =>
      describeGrid(sheet, {
        widths: CANVAS_WIDTHS,
        titleRow: 1,
        mark: `Canvas ${inzets[at]?.scene.base.source.variant.id}`,
        footer,
        conditionalLooks: [
          ...answerLooks(texts, verdicts),
          ...looksOf([fresh], `"${texts.canvas.words.current}"`),
        ],
      }),
    ),
    describeGrid(conversation.sheet, {
      widths: CONVERSATION_WIDTHS,
      titleRow: 1,
      mark: 'Gesprekskaart',
      footer,
      conditionalLooks: answerLooks(texts, conversation.verdicts),
    }),
    result(checks),
    describeGrid(sources.sheet, {
      widths: SOURCES_WIDTHS,
      mark: liveNl.sheets.sources,
      footer,
      landscape: true,
      titleRow: sources.items.top - 1,
      conditionalLooks: [
        {
          area: { ...sources.items, left: 1, right: SOURCES_WIDTHS.length },
          formula: `$${columnName(STATUS_COLUMN)}${sources.items.top}="${texts.inputs.choices.status.aanname}"`,
          look: 'assumption',
        },
      ],
    }),
  ];
}

/** The sheets to talk about: what each variant is and how it is judged, and the questions in the region. */
function talkSheets(
  texts: Texts,
  plan: Plan,
  inzets: readonly Inzet[],
  mark: { readonly fingerprint: string; readonly logged: boolean },
  taken: readonly string[],
): { canvases: Canvas[]; conversation: Conversation } {
  const own = [texts.conversation.sheet, texts.differences.sheet.name];
  const used = new Set([...taken, ...own].map((name) => name.toLowerCase()));
  const ids = inzets.map(({ scene }) => scene.base.source.variant.id);
  const { variants } = calculate(plan, { variants: ids });
  const { ratings } = readAnswers(plan);
  const canvases = inzets.map((inzet, at) => {
    const id = ids[at] as string;
    return canvasSheet(texts, plan, sheetName(`${texts.canvas.sheet} ${id}`, used), inzet, {
      judgements: judge(plan, variants[at] as VariantResult),
      ratings: ratings.filter(({ variant }) => variant === id),
      ...mark,
    });
  });
  return { canvases, conversation: conversationSheet(texts, plan, inzets, canvases) };
}

/** Green for yes and red for no; what is open stays as it is. */
function answerLooks({ judgements: { answers } }: Texts, cells: readonly GridCell[]): ConditionalLook[] {
  return cells.flatMap(({ range }): ConditionalLook[] => {
    const cell = `${columnName(range.left)}${range.top}`;
    return [
      { area: range, formula: `${cell}="${answers.ja}"`, look: 'good' },
      { area: range, formula: `${cell}="${answers.nee}"`, look: 'bad' },
    ];
  });
}

/** A sheet name within Excel's 31 characters, unlike those before it (capitals don't count). */
function sheetName(wanted: string, used: Set<string>): string {
  let name = wanted.slice(0, 31);
  for (let number = 2; used.has(name.toLowerCase()); number++) {
    const ending = ` ${number}`;
    name = wanted.slice(0, 31 - ending.length) + ending;
  }
  used.add(name.toLowerCase());
  return name;
}
