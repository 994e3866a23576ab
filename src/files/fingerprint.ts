import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { Exact, ID_LISTS, type Plan } from '../../engine/index.ts';

/**
 * The fingerprint of a plan: which plan a page, a workbook or a file is about, whatever it was written in. Two plans
 * that say the same have the same one; any changed value gives another. It runs in a browser as well.
 */

/** Keys whose values are decimals, which may be written as text; `trend` and `shares` hold nothing else. */
const DECIMALS: ReadonlySet<string> = new Set([
  ...['hoursPerFte', 'wageIndex', 'priceIndex', 'ceiling', 'ceilingPerPupil', 'x', 'y', 'fte', 'weight'],
  ...['workplaceShare', 'maxFte', 'overhead', 'perHour', 'perFte', 'hours', 'amount', 'groupSize', 'min'],
  ...['max', 'phase', 'share', 'cap', 'studentsPerSupervisor'],
]);
const ALL_DECIMALS: ReadonlySet<string> = new Set(['trend', 'shares']);
const DECIMAL = /^-?\d+(\.\d+)?$/;

/** Lists that are the same absent and empty: of the plan, of a student entry, of a variant. */
const OPTIONAL_LISTS: ReadonlySet<string> = new Set([
  ...['norms', 'costs', 'funding', 'staff', 'before', 'requirements', 'leadKinds'],
]);

type Json = Readonly<Record<string, unknown>>;

/**
 * SHA-256 over the canonical writing of a plan.
 * @param plan a valid plan
 * @returns 64 hexadecimal digits
 */
export function fingerprintOf(plan: Plan): string {
  const hash = sha256.create();
  let gathered = '';
  for (const part of new Canonical(plan).parts()) {
    gathered += part;
    if (gathered.length < 65_536) continue;
    hash.update(utf8ToBytes(gathered));
    gathered = '';
  }
  return bytesToHex(hash.update(utf8ToBytes(gathered)).digest());
}

/**
 * A fingerprint as people compare it: its first twelve digits in groups of four, as `3f7a-91c2-0b4d`.
 * @param full as `fingerprintOf` gives it
 */
export const shortFingerprint = (full: string): string =>
  (full.slice(0, 12).match(/.{4}/g) ?? [full]).join('-');

/**
 * One way to write a plan, as JSON text: keys in alphabetical order, numbers by their value without trailing zeros
 * and never in quotes, texts always in quotes, nothing for an optional list without items.
 */
class Canonical {
  constructor(private readonly plan: Plan) {}

  *parts(): Generator<string> {
    yield* this.object(this.plan, '');
  }

  private *object(value: Json, holder: string): Generator<string> {
    const keys = Object.keys(value).filter((key) => value[key] !== undefined);
    yield* this.entries(value, keys.sort(), holder);
  }

  /** @param keys in the order in which they are written */
  private *entries(value: Json, keys: readonly string[], holder: string): Generator<string> {
    yield '{';
    let first = true;
    for (const key of keys) {
      const inner = value[key];
      if (OPTIONAL_LISTS.has(key) && Array.isArray(inner) && inner.length === 0) continue;
      yield `${first ? '' : ','}${JSON.stringify(key)}:`;
      first = false;
      // under these the keys are names that anyone may give
      const decimal = ALL_DECIMALS.has(holder) || (holder !== 'notes' && DECIMALS.has(key));
      if (key === 'changes' && holder === 'variant') yield* this.changes(inner as Json);
      else yield* this.value(inner, decimal, holder === 'notes' ? '' : key);
    }
    yield '}';
  }

  private *value(value: unknown, decimal: boolean, key: string): Generator<string> {
    if (Array.isArray(value)) {
      const list: readonly unknown[] = value;
      // one count that is projected may stand in a list by itself
      const single = key === 'counts' && list.length === 1 && this.plan.years !== 1;
      if (single) {
        yield* this.value(list[0], decimal, '');
        return;
      }
      yield '[';
      for (const [at, each] of list.entries()) {
        if (at > 0) yield ',';
        yield* this.value(each, decimal, key === 'variants' ? 'variant' : key);
      }
      yield ']';
    } else if (typeof value === 'object' && value !== null) yield* this.object(value as Json, key);
    else if (typeof value === 'number') yield Exact.of(value).toPlain();
    else if (decimal && typeof value === 'string' && DECIMAL.test(value)) yield Exact.of(value).toPlain();
    else yield JSON.stringify(value);
  }

  /**
   * What a variant changes. New items come in the order of the text, so that order is kept; those that are there
   * already stand where they stood.
   */
  private *changes(changes: Json): Generator<string> {
    yield '{';
    for (const [at, key] of Object.keys(changes).sort().entries()) {
      const value = changes[key];
      yield `${at === 0 ? '' : ','}${JSON.stringify(key)}:`;
      const list = ID_LISTS.find((each) => each === key);
      if (list === undefined || typeof value !== 'object' || value === null || Array.isArray(value)) {
        yield* this.value(value, DECIMALS.has(key), key);
        continue;
      }
      const known = new Set<string>((this.plan[list] ?? []).map(({ id }) => id));
      const ids = Object.keys(value);
      const ordered = [...ids.filter((id) => known.has(id)).sort(), ...ids.filter((id) => !known.has(id))];
      yield* this.items(value as Json, ordered);
    }
    yield '}';
  }

  private *items(items: Json, ids: readonly string[]): Generator<string> {
    yield '{';
    for (const [at, id] of ids.entries()) {
      yield `${at === 0 ? '' : ','}${JSON.stringify(id)}:`;
      yield* this.value(items[id], false, '');
    }
    yield '}';
  }
}
