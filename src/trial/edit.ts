/**
 * What somebody tries out on a plan, one change after the other. Nothing of it touches the plan it begins with; what
 * comes out is judged by `validate` like any plan.
 */
export type Edit =
  /** another figure, in the whole plan or only in one variant */
  | {
      readonly kind: 'value';
      /** the id of a variant; null: the plan, and so every variant that doesn't say otherwise */
      readonly scope: string | null;
      /** where the figure stands, items by their id: `['norms', 'intervisie', 'hours']` */
      readonly keys: readonly string[];
      /** an exact decimal */
      readonly value: string;
    }
  /** a new variant, like one that is there, right behind it */
  | { readonly kind: 'copy'; readonly variant: string; readonly id: string; readonly name: string }
  | { readonly kind: 'rename'; readonly variant: string; readonly name: string }
  | { readonly kind: 'remove'; readonly variant: string }
  /** another kind or network for a school in one variant; it gets a place where it had none */
  | {
      readonly kind: 'place';
      readonly variant: string;
      readonly school: string;
      readonly schoolKind: string;
      readonly network: string;
    };

/** What an edit is about: a later edit of the same replaces an earlier one. */
export function subjectOf(edit: Edit): string {
  switch (edit.kind) {
    case 'value':
      return JSON.stringify([edit.kind, edit.scope, edit.keys]);
    case 'copy':
      return JSON.stringify([edit.kind, edit.id]);
    case 'rename':
    case 'remove':
      return JSON.stringify([edit.kind, edit.variant]);
    case 'place':
      return JSON.stringify([edit.kind, edit.variant, edit.school]);
  }
}

/** The edits with one more; where the last one was of the same, it takes its place. */
export function addEdit(edits: readonly Edit[], edit: Edit): readonly Edit[] {
  const last = edits.at(-1);
  return last && subjectOf(last) === subjectOf(edit) ? [...edits.slice(0, -1), edit] : [...edits, edit];
}
