import type { Board, Group, Institute, Plan, School, StudentEntry } from '../../engine/index.ts';
import type { ListReader } from './list.ts';
import type { Found, ItemRow, Placement, PlacementList, PupilList, SchoolList, SchoolRow } from './lists.ts';
import { provinceKey } from './lists.ts';
import type { Mapping } from './mapping.ts';
import {
  type Candidate,
  closest,
  Finder,
  fold,
  freeId,
  type Match,
  offerOf,
  placeName,
  push,
  slug,
} from './matching.ts';
import {
  ENOUGH_PROBLEMS,
  type ImportProblem,
  type ImportProblemCode,
  type ImportProblemValues,
  importProblem,
  type Remark,
  type RemarkCode,
  type RemarkValues,
  remark,
  type Target,
} from './problems.ts';
import {
  CHOICES,
  type ChoiceField,
  choiceOf,
  KNOWN_GROUPS,
  KNOWN_INSTITUTES,
  knownBy,
} from './vocabulary.ts';

/** The sentences that an import writes into a plan, in the user's language. */
export interface PlanWords {
  readonly planName: (region: string) => string;
  readonly region: string;
  readonly variantName: string;
  readonly madeVariant: string;
  readonly hoursNote: string;
  readonly boardByNumber: (number: string) => string;
  readonly boardNameNote: string;
  readonly toPlace: string;
  readonly pupilsNote: string;
  /** the note of a school with its pupils; with '' as it begins */
  readonly schoolPupils: (count: string) => string;
  readonly pupilsPartly: (codes: readonly string[]) => string;
  /** `DUO, alle vestigingen vo`, or what the list is called that is not DUO's */
  readonly title: (
    input: 'schools' | 'pupils' | 'boards' | 'placements' | 'norms' | 'rates' | 'staff',
    duo: boolean,
  ) => string;
}

export interface DraftOptions {
  readonly into: Plan | undefined;
  readonly mapping: Mapping;
  readonly province: string | undefined;
  /** the day of the import, as `2026-08-01` */
  readonly today: string;
  readonly words: PlanWords;
}

/** Hours of a full year in the sectors' agreements; a new plan starts with it, marked as an assumption. */
const HOURS_PER_FTE = '1659';

/** New institutes or groups in one import. */
const MOST_NEW = 200;

/** Where schools go that got students and have no place yet; the user moves them. */
const UNPLACED = 'nog-in-te-delen';

interface Stamp {
  readonly source: string;
  readonly checkedOn: string;
}

/** A plan being made from lists: each list is put in whole, and every doubt is a problem. */
export class Draft {
  readonly plan: Plan;
  readonly problems: ImportProblem[] = [];
  readonly remarks: Remark[] = [];
  private readonly ids: Readonly<
    Record<'boards' | 'institutes' | 'schools' | 'groups' | 'roles' | 'rates' | 'norms', Set<string>>
  >;
  private readonly usedMatches = new Set<string>();

  constructor(private readonly options: DraftOptions) {
    this.plan = options.into ? structuredClone(options.into) : this.empty();
    const ids = (list: readonly { id: string }[] | undefined): Set<string> =>
      new Set((list ?? []).map(({ id }) => id));
    const { boards, institutes, schools, groups, roles, rates, norms } = this.plan;
    this.ids = {
      boards: ids(boards),
      institutes: ids(institutes),
      schools: ids(schools),
      groups: ids(groups),
      roles: ids(roles),
      rates: ids(rates),
      norms: ids(norms),
    };
  }

  get isNew(): boolean {
    return this.options.into === undefined;
  }

  private empty(): Plan {
    const { mapping, province, words, today } = this.options;
    const region = mapping.plan?.region ?? province ?? words.region;
    const [year = '2026', month = '08'] = today.split('-');
    return {
      format: 'samenplan/1',
      name: mapping.plan?.name ?? words.planName(region),
      region,
      startYear: mapping.plan?.startYear ?? (Number(month) >= 8 ? Number(year) : Number(year) - 1),
      years: mapping.plan?.years ?? 1,
      hoursPerFte: mapping.plan?.hoursPerFte ?? HOURS_PER_FTE,
      boards: [],
      institutes: [],
      schools: [],
      groups: [],
      students: [],
      roles: [],
      rates: [],
      variants: [],
      ...(mapping.plan?.hoursPerFte === undefined && { notes: { jaartaak: words.hoursNote } }),
    };
  }

  private add<Code extends ImportProblemCode>(
    path: string,
    code: Code,
    values: ImportProblemValues[Code],
  ): void {
    if (this.problems.length < ENOUGH_PROBLEMS) this.problems.push(importProblem(path, code, values));
  }

  private tell<Code extends RemarkCode>(path: string, code: Code, values: RemarkValues[Code]): void {
    this.remarks.push(remark(path, code, values));
  }

  /** What the user settled for a text: undefined where nothing, null where its rows are to be left out. */
  private settled(
    list: keyof NonNullable<Mapping['match']>,
    ...texts: readonly string[]
  ): string | null | undefined {
    const matches = this.options.mapping.match?.[list];
    if (!matches) return undefined;
    const folded = texts.filter((text) => text !== '').map(fold);
    const [key, value] = Object.entries(matches).find(([each]) => folded.includes(fold(each))) ?? [];
    if (key !== undefined) this.usedMatches.add(`${list}/${key}`);
    return value;
  }

  private stamp(input: Parameters<PlanWords['title']>[0], duo: boolean, file: string): Stamp {
    // the folder says something of the user's machine, and nothing of the source
    const name = file.split(/[\\/]/).at(-1) ?? file;
    return { source: `${this.options.words.title(input, duo)} (${name})`, checkedOn: this.options.today };
  }

