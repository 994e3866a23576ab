import type { Plan } from '../../engine/index.ts';
import type { Texts } from '../texts/index.ts';

/** Version and state of a plan, as every page has them: ` · versie 2 · concept`. */
export function editionOf({ workbook }: Texts, { state, version }: Pick<Plan, 'state' | 'version'>): string {
  const status = state === 'vastgesteld' ? workbook.final : workbook.concept;
  return `${version === undefined ? '' : ` · ${workbook.version} ${version}`} · ${status}`;
}
