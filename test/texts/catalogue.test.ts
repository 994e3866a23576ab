import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/cli/arguments.ts';
import { sheetNameFault } from '../../src/ooxml/names.ts';
import type { AnyProblemCode, NameKind, Texts } from '../../src/texts/catalogue.ts';
import { en } from '../../src/texts/en.ts';
import { type AnyProblem, formatDecimal, nl, wordProblem } from '../../src/texts/index.ts';
import {
  commandSamples,
  explanationSamples,
  type ProblemSamples,
  problemSamples,
  questionSamples,
  topSamples,
} from './samples.ts';
import { noteSamples, structureTextSamples } from './structure-samples.ts';

const catalogues = [nl, en] as const;
const codes = Object.keys(problemSamples) as AnyProblemCode[];

const messageOf = (texts: Texts, code: AnyProblemCode, values: unknown): string =>
  (texts.problems[code] as (values: unknown) => string)(values);

/** Made-up names for what a rule is about; a place is not said, it tells what the next one is. */
const namesFor = (about: readonly NameKind[]): string[] =>
  about.filter((kind) => kind !== 'place').map((_, index) => `Qq${index}`);

/** Each place in a catalogue with what stands there: `problems/missing: function`. */
function placesOf(value: unknown, path: readonly string[] = []): string[] {
  if (typeof value !== 'object' || value === null) return [`${path.join('/')}: ${typeof value}`];
  return Object.entries(value).flatMap(([key, below]) => placesOf(below, [...path, key]));
}

/** Every text of a catalogue as a reader sees it, by its place; what is made with values with each of the samples. */
function rendered(texts: Texts): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const made = (
    part: object,
    path: string,
    samples: Readonly<Record<string, readonly (readonly unknown[])[]>>,
  ) => {
    for (const [key, calls] of Object.entries(samples)) {
      const text = part[key as keyof typeof part] as (...values: readonly unknown[]) => string;
      for (const [index, values] of calls.entries()) found.set(`${path}${key} (${index})`, text(...values));
    }
  };
  const walk = (value: unknown, path: readonly string[]): void => {
    if (typeof value === 'string') found.set(path.join('/'), value);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, below] of Object.entries(value)) walk(below, [...path, key]);
  };
  const { language, separators, rules, ...parts } = texts;
  walk(parts, []);
  for (const [name, { about, text }] of Object.entries(rules)) {
    found.set(`rules/${name}`, text(...namesFor(about)));
  }
  made(texts, '', topSamples);
  made(texts.commands, 'commands/', commandSamples);
  made(texts.explanation, 'explanation/', explanationSamples);
  made(texts.questions, 'questions/', questionSamples);
  made(texts.structures, 'structures/', structureTextSamples);
  const notes: Record<string, (readonly unknown[])[]> = {};
  for (const [code, all] of Object.entries(noteSamples)) notes[code] = all.map((values) => [values]);
  made(texts.structures.notes, 'structures/notes/', notes);
  for (const code of codes) {
    for (const [index, values] of problemSamples[code].entries()) {
      found.set(`problems/${code} (${index})`, messageOf(texts, code, values));
    }
  }
  return found;
}

/** These say nothing on purpose: a count or a ratio has no unit to name. */
const EMPTY = ['units/aantal', 'units/verhouding', 'units/factor', 'units/oordeel'];

