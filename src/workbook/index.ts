import { type Plan, planOf, type Result, type VariantResult } from '../../engine/index.ts';
import { fingerprintOf, shortFingerprint } from '../files/fingerprint.ts';
import { fromHundredths, sumOf } from '../report/summary.ts';
import type { Texts } from '../texts/index.ts';
import { Names } from '../texts/names.ts';
import type { CellDescription, SheetDescription, WorkbookDescription } from './description.ts';
import { describeInputs, inputNames } from './inputs/index.ts';
import { describeLiveSheets, liveWorkbook } from './live/index.ts';
import { describeLog, type LogEntry } from './log/index.ts';
import { clipped, number, Page, rowRange, text } from './page.ts';

export type * from './description.ts';
export { SHEET_MARK } from './inputs/index.ts';
export * from './log/index.ts';
export { clipped } from './page.ts';

/**
 * The financial-plan workbook of a plan and its result: the plan itself as tables to edit, and the result sheets with
 * the engine's figures as values.
 * @param plan a valid plan
 * @param result its result, of all variants or of some
 * @param log the times it was written, this one as the last
 */
export function describeWorkbook(
  texts: Texts,
  plan: Plan,
  result: Result,
  log: readonly LogEntry[] = [],
): WorkbookDescription {
  const maker = new Maker(texts, plan, result);
  const footer = footerOf(texts, plan);
  const inputs = describeInputs(texts.inputs, plan, footer);
  const logged = describeLog(texts.log, inputs, log, footer);
  return {
    title: plan.name,
    subject: plan.region,
    sheets: [...inputs, ...maker.sheets(), logged.sheet],
    names: [...inputNames(texts.inputs), ...logged.names],
  };
}

/**
 * The same workbook with its results as formulas down to the input cells, one calculation sheet per variant: it
 * calculates by itself in any spreadsheet program. Larger, and slower to write.
 * @param variants only these, in plan order; all where absent
 * @param log the times it was written, this one as the last
 */
export function describeLiveWorkbook(
  texts: Texts,
  plan: Plan,
  variants: readonly string[] | undefined,
  log: readonly LogEntry[] = [],
): WorkbookDescription {
  const { workbook } = texts;
  const footer = footerOf(texts, plan);
  const inputs = describeInputs(texts.inputs, plan, footer);
  const names = {
    lines: workbook.lines,
    budget: workbook.budget,
    perStudent: workbook.perStudent,
    perParty: workbook.perBoard,
    staffing: workbook.staffing,
    comparison: workbook.overview,
    checks: workbook.checks,
  };
  const logged = describeLog(texts.log, inputs, log, footer);
  const live = liveWorkbook(texts.inputs, names, plan, inputs, variants ? { variants } : {});
  return {
    title: plan.name,
    subject: plan.region,
    sheets: [...inputs, ...describeLiveSheets(live, footer), logged.sheet],
    names: [...inputNames(texts.inputs), ...logged.names],
  };
}

/** Version and state of a plan, as every page has them. */
function editionOf({ workbook }: Texts, { state, version }: Plan): string {
  const status = state === 'vastgesteld' ? workbook.final : workbook.concept;
  return `${version === undefined ? '' : ` · ${workbook.version} ${version}`} · ${status}`;
}

/** What every page says at its foot: which plan it is, in which state, and its fingerprint, which is never cut off. */
function footerOf(texts: Texts, plan: Plan): string {
  const { name, version } = plan;
  const edition = editionOf(texts, {
    ...plan,
    ...(version !== undefined && { version: clipped(version, 20) }),
  });
  const print = shortFingerprint(fingerprintOf(plan));
  return `${clipped(name, 40)}${edition} · ${texts.workbook.fingerprint} ${print}`;
}

class Maker {
  private readonly names: Names;

  constructor(
    private readonly texts: Texts,
    private readonly plan: Plan,
    private readonly result: Result,
  ) {
    this.names = Names.ofAll(texts, plan);
  }

  sheets(): SheetDescription[] {
    const used = new Set<string>();
    return [
      this.comparison(),
      this.budget(),
      this.perStudent(),
      this.perParty(),
      this.staffing(),
      ...this.result.variants.map((variant) => this.lines(variant, used)),
      this.checks(),
    ];
  }

  /** The plan as a variant sees it. */
  private planOf(id: string): Plan {
    const variant = this.plan.variants.find((each) => each.id === id);
    return variant ? planOf(this.plan, variant) : this.plan;
  }

  private namesOf(variant: VariantResult): Names {
    return Names.ofVariant(this.texts, this.plan, variant.id);
  }

  private variantName(id: string): string {
    return this.names.of('variant', id);
  }

