import type { RouteRecordRaw } from 'vue-router';

export const routes: readonly RouteRecordRaw[] = [
  { path: '/home', name: 'unit-home', component: () => import('./UnitHome.vue'), meta: { access: 'full', words: ['published'] } },
  { path: '/published', name: 'published', component: () => import('./PublishedPage.vue'), meta: { access: 'full', words: ['published'] } },
];
