import { styleText } from 'node:util';

/** Where a command writes, and what it may assume of the screen. */
export interface Output {
  /** to standard output; resolves when more may follow */
  print(text: string): Promise<void>;
  /** to standard error, for people */
  say(text: string): void;
  /** one line on a terminal that the next one replaces; nothing elsewhere */
  progress(text: string): void;
  readonly colour: boolean;
  readonly terminal: boolean;
  readonly width: number;
}

type Style = Parameters<typeof styleText>[0];

/** The process's own streams. */
export function processOutput(): Output {
  const { stdout, stderr, env } = process;
  const terminal = stdout.isTTY === true;
  let shown = 0;
  const clear = (): void => {
    if (shown > 0) stderr.write(`\r${' '.repeat(shown)}\r`);
    shown = 0;
  };
  return {
    async print(text) {
      clear();
      if (!stdout.write(text)) await new Promise<void>((resolve) => stdout.once('drain', resolve));
    },
    say(text) {
      clear();
      stderr.write(`${text}\n`);
    },
    progress(text) {
      if (stderr.isTTY !== true) return;
      clear();
      stderr.write(text);
      shown = text.length;
    },
    colour: terminal && env.NO_COLOR === undefined && env.TERM !== 'dumb',
    terminal,
    width: stdout.columns ?? 120,
  };
}

/** Text in a style, where the screen shows colour. */
export const styled = ({ colour }: Output, style: Style, text: string): string =>
  colour ? styleText(style, text, { validateStream: false } as object) : text;
