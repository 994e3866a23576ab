/**
 * Functions of chance that give the same double in every browser and in Node. The standard leaves `Math.log` and
 * `Math.exp` to each engine; +, -, ×, ÷ and `Math.sqrt` are fixed to the last bit, and nothing else is used here.
 */

// biome-ignore lint/suspicious/noApproximativeNumericConstant: the same digits on every machine, whatever its Math says
const LN2 = 0.6931471805599453;

/** The natural logarithm of a number > 0, to about 15 digits. */
export function ln(value: number): number {
  let [mantissa, exponent] = [value, 0];
  for (; mantissa < 0.7; exponent--) mantissa *= 2;
  for (; mantissa > 1.4; exponent++) mantissa /= 2;
  const ratio = (mantissa - 1) / (mantissa + 1);
  const square = ratio * ratio;
  let sum = 0;
  for (let odd = 27; odd >= 1; odd -= 2) sum = sum * square + 1 / odd;
  return 2 * ratio * sum + exponent * LN2;
}

/** e to a power between -50 and 50, to about 14 digits. */
export function exp(power: number): number {
  let [reduced, halvings] = [power, 0];
  for (; reduced > 0.25 || reduced < -0.25; halvings++) reduced /= 2;
  let sum = 1;
  for (let term = 12; term >= 1; term--) sum = 1 + (reduced / term) * sum;
  for (; halvings > 0; halvings--) sum *= sum;
  return sum;
}

const ROOT_TWO_PI = 2.5066282746310002;

/** The chance that a standard normal draw is below a value. */
export function normalBelow(value: number): number {
  if (value > 8) return 1;
  if (value < -8) return 0;
  const square = value * value;
  let [term, sum] = [value, value];
  for (let odd = 3; odd < 400; odd += 2) {
    term *= square / odd;
    if (sum + term === sum) break;
    sum += term;
  }
  return 0.5 + (sum * exp(-square / 2)) / ROOT_TWO_PI;
}
