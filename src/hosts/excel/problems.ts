import type { NoValues } from '../../../engine/index.ts';
import { Stopped } from './office.ts';

/** What can be wrong with reading from Excel or writing to it. */
export interface ExcelProblemValues {
  /** sheets can't be added or removed */
  'excel-workbook-protected': NoValues;
  /** a table of the user's is called as one of ours */
  'excel-table-taken': { readonly name: string; readonly sheet: string };
  /** a copy of one of our sheets */
  'excel-sheet-twice': { readonly sheet: string; readonly other: string };
  /** a cell is being edited */
  'excel-editing': NoValues;
  'excel-no-access': { readonly reason: string };
  'excel-too-large': NoValues;
  'excel-stopped': NoValues;
  /** Excel refused something else, or is gone */
  'excel-failed': { readonly reason: string };
  /** what was written is undone when the workbook is opened next */
  'excel-undo-later': NoValues;
}

export type ExcelProblem = {
  [Code in keyof ExcelProblemValues]: {
    readonly path: '';
    readonly code: Code;
    readonly values: ExcelProblemValues[Code];
  };
}[keyof ExcelProblemValues];

/** What an error of Office.js means for the user; undefined for a fault of ours. */
export function problemOf(error: unknown): ExcelProblem | undefined {
  if (error instanceof Stopped) return { path: '', code: 'excel-stopped', values: {} };
  if (typeof error !== 'object' || error === null) return undefined;
  const { name, code, message } = error as { name?: unknown; code?: unknown; message?: unknown };
  if (name !== 'RichApi.Error' || typeof code !== 'string') return undefined;
  const reason = `${code}: ${String(message)}`;
  switch (code) {
    case 'InvalidOperationInCellEditMode':
      return { path: '', code: 'excel-editing', values: {} };
    case 'AccessDenied':
      return { path: '', code: 'excel-no-access', values: { reason } };
    case 'RequestPayloadSizeLimitExceeded':
    case 'ResponsePayloadSizeLimitExceeded':
      return { path: '', code: 'excel-too-large', values: {} };
    default:
      return { path: '', code: 'excel-failed', values: { reason } };
  }
}
