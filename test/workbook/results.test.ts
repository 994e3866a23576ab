import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { calculate, type Plan } from '../../engine/index.ts';
import { writeWorkbook } from '../../src/hosts/xlsx-file.ts';
import { cellIndex, type ReadBook, type ReadCell, readBook } from '../../src/ooxml/index.ts';
import { en } from '../../src/texts/en.ts';
import { nl } from '../../src/texts/index.ts';
import { describeWorkbook, type WorkbookDescription } from '../../src/workbook/index.ts';
import { accepted, isValid, LONG, SEED } from '../support/engine.ts';
import { convert } from '../support/libreoffice.ts';
import { planArbitrary, type Tree } from '../support/plans.ts';
import { requireAll, requireProgram } from '../support/programs.ts';
import { missingForSchemas, validateParts } from '../support/schemas.ts';
import { root } from '../tooling/project.ts';

const CREATED = new Date('2026-08-01T09:30:00Z');
const tree = (name: string): Tree => JSON.parse(readFileSync(path.join(root, name), 'utf8')) as Tree;
const HUB = 'test/golden/hub-met-twee-partners.plan.json';
const FILES = [
  'examples/groningen/plan.json',
  ...readdirSync(path.join(root, 'test/golden'))
    .filter((name) => name.endsWith('.plan.json'))
    .map((name) => `test/golden/${name}`),
];

const describedOf = (plan: Plan, texts = nl): WorkbookDescription =>
  describeWorkbook(texts, plan, calculate(plan));
const written = (plan: Plan, texts = nl): Uint8Array =>
  writeWorkbook(describedOf(plan, texts), { created: CREATED });

/** What a cell holds: a number as a number, so that a program may write it its own way. */
const held = (cell: ReadCell | undefined): unknown =>
  cell === undefined || cell.type === 'blank' ? undefined : cell.value;

/** Holds what was read against the description, cell by cell; sheets with their charts and frozen panes. */
function compare(back: ReadBook, description: WorkbookDescription): void {
  expect(back.sheets.map(({ name }) => name)).toEqual(description.sheets.map(({ name }) => name));
  description.sheets.forEach(({ name, rows }, index) => {
    const sheet = back.sheets[index];
    if (!sheet) throw new Error(`no sheet ${name}`);
    const found = cellIndex(sheet);
    rows.forEach(({ cells }, row) => {
      cells.forEach((cell, column) => {
        const value = cell?.value ?? undefined;
        const wanted =
          value === undefined ? undefined : 'text' in value ? value.text || undefined : Number(value.number);
        const at = found(row + 1, column + 1);
        const formula = cell?.formula;
        // LibreOffice writes formulas its own way
        if (held(at) !== wanted || (at?.formula === undefined) !== (formula === undefined))
          expect([name, row + 1, column + 1, held(at), at?.formula]).toEqual([
            name,
            row + 1,
            column + 1,
            wanted,
            formula,
          ]);
      });
    });
    const count = rows.reduce(
      (sum, { cells }) =>
        sum +
        cells.filter((cell) => cell?.value && (!('text' in cell.value) || cell.value.text !== '')).length,
      0,
    );
    expect(sheet.cells.filter(({ type }) => type !== 'blank')).toHaveLength(count);
  });
}

/** Names, ids and texts that a spreadsheet could take for something else. */
const HOSTILE = [
  '=1+1',
  '+31 50 1234567',
  '-5',
  '@SUM(A1)',
  "=cmd|' /C calc'!A0",
  '007',
  '1e5',
  '2026-08-01',
  'TRUE',
  ' x ',
  "'x",
  '<b>&"',
  '_x0041_',
  '#REF!',
  'a\nb',
  '{=1}',
];

function hostile(): Plan {
  const plan = tree(HUB);
  let next = 0;
  const name = (): string => HOSTILE[next++ % HOSTILE.length] as string;
  for (const list of [
    'boards',
    'institutes',
    'schools',
    'groups',
    'roles',
    'rates',
    'norms',
    'costs',
    'funding',
    'variants',
  ])
    for (const item of (plan[list] ?? []) as Tree[]) item.name = name();
  for (const cost of (plan.costs ?? []) as Tree[]) cost.category = name();
  return accepted({ ...plan, name: '=2+2', region: '@regio', version: '-1' });
}

/** The hub with its first variant alone, changed. */
const changed = (changes: Tree): Plan => {
  const hub = tree(HUB);
  return accepted({ ...hub, variants: (hub.variants as Tree[]).slice(0, 1), ...changes });
};

