import type { Explanation, Provenance } from '../../engine/index.ts';
import { addDecimals, formatDecimal, type Texts } from '../texts/index.ts';
import type { Names } from '../texts/names.ts';

export interface ExplanationOptions {
  /** everything, however long; otherwise long sums and deep steps are cut short, and say so */
  readonly full?: boolean;
}

const SHORT = { terms: 12, depth: 12, lines: 400 };

/**
 * An explanation as indented lines of Dutch (or another language): each figure with its unit, the rule in words, how
 * it was made and rounded, and of each input its place, its source or the word *aanname*. A figure that stands in the
 * text already is not worked out again.
 * @param names the names as the variant has them that it is about
 */
export function explanationLines(
  texts: Texts,
  names: Names,
  explanation: Explanation,
  { full = false }: ExplanationOptions = {},
): string[] {
  const lines: string[] = [];
  const seen = new Set<Explanation>();
  const limit = full ? { terms: Infinity, depth: Infinity, lines: Infinity } : SHORT;

  // a stack instead of recursion: a full explanation can be deep
  const stack: { node: Explanation; depth: number; note?: string }[] = [{ node: explanation, depth: 0 }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, depth, note } = next;
    const indent = '  '.repeat(depth);
    if (note !== undefined) {
      lines.push(`${indent}${note}`);
      continue;
    }
    const inputs = partsOf(node);
    const repeated = seen.has(node) && inputs.length > 0 && node.rule !== undefined;
    const tooDeep = inputs.length > 0 && (depth >= limit.depth || lines.length >= limit.lines);
    const ending = repeated
      ? ` (${texts.explanation.seen})`
      : tooDeep
        ? ` (${texts.explanation.deeper})`
        : '';
    lines.push(indent + describe(texts, names, node) + ending);
    if (node.provenance || node.operation === 'input') {
      const origin = originOf(texts, node);
      if (origin !== '') lines.push(`${indent}    ${origin}`);
    }
    if (repeated || tooDeep) continue;
    seen.add(node);
    const shown = inputs.slice(0, limit.terms);
    const hidden = inputs.length - shown.length;
    if (hidden > 0) stack.push({ node, depth: depth + 1, note: texts.explanation.more(hidden) });
    for (const input of shown.toReversed()) stack.push({ node: input, depth: depth + 1 });
  }
  return lines;
}

/** What a reader wants under a figure: of a part of a division the amount divided and the weights. */
export function partsOf(node: Explanation): readonly Explanation[] {
  if (node.operation === 'part') return node.inputs[0]?.inputs ?? [];
  return node.inputs;
}

function describe(texts: Texts, names: Names, node: Explanation): string {
  const { value, words, how } = wordStep(texts, names, node);
  return `${value}${words === '' ? '' : `: ${words}`}${how === '' ? '' : ` = ${how}`}`;
}

/** One step of an explanation in words. */
export interface StepWords {
  /** in the language's notation, with its unit */
  readonly value: string;
  /** the rule, or the input's name; empty for a step in between */
  readonly words: string;
  /** how it was made, with the figures that went in; empty for an input */
  readonly how: string;
  /** of an input: its source, or that it is an assumption, and what else the plan says of it */
  readonly origin: readonly string[];
}

export function wordStep(texts: Texts, names: Names, node: Explanation): StepWords {
  const { rule, about = [], operation, path, provenance } = node;
  const input = path === undefined ? '' : names.input(path);
  return {
    value: shown(texts, node),
    words: rule === undefined ? input : names.rule(rule, about),
    how: operation === 'input' ? '' : formula(texts, node),
    origin: provenance || operation === 'input' ? provenanceParts(texts, provenance) : [],
  };
}

/** The value in the language's notation, with its unit where the rule gives one. */
function shown(texts: Texts, node: Explanation): string {
  const unit = node.rule === undefined ? '' : texts.rules[node.rule].unit;
  if (
    unit === 'oordeel' ||
    node.operation === 'test' ||
    node.operation === 'all' ||
    node.operation === 'fact'
  ) {
    return node.value === '0' ? texts.explanation.no : texts.explanation.yes;
  }
  const label = unit === '' ? '' : texts.units[unit];
  const value = written(texts, node);
  return label === '' ? value : `${value} ${label}`;
}

