import { DUTCH, formatDecimal } from './numbers.ts';
import type { StructureText, StructureTexts } from './structures.ts';

const count = (value: number): string => formatDecimal(String(value), DUTCH);
const many = (value: number, one: string, more: string): string =>
  `${count(value)} ${value === 1 ? one : more}`;
const students = (value: number): string => many(value, 'student', 'studenten');
const list = (items: readonly string[]): string => items.join(', ');
const quoted = (items: readonly string[]): string => items.map((each) => `"${each}"`).join(', ');
const decimal = (value: string): string => formatDecimal(value, DUTCH);
const known = (items: readonly string[]): string => (items.length === 0 ? '' : ` Kies uit: ${list(items)}.`);

const TEXTS: Readonly<Record<StructureText, string>> = {
  structures: 'Structuren',
  addons: 'Toevoegingen, die bij elke structuur kunnen',
  'not-written':
    'Er is niets geschreven; geef met --out een bestand op om het plan met deze variant te bewaren.',
  changeable: 'Alles hiervan kunt u daarna in het plan veranderen.',
};

export const structuresNl: StructureTexts = {
  text: (text) => TEXTS[text],
  made: (variant, id, plan) => `${plan}: variant "${variant}" (${id})`,
  choice: (name, options) => `keuze ${name}: ${list(options)}`,
  problems: {
    'structure-missing': (values) => `Geef met --structure aan welke structuur.${known(values.known)}`,
    'structure-unknown': ({ found, known: all }) => `Structuur "${found}" is niet bekend.${known(all)}`,
    'structure-unknown-addon': ({ found, known: all }) =>
      `Toevoeging "${found}" is niet bekend.${known(all)}`,
    'structure-bad-choice': ({ found }) => `"${found}" is geen keuze; schrijf NAAM=MOGELIJKHEID.`,
    'structure-over-input': ({ file }) =>
      `"${file}" is het plan zelf; geef --force als het vervangen mag worden, of schrijf naar een ander bestand.`,
    'structure-out-form': ({ file }) => `"${file}" moet eindigen op .json (plan) of .xlsx (werkmap).`,
    'structure-no-schools': () =>
      'Het plan heeft geen scholen; zonder scholen is er niets om in te delen. Voeg eerst scholen toe.',
    'structure-unknown-variant': ({ found, known: all }) =>
      `Variant "${found}" staat niet in het plan.${known(all)}`,
    'structure-variant-exists': ({ id }) =>
      `Variant "${id}" staat al in het plan; geef met --id een andere id.`,
    'structure-bad-id': ({ found }) =>
      `"${found}" is geen geldige id; gebruik 1 tot 60 kleine letters, cijfers en streepjes, met minstens één letter.`,
    'structure-unknown-choice': ({ found, known: all }) =>
      all.length === 0
        ? `Deze structuur heeft geen keuzes; "${found}" past hier niet.`
        : `Keuze "${found}" kent deze structuur niet.${known(all)}`,
    'structure-unknown-option': ({ choice, found, known: all }) =>
      `"${found}" is geen mogelijkheid bij keuze "${choice}".${known(all)}`,
  },
  notes: {
    'no-students': () =>
      'Er zijn nog geen studenten: elke school telt even zwaar bij de keuze wie trekt, en de variant kost nog niets per student.',
    'no-distance': () =>
      'Niet van elke school is de plaats (x en y) bekend: waar zij ontbreekt telt alleen het bestuur en de omvang.',
    'networks-kept': ({ variant, networks }) =>
      `De netwerken zijn die van variant ${variant} (${many(networks, 'netwerk', 'netwerken')}).`,
    leads: ({ kind, leads, kept }) =>
      `${kept ? 'Als' : 'Voorgesteld als'} ${kind}: ${list(leads.map((each) => `${each.school} (${students(each.students)})`))}.${
        kept
          ? ''
          : ' De scholen met de meeste studenten, verdeeld over de besturen naar hun studenten; de andere scholen horen bij de dichtstbijzijnde, liefst van het eigen bestuur.'
      }`,
    largest: ({ kind, schools, note }) => `Als ${kind}: ${many(schools, 'school', 'scholen')}. ${note}`,
    first: ({ kind, school }) =>
      `Voorgesteld als ${kind}: ${school}, de grootste school van het bestuur met de meeste studenten.`,
    'schools-left': ({ schools }) =>
      `${many(schools, 'school zonder studenten of starters heeft', 'scholen zonder studenten of starters hebben')} geen plaats in deze variant.`,
    'outside-size': ({ minStudents, maxStudents, found }) =>
      `Niet overal ${maxStudents >= Number.MAX_SAFE_INTEGER ? `ten minste ${count(minStudents)}` : `${count(minStudents)} tot ${count(maxStudents)}`} studenten: ${list(
        found.map((each) => `${each.school} (${count(each.students)})`),
      )}.`,
    'no-mix': ({ locations, networks }) =>
      `${many(networks, 'netwerk mist', 'netwerken missen')} een school van elke ligging (${list(locations)}); er zijn er niet genoeg.`,
    'requirement-left': ({ type }) =>
      type === 'location-mix'
        ? 'De toets op stad en platteland is weggelaten: de ligging van de scholen is niet (zo) ingevuld.'
        : 'De toets op het werkplekaandeel is weggelaten: het is niet voor elke doelgroep ingevuld.',
    'own-kept': ({ rule, own }) =>
      `Uw eigen ${quoted(own)} gaat voor; "${rule}" van de structuur telt daar niet.`,
    'own-set-aside': ({ role, own }) =>
      `De structuur regelt de inzet van de rol ${role} zelf: uw ${quoted(own)} telt in deze variant niet mee, en in uw andere varianten wel.`,
    'own-shifted': ({ from, to, own, note }) =>
      `Uw ${quoted(own)} wordt in deze variant gedaan door ${to} in plaats van ${from}. ${note}`,
    'role-taken': ({ role, own }) => `Voor de rol ${role} geldt uw eigen rol ${own}.`,
    'role-added': ({ role, rate }) => `Rol toegevoegd: ${role}, tegen het tarief ${rate}.`,
    'rate-added': ({ rate }) => `Tarief toegevoegd (aanname): ${rate}.`,
    renamed: ({ from, to }) => `De id ${from} is in het plan al in gebruik; hier heet het ${to}.`,
    'rule-shared': ({ rules }) =>
      `Stond al in het plan, van een eerdere structuur, en telt ook hier: ${quoted(rules)}.`,
    'group-added': ({ groups }) =>
      `Doelgroepen toegevoegd, nog zonder aantallen: ${list(groups)}. Vul de aantallen in bij de studenten en starters.`,
    'no-starters': ({ rule }) => `"${rule}" is weggelaten: het plan heeft geen doelgroep van starters.`,
    'funding-taken': ({ variant, funding }) =>
      `De dekking is die van variant ${variant}: ${quoted(funding)}.`,
    'supervisor-taken': ({ variant, value }) =>
      `Studenten per begeleider: ${decimal(value)}, zoals in variant ${variant}.`,
    'supervisor-assumed': ({ value, note }) => `Studenten per begeleider: ${decimal(value)}. ${note}`,
    'places-assumed': ({ schools, value, note }) =>
      `${many(schools, 'school', 'scholen')} zonder opgave: ${many(value, 'plaats', 'plaatsen')} per school. ${note}`,
    choice: ({ choice, option, others }) => `${choice}: ${option}. Ook mogelijk: --choice ${list(others)}.`,
    added: ({ norms, costs, assumed }) =>
      `Toegevoegd: ${many(norms, 'norm', 'normen')} en ${many(costs, 'kostenpost', 'kostenposten')}, waarvan ${count(assumed)} (deels) aanname; de bron of de aanname staat bij elke regel.`,
  },
};
