import {
  type Addon,
  type AnyStructure,
  type SharedParts,
  type Structure,
  sharedFormat,
  structureFormat,
} from '../../engine/index.ts';
import shared from '../../structures/gedeeld.json';
import hubPartner from '../../structures/hub-partner.json';
import huidig from '../../structures/huidig.json';
import kernSchil from '../../structures/kern-schil.json';

/**
 * The structures that come with the program, and the additions that go with any of them, as data from `structures/`.
 * They stand in the order in which a list shows them.
 */
const FILES: readonly unknown[] = [huidig, kernSchil, hubPartner];

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
