import type { DamageTexts } from '../../src/texts/damage.ts';

type Samples = {
  readonly [Code in keyof DamageTexts]: readonly [
    Parameters<DamageTexts[Code]>[0],
    ...Parameters<DamageTexts[Code]>[0][],
  ];
};

const one = { found: '12' };
const block = { place: 'H12:L40', count: 145, found: '12' };
const changed = (each: typeof one | typeof block) => ({ ...each, formula: '=SUM(H2:H11)' });

export const damageSamples: Samples = {
  'damage-formula-overwritten': [changed(one), changed(block)],
  'damage-formula-emptied': [changed({ found: '' }), changed({ ...block, found: '' })],
  'damage-formula-changed': [changed(one), changed(block)],
  'damage-value-changed': [changed(one), changed(block)],
  'damage-cell-added': [one, block],
  'damage-more': [{ sheet: 'Controles', count: 12 }],
  'damage-rows-deleted': [
    { from: 3, to: 3, label: 'norm, intervisie' },
    { from: 3, to: 5, label: '' },
  ],
  'damage-rows-inserted': [{ from: 3, to: 5 }],
  'damage-columns-deleted': [{ from: 'H', to: 'H' }],
  'damage-columns-inserted': [{ from: 'H', to: 'J' }],
  'damage-sheet-missing': [{ sheet: 'Controles' }],
  'damage-sheet-renamed': [{ sheet: 'Controles', now: 'Nakijken' }],
  'damage-sheet-hidden': [{ sheet: 'Controles' }],
  'damage-mark-missing': [{ sheet: 'Controles', name: 'samenplan_blad' }],
  'damage-table-missing': [{ table: 'tblKosten', sheet: 'Kosten' }],
  'damage-table-renamed': [{ table: 'tblKosten', now: 'Tabel7' }],
  'damage-name-missing': [{ name: 'lijstNormen', formula: 'tblNormen[Id]' }],
  'damage-name-changed': [{ name: 'lijstNormen', formula: 'tblNormen[Id]', found: 'tblKosten[Id]' }],
  'workbook-other-version': [{ found: '0.1.0', version: '0.2.0' }],
  'workbook-without-log': [{}],
  'workbook-stale': [{ was: '3f7a-91c2-0b4d', is: '0b4d-91c2-3f7a' }],
};
