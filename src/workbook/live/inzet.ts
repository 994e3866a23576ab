import { type Cost, Exact, type Norm, type Plan, type Variant, yearLabels } from '../../../engine/index.ts';
import type { InputTexts } from '../../texts/inputs.ts';
import {
  addLedger,
  addShares,
  asksHours,
  type Bearer,
  type BorneRule,
  type Ledger,
  onePartyOf,
} from './bearers.ts';
import { addChecks, addStale, type LiveCheck } from './checks.ts';
import { addFunding, type LiveFunding } from './funding.ts';
import { addBase, addLists, addStudents, title } from './region.ts';
import {
  addBooked,
  addCalendar,
  addNetworks,
  addRoles,
  addSchools,
  addStaff,
  addStaffing,
  addTotals,
  type LiveCalendar,
  type LiveNetwork,
  type LiveRole,
  type LiveSchool,
  type LiveStaff,
  type LiveStaffing,
  type LiveTotals,
} from './results.ts';
import { addRates, addRoleRates, addRule, type LiveRule, type Scene } from './rules.ts';
import { LiveSheet, type Row } from './sheet.ts';
import { Source } from './source.ts';
import { addParties, addSplit, type LiveParty, type LiveSplit } from './split.ts';
import type { InputTables } from './tables.ts';

/** The calculation sheet of one variant, from the input cells to its results. */
export interface Inzet {
  readonly sheet: LiveSheet;
  readonly scene: Scene;
  readonly rules: readonly LiveRule[];
  readonly ledger: Ledger;
  readonly funding: readonly LiveFunding[];
  readonly split: LiveSplit;
  readonly parties: readonly LiveParty[];
  readonly totals: LiveTotals;
  readonly roles: readonly LiveRole[];
  readonly staffing: readonly LiveStaffing[];
  readonly schools: readonly LiveSchool[];
  readonly networks: readonly LiveNetwork[];
  readonly staff: readonly LiveStaff[];
  readonly calendar: LiveCalendar;
  readonly checks: readonly LiveCheck[];
  /** D: how many things the sheet was not made for; then it has to be made again */
  readonly stale: Row;
  /** D: which is the first of them */
  readonly staleFirst: Row;
}

/**
 * @param name of the sheet
 * @param written the tables as they were when the sheet was written, where a user has changed them since
 * @param plan a valid plan, whose input sheets hold these tables
 */
export function addInzet(
  name: string,
  texts: InputTexts,
  tables: InputTables,
  plan: Plan,
  variant: Variant,
  written = tables,
): Inzet {
  const sheet = new LiveSheet(name, plan.years);
  sheet.add({ A: variant.name }, undefined, 'title');
  sheet.blank();
  const headings = {
    A: 'soort',
    B: 'gegeven',
    C: 'eenheid',
    D: 'partij of waarde',
    E: 'omschrijving',
    F: 'in',
    G: 'bron',
    H: 'geldig vanaf',
    I: 'status',
  };
  sheet.addValues(headings, yearLabels(plan), 'label');
  const years = Array.from({ length: plan.years }, (_, at) => Exact.whole(at + 1));
  const year = sheet.addValues({ A: 'jaar' }, years, 'count').pin();
  title(sheet, 'Plaats van de gegevens');
  const source = new Source(sheet, texts, tables, plan, variant, written);
  const base = addBase(sheet, year, source);
  const lists = addLists(base);
  const students = addStudents(base, lists);
  const scene: Scene = { base, lists, students };
  const rates = addRates(scene);
  const roleRates = addRoleRates(scene, rates);
  const roleAt = new Map(source.plan.roles.map(({ id }, at) => [id, at]));
  const holds = ({ variants }: { readonly variants?: readonly string[] | undefined }): boolean =>
    variants?.includes(variant.id) ?? true;
  const borne: BorneRule[] = [];
  const add = (list: 'norms' | 'costs', item: Norm | Cost, rate: Row | undefined, bearer: Bearer): void => {
    // which institute an entry is of matters only where institutes are counted or bear something
    const perEntry = item.at === 'institute' || bearer === 'institute';
    const rule = addRule(scene, list, item, { rate, bearer: onePartyOf(scene, bearer), perEntry });
    borne.push({ rule, bearer, shares: addShares(scene, rule, bearer, asksHours(scene, rule)) });
  };
  for (const norm of (source.plan.norms ?? []).filter(holds)) {
    const role = roleAt.get(norm.role) as number;
    add('norms', norm, roleRates?.rows[role], source.plan.roles[role]?.employer as Bearer);
  }
  for (const cost of (source.plan.costs ?? []).filter(holds)) add('costs', cost, undefined, cost.bearer);
  const ledger = addLedger(scene, borne);
  const funding = addFunding(scene, ledger, (source.plan.funding ?? []).filter(holds));
  const rules = borne.map(({ rule }) => rule);
  const split = addSplit(scene, ledger, funding);
  const parties = addParties(scene, ledger, funding, split);
  const totals = addTotals(scene, ledger, split, parties);
  const roles = addRoles(scene, ledger, rules);
  const staffing = addStaffing(scene, rules);
  const schools = addSchools(scene, split);
  const booked = addBooked(scene, rules);
  const networks = addNetworks(scene, split, booked);
  const staff = addStaff(scene, ledger, rules);
  const calendar = addCalendar(scene, totals, funding);
  const { count: stale, first: staleFirst } = addStale({ ...scene, rates });
  const checks = addChecks(scene, { booked, funding, parties, totals, schools, networks, staff });
  return {
    sheet,
    scene,
    rules,
    ledger,
    funding,
    split,
    parties,
    totals,
    roles,
    staffing,
    schools,
    networks,
    staff,
    calendar,
    checks,
    stale,
    staleFirst,
  };
}
