import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Funding } from '../../engine/index.ts';
import { type FundingRule, fundingRules } from '../../src/funding/index.ts';
import { readBook } from '../../src/ooxml/index.ts';
import { Folder, GOLDEN, GRONINGEN, goldenPlan, refusal, samenplan } from './program.ts';

const folder = new Folder();

describe('funding', () => {
  it('lists the rules with their time, their last check and what they give', async () => {
    const { code, stdout, stderr } = await samenplan(['funding']);
    expect([code, stderr]).toEqual([0, '']);
    for (const { id, validFrom, validTo, checkedOn } of fundingRules) {
      const line = stdout.split('\n').findLast((each) => each.startsWith(id));
      for (const text of [validFrom, validTo, checkedOn]) expect(line).toContain(text);
    }
    expect(stdout).toContain('staffel van € 200.000,00 vanaf 60 tot € 500.000,00 vanaf 380 studenten');
    const json = JSON.parse((await samenplan(['funding', '--json'])).stdout) as { rules: unknown };
    expect(json.rules).toEqual(fundingRules);
  });

  it('shows one rule with its conditions and sources', async () => {
    const { stdout } = await samenplan(['funding', '--rule', 'opleidingsschool-2021-gekort']);
    const rule = fundingRules.find(({ id }) => id === 'opleidingsschool-2021-gekort')!;
    for (const text of [
      rule.name,
      rule.about,
      rule.sources[0]!.url,
      rule.conditions![0],
      rule.replacedBy!.why,
    ])
      expect(stdout).toContain(text);
  });

  it('shows what of the funding of a plan holds in its years', async () => {
    const { stdout } = await samenplan(['funding', GRONINGEN]);
    expect(stdout).toMatch(/^onderwijsregio-2025 .*2025-01-01 +2025-12-31 +in geen enkel jaar$/m);
    expect(stdout).toMatch(/^eigen-inzet-besturen .*zonder datum$/m);
    const { warnings } = JSON.parse((await samenplan(['funding', GRONINGEN, '--json'])).stdout) as {
      warnings: { path: string; code: string }[];
    };
    expect(warnings).toHaveLength(9);
    expect(warnings[0]).toMatchObject({ path: '/funding/0', code: 'funding-outside' });
  });

  it('puts a rule into a plan, says what is outside its time and writes the plan', async () => {
    const out = folder.at('met-regel.json');
    const { code, stdout, stderr } = await samenplan([
      ...['funding', GOLDEN, '--rule', 'onderwijsregio-2025', '--out', out],
    ]);
    expect(code).toBe(0);
    expect(stderr).toContain(out);
    expect(stdout).toContain('niet in 2026-2027 t/m 2028-2029. Het plan rekent er daar toch mee.');
    const before = goldenPlan().funding as Funding[];
    const { funding } = JSON.parse(readFileSync(out, 'utf8')) as { funding: Funding[] };
    expect(funding.slice(0, -1)).toEqual(before);
    expect(funding.at(-1)).toMatchObject({ id: 'onderwijsregio-2025', amount: '1250.00', assumption: true });
    // and whoever calculates it afterwards sees it again
    expect((await samenplan(['calculate', out, '--summary'])).stdout).toContain('niet in 2026-2027 t/m');
    expect((await samenplan(['check', out])).stdout).toContain('niet in 2026-2027 t/m');
    expect((await samenplan(['compare', out, '--json'])).stderr).toContain('niet in 2026-2027 t/m');
    // in the workbook it stands with the item itself
    const workbook = folder.at('met-regel.xlsx');
    await samenplan(['calculate', out, '--summary', '--out', workbook]);
    const texts = readBook(readFileSync(workbook)).sheets.flatMap(({ cells }) =>
      cells.flatMap((cell) => (cell.type === 'text' ? [cell.value] : [])),
    );
    expect(texts.some((text) => text.includes('dat het bedrag daar ook geldt is een aanname'))).toBe(true);
  });

  it('takes a rule of the user’s own from a file', async () => {
    const own: FundingRule = {
      ...fundingRules.find(({ id }) => id === 'rap-2020')!,
      ...{ id: 'provincie-2026', name: 'Provincie', validFrom: '2026-08-01', validTo: '2029-07-31' },
      funding: [{ id: 'provincie', name: 'Provincie', source: 'other', kind: 'fixed', amount: '1000.00' }],
    };
    const file = folder.write('provincie.json', own);
    const { stdout } = await samenplan(['funding', GOLDEN, '--rule', file, '--json']);
    const answer = JSON.parse(stdout) as { funding: Funding[]; warnings: unknown[]; written: unknown };
    expect(answer.funding[0]).toMatchObject({ id: 'provincie', code: 'provincie-2026' });
    expect([answer.warnings, answer.written]).toEqual([[], null]);
    const broken = folder.write('kapot.json', { ...own, validTo: '2029-02-30', extra: 1 });
    expect(refusal(await samenplan(['funding', GOLDEN, '--rule', broken])).sort()).toEqual([
      'bad-date',
      'unknown-key',
    ]);
    expect(refusal(await samenplan(['funding', '--rule', folder.at('nergens.json')]))).toEqual([
      'file-missing',
    ]);
  });

  it('refuses what it does not know, and writes nothing', async () => {
    const out = folder.at('niet.json');
    writeFileSync(out, 'blijft');
    const refused = ['funding', GOLDEN, '--rule', 'onderwijsregio-2024', '--board', 'x', '--out', out];
    expect(refusal(await samenplan(refused))).toEqual(['funding-unknown-rule']);
    const scope = ['funding', GOLDEN, '--rule', 'rap-2020', '--variant', 'x', '--board', 'y', '--out', out];
    expect(refusal(await samenplan(scope), false)).toEqual([
      'funding-unknown-variant',
      'funding-unknown-board',
      'funding-no-boards',
    ]);
    expect(readFileSync(out, 'utf8')).toBe('blijft');
    expect(refusal(await samenplan(['funding', '--rule', 'rap-2020', '--out', out]))).toEqual([
      'usage-missing-argument',
    ]);
    expect(refusal(await samenplan(['funding', GOLDEN, GOLDEN]))).toEqual(['usage-too-many-arguments']);
  });
});
