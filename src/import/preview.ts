import { LIMITS, type Plan, type Problem, type School, validate } from '../../engine/index.ts';
import { type Change, changesBetween } from './changes.ts';
import { Draft, type DraftOptions, type PlanWords } from './draft.ts';
import { ListReader } from './list.ts';
import {
  type PlacementList,
  provinceKey,
  readBoards,
  readItems,
  readPlacements,
  readPupils,
  readSchools,
  type SchoolList,
} from './lists.ts';
import type { Mapping } from './mapping.ts';
import { fold } from './matching.ts';
import { ENOUGH_PROBLEMS, type ImportProblem, type Input, importProblem, type Remark } from './problems.ts';
import type { RowSource } from './rows.ts';

/** From lists to what they would make of a plan. Nothing is changed before `accept`, and then all of it. */

export interface ImportLists {
  readonly schools?: RowSource | undefined;
  readonly pupils?: RowSource | undefined;
  readonly boards?: RowSource | undefined;
  /** one list for each institute, or one for all */
  readonly placements?: readonly RowSource[] | undefined;
  readonly norms?: RowSource | undefined;
  readonly rates?: RowSource | undefined;
  readonly staff?: RowSource | undefined;
}

export interface ImportOptions {
  /** the plan that the lists go into; absent: a new one */
  readonly into?: Plan | undefined;
  readonly mapping?: Mapping | undefined;
  /** only schools of this province */
  readonly province?: string | undefined;
  /** the day of the import, as `2026-08-01` */
  readonly today: string;
  readonly words: PlanWords;
}

export interface Preview {
  /** what stops the import */
  readonly problems: readonly ImportProblem[];
  /** what would be wrong with the plan, should it be made; paths are JSON Pointers into it */
  readonly planProblems: readonly Problem[];
  /** what to look at before accepting */
  readonly remarks: readonly Remark[];
  readonly changes: readonly Change[];
  /** the plan as it would become; undefined where something stops it */
  readonly plan: Plan | undefined;
}

/** What the texts of each item list are. */
const NORM_TEXTS = [
  'name',
  'id',
  'role',
  'at',
  'per',
  'group',
  'level',
  'employer',
  'rate',
  'source',
  'status',
  'note',
];
const RATE_TEXTS = ['name', 'id', 'source', 'status', 'note'];
const STAFF_TEXTS = ['role', 'party', 'source', 'status', 'note'];

/**
 * Reads all lists and makes the plan they would give, without touching `into`.
 * @returns every problem at once, or the plan (valid by the engine) with what would be new, changed and gone
 */
