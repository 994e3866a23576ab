import { Card, Field, makeStyles, Radio, RadioGroup, Text, Title3, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Period, VariantOverview } from '../../../src/report/overview.ts';
import { useFigures, useSession, useSessionState, useTexts } from '../context.ts';
import { Choice } from '../parts/Choice.tsx';
import { BarChart, CoverageChart } from '../parts/charts.tsx';
import { DataTable, type Row } from '../parts/DataTable.tsx';
import { Figure } from '../parts/Figure.tsx';
import { VerdictBadge } from '../parts/VerdictBadge.tsx';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  heading: { margin: 0 },
  answers: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(15rem, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
  },
  card: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, height: 'auto' },
  big: {
    fontSize: tokens.fontSizeHero800,
    lineHeight: tokens.lineHeightHero800,
    fontVariantNumeric: 'tabular-nums',
  },
  controls: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL, alignItems: 'end' },
  charts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(24rem, 100%), 1fr))',
    gap: tokens.spacingHorizontalXL,
  },
  judgement: { paddingBlock: tokens.spacingVerticalXS },
  muted: { color: tokens.colorNeutralForeground2 },
});

type Basis = 'school' | 'calendar';

/** `all`, or the place of a period among its kind. */
type Chosen = 'all' | number;

const periodsOf = (variant: VariantOverview, basis: Basis): readonly Period[] =>
  basis === 'school' ? variant.years : variant.calendar;

export function Fit() {
  const styles = useStyles();
  const { pane } = useTexts();
  const { calculated } = useSessionState();
  const [basis, setBasis] = useState<Basis>('school');
  const [chosen, setChosen] = useState<Chosen>('all');
  if (!calculated) return null;
  const { overview } = calculated;
  const labels = (overview[0] ? periodsOf(overview[0], basis) : []).map(({ label }) => label);
  const periodOf = (variant: VariantOverview): Period =>
    (chosen === 'all' ? undefined : periodsOf(variant, basis)[chosen]) ?? variant.all;
  return (
    <div className={styles.stack}>
      <Title3 as="h1" className={styles.heading}>
        {pane.fit.title}
      </Title3>
      <div className={styles.controls}>
        <Choice
          label={pane.fit.period}
          value={String(chosen)}
          choices={[
            { value: 'all', text: pane.fit.allYears },
            ...labels.map((label, index) => ({ value: String(index), text: label })),
          ]}
          onChoose={(value) => setChosen(value === 'all' ? 'all' : Number(value))}
        />
        <Field label={pane.fit.basis}>
          <RadioGroup
            layout="horizontal"
            value={basis}
            onChange={(_event, { value }) => {
              setBasis(value as Basis);
              setChosen('all');
            }}
          >
            <Radio value="school" label={pane.fit.schoolYears} />
            <Radio value="calendar" label={pane.fit.calendarYears} />
          </RadioGroup>
        </Field>
      </div>
      <div className={styles.answers}>
        {overview.map((variant) => (
          <Answer key={variant.id} variant={variant} period={periodOf(variant)} />
        ))}
      </div>
      <Charts overview={overview} labels={labels} basis={basis} periodOf={periodOf} />
      <SideBySide overview={overview} periodOf={periodOf} />
      <Parties chosen={basis === 'school' ? chosen : 'all'} />
    </div>
  );
}

/** One variant's answer, before any table. */
function Answer({ variant, period }: { readonly variant: VariantOverview; readonly period: Period }) {
  const styles = useStyles();
  const { pane } = useTexts();
  const figures = useFigures();
  const { because } = pane.fit;
  const reason =
    variant.verdict === 'fits'
      ? because.fits
      : variant.verdict === 'with-ceilings'
        ? because['with-ceilings'](variant.shortYears.length, variant.years.length)
        : because.short(variant.shortParties);
  return (
    <Card className={styles.card}>
      <Text as="h2" weight="semibold" className={styles.heading}>
        {variant.name}
      </Text>
      <div>
        <VerdictBadge verdict={variant.verdict} />
      </div>
      <div>
        <Text className={styles.big}>{figures.percentage(period.coverage)}</Text>{' '}
        <Text className={styles.muted}>{pane.fit.coverage.toLowerCase()}</Text>
      </div>
      <Text>{reason}</Text>
    </Card>
  );
}

