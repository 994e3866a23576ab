import type { Arithmetic, Verdict } from '../arithmetic.ts';
import { Exact } from '../numbers/index.ts';

/** What a node of a program does. Its operands are nodes before it, of the scale it needs. */
export const OP = {
  input: 0,
  constant: 1,
  /** all operands together */
  sum: 2,
  minus: 3,
  times: 4,
  /** `aux` decimals fewer, half away from zero */
  round: 5,
  /** `aux` decimals more */
  scale: 6,
  /** round(first × 10^aux / second), `aux` may be negative; no value where the second is 0 */
  quotient: 7,
  /** first / second rounded up; both at one scale */
  ceilQuotient: 8,
  smallest: 9,
  largest: 10,
  /** the total over the weights; the nodes after it are its parts */
  apportion: 11,
  part: 12,
  /** a count and then pairs of from and value, counts and froms at one scale, values at one */
  step: 13,
  atLeast: 14,
  atMost: 15,
  above: 16,
  /** the second where the first holds, else the third */
  choose: 17,
} as const;

/**
 * Writes down a calculation as a program: every quantity is a node, a whole number at a fixed scale, and equal
 * operations on the same operands are one node, so that what variants and years share is there once. The rules are run
 * on it as they are on any arithmetic; what would depend on a figure becomes an operation (`choose`), so a program
 * holds whatever its inputs become.
 */
export class Recording {
  readonly op: number[] = [];
  readonly scale: number[] = [];
  readonly aux: number[] = [];
  /** where a node's operands start; one more for the end */
  readonly start: number[] = [0];
  readonly args: number[] = [];
  readonly constants = new Map<number, Exact>();
  /** the node of each input, by what it is called */
  readonly inputs = new Map<string, number>();
  private readonly known = new Map<string, number>();
  private table = new Int32Array(1 << 12).fill(-1);

  /**
   * The arithmetic with which the rules are recorded.
   * @param input the node of a figure of the plan at this JSON Pointer
   */
  arithmetic(input: (value: Exact, path: string) => number): Arithmetic<number> {
    return {
      input: (value, path, index) => input(value, index === undefined ? path : `${path}/${index}`),
      constant: (value) => this.constant(value),
      value: (node) => {
        const value = this.constants.get(node);
        if (value === undefined) throw new Error('a rule looked at a figure that is filled in later');
        return value;
      },
      name: (node) => node,
      sum: (terms, digits) => this.sum(terms, digits),
      tally: (digits) => {
        const terms: number[] = [];
        return { add: (node) => void terms.push(node), total: () => this.sum(terms, digits) };
      },
      minus: (left, right) => this.pair(OP.minus, left, right),
      times: (left, right) =>
        this.node(OP.times, (this.scale[left] as number) + (this.scale[right] as number), 0, [left, right]),
      round: (node, digits) => this.round(node, digits),
      quotient: (left, right, digits) => {
        const shift = digits + (this.scale[right] as number) - (this.scale[left] as number);
        return this.node(OP.quotient, digits, shift, [left, right]);
      },
      ceilQuotient: (left, right) => this.node(OP.ceilQuotient, 0, 0, this.level([left, right])),
      smallest: (left, right) => this.pair(OP.smallest, left, right),
      largest: (left, right) => this.pair(OP.largest, left, right),
      apportion: (total, weights) => this.apportion(total, weights),
      step: (count, steps) => this.step(count, steps),
      fromMinimum: (count, minimum, then) =>
        this.choose(this.test(OP.atLeast, count, minimum), then, this.constant(Exact.zero)),
      test: (left, relation, right) => {
        const op = relation === '>=' ? OP.atLeast : relation === '<=' ? OP.atMost : OP.above;
        return this.test(op, left, right);
      },
      fact: (holds) => this.fact(holds),
      decides: (verdict) => this.decides(verdict),
      choose: (verdict, then, otherwise) => this.choose(verdict, then, otherwise),
      nothing: (node) => this.constants.get(node)?.sign === 0,
      countHolding: (verdicts) =>
        this.sum(
          verdicts.map(({ because }) => because as number),
          0,
        ),
      once: (cache, count, make) => {
        const made = cache.get(count) ?? make();
        cache.set(count, made);
        return made;
      },
    };
  }

  /** The node of an input, at this scale or its value's own. */
  input(name: string, value: Exact, digits: number): number {
    let node = this.inputs.get(name);
    if (node === undefined) {
      node = this.push(OP.input, Math.max(value.scale, digits), 0, []);
      this.inputs.set(name, node);
    }
    return node;
  }

  constant(value: Exact): number {
    const key = `${value.scale}:${value.mantissa}`;
    let node = this.known.get(key);
    if (node === undefined) {
      node = this.push(OP.constant, value.scale, 0, []);
      this.known.set(key, node);
      this.constants.set(node, value);
    }
    return node;
  }

  private fact(holds: boolean): Verdict<number> {
    return { holds, because: this.constant(holds ? Exact.one : Exact.zero) };
  }

  private decides({ because }: Verdict<number>): boolean | null {
    const value = this.constants.get(because as number);
    return value === undefined ? null : value.sign > 0;
  }

