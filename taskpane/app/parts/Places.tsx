import { Button, Field, Input, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { PlacesView } from '../../worker/protocol.ts';
import { useFigures, useSession, useSessionState, useTexts } from '../context.ts';
import { DataTable } from './DataTable.tsx';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  search: { maxWidth: '20rem' },
});

/** The schools of a variant with their kind and network, to change; long lists by parts. */
export function Places({ variant }: { readonly variant: string }) {
  const styles = useStyles();
  const session = useSession();
  const { pane, workbook, tables } = useTexts();
  const { decimal } = useFigures();
  const { calculated } = useSessionState();
  const [words, setWords] = useState('');
  const [parts, setParts] = useState(1);
  const [view, setView] = useState<PlacesView | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the places change with what is calculated
  useEffect(() => {
    let current = true;
    const asked = session.ask(async (room) => {
      const found = await room.places(variant, words, 0);
      const places = [...found.places];
      for (let part = 1; part < parts && places.length < found.found; part++) {
        places.push(...(await room.places(variant, words, places.length)).places);
      }
      return { ...found, places };
    });
    void asked.then((found) => {
      if (current && found) setView(found);
    });
    return () => {
      current = false;
    };
  }, [session, variant, words, parts, calculated]);
  if (!view) return null;
  const { places, found, kinds, networks } = view;
  return (
    <div className={styles.stack}>
      <Field label={pane.trial.search} className={styles.search}>
        <Input
          value={words}
          onChange={(_event, { value }) => {
            setWords(value);
            setParts(1);
          }}
        />
      </Field>
      <Text size={200} role="status">
        {pane.trial.found(found)}
      </Text>
      <DataTable
        caption={pane.trial.layout}
        corner={workbook.school}
        columns={[
          { key: 'kind', title: workbook.kind, figure: false },
          { key: 'network', title: workbook.network, figure: false },
          { key: 'students', title: tables.students },
          { key: 'board', title: pane.trial.board, figure: false },
        ]}
        rows={places.map(({ school, name, kind, network, students, board }) => ({
          key: school,
          heading: name,
          cells: [
            <Select
              key="kind"
              size="small"
              aria-label={pane.trial.schoolKind(name)}
              value={kind}
              onChange={(_event, { value }) =>
                session.edit({ kind: 'place', variant, school, schoolKind: value, network })
              }
            >
              {kinds.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </Select>,
            <Select
              key="network"
              size="small"
              aria-label={pane.trial.network(name)}
              value={network}
              onChange={(_event, { value }) =>
                session.edit({ kind: 'place', variant, school, schoolKind: kind, network: value })
              }
            >
              {networks.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </Select>,
            decimal(students),
            board,
          ],
        }))}
      />
      {places.length < found ? (
        <div>
          <Button onClick={() => setParts(parts + 1)}>{pane.trial.more}</Button>
        </div>
      ) : null}
    </div>
  );
}
