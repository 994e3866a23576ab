import type { DamageTexts } from './damage.ts';

/** The message itself begins with sheet and cell, of the first one where they are more. */
const cells = ({ place, count }: { readonly place?: string; readonly count?: number }): string =>
  place === undefined || count === undefined ? '' : `${String(count)} cellen, ${place}: `;
/** A sentence on its own, or after what it is about. */
const after = (start: string, text: string): string =>
  start === '' ? text.charAt(0).toUpperCase() + text.slice(1) : start + text;
const span = (from: number | string, to: number | string): string =>
  from === to ? String(from) : `${String(from)} tot en met ${String(to)}`;
const RESTORE = 'Schrijf de werkmap opnieuw om de formules terug te zetten.';

export const damageNl: DamageTexts = {
  'damage-formula-overwritten': ({ found, formula, ...block }) =>
    after(
      cells(block),
      `hier staat "${found}" waar de formule ${formula} stond. Die cel rekent niet meer mee met de invoer. ${RESTORE}`,
    ),
  'damage-formula-emptied': ({ formula, ...block }) =>
    after(cells(block), `leeg, maar hier stond de formule ${formula}. ${RESTORE}`),
  'damage-formula-changed': ({ found, formula, ...block }) =>
    after(cells(block), `de formule is nu ${found}, maar was ${formula}. ${RESTORE}`),
  'damage-value-changed': ({ found, formula, ...block }) =>
    after(cells(block), `hier stond "${formula}", nu "${found}". ${RESTORE}`),
  'damage-cell-added': ({ found, ...block }) =>
    after(
      cells(block),
      `hier hoort niets te staan, maar er staat "${found}"; een totaal kan het meetellen. Zet eigen cijfers op een eigen blad.`,
    ),
  'damage-more': ({ sheet, count }) => `Blad ${sheet}: nog ${String(count)} cellen waar zoiets mee is.`,
  'damage-rows-deleted': ({ from, to, label }) =>
    `Rij ${span(from, to)} is verwijderd${label === '' ? '' : ` (${label})`}: totalen kunnen te laag zijn. ${RESTORE}`,
  'damage-rows-inserted': ({ from, to }) =>
    `Rij ${span(from, to)} is tussengevoegd op een blad dat van Samenplan is. Haal de rij weg; een eigen blad is de plek voor eigen regels.`,
  'damage-columns-deleted': ({ from, to }) => `Kolom ${span(from, to)} is verwijderd. ${RESTORE}`,
  'damage-columns-inserted': ({ from, to }) =>
    `Kolom ${span(from, to)} is tussengevoegd op een blad dat van Samenplan is. Haal de kolom weg.`,
  'damage-sheet-missing': ({ sheet }) => `Het blad ${sheet} ontbreekt. ${RESTORE}`,
  'damage-sheet-renamed': ({ sheet, now }) =>
    `Het blad ${sheet} heet nu ${now}. De werkmap rekent door; geef het zijn naam terug om verwarring te voorkomen.`,
  'damage-sheet-hidden': ({ sheet }) =>
    `Het blad ${sheet} is verborgen. Maak het zichtbaar: in dit plan is niets verborgen.`,
  'damage-mark-missing': ({ sheet, name }) =>
    `Het blad ${sheet} heeft zijn kenmerk niet meer (de naam ${name}): Samenplan herkent het niet als eigen blad. ${RESTORE}`,
  'damage-table-missing': ({ table, sheet }) =>
    `De tabel ${table} op het blad ${sheet} is er niet meer. ${RESTORE}`,
  'damage-table-renamed': ({ table, now }) =>
    `De tabel ${table} heet nu ${now}. Geef hem zijn naam terug: formules en het inlezen zoeken hem op naam.`,
  'damage-name-missing': ({ name, formula }) => `De naam ${name} (voor ${formula}) is verwijderd. ${RESTORE}`,
  'damage-name-changed': ({ name, formula, found }) =>
    `De naam ${name} staat nu voor ${found}, maar was ${formula}. ${RESTORE}`,
  'workbook-other-version': ({ found, version }) =>
    `De werkmap is geschreven met Samenplan ${found}; dit is ${version}. De formules zijn daarom niet nagekeken. Schrijf de werkmap opnieuw.`,
  'workbook-without-log': () =>
    'Hoe de invoer was toen de werkmap werd geschreven, is niet meer te lezen (blad Logboek): de cellen zijn niet een voor een nagekeken. Schrijf de werkmap opnieuw.',
  'workbook-stale': ({ was, is }) =>
    `De invoer is gewijzigd sinds de werkmap werd geschreven (vingerafdruk ${was}, nu ${is}). Wat geen formule is, is verouderd: schrijf de werkmap opnieuw.`,
};
