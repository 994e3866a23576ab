import type { NoValues } from '../../../engine/index.ts';

/** A cell, or a block of cells with its place and how many they are; what was and is there is that of the first. */
interface Block {
  readonly place?: string;
  readonly count?: number;
  readonly found: string;
}
interface Changed extends Block {
  /** what stood there */
  readonly formula: string;
}

/** What can be the matter with our sheets in a workbook. */
export interface DamageValues {
  'damage-formula-overwritten': Changed;
  'damage-formula-emptied': Changed;
  'damage-formula-changed': Changed;
  'damage-value-changed': Changed;
  'damage-cell-added': Block;
  'damage-more': { readonly sheet: string; readonly count: number };
  'damage-rows-deleted': { readonly from: number; readonly to: number; readonly label: string };
  'damage-rows-inserted': { readonly from: number; readonly to: number };
  'damage-columns-deleted': { readonly from: string; readonly to: string };
  'damage-columns-inserted': { readonly from: string; readonly to: string };
  'damage-sheet-missing': { readonly sheet: string };
  'damage-sheet-renamed': { readonly sheet: string; readonly now: string };
  'damage-sheet-hidden': { readonly sheet: string };
  'damage-mark-missing': { readonly sheet: string; readonly name: string };
  'damage-table-missing': { readonly table: string; readonly sheet: string };
  'damage-table-renamed': { readonly table: string; readonly now: string };
  'damage-name-missing': { readonly name: string; readonly formula: string };
  'damage-name-changed': { readonly name: string; readonly formula: string; readonly found: string };
  'workbook-other-version': { readonly found: string; readonly version: string };
  'workbook-without-log': NoValues;
  'workbook-stale': { readonly was: string; readonly is: string };
}
export type DamageCode = keyof DamageValues;
