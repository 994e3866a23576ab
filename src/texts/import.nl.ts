import type { Offer, Target } from '../import/index.ts';
import type { MergeReason } from '../merge/index.ts';
import type { ImportHeading, ImportTexts, MergeText } from './import.ts';
import { DUTCH, formatDecimal } from './numbers.ts';

const list = (items: readonly (string | number)[]): string => items.join(', ');
const count = (value: number): string => formatDecimal(String(value), DUTCH);
const many = (value: number, one: string, more: string): string =>
  `${count(value)} ${value === 1 ? one : more}`;
const quoted = (text: string | null): string => (text === null ? 'Wat hier staat' : `"${text}"`);
const offered = (offers: readonly Offer[]): string =>
  offers.map(({ key, name }) => `${name} (${key})`).join('; ');
const columns = (numbers: readonly number[]): string =>
  numbers.length === 1 ? `kolom ${list(numbers)}` : `kolommen ${list(numbers)}`;

const FIELDS: Readonly<Record<string, string>> = {
  province: 'provincie',
  boardCode: 'bevoegd gezag nummer',
  boardName: 'naam van het bestuur',
  brin: 'instellingscode (BRIN)',
  code: 'vestigingscode',
  name: 'naam',
  place: 'plaats',
  sector: 'sector',
  location: 'ligging',
  supervisors: 'werkplekbegeleiders',
  capacity: 'opleidingsplaatsen',
  pupils: 'aantal leerlingen',
  school: 'school',
  institute: 'instituut',
  group: 'doelgroep',
  count: 'aantal',
  counts: 'aantal studenten',
  year: 'schooljaar',
  role: 'rol',
  at: 'waar geteld wordt',
  per: 'per',
  hours: 'uren',
  groupSize: 'groepsgrootte',
  level: 'niveau',
  employer: 'werkgever',
  rate: 'tarief',
  perHour: 'per uur',
  perFte: 'per fte',
  overhead: 'opslag',
  party: 'partij',
  structure: 'onderwijsstructuur',
  source: 'bron',
  note: 'toelichting',
  startYear: 'eerste schooljaar',
  years: 'aantal jaren',
  hoursPerFte: 'uren per fte',
  region: 'regio',
  board: 'bestuur',
  before: 'eerdere jaren',
  assumption: 'aanname',
  kind: 'soort',
  network: 'netwerk',
};
const field = (name: string): string => (Object.hasOwn(FIELDS, name) ? (FIELDS[name] as string) : name);

const INPUTS = {
  schools: 'scholen',
  pupils: 'leerlingen',
  boards: 'besturen',
  placements: 'plaatsingen',
  norms: 'normen',
  rates: 'tarieven',
  staff: 'formatie',
} as const;

const TARGETS: Readonly<Record<Target, readonly [one: string, mapping: string]>> = {
  school: ['school', 'schools'],
  institute: ['instituut', 'institutes'],
  group: ['doelgroep', 'groups'],
  board: ['bestuur', 'boards'],
  role: ['rol', 'roles'],
  rate: ['tarief', 'rates'],
  party: ['partij', 'boards'],
};
const unknown = (target: Target): string =>
  `${['institute', 'board', 'rate'].includes(target) ? 'bekend' : 'bekende'} ${TARGETS[target][0]}`;
const settle = (target: Target): string =>
  `Leg de keuze vast in het bestand bij --map, onder "match", "${TARGETS[target][1]}"`;

const SEPARATORS: Readonly<Record<string, string>> = {
  ';': 'puntkomma',
  ',': 'komma',
  '\t': 'tab',
  '|': 'rechte streep',
};
const ENCODINGS: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8',
  'windows-1252': 'Windows-1252',
  'utf-16': 'UTF-16',
};
const KINDS: Readonly<Record<string, string>> = {
  zip: 'een zip-bestand of werkmap',
  xls: 'een oude Excel-werkmap (.xls)',
  pdf: 'een pdf',
  gzip: 'een ingepakt bestand (gzip)',
  html: 'een webpagina',
};

