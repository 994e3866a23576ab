import { canvasNl, conversationNl } from './canvas.nl.ts';
import type { Texts } from './catalogue.ts';
import { damageNl } from './damage.nl.ts';
import { differenceProblemsNl, differencesNl } from './differences.nl.ts';
import { excelNl } from './excel.nl.ts';
import { fundingNl } from './funding.nl.ts';
import { importNl } from './import.nl.ts';
import { inputsNl, workbookProblemsNl } from './inputs.nl.ts';
import { judgementProblemsNl, judgementsNl } from './judgements.nl.ts';
import { liveNl } from './live.nl.ts';
import { DUTCH, formatDecimal } from './numbers.ts';
import { paneNl } from './pane.nl.ts';
import { questionsNl } from './questions.nl.ts';
import { structuresNl } from './structures.nl.ts';

const list = (items: readonly string[]): string => items.join(', ');
const place = ({ line, column }: { line: number; column: number }): string =>
  `regel ${line}, positie ${column}`;
const count = (value: number): string => formatDecimal(String(value), DUTCH);
const many = (value: number, one: string, more: string): string =>
  `${count(value)} ${value === 1 ? one : more}`;
const decimal = (value: string): string => value.replace('.', ',');

const jsonTypes: Texts['jsonTypes'] = {
  object: 'een object ({…})',
  list: 'een lijst ([…])',
  text: 'tekst',
  number: 'een getal',
  boolean: 'true of false',
  decimal: 'een getal of een getal als tekst',
  integer: 'een geheel getal',
  valueOrList: 'een waarde of een lijst',
};

const found: Readonly<Record<string, string>> = {
  object: 'een object',
  list: 'een lijst',
  text: 'tekst',
  number: 'een getal',
  boolean: 'true of false',
  null: 'niets (null)',
};

const limits: Texts['limits'] = {
  schools: 'scholen',
  students: 'regels met studenten',
  rules: 'normen en kosten samen',
  variants: 'varianten',
  unitYears: 'eenheden × jaren over alle varianten, normen en kosten',
};

const because: Texts['because'] = {
  weightedNeedsStudentOrGroup: 'wegen kan alleen bij "per": "student" of "group"',
  groupSizeNeedsGroup: 'een groepsgrootte hoort alleen bij "per": "group"',
  overheadNeedsPerFte: 'een opslag hoort alleen bij een tarief per fte ("perFte")',
  ceilingPerPupilNeedsPupils: 'een plafond per leerling vraagt ook het aantal leerlingen ("pupils")',
  payerNeedsContribution: 'alleen een eigen bijdrage ("source": "contribution") heeft een betaler',
  notWithOfCost: 'dekking als deel van de kosten ("ofCost") kijkt niet naar studenten',
  notWithPayer: 'dekking per kalenderjaar kan geen betaler hebben',
};

