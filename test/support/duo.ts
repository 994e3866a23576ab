/**
 * Files as DUO publishes them, at their real size, with the real headings and everything in them that goes wrong in
 * practice. Made by a fixed generator, so that every run has the same files.
 */

/** Row counts and codes of the province of Groningen, voortgezet onderwijs, 1 October 2025 (provisional). */
export interface DuoSchool {
  readonly province: string;
  readonly board: string;
  readonly code: string;
  /** as in the file of vestigingen */
  readonly shortName: string;
  /** as in the file of pupils: the same vestiging has another name there */
  readonly longName: string;
  readonly place: string;
  readonly municipality: string;
  /** undefined: the vestiging has no row in the file of pupils */
  readonly pupils: number | '<5' | 'x' | undefined;
}

export const VESTIGINGEN_HEADINGS =
  'PROVINCIE;BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;STRAATNAAM;HUISNUMMER-TOEVOEGING;POSTCODE;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;DENOMINATIE;TELEFOONNUMMER;INTERNETADRES;ONDERWIJSSTRUCTUUR;STRAATNAAM CORRESPONDENTIEADRES;HUISNUMMER-TOEVOEGING CORRESPONDENTIEADRES;POSTCODE CORRESPONDENTIEADRES;PLAATSNAAM CORRESPONDENTIEADRES;NODAAL GEBIED CODE;NODAAL GEBIED NAAM;RPA-GEBIED CODE;RPA-GEBIED NAAM;WGR-GEBIED CODE;WGR-GEBIED NAAM;COROPGEBIED CODE;COROPGEBIED NAAM;ONDERWIJSGEBIED CODE;ONDERWIJSGEBIED NAAM;RMC-REGIO CODE;RMC-REGIO NAAM;VAKANTIEREGIO'.split(
    ';',
  );
export const LEERLINGEN_HEADINGS = [
  'BEVOEGD GEZAG NUMMER',
  'INSTELLINGSCODE',
  'VESTIGINGSCODE',
  'INSTELLINGSNAAM VESTIGING',
  'PLAATSNAAM',
  'GEMEENTENUMMER',
  'GEMEENTENAAM',
  'PROVINCIE',
  'AANTAL LEERLINGEN',
  'AANTAL VO LEERLINGEN UITBESTEED AAN VAVO',
];

const GRONINGEN = `13563 Winkler Prins|Veendam|16PI00=1020 16PI02=109 16PI03=186 16PI04=343 16PI05=233 16PI01
40365 Ubbo Emmius|Stadskanaal|02VJ00=713 02VJ03=388 02VJ06=293 02VJ07=272 02VJ08=289 02VJ01 02VJ04
40365 Dollard College|Winschoten|20CM00=1096 20CM01=264 20CM03=154 20CM07=342 20CM08=150 20CM09=574 20CM10=27 20CM13
40365 PrO Stadskanaal|Stadskanaal|18UZ00=185
40365 PrO Winschoten|Winschoten|19UR00=139
40570 CSG Groningen|Groningen|14RP00=914 14RP01=1239 14RP02=267 14RP03=359 14RP04
40851 De Bolster|Groningen|05OP00=284
40872 Terra|Oldekerk|25PW55=357 25PW56=466 25PW57=153
41143 RSG de Borgen|Leek|00DI00=274 00DI02=<5 00DI03=x 00DI06
41789 Gomarus College|Groningen|02UV00=710 02UV08=373 02UV10=84 02UV17=621 02UV18=433
41889 RSG Ter Apel|Ter Apel|16IH00=752 16IH03=92
42510 Reitdiepcollege|Groningen|13ZU00=857 13ZU02=608 13ZU03=132
42510 Heyerdahl College|Groningen|17SG00=201
42510 Praedinius Gymnasium|Groningen|20BV00=782 20BV01
42510 H.N. Werkman College|Groningen|20EM00=1448 20EM01=439 20EM03=345 20EM04=325
42510 Zernike College|Groningen|20ER00=1060 20ER04=1465 20ER08=162 20ER09=378 20ER05
42534 dr. Aletta Jacobs College|Hoogezand|25GM00=939 25GM02=81 25GM04=246
42590 VO Eemsdelta|Appingedam|30JM00=117 30PP00=625 30PP01=164 30PP02=99 30PP04=589
42880 Het Hogeland College|Warffum|16ZK00=568 16ZK01=379 16ZK02=250 16ZK03=76`;