const TITLES = {
  schools: 'Scholenlijst',
  pupils: 'Leerlingenlijst',
  boards: 'Besturenlijst',
  placements: 'Plaatsingslijst',
  norms: 'Normenlijst',
  rates: 'Tarievenlijst',
  staff: 'Formatielijst',
} as const;
const DUO: Readonly<Record<string, string>> = {
  schools: 'DUO, alle vestigingen',
  pupils: 'DUO, leerlingen per vestiging en bestuur',
  boards: 'DUO, bevoegde gezagen',
};

const LISTS = {
  boards: 'Besturen',
  institutes: 'Instituten',
  schools: 'Scholen',
  groups: 'Doelgroepen',
  students: 'Studenten',
  roles: 'Rollen',
  rates: 'Tarieven',
  norms: 'Normen',
  staff: 'Formatie',
  variants: 'Varianten',
  layout: 'Indeling',
  plan: 'Plan',
} as const;

const HEADINGS: Readonly<Record<ImportHeading, string>> = {
  refused: 'Er is niets ingelezen. Dit moet eerst opgelost zijn:',
  remarks: 'Let op:',
  changes: 'Dit verandert:',
  nothing: 'Er verandert niets.',
  'not-written': 'Er is niets geschreven: met --out PLAN wordt alles overgenomen.',
};

const REASONS: Readonly<Record<MergeReason, string>> = {
  steps: 'een staffel over het totaal is geen som van staffels',
  'base-amount': 'een vast bedrag telt voor de regio één keer',
  'of-cost': 'een deel van alle kosten van de regio',
  threshold: 'een ondergrens of maximum geldt nu voor het totaal',
  bounds: 'een minimum of maximum geldt nu voor het totaal',
  'per-region': 'een regel per regio geldt nu één keer',
  'per-unit': 'een gedeeld bestuur, instituut of netwerk telt nu één keer',
  'per-group': 'groepen worden nu over het totaal gevormd',
  projected: 'de prognose wordt nu over het totaal afgerond en verdeeld',
  split: 'de verdeelsleutel werkt nu op de hele pot',
  'region-first': 'de regio gaat voor uit de hele pot',
  ceiling: 'saldo en plafond van de delen komen samen',
  rounding: 'afronding op één regel',
  follows: 'volgt uit een ander verschil',
};

const MERGE: Readonly<Record<MergeText, string>> = {
  totals: 'Totalen: de delen samen en de regio als geheel',
  differences: 'Wat geen optelsom is',
  figure: 'Gegeven',
  sum: 'Som van de delen',
  merged: 'Samengevoegd',
  difference: 'Verschil',
  reason: 'Waarom',
  'not-written': 'Er is niets geschreven: met --out PLAN komt het samengevoegde plan in een bestand.',
};

const COLUMNS: Readonly<Record<string, string>> = {
  variant: 'Variant',
  year: 'Schooljaar',
  calendarYear: 'Kalenderjaar',
  students: 'Studenten',
  hours: 'Uren',
  fte: 'Fte',
  cost: 'Lasten',
  funding: 'Baten',
  contributions: 'Eigen bijdragen',
  contribution: 'Eigen bijdrage',
  result: 'Resultaat',
  net: 'Saldo',
  coverage: 'Dekkingsgraad',
  costPerStudent: 'Lasten per student',
  fundingPerStudent: 'Baten per student',
  item: 'Regel',
  itemName: 'Naam van de regel',
  kind: 'Soort',
  role: 'Rol',
  roleName: 'Naam van de rol',
  at: 'Plaats',
  unit: 'Eenheid',
  unitName: 'Naam van de eenheid',
  count: 'Aantal',
  rate: 'Uurtarief',
  amount: 'Bedrag',
  party: 'Partij',
  partyName: 'Naam van de partij',
  level: 'Niveau',
  perStudent: 'Per student',
  budget: 'Ontvangt',
  ceiling: 'Plafond',
  status: 'Oordeel',
  persons: 'Personen',
  school: 'School',
  schoolName: 'Naam van de school',
  network: 'Netwerk',
  supervisorsNeeded: 'Begeleiders nodig',
  supervisorsAvailable: 'Begeleiders beschikbaar',
  supervisorShortage: 'Tekort aan begeleiders',
  capacity: 'Plaatsen',
  placementShortage: 'Tekort aan plaatsen',
  lead: 'Trekker',
  schools: 'Scholen',
  needed: 'Nodig',
  available: 'Beschikbaar',
  shortage: 'Tekort',
  check: 'Controle',
  requirement: 'Eis',
  subjects: 'Waar',
};
const column = (key: string): string => (Object.hasOwn(COLUMNS, key) ? (COLUMNS[key] as string) : key);

