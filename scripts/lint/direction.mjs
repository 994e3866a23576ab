// The lint rule that keeps the folders apart: engine <- src <- taskpane. It looks at the path an import points to, so
// it works the same for files that do not exist yet, and it sees every form an import can take.

import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';

const { dependencies: installed } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
);

const SCREEN =
  /^(react|react-dom|@fluentui\/[^/]+|@types\/office-js|office-js|office-addin-[^/]+|@microsoft\/office-js[^/]*)$/;
const isScreen = (name) => SCREEN.test(name);

/**
 * What the files of a folder may import: `own` lists path prefixes and files, `node` Node's modules, `packages` the
 * rest. The deepest folder that holds a file decides.
 */
const FOLDERS = [
  {
    folder: 'engine/',
    own: ['engine/'],
    node: false,
    packages: (name) => name === 'zod',
    why: 'the engine is pure: it imports files of its own and zod',
  },
  {
    folder: 'src/ooxml/',
    own: ['src/ooxml/'],
    node: false,
    packages: (name) => name === 'fflate',
    why: 'src/ooxml knows OOXML and nothing of plans: it imports files of its own and fflate',
  },
  {
    folder: 'src/',
    own: ['src/', 'engine/index.ts', 'funding/', 'structures/', 'package.json'],
    node: true,
    packages: (name, dependencies) => Object.hasOwn(dependencies, name) && !isScreen(name),
    why: 'src imports itself, engine/index.ts, the data folders, Node and the dependencies of package.json, React and Office excepted',
  },
  {
    folder: 'taskpane/',
    own: ['taskpane/', 'src/', 'engine/index.ts', 'structures/', 'package.json'],
    node: false,
    packages: (name, dependencies) => Object.hasOwn(dependencies, name) || isScreen(name),
    why: 'the task pane imports itself, src and engine/index.ts, and runs in a browser, without Node',
  },
  {
    folder: 'scripts/taskpane/',
    own: [''],
    except: ['taskpane/'],
    node: true,
    packages: () => true,
    why: 'what builds the task pane reads its files and imports none of them',
  },
  { folder: 'test/taskpane/', own: [''], node: true, packages: () => true, why: '' },
  {
    folder: '',
    own: [''],
    except: ['taskpane/'],
    node: true,
    packages: (name) => !isScreen(name),
    why: 'only taskpane/ and its tests import the task pane, React or Office',
  },
];

const within = (file, places) =>
  places.some((place) => place === '' || file === place || (place.endsWith('/') && file.startsWith(place)));

/**
 * Why a file may not import something, or null where it may.
 *
 * @param {string} file its path from the root, with slashes
 * @param {string | null} specifier as it stands in the import; null where only running the program tells
 * @param {Readonly<Record<string, string>>} dependencies those of package.json
 * @returns {string | null}
 */
export function refusal(file, specifier, dependencies = installed) {
  const rule = FOLDERS.find(({ folder }) => file.startsWith(folder));
  if (specifier === null) return rule.own.includes('') ? null : rule.why;
  let allowed;
  if (/^\.{0,2}\//.test(specifier) || specifier === '.' || specifier === '..') {
    const target = path.posix.join(path.posix.dirname(file), specifier);
    const inside = !specifier.startsWith('/') && !target.startsWith('..');
    allowed = inside && within(target, rule.own) && !within(target, rule.except ?? []);
  } else if (isBuiltin(specifier)) {
    allowed = rule.node;
  } else {
    // `zod/mini` belongs to `zod`, `@scope/name/part` to `@scope/name`.
    allowed = rule.packages(specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/'), dependencies);
  }
  return allowed ? null : rule.why;
}

/** @type {import('eslint').Rule.RuleModule} */
export const direction = {
  meta: {
    type: 'problem',
    docs: { description: 'keep the import direction engine <- src <- taskpane' },
    messages: { refused: '{{file}} may not import {{what}}: {{why}}.' },
    schema: [],
  },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
    const check = (node) => {
      if (!node) return;
      const value = node.type === 'TSLiteralType' ? node.literal.value : node.value;
      const template = node.type === 'TemplateLiteral' && node.quasis.length === 1;
      const text = template ? node.quasis[0].value.cooked : value;
      const specifier = typeof text === 'string' ? text : null;
      const why = refusal(file, specifier);
      if (why === null) return;
      const what = specifier === null ? 'what is only known while running' : `'${specifier}'`;
      context.report({ node, messageId: 'refused', data: { file, what, why } });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument),
      TSExternalModuleReference: (node) => check(node.expression),
      "CallExpression[callee.name='require']": (node) => check(node.arguments[0]),
    };
  },
};
