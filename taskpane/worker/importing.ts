import type { Plan } from '../../engine/index.ts';
import {
  type Change,
  csvRows,
  type ImportLists,
  type ImportProblem,
  ImportRefusal,
  INPUTS,
  type Input,
  knownHeadings,
  type Mapping,
  type Preview,
  preview,
  type RowSource,
  sheetRows,
} from '../../src/import/index.ts';
import { textOf } from '../../src/import/rows.ts';
import { type AnyProblem, type Texts, wordProblem } from '../../src/texts/index.ts';
import type { ImportQuestion, ImportView, ListFile, Trouble } from './protocol.ts';

/** Lists into a plan: reads them, words what is found, and makes questions of what only the user can settle. */

const isBook = ({ bytes: [first, second] }: ListFile): boolean => first === 0x50 && second === 0x4b;

function sourceOf(file: ListFile, input: Input, mapping: Mapping): RowSource {
  if (isBook(file)) return sheetRows(file.name, file.bytes, '');
  const { separator, encoding } = mapping[input] ?? {};
  const known = (headings: readonly string[]): number => knownHeadings(input, headings);
  return csvRows(file.name, [file.bytes], { separator, encoding, known });
}

/** How many rows may go before the headings, as the importers allow. */
const HEADING_ROWS = 20;

interface Headings {
  readonly best: Input | null;
  /** the heading of each column; empty where no heading was known, for then a row may be about a person */
  readonly titles: readonly string[];
  readonly columns: number;
}

/** What a file seems to be a list of, by the headings that are known. */
async function headingsOf(file: ListFile): Promise<Headings> {
  let found: Headings & { readonly score: number } = { best: null, titles: [], columns: 0, score: 0 };
  try {
    let seen = 0;
    for await (const { cells } of sourceOf(file, file.input ?? 'schools', {}).rows()) {
      if (++seen > HEADING_ROWS) break;
      const titles = cells.map(textOf);
      if (titles.length > found.columns) found = { ...found, columns: titles.length };
      for (const input of INPUTS) {
        const score = knownHeadings(input, titles);
        if (score > found.score) found = { best: input, titles, columns: titles.length, score };
      }
    }
  } catch (error) {
    // whatever is wrong with the file, reading it as a list tells
    if (!(error instanceof ImportRefusal)) throw error;
  }
  return found;
}

export interface Imported {
  readonly view: ImportView;
  readonly made: Preview | undefined;
}

export interface ImportRequest {
  readonly files: readonly ListFile[];
  readonly mapping: Mapping;
  readonly province: string;
  readonly into: Plan | undefined;
  /** as `2026-08-01` */
  readonly today: string;
}

