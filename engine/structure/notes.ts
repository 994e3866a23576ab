import type { Problem } from '../plan/problems.ts';

/** What applying a structure tells: everything it proposed, took over, left out or assumed, as a code with values. */
export interface StructureNoteValues {
  'no-students': Readonly<Record<string, never>>;
  'no-distance': Readonly<Record<string, never>>;
  'networks-kept': { readonly variant: string; readonly networks: number };
  leads: {
    readonly kind: string;
    readonly leads: readonly { readonly school: string; readonly students: number }[];
    readonly kept: boolean;
  };
  largest: { readonly kind: string; readonly schools: number; readonly note: string };
  first: { readonly kind: string; readonly school: string };
  'schools-left': { readonly schools: number };
  'outside-size': {
    readonly minStudents: number;
    readonly maxStudents: number;
    readonly found: readonly { readonly school: string; readonly students: number }[];
  };
  'no-mix': { readonly locations: readonly string[]; readonly networks: number };
  'requirement-left': { readonly type: 'location-mix' | 'workplace-share' };
  /** own norms or costs that stand in for one of the structure */
  'own-kept': { readonly rule: string; readonly own: readonly string[] };
  /** own norms of a role that the structure arranges itself: they don't count in this variant */
  'own-set-aside': { readonly role: string; readonly own: readonly string[] };
  'own-shifted': {
    readonly from: string;
    readonly to: string;
    readonly own: readonly string[];
    readonly note: string;
  };
  'role-taken': { readonly role: string; readonly own: string };
  'role-added': { readonly role: string; readonly rate: string };
  'rate-added': { readonly rate: string };
  renamed: { readonly from: string; readonly to: string };
  'rule-shared': { readonly rules: readonly string[] };
  'group-added': { readonly groups: readonly string[] };
  'no-starters': { readonly rule: string };
  'funding-taken': { readonly variant: string; readonly funding: readonly string[] };
  'supervisor-taken': { readonly variant: string; readonly value: string };
  'supervisor-assumed': { readonly value: string; readonly note: string };
  'places-assumed': { readonly schools: number; readonly value: number; readonly note: string };
  choice: { readonly choice: string; readonly option: string; readonly others: readonly string[] };
  /** rules that were added, and how many of them are assumptions */
  added: { readonly norms: number; readonly costs: number; readonly assumed: number };
}
export type StructureNoteCode = keyof StructureNoteValues;
export type StructureNote = {
  [Code in StructureNoteCode]: { readonly code: Code; readonly values: StructureNoteValues[Code] };
}[StructureNoteCode];

/** Why a structure can't be applied. */
export interface StructureProblemValues {
  'structure-no-schools': Readonly<Record<string, never>>;
  'structure-unknown-variant': { readonly found: string; readonly known: readonly string[] };
  'structure-variant-exists': { readonly id: string };
  'structure-bad-id': { readonly found: string };
  'structure-unknown-choice': { readonly found: string; readonly known: readonly string[] };
  'structure-unknown-option': {
    readonly choice: string;
    readonly found: string;
    readonly known: readonly string[];
  };
}
export type StructureProblemCode = keyof StructureProblemValues;
export type StructureProblem = {
  [Code in StructureProblemCode]: {
    readonly path: string;
    readonly code: Code;
    readonly values: StructureProblemValues[Code];
  };
}[StructureProblemCode];

export type ApplyProblem = StructureProblem | Problem;
