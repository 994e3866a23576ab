import { Exact } from '../numbers/index.ts';
import { apportionExact, stepAt } from '../plain.ts';
import { boundsOf, type Interval } from './bounds.ts';
import { OP, type Recording } from './recording.ts';

const MAX = Number.MAX_SAFE_INTEGER;
const POWERS = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
/** 10 to this power; beyond 10^22 no longer exact, and then no value but 0 stays within bounds. */
const power = (exponent: number): number => POWERS[exponent] ?? Number.POSITIVE_INFINITY;

/** round(a / b), half away from zero; not a number where that can't be known to be exact. */
function roundQuotient(a: number, b: number): number {
  const size = a < 0 ? -a : a;
  // half of the safe range, so that quotient × b and its neighbours are exact too
  if (!(size <= HALF && b <= HALF)) return Number.NaN;
  let quotient = Math.floor(size / b);
  let rest = size - quotient * b;
  if (rest < 0) {
    quotient -= 1;
    rest += b;
  } else if (rest >= b) {
    quotient += 1;
    rest -= b;
  }
  if (rest >= b - rest) quotient += 1;
  return a < 0 ? 0 - quotient : quotient;
}

const HALF = MAX / 4;

/**
 * A recorded calculation in a form that runs fast: whole numbers in typed arrays, one operation after the other. Every
 * outcome is checked: within 2^53 a double is the exact whole number it stands for. What goes beyond is calculated with
 * exact decimals, by the arithmetic that the rules use everywhere, so no outcome is ever rounded.
 *
 * It runs `lanes` calculations side by side, which differ in their inputs.
 */
export class Program {
  readonly size: number;
  readonly op: Uint8Array;
  private readonly scale: Uint16Array;
  readonly aux: Int32Array;
  readonly start: Int32Array;
  readonly args: Int32Array;
  private readonly values: Float64Array;
  /** values beyond 2^53, and those that don't exist (null), where `values` has NaN */
  private readonly wide = new Map<number, Exact | null>();

  /**
   * @param keep the nodes that are asked for; what they don't need is left out
   * @returns the program, and where each node of the recording is in it (-1: left out)
   */
  static of(
    recording: Recording,
    keep: Iterable<number>,
    lanes = 1,
  ): { readonly program: Program; readonly placeOf: Int32Array } {
    const { op, start, args } = recording;
    const size = op.length;
    const live = new Uint8Array(size);
    for (const node of keep) live[node] = 1;
    for (let node = size - 1; node >= 0; node--) {
      if (!live[node]) continue;
      for (let at = start[node] as number; at < (start[node + 1] as number); at++)
        live[args[at] as number] = 1;
    }
    // the parts of an apportionment stay together
    for (let node = 0; node < size; node++) {
      if (op[node] === OP.part && live[args[start[node] as number] as number]) live[node] = 1;
    }
    const placeOf = new Int32Array(size).fill(-1);
    let place = 0;
    for (let node = 0; node < size; node++) if (live[node]) placeOf[node] = place++;
    return { program: new Program(recording, placeOf, place, lanes), placeOf };
  }

  private constructor(
    recording: Recording,
    placeOf: Int32Array,
    size: number,
    readonly lanes: number,
  ) {
    this.size = size;
    this.op = new Uint8Array(size);
    this.scale = new Uint16Array(size);
    this.aux = new Int32Array(size);
    this.start = new Int32Array(size + 1);
    this.values = new Float64Array(size * lanes);
    const operands: number[] = [];
    for (let node = 0; node < placeOf.length; node++) {
      const place = placeOf[node] as number;
      if (place < 0) continue;
      this.op[place] = recording.op[node] as number;
      this.scale[place] = recording.scale[node] as number;
      this.aux[place] = recording.aux[node] as number;
      for (let at = recording.start[node] as number; at < (recording.start[node + 1] as number); at++) {
        operands.push(placeOf[recording.args[at] as number] as number);
      }
      this.start[place + 1] = operands.length;
    }
    this.args = Int32Array.from(operands);
    for (const [node, value] of recording.constants) {
      const place = placeOf[node] as number;
      if (place >= 0) this.setAll(place, value);
    }
  }

