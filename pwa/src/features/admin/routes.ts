import type { RouteRecordRaw } from 'vue-router';
import type { Area } from '@/locales/words';

const words: readonly Area[] = ['admin', 'forms', 'refusals', 'fields', 'retention', 'reveal', 'find', 'devices'];

export const routes: readonly RouteRecordRaw[] = [
  {
    path: '/admin/:part(organisations|people)/import',
    name: 'admin-import',
    component: () => import('./ImportPage.vue'),
    props: true,
    meta: { access: 'full', words: ['admin', 'sheets', 'refusals', 'fields'] },
  },
  { path: '/admin/:part(organisations|people|retention)?/:id?', name: 'admin', component: () => import('./AdminPage.vue'), meta: { access: 'full', words } },
];
