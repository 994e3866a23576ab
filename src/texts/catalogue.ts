import type {
  AnswerProblemValues,
  Because,
  JsonType,
  LimitName,
  NoValues,
  Operation,
  Place,
  ProblemCode,
  ProblemValues,
  Relation,
  RuleName,
} from '../../engine/index.ts';
import type { JsonProblemValues } from '../files/json.ts';
import type { FileProblemValues } from '../files/plan-bytes.ts';
import type { ExcelProblemValues } from '../hosts/excel/problems.ts';
import type { DamageValues } from '../workbook/damage/problems.ts';
import type { CellPlace } from '../workbook/inputs/problems.ts';
import type { CanvasTexts, ConversationTexts } from './canvas.ts';
import type { DifferenceProblemValues, DifferenceTexts } from './differences.ts';
import type { FundingTexts } from './funding.ts';
import type { ImportTexts } from './import.ts';
import type { InputTexts, WorkbookProblemValues } from './inputs.ts';
import type { JudgementTexts } from './judgements.ts';
import type { LiveTexts } from './live.ts';
import type { Separators } from './numbers.ts';
import type { PaneTexts } from './pane.nl.ts';
import type { QuestionTexts } from './questions.ts';
import type { StructureTexts, VariantProblemValues } from './structures.ts';

/** Problems of the command line itself. */
export interface UsageProblemValues {
  'usage-no-command': NoValues;
  'usage-unknown-command': { readonly found: string; readonly known: readonly string[] };
  'usage-unknown-option': { readonly found: string };
  'usage-missing-argument': { readonly name: string; readonly command: string };
  'usage-too-many-arguments': { readonly found: string };
  'usage-bad-value': {
    readonly option: string;
    readonly found: string;
    readonly allowed?: readonly string[];
  };
  'unknown-variant': { readonly found: string; readonly known: readonly string[] };
  'out-not-xlsx': { readonly file: string };
  'out-not-written': { readonly file: string; readonly reason: string };
  'out-beside': { readonly file: string; readonly beside: string };
  'out-reference-shifts': { readonly place: string; readonly formula: string; readonly text: string };
  'out-reference-gone': { readonly place: string; readonly formula: string; readonly text: string };
  'out-content-lost': { readonly place: string };
  'out-more': { readonly count: number };
  'out-needs-force': NoValues;
  'reference-unknown': { readonly reference: string; readonly failsAt: string };
  'reference-no-figure': { readonly reference: string; readonly found: string };
  'reference-no-value': { readonly reference: string };
  'input-unknown': { readonly path: string };
  'input-no-number': { readonly path: string };
  'distribution-impossible': { readonly path: string };
  'correlations-impossible': NoValues;
  'trials-too-large': NoValues;
  'uncertain-shape': { readonly file: string; readonly place: string };
  'year-unknown': { readonly found: string; readonly known: readonly string[] };
  'scope-unknown': { readonly option: string; readonly found: string; readonly known: readonly string[] };
}

export type AllProblemValues = ProblemValues &
  FileProblemValues &
  JsonProblemValues &
  UsageProblemValues &
  ExcelProblemValues &
  DifferenceProblemValues &
  AnswerProblemValues &
  WorkbookProblemValues &
  DamageValues &
  VariantProblemValues;
export type AnyProblemCode =
  | ProblemCode
  | keyof FileProblemValues
  | keyof JsonProblemValues
  | keyof UsageProblemValues
  | keyof ExcelProblemValues
  | keyof DifferenceProblemValues
  | keyof AnswerProblemValues
  | keyof WorkbookProblemValues
  | keyof DamageValues
  | keyof VariantProblemValues;

/** Any problem, whichever part found it. */
export type AnyProblem = {
  [Code in AnyProblemCode]: {
    readonly path: string;
    readonly code: Code;
    readonly values: AllProblemValues[Code];
    readonly variant?: string;
    /** where it is in a workbook; the path says so as well */
    readonly cell?: CellPlace;
  };
}[AnyProblemCode];

/** What the ids are that a rule's figure is about, so that they can be shown by name. */
export type NameKind =
  | 'item'
  | 'norm'
  | 'cost'
  | 'funding'
  | 'place'
  | 'unit'
  | 'school'
  | 'network'
  | 'board'
  | 'institute'
  | 'group'
  | 'role'
  | 'rate'
  | 'party'
  | 'level'
  | 'year'
  | 'check'
  | 'subject';

/** A rule in words. `about`: what its ids are; a place says what kind of unit follows and is not given to `text`. */
export interface RuleText {
  readonly about: readonly NameKind[];
  readonly unit: Unit;
  readonly text: (...names: readonly (string | undefined)[]) => string;
}

export type Unit =
  | 'uur'
  | 'euro'
  | 'euroPerUur'
  | 'fte'
  | 'aantal'
  | 'personen'
  | 'verhouding'
  | 'factor'
  | 'oordeel';

export type CheckLabel =
  | 'school-guided'
  | 'one-lead'
  | 'team'
  | 'location-mix'
  | 'group-size'
  | 'workplace-share'
  | 'max-partners'
  | 'balanced'
  | 'affordable'
  | 'supervisors'
  | 'capacity'
  | 'staff'
  | 'min-students';

