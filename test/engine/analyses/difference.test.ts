/**
 * The difference by driver: that its parts add up, that no order matters, and that it is what enumerating all orders of
 * exchange gives, with hybrids and calculations of the tests' own.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hybridOf, sliceOf } from '../../../engine/analyses/hybrid.ts';
import { shapley, wholeParts } from '../../../engine/analyses/shapley.ts';
import {
  calculate,
  type Difference,
  DRIVER_OF,
  DRIVERS,
  type Driver,
  difference,
  type Figures,
  planFormat,
  type Side,
  totalDifference,
  validate,
} from '../../../engine/index.ts';
import { oracleCalculate } from '../../oracle/oracle.ts';
import { accepted, frozen, isValid, itemsOf, LONG, SEED } from '../../support/engine.ts';
import { planArbitrary, type Tree } from '../../support/plans.ts';

const KEYS = ['hours', 'cost', 'funding', 'contributions', 'result', 'net'] as const;
const hundredths = (text: string): bigint => BigInt(text.replace('.', ''));
const runs = (numRuns: number) => ({
  numRuns: LONG ? numRuns * 20 : numRuns,
  seed: SEED,
  interruptAfterTimeLimit: 100_000,
});

/** A random plan and two of its variants and years; or two plans that have little in common but their ids. */
const plans = planArbitrary({ size: 'small', isValid });
const pick = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat());

function sideOf(tree: Tree, variant: number, year: number): Side {
  const plan = accepted(frozen(tree));
  const { id } = plan.variants[variant % plan.variants.length] as { id: string };
  return { plan, variant: id, year: year % plan.years };
}
const sides = fc.oneof(
  fc.tuple(plans, pick).map(([tree, [v, w, y, z]]): [Side, Side] => [sideOf(tree, v, y), sideOf(tree, w, z)]),
  fc
    .tuple(plans, plans, pick)
    .map(([tree, other, [v, w, y, z]]): [Side, Side] => [sideOf(tree, v, y), sideOf(other, w, z)]),
);

/** What the result says of a side. */
function totalsOf({ plan, variant, year }: Side): Figures {
  const found = calculate(plan, { variants: [variant] }).variants[0]?.years[year]?.totals;
  if (!found) throw new Error('no such side');
  const { hours, cost, funding, contributions, result, net } = found;
  return { hours, cost, funding, contributions, result, net };
}

const opposite = (text: string): string => {
  const value = hundredths(text);
  if (value === 0n) return text;
  return value > 0n ? `-${text}` : text.slice(1);
};

