import { pointer } from '../../engine/index.ts';

/** What can be wrong with a JSON text before it is a plan; lines and columns count from 1. */
export interface JsonProblemValues {
  'json-syntax': Place & { readonly found: string };
  'json-end': Place;
  'json-depth': Place & { readonly maximum: number };
  'json-duplicate-key': Place & { readonly key: string };
  'json-forbidden-key': Place & { readonly key: string };
  'json-number': Place & { readonly found: string };
}

export interface Place {
  readonly line: number;
  readonly column: number;
}

export type JsonProblem = {
  [Code in keyof JsonProblemValues]: { path: string; code: Code; values: JsonProblemValues[Code] };
}[keyof JsonProblemValues];

export type JsonOutcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problems: readonly JsonProblem[] };

/** No plan is nested this deep; what is deeper is an attack or a mistake. */
export const MAXIMUM_DEPTH = 64;

/**
 * Parses JSON strictly (RFC 8259). The runtime's own parser makes the value; before it, one pass over the text finds
 * what that parser lets through or only names vaguely: double keys (the last would win silently), `__proto__`, numbers
 * that become infinite, and the line and column of a syntax error. Never recursive, so depth can't exhaust the stack.
 */
export function parseJson(text: string): JsonOutcome {
  const problems = new Guard(text).run();
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: JSON.parse(text) as unknown };
}

/** After this many problems the text is read no further: nobody mends more at once. */
const ENOUGH = 100;

/** Characters of a key that a message shows. */
const MOST_SHOWN = 60;

/** No key of a plan is this long. */
const MAXIMUM_KEY = 1_000;

interface Open {
  readonly list: boolean;
  readonly keys: Set<string>;
  /** the key or index at which we are */
  at: string | number;
}

type Expect = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

type Token =
  | { readonly kind: 'mark'; readonly end: number; readonly mark: string }
  | { readonly kind: 'string' | 'number' | 'word'; readonly end: number };

const isBlank = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const WORDS = ['true', 'false', 'null'];

/**
 * The token that starts at a place, 'cut' where the text ends halfway it, or undefined where none does. Written out rather than a regular expression: those
 * keep a stack per character, which a string of megabytes overflows.
 */
function tokenAt(text: string, start: number): Token | 'cut' | undefined {
  const first = text[start] as string;
  if ('[]{}:,'.includes(first)) return { kind: 'mark', end: start + 1, mark: first };
  const end = first === '"' ? stringEnd(text, start) : numberEnd(text, start);
  if (end === CUT) return 'cut';
  if (end !== undefined) return { kind: first === '"' ? 'string' : 'number', end };
  const word = WORDS.find((each) => text.startsWith(each, start));
  if (word !== undefined) return { kind: 'word', end: start + word.length };
  const rest = text.slice(start, start + 5);
  return WORDS.some((each) => each.startsWith(rest)) ? 'cut' : undefined;
}

/** What stands for the end of a token that is right so far where the text ends. */
const CUT = -1;

function stringEnd(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) return undefined;
    if (code !== 0x5c) continue;
    at += 1;
    const escaped = text[at] ?? '';
    if (escaped === 'u') {
      const digits = text.slice(at + 1, at + 5);
      if (!/^[0-9a-fA-F]*$/.test(digits)) return undefined;
      at += 4;
    } else if (!'"\\/bfnrt'.includes(escaped)) return undefined;
  }
  return CUT;
}

function numberEnd(text: string, start: number): number | undefined {
  let at = text[start] === '-' ? start + 1 : start;
  const digits = (): number => {
    const from = at;
    while (isDigit(text.charCodeAt(at))) at += 1;
    return at - from;
  };
  const none = (): number | undefined => (at >= text.length ? CUT : undefined);
  const leadingZero = text[at] === '0';
  const integer = digits();
  if (integer === 0) return none();
  if (leadingZero && integer > 1) return undefined;
  if (text[at] === '.') {
    at += 1;
    if (digits() === 0) return none();
  }
  if (text[at] === 'e' || text[at] === 'E') {
    at += 1;
    if (text[at] === '+' || text[at] === '-') at += 1;
    if (digits() === 0) return none();
  }
  return at;
}

/** `U+0007`, for a character that can't be shown. */
const characterName = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;

class Guard {
  private readonly open: Open[] = [];
  private readonly problems: JsonProblem[] = [];
  private expect: Expect = 'value';
  /** the line of the last problem and where it starts; the next one is never before it */
  private line = 1;
  private lineStart = 0;

  constructor(private readonly text: string) {}

  run(): readonly JsonProblem[] {
    const { text } = this;
    let at = 0;
    for (;;) {
      while (isBlank(text.charCodeAt(at))) at += 1;
      if (at >= text.length) break;
      const token = tokenAt(text, at);
      if (token === 'cut' && this.canStart(text[at] === '"')) {
        this.problems.push({ path: '', code: 'json-end', values: this.place(text.length) });
        return this.problems;
      }
      if (!token || token === 'cut') {
        this.syntax(at);
        return this.problems;
      }
      if (!this.take(token, at)) return this.problems;
      if (this.problems.length >= ENOUGH) return this.problems.slice(0, ENOUGH);
      at = token.end;
    }
    if (this.expect !== 'nothing') this.problems.push({ path: '', code: 'json-end', values: this.place(at) });
    return this.problems;
  }

