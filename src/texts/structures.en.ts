import { ENGLISH, formatDecimal } from './numbers.ts';
import type { StructureText, StructureTexts } from './structures.ts';

const count = (value: number): string => formatDecimal(String(value), ENGLISH);
const many = (value: number, one: string, more = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : more}`;
const students = (value: number): string => many(value, 'student');
const list = (items: readonly string[]): string => items.join(', ');
const quoted = (items: readonly string[]): string => items.map((each) => `"${each}"`).join(', ');
const known = (items: readonly string[]): string =>
  items.length === 0 ? '' : ` Choose from: ${list(items)}.`;

const TEXTS: Readonly<Record<StructureText, string>> = {
  structures: 'Structures',
  addons: 'Additions, which go with any structure',
  'not-written': 'Nothing was written; name a file with --out to keep the plan with this variant.',
  changeable: 'All of this can be changed in the plan afterwards.',
};

export const structuresEn: StructureTexts = {
  text: (text) => TEXTS[text],
  made: (variant, id, plan) => `${plan}: variant "${variant}" (${id})`,
  choice: (name, options) => `choice ${name}: ${list(options)}`,
  problems: {
    'structure-missing': (values) => `Say which structure with --structure.${known(values.known)}`,
    'structure-unknown': ({ found, known: all }) => `Structure "${found}" is not known.${known(all)}`,
    'structure-unknown-addon': ({ found, known: all }) => `Addition "${found}" is not known.${known(all)}`,
    'structure-bad-choice': ({ found }) => `"${found}" is no choice; write NAME=OPTION.`,
    'structure-over-input': ({ file }) =>
      `"${file}" is the plan itself; give --force if it may be replaced, or write to another file.`,
    'structure-out-form': ({ file }) => `"${file}" has to end in .json (plan) or .xlsx (workbook).`,
    'structure-no-schools': () =>
      'The plan has no schools, so there is nothing to arrange. Add schools first.',
    'structure-unknown-variant': ({ found, known: all }) =>
      `Variant "${found}" is not in the plan.${known(all)}`,
    'structure-variant-exists': ({ id }) =>
      `Variant "${id}" is in the plan already; give another id with --id.`,
    'structure-bad-id': ({ found }) =>
      `"${found}" is no valid id; use 1 to 60 lower case letters, digits and hyphens, with at least one letter.`,
    'structure-unknown-choice': ({ found, known: all }) =>
      all.length === 0
        ? `This structure has no choices; "${found}" has no place here.`
        : `This structure has no choice "${found}".${known(all)}`,
    'structure-unknown-option': ({ choice, found, known: all }) =>
      `"${found}" is no option of choice "${choice}".${known(all)}`,
  },
  notes: {
    'no-students': () =>
      'There are no students yet: every school counts alike in choosing who leads, and nothing costs anything per student.',
    'no-distance': () =>
      'Not every school has its place (x and y): without it only its board and its size count.',
    'networks-kept': ({ variant, networks }) =>
      `The networks are those of variant ${variant} (${many(networks, 'network')}).`,
    leads: ({ kind, leads, kept }) =>
      `${kept ? 'As' : 'Proposed as'} ${kind}: ${list(leads.map((each) => `${each.school} (${students(each.students)})`))}.${
        kept
          ? ''
          : ' The schools with the most students, divided over the boards by their students; the other schools go with the nearest, of their own board if possible.'
      }`,
    largest: ({ kind, schools, note }) => `As ${kind}: ${many(schools, 'school')}. ${note}`,
    first: ({ kind, school }) =>
      `Proposed as ${kind}: ${school}, the largest school of the board with the most students.`,
    'schools-left': ({ schools }) =>
      `${many(schools, 'school without students or starters has', 'schools without students or starters have')} no place in this variant.`,
    'outside-size': ({ minStudents, maxStudents, found }) =>
      `Not everywhere ${maxStudents >= Number.MAX_SAFE_INTEGER ? `at least ${count(minStudents)}` : `${count(minStudents)} to ${count(maxStudents)}`} students: ${list(
        found.map((each) => `${each.school} (${count(each.students)})`),
      )}.`,
    'no-mix': ({ locations, networks }) =>
      `${many(networks, 'network lacks', 'networks lack')} a school of each location (${list(locations)}); there are too few.`,
    'requirement-left': ({ type }) =>
      type === 'location-mix'
        ? 'The check on city and countryside was left out: the schools do not say (so) where they are.'
        : 'The check on the workplace share was left out: not every target group has one.',
    'own-kept': ({ rule, own }) =>
      `Your own ${quoted(own)} goes first; "${rule}" of the structure does not count there.`,
    'own-set-aside': ({ role, own }) =>
      `The structure arranges the role ${role} itself: your ${quoted(own)} does not count in this variant, and does in your others.`,
    'own-shifted': ({ from, to, own, note }) =>
      `Your ${quoted(own)} is done by ${to} in this variant, instead of ${from}. ${note}`,
    'role-taken': ({ role, own }) => `For the role ${role} your own role ${own} holds.`,
    'role-added': ({ role, rate }) => `Role added: ${role}, at the rate ${rate}.`,
    'rate-added': ({ rate }) => `Rate added (assumption): ${rate}.`,
    renamed: ({ from, to }) => `The id ${from} is used in the plan already; here it is ${to}.`,
    'rule-shared': ({ rules }) =>
      `Was in the plan already, from an earlier structure, and counts here too: ${quoted(rules)}.`,
    'group-added': ({ groups }) =>
      `Target groups added, without numbers yet: ${list(groups)}. Fill in the numbers with the students and starters.`,
    'no-starters': ({ rule }) => `"${rule}" was left out: the plan has no target group of starters.`,
    'funding-taken': ({ variant, funding }) =>
      `The funding is that of variant ${variant}: ${quoted(funding)}.`,
    'supervisor-taken': ({ variant, value }) => `Students per mentor: ${value}, as in variant ${variant}.`,
    'supervisor-assumed': ({ value, note }) => `Students per mentor: ${value}. ${note}`,
    'places-assumed': ({ schools, value, note }) =>
      `${many(schools, 'school')} without a number: ${many(value, 'place')} for each school. ${note}`,
    choice: ({ choice, option, others }) => `${choice}: ${option}. Also possible: --choice ${list(others)}.`,
    added: ({ norms, costs, assumed }) =>
      `Added: ${many(norms, 'norm')} and ${many(costs, 'cost')}, of which ${count(assumed)} (partly) assumed; each says its source or that it is an assumption.`,
  },
};
