// For tools that read TypeScript without knowing Vue's files, the linter above all; vue-tsc sees the real types.
declare module '*.vue' {
  import type { DefineComponent } from 'vue';

  const component: DefineComponent;
  export default component;
}
