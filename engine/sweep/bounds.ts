import { OP } from './recording.ts';

/** The least and the most a node can be, as whole numbers at its scale; infinite where that isn't known. */
export interface Interval {
  readonly least: number;
  readonly most: number;
}

/** What the bounds of a program's nodes are made of. */
export interface Nodes {
  readonly op: Uint8Array;
  readonly aux: Int32Array;
  readonly start: Int32Array;
  readonly args: Int32Array;
}

const MAX = Number.MAX_SAFE_INTEGER;

/** A bound beyond 2^53 may have been rounded: it is moved outward by more than that. */
const down = (value: number): number => (value >= -MAX && value <= MAX ? value : outward(value, -1));
const up = (value: number): number => (value >= -MAX && value <= MAX ? value : outward(value, 1));

function outward(value: number, side: 1 | -1): number {
  if (Number.isNaN(value)) return side * Number.POSITIVE_INFINITY;
  return value + side * Math.abs(value) * 2 ** -51;
}

/** Bounds of round(a / b): whole numbers that are at least 1/2 away at most, and moved outward where a / b is rounded. */
const quotientDown = (a: number, b: number): number => {
  const quotient = a / b;
  return Math.ceil(quotient - 0.5 - Math.abs(quotient) * 2 ** -51 - 1e-9);
};
const quotientUp = (a: number, b: number): number => {
  const quotient = a / b;
  return Math.floor(quotient + 0.5 + Math.abs(quotient) * 2 ** -51 + 1e-9);
};

/**
 * Bounds of the nodes of a slice, given those of the nodes it starts from: interval arithmetic on whole numbers. They
 * always hold; they need not be the narrowest.
 * @param least bounds of all nodes, those of the slice are filled in
 * @param most likewise
 */
export function boundsOf(nodes: Nodes, order: Int32Array, least: Float64Array, most: Float64Array): void {
  for (const node of order) {
    const from = nodes.start[node] as number;
    const end = nodes.start[node + 1] as number;
    if (nodes.op[node] === OP.apportion) {
      boundParts(nodes.args.subarray(from, end), node + 1, least, most);
      continue;
    }
    const at = (index: number): Interval => {
      const operand = nodes.args[from + index] as number;
      return { least: least[operand] as number, most: most[operand] as number };
    };
    const bounds = bound(nodes.op[node] as number, nodes.aux[node] as number, end - from, at);
    least[node] = down(bounds.least);
    most[node] = up(bounds.most);
  }
}

function bound(op: number, aux: number, count: number, at: (index: number) => Interval): Interval {
  const one = at(0);
  switch (op) {
    case OP.sum: {
      let [low, high] = [0, 0];
      for (let index = 0; index < count; index++) {
        low = down(low + at(index).least);
        high = up(high + at(index).most);
      }
      return { least: low, most: high };
    }
    case OP.minus: {
      const other = at(1);
      return { least: one.least - other.most, most: one.most - other.least };
    }
    case OP.times: {
      const other = at(1);
      return hull(
        product(one.least, other.least),
        product(one.least, other.most),
        product(one.most, other.least),
        product(one.most, other.most),
      );
    }
    case OP.scale:
      return { least: product(one.least, 10 ** aux), most: product(one.most, 10 ** aux) };
    case OP.round:
      return { least: quotientDown(one.least, 10 ** aux), most: quotientUp(one.most, 10 ** aux) };
    case OP.quotient: {
      const other = at(1);
      if (!(other.least > 0)) return { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };
      const by = 10 ** aux;
      const corners = [other.least, other.most].flatMap((divisor) => [
        quotientDown(product(one.least, by), divisor),
        quotientUp(product(one.most, by), divisor),
      ]);
      return hull(...corners);
    }
    case OP.ceilQuotient: {
      const other = at(1);
      if (!(other.least > 0)) return { least: 0, most: Number.POSITIVE_INFINITY };
      return {
        least: Math.max(0, quotientDown(one.least, other.most)),
        most: quotientUp(one.most, other.least) + 1,
      };
    }
    case OP.smallest: {
      const other = at(1);
      return { least: Math.min(one.least, other.least), most: Math.min(one.most, other.most) };
    }
    case OP.largest: {
      const other = at(1);
      return { least: Math.max(one.least, other.least), most: Math.max(one.most, other.most) };
    }
    case OP.atLeast:
      return truth(one.least >= at(1).most, one.most < at(1).least);
    case OP.atMost:
      return truth(one.most <= at(1).least, one.least > at(1).most);
    case OP.above:
      return truth(one.least > at(1).most, one.most <= at(1).least);
    case OP.choose: {
      if (one.least === 1) return at(1);
      if (one.most === 0) return at(2);
      return hull(at(1).least, at(1).most, at(2).least, at(2).most);
    }
    case OP.step:
      return boundStep(count, at);
    default:
      throw new Error(`operation ${String(op)} has no bounds`);
  }
}

const hull = (...values: readonly number[]): Interval => ({
  least: Math.min(...values),
  most: Math.max(...values),
});

/** 0 × infinity is 0 here: a factor that is 0 makes nothing of anything. */
const product = (left: number, right: number): number => (left === 0 || right === 0 ? 0 : left * right);

const truth = (always: boolean, never: boolean): Interval => ({ least: always ? 1 : 0, most: never ? 0 : 1 });

/** The values of all steps that the count may be on. */
function boundStep(count: number, at: (index: number) => Interval): Interval {
  const { least, most } = at(0);
  let bounds: Interval = { least: 0, most: 0 };
  for (let index = 1; index < count; index += 2) {
    const from = at(index);
    if (from.least > most) continue;
    const value = at(index + 1);
    bounds = from.most <= least ? value : hull(bounds.least, bounds.most, value.least, value.most);
  }
  return bounds;
}

/** Each part lies within its quota rounded down and up. */
function boundParts(operands: Int32Array, part: number, least: Float64Array, most: Float64Array): void {
  const [total = 0, ...weights] = operands;
  const [low, high] = [least[total] as number, most[total] as number];
  let [allLow, allHigh] = [0, 0];
  for (const weight of weights) {
    allLow += least[weight] as number;
    allHigh += most[weight] as number;
  }
  weights.forEach((weight, index) => {
    const [own, ownMost] = [least[weight] as number, most[weight] as number];
    // with its own weight at one end and the others at the other
    const [leastOf, mostOf] = [own + allHigh - ownMost, ownMost + allLow - own];
    const smallest = low < 0 || !(leastOf > 0) ? Math.min(low, 0) : quotientDown(low * own, leastOf) - 1;
    const largest =
      !(mostOf > 0) || ownMost >= mostOf
        ? Math.max(high, 0)
        : quotientUp(Math.max(high, 0) * ownMost, mostOf) + 1;
    least[part + index] = down(low < 0 ? low : Math.max(0, smallest));
    most[part + index] = up(largest);
  });
}
