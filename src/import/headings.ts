import { fold } from './matching.ts';
import type { NumberKind } from './numbers.ts';
import type { Input } from './problems.ts';

/** The headings that are known, in Dutch and English, DUO's own of both generations among them. */

export interface FieldSpec {
  readonly names: readonly string[];
  /** taken where none of `names` is there */
  readonly otherwise?: readonly string[];
  /** what the column holds, where that is numbers */
  readonly number?: NumberKind;
}

type Fields = Readonly<Record<string, FieldSpec>>;

const SOURCE: Fields = {
  source: { names: ['bron', 'source'] },
  status: { names: ['status'] },
  note: { names: ['toelichting', 'opmerking', 'note', 'notes'] },
};

const SCHOOL_CODE: FieldSpec = {
  names: [
    'vestigingscode',
    'vestigingsnummer',
    'brin vestiging',
    'brinvest',
    'brin6',
    'branch code',
    'location code',
  ],
};
const BRIN: FieldSpec = {
  names: ['instellingscode', 'brin nummer', 'brin', 'brinnummer', 'brin4', 'brin code'],
};
const BOARD_CODE: FieldSpec = {
  names: [
    'bevoegd gezag nummer',
    'bevoegd gezagnummer',
    'bestuursnummer',
    'bestuur nummer',
    'board number',
    'board code',
  ],
};
const BOARD_NAME: FieldSpec = {
  names: [
    'bevoegd gezag naam',
    'bevoegd gezag',
    'bestuur',
    'bestuursnaam',
    'schoolbestuur',
    'board',
    'board name',
  ],
};
const PROVINCE: FieldSpec = { names: ['provincie', 'province'] };
const PLACE: FieldSpec = { names: ['plaatsnaam', 'plaats', 'vestigingsplaats', 'place', 'town', 'city'] };

export const FIELDS = {
  schools: {
    province: PROVINCE,
    boardCode: BOARD_CODE,
    boardName: BOARD_NAME,
    brin: BRIN,
    code: SCHOOL_CODE,
    name: {
      names: [
        'vestigingsnaam',
        'naam vestiging',
        'instellingsnaam vestiging',
        'school',
        'schoolnaam',
        'naam school',
      ],
      otherwise: ['instellingsnaam', 'naam', 'name', 'school name', 'location name'],
    },
    place: PLACE,
    sector: { names: ['sector', 'onderwijssector'] },
    location: { names: ['ligging', 'stad of platteland', 'location', 'setting'] },
    supervisors: {
      names: ['werkplekbegeleiders', 'aantal werkplekbegeleiders', 'supervisors', 'mentors'],
      number: 'count',
    },
    capacity: {
      names: ['opleidingsplaatsen', 'plaatsen', 'capaciteit', 'aantal plaatsen', 'capacity', 'placements'],
      number: 'count',
    },
    x: { names: ['x', 'x km'], number: 'signed' },
    y: { names: ['y', 'y km'], number: 'signed' },
    structure: { names: ['onderwijsstructuur'] },
  },
  pupils: {
    province: PROVINCE,
    boardCode: BOARD_CODE,
    brin: BRIN,
    code: SCHOOL_CODE,
    name: {
      names: ['instellingsnaam vestiging', 'vestigingsnaam', 'naam vestiging', 'school', 'schoolnaam'],
      otherwise: ['instellingsnaam', 'naam', 'name'],
    },
    place: PLACE,
    pupils: {
      names: ['aantal leerlingen', 'leerlingen', 'pupils', 'number of pupils'],
      otherwise: ['totaal aantal leerlingen', 'totaal leerlingen', 'total pupils'],
      number: 'count',
    },
  },
  boards: { boardCode: BOARD_CODE, boardName: BOARD_NAME, place: PLACE },
  placements: {
    code: SCHOOL_CODE,
    brin: BRIN,
    school: {
      names: [
        'school',
        'schoolnaam',
        'stageschool',
        'naam school',
        'vestiging',
        'vestigingsnaam',
        'school name',
      ],
      otherwise: ['opleidingsschool', 'placement school', 'leerwerkplek'],
    },
    institute: {
      names: [
        'instituut',
        'lerarenopleiding',
        'hogeschool',
        'opleidingsinstituut',
        'institute',
        'university',
      ],
      otherwise: ['opleider', 'instelling'],
    },
    group: {
      names: ['doelgroep', 'groep', 'target group', 'group', 'student group'],
      otherwise: ['soort student', 'categorie', 'opleidingsvariant', 'vorm', 'category'],
    },
    count: {
      names: ['aantal', 'aantal studenten', 'studenten', 'count', 'students', 'number of students', 'number'],
      number: 'count',
    },
    year: { names: ['schooljaar', 'studiejaar', 'jaar', 'school year', 'year', 'academic year'] },
  },
  norms: {
    id: { names: ['id'] },
    name: { names: ['norm', 'naam', 'omschrijving', 'name', 'description'] },
    role: { names: ['rol', 'role'] },
    at: { names: ['waar', 'niveau telling', 'plaats', 'at', 'counted at'] },
    per: { names: ['per', 'eenheid', 'unit'] },
    hours: { names: ['uren', 'uur', 'aantal uren', 'hours'], number: 'decimal' },
    groupSize: { names: ['groepsgrootte', 'group size'], number: 'decimal' },
    min: { names: ['minimum', 'min'], number: 'decimal' },
    max: { names: ['maximum', 'max'], number: 'decimal' },
    group: { names: ['doelgroep', 'doelgroepen', 'group', 'groups', 'target group'] },
    level: { names: ['niveau', 'level'] },
    employer: { names: ['werkgever', 'employer'] },
    rate: { names: ['tarief', 'rate'] },
    ...SOURCE,
  },
  rates: {
    id: { names: ['id'] },
    name: { names: ['tarief', 'naam', 'functie', 'name', 'rate'] },
    perHour: {
      names: ['per uur', 'uurtarief', 'bedrag per uur', 'per hour', 'hourly rate'],
      number: 'decimal',
    },
    perFte: {
      names: ['per fte', 'gpl', 'bedrag per fte', 'per fte per jaar', 'per fte per year'],
      number: 'decimal',
    },
    overhead: { names: ['opslag', 'overhead'], number: 'share' },
    ...SOURCE,
  },
  staff: {
    role: { names: ['rol', 'role'] },
    party: {
      names: ['partij', 'bestuur', 'bestuur of instituut', 'werkgever', 'party', 'employer', 'board'],
    },
    fte: {
      names: ['fte', 'formatie', 'beschikbaar', 'beschikbare fte', 'available', 'available fte'],
      number: 'decimal',
    },
    ...SOURCE,
  },
} as const satisfies Readonly<Record<Input, Fields>>;

