import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Plan, validate } from '../../../engine/index.ts';
import { writeWorkbook } from '../../../src/hosts/xlsx-file.ts';
import { nl } from '../../../src/texts/index.ts';
import { describeWorkbook, logEntry } from '../../../src/workbook/index.ts';
import { accepted, LONG, SEED } from '../../support/engine.ts';
import { convert } from '../../support/libreoffice.ts';
import { editEach, step } from '../../support/libreoffice-edit.ts';
import { samplePlans, type Tree } from '../../support/plans.ts';
import { requireAll, requireProgram } from '../../support/programs.ts';
import { missingForSchemas, validateParts } from '../../support/schemas.ts';
import { cellIndex, cellName, readBook } from './reading.ts';
import { RULES, type Subject, subjectOf } from './rules.ts';

/** Every rule of the workbook, held against every workbook that we have a plan for. */

const CREATED = new Date('2026-08-01T09:30:00Z');
const parse = (file: string): Tree => JSON.parse(readFileSync(file, 'utf8')) as Tree;

function bytesOf(plan: Plan, created = CREATED): Uint8Array {
  const ids = plan.variants.map(({ id }) => id);
  const log = [logEntry(plan, created, ids, nl.log.withFormulas)];
  return writeWorkbook(describeWorkbook(nl, plan, { log }), { created });
}

const golden = readdirSync('test/golden').filter((name) => name.endsWith('.plan.json'));
const examples = readdirSync('examples').map((name) => `examples/${name}/plan.json`);
const HUB = 'test/golden/hub-met-twee-partners.plan.json';
const files = LONG
  ? [...golden.map((name) => `test/golden/${name}`), ...examples]
  : [HUB, 'test/golden/willekeurig-05.plan.json', 'test/golden/willekeurig-18.plan.json'];

const hub = parse(HUB);
const hostile = ['=HYPERLINK("http://x.nl")', '+1', '@SOM(A1)', '-2'];
const named = (list: unknown): unknown =>
  (list as Tree[]).map((each, at) => ({ ...each, name: hostile[at % hostile.length] }));
/** A plan at the edge of what there can be. */
const edges: readonly (readonly [string, Tree])[] = [
  ['nul studenten', { ...hub, students: [] }],
  ['geen dekking', { ...hub, funding: [], split: undefined }],
  [
    'geen normen en kosten',
    {
      ...hub,
      norms: [],
      costs: [],
      variants: (hub.variants as Tree[]).map(({ changes: _, ...rest }) => rest),
    },
  ],
  [
    'namen als formules',
    {
      ...hub,
      name: hostile[0],
      boards: named(hub.boards),
      schools: named(hub.schools),
      roles: named(hub.roles),
      norms: named(hub.norms),
    },
  ],
];

const plans: (readonly [string, Plan])[] = [
  ...files.map((file) => [file, accepted(parse(file))] as const),
  ...edges.flatMap(([name, tree]) => {
    const outcome = validate(JSON.parse(JSON.stringify(tree)));
    return outcome.ok ? [[name, outcome.plan] as const] : [];
  }),
  ...samplePlans(SEED + 7, LONG ? 60 : 4, { size: 'small' }).flatMap((tree, at) => {
    const outcome = validate(tree);
    return outcome.ok ? [[`willekeurig plan ${at}`, outcome.plan] as const] : [];
  }),
];

const subjects = new Map<string, Subject>();
function subject(name: string, plan: Plan): Subject {
  const known = LONG ? undefined : subjects.get(name);
  const found = known ?? subjectOf(plan, bytesOf(plan));
  if (!LONG) subjects.set(name, found);
  return found;
}

describe.each(RULES.map(({ number, text, broken }) => [`${number}. ${text}`, broken] as const))(
  '%s',
  (_, broken) => {
    it.each(plans)('%s', (name, plan) => {
      expect(broken(subject(name, plan)).slice(0, 10)).toEqual([]);
    });
  },
);

describe('16. Text that came from a user or a file is written as text: a name beginning with =, +, -, @ never becomes a formula.', () => {
  const [, plan] = plans.find(([name]) => name === 'namen als formules')!;
  const textsIn = (bytes: Uint8Array): string[] => {
    const found: string[] = [];
    for (const { cells } of readBook(bytes).sheets)
      for (const cell of cells) {
        if (cell.type === 'text' && cell.formula === undefined && hostile.includes(cell.value))
          found.push(cell.value);
        if (cell.formula !== undefined) expect(cell.formula).not.toMatch(/^(?:HYPERLINK|1$|SOM|-2$)/);
      }
    return found;
  };

  it('in the file', () => {
    expect(new Set(textsIn(bytesOf(plan)))).toEqual(new Set(hostile));
  });

  requireProgram('soffice')('in LibreOffice', () => {
    it('as many times as it was written', () => {
      const bytes = bytesOf(plan);
      expect(textsIn(convert(bytes, 'xlsx')).sort()).toEqual(textsIn(bytes).sort());
    });
  });
});

