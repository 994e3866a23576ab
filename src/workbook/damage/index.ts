export { type Damage, findDamage } from './find.ts';
export type { DamageCode, DamageValues } from './problems.ts';
