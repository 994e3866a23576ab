import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Text,
  Title3,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { addDecimals } from '../../../src/texts/numbers.ts';
import type { Edit } from '../../../src/trial/edit.ts';
import { subjectOf } from '../../../src/trial/edit.ts';
import type { KnobView, TrialView } from '../../worker/protocol.ts';
import { useFigures, useSession, useSessionState, useTexts } from '../context.ts';
import { Choice } from '../parts/Choice.tsx';
import { DataTable, type Row } from '../parts/DataTable.tsx';
import { KnobControl } from '../parts/KnobControl.tsx';
import { Places } from '../parts/Places.tsx';
import { TroubleList } from '../parts/TroubleList.tsx';
import { VerdictBadge } from '../parts/VerdictBadge.tsx';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  heading: { margin: 0 },
  controls: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalM,
    alignItems: 'end',
    minWidth: 0,
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  // what it does stays in sight while a slider below it moves
  outcome: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    paddingBlock: tokens.spacingVerticalXS,
    '@media (max-height: 700px), (max-width: 640px)': { position: 'static' },
  },
  summary: {
    cursor: 'pointer',
    fontWeight: tokens.fontWeightSemibold,
    paddingBlock: tokens.spacingVerticalS,
  },
  theme: { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
});

const PLAN = '';

export function Trial() {
  const styles = useStyles();
  const session = useSession();
  const { pane } = useTexts();
  const { plan, calculated, edits, troubles, refused } = useSessionState();
  const [scope, setScope] = useState(PLAN);
  const [view, setView] = useState<TrialView | null>(null);
  const known = plan?.variants.find(({ id }) => id === scope);
  const shown = known ? scope : PLAN;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what can be moved changes with what is calculated
  useEffect(() => {
    let current = true;
    void session
      .ask((room) => room.trial(shown === PLAN ? null : shown))
      .then((found) => {
        if (current && found) setView(found);
      });
    return () => {
      current = false;
    };
  }, [session, shown, calculated]);
  if (!plan) return null;
  return (
    <div className={styles.stack}>
      <Title3 as="h1" className={styles.heading}>
        {pane.trial.title}
      </Title3>
      <Text>{pane.trial.intro}</Text>
      <div className={styles.controls}>
        <Choice
          label={pane.trial.scope}
          value={shown}
          choices={[
            { value: PLAN, text: pane.trial.wholePlan },
            ...plan.variants.map(({ id, name }) => ({ value: id, text: name })),
          ]}
          onChoose={(value) => {
            setScope(value);
            if (value !== PLAN) session.choose(value);
          }}
        />
        {known ? <VariantActions key={known.id} id={known.id} name={known.name} onCopy={setScope} /> : null}
      </div>
      <div className={styles.actions}>
        <Text role="status">{pane.trial.changes(edits.length)}</Text>
        <Button size="small" disabledFocusable={edits.length === 0} onClick={() => session.undo()}>
          {pane.trial.undo}
        </Button>
        <Button size="small" disabledFocusable={edits.length === 0} onClick={() => session.discard()}>
          {pane.trial.discard}
        </Button>
        <Button
          size="small"
          appearance="primary"
          disabledFocusable={edits.length === 0 || troubles.length > 0}
          onClick={() => void session.keep()}
        >
          {pane.trial.keep}
        </Button>
      </div>
      {troubles.length > 0 && refused === null ? (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{pane.trial.refused}</MessageBarTitle>
            <TroubleList troubles={troubles.slice(0, 5)} />
            {pane.trial.refusedHelp}
          </MessageBarBody>
        </MessageBar>
      ) : null}
      <div className={styles.outcome}>
        <Outcome />
      </div>
      {view ? <Themes scope={shown} view={view} /> : null}
    </div>
  );
}

/** Copying, naming and removing the variant that is changed. */
function VariantActions({
  id,
  name,
  onCopy,
}: {
  readonly id: string;
  readonly name: string;
  readonly onCopy: (id: string) => void;
}) {
  const session = useSession();
  const { pane } = useTexts();
  const { plan } = useSessionState();
  const [typed, setTyped] = useState(name);
  const rename = (): void => {
    const wanted = typed.trim();
    if (wanted === '') setTyped(name);
    else if (wanted !== name) session.edit({ kind: 'rename', variant: id, name: wanted });
  };
  return (
    <>
      <Field label={pane.trial.rename}>
        <Input
          value={typed}
          onChange={(_event, { value }) => setTyped(value)}
          onBlur={rename}
          onKeyDown={(event) => {
            if (event.key === 'Enter') rename();
          }}
        />
      </Field>
      <Button
        onClick={() => {
          void session.copyVariant(id, pane.trial.copyOf(name)).then((copy) => {
            if (copy !== undefined) onCopy(copy);
          });
        }}
      >
        {pane.trial.copy}
      </Button>
      {plan && plan.variants.length > 1 ? (
        <Button
          onClick={() => {
            session.edit({ kind: 'remove', variant: id });
            onCopy(PLAN);
          }}
        >
          {pane.trial.remove}
        </Button>
      ) : null}
    </>
  );
}

