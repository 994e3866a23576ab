import Papa from 'papaparse';
import { decode, type Encoding, type Pieces } from './decode.ts';
import { ImportRefusal, type importProblem, refuse } from './problems.ts';
import type { Row, RowSource } from './rows.ts';

/**
 * CSV, read as a stream. The parser makes the cells; before it, one pass over the text finds what that parser lets
 * through or only names vaguely (quotes that don't close, text after a quote, endless lines), knows the line each
 * record begins on, and cuts the text into blocks of whole records.
 */

export const CSV_LIMITS = { columns: 1_000, recordCharacters: 200_000 } as const;

export type Separator = ';' | ',' | '\t' | '|';
const SEPARATORS: readonly Separator[] = [';', ',', '\t', '|'];

export interface CsvOptions {
  readonly encoding?: Encoding | undefined;
  readonly separator?: Separator | undefined;
  /** how many of these headings are known: decides where two separators are both possible */
  readonly known?: ((headings: readonly string[]) => number) | undefined;
}

/** A CSV file as rows; nothing is read before the rows are asked for. */
export function csvRows(name: string, pieces: Pieces, options: CsvOptions = {}): RowSource {
  return {
    name,
    place: (line, column) => `${name}:${line}:${column}`,
    rows: () => read(name, pieces, options),
  };
}

/** How much of a file is looked at to find its separator. */
const HEAD = 65_536;

async function* read(name: string, pieces: Pieces, options: CsvOptions): AsyncGenerator<Row> {
  let head = '';
  let splitter: Splitter | undefined;
  const begin = (): readonly Raw[] => {
    const said = /^sep=([;,|\t])(?:\r\n|\r|\n)/i.exec(head);
    const separator =
      options.separator ?? (said?.[1] as Separator | undefined) ?? separatorOf(head, name, options.known);
    splitter = new Splitter(name, separator, said ? 2 : 1);
    const records = splitter.push(said ? head.slice(said[0].length) : head);
    head = '';
    return records;
  };
  for await (const text of decode(pieces, name, options.encoding)) {
    if (splitter) yield* parsed(splitter.push(text), splitter.separator, name);
    else {
      head += text;
      if (head.length >= HEAD) yield* parsed(begin(), (splitter as unknown as Splitter).separator, name);
    }
  }
  if (!splitter) yield* parsed(begin(), (splitter as unknown as Splitter).separator, name);
  const last = splitter as unknown as Splitter;
  yield* parsed(last.end(), last.separator, name);
}

/** A record as it stands in the file, without its line end. */
interface Raw {
  readonly line: number;
  readonly text: string;
  readonly columns: number;
}

function* parsed(records: readonly Raw[], delimiter: Separator, name: string): Generator<Row> {
  const filled = records.filter(({ text }) => text !== '');
  const [first] = filled;
  if (!first) return;
  // The parser takes a mark off the start of its text and drops an empty text: a first row of our own takes that.
  const block = `x\n${filled.map(({ text }) => text).join('\n')}`;
  const { data, errors } = Papa.parse<string[]>(block, { delimiter, newline: '\n', quoteChar: '"' });
  const rows = data.slice(1);
  const same = rows.length === filled.length && rows.every((row, at) => row.length === filled[at]?.columns);
  if (!same || errors.some(({ type }) => type === 'Quotes'))
    refuse(`${name}:${first.line}:1`, 'csv-unreadable', {});
  for (const [at, cells] of rows.entries()) yield { line: (filled[at] as Raw).line, cells };
}

const QUOTE = 0x22;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Cuts text into records, however it is cut into pieces, and refuses what has no single reading. */
class Splitter {
  private buffer = '';
  private at = 0;
  private state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  private line: number;
  private lineStart = 0;
  private recordStart = 0;
  private recordLine: number;
  private fieldStart = 0;
  private columns = 1;
  private quotes = 0;
  private opened = { line: 1, column: 1 };
  private readonly code: number;

  constructor(
    private readonly name: string,
    readonly separator: Separator,
    firstLine = 1,
  ) {
    this.code = separator.charCodeAt(0);
    this.line = firstLine;
    this.recordLine = firstLine;
  }

  /** The records that are complete with this piece. */
  push(piece: string): Raw[] {
    // what went before the record at hand is done with
    this.buffer = this.buffer.slice(this.recordStart) + piece;
    this.at -= this.recordStart;
    this.lineStart -= this.recordStart;
    this.fieldStart -= this.recordStart;
    this.recordStart = 0;
    return this.run(false);
  }

  end(): Raw[] {
    const records = this.run(true);
    if (this.state === 'quoted')
      refuse(`${this.name}:${this.opened.line}:${this.opened.column}`, 'quote-open', {});
    if (this.recordStart < this.buffer.length) records.push(this.record(this.buffer.length));
    return records;
  }

  private run(last: boolean): Raw[] {
    const { buffer, code } = this;
    const records: Raw[] = [];
    while (this.at < buffer.length) {
      const character = buffer.charCodeAt(this.at);
      if (this.at - this.recordStart > CSV_LIMITS.recordCharacters) this.tooLong();
      const isEnd = character === NEWLINE || character === RETURN;
      if (isEnd && character === RETURN && this.at + 1 === buffer.length && !last) break;
      const width = character === RETURN && buffer.charCodeAt(this.at + 1) === NEWLINE ? 2 : 1;
      if (this.state === 'quoted') {
        if (character === QUOTE) this.state = 'closed';
        this.at += isEnd ? width : 1;
        if (isEnd) this.nextLine();
      } else if (isEnd) {
        records.push(this.record(this.at));
        this.at += width;
        this.nextLine();
        this.recordStart = this.at;
        this.recordLine = this.line;
        this.fieldStart = this.at;
        this.columns = 1;
      } else {
        if (character === code) this.field();
        else this.inside(character);
        this.at += 1;
      }
    }
    return records;
  }

