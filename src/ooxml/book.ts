import type { Area } from './address.ts';

/**
 * A workbook as plain data, to be written by `writeBook`. Rows and columns count from 1; references are A1
 * text (see `address.ts` for making them). Nothing here knows what a workbook is about.
 */
export interface Book {
  readonly sheets: readonly Sheet[];
  /** Cell styles by a name of the caller's; a cell refers to its style by that name. */
  readonly styles?: Readonly<Record<string, CellStyle>>;
  readonly defaultFont?: { readonly name: string; readonly size: number };
  readonly names?: readonly DefinedName[];
  readonly properties: DocumentProperties;
  readonly customXml?: readonly CustomXmlPart[];
  /** Excel recalculates everything on opening. Default true. */
  readonly fullCalcOnLoad?: boolean;
  /** Name of the sheet that is open at first; default the first visible one. */
  readonly activeSheet?: string;
}

export interface DocumentProperties {
  readonly title?: string;
  readonly creator?: string;
  readonly subject?: string;
  readonly description?: string;
  readonly keywords?: string;
  /** ISO 8601 in UTC to the second: 2026-08-01T09:30:00Z. Also the time of the last change. */
  readonly created: string;
  /** The program's name in the file's properties. */
  readonly application?: string;
}

export interface CustomXmlPart {
  /** A GUID in braces and capitals, the identity of the part. */
  readonly itemId: string;
  /** A whole, well-formed XML document, without a DOCTYPE. */
  readonly xml: string;
  /** Namespaces of the schemas the document follows. */
  readonly schemas?: readonly string[];
}

export interface DefinedName {
  readonly name: string;
  /** What it stands for, without a leading `=`: a reference, a constant or a formula, in English notation. */
  readonly formula: string;
  /** Sheet name where the name is known on that sheet only. */
  readonly sheet?: string;
  readonly comment?: string;
  readonly hidden?: boolean;
}

/** Cells that are made when they are written, so that they are never all there. */
export interface CellStream {
  /** Around all of them. */
  readonly area: Area;
  /** In order of row and column, in runs as they are made; anew each time. */
  runs(): Iterable<readonly Cell[]>;
}

export interface Sheet {
  readonly name: string;
  /** In any order, at most one per place. */
  readonly cells: readonly Cell[];
  /** Of a large sheet, instead of `cells`. */
  readonly stream?: CellStream;
  readonly columns?: readonly Column[];
  readonly rows?: readonly Row[];
  /** A1 ranges. */
  readonly merges?: readonly string[];
  readonly view?: SheetView;
  /** RRGGBB. */
  readonly tabColor?: string;
  readonly state?: 'visible' | 'hidden' | 'veryHidden';
  readonly print?: PrintSetup;
  readonly tables?: readonly Table[];
  readonly validations?: readonly DataValidation[];
  /** Earlier ones go before later ones. */
  readonly conditionalFormats?: readonly ConditionalFormat[];
  /** Present: the sheet is protected, without a password. */
  readonly protection?: SheetProtection;
  readonly hyperlinks?: readonly Hyperlink[];
  readonly charts?: readonly Chart[];
  /** Ranges in which Excel's green corner for text that looks like a number stays away. */
  readonly numbersAsText?: readonly string[];
}

/** A number exact in decimals: digits with at most one point, as `-1234.50`. Written as it stands. */
export interface ExactDecimal {
  readonly decimal: string;
}

interface CellPlace {
  readonly row: number;
  readonly column: number;
  /** A name in `Book.styles`. */
  readonly style?: string | undefined;
}
/** `value` as a string is an exact plain decimal and is written as it stands. */
export interface NumberCell extends CellPlace {
  readonly kind: 'number';
  readonly value: number | string;
}
/** Always text, also where it begins with `=`, `+`, `-` or `@`. */
export interface TextCell extends CellPlace {
  readonly kind: 'text';
  readonly value: string;
}
export interface BooleanCell extends CellPlace {
  readonly kind: 'boolean';
  readonly value: boolean;
}
export interface BlankCell extends CellPlace {
  readonly kind: 'blank';
}
/**
 * `formula` has no leading `=`, is in English notation, and says `Table[[#This Row],[Column]]` where a user
 * would type `[@Column]`. `value` is the stored result (a string is text; an exact number is an
 * `ExactDecimal`); without it a program computes the cell when it opens the file.
 */
export interface FormulaCell extends CellPlace {
  readonly kind: 'formula';
  readonly formula: string;
  readonly value?: number | string | boolean | ExactDecimal | undefined;
  /**
   * Where it is filled from the first cell of an area to the others, with references that move along: one and the same
   * object in each of them. Its text is written once, so `formula` is only asked of the first.
   */
  readonly fill?: Area | undefined;
}
export type Cell = NumberCell | TextCell | BooleanCell | BlankCell | FormulaCell;

