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
    // A device abroad, so that nothing passes by taking its zone for the deployment's, which the setup names.
    env: { TZ: 'America/New_York' },
    restoreMocks: true,
    unstubGlobals: true,
  },
});
