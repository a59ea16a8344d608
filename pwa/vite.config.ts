import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { vantIconFont } from './vant-icon-font.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

const sharedUi = /pwa[\\/]src[\\/]ui[\\/][^\\/]+\.(vue|ts|css)/;
const sharedApi = /pwa[\\/]src[\\/]api[\\/](answer|bytes|devices|ids|login.*|request|supervision|time)\.ts/;

/** The oldest engines served: the syntax of everything built is lowered to these. */
export const targets = ['chrome90', 'safari15.4', 'firefox115'];

export default defineConfig({
  root: here,
  plugins: [vantIconFont(), vue()],
  resolve: { alias: { '@': `${here}src` } },
  define: { __VUE_OPTIONS_API__: false },
  server: {
    proxy: { '^/(api|c|schema|verify|health|\\.well-known)(/|$)': 'http://127.0.0.1:8600' },
  },
  build: {
    target: targets,
    outDir: `${here}dist`,
    emptyOutDir: true,
    // Read by the service worker's precache list and by the size check.
    manifest: true,
    // A data: font would need font-src data: in the Content-Security-Policy.
    assetsInlineLimit: 0,
    // A style sheet per screen: the supervisor's phone need not keep what only desks show.
    cssCodeSplit: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // Unchanged by most releases, so that an update need not fetch it again.
            { name: 'vue', test: /node_modules[\\/](@vue|vue|vue-router)[\\/]/ },
            // A few kilobytes that every screen needs, in one file instead of a dozen.
            // Not what only desks need: the supervisor's log-in carries it.
            {
              name: 'shared',
              test: (id: string) => sharedUi.test(id) || sharedApi.test(id),
            },
          ],
        },
      },
    },
  },
});
