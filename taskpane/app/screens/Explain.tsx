import {
  Badge,
  Button,
  Card,
  Field,
  Input,
  Link,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Text,
  Title3,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { SECTIONS, type Section } from '../../../src/report/sections.ts';
import type { Explained, FiguresView, StepView } from '../../worker/protocol.ts';
import { useSession, useSessionState, useTexts } from '../context.ts';
import { Choice } from '../parts/Choice.tsx';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  heading: { margin: 0 },
  controls: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(12rem, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
  },
  field: { minWidth: 0 },
  card: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS, height: 'auto' },
  value: {
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontVariantNumeric: 'tabular-nums',
    overflowWrap: 'anywhere',
  },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(6rem, 9rem) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'baseline',
    paddingBlock: tokens.spacingVerticalXS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  figure: { textAlign: 'end', fontVariantNumeric: 'tabular-nums', overflowWrap: 'anywhere' },
  words: { overflowWrap: 'anywhere', textAlign: 'start' },
  trail: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  muted: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

export function Explain() {
  const styles = useStyles();
  const { pane } = useTexts();
  const { reference } = useSessionState();
  return (
    <div className={styles.stack}>
      <Title3 as="h1" className={styles.heading}>
        {pane.explain.title}
      </Title3>
      {reference === null ? null : <Explanation key={reference} reference={reference} />}
      <Chooser open={reference === null} />
    </div>
  );
}

/** A figure with what went into it; each of those is one click further. */
function Explanation({ reference }: { readonly reference: string }) {
  const styles = useStyles();
  const session = useSession();
  const { pane } = useTexts();
  const { calculated } = useSessionState();
  const [explained, setExplained] = useState<Explained | null>(null);
  const [trail, setTrail] = useState<readonly StepView[]>([]);
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed plan has another explanation
  useEffect(() => {
    let current = true;
    void session
      .ask((room) => room.explain(reference))
      .then((found) => {
        if (!current || !found) return;
        setExplained(found);
        setTrail(found.ok ? [found.step] : []);
      });
    return () => {
      current = false;
    };
  }, [session, reference, calculated]);
  const step = trail.at(-1);
  if (!explained) return null;
  if (!explained.ok) {
    return (
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{explained.trouble.message}</MessageBarBody>
      </MessageBar>
    );
  }
  if (!step) return null;
  const go = (next: readonly StepView[]): void => {
    setTrail(next);
    // who goes on by keyboard or hears the page starts at the new figure
    requestAnimationFrame(() => heading.current?.focus());
  };
  return (
    <Card className={styles.card}>
      <Text size={200} className={styles.muted}>
        {explained.about}
      </Text>
      {trail.length > 1 ? (
        <nav aria-label={pane.explain.path}>
          <ol className={styles.trail}>
            {trail.slice(0, -1).map((each, index) => (
              <li key={each.id}>
                <Link as="button" onClick={() => go(trail.slice(0, index + 1))}>
                  {short(nameOf(each, pane.explain.plain))}
                </Link>{' '}
                <span aria-hidden="true">›</span>
              </li>
            ))}
          </ol>
        </nav>
      ) : null}
      <h2 className={styles.heading} tabIndex={-1} ref={heading}>
        <Text block size={400} weight="semibold">
          {nameOf(step, pane.explain.plain)}
        </Text>
        <Text block className={styles.value}>
          {step.value}
        </Text>
      </h2>
      {step.how === '' ? null : (
        <Text className={styles.words}>
          <strong>{pane.explain.how}:</strong> {step.how}
        </Text>
      )}
      {step.input ? <Origin step={step} /> : null}
      {step.parts > 0 ? (
        <Parts key={step.id} step={step} onChoose={(part) => go([...trail, part])} />
      ) : step.input ? null : (
        <Text>{pane.explain.none}</Text>
      )}
    </Card>
  );
}

const nameOf = ({ words, how }: StepView, plain: string): string =>
  words !== '' ? words : how !== '' ? how : plain;