interface ChartsProps {
  readonly overview: readonly VariantOverview[];
  readonly labels: readonly string[];
  readonly basis: Basis;
  readonly periodOf: (variant: VariantOverview) => Period;
}

function Charts({ overview, labels, basis, periodOf }: ChartsProps) {
  const styles = useStyles();
  const { pane, tables } = useTexts();
  const figures = useFigures();
  const coverage = overview.map((variant) => ({
    key: variant.id,
    name: variant.name,
    values: periodsOf(variant, basis).map((period) => period.coverage),
  }));
  const pairs = overview.map((variant) => {
    const { funding, cost } = periodOf(variant);
    return { key: variant.id, name: variant.name, first: funding, second: cost };
  });
  return (
    <div className={styles.charts}>
      <CoverageChart
        title={pane.fit.coverageChart}
        description={pane.fit.coverageChartText}
        labels={labels}
        series={coverage}
        axis={(percent) => `${percent} %`}
        table={
          <DataTable
            caption={pane.fit.coverageChart}
            corner={pane.fit.variant}
            columns={labels.map((label) => ({ key: label, title: label }))}
            rows={coverage.map(({ key, name, values }) => ({
              key,
              heading: name,
              cells: values.map((value) => figures.percentage(value)),
            }))}
          />
        }
      />
      <BarChart
        title={`${pane.fit.balanceChart} (${overview[0] ? periodOf(overview[0]).label : ''})`}
        names={[tables.income, tables.cost]}
        pairs={pairs}
        format={(value) => figures.euro(value)}
        table={
          <DataTable
            caption={pane.fit.balanceChart}
            corner={pane.fit.variant}
            columns={[
              { key: 'income', title: tables.income },
              { key: 'cost', title: tables.cost },
            ]}
            rows={pairs.map(({ key, name, first, second }) => ({
              key,
              heading: name,
              cells: [figures.euro(first), figures.euro(second)],
            }))}
          />
        }
      />
    </div>
  );
}

function SideBySide({ overview, periodOf }: Pick<ChartsProps, 'overview' | 'periodOf'>) {
  const { pane, tables } = useTexts();
  const { decimal, euro, percentage } = useFigures();
  type Line = readonly [key: keyof Period, title: string, show: (period: Period) => string, total?: boolean];
  const lines: readonly Line[] = [
    ['students', tables.students, ({ students }) => decimal(students)],
    ['funding', tables.income, ({ funding }) => euro(funding)],
    ['cost', tables.cost, ({ cost }) => euro(cost)],
    ['result', tables.result, ({ result }) => euro(result), true],
    ['coverage', tables.coverage, ({ coverage }) => percentage(coverage)],
    ['costPerStudent', tables.costPerStudent, ({ costPerStudent }) => euro(costPerStudent)],
    ['fundingPerStudent', tables.fundingPerStudent, ({ fundingPerStudent }) => euro(fundingPerStudent)],
    ['contributions', tables.contributions, ({ contributions }) => euro(contributions)],
    ['net', tables.net, ({ net }) => euro(net), true],
    ['hours', tables.hours, ({ hours }) => decimal(hours)],
    ['fte', tables.fte, ({ fte }) => decimal(fte)],
    ['checksFailed', tables.checksFailed, ({ checksFailed }) => decimal(checksFailed)],
  ];
  const periods = overview.map((variant) => ({ variant, period: periodOf(variant) }));
  const shown = lines.filter(([key]) => periods.some(({ period }) => period[key] !== null));
  const rows = shown.map(
    ([key, title, show, total]): Row => ({
      key,
      heading: title,
      ...(total === true && { total }),
      cells: periods.map(({ variant, period }) => (
        <Figure
          key={variant.id}
          what={`${title}, ${variant.name}, ${period.label}`}
          reference={referenceOf(period, key)}
        >
          {show(period)}
        </Figure>
      )),
    }),
  );
  return (
    <DataTable
      caption={`${pane.fit.compare} (${periods[0]?.period.label ?? ''})`}
      corner={tables.amountsIn}
      columns={overview.map(({ id, name }) => ({ key: id, title: name }))}
      rows={rows}
    />
  );
}

