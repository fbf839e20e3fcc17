import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Who may import whom: docs/architecture.md. `.dependency-cruiser.cjs` holds the same walls for the whole graph. */
const walls = {
  domain: {
    regex: '^(?!#domain/|\\.\\.?/|valibot$)',
    message: 'src/domain imports src/domain and valibot only.',
  },
  lib: {
    regex: '^(#server/|node:|\\$app/server)|/(server|routes)/',
    message: 'src/lib imports src/domain and src/lib only.',
  },
  routes: {
    regex: '^#server/|/server/',
    allowTypeImports: true,
    message: 'src/routes reaches the server through event.locals.app; it may import its types only.',
  },
  server: { regex: '^(\\$lib|\\$app|svelte)|/src/', message: 'server imports server and #domain/ only.' },
  tests: { regex: '(^|/)tests/', message: 'Only tests import tests.' },
};

const wall = (...names) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { patterns: names.map((name) => walls[name]) }],
});

/** The domain is pure: time, chance and the outside are arguments. */
const pure = {
  'no-restricted-globals': [
    'error',
    ...['process', 'console', 'crypto', 'performance', 'fetch', 'setTimeout', 'setInterval', 'setImmediate'],
    ...[
      'queueMicrotask',
      'window',
      'document',
      'navigator',
      'localStorage',
      'sessionStorage',
      'globalThis',
      'Buffer',
    ],
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: 'The domain is told the time.' },
    { object: 'Math', property: 'random', message: 'The domain is given its ids.' },
  ],
  'no-restricted-syntax': [
    'error',
    {
      selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
      message: 'The domain is told the time.',
    },
    { selector: 'CallExpression[callee.name="Date"]', message: 'The domain is told the time.' },
    { selector: 'ExportDefaultDeclaration', message: 'Exports have names.' },
  ],
};

const environment = {
  object: 'process',
  property: 'env',
  message: 'Only server/config.ts reads the environment.',
};
const named = { selector: 'ExportDefaultDeclaration', message: 'Exports have names.' };
/** A machine's own clock may be wrong or be set at any time: countdowns and ages are server time (decision 0019). */
const asked = 'Time is the server’s, or performance.now().';

/** The rules that need types and find what reading does not. */
const typed = {
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
  ],
};

const configs = ['*.config.ts', '*.config.js', 'tests/mutation/*.config.*', '.dependency-cruiser.cjs'];

export default ts.config(
  {
    ignores: [
      'build/',
      '.svelte-kit/',
      'data/',
      'node_modules/',
      'src/lib/paraglide/',
      'test-results/',
      'static/',
    ],
  },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.node } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': ['error', { destructuring: 'all', ignoreReadBeforeAssign: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A value that was just proved is asserted with `!`; noUncheckedIndexedAccess asks for it after each index.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
    rules: {
      // Types are checked by svelte-check, which knows Svelte's own names.
      'no-undef': 'off',
      // Of `$props()` only some are bindable, and those are declared with the others.
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { destructuring: 'all' }],
      // Boards are folded outside of the runes and handed over whole, as `$state.raw`.
      'svelte/prefer-svelte-reactivity': 'off',
      // What svelte-check warns of is not what this rule's own compiler run warns of.
      'svelte/no-unused-svelte-ignore': 'off',
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  { files: ['**/*.ts'], rules: { 'no-undef': 'off' } },
  { files: ['src/**'], languageOptions: { globals: { ...globals.browser } } },
  {
    files: ['src/domain/**/*.ts', 'src/lib/**/*.ts', 'server/**/*.ts', 'tests/**/*.ts'],
    ignores: ['**/*.svelte.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: typed,
  },
  {
    files: ['src/**', 'server/**', 'tests/**'],
    rules: {
      'no-restricted-syntax': ['error', named],
      'no-restricted-properties': ['error', environment],
    },
  },
  {
    files: ['src/**', 'server/**'],
    // It tells people that their clock is wrong, and is the only one that looks at it.
    ignores: ['**/*.test.ts', 'src/lib/live/pc-clock.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        named,
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: asked },
        { selector: 'CallExpression[callee.name="Date"]', message: asked },
      ],
      'no-restricted-properties': ['error', environment, { object: 'Date', property: 'now', message: asked }],
    },
  },
  {
    files: ['src/domain/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { ...wall('domain', 'tests'), ...pure },
  },
  { files: ['src/lib/**'], ignores: ['**/*.test.ts'], rules: wall('lib', 'tests') },
  {
    files: ['src/routes/**', 'src/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: wall('routes', 'tests'),
  },
  { files: ['server/**'], ignores: ['**/*.test.ts'], rules: wall('server', 'tests') },
  {
    // Configuration is read here, and what runs before or beside the server has no configuration yet.
    files: ['server/config.ts', 'server/launch/**'],
    rules: { 'no-restricted-properties': ['error', { object: 'Date', property: 'now', message: asked }] },
  },
  {
    files: ['tests/**', ...configs],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // These programs ask for a default export.
    files: [...configs, 'tests/support/*-setup.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
