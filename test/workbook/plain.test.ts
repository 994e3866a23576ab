import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readPlanText } from '../../src/files/plan-bytes.ts';
import { writeWorkbook } from '../../src/hosts/xlsx-file.ts';
import { readBook } from '../../src/ooxml/index.ts';
import { nl } from '../../src/texts/index.ts';
import { describeWorkbook } from '../../src/workbook/index.ts';
import { plainWorkbook } from '../../src/workbook/plain.ts';

it('a workbook that went to another thread is written as the same cells', () => {
  const outcome = readPlanText(readFileSync('examples/leeg/plan.json', 'utf8'));
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  const made = describeWorkbook(nl, outcome.plan);
  const sent = structuredClone(plainWorkbook(made));
  const created = new Date('2026-08-01T09:30:00Z');
  const cells = (bytes: Uint8Array): unknown =>
    readBook(bytes).sheets.map(({ name, cells: all, tables }) => ({ name, all, tables }));
  const [before, after] = [cells(writeWorkbook(made, { created })), cells(writeWorkbook(sent, { created }))];
  expect(after).toEqual(before);
});