/** Where a figure of a period stands in the result; null for what is no figure of the result itself. */
function referenceOf(period: Period, key: keyof Period): string | null {
  const { reference } = period;
  if (reference === null || key === 'checksFailed' || period[key] === null) return null;
  if (reference.includes('/calendar/')) return key === 'coverage' ? null : `${reference}/${key}`;
  return key === 'students' ? `${reference}/students` : `${reference}/totals/${key}`;
}

/** Per board and institute, and where it pinches, of one variant. */
function Parties({ chosen }: { readonly chosen: Chosen }) {
  const styles = useStyles();
  const session = useSession();
  const { pane, tables, statuses, judgements } = useTexts();
  const { euro } = useFigures();
  const { calculated, plan, variant } = useSessionState();
  const detail = calculated?.detail;
  const place = plan?.variants.findIndex(({ id }) => id === variant) ?? -1;
  if (!plan || !calculated) return null;
  const label = chosen === 'all' ? pane.fit.allYears : (plan.years[chosen] ?? '');
  return (
    <>
      <div className={styles.controls}>
        <Choice
          label={pane.fit.variant}
          value={variant ?? ''}
          choices={plan.variants.map(({ id, name }) => ({ value: id, text: name }))}
          onChoose={(value) => session.choose(value)}
        />
      </div>
      {detail ? (
        <>
          <DataTable
            caption={`${pane.fit.perParty} (${label})`}
            corner={tables.party}
            columns={[
              { key: 'budget', title: tables.budget },
              { key: 'cost', title: tables.borne },
              { key: 'contribution', title: tables.contributions },
              { key: 'net', title: tables.net },
              { key: 'ceiling', title: tables.ceiling },
              { key: 'status', title: tables.status, figure: false },
            ]}
            rows={detail.parties.map(({ party, name, periods }, index): Row => {
              const period = chosen === 'all' ? periods.at(-1) : periods[chosen];
              const at = chosen === 'all' ? null : `/variants/${place}/years/${chosen}/parties/${index}`;
              const figure = (key: 'budget' | 'cost' | 'contribution' | 'net', title: string) => (
                <Figure key={key} what={`${title}, ${name}`} reference={at === null ? null : `${at}/${key}`}>
                  {euro(period?.[key] ?? null)}
                </Figure>
              );
              return {
                key: party,
                heading: name,
                cells: [
                  figure('budget', tables.budget),
                  figure('cost', tables.borne),
                  figure('contribution', tables.contributions),
                  figure('net', tables.net),
                  euro(period?.ceiling ?? null),
                  period ? statuses[period.status] : '',
                ],
              };
            })}
          />
          <section>
            <Text as="h2" weight="semibold">
              {judgements.heading('judgements')}
            </Text>
            {detail.judgements.map(({ name, answer, deciding, tests }) => (
              <details key={name} className={styles.judgement}>
                <summary>
                  {name}: <strong>{answer}</strong> ({deciding})
                </summary>
                <ul>
                  {tests.map((test) => (
                    <li key={test.question}>
                      {test.question}{' '}
                      <Figure what={test.question} reference={test.reference}>
                        {test.answer}
                      </Figure>
                    </li>
                  ))}
                </ul>
              </details>
            ))}
          </section>
          <section>
            <Text as="h2" weight="semibold">
              {pane.fit.pinches}
            </Text>
            {detail.failed.length === 0 ? (
              <p>{pane.fit.nothingPinches}</p>
            ) : (
              <ul>
                {detail.failed.map(({ check, index, label: name, years, subjects }) => (
                  <li key={`${check} ${index}`}>
                    <strong>{name}</strong>{' '}
                    {years.length === plan.years.length
                      ? `(${tables.allYears})`
                      : `(${years.map((year) => year.label).join(', ')})`}
                    : {subjects.join('; ')}
                  </li>
                ))}
              </ul>
            )}
          </section>
        </>
      ) : null}
    </>
  );
}
