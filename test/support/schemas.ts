import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { hasProgram } from './programs.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Where the ECMA-376 schemas are looked for: beside the project, as they are not part of it. */
export const schemaFolder = resolve(root, '../shared/ooxml-schemas');

/** What schema validation needs and is not here. */
export function missingForSchemas(): readonly string[] {
  return [
    ...(existsSync(join(schemaFolder, 'sml.xsd')) ? [] : ['OOXML schemas']),
    ...(hasProgram('xmllint') ? [] : ['xmllint']),
  ];
}

const SCHEMAS: readonly (readonly [RegExp, string])[] = [
  [/^\[Content_Types\]\.xml$/, 'opc-contentTypes.xsd'],
  [/\.rels$/, 'opc-relationships.xsd'],
  [/^xl\/(?:workbook|styles|sharedStrings)\.xml$/, 'sml.xsd'],
  [/^xl\/(?:worksheets|tables)\/[^/]+\.xml$/, 'sml.xsd'],
  [/^xl\/theme\//, 'dml-main.xsd'],
  [/^xl\/charts\/[^/]+\.xml$/, 'dml-chart.xsd'],
  [/^xl\/drawings\/[^/]+\.xml$/, 'dml-spreadsheetDrawing.xsd'],
  [/^docProps\/app\.xml$/, 'shared-documentPropertiesExtended.xsd'],
  [/^customXml\/itemProps\d+\.xml$/, 'shared-customXmlDataProperties.xsd'],
];
/** Parts there is no schema for here; they must be well-formed all the same. */
const WITHOUT_SCHEMA = [/^docProps\/core\.xml$/, /^customXml\/item\d+\.xml$/];

export interface PartReport {
  /** Parts that were held against a schema. */
  readonly checked: readonly string[];
  readonly errors: readonly string[];
}

/** Holds each part of an .xlsx file against its schema. A part of an unknown kind is an error. */
export function validateParts(bytes: Uint8Array): PartReport {
  const parts = unzipSync(bytes);
  const folder = mkdtempSync(join(tmpdir(), 'ooxml-parts-'));
  const errors: string[] = [];
  const checked: string[] = [];
  try {
    const bySchema = new Map<string, string[]>();
    for (const [path, content] of Object.entries(parts)) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      const schema = SCHEMAS.find(([pattern]) => pattern.test(path))?.[1];
      if (schema === undefined && !WITHOUT_SCHEMA.some((pattern) => pattern.test(path))) {
        errors.push(`${path}: no schema known`);
        continue;
      }
      if (schema !== undefined) checked.push(path);
      const list = bySchema.get(schema ?? '') ?? [];
      list.push(path);
      bySchema.set(schema ?? '', list);
    }
    for (const [schema, paths] of bySchema) {
      const against = schema === '' ? [] : ['--schema', join(schemaFolder, schema)];
      const result = spawnSync('xmllint', ['--noout', '--nonet', '--huge', ...against, ...paths], {
        cwd: folder,
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      });
      if (result.error) throw result.error;
      for (const line of result.stderr.split('\n')) {
        // The schemas do not know xml:space on <t>, which the standard's text asks for.
        const falseAlarm = line.includes('namespace}space') && line.includes('main}t');
        if (line.trim() === '' || falseAlarm) continue;
        if (/ validates$| fails to validate$/.test(line)) continue;
        errors.push(line);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { checked, errors };
}
