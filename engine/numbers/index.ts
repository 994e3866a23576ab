export { apportion } from './apportion.ts';
export { type DecimalInput, Exact, withoutZerosAtEnd } from './exact.ts';
export type { Whole } from './whole.ts';