  /** @param mark what the sheet is known by when it is renamed */
  private page(name: string, widths: readonly number[], mark: string): Page {
    const { plan } = this;
    const page = new Page(name, widths, footerOf(this.texts, plan), mark);
    page.title(plan.name, `${name} – ${plan.region}${editionOf(this.texts, plan)}`);
    return page;
  }

  private yearColumns(): number[] {
    return this.result.years.map(() => 15);
  }

  /** All variants side by side. */
  private comparison(): SheetDescription {
    const { tables, workbook } = this.texts;
    const { variants } = this.result;
    const page = this.page(workbook.overview, [38, 10, ...variants.map(() => 22)], 'Vergelijking');
    page.heading(
      [tables.amountsIn, workbook.unitColumn],
      variants.map(({ id }) => this.variantName(id)),
    );
    page.freeze(2);
    type Years = VariantResult['years'];
    const row = (label: string, unit: string, pick: (years: Years) => CellDescription): number =>
      page.add(text(label), text(unit), ...variants.map(({ years }) => pick(years)));
    const sum = (years: Years, pick: (year: Years[number]) => string): string => sumOf(years.map(pick));
    const { firstYear, allYears } = tables;
    row(`${tables.students} (${firstYear})`, '', (years) => number(years[0]?.students ?? null, 'count'));
    row(`${tables.hours} (${allYears})`, this.texts.units.uur, (years) =>
      number(
        sum(years, (y) => y.totals.hours),
        'hours',
      ),
    );
    row(`${tables.fte} (${firstYear})`, 'fte', (years) => number(years[0]?.totals.fte ?? null, 'fte'));
    const income = row(`${tables.income} (${allYears})`, 'EUR', (years) =>
      number(
        sum(years, (y) => y.totals.funding),
        'euro',
      ),
    );
    const cost = row(`${tables.cost} (${allYears})`, 'EUR', (years) =>
      number(
        sum(years, (y) => y.totals.cost),
        'euro',
      ),
    );
    row(`${tables.result} (${allYears})`, 'EUR', (years) =>
      number(
        sum(years, (y) => y.totals.result),
        'totalEuro',
      ),
    );
    row(`${tables.contributions} (${allYears})`, 'EUR', (years) =>
      number(
        sum(years, (y) => y.totals.contributions),
        'euro',
      ),
    );
    row(`${tables.coverage} (${firstYear})`, '%', (years) =>
      number(years[0]?.totals.coverage ?? null, 'percentage'),
    );
    row(`${tables.costPerStudent} (${firstYear})`, 'EUR', (years) =>
      number(years[0]?.totals.costPerStudent ?? null, 'euro'),
    );
    row(`${tables.fundingPerStudent} (${firstYear})`, 'EUR', (years) =>
      number(years[0]?.totals.fundingPerStudent ?? null, 'euro'),
    );
    row(tables.checksFailed, '', (years) => {
      const failed = years.reduce(
        (total, { checks }) => total + checks.filter((c) => c.status === 'fail').length,
        0,
      );
      return number(failed, 'count');
    });
    const last = 2 + variants.length;
    const series = (name: string, at: number) => ({
      name,
      categories: rowRange(4, 3, last),
      values: rowRange(at, 3, last),
    });
    page.chart(
      {
        title: `${tables.income} / ${tables.cost} (${allYears})`,
        unit: 'EUR',
        columns: [series(tables.income, income), series(tables.cost, cost)],
        lines: [],
      },
      18,
      last,
    );
    return page.done();
  }

