import type { Offer } from './problems.ts';

/** Names as they are compared, ids as they are made, and names that look alike. */

/** A text without case, accents and punctuation: what makes two headings or two names the same. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** `Rijksuniversiteit Groningen` as `rijksuniversiteit-groningen`: an id, or '' where nothing of it is left. */
export function slug(text: string, longest = 60): string {
  const id = fold(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, longest)
    .replace(/-+$/, '');
  return /[a-z]/.test(id) ? id : '';
}

/** An id that is not taken: the wished one, or that one with a number. Takes it. */
export function freeId(wished: string, taken: Set<string>): string {
  let id = wished;
  for (let next = 2; taken.has(id); next++) id = `${wished.slice(0, 59 - String(next).length)}-${next}`;
  taken.add(id);
  return id;
}

/** BRIN and vestigingscode as DUO writes them: `00DI` and `00DI06`. */
export const isBrin = (code: string): boolean => /^\d{2}[A-Z]{2}$/.test(code);
export const isVestiging = (code: string): boolean => /^\d{2}[A-Z]{2}\d{2}$/.test(code);
export const asCode = (text: string): string => text.replace(/\s+/g, '').toUpperCase();

/** Words that say what an institution is rather than which. */
const COMMON = new Set([
  'de',
  'het',
  'een',
  'van',
  'voor',
  'college',
  'school',
  'scholengemeenschap',
  'stichting',
  'te',
]);

/** What two names are compared by, made once for a name. */
interface Profile {
  readonly pairs: ReadonlyMap<string, number>;
  readonly total: number;
  readonly words: readonly (readonly [word: string, pairs: ReadonlyMap<string, number>, total: number])[];
}

/** Names are shorter than this; a text that isn't is no name, and would only take time. */
const LONGEST = 120;

function profileOf(text: string): Profile {
  const parts = fold(text.slice(0, LONGEST)).split(' ');
  const [pairs, total] = pairsOf(parts);
  const words = parts.filter((word) => word.length > 2 && !COMMON.has(word));
  return { pairs, total, words: words.map((word) => [word, ...pairsOf([word])] as const) };
}

function pairsOf(parts: readonly string[]): [Map<string, number>, number] {
  const pairs = new Map<string, number>();
  let total = 0;
  for (const part of parts) {
    for (let at = 0; at + 1 < part.length; at++, total++) {
      const pair = part.slice(at, at + 2);
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
  }
  return [pairs, total];
}

/** The part of pairs of letters that two texts share. */
function dice(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>, total: number): number {
  let shared = 0;
  for (const [pair, count] of a) shared += Math.min(count, b.get(pair) ?? 0);
  return total === 0 ? 0 : (2 * shared) / total;
}

/** How alike two names are, from 0 to 1: as a whole, and by the words of the shorter one in the other. */
function alike(a: Profile, b: Profile): number {
  const whole = dice(a.pairs, b.pairs, a.total + b.total);
  const [few, many] = a.words.length <= b.words.length ? [a, b] : [b, a];
  if (few.words.length === 0) return whole;
  const found = few.words.map(([word, pairs, total]) => {
    const best = Math.max(
      ...many.words.map(([other, others, count]) =>
        other === word ? 1 : dice(pairs, others, total + count),
      ),
    );
    return best >= 0.6 ? best : 0;
  });
  return Math.max(whole, (0.95 * found.reduce((sum, each) => sum + each, 0)) / found.length);
}

export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly code?: string | undefined;
}

export const offerOf = ({ id, name, code }: Candidate): Offer => ({ key: code ?? id, name });

const digitsOf = (text: string): string => text.replace(/\D+/g, ' ').trim();

/** The most alike, at most three, best first; none that is only vaguely so. */
export function closest(text: string, candidates: readonly Candidate[]): Offer[] {
  const profiles = candidates.map((candidate) => ({ candidate, profile: profileOf(candidate.name) }));
  return closestOf(text, profiles);
}

function closestOf(text: string, profiles: readonly { candidate: Candidate; profile: Profile }[]): Offer[] {
  const wanted = profileOf(text);
  const digits = digitsOf(text);
  return (
    profiles
      // `Leerjaar 2` is no other way to write `Leerjaar 1`
      .filter(({ candidate }) => {
        const own = digitsOf(candidate.name);
        return own === '' || digits === '' || own === digits;
      })
      .map(({ candidate, profile }) => ({ candidate, score: alike(wanted, profile) }))
      .filter(({ score }) => score >= 0.55)
      .sort((a, b) => b.score - a.score)
      .slice(0, 3)
      .map(({ candidate }) => offerOf(candidate))
  );
}

