import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { calculate, type Explanation, explain, type Plan, type Result } from '../../engine/index.ts';
import { explanationJson, explanationLines } from '../../src/report/explanation.ts';
import { en } from '../../src/texts/en.ts';
import { nl } from '../../src/texts/index.ts';
import { Names } from '../../src/texts/names.ts';
import { accepted, LONG, SEED, sample } from '../support/engine.ts';
import { root } from '../tooling/project.ts';

const read = (name: string): Plan => accepted(JSON.parse(readFileSync(path.join(root, name), 'utf8')));
const hub = read('test/golden/hub-met-twee-partners.plan.json');
const groningen = read('examples/groningen/plan.json');
const GOLDEN = readdirSync(path.join(root, 'test/golden'))
  .filter((name) => name.endsWith('.plan.json'))
  .map((name) => `test/golden/${name}`);

function explained(plan: Plan, reference: string): Explanation {
  const outcome = explain(plan, reference);
  if (!outcome.ok) throw new Error(`${reference}: ${outcome.problem.code}`);
  return outcome.explanation;
}

const lines = (plan: Plan, reference: string, full = false, texts = nl): string[] =>
  explanationLines(texts, new Names(texts, plan), explained(plan, reference), { full });

/** References to all figures of a result that have a value, by what they are. */
function references(result: Result): string[] {
  const found: string[] = [];
  const visit = (value: unknown, at: string): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) visit(item, `${at}/${key}`);
    } else if (
      /\/years\/\d+\/.+\/(amount|net|hours|coverage|budget|cost|fte|status|perStudent)$/.test(at) &&
      value !== null
    )
      found.push(at);
  };
  visit(result, '');
  return found;
}

/** Every step once, those that a step uses after it. */
function steps(of: Explanation): Explanation[] {
  const found = new Set([of]);
  for (const step of found) for (const input of step.inputs) found.add(input);
  return [...found];
}