/** Dutch: what users read. */
export const nl: Texts = {
  language: 'nl',
  separators: DUTCH,
  jsonTypes,
  because,
  limits,
  inVariant: (variant) => `Variant ${variant}: `,
  inputs: inputsNl,
  pane: paneNl,
  structures: structuresNl,
  problems: {
    ...excelNl,
    ...differenceProblemsNl,
    ...judgementProblemsNl,
    ...workbookProblemsNl,
    ...damageNl,
    ...structuresNl.problems,
    missing: ({ key }) => `"${key}" ontbreekt en is verplicht.`,
    'unknown-key': ({ key }) =>
      `"${key}" is geen bekend gegeven op deze plaats; controleer de spelling of haal het weg.`,
    'wrong-type': (values) =>
      `Hier staat ${found[values.found] ?? values.found}; verwacht wordt ${jsonTypes[values.expected]}.`,
    'not-a-decimal': (values) =>
      `"${values.found}" is geen getal; schrijf het met een punt en zonder spaties of exponent, zoals 1250.50.`,
    'too-many-digits': (values) =>
      `${values.found} heeft ${values.before} cijfers voor de punt, ${values.after} erachter en ${values.significant} in totaal; toegestaan zijn 12, 10 en 15.`,
    'too-many-decimals': (values) => `${decimal(values.found)} heeft meer dan ${values.allowed} decimalen.`,
    'not-an-integer': (values) =>
      `${decimal(values.found)} is geen geheel getal; een aantal is een geheel getal.`,
    'too-small': (values) =>
      `${decimal(values.found)} is te laag; ${values.exclusive ? 'het moet hoger zijn dan' : 'het minimum is'} ${decimal(values.minimum)}.`,
    'too-large': (values) =>
      `${decimal(values.found)} is te hoog; het maximum is ${decimal(values.maximum)}.`,
    'not-one-of': (values) => `"${values.found}" kan hier niet; kies uit: ${list(values.allowed)}.`,
    'bad-id': (values) =>
      `"${values.found}" is geen geldige id; gebruik 1 tot 60 kleine letters, cijfers en streepjes, met minstens één letter.`,
    'bad-date': (values) => `"${values.found}" is geen datum; schrijf jaar-maand-dag, zoals 2026-08-01.`,
    'bad-text': (values) =>
      `Deze tekst bevat op plaats ${values.position} een teken (${values.character}) dat niet in een werkmap kan staan.`,
    'wrong-length': (values) =>
      `Deze lijst heeft ${many(values.found, 'waarde', 'waarden')}; nodig: ${values.expected.join(' of ')} (een waarde per jaar van het plan, bij verandering per jaar één minder).`,
    'empty-list': ({ key }) => `"${key}" is leeg; er moet minstens één variant zijn.`,
    'unknown-id': (values) => `"${values.found}" staat niet in de lijst "${values.list}".`,
    'duplicate-id': (values) => `De id "${values.found}" komt al eerder in deze lijst voor.`,
    'duplicate-staff': ({ role, party }) =>
      `De rol "${role}" bij "${party}" heeft al een rij; één rij per rol en partij.`,
    'duplicate-school': ({ school, network }) =>
      `School "${school}" heeft al een plaats, in netwerk "${network}".`,
    'school-without-place': ({ school, variant }) =>
      `School "${school}" heeft studenten of starters, maar geen plaats in de indeling van variant "${variant}".`,
    'two-leads': ({ network, first, second }) =>
      `Netwerk "${network}" heeft twee trekkers: "${first}" en "${second}"; een netwerk heeft er hoogstens één.`,
    'institute-missing': ({ group }) =>
      `Studenten van doelgroep "${group}" horen bij een instituut; alleen bij starters mag het ontbreken.`,
    'shares-not-one': ({ sum }) => `De aandelen zijn samen ${decimal(sum)}; ze moeten samen precies 1 zijn.`,
    'region-share-with-region-first': () =>
      'De regio gaat al voor ("regionFirst") en kan dan geen aandeel hebben; haal dit aandeel weg.',
    'both-given': ({ first, second }) => `"${first}" en "${second}" staan er allebei; kies er één.`,
    'neither-given': ({ first, second }) =>
      `"${first}" en "${second}" ontbreken allebei; één ervan is nodig.`,
    'without-meaning': (values) => `"${values.key}" betekent hier niets: ${because[values.because]}.`,
    'steps-not-ascending': ({ previous, found: step }) =>
      `De trede vanaf ${step} volgt op een trede vanaf ${previous}; treden lopen op.`,
    'min-above-max': ({ min, max }) =>
      `Het minimum (${decimal(min)}) ligt boven het maximum (${decimal(max)}).`,
    'supervisor-at-institute': () =>
      'Werkplekbegeleiders kunnen niet per instituut worden geteld; kies een andere plaats of telwijze.',
    'calendar-needs-lag': ({ lag }) =>
      `Dekking per kalenderjaar telt de studenten van een eerder schooljaar: "lag" moet 1, 2 of 3 zijn, niet ${lag}.`,
    'change-forbidden': ({ key }) => `"${key}" kan een variant niet wijzigen.`,
    'change-unknown-id': (values) =>
      `"${values.found}" staat niet in de lijst "${values.list}" en kan er dus niet uit.`,
    'change-other-id': ({ id, found: other }) =>
      `Een wijziging van "${id}" kan geen andere id ("${other}") geven.`,
    'change-not-by-id': (values) =>
      `Wijzigingen in "${values.list}" staan per id: {"id": {…}}; een lijst of null kan hier niet.`,
    limit: (values) =>
      `Te veel ${limits[values.what]}: ${count(values.found)}; het maximum is ${count(values.maximum)}.`,
    'file-missing': ({ file }) => `Het bestand ${file} bestaat niet.`,
    'file-unreadable': ({ file, reason }) => `Het bestand ${file} is niet te lezen (${reason}).`,
    'file-too-large': ({ bytes, maximum }) =>
      `Het bestand is ${count(bytes)} bytes groot; het maximum is ${count(maximum)}.`,
    'file-empty': () => 'Het bestand is leeg.',
    'not-utf8': ({ at }) => `Het bestand is geen UTF-8: byte ${count(at)} klopt niet. Sla het op als UTF-8.`,
    'not-json-file': (values) =>
      values.found === 'zip'
        ? 'Dit is een zip-bestand (zoals een werkmap), geen planbestand in JSON.'
        : 'Het bestand is UTF-16; sla het op als UTF-8.',
    'json-syntax': (values) => `Geen geldige JSON op ${place(values)}, bij: ${values.found}`,
    'json-end': (values) => `Het bestand houdt te vroeg op (${place(values)}); er ontbreekt een afsluiting.`,
    'json-depth': (values) =>
      `Op ${place(values)} is het bestand dieper genest dan ${values.maximum} niveaus.`,
    'json-duplicate-key': (values) => `"${values.key}" staat er twee keer (${place(values)}).`,
    'json-forbidden-key': (values) => `"${values.key}" is niet toegestaan als naam (${place(values)}).`,
    'json-number': (values) => `Het getal ${values.found} is te groot (${place(values)}).`,
    'usage-no-command': () =>
      'Geef een opdracht: calculate, check, explain, compare, break-even, seek, sensitivity, simulate, batch, import, merge of export.',
    'usage-unknown-command': (values) =>
      `"${values.found}" is geen opdracht; kies uit: ${list(values.known)}.`,
    'usage-unknown-option': (values) => `De optie "${values.found}" bestaat niet bij deze opdracht.`,
    'usage-missing-argument': ({ name, command }) => `De opdracht ${command} vraagt ${name}.`,
    'usage-too-many-arguments': (values) => `"${values.found}" is te veel.`,
    'usage-bad-value': ({ found, option, allowed }) =>
      `"${found}" kan niet bij ${option}${allowed ? `; kies uit: ${list(allowed)}` : ''}.`,
    'unknown-variant': (values) =>
      `Variant "${values.found}" staat niet in het plan; er zijn: ${list(values.known)}.`,
    'out-not-xlsx': ({ file }) => `${file}: de werkmap moet een naam hebben die eindigt op .xlsx.`,
    'out-not-written': ({ file, reason }) =>
      `${file} is niet te schrijven (${reason}); er is niets veranderd.`,
    'out-beside': ({ file, beside }) => `${file} is niet aangeraakt; het plan staat ernaast, in ${beside}.`,
    'out-reference-shifts': ({ place: where, formula, text }) =>
      `${where} verwijst met ${text} naar een cel waar straks iets anders staat (formule: =${formula}).`,
    'out-reference-gone': ({ place: where, formula, text }) =>
      `${where} verwijst met ${text} naar iets wat straks weg is (formule: =${formula}).`,
    'out-content-lost': ({ place: where }) =>
      `Wat bij ${where} staat, heeft in de nieuwe bladen geen plaats en zou weg zijn.`,
    'out-more': ({ count: more }) => `En nog ${count(more)} van zulke plaatsen.`,
    'out-needs-force': () =>
      'Er is niets geschreven. Geef --force om toch te schrijven, of kies een andere naam voor de werkmap.',
    'reference-unknown': ({ reference, failsAt }) =>
      `De verwijzing ${reference} bestaat niet in het resultaat; zij houdt op bij "${failsAt}".`,
    'reference-no-figure': ({ reference, found: other }) =>
      `De verwijzing ${reference} wijst geen getal of oordeel aan, maar ${other === 'object' ? 'een groep gegevens' : `"${other}"`}.`,
    'reference-no-value': ({ reference }) =>
      `Op ${reference} staat geen waarde: zij bestaat hier niet (zoals een bedrag per student zonder studenten).`,
    'input-unknown': ({ path }) =>
      `Op "${path}" staat niets in het plan; geef een JSON Pointer zoals "/norms/0/hours".`,
    'input-no-number': ({ path }) => `Op "${path}" staat geen getal dat hier gezocht kan worden.`,
    'distribution-impossible': ({ path }) =>
      `De verdeling bij "${path}" kan niet: laagste, meest waarschijnlijke en hoogste lopen op, en een spreiding is niet negatief.`,
    'correlations-impossible': () => 'Deze correlaties kunnen niet samen voorkomen.',
    'trials-too-large': () => 'De bedragen worden te groot om te simuleren.',
    'uncertain-shape': ({ file, place: where }) =>
      `Het bestand ${file} past niet bij "{uncertain: [{path, distribution}], correlations}"; het eerste verschil staat bij "${where}".`,
    'year-unknown': (values) =>
      `"${values.found}" is geen jaar van het plan; er zijn: ${list(values.known)} (of 0 voor het eerste).`,
    'scope-unknown': (values) =>
      `"${values.found}" kan niet bij ${values.option}; er zijn: ${list(values.known)}.`,
  },
  rules: {
    'students-projected-total': {
      about: ['group'],
      unit: 'aantal',
      text: (group) =>
        `Prognose van de doelgroep ${group}: aantal van het eerste jaar × de trend, op hele studenten`,
    },
    'students-projected': {
      about: ['group'],
      unit: 'aantal',
      text: (group) => `Deel van de prognose van ${group}, verdeeld naar de aantallen van het eerste jaar`,
    },
    'students-total': { about: [], unit: 'aantal', text: () => 'Alle studenten van de regio' },
    'students-school': { about: ['school'], unit: 'aantal', text: (school) => `Studenten op ${school}` },
    'students-network': {
      about: ['network'],
      unit: 'aantal',
      text: (network) => `Studenten in netwerk ${network}`,
    },
    'students-institute': {
      about: ['institute'],
      unit: 'aantal',
      text: (institute) => `Studenten van ${institute}`,
    },
    'students-group': {
      about: ['group'],
      unit: 'aantal',
      text: (group) => `Doelgroep ${group} in het eerste jaar`,
    },
    'count-students': { about: [], unit: 'aantal', text: () => 'Geteld: studenten' },
    'count-weighted': {
      about: [],
      unit: 'aantal',
      text: () => 'Geteld: studenten × het gewicht van hun doelgroep',
    },
    'count-unit': { about: [], unit: 'aantal', text: () => 'Geteld: één, want er zijn studenten' },
    'count-schools': { about: [], unit: 'aantal', text: () => 'Geteld: scholen met studenten' },
    'count-groups': {
      about: [],
      unit: 'aantal',
      text: () => 'Geteld: groepen (studenten ÷ groepsgrootte, naar boven)',
    },
    'count-supervisors': { about: [], unit: 'aantal', text: () => 'Geteld: werkplekbegeleiders' },
    'supervisors-needed': {
      about: ['school'],
      unit: 'aantal',
      text: (school) =>
        `Benodigde werkplekbegeleiders op ${school} (te begeleiden ÷ studenten per begeleider, naar boven)`,
    },
    'wage-index': { about: [], unit: 'factor', text: () => 'Loonindex sinds het eerste jaar' },
    'price-index': { about: [], unit: 'factor', text: () => 'Prijsindex sinds het eerste jaar' },
    rate: { about: ['rate'], unit: 'euroPerUur', text: (rate) => `Uurtarief ${rate}` },
    'norm-hours': {
      about: ['norm', 'place', 'unit'],
      unit: 'uur',
      text: (norm, unit) => `Uren ${norm}, ${unit}: aantal × norm, binnen de grenzen, × fasering`,
    },
    'norm-cost': {
      about: ['norm', 'place', 'unit'],
      unit: 'euro',
      text: (norm, unit) => `${norm}, ${unit}: uren × uurtarief`,
    },
    'cost-amount': {
      about: ['cost', 'place', 'unit'],
      unit: 'euro',
      text: (cost, unit) => `${cost}, ${unit}: aantal × bedrag, binnen de grenzen, × fasering en prijsindex`,
    },
    'share-hours': {
      about: ['norm', 'party'],
      unit: 'uur',
      text: (item, party) => `Uren ${item} die ${party} draagt, naar studenten`,
    },
    'share-amount': {
      about: ['item', 'party'],
      unit: 'euro',
      text: (item, party) => `Deel van ${item} dat ${party} draagt, naar studenten`,
    },
    'funding-counted': {
      about: ['funding', 'party'],
      unit: 'aantal',
      text: (item, party) => `Studenten die tellen voor ${item}${party ? ` bij ${party}` : ''}`,
    },
    'funding-grant': {
      about: ['funding'],
      unit: 'euro',
      text: (item) => `${item}: het bedrag van het kalenderjaar`,
    },
    'funding-autumn': {
      about: ['funding'],
      unit: 'euro',
      text: (item) => `${item}, augustus–december: 5/12 van het eerste kalenderjaar`,
    },
    'funding-spring': {
      about: ['funding'],
      unit: 'euro',
      text: (item) => `${item}, januari–juli: 7/12 van het tweede kalenderjaar`,
    },
    'funding-amount': { about: ['funding'], unit: 'euro', text: (item) => `Dekking ${item}` },
    'funding-payer': {
      about: ['funding', 'party'],
      unit: 'euro',
      text: (item, party) => `${item}: bijdrage van ${party}`,
    },
    pot: { about: [], unit: 'euro', text: () => 'Dekking die niet geoormerkt is' },
    earmarked: { about: ['level'], unit: 'euro', text: (level) => `Geoormerkt voor ${level}` },
    'shared-pot': { about: [], unit: 'euro', text: () => 'Wat er te verdelen is, nadat de regio voorging' },
    'region-first': {
      about: [],
      unit: 'euro',
      text: () => 'Eerst voor de regio: wat zij draagt en niet geoormerkt krijgt, zo ver de pot reikt',
    },
    'level-share': {
      about: ['level'],
      unit: 'euro',
      text: (level) => `Aandeel van ${level} volgens de verdeelsleutel`,
    },
    'level-amount': { about: ['level'], unit: 'euro', text: (level) => `Ontvangen door ${level}` },
    'level-per-student': {
      about: ['level'],
      unit: 'euro',
      text: (level) => `Budget per student voor ${level}`,
    },
    'school-budget': {
      about: ['school'],
      unit: 'euro',
      text: (school) => `Budget van ${school}: deel van het schoolniveau, naar studenten`,
    },
    'network-budget': {
      about: ['network'],
      unit: 'euro',
      text: (network) => `Budget van netwerk ${network}: deel van het netwerkniveau, naar studenten`,
    },
    'network-budget-board': {
      about: ['network', 'board'],
      unit: 'euro',
      text: (network, board) =>
        `Deel van het budget van netwerk ${network} voor ${board} (geen trekker: naar studenten)`,
    },
    'institute-budget': {
      about: ['institute'],
      unit: 'euro',
      text: (institute) => `Budget van ${institute}: deel van het instituutsniveau, naar studenten`,
    },
    'party-budget': { about: ['party'], unit: 'euro', text: (party) => `Wat ${party} ontvangt` },
    'party-cost': { about: ['party'], unit: 'euro', text: (party) => `Wat ${party} draagt` },
    'party-contribution': { about: ['party'], unit: 'euro', text: (party) => `Eigen bijdrage van ${party}` },
    'party-net': {
      about: ['party'],
      unit: 'euro',
      text: (party) => `Saldo van ${party}: ontvangen − gedragen − eigen bijdrage`,
    },
    'party-status': {
      about: ['party'],
      unit: 'oordeel',
      text: (party) => `Kan ${party} het betalen? Saldo minstens 0, of het tekort binnen het plafond`,
    },
    ceiling: {
      about: ['party'],
      unit: 'euro',
      text: (party) => `Plafond van ${party}: het meeste dat zij zelf betaalt`,
    },
    'total-hours': { about: [], unit: 'uur', text: () => 'Uren van alle regels samen' },
    'total-fte': { about: [], unit: 'fte', text: () => 'Fte: uren ÷ jaartaak' },
    'total-cost': { about: [], unit: 'euro', text: () => 'Lasten: alle regels samen' },
    'total-funding': { about: [], unit: 'euro', text: () => 'Baten: alle dekking samen' },
    'total-contributions': { about: [], unit: 'euro', text: () => 'Eigen bijdragen van alle partijen' },
    'total-result': { about: [], unit: 'euro', text: () => 'Resultaat: baten − lasten' },
    'total-net': {
      about: [],
      unit: 'euro',
      text: () => 'Saldo van alle partijen: resultaat − eigen bijdragen',
    },
    coverage: { about: [], unit: 'verhouding', text: () => 'Dekkingsgraad: baten ÷ lasten' },
    'cost-per-student': { about: [], unit: 'euro', text: () => 'Lasten per student' },
    'funding-per-student': { about: [], unit: 'euro', text: () => 'Baten per student' },
    'role-hours': { about: ['role'], unit: 'uur', text: (role) => `Uren ${role}` },
    'role-fte': { about: ['role'], unit: 'fte', text: (role) => `Fte ${role}: uren ÷ jaartaak` },
    'role-cost': { about: ['role'], unit: 'euro', text: (role) => `Lasten ${role}` },
    'staffing-hours': {
      about: ['place', 'unit', 'role'],
      unit: 'uur',
      text: (unit, role) => `Uren ${role} bij ${unit}`,
    },
    'staffing-fte': {
      about: ['place', 'unit', 'role'],
      unit: 'fte',
      text: (unit, role) => `Fte ${role} bij ${unit}: uren ÷ jaartaak`,
    },
    'staffing-persons': {
      about: ['place', 'unit', 'role'],
      unit: 'personen',
      text: (unit, role) =>
        `Personen ${role} bij ${unit}: uren ÷ (meeste fte per persoon × jaartaak), naar boven`,
    },
    'supervisor-shortage': {
      about: ['school'],
      unit: 'aantal',
      text: (school) => `Tekort aan werkplekbegeleiders op ${school}: nodig − beschikbaar, minstens 0`,
    },
    'placement-shortage': {
      about: ['school'],
      unit: 'aantal',
      text: (school) => `Tekort aan opleidingsplaatsen op ${school}: studenten − plaatsen, minstens 0`,
    },
    'network-schools': {
      about: ['network'],
      unit: 'aantal',
      text: (network) => `Scholen met studenten in netwerk ${network}`,
    },
    'network-hours': {
      about: ['network'],
      unit: 'uur',
      text: (network) => `Uren van netwerk ${network} en zijn scholen`,
    },
    'network-cost': {
      about: ['network'],
      unit: 'euro',
      text: (network) => `Lasten van netwerk ${network} en zijn scholen`,
    },
    'staff-needed': {
      about: ['role', 'party'],
      unit: 'fte',
      text: (role, party) => `Nodig: fte ${role} bij ${party}, uren die zij draagt ÷ jaartaak`,
    },
    'staff-shortage': {
      about: ['role', 'party'],
      unit: 'fte',
      text: (role, party) => `Tekort aan ${role} bij ${party}: nodig − beschikbaar, minstens 0`,
    },
    check: {
      about: ['check', 'subject'],
      unit: 'oordeel',
      text: (check, subject) => (subject ? `${check}: ${subject}` : (check ?? '')),
    },
    'calendar-cost': { about: ['year'], unit: 'euro', text: (year) => `Lasten van kalenderjaar ${year}` },
    'calendar-funding': { about: ['year'], unit: 'euro', text: (year) => `Baten van kalenderjaar ${year}` },
    'calendar-result': {
      about: ['year'],
      unit: 'euro',
      text: (year) => `Resultaat van kalenderjaar ${year}`,
    },
    'calendar-part': { about: [], unit: 'euro', text: () => 'Augustus–december: 5/12 van het schooljaar' },
    'calendar-rest': { about: [], unit: 'euro', text: () => 'Januari–juli: de rest van het schooljaar' },
  },
  operations: {
    input: 'gegeven in het plan',
    constant: 'vast getal van het model',
    same: 'hetzelfde getal',
    sum: 'som',
    minus: 'verschil',
    times: 'product',
    round: 'afgerond',
    quotient: 'deling',
    ceilQuotient: 'deling, naar boven afgerond',
    smallest: 'het kleinste van beide',
    largest: 'het grootste van beide',
    part: 'deel van een verdeling naar grootste rest',
    apportion: 'te verdelen, met de gewichten',
    step: 'waarde van de trede die bij het aantal hoort',
    fromMinimum: 'pas vanaf het minimumaantal',
    test: 'vergelijking',
    fact: 'kenmerk van de indeling of het plan',
    all: 'alle onderdelen moeten kloppen',
  },
  relations: { '>=': 'minstens', '<=': 'hoogstens', '>': 'meer dan' },
  units: {
    uur: 'uur',
    euro: 'EUR',
    euroPerUur: 'EUR/uur',
    fte: 'fte',
    aantal: '',
    personen: 'personen',
    verhouding: '',
    factor: '',
    oordeel: '',
  },
  places: { school: 'school', network: 'netwerk', board: 'bestuur', institute: 'instituut', region: 'regio' },
  levels: { region: 'de regio', network: 'de netwerken', school: 'de scholen', institute: 'de instituten' },
  region: 'de regio',
  checks: {
    'school-guided': 'Op elke school met studenten wordt begeleid',
    'one-lead': 'Elk netwerk heeft één trekker',
    team: 'Elk netwerk heeft een volledig opleidingsteam',
    'location-mix': 'Elk netwerk heeft scholen van elke ligging',
    'group-size': 'Groepen hebben de gevraagde grootte',
    'workplace-share': 'Genoeg opleiding op de werkplek',
    'max-partners': 'Niet te veel partnerscholen per netwerk',
    balanced: 'De baten dekken de lasten',
    affordable: 'Elke partij kan het betalen',
    supervisors: 'Genoeg werkplekbegeleiders',
    capacity: 'Genoeg opleidingsplaatsen',
    staff: 'Genoeg formatie',
    'min-students': 'Genoeg studenten voor elke dekking',
  },
  fields: {
    counts: 'studenten',
    before: 'studenten, eerder schooljaar',
    hours: 'uren per geteld aantal',
    amount: 'bedrag',
    share: 'aandeel in de kosten',
    from: 'trede vanaf',
    steps: 'treden',
    min: 'minimum',
    max: 'maximum',
    groupSize: 'groepsgrootte',
    phase: 'fasering',
    weight: 'gewicht',
    workplaceShare: 'deel op de werkplek',
    perHour: 'per uur',
    perFte: 'per fte per jaar',
    overhead: 'opslag',
    maxFte: 'meeste fte per persoon',
    hoursPerFte: 'Jaartaak: uren per fte',
    wageIndex: 'Loonindexatie',
    priceIndex: 'Prijsindexatie',
    trend: 'trend',
    ceiling: 'plafond',
    ceilingPerPupil: 'plafond per leerling',
    pupils: 'leerlingen',
    supervisors: 'werkplekbegeleiders',
    capacity: 'opleidingsplaatsen',
    minStudents: 'minimum aantal studenten',
    cap: 'hoogste bedrag',
    fte: 'beschikbare fte',
    studentsPerSupervisor: 'studenten per werkplekbegeleider',
    shares: 'Verdeelsleutel',
    requirements: 'eis',
  },
  statuses: {
    covered: 'gedekt',
    'within-ceiling': 'binnen plafond',
    deficit: 'tekort',
    pass: 'voldoet',
    fail: 'voldoet niet',
  },
  explanation: {
    source: 'bron',
    assumption: 'aanname',
    noSource: 'geen bron vermeld',
    status: 'status',
    validFrom: 'geldig vanaf',
    validTo: 'geldig tot en met',
    rounded: (digits) => (digits === 0 ? 'afgerond op hele getallen' : `afgerond op ${digits} decimalen`),
    input: 'invoer',
    yes: 'ja',
    no: 'nee',
    more: (more) => `… en nog ${count(more)} (toon alles met --full)`,
    seen: 'zie hierboven',
    deeper: 'verder uitgewerkt met --full',
  },
  tables: {
    year: 'Schooljaar',
    students: 'Studenten',
    hours: 'Uren',
    fte: 'Fte',
    income: 'Baten',
    cost: 'Lasten',
    result: 'Resultaat',
    contributions: 'Eigen bijdragen',
    net: 'Saldo',
    coverage: 'Dekkingsgraad',
    costPerStudent: 'Lasten per student',
    fundingPerStudent: 'Baten per student',
    party: 'Partij',
    budget: 'Ontvangt',
    borne: 'Draagt',
    ceiling: 'Plafond',
    status: 'Oordeel',
    role: 'Rol',
    persons: 'Personen',
    calendarYear: 'Kalenderjaar',
    cumulative: 'Cumulatief',
    total: 'Totaal',
    variant: 'Variant',
    checksFailed: 'Niet voldaan',
    allChecksPass: 'Alle controles voldoen in alle jaren.',
    check: 'Controle',
    subjects: 'Waar',
    noValue: '–',
    perYearTitle: 'Baten, lasten en resultaat per schooljaar',
    perPartyTitle: 'Per partij',
    perRoleTitle: 'Uren en lasten per rol',
    calendarTitle: 'Per kalenderjaar (5/12 en 7/12)',
    checksTitle: 'Waar knelt het?',
    compareTitle: 'Varianten naast elkaar',
    firstYear: 'eerste jaar',
    allYears: 'alle jaren',
    amountsIn: 'bedragen in euro',
    difference: 'Verschil met de eerste variant',
  },
  commands: {
    help: `samenplan – rekent een financieel plan voor Samen Opleiden door

Gebruik:
  samenplan calculate PLAN [--json] [--out BESTAND.xlsx] [--variant ID]   rekent het plan door (--summary: kort)
  samenplan check PLAN [--json]                                          controleert het plan
  samenplan explain PLAN VERWIJZING [--json] [--full]                    legt één getal uit
  samenplan compare PLAN [--json]                                        zet de varianten naast elkaar, met het verschil naar oorzaak
  samenplan compare PLAN --variants VAN,NAAR [--years 2026-2027,…] [--json]   verklaart het verschil tussen twee varianten (of, met één variant, tussen twee jaren)
  samenplan compare PLAN ANDER [--variants VARIANT,…] [--years …] [--json]     verklaart het verschil tussen twee versies van een plan
  samenplan break-even PLAN --variant ID --year JAAR [--group ID] [--network ID] [--most N] [--json]   bij hoeveel studenten het uitkomt
  samenplan seek PLAN --path VERWIJZING --variant ID --year JAAR [--json]   hoe groot een norm of hoe klein een bedrag kan zijn
  samenplan sensitivity PLAN --variant ID [--year JAAR] [--band DEEL] [--json]   welke invoer het meeste uitmaakt
  samenplan simulate PLAN [--seed N] [--trials N] [--variant ID] [--band DEEL] [--uncertain BESTAND.json] [--json]   hoe groot de kans op een tekort is
  samenplan batch                                                        één plan per regel in, één resultaat per regel uit
  samenplan import [--schools LIJST] [--pupils LIJST] [--boards LIJST] [--placements LIJST] [--norms LIJST] [--rates LIJST] [--staff LIJST] [--map BESTAND.json] [--province NAAM] [--into PLAN] [--out PLAN] [--json]   leest lijsten in (CSV of BESTAND.xlsx#Blad)
  samenplan merge PLAN PLAN… [--out PLAN] [--json]                       voegt plannen samen tot één regio en toont wat geen optelsom is
  samenplan export PLAN [--as csv-nl|csv-int|json|plan] [--table TABEL] [--raw] [--variant ID] [--out BESTAND]   schrijft de uitkomst of het plan
  samenplan funding [PLAN] [--rule REGEL] [--variant ID] [--board ID] [--group ID] [--suffix TEKST] [--out PLAN] [--json]   toont de regels voor dekking, of zet er een in het plan
  samenplan structures [--json]                                          toont de structuren die klaarstaan
  samenplan variant PLAN --structure STRUCTUUR [--addon TOEVOEGING] [--choice KEUZE=MOGELIJKHEID] [--id ID] [--name NAAM] [--like VARIANT] [--keep-networks] [--out BESTAND] [--force] [--json]   zet een structuur als nieuwe variant op de regio

PLAN is een planbestand (JSON, samenplan/1), of een map met plan.json erin. VERWIJZING is een JSON Pointer in het resultaat,
zoals /variants/0/years/0/totals/coverage. Met --lang en komt de tekst in het Engels.
`,
    planInOrder: (name, counts) =>
      `${name}: het plan is in orde (${[
        many(counts.schools, 'school', 'scholen'),
        many(counts.boards, 'bestuur', 'besturen'),
        many(counts.institutes, 'instituut', 'instituten'),
        many(counts.variants, 'variant', 'varianten'),
        many(counts.years, 'jaar', 'jaren'),
      ].join(', ')}).`,
    fingerprint: (short, full) => `Vingerafdruk ${short} (SHA-256 ${full}).`,
    cannot: 'Dat gaat niet:',
    figureOf: (variant, year) => (year === '' ? `Variant ${variant}` : `Variant ${variant}, ${year}`),
    refused: (problems) =>
      problems === 1
        ? 'Het plan is geweigerd om 1 fout:'
        : `Het plan is geweigerd om ${count(problems)} fouten:`,
    written: (file) => `Geschreven: ${file}`,
    calculating: (variant) => `Variant ${variant} wordt doorgerekend …`,
    internal: (message) => `Er ging iets mis in samenplan zelf: ${message}`,
  },
  differences: differencesNl,
  canvas: canvasNl,
  conversation: conversationNl,
  log: {
    sheet: 'Logboek',
    purpose:
      'Elke keer dat de werkmap is geschreven: wanneer, uit welk plan en waarmee. De nieuwste regel staat onderaan.',
    inputTitle: 'De invoer zoals die was toen de werkmap werd geschreven',
    inputPurpose:
      'Wat formules niet kunnen maken, hoort bij deze invoer. Wijkt de invoer nu af, dan is het verouderd: bereken opnieuw.',
    changedTotal: 'Gewijzigde invoercellen',
    withFormulas: 'werkmap met formules',
    headings: {
      moment: 'Tijd in Nederland',
      short: 'Vingerafdruk',
      fingerprint: 'Vingerafdruk voluit (SHA-256)',
      version: 'Versie van Samenplan',
      written: 'Geschreven',
      variants: 'Varianten',
      table: 'Invoertabel',
      rows: 'Rijen toen',
      columns: 'Kolommen toen',
      rowsNow: 'Rijen nu',
      columnsNow: 'Kolommen nu',
      changed: 'Gewijzigde cellen',
    },
  },
  judgements: judgementsNl,
  imports: importNl,
  funding: fundingNl,
  questions: questionsNl,
  live: liveNl,
  workbook: {
    school: 'School',
    kind: 'Soort',
    network: 'Netwerk',
    version: 'Versie',
    concept: 'concept',
    final: 'vastgesteld',
    fingerprint: 'vingerafdruk',
  },
};