  /** Gives an item its source, where it has none or one of an earlier import; what people wrote there stays. */
  private mark(
    item: { source?: string | undefined; checkedOn?: string | undefined },
    stamp: Stamp,
    title: string,
  ): void {
    const parts = item.source?.split('; ') ?? [];
    const own = parts.findIndex((part) => part.startsWith(`${title} (`));
    if (item.source === undefined) item.source = stamp.source;
    else if (own >= 0) item.source = parts.with(own, stamp.source).join('; ');
    item.checkedOn = stamp.checkedOn;
  }

  // --- schools and boards ---

  /** Puts schools in: new ones, changed ones, and away with those that the list no longer has. */
  schools(
    list: SchoolList,
    names: ReadonlyMap<string, Found>,
    sector: School['sector'],
    reader: ListReader,
    boardsFile: string,
  ): void {
    const { plan } = this;
    const file = reader.source.name;
    const stamp = this.stamp(reader.input, list.duo, file);
    const title = this.options.words.title(reader.input, list.duo);
    const known = new Finder<School>(plan.schools, false);
    const labels = labelsOf(list.rows);
    const seen = new Set<string>();
    let leftOut = 0;
    for (const row of list.rows) {
      if (this.problems.length >= ENOUGH_PROBLEMS) break;
      const school = this.schoolFor(row, known, seen);
      if (school === 'problem') continue;
      if (school === 'left-out') {
        leftOut += 1;
        continue;
      }
      const board = this.boardFor(row, names, list.duo, file, boardsFile, school?.board);
      if (board === undefined) continue;
      const given = {
        ...(this.sectorOf(row, sector) && { sector: this.sectorOf(row, sector) }),
        ...(row.location !== '' && { location: row.location }),
        ...(row.numbers.supervisors !== undefined && { supervisors: Number(row.numbers.supervisors) }),
        ...(row.numbers.capacity !== undefined && { capacity: Number(row.numbers.capacity) }),
        ...(row.numbers.x !== undefined && { x: row.numbers.x }),
        ...(row.numbers.y !== undefined && { y: row.numbers.y }),
      } as Partial<School>;
      if (school) {
        Object.assign(school, { board, ...(row.code !== '' && { code: row.code }) }, given);
        this.mark(school, stamp, title);
        seen.add(school.id);
        continue;
      }
      const name = labels.get(row) ?? row.name;
      const wished = slug(
        [slug(row.name, 50), row.code.toLowerCase()].filter((part) => part !== '').join('-'),
      );
      const id = freeId(wished === '' ? 'school' : wished, this.ids.schools);
      plan.schools.push({ id, name, board, ...given, ...stamp, ...(row.code !== '' && { code: row.code }) });
      seen.add(id);
    }
    if (leftOut > 0) this.tell(file, 'left-out', { target: 'school', rows: leftOut });
    this.gone(list, seen, file);
  }

  private sectorOf(row: SchoolRow, otherwise: School['sector']): School['sector'] {
    if (row.sector.text === '') return otherwise;
    return this.choice('sector', row.sector) as School['sector'];
  }

  /** The plan's school for a row; undefined: there is none, so it is new. */
  private schoolFor(
    row: SchoolRow,
    known: Finder<School>,
    seen: ReadonlySet<string>,
  ): School | undefined | 'problem' | 'left-out' {
    const settled = this.settled('schools', row.code, row.name);
    if (settled === null) return 'left-out';
    const found = settled === undefined ? undefined : known.key(settled);
    if (settled !== undefined && !found) {
      this.add(row.path, 'match-none', { target: 'school', found: settled });
      return 'problem';
    }
    let school = found;
    if (!school && row.code !== '') {
      const byCode = known.code(row.code);
      if (byCode.kind === 'one') school = byCode.item;
    }
    if (!school) {
      // a school that has a code of its own is another one, whatever it is called
      const nameless =
        row.code === ''
          ? known
          : new Finder(
              this.plan.schools.filter(({ code }) => code === undefined),
              false,
            );
      const match = nameless.name(row.name, !this.isNew);
      if (match.kind === 'one') {
        school = match.item;
        this.tell(row.path, 'matched-by-name', { target: 'school', name: school.name });
      } else if (match.kind !== 'none' && !this.isNew) {
        this.doubt(row.path, 'school', row.name, match);
        return 'problem';
      }
    }
    if (school && seen.has(school.id)) {
      this.add(row.path, 'row-twice', { field: 'name', found: school.name, line: row.line });
      return 'problem';
    }
    return school;
  }

  private doubt(
    path: string,
    target: Target,
    found: string | null,
    match: Exclude<Match<Candidate>, { kind: 'one' }>,
  ): void {
    if (match.kind === 'none') this.add(path, 'match-none', { target, found });
    else
      this.add(path, match.kind === 'close' ? 'match-close' : 'match-several', {
        target,
        found,
        offers: match.offers,
      });
  }

  private boardFinder: Finder<Board> | undefined;