/** The cells of a sheet but for the date on which it was made. */
function undated({ cells }: ReturnType<typeof readBook>['sheets'][number]): unknown {
  const label = cells.find((cell) => cell.type === 'text' && cell.value === nl.live.guide.date);
  return cells.filter(({ row, column }) => row !== label?.row || column !== label.column + 1);
}

describe('17. The same plan at the same time gives the same bytes; but for the log and the date, the same plan gives the same cells.', () => {
  it.each(plans.slice(0, 2))('%s', (_, plan) => {
    const [first, again] = [bytesOf(plan), bytesOf(structuredClone(plan))];
    expect(Buffer.compare(first, again)).toBe(0);
    const later = readBook(bytesOf(plan, new Date('2027-01-01T00:00:00Z')));
    readBook(first).sheets.forEach((sheet, at) => {
      if (sheet.name !== 'Logboek') expect(undated(later.sheets[at]!)).toEqual(undated(sheet));
    });
  });
});

describe('18. Zero students, no funding, one year: no crash, no error value, a stated meaning.', () => {
  it('is tried', () => {
    const names = plans.map(([name]) => name);
    for (const [name] of edges) expect(names).toContain(name);
  });
});

requireAll(missingForSchemas(), 'things')('the schemas of ECMA-376', () => {
  it.each(LONG ? plans : plans.slice(0, 2))('%s: every part', (name, plan) => {
    expect(validateParts(subject(name, plan).bytes).errors).toEqual([]);
  });
});

requireProgram('soffice')('3. Recalculated by another program, every cell equals what is stored.', () => {
  it.each(LONG ? plans : plans.slice(-1))('%s', (name, plan) => {
    const { book, bytes } = subject(name, plan);
    const again = new Map(
      readBook(convert(bytes, 'xlsx')).sheets.map((sheet) => [sheet.name, cellIndex(sheet)]),
    );
    const wrong: string[] = [];
    for (const { name: sheet, cells } of book.sheets)
      for (const cell of cells) {
        if (cell.formula === undefined) continue;
        const found = again.get(sheet)?.(cell.row, cell.column);
        const same =
          cell.type === 'number'
            ? found?.type === 'number' &&
              Math.abs(found.value - cell.value) <= Math.max(0.005, Math.abs(cell.value) * 1e-14)
            : (found?.type === cell.type &&
                'value' in found &&
                'value' in cell &&
                found.value === cell.value) ||
              (cell.type === 'text' && cell.value === '');
        if (!same) wrong.push(`${sheet} ${cell.row}:${cell.column} ${cell.formula}`);
      }
    expect(wrong.slice(0, 10)).toEqual([]);
  });
});

requireProgram('soffice')(
  '9. An overwritten formula and a deleted row turn a check red by themselves.',
  () => {
    it('whichever sheet it is on', () => {
      const { bytes, book } = subject(...plans[0]!);
      const at = (sheet: string): string => {
        const { cells } = book.sheets.find(({ name }) => name === sheet)!;
        const formulas = cells.filter(
          ({ formula, row, type }) => formula !== undefined && row > 6 && type === 'number',
        );
        const { row, column } = formulas[Math.floor(formulas.length / 2)]!;
        return cellName(row, column);
      };
      const sheets = ['Inzet hub-partner', 'Meerjarenbegroting', 'Per bestuur', 'Vergelijking'];
      const edits: [string, string[]][] = [
        ['niets', []],
        ...sheets.map((sheet): [string, string[]] => [
          `${sheet} overschreven`,
          [step.setValue(sheet, at(sheet), 7)],
        ]),
        ...sheets.slice(0, 2).map((sheet): [string, string[]] => {
          const row = Number(/\d+/.exec(at(sheet))?.[0]);
          return [`${sheet} rij weg`, [step.deleteRows(sheet, row)]];
        }),
      ];
      const files = editEach(
        bytes,
        edits.map(([, steps]) => steps),
      );
      const masters = edits.map(([name], index): [string, unknown] => {
        const checks = readBook(files[index]!).sheets.find((sheet) => sheet.name === 'Controles')!;
        const label = checks.cells.find(
          (cell) => cell.type === 'text' && cell.value === 'Controles van de werkmap die niet goed zijn',
        )!;
        const cell = cellIndex(checks)(label.row, 4);
        return [name, cell?.type === 'number' ? cell.value > 0 : cell];
      });
      expect(masters).toEqual(edits.map(([name]) => [name, name !== 'niets']));
    }, 600_000);
  },
);
