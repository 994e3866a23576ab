import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calculate, LIMITS, planFormat, pointerKeys, validate } from '../../engine/index.ts';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const page = read('docs/model.md');

/** The figure at a JSON Pointer, undefined where there is none. */
const at = (root: unknown, path: string): unknown =>
  pointerKeys(path).reduce<unknown>(
    (found, key) => (found as Readonly<Record<string, unknown>> | undefined)?.[key],
    root,
  );

interface Figure {
  readonly path: string;
  readonly value: string;
  /** the text of the page from the example before it, or the heading, to its own block */
  readonly prose: string;
}

/** The figures of the blocks that are marked as worked examples, with the text that works them out. */
function figures(text: string): Figure[] {
  const blocks = [...text.matchAll(/^```rekenvoorbeeld\n([\s\S]*?)^```$/gm)];
  return blocks.flatMap(({ index, 1: body = '' }) => {
    const before = text.slice(0, index);
    const prose = before.slice(Math.max(before.lastIndexOf('\n#'), before.lastIndexOf('```\n')));
    return body
      .trim()
      .split('\n')
      .map((line) => {
        const [, path, value] = /^(\/\S+) = (\S+)$/.exec(line) ?? [];
        if (path === undefined || value === undefined) throw new Error(`no figure: ${line}`);
        return { path, value, prose };
      });
  });
}

/** As Dutch text writes it: 30744.00 is 30.744,00. */
function dutch(value: string): string {
  const [, minus = '', whole, decimals] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  if (whole === undefined) return value;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return `${minus && '−'}${grouped}${decimals === undefined ? '' : `,${decimals}`}`;
}

describe('the worked examples of docs/model.md', () => {
  const validation = validate(JSON.parse(read('test/golden/hub-met-twee-partners.plan.json')));
  if (!validation.ok) throw new Error('the golden plan is valid');
  const result = calculate(validation.plan);
  const found = figures(page);

  it('are there for every step', () => {
    expect(found.length).toBeGreaterThan(50);
    // sections 2, 12 and 13 compute nothing
    const sections = page.split(/^## /m).slice(1);
    const without = sections.filter((text) => !text.includes('```rekenvoorbeeld')).map((text) => text[0]);
    expect(without).toHaveLength(3);
  });

  it.each(found)('$path = $value', ({ path, value }) => {
    expect(String(at(result, path))).toBe(value);
  });

  it.each(found)('$value is what the text before it says', ({ path, value, prose }) => {
    const said = prose.split(/[\s€()]+/).map((word) => word.replace(/^`|[`.,:;]+$/g, '').replace(/`$/, ''));
    const written = path.endsWith('/year') ? value : dutch(value);
    const named = path.endsWith('/party') ? 'Noord' : written;
    expect(said).toContain(named);
  });

  it('would be missed where one is wrong', () => {
    const [figure] = figures(page.replace('lines/5/amount = 23188.75', 'lines/5/amount = 23188.76'));
    expect(String(at(result, figure!.path))).not.toBe(figure!.value);
    expect(dutch('-30543.99')).toBe('−30.543,99');
  });
});

describe('docs/model.md', () => {
  /** What stands between backticks in the first column of the tables of a text. */
  const firstColumn = (text: string): string[] =>
    [...text.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
    );
  const codes = firstColumn(page.slice(page.indexOf('\n## 12.'), page.indexOf('\n## 13.')));

  /** The keys of an interface, as its source has them. */
  function keysOf(file: string, name: string): string[] {
    const body = new RegExp(`interface ${name} \\{\\n([\\s\\S]*?)^\\}`, 'm').exec(read(file))?.[1];
    return [...(body ?? '').matchAll(/^ {2}(?:readonly )?'?([a-z][a-z0-9-]*)'?: /gm)].map(([, key]) => key!);
  }

  it.each([
    ['engine/plan/problems.ts', 'ProblemValues', 30],
    ['src/files/json.ts', 'JsonProblemValues', 6],
    ['src/files/plan-bytes.ts', 'FileProblemValues', 6],
  ])('has every code of %s in its tables', (file, name, least) => {
    const known = keysOf(file, name);
    expect(known.length).toBeGreaterThanOrEqual(least);
    expect(known.filter((code) => !codes.includes(code))).toEqual([]);
  });

  it('has no code that nothing gives', () => {
    const known = [
      ...keysOf('engine/plan/problems.ts', 'ProblemValues'),
      ...keysOf('src/files/json.ts', 'JsonProblemValues'),
      ...keysOf('src/files/plan-bytes.ts', 'FileProblemValues'),
    ];
    expect(codes.filter((code) => !known.includes(code))).toEqual([]);
  });

  it('has every key of the plan in its table, and the limits as they are', () => {
    const keys = firstColumn(page.slice(page.indexOf('\n## 2.'), page.indexOf('\n## 3.')));
    expect(Object.keys(planFormat.shape).filter((key) => !keys.includes(key))).toEqual([]);
    for (const limit of Object.values(LIMITS)) expect(page).toContain(dutch(String(limit)));
  });
});