  /** The id of a row's board, which is made where it is new. */
  private boardFor(
    row: SchoolRow,
    names: ReadonlyMap<string, Found>,
    duo: boolean,
    file: string,
    boardsFile: string,
    current: string | undefined,
  ): string | undefined {
    const { plan, options } = this;
    const { words } = options;
    const code = row.boardCode;
    const listed = code === '' ? undefined : names.get(code)?.text;
    const name = listed ?? row.boardName;
    if (code === '' && name === '') {
      if (current === undefined) this.add(row.boardPath, 'value-missing', { field: 'boardName' });
      return current;
    }
    this.boardFinder ??= new Finder<Board>(plan.boards, false);
    const finder = this.boardFinder;
    const settled = this.settled('boards', code, name);
    let board = settled ? finder.key(settled) : undefined;
    if (settled !== undefined && !board) {
      this.add(row.boardPath, 'match-none', { target: 'board', found: settled ?? name });
      return undefined;
    }
    if (!board && code !== '') {
      const match = finder.code(code);
      if (match.kind === 'one') board = match.item;
    }
    if (!board && name !== '') {
      const nameless =
        code === ''
          ? finder
          : new Finder(
              plan.boards.filter((each) => each.code === undefined),
              false,
            );
      const match = nameless.name(name, !this.isNew);
      if (match.kind === 'one') board = match.item;
      else if (match.kind !== 'none' && !this.isNew) {
        this.doubt(row.boardPath, 'board', name, match);
        return undefined;
      }
    }
    const stamp = this.stamp('schools', duo, file);
    const title = words.title('schools', duo);
    if (board) {
      if (code !== '') board.code = code;
      // a name that was only a number gets its real one as soon as a list has it
      if (listed !== undefined && board.name === words.boardByNumber(code)) {
        board.name = listed;
        if (board.note === words.boardNameNote) {
          delete board.note;
          delete board.assumption;
        }
      }
      this.mark(board, stamp, title);
      return board.id;
    }
    const assumed = name === '';
    const shown = assumed ? words.boardByNumber(code) : name;
    const id = freeId(slug(assumed ? `bestuur-${code}` : name) || 'bestuur', this.ids.boards);
    const source =
      listed === undefined
        ? stamp.source
        : `${stamp.source}; ${this.stamp('boards', true, boardsFile).source}`;
    const made: Board = {
      id,
      name: shown,
      source,
      checkedOn: stamp.checkedOn,
      ...(code !== '' && { code }),
      ...(assumed && { assumption: true, note: words.boardNameNote }),
    };
    plan.boards.push(made);
    finder.add(made);
    if (assumed) this.tell(row.boardPath, 'board-name-assumed', { board: code });
    return id;
  }

  /** Takes out what the list no longer has: schools with a code that stands nowhere in it, and boards left empty. */
  private gone(list: SchoolList, seen: ReadonlySet<string>, file: string): void {
    const { plan } = this;
    if (this.isNew) return;
    const gone = new Set<string>();
    for (const { id, name, code } of plan.schools) {
      if (seen.has(id)) continue;
      if (code === undefined) this.tell(file, 'school-kept', { school: name });
      else if (list.codes.has(code.trim().toUpperCase()))
        this.tell(file, 'school-elsewhere', { school: name });
      else if (list.codes.size > 0) gone.add(id);
    }
    if (gone.size === 0) return;
    const boards = new Set(plan.schools.filter(({ id }) => gone.has(id)).map(({ board }) => board));
    const entries = plan.students.filter(({ school }) => gone.has(school)).length;
    this.tell(file, 'schools-gone', { schools: gone.size, entries });
    plan.schools = plan.schools.filter(({ id }) => !gone.has(id));
    plan.students = plan.students.filter(({ school }) => !gone.has(school));
    for (const variant of plan.variants) {
      variant.layout = variant.layout.filter(({ school }) => !gone.has(school));
      const changed = variant.changes?.schools;
      if (typeof changed === 'object' && changed !== null) {
        for (const id of gone) delete (changed as Record<string, unknown>)[id];
      }
    }
    const { boards: _, schools: __, students: ___, ...rest } = plan;
    const elsewhere = JSON.stringify(rest);
    plan.boards = plan.boards.filter(({ id, code }) => {
      const empty = boards.has(id) && !plan.schools.some(({ board }) => board === id);
      const named = elsewhere.includes(`"${id}"`) || elsewhere.includes(`board:${id}"`);
      return !empty || named || (code !== undefined && list.boardCodes.has(code));
    });
  }

  // --- pupils ---

  /** Adds the pupils of a board's schools up, as a plan has them per board. */
  pupils(list: PupilList, file: string): void {
    const { plan, options } = this;
    const { words } = options;
    const stamp = this.stamp('pupils', list.duo, file);
    const title = words.title('pupils', list.duo);
    const rows = new Map(list.rows.map((row) => [row.code, row] as const));
    const codes = new Set(plan.schools.map(({ code }) => code ?? ''));
    for (const board of plan.boards) {
      const schools = plan.schools.filter((school) => school.board === board.id);
      let sum = 0;
      let some = false;
      const unknown: string[] = [];
      for (const school of schools) {
        const { name, code, note } = school;
        const row = rows.get(code ?? '');
        if (row?.pupils !== undefined && (note === undefined || note.startsWith(words.schoolPupils('')))) {
          school.note = words.schoolPupils(String(row.pupils));
        }
        if (row?.pupils !== undefined) {
          sum += row.pupils;
          some = true;
        } else if (row) this.tell(row.path, 'count-suppressed', { school: name, found: row.suppressed });
        else this.tell(file, 'no-count', { school: name });
        if (row?.pupils === undefined) unknown.push(code ?? name);
        if (row && row.boardCode !== '' && board.code !== undefined && row.boardCode !== board.code) {
          this.tell(row.boardPath, 'pupils-differ-board', {
            school: name,
            first: board.code,
            second: row.boardCode,
          });
        }
      }
      if (!some) continue;
      board.pupils = sum;
      const notes = [words.pupilsNote, ...(unknown.length > 0 ? [words.pupilsPartly(unknown)] : [])].join(
        ' ',
      );
      const assumed = board.note === words.boardNameNote;
      if (board.note === undefined || board.note.startsWith(words.pupilsNote)) board.note = notes;
      else if (assumed || board.note.startsWith(`${words.boardNameNote} `))
        board.note = `${words.boardNameNote} ${notes}`;
      if (
        board.source !== undefined &&
        !board.source.includes(`${title} (`) &&
        board.checkedOn === options.today
      ) {
        board.source = `${board.source}; ${stamp.source}`;
      }
      this.mark(board, stamp, title);
    }
    this.spanning(list, codes);
    for (const row of list.rows) {
      const wanted =
        options.province === undefined
          ? this.isNew
          : provinceKey(row.province) === provinceKey(options.province);
      if (wanted && !codes.has(row.code))
        this.tell(row.path, 'pupils-not-placed', { school: `${row.name} (${row.code})` });
    }
  }

