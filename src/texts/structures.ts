import type { StructureNoteCode, StructureNoteValues, StructureProblemValues } from '../../engine/index.ts';
import type { LibraryProblemValues } from '../structures/problems.ts';

/** What can be wrong with asking for a structure. */
export type VariantProblemValues = StructureProblemValues & LibraryProblemValues;

/** What a user reads of structures, in one language. */
export interface StructureTexts {
  readonly problems: {
    readonly [Code in keyof VariantProblemValues]: (values: VariantProblemValues[Code]) => string;
  };
  /** what applying a structure did */
  readonly notes: { readonly [Code in StructureNoteCode]: (values: StructureNoteValues[Code]) => string };
  readonly text: (text: StructureText) => string;
  /** the heading above what was done for a new variant */
  readonly made: (variant: string, id: string, plan: string) => string;
  readonly choice: (name: string, options: readonly string[]) => string;
}

export type StructureText = 'structures' | 'addons' | 'not-written' | 'changeable';
