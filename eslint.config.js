import js from '@eslint/js';
import vue from 'eslint-plugin-vue';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** What TypeScript's DOM library offers but Chrome 90 or Safari 15.4 do not have. */
const tooNew = {
  'no-restricted-globals': ['error', { name: 'structuredClone', message: 'Absent before Chrome 98.' }],
  'no-restricted-properties': [
    'error',
    { object: 'crypto', property: 'randomUUID', message: 'Absent before Chrome 92: use newId() of @/api/ids.' },
    { object: 'AbortSignal', property: 'timeout', message: 'Absent before Chrome 103.' },
    { object: 'AbortSignal', property: 'any', message: 'Absent before Chrome 116.' },
  ],
};

export default tseslint.config(
  { ignores: ['pwa/dist/', 'node_modules/', '.venv/', 'var/', 'test-results/', 'backend/', 'media/', 'deploy/'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,vue}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked, vue.configs['flat/recommended']],
    languageOptions: {
      parserOptions: {
        parser: tseslint.parser,
        extraFileExtensions: ['.vue'],
        projectService: {
          allowDefaultProject: ['pwa/vite.config.ts', 'pwa/vitest.config.ts', 'pwa/vant-icon-font.ts', 'service-worker/vite.config.ts'],
        },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['error', 500],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      eqeqeq: 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/no-v-html': 'error',
      'vue/html-indent': ['error', 2],
      'vue/max-len': ['error', { code: 130, template: 160, ignoreStrings: true, ignoreTemplateLiterals: true }],
      'vue/require-default-prop': 'off',
    },
  },
  { files: ['pwa/src/**/*.{ts,vue}', 'service-worker/**/*.ts'], rules: tooNew, languageOptions: { globals: globals.browser } },
  { files: ['tests/pwa/**/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['**/*.{js,mjs}'], languageOptions: { globals: globals.node }, rules: { 'no-console': 'off' } },
);