  /** The decimals of a node. */
  digits(node: number): number {
    return this.scale[node] as number;
  }

  /** Gives an input a value that fits its decimals. */
  set(node: number, value: Exact, lane = 0): void {
    this.store(node, lane, value);
  }

  setAll(node: number, value: Exact): void {
    for (let lane = 0; lane < this.lanes; lane++) this.store(node, lane, value);
  }

  /** Gives an input a whole number at its scale, within 2^53. */
  setWhole(node: number, lane: number, whole: number): void {
    this.values[node * this.lanes + lane] = whole;
  }

  /** The whole number that a node holds at its scale; NaN beyond 2^53 and where there is no value. */
  whole(node: number, lane = 0): number {
    return this.values[node * this.lanes + lane] as number;
  }

  /** The value of a node, or null where there is none (a quotient by zero). */
  exact(node: number, lane = 0): Exact | null {
    const place = node * this.lanes + lane;
    const value = this.values[place] as number;
    if (value === value) return new Exact(value, this.scale[node] as number);
    return this.wide.get(place) ?? null;
  }

  /**
   * The nodes that depend on these inputs, and that the targets need: what is to be run when the inputs change.
   * @param inputs all nodes where absent
   * @param targets all nodes where absent
   */
  slice(inputs: readonly number[] | null, targets: readonly number[] | null): Int32Array {
    const { size, op, start, args } = this;
    const wanted = new Uint8Array(size).fill(targets === null ? 1 : 0);
    for (const target of targets ?? []) wanted[target] = 1;
    if (targets !== null) {
      for (let node = size - 1; node >= 0; node--) {
        if (!wanted[node]) continue;
        for (let at = start[node] as number; at < (start[node + 1] as number); at++)
          wanted[args[at] as number] = 1;
      }
    }
    const moved = new Uint8Array(size).fill(inputs === null ? 1 : 0);
    for (const input of inputs ?? []) moved[input] = 1;
    const order: number[] = [];
    for (let node = 0; node < size; node++) {
      for (let at = start[node] as number; !moved[node] && at < (start[node + 1] as number); at++) {
        if (moved[args[at] as number]) moved[node] = 1;
      }
      // an apportionment writes its parts itself
      if (moved[node] && wanted[node] && (op[node] as number) > OP.constant && op[node] !== OP.part)
        order.push(node);
    }
    return Int32Array.from(order);
  }

  /**
   * The least and the most that a node is while inputs move within bounds and all else stays as it is: every outcome in
   * between lies within.
   * @param order the nodes that depend on these inputs, from `slice`
   * @param inputs the bounds of the inputs, as whole numbers at their scale
   */
  bounds(order: Int32Array, inputs: ReadonlyMap<number, Interval>, target: number): Interval {
    const least = new Float64Array(this.size);
    const most = new Float64Array(this.size);
    for (let node = 0; node < this.size; node++) {
      const value = this.values[node * this.lanes] as number;
      const exact = value === value ? null : this.exact(node);
      // beyond 2^53 the nearest double, moved outward
      const near = exact === null ? value : Number(exact.mantissa);
      least[node] = exact === null ? near : near - Math.abs(near) * 2 ** -51;
      most[node] = exact === null ? near : near + Math.abs(near) * 2 ** -51;
    }
    for (const [node, interval] of inputs) {
      least[node] = interval.least;
      most[node] = interval.most;
    }
    boundsOf(this, order, least, most);
    return { least: least[target] as number, most: most[target] as number };
  }