  /** Baten, lasten and resultaat per school year, and the calendar years, for each variant. */
  private budget(): SheetDescription {
    const { tables, workbook } = this.texts;
    const { years, variants } = this.result;
    const page = this.page(workbook.budget, [44, 8, ...this.yearColumns(), 15, 15], 'Meerjarenbegroting');
    for (const variant of variants) {
      const names = this.namesOf(variant);
      page.add(text(this.variantName(variant.id), 'section'));
      const heading = page.heading([tables.year, workbook.unitColumn], [...years, tables.total]);
      const row = (label: string, values: readonly string[], total = false): number => {
        const look = total ? 'totalEuro' : 'euro';
        const cells = [...values, sumOf(values)].map((value) => number(value, look));
        return page.add(
          text(label, total ? 'totalText' : 'text'),
          text('EUR', total ? 'totalText' : 'text'),
          ...cells,
        );
      };
      const first = variant.years[0];
      first?.funding.forEach(({ item }, index) => {
        row(
          names.of('funding', item),
          variant.years.map(({ funding }) => funding[index]?.amount ?? '0.00'),
        );
      });
      const income = row(
        workbook.incomeTitle,
        variant.years.map(({ totals }) => totals.funding),
        true,
      );
      first?.roles.forEach(({ role }, index) => {
        row(
          names.of('role', role),
          variant.years.map(({ roles }) => roles[index]?.cost ?? '0.00'),
        );
      });
      for (const [category, values] of this.costsByCategory(variant)) row(category, values);
      const cost = row(
        workbook.costTitle,
        variant.years.map(({ totals }) => totals.cost),
        true,
      );
      row(
        tables.result,
        variant.years.map(({ totals }) => totals.result),
        true,
      );
      page.blank();
      page.heading(
        [tables.calendarYear, workbook.unitColumn],
        [...variant.calendar.map(({ year }) => String(year)), tables.total],
      );
      row(
        workbook.incomeTitle,
        variant.calendar.map(({ funding }) => funding),
      );
      row(
        workbook.costTitle,
        variant.calendar.map(({ cost: lasten }) => lasten),
      );
      row(
        tables.result,
        variant.calendar.map(({ result }) => result),
        true,
      );
      const last = 2 + years.length;
      const series = (name: string, at: number) => ({
        name,
        categories: rowRange(heading, 3, last),
        values: rowRange(at, 3, last),
      });
      const { incomeTitle, costTitle } = workbook;
      page.chart(
        {
          title: `${workbook.chartCover}: ${this.variantName(variant.id)}`,
          unit: 'EUR',
          columns: [series(incomeTitle, income), series(costTitle, cost)],
          lines: [],
        },
        16,
        Math.max(last, 5),
      );
      page.blank();
    }
    return page.done();
  }

  /** Other costs by category (lasten that are no staff), in order of first appearance. */
  private costsByCategory({ id, years }: VariantResult): Map<string, string[]> {
    const categories = new Map(
      (this.planOf(id).costs ?? []).map(({ id, category, name }) => [id, category ?? name]),
    );
    const sums = new Map<string, bigint[]>();
    years.forEach(({ lines }, year) => {
      for (const { kind, item, amount } of lines) {
        if (kind !== 'cost') continue;
        const category = categories.get(item) ?? item;
        const own = sums.get(category) ?? years.map(() => 0n);
        own[year] = (own[year] ?? 0n) + BigInt(amount.replace('.', ''));
        sums.set(category, own);
      }
    });
    return new Map([...sums].map(([category, own]) => [category, own.map(fromHundredths)]));
  }

  private perStudent(): SheetDescription {
    const { tables, workbook, levels } = this.texts;
    const { years, variants } = this.result;
    const page = this.page(workbook.perStudent, [44, 8, ...this.yearColumns()], 'Per student');
    for (const variant of variants) {
      page.add(text(this.variantName(variant.id), 'section'));
      page.heading([tables.year, workbook.unitColumn], years);
      const row = (
        label: string,
        unit: string,
        values: readonly (string | number | null)[],
        look: 'euro' | 'count' | 'percentage',
      ) => page.add(text(label), text(unit), ...values.map((value) => number(value, look)));
      row(
        tables.students,
        '',
        variant.years.map(({ students }) => students),
        'count',
      );
      row(
        tables.costPerStudent,
        'EUR',
        variant.years.map(({ totals }) => totals.costPerStudent),
        'euro',
      );
      row(
        tables.fundingPerStudent,
        'EUR',
        variant.years.map(({ totals }) => totals.fundingPerStudent),
        'euro',
      );
      row(
        tables.coverage,
        '%',
        variant.years.map(({ totals }) => totals.coverage),
        'percentage',
      );
      for (const level of ['region', 'network', 'school', 'institute'] as const) {
        const label = `${workbook.perStudentBudget}, ${levels[level]}`;
        row(
          label,
          'EUR',
          variant.years.map((year) => year.levels[level].perStudent),
          'euro',
        );
      }
      page.blank();
    }
    return page.done();
  }

  private perParty(): SheetDescription {
    const { tables, workbook, statuses } = this.texts;
    const page = this.page(workbook.perBoard, [34, 14, 16, 16, 16, 16, 16, 18], 'Per bestuur');
    const columns = [tables.budget, tables.borne, tables.contributions, tables.net, tables.ceiling];
    for (const variant of this.result.variants) {
      const names = this.namesOf(variant);
      page.add(text(this.variantName(variant.id), 'section'));
      page.addTall(
        32,
        ...[tables.party, tables.year].map((title) => text(title, 'heading')),
        ...columns.map((title) => text(title, 'headingRight')),
        text(tables.status, 'heading'),
      );
      for (const { year, parties } of variant.years) {
        for (const party of parties) {
          const { budget, cost, contribution, net, ceiling, status } = party;
          page.add(
            text(names.party(party.party)),
            text(year),
            ...[budget, cost, contribution, net, ceiling].map((value) => number(value, 'euro')),
            text(statuses[status], status === 'deficit' ? 'bad' : status === 'covered' ? 'good' : 'text'),
          );
        }
      }
      page.blank();
    }
    return page.done();
  }

