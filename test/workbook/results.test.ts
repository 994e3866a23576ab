import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../engine/index.ts';
import { fingerprintOf, shortFingerprint } from '../../src/files/fingerprint.ts';
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

const describedOf = (plan: Plan, texts = nl): WorkbookDescription => describeWorkbook(texts, plan);
const written = (plan: Plan, texts = nl): Uint8Array =>
  writeWorkbook(describedOf(plan, texts), { created: CREATED });

/** Writes a plan's workbook, reads it back and holds it against its description. */
function compareWritten(plan: Plan, texts = nl): void {
  const description = describedOf(plan, texts);
  compare(readBook(writeWorkbook(description, { created: CREATED })), description);
}

/** What a cell holds: a number as a number, so that a program may write it its own way. */
const held = (cell: ReadCell | undefined): unknown =>
  cell === undefined || cell.type === 'blank' ? undefined : cell.value;

/** A number that another program calculated is the same to half a cent, and from 15 digits on to its last digit. */
const alike = (one: unknown, other: unknown): boolean =>
  one === other ||
  (typeof one === 'number' &&
    typeof other === 'number' &&
    Math.abs(one - other) < Math.max(0.005, Math.abs(other) * 1e-14));

/**
 * Holds what was read against the description, cell by cell.
 * @param recalculated by another program, which words formulas its own way
 */
function compare(back: ReadBook, description: WorkbookDescription, recalculated = false): void {
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
        const formula = recalculated ? at?.formula !== undefined : at?.formula;
        const expected = recalculated ? cell?.formula !== undefined : cell?.formula;
        const value_ = held(at) === '' ? undefined : held(at);
        const same = recalculated ? alike(value_, wanted) : value_ === wanted;
        if (!same || formula !== expected)
          expect([name, row + 1, column + 1, value_, formula]).toEqual([
            name,
            row + 1,
            column + 1,
            wanted,
            expected,
          ]);
      });
    });
    const count = rows.reduce(
      (sum, { cells }) =>
        sum +
        cells.filter(
          (cell) =>
            cell?.formula !== undefined ||
            (cell?.value && (!('text' in cell.value) || cell.value.text !== '')),
        ).length,
      0,
    );
    const there = sheet.cells.filter(({ type, formula }) => type !== 'blank' || formula !== undefined);
    expect(there).toHaveLength(count);
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

describe('the workbook', () => {
  it.each(FILES)('can be read back as they were described: %s', (name) => {
    const plan = accepted(tree(name));
    for (const texts of name === HUB ? [nl, en] : [nl]) compareWritten(plan, texts);
  });

  it('can be read back of any plan', () => {
    fc.assert(
      fc.property(planArbitrary({ size: 'small' }), (plan) => {
        fc.pre(isValid(plan));
        compareWritten(accepted(plan));
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
    // whatever things are called, the formulas are the same
    const formulas = (book: ReadBook): string[] =>
      book.sheets.flatMap(({ cells }) => cells.flatMap(({ formula }) => formula ?? []));
    expect(new Set(formulas(back))).toEqual(
      new Set(formulas(readBook(written(accepted({ ...tree(HUB), version: '2' }))))),
    );
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
    compareWritten(plan);
  });

  it('exist of a plan of one year, and of fifteen', () => {
    const [first] = FILES.map((name) => tree(name)).filter(({ years }) => years === 1);
    if (!first) throw new Error('no golden plan of one year');
    const one = accepted(first);
    compareWritten(one);
    const students = (tree(HUB).students as Tree[]).map((each) => ({ ...each, counts: 3 }));
    const many = changed({ norms: [], costs: [], funding: [], trend: {}, students, years: 15 });
    compareWritten(many);
  });

  it('keep headings and names in sight and have a chart', () => {
    const description = describedOf(accepted(tree(HUB)));
    const { budget, perStudent, perParty, staffing, comparison, sensitivity, checks } = nl.live.sheets;
    const reports: readonly string[] = [budget, perStudent, perParty, staffing, comparison, checks];
    const results = description.sheets.filter(({ name }) => reports.includes(name));
    expect(results).toHaveLength(reports.length);
    for (const { frozen, titleRows } of results) {
      expect(frozen.rows).toBeGreaterThan(0);
      expect(titleRows).toBeDefined();
    }
    expect(
      description.sheets.filter(({ charts }) => (charts?.length ?? 0) > 0).map(({ name }) => name),
    ).toEqual([nl.live.sheets.board, budget, comparison, sensitivity, nl.differences.sheet.name]);
    for (const { widths, rows } of description.sheets)
      expect(Math.max(...rows.map(({ cells }) => cells.length))).toBeLessThanOrEqual(widths.length);
  });

  it('stand in the order in which they are read, and each page says what it is of', () => {
    const plan = accepted(tree(HUB));
    for (const texts of [nl, en]) {
      const { sheets, inputs } = { sheets: texts.live.sheets, inputs: texts.inputs.sheets };
      const description = describedOf(plan, texts);
      expect(description.sheets.map(({ name }) => name)).toEqual([
        sheets.guide,
        sheets.board,
        ...Object.values(inputs),
        ...plan.variants.map(({ id }) => `${sheets.lines} ${id}`),
        sheets.budget,
        sheets.perStudent,
        sheets.perParty,
        sheets.staffing,
        sheets.comparison,
        sheets.sensitivity,
        texts.differences.sheet.name,
        ...plan.variants.map(({ id }) => `${texts.canvas.sheet} ${id}`),
        texts.conversation.sheet,
        sheets.checks,
        sheets.sources,
        texts.log.sheet,
      ]);
      const foot = shortFingerprint(fingerprintOf(plan));
      for (const { footer } of description.sheets) expect(footer).toContain(foot);
    }
    // a sheet is known by the same mark in every language
    const marks = (texts: typeof nl): unknown => describedOf(plan, texts).sheets.map(({ mark }) => mark);
    expect(marks(en)).toEqual(marks(nl));
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
    ['a hub with two partners', () => accepted(tree(HUB))],
    ['names that look like formulas', hostile],
  ])('reads back the same cells: %s', (_name, make) => {
    const plan = make();
    const back = readBook(convert(written(plan), 'xlsx', { locale: 'nl-NL' }));
    compare(back, describedOf(plan), true);
  });
});
