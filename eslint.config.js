import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { direction } from './scripts/lint/direction.mjs';

const PURE = 'The engine is pure: no clock, no chance, no screen, no network. What it needs is an argument.';
const IMPURE = [
  ...['process', 'Buffer', 'require', 'module', 'global', 'globalThis', '__dirname', '__filename'],
  ...['window', 'document', 'self', 'navigator', 'localStorage', 'sessionStorage', 'console', 'fetch'],
  ...['Date', 'performance', 'crypto', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
];

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'coverage/', '.cache/', 'schemas/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['vitest.config.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // A number in a text has one reading; a nullable or an object in it is a mistake.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
      // Control characters are what those patterns look for, and a key that a plan removes is known while running.
      'no-control-regex': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      // A function can owe its caller a promise without waiting for anything itself.
      '@typescript-eslint/require-await': 'off',
      // biome says the same, and mends it.
      '@typescript-eslint/no-unused-vars': 'off',
      // `() => list.push(x)` as a callback is not confusing.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    // A test says `x!` of what it just put there; where it is wrong the test fails anyway.
    files: ['test/**', 'bench/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: {
      globals: { Buffer: 'readonly', console: 'readonly', setTimeout: 'readonly', URL: 'readonly' },
    },
  },
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    plugins: { samenplan: { rules: { direction } } },
    rules: { 'samenplan/direction': 'error' },
  },
  {
    files: ['engine/**'],
    rules: {
      'no-restricted-globals': ['error', ...IMPURE.map((name) => ({ name, message: PURE }))],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: PURE }],
    },
  },
);
