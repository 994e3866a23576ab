import type { StructureNoteCode, StructureNoteValues } from '../../engine/index.ts';
import type { VariantProblemValues } from '../../src/texts/structures.ts';

type Samples<Values> = { readonly [Code in keyof Values]: readonly [Values[Code], ...Values[Code][]] };

const known = ['huidig', 'hub-partner'];

/** Values of every problem with asking for a structure. */
export const structureSamples: Samples<VariantProblemValues> = {
  'structure-missing': [{ known }],
  'structure-unknown': [{ found: 'hubs', known }],
  'structure-unknown-addon': [{ found: 'cyclus', known: [] }],
  'structure-bad-choice': [{ found: 'schilschool' }],
  'structure-over-input': [{ file: 'plan.json' }],
  'structure-out-form': [{ file: 'plan.txt' }],
  'structure-no-schools': [{}],
  'structure-unknown-variant': [{ found: 'nu', known }],
  'structure-variant-exists': [{ id: 'huidig' }],
  'structure-bad-id': [{ found: 'Élan' }],
  'structure-unknown-choice': [
    { found: 'kern', known: ['schilschool'] },
    { found: 'kern', known: [] },
  ],
  'structure-unknown-option': [{ choice: 'schilschool', found: 'soms', known: ['Qq19', 'Qq20'] }],
};

const leads = [{ school: 'Qq1', students: 1 }];

/** Values of everything that applying a structure tells. */
export const noteSamples: Samples<StructureNoteValues> & Readonly<Record<StructureNoteCode, unknown>> = {
  'no-students': [{}],
  'no-distance': [{}],
  'networks-kept': [{ variant: 'huidig', networks: 1 }],
  leads: [
    { kind: 'hub', leads, kept: true },
    { kind: 'hub', leads, kept: false },
  ],
  largest: [{ kind: 'academisch', schools: 1, note: 'Qq2.' }],
  first: [{ kind: 'Qq21', school: 'Qq22' }],
  'schools-left': [{ schools: 1 }, { schools: 2 }],
  'outside-size': [
    { minStudents: 40, maxStudents: 50, found: leads },
    { minStudents: 40, maxStudents: Number.MAX_SAFE_INTEGER, found: leads },
  ],
  'no-mix': [{ locations: ['stad', 'Qq8'], networks: 2 }],
  'requirement-left': [{ type: 'location-mix' }, { type: 'workplace-share' }],
  'own-kept': [{ rule: 'Qq7', own: ['Qq6'] }],
  'own-set-aside': [{ role: 'Schoolopleider', own: ['Qq6'] }],
  'own-shifted': [{ from: 'Qq10', to: 'Mentor', own: ['Qq6'], note: 'Qq3.' }],
  'role-taken': [{ role: 'Mentor', own: 'Qq9' }],
  'role-added': [{ role: 'Mentor', rate: 'Qq18' }],
  'rate-added': [{ rate: 'Qq18' }],
  renamed: [{ from: 'hub', to: 'hub-2' }],
  'rule-shared': [{ rules: ['Qq16'] }],
  'group-added': [{ groups: ['Qq11'] }],
  'no-starters': [{ rule: 'Qq12' }],
  'funding-taken': [{ variant: 'huidig', funding: ['Qq17'] }],
  'supervisor-taken': [{ variant: 'huidig', value: '1.5' }],
  'supervisor-assumed': [{ value: '2', note: 'Qq4.' }],
  'places-assumed': [{ schools: 3, value: 2, note: 'Qq5.' }],
  choice: [{ choice: 'Qq13', option: 'Qq14', others: ['schilschool=Qq15'] }],
  added: [{ norms: 1, costs: 2, assumed: 3 }],
};

/** Values of the other texts about structures. */
export const structureTextSamples = {
  text: [['structures'], ['addons'], ['not-written'], ['changeable']],
  made: [['Hubs', 'hub-partner', 'Qq']],
  choice: [['schilschool', ['Qq19', 'Qq20']]],
} as const;