  /** One character of a cell, outside quotes. */
  private inside(character: number): void {
    if (this.state === 'closed') {
      if (character !== QUOTE) this.wrong('quote-text-after');
      this.state = 'quoted';
    } else if (character !== QUOTE) this.state = 'plain';
    else if (this.state === 'start') {
      this.state = 'quoted';
      this.opened = { line: this.line, column: this.at - this.lineStart + 1 };
    } else {
      // `School "De Brug"` can be read; ` "a"` looks quoted and isn't
      if (this.buffer.slice(this.fieldStart, this.at).trim() === '') this.wrong('quote-stray');
      this.quotes += 1;
    }
  }

  /** A cell ends here. */
  private field(): void {
    this.endOfCell();
    this.columns += 1;
    this.fieldStart = this.at + 1;
    if (this.columns > CSV_LIMITS.columns) {
      refuse(`${this.name}:${this.recordLine}:${this.columns}`, 'too-many-columns', {
        maximum: CSV_LIMITS.columns,
      });
    }
  }

  private endOfCell(): void {
    if (this.quotes % 2 === 1) this.wrong('quote-stray');
    this.quotes = 0;
    this.state = 'start';
  }

  private record(end: number): Raw {
    this.endOfCell();
    return { line: this.recordLine, text: this.buffer.slice(this.recordStart, end), columns: this.columns };
  }

  private nextLine(): void {
    this.line += 1;
    this.lineStart = this.at;
  }

  /** A quote that never closes swallows the rest of the file: then the place where it opened is what is wrong. */
  private tooLong(): never {
    if (this.state === 'quoted')
      return refuse(`${this.name}:${this.opened.line}:${this.opened.column}`, 'quote-open', {});
    return refuse(`${this.name}:${this.recordLine}:1`, 'line-too-long', {
      maximum: CSV_LIMITS.recordCharacters,
    });
  }

  private wrong(code: 'quote-stray' | 'quote-text-after'): never {
    return refuse(`${this.name}:${this.line}:${this.at - this.lineStart + 1}`, code, {});
  }
}

/** How many records of the start of a file are compared. */
const SAMPLE = 25;

interface Sample {
  readonly separator: Separator;
  readonly rows: readonly (readonly string[])[];
}

/**
 * The separator of a file: the one that cuts its first line; of more than one, that which gives the most known headings,
 * then that which cuts all lines alike. What is left undecided is refused, with both.
 */
function separatorOf(head: string, name: string, known: CsvOptions['known']): Separator {
  const all = SEPARATORS.map((separator) => ({ separator, rows: sample(head, separator) }));
  const samples: Sample[] = all.flatMap(({ separator, rows }) =>
    (rows?.[0]?.length ?? 1) > 1 && rows ? [{ separator, rows }] : [],
  );
  if (samples.length === 0) {
    // either a single column, or broken for each separator: the one it has most of will say how
    const often = (separator: string): number => head.split(separator).length;
    return SEPARATORS.reduce((best, each) => (often(each) > often(best) ? each : best));
  }
  const score = ({ rows }: Sample): number =>
    Math.max(0, ...rows.slice(0, 5).map((row) => known?.(row) ?? 0));
  const alike = ({ rows }: Sample): number => (rows.every((row) => row.length === rows[0]?.length) ? 1 : 0);
  for (const rank of [score, alike]) {
    const most = Math.max(...samples.map(rank));
    for (let at = samples.length - 1; at >= 0; at--)
      if (rank(samples[at] as Sample) < most) samples.splice(at, 1);
  }
  const [first, second] = samples;
  if (first && second) {
    refuse(`${name}:1:1`, 'separator-doubtful', { first: first.separator, second: second.separator });
  }
  return (first as Sample).separator;
}

/** The first records as this separator cuts them; undefined where it can't. */
function sample(head: string, separator: Separator): string[][] | undefined {
  try {
    const splitter = new Splitter('', separator);
    const whole = splitter.push(head);
    if (head.length < HEAD) whole.push(...splitter.end());
    const records = whole.filter(({ text }) => text !== '').slice(0, SAMPLE);
    return [...parsed(records, separator, '')].map(({ cells }) => cells.map(String));
  } catch (error) {
    if (error instanceof ImportRefusal) return undefined;
    throw error;
  }
}

/** Reads a whole list at once, for short ones and for tests. */
export async function readCsv(
  name: string,
  pieces: Pieces,
  options: CsvOptions = {},
): Promise<{ ok: true; rows: Row[] } | { ok: false; problem: ReturnType<typeof importProblem> }> {
  const rows: Row[] = [];
  try {
    for await (const row of csvRows(name, pieces, options).rows()) rows.push(row);
    return { ok: true, rows };
  } catch (error) {
    if (error instanceof ImportRefusal) return { ok: false, problem: error.problem };
    throw error;
  }
}