/** `width` in characters of the default font, as Excel's dialog shows it. */
export interface Column {
  readonly from: number;
  /** Default: `from`. */
  readonly to?: number;
  readonly width: number;
  /** Style of cells in it that are not written. */
  readonly style?: string;
  readonly hidden?: boolean;
}

/** `height` in points. */
export interface Row {
  readonly row: number;
  readonly height?: number;
  readonly hidden?: boolean;
}

export interface SheetView {
  readonly showGridLines?: boolean;
  /** Per cent, 10 to 400. */
  readonly zoom?: number;
  /** How many rows and columns stay in sight. */
  readonly frozenRows?: number;
  readonly frozenColumns?: number;
  /** The selected cell, A1 by default. */
  readonly activeCell?: string;
}

export interface PrintSetup {
  readonly paper?: 'A4' | 'A3';
  readonly orientation?: 'portrait' | 'landscape';
  /** Pages; 0 is as many as it takes. Either one switches fitting on; the other is then 0. */
  readonly fitToWidth?: number;
  readonly fitToHeight?: number;
  /** Per cent, where it is not fitted. */
  readonly scale?: number;
  /** Inches. */
  readonly margins?: Margins;
  readonly centerHorizontally?: boolean;
  /** Repeated on each page. */
  readonly titleRows?: { readonly from: number; readonly to: number };
  readonly titleColumns?: { readonly from: number; readonly to: number };
  /** A1 ranges. */
  readonly area?: string | readonly string[];
  /** In Excel's codes (`&L`, `&P`, `&N`, `&A`); put own text through `headerText`. */
  readonly header?: string;
  readonly footer?: string;
  /** A page ends after each of these. */
  readonly breakAfterRows?: readonly number[];
  readonly breakAfterColumns?: readonly number[];
}

export interface Margins {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly header: number;
  readonly footer: number;
}

/** Own text for a header or footer: `&` begins a code there and is doubled. */
export function headerText(text: string): string {
  return text.replaceAll('&', '&&');
}

// --- styles ---

export interface CellStyle {
  readonly font?: Font;
  /** Background, RRGGBB. */
  readonly fill?: string;
  readonly border?: Border;
  /** Excel's number format code in English notation; default General. */
  readonly numberFormat?: string;
  readonly alignment?: Alignment;
  /** Only matters on a protected sheet. Default true. */
  readonly locked?: boolean;
  /** On a protected sheet the formula is not shown. Default false. */
  readonly formulaHidden?: boolean;
}

export interface Font {
  readonly name?: string;
  /** Points. */
  readonly size?: number;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly strike?: boolean;
  /** RRGGBB. */
  readonly color?: string;
}

export type BorderLine = 'thin' | 'medium' | 'thick' | 'hair' | 'dotted' | 'dashed' | 'double';
export interface BorderSide {
  readonly line: BorderLine;
  /** RRGGBB; default automatic. */
  readonly color?: string;
}
export interface Border {
  readonly left?: BorderSide;
  readonly right?: BorderSide;
  readonly top?: BorderSide;
  readonly bottom?: BorderSide;
}

export interface Alignment {
  readonly horizontal?: 'left' | 'center' | 'right' | 'fill' | 'justify' | 'centerContinuous';
  readonly vertical?: 'top' | 'center' | 'bottom';
  readonly wrap?: boolean;
  /** Steps of about three spaces, 0 to 250. */
  readonly indent?: number;
  readonly shrinkToFit?: boolean;
  /** Degrees, -90 to 90. */
  readonly rotation?: number;
}

// --- tables, validation, conditional formats, protection, links ---

/**
 * The header cells must be text cells in the sheet, equal to the column names. The cells of calculated
 * columns and of the totals row must be in the sheet too: Excel does not make them.
 */
export interface Table {
  /** Unique in the workbook, also among defined names. */
  readonly name: string;
  /** A1 range with header row and totals row. */
  readonly area: string;
  readonly columns: readonly TableColumn[];
  readonly totalsRow?: boolean;
  /** Buttons in the header row. Default true. */
  readonly filter?: boolean;
  /** A style of Excel's, as TableStyleLight1; default none. */
  readonly style?: string;
  readonly bandedRows?: boolean;
}

export interface TableColumn {
  readonly name: string;
  /** Formula of a calculated column, as it stands in each cell of it. */
  readonly formula?: string;
  readonly totalsLabel?: string;
  readonly totalsFunction?: 'sum' | 'average' | 'count' | 'countNums' | 'min' | 'max' | 'stdDev' | 'var';
  /** A formula of one's own in the totals row, as it stands in the cell. */
  readonly totalsFormula?: string;
}

export type Operator =
  | 'between'
  | 'notBetween'
  | 'equal'
  | 'notEqual'
  | 'greaterThan'
  | 'lessThan'
  | 'greaterThanOrEqual'
  | 'lessThanOrEqual';