  /** Boards that have schools in other provinces: the plan has only part of their pupils. */
  private spanning(list: PupilList, codes: ReadonlySet<string>): void {
    const rows = new Map<string, PupilList['rows'][number][]>();
    for (const row of list.rows) if (row.boardCode !== '') push(rows, row.boardCode, row);
    for (const board of this.plan.boards) {
      const own = rows.get(board.code ?? '') ?? [];
      const elsewhere = own.filter(({ code }) => !codes.has(code));
      const provinces = [...new Set(elsewhere.map(({ province }) => province))].filter(
        (each) => each !== '' && provinceKey(each) !== provinceKey(this.options.province ?? ''),
      );
      const [first] = elsewhere;
      if (first && provinces.length > 0)
        this.tell(first.path, 'pupils-elsewhere', { board: board.name, provinces });
    }
  }

  // --- placements ---

  /** Puts the students of lists in; entries of institutes that are not in the lists stay as they are. */
  placements(lists: readonly { list: PlacementList; file: string }[]): void {
    const { plan } = this;
    this.planYears(lists.flatMap(({ list }) => list.years));
    const entries = new Map<
      string,
      {
        school: string;
        institute: string | undefined;
        group: string;
        counts: Map<number | null, number>;
        stamp: Stamp;
        path: string;
      }
    >();
    const institutes = new Set<string | undefined>();
    const schools = new Finder<School>(plan.schools, false);
    for (const { list, file } of lists) {
      const stamp = this.stamp('placements', false, file);
      const left = { school: 0, institute: 0, group: 0 };
      const own = new Set(list.years);
      const checked = new Set<string | undefined>();
      let joined = 0;
      let joinedAt: string | undefined;
      for (const placement of list.placements) {
        // looking for names that look alike takes a while, and nobody reads more
        if (this.problems.length >= ENOUGH_PROBLEMS) break;
        const school = this.placementSchool(placement, schools, list.tells);
        if (school === null && placement.group.text === '') {
          left.school += placement.rows;
          continue;
        }
        const group = this.groupFor(placement.group, list);
        const institute = this.instituteFor(placement.institute, list, group);
        for (const [target, found] of Object.entries({ school, institute, group })) {
          if (found === null) left[target as keyof typeof left] += placement.rows;
        }
        if (!school || !group || institute === null || institute === 'problem') continue;
        institutes.add(institute?.id);
        if (own.size > 0 && !checked.has(institute?.id)) {
          checked.add(institute?.id);
          this.nameYears(institute?.id, own, placement.institute.path);
        }
        const key = [school.id, institute?.id ?? '', group.id].join('/');
        const entry = entries.get(key);
        // a number that is projected says nothing of the years that another list gives
        if (entry && entry.counts.has(null) !== placement.counts.has(null)) {
          this.add(placement.school.path, 'years-mixed', {});
          continue;
        }
        const overlaps = [...placement.counts.keys()].some((year) => entry?.counts.has(year) === true);
        const again = placement.again ?? (overlaps && !list.perStudent ? placement.school.path : undefined);
        if (again !== undefined) {
          joined += 1;
          joinedAt ??= again;
        }
        if (entry) {
          for (const [year, count] of placement.counts)
            entry.counts.set(year, (entry.counts.get(year) ?? 0) + count);
        } else {
          entries.set(key, {
            school: school.id,
            institute: institute?.id,
            group: group.id,
            counts: new Map(placement.counts),
            stamp,
            path: placement.group.path,
          });
        }
      }
      if (joinedAt !== undefined) this.tell(joinedAt, 'rows-joined', { rows: joined });
      for (const target of ['school', 'institute', 'group'] as const) {
        if (left[target] > 0) this.tell(file, 'left-out', { target, rows: left[target] });
      }
    }
    if (this.problems.length > 0) return;
    this.putStudents(entries, institutes);
    this.giveGroups();
  }

  /** A new plan takes its years from the lists. */
  private planYears(years: readonly number[]): void {
    const { plan, options } = this;
    if (!this.isNew || years.length === 0) return;
    const [first, last] = [Math.min(...years), Math.max(...years)];
    plan.startYear = options.mapping.plan?.startYear ?? first;
    plan.years = options.mapping.plan?.years ?? Math.min(15, Math.max(1, last - plan.startYear + 1));
  }

  /** null: to be left out; undefined: a problem. */
  private placementSchool(
    { code, school }: Placement,
    known: Finder<School>,
    tells: boolean,
  ): School | null | undefined {
    const settled = this.settled('schools', code.text, school.text);
    if (settled === null) return null;
    if (settled !== undefined) {
      const found = known.key(settled);
      if (!found) this.add(school.path, 'match-none', { target: 'school', found: settled });
      return found;
    }
    if (code.text !== '') {
      const match = known.code(code.text);
      if (match.kind === 'one') return match.item;
      // a code looks like nothing else, so it can be told
      const isCode = /^\d{2}[A-Z]{2}(?:\d{2})?$/.test(code.text);
      if (match.kind === 'several' || school.text === '') {
        this.doubt(code.path, 'school', isCode || tells ? code.text.slice(0, 60) : null, match);
        return undefined;
      }
      if (isCode) {
        this.add(code.path, 'match-none', { target: 'school', found: code.text });
        return undefined;
      }
    }
    const match = known.name(school.text);
    if (match.kind === 'one') {
      if (match.by === 'name') this.toldByName.add(match.item.name);
      return match.item;
    }
    this.doubt(school.path, 'school', tells ? school.text.slice(0, 60) : null, match);
    return undefined;
  }

  private readonly toldByName = new Set<string>();

  private readonly groupsOf = new Map<string, Group | null | undefined>();
  private readonly institutesOf = new Map<string, Institute | null | undefined | 'problem'>();

