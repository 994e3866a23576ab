import { Button, Link, makeStyles, Text, Title3, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { ConcernsView } from '../../worker/protocol.ts';
import { useSession, useSessionState, useTexts } from '../context.ts';
import { TroubleList } from '../parts/TroubleList.tsx';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  heading: { margin: 0 },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
  item: { marginBottom: tokens.spacingVerticalS },
});

/** Everything that is wrong, or worth a look, each with its place. */
export function Problems() {
  const styles = useStyles();
  const session = useSession();
  const { pane } = useTexts();
  const { plan, troubles, refused, calculated } = useSessionState();
  const [view, setView] = useState<ConcernsView | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what pinches changes with what is calculated
  useEffect(() => {
    let current = true;
    if (!plan) return undefined;
    void session
      .ask((room) => room.concerns())
      .then((found) => {
        if (current && found) setView(found);
      });
    return () => {
      current = false;
    };
  }, [session, calculated]);
  const variants = [...new Set(view?.concerns.map(({ variantName }) => variantName))];
  return (
    <div className={styles.stack}>
      <Title3 as="h1" className={styles.heading}>
        {pane.problems.title}
      </Title3>
      <section className={styles.stack}>
        <Text as="h2" weight="semibold" className={styles.heading}>
          {pane.problems.plan}
        </Text>
        {troubles.length === 0 ? (
          <Text>{plan ? pane.problems.planNone : pane.noPlan}</Text>
        ) : (
          <>
            {refused === null ? null : <Text>{pane.problems.inFile(refused)}</Text>}
            <TroubleList troubles={troubles} />
            {refused === null ? (
              <div>
                <Button onClick={() => session.go('trial')}>{pane.problems.toTrial}</Button>
              </div>
            ) : null}
          </>
        )}
      </section>
      {plan && view ? (
        <section className={styles.stack}>
          <Text as="h2" weight="semibold" className={styles.heading}>
            {pane.problems.concerns}
          </Text>
          {view.concerns.length === 0 ? <Text>{pane.problems.concernsNone}</Text> : null}
          {variants.map((name) => (
            <section key={name}>
              <Text as="h3" weight="semibold" className={styles.heading}>
                {name}
              </Text>
              <ul className={styles.list}>
                {view.concerns
                  .filter(({ variantName }) => variantName === name)
                  .map(({ label, years, subjects, reference }) => (
                    <li key={reference} className={styles.item}>
                      <strong>{label}</strong> ({years}): {subjects.join('; ')}{' '}
                      <Link
                        as="button"
                        inline
                        aria-label={`${pane.problems.show}: ${label}, ${name}`}
                        onClick={() => session.explain(reference)}
                      >
                        {pane.problems.show}
                      </Link>
                    </li>
                  ))}
              </ul>
            </section>
          ))}
        </section>
      ) : null}
      {view && view.warnings.length > 0 ? (
        <section className={styles.stack}>
          <Text as="h2" weight="semibold" className={styles.heading}>
            {pane.problems.warnings}
          </Text>
          <ul className={styles.list}>
            {view.warnings.map((warning) => (
              <li key={warning} className={styles.item}>
                {warning}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}
