import { type Plan, validate } from '../../engine/index.ts';
import {
  csvRows,
  type ImportOptions,
  type Input,
  knownHeadings,
  type Mapping,
  type RowSource,
} from '../../src/import/index.ts';
import { nl } from '../../src/texts/index.ts';

/** Lists as a test gives them, without files. */

/** A CSV file by its text or bytes, in pieces of a size that cuts through everything. */
export function list(name: string, content: string | Uint8Array, input: Input, size = 1000): RowSource {
  return csvRows(name, pieces(content, size), { known: (headings) => knownHeadings(input, headings) });
}

export function pieces(content: string | Uint8Array, size: number): Uint8Array[] {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );
}

export const options = (more: Partial<ImportOptions> = {}): ImportOptions => ({
  today: '2026-11-22',
  words: nl.imports.plan(),
  ...more,
});

export const withMap = (mapping: Mapping, more: Partial<ImportOptions> = {}): ImportOptions =>
  options({ mapping, ...more });

/** A valid plan with two schools, two institutes and two groups. */
export function smallPlan(more: Record<string, unknown> = {}): Plan {
  const validation = validate({
    format: 'samenplan/1',
    name: 'Regioplan',
    region: 'Noord',
    startYear: 2026,
    years: 2,
    hoursPerFte: '1659',
    boards: [{ id: 'oog', name: 'Openbaar Onderwijs Groningen', code: '42510' }],
    institutes: [
      { id: 'rug', name: 'Rijksuniversiteit Groningen' },
      { id: 'hanze', name: 'Hanzehogeschool Groningen', code: '25BE' },
    ],
    schools: [
      { id: 'praedinius', name: 'Praedinius Gymnasium', board: 'oog', code: '20BV00' },
      { id: 'reitdiep', name: 'Reitdiepcollege', board: 'oog', code: '13ZU00' },
    ],
    groups: [
      { id: 'voltijd', name: 'Voltijd' },
      { id: 'deeltijd', name: 'Deeltijd' },
    ],
    students: [
      { school: 'praedinius', institute: 'rug', group: 'voltijd', counts: 5, before: [6] },
      { school: 'reitdiep', institute: 'hanze', group: 'voltijd', counts: 7 },
    ],
    roles: [
      {
        id: 'schoolopleider',
        name: 'Schoolopleider',
        level: 'operationeel',
        employer: 'school',
        rate: 'leraar',
      },
    ],
    rates: [{ id: 'leraar', name: 'Leraar', perHour: '55' }],
    norms: [
      {
        id: 'begeleiding',
        name: 'Begeleiding',
        role: 'schoolopleider',
        at: 'school',
        per: 'student',
        hours: '10',
      },
    ],
    variants: [
      {
        id: 'basis',
        name: 'Basis',
        layout: [
          { school: 'praedinius', kind: 'hub', network: 'noord' },
          { school: 'reitdiep', kind: 'partner', network: 'noord' },
        ],
      },
    ],
    ...more,
  });
  if (!validation.ok) throw new Error(JSON.stringify(validation.problems));
  return validation.plan;
}
