import type { Funding, Plan } from '../../engine/index.ts';
import { planText } from '../export/plan-text.ts';
import { readJsonBytes } from '../files/plan-bytes.ts';
import { readFileBytes, readPlan } from '../files/plan-file.ts';
import { writeFileWhole } from '../files/write.ts';
import {
  applyFundingRule,
  type FundingProblem,
  type FundingRule,
  type FundingWarning,
  findFundingRule,
  fundingRules,
  outsideValidity,
  readFundingRule,
  yearsOutside,
} from '../funding/index.ts';
import { type AnyProblem, type Texts, type WordedProblem, wordProblem } from '../texts/index.ts';
import type { Arguments } from './arguments.ts';
import { type Output, printable, styled } from './io.ts';
import { EXIT, problemsJson, refuse } from './refusal.ts';
import { renderInBlocks } from './table.ts';

/** `funding`: the rules that are known, the funding of a plan, and rules put into a plan. */
export async function fundingCommand(line: Arguments, output: Output, texts: Texts): Promise<number> {
  const found = rulesOf(line.rules);
  if ('problems' in found) return refuseFunding(found.problems, line.json, output, texts);
  const { rules } = found;
  if (line.plan === '') {
    const shown = rules.length > 0 ? rules : fundingRules;
    if (line.json)
      await output.print(`${JSON.stringify({ format: 'samenplan-funding-rules/1', rules: shown })}\n`);
    else if (rules.length > 0) for (const rule of rules) await showRule(rule, output, texts);
    else await showRules(output, texts);
    return EXIT.done;
  }
  const outcome = readPlan(line.plan);
  if (!outcome.ok) return refuse(output, texts, outcome.problems, line.json);
  if (rules.length === 0) return showFunding(outcome.plan, line, output, texts);
  return apply(outcome.plan, rules, line, output, texts);
}

type Problems = readonly (FundingProblem | AnyProblem)[];

/** The rules that are asked for: by their id, or a file of the user's own. */
function rulesOf(names: readonly string[]): { rules: FundingRule[] } | { problems: Problems } {
  const rules: FundingRule[] = [];
  const problems: (FundingProblem | AnyProblem)[] = [];
  for (const name of names) {
    if (!name.toLowerCase().endsWith('.json')) {
      const found = findFundingRule(name);
      if ('code' in found) problems.push(found);
      else rules.push(found);
      continue;
    }
    const bytes = readFileBytes(name);
    const json = bytes.ok ? readJsonBytes(bytes.bytes) : bytes;
    const outcome = json.ok ? readFundingRule(json.value) : json;
    if (outcome.ok) rules.push(outcome.rule);
    else problems.push(...outcome.problems);
  }
  return problems.length > 0 ? { problems } : { rules };
}

function word(texts: Texts, problem: FundingProblem | AnyProblem): WordedProblem {
  if (!isFundingProblem(texts, problem)) return wordProblem(texts, problem);
  const say = texts.funding.problems[problem.code] as (values: unknown) => string;
  return { path: problem.path, code: problem.code, message: say(problem.values) };
}

const isFundingProblem = (texts: Texts, problem: FundingProblem | AnyProblem): problem is FundingProblem =>
  Object.hasOwn(texts.funding.problems, problem.code);

async function refuseFunding(
  problems: Problems,
  json: boolean,
  output: Output,
  texts: Texts,
): Promise<number> {
  const worded = problems.map((problem) => word(texts, problem));
  if (json || !output.terminal) await output.print(`${problemsJson(worded)}\n`);
  if (!json) {
    output.say(styled(output, 'bold', texts.commands.cannot));
    for (const { path, message } of worded)
      output.say(`  ${printable(path === '' ? message : `${path}: ${message}`)}`);
  }
  return EXIT.refused;
}

/** A warning in words. */
function wordFundingWarning(texts: Texts, { path, code, values }: FundingWarning): WordedProblem {
  const say = texts.funding.warnings[code] as (values: unknown) => string;
  return { path, code, message: say(values) };
}

