import type { RouteRecordRaw } from 'vue-router';

export const routes: readonly RouteRecordRaw[] = [
  {
    path: '/projects/:project/lead',
    name: 'project-lead',
    component: () => import('./LeadPage.vue'),
    props: true,
    meta: { access: 'full', words: ['projects', 'refusals', 'reveal'] },
  },
  {
    path: '/projects/:project/lead/commitments/:commitment',
    name: 'project-commitment',
    component: () => import('./LetterPage.vue'),
    props: true,
    meta: { access: 'full', words: ['projects'] },
  },
  {
    path: '/projects/:project/handin',
    name: 'project-handin',
    component: () => import('./HandInPage.vue'),
    props: true,
    meta: { access: 'full', words: ['projects', 'refusals'] },
  },
  {
    path: '/onsite/handin',
    name: 'onsite-handin',
    component: () => import('./HandInPage.vue'),
    meta: { access: 'supervisor', words: ['projects', 'refusals'] },
  },
  {
    path: '/projects/:project/results',
    name: 'project-results',
    component: () => import('./ResultsPage.vue'),
    props: true,
    meta: { access: 'full', words: ['projects'] },
  },
];
