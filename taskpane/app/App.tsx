import {
  Badge,
  FluentProvider,
  Link,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  ProgressBar,
  Select,
  Tab,
  TabList,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { SessionProvider, useSession, useSessionState, useTexts } from './context.ts';
import { Explain } from './screens/Explain.tsx';
import { Fit } from './screens/Fit.tsx';
import { Problems } from './screens/Problems.tsx';
import { Start } from './screens/Start.tsx';
import { Trial } from './screens/Trial.tsx';
import { type Session, TABS, type Tab as TabName } from './session.ts';
import { LOOKS, type Look, useTheme } from './theme.ts';

const useStyles = makeStyles({
  root: { minHeight: '100vh', display: 'flex', flexDirection: 'column' },
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  product: { color: tokens.colorBrandForeground1, fontWeight: tokens.fontWeightSemibold },
  plan: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  tabs: { flexWrap: 'wrap', borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  main: {
    flexGrow: 1,
    width: '100%',
    maxWidth: '72rem',
    marginInline: 'auto',
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalM,
  },
  progress: { height: '2px' },
  footer: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground2,
  },
  hidden: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
  fault: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontSize: tokens.fontSizeBase200 },
});

export function App({ session }: { readonly session: Session }) {
  const [look, setLook] = useState<Look>('system');
  const { theme, shown } = useTheme(look);
  useEffect(() => {
    document.documentElement.style.colorScheme = shown === 'light' ? 'light' : 'dark';
  }, [shown]);
  return (
    <FluentProvider theme={theme}>
      <SessionProvider value={session}>
        <Pane look={look} onLook={setLook} />
      </SessionProvider>
    </FluentProvider>
  );
}

interface PaneProps {
  readonly look: Look;
  readonly onLook: (look: Look) => void;
}

function Pane({ look, onLook }: PaneProps) {
  const styles = useStyles();
  const session = useSession();
  const { pane } = useTexts();
  const { tab, plan, fault, announcement, troubles } = useSessionState();
  const heading = useRef<HTMLDivElement>(null);
  const shown = useRef<TabName>(tab);
  useEffect(() => {
    // who came by a link and not by the tabs goes on reading at the new screen
    if (shown.current !== tab && document.activeElement?.getAttribute('role') !== 'tab') {
      heading.current?.focus();
    }
    shown.current = tab;
  }, [tab]);
  return (
    <div className={styles.root}>
      <header className={styles.header}>
        <Text className={styles.product}>{pane.product}</Text>
        <Text className={styles.plan}>{plan?.name}</Text>
        <Select
          size="small"
          appearance="underline"
          aria-label={pane.theme}
          value={look}
          onChange={(_event, { value }) => onLook(value as Look)}
        >
          {LOOKS.map((each) => (
            <option key={each} value={each}>
              {pane.themes[each]}
            </option>
          ))}
        </Select>
      </header>
      <nav aria-label={pane.main}>
        <TabList
          className={styles.tabs}
          size="small"
          selectedValue={tab}
          onTabSelect={(_event, { value }) => session.go(value as TabName)}
        >
          {TABS.map((each) => (
            <Tab key={each} value={each} id={`tab-${each}`} aria-controls="screen">
              {pane.tabs[each]}
              {each === 'problems' && troubles.length > 0 ? (
                <>
                  {' '}
                  <Badge size="small" color="danger" appearance="filled">
                    {troubles.length}
                  </Badge>
                </>
              ) : null}
            </Tab>
          ))}
        </TabList>
      </nav>
      <Working />
      <main className={styles.main}>
        {fault === null ? null : (
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>{pane.fault}</MessageBarTitle>
              <details>
                <summary>{pane.faultDetails}</summary>
                <pre className={styles.fault}>{fault}</pre>
              </details>
            </MessageBarBody>
          </MessageBar>
        )}
        <div id="screen" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={-1} ref={heading}>
          <Screen tab={tab} />
        </div>
      </main>
      <footer className={styles.footer}>
        <Text size={200}>
          {pane.product} {SAMENPLAN_VERSION}. {pane.privacy}
        </Text>
      </footer>
      <div className={styles.hidden} role="status" aria-live="polite">
        {announcement}
      </div>
    </div>
  );
}

/** Where long work is; nothing while there is none, so that quick work doesn't flicker. */
function Working() {
  const styles = useStyles();
  const { pane } = useTexts();
  const { working, progress } = useSessionState();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!working) {
      setSlow(false);
      return undefined;
    }
    const timer = setTimeout(() => setSlow(true), 300);
    return () => clearTimeout(timer);
  }, [working]);
  if (!slow) return <div className={styles.progress} />;
  const { variant, done, of } = progress ?? {};
  const words =
    variant !== undefined && done !== undefined && of !== undefined
      ? pane.calculatingVariant(variant, done + 1, of)
      : pane.stages[progress?.stage ?? 'calculating'];
  return (
    <div>
      <ProgressBar aria-label={words} {...(of === undefined ? {} : { value: (done ?? 0) / of })} />
      <Text size={200} role="status">
        {words}
      </Text>
    </div>
  );
}

function Screen({ tab }: { readonly tab: TabName }) {
  const session = useSession();
  const { pane } = useTexts();
  const { plan } = useSessionState();
  if (tab === 'start') return <Start />;
  if (tab === 'problems') return <Problems />;
  if (!plan) {
    return (
      <p>
        {pane.noPlan}{' '}
        <Link as="button" onClick={() => session.go('start')}>
          {pane.toStart}
        </Link>
      </p>
    );
  }
  switch (tab) {
    case 'fit':
      return <Fit />;
    case 'trial':
      return <Trial />;
    case 'explain':
      return <Explain />;
  }
}
