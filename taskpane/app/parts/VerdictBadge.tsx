import { Badge, makeStyles } from '@fluentui/react-components';
import type { Verdict } from '../../../src/report/overview.ts';
import { useTexts } from '../context.ts';

const COLORS = { fits: 'success', 'with-ceilings': 'warning', short: 'danger' } as const;
const SIGNS = { fits: '✓', 'with-ceilings': '≈', short: '✕' } as const;

const useStyles = makeStyles({ badge: { whiteSpace: 'nowrap' } });

/** Whether a variant fits: by word, by sign and by colour. */
export function VerdictBadge({ verdict }: { readonly verdict: Verdict }) {
  const styles = useStyles();
  const { pane } = useTexts();
  return (
    <Badge className={styles.badge} appearance="tint" size="large" color={COLORS[verdict]}>
      <span aria-hidden="true">{SIGNS[verdict]}&nbsp;</span>
      {pane.fit.verdicts[verdict]}
    </Badge>
  );
}
