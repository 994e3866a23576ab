import type { Plan } from '../../engine/index.ts';

/**
 * A plan as the text of a plan file: each item of a list on a line of its own, so that two versions can be compared
 * line by line. Reading it gives the same plan.
 */
export function planText(plan: Plan): string {
  const entries = Object.entries(plan).filter(([, value]) => value !== undefined);
  const lines = entries.map(([key, value]) => `  ${JSON.stringify(key)}: ${valueText(value)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

function valueText(value: unknown): string {
  const ofObjects = Array.isArray(value) && value.some((item) => typeof item === 'object' && item !== null);
  if (!ofObjects) return JSON.stringify(value);
  return `[\n${(value as unknown[]).map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`;
}