/** What every variant does now, and what that is more or less than before. */
function Outcome() {
  const { pane, tables } = useTexts();
  const { euro, percentage } = useFigures();
  const { calculated, before } = useSessionState();
  const earlier = new Map(before.map((variant) => [variant.id, variant.all]));
  const rows = (calculated?.overview ?? []).map(({ id, name, verdict, all }): Row => {
    const was = earlier.get(id);
    const difference = was === undefined ? null : addDecimals([all.result, negated(was.result)]);
    return {
      key: id,
      heading: name,
      cells: [
        <VerdictBadge key="verdict" verdict={verdict} />,
        percentage(all.coverage),
        euro(all.result),
        difference === null || /^-?0\.00$/.test(difference)
          ? tables.noValue
          : `${difference.startsWith('-') ? '' : '+'}${euro(difference)}`,
      ],
    };
  });
  return (
    <DataTable
      caption={pane.trial.outcome}
      corner={pane.fit.variant}
      columns={[
        { key: 'verdict', title: tables.status, figure: false },
        { key: 'coverage', title: tables.coverage },
        { key: 'result', title: tables.result },
        { key: 'change', title: pane.trial.change },
      ]}
      rows={rows}
    />
  );
}

const negated = (decimal: string): string => (decimal.startsWith('-') ? decimal.slice(1) : `-${decimal}`);

/** The figures to move, by theme; only those of a theme that is open are drawn. */
function Themes({ scope, view }: { readonly scope: string; readonly view: TrialView }) {
  const styles = useStyles();
  const { pane } = useTexts();
  const [open, setOpen] = useState<readonly string[]>(['intake', 'supervision']);
  const themes = Object.keys(pane.trial.themes) as (keyof typeof pane.trial.themes)[];
  const toggle = (theme: string, isOpen: boolean): void => {
    setOpen((before) => [...before.filter((each) => each !== theme), ...(isOpen ? [theme] : [])]);
  };
  return (
    <div>
      {themes.map((theme) => {
        const knobs = view.knobs.filter((knob) => knob.theme === theme);
        if (knobs.length === 0) return null;
        return (
          <details
            key={theme}
            className={styles.theme}
            open={open.includes(theme)}
            onToggle={(event) => toggle(theme, event.currentTarget.open)}
          >
            <summary className={styles.summary}>
              {pane.trial.themes[theme]} ({knobs.length})
            </summary>
            {open.includes(theme) ? <Knobs scope={scope} knobs={knobs} /> : null}
          </details>
        );
      })}
      <details
        className={styles.theme}
        open={open.includes('layout')}
        onToggle={(event) => toggle('layout', event.currentTarget.open)}
      >
        <summary className={styles.summary}>
          {pane.trial.layout}
          {scope === PLAN ? '' : ` (${view.schools})`}
        </summary>
        {scope === PLAN ? <p>{pane.trial.layoutHelp}</p> : null}
        {scope !== PLAN && open.includes('layout') ? <Places variant={scope} /> : null}
      </details>
    </div>
  );
}

function Knobs({ scope, knobs }: { readonly scope: string; readonly knobs: readonly KnobView[] }) {
  const session = useSession();
  const { edits } = useSessionState();
  const editOf = (knob: KnobView, value: string): Edit => ({
    kind: 'value',
    scope: scope === PLAN ? null : scope,
    keys: knob.keys,
    value,
  });
  const wanted = new Map(
    edits.flatMap((edit) => (edit.kind === 'value' ? [[subjectOf(edit), edit.value]] : [])),
  );
  return (
    <>
      {knobs.map((knob) => (
        <KnobControl
          key={`${scope} ${knob.keys.join('/')}`}
          knob={knob}
          wanted={wanted.get(subjectOf(editOf(knob, '')))}
          onChange={(value, moving) => session.edit(editOf(knob, value), { moving })}
        />
      ))}
    </>
  );
}
