import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { targets } from '../pwa/vite.config.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  root: `${root}service-worker`,
  publicDir: false,
  resolve: { alias: { '@': `${root}pwa/src` } },
  build: {
    target: targets,
    outDir: `${root}pwa/dist`,
    emptyOutDir: false,
    rollupOptions: {
      input: `${root}service-worker/sw.ts`,
      // One classic script: workers that are modules came to Safari and Firefox later than our baseline.
      output: { format: 'iife', entryFileNames: 'sw.js' },
    },
  },
});
