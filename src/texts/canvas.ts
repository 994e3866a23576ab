/** The words of the sheets with which a group discusses its plan: a canvas per variant, and the conversation card. */
export interface CanvasTexts {
  /** what the name of the sheet of a variant begins with */
  readonly sheet: string;
  readonly purpose: (variant: string) => string;
  readonly words: Readonly<Record<CanvasWord, string>>;
  /** `2026-2027 t/m 2030-2031` */
  readonly period: (first: string, last: string) => string;
  readonly more: (count: number) => string;
}

export type CanvasWord =
  | 'title'
  | 'judgement'
  | 'answer'
  | 'decides'
  | 'state'
  | 'current'
  | 'stale'
  | 'structure'
  | 'network'
  | 'schools'
  | 'students'
  | 'hours'
  | 'fte'
  | 'costs'
  | 'costPerStudent'
  | 'incomePerStudent'
  | 'income'
  | 'result'
  | 'coverage'
  | 'contributions'
  | 'roles'
  | 'role'
  | 'level'
  | 'employer'
  | 'places'
  | 'place'
  | 'atSchool'
  | 'atNetwork'
  | 'atBoard'
  | 'atInstitute'
  | 'atRegion'
  | 'tasks'
  | 'bySchool'
  | 'byInstitute'
  | 'byRegion'
  | 'total'
  | 'money'
  | 'all'
  | 'principles'
  | 'other'
  | 'question'
  | 'explanation'
  | 'meanings'
  | 'meaningYes'
  | 'meaningNo'
  | 'meaningOpen'
  | 'meaningUnknown'
  | 'fromFormula'
  | 'fromEngine'
  | 'development'
  | 'principlesSource'
  | 'developmentSource';

export interface ConversationTexts {
  readonly sheet: string;
  readonly purpose: string;
  readonly source: string;
  readonly goal: ConversationBlock<'goal1' | 'goal2' | 'goal3'>;
  readonly reality: ConversationBlock<'reality1' | 'reality2' | 'reality3' | 'reality4'>;
  readonly options: ConversationBlock<'options1' | 'options2' | 'options3' | 'options4'>;
  readonly forward: ConversationBlock<'forward1' | 'forward2' | 'forward3' | 'forward4'>;
  readonly words: Readonly<Record<ConversationWord, string>>;
  /** `Studenten voltijd` */
  readonly of: (what: string, whose: string) => string;
  readonly left: (variants: readonly string[]) => string;
}

export interface ConversationBlock<Question extends string> {
  readonly title: string;
  readonly purpose: string;
  readonly questions: Readonly<Record<Question, string>>;
}

export type ConversationWord =
  | 'figures'
  | 'group'
  | 'network'
  | 'schools'
  | 'students'
  | 'first'
  | 'last'
  | 'hours'
  | 'costs'
  | 'costPerStudent'
  | 'income'
  | 'subsidy'
  | 'contributions'
  | 'result'
  | 'coverage'
  | 'perStudentNeeded'
  | 'perStudentThere'
  | 'fteNeeded'
  | 'supervisorsNeeded'
  | 'supervisorsShort'
  | 'costsAgainstFirst'
  | 'resultAgainstFirst'
  | 'hoursAgainstFirst'
  | 'partiesShort'
  | 'notes'
  | 'agreement'
  | 'who'
  | 'when'
  | 'noStudents';
