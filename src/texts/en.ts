import { canvasEn, conversationEn } from './canvas.en.ts';
import type { Texts } from './catalogue.ts';
import { damageEn } from './damage.en.ts';
import { differenceProblemsEn, differencesEn } from './differences.en.ts';
import { excelEn } from './excel.en.ts';
import { fundingEn } from './funding.en.ts';
import { importEn } from './import.en.ts';
import { inputsEn, workbookProblemsEn } from './inputs.en.ts';
import { judgementProblemsEn, judgementsEn } from './judgements.en.ts';
import { liveEn } from './live.en.ts';
import { ENGLISH, formatDecimal } from './numbers.ts';
import { paneEn } from './pane.en.ts';
import { questionsEn } from './questions.en.ts';
import { structuresEn } from './structures.en.ts';

const list = (items: readonly string[]): string => items.join(', ');
const place = ({ line, column }: { line: number; column: number }): string =>
  `line ${line}, column ${column}`;
const count = (value: number): string => formatDecimal(String(value), ENGLISH);
const many = (value: number, one: string, more = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : more}`;

const jsonTypes: Texts['jsonTypes'] = {
  object: 'an object ({…})',
  list: 'a list ([…])',
  text: 'text',
  number: 'a number',
  boolean: 'true or false',
  decimal: 'a number or a number as text',
  integer: 'a whole number',
  valueOrList: 'a value or a list',
};

const found: Readonly<Record<string, string>> = {
  object: 'an object',
  list: 'a list',
  text: 'text',
  number: 'a number',
  boolean: 'true or false',
  null: 'nothing (null)',
};

const limits: Texts['limits'] = {
  schools: 'schools',
  students: 'student entries',
  rules: 'norms and costs together',
  variants: 'variants',
  unitYears: 'units × years over all variants, norms and costs',
};

const because: Texts['because'] = {
  weightedNeedsStudentOrGroup: 'weighting is possible only with "per": "student" or "group"',
  groupSizeNeedsGroup: 'a group size belongs only with "per": "group"',
  overheadNeedsPerFte: 'an overhead belongs only with a rate per fte ("perFte")',
  ceilingPerPupilNeedsPupils: 'a ceiling per pupil also needs the number of pupils ("pupils")',
  payerNeedsContribution: 'only an own contribution ("source": "contribution") has a payer',
  notWithOfCost: 'funding as a part of the costs ("ofCost") does not look at students',
  notWithPayer: 'funding per calendar year cannot have a payer',
};

/** What an argument is called in the Dutch help, and here. */
const argumentNames: Readonly<Record<string, string>> = { VERWIJZING: 'REFERENCE' };

/** English, for who asks for it. Nouns of the field that have no English word stay Dutch. */
export const en: Texts = {
  language: 'en',
  separators: ENGLISH,
  jsonTypes,
  because,
  limits,
  inVariant: (variant) => `In variant ${variant}: `,
  inputs: inputsEn,
  pane: paneEn,
  structures: structuresEn,
  problems: {
    ...excelEn,
    ...differenceProblemsEn,
    ...judgementProblemsEn,
    ...workbookProblemsEn,
    ...damageEn,
    ...structuresEn.problems,
    missing: ({ key }) => `"${key}" is missing and is required.`,
    'unknown-key': ({ key }) => `"${key}" is not a known key in this place; check the spelling or remove it.`,
    'wrong-type': (values) =>
      `This is ${found[values.found] ?? values.found}; it should be ${jsonTypes[values.expected]}.`,
    'not-a-decimal': (values) =>
      `"${values.found}" is not a number; write it with a point and without spaces or an exponent, as in 1250.50.`,
    'too-many-digits': (values) =>
      `${values.found} has ${values.before} digits before the point, ${values.after} after it and ${values.significant} in all; 12, 10 and 15 are allowed.`,
    'too-many-decimals': (values) => `${values.found} has more than ${many(values.allowed, 'decimal')}.`,
    'not-an-integer': (values) =>
      `${values.found} is not a whole number; only a whole number is possible here.`,
    'too-small': (values) =>
      `${values.found} is too low; ${values.exclusive ? 'it must be higher than' : 'the minimum is'} ${values.minimum}.`,
    'too-large': (values) => `${values.found} is too high; the maximum is ${values.maximum}.`,
    'not-one-of': (values) => `"${values.found}" is not possible here; choose from: ${list(values.allowed)}.`,
    'bad-id': (values) =>
      `"${values.found}" is not a valid id; use 1 to 60 lower-case letters, digits and hyphens, with at least one letter and no hyphen in front.`,
    'bad-date': (values) => `"${values.found}" is not a date; write year-month-day, as in 2026-08-01.`,
    'bad-text': (values) =>
      `This text has a character (${values.character}) in position ${values.position} that a workbook cannot hold.`,
    'wrong-length': (values) =>
      `This list has ${many(values.found, 'value')}; given the years of the plan it needs ${values.expected.join(' or ')}.`,
    'empty-list': ({ key }) => `"${key}" is empty; there must be at least one variant.`,
    'unknown-id': (values) => `"${values.found}" is not in the list "${values.list}".`,
    'duplicate-id': (values) => `The id "${values.found}" already appears earlier in this list.`,
    'duplicate-staff': ({ role, party }) =>
      `The role "${role}" at "${party}" already has a row; there is one row per role and party.`,
    'duplicate-school': ({ school, network }) =>
      `School "${school}" already has a place, in network "${network}".`,
    'school-without-place': ({ school, variant }) =>
      `School "${school}" has students or starters, but no place in the layout of variant "${variant}".`,
    'two-leads': ({ network, first, second }) =>
      `Network "${network}" has two lead schools: "${first}" and "${second}"; a network has at most one.`,
    'institute-missing': ({ group }) =>
      `Students of group "${group}" belong to an institute; only starters may be without one.`,
    'shares-not-one': ({ sum }) => `The shares add up to ${sum}; they must add up to exactly 1.`,
    'region-share-with-region-first': () =>
      'The region already goes first ("regionFirst") and cannot have a share as well; remove this share.',
    'both-given': ({ first, second }) => `"${first}" and "${second}" are both given; choose one.`,
    'neither-given': ({ first, second }) =>
      `"${first}" and "${second}" are both missing; one of them is needed.`,
    'without-meaning': (values) => `"${values.key}" means nothing here: ${because[values.because]}.`,
    'steps-not-ascending': ({ previous, found: step }) =>
      `The step from ${step} follows a step from ${previous}; steps must go up.`,
    'min-above-max': ({ min, max }) => `The minimum (${min}) is above the maximum (${max}).`,
    'supervisor-at-institute': () =>
      'Werkplekbegeleiders cannot be counted per institute; choose another place or another way of counting.',
    'calendar-needs-lag': ({ lag }) =>
      `Funding per calendar year counts the students of an earlier school year: "lag" must be 1, 2 or 3, not ${lag}.`,
    'change-forbidden': ({ key }) => `"${key}" cannot be changed by a variant.`,
    'change-unknown-id': (values) =>
      `"${values.found}" is not in the list "${values.list}" and so cannot be removed from it.`,
    'change-other-id': ({ id, found: other }) =>
      `A change of "${id}" cannot give it another id ("${other}").`,
    'change-not-by-id': (values) =>
      `Changes in "${values.list}" are given by id: {"id": {…}}; a list or null is not possible here.`,
    limit: (values) =>
      `Too many ${limits[values.what]}: ${count(values.found)}; the maximum is ${count(values.maximum)}.`,
    'file-missing': ({ file }) => `The file ${file} does not exist.`,
    'file-unreadable': ({ file, reason }) => `The file ${file} cannot be read (${reason}).`,
    'file-too-large': ({ bytes, maximum }) =>
      `The file is ${many(bytes, 'byte')} long; the maximum is ${count(maximum)}.`,
    'file-empty': () => 'The file is empty.',
    'not-utf8': ({ at }) => `The file is not UTF-8: byte ${count(at)} is wrong. Save it as UTF-8.`,
    'not-json-file': (values) =>
      values.found === 'zip'
        ? 'This is a zip file (such as a workbook), not a plan file in JSON.'
        : 'The file is UTF-16; save it as UTF-8.',
    'json-syntax': (values) => `Not valid JSON at ${place(values)}, near: ${values.found}`,
    'json-end': (values) => `The file ends too early (${place(values)}); something is left open.`,
    'json-depth': (values) =>
      `At ${place(values)} the file is nested more than ${many(values.maximum, 'level')} deep.`,
    'json-duplicate-key': (values) => `"${values.key}" is given twice (${place(values)}).`,
    'json-forbidden-key': (values) => `"${values.key}" is not allowed as a key (${place(values)}).`,
    'json-number': (values) => `The number ${values.found} is too large (${place(values)}).`,
    'usage-no-command': () =>
      'Give a command: calculate, check, explain, compare, break-even, seek, sensitivity, simulate, batch, import, merge or export.',
    'usage-unknown-command': (values) =>
      `"${values.found}" is not a command; choose from: ${list(values.known)}.`,
    'usage-unknown-option': (values) => `The option "${values.found}" does not exist for this command.`,
    'usage-missing-argument': ({ name, command }) =>
      `The command ${command} needs ${argumentNames[name] ?? name}.`,
    'usage-too-many-arguments': (values) => `"${values.found}" is one argument too many.`,
    'usage-bad-value': ({ found, option, allowed }) =>
      `"${found}" is not a possible value of ${option}${allowed ? `; choose from: ${list(allowed)}` : ''}.`,
    'unknown-variant': (values) =>
      `Variant "${values.found}" is not in the plan; it has: ${list(values.known)}.`,
    'out-not-xlsx': ({ file }) => `${file}: the name of the workbook must end in .xlsx.`,
    'out-not-written': ({ file, reason }) => `${file} cannot be written (${reason}); nothing was changed.`,
    'out-beside': ({ file, beside }) => `${file} was not touched; the plan stands beside it, in ${beside}.`,
    'out-reference-shifts': ({ place: where, formula, text }) =>
      `${where} refers by ${text} to a cell that will hold something else (formula: =${formula}).`,
    'out-reference-gone': ({ place: where, formula, text }) =>
      `${where} refers by ${text} to something that will be gone (formula: =${formula}).`,
    'out-content-lost': ({ place: where }) =>
      `What stands at ${where} has no place in the new sheets and would be lost.`,
    'out-more': ({ count: more }) => `And ${count(more)} more places like these.`,
    'out-needs-force': () =>
      'Nothing has been written. Give --force to write all the same, or choose another name for the workbook.',
    'reference-unknown': ({ reference, failsAt }) =>
      `The reference ${reference} does not exist in the result; it goes wrong at "${failsAt}".`,
    'reference-no-figure': ({ reference, found: other }) =>
      `The reference ${reference} does not point to a figure or an assessment, but to ${other === 'object' ? 'a group of data' : `"${other}"`}.`,
    'reference-no-value': ({ reference }) =>
      `There is no value at ${reference}: it does not exist here (such as an amount per student without students).`,
    'input-unknown': ({ path }) =>
      `There is nothing at "${path}" in the plan; give a JSON Pointer such as "/norms/0/hours".`,
    'input-no-number': ({ path }) => `There is no number at "${path}" that can be sought.`,
    'distribution-impossible': ({ path }) =>
      `The distribution at "${path}" is impossible: lowest, most likely and highest ascend, and a deviation is not negative.`,
    'correlations-impossible': () => 'These correlations cannot occur together.',
    'trials-too-large': () => 'The amounts become too large to simulate.',
    'uncertain-shape': ({ file, place: where }) =>
      `The file ${file} does not fit "{uncertain: [{path, distribution}], correlations}"; the first difference is at "${where}".`,
    'year-unknown': (values) =>
      `"${values.found}" is not a year of the plan; there are: ${list(values.known)} (or 0 for the first).`,
    'scope-unknown': (values) =>
      `"${values.found}" is not possible with ${values.option}; there are: ${list(values.known)}.`,
  },
  rules: {
    'students-projected-total': {
      about: ['group'],
      unit: 'aantal',
      text: (group) =>
        `Projection of group ${group}: number in the first year × the trend, in whole students`,
    },
    'students-projected': {
      about: ['group'],
      unit: 'aantal',
      text: (group) => `Part of the projection of ${group}, divided by the numbers of the first year`,
    },
    'students-total': { about: [], unit: 'aantal', text: () => 'All students of the region' },
    'students-school': { about: ['school'], unit: 'aantal', text: (school) => `Students at ${school}` },
    'students-network': {
      about: ['network'],
      unit: 'aantal',
      text: (network) => `Students in network ${network}`,
    },
    'students-institute': {
      about: ['institute'],
      unit: 'aantal',
      text: (institute) => `Students of ${institute}`,
    },
    'students-group': {
      about: ['group'],
      unit: 'aantal',
      text: (group) => `Group ${group} in the first year`,
    },
    'count-students': { about: [], unit: 'aantal', text: () => 'Counted: students' },
    'count-weighted': {
      about: [],
      unit: 'aantal',
      text: () => 'Counted: students × the weight of their group',
    },
    'count-unit': { about: [], unit: 'aantal', text: () => 'Counted: one, because there are students' },
    'count-schools': { about: [], unit: 'aantal', text: () => 'Counted: schools with students' },
    'count-groups': {
      about: [],
      unit: 'aantal',
      text: () => 'Counted: groups (students ÷ group size, rounded up)',
    },
    'count-supervisors': { about: [], unit: 'aantal', text: () => 'Counted: werkplekbegeleiders' },
    'supervisors-needed': {
      about: ['school'],
      unit: 'aantal',
      text: (school) =>
        `Werkplekbegeleiders needed at ${school} (people to guide ÷ students per werkplekbegeleider, rounded up)`,
    },
    'wage-index': { about: [], unit: 'factor', text: () => 'Wage index since the first year' },
    'price-index': { about: [], unit: 'factor', text: () => 'Price index since the first year' },
    rate: { about: ['rate'], unit: 'euroPerUur', text: (rate) => `Hourly rate ${rate}` },
    'norm-hours': {
      about: ['norm', 'place', 'unit'],
      unit: 'uur',
      text: (norm, unit) => `Hours ${norm}, ${unit}: number × norm, within the bounds, × phasing`,
    },
    'norm-cost': {
      about: ['norm', 'place', 'unit'],
      unit: 'euro',
      text: (norm, unit) => `${norm}, ${unit}: hours × hourly rate`,
    },
    'cost-amount': {
      about: ['cost', 'place', 'unit'],
      unit: 'euro',
      text: (cost, unit) => `${cost}, ${unit}: number × amount, within the bounds, × phasing and price index`,
    },
    'share-hours': {
      about: ['norm', 'party'],
      unit: 'uur',
      text: (item, party) => `Hours ${item} borne by ${party}, in proportion to students`,
    },
    'share-amount': {
      about: ['item', 'party'],
      unit: 'euro',
      text: (item, party) => `Part of ${item} borne by ${party}, in proportion to students`,
    },
    'funding-counted': {
      about: ['funding', 'party'],
      unit: 'aantal',
      text: (item, party) => `Students that count for ${item}${party ? ` at ${party}` : ''}`,
    },
    'funding-grant': {
      about: ['funding'],
      unit: 'euro',
      text: (item) => `${item}: the amount of the calendar year`,
    },
    'funding-autumn': {
      about: ['funding'],
      unit: 'euro',
      text: (item) => `${item}, August–December: 5/12 of the first calendar year`,
    },
    'funding-spring': {
      about: ['funding'],
      unit: 'euro',
      text: (item) => `${item}, January–July: 7/12 of the second calendar year`,
    },
    'funding-amount': { about: ['funding'], unit: 'euro', text: (item) => `Funding ${item}` },
    'funding-payer': {
      about: ['funding', 'party'],
      unit: 'euro',
      text: (item, party) => `${item}: contribution of ${party}`,
    },
    pot: { about: [], unit: 'euro', text: () => 'Funding that is not earmarked' },
    earmarked: { about: ['level'], unit: 'euro', text: (level) => `Earmarked for ${level}` },
    'shared-pot': {
      about: [],
      unit: 'euro',
      text: () => 'What there is to divide, after the region has gone first',
    },
    'region-first': {
      about: [],
      unit: 'euro',
      text: () =>
        'First for the region: what it bears and does not receive as earmarked funding, as far as the money goes',
    },
    'level-share': {
      about: ['level'],
      unit: 'euro',
      text: (level) => `Share of ${level} by the agreed split (verdeelsleutel)`,
    },
    'level-amount': { about: ['level'], unit: 'euro', text: (level) => `Received by ${level}` },
    'level-per-student': {
      about: ['level'],
      unit: 'euro',
      text: (level) => `Budget per student for ${level}`,
    },
    'school-budget': {
      about: ['school'],
      unit: 'euro',
      text: (school) => `Budget of ${school}: part of the school level, in proportion to students`,
    },
    'network-budget': {
      about: ['network'],
      unit: 'euro',
      text: (network) => `Budget of network ${network}: part of the network level, in proportion to students`,
    },
    'network-budget-board': {
      about: ['network', 'board'],
      unit: 'euro',
      text: (network, board) =>
        `Part of the budget of network ${network} for ${board} (no lead school: in proportion to students)`,
    },
    'institute-budget': {
      about: ['institute'],
      unit: 'euro',
      text: (institute) => `Budget of ${institute}: part of the institute level, in proportion to students`,
    },
    'party-budget': { about: ['party'], unit: 'euro', text: (party) => `What ${party} receives` },
    'party-cost': { about: ['party'], unit: 'euro', text: (party) => `What ${party} bears` },
    'party-contribution': { about: ['party'], unit: 'euro', text: (party) => `Own contribution of ${party}` },
    'party-net': {
      about: ['party'],
      unit: 'euro',
      text: (party) => `Balance of ${party}: received − borne − own contribution`,
    },
    'party-status': {
      about: ['party'],
      unit: 'oordeel',
      text: (party) => `Can ${party} afford it? Balance at least 0, or the deficit within the ceiling`,
    },
    ceiling: {
      about: ['party'],
      unit: 'euro',
      text: (party) => `Ceiling of ${party}: the most it pays itself`,
    },
    'total-hours': { about: [], unit: 'uur', text: () => 'Hours of all lines together' },
    'total-fte': { about: [], unit: 'fte', text: () => 'Fte: hours ÷ annual hours of one fte (jaartaak)' },
    'total-cost': { about: [], unit: 'euro', text: () => 'Costs: all lines together' },
    'total-funding': { about: [], unit: 'euro', text: () => 'Income: all funding together' },
    'total-contributions': { about: [], unit: 'euro', text: () => 'Own contributions of all parties' },
    'total-result': { about: [], unit: 'euro', text: () => 'Result: income − costs' },
    'total-net': {
      about: [],
      unit: 'euro',
      text: () => 'Balance of all parties: result − own contributions',
    },
    coverage: { about: [], unit: 'verhouding', text: () => 'Coverage: income ÷ costs' },
    'cost-per-student': { about: [], unit: 'euro', text: () => 'Costs per student' },
    'funding-per-student': { about: [], unit: 'euro', text: () => 'Income per student' },
    'role-hours': { about: ['role'], unit: 'uur', text: (role) => `Hours ${role}` },
    'role-fte': {
      about: ['role'],
      unit: 'fte',
      text: (role) => `Fte ${role}: hours ÷ annual hours of one fte (jaartaak)`,
    },
    'role-cost': { about: ['role'], unit: 'euro', text: (role) => `Costs ${role}` },
    'staffing-hours': {
      about: ['place', 'unit', 'role'],
      unit: 'uur',
      text: (unit, role) => `Hours ${role} at ${unit}`,
    },
    'staffing-fte': {
      about: ['place', 'unit', 'role'],
      unit: 'fte',
      text: (unit, role) => `Fte ${role} at ${unit}: hours ÷ annual hours of one fte (jaartaak)`,
    },
    'staffing-persons': {
      about: ['place', 'unit', 'role'],
      unit: 'personen',
      text: (unit, role) =>
        `Persons ${role} at ${unit}: hours ÷ (most fte per person × annual hours of one fte), rounded up`,
    },
    'supervisor-shortage': {
      about: ['school'],
      unit: 'aantal',
      text: (school) => `Shortage of werkplekbegeleiders at ${school}: needed − available, at least 0`,
    },
    'placement-shortage': {
      about: ['school'],
      unit: 'aantal',
      text: (school) => `Shortage of training places at ${school}: students − places, at least 0`,
    },
    'network-schools': {
      about: ['network'],
      unit: 'aantal',
      text: (network) => `Schools with students in network ${network}`,
    },
    'network-hours': {
      about: ['network'],
      unit: 'uur',
      text: (network) => `Hours of network ${network} and its schools`,
    },
    'network-cost': {
      about: ['network'],
      unit: 'euro',
      text: (network) => `Costs of network ${network} and its schools`,
    },
    'staff-needed': {
      about: ['role', 'party'],
      unit: 'fte',
      text: (role, party) =>
        `Needed: fte ${role} at ${party}, hours it bears ÷ annual hours of one fte (jaartaak)`,
    },
    'staff-shortage': {
      about: ['role', 'party'],
      unit: 'fte',
      text: (role, party) => `Shortage of ${role} at ${party}: needed − available, at least 0`,
    },
    check: {
      about: ['check', 'subject'],
      unit: 'oordeel',
      text: (check, subject) => (subject ? `${check}: ${subject}` : (check ?? '')),
    },
    'calendar-cost': { about: ['year'], unit: 'euro', text: (year) => `Costs of calendar year ${year}` },
    'calendar-funding': { about: ['year'], unit: 'euro', text: (year) => `Income of calendar year ${year}` },
    'calendar-result': {
      about: ['year'],
      unit: 'euro',
      text: (year) => `Result of calendar year ${year}`,
    },
    'calendar-part': { about: [], unit: 'euro', text: () => 'August–December: 5/12 of the school year' },
    'calendar-rest': { about: [], unit: 'euro', text: () => 'January–July: the rest of the school year' },
  },
  operations: {
    input: 'given in the plan',
    constant: 'fixed number of the model',
    same: 'the same figure',
    sum: 'sum',
    minus: 'difference',
    times: 'product',
    round: 'rounded',
    quotient: 'division',
    ceilQuotient: 'division, rounded up',
    smallest: 'the smaller of the two',
    largest: 'the larger of the two',
    part: 'part of a division by largest remainder',
    apportion: 'to be divided, with the weights',
    step: 'value of the step that goes with the number',
    fromMinimum: 'only from the minimum number',
    test: 'comparison',
    fact: 'feature of the layout or the plan',
    all: 'all parts must hold',
  },
  relations: { '>=': 'at least', '<=': 'at most', '>': 'more than' },
  units: {
    uur: 'hours',
    euro: 'EUR',
    euroPerUur: 'EUR/hour',
    fte: 'fte',
    aantal: '',
    personen: 'persons',
    verhouding: '',
    factor: '',
    oordeel: '',
  },
  places: {
    school: 'school',
    network: 'network',
    board: 'board (bestuur)',
    institute: 'institute',
    region: 'region',
  },
  levels: {
    region: 'the region',
    network: 'the networks',
    school: 'the schools',
    institute: 'the institutes',
  },
  region: 'the region',
  checks: {
    'school-guided': 'Students are guided at every school that has them',
    'one-lead': 'Every network has one lead school',
    team: 'Every network has a complete opleidingsteam',
    'location-mix': 'Every network has schools of every location',
    'group-size': 'Groups have the required size',
    'workplace-share': 'Enough training at the workplace',
    'max-partners': 'Not too many partner schools per network',
    balanced: 'The income covers the costs',
    affordable: 'Every party can afford it',
    supervisors: 'Enough werkplekbegeleiders',
    capacity: 'Enough training places',
    staff: 'Enough staff',
    'min-students': 'Enough students for all funding',
  },
  fields: {
    counts: 'students',
    before: 'students, earlier school year',
    hours: 'hours per thing counted',
    amount: 'amount',
    share: 'share of the costs',
    from: 'step from',
    steps: 'steps',
    min: 'minimum',
    max: 'maximum',
    groupSize: 'group size',
    phase: 'phasing',
    weight: 'weight',
    workplaceShare: 'part at the workplace',
    perHour: 'per hour',
    perFte: 'per fte per year',
    overhead: 'overhead',
    maxFte: 'most fte per person',
    hoursPerFte: 'Annual hours of one fte (jaartaak)',
    wageIndex: 'Wage indexation',
    priceIndex: 'Price indexation',
    trend: 'trend',
    ceiling: 'ceiling',
    ceilingPerPupil: 'ceiling per pupil',
    pupils: 'pupils',
    supervisors: 'werkplekbegeleiders',
    capacity: 'training places',
    minStudents: 'minimum number of students',
    cap: 'highest amount',
    fte: 'fte available',
    studentsPerSupervisor: 'students per werkplekbegeleider',
    shares: 'Agreed split (verdeelsleutel)',
    requirements: 'requirement',
  },
  statuses: {
    covered: 'covered',
    'within-ceiling': 'within ceiling',
    deficit: 'deficit',
    pass: 'passes',
    fail: 'fails',
  },
  explanation: {
    source: 'source',
    assumption: 'assumption',
    noSource: 'no source given',
    status: 'status',
    validFrom: 'valid from',
    validTo: 'valid up to and including',
    rounded: (digits) =>
      digits === 0 ? 'rounded to whole numbers' : `rounded to ${many(digits, 'decimal')}`,
    input: 'input',
    yes: 'yes',
    no: 'no',
    more: (more) => `… and ${count(more)} more (show all with --full)`,
    seen: 'see above',
    deeper: 'worked out further with --full',
  },
  tables: {
    year: 'School year',
    students: 'Students',
    hours: 'Hours',
    fte: 'Fte',
    income: 'Income',
    cost: 'Costs',
    result: 'Result',
    contributions: 'Own contributions',
    net: 'Balance',
    coverage: 'Coverage',
    costPerStudent: 'Costs per student',
    fundingPerStudent: 'Income per student',
    party: 'Party',
    budget: 'Receives',
    borne: 'Bears',
    ceiling: 'Ceiling',
    status: 'Assessment',
    role: 'Role',
    persons: 'Persons',
    calendarYear: 'Calendar year',
    cumulative: 'Cumulative',
    total: 'Total',
    variant: 'Variant',
    checksFailed: 'Failed checks',
    allChecksPass: 'All checks pass in all years.',
    check: 'Check',
    subjects: 'Where',
    noValue: '–',
    perYearTitle: 'Income, costs and result per school year',
    perPartyTitle: 'Per party',
    perRoleTitle: 'Hours and costs per role',
    calendarTitle: 'Per calendar year (5/12 and 7/12)',
    checksTitle: 'Where are the bottlenecks?',
    compareTitle: 'Variants side by side',
    firstYear: 'first year',
    allYears: 'all years',
    amountsIn: 'amounts in euro',
    difference: 'Difference from the first variant',
  },
  commands: {
    help: `samenplan – calculates a financial plan for Samen Opleiden

