import { createRouter, createWebHistory, type RouteLocationRaw, type RouteRecordRaw } from 'vue-router';
import { useWords } from '@/locales';
import type { Area } from '@/locales/words';
import { me, recall, roles } from './login-session';
import { startOf } from './start';

declare module 'vue-router' {
  interface RouteMeta {
    /** Who may come in; everybody who is logged in where it is left out. */
    access?: 'public' | 'supervisor' | 'full';
    /** The dictionaries of the screen, beside `common` and `errors`. */
    words?: readonly Area[];
    /** The screen takes everything, as the camera does: no bars of ours above it. */
    immersive?: boolean;
  }
}

/** Each area offers its own routes; its screens are loaded on first use. */
const areas = import.meta.glob<readonly RouteRecordRaw[]>('./features/*/routes.ts', { eager: true, import: 'routes' });

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'home', component: { render: () => null } },
    ...Object.values(areas).flat(),
    { path: '/:path(.*)*', name: 'lost', component: () => import('./LostPage.vue'), meta: { access: 'public' } },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});

/** Where whoever is logged in starts. */
export function home(): RouteLocationRaw {
  return { name: startOf(me.value?.kind, roles.value) };
}

router.beforeEach(async (to) => {
  const words = useWords(['common', 'errors', ...(to.meta.words ?? [])]);
  const access = to.meta.access;
  if (access !== 'public') {
    if ((await recall()) !== 'known') return { name: 'login', query: to.path === '/' ? {} : { to: to.fullPath } };
    if (to.name === 'home' || (access !== undefined && access !== me.value?.kind)) return home();
  }
  await words;
  return true;
});
