import { concat, type Expr, late, minus, numberOf, sumWhere } from './formula.ts';
import type { Inzet } from './inzet.ts';
import { partyName } from './per-party.ts';
import { asOperand, band, known, nameOf, type Report, shown, variantSection } from './report.ts';
import type { LiveStaffing } from './results.ts';
import type { Label, Row } from './sheet.ts';

/** Hours, fte and persons per place and role, and where there are too few of them, of a variant. */

/** The units and roles with hours in some year. */
function staffedIn({ staffing }: Inzet): ReadonlySet<string> {
  const works = (row: Row): boolean =>
    Array.from({ length: row.sheet.years }, (_, year) => row.in(year)).some(
      (hours) => numberOf(hours).sign !== 0,
    );
  return new Set(staffing.filter(({ hours }) => works(hours)).map(keyOf));
}

const keyOf = ({ at, unit, role }: LiveStaffing): string => `${at} ${unit} ${role}`;

const LISTS = { school: 'schools', board: 'boards', institute: 'institutes' } as const;

/** A unit by its name; a network goes by its id. */
function unitName(report: Report, inzet: Inzet, { at, unit }: LiveStaffing): Label {
  if (at === 'region') return report.texts.region;
  return at === 'network' ? unit : nameOf(inzet, LISTS[at as keyof typeof LISTS], unit);
}

export function addStaffingReport(report: Report, inzet: Inzet, asWritten: Inzet): void {
  const { sheet, texts } = report;
  const { words, units } = texts.live;
  variantSection(report, inzet);
  const written = staffedIn(asWritten);
  band(report, words.atPlaces);
  const from = sheet.rows.length;
  for (const each of inzet.staffing) {
    // where nobody works a row would say nothing; what a user's edits bring there stands in the row below
    if (!written.has(keyOf(each))) continue;
    const role = nameOf(inzet, 'roles', each.role);
    const name = concat(asOperand(unitName(report, inzet, each)), ': ', asOperand(role));
    shown(report, name, units.hour, each.hours, 'hours');
    shown(report, name, units.fte, each.fte, 'fte');
    shown(report, name, units.person, each.persons, 'count');
  }
  const listed = sheet.rows.slice(from);
  const other: Row = sheet.addSummed(
    { A: words.otherUnits, F: units.hour },
    late(() => {
      if (listed.length === 0) return inzet.totals.hours;
      const range = sheet.range(listed);
      const hours = sumWhere(range, { cells: range.label('F'), value: other.label('F') });
      return minus(inzet.totals.hours, hours);
    }),
    'hours',
  );
  sheet.blank();
  band(report, words.guidanceAndPlaces);
  for (const school of inzet.schools) {
    const name = asOperand(nameOf(inzet, 'schools', school.school));
    const row = (word: string, unit: string, figure: Expr): Row =>
      shown(report, concat(name, `: ${word}`), unit, figure, 'count');
    row(words.students, units.student, school.students);
    row(words.supervisorsNeeded, units.person, school.needed);
    row(words.supervisorsAvailable, units.person, known(school.available, words.unknown));
    row(words.supervisorsShort, units.person, known(school.supervisorShortage, words.unknown));
    row(words.places, units.student, known(school.capacity, words.unknown));
    row(words.placesShort, units.student, known(school.placementShortage, words.unknown));
  }
  sheet.blank();
  band(report, words.staffOnHand);
  for (const { role, party, needed, available, shortage } of inzet.staff) {
    const name = concat(
      asOperand(nameOf(inzet, 'roles', role)),
      ', ',
      asOperand(partyName(report, inzet, party)),
    );
    shown(report, concat(name, `: ${words.needed}`), units.fte, needed, 'fte');
    shown(report, concat(name, `: ${words.available}`), units.fte, available, 'fte');
    shown(report, concat(name, `: ${words.short}`), units.fte, shortage, 'fte');
  }
}
