import { styleText } from 'node:util';

/** Where a command writes, and what it may assume of the screen. */
export interface Output {
  /** to standard output; resolves when more may follow, at once where nobody reads it any more */
  print(text: string): Promise<void>;
  /** to standard error, for people */
  say(text: string): void;
  /** one line on a terminal that the next one replaces; nothing elsewhere */
  progress(text: string): void;
  /** nobody reads standard output any more (`| head`): what would still follow can be left */
  readonly closed: boolean;
  readonly colour: boolean;
  readonly terminal: boolean;
}

type Style = Parameters<typeof styleText>[0];

/** The process's own streams. */
export function processOutput(): Output {
  const { stdout, stderr, env } = process;
  const terminal = stdout.isTTY;
  let shown = 0;
  const clear = (): void => {
    if (shown > 0) stderr.write(`\r${' '.repeat(shown)}\r`);
    shown = 0;
  };
  let closed = false;
  let proceed = (): void => undefined;
  stdout.on('drain', () => proceed());
  // a reader that stopped gives an error and never a drain
  stdout.on('error', () => {
    closed = true;
    proceed();
  });
  return {
    async print(text) {
      clear();
      if (closed || stdout.write(text)) return;
      await new Promise<void>((resolve) => {
        proceed = resolve;
      });
    },
    get closed() {
      return closed;
    },
    say(text) {
      clear();
      stderr.write(`${text}\n`);
    },
    progress(text) {
      if (!stderr.isTTY) return;
      clear();
      stderr.write(text);
      shown = text.length;
    },
    colour: terminal && !env.NO_COLOR && env.TERM !== 'dumb',
    terminal,
  };
}

/** Text in a style, where the screen shows colour. */
export const styled = ({ colour }: Output, style: Style, text: string): string =>
  colour ? styleText(style, text, { validateStream: false }) : text;

/**
 * Text of a plan or a file as one piece of a line: what could move a terminal's cursor, change its colours or turn the
 * direction of writing becomes a space.
 */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ');

/** Prints parts of one text, gathered to pieces worth a write. */
export async function printParts(output: Output, parts: Iterable<string>): Promise<void> {
  let gathered = '';
  for (const part of parts) {
    gathered += part;
    if (gathered.length < 65_536) continue;
    await output.print(gathered);
    gathered = '';
  }
  await output.print(`${gathered}\n`);
}
