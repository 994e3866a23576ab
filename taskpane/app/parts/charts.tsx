import { makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useTexts } from '../context.ts';

/**
 * Small charts of our own. Figures become floats only here, for where a line is drawn; the figures themselves stand in
 * the table behind each chart.
 */

const useStyles = makeStyles({
  figure: { margin: 0, minWidth: 0 },
  title: { fontWeight: tokens.fontWeightSemibold, marginBottom: tokens.spacingVerticalXS },
  svg: { display: 'block', maxWidth: '100%' },
  axis: { stroke: tokens.colorNeutralStroke1, strokeWidth: '1px' },
  grid: { stroke: tokens.colorNeutralStroke3, strokeWidth: '1px' },
  full: { stroke: tokens.colorNeutralForeground1, strokeWidth: '1.5px', strokeDasharray: '6 4' },
  text: { fill: tokens.colorNeutralForeground2, fontSize: '12px' },
  strong: { fill: tokens.colorNeutralForeground1, fontSize: '12px', fontWeight: tokens.fontWeightSemibold },
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXXS,
    listStyleType: 'none',
    margin: `${tokens.spacingVerticalXS} 0`,
    padding: 0,
    fontSize: tokens.fontSizeBase200,
  },
  key: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  details: { fontSize: tokens.fontSizeBase200, marginTop: tokens.spacingVerticalXS },
});

/** Told apart by colour, by dashes and by the shape of their points. */
const SERIES = [
  { color: tokens.colorBrandForeground1, dash: '', shape: 'circle' },
  { color: tokens.colorPaletteDarkOrangeForeground1, dash: '7 3', shape: 'square' },
  { color: tokens.colorPaletteBerryForeground1, dash: '2 3', shape: 'triangle' },
  { color: tokens.colorPaletteBlueForeground2, dash: '10 3 2 3', shape: 'diamond' },
  { color: tokens.colorPaletteGreenForeground1, dash: '4 2', shape: 'circle' },
  { color: tokens.colorPalettePurpleForeground2, dash: '1 2', shape: 'square' },
] as const;

const seriesAt = (index: number): (typeof SERIES)[number] =>
  SERIES[index % SERIES.length] as (typeof SERIES)[number];

function Mark({ x, y, shape, color }: { x: number; y: number; shape: string; color: string }) {
  switch (shape) {
    case 'square':
      return <rect x={x - 4} y={y - 4} width={8} height={8} fill={color} />;
    case 'triangle':
      return <path d={`M${x} ${y - 5}l5 9h-10z`} fill={color} />;
    case 'diamond':
      return <path d={`M${x} ${y - 6}l5 6l-5 6l-5-6z`} fill={color} />;
    default:
      return <circle cx={x} cy={y} r={4} fill={color} />;
  }
}

interface FrameProps {
  readonly title: string;
  /** what is measured */
  readonly place: RefObject<HTMLDivElement | null>;
  readonly table: ReactNode;
  readonly children: ReactNode;
}

function Frame({ title, table, place, children }: FrameProps) {
  const styles = useStyles();
  const { pane } = useTexts();
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.title}>{title}</figcaption>
      <div ref={place}>{children}</div>
      <details className={styles.details}>
        <summary>{pane.fit.asTable}</summary>
        {table}
      </details>
    </figure>
  );
}

export interface LineSeries {
  readonly key: string;
  readonly name: string;
  /** ratios of four decimals, one for each label */
  readonly values: readonly (string | null)[];
}

interface LineProps {
  readonly title: string;
  readonly description: string;
  readonly labels: readonly string[];
  readonly series: readonly LineSeries[];
  readonly table: ReactNode;
  /** how a ratio is written at the axis */
  readonly axis: (percent: number) => string;
}

/** How wide a place on the screen is, so that letters in a drawing keep their size; 560 before it is known. */
function useWidth(): readonly [RefObject<HTMLDivElement | null>, number] {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(560);
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.max(200, Math.floor(entry.contentRect.width)));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [place, width];
}

const HEIGHT = 220;
const LEFT = 44;
const BOTTOM = 28;
const TOP = 12;