/** Columns about a person: they are passed over, and that they were there is told. */
const PERSONAL = [
  ...[
    'naam',
    'voornaam',
    'achternaam',
    'tussenvoegsel',
    'voorletters',
    'roepnaam',
    'student',
    'naam student',
  ],
  ...[
    'studentnaam',
    'studentnummer',
    'nummer',
    'relatienummer',
    'bsn',
    'onderwijsnummer',
    'geboortedatum',
    'geslacht',
  ],
  ...[
    'e mail',
    'email',
    'e mailadres',
    'mail',
    'telefoon',
    'telefoonnummer',
    'mobiel',
    'adres',
    'straat',
    'postcode',
  ],
  ...[
    'woonplaats',
    'pcn',
    'name',
    'first name',
    'last name',
    'surname',
    'student name',
    'student number',
    'student id',
  ],
  ...[
    'date of birth',
    'birth date',
    'gender',
    'phone',
    'address',
    'contactpersoon',
    'begeleider',
    'coach',
    'achternaam student',
  ],
];
const personal = new Set(PERSONAL);
export const isPersonal = (heading: string): boolean => personal.has(fold(heading));

/** Either all of these, or one of them, must be there. */
export const REQUIRED: Readonly<Record<Input, readonly (readonly string[])[]>> = {
  schools: [['code', 'name'], ['name']],
  pupils: [['code', 'brin'], ['pupils']],
  boards: [['boardCode'], ['boardName']],
  placements: [['code', 'brin', 'school'], ['group']],
  norms: [['name'], ['role'], ['at'], ['per'], ['hours']],
  rates: [['name'], ['perHour', 'perFte']],
  staff: [['role'], ['party']],
};

const known = new Map<Input, ReadonlyMap<string, { field: string; second: boolean }>>();

