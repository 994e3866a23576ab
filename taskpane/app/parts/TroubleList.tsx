import { makeStyles, tokens } from '@fluentui/react-components';
import type { Trouble } from '../../worker/protocol.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL, overflowWrap: 'anywhere' },
  path: { color: tokens.colorNeutralForeground2, fontFamily: tokens.fontFamilyMonospace },
});

/** What is wrong, one thing per line, with its place. */
export function TroubleList({ troubles }: { readonly troubles: readonly Trouble[] }) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {troubles.map(({ path, code, message, cell }, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: the same can be wrong twice, and the list is replaced whole
          key={`${path} ${code} ${index}`}
        >
          {path === '' || cell ? null : <span className={styles.path}>{path} </span>}
          {message}
        </li>
      ))}
    </ul>
  );
}
