import type { RouteRecordRaw } from 'vue-router';
import type { Area } from '@/locales/words';

const words: readonly Area[] = ['cases', 'forms', 'refusals', 'fields', 'reveal'];

export const routes: readonly RouteRecordRaw[] = [
  { path: '/inbox/:case?', name: 'tasks', component: () => import('./TasksPage.vue'), meta: { access: 'full', words } },
  { path: '/cases/:case', name: 'case', component: () => import('./CasePage.vue'), props: true, meta: { access: 'full', words } },
  {
    path: '/projects/:project/case',
    name: 'project-case',
    component: () => import('./ProjectCasePage.vue'),
    props: true,
    meta: { access: 'full', words },
  },
];
