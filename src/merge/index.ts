/** Several partnerships as one region: the merged plan, and what of it is the sum of its parts. */
export {
  type Comparison,
  comparePlans,
  type Figure,
  type FigureKind,
  type MergeReason,
  REASONS,
} from './compare.ts';
export {
  type Merged,
  type MergeNote,
  type MergeOutcome,
  type MergeProblem,
  type MergeProblemCode,
  type MergeProblemValues,
  mergePlans,
  type Renamed,
} from './merge.ts';
