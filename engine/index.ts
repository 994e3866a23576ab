/** The engine: a plan is validated, calculated and explained. Pure: no files, no clock, no screen. */

export {
  type Break,
  type BreakEven,
  type BreakEvenOptions,
  type BreakPlace,
  breakEven,
} from './analyses/break-even.ts';
export {
  type Difference,
  type DifferenceOptions,
  difference,
  type Figures,
  totalDifference,
} from './analyses/difference.ts';
export type { Distribution, Random } from './analyses/draws.ts';
export { type Belongs, DRIVER_OF, DRIVERS, type Driver } from './analyses/drivers.ts';
export type { Side } from './analyses/hybrid.ts';
export type { Outcome } from './analyses/outcome.ts';
export {
  type Boundary,
  type Seek,
  type SeekOptions,
  type SeekOutcome,
  type SeekProblem,
  seek,
} from './analyses/seek.ts';
export {
  type SensitiveInput,
  type Sensitivity,
  type SensitivityOptions,
  sensitivity,
} from './analyses/sensitivity.ts';
export {
  type Correlation,
  type SimulatedYear,
  type Simulation,
  type SimulationOptions,
  type SimulationOutcome,
  type SimulationProblem,
  type Spread,
  simulate,
  type Trial,
  type Uncertain,
  uncertainWithin,
} from './analyses/simulate.ts';
export { type Stress, type StressedYear, type StressOptions, stress } from './analyses/stress.ts';
export type { Relation, RuleName } from './arithmetic.ts';
export { type CalculateOptions, calculate, calculateVariant } from './calculate.ts';
export {
  type ExplainOutcome,
  type ExplainProblem,
  type Explanation,
  explain,
  type Provenance,
} from './explain.ts';
export {
  type Answer,
  type AnswerProblem,
  type AnswerProblemValues,
  type Answers,
  answerKey,
  type Rating,
  ratingKey,
  readAnswers,
} from './judgement/answers.ts';
export { type Judgement, judge, type TestOutcome } from './judgement/judge.ts';
export {
  ASPECTS,
  type Aspect,
  DEVELOPMENT_SOURCE,
  JUDGEMENTS,
  type JudgementName,
  PRINCIPLES_SOURCE,
  TESTS,
  type TestName,
  type Threshold,
} from './judgement/principles.ts';
export type { FigureUnit, Finding, Oordeel } from './judgement/tests.ts';
export { type DecimalInput, Exact } from './numbers/index.ts';
export type { Scope } from './plan/edit.ts';
export * from './plan/format.ts';
export { LIMITS, unitYears } from './plan/limits.ts';
export {
  type Because,
  type JsonType,
  type LimitName,
  type NoValues,
  type Problem,
  type ProblemCode,
  type ProblemValues,
  pointer,
  pointerKeys,
  problem,
} from './plan/problems.ts';
export { formatProblems, planOf, type Validation, validate } from './plan/validate.ts';
export { date, id, text } from './plan/values.ts';
export * from './result/format.ts';
export { yearLabels } from './result/present.ts';
export { type Applied, type ApplyOptions, applyStructure } from './structure/apply.ts';
export * from './structure/format.ts';
export type {
  ApplyProblem,
  StructureNote,
  StructureNoteCode,
  StructureNoteValues,
  StructureProblem,
  StructureProblemCode,
  StructureProblemValues,
} from './structure/notes.ts';
export { type Made, type SetOutcome, Sweep } from './sweep/sweep.ts';
export type { Operation } from './tracing.ts';