export type Match<T> =
  | { readonly kind: 'one'; readonly item: T; readonly by: 'code' | 'id' | 'name' }
  | { readonly kind: 'several'; readonly offers: readonly Offer[] }
  | { readonly kind: 'close'; readonly offers: readonly Offer[] }
  | { readonly kind: 'none' };

/** Looks items up by code, id and exact name; what only looks alike is offered. */
export class Finder<T extends Candidate> {
  private readonly byCode = new Map<string, T[]>();
  private readonly byId = new Map<string, T>();
  private readonly byName = new Map<string, T[]>();

  private readonly items: T[] = [];
  private profiles: { candidate: T; profile: Profile }[] | undefined;

  /** @param ids whether an id may stand for a name: a group goes by `voltijd`, a school's id is only ours */
  constructor(
    items: readonly T[],
    private readonly ids = true,
  ) {
    for (const item of items) this.add(item);
  }

  add(item: T): void {
    this.items.push(item);
    this.profiles = undefined;
    this.byId.set(item.id, item);
    if (item.code !== undefined) push(this.byCode, asCode(item.code), item);
    push(this.byName, fold(item.name), item);
  }

  /** By its id, as a mapping or a plan gives it. */
  id(id: string): T | undefined {
    return this.byId.get(id);
  }

  /** By code; a BRIN finds the vestiging where that has only one. */
  code(text: string): Match<T> {
    const code = asCode(text);
    const exact = this.byCode.get(code) ?? [];
    const found =
      exact.length > 0 || !isBrin(code)
        ? exact
        : this.items.filter((item) => item.code?.slice(0, 4) === code);
    return one(found, 'code');
  }

  /**
   * By name.
   * @param offer whether names that look alike are looked for, which takes a while
   */
  name(text: string, offer = true): Match<T> {
    const folded = fold(text);
    const exact = folded === '' ? [] : (this.byName.get(folded) ?? []);
    if (exact.length > 0) return one(exact, 'name');
    const byId = this.ids ? this.byId.get(folded.replaceAll(' ', '-')) : undefined;
    if (byId) return { kind: 'one', item: byId, by: 'id' };
    if (!offer) return { kind: 'none' };
    this.profiles ??= this.items.map((candidate) => ({ candidate, profile: profileOf(candidate.name) }));
    const offers = closestOf(text, this.profiles);
    return offers.length > 0 ? { kind: 'close', offers } : { kind: 'none' };
  }

  /** What a mapping refers to: an id or a code. */
  key(key: string): T | undefined {
    const byCode = this.byCode.get(asCode(key));
    return this.byId.get(key) ?? (byCode?.length === 1 ? byCode[0] : undefined);
  }
}

function one<T extends Candidate>(found: readonly T[], by: 'code' | 'name'): Match<T> {
  const [item] = found;
  if (!item) return { kind: 'none' };
  return found.length === 1
    ? { kind: 'one', item, by }
    : { kind: 'several', offers: found.slice(0, 12).map(offerOf) };
}

export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

const SMALL_WORDS = new Set([
  'aan',
  'den',
  'de',
  'der',
  'en',
  'op',
  'in',
  'het',
  'bij',
  'van',
  'ter',
  'ten',
  'over',
]);

/** A place in capitals, as DUO writes it, as people do: `'S-GRAVENHAGE` as `'s-Gravenhage`. */
export function placeName(text: string): string {
  if (text !== text.toUpperCase()) return text;
  const words = text.toLowerCase().split(' ');
  return words.map((word, at) => (at > 0 && SMALL_WORDS.has(word) ? word : capital(word))).join(' ');
}

const capital = (word: string): string =>
  word
    .split('-')
    .map((part, at) => {
      if (part.startsWith("'") || (at > 0 && SMALL_WORDS.has(part))) return part;
      return part.startsWith('ij') ? `IJ${part.slice(2)}` : part.slice(0, 1).toUpperCase() + part.slice(1);
    })
    .join('-');
