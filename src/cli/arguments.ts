import { parseArgs } from 'node:util';
import type { AnyProblem } from '../texts/index.ts';

/** What the user asks, read from the command line. */
export interface Arguments {
  readonly command: Command;
  readonly plan: string;
  readonly reference: string;
  readonly json: boolean;
  readonly full: boolean;
  /** write into a workbook also where that costs the user something */
  readonly force: boolean;
  /** only the variants side by side */
  readonly summary: boolean;
  readonly out?: string;
  readonly variants?: readonly string[];
  /** all files named without an option, where a command takes several */
  readonly files: readonly string[];
  /** texts of the options that only some commands have */
  readonly texts: Readonly<Partial<Record<ExchangeOption, string>>>;
  readonly placements: readonly string[];
  readonly addons: readonly string[];
  readonly choices: readonly string[];
  readonly keepNetworks: boolean;
  readonly raw: boolean;
  /** funding rules, and what limits them */
  readonly rules: readonly string[];
  readonly boards?: readonly string[];
  readonly groups?: readonly string[];
}

const COMMANDS = [
  ...(['calculate', 'check', 'explain', 'compare', 'batch'] as const),
  ...(['import', 'merge', 'export', 'funding'] as const),
  ...(['break-even', 'seek', 'sensitivity', 'simulate'] as const),
  ...(['structures', 'variant'] as const),
];
export type Command = (typeof COMMANDS)[number] | 'help';

const OPTIONS = {
  json: { type: 'boolean' },
  out: { type: 'string' },
  variant: { type: 'string', multiple: true },
  full: { type: 'boolean' },
  summary: { type: 'boolean' },
  force: { type: 'boolean' },
  schools: { type: 'string' },
  pupils: { type: 'string' },
  boards: { type: 'string' },
  norms: { type: 'string' },
  rates: { type: 'string' },
  staff: { type: 'string' },
  map: { type: 'string' },
  province: { type: 'string' },
  into: { type: 'string' },
  as: { type: 'string' },
  table: { type: 'string' },
  variants: { type: 'string' },
  years: { type: 'string' },
  placements: { type: 'string', multiple: true },
  structure: { type: 'string' },
  addon: { type: 'string', multiple: true },
  choice: { type: 'string', multiple: true },
  id: { type: 'string' },
  name: { type: 'string' },
  like: { type: 'string' },
  'keep-networks': { type: 'boolean' },
  raw: { type: 'boolean' },
  rule: { type: 'string', multiple: true },
  board: { type: 'string', multiple: true },
  group: { type: 'string', multiple: true },
  suffix: { type: 'string' },
  path: { type: 'string' },
  year: { type: 'string' },
  network: { type: 'string' },
  most: { type: 'string' },
  band: { type: 'string' },
  seed: { type: 'string' },
  trials: { type: 'string' },
  uncertain: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  lang: { type: 'string' },
} as const;

const EXCHANGE = [
  ...(['schools', 'pupils', 'boards', 'norms', 'rates', 'staff', 'map', 'province', 'into'] as const),
  ...(['as', 'table', 'suffix', 'variants', 'years'] as const),
  ...(['path', 'year', 'network', 'most', 'band', 'seed', 'trials', 'uncertain'] as const),
  ...(['structure', 'id', 'name', 'like'] as const),
];
type ExchangeOption = (typeof EXCHANGE)[number];

/** Which options go with which command. */
const ALLOWED: Readonly<Record<Command, readonly (keyof typeof OPTIONS)[]>> = {
  calculate: ['json', 'out', 'variant', 'summary', 'force', 'lang'],
  check: ['json', 'lang'],
  explain: ['json', 'full', 'lang'],
  compare: ['variants', 'years', 'json', 'lang'],
  batch: ['lang'],
  import: [
    ...(['schools', 'pupils', 'boards', 'placements', 'norms', 'rates', 'staff'] as const),
    ...(['map', 'province', 'into', 'out', 'json', 'lang'] as const),
  ],
  merge: ['out', 'json', 'lang'],
  export: ['as', 'table', 'raw', 'variant', 'out', 'lang'],
  funding: ['rule', 'variant', 'board', 'group', 'suffix', 'out', 'json', 'lang'],
  'break-even': ['variant', 'year', 'group', 'network', 'most', 'json', 'lang'],
  seek: ['path', 'variant', 'year', 'json', 'lang'],
  sensitivity: ['variant', 'year', 'band', 'json', 'lang'],
  simulate: ['seed', 'trials', 'variant', 'band', 'uncertain', 'json', 'lang'],
  structures: ['json', 'lang'],
  variant: [
    ...(['structure', 'addon', 'choice', 'id', 'name', 'like', 'keep-networks'] as const),
    ...(['out', 'force', 'json', 'lang'] as const),
  ],
  help: ['lang', 'help'],
};

/** Options of `funding` that say how a rule comes into a plan. */
const FOR_A_PLAN = ['variant', 'board', 'group', 'suffix', 'out'] as const;

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
    // a text option needs a text, a switch takes none, not even an empty one
    const fits = option.type === 'string' ? Boolean(token.value) : token.value === undefined;
    if (!fits) {
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
  if (values.help === true) {
    const nothing = {
      ...{ files: [], texts: {}, placements: [], rules: [], addons: [], choices: [] },
      ...{ raw: false, force: false, keepNetworks: false },
    };
    return { command: 'help', plan: '', reference: '', json, full: false, summary: false, ...nothing };
  }
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
  const none = command === 'batch' || command === 'import' || command === 'structures';
  const wanted = none ? 0 : command === 'explain' || command === 'merge' ? 2 : 1;
  const given = [plan, reference, ...rest].filter((each) => each !== undefined);
  const most = command === 'merge' ? given.length : command === 'compare' ? 2 : wanted;
  if (given.length > most) {
    return problem({ path: '', code: 'usage-too-many-arguments', values: { found: given[most] ?? '' } });
  }
  // without a plan it shows the rules; what goes into a plan needs one
  const optional = command === 'funding' && FOR_A_PLAN.every((name) => values[name] === undefined);
  if (given.length < wanted && !optional) {
    const missing = given.length === 0 || command === 'merge' ? 'PLAN' : 'VERWIJZING';
    return problem({ path: '', code: 'usage-missing-argument', values: { name: missing, command } });
  }
  return {
    command,
    plan: plan ?? '',
    reference: reference ?? '',
    json,
    full: values.full === true,
    summary: values.summary === true,
    force: values.force === true,
    files: given,
    texts: Object.fromEntries(
      EXCHANGE.flatMap((name) => (typeof values[name] === 'string' ? [[name, values[name]]] : [])),
    ),
    placements: (values.placements ?? []).map(String),
    addons: (values.addon ?? []).map(String),
    choices: (values.choice ?? []).map(String),
    keepNetworks: values['keep-networks'] === true,
    raw: values.raw === true,
    rules: (values.rule ?? []).map(String),
    ...(values.board && { boards: values.board.map(String) }),
    ...(values.group && { groups: values.group.map(String) }),
    ...(typeof values.out === 'string' && { out: values.out }),
    ...(values.variant && { variants: values.variant.map(String) }),
  };
}
