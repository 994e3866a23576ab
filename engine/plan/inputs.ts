import { type DecimalInput, Exact } from '../numbers/index.ts';
import type { Plan } from './format.ts';
import { pointer, pointerKeys } from './problems.ts';

/**
 * The numbers of a plan that can be asked about. Ids, names, dates and years are none; what follows from others (the
 * shares of a split, which add up to 1) can't be changed one at a time.
 */
export interface Input {
  /** JSON Pointer in the plan */
  readonly path: string;
  readonly value: DecimalInput;
  readonly kind: 'amount' | 'ratio' | 'whole';
  /** the decimals that a part of it is rounded to: 2 for hours and euro, 4 for ratios, 0 for counts and sizes, or more where the plan writes more */
  readonly digits: number;
}

/** The keys that hold numbers, and of what kind. */
const KEYS: Readonly<Record<string, Input['kind']>> = {
  hoursPerFte: 'amount',
  ceiling: 'amount',
  ceilingPerPupil: 'amount',
  perHour: 'amount',
  perFte: 'amount',
  hours: 'amount',
  amount: 'amount',
  min: 'amount',
  max: 'amount',
  cap: 'amount',
  wageIndex: 'ratio',
  priceIndex: 'ratio',
  trend: 'ratio',
  weight: 'ratio',
  overhead: 'ratio',
  share: 'ratio',
  phase: 'ratio',
  pupils: 'whole',
  counts: 'whole',
  before: 'whole',
  from: 'whole',
  groupSize: 'whole',
  studentsPerSupervisor: 'whole',
  minStudents: 'whole',
  maxStudents: 'whole',
};

const DIGITS = { amount: 2, ratio: 4, whole: 0 } as const;

const DECIMAL = /^-?\d+(\.\d+)?$/;

/** The key that says what stands at a pointer: the last one that is no place in a list and no id of a trend. */
function keyOf(path: string): string {
  const keys = pointerKeys(path).filter((key) => !/^\d+$/.test(key));
  if (keys.includes('trend')) return 'trend';
  return keys.includes('shares') ? 'share' : (keys.at(-1) ?? '');
}

/** The number at a pointer, or null where there is none that can be asked about. */
export function inputAt(path: string, value: unknown): Input | null {
  const kind = path.startsWith('/') ? KEYS[keyOf(path)] : undefined;
  if (kind === undefined) return null;
  if (typeof value !== 'number' && !(typeof value === 'string' && DECIMAL.test(value))) return null;
  return { path, value, kind, digits: Math.max(Exact.of(value).scale, DIGITS[kind]) };
}

/** The lists whose numbers make hours and euro. */
const LISTS = ['norms', 'costs', 'funding', 'rates', 'groups'] as const;

/**
 * What a plan's hours and euro are made of, one input at a time: norms, costs, funding, rates, weights, indexes and
 * trends, in plan order. Without those that are 0, of which a band would be 0 too.
 */
export const inputsOf = (plan: Plan): Input[] => [
  ...LISTS.flatMap((list) => inputsBelow(`/${list}`, plan[list])),
  ...(['hoursPerFte', 'wageIndex', 'priceIndex', 'trend'] as const).flatMap((key) =>
    inputsBelow(`/${key}`, plan[key]),
  ),
];

/** The inputs in a part of a plan that are not 0. */
export function inputsBelow(path: string, value: unknown): Input[] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, each]) => inputsBelow(pointer(path, key), each));
  }
  const input = inputAt(path, value);
  return input === null || Exact.of(input.value).sign === 0 ? [] : [input];
}
