import { parseArgs } from 'node:util';
import type { AnyProblem } from '../texts/index.ts';

/** What the user asks, read from the command line. */
export interface Arguments {
  readonly command: Command;
  readonly plan: string;
  readonly reference: string;
  readonly json: boolean;
  readonly full: boolean;
  readonly out?: string;
  readonly variants?: readonly string[];
}

const COMMANDS = ['calculate', 'check', 'explain', 'compare', 'batch'] as const;
export type Command = (typeof COMMANDS)[number] | 'help';

const OPTIONS = {
  json: { type: 'boolean' },
  out: { type: 'string' },
  variant: { type: 'string', multiple: true },
  full: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  lang: { type: 'string' },
} as const;

/** Which options go with which command. */
const ALLOWED: Readonly<Record<Command, readonly (keyof typeof OPTIONS)[]>> = {
  calculate: ['json', 'out', 'variant', 'lang'],
  check: ['json', 'lang'],
  explain: ['json', 'full', 'lang'],
  compare: ['json', 'lang'],
  batch: ['lang'],
  help: ['lang', 'help'],
};

type Outcome = Arguments | { readonly problem: AnyProblem; readonly json: boolean };

/** Reads the command line; everything it doesn't know is refused, nothing is guessed. */
export function parseCommandLine(argv: readonly string[]): Outcome {
  const json = argv.includes('--json');
  const problem = (each: AnyProblem): Outcome => ({ problem: each, json });
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const first = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (!Object.hasOwn(OPTIONS, token.name)) {
      return problem({ path: '', code: 'usage-unknown-option', values: { found: token.rawName } });
    }
    const option: { type: string; multiple?: boolean } = OPTIONS[token.name as keyof typeof OPTIONS];
    const isText = typeof token.value === 'string' && token.value !== '';
    if ((option.type === 'string') !== isText) {
      const found = token.value ?? '';
      return problem({ path: '', code: 'usage-bad-value', values: { option: token.rawName, found } });
    }
    if (typeof token.value === 'string' && option.multiple !== true) {
      // two different values: neither is the one that is meant
      const earlier = first.get(token.name) ?? token.value;
      first.set(token.name, earlier);
      if (earlier !== token.value) {
        const found = `${earlier}, ${token.value}`;
        return problem({ path: '', code: 'usage-bad-value', values: { option: token.rawName, found } });
      }
    }
  }
  if (values.lang !== undefined && values.lang !== 'nl' && values.lang !== 'en') {
    return problem({
      path: '',
      code: 'usage-bad-value',
      values: { option: '--lang', found: String(values.lang) },
    });
  }
  const [name, plan, reference, ...rest] = positionals;
  if (values.help === true) return { command: 'help', plan: '', reference: '', json, full: false };
  if (name === undefined) return problem({ path: '', code: 'usage-no-command', values: {} });
  const command = COMMANDS.find((each) => each === name);
  if (!command) {
    return problem({ path: '', code: 'usage-unknown-command', values: { found: name, known: COMMANDS } });
  }
  for (const token of tokens) {
    if (token.kind === 'option' && !ALLOWED[command].includes(token.name as keyof typeof OPTIONS)) {
      return problem({ path: '', code: 'usage-unknown-option', values: { found: token.rawName } });
    }
  }
  const wanted = command === 'batch' ? 0 : command === 'explain' ? 2 : 1;
  const given = [plan, reference, ...rest].filter((each) => each !== undefined);
  if (given.length > wanted) {
    return problem({ path: '', code: 'usage-too-many-arguments', values: { found: given[wanted] ?? '' } });
  }
  if (given.length < wanted) {
    const missing = given.length === 0 ? 'PLAN' : 'VERWIJZING';
    return problem({ path: '', code: 'usage-missing-argument', values: { name: missing, command } });
  }
  return {
    command,
    plan: plan ?? '',
    reference: reference ?? '',
    json,
    full: values.full === true,
    ...(typeof values.out === 'string' && { out: values.out }),
    ...(values.variant && { variants: values.variant.map(String) }),
  };
}