  private staffing(): SheetDescription {
    const { tables, workbook, places } = this.texts;
    const page = this.page(workbook.staffing, [34, 14, 34, 14, 14, 12, 12, 12, 12, 12], 'Bezetting');
    for (const variant of this.result.variants) {
      const names = this.namesOf(variant);
      page.add(text(this.variantName(variant.id), 'section'));
      page.heading(
        [workbook.unit, workbook.place, tables.role, tables.year],
        [tables.hours, tables.fte, tables.persons],
      );
      for (const { year, staffing } of variant.years) {
        for (const { at, unit, role, hours, fte, persons } of staffing) {
          page.add(
            text(names.unit(at, unit)),
            text(places[at]),
            text(names.of('role', role)),
            text(year),
            number(hours, 'hours'),
            number(fte, 'fte'),
            number(persons, 'count'),
          );
        }
      }
      page.blank();
      const figures = [
        tables.students,
        workbook.supervisorsNeeded,
        workbook.supervisorsAvailable,
        workbook.shortage,
      ];
      page.heading(
        [workbook.school, workbook.kind, workbook.network, tables.year],
        [...figures, workbook.capacity, workbook.shortage],
      );
      for (const { year, schools } of variant.years) {
        for (const school of schools) {
          page.add(
            text(names.of('school', school.school)),
            text(school.kind),
            text(school.network),
            text(year),
            number(school.students, 'count'),
            number(school.supervisorsNeeded, 'count'),
            number(school.supervisorsAvailable, 'count'),
            number(school.supervisorShortage, 'count'),
            number(school.capacity, 'count'),
            number(school.placementShortage, 'count'),
          );
        }
      }
      page.blank();
    }
    return page.done();
  }

  /** Every line of a variant: count, hours, rate and euro, per year. */
  private lines(variant: VariantResult, used: Set<string>): SheetDescription {
    const names = this.namesOf(variant);
    const { tables, workbook, places } = this.texts;
    const page = this.page(
      sheetName(`${workbook.lines} ${variant.id}`, used),
      [38, 12, 34, 30, 14, 11, 12, 12, 16],
      `Inzet ${variant.id}`,
    );
    page.heading(
      [workbook.item, workbook.place, workbook.unit, tables.role, tables.year],
      [workbook.count, tables.hours, workbook.rate, workbook.amount],
    );
    page.freeze(1);
    for (const { year, lines, totals } of variant.years) {
      for (const { item, at, unit, role, count, hours, rate, amount } of lines) {
        page.add(
          text(names.of(role === null ? 'cost' : 'norm', item)),
          text(places[at]),
          text(names.unit(at, unit)),
          text(role === null ? '' : names.of('role', role)),
          text(year),
          number(count, 'weighted'),
          number(hours, 'hours'),
          number(rate, 'euro'),
          number(amount, 'euro'),
        );
      }
      page.add(
        ...[tables.total, '', '', '', year, ''].map((title) => text(title, 'totalText')),
        number(totals.hours, 'totalHours'),
        text('', 'totalText'),
        number(totals.cost, 'totalEuro'),
      );
    }
    return page.done();
  }

  private checks(): SheetDescription {
    const { tables, workbook, checks, statuses } = this.texts;
    const page = this.page(workbook.checks, [34, 48, 14, 16, 70], 'Controles');
    page.heading([tables.variant, tables.check, tables.year, tables.status, tables.subjects], []);
    page.freeze(2);
    for (const variant of this.result.variants) {
      const names = this.namesOf(variant);
      for (const { year, checks: all } of variant.years) {
        for (const { check, status, subjects } of all) {
          const shown = listed(subjects.map((subject) => names.subject(check, subject)));
          page.add(
            text(this.variantName(variant.id)),
            text(checks[check as keyof typeof checks]),
            text(year),
            text(statuses[status], status === 'pass' ? 'good' : 'bad'),
            text(shown, 'wrapped'),
          );
        }
      }
    }
    return page.done();
  }
}

/** A sheet name within Excel's 31 characters, unlike those before it (capitals don't count). */
function sheetName(wanted: string, used: Set<string>): string {
  let name = wanted.slice(0, 31);
  for (let number = 2; used.has(name.toLowerCase()); number++) {
    const ending = ` ${number}`;
    name = wanted.slice(0, 31 - ending.length) + ending;
  }
  used.add(name.toLowerCase());
  return name;
}

/** Names in one cell, as many as can be read there. */
function listed(names: readonly string[]): string {
  const most = 40;
  return names.length <= most
    ? names.join('; ')
    : `${names.slice(0, most).join('; ')}; … (+ ${names.length - most})`;
}