/** Folded heading to field, for one kind of list. */
function dictionary(input: Input): ReadonlyMap<string, { field: string; second: boolean }> {
  let words = known.get(input);
  if (!words) {
    const made = new Map<string, { field: string; second: boolean }>();
    for (const [field, spec] of Object.entries(FIELDS[input] as Fields)) {
      for (const name of spec.names) made.set(fold(name), { field, second: false });
      for (const name of spec.otherwise ?? []) made.set(fold(name), { field, second: true });
    }
    words = made;
    known.set(input, words);
  }
  return words;
}

export const specOf = (input: Input, field: string): FieldSpec | undefined =>
  Object.hasOwn(FIELDS[input], field) ? (FIELDS[input] as Fields)[field] : undefined;

/** The first year of a school year as a heading or a cell says it: `2026-2027`, `26/27`, `schooljaar 2026`. */
export function yearOf(text: string): number | undefined {
  const folded = fold(text).replace(
    /^(?:schooljaar|studiejaar|jaar|aantal|studenten|school year|year|fte|count) (?=\d)/,
    '',
  );
  const [, first = '', second] = /^(\d{4}|\d{2})(?: (\d{4}|\d{2}))?$/.exec(folded) ?? [];
  if (first === '' || (first.length === 2 && second === undefined)) return undefined;
  const year = first.length === 2 ? 2000 + Number(first) : Number(first);
  if (year < 1990 || year > 2100) return undefined;
  return second === undefined || Number(second) % 100 === (year + 1) % 100 ? year : undefined;
}

export interface Recognised {
  /** field to column, from 0 */
  readonly columns: ReadonlyMap<string, number>;
  readonly years: readonly { readonly year: number; readonly column: number }[];
  readonly twice: readonly { readonly field: string; readonly columns: readonly number[] }[];
  readonly personal: readonly number[];
  readonly ignored: readonly number[];
  /** fields that have to be there and aren't; of each, the ways to say it */
  readonly missing: readonly (readonly string[])[];
}

/**
 * Which column is which.
 * @param given columns that the user named, which come before what would be recognised
 */
export function recognise(
  input: Input,
  headings: readonly string[],
  given: ReadonlyMap<string, number> = new Map(),
): Recognised {
  const words = dictionary(input);
  const taken = new Set(given.values());
  const found = new Map<string, { first: number[]; second: number[] }>();
  const years: { year: number; column: number }[] = [];
  const ignored: number[] = [];
  const aboutPersons: number[] = [];
  for (const [column, heading] of headings.entries()) {
    if (taken.has(column) || heading.trim() === '') continue;
    const folded = fold(heading);
    const word = words.get(folded);
    const year = input === 'placements' || input === 'staff' ? yearOf(heading) : undefined;
    if (input === 'placements' && personal.has(folded) && !word) aboutPersons.push(column);
    else if (year !== undefined) years.push({ year, column });
    else if (!word || given.has(word.field)) ignored.push(column);
    else {
      const places = found.get(word.field) ?? { first: [], second: [] };
      (word.second ? places.second : places.first).push(column);
      found.set(word.field, places);
    }
  }
  const columns = new Map(given);
  const twice: { field: string; columns: number[] }[] = [];
  for (const [field, { first, second }] of found) {
    const [chosen, others] = first.length > 0 ? [first, second] : [second, []];
    ignored.push(...others);
    if (chosen.length > 1) twice.push({ field, columns: chosen.map((column) => column + 1) });
    columns.set(field, chosen[0] as number);
  }
  const seen = new Set<number>();
  for (const { year } of years) {
    const doubled = years.filter((each) => each.year === year);
    if (doubled.length > 1 && !seen.has(year)) {
      twice.push({ field: 'counts', columns: doubled.map((each) => each.column + 1) });
    }
    seen.add(year);
  }
  years.sort((a, b) => a.year - b.year);
  const missing = REQUIRED[input].filter((ways) => !ways.some((field) => columns.has(field)));
  return { columns, years, twice, personal: aboutPersons, ignored: ignored.sort((a, b) => a - b), missing };
}

/** How many of these headings are known in a kind of list: for finding the separator and the heading line. */
export function knownHeadings(input: Input, headings: readonly string[]): number {
  const words = dictionary(input);
  return headings.filter((heading) => words.has(fold(heading)) || yearOf(heading) !== undefined).length;
}