  /** Runs these nodes, in order, in every lane. */
  run(order: Int32Array): void {
    const { op, aux, start, args, values, lanes } = this;
    for (let index = 0; index < order.length; index++) {
      const node = order[index] as number;
      const from = start[node] as number;
      const base = node * lanes;
      const first = (args[from] as number) * lanes;
      switch (op[node]) {
        case OP.sum: {
          const end = start[node + 1] as number;
          let exact = true;
          for (let lane = 0; lane < lanes; lane++) values[base + lane] = values[first + lane] as number;
          for (let at = from + 1; at < end; at++) {
            const term = (args[at] as number) * lanes;
            for (let lane = 0; lane < lanes; lane++) {
              const sum = (values[base + lane] as number) + (values[term + lane] as number);
              if (!(sum <= MAX && sum >= -MAX)) exact = false;
              values[base + lane] = sum;
            }
          }
          if (!exact || end === from + 1) for (let lane = 0; lane < lanes; lane++) this.exactly(node, lane);
          break;
        }
        case OP.minus: {
          const second = (args[from + 1] as number) * lanes;
          for (let lane = 0; lane < lanes; lane++) {
            const difference = (values[first + lane] as number) - (values[second + lane] as number);
            if (difference <= MAX && difference >= -MAX) values[base + lane] = difference;
            else this.exactly(node, lane);
          }
          break;
        }
        case OP.times: {
          const second = (args[from + 1] as number) * lanes;
          for (let lane = 0; lane < lanes; lane++) {
            const product = (values[first + lane] as number) * (values[second + lane] as number);
            if (product <= MAX && product >= -MAX) values[base + lane] = product + 0;
            else this.exactly(node, lane);
          }
          break;
        }
        case OP.round: {
          const by = power(aux[node] as number);
          for (let lane = 0; lane < lanes; lane++) {
            const rounded = roundQuotient(values[first + lane] as number, by);
            if (rounded === rounded) values[base + lane] = rounded;
            else this.exactly(node, lane);
          }
          break;
        }
        case OP.scale: {
          const by = power(aux[node] as number);
          for (let lane = 0; lane < lanes; lane++) {
            const product = (values[first + lane] as number) * by;
            if (product <= MAX && product >= -MAX) values[base + lane] = product;
            else this.exactly(node, lane);
          }
          break;
        }
        case OP.quotient: {
          const second = (args[from + 1] as number) * lanes;
          const shift = aux[node] as number;
          const [more, less] = [power(Math.max(shift, 0)), power(Math.max(-shift, 0))];
          for (let lane = 0; lane < lanes; lane++) {
            const by = (values[second + lane] as number) * less;
            const rounded = by > 0 ? roundQuotient((values[first + lane] as number) * more, by) : Number.NaN;
            if (rounded === rounded) values[base + lane] = rounded;
            else this.exactly(node, lane);
          }
          break;
        }
        case OP.ceilQuotient: {
          const second = (args[from + 1] as number) * lanes;
          for (let lane = 0; lane < lanes; lane++) {
            const by = values[second + lane] as number;
            const value = values[first + lane] as number;
            if (value <= HALF && by > 0 && by <= HALF) {
              let quotient = Math.floor(value / by);
              const rest = value - quotient * by;
              // the quotient of two doubles can be one off
              if (rest < 0) quotient -= 1;
              else if (rest >= by) quotient += 1;
              values[base + lane] = quotient * by < value ? quotient + 1 : quotient;
            } else this.exactly(node, lane);
          }
          break;
        }
        case OP.smallest:
        case OP.largest: {
          const second = (args[from + 1] as number) * lanes;
          const smallest = op[node] === OP.smallest;
          for (let lane = 0; lane < lanes; lane++) {
            const one = values[first + lane] as number;
            const other = values[second + lane] as number;
            if (one === one && other === other) values[base + lane] = one < other === smallest ? one : other;
            else this.exactly(node, lane);
          }
          break;
        }
        case OP.atLeast:
        case OP.atMost:
        case OP.above: {
          const second = (args[from + 1] as number) * lanes;
          const kind = op[node];
          for (let lane = 0; lane < lanes; lane++) {
            const one = values[first + lane] as number;
            const other = values[second + lane] as number;
            if (one === one && other === other) {
              const holds =
                kind === OP.atLeast ? one >= other : kind === OP.atMost ? one <= other : one > other;
              values[base + lane] = holds ? 1 : 0;
            } else this.exactly(node, lane);
          }
          break;
        }
        case OP.choose: {
          const then = (args[from + 1] as number) * lanes;
          const otherwise = (args[from + 2] as number) * lanes;
          for (let lane = 0; lane < lanes; lane++) {
            const chosen = values[(values[first + lane] === 1 ? then : otherwise) + lane] as number;
            if (chosen === chosen) values[base + lane] = chosen;
            else this.exactly(node, lane);
          }
          break;
        }
        case OP.step:
          for (let lane = 0; lane < lanes; lane++) this.runStep(node, lane);
          break;
        case OP.apportion:
          for (let lane = 0; lane < lanes; lane++) this.runApportion(node, lane);
          break;
        default:
          throw new Error(`operation ${String(op[node])} can't be run`);
      }
    }
  }

