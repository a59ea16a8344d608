import type { RouteRecordRaw } from 'vue-router';

const meta = { access: 'supervisor', words: ['onsite'] } as const;

export const routes: readonly RouteRecordRaw[] = [
  { path: '/onsite', name: 'onsite', component: () => import('./TodayPage.vue'), meta },
  { path: '/onsite/queue', name: 'onsite-queue', component: () => import('./QueuePage.vue'), meta },
  {
    path: '/onsite/commitment/:assignment',
    name: 'onsite-commitment',
    component: () => import('./CommitmentPage.vue'),
    meta,
  },
  {
    path: '/onsite/camera/:slot/:item',
    name: 'onsite-camera',
    component: () => import('./CameraPage.vue'),
    meta: { ...meta, immersive: true },
  },
];
