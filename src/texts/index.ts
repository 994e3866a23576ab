import type { AnyProblem, Texts } from './catalogue.ts';
import { nl } from './nl.ts';

export type { AnyProblem, CheckLabel, NameKind, Texts, Unit } from './catalogue.ts';
export { addDecimals, asPercentage, formatDecimal } from './numbers.ts';
export { nl };

/** A problem in words, as every command and screen gives it. */
export interface WordedProblem {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** Words a problem: what was found and what is allowed. */
export function wordProblem(texts: Texts, problem: AnyProblem): WordedProblem {
  const { path, code, values, variant, cell } = problem;
  const word = texts.problems[code] as (values: unknown) => string;
  const message = (variant === undefined ? '' : texts.inVariant(variant)) + word(values);
  return { path, code, message: cell ? texts.inputs.atCell(cell.sheet, cell.cell) + message : message };
}
