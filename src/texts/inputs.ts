import type { OoxmlProblem } from '../ooxml/index.ts';
import type { InputProblemValues } from '../workbook/inputs/problems.ts';

/** The words of the input sheets. A table's own name, as `tblScholen`, is no word: it is the same in every language. */
export interface InputTexts {
  readonly sheets: Readonly<Record<InputSheet, string>>;
  /** one line under a sheet's title: what it is for and how to fill it in */
  readonly purposes: Readonly<Record<InputSheet, string>>;
  /** the line over each table */
  readonly tables: Readonly<Record<InputTable, string>>;
  readonly headings: Readonly<Record<Heading, string>>;
  readonly bands: Readonly<Record<Band, string>>;
  readonly units: Readonly<Record<InputUnit, string>>;
  readonly choices: { readonly [Name in ChoiceName]: Readonly<Record<ChoiceOf<Name>, string>> };
  /** words in parentheses that say what an empty cell can't */
  readonly markers: Readonly<Record<Marker, string>>;
  readonly yearsBefore: (years: number) => string;
  readonly legend: Readonly<Record<'input' | 'assumption', string>>;
  readonly prompts: Readonly<Record<Prompt, string>>;
  /** `Blad Studenten, D14: ` */
  readonly atCell: (sheet: string, cell: string) => string;
}

export type InputSheet =
  | 'plan'
  | 'boards'
  | 'institutes'
  | 'schools'
  | 'groups'
  | 'students'
  | 'roles'
  | 'rates'
  | 'norms'
  | 'costs'
  | 'funding'
  | 'split'
  | 'staff'
  | 'variants';

export type InputTable =
  | InputSheet
  | 'notes'
  | 'places'
  | 'normSteps'
  | 'costSteps'
  | 'fundingSteps'
  | 'requirements'
  | 'changes';

export type Heading =
  | 'number'
  | 'id'
  | 'name'
  | 'item'
  | 'value'
  | 'unit'
  | 'region'
  | 'version'
  | 'state'
  | 'startYear'
  | 'years'
  | 'hoursPerFte'
  | 'wageIndex'
  | 'priceIndex'
  | 'regionCeiling'
  | 'notes'
  | 'key'
  | 'text'
  | 'pupils'
  | 'ceiling'
  | 'ceilingPerPupil'
  | 'board'
  | 'sector'
  | 'location'
  | 'x'
  | 'y'
  | 'supervisors'
  | 'capacity'
  | 'groupKind'
  | 'weight'
  | 'workplaceShare'
  | 'supervised'
  | 'trend'
  | 'school'
  | 'institute'
  | 'group'
  | 'counting'
  | 'level'
  | 'employer'
  | 'rate'
  | 'maxFte'
  | 'perHour'
  | 'perFte'
  | 'overhead'
  | 'role'
  | 'at'
  | 'per'
  | 'groupSize'
  | 'weighted'
  | 'hours'
  | 'amount'
  | 'steps'
  | 'minimum'
  | 'maximum'
  | 'variants'
  | 'whereKind'
  | 'whereSector'
  | 'whereLocation'
  | 'whereGroup'
  | 'whereInstitute'
  | 'whereBoard'
  | 'whereMinimum'
  | 'whereMaximum'
  | 'phase'
  | 'everyYears'
  | 'everyOffset'
  | 'category'
  | 'bearer'
  | 'indexed'
  | 'origin'
  | 'fundingKind'
  | 'share'
  | 'minStudents'
  | 'cap'
  | 'earmarked'
  | 'lag'
  | 'payer'
  | 'basis'
  | 'from'
  | 'norm'
  | 'cost'
  | 'fundingItem'
  | 'regionFirst'
  | 'shareRegion'
  | 'shareNetwork'
  | 'shareSchool'
  | 'shareInstitute'
  | 'fte'
  | 'variant'
  | 'leadKinds'
  | 'studentsPerSupervisor'
  | 'requirement'
  | 'roles'
  | 'locations'
  | 'kind'
  | 'network'
  | 'order'
  | 'list'
  | 'field'
  | 'source'
  | 'assumption'
  | 'status'
  | 'validFrom'
  | 'validTo'
  | 'checkedOn'
  | 'note'
  | 'code';

/** The band over a group of columns. */
export type Band =
  | 'item'
  | 'counted'
  | 'filter'
  | 'time'
  | 'perYear'
  | 'before'
  | 'trend'
  | 'places'
  | 'provenance'
  | 'money';

export type InputUnit =
  | 'euro'
  | 'euroPerHour'
  | 'euroPerFte'
  | 'euroPerPupil'
  | 'hours'
  | 'fte'
  | 'students'
  | 'pupils'
  | 'people'
  | 'share'
  | 'factor'
  | 'perYear'
  | 'years'
  | 'schoolYear'
  | 'kilometres'
  | 'date'
  | 'hoursPerFte';

/** What a cell with a fixed set of words may hold: the plan's own words, each with one for people. */
export interface Choices {
  yesNo: 'yes' | 'no';
  sector: 'po' | 'vo' | 'so' | 'mbo';
  groupKind: 'student' | 'starter';
  level: 'operationeel' | 'tactisch' | 'strategisch';
  bearer: 'school' | 'institute' | 'region';
  place: 'school' | 'network' | 'board' | 'institute' | 'region';
  per: 'unit' | 'school' | 'student' | 'group' | 'supervisor';
  status: 'norm' | 'afspraak' | 'aanname';
  origin: 'subsidy' | 'contribution' | 'other';
  fundingKind: 'perStudent' | 'steps' | 'fixed' | 'ofCost';
  fundedLevel: 'region' | 'network' | 'school' | 'institute';
  payer: 'board' | 'institute';
  basis: 'school' | 'calendar';
  state: 'concept' | 'vastgesteld';
  counting: 'perYear' | 'trend';
  requirement:
    | 'school-guided'
    | 'one-lead'
    | 'team'
    | 'location-mix'
    | 'group-size'
    | 'workplace-share'
    | 'max-partners';
}
export type ChoiceName = keyof Choices;
export type ChoiceOf<Name extends ChoiceName> = Choices[Name];

/**
 * `none`: an empty list. `all`: a filter that is there and lets everything pass. `empty`: a change that takes the
 * value away. `nothing`: an empty group of values. `removed`: a change that takes the whole item away.
 */
export type Marker = 'none' | 'all' | 'empty' | 'nothing' | 'removed';

export type Prompt =
  | 'several'
  | 'reference'
  | 'choice'
  | 'whole'
  | 'number'
  | 'date'
  | 'filter'
  | 'steps'
  | 'counting'
  | 'errorTitle';

/** What the OOXML layer refuses, under codes that can't be confused with those of other layers. */
export type OoxmlProblemValues = {
  readonly [Code in OoxmlProblem['code'] as `xlsx-${Code}`]: Omit<
    Extract<OoxmlProblem, { code: Code }>,
    'code'
  >;
};

export type WorkbookProblemValues = InputProblemValues & OoxmlProblemValues;
export type WorkbookProblemTexts = {
  readonly [Code in keyof WorkbookProblemValues]: (values: WorkbookProblemValues[Code]) => string;
};
