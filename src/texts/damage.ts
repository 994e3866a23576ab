import type { DamageValues } from '../workbook/damage/problems.ts';

export type DamageTexts = {
  readonly [Code in keyof DamageValues]: (values: DamageValues[Code]) => string;
};
