import type { Plan, Result } from '../../engine/index.ts';
import { CSV_LOCALES, type CsvLocaleName, csvText, exportTable, planText, TABLES } from '../export/index.ts';
import { readPlan } from '../files/plan-file.ts';
import { resultJson } from '../files/result-json.ts';
import { writeFileWhole } from '../files/write.ts';
import type { AnyProblem, Texts } from '../texts/index.ts';
import { resultOf } from './calculating.ts';
import type { Output } from './io.ts';
import { EXIT, refuse } from './refusal.ts';

/** `export`: the result as CSV or JSON, or the plan itself, to a file or to standard output. */

export interface ExportRequest {
  readonly plan: string;
  readonly as: string | undefined;
  readonly table: string | undefined;
  /** texts as they are, also where a spreadsheet would run them */
  readonly raw: boolean;
  readonly variants: readonly string[] | undefined;
  readonly out: string | undefined;
}

const FORMS = ['csv-nl', 'csv-int', 'json', 'plan'] as const;
type Form = (typeof FORMS)[number];

export async function exportCommand(request: ExportRequest, output: Output, texts: Texts): Promise<number> {
  const { out, variants } = request;
  const refused = (problems: readonly AnyProblem[]): Promise<number> =>
    refuse(output, texts, problems, false);
  const bad = (option: string, found: string, allowed?: readonly string[]): AnyProblem => ({
    path: '',
    code: 'usage-bad-value',
    values: { option, found, ...(allowed && { allowed }) },
  });
  const wish = request.as ?? (out?.toLowerCase().endsWith('.json') === true ? 'json' : 'csv-nl');
  const form = FORMS.find((each) => each === wish);
  if (!form) return refused([bad('--as', wish, FORMS)]);
  const table = TABLES.find((each) => each === (request.table ?? 'totals'));
  if (!table) return refused([bad('--table', request.table ?? '', TABLES)]);
  // only CSV is one table at a time
  if (request.table !== undefined && !isCsv(form)) return refused([bad('--as', form, FORMS.filter(isCsv))]);
  if (variants && form === 'plan') return refused([bad('--variant', variants.join(', '))]);
  const outcome = readPlan(request.plan);
  if (!outcome.ok) return refused(outcome.problems);
  const { plan } = outcome;
  const known = plan.variants.map(({ id }) => id);
  const unknown = (variants ?? []).filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    return refused(unknown.map((found) => ({ path: '', code: 'unknown-variant', values: { found, known } })));
  }
  const text = textOf(form, plan, variants, output, texts, (result) => {
    const { columns, rows } = exportTable(table, plan, result, texts, { words: form !== 'csv-int' });
    // the keys of the result format for programs, words for people
    const headings = form === 'csv-int' ? columns : columns.map((column) => texts.imports.column(column));
    return csvText([headings, ...rows], {
      locale: CSV_LOCALES[form as CsvLocaleName],
      neutralise: !request.raw,
    });
  });
  if (out === undefined) {
    await output.print(text);
    return EXIT.done;
  }
  const problem = writeFileWhole(out, Buffer.from(text, 'utf8'));
  if (problem) return refused([problem]);
  output.say(texts.commands.written(out));
  return EXIT.done;
}

const isCsv = (form: Form): form is CsvLocaleName => Object.hasOwn(CSV_LOCALES, form);

function textOf(
  form: Form,
  plan: Plan,
  wanted: readonly string[] | undefined,
  output: Output,
  texts: Texts,
  csv: (result: Result) => string,
): string {
  if (form === 'plan') return planText(plan);
  const result = resultOf(plan, wanted, output, texts);
  return form === 'json' ? `${resultJson(result)}\n` : csv(result);
}
