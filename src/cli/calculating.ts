import { calculate, type Plan, type Result } from '../../engine/index.ts';
import type { Texts } from '../texts/index.ts';
import { type Output, printable } from './io.ts';

/** Calculates the asked variants; a long calculation shows where it is. */
export function resultOf(
  plan: Plan,
  variants: readonly string[] | undefined,
  output: Output,
  texts: Texts,
): Result {
  const onVariant = ({ name }: { name: string }): void => {
    output.progress(printable(texts.commands.calculating(name)));
  };
  const result = calculate(plan, { onVariant, ...(variants && { variants }) });
  output.progress('');
  return result;
}
