import type { RouteRecordRaw } from 'vue-router';

export const routes: readonly RouteRecordRaw[] = [
  { path: '/settings', name: 'settings', component: () => import('./SettingsPage.vue') },
  { path: '/settings/devices', name: 'devices', component: () => import('./DevicesPage.vue'), meta: { words: ['devices'] } },
];