/** What these lists would make of a plan. Nothing is changed. */
export async function importLists(texts: Texts, request: ImportRequest): Promise<Imported> {
  const { files, mapping, province, into, today } = request;
  const headings = await Promise.all(files.map(headingsOf));
  const kinds = files.map(({ input }, index) => input ?? headings[index]?.best ?? null);
  const known = files.flatMap((file, index) => {
    const input = kinds[index];
    return input ? [{ file, input }] : [];
  });
  const lists = files.map(({ name }, index) => ({ name, input: kinds[index] ?? null }));
  const troubles: Trouble[] = [];
  const taken = new Map<Input, string>();
  for (const { file, input } of known) {
    const other = taken.get(input);
    if (other !== undefined && input !== 'placements') {
      const message = texts.pane.import.twice(texts.imports.input(input), other, file.name);
      troubles.push({ message, code: 'list-twice', path: file.name });
    }
    taken.set(input, file.name);
  }
  const view = { lists, troubles, questions: [], remarks: [], changes: [], moreChanges: 0, ready: false };
  if (known.length < files.length || troubles.length > 0 || files.length === 0)
    return { view, made: undefined };
  let made: Preview;
  try {
    const sources = known.map(({ file, input }) => ({ input, source: sourceOf(file, input, mapping) }));
    const asked: ImportLists = {
      ...Object.fromEntries(sources.map(({ input, source }) => [input, source])),
      placements: sources.flatMap(({ input, source }) => (input === 'placements' ? [source] : [])),
    };
    const words = texts.imports.plan();
    made = await preview(asked, { into, mapping, today, words, ...(province !== '' && { province }) });
  } catch (error) {
    if (!(error instanceof ImportRefusal)) throw error;
    return { view: { ...view, troubles: [worded(texts, error.problem)] }, made: undefined };
  }
  const titlesOf = (input: Input): Headings | undefined => headings[kinds.indexOf(input)];
  const questions = made.problems.flatMap((problem) => questionOf(problem, texts, titlesOf));
  const settled = new Set(questions.map(({ problem }) => problem));
  const { changes } = made;
  return {
    made,
    view: {
      ...view,
      questions: unique(questions.map(({ question }) => question)),
      troubles: [
        ...made.problems.filter((problem) => !settled.has(problem)).map((problem) => worded(texts, problem)),
        ...made.planProblems.map((problem) => wordProblem(texts, problem as AnyProblem)),
      ],
      remarks: made.remarks.map(({ path, code, values }) => {
        const word = texts.imports.remarks[code] as (values: unknown) => string;
        return { path, code, message: word(values) };
      }),
      changes: changes.slice(0, MOST).map((change) => changeText(texts, change)),
      moreChanges: Math.max(0, changes.length - MOST),
      ready: made.plan !== undefined,
    },
  };
}

const MOST = 100;

/** The screen has its own way to settle what the command line asks for in a file. */
const withoutCommandLine = (message: string): string => message.replace(/\s[^.]*--map.*$/su, '');

function worded(texts: Texts, problem: ImportProblem): Trouble {
  const word = texts.imports.problems[problem.code] as (values: unknown) => string;
  return { path: problem.path, code: problem.code, message: withoutCommandLine(word(problem.values)) };
}

function changeText({ imports }: Texts, { kind, list, name }: Change): string {
  const signs = { new: '+', changed: '~', gone: '−' };
  return `${signs[kind]} ${imports.list(list)}: ${name}`;
}

interface Asked {
  readonly problem: ImportProblem;
  readonly question: ImportQuestion;
}

const MATCHES = {
  school: 'schools',
  institute: 'institutes',
  group: 'groups',
  board: 'boards',
  role: 'roles',
  rate: 'rates',
} as const;

function questionOf(
  problem: ImportProblem,
  texts: Texts,
  headings: (input: Input) => Headings | undefined,
): readonly Asked[] {
  const { message } = worded(texts, problem);
  switch (problem.code) {
    case 'heading-missing': {
      const { input, fields } = problem.values;
      const { titles = [], columns = 0 } = headings(input) ?? {};
      const choices = Array.from({ length: columns }, (_, index) => ({
        value: String(index + 1),
        text: titles[index] ? `${index + 1}: ${titles[index]}` : String(index + 1),
      }));
      return fields.map((field) => ({
        problem,
        question: {
          kind: 'column',
          id: `${input} ${field}`,
          message,
          label: texts.imports.field(field),
          input,
          field,
          choices,
        },
      }));
    }
    case 'number-both-ways': {
      const { input, heading, column } = problem.values;
      const key = heading ?? String(column);
      return [
        {
          problem,
          question: { kind: 'numbers', id: `${input} ${key}`, message, label: key, input, column: key },
        },
      ];
    }
    case 'match-close':
    case 'match-several':
    case 'match-none': {
      const { target, found } = problem.values;
      if (found === null || target === 'party') return [];
      const offers = 'offers' in problem.values ? problem.values.offers : [];
      const choices = offers.map(({ key, name }) => ({ value: key, text: name }));
      const list = MATCHES[target];
      return [
        {
          problem,
          question: { kind: 'match', id: `${list} ${found}`, message, label: found, list, found, choices },
        },
      ];
    }
    default:
      return [];
  }
}

const unique = (questions: readonly ImportQuestion[]): ImportQuestion[] => [
  ...new Map(questions.map((question) => [question.id, question])).values(),
];