  private test(op: number, left: number, right: number): Verdict<number> {
    const [one, other] = [this.constants.get(left), this.constants.get(right)];
    if (one !== undefined && other !== undefined) {
      const order = one.compare(other);
      return this.fact(op === OP.atLeast ? order >= 0 : op === OP.atMost ? order <= 0 : order > 0);
    }
    return { holds: true, because: this.node(op, 0, 0, this.level([left, right])) };
  }

  private choose(verdict: Verdict<number>, then: number, otherwise: number): number {
    const decided = this.decides(verdict);
    if (decided !== null) return decided ? then : otherwise;
    const [one, other] = this.level([then, otherwise]) as [number, number];
    if (one === other) return one;
    return this.node(OP.choose, this.scale[one] as number, 0, [verdict.because as number, one, other]);
  }

  private sum(terms: readonly number[], digits: number): number {
    const scale = terms.reduce((most, term) => Math.max(most, this.scale[term] as number), digits);
    const something = terms.filter((term) => this.constants.get(term)?.sign !== 0);
    if (something.length === 0) return this.constant(new Exact(0, scale));
    const leveled = something.map((term) => this.scaled(term, scale));
    return leveled.length === 1 ? (leveled[0] as number) : this.node(OP.sum, scale, 0, leveled);
  }

  private pair(op: number, left: number, right: number): number {
    const operands = this.level([left, right]);
    return this.node(op, this.scale[operands[0] as number] as number, 0, operands);
  }

  private round(node: number, digits: number): number {
    const fewer = (this.scale[node] as number) - digits;
    return fewer <= 0 ? this.scaled(node, digits) : this.node(OP.round, digits, fewer, [node]);
  }

  private apportion(total: number, weights: readonly number[]): number[] {
    const operands = [total, ...this.level(weights)];
    const scale = this.scale[total] as number;
    const before = this.op.length;
    const node = this.node(OP.apportion, scale, 0, operands);
    // parts stand right behind it, as many as there are weights
    if (node === before)
      for (let part = 0; part < weights.length; part++) this.push(OP.part, scale, part, [node]);
    return weights.map((_, part) => node + 1 + part);
  }

  private step(count: number, steps: readonly { readonly from: number; readonly value: number }[]): number {
    if (steps.length === 0) return this.constant(Exact.zero);
    const froms = this.level([count, ...steps.map(({ from }) => from)]);
    const values = this.level(steps.map(({ value }) => value));
    const pairs = values.flatMap((value, index) => [froms[index + 1] as number, value]);
    return this.node(OP.step, this.scale[values[0] as number] as number, 0, [froms[0] as number, ...pairs]);
  }

  /** These nodes at the finest scale among them. */
  private level(nodes: readonly number[]): number[] {
    const scale = nodes.reduce((most, node) => Math.max(most, this.scale[node] as number), 0);
    return nodes.map((node) => this.scaled(node, scale));
  }

  private scaled(node: number, scale: number): number {
    const more = scale - (this.scale[node] as number);
    if (more === 0) return node;
    const value = this.constants.get(node);
    if (value !== undefined) return this.constant(new Exact(value.mantissaAt(scale), scale));
    return this.node(OP.scale, scale, more, [node]);
  }

  /** The node of this operation: the one there is, or a new one. */
  private node(op: number, scale: number, aux: number, operands: readonly number[]): number {
    const { table } = this;
    const mask = table.length - 1;
    let place = hash(op, aux, operands) & mask;
    for (let found = table[place] as number; found >= 0; found = table[place] as number) {
      if (this.isSame(found, op, scale, aux, operands)) return found;
      place = (place + 1) & mask;
    }
    const made = this.push(op, scale, aux, operands);
    table[place] = made;
    if (made * 2 > table.length) this.grow();
    return made;
  }

  private isSame(node: number, op: number, scale: number, aux: number, operands: readonly number[]): boolean {
    const from = this.start[node] as number;
    if (this.op[node] !== op || this.aux[node] !== aux || this.scale[node] !== scale) return false;
    if ((this.start[node + 1] as number) - from !== operands.length) return false;
    for (let index = 0; index < operands.length; index++) {
      if (this.args[from + index] !== operands[index]) return false;
    }
    return true;
  }

  private push(op: number, scale: number, aux: number, operands: readonly number[]): number {
    this.op.push(op);
    this.scale.push(scale);
    this.aux.push(aux);
    for (const operand of operands) this.args.push(operand);
    this.start.push(this.args.length);
    return this.op.length - 1;
  }

  private grow(): void {
    const { op, aux, args, start } = this;
    this.table = new Int32Array(this.table.length * 4).fill(-1);
    const mask = this.table.length - 1;
    for (let node = 0; node < op.length; node++) {
      const kind = op[node] as number;
      if (kind === OP.input || kind === OP.constant || kind === OP.part) continue;
      let place = hash(kind, aux[node] as number, args.slice(start[node], start[node + 1])) & mask;
      while ((this.table[place] as number) >= 0) place = (place + 1) & mask;
      this.table[place] = node;
    }
  }
}

function hash(op: number, aux: number, operands: readonly number[]): number {
  let mixed = Math.imul(op + 31, 0x9e3779b1) ^ Math.imul(aux + 7, 0x85ebca6b);
  for (const operand of operands) {
    mixed = Math.imul(mixed ^ operand, 0xc2b2ae35);
    mixed ^= mixed >>> 15;
  }
  return mixed >>> 0;
}
