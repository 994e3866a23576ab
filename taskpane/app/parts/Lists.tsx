import { Button, Checkbox, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { Mapping } from '../../../src/import/mapping.ts';
import type { Input } from '../../../src/import/problems.ts';
import type { ImportQuestion, ImportView, ListFile } from '../../worker/protocol.ts';
import { useSession, useSessionState, useTexts } from '../context.ts';
import { Choice } from './Choice.tsx';
import { useReplacing } from './replacing.tsx';
import { TroubleList } from './TroubleList.tsx';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, alignItems: 'start' },
  heading: { margin: 0 },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL, overflowWrap: 'anywhere' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const KINDS: readonly Input[] = ['schools', 'pupils', 'boards', 'placements', 'norms', 'rates', 'staff'];
const UNKNOWN = '';
const LEAVE = '\u0000';

/** Lists in CSV or Excel: what they are, what is asked, what they would change; then all of it at once. */
export function Lists({ onClose }: { readonly onClose: () => void }) {
  const styles = useStyles();
  const session = useSession();
  const { pane, imports } = useTexts();
  const { plan, working } = useSessionState();
  const [files, setFiles] = useState<readonly ListFile[]>([]);
  const [mapping, setMapping] = useState<Mapping>({});
  const [into, setInto] = useState(plan !== null);
  const [view, setView] = useState<ImportView | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { ask, dialog } = useReplacing();
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    let current = true;
    if (files.length === 0) {
      setView(null);
      return undefined;
    }
    void session
      .ask((room) => room.previewLists({ files, mapping, province: '', into, today: today() }))
      .then((found) => {
        if (current && found) setView(found);
      });
    return () => {
      current = false;
    };
  }, [session, files, mapping, into]);
  const add = async (chosen: FileList | null): Promise<void> => {
    const read = await Promise.all(
      [...(chosen ?? [])].map(async (file): Promise<ListFile> => {
        return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()), input: null };
      }),
    );
    setFiles((before) => [...before.filter(({ name }) => !read.some((each) => each.name === name)), ...read]);
  };
  return (
    <section className={styles.stack} aria-label={pane.import.title}>
      <h2 className={styles.heading} tabIndex={-1} ref={heading}>
        {pane.import.title}
      </h2>
      <Text>{pane.import.help}</Text>
      <div className={styles.actions}>
        <Button onClick={() => input.current?.click()}>{pane.import.add}</Button>
        <Button onClick={onClose}>{pane.cancel}</Button>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".csv,.txt,.xlsx"
        data-testid="lists"
        onChange={(event) => {
          void add(event.target.files);
        }}
      />
      {plan ? (
        <Checkbox
          label={pane.import.into(plan.name)}
          checked={into}
          onChange={(_event, { checked }) => setInto(checked === true)}
        />
      ) : null}
      {(view?.lists ?? []).map(({ name, input: kind }) => (
        <Choice
          key={name}
          label={pane.import.kindOf(name)}
          value={kind ?? UNKNOWN}
          choices={[
            ...(kind === null ? [{ value: UNKNOWN, text: pane.import.unknown }] : []),
            ...KINDS.map((each) => ({ value: each, text: imports.input(each) })),
          ]}
          onChoose={(value) =>
            setFiles(files.map((file) => (file.name === name ? { ...file, input: value as Input } : file)))
          }
        />
      ))}
      {view && view.troubles.length > 0 ? (
        <div role="alert">
          <Text weight="semibold">{imports.heading('refused')}</Text>
          <TroubleList troubles={view.troubles} />
        </div>
      ) : null}
      {view && view.questions.length > 0 ? (
        <>
          <Text as="h3" weight="semibold" className={styles.heading}>
            {pane.import.questions}
          </Text>
          {view.questions.map((question) => (
            <Question
              key={question.id}
              question={question}
              onAnswer={(answer) => setMapping(answered(mapping, question, answer))}
            />
          ))}
        </>
      ) : null}
      {view && view.remarks.length > 0 ? (
        <details open>
          <summary>{imports.heading('remarks')}</summary>
          <TroubleList troubles={view.remarks} />
        </details>
      ) : null}
      {view?.ready === true ? (
        <>
          <Text as="h3" weight="semibold" className={styles.heading}>
            {imports.heading(view.changes.length > 0 ? 'changes' : 'nothing')}
          </Text>
          <ul className={styles.list}>
            {view.changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
            {view.moreChanges > 0 ? <li>{pane.fit.more(view.moreChanges)}</li> : null}
          </ul>
          <Button
            appearance="primary"
            disabledFocusable={working}
            onClick={() => {
              const accept = () => {
                void session.acceptLists({ files, mapping, province: '', into, today: today() });
              };
              if (into) accept();
              else ask(accept);
            }}
          >
            {pane.import.accept}
          </Button>
        </>
      ) : null}
      {dialog}
    </section>
  );
}

interface QuestionProps {
  readonly question: ImportQuestion;
  readonly onAnswer: (answer: string) => void;
}

/** What only the user can say of a list. */
function Question({ question, onAnswer }: QuestionProps) {
  const { pane } = useTexts();
  const first = { value: UNKNOWN, text: pane.import.choose };
  const choices =
    question.kind === 'numbers'
      ? [
          { value: 'nl', text: pane.import.dutch },
          { value: 'en', text: pane.import.english },
        ]
      : question.kind === 'match'
        ? [...question.choices, { value: LEAVE, text: pane.import.leaveOut }]
        : question.choices;
  return (
    <div>
      <Text block>{question.message}</Text>
      <Choice
        label={question.label}
        value={UNKNOWN}
        choices={[first, ...choices]}
        onChoose={(value) => {
          if (value !== UNKNOWN) onAnswer(value);
        }}
      />
    </div>
  );
}

/** A mapping with one more answer in it. */
function answered(mapping: Mapping, question: ImportQuestion, answer: string): Mapping {
  switch (question.kind) {
    case 'column': {
      const list = mapping[question.input] ?? {};
      const columns = { ...list.columns, [question.field]: Number(answer) };
      return { ...mapping, [question.input]: { ...list, columns } };
    }
    case 'numbers': {
      const list = mapping[question.input] ?? {};
      const numbers = typeof list.numbers === 'object' ? list.numbers : {};
      return {
        ...mapping,
        [question.input]: { ...list, numbers: { ...numbers, [question.column]: answer } },
      };
    }
    case 'match': {
      const known = mapping.match?.[question.list] ?? {};
      const match = { ...known, [question.found]: answer === LEAVE ? null : answer };
      return { ...mapping, match: { ...mapping.match, [question.list]: match } };
    }
  }
}

/** The day where the user is. */
function today(): string {
  const now = new Date();
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
