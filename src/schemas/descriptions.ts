import type {
  AnyStructure,
  Board,
  Cost,
  Funding,
  Group,
  Institute,
  LineResult,
  Norm,
  Plan,
  PlanKey,
  Rate,
  Result,
  Role,
  School,
  StudentEntry,
  Variant,
  VariantResult,
  YearResult,
} from '../../engine/index.ts';
import type { FundingRule } from '../funding/index.ts';

/** What an editor shows with a key of a plan or a result, in Dutch. A new key without a text does not compile. */

type KeysOf<T> = T extends unknown ? keyof T : never;
type List<Key extends PlanKey> = NonNullable<Plan[Key]> extends readonly (infer Item)[] ? Item : never;

/** The keys that every item of a list may carry. */
export const SHARED = {
  id: 'Id, uniek in zijn lijst: kleine letters, cijfers en streepjes, met minstens één letter.',
  name: 'Naam zoals die in het werkboek staat.',
  source: 'Bron: een document, besluit of webadres.',
  assumption: 'Of dit een aanname is.',
  status: 'Herkomst: norm, afspraak of aanname.',
  validFrom: 'Geldig vanaf deze datum, bijvoorbeeld 2026-08-01.',
  validTo: 'Geldig tot en met deze datum.',
  checkedOn: 'Datum waarop iemand dit het laatst heeft nagekeken.',
  note: 'Toelichting.',
  code: 'BRIN, vestigingscode of nummer van het bevoegd gezag; bij een regel uit een structuur welke.',
} as const;

type Shared = keyof typeof SHARED;
type Texts<T> = Readonly<Record<Exclude<KeysOf<T>, Shared>, string>> &
  Readonly<Partial<Record<Extract<KeysOf<T>, Shared>, string>>>;

const VARIANTS = 'De varianten waarvoor dit geldt; zonder deze sleutel alle.';
const PHASE = 'Factoren, één voor elk jaar van het plan: 0.5 is een half jaar; zonder deze sleutel overal 1.';
const WHERE =
  'Alleen plaatsingen die hieraan voldoen. Starters tellen alleen mee waar hun doelgroep bij group staat.';
const CEILING =
  'Plafond: het meeste dat deze partij zelf betaalt, in euro per jaar: één bedrag of één per jaar.';

const COUNTED = {
  variants: VARIANTS,
  at: 'Waar geteld en geboekt wordt.',
  per: 'Wat daar geteld wordt: unit (één keer), school, student, group (groepen van groupSize) of supervisor (werkplekbegeleiders).',
  groupSize: 'Studenten per groep, bij per: group.',
  weighted: 'Of studenten tellen met het gewicht van hun doelgroep, bij per: student of group.',
  min: 'Ondergrens van de uitkomst van één eenheid.',
  max: 'Bovengrens van de uitkomst van één eenheid.',
  where: WHERE,
  phase: PHASE,
  every: 'Niet elk jaar: eens per zoveel jaar, te beginnen in jaar offset (0 is het eerste jaar).',
};

export const PLAN: Readonly<Record<PlanKey, string>> = {
  format: 'Formaat van dit bestand.',
  name: 'Naam van het plan.',
  region: 'Naam van de regio of het samenwerkingsverband.',
  startYear: 'Jaar waarin het eerste schooljaar begint: 2026 is 1 augustus 2026 tot en met 31 juli 2027.',
  years: 'Aantal schooljaren, 1 tot en met 15.',
  hoursPerFte: 'Jaartaak: uren per fte per jaar, bijvoorbeeld 1659.',
  wageIndex: 'Loonindex: groei per jaar (0.03 is 3 %), één getal of één per jaar na het eerste.',
  priceIndex: 'Prijsindex: groei per jaar (0.02 is 2 %), één getal of één per jaar na het eerste.',
  boards: 'Besturen. De volgorde beslist bij gelijke resten.',
  institutes: 'Lerarenopleidingen.',
  ceiling: 'Plafond: het meeste dat de regio zelf betaalt, in euro per jaar: één bedrag of één per jaar.',
  schools: 'Scholen of vestigingen.',
  groups: 'Doelgroepen: studenten (voltijd, deeltijd, zij-instroom) en starters.',
  students: 'Plaatsingen: hoeveel studenten of starters een school heeft, per instituut en doelgroep.',
  trend:
    'Groei van de instroom per doelgroep (-0.10 is een daling van 10 %), één getal of één per jaar na het eerste.',
  roles: 'Rollen, zoals schoolopleider en werkplekbegeleider.',
  rates: 'Tarieven: kosten per uur of per fte.',
  norms: 'Facilitering: normen in uren.',
  costs: 'Overige kosten, in euro.',
  funding: 'Dekking: subsidies en bijdragen.',
  split: 'Verdeelsleutel: wie de dekking ontvangt.',
  staff: 'Beschikbare formatie per rol en partij.',
  variants: 'Varianten: manieren om de regio te organiseren.',
  version: 'Versie van het plan.',
  state: 'Concept of vastgesteld.',
  notes: 'Vrije teksten bij het plan.',
};

