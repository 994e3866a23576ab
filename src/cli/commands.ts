import { explain, type Plan, pointerKeys, readAnswers, yearLabels } from '../../engine/index.ts';
import { checkBytes } from '../files/check.ts';
import { fingerprintOf, shortFingerprint } from '../files/fingerprint.ts';
import { planFile, readFileBytes, readPlan } from '../files/plan-file.ts';
import { resultParts } from '../files/result-json.ts';
import { saveWorkbook } from '../files/save-workbook.ts';
import { ComparisonReports } from '../report/comparison.ts';
import { explanationJson, explanationLines } from '../report/explanation.ts';
import { Reports } from '../report/summary.ts';
import type { AnyProblem, Texts } from '../texts/index.ts';
import { Names } from '../texts/names.ts';
import { describeWorkbook, logEntry } from '../workbook/index.ts';
import type { Arguments } from './arguments.ts';
import { resultOf } from './calculating.ts';
import { printReport } from './compare.ts';
import { sayValidity } from './funding.ts';
import { type Output, printable, printParts, styled } from './io.ts';
import { EXIT, problemsJson, refuse, wordProblems } from './refusal.ts';

/** A plan that was read, or the exit code with which the command ends. */
async function opened(line: Arguments, output: Output, texts: Texts): Promise<Plan | number> {
  const outcome = readPlan(line.plan);
  return outcome.ok ? outcome.plan : refuse(output, texts, outcome.problems, line.json);
}

/** `calculate PLAN [--json] [--out FILE.xlsx] [--variant ID] [--summary] [--force]`. */
export async function calculateCommand(line: Arguments, output: Output, texts: Texts): Promise<number> {
  const { out, variants } = line;
  if (out !== undefined && !out.toLowerCase().endsWith('.xlsx')) {
    return refuse(output, texts, [{ path: '', code: 'out-not-xlsx', values: { file: out } }], line.json);
  }
  const plan = await opened(line, output, texts);
  if (typeof plan === 'number') return plan;
  const known = plan.variants.map(({ id }) => id);
  const unknown = [...new Set(variants)].filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    const problems = unknown.map(
      (found): AnyProblem => ({ path: '', code: 'unknown-variant', values: { found, known } }),
    );
    return refuse(output, texts, problems, line.json);
  }
  const result = resultOf(plan, variants, output, texts);
  if (out !== undefined) {
    const created = new Date();
    const ids = result.variants.map(({ id }) => id);
    const entry = logEntry(plan, created, ids, texts.log.withFormulas);
    const problems = saveWorkbook(
      out,
      (earlier) => describeWorkbook(texts, plan, { variants, log: [...earlier, entry] }),
      { created, force: line.force },
    );
    if (problems.length > 0) return refuse(output, texts, problems, line.json);
  }
  if (line.json) await printParts(output, resultParts(result));
  else {
    const reports = new Reports(texts, plan);
    await output.print(`${styled(output, 'bold', printable(plan.name))} – ${printable(plan.region)}\n\n`);
    for (const variant of result.variants) {
      const name = plan.variants.find(({ id }) => id === variant.id)?.name ?? variant.id;
      await output.print(`${styled(output, ['bold', 'underline'], printable(name))}\n\n`);
      const tables = line.summary
        ? [reports.perYear(variant), reports.failures(variant)]
        : reports.variant(variant);
      for (const table of tables) await printReport(output, table);
    }
    if (result.variants.length > 1) {
      const years = result.years.map((_, year) => year);
      for (const report of new ComparisonReports(texts, plan).sideBySide(result, years))
        await printReport(output, report);
    }
  }
  await sayValidity(plan, line, output, texts);
  if (out !== undefined) output.say(printable(texts.commands.written(out)));
  return EXIT.done;
}

/** `check PLAN`: says that the plan is in order, or what is wrong with it and with the workbook it stands in. */
export async function checkCommand(line: Arguments, output: Output, texts: Texts): Promise<number> {
  const file = readFileBytes(planFile(line.plan));
  if (!file.ok) return refuse(output, texts, file.problems, line.json);
  const { outcome, damage } = checkBytes(file.bytes);
  const problems = [...(outcome.ok ? [] : outcome.problems), ...damage.problems];
  if (!outcome.ok || problems.length > 0) {
    const code = await refuse(output, texts, problems, line.json);
    sayNotes(damage.notes, line, output, texts);
    return code;
  }
  const { plan } = outcome;
  if (line.json) await output.print(`${problemsJson([], wordProblems(texts, damage.notes))}\n`);
  else {
    const { schools, boards, institutes, variants, years } = plan;
    const counts = {
      schools: schools.length,
      boards: boards.length,
      institutes: institutes.length,
      variants: variants.length,
      years,
    };
    const full = fingerprintOf(plan);
    await output.print(`${printable(texts.commands.planInOrder(plan.name, counts))}\n`);
    await output.print(`${texts.commands.fingerprint(shortFingerprint(full), full)}\n`);
  }
  sayNotes(damage.notes, line, output, texts);
  await sayValidity(plan, line, output, texts);
  const { problems: answers } = readAnswers(plan);
  if (answers.length > 0) {
    output.say(texts.judgements.heading('badNotes'));
    for (const { path, message } of wordProblems(texts, answers))
      output.say(printable(`  ${path}: ${message}`));
  }
  return EXIT.done;
}

/** What is no error, to people; programs find it in the JSON. */
function sayNotes(notes: readonly AnyProblem[], { json }: Arguments, output: Output, texts: Texts): void {
  if (json) return;
  for (const { message } of wordProblems(texts, notes)) output.say(printable(message));
}

/** `explain PLAN REFERENCE`. */
export async function explainCommand(line: Arguments, output: Output, texts: Texts): Promise<number> {
  const plan = await opened(line, output, texts);
  if (typeof plan === 'number') return plan;
  const outcome = explain(plan, line.reference);
  if (!outcome.ok) {
    const { problem } = outcome;
    const worded: AnyProblem =
      problem.code === 'unknown-reference'
        ? { path: '', code: 'reference-unknown', values: problem }
        : problem.code === 'not-a-figure'
          ? { path: '', code: 'reference-no-figure', values: problem }
          : { path: '', code: 'reference-no-value', values: problem };
    return refuse(output, texts, [worded], line.json);
  }
  const { explanation, reference } = outcome;
  const [, place = '', section, year] = pointerKeys(reference);
  const variant = plan.variants[Number(place)];
  const names = Names.ofVariant(texts, plan, variant?.id ?? '');
  if (line.json) {
    const tree = explanationJson(texts, names, explanation);
    await output.print(
      `${JSON.stringify({ format: 'samenplan-explanation/1', reference, explanation: tree })}\n`,
    );
  } else {
    const label = section === 'years' ? (yearLabels(plan)[Number(year)] ?? '') : '';
    await output.print(
      `${styled(output, 'bold', printable(texts.commands.figureOf(variant?.name ?? '', label)))}\n`,
    );
    const lines = explanationLines(texts, names, explanation, { full: line.full });
    await output.print(`${lines.map(printable).join('\n')}\n`);
  }
  return EXIT.done;
}
