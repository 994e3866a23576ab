import {
  Button,
  Card,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  mergeClasses,
  Text,
  Title3,
  tokens,
} from '@fluentui/react-components';
import { type DragEvent, type SubmitEvent, useRef, useState } from 'react';
import type { Made } from '../../worker/protocol.ts';
import { useSession, useSessionState, useTexts } from '../context.ts';
import type { DeskWritten } from '../desk.ts';
import { Choice } from '../parts/Choice.tsx';
import { Lists } from '../parts/Lists.tsx';
import { useReplacing } from '../parts/replacing.tsx';
import { TroubleList } from '../parts/TroubleList.tsx';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  ways: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(14rem, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
  },
  card: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS, height: 'auto' },
  over: { outline: `2px dashed ${tokens.colorBrandStroke1}` },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  grow: { flexGrow: 1 },
  heading: { margin: 0 },
});

export function Start() {
  const styles = useStyles();
  const session = useSession();
  const { pane } = useTexts();
  const { plan, refused, troubles } = useSessionState();
  const [lists, setLists] = useState(false);
  return (
    <div className={styles.stack}>
      {session.desk ? <ThisWorkbook /> : null}
      {plan ? <OpenPlan /> : null}
      <Title3 as="h1" className={styles.heading}>
        {pane.start.title}
      </Title3>
      {refused === null ? null : (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{pane.start.refused(refused)}</MessageBarTitle>
            {pane.start.refusedCount(troubles.length)}
            <TroubleList troubles={troubles.slice(0, 10)} />
          </MessageBarBody>
        </MessageBar>
      )}
      <div className={styles.ways}>
        <FromExample />
        <FromFile />
        <FromLists onOpen={() => setLists(true)} />
        <FromNothing />
      </div>
      {lists ? <Lists onClose={() => setLists(false)} /> : null}
    </div>
  );
}

function FromExample() {
  const styles = useStyles();
  const session = useSession();
  const { pane } = useTexts();
  const { working } = useSessionState();
  const { ask, dialog } = useReplacing();
  const names = Object.keys(pane.start.examples) as (keyof typeof pane.start.examples)[];
  const [name, setName] = useState(names[0] ?? 'groningen');
  return (
    <Card className={styles.card}>
      <Text as="h2" weight="semibold" className={styles.heading}>
        {pane.start.example}
      </Text>
      <Text className={styles.grow}>{pane.start.exampleHelp}</Text>
      <Choice
        label={pane.start.whichExample}
        value={name}
        choices={names.map((each) => ({ value: each, text: pane.start.examples[each] }))}
        onChoose={(value) => setName(value as typeof name)}
      />
      <Button
        appearance="primary"
        disabledFocusable={working}
        onClick={() => ask(() => void session.openExample(name))}
      >
        {pane.start.openExample}
      </Button>
      {dialog}
    </Card>
  );
}

