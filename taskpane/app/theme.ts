import {
  type BrandVariants,
  createDarkTheme,
  createLightTheme,
  type Theme,
  teamsHighContrastTheme,
} from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';

/** The colours of the pane: teal, as in the workbook. */

const teal: BrandVariants = {
  10: '#010607',
  20: '#071b1e',
  30: '#0b2c31',
  40: '#103a40',
  50: '#154850',
  60: '#195158',
  70: '#1c575f',
  80: '#1f5c66',
  90: '#2f6f79',
  100: '#43838d',
  110: '#5a97a0',
  120: '#73abb3',
  130: '#8dbec5',
  140: '#a9d1d6',
  150: '#c6e3e7',
  160: '#e4f4f6',
};

const light = createLightTheme(teal);
const dark: Theme = {
  ...createDarkTheme(teal),
  colorBrandForeground1: teal[130],
  colorBrandForeground2: teal[140],
  colorBrandForegroundLink: teal[130],
  colorBrandForegroundLinkHover: teal[140],
  colorCompoundBrandForeground1: teal[130],
  colorCompoundBrandForeground1Hover: teal[140],
  colorCompoundBrandStroke: teal[120],
  colorCompoundBrandBackground: teal[120],
};

export const LOOKS = ['system', 'light', 'dark', 'contrast'] as const;
export type Look = (typeof LOOKS)[number];

const asks = (query: string): MediaQueryList => window.matchMedia(query);
const DARK = '(prefers-color-scheme: dark)';
const CONTRAST = '(forced-colors: active)';

function subscribe(listener: () => void): () => void {
  const queries = [asks(DARK), asks(CONTRAST)];
  for (const query of queries) query.addEventListener('change', listener);
  return () => {
    for (const query of queries) query.removeEventListener('change', listener);
  };
}

const systemLook = (): Exclude<Look, 'system'> =>
  asks(CONTRAST).matches ? 'contrast' : asks(DARK).matches ? 'dark' : 'light';

/** The theme that goes with a look; `system` follows the computer while it runs. */
export function useTheme(look: Look): { readonly theme: Theme; readonly shown: Exclude<Look, 'system'> } {
  const system = useSyncExternalStore(subscribe, systemLook);
  const shown = look === 'system' ? system : look;
  return { theme: { light, dark, contrast: teamsHighContrastTheme }[shown], shown };
}
