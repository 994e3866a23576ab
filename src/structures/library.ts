import {
  type Addon,
  type AnyStructure,
  type SharedParts,
  type Structure,
  sharedFormat,
  structureFormat,
} from '../../engine/index.ts';
import drieNiveaus from '../../structures/drie-niveaus.json';
import expertiseclusters from '../../structures/expertiseclusters.json';
import shared from '../../structures/gedeeld.json';
import hubPartner from '../../structures/hub-partner.json';
import huidig from '../../structures/huidig.json';
import kenniscentra from '../../structures/kenniscentra.json';
import kernSchil from '../../structures/kern-schil.json';
import opleidingshuis from '../../structures/opleidingshuis.json';
import teambenadering from '../../structures/teambenadering.json';
import inductie from '../../structures/toevoegingen/inductie.json';
import kwaliteitscyclus from '../../structures/toevoegingen/kwaliteitscyclus.json';
import training from '../../structures/toevoegingen/training.json';
import zoalsNu from '../../structures/zoals-nu.json';

/**
 * The structures that come with the program, and the additions that go with any of them, as data from `structures/`.
 * They stand in the order in which a list shows them.
 */
const FILES: readonly unknown[] = [
  ...[huidig, zoalsNu, kernSchil, opleidingshuis, expertiseclusters],
  ...[hubPartner, teambenadering, drieNiveaus, kenniscentra],
  ...[kwaliteitscyclus, training, inductie],
];

export interface Library {
  readonly parts: SharedParts;
  readonly structures: readonly Structure[];
  readonly addons: readonly Addon[];
}

let library: Library | undefined;

/**
 * The library, read once.
 * @throws where a file in `structures/` is not what the format says: a mistake of ours that a test finds
 */
export function structureLibrary(): Library {
  if (!library) {
    const all = FILES.map((file): AnyStructure => structureFormat.parse(file));
    library = {
      parts: sharedFormat.parse(shared),
      structures: all.filter((each) => each.type === 'structure'),
      addons: all.filter((each) => each.type === 'addon'),
    };
  }
  return library;
}
