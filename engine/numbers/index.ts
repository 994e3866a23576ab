export { apportion } from './apportion.ts';
export { type DecimalInput, Exact } from './exact.ts';
export type { Whole } from './whole.ts';