export interface DataValidation {
  /** A1 ranges separated by spaces. */
  readonly areas: string;
  readonly type: 'list' | 'whole' | 'decimal' | 'date' | 'time' | 'textLength' | 'custom';
  /** Not for list and custom; default between. */
  readonly operator?: Operator;
  /** A list is `"a,b,c"` with its quotes, a range, or a defined name (no structured reference). */
  readonly formula1: string;
  readonly formula2?: string;
  /** Default true. */
  readonly allowBlank?: boolean;
  /** Default stop. */
  readonly errorStyle?: 'stop' | 'warning' | 'information';
  /** At most 32 and 255 characters. */
  readonly error?: { readonly title?: string; readonly text: string };
  readonly prompt?: { readonly title?: string; readonly text: string };
}

/** What a conditional format lays over the cell's own style. */
export interface DifferentialStyle {
  readonly font?: Pick<Font, 'bold' | 'italic' | 'underline' | 'strike' | 'color'>;
  readonly fill?: string;
  readonly border?: Border;
  readonly numberFormat?: string;
}

export interface ConditionalFormat {
  /** A1 ranges separated by spaces. */
  readonly areas: string;
  readonly rule:
    | { readonly type: 'expression'; readonly formula: string }
    | {
        readonly type: 'cellIs';
        readonly operator: Operator;
        readonly formula: string;
        readonly formula2?: string;
      };
  readonly style: DifferentialStyle;
  readonly stopIfTrue?: boolean;
}

export type ProtectedAction =
  | 'formatCells'
  | 'formatColumns'
  | 'formatRows'
  | 'insertColumns'
  | 'insertRows'
  | 'insertHyperlinks'
  | 'deleteColumns'
  | 'deleteRows'
  | 'sort'
  | 'autoFilter'
  | 'pivotTables'
  | 'editObjects'
  | 'editScenarios';

export interface SheetProtection {
  /** What stays possible besides selecting cells. */
  readonly allow?: readonly ProtectedAction[];
}

export interface Hyperlink {
  /** A1 cell or range the link is on. */
  readonly area: string;
  /** A place in this workbook: `'Sheet'!A1` or a defined name. */
  readonly location: string;
  readonly tooltip?: string;
}

// --- charts ---

/** A native chart. Its values stay in the cells; the writer keeps a copy of them for programs that want one. */
export interface Chart {
  /** The cells it covers, as an A1 range. */
  readonly area: string;
  /** Unique on the sheet; default "Chart" with a number. */
  readonly name?: string;
  /** For those who do not see it. */
  readonly description?: string;
  readonly title?: string;
  /** One, or several for a combination. `bar` (horizontal) cannot be combined. */
  readonly plots: readonly ChartPlot[];
  readonly categoryAxis?: CategoryAxis;
  readonly valueAxis?: ValueAxis;
  /** Of the plots with `secondary`. */
  readonly secondaryAxis?: ValueAxis;
  /** Default bottom. */
  readonly legend?: 'bottom' | 'right' | 'top' | 'none';
}

export interface ChartPlot {
  readonly kind: 'bar' | 'column' | 'line';
  /** Default clustered; a line is never clustered, then it means: as they are. */
  readonly grouping?: 'clustered' | 'stacked' | 'percentStacked';
  readonly series: readonly ChartSeries[];
  /** On the second value axis, at the right. */
  readonly secondary?: boolean;
  /** Space between groups as per cent of a bar's width. */
  readonly gapWidth?: number;
  /** -100 to 100; 100 lays bars of one category over each other. */
  readonly overlap?: number;
}

export interface ChartSeries {
  readonly name: { readonly text: string } | { readonly reference: string };
  /** `'Sheet'!$A$2:$A$9`: one row or column of cells. */
  readonly categories: string;
  readonly values: string;
  /** RRGGBB, or 'none' for an invisible support; default by order. */
  readonly color?: string;
  /** A line's look. */
  readonly dashed?: boolean;
  readonly markers?: boolean;
  readonly labels?: boolean | { readonly numberFormat: string };
  /** Colour per point, counted from 0. */
  readonly pointColors?: readonly { readonly point: number; readonly color: string }[];
}

export interface CategoryAxis {
  readonly title?: string;
  /** First category at the top of a bar chart. */
  readonly reversed?: boolean;
  /** `low` keeps the labels at the edge where bars go below zero. Default low. */
  readonly labels?: 'low' | 'nextTo' | 'none';
}

export interface ValueAxis {
  readonly title?: string;
  readonly numberFormat?: string;
  readonly min?: number;
  readonly max?: number;
  readonly majorUnit?: number;
  /** Where bars begin, zero by default. */
  readonly baseline?: number;
  readonly gridLines?: boolean;
  readonly hidden?: boolean;
}
