import { Button, Input, makeStyles, Slider, Text, tokens } from '@fluentui/react-components';
import { useEffect, useId, useState } from 'react';
import { formatDecimal } from '../../../src/texts/index.ts';
import { shiftPoint } from '../../../src/texts/numbers.ts';
import { readTyped } from '../../../src/texts/typed-number.ts';
import { atPlace, placeOf } from '../../../src/trial/range.ts';
import type { KnobView } from '../../worker/protocol.ts';
import { useTexts } from '../context.ts';

const useStyles = makeStyles({
  knob: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 8rem',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'center',
    paddingBlock: tokens.spacingVerticalS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  wide: { gridColumn: '1 / -1' },
  name: { fontWeight: tokens.fontWeightSemibold },
  muted: { color: tokens.colorNeutralForeground2 },
  slider: { minWidth: 0 },
  input: { minWidth: 0, width: '100%' },
  ask: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS, alignItems: 'center' },
  wrong: { color: tokens.colorPaletteRedForeground1 },
});

interface Props {
  readonly knob: KnobView;
  /** what is tried out just now, while it is still calculated */
  readonly wanted: string | undefined;
  readonly onChange: (value: string, moving: boolean) => void;
}

/** A figure to move: by its slider, or typed as people write numbers. */
export function KnobControl({ knob, wanted, onChange }: Props) {
  const styles = useStyles();
  const texts = useTexts();
  const { pane, separators } = texts;
  const help = useId();
  const value = wanted ?? knob.value;
  const percent = knob.field === 'trend';
  const shown = (decimal: string): string =>
    formatDecimal(percent ? trimmed(shiftPoint(decimal, 2)) : decimal, separators);
  const [typed, setTyped] = useState<string | null>(null);
  // what is typed gives way to a value that comes from elsewhere: the slider, a step back
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the value changes
  useEffect(() => setTyped(null), [value]);
  const read = typed === null ? null : readTyped(typed, texts);
  const settle = (decimal: string): void => {
    const next = percent ? trimmed(shiftPoint(decimal, -2)) : trimmed(decimal);
    if (next === value) setTyped(null);
    else onChange(next, false);
  };
  const commit = (): void => {
    if (read?.kind === 'number') settle(read.value);
  };
  const name = [
    knob.name,
    knob.role,
    knob.per === undefined ? undefined : pane.trial.per[knob.per as keyof typeof pane.trial.per],
    knob.from === undefined ? undefined : pane.trial.from(String(knob.from)),
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(', ');
  const moved = knob.before !== undefined && knob.before !== value;
  return (
    <div className={styles.knob}>
      <div className={styles.wide}>
        <Text className={styles.name}>{knob.name}</Text>
        <Text size={200} className={styles.muted} id={help}>
          {' '}
          {[
            knob.role,
            pane.trial.fields[knob.field],
            knob.per === undefined ? undefined : pane.trial.per[knob.per as keyof typeof pane.trial.per],
            knob.from === undefined ? undefined : pane.trial.from(String(knob.from)),
            moved ? pane.trial.was(shown(knob.before ?? '')) : undefined,
            knob.own ? pane.trial.own : undefined,
          ]
            .filter((part) => part !== undefined)
            .join(' · ')}
        </Text>
        {knob.values && wanted === undefined ? (
          <Text size={200} block className={styles.muted}>
            {pane.trial.perYear(knob.values.map(shown))}
          </Text>
        ) : null}
      </div>
      <Slider
        className={styles.slider}
        min={0}
        max={knob.range.steps}
        value={placeOf(knob.range, value)}
        aria-label={pane.trial.slider(name)}
        aria-valuetext={`${shown(value)}${percent ? ' %' : ''}`}
        aria-describedby={help}
        onChange={(_event, data) => onChange(atPlace(knob.range, data.value), true)}
      />
      <Input
        className={styles.input}
        size="small"
        inputMode="decimal"
        value={typed ?? shown(value)}
        aria-label={pane.trial.typed(name)}
        aria-invalid={read !== null && read.kind !== 'number'}
        aria-describedby={help}
        contentAfter={percent ? '%' : ''}
        onChange={(_event, data) => setTyped(data.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
      <div className={styles.wide} aria-live="polite">
        {read?.kind === 'doubt' ? (
          <div className={styles.ask}>
            <Text size={200}>{pane.trial.doubt(typed ?? '')}</Text>
            {read.values.map((each) => (
              <Button key={each} size="small" onClick={() => settle(each)}>
                {formatDecimal(trimmed(each), separators)}
              </Button>
            ))}
          </div>
        ) : null}
        {read?.kind === 'none' ? (
          <Text size={200} className={styles.wrong}>
            {pane.trial.wrong} {read.meant === undefined ? '' : pane.trial.wrongMeant(read.meant)}
          </Text>
        ) : null}
      </div>
    </div>
  );
}

/** Without zeros at the end of its decimals. */
const trimmed = (decimal: string): string =>
  decimal.includes('.') ? decimal.replace(/0+$/, '').replace(/\.$/, '') : decimal;