  /** What a text stands for, looked for once; a problem is told each time, with its own place. */
  private once<T>(known: Map<string, T>, text: string, find: () => T, failed: (found: T) => boolean): T {
    const key = fold(text);
    if (known.has(key)) return known.get(key) as T;
    const found = find();
    if (!failed(found)) known.set(key, found);
    return found;
  }

  /** More new ones than a region has: then the column is another than it seems. */
  private tooMany(list: 'groups' | 'institutes', target: Target, path: string): boolean {
    const made = this.plan[list].length - (this.options.into?.[list].length ?? 0);
    if (made < MOST_NEW) return false;
    if (!this.problems.some(({ code }) => code === 'too-many-values')) {
      this.add(path, 'too-many-values', { target, maximum: MOST_NEW });
    }
    return true;
  }

  /** undefined: a problem; null: to be left out. */
  private findGroup(found: Found, { tells, creates }: PlacementList): Group | null | undefined {
    const { plan } = this;
    if (this.tooMany('groups', 'group', found.path)) return undefined;
    const settled = this.settled('groups', found.text);
    if (settled === null) return null;
    const finder = new Finder<Group>(plan.groups);
    if (settled !== undefined) {
      const existing = finder.key(settled);
      if (existing) return existing;
      const known = KNOWN_GROUPS.find(({ id }) => id === settled) ?? { id: slug(settled), name: settled };
      return this.newGroup(found, known);
    }
    const match = finder.name(found.text);
    if (match.kind === 'one') return match.item;
    const known = knownBy(KNOWN_GROUPS, found.text);
    if (known) return finder.id(known.id) ?? this.newGroup(found, known);
    if (match.kind === 'none' && creates && slug(found.text) !== '') {
      return this.newGroup(found, { id: slug(found.text), name: found.text });
    }
    this.doubt(found.path, 'group', tells ? found.text.slice(0, 60) : null, match);
    return undefined;
  }

  private newGroup(
    { path }: Found,
    { id, name, kind }: { id: string; name: string; kind?: Group['kind'] },
  ): Group | undefined {
    if (id === '') {
      this.add(path, 'match-none', { target: 'group', found: null });
      return undefined;
    }
    const group: Group = { id: freeId(id, this.ids.groups), name, ...(kind && { kind }) };
    this.plan.groups.push(group);
    return group;
  }

  private groupFor(found: Found, list: PlacementList): Group | null | undefined {
    return this.once(
      this.groupsOf,
      found.text,
      () => this.findGroup(found, list),
      (group) => group === undefined,
    );
  }

  /** undefined: none, as starters may; null: to be left out. */
  private instituteFor(
    found: Found,
    list: PlacementList,
    group: Group | null | undefined,
  ): Institute | null | undefined | 'problem' {
    if (found.text === '') {
      if (group?.kind === 'starter' || !group) return undefined;
      this.add(found.path, 'value-missing', { field: 'institute' });
      return 'problem';
    }
    const find = (): Institute | null | undefined | 'problem' => this.findInstitute(found, list);
    return this.once(this.institutesOf, found.text, find, (institute) => institute === 'problem');
  }

  private findInstitute(
    found: Found,
    { tells, creates }: PlacementList,
  ): Institute | null | undefined | 'problem' {
    const { plan } = this;
    if (this.tooMany('institutes', 'institute', found.path)) return 'problem';
    const settled = this.settled('institutes', found.text);
    if (settled === null) return null;
    const finder = new Finder<Institute>(plan.institutes);
    const make = (made: { id: string; name: string; code?: string }): Institute => {
      const institute: Institute = {
        id: freeId(made.id, this.ids.institutes),
        name: made.name,
        ...(made.code !== undefined && { code: made.code }),
      };
      plan.institutes.push(institute);
      return institute;
    };
    if (settled !== undefined) {
      const existing = finder.key(settled);
      const known = KNOWN_INSTITUTES.find(({ id }) => id === settled);
      if (existing) return existing;
      const id = known?.id ?? slug(settled);
      if (id !== '') return make(known ?? { id, name: settled });
      this.add(found.path, 'match-none', { target: 'institute', found: settled });
      return 'problem';
    }
    const byCode = finder.code(found.text);
    if (byCode.kind === 'one') return byCode.item;
    const match = finder.name(found.text);
    if (match.kind === 'one') return match.item;
    const known = knownBy(KNOWN_INSTITUTES, found.text);
    if (known) {
      const existing =
        finder.id(known.id) ?? plan.institutes.find(({ code }) => code !== undefined && code === known.code);
      return existing ?? make(known);
    }
    if (match.kind === 'none' && creates && slug(found.text) !== '')
      return make({ id: slug(found.text), name: found.text });
    this.doubt(found.path, 'institute', tells ? found.text.slice(0, 60) : null, match);
    return 'problem';
  }

  private putStudents(
    entries: ReadonlyMap<
      string,
      {
        school: string;
        institute: string | undefined;
        group: string;
        counts: Map<number | null, number>;
        stamp: Stamp;
        path: string;
      }
    >,
    institutes: ReadonlySet<string | undefined>,
  ): void {
    const { plan } = this;
    const left = new Map(entries);
    let projected = 0;
    const kept = plan.students.flatMap((entry): StudentEntry[] => {
      if (!institutes.has(entry.institute)) return [entry];
      const key = [entry.school, entry.institute ?? '', entry.group].join('/');
      const found = left.get(key);
      left.delete(key);
      if (!found) return [];
      const counted = this.countsOf(found.counts, entry.institute, found.path);
      if (Array.isArray(entry.counts) && plan.years > 1 && !Array.isArray(counted.counts)) projected += 1;
      const changed: StudentEntry = { ...entry, counts: counted.counts };
      if (counted.before.length > 0) changed.before = counted.before;
      this.mark(changed, found.stamp, this.options.words.title('placements', false));
      return [changed];
    });
    for (const { school, institute, group, counts, stamp, path } of left.values()) {
      const counted = this.countsOf(counts, institute, path);
      kept.push({
        school,
        ...(institute !== undefined && { institute }),
        group,
        counts: counted.counts,
        ...(counted.before.length > 0 && { before: counted.before }),
        ...stamp,
      });
    }
    plan.students = kept;
    if (projected > 0) this.tell('', 'years-projected', { entries: projected });
  }