describe('the difference by driver', () => {
  it('starts and ends at the figures of the result', () => {
    fc.assert(
      fc.property(sides, ([a, b]) => {
        const { from, to } = difference(a, b);
        expect(from).toEqual(totalsOf(a));
        expect(to).toEqual(totalsOf(b));
      }),
      runs(300),
    );
  });

  it('adds up: the drivers to the difference, and in every row the result', () => {
    fc.assert(
      fc.property(sides, ([a, b]) => {
        const { from, to, difference: whole, drivers } = difference(a, b);
        for (const key of KEYS) {
          const change = hundredths(to[key]) - hundredths(from[key]);
          expect(hundredths(whole[key])).toBe(change);
          expect(drivers.reduce((sum, each) => sum + hundredths(each[key]), 0n)).toBe(change);
        }
        for (const row of [from, to, whole, ...drivers]) {
          expect(hundredths(row.result)).toBe(hundredths(row.funding) - hundredths(row.cost));
          expect(hundredths(row.net)).toBe(hundredths(row.result) - hundredths(row.contributions));
        }
        expect(drivers.map(({ driver }) => driver)).toEqual(DRIVERS);
      }),
      runs(200),
    );
  });

  it('is the opposite the other way round', () => {
    fc.assert(
      fc.property(sides, ([a, b]) => {
        const [there, back] = [difference(a, b), difference(b, a)];
        there.drivers.forEach((driver, place) => {
          for (const key of KEYS) expect(back.drivers[place]?.[key]).toBe(opposite(driver[key]));
        });
      }),
      runs(200),
    );
  });

  it('takes at most 16 calculations, and one where nothing differs', () => {
    let most = 0;
    const counted = (a: Side, b: Side): number => {
      let calculations = 0;
      difference(a, b, { onCalculation: () => calculations++ });
      return calculations;
    };
    fc.assert(
      fc.property(sides, ([a, b]) => {
        most = Math.max(most, counted(a, b));
        expect(most).toBeLessThanOrEqual(16);
        expect(counted(a, a)).toBe(1);
      }),
      runs(60),
    );
    expect(most).toBe(16);
  });

  it('has valid references in every hybrid, whatever the two plans have in common', () => {
    const found = new Set<string>();
    fc.assert(
      fc.property(sides, ([a, b]) => {
        const [from, to] = [sliceOf(a), sliceOf(b)];
        for (let set = 0; set < 16; set++) {
          const { plan } = hybridOf(from, to, new Set(DRIVERS.filter((_, place) => (set >> place) & 1)));
          const outcome = validate(plan);
          for (const { code, path } of outcome.ok ? [] : outcome.problems) {
            if (code === 'too-many-digits') continue; // growth of several years together
            const school = plan.students[Number(path.split('/')[2])]?.school ?? '';
            // who was there only the year before needs no place
            const gone = !from.inhabited.has(school) || !to.inhabited.has(school);
            if (code !== 'school-without-place' || !gone) found.add(`${code} ${path}`);
          }
        }
      }),
      runs(150),
    );
    expect([...found]).toEqual([]);
  });

  it('adds years up as they are shown', () => {
    fc.assert(
      fc.property(plans, pick, (tree, [v, w]) => {
        const plan = accepted(frozen(tree));
        const years = Array.from({ length: plan.years }, (_, year): Difference => {
          return difference(sideOf(tree, v, year), sideOf(tree, w, year));
        });
        const total = totalDifference(years);
        for (const key of KEYS) {
          const sum = (pickOf: (each: Difference) => Figures): bigint =>
            years.reduce((all, each) => all + hundredths(pickOf(each)[key]), 0n);
          expect(hundredths(total.difference[key])).toBe(sum((each) => each.difference));
          expect(hundredths(total.to[key]) - hundredths(total.from[key])).toBe(
            hundredths(total.difference[key]),
          );
          DRIVERS.forEach((_, place) => {
            expect(hundredths(total.drivers[place]?.[key] ?? '')).toBe(
              sum((each) => each.drivers[place] as Figures),
            );
          });
        }
      }),
      runs(60),
    );
  });
});

// ------------------------------------------------------------------------------- one driver at a time

/** Changes of a plan that belong to one driver and leave it valid, made by the tests' own hand. */
const CHANGES: Readonly<Record<Driver, (plan: Tree) => void>> = {
  students(plan) {
    for (const entry of itemsOf(plan, 'students')) {
      const { counts } = entry as { counts: number | number[] };
      entry.counts = Array.isArray(counts)
        ? counts.map((count) => (count > 0 ? count + 3 : 0))
        : counts > 0
          ? counts + 2
          : 0;
    }
  },
  structure(plan) {
    for (const norm of itemsOf(plan, 'norms')) if (norm.hours !== undefined) norm.hours = '7.25';
    for (const cost of itemsOf(plan, 'costs')) if (cost.amount !== undefined) cost.amount = '11.11';
    for (const group of itemsOf(plan, 'groups')) group.weight = '1.5';
    for (const variant of itemsOf(plan, 'variants')) variant.studentsPerSupervisor = '1.5';
  },
  rates(plan) {
    plan.hoursPerFte = '1601';
    plan.wageIndex = '0.031';
    plan.priceIndex = '0.017';
    for (const rate of itemsOf(plan, 'rates')) {
      if (rate.perHour !== undefined) rate.perHour = '61.73';
      else rate.perFte = '91234.5';
    }
  },
  funding(plan) {
    for (const item of itemsOf(plan, 'funding')) {
      if (item.amount !== undefined) item.amount = '1003.07';
      if (item.share !== undefined) item.share = '0.35';
    }
  },
};

/** A plan of one variant without changes, and the same with some drivers changed. */
function changed(tree: Tree, drivers: readonly Driver[]): Tree {
  const copy = structuredClone(tree);
  for (const driver of drivers) CHANGES[driver](copy);
  return copy;
}

const single = plans
  .map((tree): Tree => {
    const [first] = itemsOf(tree, 'variants');
    const { changes: _, ...variant } = first as Tree;
    const holds = ({ variants }: Tree): boolean =>
      variants === undefined || (variants as unknown[]).includes(variant.id);
    const own = (list: string): Tree[] =>
      itemsOf(tree, list)
        .filter(holds)
        .map(({ variants: __, ...item }) => item);
    return {
      ...tree,
      norms: own('norms'),
      costs: own('costs'),
      funding: own('funding'),
      variants: [variant],
    };
  })
  .filter((tree) => isValid(tree) && DRIVERS.every((driver) => isValid(changed(tree, [driver]))));

