import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  root,
  plugins: [vue()],
  resolve: { alias: { '@': `${root}pwa/src` } },
  test: {
    include: ['tests/pwa/**/*.test.ts'],
    environment: 'node',
    setupFiles: ['tests/pwa/setup.ts'],
    // Times are shown in the zone of the device.
    env: { TZ: 'Asia/Shanghai' },
    restoreMocks: true,
    unstubGlobals: true,
  },
});