  /** by institute: the school years that each of its lists names */
  private readonly yearLists = new Map<string | undefined, ReadonlySet<number>[]>();

  /**
   * Keeps which years a list of an institute names. Lists for the same years can be added up, and so can one for each
   * year; of those that share only some, the years that one lacks would look like no students.
   */
  private nameYears(institute: string | undefined, years: ReadonlySet<number>, path: string): void {
    const others = this.yearLists.get(institute) ?? [];
    const mixed = others.some((other) => {
      const shared = [...years].filter((year) => other.has(year)).length;
      return shared > 0 && (shared < years.size || shared < other.size);
    });
    if (mixed) this.add(path, 'years-mixed', {});
    this.yearLists.set(institute, [...others, years]);
  }

  private readonly toldYears = new Set<number>();

  /** Counts as a plan has them: one to be projected, or one for each year; and those before the first, newest first. */
  private countsOf(
    counts: ReadonlyMap<number | null, number>,
    institute: string | undefined,
    path: string,
  ): { counts: number | number[]; before: number[] } {
    const { startYear, years } = this.plan;
    const label = (year: number): string => `${year}-${year + 1}`;
    const without = counts.get(null);
    if (without !== undefined) return { counts: without, before: [] };
    const own = Array.from({ length: years }, (_, at) => startYear + at);
    const named = new Set(this.yearLists.get(institute)?.flatMap((each) => [...each]));
    const missing = own.filter((year) => !named.has(year));
    const before: number[] = [];
    for (let year = startYear - 1; named.has(year); year--) before.push(counts.get(year) ?? 0);
    for (const year of named) {
      const used = (year >= startYear - before.length && year < startYear) || own.includes(year);
      if (!used && !this.toldYears.has(year))
        this.tell(path.replace(/:\d+:\d+$/, ''), 'year-outside', { year: label(year) });
      this.toldYears.add(year);
    }
    if (missing.length === 0) {
      return {
        counts: years === 1 ? (counts.get(startYear) ?? 0) : own.map((year) => counts.get(year) ?? 0),
        before,
      };
    }
    if (missing.length === years - 1 && named.has(startYear))
      return { counts: counts.get(startYear) ?? 0, before };
    if (!this.yearsMissing) {
      this.add(path.replace(/:\d+:\d+$/, ''), 'years-missing', {
        years: missing.map(label),
        input: 'placements',
      });
    }
    this.yearsMissing = true;
    return { counts: 0, before };
  }

  private yearsMissing = false;

  /** A group of a list without starters' kind is of students; nothing else is known of it. */
  private giveGroups(): void {
    for (const name of this.toldByName) this.tell('', 'matched-by-name', { target: 'school', name });
  }

  // --- norms, rates and staff ---

  private choice(field: ChoiceField, { text, path }: Found): string | undefined {
    const found = choiceOf(field, text);
    if (found === undefined) {
      const allowed = Object.values(CHOICES[field] as Readonly<Record<string, readonly string[]>>).map(
        ([first]) => first ?? '',
      );
      this.add(path, 'choice-invalid', { field, found: text.slice(0, 60), allowed });
    }
    return found;
  }

  private provenance(row: ItemRow, stamp: Stamp): Record<string, unknown> {
    const { source, status, note } = row.texts;
    const given = status && status.text !== '' ? this.choice('status', status) : undefined;
    return {
      source: source && source.text !== '' ? source.text : stamp.source,
      checkedOn: stamp.checkedOn,
      ...(given !== undefined && { status: given }),
      ...(note && note.text !== '' && { note: note.text }),
    };
  }

  /** The item of a list that a row is about: by id, else by its exact name; what is only alike is asked. */
  private itemFor<T extends Candidate>(
    row: ItemRow,
    items: readonly T[],
    target: Target | undefined,
  ): T | undefined | 'problem' {
    const { id, name } = row.texts;
    if (id && id.text !== '') return items.find((item) => item.id === id.text);
    const same = items.filter((item) => fold(item.name) === fold(name?.text ?? ''));
    if (same.length > 1) {
      this.add(row.path, 'match-several', {
        target: target ?? 'rate',
        found: name?.text ?? '',
        offers: same.map(offerOf),
      });
      return 'problem';
    }
    return same[0];
  }

  rates(rows: readonly ItemRow[], file: string): void {
    const { plan } = this;
    const stamp = this.stamp('rates', false, file);
    const seen = new Map<string, number>();
    for (const row of rows) {
      const name = row.texts.name?.text ?? '';
      if (name === '') {
        this.add(row.path, 'value-missing', { field: 'name' });
        continue;
      }
      const { perHour, perFte, overhead } = row.numbers;
      if (perHour !== undefined && perFte !== undefined) this.add(row.path, 'rate-doubled', { name });
      if (perHour === undefined && perFte === undefined)
        this.add(row.path, 'value-missing', { field: 'perHour' });
      if ((perHour === undefined) === (perFte === undefined)) continue;
      const amounts = { perHour, perFte, overhead };
      const rate = this.itemFor(row, plan.rates, 'rate');
      if (rate === 'problem' || this.again(seen, rate?.id ?? fold(name), row)) continue;
      const given = Object.fromEntries(Object.entries(amounts).filter(([, value]) => value !== undefined));
      if (rate) {
        delete rate.perHour;
        delete rate.perFte;
        if (overhead !== undefined || perHour !== undefined) delete rate.overhead;
        Object.assign(rate, kept(rate, given), this.provenance(row, stamp));
      } else {
        const id = freeId(this.wished(row) || 'tarief', this.ids.rates);
        plan.rates.push({ id, name, ...given, ...this.provenance(row, stamp) });
      }
    }
    for (const { id, name } of plan.rates)
      this.notListed('rates', file, seen.has(id) || seen.has(fold(name)), name);
  }