describe('a driver', () => {
  it.each(DRIVERS)('has no effect where it is the same on both sides: %s', (same) => {
    const others = DRIVERS.filter((driver) => driver !== same);
    fc.assert(
      fc.property(single, fc.nat(), (tree, year) => {
        const b = changed(tree, others);
        const { drivers } = difference(sideOf(tree, 0, year), sideOf(b, 0, year));
        const { driver, ...effect } = drivers.find((each) => each.driver === same) as Figures & {
          driver: Driver;
        };
        expect(driver).toBe(same);
        expect(new Set(Object.values(effect))).toEqual(new Set(['0.00']));
      }),
      runs(60),
    );
  });

  it('has the whole difference where it alone differs', () => {
    fc.assert(
      fc.property(single, fc.nat(), fc.constantFrom(...DRIVERS), (tree, year, driver) => {
        const found = difference(sideOf(tree, 0, year), sideOf(changed(tree, [driver]), 0, year));
        expect(found.drivers[DRIVERS.indexOf(driver)]).toEqual({ driver, ...found.difference });
      }),
      runs(100),
    );
  });

  it('has the mean effect over all orders, by calculations of the oracle', () => {
    fc.assert(
      fc.property(single, fc.nat(), (tree, seed) => {
        const all = { ...changed(tree, DRIVERS) };
        const year = seed % (tree.years as number);
        const measured = new Map<string, bigint>();
        const measure = (drivers: readonly Driver[], key: (typeof KEYS)[number]): bigint => {
          const name = `${[...drivers].sort().join()} ${key}`;
          let value = measured.get(name);
          if (value === undefined) {
            const result = oracleCalculate(changed(tree, drivers)) as {
              variants: { years: { totals: Figures }[] }[];
            };
            value = hundredths(result.variants[0]?.years[year]?.totals[key] ?? '');
            measured.set(name, value);
          }
          return value;
        };
        const { drivers } = difference(sideOf(tree, 0, year), sideOf(all, 0, year));
        for (const key of ['hours', 'cost', 'funding', 'contributions'] as const) {
          const sums = DRIVERS.map(() => 0n);
          for (const order of orders(DRIVERS)) {
            order.forEach((driver, place) => {
              const change = measure(order.slice(0, place + 1), key) - measure(order.slice(0, place), key);
              sums[DRIVERS.indexOf(driver)]! += change;
            });
          }
          // 24 orders: what is shown is less than a cent away from the mean
          drivers.forEach((effect, place) => {
            const away = hundredths(effect[key]) * 24n - (sums[place] as bigint);
            expect(away < 24n && away > -24n, `${key} ${effect.driver} ${away}/24`).toBe(true);
          });
        }
      }),
      runs(25),
    );
  });
});

/** All orders of a list. */
function orders<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((first, place) =>
    orders(items.filter((_, other) => other !== place)).map((rest) => [first, ...rest]),
  );
}

// ---------------------------------------------------------------------------------------- the value