function FromFile() {
  const styles = useStyles();
  const session = useSession();
  const { pane } = useTexts();
  const { working } = useSessionState();
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const { ask, dialog } = useReplacing();
  const open = (file: File | undefined): void => {
    if (file) ask(() => void session.openFile(file));
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    open(event.dataTransfer.files[0]);
  };
  return (
    <Card
      className={mergeClasses(styles.card, over && styles.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <Text as="h2" weight="semibold" className={styles.heading}>
        {pane.start.file}
      </Text>
      <Text className={styles.grow}>
        {pane.start.fileHelp} {pane.start.drop}
      </Text>
      <Button disabledFocusable={working} onClick={() => input.current?.click()}>
        {pane.start.chooseFile}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".json,.xlsx"
        data-testid="file"
        onChange={(event) => {
          open(event.target.files?.[0]);
          // so that the same file can be chosen again
          event.target.value = '';
        }}
      />
      {dialog}
    </Card>
  );
}

function FromLists({ onOpen }: { readonly onOpen: () => void }) {
  const styles = useStyles();
  const { pane } = useTexts();
  return (
    <Card className={styles.card}>
      <Text as="h2" weight="semibold" className={styles.heading}>
        {pane.import.title}
      </Text>
      <Text className={styles.grow}>{pane.import.help}</Text>
      <Button onClick={onOpen}>{pane.import.open}</Button>
    </Card>
  );
}

function FromNothing() {
  const styles = useStyles();
  const session = useSession();
  const { pane } = useTexts();
  const { working } = useSessionState();
  const { ask, dialog } = useReplacing();
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  const [name, setName] = useState('');
  const [region, setRegion] = useState('');
  const [year, setYear] = useState('');
  const [years, setYears] = useState('5');
  const wrong = {
    name: name.trim() === '',
    region: region.trim() === '',
    year: !/^\d{4}$/.test(year.trim()),
    years: !/^([1-9]|1[0-5])$/.test(years.trim()),
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (Object.values(wrong).some(Boolean)) return;
    setOpen(false);
    void session.create({
      name: name.trim(),
      region: region.trim(),
      startYear: Number(year.trim()),
      years: Number(years.trim()),
    });
  };
  const message = (isWrong: boolean, text: string): { validationMessage?: string } =>
    asked && isWrong ? { validationMessage: text } : {};
  return (
    <Card className={styles.card}>
      <Text as="h2" weight="semibold" className={styles.heading}>
        {pane.start.empty}
      </Text>
      <Text className={styles.grow}>{pane.start.emptyHelp}</Text>
      <Button disabledFocusable={working} onClick={() => ask(() => setOpen(true))}>
        {pane.start.create}
      </Button>
      {dialog}
      <Dialog open={open} onOpenChange={(_event, data) => setOpen(data.open)}>
        <DialogSurface>
          <form onSubmit={submit} noValidate>
            <DialogBody>
              <DialogTitle>{pane.start.create}</DialogTitle>
              <DialogContent className={styles.stack}>
                <Field label={pane.start.planName} required {...message(wrong.name, pane.start.needed)}>
                  <Input value={name} onChange={(_event, { value }) => setName(value)} />
                </Field>
                <Field label={pane.start.regionName} required {...message(wrong.region, pane.start.needed)}>
                  <Input value={region} onChange={(_event, { value }) => setRegion(value)} />
                </Field>
                <Field label={pane.start.firstYear} required {...message(wrong.year, pane.start.wrongYear)}>
                  <Input inputMode="numeric" value={year} onChange={(_event, { value }) => setYear(value)} />
                </Field>
                <Field label={pane.start.years} required {...message(wrong.years, pane.start.wrongYears)}>
                  <Input
                    inputMode="numeric"
                    value={years}
                    onChange={(_event, { value }) => setYears(value)}
                  />
                </Field>
              </DialogContent>
              <DialogActions fluid>
                <Button appearance="primary" type="submit">
                  {pane.start.create}
                </Button>
                <Button onClick={() => setOpen(false)}>{pane.cancel}</Button>
              </DialogActions>
            </DialogBody>
          </form>
        </DialogSurface>
      </Dialog>
    </Card>
  );
}

/** The plan that is open: what it is, how it stands, and how to take it along. */
function OpenPlan() {
  const styles = useStyles();
  const session = useSession();
  const { pane } = useTexts();
  const { plan, saved, edits, working } = useSessionState();
  const [refused, setRefused] = useState<Extract<Made, { ok: false }> | null>(null);
  if (!plan) return null;
  const saveBook = async (force: boolean): Promise<void> => {
    const made = await session.saveBook(true, force);
    setRefused(made && !made.ok ? made : null);
  };
  const { schools, boards, institutes, variants, years } = plan.counts;
  const { counts } = pane.start;
  const size = [
    counts.schools(schools),
    counts.boards(boards),
    counts.institutes(institutes),
    counts.variants(variants),
    counts.years(years),
  ].join(' · ');
  const state = edits.length > 0 ? pane.state.trial : saved ? pane.state.fresh : pane.state.unsaved;
  return (
    <Card className={styles.card}>
      <Title3 as="h1" className={styles.heading}>
        {plan.name}
      </Title3>
      <Text>
        {plan.region} · {pane.state[plan.state]} · {state}
      </Text>
      <Text>{size}</Text>
      <div className={styles.actions}>
        <Button appearance="primary" onClick={() => session.go('fit')}>
          {pane.start.toFit}
        </Button>
        <Button
          disabledFocusable={working}
          title={pane.start.saveBookHelp}
          onClick={() => void saveBook(false)}
        >
          {pane.start.saveBook}
        </Button>
        <Button
          disabledFocusable={working}
          title={pane.start.savePlanHelp}
          onClick={() => void session.savePlan()}
        >
          {pane.start.savePlan}
        </Button>
      </div>
      {refused ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{pane.start.notSaved}</MessageBarTitle>
            <TroubleList troubles={refused.troubles} />
            {refused.forcible ? (
              <Button size="small" onClick={() => void saveBook(true)}>
                {pane.start.saveAnyway}
              </Button>
            ) : null}
          </MessageBarBody>
        </MessageBar>
      ) : null}
    </Card>
  );
}

/** The workbook that Excel has open: read from it, write to it, and put back what was there. */
function ThisWorkbook() {
  const styles = useStyles();
  const session = useSession();
  const { pane } = useTexts();
  const { plan, working, restorable } = useSessionState();
  const [refused, setRefused] = useState<DeskWritten | null>(null);
  const { ask, dialog } = useReplacing();
  const write = async (force: boolean): Promise<void> => {
    const written = await session.writeDesk(force);
    setRefused(written && written.troubles.length > 0 ? written : null);
  };
  return (
    <Card className={styles.card}>
      <Text as="h2" weight="semibold" className={styles.heading}>
        {pane.desk.title}
      </Text>
      <Text>{plan ? pane.desk.help : pane.desk.none}</Text>
      <div className={styles.actions}>
        {plan ? (
          <Button appearance="primary" disabledFocusable={working} onClick={() => void write(false)}>
            {pane.desk.write}
          </Button>
        ) : null}
        <Button disabledFocusable={working} onClick={() => ask(() => void session.openDesk())}>
          {pane.desk.read}
        </Button>
        {restorable ? (
          <Button disabledFocusable={working} onClick={() => void session.restoreDesk()}>
            {pane.desk.restore}
          </Button>
        ) : null}
        {working && plan ? <Button onClick={() => session.stop()}>{pane.desk.stop}</Button> : null}
      </div>
      {refused ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{pane.desk.notWritten}</MessageBarTitle>
            <TroubleList troubles={refused.troubles} />
            {refused.forcible ? (
              <Button size="small" onClick={() => void write(true)}>
                {pane.desk.writeAnyway}
              </Button>
            ) : null}
          </MessageBarBody>
        </MessageBar>
      ) : null}
      {dialog}
    </Card>
  );
}