  private wished(row: ItemRow): string {
    const { id, name } = row.texts;
    const given = id?.text ?? '';
    if (given !== '' && !/^(?=.*[a-z])[a-z0-9][a-z0-9-]{0,59}$/.test(given)) {
      this.add(id?.path ?? row.path, 'code-invalid', { field: 'id', found: given.slice(0, 60) });
    }
    return slug(given === '' ? (name?.text ?? '') : given);
  }

  private again(seen: Map<string, number>, key: string, row: ItemRow): boolean {
    const earlier = seen.get(key);
    if (earlier !== undefined) this.add(row.path, 'row-twice', { field: 'name', found: key, line: earlier });
    else seen.set(key, row.line);
    return earlier !== undefined;
  }

  private notListed(input: 'norms' | 'rates' | 'staff', file: string, listed: boolean, name: string): void {
    if (!listed) this.tell(file, 'not-in-list', { input, name });
  }

  norms(rows: readonly ItemRow[], file: string): void {
    const { plan } = this;
    const stamp = this.stamp('norms', false, file);
    const norms = plan.norms ?? [];
    const seen = new Map<string, number>();
    for (const row of rows) {
      const { name, at, per, role, group } = row.texts;
      const empty = Object.entries({ name, role, at, per }).find(([, each]) => each?.text === '');
      if (empty || !name || !at || !per || !role) {
        this.add(empty?.[1]?.path ?? row.path, 'value-missing', { field: empty?.[0] ?? 'name' });
        continue;
      }
      if (row.numbers.hours === undefined) {
        this.add(row.path, 'value-missing', { field: 'hours' });
        continue;
      }
      const roleId = this.roleFor(row, role, stamp);
      const groups = this.normGroups(group);
      const [place, counted] = [this.choice('at', at), this.choice('per', per)];
      const norm = this.itemFor(row, norms, undefined);
      if (norm === 'problem' || !roleId || !groups || !place || !counted) continue;
      if (this.again(seen, norm?.id ?? fold(name.text), row)) continue;
      const { hours, groupSize, min, max } = row.numbers;
      const given = {
        role: roleId,
        at: place as 'school',
        per: counted as 'student',
        hours,
        ...(groupSize !== undefined && { groupSize }),
        ...(min !== undefined && { min }),
        ...(max !== undefined && { max }),
      };
      const where = groups.length > 0 ? { where: { ...norm?.where, group: groups } } : {};
      if (norm) {
        delete norm.steps;
        Object.assign(norm, kept(norm, given), where, this.provenance(row, stamp));
      } else {
        const id = freeId(this.wished(row) || 'norm', this.ids.norms);
        norms.push({ id, name: name.text, ...given, ...where, ...this.provenance(row, stamp) });
      }
    }
    for (const { id, name } of norms)
      this.notListed('norms', file, seen.has(id) || seen.has(fold(name)), name);
    if (norms.length > 0) plan.norms = norms;
  }

  private normGroups(found: Found | undefined): string[] | undefined {
    const names = (found?.text ?? '')
      .split(/[,;/|]/)
      .map((each) => each.trim())
      .filter((each) => each !== '');
    const finder = new Finder<Group>(this.plan.groups);
    const ids: string[] = [];
    for (const name of names) {
      const settled = this.settled('groups', name);
      const match = finder.name(settled ?? name);
      const item =
        (settled && finder.key(settled)) ||
        (match.kind === 'one' ? match.item : finder.id(knownBy(KNOWN_GROUPS, name)?.id ?? ''));
      if (item) ids.push(item.id);
      else if (match.kind !== 'one') this.doubt(found?.path ?? '', 'group', name, match);
    }
    return ids.length === names.length ? ids : undefined;
  }

  private roleFor(row: ItemRow, found: Found, stamp: Stamp): string | undefined {
    const { plan } = this;
    const finder = new Finder<Plan['roles'][number]>(plan.roles);
    const settled = this.settled('roles', found.text);
    const match = finder.name(settled ?? found.text);
    if (match.kind === 'one') return match.item.id;
    const { level, employer, rate } = row.texts;
    if (match.kind !== 'none') {
      this.doubt(found.path, 'role', found.text.slice(0, 60), match);
      return undefined;
    }
    const lacking = Object.entries({ level, employer, rate }).filter(([, each]) => !each || each.text === '');
    if (!level || !employer || !rate || lacking.length > 0) {
      const fields = lacking.map(([field]) => field);
      this.add(found.path, 'role-incomplete', { role: found.text.slice(0, 60), fields });
      return undefined;
    }
    const rates = new Finder<Plan['rates'][number]>(plan.rates);
    const rateMatch = rates.name(this.settled('rates', rate.text) ?? rate.text);
    if (rateMatch.kind !== 'one') {
      this.doubt(rate.path, 'rate', rate.text.slice(0, 60), rateMatch);
      return undefined;
    }
    const [layer, employs] = [this.choice('level', level), this.choice('employer', employer)];
    if (!layer || !employs) return undefined;
    const id = freeId(slug(found.text) || 'rol', this.ids.roles);
    plan.roles.push({
      id,
      name: found.text,
      level: layer as 'tactisch',
      employer: employs as 'school',
      rate: rateMatch.item.id,
      ...stamp,
    });
    return id;
  }

