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
const COMMON = new Set(['de', 'het', 'een', 'van', 'voor', 'college', 'school', 'scholengemeenschap', 'stichting', 'te']);

/** How alike two names are, from 0 to 1: by pairs of letters, and by the words that both have. */
function alike(a: string, b: string): number {
  const [pairsA, pairsB] = [pairs(a), pairs(b)];
  const shared = pairsA.filter((pair) => {
    const at = pairsB.indexOf(pair);
    if (at >= 0) pairsB.splice(at, 1);
    return at >= 0;
  }).length;
  const total = pairsA.length + pairsB.length + shared;
  const dice = total === 0 ? 0 : (2 * shared) / total;
  const [wordsA, wordsB] = [words(a), words(b)];
  const both = [...wordsA].filter((word) => wordsB.has(word)).length;
  const overlap = Math.min(wordsA.size, wordsB.size) === 0 ? 0 : both / Math.min(wordsA.size, wordsB.size);
  return Math.max(dice, overlap * 0.9);
}

const pairs = (text: string): string[] =>
  text
    .slice(0, 200)
    .split(' ')
    .flatMap((word) => Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => word.slice(at, at + 2)));
const words = (text: string): Set<string> =>
  new Set(text.split(' ').filter((word) => word.length > 2 && !COMMON.has(word)));

export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly code?: string | undefined;
}

export const offerOf = ({ id, name, code }: Candidate): Offer => ({ key: code ?? id, name });

/** The most alike, at most three, best first; none that is only vaguely so. */
export function closest(text: string, candidates: readonly Candidate[]): Offer[] {
  const wanted = fold(text);
  return candidates
    .map((candidate) => ({ candidate, score: alike(wanted, fold(candidate.name)) }))
    .filter(({ score }) => score >= 0.55)
    .sort((a, b) => b.score - a.score)
    .slice(0, 3)
    .map(({ candidate }) => offerOf(candidate));
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

  constructor(items: readonly T[]) {
    for (const item of items) this.add(item);
  }

  add(item: T): void {
    this.items.push(item);
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
    const found = exact.length > 0 || !isBrin(code) ? exact : this.items.filter((item) => item.code?.slice(0, 4) === code);
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
    const byId = this.byId.get(folded.replaceAll(' ', '-'));
    if (byId) return { kind: 'one', item: byId, by: 'id' };
    if (!offer) return { kind: 'none' };
    const offers = closest(text, this.items);
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
  return found.length === 1 ? { kind: 'one', item, by } : { kind: 'several', offers: found.slice(0, 12).map(offerOf) };
}

export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

const SMALL_WORDS = new Set(['aan', 'den', 'de', 'der', 'en', 'op', 'in', 'het', 'bij', 'van', 'ter', 'ten', 'over']);

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