const groningen: readonly DuoSchool[] = GRONINGEN.split('\n').flatMap((line) => {
  const [, board = '', name = '', place = '', codes = ''] = /^(\d+) ([^|]+)\|([^|]+)\|(.*)$/.exec(line) ?? [];
  return codes.split(' ').map((each): DuoSchool => {
    const [code = '', count] = each.split('=');
    const pupils = count === undefined ? undefined : count === '<5' || count === 'x' ? count : Number(count);
    return {
      province: 'Groningen',
      board,
      code,
      shortName: name,
      longName: `${name}, openbare scholengemeenschap ${code}`,
      place: place.toUpperCase(),
      municipality: place,
      pupils,
    };
  });
});

/** Vestigingen elsewhere, of which some belong to boards or even a BRIN of Groningen; names with everything odd. */
const ODD_NAMES = [
  'VMBO "De Jutter" Vlieland',
  'Súdwest-Fryslân College',
  'Penta Bahûrim',
  "'t Venster",
  '@cademie',
  '=Plus College',
  '+Lyceum',
  'Köln; afdeling A',
];
const PROVINCES: readonly (readonly [province: string, place: string])[] = [
  ['Friesland', 'VLIELAND'],
  ['Drenthe', 'ASSEN'],
  ['Overijssel', 'ZWOLLE'],
  ['Zuid-Holland', "'S-GRAVENHAGE"],
  ['Noord-Brabant', "'S-HERTOGENBOSCH"],
  ['Noord-Holland', 'AMSTERDAM'],
];

const letters = 'ABCDEFGHJKLMNPRSTUVWXYZ';

/** All vestigingen of the country: those of Groningen spread over the file, in the order of a file of DUO. */
export function duoSchools(size = 1600): readonly DuoSchool[] {
  const elsewhere = Array.from({ length: Math.max(0, size - groningen.length) }, (_, at): DuoSchool => {
    const [province, place] = PROVINCES[at % PROVINCES.length] as readonly [string, string];
    const own =
      at === 0
        ? ['41889', '16IH05']
        : at === 1
          ? ['41789', '02UV20']
          : at === 2
            ? ['41143', '00DI09']
            : undefined;
    const number = String(31 + (at % 60)).padStart(2, '0');
    const code = `${number}${letters[Math.floor(at / 60) % 23]}${letters[Math.floor(at / 1380) % 23]}${String(at % 10).padStart(2, '0')}`;
    const name =
      at % 40 === 7 ? (ODD_NAMES[Math.floor(at / 40) % ODD_NAMES.length] as string) : `College ${at}`;
    const pupils = at % 97 === 0 ? '<5' : at % 53 === 0 ? undefined : 100 + ((at * 37) % 1500);
    return {
      province,
      board: own?.[0] ?? String(30000 + Math.floor(at / 4)),
      code: own?.[1] ?? code,
      shortName: name,
      longName: `${name} (voortgezet onderwijs)`,
      place,
      municipality: place.slice(0, 1) + place.slice(1).toLowerCase(),
      pupils,
    };
  });
  const step = Math.max(1, Math.floor(elsewhere.length / groningen.length));
  return elsewhere
    .flatMap((school, at) => {
      const own = at % step === 0 ? groningen[at / step] : undefined;
      return own ? [own, school] : [school];
    })
    .concat(groningen.slice(Math.ceil(elsewhere.length / step)));
}

export type Charset = 'utf-8' | 'utf-8-bom' | 'windows-1252';
export interface DuoForm {
  readonly charset?: Charset;
  readonly separator?: ';' | ',';
  readonly quotes?: 'all' | 'needed';
  readonly newline?: '\r\n' | '\n';
  /** headings as before about 2016 */
  readonly older?: boolean;
}

