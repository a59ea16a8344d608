import type { RouteRecordRaw } from 'vue-router';

/** What the log is narrowed to stands in the query, so that it can be kept and passed on. */
export const routes: readonly RouteRecordRaw[] = [
  {
    path: '/logs/:log?',
    name: 'logs',
    component: () => import('./LogsPage.vue'),
    meta: { access: 'full', words: ['logs', 'events', 'inbox', 'find'] },
  },
];
