import { iff, index, isNumber, minus, plus, sum } from './formula.ts';
import type { Inzet } from './inzet.ts';
import { band, known, nameOf, type Report, shown, variantSection } from './report.ts';
import type { Label, Row } from './sheet.ts';

/** What each board, each institute and the region receives, bears and pays, of a variant. */
export interface PerParty {
  readonly parties: readonly PartyRows[];
}

export interface PartyRows {
  /** `board:noord` */
  readonly party: string;
  readonly name: Label;
  readonly net: Row;
}

/** The name of a party: of a board or an institute, or of the region. */
export function partyName(report: Report, inzet: Inzet, party: string): Label {
  const [kind, id = ''] = party.split(':');
  if (kind === 'board') return nameOf(inzet, 'boards', id);
  return kind === 'institute' ? nameOf(inzet, 'institutes', id) : report.texts.region;
}

/** @param order of the parties in the first block: those a reader of one page sees stand first */
export function addPerParty(report: Report, inzet: Inzet, order: readonly string[]): PerParty {
  const { sheet, texts } = report;
  const { words, units } = texts.live;
  const { parties, scene } = inzet;
  variantSection(report, inzet);
  const ids = scene.lists.parties.rows.map((row) => row.label('D').value() as string);
  // a variant may have parties that another one has not
  const all = order.flatMap((party) => {
    const own = parties[ids.indexOf(party)];
    return own === undefined ? [] : [{ party, own, name: partyName(report, inzet, party) }];
  });
  band(report, words.netOfParties);
  const nets = all.map(({ own, name }) => shown(report, name, units.euro, own.net, 'euro'));
  shown(report, words.netOfAll, units.euro, sum(sheet.range(nets)), 'total');
  sheet.blank();
  const status = [words.outcomeCovered, words.outcomeWithin, words.outcomeDeficit];
  const outcomes = sheet.range(
    status.map((word, at) => sheet.add({ A: at === 0 ? words.outcomes : '', B: word })),
  );
  for (const { own, name } of all) {
    sheet.blank();
    band(report, name);
    shown(report, words.receives, units.euro, own.budget, 'euro');
    shown(report, words.bears, units.euro, own.cost, 'euro');
    shown(report, words.contribution, units.euro, own.contribution, 'euro');
    shown(report, words.net, units.euro, own.net, 'total');
    shown(report, words.ceiling, units.euro, known(own.ceiling, words.none), 'amount');
    const room = iff(isNumber(own.ceiling), plus(own.ceiling, own.net), words.none);
    shown(report, words.roomUnderCeiling, units.euro, room, 'amount');
    const place = plus(1, minus(1, own.covered), minus(1, own.affordable));
    sheet.add({ A: words.outcome }, index(outcomes.label('B'), place), 'verdict');
  }
  return { parties: all.map(({ party, name }, at) => ({ party, name, net: nets[at] as Row })) };
}
