import type { RouteRecordRaw } from 'vue-router';

export const routes: readonly RouteRecordRaw[] = [
  {
    path: '/projects/import',
    name: 'project-import',
    component: () => import('./ProjectImportPage.vue'),
    meta: { access: 'full', words: ['sheets', 'refusals', 'fields'] },
  },
];