  private runStep(node: number, lane: number): void {
    const { start, args, values, lanes } = this;
    const from = start[node] as number;
    const count = values[(args[from] as number) * lanes + lane] as number;
    let found = 0;
    for (let at = from + 1; at < (start[node + 1] as number); at += 2) {
      const least = values[(args[at] as number) * lanes + lane] as number;
      // what isn't a number is beyond 2^53
      if (!(least <= count)) {
        if (!(least > count)) found = Number.NaN;
        continue;
      }
      found = values[(args[at + 1] as number) * lanes + lane] as number;
    }
    if (found === found && count === count) values[node * lanes + lane] = found;
    else this.exactly(node, lane);
  }

  /** Largest remainder in doubles, where all products stay within bounds. */
  private runApportion(node: number, lane: number): void {
    const { start, args, values, lanes } = this;
    const from = (start[node] as number) + 1;
    const count = (start[node + 1] as number) - from;
    const total = values[(args[from - 1] as number) * lanes + lane] as number;
    const parts = (node + 1) * lanes + lane;
    if (count === 1) {
      const weight = values[(args[from] as number) * lanes + lane] as number;
      if (total === total && weight === weight) values[parts] = weight > 0 ? total : 0;
      else this.exactly(node, lane);
      return;
    }
    let sum = 0;
    for (let index = 0; index < count; index++)
      sum += values[(args[from + index] as number) * lanes + lane] as number;
    // the largest product there can be is total × sum
    if (!(total >= 0 && sum <= HALF && total * sum <= HALF)) {
      this.exactly(node, lane);
      return;
    }
    if (sum === 0 || total === 0) {
      for (let index = 0; index < count; index++) values[parts + index * lanes] = 0;
      return;
    }
    const rests = this.room(count);
    let left = total;
    for (let index = 0; index < count; index++) {
      const share = total * (values[(args[from + index] as number) * lanes + lane] as number);
      let quotient = Math.floor(share / sum);
      let rest = share - quotient * sum;
      if (rest < 0) {
        quotient -= 1;
        rest += sum;
      } else if (rest >= sum) {
        quotient += 1;
        rest -= sum;
      }
      values[parts + index * lanes] = quotient;
      rests[index] = rest;
      left -= quotient;
    }
    if (left > 0) this.giveLeft(parts, count, left, rests);
  }

  /** Gives what is left one by one to the largest remainders, ties to the earlier. */
  private giveLeft(parts: number, count: number, left: number, rests: Float64Array): void {
    const { values, lanes } = this;
    const give = (index: number): void => {
      values[parts + index * lanes] = (values[parts + index * lanes] as number) + 1;
    };
    if (left * count <= 64) {
      for (; left > 0; left--) {
        let largest = 0;
        for (let index = 1; index < count; index++) {
          if ((rests[index] as number) > (rests[largest] as number)) largest = index;
        }
        give(largest);
        rests[largest] = -1;
      }
      return;
    }
    // all above the last that gets something, and of those equal to it the first ones
    const last = largestOf(rests, count, left);
    let equal = left;
    for (let index = 0; index < count; index++) if ((rests[index] as number) > last) equal -= 1;
    for (let index = 0; index < count; index++) {
      const rest = rests[index] as number;
      if (rest > last || (rest === last && equal-- > 0)) give(index);
    }
  }

