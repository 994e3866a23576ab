import { createContext, useContext, useSyncExternalStore } from 'react';
import { formatDecimal, type Texts } from '../../src/texts/index.ts';
import { asPercentage } from '../../src/texts/numbers.ts';
import type { Session, State } from './session.ts';

/** What every screen needs: the session, its state, the words, and figures as people write them. */

const SessionContext = createContext<Session | null>(null);
export const SessionProvider = SessionContext.Provider;

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('no session above this component');
  return session;
}

export function useSessionState(): State {
  const { subscribe, current } = useSession();
  return useSyncExternalStore(subscribe, current);
}

export const useTexts = (): Texts => useSession().texts;

export interface Figures {
  /** an exact decimal, or a count */
  readonly decimal: (value: string | number | null) => string;
  readonly euro: (value: string | null) => string;
  readonly percentage: (ratio: string | null) => string;
}

/** How figures are written, from their exact text. */
export function figuresIn({ separators, tables }: Texts): Figures {
  const decimal = (value: string | number | null): string =>
    value === null ? tables.noValue : formatDecimal(String(value), separators).replace('-', '−');
  return {
    decimal,
    euro: (value) => (value === null ? tables.noValue : `€ ${decimal(value)}`),
    percentage: (ratio) => (ratio === null ? tables.noValue : `${decimal(asPercentage(ratio))} %`),
  };
}

export const useFigures = (): Figures => figuresIn(useTexts());