  /** Whether a string, or another value, can start here. */
  private canStart(string: boolean): boolean {
    if (this.expect === 'key' || this.expect === 'key-or-end') return string;
    return this.expect === 'value' || this.expect === 'value-or-end';
  }

  /** Takes one token; false where nothing more can be said of the text. */
  private take(token: Token, start: number): boolean {
    const mark = token.kind === 'mark' ? token.mark : undefined;
    if (mark === ':' && this.expect === 'colon') {
      this.expect = 'value';
      return true;
    }
    if (mark === ',') return this.comma(start);
    if (mark === '}' || mark === ']') return this.close(mark === ']', start);
    if (token.kind === 'string' && (this.expect === 'key' || this.expect === 'key-or-end')) {
      this.key(this.text.slice(start, token.end), start);
      return true;
    }
    if (mark === ':' || (this.expect !== 'value' && this.expect !== 'value-or-end'))
      return this.syntax(start);
    if (mark !== undefined) return this.begin(mark === '[', start);
    if (token.kind === 'number') this.number(start, token.end);
    this.valueDone();
    return true;
  }

  private number(start: number, end: number): void {
    if (end - start < 300 && Number.isFinite(Number(this.text.slice(start, end)))) return;
    const found = end - start > 40 ? `${this.text.slice(start, start + 40)}…` : this.text.slice(start, end);
    this.problems.push({ path: this.path(), code: 'json-number', values: { ...this.place(start), found } });
  }

  private begin(list: boolean, start: number): boolean {
    if (this.open.length >= MAXIMUM_DEPTH) {
      const values = { ...this.place(start), maximum: MAXIMUM_DEPTH };
      this.problems.push({ path: '', code: 'json-depth', values });
      return false;
    }
    this.open.push({ list, keys: new Set(), at: list ? 0 : '' });
    this.expect = list ? 'value-or-end' : 'key-or-end';
    return true;
  }

  private close(list: boolean, start: number): boolean {
    const inner = this.open.at(-1);
    const empty = list ? 'value-or-end' : 'key-or-end';
    if (inner?.list !== list || (this.expect !== 'comma-or-end' && this.expect !== empty))
      return this.syntax(start);
    this.open.pop();
    this.valueDone();
    return true;
  }

  private comma(start: number): boolean {
    const inner = this.open.at(-1);
    if (this.expect !== 'comma-or-end' || !inner) return this.syntax(start);
    if (inner.list) inner.at = (inner.at as number) + 1;
    this.expect = inner.list ? 'value' : 'key';
    return true;
  }

  private key(string: string, start: number): void {
    const inner = this.open.at(-1) as Open;
    const key = string.includes('\\') ? (JSON.parse(string) as string) : string.slice(1, -1);
    inner.at = key;
    const shown = key.length > MOST_SHOWN ? `${key.slice(0, MOST_SHOWN)}…` : key;
    if (inner.keys.has(key)) {
      this.problems.push({
        path: this.path(),
        code: 'json-duplicate-key',
        values: { ...this.place(start), key: shown },
      });
    }
    if (key === '__proto__') {
      this.problems.push({
        path: this.path(),
        code: 'json-forbidden-key',
        values: { ...this.place(start), key },
      });
    }
    inner.keys.add(key);
    this.expect = 'colon';
  }

  private valueDone(): void {
    this.expect = this.open.length === 0 ? 'nothing' : 'comma-or-end';
  }

  private syntax(at: number): false {
    // to the end of the line at most, and no half of a character
    const [line = ''] = /^[^\p{Cc}]*/u.exec(this.text.slice(at, at + 40)) ?? [];
    const seen = /^[^\p{Z}\p{C}]/u.test(line);
    const found = seen
      ? Array.from(line).slice(0, 20).join('').trimEnd()
      : characterName(this.text.codePointAt(at) ?? 0);
    this.problems.push({ path: '', code: 'json-syntax', values: { ...this.place(at), found } });
    return false;
  }

  /** Where we are; only as deep as keys have a sensible length, or the problems would outgrow the file. */
  private path(): string {
    const keys = this.open.map(({ at }) => at);
    const long = keys.findIndex((key) => String(key).length > MAXIMUM_KEY);
    return pointer('', ...(long < 0 ? keys : keys.slice(0, long)));
  }

  private place(at: number): Place {
    for (
      let next = this.text.indexOf('\n', this.lineStart);
      next >= 0 && next < at;
      next = this.text.indexOf('\n', next + 1)
    ) {
      this.line += 1;
      this.lineStart = next + 1;
    }
    return { line: this.line, column: at - this.lineStart + 1 };
  }
}