export const FUNDING_RULE: Readonly<Record<keyof FundingRule, string>> = {
  format: 'Formaat van dit bestand.',
  id: 'Id van de regel: kleine letters, cijfers en streepjes, met minstens één letter.',
  name: 'Naam van de regeling en de versie ervan.',
  scheme: 'De regeling: regels van dezelfde regeling volgen elkaar op en gelden niet naast elkaar.',
  about: 'Wat de regel geeft en aan wie, in één zin.',
  validFrom: 'Geldig vanaf deze datum, bijvoorbeeld 2025-01-01.',
  validTo: 'Geldig tot en met deze datum.',
  checkedOn: 'Datum waarop iemand de bedragen het laatst bij de bron heeft nagekeken.',
  sources: 'Waar de bedragen en voorwaarden staan: documenten met hun webadres.',
  conditions: 'Waar wie de regel gebruikt zelf op moet letten.',
  replacedBy: 'De regel die hiervoor in de plaats kwam, ook voor de tijd waarvoor deze gold, en waarom.',
  funding: 'De dekking zoals die in een plan komt.',
};

const board: Texts<Board> = {
  pupils: 'Leerlingen, één aantal of één per jaar.',
  ceiling: CEILING,
  ceilingPerPupil: 'Plafond per leerling: het meeste dat het bestuur zelf betaalt; in plaats van ceiling.',
};

const institute: Texts<Institute> = { ceiling: CEILING };

const school: Texts<School> = {
  board: 'Id van het bestuur.',
  sector: 'Sector.',
  location: 'Soort plaats, vrij te kiezen: stad, platteland.',
  x: 'Plaats in km, naar het oosten.',
  y: 'Plaats in km, naar het noorden.',
  supervisors: 'Opgeleide werkplekbegeleiders, één aantal of één per jaar.',
  capacity: 'Het hoogste aantal studenten dat de school kan plaatsen, één aantal of één per jaar.',
};

const group: Texts<Group> = {
  kind: 'Studenten (student, als er niets staat) of starters (starter).',
  weight: 'Gewicht bij normen die gewogen tellen; 1 als er niets staat.',
  workplaceShare: 'Deel van de opleiding op de werkplek, 0 tot en met 1.',
  supervised:
    'Of deze doelgroep een werkplekbegeleider nodig heeft; studenten wel, starters niet als er niets staat.',
};

const students: Texts<StudentEntry> = {
  school: 'Id van de school.',
  institute: 'Id van het instituut; alleen starters kunnen zonder.',
  group: 'Id van de doelgroep.',
  counts: 'Aantal in elk jaar, of één aantal dat met de trend van de doelgroep meegaat.',
  before: 'Aantallen in de jaren vóór het plan, het nieuwste eerst.',
};

const role: Texts<Role> = {
  level: 'Operationeel, tactisch of strategisch.',
  employer: 'Wie deze mensen in dienst heeft en dus betaalt.',
  rate: 'Id van het tarief.',
  maxFte: 'Het meeste dat één persoon in deze rol werkt, in fte; 1 als er niets staat.',
};

