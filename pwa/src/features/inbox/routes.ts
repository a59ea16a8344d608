import type { RouteRecordRaw } from 'vue-router';

export const routes: readonly RouteRecordRaw[] = [
  { path: '/messages', name: 'messages', component: () => import('./InboxPage.vue'), meta: { words: ['inbox'] } },
  {
    path: '/messages/preferences',
    name: 'message-preferences',
    component: () => import('./PreferencesPage.vue'),
    meta: { access: 'full', words: ['inbox', 'refusals'] },
  },
];
