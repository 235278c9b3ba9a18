import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import globals from 'globals';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'var',
      'web/dist',
      'web/components.d.ts',
      'server/data/generated',
      'test-results',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    languageOptions: { globals: globals.node },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['server/**/*.ts', 'telephony/**/*.ts', 'worker/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // V8 creates these among the old: all they lead to is taken for alive, long after a call is over
      'no-restricted-syntax': [
        'error',
        {
          selector: ':function AssignmentExpression[left.type="MemberExpression"][right.type=/Function/]',
          message: 'Name the function first: one that is written into an assignment to a member dies late.',
        },
        {
          selector: ':function ObjectExpression > Property[kind=/get|set/]',
          message: 'Make it a method, or a class: an accessor of a single object dies late.',
        },
      ],
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  { files: ['web/**/*'], languageOptions: { globals: globals.browser } },
  {
    files: ['deploy/**/*', 'tests/bench/**/*', 'prisma/**/*'],
    rules: { 'no-console': 'off' },
  },
  prettier,
);