describe('the Shapley value', () => {
  const worths = fc.integer({ min: 0, max: 5 }).chain((players) =>
    fc.tuple(
      fc.constant(players),
      fc.array(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), {
        minLength: 1 << players,
        maxLength: 1 << players,
      }),
    ),
  );
  const of = ({ players, worth }: { players: number; worth: readonly bigint[] }) =>
    shapley(players, (set) => {
      const value = worth[set] as bigint;
      return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= -BigInt(Number.MAX_SAFE_INTEGER)
        ? Number(value)
        : value;
    });

  it('is the mean over all orders, exactly', () => {
    fc.assert(
      fc.property(worths, ([players, worth]) => {
        const { numerators, denominator } = of({ players, worth });
        const all = orders(Array.from({ length: players }, (_, player) => player));
        expect(BigInt(denominator)).toBe(BigInt(all.length));
        const sums = numerators.map(() => 0n);
        for (const order of all) {
          let set = 0;
          for (const player of order) {
            sums[player]! += (worth[set | (1 << player)] as bigint) - (worth[set] as bigint);
            set |= 1 << player;
          }
        }
        expect(numerators.map(BigInt)).toEqual(sums);
      }),
      runs(200),
    );
  });

  it('treats players alike that change alike', () => {
    fc.assert(
      fc.property(worths, fc.nat(), fc.nat(), ([players, worth], one, other) => {
        fc.pre(players >= 2);
        const [i, j] = [one % players, other % players];
        const swap = (set: number): number => {
          const [hasI, hasJ] = [(set >> i) & 1, (set >> j) & 1];
          return hasI === hasJ ? set : set ^ (1 << i) ^ (1 << j);
        };
        const even = worth.map((value, set) => value + (worth[swap(set)] as bigint));
        const { numerators } = of({ players, worth: even });
        expect(numerators[i]).toEqual(numerators[j]);
      }),
      runs(200),
    );
  });

  it('becomes whole parts with the same sum, each less than 1 away, and opposite for the opposite', () => {
    fc.assert(
      fc.property(worths, ([players, worth]) => {
        const { numerators, denominator } = of({ players, worth });
        const parts = wholeParts({ numerators, denominator }).map(BigInt);
        const whole = (worth.at(-1) as bigint) - (worth[0] as bigint);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(players === 0 ? 0n : whole);
        parts.forEach((part, place) => {
          const away = part * BigInt(denominator) - BigInt(numerators[place] ?? 0);
          expect(away < BigInt(denominator) && away > -BigInt(denominator)).toBe(true);
        });
        const back = of({ players, worth: worth.map((value) => -value) });
        expect(wholeParts(back).map(BigInt)).toEqual(parts.map((part) => -part));
      }),
      runs(300),
    );
  });

  it.each([
    [[1, 1], 2, [1, 0]],
    [[-1, -1], 2, [-1, 0]],
    [[1, -1], 2, [0, 0]],
    [[7, 9, 8], 12, [0, 1, 1]],
    [[0, 0], 2, [0, 0]],
  ])('divides %j / %i as %j', (numerators, denominator, expected) => {
    expect(wholeParts({ numerators, denominator })).toEqual(expected);
  });
});

// -------------------------------------------------------------------------------------- the fields

describe('every field of the plan format belongs to exactly one driver, or makes no figure', () => {
  type Schema = { def: { type: string } & Record<string, unknown>; shape?: Record<string, Schema> };
  /** The fields of a list's items, those of all kinds together; undefined where the key is no list of items. */
  function fieldsOf(schema: Schema): Set<string> | undefined {
    const { def } = schema;
    if (def.type === 'optional') return fieldsOf(def.innerType as Schema);
    if (def.type === 'array') return fieldsOf(def.element as Schema);
    if (def.type === 'union') {
      const all = (def.options as Schema[]).map(fieldsOf);
      return all.every((each) => each !== undefined) ? new Set(all.flatMap((each) => [...each])) : undefined;
    }
    return def.type === 'object' ? new Set(Object.keys(schema.shape ?? {})) : undefined;
  }

  it('by the schema', () => {
    const { shape } = planFormat as unknown as { shape: Record<string, Schema> };
    expect(Object.keys(DRIVER_OF).sort()).toEqual(Object.keys(shape).sort());
    for (const [key, belongs] of Object.entries(DRIVER_OF)) {
      if (typeof belongs === 'string') continue;
      const fields = fieldsOf(shape[key] as Schema);
      fields?.delete('changes'); // each of its values belongs where the field belongs that it changes
      expect(Object.keys(belongs).sort(), key).toEqual([...(fields ?? [])].sort());
    }
  });

  it('by what changes: a field that belongs to none changes no total', () => {
    const text = (value: unknown): unknown => (typeof value === 'string' ? `${value} (nieuw)` : value);
    fc.assert(
      fc.property(single, fc.nat(), (tree, year) => {
        const other = structuredClone(tree);
        for (const key of ['name', 'region', 'version', 'notes'] as const) {
          other[key] = key === 'notes' ? { x: 'y' } : 'iets anders';
        }
        other.startYear = 1999;
        for (const [key, belongs] of Object.entries(DRIVER_OF)) {
          if (typeof belongs === 'string') continue;
          for (const item of itemsOf(other, key)) {
            if ('name' in item) item.name = text(item.name);
            Object.assign(item, { note: 'anders', status: 'afspraak', assumption: true, code: 'X' });
          }
        }
        let calculations = 0;
        const found = difference(sideOf(tree, 0, year), sideOf(other, 0, year), {
          onCalculation: () => calculations++,
        });
        expect(new Set(Object.values(found.difference))).toEqual(new Set(['0.00']));
        expect(calculations).toBe(1); // nothing differs
      }),
      runs(60),
    );
  });
});