/** Ratios over the years as lines, with a line where everything is covered. */
export function CoverageChart({ title, description, labels, series, table, axis }: LineProps) {
  const styles = useStyles();
  const [place, width] = useWidth();
  const percents = series.flatMap(({ values }) =>
    values.flatMap((value) => (value === null ? [] : [+value * 100])),
  );
  const most = Math.max(110, ...percents);
  const least = Math.min(90, ...percents);
  const step = most - least > 120 ? 50 : most - least > 50 ? 20 : 10;
  const low = Math.max(0, Math.floor(least / step) * step);
  const high = Math.ceil(most / step) * step;
  const y = (percent: number): number => TOP + ((high - percent) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const x = (index: number): number =>
    LEFT + 16 + (labels.length === 1 ? 0.5 : index / (labels.length - 1)) * (width - LEFT - 56);
  // labels that would touch each other are left out
  const every = Math.ceil((labels.length * 76) / Math.max(width - LEFT, 76));
  const ticks = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, index) => low + index * step);
  return (
    <Frame title={title} table={table} place={place}>
      <svg
        className={styles.svg}
        width={width}
        height={HEIGHT}
        role="img"
        aria-label={`${title}. ${description}`}
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <line
              className={tick === 100 ? styles.full : styles.grid}
              x1={LEFT}
              x2={width - 8}
              y1={y(tick)}
              y2={y(tick)}
            />
            <text
              className={tick === 100 ? styles.strong : styles.text}
              x={LEFT - 6}
              y={y(tick) + 4}
              textAnchor="end"
            >
              {axis(tick)}
            </text>
          </g>
        ))}
        {labels.map((label, index) =>
          index % every > 0 ? null : (
            <text key={label} className={styles.text} x={x(index)} y={HEIGHT - 8} textAnchor="middle">
              {label}
            </text>
          ),
        )}
        {series.map(({ key, values }, index) => {
          const { color, dash, shape } = seriesAt(index);
          const points = values.flatMap((value, at) =>
            value === null ? [] : [{ at, x: x(at), y: y(+value * 100) }],
          );
          return (
            <g key={key}>
              <polyline
                points={points.map((point) => `${point.x},${point.y}`).join(' ')}
                fill="none"
                stroke={color}
                strokeWidth={2}
                strokeDasharray={dash}
              />
              {points.map((point) => (
                <Mark key={point.at} x={point.x} y={point.y} shape={shape} color={color} />
              ))}
            </g>
          );
        })}
      </svg>
      <ul className={styles.legend}>
        {series.map(({ key, name }, index) => {
          const { color, dash, shape } = seriesAt(index);
          return (
            <li key={key} className={styles.key}>
              <svg width="32" height="12" aria-hidden="true">
                <line x1="0" x2="32" y1="6" y2="6" stroke={color} strokeWidth="2" strokeDasharray={dash} />
                <Mark x={16} y={6} shape={shape} color={color} />
              </svg>
              {name}
            </li>
          );
        })}
      </ul>
    </Frame>
  );
}

export interface BarPair {
  readonly key: string;
  readonly name: string;
  /** exact decimals */
  readonly first: string;
  readonly second: string;
}

interface BarProps {
  readonly title: string;
  readonly names: readonly [string, string];
  readonly pairs: readonly BarPair[];
  readonly format: (value: string) => string;
  readonly table: ReactNode;
}

const ROW = 64;

/** Two amounts beside each other for each of a few things. */
export function BarChart({ title, names, pairs, format, table }: BarProps) {
  const styles = useStyles();
  const [place, width] = useWidth();
  const most = Math.max(1, ...pairs.flatMap(({ first, second }) => [+first, +second]));
  const long = (value: string): number => Math.max(0, (+value / most) * (width - 125));
  const colors = [tokens.colorBrandForeground1, tokens.colorPaletteDarkOrangeForeground1] as const;
  const said = pairs
    .map(({ name, first, second }) => `${name}: ${names[0]} ${format(first)}, ${names[1]} ${format(second)}`)
    .join('; ');
  return (
    <Frame title={title} table={table} place={place}>
      <svg
        className={styles.svg}
        width={width}
        height={pairs.length * ROW}
        role="img"
        aria-label={`${title}. ${said}`}
      >
        <defs>
          <pattern
            id="stripes"
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="6" height="6" fill={colors[1]} />
            <line x1="0" y1="0" x2="0" y2="6" stroke={tokens.colorNeutralBackground1} strokeWidth="2" />
          </pattern>
        </defs>
        {pairs.map(({ key, name, first, second }, index) => {
          const top = index * ROW;
          return (
            <g key={key}>
              <text className={styles.strong} x={0} y={top + 14}>
                {name}
              </text>
              <rect x={0} y={top + 20} width={long(first)} height={15} fill={colors[0]} />
              <text className={styles.text} x={long(first) + 6} y={top + 32}>
                {format(first)}
              </text>
              <rect x={0} y={top + 38} width={long(second)} height={15} fill="url(#stripes)" />
              <text className={styles.text} x={long(second) + 6} y={top + 50}>
                {format(second)}
              </text>
            </g>
          );
        })}
      </svg>
      <ul className={styles.legend}>
        {names.map((name, index) => (
          <li key={name} className={styles.key}>
            <svg width="16" height="12" aria-hidden="true">
              <rect width="16" height="12" fill={index === 0 ? colors[0] : 'url(#stripes)'} />
            </svg>
            {name}
          </li>
        ))}
      </ul>
    </Frame>
  );
}
