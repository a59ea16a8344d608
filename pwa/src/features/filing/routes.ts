import type { RouteRecordRaw } from 'vue-router';
import type { Area } from '@/locales/words';

const words: readonly Area[] = ['filing', 'forms', 'cases', 'fields', 'refusals', 'reveal'];
/** One screen: a new project becomes one with a draft without being torn down. */
const FilingPage = (): Promise<unknown> => import('./FilingPage.vue');

export const routes: readonly RouteRecordRaw[] = [
  { path: '/projects/new', name: 'project-new', component: FilingPage, meta: { access: 'full', words } },
  { path: '/projects/:project/filing', name: 'project-filing', component: FilingPage, props: true, meta: { access: 'full', words } },
  {
    path: '/projects/:project/change',
    name: 'project-change',
    component: () => import('./ChangePage.vue'),
    props: true,
    meta: { access: 'full', words },
  },
];
