/** The parts of a result in which a figure can be looked up. */
export const SECTIONS = [
  'totals',
  'parties',
  'lines',
  'roles',
  'funding',
  'levels',
  'networks',
  'schools',
  'staff',
  'checks',
  'calendar',
] as const;
export type Section = (typeof SECTIONS)[number];