  private rests = new Float64Array(64);

  private room(count: number): Float64Array {
    if (this.rests.length < count) this.rests = new Float64Array(count * 2);
    return this.rests;
  }

  /** One node in exact decimals. */
  private exactly(node: number, lane: number): void {
    const { op, start, args } = this;
    const from = start[node] as number;
    const operands = Array.from(
      { length: (start[node + 1] as number) - from },
      (_, index) => this.exact(args[from + index] as number, lane) as Exact,
    );
    if (op[node] === OP.apportion) {
      const parts = apportionExact(operands[0] as Exact, operands.slice(1));
      for (const [index, part] of parts.entries()) this.store(node + 1 + index, lane, part);
      return;
    }
    const value = outcome(op[node] as number, operands, this.scale[node] as number);
    if (value !== null) this.store(node, lane, value);
    else {
      this.values[node * this.lanes + lane] = Number.NaN;
      this.wide.set(node * this.lanes + lane, null);
    }
  }

  private store(node: number, lane: number, value: Exact): void {
    const place = node * this.lanes + lane;
    const mantissa = value.mantissaAt(this.scale[node] as number);
    if (typeof mantissa === 'number') {
      this.values[place] = mantissa;
      return;
    }
    this.values[place] = Number.NaN;
    this.wide.set(place, new Exact(mantissa, this.scale[node] as number));
  }
}

/** The value at a place (1 for the largest) among the first `count` of a row, in descending order; the row stays. */
function largestOf(row: Float64Array, count: number, place: number): number {
  const some = row.slice(0, count);
  let [low, high] = [0, count - 1];
  const wanted = count - place;
  while (low < high) {
    const pivot = some[(low + high) >> 1] as number;
    let [left, right] = [low, high];
    while (left <= right) {
      while ((some[left] as number) < pivot) left += 1;
      while ((some[right] as number) > pivot) right -= 1;
      if (left <= right) {
        const held = some[left] as number;
        some[left] = some[right] as number;
        some[right] = held;
        left += 1;
        right -= 1;
      }
    }
    if (wanted <= right) high = right;
    else if (wanted >= left) low = left;
    else break;
  }
  return some[wanted] as number;
}

/** What an operation makes of exact operands; null where there is no such value. */
function outcome(op: number, operands: readonly Exact[], digits: number): Exact | null {
  const [first, second, third] = operands as [Exact, Exact, Exact];
  const truth = (holds: boolean): Exact => (holds ? Exact.one : Exact.zero);
  switch (op) {
    case OP.sum:
      return operands.reduce((sum, each) => sum.plus(each));
    case OP.minus:
      return first.minus(second);
    case OP.times:
      return first.times(second);
    case OP.round:
    case OP.scale:
      return first.round(digits);
    case OP.quotient:
      return second.sign > 0 ? first.quotient(second, digits) : null;
    case OP.ceilQuotient:
      return first.ceilQuotient(second);
    case OP.smallest:
      return first.compare(second) <= 0 ? first : second;
    case OP.largest:
      return first.compare(second) >= 0 ? first : second;
    case OP.atLeast:
      return truth(first.compare(second) >= 0);
    case OP.atMost:
      return truth(first.compare(second) <= 0);
    case OP.above:
      return truth(first.compare(second) > 0);
    case OP.choose:
      return first.sign > 0 ? second : third;
    case OP.step: {
      const steps: { from: Exact; value: Exact }[] = [];
      for (let index = 1; index < operands.length; index += 2) {
        steps.push({ from: operands[index] as Exact, value: operands[index + 1] as Exact });
      }
      return stepAt(first, steps)?.value ?? Exact.zero;
    }
    default:
      throw new Error(`operation ${String(op)} can't be run`);
  }
}