Usage:
  samenplan calculate PLAN [--json] [--out FILE.xlsx] [--variant ID]     calculates the plan (--summary: in short)
  samenplan check PLAN [--json]                                          checks the plan
  samenplan explain PLAN REFERENCE [--json] [--full]                     explains one figure
  samenplan compare PLAN [--json]                                        puts the variants side by side, with the difference by driver
  samenplan compare PLAN --variants FROM,TO [--years 2026-2027,…] [--json]   explains the difference between two variants (or, with one variant, two years)
  samenplan compare PLAN OTHER [--variants VARIANT,…] [--years …] [--json]     explains the difference between two versions of a plan
  samenplan break-even PLAN --variant ID --year YEAR [--group ID] [--network ID] [--most N] [--json]   at how many students it breaks even
  samenplan seek PLAN --path POINTER --variant ID --year YEAR [--json]   how large a norm or how small an amount can be
  samenplan sensitivity PLAN --variant ID [--year YEAR] [--band PART] [--json]   which input matters most
  samenplan simulate PLAN [--seed N] [--trials N] [--variant ID] [--band PART] [--uncertain FILE.json] [--json]   how likely a shortfall is
  samenplan batch                                                        one plan per line in, one result per line out
  samenplan import [--schools LIST] [--pupils LIST] [--boards LIST] [--placements LIST] [--norms LIST] [--rates LIST] [--staff LIST] [--map FILE.json] [--province NAME] [--into PLAN] [--out PLAN] [--json]   reads lists (CSV or FILE.xlsx#Sheet)
  samenplan merge PLAN PLAN… [--out PLAN] [--json]                       joins plans to one region and shows what is no sum
  samenplan export PLAN [--as csv-nl|csv-int|json|plan] [--table TABLE] [--raw] [--variant ID] [--out FILE]   writes the result or the plan
  samenplan funding [PLAN] [--rule RULE] [--variant ID] [--board ID] [--group ID] [--suffix TEXT] [--out PLAN] [--json]   shows the funding rules, or puts one into the plan
  samenplan structures [--json]                                          shows the structures that are ready
  samenplan variant PLAN --structure STRUCTURE [--addon ADDITION] [--choice CHOICE=OPTION] [--id ID] [--name NAME] [--like VARIANT] [--keep-networks] [--out FILE] [--force] [--json]   puts a structure on the region as a new variant

PLAN is a plan file (JSON, samenplan/1), or a folder with plan.json in it. REFERENCE is a JSON Pointer into the result,
such as /variants/0/years/0/totals/coverage. Text is in Dutch; with --lang en it is in English.
`,
    planInOrder: (name, counts) =>
      `${name}: the plan is in order (${[
        many(counts.schools, 'school'),
        many(counts.boards, 'board'),
        many(counts.institutes, 'institute'),
        many(counts.variants, 'variant'),
        many(counts.years, 'year'),
      ].join(', ')}).`,
    fingerprint: (short, full) => `Fingerprint ${short} (SHA-256 ${full}).`,
    cannot: 'That is not possible:',
    figureOf: (variant, year) => (year === '' ? `Variant ${variant}` : `Variant ${variant}, ${year}`),
    refused: (problems) => `The plan was refused because of ${many(problems, 'error')}:`,
    written: (file) => `Written: ${file}`,
    calculating: (variant) => `Calculating variant ${variant} …`,
    internal: (message) => `Something went wrong in samenplan itself: ${message}`,
  },
  differences: differencesEn,
  canvas: canvasEn,
  conversation: conversationEn,
  log: {
    sheet: 'Log',
    purpose:
      'Every time the workbook was written: when, from which plan and with what. The newest line is at the bottom.',
    inputTitle: 'The input as it was when the workbook was written',
    inputPurpose:
      'What formulas cannot make belongs to this input. Where the input differs now, it is out of date: calculate again.',
    changedTotal: 'Changed input cells',
    withFormulas: 'workbook of formulas',
    headings: {
      moment: 'Time in the Netherlands',
      short: 'Fingerprint',
      fingerprint: 'Fingerprint in full (SHA-256)',
      version: 'Version of Samenplan',
      written: 'Written',
      variants: 'Variants',
      table: 'Input table',
      rows: 'Rows then',
      columns: 'Columns then',
      rowsNow: 'Rows now',
      columnsNow: 'Columns now',
      changed: 'Changed cells',
    },
  },
  judgements: judgementsEn,
  imports: importEn,
  funding: fundingEn,
  questions: questionsEn,
  live: liveEn,
  workbook: {
    school: 'School',
    kind: 'Kind',
    network: 'Network',
    version: 'Version',
    concept: 'draft',
    final: 'adopted',
    fingerprint: 'fingerprint',
  },
};
