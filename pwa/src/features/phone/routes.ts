import type { RouteRecordRaw } from 'vue-router';

export const routes: readonly RouteRecordRaw[] = [
  {
    path: '/settings/phone',
    name: 'phone',
    component: () => import('./PhonePage.vue'),
    meta: { access: 'full', words: ['phone', 'login', 'refusals'] },
  },
  {
    path: '/settings/phone-changes',
    name: 'phone-changes',
    component: () => import('./VouchPage.vue'),
    meta: { access: 'full', words: ['phone', 'refusals'] },
  },
];
