import { makeStyles, tokens } from '@fluentui/react-components';
import { useSession, useTexts } from '../context.ts';

const useStyles = makeStyles({
  button: {
    font: 'inherit',
    color: 'inherit',
    background: 'none',
    border: 'none',
    padding: 0,
    cursor: 'pointer',
    textDecorationLine: 'underline',
    textDecorationStyle: 'dotted',
    textUnderlineOffset: '0.2em',
    textAlign: 'inherit',
    fontVariantNumeric: 'tabular-nums',
    minHeight: '24px',
    ':hover': { textDecorationStyle: 'solid', color: tokens.colorBrandForeground1 },
    ':focus-visible': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '2px',
      borderRadius: tokens.borderRadiusSmall,
    },
  },
});

interface Props {
  /** as it is shown */
  readonly children: string;
  /** what it is, for who can't see the row and column it stands in */
  readonly what: string;
  /** JSON Pointer into the result; null where there is nothing to explain */
  readonly reference: string | null;
}

/** A figure of the result that leads to its explanation. */
export function Figure({ children, what, reference }: Props) {
  const styles = useStyles();
  const session = useSession();
  const { pane } = useTexts();
  if (reference === null) return <span>{children}</span>;
  return (
    <button
      type="button"
      className={styles.button}
      title={pane.fit.explain(what)}
      aria-label={`${children}. ${pane.fit.explain(what)}`}
      onClick={() => session.explain(reference)}
    >
      {children}
    </button>
  );
}