const rate: Texts<Rate> = {
  perHour: 'Euro per uur.',
  perFte: 'Euro per fte per jaar (GPL).',
  overhead: 'Opslag op perFte: 0.1 is 10 %.',
};

const norm: Texts<Norm> = {
  role: 'Id van de rol die de uren krijgt.',
  ...COUNTED,
  hours: 'Uren per geteld aantal.',
  steps: 'Staffel in plaats van hours: de uren van de laatste trede waarvan from gehaald is.',
};

const cost: Texts<Cost> = {
  category: 'Rubriek.',
  bearer: 'Wie deze kosten draagt.',
  ...COUNTED,
  amount: 'Euro per geteld aantal.',
  steps: 'Staffel in plaats van amount: het bedrag van de laatste trede waarvan from gehaald is.',
  indexed: 'Of de prijsindex geldt; ja als er niets staat.',
};

const funding: Texts<Funding> = {
  source: 'Waar het geld vandaan komt: subsidie, bijdrage of anders.',
  kind: 'Hoe het bedrag bepaald wordt: per student, staffel, vast, of een deel van de kosten.',
  amount: 'Euro: per student, of in totaal bij kind: fixed.',
  steps: 'Staffel op het aantal studenten.',
  share: 'Deel van de kosten, 0 tot en met 1.',
  variants: VARIANTS,
  phase: PHASE,
  minStudents: 'Onder dit aantal studenten vervalt de dekking.',
  cap: 'Hoogste bedrag, vóór phase en index.',
  indexed: 'Of de prijsindex geldt; nee als er niets staat.',
  to: 'Geoormerkt: gaat geheel naar dit niveau en niet door de verdeelsleutel.',
  where: WHERE,
  lag: 'Telt de studenten van zoveel jaar eerder: 1 is t-1.',
  payer: 'Wie de bijdrage betaalt: elk bestuur of elk instituut naar eigen studenten.',
  basis: 'Toegekend per schooljaar (school) of per kalenderjaar (calendar).',
};

const staff: Texts<List<'staff'>> = {
  role: 'Id van de rol.',
  party: 'Partij: board:ID, institute:ID of region.',
  fte: 'Beschikbare fte, één getal of één per jaar.',
};

const variant: Texts<Variant> = {
  layout: 'Indeling: de plaats van elke school: haar soort (hub, partner) en haar opleidingsnetwerk.',
  leadKinds: 'De soorten die een netwerk trekken; hoogstens één school per netwerk.',
  studentsPerSupervisor: 'Studenten per werkplekbegeleider.',
  requirements: 'Eisen die elk jaar getoetst worden.',
  changes:
    'Wat in deze variant anders is dan in het plan: JSON Merge Patch, lijsten aangesproken op id, null verwijdert.',
};

/** By list of the plan: the keys of its items. */
export const ITEMS = {
  boards: board,
  institutes: institute,
  schools: school,
  groups: group,
  students,
  roles: role,
  rates: rate,
  norms: norm,
  costs: cost,
  funding,
  staff,
  variants: variant,
} as const satisfies Partial<Record<PlanKey, Readonly<Record<string, string>>>>;

export const SPLIT: Readonly<Record<keyof NonNullable<Plan['split']>, string>> = {
  regionFirst: 'Of de regio eerst haar eigen kosten vergoed krijgt.',
  shares: 'Het deel van elk niveau; samen precies 1.',
};

export const RESULT: Readonly<Record<keyof Result, string>> = {
  format: 'Formaat van dit bestand.',
  plan: 'Naam van het plan.',
  years: 'De schooljaren.',
  variants: 'De uitkomsten van elke variant.',
};

export const VARIANT_RESULT: Readonly<Record<keyof VariantResult, string>> = {
  id: 'Id van de variant.',
  years: 'De uitkomsten van elk schooljaar.',
  calendar: 'Kosten, dekking en saldo per kalenderjaar, in euro.',
};