/** A value in the language's notation; of a step in between, which nothing has rounded, without zeros at its end. */
function written(texts: Texts, { value, rule, operation, digits }: Explanation): string {
  const between = rule === undefined && operation !== 'input' && digits === undefined;
  return formatDecimal(between ? value.replace(/(\.\d\d\d*?)0+$/, '$1') : value, texts.separators);
}

/** How it was made, with the figures that went in: `40,00 × 15`. */
function formula(texts: Texts, node: Explanation): string {
  const { operation, inputs, digits, relation, index } = node;
  const figures = inputs.map((input) => written(texts, input));
  const word = texts.operations[operation];
  const rounded = digits === undefined ? '' : `, ${texts.explanation.rounded(digits)}`;
  switch (operation) {
    case 'times':
      return figures.join(' × ');
    case 'minus':
      return figures.join(' − ');
    case 'quotient':
      return `${figures.join(' ÷ ')}${rounded}`;
    case 'ceilQuotient':
      return `${figures.join(' ÷ ')}, ${word}`;
    case 'round':
      return `${figures[0] ?? ''}${rounded}`;
    case 'sum':
      return figures.length > 0 && figures.length <= 4 ? figures.join(' + ') : `${word} (${figures.length})`;
    case 'smallest':
    case 'largest':
      return `${word}: ${figures.join(' / ')}`;
    case 'part': {
      const [total = '', ...weights] = (inputs[0]?.inputs ?? []).map(({ value }) => value);
      const [whole, weight, sum] = [total, weights[index ?? 0] ?? '', addDecimals(weights)].map((value) =>
        formatDecimal(value, texts.separators),
      );
      return `${word}: ${whole} × ${weight} ÷ ${sum}`;
    }
    case 'test':
      return `${figures[0] ?? ''} ${relation === undefined ? '' : texts.relations[relation]} ${figures[1] ?? ''}`;
    default:
      return word;
  }
}

/** Where an input stands in the plan, and its source, or that it is an assumption. */
function originOf(texts: Texts, { path, provenance }: Explanation): string {
  const { explanation: words } = texts;
  const parts = [path === undefined ? '' : `${words.input} ${path}`, ...provenanceParts(texts, provenance)];
  return parts.filter((part) => part !== '').join(' · ');
}

function provenanceParts(texts: Texts, provenance: Provenance | undefined): string[] {
  const { explanation: words } = texts;
  const { source, assumption, status, validFrom, validTo, note } = provenance ?? {};
  const parts: string[] = [];
  if (source !== undefined) parts.push(`${words.source}: ${source}`);
  if (assumption === true) parts.push(words.assumption);
  if (source === undefined && assumption !== true) parts.push(words.noSource);
  if (status !== undefined) parts.push(`${words.status}: ${status}`);
  if (validFrom !== undefined) parts.push(`${words.validFrom} ${validFrom}`);
  if (validTo !== undefined) parts.push(`${words.validTo} ${validTo}`);
  if (note !== undefined) parts.push(note);
  return parts;
}

/**
 * The explanation as JSON, every step once: a step that goes into several figures gets an `id`, and further on
 * `{"same": id}` stands for it, so that the size grows with the steps and not with the paths between them.
 */
export function explanationJson(texts: Texts, names: Names, explanation: Explanation): unknown {
  const uses = new Map<Explanation, number>();
  const order: Explanation[] = [];
  const stack = [explanation];
  for (let node = stack.pop(); node; node = stack.pop()) {
    const used = uses.get(node) ?? 0;
    uses.set(node, used + 1);
    if (used > 0) continue;
    order.push(node);
    for (const input of node.inputs.toReversed()) stack.push(input);
  }
  const shared = order.filter((node) => (uses.get(node) ?? 0) > 1 && node.inputs.length > 0);
  const ids = new Map(shared.map((node, index) => [node, index + 1]));
  const written = new Set<Explanation>();
  const write = (node: Explanation): Record<string, unknown> => {
    const id = ids.get(node);
    if (id !== undefined && written.has(node)) return { same: id, value: node.value };
    written.add(node);
    const { inputs, rule, about, ...rest } = node;
    return {
      ...(id === undefined ? {} : { id }),
      ...(rule === undefined
        ? {}
        : { rule, text: names.rule(rule, about ?? []), unit: texts.rules[rule].unit }),
      ...(about === undefined ? {} : { about }),
      ...(node.path === undefined ? {} : { text: names.input(node.path) }),
      ...rest,
      ...(inputs.length === 0 ? {} : { inputs: inputs.map(write) }),
    };
  };
  return write(explanation);
}