describe('the lines of an explanation', () => {
  it('start with the figure in Dutch notation, what it is and how it was made', () => {
    const [line] = calculate(hub).variants[0]?.years[0]?.lines ?? [];
    expect(line).toMatchObject({
      item: 'begeleiding',
      at: 'school',
      unit: 'hub',
      count: '15',
      hours: '600.00',
    });
    const [first, ...more] = lines(hub, '/variants/0/years/0/lines/0/hours');
    expect(first).toMatch(/^600,00 uur: Uren Begeleiding op de werkplek, Hub: .+ = /);
    expect(more.length).toBeGreaterThan(3);
    for (const each of more) expect(each).toMatch(/^ {2,}\S/);
    expect(more[0]).toBe('  600 = 15 × 40');
  });

  it('name every input, its place and its source or that it is an assumption', () => {
    const all = lines(hub, '/variants/0/years/0/lines/0/amount', true);
    const inputs = steps(explained(hub, '/variants/0/years/0/lines/0/amount')).filter(
      ({ operation }) => operation === 'input',
    );
    expect(inputs.length).toBeGreaterThan(2);
    for (const { path: place, provenance } of inputs) {
      const at = all.findIndex((line) => line.trim().startsWith(`invoer ${place} · `));
      expect(at, place).toBeGreaterThan(0);
      expect(all[at]).toContain(
        provenance?.source !== undefined
          ? `bron: ${provenance.source}`
          : provenance?.assumption === true
            ? 'aanname'
            : 'geen bron vermeld',
      );
      expect(all[at - 1]).toMatch(/^ +[\d.,-]+: \S/);
    }
    const text = all.join('\n');
    expect(text).toContain('40: Begeleiding op de werkplek, uren per geteld aantal\n');
    expect(text).toContain('85.000: Docent LB, per fte per jaar\n');
    expect(text).toMatch(/10: Hub · Hogeschool · Voltijd, studenten(, 2026-2027)?\n/);
  });

  it('give all that the plan says of a source', () => {
    const plan = structuredClone(hub);
    Object.assign(plan.norms?.[0] ?? {}, {
      source: 'Rapport 2025, tabel 3',
      assumption: true,
      status: 'afspraak',
      validFrom: '2025-08-01',
      validTo: '2027-07-31',
      note: 'Per student, niet per plaats.',
    });
    expect(lines(plan, '/variants/0/years/0/lines/0/hours').join('\n')).toContain(
      'invoer /norms/0/hours · bron: Rapport 2025, tabel 3 · aanname · status: afspraak · geldig vanaf 2025-08-01 · geldig tot en met 2027-07-31 · Per student, niet per plaats.',
    );
  });

  it('say where and to how many decimals was rounded', () => {
    const said = (digits: string): RegExp => new RegExp(`, afgerond op ${digits}$`, 'm');
    expect(lines(hub, '/variants/0/years/0/totals/coverage').join('\n')).toMatch(
      /^\d,\d{4}: .+ ÷ .+, afgerond op 4 decimalen$/m,
    );
    expect(lines(hub, '/variants/0/years/0/lines/0/amount', true).join('\n')).toMatch(said('2 decimalen'));
    const trend = lines(hub, '/variants/0/years/1/students', true).join('\n');
    expect(trend).toMatch(said('hele getallen'));
    for (const plan of [hub, groningen]) {
      const reference = '/variants/0/years/1/totals/cost';
      const rounded = steps(explained(plan, reference)).filter(({ operation }) =>
        ['round', 'quotient'].includes(operation),
      );
      expect(rounded.length).toBeGreaterThan(0);
      expect(
        lines(plan, reference, true).filter((line) => line.includes('afgerond op')).length,
      ).toBeGreaterThan(0);
    }
  });

  it('show a division of an amount with its weight', () => {
    const all = calculate(hub).variants[0]?.years[0]?.lines ?? [];
    const shared = all.findIndex(({ shares }) => shares.length > 1);
    const [share] = lines(hub, `/variants/0/years/0/lines/${shared}/shares/0/amount`);
    expect(share).toMatch(
      /^[\d.,]+ EUR: Deel van .+ dat .+ draagt, naar studenten = .+: [\d.,]+ × [\d.,]+ ÷ [\d.,]+$/,
    );
    const [budget] = lines(hub, '/variants/0/years/0/schools/0/budget');
    expect(budget).toMatch(/^[\d.,]+ EUR: Budget van Hub: .+: [\d.,]+ × [\d.,]+ ÷ [\d.,]+$/);
  });

  it('say yes or no of a check, with what was compared', () => {
    const result = calculate(groningen);
    const checks = result.variants[0]?.years[0]?.checks ?? [];
    checks.forEach(({ status }, index) => {
      const [first] = lines(groningen, `/variants/0/years/0/checks/${index}`);
      expect(first).toMatch(status === 'pass' ? /^ja: / : /^nee: /);
    });
  });

  it('cut long sums, and with --full are whole', () => {
    const reference = '/variants/0/years/0/totals/cost';
    const short = lines(groningen, reference);
    const full = lines(groningen, reference, true);
    const note = /^ +… en nog [\d.]+ \(toon alles met --full\)$/;
    expect(short.some((line) => note.test(line))).toBe(true);
    expect(short.length).toBeLessThan(1_500);
    expect(full.some((line) => line.includes('--full'))).toBe(false);
    expect(full.length).toBeGreaterThan(short.length);
    // a sum of n terms shows twelve and says how many are left
    const wide = steps(explained(groningen, reference)).find(({ inputs }) => inputs.length > 100);
    expect(short).toContainEqual(
      expect.stringContaining(`… en nog ${(Number(wide?.inputs.length) - 12).toLocaleString('nl-NL')} `),
    );
    // each step that has a name stands there whole once
    const named = steps(explained(groningen, reference)).filter(
      ({ rule, inputs, operation }) => rule !== undefined && inputs.length > 0 && operation !== 'part',
    );
    expect(full.filter((line) => !line.endsWith('(zie hierboven)')).length).toBeGreaterThan(named.length);
  });

  it('work out a part that has a name once', () => {
    const all = lines(hub, '/variants/0/years/0/totals/result', true);
    const again = all.filter((line) => line.endsWith(' (zie hierboven)'));
    expect(again.length).toBeGreaterThan(0);
    for (const line of again) {
      const text = line.trim().replace(' (zie hierboven)', '');
      const at = all.indexOf(line);
      expect(all.slice(0, at).some((before) => before.trim() === text)).toBe(true);
      // nothing is under it
      const depth = line.search(/\S/);
      expect((all[at + 1] ?? '').search(/\S/)).not.toBe(depth + 2);
    }
  });

  it('go by the names of all plans, and leave nothing open', () => {
    for (const name of LONG ? GOLDEN : sample(GOLDEN, 8, SEED)) {
      const plan = read(name);
      for (const reference of sample(references(calculate(plan)), LONG ? 200 : 12, SEED)) {
        for (const line of lines(plan, reference)) {
          expect(line, reference).not.toMatch(/\[object|\bNaN\b|: ?$|, ?$|\$\{/);
        }
        expect(lines(plan, reference, false, en)).toHaveLength(lines(plan, reference).length);
      }
    }
  });
});

interface Written {
  readonly same?: number;
  readonly id?: number;
  readonly value: string;
  readonly operation: string;
  readonly inputs?: readonly Written[];
  readonly rule?: string;
  readonly text?: string;
  readonly path?: string;
  readonly digits?: number;
}

/** An exact decimal as a fraction of a power of ten. */
const decimal = (text: string): [bigint, number] => {
  const [integer = '', fraction = ''] = text.split('.');
  return [BigInt(integer + fraction), fraction.length];
};
const scaled = ([value, scale]: [bigint, number], wanted: number): bigint =>
  value * 10n ** BigInt(wanted - scale);
/** The same number, whatever its zeros. */
const isSame = (one: [bigint, number], other: [bigint, number]): boolean => {
  const scale = Math.max(one[1], other[1]);
  return scaled(one, scale) === scaled(other, scale);
};

/** What a step comes to by its inputs alone, for the steps that are plain arithmetic. */
function recomputed({ operation, inputs = [], digits }: Written): [bigint, number] | undefined {
  const values = inputs.map(({ value }) => decimal(value));
  const scale = Math.max(0, ...values.map(([, own]) => own));
  const [first, second] = values;
  if (operation === 'sum') return [values.reduce((sum, each) => sum + scaled(each, scale), 0n), scale];
  if (operation === 'same') return first;
  if (operation === 'minus' && first && second) return [scaled(first, scale) - scaled(second, scale), scale];
  if (operation === 'times' && first && second) return [first[0] * second[0], first[1] + second[1]];
  if (operation === 'round' && first && digits !== undefined) {
    if (first[1] <= digits) return first;
    const unit = 10n ** BigInt(first[1] - digits);
    const size = first[0] < 0n ? -first[0] : first[0];
    const rounded = (2n * size + unit) / (2n * unit);
    return [first[0] < 0n ? -rounded : rounded, digits];
  }
  return undefined;
}

describe('an explanation as JSON', () => {
  const cases = [
    '/variants/0/years/0/totals/result',
    '/variants/0/years/1/totals/coverage',
    '/variants/0/calendar/0/result',
  ];

  it.each([
    ['the hub', hub],
    ['Groningen', groningen],
  ])('gives the same tree, each step that is shared once (%s)', (_name, plan) => {
    for (const reference of cases) {
      const tree = explained(plan, reference);
      const written = JSON.parse(JSON.stringify(explanationJson(nl, new Names(nl, plan), tree))) as Written;

      const byId = new Map<number, Written>();
      let objects = 0;
      const collect = (each: Written): void => {
        if (each.same === undefined && (each.inputs?.length ?? 0) > 0) objects += 1;
        if (each.id !== undefined) {
          expect(byId.has(each.id)).toBe(false);
          byId.set(each.id, each);
        }
        each.inputs?.forEach(collect);
      };
      collect(written);
      const all = steps(tree);
      expect(objects).toBe(all.filter(({ inputs }) => inputs.length > 0).length);

      const whole = (each: Written): Written =>
        each.same === undefined ? each : (byId.get(each.same) as Written);
      const compared = new Set<Explanation>();
      const compare = (step: Explanation, short: Written): void => {
        const each = whole(short);
        expect(short.value).toBe(step.value);
        if (compared.has(step)) return;
        compared.add(step);
        const { inputs, ...own } = step;
        expect(each).toMatchObject(own);
        expect(each.inputs?.length ?? 0).toBe(inputs.length);
        if (step.rule !== undefined || step.path !== undefined) expect(each.text).toMatch(/\S/);
        for (const [index, input] of inputs.entries()) compare(input, each.inputs?.[index] as Written);
      };
      compare(tree, written);
      expect(compared.size).toBe(all.length);
    }
  });

  it('can be calculated again', () => {
    let checked = 0;
    for (const [plan, reference] of [
      ...cases.map((each) => [hub, each] as const),
      [groningen, cases[0] as string] as const,
    ]) {
      const visit = (each: Written): void => {
        const again = recomputed(each);
        if (again) {
          expect(isSame(again, decimal(each.value)), JSON.stringify(each).slice(0, 300)).toBe(true);
          checked += 1;
        }
        each.inputs?.forEach(visit);
      };
      visit(explanationJson(nl, new Names(nl, plan), explained(plan, reference)) as Written);
    }
    expect(checked).toBeGreaterThan(500);
  });

  it('has the words of a language', () => {
    const tree = explained(hub, '/variants/0/years/0/totals/cost');
    const [dutch, english] = [nl, en].map(
      (texts) => explanationJson(texts, new Names(texts, hub), tree) as Written,
    );
    expect(dutch?.text).not.toBe(english?.text);
    expect(dutch?.value).toBe(english?.value);
  });
});