const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 38)}…` : text);

/** Where an input comes from, and where it stands in the plan. */
function Origin({ step }: { readonly step: StepView }) {
  const styles = useStyles();
  const { pane } = useTexts();
  return (
    <div>
      <Text block>{pane.explain.input}</Text>
      <Badge appearance="tint" color={step.doubtful ? 'warning' : 'success'}>
        {step.doubtful ? pane.explain.doubtful : pane.explain.sourced}
      </Badge>
      <ul>
        {step.origin.map((each) => (
          <li key={each} className={styles.words}>
            {each}
          </li>
        ))}
      </ul>
      {step.path === null ? null : (
        <Text size={200} className={styles.muted}>
          {pane.explain.place}: {step.path}
        </Text>
      )}
    </div>
  );
}

function Parts({ step, onChoose }: { readonly step: StepView; readonly onChoose: (part: StepView) => void }) {
  const styles = useStyles();
  const session = useSession();
  const { pane } = useTexts();
  const [parts, setParts] = useState<readonly StepView[]>([]);
  const more = (from: number): void => {
    void session
      .ask((room) => room.parts(step.id, from))
      .then((found) => {
        if (found) setParts((before) => [...before.slice(0, from), ...found]);
      });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the parts of another step are another list
  useEffect(() => more(0), [step.id]);
  return (
    <section aria-label={pane.explain.from}>
      <Text as="h3" weight="semibold" className={styles.heading}>
        {pane.explain.from} ({step.parts})
      </Text>
      <ul className={styles.list}>
        {parts.map((part, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: the same figure can go in twice, and the list only grows
            key={`${part.id} ${index}`}
            className={styles.item}
          >
            <Text className={styles.figure}>{part.value}</Text>
            {part.parts === 0 && !part.input ? (
              <Text className={styles.words}>{nameOf(part, pane.explain.plain)}</Text>
            ) : (
              <Link as="button" className={styles.words} onClick={() => onChoose(part)}>
                {nameOf(part, pane.explain.plain)}
              </Link>
            )}
          </li>
        ))}
      </ul>
      {parts.length < step.parts ? (
        <Button onClick={() => more(parts.length)}>{pane.trial.more}</Button>
      ) : null}
    </section>
  );
}

/** Every figure of the result, by its part, year and name. */
function Chooser({ open }: { readonly open: boolean }) {
  const styles = useStyles();
  const session = useSession();
  const { pane, tables } = useTexts();
  const { plan, variant, calculated } = useSessionState();
  const [section, setSection] = useState<Section>('totals');
  const [year, setYear] = useState(0);
  const [words, setWords] = useState('');
  const [view, setView] = useState<FiguresView>({ figures: [], found: 0 });
  const [isOpen, setOpen] = useState(open);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the figures change with what is calculated
  useEffect(() => {
    let current = true;
    if (!isOpen || variant === null) return undefined;
    void session
      .ask((room) => room.figures({ variant, section, year, words, from: 0 }))
      .then((found) => {
        if (current && found) setView(found);
      });
    return () => {
      current = false;
    };
  }, [session, variant, section, year, words, isOpen, calculated]);
  if (!plan || !calculated) return null;
  const calendar = section === 'calendar';
  const labels = calendar ? (calculated.overview[0]?.calendar ?? []).map(({ label }) => label) : plan.years;
  const more = (): void => {
    if (variant === null) return;
    const from = view.figures.length;
    void session
      .ask((room) => room.figures({ variant, section, year, words, from }))
      .then((found) => {
        if (found) setView((before) => ({ ...found, figures: [...before.figures, ...found.figures] }));
      });
  };
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Text weight="semibold">{pane.explain.choose}</Text>
      </summary>
      <div className={styles.stack}>
        <div className={styles.controls}>
          <Choice
            label={pane.fit.variant}
            value={variant ?? ''}
            choices={plan.variants.map(({ id, name }) => ({ value: id, text: name }))}
            onChoose={(value) => session.choose(value)}
          />
          <Choice
            label={pane.explain.section}
            value={section}
            choices={SECTIONS.map((each) => ({ value: each, text: pane.explain.sections[each] }))}
            onChoose={(value) => {
              setSection(value as Section);
              setYear(0);
            }}
          />
          <Choice
            label={calendar ? tables.calendarYear : tables.year}
            value={String(year)}
            choices={labels.map((label, index) => ({ value: String(index), text: label }))}
            onChoose={(value) => setYear(Number(value))}
          />
          <Field label={pane.explain.words} className={styles.field}>
            <Input value={words} onChange={(_event, { value }) => setWords(value)} />
          </Field>
        </div>
        <Text size={200} role="status">
          {view.found === 0 ? pane.explain.noFigures : pane.trial.found(view.found)}
        </Text>
        <ul className={styles.list} aria-label={pane.explain.figures}>
          {view.figures.map(({ label, value, reference }) => (
            <li key={reference} className={styles.item}>
              <Text className={styles.figure}>{value}</Text>
              <Link
                as="button"
                className={styles.words}
                onClick={() => {
                  session.explain(reference);
                  setOpen(false);
                }}
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
        {view.figures.length < view.found ? (
          <div>
            <Button onClick={more}>{pane.trial.more}</Button>
          </div>
        ) : null}
      </div>
    </details>
  );
}