export const YEAR_RESULT: Readonly<Record<keyof YearResult, string>> = {
  year: 'Het schooljaar.',
  students: 'Studenten, zonder starters.',
  lines: 'De regels waarvan alle totalen de som zijn.',
  funding: 'Wat elke dekking dit jaar geeft, en wie betaalt.',
  levels: 'Wat elk niveau van de dekking ontvangt, en per student.',
  parties: 'Wat elke partij ontvangt, draagt en bijdraagt.',
  totals: 'De totalen van het jaar.',
  roles: 'Uren, fte en kosten per rol.',
  staffing: 'Uren, fte en personen per eenheid en rol.',
  schools: 'Per school: studenten, werkplekbegeleiders, plaatsen en budget.',
  networks: 'Per opleidingsnetwerk: scholen, studenten, budget, uren en kosten.',
  staff: 'Nodige tegen beschikbare formatie, in fte.',
  checks: 'De eisen van de variant en de vaste controles.',
};

export const LINE_RESULT: Readonly<Record<keyof LineResult, string>> = {
  item: 'Id van de norm of kostenpost.',
  kind: 'Uren (hours) of kosten (cost).',
  role: 'Id van de rol; leeg bij kosten.',
  at: 'Soort eenheid.',
  unit: 'Id van de eenheid.',
  count: 'Wat er geteld is; gewogen studenten als tekst.',
  hours: 'Uren.',
  rate: 'Euro per uur.',
  amount: 'Euro.',
  shares: 'Wie dit draagt.',
};

/** The keys of a structure and of an addition to one. */
export const STRUCTURE: Readonly<Record<KeysOf<AnyStructure>, string>> = {
  format: 'Formaat van dit bestand.',
  type: 'Structuur (structure) of toevoeging die bij elke structuur kan (addon).',
  id: SHARED.id,
  name: 'Naam zoals de gebruiker die ziet.',
  summary: 'Wat het is, in één zin.',
  source: SHARED.source,
  note: SHARED.note,
  groups: 'Doelgroepen die het plan nodig heeft; wat het plan al heeft wordt gebruikt.',
  norms: 'Normen, als in een plan; fte in plaats van hours is een deel van de jaartaak.',
  costs: 'Overige kosten, als in een plan.',
  uses: 'Regels uit gedeeld.json die ook hier gelden, op id.',
  layout: 'Hoe de indeling wordt voorgesteld.',
  studentsPerSupervisor:
    'Studenten per begeleider; met own gaat voor wat de variant van de huidige situatie zegt. Zonder deze sleutel is niemand nodig.',
  requirements: 'Eisen die elk jaar getoetst worden, als in een plan, met rollen uit gedeeld.json.',
  arranges: 'Rollen die deze structuur zelf regelt: eigen normen van het plan tellen er niet voor mee.',
  shifts: 'Rollen waarvan de eigen normen van het plan hier door een andere rol worden gedaan.',
  instead:
    'Rollen die in deze structuur het werk van een andere doen, ook in gedeelde regels en toevoegingen.',
  choices: 'Keuzes; de eerste mogelijkheid geldt als niemand kiest.',
  places: 'Plaatsen op een school waarvan het plan er geen noemt.',
  minStudents: 'Met minder studenten per jaar slaagt een controle niet.',
};

/** What norms and costs of a structure have beside those of a plan. */
const template = {
  fte: 'Deel van de jaartaak in plaats van hours: 0.1 is een halve dag per week.',
  unlessOwn:
    'Vervalt waar het plan zelf al een regel heeft die hieraan voldoet; per student of groep alleen voor die doelgroepen.',
};

/** By list of a structure, or of the file with what structures share: the keys of its items. */
export const STRUCTURE_ITEMS = {
  roles: { ...role, also: 'Andere namen van dezelfde rol, om die van het plan te herkennen.' },
  rates: { ...rate, roles: 'Rollen waarvan het tarief in het plan voorgaat.' },
  groups: { ...group, also: 'Andere namen van dezelfde doelgroep, om die van het plan te herkennen.' },
  norms: { ...norm, ...template },
  costs: { ...cost, ...template },
} as const;