describe('the catalogues', () => {
  it('have the same texts at every depth', () => {
    expect(placesOf(en).toSorted()).toEqual(placesOf(nl).toSorted());
  });

  it.each(catalogues)('$language has no empty or untidy text', (texts) => {
    for (const [place, text] of rendered(texts)) {
      if (EMPTY.includes(place)) expect(text, place).toBe('');
      else expect(text.trim(), place).not.toBe('');
      expect(text, place).not.toMatch(/undefined|NaN|\[object|\$\{/);
      if (place !== 'commands/help') expect(text, place).not.toMatch(/ {2}|^\s|\n/);
      if (place !== 'commands/help' && !place.startsWith('inVariant')) expect(text, place).not.toMatch(/\s$/);
    }
  });

  it('say what the rules are about, and in which unit, alike', () => {
    const shape = (texts: Texts): unknown =>
      Object.entries(texts.rules)
        .map(([name, { about, unit }]) => ({ name, about, unit }))
        .toSorted((left, right) => (left.name < right.name ? -1 : 1));
    expect(shape(en)).toEqual(shape(nl));
  });

  it.each(catalogues)('$language names in a rule everything that it is about', (texts) => {
    for (const [name, { about, text }] of Object.entries(texts.rules)) {
      const names = namesFor(about);
      for (const each of names) expect(text(...names), name).toContain(each);
    }
  });

  it.each(catalogues)('$language words a rule where the last name is not there', (texts) => {
    expect(texts.rules['funding-counted'].text('Subsidie')).toMatch(/Subsidie$/);
    expect(texts.rules.check.text('Controle')).toBe('Controle');
  });

  it.each(catalogues)(
    '$language gives the sheets of a workbook different names that Excel takes',
    (texts) => {
      const names = [texts.live.sheets, texts.inputs.sheets, { log: texts.log.sheet }].flatMap((each) =>
        Object.values<string>(each),
      );
      for (const name of names) expect(sheetNameFault(name), name).toBeUndefined();
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    },
  );

  const commands: Readonly<Record<Exclude<Command, 'help'>, readonly string[]>> = {
    calculate: ['--json', '--out', '--variant'],
    check: ['--json'],
    explain: ['--json', '--full'],
    compare: ['--json'],
    batch: [],
    structures: ['--json'],
    variant: [
      ...['--addon', '--choice', '--id', '--name', '--like', '--keep-networks'],
      ...['--out', '--force', '--json'],
    ],
    import: [
      '--schools',
      '--pupils',
      '--boards',
      '--placements',
      '--norms',
      '--rates',
      '--staff',
      '--map',
      '--province',
      '--into',
      '--out',
      '--json',
    ],
    merge: ['--out', '--json'],
    'break-even': ['--group', '--network', '--most', '--json'],
    seek: ['--json'],
    sensitivity: ['--year', '--band', '--json'],
    simulate: ['--seed', '--trials', '--variant', '--band', '--uncertain', '--json'],
    export: ['--as', '--table', '--raw', '--variant', '--out'],
    funding: ['--rule', '--variant', '--board', '--group', '--suffix', '--out', '--json'],
  };
  it.each(catalogues)(
    '$language shows every command with its options in the help',
    ({ commands: { help } }) => {
      for (const [command, options] of Object.entries(commands)) {
        const line = help.split('\n').find((each) => each.startsWith(`  samenplan ${command} `));
        expect(line, command).toBeDefined();
        for (const option of options) expect(line, command).toContain(`[${option}`);
      }
      expect(help).toContain('--lang en');
      expect(help).toMatch(/\n$/);
    },
  );
});

/** A word that only one of the languages has. */
const DUTCH_WORDS =
  /\b(de|het|een|en|niet|geen|van|voor|naar|bij|zijn|wordt|worden|moet|moeten|uit|hier|staat|deze|dit|maar|kies|op|aan|ook|uren|lasten|baten|scholen|studenten|jaren|jaar|netwerk|netwerken|regio|instituut|instituten|bestand|lijst|getal|waarde|tekst|samen|eigen|nodig|tekort|bedrag|bedragen|deel|alle|elke|genoeg|afgerond|geteld|schooljaar|kalenderjaar|varianten|onbekend)\b/i;
const ENGLISH_WORDS =
  /\b(the|a|an|and|not|from|this|that|must|for|at|to|its|are|has|cannot|with|per year|number|hours|costs|income|students|schools|years|network|networks|region|institute|board|file|list|value|text|needed|shortage|amount|part|all|every|enough|rounded|counted)\b/i;

/** What may stand in another language: keys of the format in quotes, options, names of the field. */
const withoutQuotes = (text: string): string =>
  text
    .replaceAll(/"[^"]*"/g, '')
    .replaceAll('--lang en', '')
    .replaceAll(/--[a-z-]+/g, '')
    .replaceAll('Samen Opleiden', '')
    .replaceAll(/\/variants\S*/g, '');

/** Texts that really are the same in both languages; a text that was not translated is not in this list. */
const SAME = [
  ...['%', 'EUR', 'EUR/student', 'Fte', 'Per student', 'Qq0: Qq1', 'School', 'Variant'],
  ...['Variant Basis', 'Variant Basis, 2026-2027', 'fte', 'maximum', 'minimum', 'product', 'school'],
  ...['status', 'trend', 'werkplekbegeleiders', '–', 'Samenplan', 'Start', 'Subsidies', 'euro', 'Canvas'],
  'Qq: variant "Hubs" (hub-partner)',
  // headings and words of the input sheets
  ...[
    'Code',
    'EUR/fte',
    'Id',
    'Maximum',
    'Minimum',
    'Norm',
    'Per',
    'Per fte',
    'Sector',
    'Status',
    'Stop',
    'Trend',
  ],
  ...[
    'X',
    'Y',
    'factor',
    'km',
    'mbo',
    'norm',
    'per school',
    'per student',
    'po',
    'so',
    'starter',
    'student',
    'vo',
  ],
].toSorted();

describe('a language', () => {
  it.each([
    ['nl', nl, ENGLISH_WORDS],
    ['en', en, DUTCH_WORDS],
  ] as const)('%s has no words of the other one', (_, texts, words) => {
    for (const [place, text] of rendered(texts)) expect(withoutQuotes(text), place).not.toMatch(words);
  });

  it('words every problem differently', () => {
    for (const code of codes) {
      for (const values of problemSamples[code]) {
        expect(messageOf(en, code, values), code).not.toBe(messageOf(nl, code, values));
      }
    }
  });

  it('shares only these texts with the other one', () => {
    const dutch = rendered(nl);
    const shared = [...rendered(en)].filter(([place, text]) => text !== '' && dutch.get(place) === text);
    expect([...new Set(shared.map(([, text]) => text))].toSorted()).toEqual(SAME);
  });
});

/** Values that a sentence says in words of its own. */
const IN_WORDS: Partial<Record<AnyProblemCode, readonly string[]>> = {
  'wrong-type': ['expected', 'found'],
  'without-meaning': ['because'],
  limit: ['what'],
  'not-json-file': ['found'],
  'usage-missing-argument': ['name'],
};

describe('a problem in words', () => {
  it('has sample values for exactly the codes that have wording', () => {
    expect(codes.toSorted()).toEqual(Object.keys(nl.problems).toSorted());
  });

  it('needs sample values for every code, or does not compile', () => {
    const { missing, ...others } = problemSamples;
    // @ts-expect-error one code has no sample values
    const incomplete: ProblemSamples = others;
    expect(Object.keys(incomplete)).toHaveLength(codes.length - 1);
    expect(missing).toHaveLength(1);
  });

  const cases = catalogues.flatMap((texts) =>
    codes.flatMap((code) =>
      problemSamples[code].map((values) => ({ language: texts.language, code, values, texts })),
    ),
  );

  it.each(cases)('$language $code is a sentence', ({ texts, code, values }) => {
    const message = messageOf(texts, code, values);
    const found = 'found' in values ? String(values.found) : '';
    expect(message).toMatch(/^(\p{Lu}|\p{N}|-\d|"|begroting\.)/u);
    expect(message.endsWith('.') || (found !== '' && message.endsWith(found)), message).toBe(true);
  });

  it.each(cases)('$language $code says each value that it has', ({ texts, code, values }) => {
    // a damaged file has details that are for a log
    if (code.startsWith('xlsx-')) return;
    const message = messageOf(texts, code, values);
    for (const [key, value] of Object.entries(values) as [string, unknown][]) {
      if (IN_WORDS[code]?.includes(key) === true || typeof value === 'boolean') continue;
      if (code === 'reference-no-figure' && value === 'object') continue;
      for (const each of Array.isArray(value) ? (value as unknown[]) : [value]) {
        const text = String(each);
        const shown = [
          text,
          text.replace('.', texts.separators.decimal),
          formatDecimal(text, texts.separators),
        ];
        expect(
          shown.some((way) => message.includes(way)),
          `${key} ${text} in: ${message}`,
        ).toBe(true);
      }
    }
  });

  it('tells the kinds of JSON values, the limits and the reasons apart', () => {
    for (const texts of catalogues) {
      for (const code of ['wrong-type', 'limit', 'without-meaning', 'not-json-file', 'too-small'] as const) {
        const messages = problemSamples[code].map((values) => messageOf(texts, code, values));
        const distinct = new Set(problemSamples[code].map((values) => JSON.stringify(values)));
        expect(new Set(messages).size, code).toBe(distinct.size);
      }
    }
  });

  it('uses the marks of its language', () => {
    const values = { found: '12.5', maximum: '1' };
    expect(nl.problems['too-large'](values)).toContain('12,5');
    expect(en.problems['too-large'](values)).toContain('12.5');
    const limit = { what: 'schools', found: 5001, maximum: 5000 } as const;
    expect(nl.problems.limit(limit)).toBe('Te veel scholen: 5.001; het maximum is 5.000.');
    expect(en.problems.limit(limit)).toBe('Too many schools: 5,001; the maximum is 5,000.');
  });

  it('asks for the argument by the name that the help gives it', () => {
    for (const texts of catalogues) {
      for (const values of problemSamples['usage-missing-argument']) {
        const named = /([A-Z]+)\.$/.exec(texts.problems['usage-missing-argument'](values))?.[1];
        expect(named).toBeDefined();
        expect(texts.commands.help).toContain(` ${named ?? ''} [--json]`);
      }
    }
  });

  it('keeps its place and code, and names the variant that brings it about', () => {
    const problem: AnyProblem = { path: '/norms/0/role', code: 'missing', values: { key: 'role' } };
    const message = '"role" is missing and is required.';
    expect(wordProblem(en, problem)).toEqual({ path: '/norms/0/role', code: 'missing', message });
    expect(wordProblem(en, { ...problem, variant: 'groei' }).message).toBe(`In variant groei: ${message}`);
    expect(wordProblem(nl, { ...problem, variant: 'groei' }).message).toMatch(/^Variant groei: "role" /);
  });

  it('counts one and several', () => {
    expect(en.commands.refused(1)).toMatch(/\b1 error:$/);
    expect(en.commands.refused(1234)).toMatch(/\b1,234 errors:$/);
    expect(nl.commands.refused(1)).toMatch(/\b1 fout:$/);
    expect(nl.commands.refused(1234)).toMatch(/\b1\.234 fouten:$/);
    expect(
      en.commands.planInOrder('P', { schools: 1, boards: 2, institutes: 1, variants: 1, years: 5 }),
    ).toBe('P: the plan is in order (1 school, 2 boards, 1 institute, 1 variant, 5 years).');
  });
});
