/**
 * What this layer refuses, as data. `part` is a path inside the package, `sheet` a sheet name, `cell` an A1
 * address, `where` names the field of the model the trouble is in. Wording for users lives elsewhere.
 */
export type OoxmlProblem =
  // --- the container ---
  | { readonly code: 'file-not-zip' }
  | { readonly code: 'file-encrypted' }
  | { readonly code: 'file-legacy' }
  | { readonly code: 'file-truncated' }
  | { readonly code: 'file-damaged'; readonly part?: string; readonly reason: string }
  | { readonly code: 'file-too-large'; readonly bytes: number; readonly limit: number }
  | { readonly code: 'too-many-bytes'; readonly part?: string; readonly limit: number }
  | { readonly code: 'too-many-parts'; readonly count: number; readonly limit: number }
  | { readonly code: 'too-many-cells'; readonly part: string; readonly limit: number }
  | { readonly code: 'too-much-formula-text'; readonly part: string; readonly limit: number }
  | { readonly code: 'too-many-items'; readonly part: string; readonly what: string; readonly limit: number }
  | { readonly code: 'part-name-invalid'; readonly part: string }
  | { readonly code: 'part-duplicate'; readonly part: string }
  | { readonly code: 'part-missing'; readonly part: string }
  | { readonly code: 'relationship-missing'; readonly part: string; readonly id: string }
  | { readonly code: 'not-a-workbook'; readonly part?: string }
  // --- XML ---
  | {
      readonly code: 'xml-malformed';
      readonly part: string;
      readonly offset: number;
      readonly reason: string;
    }
  | { readonly code: 'xml-doctype'; readonly part: string; readonly offset: number }
  | { readonly code: 'xml-encoding'; readonly part: string }
  | { readonly code: 'xml-unexpected'; readonly part: string; readonly what: string; readonly value: string }
  // --- the model, read or written ---
  | { readonly code: 'book-empty' }
  | { readonly code: 'sheet-name-invalid'; readonly sheet: string; readonly reason: SheetNameFault }
  | { readonly code: 'sheet-name-duplicate'; readonly sheet: string }
  | { readonly code: 'sheet-unknown'; readonly sheet: string; readonly where: string }
  | {
      readonly code: 'reference-invalid';
      readonly reference: string;
      readonly where: string;
      readonly sheet?: string;
      readonly part?: string;
    }
  | {
      readonly code: 'reference-out-of-bounds';
      readonly reference: string;
      readonly where: string;
      readonly sheet?: string;
      readonly part?: string;
    }
  | {
      readonly code: 'cell-duplicate';
      readonly cell: string;
      readonly sheet?: string;
      readonly part?: string;
    }
  | {
      readonly code: 'cell-value-invalid';
      readonly part: string;
      readonly cell: string;
      readonly value: string;
    }
  | {
      readonly code: 'shared-string-missing';
      readonly part: string;
      readonly cell: string;
      readonly index: string;
    }
  | {
      readonly code: 'shared-formula-missing';
      readonly part: string;
      readonly cell: string;
      readonly index: string;
    }
  | { readonly code: 'style-missing'; readonly part: string; readonly cell: string; readonly index: string }
  | {
      readonly code: 'text-forbidden-character';
      readonly where: string;
      readonly codePoint: number;
      readonly sheet?: string;
      readonly cell?: string;
    }
  | {
      readonly code: 'text-too-long';
      readonly where: string;
      readonly length: number;
      readonly limit: number;
      readonly sheet?: string;
      readonly cell?: string;
    }
  | { readonly code: 'number-invalid'; readonly sheet: string; readonly cell: string; readonly value: string }
  | {
      readonly code: 'formula-invalid';
      readonly where: string;
      readonly reason: FormulaFault;
      readonly formula: string;
      readonly sheet?: string;
      readonly cell?: string;
    }
  | { readonly code: 'style-unknown'; readonly style: string; readonly sheet: string; readonly cell?: string }
  | {
      readonly code: 'option-invalid';
      readonly where: string;
      readonly value: string;
      readonly sheet?: string;
    }
  | { readonly code: 'name-invalid'; readonly name: string; readonly where: string }
  | { readonly code: 'name-duplicate'; readonly name: string; readonly sheet?: string }
  | {
      readonly code: 'table-invalid';
      readonly table: string;
      readonly reason: TableFault;
      readonly column?: string;
    }
  | {
      readonly code: 'areas-overlap';
      readonly sheet: string;
      readonly first: string;
      readonly second: string;
    }
  | {
      readonly code: 'chart-invalid';
      readonly sheet: string;
      readonly chart: number;
      readonly reason: ChartFault;
    }
  // --- a file of a user's that cannot be updated without harm; it is left as it is ---
  | { readonly code: 'update-strict'; readonly part: string }
  | { readonly code: 'update-macros'; readonly part: string }
  | { readonly code: 'update-signed'; readonly part: string }
  | { readonly code: 'update-structure-protected'; readonly part: string }
  /** The old kind of sharing, that keeps a list of changes by sheet. */
  | { readonly code: 'update-shared'; readonly part: string }
  /** Set to calculate with numbers as they are shown: our cents would come out otherwise. */
  | { readonly code: 'update-precision'; readonly part: string }
  /** Counts days from 1904: our dates would be four years off. */
  | { readonly code: 'update-date-1904'; readonly part: string }
  /** A template, an add-in or the like. */
  | { readonly code: 'update-kind'; readonly part: string; readonly contentType: string }
  /** A sheet of the user's has a name that ours need. */
  | { readonly code: 'update-sheet-taken'; readonly sheet: string }
  | {
      readonly code: 'update-name-taken';
      readonly name: string;
      /** Where the name is known, if on one sheet only; and what it stands for now. */
      readonly sheet?: string;
      readonly formula: string;
    }
  | {
      readonly code: 'update-table-taken';
      readonly table: string;
      readonly sheet: string;
      /** A1 range. */
      readonly area: string;
    }
  /** Something of the user's on a sheet of ours that other parts of the file hang on. */
  | {
      readonly code: 'update-sheet-occupied';
      readonly sheet: string;
      readonly what: 'pivot-table' | 'slicer' | 'timeline' | 'query';
      readonly part: string;
    };

export type SheetNameFault = 'empty' | 'too-long' | 'character' | 'apostrophe' | 'reserved' | 'escape';
export type FormulaFault = 'empty' | 'leading-equals' | 'too-long' | 'this-row-shorthand' | 'escape';
export type TableFault =
  | 'no-columns'
  | 'width'
  | 'no-rows'
  | 'column-empty'
  | 'column-duplicate'
  | 'header-cell'
  | 'totals-cell';
export type ChartFault = 'no-series' | 'bar-with-other' | 'secondary-only' | 'not-a-line' | 'length';

export type OoxmlErrorCode = OoxmlProblem['code'];

/** The one error this layer throws on purpose. `problem` is for programs; `message` is for a log. */
export class OoxmlError extends Error {
  override readonly name = 'OoxmlError';
  readonly problem: OoxmlProblem;

  constructor(problem: OoxmlProblem) {
    super(JSON.stringify(problem));
    this.problem = problem;
  }

  get code(): OoxmlErrorCode {
    return this.problem.code;
  }

  get part(): string | undefined {
    return 'part' in this.problem ? this.problem.part : undefined;
  }
}

/** Throws an `OoxmlError`; an expression, so that it fits after `??`. */
export function refuse(problem: OoxmlProblem): never {
  throw new OoxmlError(problem);
}