/** Every word that a user reads, in one language. A text that is missing does not compile. */
export interface Texts {
  readonly language: 'nl' | 'en';
  readonly separators: Separators;
  readonly problems: { readonly [Code in AnyProblemCode]: (values: AllProblemValues[Code]) => string };
  readonly inVariant: (variant: string) => string;
  readonly jsonTypes: Readonly<Record<JsonType, string>>;
  readonly because: Readonly<Record<Because, string>>;
  readonly limits: Readonly<Record<LimitName, string>>;
  readonly rules: Readonly<Record<RuleName, RuleText>>;
  readonly operations: Readonly<Record<Operation, string>>;
  readonly relations: Readonly<Record<Relation, string>>;
  readonly units: Readonly<Record<Unit, string>>;
  readonly places: Readonly<Record<Place, string>>;
  readonly checks: Readonly<Record<CheckLabel, string>>;
  /** what the plan's figures are, by their key */
  readonly fields: Readonly<Record<FieldLabel, string>>;
  readonly statuses: Readonly<Record<'covered' | 'within-ceiling' | 'deficit' | 'pass' | 'fail', string>>;
  readonly levels: Readonly<Record<'region' | 'network' | 'school' | 'institute', string>>;
  readonly region: string;
  readonly explanation: Explaining;
  readonly tables: Readonly<Record<TableText, string>>;
  readonly commands: Commands;
  readonly workbook: Readonly<Record<WorkbookText, string>>;
  readonly differences: DifferenceTexts;
  readonly canvas: CanvasTexts;
  readonly conversation: ConversationTexts;
  readonly log: LogTexts;
  readonly judgements: JudgementTexts;
  readonly imports: ImportTexts;
  readonly funding: FundingTexts;
  readonly inputs: InputTexts;
  readonly questions: QuestionTexts;
  readonly pane: PaneTexts;
  readonly structures: StructureTexts;
  readonly live: LiveTexts;
}

export type FieldLabel =
  | 'counts'
  | 'before'
  | 'hours'
  | 'amount'
  | 'share'
  | 'from'
  | 'steps'
  | 'min'
  | 'max'
  | 'groupSize'
  | 'phase'
  | 'weight'
  | 'workplaceShare'
  | 'perHour'
  | 'perFte'
  | 'overhead'
  | 'maxFte'
  | 'hoursPerFte'
  | 'wageIndex'
  | 'priceIndex'
  | 'trend'
  | 'ceiling'
  | 'ceilingPerPupil'
  | 'pupils'
  | 'supervisors'
  | 'capacity'
  | 'minStudents'
  | 'cap'
  | 'fte'
  | 'studentsPerSupervisor'
  | 'shares'
  | 'requirements';

export interface Explaining {
  readonly source: string;
  readonly assumption: string;
  readonly noSource: string;
  readonly status: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly rounded: (digits: number) => string;
  readonly input: string;
  readonly yes: string;
  readonly no: string;
  readonly more: (count: number) => string;
  readonly seen: string;
  readonly deeper: string;
}

export type TableText =
  | 'year'
  | 'students'
  | 'hours'
  | 'fte'
  | 'income'
  | 'cost'
  | 'result'
  | 'contributions'
  | 'net'
  | 'coverage'
  | 'costPerStudent'
  | 'fundingPerStudent'
  | 'party'
  | 'budget'
  | 'borne'
  | 'ceiling'
  | 'status'
  | 'role'
  | 'persons'
  | 'calendarYear'
  | 'cumulative'
  | 'total'
  | 'variant'
  | 'checksFailed'
  | 'allChecksPass'
  | 'check'
  | 'subjects'
  | 'noValue'
  | 'perYearTitle'
  | 'perPartyTitle'
  | 'perRoleTitle'
  | 'calendarTitle'
  | 'checksTitle'
  | 'compareTitle'
  | 'firstYear'
  | 'allYears'
  | 'amountsIn'
  | 'difference';

export interface Commands {
  readonly help: string;
  readonly planInOrder: (name: string, counts: PlanCounts) => string;
  /** of a plan, in short and whole */
  readonly fingerprint: (short: string, full: string) => string;
  /** before what is wrong with a command */
  readonly cannot: string;
  readonly figureOf: (variant: string, year: string) => string;
  readonly refused: (count: number) => string;
  readonly written: (file: string) => string;
  readonly calculating: (variant: string) => string;
  readonly internal: (message: string) => string;
}

export interface PlanCounts {
  readonly schools: number;
  readonly boards: number;
  readonly institutes: number;
  readonly variants: number;
  readonly years: number;
}

/** The sheet that says when a workbook was written, and from which input. */
export interface LogTexts {
  readonly sheet: string;
  readonly purpose: string;
  readonly inputTitle: string;
  readonly inputPurpose: string;
  readonly changedTotal: string;
  readonly withFormulas: string;
  readonly headings: Readonly<Record<LogHeading, string>>;
}

export type LogHeading =
  | 'moment'
  | 'short'
  | 'fingerprint'
  | 'version'
  | 'written'
  | 'variants'
  | 'table'
  | 'rows'
  | 'columns'
  | 'rowsNow'
  | 'columnsNow'
  | 'changed';

export type WorkbookText = 'school' | 'kind' | 'network' | 'version' | 'concept' | 'final' | 'fingerprint';
