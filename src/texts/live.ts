/** The words of the sheets that show and prove the calculation. */
export interface LiveTexts {
  readonly sheets: Readonly<Record<LiveSheetName, string>>;
  /** one line each: what the sheet is for */
  readonly purposes: Readonly<Record<LiveSheetName, string>>;
  readonly units: Readonly<Record<LiveUnit, string>>;
  readonly words: Readonly<Record<LiveWord, string>>;
  readonly guide: GuideTexts;
  readonly board: BoardTexts;
  readonly sensitivity: SensitivityTexts;
  readonly sources: SourcesTexts;
  /** `Kalenderjaar 2031, alleen januari tot en met juli` */
  readonly lastCalendarYear: (year: string) => string;
}

/** The sheets that are no input, by what they are. */
export type LiveSheetName =
  | 'guide'
  | 'board'
  | 'lines'
  | 'budget'
  | 'perStudent'
  | 'perParty'
  | 'staffing'
  | 'comparison'
  | 'sensitivity'
  | 'checks'
  | 'sources';

export type LiveUnit =
  | 'euro'
  | 'euroPerStudent'
  | 'hour'
  | 'fte'
  | 'person'
  | 'student'
  | 'share'
  | 'number'
  | 'years';

export type LiveWord =
  | 'in'
  | 'year'
  | 'total'
  | 'notApplicable'
  | 'notApplicableMeans'
  | 'none'
  | 'yes'
  | 'no'
  // the multi-year budget
  | 'income'
  | 'incomeTotal'
  | 'costs'
  | 'costsTotal'
  | 'result'
  | 'cumulative'
  | 'ofWhichContributions'
  | 'afterContributions'
  | 'calendarYears'
  | 'calendarYear'
  | 'calendarIncome'
  | 'calendarCosts'
  | 'calendarResult'
  | 'ratios'
  | 'chartByRole'
  | 'chartPerYear'
  // per student
  | 'students'
  | 'costPerStudent'
  | 'incomePerStudent'
  | 'coverage'
  | 'budgetOf'
  | 'budgetPerStudentOf'
  // per party
  | 'netOfParties'
  | 'netOfAll'
  | 'receives'
  | 'bears'
  | 'contribution'
  | 'net'
  | 'ceiling'
  | 'roomUnderCeiling'
  | 'outcome'
  | 'outcomes'
  | 'outcomeCovered'
  | 'outcomeWithin'
  | 'outcomeDeficit'
  // staffing
  | 'hours'
  | 'otherUnits'
  | 'supervisorsNeeded'
  | 'supervisorsAvailable'
  | 'supervisorsShort'
  | 'places'
  | 'placesShort'
  | 'needed'
  | 'available'
  | 'short'
  | 'atPlaces'
  | 'guidanceAndPlaces'
  | 'staffOnHand'
  | 'unknown'
  // comparison
  | 'costDifferences'
  /** between two variants, of which the second is taken off the first */
  | 'less'
  | 'incomeAndCosts'
  // checks
  | 'workbookItself'
  | 'what'
  | 'shouldBe'
  | 'is'
  | 'outOfOrder'
  | 'recalculate'
  | 'inputDiffers'
  | 'formulasOnSheet'
  | 'connections'
  | 'connectionCosts'
  | 'connectionIncome'
  | 'connectionNet'
  | 'connectionLevels'
  | 'connectionBudget'
  | 'connectionCalendar'
  | 'brokenConnections'
  | 'masterCheck'
  | 'among'
  | 'requirement';

export interface GuideTexts {
  readonly kind: string;
  readonly purposeTitle: string;
  readonly purpose: string;
  readonly region: string;
  readonly version: string;
  readonly state: string;
  readonly date: string;
  readonly fingerprint: string;
  readonly period: string;
  readonly variants: string;
  readonly forecast: string;
  readonly forecastText: string;
  readonly masterTitle: string;
  readonly masterGood: string;
  readonly masterBad: string;
  readonly useTitle: string;
  readonly use: readonly string[];
  readonly colours: string;
  /** what stands in each cell of the colour key */
  readonly example: string;
  readonly colourInput: string;
  readonly colourAssumption: string;
  readonly colourFormula: string;
  readonly colourTotal: string;
  readonly colourGood: string;
  readonly colourBad: string;
  readonly sheetList: string;
  readonly linesOf: (variant: string) => string;
}

export interface BoardTexts {
  readonly subtitle: (region: string, edition: string) => string;
  readonly question: string;
  readonly answer: string;
  readonly of: string;
  readonly period: (first: string, last: string, years: number) => string;
  readonly fits: string;
  readonly subsidies: string;
  readonly contributions: string;
  readonly otherIncome: string;
  readonly income: string;
  readonly staffCosts: string;
  readonly otherCosts: string;
  readonly costs: string;
  readonly result: string;
  readonly coverage: string;
  readonly inYear: (what: string, year: string) => string;
  readonly perStudent: string;
  readonly students: string;
  readonly costPerStudent: string;
  readonly incomePerStudent: string;
  readonly payTitle: string;
  readonly others: (count: number) => string;
  readonly payTotal: string;
  readonly ofWhichContributions: string;
  readonly pinchTitle: string;
  readonly pinches: Readonly<
    Record<'affordable' | 'supervisors' | 'capacity' | 'staff' | 'min-students', string>
  >;
  readonly requirements: string;
  readonly riskTitle: string;
  readonly lessSubsidy: string;
  readonly higherWages: string;
  readonly otherCostsHigher: string;
  /** what the engine found, on the sheet of that */
  readonly fewerStudents: string;
  readonly breakEvenTitle: string;
  readonly neededPerStudent: string;
  readonly presentPerStudent: string;
  readonly chart: string;
  readonly rounding: string;
  readonly variantsLeftOut: (names: readonly string[], sheet: string) => string;
  readonly partiesLeftOut: (count: number, sheet: string) => string;
}

export interface SensitivityTexts {
  readonly madeOf: string;
  readonly madeWith: string;
  readonly stateTitle: string;
  readonly current: string;
  readonly stale: string;
  readonly tornadoPurpose: string;
  readonly input: string;
  readonly value: string;
  readonly resultLower: string;
  readonly resultHigher: string;
  readonly lower: string;
  readonly higher: string;
  readonly swing: string;
  readonly more: (count: number) => string;
  readonly chart: string;
  readonly stressTitle: string;
  readonly stressPurpose: string;
  readonly students: string;
  readonly studentsAfter: string;
  readonly costsAfter: string;
  readonly incomeAfter: string;
  readonly resultAfter: string;
  readonly difference: string;
  readonly fixed: string;
  readonly fixedShare: string;
  readonly fixedMeans: string;
}

export interface SourcesTexts {
  readonly sheet: string;
  readonly total: string;
  readonly withSource: string;
  readonly assumed: string;
  readonly without: string;
  readonly place: string;
  readonly none: string;
}