describe('the result sheets', () => {
  it.each(FILES)('can be read back as they were described: %s', (name) => {
    const plan = accepted(tree(name));
    for (const texts of name.includes('willekeurig') ? [nl] : [nl, en])
      compare(readBook(written(plan, texts)), describedOf(plan, texts));
  });

  it('can be read back of any plan', () => {
    fc.assert(
      fc.property(planArbitrary({ size: 'small' }), (plan) => {
        fc.pre(isValid(plan));
        compare(readBook(written(accepted(plan))), describedOf(accepted(plan)));
      }),
      { seed: SEED, numRuns: LONG ? 300 : 30 },
    );
  });

  it('are the same bytes for the same plan and time', () => {
    const plan = accepted(tree(HUB));
    expect(Buffer.compare(written(plan), written(accepted(tree(HUB))))).toBe(0);
  });

  it('have text where a name looks like a formula or a number', () => {
    const plan = hostile();
    const back = readBook(written(plan));
    compare(back, describedOf(plan));
    const texts = new Set(back.sheets.flatMap(({ cells }) => cells.map(held)));
    for (const name of [...plan.boards, ...plan.schools, ...plan.roles].map((each) => each.name))
      expect(texts, name).toContain(name);
  });

  it('have names of their own within 31 characters, however long the ids of the variants', () => {
    const [variant] = tree(HUB).variants as Tree[];
    const long = 'een-heel-lange-naam-voor-een-variant-die-maar-doorgaat';
    const ids = [
      long,
      `${long}-2`,
      `${long}-3`,
      ...Array.from({ length: 10 }, (_, at) => `${long}-x${at}`),
      'a',
    ];
    const plan = changed({ variants: ids.map((id) => ({ ...variant, id, name: id })) });
    const names = readBook(written(plan)).sheets.map(({ name }) => name);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    expect(Math.max(...names.map(({ length }) => length))).toBe(31);
    expect(names.filter((name) => name.startsWith('Inzet'))).toHaveLength(ids.length);
    expect(names).toContain('Inzet een-heel-lange-naam-voor-');
    expect(names).toContain('Inzet een-heel-lange-naam-vo 13');
  });

  it.each<[string, Tree]>([
    ['without students', { students: [] }],
    ['without costs', { costs: [] }],
    ['without norms', { norms: [] }],
    ['without norms, costs and funding', { norms: [], costs: [], funding: [] }],
    ['without schools', { schools: [], students: [], variants: [{ id: 'leeg', name: 'Leeg', layout: [] }] }],
  ])('exist of a plan %s', (_name, changes) => {
    const plan = changed(changes);
    compare(readBook(written(plan)), describedOf(plan));
  });

  it('exist of a plan of one year, and of fifteen', () => {
    const [first] = FILES.map((name) => tree(name)).filter(({ years }) => years === 1);
    if (!first) throw new Error('no golden plan of one year');
    const one = accepted(first);
    compare(readBook(written(one)), describedOf(one));
    const students = (tree(HUB).students as Tree[]).map((each) => ({ ...each, counts: 3 }));
    const many = changed({ norms: [], costs: [], funding: [], trend: {}, students, years: 15 });
    compare(readBook(written(many)), describedOf(many));
  });

  it('keep headings and names in sight and have a chart', () => {
    const description = describedOf(accepted(tree(HUB)));
    const { overview, budget, perStudent, perBoard, staffing, checks } = nl.workbook;
    const results = description.sheets.filter(({ name }) =>
      [overview, budget, perStudent, perBoard, staffing, checks].includes(name),
    );
    expect(results).toHaveLength(6);
    expect(results[0]?.frozen.rows).toBeGreaterThan(0);
    expect(description.sheets.some(({ charts }) => (charts?.length ?? 0) > 0)).toBe(true);
    for (const { widths, rows } of results)
      expect(Math.max(...rows.map(({ cells }) => cells.length))).toBeLessThanOrEqual(widths.length);
  });
});

requireAll(missingForSchemas(), 'validation')('the parts of the workbook', () => {
  const valid = (plan: Plan): void => {
    const { checked, errors } = validateParts(written(plan));
    expect(errors).toEqual([]);
    expect(checked.filter((part) => part.startsWith('xl/worksheets/')).length).toBeGreaterThan(5);
    expect(checked.some((part) => part.startsWith('xl/charts/'))).toBe(true);
  };

  it('are valid of the examples', () => {
    valid(accepted(tree('examples/groningen/plan.json')));
    valid(accepted(tree(HUB)));
  });

  it('are valid of all golden plans', () => {
    // the parts of all books as if they were of one, so that the schemas are read once
    const parts: Record<string, Uint8Array> = {};
    for (const [index, name] of FILES.entries()) {
      for (const [part, content] of Object.entries(unzipSync(written(accepted(tree(name))))))
        if (/^xl\/(worksheets|charts|drawings)\//.test(part))
          parts[part.replace(/\/(?=[^/]+$)/, `/${index}-`)] = content;
    }
    const { checked, errors } = validateParts(zipSync(parts, { level: 0 }));
    expect(errors).toEqual([]);
    expect(checked.length).toBeGreaterThan(8 * FILES.length);
  });

  it('are valid of hostile names, of hardly any plan, and of any', () => {
    valid(hostile());
    valid(changed({ students: [], costs: [], norms: [], funding: [] }));
    for (const plan of fc
      .sample(planArbitrary({ size: 'plan' }), { seed: SEED, numRuns: LONG ? 60 : 4 })
      .filter(isValid))
      valid(accepted(plan));
  });
});

requireProgram('soffice')('LibreOffice', () => {
  it.each<[string, () => Plan]>([
    ['Groningen', () => accepted(tree('examples/groningen/plan.json'))],
    ['names that look like formulas', hostile],
  ])('reads back the same cells: %s', (_name, make) => {
    const plan = make();
    const back = readBook(convert(written(plan), 'xlsx', { locale: 'nl-NL' }));
    compare(back, describedOf(plan));
  });
});
