import type { RouteRecordRaw } from 'vue-router';

/** `cell` names the place on the wall whose photo is shown in detail (`cellKey`). */
export const routes: readonly RouteRecordRaw[] = [
  {
    path: '/projects/:project?/:cell?',
    name: 'projects',
    component: () => import('./WallPage.vue'),
    meta: { access: 'full', words: ['wall', 'refusals'] },
  },
];