  staff(rows: readonly ItemRow[], years: readonly number[], file: string): void {
    const { plan } = this;
    const stamp = this.stamp('staff', false, file);
    const staff = plan.staff ?? [];
    const roles = new Finder<Plan['roles'][number]>(plan.roles);
    const seen = new Map<string, number>();
    const own = Array.from({ length: plan.years }, (_, at) => plan.startYear + at);
    const missing = own.filter((year) => !years.includes(year));
    if (years.length > 0 && missing.length > 0) {
      const labels = missing.map((year) => `${year}-${year + 1}`);
      this.add(file, 'years-missing', { years: labels, input: 'staff' });
      return;
    }
    for (const row of rows) {
      const { role, party } = row.texts;
      if (!role || !party) continue;
      const match = roles.name(this.settled('roles', role.text) ?? role.text);
      if (match.kind !== 'one') this.doubt(role.path, 'role', role.text.slice(0, 60), match);
      const who = this.partyFor(party);
      const fte = years.length > 0 ? own.map((year) => row.years.get(year) ?? '0') : row.numbers.fte;
      if (fte === undefined) this.add(row.path, 'value-missing', { field: 'fte' });
      if (match.kind !== 'one' || who === undefined || fte === undefined) continue;
      if (this.again(seen, `${match.item.id}@${who}`, row)) continue;
      const existing = staff.find((each) => each.role === match.item.id && each.party === who);
      if (existing) Object.assign(existing, kept(existing, { fte }), this.provenance(row, stamp));
      else staff.push({ role: match.item.id, party: who, fte, ...this.provenance(row, stamp) });
    }
    for (const { role, party } of staff)
      this.notListed('staff', file, seen.has(`${role}@${party}`), `${role}@${party}`);
    if (staff.length > 0) plan.staff = staff;
  }

  private partyFor({ text, path }: Found): string | undefined {
    const { boards, institutes } = this.plan;
    if (choiceOf('employer', text) === 'region') return 'region';
    const [kind = '', id = ''] = text.split(':');
    if (kind === 'board' && boards.some((each) => each.id === id)) return text;
    if (kind === 'institute' && institutes.some((each) => each.id === id)) return text;
    const settled = this.settled('boards', text) ?? this.settled('institutes', text);
    const wanted = settled ?? text;
    const found = [
      ...boards.map((each) => ({ ...each, party: `board:${each.id}` })),
      ...institutes.map((each) => ({ ...each, party: `institute:${each.id}` })),
    ].filter(
      (each) => each.id === wanted || fold(each.name) === fold(wanted) || (each.code ?? '') === wanted,
    );
    const [only] = found;
    if (only && found.length === 1) return only.party;
    const known = knownBy(KNOWN_INSTITUTES, text);
    if (known && institutes.some((each) => each.id === known.id)) return `institute:${known.id}`;
    const offers = found.length > 1 ? found.map(offerOf) : closest(text, [...boards, ...institutes]);
    const shown = text.slice(0, 60);
    if (found.length > 1) this.add(path, 'match-several', { target: 'party', found: shown, offers });
    else this.doubt(path, 'party', shown, offers.length > 0 ? { kind: 'close', offers } : { kind: 'none' });
    return undefined;
  }

  // --- the end ---

  /** Gives a new plan a variant, and schools that got students a place in every variant. */
  finish(): void {
    const { plan, options } = this;
    const { words } = options;
    if (plan.variants.length === 0) {
      plan.variants.push({
        id: 'basis',
        name: words.variantName,
        layout: plan.schools.map(({ id }) => ({ school: id, kind: 'opleidingsschool', network: 'regio' })),
        assumption: true,
        note: words.madeVariant,
      });
      this.tell('', 'variant-made', {});
    } else {
      const withStudents = new Set(
        plan.students
          .filter(({ counts }) => [counts].flat().some((count) => count > 0))
          .map(({ school }) => school),
      );
      const placed = new Map(
        plan.variants.map(({ id, layout }) => [id, new Set(layout.map(({ school }) => school))] as const),
      );
      for (const { id, name } of plan.schools) {
        if (!withStudents.has(id)) continue;
        const without = plan.variants.filter((variant) => placed.get(variant.id)?.has(id) !== true);
        for (const variant of without) {
          variant.layout.push({
            school: id,
            kind: UNPLACED,
            network: UNPLACED,
            assumption: true,
            note: words.toPlace,
          });
        }
        if (without.length > 0)
          this.tell('', 'place-made', { school: name, variants: without.map((each) => each.id) });
      }
    }
    if (this.isNew) {
      const { startYear, years, hoursPerFte } = plan;
      this.tell('', 'plan-made', { startYear, years, hoursPerFte: String(hoursPerFte) });
    }
    for (const [list, matches] of Object.entries(options.mapping.match ?? {})) {
      for (const key of Object.keys(matches ?? {})) {
        if (!this.usedMatches.has(`${list}/${key}`))
          this.add('', 'map-unused', { found: `match/${list}/${key}` });
      }
    }
  }
}

/** What is given, but as it was written where it is the same number: `25` stays `25` where the list says `25.00`. */
function kept(item: object, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const old = item as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      const before = old[key];
      const same =
        typeof value === 'string' &&
        (typeof before === 'string' || typeof before === 'number') &&
        plain(before) === plain(value);
      return [key, same ? before : value];
    }),
  );
}

const plain = (value: string | number): string => {
  const text = String(value);
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
};

/** Names for new schools: with their place where one name stands for several, and then with their code. */
function labelsOf(rows: readonly SchoolRow[]): ReadonlyMap<SchoolRow, string> {
  const count = (names: readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const name of names) counts.set(fold(name), (counts.get(fold(name)) ?? 0) + 1);
    return counts;
  };
  const withPlace = (row: SchoolRow): string =>
    row.place === '' ? row.name : `${row.name} (${placeName(row.place)})`;
  const plainNames = count(rows.map(({ name }) => name));
  const placed = count(rows.map(withPlace));
  return new Map(
    rows.map((row) => {
      if (plainNames.get(fold(row.name)) === 1) return [row, row.name];
      if (placed.get(fold(withPlace(row))) === 1 || row.code === '') return [row, withPlace(row)];
      const parts = [row.place === '' ? '' : placeName(row.place), row.code].filter((part) => part !== '');
      return [row, `${row.name} (${parts.join(', ')})`];
    }),
  );
}