/** What a plan's funding counts on outside the time it is for, as warnings. */
const validityWarnings = (plan: Plan): OutsideWarning[] =>
  outsideValidity(plan).map(({ index, item, outside, partly }) => {
    const { name, validFrom = '', validTo = '' } = item;
    const path = index === undefined ? '' : `/funding/${index}`;
    return { path, code: 'funding-outside', values: { names: [name], validFrom, validTo, outside, partly } };
  });

type OutsideWarning = Extract<FundingWarning, { code: 'funding-outside' }>;

/** Items outside their time by the same dates and in the same years as one warning, for people. */
function together(warnings: readonly FundingWarning[]): FundingWarning[] {
  const alike = new Map<string, FundingWarning>();
  for (const warning of warnings) {
    if (warning.code !== 'funding-outside') {
      alike.set(JSON.stringify(warning), warning);
      continue;
    }
    const { names, ...dates } = warning.values;
    const key = JSON.stringify(dates);
    const earlier = alike.get(key);
    const known = earlier?.code === 'funding-outside' ? earlier.values.names : [];
    alike.set(key, { ...warning, values: { ...dates, names: [...known, ...names] } });
  }
  return [...alike.values()];
}

/**
 * Says what a plan's funding counts on outside the time it is for: beside the figures for people, on standard error
 * where standard output holds JSON.
 */
export async function sayValidity(
  plan: Plan,
  { json }: { readonly json: boolean },
  output: Output,
  texts: Texts,
): Promise<void> {
  const lines = together(validityWarnings(plan)).map((warning) => wordFundingWarning(texts, warning).message);
  // who stopped reading the figures has no use for what goes with them
  if (lines.length === 0 || output.closed) return;
  const text = section(texts.funding.heading.warnings, lines).join('\n');
  if (json) output.say(text);
  else await output.print(`${text}\n`);
}

async function showRules(output: Output, texts: Texts): Promise<void> {
  const { heading, gives } = texts.funding;
  const table = (titles: readonly string[], rows: readonly string[][]): string =>
    renderInBlocks(
      output,
      titles.map((title) => ({ title })),
      rows.map((cells) => ({ cells })),
    );
  const given = fundingRules.flatMap(({ id, funding }) =>
    funding.map((item, index) => [index === 0 ? id : '', gives(item)]),
  );
  const dated = fundingRules.map(({ id, validFrom, validTo, checkedOn }) => [
    ...[id, validFrom, validTo, checkedOn],
  ]);
  await output.print(`${styled(output, 'bold', heading.rules)}\n\n`);
  await output.print(`${table([heading.rule, heading.gives], given)}\n`);
  await output.print(table([heading.rule, heading.from, heading.to, heading.checked], dated));
  await output.print(`\n${heading.how}\n`);
}

async function showRule(rule: FundingRule, output: Output, texts: Texts): Promise<void> {
  const { heading, gives } = texts.funding;
  const lines = [
    styled(output, 'bold', printable(rule.name)),
    printable(rule.about),
    '',
    ...rule.funding.map((item) => `  ${printable(`${item.name}: ${gives(item)}`)}`),
    `  ${heading.from} ${rule.validFrom}, ${heading.to.toLowerCase()} ${rule.validTo}; ${heading.checked.toLowerCase()} ${rule.checkedOn}`,
    ...(rule.replacedBy
      ? [`  ${heading.replaced}: ${printable(`${rule.replacedBy.rule}. ${rule.replacedBy.why}`)}`]
      : []),
    ...section(heading.conditions, rule.conditions ?? []),
    ...section(
      heading.sources,
      rule.sources.map(({ text, url }) => `${text}, ${url}`),
    ),
    '',
  ];
  await output.print(`${lines.join('\n')}\n`);
}