export async function preview(lists: ImportLists, options: ImportOptions): Promise<Preview> {
  const { into, mapping = {}, province, today, words } = options;
  const draftOptions: DraftOptions = { into, mapping, province, today, words };
  const draft = new Draft(draftOptions);
  const readers: ListReader[] = [];
  const reader = (input: Input, source: RowSource): ListReader => {
    const made = new ListReader(input, source, mapping[input]);
    readers.push(made);
    return made;
  };
  const given = [lists.schools, lists.pupils, lists.placements?.[0], lists.norms, lists.rates, lists.staff];
  if (given.every((list) => list === undefined)) return failed([importProblem('', 'import-nothing', {})], []);

  const boards = lists.boards && reader('boards', lists.boards);
  const names = boards ? await readBoards(boards) : new Map<string, never>();
  const schools = lists.schools && reader('schools', lists.schools);
  const schoolList = schools && (await readSchools(schools, province));
  const pupils = lists.pupils && reader('pupils', lists.pupils);
  // without a list of schools, a new plan takes them from the pupils
  const own = new Set([
    ...(into?.schools ?? []).map(({ code }) => code),
    ...(schoolList?.rows ?? []).map(({ code }) => code),
  ]);
  const alone = schoolList === undefined && into === undefined;
  const pupilList =
    pupils && (await readPupils(pupils, province, (code, inside) => own.has(code) || (alone && inside)));
  const placements: { list: PlacementList; file: string }[] = [];
  const left = Object.entries(mapping.match?.schools ?? {}).flatMap(([key, value]) =>
    value === null ? [fold(key)] : [],
  );
  const leavesOut = (school: string): boolean => school !== '' && left.includes(fold(school));
  for (const source of lists.placements ?? []) {
    const each = reader('placements', source);
    placements.push({ list: await readPlacements(each, leavesOut), file: source.name });
  }
  const items = async (
    input: 'norms' | 'rates' | 'staff',
    texts: readonly string[],
    numbers: readonly string[],
  ) => {
    const source = lists[input];
    if (!source) return undefined;
    const each = reader(input, source);
    const rows = await readItems(each, texts, numbers);
    return { rows, years: each.years, file: source.name };
  };
  const rates = await items('rates', RATE_TEXTS, ['perHour', 'perFte', 'overhead']);
  const norms = await items('norms', NORM_TEXTS, ['hours', 'groupSize', 'min', 'max']);
  const staff = await items('staff', STAFF_TEXTS, ['fte']);

  const problems = readers.flatMap((each) => each.problems);
  const remarks = readers.flatMap((each) => each.remarks);
  // a list that could not be read would only make others look wrong
  if (problems.length > 0) return failed(problems, remarks);

  const boardsFile = lists.boards?.name ?? '';
  if (schools && schoolList) {
    draft.schools(schoolList, names, sectorOf(schools, schoolList), schools, boardsFile);
  } else if (alone && pupils && pupilList) {
    const list = { ...asSchools(pupilList, province), duo: pupilList.duo };
    if (list.rows.length > LIMITS.schools) {
      const values = { maximum: LIMITS.schools };
      return failed([importProblem(pupils.source.name, 'too-many-rows', values)], remarks);
    }
    draft.schools(list, names, pupilList.duo ? 'vo' : undefined, pupils, boardsFile);
  }
  if (pupils && pupilList) draft.pupils(pupilList, pupils.source.name);
  if (placements.length > 0) draft.placements(placements);
  if (rates) draft.rates(rates.rows, rates.file);
  if (norms) draft.norms(norms.rows, norms.file);
  if (staff) draft.staff(staff.rows, staff.years, staff.file);
  draft.finish();
  const all = [...remarks, ...draft.remarks];
  if (draft.problems.length > 0) return failed(draft.problems, all);
  const validation = validate(draft.plan);
  if (!validation.ok) return { ...failed([], all), planProblems: validation.problems };
  return {
    problems: [],
    planProblems: [],
    remarks: all,
    changes: changesBetween(into, draft.plan),
    plan: draft.plan,
  };
}

const failed = (problems: readonly ImportProblem[], remarks: readonly Remark[]): Preview => ({
  problems: problems.slice(0, ENOUGH_PROBLEMS),
  planProblems: [],
  remarks,
  changes: [],
  plan: undefined,
});

/**
 * Accepts a preview: all of it.
 * @returns the plan, valid by the engine
 * @throws RangeError where something stops the import
 */
export function accept({ plan }: Preview): Plan {
  if (!plan) throw new RangeError('an import with problems cannot be accepted');
  return plan;
}

/** DUO's list of the voortgezet onderwijs has a column that its other lists don't have. */
const sectorOf = (reader: ListReader, { duo }: SchoolList): School['sector'] =>
  duo && (reader.has('structure') || /\bvo\b/i.test(reader.source.name.replaceAll('_', '-')))
    ? 'vo'
    : undefined;

function asSchools(
  list: Awaited<ReturnType<typeof readPupils>>,
  province: string | undefined,
): Omit<SchoolList, 'duo'> {
  const rows = list.rows.filter(
    (row) => province === undefined || provinceKey(row.province) === provinceKey(province),
  );
  return {
    codes: new Set(list.rows.map(({ code }) => code)),
    boardCodes: new Set(list.rows.map(({ boardCode }) => boardCode)),
    rows: rows.map((row) => ({
      path: row.path,
      line: row.line,
      code: row.code,
      name: row.name === '' ? row.code : row.name,
      boardCode: row.boardCode,
      boardName: '',
      province: row.province,
      place: row.place,
      sector: { text: '', path: row.path },
      location: '',
      boardPath: row.boardPath,
      numbers: {},
    })),
  };
}
