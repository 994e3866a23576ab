import type { Offer, Target } from '../import/index.ts';
import type { MergeReason } from '../merge/index.ts';
import type { ImportHeading, ImportTexts, MergeText } from './import.ts';
import { ENGLISH, formatDecimal } from './numbers.ts';

const list = (items: readonly (string | number)[]): string => items.join(', ');
const count = (value: number): string => formatDecimal(String(value), ENGLISH);
const many = (value: number, one: string, more = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : more}`;
const quoted = (text: string | null): string => (text === null ? 'What stands here' : `"${text}"`);
const offered = (offers: readonly Offer[]): string =>
  offers.map(({ key, name }) => `${name} (${key})`).join('; ');
const columns = (numbers: readonly number[]): string =>
  numbers.length === 1 ? `column ${list(numbers)}` : `columns ${list(numbers)}`;

const FIELDS: Readonly<Record<string, string>> = {
  boardCode: 'board number',
  boardName: 'name of the board',
  brin: 'institution code (BRIN)',
  code: 'vestigingscode',
  supervisors: 'mentors',
  capacity: 'placement capacity',
  pupils: 'number of pupils',
  group: 'target group',
  counts: 'number of students',
  year: 'school year',
  at: 'where it is counted',
  groupSize: 'group size',
  perHour: 'per hour',
  perFte: 'per fte',
  structure: 'education structure',
  startYear: 'first school year',
  years: 'number of years',
  hoursPerFte: 'hours per fte',
  before: 'earlier years',
};
const field = (name: string): string => (Object.hasOwn(FIELDS, name) ? (FIELDS[name] as string) : name);

const INPUTS = {
  schools: 'schools',
  pupils: 'pupils',
  boards: 'boards',
  placements: 'placements',
  norms: 'norms',
  rates: 'rates',
  staff: 'staff',
} as const;

const TARGETS: Readonly<Record<Target, readonly [one: string, mapping: string]>> = {
  school: ['school', 'schools'],
  institute: ['institute', 'institutes'],
  group: ['target group', 'groups'],
  board: ['board', 'boards'],
  role: ['role', 'roles'],
  rate: ['rate', 'rates'],
  party: ['party', 'boards'],
};
const settle = (target: Target): string =>
  `Settle it in the file given with --map, under "match", "${TARGETS[target][1]}"`;

const SEPARATORS: Readonly<Record<string, string>> = {
  ';': 'semicolon',
  ',': 'comma',
  '\t': 'tab',
  '|': 'bar',
};
const ENCODINGS: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8',
  'windows-1252': 'Windows-1252',
  'utf-16': 'UTF-16',
};
const KINDS: Readonly<Record<string, string>> = {
  zip: 'a zip file or workbook',
  xls: 'an old Excel workbook (.xls)',
  pdf: 'a pdf',
  gzip: 'a compressed file (gzip)',
  html: 'a web page',
};

const TITLES = {
  schools: 'List of schools',
  pupils: 'List of pupils',
  boards: 'List of boards',
  placements: 'Placement list',
  norms: 'List of norms',
  rates: 'List of rates',
  staff: 'Staff list',
} as const;
const DUO: Readonly<Record<string, string>> = {
  schools: 'DUO, alle vestigingen',
  pupils: 'DUO, leerlingen per vestiging en bestuur',
  boards: 'DUO, bevoegde gezagen',
};

const LISTS = {
  boards: 'Boards',
  institutes: 'Institutes',
  schools: 'Schools',
  groups: 'Target groups',
  students: 'Students',
  roles: 'Roles',
  rates: 'Rates',
  norms: 'Norms',
  staff: 'Staff',
  variants: 'Variants',
  layout: 'Layout',
  plan: 'The plan',
} as const;

const HEADINGS: Readonly<Record<ImportHeading, string>> = {
  refused: 'Nothing was imported. This has to be solved first:',
  remarks: 'Please note:',
  changes: 'This changes:',
  nothing: 'Nothing changes.',
  'not-written': 'Nothing was written: with --out PLAN all of it is accepted.',
};

const REASONS: Readonly<Record<MergeReason, string>> = {
  steps: 'steps over the whole are no sum of steps',
  'base-amount': 'a fixed amount counts once for the region',
  'of-cost': 'a part of all costs of the region',
  threshold: 'a minimum or cap now holds for the whole',
  bounds: 'a minimum or maximum now holds for the whole',
  'per-region': 'a rule per region now holds once',
  'per-unit': 'a shared board, institute or network now counts once',
  'per-group': 'groups are now formed over the whole',
  projected: 'the projection is now rounded and divided over the whole',
  split: 'the split now works on the whole pot',
  'region-first': 'the region goes first out of the whole pot',
  ceiling: 'what the parts have left and their ceilings come together',
  rounding: 'rounding on one line',
  follows: 'follows from another difference',
};

const MERGE: Readonly<Record<MergeText, string>> = {
  totals: 'Totals: the parts together and the region as a whole',
  differences: 'What is no sum',
  figure: 'Figure',
  sum: 'Sum of the parts',
  merged: 'Merged',
  difference: 'Difference',
  reason: 'Why',
  'not-written': 'Nothing was written: with --out PLAN the merged plan goes to a file.',
};

/** `costPerStudent` as `Cost per student`. */
function column(key: string): string {
  const words = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** English, for who asks for it. */
export const importEn: ImportTexts = {
  problems: {
    'import-nothing': () =>
      'Give at least one list: --schools, --pupils, --placements, --norms, --rates or --staff.',
    'input-empty': () => 'The file is empty.',
    'input-too-large': ({ maximum }) => `The file is larger than ${count(maximum)} bytes.`,
    'input-not-text': ({ found }) =>
      `This is ${KINDS[found] ?? found}, not a CSV file.${found === 'zip' ? ' The name of a workbook ends in .xlsx.' : ''}`,
    'input-nul': () => 'There is a NUL character here; this is no (whole) text file.',
    'input-control': ({ character }) =>
      `This cell has a character (${character}) that no plan or workbook can hold.`,
    'encoding-mixed': ({ first }) =>
      `Up to here the file is ${ENCODINGS[first] ?? first}, but this character is not. Save the file again as CSV UTF-8.`,
    'encoding-unknown-byte': ({ byte }) =>
      `Byte ${byte} is no character in Windows-1252, and the file is not UTF-8 either. Save it again as CSV UTF-8.`,
    'separator-doubtful': ({ first, second }) =>
      `The separator can be a ${SEPARATORS[first] ?? first} or a ${SEPARATORS[second] ?? second}. Say which in the file given with --map, with "separator".`,
    'quote-open': () => 'The quote that opens here is never closed.',
    'quote-stray': () =>
      'There is a quote in the middle of a cell. A cell with quotes begins and ends with one, and those inside are doubled.',
    'quote-text-after': () => 'There is text after the closing quote, where a separator should follow.',
    'line-too-long': ({ maximum }) => `This line is longer than ${count(maximum)} characters.`,
    'too-many-columns': ({ maximum }) => `This line has more than ${count(maximum)} columns.`,
    'too-many-rows': ({ maximum }) => `The list has more than ${count(maximum)} rows.`,
    'row-width': ({ found, expected }) =>
      `This line has ${many(found, 'column')} and the heading line ${count(expected)}.`,
    'csv-unreadable': () => 'This line cannot be read in one way only.',
    'sheet-unknown': (values) =>
      `"${values.found}" is no sheet, table or name of this workbook; there are: ${list(values.known)}.`,
    'sheet-which': ({ known }) =>
      `Say after the name of the file where the list is, as in FILE.xlsx#Sheet1; there are: ${list(known)}.`,
    'book-unreadable': ({ reason }) => `The workbook cannot be read (${reason}).`,
    'sheet-cell-error': (values) => `There is an error in this cell (${values.found}).`,
    'sheet-formula-empty': () => 'This formula has no result yet; open the workbook in Excel and save it.',
    'list-without-rows': () => 'There is no row below the headings.',
    'heading-missing': ({ input, fields }) =>
      `The list of ${INPUTS[input]} has no column for ${fields.map(field).join(' or ')}. Point it out in the file given with --map, with "${input}", "columns".`,
    'heading-twice': (values) =>
      `More than one column can be "${field(values.field)}": ${columns(values.columns)}. Point one out in the file given with --map.`,
    'map-invalid': ({ reason }) => `In the file given with --map, ${reason} is not right.`,
    'map-unknown-column': (values) =>
      `The file given with --map names for "${values.field}" a column that is not there, or a field that this list does not know: ${values.found}.`,
    'map-unused': (values) =>
      `The file given with --map names ${values.found}, which is in none of the lists.`,
    'value-missing': (values) => `"${field(values.field)}" is missing here.`,
    'number-invalid': (values) => `${quoted(values.found)} is no number (${field(values.field)}).`,
    'number-both-ways': ({ input, heading, column, found, nl, en }) =>
      `"${found}" can be ${formatDecimal(nl, ENGLISH)} (Dutch: a point for thousands, a comma for decimals) or ${formatDecimal(en, ENGLISH)} (English), and the rest of the column does not settle it. Say it in the file given with --map: {"${input}": {"numbers": {"${heading ?? column}": "nl"}}}, or "en".`,
    'number-mixed': ({ column, dutch, english }) =>
      `Column ${column} has numbers that can only be Dutch ("${dutch}") and numbers that can only be English ("${english}").`,
    'number-not-whole': (values) => `${values.found} is not a whole number (${field(values.field)}).`,
    'number-negative': (values) => `${values.found} is below 0 (${field(values.field)}).`,
    'count-too-large': ({ maximum }) =>
      `This is a number of more than ${count(maximum)} students. Is this the column of numbers? Point it out in the file given with --map, with "placements", "columns".`,
    'number-too-long': (values) =>
      `${values.found} has too many digits (${field(values.field)}); at most 12 before the point, 10 after it and 15 in all.`,
    'share-doubtful': (values) =>
      `${values.found} is more than 1 (${field(values.field)}). Write a percentage with a sign, as in 18%, or as a part, as in 0.18.`,
    'code-invalid': (values) =>
      `${quoted(values.found)} is no valid ${field(values.field)}; a vestigingscode is like 00DI06, with its leading zeros.`,
    'choice-invalid': (values) =>
      `"${values.found}" is not possible for ${field(values.field)}; choose from: ${list(values.allowed)}.`,
    'row-twice': (values) =>
      `${quoted(values.found)} (${field(values.field)}) was on line ${values.line} already.`,
    'province-unknown': (values) =>
      `There is no province "${values.found}"; there are: ${list(values.known)}.`,
    'match-close': (values) =>
      `${quoted(values.found)} is no known ${TARGETS[values.target][0]}. It looks like: ${offered(values.offers)}. ${settle(values.target)}.`,
    'match-several': (values) =>
      `${quoted(values.found)} can be more than one ${TARGETS[values.target][0]}: ${offered(values.offers)}. ${settle(values.target)}.`,
    'match-none': (values) =>
      `${quoted(values.found)} is no known ${TARGETS[values.target][0]}. ${settle(values.target)} (null leaves its rows out).`,
    'too-many-values': ({ target, maximum }) =>
      `More than ${count(maximum)} new values for ${TARGETS[target][0]}; point out the right column in the file given with --map.`,
    'year-invalid': (values) => `${quoted(values.found)} is no school year; write it as 2026-2027.`,
    'years-mixed': () =>
      'The lists of this institute do not name the same school years, so their numbers cannot be added up. Give the same years in each list, or each year in a list of its own.',
    'years-missing': ({ years, input }) =>
      `The list of ${INPUTS[input]} does not have all years of the plan: ${list(years)} ${years.length === 1 ? 'is' : 'are'} missing. Give all years, or only the first.`,
    'role-incomplete': ({ role, fields }) =>
      `"${role}" is not a role of the plan yet; for a new role also give: ${fields.map(field).join(', ')}.`,
    'rate-doubled': ({ name }) => `Rate "${name}" has an amount per hour and one per fte; choose one.`,
  },
  remarks: {
    'list-read': ({ input, rows, duo, perStudent, columns: known }) =>
      `${many(rows, 'row')} of ${INPUTS[input]} read${duo ? ', as DUO lays them out' : ''}${perStudent ? '; each row counts as one student' : ''}. Columns: ${known.map((each) => `${each.column} ${field(each.field)}`).join(', ')}.`,
    'columns-ignored': ({ columns: numbers }) => `Not used: ${columns(numbers)}.`,
    'personal-columns': ({ columns: numbers }) =>
      `Personal data (${columns(numbers)}) was passed over; it is kept nowhere.`,
    'heading-line': ({ line }) => `The headings are on line ${line}; what stands above them was passed over.`,
    'no-count': ({ school }) => `${school}: no number of pupils was found.`,
    'count-suppressed': ({ school, found }) =>
      `${school}: the number of pupils is ${found === '' ? 'empty' : `held back (${found})`} and so unknown.`,
    'pupils-not-placed': ({ school }) => `${school} has pupils but is not among the schools.`,
    'pupils-elsewhere': ({ board, provinces }) =>
      `${board} also has schools in ${list(provinces)}; the plan counts only the pupils of its own schools.`,
    'pupils-differ-board': ({ school, first, second }) =>
      `${school} belongs to board ${first}, but in the list of pupils to ${second}.`,
    'board-name-assumed': ({ board }) =>
      `The name of board ${board} is not in the lists; its number stands there as an assumption. Give the names with --boards.`,
    'school-kept': ({ school }) =>
      `${school} has no vestigingscode and is not in the list; the school stays.`,
    'schools-gone': ({ schools, entries }) =>
      `${many(schools, 'school')} no longer in the list ${schools === 1 ? 'goes' : 'go'} out of the plan, with ${many(entries, 'placement')}. Is that right, and is this a list of all schools?`,
    'school-elsewhere': ({ school }) =>
      `${school} is in the list outside the chosen province; the school stays.`,
    'matched-by-name': ({ target, name }) => `Found by name (${TARGETS[target][0]}): ${name}.`,
    'left-out': ({ target, rows }) =>
      `${many(rows, 'row was', 'rows were')} left out, as --map says (${TARGETS[target][0]}).`,
    'variant-made': () =>
      'The plan got one variant, with all schools in one network; divide the schools further yourself.',
    'plan-made': ({ startYear, years, hoursPerFte }) =>
      `A new plan from ${startYear}-${startYear + 1}, ${many(years, 'year')}, ${formatDecimal(hoursPerFte, ENGLISH)} hours per fte.`,
    'place-made': ({ school, variants }) =>
      `${school} has students and had no place in ${list(variants)}; it stands there under "nog-in-te-delen".`,
    'years-projected': ({ entries }) =>
      `${many(entries, 'placement')} had a number for each year in the plan; the list gives only the first, and later years become a projection.`,
    'year-outside': ({ year }) => `${year} is outside the plan and was not used.`,
    'rows-joined': ({ rows }) =>
      `${many(rows, 'combination')} of school, institute and target group ${rows === 1 ? 'comes' : 'come'} more than once, first here; the numbers were added up.`,
    'not-in-list': ({ input, name }) => `${name} is not in the list of ${INPUTS[input]} and stays as it is.`,
  },
  field,
  input: (input) => INPUTS[input],
  list: (name) => LISTS[name],
  plan: () => ({
    planName: (region) => `Plan of ${region}`,
    region: 'New region',
    variantName: 'Basic',
    madeVariant: 'Made by the import: all schools in one network, without a lead.',
    hoursNote: '1659 hours per fte is the standard year of secondary education; assumed by the import.',
    boardByNumber: (number) => `Board ${number}`,
    boardNameNote: 'The name is not in the lists of DUO; the number was taken for a name.',
    toPlace: 'Placed by the import; still to be given its network.',
    pupilsNote: 'Pupils: only of the schools in this plan.',
    schoolPupils: (number) => `Pupils: ${number}`,
    pupilsPartly: (codes) => `Without the schools whose number is unknown: ${list(codes)}.`,
    title: (input, duo) => (duo ? (DUO[input] ?? TITLES[input]) : TITLES[input]),
  }),
  heading: (text) => HEADINGS[text],
  reading: (file, percent) => `${file} is being read${percent === undefined ? ' …' : `: ${percent}%`}`,
  changed: (kind, number) => `${count(number)} ${kind}`,
  changedTo: (name, from, to) => `${field(name)} from ${from} to ${to}`,
  more: (number) => `… and ${count(number)} more (all with --json)`,
  mergeProblems: {
    'merge-too-few': () => 'Give at least two plans.',
    'merge-differs': ({ key, values }) =>
      `"${key}" holds for a whole plan and is not the same in all plans: ${values.join(' / ')}. Make it the same first.`,
    'merge-no-variant': ({ known }) =>
      `No variant is in all plans; there are: ${known.join(' / ')}. Variants belong together by their id.`,
  },
  mergeNote: (note) => {
    switch (note.code) {
      case 'variant-left':
        return `Variant "${note.variant}" of plan ${note.part + 1} is not in all plans and was left out.`;
      case 'split-left':
        return `The splits differ${note.variant === null ? '' : ` in variant "${note.variant}"`}; the merged plan has none yet, and the pot goes to the region.`;
      case 'ceiling-added':
        return 'The ceilings of the region were added up; a part without one counts for 0.';
      case 'requirements-joined':
        return `The requirements of variant "${note.variant}" differ per part; all of them now hold for the whole region.`;
      case 'school-twice':
        return `${note.school} is in plans ${list(note.parts.map((part) => String(part + 1)))}, and the school and its students count each time.`;
      case 'rule-limited':
        return `"${note.item}" holds only for the boards of plan ${note.part + 1}.`;
      case 'rule-shared':
        return `"${note.item}" is the same in all plans and now holds once, for the whole region.`;
    }
  },
  mergeReason: (reason) => REASONS[reason],
  merge: (text) => MERGE[text],
  merged: (parts, schools, renamed) =>
    `${many(parts, 'plan')} merged: ${many(schools, 'school')}; ${many(renamed, 'id was', 'ids were')} changed because they clashed.`,
  figure: (kind, key, of) => {
    if (kind === 'status') return `verdict on ${of}`;
    return of === '' ? column(key) : `${column(key)} – ${of}`;
  },
  sums: (sums, differences) =>
    `${many(sums, 'figure is', 'figures are')} exactly the sum of the parts, ${count(differences)} not.`,
  column,
};
