/** Problems of asking for a structure that are not about the plan. */
export interface LibraryProblemValues {
  'structure-missing': { readonly known: readonly string[] };
  'structure-unknown': { readonly found: string; readonly known: readonly string[] };
  'structure-unknown-addon': { readonly found: string; readonly known: readonly string[] };
  'structure-bad-choice': { readonly found: string };
  'structure-over-input': { readonly file: string };
  'structure-out-form': { readonly file: string };
}
