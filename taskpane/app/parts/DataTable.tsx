import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

/** A table of figures: one heading per row and per column, scrolling sideways where the pane is narrow. */

export interface Column {
  readonly key: string;
  readonly title: ReactNode;
  readonly figure?: boolean;
}

export interface Row {
  readonly key: string;
  readonly heading: ReactNode;
  readonly cells: readonly ReactNode[];
  readonly total?: boolean;
}

const useStyles = makeStyles({
  frame: {
    overflowX: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  table: { borderCollapse: 'collapse', width: '100%', fontSize: tokens.fontSizeBase200 },
  caption: {
    textAlign: 'start',
    padding: tokens.spacingVerticalS,
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase300,
  },
  head: {
    textAlign: 'start',
    verticalAlign: 'bottom',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    backgroundColor: tokens.colorNeutralBackground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  cell: {
    textAlign: 'start',
    verticalAlign: 'top',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    fontWeight: tokens.fontWeightRegular,
  },
  // the heading of a row stays in sight while the figures scroll
  first: {
    position: 'sticky',
    insetInlineStart: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    minWidth: '7rem',
  },
  firstHead: { position: 'sticky', insetInlineStart: 0, minWidth: '7rem' },
  figure: { textAlign: 'end', whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
  figureHead: { textAlign: 'end', minWidth: '5rem' },
  total: { fontWeight: tokens.fontWeightSemibold, borderTop: `1px solid ${tokens.colorNeutralStroke1}` },
});

interface Props {
  readonly caption: string;
  /** what stands over the row headings */
  readonly corner: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

export function DataTable({ caption, corner, columns, rows }: Props) {
  const styles = useStyles();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.frame} aria-label={caption} tabIndex={0}>
      <table className={styles.table}>
        <caption className={styles.caption}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className={mergeClasses(styles.head, styles.firstHead)}>
              {corner}
            </th>
            {columns.map(({ key, title, figure = true }) => (
              <th key={key} scope="col" className={mergeClasses(styles.head, figure && styles.figureHead)}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, heading, cells, total }) => (
            <tr key={key}>
              <th scope="row" className={mergeClasses(styles.cell, styles.first, total && styles.total)}>
                {heading}
              </th>
              {columns.map(({ key: column, figure = true }, index) => (
                <td
                  key={column}
                  className={mergeClasses(styles.cell, figure && styles.figure, total && styles.total)}
                >
                  {cells[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