/** Dutch: what users read of an import. */
export const importNl: ImportTexts = {
  problems: {
    'import-nothing': () =>
      'Geef minstens één lijst: --schools, --pupils, --placements, --norms, --rates of --staff.',
    'input-empty': () => 'Het bestand is leeg.',
    'input-too-large': ({ maximum }) => `Het bestand is groter dan ${count(maximum)} bytes.`,
    'input-not-text': ({ found }) =>
      `Dit is ${KINDS[found] ?? found}, geen CSV-bestand.${found === 'zip' ? ' Een werkmap heeft een naam die op .xlsx eindigt.' : ''}`,
    'input-nul': () => 'Hier staat een NUL-teken; dit is geen (heel) tekstbestand.',
    'input-control': ({ character }) =>
      `Deze cel bevat een teken (${character}) dat niet in een plan of werkmap kan staan.`,
    'encoding-mixed': ({ first }) =>
      `Tot hier is het bestand ${ENCODINGS[first] ?? first}, maar dit teken niet. Sla het bestand opnieuw op als CSV UTF-8.`,
    'encoding-unknown-byte': ({ byte }) =>
      `Byte ${byte} is geen teken in Windows-1252 en het bestand is ook geen UTF-8. Sla het opnieuw op als CSV UTF-8.`,
    'separator-doubtful': ({ first, second }) =>
      `Het scheidingsteken kan een ${SEPARATORS[first] ?? first} of een ${SEPARATORS[second] ?? second} zijn. Zeg welke in het bestand bij --map, met "separator".`,
    'quote-open': () => 'Het aanhalingsteken dat hier begint, wordt nergens gesloten.',
    'quote-stray': () =>
      'Hier staat een aanhalingsteken midden in een cel. Een cel met aanhalingstekens begint en eindigt ermee, en ze zijn daarin verdubbeld.',
    'quote-text-after': () =>
      'Na het sluitende aanhalingsteken staat nog tekst; er hoort een scheidingsteken te volgen.',
    'line-too-long': ({ maximum }) => `Deze regel is langer dan ${count(maximum)} tekens.`,
    'too-many-columns': ({ maximum }) => `Deze regel heeft meer dan ${count(maximum)} kolommen.`,
    'too-many-rows': ({ maximum }) => `De lijst heeft meer dan ${count(maximum)} rijen.`,
    'row-width': ({ found, expected }) =>
      `Deze regel heeft ${many(found, 'kolom', 'kolommen')} en de kopregel ${count(expected)}.`,
    'csv-unreadable': () => 'Deze regel is niet eenduidig te lezen.',
    'sheet-unknown': (values) =>
      `"${values.found}" is geen blad, tabel of naam van deze werkmap; er zijn: ${list(values.known)}.`,
    'sheet-which': ({ known }) =>
      `Zet achter de bestandsnaam waar de lijst staat, zoals BESTAND.xlsx#Blad1; er zijn: ${list(known)}.`,
    'book-unreadable': ({ reason }) => `De werkmap is niet te lezen (${reason}).`,
    'sheet-cell-error': (values) => `In deze cel staat een fout (${values.found}).`,
    'sheet-formula-empty': () =>
      'Deze formule heeft nog geen uitkomst; open de werkmap in Excel en sla haar op.',
    'list-without-rows': () => 'Onder de koppen staat geen enkele rij.',
    'heading-missing': ({ input, fields }) =>
      `De lijst met ${INPUTS[input]} mist een kolom voor ${fields.map(field).join(' of ')}. Wijs haar aan in het bestand bij --map, met "${input}", "columns".`,
    'heading-twice': (values) =>
      `Meer dan één kolom kan "${field(values.field)}" zijn: ${columns(values.columns)}. Wijs er één aan in het bestand bij --map.`,
    'map-invalid': ({ reason }) => `In het bestand bij --map klopt ${reason} niet.`,
    'map-unknown-column': (values) =>
      `Het bestand bij --map noemt voor "${values.field}" een kolom die er niet is, of een gegeven dat deze lijst niet kent: ${values.found}.`,
    'map-unused': (values) =>
      `Het bestand bij --map noemt ${values.found}, maar dat komt in geen lijst voor.`,
    'value-missing': (values) => `Hier ontbreekt "${field(values.field)}".`,
    'number-invalid': (values) => `${quoted(values.found)} is geen getal (${field(values.field)}).`,
    'number-both-ways': ({ input, heading, column, found, nl, en }) =>
      `"${found}" kan ${formatDecimal(nl, DUTCH)} zijn (Nederlands: punt voor duizendtallen, komma voor decimalen) of ${formatDecimal(en, DUTCH)} (Engels), en de rest van de kolom beslist dat niet. Zeg het in het bestand bij --map: {"${input}": {"numbers": {"${heading ?? column}": "nl"}}}, of "en".`,
    'number-mixed': ({ column, dutch, english }) =>
      `Kolom ${column} heeft getallen die alleen Nederlands te lezen zijn ("${dutch}") en die alleen Engels te lezen zijn ("${english}").`,
    'number-not-whole': (values) => `${values.found} is geen geheel getal (${field(values.field)}).`,
    'number-negative': (values) => `${values.found} is lager dan 0 (${field(values.field)}).`,
    'count-too-large': ({ maximum }) =>
      `Hier staat een aantal van meer dan ${count(maximum)} studenten. Is dit wel de kolom met aantallen? Wijs haar aan in het bestand bij --map, met "placements", "columns".`,
    'number-too-long': (values) =>
      `${values.found} heeft te veel cijfers (${field(values.field)}); hoogstens 12 voor de komma, 10 erachter en 15 samen.`,
    'share-doubtful': (values) =>
      `${values.found} is meer dan 1 (${field(values.field)}). Schrijf een percentage met een procentteken, zoals 18%, of als deel, zoals 0,18.`,
    'code-invalid': (values) =>
      `${quoted(values.found)} is geen geldige ${field(values.field)}; een vestigingscode is zoals 00DI06, met voorloopnullen.`,
    'choice-invalid': (values) =>
      `"${values.found}" kan niet bij ${field(values.field)}; kies uit: ${list(values.allowed)}.`,
    'row-twice': (values) =>
      `${quoted(values.found)} (${field(values.field)}) stond al op regel ${values.line}.`,
    'province-unknown': (values) =>
      `De provincie "${values.found}" komt niet voor; er zijn: ${list(values.known)}.`,
    'match-close': (values) =>
      `${quoted(values.found)} is geen ${unknown(values.target)}. Het lijkt op: ${offered(values.offers)}. ${settle(values.target)}.`,
    'match-several': (values) =>
      `${quoted(values.found)} kan meer dan één ${TARGETS[values.target][0]} zijn: ${offered(values.offers)}. ${settle(values.target)}.`,
    'match-none': (values) =>
      `${quoted(values.found)} is geen ${unknown(values.target)}. ${settle(values.target)} (null laat de rijen weg).`,
    'too-many-values': ({ target, maximum }) =>
      `Meer dan ${count(maximum)} nieuwe waarden voor ${TARGETS[target][0]}; wijs de goede kolom aan in het bestand bij --map.`,
    'year-invalid': (values) => `${quoted(values.found)} is geen schooljaar; schrijf het als 2026-2027.`,
    'years-mixed': () =>
      'De lijsten van dit instituut noemen niet dezelfde schooljaren; hun aantallen zijn zo niet op te tellen. Geef in elke lijst dezelfde jaren, of elk jaar in een eigen lijst.',
    'years-missing': ({ years, input }) =>
      `De lijst met ${INPUTS[input]} noemt niet alle jaren van het plan: ${list(years)} ${years.length === 1 ? 'ontbreekt' : 'ontbreken'}. Geef alle jaren, of alleen het eerste.`,
    'role-incomplete': ({ role, fields }) =>
      `"${role}" is nog geen rol van het plan; vul voor een nieuwe rol ook in: ${fields.map(field).join(', ')}.`,
    'rate-doubled': ({ name }) => `Tarief "${name}" heeft een bedrag per uur én per fte; kies er één.`,
  },
  remarks: {
    'list-read': ({ input, rows, duo, perStudent, columns: known }) =>
      `${many(rows, 'rij', 'rijen')} met ${INPUTS[input]} gelezen${duo ? ', indeling van DUO' : ''}${perStudent ? '; elke rij is als één student geteld' : ''}. Kolommen: ${known.map((each) => `${each.column} ${field(each.field)}`).join(', ')}.`,
    'columns-ignored': ({ columns: numbers }) => `Niet gebruikt: ${columns(numbers)}.`,
    'personal-columns': ({ columns: numbers }) =>
      `Persoonsgegevens (${columns(numbers)}) zijn overgeslagen; ze worden nergens bewaard.`,
    'heading-line': ({ line }) => `De koppen staan op regel ${line}; wat daarboven staat is overgeslagen.`,
    'no-count': ({ school }) => `${school}: geen aantal leerlingen gevonden.`,
    'count-suppressed': ({ school, found }) =>
      `${school}: het aantal leerlingen is ${found === '' ? 'leeg' : `afgeschermd (${found})`} en dus onbekend.`,
    'pupils-not-placed': ({ school }) => `${school} heeft leerlingen, maar staat niet bij de scholen.`,
    'pupils-elsewhere': ({ board, provinces }) =>
      `${board} heeft ook scholen in ${list(provinces)}; het plan telt alleen de leerlingen van zijn eigen scholen.`,
    'pupils-differ-board': ({ school, first, second }) =>
      `${school} hoort bij bestuur ${first}, maar in de leerlingenlijst bij ${second}.`,
    'board-name-assumed': ({ board }) =>
      `De naam van bestuur ${board} staat niet in de lijsten; het nummer staat er als aanname. Geef de namen met --boards.`,
    'school-kept': ({ school }) =>
      `${school} heeft geen vestigingscode en staat niet in de lijst; de school blijft staan.`,
    'schools-gone': ({ schools, entries }) =>
      `${many(schools, 'school staat', 'scholen staan')} niet meer in de lijst en ${schools === 1 ? 'gaat' : 'gaan'} uit het plan, met ${many(entries, 'plaatsing', 'plaatsingen')}. Klopt dat, en is dit een lijst van alle scholen?`,
    'school-elsewhere': ({ school }) =>
      `${school} staat in de lijst buiten de gekozen provincie; de school blijft staan.`,
    'matched-by-name': ({ target, name }) => `Op naam gevonden (${TARGETS[target][0]}): ${name}.`,
    'left-out': ({ target, rows }) =>
      `${many(rows, 'rij is', 'rijen zijn')} weggelaten, zoals --map zegt (${TARGETS[target][0]}).`,
    'variant-made': () =>
      'Het plan kreeg één variant, met alle scholen in één netwerk; deel de scholen zelf verder in.',
    'plan-made': ({ startYear, years, hoursPerFte }) =>
      `Nieuw plan vanaf ${startYear}-${startYear + 1}, ${many(years, 'jaar', 'jaren')}, ${formatDecimal(hoursPerFte, DUTCH)} uur per fte.`,
    'place-made': ({ school, variants }) =>
      `${school} heeft studenten en had geen plaats in ${list(variants)}; de school staat daar onder "nog-in-te-delen".`,
    'years-projected': ({ entries }) =>
      `${many(entries, 'plaatsing had', 'plaatsingen hadden')} in het plan een aantal voor elk jaar; de lijst geeft alleen het eerste, en de latere jaren worden een prognose.`,
    'year-outside': ({ year }) => `${year} valt buiten het plan en is niet gebruikt.`,
    'rows-joined': ({ rows }) =>
      `${many(rows, 'combinatie', 'combinaties')} van school, instituut en doelgroep ${rows === 1 ? 'komt' : 'komen'} meer dan eens voor, het eerst hier; de aantallen zijn opgeteld.`,
    'not-in-list': ({ input, name }) =>
      `${name} staat niet in de lijst met ${INPUTS[input]} en blijft ongewijzigd.`,
  },
  field,
  input: (input) => INPUTS[input],
  list: (name) => LISTS[name],
  plan: () => ({
    planName: (region) => `Plan ${region}`,
    region: 'Nieuwe regio',
    variantName: 'Basis',
    madeVariant: 'Gemaakt bij het inlezen: alle scholen in één netwerk, zonder trekker.',
    hoursNote: '1659 uur per fte is de normjaartaak vo; bij het inlezen aangenomen.',
    boardByNumber: (number) => `Bestuur ${number}`,
    boardNameNote: 'De naam staat niet in de lijsten van DUO; het nummer is als naam aangenomen.',
    toPlace: 'Bij het inlezen geplaatst; nog in te delen.',
    pupilsNote: 'Leerlingen: alleen de vestigingen in dit plan.',
    schoolPupils: (number) => `Leerlingen: ${number}`,
    pupilsPartly: (codes) => `Zonder de vestigingen waarvan het aantal onbekend is: ${list(codes)}.`,
    title: (input, duo) => (duo ? (DUO[input] ?? TITLES[input]) : TITLES[input]),
  }),
  heading: (text) => HEADINGS[text],
  reading: (file, percent) => `${file} wordt gelezen${percent === undefined ? ' …' : `: ${percent} %`}`,
  changed: (kind, number) =>
    `${count(number)} ${kind === 'new' ? 'nieuw' : kind === 'changed' ? 'gewijzigd' : 'weg'}`,
  changedTo: (name, from, to) => `${field(name)} van ${from} naar ${to}`,
  more: (number) => `… en nog ${count(number)} (alles met --json)`,
  mergeProblems: {
    'merge-too-few': () => 'Geef minstens twee plannen.',
    'merge-differs': ({ key, values }) =>
      `"${key}" geldt voor een heel plan en is niet in alle plannen hetzelfde: ${values.join(' / ')}. Maak het eerst gelijk.`,
    'merge-no-variant': ({ known }) =>
      `Geen variant komt in alle plannen voor; er zijn: ${known.join(' / ')}. Varianten horen bij elkaar door hun id.`,
  },
  mergeNote: (note) => {
    switch (note.code) {
      case 'variant-left':
        return `Variant "${note.variant}" van plan ${note.part + 1} staat niet in alle plannen en is weggelaten.`;
      case 'split-left':
        return `De verdeelsleutels verschillen${note.variant === null ? '' : ` in variant "${note.variant}"`}; het samengevoegde plan heeft er nog geen, en de pot gaat naar de regio.`;
      case 'ceiling-added':
        return 'De plafonds van de regio zijn opgeteld; een deel zonder plafond telt voor 0.';
      case 'requirements-joined':
        return `De eisen van variant "${note.variant}" verschillen per deel; ze gelden nu alle voor de hele regio.`;
      case 'school-twice':
        return `${note.school} staat in de plannen ${list(note.parts.map((part) => String(part + 1)))}; de school en haar studenten tellen elke keer mee.`;
      case 'rule-limited':
        return `"${note.item}" geldt alleen voor de besturen van plan ${note.part + 1}.`;
      case 'rule-shared':
        return `"${note.item}" is in alle plannen gelijk en geldt nu één keer, voor de hele regio.`;
    }
  },
  mergeReason: (reason) => REASONS[reason],
  merge: (text) => MERGE[text],
  merged: (parts, schools, renamed) =>
    `${many(parts, 'plan', 'plannen')} samengevoegd: ${many(schools, 'school', 'scholen')}; ${many(renamed, 'id is', "id's zijn")} veranderd omdat ze botsten.`,
  figure: (kind, key, of) => {
    if (kind === 'status') return `oordeel over ${of}`;
    return of === '' ? column(key) : `${column(key)} – ${of}`;
  },
  sums: (sums, differences) =>
    `${many(sums, 'bedrag of aantal is', 'bedragen en aantallen zijn')} precies de som van de delen, ${count(differences)} niet.`,
  column,
};