export const duoForms: readonly Required<Pick<DuoForm, 'charset' | 'separator'>>[] = (
  ['utf-8', 'utf-8-bom', 'windows-1252'] as const
).flatMap((charset) => ([';', ','] as const).map((separator) => ({ charset, separator })));

const older = (heading: string): string =>
  ({ INSTELLINGSCODE: 'BRIN NUMMER', VESTIGINGSCODE: 'VESTIGINGSNUMMER' })[heading] ?? heading;

function encode(text: string, charset: Charset): Buffer {
  if (charset === 'utf-8-bom') return Buffer.from(`\ufeff${text}`, 'utf8');
  return Buffer.from(text, charset === 'utf-8' ? 'utf8' : 'latin1');
}

function write(rows: readonly (readonly string[])[], plain: readonly number[], form: DuoForm): Buffer {
  const { charset = 'windows-1252', separator = ';', quotes = 'needed', newline = '\r\n' } = form;
  const cell = (text: string, column: number, heading: boolean): string => {
    const must = text.includes(separator) || text.includes('"');
    const wish = quotes === 'all' && (heading || !plain.includes(column));
    return must || wish ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = rows.map((row, line) =>
    row.map((text, column) => cell(text, column, line === 0)).join(separator),
  );
  return encode(lines.join(newline) + newline, charset);
}

/** `02.-alle-vestigingen-vo.csv`: unquoted, empty cells as a space, addresses that are none. */
export function duoVestigingen(schools: readonly DuoSchool[], form: DuoForm = {}): Buffer {
  const rows = schools.map(({ province, board, code, shortName, place, municipality }, at) => [
    ...[province, board, code.slice(0, 4), code, shortName, 'Schoolstraat', String(at + 1), '9700 AA', place],
    ...['0014', municipality.toUpperCase(), 'Openbaar', '0501234567'],
    [' ', 'www.school.nl', 'https://www.school.nl', '050-1234567'][at % 4] as string,
    ...['VMBO/HAVO/VWO', ' ', ' ', ' ', ' ', '01', 'Groningen', '01', 'Groningen', '01', 'Groningen', '03'],
    ...['Overig Groningen', '01', 'Groningen', '03', 'Centraal Groningen', 'Noord'],
  ]);
  const headings = form.older ? VESTIGINGEN_HEADINGS.map(older) : VESTIGINGEN_HEADINGS;
  return write([headings, ...rows], [], form);
}

/** `03.-leerlingen-vo-per-vestiging-en-bestuur-(vavo-apart)-2025.csv`: quoted, but for the number of pupils. */
export function duoLeerlingen(schools: readonly DuoSchool[], form: DuoForm = {}): Buffer {
  const rows = schools.flatMap(({ province, board, code, longName, place, municipality, pupils }, at) => {
    if (pupils === undefined) return [];
    const row = [
      board,
      code.slice(0, 4),
      code,
      longName,
      place,
      '0014',
      municipality,
      province,
      String(pupils),
    ];
    return [[...row, at % 3 === 0 ? '<5' : '11', ...(form.older ? [String(pupils)] : [])]];
  });
  const headings = form.older
    ? [...LEERLINGEN_HEADINGS.map(older), 'TOTAAL AANTAL LEERLINGEN']
    : LEERLINGEN_HEADINGS;
  return write([headings, ...rows], [8], { quotes: 'all', ...form });
}

/** A recent list of boards: commas, quotes and a byte order mark. */
export function duoBesturen(schools: readonly DuoSchool[], form: DuoForm = {}): Buffer {
  const numbers = [...new Set(schools.map(({ board }) => board))].sort();
  const rows = numbers.map((number) => [
    number,
    `Stichting ${number}, voor onderwijs`,
    'GRONINGEN',
    `0101${number}`,
  ]);
  const headings = ['BEVOEGD GEZAG NUMMER', 'BEVOEGD GEZAG NAAM', 'PLAATSNAAM', 'KVK-NUMMER'];
  return write([headings, ...rows], [], { charset: 'utf-8-bom', separator: ',', quotes: 'all', ...form });
}