const section = (title: string, texts: readonly string[]): string[] =>
  texts.length === 0 ? [] : [`${title}:`, ...texts.map((each) => `  - ${printable(each)}`)];

async function showFunding(plan: Plan, line: Arguments, output: Output, texts: Texts): Promise<number> {
  const warnings = validityWarnings(plan);
  const worded = warnings.map((warning) => wordFundingWarning(texts, warning));
  if (line.json) {
    const { funding = [] } = plan;
    const answer = { format: 'samenplan-funding-of-plan/1', funding, warnings: worded };
    await output.print(`${JSON.stringify(answer)}\n`);
    return EXIT.done;
  }
  await output.print(`${styled(output, 'bold', printable(plan.name))}\n\n`);
  await showItems(plan, plan.funding ?? [], texts.funding.heading.planFunding, output, texts);
  return EXIT.done;
}

async function showItems(
  plan: Plan,
  items: readonly Funding[],
  title: string,
  output: Output,
  texts: Texts,
): Promise<void> {
  const { heading, gives, holds } = texts.funding;
  if (items.length === 0) {
    await output.print(`${heading.none}\n`);
    return;
  }
  const rows = items.map((item) => {
    const years = yearsOutside(plan, item);
    const dated = item.validFrom !== undefined || item.validTo !== undefined;
    const held = holds({ ...years, all: plan.years, dated });
    const cells = [item.id, gives(item), item.validFrom ?? '', item.validTo ?? '', held];
    return { cells, bad: years.outside.length + years.partly.length > 0 };
  });
  const columns = [heading.item, heading.gives, heading.from, heading.to, heading.holds];
  await output.print(`${styled(output, 'cyan', title)}\n`);
  await output.print(
    renderInBlocks(
      output,
      columns.map((each) => ({ title: each })),
      rows,
    ),
  );
}

async function apply(
  plan: Plan,
  rules: readonly FundingRule[],
  line: Arguments,
  output: Output,
  texts: Texts,
): Promise<number> {
  const { variants, boards, groups, out, json } = line;
  const { suffix } = line.texts;
  const scope = {
    ...(variants && { variants }),
    ...(boards && { boards }),
    ...(groups && { groups }),
    ...(suffix !== undefined && { suffix }),
  };
  let changed = plan;
  const items: Funding[] = [];
  const warnings: FundingWarning[] = [];
  const problems: (FundingProblem | AnyProblem)[] = [];
  for (const rule of rules) {
    const outcome = applyFundingRule(changed, rule, scope, texts.funding.words);
    if (outcome.ok) {
      changed = outcome.plan;
      items.push(...outcome.items);
      warnings.push(...outcome.warnings);
    } else problems.push(...outcome.problems);
  }
  if (problems.length > 0) return refuseFunding(problems, json, output, texts);
  if (out !== undefined) {
    const problem = writeFileWhole(out, Buffer.from(planText(changed), 'utf8'));
    if (problem) return refuse(output, texts, [problem], json);
  }
  const worded = warnings.map((warning) => wordFundingWarning(texts, warning));
  const { heading } = texts.funding;
  if (json) {
    const answer = { format: 'samenplan-funding-applied/1', funding: items, warnings: worded };
    await output.print(`${JSON.stringify({ ...answer, written: out ?? null })}\n`);
  } else {
    await output.print(`${styled(output, 'bold', printable(plan.name))}\n\n`);
    await showItems(changed, items, heading.applied, output, texts);
    const conditions = [...new Set(rules.flatMap((rule) => rule.conditions ?? []))];
    const lines = [
      ...section(
        heading.warnings,
        together(warnings).map((warning) => wordFundingWarning(texts, warning).message),
      ),
      ...section(heading.conditions, conditions),
    ];
    if (lines.length > 0) await output.print(`\n${lines.join('\n')}\n`);
    output.say(out === undefined ? heading.notWritten : texts.commands.written(out));
  }
  return EXIT.done;
}
