import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Rooms may import only what src/README.md allows; the table itself is the tsconfig references, checked again in test/architecture. */
const forbidden = (names, message) => ({
  'no-restricted-imports': ['error', { patterns: [{ regex: `^(${names.join('|')})($|/)`, message }] }],
});

export default tseslint.config(
  { ignores: ['dist', 'out', 'coverage', '.vscode-test', 'node_modules', 'test/fixtures'] },
  {
    files: ['**/*.ts'],
    extends: [eslint.configs.recommended, tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'no-restricted-syntax': [
        'error',
        {
          selector: ':matches(PropertyDefinition, MethodDefinition)[accessibility="private"]',
          message: 'Use #private instead.',
        },
        { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
        { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
      ],
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { boolean: true, string: true } }],
    },
  },
  {
    files: ['src/{base,http,language,auth,run,view,webview}/**/*.ts'],
    rules: forbidden(['vscode', 'axios', 'node:.*'], 'A pure room takes the world by ports; see src/README.md.'),
  },
  {
    files: ['src/transport/**/*.ts'],
    rules: forbidden(['vscode'], 'Only src/workbench names vscode.'),
  },
  {
    files: ['src/{sandbox,cli}/**/*.ts'],
    rules: forbidden(['vscode', 'axios'], 'Only src/workbench names vscode, and only src/transport axios.'),
  },
  {
    files: ['src/workbench/**/*.ts'],
    rules: forbidden(['axios'], 'Only src/transport names axios.'),
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression[callee.object.name=/^(it|describe|suite|test)$/][callee.property.name=/^(only|skip)$/]',
          message: 'No skipped or exclusive tests.',
        },
      ],
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [eslint.configs.recommended],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        require: 'readonly',
        module: 'writable',
        __dirname: 'readonly',
      },
    },
  },
);
